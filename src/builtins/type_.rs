//! `type`: attributes of classes.

use crate::builtins::exceptions::{attribute_error, type_error, value_error};
use crate::builtins::object::attr_name;
use crate::builtins::{annotations, mro, object, type_new};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef, NativeFunction, WrapperDescriptor};
use crate::object::shape::{self, type_of};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::{join_keywords, no_attribute, type_call, unwrap_static};
use crate::protocol::compare::truth;
use crate::protocol::{attr, check};

pub static GETATTRIBUTE: &[NativeDef] =
    &[NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name).")];
pub static SETATTR: &[NativeDef] = &[
    NativeDef::new("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    NativeDef::new("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
];
pub static NEW: &[NativeDef] = &[NativeDef::new(
    "__new__(cls, /, *args, **kwargs)",
    type_new::type_new,
    "Create and return a new object.  See help(type) for accurate signature.",
)];
/// `__instancecheck__` and `__subclasscheck__`, which checks recognise as the default ones.
pub static CHECKS: &[NativeDef] = &[
    NativeDef::new("__instancecheck__(self, instance, /)", instancecheck, "Check if an object is an instance."),
    NativeDef::new("__subclasscheck__(self, subclass, /)", subclasscheck, "Check if a class is a subclass."),
];
static MRO: &[NativeDef] =
    &[NativeDef::new("mro(self, /)", |a| mro_list(class(a[0])?), "Return a type's method resolution order.")];
pub fn mro_def() -> *const NativeDef {
    &MRO[0]
}
static METHODS: &[NativeDef] = &[
    NativeDef::new("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
    NativeDef::new(
        "__init__(self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", |a| repr(class(a[0])?), "Return repr(self)."),
    NativeDef::class(
        "__prepare__(cls, /, *args, **kwds)",
        |_| Ok(Dict::new().value()),
        "Create the namespace for the class statement",
    ),
    NativeDef::new("__subclasses__(self, /)", subclasses, "Return a list of immediate subclasses."),
    NativeDef::new("__dir__(self, /)", dir, "Specialized __dir__ implementation for types."),
    NativeDef::new(
        "__sizeof__(self, /)",
        |a| Ok(Value::usize(object::size_of_object(a[0]))),
        "Return memory consumption of the type object.",
    ),
    NativeDef::new("__or__(self, value, /)", |a| super::union::or(a[0], a[1]), "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", |a| super::union::or(a[1], a[0]), "Return value|self."),
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::rw("__name__", |v| Ok(class(v)?.name.gc().value()), set_name, ""),
    GetSetDef::rw("__qualname__", |v| Ok(class(v)?.qualname.gc().value()), set_qualname, ""),
    GetSetDef::rw("__module__", |v| Ok(module(class(v)?)), set_module, ""),
    GetSetDef::rw("__bases__", |v| Ok(class(v)?.bases.gc().value()), set_bases, ""),
    GetSetDef::ro("__base__", |v| Ok(class(v)?.base.get().map_or_else(none, Gc::value)), ""),
    GetSetDef::ro("__mro__", |v| Ok(class(v)?.mro.get().map_or_else(none, Gc::value)), ""),
    GetSetDef::ro("__dict__", |v| Ok(super::mapping_proxy::new(class(v)?.dict.gc().value())), ""),
    GetSetDef::rw("__doc__", doc, set_doc, ""),
    GetSetDef::rw("__abstractmethods__", abstract_methods, set_abstract_methods, ""),
    GetSetDef::rw("__annotations__", annotations::class_annotations, annotations::set_class_annotations, ""),
    GetSetDef::rw("__annotate__", annotations::class_annotate, annotations::set_class_annotate, ""),
    GetSetDef::rw("__type_params__", type_params, set_type_params, ""),
    GetSetDef::ro("__text_signature__", text_signature, ""),
    GetSetDef::ro("__flags__", |v| Ok(Value::small(python_flags(class(v)?))), ""),
    GetSetDef::ro("__basicsize__", |v| Ok(Value::small(basic_size(class(v)?))), ""),
    GetSetDef::ro("__itemsize__", |v| Ok(Value::small(item_size(class(v)?))), ""),
    GetSetDef::ro("__dictoffset__", |v| Ok(Value::small(if class(v)?.has_flag(f::HAS_DICT) { -1 } else { 0 })), ""),
    GetSetDef::ro("__weakrefoffset__", |v| Ok(Value::small(if class(v)?.has_flag(f::WEAKREF) { -1 } else { 0 })), ""),
];
/// `__weakref__` of classes whose instances can be weakly referenced.
pub static WEAKREF: &[GetSetDef] = &[GetSetDef::ro(
    "__weakref__",
    |v| Ok(crate::stdlib::_weakref::first_ref(v).unwrap_or_else(none)),
    "list of weak references to the object",
)];

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "type",
    kind: Kind::Type,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    flags: f::BASETYPE | f::WEAKREF | f::HAS_DICT,
    methods: &[GETATTRIBUTE, SETATTR, NEW, CHECKS, MRO, METHODS],
    getsets: &[GETSETS],
    ..TypeDef::EMPTY
}];

/// The receiver of a method of `type`.
pub fn class(v: Value) -> Result<Gc<Type>, Raised> {
    v.cast::<Type>().ok_or_else(|| type_error("a class is needed"))
}
fn getattribute(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    let c = class(a[0])?;
    match attr::type_get(c, name)? {
        Some(v) => Ok(v),
        None => Err(no_attribute(a[0], name)),
    }
}
fn setattr(a: &Args) -> Res {
    attr::type_set(class(a[0])?, attr_name(a[1])?, Some(a[2])).map(|()| none())
}
fn delattr(a: &Args) -> Res {
    attr::type_set(class(a[0])?, attr_name(a[1])?, None).map(|()| none())
}
/// Follows up a changed class attribute (flags that depend on special methods).
pub fn attribute_changed(c: Gc<Type>, name: Gc<Str>) {
    if name.is_text("__del__") {
        mark_finalizer(c);
    }
}
fn mark_finalizer(c: Gc<Type>) {
    c.add_flag(f::FINALIZER);
    for s in c.subclass_list() {
        mark_finalizer(s);
    }
}
fn call(a: &Args) -> Res {
    let c = class(a[0])?;
    match a.kwargs {
        None => type_call(c, a.rest, None),
        Some(k) => {
            let (all, names) = join_keywords(a.rest, k)?;
            type_call(c, all.as_slice(), Some(names))
        }
    }
}
fn init(a: &Args) -> Res {
    if a.kwargs.is_some() && a.rest.len() == 1 {
        return Err(type_error("type.__init__() takes no keyword arguments"));
    }
    if a.rest.len() != 1 && a.rest.len() != 3 {
        return Err(type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(none())
}
pub fn repr(c: Gc<Type>) -> Res {
    let m = module(c).cast::<Str>();
    let text = match m.filter(|m| !m.is_text("builtins")) {
        Some(m) => format!("<class '{}.{}'>", m.to_text(), c.qualname.gc().to_text()),
        None => format!("<class '{}'>", c.name.gc().to_text()),
    };
    Ok(Str::try_new(&text)?.value())
}
fn mro_list(c: Gc<Type>) -> Res {
    Ok(List::from_slice(mro::linearise(c)?.items())?.value())
}
fn subclasses(a: &Args) -> Res {
    let l = List::new();
    for c in class(a[0])?.subclass_list() {
        l.push(c.value())?;
    }
    Ok(l.value())
}
fn dir(a: &Args) -> Res {
    let names = Dict::new();
    object::merge_class_names(names, a[0])?;
    object::keys_list(names)
}
fn instancecheck(a: &Args) -> Res {
    check::real_is_instance(a[1], a[0]).map(boolean)
}
fn subclasscheck(a: &Args) -> Res {
    check::real_is_subclass(a[1], a[0]).map(boolean)
}

// --- attributes

/// What setting (or deleting) one of the special attributes of a class needs.
fn settable(v: Value, x: Option<Value>, name: &str) -> Result<(Gc<Type>, Value), Raised> {
    let c = class(v)?;
    if !c.has_flag(f::HEAP) || c.has_flag(f::IMMUTABLE) {
        return Err(type_error(format!("cannot set '{name}' attribute of immutable type '{}'", c.name_text())));
    }
    match x {
        Some(x) => Ok((c, x)),
        None => Err(type_error(format!("cannot delete '{name}' attribute of immutable type '{}'", c.name_text()))),
    }
}
fn set_name(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let (c, x) = settable(v, x, "__name__")?;
    let Some(s) = x.cast::<Str>() else {
        return Err(type_error(format!(
            "can only assign string to {}.__name__, not '{}'",
            c.name_text(),
            type_of(x).name_text()
        )));
    };
    if s.points().any(|c| c == 0) {
        return Err(value_error("type name must not contain null characters"));
    }
    c.name.set(c, s);
    Ok(())
}
fn set_qualname(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let (c, x) = settable(v, x, "__qualname__")?;
    let Some(s) = x.cast::<Str>() else {
        return Err(type_error(format!(
            "can only assign string to {}.__qualname__, not '{}'",
            c.name_text(),
            type_of(x).name_text()
        )));
    };
    c.qualname.set(c, s);
    Ok(())
}
fn module(c: Gc<Type>) -> Value {
    if !c.has_flag(f::HEAP)
        && let Some(d) = c.def.get()
    {
        return Str::intern(d.module).value();
    }
    c.dict.gc().get_text("__module__").unwrap_or_else(|| Str::intern("builtins").value())
}
fn set_module(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let (c, x) = settable(v, x, "__module__")?;
    c.dict.gc().set_text("__module__", x)?;
    c.dict.gc().remove_str(Str::intern("__firstlineno__"));
    c.modified();
    Ok(())
}
fn set_bases(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let (c, x) = settable(v, x, "__bases__")?;
    mro::set_bases(c, x)
}
fn doc(v: Value) -> Res {
    let c = class(v)?;
    if !c.has_flag(f::HEAP)
        && let Some(d) = c.def.get()
    {
        return Ok(super::native::doc_value(d.doc));
    }
    match c.dict.gc().get_text("__doc__") {
        None => Ok(none()),
        Some(d) => Ok(attr::get_descriptor(d, None, c)?.unwrap_or(d)),
    }
}
fn set_doc(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let (c, x) = settable(v, x, "__doc__")?;
    c.dict.gc().set_text("__doc__", x)?;
    c.modified();
    Ok(())
}
fn abstract_methods(v: Value) -> Res {
    let c = class(v)?;
    let found = if c == shape::type_of_kind(Kind::Type) { None } else { c.dict.gc().get_text("__abstractmethods__") };
    found.ok_or_else(|| attribute_error("__abstractmethods__", v, Str::intern("__abstractmethods__").value()))
}
fn set_abstract_methods(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let c = class(v)?;
    let on = match x {
        Some(x) => {
            let on = truth(x)?;
            c.dict.gc().set_text("__abstractmethods__", x)?;
            on
        }
        None => {
            if c.dict.gc().remove_str(Str::intern("__abstractmethods__")).is_none() {
                return Err(attribute_error("__abstractmethods__", v, Str::intern("__abstractmethods__").value()));
            }
            false
        }
    };
    c.flags.set(if on { c.flags.get() | f::ABSTRACT } else { c.flags.get() & !f::ABSTRACT });
    c.modified();
    Ok(())
}
fn type_params(v: Value) -> Res {
    if v == crate::object::shape::type_of_kind(Kind::Type).value() {
        // its own dict holds this attribute
        return Ok(Tuple::empty().value());
    }
    Ok(class(v)?.dict.gc().get_text("__type_params__").unwrap_or_else(|| Tuple::empty().value()))
}
fn set_type_params(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let (c, x) = settable(v, x, "__type_params__")?;
    c.dict.gc().set_text("__type_params__", x)?;
    c.modified();
    Ok(())
}
/// The signature of a built-in class is that of its own `__init__` or `__new__`, where that says anything.
fn text_signature(v: Value) -> Res {
    let c = class(v)?;
    if c.has_flag(f::HEAP) {
        return Ok(none());
    }
    if c == shape::type_of_kind(Kind::Object) {
        return Ok(Str::new("()").value());
    }
    let d = c.dict.gc();
    let init = d.get_text("__init__").and_then(|i| i.exact::<WrapperDescriptor>()).map(|w| w.def);
    let new = || d.get_text("__new__").map(unwrap_static).and_then(|n| n.exact::<NativeFunction>()).map(|n| n.def);
    let Some(def) = init.or_else(new).filter(|d| !d.sig.contains("*args")) else { return Ok(none()) };
    let inner = def.sig.split_once('(').map_or("", |s| s.1);
    let rest = inner.split_once(',').map_or(")", |s| s.1.trim_start());
    let rest = rest.strip_prefix("/, ").unwrap_or(rest);
    let rest = if rest == "/)" { ")" } else { rest };
    Ok(Str::new(&format!("({rest}")).value())
}
fn basic_size(c: Gc<Type>) -> i64 {
    let s = shape::info(c.root_shape.get());
    if s.size == 0 { 24 } else { s.size.max(16) as i64 }
}
fn item_size(c: Gc<Type>) -> i64 {
    match c.kind.get() {
        Kind::Tuple => 8,
        Kind::Int | Kind::IntSub | Kind::Bool => 4,
        Kind::Bytes => 1,
        Kind::Type => 40,
        _ => 0,
    }
}
/// `__flags__` with CPython's bits.
fn python_flags(c: Gc<Type>) -> i64 {
    let mut r: i64 = 1 << 12 | 1 << 18;
    for (ours, bit) in [
        (f::HEAP, 9),
        (f::BASETYPE, 10),
        (f::ABSTRACT, 20),
        (f::SEQUENCE, 5),
        (f::MAPPING, 6),
        (f::NO_NEW, 7),
        (f::MATCH_SELF, 22),
    ] {
        if c.has_flag(ours) {
            r |= 1 << bit;
        }
    }
    if !c.has_flag(f::HEAP) || c.has_flag(f::IMMUTABLE) {
        r |= 1 << 8;
    }
    if c.def.get().is_some_and(|d| d.module == "typing") {
        // bases of classes that programs define, which `copyreg` must not take for layouts
        r |= 1 << 9;
    }
    r |= match c.kind.get() {
        Kind::Int | Kind::IntSub | Kind::Bool => 1 << 24,
        Kind::List => 1 << 25 | 1 << 14,
        Kind::Tuple => 1 << 26 | 1 << 14,
        Kind::Bytes => 1 << 27,
        Kind::Str => 1 << 28,
        Kind::Dict => 1 << 29 | 1 << 14,
        Kind::Exception => 1 << 30 | 1 << 14,
        Kind::Type => 1 << 31 | 1 << 14,
        Kind::Object if c.has_flag(f::HEAP) => 1 << 14,
        _ => 0,
    };
    r
}
/// `isinstance(v, cls)` with all hooks, for one class.
pub fn is_instance(v: Value, cls: Value) -> Result<bool, Raised> {
    check::is_instance(v, cls)
}
