class Field:
    count = 0
    def __init__(self, type_, default=None, *, required=False, check=None):
        self.type, self.default, self.required, self.check = type_, default, required, check
        self.order = Field.count; Field.count += 1
    def __set_name__(self, owner, name): self.name, self.attr = name, "_f_" + name
    def __get__(self, o, t=None): return self if o is None else o.__dict__.get(self.attr, self.default)
    def __set__(self, o, v):
        if v is not None and not isinstance(v, self.type): raise TypeError(f"{type(o).__name__}.{self.name}: expected {self.type.__name__}, got {type(v).__name__} {v!r}")
        if self.check and not self.check(v): raise ValueError(f"{self.name}={v!r} fails its check")
        o.__dict__[self.attr] = v
class ModelMeta(type):
    registry = {}
    def __new__(m, name, bases, ns, table=None, **kw):
        cls = super().__new__(m, name, bases, ns, **kw)
        fields = {}
        for b in reversed(cls.__mro__): fields.update({k: v for k, v in vars(b).items() if isinstance(v, Field)})
        cls._fields = dict(sorted(fields.items(), key=lambda kv: kv[1].order)); cls._table = table or name.lower() + "s"
        if bases: m.registry[name] = cls
        return cls
    def __iter__(cls): return iter(cls._fields)
    def __len__(cls): return len(cls._fields)
    def __contains__(cls, k): return k in cls._fields
class Model(metaclass=ModelMeta):
    def __init__(self, **kw):
        for n, f in self._fields.items():
            if f.required and n not in kw: raise TypeError(f"missing {n}")
        for k, v in kw.items():
            if k not in self._fields: raise AttributeError(f"{type(self).__name__} has no field {k!r}")
            setattr(self, k, v)
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self._fields)})"
    def __eq__(self, o): return type(self) is type(o) and all(getattr(self, n) == getattr(o, n) for n in self._fields)
class Person(Model):
    name = Field(str, required=True)
    age = Field(int, 0, check=lambda v: v is None or v >= 0)
class Employee(Person, table="staff"):
    salary = Field((int), 1000)
    boss = Field(Person)
    def raise_(self, pct): self.salary = self.salary * (100 + pct) // 100; return self
p = Person(name="Ann", age=30); e = Employee(name="Bob", boss=p)
print(p, e, list(Employee), len(Person), "age" in Person, Employee._table, Person._table, sorted(ModelMeta.registry), e.raise_(10).salary, p == Person(name="Ann", age=30), Person.name.name)
for f in (lambda: Person(), lambda: Person(name=5), lambda: Person(name="x", nope=1), lambda: Person(name="x", age=-1), lambda: setattr(e, "boss", "nobody"), lambda: setattr(p, "age", "old")):
    try: f()
    except (TypeError, AttributeError, ValueError) as x: print(type(x).__name__, x)
class Query:
    def __init__(self, rows, preds=(), key=None, lim=None): self.rows, self.preds, self.key, self.lim = rows, preds, key, lim
    def filter(self, **kw):
        def mk(k, v):
            name, _, op = k.partition("__")
            return {"": lambda r: getattr(r, name) == v, "gt": lambda r: getattr(r, name) > v, "in": lambda r: getattr(r, name) in v, "contains": lambda r: v in getattr(r, name)}[op]
        return Query(self.rows, (*self.preds, *(mk(k, v) for k, v in kw.items())), self.key, self.lim)
    def order_by(self, k): return Query(self.rows, self.preds, k, self.lim)
    def __getitem__(self, i): return list(self)[i]
    def __iter__(self):
        r = (x for x in self.rows if all(p(x) for p in self.preds))
        yield from sorted(r, key=lambda x: getattr(x, self.key.lstrip("-")), reverse=self.key.startswith("-")) if self.key else r
    def __len__(self): return sum(1 for _ in self)
rows = [Person(name=n, age=a) for n, a in [("Zed", 40), ("Amy", 22), ("Bob", 35), ("Cat", 22)]]; q = Query(rows)
print([r.name for r in q.filter(age__gt=21).order_by("-age")], len(q.filter(age=22)), q.order_by("name")[0], [r.name for r in q.filter(name__contains="b")], [r.name for r in q.filter(age__in=(22, 40), name__contains="m")])
class Plugin:
    plugins = {}
    def __init_subclass__(cls, /, name=None, **kw): super().__init_subclass__(**kw); Plugin.plugins[name or cls.__name__.lower()] = cls
class Up(Plugin):
    def __call__(self, s): return s.upper()
class Rev(Plugin, name="reverse"):
    def __call__(self, s): return s[::-1]
def pipeline(*names): return lambda s: __import__("functools").reduce(lambda acc, n: Plugin.plugins[n]()(acc), names, s)
print(list(Plugin.plugins), pipeline("up", "reverse")("abc"))
class Event:
    def __init__(self): self.h = []
    def __iadd__(self, f): self.h.append(f); return self
    def __isub__(self, f): self.h.remove(f); return self
    def __call__(self, *a): return [f(*a) for f in self.h]
class Button: 
    def __init__(self): self.click = Event()
b = Button(); f = lambda x: x * 2; b.click += f; b.click += str; print(b.click(5)); b.click -= f; print(b.click(5))
class State:
    trans = {("idle", "start"): "run", ("run", "pause"): "paused", ("paused", "start"): "run", ("run", "stop"): "idle"}
    def __init__(self): self.s, self.log = "idle", []
    def __getattr__(self, ev):
        if ev.startswith("_"): raise AttributeError(ev)
        def go():
            try: self.s = self.trans[self.s, ev]
            except KeyError: raise RuntimeError(f"{ev} not allowed in {self.s}") from None
            self.log.append(ev); return self
        return go
s = State(); s.start().pause().start().stop(); print(s.s, s.log)
try: s.pause()
except RuntimeError as x: print(x)
class Visitor:
    def visit(self, n): return getattr(self, "visit_" + type(n).__name__, self.generic)(n)
    def generic(self, n): return f"<{type(n).__name__}>"
class V(Visitor):
    def visit_list(self, n): return "[" + " ".join(map(self.visit, n)) + "]"
    def visit_int(self, n): return str(n + 1)
print(V().visit([1, [2, "x", None], 3.5]))
class Builder:
    def __init__(self): self.parts = []
    def __getattr__(self, tag):
        def el(*kids, **attrs): return f"<{tag}" + "".join(f' {k.rstrip("_")}="{v}"' for k, v in attrs.items()) + (">" + "".join(map(str, kids)) + f"</{tag}>" if kids else "/>")
        return el
h = Builder(); print(h.div(h.p("hi", class_="x"), h.br(), id=5))
