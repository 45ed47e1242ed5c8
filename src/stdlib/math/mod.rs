//! `math`: real functions. The elementary functions come from the system's libm, as CPython's do; what has to be exact is
//! in `exact` (sums, norms) and `integer` (combinatorics, divisors, roots).

mod exact;
mod integer;

use crate::builtins::exceptions::{overflow_error, type_error, value_error, zero_division};
use crate::builtins::float_text::float_repr as repr;
use crate::builtins::{add_functions, float_bits, float_ops, int, put};
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::call::call_bound;
use crate::protocol::number::{index, to_f64};

/// The functions of libm that Rust's `f64` does not pass on as they are.
pub mod libm {
    unsafe extern "C" {
        pub safe fn acosh(x: f64) -> f64;
        pub safe fn asinh(x: f64) -> f64;
        pub safe fn atanh(x: f64) -> f64;
        pub safe fn cbrt(x: f64) -> f64;
        pub safe fn erf(x: f64) -> f64;
        pub safe fn erfc(x: f64) -> f64;
        pub safe fn expm1(x: f64) -> f64;
        pub safe fn log1p(x: f64) -> f64;
        pub safe fn tgamma(x: f64) -> f64;
        pub safe fn remainder(x: f64, y: f64) -> f64;
        pub fn lgamma_r(x: f64, sign: *mut i32) -> f64;
    }
}

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("math");
    let d = m.dict.gc();
    put(
        d,
        "__doc__",
        crate::object::str::Str::new(
            "This module provides access to the mathematical functions\ndefined by the C standard.",
        )
        .value(),
    );
    add_functions(d, "math", FUNCTIONS);
    add_functions(d, "math", exact::FUNCTIONS);
    add_functions(d, "math", integer::FUNCTIONS);
    for (name, v) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        put(d, name, Value::float(v));
    }
    Ok(m)
}

#[cold]
pub fn domain_error() -> Raised {
    value_error("math domain error")
}
#[cold]
pub fn range_error() -> Raised {
    overflow_error("math range error")
}
/// A function of one number: NaN out of a number is a domain error (`what` was expected), infinity out of a finite number
/// is a range error where `overflows`, a domain error elsewhere.
fn one(a: &Args, f: fn(f64) -> f64, what: &str, overflows: bool) -> Res {
    let x = to_f64(a[0])?;
    apply(x, f, what, overflows).map(Value::float)
}
fn apply(x: f64, f: fn(f64) -> f64, what: &str, overflows: bool) -> Result<f64, Raised> {
    let r = f(x);
    let bad = r.is_nan() && !x.is_nan();
    if bad || r.is_infinite() && x.is_finite() {
        if !bad && overflows {
            return Err(range_error());
        }
        return Err(match what {
            "" => domain_error(),
            _ => value_error(format!("expected {what}, got {}", repr(x))),
        });
    }
    Ok(r)
}

const FINITE: &str = "a finite input";
const POSITIVE: &str = "a positive input";
const UNIT: &str = "a number in range from -1 up to 1";
const GAMMA: &str = "a noninteger or positive integer";

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "acos(x, /)",
        |a| one(a, f64::acos, UNIT, false),
        "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi.",
    ),
    NativeDef::new(
        "acosh(x, /)",
        |a| one(a, |x| libm::acosh(x), "argument value not less than 1", false),
        "Return the inverse hyperbolic cosine of x.",
    ),
    NativeDef::new(
        "asin(x, /)",
        |a| one(a, f64::asin, UNIT, false),
        "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.",
    ),
    NativeDef::new(
        "asinh(x, /)",
        |a| one(a, |x| libm::asinh(x), "", false),
        "Return the inverse hyperbolic sine of x.",
    ),
    NativeDef::new(
        "atan(x, /)",
        |a| one(a, f64::atan, "", false),
        "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.",
    ),
    NativeDef::new(
        "atan2(y, x, /)",
        |a| Ok(Value::float(to_f64(a[0])?.atan2(to_f64(a[1])?))),
        "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.",
    ),
    NativeDef::new(
        "atanh(x, /)",
        |a| one(a, |x| libm::atanh(x), "a number between -1 and 1", false),
        "Return the inverse hyperbolic tangent of x.",
    ),
    NativeDef::new("cbrt(x, /)", |a| one(a, |x| libm::cbrt(x), "", false), "Return the cube root of x."),
    NativeDef::new("ceil(x, /)", ceil, "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."),
    NativeDef::new(
        "copysign(x, y, /)",
        |a| Ok(Value::float(to_f64(a[0])?.copysign(to_f64(a[1])?))),
        "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n",
    ),
    NativeDef::new("cos(x, /)", |a| one(a, f64::cos, FINITE, false), "Return the cosine of x (measured in radians)."),
    NativeDef::new("cosh(x, /)", |a| one(a, f64::cosh, "", true), "Return the hyperbolic cosine of x."),
    NativeDef::new(
        "degrees(x, /)",
        |a| Ok(Value::float(to_f64(a[0])? * (180.0 / std::f64::consts::PI))),
        "Convert angle x from radians to degrees.",
    ),
    NativeDef::new("erf(x, /)", |a| one(a, |x| libm::erf(x), "", false), "Error function at x."),
    NativeDef::new("erfc(x, /)", |a| one(a, |x| libm::erfc(x), "", false), "Complementary error function at x."),
    NativeDef::new("exp(x, /)", |a| one(a, f64::exp, "", true), "Return e raised to the power of x."),
    NativeDef::new("exp2(x, /)", |a| one(a, f64::exp2, "", true), "Return 2 raised to the power of x."),
    NativeDef::new(
        "expm1(x, /)",
        |a| one(a, |x| libm::expm1(x), "", true),
        "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.",
    ),
    NativeDef::new(
        "fabs(x, /)",
        |a| Ok(Value::float(to_f64(a[0])?.abs())),
        "Return the absolute value of the float x.",
    ),
    NativeDef::new("floor(x, /)", floor, "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."),
    NativeDef::new("fma(x, y, z, /)", fma, "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round."),
    NativeDef::new("fmod(x, y, /)", fmod, "Return fmod(x, y), according to platform C.\n\nx % y may differ."),
    NativeDef::new(
        "frexp(x, /)",
        frexp,
        "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.",
    ),
    NativeDef::new("gamma(x, /)", |a| one(a, gamma, GAMMA, true), "Gamma function at x."),
    NativeDef::new(
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        isclose,
        "Determine whether two floating-point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.",
    ),
    NativeDef::new(
        "isfinite(x, /)",
        |a| Ok(boolean(to_f64(a[0])?.is_finite())),
        "Return True if x is neither an infinity nor a NaN, and False otherwise.",
    ),
    NativeDef::new(
        "isinf(x, /)",
        |a| Ok(boolean(to_f64(a[0])?.is_infinite())),
        "Return True if x is a positive or negative infinity, and False otherwise.",
    ),
    NativeDef::new(
        "isnan(x, /)",
        |a| Ok(boolean(to_f64(a[0])?.is_nan())),
        "Return True if x is a NaN (not a number), and False otherwise.",
    ),
    NativeDef::new("ldexp(x, i, /)", ldexp, "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."),
    NativeDef::new(
        "lgamma(x, /)",
        |a| one(a, lgamma, GAMMA, true),
        "Natural logarithm of absolute value of Gamma function at x.",
    ),
    NativeDef::new(
        "log(x, base=<unrepresentable>, /)",
        log,
        "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x.",
    ),
    NativeDef::new(
        "log10(x, /)",
        |a| Ok(Value::float(logarithm(a[0], f64::log10)?)),
        "Return the base 10 logarithm of x.",
    ),
    NativeDef::new(
        "log1p(x, /)",
        |a| one(a, |x| libm::log1p(x), "argument value > -1", false),
        "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero.",
    ),
    NativeDef::new(
        "log2(x, /)",
        |a| Ok(Value::float(logarithm(a[0], f64::log2)?)),
        "Return the base 2 logarithm of x.",
    ),
    NativeDef::new(
        "modf(x, /)",
        modf,
        "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.",
    ),
    NativeDef::new(
        "nextafter(x, y, /, *, steps=None)",
        nextafter,
        "Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is None, it defaults to 1.\n\nRaises a TypeError, if x or y is not a double, or if steps is not an integer.\nRaises ValueError if steps is negative.",
    ),
    NativeDef::new("pow(x, y, /)", pow, "Return x**y (x to the power of y)."),
    NativeDef::new(
        "radians(x, /)",
        |a| Ok(Value::float(to_f64(a[0])? * (std::f64::consts::PI / 180.0))),
        "Convert angle x from degrees to radians.",
    ),
    NativeDef::new(
        "remainder(x, y, /)",
        remainder,
        "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact.",
    ),
    NativeDef::new("sin(x, /)", |a| one(a, f64::sin, FINITE, false), "Return the sine of x (measured in radians)."),
    NativeDef::new("sinh(x, /)", |a| one(a, f64::sinh, "", true), "Return the hyperbolic sine of x."),
    NativeDef::new("sqrt(x, /)", |a| one(a, f64::sqrt, "a nonnegative input", false), "Return the square root of x."),
    NativeDef::new("tan(x, /)", |a| one(a, f64::tan, FINITE, false), "Return the tangent of x (measured in radians)."),
    NativeDef::new("tanh(x, /)", |a| one(a, f64::tanh, "", false), "Return the hyperbolic tangent of x."),
    NativeDef::new(
        "trunc(x, /)",
        trunc,
        "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.",
    ),
    NativeDef::new(
        "ulp(x, /)",
        |a| Ok(Value::float(ulp(to_f64(a[0])?))),
        "Return the value of the least significant bit of the float x.",
    ),
];

fn rounded(v: Value, s: Special, f: fn(f64) -> f64) -> Res {
    if let Some(x) = float_ops::as_exact(v) {
        return int::from_f64(f(x));
    }
    match type_of(v).special(s) {
        Some(m) => call_bound(m, v, &[], None),
        None => int::from_f64(f(to_f64(v)?)),
    }
}
fn ceil(a: &Args) -> Res {
    rounded(a[0], Special::Ceil, f64::ceil)
}
fn floor(a: &Args) -> Res {
    rounded(a[0], Special::Floor, f64::floor)
}
fn trunc(a: &Args) -> Res {
    if let Some(x) = float_ops::as_exact(a[0]) {
        return int::from_f64(x);
    }
    let t = type_of(a[0]);
    match t.special(Special::Trunc) {
        Some(m) => call_bound(m, a[0], &[], None),
        None => Err(type_error(format!("type {} doesn't define __trunc__ method", t.name_text()))),
    }
}
fn fma(a: &Args) -> Res {
    let (x, y, z) = (to_f64(a[0])?, to_f64(a[1])?, to_f64(a[2])?);
    let r = x.mul_add(y, z);
    if r.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(value_error("invalid operation in fma"));
    }
    if r.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(overflow_error("overflow in fma"));
    }
    Ok(Value::float(r))
}
fn fmod(a: &Args) -> Res {
    let (x, y) = (to_f64(a[0])?, to_f64(a[1])?);
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error()) } else { Ok(Value::float(r)) }
}
fn remainder(a: &Args) -> Res {
    let (x, y) = (to_f64(a[0])?, to_f64(a[1])?);
    let r = libm::remainder(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error()) } else { Ok(Value::float(r)) }
}
fn pow(a: &Args) -> Res {
    let (x, y) = (to_f64(a[0])?, to_f64(a[1])?);
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() || r.is_infinite() && x == 0.0 {
            return Err(domain_error());
        }
        if r.is_infinite() {
            return Err(range_error());
        }
    }
    Ok(Value::float(r))
}
fn frexp(a: &Args) -> Res {
    let (m, e) = crate::object::hash::frexp(to_f64(a[0])?);
    Ok(Tuple::try_new(&[Value::float(m), Value::small(e as i64)])?.value())
}
fn modf(a: &Args) -> Res {
    let x = to_f64(a[0])?;
    let i = x.trunc();
    let f = if x.is_infinite() { 0.0f64.copysign(x) } else { (x - i).copysign(x) };
    Ok(Tuple::try_new(&[Value::float(f), Value::float(i)])?.value())
}
fn ldexp(a: &Args) -> Res {
    let x = to_f64(a[0])?;
    let Some(i) = a[1].as_int() else {
        return Err(type_error("Expected an int as second argument to ldexp."));
    };
    let e = i.to_i64().unwrap_or(if i.is_negative() { i64::MIN } else { i64::MAX });
    let r = float_bits::ldexp(x, e);
    if r.is_infinite() && x.is_finite() { Err(range_error()) } else { Ok(Value::float(r)) }
}
fn gamma(x: f64) -> f64 {
    if x == f64::NEG_INFINITY || x == 0.0 || x < 0.0 && x == x.floor() {
        return f64::NAN;
    }
    if x == x.floor() && x <= 23.0 {
        // exact: 22! is the last factorial a double holds
        return (1..x as u64).map(|i| i as f64).product();
    }
    libm::tgamma(x)
}
fn lgamma(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x <= 0.0 && x == x.floor() {
        return f64::NAN;
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let mut sign = 0;
    // SAFETY: `sign` is where the sign goes.
    unsafe { libm::lgamma_r(x, &mut sign) }
}
/// A logarithm of a float or of an int of any size.
fn logarithm(v: Value, f: fn(f64) -> f64) -> Result<f64, Raised> {
    let Some(i) = v.as_int() else { return log_float(to_f64(v)?, f) };
    if i.is_negative() || i.is_zero() {
        return Err(value_error("expected a positive input"));
    }
    let x = float_bits::int_to_f64(i);
    if x.is_finite() {
        return Ok(f(x));
    }
    let IntRef::Big(b) = i else { return Ok(f(x)) };
    let (m, sticky, e) = float_bits::top_bits(&dashu_int::UBig::from_words(b.limbs()));
    // m stands for a number in [0.5, 1) times 2^(e + 64)
    Ok(f(float_bits::scale(m, sticky, -64)) + f(2.0) * (e + 64) as f64)
}
fn log_float(x: f64, f: fn(f64) -> f64) -> Result<f64, Raised> {
    if x <= 0.0 {
        return Err(value_error(format!("expected {POSITIVE}, got {}", repr(x))));
    }
    Ok(f(x))
}
fn log(a: &Args) -> Res {
    let n = logarithm(a[0], f64::ln)?;
    let Some(base) = a.opt(1) else { return Ok(Value::float(n)) };
    let d = logarithm(base, f64::ln)?;
    if d == 0.0 {
        return Err(zero_division("division by zero"));
    }
    Ok(Value::float(n / d))
}
/// The tolerances of `isclose`.
pub fn tolerances(a: &Args, at: usize) -> Result<(f64, f64), Raised> {
    let rel = a.opt(at).map_or(Ok(1e-9), to_f64)?;
    let abs = a.opt(at + 1).map_or(Ok(0.0), to_f64)?;
    if rel < 0.0 || abs < 0.0 {
        return Err(value_error("tolerances must be non-negative"));
    }
    Ok((rel, abs))
}
fn isclose(a: &Args) -> Res {
    let (x, y) = (to_f64(a[0])?, to_f64(a[1])?);
    let (rel, abs) = tolerances(a, 2)?;
    if x == y {
        return Ok(boolean(true));
    }
    if x.is_infinite() || y.is_infinite() {
        return Ok(boolean(false));
    }
    let diff = (x - y).abs();
    Ok(boolean(diff <= (rel * x).abs() || diff <= (rel * y).abs() || diff <= abs))
}
/// Doubles in the order of their values, as integers.
fn ordinal(x: f64) -> i64 {
    let b = x.to_bits() as i64;
    if b < 0 { i64::MIN.wrapping_sub(b) } else { b }
}
fn from_ordinal(i: i64) -> f64 {
    f64::from_bits(if i < 0 { i64::MIN.wrapping_sub(i) } else { i } as u64)
}
fn nextafter(a: &Args) -> Res {
    let (x, y) = (to_f64(a[0])?, to_f64(a[1])?);
    let steps = match a.opt_none(2) {
        None => 1,
        Some(s) => {
            let s = index(s)?;
            let Some(s) = s.as_int() else { return Ok(Value::float(x)) };
            if s.is_negative() {
                return Err(value_error("steps must be a non-negative integer"));
            }
            s.to_i64().unwrap_or(i64::MAX) as i128
        }
    };
    if steps == 0 {
        return Ok(Value::float(x));
    }
    if x.is_nan() || y.is_nan() {
        return Ok(Value::float(x + y));
    }
    if x == y {
        return Ok(Value::float(y));
    }
    let (i, j) = (ordinal(x) as i128, ordinal(y) as i128);
    let k = if i < j { (i + steps).min(j) } else { (i - steps).max(j) };
    // keep the sign of a zero that is passed on the way down
    let r = if k == 0 && i < 0 { -0.0 } else { from_ordinal(k as i64) };
    Ok(Value::float(if k == j { y } else { r }))
}
fn ulp(x: f64) -> f64 {
    let x = x.abs();
    if !x.is_finite() {
        return x;
    }
    let next = f64::from_bits(x.to_bits() + 1);
    if next.is_infinite() { x - f64::from_bits(x.to_bits() - 1) } else { next - x }
}
