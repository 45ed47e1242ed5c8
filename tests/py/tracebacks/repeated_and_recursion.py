import traceback, sys
def show(f, *a):
    try: f(*a)
    except BaseException as e: print("".join(traceback.format_exception(type(e), e, e.__traceback__.tb_next)), end="")
def rec(n): return rec(n - 1) if n else 1 / 0
show(rec, 2); show(rec, 10)
def ping(n): return pong(n)
def pong(n): return ping(n - 1) if n else 1 / 0
show(ping, 8)
def chain(n):
    try: raise KeyError(n)
    except KeyError:
        if n: chain(n - 1)
        else: raise ValueError("bottom")
show(chain, 3)
def grouped():
    errs = []
    for i in range(3):
        try: rec(i)
        except ZeroDivisionError as e: errs.append(e)
    raise ExceptionGroup("several", errs)
show(grouped)
def nested_group():
    try: grouped()
    except ExceptionGroup as g: raise ExceptionGroup("outer", [ValueError("v"), g]) from g
show(nested_group)
def many(): raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
show(many)
def deep_group(n):
    e = ValueError("leaf")
    for i in range(n): e = ExceptionGroup(f"level{i}", [e])
    raise e
show(deep_group, 12)
def with_notes():
    e = ValueError("noted"); e.add_note("n1"); e.add_note("line a\nline b"); raise e
show(with_notes)
def cause_none():
    try: 1 / 0
    except ZeroDivisionError: raise KeyError("k") from None
show(cause_none)
def finally_raise():
    try: raise KeyError("try")
    finally: raise ValueError("finally")
show(finally_raise)
def cyc():
    a = ValueError("a"); b = KeyError("b"); a.__cause__ = b; b.__cause__ = a; raise a
show(cyc)
def long_msg(): raise ValueError("x" * 200 + "\nsecond line\n\nfourth")
show(long_msg)
def nomsg(): raise ValueError()
show(nomsg)
def bases(): raise KeyboardInterrupt
show(bases)
def sysexit(): raise SystemExit(5)
show(sysexit)
def stop(): raise StopIteration(3)
show(stop)
class Outer:
    class Inner(Exception): pass
def qual(): raise Outer.Inner("q")
show(qual)
def exec_code(): exec("def f():\n    raise ValueError('in exec')\nf()", {})
show(exec_code)
def eval_code(): eval("1 +\\\n    undefined_in_eval")
show(eval_code)
def compiled(): exec(compile("x = 1\ny = x / 0\n", "virtual.py", "exec"), {})
show(compiled)
def syntax(): compile("def f(:\n  pass", "bad.py", "exec")
show(syntax)
def syntax2(): exec("x = (1,\n  2")
show(syntax2)
def indent(): exec("if 1:\nx = 1")
show(indent)
print(traceback.format_list([("file.py", 3, "func", "code line"), ("other.py", 1, "<module>", None)]))
try: rec(1)
except ZeroDivisionError as e:
    print(traceback.format_exception(e, limit=1)); print(traceback.format_exception(e, limit=-1)); print(traceback.format_tb(e.__traceback__)[-1]); print(traceback.format_exception_only(e))
    te = traceback.TracebackException.from_exception(e); print(te.exc_type_str, str(te), len(te.stack), te.stack[0].name, list(te.format_exception_only()))
print([l.strip() for l in traceback.format_stack()[-1:]], traceback.extract_stack()[-1].name)
