//! A last word on signals that end the process (`faulthandler.enable`).

use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering};

use crate::object::native::Args;
use crate::object::{Res, none};
use crate::protocol::number;

const SIGNALS: [(i32, &str); 5] = [
    (libc::SIGBUS, "Bus error"),
    (libc::SIGILL, "Illegal instruction"),
    (libc::SIGFPE, "Floating-point exception"),
    (libc::SIGABRT, "Aborted"),
    (libc::SIGSEGV, "Segmentation fault"),
];
/// Where to write; -1: handlers are not installed.
static FILE: AtomicI32 = AtomicI32::new(-1);
/// What was done about the signals before.
static BEFORE: Mutex<Vec<(i32, libc::sigaction)>> = Mutex::new(Vec::new());

/// Only what may be done in a handler: writes, lets the signal have its default effect.
extern "C" fn report(signal: i32) {
    let fd = FILE.load(Ordering::Relaxed);
    let name = SIGNALS.iter().find(|s| s.0 == signal).map_or("", |s| s.1);
    for part in ["Fatal Python error: ", name, "\n\n"] {
        // SAFETY: plain system calls on memory that lives for ever.
        unsafe { libc::write(fd, part.as_ptr().cast(), part.len()) };
    }
    // SAFETY: as above; the signal is delivered when the handler returns.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}

/// `_sidewinder.report_fatal_signals(fd)`
pub fn report_fatal_signals(a: &Args) -> Res {
    let fd = number::to_i64(a[0])?;
    let mut before = BEFORE.lock().unwrap_or_else(|e| e.into_inner());
    if fd < 0 {
        for (signal, action) in before.drain(..) {
            // SAFETY: an action that `sigaction` gave.
            unsafe { libc::sigaction(signal, &action, std::ptr::null_mut()) };
        }
        FILE.store(-1, Ordering::Relaxed);
        return Ok(none());
    }
    FILE.store(i32::try_from(fd).unwrap_or(2), Ordering::Relaxed);
    if before.is_empty() {
        for (signal, _) in SIGNALS {
            // SAFETY: a zeroed action is valid; the handler does only what handlers may do.
            unsafe {
                let mut new: libc::sigaction = std::mem::zeroed();
                let mut old: libc::sigaction = std::mem::zeroed();
                new.sa_sigaction = report as extern "C" fn(i32) as usize;
                new.sa_flags = libc::SA_ONSTACK | libc::SA_NODEFER;
                if libc::sigaction(signal, &new, &mut old) == 0 {
                    before.push((signal, old));
                }
            }
        }
    }
    Ok(none())
}
