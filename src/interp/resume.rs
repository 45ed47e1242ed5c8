//! The common cases of resuming, suspending and ending generators, as handlers without calls.
//!
//! A function here either does the whole step, touching nothing but frame stack and generator, or returns `NOTHING`, having
//! done nothing; then the `Switch` in `generators` does it, with everything unusual: exceptions being handled inside or
//! outside, frame objects, tracing, long frames, counts that run out.

use super::frames::{
    BASE, CONT_FOR, CONT_HEADER, FRAME, FUNCTION, HAS_OBJECT, INTERRUPTED, IS_GENERATOR, LINK, LINK_FLAGS, OWNER,
};
use crate::bytecode::ops::{Ins, Op};
use crate::object::buffer::Array;
use crate::object::function::Function;
use crate::object::generator::{GenState, Generator};
use crate::object::heap::Header;
use crate::object::kind::Kind;
use crate::object::value::Value;
use crate::semantics::machine::Go;
use crate::thread::Thread;
use crate::vm::vm;

/// Not done here.
pub const NOTHING: Go = Go { pc: std::ptr::null(), base: std::ptr::null_mut() };
/// Registers of frames that are copied here.
const REGISTERS: usize = 24;

/// The generator (or, if `also_coroutines`, coroutine) that a value is.
#[inline(always)]
unsafe fn generator(v: Value, also_coroutines: bool) -> Option<*const Generator> {
    if !v.is_ptr() {
        return None;
    }
    let shape = (*(v.bits() as *const Header)).shape();
    let is_one = shape == Kind::Generator as u32 || also_coroutines && shape == Kind::Coroutine as u32;
    if is_one { Some(v.bits() as *const Generator) } else { None }
}

/// Copies `n` words, two at a time: one more than `n` if it is odd.
#[inline(always)]
unsafe fn copy(from: *const u64, to: *mut u64, n: usize) {
    let mut i = 0;
    while i < n {
        let (first, second) = (*from.add(i), *from.add(i + 1));
        // volatile, or the loop would become a call
        to.add(i).write_volatile(first);
        to.add(i + 1).write_volatile(second);
        i += 2;
    }
}

/// Puts the frame of a suspended generator above the frame at `base`, whose instruction before `pc` resumes it.
///
/// # Safety
/// `g` is a generator or coroutine, `base` a live frame's.
#[inline(always)]
pub unsafe fn push(
    th: &Thread,
    g: *const Generator,
    sent: Value,
    link: *const u64,
    pc: *const u64,
    base: *mut Value,
) -> Go {
    let g = &*g;
    let waiting = match g.state.get() {
        GenState::Suspended => true,
        GenState::Created => sent == vm().none,
        _ => false,
    };
    let usual = !g.frame.is_some() && !g.handled.is_some() && !th.is_handling() && th.binding.get().is_null();
    if !waiting || !usual || th.tracing_enabled() {
        return NOTHING;
    }
    let caller = *(base as *const *const Function).sub(FUNCTION);
    let window = base.add((*caller).frame_size.get() as usize + CONT_HEADER);
    let func = g.function.get_or_none().bits() as *const Function;
    let regs = g.regs.gc().addr() as *const Array;
    let n = (*regs).cap.get() - 1;
    let end = window.wrapping_add(n.max((*func).frame_size.get() as usize) + 8);
    if n > REGISTERS || end > th.limit.get() {
        return NOTHING;
    }
    let at = g.pc.get();
    if g.state.get() == GenState::Created {
        // RETURN_GENERATOR's count
        let count = (at.sub(1) as *mut u32).add(1);
        if *count == 0 {
            return NOTHING;
        }
        *count -= 1;
    }
    let h = window as *mut u64;
    *h.sub(OWNER) = g as *const Generator as u64;
    *h.sub(INTERRUPTED) = pc as u64;
    *h.sub(LINK) = link as u64 | IS_GENERATOR;
    *h.sub(BASE) = base as u64;
    *h.sub(FUNCTION) = func as u64;
    *h.sub(FRAME) = 0;
    copy((regs as *const u64).add(2), h, n);
    let ins = Ins(*at.sub(1));
    if ins.is(Op::YIELD) {
        *window.add(ins.b()) = sent;
    }
    g.state.set(GenState::Running);
    Go { pc: at, base: window }
}

/// FOR_LOOP or FOR_NEXT over a generator.
///
/// # Safety
/// Those of a handler.
#[inline(always)]
pub unsafe fn step(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
    match generator(*base.add(Ins(ins).a()), false) {
        Some(g) => push(th, g, vm().none, CONT_FOR.pc(), pc, base),
        None => NOTHING,
    }
}
/// SEND to a generator or coroutine.
///
/// # Safety
/// Those of a handler.
#[inline(always)]
pub unsafe fn send(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
    match generator(*base.add(Ins(ins).b()), true) {
        Some(g) => push(th, g, *base.add(Ins(ins).c()), CONT_FOR.pc(), pc, base),
        None => NOTHING,
    }
}

/// Whether the frame at `base` is a generator's in the usual state: its generator.
#[inline(always)]
unsafe fn leaving(th: &Thread, base: *mut Value) -> Option<*const Generator> {
    let w = base as *const u64;
    if *w.sub(LINK) & LINK_FLAGS != IS_GENERATOR || *w.sub(FRAME) != 0 || th.is_handling() {
        return None;
    }
    const { assert!(HAS_OBJECT & IS_GENERATOR == 0) };
    let g = *w.sub(OWNER) as *const Generator;
    if (*g).handled.is_some() { None } else { Some(g) }
}

/// YIELD
///
/// # Safety
/// Those of a handler.
#[inline(always)]
pub unsafe fn suspend(th: &Thread, pc: *const u64, base: *mut Value, ins: u64) -> Go {
    let Some(g) = leaving(th, base) else { return NOTHING };
    let regs = (*g).regs.gc().addr() as *const Array;
    let n = (*regs).cap.get() - 1;
    // the first store after a collection has to be remembered
    if n > REGISTERS || (*(regs as *const Header)).is_old() {
        return NOTHING;
    }
    let v = *base.add(Ins(ins).a());
    copy(base as *const u64, (regs as *mut u64).add(2), n);
    (*g).pc.set(pc);
    (*g).state.set(GenState::Suspended);
    deliver(base, v, true)
}
/// RETURN from a generator.
///
/// # Safety
/// Those of a handler.
#[inline(always)]
pub unsafe fn end(th: &Thread, base: *mut Value, ins: u64) -> Go {
    let Some(g) = leaving(th, base) else { return NOTHING };
    let v = *base.add(Ins(ins).a());
    (*g).state.set(GenState::Closed);
    (*g).regs.init(None);
    deliver(base, v, false)
}

/// Takes the frame at `base` off the stack and goes on with its result, straight in the loop or SEND where possible.
#[inline(always)]
unsafe fn deliver(base: *mut Value, v: Value, suspended: bool) -> Go {
    let w = base as *mut u64;
    let link = (*w.sub(LINK) & !LINK_FLAGS) as *const u64;
    let caller = *w.sub(BASE) as *mut Value;
    if link == CONT_FOR.pc() {
        let pc = *w.sub(INTERRUPTED) as *const u64;
        let ins = Ins(*pc.sub(1));
        let far = pc.wrapping_offset(*(pc as *const i32) as isize);
        if ins.is(Op::SEND) {
            *caller.add(ins.a()) = v;
            return Go { pc: if suspended { pc.add(1) } else { far }, base: caller };
        }
        if ins.is(Op::FOR_LOOP) {
            if !suspended {
                return Go { pc: pc.add(1), base: caller };
            }
            *caller.add(ins.b()) = v;
            return Go { pc: far, base: caller };
        }
    }
    *w.sub(LINK) = v.bits();
    Go { pc: link, base: caller }
}
