//! `frame.f_lineno = line`: a debugger lets a frame go on elsewhere.
//!
//! Allowed is what CPython allows: a line is a target if what the instructions there expect in temporaries (iterators, the
//! exception being handled, exit functions) is what the frame has now. So control never arrives where a register holds
//! something else than the code relies on.

use super::frames::FrameRef;
use super::locals;
use crate::builtins::exceptions::{Exc, value_error};
use crate::builtins::warnings;
use crate::bytecode::codec;
use crate::bytecode::liveness::live_temps;
use crate::bytecode::ops::Op;
use crate::object::code::{Code, LocalKind};
use crate::object::frame::FrameObject;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::thread::thread;

/// What is being told to a trace function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Told {
    Nothing = 0,
    Start,
    /// A generator goes on, a line begins, a generator yields.
    MayJump,
    Call,
    Other,
}

/// What a temporary is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holds {
    Iterator,
    /// An exception being handled.
    Exception,
    /// What was handled before.
    Handled,
    Object(Op),
}

/// A live temporary of a place in the code.
type Temp = (usize, Holds);

fn words(code: Gc<Code>) -> &'static [u64] {
    let body = code.body.gc();
    // SAFETY: the body holds that many words; the frame keeps it alive while this runs.
    unsafe { std::slice::from_raw_parts(body.words() as *const u64, body.n_words) }
}
/// The live temporaries before the instruction at `offset`, in order of registers.
fn temps(code: Gc<Code>, offset: usize) -> Vec<Temp> {
    let n = code.meta.n_locals as usize;
    let live = live_temps(code, offset);
    let bits = live
        .iter()
        .enumerate()
        .flat_map(|(w, bits)| (0..64).filter(move |b| bits >> b & 1 != 0).map(move |b| w * 64 + b));
    bits.map(|b| (n + b, made_by(code, n + b, offset))).collect()
}
/// The code is structured: what a temporary holds was made by the last instruction before that writes it.
fn made_by(code: Gc<Code>, reg: usize, offset: usize) -> Holds {
    let caught = code.exceptions().iter().filter(|r| r.reg as usize == reg && r.handler as usize <= offset);
    let (mut from, mut holds) =
        caught.map(|r| r.handler as usize).max().map_or((0, Holds::Object(Op::NOP)), |h| (h, Holds::Exception));
    for (at, ins) in codec::instructions(words(code)).take_while(|(at, _)| *at < offset) {
        codec::registers(ins, |first, count, def| {
            if def && at >= from && (first..first + count).contains(&reg) {
                from = at;
                holds = match ins.op() {
                    Op::GET_ITER | Op::GET_AITER => Holds::Iterator,
                    Op::PUSH_EXC => Holds::Handled,
                    op => Holds::Object(op),
                };
            }
        });
    }
    holds
}
/// The instructions that begin a line.
fn line_starts(code: Gc<Code>) -> Vec<(usize, i64)> {
    let mut last = 0;
    let starts = codec::instructions(words(code)).map(|(at, _)| (at, code.position(at).line as i64));
    starts.filter(|&(_, line)| std::mem::replace(&mut last, line) != line && line != 0).collect()
}
fn why_not(missing: &[Temp]) -> &'static str {
    match missing.last() {
        Some((_, Holds::Iterator)) => "can't jump into the body of a for loop",
        Some((_, Holds::Exception | Holds::Handled)) => "can't jump into an 'except' block as there's no exception",
        _ => "incompatible stacks",
    }
}

/// Where a frame that is at `offset` may go on to be at `line`, or at the next line that has code.
fn find(code: Gc<Code>, offset: usize, line: i64) -> Result<usize, Raised> {
    let fail = |m: String| Err(value_error(m));
    if line < code.meta.first_line as i64 {
        return fail(format!("line {line} comes before the current code block"));
    }
    let starts = line_starts(code);
    let Some(found) = starts.iter().map(|s| s.1).filter(|&l| l >= line).min() else {
        return fail(format!("line {line} comes after the current code block"));
    };
    let here = temps(code, offset);
    let mut best: Option<(usize, usize)> = None;
    let mut reason = None;
    for &(at, _) in starts.iter().filter(|s| s.1 == found) {
        let wanted = temps(code, at);
        let missing: Vec<Temp> = wanted.iter().filter(|t| !here.contains(t)).copied().collect();
        if missing.is_empty() {
            if best.is_none_or(|(n, _)| wanted.len() > n) {
                best = Some((wanted.len(), at));
            }
        } else if reason.is_none() {
            reason = Some(why_not(&missing));
        }
    }
    match best {
        Some((_, at)) => Ok(at),
        None => fail(reason.unwrap_or("cannot find bytecode for specified line").to_string()),
    }
}

/// The frame goes on at `line`, which only a trace function may ask for.
pub fn to_line(o: Gc<FrameObject>, line: i64) -> Result<(), Raised> {
    let th = thread();
    let told = if th.tracing.get() == 0 { Told::Nothing } else { th.told.get() };
    let refused = match told {
        Told::MayJump => None,
        Told::Nothing => Some("f_lineno can only be set by a trace function"),
        Told::Start => Some("can't jump from the 'call' trace event of a new frame"),
        Told::Call => Some("can't jump during a call"),
        Told::Other => Some("can only jump from a 'line' trace event"),
    };
    if let Some(m) = refused {
        return Err(value_error(m));
    }
    let code = o.code.gc();
    let Some(f) = locals::attached(o) else {
        return Err(value_error("f_lineno can only be set in a frame that runs"));
    };
    let target = find(code, f.lasti(), line)?;
    bind_locals(f)?;
    o.jump.set(target as i64);
    Ok(())
}
/// The compiler has proved variables bound, which a jump may make untrue.
fn bind_locals(f: FrameRef) -> Result<(), Raised> {
    let kinds = &f.code().meta.local_kinds;
    let unbound: Vec<usize> =
        (0..kinds.len()).filter(|&i| kinds[i] == LocalKind::Local && f.register(i).is_none()).collect();
    if unbound.is_empty() {
        return Ok(());
    }
    let s = if unbound.len() == 1 { "" } else { "s" };
    warnings::warn(Exc::RuntimeWarning, &format!("assigning None to {} unbound local{s}", unbound.len()))?;
    for i in unbound {
        // SAFETY: a named register of a running frame.
        unsafe { *f.base.add(i) = none() };
    }
    Ok(())
}
/// The jump that was asked for, if any: where the frame goes on. What it was handling and leaves is handled no more.
pub fn take(o: Gc<FrameObject>, f: FrameRef) -> Option<usize> {
    let target = usize::try_from(o.jump.replace(-1)).ok()?;
    let code = f.code();
    let kept = temps(code, target);
    let left = temps(code, f.lasti());
    let outermost = left.iter().find(|t| t.1 == Holds::Handled && !kept.contains(t));
    if let Some(&(reg, _)) = outermost {
        thread().set_handled(f.register(reg).filter(|v: &Value| *v != none()));
    }
    Some(target)
}
