//! Import: the library's own importlib does the work; native code gives it modules and code (`_imp`), keeps its bytecode
//! (`cache`), and answers imports of modules that are loaded already.

pub mod cache;
pub mod library;

use crate::builtins::exceptions::{Exc, import_error, key_error, raise, type_error, value_error};
use crate::interp;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::exception::Traceback;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call, compare, item};
use crate::stdlib::{sys, sys_attr};
use crate::thread::thread;
use crate::vm::vm;

/// Modules whose code is part of the import system itself: name, file in the library, name shown as the file's.
pub static FROZEN: &[(&str, &str, &str)] = &[
    ("_frozen_importlib", "importlib/_bootstrap.py", "<frozen importlib._bootstrap>"),
    ("_frozen_importlib_external", "importlib/_bootstrap_external.py", "<frozen importlib._bootstrap_external>"),
    ("zipimport", "zipimport.py", "<frozen zipimport>"),
];
/// Files of the library whose code tells a module's name instead of a file: modules that start-up needs, so that
/// tracebacks show where the program itself was.
pub static SHOWN_AS_FROZEN: &[&str] = &[
    "_collections_abc.py",
    "_sitebuiltins.py",
    "abc.py",
    "codecs.py",
    "genericpath.py",
    "importlib/machinery.py",
    "importlib/util.py",
    "io.py",
    "ntpath.py",
    "os.py",
    "posixpath.py",
    "runpy.py",
    "site.py",
    "stat.py",
];
/// The file in which the path entry finder of the built-in library is written.
const LIBRARY_IMPORTER: &str = "_sidewinder_library.py";

/// The code of one of `FROZEN`.
pub fn frozen_code(name: &str) -> Result<Option<Gc<Code>>, Raised> {
    match FROZEN.iter().find(|f| f.0 == name) {
        Some((_, path, shown)) => cache::library_code(path, shown, 0),
        None => Ok(None),
    }
}

fn make_module(name: &str, code: Gc<Code>) -> Result<Gc<Module>, Raised> {
    let m = Module::new(name);
    let d = m.dict.gc();
    d.set_text("__builtins__", vm().builtins.gc())?;
    // what importlib's finder of frozen modules looks for
    let origin =
        FROZEN.iter().find(|f| f.0 == name).map_or(name.to_string(), |f| f.1.trim_end_matches(".py").replace('/', "."));
    d.set_text("__origname__", Str::new(&origin))?;
    vm().modules.gc().set_text(name, m)?;
    interp::eval_code(code, d, d.value(), None)?;
    Ok(m)
}
fn missing(what: &str) -> Raised {
    import_error(Exc::ImportError, format!("the library lacks {what}"), None, None)
}

/// Brings importlib up and installs the finders.
pub fn bootstrap() -> Result<(), Raised> {
    let code = frozen_code("_frozen_importlib")?.ok_or_else(|| missing("importlib"))?;
    let m = make_module("_frozen_importlib", code)?;
    vm().set_state("importlib", m.value());
    let imp = native_module("_imp")?.ok_or_else(|| missing("_imp"))?;
    vm().modules.gc().set_text("_imp", imp)?;
    let sys = vm().modules.gc().get_text("sys").unwrap_or_else(none);
    let get = |name: &str| attr::get(m.value(), name);
    call::call(get("_install")?, &[sys, imp])?;
    call::call(get("_install_external_importers")?, &[])?;
    if let Some(hooks) = sys_attr("path_hooks") {
        // the last hook is that for directories; ours are asked first
        let ours = [
            crate::builtins::native_function(&HOOKS[0], Some("_imp")),
            crate::builtins::native_function(&HOOKS[1], Some("_imp")),
        ];
        for h in ours {
            call::call_method(hooks, "insert", &[Value::small(0), h])?;
        }
    }
    Ok(())
}
static HOOKS: [NativeDef; 2] = [
    NativeDef::new("zip_hook(path, /)", zip_hook, "Path hook for zip files."),
    NativeDef::new("library_hook(path, /)", library_hook, "Path hook for the built-in library."),
];
fn not_mine() -> Raised {
    raise(Exc::ImportError, "not a path of this finder")
}
/// Loads `zipimport` only for paths that lead to a file.
fn zip_hook(a: &Args) -> Res {
    let Some(path) = a[0].cast::<Str>() else { return Err(not_mine()) };
    let os = crate::stdlib::os_text::from_str(path)?;
    let file = std::path::Path::new(&os).ancestors().any(|p| p.is_file());
    if !file {
        return Err(not_mine());
    }
    let z = import_module("zipimport")?;
    call::call(attr::get(z, "zipimporter")?, &[a[0]])
}
fn library_hook(a: &Args) -> Res {
    if !sys::paths::layout(crate::cli::config()).embedded {
        return Err(not_mine());
    }
    let (Some(path), Some(root)) = (a[0].cast::<Str>(), sys_attr("_stdlib_dir").and_then(|d| d.cast::<Str>())) else {
        return Err(not_mine());
    };
    let (p, r) = (path.to_text(), root.to_text());
    let inside = p.strip_prefix(&*r).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if !inside || !library::is_dir(p[r.len()..].trim_matches('/')) {
        return Err(not_mine());
    }
    let m = match vm().state("library importer") {
        Some(m) => m,
        None => {
            let code = cache::library_code(LIBRARY_IMPORTER, "<frozen _sidewinder_library>", 0)?
                .ok_or_else(|| missing(LIBRARY_IMPORTER))?;
            let m = make_module("_sidewinder_library", code)?;
            vm().set_state("library importer", m.value());
            m.value()
        }
    };
    call::call(attr::get(m, "LibraryFinder")?, &[a[0]])
}

/// A native module, made now if this is its first import. `None`: there is none of this name.
pub fn native_module(name: &str) -> Result<Option<Value>, Raised> {
    let key = format!("native module {name}");
    if let Some(m) = vm().state(&key) {
        return Ok(Some(m));
    }
    let Some((_, init)) = crate::stdlib::MODULES.iter().find(|m| m.0 == name) else {
        return Ok(match name {
            "sys" => vm().modules.gc().get_text("sys"),
            "builtins" => Some(vm().builtins.gc().value()),
            _ => None,
        });
    };
    let m = init()?.value();
    vm().set_state(&key, m);
    Ok(Some(m))
}

/// `importlib.import_module(name)` for an absolute name.
pub fn import_module(name: &str) -> Res {
    import_absolute(Str::intern(name))
}
fn modules() -> Value {
    sys_attr("modules").unwrap_or_else(|| vm().modules.gc().value())
}
fn loaded(name: Gc<Str>) -> Result<Option<Value>, Raised> {
    let m = modules();
    match m.exact::<Dict>() {
        Some(d) => Ok(d.get_str(name)),
        None => match item::get_item(m, name.value()) {
            Ok(v) => Ok(Some(v)),
            Err(Raised) if thread().catch(Exc::KeyError) => Ok(None),
            Err(e) => Err(e),
        },
    }
}
fn importlib() -> Result<Value, Raised> {
    vm().state("importlib").ok_or_else(|| raise(Exc::ImportError, "the import system is not ready"))
}
fn import_absolute(name: Gc<Str>) -> Res {
    if let Some(m) = loaded(name)?.filter(|m| *m != none()) {
        wait_for(m, name)?;
        return Ok(m);
    }
    sys::hooks::audit_event(
        "import",
        &[
            name.value(),
            none(),
            sys_attr("path").unwrap_or_else(none),
            sys_attr("meta_path").unwrap_or_else(none),
            sys_attr("path_hooks").unwrap_or_else(none),
        ],
    )?;
    let lib = importlib()?;
    let import_ = attr::get(lib, "_gcd_import")?;
    let r = attr::get(lib, "_find_and_load").and_then(|f| call::call(f, &[name.value(), import_]));
    if r.is_err() {
        trim_traceback();
    }
    r
}
/// A module that another thread is importing right now is waited for.
fn wait_for(m: Value, name: Gc<Str>) -> Result<(), Raised> {
    let Some(module) = m.cast::<Module>() else { return Ok(()) };
    let Some(spec) = module.dict.get().and_then(|d| d.get_text("__spec__")).filter(|s| *s != none()) else {
        return Ok(());
    };
    let Some(busy) = attr::get_opt(spec, Str::intern("_initializing"))? else { return Ok(()) };
    if crate::gil::count() > 1 && compare::truth(busy)? {
        let f = attr::get(importlib()?, "_lock_unlock_module")?;
        call::call(f, &[name.value()])?;
    }
    Ok(())
}

/// `__import__(name, globals, None, fromlist, level)`
pub fn import(name: Value, globals: Option<Value>, fromlist: Option<Value>, level: i64) -> Res {
    let Some(name) = name.cast::<Str>() else { return Err(type_error("module name must be a string")) };
    if level < 0 {
        return Err(value_error("level must be >= 0"));
    }
    let absolute = if level > 0 {
        resolve(name, globals.unwrap_or_else(none), level)?
    } else {
        if name.is_empty() {
            return Err(value_error("Empty module name"));
        }
        name
    };
    let m = import_absolute(absolute)?;
    let has_from = match fromlist {
        Some(f) if f != none() => compare::truth(f)?,
        _ => false,
    };
    if has_from {
        let fromlist = fromlist.unwrap_or_else(none);
        if attr::get_opt(m, Str::intern("__path__"))?.is_none() {
            return Ok(m);
        }
        let lib = importlib()?;
        let f = attr::get(lib, "_handle_fromlist")?;
        let import_ = vm().builtins_dict.gc().get_text("__import__");
        let import_ = match import_ {
            Some(_) => attr::get(lib, "_gcd_import")?,
            None => return Err(missing("__import__")),
        };
        let r = call::call(f, &[m, fromlist, import_]);
        if r.is_err() {
            trim_traceback();
        }
        return r;
    }
    let text = name.to_text();
    if level > 0 && text.is_empty() {
        return Ok(m);
    }
    let Some(dot) = text.find('.') else { return Ok(m) };
    if level == 0 {
        return import_absolute(Str::intern(&text[..dot]));
    }
    // a relative import of a submodule gives its top as seen from the package
    let full = absolute.to_text();
    let keep = full.len() - (text.len() - dot);
    let key = Str::intern(&full[..keep]);
    match loaded(key)? {
        Some(m) => Ok(m),
        None => Err(key_error(Str::new(&format!("{}", &full[..keep])).value())),
    }
}
/// The absolute name of a relative import.
fn resolve(name: Gc<Str>, globals: Value, level: i64) -> Result<Gc<Str>, Raised> {
    let Some(g) = globals.cast::<Dict>() else {
        return Err(if globals == none() {
            key_error(Str::intern("'__name__' not in globals").value())
        } else {
            type_error("globals must be a dict")
        });
    };
    let package = g.get_text("__package__").filter(|p| *p != none());
    let spec = g.get_text("__spec__").filter(|s| *s != none());
    let package = if let Some(p) = package {
        p.cast::<Str>().ok_or_else(|| type_error("package must be a string"))?
    } else if let Some(s) = spec {
        let p = attr::get(s, "parent")?;
        p.cast::<Str>().ok_or_else(|| type_error("__spec__.parent must be a string"))?
    } else {
        crate::builtins::warnings::warn(
            Exc::ImportWarning,
            "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
        )?;
        let Some(n) = g.get_text("__name__") else {
            return Err(raise(Exc::KeyError, "'__name__' not in globals"));
        };
        let n = n.cast::<Str>().ok_or_else(|| type_error("__name__ must be a string"))?;
        if g.get_text("__path__").is_some() {
            n
        } else {
            let t = n.to_text();
            match t.rfind('.') {
                Some(i) => Str::intern(&t[..i]),
                None => Str::empty(),
            }
        }
    };
    let package = package.to_text().into_owned();
    if package.is_empty() {
        return Err(raise(Exc::ImportError, "attempted relative import with no known parent package"));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rfind('.') {
            Some(i) => base = &base[..i],
            None => return Err(raise(Exc::ImportError, "attempted relative import beyond top-level package")),
        }
    }
    Ok(if name.is_empty() { Str::intern(base) } else { Str::intern(&format!("{base}.{}", name.to_text())) })
}

/// Takes the import system's own frames out of the traceback of the exception being raised: all of them for an
/// `ImportError`, else those that end in `_call_with_frames_removed`.
fn trim_traceback() {
    if crate::cli::config().verbose > 0 {
        return;
    }
    let Some(e) = thread().exception() else { return };
    let always = type_of(e.value()).is_subtype(Exc::ImportError.class());
    let next_of = |t: Gc<Traceback>| t.next.get().and_then(|t| t.cast::<Traceback>());
    let is_own = |t: Gc<Traceback>| {
        t.code.gc().filename.gc().as_ascii().is_some_and(|f| f.starts_with("<frozen importlib._bootstrap"))
    };
    let mut kept: Option<Gc<Traceback>> = None;
    let mut at = e.traceback.get().and_then(|t| t.cast::<Traceback>());
    while let Some(t) = at {
        if !is_own(t) {
            kept = Some(t);
            at = next_of(t);
            continue;
        }
        // a run of own entries
        let mut last = t;
        let mut removable = always;
        loop {
            removable |= last.code.gc().name.gc().is_text("_call_with_frames_removed");
            match next_of(last) {
                Some(n) if is_own(n) => last = n,
                _ => break,
            }
        }
        let after = next_of(last);
        if removable {
            match kept {
                Some(k) => k.next.set(k, after.map(Value::from)),
                None => e.traceback.set(e, after.map(Value::from)),
            }
        } else {
            kept = Some(last);
        }
        at = after;
    }
}

/// The importer that `sys.path_hooks` gives for a path, or `None`.
pub fn path_importer(path: Value) -> Res {
    let cache = sys_attr("path_importer_cache").and_then(|c| c.cast::<Dict>());
    if let Some(f) = cache.and_then(|c| c.get(path).ok().flatten()) {
        return Ok(f);
    }
    let hooks = sys_attr("path_hooks").unwrap_or_else(none);
    let mut found = none();
    for h in crate::protocol::iter::collect(hooks)?.iter() {
        match call::call(h, &[path]) {
            Ok(f) => {
                found = f;
                break;
            }
            Err(Raised) if thread().catch(Exc::ImportError) => {}
            Err(e) => return Err(e),
        }
    }
    if let Some(c) = cache {
        c.set(path, found)?;
    }
    Ok(found)
}
/// `__main__.__loader__` for a script.
pub fn set_main_loader(main: Gc<Dict>, file: Gc<Str>, class: &str) -> Result<(), Raised> {
    let ext = vm().modules.gc().get_text("_frozen_importlib_external");
    if let Some(ext) = ext {
        let c = attr::get(ext, class)?;
        let l = call::call(c, &[Str::intern("__main__").value(), file.value()])?;
        main.set_text("__loader__", l)?;
    }
    Ok(())
}
