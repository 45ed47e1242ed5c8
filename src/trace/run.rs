//! Entering compiled code, and what happens when it leaves.

use std::sync::atomic::Ordering;

use sidewinder_jit::exits::{ExitInfo, NOT_ENTERED, Rebuild, call_lazy, restore};
use sidewinder_jit::lower::{chain, window_words};

use super::recorder::{ELSEWHERE, INTERPRETED, RAISED, ROOM, Rec, UNWIND};
use super::{HITS_TIME, MAX_ALIKE, MAX_FAILURES, MAX_HITS, MAX_SIDES, NEVER, Root, dump, name_of, start, state};
use crate::interp::frames::{self, FrameRef, HAS_OBJECT};
use crate::interp::generators::{self, as_generator};
use crate::interp::unwind;
use crate::interp::{breaker, depth};
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::{Header, Tracer, heap};
use crate::object::value::Value;
use crate::semantics::machine::Go;
use crate::thread::{Thread, thread};
use crate::vm::vm;

/// Words of exit records that one departure may leave.
pub const BUFFER_WORDS: usize = 1 << 20;
/// Native stack that is kept free of compiled frames.
const NATIVE_RESERVE: usize = 192 << 10;

/// Records in the exit buffer hold values until they are restored.
pub fn trace_buffer(t: &mut Tracer) {
    let Some(s) = state() else { return };
    let from = s.buffer.as_ptr();
    let n = (thread().exit_cursor.get() as usize).saturating_sub(from as usize) / 8;
    if n <= s.buffer.len() {
        // SAFETY: the part of the buffer that has been written.
        unsafe { t.conservative(from, n) };
    }
}

/// A back edge to `target`, or the first instruction of a function, in the frame at `base` has run hot. Where to go on, and
/// the next count.
pub fn hot(target: *const u64, base: *mut Value) -> (Go, u32) {
    let here = Go { pc: target, base };
    let th = thread();
    let Some(s) = state() else { return (here, NEVER) };
    if !s.enabled || th.tracing_enabled() {
        return (here, 200);
    }
    super::invalidate(s);
    let idle = s.rec.is_none() && th.record_link.get().is_null();
    let (hot, suspended) = (s.options.hot, s.suspended);
    let usual = is_usual(FrameRef { base, pc: target });
    let Some(Root { cell, compiled, failures, entries, resumes, .. }) = super::root(s, target) else {
        return (here, NEVER);
    };
    if resumes.is_some() && !usual {
        return (here, 100);
    }
    if *compiled {
        let cell = *cell;
        *entries += 1;
        if !depth::reaches(base.wrapping_add(ROOM)) || (!idle && !suspended) {
            return (here, 100);
        }
        return match s.jit.entry(cell) {
            Some(entry) => (run(entry, base), 1),
            None => (here, 1000),
        };
    }
    let begins = is_generator_start(target);
    if begins {
        resumes.get_or_insert(0);
        if !usual {
            return (here, 100);
        }
    }
    let failures = *failures;
    if failures >= MAX_FAILURES {
        return (here, NEVER);
    }
    if !idle || suspended {
        super::wait_for_call(s, FrameRef { base, pc: target });
        return (here, 50);
    }
    // an odd number: a loop of few turns would be met at the same one again and again
    let next = if failures == 0 { 19 } else { ((hot.max(2) as u64) << failures.min(12)).min(1 << 20) as u32 };
    super::constants::look_through();
    let Some(s) = state() else { return (here, NEVER) };
    let mut rec = Rec::new(target, base);
    rec.entry = begins || is_function_start(target);
    if rec.entry {
        rec.check_room();
    }
    start(s, rec);
    (here, next)
}
/// Native code calls a function that has a cell: enters its compiled code, if there is some.
pub fn called(f: Gc<Function>, base: *mut Value) -> Option<Go> {
    let th = thread();
    let s = state()?;
    let cell = f.code.gc().compiled.get();
    let free = s.suspended || s.rec.is_none() && th.record_link.get().is_null();
    let valid = s.enabled && s.broken == vm().broken_assumptions.get();
    if !free || !valid || th.tracing_enabled() || !depth::reaches(base.wrapping_add(ROOM)) {
        return None;
    }
    let entry = s.jit.entry(cell)?;
    breaker::park_at_start(FrameRef { base, pc: f.entry.get().wrapping_add(1) });
    Some(run(entry, base))
}
/// Native code resumes a generator: enters what was compiled for where it goes on, or counts.
pub fn resumed(pc: *const u64, base: *mut Value) -> Go {
    let here = Go { pc, base };
    let th = thread();
    let Some(s) = state() else { return here };
    if !s.enabled || th.tracing_enabled() || !is_usual(FrameRef { base, pc }) {
        return here;
    }
    super::invalidate(s);
    let (hot, idle) = (s.options.hot, s.rec.is_none() && th.record_link.get().is_null());
    let suspended = s.suspended;
    let Some(r) = super::root(s, pc) else { return here };
    if !r.compiled {
        let n = r.resumes.unwrap_or(0).saturating_add(1);
        r.resumes = Some(n);
        // again and again, ever more rarely
        if idle && !suspended && r.failures < MAX_FAILURES && n.is_multiple_of(hot.max(2) << r.failures.min(12)) {
            record_resume(s, pc, base);
        }
        return here;
    }
    if !depth::reaches(base.wrapping_add(ROOM)) || (!idle && !suspended) {
        return here;
    }
    r.entries += 1;
    let cell = r.cell;
    match s.jit.entry(cell) {
        Some(entry) => run(entry, base),
        None => here,
    }
}
/// Is a generator's frame in the state that its traces rely on?
fn is_usual(f: FrameRef) -> bool {
    f.flags() & HAS_OBJECT == 0 && thread().handled().is_none()
}
/// Records what a generator does from where it goes on to where it yields.
fn record_resume(s: &mut super::State, pc: *const u64, base: *mut Value) {
    let mut rec = Rec::new(pc, base);
    rec.entry = true;
    rec.check_room();
    start(s, rec);
}
/// Does the instruction behind an ENTER start here?
pub fn is_function_start(pc: *const u64) -> bool {
    use crate::bytecode::ops::Op;
    crate::object::gc::Gc::<crate::object::code::Code>::of_pc(pc).is_some_and(|c| {
        c.offset_of(pc) == Op::ENTER.len() && crate::bytecode::ops::Ins(unsafe { *c.entry() }).op() == Op::ENTER
    })
}
/// Does the body of a generator or coroutine start here?
fn is_generator_start(pc: *const u64) -> bool {
    use crate::bytecode::ops::{Ins, Op};
    let Some(code) = Gc::<crate::object::code::Code>::of_pc(pc) else { return false };
    let mut at = code.entry();
    // SAFETY: the first instructions of verified code.
    unsafe {
        while at < pc {
            let op = Ins(*at).op();
            at = at.add(op.len());
            if op == Op::RETURN_GENERATOR {
                return at == pc;
            }
            if !matches!(op, Op::CLEAR | Op::COPY_FREE | Op::MAKE_CELL) {
                return false;
            }
        }
    }
    false
}

/// Runs compiled code until it returns or leaves, and puts the frames right.
fn run(entry: u64, base: *mut Value) -> Go {
    let th = thread();
    let Some(s) = state() else { return Go { pc: th.pc.get(), base } };
    super::release(s);
    s.running += 1;
    let touched = th.frames_touched.swap(0, Ordering::Relaxed);
    let limit = th.trace_limit.get();
    let here = &touched as *const u32 as usize;
    let native = here.saturating_sub(th.native_limit.get() + NATIVE_RESERVE);
    th.trace_limit.set(th.limit.get().min(base.wrapping_add(window_words(native))));
    th.exit_cursor.set(s.buffer.as_mut_ptr());
    th.compiled.set(th.compiled.get() + 1);
    let outer = th.compiled_base.replace(base);
    s.stats.entries += 1;
    let clock = (s.stats.measured && th.compiled.get() == 1).then(std::time::Instant::now);
    // SAFETY: the trace was recorded for this frame layout; the cursor points to an empty buffer.
    let v = unsafe { s.jit.enter(entry, base as *mut u64, th as *const Thread as *mut u8) };
    if let Some(s) = state() {
        s.running -= 1;
        if let Some(t) = clock {
            s.stats.compiled += t.elapsed();
        }
    }
    th.compiled.set(th.compiled.get() - 1);
    th.compiled_base.set(outer);
    th.trace_limit.set(limit);
    if touched != 0 {
        th.frames_touched.store(1, Ordering::Relaxed);
    }
    if v == RAISED {
        let f = FrameRef { base, pc: function_pc(base) };
        th.pc.set(f.pc);
        th.base.set(base);
        return unwind::left(f);
    }
    // SAFETY: a trace returns a value word or 0.
    match unsafe { Value::from_bits_opt(v) } {
        Some(v) => {
            let f = FrameRef { base, pc: function_pc(base) };
            th.pc.set(f.pc);
            th.base.set(base);
            if f.flags() == 0 {
                return frames::pop(f, v.bits());
            }
            match f.generator() {
                Some(g) if is_suspended(g) => generators::leave_suspended(f, g, v),
                _ => frames::leave(f, v),
            }
        }
        None => leave(),
    }
}
fn is_suspended(g: Value) -> bool {
    use crate::object::generator::GenState;
    as_generator(g).is_some_and(|g| g.state.get() == GenState::Suspended)
}
/// A pc in the code of the frame at `base`.
fn function_pc(base: *mut Value) -> *const u64 {
    // SAFETY: a live frame's header names its function.
    FrameRef { base, pc: std::ptr::null() }.function().entry.get().wrapping_add(1)
}

struct Slots(*mut u64);
impl Rebuild for Slots {
    fn int(&mut self, i: i64) -> u64 {
        Value::int(i).bits()
    }
    fn float(&mut self, f: f64) -> u64 {
        Value::float(f).bits()
    }
    fn bool(&mut self, b: bool) -> u64 {
        crate::object::boolean(b).bits()
    }
    fn object(&mut self, size: u32, header: u64) -> u64 {
        match heap().alloc_zeroed(size as usize, header as u32) {
            Ok(p) => p as u64,
            Err(_) => crate::object::out_of_memory(),
        }
    }
    fn make(&mut self, helper: u64, args: &[u64]) -> u64 {
        // SAFETY: traces name such helpers and give them arguments of their types.
        match unsafe { call_lazy(helper, args) } {
            0 => crate::object::out_of_memory(),
            word => word,
        }
    }
    fn field(&mut self, object: u64, offset: i32, word: u64) {
        heap().barrier(object as *mut Header, word);
        // SAFETY: a field of an object that `object` made.
        unsafe { *((object as *mut u8).offset(offset as isize) as *mut u64) = word }
    }
    fn slot(&mut self, slot: i32, word: u64) {
        // SAFETY: slots are in the room that was checked on entry.
        unsafe { *self.0.offset(slot as isize) = word }
    }
}

/// Compiled code has left: writes the frames back, and says where the interpreter goes on.
fn leave() -> Go {
    let th = thread();
    let nowhere = Go { pc: th.pc.get(), base: th.base.get() };
    let Some(s) = state() else { return nowhere };
    let used = (th.exit_cursor.get() as usize - s.buffer.as_ptr() as usize) / 8;
    s.stats.exits += 1;
    let jit = &s.jit;
    // exits of the innermost call and of the trace it was called from
    let (mut caller, mut innermost) = (NOT_ENTERED, NOT_ENTERED);
    // what is in memory only may not be live where the thread is parked: until that is put right, the frame counts as compiled
    th.compiled.set(th.compiled.get() + 1);
    let last = chain(&s.buffer[..used.min(s.buffer.len())], &mut |r| {
        caller = std::mem::replace(&mut innermost, r.exit);
        if let Some(x) = jit.exit(r.exit) {
            restore(&x.info, r.raws, &mut Slots(r.base as *mut u64));
        }
    });
    th.compiled.set(th.compiled.get() - 1);
    let Some(r) = last else { return nowhere };
    let (id, base0) = (r.exit, r.base as *mut u64);
    // a trace that called the native code we run in may leave next
    th.exit_cursor.set(s.buffer.as_mut_ptr());
    if id == NOT_ENTERED {
        let base = base0 as *mut Value;
        let frame = FrameRef { base, pc: std::ptr::null() };
        return match frame.generator().and_then(as_generator) {
            Some(g) => not_resumed(g.pc.get(), base, caller),
            None => {
                let entry = frame.function().entry.get();
                not_entered(entry.wrapping_add(crate::bytecode::ops::Op::ENTER.len()), caller);
                Go { pc: entry, base }
            }
        };
    }
    let Some(exit) = s.jit.exit(id) else { return nowhere };
    let (pc, frame) = (exit.info.pc & !(ELSEWHERE | INTERPRETED), exit.info.frames.last().map_or(0, |f| f.base));
    let interpreted = exit.info.pc & INTERPRETED != 0;
    let base = base0.wrapping_offset(frame as isize) as *mut Value;
    if pc & UNWIND == 0 && !frames::is_stub(pc as *const u64) {
        th.pc.set((pc as *const u64).wrapping_add(1));
        th.base.set(base);
    }
    dump::exit(s, id, &exit.info, exit.taken + 1);
    if let Some(exit) = s.jit.exit_mut(id) {
        exit.taken += 1;
    }
    if pc & UNWIND != 0 {
        let pc = (pc & !UNWIND) as *const u64;
        th.pc.set(pc);
        th.base.set(base);
        if interpreted {
            unwind::attribute_context(FrameRef { base, pc });
        }
        // a side trace begins by unwinding
        return match hot_exit(id, base0 as *mut Value, Go { pc, base }) {
            true => super::calls::unwind_recorded(),
            false => unwind::unwind(pc, base),
        };
    }
    let go = Go { pc: pc as *const u64, base };
    hot_exit(id, base0 as *mut Value, go);
    go
}
/// The trace that `caller` is an exit of has called what starts at `pc`, which is not compiled. If it never will be, that trace
/// leaves every time.
fn not_entered(pc: *const u64, caller: u32) {
    let Some(s) = state() else { return };
    if s.roots.get(&(pc as usize)).is_none_or(|r| r.failures < MAX_FAILURES) {
        return;
    }
    let Some(exit) = s.jit.exit_mut(caller) else { return };
    exit.hits = exit.hits.saturating_add(1);
    if exit.hits == MAX_HITS / 8 {
        give_up(caller);
    }
}
/// Compiled code has called a generator that is not compiled where it goes on.
fn not_resumed(pc: *const u64, base: *mut Value, caller: u32) -> Go {
    let go = Go { pc, base };
    not_entered(pc, caller);
    let Some(s) = state() else { return go };
    let idle = s.enabled && s.rec.is_none() && !s.suspended && thread().record_link.get().is_null();
    let Some(r) = super::root(s, pc) else { return go };
    let n = r.resumes.unwrap_or(0) + 1;
    if idle && !thread().tracing_enabled() && r.failures < MAX_FAILURES {
        r.resumes = Some(n);
        if n >= 4 && n.is_power_of_two() {
            record_resume(s, pc, base);
        }
    }
    go
}
/// Is an exit that has no side trace taken so often that its tree costs more than it gains?
fn too_often(s: &mut super::State, id: u32, hits: u32) -> bool {
    if hits % MAX_HITS == MAX_HITS / 2 {
        s.half_way.insert(id, std::time::Instant::now());
    }
    hits.is_multiple_of(MAX_HITS) && s.half_way.get(&id).is_some_and(|t| t.elapsed() < HITS_TIME)
}
/// Counts an exit, and starts recording a side trace where it is taken often: then true.
fn hot_exit(id: u32, base0: *mut Value, go: Go) -> bool {
    let Some(s) = state() else { return false };
    super::invalidate(s);
    let (idle, hot) =
        (s.enabled && s.rec.is_none() && !s.suspended && thread().record_link.get().is_null(), s.options.hot_exit);
    let Some(exit) = s.jit.exit_mut(id) else { return false };
    if exit.side.is_some() {
        // the side trace's entries have run out
        if let Some(cell) = s.jit.root_of(id) {
            super::merge(s, cell);
        }
        return false;
    }
    exit.hits = exit.hits.saturating_add(1);
    let hits = exit.hits;
    if exit.side.is_none() && !exit.info.in_call && exit.info.pc & UNWIND == 0 && too_often(s, id, hits) {
        give_up(id);
        return false;
    }
    let Some(exit) = s.jit.exit_mut(id) else { return false };
    // again and again, ever more rarely
    let due = [1, 4, 16, 64, 256].iter().any(|k| hits == hot.saturating_mul(*k));
    if !due || exit.side.is_some() || exit.info.in_call || exit.info.pc & INTERPRETED != 0 {
        return false;
    }
    if !idle {
        exit.hits -= 1;
        return false;
    }
    let info: ExitInfo = exit.info.clone();
    // a tree that is not entered any more does not grow
    let Some(cell) = s.jit.root_of(id).filter(|c| s.starts.contains_key(c)) else { return false };
    let alike = s.alike.entry((cell, go.pc as usize)).or_insert(0);
    *alike += 1;
    let same = |pc: u64| pc & !(ELSEWHERE | INTERPRETED) == go.pc as u64;
    let row = s.jit.in_a_row(id, same);
    if row < 2 * MAX_ALIKE && s.jit.sides(cell).0 < MAX_SIDES && !thread().tracing_enabled() {
        let mut rec = Rec::side(id, &info, base0, go.base, go.pc);
        if *alike >= 3 * MAX_ALIKE || row + 1 >= MAX_ALIKE {
            rec.general = go.pc;
        }
        start(s, rec);
        return true;
    }
    false
}
/// A tree whose traces leave all the time is worse than the interpreter.
fn give_up(id: u32) {
    let Some(s) = state() else { return };
    let Some(cell) = s.jit.root_of(id) else { return };
    let root = super::root_in(s, cell).map(|r| r.0);
    dump::event(s, root, || format!("gave up {}: exit {id} is taken too often", root.map_or("?".into(), name_of)));
    s.stats.invalidated += 1;
    s.stats.blacklisted += 1;
    let Some((pc, r)) = root.and_then(|pc| Some((pc, s.roots.get_mut(&(pc as usize))?))) else { return };
    (r.compiled, r.failures) = (false, MAX_FAILURES);
    if !r.linked && (r.resumes.is_some() || is_function_start(pc)) {
        s.jit.cut(cell);
    }
}
