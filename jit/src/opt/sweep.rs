//! Four passes in one walk: folding, common subexpressions, guards, memory.
//!
//! Each knows something of the instructions before and decides about the next one, so they take it in turn while the trace
//! is copied once: [`fold`](super::fold) may replace it, then [`cse`](super::cse), [`guards`](super::guards) and
//! [`forward`](super::forward) may find it known already. Each can be switched off.

use super::cse;
use super::forward::{self, Carried, Memory};
use super::guards::{self, Facts};
use super::rewrite::Rewriter;
use crate::ir::table::{Table, hash_with};
use crate::ir::value::Layout;
use crate::ir::*;
use rustc_hash::FxHashMap as HashMap;

/// What takes part.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct On {
    pub fold: bool,
    pub cse: bool,
    pub guards: bool,
    pub forward: bool,
}

/// What became of an instruction.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Folded {
    Value(Ref),
    /// A guard that always holds, a store that changes nothing.
    Dropped,
}

/// The walk. Snapshots have their old numbers until an instruction is appended.
pub struct Sweep<'a> {
    pub w: Rewriter<'a>,
    pub layout: &'a Layout,
    pub on: On,
    seen: Table,
    facts: Facts,
    pub memory: Memory,
    pub carried: Vec<Carried>,
    /// Stores that turned out to be dead.
    pub dead: Vec<Ref>,
}

/// The passes that are on.
pub fn run(mut t: Trace, layout: &Layout, on: On) -> Trace {
    let stronger = if on.guards { guards::strengthen(&t) } else { HashMap::default() };
    let snaps = std::mem::take(&mut t.snaps);
    let t = &t;
    let mut s = Sweep {
        w: Rewriter::consuming(t, snaps),
        layout,
        on,
        seen: if on.cse { Table::with_room(t.len() / 2) } else { Table::default() },
        facts: Facts::default(),
        memory: Memory::default(),
        carried: vec![],
        dead: vec![],
    };
    let last_phi = t.phis().last().copied();
    for r in t.refs() {
        let mut i = *t.inst(r);
        match i.op {
            Op::Header => {
                s.header(r, last_phi.is_none());
                continue;
            }
            Op::Phi => {
                s.w.copy(r);
                if last_phi == Some(r) {
                    s.add_phis();
                }
                continue;
            }
            Op::Loop => {
                s.end_loop(r);
                continue;
            }
            _ => {}
        }
        let mut args = s.w.args(r);
        if on.guards {
            args.iter_mut().for_each(|a| *a = s.facts.equal(*a));
            if let Some((op, k)) = stronger.get(&r) {
                i.op = *op;
                if let Some(k) = k {
                    args.push(s.w.constant(t.op(*k), t.inst(*k).imm));
                }
            }
        }
        if let Folded::Value(n) = s.emit(i, &args) {
            s.w.set(r, n);
        }
        if on.guards && i.op == Op::GuardEq {
            // Later snapshots hold the constant too.
            let k = s.facts.equal(args[0]);
            s.w.set(t.arg(r, 0), k);
        }
    }
    let mut out = s.w.finish();
    forward::remove(&mut out, &s.dead);
    out
}

impl Sweep<'_> {
    /// Appends an instruction unless what it gives is known.
    pub fn append(&mut self, i: Inst, args: &[Ref]) -> Folded {
        if i.op.is_const() {
            return Folded::Value(self.w.constant(i.op, i.imm));
        }
        let new = &self.w.new;
        let key = if self.on.cse { cse::key(new, &i, args) } else { None };
        let hash = key.map_or(0, |(op, _, imm, aux, args)| hash_with(op, imm, aux, &args));
        if key.is_some()
            && let Some(n) = self.seen.find(hash, |r| cse::key(new, new.inst(r), new.args(r)) == key)
        {
            return Folded::Value(n);
        }
        if self.on.guards {
            if guards::redundant(&self.facts, &self.w.new, &i, args) {
                return Folded::Dropped;
            }
            if let Some(g) = self.facts.asked_weakly(i.op, args) {
                self.w.new.insts[g.index()].op = i.op;
                guards::learn(&mut self.facts, &self.w.new, g);
                return Folded::Dropped;
            }
            if i.ty == Ty::Bool
                && let Some(b) = self.facts.compared(i.op, args)
            {
                return Folded::Value(self.w.constant(Op::KBool, b as i64));
            }
        }
        if self.on.forward {
            if let Some(at) = forward::place(&i, args) {
                return self.access(i, args, &at);
            }
            if i.op == Op::Barrier && self.memory.is_young(args[0]) {
                return Folded::Dropped;
            }
            if let Some(v) = self.memory.called(&self.w.new, &i, args) {
                return Folded::Value(v);
            }
        }
        let n = self.push(i, args);
        if key.is_some() {
            self.seen.insert(hash, n);
        }
        if self.on.forward {
            self.memory.effect(&self.w.new, n);
        }
        Folded::Value(n)
    }
    /// Appends an instruction, with its snapshot as it is now.
    pub fn push(&mut self, mut i: Inst, args: &[Ref]) -> Ref {
        i.snap = self.w.snap(i.snap);
        let n = self.w.push(i, args);
        if self.on.guards {
            guards::learn(&mut self.facts, &self.w.new, n);
        }
        n
    }

    fn header(&mut self, r: Ref, no_phis: bool) {
        let t = self.w.old;
        if self.on.guards {
            self.facts.at_header(guards::body_writes(t));
        }
        if self.on.forward {
            let w = &self.w;
            let promoted = forward::enter_loop(t, r, &w.new, |r| w.get(r), &mut self.memory);
            // The other phis follow in the old trace; ours come after them.
            self.carried.extend(promoted.iter().map(|e| Carried { at: e.at, op: e.op, ty: e.ty, phi: e.value }));
        }
        self.w.copy(r);
        if no_phis {
            self.add_phis();
        }
    }
    fn end_loop(&mut self, r: Ref) {
        let i = *self.w.old.inst(r);
        let mut args = self.w.args(r);
        if self.on.guards {
            args.iter_mut().for_each(|a| *a = self.facts.equal(*a));
        }
        for c in &self.carried {
            let v = self.memory.find(&c.at, c.op, c.ty).map(|e| e.value);
            args.push(v.unwrap_or(c.phi));
        }
        let snap = self.w.snap(i.snap);
        self.w.push(i.snap(snap), &args);
    }
}
