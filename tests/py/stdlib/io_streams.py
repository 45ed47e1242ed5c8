def err(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
    else:
        print("no error:", repr(result))

import io
s = io.StringIO("line1\nline2\r\nline3"); print(s.read(3), s.readline(), s.tell(), s.readlines(), s.read(), s.seek(0), list(s), s.getvalue())
s = io.StringIO(); print(s.write("héllo"), s.write("!\n"), s.getvalue(), s.tell(), s.truncate(2), s.getvalue(), s.seek(0), s.write("X"), s.getvalue(), s.readable(), s.writable(), s.seekable(), s.closed, s.isatty(), s.newlines)
s.seek(5); s.write("Z"); print(repr(s.getvalue())); s.writelines(["a", "b"]); print(s.getvalue()); err(s.write, b"x"); err(s.seek, -1); err(s.seek, 1, 1); err(s.read, "x"); err(s.fileno); s.close(); err(s.read); err(s.getvalue); err(s.write, "x"); print(s.closed)
print(io.StringIO("a\r\nb\rc", newline=None).read().encode(), io.StringIO("a\r\nb", newline="").readlines(), io.StringIO("a\nb", newline="\r\n").getvalue().encode())
b = io.BytesIO(b"bytes\ndata"); print(b.read(2), b.readline(), b.read(), b.seek(-3, 2), b.read(1), b.tell(), b.getvalue(), b.getbuffer()[0], b.seek(0), b.readinto(x := bytearray(4)), x, list(b), b.read1())
b = io.BytesIO(); print(b.write(b"abc"), b.write(bytearray(b"d")), b.seek(1), b.write(b"Z"), b.getvalue(), b.truncate(), b.getvalue(), b.seek(10), b.write(b"!"), b.getvalue()); err(b.write, "s"); err(b.seek, -1); mv = b.getbuffer(); err(b.write, b"more" * 10); mv.release()
with io.BytesIO(b"x") as f: print(f.read())
err(f.read); print(f.closed)
t = io.TextIOWrapper(io.BytesIO("é\nü\n".encode()), encoding="utf-8"); print(t.readline(), t.encoding, t.errors, t.read(), t.line_buffering, t.buffer.getvalue()); t2 = io.TextIOWrapper(raw := io.BytesIO(), encoding="latin-1", newline="\r\n"); t2.write("é\n"); t2.flush(); print(raw.getvalue()); err(t2.write, "€"); print(t2.detach() is raw)
err(io.TextIOWrapper, io.BytesIO(), encoding="nope"); err(io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="ascii").read); print(io.TextIOWrapper(io.BytesIO(b"a\xff"), encoding="ascii", errors="replace").read())
r = io.BufferedReader(io.BytesIO(b"0123456789")); print(r.peek(2)[:2], r.read(3), r.tell(), r.seek(5), r.read(), r.raw is not None); w = io.BufferedWriter(raw := io.BytesIO()); w.write(b"abc"); print(raw.getvalue()); w.flush(); print(raw.getvalue()); rw = io.BufferedRandom(io.BytesIO(b"abcdef")); rw.read(2); rw.write(b"X"); rw.seek(0); print(rw.read())
class Raw(io.RawIOBase):
    def __init__(self, d): self.d = d
    def readable(self): return True
    def readinto(self, b): n = min(3, len(self.d), len(b)); b[:n] = self.d[:n]; self.d = self.d[n:]; return n
print(Raw(b"abcdefg").read(5), Raw(b"abcdefg").readall(), io.BufferedReader(Raw(b"line\nrest")).readline(), list(io.TextIOWrapper(io.BufferedReader(Raw(b"a\nb\n")))))
class Up(io.TextIOBase):
    def write(self, s): out.append(s.upper()); return len(s)
out = []; print("hello", "x", file=Up()); print(out)
import sys, os, tempfile
p = os.path.join(tempfile.gettempdir(), "sidewinder_io_test.txt")
with open(p, "w", encoding="utf-8") as f: print(f.write("one\ntwo\nthrée\n"), f.mode, f.encoding, f.name == p, f.writable(), f.readable()); err(f.read)
with open(p, encoding="utf-8") as f: print(f.readline(), next(f), f.read(), f.read(), list(f)); err(f.write, "x")
with open(p, "rb") as f: print(f.read(5), f.seek(-3, 2), f.read(), f.mode); err(f.write, b"x")
with open(p, "a") as f: f.write("four\n")
with open(p, "r+", encoding="utf-8") as f: f.seek(0); f.write("ONE"); f.seek(0); print(f.readlines())
with open(p, "wb", buffering=0) as f: print(f.write(b"raw"), type(f).__name__)
with open(p, "rb+") as f: f.truncate(2); print(f.read(), type(f).__name__)
try: open(p, "x")
except FileExistsError as e: print(type(e).__name__, e.filename == p)
os.remove(p)
try: open(p)
except FileNotFoundError as e: print(type(e).__name__, e.filename == p, e.strerror)
err(f.read); err(open, p, "q"); err(open, p, "rt+b"); err(open, p, "rb", newline="\n"); err(open, 1.5); err(open, "a\0b"); err(open, p, "wt", 0)
print(isinstance(sys.stdout, io.TextIOBase), io.DEFAULT_BUFFER_SIZE > 0, io.SEEK_END, issubclass(io.UnsupportedOperation, (OSError, ValueError)))
