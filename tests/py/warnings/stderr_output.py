import warnings
warnings.warn("user warning text")
def f():
    warnings.warn("inside f",
                  RuntimeWarning)
def g(): warnings.warn("at the caller", FutureWarning, stacklevel=2)
f()
g()
for i in range(3): warnings.warn("shown once per location")
warnings.warn("deprecated in main", DeprecationWarning)
warnings.warn("pending is hidden", PendingDeprecationWarning)
class Custom(UserWarning): pass
warnings.warn("custom category", Custom)
warnings.warn(Custom("instance"))
warnings.warn_explicit("explicit one", UserWarning, "elsewhere.py", 12)
print("done")
