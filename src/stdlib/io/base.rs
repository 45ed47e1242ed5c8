//! `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`: what all streams share, written over the methods that the
//! concrete classes override.

use super::{check_closed, flag, unsupported};
use crate::builtins::buffer;
use crate::builtins::exceptions::{Exc, raise, type_error, value_error};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, iter, number};
use crate::thread::thread;

const FLAGS: u32 = f::BASETYPE | f::HAS_DICT | f::WEAKREF | f::FINALIZER;

static IO: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        |a| crate::builtins::object::instantiate(crate::builtins::object::class_arg(a[0])?),
        "Create a stream.",
    ),
    NativeDef::new(
        "__init__(self, /, *args, **kwargs)",
        |_| Ok(none()),
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new(
        "seek(self, offset, whence=0, /)",
        |_| Err(unsupported("seek")),
        "Change the stream position to the given byte offset.",
    ),
    NativeDef::new(
        "tell(self, /)",
        |a| call::call_method(a[0], "seek", &[Value::small(0), Value::small(1)]),
        "Return current stream position.",
    ),
    NativeDef::new("truncate(self, size=None, /)", |_| Err(unsupported("truncate")), "Truncate file to size bytes."),
    NativeDef::new("flush(self, /)", flush, "Flush write buffers, if applicable."),
    NativeDef::new("close(self, /)", close, "Flush and close the IO object."),
    NativeDef::new("seekable(self, /)", no, "Return whether object supports random access."),
    NativeDef::new("readable(self, /)", no, "Return whether object was opened for reading."),
    NativeDef::new("writable(self, /)", no, "Return whether object was opened for writing."),
    NativeDef::new("_checkClosed(self, /)", |a| check_closed(a[0], None).map(|()| none()), ""),
    NativeDef::new("_checkSeekable(self, /)", |a| check(a[0], "seekable", "File or stream is not seekable."), ""),
    NativeDef::new("_checkReadable(self, /)", |a| check(a[0], "readable", "File or stream is not readable."), ""),
    NativeDef::new("_checkWritable(self, /)", |a| check(a[0], "writable", "File or stream is not writable."), ""),
    NativeDef::new(
        "fileno(self, /)",
        |_| Err(unsupported("fileno")),
        "Return underlying file descriptor if one exists.",
    ),
    NativeDef::new("isatty(self, /)", no, "Return whether this is an 'interactive' stream."),
    NativeDef::new("__enter__(self, /)", |a| check_closed(a[0], None).map(|()| a[0]), ""),
    NativeDef::new("__exit__(self, /, *args)", |a| call::call_method(a[0], "close", &[]), ""),
    NativeDef::new("__iter__(self, /)", |a| check_closed(a[0], None).map(|()| a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", next, "Implement next(self)."),
    NativeDef::new("readline(self, size=-1, /)", readline, "Read and return a line from the stream."),
    NativeDef::new("readlines(self, hint=-1, /)", readlines, "Return a list of lines from the stream."),
    NativeDef::new("writelines(self, lines, /)", writelines, "Write a list of lines to stream."),
    NativeDef::new("__del__(self, /)", del, ""),
];
static IO_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("closed", |v| Ok(boolean(is_marked_closed(v)?)), ""),
    GetSetDef::rw("__dict__", crate::builtins::object::dict_of, crate::builtins::object::set_dict_of, ""),
];
static RAW: &[NativeDef] = &[
    NativeDef::new("read(self, size=-1, /)", raw_read, ""),
    NativeDef::new("readall(self, /)", raw_readall, "Read until EOF, using multiple read() call."),
];
static BUFFERED: &[NativeDef] = &[
    NativeDef::new(
        "detach(self, /)",
        |_| Err(unsupported("detach")),
        "Disconnect this buffer from its underlying raw stream and return it.",
    ),
    NativeDef::new("read(self, size=-1, /)", |_| Err(unsupported("read")), "Read and return up to n bytes."),
    NativeDef::new(
        "read1(self, size=-1, /)",
        |_| Err(unsupported("read1")),
        "Read and return up to size bytes, with at most one read() call to the underlying raw stream.",
    ),
    NativeDef::new("readinto(self, buffer, /)", |a| readinto_by(a[0], a[1], "read"), ""),
    NativeDef::new("readinto1(self, buffer, /)", |a| readinto_by(a[0], a[1], "read1"), ""),
    NativeDef::new("write(self, b, /)", |_| Err(unsupported("write")), "Write buffer b to the IO stream."),
];
static TEXT: &[NativeDef] = &[
    NativeDef::new(
        "detach(self, /)",
        |_| Err(unsupported("detach")),
        "Separate the underlying buffer from the TextIOBase and return it.",
    ),
    NativeDef::new("read(self, size=-1, /)", |_| Err(unsupported("read")), "Read at most size characters from stream."),
    NativeDef::new("readline(self, size=-1, /)", |_| Err(unsupported("readline")), "Read until newline or EOF."),
    NativeDef::new("write(self, s, /)", |_| Err(unsupported("write")), "Write string s to stream."),
];
static TEXT_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("encoding", |_| Ok(none()), "Encoding of the text stream."),
    GetSetDef::ro("newlines", |_| Ok(none()), "Line endings translated so far."),
    GetSetDef::ro("errors", |_| Ok(none()), "The error setting of the decoder or encoder."),
];
const fn def(
    name: &'static str,
    doc: &'static str,
    methods: &'static [&'static [NativeDef]],
    getsets: &'static [&'static [GetSetDef]],
) -> TypeDef {
    TypeDef { name, module: "_io", kind: Kind::Object, doc, flags: FLAGS, methods, getsets }
}
pub static IO_BASE: TypeDef = def("_IOBase", "The abstract base class for all I/O classes.", &[IO], &[IO_ATTRS]);
pub static RAW_BASE: TypeDef = def("_RawIOBase", "Base class for raw binary I/O.", &[RAW], &[]);
pub static BUFFERED_BASE: TypeDef = def("_BufferedIOBase", "Base class for buffered IO objects.", &[BUFFERED], &[]);
pub static TEXT_BASE: TypeDef = def("_TextIOBase", "Base class for text I/O.", &[TEXT], &[TEXT_ATTRS]);

fn no(a: &Args) -> Res {
    check_closed(a[0], None)?;
    Ok(boolean(false))
}
const CLOSED_MARK: &str = "__IOBase_closed";
fn is_marked_closed(v: Value) -> Result<bool, Raised> {
    Ok(attr::instance_get(v, Str::intern(CLOSED_MARK)).is_some())
}
fn check(v: Value, method: &str, message: &str) -> Res {
    let r = call::call_method(v, method, &[])?;
    if r == boolean(true) { Ok(r) } else { Err(unsupported(message)) }
}
fn flush(a: &Args) -> Res {
    if is_marked_closed(a[0])? {
        return Err(value_error("I/O operation on closed file."));
    }
    Ok(none())
}
fn close(a: &Args) -> Res {
    if is_marked_closed(a[0])? {
        return Ok(none());
    }
    let r = call::call_method(a[0], "flush", &[]);
    let pending = if r.is_err() { Some(thread().take_exception()) } else { None };
    attr::generic_set(a[0], Str::intern(CLOSED_MARK), Some(boolean(true)))?;
    match pending {
        Some(e) => Err(thread().set_exception(e)),
        None => Ok(none()),
    }
}
/// The finalizer: closes what is still open.
/// `ResourceWarning`, which names the outermost of the streams over a file.
fn warn_unclosed(v: Value) -> Result<(), Raised> {
    let is_text = v.cast::<super::text::TextIo>().is_some();
    let inner = if is_text { attr::get(v, "buffer")? } else { v };
    if let Some(f) = attr::get_opt(inner, Str::intern("_dealloc_warn"))? {
        call::call(f, &[v])?;
    }
    Ok(())
}
fn del(a: &Args) -> Res {
    match flag(a[0], "closed") {
        Ok(true) => return Ok(none()),
        Ok(false) => {}
        // it cannot say: not usable
        Err(Raised) => {
            thread().clear_exception();
            return Ok(none());
        }
    }
    if warn_unclosed(a[0]).is_err() {
        thread().clear_exception();
    }
    if call::call_method(a[0], "close", &[]).is_err() {
        crate::builtins::unraisable::report_of("Exception ignored while finalizing file", a[0]);
    }
    Ok(none())
}
fn next(a: &Args) -> Res {
    let line = call::call_method(a[0], "readline", &[])?;
    if crate::protocol::item::len(line)? == 0 {
        return Err(crate::builtins::exceptions::stop_iteration(None));
    }
    Ok(line)
}
/// A size argument: `None` and negative numbers are "no limit".
pub fn size_arg(v: Option<Value>) -> Result<Option<usize>, Raised> {
    match v {
        None => Ok(None),
        Some(v) if v == none() => Ok(None),
        Some(v) => {
            if !number::has_index(v) {
                return Err(type_error(format!(
                    "argument should be integer or None, not '{}'",
                    type_of(v).name_text()
                )));
            }
            Ok(usize::try_from(number::to_ssize(v)?).ok())
        }
    }
}
fn readline(a: &Args) -> Res {
    let limit = size_arg(a.opt(1))?;
    let peek = attr::get_opt(a[0], Str::intern("peek"))?;
    let mut out: Vec<u8> = vec![];
    while limit.is_none_or(|l| out.len() < l) {
        let mut n = 1;
        if let Some(p) = peek {
            let ahead = call::call(p, &[Value::small(1)])?;
            let view = buffer::acquire(ahead)?;
            let b = view.bytes();
            if !b.is_empty() {
                n = b.iter().position(|c| *c == b'\n').map_or(b.len(), |i| i + 1);
                if let Some(l) = limit {
                    n = n.min(l - out.len());
                }
            }
        }
        let r = call::call_method(a[0], "read", &[Value::usize(n)])?;
        let Some(b) = r.cast::<Bytes>() else {
            return Err(raise(
                Exc::OSError,
                format!("read() should have returned a bytes object, not '{}'", type_of(r).name_text()),
            ));
        };
        if b.as_slice().is_empty() {
            break;
        }
        out.extend_from_slice(b.as_slice());
        if out.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(Bytes::try_new(&out)?.value())
}
fn readlines(a: &Args) -> Res {
    let hint = size_arg(a.opt(1))?.filter(|h| *h > 0);
    let l = List::new();
    let mut total = 0;
    let it = iter::get_iter(a[0])?;
    while let Some(line) = iter::next(it)? {
        l.push(line)?;
        total += crate::protocol::item::len(line)?;
        if hint.is_some_and(|h| total >= h) {
            break;
        }
    }
    Ok(l.value())
}
fn writelines(a: &Args) -> Res {
    check_closed(a[0], None)?;
    let it = iter::get_iter(a[1])?;
    while let Some(line) = iter::next(it)? {
        call::call_method(a[0], "write", &[line])?;
    }
    Ok(none())
}
fn raw_read(a: &Args) -> Res {
    let Some(n) = size_arg(a.opt(1))? else { return call::call_method(a[0], "readall", &[]) };
    let b = ByteArray::try_new(&vec![0; n])?;
    let r = call::call_method(a[0], "readinto", &[b.value()])?;
    if r == none() {
        return Ok(r);
    }
    let got = number::to_ssize(r)?;
    match usize::try_from(got) {
        Ok(k) if k <= b.as_slice().len() => Ok(Bytes::try_new(&b.as_slice()[..k])?.value()),
        _ => Err(value_error(format!("readinto returned {got} outside buffer size {n}"))),
    }
}
fn raw_readall(a: &Args) -> Res {
    let mut out: Vec<u8> = vec![];
    loop {
        let r = call::call_method(a[0], "read", &[Value::small(super::DEFAULT_BUFFER_SIZE as i64)])?;
        if r == none() {
            return if out.is_empty() { Ok(r) } else { Ok(Bytes::try_new(&out)?.value()) };
        }
        let Some(b) = r.cast::<Bytes>() else { return Err(type_error("read() should return bytes")) };
        if b.as_slice().is_empty() {
            return Ok(Bytes::try_new(&out)?.value());
        }
        out.extend_from_slice(b.as_slice());
    }
}
fn readinto_by(this: Value, target: Value, method: &str) -> Res {
    let view = buffer::acquire_writable(target, "readinto() argument")?;
    let r = call::call_method(this, method, &[Value::usize(view.len())])?;
    let Some(b) = r.cast::<Bytes>() else { return Err(type_error("read() should return bytes")) };
    let n = b.as_slice().len();
    if n > view.len() {
        return Err(value_error(format!(
            "read() returned too much data: {} bytes requested, {n} returned",
            view.len()
        )));
    }
    super::copy_into(&view, b.as_slice());
    Ok(Value::usize(n))
}
