# RLock took arguments that meant nothing.
import threading
import warnings

for args, kwargs in (((), {}), ((1,), {}), ((1, 2), {"a": 3})):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with threading.RLock(*args, **kwargs) as entered:
            print(entered, [(w.category.__name__, str(w.message)) for w in seen])
