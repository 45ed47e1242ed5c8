//! `dict`: insertion-ordered compact table. Entries are triples (hash, key, value) in one array in insertion order; an
//! open-addressed index of 32-bit entry numbers finds them. Tables of up to eight entries have no index.
//!
//! `version` names the set of keys and their places: it is 0 until an inline cache asks for it, and back to 0 after any
//! insertion of a new key, deletion or rebuild; overwriting a value keeps it. So (version, entry number) is a valid cache key.

use std::cell::Cell;

use super::buffer::{Array, Buffer};
use super::gc::{Gc, Ptr, alloc};
use super::str::Str;
use super::value::Value;
use super::{Raised, memory_error};
use crate::layout;

layout! {
    pub struct Dict: Dict {
        gc entries: Ptr<Array>,
        /// `1 << log2` words of u32: entry number + 1, 0 free, `DELETED`.
        gc index: Ptr<Buffer>,
        /// Entries in use, deleted ones included.
        raw fill: Cell<usize>,
        /// Live entries.
        raw used: Cell<usize>,
        /// log2 of the index length; 0: no index.
        raw log2: Cell<u32>,
        /// All keys so far were exact strings.
        raw str_keys: Cell<bool>,
        raw version: Cell<u32>,
    }
}

const WORDS: usize = 3;
const SMALL: usize = 8;
const DELETED: u32 = u32::MAX;

#[inline(always)]
fn tag_hash(h: i64) -> u64 {
    (h as u64) << 1 | 1
}

impl Dict {
    pub fn new() -> Gc<Dict> {
        alloc(Dict {
            header: Dict::HEADER,
            entries: Ptr::empty(),
            index: Ptr::empty(),
            fill: Cell::new(0),
            used: Cell::new(0),
            log2: Cell::new(0),
            str_keys: Cell::new(true),
            version: Cell::new(0),
        })
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
    pub fn next_entry(self, mut i: usize) -> Option<(usize, Value, Value)> {
        while i < self.fill.get() {
            if let Some((k, v)) = self.entry(i) {
                return Some((i, k, v));
            }
            i += 1;
        }
        None
    }
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
    /// A non-zero name for the present set of keys and places.
    pub fn keys_version(self) -> u32 {
        if self.version.get() == 0 {
            self.version.set(crate::vm::vm().next_dict_version());
        }
        self.version.get()
    }
    /// Live keys and values, in order. The dict must not change meanwhile.
    pub fn iter(self) -> impl Iterator<Item = (Value, Value)> {
        (0..self.fill.get()).filter_map(move |i| if i < self.fill.get() { self.entry(i) } else { None })
    }

    #[inline(always)]
    fn index_words(self) -> *mut u32 {
        self.index.gc().bytes() as *mut u32
    }
    /// Entry numbers with this hash, until `f` says which one it is. `f` may run Python code: the walk starts over if the
    /// table changed under it.
    fn find(self, hash: i64, mut f: impl FnMut(Value) -> Result<bool, Raised>) -> Result<Option<usize>, Raised> {
        let tagged = tag_hash(hash);
        'again: loop {
            let (fill, entries) = (self.fill.get(), self.entries.get());
            let Some(e) = entries else { return Ok(None) };
            let changed = || self.entries.get() != entries || self.fill.get() != fill;
            if self.log2.get() == 0 {
                for i in 0..fill {
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
            let mask = (1usize << self.log2.get()) - 1;
            let mut pos = mix(tagged) & mask;
            let mut step = 0;
            loop {
                // SAFETY: pos <= mask.
                let n = unsafe { *self.index_words().add(pos) };
                if n == 0 {
                    return Ok(None);
                }
                if n != DELETED {
                    let i = n as usize - 1;
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
                step += 1;
                pos = (pos + step) & mask;
            }
        }
    }
    /// Entry number of a string key.
    pub fn find_str(self, key: Gc<Str>) -> Option<usize> {
        let h = key.hash_value();
        if self.str_keys.get() {
            return self.find(h, |k| Ok(k.is(key) || k.cast::<Str>().is_some_and(|s| s.same(key)))).unwrap_or(None);
        }
        self.find_key(key.value(), h).unwrap_or_else(|_| {
            crate::thread::thread().clear_exception();
            None
        })
    }
    /// Entry number of any key with its hash.
    pub fn find_key(self, key: Value, hash: i64) -> Result<Option<usize>, Raised> {
        if let Some(s) = key.exact::<Str>()
            && self.str_keys.get()
        {
            return self.find(hash, |k| Ok(k == key || k.cast::<Str>().is_some_and(|t| t.same(s))));
        }
        self.find(hash, |k| Ok(k == key || crate::protocol::compare::eq(k, key)?))
    }
    pub fn get_str(self, key: Gc<Str>) -> Option<Value> {
        self.find_str(key).map(|i| self.entry(i).expect("a found entry is live").1)
    }
    /// By the text of an identifier or the like.
    pub fn get_text(self, key: &str) -> Option<Value> {
        self.get_str(Str::intern(key))
    }
    pub fn get(self, key: Value) -> Result<Option<Value>, Raised> {
        let h = crate::protocol::compare::hash(key)?;
        self.get_hashed(key, h)
    }
    pub fn get_hashed(self, key: Value, hash: i64) -> Result<Option<Value>, Raised> {
        Ok(self.find_key(key, hash)?.and_then(|i| self.entry(i)).map(|e| e.1))
    }
    pub fn contains(self, key: Value) -> Result<bool, Raised> {
        let h = crate::protocol::compare::hash(key)?;
        Ok(self.find_key(key, h)?.is_some())
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
        let h = crate::protocol::compare::hash(key)?;
        self.set_hashed(key, h, v)
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
        let h = crate::protocol::compare::hash(key)?;
        match self.find_key(key, h)? {
            Some(i) => Ok((self.entry(i).map_or(v, |e| e.1), false)),
            None => self.append(key, h, v).map(|()| (v, true)),
        }
    }
    pub fn remove(self, key: Value) -> Result<Option<(Value, Value)>, Raised> {
        let h = crate::protocol::compare::hash(key)?;
        Ok(self.find_key(key, h)?.and_then(|i| self.remove_entry(i)))
    }
    pub fn remove_str(self, key: Gc<Str>) -> Option<Value> {
        self.find_str(key).and_then(|i| self.remove_entry(i)).map(|e| e.1)
    }
    /// Takes live entry `i` out.
    pub fn remove_entry(self, i: usize) -> Option<(Value, Value)> {
        let (k, v) = self.entry(i)?;
        if self.log2.get() != 0 {
            let mask = (1usize << self.log2.get()) - 1;
            let mut pos = mix(self.word(i, 0)) & mask;
            let mut step = 0;
            // SAFETY: pos <= mask; the entry is in the index, so the walk ends.
            unsafe {
                while *self.index_words().add(pos) != i as u32 + 1 {
                    step += 1;
                    pos = (pos + step) & mask;
                }
                *self.index_words().add(pos) = DELETED;
            }
        }
        let e = self.entries.gc();
        e.set(i * WORDS + 1, None);
        e.set(i * WORDS + 2, None);
        self.used.set(self.used.get() - 1);
        self.version.set(0);
        if self.used.get() == 0 {
            self.reset();
        } else if i + 1 == self.fill.get() && self.log2.get() == 0 {
            self.fill.set(i);
        }
        Some((k, v))
    }
    fn reset(self) {
        self.entries.set(self, None);
        self.index.set(self, None);
        self.fill.set(0);
        self.used.set(0);
        self.log2.set(0);
        self.str_keys.set(true);
        self.version.set(0);
    }
    pub fn clear(self) {
        self.reset();
    }
    /// Enters a key known to be missing.
    fn append(self, key: Value, hash: i64, v: Value) -> Result<(), Raised> {
        let cap = self.entries.get().map_or(0, |e| e.cap.get() / WORDS);
        if self.fill.get() == cap {
            self.grow()?;
        }
        let i = self.fill.get();
        let e = self.entries.gc();
        // SAFETY: room was made; a tagged hash is an immediate.
        unsafe { *e.items().add(i * WORDS) = tag_hash(hash) };
        e.set(i * WORDS + 1, key);
        e.set(i * WORDS + 2, v);
        if key.exact::<Str>().is_none() {
            self.str_keys.set(false);
        }
        if self.log2.get() != 0 {
            self.index_insert(tag_hash(hash), i);
        }
        self.fill.set(i + 1);
        self.used.set(self.used.get() + 1);
        self.version.set(0);
        Ok(())
    }
    fn index_insert(self, tagged: u64, i: usize) {
        let mask = (1usize << self.log2.get()) - 1;
        let mut pos = mix(tagged) & mask;
        let mut step = 0;
        // SAFETY: pos <= mask; the index always has a free word.
        unsafe {
            while *self.index_words().add(pos) != 0 {
                step += 1;
                pos = (pos + step) & mask;
            }
            *self.index_words().add(pos) = i as u32 + 1;
        }
    }
    /// Makes room for `n` entries in all.
    pub fn reserve(self, n: usize) -> Result<(), Raised> {
        let cap = self.entries.get().map_or(0, |e| e.cap.get() / WORDS);
        if n > cap { self.rebuild(n) } else { Ok(()) }
    }
    fn grow(self) -> Result<(), Raised> {
        let used = self.used.get();
        self.rebuild(if used < 4 { 4 } else if used < SMALL { SMALL } else { used * 2 })
    }
    /// Compacts into a table with room for `n` entries (and the right index).
    fn rebuild(self, n: usize) -> Result<(), Raised> {
        if n >= DELETED as usize / 2 {
            return Err(memory_error());
        }
        let (old, fill) = (self.entries.get(), self.fill.get());
        let new = Array::try_new(n * WORDS)?;
        let log2 = if n <= SMALL { 0 } else { (n * 3 / 2).next_power_of_two().trailing_zeros() };
        let index = match log2 {
            0 => None,
            _ => {
                let b = Buffer::try_new(4 << log2)?;
                // SAFETY: that many bytes.
                unsafe { std::ptr::write_bytes(b.bytes(), 0, 4 << log2) };
                Some(b)
            }
        };
        let mut live = 0;
        if let Some(old) = old {
            for i in 0..fill {
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
        self.version.set(0);
        if log2 != 0 {
            for i in 0..live {
                self.index_insert(self.word(i, 0), i);
            }
        }
        Ok(())
    }
    /// A dict with the same entries.
    pub fn copy(self) -> Result<Gc<Dict>, Raised> {
        let d = Dict::new();
        d.reserve(self.len())?;
        for i in 0..self.fill.get() {
            if let Some((k, v)) = self.entry(i) {
                d.append(k, self.entry_hash(i), v)?;
            }
        }
        Ok(d)
    }
    /// Enters all of `o`'s entries.
    pub fn update_from(self, o: Gc<Dict>) -> Result<(), Raised> {
        let mut i = 0;
        while let Some((j, k, v)) = o.next_entry(i) {
            self.set_hashed(k, o.entry_hash(j), v)?;
            i = j + 1;
        }
        Ok(())
    }
}

#[inline(always)]
fn mix(tagged: u64) -> usize {
    // small ints in sequence should not collide, multiples of a power of two should spread
    let h = tagged >> 1;
    (h ^ h >> 15 ^ h >> 33) as usize
}
