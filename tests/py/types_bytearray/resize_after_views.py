"""Views that nobody refers to do not stand in the way of a change of size; others do."""
def take(b, n):
    d = bytes(memoryview(b)[:n])
    del b[:n]
    return d
b = bytearray(range(48, 58)) * 20
print([take(b, 3) for _ in range(10)], len(b))
async def read(b, n): return take(b, n)
def run(c):
    try: c.send(None)
    except StopIteration as e: return e.value
print([run(read(b, 5)) for _ in range(10)], len(b))
def grow(b):
    memoryview(b)[:2]; b.append(1)
    len(memoryview(b)); b.extend(b"xy")
    sum(memoryview(b)[2:4]); b += b"z"
    for x in memoryview(b): pass
    b.pop(); b.clear()
    return bytes(b)
print(grow(b))
b[:] = b"abcdef"
view = memoryview(b)[1:3]
for change in (lambda: b.append(1), lambda: b.clear(), lambda: b.extend(b"x"), lambda: b.pop(), lambda: b.__delitem__(0), lambda: b.__setitem__(slice(0, 1), b"xyz"), lambda: b.__iadd__(b"q")):
    try: change(); print("changed")
    except BufferError as e: print(e)
b[0] = 65; print(bytes(view), b); view.release(); b.append(66); print(b)
keep = [memoryview(b)]
try: b.clear()
except BufferError as e: print(e)
keep.clear(); b.clear(); print(b)
with memoryview(b) as m: pass
b.append(1); print(b)
