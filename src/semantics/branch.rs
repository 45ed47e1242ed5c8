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
        op! { cold $name(m) {
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

macro_rules! compare_jump {
    ($name:ident $slow:ident $iname:ident $islow:ident $rel:ident $sense:literal) => {
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
        op! { cold $slow(m) {
            let (x, y) = (m.reg(m.ins().a()), m.reg(m.ins().b()));
            if matches!(Rel::$rel, Rel::Eq | Rel::Ne) && m.both_interned(x, y) {
                if (m.same(x, y) == matches!(Rel::$rel, Rel::Eq)) == $sense {
                    let off = m.ins().c_signed() as isize;
                    return m.commit().jump(off);
                }
                return m.commit().next(0);
            }
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            match m.call::<CompareTruth>(x, y, Cmp::$rel as u64) {
                Ok((v, k)) => {
                    let off = k.ins().c_signed() as isize;
                    k.branch(v, $sense, off, 0)
                }
                Err(k) => k.unwind(),
            }
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
        op! { cold $islow(m) {
            let x = m.reg(m.ins().a());
            let y = m.small(m.ins().b_signed());
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            match m.call::<CompareTruth>(x, y, Cmp::$rel as u64) {
                Ok((v, k)) => {
                    let off = k.ins().c_signed() as isize;
                    k.branch(v, $sense, off, 0)
                }
                Err(k) => k.unwind(),
            }
        } }
    };
}
compare_jump!(JLt JLtSlow JLtI JLtISlow Lt true);
compare_jump!(JLe JLeSlow JLeI JLeISlow Le true);
compare_jump!(JGt JGtSlow JGtI JGtISlow Gt true);
compare_jump!(JGe JGeSlow JGeI JGeISlow Ge true);
compare_jump!(JEq JEqSlow JEqI JEqISlow Eq true);
compare_jump!(JNe JNeSlow JNeI JNeISlow Ne true);
compare_jump!(JNLt JNLtSlow JNLtI JNLtISlow Lt false);
compare_jump!(JNLe JNLeSlow JNLeI JNLeISlow Le false);
compare_jump!(JNGt JNGtSlow JNGtI JNGtISlow Gt false);
compare_jump!(JNGe JNGeSlow JNGeI JNGeISlow Ge false);
compare_jump!(JNEq JNEqSlow JNEqI JNEqISlow Eq false);
compare_jump!(JNNe JNNeSlow JNNeI JNNeISlow Ne false);
