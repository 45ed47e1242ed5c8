#!/usr/bin/env python3
"""Writes hot.ld: which functions lie together at the front of the program's code.

The kernel maps a program's pages in groups of sixteen around the one that is touched, so functions that start-up and the
usual programs run cost far less memory (and page faults) when they are neighbours. This script runs a release build under
`valgrind --tool=callgrind`, starting up and on every program of benches/programs, and writes the names of the functions
that ran, without the hashes in them. build.rs passes the file to the linker; names that have gone are harmless, and new
functions lie behind the others until the script is run again:

    tools/layout/layout.py target/release/sidewinder
"""

import os
import re
import subprocess
import sys
import tempfile
from bisect import bisect_right

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAMS = os.path.join(ROOT, "benches", "programs")

# All instances of a generic function are taken if they are not more than this, in bytes.
GENERIC = 32 << 10

HEAD = """\
/* Functions that start-up and common programs run, made by layout.py: they are placed together, in front of the others. */
SECTIONS {
"""


def functions(exe):
    """Start addresses, names and sizes of all functions, in order."""
    out = subprocess.run(["nm", "-S", "--defined-only", exe], capture_output=True, text=True, check=True).stdout
    fields = (line.split() for line in out.splitlines())
    rows = sorted((int(f[0], 16), f[3], int(f[1], 16)) for f in fields if len(f) == 4 and f[2] in "tT")
    return [a for a, _, _ in rows], [name for _, name, _ in rows], {name: size for _, name, size in rows}


def executed(exe, arguments):
    """The addresses of all instructions that a run executed."""
    with tempfile.NamedTemporaryFile() as out:
        command = ["valgrind", "--tool=callgrind", "--dump-instr=yes", f"--callgrind-out-file={out.name}", exe]
        subprocess.run(command + arguments, capture_output=True, check=True, timeout=600)
        text = out.read().decode(errors="replace")
    found, names, here, at = set(), {}, None, 0
    for line in text.splitlines():
        if match := re.match(r"c?ob=\((\d+)\)(?: (.*))?", line):
            if match[2]:
                names[match[1]] = match[2] if match[2] == "???" else os.path.realpath(match[2])
            if line[0] == "o":
                here = names.get(match[1])
        elif match := re.match(r"(0x|[+-]|\*)(\w*) ", line):
            if match[1] == "0x":
                at = int(match[2], 16)
            elif match[1] != "*":
                at += int(match[1] + match[2], 0)
            if here in (os.path.realpath(exe), "???"):
                found.add(at)
    return found


def pattern(name):
    """The section of a function, with stars for what depends on compiler and settings."""
    name = re.sub(r"17h[0-9a-f]{16}E.*$", "17h*", name)
    name = re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name)
    name = re.sub(r"\.llvm\..*$", "*", name)
    return name if re.fullmatch(r"[\w.$*]+", name) and not name.startswith("*") else None


def matched_sizes(sizes):
    """How many bytes of functions each pattern stands for."""
    total = {}
    for name, size in sizes.items():
        if made := pattern(name):
            total[made] = total.get(made, 0) + size
    return total


def section(name, ran, sizes, matched):
    """The pattern for a function, or its very name where the pattern would fetch much that never ran."""
    made = pattern(name)
    wanted = sum(sizes[other] for other in ran if pattern(other) == made)
    return made if matched.get(made, 0) <= max(2 * wanted, GENERIC) else re.sub(r"\.llvm\..*$", "*", name)


def main():
    exe = os.path.realpath(sys.argv[1])
    starts, names, sizes = functions(exe)
    matched = matched_sizes(sizes)
    runs = [["--jit=off", "-c", "pass"]]
    programs = sorted(os.path.join(PROGRAMS, p) for p in os.listdir(PROGRAMS) if p.endswith(".py"))
    runs += [["--jit=off", p, "1"] for p in programs]
    runs += [["--jit=on", p, "1"] for p in programs[::4]]
    seen = {}
    for number, arguments in enumerate(runs):
        print(f"{number + 1}/{len(runs)} {' '.join(arguments)}", file=sys.stderr)
        for name in {names[bisect_right(starts, a) - 1] for a in executed(exe, arguments)}:
            if pattern(name):
                seen.setdefault(name, set()).add(number)
    # At start-up first, then what most programs run, then what only compiling traces runs.
    interpreted = range(1, 1 + len(programs))
    groups = {"start": [], "run": [], "compile": []}
    ran, placed = {}, {}
    for name in seen:
        ran.setdefault(pattern(name), []).append(name)
    for name, where in seen.items():
        placed.setdefault(section(name, ran[pattern(name)], sizes, matched), set()).update(where)
    for name, where in placed.items():
        share = len(where.intersection(interpreted))
        group = "start" if 0 in where else "run" if share else "compile"
        groups[group].append((-share, name))
    with open(os.path.join(HERE, "hot.ld"), "w") as out:
        out.write(HEAD)
        for group, found in groups.items():
            out.write(f"  .text.hot_{group} : {{\n")
            for _, name in sorted(found):
                out.write(f"    *(.text.{name} .text.unlikely.{name})\n")
            out.write("  }\n")
        out.write("}\nINSERT BEFORE .text;\n")


if __name__ == "__main__":
    main()
