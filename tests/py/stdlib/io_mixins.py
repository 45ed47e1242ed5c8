# Classes of streams with a base of another kind in front.
import io


class Mixin:
    def hello(self):
        return 'hi'


class A(Mixin, io.RawIOBase):
    pass


print(A().hello())


class B(Mixin, io.BufferedIOBase):
    pass


print(B().hello(), B().closed)


class C(Mixin, io.TextIOBase):
    pass


print(C().hello())


class D(Mixin, io.IOBase):
    def __init__(self, x):
        self.x = x


print(D(3).x)


class E(io.RawIOBase, Mixin):
    pass


print(E().hello())
