x = 1

print("form feed", x)
print("at line start")
