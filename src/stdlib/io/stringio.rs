//! `StringIO`: a text stream in memory.

use std::cell::Cell;

use super::base::size_arg;
use super::newline::{newlines_value, translate};
use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::layout;
use crate::object::buffer::Buffer;
use crate::object::gc::{Gc, Ptr, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{self, Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, number};

layout! {
    pub struct StringIo: StringIo {
        /// Code points, four bytes each.
        gc buffer: Ptr<Buffer>,
        /// The `newline` argument.
        gc newline: Slot,
        raw len: Cell<usize>,
        raw pos: Cell<usize>,
        raw closed: Cell<bool>,
        raw seen: Cell<u8>,
    }
}
const fn m(sig: &'static str, func: fn(&Args) -> Res, doc: &'static str) -> NativeDef {
    NativeDef::new(sig, func, doc)
}
static METHODS: &[NativeDef] = &[
    m("__new__(cls, /, *args, **kwargs)", new, "Create a StringIO."),
    m("__init__(self, initial_value='', newline='\\n')", init, "Initialize self."),
    m(
        "read(self, size=-1, /)",
        |a| {
            let s = open(a[0])?;
            take(s, size_arg(a.opt(1))?.unwrap_or(usize::MAX))
        },
        "Read at most size characters, returned as a string.",
    ),
    m(
        "readline(self, size=-1, /)",
        |a| {
            let s = open(a[0])?;
            let n = line(s, size_arg(a.opt(1))?);
            take(s, n)
        },
        "Read until newline or EOF.",
    ),
    m("__next__(self, /)", next, "Implement next(self)."),
    m("__iter__(self, /)", |a| open(a[0]).map(|_| a[0]), "Implement iter(self)."),
    m("write(self, s, /)", write, "Write string to file."),
    m("seek(self, pos, whence=0, /)", seek, "Change stream position."),
    m("tell(self, /)", |a| Ok(Value::usize(open(a[0])?.pos.get())), "Tell the current file position."),
    m("truncate(self, pos=None, /)", truncate, "Truncate size to pos."),
    m("getvalue(self, /)", |a| getvalue(open(a[0])?), "Retrieve the entire contents of the object."),
    m("close(self, /)", close, "Close the IO object."),
    m("seekable(self, /)", |a| open(a[0]).map(|_| boolean(true)), "Returns True if the IO object can be seeked."),
    m("readable(self, /)", |a| open(a[0]).map(|_| boolean(true)), "Returns True if the IO object can be read."),
    m("writable(self, /)", |a| open(a[0]).map(|_| boolean(true)), "Returns True if the IO object can be written."),
    m("__getstate__(self, /)", getstate, ""),
    m("__setstate__(self, state, /)", setstate, ""),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("closed", |v| Ok(boolean(this(v)?.closed.get())), ""),
    GetSetDef::ro(
        "newlines",
        |v| {
            let s = open(v)?;
            newlines_value(s.seen.get())
        },
        "",
    ),
    GetSetDef::ro("line_buffering", |v| open(v).map(|_| boolean(false)), ""),
];
pub static DEF: TypeDef = TypeDef {
    name: "StringIO",
    module: "_io",
    kind: Kind::StringIo,
    doc: "Text I/O implementation using an in-memory buffer.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[ATTRS],
};
fn new(a: &Args) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    let buffer = Buffer::try_new(64)?;
    Ok(alloc_sub(
        cls,
        StringIo {
            header: StringIo::HEADER,
            buffer: Ptr::new(buffer),
            newline: Slot::new(crate::vm::vm().latin1(b'\n').value()),
            len: Cell::new(0),
            pos: Cell::new(0),
            closed: Cell::new(false),
            seen: Cell::new(0),
        },
    )?
    .value())
}
fn this(v: Value) -> Result<Gc<StringIo>, Raised> {
    v.cast::<StringIo>().ok_or_else(|| type_error("expected a StringIO object"))
}
fn open(v: Value) -> Result<Gc<StringIo>, Raised> {
    let s = this(v)?;
    if s.closed.get() { Err(value_error("I/O operation on closed file")) } else { Ok(s) }
}
fn points<'a>(s: Gc<StringIo>) -> &'a [u32] {
    // SAFETY: `len` code points of the storage; callers finish before anything else runs.
    unsafe { std::slice::from_raw_parts(s.buffer.gc().bytes() as *const u32, s.len.get()) }
}
/// The `newline` argument of a text stream.
pub fn newline_arg(v: Value) -> Result<Value, Raised> {
    if v == none() {
        return Ok(v);
    }
    let Some(s) = v.cast::<Str>() else {
        return Err(type_error(format!("newline must be str or None, not {}", type_of(v).name_text())));
    };
    match s.as_ascii() {
        Some("" | "\n" | "\r" | "\r\n") => Ok(v),
        _ => Err(value_error(format!("illegal newline value: {}", crate::protocol::text::repr(v)?.to_text()))),
    }
}
fn init(a: &Args) -> Res {
    let s = this(a[0])?;
    s.closed.set(false);
    s.len.set(0);
    s.pos.set(0);
    s.seen.set(0);
    let newline = newline_arg(a.opt(2).unwrap_or_else(|| crate::vm::vm().latin1(b'\n').value()))?;
    s.newline.set(s, newline);
    if let Some(v) = a.opt_none(1) {
        let Some(t) = v.cast::<Str>() else {
            return Err(type_error(format!("initial_value must be str or None, not {}", type_of(v).name_text())));
        };
        put(s, t)?;
        s.pos.set(0);
    }
    Ok(none())
}
fn newline_text(s: Gc<StringIo>) -> Option<&'static str> {
    Some(match s.newline.get()?.cast::<Str>()?.as_ascii() {
        Some("") => "",
        Some("\r") => "\r",
        Some("\r\n") => "\r\n",
        _ => "\n",
    })
}
fn put(s: Gc<StringIo>, t: Gc<Str>) -> Result<(), Raised> {
    let newline = newline_text(s);
    let t = match newline {
        None => translate(t, &s.seen, true)?,
        Some("") => translate(t, &s.seen, false)?,
        Some(n @ ("\r" | "\r\n")) => {
            let mut b = StrBuilder::new();
            for c in t.points() {
                if c == '\n' as u32 { b.push_text(n) } else { b.push(c) }
            }
            b.finish()?
        }
        Some(_) => t,
    };
    let n = t.len();
    if n == 0 {
        return Ok(());
    }
    let end = s
        .pos
        .get()
        .checked_add(n)
        .filter(|e| *e < usize::MAX / 8)
        .ok_or_else(|| overflow_error("new position too large"))?;
    let cap = s.buffer.gc().cap.get() / 4;
    if end > cap {
        let grown = s.buffer.gc().grown(s.len.get() * 4, end.max(cap * 2) * 4)?;
        s.buffer.set(s, grown);
    }
    let base = s.buffer.gc().bytes() as *mut u32;
    // SAFETY: room for `end` code points was made.
    unsafe {
        for i in s.len.get()..s.pos.get() {
            *base.add(i) = 0;
        }
        let mut to = base.add(s.pos.get());
        if t.width == 1 {
            for c in t.raw() {
                *to = *c as u32;
                to = to.add(1);
            }
        } else {
            for c in t.points() {
                *to = c;
                to = to.add(1);
            }
        }
    }
    s.pos.set(end);
    s.len.set(s.len.get().max(end));
    Ok(())
}
fn write(a: &Args) -> Res {
    let s = open(a[0])?;
    let Some(t) = a[1].cast::<Str>() else {
        return Err(type_error(format!("string argument expected, got '{}'", type_of(a[1]).name_text())));
    };
    put(s, t)?;
    Ok(Value::usize(t.len()))
}
fn take(s: Gc<StringIo>, n: usize) -> Res {
    let from = s.pos.get().min(s.len.get());
    let n = n.min(s.len.get() - from);
    let r = str::of_units(&points(s)[from..from + n])?;
    if s.pos.get() < s.len.get() {
        s.pos.set(from + n);
    }
    Ok(r.value())
}
fn getvalue(s: Gc<StringIo>) -> Res {
    Ok(str::of_units(points(s))?.value())
}
fn line(s: Gc<StringIo>, limit: Option<usize>) -> usize {
    let rest = &points(s)[s.pos.get().min(s.len.get())..];
    let n = match newline_text(s) {
        Some("") => match rest.iter().position(|c| *c == 10 || *c == 13) {
            Some(i) if rest[i] == 13 && rest.get(i + 1) == Some(&10) => i + 2,
            Some(i) => i + 1,
            None => rest.len(),
        },
        Some("\r") => rest.iter().position(|c| *c == 13).map_or(rest.len(), |i| i + 1),
        Some("\r\n") => rest.windows(2).position(|w| w == [13, 10]).map_or(rest.len(), |i| i + 2),
        _ => rest.iter().position(|c| *c == 10).map_or(rest.len(), |i| i + 1),
    };
    n.min(limit.unwrap_or(usize::MAX))
}
fn next(a: &Args) -> Res {
    let s = open(a[0])?;
    match line(s, None) {
        0 => Err(crate::builtins::exceptions::stop_iteration(None)),
        n => take(s, n),
    }
}
fn seek(a: &Args) -> Res {
    let s = open(a[0])?;
    let (p, whence) = (number::to_ssize(a[1])?, a.opt(2).map_or(Ok(0), number::to_i64)?);
    let to = match whence {
        0 if p < 0 => return Err(value_error(format!("Negative seek position {p}"))),
        0 => p as usize,
        1 | 2 if p != 0 => {
            return Err(crate::builtins::exceptions::raise(
                crate::builtins::exceptions::Exc::OSError,
                "Can't do nonzero cur-relative seeks",
            ));
        }
        1 => s.pos.get(),
        2 => s.len.get(),
        w => return Err(value_error(format!("Invalid whence ({w}, should be 0, 1 or 2)"))),
    };
    s.pos.set(to);
    Ok(Value::usize(to))
}
fn truncate(a: &Args) -> Res {
    let s = open(a[0])?;
    let n = a.opt_none(1).map_or(Ok(s.pos.get() as i64), number::to_ssize)?;
    if n < 0 {
        return Err(value_error(format!("Negative size value {n}")));
    }
    s.len.set(s.len.get().min(n as usize));
    Ok(Value::int(n))
}
fn close(a: &Args) -> Res {
    let s = this(a[0])?;
    s.closed.set(true);
    s.len.set(0);
    Ok(none())
}
fn getstate(a: &Args) -> Res {
    let s = open(a[0])?;
    let d = match attr::instance_dict(a[0])? {
        Some(d) => d.copy()?.value(),
        None => none(),
    };
    Ok(Tuple::new(&[getvalue(s)?, s.newline.get().unwrap_or_else(none), Value::usize(s.pos.get()), d]).value())
}
fn setstate(a: &Args) -> Res {
    let s = open(a[0])?;
    let Some(t) = a[1].cast::<Tuple>().filter(|t| t.len() >= 4) else {
        return Err(type_error(format!(
            "{}.__setstate__ argument should be 4-tuple, got {}",
            crate::protocol::call::full_name(type_of(a[0])),
            type_of(a[1]).name_text()
        )));
    };
    let (Some(text), newline) = (t.get(0).cast::<Str>(), newline_arg(t.get(1))?) else {
        return Err(type_error("initial_value must be str or None"));
    };
    let p = number::to_ssize(t.get(2))?;
    if p < 0 {
        return Err(value_error("position value cannot be negative"));
    }
    s.len.set(0);
    s.pos.set(0);
    // the text has its line ends already
    s.newline.set(s, crate::vm::vm().latin1(b'\n').value());
    put(s, text)?;
    s.newline.set(s, newline);
    s.pos.set(p as usize);
    if let Some(d) = t.get(3).cast::<crate::object::dict::Dict>()
        && let Some(own) = attr::instance_dict(a[0])?
    {
        own.update_from(d)?;
    }
    Ok(none())
}
