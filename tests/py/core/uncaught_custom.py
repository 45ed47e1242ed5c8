# exit: 1
class AppError(Exception):
    pass
def work():
    try:
        {}["missing"]
    except KeyError as e:
        raise AppError("wrapped") from e
work()
