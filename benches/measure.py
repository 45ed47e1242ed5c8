"""Running commands side by side and measuring each: what `run.py` and `startup.py` share.

Relies on `os.wait4` (so POSIX) for the figures of exactly one child. Promises: executables take turns within each
round, and the first of a round moves on by one every round, so that slow drift of the machine (heat, neighbours)
falls on all alike; a child that fails or hangs is reported and never stops the run.
"""

import argparse
import math
import os
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading


class Sample:
    """One run of one command: seconds of CPU (user + system), peak resident KiB, and how it ended."""

    def __init__(self, seconds, peak_kib, output, failure):
        self.seconds = seconds
        self.peak_kib = peak_kib
        self.output = output
        self.failure = failure


def last_line(data):
    lines = [line for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""


def kill_group(pid, fired):
    fired.append(True)
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def describe_end(status, timed_out, timeout, errors):
    """None for success, else one line: how the child ended and its last word on stderr."""
    if timed_out:
        how = "timed out after %g s" % timeout
    elif os.WIFSIGNALED(status):
        how = "killed by " + signal.Signals(os.WTERMSIG(status)).name
    elif os.WEXITSTATUS(status):
        how = "exit code %d" % os.WEXITSTATUS(status)
    else:
        return None
    word = last_line(errors)
    return how + ": " + word if word else how


def become_subreaper():
    """Ask Linux to hand orphaned grandchildren to this process; False where that cannot be had."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        import ctypes

        return ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    except (ImportError, OSError, AttributeError):
        return False


PR_SET_CHILD_SUBREAPER = 36
THROUGH_SHELL = become_subreaper()


def spawn(argv, out, err):
    """Start the command in a session of its own; returns its pid and the pid of its process group.

    Linux counts the memory of the process that calls exec into the peak of the program that it becomes. A child of
    this (large) process would never show less than this process's own size, so where possible a small shell starts
    the command, leaves, and the orphan becomes our child.
    """
    options = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err, "start_new_session": True}
    if not THROUGH_SHELL:
        child = subprocess.Popen(argv, **options)
        child.returncode = 0  # It is reaped by wait4; Popen must not wait for it.
        return child.pid, child.pid
    reader, writer = os.pipe()
    try:
        script = '"$@" %d>&- & echo $! >&%d' % (writer, writer)
        shell = subprocess.Popen(["/bin/sh", "-c", script, "sh"] + argv, pass_fds=(writer,), **options)
    finally:
        os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    shell.wait()
    if not answer.strip().isdigit():
        raise OSError("the shell did not start it")
    return int(answer), shell.pid


def measure(argv, timeout):
    """Run one command to its end; its stdout is `output`."""
    if shutil.which(argv[0]) is None:
        return Sample(0.0, 0, "", "cannot start: no such executable: " + argv[0])
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            pid, group = spawn(argv, out, err)
        except OSError as error:
            return Sample(0.0, 0, "", "cannot start: %s" % error)
        fired = []
        timer = threading.Timer(timeout, kill_group, (group, fired))
        timer.start()
        try:
            _, status, usage = os.wait4(pid, 0)
        except BaseException:
            kill_group(group, fired)
            raise
        finally:
            timer.cancel()
        out.seek(0)
        err.seek(0)
        failure = describe_end(status, bool(fired), timeout, err.read())
        peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
        return Sample(usage.ru_utime + usage.ru_stime, peak, out.read().decode("utf-8", "replace"), failure)


def interleave(executables, runs):
    """Yield (round, executable) pairs; every executable once a round, the first one moving on."""
    for number in range(runs):
        start = number % len(executables)
        for executable in executables[start:] + executables[:start]:
            yield number, executable


class Series:
    """All samples of one executable on one program."""

    def __init__(self):
        self.samples = []
        self.failure = None

    def add(self, sample):
        if sample.failure is not None and self.failure is None:
            self.failure = sample.failure
        self.samples.append(sample)

    @property
    def ok(self):
        return self.failure is None and bool(self.samples)

    @property
    def minimum(self):
        return min(sample.seconds for sample in self.samples)

    @property
    def median(self):
        return statistics.median([sample.seconds for sample in self.samples])

    @property
    def peak_kib(self):
        return max(sample.peak_kib for sample in self.samples)

    def as_json(self):
        return {
            "failure": self.failure,
            "cpu_seconds": [sample.seconds for sample in self.samples],
            "cpu_seconds_min": self.minimum if self.ok else None,
            "cpu_seconds_median": self.median if self.ok else None,
            "peak_kib": self.peak_kib if self.ok else None,
        }


def executable_argument(text):
    """NAME=COMMAND, or a bare command whose name is its last path component."""
    name, equals, command = text.partition("=")
    if not equals:
        name, command = os.path.basename(text.split()[0]) if text.split() else "", text
    words = shlex.split(command)
    if not name or not words:
        raise argparse.ArgumentTypeError("expected NAME=COMMAND, got %r" % text)
    return name, words


def positive(text):
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError("expected a whole number of at least 1, got %r" % text)
    return value


def unique_names(parser, executables):
    names = [name for name, _ in executables]
    if len(set(names)) != len(names):
        parser.error("two executables have the same name: " + ", ".join(names))


class Progress:
    """One line on stderr that overwrites itself; silent unless stderr is a terminal."""

    def __init__(self, total):
        self.total = total
        self.done = 0
        self.shown = sys.stderr.isatty()

    def step(self, text, advance=True):
        self.done += advance
        if self.shown:
            sys.stderr.write("\r\033[K[%d/%d] %s" % (self.done, self.total, text))
            sys.stderr.flush()

    def clear(self):
        if self.shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def print_table(rows, out=sys.stdout):
    """Rows of strings, the first of them the headings; columns after the first are aligned right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        out.write("  ".join(cells).rstrip() + "\n")
        if number == 0:
            out.write("  ".join("-" * width for width in widths) + "\n")
