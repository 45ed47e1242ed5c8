# exit: 1
import functools
class Processor:
    def __init__(self, items): self.items = items
    def run(self):
        return [self.step(i) for i in self.items]
    def step(self, item):
        with Guard():
            return self.compute(item, factor=2)
    @functools.lru_cache
    def compute(self, item, *, factor):
        return functools.reduce(lambda a, b: a / b,
                                (item, factor, item - 3))
class Guard:
    def __enter__(self): return self
    def __exit__(self, *exc): return False
def main():
    p = Processor([1, 2, 3])
    gen = (x for x in p.run())
    return list(gen)
if __name__ == "__main__":
    main()
