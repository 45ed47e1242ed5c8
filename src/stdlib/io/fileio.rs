//! `FileIO`: a file descriptor.

use std::cell::Cell;

use super::base::size_arg;
use super::{DEFAULT_BUFFER_SIZE, copy_into, unsupported};
use crate::builtins::buffer;
use crate::builtins::exceptions::{Exc, type_error, value_error};
use crate::layout;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, number};
use crate::stdlib::{eintr, errno, os_error, os_error_for, os_text};
use crate::thread::thread;

layout! {
    pub struct FileIo: FileIo {
        raw fd: Cell<i32>,
        raw created: Cell<bool>,
        raw readable: Cell<bool>,
        raw writable: Cell<bool>,
        raw appending: Cell<bool>,
        raw closefd: Cell<bool>,
        /// -1: not known yet.
        raw seekable: Cell<i8>,
        raw block_size: Cell<usize>,
        raw pad: Cell<u64>,
    }
}
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create a FileIO."),
    NativeDef::new("__init__(self, file, mode='r', closefd=True, opener=None)", init, "Open a file."),
    NativeDef::new("read(self, size=-1, /)", read, "Read at most size bytes, returned as bytes."),
    NativeDef::new("readall(self, /)", |a| readall(this(a[0])?), "Read all data from the file, returned as bytes."),
    NativeDef::new("readinto(self, buffer, /)", readinto, "Same as RawIOBase.readinto()."),
    NativeDef::new("write(self, b, /)", write, "Write buffer b to file, return number of bytes written."),
    NativeDef::new("seek(self, pos, whence=0, /)", seek, "Move to new file position and return the file position."),
    NativeDef::new("tell(self, /)", |a| raw_seek(open(a[0])?, 0, 1).map(Value::int), "Current file position."),
    NativeDef::new(
        "truncate(self, size=None, /)",
        truncate,
        "Truncate the file to at most size bytes and return the truncated size.",
    ),
    NativeDef::new("close(self, /)", close, "Close the file."),
    NativeDef::new(
        "seekable(self, /)",
        |a| Ok(boolean(is_seekable(open(a[0])?))),
        "True if file supports random-access.",
    ),
    NativeDef::new(
        "readable(self, /)",
        |a| Ok(boolean(open(a[0])?.readable.get())),
        "True if file was opened in a read mode.",
    ),
    NativeDef::new(
        "writable(self, /)",
        |a| Ok(boolean(open(a[0])?.writable.get())),
        "True if file was opened in a write mode.",
    ),
    NativeDef::new(
        "fileno(self, /)",
        |a| Ok(Value::small(open(a[0])?.fd.get() as i64)),
        "Return the underlying file descriptor (an integer).",
    ),
    NativeDef::new(
        "isatty(self, /)",
        |a| {
            let file = open(a[0])?;
            // SAFETY: any number is allowed.
            Ok(boolean(unsafe { libc::isatty(file.fd.get()) } == 1))
        },
        "True if the file is connected to a TTY device.",
    ),
    NativeDef::new(
        "_isatty_open_only(self, /)",
        |a| {
            let file = open(a[0])?;
            // SAFETY: any number is allowed.
            Ok(boolean(unsafe { libc::isatty(file.fd.get()) } == 1))
        },
        "",
    ),
    NativeDef::new("_dealloc_warn(self, source, /)", dealloc_warn, ""),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__getstate__(self, /)", no_pickle, ""),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("closed", |v| Ok(boolean(this(v)?.fd.get() < 0)), "True if the file is closed"),
    GetSetDef::ro(
        "closefd",
        |v| Ok(boolean(this(v)?.closefd.get())),
        "True if the file descriptor will be closed by close().",
    ),
    GetSetDef::ro("mode", |v| Ok(Str::intern(mode_text(this(v)?)).value()), "String giving the file mode"),
    GetSetDef::rw(
        "_blksize",
        |v| Ok(Value::usize(this(v)?.block_size.get())),
        |v, x| {
            let n = x.map_or(Ok(DEFAULT_BUFFER_SIZE as i64), number::to_ssize)?;
            this(v)?.block_size.set(n.max(1) as usize);
            Ok(())
        },
        "Preferred size of reads",
    ),
];
pub static DEF: TypeDef = TypeDef {
    name: "FileIO",
    module: "_io",
    kind: Kind::FileIo,
    doc: "Open a file.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF | f::FINALIZER,
    methods: &[METHODS],
    getsets: &[ATTRS],
};

fn new(a: &Args) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    Ok(alloc_sub(
        cls,
        FileIo {
            header: FileIo::HEADER,
            fd: Cell::new(-1),
            created: Cell::new(false),
            readable: Cell::new(false),
            writable: Cell::new(false),
            appending: Cell::new(false),
            closefd: Cell::new(true),
            seekable: Cell::new(-1),
            block_size: Cell::new(DEFAULT_BUFFER_SIZE),
            pad: Cell::new(0),
        },
    )?
    .value())
}
fn this(v: Value) -> Result<Gc<FileIo>, Raised> {
    v.cast::<FileIo>().ok_or_else(|| type_error("expected a FileIO object"))
}
/// The file, unless it is closed.
pub fn open(v: Value) -> Result<Gc<FileIo>, Raised> {
    let file = this(v)?;
    if file.fd.get() < 0 { Err(value_error("I/O operation on closed file")) } else { Ok(file) }
}
fn mode_text(file: Gc<FileIo>) -> &'static str {
    match (file.created.get(), file.appending.get(), file.readable.get(), file.writable.get()) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, _) => "rb",
        _ => "wb",
    }
}
fn bad_mode() -> Raised {
    value_error("Must have exactly one of create/read/write/append mode and at most one plus")
}
/// Flags for `open(2)`; sets the file's own.
fn parse_mode(file: Gc<FileIo>, mode: &str) -> Result<i32, Raised> {
    let (mut kinds, mut plus, mut flags) = (0, false, 0);
    for c in mode.chars() {
        match c {
            'x' | 'r' | 'w' | 'a' => kinds += 1,
            _ => {}
        }
        match c {
            'x' => {
                file.created.set(true);
                file.writable.set(true);
                flags |= libc::O_EXCL | libc::O_CREAT;
            }
            'r' => file.readable.set(true),
            'w' => {
                file.writable.set(true);
                flags |= libc::O_CREAT | libc::O_TRUNC;
            }
            'a' => {
                file.writable.set(true);
                file.appending.set(true);
                flags |= libc::O_APPEND | libc::O_CREAT;
            }
            'b' => {}
            '+' => {
                if plus {
                    return Err(bad_mode());
                }
                plus = true;
                file.readable.set(true);
                file.writable.set(true);
            }
            _ => return Err(value_error(format!("invalid mode: {mode}"))),
        }
    }
    if kinds != 1 {
        return Err(bad_mode());
    }
    flags |= match (file.readable.get(), file.writable.get()) {
        (true, true) => libc::O_RDWR,
        (true, false) => libc::O_RDONLY,
        _ => libc::O_WRONLY,
    };
    Ok(flags | libc::O_CLOEXEC)
}
fn init(a: &Args) -> Res {
    let file = this(a[0])?;
    if file.fd.get() >= 0 && file.closefd.get() {
        let fd = file.fd.replace(-1);
        // SAFETY: the descriptor is this object's.
        unsafe { libc::close(fd) };
    }
    for c in [&file.created, &file.readable, &file.writable, &file.appending] {
        c.set(false);
    }
    file.seekable.set(-1);
    let mode = match a.opt(2) {
        None => "r".to_string(),
        Some(m) => match m.cast::<Str>() {
            Some(s) => s.to_text().into_owned(),
            None => {
                return Err(type_error(format!(
                    "FileIO() argument 'mode' must be str, not {}",
                    type_of(m).name_text()
                )));
            }
        },
    };
    let closefd = a.opt(3).map_or(Ok(true), crate::protocol::compare::truth)?;
    let opener = a.opt_none(4);
    let v = a[1];
    if v.cast::<crate::object::float::Float>().is_some() || v.is_float_imm() {
        return Err(type_error("integer argument expected, got float"));
    }
    let mut fd = -1;
    if v.as_int().is_some() {
        if v == boolean(true) || v == boolean(false) {
            crate::builtins::warnings::warn(Exc::RuntimeWarning, "bool is used as a file descriptor")?;
        }
        let n = number::to_i64(v)?;
        if n < 0 {
            return Err(value_error("negative file descriptor"));
        }
        fd = n as i32;
    }
    let flags = parse_mode(file, &mode)?;
    crate::stdlib::sys::hooks::audit_event("open", &[v, Str::new(&mode).value(), Value::small(flags as i64)])?;
    let mut own = false;
    if fd < 0 {
        let path = match opener {
            None => Some(os_text::path_arg(os_text::fspath(v)?, "", "path")?),
            Some(_) => None,
        };
        if !closefd {
            return Err(value_error("Cannot use closefd=False with file name"));
        }
        fd = match (opener, path) {
            (Some(o), _) => {
                let r = call::call(o, &[v, Value::small(flags as i64)])?;
                if r.as_int().is_none() {
                    return Err(type_error("expected integer from opener"));
                }
                let n = number::to_i64(r)?;
                if n < 0 {
                    return Err(value_error(format!("opener returned {n}")));
                }
                n as i32
            }
            (None, Some(p)) => {
                // SAFETY: a terminated path.
                let r = eintr(|| unsafe { libc::open(p.c.as_ptr(), flags, 0o666) } as isize)?;
                if r < 0 {
                    return Err(os_error_for(errno(), v, None));
                }
                r as i32
            }
            (None, None) => return Err(type_error("expected a path")),
        };
        own = true;
    }
    file.closefd.set(closefd);
    // SAFETY: fstat into a local.
    let (r, st) = unsafe {
        let mut st: libc::stat = std::mem::zeroed();
        (libc::fstat(fd, &mut st), st)
    };
    let fail = |n: i32| {
        if own {
            // SAFETY: just opened here.
            unsafe { libc::close(fd) };
        }
        Err(os_error_for(n, v, None))
    };
    if r < 0 && errno() == libc::EBADF {
        return fail(libc::EBADF);
    }
    if r == 0 {
        if st.st_mode & libc::S_IFMT == libc::S_IFDIR {
            return fail(libc::EISDIR);
        }
        if st.st_blksize > 1 {
            file.block_size.set(st.st_blksize as usize);
        }
    }
    file.fd.set(fd);
    attr::generic_set(a[0], Str::intern("name"), Some(v))?;
    if file.appending.get() {
        // SAFETY: a valid descriptor; pipes refuse, which does not matter.
        unsafe { libc::lseek(fd, 0, libc::SEEK_END) };
    }
    Ok(none())
}
fn not_open_for(what: &str) -> Raised {
    unsupported(&format!("File not open for {what}"))
}
/// `read(2)` into a slice. `None`: would block.
pub fn read_into(file: Gc<FileIo>, out: &mut [u8]) -> Result<Option<usize>, Raised> {
    if !file.readable.get() {
        return Err(not_open_for("reading"));
    }
    let (fd, p, n) = (file.fd.get(), out.as_mut_ptr() as usize, out.len().min(isize::MAX as usize));
    // SAFETY: the slice is writable; its owner holds it in place meanwhile.
    let r = eintr(|| unsafe { libc::read(fd, p as *mut libc::c_void, n) })?;
    match usize::try_from(r) {
        Ok(n) => Ok(Some(n)),
        Err(_) if errno() == libc::EAGAIN => Ok(None),
        Err(_) => Err(os_error(errno())),
    }
}
/// `write(2)`. `None`: would block.
pub fn write_from(file: Gc<FileIo>, data: &[u8]) -> Result<Option<usize>, Raised> {
    if file.fd.get() < 0 {
        return Err(value_error("I/O operation on closed file"));
    }
    if !file.writable.get() {
        return Err(not_open_for("writing"));
    }
    let (fd, p, n) = (file.fd.get(), data.as_ptr() as usize, data.len());
    // SAFETY: the slice stays in place: its owner is on the caller's stack.
    let r = eintr(|| unsafe { libc::write(fd, p as *const libc::c_void, n) })?;
    match usize::try_from(r) {
        Ok(n) => Ok(Some(n)),
        Err(_) if errno() == libc::EAGAIN => Ok(None),
        Err(_) => Err(os_error(errno())),
    }
}
fn read(a: &Args) -> Res {
    let file = open(a[0])?;
    if !file.readable.get() {
        return Err(not_open_for("reading"));
    }
    let Some(n) = size_arg(a.opt(1))? else { return readall(file) };
    let mut buf = super::zeroed(n)?;
    match read_into(file, &mut buf)? {
        Some(k) => Ok(Bytes::try_new(&buf[..k])?.value()),
        None => Ok(none()),
    }
}
/// Everything up to the end of the file.
pub fn readall(file: Gc<FileIo>) -> Res {
    let file = open(file.value())?;
    let mut out = Vec::new();
    match read_rest(file, &mut out)? {
        true => Ok(Bytes::try_new(&out)?.value()),
        false => Ok(none()),
    }
}
/// Appends the rest of the file. False: nothing could be read without blocking.
pub fn read_rest(file: Gc<FileIo>, out: &mut Vec<u8>) -> Result<bool, Raised> {
    let start = out.len();
    // SAFETY: fstat and lseek on the descriptor.
    let expected = unsafe {
        let mut st: libc::stat = std::mem::zeroed();
        let at = libc::lseek(file.fd.get(), 0, libc::SEEK_CUR);
        if libc::fstat(file.fd.get(), &mut st) == 0 && at >= 0 && st.st_size > at {
            (st.st_size - at) as usize + 1
        } else {
            0
        }
    };
    let mut size = expected.clamp(DEFAULT_BUFFER_SIZE, 1 << 30);
    loop {
        let at = out.len();
        if out.try_reserve(size).is_err() {
            return Err(crate::object::memory_error());
        }
        out.resize(at + size, 0);
        let r = read_into(file, &mut out[at..]);
        let n = match &r {
            Ok(Some(n)) => *n,
            _ => 0,
        };
        out.truncate(at + n);
        match r? {
            None => return Ok(out.len() > start),
            Some(0) => return Ok(true),
            Some(_) => size = (out.len() - start).clamp(DEFAULT_BUFFER_SIZE, 1 << 24),
        }
    }
}
fn readinto(a: &Args) -> Res {
    let file = open(a[0])?;
    if !file.readable.get() {
        return Err(not_open_for("reading"));
    }
    let view = buffer::acquire_writable(a[1], "readinto() argument")?;
    let mut buf = super::zeroed(view.len())?;
    match read_into(file, &mut buf)? {
        Some(n) => {
            copy_into(&view, &buf[..n]);
            Ok(Value::usize(n))
        }
        None => Ok(none()),
    }
}
fn write(a: &Args) -> Res {
    let file = open(a[0])?;
    if !file.writable.get() {
        return Err(not_open_for("writing"));
    }
    let view = buffer::acquire(a[1])?;
    Ok(write_from(file, view.bytes())?.map_or_else(none, Value::usize))
}
/// `lseek(2)`
pub fn raw_seek(file: Gc<FileIo>, pos: i64, whence: i32) -> Result<i64, Raised> {
    // SAFETY: plain numbers.
    let r = unsafe { libc::lseek(file.fd.get(), pos, whence) };
    if r < 0 {
        return Err(os_error(errno()));
    }
    file.seekable.set(1);
    Ok(r)
}
fn seek(a: &Args) -> Res {
    let file = open(a[0])?;
    if a[1].is_float_imm() {
        return Err(type_error("an integer is required"));
    }
    let whence = a.opt(2).map_or(Ok(0), number::to_i64)?;
    raw_seek(file, number::to_i64(a[1])?, whence as i32).map(Value::int)
}
pub fn is_seekable(file: Gc<FileIo>) -> bool {
    if file.seekable.get() < 0 {
        // SAFETY: plain numbers.
        let r = unsafe { libc::lseek(file.fd.get(), 0, libc::SEEK_CUR) };
        file.seekable.set((r >= 0) as i8);
    }
    file.seekable.get() == 1
}
fn truncate(a: &Args) -> Res {
    let file = open(a[0])?;
    if !file.writable.get() {
        return Err(not_open_for("writing"));
    }
    let n = match a.opt_none(1) {
        Some(v) => number::to_i64(v)?,
        None => raw_seek(file, 0, 1)?,
    };
    let fd = file.fd.get();
    // SAFETY: plain numbers.
    if eintr(|| unsafe { libc::ftruncate(fd, n) } as isize)? < 0 {
        return Err(os_error(errno()));
    }
    Ok(Value::int(n))
}
fn close(a: &Args) -> Res {
    let file = this(a[0])?;
    let base = super::class("_RawIOBase")?;
    let r = attr::get(base, "close").and_then(|c| call::call(c, &[a[0]]));
    let pending = if r.is_err() { Some(thread().take_exception()) } else { None };
    let fd = file.fd.replace(-1);
    let mut failed = 0;
    if fd >= 0 && file.closefd.get() {
        // SAFETY: the descriptor is this object's.
        if crate::gil::allow_threads(|| unsafe { libc::close(fd) }) < 0 && errno() != libc::EINTR {
            failed = errno();
        }
    }
    match pending {
        Some(e) => Err(thread().set_exception(e)),
        None if failed != 0 => Err(os_error(failed)),
        None => Ok(none()),
    }
}
fn dealloc_warn(a: &Args) -> Res {
    let file = this(a[0])?;
    if file.fd.get() >= 0 && file.closefd.get() {
        let shown = crate::protocol::text::repr_text(a[1]);
        crate::builtins::warnings::warn(Exc::ResourceWarning, &format!("unclosed file {shown}"))?;
    }
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let file = this(a[0])?;
    if file.fd.get() < 0 {
        return Ok(Str::new(&format!("<{} [closed]>", type_of(a[0]).name_text())).value());
    }
    let class = type_of(a[0]).name_text();
    let (mode, closefd) = (mode_text(file), if file.closefd.get() { "True" } else { "False" });
    let name = attr::get_opt(a[0], Str::intern("name"))?;
    let text = match name {
        None => format!("<{class} fd={} mode='{mode}' closefd={closefd}>", file.fd.get()),
        Some(n) => {
            format!("<{class} name={} mode='{mode}' closefd={closefd}>", crate::protocol::text::repr(n)?.to_text())
        }
    };
    Ok(Str::new(&text).value())
}
pub fn no_pickle(a: &Args) -> Res {
    Err(type_error(format!("cannot pickle '{}' instances", type_of(a[0]).name.gc().to_text())))
}
