//! Turning the JIT on and off and changing its thresholds while a program runs: `_sidewinder.jit`.
//!
//! Counters lie in the code, so a change visits all code there is. Code that was made while the JIT was off is entered
//! behind its ENTER instruction, which counts calls: its functions are led back to it.

use std::sync::atomic::Ordering;

use super::{State, state};
use crate::bytecode::ops::cap_hot_counts;
use crate::gil;
use crate::interp::frames::{self, FrameRef};
use crate::object::code::{CodeBody, HOT_COUNT};
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::{Collect, heap};
use crate::object::kind::Kind;
use crate::object::shape::kind_of_ptr;
use crate::thread::thread;

/// Compiles hot code from now on.
pub fn enable() -> Result<(), String> {
    match state() {
        Some(s) if s.enabled => return Ok(()),
        Some(s) => s.enabled = true,
        None => super::init(crate::cli::startup::jit_options(crate::cli::config()))?,
    }
    if let Some(s) = state() {
        recount(s);
    }
    Ok(())
}
/// Neither compiles nor enters compiled code from now on. What runs compiled leaves at its next back edge or call.
pub fn disable() {
    let Some(s) = state() else { return };
    s.enabled = false;
    if let Some(r) = s.rec.as_deref_mut() {
        r.abort("the JIT was disabled");
    }
    thread().frames_touched.store(1, Ordering::Relaxed);
    gil::threads().for_each(|t| t.request_interrupt());
}
/// Back edges or calls before a trace is recorded; times an exit is taken before a side trace grows there.
pub fn thresholds() -> (u32, u32) {
    let o = state().map_or_else(|| crate::cli::startup::jit_options(crate::cli::config()), |s| s.options.clone());
    (o.hot, o.hot_exit)
}
/// Sets them. Counters that have more to go than that are set back.
pub fn set_thresholds(hot: u32, hot_exit: u32) {
    let Some(s) = state() else { return };
    (s.options.hot, s.options.hot_exit) = (hot.max(1), hot_exit.max(1));
    recount(s);
}
/// Makes every counter run out after at most `hot`.
fn recount(s: &State) {
    let hot = s.options.hot;
    HOT_COUNT.store(hot, Ordering::Relaxed);
    // only living code is visited
    heap().collect(Collect::Full);
    heap().for_each_object(|p| match kind_of_ptr(p as u64) {
        // SAFETY: a living object of that kind, whose words are code.
        Kind::CodeBody => unsafe {
            let body: Gc<CodeBody> = Gc::from_raw(p as *mut CodeBody);
            cap_hot_counts(body.words(), body.n_words, hot);
        },
        Kind::Function => {
            // SAFETY: a living object of that kind.
            let f: Gc<Function> = unsafe { Gc::from_raw(p as *mut Function) };
            if let Some(code) = f.code.get() {
                f.entry.set(code.call_entry());
            }
        }
        _ => {}
    });
}
/// Names compiled code for `perf` from now on, or no more, or just tells; whether it does now.
pub fn perf_map(on: Option<bool>) -> bool {
    let Some(s) = state() else { return false };
    match on {
        Some(true) => s.jit.open_perf_map(),
        Some(false) => {
            s.jit.close_perf_map();
            false
        }
        None => s.jit.has_perf_map(),
    }
}
/// Is the innermost Python frame run by compiled code?
pub fn is_active() -> bool {
    let th = thread();
    th.looks_at_frames();
    if th.compiled.get() == 0 {
        return false;
    }
    // frames above the one where compiled code was entered are its own, unless native code entered the interpreter again
    let mut f = FrameRef { base: th.base.get(), pc: th.pc.get() };
    while f.base != th.compiled_base.get() {
        if f.link() == frames::EXIT.pc() {
            return false;
        }
        match f.caller() {
            Some(caller) => f = caller,
            None => return false,
        }
    }
    true
}
