for v in [0, 1, -1, 0.0, 0.1, "", "0", [], [0], (), (0,), {}, {0: 0}, set(), None, True, False, 0j, range(0), range(1), b"", b"0"]: print(repr(v), bool(v), not v, "T" if v else "F")
a = []; b = a; c = []
print(a is b, a is c, a == c, None is None, True is True, a is not c)
x = y = [1]; x.append(2); print(y)
def f(l=[]): l.append(1); return l
print(f(), f(), f([]))
print(1 == True, 0 == False, 1.0 == 1, "1" == 1, [] == (), None == 0, {1: "a"} == {1.0: "a"})
print(3 or 4, 0 or 4, 3 and 4, 0 and 4, not 0 and 5, None or 0 or "" or "last", 1 and 2 and 3, [] or {} or ())
print("yes" if [] else "no", 5 if 0 else 6 if 0 else 7)
