# Exceptions raised and caught in traces, in inlined and in compiled callees.
class E(Exception): pass
def thrower(i):
    if i % 3 == 0: raise E(i)
    return i
def loopy(i):
    for k in range(2):
        if i % 5 == 0: raise ValueError(k)
    return i
def f(n):
    a=b=c=d=0
    for i in range(n):
        try: a += thrower(i)
        except E as e: b += e.args[0]
        try: c += loopy(i)
        except ValueError as e: d += 1
        try:
            try: [].pop()
            except IndexError: raise KeyError(i)
            finally: a += 1
        except KeyError as e:
            b += len(e.args) + (e.__context__ is not None)
        try: int("x" if i % 2 else "7")
        except ValueError: d += 1
        else: c += 1
    return a,b,c,d
print(f(3000))
import sys
def tb(n):
    out = []
    for i in range(n):
        try: thrower(i*3)
        except E:
            t = sys.exc_info()[2]; ls = []
            while t: ls.append((t.tb_frame.f_code.co_name, t.tb_lineno, t.tb_frame.f_locals.get("i"))); t = t.tb_next
            out.append(ls)
    return out[-1], len(out)
print(tb(1000))
