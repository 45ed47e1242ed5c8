# exit: 1
print("out")
raise SystemExit("message to stderr")
