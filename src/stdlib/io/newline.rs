//! `IncrementalNewlineDecoder`, and the translation of line ends that text streams share.

use std::cell::Cell;

use crate::builtins::exceptions::type_error;
use crate::layout;
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{self, Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, compare, number};

/// Kinds of line ends that have been seen.
pub const SEEN_LF: u8 = 1;
pub const SEEN_CR: u8 = 2;
pub const SEEN_CRLF: u8 = 4;

layout! {
    pub struct NewlineDecoder: NewlineDecoder {
        gc decoder: Slot,
        gc errors: Slot,
        raw translate: Cell<bool>,
        raw pending_cr: Cell<bool>,
        raw seen: Cell<u8>,
        raw pad: Cell<u64>,
    }
}
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create a decoder."),
    NativeDef::new("__init__(self, decoder, translate, errors='strict')", init, "Initialize self."),
    NativeDef::new("decode(self, input, final=False)", decode, "Decode and translate line ends."),
    NativeDef::new("getstate(self, /)", getstate, ""),
    NativeDef::new("setstate(self, state, /)", setstate, ""),
    NativeDef::new("reset(self, /)", reset, ""),
];
static ATTRS: &[GetSetDef] = &[GetSetDef::ro("newlines", |v| newlines_value(this(v)?.seen.get()), "")];
pub static DEF: TypeDef = TypeDef {
    name: "IncrementalNewlineDecoder",
    module: "_io",
    kind: Kind::NewlineDecoder,
    doc: "Codec used when reading a file in universal newlines mode.",
    flags: f::BASETYPE | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[ATTRS],
};
fn this(v: Value) -> Result<Gc<NewlineDecoder>, Raised> {
    v.cast::<NewlineDecoder>().ok_or_else(|| type_error("expected an IncrementalNewlineDecoder"))
}
fn new(a: &Args) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    Ok(alloc_sub(
        cls,
        NewlineDecoder {
            header: NewlineDecoder::HEADER,
            decoder: Slot::empty(),
            errors: Slot::empty(),
            translate: Cell::new(true),
            pending_cr: Cell::new(false),
            seen: Cell::new(0),
            pad: Cell::new(0),
        },
    )?
    .value())
}
fn init(a: &Args) -> Res {
    let d = this(a[0])?;
    d.decoder.set(d, a.opt_none(1));
    d.errors.set(d, a.opt(3).unwrap_or_else(|| Str::intern("strict").value()));
    d.translate.set(compare::truth(a[2])?);
    d.pending_cr.set(false);
    d.seen.set(0);
    Ok(none())
}
/// `newlines` of a stream that has seen these.
pub fn newlines_value(seen: u8) -> Res {
    let text = |s: &str| Str::intern(s).value();
    let all: Vec<&str> = [(SEEN_CR, "\r"), (SEEN_LF, "\n"), (SEEN_CRLF, "\r\n")]
        .iter()
        .filter(|(bit, _)| seen & bit != 0)
        .map(|(_, t)| *t)
        .collect();
    Ok(match all.as_slice() {
        [] => none(),
        [one] => text(one),
        [a, b] => Tuple::new(&[text(a), text(b)]).value(),
        _ => Tuple::new(&[text("\r"), text("\n"), text("\r\n")]).value(),
    })
}
/// Notes the line ends of a text and, if asked, turns them into `\n`. A `\r` at the end is complete.
pub fn translate(s: Gc<Str>, seen: &Cell<u8>, on: bool) -> Result<Gc<Str>, Raised> {
    let cr = '\r' as u32;
    if s.width == 1 {
        let raw = s.raw();
        if !raw.contains(&b'\r') {
            if seen.get() & SEEN_LF == 0 && raw.contains(&b'\n') {
                seen.set(seen.get() | SEEN_LF);
            }
            return Ok(s);
        }
    } else if !s.points().any(|c| c == cr) {
        if s.points().any(|c| c == '\n' as u32) {
            seen.set(seen.get() | SEEN_LF);
        }
        return Ok(s);
    }
    let mut out = StrBuilder::new();
    let mut bits = seen.get();
    let mut last_cr = false;
    for c in s.points() {
        if c == cr {
            if last_cr {
                bits |= SEEN_CR;
            }
            last_cr = true;
            out.push('\n' as u32);
            continue;
        }
        if c == '\n' as u32 {
            if std::mem::take(&mut last_cr) {
                bits |= SEEN_CRLF;
                continue;
            }
            bits |= SEEN_LF;
        } else if std::mem::take(&mut last_cr) {
            bits |= SEEN_CR;
        }
        out.push(c);
    }
    if last_cr {
        bits |= SEEN_CR;
    }
    seen.set(bits);
    if on { out.finish() } else { Ok(s) }
}
fn decode(a: &Args) -> Res {
    let d = this(a[0])?;
    let last = a.opt(2).map_or(Ok(false), compare::truth)?;
    let r = match d.decoder.get() {
        Some(inner) => call::call_method(inner, "decode", &[a[1], crate::object::boolean(last)])?,
        None => a[1],
    };
    let Some(s) = r.cast::<Str>() else {
        return Err(type_error(format!("decoder should return a string result, not '{}'", type_of(r).name_text())));
    };
    feed(d, s, last).map(Value::from)
}
/// Decoded text through the decoder's memory of a `\r` at the end of the last piece.
pub fn feed(d: Gc<NewlineDecoder>, s: Gc<Str>, last: bool) -> Result<Gc<Str>, Raised> {
    let cr = '\r' as u32;
    let mut s = s;
    if d.pending_cr.get() && (!s.is_empty() || last) {
        s = str::concat(crate::vm::vm().latin1(b'\r'), s)?;
        d.pending_cr.set(false);
    }
    if !last && s.len() > 0 && s.point(s.len() - 1) == cr {
        d.pending_cr.set(true);
        s = str::slice(s, 0, s.len() - 1)?;
    }
    translate(s, &d.seen, d.translate.get())
}
fn getstate(a: &Args) -> Res {
    let d = this(a[0])?;
    let (buffer, flag) = match d.decoder.get() {
        None => (Bytes::try_new(b"")?.value(), 0),
        Some(inner) => {
            let s = call::call_method(inner, "getstate", &[])?;
            match s.cast::<Tuple>().filter(|t| t.len() == 2) {
                Some(t) => (t.get(0), number::to_i64(t.get(1))?),
                None => return Err(type_error("illegal decoder state")),
            }
        }
    };
    Ok(Tuple::new(&[buffer, Value::int(flag << 1 | d.pending_cr.get() as i64)]).value())
}
fn setstate(a: &Args) -> Res {
    let d = this(a[0])?;
    let Some(t) = a[1].cast::<Tuple>().filter(|t| t.len() == 2) else {
        return Err(type_error("state argument must be a tuple"));
    };
    let flag = number::to_i64(t.get(1))?;
    d.pending_cr.set(flag & 1 != 0);
    match d.decoder.get() {
        Some(inner) => call::call_method(inner, "setstate", &[Tuple::new(&[t.get(0), Value::int(flag >> 1)]).value()]),
        None => Ok(none()),
    }
}
fn reset(a: &Args) -> Res {
    let d = this(a[0])?;
    d.seen.set(0);
    d.pending_cr.set(false);
    match d.decoder.get() {
        Some(inner) => call::call_method(inner, "reset", &[]),
        None => Ok(none()),
    }
}
