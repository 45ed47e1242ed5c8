# exit: 1
import sys
try: sys.exit((1, "two"))
except SystemExit as e: print(e.code, e.args)
sys.exit(["a list", 3])
