//! The classes of functions written in Rust and of the descriptors that built-in classes consist of.

use crate::builtins::exceptions::{attribute_error, type_error};
use crate::builtins::object::identity_hash;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSet, GetSetDef, Member, NativeDef, NativeFunction, NativeKind};
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::attr;
use crate::protocol::call::call_dict;

/// The five layouts of native callables are one.
fn native(v: Value) -> Gc<NativeFunction> {
    debug_assert!(v.is_ptr());
    // SAFETY: only called with receivers of these kinds, whose layouts are the same macro's.
    unsafe { v.cast_unchecked() }
}

static CALL: &[NativeDef] = &[NativeDef::new(
    "__call__(self, /, *args, **kwargs)",
    |a| call_dict(a[0], a.rest, a.kwargs),
    "Call self as a function.",
)];
static GET: &[NativeDef] = &[NativeDef::new(
    "__get__(self, instance, owner=None, /)",
    get,
    "Return an attribute of instance, which is of type owner.",
)];
static SET: &[NativeDef] = &[
    NativeDef::new("__set__(self, instance, value, /)", set, "Set an attribute of instance to value."),
    NativeDef::new("__delete__(self, instance, /)", delete, "Delete an attribute of instance."),
];
static REPR: &[NativeDef] = &[NativeDef::new("__repr__(self, /)", repr, "Return repr(self).")];
static REDUCE: &[NativeDef] = &[NativeDef::new("__reduce__(self, /)", reduce, "Helper for pickle.")];
static COMPARE: &[NativeDef] = &[
    NativeDef::new(
        "__eq__(self, value, /)",
        |a| Ok(same(a[0], a[1]).map_or_else(not_implemented, boolean)),
        "Return self==value.",
    ),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
];
static NAMES: &[GetSetDef] = &[
    GetSetDef::ro("__name__", |v| Ok(Str::intern(native(v).def.name()).value()), ""),
    GetSetDef::ro("__qualname__", |v| Ok(Str::new(&qualname(v)).value()), ""),
    GetSetDef::ro("__doc__", |v| Ok(doc_value(native(v).def.doc)), ""),
    GetSetDef::ro("__text_signature__", signature, ""),
];
static FUNCTION_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("__self__", this, ""),
    GetSetDef::rw("__module__", |v| Ok(native(v).module.get_or_none()), set_module, ""),
];
static OWNER: &[GetSetDef] = &[GetSetDef::ro("__objclass__", |v| Ok(owner_value(v)), "")];
static WRAPPER_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("__self__", |v| Ok(native(v).this.get_or_none()), ""),
    GetSetDef::ro("__objclass__", |v| Ok(owner_value(v)), ""),
];
static DATA_NAMES: &[GetSetDef] = &[
    GetSetDef::ro("__name__", |v| Ok(data_name(v)), ""),
    GetSetDef::ro("__qualname__", |v| Ok(Str::new(&data_qualname(v)).value()), ""),
    GetSetDef::ro("__doc__", |v| Ok(v.cast::<GetSet>().map_or_else(none, |g| doc_value(g.def.doc))), ""),
    GetSetDef::ro("__objclass__", |v| Ok(data_owner(v).map_or_else(none, Gc::value)), ""),
];

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "builtin_function_or_method",
        kind: Kind::NativeFunction,
        flags: f::WEAKREF | f::NO_NEW,
        methods: &[CALL, REPR, REDUCE, COMPARE],
        getsets: &[NAMES, FUNCTION_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "method_descriptor",
        kind: Kind::MethodDescriptor,
        flags: f::NO_NEW,
        methods: &[CALL, GET, REPR, REDUCE],
        getsets: &[NAMES, OWNER],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "wrapper_descriptor",
        kind: Kind::WrapperDescriptor,
        flags: f::NO_NEW,
        methods: &[CALL, GET, REPR, REDUCE],
        getsets: &[NAMES, OWNER],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "classmethod_descriptor",
        kind: Kind::ClassMethodDescriptor,
        flags: f::NO_NEW,
        methods: &[CALL, GET, REPR, REDUCE],
        getsets: &[NAMES, OWNER],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "method-wrapper",
        kind: Kind::MethodWrapper,
        flags: f::NO_NEW,
        methods: &[CALL, REPR, REDUCE, COMPARE],
        getsets: &[NAMES, WRAPPER_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "getset_descriptor",
        kind: Kind::GetSet,
        flags: f::NO_NEW,
        methods: &[GET, SET, REPR],
        getsets: &[DATA_NAMES],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "member_descriptor",
        kind: Kind::Member,
        flags: f::NO_NEW,
        methods: &[GET, SET, REPR, REDUCE],
        getsets: &[DATA_NAMES],
        ..TypeDef::EMPTY
    },
];

pub fn doc_value(doc: &str) -> Value {
    if doc.is_empty() { none() } else { Str::new(doc).value() }
}
fn owner_value(v: Value) -> Value {
    native(v).owner.get().map_or_else(none, Gc::value)
}
fn data_owner(v: Value) -> Option<Gc<Type>> {
    match (v.cast::<GetSet>(), v.cast::<Member>()) {
        (Some(g), _) => g.owner.get(),
        (_, Some(m)) => m.owner.get(),
        _ => None,
    }
}
fn data_name(v: Value) -> Value {
    match (v.cast::<GetSet>(), v.cast::<Member>()) {
        (Some(g), _) => Str::intern(g.def.name).value(),
        (_, Some(m)) => m.name.get_or_none(),
        _ => none(),
    }
}
fn data_qualname(v: Value) -> String {
    let name = data_name(v).cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
    match data_owner(v) {
        Some(o) => format!("{}.{name}", o.qualname.gc().to_text()),
        None => name,
    }
}
fn qualname(v: Value) -> String {
    let n = native(v);
    let name = n.def.name();
    let class = if kind_of_ptr(v.bits()) == Kind::NativeFunction {
        match self_of(n) {
            Some(this) => Some(this.cast::<Type>().unwrap_or_else(|| type_of(this))),
            None => None,
        }
    } else {
        n.owner.get()
    };
    match class {
        Some(c) => format!("{}.{name}", c.qualname.gc().to_text()),
        None => name.to_string(),
    }
}
/// What a method is bound to (`__new__` belongs to its class).
fn self_of(n: Gc<NativeFunction>) -> Option<Value> {
    n.owner.get().map(|o| n.this.get().unwrap_or_else(|| o.value()))
}
fn this(v: Value) -> Res {
    let n = native(v);
    Ok(match self_of(n) {
        Some(s) => s,
        None => match n.module.get().and_then(|m| m.cast::<Str>()) {
            Some(m) => crate::vm::vm().modules.gc().get_str(m).unwrap_or_else(none),
            None => none(),
        },
    })
}
fn set_module(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let n = native(v);
    n.module.set(n, x);
    Ok(())
}

/// `__text_signature__` of a definition: `($self, /, sep=None)`.
pub fn text_signature(def: &NativeDef, method: bool) -> String {
    let inner = def.sig.split_once('(').map_or("", |s| s.1).strip_suffix(')').unwrap_or("");
    if !method {
        let has_slash = inner.split(',').any(|p| p.trim() == "/");
        return match (inner.is_empty(), has_slash) {
            (true, _) => "($module, /)".to_string(),
            (false, true) => format!("($module, {inner})"),
            (false, false) => format!("($module, /, {inner})"),
        };
    }
    if def.kind == NativeKind::StaticMethod {
        return format!("({inner})");
    }
    let this = if def.kind == NativeKind::ClassMethod || def.name() == "__new__" { "$type" } else { "$self" };
    match inner.split_once(',') {
        Some((_, rest)) if def.name() == "__new__" => {
            let rest = rest.trim_start();
            format!("({this}, {})", rest.strip_prefix("/, ").unwrap_or(rest))
        }
        Some((_, rest)) => format!("({this},{rest})"),
        None => format!("({this}, /)"),
    }
}
fn signature(v: Value) -> Res {
    let n = native(v);
    Ok(Str::new(&text_signature(n.def, n.owner.get().is_some())).value())
}

// --- methods

/// `d.__get__(instance, owner)` with the arguments as Python passes them.
fn get(a: &Args) -> Res {
    let (d, instance, owner) = (a[0], a[1], a.opt(2).unwrap_or_else(none));
    if instance == none() && owner == none() {
        return Err(type_error("__get__(None, None) is invalid"));
    }
    if kind_of_ptr(d.bits()) == Kind::ClassMethodDescriptor {
        return get_class_method(d, instance, owner);
    }
    if instance == none() && owner != type_of(none()).value() {
        return Ok(d);
    }
    Ok(attr::get_descriptor(d, Some(instance), type_of(instance))?.unwrap_or(d))
}
fn get_class_method(d: Value, instance: Value, owner: Value) -> Res {
    let n = native(d);
    let (name, home) = (n.def.name(), n.owner.gc());
    let owner = if owner == none() { type_of(instance).value() } else { owner };
    let Some(c) = owner.cast::<Type>() else {
        return Err(type_error(format!(
            "descriptor '{name}' for type '{}' needs a type, not a '{}' as arg 2",
            home.name_text(),
            type_of(owner).name_text()
        )));
    };
    if !c.is_subtype(home) {
        return Err(type_error(format!(
            "descriptor '{name}' requires a subtype of '{}' but received '{}'",
            home.name_text(),
            c.name_text()
        )));
    }
    Ok(attr::get_descriptor(d, None, c)?.unwrap_or(d))
}
fn set(a: &Args) -> Res {
    attr::set_descriptor(a[0], a[1], Some(a[2])).map(|_| none())
}
fn delete(a: &Args) -> Res {
    attr::set_descriptor(a[0], a[1], None).map(|_| none())
}
fn repr(a: &Args) -> Res {
    let v = a[0];
    let of = |o: Option<Gc<Type>>| o.map(|o| o.name_text()).unwrap_or_default();
    let text = match kind_of_ptr(v.bits()) {
        Kind::NativeFunction => {
            let n = native(v);
            match self_of(n) {
                None => format!("<built-in function {}>", n.def.name()),
                Some(s) => {
                    format!(
                        "<built-in method {} of {} object at {:#x}>",
                        n.def.name(),
                        type_of(s).name_text(),
                        s.bits()
                    )
                }
            }
        }
        Kind::MethodDescriptor | Kind::ClassMethodDescriptor => {
            format!("<method '{}' of '{}' objects>", native(v).def.name(), of(native(v).owner.get()))
        }
        Kind::WrapperDescriptor => {
            format!("<slot wrapper '{}' of '{}' objects>", native(v).def.name(), of(native(v).owner.get()))
        }
        Kind::MethodWrapper => {
            let n = native(v);
            let s = n.this.get_or_none();
            format!("<method-wrapper '{}' of {} object at {:#x}>", n.def.name(), type_of(s).name_text(), s.bits())
        }
        k => {
            let what = if k == Kind::Member { "member" } else { "attribute" };
            let name = data_name(v).cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
            format!("<{what} '{name}' of '{}' objects>", of(data_owner(v)))
        }
    };
    Ok(Str::try_new(&text)?.value())
}
fn reduce(a: &Args) -> Res {
    let v = a[0];
    let (owner, name) = match kind_of_ptr(v.bits()) {
        Kind::NativeFunction => match self_of(native(v)) {
            Some(s) => (s, Str::intern(native(v).def.name()).value()),
            None => return Ok(Str::intern(native(v).def.name()).value()),
        },
        Kind::MethodWrapper => (native(v).this.get_or_none(), Str::intern(native(v).def.name()).value()),
        Kind::Member => (data_owner(v).map_or_else(none, Gc::value), data_name(v)),
        _ => (owner_value(v), Str::intern(native(v).def.name()).value()),
    };
    let getattr = super::builtin("getattr")?;
    Ok(Tuple::new(&[getattr, Tuple::new(&[owner, name]).value()]).value())
}
/// Same function bound to the same object; `None`: not comparable.
fn same(a: Value, b: Value) -> Option<bool> {
    if !b.is_ptr() || kind_of_ptr(a.bits()) != kind_of_ptr(b.bits()) {
        return None;
    }
    let (x, y) = (native(a), native(b));
    Some(x.def.is(y.def) && x.this.get() == y.this.get() && x.owner.get() == y.owner.get())
}
fn hash(a: &Args) -> Res {
    let n = native(a[0]);
    let this = n.this.get().map_or(0, identity_hash);
    let h = this ^ (n.def as *const NativeDef as i64 >> 4);
    Ok(Value::int(crate::object::hash::not_minus_one(h)))
}
/// A setter for attributes that cannot be written, with the message of CPython's members.
pub fn readonly(v: Value, _: Option<Value>) -> Result<(), Raised> {
    Err(attribute_error("readonly attribute", v, none()))
}

/// Is it a function of the module `builtins`?
pub fn is_builtin(m: Gc<NativeFunction>) -> bool {
    m.module.get().and_then(|m| m.cast::<Str>()).is_some_and(|m| m.is_text("builtins"))
}
