//! `__del__` methods and weak reference callbacks of objects that a collection found dying. They run between instructions,
//! never inside the allocator.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::builtins::unraisable;
use crate::object::Raised;
use crate::object::buffer::GcVec;
use crate::object::heap::heap;
use crate::object::kind::Kind;
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::value::Value;
use crate::protocol::call::call_bound;
use crate::stdlib::_weakref;
use crate::thread::thread;

/// Lets collections that leave something to do ask for attention.
pub fn init() {
    heap().set_pending_hook(|| thread().request_interrupt());
    crate::interp::breaker::add_hook(run_pending);
}
/// Runs what is due. Errors in there go to `sys.unraisablehook`.
pub fn run_pending() -> Result<(), Raised> {
    // one at a time: what a finalizer causes waits for its end
    static RUNNING: AtomicBool = AtomicBool::new(false);
    if !heap().has_pending() || RUNNING.swap(true, Ordering::Acquire) {
        return Ok(());
    }
    let r = crate::interp::depth::with_spare_depth(|| {
        let r = _weakref::run_pending_callbacks();
        while let Some(p) = heap().take_finalizable() {
            // SAFETY: the collector queued a live object.
            finalize(unsafe { Value::from_bits(p as u64) });
        }
        r
    });
    RUNNING.store(false, Ordering::Release);
    r
}
/// At the end of the program: finalizes all that is left, alive or not, but for `kept`. As in CPython modules still have
/// their contents meanwhile. Streams come last, the outer ones before those they write to.
pub fn run_all(kept: &GcVec) {
    const ROUNDS: usize = 8;
    let is_stream = |v: &Value| matches!(kind_of_ptr(v.bits()), Kind::TextIo | Kind::Buffered | Kind::FileIo);
    for _ in 0..ROUNDS {
        let mut left = GcVec::new();
        heap().queue_all_finalizable();
        while let Some(p) = heap().take_finalizable() {
            // SAFETY: the collector queued a live object.
            left.push(unsafe { Value::from_bits(p as u64) });
        }
        left.iter().filter(|v| !is_stream(v) && !was_finalized(*v)).for_each(finalize);
        for kind in [Kind::TextIo, Kind::Buffered, Kind::FileIo] {
            let streams = left.iter().filter(|v| kind_of_ptr(v.bits()) == kind && !was_finalized(*v));
            streams.filter(|v| !kept.iter().any(|k| k == *v)).for_each(finalize);
        }
        if left.is_empty() {
            return;
        }
    }
}
/// Bit of the header that says "has been finalized".
const FINALIZED: u32 = 1;
/// Has the collector called this object's finalizer?
pub fn was_finalized(v: Value) -> bool {
    v.header().is_some_and(|h| h.aux() & FINALIZED != 0)
}
fn finalize(v: Value) {
    if let Some(h) = v.header() {
        h.set_aux(h.aux() | FINALIZED);
    }
    let Some(del) = type_of(v).special(Special::Del) else { return };
    let native = matches!(kind_of_ptr(v.bits()), Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator);
    if native {
        if call_bound(del, v, &[], None).is_err() {
            unraisable::report_of("Exception ignored while closing generator", v);
        }
        return;
    }
    if call_bound(del, v, &[], None).is_err() {
        unraisable::report_of("Exception ignored while calling deallocator", del);
    }
}
