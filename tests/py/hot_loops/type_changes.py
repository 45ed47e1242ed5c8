def add_all(values):
    t = values[0]
    for v in values[1:]: t = t + v
    return t
print(add_all(list(range(2000))), add_all([0.5] * 2000), add_all(list(range(1500)) + [0.5] + list(range(500))), add_all([1] * 1500 + [2**70] + [1] * 100), add_all(["a"] * 1200)[:5], add_all([[1]] * 5), add_all([1] * 1500 + [1j] + [2.5]), add_all([True] * 1500 + [False]))
def poly(n, things):
    out = 0
    for i in range(n):
        x = things[i % len(things)]
        if isinstance(x, str): out += len(x)
        elif isinstance(x, float): out += int(x * 2)
        elif x is None: out -= 1
        elif isinstance(x, (list, tuple)): out += sum(x)
        else: out += x
    return out
print(poly(3000, [1, "ab", 2.5, None, [1, 2], (3,), True, 2**65]))
def switch_late(n):
    x = 0
    for i in range(n):
        if i == n - 100: x = float(x)
        if i == n - 50: x = complex(x)
        if i == n - 10: x = str(x)
        if isinstance(x, str): x = x + "!"
        else: x += 1
    return x
print(switch_late(3000))
def none_then_value(n):
    best = None
    for i in range(n):
        v = (i * 7919) % 10007
        if best is None or v > best: best = v
    return best
print(none_then_value(5000))
def int_float_mix(n):
    a, b = 0, 0.0
    for i in range(n):
        a += i if i % 3 else i / 2
        b += i
        if a > 1e6: a = int(a) % 1000
    return a, b
print(int_float_mix(5000))
def bool_arith(n):
    c = 0
    for i in range(n): c += (i % 3 == 0) + (i % 5 == 0) * 2 - (not i)
    return c
print(bool_arith(3000))
def returns(i):
    if i % 4 == 0: return None
    if i % 4 == 1: return i
    if i % 4 == 2: return str(i)
    return [i]
def call_mixed(n):
    k = {}
    for i in range(n):
        r = returns(i)
        t = type(r).__name__
        k[t] = k.get(t, 0) + 1
    return k
print(call_mixed(4000))
def local_rebind(n):
    f = abs
    s = 0
    for i in range(n):
        if i == n // 2: f = str
        if i == n // 2 + 10: f = len
        try: s += f(-i) if f is not len else f(range(i))
        except TypeError: s += 1000
    return s
print(local_rebind(3000))
def nan_inf(n):
    x, c = 1.0, 0
    for i in range(n):
        x *= 1.5
        if x == float("inf"): x = -x; c += 1
        if x == float("-inf"): x = x - x; c += 10
        if x != x: x = 1.0; c += 100
    return x, c
print(nan_inf(5000))
def negzero(n):
    z = 0.0; c = 0
    for i in range(n):
        z = -z
        c += str(z) == "-0.0"
    return c, z
print(negzero(3001))
