def f(*a): pass
def a1(): return [1, *5]
def a2(): return {1, *5}
def a3(): return (1, *5)
def a4(): return f(1, *5)
def a5(): return f(*5)
def a6(): return {**5}
def a7(): return {1: 2, **5}
def a8():
    return [
        1,
        *5,
        6]
def a9(): return f(1, *5, 6)
def b1():
  class A(*5): pass
def b2(): return {*5}
def b3(): return *5, 3
def b4():
   for x in *5, 3: pass
def b5(): return [*f(), *{}[1], *5]
import traceback
for g in [a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,b4,b5]:
    try: g()
    except Exception as e: print(''.join(traceback.format_exception(e)[2:]))
