//! Generators, coroutines and asynchronous generators: suspending, resuming, `for` over them, `yield from`.
//!
//! A resume copies the kept registers to the top of the frame stack and pushes a frame there, from native code
//! (`resume`) or, for `FOR_LOOP` and `SEND`, without native recursion (link to `CONT_FOR`). A yield copies them back. While
//! it runs, `handled` of the generator object holds the exception that was being handled outside.

use std::cell::Cell;

use super::frames::{
    self, BASE, CONT_FOR, CONT_HEADER, EXIT, FRAME, FUNCTION, FrameRef, HAS_OBJECT, INTERRUPTED, IS_GENERATOR,
    IS_MARKED, LINK, OWNER,
};
use super::{depth, machine, resume, unwind};
use crate::builtins::async_generator::{AsyncGenASend, step_asend};
use crate::builtins::exceptions::{Exc, runtime_error, stop_iteration, type_error, value_error};
use crate::bytecode::ops::{Ins, Op};
use crate::object::buffer::Array;
use crate::object::code::flags;
use crate::object::exception::Exception;
use crate::object::frame::FrameObject;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::generator::{AsyncGenerator, Coroutine, GenState, Generator, is_generator_kind};
use crate::object::heap::Header;
use crate::object::kind::Kind;
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, iter};
use crate::semantics::machine::{At, Go, Switch};
use crate::thread::{Quiet, Thread, thread};

/// Any of the three kinds, by their common layout.
pub fn as_generator(v: Value) -> Option<Gc<Generator>> {
    // SAFETY: the three layouts are the same.
    if v.is_ptr() && is_generator_kind(kind_of_ptr(v.bits())) { Some(unsafe { v.cast_unchecked() }) } else { None }
}
pub fn frame_of(g: Value) -> Option<Gc<FrameObject>> {
    as_generator(g)?.frame.get()?.cast()
}
pub fn set_frame(g: Value, f: Gc<FrameObject>) {
    if let Some(g) = as_generator(g) {
        g.frame.set(g, f.value());
    }
}
fn what(g: Gc<Generator>) -> &'static str {
    match kind_of_ptr(g.addr()) {
        Kind::Generator => "generator",
        Kind::Coroutine => "coroutine",
        _ => "asynchronous generator",
    }
}

/// RETURN_GENERATOR: the arguments are bound; the caller gets the generator object.
pub struct ReturnGenerator;
impl Switch for ReturnGenerator {
    const NAME: &'static str = "return_generator";
    fn run(at: At) -> Go {
        let f = FrameRef { base: at.base, pc: at.pc };
        let (func, code) = (at.function(), at.code());
        let n = code.meta.n_regs as usize;
        let regs = Array::new(n + 1);
        regs.header().set_shape(Kind::GeneratorRegs as u32);
        // SAFETY: the frame's named registers, into a new object that has room for more.
        unsafe { copy_words(at.base as *const u64, regs.items(), code.meta.n_locals as usize) };
        macro_rules! make {
            ($k:ident) => {
                alloc($k {
                    header: $k::HEADER,
                    function: Slot::new(func.value()),
                    code: Ptr::new(code),
                    regs: Ptr::new(regs),
                    name: Slot::new(func.name.gc().value()),
                    qualname: Slot::new(func.qualname.gc().value()),
                    frame: Slot::empty(),
                    handled: Slot::empty(),
                    extra: Slot::empty(),
                    pc: Cell::new(begin_of(at)),
                    state: Cell::new(GenState::Created),
                    hooks_inited: Cell::new(false),
                    closed: Cell::new(false),
                    running_async: Cell::new(false),
                })
                .value()
            };
        }
        let g = if code.meta.flags & flags::COROUTINE != 0 {
            make!(Coroutine)
        } else if code.meta.flags & flags::ASYNC_GENERATOR != 0 {
            make!(AsyncGenerator)
        } else {
            make!(Generator)
        };
        crate::builtins::generator::created(g);
        frames::detach(f);
        frames::pop(f, g.bits())
    }
}

/// Where a generator begins that the RETURN_GENERATOR at `at` makes.
pub fn begin_of(at: At) -> *const u64 {
    at.pc.wrapping_add(Op::RETURN_GENERATOR.len() - 1)
}

/// Puts the frame of a suspended generator on the stack, above the frame at `base`. `sent` goes where the generator waits.
/// The caller has checked the state.
fn push(
    g: Gc<Generator>,
    sent: Value,
    link: *const u64,
    interrupted: *const u64,
    base: *mut Value,
) -> Result<FrameRef, Raised> {
    let s = frames::top(base);
    let window = s.wrapping_add(CONT_HEADER);
    // SAFETY: a generator's function is a function; room is made before anything is written.
    unsafe {
        let func = g.function.get_or_none().cast_unchecked::<crate::object::function::Function>();
        // the registers and one word more
        let regs = g.regs.gc();
        let n = regs.cap.get() - 1;
        depth::ensure_room(window.wrapping_add(n.max(func.frame_size.get() as usize) + 8))?;
        let h = window as *mut u64;
        *h.sub(OWNER) = g.addr();
        *h.sub(INTERRUPTED) = interrupted as u64;
        *h.sub(LINK) = link as u64 | IS_GENERATOR;
        *h.sub(BASE) = base as u64;
        *h.sub(FUNCTION) = func.addr();
        *h.sub(FRAME) = 0;
        copy_words(regs.items(), h, n);
        let f = FrameRef { base: window, pc: g.pc.get() };
        let ins = Ins(*g.pc.get().sub(1));
        if ins.is(Op::YIELD) {
            *window.add(ins.b()) = sent;
        }
        if let Some(o) = g.frame.get().and_then(|o| o.cast::<FrameObject>()) {
            *h.sub(FRAME) = o.addr();
            *h.sub(LINK) |= HAS_OBJECT;
            o.base.set(window);
        }
        // exceptions handled inside and outside change places
        let th = thread();
        let (inside, outside) = (g.handled.get(), th.handled());
        if inside != outside {
            g.handled.set(g, outside);
        }
        if inside.is_some() {
            th.set_handled(inside);
        }
        g.state.set(GenState::Running);
        Ok(f)
    }
}
/// Copies a few words without a call.
///
/// # Safety
/// Both have `n` words and do not overlap.
#[inline(always)]
unsafe fn copy_words(from: *const u64, to: *mut u64, n: usize) {
    if n > 24 {
        return std::ptr::copy_nonoverlapping(from, to, n);
    }
    for i in 0..n {
        // volatile, or the loop would become a call again
        to.add(i).write_volatile(*from.add(i));
    }
}
/// Gives back what `push` exchanged; `keep`: what is handled inside stays with the generator.
fn restore_handled(g: Gc<Generator>, keep: bool) {
    let th = thread();
    let (inside, outside) = (th.handled(), g.handled.get());
    if inside.is_none() && outside.is_none() {
        return;
    }
    th.set_handled(outside);
    let own = keep && inside.is_some() && (inside != outside || is_handling(g));
    g.handled.set(g, if own { inside } else { None });
}
/// Is the generator suspended in a handler? (There, an exception leads to code that begins by ending the handling.)
fn is_handling(g: Gc<Generator>) -> bool {
    let code = g.code.gc();
    let at = (code.offset_of(g.pc.get()) as u32).saturating_sub(1);
    code.exceptions().iter().any(|r| {
        // SAFETY: handlers are offsets of instructions of this code.
        (r.start..r.end).contains(&at) && Ins(unsafe { *code.entry().add(r.handler as usize) }).op() == Op::POP_EXC
    })
}
/// The generator's frame ends (by return or exception).
pub fn finish(g: Value) {
    if let Some(g) = as_generator(g) {
        restore_handled(g, false);
        g.state.set(GenState::Closed);
        g.regs.set(g, None);
    }
}

/// YIELD: the registers go back into the generator.
pub struct Yield;
impl Switch for Yield {
    const NAME: &'static str = "yield";
    const HAS_FAST: bool = true;
    #[inline(always)]
    unsafe fn fast(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
        resume::suspend(th, pc, base, ins)
    }
    fn run(at: At) -> Go {
        let f = FrameRef { base: at.base, pc: at.pc };
        let v = at.reg(at.ins.a());
        let Some(g) = f.generator() else {
            runtime_error("yield outside a generator frame");
            return unwind::unwind(at.pc, at.base);
        };
        // SAFETY: what a frame with that flag belongs to is of one of the three kinds, whose layouts are the same.
        let g = unsafe { g.cast_unchecked::<Generator>() };
        let regs = g.regs.gc();
        let n = regs.cap.get() - 1;
        // SAFETY: both have n words.
        unsafe { copy_words(at.base as *const u64, regs.items(), n) };
        regs.written();
        g.pc.set(at.pc);
        g.state.set(GenState::Suspended);
        restore_handled(g, true);
        leave_suspended(f, g.value(), v)
    }
}
/// The frame of a generator whose registers and state have been put away goes; its caller gets the value.
pub fn leave_suspended(f: FrameRef, g: Value, v: Value) -> Go {
    if f.flags() & IS_MARKED != 0 {
        depth::unmark(f);
    }
    if let (Some(o), Some(g)) = (f.existing_object(), as_generator(g)) {
        o.lasti.set(FrameRef { base: f.base, pc: g.pc.get() }.lasti() as i64);
        o.base.set(std::ptr::null_mut());
    }
    frames::pop(f, v.bits())
}

/// What a step of a generator came to.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Yielded(Value),
    Returned(Value),
}
/// `Err` unless the generator can be resumed; `Ok(false)`: it is closed.
fn resumable(g: Gc<Generator>, sent: Option<Value>) -> Result<bool, Raised> {
    match g.state.get() {
        GenState::Running => Err(value_error(format!("{} already executing", what(g)))),
        GenState::Closed => Ok(false),
        GenState::Created if sent.is_some_and(|v| v != none()) => Err(type_error(format!(
            "can't send non-None value to a just-started {}",
            if kind_of_ptr(g.addr()) == Kind::AsyncGenerator { "async generator" } else { what(g) }
        ))),
        _ => Ok(true),
    }
}
/// Resumes from native code, sending a value.
pub fn resume(g: Gc<Generator>, sent: Value) -> Result<Step, Raised> {
    if !resumable(g, Some(sent))? {
        return match kind_of_ptr(g.addr()) {
            Kind::Coroutine => Err(runtime_error("cannot reuse already awaited coroutine")),
            _ => Ok(Step::Returned(none())),
        };
    }
    let th = thread();
    let (pc, base) = (th.pc.get(), th.base.get());
    if !base.is_null() && th.exception().is_none() {
        th.check_native_stack("")?;
        let quiet = th.enter_python()?;
        // SAFETY: the innermost frame, as parked.
        let go = unsafe { resume::push(th, g.addr() as *const Generator, sent, EXIT.pc(), pc, base) };
        if !go.pc.is_null() {
            return run_pushed(g, super::breaker::resumed(go), go.base, (quiet, pc, base));
        }
        th.quiet.set(quiet);
    }
    run(g, sent, None)
}
/// Runs the frame at `window`, from `go` on, until it yields or ends; then parks the frame below as it was.
#[inline]
fn run_pushed(
    g: Gc<Generator>,
    go: Go,
    window: *mut Value,
    (quiet, pc, base): (Quiet, *const u64, *mut Value),
) -> Result<Step, Raised> {
    let th = thread();
    // SAFETY: the frame was just pushed.
    unsafe {
        machine::run(go.pc, go.base, th);
        th.quiet.set(quiet);
        th.pc.set(pc);
        th.base.set(base);
        let result = Value::from_bits_opt(*(window as *const u64).sub(LINK)).ok_or(Raised)?;
        Ok(if g.state.get() == GenState::Suspended { Step::Yielded(result) } else { Step::Returned(result) })
    }
}
/// Pushes and runs until the next yield or the end; `at_handler`: instead of going on, raise the exception that is set.
fn run(g: Gc<Generator>, sent: Value, finished_send: Option<Value>) -> Result<Step, Raised> {
    run_with(g, sent, None, |f| match finished_send {
        Some(v) => Go { pc: after_send(f, v), base: f.base },
        None => super::breaker::resumed(Go { pc: f.pc, base: f.base }),
    })
}
/// `thrown`: the exception that `start` will raise.
fn run_with(
    g: Gc<Generator>,
    sent: Value,
    thrown: Option<Gc<Exception>>,
    start: impl FnOnce(FrameRef) -> Go,
) -> Result<Step, Raised> {
    let th = thread();
    th.check_native_stack("")?;
    let quiet = th.enter_python()?;
    let (pc, base) = (th.pc.get(), th.base.get());
    let raising = th.exception();
    let started = g.state.get() != GenState::Created;
    let f = push(g, sent, EXIT.pc(), pc, base)?;
    if let Some(e) = raising {
        th.set_exception(e);
    }
    let told = if th.tracing_enabled() { super::trace::resume_event(f, started, thrown) } else { Ok(()) };
    let go = match told {
        Ok(()) => start(f),
        Err(Raised) => unwind::unwind(f.pc, f.base),
    };
    run_pushed(g, go, f.base, (quiet, pc, base))
}
/// The pc behind the SEND that the YIELD at `f.pc` belongs to, its result being `v`.
fn after_send(f: FrameRef, v: Value) -> *const u64 {
    // SAFETY: the compiler emits SEND (with one cache word) right before a delegating YIELD.
    unsafe {
        let send = f.pc.sub(3);
        let ins = Ins(*send);
        debug_assert_eq!(ins.op(), Op::SEND);
        f.set_register(ins.a(), Some(v));
        send.add(1).offset(*(send.add(1) as *const i32) as isize)
    }
}

/// The iterator that a suspended generator delegates to (`yield from`, `await`).
pub fn delegate(g: Gc<Generator>) -> Option<Value> {
    if g.state.get() != GenState::Suspended {
        return None;
    }
    // SAFETY: a suspended generator's pc lies behind its YIELD.
    let ins = Ins(unsafe { *g.pc.get().sub(1) });
    if ins.op() == Op::YIELD && ins.c() != 0 { g.regs.gc().get(ins.c() - 1) } else { None }
}

/// `g.throw(exception)`
pub fn throw(g: Gc<Generator>, e: Value) -> Result<Step, Raised> {
    throw_inner(g, &[e], true)
}
/// `g.throw(type[, value[, traceback]])`: what `g` delegates to gets the arguments as they are.
pub fn throw_args(g: Gc<Generator>, args: &[Value]) -> Result<Step, Raised> {
    throw_inner(g, args, true)
}
/// As `throw`; `close_on_exit`: GeneratorExit closes the iterator that `g` delegates to.
pub fn throw_with(g: Gc<Generator>, e: Value, close_on_exit: bool) -> Result<Step, Raised> {
    throw_inner(g, &[e], close_on_exit)
}
fn is_exception_class(v: Value) -> bool {
    v.cast::<crate::object::types::Type>().is_some_and(|c| c.has_flag(crate::object::types::type_flags::EXCEPTION))
}
/// The exception that the arguments of `throw` mean is set in the thread.
fn raise_thrown(args: &[Value]) -> Result<(), Raised> {
    let e = match crate::builtins::generator::thrown(args[0], args.get(1).copied(), args.get(2).copied()) {
        Ok(e) => e,
        // what goes wrong in making the exception is raised in its place, inside
        Err(Raised) if is_exception_class(args[0]) => return Ok(()),
        Err(r) => return Err(r),
    };
    thread().set_exception(e.cast().ok_or_else(|| type_error("exceptions must derive from BaseException"))?);
    Ok(())
}
fn throw_inner(g: Gc<Generator>, args: &[Value], close_on_exit: bool) -> Result<Step, Raised> {
    thread().check_native_stack("")?;
    if g.state.get() == GenState::Running {
        return Err(value_error(format!("{} already executing", what(g))));
    }
    if let Some(sub) = delegate(g) {
        let class = args[0].cast::<crate::object::types::Type>().unwrap_or_else(|| type_of(args[0]));
        let is_exit = class.is_subtype(Exc::GeneratorExit.class());
        if is_exit && close_on_exit {
            g.state.set(GenState::Running);
            let closed = close_iterator(sub);
            g.state.set(GenState::Suspended);
            if closed.is_err() {
                return raise_inside(g);
            }
        } else {
            return match throw_below(g, sub, args) {
                Ok(Some(Step::Yielded(v))) => Ok(Step::Yielded(v)),
                Ok(Some(Step::Returned(v))) => run(g, none(), Some(v)),
                Ok(None) => {
                    raise_thrown(args)?;
                    raise_inside(g)
                }
                Err(Raised) => raise_inside(g),
            };
        }
    }
    match g.state.get() {
        GenState::Closed => {
            if kind_of_ptr(g.addr()) == Kind::Coroutine {
                return Err(runtime_error("cannot reuse already awaited coroutine"));
            }
            raise_thrown(args)?;
            Err(Raised)
        }
        // one that has not begun raises as if on its first line
        _ => {
            raise_thrown(args)?;
            raise_inside(g)
        }
    }
}
/// Goes on in the generator by raising the exception that is set, where it is suspended.
fn raise_inside(g: Gc<Generator>) -> Result<Step, Raised> {
    let e = thread().take_exception();
    // only what the generator itself is handling becomes the context
    let inside = g.handled.get().is_some();
    run_with(g, none(), Some(e), |f| {
        if inside {
            crate::builtins::exceptions::set_context(e);
        }
        thread().set_exception(e);
        unwind::unwind(f.pc, f.base)
    })
}
/// Throws into `sub`, which `g` delegates to, with the frame of `g` on the stack: what it runs is called from there.
fn throw_below(g: Gc<Generator>, sub: Value, args: &[Value]) -> Result<Option<Step>, Raised> {
    let th = thread();
    let quiet = th.enter_python()?;
    let (pc, base) = (th.pc.get(), th.base.get());
    let handled = (th.handled(), g.handled.get());
    let f = push(g, none(), EXIT.pc(), pc, base)?;
    // it does not run, so what is handled is what the caller handles
    th.set_handled(handled.0);
    g.handled.set(g, handled.1);
    th.pc.set(f.pc);
    th.base.set(f.base);
    let r = throw_into(sub, args);
    let regs = g.regs.gc();
    // SAFETY: both have as many words; the frame is the innermost again.
    unsafe { copy_words(f.base as *const u64, regs.items(), regs.cap.get() - 1) };
    regs.written();
    g.state.set(GenState::Suspended);
    leave_suspended(f, g.value(), none());
    th.pc.set(pc);
    th.base.set(base);
    th.quiet.set(quiet);
    r
}
/// Throws into an iterator; `None`: it has no `throw`.
fn throw_into(sub: Value, args: &[Value]) -> Result<Option<Step>, Raised> {
    if let Some(g) = as_generator(sub)
        && kind_of_ptr(g.addr()) != Kind::AsyncGenerator
    {
        return throw_inner(g, args, true).map(Some);
    }
    let Some(m) = crate::protocol::attr::get_opt(sub, crate::object::str::Str::intern("throw"))? else {
        return Ok(None);
    };
    match call::call(m, args) {
        Ok(v) => Ok(Some(Step::Yielded(v))),
        Err(Raised) if thread().exception_is(Exc::StopIteration) => {
            let e = thread().take_exception();
            Ok(Some(Step::Returned(e.fields[0].get_or_none())))
        }
        Err(r) => Err(r),
    }
}
fn close_iterator(sub: Value) -> Result<(), Raised> {
    if let Some(g) = as_generator(sub)
        && kind_of_ptr(g.addr()) != Kind::AsyncGenerator
    {
        return close(g).map(|_| ());
    }
    match crate::protocol::attr::get_opt(sub, crate::object::str::Str::intern("close"))? {
        Some(m) => call::call(m, &[]).map(|_| ()),
        None => Ok(()),
    }
}
/// `g.close()`: the value it returned, if it did.
pub fn close(g: Gc<Generator>) -> Res {
    match g.state.get() {
        GenState::Created => {
            g.state.set(GenState::Closed);
            g.regs.set(g, None);
            return Ok(none());
        }
        GenState::Closed => return Ok(none()),
        _ => {}
    }
    let e = crate::builtins::exceptions::instance(Exc::GeneratorExit, &[]);
    match throw_inner(g, &[e.value()], true) {
        Ok(Step::Yielded(_)) => Err(runtime_error(format!("{} ignored GeneratorExit", what(g)))),
        Ok(Step::Returned(v)) => Ok(v),
        Err(Raised) if thread().catch(Exc::GeneratorExit) || thread().catch(Exc::StopIteration) => Ok(none()),
        Err(r) => Err(r),
    }
}

// --- `for` and `SEND` over generators, without native recursion
/// FOR_LOOP over anything but ranges and lists.
pub struct ForLoopStep;
impl Switch for ForLoopStep {
    const NAME: &'static str = "for_loop_step";
    const HAS_FAST: bool = true;
    #[inline(always)]
    unsafe fn fast(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
        resume::step(th, pc, base, ins)
    }
    fn run(at: At) -> Go {
        // SAFETY: operands of the parked frame's instruction.
        unsafe { turn(at.pc, at.base, at.ins.0) }
    }
    #[inline(always)]
    unsafe fn slow(pc: *const u64, base: *mut Value, ins: u64) -> Go {
        turn(pc, base, ins)
    }
}
/// FOR_LOOP over what is not a list, a range or a generator in the usual state.
///
/// # Safety
/// Those of a handler.
#[inline(never)]
unsafe fn turn(pc: *const u64, base: *mut Value, ins: u64) -> Go {
    const GENERATOR: u32 = Kind::Generator as u32;
    const TUPLE_ITER: u32 = Kind::TupleIter as u32;
    const STR_ITER: u32 = Kind::StrAsciiIter as u32;
    let at = |ins: u64| At { base, pc, ins: Ins(ins) };
    let it = *base.add(Ins(ins).a());
    let Some(shape) = it.header().map(Header::shape) else { return step(at(ins), it) };
    // the commonest ones without an indirect call
    let item = match shape {
        GENERATOR => return step(at(ins), it),
        TUPLE_ITER => crate::builtins::iterators::tuple_next(it),
        STR_ITER => crate::builtins::str_::next(it),
        _ => match crate::builtins::iterators::NEXT.get(shape as usize) {
            Some(&Some(next)) => next(it),
            _ => return step(at(ins), it),
        },
    };
    match item {
        Ok(Some(v)) => {
            *base.add(Ins(ins).b()) = v;
            // jumps are verified; FOR_LOOP has one cache word
            Go { pc: pc.offset(*(pc as *const i32) as isize), base }
        }
        Ok(None) => Go { pc: pc.add(1), base },
        Err(Raised) => turn_failed(at(ins)),
    }
}
#[cold]
#[inline(never)]
fn turn_failed(at: At) -> Go {
    if thread().catch(Exc::StopIteration) { deliver(at, None) } else { unwind::unwind(at.pc, at.base) }
}
/// FOR_NEXT: the jump is taken when the iterator is exhausted.
pub struct ForNextStep;
impl Switch for ForNextStep {
    const NAME: &'static str = "for_next_step";
    const HAS_FAST: bool = true;
    #[inline(always)]
    unsafe fn fast(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
        resume::step(th, pc, base, ins)
    }
    fn run(at: At) -> Go {
        step(at, at.reg(at.ins.a()))
    }
}
fn step(at: At, it: Value) -> Go {
    if let Some(g) = it.exact::<Generator>()
        && matches!(g.state.get(), GenState::Created | GenState::Suspended)
        && !thread().tracing_enabled()
    {
        return enter(at, g, none());
    }
    match iter::next(it) {
        Ok(v) => deliver(at, v),
        Err(Raised) => unwind::unwind(at.pc, at.base),
    }
}
/// The instruction at `at` resumes `g`, which waits. When so many have begun, that may lead into compiled code.
fn enter(at: At, g: Gc<Generator>, sent: Value) -> Go {
    let fresh = g.state.get() == GenState::Created;
    let go = enter_uncounted(at, g, sent);
    if fresh && go.pc == g.pc.get() { super::breaker::begin(go) } else { go }
}
/// As `enter`, which a recording sees.
pub fn enter_uncounted(at: At, g: Gc<Generator>, sent: Value) -> Go {
    match push(g, sent, CONT_FOR.pc(), at.pc, at.base) {
        Ok(f) => Go { pc: f.pc, base: f.base },
        Err(Raised) => unwind::unwind(at.pc, at.base),
    }
}
/// The next item (or the end) of the loop instruction at `at`.
fn deliver(at: At, v: Option<Value>) -> Go {
    let far = at.cache(0) as i32 as isize;
    // SAFETY: jumps are verified; FOR_LOOP and FOR_NEXT have one cache word.
    unsafe {
        match (at.ins.op(), v) {
            (Op::FOR_NEXT, Some(v)) => {
                at.set(at.ins.b(), v);
                Go { pc: at.pc.add(1), base: at.base }
            }
            (Op::FOR_NEXT, None) => Go { pc: at.pc.offset(far), base: at.base },
            (_, Some(v)) => {
                at.set(at.ins.b(), v);
                Go { pc: at.pc.offset(far), base: at.base }
            }
            (_, None) => Go { pc: at.pc.add(1), base: at.base },
        }
    }
}
/// CONT_FOR: a generator pushed by FOR_LOOP, FOR_NEXT or SEND yielded or returned.
pub struct ContFor;
impl Switch for ContFor {
    const NAME: &'static str = "cont_for";
    fn run(at: At) -> Go {
        let s = frames::top(at.base);
        // SAFETY: the words of the frame that has just left are still there.
        let (g, pc, result) = unsafe {
            let w = s.wrapping_add(CONT_HEADER) as *const u64;
            // only `push` links frames to CONT_FOR, and its owners are of the three kinds
            (
                Gc::from_raw(*w.sub(OWNER) as *mut Generator),
                *w.sub(INTERRUPTED) as *const u64,
                Value::from_bits(*w.sub(LINK)),
            )
        };
        thread().pc.set(pc);
        let at = At::parked();
        let suspended = g.state.get() == GenState::Suspended;
        let step = if suspended { Step::Yielded(result) } else { Step::Returned(result) };
        match at.ins.op() {
            Op::SEND => return send_result(at, step),
            Op::CALL | Op::CALL_METHOD => {
                return match step_result(step) {
                    Ok(v) => {
                        at.set(at.ins.a(), v);
                        Go { pc: at.pc, base: at.base }
                    }
                    Err(Raised) => unwind::unwind(at.pc, at.base),
                };
            }
            _ => {}
        }
        deliver(at, if suspended { Some(result) } else { None })
    }
}
/// SEND, or a call instruction (without keywords) of `next(g)` or `g.send(v)`: pushes the generator's frame, which can be resumed.
pub fn enter_from_call(at: At, g: Gc<Generator>, v: Value) -> Go {
    match resumable(g, Some(v)) {
        Ok(_) => enter(at, g, v),
        Err(Raised) => unwind::unwind(at.pc, at.base),
    }
}
fn send_result(at: At, s: Step) -> Go {
    // SAFETY: SEND has one cache word, its jump is verified.
    unsafe {
        match s {
            Step::Yielded(v) => {
                at.set(at.ins.a(), v);
                Go { pc: at.pc.add(1), base: at.base }
            }
            Step::Returned(v) => {
                at.set(at.ins.a(), v);
                Go { pc: at.pc.offset(at.cache(0) as i32 as isize), base: at.base }
            }
        }
    }
}
/// SEND
pub struct Send;
impl Switch for Send {
    const NAME: &'static str = "send";
    const HAS_FAST: bool = true;
    #[inline(always)]
    unsafe fn fast(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
        resume::send(th, pc, base, ins)
    }
    fn run(at: At) -> Go {
        let (it, v) = (at.reg(at.ins.b()), at.reg(at.ins.c()));
        if let Some(g) = as_generator(it)
            && kind_of_ptr(g.addr()) != Kind::AsyncGenerator
            && matches!(g.state.get(), GenState::Created | GenState::Suspended)
            && !thread().tracing_enabled()
        {
            return enter_from_call(at, g, v);
        }
        match send(it, v) {
            Ok(s) => send_result(at, s),
            Err(Raised) => unwind::unwind(at.pc, at.base),
        }
    }
}
/// `it.send(v)`, or `next(it)` for `None`.
pub fn send(it: Value, v: Value) -> Result<Step, Raised> {
    if let Some(g) = as_generator(it)
        && kind_of_ptr(g.addr()) != Kind::AsyncGenerator
    {
        return resume(g, v);
    }
    if let Some(s) = it.exact::<AsyncGenASend>() {
        return step_asend(s, v);
    }
    let r = if v == none() {
        match type_of(it).special(Special::Next) {
            Some(m) => call::call_bound(m, it, &[], None),
            None => return Err(type_error(format!("'{}' object is not an iterator", type_of(it).name_text()))),
        }
    } else {
        call::call_method(it, "send", &[v])
    };
    match r {
        Ok(v) => Ok(Step::Yielded(v)),
        Err(Raised) if thread().exception_is(Exc::StopIteration) => {
            let e = thread().take_exception();
            Ok(Step::Returned(e.fields[0].get_or_none()))
        }
        Err(r) => Err(r),
    }
}

/// `next(g)` for native code: `None` when it returned.
pub fn next(g: Value) -> Result<Option<Value>, Raised> {
    match as_generator(g).map(|g| resume(g, none())) {
        Some(Ok(Step::Yielded(v))) => Ok(Some(v)),
        Some(Ok(Step::Returned(_))) => Ok(None),
        Some(Err(r)) => Err(r),
        None => Err(type_error("not a generator")),
    }
}
/// A step as `send` reports it: StopIteration carries the returned value.
pub fn step_result(s: Step) -> Res {
    match s {
        Step::Yielded(v) => Ok(v),
        Step::Returned(v) if v == none() => Err(stop_iteration(None)),
        Step::Returned(v) => Err(stop_iteration(Some(v))),
    }
}

// --- list iterators, for the interpreter's fast path
/// The next item of a list iterator that is not exhausted; `Some(None)` at the end; `None`: not a list iterator.
///
/// # Safety
/// `it` is a live object.
#[inline(always)]
pub unsafe fn list_iter_peek(it: *mut Header) -> Option<Option<Value>> {
    use crate::object::list::ListIter;
    if (*it).shape() != Kind::ListIter as u32 {
        return None;
    }
    let i = it as *const ListIter;
    let list = *(&raw const (*i).list as *const *const crate::object::list::List);
    if list.is_null() {
        return Some(None);
    }
    let n = (*i).index.get();
    if n < (*list).len.get() {
        Some(Some(*(*(&raw const (*list).array as *const *const Value)).add(2 + n)))
    } else {
        None // the slow path marks the end
    }
}
/// # Safety
/// `it` is a list iterator that is not at its end.
#[inline(always)]
pub unsafe fn list_iter_step(it: *mut Header) {
    let i = it as *const crate::object::list::ListIter;
    (*i).index.set((*i).index.get() + 1);
}

/// `gi_frame` and the like: the frame object, or `None` once finished.
pub fn frame_object(g: Gc<Generator>) -> Res {
    if g.state.get() == GenState::Closed {
        return Ok(none());
    }
    if let Some(f) = g.frame.get() {
        return Ok(f);
    }
    if g.state.get() == GenState::Running {
        let running = std::iter::successors(frames::innermost(thread()), |f| f.caller())
            .find(|f| f.generator() == Some(g.value()));
        if let Some(f) = running {
            return Ok(f.object().value());
        }
    }
    // SAFETY: a generator's function is a function.
    let func = unsafe { g.function.get_or_none().cast_unchecked::<crate::object::function::Function>() };
    let o = frames::new_object(func, g.code.gc(), Some(g.value()));
    o.lasti.set(g.code.gc().offset_of(g.pc.get()) as i64 - 1);
    g.frame.set(g, o.value());
    Ok(o.value())
}
/// Is the coroutine suspended in an `await` (of somebody else's)?
pub fn delegate_running(v: Value) -> bool {
    as_generator(v).is_some_and(|g| delegate(g).is_some())
}
