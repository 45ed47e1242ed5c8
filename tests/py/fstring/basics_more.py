import math
x = 42; s = "str"; f = 3.14159; d = {"k": "v", "n": {"m": 1}}; l = [1, 2]; w = 10; p = 3; n = None
class C:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "C-str"
    def __repr__(self): return "C-repré"
c = C()
print(f'''multi
{x}
  {
    s
    !r
    :>6}|''')
print(f"{
    x  # comment inside
    + 1
}")
value = "v"
print(f"{value!r}" "and {value}" f" then {value}", f"{value:>{len(value) + 3}}")
def fn(a, *, k=1): return f"{a}:{k}"
print(f"{fn(1, k=2)} {fn(*[3], **{'k': 4})}")
class Fmt:
    def __format__(self, s): return 5
try: f"{Fmt()}"
except TypeError as e: print(e)
class Str:
    def __str__(self): return 5
try: f"{Str()}"
except TypeError as e: print(e)
try: f"{Str()!s}"
except TypeError as e: print(e)
def order():
    def t(v): print("eval", v); return v
    return f"{t(1)}{t('>')}{t(5):{t('>')}{t(6)}}"
print(order())
async def af(): return f"{await inner()}"
async def inner(): return "awaited"
try: af().send(None)
except StopIteration as e: print(e.value)
def gen(): x = f"{(yield 1)}-{(yield 2)}"; yield x
g = gen(); print(next(g), g.send("a"), g.send("b"))
print([f"{i:02}" for i in range(3)], {f"{i}": i for i in range(2)}, (lambda v: f"{v}")(9))
deep = f"{f'{f"""{f'''{1}'''}"""}'}"
print(deep, f"{f"{f"{f"{f"{1 + 1}"}"}"}"}")
