//! Native loops over generators: after some items, what does the same in Python may take the rest. A loop in Python can be compiled
//! together with the generator; a native one resumes it for each item.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::object::Res;
use crate::object::value::Value;

/// What consumes a generator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Consumer {
    Sum,
    /// The rest of a sum that has come to floats: what there is, and what rounding has lost, in a tuple.
    SumFloats,
    Any,
    All,
    Max,
    Min,
    List,
    Tuple,
    Set,
    Join,
    /// The rest of `max` and `min`, which have got the best so far, and of what appends to a list.
    Larger,
    Smaller,
    Append,
}

/// Called with a generator, what has come of its first items (a sum, the best, a list), and how many they were; does the rest, if
/// it wants to.
pub type Hook = fn(Consumer, Value, Value, u32) -> Option<Res>;
static HOOK: AtomicUsize = AtomicUsize::new(0);
pub fn set_hook(f: Hook) {
    HOOK.store(f as usize, Ordering::Relaxed);
}

/// Items after which a loop asks: often enough that a short loop that runs often is noticed, and a long one that runs once.
pub const SOON: u32 = 16;
const LATE: u32 = 400;

/// A native loop.
pub struct Loop {
    consumer: Consumer,
    taken: u32,
}
impl Loop {
    pub fn new(consumer: Consumer) -> Loop {
        Loop { consumer, taken: 0 }
    }
    /// One that does not ask any more.
    pub fn at_end() -> Loop {
        Loop { consumer: Consumer::Sum, taken: LATE }
    }
    /// An item has been taken, and dealt with; `so_far`: what has come of all of them. The result of the whole, if the rest is done.
    #[inline(always)]
    pub fn taken(&mut self, items: Value, so_far: impl FnOnce() -> Value) -> Option<Res> {
        self.taken_by(self.consumer, items, so_far)
    }
    /// As `taken`, where it depends on the items who may do the rest.
    #[inline(always)]
    pub fn taken_by(&mut self, consumer: Consumer, items: Value, so_far: impl FnOnce() -> Value) -> Option<Res> {
        self.taken = self.taken.saturating_add(1);
        if self.taken == SOON || self.taken == LATE { self.ask(consumer, items, so_far()) } else { None }
    }
    #[cold]
    #[inline(never)]
    fn ask(&self, consumer: Consumer, items: Value, so_far: Value) -> Option<Res> {
        match HOOK.load(Ordering::Relaxed) {
            0 => None,
            // SAFETY: only a `Hook` is stored.
            hook => unsafe { std::mem::transmute::<usize, Hook>(hook)(consumer, items, so_far, self.taken) },
        }
    }
}
