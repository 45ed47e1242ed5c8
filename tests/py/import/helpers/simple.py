"""simple doc"""
x = 1
y = "why"
count = globals().get("count", 0) + 1
def f(): return x
