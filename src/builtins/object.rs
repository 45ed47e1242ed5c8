//! `object`: creation, identity, attributes, pickling support.

use crate::builtins::exceptions::{attribute_error, type_error};
use crate::builtins::object_reduce;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::{Header, heap};
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef, NativeFunction, WrapperDescriptor};
use crate::object::shape::{self, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::call::{call_bound, full_name, no_attribute, unwrap_static};
use crate::protocol::compare::truth;
use crate::protocol::{attr, iter, text};

pub static GETATTRIBUTE: &[NativeDef] =
    &[NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name).")];
pub static SETATTR: &[NativeDef] = &[
    NativeDef::new("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    NativeDef::new("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
];
pub static NEW: &[NativeDef] = &[NativeDef::new(
    "__new__(cls, /, *args, **kwargs)",
    new,
    "Create and return a new object.  See help(type) for accurate signature.",
)];
pub static INIT: &[NativeDef] = &[NativeDef::new(
    "__init__(self, /, *args, **kwargs)",
    init,
    "Initialize self.  See help(type(self)) for accurate signature.",
)];
pub static INIT_SUBCLASS: &[NativeDef] = &[NativeDef::class(
    "__init_subclass__(cls, /)",
    |_| Ok(none()),
    "This method is called when a class is subclassed.",
)];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", |a| repr(a[0]), "Return repr(self)."),
    NativeDef::new("__str__(self, /)", |a| text::repr(a[0]).map(Gc::value), "Return str(self)."),
    NativeDef::new(
        "__eq__(self, value, /)",
        |a| Ok(if a[0] == a[1] { boolean(true) } else { not_implemented() }),
        "Return self==value.",
    ),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__lt__(self, value, /)", |_| Ok(not_implemented()), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |_| Ok(not_implemented()), "Return self<=value."),
    NativeDef::new("__gt__(self, value, /)", |_| Ok(not_implemented()), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |_| Ok(not_implemented()), "Return self>=value."),
    NativeDef::new("__hash__(self, /)", |a| Ok(Value::int(identity_hash(a[0]))), "Return hash(self)."),
    NativeDef::new(
        "__format__(self, format_spec, /)",
        format,
        "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise.",
    ),
    NativeDef::new("__reduce__(self, /)", |a| object_reduce::reduce(a[0], 0), "Helper for pickle."),
    NativeDef::new("__reduce_ex__(self, protocol, /)", object_reduce::reduce_ex, "Helper for pickle."),
    NativeDef::new("__getstate__(self, /)", |a| object_reduce::default_state(a[0], false), "Helper for pickle."),
    NativeDef::new(
        "__sizeof__(self, /)",
        |a| Ok(Value::usize(size_of_object(a[0]))),
        "Size of object in memory, in bytes.",
    ),
    NativeDef::new("__dir__(self, /)", dir, "Default dir() implementation."),
    NativeDef::class(
        "__subclasshook__(cls, object, /)",
        |_| Ok(not_implemented()),
        "Abstract classes can override this to customize issubclass().",
    ),
];
static GETSETS: &[GetSetDef] =
    &[GetSetDef::rw("__class__", |v| Ok(type_of(v).value()), set_class, "the object's class")];

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "object",
    kind: Kind::Object,
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    flags: f::BASETYPE,
    methods: &[NEW, INIT, INIT_SUBCLASS, GETATTRIBUTE, SETATTR, METHODS],
    getsets: &[GETSETS],
    ..TypeDef::EMPTY
}];

/// `__dict__` of classes whose instances have one.
pub static DICT: &[GetSetDef] = &[GetSetDef::rw("__dict__", dict_of, set_dict_of, "dictionary for instance variables")];

/// The attribute name argument.
pub fn attr_name(v: Value) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>()
        .ok_or_else(|| type_error(format!("attribute name must be string, not '{}'", type_of(v).name_text())))
}
fn getattribute(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    if let Some(v) = attr::generic_get(a[0], type_of(a[0]), name)? {
        return Ok(v);
    }
    // what a class object holds itself is its name space
    match a[0].cast::<Type>().and_then(|c| c.dict.gc().get_str(name)) {
        Some(v) => Ok(v),
        None => Err(no_attribute(a[0], name)),
    }
}
fn setattr(a: &Args) -> Res {
    refuse_type(a[0], "__setattr__")?;
    attr::generic_set(a[0], attr_name(a[1])?, Some(a[2])).map(|()| none())
}
fn delattr(a: &Args) -> Res {
    refuse_type(a[0], "__delattr__")?;
    attr::generic_set(a[0], attr_name(a[1])?, None).map(|()| none())
}
/// `object.__setattr__` must not get round the one of `type`.
fn refuse_type(v: Value, what: &str) -> Result<(), Raised> {
    match v.cast::<Type>() {
        Some(_) => Err(type_error(format!("can't apply this {what} to {} object", type_of(v).name_text()))),
        None => Ok(()),
    }
}

// --- creation

/// Is the constructor of `cls` that of `object`?
pub fn has_default_new(cls: Gc<Type>) -> bool {
    is_default_new(cls.special(Special::New))
}
/// Is this what classes inherit from `object` as `__new__`?
pub fn is_default_new(new: Option<Value>) -> bool {
    new.is_none_or(|n| {
        n.exact::<NativeFunction>()
            .is_some_and(|n| n.owner.get() == Some(crate::object::shape::type_of_kind(Kind::Object)))
    })
}
/// Is the initialiser of `cls` that of `object`?
pub fn has_default_init(cls: Gc<Type>) -> bool {
    cls.special(Special::Init).is_some_and(is_default_init)
}
/// Is this `object.__init__`?
pub fn is_default_init(init: Value) -> bool {
    is_own_wrapper(init)
}
/// Is this special method one of `object` itself?
#[inline]
pub fn is_own_wrapper(m: Value) -> bool {
    m.exact::<WrapperDescriptor>().is_some_and(|m| m.owner.get() == Some(shape::type_of_kind(Kind::Object)))
}
/// The class argument of a constructor, which the caller of `__new__` has checked.
pub fn class_arg(v: Value) -> Result<Gc<Type>, Raised> {
    v.cast::<Type>()
        .ok_or_else(|| type_error(format!("__new__(X): X is not a type object ({})", type_of(v).name_text())))
}
fn new(a: &Args) -> Res {
    let cls = class_arg(a[0])?;
    if !a.rest.is_empty() || a.kwargs.is_some() {
        if !has_default_new(cls) {
            return Err(type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if has_default_init(cls) {
            return Err(type_error(format!("{}() takes no arguments", cls.name_text())));
        }
    }
    instantiate(cls)
}
fn init(a: &Args) -> Res {
    if !a.rest.is_empty() || a.kwargs.is_some() {
        let cls = type_of(a[0]);
        if !has_default_init(cls) {
            return Err(type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        if has_default_new(cls) {
            return Err(type_error(format!(
                "{}.__init__() takes exactly one argument (the instance to initialize)",
                cls.name_text()
            )));
        }
    }
    Ok(none())
}
/// A fresh instance of a class without a native layout.
pub fn instantiate(cls: Gc<Type>) -> Res {
    if cls.has_flag(f::ABSTRACT) {
        return Err(abstract_error(cls));
    }
    let p = instance::alloc_instance(shape::info(cls.root_shape.get()))?;
    if cls.has_flag(f::FINALIZER) {
        heap().register_finalizer(p);
    }
    // SAFETY: a fresh object.
    Ok(unsafe { Value::from_bits(p as u64) })
}
#[cold]
fn abstract_error(cls: Gc<Type>) -> Raised {
    let names = match attr::get(cls.value(), "__abstractmethods__").and_then(iter::collect) {
        Ok(names) => names,
        Err(e) => return e,
    };
    let mut names: Vec<String> =
        names.iter().map(|n| n.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default()).collect();
    names.sort();
    type_error(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{} '{}'",
        cls.name_text(),
        if names.len() > 1 { "s" } else { "" },
        names.join("', '")
    ))
}
/// Checks the class argument of a native `__new__` of `owner` called with something else than `owner`.
pub fn check_new(new: Gc<NativeFunction>, owner: Gc<Type>, args: &[Value]) -> Result<(), Raised> {
    debug_assert_eq!(new.def.name(), "__new__", "native methods but constructors are bound");
    let o = || owner.name_text();
    let Some(&first) = args.first() else {
        return Err(type_error(format!("{}.__new__(): not enough arguments", o())));
    };
    let Some(cls) = first.cast::<Type>() else {
        return Err(type_error(format!("{}.__new__(X): X is not a type object ({})", o(), type_of(first).name_text())));
    };
    let c = || cls.name_text();
    if !cls.is_subtype(owner) {
        return Err(type_error(format!("{}.__new__({}): {} is not a subtype of {}", o(), c(), c(), o())));
    }
    // the nearest built-in ancestor must be made by this very function, or both make objects without anything built-in
    let mut base = cls;
    while base.has_flag(f::HEAP)
        && let Some(b) = base.base.get()
    {
        base = b;
    }
    let fits = base.special(Special::New).map(unwrap_static).and_then(|n| n.exact::<NativeFunction>());
    let plain = |t: Gc<Type>| t.kind.get() == Kind::Object;
    let made = fits.is_some_and(|n| n.owner.get() == new.owner.get()) || plain(base) && plain(owner);
    if base.has_flag(f::NO_NEW) || !made {
        return Err(type_error(format!("{}.__new__({}) is not safe, use {}.__new__()", o(), c(), base.name_text())));
    }
    Ok(())
}

// --- identity and text

/// The hash of objects compared by identity.
#[inline]
pub fn identity_hash(v: Value) -> i64 {
    crate::object::hash::hash_identity(v.bits())
}
/// `<module.Class object at 0x...>`
pub fn repr(v: Value) -> Res {
    Ok(Str::try_new(&format!("<{} object at {:#x}>", full_name(type_of(v)), v.bits()))?.value())
}
fn ne(a: &Args) -> Res {
    let Some(eq) = type_of(a[0]).special(Special::Eq) else { return Ok(not_implemented()) };
    let r = call_bound(eq, a[0], &[a[1]], None)?;
    if r == not_implemented() { Ok(r) } else { Ok(boolean(!truth(r)?)) }
}
fn format(a: &Args) -> Res {
    let Some(spec) = a[1].cast::<Str>() else {
        return Err(type_error(format!("__format__() argument must be str, not {}", type_of(a[1]).name_text())));
    };
    if !spec.is_empty() {
        return Err(type_error(format!(
            "unsupported format string passed to {}.__format__",
            type_of(a[0]).name_text()
        )));
    }
    text::str_of(a[0]).map(Gc::value)
}
/// Bytes of the object itself.
pub fn size_of_object(v: Value) -> usize {
    match v.header() {
        Some(h) => heap().usable_size(h as *const Header),
        None => 8,
    }
}

// --- __class__, __dict__, dir()

fn set_class(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let Some(x) = x else { return Err(type_error("can't delete __class__ attribute")) };
    let Some(new) = x.cast::<Type>() else {
        return Err(type_error(format!("__class__ must be set to a class, not '{}' object", type_of(x).name_text())));
    };
    let old = type_of(v);
    let modules = v.cast::<Module>().is_some() && new.kind.get() == Kind::Module;
    let mutable = |c: Gc<Type>| c.has_flag(f::HEAP) && !c.has_flag(f::IMMUTABLE);
    if !modules && !(mutable(new) && mutable(old)) {
        return Err(type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    if !super::type_new::same_layout(new, old) {
        return Err(type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name_text(),
            old.name_text()
        )));
    }
    let Some(h) = v.header() else { return Ok(()) };
    h.set_shape(shape::for_class(shape::info(h.shape()), new));
    // what start-up made keeps its class alive only if the collector looks at it
    heap().remember(v.bits() as *mut Header);
    if new.has_flag(f::FINALIZER) {
        heap().register_finalizer(v.bits() as *mut Header);
    }
    Ok(())
}
pub fn dict_of(v: Value) -> Res {
    match attr::instance_dict(v)? {
        Some(d) => Ok(d.value()),
        None => Err(no_attribute(v, Str::intern("__dict__"))),
    }
}
pub fn set_dict_of(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let d = match x {
        None if !type_of(v).has_flag(f::HEAP) => return Err(type_error("cannot delete __dict__")),
        None => Dict::new(),
        Some(x) => x.cast::<Dict>().ok_or_else(|| {
            type_error(format!("__dict__ must be set to a dictionary, not a '{}'", type_of(x).name_text()))
        })?,
    };
    if !attr::has_instance_dict(v) {
        return Err(attribute_error("This object has no __dict__", v, Str::intern("__dict__").value()));
    }
    attr::set_instance_dict(v, d)
}
fn dir(a: &Args) -> Res {
    let names = Dict::new();
    if let Some(d) = attr::get_opt(a[0], Str::intern("__dict__"))?.and_then(|d| d.cast::<Dict>()) {
        names.update_from(d)?;
    }
    if let Some(c) = attr::get_opt(a[0], Str::intern("__class__"))? {
        merge_class_names(names, c)?;
    }
    keys_list(names)
}
/// Enters the names of a class and its ancestors.
pub fn merge_class_names(names: Gc<Dict>, c: Value) -> Result<(), Raised> {
    crate::thread::thread().check_native_stack("")?;
    if let Some(d) = attr::get_opt(c, Str::intern("__dict__"))? {
        let d = super::mapping_proxy::unwrap(d);
        match d.cast::<Dict>() {
            Some(d) => names.update_from(d)?,
            None => iter::for_each(d, |k| names.set(k, none()))?,
        }
    }
    if let Some(bases) = attr::get_opt(c, Str::intern("__bases__"))? {
        iter::for_each(bases, |b| merge_class_names(names, b))?;
    }
    Ok(())
}
pub fn keys_list(d: Gc<Dict>) -> Res {
    let l = List::with_capacity(d.len())?;
    for (k, _) in d.iter() {
        l.push(k)?;
    }
    Ok(l.value())
}
