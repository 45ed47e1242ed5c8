log = []
def t(x): log.append(getattr(x, "__name__", x)); return x
def f(*a, **k): return a, k
def show(r):
    print(r, log); log.clear()
show(f(t(1), *t([2]), t(3), k=t(4), **t({"z": 5}), y=t(6)))
show(f(*t("ab"), x=t(1), *t("cd")))
show(f(a=t(1), **t({}), b=t(2)))
show([t(1), *t([2, 3]), t(4)])
show({t(1): t(2), **t({3: 4}), t(5): t(6)})
show(t(max)(t(1), t(2)))
show({t(i): t(i * 10) for i in range(2)})
class M:
    def keys(self): return ["a", "b"]
    def __getitem__(self, k): return k.upper()
print(f(**M()), {**M()}, dict(M()))
class NoKeys: pass
class BadKeys:
    def keys(self): raise RuntimeError("keys")
class BadIter:
    def __iter__(self): raise RuntimeError("iter")
class NotIter:
    def __iter__(self): return 5
for s in ["f(**NoKeys())", "f(**BadKeys())", "f(*BadIter())", "f(*NotIter())", "[*5]", "{**[]}", "{*1}", "f(**{'a': 1}, **{'a': 2})",
          "f(a=1, **{'a': 2})", "f(**{1: 1})", "print(sep=1)", "print(end=3)", "print(foo=1)", "(*1,)", "f(*None)", "f(*[1], *2)",
          "f.x(*1)", "len(*[])", "len(*[1, 2])", "len(x=1)", "f(**1)", "f(**[('a', 1)])", "dict(**{1: 2})", "str.join(*[','], *[['a']])"]:
    try: print(s, "=>", eval(s))
    except Exception as e: print(s, "=>", type(e).__name__, e)
def k(**kw):
    kw["new"] = 1
    return kw
d = {"a": 1}
print(k(**d), d)
def a(*args):
    return args
l = [1, 2]
t2 = (1, 2)
print(a(*l), a(*t2) is t2 or True)
def swap(a, b): return b, a
print(swap(*swap(1, 2)))
print(f(*(i for i in range(3)), **{c: i for i, c in enumerate("xy")}))
print(max(*[3, 1], *[7]), sorted(*["cba"], reverse=True), "{}-{}".format(*"ab"), "{x}".format(**{"x": 1}))
