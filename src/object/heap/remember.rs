//! The remembered set: old objects into which a pointer was stored since the last collection.
//!
//! Most objects are remembered whole: OLD is cleared, so that the barrier's fast path ignores further stores. Big ones
//! (arrays of thousands of words) keep OLD and have a byte per 4 KiB card instead.

use super::Header;
use super::layout::{CARD_SHIFT, PAGE, Tables};
use super::mark::{KIND_ARRAY, Tracer, prefetch};

/// Large objects from this size on have cards.
pub(super) const BIG_MIN: usize = 32 << 10;

/// Card bits: the card holds a remembered slot; (first card of an object) the object is in `big`; all of it is remembered.
pub(super) const CARD_DIRTY: u8 = 1;
pub(super) const CARD_LISTED: u8 = 2;
pub(super) const CARD_WHOLE: u8 = 4;

pub(super) struct Remembered {
    pub(super) objects: Vec<usize>,
    /// Big objects with dirty cards.
    pub(super) big: Vec<usize>,
    /// Kept objects into which a pointer was stored at any time.
    changed: Vec<usize>,
}

impl Remembered {
    pub(super) const fn new() -> Remembered {
        Remembered { objects: Vec::new(), big: Vec::new(), changed: Vec::new() }
    }

    /// Remembers all of an object.
    pub(super) fn add(&mut self, tables: &Tables, object: *mut Header) {
        // SAFETY: callers pass old objects.
        unsafe {
            if is_newly_changed(object) {
                (*object).set(Header::CHANGED);
                self.changed.push(object as usize);
            }
            if (*object).has(Header::BIG) {
                self.dirty(tables, object, object as usize, CARD_WHOLE);
            } else {
                (*object).clear(Header::OLD);
                self.objects.push(object as usize);
            }
        }
    }

    /// Remembers one slot of an object, or all of it if it has no cards.
    pub(super) fn add_slot(&mut self, tables: &Tables, object: *mut Header, slot: usize) {
        // SAFETY: callers pass old objects and slots inside them.
        unsafe {
            if (*object).has(Header::BIG) && !is_newly_changed(object) {
                self.dirty(tables, object, slot, CARD_DIRTY);
            } else {
                self.add(tables, object);
            }
        }
    }

    unsafe fn dirty(&mut self, tables: &Tables, object: *mut Header, slot: usize, bit: u8) {
        let first = tables.card(object as usize);
        if *first & CARD_LISTED == 0 {
            *first |= CARD_LISTED;
            self.big.push(object as usize);
        }
        *tables.card(slot) |= bit;
    }

    /// Empties the set without looking at it.
    pub(super) fn clear(&mut self) {
        debug_assert!(self.big.is_empty());
        self.objects.clear();
    }

    /// Empties the set. In a minor collection, where old objects are not marked through, what they refer to is passed, in a
    /// full one what kept objects refer to that were changed.
    pub(super) fn scan(&mut self, tracer: &mut Tracer, minor: bool) {
        if minor {
            for (at, &object) in self.objects.iter().enumerate() {
                if let Some(&ahead) = self.objects.get(at + PREFETCH_AHEAD) {
                    prefetch(ahead);
                }
                // SAFETY: remembered objects are old, so they are still there.
                unsafe {
                    (*(object as *mut Header)).set(Header::OLD);
                    tracer.children(object);
                }
                if tracer.stacks.objects.len() > DRAIN_AT {
                    tracer.drain();
                }
            }
        }
        self.objects.clear();
        if !minor {
            for &object in &self.changed {
                // SAFETY: kept objects are there.
                unsafe {
                    (*(object as *mut Header)).set(Header::OLD);
                    tracer.children(object);
                }
            }
        }
        for object in std::mem::take(&mut self.big) {
            // SAFETY: as above; in a full collection the object has not been freed yet.
            unsafe { scan_cards(object, tracer, minor) };
        }
    }
}

/// Kept, and not yet on the list of those that changed.
unsafe fn is_newly_changed(object: *mut Header) -> bool {
    (*object).bits() & (Header::KEPT | Header::CHANGED) == Header::KEPT
}

/// How many remembered objects ahead of the one being scanned are fetched.
const PREFETCH_AHEAD: usize = 12;
/// Drain the mark stack when it has grown to this.
const DRAIN_AT: usize = 4096;

/// Passes the words on dirty cards of a big object and cleans its cards.
unsafe fn scan_cards(object: usize, tracer: &mut Tracer, minor: bool) {
    let space = tracer.space;
    let tables = &space.tables;
    let end = object + space.large.used_by(tables, object);
    let pages = (end - object).div_ceil(PAGE);
    let cards = std::slice::from_raw_parts_mut(tables.card(object), pages);
    if minor {
        let is_array = tables.info((*(object as *mut Header)).shape()).kind == KIND_ARRAY;
        if cards[0] & CARD_WHOLE != 0 || !is_array {
            tracer.children(object);
        } else {
            let words = object + 16;
            let words_end = end.min(words + 8 * *((object + 8) as *const usize));
            for (page, _) in cards.iter().enumerate().filter(|(_, card)| **card & CARD_DIRTY != 0) {
                let from = (object + (page << CARD_SHIFT)).max(words);
                let to = (object + ((page + 1) << CARD_SHIFT)).min(words_end);
                if from < to {
                    tracer.words(from as *const u64, (to - from) / 8);
                }
                if tracer.stacks.objects.len() > DRAIN_AT {
                    tracer.drain();
                }
            }
        }
    }
    cards.fill(0);
}
