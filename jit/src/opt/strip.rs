//! Strip mining of polls: a counted loop asks whether it is to be interrupted once in many turns.
//!
//! A poll in each turn is a branch in each turn, as much as the rest of a short loop. In a loop that counts towards a limit, the
//! comparison that ends it can do both: the back end compares with a nearer limit, [`TURNS`] steps ahead, and only
//! where that one is reached asks for interrupts, sets the next one and compares with the real one.
//!
//! For that the poll moves from the end of the body to the beginning, with the state of the first guard there, and is marked as
//! [`SELDOM`]. Other back ends ask in each turn.
//!
//! Must not: let a loop of long turns, with calls or allocations, go on without asking; take a step of unknown sign.

use super::ranges;
use super::rewrite::Rewriter;
use crate::ir::*;

/// Turns between two polls, at most.
pub const TURNS: i64 = 1 << SHIFT;
/// Their binary logarithm.
pub const SHIFT: u8 = 10;

/// How a loop counts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Counter {
    pub phi: Ref,
    pub limit: Ref,
    pub step: Ref,
    /// The loop goes on while this holds of the phi and the limit: `ilt`, `ile`, `iult` if the step is positive, else `igt`, `ige`.
    pub op: Op,
    /// The guard that says so.
    guard: Ref,
}

/// The counter of a loop that begins with its comparison.
pub fn counter(t: &Trace) -> Option<Counter> {
    let header = t.header()?;
    let end = t.insts.last().filter(|i| i.op == Op::Loop)?;
    let phis = t.phis();
    let mut rest = t.refs().skip(header + 1 + phis.len());
    let guard = rest.find(|r| t.op(*r).kind() != Kind::Pure && !t.op(*r).is_const() && t.op(*r) != Op::Poll)?;
    let holds = match t.op(guard) {
        Op::GuardTrue => true,
        Op::GuardFalse => false,
        _ => return None,
    };
    let c = t.arg(guard, 0);
    let &[a, b] = t.args(c) else { return None };
    let outside = |r: Ref| r.index() < header || t.op(r).is_const();
    let k = phis.iter().position(|p| *p == a || *p == b)?;
    let (phi, limit) = if phis[k] == a { (a, b) } else { (b, a) };
    let compared = if phi == a { t.op(c) } else { turned(t.op(c))? };
    let op = if holds { compared } else { opposite(compared)? };
    let next = t.args_of(end)[k];
    let &[x, step] = t.args(next) else { return None };
    let (x, step) = if x == phi { (x, step) } else { (step, x) };
    if !matches!(t.op(next), Op::Iadd | Op::IaddOv)
        || x != phi
        || !outside(step)
        || !outside(limit)
        || t.ty(phi) != Ty::Int
    {
        return None;
    }
    let up = match op {
        Op::Ilt | Op::Ile | Op::Iult => true,
        Op::Igt | Op::Ige => false,
        _ => return None,
    };
    let towards = match t.as_kint(step) {
        Some(k) => (k > 0) == up && (1..1 << 16).contains(&k.abs()),
        None => up,
    };
    towards.then_some(Counter { phi, limit, step, op, guard })
}

/// The comparison with the operands exchanged.
fn turned(op: Op) -> Option<Op> {
    Some(match op {
        Op::Ilt => Op::Igt,
        Op::Ile => Op::Ige,
        Op::Igt => Op::Ilt,
        Op::Ige => Op::Ile,
        _ => return None,
    })
}
/// The comparison that holds if this one does not.
fn opposite(op: Op) -> Option<Op> {
    Some(match op {
        Op::Ilt => Op::Ige,
        Op::Ile => Op::Igt,
        Op::Igt => Op::Ile,
        Op::Ige => Op::Ilt,
        _ => return None,
    })
}

/// The poll at the end of the body, if the turns are short.
fn poll(t: &Trace) -> Option<Ref> {
    let body = &t.insts[t.header()?..];
    let long = |i: &Inst| matches!(i.op.kind(), Kind::Call | Kind::Alloc);
    let effect = |i: &Inst| i.op.kind() != Kind::Pure && !i.op.is_const();
    let last = Ref(t.insts[..t.len() - 1].iter().rposition(effect)? as u32);
    (t.op(last) == Op::Poll && !body.iter().any(long)).then_some(last)
}

/// The counter and the poll, if the poll may move; whether the counter goes on is another question.
fn applies(t: &Trace) -> Option<(Counter, Ref)> {
    let (c, poll) = (counter(t)?, poll(t)?);
    let state = &t.snaps[t.inst(c.guard).snap as usize];
    let end = t.insts.last()?;
    let same = t.snaps.get(end.snap as usize).is_some_and(|s| s.pc == state.pc);
    let mut named = true;
    state.each(|r, _| named &= r < t.arg(c.guard, 0));
    (same && named && poll > c.guard).then_some((c, poll))
}
/// A step that would have to be known to be positive.
pub fn wants_positive(t: &Trace) -> Option<Ref> {
    let step = applies(t)?.0.step;
    (t.inst(step).likely_small() && !ranges::advances(t, step)).then_some(step)
}

/// The pass.
pub fn run(t: Trace) -> Trace {
    let Some((c, poll)) = applies(&t).filter(|x| t.op(x.0.step).is_const() || ranges::advances(&t, x.0.step)) else {
        return t;
    };
    let at = t.arg(c.guard, 0);
    let mut state = t.snaps[t.inst(c.guard).snap as usize].clone();
    state.pc = t.snaps[t.inst(poll).snap as usize].pc;
    let mut w = Rewriter::new(&t);
    for r in t.refs().filter(|r| *r != poll) {
        if r == at {
            state.each_mut(|v| {
                if let SnapVal::Value(x, _) = v {
                    *x = w.get(*x)
                }
            });
            w.new.snaps.push(std::mem::take(&mut state));
            let snap = w.new.snaps.len() as u32 - 1;
            w.push(Inst::new(Op::Poll, Ty::Void).imm(t.inst(poll).imm).aux(SELDOM).snap(snap), &[]);
        }
        w.copy(r);
    }
    w.finish()
}
