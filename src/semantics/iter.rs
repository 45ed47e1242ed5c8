//! `for` loops and unpacking.

use super::machine::*;
use crate::op;

op! { ForLoop(m) {
    match m.turn() {
        Some(go) => go,
        None => turn(m),
    }
} }
op! {
    /// FOR_LOOP that has been counted.
    ForLoopTurn(m) { turn(m) }
}
#[inline(always)]
fn turn<M: Machine>(m: M) -> Ret<M> {
    if let Some(it) = m.as_heap(m.reg(m.ins().a())) {
        if let Some(next) = m.range_next(it) {
            if let Some(i) = next {
                let v = m.of_int(i);
                let k = m.commit();
                k.step_range(it);
                k.set(k.ins().b(), v);
                return k.jump_far();
            }
            return m.commit().next(1);
        }
        return m.tail::<ForLoopList>();
    }
    m.tail::<ForLoopOther>()
}
op! { ForLoopList(m) {
    if let Some(it) = m.as_heap(m.reg(m.ins().a()))
        && let Some(next) = m.list_iter_next(it)
    {
        if let Some(v) = next {
            let k = m.commit();
            k.step_list_iter(it);
            k.set(k.ins().b(), v);
            return k.jump_far();
        }
        return m.commit().next(1);
    }
    m.tail::<ForLoopOther>()
} }
op! { warm ForLoopOther(m) { m.switch::<crate::interp::generators::ForLoopStep>() } }
op! { ForNext(m) { m.switch::<crate::interp::generators::ForNextStep>() } }
op! { Unpack(m) {
    let (x, a, n) = (m.reg(m.ins().b()), m.ins().a(), m.ins().c());
    if n == 2
        && let Some(t) = m.as_tuple(x)
        && m.tuple_len_is(t, 2)
    {
        let (p, q) = (m.tuple_item(t, m.at_index(0)), m.tuple_item(t, m.at_index(1)));
        let k = m.commit();
        k.set(a, p);
        k.set(a + 1, q);
        return k.next(0);
    }
    m.tail::<Unpack3>()
} }
op! { Unpack3(m) {
    let (x, a, n) = (m.reg(m.ins().b()), m.ins().a(), m.ins().c());
    if n == 3
        && let Some(t) = m.as_tuple(x)
        && m.tuple_len_is(t, 3)
    {
        let (p, q, r) =
            (m.tuple_item(t, m.at_index(0)), m.tuple_item(t, m.at_index(1)), m.tuple_item(t, m.at_index(2)));
        let k = m.commit();
        k.set(a, p);
        k.set(a + 1, q);
        k.set(a + 2, r);
        return k.next(0);
    }
    m.tail::<super::residual::UnpackAny>()
} }
