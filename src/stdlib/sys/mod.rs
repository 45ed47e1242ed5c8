//! `sys`. Data that do not change are entered at start-up by `init`; what depends on the command line by `configure`.
//!
//! Files: `info` (struct sequences such as `sys.flags`), `hooks` (display, exceptions, audit, tracing), `frames`,
//! `paths` (`sys.prefix`, `sys.path`).

pub mod frames;
pub mod hooks;
pub mod info;
pub mod monitoring;
pub mod paths;

use std::ffi::OsStr;
use std::sync::atomic::Ordering;

use crate::builtins::add_functions;
use crate::builtins::exceptions::{Exc, raise_args, type_error, value_error};
use crate::builtins::int_text::{MAX_STR_DIGITS, MAX_STR_DIGITS_THRESHOLD};
use crate::cli::options::Config;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::heap;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{call, number};
use crate::stdlib::os_text;
use crate::thread::thread;
use crate::vm::vm;

/// `sys.version_info`
pub const VERSION: (i64, i64, i64) = (3, 14, 0);
pub const VERSION_TEXT: &str = "3.14.0";
/// Magic tag of cached bytecode: `__pycache__/name.CACHE_TAG.pyc`.
pub const CACHE_TAG: &str = "sidewinder-314";

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("exit(status=None, /)", exit, "Exit the interpreter by raising SystemExit(status)."),
    NativeDef::new("exc_info()", exc_info, "Return (type, value, traceback) of the exception being handled."),
    NativeDef::new("exception()", exception, "Return the exception being handled, or None."),
    NativeDef::new(
        "getdefaultencoding()",
        |_| text("utf-8"),
        "Return the default encoding of the string implementation.",
    ),
    NativeDef::new("getfilesystemencoding()", |_| text("utf-8"), "Return the encoding of file names."),
    NativeDef::new(
        "getfilesystemencodeerrors()",
        |_| text("surrogateescape"),
        "Return the error handler of file names.",
    ),
    NativeDef::new("getrecursionlimit()", getrecursionlimit, "Return the maximum depth of Python calls."),
    NativeDef::new("setrecursionlimit(limit, /)", setrecursionlimit, "Set the maximum depth of Python calls."),
    NativeDef::new("getsizeof(object, default=None)", getsizeof, "Return the size of object in bytes."),
    NativeDef::new("getrefcount(object, /)", |_| Ok(Value::small(2)), "There are no reference counts here; returns 2."),
    NativeDef::new("intern(string, /)", intern, "Return the one interned string equal to string."),
    NativeDef::new("_is_interned(string, /)", is_interned, "Is this string interned?"),
    NativeDef::new("_is_immortal(op, /)", |_| Ok(boolean(false)), "Is the object never freed?"),
    NativeDef::new("_is_gil_enabled()", |_| Ok(boolean(true)), "Is the GIL in use?"),
    NativeDef::new(
        "is_finalizing()",
        |_| Ok(boolean(crate::gil::is_finalizing())),
        "Is the interpreter shutting down?",
    ),
    NativeDef::new("getswitchinterval()", getswitchinterval, "Return the thread switch interval in seconds."),
    NativeDef::new("setswitchinterval(interval, /)", setswitchinterval, "Set the thread switch interval in seconds."),
    NativeDef::new(
        "get_int_max_str_digits()",
        get_int_max_str_digits,
        "Return the limit of digits for int<->str conversions.",
    ),
    NativeDef::new(
        "set_int_max_str_digits(maxdigits)",
        set_int_max_str_digits,
        "Set the limit of digits for int<->str conversions.",
    ),
    NativeDef::new("getallocatedblocks()", getallocatedblocks, "Return the number of memory blocks in use."),
    NativeDef::new(
        "getunicodeinternedsize(*, _only_immortal=False)",
        |_| Ok(Value::small(0)),
        "Return the number of interned strings.",
    ),
    NativeDef::new("_clear_type_cache()", |_| Ok(none()), "Clear the type lookup cache."),
    NativeDef::new(
        "_clear_type_descriptors(type, /)",
        clear_type_descriptors,
        "Remove __dict__ and __weakref__ from the class's own attributes.",
    ),
    NativeDef::new("_clear_internal_caches()", |_| Ok(none()), "Clear internal caches."),
    NativeDef::new("_debugmallocstats()", |_| Ok(none()), "Print allocator statistics (there are none)."),
    NativeDef::new(
        "is_stack_trampoline_active()",
        |_| Ok(boolean(crate::trace::control::perf_map(None))),
        "Return True if compiled code is named for perf.",
    ),
    NativeDef::new(
        "activate_stack_trampoline(backend, /)",
        activate_trampoline,
        "Name compiled code for the profiler backend, which is 'perf'.",
    ),
    NativeDef::new(
        "deactivate_stack_trampoline()",
        |_| {
            crate::trace::control::perf_map(Some(false));
            Ok(none())
        },
        "Stop naming compiled code.",
    ),
    NativeDef::new("getdlopenflags()", |_| Ok(Value::small(libc::RTLD_NOW as i64)), "Return the flags for dlopen()."),
    NativeDef::new("setdlopenflags(flags, /)", |_| Ok(none()), "Set the flags for dlopen()."),
    NativeDef::new("_get_cpu_count_config()", cpu_count, "Return -X cpu_count, or -1."),
];

pub fn text(s: &str) -> Res {
    Ok(Str::intern(s).value())
}

/// Makes the module and everything in it that does not depend on the command line.
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("sys");
    let d = m.dict.gc();
    vm().sys_dict.init(d);
    let set = |k: &str, v: Value| d.set_text(k, v);
    set("__doc__", Str::new("Access to some objects used or maintained by the interpreter.").value())?;
    set("modules", vm().modules.gc().value())?;
    add_functions(d, "sys", FUNCTIONS);
    add_functions(d, "sys", hooks::FUNCTIONS);
    add_functions(d, "sys", frames::FUNCTIONS);
    for (own, original) in hooks::ORIGINALS {
        if let Some(f) = d.get_text(own) {
            set(original, f)?;
        }
    }
    info::init(d)?;
    set("maxsize", Value::int(i64::MAX))?;
    set("maxunicode", Value::small(0x10ffff))?;
    set("byteorder", text(if cfg!(target_endian = "little") { "little" } else { "big" })?)?;
    set("platform", text(if cfg!(target_os = "macos") { "darwin" } else { "linux" })?)?;
    set("copyright", Str::new("Copyright (c) the Sidewinder authors.").value())?;
    set("hexversion", Value::small(VERSION.0 << 24 | VERSION.1 << 16 | VERSION.2 << 8 | 0xf0))?;
    set("api_version", Value::small(1013))?;
    set("version", Str::new(&version_line()).value())?;
    set("float_repr_style", text("short")?)?;
    set("platlibdir", text("lib")?)?;
    set("abiflags", text("")?)?;
    set("_git", Tuple::new(&[text("Sidewinder")?, text("")?, text("")?]).value())?;
    set("_framework", text("")?)?;
    set("_base_executable", text("")?)?;
    set("meta_path", List::new().value())?;
    set("path_hooks", List::new().value())?;
    set("path_importer_cache", Dict::new().value())?;
    set("monitoring", monitoring::module()?.value())?;
    set("_jit", hooks::jit()?.value())?;
    vm().modules.gc().set_text("sys", m)?;
    Ok(m)
}

pub fn version_line() -> String {
    format!("{VERSION_TEXT} (sidewinder {}) [rustc]", env!("CARGO_PKG_VERSION"))
}

/// Enters what the command line and the environment decide.
pub fn configure(c: &Config) -> Result<(), Raised> {
    let d = vm().sys_dict.gc();
    let list = |items: &mut dyn Iterator<Item = Value>| -> Result<Value, Raised> {
        let v: GcVec = items.collect();
        Ok(List::from_slice(v.as_slice())?.value())
    };
    let os = |s: &OsStr| os_text::to_str(s).value();
    d.set_text("argv", list(&mut c.argv.iter().map(|a| os(a)))?)?;
    d.set_text("orig_argv", list(&mut c.orig_argv.iter().map(|a| os(a)))?)?;
    d.set_text("warnoptions", list(&mut c.warn_options.iter().map(|w| Str::new(w).value()))?)?;
    let x = Dict::new();
    for (k, v) in &c.xoptions {
        let v = match v {
            Some(v) => Str::new(v).value(),
            None => boolean(true),
        };
        x.set_text(k, v)?;
    }
    d.set_text("_xoptions", x)?;
    d.set_text("flags", info::flags(c)?)?;
    d.set_text("dont_write_bytecode", boolean(c.dont_write_bytecode))?;
    let prefix = match c.xoption("pycache_prefix") {
        Some(Some(p)) => Some(std::ffi::OsString::from(p)),
        _ => c.env("PYTHONPYCACHEPREFIX"),
    };
    d.set_text("pycache_prefix", prefix.map_or(none(), |p| os(&p)))?;
    let digits = match c.xoption("int_max_str_digits") {
        Some(v) => v.map(str::to_string),
        None => c.env("PYTHONINTMAXSTRDIGITS").map(|v| v.to_string_lossy().into_owned()),
    };
    if let Some(n) =
        digits.and_then(|t| t.parse::<i64>().ok()).filter(|n| *n == 0 || *n >= MAX_STR_DIGITS_THRESHOLD as i64)
    {
        MAX_STR_DIGITS.store(n as usize, Ordering::Relaxed);
    }
    let names: GcVec = crate::stdlib::names().into_iter().map(|n| Str::intern(n).value()).collect();
    d.set_text("builtin_module_names", Tuple::new(names.as_slice()))?;
    paths::init(c, d)
}

// ---------------------------------------------------------------------------------------------------- functions

fn exit(a: &Args) -> Res {
    let arg;
    let args: &[Value] = match a.opt(0) {
        None => &[],
        Some(v) if v == none() => &[],
        Some(v) => match v.exact::<Tuple>() {
            // the status becomes the exception's arguments
            Some(t) => t.items(),
            None => {
                arg = [v];
                &arg
            }
        },
    };
    Err(raise_args(Exc::SystemExit, args))
}
fn exc_info(_: &Args) -> Res {
    Ok(match thread().handled() {
        None => Tuple::new(&[none(); 3]).value(),
        Some(e) => {
            let tb =
                e.cast::<crate::object::exception::Exception>().and_then(|e| e.traceback.get()).unwrap_or_else(none);
            Tuple::new(&[type_of(e).value(), e, tb]).value()
        }
    })
}
fn exception(_: &Args) -> Res {
    Ok(thread().handled().unwrap_or_else(none))
}
fn getrecursionlimit(_: &Args) -> Res {
    Ok(Value::small(thread().recursion_limit.get() as i64))
}
fn setrecursionlimit(a: &Args) -> Res {
    let n = number::to_i64(a[0])?;
    if n < 1 {
        return Err(value_error("recursion limit must be greater or equal than 1"));
    }
    let Ok(n) = u32::try_from(n) else {
        return Err(crate::builtins::exceptions::overflow_error("Python int too large to convert to C int"));
    };
    let depth = crate::interp::depth::depth() as i64;
    if depth >= n as i64 {
        return Err(crate::builtins::exceptions::recursion_error(format!(
            "cannot set the recursion limit to {n} at the recursion depth {depth}: the limit is too low"
        )));
    }
    for t in crate::gil::threads() {
        crate::interp::depth::set_limit(t, n);
    }
    Ok(none())
}
fn clear_type_descriptors(a: &Args) -> Res {
    let Some(t) = a[0].cast::<Type>() else {
        return Err(type_error(format!(
            "_clear_type_descriptors() argument must be type, not {}",
            type_of(a[0]).name_text()
        )));
    };
    if !t.has_flag(type_flags::HEAP) {
        return Err(type_error("argument is immutable"));
    }
    for name in ["__dict__", "__weakref__"].map(Str::intern) {
        if t.dict.gc().remove_str(name).is_some() {
            crate::builtins::type_::attribute_changed(t, name);
        }
    }
    Ok(none())
}
fn getsizeof(a: &Args) -> Res {
    let v = a[0];
    let Some(m) = type_of(v).lookup(Str::intern("__sizeof__")) else {
        return match a.opt(1) {
            Some(d) => Ok(d),
            None => Err(type_error(format!("Type {} doesn't define __sizeof__", type_of(v).name_text()))),
        };
    };
    let r = match call::call_bound(m, v, &[], None).and_then(number::to_ssize) {
        Ok(n) => n,
        Err(Raised) => {
            return match a.opt(1) {
                Some(d) if thread().catch(Exc::TypeError) => Ok(d),
                _ => Err(Raised),
            };
        }
    };
    if r < 0 {
        return Err(value_error("__sizeof__() should return >= 0"));
    }
    // the collector's header is part of the object; CPython adds one to some
    Ok(Value::int(r))
}
fn intern(a: &Args) -> Res {
    match a[0].exact::<Str>() {
        Some(s) => Ok(s.interned().value()),
        None => Err(match a[0].cast::<Str>() {
            Some(_) => type_error(format!("can't intern {}", type_of(a[0]).name_text())),
            None => type_error(format!("intern() argument must be str, not {}", type_of(a[0]).name_text())),
        }),
    }
}
fn is_interned(a: &Args) -> Res {
    match a[0].cast::<Str>() {
        Some(s) => Ok(boolean(s.interned.get())),
        None => Err(type_error(format!("_is_interned() argument must be str, not {}", type_of(a[0]).name_text()))),
    }
}
fn getswitchinterval(_: &Args) -> Res {
    Ok(Value::float(crate::gil::interval_micros() as f64 / 1e6))
}
fn setswitchinterval(a: &Args) -> Res {
    let s = number::to_f64(a[0])?;
    if s <= 0.0 || s.is_nan() {
        return Err(value_error("switch interval must be strictly positive"));
    }
    crate::gil::set_interval_micros((s * 1e6) as u64);
    Ok(none())
}
fn get_int_max_str_digits(_: &Args) -> Res {
    Ok(Value::usize(MAX_STR_DIGITS.load(Ordering::Relaxed)))
}
fn set_int_max_str_digits(a: &Args) -> Res {
    let n = number::to_i64(a[0])?;
    if n != 0 && n < MAX_STR_DIGITS_THRESHOLD as i64 {
        return Err(value_error(format!("maxdigits must be >= {MAX_STR_DIGITS_THRESHOLD} or 0 for unlimited")));
    }
    if n > i32::MAX as i64 {
        return Err(crate::builtins::exceptions::overflow_error("Python int too large to convert to C int"));
    }
    MAX_STR_DIGITS.store(n as usize, Ordering::Relaxed);
    Ok(none())
}
fn getallocatedblocks(_: &Args) -> Res {
    let mut n = 0;
    heap().for_each_object(|_| n += 1);
    Ok(Value::small(n))
}
fn activate_trampoline(a: &Args) -> Res {
    let Some(backend) = a[0].cast::<Str>() else {
        return Err(type_error(format!(
            "activate_stack_trampoline() argument must be str, not {}",
            type_of(a[0]).name_text()
        )));
    };
    match &*backend.to_text() {
        "perf" | "perf_jit" if crate::trace::control::perf_map(Some(true)) => Ok(none()),
        "perf" | "perf_jit" => Err(value_error("perf trampoline not available")),
        other => Err(value_error(format!("invalid backend: {other}"))),
    }
}
fn cpu_count(_: &Args) -> Res {
    let n = match crate::cli::config().xoption("cpu_count") {
        Some(Some(n)) => n.parse().unwrap_or(-1),
        _ => -1,
    };
    Ok(Value::small(n))
}
