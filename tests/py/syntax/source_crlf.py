x = """a
b"""
print(repr(x))
if x:
    print("crlf", \
        1)
def f():
    return [1,
        2]
print(f())
