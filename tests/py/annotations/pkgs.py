# Annotations kept as text still have an __annotate__ function, which singledispatch asks for.
from __future__ import annotations
import annotationlib
import functools


def f(a: int, *args: str, b: undefined = 1) -> list[str]: ...


print(f.__annotations__, callable(f.__annotate__), f.__annotate__(1))
print(annotationlib.get_annotations(f, format=annotationlib.Format.FORWARDREF))


@functools.singledispatch
def g(a):
    return "object"


@g.register
def _(a: int):
    return "int"


print(g(1), g("x"))


class C:
    x: int

    def m(self, q: C) -> "C": ...


print(C.__annotations__, C.__annotate__, C.m.__annotations__, C.m.__annotate__(1))


def outer():
    def inner(a: T) -> U: ...
    return inner


print(outer().__annotations__)
