# Small things that packages rely on.
import dataclasses
import json
import pickle
import sys
import sysconfig
import types
import weakref


@dataclasses.dataclass(slots=True, weakref_slot=True)
class P:
    x: int = 1


p = P()
print(P.__slots__, weakref.ref(p)() is p, "__dict__" in P.__dict__)


class Plain:
    pass


sys._clear_type_descriptors(Plain)
print([n for n in ("__dict__", "__weakref__") if n in Plain.__dict__])
for bad in (int, 5):
    try:
        sys._clear_type_descriptors(bad)
    except TypeError as e:
        print(e)


class Slotted:
    __slots__ = ("a",)


class Guarded(Slotted):
    __slots__ = ()

    def __setattr__(self, name, value):
        super().__setattr__(name, value)


for c in (Slotted, Guarded):
    try:
        c().b = 1
    except AttributeError as e:
        print(e)
for value in ({1, 2}, [{"a": object}], {"k": [1, {2}]}):
    try:
        json.dumps(value)
    except TypeError as e:
        print(e, getattr(e, "__notes__", None))


def default(o):
    if isinstance(o, set):
        return [1, object]
    raise TypeError("no way")


try:
    json.dumps([{1}], default=default)
except TypeError as e:
    print(e, e.__notes__)
print(sysconfig.get_config_var("EXT_SUFFIX").startswith("."), sysconfig.get_path("purelib").split("/")[-1])
