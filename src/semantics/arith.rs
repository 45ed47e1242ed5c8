//! Arithmetic, unary operators, comparison to a value.

use super::machine::*;
use crate::object::Res;
use crate::object::value::Value;
use crate::protocol::compare::{self, Cmp};
use crate::protocol::number::{self, BinOp, UnOp};
use crate::{helper, op};

helper! { BinaryAny(x, y, z) Effects::ANY; { number::binary(BinOp::ALL[z as usize], x, y) } }
helper! { InplaceAny(x, y, z) Effects::ANY; { inplace(z, x, y) } }
helper! { CompareAny(x, y, z) Effects::ANY; { compare::rich_compare(x, y, Cmp::ALL[z as usize]) } }
helper! { UnaryAny(x, _y, z) Effects::ANY; { number::unary([UnOp::Neg, UnOp::Pos, UnOp::Invert][z as usize], x) } }
helper! { Negate(x, _y, _z) Effects::ANY; { Ok(crate::object::boolean(!compare::truth(x)?)) } }

fn inplace(z: u64, x: Value, y: Value) -> Res {
    let op = BinOp::ALL[z as usize];
    number::inplace(op, x, y)
}
/// Ops `$name` (`a = b op c`) and, where wanted, `$iname` (in place).
/// The result of native code for an operator goes to register a.
#[inline(always)]
fn operate<M: Machine, H: Helper>(m: M, x: Val<M>, y: Val<M>, z: u64) -> Ret<M> {
    match m.call::<H>(x, y, z) {
        Ok((v, k)) => {
            k.set(k.ins().a(), v);
            k.next(0)
        }
        Err(k) => k.unwind(),
    }
}

macro_rules! arith {
    ($name:ident $mixed:ident $slow:ident $enter:ident $helper:ident, $bin:ident, int $int:expr, float $float:expr) => {
        op! { $name(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            let int: Option<IntOp> = $int;
            if let Some(op) = int {
                if let Some((i, j)) = m.both_small(x, y) {
                    let Some(s) = m.int_op(op, i, j) else { return m.tail::<$slow>() };
                    let v = m.of_int(s);
                    return m.finish(v, 0);
                }
            }
            let float: Option<FloatOp> = $float;
            if let Some(op) = float {
                if let Some((f, g)) = m.both_float(x, y)
                    && let Some(r) = m.float_op(op, f, g)
                    && let Some(v) = m.of_float(r)
                {
                    return m.finish(v, 0);
                }
                return m.tail::<$mixed>();
            }
            m.tail::<$slow>()
        } }
        op! { cold $mixed(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            let float: Option<FloatOp> = $float;
            let int: Option<IntOp> = $int;
            if let Some(op) = float
                && (int.is_none() || m.both_small(x, y).is_none())
                && let (Some(f), Some(g)) = (m.as_number(x), m.as_number(y))
                && let Some(r) = m.float_op(op, f, g)
                && let Some(v) = m.of_float(r)
            {
                return m.finish(v, 0);
            }
            m.tail::<$slow>()
        } }
        op! { warm $slow(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            if m.may_enter(x) {
                return m.tail::<$enter>();
            }
            operate::<_, $helper>(m, x, y, BinOp::$bin as u64)
        } }
        op! { cold $enter(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            operate::<_, $helper>(m, x, y, BinOp::$bin as u64)
        } }
    };
}
arith!(Add AddMixed AddSlow AddEnter BinaryAny, Add, int Some(IntOp::Add), float Some(FloatOp::Add));
arith!(Sub SubMixed SubSlow SubEnter BinaryAny, Sub, int Some(IntOp::Sub), float Some(FloatOp::Sub));
arith!(Mul MulMixed MulSlow MulEnter BinaryAny, Mul, int Some(IntOp::Mul), float Some(FloatOp::Mul));
arith!(TrueDiv TrueDivMixed TrueDivSlow TrueDivEnter BinaryAny, TrueDiv, int None, float Some(FloatOp::Div));
arith!(FloorDiv FloorDivMixed FloorDivSlow FloorDivEnter BinaryAny, FloorDiv, int Some(IntOp::FloorDiv), float Some(FloatOp::FloorDiv));
arith!(Mod ModMixed ModSlow ModEnter BinaryAny, Mod, int Some(IntOp::Mod), float Some(FloatOp::Mod));
arith!(Pow PowMixed PowSlow PowEnter BinaryAny, Pow, int None, float None);
arith!(MatMul MatMulMixed MatMulSlow MatMulEnter BinaryAny, MatMul, int None, float None);
arith!(LShift LShiftMixed LShiftSlow LShiftEnter BinaryAny, LShift, int Some(IntOp::LShift), float None);
arith!(RShift RShiftMixed RShiftSlow RShiftEnter BinaryAny, RShift, int Some(IntOp::RShift), float None);
arith!(And AndMixed AndSlow AndEnter BinaryAny, And, int Some(IntOp::And), float None);
arith!(Or OrMixed OrSlow OrEnter BinaryAny, Or, int Some(IntOp::Or), float None);
arith!(Xor XorMixed XorSlow XorEnter BinaryAny, Xor, int Some(IntOp::Xor), float None);
arith!(IAdd IAddMixed IAddSlow IAddEnter InplaceAny, Add, int Some(IntOp::Add), float Some(FloatOp::Add));
arith!(ISub ISubMixed ISubSlow ISubEnter InplaceAny, Sub, int Some(IntOp::Sub), float Some(FloatOp::Sub));
arith!(IMul IMulMixed IMulSlow IMulEnter InplaceAny, Mul, int Some(IntOp::Mul), float Some(FloatOp::Mul));
arith!(ITrueDiv ITrueDivMixed ITrueDivSlow ITrueDivEnter InplaceAny, TrueDiv, int None, float Some(FloatOp::Div));
arith!(IFloorDiv IFloorDivMixed IFloorDivSlow IFloorDivEnter InplaceAny, FloorDiv, int Some(IntOp::FloorDiv), float Some(FloatOp::FloorDiv));
arith!(IMod IModMixed IModSlow IModEnter InplaceAny, Mod, int Some(IntOp::Mod), float Some(FloatOp::Mod));
arith!(IPow IPowMixed IPowSlow IPowEnter InplaceAny, Pow, int None, float None);
arith!(IMatMul IMatMulMixed IMatMulSlow IMatMulEnter InplaceAny, MatMul, int None, float None);
arith!(ILShift ILShiftMixed ILShiftSlow ILShiftEnter InplaceAny, LShift, int Some(IntOp::LShift), float None);
arith!(IRShift IRShiftMixed IRShiftSlow IRShiftEnter InplaceAny, RShift, int Some(IntOp::RShift), float None);
arith!(IAnd IAndMixed IAndSlow IAndEnter InplaceAny, And, int Some(IntOp::And), float None);
arith!(IOr IOrMixed IOrSlow IOrEnter InplaceAny, Or, int Some(IntOp::Or), float None);
arith!(IXor IXorMixed IXorSlow IXorEnter InplaceAny, Xor, int Some(IntOp::Xor), float None);

macro_rules! arith_imm {
    ($name:ident $slow:ident $enter:ident $helper:ident, $bin:ident $int:ident $float:ident) => {
        op! { $name(m) {
            let x = m.reg(m.ins().b());
            if let Some(i) = m.as_small(x)
                && let Some(s) = m.int_op(IntOp::$int, i, m.imm(m.ins().c_signed()))
            {
                let v = m.of_int(s);
                return m.finish(v, 0);
            }
            m.tail::<$slow>()
        } }
        op! { warm $slow(m) {
            let x = m.reg(m.ins().b());
            let c = m.ins().c_signed();
            if let Some(f) = m.as_float(x)
                && let Some(g) = m.as_number(m.small(c))
                && let Some(r) = m.float_op(FloatOp::$float, f, g)
                && let Some(v) = m.of_float(r)
            {
                return m.finish(v, 0);
            }
            let y = m.small(c);
            if m.may_enter(x) {
                return m.tail::<$enter>();
            }
            operate::<_, $helper>(m, x, y, BinOp::$bin as u64)
        } }
        op! { cold $enter(m) {
            let (x, y) = (m.reg(m.ins().b()), m.small(m.ins().c_signed()));
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            operate::<_, $helper>(m, x, y, BinOp::$bin as u64)
        } }
    };
}
arith_imm!(AddI AddISlow AddIEnter BinaryAny, Add Add Add);
arith_imm!(SubI SubISlow SubIEnter BinaryAny, Sub Sub Sub);
arith_imm!(IAddI IAddISlow IAddIEnter InplaceAny, Add Add Add);
arith_imm!(ISubI ISubISlow ISubIEnter InplaceAny, Sub Sub Sub);

op! { Neg(m) {
    let x = m.reg(m.ins().b());
    if let Some(i) = m.as_small(x) {
        if let Some(s) = m.int_op(IntOp::Sub, m.imm(0), i) {
            let v = m.of_int(s);
            return m.finish(v, 0);
        }
    } else if let Some(f) = m.as_float(x)
        && let Some(v) = m.of_float(m.float_neg(f))
    {
        return m.finish(v, 0);
    }
    m.tail::<NegSlow>()
} }
op! { cold NegSlow(m) { unary_slow(m, 0) } }
op! { cold Pos(m) { unary_slow(m, 1) } }
op! { Invert(m) {
    let x = m.reg(m.ins().b());
    if let Some(i) = m.as_small(x)
        && let Some(s) = m.int_op(IntOp::Sub, m.imm(-1), i)
    {
        let v = m.of_int(s);
        return m.finish(v, 0);
    }
    m.tail::<InvertSlow>()
} }
op! { cold InvertSlow(m) { unary_slow(m, 2) } }
#[inline(always)]
fn unary_slow<M: Machine>(m: M, z: u64) -> Ret<M> {
    let x = m.reg(m.ins().b());
    match m.call::<UnaryAny>(x, x, z) {
        Ok((v, k)) => {
            k.set(k.ins().a(), v);
            k.next(0)
        }
        Err(k) => k.unwind(),
    }
}
op! { Not(m) {
    let x = m.reg(m.ins().b());
    if let Some(b) = m.as_bool(x) {
        let v = m.boolean(!b);
        return m.finish(v, 0);
    }
    m.tail::<NotSlow>()
} }
op! { cold NotSlow(m) {
    let x = m.reg(m.ins().b());
    match m.call::<Negate>(x, x, 0) {
        Ok((v, k)) => {
            k.set(k.ins().a(), v);
            k.next(0)
        }
        Err(k) => k.unwind(),
    }
} }

macro_rules! compare {
    ($name:ident $slow:ident $enter:ident $rel:ident) => {
        op! { $name(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            if let Some((i, j)) = m.both_small(x, y) {
                let v = m.int_order(Rel::$rel, i, j);
                return m.finish(v, 0);
            }
            if let Some((f, g)) = m.both_float(x, y) {
                let v = m.float_order(Rel::$rel, f, g);
                return m.finish(v, 0);
            }
            m.tail::<$slow>()
        } }
        op! { warm $slow(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            if matches!(Rel::$rel, Rel::Eq | Rel::Ne) && m.both_interned(x, y) {
                let v = m.identity(x, y, matches!(Rel::$rel, Rel::Eq));
                return m.finish(v, 0);
            }
            if m.may_enter(x) {
                return m.tail::<$enter>();
            }
            operate::<_, CompareAny>(m, x, y, Cmp::$rel as u64)
        } }
        op! { cold $enter(m) {
            let (x, y) = (m.reg(m.ins().b()), m.reg(m.ins().c()));
            let m = match m.enter_operator(x) {
                Ok(entered) => return entered,
                Err(m) => m,
            };
            operate::<_, CompareAny>(m, x, y, Cmp::$rel as u64)
        } }
    };
}
compare!(Lt LtSlow LtEnter Lt);
compare!(Le LeSlow LeEnter Le);
compare!(Gt GtSlow GtEnter Gt);
compare!(Ge GeSlow GeEnter Ge);
compare!(Eq EqSlow EqEnter Eq);
compare!(Ne NeSlow NeEnter Ne);
op! { Is(m) {
    let v = m.boolean(m.same(m.reg(m.ins().b()), m.reg(m.ins().c())));
    m.finish(v, 0)
} }
op! { IsNot(m) {
    let v = m.boolean(!m.same(m.reg(m.ins().b()), m.reg(m.ins().c())));
    m.finish(v, 0)
} }
