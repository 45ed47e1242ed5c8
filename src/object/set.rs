//! `set` and `frozenset`: an open-addressed table of (hash, key) pairs.
//!
//! A probe looks at up to ten neighbours, then jumps by a recurrence that folds in higher bits of the hash. Iteration goes
//! through the table in its own order: for small ints in a table without collisions that is ascending order, as programs
//! have come to expect of CPython, whose load factor and growth steps this table keeps for the same reason.
//! Both layouts are the same, so that code for one serves the other.

use std::cell::Cell;

use super::buffer::Array;
use super::gc::{Gc, Ptr, alloc};
use super::str::Str;
use super::value::Value;
use super::{Raised, memory_error};
use crate::layout;

layout! {
    pub struct Set: Set {
        /// `2 * (mask + 1)` words: tagged hash (0: never used), key (0 beside a hash: deleted). Empty: no table yet.
        gc table: Ptr<Array>,
        raw mask: Cell<usize>,
        /// Pairs in use, deleted ones included.
        raw fill: Cell<usize>,
        raw used: Cell<usize>,
        /// Where `pop` looks next.
        raw finger: Cell<usize>,
        /// Hash of a frozenset; 0: not computed yet.
        raw hash: Cell<i64>,
    }
}
layout! {
    /// As `Set`, field by field.
    pub struct FrozenSet: FrozenSet {
        gc table: Ptr<Array>,
        raw mask: Cell<usize>,
        raw fill: Cell<usize>,
        raw used: Cell<usize>,
        raw finger: Cell<usize>,
        raw hash: Cell<i64>,
    }
}
const _: () = assert!(size_of::<Set>() == size_of::<FrozenSet>());

const MIN_SIZE: usize = 8;
const NEIGHBOURS: usize = 9;
const SHIFT: u32 = 5;

#[inline(always)]
fn tag_hash(h: i64) -> u64 {
    (h as u64) << 1 | 1
}

impl Set {
    pub fn body() -> Set {
        Set {
            header: Set::HEADER,
            table: Ptr::empty(),
            mask: Cell::new(0),
            fill: Cell::new(0),
            used: Cell::new(0),
            finger: Cell::new(0),
            hash: Cell::new(0),
        }
    }
    pub fn new() -> Gc<Set> {
        alloc(Set::body())
    }
}
impl FrozenSet {
    pub fn body() -> FrozenSet {
        FrozenSet {
            header: FrozenSet::HEADER,
            table: Ptr::empty(),
            mask: Cell::new(0),
            fill: Cell::new(0),
            used: Cell::new(0),
            finger: Cell::new(0),
            hash: Cell::new(0),
        }
    }
    pub fn new() -> Gc<FrozenSet> {
        alloc(FrozenSet::body())
    }
}
impl Gc<FrozenSet> {
    /// The same object under the common layout.
    #[inline(always)]
    pub fn as_set(self) -> Gc<Set> {
        // SAFETY: same fields in the same places.
        unsafe { Gc::from_raw(self.as_ptr() as *mut Set) }
    }
}
/// A set or frozenset (subclasses included) under the common layout.
#[inline]
pub fn any_set(v: Value) -> Option<Gc<Set>> {
    v.cast::<Set>().or_else(|| v.cast::<FrozenSet>().map(Gc::<FrozenSet>::as_set))
}

/// What a walk along the probe sequence of a key found.
enum Found {
    At(usize),
    /// Missing; this is the first never used place.
    Free(usize),
}

impl Gc<Set> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.used.get()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    fn words(self) -> *mut u64 {
        self.table.gc().items()
    }
    /// The next key at or after place `i`, with its place.
    #[inline]
    pub fn next_entry(self, mut i: usize) -> Option<(usize, Value)> {
        self.table.get()?;
        while i <= self.mask.get() {
            // SAFETY: in bounds; words are values or 0.
            if let Some(k) = unsafe { Value::from_bits_opt(*self.words().add(2 * i + 1)) } {
                return Some((i, k));
            }
            i += 1;
        }
        None
    }
    /// Hash of the key at a place (without its top bit).
    pub fn entry_hash(self, i: usize) -> i64 {
        // SAFETY: in bounds: the caller got `i` from `next_entry`.
        unsafe { *self.words().add(2 * i) as i64 >> 1 }
    }
    /// The keys. The set must not change meanwhile.
    pub fn iter(self) -> impl Iterator<Item = Value> {
        let mut i = 0;
        std::iter::from_fn(move || {
            let (at, k) = self.next_entry(i)?;
            i = at + 1;
            Some(k)
        })
    }

    /// Walks the probe sequence. `eq` may run Python code: the walk starts over if the table changed under it.
    #[inline(always)]
    fn find(self, hash: i64, mut eq: impl FnMut(Value) -> Result<bool, Raised>) -> Result<Option<Found>, Raised> {
        let tagged = tag_hash(hash);
        'again: loop {
            let Some(table) = self.table.get() else { return Ok(None) };
            let (mask, words) = (self.mask.get(), table.items());
            let mut perturb = hash as u64;
            let mut i = hash as usize & mask;
            loop {
                let mut probes = if i + NEIGHBOURS <= mask { NEIGHBOURS } else { 0 };
                let mut at = i;
                loop {
                    // SAFETY: at <= mask.
                    let (h, k) = unsafe { (*words.add(2 * at), Value::from_bits_opt(*words.add(2 * at + 1))) };
                    if h == 0 {
                        return Ok(Some(Found::Free(at)));
                    }
                    if h == tagged
                        && let Some(k) = k
                    {
                        let yes = eq(k)?;
                        // SAFETY: the table is kept alive by the local.
                        let now = unsafe { Value::from_bits_opt(*words.add(2 * at + 1)) };
                        if self.table.get() != Some(table) || now != Some(k) {
                            continue 'again;
                        }
                        if yes {
                            return Ok(Some(Found::At(at)));
                        }
                    }
                    if probes == 0 {
                        break;
                    }
                    probes -= 1;
                    at += 1;
                }
                perturb >>= SHIFT;
                i = (i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
            }
        }
    }
    /// A quick look for the place of the key that `f` says is the one; it may give up (`Err`), because `f` cannot tell. `f` must not
    /// run Python code.
    #[inline(always)]
    pub fn find_quickly(self, hash: i64, f: impl Fn(Value) -> Option<bool>) -> Result<Option<usize>, ()> {
        let Some(table) = self.table.get() else { return Ok(None) };
        let (tagged, mask, words) = (tag_hash(hash), self.mask.get(), table.items());
        let (mut i, mut perturb) = (hash as usize & mask, hash as u64);
        loop {
            let last = if i + NEIGHBOURS <= mask { i + NEIGHBOURS } else { i };
            for at in i..=last {
                // SAFETY: at <= mask.
                let (h, k) = unsafe { (*words.add(2 * at), Value::from_bits_opt(*words.add(2 * at + 1))) };
                if h == 0 {
                    return Ok(None);
                }
                if h == tagged
                    && let Some(k) = k
                {
                    match f(k) {
                        Some(true) => return Ok(Some(at)),
                        Some(false) => {}
                        None => return Err(()),
                    }
                }
            }
            perturb >>= SHIFT;
            i = (i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
        }
    }
    /// The place of the key that `f` says is the one, if it can tell of each key before it; `f` must not run Python code.
    pub fn find_certain(self, hash: i64, f: impl Fn(Value) -> Option<bool>) -> Result<Option<usize>, ()> {
        match self.find(hash, |k| f(k).ok_or(Raised)) {
            Ok(Some(Found::At(i))) => Ok(Some(i)),
            Ok(_) => Ok(None),
            Err(Raised) => Err(()),
        }
    }
    /// The place of the key that `f`, which may run Python code, says is the one.
    pub fn find_by(self, hash: i64, f: impl FnMut(Value) -> Result<bool, Raised>) -> Result<Option<usize>, Raised> {
        Ok(match self.find(hash, f)? {
            Some(Found::At(i)) => Some(i),
            _ => None,
        })
    }
    #[inline]
    fn locate(self, key: Value, hash: i64) -> Result<Option<Found>, Raised> {
        if let Some(s) = key.exact::<Str>() {
            return self.find(hash, |k| {
                if k == key {
                    return Ok(true);
                }
                match k.exact::<Str>() {
                    Some(t) => Ok(t.same(s)),
                    None => crate::protocol::compare::eq(k, key),
                }
            });
        }
        if key.is_small() {
            return self.find(hash, |k| Ok(k == key || !k.is_small() && crate::protocol::compare::eq(k, key)?));
        }
        self.find(hash, |k| crate::protocol::compare::same_key(k, key))
    }
    pub fn contains_hashed(self, key: Value, hash: i64) -> Result<bool, Raised> {
        Ok(matches!(self.locate(key, hash)?, Some(Found::At(_))))
    }
    /// The key in the set that equals `key`.
    pub fn get_hashed(self, key: Value, hash: i64) -> Result<Option<Value>, Raised> {
        Ok(match self.locate(key, hash)? {
            // SAFETY: a place that was just found.
            Some(Found::At(i)) => unsafe { Value::from_bits_opt(*self.words().add(2 * i + 1)) },
            _ => None,
        })
    }
    /// True: it was not there before.
    pub fn add_hashed(self, key: Value, hash: i64) -> Result<bool, Raised> {
        let found = self.locate(key, hash)?;
        self.enter(key, hash, found)
    }
    /// As `add` for an int that is its own hash, if its place is among the first that are looked at and nothing there has to be
    /// compared with it.
    #[inline]
    pub fn add_quickly(self, key: Value) -> Option<Result<bool, Raised>> {
        let i = key.as_small().filter(|i| i.unsigned_abs() < super::hash::HASH_MODULUS && *i != -1)?;
        let (table, mask) = (self.table.get()?, self.mask.get());
        let first = i as usize & mask;
        let last = if first + NEIGHBOURS <= mask { first + NEIGHBOURS } else { first };
        for at in first..=last {
            // SAFETY: at <= mask.
            let (h, k) = unsafe { (*table.items().add(2 * at), *table.items().add(2 * at + 1)) };
            if h == 0 {
                return Some(self.enter(key, i, Some(Found::Free(at))));
            }
            if h == tag_hash(i) {
                return (k == key.bits()).then_some(Ok(false));
            }
        }
        None
    }
    /// Enters a key that is known to be missing.
    pub fn add_new(self, key: Value, hash: i64) -> Result<bool, Raised> {
        let found = self.find(hash, |_| Ok(false))?;
        self.enter(key, hash, found)
    }
    #[inline(always)]
    fn enter(self, key: Value, hash: i64, found: Option<Found>) -> Result<bool, Raised> {
        let at = match found {
            Some(Found::At(_)) => return Ok(false),
            Some(Found::Free(at)) => at,
            None => {
                self.resize(0)?;
                hash as usize & self.mask.get()
            }
        };
        let t = self.table.gc();
        // SAFETY: in bounds; a tagged hash is an immediate.
        unsafe { *t.items().add(2 * at) = tag_hash(hash) };
        t.set(2 * at + 1, key);
        self.fill.set(self.fill.get() + 1);
        self.used.set(self.used.get() + 1);
        if self.fill.get() * 5 >= self.mask.get() * 3 {
            let used = self.used.get();
            self.resize(if used > 50000 { used * 2 } else { used * 4 })?;
        }
        Ok(true)
    }
    pub fn remove_hashed(self, key: Value, hash: i64) -> Result<bool, Raised> {
        match self.locate(key, hash)? {
            Some(Found::At(i)) => {
                self.remove_at(i);
                Ok(true)
            }
            _ => Ok(false),
        }
    }
    fn remove_at(self, i: usize) {
        let t = self.table.gc();
        t.set(2 * i + 1, None);
        // SAFETY: in bounds. No hash is all ones: a tagged 0 marks deleted places.
        unsafe { *t.items().add(2 * i) = DELETED };
        self.used.set(self.used.get() - 1);
    }
    pub fn contains(self, key: Value) -> Result<bool, Raised> {
        self.contains_hashed(key, crate::protocol::compare::hash(key)?)
    }
    pub fn add(self, key: Value) -> Result<bool, Raised> {
        self.add_hashed(key, hash_element(key)?)
    }
    pub fn discard(self, key: Value) -> Result<bool, Raised> {
        self.remove_hashed(key, hash_element(key)?)
    }
    /// Takes some key out.
    pub fn pop(self) -> Option<Value> {
        if self.used.get() == 0 {
            return None;
        }
        let from = self.finger.get() & self.mask.get();
        let (i, k) = self.next_entry(from).or_else(|| self.next_entry(0))?;
        self.remove_at(i);
        self.finger.set(i + 1);
        Some(k)
    }
    pub fn clear(self) {
        self.table.set(self, None);
        self.mask.set(0);
        self.fill.set(0);
        self.used.set(0);
        self.finger.set(0);
    }
    /// A table of more than `min` places that holds the present keys.
    fn resize(self, min: usize) -> Result<(), Raised> {
        let mut size = MIN_SIZE;
        while size <= min {
            size = size.checked_mul(2).ok_or_else(memory_error)?;
        }
        let old = self.table.get();
        let old_places = if old.is_some() { self.mask.get() + 1 } else { 0 };
        let new = Array::try_new(size.checked_mul(2).ok_or_else(memory_error)?)?;
        if let Some(old) = old {
            for i in 0..old_places {
                // SAFETY: in bounds of the old table.
                unsafe {
                    let (h, k) = (*old.items().add(2 * i), *old.items().add(2 * i + 1));
                    if k != 0 {
                        insert_clean(new, size - 1, h, k);
                    }
                }
            }
            new.written();
        }
        self.table.set(self, new);
        self.mask.set(size - 1);
        self.fill.set(self.used.get());
        Ok(())
    }
    /// Enters all keys of `o`.
    pub fn update_from(self, o: Gc<Set>) -> Result<(), Raised> {
        if self == o || o.used.get() == 0 {
            return Ok(());
        }
        if (self.fill.get() + o.used.get()) * 5 >= self.mask.get() * 3 {
            self.resize((self.used.get() + o.used.get()) * 2)?;
        }
        if self.fill.get() == 0 {
            let (t, src) = (self.table.gc(), o.table.gc());
            // SAFETY: the tables hold `mask + 1` pairs each; nothing runs in between.
            unsafe {
                if self.mask.get() == o.mask.get() && o.fill.get() == o.used.get() {
                    std::ptr::copy_nonoverlapping(src.items(), t.items(), 2 * (self.mask.get() + 1));
                } else {
                    for i in 0..=o.mask.get() {
                        let (h, k) = (*src.items().add(2 * i), *src.items().add(2 * i + 1));
                        if k != 0 {
                            insert_clean(t, self.mask.get(), h, k);
                        }
                    }
                }
            }
            t.written();
            self.fill.set(o.used.get());
            self.used.set(o.used.get());
            return Ok(());
        }
        let mut i = 0;
        while let Some((at, k)) = o.next_entry(i) {
            self.add_hashed(k, o.entry_hash(at))?;
            i = at + 1;
        }
        Ok(())
    }
    /// Room for `n` more keys.
    pub fn reserve(self, n: usize) -> Result<(), Raised> {
        if (self.fill.get() + n) * 5 >= self.mask.get() * 3 {
            self.resize((self.used.get() + n) * 2)?;
        }
        Ok(())
    }
    /// Exchanges the contents of two sets.
    pub fn swap(self, o: Gc<Set>) {
        let (a, b) = (self.table.get(), o.table.get());
        self.table.set(self, b);
        o.table.set(o, a);
        self.mask.swap(&o.mask);
        self.fill.swap(&o.fill);
        self.used.swap(&o.used);
        self.finger.swap(&o.finger);
    }
}
/// Tagged "hash" of deleted places: even, so that no tagged hash equals it, and of no pointer form.
const DELETED: u64 = 1 << 63 | 2;

/// `hash(key)`, with the complaint that a set makes about unhashable elements.
#[inline]
pub fn hash_element(key: Value) -> Result<i64, Raised> {
    crate::protocol::compare::hash(key).map_err(|r| crate::protocol::compare::unhashable_as(key, "a set element", r))
}

/// Enters a key that is missing into a table without deleted places.
///
/// # Safety
/// `t` has `mask + 1` pairs, one of them free; the caller tells the collector.
unsafe fn insert_clean(t: Gc<Array>, mask: usize, tagged: u64, key: u64) {
    let words = t.items();
    let mut perturb = (tagged as i64 >> 1) as u64;
    let mut i = perturb as usize & mask;
    loop {
        let mut probes = if i + NEIGHBOURS <= mask { NEIGHBOURS } else { 0 };
        let mut at = i;
        loop {
            if *words.add(2 * at) == 0 {
                *words.add(2 * at) = tagged;
                *words.add(2 * at + 1) = key;
                return;
            }
            if probes == 0 {
                break;
            }
            probes -= 1;
            at += 1;
        }
        perturb >>= SHIFT;
        i = (i.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
    }
}
