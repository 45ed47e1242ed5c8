import collections.abc as abc
for cls, yes, no in [(abc.Iterable, [[], "", {}, (i for i in ())], [5, None]), (abc.Iterator, [iter([]), (i for i in ())], [[], 5]), (abc.Sized, [[], "", {}], [5, iter([])]), (abc.Container, [[], {}], [5]), (abc.Callable, [len, int, lambda: 0], [5, "a"]), (abc.Hashable, [5, "a", ()], [[], {}, set()]), (abc.Sequence, [[], "", (), range(1), b"", memoryview(b"")], [{}, set()]), (abc.MutableSequence, [[], bytearray()], [(), ""]), (abc.Mapping, [{}], [[]]), (abc.MutableMapping, [{}], [[]]), (abc.Set, [set(), frozenset(), {}.keys()], [[]]), (abc.MutableSet, [set()], [frozenset()]), (abc.Generator, [(i for i in ())], [iter([])]), (abc.Reversible, [[], {}, range(1)], [set()]), (abc.Collection, [[], {}, set()], [iter([])]), (abc.KeysView, [{}.keys()], [[]]), (abc.ItemsView, [{}.items()], []), (abc.ValuesView, [{}.values()], []), (abc.Buffer, [b"", bytearray()], ["", []])]:
    print(cls.__name__, [isinstance(y, cls) for y in yes], [isinstance(n, cls) for n in no], sorted(cls.__abstractmethods__))
class It:
    def __iter__(self): return iter([])
class NoIt(It): __iter__ = None
print(isinstance(It(), abc.Iterable), isinstance(NoIt(), abc.Iterable), issubclass(It, abc.Iterable), isinstance(It(), abc.Sized))
class Seq(abc.Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
s = Seq(1, 2, 3, 2); print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)), s.index(2, 2))
try: s.index(9)
except ValueError as e: print(repr(e))
for c in (abc.Sequence, abc.Mapping, abc.Iterator):
    try: c()
    except TypeError as e: print(e)
class Part(abc.MutableMapping):
    def __getitem__(self, k): return 1
try: Part()
except TypeError as e: print(e)
class MM(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MM(); m.update(a=1, b=2); print(m.pop("a"), m.setdefault("c", 3), m.get("zz", 0), list(m.items()), "b" in m, m == {"b": 2, "c": 3}, m.popitem(), {**m}, list(m.keys()), m.pop("q", None), dict(m)); m.clear(); print(len(m))
class MS(abc.MutableSequence):
    def __init__(self): self.l = []
    def __getitem__(self, i): return self.l[i]
    def __setitem__(self, i, v): self.l[i] = v
    def __delitem__(self, i): del self.l[i]
    def __len__(self): return len(self.l)
    def insert(self, i, v): self.l.insert(i, v)
q = MS(); q.append(1); q.extend([2, 3]); q += [4]; q.reverse(); print(q.l, q.pop(), q.pop(0), list(q)); q.remove(2); q.clear(); print(q.l)
from abc import ABC, abstractmethod, ABCMeta
class A(ABC):
    @abstractmethod
    def f(self): return "base f"
    @property
    @abstractmethod
    def p(self): ...
    @classmethod
    @abstractmethod
    def c(cls): ...
try: A()
except TypeError as e: print(e)
class B(A):
    def f(self): return super().f() + "!"
    p = 5
    c = None
print(B().f(), A.__abstractmethods__ == {"f", "p", "c"}, B.__abstractmethods__)
class Reg(ABC): pass
Reg.register(int); print(isinstance(5, Reg), issubclass(bool, Reg), isinstance("a", Reg))
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, c): return True if "quack" in c.__dict__ else NotImplemented
class Duck:
    def quack(self): pass
print(issubclass(Duck, Hook), issubclass(int, Hook), isinstance(Duck(), Hook))
try: Reg.register(5)
except TypeError as e: print(e)
try: Reg.register(Reg); print("self ok")
except RuntimeError as e: print(e)
class One(ABC):
    @abstractmethod
    def only(self): ...
try: One()
except TypeError as e: print(e)
print(A.__class__, isinstance(A, ABCMeta))
g = (i for i in [1]); print(isinstance(g, abc.Generator), abc.Iterable[int], abc.Callable[[int], str], abc.Mapping[str, int])
