VALUE = "pkg value"
from . import sub
