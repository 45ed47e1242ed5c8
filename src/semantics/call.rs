//! Calls and returns.

use super::machine::*;
use crate::op;

op! { Enter(m) { m.commit().count_call() } }
op! { Call(m) {
    let a = m.ins().a();
    if let Some(f) = m.as_func(m.reg(a + 2), m.ins().b())
        && m.room(f, a)
    {
        return m.enter(f, a);
    }
    m.tail::<CallOther>()
} }
op! { warm CallOther(m) { m.call_slow(CallKind::Plain) } }
op! { cold CallKw(m) { m.call_slow(CallKind::Keywords) } }
op! { CallMethod(m) {
    let a = m.ins().a();
    if m.reg_opt(a + 4).is_some()
        && let Some(f) = m.as_func(m.reg(a + 2), m.ins().b())
        && m.room(f, a)
    {
        return m.enter(f, a);
    }
    m.tail::<CallMethodOther>()
} }
op! { warm CallMethodOther(m) { m.call_slow(CallKind::Method) } }
op! { cold CallMethodKw(m) { m.call_slow(CallKind::MethodKeywords) } }
op! { cold CallEx(m) { m.call_slow(CallKind::Unpacked) } }
op! { Return(m) {
    if m.frame_plain() {
        let v = m.reg(m.ins().a());
        return m.leave(v);
    }
    m.tail::<ReturnSlow>()
} }
op! { cold ReturnSlow(m) { m.switch::<crate::interp::frames::ReturnUnusual>() } }
