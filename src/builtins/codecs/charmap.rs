//! Codecs by table: what `encodings.cp1252` and its like are made of.

use super::errors::{DecodeError, EncodeError, Errors, Replacement, decode_error, encode_error};
use crate::builtins::exceptions::{Exc, type_error};
use crate::builtins::str_::class_name;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::{Str, StrBuilder};
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::protocol::item;
use crate::thread::thread;

const UNDEFINED: &str = "character maps to <undefined>";
/// Stands for "no character" in tables.
const HOLE: u32 = 0xfffe;

/// `mapping[key]`; `None` if the mapping has no such key.
fn look_up(mapping: Value, key: u32) -> Result<Option<Value>, Raised> {
    let key = Value::small(key as i64);
    if let Some(d) = mapping.exact::<Dict>() {
        return d.get(key);
    }
    match item::get_item(mapping, key) {
        Ok(v) => Ok(Some(v)),
        Err(Raised) if thread().catch(Exc::LookupError) => Ok(None),
        Err(e) => Err(e),
    }
}
/// `codecs.charmap_decode`: `mapping` is a string or anything with `__getitem__`.
pub fn decode(b: &[u8], object: Value, mode: Errors, mapping: Value) -> Result<Gc<Str>, Raised> {
    let table = mapping.cast::<Str>();
    let mut out = StrBuilder::new();
    let mut i = 0;
    while i < b.len() {
        let c = b[i];
        let known = match table {
            Some(t) => {
                let p = if (c as usize) < t.len() { t.point(c as usize) } else { HOLE };
                if p != HOLE {
                    out.push(p);
                }
                p != HOLE
            }
            None => push_mapped(&mut out, look_up(mapping, c as u32)?)?,
        };
        if known {
            i += 1;
            continue;
        }
        let e = DecodeError { encoding: "charmap", object, input: b, start: i, end: i + 1, reason: UNDEFINED };
        let (rep, next) = decode_error(mode, &e)?;
        rep.into_iter().for_each(|c| out.push(c));
        i = next;
    }
    out.finish()
}
/// Appends what a byte maps to; false if that is nothing.
fn push_mapped(out: &mut StrBuilder, v: Option<Value>) -> Result<bool, Raised> {
    let Some(v) = v.filter(|v| *v != none()) else { return Ok(false) };
    if let Some(i) = v.as_int() {
        return match i.to_i64() {
            Some(p) if p == HOLE as i64 => Ok(false),
            Some(p @ 0..=0x10ffff) => {
                out.push(p as u32);
                Ok(true)
            }
            _ => Err(type_error("character mapping must be in range(0x110000)")),
        };
    }
    let Some(s) = v.cast::<Str>() else {
        return Err(type_error("character mapping must return integer, None or str"));
    };
    if s.len() == 1 && s.point(0) == HOLE {
        return Ok(false);
    }
    out.push_str(s);
    Ok(true)
}

/// Appends the bytes of a character; false if it has none.
fn push_encoded(out: &mut Vec<u8>, mapping: Value, c: u32) -> Result<bool, Raised> {
    let Some(v) = look_up(mapping, c)?.filter(|v| *v != none()) else { return Ok(false) };
    if let Some(i) = v.as_int() {
        return match i.to_i64() {
            Some(b @ 0..=255) => {
                out.push(b as u8);
                Ok(true)
            }
            _ => Err(type_error("character mapping must be in range(256)")),
        };
    }
    match v.cast::<Bytes>() {
        Some(b) => {
            out.extend_from_slice(b.as_slice());
            Ok(true)
        }
        None => Err(type_error(format!("character mapping must return integer, bytes or None, not {}", class_name(v)))),
    }
}
/// `codecs.charmap_encode`
pub fn encode(s: Gc<Str>, mode: Errors, mapping: Value) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::with_capacity(s.len());
    let mut i = 0;
    while i < s.len() {
        if push_encoded(&mut out, mapping, s.point(i))? {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        let mut scratch = vec![];
        while end < s.len() && !push_encoded(&mut scratch, mapping, s.point(end))? {
            end += 1;
        }
        let e = EncodeError { encoding: "charmap", object: s, start: i, end, reason: UNDEFINED };
        let (rep, next) = encode_error(mode, &e)?;
        match rep {
            Replacement::Bytes(b) => out.extend(b),
            Replacement::Points(points) => {
                for c in points {
                    if !push_encoded(&mut out, mapping, c)? {
                        return Err(e.raise());
                    }
                }
            }
        }
        i = next;
    }
    Ok(out)
}
/// `codecs.charmap_build`: from a table of characters to a mapping of characters to bytes.
pub fn build(table: Gc<Str>) -> Result<Gc<Dict>, Raised> {
    let d = Dict::new();
    for (i, c) in table.points().enumerate().take(256) {
        if c != HOLE {
            d.set(Value::small(c as i64), Value::small(i as i64))?;
        }
    }
    Ok(d)
}
