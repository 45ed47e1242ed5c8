//! Sums and norms that are rounded once: `fsum`, `sumprod`, `hypot`, `dist`; and `prod`.

use crate::builtins::exceptions::{overflow_error, value_error};
use crate::builtins::{float_bits, float_ops, int_ops};
use crate::object::int::Bool;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::iter;
use crate::protocol::number::{self, BinOp, to_f64};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "dist(p, q, /)",
        dist,
        "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))",
    ),
    NativeDef::new(
        "fsum(seq, /)",
        fsum,
        "Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point arithmetic.",
    ),
    NativeDef::new(
        "hypot(*coordinates)",
        hypot,
        "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.",
    ),
    NativeDef::new(
        "prod(iterable, /, *, start=1)",
        prod,
        "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types.",
    ),
    NativeDef::new(
        "sumprod(p, q, /)",
        sumprod,
        "Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    sum(map(operator.mul, p, q, strict=True))\n\nFor float and mixed int/float inputs, the intermediate products\nand sums are computed with extended precision.",
    ),
];

/// Sum and what rounding lost of it.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let s = a + b;
    let bb = s - a;
    (s, (a - (s - bb)) + (b - bb))
}
/// Product and what rounding lost of it.
fn two_prod(a: f64, b: f64) -> (f64, f64) {
    let p = a * b;
    (p, a.mul_add(b, -p))
}

/// Euclidean norm; coordinates are scaled by a power of two so that no square overflows, and squares are summed in twice
/// the precision.
fn norm(v: &[f64]) -> f64 {
    let mut max = 0.0f64;
    let mut nan = false;
    for &x in v {
        nan |= x.is_nan();
        max = max.max(x.abs());
    }
    if max.is_infinite() {
        return max;
    }
    if nan {
        return f64::NAN;
    }
    if max == 0.0 || v.len() == 1 {
        return max;
    }
    let e = crate::object::hash::frexp(max).1 as i64;
    let (mut hi, mut lo) = (0.0, 0.0);
    for &x in v {
        let x = float_bits::ldexp(x, -e);
        let (p, pl) = two_prod(x, x);
        let (s, sl) = two_sum(hi, p);
        hi = s;
        lo += sl + pl;
    }
    let h = (hi + lo).sqrt();
    // one step of Newton's method on the exact residue
    let (p, pl) = two_prod(h, h);
    let residue = (hi - p) + (lo - pl);
    float_bits::ldexp(h + residue / (2.0 * h), e)
}
fn hypot(a: &Args) -> Res {
    let v = a.rest.iter().map(|x| to_f64(*x)).collect::<Result<Vec<f64>, Raised>>()?;
    Ok(Value::float(norm(&v)))
}
fn dist(a: &Args) -> Res {
    let (p, q) = (iter::to_tuple(a[0])?, iter::to_tuple(a[1])?);
    if p.len() != q.len() {
        return Err(value_error("both points must have the same number of dimensions"));
    }
    let mut v = Vec::with_capacity(p.len());
    for (x, y) in p.items().iter().zip(q.items()) {
        v.push((to_f64(*x)? - to_f64(*y)?).abs());
    }
    Ok(Value::float(norm(&v)))
}

/// Shewchuk's algorithm: `partials` do not overlap and grow in magnitude; their sum is exact.
fn fsum(a: &Args) -> Res {
    let mut partials: Vec<f64> = vec![];
    let (mut special, mut infinities) = (0.0, 0.0);
    iter::for_each(a[0], |v| {
        let mut x = to_f64(v)?;
        let given = x;
        let mut n = 0;
        for i in 0..partials.len() {
            let (s, e) = two_sum_ordered(x, partials[i]);
            if e != 0.0 {
                partials[n] = e;
                n += 1;
            }
            x = s;
        }
        partials.truncate(n);
        if x == 0.0 {
            return Ok(());
        }
        if x.is_finite() {
            partials.push(x);
            return Ok(());
        }
        if given.is_finite() {
            return Err(overflow_error("intermediate overflow in fsum"));
        }
        if given.is_infinite() {
            infinities += given;
        }
        special += given;
        partials.clear();
        Ok(())
    })?;
    if special != 0.0 {
        if infinities.is_nan() {
            return Err(value_error("-inf + inf in fsum"));
        }
        return Ok(Value::float(special));
    }
    let Some(mut hi) = partials.pop() else { return Ok(Value::float(0.0)) };
    let mut lo = 0.0;
    while let Some(y) = partials.pop() {
        let x = hi;
        hi = x + y;
        lo = y - (hi - x);
        if lo != 0.0 {
            break;
        }
    }
    // the rest decides a tie
    if let Some(&next) = partials.last()
        && (lo < 0.0 && next < 0.0 || lo > 0.0 && next > 0.0)
    {
        let y = lo * 2.0;
        let x = hi + y;
        if y == x - hi {
            hi = x;
        }
    }
    Ok(Value::float(hi))
}
fn two_sum_ordered(x: f64, y: f64) -> (f64, f64) {
    let (x, y) = if x.abs() < y.abs() { (y, x) } else { (x, y) };
    let s = x + y;
    (s, y - (s - x))
}

fn prod(a: &Args) -> Res {
    let mut total = a.opt(1).unwrap_or(Value::small(1));
    iter::for_each(a[0], |v| {
        total = number::binary(BinOp::Mul, total, v)?;
        Ok(())
    })?;
    Ok(total)
}

/// A sum of products in three doubles, and the plain sum for results out of range.
#[derive(Default)]
struct Triple {
    hi: f64,
    mid: f64,
    low: f64,
    plain: f64,
}
impl Triple {
    fn add_product(&mut self, x: f64, y: f64) {
        let (p, e) = two_prod(x, y);
        let (hi, a) = two_sum(self.hi, p);
        let (mid, b) = two_sum(self.mid, e);
        let (mid, c) = two_sum(mid, a);
        (self.hi, self.mid) = (hi, mid);
        self.low += b + c;
        self.plain += p;
    }
    fn sum(&self) -> f64 {
        let (mid, low) = two_sum(self.mid, self.low);
        let (hi, rest) = two_sum(self.hi, mid);
        let r = hi + (rest + low);
        if r.is_finite() { r } else { self.plain }
    }
}
/// A factor that the float path takes.
fn real(v: Value) -> Option<f64> {
    match float_ops::as_exact(v) {
        Some(f) => Some(f),
        None => {
            let f =
                float_bits::int_to_f64(int_ops::as_exact(v).or_else(|| v.exact::<Bool>().and_then(|_| v.as_int()))?);
            if f.is_finite() { Some(f) } else { None }
        }
    }
}
fn sumprod(a: &Args) -> Res {
    let (p, q) = (iter::get_iter(a[0])?, iter::get_iter(a[1])?);
    let mut total = Value::small(0);
    let mut floats: Option<Triple> = None;
    loop {
        let (x, y) = (iter::next(p)?, iter::next(q)?);
        let (Some(x), Some(y)) = (x, y) else {
            if x.is_some() || y.is_some() {
                return Err(value_error("Inputs are not the same length"));
            }
            break;
        };
        if float_ops::as_exact(x).is_some() || float_ops::as_exact(y).is_some() {
            if let (Some(fx), Some(fy)) = (real(x), real(y)) {
                floats.get_or_insert_default().add_product(fx, fy);
                continue;
            }
        }
        total = flush(total, floats.take())?;
        total = number::binary(BinOp::Add, total, number::binary(BinOp::Mul, x, y)?)?;
    }
    flush(total, floats)
}
fn flush(total: Value, floats: Option<Triple>) -> Res {
    match floats {
        Some(t) => number::binary(BinOp::Add, total, Value::float(t.sum())),
        None => Ok(total),
    }
}
