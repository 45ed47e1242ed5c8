//! `cmath`: complex functions. They come from the system's libm, which follows Annex G of the C standard for infinities, NaN
//! and branch cuts; this file adds Python's errors.

use crate::builtins::complex::by_method;
use crate::builtins::complex_ops::{self, C};
use crate::builtins::exceptions::{overflow_error, value_error, zero_division};
use crate::builtins::{add_functions, put};
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::number::to_f64;

/// C's `double _Complex`: two doubles, passed like a structure of two on the platforms we know.
#[repr(C)]
#[derive(Clone, Copy)]
struct Z {
    re: f64,
    im: f64,
}
#[allow(improper_ctypes)]
mod libm {
    use super::Z;
    unsafe extern "C" {
        pub safe fn cacos(z: Z) -> Z;
        pub safe fn cacosh(z: Z) -> Z;
        pub safe fn casin(z: Z) -> Z;
        pub safe fn casinh(z: Z) -> Z;
        pub safe fn catan(z: Z) -> Z;
        pub safe fn catanh(z: Z) -> Z;
        pub safe fn ccos(z: Z) -> Z;
        pub safe fn ccosh(z: Z) -> Z;
        pub safe fn cexp(z: Z) -> Z;
        pub safe fn clog(z: Z) -> Z;
        pub safe fn csin(z: Z) -> Z;
        pub safe fn csinh(z: Z) -> Z;
        pub safe fn csqrt(z: Z) -> Z;
        pub safe fn ctan(z: Z) -> Z;
        pub safe fn ctanh(z: Z) -> Z;
    }
}

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("cmath");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("This module provides access to mathematical functions for complex\nnumbers.").value());
    add_functions(d, "cmath", FUNCTIONS);
    for (name, v) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        put(d, name, Value::float(v));
    }
    put(d, "infj", complex_ops::value((0.0, f64::INFINITY)));
    put(d, "nanj", complex_ops::value((0.0, f64::NAN)));
    Ok(m)
}

fn argument(v: Value) -> Result<C, Raised> {
    match by_method(v)? {
        Some(c) => Ok(c),
        None => Ok((to_f64(v)?, 0.0)),
    }
}
#[cold]
fn domain_error() -> Raised {
    value_error("math domain error")
}
#[cold]
fn range_error() -> Raised {
    overflow_error("math range error")
}
fn finite(z: C) -> bool {
    z.0.is_finite() && z.1.is_finite()
}
/// Applies `f`; `outside` tells where it is not defined. An infinite result of a finite argument is out of range.
fn one(a: &Args, f: extern "C" fn(Z) -> Z, outside: fn(C) -> bool) -> Res {
    let z = argument(a[0])?;
    Ok(complex_ops::value(apply(z, f, outside)?))
}
fn apply(z: C, f: extern "C" fn(Z) -> Z, outside: fn(C) -> bool) -> Result<C, Raised> {
    if outside(z) {
        return Err(domain_error());
    }
    let r = f(Z { re: z.0, im: z.1 });
    if finite(z) && (r.re.is_infinite() || r.im.is_infinite()) {
        return Err(range_error());
    }
    Ok((r.re, r.im))
}
fn nowhere(_: C) -> bool {
    false
}
fn at_zero(z: C) -> bool {
    z == (0.0, 0.0)
}
macro_rules! wrap {
    ($($name:ident $outside:expr;)*) => { $(
        fn $name(a: &Args) -> Res {
            extern "C" fn f(z: Z) -> Z { libm::$name(z) }
            one(a, f, $outside)
        }
    )* };
}
wrap! {
    cacos nowhere;
    cacosh nowhere;
    casin nowhere;
    casinh nowhere;
    catan |z| z.0 == 0.0 && z.1.abs() == 1.0;
    catanh |z| z.1 == 0.0 && z.0.abs() == 1.0;
    ccos |z| z.0.is_infinite() && !z.1.is_nan();
    ccosh |z| z.1.is_infinite() && !z.0.is_nan();
    cexp |z| z.1.is_infinite() && (z.0.is_finite() || z.0 == f64::INFINITY);
    csin |z| z.0.is_infinite() && !z.1.is_nan();
    csinh |z| z.1.is_infinite() && !z.0.is_nan();
    csqrt nowhere;
    ctan |z| z.0.is_infinite() && z.1.is_finite();
    ctanh |z| z.1.is_infinite() && z.0.is_finite();
}
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("acos(z, /)", cacos, "Return the arc cosine of z."),
    NativeDef::new("acosh(z, /)", cacosh, "Return the inverse hyperbolic cosine of z."),
    NativeDef::new("asin(z, /)", casin, "Return the arc sine of z."),
    NativeDef::new("asinh(z, /)", casinh, "Return the inverse hyperbolic sine of z."),
    NativeDef::new("atan(z, /)", catan, "Return the arc tangent of z."),
    NativeDef::new("atanh(z, /)", catanh, "Return the inverse hyperbolic tangent of z."),
    NativeDef::new("cos(z, /)", ccos, "Return the cosine of z."),
    NativeDef::new("cosh(z, /)", ccosh, "Return the hyperbolic cosine of z."),
    NativeDef::new("exp(z, /)", cexp, "Return the exponential value e**z."),
    NativeDef::new(
        "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        isclose,
        "Determine whether two complex numbers are close in value.\n\nReturn True if a is close in value to b, and False otherwise.",
    ),
    NativeDef::new(
        "isfinite(z, /)",
        |a| Ok(boolean(finite(argument(a[0])?))),
        "Return True if both the real and imaginary parts of z are finite, else False.",
    ),
    NativeDef::new(
        "isinf(z, /)",
        |a| argument(a[0]).map(|z| boolean(z.0.is_infinite() || z.1.is_infinite())),
        "Checks if the real or imaginary part of z is infinite.",
    ),
    NativeDef::new(
        "isnan(z, /)",
        |a| argument(a[0]).map(|z| boolean(z.0.is_nan() || z.1.is_nan())),
        "Checks if the real or imaginary part of z not a number (NaN).",
    ),
    NativeDef::new(
        "log(z, base=<unrepresentable>, /)",
        log,
        "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of z.",
    ),
    NativeDef::new("log10(z, /)", log10, "Return the base-10 logarithm of z."),
    NativeDef::new(
        "phase(z, /)",
        |a| argument(a[0]).map(|z| Value::float(z.1.atan2(z.0))),
        "Return argument, also known as the phase angle, of a complex.",
    ),
    NativeDef::new(
        "polar(z, /)",
        polar,
        "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle.",
    ),
    NativeDef::new("rect(r, phi, /)", rect, "Convert from polar coordinates to rectangular coordinates."),
    NativeDef::new("sin(z, /)", csin, "Return the sine of z."),
    NativeDef::new("sinh(z, /)", csinh, "Return the hyperbolic sine of z."),
    NativeDef::new("sqrt(z, /)", csqrt, "Return the square root of z."),
    NativeDef::new("tan(z, /)", ctan, "Return the tangent of z."),
    NativeDef::new("tanh(z, /)", ctanh, "Return the hyperbolic tangent of z."),
];
extern "C" fn clog(z: Z) -> Z {
    libm::clog(z)
}
fn log(a: &Args) -> Res {
    let x = apply(argument(a[0])?, clog, at_zero)?;
    let Some(base) = a.opt(1) else { return Ok(complex_ops::value(x)) };
    let b = apply(argument(base)?, clog, at_zero)?;
    if at_zero(b) {
        return Err(zero_division("division by zero"));
    }
    Ok(complex_ops::value(complex_ops::div(x, b)?))
}
fn log10(a: &Args) -> Res {
    let x = apply(argument(a[0])?, clog, at_zero)?;
    Ok(complex_ops::value((x.0 / std::f64::consts::LN_10, x.1 / std::f64::consts::LN_10)))
}
fn polar(a: &Args) -> Res {
    let z = argument(a[0])?;
    let r = z.0.hypot(z.1);
    if r.is_infinite() && finite(z) {
        return Err(range_error());
    }
    Ok(Tuple::try_new(&[Value::float(r), Value::float(z.1.atan2(z.0))])?.value())
}
fn rect(a: &Args) -> Res {
    let (r, phi) = (to_f64(a[0])?, to_f64(a[1])?);
    if phi.is_infinite() && r != 0.0 && !r.is_nan() {
        return Err(domain_error());
    }
    let part = |x: f64| if r.is_infinite() && phi.is_finite() && phi != 0.0 { r.copysign(r * x) } else { r * x };
    Ok(complex_ops::value(if phi == 0.0 {
        // of infinity, too
        (r, if r.is_nan() { 0.0 } else { r.signum() * phi })
    } else if r == 0.0 && !phi.is_finite() {
        (0.0, 0.0)
    } else if r.is_infinite() && phi.is_nan() {
        (r.abs(), f64::NAN)
    } else {
        (part(phi.cos()), part(phi.sin()))
    }))
}
fn isclose(a: &Args) -> Res {
    let (x, y) = (argument(a[0])?, argument(a[1])?);
    let (rel, abs) = super::math::tolerances(a, 2)?;
    if x == y {
        return Ok(boolean(true));
    }
    if [x.0, x.1, y.0, y.1].iter().any(|v| v.is_infinite()) {
        return Ok(boolean(false));
    }
    let diff = (x.0 - y.0).hypot(x.1 - y.1);
    Ok(boolean(diff <= rel * y.0.hypot(y.1) || diff <= rel * x.0.hypot(x.1) || diff <= abs))
}
