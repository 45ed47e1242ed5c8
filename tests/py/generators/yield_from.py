def inner(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("inner got", got)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    finally: print("inner finally")
    return f"result{n}"
def outer():
    r = yield from inner(2)
    print("r =", r)
    r = yield from inner(3)
    return r
o = outer()
print(next(o), o.send("hello"), o.send(None), o.gi_yieldfrom.__name__)
print(o.throw(ValueError("thrown")))
try: next(o)
except StopIteration as e: print(e.value)
def over(it):
    r = yield from it
    print("over result", r)
print(list(over([1, 2])), list(over("ab")), list(over(iter([])))) 
class Iter:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("custom value")
print(list(over(Iter())))
i = over([1, 2, 3]); next(i)
try: i.send(5)
except AttributeError as e: print(e)
i = over([1, 2, 3]); next(i)
try: i.throw(KeyError("x"))
except KeyError as e: print(repr(e))
class Full:
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, v): return f"send {v}"
    def throw(self, e): return f"throw {e!r}"
    def close(self): print("closed")
i = over(Full())
print(next(i), i.send(1), i.throw(ValueError("v")), i.throw(KeyError))
i.close()
class BadClose:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): raise RuntimeError("close failed")
i = over(BadClose()); next(i)
try: i.close()
except RuntimeError as e: print(e)
for bad in (5, None):
    try: list(over(bad))
    except TypeError as e: print(e)
def chain(n):
    if n: yield from chain(n - 1)
    yield n
print(list(chain(20)))
def delegate_return():
    x = yield from (i for i in "ab")
    print(x)
    return (yield from delegate2())
def delegate2():
    if False: yield
    return "deep"
def top(): print("top", (yield from delegate_return()))
print(list(top()))
def self_del():
    yield from me
me = self_del()
try: next(me)
except ValueError as e: print(e)
def close_through():
    try: yield from inner(5)
    except GeneratorExit: print("outer exit"); raise
c = close_through(); next(c); c.close()
def swallow():
    try: yield from inner(1)
    except ZeroDivisionError: yield "swallowed"
s = swallow(); next(s)
print(s.throw(ZeroDivisionError))
def tb():
    yield from fails()
def fails():
    yield 1
    1 / 0
t = tb(); next(t)
try: next(t)
except ZeroDivisionError as e:
    n, k = e.__traceback__, []
    while n: k.append((n.tb_frame.f_code.co_name, n.tb_lineno)); n = n.tb_next
    print(k)
