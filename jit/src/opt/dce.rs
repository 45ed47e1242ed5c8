//! Dead code, idle phis, unused snapshots, helpers, sites and intervals.
//!
//! An instruction stays if it has an effect, or someone needs its value: a live operand, a snapshot of a live instruction.
//! A phi is needed only by others than itself. A phi whose next value is itself or its first value is that value, and phis for places
//! in memory that begin with the same and go on with the same are one.

use super::rewrite::Rewriter;
use crate::ir::value::{INT_MAX, INT_MIN};
use crate::ir::*;

/// The pass.
pub fn run(t: Trace) -> Trace {
    let mut t = idle_phis(t);
    let live = liveness(&t);
    let phis = t.phis();
    let snaps = std::mem::take(&mut t.snaps);
    let t = &t;
    let mut w = Rewriter::consuming(t, snaps);
    for r in t.refs().filter(|r| live[r.index()]) {
        if t.op(r) == Op::Loop {
            let args: Vec<Ref> =
                t.args(r).iter().zip(&phis).filter(|(_, p)| live[p.index()]).map(|(a, _)| w.get(*a)).collect();
            let i = *t.inst(r);
            let snap = if i.snap == NO_SNAP { NO_SNAP } else { at_header(&mut w, i.snap, &live) };
            w.push(i.snap(snap), &args);
        } else {
            w.copy(r);
        }
    }
    tables(w.finish())
}

fn liveness(t: &Trace) -> Vec<bool> {
    let mut live = vec![false; t.len()];
    let mut work: Vec<Ref> = vec![];
    let phis = t.phis();
    let header = t.header().unwrap_or(0);
    let next: Vec<Ref> = t.insts.last().filter(|i| i.op == Op::Loop).map(|i| t.args_of(i).to_vec()).unwrap_or_default();
    for r in t.refs() {
        let i = t.inst(r);
        // The interval of a phi may have decided a comparison that is gone now: entries into the loop must still check it.
        let bounded = t.bound(r).is_some_and(|b| b.0 > INT_MIN || b.1 < INT_MAX);
        if bounded || i.op != Op::Phi && t.stays(i) {
            live[r.index()] = true;
            work.push(r);
        }
    }
    while let Some(r) = work.pop() {
        let mut need = |x: Ref| {
            if !live[x.index()] {
                live[x.index()] = true;
                work.push(x);
            }
        };
        let i = t.inst(r);
        if i.op != Op::Loop {
            t.args(r).iter().for_each(|a| need(*a));
        }
        if i.op == Op::Phi
            && let Some(n) = phis.iter().position(|p| *p == r)
        {
            need(next[n]);
        }
        if i.snap != NO_SNAP {
            // What the loop assumes at its header holds if it was computed before; the rest is named only while it lives.
            let all = i.op != Op::Loop;
            t.snaps[i.snap as usize].each(|x, _| {
                if all || x.index() < header || t.op(x).is_const() {
                    need(x)
                }
            });
        }
    }
    live
}

/// The snapshot of `loop` with what is still alive.
fn at_header(w: &mut Rewriter, n: u32, live: &[bool]) -> u32 {
    let old = w.old_snap(n);
    let mut s = Snapshot { pc: old.pc, ..Snapshot::default() };
    for (slot, v) in &old.slots {
        match *v {
            SnapVal::Value(r, p) if live[r.index()] => s.slots.push((*slot, SnapVal::Value(w.get(r), p))),
            SnapVal::Value(..) => {}
            // That there is an object is all that anyone wants to know.
            SnapVal::Virtual(k) => {
                let site = old.virtuals[k as usize].site;
                s.slots.push((*slot, SnapVal::Virtual(s.virtuals.len() as u32)));
                s.virtuals.push(Virtual { site, fields: vec![] });
            }
        }
    }
    w.new.snaps.push(s);
    w.new.snaps.len() as u32 - 1
}

/// Replaces phis that never change by their first value.
fn idle_phis(mut t: Trace) -> Trace {
    if t.header().is_none() {
        return t;
    }
    loop {
        let phis = t.phis();
        let next: Vec<Ref> =
            t.insts.last().filter(|i| i.op == Op::Loop).map(|i| t.args_of(i).to_vec()).unwrap_or_default();
        let mut idle: Vec<(Ref, Ref)> = vec![];
        for (k, (p, n)) in phis.iter().zip(&next).enumerate() {
            let first = t.arg(*p, 0);
            let in_memory = |p: &Ref| places_of(t.inst(*p).imm) > 0;
            let twin = |j: &usize| in_memory(&phis[*j]) && t.arg(phis[*j], 0) == first && next[*j] == *n;
            if n == p || *n == first {
                idle.push((*p, first));
            } else if in_memory(p)
                && let Some(j) = (0..k).find(twin)
            {
                idle.push((*p, phis[j]));
                let places = places_of(t.inst(*p).imm) + places_of(t.inst(phis[j]).imm);
                t.insts[phis[j].index()].imm = SHARED_PHI + places as i64;
            }
        }
        if idle.is_empty() {
            return t;
        }
        let is_idle = |r: Ref| idle.iter().find(|x| x.0 == r).map(|x| x.1);
        let mut w = Rewriter::new(&t);
        for r in t.refs() {
            if let Some(same) = is_idle(r) {
                w.set(r, w.get(same));
            } else if t.op(r) == Op::Loop {
                let args: Vec<Ref> = t
                    .args(r)
                    .iter()
                    .zip(&phis)
                    .filter(|(_, p)| is_idle(**p).is_none())
                    .map(|(a, _)| w.get(*a))
                    .collect();
                let i = *t.inst(r);
                let snap = w.snap(i.snap);
                w.push(i.snap(snap), &args);
            } else {
                w.copy(r);
            }
        }
        t = w.finish();
    }
}

/// Drops helpers and sites that nobody names.
fn tables(mut t: Trace) -> Trace {
    let (helpers, sites) = (std::mem::take(&mut t.helpers), std::mem::take(&mut t.sites));
    let bounds = std::mem::take(&mut t.bounds);
    for n in 0..t.len() {
        let i = t.insts[n];
        if i.op == Op::Phi && i.aux != 0 {
            t.bounds.push(bounds[i.aux as usize - 1]);
            t.insts[n].aux = t.bounds.len() as u32;
        }
        match i.op.row().imm {
            Imm::Helper => t.insts[n].aux = t.share_helper(&helpers[i.aux as usize]),
            Imm::Site => t.insts[n].aux = t.add_site(sites[i.aux as usize]),
            _ => {}
        }
    }
    for n in 0..t.snaps.len() {
        for k in 0..t.snaps[n].virtuals.len() {
            let site = sites[t.snaps[n].virtuals[k].site as usize];
            t.snaps[n].virtuals[k].site = t.add_site(site);
        }
    }
    t
}
