# exit: 1
def f():
    return 1/0
try:
    f()
except* ZeroDivisionError as e:
    print(repr(e))
import warnings
warnings.warn("x", DeprecationWarning)
f()
