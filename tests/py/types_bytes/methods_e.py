import warnings; warnings.simplefilter("ignore")
def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

class B(bytes): pass
class HasB:
    def __bytes__(self): return b"hb"
class Idx:
    def __index__(self): return 3
show(r"""
b'abc'.translate(bytes.maketrans(b'ab', b'xy')), b'abc'.translate(None, b'b'), b'abc'.translate(bytes(range(256)), delete=b'a'), len(bytes.maketrans(b'', b''))
bytes.maketrans(b'a', b'bc')
b'a'.translate(b'x')
b'%d %s %r %a %b %c %x %5.1f%%' % (1, b's', 'é', 'é', b'b', 65, 255, 1.5), b'%(a)s' % {b'a': b'v'}, b'%c' % b'z', b'%s' % bytearray(b'x'), b'%5s|%-5s|' % (b'a', b'b'), b'%s' % HasB(), b'%i' % 5, b'%.2s' % b'abc'
b'%s' % 'a'
b'%s' % 5
b'%d' % b'a'
b'%c' % 'a'
b'%c' % 256
b'%s %s' % b'a'
b'%y' % 1
B(b'x'), type(B(b'x') + b'y'), B(b'x') == b'x', type(B(b'x').upper()), type(B(b'x')[:]), {B(b'k'): 1}[b'k'], B.fromhex('61'), type(B.fromhex('61')), B(3), isinstance(B(), bytes)
str(b'a'), repr(b'\x7f\x80'), f"{b'x'}", '%s' % b'y', len(b'abc'), max(b'abc'), sorted(b'cab'), sum(b'\x01\x02'), bool(b''), bool(b'0'), b'a'.__getnewargs__(), b'ab'.__contains__(97), b'a'.__eq__(5), b'ab'.__add__(b'c'), hash(b'a') == hash(b'a'), list(reversed(b'abc')), tuple(b'ab'), b'abc'.__iter__().__next__(), b'x'.__bytes__()
""")
