def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class I:
    def __index__(self): return 5
    def __round__(self, n="none"): return ("round", n)
    def __divmod__(self, o): return "dm"
    def __rdivmod__(self, o): return "rdm"
show("""
round(1.5, 'a')
round(1.5, 1, 2)
sum([1, 2, 3]), sum([]), sum([], 5), sum([1.5, 2]), sum([[1], [2]], []), sum((i for i in range(5)), start=10), sum([True, True]), sum([2**62, 2**62]), sum([1, 2.5, 3j]), sum([0.1] * 10), sum([(1,), (2,)], ()), sum({1: 'a', 2: 'b'}), sum([1e308, 1e308]), sum([1, 1.0, 2**70])
sum(['a', 'b'])
sum(['a'], '')
sum([b'a'], b'')
sum([bytearray()], bytearray())
sum(5)
sum([1], 'a')
sum()
sum([1, 'a'])
sum([None])
max(1, 2, 3), max([1, 3, 2]), max('abc'), max([1], [2]), max([], default=5), max([3, 1], key=lambda x: -x), max(1, 1.0), max(1.0, 1), max('a', 'B', key=str.lower), min(3, 1, 2), min([], default=None), min('b', 'a'), min([1, 1.0]), max({1: 'z', 2: 'a'}), min([(1, 'b'), (1, 'a')]), max([1, 2], default=9), max(2, 1, key=None)
max()
max(5)
max([])
min(())
max(1, 2, default=3)
""")
