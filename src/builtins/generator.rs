//! Generators, coroutines, asynchronous generators: their classes and the awaitables around them.

use crate::builtins::exceptions::{Exc, raise, type_error};
use crate::interp::generators as gens;
use crate::object::code::{Code, flags};
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::generator::{AsyncGenerator, Coroutine, GenState, Generator};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call;

macro_rules! common {
    ($prefix:literal) => {
        &[
            GetSetDef::rw("__name__", get_name, set_name, "Name of the object."),
            GetSetDef::rw("__qualname__", get_qualname, set_qualname, "Qualified name of the object."),
            GetSetDef::ro(concat!($prefix, "_frame"), get_frame, "The frame, or None once finished."),
            GetSetDef::ro(concat!($prefix, "_running"), get_running, "Is it executing?"),
            GetSetDef::ro(concat!($prefix, "_code"), get_code, "The code object."),
            GetSetDef::ro(concat!($prefix, "_suspended"), get_suspended, "Is it suspended?"),
        ]
    };
}
static GEN_COMMON: &[GetSetDef] = common!("gi");
static CORO_COMMON: &[GetSetDef] = common!("cr");
pub static AGEN_COMMON: &[GetSetDef] = common!("ag");
static GEN_ATTRS: &[GetSetDef] =
    &[GetSetDef::ro("gi_yieldfrom", get_delegate, "Object being iterated by yield from, or None.")];
static CORO_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("cr_await", get_delegate, "Object being awaited on, or None."),
    GetSetDef::ro("cr_origin", get_origin, "Where the coroutine was created, or None."),
];
pub static AGEN_ATTRS: &[GetSetDef] = &[GetSetDef::ro("ag_await", get_delegate, "Object being awaited on, or None.")];
static SEND: &[NativeDef] = &[
    NativeDef::new(
        "send(self, value, /)",
        send,
        "Send a value in; return the next yielded value or raise StopIteration.",
    ),
    NativeDef::new("throw(self, type, value=None, tb=None, /)", throw, "Raise an exception where it is suspended."),
    NativeDef::new("close(self, /)", close, "Raise GeneratorExit inside."),
    NativeDef::class("__class_getitem__(cls, object, /)", class_getitem, "See PEP 585"),
];
static GEN: &[NativeDef] = &[
    NativeDef::new("__next__(self, /)", next, "Implement next(self)."),
    NativeDef::new("__iter__(self, /)", same, "Implement iter(self)."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
];
static CORO: &[NativeDef] = &[
    NativeDef::new("__await__(self, /)", await_, "Return an iterator to be used in await expression."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "generator",
        kind: Kind::Generator,
        flags: f::NO_NEW | f::WEAKREF,
        methods: &[SEND, GEN, DEL],
        getsets: &[GEN_COMMON, GEN_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "coroutine",
        kind: Kind::Coroutine,
        flags: f::NO_NEW | f::WEAKREF,
        methods: &[SEND, CORO, DEL],
        getsets: &[CORO_COMMON, CORO_ATTRS],
        ..TypeDef::EMPTY
    },
];

fn generator(v: Value) -> Gc<Generator> {
    gens::as_generator(v).expect("the descriptor has checked the class")
}
/// A generator object was made (coroutine origin tracking, finalizers).
pub fn created(g: Value) {
    let gen_ = generator(g);
    let coroutine = kind_of_ptr(g.bits()) == Kind::Coroutine;
    // the whole body is one protected range; more of them mean that closing it runs code
    if coroutine || gen_.code.gc().exceptions().len() > 1 {
        crate::object::heap::heap().register_finalizer(g.bits() as *mut crate::object::heap::Header);
    }
    if coroutine {
        gen_.extra.set(gen_, origin());
    }
}
/// `cr_origin`: the innermost frames as (file name, line, function), as many as `sys` was asked to keep.
fn origin() -> Option<Value> {
    let depth = crate::stdlib::sys::hooks::origin_depth();
    if depth == 0 {
        return None;
    }
    let l = List::new();
    let mut f = crate::interp::frames::innermost(crate::thread::thread()).and_then(|f| f.visible_caller());
    while let Some(x) = f.filter(|_| l.len() < depth) {
        let code = x.code();
        let entry = [code.filename.gc().value(), Value::int(x.line() as i64), code.name.gc().value()];
        l.push(crate::object::tuple::Tuple::new(&entry).value()).ok()?;
        f = x.visible_caller();
    }
    Some(crate::object::tuple::Tuple::try_new(l.items()).ok()?.value())
}
/// What becomes of one that nobody refers to any more: it is closed; a coroutine that never ran is complained about.
pub fn finalize(a: &Args) -> Res {
    let g = generator(a[0]);
    let kind = kind_of_ptr(a[0].bits());
    match g.state.get() {
        GenState::Created if kind == Kind::Coroutine => {
            let warnings = crate::import::import_module("warnings")?;
            call::call_method(warnings, "_warn_unawaited_coroutine", &[a[0]])
        }
        GenState::Suspended => {
            if kind == Kind::AsyncGenerator
                && let Some(hook) = g.extra.get()
            {
                return call::call(hook, &[a[0]]).map(|_| none());
            }
            gens::close(g).map(|_| none())
        }
        _ => Ok(none()),
    }
}
pub static DEL: &[NativeDef] =
    &[NativeDef::new("__del__(self, /)", finalize, "Called when the instance is about to be destroyed.")];
fn get_name(v: Value) -> Res {
    Ok(generator(v).name.get_or_none())
}
fn get_qualname(v: Value) -> Res {
    Ok(generator(v).qualname.get_or_none())
}
fn text(v: Option<Value>, what: &str) -> Result<Value, Raised> {
    v.filter(|v| v.cast::<Str>().is_some()).ok_or_else(|| type_error(format!("{what} must be set to a string object")))
}
fn set_name(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let g = generator(v);
    g.name.set(g, text(x, "__name__")?);
    Ok(())
}
fn set_qualname(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let g = generator(v);
    g.qualname.set(g, text(x, "__qualname__")?);
    Ok(())
}
fn get_frame(v: Value) -> Res {
    gens::frame_object(generator(v))
}
fn get_running(v: Value) -> Res {
    Ok(boolean(generator(v).state.get() == GenState::Running))
}
fn get_suspended(v: Value) -> Res {
    Ok(boolean(generator(v).state.get() == GenState::Suspended))
}
fn get_code(v: Value) -> Res {
    Ok(generator(v).code.gc().value())
}
fn get_delegate(v: Value) -> Res {
    Ok(gens::delegate(generator(v)).unwrap_or_else(none))
}
fn get_origin(v: Value) -> Res {
    Ok(generator(v).extra.get_or_none())
}
fn send(a: &Args) -> Res {
    gens::step_result(gens::resume(generator(a[0]), a[1])?)
}
fn next(a: &Args) -> Res {
    gens::step_result(gens::resume(generator(a[0]), none())?)
}
fn same(a: &Args) -> Res {
    Ok(a[0])
}
fn await_(a: &Args) -> Res {
    Ok(crate::builtins::async_generator::wrapper(a[0]))
}
fn class_getitem(a: &Args) -> Res {
    crate::builtins::generic_alias::new(a[0], a[1])
}
pub fn repr(a: &Args) -> Res {
    let q = generator(a[0]).qualname.get_or_none();
    let q = q.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
    Ok(Str::new(&format!("<{} object {q} at {:#x}>", type_of(a[0]).name_text(), a[0].bits())).value())
}
fn close(a: &Args) -> Res {
    gens::close(generator(a[0]))
}
fn text_of(v: Value) -> String {
    crate::protocol::text::repr_text(v)
}
/// The exception that `throw(type, value, tb)` means.
pub fn thrown(kind: Value, value: Option<Value>, tb: Option<Value>) -> Res {
    let e = if kind.cast::<Exception>().is_some() {
        if value.is_some_and(|v| v != none()) {
            return Err(type_error("instance exception may not have a separate value"));
        }
        kind
    } else if let Some(c) = kind.cast::<Type>().filter(|c| c.has_flag(f::EXCEPTION)) {
        match value {
            Some(v) if type_of(v).is_subtype(c) => v,
            None => call::call(kind, &[])?,
            Some(v) if v == none() => call::call(kind, &[])?,
            Some(v) => match v.cast::<crate::object::tuple::Tuple>() {
                Some(t) => call::call(kind, t.items())?,
                None => call::call(kind, &[v])?,
            },
        }
    } else {
        return Err(type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            type_of(kind).name_text()
        )));
    };
    if e.cast::<Exception>().is_none() {
        return Err(type_error(format!(
            "calling {} should have returned an instance of BaseException, not {}",
            text_of(kind),
            type_of(e).name_text()
        )));
    }
    if let Some(tb) = tb.filter(|t| *t != none()) {
        if tb.cast::<Traceback>().is_none() {
            return Err(type_error("throw() third argument must be a traceback object"));
        }
        if let Some(e) = e.cast::<Exception>() {
            e.traceback.set(e, tb);
        }
    }
    Ok(e)
}
/// The warning about the old way to call `throw` and `athrow`.
pub fn three_arguments() -> Result<(), Raised> {
    crate::builtins::warnings::warn(
        Exc::DeprecationWarning,
        "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.",
    )
}
fn throw(a: &Args) -> Res {
    if a.has(2) {
        three_arguments()?;
    }
    let args = [a[1], a.opt(2).unwrap_or_else(none), a.opt(3).unwrap_or_else(none)];
    let n = 1 + (1..3).filter(|i| a.has(i + 1)).max().unwrap_or(0);
    gens::step_result(gens::throw_args(generator(a[0]), &args[..n])?)
}

// --- what the interpreter needs of awaitables
/// `yield from v` in code `code`.
pub fn yield_from_iter(code: Gc<Code>, v: Value) -> Res {
    if let Some(g) = gens::as_generator(v) {
        if kind_of_ptr(g.addr()) == Kind::Coroutine
            && code.meta.flags & (flags::COROUTINE | flags::ITERABLE_COROUTINE) == 0
        {
            return Err(type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
        }
        if kind_of_ptr(g.addr()) != Kind::AsyncGenerator {
            return Ok(v);
        }
    }
    crate::protocol::iter::get_iter(v)
}
/// The iterator of an awaitable; `context`: 1 `__aenter__`, 2 `__aexit__`.
pub fn awaitable(v: Value, context: usize) -> Res {
    if v.exact::<Coroutine>().is_some() {
        if gens::delegate_running(v) {
            return Err(raise(Exc::RuntimeError, "coroutine is being awaited already"));
        }
        return Ok(v);
    }
    if let Some(g) = v.exact::<Generator>()
        && g.code.gc().meta.flags & flags::ITERABLE_COROUTINE != 0
    {
        return Ok(v);
    }
    let t = type_of(v);
    let Some(m) = t.special(Special::Await) else {
        let n = t.name_text();
        return Err(type_error(match context {
            1 => format!("'async with' received an object from __aenter__ that does not implement __await__: {n}"),
            2 => format!("'async with' received an object from __aexit__ that does not implement __await__: {n}"),
            _ => format!("'{n}' object can't be awaited"),
        }));
    };
    let it = call::call_bound(m, v, &[], None)?;
    if it.exact::<Coroutine>().is_some() {
        return Err(type_error("__await__() returned a coroutine"));
    }
    if type_of(it).special(Special::Next).is_none() {
        return Err(type_error(format!("__await__() returned non-iterator of type '{}'", type_of(it).name_text())));
    }
    Ok(it)
}
/// `async for`: `aiter(v)`
pub fn aiter(v: Value) -> Res {
    let t = type_of(v);
    let Some(m) = t.special(Special::AIter) else {
        return Err(type_error(format!("'async for' requires an object with __aiter__ method, got {}", t.name_text())));
    };
    let it = call::call_bound(m, v, &[], None)?;
    if type_of(it).special(Special::ANext).is_none() {
        return Err(type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            type_of(it).name_text()
        )));
    }
    Ok(it)
}
/// `async for`: the awaitable of `v.__anext__()`
pub fn anext(v: Value) -> Res {
    if let Some(g) = v.exact::<AsyncGenerator>() {
        return super::async_generator::next_of(g);
    }
    let t = type_of(v);
    let Some(m) = t.special(Special::ANext) else {
        return Err(type_error(format!(
            "'async for' requires an iterator with __anext__ method, got {}",
            t.name_text()
        )));
    };
    let a = call::call_bound(m, v, &[], None)?;
    match awaitable(a, 0) {
        Ok(it) => Ok(it),
        Err(Raised) => {
            let cause = crate::thread::thread().take_exception();
            let r = type_error(format!(
                "'async for' received an invalid object from __anext__: {}",
                type_of(a).name_text()
            ));
            if let Some(e) = crate::thread::thread().exception() {
                e.cause.set(e, cause.value());
                e.suppress_context.set(true);
            }
            Err(r)
        }
    }
}
/// What an asynchronous generator yields to its awaiter, marked as such.
pub fn wrap_yielded(v: Value) -> Value {
    crate::builtins::async_generator::wrap(v)
}
