"""Regular expressions that are interrupted, shared by threads, or made of code that makes no sense."""
import _sre
import random
import re
import signal
import threading
import time


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


signal.signal(signal.SIGALRM, stop)
for pattern, text in [(r"(?:a+a+)+b", "a" * 60), (r"(a|aa)+$", "a" * 80 + "b"), (r"(?:a?){40}a{40}b", "a" * 60)]:
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    begun = time.monotonic()
    try:
        re.match(pattern, text)
        assert False
    except Stop:
        assert time.monotonic() - begun < 10

words = re.compile(r"(\w+)")
found = []


def count():
    found.append(sum(len(m[1]) for m in words.finditer("ab c " * 2000)))


workers = [threading.Thread(target=count) for _ in range(3)]
[w.start() for w in workers]
[w.join() for w in workers]
assert found == [6000] * 3, found

# instructions in any order, with operands that lead anywhere
pick = random.Random(3)
for _ in range(3000):
    code = [pick.choice((pick.randrange(45), pick.randrange(4), pick.randrange(300))) for _ in range(pick.randrange(24))]
    try:
        p = _sre.compile("a", 0, code, 2, {}, ())
        for text in ("ab\n", "\u0436a"):
            signal.setitimer(signal.ITIMER_REAL, 0.5)
            p.search(text), p.findall(text), p.match(text, 1)
    except (RuntimeError, Stop):
        pass
signal.setitimer(signal.ITIMER_REAL, 0)
print("ok")
