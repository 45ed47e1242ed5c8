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
b'\xed\xa0\x80'.decode()
b'\xf5\x80\x80\x80'.decode()
b'\xc0\x80'.decode()
b'\xff'.decode('ascii')
b'a'.decode('utf-16')
b'a'.decode('nope')
b'\xff'.decode('ascii', 'nope')
b'Hello'.upper(), b'Hello'.lower(), b'hello world'.title(), b'hello'.capitalize(), b'Hello'.swapcase(), b'ab'.center(5, b'*'), b'ab'.ljust(4), b'ab'.rjust(4, b'.'), b'-5'.zfill(4), b'a\tb'.expandtabs(4), b'\xe9'.upper()
b'ab'.center(5, '*')
b'ab'.center(5, b'**')
b'hello'.find(b'l'), b'hello'.find(108), b'hello'.rfind(b'l'), b'hello'.index(b'e'), b'hello'.count(b'l'), b'hello'.count(108), b'hello'.find(b'z'), b'hello'.startswith(b'he'), b'hello'.endswith((b'x', b'o')), b'aXbX'.replace(b'X', b'--'), b'abc'.replace(b'', b'-'), b'aaa'.replace(b'a', b'', 2), b'abc'.count(b''), b'hello'.rindex(b'l', 0, 3)
b'a'.find('a')
b'a'.find(256)
b'a'.index(b'z')
b'a'.startswith('a')
b'a'.replace('a', 'b')
b'a'.count(-1)
""")
