//! From values to bytes.

use std::collections::HashMap;

use super::{MAX_DEPTH, code, tags};
use crate::builtins::exceptions::{Exc, value_error};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::float::{Complex, Float};
use crate::object::gc::Gc;
use crate::object::int::{BigInt, IntRef};
use crate::object::list::List;
use crate::object::positions::write_varint;
use crate::object::set::{FrozenSet, Set};
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, boolean, ellipsis, none};

pub(super) struct Writer {
    pub out: Vec<u8>,
    version: i64,
    allow_code: bool,
    depth: usize,
    /// How often an object occurs (complemented addresses: its owner is on the caller's stack), then its number.
    seen: HashMap<u64, Seen>,
    count: u32,
    /// File name of the code around.
    pub filename: Option<Gc<Str>>,
}
struct Seen {
    times: u32,
    number: Option<u32>,
}

pub(super) fn to_bytes(v: Value, version: i64, allow_code: bool) -> Result<Vec<u8>, Raised> {
    let mut w = Writer::new(version, allow_code, 0, None);
    if version >= 3 {
        w.note(v);
        w.depth = 0;
    }
    w.value(v)?;
    Ok(w.out)
}

/// As `to_bytes`, without the file name of the code.
pub(super) fn code_to_bytes(c: Gc<Code>) -> Result<Vec<u8>, Raised> {
    let mut w = Writer::new(super::VERSION, true, 0, Some(c.filename.gc()));
    w.value(c.value())?;
    Ok(w.out)
}

/// Values that are the same object everywhere, or cheaper to repeat than to refer to.
fn is_atom(v: Value) -> bool {
    !v.is_ptr() || v == none() || v == ellipsis() || v == boolean(true) || v == boolean(false)
}

impl Writer {
    fn new(version: i64, allow_code: bool, depth: usize, filename: Option<Gc<Str>>) -> Writer {
        Writer { out: vec![], version, allow_code, depth, seen: HashMap::new(), count: 0, filename }
    }
    pub fn varint(&mut self, n: usize) {
        write_varint(&mut self.out, n as u64);
    }
    /// What `f` writes, with its length in front and no references to anything outside.
    pub fn section(
        &mut self,
        filename: Gc<Str>,
        f: impl FnOnce(&mut Writer) -> Result<(), Raised>,
    ) -> Result<(), Raised> {
        let mut w = Writer::new(self.version, self.allow_code, self.depth, Some(filename));
        f(&mut w)?;
        self.size(w.out.len())?;
        self.out.append(&mut w.out);
        Ok(())
    }
    pub fn u32(&mut self, n: u32) {
        self.out.extend_from_slice(&n.to_le_bytes());
    }
    pub fn u64(&mut self, n: u64) {
        self.out.extend_from_slice(&n.to_le_bytes());
    }
    fn size(&mut self, n: usize) -> Result<(), Raised> {
        match i32::try_from(n) {
            Ok(n) => {
                self.u32(n as u32);
                Ok(())
            }
            Err(_) => Err(value_error("unmarshallable object")),
        }
    }
    /// Counts how often each object occurs.
    fn note(&mut self, v: Value) {
        if is_atom(v) || self.depth > MAX_DEPTH {
            return;
        }
        let s = self.seen.entry(!v.bits()).or_insert(Seen { times: 0, number: None });
        s.times += 1;
        if s.times > 1 {
            return;
        }
        self.depth += 1;
        if let Some(t) = v.exact::<Tuple>() {
            t.items().iter().for_each(|x| self.note(*x));
        } else if let Some(l) = v.exact::<List>() {
            l.items().to_vec().iter().for_each(|x| self.note(*x));
        } else if let Some(d) = v.exact::<Dict>() {
            d.iter().for_each(|(k, x)| {
                self.note(k);
                self.note(x)
            });
        } else if let Some(s) = v.exact::<Slice>() {
            for x in [&s.start, &s.stop, &s.step] {
                self.note(x.get_or_none());
            }
        }
        // code objects keep their values to themselves
        self.depth -= 1;
    }
    pub fn value(&mut self, v: Value) -> Result<(), Raised> {
        if v == none() {
            self.out.push(tags::NONE);
        } else if v == boolean(true) {
            self.out.push(tags::TRUE);
        } else if v == boolean(false) {
            self.out.push(tags::FALSE);
        } else if v == ellipsis() {
            self.out.push(tags::ELLIPSIS);
        } else if v == Exc::StopIteration.class().value() {
            self.out.push(tags::STOP_ITERATION);
        } else if let Some(i) = v.as_small() {
            self.int(i, 0)?;
        } else {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(value_error("object too deeply nested to marshal"));
            }
            self.object(v)?;
            self.depth -= 1;
        }
        Ok(())
    }
    /// `FLAG_REF` if the object occurs again later; `None` if it has been written already (a reference was written).
    fn flag(&mut self, v: Value) -> Option<u8> {
        let count = self.count;
        let Some(s) = self.seen.get_mut(&!v.bits()) else { return Some(0) };
        if let Some(n) = s.number {
            self.out.push(tags::REF);
            self.u32(n);
            return None;
        }
        if s.times < 2 {
            return Some(0);
        }
        s.number = Some(count);
        self.count += 1;
        Some(tags::FLAG_REF)
    }
    fn int(&mut self, i: i64, flag: u8) -> Result<(), Raised> {
        match i32::try_from(i) {
            Ok(i) => {
                self.out.push(tags::INT | flag);
                self.u32(i as u32);
                Ok(())
            }
            Err(_) => self.long(IntRef::Small(i), flag),
        }
    }
    fn long(&mut self, i: IntRef, flag: u8) -> Result<(), Raised> {
        let big = i.to_big();
        let (sign, magnitude) = big.into_parts();
        let bytes = magnitude.to_le_bytes();
        let bits = bytes.len() * 8;
        let mut digits: Vec<u16> = (0..bits.div_ceil(15))
            .map(|d| {
                let at = d * 15;
                let word = (0..3).fold(0u32, |w, k| w | (*bytes.get(at / 8 + k).unwrap_or(&0) as u32) << (8 * k));
                (word >> (at % 8)) as u16 & 0x7fff
            })
            .collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        self.out.push(tags::LONG | flag);
        let n = i32::try_from(digits.len()).map_err(|_| value_error("unmarshallable object"))?;
        self.u32(if sign == dashu_int::Sign::Negative { -n } else { n } as u32);
        digits.iter().for_each(|d| self.out.extend_from_slice(&d.to_le_bytes()));
        Ok(())
    }
    fn object(&mut self, v: Value) -> Result<(), Raised> {
        if let Some(f) = v.as_float_imm() {
            self.float(f, 0);
            return Ok(());
        }
        let Some(flag) = self.flag(v) else { return Ok(()) };
        if let Some(b) = v.exact::<BigInt>() {
            return self.long(IntRef::Big(b), flag);
        } else if let Some(f) = v.exact::<Float>() {
            self.float(f.value, flag);
        } else if let Some(c) = v.exact::<Complex>() {
            if self.version > 1 {
                self.out.push(tags::COMPLEX | flag);
                self.u64(c.re.to_bits());
                self.u64(c.im.to_bits());
            } else {
                self.out.push(tags::COMPLEX_TEXT | flag);
                self.short_text(c.re);
                self.short_text(c.im);
            }
        } else if let Some(s) = v.exact::<Str>() {
            self.text(s, flag)?;
        } else if let Some(t) = v.exact::<Tuple>() {
            match u8::try_from(t.len()) {
                Ok(n) if self.version >= 4 => self.out.extend_from_slice(&[tags::SMALL_TUPLE | flag, n]),
                _ => {
                    self.out.push(tags::TUPLE | flag);
                    self.size(t.len())?;
                }
            }
            t.items().iter().try_for_each(|x| self.value(*x))?;
        } else if let Some(l) = v.exact::<List>() {
            self.out.push(tags::LIST | flag);
            self.size(l.len())?;
            for i in 0..l.len() {
                self.value(l.get(i).unwrap_or_else(none))?;
            }
        } else if let Some(d) = v.exact::<Dict>() {
            self.out.push(tags::DICT | flag);
            for (k, x) in d.iter() {
                self.value(k)?;
                self.value(x)?;
            }
            self.out.push(tags::NULL);
        } else if let Some(s) = v.exact::<Set>() {
            self.set(s, tags::SET | flag)?;
        } else if let Some(s) = v.exact::<FrozenSet>() {
            self.set(s.as_set(), tags::FROZENSET | flag)?;
        } else if let Some(s) = v.exact::<Slice>().filter(|_| self.version >= 5) {
            self.out.push(tags::SLICE | flag);
            for x in [&s.start, &s.stop, &s.step] {
                self.value(x.get_or_none())?;
            }
        } else if let Some(c) = v.exact::<Code>() {
            if !self.allow_code {
                return Err(value_error("marshalling code objects is disallowed"));
            }
            self.out.push(tags::CODE | flag);
            code::write(self, c)?;
        } else if let Some(b) = bytes_of(v)? {
            self.out.push(tags::BYTES | flag);
            self.size(b.len())?;
            self.out.extend_from_slice(&b);
        } else {
            return Err(value_error("unmarshallable object"));
        }
        Ok(())
    }
    fn float(&mut self, f: f64, flag: u8) {
        if self.version > 1 {
            self.out.push(tags::FLOAT | flag);
            self.u64(f.to_bits());
        } else {
            self.out.push(tags::FLOAT_TEXT | flag);
            self.short_text(f);
        }
    }
    fn short_text(&mut self, f: f64) {
        let t = format!("{f}");
        self.out.push(t.len() as u8);
        self.out.extend_from_slice(t.as_bytes());
    }
    fn text(&mut self, s: Gc<Str>, flag: u8) -> Result<(), Raised> {
        let interned = s.interned.get();
        if let Some(t) = s.as_ascii().filter(|_| self.version >= 4) {
            match u8::try_from(t.len()) {
                Ok(n) => {
                    let tag = if interned { tags::SHORT_ASCII_INTERNED } else { tags::SHORT_ASCII };
                    self.out.extend_from_slice(&[tag | flag, n]);
                }
                Err(_) => {
                    self.out.push(flag | if interned { tags::ASCII_INTERNED } else { tags::ASCII });
                    self.size(t.len())?;
                }
            }
            self.out.extend_from_slice(t.as_bytes());
            return Ok(());
        }
        self.out.push(flag | if interned && self.version >= 3 { tags::INTERNED } else { tags::UNICODE });
        let b = encode_surrogatepass(s);
        self.size(b.len())?;
        self.out.extend_from_slice(&b);
        Ok(())
    }
    /// Items in the order of their bytes, so that equal sets give equal bytes.
    fn set(&mut self, table: Gc<Set>, tag: u8) -> Result<(), Raised> {
        self.out.push(tag);
        self.size(table.len())?;
        let mut order: Vec<(Vec<u8>, usize)> = vec![];
        for (i, k) in table.iter().enumerate() {
            order.push((to_bytes(k, self.version, self.allow_code)?, i));
        }
        order.sort();
        let items: crate::object::buffer::GcVec = table.iter().collect();
        order.iter().try_for_each(|(_, i)| self.value(items.get(*i)))
    }
}
fn bytes_of(v: Value) -> Result<Option<Vec<u8>>, Raised> {
    if let Some(b) = v.exact::<Bytes>() {
        return Ok(Some(b.as_slice().to_vec()));
    }
    if let Some(b) = v.exact::<ByteArray>() {
        return Ok(Some(b.as_slice().to_vec()));
    }
    crate::stdlib::io::buffer_bytes(v)
}
/// UTF-8 in which surrogates are encoded like other code points.
pub(super) fn encode_surrogatepass(s: Gc<Str>) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len() + 8);
    for c in s.points() {
        match char::from_u32(c) {
            Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => {
                out.extend_from_slice(&[0xe0 | (c >> 12) as u8, 0x80 | (c >> 6 & 0x3f) as u8, 0x80 | (c & 0x3f) as u8])
            }
        }
    }
    out
}
