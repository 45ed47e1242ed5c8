//! Texts in traces: `str(x)` of what has one without asking a method, and questions about texts, by functions that know the classes of
//! their operands.
//!
//! As in `items`, each function emits what happens for operands like those it sees, under guards; the operation itself is the
//! interpreter's. `None`: nothing was emitted that matters.

use sidewinder_jit::ir::{Op as Ir, Ref};

use super::ops::RV;
use super::quiet::{bits, exact_kind};
use super::recorder::{Doing, rec};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::str::Str;

unsafe extern "sysv64" fn decimal(i: i64) -> u64 {
    bits(crate::builtins::int_text::small_decimal(i).map(Gc::value))
}
unsafe extern "sysv64" fn decimal_float(f: f64) -> u64 {
    bits(Str::try_new(&crate::builtins::float_text::float_repr(f)).map(Gc::value))
}

/// `str(x)`, and whether it is a call that may raise.
pub fn of(x: RV) -> Option<(Ref, bool)> {
    let r = rec();
    if x.v.is_small() {
        r.guard(Ir::GuardInt, &[x.r]);
        let i = r.builder.op(Ir::UnboxInt, &[x.r]);
        return Some((r.call("decimal", decimal as *const () as u64, &[i], Doing::Reads), true));
    }
    if x.v.as_float_imm().is_some() {
        r.guard(Ir::GuardFloat, &[x.r]);
        let f = r.builder.op(Ir::UnboxFloat, &[x.r]);
        return Some((r.call("decimal_float", decimal_float as *const () as u64, &[f], Doing::Reads), true));
    }
    (exact_kind(x.v)? == Kind::Str).then(|| {
        r.guard_class(x.r, x.v);
        (x.r, false)
    })
}
