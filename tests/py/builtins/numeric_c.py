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
max(1, 'a')
max([1, 'a'])
max([1], foo=2)
max([1, 2], key=5)
min(None)
min([], key=len)
any([]), any([0, 1]), any([0, '']), all([]), all([1, 0]), all([1, 'a']), any(x > 2 for x in [1, 3]), all(iter([1]))
any(5)
all()
hash(5), hash(-1), hash(-2), hash(True), hash(0), hash(1.0), hash(2**31 - 2) == 2**31 - 2, hash(None) == hash(None), hash('a') == hash('a')
hash([])
hash({})
hash(slice([]))
bin(5), oct(8), hex(255), bin(-5), hex(2**70), bin(I()), oct(-0)
bin('a')
oct(1.5)
hex()
ord('a'), chr(97), chr(0x10FFFF) == '\\U0010ffff', ascii('é'), chr(I()), repr(chr(0)), chr(True) == '\\x01'
""")
