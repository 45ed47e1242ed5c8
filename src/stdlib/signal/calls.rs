//! Functions of `_signal` that send, block, await and time signals.

use super::{NSIG, check, number};
use crate::builtins::exceptions::value_error;
use crate::builtins::exceptions::{raise_value, type_error};
use crate::object::gc::Gc;
use crate::object::native::{Args, NativeDef};
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, iter, number as num};
use crate::stdlib::posix::{int, int_or};
use crate::stdlib::structseq::{StructSeq, instance_of};
use crate::stdlib::support::exception_class;
use crate::stdlib::{errno, os_error, strerror};
use crate::{gil, vm::vm};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("alarm(seconds, /)", alarm, "Arrange for SIGALRM to arrive after the given number of seconds."),
    NativeDef::new("pause()", pause, "Wait until a signal arrives."),
    NativeDef::new("raise_signal(signalnum, /)", raise_signal, "Send a signal to the executing process."),
    NativeDef::new("strsignal(signalnum, /)", strsignal, "Return the system description of the given signal."),
    NativeDef::new("siginterrupt(signalnum, flag, /)", siginterrupt, "Change system call restart behaviour."),
    NativeDef::new(
        "setitimer(which, seconds, interval=0.0, /)",
        setitimer,
        "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).\n\nThe timer will fire after value seconds and after that every interval seconds.\nThe itimer can be cleared by setting seconds to zero.\n\nReturns old values as a tuple: (delay, interval).",
    ),
    NativeDef::new("getitimer(which, /)", getitimer, "Returns current value of given itimer."),
    NativeDef::new("pthread_kill(thread_id, signalnum, /)", pthread_kill, "Send a signal to a thread."),
    NativeDef::new(
        "pthread_sigmask(how, mask, /)",
        pthread_sigmask,
        "Fetch and/or change the signal mask of the calling thread.",
    ),
    NativeDef::new(
        "sigpending()",
        sigpending,
        "Examine pending signals.\n\nReturns a set of signal numbers that are pending for delivery to\nthe calling thread.",
    ),
    NativeDef::new("sigwait(sigset, /)", sigwait, "Wait for a signal."),
    NativeDef::new(
        "sigwaitinfo(sigset, /)",
        |a| sigtimed(a[0], None),
        "Wait synchronously until one of the signals in *sigset* is delivered.",
    ),
    NativeDef::new(
        "sigtimedwait(sigset, timeout, /)",
        |a| sigtimed(a[0], Some(a[1])),
        "Like sigwaitinfo(), but with a timeout.",
    ),
    NativeDef::new("valid_signals()", valid_signals, "Return a set of valid signal numbers on this platform."),
    NativeDef::new(
        "pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)",
        pidfd_send_signal,
        "Send a signal to a process referred to by a pid file descriptor.",
    ),
];
static SIGINFO: StructSeq = StructSeq {
    name: "struct_siginfo",
    module: "signal",
    doc: "struct_siginfo: Result from sigwaitinfo or sigtimedwait.",
    fields: &["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"],
    hidden: &[],
    no_new: false,
};
pub fn siginfo_class() -> Gc<Type> {
    match vm().state("signal.struct_siginfo").and_then(|c| c.cast()) {
        Some(c) => c,
        None => {
            let c = SIGINFO.make();
            vm().set_state("signal.struct_siginfo", c.value());
            c
        }
    }
}

fn alarm(a: &Args) -> Res {
    let n = int(a[0])?;
    // SAFETY: no preconditions.
    Ok(Value::int(unsafe { libc::alarm(n as u32) } as i64))
}
fn pause(_: &Args) -> Res {
    // SAFETY: no preconditions.
    gil::allow_threads(|| unsafe { libc::pause() });
    check()?;
    Ok(none())
}
fn raise_signal(a: &Args) -> Res {
    let n = int(a[0])?;
    // SAFETY: any number may be passed.
    if unsafe { libc::raise(n) } != 0 {
        return Err(os_error(errno()));
    }
    check()?;
    Ok(none())
}
fn strsignal(a: &Args) -> Res {
    let n = number(a[0])?;
    // SAFETY: the result is a terminated string or null; it is copied under the GIL.
    let text = unsafe {
        let p = libc::strsignal(n);
        if p.is_null() {
            return Ok(none());
        }
        std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned()
    };
    Ok(if text.contains("Unknown signal") { none() } else { Str::new(&text).value() })
}
fn siginterrupt(a: &Args) -> Res {
    let (n, flag) = (number(a[0])?, int(a[1])?);
    // SAFETY: asks for the action and sets it again with other flags.
    unsafe {
        let mut act: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(n, std::ptr::null(), &mut act) == 0 {
            if flag != 0 {
                act.sa_flags &= !libc::SA_RESTART;
            } else {
                act.sa_flags |= libc::SA_RESTART;
            }
            if libc::sigaction(n, &act, std::ptr::null_mut()) == 0 {
                return Ok(none());
            }
        }
    }
    Err(os_error(errno()))
}

// ------------------------------------------------------------------------------------------------ timers

fn to_timeval(v: Value) -> Result<libc::timeval, Raised> {
    let s = num::to_f64(v)?;
    if !s.is_finite() || s.abs() > 1e15 {
        return Err(value_error("Invalid value"));
    }
    let micros = (s * 1e6).ceil() as i64;
    Ok(libc::timeval { tv_sec: micros.div_euclid(1_000_000), tv_usec: micros.rem_euclid(1_000_000) })
}
fn itimer(t: &libc::itimerval) -> Res {
    let f = |v: &libc::timeval| Value::float(v.tv_sec as f64 + v.tv_usec as f64 / 1e6);
    Ok(Tuple::new(&[f(&t.it_value), f(&t.it_interval)]).value())
}
fn itimer_error() -> Raised {
    let n = errno();
    let made = exception_class("signal.itimer_error", &[])
        .and_then(|c| call::call(c, &[Value::small(n as i64), Str::new(&strerror(n)).value()]));
    match made {
        Ok(e) => raise_value(e),
        Err(e) => e,
    }
}
fn setitimer(a: &Args) -> Res {
    let which = int(a[0])?;
    let interval = match a.opt(2) {
        Some(v) => to_timeval(v)?,
        None => libc::timeval { tv_sec: 0, tv_usec: 0 },
    };
    let new = libc::itimerval { it_value: to_timeval(a[1])?, it_interval: interval };
    // SAFETY: valid timer values; room for the old ones.
    unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        if libc::syscall(libc::SYS_setitimer, which, &new, &mut old) != 0 {
            return Err(itimer_error());
        }
        itimer(&old)
    }
}
fn getitimer(a: &Args) -> Res {
    let which = int(a[0])?;
    // SAFETY: room for the result.
    unsafe {
        let mut now: libc::itimerval = std::mem::zeroed();
        if libc::syscall(libc::SYS_getitimer, which, &mut now) != 0 {
            return Err(itimer_error());
        }
        itimer(&now)
    }
}

// ------------------------------------------------------------------------------------------------ sets of signals

fn to_sigset(v: Value) -> Result<libc::sigset_t, Raised> {
    // SAFETY: an empty set is built, numbers are checked.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        iter::for_each(v, |x| {
            let n = num::to_index(x)?;
            if n < 1 || n >= NSIG as i64 {
                return Err(value_error(format!("signal number {n} out of range [1; {}]", NSIG - 1)));
            }
            libc::sigaddset(&mut set, n as i32);
            Ok(())
        })?;
        Ok(set)
    }
}
fn from_sigset(set: &libc::sigset_t) -> Res {
    let out = Set::new();
    for n in 1..NSIG as i32 {
        // SAFETY: a valid set and number.
        if unsafe { libc::sigismember(set, n) } == 1 {
            call::call_method(out.value(), "add", &[Value::int(n as i64)])?;
        }
    }
    Ok(out.value())
}
fn pthread_kill(a: &Args) -> Res {
    let (id, n) = (num::to_i64(a[0])?, int(a[1])?);
    // SAFETY: threads that Python knows of live or are pooled; the number may be anything.
    let r = unsafe { libc::pthread_kill(id as libc::pthread_t, n) };
    if r != 0 {
        return Err(os_error(r));
    }
    check()?;
    Ok(none())
}
fn pthread_sigmask(a: &Args) -> Res {
    let how = int(a[0])?;
    let set = to_sigset(a[1])?;
    // SAFETY: valid sets.
    let old = unsafe {
        let mut old: libc::sigset_t = std::mem::zeroed();
        let r = libc::pthread_sigmask(how, &set, &mut old);
        if r != 0 {
            return Err(os_error(r));
        }
        old
    };
    check()?;
    from_sigset(&old)
}
fn sigpending(_: &Args) -> Res {
    // SAFETY: room for the result.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        if libc::sigpending(&mut set) != 0 {
            return Err(os_error(errno()));
        }
        from_sigset(&set)
    }
}
fn sigwait(a: &Args) -> Res {
    let set = to_sigset(a[0])?;
    loop {
        let (mut n, mut r) = (0, 0);
        // SAFETY: a valid set; room for the number.
        gil::allow_threads(|| r = unsafe { libc::sigwait(&set, &mut n) });
        match r {
            0 => return Ok(Value::int(n as i64)),
            libc::EINTR => check()?,
            r => return Err(os_error(r)),
        }
    }
}
fn sigtimed(set: Value, timeout: Option<Value>) -> Res {
    let set = to_sigset(set)?;
    let limit = match timeout {
        None => None,
        Some(t) => {
            let s = num::to_f64(t)?;
            if s < 0.0 {
                return Err(value_error("timeout must be non-negative"));
            }
            Some(std::time::Duration::try_from_secs_f64(s).unwrap_or(std::time::Duration::from_secs(1 << 40)))
        }
    };
    let end = limit.and_then(|l| std::time::Instant::now().checked_add(l));
    loop {
        let left = end.map(|e| e.saturating_duration_since(std::time::Instant::now()));
        let t = left.map(|l| libc::timespec { tv_sec: l.as_secs() as i64, tv_nsec: l.subsec_nanos() as i64 });
        // SAFETY: all-zero is a valid `siginfo_t`; the set and time are valid.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        let r = gil::allow_threads(|| unsafe {
            match &t {
                Some(t) => libc::sigtimedwait(&set, &mut info, t),
                None => libc::sigwaitinfo(&set, &mut info),
            }
        });
        if r >= 0 {
            return siginfo(&info);
        }
        match errno() {
            libc::EINTR => check()?,
            libc::EAGAIN => return Ok(none()),
            n => return Err(os_error(n)),
        }
    }
}
fn siginfo(i: &libc::siginfo_t) -> Res {
    // SAFETY: the union's fields are plain integers.
    let (pid, uid, status) = unsafe { (i.si_pid() as i64, i.si_uid() as i64, i.si_status() as i64) };
    let items = [i.si_signo as i64, i.si_code as i64, i.si_errno as i64, pid, uid, status, 0].map(Value::int);
    instance_of(siginfo_class(), &items)
}
fn valid_signals(_: &Args) -> Res {
    // SAFETY: a full set is built.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut set);
        from_sigset(&set)
    }
}
fn pidfd_send_signal(a: &Args) -> Res {
    let (fd, n, flags) = (int(a[0])?, int(a[1])?, int_or(a.opt(3), 0)?);
    if a.opt_none(2).is_some() {
        return Err(type_error("siginfo must be None"));
    }
    // SAFETY: numbers and a null pointer.
    let r = unsafe { libc::syscall(libc::SYS_pidfd_send_signal, fd, n, std::ptr::null::<u8>(), flags) };
    if r < 0 { Err(os_error(errno())) } else { Ok(none()) }
}
