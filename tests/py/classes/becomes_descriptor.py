# A class whose instances are attributes of classes gets `__get__`, `__set__` and `__delete__` when they have been in use for long.
class Attr:
    def __init__(self, name):
        self.name = name


class Meta(type):
    pass


Meta.m = Attr('m')


class Base(metaclass=Meta):
    x = Attr('x')
    y = 5


class Derived(Base):
    __slots__ = ()


class Own(Base):
    def __init__(self):
        self.x = 'own'


def read(o):
    return o.x


def read_class(c):
    return c.m


def write(o, v):
    o.x = v


def name(v):
    return v.name if isinstance(v, Attr) else v


def show(label):
    out = []
    for make in Base, Derived, Own:
        o = make()
        for _ in range(30):
            v = read(o)
        try:
            for _ in range(30):
                write(o, 9)
            w = read(o)
        except AttributeError as e:
            w = type(e).__name__
        try:
            del o.x
        except AttributeError as e:
            w = (w, type(e).__name__)
        out.append((name(v), name(w)))
    for _ in range(30):
        c = name(read_class(Derived)), name(read(Base)), name(Derived.x)
    print(label, out, c)


many = [Own() for _ in range(3)]
show('plain')
Base.x = Attr('second')
Base.x = Attr('third')
show('overwritten')
Attr.__get__ = lambda self, o, t: (self.name, o is None, t.__name__)
show('get')
print([read(o) for o in many])
Base.x = Attr('fourth')
show('get, overwritten')
Attr.__set__ = lambda self, o, v: o.__dict__.__setitem__('set', v)
show('set')
print([read(o) for o in many])
Attr.__delete__ = lambda self, o: None
show('delete')
del Attr.__get__
show('no get')
print([name(read(o)) for o in many])
del Attr.__set__
del Attr.__delete__
show('plain again')
print([name(read(o)) for o in many])


class Below(Attr):
    pass


Base.x = Below('below')
show('subclass')
Attr.__get__ = lambda self, o, t: 'got'
show('subclass, get')
print([read(o) for o in many])
