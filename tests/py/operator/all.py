def err(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
    else:
        print("no error:", repr(result))

import operator as o
print([n for n in dir(o) if not n.startswith("_")])
print(o.add(1, 2), o.concat("a", "b"), o.contains([1], 1), o.countOf([1, 1], 1), o.indexOf([5, 6], 6), o.delitem(l := [1, 2], 0), l, o.getitem("abc", 1), o.setitem(l, 0, 9), l, o.truth([]), o.not_(1), o.is_(1, 1), o.is_not(1, None), o.is_none(None) if hasattr(o, "is_none") else "", o.index(5), o.inv(5), o.neg(5), o.pos(5), o.abs(-5), o.matmul if False else "")
print(o.floordiv(7, 2), o.truediv(7, 2), o.mod(7, 2), o.pow(2, 3), o.lshift(1, 2), o.rshift(8, 1), o.and_(6, 3), o.or_(6, 3), o.xor(6, 3), o.lt(1, 2), o.le(1, 1), o.eq(1, 1.0), o.ne(1, 2), o.ge(1, 2), o.gt(2, 1), o.sub(1, 2), o.mul("a", 3))
l = [1]; m = l; m = o.iadd(m, [2]); print(l, m is l, o.iconcat(l, (3,)), o.iadd(1, 2), o.imul(l, 2), o.ior({1}, {2}), o.isub(5, 1), o.ipow(2, 3), o.iand(3, 1), o.ixor(3, 1), o.ilshift(1, 1), o.irshift(2, 1), o.ifloordiv(7, 2), o.itruediv(1, 2), o.imod(5, 3))
class C: pass
c = C(); c.a = C(); c.a.b = 5; c.n = 1
print(o.attrgetter("n")(c), o.attrgetter("a.b")(c), o.attrgetter("n", "a.b")(c), o.attrgetter("n"), o.attrgetter("a.b", "n"), o.itemgetter(1)("abc"), o.itemgetter(0, 2)("abc"), o.itemgetter(slice(1))("abc"), o.itemgetter("k")({"k": 1}), o.itemgetter(1), o.itemgetter(1, "x"), o.methodcaller("upper")("a"), o.methodcaller("split", ",", maxsplit=1)("a,b,c"), o.methodcaller("f", 1, k=2))
err(o.attrgetter); err(o.attrgetter, 5); err(o.attrgetter("zz"), c); err(o.itemgetter); err(o.itemgetter(5), "a"); err(o.methodcaller); err(o.methodcaller, 5); err(o.methodcaller("zz"), "a"); err(o.add, 1, "a"); err(o.add, 1); err(o.index, "a"); err(o.indexOf, [1], 2); err(o.countOf, 5, 1); err(o.contains, 5, 1); err(o.concat, 1, 2); err(o.iconcat, 1, 2); err(o.length_hint, 5, "x"); err(o.length_hint, 5, 3); err(o.call, len, [1]); err(o.call, 5); err(o.attrgetter("a"), c, 1); err(o.itemgetter(1), x=1); err(o.not_); err(o.getitem, [1], "a"); err(o.attrgetter("a..b"), c); err(o.matmul, 1, 2)
print(o.length_hint([1, 2]), o.length_hint(iter([1])), o.length_hint(5, 7), o.call(max, 1, 2), o.call(dict, a=1), o.__add__(1, 2), o.__lt__(1, 2))
print(sorted([(2, "a"), (1, "b")], key=o.itemgetter(1)), max([{"v": 1}, {"v": 3}], key=o.itemgetter("v")), list(map(o.mul, [1, 2], [3, 4])), sorted("bA", key=o.methodcaller("lower")))
import copy, pickle
print(copy.copy(o.itemgetter(1))("ab"), repr(o.attrgetter("x")), type(o.itemgetter(1)).__name__)
print(o.is_not_none(5) if hasattr(o, "is_not_none") else "", [f.__name__ for f in (o.add, o.and_, o.not_, o.truth)])
