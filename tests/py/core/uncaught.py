# exit: 1
def divide(a, b):
    return a / b
def caller():
    values = [1, 2]
    return divide(values[0], 0)
print("before")
caller()
