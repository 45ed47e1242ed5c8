//! `BytesIO`: a binary stream in memory.

use std::cell::{Cell, RefCell};

use super::base::size_arg;
use crate::builtins::buffer::{self, Export};
use crate::builtins::exceptions::{buffer_error, type_error, value_error};
use crate::layout;
use crate::object::buffer::Buffer;
use crate::object::bytes::{Bytes, ExportCount};
use crate::object::gc::{Gc, Ptr};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, iter, number};

layout! {
    pub struct BytesIo: BytesIo {
        gc buffer: Ptr<Buffer>,
        raw len: Cell<usize>,
        raw pos: Cell<usize>,
        raw closed: Cell<bool>,
        raw exports: ExportCount,
        raw pad: RefCell<()>,
    }
}
const fn m(sig: &'static str, func: fn(&Args) -> Res, doc: &'static str) -> NativeDef {
    NativeDef::new(sig, func, doc)
}
static METHODS: &[NativeDef] = &[
    m("__new__(cls, /, *args, **kwargs)", new, "Create a BytesIO."),
    m("__init__(self, initial_bytes=b'')", init, "Initialize self."),
    m(
        "read(self, size=-1, /)",
        |a| read(open(a[0])?, size_arg(a.opt(1))?),
        "Read at most size bytes, returned as a bytes object.",
    ),
    m(
        "read1(self, size=-1, /)",
        |a| read(open(a[0])?, size_arg(a.opt(1))?),
        "Read at most size bytes, returned as a bytes object.",
    ),
    m(
        "readline(self, size=-1, /)",
        |a| {
            let b = open(a[0])?;
            let n = line(b, size_arg(a.opt(1))?);
            read(b, Some(n))
        },
        "Next line from the file, as a bytes object.",
    ),
    m("readlines(self, size=None, /)", readlines, "List of bytes objects, each a line from the file."),
    m("readinto(self, buffer, /)", readinto, "Read bytes into buffer."),
    m("__next__(self, /)", next, "Implement next(self)."),
    m("__iter__(self, /)", |a| open(a[0]).map(|_| a[0]), "Implement iter(self)."),
    m("write(self, b, /)", write, "Write bytes to file."),
    m("writelines(self, lines, /)", writelines, "Write lines to the file."),
    m("seek(self, pos, whence=0, /)", seek, "Change stream position."),
    m("tell(self, /)", |a| Ok(Value::usize(open(a[0])?.pos.get())), "Current file position, an integer."),
    m("truncate(self, size=None, /)", truncate, "Truncate the file to at most size bytes."),
    m(
        "getvalue(self, /)",
        |a| {
            let b = open(a[0])?;
            Ok(Bytes::try_new(all(b))?.value())
        },
        "Retrieve the entire contents of the BytesIO object.",
    ),
    m(
        "getbuffer(self, /)",
        |a| {
            open(a[0])?;
            Ok(crate::builtins::memoryview::of_export(a[0], export(a[0])?)?.value())
        },
        "Get a read-write view over the contents of the BytesIO object.",
    ),
    m("close(self, /)", close, "Disable all I/O operations."),
    m("flush(self, /)", |a| open(a[0]).map(|_| none()), "Does nothing."),
    m("isatty(self, /)", |a| open(a[0]).map(|_| boolean(false)), "Always returns False."),
    m("readable(self, /)", |a| open(a[0]).map(|_| boolean(true)), "Returns True if the IO object can be read."),
    m("writable(self, /)", |a| open(a[0]).map(|_| boolean(true)), "Returns True if the IO object can be written."),
    m("seekable(self, /)", |a| open(a[0]).map(|_| boolean(true)), "Returns True if the IO object can be seeked."),
    m("__getstate__(self, /)", getstate, ""),
    m("__setstate__(self, state, /)", setstate, ""),
];
static ATTRS: &[GetSetDef] =
    &[GetSetDef::ro("closed", |v| Ok(boolean(this(v)?.closed.get())), "True if the file is closed.")];
pub static DEF: TypeDef = TypeDef {
    name: "BytesIO",
    module: "_io",
    kind: Kind::BytesIo,
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[ATTRS],
};
pub fn register() {
    buffer::register_exporter(Kind::BytesIo, export);
}
fn export(v: Value) -> Result<Export, Raised> {
    let b = open(v)?;
    let storage = b.buffer.gc();
    Ok(Export {
        data: storage.bytes(),
        len: b.len.get(),
        readonly: false,
        itemsize: 1,
        format: "B".into(),
        keep: v,
        hold: Some(b.exports.hold()),
    })
}
fn new(a: &Args) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    let storage = Buffer::try_new(16)?;
    Ok(alloc_sub(
        cls,
        BytesIo {
            header: BytesIo::HEADER,
            buffer: Ptr::new(storage),
            len: Cell::new(0),
            pos: Cell::new(0),
            closed: Cell::new(false),
            exports: ExportCount::default(),
            pad: RefCell::new(()),
        },
    )?
    .value())
}
fn this(v: Value) -> Result<Gc<BytesIo>, Raised> {
    v.cast::<BytesIo>().ok_or_else(|| type_error("expected a BytesIO object"))
}
fn open(v: Value) -> Result<Gc<BytesIo>, Raised> {
    let b = this(v)?;
    if b.closed.get() { Err(value_error("I/O operation on closed file.")) } else { Ok(b) }
}
/// The contents; valid until they change.
fn all<'a>(b: Gc<BytesIo>) -> &'a [u8] {
    // SAFETY: `len` bytes of the storage, which the object keeps alive; callers copy before anything else runs.
    unsafe { std::slice::from_raw_parts(b.buffer.gc().bytes(), b.len.get()) }
}
fn check_exports(b: Gc<BytesIo>) -> Result<(), Raised> {
    if b.exports.get() > 0 {
        // views that nobody refers to any more do not count
        crate::object::heap::heap().collect(crate::object::heap::Collect::Full);
    }
    if b.exports.get() > 0 {
        return Err(buffer_error("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}
fn init(a: &Args) -> Res {
    let b = this(a[0])?;
    check_exports(b)?;
    b.len.set(0);
    b.pos.set(0);
    b.closed.set(false);
    if let Some(v) = a.opt_none(1) {
        let view = buffer::acquire(v)?;
        put(b, view.bytes())?;
        b.pos.set(0);
    }
    Ok(none())
}
/// Writes at the position.
fn put(b: Gc<BytesIo>, data: &[u8]) -> Result<(), Raised> {
    if data.is_empty() {
        return Ok(());
    }
    let end = b
        .pos
        .get()
        .checked_add(data.len())
        .ok_or_else(|| crate::builtins::exceptions::overflow_error("new buffer size too large"))?;
    if end > b.len.get() {
        check_exports(b)?;
        let cap = b.buffer.gc().cap.get();
        if end > cap {
            let grown = b.buffer.gc().grown(b.len.get(), end.max(cap + (cap >> 1)))?;
            b.buffer.set(b, grown);
        }
        if b.pos.get() > b.len.get() {
            // SAFETY: within the capacity.
            unsafe { std::ptr::write_bytes(b.buffer.gc().bytes().add(b.len.get()), 0, b.pos.get() - b.len.get()) };
        }
        b.len.set(end);
    }
    // SAFETY: room was made; the data may be a view of this very storage.
    unsafe { std::ptr::copy(data.as_ptr(), b.buffer.gc().bytes().add(b.pos.get()), data.len()) };
    b.pos.set(end);
    Ok(())
}
fn read(b: Gc<BytesIo>, n: Option<usize>) -> Res {
    let from = b.pos.get().min(b.len.get());
    let n = n.unwrap_or(usize::MAX).min(b.len.get() - from);
    let r = Bytes::try_new(&all(b)[from..from + n])?;
    b.pos.set(b.pos.get() + n);
    Ok(r.value())
}
/// Length of the next line, at most `limit`.
fn line(b: Gc<BytesIo>, limit: Option<usize>) -> usize {
    let rest = &all(b)[b.pos.get().min(b.len.get())..];
    let n = rest.iter().position(|c| *c == b'\n').map_or(rest.len(), |i| i + 1);
    n.min(limit.unwrap_or(usize::MAX))
}
fn next(a: &Args) -> Res {
    let b = open(a[0])?;
    match line(b, None) {
        0 => Err(crate::builtins::exceptions::stop_iteration(None)),
        n => read(b, Some(n)),
    }
}
fn readlines(a: &Args) -> Res {
    let b = open(a[0])?;
    let hint = size_arg(a.opt(1))?.filter(|h| *h > 0);
    let l = List::new();
    let mut total = 0;
    loop {
        let n = line(b, None);
        if n == 0 {
            return Ok(l.value());
        }
        l.push(read(b, Some(n))?)?;
        total += n;
        if hint.is_some_and(|h| total >= h) {
            return Ok(l.value());
        }
    }
}
fn readinto(a: &Args) -> Res {
    let b = open(a[0])?;
    let view = buffer::acquire_writable(a[1], "readinto() argument")?;
    let from = b.pos.get().min(b.len.get());
    let n = view.len().min(b.len.get() - from);
    view.bytes_mut()[..n].copy_from_slice(&all(b)[from..from + n]);
    b.pos.set(b.pos.get() + n);
    Ok(Value::usize(n))
}
fn write(a: &Args) -> Res {
    let b = open(a[0])?;
    let view = buffer::acquire(a[1])?;
    put(b, view.bytes())?;
    Ok(Value::usize(view.len()))
}
fn writelines(a: &Args) -> Res {
    open(a[0])?;
    iter::for_each(a[1], |x| {
        let view = buffer::acquire(x)?;
        put(open(a[0])?, view.bytes())
    })?;
    Ok(none())
}
fn seek(a: &Args) -> Res {
    let b = open(a[0])?;
    let (p, whence) = (number::to_ssize(a[1])?, a.opt(2).map_or(Ok(0), number::to_i64)?);
    let base = match whence {
        0 if p < 0 => return Err(value_error(format!("negative seek value {p}"))),
        0 => 0,
        1 => b.pos.get() as i64,
        2 => b.len.get() as i64,
        w => return Err(value_error(format!("invalid whence ({w}, should be 0, 1 or 2)"))),
    };
    let Some(to) = base.checked_add(p) else {
        return Err(crate::builtins::exceptions::overflow_error("new position too large"));
    };
    b.pos.set(to.max(0) as usize);
    Ok(Value::usize(b.pos.get()))
}
fn truncate(a: &Args) -> Res {
    let b = open(a[0])?;
    check_exports(b)?;
    let n = a.opt_none(1).map_or(Ok(b.pos.get() as i64), number::to_ssize)?;
    if n < 0 {
        return Err(value_error(format!("negative size value {n}")));
    }
    b.len.set(b.len.get().min(n as usize));
    Ok(Value::int(n))
}
fn close(a: &Args) -> Res {
    let b = this(a[0])?;
    check_exports(b)?;
    b.closed.set(true);
    b.len.set(0);
    Ok(none())
}
fn getstate(a: &Args) -> Res {
    let b = open(a[0])?;
    let d = match attr::instance_dict(a[0])? {
        Some(d) => d.copy()?.value(),
        None => none(),
    };
    Ok(Tuple::new(&[Bytes::try_new(all(b))?.value(), Value::usize(b.pos.get()), d]).value())
}
fn setstate(a: &Args) -> Res {
    let b = open(a[0])?;
    let Some(t) = a[1].cast::<Tuple>().filter(|t| t.len() >= 3) else {
        return Err(type_error(format!(
            "{}.__setstate__ argument should be 3-tuple, got {}",
            crate::protocol::call::full_name(type_of(a[0])),
            type_of(a[1]).name_text()
        )));
    };
    let view = buffer::acquire(t.get(0))?;
    check_exports(b)?;
    b.len.set(0);
    b.pos.set(0);
    put(b, view.bytes())?;
    let p = number::to_ssize(t.get(1))?;
    if p < 0 {
        return Err(value_error("position value cannot be negative"));
    }
    b.pos.set(p as usize);
    if let Some(d) = t.get(2).cast::<crate::object::dict::Dict>()
        && let Some(own) = attr::instance_dict(a[0])?
    {
        own.update_from(d)?;
    }
    Ok(none())
}
