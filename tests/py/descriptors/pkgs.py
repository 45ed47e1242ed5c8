# A data descriptor without __get__ leaves reading to the instance.


class OnlySet:
    def __set__(self, obj, value):
        obj.__dict__["a"] = value * 2


class OnlyDelete:
    def __delete__(self, obj):
        obj.__dict__.pop("b")


class C:
    a = OnlySet()
    b = OnlyDelete()


c = C()
print(type(c.a).__name__)
c.a = 3
for i in range(4):
    print(c.a, getattr(c, "a"))
c.__dict__["a"] = 9
print(c.a)
c.__dict__["b"] = 1
print(c.b)
del c.b
print(type(c.b).__name__, c.__dict__)


class Meta(type):
    a = OnlySet()


class K(metaclass=Meta):
    a = 5


print(K.a)
