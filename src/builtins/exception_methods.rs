//! Methods and attributes of the exception classes. `Exception::fields` by class: StopIteration 0 value; SystemExit 0 code;
//! KeyError none; AttributeError 0 name, 1 obj; NameError 0 name; ImportError 0 msg, 1 name, 2 path, 3 name_from;
//! OSError 0 errno, 1 strerror, 2 filename, 3 filename2, 4 characters_written; SyntaxError 0 msg, 1 filename, 2 lineno,
//! 3 offset, 4 text, 5 end_lineno, 6 end_offset, 7 print_file_and_line, 8 _metadata; Unicode errors 0 encoding, 1 object, 2 start, 3 end,
//! 4 reason; groups 0 message, 1 exceptions.

pub use super::exception_group::{GROUP, GROUP_ATTRS};
pub use super::exception_os::{OS_ERROR, OS_ERROR_ATTRS};
pub use super::exception_text::{
    SYNTAX_ERROR, SYNTAX_ERROR_ATTRS, UNICODE_ATTRS, UNICODE_DECODE, UNICODE_ENCODE, UNICODE_TRANSLATE,
    UNICODE_TRANSLATE_ATTRS,
};

use super::exceptions::type_error;
use super::object;
use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::int::Bool;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, iter, text};

/// The receiver of a method of `BaseException`.
pub fn exc(v: Value) -> Result<Gc<Exception>, Raised> {
    v.cast::<Exception>().ok_or_else(|| type_error("an exception is needed"))
}
/// Reads field `I`, None where it is not set.
pub fn get<const I: usize>(v: Value) -> Res {
    Ok(exc(v)?.fields[I].get_or_none())
}
/// Sets or deletes field `I`.
pub fn set<const I: usize>(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    e.fields[I].set(e, x);
    Ok(())
}
pub const fn field<const I: usize>(name: &'static str, doc: &'static str) -> GetSetDef {
    GetSetDef::rw(name, get::<I>, set::<I>, doc)
}
/// Keyword arguments of a class that takes none.
pub fn no_keywords(v: Value, kwargs: Option<Gc<Dict>>) -> Result<(), Raised> {
    match kwargs {
        Some(k) if !k.is_empty() => Err(type_error(format!("{}() takes no keyword arguments", type_of(v).name_text()))),
        _ => Ok(()),
    }
}
/// Sets `args`, unless they are those that `__new__` set already.
pub fn set_args(e: Gc<Exception>, args: &[Value]) -> Result<(), Raised> {
    if e.args.gc().items() != args {
        e.args.set(e, Tuple::try_new(args)?);
    }
    Ok(())
}
/// `__init__(*args, name=…)` where only some keywords are known: puts their values into fields.
fn take_keywords(
    e: Gc<Exception>,
    class: &str,
    kwargs: Option<Gc<Dict>>,
    known: &[(&str, usize)],
) -> Result<(), Raised> {
    for (_, i) in known {
        e.fields[*i].set(e, None);
    }
    let Some(k) = kwargs else { return Ok(()) };
    for (name, v) in k.iter() {
        let text = name.cast::<Str>().map(|n| n.to_text()).unwrap_or_default();
        match known.iter().find(|(n, _)| *n == text) {
            Some((_, i)) => e.fields[*i].set(e, v),
            None => return Err(type_error(format!("{class}() got an unexpected keyword argument '{text}'"))),
        }
    }
    Ok(())
}

// --- BaseException

pub static BASE: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "__init__(self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__str__(self, /)", |a| str_of(exc(a[0])?), "Return str(self)."),
    NativeDef::new("__reduce__(self, /)", |a| reduce(a[0], None), "Helper for pickle."),
    NativeDef::new("__setstate__(self, state, /)", setstate, ""),
    NativeDef::new("with_traceback(self, tb, /)", with_traceback, "Set self.__traceback__ to tb and return self."),
    NativeDef::new(
        "add_note(self, note, /)",
        |a| add_note(exc(a[0])?, a[1]).map(|()| none()),
        "Add a note to the exception",
    ),
];
pub static BASE_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("args", |v| Ok(exc(v)?.args.gc().value()), set_args_attr, ""),
    GetSetDef::rw("__traceback__", |v| Ok(exc(v)?.traceback.get_or_none()), set_traceback, ""),
    GetSetDef::rw("__context__", |v| Ok(exc(v)?.context.get_or_none()), set_context, "exception context"),
    GetSetDef::rw("__cause__", |v| Ok(exc(v)?.cause.get_or_none()), set_cause, "exception cause"),
    GetSetDef::rw("__suppress_context__", |v| Ok(boolean(exc(v)?.suppress_context.get())), set_suppress, ""),
    GetSetDef::rw("__dict__", object::dict_of, object::set_dict_of, ""),
];

fn new(a: &Args) -> Res {
    let cls = object::class_arg(a[0])?;
    let e = alloc_sub(cls, Exception::body(Tuple::try_new(a.rest)?))?;
    Ok(e.value())
}
fn init(a: &Args) -> Res {
    no_keywords(a[0], a.kwargs)?;
    set_args(exc(a[0])?, a.rest)?;
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let e = exc(a[0])?;
    let args = e.args.gc();
    let mut b = StrBuilder::new();
    b.push_str(type_of(a[0]).name.gc());
    if args.len() == 1 {
        b.push_text("(");
        b.push_str(text::repr(args.get(0))?);
        b.push_text(")");
    } else {
        b.push_str(text::repr(args.value())?);
    }
    b.finish().map(Gc::value)
}
/// `BaseException.__str__`
pub fn str_of(e: Gc<Exception>) -> Res {
    let args = e.args.gc();
    match args.items() {
        [] => Ok(Str::empty().value()),
        [one] => text::str_of(*one).map(Gc::value),
        _ => text::str_of(args.value()).map(Gc::value),
    }
}
/// Class, args, and the state: what is in `__dict__` unless the class has more.
pub fn reduce(v: Value, state: Option<Value>) -> Res {
    let e = exc(v)?;
    let (class, args) = (type_of(v).value(), e.args.gc().value());
    let state = state.or_else(|| e.dict.get().filter(|d| !d.is_empty()).map(Gc::value));
    Ok(match state {
        Some(s) => Tuple::new(&[class, args, s]),
        None => Tuple::new(&[class, args]),
    }
    .value())
}
fn setstate(a: &Args) -> Res {
    if a[1] == none() {
        return Ok(none());
    }
    let Some(d) = a[1].cast::<Dict>() else { return Err(type_error("state is not a dictionary")) };
    let mut i = 0;
    while let Some((j, k, v)) = d.next_entry(i) {
        i = j + 1;
        attr::set_attr(a[0], object::attr_name(k)?, v)?;
    }
    Ok(none())
}
fn with_traceback(a: &Args) -> Res {
    set_traceback(a[0], Some(a[1]))?;
    Ok(a[0])
}
/// `e.add_note(note)`
pub fn add_note(e: Gc<Exception>, note: Value) -> Result<(), Raised> {
    if note.cast::<Str>().is_none() {
        return Err(type_error(format!("add_note() argument must be str, not {}", super::str_::arg_type_name(note))));
    }
    let name = Str::intern("__notes__");
    match attr::get_opt(e.value(), name)? {
        None => attr::set_attr(e.value(), name, List::from_slice(&[note])?.value()),
        Some(l) => match l.cast::<List>() {
            Some(l) => l.push(note),
            None => Err(type_error("Cannot add note: __notes__ is not a list")),
        },
    }
}
fn set_args_attr(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    let Some(x) = x else { return Err(type_error("args may not be deleted")) };
    e.args.set(e, iter::to_tuple(x)?);
    Ok(())
}
fn set_traceback(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    let Some(x) = x else { return Err(type_error("__traceback__ may not be deleted")) };
    if x != none() && x.cast::<Traceback>().is_none() {
        return Err(type_error("__traceback__ must be a traceback or None"));
    }
    e.traceback.set(e, Some(x).filter(|x| *x != none()));
    Ok(())
}
fn linked(x: Option<Value>, name: &str, what: &str) -> Result<Option<Value>, Raised> {
    match x {
        None => Err(type_error(format!("{name} may not be deleted"))),
        Some(x) if x == none() => Ok(None),
        Some(x) if x.cast::<Exception>().is_some() => Ok(Some(x)),
        Some(_) => Err(type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}
fn set_context(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    e.context.set(e, linked(x, "__context__", "context")?);
    Ok(())
}
fn set_cause(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    e.cause.set(e, linked(x, "__cause__", "cause")?);
    e.suppress_context.set(true);
    Ok(())
}
fn set_suppress(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let e = exc(v)?;
    let Some(x) = x else { return Err(type_error("can't delete numeric/char attribute")) };
    let Some(b) = x.cast::<Bool>() else { return Err(type_error("attribute value type must be bool")) };
    e.suppress_context.set(b.truth);
    Ok(())
}

// --- classes with one or a few attributes of their own

pub static STOP_ITERATION: &[NativeDef] =
    &[NativeDef::new("__init__(self, /, *args, **kwargs)", stop_init, "Initialize self.")];
pub static STOP_ITERATION_ATTRS: &[GetSetDef] = &[field::<0>("value", "generator return value")];
fn stop_init(a: &Args) -> Res {
    init(a)?;
    let e = exc(a[0])?;
    e.fields[0].set(e, a.rest.first().copied().unwrap_or_else(none));
    Ok(none())
}
pub static SYSTEM_EXIT: &[NativeDef] =
    &[NativeDef::new("__init__(self, /, *args, **kwargs)", exit_init, "Initialize self.")];
pub static SYSTEM_EXIT_ATTRS: &[GetSetDef] = &[field::<0>("code", "exception code")];
fn exit_init(a: &Args) -> Res {
    init(a)?;
    let e = exc(a[0])?;
    let code = match a.rest {
        [] => none(),
        [one] => *one,
        _ => e.args.gc().value(),
    };
    e.fields[0].set(e, code);
    Ok(none())
}
pub static KEY_ERROR: &[NativeDef] = &[NativeDef::new("__str__(self, /)", key_str, "Return str(self).")];
/// A single key is shown by its repr: an empty one would be invisible.
fn key_str(a: &Args) -> Res {
    let e = exc(a[0])?;
    match e.args.gc().items() {
        [one] => text::repr(*one).map(Gc::value),
        _ => str_of(e),
    }
}

pub static ATTRIBUTE_ERROR: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", attribute_init, "Initialize self."),
    NativeDef::new("__reduce__(self, /)", |a| reduce(a[0], Some(attribute_state(a[0])?)), ""),
    NativeDef::new("__getstate__(self, /)", |a| attribute_state(a[0]), ""),
];
pub static ATTRIBUTE_ERROR_ATTRS: &[GetSetDef] = &[field::<0>("name", "attribute name"), field::<1>("obj", "object")];
fn attribute_init(a: &Args) -> Res {
    let e = exc(a[0])?;
    set_args(e, a.rest)?;
    take_keywords(e, "AttributeError", a.kwargs, &[("name", 0), ("obj", 1)])?;
    Ok(none())
}
/// The object itself is not pickled: it may be anything.
fn attribute_state(v: Value) -> Res {
    let e = exc(v)?;
    let d = match e.dict.get() {
        Some(d) => d.copy()?,
        None => Dict::new(),
    };
    if let Some(n) = e.fields[0].get() {
        d.set_text("name", n)?;
    }
    d.set_text("args", e.args.gc())?;
    Ok(d.value())
}

pub static NAME_ERROR: &[NativeDef] =
    &[NativeDef::new("__init__(self, /, *args, **kwargs)", name_init, "Initialize self.")];
pub static NAME_ERROR_ATTRS: &[GetSetDef] = &[field::<0>("name", "name")];
fn name_init(a: &Args) -> Res {
    let e = exc(a[0])?;
    set_args(e, a.rest)?;
    take_keywords(e, "NameError", a.kwargs, &[("name", 0)])?;
    Ok(none())
}

pub static IMPORT_ERROR: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", import_init, "Initialize self."),
    NativeDef::new("__str__(self, /)", import_str, "Return str(self)."),
    NativeDef::new("__reduce__(self, /)", import_reduce, ""),
];
pub static IMPORT_ERROR_ATTRS: &[GetSetDef] = &[
    field::<0>("msg", "exception message"),
    field::<1>("name", "module name"),
    field::<2>("path", "module path"),
    field::<3>("name_from", "name imported from module"),
];
fn import_init(a: &Args) -> Res {
    let e = exc(a[0])?;
    set_args(e, a.rest)?;
    take_keywords(e, "ImportError", a.kwargs, &[("name", 1), ("path", 2), ("name_from", 3)])?;
    e.fields[0].set(e, if a.rest.len() == 1 { Some(a.rest[0]) } else { None });
    Ok(none())
}
fn import_str(a: &Args) -> Res {
    let e = exc(a[0])?;
    match e.fields[0].get() {
        Some(m) if m.exact::<Str>().is_some() => Ok(m),
        _ => str_of(e),
    }
}
fn import_reduce(a: &Args) -> Res {
    let e = exc(a[0])?;
    let known = [("name", 1), ("path", 2), ("name_from", 3)];
    if known.iter().all(|(_, i)| !e.fields[*i].is_some()) {
        return reduce(a[0], None);
    }
    let d = match e.dict.get() {
        Some(d) => d.copy()?,
        None => Dict::new(),
    };
    for (n, i) in known {
        if let Some(v) = e.fields[i].get() {
            d.set_text(n, v)?;
        }
    }
    reduce(a[0], Some(d.value()))
}
