"""Disassembler of this implementation's bytecode, with the interface of the library's `dis`.

The machine has registers: an instruction names the registers that it reads and writes, and there is no operand stack. A
word of code is eight bytes; offsets are in the unit of `frame.f_lasti`, `traceback.tb_lasti` and `code.co_lines()`: two for
each word.
"""

import collections
import io
import sys
import types

import _opcode
from opcode import *
from opcode import __all__ as _opcodes_all
from opcode import _table

__all__ = ["code_info", "dis", "disassemble", "distb", "disco",
           "findlinestarts", "findlabels", "show_code",
           "get_instructions", "Instruction", "Bytecode"] + _opcodes_all
del _opcodes_all

_UNIT = 2
_WORD = 8
_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)
_OPNAME_WIDTH = 20
_COMMON = ('AssertionError', 'NotImplementedError', 'tuple', 'all', 'any')

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED",
    2: "NEWLOCALS",
    4: "VARARGS",
    8: "VARKEYWORDS",
    16: "NESTED",
    32: "GENERATOR",
    64: "NOFREE",
    128: "COROUTINE",
    256: "ITERABLE_COROUTINE",
    512: "ASYNC_GENERATOR",
    0x4000000: "HAS_DOCSTRING",
    0x8000000: "METHOD",
}

Positions = collections.namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset', defaults=[None] * 4)
Positions.__doc__ = "Where in the source an instruction comes from; None where that is not known."

_ExceptionTableEntry = collections.namedtuple('_ExceptionTableEntry', 'start end target register')

_Instruction = collections.namedtuple(
    '_Instruction',
    'opname opcode arg argval argrepr offset start_offset starts_line line_number label positions cache_info',
    defaults=[None, None, None])
_Instruction.opname.__doc__ = "Name of the operation"
_Instruction.opcode.__doc__ = "Number of the operation"
_Instruction.arg.__doc__ = "The number that tells the operand apart: of a constant, a register, a target; else None"
_Instruction.argval.__doc__ = "What that number stands for: the constant, name, variable or offset"
_Instruction.argrepr.__doc__ = "All operands for people to read"
_Instruction.offset.__doc__ = "Where the instruction is"
_Instruction.start_offset.__doc__ = "The same: instructions have no prefixes"
_Instruction.starts_line.__doc__ = "Is this the first instruction of a source line?"
_Instruction.line_number.__doc__ = "Source line, or None"
_Instruction.label.__doc__ = "Number of the label, if something jumps here"
_Instruction.positions.__doc__ = "Source range as Positions"
_Instruction.cache_info.__doc__ = "(name, words, bytes) of the caches behind the instruction"


class Instruction(_Instruction):
    """One instruction of a code object."""

    @property
    def oparg(self):
        """The same as arg."""
        return self.arg

    @property
    def baseopcode(self):
        return opmap[self.baseopname]

    @property
    def baseopname(self):
        return _base_name(self.opname)

    @property
    def cache_offset(self):
        """Where the cache words begin."""
        return self.offset + _UNIT

    @property
    def end_offset(self):
        """Where the next instruction is."""
        return self.cache_offset + _UNIT * len(self.cache_info or ())

    @property
    def jump_target(self):
        """Where the instruction may jump to, or None."""
        return self.argval if self.opcode in hasjump else None

    @property
    def is_jump_target(self):
        return self.label is not None

    def __str__(self):
        output = io.StringIO()
        Formatter(file=output).print_instruction(self, False)
        return output.getvalue()


def _base_name(name):
    """The general form of a specialised operation."""
    for general in ('LOAD_ATTR', 'LOAD_METHOD'):
        if name.startswith(general + '_') and name != 'LOAD_ATTR_DYN':
            return general
    return name


# --------------------------------------------------------------------------------------------- decoding

def _signed(value, bits):
    return value - (1 << bits) if value >> bits - 1 else value


class _Decoder:
    """Reads the instructions of one code object."""

    def __init__(self, code, adaptive=False):
        raw = code._co_code_adaptive if adaptive else code.co_code
        self.words = [int.from_bytes(raw[i:i + _WORD], sys.byteorder) for i in range(0, len(raw), _WORD)]
        self.pool = _opcode.pool(code)
        self.names = _opcode.registers(code)
        self.positions = [Positions(*p) for p in code.co_positions()]

    def operations(self):
        """(word index, number, row of the table) of each instruction."""
        at = 0
        while at < len(self.words):
            number = self.words[at] & 0xffff
            row = _table[number]
            yield at, number, row
            at += 1 + len(row[2])

    def register(self, r):
        return f'r{r}:{self.names[r]}' if r < len(self.names) else f'r{r}'

    def variable(self, r):
        return self.names[r] if r < len(self.names) else None

    def target(self, at):
        """The word that the instruction may jump to, or None."""
        _, operands, caches, _ = _table[self.words[at] & 0xffff]
        for field, kind in operands:
            if kind == 'Jump':
                return at + 1 + self.field(at, field, signed=True)
        if caches and caches[0] in ('Hot', 'Far'):
            return at + 1 + _signed(self.words[at + 1] & 0xffffffff, 32)
        return None

    def field(self, at, field, signed=False):
        shift, bits = {'a': (16, 16), 'b': (32, 16), 'c': (48, 16), 'd': (32, 32)}[field]
        value = self.words[at] >> shift & (1 << bits) - 1
        return _signed(value, bits) if signed else value

    def pooled(self, at, relative):
        """Number and value of a constant or name."""
        index = at + 1 + relative + len(self.pool)
        return index, self.pool[index]

    def arguments(self, at, name_of_label):
        """(arg, argval, argrepr) of the instruction at a word."""
        name, operands, caches, _ = _table[self.words[at] & 0xffff]
        shown, found, register = [], None, None
        for field, kind in operands:
            value = self.field(at, field, kind in ('SImm', 'Jump', 'Pool'))
            if kind == 'Pool':
                found = self.pooled(at, value)
                shown.append(repr(found[1]) if name == 'LOADK' else _named(found[1]))
            elif kind == 'Jump':
                target = (at + 1 + value) * _UNIT
                found = target, target
                shown.append('to ' + name_of_label(target))
            elif kind in ('Imm', 'SImm', 'Count', 'Args'):
                text = str(value)
                if name == 'LOAD_COMMON':
                    text = _COMMON[value]
                if kind not in ('Count', 'Args') or found is None:
                    found = found or (value, text if name == 'LOAD_COMMON' else value)
                shown.append(text)
            else:
                if register is None and self.variable(value) is not None:
                    register = value, self.variable(value)
                shown.append(self.register(value))
        if caches and caches[0] == 'Name':
            found = self.pooled(at, _signed(self.words[at + 1] & 0xffffffff, 32))
            shown.append(_named(found[1]))
        elif caches and caches[0] in ('Hot', 'Far') and not any(k == 'Jump' for _, k in operands):
            target = self.target(at) * _UNIT
            found = target, target
            shown.append('to ' + name_of_label(target))
        elif caches and caches[0] == 'Counts':
            word = self.words[at + 1]
            shown.append(f'({word & 0xffffffff}, {word >> 32})')
        arg, argval = found or register or (None, None)
        return arg, argval, ', '.join(shown)


def _named(value):
    return value if isinstance(value, str) else repr(value)


def _exception_entries(code):
    raw = code.co_exceptiontable
    numbers = [int.from_bytes(raw[i:i + 4], 'little') for i in range(0, len(raw), 4)]
    rows = zip(numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4])
    return [_ExceptionTableEntry(s * _UNIT, e * _UNIT, t * _UNIT, r) for s, e, t, r in rows]


def _labels(code, decoder, entries):
    """Number of the label at each offset that a jump or handler leads to."""
    targets = {decoder.target(at) for at, _, _ in decoder.operations()} - {None}
    offsets = {t * _UNIT for t in targets}.union(*((e.start, e.end, e.target) for e in entries))
    return {offset: number for number, offset in enumerate(sorted(offsets), 1)}


def _instructions(code, line_offset=0, adaptive=False):
    decoder = _Decoder(code, adaptive)
    entries = _exception_entries(code)
    labels = _labels(code, decoder, entries)
    starts = dict(findlinestarts(code))
    line = None

    def label(offset):
        return f'L{labels[offset]}'

    for at, number, row in decoder.operations():
        offset = at * _UNIT
        starts_line = offset in starts
        if starts_line:
            line = starts[offset]
        caches = [(kind.lower(), 1, decoder.words[at + 1 + i].to_bytes(_WORD, sys.byteorder))
                  for i, kind in enumerate(row[2])]
        yield Instruction(
            row[0], number, *decoder.arguments(at, label), offset, offset, starts_line,
            line + line_offset if line is not None else None, labels.get(offset),
            decoder.positions[at] if at < len(decoder.positions) else None, caches or None)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Iterates over the instructions of a function, method, string of source or code object."""
    code = _get_code_object(x)
    offset = first_line - code.co_firstlineno if first_line is not None else 0
    return _instructions(code, offset, adaptive)


# --------------------------------------------------------------------------------------------- code objects

def _try_compile(source, name):
    try:
        return compile(source, name, 'eval')
    except SyntaxError:
        return compile(source, name, 'exec')


def _get_code_object(x):
    """The code object of anything that has one."""
    if hasattr(x, '__func__'):
        x = x.__func__
    for attribute in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        if hasattr(x, attribute):
            x = getattr(x, attribute)
            break
    if isinstance(x, str):
        x = _try_compile(x, "<disassembly>")
    if hasattr(x, 'co_code'):
        return x
    raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def pretty_flags(flags):
    """Names of the bits of co_flags."""
    names = []
    for i in range(32):
        bit = 1 << i
        if flags & bit:
            names.append(COMPILER_FLAG_NAMES.get(bit, hex(bit)))
            flags ^= bit
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ", ".join(names)


def _format_code_info(co):
    lines = [f"Name:              {co.co_name}",
             f"Filename:          {co.co_filename}",
             f"Argument count:    {co.co_argcount}",
             f"Positional-only arguments: {co.co_posonlyargcount}",
             f"Kw-only arguments: {co.co_kwonlyargcount}",
             f"Number of locals:  {co.co_nlocals}",
             f"Stack size:        {co.co_stacksize}",
             f"Flags:             {pretty_flags(co.co_flags)}"]
    for title, values, shown in (("Constants:", co.co_consts, repr), ("Names:", co.co_names, str),
                                 ("Variable names:", co.co_varnames, str), ("Free variables:", co.co_freevars, str),
                                 ("Cell variables:", co.co_cellvars, str)):
        if values:
            lines.append(title)
            lines.extend("%4d: %s" % (i, shown(v)) for i, v in enumerate(values))
    return "\n".join(lines)


def code_info(x):
    """Details of a function, method, string of source or code object."""
    return _format_code_info(_get_code_object(x))


def show_code(co, *, file=None):
    """Prints what code_info returns."""
    print(code_info(co), file=file)


def findlinestarts(code):
    """(offset, line) wherever a new source line begins."""
    last = False
    for start, end, line in code.co_lines():
        if line is not last and line != last or last is False:
            last = line
            yield start, line


def findlabels(code):
    """Offsets of jump targets in the bytes of a code object."""
    words = [int.from_bytes(code[i:i + _WORD], sys.byteorder) for i in range(0, len(code), _WORD)]
    decoder = _Decoder.__new__(_Decoder)
    decoder.words = words
    found = []
    for at, _, _ in decoder.operations():
        target = decoder.target(at)
        if target is not None and target * _UNIT not in found:
            found.append(target * _UNIT)
    return found


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """0: operands are registers."""
    return _opcode.stack_effect(opcode, oparg, jump=jump)


def _find_imports(co):
    """(module, level, names or None) of each import statement's instruction; for modulefinder."""
    known = {}
    for i in _instructions(co):
        if i.opname in ('LOADK', 'LOADI'):
            known[_first_register(i)] = i.argval
        elif i.opname == 'IMPORT':
            first = int(i.argrepr.split(', ')[1].partition(':')[0][1:])
            level, fromlist = known.get(first), known.get(first + 1)
            if isinstance(level, int) and (fromlist is None or isinstance(fromlist, tuple)):
                yield i.argval, level, fromlist


def _first_register(i):
    return int(i.argrepr.partition(',')[0].partition(':')[0][1:])


def _find_store_names(co):
    """Names that are stored to; for modulefinder."""
    for i in _instructions(co):
        if i.opname in ('STORE_NAME', 'STORE_GLOBAL'):
            yield i.argval


# --------------------------------------------------------------------------------------------- listing

class Formatter:
    """Prints instructions in columns."""

    def __init__(self, file=None, lineno_width=0, offset_width=0, label_width=0, line_offset=0, show_caches=False,
                 *, show_positions=False):
        self.file = file
        self.lineno_width = lineno_width
        self.offset_width = offset_width
        self.label_width = label_width
        self.show_caches = show_caches
        self.show_positions = show_positions

    def _place(self, instr):
        if not self.lineno_width:
            return []
        if self.show_positions:
            p = instr.positions
            if p is None or p.lineno is None:
                return ['--'.ljust(self.lineno_width)]
            return [f'{p.lineno}:{p.col_offset}-{p.end_lineno}:{p.end_col_offset}'.ljust(self.lineno_width)]
        if not instr.starts_line:
            return [' ' * self.lineno_width]
        return [('--' if instr.line_number is None else str(instr.line_number)).rjust(self.lineno_width)]

    def print_instruction(self, instr, mark_as_current=False):
        if self.lineno_width and instr.starts_line and instr.offset > 0 and not self.show_positions:
            print(file=self.file)
        fields = self._place(instr)
        label = f'L{instr.label}:' if instr.label is not None and self.label_width else ''
        fields.append(label.rjust(self.label_width))
        fields.append('-->' if mark_as_current else '   ')
        if self.offset_width:
            fields.append(str(instr.offset).rjust(self.offset_width))
        fields.append(instr.opname.ljust(_OPNAME_WIDTH))
        fields.append(instr.argrepr)
        print(' '.join(fields).rstrip(), file=self.file)
        if self.show_caches:
            for name, size, data in instr.cache_info or ():
                indent = ' ' * (self.lineno_width + self.label_width + 6 + (self.offset_width and self.offset_width + 1))
                print(f'{indent}{"CACHE".ljust(_OPNAME_WIDTH)} {name}: {int.from_bytes(data, sys.byteorder):#x}', file=self.file)

    def print_exception_table(self, entries, labels):
        if entries:
            print("ExceptionTable:", file=self.file)
        for e in entries:
            print(f"  L{labels[e.start]} to L{labels[e.end]} -> L{labels[e.target]} [r{e.register}]", file=self.file)


def _widths(instructions, show_offsets, show_positions):
    lines = [i.line_number for i in instructions if i.line_number is not None]
    if show_positions:
        places = [i.positions for i in instructions if i.positions is not None and i.positions.lineno is not None]
        width = max((len(f'{p.lineno}:{p.col_offset}-{p.end_lineno}:{p.end_col_offset}') for p in places), default=2)
    else:
        width = max(3, len(str(max(lines)))) if lines else 0
    label = max((i.label for i in instructions if i.label is not None), default=None)
    label_width = 4 + len(str(label)) if label is not None else 4
    offset_width = max(4, len(str(instructions[-1].offset))) if show_offsets and instructions else 0
    return width, offset_width, label_width


def disassemble(code, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Prints the instructions of a code object; an arrow marks the one at `lasti`."""
    _disassemble(code, lasti, 0, file, show_caches, adaptive, show_offsets, show_positions)


def _disassemble(code, lasti, line_offset, file, show_caches, adaptive, show_offsets, show_positions):
    instructions = list(_instructions(code, line_offset, adaptive))
    formatter = Formatter(file, *_widths(instructions, show_offsets, show_positions), show_caches=show_caches,
                          show_positions=show_positions)
    for i in instructions:
        formatter.print_instruction(i, lasti >= 0 and i.offset <= lasti < i.end_offset)
    entries = _exception_entries(code)
    formatter.print_exception_table(entries, _labels(code, _Decoder(code), entries))


disco = disassemble     # an old name


def _disassemble_recursive(co, depth, options):
    disassemble(co, **options)
    if depth is None or depth > 0:
        for x in co.co_consts:
            if hasattr(x, 'co_code'):
                print(file=options['file'])
                print("Disassembly of %r:" % (x,), file=options['file'])
                _disassemble_recursive(x, None if depth is None else depth - 1, options)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Disassembles classes, methods, functions, generators, code objects and source; without argument the last traceback."""
    options = dict(file=file, show_caches=show_caches, adaptive=adaptive, show_offsets=show_offsets,
                   show_positions=show_positions)
    if x is None:
        distb(**options)
        return
    if hasattr(x, '__func__'):
        x = x.__func__
    for attribute in ('__code__', 'gi_code', 'ag_code', 'cr_code'):
        if hasattr(x, attribute):
            x = getattr(x, attribute)
            break
    if hasattr(x, '__dict__') and not hasattr(x, 'co_code'):
        for name, inner in sorted(x.__dict__.items()):
            if isinstance(inner, _have_code):
                print("Disassembly of %s:" % name, file=file)
                try:
                    dis(inner, depth=depth, **options)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
    elif hasattr(x, 'co_code'):
        _disassemble_recursive(x, depth, options)
    elif isinstance(x, (bytes, bytearray)):
        raise TypeError("bytes of code cannot be disassembled without their constants")
    elif isinstance(x, str):
        _disassemble_recursive(_try_compile(x, '<dis>'), depth, options)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Disassembles the code in which a traceback ends, by default the last one."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, 'last_exc') else sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_caches=show_caches, adaptive=adaptive,
                show_offsets=show_offsets, show_positions=show_positions)


class Bytecode:
    """The instructions of a function, method, string of source or code object: iterate over it, or print `dis()`."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False,
                 show_offsets=False, show_positions=False):
        self.codeobj = code = _get_code_object(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self._line_offset = self.first_line - code.co_firstlineno
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _exception_entries(code)
        self.show_caches = show_caches
        self.adaptive = adaptive
        self.show_offsets = show_offsets
        self.show_positions = show_positions

    def __iter__(self):
        return _instructions(self.codeobj, self._line_offset, self.adaptive)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self._original_object)

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """Of the code in which a traceback ends."""
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        """What code_info returns."""
        return _format_code_info(self.codeobj)

    def dis(self):
        """The listing as a string."""
        offset = self.current_offset if self.current_offset is not None else -1
        with io.StringIO() as output:
            _disassemble(self.codeobj, offset, self._line_offset, output, self.show_caches, self.adaptive,
                         self.show_offsets, self.show_positions)
            return output.getvalue()


def main(args=None):
    """python -m dis [-C] [-O] [-P] [-S] [FILE]"""
    import argparse

    parser = argparse.ArgumentParser(color=True)
    parser.add_argument('-C', '--show-caches', action='store_true', help='show inline caches')
    parser.add_argument('-O', '--show-offsets', action='store_true', help='show instruction offsets')
    parser.add_argument('-P', '--show-positions', action='store_true', help='show instruction positions')
    parser.add_argument('-S', '--specialized', action='store_true', help='show specialized bytecode')
    parser.add_argument('infile', nargs='?', default='-')
    args = parser.parse_args(args=args)
    if args.infile == '-':
        name, source = '<stdin>', sys.stdin.buffer.read()
    else:
        name = args.infile
        with open(name, 'rb') as file:
            source = file.read()
    dis(compile(source, name, "exec"), show_caches=args.show_caches, adaptive=args.specialized,
        show_offsets=args.show_offsets, show_positions=args.show_positions)


if __name__ == "__main__":
    main()
