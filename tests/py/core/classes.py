class Animal:
    count = 0
    def __init__(self, name): self.name = name; Animal.count += 1
    def speak(self): return f"{self.name} makes a sound"
    def __repr__(self): return f"{type(self).__name__}({self.name!r})"
class Dog(Animal):
    def speak(self): return super().speak() + ": woof"
    @property
    def loud(self): return self.name.upper()
    @staticmethod
    def legs(): return 4
    @classmethod
    def puppy(cls): return cls("puppy")
d = Dog("Rex")
print(d, d.speak(), d.loud, Dog.legs(), Dog.puppy(), Animal.count, isinstance(d, Animal), issubclass(Dog, Animal), type(d).__name__)
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __str__(self): return f"<{self.x}, {self.y}>"
    def __bool__(self): return self.x != 0
    def __call__(self, k): return self.x * k
    def __contains__(self, v): return v in (self.x, self.y)
    def __iter__(self): yield self.x; yield self.y
v = Vec(1, 2)
print(v + v, v == Vec(1, 2), len(v), v[1], bool(Vec(0, 0)), v(10), 2 in v, list(v), str(v))
d.age = 3; print(d.age, hasattr(d, "zz"), getattr(d, "zz", "none")); del d.age
try: d.age
except AttributeError as e: print(e)
class E(Exception):
    def __init__(self, code): super().__init__(f"code {code}"); self.code = code
try: raise E(5)
except E as e: print(e, e.code)
class A: x = 1
class B(A): pass
class C(A): x = 2
class D(B, C): pass
print(D.x, [k.__name__ for k in D.__mro__])
