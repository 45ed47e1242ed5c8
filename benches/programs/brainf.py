"""An interpreter of an eight-command tape language, running four programs in it.

Source of the algorithm: Urban Mueller's language of 1993; jumps are matched once, before the run, and runs of the
same command are folded into one. The programs are written here.

Exercises: a dispatch loop over lists of integers, a bytearray, string building.
"""

import sys

ADD, MOVE, OUT, IN, OPEN, CLOSE = range(6)

GREETING = "++++++++[>+++++++++<-]>.---.+++++++..+++."
SHIFT = ",[+.,]"
REVERSE = ">,[>,]<[.<]"
# Cells: rounds left, n, a copy of n, a second copy, the product, a spare one. Writes n * n for n = 1 ... 30.
SQUARES = """
+++++ [ > ++++++ < - ] > [ < + > - ] <
[
  > + [ > + > + > > + < < < < - ] > > > > [ < < < < + > > > > - ]
  < < < [ > [ > + > + < < - ] > > [ < < + > > - ] < < < - ]
  > [ - ] > . [ - ] < < < < -
]
"""
EXPECTED = 130492


def compile_program(source):
    """The program as two lists: commands, and for each its operand (a count, or where to jump)."""
    commands, operands, open_loops = [], [], []
    for c in source:
        if c in "+-":
            command, operand = ADD, 1 if c == "+" else -1
        elif c in "<>":
            command, operand = MOVE, 1 if c == ">" else -1
        elif c in ".,":
            command, operand = (OUT if c == "." else IN), 0
        elif c == "[":
            open_loops.append(len(commands))
            command, operand = OPEN, 0
        elif c == "]":
            start = open_loops.pop()
            operands[start] = len(commands)
            command, operand = CLOSE, start
        else:
            continue
        if command <= MOVE and commands and commands[-1] == command:
            operands[-1] += operand
        else:
            commands.append(command)
            operands.append(operand)
    if open_loops:
        raise ValueError("a loop is not closed")
    return commands, operands


def execute(program, data=""):
    """Run to the end; returns what was written and how many commands ran."""
    commands, operands = program
    tape = bytearray(256)
    pointer = counter = steps = taken = 0
    end = len(commands)
    out = []
    while counter < end:
        command = commands[counter]
        if command == ADD:
            tape[pointer] = (tape[pointer] + operands[counter]) & 255
        elif command == MOVE:
            pointer += operands[counter]
        elif command == CLOSE:
            if tape[pointer]:
                counter = operands[counter]
        elif command == OPEN:
            if not tape[pointer]:
                counter = operands[counter]
        elif command == OUT:
            out.append(chr(tape[pointer]))
        else:
            tape[pointer] = ord(data[taken]) if taken < len(data) else 0
            taken += 1
        counter += 1
        steps += 1
    return "".join(out), steps


def once():
    greeting, total = execute(compile_program(GREETING))
    assert greeting == "HELLO", greeting
    shifted, steps = execute(compile_program(SHIFT), greeting)
    assert shifted == "IFMMP", shifted
    total += steps
    backwards, steps = execute(compile_program(REVERSE), shifted)
    assert backwards == "PMMFI", backwards
    total += steps
    squares, steps = execute(compile_program(SQUARES))
    assert squares == "".join([chr(i * i & 255) for i in range(1, 31)]), squares
    return total + steps


def run(n):
    for _ in range(n):
        result = once()
        assert result == EXPECTED, result
    return result


if __name__ == "__main__":
    print("brainf: ok", run(int(sys.argv[1]) if len(sys.argv) > 1 else 45))
