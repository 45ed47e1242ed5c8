//! Classes die, too: an object keeps its class alive through the number of its shape.
//!
//! Marking notes which shapes it has seen. Once everything else is marked in a full collection, whoever knows what shapes mean
//! (`ShapeHooks`) passes the classes of the shapes seen, and so on until nothing is new. A minor collection frees no class.
//!
//! Inline caches keep nothing alive either in full collections: bodies of code put themselves on a list instead of passing what
//! their caches hold, and the caches of dead things are emptied before anything is freed.

use super::layout::Tables;
use super::mark::Tracer;
use super::{Header, ShapeId, verify};

/// What the heap asks the owner of shapes. None of them may allocate.
#[derive(Clone, Copy)]
pub struct ShapeHooks {
    /// Passes the classes that are not marked and have a shape that was seen.
    pub classes: fn(&mut Tracer),
    /// Called after that: passes what lives on only if those classes do not depend on it.
    pub late: Option<fn(&mut Tracer)>,
    /// It is known what dies in a full collection; nothing has been freed yet.
    pub dying: fn(&Dying),
    /// As `dying`, for whoever has a `late`.
    pub late_dying: Option<fn(&Dying)>,
    /// What was dying has been freed.
    pub freed: fn(),
    /// Has a dying object with a finalizer nothing to finalize any more?
    pub settled: fn(*const Header) -> bool,
}

/// What is known at the end of marking.
pub struct Dying<'a> {
    pub(super) tables: &'a Tables,
    /// Live bodies of code whose inline caches were not passed.
    pub(super) bodies: &'a [usize],
}

impl Dying<'_> {
    /// Is the word a pointer to an object that will be freed now?
    #[inline]
    pub fn is_dying(&self, word: u64) -> bool {
        word & 7 == 0 && self.tables.contains(word as usize) && !self.tables.is_marked(word as usize)
    }

    /// The bodies of code that hold caches to be emptied of what is dying.
    pub fn bodies(&self) -> &[usize] {
        self.bodies
    }
}

impl Tracer<'_> {
    /// Has an object of that shape been marked in this collection? (Kept objects are not looked at.)
    #[inline]
    pub fn has_seen(&self, shape: ShapeId) -> bool {
        // SAFETY: shapes are below the table's length.
        unsafe { *self.space.tables.seen.add(shape as usize) != 0 }
    }

    /// Is the object at the address marked?
    #[inline]
    pub fn is_marked(&self, object: u64) -> bool {
        self.space.tables.is_marked(object as usize)
    }

    /// Marks the classes of everything marked, with all they refer to.
    pub(super) fn mark_classes(&mut self, hooks: Option<ShapeHooks>) {
        let Some(hooks) = hooks else { return };
        self.mark_seen(hooks);
        if let Some(late) = hooks.late {
            late(self);
            self.mark_seen(hooks);
        }
    }

    /// As above, without what is late.
    pub(super) fn mark_more_classes(&mut self, hooks: Option<ShapeHooks>) {
        if let Some(hooks) = hooks {
            self.mark_seen(hooks);
        }
    }

    fn mark_seen(&mut self, hooks: ShapeHooks) {
        loop {
            (hooks.classes)(self);
            if self.stacks.objects.is_empty() && self.stacks.long.is_empty() {
                return;
            }
            if self.space.stress { verify::drain_checked(self) } else { self.drain() }
        }
    }
}
