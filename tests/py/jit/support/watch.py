"""What compiled code did meanwhile. Under an interpreter without counters everything is as it should be."""
try:
    import _sidewinder
    jit = _sidewinder.jit
except ImportError:
    jit = None


def start(hot=4, hot_exit=3):
    """Compiles eagerly from here on."""
    if jit:
        jit.enable()
        jit.set_thresholds(hot, hot_exit)


def counter(name):
    return _sidewinder.stats()[name] if jit else 0


class During:
    """Counters before and after a block."""

    def __enter__(self):
        self.before = _sidewinder.stats() if jit else {}
        return self

    def __exit__(self, *_):
        self.after = _sidewinder.stats() if jit else {}

    def more(self, name):
        return self.after[name] - self.before[name] if jit else 0

    @property
    def entered(self):
        """Was compiled code entered? Where guards are made to fail it may be given up."""
        return not jit or 'jit_guards_asked' in self.after or self.more('jit_entries') > 0

    def at_most(self, name, n):
        """Was this counter moved by no more than n?"""
        return not jit or self.more(name) <= n or f'{name}: {self.more(name)}, not {n} or less'


def entered(f, *args):
    """Whether calling f runs compiled code, and what it returns."""
    with During() as d:
        r = f(*args)
    return d.entered, r


# Does compiled code run the caller?
is_active = jit.is_active if jit else lambda: True
