//! Roots on the frame stacks: headers, named registers, and the temporaries that are live at each frame's pc.

use super::frames::{self, FRAME, FUNCTION, FrameRef, LINK, OWNER, is_stub};
use crate::bytecode::liveness;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::heap::Tracer;
use crate::object::value::Value;
use crate::thread::Thread;

/// Traces a thread: its own fields, then all frames.
pub fn trace_thread(th: &Thread, t: &mut Tracer) {
    th.trace(t);
    super::bind::Binding::trace(th, t);
    // the innermost frame is in the middle of an instruction: its operands are live
    let mut window: Option<*mut Value> = None;
    let mut frame = frames::innermost(th);
    if let Some(f) = frame.filter(|_| th.compiled.get() != 0) {
        above(f, t);
    }
    while let Some(f) = frame {
        trace_frame(f, window, t);
        t.relieve();
        window = if is_stub(f.link()) { None } else { Some(f.base) };
        frame = f.caller();
    }
}

/// Does a named register or a live temporary of any frame hold a word like that?
pub fn frames_hold(is_wanted: &dyn Fn(u64) -> bool) -> bool {
    crate::gil::threads().any(|th| {
        let mut window = false;
        std::iter::successors(frames::innermost(th), |f| f.caller()).any(|f| {
            let found = frame_holds(f, window, is_wanted);
            window = !is_stub(f.link());
            found
        })
    })
}
fn frame_holds(f: FrameRef, called: bool, is_wanted: &dyn Fn(u64) -> bool) -> bool {
    let code = f.code();
    let n = code.meta.n_locals as usize;
    let w = f.base as *const u64;
    // SAFETY: a live frame has the registers that its code says.
    let holds = |i: usize| is_wanted(unsafe { *w.add(i) });
    // an instruction's own operands are live while it runs
    let offset = code.offset_of(f.pc) - !called as usize;
    let temps = liveness::live_temps(code, offset);
    (0..n).any(holds)
        || temps.iter().enumerate().any(|(k, bits)| (0..64).any(|b| bits >> b & 1 != 0 && holds(n + k * 64 + b)))
}

/// Compiled code that the innermost parked frame has called keeps parameters in memory until it parks itself: in the call's
/// window, or above all registers where a constructor's frame goes.
fn above(f: FrameRef, t: &mut Tracer) {
    const PARAMETERS: usize = 40;
    let n = f.code().meta.n_locals as usize;
    let size = f.function().frame_size.get() as usize;
    // SAFETY: the frame stack goes on for more than that above any frame.
    unsafe { t.conservative(f.base.add(n) as *const u64, size - n.min(size) + PARAMETERS) }
}

/// `callee`: base of the frame that a call instruction of this frame has pushed.
fn trace_frame(f: FrameRef, callee: Option<*mut Value>, t: &mut Tracer) {
    // SAFETY: a live frame has the header and registers that its function's code says.
    unsafe {
        let w = f.base as *const u64;
        t.word(*w.sub(FUNCTION));
        t.word(*w.sub(FRAME));
        let link = f.link() as u64;
        if is_stub(link as *const u64) {
            t.word(*w.sub(OWNER));
        } else {
            t.conservative(&link, 1);
        }
        let pc = f.pc as u64;
        t.conservative(&pc, 1);
        let code = f.code();
        let n = code.meta.n_locals as usize;
        t.words(w, n);
        let offset = code.offset_of(f.pc);
        match callee {
            None => {
                // the instruction's own word: walk back over nothing, pc is right behind it
                trace_temps(code, offset - 1, w, n, usize::MAX, t);
            }
            Some(c) => {
                let skip = c.offset_from(f.base) as usize - LINK;
                trace_temps(code, offset, w, n, skip, t);
                if let Some(r) =
                    code.exceptions().iter().find(|r| (r.start as usize..r.end as usize).contains(&(offset - 1)))
                {
                    trace_temps(code, r.handler as usize, w, n, r.reg as usize, t);
                }
            }
        }
    }
}
/// Traces the temporaries that are live before the instruction at `offset`, but for register `skip`.
unsafe fn trace_temps(code: Gc<Code>, offset: usize, regs: *const u64, n_locals: usize, skip: usize, t: &mut Tracer) {
    for (w, &bits) in liveness::live_temps(code, offset).iter().enumerate() {
        let mut bits = bits;
        while bits != 0 {
            let i = n_locals + w * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            if i != skip {
                t.word(*regs.add(i));
            }
        }
    }
}
