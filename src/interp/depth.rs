//! The recursion limit: how deep frames may lie, kept exact by an address.
//!
//! A call asks one question, whether its frame ends below `Thread::limit`; nothing counts frames on the way down or up. A frame
//! begins a header's length above its caller's base at least, so an address bounds how many frames can lie below it: `limit` is
//! where the stack cannot have passed the recursion limit yet. When a frame does not end below it, frames are counted, and
//! the address is worked out again from a *marked* frame not far from the innermost, whose depth is known from then on. When the
//! marked frame ends (its link carries `IS_MARKED`, so that `RETURN` notices), what was worked out from it is void.
//!
//! Invariant: `Thread::mark` is null, or the base of a live frame with the flag, `mark_depth` frames from the outermost.
//!
//! Invariant: no stack with more frames than allowed ends below `Thread::limit`. Compiled code relies on it when it is entered, and
//! leaves when a frame is marked under it, as it does when a frame gets an object.

use std::sync::atomic::Ordering;

use super::breaker;
use super::frames::{FrameRef, IS_GENERATOR, IS_MARKED, LINK, innermost};
use crate::object::Raised;
use crate::object::value::Value;
use crate::thread::{Thread, thread};

/// Words at the end of the frame stack that no frame ends in.
const MARGIN: usize = 64;

/// Frames from here to the outermost.
pub fn depth() -> usize {
    count(thread())
}
fn count(th: &Thread) -> usize {
    let mark = th.mark.get();
    let (mut n, mut f) = (0, innermost(th));
    while let Some(x) = f {
        if x.base == mark {
            return n + th.mark_depth.get() as usize;
        }
        n += counts(x);
        f = x.caller();
    }
    n
}
/// What stands for native code is no depth, as native code is none.
fn counts(f: FrameRef) -> usize {
    !f.is_hidden() as usize
}
fn allowed(th: &Thread) -> usize {
    th.recursion_limit.get() as usize + th.spare_depth.get() as usize
}
/// Where the stack may end at most if the frame at `base` lies `depth` deep.
fn bound(th: &Thread, base: *mut Value, depth: usize) -> *mut Value {
    let left = allowed(th).saturating_sub(depth);
    base.wrapping_add(left * LINK).min(th.stack_end.get().wrapping_sub(MARGIN))
}

/// Runs what the program has not called itself, and what should not fail because the program is deep in calls.
pub fn with_spare_depth<R>(run: impl FnOnce() -> R) -> R {
    const SPARE: u32 = 200;
    let th = thread();
    let before = th.spare_depth.replace(SPARE);
    renew(th);
    let r = run();
    th.spare_depth.set(before);
    renew(th);
    r
}
/// `sys.setrecursionlimit`, for one thread.
pub fn set_limit(th: &Thread, frames: u32) {
    th.recursion_limit.set(frames);
    renew(th);
    // what runs was entered with another limit
    th.frames_touched.store(1, Ordering::Relaxed);
}
/// Works the limit out again from what is known.
pub fn renew(th: &Thread) {
    let limit = match th.mark.get() {
        m if m.is_null() => bound(th, th.stack_start.get(), 0),
        m => bound(th, m, th.mark_depth.get() as usize),
    };
    th.soft_limit.set(limit);
    // an interrupt that is requested keeps the limit low
    if th.interrupt.load(Ordering::Relaxed) == 0 {
        th.limit.set(limit);
    }
    if th.compiled.get() != 0 {
        th.trace_limit.set(th.trace_limit.get().min(limit));
    }
}
/// The frame ends whose link has the flag.
#[cold]
pub fn unmark(f: FrameRef) {
    let th = thread();
    if th.mark.get() == f.base {
        th.mark.set(std::ptr::null_mut());
        renew(th);
    }
}

/// Makes sure that the frame stack may grow to `end`.
#[inline]
pub fn ensure_room(end: *mut Value) -> Result<(), Raised> {
    if end <= thread().limit.get() { Ok(()) } else { more_room(end) }
}
#[cold]
#[inline(never)]
fn more_room(end: *mut Value) -> Result<(), Raised> {
    let th = thread();
    breaker::restore_limit();
    if end <= th.limit.get() {
        return Ok(());
    }
    let deep = count(th);
    if deep >= allowed(th) || end.wrapping_add(MARGIN) >= th.stack_end.get() {
        return Err(super::too_deep());
    }
    mark(th, end, deep);
    Ok(())
}
/// May frames reach up to `end` without being counted? Compiled code asks.
pub fn reaches(end: *mut Value) -> bool {
    let th = thread();
    if end <= th.limit.get() {
        return true;
    }
    if !breaker::pending() {
        mark(th, end, count(th));
    }
    end <= th.limit.get()
}
/// Marks the lowest frame from which the limit lies well above `end`, so that it stays marked for long.
#[cold]
#[inline(never)]
fn mark(th: &Thread, end: *mut Value, deep: usize) {
    let Some(top) = innermost(th) else { return renew(th) };
    let best = bound(th, top.base, deep) as usize;
    let enough = (end as usize).saturating_add(best.saturating_sub(end as usize) / 2);
    // a generator's frame goes and comes, so others are better; but in a chain of generators there is nothing else
    let (mut depth, mut f, mut found, mut generator) = (deep, Some(top), None, None);
    let is_high = |x: FrameRef, depth| bound(th, x.base, depth) as usize >= enough;
    while let Some(x) = f.filter(|x| is_high(*x, depth) || found.or(generator).is_none()) {
        if x.flags() & IS_GENERATOR == 0 {
            found = Some((x, depth));
        } else {
            generator = Some((x, depth));
        }
        depth -= counts(x);
        f = x.caller();
    }
    match found.or(generator) {
        Some((x, depth)) => {
            if x.base != th.mark.get() && th.compiled.get() != 0 {
                th.frames_touched.store(1, Ordering::Relaxed);
            }
            x.add_flag(IS_MARKED);
            th.mark.set(x.base);
            th.mark_depth.set(depth as u32);
        }
        None => th.mark.set(std::ptr::null_mut()),
    }
    renew(th);
}
