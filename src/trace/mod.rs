//! The tracing JIT's side of the interpreter: hot loops, recording, installing, leaving.
//!
//! A back edge whose count runs out comes to `hot_loop`: it enters the loop's trace, or starts recording one. While a trace
//! is recorded the thread's handler table leads to `recorder::step`, which executes each instruction over the `Recorder`
//! machine. A finished trace is optimised and compiled by the `jit` crate. When compiled code leaves, `leave` writes the
//! frame slots back and the interpreter goes on.

pub mod recorder;
mod steps;

use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::mem::offset_of;
use std::sync::atomic::Ordering;

use sidewinder_jit::exits::{MAX_RAWS, RECORD_HEAD, Rebuild, restore};
use sidewinder_jit::ir::value::Layout;
use sidewinder_jit::lower::{Config, Jit, records};
use sidewinder_jit::opt::{Options, optimise};

use crate::dump::{Channel, Dump};
use crate::interp::{breaker, dispatch, unwind};
use crate::object::code::HOT_COUNT;
use crate::object::heap::{Header, heap};
use crate::object::kind::Kind;
use crate::object::value::Value;
use crate::semantics::machine::Go;
use crate::thread::{Thread, thread};
use crate::vm::vm;
use recorder::{Rec, UNWIND};

/// Sizes and thresholds.
#[derive(Clone, Debug)]
pub struct JitOptions {
    /// Back edges before a loop is recorded.
    pub hot: u32,
    /// Times an exit is taken before a side trace grows there.
    pub hot_exit: u32,
    /// `--jit-stress`: a seed for what is made to go wrong.
    pub stress: Option<u32>,
    /// `--jit-fuel`: so many traces are compiled.
    pub fuel: Option<u64>,
    /// What is printed.
    pub dump: Dump,
}
impl Default for JitOptions {
    fn default() -> Self {
        JitOptions { hot: 500, hot_exit: 60, stress: None, fuel: None, dump: Dump::default() }
    }
}

/// A compiled loop.
struct Root {
    entry: u64,
    /// Cell that side traces link to.
    cell: u64,
    /// Words of frame stack the trace may use above its base.
    room: usize,
}
#[derive(Default)]
struct Failures {
    count: u32,
}
/// Counters that `--stats` shows.
#[derive(Default, Clone, Debug)]
pub struct JitStats {
    pub traces: u64,
    pub side_traces: u64,
    pub exits: u64,
    pub aborts: HashMap<&'static str, u64>,
}

struct State {
    jit: Jit,
    options: JitOptions,
    layout: Layout,
    roots: HashMap<usize, Root>,
    failures: HashMap<usize, Failures>,
    exit_counts: HashMap<u32, u32>,
    /// Room that each side trace's root needs, by exit.
    rec: Option<Box<Rec>>,
    buffer: Vec<u64>,
    stats: JitStats,
    /// The table of the recorder's handlers.
    recording: Box<[usize; crate::bytecode::ops::OP_COUNT]>,
}
struct Place(UnsafeCell<Option<Box<State>>>);
// SAFETY: used under the GIL only.
unsafe impl Sync for Place {}
static STATE: Place = Place(UnsafeCell::new(None));

#[allow(clippy::mut_from_ref)]
fn state() -> Option<&'static mut State> {
    // SAFETY: under the GIL; no reference is kept over code that may come here again.
    unsafe { (*STATE.0.get()).as_deref_mut() }
}

unsafe extern "sysv64" fn box_float(_th: *mut u8, bits: u64) -> u64 {
    Value::float(f64::from_bits(bits)).bits()
}
unsafe extern "sysv64" fn alloc(_th: *mut u8, size: u64, header: u64) -> u64 {
    match heap().alloc(size as usize, header as u32) {
        Ok(p) => p as u64,
        Err(_) => crate::object::out_of_memory(),
    }
}
unsafe extern "sysv64" fn barrier(_th: *mut u8, object: u64) {
    heap().remember(object as *mut Header);
}

/// Turns the JIT on. Before any code is compiled to bytecode, so that its loops count.
pub fn init(options: JitOptions) -> Result<(), String> {
    let layout = Layout {
        float_shape: Kind::Float as u32,
        float_payload: offset_of!(crate::object::float::Float, value) as i32,
        true_word: vm().true_.bits(),
        false_word: vm().false_.bits(),
        exit_cursor: offset_of!(Thread, exit_cursor) as i32,
        box_float: box_float as *const () as u64,
        alloc: alloc as *const () as u64,
        barrier: barrier as *const () as u64,
    };
    let jit = Jit::new(Config::new(layout))?;
    HOT_COUNT.store(options.hot, Ordering::Relaxed);
    let recording = Box::new(std::array::from_fn(|_| recorder::step as *const () as usize));
    let state = State {
        jit,
        options,
        layout,
        roots: HashMap::new(),
        failures: HashMap::new(),
        exit_counts: HashMap::new(),
        rec: None,
        buffer: vec![0; 4 * (MAX_RAWS + RECORD_HEAD)],
        stats: JitStats::default(),
        recording,
    };
    // SAFETY: start-up.
    unsafe { *STATE.0.get() = Some(Box::new(state)) };
    breaker::set_hot_hook(hot_loop);
    Ok(())
}
pub fn stats() -> Option<JitStats> {
    state().map(|s| s.stats.clone())
}
pub fn is_enabled() -> bool {
    state().is_some()
}

fn set_table(th: &Thread, table: &[usize]) {
    for (slot, h) in th.table.iter().zip(table) {
        slot.set(*h);
    }
}
/// Runs native code during recording with the plain table, so that Python code it runs is not recorded.
pub(crate) fn unrecorded<R>(f: impl FnOnce() -> R) -> R {
    set_table(thread(), plain_table());
    let r = f();
    if let Some(s) = state()
        && s.rec.is_some()
    {
        set_table(thread(), &s.recording[..]);
    }
    r
}
fn plain_table() -> &'static [usize] {
    static TABLE: std::sync::OnceLock<[usize; crate::bytecode::ops::OP_COUNT]> = std::sync::OnceLock::new();
    TABLE.get_or_init(dispatch::table)
}

/// A back edge to `target` in the frame at `base` has run hot.
fn hot_loop(target: *const u64, base: *mut Value) -> (Go, u32) {
    let here = Go { pc: target, base };
    let Some(s) = state() else { return (here, u32::MAX) };
    if s.rec.is_some() || thread().tracing_enabled() {
        return (here, 1000);
    }
    if let Some(r) = s.roots.get(&(target as usize)) {
        if base.wrapping_add(r.room) > thread().limit.get() {
            return (here, 1000);
        }
        let entry = r.entry;
        return (run(entry, base), 1);
    }
    let failures = s.failures.get(&(target as usize)).map_or(0, |f| f.count);
    if failures > 4 {
        return (here, u32::MAX);
    }
    s.rec = Some(Box::new(Rec::new(target, base)));
    set_table(thread(), &s.recording[..]);
    (here, 1)
}

/// Runs compiled code until it leaves, and puts the frame right.
fn run(entry: u64, base: *mut Value) -> Go {
    let th = thread();
    let Some(s) = state() else { return Go { pc: th.pc.get(), base } };
    th.frames_touched.store(0, Ordering::Relaxed);
    th.exit_cursor.set(s.buffer.as_mut_ptr());
    // SAFETY: the trace was recorded for this frame layout; the cursor points to an empty buffer.
    unsafe { s.jit.enter(entry, base as *mut u64, th as *const Thread as *mut u8) };
    leave()
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

/// Compiled code has left: writes the frame back, and says where the interpreter goes on.
fn leave() -> Go {
    let th = thread();
    let Some(s) = state() else { return Go { pc: th.pc.get(), base: th.base.get() } };
    let used = (th.exit_cursor.get() as usize - s.buffer.as_ptr() as usize) / 8;
    // on the native stack, where a collection during the restore sees the values
    let mut copy = [0u64; MAX_RAWS + RECORD_HEAD];
    let n = used.min(copy.len());
    copy[..n].copy_from_slice(&s.buffer[..n]);
    // a trace that called the native code we run in may leave next
    th.exit_cursor.set(s.buffer.as_mut_ptr());
    s.stats.exits += 1;
    let Some(r) = records(&copy[..n]).next() else { return Go { pc: th.pc.get(), base: th.base.get() } };
    let id = r.exit;
    let Some(exit) = s.jit.exit(id) else { return Go { pc: th.pc.get(), base: th.base.get() } };
    let base0 = r.base as *mut u64;
    let (pc, frame) = (exit.info.pc, exit.info.frames.last().map_or(0, |f| f.base));
    // the innermost frame that is in memory for sure, for collections during the restore
    restore(&exit.info, r.raws, &mut Slots(base0));
    let base = base0.wrapping_offset(frame as isize) as *mut Value;
    if pc & UNWIND != 0 {
        let pc = (pc & !UNWIND) as *const u64;
        th.pc.set(pc);
        th.base.set(base);
        return unwind::unwind(pc, base);
    }
    let go = Go { pc: pc as *const u64, base };
    let count = s.exit_counts.entry(id).or_insert(0);
    *count += 1;
    if *count == s.options.hot_exit && s.rec.is_none() && exit.side.is_none() && !exit.info.in_call {
        let info = exit.info.clone();
        s.rec = Some(Box::new(Rec::side(id, &info, base0 as *mut Value, base, go.pc)));
        set_table(th, &s.recording[..]);
    }
    go
}
/// The address of a loop's cell, if a trace starts at `pc`.
pub(crate) fn root_cell(pc: *const u64) -> Option<(u64, usize)> {
    state()?.roots.get(&(pc as usize)).map(|r| (r.cell, r.room))
}

/// The recorder of the trace in progress.
pub(crate) fn recording() -> Option<&'static mut Rec> {
    state()?.rec.as_deref_mut()
}

/// Recording has ended: compile and install, or remember the failure.
pub(crate) fn finish() {
    let Some(s) = state() else { return };
    let Some(rec) = s.rec.take() else { return };
    set_table(thread(), plain_table());
    if let Some(why) = rec.aborted {
        *s.stats.aborts.entry(why).or_insert(0) += 1;
        match rec.side_of {
            None => s.failures.entry(rec.start as usize).or_default().count += 1,
            Some(x) => {
                s.exit_counts.insert(x, s.options.hot_exit + 1);
            }
        }
        if s.options.dump.has(Channel::Trace) {
            eprintln!("--- trace aborted: {why}");
        }
        return;
    }
    let (start, side_of, room) = (rec.start, rec.side_of, rec.room);
    let trace = optimise(&rec.builder.finish(), &s.layout, &Options::ALL);
    if s.options.dump.has(Channel::Trace) {
        eprintln!("--- trace at {start:p}\n{}", trace.text());
    }
    let id = match s.jit.compile(&trace, "loop") {
        Ok(id) => id,
        Err(e) => {
            if s.options.dump.has(Channel::Trace) {
                eprintln!("--- trace not compiled: {e}");
            }
            *s.stats.aborts.entry("not compiled").or_insert(0) += 1;
            s.failures.entry(start as usize).or_default().count += 5;
            return;
        }
    };
    match side_of {
        None => {
            let Ok(cell) = s.jit.new_cell() else { return };
            let Some(entry) = s.jit.trace(id).map(|t| t.entry) else { return };
            s.jit.set_cell(cell, Some(id));
            s.roots.insert(start as usize, Root { entry, cell, room });
            s.stats.traces += 1;
        }
        Some(exit) => {
            if s.jit.attach(exit, id).is_ok() {
                s.stats.side_traces += 1;
            }
        }
    }
}
