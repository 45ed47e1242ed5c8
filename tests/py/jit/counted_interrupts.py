# Loops that count poll seldom: signals, and other threads, get their turn all the same.
import signal
import threading


class Alarm(Exception):
    pass


def ring(*_):
    raise Alarm


signal.signal(signal.SIGALRM, ring)
END = 1 << 60


def up():
    i = 0
    while i < END:
        i += 1


def up_by(step):
    i = 0
    while i <= END:
        i += step


def down():
    i = END
    while i > 0:
        i -= 1


def down_by():
    i = END
    while 7 <= i:
        i -= 7


def in_range():
    for i in range(END):
        pass


def backwards():
    total = 0
    for i in range(END, 0, -3):
        total ^= i


for f, args in ((up, ()), (up_by, (1,)), (up_by, (12345,)), (down, ()), (down_by, ()), (in_range, ()), (backwards, ())):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        f(*args)
        print(f.__name__, "ended")
    except Alarm as e:
        frame = e.__traceback__.tb_next.tb_frame
        print(f.__name__, *args, "interrupted", 0 < frame.f_locals["i"] < END)

# A step of 0 does not go on, but is interrupted.
for _ in range(3):
    up_by(END // 5000)
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    up_by(0)
except Alarm:
    print("standing still, interrupted")

# The handler returns, and the loop goes on where it was.
calls = [0]


def note(_, frame):
    if frame.f_code is counted.__code__:
        calls.append(frame.f_locals["i"])


def counted(n):
    i = 0
    total = 0
    while i < n:
        total += i & 3
        i += 1
    return total


signal.signal(signal.SIGALRM, note)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
print(counted(2_000_000))
signal.setitimer(signal.ITIMER_REAL, 0)
print(calls == sorted(calls), all(0 <= i <= 2_000_000 for i in calls))

# Another thread ends the loop.
stop = [END]


def stopper():
    stop[0] = 0


def until_stopped():
    i = 0
    while i < stop[0]:
        i += 1
    return i > 0


t = threading.Timer(0.02, stopper)
t.start()
print(until_stopped())
t.join()
