"""module doc"""
# comment
def f():
    """function doc"""
    # after doc
    return f.__doc__
class C:
    "class doc"
    def m(self): r"raw \doc"
    def n(self): f"not {1} a doc"
    def o(self): b"bytes"
    def p(self): "a" "b"
    def q(self):
        x = 1
        "not first"
    class I: 'inner'
def g(): ("paren doc")
def h(): 5
def i(): """
    indented
      more
    """
def j(): u"unicode"
lam = lambda: "not doc"
async def co(): "async doc"
def gen(): "gen doc"; yield
print(__doc__, f(), C.__doc__, C.m.__doc__, C.n.__doc__, C.o.__doc__, C.p.__doc__, C.q.__doc__, C.I.__doc__, g.__doc__, h.__doc__, repr(i.__doc__), j.__doc__, lam.__doc__, co.__doc__, gen.__doc__, sep="|")
print(f.__code__.co_consts[0], C().m.__doc__, type(C.__dict__["__doc__"]))
C.__doc__ = "changed"; print(C.__doc__); C.m.__doc__ = "m2"; print(C().m.__doc__)
class D(C): pass
print(D.__doc__)
class E: __doc__ = "explicit"
print(E.__doc__, E().__doc__)
if True: # trailing
    pass # comment
    # dedented comment below
# here
x = [ # in list
    1, # one
    # only comment
    2,
] # end
print(x, "# not a comment", '#', """# nor this""") # but this
def k(
    a, # first
    # between
    b=2, # second
): # colon
    # body comment
    return a + b
print(k(1)); y = 1 \
    + 2 # after continuation
print(y)


	
# whitespace-only lines above
def l():

    a = 1

    # deep comment

    return a

print(l())
if 1:
        print("eight spaces")
        if 2:
         print("one more")
if 1:
	print("tab")
	if 1:
		print("two tabs")
class F: pass; a = 1; b = 2
print(F.a, F.b); print("a"); print("b");
while True: print("once"); break
for z in range(2): print(z); continue
try: print("t"); raise KeyError
except KeyError: print("k"); pass
finally: print("f")
with open(__file__) as fh: print(fh.readline().rstrip()); pass
def m(): return 1; print("dead")
print(m()) ; # empty after semicolon
print("end") # no newline at end
