"""Child processes, semaphores, what belongs to them."""
import os, signal, subprocess, sys

r = subprocess.run(["echo", "hi"], capture_output=True, text=True)
assert (r.returncode, r.stdout, r.stderr) == (0, "hi\n", ""), r
assert subprocess.run("exit 3", shell=True).returncode == 3
try: subprocess.run(["/nonexistent"])
except FileNotFoundError as e: assert e.filename == "/nonexistent"
else: raise AssertionError("no such program")
try: subprocess.run(["true"], cwd="/nonexistent")
except FileNotFoundError as e: assert e.filename == "/nonexistent"
p = subprocess.Popen([sys.executable, "-c", "import sys; print(sys.stdin.read().upper())"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
assert p.communicate("abc") == ("ABC\n", None) and p.returncode == 0
try: subprocess.run(["sleep", "5"], timeout=0.1)
except subprocess.TimeoutExpired: pass
else: raise AssertionError("no timeout")
p = subprocess.Popen(["sleep", "5"]); p.send_signal(signal.SIGTERM); assert p.wait() == -signal.SIGTERM
assert subprocess.check_output(["env"], env={"ONLY": "this"}) == b"ONLY=this\n"
r, w = os.pipe(); os.set_inheritable(w, True)
assert subprocess.run(["sh", "-c", f"echo kept >&{w}"], pass_fds=[w]).returncode == 0
assert os.read(r, 10) == b"kept\n"; os.close(r); os.close(w)
order = []
assert subprocess.run(["sh", "-c", "exit $CODE"], env={"CODE": "7", "PATH": os.environ["PATH"]}, preexec_fn=lambda: order.append(1), start_new_session=True).returncode == 7
assert order == []
pid = os.posix_spawnp("sh", ["sh", "-c", "exit 4"], os.environ)
assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 4
from _multiprocessing import SemLock
s = SemLock(1, 1, 1, f"/sw-test-{os.getpid()}", True)
assert s.acquire() and not s.acquire(False) and s._is_mine() and s._is_zero() and not s.acquire(True, 0.01)
s.release()
try: s.release()
except ValueError: pass
else: raise AssertionError("released too often")
print("ok")
