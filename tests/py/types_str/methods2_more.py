import warnings; warnings.simplefilter("ignore")
class S(str):
    def __new__(cls, v, x=0):
        o = super().__new__(cls, v); o.x = x; return o
s = ""
for i in range(1000): s += chr(97 + i % 26)
print(len(s), s[:30], s[-5:], s.count("abc"))
t = s
s += "é"; u = s; s += "😀"; u += "x"
print(len(s), len(t), s[-3:], u[-3:], t[-2:])
a = "x" * 10; b = a; a += "y"; b += "z"
print(a, b)
print("%s" % "x" + "y" * 2, ("a" + "b") * 2 in "ababab")
class Idx:
    def __index__(self): return 1
print("abc"[Idx()], "abc"[Idx():], "ab" * Idx(), "abc".find("c", Idx()), "abc".center(Idx()))
class Eq(str):
    def __eq__(self, o): return "overridden"
    __hash__ = str.__hash__
print(Eq("a") == "b", "b" == Eq("a"), Eq("a") in ["q"], ["q"].index(Eq("z")))
