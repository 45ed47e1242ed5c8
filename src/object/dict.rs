//! `dict`: insertion-ordered compact table. Entries are triples (hash, key, value) in one array in insertion order; an
//! open-addressed index of 32-bit words finds them. Tables of up to eight entries have no index. A word of the index has the number
//! of an entry in as many low bits as it takes and bits of the key's hash above: a walk seldom looks at entries of other keys.
//!
//! Deleting leaves a hole among the entries; those at the front are passed over (`first`), `popitem` gives those at the
//! end back (`fill`), so that queues and stacks made of dicts take constant time for each operation. Other deletions leave
//! places taken, so that iterators find what was entered meanwhile.
//!
//! `version` names the set of keys and their places: it is 0 until an inline cache asks for it, and back to 0 after any
//! insertion of a new key, deletion or rebuild; overwriting a value keeps it. So (version, entry number) is a valid cache key.

use std::cell::Cell;

use super::buffer::{Array, Buffer};
use super::gc::{Gc, Ptr, alloc};
use super::str::Str;
use super::value::Value;
use super::watch::Watch;
use super::{Raised, memory_error};
use crate::layout;

layout! {
    pub struct Dict: Dict {
        gc entries: Ptr<Array>,
        /// `1 << log2` words of u32: entry number + 1 and `fragment` of the hash; 0 free; the mask deleted.
        gc index: Ptr<Buffer>,
        /// Entries in use, deleted ones included.
        raw fill: Cell<usize>,
        /// Live entries.
        raw used: Cell<usize>,
        /// Entries below this are deleted.
        raw first: Cell<usize>,
        /// Words of the index that are not free, deleted ones included.
        raw index_fill: Cell<usize>,
        /// log2 of the index length; 0: no index.
        raw log2: Cell<u32>,
        /// All keys so far were exact strings.
        raw str_keys: Cell<bool>,
        /// How often entries have moved within their array.
        raw moves: Cell<u16>,
        raw version: Cell<u32>,
        /// Of the keys.
        raw watch: Watch,
    }
}

const WORDS: usize = 3;
const SMALL: usize = 8;
/// Tables of fewer entries are made three times as large, others twice.
const GROWS_FAST: usize = 4096;
const MAX_ENTRIES: usize = u32::MAX as usize / 2;

/// A hash as entries have it.
#[inline(always)]
pub fn tag_hash(h: i64) -> u64 {
    (h as u64) << 1 | 1
}

impl Dict {
    pub fn new() -> Gc<Dict> {
        alloc(Dict::body())
    }
    /// The fixed part of an empty dict.
    pub fn body() -> Dict {
        Dict {
            header: Dict::HEADER,
            entries: Ptr::empty(),
            index: Ptr::empty(),
            fill: Cell::new(0),
            used: Cell::new(0),
            first: Cell::new(0),
            index_fill: Cell::new(0),
            log2: Cell::new(0),
            str_keys: Cell::new(true),
            moves: Cell::new(0),
            version: Cell::new(0),
            watch: Watch::new(),
        }
    }
}

impl Gc<Dict> {
    #[inline(always)]
    pub fn len(self) -> usize {
        self.used.get()
    }
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    #[inline(always)]
    fn word(self, i: usize, w: usize) -> u64 {
        // SAFETY: i < fill, w < 3.
        unsafe { *self.entries.gc().items().add(i * WORDS + w) }
    }
    /// Key and value of entry `i < fill`, unless deleted. Iterate with `for i in 0..d.fill.get()`.
    #[inline(always)]
    pub fn entry(self, i: usize) -> Option<(Value, Value)> {
        // SAFETY: words of entries are values or 0; a live key has a value.
        unsafe { Value::from_bits_opt(self.word(i, 1)).map(|k| (k, Value::from_bits(self.word(i, 2)))) }
    }
    /// Hash of entry `i` (without its top bit).
    pub fn entry_hash(self, i: usize) -> i64 {
        self.word(i, 0) as i64 >> 1
    }
    /// The next live entry at or after `i`: its number, key, value.
    pub fn next_entry(self, i: usize) -> Option<(usize, Value, Value)> {
        let mut i = i.max(self.first.get());
        while i < self.fill.get() {
            if let Some((k, v)) = self.entry(i) {
                return Some((i, k, v));
            }
            i += 1;
        }
        None
    }
    /// The last live entry before `end`.
    pub fn prev_entry(self, mut end: usize) -> Option<(usize, Value, Value)> {
        end = end.min(self.fill.get());
        while end > 0 {
            end -= 1;
            if let Some((k, v)) = self.entry(end) {
                return Some((end, k, v));
            }
        }
        None
    }
    /// Overwrites the value of live entry `i`.
    pub fn put(self, i: usize, v: Value) {
        self.entries.gc().set(i * WORDS + 2, v);
    }
    #[inline(always)]
    fn keys_changed(self) {
        self.version.set(0);
        self.watch.changed();
    }
    /// A non-zero name for the present set of keys and places.
    pub fn keys_version(self) -> u32 {
        if self.version.get() == 0 {
            self.version.set(crate::vm::vm().next_dict_version());
        }
        self.version.get()
    }
    /// Live keys and values, in order. The dict must not change meanwhile.
    pub fn iter(self) -> impl Iterator<Item = (Value, Value)> {
        (self.first.get()..self.fill.get()).filter_map(move |i| if i < self.fill.get() { self.entry(i) } else { None })
    }

    #[inline(always)]
    fn index_words(self) -> *mut u32 {
        self.index.gc().bytes() as *mut u32
    }
    /// The entry with this hash that `f` says is the one; `f` must not run Python code.
    #[inline(always)]
    fn find_pure(self, hash: i64, f: impl Fn(Value) -> bool) -> Option<usize> {
        let tagged = tag_hash(hash);
        let e = self.entries.get()?.items();
        // SAFETY: entries below `fill` are in bounds; pos <= mask.
        unsafe {
            let hit =
                |i: usize| *e.add(i * WORDS) == tagged && Value::from_bits_opt(*e.add(i * WORDS + 1)).is_some_and(&f);
            let log2 = self.log2.get();
            // without an index, all hashes before any key: which one it is is hard to predict, how many there are is not
            let mut same = 0u32;
            let (mut walk, mut index) = (Walk::default(), std::ptr::null_mut());
            if log2 == 0 {
                for i in self.first.get()..self.fill.get() {
                    same |= u32::from(*e.add(i * WORDS) == tagged) << i;
                }
            } else {
                walk = Walk::new(tagged, log2);
                index = self.index_words();
            }
            // one place at which keys are compared, so that it is compiled in line
            loop {
                let i = if log2 == 0 {
                    if same == 0 {
                        return None;
                    }
                    let i = same.trailing_zeros() as usize;
                    same &= same - 1;
                    i
                } else {
                    loop {
                        let w = *index.add(walk.pos);
                        if w == 0 {
                            return None;
                        }
                        walk.step();
                        if let Some(i) = walk.entry(w) {
                            break i;
                        }
                    }
                };
                if hit(i) {
                    return Some(i);
                }
            }
        }
    }
    /// A quick look for the entry of a small int whose word is its tagged hash, where there is an index. It may give up.
    #[inline(always)]
    pub fn find_own_hash(self, word: u64) -> Option<Option<usize>> {
        let log2 = self.log2.get();
        if log2 == 0 {
            return None;
        }
        let (e, index) = (self.entries.gc().items(), self.index_words());
        let mut walk = Walk::new(word, log2);
        // SAFETY: what the index has are entries below `fill`; pos <= mask.
        unsafe {
            loop {
                let w = *index.add(walk.pos);
                if w == 0 {
                    return Some(None);
                }
                walk.step();
                if let Some(i) = walk.entry(w) {
                    let entry = e.add(i * WORDS);
                    if *entry.add(1) == word {
                        return Some(Some(i));
                    }
                    if *entry == word {
                        return None;
                    }
                }
            }
        }
    }
    /// A quick look for the entry with this tagged hash that `f` says is the one: made for machine code without calls. It may give up
    /// (`Err`), also because `f` cannot tell; `f` must not run Python code.
    #[inline(always)]
    pub fn find_quickly(self, tagged: u64, f: impl Fn(Value) -> Option<bool>) -> Result<Option<usize>, ()> {
        let Some(e) = self.entries.get() else { return Ok(None) };
        let e = e.items();
        let log2 = self.log2.get();
        // SAFETY: entries below `fill` are in bounds; pos <= mask; what the index has is alive.
        unsafe {
            if log2 == 0 {
                // as in `find_pure`
                let mut same = 0u32;
                for i in self.first.get()..self.fill.get() {
                    same |= u32::from(*e.add(i * WORDS) == tagged) << i;
                }
                if same == 0 {
                    return Ok(None);
                }
                let i = same.trailing_zeros() as usize;
                return match Value::from_bits_opt(*e.add(i * WORDS + 1)).and_then(f) {
                    Some(true) => Ok(Some(i)),
                    Some(false) if same & (same - 1) == 0 => Ok(None),
                    _ => Err(()),
                };
            }
            let mut walk = Walk::new(tagged, log2);
            let index = self.index_words();
            loop {
                let w = *index.add(walk.pos);
                if w == 0 {
                    return Ok(None);
                }
                walk.step();
                if let Some(i) = walk.entry(w) {
                    let entry = e.add(i * WORDS);
                    if *entry == tagged {
                        debug_assert!(*entry.add(1) != 0);
                        match f(Value::from_bits(*entry.add(1))) {
                            Some(true) => return Ok(Some(i)),
                            Some(false) => {}
                            None => return Err(()),
                        }
                    }
                }
            }
        }
    }
    /// The entry with this hash that `f` says is the one, if it can tell of each key before it; `f` must not run Python code.
    #[inline(always)]
    pub fn find_certain(self, hash: i64, f: impl Fn(Value) -> Option<bool>) -> Result<Option<usize>, ()> {
        let uncertain = Cell::new(false);
        let found = self.find_pure(hash, |k| match f(k) {
            Some(is) => is,
            None => {
                uncertain.set(true);
                true
            }
        });
        if uncertain.get() { Err(()) } else { Ok(found) }
    }
    /// The entry with this hash that `f` says is the one. `f` may run Python code: the walk starts over if the table changed
    /// under it.
    fn find(self, hash: i64, mut f: impl FnMut(Value) -> Result<bool, Raised>) -> Result<Option<usize>, Raised> {
        let tagged = tag_hash(hash);
        'again: loop {
            let (fill, entries, moves) = (self.fill.get(), self.entries.get(), self.moves.get());
            let Some(e) = entries else { return Ok(None) };
            let changed = || self.entries.get() != entries || self.fill.get() != fill || self.moves.get() != moves;
            let log2 = self.log2.get();
            if log2 == 0 {
                for i in self.first.get()..fill {
                    if self.word(i, 0) == tagged
                        && let Some(k) = e.get(i * WORDS + 1)
                    {
                        let yes = f(k)?;
                        if changed() || e.get(i * WORDS + 1) != Some(k) {
                            continue 'again;
                        }
                        if yes {
                            return Ok(Some(i));
                        }
                    }
                }
                return Ok(None);
            }
            let mut walk = Walk::new(tagged, log2);
            loop {
                // SAFETY: pos <= mask.
                let w = unsafe { *self.index_words().add(walk.pos) };
                if w == 0 {
                    return Ok(None);
                }
                if let Some(i) = walk.entry(w) {
                    if self.word(i, 0) == tagged
                        && let Some(k) = e.get(i * WORDS + 1)
                    {
                        let yes = f(k)?;
                        if changed() || e.get(i * WORDS + 1) != Some(k) {
                            continue 'again;
                        }
                        if yes {
                            return Ok(Some(i));
                        }
                    }
                }
                walk.step();
            }
        }
    }
    /// Entry number of a string key.
    #[inline]
    /// The entry of the key that `f`, which may run Python code, says is the one.
    pub fn find_by(self, hash: i64, f: impl FnMut(Value) -> Result<bool, Raised>) -> Result<Option<usize>, Raised> {
        self.find(hash, f)
    }
    pub fn find_str(self, key: Gc<Str>) -> Option<usize> {
        let h = key.hash_value();
        if self.str_keys.get() {
            return self.find_text(key, h);
        }
        self.find_key(key.value(), h).unwrap_or_else(|_| {
            crate::thread::thread().clear_exception();
            None
        })
    }
    /// Entry number of any key with its hash.
    #[inline]
    pub fn find_key(self, key: Value, hash: i64) -> Result<Option<usize>, Raised> {
        match key.exact::<Str>() {
            Some(s) if self.str_keys.get() => Ok(self.find_text(s, hash)),
            _ => self.find_any(key, hash),
        }
    }
    /// Entry number of a string where all keys are exact strings.
    #[inline(never)]
    fn find_text(self, key: Gc<Str>, hash: i64) -> Option<usize> {
        // SAFETY: as said.
        self.find_pure(hash, |k| k == key.value() || unsafe { k.cast_unchecked::<Str>() }.same(key))
    }
    #[inline(never)]
    fn find_any(self, key: Value, hash: i64) -> Result<Option<usize>, Raised> {
        if key.is_small() {
            return self.find_small(key, hash);
        }
        self.find(hash, |k| crate::protocol::compare::same_key(k, key))
    }
    /// Entry number of a small int. Keys that have its hash and are neither small ints nor strings are compared as any are.
    fn find_small(self, key: Value, hash: i64) -> Result<Option<usize>, Raised> {
        let other = std::cell::Cell::new(false);
        let found = self.find_pure(hash, |k| {
            if !k.is_small() && k.exact::<Str>().is_none() {
                other.set(true);
            }
            k == key
        });
        if found.is_none() && other.get() {
            return self.find(hash, |k| crate::protocol::compare::same_key(k, key));
        }
        Ok(found)
    }
    pub fn get_str(self, key: Gc<Str>) -> Option<Value> {
        self.find_str(key).map(|i| self.entry(i).expect("a found entry is live").1)
    }
    /// By the text of an identifier or the like.
    pub fn get_text(self, key: &str) -> Option<Value> {
        self.get_str(Str::intern(key))
    }
    pub fn get(self, key: Value) -> Result<Option<Value>, Raised> {
        self.get_hashed(key, hash_key(key)?)
    }
    pub fn get_hashed(self, key: Value, hash: i64) -> Result<Option<Value>, Raised> {
        Ok(self.find_key(key, hash)?.and_then(|i| self.entry(i)).map(|e| e.1))
    }
    pub fn contains(self, key: Value) -> Result<bool, Raised> {
        Ok(self.find_key(key, hash_key(key)?)?.is_some())
    }
    pub fn set_str(self, key: Gc<Str>, v: impl Into<Value>) -> Result<(), Raised> {
        let v = v.into();
        match self.find_str(key) {
            Some(i) => self.put(i, v),
            None => self.append(key.value(), key.hash_value(), v)?,
        }
        Ok(())
    }
    pub fn set_text(self, key: &str, v: impl Into<Value>) -> Result<(), Raised> {
        self.set_str(Str::intern(key), v)
    }
    pub fn set(self, key: Value, v: Value) -> Result<(), Raised> {
        self.set_hashed(key, hash_key(key)?, v)
    }
    pub fn set_hashed(self, key: Value, hash: i64, v: Value) -> Result<(), Raised> {
        match self.find_key(key, hash)? {
            Some(i) => {
                self.put(i, v);
                Ok(())
            }
            None => self.append(key, hash, v),
        }
    }
    /// The value of `key`, which is entered with `v` if it is missing. True: it was missing.
    pub fn set_default(self, key: Value, v: Value) -> Result<(Value, bool), Raised> {
        let h = hash_key(key)?;
        match self.find_key(key, h)? {
            Some(i) => Ok((self.entry(i).map_or(v, |e| e.1), false)),
            None => self.append(key, h, v).map(|()| (v, true)),
        }
    }
    pub fn remove(self, key: Value) -> Result<Option<(Value, Value)>, Raised> {
        Ok(self.find_key(key, hash_key(key)?)?.and_then(|i| self.remove_entry(i)))
    }
    pub fn remove_str(self, key: Gc<Str>) -> Option<Value> {
        self.find_str(key).and_then(|i| self.remove_entry(i)).map(|e| e.1)
    }
    /// Takes live entry `i` out.
    pub fn remove_entry(self, i: usize) -> Option<(Value, Value)> {
        let (k, v) = self.entry(i)?;
        let log2 = self.log2.get();
        self.used.set(self.used.get() - 1);
        self.keys_changed();
        if log2 != 0 {
            let mut walk = Walk::new(self.word(i, 0), log2);
            let (index, word) = (self.index_words(), walk.word(i));
            // SAFETY: pos <= mask; the entry is in the index, so the walk ends.
            unsafe {
                while *index.add(walk.pos) != word {
                    walk.step();
                }
                *index.add(walk.pos) = walk.mask as u32;
            }
        }
        let e = self.entries.gc();
        e.set(i * WORDS + 1, None);
        e.set(i * WORDS + 2, None);
        if self.used.get() == 0 {
            self.str_keys.set(true);
        }
        if i == self.first.get() {
            let mut n = i + 1;
            while n < self.fill.get() && self.word(n, 1) == 0 {
                n += 1;
            }
            self.first.set(n);
        }
        Some((k, v))
    }
    /// Takes the last live entry out, and gives the places from there on back.
    pub fn remove_last(self) -> Option<(Value, Value)> {
        let (i, _, _) = self.prev_entry(self.fill.get())?;
        let removed = self.remove_entry(i);
        self.fill.set(i);
        self.first.set(self.first.get().min(i));
        removed
    }
    fn reset(self) {
        self.entries.set(self, None);
        self.index.set(self, None);
        self.fill.set(0);
        self.used.set(0);
        self.first.set(0);
        self.index_fill.set(0);
        self.log2.set(0);
        self.str_keys.set(true);
        self.keys_changed();
    }
    pub fn clear(self) {
        self.reset();
    }
    /// Enters a key known to be missing.
    pub fn append(self, key: Value, hash: i64, v: Value) -> Result<(), Raised> {
        let cap = self.entries.get().map_or(0, |e| e.cap.get());
        if (self.fill.get() + 1) * WORDS > cap || self.is_crowded() {
            self.grow()?;
        }
        let i = self.fill.get();
        let e = self.entries.gc();
        // SAFETY: room was made; a tagged hash is an immediate; young arrays need no barrier.
        unsafe {
            let entry = e.items().add(i * WORDS);
            *entry = tag_hash(hash);
            if e.header.is_old() {
                enter_in_old(e, i, key, v);
            } else {
                *entry.add(1) = key.bits();
                *entry.add(2) = v.bits();
            }
        }
        if self.str_keys.get() && key.exact::<Str>().is_none() {
            self.str_keys.set(false);
        }
        if self.log2.get() != 0 {
            self.index_insert(tag_hash(hash), i);
        }
        self.fill.set(i + 1);
        self.used.set(self.used.get() + 1);
        self.keys_changed();
        Ok(())
    }
    /// Few words of the index are free.
    #[inline(always)]
    fn is_crowded(self) -> bool {
        let log2 = self.log2.get();
        log2 != 0 && self.index_fill.get() >= (1 << log2) - (1 << log2 >> 3)
    }
    #[inline(always)]
    fn index_insert(self, tagged: u64, i: usize) {
        let mut walk = Walk::new(tagged, self.log2.get());
        // SAFETY: pos <= mask; the index always has a free word.
        unsafe {
            let index = self.index_words();
            loop {
                let w = *index.add(walk.pos);
                if w == 0 || w == walk.mask as u32 {
                    *index.add(walk.pos) = walk.word(i);
                    self.index_fill.set(self.index_fill.get() + (w == 0) as usize);
                    return;
                }
                walk.step();
            }
        }
    }
    /// Makes room for `n` entries in all.
    pub fn reserve(self, n: usize) -> Result<(), Raised> {
        let cap = self.entries.get().map_or(0, |e| e.cap.get() / WORDS);
        if n > cap { self.rebuild(n, 0) } else { Ok(()) }
    }
    fn grow(self) -> Result<(), Raised> {
        let used = self.used.get();
        let (cap, room) = (self.entries.get().map_or(0, |e| e.cap.get()), used * WORDS);
        if self.log2.get() != 0 && (cap / 8..=cap / 3).contains(&room) {
            self.compact();
            return Ok(());
        }
        self.rebuild(
            if used < 5 {
                5
            } else if used < SMALL {
                SMALL
            } else if used < GROWS_FAST {
                used * 3
            } else {
                used * 2
            },
            0,
        )
    }
    /// Takes the holes among the entries out, where there is an index.
    fn compact(self) {
        let (entries, fill) = (self.entries.gc(), self.fill.get());
        let items = entries.items();
        let mut live = 0;
        // SAFETY: all below `fill`, which is in bounds; the index has `1 << log2` words.
        unsafe {
            for i in self.first.get()..fill {
                let from = items.add(i * WORDS);
                if *from.add(1) != 0 {
                    if i != live {
                        std::ptr::copy_nonoverlapping(from, items.add(live * WORDS), WORDS);
                    }
                    live += 1;
                }
            }
            std::ptr::write_bytes(items.add(live * WORDS), 0, (fill - live) * WORDS);
            std::ptr::write_bytes(self.index_words(), 0, 1 << self.log2.get());
        }
        entries.written();
        self.fill.set(live);
        self.first.set(0);
        self.index_fill.set(0);
        self.moves.set(self.moves.get().wrapping_add(1));
        self.keys_changed();
        for i in 0..live {
            self.index_insert(self.word(i, 0), i);
        }
    }
    /// Compacts into a table with room for `n` entries (and the right index), leaving `gap` deleted ones in front.
    fn rebuild(self, n: usize, gap: usize) -> Result<(), Raised> {
        if n >= MAX_ENTRIES {
            return Err(memory_error());
        }
        // five entries at least, as many as CPython's smallest table: programs can see when a table is rebuilt under an iterator
        let n = n.max(5);
        let (old, fill) = (self.entries.get(), self.fill.get());
        let log2 = index_size(n);
        let index = match log2 {
            0 => None,
            _ => Some(Buffer::zeroed(4 << log2)?),
        };
        let copied = if gap == 0 { self.used.get() * WORDS } else { 0 };
        let new = Array::to_fill_part(copied, n * WORDS)?;
        let mut live = gap;
        if let Some(old) = old {
            for i in self.first.get()..fill {
                if old.get(i * WORDS + 1).is_some() {
                    // SAFETY: both in bounds.
                    unsafe {
                        std::ptr::copy_nonoverlapping(old.items().add(i * WORDS), new.items().add(live * WORDS), WORDS)
                    };
                    live += 1;
                }
            }
            new.written();
        }
        self.entries.set(self, new);
        self.index.set(self, index);
        self.log2.set(log2);
        self.fill.set(live);
        self.first.set(gap);
        self.index_fill.set(0);
        self.keys_changed();
        if log2 != 0 {
            for i in gap..live {
                self.index_insert(self.word(i, 0), i);
            }
        }
        Ok(())
    }
    /// Moves live entry `i` behind all others, or in front of them.
    pub fn move_entry(self, i: usize, last: bool) -> Result<(), Raised> {
        let Some((k, v)) = self.entry(i) else { return Ok(()) };
        let hash = self.entry_hash(i);
        if self.used.get() == 1 {
            return Ok(());
        }
        if last {
            if i + 1 != self.fill.get() {
                self.remove_entry(i);
                self.append(k, hash, v)?;
            }
            return Ok(());
        }
        if i == self.first.get() {
            return Ok(());
        }
        self.remove_entry(i);
        if self.first.get() == 0 || self.is_crowded() {
            let used = self.used.get();
            self.rebuild(used * 2 + 8, used / 2 + 4)?;
        }
        let at = self.first.get() - 1;
        let e = self.entries.gc();
        // SAFETY: in bounds; a tagged hash is an immediate.
        unsafe { *e.items().add(at * WORDS) = tag_hash(hash) };
        e.set(at * WORDS + 1, k);
        e.set(at * WORDS + 2, v);
        if self.log2.get() != 0 {
            self.index_insert(tag_hash(hash), at);
        }
        self.str_keys.set(self.str_keys.get() && k.exact::<Str>().is_some());
        self.first.set(at);
        self.used.set(self.used.get() + 1);
        self.keys_changed();
        Ok(())
    }
    /// A dict with the same entries.
    pub fn copy(self) -> Result<Gc<Dict>, Raised> {
        let d = Dict::new();
        d.copy_entries(self)?;
        Ok(d)
    }
    /// Fills an empty dict with the entries of `o`.
    fn copy_entries(self, o: Gc<Dict>) -> Result<(), Raised> {
        let Some(src) = o.entries.get() else { return Ok(()) };
        let n = o.fill.get();
        if n != o.used.get() || n == 0 {
            self.reserve(o.len())?;
            for i in o.first.get()..o.fill.get() {
                if let Some((k, v)) = o.entry(i) {
                    self.append(k, o.entry_hash(i), v)?;
                }
            }
            return Ok(());
        }
        let cap = if o.log2.get() == 0 { n.next_power_of_two().max(4) } else { src.cap.get() / WORDS };
        let index = match o.index.get() {
            Some(_) => Some(Buffer::try_new(4 << o.log2.get())?),
            None => None,
        };
        let entries = Array::to_fill_part(n * WORDS, cap * WORDS)?;
        // SAFETY: both arrays hold `n` entries, both indexes `1 << log2` words.
        unsafe {
            std::ptr::copy_nonoverlapping(src.items(), entries.items(), n * WORDS);
            if let (Some(to), Some(from)) = (index, o.index.get()) {
                std::ptr::copy_nonoverlapping(from.bytes(), to.bytes(), 4 << o.log2.get());
            }
        }
        entries.written();
        self.entries.set(self, entries);
        self.index.set(self, index);
        self.fill.set(n);
        self.used.set(n);
        self.first.set(0);
        self.index_fill.set(o.index_fill.get());
        self.log2.set(o.log2.get());
        self.str_keys.set(o.str_keys.get());
        self.keys_changed();
        Ok(())
    }
    /// Enters all of `o`'s entries.
    pub fn update_from(self, o: Gc<Dict>) -> Result<(), Raised> {
        if self == o {
            return Ok(());
        }
        if self.is_empty() {
            self.reset();
            return self.copy_entries(o);
        }
        let (mut i, n) = (0, o.len());
        while let Some((j, k, v)) = o.next_entry(i) {
            self.set_hashed(k, o.entry_hash(j), v)?;
            i = j + 1;
            if o.len() != n {
                return Err(crate::builtins::exceptions::runtime_error("dict mutated during update"));
            }
        }
        Ok(())
    }
}

#[cold]
#[inline(never)]
fn enter_in_old(entries: Gc<Array>, i: usize, key: Value, v: Value) {
    entries.set(i * WORDS + 1, key);
    entries.set(i * WORDS + 2, v);
}

/// `hash(key)`, with the complaint that a dict makes about unhashable keys.
#[inline]
pub fn hash_key(key: Value) -> Result<i64, Raised> {
    crate::protocol::compare::hash(key).map_err(|r| crate::protocol::compare::unhashable_as(key, "a dict key", r))
}

/// log2 of the length of the index for `n` entries; 0: none.
fn index_size(n: usize) -> u32 {
    if n <= SMALL { 0 } else { (n + n / 2).next_power_of_two().trailing_zeros() }
}

/// The walk through the index for a hash. The second place and those behind it are far apart and depend on all of the hash: a key that is
/// missing where the places of others are close together is soon known to be.
#[derive(Default)]
struct Walk {
    pos: usize,
    mask: usize,
    /// Odd, so that the walk comes to all places.
    jump: usize,
    /// What a word of the index has of the hash besides the number of the entry, which is below the mask: the bits above.
    fragment: u32,
}
impl Walk {
    #[inline(always)]
    fn new(tagged: u64, log2: u32) -> Walk {
        let mask = (1usize << log2) - 1;
        let bits = (tagged.wrapping_mul(SPREAD) >> 32) as usize;
        Walk { pos: mix(tagged, log2) & mask, mask, jump: bits | 1, fragment: (bits & !mask) as u32 }
    }
    #[inline(always)]
    fn step(&mut self) {
        self.pos = (self.pos + self.jump) & self.mask;
    }
    /// The entry that a word which is not free tells of, if it may be the one that is looked for.
    #[inline(always)]
    fn entry(&self, word: u32) -> Option<usize> {
        let n = (word ^ self.fragment) as usize;
        (n < self.mask).then(|| n - 1)
    }
    /// The word of entry `i`.
    #[inline(always)]
    fn word(&self, i: usize) -> u32 {
        self.fragment | (i as u32 + 1)
    }
}
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
/// Where the walk for a hash starts. Ints in sequence get neighbouring places without a collision, multiples of a power of
/// two are folded onto the low bits. Nothing waits for the product but the last step.
#[inline(always)]
fn mix(tagged: u64, log2: u32) -> usize {
    let h = tagged >> 1;
    let high = (tagged >> 33).wrapping_mul(SPREAD) >> 32;
    (h ^ h >> log2 ^ h >> (2 * log2) ^ high) as usize
}
