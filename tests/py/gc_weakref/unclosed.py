import gc, io, sys
def hook(u): print(u.exc_type.__name__, u.exc_value, u.err_msg.split(" at 0x")[0].split(" encoding")[0], u.object)
sys.unraisablehook = hook
class R(io.RawIOBase):
    def close(self): raise ValueError("raw")
def raw(): R()
raw(); gc.collect()
class T(io.TextIOWrapper):
    def close(self): raise ValueError("text")
def text(): T(io.BytesIO())
text(); gc.collect()
class D:
    def __del__(self): raise ValueError("del")
def drop(): D()
drop(); gc.collect()
class F(io.BytesIO): pass
class B(io.BufferedReader): pass
print(B(io.BytesIO()).__repr__().split(" at ")[0], T(F()), F().__class__)
