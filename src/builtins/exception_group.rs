//! `BaseExceptionGroup` and what `except*` does with it.

use super::exception_methods::{exc, get};
use super::exceptions::{Exc, type_error, value_error};
use super::native::readonly;
use super::object;
use crate::object::buffer::GcVec;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::set::{FrozenSet, Set};
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::{call, call_method, is_callable};
use crate::protocol::compare::truth;
use crate::protocol::{attr, iter, text};
use crate::thread::thread;

pub static GROUP: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new(
        "__init__(self, /, *args, **kwargs)",
        |a| super::exception_methods::no_keywords(a[0], a.kwargs).map(|()| none()),
        "Initialize self.",
    ),
    NativeDef::new("__str__(self, /)", str_method, "Return str(self)."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new(
        "derive(self, excs, /)",
        |a| call(Exc::BaseExceptionGroup.class().value(), &[get::<0>(a[0])?, a[1]]),
        "",
    ),
    NativeDef::new(
        "split(self, matcher_value, /)",
        |a| split(a[0], a[1]).map(|(m, r)| Tuple::new(&[m, r]).value()),
        "",
    ),
    NativeDef::new("subgroup(self, matcher_value, /)", |a| subgroup(a[0], a[1]), ""),
    NativeDef::class("__class_getitem__(cls, object, /)", |a| super::generic_alias::new(a[0], a[1]), "See PEP 585"),
];
pub static GROUP_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("message", get::<0>, readonly, "exception message"),
    GetSetDef::rw("exceptions", get::<1>, readonly, "nested exceptions"),
];

fn is_group(v: Value) -> bool {
    v.cast::<Exception>().is_some() && type_of(v).is_subtype(Exc::BaseExceptionGroup.class())
}
fn new(a: &Args) -> Res {
    let mut cls = object::class_arg(a[0])?;
    let (group, base) = (Exc::ExceptionGroup.class(), Exc::BaseExceptionGroup.class());
    if a.kwargs.is_some_and(|k| !k.is_empty()) && (cls == group || cls == base) {
        return Err(type_error(format!("{}() takes no keyword arguments", cls.name_text())));
    }
    if a.rest.len() != 2 {
        return Err(type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            a.rest.len()
        )));
    }
    let (message, given) = (a.rest[0], a.rest[1]);
    if message.cast::<Str>().is_none() {
        return Err(type_error(format!(
            "BaseExceptionGroup.__new__() argument 1 must be str, not {}",
            type_of(message).name_text()
        )));
    }
    let is_set = given.cast::<Set>().is_some() || given.cast::<FrozenSet>().is_some();
    if is_set
        || type_of(given).special(Special::GetItem).is_none()
        || given.cast::<crate::object::dict::Dict>().is_some()
    {
        return Err(type_error("second argument (exceptions) must be a sequence"));
    }
    let items = Tuple::try_new(iter::collect(given)?.as_slice())?;
    if items.is_empty() {
        return Err(value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut all_plain = true;
    for (i, &x) in items.items().iter().enumerate() {
        if x.cast::<Exception>().is_none() {
            return Err(value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
        }
        all_plain &= type_of(x).is_subtype(Exc::Exception.class());
    }
    if cls == base {
        if all_plain {
            cls = group;
        }
    } else if !all_plain && cls == group {
        return Err(type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if !all_plain && cls.is_subtype(Exc::Exception.class()) {
        return Err(type_error(format!("Cannot nest BaseExceptions in '{}'", cls.name_text())));
    }
    let e = alloc_sub(cls, Exception::body(Tuple::try_new(a.rest)?))?;
    e.fields[0].set(e, message);
    e.fields[1].set(e, items.value());
    Ok(e.value())
}
fn items(v: Value) -> Result<Gc<Tuple>, Raised> {
    Ok(exc(v)?.fields[1].get().and_then(|t| t.cast::<Tuple>()).unwrap_or_else(Tuple::empty))
}
fn str_method(a: &Args) -> Res {
    let n = items(a[0])?.len();
    let m = text::str_of(get::<0>(a[0])?)?;
    let mut b = StrBuilder::new();
    b.push_str(m);
    b.push_text(&format!(" ({n} sub-exception{})", if n == 1 { "" } else { "s" }));
    b.finish().map(Gc::value)
}
/// Shows the exceptions it has, even if the list it was made from has changed since.
fn repr(a: &Args) -> Res {
    let inner = items(a[0])?;
    let given = exc(a[0])?.args.gc();
    let as_list = given.items().get(1).is_none_or(|g| g.cast::<Tuple>().is_none());
    let shown =
        if as_list { text::repr(List::from_slice(inner.items())?.value())? } else { text::repr(inner.value())? };
    let mut b = StrBuilder::new();
    b.push_str(type_of(a[0]).name.gc());
    b.push_text("(");
    b.push_str(text::repr(get::<0>(a[0])?)?);
    b.push_text(", ");
    b.push_str(shown);
    b.push_text(")");
    b.finish().map(Gc::value)
}

// --- splitting

/// What decides whether an exception belongs to the matching part.
#[derive(Clone, Copy)]
enum Matcher {
    Class(Value),
    Function(Value),
    /// One of these very exceptions (found by identity).
    Among(Value),
}
fn matcher(v: Value) -> Result<Matcher, Raised> {
    let class = |v: Value| v.cast::<Type>().is_some_and(|c| c.is_subtype(Exc::BaseException.class()));
    if class(v) || v.cast::<Tuple>().is_some_and(|t| t.items().iter().all(|x| class(*x))) {
        return Ok(Matcher::Class(v));
    }
    if is_callable(v) && v.cast::<Type>().is_none() {
        return Ok(Matcher::Function(v));
    }
    Err(type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"))
}
fn matches(m: Matcher, e: Value) -> Result<bool, Raised> {
    match m {
        Matcher::Class(c) => {
            let t = type_of(e);
            let is = |c: &Value| c.cast::<Type>().is_some_and(|c| t.is_subtype(c));
            Ok(match c.cast::<Tuple>() {
                Some(cs) => cs.items().iter().any(is),
                None => is(&c),
            })
        }
        Matcher::Function(f) => truth(call(f, &[e])?),
        Matcher::Among(l) => Ok(l.cast::<List>().is_some_and(|l| l.items().contains(&e))),
    }
}
/// `group.derive(parts)` with traceback, context, cause and notes of `group`; None for no parts.
fn derive(group: Value, parts: &[Value]) -> Res {
    if parts.is_empty() {
        return Ok(none());
    }
    let new = call_method(group, "derive", &[List::from_slice(parts)?.value()])?;
    if !is_group(new) {
        return Err(type_error("derive must return an instance of BaseExceptionGroup"));
    }
    let (n, old) = (exc(new)?, exc(group)?);
    n.traceback.set(n, old.traceback.get());
    n.context.set(n, old.context.get());
    n.cause.set(n, old.cause.get());
    n.suppress_context.set(old.suppress_context.get());
    let notes = Str::intern("__notes__");
    if let Some(list) = attr::get_opt(group, notes)?
        && list.cast::<List>().is_some()
    {
        attr::set_attr(new, notes, iter::to_list(list)?.value())?;
    }
    Ok(new)
}
/// Matching part and rest; the rest is left out (None) unless `want_rest`.
fn split_by(v: Value, m: Matcher, want_rest: bool) -> Result<(Value, Value), Raised> {
    thread().check_native_stack(" in exceptiongroup_split_recursive")?;
    if matches(m, v)? {
        return Ok((v, none()));
    }
    if !is_group(v) {
        return Ok((none(), v));
    }
    let (mut yes, mut no) = (GcVec::new(), GcVec::new());
    for &x in items(v)?.items() {
        let (a, b) = split_by(x, m, want_rest)?;
        if a != none() {
            yes.push(a);
        }
        if want_rest && b != none() {
            no.push(b);
        }
    }
    Ok((derive(v, yes.as_slice())?, derive(v, no.as_slice())?))
}
fn split(v: Value, by: Value) -> Result<(Value, Value), Raised> {
    split_by(v, matcher(by)?, true)
}
fn subgroup(v: Value, by: Value) -> Res {
    let (m, _) = split_by(v, matcher(by)?, false)?;
    Ok(m)
}

// --- except*

/// The leaves of a group.
fn collect_leaves(v: Value, out: Gc<List>) -> Result<(), Raised> {
    thread().check_native_stack(" in collect_exception_group_leaf_ids")?;
    if v == none() {
        return Ok(());
    }
    if !is_group(v) {
        return out.push(v);
    }
    for &x in items(v)?.items() {
        collect_leaves(x, out)?;
    }
    Ok(())
}
fn same_metadata(a: Value, b: Value) -> bool {
    let (Some(x), Some(y)) = (a.cast::<Exception>(), b.cast::<Exception>()) else { return false };
    let notes = |e: Gc<Exception>| e.dict.get().and_then(|d| d.get_text("__notes__"));
    x.traceback.get() == y.traceback.get()
        && x.cause.get() == y.cause.get()
        && x.context.get() == y.context.get()
        && notes(x) == notes(y)
}
/// What the `except*` clauses of `original` leave to raise: exceptions raised in them, and what they did not handle or
/// raised again, the latter with the nesting it had in the original. None: nothing.
pub fn reraise(original: Value, results: Gc<List>) -> Res {
    let left: GcVec = results.items().iter().copied().filter(|v| *v != none()).collect();
    if left.is_empty() {
        return Ok(none());
    }
    if !is_group(original) {
        // a bare exception that was caught as a group
        return Ok(left.get(0));
    }
    let (mut raised, mut again) = (GcVec::new(), GcVec::new());
    for e in left.iter() {
        if same_metadata(e, original) {
            again.push(e);
        } else {
            raised.push(e);
        }
    }
    let mut projected = none();
    if !again.is_empty() {
        let leaves = List::new();
        for e in again.iter() {
            collect_leaves(e, leaves)?;
        }
        projected = split_by(original, Matcher::Among(leaves.value()), false)?.0;
    }
    if raised.is_empty() {
        return Ok(projected);
    }
    if projected != none() {
        raised.push(projected);
    }
    if raised.len() == 1 {
        return Ok(raised.get(0));
    }
    let list = List::from_slice(raised.as_slice())?;
    call(Exc::BaseExceptionGroup.class().value(), &[Str::empty().value(), list.value()])
}
