//! Appending well-typed instructions to a trace.
//!
//! The recorder's side of the IR. Constants and equal pure operations are shared, and what earlier guards have established is not
//! asked again; nothing else is folded here (that is `opt`'s job), so what was recorded can be read in the dump. In debug
//! builds every instruction is checked against its row when it is added.

use super::table::{Table, hash};
use super::*;
use crate::opt::cse::{self, Key};
use crate::opt::guards::{self, Facts};
use rustc_hash::FxHashMap as HashMap;

impl From<Trace> for Builder {
    /// Goes on with a trace that has no end yet.
    fn from(trace: Trace) -> Builder {
        let mut b = Builder { trace, ..Builder::default() };
        for r in b.trace.refs().filter(|r| b.trace.op(*r).is_const()) {
            let i = b.trace.inst(r);
            if b.find_constant(i.op, i.imm).is_none() {
                b.consts.insert(hash(i.op, i.imm), r);
            }
        }
        b
    }
}

/// Appends to a [`Trace`].
#[derive(Default)]
pub struct Builder {
    trace: Trace,
    consts: Table,
    seen: HashMap<Key, Ref>,
    facts: Facts,
    /// Classes that may have been written since the user took them out.
    pub written: ClassSet,
}

impl Builder {
    pub fn new() -> Builder {
        Builder::default()
    }
    /// The trace so far.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }
    /// Ends building.
    pub fn finish(self) -> Trace {
        self.trace
    }
    fn find_constant(&self, op: Op, imm: i64) -> Option<Ref> {
        let t = &self.trace;
        self.consts.find(hash(op, imm), |r| t.op(r) == op && t.inst(r).imm == imm)
    }
    fn constant(&mut self, op: Op, imm: i64) -> Ref {
        if let Some(r) = self.find_constant(op, imm) {
            return r;
        }
        let r = self.trace.push(Inst::new(op, op.row().result.unwrap_or(Ty::Void)).imm(imm), &[]);
        self.consts.insert(hash(op, imm), r);
        r
    }
    pub fn kint(&mut self, i: i64) -> Ref {
        self.constant(Op::KInt, i)
    }
    pub fn kfloat(&mut self, f: f64) -> Ref {
        self.constant(Op::KFloat, f.to_bits() as i64)
    }
    pub fn kbool(&mut self, b: bool) -> Ref {
        self.constant(Op::KBool, b as i64)
    }
    /// A constant value word. If it is a pointer, the caller keeps the object alive as long as the trace exists.
    pub fn kval(&mut self, w: u64) -> Ref {
        self.constant(Op::KVal, w as i64)
    }
    pub fn kptr(&mut self, w: u64) -> Ref {
        self.constant(Op::KPtr, w as i64)
    }
    /// Adds a snapshot for later guards.
    pub fn snapshot(&mut self, mut s: Snapshot) -> u32 {
        if !s.slots.is_sorted_by_key(|x| x.0) {
            s.slots.sort_by_key(|x| x.0);
        }
        self.trace.snaps.push(s);
        self.trace.snaps.len() as u32 - 1
    }
    /// Appends any instruction.
    pub fn push(&mut self, inst: Inst, args: &[Ref]) -> Ref {
        let r = self.trace.push(inst, args);
        guards::learn(&mut self.facts, &self.trace, r);
        self.written = self.written.union(self.trace.writes(&self.trace.insts[r.index()]));
        if cfg!(debug_assertions)
            && let Err(e) = verify::check_inst(&self.trace, r)
        {
            panic!("{e}")
        }
        r
    }
    /// An instruction, or an earlier one that gives the same.
    fn shared(&mut self, inst: Inst, args: &[Ref]) -> Ref {
        let key = cse::key(&self.trace, &inst, args).filter(|_| inst.op.is_pure());
        if let Some(r) = key.and_then(|k| self.seen.get(&k)) {
            return *r;
        }
        let r = self.push(inst, args);
        if let Some(k) = key {
            self.seen.insert(k, r);
        }
        r
    }
    /// An operation whose row states its result, without immediate or snapshot.
    pub fn op(&mut self, op: Op, args: &[Ref]) -> Ref {
        let ty = op.row().result.unwrap_or(Ty::Void);
        self.shared(Inst::new(op, ty), args)
    }
    /// Have earlier guards established what this one asks? Then it need not be added, nor a snapshot for it.
    pub fn holds(&self, op: Op, imm: i64, args: &[Ref]) -> bool {
        guards::redundant(&self.facts, &self.trace, &Inst::new(op, Ty::Void).imm(imm), args)
    }
    /// A guard or a checked operation.
    pub fn guard(&mut self, op: Op, args: &[Ref], snap: u32) -> Ref {
        let ty = op.row().result.unwrap_or(Ty::Void);
        self.push(Inst::new(op, ty).snap(snap), args)
    }
    pub fn guard_shape(&mut self, object: Ref, shape: u32, snap: u32) -> Ref {
        self.push(Inst::new(Op::GuardShape, Ty::Void).imm(shape as i64).snap(snap), &[object])
    }
    /// Exits unless `index < length`, unsigned.
    pub fn guard_bounds(&mut self, index: Ref, length: Ref, snap: u32) -> Ref {
        let c = self.op(Op::Iult, &[index, length]);
        self.guard(Op::GuardTrue, &[c], snap)
    }
    /// Takes back an instruction whose value only guards have asked for, as if it had always been the constant `word`. Exits of
    /// what came after it are what snapshot `to` is: those from number `first`.
    pub fn take_back(&mut self, r: Ref, word: u64, first: u32, to: u32) {
        let i = Inst::new(Op::KVal, Ty::Tagged).imm(word as i64);
        let old = self.trace.insts[r.index()];
        self.trace.insts[r.index()] = Inst { first: old.first, ..i };
        let s = self.trace.snaps[to as usize].clone();
        self.trace.snaps[first as usize..].fill(s);
    }
    /// Exits if the 32-bit word at `thread + offset` is not 0.
    pub fn poll(&mut self, offset: i32, snap: u32) -> Ref {
        self.push(Inst::new(Op::Poll, Ty::Void).imm(offset as i64).snap(snap), &[])
    }
    /// Either of two values of one type.
    pub fn select(&mut self, c: Ref, yes: Ref, no: Ref) -> Ref {
        let ty = self.trace.ty(yes);
        self.shared(Inst::new(Op::Select, ty), &[c, yes, no])
    }
    pub fn sload(&mut self, slot: i32) -> Ref {
        self.push(Inst::new(Op::Sload, Ty::Tagged).imm(slot as i64), &[])
    }
    pub fn sstore(&mut self, slot: i32, v: Ref) -> Ref {
        self.push(Inst::new(Op::Sstore, Ty::Void).imm(slot as i64), &[v])
    }
    pub fn slot_addr(&mut self, slot: i32) -> Ref {
        self.shared(Inst::new(Op::SlotAddr, Ty::Ptr).imm(slot as i64), &[])
    }
    /// Side trace: the `n`-th raw value of the exit it grows from.
    pub fn input(&mut self, n: u32, ty: Ty) -> Ref {
        self.push(Inst::new(Op::Input, ty).imm(n as i64), &[])
    }
    /// 64-bit field of type `ty`.
    pub fn load(&mut self, ty: Ty, base: Ref, offset: i32, class: Class) -> Ref {
        self.push(Inst::new(Op::Load, ty).imm(offset as i64).aux(class.0 as u32), &[base])
    }
    /// How many there are of something in memory, or the number of one of them: less than [`COUNT_END`].
    pub fn count(&mut self, base: Ref, offset: i32, class: Class) -> Ref {
        self.push(Inst::new(Op::Load, Ty::Int).imm(offset as i64).aux(class.0 as u32 | COUNT), &[base])
    }
    /// A load of an int or its unboxing, with the value it has now as a hint.
    pub fn hint(&mut self, r: Ref, now: i64) {
        let i = &mut self.trace.insts[r.index()];
        if matches!(i.op, Op::UnboxInt | Op::Load) && !(0..LIKELY).contains(&now) {
            *i = i.wide();
        }
    }
    pub fn store(&mut self, base: Ref, v: Ref, offset: i32, class: Class) -> Ref {
        self.push(Inst::new(Op::Store, Ty::Void).imm(offset as i64).aux(class.0 as u32), &[base, v])
    }
    /// Element at `base + index * 8 + offset`.
    pub fn loadx(&mut self, ty: Ty, base: Ref, index: Ref, offset: i32, class: Class) -> Ref {
        self.push(Inst::new(Op::Loadx, ty).imm(offset as i64).aux(class.0 as u32), &[base, index])
    }
    pub fn storex(&mut self, base: Ref, index: Ref, v: Ref, offset: i32, class: Class) -> Ref {
        self.push(Inst::new(Op::Storex, Ty::Void).imm(offset as i64).aux(class.0 as u32), &[base, index, v])
    }
    /// The narrow loads and stores (`LoadU8`, `Store32`, `LoadxU16`, …).
    pub fn mem(&mut self, op: Op, args: &[Ref], offset: i32, class: Class) -> Ref {
        let ty = op.row().result.unwrap_or(Ty::Void);
        self.push(Inst::new(op, ty).imm(offset as i64).aux(class.0 as u32), args)
    }
    pub fn alloc(&mut self, site: Site) -> Ref {
        let n = self.trace.add_site(site);
        self.push(Inst::new(Op::Alloc, Ty::Ptr).aux(n), &[])
    }
    pub fn call(&mut self, h: &Helper, args: &[Ref]) -> Ref {
        let n = self.trace.add_helper(h);
        self.push(Inst::new(Op::Call, h.ret).aux(n), args)
    }
    /// The result of the helper for the thread and `x` if the condition holds, else `otherwise`.
    pub fn call_if(&mut self, c: Ref, h: &Helper, otherwise: Ref, x: Ref) -> Ref {
        let n = self.trace.add_helper(h);
        self.push(Inst::new(Op::CallIf, Ty::Ptr).aux(n), &[c, otherwise, x])
    }
    /// Calls the compiled function trace whose entry is in `cell`, with its window at slot `base`.
    pub fn callf(&mut self, cell: u64, base: i32, snap: u32) -> Ref {
        self.push(Inst::new(Op::Callf, Ty::Tagged).imm(cell as i64).aux(base as u32).snap(snap), &[])
    }
    /// Ends: writes the snapshot's slots and starts this trace again.
    pub fn restart(&mut self, snap: u32) {
        self.push(Inst::new(Op::Restart, Ty::Void).snap(snap), &[]);
    }
    /// Ends: writes the snapshot's slots and continues in the trace whose entry is in `cell`.
    pub fn link(&mut self, cell: u64, base: i32, snap: u32) {
        self.push(Inst::new(Op::Link, Ty::Void).imm(cell as i64).aux(base as u32).snap(snap), &[]);
    }
    /// Ends: leaves.
    pub fn exit(&mut self, snap: u32) {
        self.push(Inst::new(Op::Exit, Ty::Void).snap(snap), &[]);
    }
    /// Ends: returns `v` to the caller of a function trace.
    pub fn ret(&mut self, v: Ref) {
        self.push(Inst::new(Op::Ret, Ty::Void), &[v]);
    }
}
