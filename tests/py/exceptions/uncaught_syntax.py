# exit: 1
print("never printed")
def f(x):
    if x
        return 1
