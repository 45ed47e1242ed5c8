//! `sys.settrace` and `sys.setprofile`.
//!
//! While a trace or profile function is set, the thread's handler table is replaced: every entry leads to `traced`, which
//! reports call and line events and then runs the instruction's real handler; so nothing is paid while no function is
//! set. Returns, exceptions and resumed generators are reported by the code that does them.

use super::dispatch;
use super::frames::FrameRef;
use super::machine::{Handler, Next};
use crate::builtins::exceptions::value_error;
use crate::bytecode::ops::{Ins, OP_COUNT, Op};
use crate::object::code::flags;
use crate::object::exception::Exception;
use crate::object::frame::FrameObject;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call;
use crate::semantics::machine::{At, Go};
use crate::thread::{Thread, thread};

/// Installs the right table after `trace_func` or `profile_func` changed.
pub fn update_table(th: &Thread) {
    th.frames_touched.store(1, std::sync::atomic::Ordering::Relaxed);
    let on = th.trace_func.get() | th.profile_func.get() != 0;
    let real = dispatch::table();
    for (i, slot) in th.table.iter().enumerate() {
        let plain = i == Op::EXIT_NATIVE as usize
            || i == Op::CONT_FOR as usize
            || i == Op::CONT_RECORD as usize
            || i == Op::CONT_INIT as usize;
        slot.set(if on && !plain { traced as Handler as usize } else { real[i] });
    }
}

unsafe extern "sysv64" fn traced(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    (*th).pc.set(pc);
    (*th).base.set(base);
    let go = before_instruction();
    // an event may have jumped or raised
    if go.pc != pc || go.base != base {
        let ins = *go.pc;
        return run_real(go.pc.add(1), go.base, th, ins);
    }
    run_real(pc, base, th, ins)
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

/// Reports what is due before the parked instruction. The result is where to go on: unchanged, or elsewhere.
fn before_instruction() -> Go {
    let at = At::parked();
    let th = thread();
    let here = Go { pc: at.pc, base: at.base };
    if !th.tracing_enabled() {
        return here;
    }
    let f = FrameRef { base: at.base, pc: at.pc };
    match report(f, at) {
        Ok(None) => here,
        Ok(Some(go)) => go,
        Err(Raised) => super::unwind::unwind(at.pc, at.base),
    }
}
/// Where calls of the code begin.
fn entry_offset(code: Gc<crate::object::code::Code>) -> usize {
    (code.call_entry() as usize - code.entry() as usize) / 8
}
fn report(f: FrameRef, at: At) -> Result<Option<Go>, Raised> {
    let code = f.code();
    let offset = f.lasti();
    let generator = code.meta.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0;
    // a frame is entered at its first instruction; generators when they are first resumed
    let first = if generator { at.ins.op() == Op::RETURN_GENERATOR } else { offset == entry_offset(code) };
    if generator && f.generator().is_none() {
        return Ok(None);
    }
    let o = f.object();
    if first && o.last_line.get() == -1 {
        enter(f, o)?;
    }
    if at.ins.op() == Op::RETURN {
        let v = at.reg_opt(at.ins.a());
        line(f, o, offset)?;
        finish(f, o, v)?;
        return Ok(None);
    }
    line(f, o, offset)?;
    if o.base.get().is_null() {
        return Ok(None);
    }
    let target = o.lasti.replace(-1);
    if target >= 0 && o.finished.get() {
        // `f_lineno` was set: `finished` marks the pending jump
        o.finished.set(false);
        // SAFETY: an instruction start of this code.
        return Ok(Some(Go { pc: unsafe { code.entry().add(target as usize) }, base: f.base }));
    }
    Ok(None)
}

fn call_hook(func: Value, o: Gc<FrameObject>, event: &str, arg: Value) -> Res {
    let th = thread();
    th.tracing.set(th.tracing.get() + 1);
    let (exception, handled) = (th.exception(), th.handled());
    th.clear_exception();
    let r = call::call(func, &[o.value(), Str::intern(event).value(), arg]);
    th.tracing.set(th.tracing.get() - 1);
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
fn enter(f: FrameRef, o: Gc<FrameObject>) -> Result<(), Raised> {
    let _ = f;
    if let Some(t) = trace_func() {
        let local = call_hook(t, o, "call", none())?;
        o.trace.set(o, Some(local).filter(|l| *l != none()));
    }
    if let Some(p) = profile_func() {
        call_hook(p, o, "call", none())?;
    }
    o.last_line.set(-2);
    Ok(())
}
fn local_event(o: Gc<FrameObject>, event: &str, arg: Value) -> Result<(), Raised> {
    if trace_func().is_some()
        && let Some(t) = o.trace.get()
    {
        let r = call_hook(t, o, event, arg)?;
        if r != none() {
            o.trace.set(o, r);
        }
    }
    Ok(())
}
fn line(f: FrameRef, o: Gc<FrameObject>, offset: usize) -> Result<(), Raised> {
    let p = f.code().position(offset);
    let line = p.line as i32;
    if line == 0 || o.trace.get().is_none() {
        return Ok(());
    }
    let starts_line = offset == 0 || f.code().position(offset - 1).line as i32 != line;
    if line != o.last_line.get() || (starts_line && is_jump_target(f, offset)) {
        o.last_line.set(line);
        if o.trace_lines.get() {
            local_event(o, "line", none())?;
        }
    }
    if o.trace_opcodes.get() {
        local_event(o, "opcode", none())?;
    }
    Ok(())
}
/// Does a backward jump lead here (so that the line begins again)?
fn is_jump_target(f: FrameRef, offset: usize) -> bool {
    let code = f.code();
    let words = code.entry();
    let mut i = offset;
    while i < code.body.gc().n_words {
        // SAFETY: within the code.
        let ins = Ins(unsafe { *words.add(i) });
        let op = ins.op();
        let back = match op {
            Op::LOOP => Some(ins.d()),
            // SAFETY: the first cache word of FOR_LOOP is its jump.
            Op::FOR_LOOP => Some(unsafe { *(words.add(i + 1) as *const i32) } as isize),
            _ => None,
        };
        if back.is_some_and(|d| (i as isize + 1 + d) as usize == offset) {
            return true;
        }
        i += op.len();
    }
    false
}
fn finish(f: FrameRef, o: Gc<FrameObject>, v: Option<Value>) -> Result<(), Raised> {
    let _ = f;
    local_event(o, "return", v.unwrap_or_else(none))?;
    if let Some(p) = profile_func() {
        call_hook(p, o, "return", v.unwrap_or_else(none))?;
    }
    Ok(())
}

/// A suspended generator is resumed.
pub fn call_event(f: FrameRef) {
    let o = f.object();
    if o.last_line.get() == -1 && f.lasti() == entry_offset(f.code()) {
        return;
    }
    o.last_line.set(-1);
    let _ = enter(f, o);
}
/// A frame ends by an exception (`None`), or yields.
pub fn return_event(f: FrameRef, value: Option<Value>) {
    if let Some(o) = f.existing_object() {
        let _ = finish(f, o, value);
    }
}
/// An exception was raised in, or reached, a frame.
pub fn exception_event(f: FrameRef, e: Gc<Exception>) {
    let o = f.object();
    let class = crate::object::shape::type_of(e.value()).value();
    let arg = Tuple::new(&[class, e.value(), e.traceback.get_or_none()]).value();
    let _ = local_event(o, "exception", arg);
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

/// `frame.f_lineno = line`: the frame goes on there, which only a trace function may ask for.
pub fn jump_to_line(o: Gc<FrameObject>, line: i64) -> Result<(), Raised> {
    if thread().tracing.get() == 0 {
        return Err(value_error("f_lineno can only be set by a trace function"));
    }
    let code = o.code.gc();
    if line < code.meta.first_line as i64 {
        return Err(value_error(format!("line {line} comes before the current code block")));
    }
    let n = code.body.gc().n_words;
    let mut i = 0;
    while i < n {
        if code.position(i).line as i64 >= line {
            o.lasti.set(i as i64);
            o.finished.set(true);
            return Ok(());
        }
        // SAFETY: within the code.
        i += Ins(unsafe { *code.entry().add(i) }).op().len();
    }
    Err(value_error(format!("line {line} comes after the current code block")))
}
