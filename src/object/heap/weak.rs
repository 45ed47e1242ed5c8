//! Ends of life: finalizers, weak references, drops of native resources.
//!
//! Each kind of registration has a young list (since the last collection) and an old one; minor collections look at the
//! young list only, because an old object cannot die in one.

use super::Header;
use std::collections::VecDeque;

/// A word that points without keeping alive.
#[derive(Clone, Copy)]
pub(super) struct WeakField {
    pub(super) holder: usize,
    pub(super) offset: usize,
}

/// A list split by age.
pub(super) struct Aged<T> {
    pub(super) young: Vec<T>,
    pub(super) old: Vec<T>,
}

impl<T> Aged<T> {
    const fn new() -> Aged<T> {
        Aged { young: Vec::new(), old: Vec::new() }
    }
}

pub(super) struct Lifecycle {
    pub(super) finalizable: Aged<usize>,
    pub(super) weak: Aged<WeakField>,
    pub(super) droppable: Aged<usize>,
    /// Objects whose finalizers are due; roots.
    pub(super) due: VecDeque<usize>,
    /// Holders whose weak word was cleared; roots.
    pub(super) cleared: VecDeque<usize>,
    hook: Option<fn()>,
}

impl Lifecycle {
    pub(super) const fn new() -> Lifecycle {
        Lifecycle {
            finalizable: Aged::new(),
            weak: Aged::new(),
            droppable: Aged::new(),
            due: VecDeque::new(),
            cleared: VecDeque::new(),
            hook: None,
        }
    }

    pub(super) fn add_droppable(&mut self, object: *mut Header) {
        self.droppable.young.push(object as usize);
    }

    pub(super) fn add_finalizable(&mut self, object: *mut Header) {
        // SAFETY: callers pass an object.
        unsafe {
            if !(*object).has(Header::FINALIZE) {
                (*object).set(Header::FINALIZE);
                self.finalizable.young.push(object as usize);
            }
        }
    }

    pub(super) fn add_weak(&mut self, holder: *mut Header, offset: usize) {
        self.weak.young.push(WeakField { holder: holder as usize, offset });
    }

    pub(super) fn take_finalizable(&mut self) -> Option<*mut Header> {
        self.due.pop_front().map(|object| object as *mut Header)
    }

    pub(super) fn take_cleared(&mut self) -> Option<*mut Header> {
        self.cleared.pop_front().map(|holder| holder as *mut Header)
    }

    pub(super) fn has_pending(&self) -> bool {
        !self.due.is_empty() || !self.cleared.is_empty()
    }

    pub(super) fn set_hook(&mut self, hook: fn()) {
        self.hook = Some(hook);
    }

    pub(super) fn notify(&self) {
        if self.has_pending()
            && let Some(hook) = self.hook
        {
            hook();
        }
    }
}
