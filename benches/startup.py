#!/usr/bin/env python3
"""Compares the start-up of Python executables: `-c pass`, many times, interleaved. See benches/README.md.

Relies on `measure.py`; also takes wall time, because start-up is what a person waits for.
"""

import argparse
import json
import statistics
import sys
import time

from measure import (
    Progress,
    Series,
    executable_argument,
    interleave,
    measure,
    positive,
    print_table,
    unique_names,
)

EPILOG = """\
example:
  benches/startup.py --exe sw=target/release/sidewinder --exe cpython=python3.14 --exe 'bare=python3.14 -I -S'

The wall time includes about two milliseconds for making the child and noticing its end, the same for all.
Exit code: 0 all started; 1 some did not; 2 wrong usage.
"""


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="benches/startup.py",
        description="Compare the start-up time and memory of Python executables on `-c pass`, interleaved.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--exe", action="append", type=executable_argument, required=True, metavar="NAME=COMMAND", dest="executables",
        help="an executable to measure; give it again for each further one; the first is what ratios refer to",
    )  # fmt: skip
    parser.add_argument("--runs", type=positive, default=40, metavar="N", help="rounds (default: 40)")
    parser.add_argument("--code", default="pass", metavar="CODE", help="what to run with -c (default: pass)")
    parser.add_argument(
        "--timeout", type=float, default=20.0, metavar="S", help="kill a run after so many seconds (default: 20)"
    )
    parser.add_argument("--json", metavar="FILE", help="also write every sample to this file")
    arguments = parser.parse_args()
    unique_names(parser, arguments.executables)
    if arguments.timeout <= 0:
        parser.error("--timeout must be above 0")
    return arguments


def main():
    arguments = parse_arguments()
    names = [name for name, _ in arguments.executables]
    series = {name: Series() for name in names}
    walls = {name: [] for name in names}
    progress = Progress(arguments.runs * len(names))
    for number, (name, command) in interleave(arguments.executables, arguments.runs):
        progress.step("run %d of %d, %s" % (number + 1, arguments.runs, name))
        if series[name].failure is not None:
            continue
        start = time.perf_counter()
        sample = measure(command + ["-c", arguments.code], arguments.timeout)
        walls[name].append(time.perf_counter() - start)
        series[name].add(sample)
    progress.clear()
    rows = [["executable", "CPU min ms", "CPU median ms", "wall min ms", "wall median ms", "ratio", "MiB"]]
    first = series[names[0]]
    for name in names:
        one = series[name]
        if not one.ok:
            rows.append([name, "FAILED"] + [""] * 5)
            continue
        ratio = min(walls[name]) / min(walls[names[0]]) if first.ok else None
        rows.append([
            name,
            "%.2f" % (one.minimum * 1e3),
            "%.2f" % (one.median * 1e3),
            "%.2f" % (min(walls[name]) * 1e3),
            "%.2f" % (statistics.median(walls[name]) * 1e3),
            "-" if ratio is None else "%.2fx" % ratio,
            "%.1f" % (one.peak_kib / 1024),
        ])  # fmt: skip
    print_table(rows)
    print("\nThe ratio is that of the wall minima against %s." % names[0])
    for name in names:
        if series[name].failure:
            print("FAILED  %s: %s" % (name, series[name].failure))
    if arguments.json:
        document = {name: dict(series[name].as_json(), wall_seconds=walls[name]) for name in names}
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)
            file.write("\n")
    return 1 if any(one.failure for one in series.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
