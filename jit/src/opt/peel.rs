//! Loop peeling: the recorded iteration runs once as a preamble, and a copy of it becomes the loop.
//!
//! A trace that ends in `restart` reads its slots from the frame in every turn. After peeling, slots that the iteration
//! changes are phis, the others keep the value the preamble has read. What the copy computes from invariant values was computed
//! in the preamble; the passes that follow find that by themselves (`cse`, `guards`, `forward`), because the preamble dominates
//! the loop.
//!
//! Snapshots of the copy also list every slot that the previous turn left dirty and nothing has written to memory since.
//! If the body lets anyone look at the frame (a call that reads or writes class frame), the dirty slots are stored at the
//! end of each turn, so that memory is current at the header.

use super::rewrite::Rewriter;
use crate::ir::*;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// Whether the trace can be peeled: it restarts itself with a plain frame.
pub fn applies(t: &Trace) -> bool {
    let Some(end) = t.insts.last() else { return false };
    let plain = |s: &Snapshot| s.frames.is_empty() && s.virtuals.is_empty();
    end.op == Op::Restart && plain(&t.snaps[end.snap as usize]) && !t.insts.iter().any(|i| i.op == Op::Input)
}

/// Whether anything but the trace's own loads looks at frame slots: a call, or whoever gets their address. An address that
/// only snapshots name (an inlined frame's caller) is used when the trace has left.
pub fn frame_visible(t: &Trace) -> bool {
    let looks = |i: &Inst| {
        i.op == Op::Callf
            || i.op == Op::Call && t.effects(i).reads.union(t.effects(i).writes).has(Class::FRAME)
            || t.args_of(i).iter().any(|a| matches!(t.op(*a), Op::SlotAddr | Op::Base))
    };
    t.insts.iter().any(looks)
}

/// The pass; the same trace if it does not apply.
pub fn run(t: Trace) -> Trace {
    if !applies(&t) {
        return t;
    }
    let t = &t;
    let end = t.insts[t.len() - 1];
    let slots = t.snaps[end.snap as usize].slots.clone();
    let visible = frame_visible(t);
    let mut w = Rewriter::new(t);
    let body: Vec<Ref> = t.refs().take(t.len() - 1).collect();
    for r in &body {
        w.copy(*r);
    }
    if visible {
        flush(&mut w, &slots);
    }
    // Words that the slots hold at the header: constants stay, the rest become phis.
    let mut first: Vec<(i32, Ref, Repr)> = vec![];
    let mut frame: HashMap<i32, Ref> = HashMap::default();
    for (slot, v) in &slots {
        let SnapVal::Value(r, p) = *v else { continue };
        let n = w.get(r);
        let own = || t.op(r) == Op::Sload && t.inst(r).imm == *slot as i64 && !written(t, *slot);
        if p == Repr::Word && (t.op(r) == Op::KVal || own()) {
            frame.insert(*slot, n);
        } else {
            first.push((*slot, n, p));
        }
    }
    w.push(Inst::new(Op::Header, Ty::Void), &[]);
    let mut phis = vec![];
    for (slot, n, p) in &first {
        let ty = w.new.ty(*n);
        let phi = w.push(Inst::new(Op::Phi, ty).imm(*slot as i64), &[*n]);
        phis.push((*slot, phi, *p));
    }
    let mut carried: HashMap<i32, (Ref, Repr)> = frame.iter().map(|(k, v)| (*k, (*v, Repr::Word))).collect();
    for (slot, phi, p) in &phis {
        carried.insert(*slot, (*phi, *p));
        let word = boxed(&mut w, *phi, *p);
        frame.insert(*slot, word);
    }
    copy_body(&mut w, &body, frame, &carried);
    if visible {
        flush(&mut w, &slots);
    }
    let next: Vec<Ref> = slots
        .iter()
        .filter(|(k, _)| phis.iter().any(|x| x.0 == *k))
        .filter_map(|(_, v)| match v {
            SnapVal::Value(r, _) => Some(w.get(*r)),
            SnapVal::Virtual(_) => None,
        })
        .collect();
    w.forget_snaps();
    let at_header = w.snap(end.snap);
    w.push(Inst::new(Op::Loop, Ty::Void).snap(at_header), &next);
    w.finish()
}

/// Whether an iteration may write the slot in memory, so that it holds something else at its end than at its beginning.
fn written(t: &Trace, slot: i32) -> bool {
    t.insts.iter().any(|i| match i.op {
        Op::Sstore => i.imm == slot as i64,
        Op::Callf => i.aux as i32 - 4 <= slot,
        Op::Call => t.effects(i).writes.has(Class::FRAME),
        _ => false,
    })
}

/// A value as a word.
fn boxed(w: &mut Rewriter, r: Ref, p: Repr) -> Ref {
    match p {
        Repr::Word if w.new.ty(r) == Ty::Ptr => w.emit(Op::BoxPtr, &[r]),
        Repr::Word => r,
        Repr::Int => w.emit(Op::BoxInt, &[r]),
        Repr::Float => w.emit(Op::BoxFloat, &[r]),
        Repr::Bool => w.emit(Op::BoxBool, &[r]),
    }
}

/// Stores the dirty slots.
fn flush(w: &mut Rewriter, slots: &[(i32, SnapVal)]) {
    for (slot, v) in slots {
        let SnapVal::Value(r, p) = *v else { continue };
        let n = w.get(r);
        let word = boxed(w, n, p);
        w.push(Inst::new(Op::Sstore, Ty::Void).imm(*slot as i64), &[word]);
    }
}

/// The second copy. `frame`: words of the slots that loads may take; `carried`: what snapshots must add.
fn copy_body(w: &mut Rewriter, body: &[Ref], mut frame: HashMap<i32, Ref>, carried: &HashMap<i32, (Ref, Repr)>) {
    let t = w.old;
    let mut stale: HashSet<i32> = carried.keys().copied().collect();
    w.forget_snaps();
    let mut done: HashMap<u32, u32> = HashMap::default();
    for r in body {
        let mut i = *t.inst(*r);
        match i.op {
            Op::Sload if frame.contains_key(&(i.imm as i32)) => {
                w.set(*r, frame[&(i.imm as i32)]);
                continue;
            }
            Op::Sstore => {
                frame.remove(&(i.imm as i32));
                stale.remove(&(i.imm as i32));
                done.clear();
            }
            Op::Callf => {
                let window = i.aux as i32 - 4;
                frame.retain(|k, _| *k < window);
            }
            Op::Call if t.effects(&i).writes.has(Class::FRAME) => {
                frame.clear();
                stale.clear();
                done.clear();
            }
            _ => {}
        }
        let args = w.args(*r);
        if i.snap != NO_SNAP {
            let old = i.snap;
            i.snap = *done.entry(old).or_insert_with(|| {
                let s = with_carried(w.mapped_snap(old), carried, &stale);
                w.new.snaps.push(s);
                w.new.snaps.len() as u32 - 1
            });
        }
        let n = w.push(i, &args);
        w.set(*r, n);
    }
}

/// Adds the stale slots that the snapshot does not mention.
fn with_carried(mut s: Snapshot, carried: &HashMap<i32, (Ref, Repr)>, stale: &HashSet<i32>) -> Snapshot {
    let header = |k: i32| s.frames.iter().any(|f| (f.base - 4..f.base).contains(&k));
    let missing: Vec<i32> =
        stale.iter().copied().filter(|k| !header(*k) && !s.slots.iter().any(|x| x.0 == *k)).collect();
    for k in missing {
        let (r, p) = carried[&k];
        s.slots.push((k, SnapVal::Value(r, p)));
    }
    s.slots.sort_by_key(|x| x.0);
    s
}
