def m(l, f):
    l = list(l)
    try: r = f(l)
    except Exception as e: r = f"{type(e).__name__}: {e}"
    print(r, l)
def s(k, v):
    def f(l): l[k] = v
    return f
def d(k):
    def f(l): del l[k]
    return f
class Idx:
    def __index__(self): return 1
class Rev:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v > o.v
    def __repr__(self): return f"R{self.v}"
class Boom:
    def __lt__(self, o): raise RuntimeError("lt")
    def __repr__(self): return "Boom"
for f in [lambda l: l.append(9), lambda l: l.append(), lambda l: l.append(1, 2), lambda l: l.extend([8, 9]), lambda l: l.extend("ab"), lambda l: l.extend(l), lambda l: l.extend(x for x in [1]), lambda l: l.extend(5), lambda l: l.extend({1: 2}), lambda l: l.insert(0, 9), lambda l: l.insert(-1, 9), lambda l: l.insert(99, 9), lambda l: l.insert(-99, 9), lambda l: l.insert("a", 1), lambda l: l.insert(1), lambda l: l.insert(Idx(), "i"),
          lambda l: l.pop(), lambda l: l.pop(0), lambda l: l.pop(-2), lambda l: l.pop(9), lambda l: l.pop("x"), lambda l: l.pop(1.0), lambda l: l.pop(Idx()), lambda l: l.remove(2), lambda l: l.remove(9), lambda l: l.clear(), lambda l: l.copy(), lambda l: l.copy() is l, lambda l: l.reverse(), lambda l: l.index(2), lambda l: l.index(9), lambda l: l.index(2, 1), lambda l: l.index(1, -3), lambda l: l.index(1, 1), lambda l: l.index(3, 0, 2), lambda l: l.index(3, 0, 99), lambda l: l.index(1, "a"), lambda l: l.count(1), lambda l: l.count(), lambda l: l.count("x"), lambda l: l.index(),
          lambda l: l.sort(), lambda l: l.sort(reverse=True), lambda l: l.sort(key=lambda x: -x), lambda l: l.sort(key=str), lambda l: l.sort(1), lambda l: l.sort(foo=1), lambda l: l.sort(key=5), lambda l: l.sort(reverse="x"), lambda l: l.sort(key=None), lambda l: l.sort(reverse=[]),
          s(0, "z"), s(-1, "z"), s(9, 1), s("a", 1), s(slice(0, 2), "xyz"), s(slice(1, 1), [7, 7]), s(slice(0, 3), []), s(slice(None, None, 2), "AB"), s(slice(None, None, 2), "A"), s(slice(0, 2), 5), s(slice(None, None, -1), [1, 2, 3]), s(slice(3, 1), "q"), s(slice(-99, 99), "w"), s(slice(None, None, 2), 5), s(slice(0, 1), (i for i in "gen")), s(Idx(), "i"), s(1.0, 1), s(slice(1, 2, 0), []), s(slice(5, 9), "tail"),
          d(0), d(-1), d(9), d("a"), d(slice(1)), d(slice(None, None, 2)), d(slice(None, None, -2)), d(slice(5, 9)), d(slice(None)), d(slice(2, 0, -1)), d(1.5),
          lambda l: l[0], lambda l: l[-3], lambda l: l[3], lambda l: l[-4], lambda l: l["a"], lambda l: l[1:], lambda l: l[::-1], lambda l: l[::2], lambda l: l[5:], lambda l: l[-2:], lambda l: l[True], lambda l: l[Idx()], lambda l: l[None], lambda l: l[1, 2], lambda l: l[::0], lambda l: l[2**70], lambda l: l[:2**70], lambda l: l[Idx():], lambda l: l["a":], lambda l: l[2:0:-1],
          lambda l: l + [4], lambda l: l + (4,), lambda l: l + "a", lambda l: l + 5, lambda l: l * 2, lambda l: 2 * l, lambda l: l * 0, lambda l: l * -1, lambda l: l * 1.5, lambda l: l * "a", lambda l: l * l, lambda l: l.__iadd__("xy"), lambda l: l.__imul__(2), lambda l: l.__iadd__(5), lambda l: l * Idx(), lambda l: l * 2**100, lambda l: l - [1], lambda l: l.__add__((1,)), lambda l: l.__rmul__(1),
          lambda l: 2 in l, lambda l: 9 in l, lambda l: l == [3, 1, 2], lambda l: l == (3, 1, 2), lambda l: l < [4], lambda l: l < [3, 1], lambda l: l <= [3, 1, 2], lambda l: l < (4,), lambda l: l != [3], lambda l: l > [3, "a"], lambda l: [] < l, lambda l: hash(l), lambda l: {l: 1}, lambda l: len(l), lambda l: bool(l), lambda l: list(reversed(l)), lambda l: l.__reversed__().__next__(), lambda l: max(l), lambda l: sum(l), lambda l: l.nope, lambda l: l(1), lambda l: str(l), lambda l: l.__contains__(3), lambda l: l.__sizeof__() > 0, lambda l: list.append(l, 5), lambda l: list.append(5, l), lambda l: list.sort(), lambda l: l.__init__("new"), lambda l: l.__init__(), lambda l: l.__getitem__(slice(1)), lambda l: l.__eq__(5), lambda l: l.__lt__(5), lambda l: l.__delitem__(0)]:
    m([3, 1, 2], f)
m([1, "a"], lambda l: l.sort()); m([1, None, 2], lambda l: l.sort()); m([Rev(1), Rev(3), Rev(2)], lambda l: l.sort()); m([2, 1, Boom(), Boom()], lambda l: l.sort(key=lambda x: x)); m([3, 1.5, True, 2**70, -1], lambda l: l.sort()); m(["b", "a", "é", ""], lambda l: l.sort()); m([(2, "a"), (1, "b"), (2, "A")], lambda l: l.sort(key=lambda t: t[0])); m([(2, "a"), (1, "b"), (2, "A")], lambda l: l.sort(key=lambda t: t[0], reverse=True)); m(["B", "a", "C"], lambda l: l.sort(key=str.lower)); m([[2], [1, 5], [1]], lambda l: l.sort()); m([1j, 2j], lambda l: l.sort()); m([float("nan"), 1, 0], lambda l: len(l)); m([], lambda l: l.pop()); m([], lambda l: l.sort())
