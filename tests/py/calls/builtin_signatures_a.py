def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
int('5', base=10), int('z', 36), str(object=b'a', encoding='ascii'), bytes(source='a', encoding='ascii'), complex(imag=1), float(' 1 '), list((1,)), dict([(1, 2)], a=3), list(enumerate('a', start=1)), sorted([2, 1], key=None, reverse=False), sum([1], start=5), print(end=''), max([1], default=2), min(1, 2, key=lambda v: -v), pow(base=2, exp=3), round(number=1.5), open.__name__, list(zip('a', strict=True)), 'a'.split(sep=None, maxsplit=1), 'a'.encode(errors='strict'), 'abc'.replace('a', 'b', count=1), [1].sort(key=None), (1).to_bytes(length=1, byteorder='big', signed=False), int.from_bytes(bytes=b'a', byteorder='big'), 'a\\tb'.expandtabs(tabsize=2), 'a\\nb'.splitlines(keepends=True), b'ab'.hex(sep=':'), {}.get(1, None), bytes(memoryview(object=b'a'))
int(x='5')
int('5', x=1)
float(x=1)
str(obj=1)
list(iterable=[])
tuple(iterable=[])
dict.fromkeys(iterable=[])
set(iterable=[])
len(obj=[])
abs(x=1)
sum(iterable=[1])
sum([1], 1, 2)
sorted(iterable=[1])
sorted([1], None)
min(1, 2, foo=1)
""")
