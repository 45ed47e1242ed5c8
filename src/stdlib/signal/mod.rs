//! `_signal`. The native handler only notes which signal came (`deliver`); the Python handlers run from the eval breaker of
//! the main thread. `calls` has the functions that send, block, await and time signals.

mod calls;
mod deliver;

pub use deliver::{check, install, simulate};

use crate::builtins::exceptions::{Exc, raise_plain, type_error, value_error};
use crate::builtins::{add_functions, native_function, put};
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call;
use crate::stdlib::posix::{int, int_or};
use crate::stdlib::support::{exception_class, put_ints};
use crate::stdlib::{errno, new_module, os_error};
use crate::{gil, vm::vm};

/// One more than the largest signal number.
pub const NSIG: usize = 65;

static FUNCTIONS: &[NativeDef] = &[
    DEFAULT_INT,
    NativeDef::new(
        "signal(signalnum, handler, /)",
        signal,
        "Set the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a callable Python object.\nThe previous action is returned.  See getsignal() for possible return values.\n\n*** IMPORTANT NOTICE ***\nA signal handler function is called with two arguments:\nthe first is the signal number, the second is the interrupted stack frame.",
    ),
    NativeDef::new(
        "getsignal(signalnum, /)",
        getsignal,
        "Return the current action for the given signal.\n\nThe return value can be:\n  SIG_IGN -- if the signal is being ignored\n  SIG_DFL -- if the default action for the signal is in effect\n  None    -- if an unknown handler is in effect\n  anything else -- the callable Python object used as a handler",
    ),
    NativeDef::new(
        "set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)",
        set_wakeup_fd,
        "Sets the fd to be written to (with the signal number) when a signal comes in.\n\nA library can use this to wakeup select or poll.\nThe previous fd or -1 is returned.\n\nThe fd must be non-blocking.",
    ),
];
const DEFAULT_INT: NativeDef = NativeDef::new(
    "default_int_handler(signalnum, frame, /)",
    |_| Err(raise_plain(Exc::KeyboardInterrupt)),
    "The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt.",
);

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = new_module("_signal", "This module provides mechanisms to use signal handlers in Python.", FUNCTIONS)?;
    let d = m.dict.gc();
    add_functions(d, "_signal", calls::FUNCTIONS);
    // the function that is the handler at start-up
    if let Some(f) = handlers().and_then(|_| vm().state("signal.int")) {
        put(d, "default_int_handler", f);
    }
    put_ints(d, SIGNALS);
    put_ints(d, CONSTANTS);
    put(d, "ItimerError", exception_class("signal.itimer_error", &[Exc::OSError])?);
    put(d, "struct_siginfo", calls::siginfo_class().value());
    Ok(m)
}
const SIG_DFL: i64 = 0;
const SIG_IGN: i64 = 1;
const CONSTANTS: &[(&str, i64)] = &[
    ("NSIG", NSIG as i64),
    ("SIG_DFL", SIG_DFL),
    ("SIG_IGN", SIG_IGN),
    ("SIG_BLOCK", libc::SIG_BLOCK as i64),
    ("SIG_UNBLOCK", libc::SIG_UNBLOCK as i64),
    ("SIG_SETMASK", libc::SIG_SETMASK as i64),
    ("ITIMER_REAL", libc::ITIMER_REAL as i64),
    ("ITIMER_VIRTUAL", libc::ITIMER_VIRTUAL as i64),
    ("ITIMER_PROF", libc::ITIMER_PROF as i64),
];
macro_rules! signals {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)* ("SIGCLD", libc::SIGCHLD as i64),
        ("SIGRTMIN", 34), ("SIGRTMAX", 64)] };
}
const SIGNALS: &[(&str, i64)] = signals!(
    SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGIOT SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM
    SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH
    SIGIO SIGPOLL SIGPWR SIGSYS
);

/// The Python-level actions by signal number.
fn handlers() -> Option<Gc<List>> {
    vm().state("signal.handlers")?.cast()
}
/// Makes the table of actions from what the process inherited. True if SIGINT is to raise `KeyboardInterrupt`.
fn make_handlers() -> bool {
    let list = List::new();
    let int_handler = native_function(&FUNCTIONS[0], Some("_signal"));
    vm().set_state("signal.int", int_handler);
    let mut interrupts = false;
    for n in 0..NSIG as i32 {
        // SAFETY: all-zero is a valid `sigaction`; only asks.
        let old = unsafe {
            let mut old: libc::sigaction = std::mem::zeroed();
            if n > 0 && libc::sigaction(n, std::ptr::null(), &mut old) == 0 { Some(old.sa_sigaction) } else { None }
        };
        let action = match old {
            Some(libc::SIG_DFL) if n == libc::SIGINT => {
                interrupts = true;
                int_handler
            }
            Some(libc::SIG_DFL) => Value::small(SIG_DFL),
            Some(libc::SIG_IGN) => Value::small(SIG_IGN),
            _ => none(),
        };
        let _ = list.push(action);
    }
    vm().set_state("signal.handlers", list.value());
    interrupts
}

fn number(v: Value) -> Result<i32, Raised> {
    let n = int(v)?;
    if n < 1 || n >= NSIG as i32 { Err(value_error("signal number out of range")) } else { Ok(n) }
}
fn signal(a: &Args) -> Res {
    let n = int(a[0])?;
    if !gil::is_main() {
        return Err(value_error("signal only works in main thread of the main interpreter"));
    }
    let n = if n < 1 || n >= NSIG as i32 { return Err(value_error("signal number out of range")) } else { n };
    let as_int = a[1].as_int().and_then(|i| i.to_i64());
    let action = match as_int {
        Some(SIG_DFL) => libc::SIG_DFL,
        Some(SIG_IGN) => libc::SIG_IGN,
        _ if call::is_callable(a[1]) => deliver::native_handler(),
        _ => {
            return Err(type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"));
        }
    };
    // those that have come are for the old handler
    check()?;
    if !deliver::set_action(n, action) {
        return Err(os_error(errno()));
    }
    let Some(list) = handlers() else { return Ok(none()) };
    let old = list.get(n as usize).unwrap_or_else(none);
    list.put(n as usize, as_int.map_or(a[1], Value::small));
    Ok(old)
}
fn getsignal(a: &Args) -> Res {
    let n = number(a[0])?;
    Ok(handlers().and_then(|l| l.get(n as usize)).unwrap_or_else(none))
}
fn set_wakeup_fd(a: &Args) -> Res {
    let fd = int_or(a.opt(0), -1)?;
    if !gil::is_main() {
        return Err(value_error("set_wakeup_fd only works in main thread of the main interpreter"));
    }
    let warn = a.opt(1).map_or(Ok(true), crate::protocol::compare::truth)?;
    if fd != -1 {
        // SAFETY: any number may be passed.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
        if flags < 0 {
            return Err(os_error(errno()));
        }
        if flags & libc::O_NONBLOCK == 0 {
            return Err(value_error(format!("the fd {fd} must be in non-blocking mode")));
        }
    }
    Ok(Value::int(deliver::set_wakeup(fd, warn) as i64))
}
/// Is the action for a signal one of `SIG_DFL`, `SIG_IGN`, `None`?
fn is_passive(v: Value) -> bool {
    v == none() || v.as_small().is_some() || v == boolean(false)
}
