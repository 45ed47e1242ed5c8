//! `module`.

use crate::builtins::annotations as ann;
use crate::builtins::exceptions::{attribute_error, type_error};
use crate::builtins::native::readonly;
use crate::builtins::object;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::call;
use crate::protocol::compare::truth;
use crate::protocol::{attr, iter, text};
use crate::thread::thread;
use crate::vm::vm;

pub static GETATTRIBUTE: &[NativeDef] =
    &[NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name).")];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__init__(self, name, doc=None)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__dir__(self, /)", dir, "__dir__() -> list\nspecialized dir() implementation"),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("__dict__", |v| Ok(dict(v)?.value()), readonly, ""),
    GetSetDef::rw("__annotations__", ann::module_annotations, ann::set_module_annotations, ""),
    GetSetDef::rw("__annotate__", ann::module_annotate, ann::set_module_annotate, ""),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "module",
    kind: Kind::Module,
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
    methods: &[GETATTRIBUTE, METHODS],
    getsets: &[ATTRS],
    ..TypeDef::EMPTY
}];

fn module(v: Value) -> Result<Gc<Module>, Raised> {
    v.cast::<Module>().ok_or_else(|| type_error("a module is needed"))
}
/// The name space, made if need be.
fn dict(v: Value) -> Result<Gc<Dict>, Raised> {
    let m = module(v)?;
    if m.dict.get().is_none() {
        m.dict.set(m, Dict::new());
    }
    Ok(m.dict.gc())
}
fn getattribute(a: &Args) -> Res {
    attr::module_get(module(a[0])?, object::attr_name(a[1])?)
}
fn new(a: &Args) -> Res {
    let body = Module { header: Module::HEADER, dict: Ptr::new(Dict::new()) };
    alloc_sub(object::class_arg(a[0])?, body).map(Gc::value)
}
fn init(a: &Args) -> Res {
    if a[1].cast::<Str>().is_none() {
        return Err(type_error(format!("module() argument 'name' must be str, not {}", type_of(a[1]).name_text())));
    }
    let d = dict(a[0])?;
    d.set_text("__name__", a[1])?;
    d.set_text("__doc__", a.opt(2).unwrap_or_else(none))?;
    for n in ["__package__", "__loader__", "__spec__"] {
        d.set_text(n, none())?;
    }
    Ok(none())
}
fn dir(a: &Args) -> Res {
    let d = attr::get(a[0], "__dict__")?;
    let Some(d) = d.cast::<Dict>() else { return Err(type_error("<module>.__dict__ is not a dictionary")) };
    match d.get_text("__dir__") {
        Some(f) => call(f, &[]),
        None => object::keys_list(d),
    }
}

// --- text

/// As importlib's `_module_repr`: what the spec says, else `__file__`, else the loader.
fn repr(a: &Args) -> Res {
    let d = dict(a[0])?;
    let present = |name: &str| d.get_text(name).filter(|v| *v != none());
    let from = |name: Value, what: &str, quoted: bool| -> Res {
        let n = text::repr(name)?;
        let what = if quoted { what.to_string() } else { format!("({what})") };
        Ok(Str::try_new(&format!("<module {} {what}>", n.to_text()))?.value())
    };
    let quoted = |v: Value| -> Result<String, Raised> { Ok(format!("from {}", text::repr(v)?.to_text())) };
    if let Some(spec) = present("__spec__") {
        let part = |n: &str| attr::get_opt(spec, Str::intern(n));
        let name = part("name")?.filter(|n| *n != none()).unwrap_or_else(|| Str::intern("?").value());
        if let Some(origin) = part("origin")?.filter(|o| *o != none()) {
            let located = match part("has_location")? {
                Some(h) => truth(h)?,
                None => false,
            };
            if located {
                return from(name, &quoted(origin)?, true);
            }
            return from(name, &text::str_of(origin)?.to_text(), false);
        }
        return match part("loader")?.filter(|l| *l != none()) {
            Some(l) => from(name, &text::repr(l)?.to_text(), false),
            None => from(name, "", true).map(drop_blank),
        };
    }
    let name = d.get_text("__name__").unwrap_or_else(|| Str::intern("?").value());
    match (present("__file__"), present("__loader__")) {
        (Some(file), _) => from(name, &quoted(file)?, true),
        (None, Some(l)) => from(name, &text::repr(l)?.to_text(), false),
        (None, None) => from(name, "", true).map(drop_blank),
    }
}
/// `<module 'x' >` without the blank that an empty remark leaves.
fn drop_blank(v: Value) -> Value {
    match v.cast::<Str>() {
        Some(s) => Str::new(&s.to_text().replace(" >", ">")).value(),
        None => v,
    }
}

// --- missing attributes

/// `AttributeError: module 'x' has no attribute 'y'`, with a hint where a module is half imported or hides another one.
pub fn no_attribute(m: Gc<Module>, name: Gc<Str>) -> Raised {
    match message(m, name) {
        Ok(text) => attribute_error(text, m.value(), name.value()),
        Err(e) => e,
    }
}
fn message(m: Gc<Module>, name: Gc<Str>) -> Result<String, Raised> {
    let d = m.dict.get();
    let get = |n: &str| d.and_then(|d| d.get_text(n)).filter(|v| *v != none());
    let n = name.to_text();
    let Some(module) = get("__name__").and_then(|n| n.cast::<Str>()) else {
        return Ok(format!("module has no attribute '{n}'"));
    };
    let module = module.to_text();
    let plain = format!("module '{module}' has no attribute '{n}'");
    let Some(spec) = get("__spec__") else { return Ok(plain) };
    let origin = origin(spec)?;
    let shadows = match &origin {
        Some(o) => shadows_script_directory(o, &module),
        None => false,
    };
    if shadows && is_stdlib_name(&module) {
        let o = origin.unwrap_or_default();
        return Ok(format!(
            "{plain} (consider renaming '{o}' since it has the same name as the standard library module named '{module}' and prevents importing that standard library module)"
        ));
    }
    if is_initializing(spec)? {
        return Ok(match (shadows, origin) {
            (true, Some(o)) => {
                format!("{plain} (consider renaming '{o}' if it has the same name as a library you intended to import)")
            }
            (_, Some(o)) => format!(
                "partially initialized module '{module}' from '{o}' has no attribute '{n}' (most likely due to a circular import)"
            ),
            (_, None) => format!(
                "partially initialized module '{module}' has no attribute '{n}' (most likely due to a circular import)"
            ),
        });
    }
    if is_unfinished_submodule(spec, name)? {
        return Ok(format!(
            "cannot access submodule '{n}' of module '{module}' (most likely due to a circular import)"
        ));
    }
    Ok(plain)
}
/// `spec.origin`, if the spec has a location.
pub fn origin(spec: Value) -> Result<Option<String>, Raised> {
    let located = match attr::get_opt(spec, Str::intern("has_location"))? {
        Some(h) => truth(h)?,
        None => false,
    };
    if !located {
        return Ok(None);
    }
    let o = attr::get_opt(spec, Str::intern("origin"))?.and_then(|o| o.cast::<Str>());
    Ok(o.map(|o| o.to_text().into_owned()))
}
pub fn is_initializing(spec: Value) -> Result<bool, Raised> {
    match attr::get_opt(spec, Str::intern("_initializing"))? {
        Some(v) => truth(v),
        None => Ok(false),
    }
}
fn is_unfinished_submodule(spec: Value, name: Gc<Str>) -> Result<bool, Raised> {
    match attr::get_opt(spec, Str::intern("_uninitialized_submodules"))? {
        Some(l) => match l.cast::<List>() {
            Some(l) => crate::protocol::item::contains(l.value(), name.value()),
            None => Ok(iter::collect(l)?.iter().any(|x| x.cast::<Str>().is_some_and(|x| x.same(name)))),
        },
        None => Ok(false),
    }
}
/// Does a module's file lie in `sys.path[0]`, the directory of the script?
pub fn shadows_script_directory(origin: &str, module: &str) -> bool {
    let Some(sys) = vm().sys_dict.get() else { return false };
    let safe = sys.get_text("flags").and_then(|f| attr::get_opt(f, Str::intern("safe_path")).ok().flatten());
    if safe.is_some_and(|s| truth(s).unwrap_or(false)) {
        return false;
    }
    let first =
        sys.get_text("path").and_then(|p| p.cast::<List>()).and_then(|p| p.get(0)).and_then(|p| p.cast::<Str>());
    let Some(first) = first else { return false };
    let Some((mut dir, file)) = origin.rsplit_once('/') else { return false };
    if file == "__init__.py" {
        dir = dir.rsplit_once('/').map_or("", |d| d.0);
    }
    let _ = module;
    let first = first.to_text();
    if first.is_empty() {
        return std::env::current_dir().is_ok_and(|d| d.to_string_lossy() == dir);
    }
    first == dir
}
pub fn is_stdlib_name(module: &str) -> bool {
    let names = vm().sys_dict.get().and_then(|d| d.get_text("stdlib_module_names"));
    let Some(names) = names else { return false };
    match crate::protocol::item::contains(names, Str::new(module).value()) {
        Ok(yes) => yes,
        Err(_) => {
            thread().clear_exception();
            false
        }
    }
}
/// `from m import name` where `m` has no such attribute: the submodule, or ImportError.
pub fn import_from_missing(m: crate::object::value::Value, name: Gc<Str>) -> Res {
    let text = |n: &str| attr::get_opt(m, Str::intern(n)).map(|v| v.and_then(|v| v.cast::<Str>()));
    let package = text("__name__")?;
    if let Some(p) = package {
        let full = Str::new(&format!("{}.{}", p.to_text(), name.to_text()));
        if let Some(v) = crate::vm::vm().modules.gc().get_str(full) {
            return Ok(v);
        }
    }
    let shown = package.map_or("<unknown module name>".into(), |p| p.to_text().into_owned());
    let spec = attr::get_opt(m, Str::intern("__spec__"))?.filter(|s| *s != none());
    let located = match spec {
        Some(spec) => origin(spec)?.map(|o| Str::new(&o)),
        None => None,
    };
    let origin = match located {
        Some(o) => Some(o),
        None => text("__file__")?,
    };
    let initializing = match spec {
        Some(spec) => is_initializing(spec)?,
        None => false,
    };
    let path = origin.map(|o| o.to_text().into_owned());
    let message = no_name_message(&name.to_text(), &shown, path.as_deref(), initializing);
    let e = crate::builtins::exceptions::import_error(
        crate::builtins::exceptions::Exc::ImportError,
        message,
        package.map(|p| p.value()),
        origin.map(|o| o.value()),
    );
    if let Some(x) = crate::thread::thread().exception() {
        x.fields[3].set(x, name.value());
    }
    Err(e)
}
fn no_name_message(name: &str, module: &str, origin: Option<&str>, initializing: bool) -> String {
    let lead = format!("cannot import name '{name}' from");
    let shadowing = origin.filter(|o| shadows_script_directory(o, module));
    match (shadowing, origin) {
        (Some(o), _) if is_stdlib_name(module) => format!(
            "{lead} '{module}' (consider renaming '{o}' since it has the same name as the standard library module named '{module}' and prevents importing that standard library module)"
        ),
        (Some(o), _) if initializing => format!(
            "{lead} '{module}' (consider renaming '{o}' if it has the same name as a library you intended to import)"
        ),
        (_, Some(o)) if initializing => {
            format!("{lead} partially initialized module '{module}' (most likely due to a circular import) ({o})")
        }
        (_, None) if initializing => {
            format!("{lead} partially initialized module '{module}' (most likely due to a circular import)")
        }
        (_, Some(o)) => format!("{lead} '{module}' ({o})"),
        (_, None) => format!("{lead} '{module}' (unknown location)"),
    }
}
/// `from m import *` into a name space.
pub fn import_all(m: crate::object::value::Value, ns: crate::object::value::Value) -> Result<(), Raised> {
    use crate::protocol::{item, iter};
    let all = attr::get_opt(m, Str::intern("__all__"))?;
    let names = match all {
        Some(a) => iter::collect(a)?,
        None => match attr::instance_dict(m)? {
            Some(d) => d
                .iter()
                .map(|(k, _)| k)
                .filter(|k| k.cast::<Str>().is_none_or(|s| s.is_empty() || s.point(0) != '_' as u32))
                .collect(),
            None => {
                return Err(crate::builtins::exceptions::raise(
                    crate::builtins::exceptions::Exc::ImportError,
                    "from-import-* object has no __dict__ and no __all__",
                ));
            }
        },
    };
    for n in names.iter() {
        let Some(s) = n.cast::<Str>() else {
            let module = attr::get_opt(m, Str::intern("__name__"))?.and_then(|n| n.cast::<Str>());
            let module = module.map_or(String::new(), |n| n.to_text().into_owned());
            let (what, place) = if all.is_some() { ("Item", "__all__") } else { ("Key", "__dict__") };
            let class = crate::object::shape::type_of(n);
            return Err(crate::builtins::exceptions::type_error(format!(
                "{what} in {module}.{place} must be str, not {}",
                class.name_text()
            )));
        };
        item::set_item(ns, n, attr::get_attr(m, s)?)?;
    }
    Ok(())
}
