# exit: 1
import sys
def f(n):
    if n == 0:
        raise RuntimeError("bottom reached")
    return f(n - 1)
f(20)
