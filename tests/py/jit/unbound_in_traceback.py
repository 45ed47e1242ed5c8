# An inlined frame ends by an exception before its variables are bound: what its traceback entry keeps of them is nothing.
import gc


def first(x):
    a, b = (x,) * x
    return a, b


def second(x):
    return [first(x) for _ in range(2)][0]


def run(n):
    kept, good = [], 0
    for i in range(n):
        filler = [object() for _ in range(i % 7)]
        try:
            second(i % 4)
            good += 1
        except ValueError as e:
            kept.append(e)
            if i % 16 == 0:
                gc.collect()
    return kept, good


kept, good = run(200)
print(len(kept), good)
names = []
for e in kept:
    tb, frames = e.__traceback__.tb_next, []
    while tb is not None:
        frames.append((tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals)))
        tb = tb.tb_next
    if frames not in names:
        names.append(frames)
print(*names, sep="\n")
