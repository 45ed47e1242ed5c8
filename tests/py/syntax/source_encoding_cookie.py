# -*- coding: latin-1 -*-
s = "café £"
print(s, len(s), s.encode("utf-8"), ascii(s))
naïve = 1
print(naïve, [n for n in globals() if n.startswith("na")] == ["na\xefve"])
