def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
eval(source='1'), eval('1', globals={}), eval('x', locals={'x': 5})
eval(expression='1')
exec(source='1'), exec('1', globals={}, locals={})
compile(source='1', filename='f', mode='eval').co_name
compile('1', 'f', 'eval', foo=1)
'a'.join(iterable=[])
'a'.startswith(prefix='a')
'a'.find(sub='a')
'a'.replace(old='a', new='b')
'a'.center(width=3)
'a'.format(*[], **{})
[].append(object=1)
[].insert(index=0, object=1)
[].pop(index=0)
[].index(value=1)
[].sort(None)
""")
