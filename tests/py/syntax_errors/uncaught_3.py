# exit: 1
print("compiled as a whole, so this never runs")
value = 10
if value = 10:
    print(value)
