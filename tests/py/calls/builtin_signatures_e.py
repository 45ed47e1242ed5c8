def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

show("""
{}.get(key=1)
{}.pop(key=1)
{}.setdefault(key=1)
{}.update({}, {}, a=1)
set().add(elem=1)
set().union(other=[])
(1).bit_length(1)
(1.5).hex(1)
'a'.upper(1)
[].append()
[].append(1, 2)
[].extend()
{}.keys(1)
len()
len(1, 2)
isinstance(1)
""")
