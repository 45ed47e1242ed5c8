//! Subscripts.

use super::machine::*;
use crate::protocol::item;
use crate::{helper, op};

helper! { GetItemAny(x, y, _z) Effects::ANY; { item::get_item(x, y) } }

#[inline(always)]
fn get<M: Machine>(m: M, o: Val<M>, i: Val<M>) -> Ret<M> {
    match m.call::<GetItemAny>(o, i, 0) {
        Ok((v, k)) => {
            k.set(k.ins().a(), v);
            k.next(0)
        }
        Err(k) => k.unwind(),
    }
}
op! { GetItem(m) {
    let (o, i) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
    if let Some(i) = m.as_small(i) {
        if let Some(l) = m.as_list(o) {
            if let Some(x) = m.list_index(l, i) {
                let v = m.list_item(l, x);
                return m.finish(v, 0);
            }
        } else if let Some(t) = m.as_tuple(o)
            && let Some(x) = m.tuple_index(t, i)
        {
            let v = m.tuple_item(t, x);
            return m.finish(v, 0);
        }
    }
    m.tail::<GetItemSlow>()
} }
op! { warm GetItemSlow(m) {
    let (o, i) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
    if m.may_enter(o) {
        return m.tail::<GetItemEnter>();
    }
    get(m, o, i)
} }
op! { cold GetItemEnter(m) {
    let (o, i) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
    let m = match m.enter_operator(o) {
        Ok(entered) => return entered,
        Err(m) => m,
    };
    get(m, o, i)
} }
op! { GetItemI(m) {
    let o = m.reg(m.ins().b());
    let i = m.imm(m.ins().c_signed());
    if let Some(l) = m.as_list(o) {
        if let Some(x) = m.list_index(l, i) {
            let v = m.list_item(l, x);
            return m.finish(v, 0);
        }
    } else if let Some(t) = m.as_tuple(o)
        && let Some(x) = m.tuple_index(t, i)
    {
        let v = m.tuple_item(t, x);
        return m.finish(v, 0);
    }
    m.tail::<GetItemISlow>()
} }
op! { warm GetItemISlow(m) {
    let o = m.reg(m.ins().b());
    let i = m.small(m.ins().c_signed());
    if m.may_enter(o) {
        return m.tail::<GetItemIEnter>();
    }
    get(m, o, i)
} }
op! { cold GetItemIEnter(m) {
    let (o, i) = (m.reg(m.ins().b()), m.small(m.ins().c_signed()));
    let m = match m.enter_operator(o) {
        Ok(entered) => return entered,
        Err(m) => m,
    };
    get(m, o, i)
} }
op! { SetItem(m) {
    let (o, i, v) = (m.reg(m.ins().a()), m.reg(m.ins().b()), m.reg(m.ins().c()));
    if let Some(i) = m.as_small(i)
        && let Some(l) = m.as_list(o)
        && let Some(x) = m.list_index(l, i)
        && (m.as_heap(v).is_none() || m.list_no_barrier(l))
    {
        let k = m.commit();
        k.set_list_item(l, x, v);
        return k.next(0);
    }
    m.tail::<SetItemOther>()
} }
op! { warm SetItemOther(m) {
    let (o, i, v) = (m.reg(m.ins().a()), m.reg(m.ins().b()), m.reg(m.ins().c()));
    if m.may_enter(o) {
        return m.tail::<SetItemEnter>();
    }
    m.store_item(o, i, v)
} }
op! { cold SetItemEnter(m) {
    let o = m.reg(m.ins().a());
    match m.enter_operator(o) {
        Ok(entered) => entered,
        Err(m) => m.tail::<super::residual::SetItemSlow>(),
    }
} }
