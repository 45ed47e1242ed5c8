# exit: 1
class Base(BaseException): pass
class Derived(Base):
    def __str__(self): return ""
def g():
    try: raise Base("first", 2)
    finally: print("cleanup")
try:
    g()
except Base as e:
    raise Derived() from e
