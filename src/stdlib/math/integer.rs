//! Functions of ints: `comb`, `perm`, `factorial`, `gcd`, `lcm`, `isqrt`.

use dashu_int::ops::{BitTest, SquareRoot};
use dashu_int::{IBig, UBig};

use crate::builtins::exceptions::{overflow_error, value_error};
use crate::builtins::int_ops;
use crate::object::int::IntRef;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::number::index;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "comb(n, k, /)",
        comb,
        "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! / (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.",
    ),
    NativeDef::new("factorial(n, /)", factorial, "Find n!."),
    NativeDef::new("gcd(*integers)", gcd, "Greatest Common Divisor."),
    NativeDef::new("isqrt(n, /)", isqrt, "Return the integer part of the square root of the input."),
    NativeDef::new("lcm(*integers)", lcm, "Least Common Multiple."),
    NativeDef::new(
        "perm(n, k=None, /)",
        perm,
        "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / (n - k)! when k <= n and evaluates\nto zero when k > n.\n\nIf k is not specified or is None, then k defaults to n\nand the function returns n!.",
    ),
];

fn int(v: Value) -> Result<IntRef, Raised> {
    Ok(index(v)?.as_int().unwrap_or(IntRef::Small(0)))
}
/// `from * (from + 1) * … * (from + count - 1)` by halving, so that factors stay of one size.
fn product(from: &UBig, count: u64) -> UBig {
    if count <= 8 {
        return (0..count).fold(UBig::ONE, |p, i| p * (from + i));
    }
    let half = count / 2;
    product(from, half) * product(&(from + half), count - half)
}
fn factorial_of(n: u64) -> Result<UBig, Raised> {
    // log2(n!) < n * log2(n)
    int_ops::check_room(n as u128 * (64 - n.leading_zeros()) as u128)?;
    Ok(product(&UBig::ONE, n))
}
fn factorial(a: &Args) -> Res {
    let n = int(a[0])?;
    if n.is_negative() {
        return Err(value_error("factorial() not defined for negative values"));
    }
    let Some(n) = n.to_i64() else {
        return Err(overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)));
    };
    Ok(Value::bigint(factorial_of(n as u64)?.into()))
}
/// n and k as non-negative numbers.
fn arguments(n: IntRef, k: IntRef) -> Result<(UBig, UBig), Raised> {
    if n.is_negative() {
        return Err(value_error("n must be a non-negative integer"));
    }
    if k.is_negative() {
        return Err(value_error("k must be a non-negative integer"));
    }
    Ok((n.with(int_ops::magnitude), k.with(int_ops::magnitude)))
}
fn falling(n: &UBig, k: u64) -> Result<UBig, Raised> {
    int_ops::check_room(n.bit_len() as u128 * k as u128)?;
    Ok(product(&(n - UBig::from(k) + UBig::ONE), k))
}
fn perm(a: &Args) -> Res {
    let Some(k) = a.opt_none(1) else { return factorial(a) };
    let (n, k) = arguments(int(a[0])?, int(k)?)?;
    if k > n {
        return Ok(Value::small(0));
    }
    match i64::try_from(&k) {
        Ok(k) => Ok(Value::bigint(falling(&n, k as u64)?.into())),
        Err(_) => Err(overflow_error(format!("k must not exceed {}", i64::MAX))),
    }
}
fn comb(a: &Args) -> Res {
    let (n, k) = arguments(int(a[0])?, int(a[1])?)?;
    if k > n {
        return Ok(Value::small(0));
    }
    let k = k.clone().min(&n - k);
    let Ok(k) = i64::try_from(&k) else {
        return Err(overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    if k == 0 {
        return Ok(Value::small(1));
    }
    let r = falling(&n, k as u64)? / factorial_of(k as u64)?;
    Ok(Value::bigint(r.into()))
}
fn gcd(a: &Args) -> Res {
    let mut r = Value::small(0);
    for v in a.rest {
        let v = int(*v)?;
        r = int_ops::gcd(r.as_int().unwrap_or(IntRef::Small(0)), v);
    }
    Ok(r)
}
fn lcm(a: &Args) -> Res {
    let mut r = Value::small(1);
    for v in a.rest {
        let v = int(*v)?;
        let x = r.as_int().unwrap_or(IntRef::Small(0));
        if x.is_zero() || v.is_zero() {
            r = Value::small(0);
            continue;
        }
        let g = int_ops::gcd(x, v);
        let part = int_ops::floordiv(x, g.as_int().unwrap_or(IntRef::Small(1)))?;
        let m = int_ops::mul(part.as_int().unwrap_or(IntRef::Small(0)), v)?;
        r = int_ops::abs(m.as_int().unwrap_or(IntRef::Small(0)));
    }
    Ok(r)
}
fn isqrt(a: &Args) -> Res {
    let n = int(a[0])?;
    if n.is_negative() {
        return Err(value_error("isqrt() argument must be nonnegative"));
    }
    Ok(match n {
        IntRef::Small(n) => {
            let mut r = (n as f64).sqrt() as i64;
            while r * r > n {
                r -= 1;
            }
            while (r + 1) * (r + 1) <= n {
                r += 1;
            }
            Value::int(r)
        }
        IntRef::Big(_) => Value::bigint(IBig::from(n.with(int_ops::magnitude).sqrt())),
    })
}
