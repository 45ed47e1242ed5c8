import helpers.part_a
try:
    helpers.part_a.later
except AttributeError as e:
    print(str(e).split(" from ")[0])
from helpers.part_a import later
