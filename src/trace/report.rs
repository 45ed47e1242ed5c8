//! What the trace compiler has done so far: `--stats`, `_sidewinder.stats()`, `_sidewinder.jit`.
//!
//! Counters are always kept, and so is the time that recording, optimising and compiling take, since these are rare. How long
//! compiled code runs is measured only if `--stats` asks for it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rustc_hash::{FxHashMap, FxHashSet};
use sidewinder_jit::lower::{Exit, TraceId};

use super::recorder::{PC_BITS, UNWIND};
use super::run::is_function_start;
use super::{MAX_FAILURES, State, dump, name_of, state};
use crate::bytecode::ops::Ins;
use crate::object::code::Code;
use crate::object::gc::Gc;

/// Counters and clocks.
#[derive(Clone, Debug, Default)]
pub struct JitStats {
    /// Compiled: loops, functions, side traces, trees compiled again as one function.
    pub loops: u64,
    pub functions: u64,
    pub sides: u64,
    pub merges: u64,
    /// Times compiled code was entered from the interpreter, and left otherwise than by returning.
    pub entries: u64,
    pub exits: u64,
    pub aborts: BTreeMap<&'static str, u64>,
    /// Roots to be recorded once more, later.
    pub back_offs: u64,
    /// Roots never to be recorded again: they could not be recorded, or their traces left all the time.
    pub blacklisted: u64,
    pub invalidated: u64,
    pub recording: Duration,
    pub optimising: Duration,
    pub compiling: Duration,
    /// Time in compiled code and what it calls, if `measured`.
    pub compiled: Duration,
    pub measured: bool,
    /// The clock that runs while a trace is recorded.
    pub(super) recording_since: Option<Instant>,
    /// Code by its number: where it starts, how often it was entered from the interpreter.
    pub(super) code: FxHashMap<u32, Origin>,
    /// Exits taken by code that is gone, by where it started, and by where they led and their guards.
    pub(super) gone: FxHashMap<(*const u64, bool), u64>,
    pub(super) gone_sites: BTreeMap<String, u64>,
}
/// Where code came from.
#[derive(Clone, Debug)]
pub struct Origin {
    pub pc: *const u64,
    pub side: bool,
}
impl JitStats {
    pub fn recording_starts(&mut self) {
        self.recording_since = Some(Instant::now());
    }
    pub fn recording_stops(&mut self) {
        if let Some(t) = self.recording_since.take() {
            self.recording += t.elapsed();
        }
    }
    pub fn aborted(&mut self, why: &'static str) {
        *self.aborts.entry(why).or_insert(0) += 1;
    }
    pub(super) fn installed(&mut self, id: TraceId, pc: *const u64, side: bool) {
        match (side, is_function_start(pc)) {
            (true, _) => self.sides += 1,
            (false, true) => self.functions += 1,
            (false, false) => self.loops += 1,
        }
        self.code.insert(id.0, Origin { pc, side });
    }
    /// A tree was compiled again as one function; its root starts at `pc`.
    pub(super) fn merged(&mut self, id: TraceId, pc: *const u64) {
        self.merges += 1;
        self.code.insert(id.0, Origin { pc, side: false });
    }
}
/// Runs `f` and adds the time it takes.
pub fn timed<R>(clock: &mut Duration, f: impl FnOnce() -> R) -> R {
    let t = Instant::now();
    let r = f();
    *clock += t.elapsed();
    r
}

/// Code of one or more traces, for `_sidewinder.jit.traces()`.
pub struct TraceInfo {
    /// `loop`, `function` or `side`.
    pub kind: &'static str,
    pub function: String,
    pub file: String,
    pub line: u32,
    pub bytes: usize,
    /// Traces in it: a root and side traces compiled together with it.
    pub parts: usize,
    pub entries: u64,
    pub exits: u64,
}
/// All code in use, by place.
pub fn traces() -> Vec<TraceInfo> {
    let Some(s) = state() else { return vec![] };
    // code that was compiled again has left, too
    let mut taken = s.stats.gone.clone();
    for (_, x) in s.jit.exits() {
        if let Some(o) = s.stats.code.get(&x.trace.0) {
            *taken.entry((o.pc, o.side)).or_insert(0) += x.taken;
        }
    }
    let mut out = vec![];
    for root in s.roots.values().filter(|r| r.compiled) {
        for (k, (id, parts)) in s.jit.code_of(root.cell).into_iter().enumerate() {
            let (Some(code), Some(origin)) = (s.jit.trace(id), s.stats.code.get(&id.0)) else { continue };
            let (function, file, line) = place(origin.pc);
            let kind = match (origin.side, is_function_start(origin.pc)) {
                (true, _) => "side",
                (false, true) => "function",
                (false, false) => "loop",
            };
            let exits = taken.get(&(origin.pc, origin.side)).copied().unwrap_or(0);
            let entries = if k == 0 { root.entries } else { 0 };
            out.push(TraceInfo { kind, function, file, line, bytes: code.size, parts, entries, exits });
        }
    }
    out.sort_by(|a, b| (&a.file, a.line, &a.function, a.kind).cmp(&(&b.file, b.line, &b.function, b.kind)));
    out
}
/// Function, file and line of a pc.
fn place(pc: *const u64) -> (String, String, u32) {
    match Gc::<Code>::of_pc(pc) {
        Some(c) => (
            c.qualname.gc().to_text().into_owned(),
            c.filename.gc().to_text().into_owned(),
            c.position(c.offset_of(pc)).line.max(c.meta.first_line),
        ),
        None => ("?".into(), "?".into(), 0),
    }
}

/// The place that an exit leads to and the guard that fails there.
fn site(x: &Exit) -> String {
    let pc = (x.info.pc & !PC_BITS) as *const u64;
    // an unwinding exit names the place behind the instruction
    let (at, how) = if x.info.pc & UNWIND == 0 { (pc, "") } else { (pc.wrapping_sub(1), ", raising") };
    format!("{} {}, {}{how}", name_of(at), instruction_at(at), x.info.guard.map_or("?", |g| g.name()))
}
/// Retired code is about to be given back, and perhaps what it was made from: keeps what its exits have counted.
pub(super) fn code_goes(s: &mut State) {
    let State { jit, stats, .. } = s;
    let retired: FxHashSet<TraceId> = jit.retired().iter().copied().collect();
    for (_, x) in jit.exits().filter(|(_, x)| x.taken != 0 && retired.contains(&x.trace)) {
        *stats.gone_sites.entry(site(x)).or_insert(0) += x.taken;
        if let Some(o) = stats.code.get(&x.trace.0) {
            *stats.gone.entry((o.pc, o.side)).or_insert(0) += x.taken;
        }
    }
}
/// Exits by the place they lead to and the guard that failed, the most frequent first.
pub fn exit_sites() -> Vec<(u64, String)> {
    let Some(s) = state() else { return vec![] };
    let mut sites = s.stats.gone_sites.clone();
    for (_, x) in s.jit.exits().filter(|(_, x)| x.taken != 0) {
        *sites.entry(site(x)).or_insert(0) += x.taken;
    }
    let mut out: Vec<(u64, String)> = sites.into_iter().map(|(site, n)| (n, site)).collect();
    out.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    out
}

/// Name of the instruction at `pc`.
fn instruction_at(pc: *const u64) -> &'static str {
    // SAFETY: a pc of code that a trace keeps alive, or of a continuation.
    Ins(unsafe { *pc }).op().info().name
}

/// Counters for `_sidewinder.stats()` and `--stats`; times are in microseconds.
pub fn counters() -> Vec<(String, u64)> {
    let Some(s) = state() else { return vec![] };
    let j = &s.stats;
    let micros = |d: Duration| d.as_micros() as u64;
    let usage = s.jit.usage();
    let mut out: Vec<(String, u64)> = [
        ("jit_traces", j.loops + j.functions),
        ("jit_loops", j.loops),
        ("jit_functions", j.functions),
        ("jit_side_traces", j.sides),
        ("jit_merges", j.merges),
        ("jit_entries", j.entries),
        ("jit_exits", j.exits),
        ("jit_aborts", j.aborts.values().sum()),
        ("jit_back_offs", j.back_offs),
        ("jit_blacklisted", j.blacklisted),
        ("jit_invalidated", j.invalidated),
        ("jit_code_bytes", usage.used as u64 - s.jit.retired_bytes() as u64),
        ("jit_code_bytes_retired", s.jit.retired_bytes() as u64),
        ("jit_recording_us", micros(j.recording)),
        ("jit_optimising_us", micros(j.optimising)),
        ("jit_compiling_us", micros(j.compiling)),
    ]
    .map(|(k, v)| (k.to_string(), v))
    .into();
    if j.measured {
        out.push(("jit_compiled_us".into(), micros(j.compiled)));
    }
    if let Some(x) = &s.stress {
        let (asked, failed) = x.counts();
        out.extend([("jit_guards_asked".to_string(), asked), ("jit_guards_forced".to_string(), failed)]);
    }
    out
}
/// Aborted recordings by reason.
pub fn aborts() -> Vec<(&'static str, u64)> {
    state().map_or(vec![], |s| s.stats.aborts.iter().map(|(k, v)| (*k, *v)).collect())
}
/// The lines of `--stats` that are not counters.
pub fn lines(total: Duration) -> Vec<String> {
    let Some(s) = state() else { return vec![] };
    let j = &s.stats;
    let share = |d: Duration| format!("{:.1} %", 100.0 * d.as_secs_f64() / total.as_secs_f64().max(1e-9));
    let mut out = vec![format!(
        "jit time: recording {}, optimising {}, compiling {}, compiled code {} of {:.3} s",
        share(j.recording),
        share(j.optimising),
        share(j.compiling),
        share(j.compiled),
        total.as_secs_f64()
    )];
    out.extend(aborts().iter().map(|(why, n)| format!("jit abort: {n} {why}")));
    let sites = exit_sites();
    out.extend(sites.iter().take(SITES).map(|(n, site)| format!("jit exit: {n} {site}")));
    if sites.len() > SITES {
        let rest: u64 = sites[SITES..].iter().map(|x| x.0).sum();
        out.push(format!("jit exit: {rest} at {} other places", sites.len() - SITES));
    }
    out
}
/// Places of exits that `--stats` lists.
const SITES: usize = 12;

/// The recording of the root at `pc` has failed once more.
pub(super) fn failed_again(s: &mut State, failures: u32, pc: *const u64) {
    if failures >= MAX_FAILURES {
        s.stats.blacklisted += 1;
        dump::event(s, Some(pc), || format!("blacklisted {}", name_of(pc)));
    } else {
        s.stats.back_offs += 1;
    }
}
