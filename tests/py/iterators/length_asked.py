class Seq:
    def __init__(self, *a): self.a = list(a)
    def __len__(self): print("len"); return len(self.a)
    def __getitem__(self, i): print("get",i);return self.a[i]
s=Seq(1,2,3)
print("star"); a,*b=s
print("list*"); [*s]
print("tup*"); (*s,)
print("tup*"); {*s}
print("call"); print(*s)
print("call2"); print(1,*s)
print("call3"); print(1,*s,**{})
print("dict"); dict(zip(s,s))
print("tuple"); tuple(s)
print("list"); list(s)
print("sorted"); sorted(s)
print("set"); set(s)
print("ext"); [].extend(s)
x=[]; x+=s
print("slice"); x=[1,2]; x[:1]=s
print("hint"); import operator; operator.length_hint(iter(s))
print("bytes"); bytes(s); bytearray(s)
print("in"); 2 in s
print("sum"); sum(s); max(s)
print("deque")
from collections import deque; deque(s)
print("map"); list(map(str,s)); list(zip(s)); list(enumerate(s)); list(filter(None, s)); list(reversed(s))
print("join")
class T(Seq): pass
print("".join(Seq("a")))
