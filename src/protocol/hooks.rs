//! Attribute accesses that come down to one call of a Python function: a property's function, a descriptor's `__get__`, `__set__` or
//! `__delete__`, a class's `__getattr__`, `__getattribute__`, `__setattr__` or `__delattr__`.
//!
//! Promises: what is found depends on nothing but the shape of the object, its class (by version), and the class of the descriptor
//! (by version). Accesses that may have to try something else after the call are left to `attr`.

use super::attr;
use crate::builtins::property::Property;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::shape::{self, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;

/// What is done with an attribute.
#[derive(Clone, Copy)]
pub enum Doing {
    Get,
    Set(Value),
    Delete,
}
/// What the function is called with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Arg {
    Object,
    Name,
    /// What is to be stored.
    New,
    Descriptor,
    Class,
}
#[derive(Clone, Copy)]
pub struct Hook {
    pub function: Gc<Function>,
    pub args: &'static [Arg],
    /// The descriptor whose class has the function.
    pub descriptor: Option<Value>,
}

/// The call that accessing attribute `name` of `x` comes down to, if it is one.
pub fn find(x: Value, name: Gc<Str>, doing: Doing) -> Option<Hook> {
    let t = type_of(x);
    if !x.is_ptr() || !t.has_flag(type_flags::HEAP) || t.kind.get() == Kind::Type {
        return None;
    }
    let found = match doing {
        Doing::Get => get(x, t, name),
        Doing::Set(_) => set(t, name, Special::SetAttr, Special::Set),
        Doing::Delete => set(t, name, Special::DelAttr, Special::Delete),
    };
    found.filter(|h| h.function.key.get() == h.args.len() as u32)
}
fn get(x: Value, t: Gc<Type>, name: Gc<Str>) -> Option<Hook> {
    const ASKED: &[Arg] = &[Arg::Object, Arg::Name];
    let last = t.special(Special::GetAttr);
    let first = t.special(Special::GetAttribute).and_then(|f| f.exact::<Function>());
    if let Some(function) = first {
        return last.is_none().then_some(Hook { function, args: ASKED, descriptor: None });
    }
    if !attr::gets_as_object(t) {
        return None;
    }
    let found = attr::lookup(t, name);
    if found.is_none_or(|d| !attr::is_data_descriptor(d)) && !lacks(x, name) {
        return None;
    }
    match (found, last) {
        (None, Some(f)) => Some(Hook { function: f.exact::<Function>()?, args: ASKED, descriptor: None }),
        // an AttributeError would make it ask `__getattr__`
        (Some(d), None) => of_descriptor(d, Special::Get),
        _ => None,
    }
}
/// Does the shape of `x` say that it has no such attribute itself?
fn lacks(x: Value, name: Gc<Str>) -> bool {
    let Some(h) = x.header() else { return false };
    let s = shape::info(h.shape());
    !s.dict_mode && (s.has_attributes() || !attr::has_instance_dict(x)) && s.place(name).is_none()
}
fn set(t: Gc<Type>, name: Gc<Str>, own: Special, of: Special) -> Option<Hook> {
    let with_value = own == Special::SetAttr;
    if let Some(function) = t.special(own).and_then(|f| f.exact::<Function>()) {
        let args: &[Arg] = if with_value { &[Arg::Object, Arg::Name, Arg::New] } else { &[Arg::Object, Arg::Name] };
        return Some(Hook { function, args, descriptor: None });
    }
    if !attr::sets_generically(t) {
        return None;
    }
    of_descriptor(attr::lookup(t, name)?, of)
}
fn of_descriptor(d: Value, s: Special) -> Option<Hook> {
    if let Some(p) = d.exact::<Property>() {
        let (f, args): (_, &[Arg]) = match s {
            Special::Get => (p.get.get(), &[Arg::Object]),
            Special::Set => (p.set.get(), &[Arg::Object, Arg::New]),
            _ => (p.del.get(), &[Arg::Object]),
        };
        return Some(Hook { function: f?.exact::<Function>()?, args, descriptor: None });
    }
    let args: &[Arg] = match s {
        Special::Get => &[Arg::Descriptor, Arg::Object, Arg::Class],
        Special::Set => &[Arg::Descriptor, Arg::Object, Arg::New],
        _ => &[Arg::Descriptor, Arg::Object],
    };
    let function = type_of(d).special(s)?.exact::<Function>()?;
    Some(Hook { function, args, descriptor: Some(d) })
}
