//! `_warnings`: filters, registries, and what becomes of a warning.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::builtins::exceptions::{Exc, raise_value, runtime_error, type_error, value_error};
use crate::builtins::{add_functions, import_module, put};
use crate::interp::frames::{self, FrameRef};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::{call, call_method};
use crate::protocol::compare::{self, truth};
use crate::protocol::{attr, check, number, text};
use crate::thread::thread;
use crate::vm::vm;

/// Changes whenever the filters do; registries filled before are void.
static FILTERS_VERSION: AtomicI64 = AtomicI64::new(0);

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=<unrepresentable>)",
        warn,
        "Issue a warning, or maybe ignore it or raise an exception.",
    ),
    NativeDef::new(
        "warn_explicit(message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)",
        warn_explicit_function,
        "Issue a warning, or maybe ignore it or raise an exception.",
    ),
    NativeDef::new("_filters_mutated_lock_held()", filters_mutated, ""),
    NativeDef::new("_acquire_lock()", |_| Ok(none()), ""),
    NativeDef::new("_release_lock()", |_| Ok(none()), ""),
];

/// A warning on its way.
pub struct Warning {
    /// A message, or an instance of the category.
    pub message: Value,
    pub category: Gc<Type>,
    pub filename: Value,
    pub lineno: i64,
    pub module: Option<Value>,
    pub registry: Option<Value>,
    /// The object that a `ResourceWarning` is about.
    pub source: Option<Value>,
    pub source_line: Option<Value>,
}

fn filters_mutated(_: &Args) -> Res {
    FILTERS_VERSION.fetch_add(1, Ordering::Relaxed);
    Ok(none())
}
/// The filters that hold before the `warnings` module is imported.
fn default_filters() -> Gc<List> {
    if let Some(l) = vm().state("_warnings.filters").and_then(|l| l.cast::<List>()) {
        return l;
    }
    let l = List::new();
    let ignore = [Exc::DeprecationWarning, Exc::PendingDeprecationWarning, Exc::ImportWarning, Exc::ResourceWarning];
    let entry = |action: &str, c: Exc, module: Value| {
        Tuple::new(&[Str::intern(action).value(), none(), c.class().value(), module, Value::small(0)]).value()
    };
    let _ = l.push(entry("default", Exc::DeprecationWarning, Str::intern("__main__").value()));
    for c in ignore {
        let _ = l.push(entry("ignore", c, none()));
    }
    vm().set_state("_warnings.filters", l.value());
    l
}
fn once_registry() -> Gc<Dict> {
    if let Some(d) = vm().state("_warnings.once").and_then(|d| d.cast::<Dict>()) {
        return d;
    }
    let d = Dict::new();
    vm().set_state("_warnings.once", d.value());
    d
}
/// An attribute of the `warnings` module, if that is imported.
fn warnings_attribute(name: &str) -> Result<Option<Value>, Raised> {
    match vm().modules.gc().get_text("warnings").filter(|m| *m != none()) {
        Some(m) => attr::get_opt(m, Str::intern(name)),
        None => Ok(None),
    }
}

// --- warn()

fn category_of(message: Value, category: Option<Value>) -> Result<Gc<Type>, Raised> {
    let base = Exc::Warning.class();
    if type_of(message).is_subtype(base) {
        return Ok(type_of(message));
    }
    match category.filter(|c| *c != none()) {
        None => Ok(Exc::UserWarning.class()),
        Some(c) => c.cast::<Type>().filter(|c| c.is_subtype(base)).ok_or_else(|| {
            type_error(format!("category must be a Warning subclass, not '{}'", type_of(c).name_text()))
        }),
    }
}
fn warn(a: &Args) -> Res {
    let level = a.opt(2).map_or(Ok(1), number::to_i64)?;
    let prefixes = match a.opt(4) {
        None => None,
        Some(p) => {
            let Some(t) = p.cast::<Tuple>() else {
                return Err(type_error(format!(
                    "warn() argument 'skip_file_prefixes' must be tuple, not {}",
                    type_of(p).name_text()
                )));
            };
            if let Some(bad) = t.items().iter().find(|x| x.cast::<Str>().is_none()) {
                return Err(type_error(format!(
                    "Found non-str '{}' in skip_file_prefixes.",
                    type_of(*bad).name_text()
                )));
            }
            Some(t).filter(|t| !t.is_empty())
        }
    };
    let level = if prefixes.is_some() { level.max(2) } else { level };
    let category = category_of(a[0], a.opt(1))?;
    do_warn(a[0], category, level, a.opt_none(3), prefixes).map(|()| none())
}
/// Frames of the import system are not what a warning is about.
fn is_internal(f: FrameRef, prefixes: Option<Gc<Tuple>>) -> bool {
    let name = f.code().filename.gc().to_text();
    (name.contains("importlib") && name.contains("_bootstrap"))
        || prefixes
            .is_some_and(|p| p.items().iter().filter_map(|x| x.cast::<Str>()).any(|x| name.starts_with(&*x.to_text())))
}
fn outer(mut f: FrameRef, prefixes: Option<Gc<Tuple>>) -> Option<FrameRef> {
    loop {
        f = f.visible_caller()?;
        if !is_internal(f, prefixes) {
            return Some(f);
        }
    }
}
/// `warn`: the place is that of a frame.
pub fn do_warn(
    message: Value,
    category: Gc<Type>,
    level: i64,
    source: Option<Value>,
    prefixes: Option<Gc<Tuple>>,
) -> Result<(), Raised> {
    let mut f = frames::visible_innermost(thread());
    let raw = level <= 0 || f.is_some_and(|f| is_internal(f, None));
    for _ in 1..level.min(1 << 20) {
        f = match f {
            Some(x) if raw => x.visible_caller(),
            Some(x) => outer(x, prefixes),
            None => break,
        };
    }
    let (globals, filename, lineno) = match f {
        Some(f) => (f.function().globals.get(), f.code().filename.gc().value(), f.line() as i64),
        None => (vm().sys_dict.get(), Str::intern("<sys>").value(), 0),
    };
    let (mut registry, mut module) = (None, None);
    if let Some(g) = globals {
        let found = g.get_text("__warningregistry__");
        registry = match found {
            Some(r) => Some(r),
            None => {
                let d = Dict::new().value();
                g.set_text("__warningregistry__", d)?;
                Some(d)
            }
        };
        module = g.get_text("__name__").filter(|n| *n != none() && n.cast::<Str>().is_some());
    }
    let module = module.unwrap_or_else(|| Str::intern("<string>").value());
    warn_explicit(Warning {
        message,
        category,
        filename,
        lineno,
        module: Some(module),
        registry,
        source,
        source_line: None,
    })
}

// --- warn_explicit()

fn warn_explicit_function(a: &Args) -> Res {
    let Some(filename) = a[2].cast::<Str>() else {
        return Err(type_error(format!(
            "warn_explicit() argument 'filename' must be str, not {}",
            type_of(a[2]).name_text()
        )));
    };
    let lineno = number::to_i64(a[3])?;
    let mut source_line = None;
    if let Some(g) = a.opt_none(6) {
        let Some(g) = g.cast::<Dict>() else {
            return Err(type_error(format!("module_globals must be a dict, not '{}'", type_of(g).name_text())));
        };
        source_line = line_of_loader(g, lineno)?;
    }
    // a category that is no class fails when it is called
    let category = match a[1].cast::<Type>() {
        Some(c) => c,
        None if type_of(a[0]).is_subtype(Exc::Warning.class()) => type_of(a[0]),
        None => return call(a[1], &[a[0]]),
    };
    let w = Warning {
        message: a[0],
        category,
        filename: filename.value(),
        lineno,
        module: a.opt_none(4),
        registry: a.opt_none(5),
        source: a.opt_none(7),
        source_line,
    };
    warn_explicit(w).map(|()| none())
}
/// The source line that a module's loader gives.
fn line_of_loader(globals: Gc<Dict>, lineno: i64) -> Result<Option<Value>, Raised> {
    let (Some(loader), Some(name)) = (globals.get_text("__loader__"), globals.get_text("__name__")) else {
        return Ok(None);
    };
    let Some(get) = attr::get_opt(loader, Str::intern("get_source"))? else { return Ok(None) };
    let Some(text) = call(get, &[name])?.cast::<Str>() else { return Ok(None) };
    let text = text.to_text();
    let line = usize::try_from(lineno - 1).ok().and_then(|i| text.lines().nth(i));
    Ok(line.map(|l| Str::new(l).value()))
}
fn module_of_file(filename: Value) -> Value {
    let Some(f) = filename.cast::<Str>() else { return Str::intern("<unknown>").value() };
    let t = f.to_text();
    match t.strip_suffix(".py") {
        _ if t.is_empty() => Str::intern("<unknown>").value(),
        Some(stem) => Str::new(stem).value(),
        None => filename,
    }
}
/// Is the warning in the registry already? Enters it if `enter`.
fn already_warned(registry: Gc<Dict>, key: Value, enter: bool) -> Result<bool, Raised> {
    let version = FILTERS_VERSION.load(Ordering::Relaxed);
    let known = registry.get_text("version").and_then(|v| v.as_int()).and_then(|i| i.to_i64());
    if known != Some(version) {
        registry.clear();
        registry.set_text("version", Value::int(version))?;
    } else if let Some(v) = registry.get(key)?
        && truth(v)?
    {
        return Ok(true);
    }
    if enter {
        registry.set(key, boolean(true))?;
    }
    Ok(false)
}
fn matches(pattern: Value, text: Value) -> Result<bool, Raised> {
    if pattern == none() {
        return Ok(true);
    }
    if pattern.exact::<Str>().is_some() {
        return compare::eq(pattern, text);
    }
    truth(call_method(pattern, "match", &[text])?)
}
/// The action for a warning, and the filter that says so.
fn action_for(category: Gc<Type>, message: Value, lineno: i64, module: Value) -> Result<(Value, Value), Raised> {
    let filters = match warnings_attribute("filters")? {
        None => default_filters(),
        Some(f) => f.cast::<List>().ok_or_else(|| value_error("_warnings.filters must be a list"))?,
    };
    let mut i = 0;
    while let Some(f) = filters.get(i) {
        let Some(t) = f.cast::<Tuple>().filter(|t| t.len() == 5) else {
            return Err(value_error(format!("warnings.filters item {i} isn't a 5-tuple")));
        };
        if t.get(0).cast::<Str>().is_none() {
            return Err(type_error(format!("action must be a string, not '{}'", type_of(t.get(0)).name_text())));
        }
        let line = number::to_ssize(t.get(4))?;
        if matches(t.get(1), message)?
            && check::is_subclass(category.value(), t.get(2))?
            && matches(t.get(3), module)?
            && (line == 0 || line == lineno)
        {
            return Ok((t.get(0), f));
        }
        i += 1;
    }
    let default = match warnings_attribute("defaultaction")? {
        Some(d) => d,
        None => Str::intern("default").value(),
    };
    Ok((default, none()))
}
/// Applies the filters to a warning: raises, shows or drops it.
pub fn warn_explicit(w: Warning) -> Result<(), Raised> {
    let registry = match w.registry.filter(|r| *r != none()) {
        None => None,
        Some(r) => Some(r.cast::<Dict>().ok_or_else(|| type_error("'registry' must be a dict or None"))?),
    };
    let module = w.module.unwrap_or_else(|| module_of_file(w.filename));
    let (message, text, category) = if type_of(w.message).is_subtype(Exc::Warning.class()) {
        (w.message, text::str_of(w.message)?.value(), type_of(w.message))
    } else {
        (call(w.category.value(), &[w.message])?, w.message, w.category)
    };
    let key = Tuple::new(&[text, category.value(), Value::int(w.lineno)]).value();
    if let Some(r) = registry
        && already_warned(r, key, false)?
    {
        return Ok(());
    }
    let (action, item) = action_for(category, text, w.lineno, module)?;
    let name = action.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
    match name.as_str() {
        "error" => return Err(raise_value(message)),
        "ignore" => return Ok(()),
        "always" | "all" => {}
        _ => {
            if let Some(r) = registry {
                r.set(key, boolean(true))?;
            }
            let short = Tuple::new(&[text, category.value()]).value();
            let zero = Tuple::new(&[text, category.value(), Value::small(0)]).value();
            let seen = match (name.as_str(), registry) {
                ("once", r) => already_warned(r.unwrap_or_else(once_registry), short, true)?,
                ("module", Some(r)) => already_warned(r, zero, true)?,
                ("module", None) | ("default", _) => false,
                _ => {
                    return Err(runtime_error(format!(
                        "Unrecognized action ({}) in warnings.filters:\n {}",
                        text::repr(action)?.to_text(),
                        text::repr(item)?.to_text()
                    )));
                }
            };
            if seen {
                return Ok(());
            }
        }
    }
    show(&w, message, text, category)
}
fn show(w: &Warning, message: Value, text: Value, category: Gc<Type>) -> Result<(), Raised> {
    if w.source.is_some() && vm().modules.gc().get_text("warnings").is_none() && import_module("warnings").is_err() {
        thread().clear_exception();
    }
    let Some(hook) = warnings_attribute("_showwarnmsg")? else { return show_plain(w, text, category) };
    let Some(class) = warnings_attribute("WarningMessage")? else {
        return Err(runtime_error("unable to get warnings.WarningMessage"));
    };
    let source = w.source.unwrap_or_else(none);
    let args = [message, category.value(), w.filename, Value::int(w.lineno), none(), none(), source];
    let m = call(class, &args)?;
    call(hook, &[m]).map(|_| ())
}
/// `file:line: Category: text` and the source line, on `sys.stderr`.
fn show_plain(w: &Warning, text: Value, category: Gc<Type>) -> Result<(), Raised> {
    let file = text::str_of(w.filename)?;
    let mut out = format!(
        "{}:{}: {}: {}\n",
        file.to_text(),
        w.lineno,
        category.name.gc().to_text(),
        text::str_of(text)?.to_text()
    );
    let line = match w.source_line.and_then(|l| l.cast::<Str>()) {
        Some(l) => Some(l.to_text().into_owned()),
        None => std::fs::read_to_string(&*file.to_text()).ok().and_then(|t| {
            let i = usize::try_from(w.lineno - 1).ok()?;
            t.lines().nth(i).map(str::to_string)
        }),
    };
    if let Some(l) = line {
        out.push_str(&format!("  {}\n", l.trim()));
    }
    match vm().sys_dict.get().and_then(|d| d.get_text("stderr")).filter(|f| *f != none()) {
        Some(f) => {
            // what cannot be shown is lost
            if call_method(f, "write", &[Str::new(&out).value()]).is_err() {
                thread().clear_exception();
            }
        }
        None => crate::cli::say!("{}", out.trim_end_matches('\n')),
    }
    Ok(())
}

/// The context variable in which `catch_warnings` keeps filters where warnings are context-aware. This module is made while
/// importlib starts, so it is not imported the usual way.
fn context_variable() -> Res {
    let name = Str::intern("_warnings_context").value();
    match crate::import::native_module("_contextvars")? {
        Some(m) => call(attr::get(m, "ContextVar")?, &[name]),
        // without context variables there is only the global context
        None => {
            let get = crate::builtins::native_function(&NO_CONTEXT[0], Some("_warnings"));
            crate::builtins::simple_namespace::new(&[("name", name), ("get", get)])
        }
    }
}
static NO_CONTEXT: [NativeDef; 1] =
    [NativeDef::new("get()", |_| Err(crate::builtins::exceptions::lookup_error("_warnings_context")), "")];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_warnings");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("_warnings provides basic warning filtering support.").value());
    add_functions(d, "_warnings", FUNCTIONS);
    put(d, "filters", default_filters().value());
    put(d, "_onceregistry", once_registry().value());
    put(d, "_defaultaction", Str::intern("default").value());
    put(d, "_warnings_context", context_variable()?);
    Ok(m)
}
