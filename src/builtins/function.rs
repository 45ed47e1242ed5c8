//! Python functions, bound methods, closure cells, `staticmethod` and `classmethod`.

use crate::builtins::annotations as ann;
use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::native::readonly;
use crate::builtins::object::{self, attr_name, identity_hash};
use crate::layout;
use crate::object::code::{Code, LocalKind};
use crate::object::dict::Dict;
use crate::object::function::{Cell, Function, Method};
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::call::{call_dict, is_callable};
use crate::protocol::compare::{self, Cmp, rich_compare};
use crate::protocol::{attr, text};

layout! {
    pub struct StaticMethod: StaticMethod {
        gc callable: Slot,
        gc dict: Ptr<Dict>,
    }
}
layout! {
    pub struct ClassMethod: ClassMethod {
        gc callable: Slot,
        gc dict: Ptr<Dict>,
    }
}

static CALL: &[NativeDef] = &[NativeDef::new(
    "__call__(self, /, *args, **kwargs)",
    |a| call_dict(a[0], a.rest, a.kwargs),
    "Call self as a function.",
)];
static FUNCTION: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
        function_new,
        "Create a function object.",
    ),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        function_get,
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new("__repr__(self, /)", function_repr, "Return repr(self)."),
];
static FUNCTION_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("__code__", |v| Ok(func(v)?.code.gc().value()), set_code, ""),
    GetSetDef::rw("__defaults__", |v| Ok(opt(func(v)?.defaults.get())), set_defaults, ""),
    GetSetDef::rw("__kwdefaults__", |v| Ok(opt(func(v)?.kwdefaults.get())), set_kwdefaults, ""),
    GetSetDef::rw("__annotations__", ann::function_annotations, ann::set_function_annotations, ""),
    GetSetDef::rw("__annotate__", ann::function_annotate, ann::set_function_annotate, ""),
    GetSetDef::rw("__type_params__", type_params, set_type_params, ""),
    GetSetDef::rw("__name__", |v| Ok(func(v)?.name.gc().value()), set_name, ""),
    GetSetDef::rw("__qualname__", |v| Ok(func(v)?.qualname.gc().value()), set_qualname, ""),
    GetSetDef::rw("__module__", |v| Ok(func(v)?.module.get_or_none()), set_module, ""),
    GetSetDef::rw("__doc__", get_doc, set_doc, ""),
    GetSetDef::rw("__closure__", |v| Ok(opt(func(v)?.closure.get())), readonly, ""),
    GetSetDef::rw("__globals__", |v| Ok(func(v)?.globals.gc().value()), readonly, ""),
    GetSetDef::rw("__builtins__", |v| Ok(opt(func(v)?.builtins.get())), readonly, ""),
];
static METHOD: &[NativeDef] = &[
    NativeDef::new("__new__(cls, function, instance, /)", method_new, "Create a bound instance method object."),
    NativeDef::new("__getattribute__(self, name, /)", method_getattribute, "Return getattr(self, name)."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        |a| Ok(a[0]),
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new("__repr__(self, /)", method_repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", method_eq, "Return self==value."),
    NativeDef::new("__hash__(self, /)", method_hash, "Return hash(self)."),
    NativeDef::new("__reduce__(self, /)", method_reduce, "Helper for pickle."),
];
static METHOD_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw(
        "__func__",
        |v| Ok(method(v)?.func.get_or_none()),
        readonly,
        "the function (or other callable) implementing a method",
    ),
    GetSetDef::rw(
        "__self__",
        |v| Ok(method(v)?.this.get_or_none()),
        readonly,
        "the instance to which a method is bound",
    ),
    GetSetDef::ro(
        "__doc__",
        |v| Ok(attr::get_opt(method(v)?.func.get_or_none(), Str::intern("__doc__"))?.unwrap_or_else(none)),
        "",
    ),
];
static CELL: &[NativeDef] = &[
    NativeDef::new("__new__(cls, contents=None, /)", |a| Ok(Cell::new(a.opt(1)).value()), "Create a new cell object."),
    NativeDef::new("__repr__(self, /)", cell_repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| cell_compare(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| cell_compare(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__lt__(self, value, /)", |a| cell_compare(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| cell_compare(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__gt__(self, value, /)", |a| cell_compare(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| cell_compare(a, Cmp::Ge), "Return self>=value."),
];
static CELL_ATTRS: &[GetSetDef] = &[GetSetDef::rw("cell_contents", cell_contents, set_cell_contents, "")];
static STATIC: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", static_new, "Create a static method."),
    NativeDef::new("__init__(self, function, /)", wrapper_init, "Convert a function to be a static method."),
    NativeDef::new(
        "__call__(self, /, *args, **kwargs)",
        |a| call_dict(wrapped(a[0])?, a.rest, a.kwargs),
        "Call self as a function.",
    ),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        |a| wrapped(a[0]),
        "Return an attribute of instance, which is of type owner.",
    ),
];
static CLASS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", class_new, "Create a class method."),
    NativeDef::new("__init__(self, function, /)", wrapper_init, "Convert a function to be a class method."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        class_get,
        "Return an attribute of instance, which is of type owner.",
    ),
];
static WRAPPER: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", wrapper_repr, "Return repr(self)."),
    NativeDef::class("__class_getitem__(cls, object, /)", |a| super::generic_alias::new(a[0], a[1]), "See PEP 585"),
];
static WRAPPER_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("__func__", wrapped_or_none, readonly, ""),
    GetSetDef::rw("__wrapped__", wrapped_or_none, readonly, ""),
    GetSetDef::ro("__isabstractmethod__", |v| is_abstract(wrapped_or_none(v)?).map(boolean), ""),
    GetSetDef::rw(
        "__annotations__",
        |v| wrapper_lazy(v, "__annotations__"),
        |v, x| set_wrapper_lazy(v, "__annotations__", x),
        "",
    ),
    GetSetDef::rw(
        "__annotate__",
        |v| wrapper_lazy(v, "__annotate__"),
        |v, x| set_wrapper_lazy(v, "__annotate__", x),
        "",
    ),
];

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "function",
        kind: Kind::Function,
        doc: "Create a function object.",
        flags: f::HAS_DICT | f::WEAKREF,
        methods: &[FUNCTION, CALL],
        getsets: &[FUNCTION_ATTRS, object::DICT],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "method",
        kind: Kind::Method,
        doc: "Create a bound instance method object.",
        flags: f::WEAKREF,
        methods: &[METHOD, CALL],
        getsets: &[METHOD_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "cell",
        kind: Kind::Cell,
        doc: "Create a new cell object.",
        methods: &[CELL],
        getsets: &[CELL_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "staticmethod",
        kind: Kind::StaticMethod,
        doc: "Convert a function to be a static method.",
        flags: f::BASETYPE | f::HAS_DICT,
        methods: &[STATIC, WRAPPER],
        getsets: &[WRAPPER_ATTRS, object::DICT],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "classmethod",
        kind: Kind::ClassMethod,
        doc: "Convert a function to be a class method.",
        flags: f::BASETYPE | f::HAS_DICT,
        methods: &[CLASS, WRAPPER],
        getsets: &[WRAPPER_ATTRS, object::DICT],
        ..TypeDef::EMPTY
    },
];

fn opt<T>(g: Option<Gc<T>>) -> Value {
    g.map_or_else(none, Gc::value)
}

// --- function
fn func(v: Value) -> Result<Gc<Function>, Raised> {
    v.cast::<Function>().ok_or_else(|| type_error("a function is needed"))
}
fn text_of(s: Gc<Str>) -> String {
    s.to_text().into_owned()
}
/// Number of free variables.
fn free_count(c: Gc<Code>) -> usize {
    c.meta.local_kinds.iter().filter(|k| **k == LocalKind::Free).count()
}
/// The dict of builtins that a name space of globals names (`__builtins__`).
pub fn builtins_of(globals: Gc<Dict>) -> Gc<Dict> {
    match globals.get_text("__builtins__") {
        Some(b) => match b.cast::<Module>() {
            Some(m) => m.dict.gc(),
            None => b.cast::<Dict>().unwrap_or_else(|| crate::vm::vm().builtins_dict.gc()),
        },
        None => crate::vm::vm().builtins_dict.gc(),
    }
}
fn function_new(a: &Args) -> Res {
    let wrong = |name: &str, what: &str, v: Value| {
        type_error(format!("function() argument '{name}' must be {what}, not {}", type_of(v).name_text()))
    };
    let code = a[1].cast::<Code>().ok_or_else(|| wrong("code", "code", a[1]))?;
    let globals = a[2].cast::<Dict>().ok_or_else(|| wrong("globals", "dict", a[2]))?;
    let none_or = |i: usize, ok: fn(Value) -> bool, message: &str| match a.opt_none(i) {
        Some(v) if !ok(v) => Err(type_error(message)),
        v => Ok(v),
    };
    let name = none_or(3, |v| v.cast::<Str>().is_some(), "arg 3 (name) must be None or string")?;
    let defaults = none_or(4, |v| v.cast::<Tuple>().is_some(), "arg 4 (defaults) must be None or tuple")?;
    let n_free = free_count(code);
    let closure_message =
        if n_free > 0 { "arg 5 (closure) must be tuple" } else { "arg 5 (closure) must be None or tuple" };
    let closure = none_or(5, |v| v.cast::<Tuple>().is_some(), closure_message)?.and_then(|c| c.cast::<Tuple>());
    let kwdefaults = none_or(6, |v| v.cast::<Dict>().is_some(), "arg 6 (kwdefaults) must be None or dict")?;
    if n_free > 0 && closure.is_none() {
        return Err(type_error(closure_message));
    }
    let n = closure.map_or(0, |c| c.len());
    if n != n_free {
        return Err(value_error(format!("{} requires closure of length {n_free}, not {n}", code.name.gc().to_text())));
    }
    if let Some(bad) = closure.iter().flat_map(|c| c.items()).find(|c| c.cast::<Cell>().is_none()) {
        return Err(type_error(format!("arg 5 (closure) expected cell, found {}", type_of(*bad).name_text())));
    }
    let f = Function::new(code, globals, builtins_of(globals));
    if let Some(n) = name.and_then(|n| n.cast::<Str>()) {
        f.name.set(f, n);
    }
    f.defaults.set(f, defaults.and_then(|d| d.cast::<Tuple>()));
    f.closure.set(f, closure);
    f.kwdefaults.set(f, kwdefaults.and_then(|d| d.cast::<Dict>()));
    Ok(f.value())
}
fn function_get(a: &Args) -> Res {
    if a[1] == none() {
        if a.opt_none(2).is_none() {
            return Err(type_error("__get__(None, None) is invalid"));
        }
        return Ok(a[0]);
    }
    Ok(Method::new(a[0], a[1]).value())
}
fn function_repr(a: &Args) -> Res {
    Ok(Str::try_new(&format!("<function {} at {:#x}>", func(a[0])?.qualname.gc().to_text(), a[0].bits()))?.value())
}
fn set_code(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    let Some(code) = x.and_then(|x| x.cast::<Code>()) else {
        return Err(type_error("__code__ must be set to a code object"));
    };
    let (have, need) = (f.closure.get().map_or(0, |c| c.len()), free_count(code));
    if have != need {
        return Err(value_error(format!(
            "{}() requires a code object with {have} free vars, not {need}",
            text_of(f.name.gc())
        )));
    }
    // the doc string does not change with the code
    let doc = get_doc(v)?;
    f.doc.set(f, doc);
    f.set_code(code);
    Ok(())
}
fn set_defaults(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    let x = x.filter(|x| *x != none());
    let t = x.and_then(|x| x.cast::<Tuple>());
    if x.is_some() && t.is_none() {
        return Err(type_error("__defaults__ must be set to a tuple object"));
    }
    f.defaults.set(f, t);
    f.changed();
    Ok(())
}
fn set_kwdefaults(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    let x = x.filter(|x| *x != none());
    let d = x.and_then(|x| x.cast::<Dict>());
    if x.is_some() && d.is_none() {
        return Err(type_error("__kwdefaults__ must be set to a dict object"));
    }
    f.kwdefaults.set(f, d);
    f.changed();
    Ok(())
}
fn type_params(v: Value) -> Res {
    Ok(func(v)?.type_params.get().unwrap_or_else(Tuple::empty).value())
}
fn set_type_params(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    let Some(t) = x.and_then(|x| x.cast::<Tuple>()) else {
        return Err(type_error("__type_params__ must be set to a tuple"));
    };
    f.type_params.set(f, t);
    Ok(())
}
fn set_name(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    let s = x.and_then(|x| x.cast::<Str>()).ok_or_else(|| type_error("__name__ must be set to a string object"))?;
    f.name.set(f, s);
    Ok(())
}
fn set_qualname(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    let s = x.and_then(|x| x.cast::<Str>()).ok_or_else(|| type_error("__qualname__ must be set to a string object"))?;
    f.qualname.set(f, s);
    Ok(())
}
fn set_module(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    f.module.set(f, x);
    Ok(())
}
fn get_doc(v: Value) -> Res {
    let f = func(v)?;
    match f.doc.get() {
        Some(d) => Ok(d),
        None => Ok(f.code.gc().doc()?.unwrap_or_else(none)),
    }
}
fn set_doc(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = func(v)?;
    f.doc.set(f, x.unwrap_or_else(none));
    Ok(())
}

// --- method
fn method(v: Value) -> Result<Gc<Method>, Raised> {
    v.cast::<Method>().ok_or_else(|| type_error("a method is needed"))
}
fn method_new(a: &Args) -> Res {
    if !is_callable(a[1]) {
        return Err(type_error("first argument must be callable"));
    }
    if a[2] == none() {
        return Err(type_error("instance must not be None"));
    }
    Ok(Method::new(a[1], a[2]).value())
}
/// What the class `method` does not have is an attribute of the function.
fn method_getattribute(a: &Args) -> Res {
    let name = attr_name(a[1])?;
    let t = type_of(a[0]);
    if let Some(d) = attr::lookup(t, name) {
        return Ok(attr::get_descriptor(d, Some(a[0]), t)?.unwrap_or(d));
    }
    attr::get_attr(method(a[0])?.func.get_or_none(), name)
}
/// The name of a callable for reprs.
pub fn callable_name(f: Value) -> Result<String, Raised> {
    for name in ["__qualname__", "__name__"] {
        if let Some(s) = attr::get_opt(f, Str::intern(name))?.and_then(|n| n.cast::<Str>()) {
            return Ok(text_of(s));
        }
    }
    Ok("?".to_string())
}
fn method_repr(a: &Args) -> Res {
    let m = method(a[0])?;
    let name = callable_name(m.func.get_or_none())?;
    let this = text::repr(m.this.get_or_none())?;
    let mut b = crate::object::str::StrBuilder::new();
    b.push_text(&format!("<bound method {name} of "));
    b.push_str(this);
    b.push_text(">");
    b.finish().map(Gc::value)
}
fn method_eq(a: &Args) -> Res {
    let (Some(x), Some(y)) = (a[0].cast::<Method>(), a[1].cast::<Method>()) else { return Ok(not_implemented()) };
    let same = x.this.get() == y.this.get() && compare::is_or_eq(x.func.get_or_none(), y.func.get_or_none())?;
    Ok(boolean(same))
}
fn method_hash(a: &Args) -> Res {
    let m = method(a[0])?;
    let h = identity_hash(m.this.get_or_none()) ^ compare::hash(m.func.get_or_none())?;
    Ok(Value::int(crate::object::hash::not_minus_one(h)))
}
fn method_reduce(a: &Args) -> Res {
    let m = method(a[0])?;
    let name = attr::get(m.func.get_or_none(), "__name__")?;
    Ok(Tuple::new(&[super::builtin("getattr")?, Tuple::new(&[m.this.get_or_none(), name]).value()]).value())
}

// --- cell
fn cell(v: Value) -> Result<Gc<Cell>, Raised> {
    v.cast::<Cell>().ok_or_else(|| type_error("a cell is needed"))
}
fn cell_repr(a: &Args) -> Res {
    let what = match cell(a[0])?.value.get() {
        Some(v) => format!("{} object at {:#x}", type_of(v).name_text(), v.bits()),
        None => "empty".to_string(),
    };
    Ok(Str::new(&format!("<cell at {:#x}: {what}>", a[0].bits())).value())
}
fn cell_compare(a: &Args, op: Cmp) -> Res {
    let (Some(x), Some(y)) = (a[0].cast::<Cell>(), a[1].cast::<Cell>()) else { return Ok(not_implemented()) };
    match (x.value.get(), y.value.get()) {
        (Some(x), Some(y)) => rich_compare(x, y, op),
        (x, y) => Ok(boolean(op.holds(x.is_some().cmp(&y.is_some())))),
    }
}
fn cell_contents(v: Value) -> Res {
    cell(v)?.value.get().ok_or_else(|| value_error("Cell is empty"))
}
fn set_cell_contents(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let c = cell(v)?;
    c.value.set(c, x);
    Ok(())
}

// --- staticmethod, classmethod
pub fn static_method(f: Value) -> Value {
    let s = alloc(StaticMethod { header: StaticMethod::HEADER, callable: Slot::new(f), dict: Ptr::empty() });
    s.value()
}
pub fn class_method(f: Value) -> Value {
    let s = alloc(ClassMethod { header: ClassMethod::HEADER, callable: Slot::new(f), dict: Ptr::empty() });
    s.value()
}
fn static_new(a: &Args) -> Res {
    let body = StaticMethod { header: StaticMethod::HEADER, callable: Slot::new(none()), dict: Ptr::empty() };
    alloc_sub(object::class_arg(a[0])?, body).map(Gc::value)
}
fn class_new(a: &Args) -> Res {
    let body = ClassMethod { header: ClassMethod::HEADER, callable: Slot::new(none()), dict: Ptr::empty() };
    alloc_sub(object::class_arg(a[0])?, body).map(Gc::value)
}
/// The callable slot of either, with its owner for the barrier (the layouts are the same).
fn wrapper(v: Value) -> Result<Gc<StaticMethod>, Raised> {
    if v.cast::<StaticMethod>().is_some() || v.cast::<ClassMethod>().is_some() {
        // SAFETY: both layouts have the same fields.
        Ok(unsafe { v.cast_unchecked() })
    } else {
        Err(type_error("a staticmethod or classmethod is needed"))
    }
}
fn wrapper_init(a: &Args) -> Res {
    let w = wrapper(a[0])?;
    w.callable.set(w, a[1]);
    // as functools.wraps does, without what the function does not have
    for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
        let name = Str::intern(name);
        if let Some(v) = attr::get_opt(a[1], name)?
            && let Some(d) = attr::instance_dict(a[0])?
        {
            d.set_str(name, v)?;
        }
    }
    Ok(none())
}
fn wrapped_or_none(v: Value) -> Res {
    Ok(wrapper(v)?.callable.get_or_none())
}
fn wrapped(v: Value) -> Res {
    match wrapper(v)?.callable.get().filter(|c| *c != none()) {
        Some(c) => Ok(c),
        None => Err(super::exceptions::runtime_error("uninitialized staticmethod object")),
    }
}
fn class_get(a: &Args) -> Res {
    let Some(c) = wrapper(a[0])?.callable.get().filter(|c| *c != none()) else {
        return Err(super::exceptions::runtime_error("uninitialized classmethod object"));
    };
    let owner = match a.opt_none(2) {
        Some(o) => o,
        None if a[1] == none() => return Err(type_error("__get__(None, None) is invalid")),
        None => type_of(a[1]).value(),
    };
    Ok(Method::new(c, owner).value())
}
fn wrapper_repr(a: &Args) -> Res {
    let inner = text::repr(wrapper(a[0])?.callable.get_or_none())?;
    let kind = if type_of(a[0]).kind.get() == Kind::ClassMethod { "classmethod" } else { "staticmethod" };
    Ok(Str::try_new(&format!("<{kind}({})>", inner.to_text()))?.value())
}
/// Is `__isabstractmethod__` of a callable true?
pub fn is_abstract(f: Value) -> Result<bool, Raised> {
    match attr::get_opt(f, Str::intern("__isabstractmethod__"))? {
        Some(v) => compare::truth(v),
        None => Ok(false),
    }
}
fn wrapper_lazy(v: Value, name: &str) -> Res {
    let name = Str::intern(name);
    let d = attr::instance_dict(v)?;
    if let Some(x) = d.and_then(|d| d.get_str(name)) {
        return Ok(x);
    }
    let x = attr::get_attr(wrapper(v)?.callable.get_or_none(), name)?;
    if let Some(d) = d {
        d.set_str(name, x)?;
    }
    Ok(x)
}
fn set_wrapper_lazy(v: Value, name: &str, x: Option<Value>) -> Result<(), Raised> {
    let Some(d) = attr::instance_dict(v)? else { return Ok(()) };
    match x {
        Some(x) => d.set_text(name, x),
        None => match d.remove_str(Str::intern(name)) {
            Some(_) => Ok(()),
            None => Err(super::exceptions::attribute_error(
                format!("'{}' object has no attribute '{name}'", type_of(v).name_text()),
                v,
                Str::intern(name).value(),
            )),
        },
    }
}
