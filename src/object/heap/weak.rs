//! Ends of life: finalizers, weak references, drops of native resources.
//!
//! Each kind of registration has a young list (since the last collection) and an old one; minor collections look at the
//! young list only, because an old object cannot die in one.

use super::Header;
use super::layout::Tables;
use super::mark::Tracer;
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

    /// Drops the entries that `keep` refuses, of the young or of all, without changing their age. Order is kept.
    fn retain(&mut self, minor: bool, mut keep: impl FnMut(&T) -> bool) {
        if !minor {
            self.old.retain(&mut keep);
        }
        self.young.retain(keep);
    }

    /// Makes the young entries old.
    fn age(&mut self) {
        self.old.append(&mut self.young);
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
    /// Finalizers and weak references registered so far.
    pub(super) registrations: u64,
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
            registrations: 0,
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
                self.registrations += 1;
            }
        }
    }

    pub(super) fn add_weak(&mut self, tables: &Tables, holder: *mut Header, offset: usize) {
        // SAFETY: callers pass an object and the offset of a word in it that is 0 or an object.
        unsafe {
            let target = *((holder as usize + offset) as *const usize);
            if target & 7 == 0 && tables.contains(target) {
                (*(target as *const Header)).set(Header::WEAK);
            }
        }
        self.weak.young.push(WeakField { holder: holder as usize, offset });
        self.registrations += 1;
    }

    /// Queues all objects that wait to be finalized, alive or not, in the order of their registration.
    pub(super) fn queue_all(&mut self) {
        let Aged { young, old } = &mut self.finalizable;
        self.due.extend(old.drain(..).chain(young.drain(..)));
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

    pub(super) fn hook(&self) -> Option<fn()> {
        if self.has_pending() { self.hook } else { None }
    }

    /// Passes the queues.
    pub(super) fn scan(&self, tracer: &mut Tracer) {
        for &object in self.due.iter().chain(&self.cleared) {
            tracer.word(object as u64);
        }
    }

    /// After marking, before finalizers revive anything: clears weak words whose targets were not reached.
    pub(super) fn clear_weak(&mut self, tables: &Tables, minor: bool) {
        let Lifecycle { weak, cleared, .. } = self;
        weak.retain(minor, |field| {
            let word = (field.holder + field.offset) as *mut usize;
            // SAFETY: entries whose holder has died were dropped in that collection, so the holder is still there.
            let target = unsafe { *word };
            if target & 7 != 0 || !tables.contains(target) {
                return false;
            }
            if tables.is_marked(target) {
                return true;
            }
            // SAFETY: as above.
            unsafe { *word = 0 };
            if tables.is_marked(field.holder) {
                cleared.push_back(field.holder);
            }
            false
        });
    }

    /// Marks dying objects that have a finalizer, and all they reach, and queues those that are due.
    ///
    /// As PyPy documents it: an object reachable from another one that awaits finalization is finalized in a later
    /// collection, if it is still dying then. In a cycle, the one registered first goes first. Objects reached get the
    /// REVIVED bit; reaching them again from a later candidate sets DEFERRED on them and on all they reach.
    /// What is `settled` dies at once.
    pub(super) fn revive(&mut self, tracer: &mut Tracer, minor: bool, settled: impl Fn(*const Header) -> bool) {
        let tables = tracer.space.tables;
        let mut dying = Vec::new();
        self.finalizable.retain(minor, |&object| {
            let lives = tables.is_marked(object);
            if !lives && !settled(object as *const Header) {
                dying.push(object);
            }
            lives
        });
        let mut first = Vec::new();
        let mut revived = Vec::new();
        for object in dying {
            if tables.is_marked(object) {
                self.finalizable.young.push(object);
                continue;
            }
            first.push(object);
            let reached = revived.len();
            // SAFETY: the object is dying, but not freed yet.
            unsafe { revive_from(object, tracer, &mut revived) };
            for &object in &revived[reached..] {
                // SAFETY: as above.
                unsafe { (*(object as *mut Header)).set(Header::REVIVED) };
            }
        }
        for object in first {
            // SAFETY: as above.
            if unsafe { (*(object as *mut Header)).has(Header::DEFERRED) } {
                self.finalizable.young.push(object);
            } else {
                self.due.push_back(object);
            }
        }
        for object in revived {
            // SAFETY: as above.
            unsafe { (*(object as *mut Header)).clear(Header::REVIVED | Header::DEFERRED) };
        }
    }

    /// When it is known what lives: forgets what has died, takes out the objects to be dropped, and makes the rest old.
    pub(super) fn settle(&mut self, tables: &Tables, minor: bool) -> Vec<usize> {
        self.finalizable.age();
        self.weak.retain(minor, |field| tables.is_marked(field.holder));
        self.weak.age();
        let mut dead = Vec::new();
        self.droppable.retain(minor, |&object| {
            let lives = tables.is_marked(object);
            if !lives {
                dead.push(object);
            }
            lives
        });
        self.droppable.age();
        dead
    }

    /// Where the lists are, for the search for stray pointers.
    pub(super) fn buffers(&self) -> Vec<(usize, usize)> {
        fn of<T>(list: &Vec<T>) -> (usize, usize) {
            (list.as_ptr() as usize, list.capacity() * size_of::<T>())
        }
        vec![
            of(&self.finalizable.young),
            of(&self.finalizable.old),
            of(&self.weak.young),
            of(&self.weak.old),
            of(&self.droppable.young),
            of(&self.droppable.old),
        ]
    }
}

/// Marks what is reachable from a dying object, or finds it revived already and defers it.
unsafe fn revive_from(object: usize, tracer: &mut Tracer, revived: &mut Vec<usize>) {
    let tables = tracer.space.tables;
    tracer.word(object as u64);
    loop {
        while let Some(object) = tracer.stacks.objects.pop() {
            let header = &*(object as *const Header);
            let (word, bit) = tables.mark_of(object);
            if *word & bit == 0 {
                *word |= bit;
                header.set(Header::OLD);
                revived.push(object);
                tracer.children(object);
            } else if header.has(Header::REVIVED) && !header.has(Header::DEFERRED) {
                header.set(Header::DEFERRED);
                tracer.children(object);
            }
        }
        let Some((words, n)) = tracer.stacks.long.pop() else { return };
        tracer.words(words as *const u64, n);
    }
}
