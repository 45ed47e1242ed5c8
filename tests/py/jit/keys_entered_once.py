# Keys with a __hash__ in Python that are new to a set or dict: each is entered once, wherever compiled code is left meanwhile.


class Rule:
    def __init__(self, number):
        self.number = number
        self.hash = hash((number, number + 1))

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        return isinstance(other, Rule) and self.number == other.number


def check(things, numbers):
    assert len(things) == len({id(thing) for thing in things}), [thing.number for thing in things]
    assert sorted(thing.number for thing in things) == sorted(numbers)


def run():
    rules = [Rule(i) for i in range(40)]
    total = 0
    for turn in range(40):
        numbers = {(turn * 7 + j * j) % 40 for j in range(30)}
        entered = set()
        counts = {}
        groups = {}
        for j in range(30):
            rule = rules[(turn * 7 + j * j) % 40]
            entered.add(rule)
            counts[rule] = counts.get(rule, 0) + 1
            groups.setdefault(rule, []).append(j)
        check(list(entered), numbers)
        check(list(counts), numbers)
        assert sum(counts.values()) == 30 and sum(map(len, groups.values())) == 30
        assert all(rule in entered and counts[rule] == len(groups[rule]) for rule in groups)
        total += len(entered)
    return total


print([run() for _ in range(20)][-1])
