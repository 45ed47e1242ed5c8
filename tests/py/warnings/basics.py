import warnings, sys
warnings.simplefilter("always")
def show(message, category, filename, lineno, file=None, line=None): print("shown:", category.__name__, message, lineno)
warnings.showwarning = show
warnings.warn("plain"); warnings.warn("dep", DeprecationWarning); warnings.warn(RuntimeWarning("instance"))
def f(): warnings.warn("from f", UserWarning, 2)
f()
for args in [("x", int), ("x", "y"), (5,), ("x", UserWarning, "a"), (), ("x", Exception)]:
    try: warnings.warn(*args)
    except TypeError as e: print(e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("one"); warnings.warn("two", DeprecationWarning)
    print(len(w), [(str(x.message), x.category.__name__, x.lineno) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("as error", RuntimeWarning)
    except RuntimeWarning as e: print("raised", e)
    warnings.filterwarnings("ignore", "skip.*")
    warnings.warn("skip me")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.warn("ignored", DeprecationWarning)
    try: warnings.warn("not skipped")
    except UserWarning as e: print("raised", e)
with warnings.catch_warnings(record=True) as w:
    warnings.resetwarnings(); warnings.simplefilter("once")
    for i in range(3): warnings.warn("once only")
    warnings.warn("once only")
    print(len(w))
with warnings.catch_warnings(record=True) as w:
    warnings.resetwarnings(); warnings.simplefilter("default")
    for i in range(3): warnings.warn("per location")
    warnings.warn("per location")
    print(len(w))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    compile("'\\d'", "f", "exec"); compile("1 is 1", "f", "exec"); compile("assert (1, 'x')", "f", "exec"); compile("'a' is b", "f", "exec"); compile("1()", "f", "exec"); compile("[1][1,2]\n'a'['b']", "f", "exec"); compile("(1, 2)(3)", "f", "exec"); compile("b'\\z'", "f", "exec"); compile("'\\400'", "f", "exec"); compile("f'\\d'", "f", "exec"); compile("def f():\n  try: pass\n  finally: return 1", "f", "exec"); compile("for i in x:\n  try: pass\n  finally: break", "f", "exec"); compile("for i in x:\n  try: pass\n  finally: continue", "f", "exec"); compile("None()", "f", "exec"); compile("x is ()", "f", "exec"); compile("x is -1", "f", "exec"); compile("{}[1]; [] [1.5]; 'x'[None]", "f", "exec"); compile("f'x'()", "f", "exec"); compile("(lambda: 0)[1]", "f", "exec")
    for x in w: print(x.category.__name__, x.message, x.filename, x.lineno)
print(~True if False else "", end="")
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); b = True; print(~b); print([str(x.message) for x in w])
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); NotImplemented if False else None
    try: bool(NotImplemented)
    except TypeError as e: print(e)
print(warnings.formatwarning("m", UserWarning, "file.py", 3, "the line"), end="")
print([c.__name__ for c in (Warning, UserWarning, DeprecationWarning, SyntaxWarning, RuntimeWarning, FutureWarning, PendingDeprecationWarning, ImportWarning, UnicodeWarning, BytesWarning, ResourceWarning, EncodingWarning) if issubclass(c, Warning)])
@warnings.deprecated("use other")
def old(): return 1
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); print(old(), [(x.category.__name__, str(x.message)) for x in w], old.__deprecated__)
for a in ("bogus", 5):
    try: warnings.simplefilter(a)
    except (ValueError, TypeError, AssertionError) as e: print(type(e).__name__, e)
warnings.warn_explicit("explicit", UserWarning, "some.py", 77)
