//! Jumps.

use super::machine::*;
use crate::object::boolean;
use crate::protocol::compare::{self, Cmp};
use crate::protocol::item;
use crate::{helper, op};

helper! { CompareTruth(x, y, z) Effects::ANY; { Ok(boolean(compare::compare(x, y, Cmp::ALL[z as usize])?)) } }
helper! { Truth(x, _y, _z) Effects::ANY; { Ok(boolean(compare::truth(x)?)) } }
helper! { ContainsTruth(x, y, _z) Effects::ANY; { Ok(boolean(item::contains(y, x)?)) } }

op! { Nop(m) { m.commit().next(0) } }
op! { Jump(m) {
    let off = m.ins().d();
    m.commit().jump(off)
} }
op! { Loop(m) {
    let off = m.ins().d();
    m.commit().loop_back(off)
} }

macro_rules! truth_jump {
    ($name:ident $more:ident $slow:ident $sense:literal) => {
        op! { $name(m) {
            let x = m.reg(m.ins().a());
            if let Some(b) = m.as_bool(x) {
                if b == $sense {
                    let off = m.ins().d();
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            m.tail::<$more>()
        } }
        op! { cold $more(m) {
            let x = m.reg(m.ins().a());
            if let Some(i) = m.as_small(x) {
                if m.is_zero(i) != $sense {
                    let off = m.ins().d();
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            m.tail::<$slow>()
        } }
        op! { cold $slow(m) {
            let x = m.reg(m.ins().a());
            match m.call::<Truth>(x, x, 0) {
                Ok((v, k)) => {
                    let off = k.ins().d();
                    k.branch(v, $sense, off, 0)
                }
                Err(k) => k.unwind(),
            }
        } }
    };
}
truth_jump!(JTrue JTrueMore JTrueSlow true);
truth_jump!(JFalse JFalseMore JFalseSlow false);

op! { JNone(m) {
    if m.is_none(m.reg(m.ins().a())) {
        let off = m.ins().d();
        return m.commit().jump(off);
    }
    m.commit().next(0)
} }
op! { JNotNone(m) {
    if !m.is_none(m.reg(m.ins().a())) {
        let off = m.ins().d();
        return m.commit().jump(off);
    }
    m.commit().next(0)
} }
op! { JUnbound(m) {
    if m.reg_opt(m.ins().a()).is_none() {
        let off = m.ins().d();
        return m.commit().jump(off);
    }
    m.commit().next(0)
} }
op! { JIs(m) {
    if m.same(m.reg(m.ins().a()), m.reg(m.ins().b())) {
        let off = m.ins().c_signed() as isize;
        return m.commit().jump(off);
    }
    m.commit().next(0)
} }
op! { JIsNot(m) {
    if !m.same(m.reg(m.ins().a()), m.reg(m.ins().b())) {
        let off = m.ins().c_signed() as isize;
        return m.commit().jump(off);
    }
    m.commit().next(0)
} }
macro_rules! in_jump {
    ($name:ident $sense:literal) => {
        op! { $name(m) {
            let (x, y) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
            match m.call::<ContainsTruth>(x, y, 0) {
                Ok((v, k)) => {
                    let off = k.ins().c_signed() as isize;
                    k.branch(v, $sense, off, 0)
                }
                Err(k) => k.unwind(),
            }
        } }
    };
}
in_jump!(JIn true);
in_jump!(JNotIn false);

/// Compares by native code; goes where the instruction's jump leads if the truth of the result is `sense`.
#[inline(always)]
fn test<M: Machine>(m: M, x: Val<M>, y: Val<M>, cmp: Cmp, sense: bool) -> Ret<M> {
    match m.call::<CompareTruth>(x, y, cmp as u64) {
        Ok((v, k)) => {
            let off = k.ins().c_signed() as isize;
            k.branch(v, sense, off, 0)
        }
        Err(k) => k.unwind(),
    }
}

macro_rules! compare_jump {
    ($name:ident $slow:ident $enter:ident $iname:ident $islow:ident $ienter:ident $rel:ident $sense:literal) => {
        op! { $name(m) {
            let (x, y) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
            if let Some((i, j)) = m.both_small(x, y) {
                if m.int_rel(Rel::$rel, i, j) == $sense {
                    let off = m.ins().c_signed() as isize;
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            if let Some((f, g)) = m.both_float(x, y) {
                if m.float_rel(Rel::$rel, f, g) == $sense {
                    let off = m.ins().c_signed() as isize;
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            m.tail::<$slow>()
        } }
        op! { warm $slow(m) {
            let (x, y) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
            if matches!(Rel::$rel, Rel::Eq | Rel::Ne) && m.both_interned(x, y) {
                if (m.same(x, y) == matches!(Rel::$rel, Rel::Eq)) == $sense {
                    let off = m.ins().c_signed() as isize;
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            if m.may_enter(x) {
                return m.tail::<$enter>();
            }
            test(m, x, y, Cmp::$rel, $sense)
        } }
        op! { cold $enter(m) {
            let (x, y) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            test(m, x, y, Cmp::$rel, $sense)
        } }
        op! { $iname(m) {
            let x = m.reg(m.ins().a());
            if let Some(i) = m.as_small(x) {
                if m.int_rel(Rel::$rel, i, m.imm(m.ins().b_signed())) == $sense {
                    let off = m.ins().c_signed() as isize;
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            m.tail::<$islow>()
        } }
        op! { warm $islow(m) {
            let x = m.reg(m.ins().a());
            let y = m.small(m.ins().b_signed());
            if m.may_enter(x) {
                return m.tail::<$ienter>();
            }
            test(m, x, y, Cmp::$rel, $sense)
        } }
        op! { cold $ienter(m) {
            let (x, y) = (m.reg(m.ins().a()), m.small(m.ins().b_signed()));
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            test(m, x, y, Cmp::$rel, $sense)
        } }
    };
}
compare_jump!(JLt JLtSlow JLtEnter JLtI JLtISlow JLtIEnter Lt true);
compare_jump!(JLe JLeSlow JLeEnter JLeI JLeISlow JLeIEnter Le true);
compare_jump!(JGt JGtSlow JGtEnter JGtI JGtISlow JGtIEnter Gt true);
compare_jump!(JGe JGeSlow JGeEnter JGeI JGeISlow JGeIEnter Ge true);
compare_jump!(JEq JEqSlow JEqEnter JEqI JEqISlow JEqIEnter Eq true);
compare_jump!(JNe JNeSlow JNeEnter JNeI JNeISlow JNeIEnter Ne true);
compare_jump!(JNLt JNLtSlow JNLtEnter JNLtI JNLtISlow JNLtIEnter Lt false);
compare_jump!(JNLe JNLeSlow JNLeEnter JNLeI JNLeISlow JNLeIEnter Le false);
compare_jump!(JNGt JNGtSlow JNGtEnter JNGtI JNGtISlow JNGtIEnter Gt false);
compare_jump!(JNGe JNGeSlow JNGeEnter JNGeI JNGeISlow JNGeIEnter Ge false);
compare_jump!(JNEq JNEqSlow JNEqEnter JNEqI JNEqISlow JNEqIEnter Eq false);
compare_jump!(JNNe JNNeSlow JNNeEnter JNNeI JNNeISlow JNNeIEnter Ne false);
