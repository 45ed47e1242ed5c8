//! Functions of numbers that traces do without a call: `abs`, `min` and `max` of two, `ord`, `chr`, `int`, `float`, `math.sqrt`.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Op as Ir, Ref, Ty};

use super::ops::{RF, RV, Recorder, compare_floats, holds, truth};
use super::quiet::exact_kind;
use super::recorder::{Rec, rec};
use super::{chars, cuts, direct};
use crate::object::boolean;
use crate::object::float::Complex;
use crate::object::kind::Kind;
use crate::object::value::Value;
use crate::protocol::compare::Cmp;
use crate::semantics::machine::{Machine, Rel};

fn int(r: &mut Rec, x: RV) -> Option<(i64, Ref)> {
    let v = x.v.as_small()?;
    r.guard(Ir::GuardInt, &[x.r]);
    let i = r.builder.op(Ir::UnboxInt, &[x.r]);
    r.builder.hint(i, v);
    Some((v, i))
}
fn float(r: &mut Rec, x: RV) -> Option<(f64, Ref)> {
    let v = x.v.as_float_imm()?;
    r.guard(Ir::GuardFloat, &[x.r]);
    Some((v, r.builder.op(Ir::UnboxFloat, &[x.r])))
}
fn of_float(r: &mut Rec, v: f64, x: Ref) -> RV {
    RV { v: Value::float(v), r: r.builder.op(Ir::BoxFloat, &[x]) }
}

/// A call of one of the functions named above; `math`: the module's, else the builtin.
pub fn function(name: &str, math: bool, args: &[RV]) -> Option<RV> {
    let r = rec();
    match (name, math, args) {
        ("sqrt", true, &[x]) => {
            let (v, f) = float(r, x)?;
            if v < 0.0 || v.is_nan() {
                return None;
            }
            let zero = r.builder.kfloat(0.0);
            let negative = r.builder.op(Ir::Flt, &[f, zero]);
            r.guard_bool(negative, false);
            let f = r.builder.op(Ir::Fsqrt, &[f]);
            Some(of_float(r, v.sqrt(), f))
        }
        ("fabs", true, &[x]) => absolute_float(r, x),
        ("abs", false, &[x]) if x.v.is_small() => {
            let (v, i) = int(r, x)?;
            let zero = r.builder.kint(0);
            let negative = r.builder.op(Ir::Ilt, &[i, zero]);
            r.guard_answer(negative, v < 0);
            if v >= 0 {
                return Some(x);
            }
            let v = v.checked_neg().filter(|v| *v <= crate::object::value::SMALL_MAX)?;
            let i = r.guard(Ir::IsubOv, &[zero, i]);
            Some(RV { v: Value::small(v), r: r.builder.op(Ir::BoxInt, &[i]) })
        }
        ("abs", false, &[x]) if exact_kind(x.v) == Some(Kind::Complex) => absolute_complex(r, x),
        ("abs", false, &[x]) => absolute_float(r, x),
        ("min" | "max", false, &[first, ref others @ ..]) if (1..=4).contains(&others.len()) => {
            others.iter().try_fold(first, |best, x| choose(r, name == "min", best, *x))
        }
        ("ord", false, &[x]) => chars::ordinal(r, x),
        ("chr", false, &[x]) => chars::character(r, x),
        _ => None,
    }
}
fn absolute_float(r: &mut Rec, x: RV) -> Option<RV> {
    let (v, f) = float(r, x)?;
    let f = r.builder.op(Ir::Fabs, &[f]);
    Some(of_float(r, v.abs(), f))
}
extern "sysv64" fn hypot(x: f64, y: f64) -> f64 {
    x.hypot(y)
}
fn absolute_complex(r: &mut Rec, x: RV) -> Option<RV> {
    let c = x.v.exact::<Complex>()?;
    let now = c.re.hypot(c.im);
    if !now.is_finite() {
        return None;
    }
    let o = r.object(x.r);
    r.guard_shape(o, Kind::Complex as u32);
    let re = r.builder.load(Ty::Float, o, offset_of!(Complex, re) as i32, Class::CONST);
    let im = r.builder.load(Ty::Float, o, offset_of!(Complex, im) as i32, Class::CONST);
    let f = direct::pure_of(r, "hypot", hypot as *const () as u64, &[re, im], Ty::Float);
    // what overflows raises
    let square = c.re * c.re + c.im * c.im;
    let re2 = r.builder.op(Ir::Fmul, &[re, re]);
    let im2 = r.builder.op(Ir::Fmul, &[im, im]);
    let x = r.builder.op(Ir::Fadd, &[re2, im2]);
    let (of, limit) = if square < LARGE { (x, LARGE) } else { (f, f64::INFINITY) };
    let limit = r.builder.kfloat(limit);
    let finite = r.builder.op(Ir::Flt, &[of, limit]);
    r.guard_bool(finite, true);
    let m = of_float(r, now, f);
    let before = r.here();
    let behind = r.builder.trace().snaps.len() as u32;
    r.modulus = Some(Modulus { word: m.r, square: RF { v: square, r: x }, before, behind });
    Some(m)
}
/// The modulus of a complex number, a word; its square by products, which may have overflowed; the snapshots before and behind.
#[derive(Clone, Copy)]
pub struct Modulus {
    word: Ref,
    square: RF,
    before: u32,
    behind: u32,
}
/// A square below this is of a modulus that is no infinity.
const LARGE: f64 = 1e300;
/// Is `x rel y` the comparison of a modulus that is used for nothing else with a constant, and can be told by the square? Then that is
/// guarded, and the modulus need not be computed.
pub fn modulus_compared(r: &mut Rec, rel: Rel, x: RF, y: RF) -> bool {
    // far more than what the products and `hypot` lose
    const NEAR: f64 = 1e-12;
    let Some(m) = r.modulus.take() else { return false };
    let t = r.builder.trace();
    let is_modulus = |f: RF| t.op(f.r) == Ir::UnboxFloat && t.arg(f.r, 0) == m.word;
    let bound = if is_modulus(x) { y } else { x };
    if is_modulus(x) == is_modulus(y) || matches!(rel, Rel::Eq | Rel::Ne) || !is_constant(r, bound.r) {
        return false;
    }
    let (square, limit) = (m.square, bound.v * bound.v);
    if !(1e-280..LARGE).contains(&limit) {
        return false;
    }
    let (less, more) = (limit * (1.0 - NEAR), limit * (1.0 + NEAR));
    if (less..=more).contains(&square.v) || square.v.is_nan() || !cuts::float_used_up(r, m.word, m.before, m.behind) {
        return false;
    }
    let k = r.builder.kfloat(if square.v > more { more } else { less });
    let c = r.builder.op(Ir::Flt, &if square.v > more { [k, square.r] } else { [square.r, k] });
    r.guard_bool(c, true);
    true
}
/// Is it a number that is known?
fn is_constant(r: &Rec, mut x: Ref) -> bool {
    let t = r.builder.trace();
    while matches!(t.op(x), Ir::UnboxFloat | Ir::UnboxInt | Ir::Itof) {
        x = t.arg(x, 0);
    }
    t.op(x).is_const()
}
/// A float, or an int that is one as well.
pub fn exact_number(n: RV) -> Option<RF> {
    // ints up to here are doubles
    const EXACT: i64 = 1 << 53;
    if n.v.as_small().is_some_and(|i| i.unsigned_abs() > EXACT as u64) {
        return None;
    }
    if n.v.is_small() && !is_constant(rec(), n.r) {
        let (_, i) = int(rec(), n)?;
        let b = &mut rec().builder;
        let (exact, count) = (b.kint(EXACT), b.kint(2 * EXACT + 1));
        let i = b.op(Ir::Iadd, &[i, exact]);
        let fits = b.op(Ir::Iult, &[i, count]);
        rec().guard_bool(fits, true);
    }
    Recorder.as_number(n)
}
/// `x op y` of a float and an int that is one as well, as a truth word.
pub fn compare(x: RV, y: RV, op: Cmp) -> Option<Ref> {
    if x.v.is_small() == y.v.is_small() {
        return None;
    }
    let (f, g) = (exact_number(x)?, exact_number(y)?);
    let rel = [Rel::Lt, Rel::Le, Rel::Eq, Rel::Ne, Rel::Gt, Rel::Ge][op as usize];
    let r = rec();
    let now = holds(rel, f.v, g.v);
    if modulus_compared(r, rel, f, g) {
        return Some(r.constant(boolean(now)));
    }
    let c = compare_floats(r, rel, f, g);
    Some(truth(r, c, now).r)
}
/// The first of two equal values is the one.
fn choose(r: &mut Rec, min: bool, x: RV, y: RV) -> Option<RV> {
    let second = if x.v.is_small() && y.v.is_small() {
        let ((a, i), (b, j)) = (int(r, x)?, int(r, y)?);
        let second = if min { b < a } else { b > a };
        let c = r.builder.op(if min { Ir::Ilt } else { Ir::Igt }, &[j, i]);
        r.guard_answer(c, second);
        second
    } else {
        let (f, g) = (exact_number(x)?, exact_number(y)?);
        let second = if min { g.v < f.v } else { g.v > f.v };
        let c = r.builder.op(Ir::Flt, &if min { [g.r, f.r] } else { [f.r, g.r] });
        r.guard_answer(c, second);
        second
    };
    Some(if second { y } else { x })
}
/// `int(x)` or `float(x)` of a small int or float.
pub fn convert(x: RV, to_int: bool) -> Option<RV> {
    let r = rec();
    if x.v.is_small() {
        let (v, i) = int(r, x)?;
        if to_int {
            return Some(x);
        }
        let f = r.builder.op(Ir::Itof, &[i]);
        return Some(of_float(r, v as f64, f));
    }
    let (v, f) = float(r, x)?;
    if !to_int {
        return Some(x);
    }
    let now = v.trunc();
    if now.abs() >= 4e18 {
        return None;
    }
    let i = r.guard(Ir::FtoiOv, &[f]);
    Some(RV { v: Value::small(now as i64), r: r.builder.op(Ir::BoxInt, &[i]) })
}
