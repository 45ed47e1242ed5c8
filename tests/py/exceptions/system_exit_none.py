def f():
    raise SystemExit
try:
    f()
except SystemExit as e:
    print(repr(e), e.code)
import sys
for code in [None, 0, 5, "x", (1, 2), True]:
    try: sys.exit(code)
    except SystemExit as e: print(repr(e), e.code)
try: sys.exit(1, 2)
except TypeError as e: print(e)
try: exit_code = quit
except NameError as e: print(e)
sys.exit()
print("unreachable")
