value = "early"
from . import cycle_b
value = "late"
