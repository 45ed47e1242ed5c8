x = 5
print("\d", x is 5)
assert (x, "always true")
def f():
    try:
        return 1
    finally:
        return 2
print(f())
