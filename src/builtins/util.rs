//! Small helpers that the methods of many built-in classes share.

use crate::builtins::exceptions::runtime_error;
use crate::object::gc::Gc;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::StrBuilder;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{iter, text};
use crate::thread::thread;
use crate::vm::vm;

/// The function or class `builtins.name`.
pub fn builtin(name: &str) -> Res {
    match vm().builtins_dict.get().and_then(|d| d.get_text(name)) {
        Some(v) => Ok(v),
        None => Err(runtime_error(format!("lost builtins.{name}"))),
    }
}
pub fn tuple(items: &[Value]) -> Value {
    Tuple::new(items).value()
}
/// The class of a value by name, for messages.
pub fn class_name(v: Value) -> String {
    type_of(v).name_text()
}
/// The next item of an iterator that another native iterator is about to take from: chains of them nest natively.
#[inline]
pub fn step(it: Value) -> Result<Option<Value>, Raised> {
    thread().check_native_stack(" while calling a Python object")?;
    iter::next(it)
}
/// `__iter__` of iterators.
pub fn return_self(a: &Args) -> Res {
    Ok(a[0])
}
/// `cls[item]`
pub static CLASS_GETITEM: &[NativeDef] =
    &[NativeDef::class("__class_getitem__(cls, item, /)", class_getitem, "See PEP 585")];
fn class_getitem(a: &Args) -> Res {
    crate::builtins::generic_alias::new(a[0], a[1])
}
/// Items joined for a repr: `open`, the reprs with ", " between, `close`.
pub fn join_reprs(b: &mut StrBuilder, items: impl Iterator<Item = Value>) -> Result<(), Raised> {
    for (i, v) in items.enumerate() {
        if i > 0 {
            b.push_text(", ");
        }
        b.push_str(text::repr(v)?);
    }
    Ok(())
}
/// Runs `f` with `v` entered as "its repr is being made"; `again` is the text if it already was.
pub fn guarded_repr(v: Value, again: &str, f: impl FnOnce(&mut StrBuilder) -> Result<(), Raised>) -> Res {
    let mut b = StrBuilder::new();
    if text::repr_enter(v) {
        b.push_text(again);
    } else {
        let r = f(&mut b);
        text::repr_leave(v);
        r?;
    }
    Ok(b.finish()?.value())
}
/// Keyword arguments are refused: `name() takes no keyword arguments`.
pub fn no_keywords(a: &Args, name: &str) -> Result<(), Raised> {
    match a.kwargs {
        Some(d) if !d.is_empty() => {
            Err(crate::builtins::exceptions::type_error(format!("{name}() takes no keyword arguments")))
        }
        _ => Ok(()),
    }
}
/// A constructor that ignores its arguments' number must check it: at most `max` positional ones.
pub fn at_most(args: &[Value], max: usize, name: &str) -> Result<(), Raised> {
    if args.len() <= max {
        return Ok(());
    }
    Err(crate::builtins::exceptions::type_error(format!(
        "{name} expected at most {max} argument{}, got {}",
        if max == 1 { "" } else { "s" },
        args.len()
    )))
}
/// The receiver of a method, whose class has been checked.
#[inline(always)]
pub fn this<T>(a: &Args) -> Gc<T> {
    // SAFETY: methods are only called with receivers of their class, whose layout is `T`.
    unsafe { a[0].cast_unchecked::<T>() }
}
/// As a machine size, with the complaint of argument parsing about ints that do not fit.
pub fn to_size(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(i);
    }
    let i = crate::protocol::number::index(v)?;
    match i.as_int().and_then(|i| i.to_i64()) {
        Some(i) => Ok(i),
        None => Err(crate::builtins::exceptions::overflow_error("Python int too large to convert to C ssize_t")),
    }
}
/// The class that a `__new__` was called with.
pub fn class_arg(a: &Args) -> Gc<crate::object::types::Type> {
    // SAFETY: the binder has checked that the first argument of a `__new__` is a class.
    unsafe { a[0].cast_unchecked() }
}
/// `name expected n arguments, got m` and no keywords, for constructors that take positional arguments only; subclasses
/// with an `__init__` of their own may get keywords.
pub fn positional(a: &Args, kind: crate::object::kind::Kind, name: &str, min: usize, max: usize) -> Result<(), Raised> {
    use crate::object::shape::type_of_kind;
    let cls = class_arg(a);
    if cls == type_of_kind(kind) {
        no_keywords(a, name)?;
    }
    let n = a.rest.len();
    if (min..=max).contains(&n) {
        return Ok(());
    }
    let s = |n: usize| if n == 1 { "" } else { "s" };
    Err(crate::builtins::exceptions::type_error(if min == max {
        format!("{name} expected {min} argument{}, got {n}", s(min))
    } else if n < min {
        format!("{name} expected at least {min} argument{}, got {n}", s(min))
    } else {
        format!("{name} expected at most {max} argument{}, got {n}", s(max))
    }))
}
/// A native module with a doc string and functions.
pub fn native_module(
    name: &'static str,
    doc: &str,
    functions: &'static [NativeDef],
) -> Result<Gc<crate::object::module::Module>, Raised> {
    let m = crate::object::module::Module::new(name);
    m.dict.gc().set_text("__doc__", crate::object::str::Str::new(doc))?;
    crate::builtins::add_functions(m.dict.gc(), name, functions);
    Ok(m)
}
