//! Narrowing: a guard in the preamble for overflow checks in the loop.
//!
//! An overflow check costs as much as two or three plain operations, in each turn. Most ints are small, though: if the numbers that
//! a loop takes from its preamble are, sums and products of them, and of counters that they limit, can not overflow. Numbers that were
//! small when they were recorded (all but those marked [`WIDE`]) are guarded where that lets checks of the body go; the
//! guard leaves through the snapshot of the next type guard or check, before which nothing can have happened. [`ranges`] does
//! the rest. The step of a counter is also guarded to be positive, if [`strip`](super::strip) would like to know.
//!
//! Must not: guard a number without effect on a check; guard behind a call what the call's guard says of its result.

use super::ranges::{self, Assumed, Line, Range};
use super::rewrite::Rewriter;
use super::strip;
use crate::ir::*;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// Limits that are tried: for sums, and for products of two sums.
const LIMITS: [i64; 2] = [i32::MAX as i64, 1 << 29];
/// Instructions times candidates, at most.
const WORK: usize = 1 << 15;

/// Whether a guard may be put before the instruction, with its snapshot.
fn place(t: &Trace, i: &Inst) -> bool {
    use Op::*;
    let bounds = || i.op == GuardTrue && t.op(t.args_of(i)[0]) == Iult;
    matches!(i.op, GuardInt | GuardFloat | GuardPtr | GuardShape) || i.op.kind() == Kind::Check || bounds()
}

/// What the checks of the body depend on: the ints that they are computed from, and what those are compared with.
fn relevant(t: &Trace, header: u32, next: &[Ref]) -> HashSet<Ref> {
    let phis = t.phis();
    let mut found: HashSet<Ref> = HashSet::default();
    let mut work: Vec<Ref> = vec![];
    let checks = t.refs().skip(header as usize).filter(|r| t.op(*r).kind() == Kind::Check);
    work.extend(checks.flat_map(|r| t.args(r)));
    loop {
        while let Some(r) = work.pop() {
            if t.ty(r) != Ty::Int || t.op(r).is_const() || !found.insert(r) {
                continue;
            }
            if matches!(t.op(r).kind(), Kind::Pure | Kind::Check | Kind::Mark) {
                work.extend(t.args(r));
            }
            if let Some(k) = phis.iter().position(|p| *p == r) {
                work.push(next[k]);
            }
        }
        for r in t.refs().filter(|r| matches!(t.op(*r), Op::GuardTrue | Op::GuardFalse)) {
            let sides = t.args(t.arg(r, 0));
            if sides.iter().any(|x| found.contains(x)) {
                work.extend(
                    sides.iter().filter(|x| t.ty(**x) == Ty::Int && !t.op(**x).is_const() && !found.contains(x)),
                );
            }
        }
        if work.is_empty() {
            return found;
        }
    }
}

/// The ints to guard, and below what.
fn wanted(t: &Trace, header: u32) -> Option<(Vec<Ref>, i64)> {
    let end = t.insts.last().filter(|i| i.op == Op::Loop)?;
    let relevant = relevant(t, header, t.args_of(end));
    let last = (0..header).rev().map(Ref).find(|r| place(t, t.inst(*r)))?;
    let mut set: Vec<Ref> =
        (0..last.0).map(Ref).filter(|r| t.inst(*r).likely_small() && relevant.contains(r)).collect();
    if set.is_empty() || set.len() * t.len() > WORK {
        return None;
    }
    let line = Line::of(t);
    let left = |set: &[Ref], limit: i64| {
        let given: Assumed = set.iter().map(|r| (*r, Range { lo: 0, hi: limit - 1 })).collect();
        ranges::checked(t, &line, header, &given)
    };
    let [most, least] = LIMITS;
    let checks = left(&set, least);
    if checks == t.insts[header as usize..].iter().filter(|i| i.op.kind() == Kind::Check).count() {
        return None;
    }
    for r in set.clone().into_iter().rev() {
        let without: Vec<Ref> = set.iter().copied().filter(|x| *x != r).collect();
        if left(&without, least) == checks {
            set = without;
        }
    }
    let limit = if left(&set, most) == checks { most } else { least };
    Some((set, limit))
}

/// The pass, and whether it has changed something.
pub fn apply(t: Trace) -> (Trace, bool) {
    let Some(header) = t.header() else { return (t, false) };
    let checks = t.insts[header..].iter().any(|i| i.op.kind() == Kind::Check);
    let (mut set, limit) = checks.then(|| wanted(&t, header as u32)).flatten().unwrap_or((vec![], LIMITS[0]));
    let step = strip::wants_positive(&t).filter(|s| s.index() < header);
    if let Some(step) = step.filter(|s| !set.contains(s)) {
        set.push(step);
    }
    let mut before: HashMap<Ref, Vec<Ref>> = HashMap::default();
    for r in &set {
        let at = (r.0 + 1..header as u32).map(Ref).find(|n| place(&t, t.inst(*n)));
        if let Some(at) = at {
            before.entry(at).or_default().push(*r);
        }
    }
    if before.is_empty() {
        return (t, false);
    }
    let mut w = Rewriter::new(&t);
    for r in t.refs() {
        for x in before.get(&r).into_iter().flatten() {
            let k = w.constant(Op::KInt, limit);
            let small = w.emit(Op::Iult, &[w.get(*x), k]);
            let snap = w.snap(t.inst(r).snap);
            let guard = Inst::new(Op::GuardTrue, Ty::Void).snap(snap);
            w.push(guard, &[small]);
            if step == Some(*x) {
                let zero = w.constant(Op::KInt, 0);
                let positive = w.emit(Op::Igt, &[w.get(*x), zero]);
                w.push(guard, &[positive]);
            }
        }
        w.copy(r);
    }
    (w.finish(), true)
}

/// The pass.
pub fn run(t: Trace) -> Trace {
    apply(t).0
}
