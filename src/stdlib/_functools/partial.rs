//! `functools.partial` and `Placeholder`.

use std::cell::Cell;

use crate::builtins::exceptions::type_error;
use crate::builtins::native::readonly;
use crate::builtins::util::{CLASS_GETITEM, class_arg, this, tuple};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::function::Method;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call, text};
use crate::vm::vm;

layout! {
    pub struct Partial: Partial {
        gc func: Slot,
        gc args: Ptr<Tuple>,
        gc keywords: Ptr<Dict>,
        gc dict: Ptr<Dict>,
        /// How many of `args` are `Placeholder`.
        raw gaps: Cell<usize>,
    }
}
layout! {
    pub struct Placeholder: Placeholder {
        raw unused: u64,
    }
}
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "partial",
        module: "functools",
        kind: Kind::Partial,
        doc: "Create a new function with partial application of the given arguments\nand keywords.",
        flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
        methods: &[METHODS, CLASS_GETITEM],
        getsets: &[ATTRS, crate::builtins::object::DICT],
    },
    TypeDef {
        name: "_PlaceholderType",
        module: "functools",
        kind: Kind::Placeholder,
        doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
        methods: &[&[
            NativeDef::new("__new__(cls, /)", |_| Ok(placeholder()), "Create and return a new object."),
            NativeDef::new("__repr__(self, /)", |_| Ok(Str::intern("Placeholder").value()), "Return repr(self)."),
            NativeDef::new(
                "__reduce__(self, /)",
                |_| Ok(Str::intern("Placeholder").value()),
                "Return state information for pickling.",
            ),
        ]],
        ..TypeDef::EMPTY
    },
];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__call__(self, /, *args, **kwargs)", invoke, "Call self as a function."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        bind,
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling."),
    NativeDef::new("__setstate__(self, state, /)", setstate, "Set state information for unpickling."),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw(
        "func",
        |v| Ok(part(v, |p| p.func.get_or_none())),
        readonly,
        "function object to use in future partial calls",
    ),
    GetSetDef::rw(
        "args",
        |v| Ok(part(v, |p| p.args.gc().value())),
        readonly,
        "tuple of arguments to future partial calls",
    ),
    GetSetDef::rw(
        "keywords",
        |v| Ok(part(v, |p| p.keywords.gc().value())),
        readonly,
        "dictionary of keyword arguments to future partial calls",
    ),
];
fn part(v: Value, f: fn(Gc<Partial>) -> Value) -> Value {
    v.cast::<Partial>().map_or_else(none, f)
}

/// The one `Placeholder`.
pub fn placeholder() -> Value {
    const NAME: &str = "_functools.Placeholder";
    if let Some(v) = vm().state(NAME) {
        return v;
    }
    let v = alloc(Placeholder { header: Placeholder::HEADER, unused: 0 }).value();
    vm().set_state(NAME, v);
    v
}
fn count_gaps(args: &[Value]) -> Result<usize, Raised> {
    let gap = placeholder();
    if args.last() == Some(&gap) {
        return Err(type_error("trailing Placeholders are not allowed"));
    }
    Ok(args.iter().filter(|v| **v == gap).count())
}
/// `args` with its placeholders replaced from the front of `new`, and the rest of `new` behind.
fn filled(args: &[Value], new: &[Value]) -> GcVec {
    let gap = placeholder();
    let mut out = GcVec::with_capacity(args.len() + new.len());
    let mut new = new.iter().copied();
    for &v in args {
        out.push(if v == gap { new.next().unwrap_or(gap) } else { v });
    }
    out.extend(new);
    out
}
fn new(a: &Args) -> Res {
    let Some((&func, args)) = a.rest.split_first() else {
        return Err(type_error("type 'partial' takes at least one argument"));
    };
    if !call::is_callable(func) {
        return Err(type_error("the first argument must be callable"));
    }
    count_gaps(args)?;
    if a.kwargs.is_some_and(|k| k.iter().any(|(_, v)| v == placeholder())) {
        return Err(type_error("Placeholder cannot be passed as a keyword argument"));
    }
    // a partial of a plain partial is one partial
    let inner = func.exact::<Partial>().filter(|p| p.dict.get().is_none_or(|d| d.is_empty()));
    let (func, args, keywords) = match inner {
        Some(p) => {
            let all = filled(p.args.gc().items(), args);
            let kw = p.keywords.gc().copy()?;
            if let Some(k) = a.kwargs {
                kw.update_from(k)?;
            }
            (p.func.get_or_none(), Tuple::try_new(all.as_slice())?, kw)
        }
        None => {
            let kw = match a.kwargs {
                Some(k) => k.copy()?,
                None => Dict::new(),
            };
            (func, Tuple::try_new(args)?, kw)
        }
    };
    let gap = placeholder();
    let gaps = args.items().iter().filter(|v| **v == gap).count();
    let body = Partial {
        header: Partial::HEADER,
        func: Slot::new(func),
        args: Ptr::new(args),
        keywords: Ptr::new(keywords),
        dict: Ptr::empty(),
        gaps: Cell::new(gaps),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
fn invoke(a: &Args) -> Res {
    let p = this::<Partial>(a);
    if a.rest.len() < p.gaps.get() {
        return Err(type_error(format!(
            "missing positional arguments in 'partial' call; expected at least {}, got {}",
            p.gaps.get(),
            a.rest.len()
        )));
    }
    let (func, keywords) = (p.func.get_or_none(), p.keywords.gc());
    let args = filled(p.args.gc().items(), a.rest);
    match a.kwargs {
        None => call::call_dict(func, args.as_slice(), Some(keywords)),
        Some(k) if keywords.is_empty() => call::call_dict(func, args.as_slice(), Some(k)),
        Some(k) => {
            let all = keywords.copy()?;
            all.update_from(k)?;
            call::call_dict(func, args.as_slice(), Some(all))
        }
    }
}
fn bind(a: &Args) -> Res {
    if a[1] == none() { Ok(a[0]) } else { Ok(Method::new(a[0], a[1]).value()) }
}
fn repr(a: &Args) -> Res {
    let p = this::<Partial>(a);
    let mut b = StrBuilder::new();
    if text::repr_enter(a[0]) {
        return Ok(Str::intern("...").value());
    }
    let r = (|| {
        b.push_text(&call::full_name(type_of(a[0])));
        b.push_text("(");
        b.push_str(text::repr(p.func.get_or_none())?);
        let args = p.args.gc();
        for &v in args.items() {
            b.push_text(", ");
            b.push_str(text::repr(v)?);
        }
        for (k, v) in p.keywords.gc().copy()?.iter() {
            b.push_text(", ");
            b.push_str(text::str_of(k)?);
            b.push_text("=");
            b.push_str(text::repr(v)?);
        }
        b.push_text(")");
        Ok(())
    })();
    text::repr_leave(a[0]);
    r?;
    Ok(b.finish()?.value())
}
fn reduce(a: &Args) -> Res {
    let p = this::<Partial>(a);
    let func = p.func.get_or_none();
    let dict = match attr::instance_dict(a[0])? {
        Some(d) if !d.is_empty() => d.value(),
        _ => none(),
    };
    let state = tuple(&[func, p.args.gc().value(), p.keywords.gc().value(), dict]);
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[func]), state]))
}
fn setstate(a: &Args) -> Res {
    let p = this::<Partial>(a);
    let bad = || type_error("invalid partial state");
    let state = a[1].cast::<Tuple>().filter(|t| t.len() == 4).ok_or_else(bad)?;
    let (func, args) = (state.get(0), state.get(1).cast::<Tuple>().ok_or_else(bad)?);
    let kw = match state.get(2) {
        k if k == none() => Dict::new(),
        k => k.cast::<Dict>().ok_or_else(bad)?.copy()?,
    };
    let attributes = match state.get(3) {
        d if d == none() => None,
        d => Some(d.cast::<Dict>().ok_or_else(bad)?),
    };
    if !call::is_callable(func) {
        return Err(bad());
    }
    p.gaps.set(count_gaps(args.items())?);
    p.func.set(p, func);
    let exact = state.get(1).exact::<Tuple>();
    p.args.set(
        p,
        match exact {
            Some(t) => t,
            None => Tuple::try_new(args.items())?,
        },
    );
    p.keywords.set(p, kw);
    attr::set_instance_dict(a[0], attributes.unwrap_or_else(Dict::new))?;
    Ok(none())
}
