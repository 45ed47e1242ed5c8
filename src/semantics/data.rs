//! Moves, constants, cells.

use super::machine::*;
use crate::op;

op! { Move(m) {
    let v = m.reg(m.ins().b());
    m.finish(v, 0)
} }
op! { LoadK(m) {
    let v = m.pool(m.ins().d());
    m.finish(v, 0)
} }
op! { LoadI(m) {
    let v = m.small(m.ins().d() as i64);
    m.finish(v, 0)
} }
op! { cold Clear(m) {
    let (a, n) = (m.ins().a(), m.ins().d() as usize);
    let k = m.commit();
    for i in a..a + n {
        k.clear(i);
    }
    k.next(0)
} }
op! { CheckBound(m) {
    if m.reg_opt(m.ins().a()).is_some() {
        return m.commit().next(0);
    }
    m.tail::<super::residual::RaiseUnbound>()
} }
op! { DelLocal(m) {
    if m.reg_opt(m.ins().a()).is_some() {
        let k = m.commit();
        k.clear(k.ins().a());
        return k.next(0);
    }
    m.tail::<super::residual::RaiseUnbound>()
} }
op! { LoadCell(m) {
    if let Some(c) = m.as_heap(m.reg(m.ins().b()))
        && let Some(v) = m.field(c, 8)
    {
        return m.finish(v, 0);
    }
    m.tail::<super::residual::RaiseEmptyCell>()
} }
op! { StoreCell(m) {
    let v = m.reg(m.ins().b());
    if let Some(c) = m.as_heap(m.reg(m.ins().a()))
        && m.no_barrier(c)
    {
        let k = m.commit();
        k.set_field(c, 8, v);
        return k.next(0);
    }
    m.tail::<super::residual::StoreCellBarrier>()
} }
const _: () = assert!(std::mem::offset_of!(crate::object::function::Cell, value) == 8);
