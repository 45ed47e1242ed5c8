from . import part_b
