//! `BufferedReader`, `BufferedWriter`, `BufferedRandom` (one layout: what was read ahead, what is still to be written) and
//! `BufferedRWPair`.

use std::cell::{Cell, RefCell};

use super::base::size_arg;
use super::fileio::{self, FileIo};
use super::{DEFAULT_BUFFER_SIZE, copy_into, flag, unsupported};
use crate::builtins::buffer;
use crate::builtins::exceptions::{Exc, raise, raise_args, type_error, value_error};
use crate::layout;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, number};
use crate::stdlib::signal;
use crate::thread::thread;

/// What the stream is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Reader,
    Writer,
    Random,
    Pair,
}
#[derive(Default)]
pub struct State {
    ahead: Vec<u8>,
    /// How much of `ahead` has been handed out.
    at: usize,
    pending: Vec<u8>,
}
layout! {
    pub struct Buffered: Buffered {
        /// The raw stream (a pair: the reader), until `detach`.
        gc raw: Slot,
        /// A pair: the writer.
        gc writer: Slot,
        raw state: RefCell<State>,
        raw size: Cell<usize>,
        raw role: Cell<Role>,
        raw detached: Cell<bool>,
    }
}

macro_rules! rows {
    ($($name:ident: [$($row:expr),* $(,)?];)*) => { $(static $name: &[NativeDef] = &[$($row),*];)* };
}
const fn m(sig: &'static str, func: fn(&Args) -> Res, doc: &'static str) -> NativeDef {
    NativeDef::new(sig, func, doc)
}
rows! {
    COMMON: [
        m("__repr__(self, /)", repr, "Return repr(self)."),
        m("__getstate__(self, /)", fileio::no_pickle, ""),
        m("detach(self, /)", detach, "Disconnect this buffer from its underlying raw stream and return it."),
        m("flush(self, /)", |a| { let b = live(a[0], "flush of closed file")?; flush(b).map(|()| none()) }, "Flush write buffers."),
        m("close(self, /)", close, "Flush and close the stream."),
        m("seekable(self, /)", |a| call::call_method(raw(this(a[0])?)?, "seekable", &[]), ""),
        m("fileno(self, /)", |a| call::call_method(raw(this(a[0])?)?, "fileno", &[]), ""),
        m("isatty(self, /)", |a| call::call_method(raw(this(a[0])?)?, "isatty", &[]), ""),
        m("_dealloc_warn(self, source, /)", |a| call::call_method(raw(this(a[0])?)?, "_dealloc_warn", &[a[1]]), ""),
        m("seek(self, target, whence=0, /)", seek, "Change the stream position."),
        m("tell(self, /)", |a| { let b = this(a[0])?; raw(b)?; tell(b).map(Value::int) }, "Return current stream position."),
        m("truncate(self, pos=None, /)", truncate, "Truncate file to size bytes."),
    ];
    READING: [
        m("read(self, size=-1, /)", read, "Read and return up to n bytes."),
        m("read1(self, size=-1, /)", read1, "Read and return up to size bytes, with at most one read() call."),
        m("peek(self, size=0, /)", peek, "Return buffered bytes without advancing the position."),
        m("readinto(self, buffer, /)", |a| readinto(a, false), ""),
        m("readinto1(self, buffer, /)", |a| readinto(a, true), ""),
        m("readline(self, size=-1, /)", readline, "Read and return a line."),
    ];
    WRITING: [ m("write(self, buffer, /)", |a| { let b = live(a[0], "write to closed file")?; write(b, a[1]) }, "Write buffer b to the IO stream."), ];
    READER_OWN: [
        m("__new__(cls, /, *args, **kwargs)", |a| new(a, Role::Reader), "Create a BufferedReader."),
        m("__init__(self, raw, buffer_size=131072)", |a| init(a, "readable", "File or stream is not readable."), "Initialize self."),
        m("readable(self, /)", |a| call::call_method(raw(this(a[0])?)?, "readable", &[]), ""),
        m("writable(self, /)", |_| Ok(boolean(false)), ""),
    ];
    WRITER_OWN: [
        m("__new__(cls, /, *args, **kwargs)", |a| new(a, Role::Writer), "Create a BufferedWriter."),
        m("__init__(self, raw, buffer_size=131072)", |a| init(a, "writable", "File or stream is not writable."), "Initialize self."),
        m("writable(self, /)", |a| call::call_method(raw(this(a[0])?)?, "writable", &[]), ""),
        m("readable(self, /)", |_| Ok(boolean(false)), ""),
    ];
    RANDOM_OWN: [
        m("__new__(cls, /, *args, **kwargs)", |a| new(a, Role::Random), "Create a BufferedRandom."),
        m("__init__(self, raw, buffer_size=131072)", init_random, "Initialize self."),
        m("readable(self, /)", |a| call::call_method(raw(this(a[0])?)?, "readable", &[]), ""),
        m("writable(self, /)", |a| call::call_method(raw(this(a[0])?)?, "writable", &[]), ""),
    ];
    PAIR_OWN: [
        m("__new__(cls, /, *args, **kwargs)", |a| new(a, Role::Pair), "Create a BufferedRWPair."),
        m("__init__(self, reader, writer, buffer_size=131072, /)", init_pair, "Initialize self."),
        m("read(self, size=-1, /)", |a| call::call_method(side(a, false)?, "read", &[a.opt(1).unwrap_or(Value::small(-1))]), ""),
        m("peek(self, size=0, /)", |a| call::call_method(side(a, false)?, "peek", &[a.opt(1).unwrap_or(Value::small(0))]), ""),
        m("read1(self, size=-1, /)", |a| call::call_method(side(a, false)?, "read1", &[a.opt(1).unwrap_or(Value::small(-1))]), ""),
        m("readinto(self, buffer, /)", |a| call::call_method(side(a, false)?, "readinto", &[a[1]]), ""),
        m("readinto1(self, buffer, /)", |a| call::call_method(side(a, false)?, "readinto1", &[a[1]]), ""),
        m("write(self, buffer, /)", |a| call::call_method(side(a, true)?, "write", &[a[1]]), ""),
        m("flush(self, /)", |a| call::call_method(side(a, true)?, "flush", &[]), ""),
        m("readable(self, /)", |a| call::call_method(side(a, false)?, "readable", &[]), ""),
        m("writable(self, /)", |a| call::call_method(side(a, true)?, "writable", &[]), ""),
        m("close(self, /)", close_pair, ""),
        m("isatty(self, /)", |a| {
            if call::call_method(side(a, true)?, "isatty", &[])? == boolean(true) { return Ok(boolean(true)); }
            call::call_method(side(a, false)?, "isatty", &[])
        }, ""),
    ];
}
static ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("raw", |v| raw(this(v)?), ""),
    GetSetDef::ro("closed", |v| attr::get(raw(this(v)?)?, "closed"), ""),
    GetSetDef::ro("name", |v| attr::get(raw(this(v)?)?, "name"), ""),
    GetSetDef::ro("mode", |v| attr::get(raw(this(v)?)?, "mode"), ""),
];
static PAIR_ATTRS: &[GetSetDef] = &[GetSetDef::ro(
    "closed",
    |v| match this(v)?.writer.get() {
        Some(w) => attr::get(w, "closed"),
        None => Err(uninitialised()),
    },
    "",
)];
const FLAGS: u32 = f::BASETYPE | f::HAS_DICT | f::WEAKREF | f::FINALIZER;
const fn def(
    name: &'static str,
    doc: &'static str,
    methods: &'static [&'static [NativeDef]],
    getsets: &'static [&'static [GetSetDef]],
) -> TypeDef {
    TypeDef { name, module: "_io", kind: Kind::Buffered, doc, flags: FLAGS, methods, getsets }
}
pub static READER: TypeDef = def(
    "BufferedReader",
    "Create a new buffered reader using the given readable raw IO object.",
    &[COMMON, READING, READER_OWN],
    &[ATTRS],
);
pub static WRITER: TypeDef = def(
    "BufferedWriter",
    "A buffer for a writeable sequential RawIO object.",
    &[COMMON, WRITING, WRITER_OWN],
    &[ATTRS],
);
pub static RANDOM: TypeDef = def(
    "BufferedRandom",
    "A buffered interface to random access streams.",
    &[COMMON, READING, WRITING, RANDOM_OWN],
    &[ATTRS],
);
pub static PAIR: TypeDef =
    def("BufferedRWPair", "A buffered reader and writer object together.", &[PAIR_OWN], &[PAIR_ATTRS]);

fn this(v: Value) -> Result<Gc<Buffered>, Raised> {
    v.cast::<Buffered>().ok_or_else(|| type_error("expected a buffered stream"))
}
fn uninitialised() -> Raised {
    value_error("I/O operation on uninitialized object")
}
fn raw(b: Gc<Buffered>) -> Res {
    match b.raw.get() {
        Some(r) => Ok(r),
        None if b.detached.get() => Err(value_error("raw stream has been detached")),
        None => Err(uninitialised()),
    }
}
/// The stream, if it is open.
fn live(v: Value, message: &str) -> Result<Gc<Buffered>, Raised> {
    let b = this(v)?;
    let r = raw(b)?;
    let closed = match plain_file(r) {
        Some(file) => file.fd.get() < 0,
        None => flag(r, "closed")?,
    };
    if closed { Err(value_error(message)) } else { Ok(b) }
}
/// The raw stream as a descriptor that no subclass has changed.
fn plain_file(r: Value) -> Option<Gc<FileIo>> {
    let file = r.cast::<FileIo>()?;
    let plain = crate::vm::vm().state("_io.FileIO")?;
    if type_of(r).value() == plain { Some(file) } else { None }
}
pub fn new(a: &Args, role: Role) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    Ok(alloc_sub(
        cls,
        Buffered {
            header: Buffered::HEADER,
            raw: Slot::empty(),
            writer: Slot::empty(),
            state: RefCell::default(),
            size: Cell::new(DEFAULT_BUFFER_SIZE),
            role: Cell::new(role),
            detached: Cell::new(false),
        },
    )?
    .value())
}
fn attach(a: &Args, raw: Value, size: Option<Value>) -> Res {
    let b = this(a[0])?;
    let size = size.map_or(Ok(DEFAULT_BUFFER_SIZE as i64), number::to_ssize)?;
    if size <= 0 {
        return Err(value_error("buffer size must be strictly positive"));
    }
    b.raw.set(b, raw);
    b.size.set(size as usize);
    b.detached.set(false);
    *b.state.borrow_mut() = State::default();
    Ok(none())
}
fn require(raw: Value, method: &str, message: &str) -> Result<(), Raised> {
    if crate::protocol::compare::truth(call::call_method(raw, method, &[])?)? {
        Ok(())
    } else {
        Err(unsupported(message))
    }
}
fn init(a: &Args, method: &str, message: &str) -> Res {
    this(a[0])?.raw.set(this(a[0])?, None);
    require(a[1], method, message)?;
    attach(a, a[1], a.opt(2))
}
fn init_random(a: &Args) -> Res {
    require(a[1], "seekable", "File or stream is not seekable.")?;
    require(a[1], "readable", "File or stream is not readable.")?;
    require(a[1], "writable", "File or stream is not writable.")?;
    attach(a, a[1], a.opt(2))
}
fn init_pair(a: &Args) -> Res {
    require(a[1], "readable", "File or stream is not readable.")?;
    require(a[2], "writable", "File or stream is not writable.")?;
    let size = a.opt(3).unwrap_or(Value::usize(DEFAULT_BUFFER_SIZE));
    let reader = call::call(super::class("BufferedReader")?, &[a[1], size])?;
    let writer = call::call(super::class("BufferedWriter")?, &[a[2], size])?;
    let b = this(a[0])?;
    b.raw.set(b, reader);
    b.writer.set(b, writer);
    Ok(none())
}
fn side(a: &Args, writer: bool) -> Res {
    let b = this(a[0])?;
    if writer { b.writer.get() } else { b.raw.get() }.ok_or_else(uninitialised)
}
fn close_pair(a: &Args) -> Res {
    let first = call::call_method(side(a, true)?, "close", &[]);
    let pending = if first.is_err() { Some(thread().take_exception()) } else { None };
    let second = call::call_method(side(a, false)?, "close", &[]);
    match pending {
        Some(e) => Err(thread().set_exception(e)),
        None => second,
    }
}

// ---------------------------------------------------------------------------------------------------- the raw stream

/// One read of up to `n` bytes. `None`: would block.
fn raw_read(b: Gc<Buffered>, n: usize) -> Result<Option<Vec<u8>>, Raised> {
    let r = raw(b)?;
    if let Some(file) = plain_file(r) {
        let mut buf = super::zeroed(n)?;
        let file = fileio::open(file.value())?;
        return Ok(fileio::read_into(file, &mut buf)?.map(|k| {
            buf.truncate(k);
            buf
        }));
    }
    let target = ByteArray::try_new(&super::zeroed(n)?)?;
    let got = call::call_method(r, "readinto", &[target.value()])?;
    if got == none() {
        return Ok(None);
    }
    let k = number::to_ssize(got)?;
    match usize::try_from(k) {
        Ok(k) if k <= n => Ok(Some(target.as_slice()[..k.min(target.as_slice().len())].to_vec())),
        _ => Err(raise(
            Exc::OSError,
            format!("raw readinto() returned invalid length {k} (should have been between 0 and {n})"),
        )),
    }
}
/// One write. `None`: would block.
fn raw_write(b: Gc<Buffered>, data: &[u8]) -> Result<Option<usize>, Raised> {
    let r = raw(b)?;
    if let Some(file) = plain_file(r) {
        return fileio::write_from(file, data);
    }
    let got = call::call_method(r, "write", &[Bytes::try_new(data)?.value()])?;
    if got == none() {
        return Ok(None);
    }
    let k = number::to_ssize(got)?;
    match usize::try_from(k) {
        Ok(k) if k <= data.len() => Ok(Some(k)),
        _ => Err(raise(
            Exc::OSError,
            format!("raw write() returned invalid length {k} (should have been between 0 and {})", data.len()),
        )),
    }
}
fn raw_position(b: Gc<Buffered>) -> Result<i64, Raised> {
    let p = number::to_i64(call::call_method(raw(b)?, "tell", &[])?)?;
    if p < 0 { Err(raise(Exc::OSError, format!("Raw stream returned invalid position {p}"))) } else { Ok(p) }
}
fn unread(b: Gc<Buffered>) -> usize {
    let s = b.state.borrow();
    s.ahead.len() - s.at
}
fn forget_ahead(b: Gc<Buffered>) {
    let mut s = b.state.borrow_mut();
    s.ahead.clear();
    s.at = 0;
}
/// Before writing: the raw stream goes back to where the reader seems to be.
fn rewind(b: Gc<Buffered>) -> Result<(), Raised> {
    let n = unread(b);
    if n > 0 {
        call::call_method(raw(b)?, "seek", &[Value::int(-(n as i64)), Value::small(1)])?;
    }
    forget_ahead(b);
    Ok(())
}
/// Writes out what is pending.
pub fn flush(b: Gc<Buffered>) -> Result<(), Raised> {
    loop {
        let data = std::mem::take(&mut b.state.borrow_mut().pending);
        if data.is_empty() {
            break;
        }
        let mut done = 0;
        while done < data.len() {
            let r = raw_write(b, &data[done..]).and_then(|n| {
                done += n.unwrap_or(0);
                if n.is_some() && done < data.len() {
                    signal::check()?;
                }
                Ok(n)
            });
            if !matches!(r, Ok(Some(_))) {
                // what is left stays pending, in front of what came meanwhile
                let mut s = b.state.borrow_mut();
                let newer = std::mem::take(&mut s.pending);
                s.pending.extend_from_slice(&data[done..]);
                s.pending.extend_from_slice(&newer);
                drop(s);
                r?;
                return Err(would_block(0));
            }
        }
    }
    if b.role.get() == Role::Random {
        rewind(b)?;
    }
    Ok(())
}
fn would_block(written: usize) -> Raised {
    let n = Value::small(libc::EAGAIN as i64);
    let text = Str::new("write could not complete without blocking").value();
    raise_args(Exc::BlockingIOError, &[n, text, Value::usize(written)])
}
/// Writes without reporting, when the process ends.
pub fn flush_at_exit(b: Gc<Buffered>) -> Result<(), Raised> {
    if b.raw.get().is_none() || b.state.borrow().pending.is_empty() {
        return Ok(());
    }
    flush(b)
}

// ---------------------------------------------------------------------------------------------------- writing

fn write(b: Gc<Buffered>, v: Value) -> Res {
    if v.cast::<Str>().is_some() {
        return Err(type_error("a bytes-like object is required, not 'str'"));
    }
    let view = buffer::acquire(v)?;
    write_bytes(b, view.bytes()).map(Value::usize)
}
pub fn write_bytes(b: Gc<Buffered>, data: &[u8]) -> Result<usize, Raised> {
    if b.role.get() == Role::Random && unread(b) > 0 {
        rewind(b)?;
    }
    let size = b.size.get();
    let fits = {
        let mut s = b.state.borrow_mut();
        let fits = s.pending.len() + data.len() <= size;
        if fits {
            s.pending.extend_from_slice(data);
        }
        fits
    };
    if fits {
        return Ok(data.len());
    }
    match flush(b) {
        Ok(()) => {}
        Err(Raised) if thread().exception_is(Exc::BlockingIOError) => {
            let room = size.saturating_sub(b.state.borrow().pending.len());
            if data.len() <= room {
                thread().clear_exception();
                b.state.borrow_mut().pending.extend_from_slice(data);
                return Ok(data.len());
            }
            thread().clear_exception();
            b.state.borrow_mut().pending.extend_from_slice(&data[..room]);
            return Err(would_block(room));
        }
        Err(e) => return Err(e),
    }
    let mut done = 0;
    while data.len() - done > size {
        match raw_write(b, &data[done..])? {
            Some(n) => {
                done += n;
                if done < data.len() {
                    signal::check()?;
                }
            }
            None => {
                let room = size.min(data.len() - done);
                b.state.borrow_mut().pending.extend_from_slice(&data[done..done + room]);
                return if done + room == data.len() { Ok(data.len()) } else { Err(would_block(done + room)) };
            }
        }
    }
    b.state.borrow_mut().pending.extend_from_slice(&data[done..]);
    Ok(data.len())
}

// ---------------------------------------------------------------------------------------------------- reading

/// Before reading: what is pending goes out.
fn settle(b: Gc<Buffered>) -> Result<(), Raised> {
    if b.role.get() == Role::Random && !b.state.borrow().pending.is_empty() { flush(b) } else { Ok(()) }
}
/// Takes up to `n` bytes of what was read ahead.
fn take(b: Gc<Buffered>, n: usize) -> Vec<u8> {
    let mut s = b.state.borrow_mut();
    let end = s.at + n.min(s.ahead.len() - s.at);
    let v = s.ahead[s.at..end].to_vec();
    s.at = end;
    v
}
/// Reads ahead once if nothing is there. False: would block; at the end nothing is there afterwards.
fn fill(b: Gc<Buffered>) -> Result<bool, Raised> {
    if unread(b) > 0 {
        return Ok(true);
    }
    forget_ahead(b);
    match raw_read(b, b.size.get())? {
        Some(v) => {
            b.state.borrow_mut().ahead = v;
            Ok(true)
        }
        None => Ok(false),
    }
}
fn read(a: &Args) -> Res {
    let b = live(a[0], "read of closed file")?;
    if let Some(n) = a.opt_none(1)
        && number::to_ssize(n)? < -1
    {
        return Err(value_error("read length must be non-negative or -1"));
    }
    settle(b)?;
    match size_arg(a.opt(1))? {
        None => read_all(b),
        Some(n) => read_n(b, n),
    }
}
fn read_all(b: Gc<Buffered>) -> Res {
    let mut out = take(b, usize::MAX);
    let r = raw(b)?;
    if let Some(file) = plain_file(r) {
        let some = fileio::read_rest(fileio::open(file.value())?, &mut out)?;
        return if some || !out.is_empty() { Ok(Bytes::try_new(&out)?.value()) } else { Ok(none()) };
    }
    if let Some(readall) = attr::get_opt(r, Str::intern("readall"))? {
        let rest = call::call(readall, &[])?;
        if rest == none() {
            return if out.is_empty() { Ok(none()) } else { Ok(Bytes::try_new(&out)?.value()) };
        }
        let Some(rest) = rest.cast::<Bytes>() else { return Err(type_error("readall() should return bytes")) };
        out.extend_from_slice(rest.as_slice());
        return Ok(Bytes::try_new(&out)?.value());
    }
    loop {
        let chunk = call::call_method(r, "read", &[])?;
        let Some(c) = chunk.cast::<Bytes>() else {
            if chunk == none() {
                return if out.is_empty() { Ok(none()) } else { Ok(Bytes::try_new(&out)?.value()) };
            }
            return Err(type_error("read() should return bytes"));
        };
        if c.as_slice().is_empty() {
            return Ok(Bytes::try_new(&out)?.value());
        }
        out.extend_from_slice(c.as_slice());
    }
}
fn read_n(b: Gc<Buffered>, n: usize) -> Res {
    let mut out = take(b, n);
    while out.len() < n {
        let want = n - out.len();
        if want >= b.size.get() {
            match raw_read(b, want.min(1 << 30))? {
                Some(v) if v.is_empty() => break,
                Some(v) => out.extend_from_slice(&v),
                None if out.is_empty() => return Ok(none()),
                None => break,
            }
            continue;
        }
        if !fill(b)? {
            if out.is_empty() {
                return Ok(none());
            }
            break;
        }
        let v = take(b, want);
        if v.is_empty() {
            break;
        }
        out.extend_from_slice(&v);
    }
    Ok(Bytes::try_new(&out)?.value())
}
fn read1(a: &Args) -> Res {
    let b = live(a[0], "read of closed file")?;
    settle(b)?;
    let n = size_arg(a.opt(1))?.unwrap_or(b.size.get());
    if n == 0 {
        return Ok(Bytes::try_new(b"")?.value());
    }
    if unread(b) == 0 && !fill(b)? {
        return Ok(Bytes::try_new(b"")?.value());
    }
    Ok(Bytes::try_new(&take(b, n))?.value())
}
/// Bytes for a text stream: at most one read of the raw stream. Empty at the end; `None`: would block.
pub fn read1_bytes(b: Gc<Buffered>, n: usize) -> Result<Option<Vec<u8>>, Raised> {
    settle(b)?;
    if !fill(b)? {
        return Ok(None);
    }
    Ok(Some(take(b, n)))
}
fn peek(a: &Args) -> Res {
    let b = live(a[0], "peek of closed file")?;
    settle(b)?;
    fill(b)?;
    let v = {
        let s = b.state.borrow();
        s.ahead[s.at..].to_vec()
    };
    Ok(Bytes::try_new(&v)?.value())
}
fn readinto(a: &Args, once: bool) -> Res {
    let b = live(a[0], "readinto of closed file")?;
    settle(b)?;
    let view = buffer::acquire_writable(a[1], "readinto() argument")?;
    let want = view.len();
    let mut out = take(b, want);
    while out.len() < want {
        if once && !out.is_empty() {
            break;
        }
        let left = want - out.len();
        let chunk = if left >= b.size.get() {
            raw_read(b, left)?
        } else if fill(b)? {
            Some(take(b, left))
        } else {
            None
        };
        match chunk {
            Some(v) if v.is_empty() => break,
            Some(v) => out.extend_from_slice(&v),
            None if out.is_empty() => return Ok(none()),
            None => break,
        }
    }
    copy_into(&view, &out);
    Ok(Value::usize(out.len()))
}
fn readline(a: &Args) -> Res {
    let b = live(a[0], "readline of closed file")?;
    settle(b)?;
    let limit = size_arg(a.opt(1))?.unwrap_or(usize::MAX);
    let mut out: Vec<u8> = vec![];
    while out.len() < limit {
        if !fill(b)? {
            break;
        }
        let n = {
            let s = b.state.borrow();
            let rest = &s.ahead[s.at..];
            rest.iter().position(|c| *c == b'\n').map_or(rest.len(), |i| i + 1).min(limit - out.len())
        };
        if n == 0 {
            break;
        }
        let piece = take(b, n);
        let ends = piece.last() == Some(&b'\n');
        if ends && out.is_empty() {
            return Ok(Bytes::try_new(&piece)?.value());
        }
        out.extend_from_slice(&piece);
        if ends {
            break;
        }
    }
    Ok(Bytes::try_new(&out)?.value())
}

// ---------------------------------------------------------------------------------------------------- position, end

fn tell(b: Gc<Buffered>) -> Result<i64, Raised> {
    let p = raw_position(b)?;
    let pending = b.state.borrow().pending.len() as i64;
    Ok((p - unread(b) as i64 + pending).max(0))
}
fn seek(a: &Args) -> Res {
    let b = live(a[0], "seek of closed file")?;
    let whence = a.opt(2).map_or(Ok(0), number::to_i64)?;
    if !(0..=2).contains(&whence) && !(3..=4).contains(&whence) {
        return Err(value_error(format!("whence value {whence} unsupported")));
    }
    let r = raw(b)?;
    require(r, "seekable", "File or stream is not seekable.")?;
    let mut target = number::to_i64(a[1])?;
    // within what was read ahead no system call moves anything
    if whence != 2 && b.state.borrow().pending.is_empty() && unread(b) > 0 && whence < 2 {
        let here = raw_position(b)?;
        let (at, len) = {
            let s = b.state.borrow();
            (s.at as i64, s.ahead.len() as i64)
        };
        let start = here - len;
        let want = if whence == 0 { target } else { start + at + target };
        if want >= start && want <= here {
            b.state.borrow_mut().at = (want - start) as usize;
            return Ok(Value::int(want));
        }
    }
    flush_pending(b)?;
    if whence == 1 {
        target -= unread(b) as i64;
    }
    let p = call::call_method(r, "seek", &[Value::int(target), Value::int(whence)])?;
    forget_ahead(b);
    Ok(p)
}
fn flush_pending(b: Gc<Buffered>) -> Result<(), Raised> {
    if b.state.borrow().pending.is_empty() { Ok(()) } else { flush(b) }
}
fn truncate(a: &Args) -> Res {
    let b = live(a[0], "truncate of closed file")?;
    if b.role.get() == Role::Reader {
        return Err(unsupported("truncate"));
    }
    let pos = match a.opt_none(1) {
        Some(p) => p,
        None => Value::int(tell(b)?),
    };
    flush(b)?;
    call::call_method(raw(b)?, "truncate", &[pos])
}
fn detach(a: &Args) -> Res {
    let b = this(a[0])?;
    let r = raw(b)?;
    call::call_method(a[0], "flush", &[])?;
    b.raw.set(b, None);
    b.detached.set(true);
    Ok(r)
}
fn close(a: &Args) -> Res {
    let b = this(a[0])?;
    let r = raw(b)?;
    if flag(r, "closed")? {
        return Ok(none());
    }
    let flushed = call::call_method(a[0], "flush", &[]);
    let pending = if flushed.is_err() { Some(thread().take_exception()) } else { None };
    b.state.borrow_mut().pending.clear();
    let closed = call::call_method(r, "close", &[]);
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
    let name = type_of(a[0]).name_text();
    let text = match attr::get_opt(a[0], Str::intern("name")) {
        Ok(Some(n)) => format!("<{name} name={}>", crate::protocol::text::repr(n)?.to_text()),
        Ok(None) => format!("<{name}>"),
        Err(Raised) if thread().catch(Exc::ValueError) => format!("<{name}>"),
        Err(e) => return Err(e),
    };
    Ok(Str::new(&text).value())
}
