//! The eval breaker: what has to happen between instructions (signals, the GIL, finalizers, weak reference callbacks).
//!
//! `Thread::interrupt` is polled at back edges; calls notice requests because the stack limit is lowered meanwhile.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::frames::FrameRef;
use super::unwind;
use crate::object::Raised;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::semantics::machine::Go;
use crate::thread::thread;

/// Work registered by the modules it belongs to: each is called when an interrupt was requested.
type Hook = fn() -> Result<(), Raised>;
static HOOKS: [AtomicUsize; 8] = [const { AtomicUsize::new(0) }; 8];

/// Called when a back edge's count has run out: where it leads and the frame. Where to go on, and the next count.
pub type HotHook = fn(*const u64, *mut Value) -> (Go, u32);
static HOT_LOOP: AtomicUsize = AtomicUsize::new(0);
pub fn set_hot_hook(h: HotHook) {
    HOT_LOOP.store(h as usize, Ordering::Release);
}

/// Called when the frame linked to `CONT_RECORD` has returned (`true`) or raised.
pub type RecordHook = fn(bool);
static RECORD: AtomicUsize = AtomicUsize::new(0);
pub fn set_record_hook(h: RecordHook) {
    RECORD.store(h as usize, Ordering::Release);
}
pub fn record_hook(returned: bool) {
    let h = RECORD.load(Ordering::Relaxed);
    if h != 0 {
        // SAFETY: only a `RecordHook` is stored.
        unsafe { std::mem::transmute::<usize, RecordHook>(h)(returned) }
    }
}

/// Adds work for the breaker (start-up only).
pub fn add_hook(h: Hook) {
    for slot in &HOOKS {
        if slot.compare_exchange(0, h as usize, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            return;
        }
    }
    unreachable!("more breaker hooks than slots");
}

#[inline(always)]
pub fn pending() -> bool {
    thread().interrupt.load(Ordering::Relaxed) != 0
}
/// Puts the stack limit back after an interrupt request lowered it.
pub fn restore_limit() {
    let th = thread();
    th.limit.set(th.soft_limit.get());
}
/// Does what was requested. The parked frame is the innermost.
#[cold]
pub fn poll() -> Result<(), Raised> {
    let th = thread();
    th.interrupt.store(0, Ordering::Release);
    restore_limit();
    for slot in &HOOKS {
        let h = slot.load(Ordering::Acquire);
        if h != 0 {
            // SAFETY: only `Hook`s are stored.
            unsafe { std::mem::transmute::<usize, Hook>(h)()? };
        }
    }
    Ok(())
}

/// A back edge whose counter ran out or which has to poll; `target` is where it leads.
///
/// Not inlined: what the hook returns takes memory, which would cost the handler its tail call.
#[inline(never)]
pub fn back_edge(pc: *const u64, base: *mut Value, target: *const u64) -> Go {
    let th = thread();
    th.pc.set(pc);
    th.base.set(base);
    if pending()
        && let Err(Raised) = poll()
    {
        return unwind::unwind(pc, base);
    }
    counted(pc, base, target)
}
/// Called with the point where a generator goes on that native code resumes: where to go on instead.
pub type ResumeHook = fn(*const u64, *mut Value) -> Go;
static RESUME_HOOK: AtomicUsize = AtomicUsize::new(0);
pub fn set_resume_hook(f: ResumeHook) {
    RESUME_HOOK.store(f as usize, Ordering::Relaxed);
}
/// Native code resumes the generator whose frame is at `go.base`.
#[inline]
pub fn resumed(go: Go) -> Go {
    match RESUME_HOOK.load(Ordering::Relaxed) {
        0 => go,
        // SAFETY: only a `ResumeHook` is stored.
        hook => unsafe { std::mem::transmute::<usize, ResumeHook>(hook)(go.pc, go.base) },
    }
}
/// The frame of a generator that begins has been pushed. Its count has been looked at if it was done quickly; else this one does not
/// count.
#[inline(never)]
pub fn begin(go: Go) -> Go {
    let th = thread();
    th.pc.set(go.pc);
    th.base.set(go.base);
    counted(go.pc.wrapping_sub(1), go.base, go.pc)
}
/// Called with a function that may be compiled and the base of a frame pushed for it: where to go on instead.
pub type CallHook = fn(Gc<Function>, *mut Value) -> Option<Go>;
static CALL_HOOK: AtomicUsize = AtomicUsize::new(0);
pub fn set_call_hook(f: CallHook) {
    CALL_HOOK.store(f as usize, Ordering::Relaxed);
}
/// Native code calls the function, whose frame has been pushed at `base`: where to go on.
#[inline]
pub fn called(f: Gc<Function>, base: *mut Value) -> Go {
    let start = Go { pc: f.entry.get(), base };
    let code = f.code.gc();
    if code.compiled.get() == 0 {
        return start;
    }
    let hook = CALL_HOOK.load(Ordering::Relaxed);
    // SAFETY: only a `CallHook` is stored.
    let go = if hook == 0 { None } else { unsafe { std::mem::transmute::<usize, CallHook>(hook)(f, base) } };
    go.unwrap_or(start)
}
/// Parks in a frame whose function is about to begin: locals do not hold anything yet.
pub fn park_at_start(f: FrameRef) {
    let th = thread();
    th.pc.set(f.pc);
    th.base.set(f.base);
    let m = &f.code().meta;
    for i in m.n_params as usize..m.n_locals as usize {
        f.set_register(i, None);
    }
}
/// ENTER of a function whose calls have run out: see `park_at_start`.
#[inline(never)]
pub fn enter(pc: *const u64, base: *mut Value) -> Go {
    park_at_start(FrameRef { base, pc });
    counted(pc, base, pc.wrapping_add(1))
}
/// The count in the cache word at `pc` may have run out: then the hook decides where to go on.
fn counted(pc: *const u64, base: *mut Value, target: *const u64) -> Go {
    // SAFETY: the count is the upper half of the instruction's cache word.
    let counter = unsafe { &*(pc as *const std::cell::Cell<u32>).add(1) };
    if counter.get() == 0 {
        counter.set(u32::MAX);
        let hook = HOT_LOOP.load(Ordering::Relaxed);
        if hook != 0 {
            // SAFETY: only a `HotHook` is stored.
            let (go, count) = unsafe { std::mem::transmute::<usize, HotHook>(hook)(target, base) };
            counter.set(count);
            return go;
        }
    }
    Go { pc: target, base }
}
