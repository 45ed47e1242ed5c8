"""A not-a-number is hashed by its identity, as an object of any class is that does not say otherwise."""

class F(float): pass
class H:
    def __hash__(self): return 42
class G(float, H): pass

def same(v):
    return hash(v) == object.__hash__(v) == v.__hash__()

for _ in range(40):
    values = [float("nan"), F("nan"), G("nan")]
    if not all(map(same, values)):
        print([same(v) for v in values])
    keys = {v: i for i, v in enumerate(values)}
    if [keys.get(v) for v in values] != [0, 1, 2]:
        print(keys)
print(same(float("inf") - float("inf")), same(-F("nan")), hash(F(2.5)) == hash(2.5), hash(G(-1.0)), same(H()) , same(object()))
