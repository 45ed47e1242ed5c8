#!/usr/bin/env python3
"""Compares Python executables on the programs of benches/programs in one interleaved run. See benches/README.md.

Relies on `measure.py`. Promises: every figure in a table comes from this one run; figures of a program count in
the geometric means only if all executables ran it without failure and printed the same line.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

from measure import (
    Progress,
    Series,
    executable_argument,
    geometric_mean,
    interleave,
    measure,
    positive,
    print_table,
    unique_names,
)

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
NATIVE = os.path.join(HERE, "native")

# Runs a program several times in one process and prints the CPU seconds of the quickest of the later half.
WARM = """
import sys, time
path, repetitions, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
space = {"__name__": "program"}
with open(path) as file:
    exec(compile(file.read(), path, "exec"), space)
times = []
for _ in range(rounds):
    start = time.process_time()
    result = space["run"](repetitions)
    times.append(time.process_time() - start)
print(min(times[rounds // 2:]), result)
"""

EPILOG = """\
examples:
  benches/run.py --exe sw=target/release/sidewinder --exe cpython=python3.14 --exe pypy=pypy3
  benches/run.py --exe sw=target/release/sidewinder --exe off='target/release/sidewinder --jit=off' \\
                 --programs richards,deltablue --runs 9 --json out.json
  benches/run.py --exe sw=target/release/sidewinder --smoke      does everything run? (one repetition, one run)
  benches/run.py --exe jit='target/release/sidewinder --jit=on' --native --repetitions 400     numeric loops against C
  benches/run.py --exe jit='target/release/sidewinder --jit=on' --exe pypy=pypy3 --exe cpython=python3.11 --seconds cpython=1
                                      warm-up: runs of what takes CPython a second

Columns: for each executable the minimum and the median of its CPU seconds (user + system) over the runs, its peak
memory, and both as ratios against the first executable ("x" above 1: slower, or bigger, than the first).
Exit code: 0 all ran and agreed; 1 some program failed or printed something else; 2 wrong usage.
"""


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="benches/run.py",
        description="Compare Python executables on the benchmark programs, interleaved.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--exe", action="append", type=executable_argument, required=True, metavar="NAME=COMMAND", dest="executables",
        help="an executable to measure; give it again for each further one; the first is what ratios refer to",
    )  # fmt: skip
    parser.add_argument("--programs", metavar="A,B", help="only these programs (default: all in benches/programs)")
    parser.add_argument("--runs", type=positive, default=5, metavar="N", help="rounds per program (default: 5)")
    parser.add_argument(
        "--repetitions", type=positive, metavar="N",
        help="repetitions within a run, for every program (default: each program's own, 0.5 to 1 s on CPython 3.11)",
    )  # fmt: skip
    parser.add_argument(
        "--seconds", metavar="NAME=S",
        help="as many repetitions as make a run of S seconds on the executable NAME, measured beforehand",
    )  # fmt: skip
    parser.add_argument(
        "--warm", type=positive, metavar="N",
        help="after warm-up: run each program N times within one process and take the quickest of the later half",
    )  # fmt: skip
    parser.add_argument(
        "--native", action="store_true",
        help="also the same programs in C (benches/native), compiled with 'cc -O2'; only those that are there in C",
    )  # fmt: skip
    parser.add_argument("--smoke", action="store_true", help="the same as --runs 1 --repetitions 1")
    parser.add_argument(
        "--timeout", type=float, default=60.0, metavar="S", help="kill a run after so many seconds (default: 60)"
    )
    parser.add_argument("--json", metavar="FILE", help="also write every sample to this file")
    arguments = parser.parse_args()
    unique_names(parser, arguments.executables)
    if arguments.timeout <= 0:
        parser.error("--timeout must be above 0")
    if arguments.smoke:
        arguments.runs = arguments.repetitions = 1
    if arguments.seconds is not None:
        arguments.seconds = run_length(parser, arguments)
    arguments.programs = choose_programs(parser, arguments.programs)
    if arguments.native:
        if any(name == "c" for name, _ in arguments.executables):
            parser.error("with --native the name 'c' is taken")
        arguments.programs = [p for p in arguments.programs if os.path.exists(os.path.join(NATIVE, p + ".c"))]
        arguments.executables.append(("c", None))
    return arguments


def run_length(parser, arguments):
    """The command and the seconds of `--seconds`."""
    name, _, seconds = arguments.seconds.partition("=")
    commands = dict(arguments.executables)
    try:
        seconds = float(seconds)
    except ValueError:
        seconds = 0
    if name not in commands or seconds <= 0:
        parser.error("--seconds wants the name of an executable and a time above 0, as in 'cpython=1'")
    if arguments.repetitions is not None or arguments.warm is not None:
        parser.error("--seconds goes with neither --repetitions nor --warm")
    return commands[name], seconds


def repetitions_for(command, seconds, path, timeout):
    """How many repetitions take so long, from a run of the program's own number of them, without start-up."""
    usual = default_repetitions(path)
    few, many = (measure(command + [path, str(n)], timeout) for n in (1, usual))
    if few.failure or many.failure or usual == 1:
        return usual
    each = max((many.seconds - few.seconds) / (usual - 1), 1e-6)
    return max(1, round((seconds - few.seconds) / each) + 1)


def compile_native(program, folder):
    """The command of the program's version in C."""
    binary = os.path.join(folder, program)
    source = os.path.join(NATIVE, program + ".c")
    subprocess.run(["cc", "-O2", "-o", binary, source, "-lm"], check=True)
    return [binary]


def choose_programs(parser, wanted):
    known = sorted(name[:-3] for name in os.listdir(PROGRAMS) if name.endswith(".py"))
    if wanted is None:
        return known
    chosen = [name.strip() for name in wanted.split(",") if name.strip()]
    unknown = [name for name in chosen if name not in known]
    if unknown or not chosen:
        parser.error("no such program: %s; there are: %s" % (", ".join(unknown) or "(none given)", ", ".join(known)))
    return chosen


def default_repetitions(path):
    """How often a program repeats itself when not told: its last line says."""
    with open(path, encoding="utf-8") as file:
        return int(re.findall(r"else (\d+)", file.read())[-1])


def run_program(program, arguments, progress, folder):
    """All rounds of one program: a Series for each executable, and a complaint if their lines differ."""
    native = compile_native(program, folder) if arguments.native else None
    series = {name: Series() for name, _ in arguments.executables}
    path = os.path.join(PROGRAMS, program + ".py")
    if arguments.warm is not None:
        repetitions = arguments.repetitions or default_repetitions(path)
        tail = ["-c", WARM, path, str(repetitions), str(arguments.warm)]
    else:
        repetitions = arguments.repetitions
        if arguments.seconds is not None:
            progress.step("%s, how many repetitions" % program, advance=False)
            repetitions = repetitions_for(*arguments.seconds, path, arguments.timeout)
        tail = [path] + ([str(repetitions)] if repetitions is not None else [])
    reference = None
    for number, (name, command) in interleave(arguments.executables, arguments.runs):
        progress.step("%s, run %d of %d, %s" % (program, number + 1, arguments.runs, name))
        if series[name].failure is not None:
            continue
        if command is None:
            repetitions = repetitions or default_repetitions(path)
            sample = measure(native + [str(repetitions)], arguments.timeout)
            series[name].add(sample)
            continue
        sample = measure(command + tail, arguments.timeout)
        if sample.failure is None and arguments.warm is not None:
            seconds, _, sample.output = sample.output.partition(" ")
            sample.seconds = float(seconds)
        elif sample.failure is None and not sample.output.startswith(program + ": ok"):
            sample.failure = "printed %r, not the program's line" % sample.output[:80]
        if sample.failure is None:
            if reference is None:
                reference = (name, sample.output)
            elif sample.output != reference[1]:
                sample.failure = "printed %r, but %s printed %r" % (sample.output[:80], reference[0], reference[1][:80])
        series[name].add(sample)
    return series


def cells(series, first, is_first):
    """The table cells of one executable for one program."""
    if not series.ok:
        return ["FAILED", "", ""] if is_first else ["FAILED", "", "", "", ""]
    time = "%.3f" % series.minimum, "%.3f" % series.median
    memory = "%.1f" % (series.peak_kib / 1024)
    if is_first:
        return [time[0], time[1], memory]
    if not first.ok:
        return [time[0], time[1], "", memory, ""]
    return [
        time[0],
        time[1],
        "%.2fx" % (series.minimum / max(first.minimum, 1e-6)),
        memory,
        "%.2fx" % (series.peak_kib / max(first.peak_kib, 1)),
    ]


def means_row(label, results, names, pick):
    """Geometric means over the programs that all executables ran: seconds, memory, and their ratios."""
    shared = [series for series in results.values() if all(series[name].ok for name in names)]
    row = [label]
    first = None
    for name in names:
        seconds = geometric_mean([max(pick(series[name]), 1e-6) for series in shared])
        memory = geometric_mean([max(series[name].peak_kib, 1) for series in shared])
        if seconds is None:
            row += ["-"] * (3 if first is None else 5)
            first = first or (None, None)
            continue
        time = ["%.3f" % seconds, ""] if pick is minimum else ["", "%.3f" % seconds]
        if first is None:
            first = (seconds, memory)
            row += time + ["%.1f" % (memory / 1024)]
        else:
            row += time + ["%.2fx" % (seconds / first[0]), "%.1f" % (memory / 1024), "%.2fx" % (memory / first[1])]
    return row, len(shared)


def minimum(series):
    return series.minimum


def median(series):
    return series.median


def report(results, names):
    headings = ["program"]
    for number, name in enumerate(names):
        if number == 0:
            headings += [name + " min s", "med s", "MiB"]
        else:
            headings += [name + " min s", "med s", "ratio", "MiB", "ratio"]
    rows = [headings]
    for program, series in results.items():
        row = [program]
        for number, name in enumerate(names):
            row += cells(series[name], series[names[0]], number == 0)
        rows.append(row)
    by_minimum, shared = means_row("geometric mean (min)", results, names, minimum)
    by_median, _ = means_row("geometric mean (median)", results, names, median)
    print_table(rows + [by_minimum, by_median])
    print("\n%d of %d programs ran everywhere and count in the means." % (shared, len(results)))
    return shared


def main():
    arguments = parse_arguments()
    names = [name for name, _ in arguments.executables]
    progress = Progress(len(arguments.programs) * arguments.runs * len(names))
    results = {}
    try:
        with tempfile.TemporaryDirectory() as folder:
            for program in arguments.programs:
                results[program] = run_program(program, arguments, progress, folder)
    except KeyboardInterrupt:
        progress.clear()
        print("interrupted; what was complete so far:", file=sys.stderr)
        if not results:
            return 130
    progress.clear()
    report(results, names)
    failures = [(p, name, s[name].failure) for p, s in results.items() for name in names if s[name].failure]
    for program, name, failure in failures:
        print("FAILED  %s on %s: %s" % (program, name, failure))
    if arguments.json:
        document = {
            "executables": {name: command for name, command in arguments.executables},
            "runs": arguments.runs,
            "repetitions": arguments.repetitions,
            "programs": {p: {name: s[name].as_json() for name in names} for p, s in results.items()},
        }
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)
            file.write("\n")
    return 1 if failures or len(results) < len(arguments.programs) else 0


if __name__ == "__main__":
    sys.exit(main())
