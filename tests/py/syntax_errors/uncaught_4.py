# exit: 1
s = 'unterminated
print(s)
