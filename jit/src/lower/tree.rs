//! Trees: a root trace and its side traces as one function.
//!
//! A side trace begins where its parent's guard fails, with the exit's values in registers. Where it links back to the root it
//! may jump straight to the loop header, past the preamble, if that keeps what the loop assumes:
//!
//! - the side trace grew from an exit in the loop, so that the preamble has run;
//! - every phi has a value of its type: the side trace's snapshot has the phi's slot in a fitting representation, inside the
//!   interval that the optimiser relied on (checked when the jump is made);
//! - a slot that the loop takes as invariant has the value it had (`loop`'s snapshot and the loads of slots tell);
//! - the side trace, and the side traces it grew from, write no alias class that the preamble has read or written: the loop
//!   may use values from then.
//!
//! Otherwise the slots are written to the frame and the root's preamble runs again, which checks everything.

use super::func::Lower;
use super::inst::{exit_word, write_slots};
use crate::exits::ExitInfo;
use crate::ir::value::{self, INT_MAX, INT_MIN};
use crate::ir::{Class, ClassSet, Kind, Op, Ref, Repr, SnapVal, Trace, Ty, verify};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{BlockArg, InstBuilder, Value};

/// A trace of a tree.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    pub trace: &'a Trace,
    /// Number of the parent node and the snapshot of the exit this side trace grows from; `None` for the root.
    pub parent: Option<(usize, u32)>,
}

/// The slot a phi comes from, its type, and its interval if that is not all that fits 63 bits.
type Carried = (i32, Ty, Option<(i64, i64)>);

/// Entry into the root's loop.
pub struct Entry {
    phis: Vec<Carried>,
    /// Slots that only memory keeps.
    stores: Vec<i32>,
}

/// Whether the nodes form a tree of traces that can be compiled together.
pub fn check(nodes: &[Node]) -> Result<(), String> {
    for (n, node) in nodes.iter().enumerate() {
        verify::verify(node.trace)?;
        let ok = match node.parent {
            None => n == 0,
            Some((p, snap)) => {
                let twin = nodes[..n].iter().any(|x| x.parent == node.parent);
                p < n && (snap as usize) < nodes[p].trace.snaps.len() && !twin
            }
        };
        if !ok {
            return Err(format!("node {n} is not a side trace of an earlier node"));
        }
        if node.trace.insts.iter().any(|i| i.op == Op::Restart) && n != 0 {
            return Err("a side trace cannot restart".into());
        }
    }
    if nodes.is_empty() { Err("no trace".into()) } else { Ok(()) }
}

/// Alias classes the preamble has touched, whose contents the loop may remember.
fn remembered(root: &Trace, header: usize) -> ClassSet {
    let mut s = ClassSet::NONE;
    for i in &root.insts[..header] {
        if matches!(i.op.kind(), Kind::Load | Kind::Store) || i.op == Op::GuardShape {
            let e = root.effects(i);
            s = s.union(e.reads).union(e.writes);
        }
    }
    ClassSet(s.0 & ClassSet::ALL.0)
}

/// What a side trace writes besides its final slots.
fn written(t: &Trace) -> ClassSet {
    let own = t.insts.iter().filter(|i| i.op.kind() != Kind::End && i.op != Op::Barrier);
    own.fold(ClassSet::NONE, |s, i| s.union(t.effects(i).writes))
}

/// How node `n` may enter the root's loop; `None` if it has to go through the preamble.
pub fn plan(nodes: &[Node], infos: &[Vec<ExitInfo>], n: usize) -> Option<Entry> {
    let root = nodes[0].trace;
    let side = nodes[n].trace;
    let header = root.header()?;
    root.snaps.get(root.insts.last()?.snap as usize)?;
    let end = side.insts.last().filter(|i| n != 0 && i.op == Op::Link)?;
    let mut writes = ClassSet::NONE;
    let mut at = n;
    let mut left = 0;
    while let Some((p, snap)) = nodes[at].parent {
        writes = writes.union(written(nodes[at].trace));
        (at, left) = (p, snap);
    }
    if root.insts[..header].iter().any(|i| i.snap == left) {
        return None;
    }
    let looks = |i: &crate::ir::Inst| {
        matches!(i.op, Op::SlotAddr | Op::Base | Op::Callf)
            || i.op == Op::Call && root.effects(i).reads.has(Class::FRAME)
    };
    if writes.meets(remembered(root, header)) || root.insts.iter().any(looks) {
        return None;
    }
    let slots = &side.snaps[end.snap as usize].slots;
    let mut entry = Entry { phis: vec![], stores: vec![] };
    let phis = root.phis();
    for p in &phis {
        let slot = i32::try_from(root.inst(*p).imm).ok().filter(|s| *s != -1)?;
        let v = slots.iter().find(|x| x.0 == slot)?.1;
        if !suits(side, v, root.ty(*p)) {
            return None;
        }
        let bound = root.bound(*p).filter(|b| b.0 > INT_MIN || b.1 < INT_MAX);
        entry.phis.push((slot, root.ty(*p), bound));
    }
    for (slot, v) in slots {
        if entry.phis.iter().any(|p| p.0 == *slot) {
            continue;
        }
        match assumed(root, *slot)? {
            Assumed::Value(r) if same(nodes, infos, n, *v, r) => {}
            Assumed::Nothing if matches!(v, SnapVal::Value(..)) => entry.stores.push(*slot),
            _ => return None,
        }
    }
    Some(entry)
}

/// Whether a snapshot value can be a phi of a type without a check.
fn suits(t: &Trace, v: SnapVal, ty: Ty) -> bool {
    match (v, ty) {
        (SnapVal::Value(_, Repr::Int), Ty::Int) | (SnapVal::Value(_, Repr::Float), Ty::Float) => true,
        (SnapVal::Value(_, Repr::Bool), Ty::Bool) => true,
        (SnapVal::Value(r, Repr::Word), Ty::Ptr) => t.ty(r) == Ty::Ptr,
        (SnapVal::Value(r, Repr::Word), Ty::Int) => t.op(r) == Op::KVal && value::is_int(t.inst(r).imm as u64),
        (SnapVal::Value(..), Ty::Tagged) => true,
        _ => false,
    }
}

/// What the root's loop takes a slot to hold at the header.
enum Assumed {
    /// This value.
    Value(Ref),
    /// Nothing: memory keeps it.
    Nothing,
}

/// What the loop takes slot `slot`, which is not a phi's, to hold: the snapshot of `loop` says it for the slots the loop has
/// changed, a load for the others.
fn assumed(root: &Trace, slot: i32) -> Option<Assumed> {
    let snap = root.snaps.get(root.insts.last()?.snap as usize)?;
    match snap.slots.iter().find(|x| x.0 == slot) {
        Some((_, SnapVal::Value(r, _))) => Some(Assumed::Value(*r)),
        Some(_) => None,
        None => {
            let load = root.refs().find(|r| root.op(*r) == Op::Sload && root.inst(*r).imm == slot as i64);
            Some(load.map_or(Assumed::Nothing, Assumed::Value))
        }
    }
}

/// Whether a value of node `n` is the root's value `r`, handed down through exits.
fn same(nodes: &[Node], infos: &[Vec<ExitInfo>], n: usize, v: SnapVal, r: Ref) -> bool {
    let (SnapVal::Value(mut x, _), root) = (v, nodes[0].trace) else { return false };
    let mut at = n;
    while let Some((p, snap)) = nodes[at].parent {
        let i = nodes[at].trace.inst(x);
        if i.op == Op::Input {
            match infos[p][snap as usize].raws.get(i.imm as usize) {
                Some(raw) => x = raw.0,
                None => return false,
            }
            at = p;
            continue;
        }
        // A constant is the same constant anywhere.
        return i.op == Op::KVal && root.op(r) == Op::KVal && i.imm == root.inst(r).imm;
    }
    x == r
}

/// Ends a side trace: into the root's loop, or through its preamble.
pub fn to_root(l: &mut Lower, snap: u32) {
    let Some(root) = l.root.clone() else { return };
    if let (Some(e), Some(header)) = (&l.s.entry, root.header) {
        let slow = l.cold_block();
        let mut checked = false;
        let args: Vec<BlockArg> = e.phis.iter().map(|(slot, ty, _)| phi_value(l, snap, *slot, *ty).into()).collect();
        for ((_, _, bound), v) in e.phis.iter().zip(&args) {
            let (Some((lo, hi)), BlockArg::Value(v)) = (bound, v) else { continue };
            for (k, cc) in [(*lo, IntCC::SignedLessThan), (*hi, IntCC::SignedGreaterThan)] {
                if k > INT_MIN && k < INT_MAX {
                    let limit = l.iconst(k);
                    let bad = l.b.ins().icmp(cc, *v, limit);
                    l.cold_if(bad, slow);
                    checked = true;
                }
            }
        }
        let x = &l.s.exits[snap as usize];
        for (slot, v) in x.slots.iter().filter(|s| e.stores.contains(&s.0)) {
            let (w, _) = exit_word(l, x, *v, &[]);
            l.b.ins().store(super::func::flags(), w, l.base, slot * 8);
        }
        l.b.ins().jump(header, &args);
        if !checked {
            return;
        }
        l.b.switch_to_block(slow);
    }
    write_slots(l, snap);
    l.b.ins().jump(root.body, &[]);
}

/// The value of a slot as a phi of a type.
fn phi_value(l: &mut Lower, snap: u32, slot: i32, ty: Ty) -> Value {
    let t = l.t;
    let found = t.snaps[snap as usize].slots.iter().find(|x| x.0 == slot);
    let Some((_, SnapVal::Value(r, _))) = found else { return l.base };
    if ty == Ty::Tagged {
        let x = &l.s.exits[snap as usize];
        let v = x.slots.iter().find(|x| x.0 == slot).map(|x| x.1);
        return v.map_or(l.base, |v| exit_word(l, x, v, &[]).0);
    }
    if t.op(*r) == Op::KVal {
        return l.iconst(value::unbox_int(t.inst(*r).imm as u64));
    }
    l.value(*r)
}
