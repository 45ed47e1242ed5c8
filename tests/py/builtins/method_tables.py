"""The public attributes of every builtin type."""
import types
def names(t): return " ".join(n for n in sorted(vars(t)) if not (n.startswith("__") and n in vars(object)) and n not in ("__doc__", "__module__"))
def gen(): yield
async def coro(): pass
async def agen(): yield
c = coro(); c.close()
for t in [int, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset, range, slice, bool, type(None), type(...), type(NotImplemented), property, staticmethod, classmethod, super, enumerate, zip, map, filter, reversed,
          type(iter([])), type(iter(())), type(iter({})), type(iter("")), type(iter("é")), type(iter(b"")), type(iter(set())), type(iter(range(1))), type({}.keys()), type({}.values()), type({}.items()), type(gen()), type(c), type(agen()), types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.CellType, types.ModuleType, types.MappingProxyType, types.SimpleNamespace, types.TracebackType, types.GenericAlias, type(int | str), types.MethodDescriptorType, types.WrapperDescriptorType, types.MethodWrapperType, types.GetSetDescriptorType, types.MemberDescriptorType, types.ClassMethodDescriptorType,
          BaseException, Exception, OSError, StopIteration, SystemExit, SyntaxError, ImportError, NameError, AttributeError, KeyError, UnicodeDecodeError, BaseExceptionGroup, ExceptionGroup]:
    print(t.__name__, t.__module__, [b.__name__ for b in t.__bases__], ":", names(t))
print("object:", " ".join(sorted(vars(object))))
