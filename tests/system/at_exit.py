"""What happens at the end of a program: finalizers, generators and files of what is still alive."""
import os, subprocess, sys, tempfile

PROGRAM = '''
import atexit, os
class D:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name, os.path.basename("a/b"), helper())
def helper(): return len(kept)
first = D("global")
kept = [D("in list"), D("in list too")]
cycle = D("cycle"); cycle.cycle = cycle
class Holder:
    attr = D("class attribute")
def gen():
    try: yield 1
    finally: print("generator closed")
g = gen(); next(g)
unclosed = open(PATH, "w"); unclosed.write("written")
atexit.register(print, "exit function")
print("end of program")
'''

def run(*args):
    r = subprocess.run([sys.executable, *args], capture_output=True, text=True)
    return r.stdout.splitlines(), r.stderr

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    out, err = run("-c", PROGRAM.replace("PATH", repr(path)))
    assert out[:2] == ["end of program", "exit function"], out
    names = ["class attribute", "cycle", "global", "in list", "in list too"]
    assert sorted(out[2:]) == [f"del {n} b 2" for n in names] + ["generator closed"], out
    assert not err, err
    assert open(path).read() == "written"
    _, err = run("-W", "default", "-c", f"f = open({path!r}); import socket; s = socket.socket()")
    assert "ResourceWarning: unclosed file <_io.TextIOWrapper name=" in err, err
    assert "ResourceWarning: unclosed <socket.socket fd=" in err, err
_, err = run("-c", "f = open('/dev/full', 'w'); f.write('x')")
assert err.startswith("Exception ignored while finalizing file <_io.TextIOWrapper name='/dev/full'"), err
assert "No space left on device" in err, err
print("ok")
