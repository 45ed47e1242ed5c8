real = "real"
def __getattr__(name):
    if name.startswith("dynamic_"): return f"made {name}"
    raise AttributeError(f"module getattr says no to {name}")
def __dir__(): return ["custom", "dir"]
