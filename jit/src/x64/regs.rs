//! Where values live: a register allocator that goes through the trace once, forwards.
//!
//! A first look at the trace ([`Work::analyse`]) finds for every value the places that want it in a register, and the last place
//! that wants it at all; places that leave want only to find it. Then each instruction takes its operands into registers and
//! gets one for its result. When registers run out, the value wanted latest goes to a slot of the native frame, written once:
//! a value never changes, so its slot is good for the rest of the trace.
//!
//! Constants, the base, the thread and addresses of frame slots occupy no register; words that differ in type alone (an
//! object's address as a value word) are one value.
//!
//! *The loop.* At the header the places of all values are noted; the last instruction puts everything back there, the next
//! values of the phis in place of the phis. If not all values of the loop fit the registers, those from before are written to
//! slots before it, so that giving up a register in the loop costs nothing.

use super::asm::*;
use super::{Emit, Where};
use crate::ir::{Kind, Op, Ref, Ty};
use crate::opt::graft::Entry;
use rustc_hash::FxHashMap as HashMap;

/// Number of a register among all: 0 to 15 general, 16 to 31 floating.
pub type R = u8;
pub const NONE: R = 0xff;
/// First floating register.
pub const X: R = 16;
const SCRATCH_X: Reg = 15;

/// Registers that calls leave alone.
pub const SAVED: [Reg; 3] = [13, 14, 15];
pub const SAVED_MASK: u32 = 0b111 << 13;
/// General registers for values: all but the stack's, the base's, the thread's and the scratch register.
const GENERAL: u32 = 0xffff & !(1 << RSP | 1 << RBP | 1 << RBX | 1 << R11 | 1 << R12);
/// Floating ones: all but a scratch register.
const FLOATING: u32 = 0x7fff << X;

/// What tests leave of them.
const FEW: u32 = 1 << RAX | 1 << RCX | 1 << RDX | 1 << RSI | 1 << RDI | 1 << 13 | 0xf << X;

/// Words of the native frame before the slots: saved registers.
pub const SAVED_WORDS: i32 = 5;

/// What is known of the values of one trace; kept from trace to trace for its memory.
#[derive(Default)]
pub struct Work {
    /// The value that stands for each value.
    pub same: Vec<Ref>,
    /// Places that want each value in a register: `places[first[v]..first[v + 1]]`; the next of them.
    first: Vec<u32>,
    places: Vec<u32>,
    next: Vec<u32>,
    /// The last place that wants it; 0: none.
    pub last: Vec<u32>,
    /// Register and slot of the native frame (1 and up) of each value.
    pub reg: Vec<R>,
    pub slot: Vec<u32>,
    /// The first call behind each instruction.
    calls: Vec<u32>,
    pairs: Vec<(u32, u32)>,
}

/// Values that have a register only while an instruction uses them.
pub fn is_leaf(op: Op) -> bool {
    op.is_const() || matches!(op, Op::Base | Op::Thread | Op::SlotAddr)
}
/// Registers hold something else behind it.
fn clobbers(op: Op) -> bool {
    op.kind() == Kind::Call && op != Op::CallIf
}
/// The result has the bits of the operand.
fn is_alias(op: Op) -> bool {
    matches!(op, Op::BoxPtr | Op::UnboxPtr | Op::PtrToInt | Op::Btoi)
}
/// Computed where a guard or choice asks for it, unless somebody wants it as a value.
pub fn is_condition(op: Op) -> bool {
    use Op::*;
    matches!(
        op,
        Ieq | Ine
            | Ilt
            | Ile
            | Igt
            | Ige
            | Iult
            | Weq
            | Pult
            | IsInt
            | IsPtr
            | Feq
            | Fne
            | Flt
            | Fle
            | Ford
            | UnboxBool
    )
}

impl Work {
    /// Fills the tables for the trace of `e`; `twins` are values that come from outside by two names.
    pub fn analyse(&mut self, e: &Emit, twins: &[(Ref, Ref)]) {
        let t = e.t;
        let n = t.len() + e.passing.len();
        self.same.clear();
        self.same.extend((0..n as u32).map(Ref));
        for (v, other) in twins {
            self.same[v.index()] = *other;
        }
        for r in t.refs().filter(|r| is_alias(t.op(*r))) {
            self.same[r.index()] = self.same[t.arg(r, 0).index()];
        }
        self.last.clear();
        self.last.resize(n, 0);
        self.pairs.clear();
        for r in t.refs() {
            self.uses_of(e, r);
        }
        if let Some(h) = t.header() {
            self.around_the_loop(h as u32, (h + t.phis().len()) as u32, t.len() as u32 - 1);
        }
        self.first.clear();
        self.first.resize(n + 1, 0);
        self.pairs.iter().for_each(|p| self.first[p.0 as usize + 1] += 1);
        for k in 0..n {
            self.first[k + 1] += self.first[k];
        }
        self.next.clear();
        self.next.extend_from_slice(&self.first[..n]);
        self.places.clear();
        self.places.resize(self.pairs.len(), 0);
        for (v, at) in &self.pairs {
            let k = &mut self.next[*v as usize];
            self.places[*k as usize] = *at;
            *k += 1;
        }
        self.next.copy_from_slice(&self.first[..n]);
        self.reg.clear();
        self.reg.resize(n, NONE);
        self.slot.clear();
        self.slot.resize(n, 0);
        self.calls.clear();
        self.calls.resize(n, u32::MAX);
        let mut call = u32::MAX;
        for k in (0..t.len()).rev() {
            self.calls[k] = call;
            if clobbers(t.insts[k].op) {
                call = k as u32;
            }
        }
    }
    fn uses_of(&mut self, e: &Emit, r: Ref) {
        let (t, op) = (e.t, e.t.op(r));
        if is_leaf(op) || is_alias(op) || e.is_fused(r) || e.is_unboxed_before(r) {
            return;
        }
        let mut skip = 0;
        if matches!(op, Op::GuardTrue | Op::GuardFalse | Op::Select | Op::CallIf) && e.is_fused(t.arg(r, 0)) {
            skip = 1;
            for a in t.args(t.arg(r, 0)) {
                self.use_at(*a, r.0);
            }
        }
        for a in &t.args(r)[skip..] {
            self.use_at(*a, r.0);
        }
        if op == Op::Loop {
            return;
        }
        if let Some(entry) = e.enters_loop(r) {
            entry.phis.iter().for_each(|(v, _)| self.use_at(*v, r.0));
            for v in e.invariants(entry) {
                let v = self.same[v.index()];
                self.last[v.index()] = r.0;
            }
        }
        for k in e.leaving_by(t.inst(r).snap) {
            let v = self.same[e.leaving[k].index()];
            self.last[v.index()] = r.0;
        }
    }
    fn use_at(&mut self, v: Ref, at: u32) {
        let v = self.same[v.index()];
        self.pairs.push((v.0, at));
        self.last[v.index()] = at;
    }
    /// Whether one instruction wants a value, once.
    pub fn is_used_once(&self, v: Ref) -> bool {
        self.first[v.index() + 1] - self.first[v.index()] == 1
    }
    /// What the loop, whose header is at `header` with its phis up to `phi`, uses from before it is wanted again after its end.
    fn around_the_loop(&mut self, header: u32, phi: u32, end: u32) {
        for last in &mut self.last[..header as usize] {
            if *last > phi {
                *last = end;
            }
        }
        let mut again: Vec<u32> = self.pairs.iter().filter(|p| p.0 < header && p.1 > phi).map(|p| p.0).collect();
        again.sort_unstable();
        again.dedup();
        self.pairs.extend(again.into_iter().map(|v| (v, end)));
    }
    /// The first place from `at` on that wants `v` in a register.
    fn next_use(&mut self, v: Ref, at: u32) -> u32 {
        let k = &mut self.next[v.index()];
        let end = self.first[v.index() + 1];
        while *k < end && self.places[*k as usize] < at {
            *k += 1;
        }
        if *k < end { self.places[*k as usize] } else { u32::MAX }
    }
}

/// Registers and slots at present.
pub struct State {
    /// What each register holds.
    pub held: [Ref; 32],
    /// Registers that hold something.
    pub busy: u32,
    /// Registers that the present instruction needs.
    pub locked: u32,
    /// Registers that may be used.
    pub allowed: u32,
    pub slots: u32,
    free_slots: Vec<u32>,
    /// Slots up to here belong to the loop.
    kept_slots: u32,
    /// In the loop: the registers of the phis, and those that their next values should get.
    homes: u32,
    home_of: HashMap<Ref, R>,
}
/// Places at the header of the root's loop: what each register holds, the slots of values from before it, also of those that
/// have a register, and the slots of phis that have no register.
#[derive(Clone)]
pub struct AtHeader {
    pub held: [Ref; 32],
    pub in_slots: Vec<(Ref, u32)>,
    phi_slots: Vec<(Ref, u32)>,
    phis: Vec<Ref>,
    pub header: Ref,
}
impl State {
    /// `slots` are in use already, for good.
    pub fn new(saved: bool, slots: u32, few: bool) -> State {
        let few = if few { FEW } else { u32::MAX };
        State {
            held: [Ref::NONE; 32],
            busy: 0,
            locked: 0,
            allowed: (GENERAL & !if saved { 0 } else { SAVED_MASK } | FLOATING) & few,
            slots,
            free_slots: vec![],
            kept_slots: slots,
            homes: 0,
            home_of: HashMap::default(),
        }
    }
}

pub fn is_float(r: R) -> bool {
    r >= X
}
/// The native frame's slot `n`.
pub fn slot(n: u32) -> Mem {
    Mem::at(RBP, -8 * (SAVED_WORDS + n as i32))
}

impl Emit<'_> {
    pub fn same(&self, r: Ref) -> Ref {
        self.w.same[r.index()]
    }
    /// Operation and type of a value; of one that only passes through, as if it were an input.
    pub fn op(&self, r: Ref) -> Op {
        if r.index() < self.t.len() { self.t.op(r) } else { Op::Input }
    }
    pub fn ty(&self, r: Ref) -> Ty {
        match r.index().checked_sub(self.t.len()) {
            None => self.t.ty(r),
            Some(k) => self.passing[k],
        }
    }
    /// Bits of a constant.
    pub fn bits(&self, r: Ref) -> Option<u64> {
        let r = self.same(r);
        let i = self.t.insts.get(r.index())?;
        match i.op {
            Op::KBool => Some(i.imm as u64 & 1),
            op => op.is_const().then_some(i.imm as u64),
        }
    }
    /// A constant that fits an instruction.
    pub fn small(&self, r: Ref) -> Option<i32> {
        self.bits(r).and_then(|b| i32::try_from(b as i64).ok())
    }
    /// Is this the last use of the value?
    pub fn dies(&self, v: Ref) -> bool {
        let v = self.same(v);
        !is_leaf(self.op(v)) && self.w.last[v.index()] <= self.at
    }

    // --- registers
    pub fn lock(&mut self, r: R) -> R {
        self.st.locked |= 1 << r;
        r
    }
    /// A register, for `v` if it is for longer than the present instruction; locked.
    pub fn alloc(&mut self, float: bool, v: Option<Ref>) -> R {
        let class = self.st.allowed & if float { FLOATING } else { GENERAL };
        let free = class & !self.st.busy & !self.st.locked;
        if free != 0 {
            let over_call = v.is_some_and(|v| self.w.calls[self.at as usize] < self.w.last[v.index()]);
            if let Some(home) = v.and_then(|v| self.home(v)).filter(|h| !over_call || SAVED_MASK & 1 << h != 0) {
                return self.lock(home);
            }
            let apart = free & !self.st.homes;
            let free = if apart != 0 { apart } else { free };
            let better = free & if over_call { SAVED_MASK } else { !SAVED_MASK };
            let from = if better != 0 { better } else { free };
            return self.lock(from.trailing_zeros() as R);
        }
        let mut far = (0, NONE);
        for r in 0..32u8 {
            if class & !self.st.locked & 1 << r != 0 {
                let u = self.w.next_use(self.st.held[r as usize], self.at);
                if u >= far.0 {
                    far = (u, r);
                }
            }
        }
        debug_assert!(far.1 != NONE, "out of registers");
        if far.1 == NONE {
            self.error = Some("out of registers");
            return if float { X } else { RAX };
        }
        self.evict(far.1);
        self.lock(far.1)
    }
    /// The register that a value is moved to at the loop's end, if it is free.
    fn home(&self, v: Ref) -> Option<R> {
        if self.st.homes == 0 {
            return None;
        }
        let h = *self.st.home_of.get(&v)?;
        ((self.st.busy | self.st.locked) & 1 << h == 0).then_some(h)
    }
    pub fn temp(&mut self) -> Reg {
        self.alloc(false, None)
    }
    pub fn temp_x(&mut self) -> Reg {
        self.alloc(true, None) - X
    }
    pub fn new_slot(&mut self) -> u32 {
        self.st.free_slots.pop().unwrap_or_else(|| {
            self.st.slots += 1;
            self.st.slots
        })
    }
    /// Writes the value of a register to its slot, if that has not been done.
    fn spill(&mut self, r: R) {
        let v = self.st.held[r as usize];
        if self.w.slot[v.index()] == 0 {
            let n = self.new_slot();
            self.w.slot[v.index()] = n;
            self.store_slot(n, r);
        }
    }
    fn store_slot(&mut self, n: u32, r: R) {
        match is_float(r) {
            true => self.a.store_sd(slot(n), r - X),
            false => self.a.store(slot(n), r),
        }
    }
    fn load_slot(&mut self, r: R, n: u32) {
        match is_float(r) {
            true => self.a.load_sd(r - X, slot(n)),
            false => self.a.load(r, slot(n)),
        }
    }
    /// Takes the register from its value, which stays in its slot.
    pub fn evict(&mut self, r: R) {
        if self.st.busy & 1 << r != 0 {
            self.spill(r);
            self.forget(r);
        }
    }
    fn forget(&mut self, r: R) {
        let v = self.st.held[r as usize];
        self.st.busy &= !(1 << r);
        self.st.held[r as usize] = Ref::NONE;
        if v != Ref::NONE {
            self.w.reg[v.index()] = NONE;
        }
    }
    /// Makes a certain general register free, and locks it.
    pub fn take(&mut self, r: Reg) -> Reg {
        if self.st.busy & 1 << r != 0 {
            let v = self.st.held[r as usize];
            let free = self.st.allowed & GENERAL & !self.st.busy & !self.st.locked & !(1 << r);
            if free == 0 || self.st.locked & 1 << r != 0 {
                self.evict(r);
            } else {
                let d = free.trailing_zeros() as R;
                self.a.mov(d, r);
                self.forget(r);
                self.hold(d, v);
            }
        }
        self.lock(r)
    }
    fn hold(&mut self, r: R, v: Ref) {
        self.st.busy |= 1 << r;
        self.st.held[r as usize] = v;
        self.w.reg[v.index()] = r;
    }
    /// The value `v` is computed and in `r`.
    pub fn bind(&mut self, v: Ref, r: R) {
        self.hold(r, v);
        if self.w.last[v.index()] <= self.at {
            self.free(v);
        }
    }
    /// Nobody wants the value any more.
    fn free(&mut self, v: Ref) {
        let r = self.w.reg[v.index()];
        if r != NONE {
            self.forget(r);
        }
        let n = std::mem::take(&mut self.w.slot[v.index()]);
        if n > self.st.kept_slots {
            self.st.free_slots.push(n);
        }
    }
    /// Frees what the present instruction, `r`, was the last to use.
    pub fn die(&mut self, r: Ref) {
        let t = self.t;
        for a in t.args(r) {
            if self.is_fused(*a) {
                self.die_operands(*a);
            }
            self.die_one(*a);
        }
        for k in self.leaving_by(t.inst(r).snap) {
            self.die_one(self.leaving[k]);
        }
    }
    /// Frees the operands of an instruction that were used last by now.
    pub fn die_operands(&mut self, r: Ref) {
        self.t.args(r).iter().for_each(|a| self.die_one(*a));
    }
    fn die_one(&mut self, v: Ref) {
        let v = self.same(v);
        if !is_leaf(self.op(v)) && self.w.last[v.index()] <= self.at {
            self.free(v);
        }
    }

    // --- operands
    /// The value in a register, which is locked.
    fn fetch(&mut self, v: Ref) -> R {
        let r = self.w.reg[v.index()];
        if r != NONE {
            return self.lock(r);
        }
        let n = self.w.slot[v.index()];
        debug_assert!(n != 0, "%{} is nowhere at %{}\n{}", v.0, self.at, self.t);
        let r = self.alloc(self.ty(v) == Ty::Float, Some(v));
        self.load_slot(r, n);
        self.hold(r, v);
        r
    }
    /// The bits of a leaf in a register.
    fn leaf(&mut self, v: Ref, d: Reg) {
        match self.bits(v) {
            Some(b) => self.a.mov_imm(d, b),
            None => match self.op(v) {
                Op::Base => self.a.mov(d, RBX),
                Op::Thread => self.a.mov(d, R12),
                _ => self.a.lea(d, Mem::at(RBX, self.t.inst(v).imm as i32 * 8)),
            },
        }
    }
    /// A value in a general register.
    pub fn gpr(&mut self, v: Ref) -> Reg {
        let v = self.same(v);
        match self.op(v) {
            Op::Base => RBX,
            Op::SlotAddr if self.t.inst(v).imm == 0 => RBX,
            Op::Thread => R12,
            op if is_leaf(op) => {
                let d = self.temp();
                self.leaf(v, d);
                d
            }
            _ => self.fetch(v),
        }
    }
    /// The same; constants in the scratch register if it is not in use.
    pub fn gpr_or_scratch(&mut self, v: Ref) -> Reg {
        let v = self.same(v);
        let held = match self.op(v) {
            Op::SlotAddr => self.t.inst(v).imm == 0,
            op => !is_leaf(op) || matches!(op, Op::Base | Op::Thread),
        };
        if held || self.scratch_used {
            return self.gpr(v);
        }
        self.scratch_used = true;
        self.leaf(v, R11);
        R11
    }
    /// Second operand: where it is, if that will do.
    pub fn rm(&mut self, v: Ref) -> Rm {
        let v = self.same(v);
        if self.in_memory(v) {
            return Rm::Mem(slot(self.w.slot[v.index()]));
        }
        Rm::Reg(self.gpr_or_scratch(v))
    }
    fn in_memory(&mut self, v: Ref) -> bool {
        !is_leaf(self.op(v)) && self.w.reg[v.index()] == NONE && self.w.next_use(v, self.at + 1) == u32::MAX
    }
    /// A float in a register.
    pub fn xmm(&mut self, v: Ref) -> Reg {
        let v = self.same(v);
        match self.bits(v) {
            Some(b) => {
                let x = self.temp_x();
                self.float_constant(x, b);
                x
            }
            None => self.fetch(v) - X,
        }
    }
    fn float_constant(&mut self, x: Reg, bits: u64) {
        match bits {
            0 => self.a.xorpd(x, Rm::Reg(x)),
            _ => self.a.load_sd(x, Rm::Pool(bits)),
        }
    }
    pub fn xrm(&mut self, v: Ref) -> Rm {
        let v = self.same(v);
        if let Some(b) = self.bits(v) {
            return Rm::Pool(b);
        }
        if self.in_memory(v) {
            return Rm::Mem(slot(self.w.slot[v.index()]));
        }
        Rm::Reg(self.fetch(v) - X)
    }
    /// Memory at an address, which `through` gets if it takes a register.
    pub fn at_address(&mut self, address: u64, through: Reg) -> Mem {
        match i32::try_from(address) {
            Ok(k) => Mem::at(NO_REG, k),
            Err(_) => {
                self.a.mov_imm(through, address);
                Mem::at(through, 0)
            }
        }
    }
    /// Memory at a value plus an offset.
    pub fn mem(&mut self, v: Ref, disp: i32) -> Mem {
        let v = self.same(v);
        if let Some(b) = self.bits(v) {
            let address = b.wrapping_add(disp as i64 as u64);
            if let Ok(d) = i32::try_from(address) {
                return Mem::at(NO_REG, d);
            }
            let r = match std::mem::replace(&mut self.scratch_used, true) {
                false => R11,
                true => self.temp(),
            };
            self.a.mov_imm(r, address);
            return Mem::at(r, 0);
        }
        match self.op(v) {
            Op::Base => Mem::at(RBX, disp),
            Op::Thread => Mem::at(R12, disp),
            Op::SlotAddr => Mem::at(RBX, disp + self.t.inst(v).imm as i32 * 8),
            _ => Mem::at(self.fetch(v), disp),
        }
    }
    /// A register for the result of an instruction that begins with a copy of `a`, which is in `ra`: the same if it may be
    /// overwritten.
    pub fn over(&mut self, r: Ref, a: Ref, ra: R) -> R {
        let a = self.same(a);
        let snap = self.t.inst(r).snap;
        let mine = match is_leaf(self.op(a)) {
            // a constant's register is the instruction's own
            true => self.st.allowed & 1 << ra != 0,
            false => {
                let leaves = self.leaving_by(snap).any(|k| self.same(self.leaving[k]) == a);
                self.dies(a) && !leaves
            }
        };
        if mine && self.home(r).is_none() { ra } else { self.alloc(is_float(ra), Some(r)) }
    }

    // --- places for exits and moves
    pub fn whereabouts(&self, v: Ref) -> Where {
        let v = self.same(v);
        if let Some(b) = self.bits(v) {
            return Where::Const(b);
        }
        match self.op(v) {
            Op::Base => Where::Reg(RBX),
            Op::Thread => Where::Reg(R12),
            Op::SlotAddr => Where::Address(self.t.inst(v).imm as i32 * 8),
            _ => match self.w.reg[v.index()] {
                NONE => Where::Slot(self.w.slot[v.index()]),
                r => Where::Reg(r),
            },
        }
    }
    /// One move; the scratch registers are free.
    pub fn transfer(&mut self, to: Where, from: Where) {
        match (to, from) {
            _ if to == from => {}
            (Where::Reg(d), Where::Reg(s)) => match (is_float(d), is_float(s)) {
                (false, false) => self.a.mov(d, s),
                (true, true) => self.a.movsd(d - X, s - X),
                (true, false) => self.a.movq_to(d - X, s),
                (false, true) => self.a.movq_from(d, s - X),
            },
            (Where::Reg(d), Where::Slot(n)) => self.load_slot(d, n),
            (Where::Reg(d), Where::Const(b)) => match is_float(d) {
                true => self.float_constant(d - X, b),
                false => self.a.mov_imm(d, b),
            },
            (Where::Reg(d), Where::Address(at)) => self.a.lea(d, Mem::at(RBX, at)),
            (Where::Slot(n), Where::Reg(s)) => self.store_slot(n, s),
            (Where::Slot(n), Where::Slot(m)) => {
                self.a.load_sd(SCRATCH_X, slot(m));
                self.a.store_sd(slot(n), SCRATCH_X);
            }
            (Where::Slot(n), from) => {
                if let Where::Const(b) = from
                    && let Ok(k) = i32::try_from(b as i64)
                {
                    self.a.store_imm(slot(n), k);
                    return;
                }
                // not through the scratch register, which may hold a part of a cycle
                if let Where::Const(b) = from {
                    self.a.load_sd(SCRATCH_X, Rm::Pool(b));
                    self.a.store_sd(slot(n), SCRATCH_X);
                } else {
                    self.a.push(RAX);
                    self.transfer(Where::Reg(RAX), from);
                    self.a.store(slot(n), RAX);
                    self.a.pop(RAX);
                }
            }
            _ => {}
        }
    }
    /// All moves at once.
    pub fn shuffle(&mut self, moves: &mut Vec<(Where, Where)>) {
        moves.retain(|m| m.0 != m.1);
        while !moves.is_empty() {
            match (0..moves.len()).find(|k| !moves.iter().any(|m| m.1 == moves[*k].0)) {
                Some(k) => {
                    let (to, from) = moves.swap_remove(k);
                    self.transfer(to, from);
                }
                None => {
                    // a cycle: one source moves aside; its last move is made before there can be another cycle
                    // moves to slots may need the other scratch register
                    let slots = moves.iter().any(|m| matches!(m.0, Where::Slot(_)));
                    let aside = match moves[0].1 {
                        Where::Reg(r) if is_float(r) && !slots => SCRATCH_X + X,
                        _ => R11,
                    };
                    let from = std::mem::replace(&mut moves[0].1, Where::Reg(aside));
                    self.transfer(Where::Reg(aside), from);
                }
            }
        }
    }

    // --- calls
    /// Before a call: what is wanted afterwards gets a register that survives, or a slot. Then `args` go where the callee
    /// expects them, and nothing else is in registers that it may use.
    pub fn save_for_call(&mut self, leaves: bool, args: &[(Where, Ref)]) {
        for r in 0..32u8 {
            if self.st.busy & !SAVED_MASK & 1 << r == 0 {
                continue;
            }
            let v = self.st.held[r as usize];
            let last = self.w.last[v.index()];
            if last < self.at || (last == self.at && !leaves) {
                continue;
            }
            let free = self.st.allowed & SAVED_MASK & !self.st.busy;
            let wanted = self.w.next_use(v, self.at + 1) != u32::MAX;
            if free != 0 && wanted && !is_float(r) && self.w.slot[v.index()] == 0 {
                let d = free.trailing_zeros() as R;
                self.a.mov(d, r);
                self.forget(r);
                self.hold(d, v);
            } else {
                self.spill(r);
            }
        }
        let mut moves: Vec<(Where, Where)> = args.iter().map(|(to, v)| (*to, self.whereabouts(*v))).collect();
        self.shuffle(&mut moves);
        for r in 0..32u8 {
            if self.st.busy & !SAVED_MASK & 1 << r != 0 {
                self.forget(r);
            }
        }
    }

    // --- the loop
    /// Phis take their first values; the places of everything are noted.
    pub fn header(&mut self, header: Ref) {
        let phis = self.t.phis();
        for p in &phis {
            self.at = p.0;
            self.st.locked = 0;
            let first = self.t.arg(*p, 0);
            let v = self.same(first);
            let from = self.whereabouts(v);
            let d = match from {
                Where::Reg(r) if self.dies(v) => r,
                _ => self.alloc(self.ty(*p) == Ty::Float, Some(*p)),
            };
            // making room may have moved it
            let from = self.whereabouts(v);
            self.transfer(Where::Reg(d), from);
            self.die(*p);
            self.hold(d, *p);
            if self.w.last[p.index()] == 0 {
                self.w.last[p.index()] = self.t.len() as u32 - 1;
            }
        }
        self.at = header.0 + phis.len() as u32;
        self.st.locked = 0;
        self.make_room(header, phis.len());
        let slots = phis.iter().filter(|p| self.w.reg[p.index()] == NONE);
        let slots = slots.map(|p| (*p, self.w.slot[p.index()])).collect();
        // a phi's slot from before, beside a register, is not kept up to date
        for p in phis.iter().filter(|p| self.w.reg[p.index()] != NONE) {
            self.w.slot[p.index()] = 0;
        }
        self.st.free_slots.clear();
        self.st.kept_slots = self.st.slots;
        let end = self.t.insts.last().filter(|i| i.op == Op::Loop);
        for (p, next) in phis.iter().zip(end.map_or(&[][..], |end| self.t.args_of(end))) {
            let r = self.w.reg[p.index()];
            if r != NONE && p != next {
                self.st.homes |= 1 << r;
                self.st.home_of.insert(self.same(*next), r);
            }
        }
        let before = (0..header.0).map(Ref).map(|v| (v, self.w.slot[v.index()]));
        let in_slots = before.filter(|(v, n)| *n != 0 && self.w.last[v.index()] > header.0).collect();
        self.shared.at_header = Some(AtHeader { held: self.st.held, in_slots, phi_slots: slots, phis, header });
    }
    /// Writes values from before the loop to slots, those that it wants latest, as many as the loop has too few registers.
    fn make_room(&mut self, header: Ref, phis: usize) {
        let missing = self.missing(header, phis);
        for class in [false, true] {
            let mut held: Vec<(u32, R)> = vec![];
            for r in 0..32u8 {
                let v = self.st.held[r as usize];
                if self.st.busy & 1 << r != 0 && is_float(r) == class && v < header {
                    held.push((self.w.next_use(v, self.at + 1), r));
                }
            }
            held.sort_unstable_by(|a, b| b.cmp(a));
            for (next, r) in held.into_iter().take(missing[class as usize]) {
                self.spill(r);
                if next == u32::MAX {
                    self.forget(r);
                }
            }
        }
    }
    /// By how many the values in the loop outnumber the registers, general and floating. An estimate: values of one instruction
    /// come and go. Over calls, nothing has a register for certain.
    fn missing(&self, header: Ref, phis: usize) -> [usize; 2] {
        let t = self.t;
        let mut live = [0i32; 2];
        for r in 0..32u8 {
            if self.st.busy & 1 << r != 0 {
                live[is_float(r) as usize] += 1;
            }
        }
        let n = t.len();
        let mut ends: Vec<[i32; 2]> = vec![[0; 2]; n + 1];
        let limits = [(self.st.allowed & GENERAL).count_ones() as i32 - 2, 13];
        let mut missing = [0; 2];
        for k in header.index() + 1..n {
            let (ty, last) = (t.insts[k].ty, self.w.last[k] as usize);
            if last > k && ty != Ty::Void && !is_leaf(t.insts[k].op) && self.w.same[k].index() == k {
                ends[last][(ty == Ty::Float) as usize] += 1;
                if k > header.index() + phis {
                    live[(ty == Ty::Float) as usize] += 1;
                }
            }
            if clobbers(t.insts[k].op) {
                return [usize::MAX; 2];
            }
            for c in 0..2 {
                missing[c] = missing[c].max((live[c] - limits[c]).max(0) as usize);
                live[c] -= ends[k][c];
            }
        }
        missing
    }
    /// Puts everything where it was at the header, with these values for the phis, and those of an entry for the invariants.
    pub fn back_to_header(&mut self, next: &[Ref], entry: Option<&Entry>) {
        let Some(h) = self.shared.at_header.clone() else { return };
        let mut moves = vec![];
        for (r, v) in h.held.iter().enumerate().filter(|(_, v)| **v != Ref::NONE) {
            let from = match h.phis.iter().position(|p| p == v) {
                Some(k) => self.whereabouts(next[k]),
                None => self.whereabouts(self.invariant(*v, entry)),
            };
            moves.push((Where::Reg(r as R), from));
        }
        if entry.is_some_and(|e| e.invariants.is_some()) {
            for (v, n) in &h.in_slots {
                moves.push((Where::Slot(*n), self.whereabouts(self.invariant(*v, entry))));
            }
        }
        for (p, n) in &h.phi_slots {
            let k = h.phis.iter().position(|x| x == p).unwrap_or(0);
            moves.push((Where::Slot(*n), self.whereabouts(next[k])));
        }
        self.shuffle(&mut moves);
    }

    // --- side traces in a tree
    /// What comes from the parent is where it was there; what has no place of its own gets one.
    pub fn arrive(&mut self, places: &[(Ref, Where)]) {
        let mut later = vec![];
        for (v, place) in places {
            let v = self.same(*v);
            match *place {
                Where::Reg(r) if self.st.allowed & 1 << r != 0 => self.hold(r, v),
                Where::Slot(n) => self.w.slot[v.index()] = n,
                _ => later.push((v, *place)),
            }
        }
        for (v, place) in later {
            self.st.locked = 0;
            let r = self.alloc(self.ty(v) == Ty::Float, Some(v));
            self.transfer(Where::Reg(r), place);
            self.hold(r, v);
        }
        for (v, _) in places {
            let v = self.same(*v);
            if self.w.last[v.index()] == 0 {
                self.free(v);
            }
        }
    }
}
