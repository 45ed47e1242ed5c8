//! `isinstance` and `issubclass`.

use super::attr;
use super::call::call_bound;
use super::compare::truth;
use crate::builtins::exceptions::type_error;
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::MethodDescriptor;
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::thread::thread;

/// `isinstance(v, cls)`
pub fn is_instance(v: Value, cls: Value) -> Result<bool, Raised> {
    if type_of(v).value() == cls {
        return Ok(true);
    }
    if let Some(c) = cls.cast::<Type>()
        && has_default_check(c, Special::InstanceCheck)
    {
        return real_is_instance(v, cls);
    }
    if let Some(t) = cls.cast::<Tuple>().or_else(|| crate::builtins::union::members(cls)) {
        thread().check_native_stack(" in __instancecheck__")?;
        for &c in t.items() {
            if is_instance(v, c)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match type_of(cls).special(Special::InstanceCheck) {
        Some(m) => {
            thread().check_native_stack(" in __instancecheck__")?;
            truth(call_bound(m, cls, &[v], None)?)
        }
        None => real_is_instance(v, cls),
    }
}
/// Is the hook of this class's metaclass the one of `type`?
fn has_default_check(c: Gc<Type>, s: Special) -> bool {
    let meta = type_of(c.value());
    meta == type_of_kind(Kind::Type)
        || meta.special(s).is_some_and(|m| {
            m.exact::<MethodDescriptor>().is_some_and(|m| m.owner.get() == Some(type_of_kind(Kind::Type)))
        })
}
/// `type.__instancecheck__`
pub fn real_is_instance(v: Value, cls: Value) -> Result<bool, Raised> {
    let name = || Str::intern("__class__");
    if let Some(c) = cls.cast::<Type>() {
        let t = type_of(v);
        if t.is_subtype(c) {
            return Ok(true);
        }
        // only an object that says so itself can be of another class than its type
        if attr::has_plain_class(t) {
            return Ok(false);
        }
        let claimed = attr::get_opt(v, name())?;
        return Ok(claimed.and_then(|k| k.cast::<Type>()).is_some_and(|k| k != t && k.is_subtype(c)));
    }
    check_class(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")?;
    match attr::get_opt(v, name())? {
        Some(k) => abstract_subclass(k, cls),
        None => Ok(false),
    }
}

/// `issubclass(c, cls)`
pub fn is_subclass(c: Value, cls: Value) -> Result<bool, Raised> {
    if let Some(k) = cls.cast::<Type>()
        && has_default_check(k, Special::SubclassCheck)
    {
        return if c == cls { Ok(true) } else { real_is_subclass(c, cls) };
    }
    if let Some(t) = cls.cast::<Tuple>().or_else(|| crate::builtins::union::members(cls)) {
        thread().check_native_stack(" in __subclasscheck__")?;
        for &k in t.items() {
            if is_subclass(c, k)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match type_of(cls).special(Special::SubclassCheck) {
        Some(m) => {
            thread().check_native_stack(" in __subclasscheck__")?;
            truth(call_bound(m, cls, &[c], None)?)
        }
        None => real_is_subclass(c, cls),
    }
}
/// `type.__subclasscheck__`
pub fn real_is_subclass(c: Value, cls: Value) -> Result<bool, Raised> {
    if let (Some(a), Some(b)) = (c.cast::<Type>(), cls.cast::<Type>()) {
        return Ok(a.is_subtype(b));
    }
    check_class(c, "issubclass() arg 1 must be a class")?;
    check_class(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union")?;
    abstract_subclass(c, cls)
}

/// `__bases__` if it is a tuple: what makes an object that is no type a class.
fn abstract_bases(c: Value) -> Result<Option<Gc<Tuple>>, Raised> {
    Ok(attr::get_opt(c, Str::intern("__bases__"))?.and_then(|b| b.cast::<Tuple>()))
}
fn check_class(c: Value, message: &str) -> Result<(), Raised> {
    if abstract_bases(c)?.is_none() { Err(type_error(message)) } else { Ok(()) }
}
fn abstract_subclass(mut c: Value, cls: Value) -> Result<bool, Raised> {
    thread().check_native_stack(" in __issubclass__")?;
    loop {
        if c == cls {
            return Ok(true);
        }
        let Some(bases) = abstract_bases(c)? else { return Ok(false) };
        match bases.items() {
            [] => return Ok(false),
            [one] => c = *one,
            many => {
                for &b in many {
                    if abstract_subclass(b, cls)? {
                        return Ok(true);
                    }
                }
                return Ok(false);
            }
        }
    }
}
