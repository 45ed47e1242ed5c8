//! From the native signal handler to the Python one.
//!
//! The native handler sets flags and asks the main thread's eval breaker for attention. Signals that arrive at another
//! thread are passed on to the main one, whose system calls they are to interrupt.
//!
//! Invariant: what the native handler calls is safe in signal handlers (atomics, `write`, `pthread_kill`).

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use super::{NSIG, handlers, is_passive, make_handlers};
use crate::builtins::unraisable;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::protocol::call;
use crate::stdlib::os_error;
use crate::thread::{Thread, thread};
use crate::{gil, interp};

static ANY: AtomicBool = AtomicBool::new(false);
static CAME: [AtomicBool; NSIG] = [const { AtomicBool::new(false) }; NSIG];
static WAKEUP: AtomicI32 = AtomicI32::new(-1);
static WARN_ON_FULL: AtomicBool = AtomicBool::new(true);
/// Error number of a write to the wake-up descriptor that failed.
static WAKEUP_ERROR: AtomicI32 = AtomicI32::new(0);

/// At start-up: SIGINT becomes `KeyboardInterrupt` (unless it is ignored), broken pipes become errors.
pub fn install() {
    // SAFETY: ignoring a signal.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
    if make_handlers() {
        set_action(libc::SIGINT, native_handler());
    }
    interp::breaker::add_hook(check);
}
pub fn native_handler() -> libc::sighandler_t {
    on_signal as *const () as libc::sighandler_t
}
/// Sets what the system does with a signal; system calls are not restarted.
pub fn set_action(n: i32, action: libc::sighandler_t) -> bool {
    // SAFETY: all-zero is a valid `sigaction`; the handler keeps to what handlers may do.
    unsafe {
        let mut a: libc::sigaction = std::mem::zeroed();
        a.sa_sigaction = action;
        a.sa_flags = libc::SA_ONSTACK;
        libc::sigaction(n, &a, std::ptr::null_mut()) == 0
    }
}
pub fn set_wakeup(fd: i32, warn: bool) -> i32 {
    WARN_ON_FULL.store(warn, Ordering::SeqCst);
    WAKEUP.swap(fd, Ordering::SeqCst)
}

extern "C" fn on_signal(n: libc::c_int) {
    let main: *const Thread = gil::main_thread();
    if main.is_null() || n <= 0 || n as usize >= NSIG {
        return;
    }
    // SAFETY: the main thread's object is never freed; the calls below are async-signal-safe; errno is put back.
    unsafe {
        let errno = *libc::__errno_location();
        let main_id = (*main).ident.get() as libc::pthread_t;
        if libc::pthread_equal(libc::pthread_self(), main_id) == 0 {
            libc::pthread_kill(main_id, n);
            *libc::__errno_location() = errno;
            return;
        }
        CAME[n as usize].store(true, Ordering::SeqCst);
        ANY.store(true, Ordering::SeqCst);
        (*main).request_interrupt();
        let fd = WAKEUP.load(Ordering::SeqCst);
        if fd >= 0 {
            let byte = n as u8;
            if libc::write(fd, &byte as *const u8 as *const libc::c_void, 1) < 0 {
                WAKEUP_ERROR.store(*libc::__errno_location(), Ordering::SeqCst);
            }
        }
        *libc::__errno_location() = errno;
    }
}

/// As if a signal had come, where a Python function deals with it. False: no such signal.
pub fn simulate(n: i64) -> bool {
    let Some(n) = usize::try_from(n).ok().filter(|n| (1..NSIG).contains(n)) else { return false };
    if handlers().and_then(|l| l.get(n)).is_some_and(|f| !is_passive(f)) {
        on_signal(n as libc::c_int);
    }
    true
}
/// Runs the handlers of the signals that have come. Only the main thread does.
pub fn check() -> Result<(), Raised> {
    if !ANY.load(Ordering::SeqCst) || !gil::is_main() {
        return Ok(());
    }
    ANY.store(false, Ordering::SeqCst);
    report_wakeup_error();
    for n in 1..NSIG {
        if !CAME[n].swap(false, Ordering::SeqCst) {
            continue;
        }
        let Some(f) = handlers().and_then(|l| l.get(n)).filter(|f| !is_passive(*f)) else { continue };
        let frame = interp::frames::visible_innermost(thread()).map_or_else(none, |f| f.object().value());
        if let Err(e) = call::call(f, &[Value::usize(n), frame]) {
            // the rest is for the next time
            if CAME.iter().any(|c| c.load(Ordering::SeqCst)) {
                ANY.store(true, Ordering::SeqCst);
                thread().request_interrupt();
            }
            return Err(e);
        }
    }
    Ok(())
}
fn report_wakeup_error() {
    let e = WAKEUP_ERROR.swap(0, Ordering::SeqCst);
    let full = e == libc::EAGAIN || e == libc::EWOULDBLOCK;
    if e == 0 || full && !WARN_ON_FULL.load(Ordering::SeqCst) {
        return;
    }
    let Raised = os_error(e);
    unraisable::report(None, Some("Exception ignored when trying to write to the signal wakeup fd"));
}
