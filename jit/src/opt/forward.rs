//! Memory: loads take what an earlier load or store left, stores that change nothing or are overwritten go.
//!
//! The pass keeps what is known of memory as a list of (place → value). A store, or a call that writes the class,
//! forgets the places it may overlap; two places of a class are apart if they have the same base and distant offsets, or if
//! one is an object allocated here and the other's base is older than it.
//!
//! *The loop.* At the header only what the body cannot overwrite stays known: a load of such a place in the body takes the
//! value from before the loop. A place that the body writes only by stores to that very place, and reads, becomes a phi.
//!
//! *Barriers* go for an object that was allocated since anything may have collected.
//!
//! *Calls* that write nothing are loads from the classes they read. *Shapes* tell objects apart: two that were guarded to have
//! different ones are different.
//!
//! *Dead stores* are removed only if no exit, call or load of the class lies between them and the overwriting store.
//!
//! Must not: forward through a may-alias store, a writing call, or around the back-edge of a body that writes elsewhere in
//! the class; forward a value of another type or width.

use super::rewrite::{Args, Rewriter};
use super::sweep::{Folded, Sweep};
use crate::eval::width;
use crate::ir::*;
use rustc_hash::FxHashMap as HashMap;

/// A place in memory.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    pub class: Class,
    pub base: Ref,
    pub index: Ref,
    pub offset: i64,
    bytes: u32,
    scale: u64,
}

impl Place {
    /// The same place of another object.
    pub fn moved(self, base: Ref, index: Ref) -> Place {
        Place { base, index, ..self }
    }
}

/// A place and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub at: Place,
    /// How it was accessed: narrow loads of different signedness differ.
    pub op: Op,
    pub ty: Ty,
    pub value: Ref,
    /// Position of the store, if it can still turn out to be dead.
    pub store: Option<Ref>,
}

/// The place an instruction accesses, given its operands.
pub fn place(i: &Inst, args: &[Ref]) -> Option<Place> {
    let (bytes, _, scale) = width(i.op);
    let at = |base, index, scale| Some(Place { class: i.class(), base, index, offset: i.imm, bytes, scale });
    match i.op {
        Op::Sload | Op::Sstore => Some(Place {
            class: Class::FRAME,
            base: Ref::NONE,
            index: Ref::NONE,
            offset: i.imm * 8,
            bytes: 8,
            scale: 0,
        }),
        Op::Load
        | Op::LoadU8
        | Op::LoadU16
        | Op::LoadU32
        | Op::LoadI32
        | Op::Store
        | Op::Store8
        | Op::Store16
        | Op::Store32 => at(args[0], Ref::NONE, 0),
        Op::Loadx | Op::LoadxU8 | Op::LoadxU16 | Op::LoadxU32 | Op::Storex | Op::Storex8 => at(args[0], args[1], scale),
        _ => None,
    }
}

/// The operation whose loads see what `op` stored in full.
pub fn load_of(op: Op) -> Option<Op> {
    match op {
        Op::Sstore => Some(Op::Sload),
        Op::Store => Some(Op::Load),
        Op::Storex => Some(Op::Loadx),
        _ => None,
    }
}

/// Whether an object allocated at `a` cannot be what `b` points to.
fn fresh(t: &Trace, a: Ref, b: Ref) -> bool {
    t.op(a) == Op::Alloc
        && a != b
        && (b < a || matches!(t.op(b), Op::Alloc | Op::KPtr | Op::Base | Op::Thread | Op::SlotAddr))
}

/// Whether two places may have a byte in common, as far as the bases' definitions tell.
pub fn may_overlap(t: &Trace, a: &Place, b: &Place) -> bool {
    if a.class != b.class {
        return false;
    }
    let apart = |d: i64| d >= b.bytes as i64 || -d >= a.bytes as i64;
    if a.base == b.base {
        if a.index == b.index && a.scale == b.scale {
            return !apart(a.offset.wrapping_sub(b.offset));
        }
        return true;
    }
    if a.base == Ref::NONE || b.base == Ref::NONE {
        return true;
    }
    if t.op(a.base) == Op::KPtr && t.op(b.base) == Op::KPtr && a.index == Ref::NONE && b.index == Ref::NONE {
        let d = t.inst(a.base).imm.wrapping_add(a.offset).wrapping_sub(t.inst(b.base).imm.wrapping_add(b.offset));
        return !apart(d);
    }
    !(fresh(t, a.base, b.base) || fresh(t, b.base, a.base))
}

/// A call that writes nothing: a load from all that it reads.
struct Called {
    helper: u32,
    args: Args,
    reads: ClassSet,
    value: Ref,
}

/// What is known of memory.
#[derive(Default)]
pub struct Memory {
    pub entries: Vec<Entry>,
    calls: Vec<Called>,
    /// Shapes that objects were guarded to have, since anything may have changed a shape.
    shapes: HashMap<Ref, u32>,
    /// Objects allocated here that nothing else can reach yet.
    private: Vec<Ref>,
    /// Objects allocated here since the last possible collection: they are not old.
    young: Vec<Ref>,
    /// Stores may still turn out to be dead.
    open: bool,
}

impl Memory {
    pub fn find(&self, at: &Place, op: Op, ty: Ty) -> Option<&Entry> {
        self.entries.iter().rev().find(|e| e.at == *at && e.op == op && e.ty == ty)
    }
    /// The result of an earlier call of the same helper that would give the same now.
    pub fn called(&self, t: &Trace, i: &Inst, args: &[Ref]) -> Option<Ref> {
        if i.op != Op::Call || !is_load(t, i) {
            return None;
        }
        self.calls.iter().find(|c| c.helper == i.aux && *c.args == *args).map(|c| c.value)
    }
    /// The results of the calls that are remembered.
    pub fn calls_kept(&self) -> impl Iterator<Item = Ref> {
        self.calls.iter().map(|c| c.value)
    }
    /// Classes that remembered calls have read.
    pub fn called_reads(&self) -> ClassSet {
        self.calls.iter().fold(ClassSet::NONE, |s, c| s.union(c.reads))
    }
    /// Whether two places may have a byte in common. Objects of different shapes are different objects.
    pub fn may_overlap(&self, t: &Trace, a: &Place, b: &Place) -> bool {
        if a.class != b.class {
            return false;
        }
        if a.base == b.base {
            return may_overlap(t, a, b);
        }
        let differ = match (self.shapes.get(&a.base), self.shapes.get(&b.base)) {
            (Some(x), Some(y)) => x != y,
            _ => false,
        };
        !differ && may_overlap(t, a, b)
    }
    fn kill(&mut self, t: &Trace, at: &Place) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.retain(|e| e.at.class != at.class || !self.may_overlap(t, &e.at, at));
        self.entries = entries;
        self.calls.retain(|c| !c.reads.has(at.class));
    }
    fn kill_classes(&mut self, s: ClassSet) {
        let private = &self.private;
        self.entries.retain(|e| !s.has(e.at.class) || private.contains(&e.at.base));
        self.calls.retain(|c| !c.reads.meets(s));
        if s.has(Class::SHAPE) {
            self.shapes.clear();
        }
    }
    /// What the instruction `n`, which is neither load nor store, does to memory and to what is known of it.
    pub fn effect(&mut self, t: &Trace, n: Ref) {
        let i = t.inst(n);
        if i.op.is_pure() && !matches!(i.op, Op::BoxFloat | Op::PtrAdd | Op::Select | Op::PtrToInt) {
            return;
        }
        let e = t.effects(i);
        if e.collects {
            self.young.clear();
        }
        if e.exits || e.collects {
            // A collection may scan a field whose first store this is.
            self.observed(ClassSet::ALL);
        }
        escape(t, self, i, t.args(n));
        if i.op == Op::Alloc {
            self.private.push(n);
            self.young.push(n);
        }
        match i.op {
            Op::Call | Op::CallIf => {
                self.observed(e.reads);
                self.kill_classes(e.writes);
                if i.op == Op::Call && is_load(t, i) {
                    let args = t.args(n).iter().copied().collect();
                    self.calls.push(Called { helper: i.aux, args, reads: e.reads, value: n });
                }
            }
            Op::GuardShape => {
                self.shapes.insert(t.arg(n, 0), i.imm as u32);
            }
            Op::Alloc => {
                self.shapes.insert(n, t.sites[i.aux as usize].header as u32);
            }
            _ => {}
        }
        if i.op == Op::Callf {
            // The callee's window and everything above may change, and the word where results go; the slots below are ours,
            // and a callee leaves the rest of its header alone.
            let window = i.aux as i32 as i64 * 8;
            let below = |at: &Place| at.class == Class::FRAME && at.offset < window && at.offset != window - 4 * 8;
            let kept = |at: &Place| at.class == Class::CONST || below(at);
            self.entries.retain(|e| kept(&e.at) || self.private.contains(&e.at.base));
            self.calls.clear();
            self.shapes.clear();
        }
    }
    /// Follows an instruction that stays as it is.
    pub fn observe(&mut self, t: &Trace, n: Ref) {
        let i = t.inst(n);
        let Some(at) = place(i, t.args(n)) else { return self.effect(t, n) };
        if i.op.kind() == Kind::Load {
            if self.find(&at, i.op, i.ty).is_none() {
                self.entries.push(Entry { at, op: i.op, ty: i.ty, value: n, store: None });
            }
            return;
        }
        escape(t, self, i, t.args(n));
        self.kill(t, &at);
        if let (Some(op), Some(v)) = (load_of(i.op), t.args(n).last()) {
            self.entries.push(Entry { at, op, ty: t.ty(*v), value: *v, store: None });
        }
    }
    /// Whether an object cannot be old, so that a barrier has nothing to do.
    pub fn is_young(&self, object: Ref) -> bool {
        self.young.contains(&object)
    }
    /// An exit, or an unknown reader: earlier stores must have happened.
    fn observed(&mut self, s: ClassSet) {
        if self.open {
            self.entries.iter_mut().filter(|e| s.has(e.at.class)).for_each(|e| e.store = None);
            self.open = self.entries.iter().any(|e| e.store.is_some());
        }
    }
}

/// Whether a call is worth remembering: it writes nothing, and nothing is new afterwards.
fn is_load(t: &Trace, i: &Inst) -> bool {
    let e = t.effects(i);
    e.writes == ClassSet::NONE && !e.collects && i.ty != Ty::Void
}

/// A place carried around the loop: its first value, later its phi.
pub struct Carried {
    pub at: Place,
    pub op: Op,
    pub ty: Ty,
    pub phi: Ref,
}

impl Sweep<'_> {
    /// Loads and stores.
    pub fn access(&mut self, i: Inst, args: &[Ref], at: &Place) -> Folded {
        if i.op.kind() == Kind::Load {
            if let Some(e) = self.memory.find(at, i.op, i.ty) {
                return Folded::Value(e.value);
            }
            for k in 0..if self.memory.open { self.memory.entries.len() } else { 0 } {
                if self.memory.entries[k].store.is_some()
                    && self.memory.may_overlap(&self.w.new, &self.memory.entries[k].at, at)
                {
                    self.memory.entries[k].store = None;
                }
            }
            let n = self.push(i, args);
            self.memory.entries.push(Entry { at: *at, op: i.op, ty: i.ty, value: n, store: None });
            return Folded::Value(n);
        }
        let v = args[args.len() - 1];
        let ty = self.w.new.ty(v);
        escape(&self.w.new, &mut self.memory, &i, args);
        let read = load_of(i.op);
        if let Some(op) = read
            && let Some(e) = self.memory.find(at, op, ty)
        {
            if e.value == v {
                return Folded::Dropped;
            }
            self.dead.extend(e.store);
        }
        self.memory.kill(&self.w.new, at);
        let n = self.push(i, args);
        if let Some(op) = read {
            self.memory.entries.push(Entry { at: *at, op, ty, value: v, store: Some(n) });
            self.memory.open = true;
        }
        Folded::Value(n)
    }
    /// Phis for places in memory, behind the others.
    pub fn add_phis(&mut self) {
        for k in 0..self.carried.len() {
            let c = &self.carried[k];
            let (at, op, ty, first) = (c.at, c.op, c.ty, c.phi);
            let phi = self.w.push(Inst::new(Op::Phi, ty).imm(MEMORY_PHI), &[first]);
            self.carried[k].phi = phi;
            self.memory.entries.push(Entry { at, op, ty, value: phi, store: None });
        }
    }
}

/// Objects that become reachable by other names.
fn escape(t: &Trace, m: &mut Memory, i: &Inst, args: &[Ref]) {
    if m.private.is_empty() {
        return;
    }
    let leaks = match i.op {
        Op::Store | Op::Storex | Op::Sstore => &args[args.len() - 1..],
        Op::Call | Op::CallIf | Op::Phi | Op::Loop | Op::PtrAdd | Op::Select | Op::PtrToInt => args,
        Op::Callf | Op::Header => {
            m.private.clear();
            return;
        }
        _ => return,
    };
    for a in leaks {
        let o = if t.op(*a) == Op::BoxPtr { t.arg(*a, 0) } else { *a };
        m.private.retain(|p| *p != o);
    }
}

/// Leaves known only what the body of `t` cannot overwrite; returns the places that become phis. `new` is the trace that
/// `m` speaks of, `get` what a value from before the loop is there.
pub fn enter_loop(t: &Trace, header: Ref, new: &Trace, get: impl Fn(Ref) -> Ref, m: &mut Memory) -> Vec<Entry> {
    m.observed(ClassSet::ALL);
    // Operands defined in the body have no new name yet; they differ from everything before the loop.
    let name = |r: Ref| if r < header { get(r) } else { Ref(u32::MAX - 1 - r.0) };
    let mut stores: Vec<(Place, Op, Ty)> = vec![];
    let mut loads: Vec<(Place, Op, Ty)> = vec![];
    let mut calls = ClassSet::NONE;
    for r in t.refs().skip(header.index()) {
        let i = t.inst(r);
        let args: Vec<Ref> = t.args(r).iter().map(|a| name(*a)).collect();
        match place(i, &args) {
            Some(p) if i.op.kind() == Kind::Load => loads.push((p, i.op, i.ty)),
            Some(p) => stores.push((p, load_of(i.op).unwrap_or(i.op), t.args(r).last().map_or(Ty::Void, |v| t.ty(*v)))),
            None => calls = calls.union(t.effects(i).writes),
        }
    }
    if calls.has(Class::SHAPE) {
        m.shapes.clear();
    }
    let known = |r: Ref| r != Ref::NONE && r.0 < new.len() as u32;
    let known_shapes = Memory { shapes: m.shapes.clone(), ..Memory::default() };
    let overlaps = |a: &Place, b: &Place| {
        if a.class != b.class {
            return false;
        }
        // A base computed in the body may be anything.
        let inside = b.base != Ref::NONE && !known(b.base);
        inside || known_shapes.may_overlap(new, a, b)
    };
    let mut promoted = vec![];
    let entries = std::mem::take(&mut m.entries);
    let written = stores.iter().fold(calls, |s, x| s.union(ClassSet::of(x.0.class)));
    m.calls.retain(|c| !c.reads.meets(written));
    for e in entries {
        if e.at.class != Class::CONST && calls.has(e.at.class) {
            continue;
        }
        let hits: Vec<_> = stores.iter().filter(|s| overlaps(&e.at, &s.0)).collect();
        if hits.is_empty() {
            m.entries.push(e);
        } else if hits.iter().all(|s| s.0 == e.at && s.1 == e.op && s.2 == e.ty)
            && loads.iter().any(|l| l.0 == e.at && l.1 == e.op && l.2 == e.ty)
            && !promoted.iter().any(|p: &Entry| p.at == e.at)
        {
            promoted.push(e);
        }
    }
    m.private.clear();
    m.young.clear();
    promoted
}

/// Places that each turn of the loop writes and leaves with what they held before: a phi for such a place is no more than that
/// value, and the loop takes it for known.
pub fn restored(t: &Trace) -> Vec<Entry> {
    let Some(header) = t.header().map(|h| Ref(h as u32)) else { return vec![] };
    let mut m = Memory::default();
    (0..header.0).for_each(|n| m.observe(t, Ref(n)));
    let mut before = m.entries.clone();
    enter_loop(t, header, t, |r| r, &mut m);
    before.retain(|e| m.find(&e.at, e.op, e.ty).is_none());
    t.refs().skip(header.index() + 1).for_each(|r| m.observe(t, r));
    before.retain(|e| m.find(&e.at, e.op, e.ty).is_some_and(|x| same(t, x.value, e.value)));
    before
}
/// Whether two values are one, or equal constants.
pub fn same(t: &Trace, a: Ref, b: Ref) -> bool {
    let (x, y) = (t.inst(a), t.inst(b));
    a == b || x.op.is_const() && x.op == y.op && x.imm == y.imm
}

/// Removes stores.
pub fn remove(t: &mut Trace, dead: &[Ref]) {
    if dead.is_empty() {
        return;
    }
    let mut w = Rewriter::new(t);
    for r in t.refs() {
        if !dead.contains(&r) {
            w.copy(r);
        }
    }
    *t = w.finish();
}
