"""Reports of where threads are: on request, after a time, on a signal, and a last word on fatal signals.

Text is written straight to the file descriptor. A fatal signal is reported by native code, which names it and no more.
"""

import _thread
import os
import sys
from _sidewinder import report_fatal_signals as _report_fatal_signals

__all__ = ['cancel_dump_traceback_later', 'disable', 'dump_traceback', 'dump_traceback_later', 'enable', 'is_enabled',
           'register', 'unregister']

_MAX_FRAMES = 100
_MAX_TEXT = 500
_enabled = None         # keeps the file open
_later = None
_registered = {}


def _descriptor(file):
    """The number of a file, which is flushed."""
    if file is None:
        file = sys.stderr
        if file is None:
            raise RuntimeError("unable to get sys.stderr")
    if isinstance(file, int) and not isinstance(file, bool):
        if file < 0:
            raise ValueError("file is not a valid file descriptor")
        return file
    number = file.fileno()
    if not isinstance(number, int):
        raise RuntimeError("file.fileno() is not a valid file descriptor")
    try:
        file.flush()
    except Exception:
        pass
    return number


def _write(fd, text):
    data = text.encode('ascii', 'backslashreplace')
    try:
        while data:
            data = data[os.write(fd, data):]
    except OSError:
        pass


def _frames(frame):
    shown = 0
    while frame is not None:
        if shown == _MAX_FRAMES:
            yield "  ...\n"
            return
        code = frame.f_code
        line = '???' if frame.f_lineno is None else frame.f_lineno
        yield f'  File "{code.co_filename[:_MAX_TEXT]}", line {line} in {code.co_name[:_MAX_TEXT]}\n'
        frame = frame.f_back
        shown += 1


def _name_of(ident):
    threading = sys.modules.get('threading')
    thread = threading._active.get(ident) if threading is not None else None
    return '' if thread is None or ident == threading.main_thread().ident else f' [{thread.name}]'


def _dump(fd, current, frame, all_threads):
    if not all_threads:
        _write(fd, "Stack (most recent call first):\n")
        _write(fd, ''.join(_frames(frame)) or "  <no Python frame>\n")
        return
    frames = sys._current_frames()
    if frame is not None:
        frames[current] = frame
    first = True
    for ident in sorted(frames, reverse=True):
        if ident == _Later.running:
            continue
        title = "Current thread" if ident == current else "Thread"
        _write(fd, f"{'' if first else chr(10)}{title} {ident:#018x}{_name_of(ident)} (most recent call first):\n")
        _write(fd, ''.join(_frames(frames[ident])) or "  <no Python frame>\n")
        first = False


def dump_traceback(file=None, all_threads=True):
    """Writes where the threads are, or only the current one."""
    _dump(_descriptor(file), _thread.get_ident(), sys._getframe(1), all_threads)


def enable(file=None, all_threads=True, c_stack=True):
    """Reports SIGSEGV, SIGFPE, SIGABRT, SIGBUS and SIGILL before they end the process."""
    global _enabled
    fd = _descriptor(file)
    _report_fatal_signals(fd)
    _enabled = sys.stderr if file is None else file, fd


def disable():
    """Undoes enable(); tells whether it was in effect."""
    global _enabled
    was, _enabled = _enabled is not None, None
    if was:
        _report_fatal_signals(-1)
    return was


def is_enabled():
    """Is the handler of fatal signals installed?"""
    return _enabled is not None


class _Later:
    """A thread that waits, then reports."""

    running = None

    def __init__(self, timeout, repeat, fd, file, exit):
        self.timeout = timeout
        self.repeat = repeat
        self.fd = fd
        self.file = file
        self.exit = exit
        self.stop = _thread.allocate_lock()
        self.stop.acquire()
        self.ended = _thread.allocate_lock()
        self.ended.acquire()
        seconds = int(timeout)
        micros = int((timeout - seconds) * 1_000_000)
        clock = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        self.header = f"Timeout ({clock}.{micros:06})!\n" if micros else f"Timeout ({clock})!\n"
        _thread.start_joinable_thread(self._run, daemon=True)

    def _run(self):
        try:
            while not self.stop.acquire(timeout=self.timeout):
                _Later.running = _thread.get_ident()
                _write(self.fd, self.header)
                _dump(self.fd, None, None, True)
                _Later.running = None
                if self.exit:
                    os._exit(1)
                if not self.repeat:
                    break
        finally:
            self.ended.release()

    def cancel(self):
        self.stop.release()
        if _Later.running != _thread.get_ident():
            self.ended.acquire()


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Writes where the threads are after `timeout` seconds, unless cancelled before; again and again if asked to."""
    global _later
    timeout = float(timeout)
    if timeout <= 0:
        raise ValueError("timeout must be greater than 0")
    if timeout > _thread.TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    fd = _descriptor(file)
    cancel_dump_traceback_later()
    _later = _Later(timeout, repeat, fd, file, exit)


def cancel_dump_traceback_later():
    """Forgets dump_traceback_later()."""
    global _later
    later, _later = _later, None
    if later is not None:
        later.cancel()


def _check_signal(signum):
    import signal
    if signum in (signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGABRT, signal.SIGSEGV):
        raise RuntimeError(f"signal {signum} cannot be registered, use enable() instead")
    if not 1 <= signum < signal.NSIG:
        raise ValueError("signal number out of range")


def register(signum, file=None, all_threads=True, chain=False):
    """Writes where the threads are whenever a signal arrives."""
    import signal
    _check_signal(signum)
    fd = _descriptor(file)
    previous = _registered[signum][0] if signum in _registered else signal.getsignal(signum)

    def handler(number, frame):
        _dump(fd, _thread.get_ident(), frame, all_threads)
        if not chain:
            return
        if callable(previous):
            previous(number, frame)
        elif previous == signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, handler)

    signal.signal(signum, handler)
    _registered[signum] = previous, file


def unregister(signum):
    """Undoes register(); tells whether it was in effect."""
    import signal
    _check_signal(signum)
    if signum not in _registered:
        return False
    previous, _ = _registered.pop(signum)
    signal.signal(signum, signal.SIG_DFL if previous is None else previous)
    return True
