from . import cycle_a
seen = cycle_a.value
try: from .cycle_a import not_yet
except ImportError as e: print(str(e).split(" (")[0])
