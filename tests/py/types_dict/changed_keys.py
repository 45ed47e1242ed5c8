d = {0: 0}
for name in ("keys","values","items"):
    d = {0: 0}
    try:
        for i in getattr(d, name)(): del d[0]; d[0] = 0
        print("end")
    except RuntimeError as e: print(e)
d = {0: 1, 1: 2}
try:
    n = 0
    for k in d: n += 1; del d[1]; d[n + 5] = 1; d[1] = 2; del d[n+5]
    print("end", n)
except RuntimeError as e: print(e)
d = dict.fromkeys("abc")
seen = []
for k in d:
    seen.append(k)
    if k == "a": del d["c"]; d["e"] = 1
print(seen)
d = {}
for i in range(10000): d[i] = 1; d.popitem()
d[1] = 1
print(d, list(reversed(d)))
from collections import OrderedDict
o = OrderedDict.fromkeys(range(50))
while len(o) > 25: o.popitem()
while o: o.popitem(last=False)
print(o)
d = {i: i for i in range(100)}
for i in range(100): del d[i]
print(d, len(d)); d["x"] = 1; print(d)
