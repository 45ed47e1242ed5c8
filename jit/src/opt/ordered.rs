//! Two questions whether a float is a number, asked at once.
//!
//! An object may keep a float as a double unless that is no number, so that code which computes and stores several asks that of
//! each before it stores it. The processor can ask it of two: the second value is computed before the first is stored, both
//! are asked for, then both are stored. Whoever leaves, leaves before the first store.
//!
//! Must not: move a load over a store that may change it; move a store before a guard, or over a call.

use super::forward;
use super::rewrite::Rewriter;
use crate::ir::*;

/// Instructions between the two questions, at most.
const BETWEEN: u32 = 24;

/// The float that a guard asks to be a number.
fn asked(t: &Trace, guard: Ref) -> Option<Ref> {
    let b = (t.op(guard) == Op::GuardTrue).then(|| t.arg(guard, 0))?;
    (t.op(b) == Op::Feq && t.arg(b, 0) == t.arg(b, 1)).then(|| t.arg(b, 0))
}
/// The next such guard, if it may be asked at the first one's place.
fn partner(t: &Trace, first: Ref) -> Option<Ref> {
    let mut stores: Vec<forward::Place> = vec![];
    for r in (first.0 + 1..t.len() as u32).take(BETWEEN as usize).map(Ref) {
        let i = t.inst(r);
        let place = forward::place(i, t.args(r));
        match (i.op.kind(), place) {
            (Kind::Const | Kind::Pure, _) => {}
            (Kind::Load, Some(p)) => {
                if stores.iter().any(|s| forward::may_overlap(t, s, &p)) {
                    return None;
                }
            }
            (Kind::Store, Some(p)) => stores.push(p),
            _ => return asked(t, r).map(|_| r),
        }
    }
    None
}

/// The pass.
pub fn run(t: Trace) -> Trace {
    apply(t).0
}

/// The pass, and whether it has changed something.
pub fn apply(t: Trace) -> (Trace, bool) {
    let mut pairs: Vec<(Ref, Ref)> = vec![];
    for r in t.refs() {
        let free = pairs.last().is_none_or(|p| p.1 < r);
        if free
            && asked(&t, r).is_some()
            && let Some(second) = partner(&t, r)
        {
            pairs.push((r, second));
        }
    }
    if pairs.is_empty() {
        return (t, false);
    }
    let mut w = Rewriter::new(&t);
    let mut pairs = pairs.into_iter().peekable();
    let mut n = 0;
    while n < t.len() as u32 {
        let r = Ref(n);
        n += 1;
        let Some((first, second)) = pairs.next_if(|p| p.0 == r) else {
            w.copy(r);
            continue;
        };
        let between = || (first.0 + 1..second.0).map(Ref);
        let is_store = |r: &Ref| t.op(*r).kind() == Kind::Store;
        for r in between().filter(|r| !is_store(r)) {
            w.copy(r);
        }
        let [x, y] = [first, second].map(|g| w.get(asked(&t, g).unwrap_or(g)));
        let both = w.emit(Op::Ford, &[x, y]);
        let snap = w.snap(t.inst(first).snap);
        w.push(Inst::new(Op::GuardTrue, Ty::Void).snap(snap), &[both]);
        for r in between().filter(is_store) {
            w.copy(r);
        }
        n = second.0 + 1;
    }
    (w.finish(), true)
}
