"""The instructions of this implementation: a register machine's, listed from the interpreter's own table.

An instruction is one word of eight bytes, its number in the lowest two, followed by cache words. `dis` shows what they mean.
"""

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap",
           "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst", "hasname",
           "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc"]

import _opcode
from _opcode import stack_effect

_table = _opcode.table()
opname = [row[0] for row in _table]
opmap = {name: number for number, name in enumerate(opname)}
cmp_op = ('<', '<=', '==', '!=', '>', '>=')

# Whether an instruction has operands does not follow from its number, and no operand needs a prefix.
HAVE_ARGUMENT = 0
EXTENDED_ARG = -1


def _where(test):
    return [number for number in range(len(opname)) if test(number)]


hasarg = _where(_opcode.has_arg)
hasconst = _where(_opcode.has_const)
hasname = _where(_opcode.has_name)
hasjump = _where(_opcode.has_jump)
hasjrel = hasjump
hasjabs = []
hasfree = _where(_opcode.has_free)
haslocal = _where(_opcode.has_local)
hasexc = _where(_opcode.has_exc)
hascompare = [opmap[name] for name in ('LT', 'LE', 'EQ', 'NE', 'GT', 'GE')]

_nb_ops = _opcode.get_nb_ops()
_inline_cache_entries = {row[0]: len(row[2]) for row in _table if row[2]}
_specializations = {}
_specialized_opmap = {}
