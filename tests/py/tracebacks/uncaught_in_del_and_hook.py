# exit: 1
import sys
def hook(t, v, tb):
    depth = 0
    while tb: depth += 1; tb = tb.tb_next
    print("hook:", t.__name__, v, depth)
    sys.__excepthook__(t, v, None)
sys.excepthook = hook
def f(): raise LookupError("for the hook")
f()
