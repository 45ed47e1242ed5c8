//! Attributes. Cache words: 0 name; 1 (shape, offset) or (shape, class version) or (keys version, entry); 2 class or
//! object or (as a small int) the shape after the store; 3 value. The generic instruction serves attributes kept in instances; others are specialised.

use super::machine::*;
use super::residual::{
    DelAttrAny, FillAttr, FillMethod, FillStore, LoadAttrAny, LoadAttrBoxed, LoadMethodAny, Remember, StoreAttrAny,
};
use crate::object::function::Cell;
use crate::op;

/// Where a cell holds its value.
const CELL_VALUE: u32 = std::mem::offset_of!(Cell, value) as u32;

op! { LoadAttr(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape)
            && let Some(v) = m.field(o, offset)
        {
            return m.finish(v, 4);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { LoadAttrFloat(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape) {
            return match m.of_float(m.double(o, offset)) {
                Some(v) => m.finish(v, 4),
                None => m.tail::<LoadAttrBoxed>(),
            };
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { cold LoadAttrMiss(m) {
    let x = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(x)
        && let Some(v) = m.shared_attribute(o)
    {
        return m.finish(v, 4);
    }
    if m.adapt::<FillAttr>(x) {
        return m.tail::<Again>();
    }
    match m.enter_attribute(x) {
        Ok(r) => r,
        Err(m) => m.tail::<LoadAttrAny>(),
    }
} }
op! { LoadAttrClass(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, version) = m.ic(1);
        if m.shape_is(o, shape)
            && m.version_is(2, version)
            && let Some(v) = m.ic_value(3)
        {
            return m.finish(v, 4);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { LoadAttrProperty(m) {
    let x = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(x) {
        let (shape, version) = m.ic(1);
        if m.shape_is(o, shape)
            && m.version_is(2, version)
            && let Some(getter) = m.ic_value(3)
        {
            return m.enter_getter(getter, x);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { LoadAttrModule(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b()))
        && m.is_cached(o, 2)
    {
        let (version, index) = m.ic(1);
        if let Some(v) = m.module_entry(o, version, index) {
            return m.finish(v, 4);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { LoadAttrType(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b()))
        && m.is_cached(o, 2)
    {
        let (_, version) = m.ic(1);
        if m.version_is(2, version)
            && let Some(v) = m.ic_value(3)
        {
            return m.finish(v, 4);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { LoadAttrClassCell(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, version) = m.ic(1);
        if m.shape_is(o, shape)
            && m.version_is(2, version)
            && let Some(c) = m.ic_value(3)
            && let Some(c) = m.as_heap(c)
            && let Some(v) = m.field(c, CELL_VALUE)
        {
            return m.finish(v, 4);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { LoadAttrTypeCell(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b()))
        && m.is_cached(o, 2)
    {
        let (_, version) = m.ic(1);
        if m.version_is(2, version)
            && let Some(c) = m.ic_value(3)
            && let Some(c) = m.as_heap(c)
            && let Some(v) = m.field(c, CELL_VALUE)
        {
            return m.finish(v, 4);
        }
    }
    m.tail::<LoadAttrMiss>()
} }
op! { StoreAttr(m) {
    let v = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(m.reg(m.ins().a())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape) {
            if !m.no_barrier(o) {
                return m.tail::<StoreAttrRemember>();
            }
            let k = m.commit();
            k.set_field(o, offset, v);
            return k.next(3);
        }
    }
    m.tail::<StoreAttrMiss>()
} }
op! { cold StoreAttrRemember(m) {
    // the barrier runs before the store (remembering too much is harmless), then the instruction again
    let x = m.reg(m.ins().a());
    m.adapt::<Remember>(x);
    m.tail::<StoreAttr>()
} }
op! { StoreAttrNew(m) {
    let v = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(m.reg(m.ins().a())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape) {
            if !m.no_barrier(o) {
                return m.tail::<StoreAttrNewRemember>();
            }
            return match m.add_field(o, offset, v) {
                Ok(k) => k.next(3),
                Err(k) => k.unwind(),
            };
        }
    }
    m.tail::<StoreAttrMiss>()
} }
op! { cold StoreAttrNewRemember(m) {
    let x = m.reg(m.ins().a());
    m.adapt::<Remember>(x);
    m.tail::<StoreAttrNew>()
} }
op! { StoreAttrFloat(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().a())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape) {
            let Some(f) = m.as_double(m.reg(m.ins().b())) else { return m.tail::<StoreAttrAny>() };
            let k = m.commit();
            k.set_double(o, offset, f);
            return k.next(3);
        }
    }
    m.tail::<StoreAttrMiss>()
} }
op! { StoreAttrNewFloat(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().a())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape)
            && let Some(f) = m.as_double(m.reg(m.ins().b()))
        {
            return match m.add_double(o, offset, f) {
                Ok(k) => k.next(3),
                Err(k) => k.unwind(),
            };
        }
    }
    m.tail::<StoreAttrMiss>()
} }
op! { cold StoreAttrMiss(m) {
    let x = m.reg(m.ins().a());
    if let Some(o) = m.as_heap(x)
        && m.no_barrier(o)
        && let Some(offset) = m.shared_store(o)
    {
        let v = m.reg(m.ins().b());
        let k = m.commit();
        k.set_field(o, offset, v);
        return k.next(3);
    }
    if m.adapt::<FillStore>(x) {
        return m.tail::<Again>();
    }
    match m.enter_attribute(x) {
        Ok(r) => r,
        Err(m) => m.tail::<StoreAttrAny>(),
    }
} }
op! { cold DelAttr(m) {
    let x = m.reg(m.ins().a());
    match m.enter_attribute(x) {
        Ok(r) => r,
        Err(m) => m.tail::<DelAttrAny>(),
    }
} }

/// LOAD_METHOD has found `f`, to be called with `this` in front.
#[inline(always)]
fn method<M: Machine>(m: M, f: Val<M>, this: Option<Val<M>>) -> Ret<M> {
    let a = m.ins().a();
    let k = m.commit();
    k.set(a + 2, f);
    match this {
        Some(this) => k.set(a + 4, this),
        None => k.clear(a + 4),
    }
    k.next(4)
}
op! { LoadMethod(m) {
    let x = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(x) {
        let (shape, version) = m.ic(1);
        if m.shape_is(o, shape)
            && m.version_is(2, version)
            && let Some(f) = m.ic_value(3)
        {
            return method(m, f, Some(x));
        }
    }
    m.tail::<LoadMethodMiss>()
} }
op! { cold LoadMethodMiss(m) {
    let x = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(x)
        && let Some(f) = m.shared_method(o)
    {
        return method(m, f, Some(x));
    }
    if m.adapt::<FillMethod>(x) {
        return m.tail::<Again>();
    }
    match m.enter_attribute(x) {
        Ok(r) => r,
        Err(m) => m.tail::<LoadMethodAny>(),
    }
} }
op! { LoadMethodType(m) {
    // an attribute of a class object or module, called without `self`
    if let Some(o) = m.as_heap(m.reg(m.ins().b()))
        && m.is_cached(o, 2)
    {
        let (version, index) = m.ic(1);
        let found = if index == u32::MAX {
            if m.version_is(2, version) { m.ic_value(3) } else { None }
        } else {
            m.module_entry(o, version, index)
        };
        if let Some(f) = found {
            return method(m, f, None);
        }
    }
    m.tail::<LoadMethodMiss>()
} }
op! { LoadMethodField(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, offset) = m.ic(1);
        if m.shape_is(o, shape)
            && let Some(f) = m.field(o, offset)
        {
            return method(m, f, None);
        }
    }
    m.tail::<LoadMethodMiss>()
} }
op! { LoadMethodStatic(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, version) = m.ic(1);
        if m.shape_is(o, shape)
            && m.version_is(2, version)
            && let Some(f) = m.ic_value(3)
        {
            return method(m, f, None);
        }
    }
    m.tail::<LoadMethodMiss>()
} }
op! { LoadMethodClass(m) {
    if let Some(o) = m.as_heap(m.reg(m.ins().b())) {
        let (shape, version) = m.ic(1);
        if m.shape_is(o, shape)
            && m.version_is(2, version)
            && let Some(c) = m.ic_value(2)
            && let Some(f) = m.ic_value(3)
        {
            return method(m, f, Some(c));
        }
    }
    m.tail::<LoadMethodMiss>()
} }
op! { LoadMethodTypeClass(m) {
    let x = m.reg(m.ins().b());
    if let Some(o) = m.as_heap(x)
        && m.is_cached(o, 2)
    {
        let (version, _) = m.ic(1);
        if m.version_is(2, version)
            && let Some(f) = m.ic_value(3)
        {
            return method(m, f, Some(x));
        }
    }
    m.tail::<LoadMethodMiss>()
} }
op! { cold Again(m) {
    // the instruction was rewritten: run what it is now
    m.switch::<super::residual::Retry>()
} }
