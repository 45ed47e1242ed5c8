# exit: 1
def f(n):
    raise ValueError(n)
def collect():
    errors = []
    for i in range(3):
        try: f(i)
        except ValueError as e: errors.append(e)
    return errors
def g():
    try:
        raise ExceptionGroup("inner", [TypeError("t"), OSError("o")])
    except ExceptionGroup as e:
        return e
errors = collect()
errors[1].add_note("noted")
raise ExceptionGroup("outer", errors + [g()])
