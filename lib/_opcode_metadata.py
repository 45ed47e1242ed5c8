"""Numbers of instructions, for programs that look here; `opcode` has them all."""

from opcode import opmap, HAVE_ARGUMENT, _specializations, _specialized_opmap  # noqa: F401

MIN_INSTRUMENTED_OPCODE = len(opmap)
