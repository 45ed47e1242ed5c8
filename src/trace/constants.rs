//! What compiled code names is kept alive: values it compares with, classes, functions, the code its traces start in.
//!
//! Compiled code holds addresses where no collector sees them, so they are on a list besides. When a program asks for a
//! collection and no compiled code is running, classes and code that only compiled code knows may go, and with them all
//! traces: code for the others is made again as it runs hot. The same happens when the list has become twice as long, so that a
//! program that makes functions all the time does not fill the memory for code. Other constants are not worth that.

use std::cell::UnsafeCell;

use super::{forget_all, state};
use crate::object::code::{Code, flags};
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::{Collect, Dying, Tracer, heap};
use crate::object::types::Type;
use crate::object::value::Value;
use crate::thread::thread;

/// So many words are kept without a second look.
const FEW: usize = 4000;

#[derive(Default)]
struct Constants {
    words: Vec<u64>,
    /// In the collection in progress classes and code need not live because compiled code names them.
    may_go: bool,
    /// It has found such.
    go: bool,
    /// So many words are looked through, beyond `FEW`.
    looked_through: usize,
}
struct Place(UnsafeCell<Constants>);
// SAFETY: used under the GIL only.
unsafe impl Sync for Place {}
static CONSTANTS: Place =
    Place(UnsafeCell::new(Constants { words: Vec::new(), may_go: false, go: false, looked_through: 0 }));

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
    c.go = c.words.iter().any(|w| !t.is_marked(*w) && counts(*w, t));
    if !c.go {
        pass(t);
    }
}
/// Is it worth making all code again that this is not kept alive: a class, code, a function whose module is gone? Functions that
/// others define each time that they are called are not, nor what was made to stand for native code.
fn counts(word: u64, t: &Tracer) -> bool {
    // SAFETY: an object that has not been freed.
    let v = unsafe { Value::from_bits(word) };
    let seen = |c: Gc<Code>| c.meta.flags & flags::HIDDEN == 0;
    v.cast::<Type>().is_some()
        || v.exact::<Code>().is_some_and(seen)
        || v.exact::<Function>().is_some_and(|f| seen(f.code.gc()) && !t.is_marked(f.globals.gc().addr()))
}
fn dying(d: &Dying) {
    let c = constants();
    if !std::mem::take(&mut c.go) {
        return;
    }
    c.words.retain(|w| !d.is_dying(*w));
    let Some(s) = state() else { return };
    forget_all(s, |w| d.is_dying(w));
}

/// Runs a full collection that a program has asked for.
pub fn collect_classes(collect: impl FnOnce()) {
    let idle = state().is_some_and(|s| s.running == 0 && s.rec.is_none()) && thread().record_link.get().is_null();
    constants().may_go = idle;
    collect();
    constants().may_go = false;
}
/// Lets go what only compiled code knows, if that has become much. No reference into the state may be held.
pub fn look_through() {
    let c = constants();
    if c.words.len() < FEW + 2 * c.looked_through || state().is_none_or(|s| s.running != 0) {
        return;
    }
    c.words.sort_unstable();
    c.words.dedup();
    collect_classes(|| heap().collect(Collect::Full));
    let c = constants();
    c.looked_through = c.words.len();
}
