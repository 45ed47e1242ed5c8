#!/usr/bin/env python3
"""Differential fuzzer: random programs (programs.py) on several interpreters, whose outputs have to be the same.

    fuzz.py --reference PYTHON --target "SIDEWINDER --jit=off" [--target ...] [--seeds FROM:TO]
    fuzz.py --reference PYTHON --target SIDEWINDER --seed N --minimise  # print a small program that differs
    fuzz.py --reference PYTHON --target SIDEWINDER --seed N --bisect    # which trace, or which guard, makes it differ
    fuzz.py --target SIDEWINDER --check digests.txt                     # compare with stored digests (no reference needed)
    fuzz.py --reference PYTHON --bless digests.txt --seeds FROM:TO      # write them

Programs are run in batches, one process for many; a batch that crashes, hangs or differs is taken apart. For each seed that
differs the command that shows it is printed, and the first line that differs. The exit code is 1 if any did.
"""

import argparse
import hashlib
import os
import re
import shlex
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import counted  # noqa: E402
import deep  # noqa: E402
import hot  # noqa: E402
import programs  # noqa: E402
import tight  # noqa: E402
import wild  # noqa: E402

# Kinds of random programs.
FAMILIES = {'all': programs.program, 'hot': hot.program, 'wild': wild.program, 'deep': deep.program, 'counted': counted.program,
            'tight': tight.program}

# Runs the programs named on standard input, one a line, and separates their outputs.
RUNNER = '''
import sys
sys.setrecursionlimit(3000)
import warnings
warnings.simplefilter('ignore')
for line in sys.stdin.read().split():
    print('\\x01' + line, flush=True)
    with open(line, encoding='utf-8') as f:
        source = f.read()
    space = {'__name__': '__main__', '__builtins__': __builtins__}
    try:
        exec(compile(source, 'program', 'exec'), space)
    except BaseException as e:
        print('ended by', type(e).__name__, str(e)[:200])
    space.clear()
print('\\x01end')
'''
ENVIRONMENT = {**os.environ, 'PYTHONHASHSEED': '0', 'PYTHONIOENCODING': 'utf-8:surrogatepass'}


def run(command, files, timeout):
    """The outputs of the programs, by file name; `None` for those without a proper end."""
    runner = os.path.join(os.path.dirname(files[0]), 'runner.py')
    with open(runner, 'w') as f:
        f.write(RUNNER)
    try:
        p = subprocess.run(command + [runner], input='\n'.join(files).encode(), capture_output=True, env=ENVIRONMENT,
                           timeout=timeout * len(files))
        out, end = p.stdout, f'exit code {p.returncode}: {p.stderr.decode(errors="replace").strip()[-300:]}'
    except subprocess.TimeoutExpired as e:
        out, end = e.stdout or b'', 'no end'
    results = {name: None for name in files}
    parts = out.decode('utf-8', 'surrogatepass').split('\x01')[1:]
    for part, following in zip(parts, parts[1:] + [None]):
        name, _, text = part.partition('\n')
        if name != 'end':
            results[name] = text if following is not None else f'{text}<{end}>'
    return results


def run_all(command, files, timeout):
    """As `run`, going on behind a program that ends the process."""
    results, left = {}, list(files)
    while left:
        some = run(command, left, timeout)
        done = [f for f in left if some[f] is not None]
        results.update((f, some[f]) for f in done)
        if not done:
            results[left[0]] = '<did not start>'
            done = left[:1]
        left = [f for f in left if f not in results]
    return results


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def first_difference(a, b):
    a, b = a.split('\n'), b.split('\n')
    for n in range(max(len(a), len(b))):
        x, y = (t[n] if n < len(t) else '<end>' for t in (a, b))
        if x != y:
            return f'line {n + 1}\n    expected: {x[:300]}\n    actual:   {y[:300]}'
    return 'no difference'


# What a build for 32 bits on another system says differently.
SIZES = re.compile(r"""["']?\(?(cannot fit 'int' into an index-sized integer"""
                   r"""|(list|tuple|string|bytes|bytearray|pop|assignment|list assignment) index out of range"""
                   r"""|\d\d, 'Numerical result out of range'|\d\d, 'Result not representable'"""
                   r"""|Python int too large to convert to C s?size_t)\)?["']?""")


def normalise(text):
    """What is left of a text when versions of Python may differ: not the messages of exceptions."""
    lines = []
    for line in text.split('\n'):
        if line.startswith(('e ', 'raised ', 'caught ')):
            line = ' '.join(line.split(' ')[:2])
        line = re.sub(r"\('(\w+(Error|Iteration|Exit))', .*", r'\1', line)
        lines.append(line)
    return '\n'.join(lines)


class Comparer:
    def __init__(self, options):
        self.reference = shlex.split(options.reference) if options.reference else None
        self.targets = [shlex.split(t) for t in options.target]
        self.timeout = options.timeout
        self.program = FAMILIES[options.family]
        self.exact = options.exact

    def same(self, a, b):
        if self.exact:
            # 32 bits are not enough for an index where 64 are: not comparable
            return SIZES.sub('index', a) == SIZES.sub('index', b) or "'OverflowError' \"cannot fit" in a or (
                "'OverflowError', \"cannot fit" in a) or "large to convert to C" in a
        return normalise(a) == normalise(b)

    def batch(self, seeds):
        """The seeds that differ: (seed, target, description)."""
        found = []
        with tempfile.TemporaryDirectory() as folder:
            files = [write(folder, f'{s}.py', self.program(s)) for s in seeds]
            expected = run_all(self.reference, files, self.timeout)
            for target in self.targets:
                actual = run_all(target, files, self.timeout)
                for seed, f in zip(seeds, files):
                    if 'SyntaxError' in expected[f] and 'ended by' in expected[f]:
                        continue
                    if not self.same(expected[f], actual[f]):
                        a, b = expected[f], actual[f]
                        strip = (lambda text: SIZES.sub('index', text)) if self.exact else normalise
                        a, b = strip(a), strip(b)
                        found.append((seed, target, first_difference(a, b)))
        return found

    def differs(self, folder, lines):
        f = write(folder, 'candidate.py', '\n'.join(lines) + '\n')
        expected = run(self.reference, [f], self.timeout)[f]
        if expected is None or 'SyntaxError' in expected or 'IndentationError' in expected:
            return False
        if 'ended by NameError' in expected:
            return False
        actual = run(self.targets[0], [f], self.timeout)[f]
        return actual is None or not self.same(expected, actual)


class Bisector:
    """Finds the first trace, or the first forced failure of a guard, with which a program differs."""

    def __init__(self, comparer, text):
        self.comparer, self.text = comparer, text

    def wrong(self, option):
        target = self.comparer.targets[0] + option
        with tempfile.TemporaryDirectory() as folder:
            f = write(folder, 'candidate.py', self.text)
            expected = run(self.comparer.reference, [f], self.comparer.timeout)[f]
            actual = run(target, [f], self.comparer.timeout)[f]
        return actual is None or not self.comparer.same(expected, actual)

    def first(self, option):
        """The smallest N for which the program differs with this option; `None` if it makes no difference."""
        high = 1
        while not self.wrong(option(high)):
            high *= 2
            if high > 1 << 24:
                return None
        low = high // 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.wrong(option(middle)) else (middle, high)
        return high

    def run(self):
        if not self.wrong([]):
            print('no difference')
            return 0
        stress = [a for a in self.comparer.targets[0] if a.startswith('--jit-stress')]
        if self.wrong(['--jit-fuel=0']):
            print('differs without compiled code')
            return 1
        n = self.first(lambda n: [f'--jit-fuel={n}'])
        print(f'differs from --jit-fuel={n} on: {self.event("compiled", n, [f"--jit-fuel={n}"])}')
        if stress and not self.wrong([f'--jit-fuel={n}', stress[-1] + (',' if '=' in stress[-1] else '=') + 'limit:0']):
            limit = lambda m: [f'--jit-fuel={n}', stress[-1] + (',' if '=' in stress[-1] else '=') + f'limit:{m}']
            m = self.first(limit)
            print(f'and from the {m}th forced failure on ({limit(m)[1]}): {self.event("forced failure", m, limit(m))}')
        return 1

    def event(self, word, n, options):
        """The n-th event of a kind."""
        with tempfile.TemporaryDirectory() as folder:
            f = write(folder, 'candidate.py', self.text)
            runner = write(folder, 'runner.py', RUNNER)
            p = subprocess.run(self.comparer.targets[0] + options + ['--dump=events', runner], input=f.encode(),
                               capture_output=True, env=ENVIRONMENT, timeout=self.comparer.timeout)
        lines = [line for line in p.stderr.decode(errors='replace').splitlines() if line.startswith(f'[jit] {word}')]
        return lines[n - 1] if len(lines) >= n else '(no such event)'


def suite(lines, at):
    """The end of the indented block that line `at` opens."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return end


def reduce(lines, differs):
    """Makes the program smaller as long as it differs: leaves out runs of lines, whole blocks, and headers of blocks."""
    size = max(1, len(lines) // 2)
    while size:
        at, shrunk = 0, False
        while at < len(lines):
            candidates = [lines[:at] + lines[at + size:]]
            if size == 1 and lines[at].rstrip().endswith(':'):
                end = suite(lines, at)
                body = [line[4:] for line in lines[at + 1:end]]
                candidates = [lines[:at] + lines[end:], lines[:at] + body + lines[end:], lines[:at + 1]
                              + [' ' * (len(lines[at]) - len(lines[at].lstrip()) + 4) + 'pass'] + lines[end:]] + candidates
            for c in candidates:
                if len(c) <= len(lines) and c != lines and differs(c):
                    lines, shrunk = c, True
                    break
            else:
                at += size
        if not shrunk or size > 1:
            size //= 2
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--reference', help='command of the interpreter that is right')
    parser.add_argument('--target', action='append', default=[], help='command of an interpreter to test')
    parser.add_argument('--seeds', default='0:200', help='FROM:TO')
    parser.add_argument('--seed', type=int)
    parser.add_argument('--batch', type=int, default=25)
    parser.add_argument('--timeout', type=float, default=10, help='seconds for each program')
    parser.add_argument('--exact', action='store_true', help='compare texts of exceptions too (same version of Python)')
    parser.add_argument('--family', choices=sorted(FAMILIES), default='all', help="'hot', 'wild', 'deep', 'counted', 'tight': programs for the trace compiler")
    parser.add_argument('--minimise', '--reduce', action='store_true', help='print a small program that differs')
    parser.add_argument('--bisect', action='store_true', help='find the trace or guard that makes the difference')
    parser.add_argument('--file', help='minimise or bisect this program')
    parser.add_argument('--bless', metavar='FILE')
    parser.add_argument('--check', metavar='FILE')
    parser.add_argument('--stop-after', type=int, default=20, help='give up after so many differences')
    options = parser.parse_args()
    first, last = (int(x) for x in options.seeds.split(':'))
    if options.seed is not None:
        first, last = options.seed, options.seed + 1
    if options.bless or options.check:
        return digests(options, range(first, last))
    comparer = Comparer(options)
    text = open(options.file).read() if options.file else comparer.program(first)
    if options.bisect:
        return Bisector(comparer, text).run()
    if options.minimise:
        with tempfile.TemporaryDirectory() as folder:
            lines = text.rstrip().split('\n')
            if not comparer.differs(folder, lines):
                print('no difference')
                return 0
            print('\n'.join(reduce(lines, lambda c: comparer.differs(folder, c))))
        return 1
    count = 0
    for start in range(first, last, options.batch):
        for seed, target, what in comparer.batch(range(start, min(start + options.batch, last))):
            count += 1
            command = ['tests/fuzz/fuzz.py', '--reference', shlex.join(comparer.reference), '--target', shlex.join(target)]
            if options.exact:
                command.append('--exact')
            if options.family != 'all':
                command += ['--family', options.family]
            print(f'seed {seed} differs at {what}\n    {shlex.join(command + ["--seed", str(seed), "--minimise"])}', flush=True)
        if count >= options.stop_after:
            break
    print(f'{last - first} programs, {count} differences')
    return 1 if count else 0


def digests(options, seeds):
    """Writes or checks `seed digest-of-program digest-of-output` lines."""
    short = lambda text: hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]
    stored = {}
    if options.check:
        with open(options.check) as f:
            stored = {int(line.split()[0]): line.split()[1:] for line in f}
        seeds = sorted(stored)
    command = shlex.split(options.reference if options.bless else options.target[0])
    program = FAMILIES[options.family]
    lines, wrong = [], 0
    for start in range(0, len(seeds), options.batch):
        some = seeds[start:start + options.batch]
        with tempfile.TemporaryDirectory() as folder:
            files = {s: write(folder, f'{s}.py', program(s)) for s in some}
            outputs = run_all(command, list(files.values()), options.timeout)
            for s in some:
                source, output = short(program(s)), short(normalise(outputs[files[s]]))
                lines.append(f'{s} {source} {output}\n')
                if options.check and stored[s] != [source, output]:
                    wrong += 1
                    what = 'program' if stored[s][0] != source else 'output'
                    print(f'seed {s}: another {what} than when it was stored')
    if options.bless:
        with open(options.bless, 'w') as f:
            f.writelines(lines)
    print(f'{len(lines)} programs, {wrong} differences')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
