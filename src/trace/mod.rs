//! The tracing JIT's side of the interpreter: what runs hot, recording, installing, entering, leaving.
//!
//! A back edge or a function's ENTER whose count runs out comes to `hot`: it enters the trace that starts there, or starts
//! recording one. While a trace is recorded the thread's handler table leads to `ops::step`, which executes each instruction over
//! the `Recorder` machine. A finished trace is optimised and compiled by the `jit` crate. When compiled code leaves, `run::leave`
//! writes the frame slots back and the interpreter goes on.
//!
//! Reading order: `recorder` (a trace in progress), `ops` (instructions), `quiet`, `natives`, `direct`, `items`, `lists`, `sequences`, `cuts` and `dicts` (native
//! code called from traces, or done without), `calls` (Python functions), `attributes`, `exceptions`, `generators`, `consumers` (native loops over generators, in Python), `keyed` (keys with a `__hash__` of their own, too), `run` (entering and leaving),
//! `constants` (what compiled code names lives), this file (the rest).
//! Windows on it: `dump` (texts), `report` (counters), `stress` (guards made to fail), `control` (while the program runs).

mod arrays;
mod attributes;
mod calls;
mod chars;
mod constants;
mod consumers;
pub mod control;
mod cuts;
mod dicts;
mod direct;
mod dump;
mod exceptions;
mod floats;
mod generators;
mod items;
mod keyed;
mod lists;
mod natives;
mod numbers;
mod ops;
mod quiet;
mod recorder;
pub mod report;
mod run;
mod sequences;
mod sets;
mod slices;
mod steps;
pub mod stress;
mod texts;

use std::cell::UnsafeCell;
use std::mem::offset_of;
use std::sync::atomic::Ordering;

use rustc_hash::FxHashMap;
use sidewinder_jit::ir::Trace;
use sidewinder_jit::ir::value::Layout;
use sidewinder_jit::lower::{Config, Jit};
use sidewinder_jit::opt::{Options, optimise_owned};

use crate::bytecode::ops::{Ins, Op};
use crate::dump::{Channel, Dump};
use crate::interp::consume::{self, Consumer};
use crate::interp::frames::{CONT_RECORD, FrameRef, LINK, LINK_FLAGS};
use crate::interp::{breaker, dispatch};
use crate::object::code::{Code, HOT_COUNT};
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::{Header, heap};
use crate::object::kind::Kind;
use crate::object::value::Value;
use crate::thread::{Thread, thread};
use crate::vm::vm;
use recorder::Rec;
use report::{JitStats, timed};
use stress::{Stress, StressOptions};

/// Sizes and thresholds.
#[derive(Clone, Debug)]
pub struct JitOptions {
    /// Back edges or calls before a loop or function is recorded.
    pub hot: u32,
    /// Times an exit is taken before a side trace grows there.
    pub hot_exit: u32,
    /// `--jit-stress`: what is made to go wrong.
    pub stress: Option<StressOptions>,
    /// `--jit-fuel`: so many traces are compiled.
    pub fuel: Option<u64>,
    /// What is printed.
    pub dump: Dump,
    /// `--stats`: measure the time in compiled code.
    pub measure: bool,
    /// Name traces for `perf`.
    pub perf: bool,
}
impl Default for JitOptions {
    fn default() -> Self {
        JitOptions {
            hot: 800,
            hot_exit: 100,
            stress: None,
            fuel: None,
            dump: Dump::default(),
            measure: false,
            perf: false,
        }
    }
}

/// Recordings from one place that may fail before it is left alone.
const MAX_FAILURES: u32 = 6;
/// Side traces in one tree, at most.
const MAX_SIDES: usize = 160;
/// Side traces in a row, each the next one's parent, that start at the same instruction before it is recorded as what it does in
/// general, because what they guard keeps changing; after twice as many there are no more. In a tree, wherever they are, three times as
/// many come before that.
const MAX_ALIKE: u32 = 5;
/// An exit that got no side trace and is taken so often, the second half of it within that time, costs more than its tree gains.
const MAX_HITS: u32 = 4000;
const HITS_TIME: std::time::Duration = std::time::Duration::from_millis(20);
/// Entries of a side trace, for each IR instruction of its tree, before the tree is compiled again as one function.
const MERGE_ENTRIES: u64 = 50;
/// Who wants side traces after so few exits wants trees compiled early, too: after as many entries.
const EARLY: u32 = 10;
/// Bytes of code that nothing leads to any more which are kept, so that looking for them is rare.
const MAX_RETIRED: usize = 64 << 10;
/// Broken assumptions after which nothing is relied on any more.
const MAX_BROKEN: u32 = 12;
/// Times that others run hot while a call is not recorded, before the recording is given up.
const MAX_WAITED: u32 = 40;
/// Never again (in practice).
const NEVER: u32 = u32::MAX;

/// A place where traces start: a loop's head or a function's first instruction.
struct Root {
    /// Code calls and links go through it.
    cell: u64,
    compiled: bool,
    failures: u32,
    /// Other traces jump to it: the cell must not be emptied, for nobody would know where to go on.
    linked: bool,
    /// Times the interpreter entered it.
    entries: u64,
    /// A point where a generator goes on, which compiled code calls; so many times before it was compiled.
    resumes: Option<u32>,
    /// The code it is in.
    code: u64,
}

struct State {
    jit: Jit,
    options: JitOptions,
    layout: Layout,
    /// By the pc at which the interpreter would go on.
    roots: FxHashMap<usize, Root>,
    /// Where they start, by their cells.
    starts: FxHashMap<u64, usize>,
    /// Cells: of what runs the function of the window it is called with, and of what is not compiled.
    callee: [u64; 2],
    /// How many side traces start at a pc, by the cell of their root.
    alike: FxHashMap<(u64, usize), u32>,
    /// Roots' cells whose trees could not be merged, and how many side traces they had.
    unmerged: FxHashMap<u64, usize>,
    rec: Option<Box<Rec>>,
    /// Where `CONT_RECORD` leads while a call is not recorded.
    suspended: bool,
    /// Roots that ran hot while a call was not recorded.
    waited: u32,
    buffer: Vec<u64>,
    stats: JitStats,
    /// Functions that stand for native ones, by what they do and the code of the generator they are for.
    consumers: FxHashMap<(Consumer, u64), u64>,
    keyed: keyed::Made,
    /// Native loops over generators that have none yet.
    native_loops: FxHashMap<(Consumer, u64), u32>,
    /// When exits had been taken half as often as is too often.
    half_way: FxHashMap<u32, std::time::Instant>,
    /// Broken assumptions that have been dealt with.
    broken: u32,
    /// Entries into compiled code that have not come back, of all threads.
    running: u32,
    /// Retired functions when their size was looked at last.
    retired: usize,
    stress: Option<Stress>,
    /// Compiled code is made and entered.
    enabled: bool,
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

/// Turns the JIT on. Before any code is compiled to bytecode, so that its loops count; later, see `control::enable`.
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
    let config = Config::new(layout);
    let code_bytes = crate::memory::share(config.code_bytes, 32);
    let jit = Jit::new(Config { perf_map: options.perf, code_bytes, ..config })?;
    HOT_COUNT.store(options.hot, Ordering::Relaxed);
    let recording = Box::new(std::array::from_fn(|i| {
        if i == Op::EXIT_NATIVE as usize { plain_table()[i] } else { ops::step as *const () as usize }
    }));
    let state = State {
        jit,
        layout,
        roots: FxHashMap::default(),
        starts: FxHashMap::default(),
        callee: [calls::run_callee as *const () as u64, 0],
        alike: FxHashMap::default(),
        unmerged: FxHashMap::default(),
        rec: None,
        suspended: false,
        waited: 0,
        buffer: vec![0; run::BUFFER_WORDS],
        stats: JitStats { measured: options.measure, ..JitStats::default() },
        consumers: FxHashMap::default(),
        keyed: keyed::Made::default(),
        native_loops: FxHashMap::default(),
        half_way: FxHashMap::default(),
        broken: vm().broken_assumptions.get(),
        running: 0,
        retired: 0,
        stress: options.stress.clone().map(Stress::new),
        enabled: true,
        recording,
        options,
    };
    // SAFETY: start-up.
    unsafe { *STATE.0.get() = Some(Box::new(state)) };
    heap().add_root_scanner(run::trace_buffer);
    constants::init();
    breaker::set_hot_hook(run::hot);
    breaker::set_record_hook(resume);
    breaker::set_resume_hook(run::resumed);
    breaker::set_call_hook(run::called);
    consume::set_hook(consumers::rest_of);
    Ok(())
}
/// For `--dump=exits`, at the end of the program.
pub fn dump_exit_counts() {
    dump::exit_counts();
}
pub use constants::collect_classes;
pub fn is_enabled() -> bool {
    state().is_some_and(|s| s.enabled)
}

fn set_table(th: &Thread, table: &[usize]) {
    for (slot, h) in th.table.iter().zip(table) {
        slot.set(*h);
    }
}
fn plain_table() -> &'static [usize] {
    static TABLE: std::sync::OnceLock<[usize; crate::bytecode::ops::OP_COUNT]> = std::sync::OnceLock::new();
    TABLE.get_or_init(dispatch::table)
}
/// Runs native code during recording with the plain table, so that Python code it runs is not recorded.
fn unrecorded<R>(f: impl FnOnce() -> R) -> R {
    let Some(s) = state() else { return f() };
    set_table(thread(), plain_table());
    let before = std::mem::replace(&mut s.suspended, true);
    let r = f();
    if let Some(s) = state() {
        s.suspended = before;
        if s.rec.is_some() {
            set_table(thread(), &s.recording[..]);
        }
    }
    r
}

/// May traces rely on what seldom changes?
fn may_rely() -> bool {
    vm().broken_assumptions.get() < MAX_BROKEN
}
/// If something has changed that compiled code relied on: nothing is entered any more. What is running leaves by its guards.
fn invalidate(s: &mut State) {
    let now = vm().broken_assumptions.get();
    if s.broken == now {
        return;
    }
    s.broken = now;
    let State { jit, roots, starts, stats, .. } = s;
    for (pc, r) in roots.iter_mut().filter(|r| r.1.compiled) {
        if r.linked {
            // what still runs may jump there, to be sent away
            let Ok(cell) = jit.new_cell() else { continue };
            starts.remove(&r.cell);
            starts.insert(cell, *pc);
            r.cell = cell;
            let pc = *pc as *const u64;
            if let Some(c) = Gc::<Code>::of_pc(pc).filter(|_| run::is_function_start(pc)) {
                c.compiled.set(cell);
            }
        } else {
            jit.cut(r.cell);
        }
        (r.compiled, r.linked) = (false, false);
        stats.invalidated += 1;
    }
    dump::event(s, None, || "an assumption broke: all traces are invalid".into());
}

/// Gives all code back, since some of what it names is about to be freed. No compiled code is running.
fn forget_all(s: &mut State, dies: impl Fn(u64) -> bool) {
    let State { jit, roots, starts, stats, consumers, native_loops, .. } = s;
    for r in roots.values_mut().filter(|r| r.compiled) {
        (r.compiled, r.linked) = (false, false);
        stats.invalidated += 1;
    }
    roots.retain(|_, r| !dies(r.code));
    let mut cells = jit.cut_all();
    cells.extend(starts.extract_if(|_, pc| !roots.contains_key(pc)).map(|gone| gone.0));
    cells.sort_unstable();
    cells.dedup();
    cells.retain(|c| !starts.contains_key(c));
    consumers.retain(|(_, code), f| !dies(*code) && !dies(*f));
    native_loops.retain(|(_, code), _| !dies(*code));
    s.alike.clear();
    s.unmerged.clear();
    s.keyed.forget(&dies);
    s.stats.gone.retain(|(pc, _), _| code_of(*pc).is_none_or(|c| !dies(c)));
    give_back(s);
    cells.into_iter().for_each(|c| s.jit.free_cell(c));
    dump::event(s, None, || "what compiled code was made for is gone: so are all traces".into());
}
/// The address of the code at `pc`.
fn code_of(pc: *const u64) -> Option<u64> {
    Gc::<Code>::of_pc(pc).map(Gc::addr)
}

/// Gives code back that nothing leads to any more, if no compiled code is running.
fn release(s: &mut State) {
    let n = s.jit.retired().len();
    if n == s.retired || s.running != 0 || s.rec.is_some() || !thread().record_link.get().is_null() {
        return;
    }
    s.retired = n;
    if s.jit.retired_bytes() >= MAX_RETIRED {
        give_back(s);
    }
}
/// Gives code back that nothing leads to any more. No compiled code is running.
fn give_back(s: &mut State) {
    report::code_goes(s);
    for id in s.jit.release_retired() {
        s.stats.code.remove(&id.0);
    }
    // exits' numbers are used again
    s.half_way.clear();
    s.retired = 0;
}

/// The recorder of the trace in progress.
fn recording() -> Option<&'static mut Rec> {
    state()?.rec.as_deref_mut()
}
/// The cell of the compiled root that starts at `pc`, to jump to.
fn root_cell(pc: *const u64) -> Option<u64> {
    let r = state()?.roots.get_mut(&(pc as usize)).filter(|r| r.compiled)?;
    r.linked = true;
    Some(r.cell)
}
/// The cell of a function, which may not be compiled yet.
///
/// # Safety
/// `f` is not a generator function.
unsafe fn function_cell(f: Gc<Function>) -> Option<u64> {
    let entry = f.entry.get();
    if Ins(*entry).op() != Op::ENTER {
        return None;
    }
    root(state()?, entry.add(Op::ENTER.len())).map(|r| r.cell)
}
/// The cell that leads to the compiled code of the very function that is called, whichever it is; `None`: there is no such thing
/// on this machine.
fn callee_cell() -> Option<u64> {
    let s = state()?;
    if !sidewinder_jit::x64::available() {
        return None;
    }
    if s.callee[1] == 0 {
        s.callee[1] = s.jit.new_cell().ok()?;
    }
    Some(s.callee.as_ptr() as u64)
}
/// The cell of what is not compiled.
fn not_compiled() -> u64 {
    state().map_or(0, |s| s.callee[1])
}
/// The cell of the point `pc` where a generator goes on.
fn resume_cell(pc: *const u64) -> Option<u64> {
    let r = root(state()?, pc)?;
    r.resumes.get_or_insert(0);
    (r.failures < MAX_FAILURES).then_some(r.cell)
}
fn root(s: &mut State, pc: *const u64) -> Option<&mut Root> {
    use std::collections::hash_map::Entry;
    match s.roots.entry(pc as usize) {
        Entry::Occupied(e) => Some(e.into_mut()),
        Entry::Vacant(e) => {
            let cell = s.jit.new_cell().ok()?;
            // its address names the root
            let code = Gc::<Code>::of_pc(pc);
            if let Some(c) = code {
                constants::keep(c.value());
                if run::is_function_start(pc) {
                    c.compiled.set(cell);
                }
            }
            let code = code.map_or(0, Gc::addr);
            s.starts.insert(cell, pc as usize);
            Some(e.insert(Root { cell, compiled: false, failures: 0, linked: false, entries: 0, resumes: None, code }))
        }
    }
}
/// The root in `cell`, and where it begins.
fn root_in(s: &State, cell: u64) -> Option<(*const u64, &Root)> {
    let pc = *s.starts.get(&cell)?;
    Some((pc as *const u64, s.roots.get(&pc)?))
}
/// Does an exit belong to the tree of a function, or of a point where a generator goes on? Then the thread may be parked in a caller.
fn is_called(exit: u32) -> bool {
    let root = state().and_then(|s| root_in(s, s.jit.root_of(exit)?));
    root.is_none_or(|(pc, r)| r.resumes.is_some() || run::is_function_start(pc))
}
/// The name of the code at `pc`, with a line for loops.
fn name_of(pc: *const u64) -> String {
    match Gc::<Code>::of_pc(pc) {
        Some(c) => format!("{}:{}", c.qualname.gc().to_text(), c.position(c.offset_of(pc)).line.max(c.meta.first_line)),
        None => format!("{pc:p}"),
    }
}

/// Starts recording.
fn start(s: &mut State, mut rec: Rec) {
    dump::event(s, Some(rec.start), || {
        let of = rec.side_of.map_or(String::new(), |x| format!(" from exit {x}"));
        format!("record {}{of}", name_of(rec.pc))
    });
    rec.listing = dump::wants(s, Channel::Trace, rec.start, rec.side_of);
    s.stats.recording_starts();
    let th = thread();
    rec.touched = th.frames_touched.swap(0, Ordering::Relaxed) != 0;
    s.rec = Some(Box::new(rec));
    set_table(th, &s.recording[..]);
}
/// A call is pushed that is not recorded: recording goes on when its frame returns to `link`.
fn suspend(link: *const u64) {
    let th = thread();
    th.record_link.set(link);
    if let Some(s) = state() {
        s.suspended = true;
        s.waited = 0;
        s.stats.recording_stops();
    }
    set_table(th, plain_table());
}
/// Something that could be recorded has run hot in a call that is not recorded, in the innermost frame `f`. If that happens
/// again and again the call takes long: gives the recording up.
fn wait_for_call(s: &mut State, mut f: FrameRef) {
    let th = thread();
    s.waited += 1;
    if s.waited < MAX_WAITED || th.record_link.get().is_null() {
        return;
    }
    while f.raw_link() != CONT_RECORD.pc() {
        let Some(caller) = f.caller() else { return };
        f = caller;
    }
    let link = th.record_link.replace(std::ptr::null());
    // SAFETY: the header of a live frame, whose flags stay.
    unsafe {
        let word = (f.base as *mut u64).sub(LINK);
        *word = *word & LINK_FLAGS | link as u64;
    }
    s.suspended = false;
    if let Some(rec) = s.rec.take() {
        rec.leave_touched();
        s.stats.aborted("call takes long");
        dump::event(s, Some(rec.start), || {
            format!("aborted {} at {}: call takes long", name_of(rec.start), name_of(rec.pc))
        });
    }
}
/// CONT_RECORD; `returned` false: the call raised.
fn resume(returned: bool) {
    let th = thread();
    let link = th.record_link.replace(std::ptr::null());
    let Some(s) = state() else { return };
    s.suspended = false;
    s.stats.recording_starts();
    let Some(r) = s.rec.as_deref_mut() else { return };
    match r.suspended.take() {
        Some((slot, result)) if returned => {
            r.write(slot, result);
            set_table(th, &s.recording[..]);
        }
        Some((slot, result)) => {
            // where it goes on if the call returns remains to be seen
            r.write(slot, result);
            let s = r.snapshot_at(link as u64);
            r.builder.exit(s);
            finish();
        }
        None => {
            r.abort("nothing to go on with");
            finish();
        }
    }
}

/// Recording has ended: compile and install, or remember the failure.
fn finish() {
    let Some(s) = state() else { return };
    let Some(rec) = s.rec.take() else { return };
    rec.leave_touched();
    s.stats.recording_stops();
    crate::interp::trace::update_table(thread());
    if rec.aborted.is_none() && rec.broken != vm().broken_assumptions.get() {
        return failed(s, &rec, "an assumption broke");
    }
    if let Some(why) = rec.aborted {
        return failed(s, &rec, why);
    }
    if s.options.fuel == Some(0) {
        return failed(s, &rec, "out of fuel");
    }
    let (start, side_of, count) = (rec.start, rec.side_of, rec.count);
    let texts = dump::Texts::wanted(s, start, side_of);
    let recorded = rec.builder.finish();
    recorder::pin_shapes(&recorded);
    texts.recorded(&recorded);
    let trace = timed(&mut s.stats.optimising, || optimise_owned(recorded, &s.layout, &Options::ALL));
    let trace = stress::instrument(s, trace);
    texts.optimised(&trace);
    let name = name_of(start);
    let size = trace.insts.len();
    let before = std::time::Instant::now();
    let installed = match side_of {
        None => install_root(s, start, trace, &name),
        Some(exit) => install_side(s, exit, start, trace, &name),
    };
    let took = before.elapsed();
    s.stats.compiling += took;
    texts.compiled(s);
    match installed {
        Ok(()) => {
            if let Some(f) = &mut s.options.fuel {
                *f -= 1;
            }
            dump::event(s, Some(start), || {
                format!("compiled {name}: {count} instructions, {size} of IR, in {} us", took.as_micros())
            });
        }
        Err(e) => {
            dump::event(s, Some(start), || format!("not compiled {name}: {e}"));
            s.stats.aborted("not compiled");
            match side_of {
                None => root(s, start).into_iter().for_each(|r| r.failures = MAX_FAILURES),
                Some(exit) => s.jit.exit_mut(exit).into_iter().for_each(|x| x.hits = NEVER / 2),
            }
        }
    }
}
fn failed(s: &mut State, rec: &Rec, why: &'static str) {
    s.stats.aborted(why);
    dump::event(s, Some(rec.start), || format!("aborted {} at {}: {why}", name_of(rec.start), name_of(rec.pc)));
    if rec.side_of.is_none()
        && why != ops::LOOP_IS_OVER
        && let Some(r) = root(s, rec.start)
    {
        r.failures += 1;
        let failures = r.failures;
        report::failed_again(s, failures, rec.start);
    }
}
fn install_root(s: &mut State, start: *const u64, trace: Trace, name: &str) -> Result<(), String> {
    let cell = root(s, start).ok_or("no cell left")?.cell;
    let id = s.jit.plant(trace, cell, name)?;
    heap().grow_nursery();
    if let Some(r) = root(s, start) {
        r.compiled = true;
    }
    s.stats.installed(id, start, false);
    Ok(())
}
fn install_side(s: &mut State, exit: u32, start: *const u64, trace: Trace, name: &str) -> Result<(), String> {
    let cell = s.jit.root_of(exit).ok_or("the exit's trace is gone")?;
    let size = (s.jit.tree_size(cell) + trace.insts.len()) as u64;
    // trees that are compiled early are not compiled again at each new branch
    let early = s.options.hot_exit as u64 + s.jit.sides(cell).0 as u64;
    let patience = if s.options.hot_exit < EARLY { early } else { MERGE_ENTRIES * size };
    let id = s.jit.grow_counted(exit, trace, name, Some(patience.max(2)))?;
    s.stats.installed(id, start, true);
    Ok(())
}
/// A side trace of the tree in `cell` has been entered so often that jumping there through memory costs more than compiling the
/// tree as one function.
fn merge(s: &mut State, cell: u64) {
    let root = root_in(s, cell).map_or(std::ptr::null(), |r| r.0);
    let (all, _) = s.jit.sides(cell);
    if s.unmerged.get(&cell).is_some_and(|n| all >= *n) {
        return;
    }
    let texts = dump::Texts::wanted(s, root, None).of("merged");
    let before = std::time::Instant::now();
    let merged = s.jit.merge(cell);
    let took = before.elapsed();
    s.stats.compiling += took;
    match merged {
        Ok(id) => {
            s.stats.merged(id, root);
            dump::event(s, Some(root), || {
                format!("merged {} with {all} side traces in {} us", name_of(root), took.as_micros())
            });
            texts.compiled(s);
        }
        Err(e) => {
            s.unmerged.insert(cell, all);
            dump::event(s, Some(root), || format!("not merged {} with {all} side traces: {e}", name_of(root)));
        }
    }
}
