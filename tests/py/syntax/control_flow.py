for i in range(10):
    if i == 2: continue
    if i == 5: break
    print(i, end=" ")
else:
    print("no break")
print()
for i in []: pass
else: print("empty else")
n = 3
while n:
    n -= 1
    if n == 1: continue
    print("n", n)
else: print("while else")
while True:
    try:
        break
    finally:
        print("finally on break")
for i in range(2):
    try:
        continue
    finally:
        print("finally on continue", i)
def f(n):
    for i in range(n):
        try:
            if i == 2: return "returned"
        finally:
            if i == 2: print("cleanup")
    else:
        return "exhausted"
print(f(2), f(5))
def override():
    try:
        return 1
    finally:
        print("in finally")
print(override())
def nested():
    for i in range(3):
        for j in range(3):
            if j == 1: break
            print(i, j)
        else:
            print("unreachable")
            continue
        if i == 1: break
    else: print("unreachable")
    return i, j
print(nested())
x = 5
print("big" if x > 3 else "small", "a" if 0 else "b" if 0 else "c")
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1 != 2, 3 > 2 in [2])
def side(v): print("side", v); return v
print(side(1) < side(3) < side(2) < side(0))
print(side(0) and side(1), side(0) or side(2), not side(0))
print([] or {} or 0 or "last", [1] and (2,) and 0 and 5)
if 0: pass
elif "": pass
elif []: pass
else: print("else")
assert True, "never"
try: assert x == 4, f"x is {x}"
except AssertionError as e: print(repr(e))
try: assert not x
except AssertionError as e: print(repr(e))
try: assert (), ("tuple", 1)
except AssertionError as e: print(e.args)
i = "outer"
for i in (): pass
print(i)
for i, in [(1,), (2,)]: print(i)
for box in [[]]:
    for box[:] in ["ab", "cd"]: print(box)
for k, *v in [(1, 2, 3), "xyz"]: print(k, v)
pass; pass
lst = [1, 2, 3]
for v in lst:
    if v < 3: lst.append(v + 10) if len(lst) < 6 else None
print(lst)
try:
    for v in 5: pass
except TypeError as e: print(e)
