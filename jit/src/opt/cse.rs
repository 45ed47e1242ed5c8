//! Common subexpressions: a pure or checked operation whose operands were seen before is the earlier one.
//!
//! The trace is a line, so every earlier instruction dominates. A checked operation may be merged because the earlier one
//! exits in the same cases; a helper call only if its declaration says that it is pure. Memory is `forward`'s business.

use crate::ir::*;

/// What makes two instructions the same.
pub type Key = (Op, Ty, i64, u32, [Ref; 3]);

/// The key of an instruction that may be merged with an equal one.
pub fn key(t: &Trace, i: &Inst, args: &[Ref]) -> Option<Key> {
    let pure_call = i.op == Op::Call && t.helpers[i.aux as usize].pure_call;
    if args.len() > 3 || !(i.op.is_pure() || i.op.kind() == Kind::Check || pure_call) {
        return None;
    }
    let mut a = [Ref::NONE; 3];
    a[..args.len()].copy_from_slice(args);
    if i.op.commutes() && a[1] < a[0] {
        a.swap(0, 1)
    }
    Some((i.op, i.ty, i.imm, i.key_aux(), a))
}
