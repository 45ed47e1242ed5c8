//! `property`.

use std::cell::Cell;

use crate::builtins::exceptions::{attribute_error, type_error};
use crate::builtins::native::readonly;
use crate::builtins::{function, object};
use crate::layout;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::call;
use crate::protocol::{attr, text};

layout! {
    pub struct Property: Property {
        gc get: Slot,
        gc set: Slot,
        gc del: Slot,
        gc doc: Slot,
        gc name: Slot,
        raw doc_from_getter: Cell<bool>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__init__(self, fget=None, fset=None, fdel=None, doc=None)", init, "Initialize self."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        get,
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new(
        "__set__(self, instance, value, /)",
        |a| write(property(a[0])?, a[1], Some(a[2])).map(|()| none()),
        "Set an attribute of instance to value.",
    ),
    NativeDef::new(
        "__delete__(self, instance, /)",
        |a| write(property(a[0])?, a[1], None).map(|()| none()),
        "Delete an attribute of instance.",
    ),
    NativeDef::new("__set_name__(self, /, *args)", set_name, "Method to set name of a property."),
    NativeDef::new(
        "getter(self, object, /)",
        |a| copy(a, 0),
        "Descriptor to obtain a copy of the property with a different getter.",
    ),
    NativeDef::new(
        "setter(self, object, /)",
        |a| copy(a, 1),
        "Descriptor to obtain a copy of the property with a different setter.",
    ),
    NativeDef::new(
        "deleter(self, object, /)",
        |a| copy(a, 2),
        "Descriptor to obtain a copy of the property with a different deleter.",
    ),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("fget", |v| Ok(property(v)?.get.get_or_none()), readonly, ""),
    GetSetDef::rw("fset", |v| Ok(property(v)?.set.get_or_none()), readonly, ""),
    GetSetDef::rw("fdel", |v| Ok(property(v)?.del.get_or_none()), readonly, ""),
    GetSetDef::rw("__doc__", |v| Ok(property(v)?.doc.get_or_none()), set_doc, ""),
    GetSetDef::rw("__name__", name, set_name_attr, ""),
    GetSetDef::ro("__isabstractmethod__", is_abstract, ""),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "property",
    kind: Kind::Property,
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for deleting an attribute\n  doc\n    docstring",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRS],
    ..TypeDef::EMPTY
}];

fn property(v: Value) -> Result<Gc<Property>, Raised> {
    v.cast::<Property>().ok_or_else(|| type_error("a property is needed"))
}
fn new(a: &Args) -> Res {
    let body = Property {
        header: Property::HEADER,
        get: Slot::empty(),
        set: Slot::empty(),
        del: Slot::empty(),
        doc: Slot::empty(),
        name: Slot::empty(),
        doc_from_getter: Cell::new(false),
    };
    alloc_sub(object::class_arg(a[0])?, body).map(Gc::value)
}
fn init(a: &Args) -> Res {
    let p = property(a[0])?;
    p.get.set(p, a.opt_none(1));
    p.set.set(p, a.opt_none(2));
    p.del.set(p, a.opt_none(3));
    p.name.set(p, None);
    p.doc_from_getter.set(false);
    let mut doc = a.opt_none(4);
    if doc.is_none()
        && let Some(g) = p.get.get()
    {
        doc = attr::get_opt(g, Str::intern("__doc__"))?.filter(|d| *d != none());
        p.doc_from_getter.set(doc.is_some());
    }
    if type_of(a[0]) == type_of_kind(Kind::Property) {
        p.doc.set(p, doc);
    } else if doc.is_some() || attr::has_instance_dict(a[0]) {
        // subclasses keep it where `__doc__` of instances is found before the class's
        let doc = doc.unwrap_or_else(none);
        match attr::set_attr(a[0], Str::intern("__doc__"), doc) {
            // a class without room for it loses the text, except that a getter's is missed
            Err(e)
                if p.doc_from_getter.get()
                    || !crate::thread::thread().catch(super::exceptions::Exc::AttributeError) =>
            {
                return Err(e);
            }
            Err(_) => {}
            Ok(()) => p.doc.set(p, doc),
        }
    }
    Ok(none())
}

// --- access
fn quoted_name(p: Gc<Property>) -> Result<String, Raised> {
    Ok(match property_name(p)? {
        Some(n) => format!(" {}", text::repr(n)?.to_text()),
        None => String::new(),
    })
}
#[cold]
fn refuse(p: Gc<Property>, obj: Value, what: &str) -> Raised {
    let name = match quoted_name(p) {
        Ok(n) => n,
        Err(e) => return e,
    };
    let class = type_of(obj).qualname.gc();
    attribute_error(format!("property{name} of '{}' object has no {what}", class.to_text()), none(), none())
}
/// The value of a property of `obj`.
pub fn read(p: Gc<Property>, obj: Value) -> Res {
    match p.get.get() {
        Some(g) => call(g, &[obj]),
        None => Err(refuse(p, obj, "getter")),
    }
}
/// Sets or deletes a property of `obj`.
pub fn write(p: Gc<Property>, obj: Value, x: Option<Value>) -> Result<(), Raised> {
    match x {
        Some(x) => match p.set.get() {
            Some(s) => call(s, &[obj, x]).map(|_| ()),
            None => Err(refuse(p, obj, "setter")),
        },
        None => match p.del.get() {
            Some(d) => call(d, &[obj]).map(|_| ()),
            None => Err(refuse(p, obj, "deleter")),
        },
    }
}
fn get(a: &Args) -> Res {
    if a[1] == none() {
        if a.opt_none(2).is_none() {
            return Err(type_error("__get__(None, None) is invalid"));
        }
        return Ok(a[0]);
    }
    read(property(a[0])?, a[1])
}

// --- names and copies
fn property_name(p: Gc<Property>) -> Result<Option<Value>, Raised> {
    match (p.name.get(), p.get.get()) {
        (Some(n), _) => Ok(Some(n)),
        (None, Some(g)) => attr::get_opt(g, Str::intern("__name__")),
        _ => Ok(None),
    }
}
fn name(v: Value) -> Res {
    match property_name(property(v)?)? {
        Some(n) => Ok(n),
        None => Err(attribute_error(
            format!("'{}' object has no attribute '__name__'", type_of(v).name_text()),
            v,
            Str::intern("__name__").value(),
        )),
    }
}
fn set_name_attr(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let p = property(v)?;
    p.name.set(p, x);
    Ok(())
}
fn set_doc(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let p = property(v)?;
    p.doc.set(p, x);
    // a subclass's instance with a dict shows it from there
    if type_of(v) != type_of_kind(Kind::Property)
        && let Some(d) = attr::instance_dict(v)?
    {
        d.set_text("__doc__", x.unwrap_or_else(none))?;
    }
    Ok(())
}
fn set_name(a: &Args) -> Res {
    if a.rest.len() != 2 {
        return Err(type_error(format!("__set_name__() takes 2 positional arguments but {} were given", a.rest.len())));
    }
    let p = property(a[0])?;
    p.name.set(p, a.rest[1]);
    Ok(none())
}
fn copy(a: &Args, which: usize) -> Res {
    let p = property(a[0])?;
    let mut parts = [p.get.get_or_none(), p.set.get_or_none(), p.del.get_or_none()];
    if a[1] != none() {
        parts[which] = a[1];
    }
    let doc = if p.doc_from_getter.get() && parts[0] != none() { none() } else { p.doc.get_or_none() };
    let r = call(type_of(a[0]).value(), &[parts[0], parts[1], parts[2], doc])?;
    if let (Some(q), Some(n)) = (r.cast::<Property>(), p.name.get()) {
        q.name.set(q, n);
    }
    Ok(r)
}
fn is_abstract(v: Value) -> Res {
    let p = property(v)?;
    for f in [p.get.get(), p.set.get(), p.del.get()].into_iter().flatten() {
        if function::is_abstract(f)? {
            return Ok(boolean(true));
        }
    }
    Ok(boolean(false))
}
