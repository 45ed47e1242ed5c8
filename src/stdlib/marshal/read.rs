//! From bytes to values.

use super::{MAX_DEPTH, bad, code, tags, too_short};
use crate::builtins::exceptions::{Exc, value_error};
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::float::Complex;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::positions::read_varint;
use crate::object::set::{FrozenSet, Set};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, ellipsis, none};

pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    refs: GcVec,
    pub depth: usize,
    allow_code: bool,
    /// The bytes stay where they are as long as the program runs.
    pub stays: bool,
    /// File name of the code around.
    pub filename: Option<Gc<Str>>,
}
/// A piece of the bytes.
#[derive(Clone, Copy)]
pub(super) enum Section<'a> {
    Stays(&'static [u8]),
    Passes(&'a [u8]),
}

/// The first value in the bytes, and how many it takes.
pub(super) fn from_bytes(bytes: &[u8], allow_code: bool) -> Result<(Value, usize), Raised> {
    let mut r = Reader { bytes, at: 0, refs: GcVec::new(), depth: 0, allow_code, stays: false, filename: None };
    match r.optional()? {
        Some(v) => Ok((v, r.at)),
        None => Err(crate::builtins::exceptions::type_error("NULL object in marshal data for object")),
    }
}

/// The code object in bytes that stay where they are: a stub, the functions in which will be stubs.
pub(super) fn stored_code(bytes: &'static [u8], filename: Gc<Str>) -> Res {
    Reader::of_section(bytes, true, filename, 0).value()
}

impl<'a> Reader<'a> {
    /// A reader of something complete in itself. `stays`: the bytes live as long as the program.
    pub fn of_section(bytes: &'a [u8], stays: bool, filename: Gc<Str>, depth: usize) -> Reader<'a> {
        Reader { bytes, at: 0, refs: GcVec::new(), depth, allow_code: true, stays, filename: Some(filename) }
    }
    pub fn piece(&mut self, n: usize) -> Result<Section<'a>, Raised> {
        let b = self.take(n)?;
        // SAFETY: whoever set `stays` promised it.
        Ok(if self.stays { Section::Stays(unsafe { &*(b as *const [u8]) }) } else { Section::Passes(b) })
    }
    /// What `Writer::section` wrote.
    pub fn section(&mut self) -> Result<Section<'a>, Raised> {
        let n = self.u32()? as usize;
        self.piece(n)
    }
    pub fn varint(&mut self) -> Result<usize, Raised> {
        let mut rest = &self.bytes[self.at..];
        let n = read_varint(&mut rest).ok_or_else(too_short)?;
        self.at = self.bytes.len() - rest.len();
        usize::try_from(n).map_err(|_| bad("number"))
    }
    /// A number of things that take a byte at least.
    pub fn length(&mut self) -> Result<usize, Raised> {
        let n = self.varint()?;
        if n > self.left() { Err(too_short()) } else { Ok(n) }
    }
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }
    pub fn left(&self) -> usize {
        self.bytes.len() - self.at
    }
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Raised> {
        let end = self.at.checked_add(n).filter(|e| *e <= self.bytes.len()).ok_or_else(too_short)?;
        let s = &self.bytes[self.at..end];
        self.at = end;
        Ok(s)
    }
    pub fn u8(&mut self) -> Result<u8, Raised> {
        Ok(self.take(1)?[0])
    }
    pub fn u32(&mut self) -> Result<u32, Raised> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into().unwrap_or_default()))
    }
    pub fn u64(&mut self) -> Result<u64, Raised> {
        Ok(u64::from_le_bytes(self.take(8)?.try_into().unwrap_or_default()))
    }
    fn size(&mut self, what: &str) -> Result<usize, Raised> {
        usize::try_from(self.u32()? as i32).map_err(|_| bad(&format!("{what} size out of range")))
    }
    /// A container's length cannot exceed the bytes that are left.
    fn count(&mut self, what: &str) -> Result<usize, Raised> {
        let n = self.size(what)?;
        if n > self.bytes.len() - self.at { Err(too_short()) } else { Ok(n) }
    }
    pub fn value(&mut self) -> Res {
        match self.optional()? {
            Some(v) => Ok(v),
            None => Err(crate::builtins::exceptions::type_error("NULL object in marshal data for object")),
        }
    }
    fn remember(&mut self, flag: bool, v: Value) -> Value {
        if flag {
            self.refs.push(v);
        }
        v
    }
    /// Keeps a number for an object that is not complete yet.
    fn reserve(&mut self, flag: bool) -> Option<usize> {
        if !flag {
            return None;
        }
        self.refs.push(crate::object::not_implemented());
        Some(self.refs.len() - 1)
    }
    fn fill(&mut self, place: Option<usize>, v: Value) -> Value {
        if let Some(i) = place {
            self.refs.set(i, v);
        }
        v
    }
    fn optional(&mut self) -> Result<Option<Value>, Raised> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(value_error("recursion limit exceeded"));
        }
        let tag = match self.u8() {
            Ok(t) => t,
            Err(Raised) => {
                crate::thread::thread().clear_exception();
                return Err(crate::builtins::exceptions::raise(
                    Exc::EOFError,
                    if self.at == 0 && self.depth == 1 {
                        "marshal data too short"
                    } else {
                        "EOF read where object expected"
                    },
                ));
            }
        };
        let flag = tag & tags::FLAG_REF != 0;
        let v = match tag & !tags::FLAG_REF {
            tags::NULL => {
                self.depth -= 1;
                return Ok(None);
            }
            tags::NONE => none(),
            tags::TRUE => boolean(true),
            tags::FALSE => boolean(false),
            tags::ELLIPSIS => ellipsis(),
            tags::STOP_ITERATION => Exc::StopIteration.class().value(),
            tags::INT => {
                let i = self.u32()? as i32;
                self.remember(flag, Value::small(i as i64))
            }
            tags::INT64 => {
                let i = self.u64()? as i64;
                self.remember(flag, Value::int(i))
            }
            tags::REF => {
                let n = self.u32()? as usize;
                if n >= self.refs.len() || self.refs.get(n) == crate::object::not_implemented() {
                    return Err(bad("invalid reference"));
                }
                self.refs.get(n)
            }
            t => self.object(t, flag)?,
        };
        self.depth -= 1;
        Ok(Some(v))
    }
    fn object(&mut self, tag: u8, flag: bool) -> Res {
        Ok(match tag {
            tags::LONG => {
                let v = self.long()?;
                self.remember(flag, v)
            }
            tags::FLOAT => {
                let v = Value::float(f64::from_bits(self.u64()?));
                self.remember(flag, v)
            }
            tags::FLOAT_TEXT => {
                let v = Value::float(self.float_text()?);
                self.remember(flag, v)
            }
            tags::COMPLEX => {
                let (re, im) = (f64::from_bits(self.u64()?), f64::from_bits(self.u64()?));
                self.remember(flag, Complex::new(re, im).value())
            }
            tags::COMPLEX_TEXT => {
                let (re, im) = (self.float_text()?, self.float_text()?);
                self.remember(flag, Complex::new(re, im).value())
            }
            tags::BYTES => {
                let n = self.size("bytes object")?;
                let v = Bytes::try_new(self.take(n)?)?.value();
                self.remember(flag, v)
            }
            tags::SHORT_ASCII | tags::SHORT_ASCII_INTERNED => {
                let n = self.u8()? as usize;
                let v = self.ascii(n, tag == tags::SHORT_ASCII_INTERNED)?;
                self.remember(flag, v)
            }
            tags::ASCII | tags::ASCII_INTERNED => {
                let n = self.size("string")?;
                let v = self.ascii(n, tag == tags::ASCII_INTERNED)?;
                self.remember(flag, v)
            }
            tags::UNICODE | tags::INTERNED => {
                let n = self.size("string")?;
                let s = decode_surrogatepass(self.take(n)?)?;
                let v = if tag == tags::INTERNED { s.interned() } else { s }.value();
                self.remember(flag, v)
            }
            tags::SMALL_TUPLE => {
                let n = self.u8()? as usize;
                self.tuple(n, flag)?
            }
            tags::TUPLE => {
                let n = self.count("tuple")?;
                self.tuple(n, flag)?
            }
            tags::LIST => {
                let n = self.count("list")?;
                let l = List::new();
                self.remember(flag, l.value());
                for _ in 0..n {
                    let v = self.value()?;
                    l.push(v)?;
                }
                l.value()
            }
            tags::DICT => {
                let d = Dict::new();
                self.remember(flag, d.value());
                while let Some(k) = self.optional()? {
                    let Some(v) = self.optional()? else { break };
                    d.set(k, v)?;
                }
                d.value()
            }
            tags::SET | tags::FROZENSET => {
                let n = self.count("set")?;
                let (set, shown) = if tag == tags::SET {
                    let s = Set::new();
                    (s, s.value())
                } else {
                    let s = FrozenSet::new();
                    (s.as_set(), s.value())
                };
                let place = self.reserve(flag);
                if tag == tags::SET {
                    self.fill(place, shown);
                }
                for _ in 0..n {
                    let v = self.value()?;
                    set.add(v)?;
                }
                self.fill(place, shown)
            }
            tags::SLICE => {
                let place = self.reserve(flag);
                let (a, b, c) = (self.value()?, self.value()?, self.value()?);
                self.fill(place, crate::object::slice::Slice::new(a, b, c).value())
            }
            tags::CODE => {
                if !self.allow_code {
                    return Err(value_error("unmarshalling code objects is disallowed"));
                }
                let place = self.reserve(flag);
                let v = code::read(self)?;
                self.fill(place, v)
            }
            _ => return Err(bad("unknown type code")),
        })
    }
    fn tuple(&mut self, n: usize, flag: bool) -> Res {
        let place = self.reserve(flag);
        let mut items = GcVec::new();
        for _ in 0..n {
            items.push(self.value()?);
        }
        let t = Tuple::try_new(items.as_slice())?.value();
        Ok(self.fill(place, t))
    }
    fn ascii(&mut self, n: usize, interned: bool) -> Res {
        let b = self.take(n)?;
        if !b.is_ascii() {
            let mut s = StrBuilder::new();
            b.iter().for_each(|x| s.push(*x as u32));
            return Ok(s.finish()?.value());
        }
        // SAFETY: ASCII is UTF-8.
        let text = unsafe { std::str::from_utf8_unchecked(b) };
        Ok(if interned { Str::intern(text) } else { Str::try_new(text)? }.value())
    }
    fn float_text(&mut self) -> Result<f64, Raised> {
        let n = self.u8()? as usize;
        let t = std::str::from_utf8(self.take(n)?).unwrap_or("");
        t.parse().map_err(|_| value_error(format!("could not convert string to float: '{t}'")))
    }
    fn long(&mut self) -> Res {
        let n = self.u32()? as i32;
        let count = n.unsigned_abs() as usize;
        if count > self.bytes.len() {
            return Err(too_short());
        }
        let mut out = vec![0u8; (count * 15).div_ceil(8) + 4];
        let mut last = 0;
        for i in 0..count {
            let d = u16::from_le_bytes(self.take(2)?.try_into().unwrap_or_default());
            if d > 0x7fff {
                return Err(bad("digit out of range in long"));
            }
            last = d;
            let at = i * 15;
            let word = (d as u32) << (at % 8);
            for k in 0..3 {
                out[at / 8 + k] |= (word >> (8 * k)) as u8;
            }
        }
        if count > 0 && last == 0 {
            return Err(bad("unnormalized long data"));
        }
        let magnitude = dashu_int::UBig::from_le_bytes(&out);
        let sign = if n < 0 { dashu_int::Sign::Negative } else { dashu_int::Sign::Positive };
        Ok(Value::bigint(dashu_int::IBig::from_parts(sign, magnitude)))
    }
}
fn decode_surrogatepass(b: &[u8]) -> Result<Gc<Str>, Raised> {
    if let Ok(s) = std::str::from_utf8(b) {
        return Str::try_new(s);
    }
    let mut out = StrBuilder::new();
    let mut rest = b;
    while !rest.is_empty() {
        let mut chunks = rest.utf8_chunks();
        let Some(c) = chunks.next() else { break };
        out.push_text(c.valid());
        rest = &rest[c.valid().len()..];
        match rest {
            [a @ 0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, more @ ..] => {
                out.push((*a as u32 & 0xf) << 12 | (*b as u32 & 0x3f) << 6 | (*c as u32 & 0x3f));
                rest = more;
            }
            [] => {}
            _ => return Err(bad("invalid UTF-8 in string")),
        }
    }
    out.finish()
}
