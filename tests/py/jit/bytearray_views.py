"""A bytearray with a view cannot grow, also in a loop that was compiled for one without."""

b = bytearray(21)
view = memoryview(b)
def more(b, n):
    done = 0
    try:
        for _ in range(n):
            b.append(5)
            done += 1
    except BufferError as e:
        return done, str(e)
    return done
print(more(bytearray(3), 50), more(b, 5))
print(more(bytearray(3), 50), more(b, 5), len(b))
