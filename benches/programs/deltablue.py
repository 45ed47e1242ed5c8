"""DeltaBlue: an incremental solver for one-way constraints with strengths.

Source of the algorithm: Bjorn Freeman-Benson, John Maloney, Alan Borning, "An Incremental Constraint Solver",
CACM 33(1), 1990; the two workloads (a chain of equalities, a projection of points) are the customary ones.

Exercises: polymorphic method calls over a class tree, lists that grow and shrink, many small objects.
"""

import sys

REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)
FORWARD, BACKWARD, UNUSED = 1, -1, 0
SIZE = 400
EXPECTED = (4950, 1197030)


def stronger(a, b):
    return a < b


def weakest_of(a, b):
    return a if a > b else b


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk_strength = WEAKEST
        self.stay = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def install(self, planner):
        self.connect()
        planner.incremental_add(self)

    def uninstall(self, planner):
        if self.is_satisfied():
            planner.incremental_remove(self)
        else:
            self.disconnect()

    def is_input(self):
        return False

    def satisfy(self, mark, planner):
        """Enforce this constraint if it can be; return the constraint that had to give way."""
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise ValueError("could not satisfy a required constraint")
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.mark_unsatisfied()
        out.determined_by = self
        if not planner.add_propagate(self, mark):
            raise ValueError("cycle of constraints")
        out.mark = mark
        return overridden


class UnaryConstraint(Constraint):
    def __init__(self, variable, strength, planner):
        Constraint.__init__(self, strength)
        self.target = variable
        self.satisfied = False
        self.install(planner)

    def connect(self):
        self.target.constraints.append(self)
        self.satisfied = False

    def disconnect(self):
        if self.target is not None:
            self.target.constraints.remove(self)
        self.satisfied = False

    def choose_method(self, mark):
        self.satisfied = self.target.mark != mark and stronger(self.strength, self.target.walk_strength)

    def is_satisfied(self):
        return self.satisfied

    def mark_unsatisfied(self):
        self.satisfied = False

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def output(self):
        return self.target

    def recalculate(self):
        self.target.walk_strength = self.strength
        self.target.stay = not self.is_input()
        if self.target.stay:
            self.execute()

    def execute(self):
        pass


class StayConstraint(UnaryConstraint):
    pass


class EditConstraint(UnaryConstraint):
    def is_input(self):
        return True


class BinaryConstraint(Constraint):
    def __init__(self, first, second, strength, planner):
        Constraint.__init__(self, strength)
        self.first = first
        self.second = second
        self.direction = UNUSED
        self.install(planner)

    def connect(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = UNUSED

    def disconnect(self):
        self.first.constraints.remove(self)
        self.second.constraints.remove(self)
        self.direction = UNUSED

    def choose_method(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            free = second.mark != mark and stronger(self.strength, second.walk_strength)
            self.direction = FORWARD if free else UNUSED
        elif second.mark == mark:
            free = stronger(self.strength, first.walk_strength)
            self.direction = BACKWARD if free else UNUSED
        elif stronger(second.walk_strength, first.walk_strength):
            self.direction = BACKWARD if stronger(self.strength, first.walk_strength) else UNUSED
        else:
            self.direction = FORWARD if stronger(self.strength, second.walk_strength) else UNUSED

    def is_satisfied(self):
        return self.direction != UNUSED

    def mark_unsatisfied(self):
        self.direction = UNUSED

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        source = self.input()
        return source.mark == mark or source.stay or source.determined_by is None

    def input(self):
        return self.first if self.direction == FORWARD else self.second

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def recalculate(self):
        source, out = self.input(), self.output()
        out.walk_strength = weakest_of(self.strength, source.walk_strength)
        out.stay = source.stay
        if out.stay:
            self.execute()


class EqualityConstraint(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    """second == first * scale + offset, in whichever direction is free."""

    def __init__(self, source, scale, offset, target, strength, planner):
        self.scale = scale
        self.offset = offset
        BinaryConstraint.__init__(self, source, target, strength, planner)

    def connect(self):
        BinaryConstraint.connect(self)
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def disconnect(self):
        BinaryConstraint.disconnect(self)
        self.scale.constraints.remove(self)
        self.offset.constraints.remove(self)

    def mark_inputs(self, mark):
        BinaryConstraint.mark_inputs(self, mark)
        self.scale.mark = mark
        self.offset.mark = mark

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, out = self.input(), self.output()
        out.walk_strength = weakest_of(self.strength, source.walk_strength)
        out.stay = source.stay and self.scale.stay and self.offset.stay
        if out.stay:
            self.execute()


class Planner:
    def __init__(self):
        self.current_mark = 0

    def new_mark(self):
        self.current_mark += 1
        return self.current_mark

    def incremental_add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def incremental_remove(self, constraint):
        out = constraint.output()
        constraint.mark_unsatisfied()
        constraint.disconnect()
        unsatisfied = self.remove_propagate_from(out)
        strength = REQUIRED
        while strength != WEAKEST:
            for each in unsatisfied:
                if each.strength == strength:
                    self.incremental_add(each)
            strength += 1

    def make_plan(self, sources):
        mark = self.new_mark()
        plan = []
        todo = sources
        while todo:
            constraint = todo.pop()
            out = constraint.output()
            if out.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                out.mark = mark
                self.add_consumers(out, todo)
        return plan

    def plan_from(self, constraints):
        return self.make_plan([c for c in constraints if c.is_input() and c.is_satisfied()])

    def add_propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            each = todo.pop()
            if each.output().mark == mark:
                self.incremental_remove(constraint)
                return False
            each.recalculate()
            self.add_consumers(each.output(), todo)
        return True

    def remove_propagate_from(self, out):
        out.determined_by = None
        out.walk_strength = WEAKEST
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            determining = variable.determined_by
            for constraint in variable.constraints:
                if constraint is not determining and constraint.is_satisfied():
                    constraint.recalculate()
                    todo.append(constraint.output())
        return unsatisfied

    def add_consumers(self, variable, into):
        determining = variable.determined_by
        for constraint in variable.constraints:
            if constraint is not determining and constraint.is_satisfied():
                into.append(constraint)


def change(variable, value, planner):
    edit = EditConstraint(variable, PREFERRED, planner)
    plan = planner.plan_from([edit])
    for _ in range(10):
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.uninstall(planner)


def chain_test(n):
    planner = Planner()
    variables = [Variable("v%d" % i) for i in range(n + 1)]
    for left, right in zip(variables, variables[1:]):
        EqualityConstraint(left, right, REQUIRED, planner)
    StayConstraint(variables[n], STRONG_DEFAULT, planner)
    edit = EditConstraint(variables[0], PREFERRED, planner)
    plan = planner.plan_from([edit])
    total = 0
    for i in range(100):
        variables[0].value = i
        for constraint in plan:
            constraint.execute()
        assert variables[n].value == i
        total += variables[n].value
    edit.uninstall(planner)
    return total


def projection_test(n):
    planner = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    sources, targets = [], []
    for i in range(n):
        source, target = Variable("source%d" % i, i), Variable("target%d" % i, i)
        sources.append(source)
        targets.append(target)
        StayConstraint(source, NORMAL, planner)
        ScaleConstraint(source, scale, offset, target, REQUIRED, planner)
    change(sources[-1], 17, planner)
    assert targets[-1].value == 1170
    change(targets[-1], 1050, planner)
    assert sources[-1].value == 5
    change(scale, 5, planner)
    assert all(targets[i].value == i * 5 + 1000 for i in range(n - 1))
    change(offset, 2000, planner)
    assert all(targets[i].value == i * 5 + 2000 for i in range(n - 1))
    return sum(target.value for target in targets)


def run(n):
    for _ in range(n):
        result = (chain_test(SIZE), projection_test(SIZE))
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("deltablue: ok", *run(int(sys.argv[1]) if len(sys.argv) > 1 else 45))
