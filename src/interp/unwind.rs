//! Unwinding: from the instruction that raised to its handler, through callers if need be.

use super::frames::{self, EXIT, FrameRef, LINK};
use super::generators;
use crate::object::exception::Traceback;
use crate::object::value::Value;
use crate::semantics::machine::Go;
use crate::thread::thread;

/// An exception is set in the thread and was raised by the instruction before `pc` of the frame at `base`.
pub fn unwind(pc: *const u64, base: *mut Value) -> Go {
    let th = thread();
    let mut f = FrameRef { base, pc };
    // tracebacks begin at the frame that raised, except when an exception is raised again in its own frame
    loop {
        // keep the roots right: building tracebacks allocates
        th.pc.set(f.pc);
        th.base.set(f.base);
        let e = th.take_exception();
        let code = f.code();
        let offset = f.lasti();
        let _ = th.set_exception(e);
        let again = th.reraise.take() || f.is_hidden();
        if !again {
            let tb = Traceback::new(e.traceback.get(), code, f.function().value(), offset as i64);
            if let Some(o) = f.existing_object() {
                tb.frame.set(tb, o.value());
            }
            tb.base.set(f.base as usize);
            e.traceback.set(e, tb.value());
        }
        if th.tracing_enabled() && !f.is_hidden() {
            super::trace::exception_event(f, e, again);
        }
        // a hook may have raised instead
        let e = th.exception().unwrap_or(e);
        if let Some(r) = code.exceptions().iter().find(|r| (r.start as usize..r.end as usize).contains(&offset)) {
            if th.tracing_enabled() && !f.is_hidden() {
                super::trace::handled_event(f, e);
            }
            let e = th.take_exception();
            f.set_register(r.reg as usize, Some(e.value()));
            // SAFETY: handlers are offsets of instructions of this code.
            return Go { pc: unsafe { code.entry().add(r.handler as usize) }, base: f.base };
        }
        // the frame ends
        keep_locals(f, e);
        if th.tracing_enabled() {
            super::trace::unwind_event(f, e);
        }
        match end(f) {
            Ok(caller) => f = caller,
            Err(go) => return go,
        }
    }
}
/// The exception that is set has left the frame `f`: goes on where it is handled.
pub fn left(f: FrameRef) -> Go {
    match end(f) {
        Ok(caller) => unwind(caller.pc, caller.base),
        Err(go) => go,
    }
}
/// Takes a frame off the stack that ends with the exception that is set: its caller, or, if that is native code, where that goes on.
fn end(f: FrameRef) -> Result<FrameRef, Go> {
    frames::detach(f);
    if let Some(g) = f.generator() {
        generators::finish(g);
    }
    let link = f.link();
    let caller = f.caller();
    if f.raw_link() == frames::CONT_RECORD.pc() {
        super::breaker::record_hook(false);
    }
    if link == EXIT.pc() {
        // SAFETY: the header of the frame that ends.
        unsafe { *(f.base as *mut u64).sub(LINK) = 0 };
        return Err(Go { pc: EXIT.pc(), base: caller.map_or(std::ptr::null_mut(), |c| c.base) });
    }
    let Some(c) = caller else { return Err(Go { pc: EXIT.pc(), base: std::ptr::null_mut() }) };
    if link == frames::CONT_SET.pc() {
        attribute_context(c);
    }
    clear_window(f, c);
    Ok(c)
}
/// What the instruction of the frame `c` comes down to has raised: see `cont::left`.
pub fn attribute_context(c: FrameRef) {
    if let Some(e) = thread().exception() {
        super::cont::left(c, e);
    }
}

/// The frame `f` has ended without a result. What it left in registers of its caller (which a call's operands are taken to
/// be) may be anything, and no handler needs it.
fn clear_window(f: FrameRef, caller: FrameRef) {
    let end = f.base.wrapping_add(f.function().frame_size.get() as usize);
    let end = end.min(caller.base.wrapping_add(caller.code().meta.n_regs as usize));
    let mut at = f.base.wrapping_sub(LINK) as *mut u64;
    while at < end as *mut u64 {
        // SAFETY: a register of the caller; frames that lie above its registers begin behind `end`.
        unsafe { *at = 0 };
        at = at.wrapping_add(1);
    }
}

/// The newest traceback entry keeps what a frame object of the ending frame will show.
fn keep_locals(f: FrameRef, e: crate::object::gc::Gc<crate::object::exception::Exception>) {
    if f.existing_object().is_some() {
        return;
    }
    let Some(tb) = e.traceback.get().and_then(|t| t.cast::<Traceback>()) else { return };
    let n = f.code().meta.n_locals as usize;
    if n == 0 || tb.function.get() != Some(f.function().value()) {
        return;
    }
    let a = crate::object::buffer::Array::new(n);
    for i in 0..n {
        a.set(i, f.register(i));
    }
    tb.locals.set(tb, a);
}
