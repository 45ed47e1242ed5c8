//! Generators in traces: made in place, resumed by loops and `yield from` as inlined frames, suspended by storing what has changed
//! of their registers.
//!
//! The object in memory is always right: its state and its resume point are stored where the interpreter would, so that
//! whatever looks at it from outside sees what it would see without compiled code.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Frame, Op as Ir, Ref, Ty};

use super::calls::{self, Arg, Push, guard_function, site};
use super::ops::{RV, Recorder};
use super::quiet;
use super::recorder::{Doing, NOT_QUIET, Rec, UNWIND, class, rec};
use super::{resume_cell, unrecorded};
use crate::bytecode::liveness;
use crate::bytecode::ops::{Ins, Op as Code};
use crate::interp::frames::{self, BASE, CONT_FOR, CONT_HEADER, CONT_RECORD, FrameRef, IS_GENERATOR, LINK, OWNER};
use crate::interp::generators::{as_generator, begin_of, enter_uncounted};
use crate::object::code::{Code as CodeObject, flags};
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::generator::{Coroutine, GenState, Generator};
use crate::object::kind::Kind;
use crate::object::none;
use crate::object::value::Value;
use crate::semantics::machine::{At, Go, Switch};
use crate::thread::{Thread, thread};

/// Registers of a generator that traces inline, at most.
const MAX_REGISTERS: usize = 48;

/// Which registers count where the frame of `code` goes on at `pc`.
fn live_registers(code: Gc<CodeObject>, pc: *const u64) -> Vec<usize> {
    let (n_locals, n) = (code.meta.n_locals as usize, code.meta.n_regs as usize);
    let temps = liveness::live_temps(code, code.offset_of(pc));
    let is = |i: usize| temps.get(i / 64).is_some_and(|w| w >> (i % 64) & 1 != 0);
    (0..n).filter(|&i| i < n_locals || is(i - n_locals)).collect()
}
fn guard_zero(r: &mut Rec, o: Ref, offset: usize, c: Class) {
    let x = r.load_tagged(o, offset, c);
    let zero = r.builder.kval(0);
    r.guard(Ir::GuardEq, &[x, zero]);
}
/// No exception is being handled.
fn guard_unhandled(r: &mut Rec) {
    let th = r.builder.op(Ir::Thread, &[]);
    guard_zero(r, th, Thread::HANDLED, class::THREAD);
}
fn store_state(r: &mut Rec, o: Ref, s: GenState) {
    let k = r.builder.kint(s as i64);
    r.builder.mem(Ir::Store8, &[o, k], offset_of!(Generator, state) as i32, class::GENERATOR);
}

/// FOR_LOOP, FOR_NEXT or SEND of a suspended generator: its frame is inlined.
pub fn resume<S: Switch>(m: Recorder, at: At, it: Value, sent: Option<RV>) -> Go {
    let r = rec();
    let x = r.read(r.off() + if at.ins.op() == Code::SEND { at.ins.b() } else { at.ins.a() } as i32);
    enter(at, (it, x), sent).unwrap_or_else(|| m.give_up(S::NAME))
}
/// A call of `next(it)` or `it.send(sent)`.
pub fn call(at: At, it: Arg, sent: RV) -> Option<Go> {
    it.0.exact::<Generator>()?;
    enter(at, it, Some(sent))
}
/// Inlines the frame of a suspended generator.
fn enter(at: At, (it, x): Arg, sent: Option<RV>) -> Option<Go> {
    let g = as_generator(it).filter(|g| matches!(g.state.get(), GenState::Created | GenState::Suspended))?;
    // SAFETY: a generator's function is a function.
    let func = unsafe { g.function.get_or_none().cast_unchecked::<Function>() };
    let (code, pc, state) = (g.code.gc(), g.pc.get(), g.state.get());
    let th = thread();
    let n = code.meta.n_regs as usize;
    let fresh = state == GenState::Created;
    if th.tracing_enabled()
        || g.frame.is_some()
        || g.handled.is_some()
        || th.handled().is_some()
        || n > MAX_REGISTERS
        || func.code.gc() != code
        || fresh && sent.is_some_and(|s| s.v != none())
    {
        return None;
    }
    let r = rec();
    let called = calls::recurses(r, func) || calls::count_loops(func) > 1 || r.too_deep();
    let cell = if called { resume_cell(pc) } else { None };
    if called && cell.is_none() {
        return None;
    }
    r.guard_class(x, it);
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    let f = r.load_tagged(o, offset_of!(Generator, function), Class::CONST);
    let f = guard_function(r, func, f).r;
    r.guard_word(o, offset_of!(Generator, code), Class::CONST, code.addr());
    let now = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Generator, state) as i32, class::GENERATOR);
    let k = r.builder.kint(state as i64);
    let same = r.builder.op(Ir::Ieq, &[now, k]);
    r.guard_bool(same, true);
    r.guard_word(o, offset_of!(Generator, pc), class::GENERATOR, pc as u64);
    guard_zero(r, o, offset_of!(Generator, frame), class::field(offset_of!(Generator, frame) as u32));
    guard_zero(r, o, offset_of!(Generator, handled), class::field(offset_of!(Generator, handled) as u32));
    guard_unhandled(r);
    if let Some(s) = sent.filter(|_| fresh) {
        r.guard_is(s.r, none());
    }
    let regs = load_registers(r, o);
    store_state(r, o, GenState::Running);
    let window = r.off() + r.function().frame_size.get() as i32 + CONT_HEADER as i32;
    let go = unrecorded(|| enter_uncounted(at, g, sent.map_or(none(), |s| s.v)));
    let r = rec();
    if go.base != r.base0.wrapping_offset(window as isize) {
        r.abort("a generator did not resume");
        return Some(go);
    }
    let push =
        Push { at: window, link: CONT_FOR.pc() as u64 | IS_GENERATOR, above: Some((at.pc as u64, Some((it, x)))) };
    calls::write_header(r, f, &push);
    let mut loaded = vec![None; n];
    for i in live_registers(code, pc) {
        let w = r.load_tagged(regs, 16 + 8 * i, class::GENERATOR_REGS);
        loaded[i] = Some(w);
        r.write(window + i as i32, w);
    }
    // SAFETY: an instruction lies before the point where a generator goes on.
    let last = Ins(unsafe { *pc.sub(1) });
    if last.is(Code::YIELD) {
        let v = sent.map_or_else(|| r.constant(none()), |s| s.r);
        r.write(window + last.b() as i32, v);
    }
    if let Some(cell) = cell {
        call_generator(r, cell, window, at);
        return Some(go);
    }
    r.resumed.insert(window, loaded);
    r.frames.push(Frame { ret: at.pc as u64, base: window, func: func.addr() });
    r.moved();
    Some(go)
}
/// The frame at slot `window` is complete: runs it as compiled code of its own.
fn call_generator(r: &mut Rec, cell: u64, window: i32, at: At) {
    r.flush();
    let s = r.snapshot_at(at.pc as u64 | UNWIND);
    let result = r.builder.callf(cell, window, s);
    r.park();
    r.check_frames_next();
    let slot = window - LINK as i32;
    r.truncate(slot);
    r.suspended = Some((slot, result));
    r.resumed_by_call = true;
    super::suspend(CONT_FOR.pc());
    // SAFETY: the header of the frame that was just pushed.
    unsafe { *(r.base0 as *mut u64).offset(slot as isize) = CONT_RECORD.pc() as u64 | IS_GENERATOR };
}
fn load_registers(r: &mut Rec, o: Ref) -> Ref {
    let offset = offset_of!(Generator, regs);
    r.builder.load(Ty::Ptr, o, offset as i32, class::field(offset as u32))
}
/// The generator whose frame is the innermost: inlined, or the trace's own.
fn innermost(r: &Rec, at: At) -> Option<Gc<Generator>> {
    let f = FrameRef { base: at.base, pc: at.pc };
    let may = match r.frames.last() {
        Some(x) => x.base == r.off() && f.raw_link() == CONT_FOR.pc(),
        None => r.entry || r.side_of.is_some(),
    };
    if !may || thread().handled().is_some() {
        return None;
    }
    as_generator(f.generator()?).filter(|g| g.handled.get().is_none() && g.frame.get().is_none())
}
/// The frame is gone; its caller goes on at CONT_FOR with the result `v`.
fn pop(r: &mut Rec, at: At, v: Ref) {
    let Some(f) = r.frames.pop() else {
        r.builder.ret(v);
        r.closed = true;
        return;
    };
    let slot = f.base - LINK as i32;
    r.truncate(slot);
    r.write(slot, v);
    r.resumed.remove(&f.base);
    // SAFETY: the header of a frame that has just left.
    let caller = unsafe { *(at.base as *const u64).sub(BASE) as *mut Value };
    r.unpark(&f, caller);
    r.moved();
}
/// YIELD
pub fn suspend<S: Switch>(m: Recorder) -> Go {
    let at = At::parked();
    let r = rec();
    let Some(g) = innermost(r, at) else { return m.give_up("yield") };
    let off = r.off();
    let v = r.read(off + at.ins.a() as i32);
    guard_unhandled(r);
    let x = r.read(off - OWNER as i32);
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    let regs = load_registers(r, o);
    let loaded = r.resumed.get(&off).cloned().unwrap_or_default();
    let mut any = false;
    for i in live_registers(g.code.gc(), at.pc) {
        // what the resume will set need not be kept
        if i == at.ins.b() {
            continue;
        }
        let w = r.read(off + i as i32);
        if loaded.get(i).copied().flatten() != Some(w) {
            r.builder.store(regs, w, 16 + 8 * i as i32, class::GENERATOR_REGS);
            any = true;
        }
    }
    if any {
        // the array itself stands for whatever was stored
        let itself = r.builder.op(Ir::BoxPtr, &[regs]);
        r.builder.op(Ir::Barrier, &[regs, itself]);
    }
    let pc = r.builder.kptr(at.pc as u64);
    r.builder.store(o, pc, offset_of!(Generator, pc) as i32, class::GENERATOR);
    store_state(r, o, GenState::Suspended);
    let go = unrecorded(|| S::run(at));
    pop(rec(), at, v);
    go
}
/// RETURN in a generator's frame.
pub fn finish<S: Switch>(m: Recorder) -> Go {
    let at = At::parked();
    let r = rec();
    if innermost(r, at).is_none() {
        return m.give_up(S::NAME);
    }
    let off = r.off();
    let v = r.read(off + at.ins.a() as i32);
    guard_unhandled(r);
    let x = r.read(off - OWNER as i32);
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    store_state(r, o, GenState::Closed);
    let none = r.builder.kptr(0);
    let offset = offset_of!(Generator, regs);
    r.builder.store(o, none, offset as i32, class::field(offset as u32));
    let go = unrecorded(|| S::run(at));
    pop(rec(), at, v);
    go
}
/// CONT_FOR: an inlined generator has yielded or returned.
pub fn continue_for(m: Recorder, at: At) -> Go {
    let r = rec();
    let top = r.off() + r.function().frame_size.get() as i32;
    let result = r.read(top + (CONT_HEADER - LINK) as i32);
    // SAFETY: the words of the frame that has just left; an instruction lies before the pc.
    let (i, now, suspended) = unsafe {
        let w = frames::top(at.base).wrapping_add(CONT_HEADER) as *const u64;
        let g = Value::from_bits(*w.sub(OWNER)).cast_unchecked::<Generator>();
        let suspended = g.state.get() == GenState::Suspended;
        (quiet::at(at.base, *w.sub(frames::INTERRUPTED) as *const u64), Value::from_bits(*w.sub(LINK)), suspended)
    };
    let op = i.ins.op();
    let place = match op {
        Code::FOR_LOOP | Code::FOR_NEXT => i.ins.b(),
        Code::SEND => i.ins.a(),
        Code::CALL | Code::CALL_METHOD if suspended => i.ins.a(),
        _ => return m.give_up("cont_for"),
    };
    if std::mem::take(&mut r.resumed_by_call) {
        let g = r.read(top + (CONT_HEADER - OWNER) as i32);
        let o = r.builder.op(Ir::UnboxPtr, &[g]);
        let state = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Generator, state) as i32, class::GENERATOR);
        let k = r.builder.kint(GenState::Suspended as i64);
        let same = r.builder.op(Ir::Ieq, &[state, k]);
        r.guard_bool(same, suspended);
    }
    r.truncate(top);
    if suspended || op == Code::SEND {
        i.set(place, now);
        r.write(r.off() + place as i32, result);
    }
    r.moved();
    if matches!(op, Code::CALL | Code::CALL_METHOD) {
        return Go { pc: i.pc, base: at.base };
    }
    // SAFETY: the instructions have one cache word, their jump is verified.
    let (behind, far) = unsafe { (i.pc.add(1), i.pc.offset(i.cache(0) as i32 as isize)) };
    let near = matches!((op, suspended), (Code::FOR_LOOP, false) | (Code::FOR_NEXT | Code::SEND, true));
    Go { pc: if near { behind } else { far }, base: at.base }
}

// --- making
unsafe extern "sysv64" fn created(g: u64) -> u64 {
    if crate::stdlib::sys::hooks::origin_depth() != 0 {
        return NOT_QUIET;
    }
    crate::builtins::generator::created(Value::from_bits(g));
    none().bits()
}
/// RETURN_GENERATOR in an inlined frame whose parameters are bound.
pub fn make<S: Switch>(m: Recorder) -> Go {
    let at = At::parked();
    let r = rec();
    let code = r.function().code.gc();
    let (n, f) = (code.meta.n_regs as usize, code.meta.flags);
    if r.frames.is_empty() || n > MAX_REGISTERS || f & flags::ASYNC_GENERATOR != 0 {
        return m.give_up(S::NAME);
    }
    let (kind, size) = match f & flags::COROUTINE != 0 {
        true => (Kind::Coroutine, size_of::<Coroutine>()),
        false => (Kind::Generator, size_of::<Generator>()),
    };
    let (Some(array), Some(object)) = (site(16 + 8 * (n + 1), Kind::GeneratorRegs as u64), site(size, kind as u64))
    else {
        return m.give_up(S::NAME);
    };
    let before = r.here();
    let off = r.off();
    let x = r.read(off - frames::FUNCTION as i32);
    let fo = r.builder.op(Ir::UnboxPtr, &[x]);
    let params: Vec<Ref> = (0..code.meta.n_params as usize).map(|i| r.read(off + i as i32)).collect();
    // locals that are no parameters may hold cells by now
    let others: Vec<Option<Ref>> = (params.len()..n)
        .map(|i| {
            let set = i < code.meta.n_locals as usize && at.reg_opt(i).is_some();
            set.then(|| r.read(off + i as i32))
        })
        .collect();
    let a = r.builder.alloc(array);
    let cap = r.builder.kint(n as i64 + 1);
    r.builder.store(a, cap, 8, Class::CONST);
    let zero = r.builder.kval(0);
    let words = params.into_iter().chain(others.into_iter().map(|w| w.unwrap_or(zero))).chain([zero]);
    for (i, w) in words.enumerate() {
        r.builder.store(a, w, 16 + 8 * i as i32, class::GENERATOR_REGS);
    }
    let name = r.load_tagged(fo, offset_of!(Function, name), class::FUNC);
    let qualname = r.load_tagged(fo, offset_of!(Function, qualname), class::FUNC);
    r.constant(code.value());
    let (code_ref, pc, state) = (r.builder.kptr(code.addr()), r.builder.kptr(begin_of(at) as u64), r.builder.kint(0));
    let o = r.builder.alloc(object);
    let field = |offset: usize| class::field(offset as u32);
    for (offset, w, c) in [
        (offset_of!(Generator, function), x, Class::CONST),
        (offset_of!(Generator, code), code_ref, Class::CONST),
        (offset_of!(Generator, regs), a, field(offset_of!(Generator, regs))),
        (offset_of!(Generator, name), name, field(offset_of!(Generator, name))),
        (offset_of!(Generator, qualname), qualname, field(offset_of!(Generator, qualname))),
        (offset_of!(Generator, frame), zero, field(offset_of!(Generator, frame))),
        (offset_of!(Generator, handled), zero, field(offset_of!(Generator, handled))),
        (offset_of!(Generator, extra), zero, field(offset_of!(Generator, extra))),
        (offset_of!(Generator, pc), pc, class::GENERATOR),
        // and the flags behind it, in one word
        (offset_of!(Generator, state), state, class::GENERATOR),
    ] {
        r.builder.store(o, w, offset as i32, c);
    }
    let g = r.builder.op(Ir::BoxPtr, &[o]);
    if kind == Kind::Coroutine || code.exceptions().len() > 1 {
        if crate::stdlib::sys::hooks::origin_depth() != 0 {
            return m.give_up(S::NAME);
        }
        let word = r.call("created", created as *const () as u64, &[g], Doing::Writes);
        r.guard_quiet(word, before);
    }
    let go = unrecorded(|| S::run(at));
    pop(rec(), at, g);
    go
}
const _: () = assert!(GenState::Created as u8 == 0 && offset_of!(Generator, state).is_multiple_of(8));
const _: () = assert!(size_of::<Generator>() == offset_of!(Generator, state) + 8);
