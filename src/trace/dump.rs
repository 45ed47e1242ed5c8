//! `--dump`: what is recorded, compiled and left, for people to read, on standard error.
//!
//! | channel | what it prints |
//! |---|---|
//! | `events` | a line for each recording, abort, compilation, link, merge, invalidation |
//! | `trace` | the instructions as they are recorded, inlined calls indented |
//! | `ir` | the trace as recorded, and as optimised |
//! | `snapshots` | for each guard where the interpreter goes on, and the frames and variables it gets |
//! | `clif`, `asm` | Cranelift's code (all is compiled by it then), and the machine code |
//! | `exits` | the 1st, 2nd, 4th, … departure by each exit, and at the end of the program the counts by place |
//!
//! A filter (`asm:NAME`) is the name of the function where the trace or its root starts; for `exits`, where they lead to, too.

use std::io::Write as _;

use sidewinder_jit::exits::{ExitInfo, ExitVal};
use sidewinder_jit::ir::{Frame, Op as Ir, Ref, Repr, SnapVal, Snapshot, Trace};

use super::recorder::{ELSEWHERE, PC_BITS, UNWIND};
use super::{State, name_of, report, root_in, state};
use crate::bytecode::ops::Ins;
use crate::dump::Channel;
use crate::interp::frames::{BASE, FRAME, FUNCTION, LINK};
use crate::listing;
use crate::object::code::Code;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::heap;
use crate::object::shape::type_of;
use crate::object::value::Value;

/// Not `sys.stderr`: no Python code may run here. If it cannot be written, nobody is told.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
fn code_at(pc: *const u64) -> Option<Gc<Code>> {
    Gc::<Code>::of_pc(pc)
}

/// Is this channel to be printed for a trace that starts at `pc`, from the exit `side_of`?
pub fn wants(s: &State, channel: Channel, pc: *const u64, side_of: Option<u32>) -> bool {
    let dump = &s.options.dump;
    if !dump.has(channel) {
        return false;
    }
    let named = |pc: *const u64| code_at(pc).is_some_and(|c| dump.wants(channel, &c.qualname.gc().to_text()));
    dump.has_all(channel) || named(pc) || side_of.and_then(|x| root_pc(s, x)).is_some_and(named)
}
/// Where the root starts of the tree that an exit belongs to.
fn root_pc(s: &State, exit: u32) -> Option<*const u64> {
    Some(root_in(s, s.jit.root_of(exit)?)?.0)
}
/// Prints an event; `at` is what a filter is compared with.
pub fn event(s: &State, at: Option<*const u64>, text: impl FnOnce() -> String) {
    let dump = &s.options.dump;
    if dump.has(Channel::Events) && at.map_or(dump.has_all(Channel::Events), |pc| wants(s, Channel::Events, pc, None)) {
        say(&format!("[jit] {}\n", text()));
    }
}

// --- the trace as it is recorded
/// An instruction is about to be recorded.
pub fn instruction(pc: *const u64, base: *mut Value, ins: u64) {
    let Some(r) = super::recording() else { return };
    let at = pc.wrapping_sub(1);
    let depth = r.frames.len();
    let text = match code_at(at) {
        Some(c) => listing::instruction(c, c.offset_of(at), Ins(ins)),
        None => Ins(ins).op().info().name.to_string(),
    };
    let base = (base as usize).wrapping_sub(r.base0 as usize) / 8;
    say(&format!("{:4} {:<28} {:5} {}{text}\n", r.count, place(at), format!("+{base}"), "  ".repeat(depth)));
}
/// Function, file and line.
fn place(pc: *const u64) -> String {
    let Some(c) = code_at(pc) else { return "(continuation)".into() };
    let file = c.filename.gc().to_text().into_owned();
    let name = file.rsplit('/').next().unwrap_or(&file);
    let line = c.position(c.offset_of(pc)).line.max(c.meta.first_line);
    format!("{name}:{line} {}", c.name.gc().to_text())
}

// --- the trace as it is compiled
/// What is printed of one trace.
pub struct Texts {
    title: String,
    start: *const u64,
    ir: bool,
    snapshots: bool,
    clif: bool,
    asm: bool,
}
impl Texts {
    /// What the options want of the trace that starts at `pc`.
    pub fn wanted(s: &mut State, pc: *const u64, side_of: Option<u32>) -> Texts {
        let of = side_of.map_or(String::new(), |x| format!(", side trace of exit {x}"));
        let is = |c| wants(s, c, pc, side_of);
        let texts = Texts {
            title: format!("{}{of}", name_of(pc)),
            start: pc,
            ir: is(Channel::Ir),
            snapshots: is(Channel::Snapshots),
            clif: is(Channel::Clif),
            asm: is(Channel::Asm),
        };
        s.jit.want_dumps = texts.clif || texts.asm;
        s.jit.want_clif = texts.clif;
        texts
    }
    /// With a word on what is compiled in the title.
    pub fn of(mut self, what: &str) -> Texts {
        self.title = format!("{}, {what}", self.title);
        self
    }
    pub fn recorded(&self, t: &Trace) {
        if self.ir {
            say(&format!("--- recorded: {}\n{}", self.title, noted(t)));
        }
    }
    pub fn optimised(&self, t: &Trace) {
        if self.ir {
            say(&format!("--- optimised: {}\n{}", self.title, noted(t)));
        }
        if self.snapshots {
            say(&format!("--- snapshots: {}\n{}", self.title, snapshots(t, self.start)));
        }
    }
    pub fn compiled(&self, s: &mut State) {
        s.jit.want_dumps = false;
        let texts = std::mem::take(&mut s.jit.dumps);
        for (is, name, text) in [(self.clif, "clif", texts.clif), (self.asm, "asm", texts.asm)] {
            if let Some(text) = text.filter(|_| is) {
                say(&format!("--- {name}: {}\n{}\n", self.title, text.trim_end()));
            }
        }
    }
}
/// The trace's text with a line before the instructions that belong to another line of the program.
fn noted(t: &Trace) -> String {
    let mut last = String::new();
    t.text_with(|r| {
        let snap = t.snaps.get(t.inst(r).snap as usize)?;
        let here = place((snap.pc & !PC_BITS) as *const u64);
        (here != last).then(|| {
            last.clone_from(&here);
            here
        })
    })
}

/// For each guard: where the interpreter goes on and what it is given.
fn snapshots(t: &Trace, start: *const u64) -> String {
    let (mut out, names) = (String::new(), t.numbering());
    for r in t.refs().filter(|r| t.inst(*r).op.row().snap) {
        let i = t.inst(r);
        let Some(s) = t.snaps.get(i.snap as usize) else { continue };
        let args: Vec<String> = t.args(r).iter().map(|a| value(t, &names, *a)).collect();
        out += &format!("!{} {} {}\n", i.snap, i.op.name(), args.join(", "));
        out += &snapshot(t, &names, s, start);
    }
    out
}
fn snapshot(t: &Trace, names: &[u32], s: &Snapshot, start: *const u64) -> String {
    let pc = (s.pc & !PC_BITS) as *const u64;
    let how = match (s.pc & UNWIND != 0, s.pc & ELSEWHERE != 0) {
        (true, _) => "unwinds from",
        (_, true) => "branches to",
        _ => "goes on at",
    };
    let mut out = format!("    {how} {} offset {}\n", place(pc), code_at(pc).map_or(0, |c| c.offset_of(pc)));
    let owner = Owner { start, frames: &s.frames };
    for (k, f) in s.frames.iter().enumerate() {
        let caller = f.ret as *const u64;
        out += &format!("    frame {} at +{}: {}, called from {}\n", k + 1, f.base, owner.name(k + 1), place(caller));
    }
    let slots: Vec<String> =
        s.slots.iter().map(|(k, v)| format!("{} = {}", owner.slot(*k), snap_value(t, names, v))).collect();
    if !slots.is_empty() {
        out += &format!("    {}\n", slots.join(", "));
    }
    for (n, v) in s.virtuals.iter().enumerate() {
        let fields: Vec<String> = v.fields.iter().map(|(o, v)| format!("+{o} {}", snap_value(t, names, v))).collect();
        let site = &t.sites[v.site as usize];
        out += &format!("    object {n}: shape {} of {} bytes, {}\n", site.header as u32, site.size, fields.join(", "));
    }
    out
}
/// Which frame a slot belongs to.
struct Owner<'a> {
    start: *const u64,
    frames: &'a [Frame],
}
impl Owner<'_> {
    /// Frame `k`: the trace's own is 0.
    fn code(&self, k: usize) -> Option<Gc<Code>> {
        match k {
            0 if self.frames.is_empty() => code_at(self.start),
            0 => code_at((self.frames[0].ret & !1) as *const u64).or_else(|| code_at(self.start)),
            _ => {
                // SAFETY: a snapshot names the function of an inlined frame, which the trace keeps alive.
                let f = unsafe { Value::from_bits_opt(self.frames[k - 1].func) }?.exact::<Function>()?;
                Some(f.code.gc())
            }
        }
    }
    fn name(&self, k: usize) -> String {
        self.code(k).map_or_else(|| "?".into(), |c| c.qualname.gc().to_text().into_owned())
    }
    /// Whether the slot is one of the registers of frame `k`.
    fn is_register(&self, k: usize, slot: i32) -> bool {
        let base = if k == 0 { 0 } else { self.frames[k - 1].base };
        self.code(k).is_some_and(|c| (base..base + c.frame_size.get() as i32).contains(&slot))
    }
    fn slot(&self, slot: i32) -> String {
        let header = self.frames.iter().position(|f| (f.base - 6..f.base).contains(&slot));
        if let Some(k) = header.filter(|k| self.frames[*k].base - slot <= LINK as i32 || !self.is_register(*k, slot)) {
            let name = match (self.frames[k].base - slot) as usize {
                LINK => "link",
                BASE => "base",
                FUNCTION => "function",
                FRAME => "frame object",
                _ => "continuation",
            };
            return format!("+{slot} ({name})");
        }
        let k = self.frames.iter().rposition(|f| f.base <= slot).map_or(0, |k| k + 1);
        let base = if k == 0 { 0 } else { self.frames[k - 1].base };
        match self.code(k) {
            Some(c) if slot >= base => format!("+{slot} {}", listing::register(c, (slot - base) as usize)),
            _ => format!("+{slot}"),
        }
    }
}
fn snap_value(t: &Trace, names: &[u32], v: &SnapVal) -> String {
    match v {
        SnapVal::Virtual(n) => format!("object {n}"),
        SnapVal::Value(r, p) => {
            let how = match p {
                Repr::Word => "",
                Repr::Int => "int ",
                Repr::Float => "float ",
                Repr::Bool => "bool ",
            };
            format!("{how}{}", value(t, names, *r))
        }
    }
}
/// A value: constants as such.
fn value(t: &Trace, names: &[u32], r: Ref) -> String {
    let i = t.inst(r);
    match i.op {
        op if !op.is_const() => format!("%{}", names[r.index()]),
        Ir::KFloat => format!("{:?}", f64::from_bits(i.imm as u64)),
        Ir::KVal => word(i.imm as u64),
        Ir::KPtr => format!("{:#x}", i.imm),
        _ => i.imm.to_string(),
    }
}
fn word(w: u64) -> String {
    // SAFETY: asked only whether it is a small int; a pointer is looked at if the heap knows it.
    match unsafe { Value::from_bits_opt(w) } {
        None => "nothing".into(),
        Some(v) if v.is_small() => v.as_small().unwrap_or(0).to_string(),
        // header words of inlined calls are addresses of instructions, which are no values
        Some(v) if heap().is_object(w).is_some_and(|p| p as u64 == w) => format!("<{}>", type_of(v).name_text()),
        Some(_) => format!("{w:#x}"),
    }
}

// --- exits
/// Compiled code has left by exit `id`, for the `taken`th time. What happens again and again is printed ever more rarely.
pub fn exit(s: &State, id: u32, info: &ExitInfo, taken: u64) {
    if !s.options.dump.has(Channel::Exits) || !taken.is_power_of_two() {
        return;
    }
    let pc = (info.pc & !PC_BITS) as *const u64;
    let root = root_pc(s, id).unwrap_or(pc);
    if !wants(s, Channel::Exits, root, None) && !wants(s, Channel::Exits, pc, None) {
        return;
    }
    let how = if info.pc & UNWIND != 0 { "raising at" } else { "to" };
    let built = match info.virtuals.len() {
        0 => String::new(),
        n => format!(", {n} objects built"),
    };
    let boxed = |v: &ExitVal| matches!(v, ExitVal::Raw(_, p) if *p != Repr::Word);
    say(&format!(
        "[jit] exit {id} of {}: {} {how} {}, {} slots ({} boxed){built}, {taken} times\n",
        name_of(root),
        info.guard.map_or("?", |g| g.name()),
        place(pc),
        info.slots.len(),
        info.slots.iter().filter(|x| boxed(&x.1)).count(),
    ));
}
/// At the end of the program: how often each exit was taken.
pub fn exit_counts() {
    let Some(dump) = state().map(|s| s.options.dump.clone()).filter(|d| d.has(Channel::Exits)) else { return };
    let mut out = String::from("--- exits\n");
    let wanted = |site: &str| dump.wants(Channel::Exits, site.split(':').next().unwrap_or(site));
    for (n, site) in report::exit_sites().into_iter().filter(|(_, site)| wanted(site)) {
        out += &format!("{n:10} {site}\n");
    }
    say(&out);
}
