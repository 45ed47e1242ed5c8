//! `_imp`: what importlib needs of the implementation: native and frozen modules, the import lock, code of the built-in library.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::marshal;
use crate::builtins::exceptions::{Exc, import_error, runtime_error, type_error};
use crate::import::{self, cache, library};
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, number};

/// First bytes of `.pyc` files.
pub const MAGIC_NUMBER: [u8; 4] =
    [marshal::BYTECODE_VERSION as u8, (marshal::BYTECODE_VERSION >> 8) as u8, b'\r', b'\n'];

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "extension_suffixes()",
        |_| Ok(List::new().value()),
        "Returns the list of file suffixes used to identify extension modules.",
    ),
    NativeDef::new(
        "lock_held()",
        |_| Ok(boolean(LOCK.load(Ordering::Relaxed) > 0)),
        "Return True if the import lock is currently held, else False.",
    ),
    NativeDef::new("acquire_lock()", acquire_lock, "Acquires the interpreter's import lock for the current thread."),
    NativeDef::new("release_lock()", release_lock, "Release the interpreter's import lock."),
    NativeDef::new(
        "is_builtin(name, /)",
        is_builtin,
        "Returns True if the module name corresponds to a built-in module.",
    ),
    NativeDef::new("create_builtin(spec, /)", create_builtin, "Create an extension module."),
    NativeDef::new("exec_builtin(mod, /)", |_| Ok(Value::small(0)), "Initialize a built-in module."),
    NativeDef::new("create_dynamic(spec, file=None, /)", no_dynamic, "Create an extension module."),
    NativeDef::new("exec_dynamic(mod, /)", |_| Ok(Value::small(0)), "Initialize an extension module."),
    NativeDef::new("init_frozen(name, /)", init_frozen, "Initializes a frozen module."),
    NativeDef::new("is_frozen(name, /)", is_frozen, "Returns True if the module name corresponds to a frozen module."),
    NativeDef::new(
        "is_frozen_package(name, /)",
        is_frozen_package,
        "Returns True if the module name is of a frozen package.",
    ),
    NativeDef::new(
        "find_frozen(name, /, *, withdata=False)",
        find_frozen,
        "Return info about the corresponding frozen module (if there is one) or None.",
    ),
    NativeDef::new(
        "get_frozen_object(name, data=None, /)",
        get_frozen_object,
        "Create a code object for a frozen module.",
    ),
    NativeDef::new("_frozen_module_names()", frozen_names, "Returns the list of available frozen modules."),
    NativeDef::new("_override_frozen_modules_for_tests(override, /)", |_| Ok(none()), "Has no effect."),
    NativeDef::new("_override_multi_interp_extensions_check(override, /)", |_| Ok(Value::small(0)), "Has no effect."),
    NativeDef::new(
        "_fix_co_filename(code, path, /)",
        fix_co_filename,
        "Changes code.co_filename to specify the passed-in file path.",
    ),
    NativeDef::new("source_hash(key, source)", source_hash, "Return the hash of source text."),
    NativeDef::new(
        "_find_library(base, /)",
        find_library,
        "Return the file of a module of the built-in library, or None.",
    ),
    NativeDef::new(
        "_library_code(path, filename, /)",
        library_code,
        "Return the code of a file of the built-in library.",
    ),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = super::new_module("_imp", "(Extremely) low-level import machinery bits as used by importlib.", FUNCTIONS)?;
    let d = m.dict.gc();
    let mode = crate::cli::config().check_hash_pycs.clone().unwrap_or_else(|| "default".into());
    d.set_text("check_hash_based_pycs", Str::intern(&mode))?;
    d.set_text("pyc_magic_number_token", Value::uint(u32::from_le_bytes(MAGIC_NUMBER) as u64))?;
    Ok(m)
}

/// The import lock is only counted: importlib's module locks do the work.
static LOCK: AtomicUsize = AtomicUsize::new(0);
fn acquire_lock(_: &Args) -> Res {
    LOCK.fetch_add(1, Ordering::Relaxed);
    Ok(none())
}
fn release_lock(_: &Args) -> Res {
    if LOCK.load(Ordering::Relaxed) == 0 {
        return Err(runtime_error("not holding the import lock"));
    }
    LOCK.fetch_sub(1, Ordering::Relaxed);
    Ok(none())
}
fn text(v: Value, function: &str) -> Result<String, Raised> {
    match v.cast::<Str>() {
        Some(s) => Ok(s.to_text().into_owned()),
        None => Err(type_error(format!("{function}() argument must be str, not {}", type_of(v).name_text()))),
    }
}
fn is_builtin(a: &Args) -> Res {
    let name = text(a[0], "is_builtin")?;
    if name == "sys" || name == "builtins" {
        return Ok(Value::small(-1));
    }
    Ok(Value::small(super::MODULES.iter().any(|m| m.0 == name) as i64))
}
fn create_builtin(a: &Args) -> Res {
    let name = text(attr::get(a[0], "name")?, "create_builtin")?;
    match import::native_module(&name)? {
        Some(m) => Ok(m),
        None => Ok(none()),
    }
}
fn no_dynamic(a: &Args) -> Res {
    let name = attr::get(a[0], "name")?;
    Err(import_error(
        Exc::ImportError,
        "extension modules for CPython cannot be loaded",
        Some(name),
        Some(attr::get(a[0], "origin")?),
    ))
}
fn frozen(name: &str) -> bool {
    import::FROZEN.iter().any(|f| f.0 == name)
}
fn is_frozen(a: &Args) -> Res {
    Ok(boolean(frozen(&text(a[0], "is_frozen")?)))
}
fn no_frozen(name: &str) -> Raised {
    import_error(Exc::ImportError, format!("No such frozen object named {name}"), Some(Str::new(name).value()), None)
}
fn is_frozen_package(a: &Args) -> Res {
    let name = text(a[0], "is_frozen_package")?;
    if frozen(&name) { Ok(boolean(false)) } else { Err(no_frozen(&name)) }
}
fn find_frozen(a: &Args) -> Res {
    let name = text(a[0], "find_frozen")?;
    if !frozen(&name) {
        return Ok(none());
    }
    let original = match name.as_str() {
        "_frozen_importlib" => "importlib._bootstrap",
        "_frozen_importlib_external" => "importlib._bootstrap_external",
        n => n,
    };
    Ok(Tuple::new(&[none(), boolean(false), Str::new(original).value()]).value())
}
fn get_frozen_object(a: &Args) -> Res {
    let name = text(a[0], "get_frozen_object")?;
    match import::frozen_code(&name)? {
        Some(c) => Ok(c.value()),
        None => Err(no_frozen(&name)),
    }
}
fn init_frozen(a: &Args) -> Res {
    let name = text(a[0], "init_frozen")?;
    if !frozen(&name) {
        return Ok(none());
    }
    import::import_module(&name)
}
fn frozen_names(_: &Args) -> Res {
    let v: GcVec = import::FROZEN.iter().map(|f| Str::intern(f.0).value()).collect();
    Ok(List::from_slice(v.as_slice())?.value())
}
fn fix_co_filename(a: &Args) -> Res {
    let (Some(c), Some(s)) = (a[0].cast::<Code>(), a[1].cast::<Str>()) else {
        return Err(type_error("_fix_co_filename() expects a code object and a str"));
    };
    if !c.filename.gc().same(s) {
        marshal::fix_filename(c, s);
    }
    Ok(none())
}
/// SipHash-1-3 of the source, keyed by the magic number.
fn source_hash(a: &Args) -> Res {
    use std::hash::Hasher;
    let key = number::to_i64(a[0])?;
    let Some(b) = super::io::buffer_bytes(a[1])? else {
        return Err(type_error(format!("a bytes-like object is required, not '{}'", type_of(a[1]).name_text())));
    };
    #[allow(deprecated)]
    let mut h = std::hash::SipHasher::new_with_keys(key as u64, 0);
    h.write(&b);
    Ok(Bytes::try_new(&h.finish().to_le_bytes())?.value())
}
fn find_library(a: &Args) -> Res {
    let base = text(a[0], "_find_library")?;
    for path in [format!("{base}/__init__.py"), format!("{base}.py")] {
        if library::exists(&path) {
            return Ok(Str::new(&path).value());
        }
    }
    Ok(none())
}
fn library_code(a: &Args) -> Res {
    let (path, mut shown) = (text(a[0], "_library_code")?, text(a[1], "_library_code")?);
    if import::SHOWN_AS_FROZEN.contains(&path.as_str()) {
        shown = format!("<frozen {}>", path.trim_end_matches(".py").replace('/', "."));
    }
    let optimize = crate::cli::config().optimize.clamp(0, 2) as u8;
    match cache::library_code(&path, &shown, optimize)? {
        Some(c) => Ok(c.value()),
        None => Err(no_frozen(&path)),
    }
}
