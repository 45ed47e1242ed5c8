//! Sums of list comprehensions (`protocol::sum`): the numbers themselves need no native code.

use super::machine::*;
use super::residual::{SumAddAny, SumEndAny};
use crate::op;

op! { SumAdd(m) {
    let (total, v) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
    if let Some((i, j)) = m.both_small(total, v) {
        let Some(s) = m.int_op(IntOp::Add, i, j) else { return m.tail::<SumAddAny>() };
        let v = m.of_int(s);
        return m.finish(v, 0);
    }
    m.tail::<SumAddFloat>()
} }
op! { SumAddFloat(m) {
    let (total, lost, v) = (m.reg(m.ins().a()), m.reg(m.ins().a() + 1), m.reg(m.ins().b()));
    if let Some(s) = m.as_float(total)
        && let Some(x) = m.as_number(v)
        && let Some(l) = m.as_float(lost)
        && let Some((t, l)) = compensated(&m, s, l, x)
        && let (Some(t), Some(l)) = (m.of_float(t), m.of_float(l))
    {
        let k = m.commit();
        k.set(k.ins().a(), t);
        k.set(k.ins().a() + 1, l);
        return k.next(0);
    }
    m.tail::<SumAddFirst>()
} }
/// The sum and what rounding has lost by now (Knuth's TwoSum, which is exact and has no branch). `None` where numbers overflow:
/// there the order of the operations matters.
#[inline(always)]
fn compensated<M: Machine>(m: &M, s: Float<M>, lost: Float<M>, x: Float<M>) -> Option<(Float<M>, Float<M>)> {
    let t = m.float_op(FloatOp::Add, s, x)?;
    let of_x = m.float_op(FloatOp::Sub, t, s)?;
    let of_s = m.float_op(FloatOp::Sub, t, of_x)?;
    let (from_s, from_x) = (m.float_op(FloatOp::Sub, s, of_s)?, m.float_op(FloatOp::Sub, x, of_x)?);
    let error = m.float_op(FloatOp::Add, from_s, from_x)?;
    let lost = m.float_op(FloatOp::Add, lost, error)?;
    m.float_rel(Rel::Eq, lost, lost).then_some((t, lost))
}
op! {
    /// The first float after ints.
    cold SumAddFirst(m) {
    let (total, v) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
    if let Some(i) = m.as_small(total)
        && let Some(x) = m.as_float(v)
        && let Some(s) = m.as_number(m.of_int(i))
        && let Some(s) = m.float_op(FloatOp::Add, s, x)
        && let Some(s) = m.of_float(s)
    {
        return m.finish(s, 0);
    }
    m.tail::<SumAddAny>()
    }
}
op! { SumEnd(m) {
    let a = m.ins().a();
    let total = m.reg(a + 4);
    if m.as_small(total).is_some() {
        return sum_is(m, total);
    }
    if let Some(s) = m.as_float(total)
        && let Some(lost) = m.as_float(m.reg(a + 5))
        && let Some(zero) = m.float_op(FloatOp::Sub, lost, lost)
        && m.float_is_zero(zero)
        && let Some(s) = m.float_op(FloatOp::Add, s, lost)
        && let Some(v) = m.of_float(s)
    {
        return sum_is(m, v);
    }
    m.tail::<SumEndRare>()
} }
#[inline(always)]
fn sum_is<M: Machine>(m: M, v: Val<M>) -> Ret<M> {
    let k = m.commit();
    k.set(k.ins().a(), v);
    k.jump_far()
}
op! { cold SumEndRare(m) {
    if m.as_list(m.reg(m.ins().a() + 4)).is_some() {
        return m.commit().next(1);
    }
    match m.call_frame::<SumEndAny>() {
        Ok((v, k)) => {
            k.set(k.ins().a(), v);
            k.jump_far()
        }
        Err(k) => k.unwind(),
    }
} }
