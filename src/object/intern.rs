//! The intern table: one string object for all equal texts.
//!
//! Open addressing over words that hold 16 bits of the hash above the address, so that a miss rarely touches a string. The
//! table is a stable root: what is interned stays.

use super::gc::Gc;
use super::heap::{Tracer, heap};
use super::str::Str;

const ADDRESS: u64 = (1 << 48) - 1;
/// Slots of a new table; start-up interns about 3000 texts.
const FIRST: usize = 1 << 13;

#[derive(Default)]
pub struct InternTable {
    /// A power of two of slots; 0 is free.
    slots: Vec<u64>,
    used: usize,
}

impl InternTable {
    /// The interned string with this hash for which `same` holds.
    pub fn find(&self, hash: i64, same: impl Fn(Gc<Str>) -> bool) -> Option<Gc<Str>> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let w = self.slots[at];
            if w == 0 {
                return None;
            }
            if w >> 48 == tag(hash) {
                // SAFETY: the table holds strings and keeps them alive.
                let s = unsafe { Gc::<Str>::from_raw((w & ADDRESS) as *mut Str) };
                if same(s) {
                    return Some(s);
                }
            }
            at = (at + 1) & mask;
        }
    }
    /// Enters a string that `find` did not find.
    pub fn insert(&mut self, s: Gc<Str>) {
        if self.used * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        self.place(s.hash_value(), s.addr());
        self.used += 1;
        heap().add_root_word(s.addr());
    }
    fn place(&mut self, hash: i64, address: u64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = tag(hash) << 48 | address;
    }
    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; (old.len() * 2).max(FIRST)];
        for w in old.into_iter().filter(|w| *w != 0) {
            let address = w & ADDRESS;
            // SAFETY: as in `find`; interned strings know their hash.
            let hash = unsafe { Gc::<Str>::from_raw(address as *mut Str) }.hash_value();
            self.place(hash, address);
        }
    }
    /// Passes every string to the collector.
    pub fn trace(&self, t: &mut Tracer) {
        self.slots.iter().filter(|w| **w != 0).for_each(|w| t.word(w & ADDRESS));
    }
}

/// Bits of the hash that do not choose the slot.
fn tag(hash: i64) -> u64 {
    (hash as u64 >> 40) & 0xffff
}
