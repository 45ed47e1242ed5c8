//! Arithmetic of ints, small and big: what the methods of `int`, `math` and the interpreter's slow paths compute with.
//!
//! Sums, shifts, and products and quotients of up to some dozens of limbs are computed in place on the heap
//! (`object::limbs`), which spares the copies; the rest by `dashu_int::IBig`. Chosen by measurement against `num-bigint` 0.4 and `ibig` 0.3 (microseconds, x86-64):
//! 1000 digits: multiplication 2.1 / 4.1 / 4.6, to decimal 8.7 / 15.8 / 12.6, from decimal 2.0 / 5.0 / 3.7, `pow` with a
//! modulus 35600 / 71700 / 49200; 30 digits: multiplication 0.034 / 0.048 / 0.037, addition 0.011 / 0.029 / 0.031 (numbers of
//! up to 128 bits are held inline).
//!
//! Promise: results are normalised; a result too large to hold is an exception, found before it is computed.

use std::cmp::Ordering;

use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{BitTest, DivRem, ExtendedGcd};
use dashu_int::{IBig, Sign, UBig};

use super::exceptions::{overflow_error, value_error, zero_division};
use super::float_bits;
use crate::object::int::{BigInt, IntRef};
use crate::object::limbs;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error};
use crate::protocol::number::BinOp;

use IntRef::{Big, Small};

/// Results above this many bits are tried out against the memory there is before they are computed.
/// Multiplication needs several times the memory of its result.
const PROBE_BITS: u128 = 1 << 19;
/// And against what the system has, above this many.
const MUCH: u128 = 1 << 26;
/// CPython's limit: 2^63 - 1 digits of 30 bits in a 64-bit process, cut to what an address can hold.
const MAX_BITS: u128 = 1 << 62;

/// Raises `MemoryError` if a number of this many bits has no chance.
pub fn check_room(bits: u128) -> Result<(), Raised> {
    if bits <= PROBE_BITS {
        return Ok(());
    }
    if bits > MAX_BITS
        || Vec::<u8>::new().try_reserve_exact((bits / 8) as usize * 32).is_err()
        || bits > MUCH && bits / 8 > free_memory()
    {
        return Err(memory_error());
    }
    Ok(())
}
/// Bytes that can be had without the system running out (Linux: MemAvailable); everything elsewhere.
fn free_memory() -> u128 {
    let info = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = info.lines().find_map(|l| l.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u128>().ok());
    kib.map_or(u128::MAX, |k| k * 1024)
}

#[cold]
fn division_by_zero() -> Raised {
    zero_division("division by zero")
}
#[inline]
fn with2<R>(a: IntRef, b: IntRef, f: impl FnOnce(&IBig, &IBig) -> R) -> R {
    a.with(|a| b.with(|b| f(a, b)))
}

/// Sign and magnitude of a number; `word` holds that of a small one.
#[inline]
fn parts(a: IntRef, word: &mut u64) -> (bool, &[u64]) {
    match a {
        Small(i) => {
            *word = i.unsigned_abs();
            (i < 0, if i == 0 { &[] } else { std::slice::from_ref(word) })
        }
        Big(b) => (b.is_negative(), b.limbs()),
    }
}
/// `a + b`, or `a - b`.
fn sum(a: IntRef, b: IntRef, minus: bool) -> Value {
    let (mut x, mut y) = (0, 0);
    let ((sa, a), (sb, b)) = (parts(a, &mut x), parts(b, &mut y));
    let sb = sb != minus;
    let order = limbs::cmp(a, b);
    let (sign, long, short) = if order.is_lt() { (sb, b, a) } else { (sa, a, b) };
    if sa == sb {
        let out = BigInt::with_room(long.len() + 1);
        limbs::add(long, short, out.limbs_mut());
        return out.finish(sign);
    }
    if order.is_eq() {
        return Value::small(0);
    }
    let out = BigInt::with_room(long.len());
    limbs::sub(long, short, out.limbs_mut());
    out.finish(sign)
}
pub fn add(a: IntRef, b: IntRef) -> Value {
    if let (Small(a), Small(b)) = (a, b)
        && let Some(r) = a.checked_add(b)
    {
        return Value::int(r);
    }
    sum(a, b, false)
}
pub fn sub(a: IntRef, b: IntRef) -> Value {
    if let (Small(a), Small(b)) = (a, b)
        && let Some(r) = a.checked_sub(b)
    {
        return Value::int(r);
    }
    sum(a, b, true)
}
pub fn mul(a: IntRef, b: IntRef) -> Res {
    if let (Small(a), Small(b)) = (a, b)
        && let Some(r) = a.checked_mul(b)
    {
        return Ok(Value::int(r));
    }
    let (mut x, mut y) = (0, 0);
    let ((sa, m), (sb, n)) = (parts(a, &mut x), parts(b, &mut y));
    if m.len().min(n.len()) <= limbs::MUL_LIMIT {
        let out = BigInt::with_room(m.len() + n.len());
        limbs::mul(m, n, out.limbs_mut());
        return Ok(out.finish(sa != sb));
    }
    check_room(a.bit_len() as u128 + b.bit_len() as u128)?;
    if let (Big(p), Big(q)) = (a, b)
        && p == q
    {
        return Ok(Value::bigint(p.to_big().sqr().into()));
    }
    Ok(Value::bigint(with2(a, b, |a, b| a * b)))
}
/// What is wanted of a division.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Quotient,
    Remainder,
    Both,
}
/// Quotient rounded down and the remainder that goes with it, as far as they are wanted. The divisor is not zero.
fn divide(a: IntRef, b: IntRef, wanted: Wanted) -> (Value, Value) {
    let zero = Value::small(0);
    let (mut x, mut y) = (0, 0);
    let ((sa, m), (sb, n)) = (parts(a, &mut x), parts(b, &mut y));
    if limbs::cmp(m, n).is_lt() {
        return match m.is_empty() || sa == sb {
            true => (zero, exact(a)),
            false => (Value::small(-1), if wanted == Wanted::Quotient { zero } else { add(a, b) }),
        };
    }
    if wanted == Wanted::Quotient
        && n.len() > 1
        && let Some(q) = limbs::short_quotient(m, n)
    {
        // rounded down, where there certainly is a remainder
        return (Value::int(if sa == sb { q } else { -1 - q }), zero);
    }
    let short = n.len().min(m.len() - n.len()) <= limbs::DIV_SHORT;
    if n.len() > limbs::DIV_LIMIT || !short {
        return with2(a, b, |a, b| {
            let (q, r) = div_rem_floor(a, b);
            (Value::bigint(q), Value::bigint(r))
        });
    }
    // one more, for the carry of a quotient that is rounded down
    let q = BigInt::with_room(m.len() - n.len() + 2);
    let rem = BigInt::with_room(if n.len() == 1 { 1 } else { m.len() + 1 });
    let (q_limbs, r_limbs) = (q.limbs_mut(), rem.limbs_mut());
    let q_len = q_limbs.len();
    q_limbs[q_len - 1] = 0;
    match *n {
        [w] => r_limbs[0] = limbs::div_word(m, w, &mut q_limbs[..m.len()]),
        _ => limbs::div(m, n, &mut q_limbs[..q_len - 1], r_limbs),
    }
    let down = sa != sb && limbs::trim(r_limbs) != 0;
    if down && wanted != Wanted::Remainder {
        for w in q_limbs.iter_mut() {
            *w = w.wrapping_add(1);
            if *w != 0 {
                break;
            }
        }
    }
    let r = match wanted {
        Wanted::Quotient => zero,
        _ if down => {
            let r_len = limbs::trim(r_limbs);
            let out = BigInt::with_room(n.len());
            limbs::sub(n, &r_limbs[..r_len], out.limbs_mut());
            out.finish(sb)
        }
        // the room for the dividend is not worth keeping
        _ if r_limbs.len() > n.len() + 4 => {
            let out = BigInt::with_room(n.len());
            out.limbs_mut().copy_from_slice(&r_limbs[..n.len()]);
            out.finish(sa)
        }
        _ => rem.finish(sa),
    };
    (if wanted == Wanted::Remainder { zero } else { q.finish(sa != sb) }, r)
}
/// Quotient rounded down and the remainder that goes with it.
pub fn div_rem_floor(a: &IBig, b: &IBig) -> (IBig, IBig) {
    let (mut q, mut r) = a.div_rem(b);
    if !r.is_zero() && r.sign() != b.sign() {
        q -= IBig::ONE;
        r += b;
    }
    (q, r)
}
fn small_div(a: i64, b: i64) -> Option<(i64, i64)> {
    let (q, r) = (a.checked_div(b)?, a.checked_rem(b)?);
    Some(if r != 0 && (r < 0) != (b < 0) { (q - 1, r + b) } else { (q, r) })
}
pub fn floordiv(a: IntRef, b: IntRef) -> Res {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    if let (Small(a), Small(b)) = (a, b)
        && let Some((q, _)) = small_div(a, b)
    {
        return Ok(Value::int(q));
    }
    Ok(divide(a, b, Wanted::Quotient).0)
}
pub fn modulo(a: IntRef, b: IntRef) -> Res {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    if let (Small(a), Small(b)) = (a, b)
        && let Some((_, r)) = small_div(a, b)
    {
        return Ok(Value::int(r));
    }
    Ok(divide(a, b, Wanted::Remainder).1)
}
pub fn divmod(a: IntRef, b: IntRef) -> Res {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    if let (Small(a), Small(b)) = (a, b)
        && let Some((q, r)) = small_div(a, b)
    {
        return Ok(Tuple::try_new(&[Value::int(q), Value::int(r)])?.value());
    }
    let (q, r) = divide(a, b, Wanted::Both);
    Ok(Tuple::try_new(&[q, r])?.value())
}
pub fn truediv(a: IntRef, b: IntRef) -> Res {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    if let (Small(a), Small(b)) = (a, b)
        && a.unsigned_abs() <= 1 << 53
        && b.unsigned_abs() <= 1 << 53
    {
        return Ok(Value::float(a as f64 / b as f64));
    }
    let f = with2(a, b, float_bits::divide);
    if f.is_infinite() {
        return Err(overflow_error("integer division result too large for a float"));
    }
    Ok(Value::float(if f == 0.0 && a.is_negative() != b.is_negative() && !a.is_zero() { -0.0 } else { f }))
}

fn shift_count(b: IntRef) -> Result<Option<usize>, Raised> {
    if b.is_negative() {
        return Err(value_error("negative shift count"));
    }
    Ok(b.to_i64().map(|n| n as usize))
}
pub fn lshift(a: IntRef, b: IntRef) -> Res {
    let n = shift_count(b)?;
    if a.is_zero() {
        return Ok(Value::small(0));
    }
    let Some(n) = n else { return Err(overflow_error("too many digits in integer")) };
    if let Small(i) = a
        && n < 62
        && i.unsigned_abs() < 1 << (62 - n)
    {
        return Ok(Value::int(i << n));
    }
    check_room(a.bit_len() as u128 + n as u128)?;
    let mut word = 0;
    let (negative, m) = parts(a, &mut word);
    let out = BigInt::with_room(m.len() + n / 64 + 1);
    limbs::shl(m, n, out.limbs_mut());
    Ok(out.finish(negative))
}
pub fn rshift(a: IntRef, b: IntRef) -> Res {
    let n = shift_count(b)?.unwrap_or(usize::MAX);
    Ok(match a {
        Small(i) => Value::int(i >> n.min(63)),
        Big(_) if n >= a.bit_len() => Value::small(if a.is_negative() { -1 } else { 0 }),
        Big(b) if !b.is_negative() => {
            let out = BigInt::with_room(b.limbs().len() - n / 64);
            limbs::shr(b.limbs(), n, out.limbs_mut());
            out.finish(false)
        }
        Big(b) => Value::bigint(b.to_big() >> n),
    })
}
/// Limb by limb, for numbers that are not negative.
fn bitwise(a: IntRef, b: IntRef, f: impl Fn(u64, u64) -> u64) -> Option<Value> {
    let (mut x, mut y) = (0, 0);
    let ((sa, m), (sb, n)) = (parts(a, &mut x), parts(b, &mut y));
    if sa || sb {
        return None;
    }
    let out = BigInt::with_room(m.len().max(n.len()));
    let limb = |a: &[u64], i: usize| a.get(i).copied().unwrap_or(0);
    for (i, o) in out.limbs_mut().iter_mut().enumerate() {
        *o = f(limb(m, i), limb(n, i));
    }
    Some(out.finish(false))
}
pub fn and(a: IntRef, b: IntRef) -> Value {
    match (a, b) {
        (Small(a), Small(b)) => Value::int(a & b),
        _ => match bitwise(a, b, |x, y| x & y) {
            Some(r) => r,
            None => Value::bigint(with2(a, b, |a, b| a & b)),
        },
    }
}
pub fn or(a: IntRef, b: IntRef) -> Value {
    match (a, b) {
        (Small(a), Small(b)) => Value::int(a | b),
        _ => match bitwise(a, b, |x, y| x | y) {
            Some(r) => r,
            None => Value::bigint(with2(a, b, |a, b| a | b)),
        },
    }
}
pub fn xor(a: IntRef, b: IntRef) -> Value {
    match (a, b) {
        (Small(a), Small(b)) => Value::int(a ^ b),
        _ => match bitwise(a, b, |x, y| x ^ y) {
            Some(r) => r,
            None => Value::bigint(with2(a, b, |a, b| a ^ b)),
        },
    }
}
pub fn neg(a: IntRef) -> Value {
    match a {
        Small(i) if i != i64::MIN => Value::int(-i),
        _ => {
            let mut word = 0;
            let (negative, m) = parts(a, &mut word);
            let out = BigInt::with_room(m.len());
            out.limbs_mut().copy_from_slice(m);
            out.finish(!negative)
        }
    }
}
pub fn invert(a: IntRef) -> Value {
    match a {
        Small(i) => Value::int(!i),
        // -a - 1
        Big(_) => sub(Small(-1), a),
    }
}
pub fn abs(a: IntRef) -> Value {
    if a.is_negative() { neg(a) } else { exact(a) }
}
/// As a value of class `int`.
pub fn exact(a: IntRef) -> Value {
    match a {
        Small(i) => Value::int(i),
        Big(b) => b.value(),
    }
}
pub fn compare(a: IntRef, b: IntRef) -> Ordering {
    match (a, b) {
        (Small(a), Small(b)) => a.cmp(&b),
        _ => {
            let (mut x, mut y) = (0, 0);
            match (parts(a, &mut x), parts(b, &mut y)) {
                ((false, m), (false, n)) => limbs::cmp(m, n),
                ((true, m), (true, n)) => limbs::cmp(n, m),
                ((true, _), _) => Ordering::Less,
                (_, (true, _)) => Ordering::Greater,
            }
        }
    }
}

/// `a ** b`; negative exponents go to floats.
pub fn pow(a: IntRef, b: IntRef) -> Res {
    if b.is_negative() {
        let (x, y) = (crate::protocol::number::int_to_f64(a)?, crate::protocol::number::int_to_f64(b)?);
        return super::float_ops::pow(x, y);
    }
    let n = b.to_i64();
    match (a, n) {
        (_, Some(0)) => return Ok(Value::small(1)),
        (Small(0), _) => return Ok(Value::small(0)),
        (Small(1), _) => return Ok(Value::small(1)),
        (Small(-1), _) => {
            let odd = b.with(|b| b.as_sign_words().1[0] & 1 == 1);
            return Ok(Value::small(if odd { -1 } else { 1 }));
        }
        (Small(i), Some(n)) if n < 64 => {
            if let Some(r) = i.checked_pow(n as u32) {
                return Ok(Value::int(r));
            }
        }
        _ => {}
    }
    let Some(n) = n else { return Err(memory_error()) };
    check_room((a.bit_len() as u128 - 1) * n as u128)?;
    if let Small(2) = a {
        return Ok(Value::bigint(IBig::ONE << n as usize));
    }
    Ok(Value::bigint(a.with(|a| power(a, n as u64))?))
}
/// A power. Between the multiplications of a large one the program may be interrupted.
fn power(a: &IBig, n: u64) -> Result<IBig, Raised> {
    const LARGE: u64 = 1 << 20;
    if (a.bit_len() as u64).saturating_mul(n) < LARGE {
        return Ok(a.pow(n as usize));
    }
    let twos = a.trailing_zeros().unwrap_or(0);
    let odd = a >> twos;
    let mut r = odd.clone();
    for bit in (0..n.ilog2()).rev() {
        if crate::interp::breaker::pending() {
            crate::interp::breaker::poll()?;
        }
        r = r.sqr().into();
        if n >> bit & 1 != 0 {
            r *= &odd;
        }
    }
    Ok(r << (twos * n as usize))
}

/// `pow(a, b, m)`
pub fn pow_mod(a: IntRef, b: IntRef, m: IntRef) -> Res {
    if m.is_zero() {
        return Err(value_error("pow() 3rd argument cannot be 0"));
    }
    if let (Small(a), Small(b), Small(m)) = (a, b, m)
        && b >= 0
        && m > 1
    {
        return Ok(Value::int(pow_mod_word(a.rem_euclid(m) as u64, b as u64, m as u64) as i64));
    }
    let modulus = m.with(magnitude);
    if modulus.is_one() {
        return Ok(Value::small(0));
    }
    let mut base = a.with(|a| reduce(a, &modulus));
    let exponent = b.with(magnitude);
    if b.is_negative() {
        base = inverse(&base, &modulus)?;
    }
    let r = ConstDivisor::new(modulus.clone()).reduce(base).pow(&exponent).residue();
    let r = IBig::from(r);
    Ok(Value::bigint(if m.is_negative() && !r.is_zero() { r - IBig::from(modulus) } else { r }))
}
pub fn magnitude(a: &IBig) -> UBig {
    UBig::from_words(a.as_sign_words().1)
}
/// The residue in `0..m`.
fn reduce(a: &IBig, m: &UBig) -> UBig {
    let r = magnitude(a) % m;
    if a.sign() == Sign::Negative && !r.is_zero() { m - r } else { r }
}
fn inverse(a: &UBig, m: &UBig) -> Result<UBig, Raised> {
    let not = || value_error("base is not invertible for the given modulus");
    if a.is_zero() {
        return Err(not());
    }
    let (g, x, _) = a.gcd_ext(m);
    if !g.is_one() {
        return Err(not());
    }
    Ok(reduce(&x, m))
}
fn pow_mod_word(mut a: u64, mut e: u64, m: u64) -> u64 {
    let mut r = 1 % m;
    if m < 1 << 32 {
        while e > 0 {
            if e & 1 == 1 {
                r = r * a % m;
            }
            a = a * a % m;
            e >>= 1;
        }
        return r;
    }
    let mul = |x: u64, y: u64| (x as u128 * y as u128 % m as u128) as u64;
    while e > 0 {
        if e & 1 == 1 {
            r = mul(r, a);
        }
        a = mul(a, a);
        e >>= 1;
    }
    r
}

/// `a op b` for ints; `None` for operators ints do not have.
pub fn binary(op: BinOp, a: IntRef, b: IntRef) -> Option<Res> {
    Some(match op {
        BinOp::Add => Ok(add(a, b)),
        BinOp::Sub => Ok(sub(a, b)),
        BinOp::Mul => mul(a, b),
        BinOp::TrueDiv => truediv(a, b),
        BinOp::FloorDiv => floordiv(a, b),
        BinOp::Mod => modulo(a, b),
        BinOp::DivMod => divmod(a, b),
        BinOp::Pow => pow(a, b),
        BinOp::LShift => lshift(a, b),
        BinOp::RShift => rshift(a, b),
        BinOp::And => Ok(and(a, b)),
        BinOp::Or => Ok(or(a, b)),
        BinOp::Xor => Ok(xor(a, b)),
        BinOp::MatMul => return None,
    })
}
/// A value of class `int` exactly.
#[inline]
pub fn as_exact(v: Value) -> Option<IntRef> {
    match v.as_small() {
        Some(i) => Some(Small(i)),
        None => v.exact::<BigInt>().map(Big),
    }
}

/// Greatest common divisor, never negative.
pub fn gcd(a: IntRef, b: IntRef) -> Value {
    use dashu_int::ops::Gcd;
    if let (Small(a), Small(b)) = (a, b) {
        let (mut x, mut y) = (a.unsigned_abs(), b.unsigned_abs());
        while y != 0 {
            (x, y) = (y, x % y);
        }
        return Value::uint(x);
    }
    if a.is_zero() || b.is_zero() {
        return abs(if a.is_zero() { b } else { a });
    }
    Value::bigint(IBig::from(with2(a, b, |a, b| magnitude(a).gcd(magnitude(b)))))
}
/// The int rounded half to even to a multiple of `10 ** -ndigits` (`ndigits` negative).
pub fn round_to(a: IntRef, ndigits: i64) -> Res {
    let digits = ndigits.unsigned_abs();
    // a number of n bits has at most n * 0.302 digits: beyond that half of the power of ten exceeds it
    if digits as f64 > a.bit_len() as f64 * std::f64::consts::LOG10_2 + 2.0 {
        return Ok(Value::small(0));
    }
    let p = IBig::from(10).pow(digits as usize);
    let (q, r) = a.with(|a| div_rem_floor(a, &p));
    let up = match (&r * IBig::from(2)).cmp(&p) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => q.as_sign_words().1.first().is_some_and(|w| w & 1 == 1),
    };
    Ok(Value::bigint((if up { q + IBig::ONE } else { q }) * p))
}
