//! Doubles: powers, functions of `math`, parts of complex numbers. What needs a call is called with doubles, without boxes.
//!
//! Results are those of the interpreter's own functions to the last bit. What raises has a result that is not finite: the trace
//! leaves there.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Op as Ir, Ref, Ty};

use super::direct;
use super::ops::{RV, Recorder, truth};
use super::recorder::{Rec, rec};
use crate::object::float::Complex;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::semantics::machine::{IntOp, Machine};

/// Calls `f` with doubles, which has no effect. `None`: it would not be finite now.
fn call(name: &str, address: *const (), args: &[Ref], now: f64) -> Option<Ref> {
    if !now.is_finite() {
        return None;
    }
    let r = rec();
    let f = direct::pure_of(r, name, address as u64, args, Ty::Float);
    guard_finite(r, f);
    Some(f)
}
fn guard_finite(r: &mut Rec, f: Ref) {
    let (size, limit) = (r.builder.op(Ir::Fabs, &[f]), r.builder.kfloat(f64::INFINITY));
    let finite = r.builder.op(Ir::Flt, &[size, limit]);
    r.guard_bool(finite, true);
}
fn boxed(f: Ref) -> Ref {
    rec().builder.op(Ir::BoxFloat, &[f])
}

type Unary = extern "sysv64" fn(f64) -> f64;
type Binary = extern "sysv64" fn(f64, f64) -> f64;
macro_rules! unary {
    ($($name:ident $f:path,)*) => {
        $(extern "sysv64" fn $name(x: f64) -> f64 { $f(x) })*
        fn unary(name: &str) -> Option<Unary> {
            match name {
                $(stringify!($name) => Some($name),)*
                _ => None,
            }
        }
    };
}
unary! {
    acos f64::acos, asin f64::asin, atan f64::atan, cos f64::cos, cosh f64::cosh, exp f64::exp, exp2 f64::exp2, log f64::ln,
    log10 f64::log10, log2 f64::log2, sin f64::sin, sinh f64::sinh, tan f64::tan, tanh f64::tanh,
}
extern "sysv64" fn atan2(y: f64, x: f64) -> f64 {
    y.atan2(x)
}
extern "sysv64" fn power_of(x: f64, y: f64) -> f64 {
    x.powf(y)
}
/// `x.powf(2.0)`, which is within 0.54 units of the last place: it is the product, unless that is nearly halfway to the next number.
extern "sysv64" fn square(x: f64) -> f64 {
    let p = x * x;
    if !(1e-200..1e200).contains(&p) {
        return x.powf(2.0);
    }
    // what rounding has lost (Dekker)
    let c = x * 134217729.0;
    let high = c - (c - x);
    let low = x - high;
    let lost = ((high * high - p) + 2.0 * high * low) + low * low;
    let unit = f64::from_bits((p.to_bits() & 0x7ff0_0000_0000_0000) - (52 << 52));
    if lost.abs() < 0.45 * unit { p } else { x.powf(2.0) }
}

/// A function of the module `math`.
pub fn function(name: &str, args: &[RV]) -> Option<Ref> {
    match (name, args) {
        ("isnan" | "isinf" | "isfinite", &[x]) => {
            let f = Recorder.as_float(x)?;
            let r = rec();
            let (size, limit) = (r.builder.op(Ir::Fabs, &[f.r]), r.builder.kfloat(f64::INFINITY));
            let (c, now) = match name {
                "isnan" => (r.builder.op(Ir::Fne, &[f.r, f.r]), f.v.is_nan()),
                "isinf" => (r.builder.op(Ir::Feq, &[size, limit]), f.v.is_infinite()),
                _ => (r.builder.op(Ir::Flt, &[size, limit]), f.v.is_finite()),
            };
            Some(truth(r, c, now).r)
        }
        ("floor" | "ceil", &[x]) => whole(x, name == "ceil"),
        ("degrees" | "radians", &[x]) => {
            let degrees = 180.0 / std::f64::consts::PI;
            let f = Recorder.as_number(x)?;
            let b = &mut rec().builder;
            let k = b.kfloat(if name == "degrees" { degrees } else { std::f64::consts::PI / 180.0 });
            let product = b.op(Ir::Fmul, &[f.r, k]);
            Some(boxed(product))
        }
        ("atan2", &[y, x]) => {
            let (f, g) = (Recorder.as_number(y)?, Recorder.as_number(x)?);
            call(name, atan2 as Binary as *const (), &[f.r, g.r], f.v.atan2(g.v)).map(boxed)
        }
        (_, &[x]) => {
            let (function, f) = (unary(name)?, Recorder.as_number(x)?);
            call(name, function as *const (), &[f.r], function(f.v)).map(boxed)
        }
        _ => None,
    }
}
/// The next int below or above.
fn whole(x: RV, above: bool) -> Option<Ref> {
    let f = Recorder.as_float(x)?;
    // comfortably small ints
    if !(f.v.abs() < 4e18) {
        return None;
    }
    let r = rec();
    let i = r.guard(Ir::FtoiOv, &[f.r]);
    let cut = r.builder.op(Ir::Itof, &[i]);
    let beyond = r.builder.op(Ir::Flt, &if above { [cut, f.r] } else { [f.r, cut] });
    let one = r.builder.op(Ir::Btoi, &[beyond]);
    let i = r.guard(if above { Ir::IaddOv } else { Ir::IsubOv }, &[i, one]);
    Some(r.builder.op(Ir::BoxInt, &[i]))
}
/// `x ** y` of floats, and squares and cubes of ints.
pub fn power(x: RV, y: RV) -> Option<Ref> {
    if x.v.is_small() && y.v.is_small() {
        let n = y.v.as_small().filter(|n| (2..=3).contains(n))?;
        rec().guard_is(y.r, y.v);
        let i = Recorder.as_small(x)?;
        let mut product = i;
        for _ in 1..n {
            product = Recorder.int_op(IntOp::Mul, product, i)?;
        }
        return Some(Recorder.of_int(product).r);
    }
    let (f, g) = (Recorder.as_number(x)?, Recorder.as_number(y)?);
    let now = f.v.powf(g.v);
    let p = if g.v == 2.0 && now.is_finite() {
        rec().guard_is(y.r, y.v);
        call("square", square as Unary as *const (), &[f.r], now)?
    } else {
        call("power_of", power_of as Binary as *const (), &[f.r, g.r], now)?
    };
    Some(boxed(p))
}
/// `divmod(x, y)` of ints.
pub fn quotient_and_rest(x: RV, y: RV) -> Option<Ref> {
    let (i, j) = Recorder.both_small(x, y)?;
    let (q, m) = (Recorder.int_op(IntOp::FloorDiv, i, j)?, Recorder.int_op(IntOp::Mod, i, j)?);
    let items = [Recorder.of_int(q).r, Recorder.of_int(m).r];
    super::calls::new_tuple(rec(), &items)
}
/// `z.real` or `z.imag`.
pub fn part(r: &mut Rec, (z, x): (Value, Ref), name: Gc<Str>) -> Option<(Value, Ref)> {
    let c = z.exact::<Complex>()?;
    let (offset, now) = match name {
        n if n.is_text("real") => (offset_of!(Complex, re), c.re),
        n if n.is_text("imag") => (offset_of!(Complex, im), c.im),
        _ => return None,
    };
    let o = r.object(x);
    r.guard_shape(o, Kind::Complex as u32);
    let f = r.builder.load(Ty::Float, o, offset as i32, Class::CONST);
    Some((Value::float(now), boxed(f)))
}
/// `x / y` of complex numbers, or of one and a real number, by Smith's method.
pub fn complex_quotient(x: RV, y: RV) -> Option<(Ref, Ref)> {
    let w = y.v.exact::<Complex>();
    let ((a, b), (c, d)) = (super::items::parts(x)?, super::items::parts(y)?);
    let r = rec();
    let op = |r: &mut Rec, op: Ir, x: Ref, y: Ref| r.builder.op(op, &[x, y]);
    let (Some(w), Some(d)) = (w, d) else {
        let by = y.v.as_small().map(|i| i as f64).or_else(|| y.v.as_float())?;
        if by == 0.0 {
            return None;
        }
        let zero = r.builder.kfloat(0.0);
        let none = op(r, Ir::Feq, c, zero);
        r.guard_bool(none, false);
        return Some((op(r, Ir::Fdiv, a, c), op(r, Ir::Fdiv, b?, c)));
    };
    let (re, im) = (w.re.abs(), w.im.abs());
    if re == 0.0 && im == 0.0 || !(re.is_finite() && im.is_finite()) {
        return None;
    }
    let (size_re, size_im) = (r.builder.op(Ir::Fabs, &[c]), r.builder.op(Ir::Fabs, &[d]));
    let more = op(r, Ir::Fle, size_im, size_re);
    r.guard_answer(more, im <= re);
    let (large, small) = if im <= re { (c, d) } else { (d, c) };
    let zero = r.builder.kfloat(0.0);
    let none = op(r, Ir::Feq, large, zero);
    r.guard_bool(none, false);
    let ratio = op(r, Ir::Fdiv, small, large);
    let scaled = op(r, Ir::Fmul, small, ratio);
    let by = op(r, Ir::Fadd, large, scaled);
    let ratio_of = |r: &mut Rec, f: Ref| op(r, Ir::Fmul, f, ratio);
    let (p, q) = match (b, im <= re) {
        (Some(b), true) => {
            let (bs, as_) = (ratio_of(r, b), ratio_of(r, a));
            (op(r, Ir::Fadd, a, bs), op(r, Ir::Fsub, b, as_))
        }
        (Some(b), false) => {
            let (as_, bs) = (ratio_of(r, a), ratio_of(r, b));
            (op(r, Ir::Fadd, as_, b), op(r, Ir::Fsub, bs, a))
        }
        (None, first) => {
            let minus = r.builder.op(Ir::Fneg, &[a]);
            if first { (a, ratio_of(r, minus)) } else { (ratio_of(r, a), minus) }
        }
    };
    let (p, q) = (op(r, Ir::Fdiv, p, by), op(r, Ir::Fdiv, q, by));
    // what is no number at all may have to be an infinity or zero
    let ok = [op(r, Ir::Feq, p, p), op(r, Ir::Feq, q, q)];
    let ok = r.builder.op(Ir::Bor, &ok);
    r.guard_bool(ok, true);
    Some((p, q))
}
extern "sysv64" fn bit_length(i: i64) -> i64 {
    64 - i.unsigned_abs().leading_zeros() as i64
}
extern "sysv64" fn bit_count(i: i64) -> i64 {
    i.unsigned_abs().count_ones() as i64
}
extern "sysv64" fn is_whole(x: f64) -> i64 {
    (x.is_finite() && x == x.trunc()) as i64
}
/// A method of an int or a float without arguments.
pub fn method(name: &str, x: RV) -> Option<Ref> {
    if name == "is_integer" {
        let f = Recorder.as_float(x)?;
        let n = direct::pure(rec(), name, is_whole as *const () as u64, &[f.r]);
        return Some(direct::truth_word(rec(), Ir::Ine, n));
    }
    let i = Recorder.as_small(x)?;
    let function = if name == "bit_length" { bit_length as *const () } else { bit_count as *const () };
    let n = direct::pure(rec(), name, function as u64, &[i.r]);
    Some(rec().builder.op(Ir::BoxInt, &[n]))
}
