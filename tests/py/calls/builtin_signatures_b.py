def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
isinstance(obj=1, cls=int)
getattr(object=1, name='x')
list(enumerate(iterable='a', start=1))
enumerate('a', 1, 2)
range(start=1)
slice(start=1)
reversed(sequence=[])
zip('a', 'b', bad=1)
map(func=str, iter=[])
filter(function=None, iterable=[])
iter(object=[])
next(iterator=iter([]))
hash(obj=1)
id(obj=1)
repr(obj=1)
chr(i=65)
""")
