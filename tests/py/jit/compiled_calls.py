# Functions as traces of their own: recursion, loops in callees, binding, construction, failing guards far down.
import sys

def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(18))

class Node:
    def __init__(self, key, left=None, *rest, right=None):
        self.key = key
        self.left = left
        self.right = right
        self.rest = rest
    def total(self):
        t = self.key
        if self.left is not None: t += self.left.total()
        if self.right is not None: t += self.right.total()
        return t
def tree(depth, key):
    if depth == 0: return None
    return Node(key, tree(depth - 1, 2 * key), key, right=tree(depth - 1, 2 * key + 1))
for d in (3, 8, 9): print(tree(d, 1).total())

def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
print(ack(2, 9))

def inner(n, step=1, *, start=0, **more):
    t = start
    for i in range(0, n, step): t += i
    return t + len(more)
def outer(n):
    t = 0
    for i in range(n):
        t += inner(i % 7) + inner(5, 2) + inner(4, start=i) + inner(*(3,), **{"x": 1})
    return t
print(outer(400))

# a guard that fails at the bottom of a deep compiled recursion
def down(n, x):
    if n == 0: return x + 1
    return down(n - 1, x) + 1
for x in (1, 2.5, 10 ** 30, True): print(down(60, x))
for _ in range(300): down(20, 1)
for x in (1, 2.5, 10 ** 30, True): print(down(60, x))
try: down(60, "a")
except TypeError as e:
    depth, t = 0, e.__traceback__
    while t: depth += 1; t = t.tb_next
    print(type(e).__name__, depth)

def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
for _ in range(100): deep(50)
try: deep(100000)
except RecursionError: print("too deep")
sys.setrecursionlimit(6000)
print(deep(5000))

# what a function is changes while it is called from a trace
def target(x): return x + 1
def other(x): return x * 10
def caller(n):
    global target
    t = 0
    for i in range(n):
        if i == 700: target.__code__ = other.__code__
        if i == 800: target.__defaults__ = (3,)
        t += target(i)
        if i > 900: t += target()
    return t
print(caller(1000))

# closures made anew, bound methods, callable instances
class Add:
    def __init__(self, n): self.n = n
    def __call__(self, x): return self.n + x
    def method(self, x, y=2): return self.n * x + y
def closures(n):
    t = 0
    for i in range(n):
        def f(x, k=i): return x + k + i
        a = Add(i)
        m = a.method
        t += f(1) + a(2) + m(3) + m(y=4, x=5)
        if isinstance(a, Add) and not isinstance(i, str): t += 1
    return t
print(closures(600))
