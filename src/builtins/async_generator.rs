//! Asynchronous generators and the awaitables that drive them (PEP 525), `coroutine_wrapper`, and the awaitable of
//! `anext(it, default)`.

use std::cell::Cell;

use super::generator::thrown;
use crate::builtins::exceptions::{Exc, raise_plain, runtime_error, stop_iteration};
use crate::interp::generators::{self as gens, Step};
use crate::layout;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::generator::{AsyncGenerator, GenState, Generator};
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call;
use crate::thread::thread;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Init,
    Iter,
    Closed,
}
layout! {
    /// What an asynchronous generator yields to its awaiter (other values it yields are those of `await`).
    pub struct AsyncGenWrapped: AsyncGenWrapped {
        gc value: Slot,
    }
}
layout! {
    /// Awaitable of `__anext__()` and `asend(v)`.
    pub struct AsyncGenASend: AsyncGenASend {
        gc gen_: Ptr<AsyncGenerator>,
        gc value: Slot,
        raw state: Cell<State>,
    }
}
layout! {
    /// Awaitable of `athrow(e)` and (nothing to throw) `aclose()`.
    pub struct AsyncGenAThrow: AsyncGenAThrow {
        gc gen_: Ptr<AsyncGenerator>,
        gc exception: Slot,
        raw state: Cell<State>,
    }
}
layout! {
    /// What `coroutine.__await__()` returns.
    pub struct CoroutineWrapper: CoroutineWrapper {
        gc coroutine: Slot,
    }
}
layout! {
    /// Awaitable of `anext(it, default)`.
    pub struct AnextAwaitable: AnextAwaitable {
        gc awaitable: Slot,
        gc default: Slot,
    }
}

static AGEN: &[NativeDef] = &[
    NativeDef::new("__aiter__(self, /)", same, "Return an awaitable, that resolves in asynchronous iterator."),
    NativeDef::new("__anext__(self, /)", anext, "Return a value or raise StopAsyncIteration."),
    NativeDef::new("asend(self, value, /)", asend, "Send a value in; awaitable of the next yielded value."),
    NativeDef::new("athrow(self, type, value=None, tb=None, /)", athrow, "Raise an exception in the generator."),
    NativeDef::new("aclose(self, /)", aclose, "Raise GeneratorExit inside the generator."),
    NativeDef::class("__class_getitem__(cls, object, /)", class_getitem, "See PEP 585"),
    NativeDef::new("__repr__(self, /)", super::generator::repr, "Return repr(self)."),
];
static STEP: &[NativeDef] = &[
    NativeDef::new("__next__(self, /)", step_next, "Implement next(self)."),
    NativeDef::new("__iter__(self, /)", same, "Implement iter(self)."),
    NativeDef::new("__await__(self, /)", same, "Return an iterator to be used in await expression."),
    NativeDef::new("send(self, value, /)", step_send, "Send a value in."),
    NativeDef::new("throw(self, type, value=None, tb=None, /)", step_throw, "Raise an exception inside."),
    NativeDef::new("close(self, /)", step_close, "Raise GeneratorExit inside."),
];
static WRAPPER: &[NativeDef] = &[
    NativeDef::new("__next__(self, /)", wrapper_next, "Implement next(self)."),
    NativeDef::new("__iter__(self, /)", same, "Implement iter(self)."),
    NativeDef::new("send(self, value, /)", wrapper_send, "Send a value in."),
    NativeDef::new("throw(self, type, value=None, tb=None, /)", wrapper_throw, "Raise an exception inside."),
    NativeDef::new("close(self, /)", wrapper_close, "Raise GeneratorExit inside."),
];
static ANEXT: &[NativeDef] = &[
    NativeDef::new("__next__(self, /)", anext_next, "Implement next(self)."),
    NativeDef::new("__iter__(self, /)", same, "Implement iter(self)."),
    NativeDef::new("__await__(self, /)", same, "Return an iterator to be used in await expression."),
    NativeDef::new("send(self, value, /)", anext_send, "Send a value in."),
    NativeDef::new("throw(self, type, value=None, tb=None, /)", anext_throw, "Raise an exception inside."),
    NativeDef::new("close(self, /)", anext_close, "Raise GeneratorExit inside."),
];
const fn class(name: &'static str, kind: Kind, methods: &'static [&'static [NativeDef]]) -> TypeDef {
    TypeDef { name, kind, flags: f::NO_NEW, methods, ..TypeDef::EMPTY }
}
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "async_generator",
        kind: Kind::AsyncGenerator,
        flags: f::NO_NEW | f::WEAKREF,
        methods: &[AGEN, super::generator::DEL],
        getsets: &[super::generator::AGEN_COMMON, super::generator::AGEN_ATTRS],
        ..TypeDef::EMPTY
    },
    class("async_generator_wrapped_value", Kind::AsyncGenWrapped, &[]),
    class("async_generator_asend", Kind::AsyncGenASend, &[STEP]),
    class("async_generator_athrow", Kind::AsyncGenAThrow, &[STEP]),
    class("coroutine_wrapper", Kind::CoroutineWrapper, &[WRAPPER]),
    class("anext_awaitable", Kind::AnextAwaitable, &[ANEXT]),
];

pub fn wrap(v: Value) -> Value {
    alloc(AsyncGenWrapped { header: AsyncGenWrapped::HEADER, value: Slot::new(v) }).value()
}
fn same(a: &Args) -> Res {
    Ok(a[0])
}
fn class_getitem(a: &Args) -> Res {
    super::generic_alias::new(a[0], a[1])
}
fn agen(v: Value) -> Gc<AsyncGenerator> {
    v.cast().expect("the descriptor has checked the class")
}
fn plain(g: Gc<AsyncGenerator>) -> Gc<Generator> {
    gens::as_generator(g.value()).expect("the layouts are the same")
}
/// The event loop's hooks see each asynchronous generator before its first step.
fn init_hooks(g: Gc<AsyncGenerator>) -> Result<(), Raised> {
    if g.hooks_inited.replace(true) {
        return Ok(());
    }
    let th = thread();
    // SAFETY: both hold 0 or a value.
    let (first, last) = unsafe {
        (Value::from_bits_opt(th.asyncgen_firstiter.get()), Value::from_bits_opt(th.asyncgen_finalizer.get()))
    };
    g.extra.set(g, last.filter(|v| *v != none()));
    if let Some(h) = first.filter(|v| *v != none()) {
        call::call(h, &[g.value()])?;
    }
    Ok(())
}
fn new_asend(g: Gc<AsyncGenerator>, v: Value) -> Value {
    alloc(AsyncGenASend {
        header: AsyncGenASend::HEADER,
        gen_: Ptr::new(g),
        value: Slot::new(v),
        state: Cell::new(State::Init),
    })
    .value()
}
fn new_athrow(g: Gc<AsyncGenerator>, e: Option<Value>) -> Value {
    alloc(AsyncGenAThrow {
        header: AsyncGenAThrow::HEADER,
        gen_: Ptr::new(g),
        exception: Slot::new(e),
        state: Cell::new(State::Init),
    })
    .value()
}
fn anext(a: &Args) -> Res {
    next_of(agen(a[0]))
}
fn asend(a: &Args) -> Res {
    init_hooks(agen(a[0]))?;
    Ok(new_asend(agen(a[0]), a[1]))
}
fn athrow(a: &Args) -> Res {
    init_hooks(agen(a[0]))?;
    let e = thrown(a[1], a.opt(2), a.opt(3))?;
    if a.has(2) {
        super::generator::three_arguments()?;
    }
    Ok(new_athrow(agen(a[0]), Some(e)))
}
fn aclose(a: &Args) -> Res {
    init_hooks(agen(a[0]))?;
    Ok(new_athrow(agen(a[0]), None))
}

/// `__anext__()` of an asynchronous generator, which is an awaitable iterator.
pub fn next_of(g: Gc<AsyncGenerator>) -> Res {
    init_hooks(g)?;
    Ok(new_asend(g, none()))
}

/// What a step of the generator is to whoever awaits: a value of `await` goes up, a yielded one ends the awaiting, whose
/// `state` that is.
fn unwrap(g: Gc<AsyncGenerator>, state: &Cell<State>, r: Result<Step, Raised>) -> Result<Step, Raised> {
    let r = unwrapped(g, r);
    if !matches!(r, Ok(Step::Yielded(_))) {
        state.set(State::Closed);
    }
    r
}
fn unwrapped(g: Gc<AsyncGenerator>, r: Result<Step, Raised>) -> Result<Step, Raised> {
    match r {
        Ok(Step::Yielded(v)) => match v.cast::<AsyncGenWrapped>() {
            Some(w) => {
                g.running_async.set(false);
                Ok(Step::Returned(w.value.get_or_none()))
            }
            None => Ok(Step::Yielded(v)),
        },
        Ok(Step::Returned(_)) => {
            g.closed.set(true);
            g.running_async.set(false);
            Err(raise_plain(Exc::StopAsyncIteration))
        }
        Err(Raised) => {
            if thread().exception_is(Exc::StopAsyncIteration) || thread().exception_is(Exc::GeneratorExit) {
                g.closed.set(true);
            }
            g.running_async.set(false);
            Err(Raised)
        }
    }
}

fn step_next(a: &Args) -> Res {
    step(a[0], none())
}
fn step_send(a: &Args) -> Res {
    step(a[0], a[1])
}
/// Before a step of `__anext__()` or `asend(v)`: is it the first one?
fn begin(s: Gc<AsyncGenASend>) -> Result<bool, Raised> {
    let g = s.gen_.gc();
    match s.state.get() {
        State::Closed => Err(runtime_error("cannot reuse already awaited __anext__()/asend()")),
        State::Init if g.running_async.get() => {
            s.state.set(State::Closed);
            Err(runtime_error("anext(): asynchronous generator is already running"))
        }
        State::Init => {
            s.state.set(State::Iter);
            g.running_async.set(true);
            Ok(true)
        }
        State::Iter => Ok(false),
    }
}
/// A step of `__anext__()` or `asend(v)`.
pub fn step_asend(s: Gc<AsyncGenASend>, mut v: Value) -> Result<Step, Raised> {
    if begin(s)? && v == none() {
        v = s.value.get_or_none();
    }
    let g = s.gen_.gc();
    unwrap(g, &s.state, gens::resume(plain(g), v))
}
fn step(x: Value, v: Value) -> Res {
    if let Some(s) = x.cast::<AsyncGenASend>() {
        return step_asend(s, v).and_then(gens::step_result);
    }
    let t: Gc<AsyncGenAThrow> = x.cast().expect("one of the two classes");
    let g = t.gen_.gc();
    match t.state.get() {
        State::Closed => Err(runtime_error("cannot reuse already awaited aclose()/athrow()")),
        State::Init => start_throw(t, g, v),
        State::Iter => {
            let r = gens::resume(plain(g), v);
            finish_throw(t, g, r)
        }
    }
}
fn start_throw(t: Gc<AsyncGenAThrow>, g: Gc<AsyncGenerator>, v: Value) -> Res {
    if g.state.get() == GenState::Closed {
        t.state.set(State::Closed);
        return Err(stop_iteration(None));
    }
    let closing = !t.exception.is_some();
    if g.running_async.get() {
        t.state.set(State::Closed);
        let what = if closing { "aclose" } else { "athrow" };
        return Err(runtime_error(format!("{what}(): asynchronous generator is already running")));
    }
    if g.closed.get() {
        t.state.set(State::Closed);
        return Err(raise_plain(Exc::StopAsyncIteration));
    }
    if v != none() {
        return Err(runtime_error("can't send non-None value to a just-started coroutine"));
    }
    t.state.set(State::Iter);
    g.running_async.set(true);
    let e = match t.exception.get() {
        Some(e) => e,
        None => {
            g.closed.set(true);
            crate::builtins::exceptions::instance(Exc::GeneratorExit, &[]).value()
        }
    };
    let r = gens::throw_with(plain(g), e, !closing);
    finish_throw(t, g, r)
}
fn finish_throw(t: Gc<AsyncGenAThrow>, g: Gc<AsyncGenerator>, r: Result<Step, Raised>) -> Res {
    let closing = !t.exception.is_some();
    if closing {
        if let Ok(Step::Yielded(v)) = r {
            if v.cast::<AsyncGenWrapped>().is_none() {
                return Ok(v);
            }
            g.running_async.set(false);
            t.state.set(State::Closed);
            return Err(runtime_error("async generator ignored GeneratorExit"));
        }
        g.running_async.set(false);
        t.state.set(State::Closed);
        let ended = r.is_ok() || thread().catch(Exc::StopAsyncIteration) || thread().catch(Exc::GeneratorExit);
        return Err(if ended { stop_iteration(None) } else { Raised });
    }
    unwrap(g, &t.state, r).and_then(gens::step_result)
}
fn step_throw(a: &Args) -> Res {
    let e = thrown(a[1], a.opt(2), a.opt(3))?;
    throw_into(a[0], e)
}
fn throw_into(x: Value, e: Value) -> Res {
    if let Some(s) = x.cast::<AsyncGenASend>() {
        begin(s)?;
        let g = s.gen_.gc();
        return unwrap(g, &s.state, gens::throw(plain(g), e)).and_then(gens::step_result);
    }
    let t: Gc<AsyncGenAThrow> = x.cast().expect("one of the two classes");
    let g = t.gen_.gc();
    if t.state.get() == State::Closed {
        return Err(runtime_error("cannot reuse already awaited aclose()/athrow()"));
    }
    if t.state.get() == State::Init {
        if g.running_async.get() {
            t.state.set(State::Closed);
            let what = if t.exception.is_some() { "athrow" } else { "aclose" };
            return Err(runtime_error(format!("{what}(): asynchronous generator is already running")));
        }
        t.state.set(State::Iter);
        g.running_async.set(true);
    }
    let r = gens::throw(plain(g), e);
    finish_throw(t, g, r)
}
fn step_close(a: &Args) -> Res {
    let closed = match a[0].cast::<AsyncGenASend>() {
        Some(s) => s.state.get() == State::Closed,
        None => a[0].cast::<AsyncGenAThrow>().is_some_and(|t| t.state.get() == State::Closed),
    };
    if closed {
        return Ok(none());
    }
    let e = crate::builtins::exceptions::instance(Exc::GeneratorExit, &[]).value();
    swallow_exit(throw_into(a[0], e))
}
/// `close()` of an awaitable: ends quietly, or complains if it went on.
fn swallow_exit(r: Res) -> Res {
    match r {
        Ok(_) => Err(runtime_error("coroutine ignored GeneratorExit")),
        Err(Raised)
            if thread().catch(Exc::StopIteration)
                || thread().catch(Exc::StopAsyncIteration)
                || thread().catch(Exc::GeneratorExit) =>
        {
            Ok(none())
        }
        Err(r) => Err(r),
    }
}

// --- coroutine_wrapper
pub fn wrapper(coroutine: Value) -> Value {
    alloc(CoroutineWrapper { header: CoroutineWrapper::HEADER, coroutine: Slot::new(coroutine) }).value()
}
fn coroutine(v: Value) -> Gc<Generator> {
    let w: Gc<CoroutineWrapper> = v.cast().expect("the descriptor has checked the class");
    gens::as_generator(w.coroutine.get_or_none()).expect("a wrapper wraps a coroutine")
}
fn wrapper_next(a: &Args) -> Res {
    gens::step_result(gens::resume(coroutine(a[0]), none())?)
}
fn wrapper_send(a: &Args) -> Res {
    gens::step_result(gens::resume(coroutine(a[0]), a[1])?)
}
fn wrapper_throw(a: &Args) -> Res {
    let e = thrown(a[1], a.opt(2), a.opt(3))?;
    gens::step_result(gens::throw(coroutine(a[0]), e)?)
}
fn wrapper_close(a: &Args) -> Res {
    gens::close(coroutine(a[0]))
}

// --- anext(it, default)
pub fn anext_default(awaitable: Value, default: Value) -> Value {
    alloc(AnextAwaitable {
        header: AnextAwaitable::HEADER,
        awaitable: Slot::new(awaitable),
        default: Slot::new(default),
    })
    .value()
}
fn anext_parts(v: Value) -> Result<(Gc<AnextAwaitable>, Value), Raised> {
    let x: Gc<AnextAwaitable> = v.cast().expect("the descriptor has checked the class");
    let it = super::generator::awaitable(x.awaitable.get_or_none(), 0)?;
    Ok((x, it))
}
fn or_default(x: Gc<AnextAwaitable>, r: Res) -> Res {
    match r {
        Err(Raised) if thread().catch(Exc::StopAsyncIteration) => Err(stop_iteration(Some(x.default.get_or_none()))),
        r => r,
    }
}
fn anext_next(a: &Args) -> Res {
    let (x, it) = anext_parts(a[0])?;
    let r = match gens::as_generator(it) {
        Some(g) => gens::resume(g, none()).and_then(gens::step_result),
        None => match type_of(it).special(Special::Next) {
            Some(m) => call::call_bound(m, it, &[], None),
            None => call::call_method(it, "send", &[none()]),
        },
    };
    or_default(x, r)
}
fn anext_send(a: &Args) -> Res {
    let (x, it) = anext_parts(a[0])?;
    or_default(x, call::call_method(it, "send", &[a[1]]))
}
fn anext_throw(a: &Args) -> Res {
    let (x, it) = anext_parts(a[0])?;
    let e = thrown(a[1], a.opt(2), a.opt(3))?;
    or_default(x, call::call_method(it, "throw", &[e]))
}
fn anext_close(a: &Args) -> Res {
    let (_, it) = anext_parts(a[0])?;
    call::call_method(it, "close", &[])
}
