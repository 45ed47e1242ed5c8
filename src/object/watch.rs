//! Objects that compiled code takes for constant: classes, functions, the keys of module dictionaries.
//!
//! Compiled code that relies on one of them watches it, and checks only that the number of broken assumptions is what it
//! was. The first change of a watched object breaks all such code at once; from then on the object is not trusted again, so
//! that this happens once for each object at most.

use std::cell::Cell;

const UNSEEN: u8 = 0;
const WATCHED: u8 = 1;
const CHANGED: u8 = 2;

/// Whether compiled code relies on the object that this is a field of.
pub struct Watch(Cell<u8>);

impl Watch {
    pub const fn new() -> Watch {
        Watch(Cell::new(UNSEEN))
    }
    /// Compiled code relies on the object from now on. `false`: it has changed before and is not to be relied on.
    pub fn watch(&self) -> bool {
        if self.0.get() == UNSEEN {
            self.0.set(WATCHED);
        }
        self.0.get() == WATCHED
    }
    /// The object changes.
    #[inline(always)]
    pub fn changed(&self) {
        if self.0.get() == WATCHED {
            self.broken();
        }
    }
    #[cold]
    fn broken(&self) {
        self.0.set(CHANGED);
        let n = &crate::vm::vm().broken_assumptions;
        n.set(n.get().wrapping_add(1));
    }
}
impl Default for Watch {
    fn default() -> Watch {
        Watch::new()
    }
}
