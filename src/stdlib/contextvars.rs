//! `_contextvars`: context variables (PEP 567). A context is a dict from variables to values; the current one hangs off the
//! thread. A copy copies the dict, which programs keep small.

use std::cell::Cell;

use crate::builtins::exceptions::{Exc, key_error, raise_with, runtime_error, type_error, value_error};
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{call, compare, iter, text};
use crate::thread::thread;
use crate::vm::vm;

layout! {
    pub struct Context: Context {
        gc vars: Ptr<Dict>,
        /// The context that was current when this one was entered.
        gc previous: Slot,
        raw entered: Cell<bool>,
    }
}
layout! {
    pub struct ContextVar: ContextVar {
        gc name: Ptr<Str>,
        gc default: Slot,
    }
}
layout! {
    pub struct Token: ContextToken {
        gc var: Ptr<ContextVar>,
        gc context: Ptr<Context>,
        gc old: Slot,
        raw used: Cell<bool>,
    }
}
layout! {
    /// `Token.MISSING`
    pub struct Missing: ContextMissing {
        raw unused: u64,
    }
}

static CONTEXT: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /)", |_| Ok(new_context(Dict::new()).value()), "An empty context."),
    NativeDef::new("run(self, callable, /, *args, **kwargs)", run, "Call callable(*args, **kwargs) in the context."),
    NativeDef::new(
        "copy(self, /)",
        |a| Ok(new_context(context(a[0]).vars.gc().copy()?).value()),
        "Return a shallow copy of the context object.",
    ),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new(
        "__contains__(self, key, /)",
        |a| Ok(boolean(context(a[0]).vars.gc().contains(variable(a[1])?.value())?)),
        "Return key in self.",
    ),
    NativeDef::new("__len__(self, /)", |a| Ok(Value::usize(context(a[0]).vars.gc().len())), "Return len(self)."),
    NativeDef::new("__iter__(self, /)", |a| iter::get_iter(context(a[0]).vars.gc().value()), "Implement iter(self)."),
    NativeDef::new("__eq__(self, other, /)", eq, "Return self==value."),
    NativeDef::new(
        "get(self, key, default=None, /)",
        get,
        "Return the value for `key` if `key` has the value in the context object.",
    ),
    NativeDef::new(
        "keys(self, /)",
        |a| call::call_method(context(a[0]).vars.gc().copy()?.value(), "keys", &[]),
        "Return a list of all variables in the context object.",
    ),
    NativeDef::new(
        "values(self, /)",
        |a| call::call_method(context(a[0]).vars.gc().copy()?.value(), "values", &[]),
        "Return a list of all variables' values in the context object.",
    ),
    NativeDef::new(
        "items(self, /)",
        |a| call::call_method(context(a[0]).vars.gc().copy()?.value(), "items", &[]),
        "Return all variables and their values in the context object.",
    ),
];
static VAR: &[NativeDef] = &[
    NativeDef::new("__new__(cls, name, /, *, default=None)", new_var, "A context variable."),
    NativeDef::new(
        "get(self, default=None, /)",
        var_get,
        "Return a value for the context variable for the current context.",
    ),
    NativeDef::new(
        "set(self, value, /)",
        var_set,
        "Call to set a new value for the context variable in the current context.",
    ),
    NativeDef::new("reset(self, token, /)", var_reset, "Reset the context variable."),
    NativeDef::new("__repr__(self, /)", var_repr, "Return repr(self)."),
    NativeDef::class(
        "__class_getitem__(cls, object, /)",
        |a| crate::builtins::generic_alias::new(a[0], a[1]),
        "See PEP 585",
    ),
];
static VAR_ATTRS: &[GetSetDef] = &[GetSetDef::ro("name", |v| Ok(var(v).name.gc().value()), "Name of the variable.")];
static TOKEN: &[NativeDef] = &[
    NativeDef::new("__enter__(self, /)", |a| Ok(a[0]), "Enter into Token context manager."),
    NativeDef::new(
        "__exit__(self, type, value, traceback, /)",
        |a| reset(token(a[0]).var.gc(), a[0]),
        "Exit from Token context manager, restore the linked ContextVar.",
    ),
    NativeDef::new("__repr__(self, /)", token_repr, "Return repr(self)."),
    NativeDef::class(
        "__class_getitem__(cls, object, /)",
        |a| crate::builtins::generic_alias::new(a[0], a[1]),
        "See PEP 585",
    ),
];
static TOKEN_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("var", |v| Ok(token(v).var.gc().value()), "The variable."),
    GetSetDef::ro("old_value", |v| Ok(token(v).old.get().unwrap_or_else(missing)), "Its value before, or MISSING."),
];
static MISSING: &[NativeDef] =
    &[NativeDef::new("__repr__(self, /)", |_| Ok(Str::new("<Token.MISSING>").value()), "Return repr(self).")];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "Context",
        module: "_contextvars",
        kind: Kind::Context,
        flags: f::WEAKREF | f::MAPPING,
        methods: &[CONTEXT],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "ContextVar",
        module: "_contextvars",
        kind: Kind::ContextVar,
        methods: &[VAR],
        getsets: &[VAR_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "Token",
        module: "_contextvars",
        kind: Kind::ContextToken,
        flags: f::NO_NEW,
        methods: &[TOKEN],
        getsets: &[TOKEN_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "Token.MISSING",
        module: "_contextvars",
        kind: Kind::ContextMissing,
        flags: f::NO_NEW,
        methods: &[MISSING],
        ..TypeDef::EMPTY
    },
];
static FUNCTIONS: &[NativeDef] = &[NativeDef::new(
    "copy_context()",
    |_| Ok(new_context(current().vars.gc().copy()?).value()),
    "Return a copy of the current Context object.",
)];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = super::new_module("_contextvars", "Context Variables", FUNCTIONS)?;
    let d = m.dict.gc();
    for (n, k) in [("Context", Kind::Context), ("ContextVar", Kind::ContextVar), ("Token", Kind::ContextToken)] {
        d.set_text(n, type_of_kind(k))?;
    }
    type_of_kind(Kind::ContextToken).dict.gc().set_text("MISSING", missing())?;
    type_of_kind(Kind::ContextToken).modified();
    Ok(m)
}
fn missing() -> Value {
    match vm().state("Token.MISSING") {
        Some(v) => v,
        None => {
            let v = alloc(Missing { header: Missing::HEADER, unused: 0 }).value();
            vm().set_state("Token.MISSING", v);
            v
        }
    }
}
fn new_context(vars: Gc<Dict>) -> Gc<Context> {
    alloc(Context { header: Context::HEADER, vars: Ptr::new(vars), previous: Slot::empty(), entered: Cell::new(false) })
}
/// The thread's current context.
fn current() -> Gc<Context> {
    // SAFETY: holds 0 or a context.
    match unsafe { Value::from_bits_opt(thread().context.get()) }.and_then(|v| v.cast()) {
        Some(c) => c,
        None => {
            let c = new_context(Dict::new());
            thread().context.set(c.addr());
            c
        }
    }
}
fn context(v: Value) -> Gc<Context> {
    v.cast().expect("the descriptor has checked the class")
}
fn var(v: Value) -> Gc<ContextVar> {
    v.cast().expect("the descriptor has checked the class")
}
fn token(v: Value) -> Gc<Token> {
    v.cast().expect("the descriptor has checked the class")
}
fn variable(v: Value) -> Result<Gc<ContextVar>, Raised> {
    v.cast().ok_or_else(|| type_error(format!("a ContextVar key was expected, got {}", text::repr_text(v))))
}
fn run(a: &Args) -> Res {
    let c = context(a[0]);
    if c.entered.get() {
        return Err(runtime_error(format!("cannot enter context: {} is already entered", text::repr_text(a[0]))));
    }
    let before = current();
    c.previous.set(c, before.value());
    c.entered.set(true);
    thread().context.set(c.addr());
    let r = super::call_dict(a[1], a.rest, a.kwargs);
    thread().context.set(before.addr());
    c.previous.set(c, None);
    c.entered.set(false);
    r
}
fn getitem(a: &Args) -> Res {
    let k = variable(a[1])?.value();
    context(a[0]).vars.gc().get(k)?.ok_or_else(|| key_error(k))
}
fn get(a: &Args) -> Res {
    let k = variable(a[1])?.value();
    Ok(context(a[0]).vars.gc().get(k)?.unwrap_or_else(|| a.opt(2).unwrap_or_else(none)))
}
fn eq(a: &Args) -> Res {
    match a[1].cast::<Context>() {
        Some(o) => compare::rich_compare(context(a[0]).vars.gc().value(), o.vars.gc().value(), compare::Cmp::Eq),
        None => Ok(crate::object::not_implemented()),
    }
}
fn new_var(a: &Args) -> Res {
    let Some(name) = a[1].cast::<Str>() else { return Err(type_error("context variable name must be a str")) };
    Ok(alloc(ContextVar { header: ContextVar::HEADER, name: Ptr::new(name), default: Slot::new(a.opt(2)) }).value())
}
fn var_get(a: &Args) -> Res {
    if let Some(v) = current().vars.gc().get(a[0])? {
        return Ok(v);
    }
    match a.opt(1).or(var(a[0]).default.get()) {
        Some(v) => Ok(v),
        None => Err(raise_with(Exc::LookupError, a[0])),
    }
}
fn var_set(a: &Args) -> Res {
    let c = current();
    let old = c.vars.gc().get(a[0])?;
    c.vars.gc().set(a[0], a[1])?;
    Ok(alloc(Token {
        header: Token::HEADER,
        var: Ptr::new(var(a[0])),
        context: Ptr::new(c),
        old: Slot::new(old),
        used: Cell::new(false),
    })
    .value())
}
fn var_reset(a: &Args) -> Res {
    if a[1].cast::<Token>().is_none() {
        return Err(type_error(format!("expected an instance of Token, got {}", text::repr_text(a[1]))));
    }
    reset(var(a[0]), a[1])
}
fn reset(v: Gc<ContextVar>, t: Value) -> Res {
    let tok = token(t);
    if tok.used.get() {
        return Err(runtime_error(format!("{} has already been used once", text::repr_text(t))));
    }
    if tok.var.gc() != v {
        return Err(value_error(format!("{} was created by a different ContextVar", text::repr_text(t))));
    }
    if tok.context.gc() != current() {
        return Err(value_error(format!("{} was created in a different Context", text::repr_text(t))));
    }
    tok.used.set(true);
    match tok.old.get() {
        Some(old) => current().vars.gc().set(v.value(), old)?,
        None => {
            current().vars.gc().remove(v.value())?;
        }
    }
    Ok(none())
}
fn var_repr(a: &Args) -> Res {
    let v = var(a[0]);
    let default = match v.default.get() {
        Some(d) => format!(" default={}", text::repr(d)?.to_text()),
        None => String::new(),
    };
    let name = text::repr(v.name.gc().value())?;
    Ok(Str::new(&format!("<ContextVar name={}{default} at {:#x}>", name.to_text(), a[0].bits())).value())
}
fn token_repr(a: &Args) -> Res {
    let t = token(a[0]);
    let v = text::repr(t.var.gc().value())?;
    let used = if t.used.get() { " used" } else { "" };
    Ok(Str::new(&format!("<Token{used} var={} at {:#x}>", v.to_text(), a[0].bits())).value())
}
