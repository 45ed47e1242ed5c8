def show(table):
    for line in table.strip().splitlines():
        line = line.strip()
        try:
            result = repr(eval(line, globals()))
        except Exception as error:
            result = f"{type(error).__name__}: {error}"
        print(line, "=>", result)

import re
from re import *
m = match(r"(?P<a>\w+)-(?P<b>\d+)?(x)?", "abc-12")
show(r"""
compile('[z-a]')
compile(r'\1')
compile('(?P<1a>x)')
compile('(?P<a>x)(?P<a>y)')
compile('(?P=zz)')
compile('a{2,1}')
compile('(?<=a+)b')
compile('(?z)')
compile('a(?i)b')
compile('\\')
compile(r'\q')
compile('(?P<a')
compile('(?')
compile('(?:a')
""")
