//! `sys.settrace`, `sys.setprofile` and `sys.monitoring`: what happens in a frame is told to Python functions.
//!
//! While anybody listens, the thread's handler table is replaced: every entry leads to `traced`, which reports what is due
//! before the instruction and then runs its real handler; so nothing is paid while nobody listens. Exceptions and resumed
//! generators are reported by the code that deals with them. What the monitoring tools hear is `monitor`'s.

use super::dispatch;
use super::frames::FrameRef;
use super::jump::{self, Told};
use super::machine::{Handler, Next};
use super::monitor::{self, Event};
use crate::bytecode::ops::{OP_COUNT, Op};
use crate::object::code::flags;
use crate::object::exception::Exception;
use crate::object::frame::FrameObject;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call};
use crate::semantics::machine::{At, Go};
use crate::thread::{Thread, thread};

/// Values of `FrameObject::last_line` besides line numbers: nothing was reported of the frame yet; it is being entered;
/// it was entered.
const UNSEEN: i32 = -1;
pub const ENTERING: i32 = -2;
const ENTERED: i32 = 0;

/// Installs the right table after what is listened to changed.
pub fn update_table(th: &Thread) {
    th.frames_touched.store(1, std::sync::atomic::Ordering::Relaxed);
    let on = th.trace_func.get() | th.profile_func.get() != 0 || monitor::active() != 0;
    let real = dispatch::table();
    for (i, slot) in th.table.iter().enumerate() {
        let plain = i == Op::EXIT_NATIVE as usize
            || i == Op::CONT_FOR as usize
            || i == Op::CONT_RECORD as usize
            || i == Op::CONT_INIT as usize
            || i == Op::CONT_SET as usize;
        slot.set(if on && !plain { traced as Handler as usize } else { real[i] });
    }
}

unsafe extern "sysv64" fn traced(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    (*th).pc.set(pc);
    (*th).base.set(base);
    match before_instruction() {
        None => run_real(pc, base, th, ins),
        // an event jumped or raised
        Some(go) => run_real(go.pc.add(1), go.base, th, *go.pc),
    }
}
#[inline(always)]
unsafe fn run_real(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    let real = real_handler(ins as u16);
    std::mem::transmute::<usize, Handler>(real)(pc, base, th, ins)
}
fn real_handler(op: u16) -> usize {
    static TABLE: std::sync::OnceLock<[usize; OP_COUNT]> = std::sync::OnceLock::new();
    TABLE.get_or_init(dispatch::table)[op as usize]
}

/// Reports what is due before the parked instruction. The result is where to go on if not there.
fn before_instruction() -> Option<Go> {
    if !thread().tracing_enabled() {
        return None;
    }
    let at = At::parked();
    let f = FrameRef { base: at.base, pc: at.pc };
    if f.is_hidden() {
        return None;
    }
    report(f, at).unwrap_or_else(|Raised| Some(super::unwind::unwind(at.pc, at.base)))
}
fn is_generator(f: FrameRef) -> bool {
    f.code().meta.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0
}
/// Where calls of the code begin.
fn entry_offset(code: Gc<crate::object::code::Code>) -> usize {
    (code.call_entry() as usize - code.entry() as usize) / 8
}
fn report(f: FrameRef, at: At) -> Result<Option<Go>, Raised> {
    let code = f.code();
    let offset = f.lasti();
    let generator = is_generator(f);
    if generator && f.generator().is_none() {
        // still in the call that makes the generator
        return Ok(None);
    }
    let o = f.object();
    if offset == entry_offset(code) && !generator && o.last_line.get() == UNSEEN {
        enter(f, o, Event::PyStart, None)?;
    }
    finish_native_call(f, o, Event::CReturn)?;
    // a generator may have been told to go on elsewhere when it yielded
    if let Some(go) = jumped(f, o) {
        return Ok(Some(go));
    }
    monitor::finish_branch(f, o, offset)?;
    line(f, o, at.ins.op(), offset)?;
    if let Some(go) = jumped(f, o) {
        return Ok(Some(go));
    }
    match at.ins.op() {
        Op::RETURN => finish(f, o, at.reg_opt(at.ins.a()), Event::PyReturn)?,
        Op::YIELD => finish(f, o, at.reg_opt(at.ins.a()), Event::PyYield)?,
        Op::CALL | Op::CALL_KW | Op::CALL_METHOD | Op::CALL_METHOD_KW | Op::CALL_EX => begin_call(f, o, at)?,
        // unless the call is yet to come
        Op::SUM_END if at.reg(at.ins.a() + 4).exact::<List>().is_none() => begin_call(f, o, at)?,
        _ => monitor::begin_jump(f, o, at)?,
    }
    Ok(None)
}

/// `f_lineno` was set: where the frame goes on.
fn jumped(f: FrameRef, o: Gc<FrameObject>) -> Option<Go> {
    let target = jump::take(o, f)?;
    o.last_line.set(f.code().position(target).line as i32);
    // SAFETY: an instruction start of this code.
    Some(Go { pc: unsafe { f.code().entry().add(target) }, base: f.base })
}
fn call_hook(func: Value, o: Gc<FrameObject>, told: Told, event: &str, arg: Value) -> Res {
    let th = thread();
    let before = th.told.replace(told);
    th.tracing.set(th.tracing.get() + 1);
    let (exception, handled) = (th.exception(), th.handled());
    th.clear_exception();
    let r = call::call(func, &[o.value(), Str::intern(event).value(), arg]);
    th.tracing.set(th.tracing.get() - 1);
    th.told.set(before);
    if r.is_ok() {
        if let Some(e) = exception {
            th.set_exception(e);
        }
        th.set_handled(handled);
    } else {
        // a trace function that raises is removed
        set_trace(none());
        set_profile(none());
    }
    r
}
fn trace_func() -> Option<Value> {
    // SAFETY: holds 0 or a value.
    unsafe { Value::from_bits_opt(thread().trace_func.get()) }
}
fn profile_func() -> Option<Value> {
    // SAFETY: holds 0 or a value.
    unsafe { Value::from_bits_opt(thread().profile_func.get()) }
}
fn enter(f: FrameRef, o: Gc<FrameObject>, event: Event, thrown: Option<Value>) -> Result<(), Raised> {
    // while the hooks look, the frame is on the line of its `def`
    let resumed_on = if event == Event::PyStart { ENTERED } else { f.code().position(f.lasti()).line as i32 };
    o.last_line.set(if event == Event::PyStart { ENTERING } else { resumed_on });
    let r = enter_hooks(o).and_then(|()| monitor::fire(event, f, thrown.as_slice()));
    o.last_line.set(resumed_on);
    o.last_offset.set(-1);
    r
}
fn enter_hooks(o: Gc<FrameObject>) -> Result<(), Raised> {
    let told = if o.last_line.get() == ENTERING { Told::Start } else { Told::MayJump };
    if let Some(t) = trace_func() {
        let local = call_hook(t, o, told, "call", none())?;
        o.trace.set(o, Some(local).filter(|l| *l != none()));
    }
    if let Some(p) = profile_func() {
        call_hook(p, o, told, "call", none())?;
    }
    Ok(())
}
fn local_event(o: Gc<FrameObject>, told: Told, event: &str, arg: Value) -> Result<(), Raised> {
    if trace_func().is_some()
        && let Some(t) = o.trace.get()
    {
        let r = call_hook(t, o, told, event, arg)?;
        if r != none() {
            o.trace.set(o, r);
        }
    }
    Ok(())
}
/// A new line is one that the instruction executed before is not of; a jump back to the same line begins it again.
fn line(f: FrameRef, o: Gc<FrameObject>, op: Op, offset: usize) -> Result<(), Raised> {
    let line = f.code().position(offset).line as i32;
    let (last, last_offset) = (o.last_line.get(), o.last_offset.replace(offset as i64));
    // the back edge of a loop belongs to no line
    if line != 0 && op != Op::LOOP {
        o.last_line.set(line);
        // of a frame that ran when somebody began to listen, the rest of a line is no line
        let unseen = last == UNSEEN && offset > 0 && f.code().position(offset - 1).line as i32 == line;
        if line != last && !unseen {
            monitor::fire(Event::Line, f, &[Value::int(line as i64)])?;
        }
        let back = (offset as i64) < last_offset || op == Op::FOR_LOOP && offset as i64 == last_offset;
        let again = line == last && back;
        if (line != last && !unseen || again) && o.trace_lines.get() {
            local_event(o, Told::MayJump, "line", none())?;
        }
    }
    if o.trace_opcodes.get() {
        local_event(o, Told::Other, "opcode", none())?;
    }
    monitor::fire(Event::Instruction, f, &[])
}
fn finish(f: FrameRef, o: Gc<FrameObject>, v: Option<Value>, event: Event) -> Result<(), Raised> {
    let v = v.unwrap_or_else(none);
    let told = if event == Event::PyYield { Told::MayJump } else { Told::Other };
    local_event(o, told, "return", v)?;
    if let Some(p) = profile_func() {
        call_hook(p, o, told, "return", v)?;
    }
    monitor::fire(event, f, &[v])
}

// --- calls of native functions

/// A call instruction is about to be executed.
fn begin_call(f: FrameRef, o: Gc<FrameObject>, at: At) -> Result<(), Raised> {
    let monitored = monitor::listens(Event::Call, f);
    if profile_func().is_none() && !monitored {
        return Ok(());
    }
    let a = at.ins.a();
    let callee = at.reg(a + 2);
    let first = match at.ins.op() {
        Op::CALL_EX => at.reg(a + 4).cast::<Tuple>().and_then(|t| t.items().first().copied()),
        Op::CALL_METHOD | Op::CALL_METHOD_KW if at.reg_opt(a + 4).is_none() && at.ins.b() > 1 => at.reg_opt(a + 5),
        _ if at.ins.b() > 0 => at.reg_opt(a + 4),
        _ => None,
    };
    let native = callee.is_ptr() && kind_of_ptr(callee.bits()) != Kind::Function;
    if monitored {
        let arg = first.unwrap_or_else(monitor::missing);
        monitor::fire(Event::Call, f, &[callee, arg])?;
    }
    if native {
        o.callee.set(o, callee);
        o.callee_arg.set(o, first);
    }
    if let (Some(p), Some(c)) = (profile_func(), profiled(callee, first)) {
        call_hook(p, o, Told::Call, "c_call", c)?;
    }
    Ok(())
}
/// What the profile function hears of: functions written in Rust, methods bound.
fn profiled(callee: Value, first: Option<Value>) -> Option<Value> {
    if !callee.is_ptr() {
        return None;
    }
    match (kind_of_ptr(callee.bits()), first) {
        (Kind::NativeFunction, _) => Some(callee),
        (Kind::MethodDescriptor, Some(this)) => match attr::bind_descriptor(callee, this) {
            Ok(m) => Some(m),
            Err(Raised) => {
                thread().clear_exception();
                None
            }
        },
        _ => None,
    }
}
/// The native call that the frame was in, if any, has ended.
fn finish_native_call(f: FrameRef, o: Gc<FrameObject>, event: Event) -> Result<(), Raised> {
    let Some(callee) = o.callee.get() else { return Ok(()) };
    let first = o.callee_arg.get();
    o.callee.set(o, None);
    o.callee_arg.set(o, None);
    if let (Some(p), Some(c)) = (profile_func(), profiled(callee, first)) {
        call_hook(p, o, Told::Call, if event == Event::CReturn { "c_return" } else { "c_exception" }, c)?;
    }
    monitor::fire(event, f, &[callee, first.unwrap_or_else(monitor::missing)])
}

// --- generators and exceptions

/// A generator is resumed, for the first time or not, perhaps by an exception thrown in: `f` is its frame, just pushed.
pub fn resume_event(f: FrameRef, started: bool, thrown: Option<Gc<Exception>>) -> Result<(), Raised> {
    let th = thread();
    let (pc, base) = (th.pc.get(), th.base.get());
    // what the hooks call goes above the frame
    th.pc.set(f.pc);
    th.base.set(f.base);
    let event = match (thrown, started) {
        (Some(_), _) => Event::PyThrow,
        (None, true) => Event::PyResume,
        (None, false) => Event::PyStart,
    };
    let r = enter(f, f.object(), event, thrown.map(Gc::value));
    th.pc.set(pc);
    th.base.set(base);
    r
}
/// An exception was raised in, or reached, a frame; `again`: its traceback goes on.
pub fn exception_event(f: FrameRef, e: Gc<Exception>, again: bool) {
    let o = f.object();
    exceptional(|| finish_native_call(f, o, Event::CRaise));
    o.branch.set(-1);
    if again {
        exceptional(|| monitor::fire(Event::Reraise, f, &[e.value()]));
        return;
    }
    let class = type_of(e.value()).value();
    let arg = Tuple::new(&[class, e.value(), e.traceback.get_or_none()]).value();
    exceptional(|| local_event(o, Told::Other, "exception", arg));
    exceptional(|| monitor::fire(Event::Raise, f, &[e.value()]));
}
/// A handler for the exception was found.
pub fn handled_event(f: FrameRef, e: Gc<Exception>) {
    exceptional(|| monitor::fire(Event::ExceptionHandled, f, &[e.value()]));
}
/// A frame ends by an exception.
pub fn unwind_event(f: FrameRef, e: Gc<Exception>) {
    let Some(o) = f.existing_object() else { return };
    exceptional(|| local_event(o, Told::Other, "return", none()));
    if let Some(p) = profile_func() {
        exceptional(|| call_hook(p, o, Told::Other, "return", none()).map(|_| ()));
    }
    exceptional(|| monitor::fire(Event::PyUnwind, f, &[e.value()]));
}
/// Runs a hook while an exception is being raised: if the hook raises, that exception takes its place.
fn exceptional(f: impl FnOnce() -> Result<(), Raised>) {
    let th = thread();
    let e = th.exception();
    if f().is_ok()
        && let Some(e) = e
    {
        th.set_exception(e);
    }
}

/// `sys.settrace(f)`
pub fn set_trace(f: Value) {
    let th = thread();
    th.trace_func.set(if f == none() { 0 } else { f.bits() });
    update_table(th);
}
/// `sys.setprofile(f)`
pub fn set_profile(f: Value) {
    let th = thread();
    th.profile_func.set(if f == none() { 0 } else { f.bits() });
    update_table(th);
}
