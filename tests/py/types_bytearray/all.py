def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

def m(ba, f):
    b = bytearray(ba)
    try: r = f(b)
    except Exception as e: r = f"{type(e).__name__}: {e}"
    print(r, b)
def s(k, v):
    def f(b): b[k] = v
    return f
def d(k):
    def f(b): del b[k]
    return f
for f in [s(0, 65), s(-1, 90), s(slice(1, 3), b"XYZ"), s(slice(None, None, 2), b"123"), s(slice(0, 0), b"new"), s(slice(1, 4), b""), s(0, 256), s(0, -1), s(0, "a"), s(9, 1), s(0, b"a"), s(slice(0, 2), "ab"), s(slice(0, 2), 5), s(slice(None, None, 2), b"1"), s("a", 1), s(slice(1, 3), [1, 2, 3]), s(slice(1, 3), 2), s(slice(3, 1), b"!"), s(slice(None, None, -1), b"edcba"), s(0, 1.5), s(1.5, 0),
          d(0), d(-1), d(slice(1, 3)), d(slice(None, None, 2)), d(9), d(slice(None)), d("x"), d(slice(None, None, -2)),
          lambda b: b.append(70), lambda b: b.append(300), lambda b: b.append("a"), lambda b: b.extend(b"xy"), lambda b: b.extend([1, 2]), lambda b: b.extend([1, 300]), lambda b: b.extend("ab"), lambda b: b.extend(5), lambda b: b.extend(b), lambda b: b.insert(1, 65), lambda b: b.insert(-1, 66), lambda b: b.insert(99, 67), lambda b: b.insert(0, 256),
          lambda b: b.pop(), lambda b: b.pop(0), lambda b: b.pop(-2), lambda b: b.pop(9), lambda b: b.remove(98), lambda b: b.remove(1), lambda b: b.remove("a"), lambda b: b.reverse(), lambda b: b.clear(), lambda b: b.copy(), lambda b: b.__iadd__(b"!"), lambda b: b.__imul__(2), lambda b: b.__imul__(0), lambda b: b.resize(2), lambda b: b.resize(7), lambda b: b.resize(-1),
          lambda b: b.upper(), lambda b: b.find(b"c"), lambda b: b.replace(b"a", b"zz"), lambda b: b.split(b"c"), lambda b: b.partition(b"c"), lambda b: b.decode(), lambda b: b.hex(), lambda b: b.translate(None, b"a"), lambda b: b.join([b"1", b"2"]), lambda b: b.strip(b"ae"), lambda b: b[1:3], lambda b: b[::-1], lambda b: b[0], lambda b: b + b"x", lambda b: b"x" + b, lambda b: b * 2, lambda b: b == b"abcde", lambda b: b < b"b", lambda b: 97 in b, lambda b: hash(b), lambda b: {b: 1}, lambda b: list(b), lambda b: list(reversed(b)), lambda b: b.center(9, b"*"), lambda b: b.splitlines(), lambda b: b.removeprefix(b"ab"), lambda b: b.title(), lambda b: b.pop("x"), lambda b: b.append()]:
    m(b"abcde", f)
show(r"""
bytearray(), bytearray(3), bytearray(b'a'), bytearray([1, 2]), bytearray('é', 'utf-8'), bytearray(range(3)), bytearray(bytearray(b'x')), bytearray.fromhex('6162'), bytearray(b"it's"), bytearray(b'"\''), str(bytearray(b'a')), repr(bytearray(b'\xff'))
bytearray(-1)
bytearray('a')
bytearray([256])
bytearray(None)
bytearray(1.5)
bytearray(5, 'x')
bytearray(b'%s %d') % (b'a', 5), bytearray(b'%c') % 65
bytearray(b'a') == b'a', b'a' == bytearray(b'a'), bytearray(b'a') == 'a', bytearray(b'a') < bytearray(b'b'), bytearray(b'a') != bytearray(b'a'), bool(bytearray()), len(bytearray(5))
bytearray().pop()
bytearray(b'ab').__alloc__() >= 2, bytearray(b'a').__reduce__()[0]
bytes(bytearray(b'x')), bytearray(b',').join([b'a', bytearray(b'b')]), bytearray.maketrans(b'a', b'b')[97], bytearray(b'a1').isalnum(), bytearray(b'x').zfill(3)
""")
a = b = bytearray(b"x")
a += b"y"
print(b, a is b)
a *= 2
print(b)
try: a += "s"
except TypeError as e: print(e)
mv = memoryview(a)
for f in (lambda: a.append(1), lambda: a.clear(), lambda: a.extend(b"x"), lambda: a.pop(), lambda: a.__delitem__(0), lambda: a.__setitem__(slice(0, 1), b"zz"), lambda: a.resize(99)):
    try: f()
    except BufferError as e: print(e)
a[0:1] = b"Z"; mv[1] = 81
print(a, bytes(mv))
mv.release(); a.append(33); print(a)
it = iter(bytearray(b"abc"))
print(next(it), list(it), next(it, "end"))
g = bytearray(b"ab")
for c in g:
    if len(g) < 6: g.append(c + 1)
print(g)
class BA(bytearray): pass
s2 = BA(b"x"); s2.attr = 1
print(s2, type(s2 + b"y"), type(s2.copy()), type(s2[:]), s2.attr)
big = bytearray()
for i in range(1000): big.append(i % 256)
del big[:900]
print(len(big), big[0], big[-1], sum(big))
big[10:90] = b""; print(big)
import copy; print(copy.copy(big) == big, copy.deepcopy(a))
