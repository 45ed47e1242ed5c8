def f():
    try:
        v = [x / y for x in (1, 2) for y in (1, 0)]
    except ZeroDivisionError:
        print(sorted(locals()))
    v = [x for x in range(3)]
    print(sorted(locals()))
    x = 5
    try:
        v = [x / 0 for x in (1, 2)]
    except ZeroDivisionError:
        print(sorted(locals()), x)
    try:
        v = {k: w / 0 for k, w in ((1, 2),) if [z for z in (1,)]}
    except ZeroDivisionError:
        print(sorted(locals()), x)
f()
class C:
    __slots__ = ('y', 'x')
c = C()
for stmt in ('del c.y', 'c.y', 'c.y = 1', 'del c.y', 'del c.y', 'c.y'):
    try:
        exec(stmt)
    except AttributeError as e:
        print(stmt, e, e.name, e.obj is c)
