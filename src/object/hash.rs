//! Hashing of numbers, strings and bytes as Python defines it (numbers modulo the Mersenne prime 2^61 - 1; texts keyed by a
//! seed drawn at start-up, or by `PYTHONHASHSEED`).

use std::hash::Hasher;

use super::gc::Gc;
use super::str::Str;

/// Modulus of numeric hashes.
pub const HASH_MODULUS: u64 = (1 << 61) - 1;
pub const HASH_BITS: u32 = 61;
pub const HASH_INF: i64 = 314159;
pub const HASH_IMAG: i64 = 1000003;

/// -1 means error in CPython's interfaces and never is a hash.
#[inline(always)]
pub fn not_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

#[inline]
pub fn hash_i64(i: i64) -> i64 {
    if i.unsigned_abs() < HASH_MODULUS {
        return not_minus_one(i);
    }
    let m = i.unsigned_abs() % HASH_MODULUS;
    not_minus_one(if i < 0 { -(m as i64) } else { m as i64 })
}

/// The hash of an object compared by identity, from its word.
#[inline]
pub fn hash_identity(word: u64) -> i64 {
    not_minus_one((word >> 4 | (word & 15) << 57) as i64)
}
/// A not-a-number is hashed by its `identity`, the word it is.
pub fn hash_f64(f: f64, identity: u64) -> i64 {
    if f.is_nan() {
        return hash_identity(identity);
    }
    if f.is_infinite() {
        return if f > 0.0 { HASH_INF } else { -HASH_INF };
    }
    if f == f.trunc() && f.abs() < 1e18 {
        return hash_i64(f as i64);
    }
    // |f| = m * 2^e with 0.5 <= m < 1; hash is m * 2^e mod 2^61-1, taken 28 bits at a time
    let (mut m, mut e) = frexp(f.abs());
    let mut x: u64 = 0;
    while m != 0.0 {
        x = ((x << 28) & HASH_MODULUS) | (x >> (HASH_BITS - 28));
        m *= 268435456.0;
        e -= 28;
        let y = m as u64;
        m -= y as f64;
        x += y;
        if x >= HASH_MODULUS {
            x -= HASH_MODULUS;
        }
    }
    let e = e.rem_euclid(HASH_BITS as i32) as u32;
    x = ((x << e) & HASH_MODULUS) | (x >> (HASH_BITS - e));
    not_minus_one(if f < 0.0 { -(x as i64) } else { x as i64 })
}

/// `f = m * 2^e` with `0.5 <= |m| < 1`, for finite `f`.
pub fn frexp(f: f64) -> (f64, i32) {
    if f == 0.0 || !f.is_finite() {
        return (f, 0);
    }
    let bits = f.to_bits();
    let exp = (bits >> 52 & 0x7ff) as i32;
    if exp == 0 {
        let (m, e) = frexp(f * 18014398509481984.0);
        return (m, e - 54);
    }
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exp - 1022)
}

/// Keyed hash of bytes; 62 bits, never -1, 0 only for no bytes at all, so that it fits a small int.
pub fn hash_bytes(b: &[u8]) -> i64 {
    if b.is_empty() {
        return 0;
    }
    let mut hasher = crate::vm::vm().hasher();
    hasher.write(b);
    let h = (hasher.finish() as i64) >> 2;
    if h == 0 || h == -1 { 1 } else { h }
}

pub fn hash_str(s: Gc<Str>) -> i64 {
    hash_bytes(s.raw())
}

/// Hash of a sequence of hashes (xxHash-derived, as tuples use).
#[inline]
pub fn hash_sequence(hashes: impl ExactSizeIterator<Item = Result<i64, super::Raised>>) -> Result<i64, super::Raised> {
    let n = hashes.len() as u64;
    let mut acc = SEQUENCE;
    for h in hashes {
        acc = hash_on(acc, h?);
    }
    Ok(hash_end(acc, n))
}
/// The same of two.
#[inline(always)]
pub fn hash_pair(a: i64, b: i64) -> i64 {
    hash_end(hash_on(hash_on(SEQUENCE, a), b), 2)
}
const SEQUENCE: u64 = 2870177450012600261;
#[inline(always)]
fn hash_on(acc: u64, h: i64) -> u64 {
    acc.wrapping_add((h as u64).wrapping_mul(14029467366897019727)).rotate_left(31).wrapping_mul(11400714785074694791)
}
#[inline(always)]
fn hash_end(acc: u64, n: u64) -> i64 {
    let acc = acc.wrapping_add(n ^ (SEQUENCE ^ 3527539));
    if acc == u64::MAX { 1546275796 } else { acc as i64 }
}
