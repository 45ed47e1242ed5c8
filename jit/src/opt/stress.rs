//! Fault injection: make guards fail that never do, to test their snapshots.
//!
//! For `--jit-stress`: a failing guard only leaves early, so a program must behave the same whichever guard fails. That is
//! not so for a guard whose exit is the other successor of a branch; the caller says which snapshots re-execute. Nor is it
//! for a guard on what a call returned, which tells whether the call has done its work.

use super::rewrite::Rewriter;
use crate::ir::*;

/// Whether the instruction may leave although its condition holds.
fn eligible(t: &Trace, r: Ref, may_fail: &impl Fn(&Snapshot) -> bool) -> bool {
    let i = t.inst(r);
    let on_result = t.args(r).iter().any(|a| matches!(t.op(*a), Op::Call | Op::CallIf));
    i.op.can_exit() && i.op != Op::Callf && !on_result && may_fail(&t.snaps[i.snap as usize])
}

/// The trace with a failing guard in front of the `n`-th (from 0) instruction whose snapshot `may_fail`; `None` if there are
/// fewer.
pub fn fail_guard(t: &Trace, n: usize, may_fail: impl Fn(&Snapshot) -> bool) -> Option<Trace> {
    let target = t.refs().filter(|r| eligible(t, *r, &may_fail)).nth(n)?;
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

/// What `ask_everywhere` calls: takes the number of a guard, says whether it is to fail, and has no effects.
pub fn decider(name: &str, address: u64) -> Helper {
    Helper {
        name: name.into(),
        address,
        args: vec![Ty::Int],
        ret: Ty::Bool,
        reads: ClassSet::NONE,
        writes: ClassSet::NONE,
        pure_call: false,
        raises: false,
        collects: false,
        lazy: None,
    }
}

/// The trace with a call of `decide`, a `decider`, in front of each instruction whose snapshot `may_fail`; it leaves there if
/// the call returns true. Guards are counted from `first`.
pub fn ask_everywhere(t: &Trace, decide: &Helper, first: i64, may_fail: impl Fn(&Snapshot) -> bool) -> Trace {
    let mut w = Rewriter::new(t);
    let helper = w.new.add_helper(decide);
    let mut number = first;
    for r in t.refs() {
        if eligible(t, r, &may_fail) {
            let k = w.constant(Op::KInt, number);
            let fails = w.push(Inst::new(Op::Call, Ty::Bool).aux(helper), &[k]);
            let snap = w.snap(t.inst(r).snap);
            w.push(Inst::new(Op::GuardFalse, Ty::Void).snap(snap), &[fails]);
            number += 1;
        }
        w.copy(r);
    }
    w.finish()
}
