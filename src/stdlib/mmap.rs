//! `mmap`: files and anonymous memory as mutable bytes.
//!
//! The mapping stays in place while views of it exist: `close` and `resize` are refused then.

use std::cell::{Cell, RefCell};

use crate::builtins::buffer::{Export, register_exporter, with_bytes};
use crate::builtins::exceptions::{Exc, buffer_error, index_error, overflow_error, type_error, value_error};
use crate::builtins::{native_class, put};
use crate::layout;
use crate::object::bytes::{Bytes, ExportCount};
use crate::object::gc::Gc;
use crate::object::heap::{Collect, heap};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{item, number};
use crate::stdlib::posix::{checked, int, int_or};
use crate::stdlib::support::{Descriptor, put_ints};
use crate::stdlib::{errno, os_error};

/// A mapped range; unmapped when dropped.
pub struct Mapping {
    data: *mut u8,
    len: usize,
}
impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: mapped by `new` or `resize`, and nobody holds a view.
        unsafe { libc::munmap(self.data as *mut _, self.len) };
    }
}
layout! {
    /// `mmap.mmap`
    pub struct Mmap: Mmap {
        raw map: RefCell<Option<Mapping>>,
        raw fd: Option<Descriptor>,
        raw position: Cell<usize>,
        raw offset: u64,
        raw access: u8,
        raw exports: ExportCount,
    }
}
const ACCESS_DEFAULT: i32 = 0;
const ACCESS_READ: i32 = 1;
const ACCESS_WRITE: i32 = 2;
const ACCESS_COPY: i32 = 3;

static TYPE: TypeDef = TypeDef {
    name: "mmap",
    module: "mmap",
    kind: Kind::Mmap,
    doc: "mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])\n\nMaps length bytes from the file specified by the file descriptor fileno,\nand returns a mmap object.",
    flags: f::BASETYPE | f::WEAKREF | f::SEQUENCE,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__len__(self, /)", |a| Ok(Value::usize(open(a[0])?.len())), "Return len(self)."),
    NativeDef::new("__getitem__(self, key, /)", get, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", set, "Set self[key] to value."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new(
        "__enter__(self, /)",
        |a| {
            open(a[0])?;
            Ok(a[0])
        },
        "",
    ),
    NativeDef::new("__exit__(self, exc_type, exc_value, traceback, /)", close, ""),
    NativeDef::new("close(self, /)", close, ""),
    NativeDef::new("find(self, view, start=None, end=None, /)", |a| find(a, false), ""),
    NativeDef::new("rfind(self, view, start=None, end=None, /)", |a| find(a, true), ""),
    NativeDef::new("flush(self, offset=0, size=-1, /)", flush, ""),
    NativeDef::new("madvise(self, option, start=0, length=None, /)", madvise, ""),
    NativeDef::new("move(self, dest, src, count, /)", move_bytes, ""),
    NativeDef::new("read(self, n=None, /)", read, ""),
    NativeDef::new("read_byte(self, /)", read_byte, ""),
    NativeDef::new("readline(self, /)", readline, ""),
    NativeDef::new("resize(self, newsize, /)", resize, ""),
    NativeDef::new("seek(self, pos, whence=0, /)", seek, ""),
    NativeDef::new("seekable(self, /)", |_| Ok(boolean(true)), ""),
    NativeDef::new("size(self, /)", size, ""),
    NativeDef::new(
        "tell(self, /)",
        |a| {
            open(a[0])?;
            Ok(Value::usize(this(a[0])?.position.get()))
        },
        "",
    ),
    NativeDef::new("write(self, bytes, /)", write, ""),
    NativeDef::new("write_byte(self, byte, /)", write_byte, ""),
];
static ATTRIBUTES: &[GetSetDef] = &[GetSetDef::ro("closed", |v| Ok(boolean(this(v)?.map.borrow().is_none())), "")];

macro_rules! constants {
    ($($name:ident)*) => { static CONSTANTS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64)),*]; };
}
constants! {
    PROT_EXEC PROT_READ PROT_WRITE MAP_SHARED MAP_PRIVATE MAP_ANON MAP_ANONYMOUS MAP_DENYWRITE MAP_EXECUTABLE MAP_POPULATE
    MAP_STACK MAP_NORESERVE MADV_NORMAL MADV_RANDOM MADV_SEQUENTIAL MADV_WILLNEED MADV_DONTNEED MADV_REMOVE MADV_DONTFORK
    MADV_DOFORK MADV_MERGEABLE MADV_UNMERGEABLE MADV_HUGEPAGE MADV_NOHUGEPAGE MADV_DONTDUMP MADV_DODUMP MADV_FREE
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("mmap", "", &[])?;
    let d = m.dict.gc();
    register_exporter(Kind::Mmap, export);
    put(d, "mmap", native_class(&TYPE).value());
    put(d, "error", Exc::OSError.class().value());
    put_ints(d, CONSTANTS);
    // SAFETY: no preconditions.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    put_ints(
        d,
        &[
            ("ACCESS_DEFAULT", ACCESS_DEFAULT as i64),
            ("ACCESS_READ", ACCESS_READ as i64),
            ("ACCESS_WRITE", ACCESS_WRITE as i64),
            ("ACCESS_COPY", ACCESS_COPY as i64),
            ("PAGESIZE", page),
            ("ALLOCATIONGRANULARITY", page),
        ],
    );
    Ok(m)
}

fn this(v: Value) -> Result<Gc<Mmap>, Raised> {
    v.cast().ok_or_else(|| type_error("an mmap object is required"))
}
/// The mapped bytes. Read and written only between two calls into Python.
fn open<'a>(v: Value) -> Result<&'a mut [u8], Raised> {
    match &*this(v)?.map.borrow() {
        // SAFETY: mapped while the object is open; the slice is dropped before Python code can close it.
        Some(m) => Ok(unsafe { std::slice::from_raw_parts_mut(m.data, m.len) }),
        None => Err(value_error("mmap closed or invalid")),
    }
}
fn writable<'a>(v: Value) -> Result<&'a mut [u8], Raised> {
    if this(v)?.access == ACCESS_READ as u8 {
        return Err(type_error("mmap can't modify a readonly memory map."));
    }
    open(v)
}
fn export(v: Value) -> Result<Export, Raised> {
    let bytes = open(v)?;
    let m = this(v)?;
    Ok(Export {
        data: bytes.as_mut_ptr(),
        len: bytes.len(),
        readonly: m.access == ACCESS_READ as u8,
        itemsize: 1,
        format: "B".into(),
        keep: v,
        hold: Some(m.exports.hold()),
    })
}
fn unshared(m: Gc<Mmap>, what: &str) -> Result<(), Raised> {
    if m.exports.get() > 0 {
        // views that nobody refers to any more do not count
        heap().collect(Collect::Full);
    }
    if m.exports.get() > 0 { Err(buffer_error(format!("cannot {what} exported pointers exist"))) } else { Ok(()) }
}

fn new(a: &Args) -> Res {
    let class = crate::builtins::int::class_argument(a[0], native_class(&TYPE))?;
    let fd = int(a[1])?;
    let mut len = number::to_ssize(a[2])?;
    let (mut flags, mut prot) =
        (int_or(a.opt(3), libc::MAP_SHARED)?, int_or(a.opt(4), libc::PROT_READ | libc::PROT_WRITE)?);
    let access = int_or(a.opt(5), ACCESS_DEFAULT)?;
    let offset = a.opt(6).map_or(Ok(0), number::to_i64)?;
    let track = a.opt(7).map_or(Ok(true), crate::protocol::compare::truth)?;
    if len < 0 {
        return Err(overflow_error("memory mapped length must be positive"));
    }
    if offset < 0 {
        return Err(overflow_error("memory mapped offset must be positive"));
    }
    if access != ACCESS_DEFAULT && (a.has(3) || a.has(4)) {
        return Err(value_error("mmap can't specify both access and flags, prot."));
    }
    match access {
        ACCESS_READ => (flags, prot) = (libc::MAP_SHARED, libc::PROT_READ),
        ACCESS_WRITE => (flags, prot) = (libc::MAP_SHARED, libc::PROT_READ | libc::PROT_WRITE),
        ACCESS_COPY => (flags, prot) = (libc::MAP_PRIVATE, libc::PROT_READ | libc::PROT_WRITE),
        ACCESS_DEFAULT => {}
        _ => return Err(value_error("mmap invalid access parameter.")),
    }
    let kind = if access == ACCESS_DEFAULT && prot & libc::PROT_WRITE == 0 { ACCESS_READ } else { access };
    let mut own = None;
    if fd == -1 {
        flags |= libc::MAP_ANONYMOUS;
    } else {
        // SAFETY: all-zero is a valid `stat`; any number may be passed.
        let s = unsafe {
            let mut s: libc::stat = std::mem::zeroed();
            checked(|| libc::fstat(fd, &mut s))?;
            s
        };
        if s.st_mode & libc::S_IFMT == libc::S_IFREG {
            if len == 0 {
                if s.st_size == 0 {
                    return Err(value_error("cannot mmap an empty file"));
                }
                if offset >= s.st_size {
                    return Err(value_error("mmap offset is greater than file size"));
                }
                len = s.st_size - offset;
            } else if offset > s.st_size || s.st_size - offset < len {
                return Err(value_error("mmap length is greater than file size"));
            }
        }
        if track {
            // SAFETY: the new descriptor is ours.
            own = Some(Descriptor(checked(|| unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) })?));
        }
    }
    // SAFETY: an address of the system's choice.
    let data = unsafe { libc::mmap(std::ptr::null_mut(), len as usize, prot, flags, fd, offset) };
    if data == libc::MAP_FAILED {
        return Err(os_error(errno()));
    }
    let m = Mmap {
        header: Mmap::HEADER,
        map: RefCell::new(Some(Mapping { data: data as *mut u8, len: len as usize })),
        fd: own,
        position: Cell::new(0),
        offset: offset as u64,
        access: kind as u8,
        exports: ExportCount::default(),
    };
    Ok(alloc_sub(class, m)?.value())
}
fn close(a: &Args) -> Res {
    let m = this(a[0])?;
    unshared(m, "close")?;
    m.map.borrow_mut().take();
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let m = this(a[0])?;
    let len = m.map.borrow().as_ref().map(|m| m.len);
    let access = ["ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"][m.access as usize & 3];
    let text = match len {
        None => format!("<mmap.mmap closed=True, access={access}>"),
        Some(n) => format!(
            "<mmap.mmap closed=False, access={access}, length={n}, pos={}, offset={}>",
            m.position.get(),
            m.offset
        ),
    };
    Ok(Str::new(&text).value())
}
fn index(key: Value, len: usize) -> Result<usize, Raised> {
    let i = number::to_index(key)?;
    let i = if i < 0 { i + len as i64 } else { i };
    if (0..len as i64).contains(&i) { Ok(i as usize) } else { Err(index_error("mmap index out of range")) }
}
fn get(a: &Args) -> Res {
    open(a[0])?;
    if let Some(s) = a[1].cast::<Slice>() {
        let parts = item::unpack_slice(s)?;
        let b = open(a[0])?;
        let out: Vec<u8> = item::adjust_slice(parts, b.len()).indices().map(|i| b[i]).collect();
        return Ok(Bytes::try_new(&out)?.value());
    }
    if !number::has_index(a[1]) {
        return Err(type_error("mmap indices must be integers"));
    }
    let i = index(a[1], open(a[0])?.len())?;
    Ok(Value::small(open(a[0])?[i] as i64))
}
fn set(a: &Args) -> Res {
    writable(a[0])?;
    if let Some(s) = a[1].cast::<Slice>() {
        let data = with_bytes(a[2], <[u8]>::to_vec)?;
        let parts = item::unpack_slice(s)?;
        let b = writable(a[0])?;
        let at = item::adjust_slice(parts, b.len()).indices();
        if at.len() != data.len() {
            return Err(index_error("mmap slice assignment is wrong size"));
        }
        at.zip(data).for_each(|(i, x)| b[i] = x);
        return Ok(none());
    }
    if !number::has_index(a[1]) {
        return Err(type_error("mmap indices must be integers"));
    }
    if !number::has_index(a[2]) {
        return Err(type_error("mmap item value must be an int"));
    }
    let x = number::to_i64(a[2])?;
    let x = u8::try_from(x).map_err(|_| value_error("mmap item value must be in range(0, 256)"))?;
    let i = index(a[1], writable(a[0])?.len())?;
    writable(a[0])?[i] = x;
    Ok(none())
}
fn contains(a: &Args) -> Res {
    let b = open(a[0])?;
    if let Some(i) = a[1].as_int() {
        let x = i.to_i64().and_then(|i| u8::try_from(i).ok());
        return Ok(boolean(x.is_some_and(|x| b.contains(&x))));
    }
    let needle = with_bytes(a[1], <[u8]>::to_vec)?;
    Ok(boolean(memchr::memmem::find(open(a[0])?, &needle).is_some()))
}
fn find(a: &Args, last: bool) -> Res {
    let m = this(a[0])?;
    let needle = with_bytes(a[1], <[u8]>::to_vec)?;
    let len = open(a[0])?.len() as i64;
    let clip = |v: Option<Value>, default: i64| -> Result<i64, Raised> {
        let Some(v) = v else { return Ok(default) };
        let i = number::to_index_clipped(v)?;
        Ok(if i < 0 { (i + len).max(0) } else { i.min(len) })
    };
    let start = clip(a.opt_none(2), if last { 0 } else { m.position.get() as i64 })? as usize;
    let end = clip(a.opt_none(3), len)? as usize;
    let b = open(a[0])?;
    if start > end {
        return Ok(Value::small(-1));
    }
    let part = &b[start..end];
    let at = if last { memchr::memmem::rfind(part, &needle) } else { memchr::memmem::find(part, &needle) };
    Ok(at.map_or(Value::small(-1), |i| Value::usize(start + i)))
}
fn flush(a: &Args) -> Res {
    let len = open(a[0])?.len();
    let at = a.opt(1).map_or(Ok(0), number::to_ssize)?;
    let n = match a.opt(2) {
        Some(n) => number::to_ssize(n)?,
        None => len as i64 - at,
    };
    if at < 0 || n < 0 || at.checked_add(n).is_none_or(|e| e > len as i64) {
        return Err(value_error("flush values out of range"));
    }
    if matches!(this(a[0])?.access as i32, ACCESS_READ | ACCESS_COPY) {
        return Ok(none());
    }
    let p = open(a[0])?.as_mut_ptr();
    // SAFETY: within the mapping.
    checked(|| unsafe { libc::msync(p.add(at as usize) as *mut _, n as usize, libc::MS_SYNC) })?;
    Ok(none())
}
fn madvise(a: &Args) -> Res {
    let (option, len) = (int(a[1])?, open(a[0])?.len());
    let start = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    if start < 0 || start as usize >= len {
        return Err(value_error("madvise start out of bounds"));
    }
    let n = a.opt_none(3).map_or(Ok(len as i64), number::to_ssize)?;
    if n < 0 {
        return Err(value_error("madvise length invalid"));
    }
    let n = (n as usize).min(len - start as usize);
    let p = open(a[0])?.as_mut_ptr();
    // SAFETY: within the mapping.
    checked(|| unsafe { libc::madvise(p.add(start as usize) as *mut _, n, option) })?;
    Ok(none())
}
fn move_bytes(a: &Args) -> Res {
    let (to, from, n) = (number::to_ssize(a[1])?, number::to_ssize(a[2])?, number::to_ssize(a[3])?);
    let b = writable(a[0])?;
    let fits = |at: i64| at >= 0 && n >= 0 && at.checked_add(n).is_some_and(|e| e <= b.len() as i64);
    if !fits(to) || !fits(from) {
        return Err(value_error("source, destination, or count out of range"));
    }
    b.copy_within(from as usize..(from + n) as usize, to as usize);
    Ok(none())
}
/// The bytes from the position on, `n` at most; the position moves.
fn take(v: Value, n: Option<i64>) -> Res {
    let (m, b) = (this(v)?, open(v)?);
    let at = m.position.get().min(b.len());
    let rest = b.len() - at;
    let n = n.filter(|n| *n >= 0).map_or(rest, |n| (n as usize).min(rest));
    m.position.set(at + n);
    Ok(Bytes::try_new(&b[at..at + n])?.value())
}
fn read(a: &Args) -> Res {
    open(a[0])?;
    let n = a.opt_none(1).map(number::to_ssize).transpose()?;
    take(a[0], n)
}
fn read_byte(a: &Args) -> Res {
    let (m, b) = (this(a[0])?, open(a[0])?);
    let at = m.position.get();
    let Some(x) = b.get(at) else { return Err(value_error("read byte out of range")) };
    m.position.set(at + 1);
    Ok(Value::small(*x as i64))
}
fn readline(a: &Args) -> Res {
    let b = open(a[0])?;
    let at = this(a[0])?.position.get().min(b.len());
    take(a[0], memchr::memchr(b'\n', &b[at..]).map(|i| i as i64 + 1))
}
fn resize(a: &Args) -> Res {
    let m = this(a[0])?;
    open(a[0])?;
    let n = number::to_ssize(a[1])?;
    unshared(m, "resize")?;
    if matches!(m.access as i32, ACCESS_READ | ACCESS_COPY) {
        return Err(type_error("mmap can't resize a readonly or copy-on-write memory map."));
    }
    if n < 0 || n as u64 > i64::MAX as u64 - m.offset {
        return Err(value_error("new size out of range"));
    }
    if let Some(fd) = &m.fd {
        let (fd, size) = (fd.0, m.offset as i64 + n);
        // SAFETY: any numbers may be passed.
        checked(|| unsafe { libc::ftruncate(fd, size) })?;
    }
    let mut map = m.map.borrow_mut();
    if let Some(map) = map.as_mut() {
        // SAFETY: the mapping is ours and nobody holds a view.
        let p = unsafe { libc::mremap(map.data as *mut _, map.len, n as usize, libc::MREMAP_MAYMOVE) };
        if p == libc::MAP_FAILED {
            return Err(os_error(errno()));
        }
        (map.data, map.len) = (p as *mut u8, n as usize);
    }
    Ok(none())
}
fn seek(a: &Args) -> Res {
    let (m, len) = (this(a[0])?, open(a[0])?.len() as i64);
    let (d, whence) = (number::to_ssize(a[1])?, int_or(a.opt(2), 0)?);
    let base = match whence {
        0 => 0,
        1 => m.position.get() as i64,
        2 => len,
        _ => return Err(value_error("unknown seek type")),
    };
    let to = base.checked_add(d).filter(|t| (0..=len).contains(t));
    let Some(to) = to else { return Err(value_error("seek out of range")) };
    m.position.set(to as usize);
    Ok(Value::int(to))
}
fn size(a: &Args) -> Res {
    let len = open(a[0])?.len();
    let Some(fd) = &this(a[0])?.fd else { return Ok(Value::usize(len)) };
    // SAFETY: all-zero is a valid `stat`.
    let mut s: libc::stat = unsafe { std::mem::zeroed() };
    let fd = fd.0;
    // SAFETY: room for the result.
    checked(|| unsafe { libc::fstat(fd, &mut s) })?;
    Ok(Value::int(s.st_size))
}
fn write(a: &Args) -> Res {
    writable(a[0])?;
    let data = with_bytes(a[1], <[u8]>::to_vec)?;
    let (m, b) = (this(a[0])?, writable(a[0])?);
    let at = m.position.get();
    let Some(to) = b.get_mut(at..at + data.len()) else { return Err(value_error("data out of range")) };
    to.copy_from_slice(&data);
    m.position.set(at + data.len());
    Ok(Value::usize(data.len()))
}
fn write_byte(a: &Args) -> Res {
    writable(a[0])?;
    let x = number::to_i64(a[1])?;
    let x = u8::try_from(x).map_err(|_| overflow_error("unsigned byte integer is out of range"))?;
    let (m, b) = (this(a[0])?, writable(a[0])?);
    let at = m.position.get();
    let Some(to) = b.get_mut(at) else { return Err(value_error("write byte out of range")) };
    *to = x;
    m.position.set(at + 1);
    Ok(none())
}
