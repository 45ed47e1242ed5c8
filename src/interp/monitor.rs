//! `sys.monitoring` (PEP 669): which tool listens to which events, and telling it.
//!
//! Event sets are plain words (per tool; per tool and code object); callbacks and what was disabled are kept in dicts of the
//! VM's state. `trace` finds out what happens and fires.

use std::sync::atomic::{AtomicU32, Ordering};

use super::frames::FrameRef;
use super::jump::Told;
use crate::builtins::exceptions::value_error;
use crate::bytecode::codec;
use crate::bytecode::ops::Op;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::frame::FrameObject;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::protocol::call;
use crate::semantics::machine::At;
use crate::thread::thread;
use crate::vm::vm;

pub const TOOLS: usize = 6;

/// Events; bit `1 << event` in event sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Event {
    PyStart,
    PyResume,
    PyReturn,
    PyYield,
    Call,
    Line,
    Instruction,
    Jump,
    BranchLeft,
    BranchRight,
    StopIteration,
    Raise,
    ExceptionHandled,
    PyUnwind,
    PyThrow,
    Reraise,
    CReturn,
    CRaise,
    Branch,
}
pub const EVENTS: [(&str, Event); 19] = [
    ("PY_START", Event::PyStart),
    ("PY_RESUME", Event::PyResume),
    ("PY_RETURN", Event::PyReturn),
    ("PY_YIELD", Event::PyYield),
    ("CALL", Event::Call),
    ("LINE", Event::Line),
    ("INSTRUCTION", Event::Instruction),
    ("JUMP", Event::Jump),
    ("BRANCH_LEFT", Event::BranchLeft),
    ("BRANCH_RIGHT", Event::BranchRight),
    ("STOP_ITERATION", Event::StopIteration),
    ("RAISE", Event::Raise),
    ("EXCEPTION_HANDLED", Event::ExceptionHandled),
    ("PY_UNWIND", Event::PyUnwind),
    ("PY_THROW", Event::PyThrow),
    ("RERAISE", Event::Reraise),
    ("C_RETURN", Event::CReturn),
    ("C_RAISE", Event::CRaise),
    ("BRANCH", Event::Branch),
];
impl Event {
    pub const fn bit(self) -> u32 {
        1 << self as u8
    }
    /// Is the event one of an instruction, so that it can be disabled there and set for one code object?
    fn is_local(self) -> bool {
        (self as u8) < Event::Raise as u8 || self == Event::Branch
    }
}
/// Events that a code object of its own can be watched for.
pub const LOCAL_EVENTS: u32 = (1 << Event::Raise as u8) - 1 | Event::Branch.bit();
/// Events that come with CALL only.
pub const C_EVENTS: u32 = Event::CReturn.bit() | Event::CRaise.bit();

/// The set of events of each tool, in all code.
static GLOBAL: [AtomicU32; TOOLS] = [const { AtomicU32::new(0) }; TOOLS];
/// All events that anybody listens to anywhere.
static ACTIVE: AtomicU32 = AtomicU32::new(0);

/// All events that anybody listens to; 0: nobody does.
#[inline(always)]
pub fn active() -> u32 {
    ACTIVE.load(Ordering::Relaxed)
}
pub fn global_events(tool: usize) -> u32 {
    GLOBAL[tool].load(Ordering::Relaxed)
}
pub fn set_global_events(tool: usize, events: u32) {
    GLOBAL[tool].store(events, Ordering::Relaxed);
    update();
}
/// A dict of the VM's state.
fn table(name: &'static str) -> Gc<Dict> {
    if let Some(d) = vm().state(name).and_then(|d| d.cast::<Dict>()) {
        return d;
    }
    let d = Dict::new();
    vm().set_state(name, d.value());
    d
}
const LOCAL: &str = "sys.monitoring.local";
const CALLBACKS: &str = "sys.monitoring.callbacks";
const DISABLED: &str = "sys.monitoring.disabled";
fn int(i: usize) -> Value {
    Value::usize(i)
}
fn key(parts: &[Value]) -> Value {
    Tuple::new(parts).value()
}
fn word(v: Option<Value>) -> u32 {
    v.and_then(|v| v.as_small()).map_or(0, |i| i as u32)
}
/// Codes go by identity: equal ones may be watched differently.
fn code_key(tool: usize, code: Gc<Code>) -> Value {
    key(&[int(tool), Value::uint(code.addr())])
}
pub fn local_events(tool: usize, code: Gc<Code>) -> Result<u32, Raised> {
    Ok(word(table(LOCAL).get(code_key(tool, code))?.and_then(|p| p.cast::<Tuple>()).map(|p| p.get(1))))
}
pub fn set_local_events(tool: usize, code: Gc<Code>, events: u32) -> Result<(), Raised> {
    // the code is kept alive, so that its address stays its own
    table(LOCAL).set(code_key(tool, code), key(&[code.value(), int(events as usize)]))?;
    update();
    Ok(())
}
pub fn clear_tool(tool: usize) -> Result<(), Raised> {
    set_global_events(tool, 0);
    for name in [LOCAL, CALLBACKS, DISABLED] {
        let d = table(name);
        let of_tool = |k: Value| k.cast::<Tuple>().is_some_and(|t| t.get(0) == int(tool));
        let keys: Vec<usize> = (0..d.fill.get()).filter(|&i| d.entry(i).is_some_and(|e| of_tool(e.0))).collect();
        for i in keys.into_iter().rev() {
            d.remove_entry(i);
        }
    }
    update();
    Ok(())
}
fn update() {
    let mut all = GLOBAL.iter().fold(0, |m, g| m | g.load(Ordering::Relaxed));
    for (_, p) in table(LOCAL).iter() {
        all |= word(p.cast::<Tuple>().map(|p| p.get(1)));
    }
    if all & Event::Branch.bit() != 0 {
        all |= Event::BranchLeft.bit() | Event::BranchRight.bit();
    }
    if all & Event::Call.bit() != 0 {
        all |= C_EVENTS;
    }
    ACTIVE.store(all, Ordering::Relaxed);
    for t in crate::gil::threads() {
        super::trace::update_table(t);
    }
}
/// Sets the callback of a tool for an event; the result is the one before.
pub fn register(tool: usize, event: u32, f: Value) -> Result<Value, Raised> {
    let (d, k) = (table(CALLBACKS), key(&[int(tool), int(event as usize)]));
    let old = d.get(k)?.unwrap_or_else(none);
    if f == none() {
        d.remove(k)?;
    } else {
        d.set(k, f)?;
    }
    Ok(old)
}
/// What was disabled is enabled again.
pub fn restart() {
    table(DISABLED).clear();
}
fn singleton(name: &'static str) -> Value {
    if let Some(v) = vm().state(name) {
        return v;
    }
    let o = crate::object::instance::alloc_instance(crate::object::shape::info(Kind::Object as u32));
    // SAFETY: a fresh plain object.
    let v = o.map_or_else(|_| none(), |o| unsafe { Value::from_bits(o as u64) });
    vm().set_state(name, v);
    v
}
/// `sys.monitoring.MISSING`
pub fn missing() -> Value {
    singleton("sys.monitoring.MISSING")
}
/// `sys.monitoring.DISABLE`
pub fn disable() -> Value {
    singleton("sys.monitoring.DISABLE")
}

/// Does any tool want to hear of this event in the frame's code?
pub fn listens(event: Event, f: FrameRef) -> bool {
    active() & event.bit() != 0 && (0..TOOLS).any(|t| wants(t, event, f.code()))
}
fn wants(tool: usize, event: Event, code: Gc<Code>) -> bool {
    let set = global_events(tool) | local_events(tool, code).unwrap_or(0);
    match event {
        Event::CReturn | Event::CRaise => set & Event::Call.bit() != 0,
        Event::BranchLeft | Event::BranchRight => set & (event.bit() | Event::Branch.bit()) != 0,
        _ => set & event.bit() != 0,
    }
}
/// Tells the tools: `callback(code, instruction offset, *args)` (LINE: without the offset).
pub fn fire(event: Event, f: FrameRef, args: &[Value]) -> Result<(), Raised> {
    if active() & event.bit() == 0 {
        return Ok(());
    }
    let (code, offset) = (f.code(), f.lasti().wrapping_add(1).saturating_sub(1) * 2);
    fire_at(event, code, offset, args)
}
fn fire_at(event: Event, code: Gc<Code>, offset: usize, args: &[Value]) -> Result<(), Raised> {
    let th = thread();
    for tool in 0..TOOLS {
        if !wants(tool, event, code) {
            continue;
        }
        let own = key(&[int(tool), int(event.bit() as usize)]);
        let general = key(&[int(tool), int(Event::Branch.bit() as usize)]);
        let mut callback = table(CALLBACKS).get(own)?;
        if callback.is_none() && matches!(event, Event::BranchLeft | Event::BranchRight) {
            callback = table(CALLBACKS).get(general)?;
        }
        let Some(callback) = callback else { continue };
        let place = key(&[int(tool), Value::uint(code.addr()), int(offset), int(event.bit() as usize)]);
        if table(DISABLED).get(place)?.is_some() {
            continue;
        }
        let mut all = [none(); 4];
        all[0] = code.value();
        let first = if event == Event::Line { 1 } else { 2 };
        all[1] = int(offset);
        all[first..first + args.len()].copy_from_slice(args);
        th.tracing.set(th.tracing.get() + 1);
        let told = th.told.replace(match event {
            Event::Line | Event::PyYield | Event::PyResume => Told::MayJump,
            Event::PyStart => Told::Start,
            Event::Call | Event::CReturn => Told::Call,
            _ => Told::Other,
        });
        let (exception, handled) = (th.exception(), th.handled());
        th.clear_exception();
        let r = call::call(callback, &all[..first + args.len()]);
        th.tracing.set(th.tracing.get() - 1);
        th.told.set(told);
        let r = r?;
        if let Some(e) = exception {
            th.set_exception(e);
        }
        th.set_handled(handled);
        if r == disable() {
            if !event.is_local() && !matches!(event, Event::CReturn | Event::CRaise) {
                register(tool, event.bit(), none())?;
                let name = EVENTS.iter().find(|e| e.1 == event).map_or("", |e| e.0);
                return Err(value_error(format!("Cannot disable {name} events. Callback removed.")));
            }
            table(DISABLED).set(place, code.value())?;
        }
    }
    Ok(())
}

/// A jump is about to be executed: unconditional ones are told at once, branches when it is known which way they went.
pub fn begin_jump(f: FrameRef, o: Gc<FrameObject>, at: At) -> Result<(), Raised> {
    let all = Event::Jump.bit() | Event::BranchLeft.bit() | Event::BranchRight.bit();
    if active() & all == 0 {
        return Ok(());
    }
    let code = f.code();
    code.load()?;
    // SAFETY: the words of the code that is running.
    let words = unsafe { std::slice::from_raw_parts(code.entry(), code.body.gc().n_words) };
    let offset = f.lasti();
    let Some(target) = codec::jump_target(words, offset, at.ins) else { return Ok(()) };
    if codec::falls_through(at.ins) {
        o.branch.set(offset as i64);
        return Ok(());
    }
    if matches!(at.ins.op(), Op::JUMP | Op::LOOP) {
        fire(Event::Jump, f, &[Value::int(target * 2)])?;
    }
    Ok(())
}
/// The instruction after a branch is reached.
pub fn finish_branch(f: FrameRef, o: Gc<FrameObject>, offset: usize) -> Result<(), Raised> {
    let from = o.branch.replace(-1);
    if from < 0 || active() == 0 {
        return Ok(());
    }
    let code = f.code();
    code.load()?;
    // SAFETY: as above.
    let words = unsafe { std::slice::from_raw_parts(code.entry(), code.body.gc().n_words) };
    let from = from as usize;
    let ins = crate::bytecode::ops::Ins(words[from]);
    let taken = codec::jump_target(words, from, ins) == Some(offset as i64);
    let left = taken == (ins.op() == Op::FOR_LOOP);
    let event = if left { Event::BranchLeft } else { Event::BranchRight };
    fire_at(event, code, from * 2, &[int(offset * 2)])
}
