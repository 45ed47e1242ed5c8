name = "sub name"
from ..other import y as rel
