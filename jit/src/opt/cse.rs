//! Common subexpressions: a pure or checked operation whose operands were seen before is the earlier one.
//!
//! The trace is a line, so every earlier instruction dominates. A checked operation may be merged because the earlier one
//! exits in the same cases; a helper call only if its declaration says that it is pure. Memory is `forward`'s business.

use super::rewrite::Rewriter;
use crate::ir::*;
use rustc_hash::FxHashMap;

/// The pass.
pub fn run(t: &Trace) -> Trace {
    let mut w = Rewriter::new(t);
    let mut seen: FxHashMap<(Op, Ty, i64, u32, [Ref; 3]), Ref> = FxHashMap::default();
    for r in t.refs() {
        let i = *t.inst(r);
        let pure_call = i.op == Op::Call && t.helpers[i.aux as usize].pure_call;
        if !(i.op.is_pure() || i.op.kind() == Kind::Check || pure_call) {
            w.copy(r);
            continue;
        }
        let found = w.args(r);
        if found.len() > 3 {
            w.copy(r);
            continue;
        }
        let mut args = [Ref::NONE; 3];
        args[..found.len()].copy_from_slice(&found);
        if i.op.commutes() && args[1] < args[0] {
            args.swap(0, 1)
        }
        let key = (i.op, i.ty, i.imm, i.aux, args);
        match seen.get(&key) {
            Some(n) => w.set(r, *n),
            None => {
                let n = w.copy(r);
                seen.insert(key, n);
            }
        }
    }
    w.finish()
}
