//! Instructions by what they are: a hash table of their numbers alone.
//!
//! The passes ask for every instruction whether there is an equal one. What it is compared with is in the trace already, so that the
//! table holds eight bytes for each: half of the hash and the number. Instructions that are in it must not change.

use super::{Op, Ref};

/// The table.
#[derive(Default)]
pub struct Table {
    /// A power of two of them: hash, number plus one; 0 is free.
    slots: Vec<(u32, u32)>,
    used: usize,
}

impl Table {
    /// With room for so many.
    pub fn with_room(n: usize) -> Table {
        Table { slots: vec![(0, 0); (n * 4 / 3 + 4).next_power_of_two()], used: 0 }
    }
    /// The one with this hash for which `same` holds.
    #[inline]
    pub fn find(&self, hash: u32, same: impl Fn(Ref) -> bool) -> Option<Ref> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while let Some(&(h, n)) = self.slots.get(at).filter(|s| s.1 != 0) {
            if h == hash && same(Ref(n - 1)) {
                return Some(Ref(n - 1));
            }
            at = (at + 1) & mask;
        }
        None
    }
    /// Enters one that is not there.
    pub fn insert(&mut self, hash: u32, r: Ref) {
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); (old.len() * 2).max(16)];
            old.into_iter().filter(|s| s.1 != 0).for_each(|s| self.place(s));
        }
        self.used += 1;
        self.place((hash, r.0 + 1));
    }
    fn place(&mut self, slot: (u32, u32)) {
        let mask = self.slots.len() - 1;
        let mut at = slot.0 as usize & mask;
        while self.slots[at].1 != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of an operation with an immediate.
#[inline]
pub fn hash(op: Op, imm: i64) -> u32 {
    ((imm as u64 ^ (op as u64) << 52).wrapping_mul(MULTIPLIER) >> 32) as u32
}
/// The same with operands.
#[inline]
pub fn hash_with(op: Op, imm: i64, aux: u32, args: &[Ref; 3]) -> u32 {
    let two = |a: u32, b: u32| a as u64 | (b as u64) << 32;
    let h = (imm as u64 ^ (op as u64) << 52 ^ two(aux, args[2].0)).wrapping_mul(MULTIPLIER);
    ((h.rotate_left(29) ^ two(args[0].0, args[1].0)).wrapping_mul(MULTIPLIER) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entered_is_found() {
        let mut t = Table::default();
        assert_eq!(t.find(7, |_| true), None);
        for n in 0..1000 {
            t.insert(hash(Op::KInt, n), Ref(n as u32));
        }
        for n in 0..1000 {
            assert_eq!(t.find(hash(Op::KInt, n), |r| r == Ref(n as u32)), Some(Ref(n as u32)));
        }
        assert_eq!(t.find(hash(Op::KInt, 1000), |r| r == Ref(1000)), None);
    }
}
