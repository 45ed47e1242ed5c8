import argparse, logging, configparser, io, sys, contextvars, graphlib, queue, sched, numbers, colorsys, keyword, getopt, operator
ap = argparse.ArgumentParser(prog="prog", description="desc"); ap.add_argument("pos", type=int, help="a number"); ap.add_argument("-v", "--verbose", action="store_true"); ap.add_argument("--opt", default="d", choices=["d", "e"]); ap.add_argument("rest", nargs="*"); ap.add_argument("-n", action="append", type=int); ap.add_argument("--count", "-c", action="count", default=0)
print(ap.parse_args(["5", "-v", "--opt=e", "a", "b", "-n", "1", "-n2", "-ccc"])); print(ap.parse_args(["1"])); print(ap.format_usage(), ap.parse_known_args(["1", "--zz"]))
for args in (["x"], [], ["1", "--opt", "q"], ["1", "--zz"]):
    old, sys.stderr = sys.stderr, io.StringIO()
    try: ap.parse_args(args)
    except SystemExit as e: print(e.code, sys.stderr.getvalue().splitlines()[-1].split("(choose")[0], file=sys.stdout)
    finally: sys.stderr = old
sub = argparse.ArgumentParser(prog="p"); sp = sub.add_subparsers(dest="cmd"); a = sp.add_parser("add"); a.add_argument("x", type=float); print(sub.parse_args(["add", "2.5"]), sub.parse_args([]))
buf = io.StringIO(); h = logging.StreamHandler(buf); h.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s")); lg = logging.getLogger("t.sub"); lg.addHandler(h); lg.setLevel(logging.INFO); lg.propagate = False
lg.debug("no"); lg.info("hi %s", "x"); lg.warning("w %d", 5); lg.error("e")
try: 1 / 0
except ZeroDivisionError: lg.exception("exc")
out = buf.getvalue().splitlines(); print(out[:4], out[-1], lg.parent.name, logging.getLevelName(30), lg.isEnabledFor(10), lg.getEffectiveLevel(), lg)
class Flt(logging.Filter):
    def filter(self, r): return "keep" in r.getMessage()
lg.addFilter(Flt()); buf.truncate(0); buf.seek(0); lg.info("drop"); lg.info("keep"); print(repr(buf.getvalue()))
cp = configparser.ConfigParser(); cp.read_string("[DEFAULT]\nbase = /x\n[s]\na = 1\nb = yes\npath = %(base)s/y\nmulti = l1\n  l2\n; comment\n[t]\n"); print(cp.sections(), cp["s"]["a"], cp.getint("s", "a"), cp.getboolean("s", "b"), cp["s"]["path"], repr(cp["s"]["multi"]), cp.get("s", "zz", fallback="fb"), dict(cp["t"]), "s" in cp); cp["n"] = {"k": "v"}; o = io.StringIO(); cp.write(o); print(o.getvalue().splitlines()[-3:])
for f in (lambda: cp["zz"], lambda: cp.get("s", "zz"), lambda: cp.getint("s", "b"), lambda: configparser.ConfigParser().read_string("x=1"), lambda: cp.read_string("[s]\n[s]\n")):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split("\n")[0])
cv = contextvars.ContextVar("cv", default=1); tok = cv.set(5); print(cv.get(), tok.old_value is contextvars.Token.MISSING, cv.name); ctx = contextvars.copy_context(); cv.reset(tok); print(cv.get(), ctx[cv], ctx.run(cv.get), ctx.run(lambda: (cv.set(9), cv.get())[1]), cv.get(), cv in ctx, len(ctx) >= 1)
try: cv.reset(tok)
except RuntimeError as e: print(str(e).split(" at 0x")[0][:40])
try: contextvars.ContextVar("nodef").get()
except LookupError as e: print(type(e).__name__)
g = graphlib.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}}); o = list(g.static_order()); print(o[0], o[-1], sorted(o[1:3]))
try: list(graphlib.TopologicalSorter({"a": {"b"}, "b": {"a"}}).static_order())
except graphlib.CycleError as e: print(e.args[0])
q = queue.PriorityQueue(); [q.put(x) for x in (3, 1, 2)]; print([q.get() for _ in range(3)], q.empty(), q.qsize()); l = queue.LifoQueue(2); l.put(1); l.put(2)
for f in (lambda: l.put_nowait(3), lambda: q.get_nowait()):
    try: f()
    except (queue.Full, queue.Empty) as e: print(type(e).__name__)
print(isinstance(1, numbers.Integral), isinstance(1.5, numbers.Rational), isinstance(1j, numbers.Complex), issubclass(bool, numbers.Number), colorsys.rgb_to_hsv(1, 0.5, 0), keyword.iskeyword("if"), keyword.issoftkeyword("match"), len(keyword.kwlist), keyword.softkwlist, getopt.getopt(["-a", "--long=v", "x"], "ab:", ["long="]))
