"""attrs: generated classes with validators, converters, ordering, slots, evolve, asdict."""

import attr
from attrs import Factory, asdict, astuple, define, evolve, field, fields, frozen, make_class, validators


@define(order=True)
class Version:
    major: int = field(converter=int, validator=validators.ge(0))
    minor: int = field(default=0, converter=int)
    tags: list = field(factory=list, eq=False, order=False, repr=lambda tags: "<%d tags>" % len(tags))

    @minor.validator
    def _check_minor(self, attribute, value):
        if value > 99:
            raise ValueError("%s is too large: %d" % (attribute.name, value))


@frozen
class Release:
    name: str = field(validator=validators.matches_re(r"[a-z][a-z0-9-]*"))
    version: Version = field(validator=validators.instance_of(Version))
    files: dict = field(default=Factory(lambda self: {self.name: len(self.name)}, takes_self=True))
    note: str = field(default="", kw_only=True, metadata={"shown": False})


@attr.s(these={"x": attr.ib(), "y": attr.ib(default=2)}, hash=True)
class Old:
    def __attrs_post_init__(self):
        self.sum = self.x + self.y


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, str(error).split("\n")[0])


v = Version("3", "14", ["a", "b"])
print(v, v == Version(3, 14), v < Version(4), sorted([Version(2, 1), Version(1, 9), Version(2)]))
print(attempt(Version, -1), attempt(Version, 1, 100), attempt(Version, "x"))
r = Release("demo-1", v, note="hello")
print(r)
print(asdict(r), astuple(v))
print(evolve(r, version=Version(5)), attempt(setattr, r, "name", "other"))
print(attempt(Release, "Bad Name", v), attempt(Release, "good", (1, 2)))
print(attempt(setattr, v, "unknown", 1), attempt(setattr, v, "minor", 500), attempt(Release))
print([(f.name, f.kw_only, dict(f.metadata)) for f in fields(Release)])
print(Old(1), Old(1).sum, hash(Old(1)) == hash(Old(1, 2)), Old(3) != Old(1))
Made = make_class("Made", {"a": field(type=int), "b": field(default=Factory(dict))}, frozen=True)
print(Made(1), Made.__match_args__, Version.__slots__[:3])
match r:
    case Release(name=name, version=Version(major, minor)):
        print("matched", name, major, minor)
total = 0
for i in range(2000):
    total += evolve(Version(i, i % 100), minor=i % 7).minor
print(total)
