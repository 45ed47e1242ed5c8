//! What compiled code names is kept alive: values it compares with, classes, functions, the code its traces start in.
//!
//! Compiled code holds addresses where no collector sees them, so they are on a list besides. When a program asks for a
//! collection and no compiled code is running, classes that only compiled code knows may go, and with them all traces: code for the
//! others is made again as it runs hot. Other constants are not worth that.

use std::cell::UnsafeCell;

use super::{forget_all, state};
use crate::object::heap::{Dying, Tracer, heap};
use crate::object::kind::Kind;
use crate::object::shape::kind_of_ptr;
use crate::object::value::Value;
use crate::thread::thread;

#[derive(Default)]
struct Constants {
    words: Vec<u64>,
    /// In the collection in progress classes need not live because compiled code names them.
    may_go: bool,
    /// It has found such classes.
    go: bool,
}
struct Place(UnsafeCell<Constants>);
// SAFETY: used under the GIL only.
unsafe impl Sync for Place {}
static CONSTANTS: Place = Place(UnsafeCell::new(Constants { words: Vec::new(), may_go: false, go: false }));

#[allow(clippy::mut_from_ref)]
fn constants() -> &'static mut Constants {
    // SAFETY: under the GIL; no borrow lasts over a call that comes back here.
    unsafe { &mut *CONSTANTS.0.get() }
}

/// Keeps an object alive that compiled code names.
pub fn keep(v: Value) {
    constants().words.push(v.bits());
    heap().add_root_word(v.bits());
}

pub fn init() {
    heap().add_stable_root_scanner(|t| {
        if !t.is_full() || !constants().may_go {
            pass(t);
        }
    });
    heap().set_late_roots(late, dying);
}
fn pass(t: &mut Tracer) {
    constants().words.iter().for_each(|w| t.word(*w));
}
fn late(t: &mut Tracer) {
    let c = constants();
    if !c.may_go {
        return;
    }
    c.go = c.words.iter().any(|w| kind_of_ptr(*w) == Kind::Type && !t.is_marked(*w));
    if !c.go {
        pass(t);
    }
}
fn dying(d: &Dying) {
    let c = constants();
    if !std::mem::take(&mut c.go) {
        return;
    }
    c.words.retain(|w| !d.is_dying(*w));
    let Some(s) = state() else { return };
    forget_all(s);
    s.roots.retain(|_, r| !d.is_dying(r.code));
    s.consumers.retain(|(_, code), f| !d.is_dying(*code) && !d.is_dying(*f));
    s.native_loops.retain(|(_, code), _| !d.is_dying(*code));
    s.keyed = Default::default();
}

/// Runs a full collection that a program has asked for.
pub fn collect_classes(collect: impl FnOnce()) {
    let idle = state().is_some_and(|s| s.running == 0 && s.rec.is_none()) && thread().record_link.get().is_null();
    constants().may_go = idle;
    collect();
    constants().may_go = false;
}
