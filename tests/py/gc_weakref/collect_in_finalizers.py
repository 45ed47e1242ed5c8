# A finalizer that a collection runs asks for another one: there is nothing for it to do.
# gc-stress: skip
import gc


class Asks:
    found = []

    def __init__(self):
        self.me = self

    def __del__(self):
        Asks.found.append(gc.collect())


for n in range(3):
    for _ in range(300):
        Asks()
    gc.collect()
    gc.collect()
    print(len(Asks.found), set(Asks.found))


def told(phase, info):
    steps.append(phase)
    gc.collect()


steps = []
gc.callbacks.append(told)
gc.collect()
gc.callbacks.remove(told)
print(steps)
try:
    gc.collect(3)
except ValueError as e:
    print(e)
gc.collect()
