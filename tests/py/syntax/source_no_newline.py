def f():
    return "last line has no newline"
print(f())
if True:
    print("end")