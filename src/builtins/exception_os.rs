//! `OSError`: its constructor picks the subclass for the error number.

use super::exception_methods::{exc, field, no_keywords, set_args, str_of};
use super::exceptions::{Exc, attribute_error};
use super::object;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::native::{Args, GetSetDef, NativeDef, NativeFunction, WrapperDescriptor};
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::unwrap_static;
use crate::protocol::{number, text};

pub static OS_ERROR: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__str__(self, /)", str_method, "Return str(self)."),
    NativeDef::new("__reduce__(self, /)", reduce, ""),
];
pub static OS_ERROR_ATTRS: &[GetSetDef] = &[
    field::<0>("errno", "POSIX exception code"),
    field::<1>("strerror", "exception strerror"),
    field::<2>("filename", "exception filename"),
    field::<3>("filename2", "second exception filename"),
    GetSetDef::rw("characters_written", written, set_written, ""),
];

/// The class for an error number.
pub fn class_for(errno: i64) -> Exc {
    match i32::try_from(errno).unwrap_or(0) {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => Exc::BlockingIOError,
        libc::EPIPE | libc::ESHUTDOWN => Exc::BrokenPipeError,
        libc::ECHILD => Exc::ChildProcessError,
        libc::ECONNABORTED => Exc::ConnectionAbortedError,
        libc::ECONNREFUSED => Exc::ConnectionRefusedError,
        libc::ECONNRESET => Exc::ConnectionResetError,
        libc::EEXIST => Exc::FileExistsError,
        libc::ENOENT => Exc::FileNotFoundError,
        libc::EISDIR => Exc::IsADirectoryError,
        libc::ENOTDIR => Exc::NotADirectoryError,
        libc::EINTR => Exc::InterruptedError,
        libc::EACCES | libc::EPERM => Exc::PermissionError,
        libc::ESRCH => Exc::ProcessLookupError,
        libc::ETIMEDOUT => Exc::TimeoutError,
        _ => Exc::OSError,
    }
}
/// A class with an `__init__` of its own but our `__new__` hands the arguments that count to `OSError.__init__`.
fn init_does_it(cls: Gc<Type>) -> bool {
    let own_new = cls
        .special(Special::New)
        .map(unwrap_static)
        .and_then(|n| n.exact::<NativeFunction>())
        .is_some_and(|n| n.def.is(&OS_ERROR[0]));
    let own_init =
        cls.special(Special::Init).and_then(|i| i.exact::<WrapperDescriptor>()).is_some_and(|i| i.def.is(&OS_ERROR[1]));
    own_new && !own_init
}
fn new(a: &Args) -> Res {
    let mut cls = object::class_arg(a[0])?;
    if init_does_it(cls) {
        let e = alloc_sub(cls, Exception::body(Tuple::empty()))?;
        return Ok(e.value());
    }
    if let Some(k) = a.kwargs.filter(|k| !k.is_empty()) {
        let _ = k;
        return Err(super::exceptions::type_error(format!("{}() takes no keyword arguments", cls.name_text())));
    }
    if cls == Exc::OSError.class()
        && (2..=5).contains(&a.rest.len())
        && let Some(i) = a.rest[0].as_int().and_then(|i| i.to_i64())
    {
        cls = class_for(i).class();
    }
    let e = alloc_sub(cls, Exception::body(Tuple::empty()))?;
    fill(e, a.rest)?;
    Ok(e.value())
}
fn init(a: &Args) -> Res {
    if init_does_it(type_of(a[0])) {
        no_keywords(a[0], a.kwargs)?;
        fill(exc(a[0])?, a.rest)?;
    }
    Ok(none())
}
fn fill(e: Gc<Exception>, args: &[Value]) -> Result<(), Raised> {
    if !(2..=5).contains(&args.len()) {
        return set_args(e, args);
    }
    e.fields[0].set(e, args[0]);
    e.fields[1].set(e, args[1]);
    if let Some(&f) = args.get(2).filter(|f| **f != none()) {
        let blocking = type_of(e.value()) == Exc::BlockingIOError.class();
        if blocking && number::has_index(f) {
            e.fields[4].set(e, Value::int(number::to_ssize(f)?));
            return set_args(e, args);
        }
        e.fields[2].set(e, f);
        if let Some(&g) = args.get(4).filter(|g| **g != none()) {
            e.fields[3].set(e, g);
        }
        return set_args(e, &args[..2]);
    }
    set_args(e, args)
}
fn str_method(a: &Args) -> Res {
    let e = exc(a[0])?;
    let part = |i: usize| text::str_of(e.fields[i].get_or_none());
    let quoted = |v: Value| text::repr(v);
    let out = match (e.fields[2].get(), e.fields[3].get()) {
        (Some(f), Some(g)) => {
            format!(
                "[Errno {}] {}: {} -> {}",
                part(0)?.to_text(),
                part(1)?.to_text(),
                quoted(f)?.to_text(),
                quoted(g)?.to_text()
            )
        }
        (Some(f), None) => format!("[Errno {}] {}: {}", part(0)?.to_text(), part(1)?.to_text(), quoted(f)?.to_text()),
        _ if e.fields[0].is_some() && e.fields[1].is_some() => {
            format!("[Errno {}] {}", part(0)?.to_text(), part(1)?.to_text())
        }
        _ => return str_of(e),
    };
    Ok(Str::try_new(&out)?.value())
}
fn reduce(a: &Args) -> Res {
    let e = exc(a[0])?;
    let mut args = e.args.gc();
    if args.len() == 2
        && let Some(f) = e.fields[2].get()
    {
        args = match e.fields[3].get() {
            Some(g) => Tuple::new(&[args.get(0), args.get(1), f, none(), g]),
            None => Tuple::new(&[args.get(0), args.get(1), f]),
        };
    }
    let class = type_of(a[0]).value();
    Ok(match e.dict.get() {
        Some(d) if !d.is_empty() => Tuple::new(&[class, args.value(), d.value()]),
        _ => Tuple::new(&[class, args.value()]),
    }
    .value())
}
fn no_written(v: Value) -> Raised {
    attribute_error("characters_written", v, Str::intern("characters_written").value())
}
fn written(v: Value) -> Res {
    exc(v)?.fields[4].get().ok_or_else(|| no_written(v))
}
fn set_written(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    match x {
        Some(x) => e.fields[4].set(e, Value::int(number::to_ssize(x)?)),
        None if e.fields[4].is_some() => e.fields[4].set(e, None),
        None => return Err(no_written(v)),
    }
    Ok(())
}
/// Raises `OSError(errno, strerror(errno), filename…)` of the right class.
pub fn raise_errno(errno: i32, filename: Option<Value>) -> Raised {
    let message = std::io::Error::from_raw_os_error(errno).to_string();
    let message = message.split(" (os error").next().unwrap_or_default().to_string();
    let (n, m) = (Value::small(errno as i64), Str::new(&message).value());
    match filename {
        Some(f) => super::exceptions::raise_args(Exc::OSError, &[n, m, f]),
        None => super::exceptions::raise_args(Exc::OSError, &[n, m]),
    }
}
