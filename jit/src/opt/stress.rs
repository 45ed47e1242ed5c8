//! Fault injection: make a guard fail that never does, to test its snapshot.
//!
//! For `--jit-stress`: a failing guard only leaves early, so a program must behave the same whichever guard fails. That is
//! not so for a guard whose exit is the other successor of a branch; the caller says which snapshots re-execute.

use super::rewrite::Rewriter;
use crate::ir::*;

/// The trace with a failing guard in front of the `n`-th (from 0) instruction whose snapshot `may_fail`; `None` if there are
/// fewer.
pub fn fail_guard(t: &Trace, n: usize, may_fail: impl Fn(&Snapshot) -> bool) -> Option<Trace> {
    let eligible = |r: &Ref| {
        let i = t.inst(*r);
        i.op.can_exit() && i.op != Op::Callf && may_fail(&t.snaps[i.snap as usize])
    };
    let target = t.refs().filter(eligible).nth(n)?;
    let mut w = Rewriter::new(t);
    for r in t.refs() {
        if r == target {
            let no = w.constant(Op::KBool, 0);
            let snap = w.snap(t.inst(r).snap);
            w.push(Inst::new(Op::GuardTrue, Ty::Void).snap(snap), &[no]);
        }
        w.copy(r);
    }
    Some(w.finish())
}
