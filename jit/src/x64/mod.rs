//! Machine code for x86-64 in one pass: what every trace gets first.
//!
//! A trace is a line with at most one loop, which makes a simple compiler enough: [`regs`] gives registers to values going forward
//! once, [`inst`] writes the bytes of each instruction, [`asm`] knows their encoding. It takes a fiftieth of the time that
//! Cranelift takes for the same trace; what runs really hot is compiled again by that (see [`tree`](crate::lower::tree)).
//!
//! ```text
//! entry:   counts (side traces), makes the native frame, loads inputs from the record
//! body:    the instructions; every guard is a compare and a jump to a stub
//! cold:    slow paths: boxed floats, boxing, allocation, barriers; they keep all registers (`Stubs::slow`)
//! stub n:  stores the values of a snapshot, from where they are at that guard, jumps to the shared tail
//! pool:    float constants
//! ```
//!
//! Calling convention: as the other back end's traces have it: `(rdi base, rsi thread) -> rax`, registers that System V preserves
//! are preserved. In the code rbx is the base, r12 the thread, r11 and xmm15 are scratch registers, rbp the native frame:
//!
//! ```text
//! rbp-8 rbx   rbp-16 r12   rbp-24 … rbp-40 r13 to r15 (if used)   rbp-48 … slots
//! ```
//!
//! Invariant: cold code and stubs change no register and slot that the place they return to relies on.

pub mod asm;
mod ends;
mod inst;
pub mod regs;
mod strips;
pub mod stubs;
mod tree;

use crate::exits::{ExitInfo, RECORD_HEAD};
use crate::ir::value::Layout;
use crate::ir::{Kind, Op, Ref, Trace, Ty};
use crate::opt::graft::Entry;
use asm::*;
use regs::{AtHeader, R, SAVED, State, Work, X, is_condition, slot};
use rustc_hash::FxHashMap as HashMap;
use stubs::Stubs;
use tree::Own;

/// A trace of a tree: a root, or a side trace that was grafted to its parent.
pub struct Part<'a> {
    pub t: &'a Trace,
    /// Exit id of each snapshot.
    pub exit_ids: &'a [u32],
    pub exits: &'a [ExitInfo],
    /// Part and snapshot that it grows from.
    pub parent: Option<(usize, u32)>,
    /// What `input n` is.
    pub outer: &'a [(usize, Ref)],
    pub entry: Option<&'a Entry>,
}

/// What the code of a tree needs to know about its surroundings.
pub struct Around<'a> {
    pub layout: &'a Layout,
    pub stubs: &'a Stubs,
    /// The root's cell.
    pub cell: u64,
    /// Of a side trace that is a function of its own: the word that counts its entries down, and where to go at 0.
    pub countdown: Option<(u64, u64)>,
    /// Use few registers, and no instructions that not every processor has: for tests.
    pub few: bool,
}

/// What the parts have in common.
pub struct Shared {
    pub at_header: Option<AtHeader>,
    pub body: Label,
    pub top: Label,
    saved: bool,
    /// Slots of the native frame that each part uses, its ancestors' among them.
    slots: Vec<u32>,
    /// Where side traces begin and expect what they take from outside, if their exits are taken at all.
    entries: Vec<Option<(Label, Vec<Where>)>>,
    /// What each part takes from outside, for itself and for what grows from it.
    needs: Vec<Vec<(usize, Ref)>>,
}

/// Where a value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    Reg(R),
    /// A slot of the native frame.
    Slot(u32),
    Const(u64),
    /// Of the frame: bytes from the base.
    Address(i32),
}

/// The beginning of a loop: up to its first guard, it can be repeated at the loop's end, which saves a jump in each round.
enum Start {
    Plain,
    /// From here on, if nothing else is referred to until then.
    Open(u32, usize),
    /// The code before the guard's jump; its condition, where it leads and where the loop goes on.
    Closed(std::ops::Range<u32>, Cc, Label, Label),
}
/// Instructions of a loop that may fit a line of the cache, at most.
const SHORT_LOOP: usize = 24;
/// Bytes that are repeated, at most.
const START_MAX: u32 = 32;

/// A place to leave from.
struct Stub {
    label: Label,
    snap: u32,
    /// Where the values of the snapshot are, in `Emit::places`.
    first: usize,
}

/// Slow paths, to be written behind the hot ones.
enum Cold {
    /// A word that may be a boxed float, or leave.
    Float {
        word: Reg,
        stub: Label,
        /// Where its float is wanted.
        to: Option<Reg>,
    },
    /// The float of a boxed one.
    Unbox {
        word: Reg,
        to: Reg,
    },
    /// Boxes a float that has no immediate form.
    Box {
        from: Reg,
        to: Reg,
        /// What it is stored in next.
        object: Option<Reg>,
    },
    Alloc {
        size: u32,
        header: u64,
        to: Reg,
    },
    /// A helper's result for a word.
    Call {
        address: u64,
        word: Reg,
        to: Reg,
    },
    /// Floats seem to be equal: leaves if they are numbers.
    Equal {
        stub: Label,
    },
    /// The object is old: tells the collector if the word is a pointer.
    Barrier {
        object: Reg,
        word: Option<Reg>,
    },
}

/// Compiler of one trace.
pub struct Emit<'a> {
    t: &'a Trace,
    s: Own<'a>,
    shared: &'a mut Shared,
    a: &'a mut Asm,
    w: &'a mut Work,
    st: State,
    /// The present instruction.
    at: u32,
    scratch_used: bool,
    /// Conditions that are computed where they are used.
    fused: Vec<bool>,
    /// For a guard that a word is a float, the unboxing that follows it; for that unboxing, the guard.
    unboxed: Vec<Ref>,
    /// The barrier that an earlier instruction took care of.
    barrier_done: Ref,
    /// A load that the guard named beside it does itself.
    compared: (Ref, Ref),
    /// Loads of floats that the operation named beside them does itself.
    folded: Vec<(Ref, Ref)>,
    /// How the loop begins, if it can begin at its end again.
    start: Start,
    /// For a loop that polls seldom: the poll and its stub, and the slot with the limit for the turns until the next one.
    strip: Option<(Ref, Label, u32)>,
    stubs: Vec<Stub>,
    places: Vec<Where>,
    /// The last stub of each snapshot.
    stub_of: Vec<u32>,
    cold: Vec<(Label, Label, Cold)>,
    /// Types of values that pass through, and are named behind the trace's own.
    passing: Vec<Ty>,
    /// Names of what comes from outside, as in `Shared::needs`.
    names: Vec<Ref>,
    /// Side traces and the snapshots they grow from; what each snapshot's leaver wants.
    children: Vec<(u32, usize)>,
    leaving: Vec<Ref>,
    leaving_from: Vec<u32>,
    /// Where a side trace goes on whose entry into the loop fails: its last snapshot, and where that has its values.
    end_state: Option<(u32, Label, Vec<Where>)>,
    error: Option<&'static str>,
    /// Offsets of instructions, for listings.
    marks: Option<Vec<(u32, usize, Ref)>>,
}

/// What was compiled besides the code itself.
pub struct Made {
    /// Bytes of native stack of the function.
    pub native: usize,
    pub marks: Vec<(u32, usize, Ref)>,
}

/// Bytes of native stack for one function, at most: less than what is kept free for the innermost one.
const MAX_FRAME: u32 = 48 << 10;

/// Can this processor and program use it?
pub fn available() -> bool {
    cfg!(all(target_arch = "x86_64", not(windows))) && std::arch::is_x86_feature_detected!("sse4.1")
}

/// Compiles a root, or a side trace alone, with the side traces that grow from it (parents first) into `a`.
pub fn compile(
    parts: &[Option<Part>],
    around: &Around,
    a: &mut Asm,
    w: &mut Work,
    listing: bool,
) -> Result<Made, &'static str> {
    a.clear();
    a.modern = !around.few && std::arch::is_x86_feature_detected!("avx") && std::arch::is_x86_feature_detected!("bmi2");
    let Some(Some(first)) = parts.first() else { return Err("no root") };
    let inputs = first.t.insts.iter().any(|i| i.op == Op::Input);
    if inputs && first.t.insts.iter().any(|i| i.op == Op::Restart) {
        return Err("starts again with inputs");
    }
    let insts = || parts.iter().flatten().flat_map(|p| &p.t.insts);
    if insts().count() >= 1 << 20 {
        return Err("too long");
    }
    let saved = insts().any(|i| matches!(i.op, Op::Call | Op::Header));
    let mut shared = Shared {
        at_header: None,
        body: a.label(),
        top: a.label(),
        saved,
        slots: vec![0; parts.len()],
        entries: vec![],
        needs: tree::needs(parts),
    };
    shared.entries.resize_with(parts.len(), || None);
    let mut marks = listing.then(Vec::new);
    let mut frame = 0;
    for n in 0..parts.len() {
        let Some(part) = &parts[n] else { continue };
        if n != 0 && shared.entries[n].is_none() {
            // no guard uses its exit any more
            continue;
        }
        let (shared, a, w) = (&mut shared, &mut *a, &mut *w);
        let mut e = Emit::new(Own { around, parts, part, n }, shared, a, w, marks.take());
        e.find_fused();
        e.find_unboxed();
        let twins = e.outside();
        e.list_leaving();
        let mut w = std::mem::take(e.w);
        w.analyse(&e, &twins);
        *e.w = w;
        if n == 0 {
            frame = e.entry();
            e.inputs();
            let body = e.shared.body;
            e.a.bind(body);
        } else {
            e.begin();
        }
        e.line();
        e.cold_code();
        e.exits();
        if let Some(why) = e.error {
            return Err(why);
        }
        let slots = e.st.slots;
        marks = e.marks.take();
        shared.slots[n] = slots;
    }
    let slots = shared.slots.iter().copied().max().unwrap_or(0);
    let bytes = (8 * (regs::SAVED_WORDS as u32 + slots)).next_multiple_of(16);
    if bytes > MAX_FRAME {
        return Err("native frame too large");
    }
    a.patch(frame, bytes as i64);
    a.finish();
    Ok(Made { native: bytes as usize + 16, marks: marks.unwrap_or_default() })
}

impl<'a> Emit<'a> {
    fn new(
        s: Own<'a>,
        shared: &'a mut Shared,
        a: &'a mut Asm,
        w: &'a mut Work,
        marks: Option<Vec<(u32, usize, Ref)>>,
    ) -> Emit<'a> {
        // side traces of one parent are never in use at the same time
        let slots = s.part.parent.map_or(0, |p| shared.slots[p.0]);
        let st = State::new(shared.saved, slots, s.around.few);
        Emit {
            t: s.part.t,
            s,
            shared,
            a,
            w,
            st,
            at: 0,
            scratch_used: false,
            fused: vec![],
            unboxed: vec![],
            barrier_done: Ref::NONE,
            compared: (Ref::NONE, Ref::NONE),
            folded: vec![],
            start: Start::Plain,
            strip: None,
            stubs: vec![],
            places: vec![],
            stub_of: vec![u32::MAX; s.part.t.snaps.len()],
            cold: vec![],
            passing: vec![],
            names: vec![],
            children: s.children(),
            leaving: vec![],
            leaving_from: vec![],
            end_state: None,
            error: None,
            marks,
        }
    }
}

impl Emit<'_> {
    /// Conditions that nobody wants as values.
    fn find_fused(&mut self) {
        let t = self.t;
        let wanted = crate::lower::func::as_value(t, &self.s.wanted_outside());
        self.fused = t.refs().map(|r| is_condition(t.op(r)) && !wanted[r.index()]).collect();
    }
    /// A float is unboxed where it is found to be one: the check and the unboxing ask the same of the word. Not if the loop begins
    /// between the two.
    fn find_unboxed(&mut self) {
        let t = self.t;
        self.unboxed = vec![Ref::NONE; t.len()];
        let mut guards: HashMap<Ref, Ref> = HashMap::default();
        for r in t.refs() {
            match t.op(r) {
                Op::Header => guards.clear(),
                Op::GuardFloat => drop(guards.insert(t.arg(r, 0), r)),
                Op::UnboxFloat => {
                    if let Some(g) = guards.remove(&t.arg(r, 0)) {
                        self.unboxed[g.index()] = r;
                        self.unboxed[r.index()] = g;
                    }
                }
                _ => {}
            }
        }
    }
    /// What is unboxed at this guard, if anybody wants it.
    fn unboxed_at(&self, guard: Ref) -> Option<Ref> {
        let u = self.unboxed[guard.index()];
        (u != Ref::NONE && self.w.last[u.index()] > u.0).then_some(u)
    }
    /// Was it unboxed at its guard?
    pub fn is_unboxed_before(&self, r: Ref) -> bool {
        self.t.op(r) == Op::UnboxFloat && self.unboxed[r.index()] != Ref::NONE
    }
    pub fn is_fused(&self, r: Ref) -> bool {
        self.fused[r.index()]
    }

    /// Returns where the size of the native frame is written.
    fn entry(&mut self) -> u32 {
        if let Some((word, leave)) = self.s.around.countdown {
            self.a.mov_imm(RAX, word);
            self.a.dec(Mem::at(RAX, 0));
            self.a.jcc_outside(Cc::E, leave);
        }
        self.a.push(RBP);
        self.a.mov(RBP, RSP);
        let frame = self.a.sub_rsp();
        self.a.store(Mem::at(RBP, -8), RBX);
        self.a.store(Mem::at(RBP, -16), R12);
        if self.shared.saved {
            for (n, r) in SAVED.into_iter().enumerate() {
                self.a.store(Mem::at(RBP, -24 - 8 * n as i32), r);
            }
        }
        self.a.mov(RBX, RDI);
        self.a.mov(R12, RSI);
        frame
    }
    /// Loads what a side trace gets from its exit's record.
    fn inputs(&mut self) {
        let t = self.t;
        let mut cursor = NO_REG;
        for r in t.refs().filter(|r| t.op(*r) == Op::Input) {
            if self.w.last[r.index()] == 0 {
                continue;
            }
            if cursor == NO_REG {
                cursor = R11;
                self.a.load(R11, Mem::at(R12, self.s.around.layout.exit_cursor));
            }
            self.st.locked = 0;
            let float = t.ty(r) == Ty::Float;
            let d = self.alloc(float, Some(r));
            let m = Mem::at(cursor, ((RECORD_HEAD as i64 + t.inst(r).imm) * 8) as i32);
            match float {
                true => self.a.load_sd(d - X, m),
                false if t.ty(r) == Ty::Bool => self.a.load8(d, m),
                false => self.a.load(d, m),
            }
            self.bind(r, d);
        }
    }
    fn line(&mut self) {
        let t = self.t;
        let mut n = 0;
        while n < t.len() && self.error.is_none() {
            let r = Ref(n as u32);
            (self.at, self.st.locked, self.scratch_used) = (r.0, 0, false);
            if let Some(m) = &mut self.marks {
                m.push((self.a.here(), self.s.n, r));
            }
            n += 1;
            match t.op(r) {
                Op::Header if self.s.n != 0 => self.error = Some("a loop in a side trace"),
                Op::Header => {
                    self.header(r);
                    tree::need_invariants(self.s.parts, self.shared);
                    self.list_leaving();
                    n += t.phis().len();
                    let top = self.shared.top;
                    self.a.bind(top);
                    self.start = Start::Open(self.a.here(), self.a.references());
                }
                Op::Loop => {
                    self.back_to_header(t.args(r), None);
                    match std::mem::replace(&mut self.start, Start::Plain) {
                        Start::Closed(code, leave, stub, inside) => {
                            self.next_strip(inside);
                            self.a.repeat(code);
                            self.a.jcc(leave.opposite(), inside);
                            self.a.jmp(stub);
                        }
                        _ => {
                            self.next_strip(self.shared.top);
                            let top = self.shared.top;
                            self.a.jmp(top);
                        }
                    }
                }
                _ => self.inst(r),
            }
        }
    }

    // --- leaving
    /// The stub for leaving through `snap` with everything where it is now.
    fn exit(&mut self, snap: u32) -> Label {
        let first = self.places.len();
        for k in self.leaving_by(snap) {
            let w = self.whereabouts(self.leaving[k]);
            self.places.push(w);
        }
        let n = self.places.len() - first;
        if let Some(old) = self.stubs.get(self.stub_of[snap as usize] as usize)
            && self.places[old.first..old.first + n] == self.places[first..]
        {
            self.places.truncate(first);
            return old.label;
        }
        let label = self.a.label();
        self.stub_of[snap as usize] = self.stubs.len() as u32;
        self.stubs.push(Stub { label, snap, first });
        label
    }
    fn exit_if(&mut self, cc: Cc, snap: u32) {
        let l = self.exit(snap);
        let before = (self.a.here(), self.a.references());
        self.a.jcc(cc, l);
        if let Start::Open(from, references) = self.start {
            self.start = Start::Plain;
            if before.1 == references && before.0 - from <= START_MAX && cc != Cc::O {
                // A short loop is in one line of the cache: that is one fetch for each turn.
                let turn = self.t.len() - self.at as usize;
                self.a.align(if turn <= SHORT_LOOP { 64 } else { 16 });
                let inside = self.a.label();
                self.a.bind(inside);
                self.start = Start::Closed(from..before.0, cc, l, inside);
            }
        }
    }
    fn exits(&mut self) {
        for k in 0..self.stubs.len() {
            let (label, snap, first) = (self.stubs[k].label, self.stubs[k].snap, self.stubs[k].first);
            self.a.bind(label);
            if let Some(side) = self.child(snap) {
                self.to_side(side, first);
                continue;
            }
            if let Some((_, slow, places)) = self.end_state.clone().filter(|e| e.0 == snap) {
                let from = &self.places[first..first + places.len()];
                self.shuffle(&mut places.into_iter().zip(from.iter().copied()).collect());
                self.a.jmp(slow);
                continue;
            }
            let part = self.s.part;
            let x = &part.exits[snap as usize];
            if x.silent {
                self.a.alu(Alu::Xor, RAX, Rm::Reg(RAX));
                self.epilogue();
                self.a.ret();
                continue;
            }
            self.a.load(R11, Mem::at(R12, self.s.around.layout.exit_cursor));
            let n = x.raws.len();
            // values in registers first: the others go through one
            for pass in [true, false] {
                for i in 0..n {
                    let w = self.places[first + i];
                    if matches!(w, Where::Reg(_)) == pass {
                        self.record(Mem::at(R11, ((RECORD_HEAD + i) * 8) as i32), w);
                    }
                }
            }
            self.a.store32_imm(Mem::at(R11, 0), part.exit_ids[snap as usize] as i32);
            self.a.store32_imm(Mem::at(R11, 4), n as i32);
            let tail = self.s.around.stubs.tail[self.shared.saved as usize];
            self.a.jmp_outside(tail);
        }
    }
    /// Stores a value of a record; rax may be overwritten if it is in no register.
    fn record(&mut self, to: Mem, w: Where) {
        match w {
            Where::Reg(r) if r >= X => self.a.store_sd(to, r - X),
            Where::Reg(r) => self.a.store(to, r),
            Where::Slot(n) => {
                self.a.load(RAX, slot(n));
                self.a.store(to, RAX);
            }
            Where::Const(b) => match i32::try_from(b as i64) {
                Ok(k) => self.a.store_imm(to, k),
                Err(_) => {
                    self.a.mov_imm(RAX, b);
                    self.a.store(to, RAX);
                }
            },
            Where::Address(at) => {
                self.a.lea(RAX, Mem::at(RBX, at));
                self.a.store(to, RAX);
            }
        }
    }
    /// Restores the caller's registers and frame.
    fn epilogue(&mut self) {
        stubs::epilogue(self.a, self.shared.saved);
    }

    // --- slow paths
    /// Jumps to a slow path on `cc`, which comes back here.
    fn slow_if(&mut self, cc: Cc, c: Cold) {
        let l = self.a.label();
        self.a.jcc(cc, l);
        self.slow(l, c);
    }
    /// Binds a slow path's label; it comes back here.
    fn slow(&mut self, l: Label, c: Cold) {
        let back = self.a.label();
        self.a.bind(back);
        self.cold.push((l, back, c));
    }
    fn cold_code(&mut self) {
        for (label, back, c) in std::mem::take(&mut self.cold) {
            self.a.bind(label);
            match c {
                Cold::Float { word, stub, to } => {
                    self.a.test(word, word);
                    self.a.jcc(Cc::E, stub);
                    self.a.alu32_imm(Alu::Cmp, Mem::at(word, 0), self.s.around.layout.float_shape as i32);
                    self.a.jcc(Cc::Ne, stub);
                    if let Some(x) = to {
                        self.a.load_sd(x, Mem::at(word, self.s.around.layout.float_payload));
                    }
                }
                Cold::Equal { stub } => self.a.jcc(Cc::Np, stub),
                Cold::Unbox { word, to } => self.a.load_sd(to, Mem::at(word, self.s.around.layout.float_payload)),
                Cold::Box { from, to, object } => {
                    self.a.movq_from(R11, from);
                    self.a.push(R11);
                    self.a.push(R11);
                    self.call_slow(self.s.around.layout.box_float);
                    self.a.pop(to);
                    self.a.lea(RSP, Mem::at(RSP, 8));
                    if let Some(object) = object {
                        self.a.test8_imm(Mem::at(object, 4), 1);
                        self.a.jcc(Cc::E, back);
                        self.call_barrier(object);
                    }
                }
                Cold::Alloc { size, header, to } => self.call_alloc(size, header, to),
                Cold::Call { address, word, to } => {
                    self.a.push(word);
                    self.a.push(word);
                    self.call_slow(address);
                    self.a.pop(to);
                    self.a.lea(RSP, Mem::at(RSP, 8));
                }
                Cold::Barrier { object, word } => {
                    if let Some(w) = word {
                        self.a.test8_imm(Rm::Reg(w), 7);
                        self.a.jcc(Cc::Ne, back);
                    }
                    self.call_barrier(object);
                }
            }
            self.a.jmp(back);
        }
    }
    fn call_alloc(&mut self, size: u32, header: u64, to: Reg) {
        self.a.mov_imm(R11, header);
        self.a.push(R11);
        self.a.push_imm(size as i32);
        self.call_slow(self.s.around.layout.alloc);
        self.a.pop(to);
        self.a.lea(RSP, Mem::at(RSP, 8));
    }
    fn call_barrier(&mut self, object: Reg) {
        self.a.push(object);
        self.a.push(object);
        self.call_slow(self.s.around.layout.barrier);
        self.a.lea(RSP, Mem::at(RSP, 16));
    }
    /// Calls `f(thread, last pushed, pushed before)`; the result replaces what was pushed last. Keeps all other registers.
    fn call_slow(&mut self, f: u64) {
        self.a.mov_imm(R11, f);
        let slow = self.s.around.stubs.slow;
        self.a.call_outside(slow);
    }
}

/// Whether a value's kind has an effect, so that it is computed even if nobody wants it.
fn has_effect(t: &Trace, r: Ref) -> bool {
    !matches!(t.op(r).kind(), Kind::Pure | Kind::Load | Kind::Const | Kind::Alloc)
}

/// The code with the instructions of the traces between it, in hexadecimal.
pub fn listing(parts: &[Option<Part>], code: &[u8], marks: &[(u32, usize, Ref)]) -> String {
    use std::fmt::Write;
    let texts: Vec<String> = parts.iter().map(|p| p.as_ref().map_or(String::new(), |p| p.t.text())).collect();
    let lines: Vec<Vec<&str>> = texts.iter().map(|t| t.lines().collect()).collect();
    let mut out = String::new();
    let hex = |out: &mut String, from: usize, to: usize| {
        for (n, row) in code[from..to].chunks(16).enumerate() {
            let row: Vec<String> = row.iter().map(|b| format!("{b:02x}")).collect();
            let _ = writeln!(out, "  {:5x}: {}", from + 16 * n, row.join(" "));
        }
    };
    hex(&mut out, 0, marks.first().map_or(code.len(), |m| m.0 as usize));
    for (k, (at, part, r)) in marks.iter().enumerate() {
        let end = marks.get(k + 1).map_or(code.len(), |m| m.0 as usize);
        let _ = writeln!(out, "{part}: {}", lines[*part].get(r.index()).unwrap_or(&""));
        hex(&mut out, *at as usize, end);
    }
    out
}
