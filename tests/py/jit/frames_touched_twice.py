# First a variable of the loop's own frame is written from below, again and again, so that the place where compiled code notices runs
# hot; then frames in between get objects, which must outlive them.
import sys

KEPT = []


def look(kind, i):
    if kind == 1:
        sys._getframe(2).f_locals['seen'] = i
    elif kind == 2:
        KEPT.append(sys._getframe(1))
    elif kind == 3:
        KEPT.append(sys._getframe(0))
    return i


def middle(kind, i):
    v = i * 2
    w = look(kind, i)
    v += 1
    return v + w


def loop(kinds):
    seen = total = 0
    for i in range(len(kinds)):
        total += middle(kinds[i], i) + seen
    return total, seen


print(loop([0] * 3000))
print(loop([1] * 3000))
print(loop([2 if i % 10 == 3 else 1 for i in range(400)]))
print(loop([3 if i % 10 == 3 else 1 for i in range(400)]))
print(loop([2] * 20 + [3] * 20 + [1] * 20))
for f in KEPT:
    x = f.f_locals
    assert x['i'] in range(400), x
    if f.f_code is middle.__code__:
        assert (x['v'], x['w']) == (2 * x['i'] + 1, x['i']), x
        assert f.f_lineno == 22, f.f_lineno
    assert f.f_back.f_code in (middle.__code__, loop.__code__), f.f_back
print(len(KEPT), [sorted(f.f_locals.items()) for f in KEPT[::17]])
