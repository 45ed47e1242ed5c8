//! The remembered set: old objects into which a pointer was stored since the last collection.
//!
//! Most objects are remembered whole: OLD is cleared, so that the barrier's fast path ignores further stores. Big ones
//! (arrays of thousands of words) keep OLD and have a byte per 4 KiB card instead.

use super::Header;
use super::layout::Tables;

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
}

impl Remembered {
    pub(super) const fn new() -> Remembered {
        Remembered { objects: Vec::new(), big: Vec::new() }
    }

    /// Remembers all of an object.
    pub(super) fn add(&mut self, tables: &Tables, object: *mut Header) {
        // SAFETY: callers pass old objects.
        unsafe {
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
            if (*object).has(Header::BIG) {
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
}
