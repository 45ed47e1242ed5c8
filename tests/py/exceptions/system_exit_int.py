# exit: 3
import sys
try:
    try:
        sys.exit(3)
    finally:
        print("finally runs")
except Exception:
    print("not caught")
