//! `super`.

use crate::builtins::exceptions::type_error;
use crate::builtins::native::readonly;
use crate::builtins::object::{self, attr_name};
use crate::layout;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::attr;
use crate::protocol::call::{call, no_attribute};

layout! {
    pub struct Super: Super {
        gc this_class: Ptr<Type>,
        /// The object, or nothing for an unbound one.
        gc obj: Slot,
        /// The class whose MRO is searched.
        gc obj_class: Ptr<Type>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw(
        "__thisclass__",
        |v| Ok(of(v)?.this_class.get().map_or_else(none, Gc::value)),
        readonly,
        "the class invoking super()",
    ),
    GetSetDef::rw("__self__", |v| Ok(of(v)?.obj.get_or_none()), readonly, "the instance invoking super(); may be None"),
    GetSetDef::rw(
        "__self_class__",
        |v| Ok(of(v)?.obj_class.get().map_or_else(none, Gc::value)),
        readonly,
        "the type of the instance invoking super(); may be None",
    ),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "super",
    kind: Kind::Super,
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRS],
    ..TypeDef::EMPTY
}];

fn of(v: Value) -> Result<Gc<Super>, Raised> {
    v.cast::<Super>().ok_or_else(|| type_error("a super object is needed"))
}
/// The class and the first argument of the method that called `super()`.
pub fn current_class_and_self() -> Result<(Value, Value), Raised> {
    crate::interp::frames::super_context()
}
fn blank() -> Super {
    Super { header: Super::HEADER, this_class: Ptr::empty(), obj: Slot::empty(), obj_class: Ptr::empty() }
}
fn new(a: &Args) -> Res {
    alloc_sub(object::class_arg(a[0])?, blank()).map(Gc::value)
}
fn init(a: &Args) -> Res {
    let s = of(a[0])?;
    if a.kwargs.is_some() {
        return Err(type_error("super() takes no keyword arguments"));
    }
    if a.rest.len() > 2 {
        return Err(type_error(format!("super() expected at most 2 arguments, got {}", a.rest.len())));
    }
    let (class, obj) = match a.rest {
        [] => current_class_and_self().map(|(c, o)| (c, Some(o)))?,
        [c] => (*c, None),
        [c, o, ..] => (*c, Some(*o).filter(|o| *o != none())),
    };
    let Some(class) = class.cast::<Type>() else {
        return Err(type_error(format!("super() argument 1 must be a type, not {}", type_of(class).name_text())));
    };
    let obj_class = match obj {
        Some(o) => Some(check(class, o)?),
        None => None,
    };
    s.this_class.set(s, class);
    s.obj.set(s, obj);
    s.obj_class.set(s, obj_class);
    Ok(none())
}
/// The class whose MRO is searched for `super(class, obj)`.
fn check(class: Gc<Type>, obj: Value) -> Result<Gc<Type>, Raised> {
    if let Some(c) = obj.cast::<Type>()
        && c.is_subtype(class)
    {
        return Ok(c);
    }
    let t = type_of(obj);
    if t.is_subtype(class) {
        return Ok(t);
    }
    // a proxy may claim a class
    if let Some(c) = attr::get_opt(obj, Str::intern("__class__"))?.and_then(|c| c.cast::<Type>())
        && c != t
        && c.is_subtype(class)
    {
        return Ok(c);
    }
    let what = match obj.cast::<Type>() {
        Some(c) => format!("type {}", c.name_text()),
        None => format!("instance of {}", t.name_text()),
    };
    Err(type_error(format!(
        "super(type, obj): obj ({what}) is not an instance or subtype of type ({}).",
        class.name_text()
    )))
}
/// `super(class, obj).name` without the object between.
pub fn super_attribute(class: Gc<Type>, obj: Value, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    let start = check(class, obj)?;
    find(class, obj, start, name)
}
fn find(class: Gc<Type>, obj: Value, start: Gc<Type>, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    if name.is_text("__class__") {
        return Ok(None);
    }
    let Some(mro) = start.mro.get() else { return Ok(None) };
    let Some(at) = mro.items().iter().position(|c| *c == class.value()) else { return Ok(None) };
    for c in mro.items()[at + 1..].iter().filter_map(|c| c.cast::<Type>()) {
        if let Some(v) = c.dict.gc().get_str(name) {
            let instance = if obj == start.value() { None } else { Some(obj) };
            return Ok(Some(attr::get_descriptor(v, instance, start)?.unwrap_or(v)));
        }
    }
    Ok(None)
}
fn getattribute(a: &Args) -> Res {
    let (s, name) = (of(a[0])?, attr_name(a[1])?);
    if let (Some(class), Some(obj), Some(start)) = (s.this_class.get(), s.obj.get(), s.obj_class.get())
        && let Some(v) = find(class, obj, start, name)?
    {
        return Ok(v);
    }
    match attr::generic_get(a[0], type_of(a[0]), name)? {
        Some(v) => Ok(v),
        None => Err(no_attribute(a[0], name)),
    }
}
fn get(a: &Args) -> Res {
    let s = of(a[0])?;
    if a[1] == none() || s.obj.is_some() {
        return Ok(a[0]);
    }
    let Some(class) = s.this_class.get() else { return Ok(a[0]) };
    if type_of(a[0]) != type_of_kind(Kind::Super) {
        return call(type_of(a[0]).value(), &[class.value(), a[1]]);
    }
    let obj_class = check(class, a[1])?;
    let mut body = blank();
    body.this_class = Ptr::new(class);
    body.obj = Slot::new(a[1]);
    body.obj_class = Ptr::new(obj_class);
    Ok(alloc(body).value())
}
fn repr(a: &Args) -> Res {
    let s = of(a[0])?;
    let class = s.this_class.get().map_or("NULL".to_string(), |c| c.name_text());
    let text = match s.obj_class.get() {
        Some(o) => format!("<super: <class '{class}'>, <{} object>>", o.name_text()),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    Ok(Str::new(&text).value())
}
