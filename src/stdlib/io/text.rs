//! `TextIOWrapper`: text over a buffered binary stream.
//!
//! UTF-8, ASCII and Latin-1 are decoded and encoded here; other encodings through the codec's incremental classes. A `\r`
//! at the end of a piece stays among the undecoded bytes, so that a position in the text is a byte position.

use std::cell::{Cell, RefCell};

use super::base::size_arg;
use super::buffered::{self, Buffered};
use super::newline::{newlines_value, translate};
use super::stringio::newline_arg;
use super::{flag, unsupported};
use crate::builtins::codecs::errors::Errors;
use crate::builtins::codecs::{self, utf};
use crate::builtins::exceptions::{Exc, lookup_error, raise, type_error, value_error};
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
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, compare, number};
use crate::thread::thread;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    Ascii,
    Latin1,
    /// Through the codec's own classes.
    Other,
}
/// How line ends are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// All kinds become `\n`.
    Translate,
    /// All kinds end lines, nothing is changed.
    Universal,
    Lf,
    Cr,
    CrLf,
}
#[derive(Default)]
pub struct State {
    /// Encoded text that is not written yet.
    pending: Vec<u8>,
    /// Bytes read but not decoded yet.
    partial: Vec<u8>,
    /// The bytes that `decoded` was made from.
    chunk: Vec<u8>,
}
layout! {
    pub struct TextIo: TextIo {
        gc buffer: Slot,
        gc encoding: Slot,
        gc errors: Slot,
        gc decoder: Slot,
        gc encoder: Slot,
        /// Decoded text, of which `used` characters have been handed out.
        gc decoded: Slot,
        raw used: Cell<usize>,
        raw state: RefCell<State>,
        raw codec: Cell<Codec>,
        raw reading: Cell<Reading>,
        /// What `\n` is written as: 0 itself, 1 `\r`, 2 `\r\n`.
        raw write_newline: Cell<u8>,
        raw seen: Cell<u8>,
        raw line_buffering: Cell<bool>,
        raw write_through: Cell<bool>,
        raw readable: Cell<bool>,
        raw writable: Cell<bool>,
        raw seekable: Cell<bool>,
        /// Off while iterating: positions are not known then.
        raw telling: Cell<bool>,
        raw detached: Cell<bool>,
        raw at_end: Cell<bool>,
        raw chunk_size: Cell<usize>,
        /// State of a codec's own decoder before `chunk`.
        raw chunk_flags: Cell<i64>,
    }
}
const CHUNK: usize = 8192;

const fn m(sig: &'static str, func: fn(&Args) -> Res, doc: &'static str) -> NativeDef {
    NativeDef::new(sig, func, doc)
}
static METHODS: &[NativeDef] = &[
    m("__new__(cls, /, *args, **kwargs)", new, "Create a TextIOWrapper."),
    m(
        "__init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        init,
        "Initialize self.",
    ),
    m(
        "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        reconfigure,
        "Reconfigure the text stream with new parameters.",
    ),
    m("detach(self, /)", detach, ""),
    m("write(self, text, /)", write_method, ""),
    m("read(self, size=-1, /)", read, ""),
    m(
        "readline(self, size=-1, /)",
        |a| {
            let t = open(a[0])?;
            let limit = size_arg(a.opt(1))?;
            readline(t, limit).map(Value::from)
        },
        "",
    ),
    m("__next__(self, /)", next, "Implement next(self)."),
    m(
        "flush(self, /)",
        |a| {
            let t = open(a[0])?;
            flush(t, true).map(|()| none())
        },
        "",
    ),
    m("close(self, /)", close, ""),
    m("fileno(self, /)", |a| call::call_method(buffer(this(a[0])?)?, "fileno", &[]), ""),
    m("seekable(self, /)", |a| call::call_method(buffer(this(a[0])?)?, "seekable", &[]), ""),
    m("readable(self, /)", |a| call::call_method(buffer(this(a[0])?)?, "readable", &[]), ""),
    m("writable(self, /)", |a| call::call_method(buffer(this(a[0])?)?, "writable", &[]), ""),
    m("isatty(self, /)", |a| call::call_method(buffer(this(a[0])?)?, "isatty", &[]), ""),
    m("seek(self, cookie, whence=0, /)", seek, "Set the stream position, and return the new stream position."),
    m("tell(self, /)", tell, "Return the stream position as an opaque number."),
    m("truncate(self, pos=None, /)", truncate, ""),
    m("__repr__(self, /)", repr, "Return repr(self)."),
    m("__getstate__(self, /)", super::fileio::no_pickle, ""),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("buffer", |v| buffer(this(v)?), ""),
    GetSetDef::ro("encoding", |v| Ok(this(v)?.encoding.get_or_none()), ""),
    GetSetDef::ro("errors", |v| Ok(this(v)?.errors.get_or_none()), ""),
    GetSetDef::ro("line_buffering", |v| Ok(boolean(this(v)?.line_buffering.get())), ""),
    GetSetDef::ro("write_through", |v| Ok(boolean(this(v)?.write_through.get())), ""),
    GetSetDef::ro("closed", |v| attr::get(buffer(this(v)?)?, "closed"), ""),
    GetSetDef::ro("name", |v| attr::get(buffer(this(v)?)?, "name"), ""),
    GetSetDef::ro("newlines", |v| newlines_value(this(v)?.seen.get()), ""),
    GetSetDef::rw(
        "_CHUNK_SIZE",
        |v| Ok(Value::usize(this(v)?.chunk_size.get())),
        |v, x| {
            let n = x.map_or(Ok(-1), number::to_ssize)?;
            if n <= 0 {
                return Err(value_error("a strictly positive integer is required"));
            }
            this(v)?.chunk_size.set(n as usize);
            Ok(())
        },
        "",
    ),
];
pub static DEF: TypeDef = TypeDef {
    name: "TextIOWrapper",
    module: "_io",
    kind: Kind::TextIo,
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF | f::FINALIZER,
    methods: &[METHODS],
    getsets: &[ATTRS],
};

fn new(a: &Args) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    Ok(alloc_sub(
        cls,
        TextIo {
            header: TextIo::HEADER,
            buffer: Slot::empty(),
            encoding: Slot::empty(),
            errors: Slot::empty(),
            decoder: Slot::empty(),
            encoder: Slot::empty(),
            decoded: Slot::empty(),
            used: Cell::new(0),
            state: RefCell::default(),
            codec: Cell::new(Codec::Utf8),
            reading: Cell::new(Reading::Translate),
            write_newline: Cell::new(0),
            seen: Cell::new(0),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            readable: Cell::new(false),
            writable: Cell::new(false),
            seekable: Cell::new(false),
            telling: Cell::new(true),
            detached: Cell::new(false),
            at_end: Cell::new(false),
            chunk_size: Cell::new(CHUNK),
            chunk_flags: Cell::new(0),
        },
    )?
    .value())
}
fn this(v: Value) -> Result<Gc<TextIo>, Raised> {
    v.cast::<TextIo>().ok_or_else(|| type_error("expected a TextIOWrapper"))
}
fn buffer(t: Gc<TextIo>) -> Res {
    match t.buffer.get() {
        Some(b) => Ok(b),
        None if t.detached.get() => Err(value_error("underlying buffer has been detached")),
        None => Err(value_error("I/O operation on uninitialized object")),
    }
}
/// The stream, if it is not closed.
fn open(v: Value) -> Result<Gc<TextIo>, Raised> {
    let t = this(v)?;
    if flag(buffer(t)?, "closed")? { Err(value_error("I/O operation on closed file.")) } else { Ok(t) }
}
fn init(a: &Args) -> Res {
    let t = this(a[0])?;
    let text = |i: usize, name: &str| -> Result<Option<Gc<Str>>, Raised> {
        match a.opt_none(i) {
            None => Ok(None),
            Some(v) => match v.cast::<Str>() {
                Some(s) => Ok(Some(s)),
                None => Err(type_error(format!(
                    "TextIOWrapper() argument '{name}' must be str or None, not {}",
                    type_of(v).name_text()
                ))),
            },
        }
    };
    let (encoding, errors) = (text(2, "encoding")?, text(3, "errors")?);
    t.buffer.set(t, None);
    let newline = newline_arg(a.opt(4).unwrap_or_else(none))?;
    let encoding = match encoding {
        Some(e) if !e.is_text("locale") => e,
        _ => locale_encoding(),
    };
    let errors = errors.unwrap_or_else(|| Str::intern("strict"));
    t.buffer.set(t, a[1]);
    let ask = |name: &str| -> Result<bool, Raised> { compare::truth(call::call_method(a[1], name, &[])?) };
    let ready = (|| {
        t.readable.set(ask("readable")?);
        t.writable.set(ask("writable")?);
        t.seekable.set(ask("seekable")?);
        set_codec(t, encoding, errors)
    })();
    if let Err(e) = ready {
        t.buffer.set(t, None);
        return Err(e);
    }
    set_newline(t, newline);
    t.line_buffering.set(a.opt(5).map_or(Ok(false), compare::truth)?);
    t.write_through.set(a.opt(6).map_or(Ok(false), compare::truth)?);
    t.detached.set(false);
    t.telling.set(t.seekable.get());
    forget_decoded(t);
    if t.codec.get() == Codec::Other && t.seekable.get() && t.writable.get() {
        let at = number::to_i64(call::call_method(a[1], "tell", &[])?)?;
        if at != 0
            && let Some(e) = t.encoder.get()
        {
            call::call_method(e, "setstate", &[Value::small(0)])?;
        }
    }
    Ok(none())
}
fn set_newline(t: Gc<TextIo>, newline: Value) {
    let (reading, writing) = match newline.cast::<Str>().and_then(|s| s.as_ascii()) {
        None => (Reading::Translate, 0),
        Some("") => (Reading::Universal, 0),
        Some("\r") => (Reading::Cr, 1),
        Some("\r\n") => (Reading::CrLf, 2),
        Some(_) => (Reading::Lf, 0),
    };
    t.reading.set(reading);
    t.write_newline.set(writing);
}
fn set_codec(t: Gc<TextIo>, encoding: Gc<Str>, errors: Gc<Str>) -> Result<(), Raised> {
    let name = encoding.to_text().to_ascii_lowercase().replace('_', "-");
    let codec = match name.as_str() {
        "utf-8" | "utf8" => Codec::Utf8,
        "ascii" | "us-ascii" => Codec::Ascii,
        "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" => Codec::Latin1,
        _ => Codec::Other,
    };
    if !codecs::registry::is_builtin_handler(&errors.to_text()) {
        codecs::registry::lookup_error(errors)?;
    }
    t.decoder.set(t, None);
    t.encoder.set(t, None);
    if codec == Codec::Other {
        let info = codecs::registry::lookup(encoding)?.value();
        if let Some(b) = attr::get_opt(info, Str::intern("_is_text_encoding"))?
            && !compare::truth(b)?
        {
            return Err(lookup_error(format!(
                "'{}' is not a text encoding; use codecs.open() to handle arbitrary codecs",
                encoding.to_text()
            )));
        }
        if t.readable.get() {
            let c = attr::get(info, "incrementaldecoder")?;
            t.decoder.set(t, call::call(c, &[errors.value()])?);
        }
        if t.writable.get() {
            let c = attr::get(info, "incrementalencoder")?;
            t.encoder.set(t, call::call(c, &[errors.value()])?);
        }
    }
    t.codec.set(codec);
    t.encoding.set(t, encoding.value());
    t.errors.set(t, errors.value());
    Ok(())
}
fn error_mode(t: Gc<TextIo>) -> Errors {
    Errors::of(t.errors.get().and_then(|e| e.cast::<Str>()))
}
fn reconfigure(a: &Args) -> Res {
    let t = open(a[0])?;
    let decoding = t.decoded.get().is_some() || !t.state.borrow().partial.is_empty();
    if decoding && (a.opt_none(1).is_some() || a.opt_none(2).is_some() || a.opt(3).is_some()) {
        return Err(unsupported("It is not possible to set the encoding or newline of stream after the first read"));
    }
    flush(t, true)?;
    let text = |i: usize| a.opt_none(i).and_then(|v| v.cast::<Str>());
    if text(1).is_some() || text(2).is_some() {
        let encoding =
            text(1).or_else(|| t.encoding.get().and_then(|e| e.cast::<Str>())).unwrap_or_else(|| Str::intern("utf-8"));
        let errors = match (text(2), text(1)) {
            (Some(e), _) => e,
            // a new encoding starts with strict errors
            (None, Some(_)) => Str::intern("strict"),
            (None, None) => t.errors.get().and_then(|e| e.cast::<Str>()).unwrap_or_else(|| Str::intern("strict")),
        };
        let encoding = if encoding.is_text("locale") { locale_encoding() } else { encoding };
        set_codec(t, encoding, errors)?;
    }
    if let Some(n) = a.opt(3) {
        set_newline(t, newline_arg(n)?);
    }
    if let Some(v) = a.opt_none(4) {
        t.line_buffering.set(compare::truth(v)?);
    }
    if let Some(v) = a.opt_none(5) {
        t.write_through.set(compare::truth(v)?);
    }
    Ok(none())
}

// ---------------------------------------------------------------------------------------------------- writing

fn write_method(a: &Args) -> Res {
    let t = this(a[0])?;
    let Some(s) = a[1].cast::<Str>() else {
        return Err(type_error(format!("write() argument must be str, not {}", type_of(a[1]).name_text())));
    };
    write(t, s)?;
    Ok(Value::usize(s.len()))
}
/// What files are taken to be encoded in, as CPython names it.
fn locale_encoding() -> Gc<Str> {
    Str::intern(if crate::stdlib::sys::info::utf8_mode(crate::cli::config()) { "utf-8" } else { "UTF-8" })
}
/// Writes text: encodes, and hands on what is enough for the buffer or, with line buffering, a line.
pub fn write(t: Gc<TextIo>, s: Gc<Str>) -> Result<(), Raised> {
    if is_closed(t)? {
        return Err(value_error("I/O operation on closed file."));
    }
    if !t.writable.get() {
        return Err(unsupported("not writable"));
    }
    let has_newline = (t.line_buffering.get() || t.write_newline.get() != 0) && has_line_end(s);
    let s = if has_newline && t.write_newline.get() != 0 { expand_newlines(t, s)? } else { s };
    let full = {
        let ready = t.codec.get() != Codec::Other && s.ascii;
        let encoded = if ready { None } else { Some(encode(t, s)?) };
        let mut st = t.state.borrow_mut();
        match &encoded {
            None => st.pending.extend_from_slice(s.raw()),
            Some(e) => st.pending.extend_from_slice(e),
        }
        st.pending.len() >= t.chunk_size.get()
    };
    let flush_line = t.line_buffering.get() && has_newline;
    if full || flush_line || t.write_through.get() {
        hand_on(t)?;
    }
    if flush_line {
        call::call_method(buffer(t)?, "flush", &[])?;
    }
    if t.readable.get() {
        forget_decoded(t);
    }
    Ok(())
}
fn is_closed(t: Gc<TextIo>) -> Result<bool, Raised> {
    flag(buffer(t)?, "closed")
}
fn has_line_end(s: Gc<Str>) -> bool {
    if s.width == 1 {
        s.raw().iter().any(|c| *c == b'\n' || *c == b'\r')
    } else {
        s.points().any(|c| c == 10 || c == 13)
    }
}
fn expand_newlines(t: Gc<TextIo>, s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let with = if t.write_newline.get() == 1 { "\r" } else { "\r\n" };
    let mut b = StrBuilder::new();
    for c in s.points() {
        if c == '\n' as u32 { b.push_text(with) } else { b.push(c) }
    }
    b.finish()
}
fn encode(t: Gc<TextIo>, s: Gc<Str>) -> Result<Vec<u8>, Raised> {
    let mode = error_mode(t);
    match t.codec.get() {
        Codec::Utf8 => utf::encode_utf8(s, mode),
        Codec::Ascii => utf::encode_narrow(s, 128, "ascii", mode),
        Codec::Latin1 => utf::encode_narrow(s, 256, "latin-1", mode),
        Codec::Other => {
            let Some(e) = t.encoder.get() else { return Err(unsupported("not writable")) };
            let r = call::call_method(e, "encode", &[s.value()])?;
            match r.cast::<Bytes>() {
                Some(b) => Ok(b.as_slice().to_vec()),
                None => {
                    Err(type_error(format!("encoder should return a bytes object, not '{}'", type_of(r).name_text())))
                }
            }
        }
    }
}
/// Passes what is pending to the buffer.
fn hand_on(t: Gc<TextIo>) -> Result<(), Raised> {
    let data = std::mem::take(&mut t.state.borrow_mut().pending);
    if data.is_empty() {
        return Ok(());
    }
    let b = buffer(t)?;
    if let Some(native) = b.cast::<Buffered>().filter(|_| is_plain_buffer(b)) {
        buffered::write_bytes(native, &data)?;
        return Ok(());
    }
    // raw streams (unbuffered) may take less than all
    let mut done = 0;
    while done < data.len() {
        let r = call::call_method(b, "write", &[Bytes::try_new(&data[done..])?.value()])?;
        match r.as_int().and_then(|i| i.to_i64()) {
            Some(n) if n > 0 && b.cast::<super::fileio::FileIo>().is_some() => done += n as usize,
            _ => break,
        }
    }
    Ok(())
}
/// A `BufferedWriter` or `BufferedRandom` that no subclass has changed.
fn is_plain_buffer(b: Value) -> bool {
    let own = |name: &str| crate::vm::vm().state(name).is_some_and(|c| c == type_of(b).value());
    own("_io.BufferedWriter") || own("_io.BufferedRandom")
}
fn flush(t: Gc<TextIo>, deep: bool) -> Result<(), Raised> {
    t.telling.set(t.seekable.get());
    hand_on(t)?;
    if deep {
        call::call_method(buffer(t)?, "flush", &[])?;
    }
    Ok(())
}
/// Writes without reporting, when the process ends.
pub fn flush_at_exit(t: Gc<TextIo>) -> Result<(), Raised> {
    if t.buffer.get().is_none() || t.state.borrow().pending.is_empty() || is_closed(t)? {
        return Ok(());
    }
    hand_on(t)
}

// ---------------------------------------------------------------------------------------------------- reading

fn forget_decoded(t: Gc<TextIo>) {
    t.decoded.set(t, None);
    t.used.set(0);
    t.at_end.set(false);
    let mut s = t.state.borrow_mut();
    s.partial.clear();
    s.chunk.clear();
}
/// Decoded text that has not been handed out.
fn rest(t: Gc<TextIo>) -> Result<Gc<Str>, Raised> {
    match t.decoded.get().and_then(|d| d.cast::<Str>()) {
        Some(d) if t.used.get() == 0 => Ok(d),
        Some(d) => str::slice(d, t.used.get().min(d.len()), d.len()),
        None => Ok(Str::empty()),
    }
}
/// Hands out all or the first `n` characters of the decoded text.
fn take(t: Gc<TextIo>, n: usize) -> Result<Gc<Str>, Raised> {
    let Some(d) = t.decoded.get().and_then(|d| d.cast::<Str>()) else { return Ok(Str::empty()) };
    let from = t.used.get().min(d.len());
    let to = from + n.min(d.len() - from);
    t.used.set(to);
    if from == 0 && to == d.len() { Ok(d) } else { str::slice(d, from, to) }
}
fn require_readable(t: Gc<TextIo>) -> Result<(), Raised> {
    if !t.readable.get() {
        return Err(unsupported("not readable"));
    }
    hand_on(t)
}
/// Reads and decodes a piece. False at the end of the input.
fn read_chunk(t: Gc<TextIo>, hint: usize) -> Result<bool, Raised> {
    let n = t.chunk_size.get().max(hint);
    let b = buffer(t)?;
    let data = match b.cast::<Buffered>().filter(|_| is_plain_reader(b)) {
        Some(native) => match buffered::read1_bytes(native, n)? {
            Some(v) => v,
            None => return Err(no_data()),
        },
        None => {
            let method = if attr::get_opt(b, Str::intern("read1"))?.is_some() { "read1" } else { "read" };
            let r = call::call_method(b, method, &[Value::usize(n)])?;
            if r == none() {
                return Err(no_data());
            }
            match crate::builtins::buffer::acquire_opt(r)? {
                Some(view) => view.to_vec()?,
                None => {
                    return Err(type_error(format!(
                        "underlying {method}() should have returned a bytes-like object, not '{}'",
                        type_of(r).name_text()
                    )));
                }
            }
        }
    };
    let eof = data.is_empty();
    t.at_end.set(eof);
    let s = decode(t, data, eof)?;
    t.decoded.set(t, s.value());
    t.used.set(0);
    Ok(!eof || !s.is_empty())
}
fn no_data() -> Raised {
    raise(Exc::BlockingIOError, "read returned None: no data without blocking")
}
fn is_plain_reader(b: Value) -> bool {
    let own = |name: &str| crate::vm::vm().state(name).is_some_and(|c| c == type_of(b).value());
    own("_io.BufferedReader") || own("_io.BufferedRandom")
}
/// Text of new bytes, together with those left over; remembers what it was made from.
fn decode(t: Gc<TextIo>, data: Vec<u8>, last: bool) -> Result<Gc<Str>, Raised> {
    let universal = matches!(t.reading.get(), Reading::Translate | Reading::Universal);
    let on = t.reading.get() == Reading::Translate;
    if t.codec.get() == Codec::Other {
        let Some(d) = t.decoder.get() else { return Err(unsupported("not readable")) };
        let before = call::call_method(d, "getstate", &[])?;
        if let Some(s) = before.cast::<Tuple>().filter(|s| s.len() == 2) {
            t.chunk_flags.set(number::to_i64(s.get(1)).unwrap_or(0));
            let mut st = t.state.borrow_mut();
            st.chunk = s.get(0).cast::<Bytes>().map(|b| b.as_slice().to_vec()).unwrap_or_default();
            st.chunk.extend_from_slice(&data);
        }
        let r = call::call_method(d, "decode", &[Bytes::try_new(&data)?.value(), boolean(last)])?;
        let Some(mut s) = r.cast::<Str>() else {
            return Err(type_error(format!("decoder should return a string result, not '{}'", type_of(r).name_text())));
        };
        if universal {
            // the mark of a \r at the end of the last piece is kept as one byte among the undecoded
            if !t.state.borrow().partial.is_empty() {
                s = str::concat(crate::vm::vm().latin1(b'\r'), s)?;
                t.state.borrow_mut().partial.clear();
            }
            if !last && !s.is_empty() && s.point(s.len() - 1) == 13 {
                t.state.borrow_mut().partial.push(b'\r');
                s = str::slice(s, 0, s.len() - 1)?;
            }
            return translate(s, &t.seen, on);
        }
        return Ok(s);
    }
    let mut input = std::mem::take(&mut t.state.borrow_mut().partial);
    if input.is_empty() {
        input = data;
    } else {
        input.extend_from_slice(&data);
    }
    let mut end = input.len();
    if universal && !last && input.last() == Some(&b'\r') {
        end -= 1;
    }
    let mode = error_mode(t);
    // errors show the bytes as an object
    let object = |b: &[u8]| -> Result<Value, Raised> { Ok(Bytes::try_new(b)?.value()) };
    let (s, used) = match t.codec.get() {
        Codec::Utf8 => {
            let b = &input[..end];
            if b.is_ascii() {
                // SAFETY: ASCII is UTF-8.
                (Str::try_new(unsafe { std::str::from_utf8_unchecked(b) })?, end)
            } else {
                utf::decode_utf8(b, object(b)?, mode, last && end == input.len())?
            }
        }
        Codec::Ascii => (utf::decode_ascii(&input[..end], object(&input[..end])?, mode)?, end),
        _ => (str::of_units(&input[..end])?, end),
    };
    {
        let mut st = t.state.borrow_mut();
        st.partial = input[used..].to_vec();
        input.truncate(used);
        st.chunk = input;
    }
    if universal { translate(s, &t.seen, on) } else { Ok(s) }
}
fn read(a: &Args) -> Res {
    let t = open(a[0])?;
    require_readable(t)?;
    match size_arg(a.opt(1))? {
        None => {
            let first = rest(t)?;
            let b = buffer(t)?;
            let all = call::call_method(b, "read", &[])?;
            if all == none() {
                return Err(no_data());
            }
            let data = match crate::builtins::buffer::acquire_opt(all)? {
                Some(view) => view.to_vec()?,
                None => {
                    return Err(type_error(format!(
                        "underlying read() should have returned a bytes-like object, not '{}'",
                        type_of(all).name_text()
                    )));
                }
            };
            let s = decode(t, data, true)?;
            let r = if first.is_empty() { s } else { str::concat(first, s)? };
            t.decoded.set(t, None);
            t.used.set(0);
            t.state.borrow_mut().chunk.clear();
            Ok(r.value())
        }
        Some(n) => {
            let mut out = take(t, n)?;
            while out.len() < n {
                if !read_chunk(t, n - out.len())? {
                    break;
                }
                let more = take(t, n - out.len())?;
                out = if out.is_empty() { more } else { str::concat(out, more)? };
            }
            Ok(out.value())
        }
    }
}
/// Length of the first line of `s` from `from`, if it is complete.
fn line_end(t: Gc<TextIo>, s: Gc<Str>, from: usize) -> Option<usize> {
    let find = |c: u8| -> Option<usize> {
        if s.width == 1 {
            s.raw()[from..].iter().position(|x| *x == c).map(|i| i + from)
        } else {
            (from..s.len()).find(|i| s.point(*i) == c as u32)
        }
    };
    match t.reading.get() {
        Reading::Translate | Reading::Lf => find(b'\n').map(|i| i + 1),
        Reading::Cr => find(b'\r').map(|i| i + 1),
        Reading::CrLf => {
            let mut at = from;
            loop {
                let i = (at..s.len()).find(|i| s.point(*i) == 13)?;
                match s.len() > i + 1 && s.point(i + 1) == 10 {
                    true => return Some(i + 2),
                    false => at = i + 1,
                }
                if at >= s.len() {
                    return None;
                }
            }
        }
        Reading::Universal => {
            let i = match (find(b'\n'), find(b'\r')) {
                (Some(a), Some(b)) => a.min(b),
                (a, b) => a.or(b)?,
            };
            // a \r is never last here: it stays undecoded until it is known what follows
            if s.point(i) == 13 && i + 1 < s.len() && s.point(i + 1) == 10 { Some(i + 2) } else { Some(i + 1) }
        }
    }
}
fn readline(t: Gc<TextIo>, limit: Option<usize>) -> Result<Gc<Str>, Raised> {
    require_readable(t)?;
    let limit = limit.unwrap_or(usize::MAX);
    let mut out: Option<Gc<Str>> = None;
    loop {
        let d = t.decoded.get().and_then(|d| d.cast::<Str>()).filter(|d| t.used.get() < d.len());
        let Some(d) = d else {
            if !read_chunk(t, 0)? {
                break;
            }
            continue;
        };
        let had = out.map_or(0, |o| o.len());
        // a \r\n may be split over two pieces only when both characters matter
        if t.reading.get() == Reading::CrLf
            && let Some(o) = out
            && o.point(o.len() - 1) == 13
            && d.point(t.used.get()) == 10
            && had < limit
        {
            let lf = take(t, 1)?;
            return str::concat(o, lf);
        }
        let from = t.used.get();
        let end = line_end(t, d, from);
        let n = end.unwrap_or(d.len()) - from;
        let n_limited = n.min(limit - had);
        let piece = take(t, n_limited)?;
        let joined = match out {
            None => piece,
            Some(o) => str::concat(o, piece)?,
        };
        if end.is_some() || joined.len() >= limit {
            return Ok(joined);
        }
        out = Some(joined);
    }
    Ok(out.unwrap_or_else(Str::empty))
}
fn next(a: &Args) -> Res {
    let t = open(a[0])?;
    t.telling.set(false);
    let plain = super::class("TextIOWrapper")?;
    let line = if type_of(a[0]).value() == plain {
        readline(t, None)?.value()
    } else {
        call::call_method(a[0], "readline", &[])?
    };
    let Some(s) = line.cast::<Str>() else {
        return Err(raise(
            Exc::OSError,
            format!("readline() should have returned a str object, not '{}'", type_of(line).name_text()),
        ));
    };
    if s.is_empty() {
        t.telling.set(t.seekable.get());
        return Err(crate::builtins::exceptions::stop_iteration(None));
    }
    Ok(line)
}

// ---------------------------------------------------------------------------------------------------- position, end

/// How many bytes of `chunk` the characters handed out so far were made from.
fn bytes_used(t: Gc<TextIo>) -> Result<usize, Raised> {
    let used = t.used.get();
    let st = t.state.borrow();
    let chunk = &st.chunk;
    let translated = t.reading.get() == Reading::Translate;
    let (mut at, mut n) = (0, 0);
    while n < used && at < chunk.len() {
        let step = match t.codec.get() {
            Codec::Utf8 => match chunk[at] {
                0..0x80 => 1,
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                0xf0.. => 4,
                // a stray byte: handled one by one by the error handler
                _ => 1,
            },
            _ => 1,
        };
        let crlf = translated && chunk[at] == b'\r' && chunk.get(at + 1) == Some(&b'\n');
        at += if crlf { 2 } else { step };
        n += 1;
    }
    Ok(at.min(chunk.len()))
}
fn tell(a: &Args) -> Res {
    let t = open(a[0])?;
    if !t.seekable.get() {
        return Err(unsupported("underlying stream is not seekable"));
    }
    if !t.telling.get() {
        return Err(raise(Exc::OSError, "telling position disabled by next() call"));
    }
    flush(t, true)?;
    let p = number::to_i64(call::call_method(buffer(t)?, "tell", &[])?)?;
    if t.decoded.get().is_none() {
        let left = if t.codec.get() == Codec::Other { 0 } else { t.state.borrow().partial.len() as i64 };
        return Ok(Value::int(p - left));
    }
    let (chunk, partial) = {
        let s = t.state.borrow();
        (s.chunk.len() as i64, s.partial.len() as i64)
    };
    if t.codec.get() != Codec::Other {
        return Ok(Value::int(p - partial - chunk + bytes_used(t)? as i64));
    }
    other_position(t, p - chunk)
}
/// Position with a codec's own decoder: where the piece begins, or further on where the decoder has nothing left over.
fn other_position(t: Gc<TextIo>, start: i64) -> Res {
    let Some(d) = t.decoder.get() else { return Ok(Value::int(start)) };
    let used = t.used.get();
    let chunk = t.state.borrow().chunk.clone();
    let flags = t.chunk_flags.get();
    let saved = call::call_method(d, "getstate", &[])?;
    let empty = Bytes::try_new(b"")?.value();
    let r = (|| {
        call::call_method(d, "setstate", &[Tuple::new(&[empty, Value::int(flags)]).value()])?;
        let (mut n, mut safe, mut safe_flags, mut safe_n) = (0, 0, flags, 0);
        for (i, b) in chunk.iter().enumerate() {
            if n >= used {
                break;
            }
            let s = call::call_method(d, "decode", &[Bytes::try_new(&[*b])?.value()])?;
            n += s.cast::<Str>().map_or(0, |s| s.len());
            let st = call::call_method(d, "getstate", &[])?;
            if let Some(st) = st.cast::<Tuple>().filter(|s| s.len() == 2)
                && st.get(0).cast::<Bytes>().is_some_and(|b| b.as_slice().is_empty())
                && n <= used
            {
                (safe, safe_flags, safe_n) = (i + 1, number::to_i64(st.get(1))?, n);
            }
        }
        let skip = (used - safe_n.min(used)) as i64;
        let mut cookie = dashu_int::IBig::from(start + safe as i64);
        cookie += dashu_int::IBig::from(safe_flags) << 64;
        cookie += dashu_int::IBig::from(skip) << 192;
        Ok(Value::bigint(cookie))
    })();
    call::call_method(d, "setstate", &[saved])?;
    r
}
fn seek(a: &Args) -> Res {
    let t = open(a[0])?;
    if !t.seekable.get() {
        return Err(unsupported("underlying stream is not seekable"));
    }
    let whence = a.opt(2).map_or(Ok(0), number::to_i64)?;
    let target = number::index(a[1])?;
    let zero = target == Value::small(0);
    let b = buffer(t)?;
    match whence {
        1 => {
            if !zero {
                return Err(unsupported("can't do nonzero cur-relative seeks"));
            }
            let here = tell(a)?;
            return seek_to(t, here);
        }
        2 => {
            if !zero {
                return Err(unsupported("can't do nonzero end-relative seeks"));
            }
            flush(t, true)?;
            forget_decoded(t);
            if let Some(d) = t.decoder.get() {
                call::call_method(d, "reset", &[])?;
            }
            return call::call_method(b, "seek", &[Value::small(0), Value::small(2)]);
        }
        0 => {}
        w => return Err(value_error(format!("invalid whence ({w}, should be 0, 1 or 2)"))),
    }
    if target.as_int().is_some_and(|i| i.is_negative()) {
        return Err(value_error(format!("negative seek position {}", crate::protocol::text::repr_text(target))));
    }
    seek_to(t, target)
}
fn seek_to(t: Gc<TextIo>, cookie: Value) -> Res {
    flush(t, true)?;
    let big = cookie.as_int().map(|i| i.to_big()).unwrap_or_default();
    let part =
        |shift: usize| -> i64 { i64::try_from((&big >> shift) & dashu_int::IBig::from(u64::MAX >> 1)).unwrap_or(0) };
    let (position, flags, skip) = (part(0), part(64), part(192));
    call::call_method(buffer(t)?, "seek", &[Value::int(position)])?;
    forget_decoded(t);
    if let Some(d) = t.decoder.get() {
        if position == 0 && flags == 0 {
            call::call_method(d, "reset", &[])?;
        } else {
            let empty = Bytes::try_new(b"")?.value();
            call::call_method(d, "setstate", &[Tuple::new(&[empty, Value::int(flags)]).value()])?;
        }
    }
    if skip > 0 {
        read_chunk(t, 0)?;
        t.used.set(skip as usize);
    }
    if let Some(e) = t.encoder.get() {
        if position == 0 {
            call::call_method(e, "reset", &[])?;
        } else {
            call::call_method(e, "setstate", &[Value::small(0)])?;
        }
    }
    Ok(cookie)
}
fn truncate(a: &Args) -> Res {
    let t = open(a[0])?;
    flush(t, true)?;
    let pos = match a.opt_none(1) {
        Some(p) => p,
        None => tell(a)?,
    };
    call::call_method(buffer(t)?, "truncate", &[pos])
}
fn detach(a: &Args) -> Res {
    let t = this(a[0])?;
    let b = buffer(t)?;
    call::call_method(a[0], "flush", &[])?;
    t.buffer.set(t, None);
    t.detached.set(true);
    Ok(b)
}
fn close(a: &Args) -> Res {
    let t = this(a[0])?;
    let b = buffer(t)?;
    if flag(b, "closed")? {
        return Ok(none());
    }
    let flushed = call::call_method(a[0], "flush", &[]);
    let pending = if flushed.is_err() { Some(thread().take_exception()) } else { None };
    let closed = call::call_method(b, "close", &[]);
    match pending {
        None => closed,
        Some(e) => {
            if closed.is_err() {
                let second = thread().take_exception();
                if second != e {
                    second.context.set(second, e.value());
                }
                return Err(thread().set_exception(second));
            }
            Err(thread().set_exception(e))
        }
    }
}
fn repr(a: &Args) -> Res {
    let t = this(a[0])?;
    let mut text = format!("<{}", type_of(a[0]).name_text());
    let quiet = |name: &str| -> Result<Option<Value>, Raised> {
        match attr::get_opt(a[0], Str::intern(name)) {
            Err(Raised) if thread().catch(Exc::ValueError) => Ok(None),
            r => r,
        }
    };
    for name in ["name", "mode"] {
        if let Some(v) = quiet(name)? {
            text += &format!(" {name}={}", crate::protocol::text::repr(v)?.to_text());
        }
    }
    text += &format!(" encoding={}>", crate::protocol::text::repr(t.encoding.get_or_none())?.to_text());
    Ok(Str::new(&text).value())
}
