//! The buffer protocol: how native code gets at the memory of any bytes-like object.
//!
//! Exporters are `bytes`, `bytearray`, `memoryview`, the classes that native modules register (`register_exporter`), and
//! classes with a `__buffer__` method (PEP 688). A `View` is held on the native stack while the memory is used and gives
//! its share up when dropped; a `memoryview` object keeps one for longer.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::exceptions::{buffer_error, type_error};
use super::memoryview::MemoryView;
use super::str_::class_name;
use crate::object::bytes::{ByteArray, Bytes, Hold};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::value::Value;
use crate::object::{Raised, memory_error};
use crate::protocol::call::call_bound;
use crate::thread::thread;

/// What an exporter offers: `len` bytes at `data`, kept alive by `keep`, in place while `hold` lives.
pub struct Export {
    pub data: *mut u8,
    pub len: usize,
    pub readonly: bool,
    pub itemsize: usize,
    /// As in the `struct` module.
    pub format: String,
    /// Keeps the memory alive (the object itself, or its storage).
    pub keep: Value,
    pub hold: Option<Hold>,
}
/// A native class's side of the protocol.
pub type Exporter = fn(Value) -> Result<Export, Raised>;

static EXPORTERS: [AtomicUsize; 256] = [const { AtomicUsize::new(0) }; 256];

/// Makes the objects of a native layout bytes-like.
pub fn register_exporter(kind: Kind, f: Exporter) {
    EXPORTERS[kind as usize].store(f as usize, Ordering::Relaxed);
}
/// The memory of an object with a native exporter that is not a `memoryview`.
pub fn export(v: Value) -> Result<Option<Export>, Raised> {
    if !v.is_ptr() {
        return Ok(None);
    }
    let simple =
        |data, len, readonly, keep, hold| Export { data, len, readonly, itemsize: 1, format: "B".into(), keep, hold };
    Ok(match kind_of_ptr(v.bits()) {
        Kind::Bytes => {
            // SAFETY: the kind says so.
            let b = unsafe { v.cast_unchecked::<Bytes>() };
            Some(simple(b.data as *mut u8, b.len, true, v, None))
        }
        Kind::ByteArray => {
            // SAFETY: the kind says so.
            let b = unsafe { v.cast_unchecked::<ByteArray>() };
            let keep = b.buffer.gc().value();
            Some(simple(b.as_mut_slice().as_mut_ptr(), b.len.get(), false, keep, Some(b.exports.hold())))
        }
        k => {
            let f = EXPORTERS[k as usize].load(Ordering::Relaxed);
            if f == 0 {
                return Ok(None);
            }
            // SAFETY: only `register_exporter` stores here.
            let f = unsafe { std::mem::transmute::<usize, Exporter>(f) };
            Some(f(v)?)
        }
    })
}

/// Memory in use by native code. Lives on the native stack.
pub struct View {
    data: *mut u8,
    len: usize,
    pub readonly: bool,
    /// Not one run of bytes: the view object knows how to walk it.
    strided: Option<Gc<MemoryView>>,
    _keep: Value,
    _hold: Option<Hold>,
    /// A class with `__buffer__`: the object and the view it returned.
    python: Option<(Value, Gc<MemoryView>)>,
}
impl View {
    /// The bytes; writable memory may be changed by Python code that runs meanwhile, but not freed.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: the exporter keeps `len` bytes there for as long as the view is held.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
    /// For exporters that are not read-only.
    #[allow(clippy::mut_from_ref)]
    pub fn bytes_mut(&self) -> &mut [u8] {
        debug_assert!(!self.readonly);
        // SAFETY: as above; the GIL is held and no other slice of it is in use.
        unsafe { std::slice::from_raw_parts_mut(self.data, self.len) }
    }
    pub fn len(&self) -> usize {
        self.len
    }
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// A copy of the bytes in C order, also of a strided view.
    pub fn to_vec(&self) -> Result<Vec<u8>, Raised> {
        let mut out = Vec::new();
        out.try_reserve_exact(self.len).map_err(|_| memory_error())?;
        match self.strided {
            Some(m) => super::memoryview::copy_out(m, &mut out),
            None => out.extend_from_slice(self.bytes()),
        }
        Ok(out)
    }
    /// Ends the use (dropping does the same).
    pub fn release(self) {}
}
impl Drop for View {
    fn drop(&mut self) {
        if let Some((object, view)) = self.python.take() {
            release_python(object, view);
        }
    }
}
/// Tells an object with `__buffer__` that the view it returned is no longer used.
pub fn release_python(object: Value, view: Gc<MemoryView>) {
    let pending = thread().exception();
    if let Some(m) = type_of(object).special(Special::ReleaseBuffer)
        && call_bound(m, object, &[view.value()], None).is_err()
    {
        // nobody is there to hear of it
        thread().clear_exception();
    }
    super::memoryview::release(view);
    if let Some(e) = pending {
        thread().set_exception(e);
    }
}
/// The view that `__buffer__` of a class written in Python returns.
pub fn call_buffer(v: Value, flags: i64) -> Result<Option<Gc<MemoryView>>, Raised> {
    let Some(m) = type_of(v).special(Special::Buffer) else { return Ok(None) };
    let r = call_bound(m, v, &[Value::small(flags)], None)?;
    match r.cast::<MemoryView>() {
        Some(m) => Ok(Some(m)),
        None => Err(type_error("__buffer__ returned non-memoryview object")),
    }
}
/// `inspect.BufferFlags`
pub const SIMPLE: i64 = 0;
pub const WRITABLE: i64 = 1;
pub const FULL_RO: i64 = 0x11c;

fn of_view(m: Gc<MemoryView>, full: bool) -> Result<View, Raised> {
    super::memoryview::check(m)?;
    let strided = if super::memoryview::is_c_contiguous(m) {
        None
    } else if full {
        Some(m)
    } else {
        return Err(buffer_error("memoryview: underlying buffer is not C-contiguous"));
    };
    Ok(View {
        data: m.data.get(),
        len: super::memoryview::nbytes(m),
        readonly: m.readonly.get(),
        strided,
        _keep: m.value(),
        _hold: super::memoryview::share(m),
        python: None,
    })
}
fn acquire_any(v: Value, full: bool, flags: i64) -> Result<Option<View>, Raised> {
    if let Some(m) = v.cast::<MemoryView>() {
        return of_view(m, full).map(Some);
    }
    if let Some(e) = export(v)? {
        let Export { data, len, readonly, keep, hold, .. } = e;
        return Ok(Some(View { data, len, readonly, strided: None, _keep: keep, _hold: hold, python: None }));
    }
    if !v.is_ptr() {
        return Ok(None);
    }
    let Some(m) = call_buffer(v, flags)? else { return Ok(None) };
    let mut view = of_view(m, full)?;
    view.python = Some((v, m));
    Ok(Some(view))
}
/// The bytes of a bytes-like object, or `None` if it is none.
pub fn acquire_opt(v: Value) -> Result<Option<View>, Raised> {
    acquire_any(v, false, SIMPLE)
}
/// As `acquire_opt`, also for memory that is not one run: use `to_vec` only.
pub fn acquire_full(v: Value) -> Result<Option<View>, Raised> {
    acquire_any(v, true, FULL_RO)
}
pub fn not_bytes_like(v: Value) -> Raised {
    type_error(format!("a bytes-like object is required, not '{}'", class_name(v)))
}
/// The bytes of a bytes-like object; `TypeError` otherwise.
pub fn acquire(v: Value) -> Result<View, Raised> {
    acquire_opt(v)?.ok_or_else(|| not_bytes_like(v))
}
/// As `acquire`, for an argument named in messages: "f() argument 1 must be …".
pub fn acquire_arg(v: Value, what: &str) -> Result<View, Raised> {
    acquire_opt(v)?.ok_or_else(|| type_error(format!("{what} must be a bytes-like object, not {}", class_name(v))))
}
/// Writable memory; `TypeError` if the object is not bytes-like or read-only.
pub fn acquire_writable(v: Value, what: &str) -> Result<View, Raised> {
    match acquire_any(v, false, WRITABLE) {
        Ok(Some(b)) if !b.readonly => Ok(b),
        // whatever the exporter says
        _ => Err(type_error(format!("{what} must be read-write bytes-like object, not {}", class_name(v)))),
    }
}
/// Runs `f` on the bytes of a bytes-like object.
pub fn with_bytes<R>(v: Value, f: impl FnOnce(&[u8]) -> R) -> Result<R, Raised> {
    if let Some(b) = v.exact::<Bytes>() {
        return Ok(f(b.as_slice()));
    }
    let view = acquire(v)?;
    Ok(f(view.bytes()))
}
/// Has the object an exporter?
pub fn is_bytes_like(v: Value) -> bool {
    v.is_ptr()
        && (matches!(kind_of_ptr(v.bits()), Kind::Bytes | Kind::ByteArray | Kind::MemoryView)
            || EXPORTERS[kind_of_ptr(v.bits()) as usize].load(Ordering::Relaxed) != 0
            || type_of(v).special(Special::Buffer).is_some())
}
