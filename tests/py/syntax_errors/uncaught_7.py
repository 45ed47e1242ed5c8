# exit: 1
exec("def broken(:\n    pass")
