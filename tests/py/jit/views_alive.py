"""Compiled code that is left again and again by a bytearray with a view, until it is recorded as a call in general: whether the
view is in use is a question of what frames and objects hold, also then."""

def grow(b, how, n):
    done = 0
    for _ in range(n):
        try:
            if how == 0:
                b.append(1)
            elif how == 1:
                b += b"ab"
            elif how == 2:
                del b[:1]
            else:
                b.extend(b"c")
            done += 1
        except BufferError:
            done -= 1000
    return done

held = bytearray(5)
view = memoryview(held)
holder = [memoryview(bytearray(5))]
inside = holder[0].obj
for how in range(4):
    print(how, grow(bytearray(100), how, 60), grow(held, how, 60), grow(inside, how, 20), len(held), len(inside))
for how in range(4):
    print(how, sum(grow(b, how, 3) for b in [bytearray(9), held, bytearray(9), inside] * 20), len(held), len(inside))

def local(n):
    out = []
    for i in range(n):
        b = bytearray(3)
        v = memoryview(b) if i % 2 else None
        try:
            b.append(i)
            out.append(len(b))
        except BufferError:
            out.append(v[0] - 1)
    return out
print(local(70).count(-1), local(70).count(4))
view.release()
holder[0].release()
print(grow(held, 0, 60), grow(inside, 3, 60))
