# exit: 7
class Quit(SystemExit): pass
import atexit
def f():
    try: raise Quit(7)
    except Exception: print("not an Exception")
    finally: print("finally")
f()
