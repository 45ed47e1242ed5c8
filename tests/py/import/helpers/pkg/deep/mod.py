from ...simple import x
from .. import VALUE
chain = (x, VALUE, __name__)
