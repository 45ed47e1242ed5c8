//! Schoolbook arithmetic on magnitudes: little-endian slices of 64-bit limbs, for the sizes at which it is the fastest.
//!
//! Inputs have no zero limb on top (zero is the empty slice) unless said otherwise. Outputs are written in full and may have
//! zero limbs on top; `trim` tells their length without.

mod kernels;
#[cfg(all(target_arch = "x86_64", not(miri)))]
mod x64;

use std::cmp::Ordering;
use std::mem::MaybeUninit;

/// Multiplication of two numbers that are both longer than this is better left to a library.
pub const MUL_LIMIT: usize = 24;
/// Longest divisor.
pub const DIV_LIMIT: usize = 256;
/// Division is better left to a library if divisor and quotient are both longer than this.
pub const DIV_SHORT: usize = 40;

/// How many limbs are left without zeros on top.
pub fn trim(a: &[u64]) -> usize {
    a.iter().rposition(|&w| w != 0).map_or(0, |i| i + 1)
}
pub fn cmp(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}
/// `out = a + b`; `a` is the longer one, `out` one limb longer than it.
pub fn add(a: &[u64], b: &[u64], out: &mut [u64]) {
    debug_assert!(a.len() >= b.len() && out.len() > a.len());
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let carry = kernels::add(low, b, out_low);
    let carry = kernels::hand_on(high, &mut out_high[..high.len()], carry, u64::overflowing_add);
    out_high[high.len()..].fill(0);
    out_high[high.len()] = carry as u64;
}
/// `out = a - b` for `a >= b`; `out` is as long as `a`.
pub fn sub(a: &[u64], b: &[u64], out: &mut [u64]) {
    debug_assert!(a.len() >= b.len() && out.len() == a.len());
    let (low, high) = a.split_at(b.len());
    let (out_low, out_high) = out.split_at_mut(b.len());
    let borrow = kernels::sub(low, b, out_low);
    let borrow = kernels::hand_on(high, out_high, borrow, u64::overflowing_sub);
    debug_assert!(!borrow);
}
#[inline(always)]
fn wide(high: u64, low: u64) -> u128 {
    (high as u128) << 64 | low as u128
}
/// `out = a * w`, one limb longer than `a`.
pub fn mul_word(a: &[u64], w: u64, out: &mut [u64]) {
    out[a.len()] = kernels::mul_word(a, w, out);
}
/// `out = a * b`, as long as both together.
pub fn mul(a: &[u64], b: &[u64], out: &mut [u64]) {
    let (a, b) = if a.len() < b.len() { (b, a) } else { (a, b) };
    match *b {
        [] => out.fill(0),
        [w] => mul_word(a, w, out),
        _ => {
            mul_word(a, b[0], out);
            out[a.len() + 1..].fill(0);
            for (i, &w) in b.iter().enumerate().skip(1) {
                out[i + a.len()] = kernels::add_mul(&mut out[i..i + a.len()], a, w);
            }
        }
    }
}
/// A divisor whose highest bit is set, with the reciprocal that replaces division by it: Möller and Granlund, "Improved
/// Division by Invariant Integers", IEEE Transactions on Computers 60(2), 2011.
struct Divisor {
    d: u64,
    v: u64,
}
impl Divisor {
    fn new(d: u64) -> Divisor {
        debug_assert!(d >> 63 == 1);
        Divisor { d, v: (u128::MAX / d as u128) as u64 }
    }
    /// Quotient and remainder of `high:low`, where `high < d`.
    #[inline(always)]
    fn divide(&self, high: u64, low: u64) -> (u64, u64) {
        let q = (self.v as u128 * high as u128).wrapping_add(wide(high, low));
        let mut q1 = ((q >> 64) as u64).wrapping_add(1);
        let mut r = low.wrapping_sub(q1.wrapping_mul(self.d));
        if r > q as u64 {
            q1 = q1.wrapping_sub(1);
            r = r.wrapping_add(self.d);
        }
        if r >= self.d {
            q1 = q1.wrapping_add(1);
            r -= self.d;
        }
        (q1, r)
    }
}
/// `q = a / w`, as long as `a`; the remainder.
pub fn div_word(a: &[u64], w: u64, q: &mut [u64]) -> u64 {
    let shift = w.leading_zeros();
    let divisor = Divisor::new(w << shift);
    // the limbs as they are after a shift to the left
    let shifted = |high: u64, low: u64| if shift == 0 { high } else { high << shift | low >> (64 - shift) };
    let Some(&top) = a.last() else { return 0 };
    let mut rem = if shift == 0 { 0 } else { top >> (64 - shift) };
    for i in (0..a.len()).rev() {
        let low = if i > 0 { a[i - 1] } else { 0 };
        (q[i], rem) = divisor.divide(rem, shifted(a[i], low));
    }
    rem >> shift
}
/// Knuth's algorithm D (The Art of Computer Programming, volume 2, 4.3.1). `rem` comes with the limbs of the dividend and one
/// more on top; afterwards its lower part is the remainder. `v` is the divisor of at least two limbs, whose highest bit is set.
/// `q` gets `rem.len() - v.len()` limbs.
fn div_long(rem: &mut [u64], v: &[u64], q: &mut [u64]) {
    let n = v.len();
    let (v1, v2) = (v[n - 1], v[n - 2]);
    let divisor = Divisor::new(v1);
    for j in (0..rem.len() - n).rev() {
        let (u0, u1, u2) = (rem[j + n], rem[j + n - 1], rem[j + n - 2]);
        let (mut guess, mut r) = if u0 >= v1 {
            (u64::MAX, wide(u0, u1) - u64::MAX as u128 * v1 as u128)
        } else {
            let (q, r) = divisor.divide(u0, u1);
            (q, r as u128)
        };
        while r >> 64 == 0 && guess as u128 * v2 as u128 > wide(r as u64, u2) {
            guess -= 1;
            r += v1 as u128;
        }
        let borrow = kernels::sub_mul(&mut rem[j..j + n], v, guess);
        let (top, less) = rem[j + n].overflowing_sub(borrow);
        rem[j + n] = top;
        if less {
            // one too many
            guess -= 1;
            let mut carry = false;
            for (o, &y) in rem[j..j + n].iter_mut().zip(v) {
                (*o, carry) = o.carrying_add(y, carry);
            }
            rem[j + n] = rem[j + n].wrapping_add(carry as u64);
        }
        q[j] = guess;
    }
}
/// `q = a / b` and the remainder in `rem`, for `a >= b` and `b` of 2 to `DIV_LIMIT` limbs. `rem` has one limb more than `a`,
/// `q` has `a.len() - b.len() + 1`.
pub fn div(a: &[u64], b: &[u64], q: &mut [u64], rem: &mut [u64]) {
    let n = b.len();
    let shift = b[n - 1].leading_zeros();
    let mut room = [const { MaybeUninit::uninit() }; DIV_LIMIT];
    let v = room[..n].write_copy_of_slice(b);
    shift_left(v, shift);
    rem[..a.len()].copy_from_slice(a);
    rem[a.len()] = 0;
    shift_left(rem, shift);
    div_long(rem, v, q);
    shift_right(rem, shift);
}
/// `a / b` for `a >= b` and `b` of at least two limbs, if it is small enough and the highest limbs are enough to know it: they
/// seldom are not. The remainder is certainly not zero then.
pub fn short_quotient(a: &[u64], b: &[u64]) -> Option<i64> {
    let (n, more) = (b.len(), a.len() - b.len());
    if more > 1 {
        return None;
    }
    // the two highest limbs v of b, shifted left so that its highest bit is set, and as many limbs u of a as lie above the same place
    let shift = b[n - 1].leading_zeros();
    let shifted = |x: &[u64], i: usize| {
        let (high, low) = (x.get(i).copied().unwrap_or(0), i.checked_sub(1).map_or(0, |i| x[i]));
        if shift == 0 { high } else { high << shift | low >> (64 - shift) }
    };
    let v = [shifted(b, n - 2), shifted(b, n - 1)];
    let mut u = std::array::from_fn::<u64, 4, _>(|i| if i < 3 + more { shifted(a, n - 2 + i) } else { 0 });
    let mut q = [0; 2];
    div_long(&mut u[..3 + more], &v, &mut q[..1 + more]);
    // a / b < (u + 1) / v, so that it is at most u / v; it is more than u / (v + 1)
    let enough = u[1] != 0 || u[0] >= q[0];
    i64::try_from(q[0]).ok().filter(|_| q[1] == 0 && enough)
}
/// In place, by less than a limb; nothing may be shifted out.
fn shift_left(a: &mut [u64], by: u32) {
    if by == 0 {
        return;
    }
    let mut low = 0;
    for w in a {
        let x = *w;
        *w = x << by | low;
        low = x >> (64 - by);
    }
}
fn shift_right(a: &mut [u64], by: u32) {
    if by == 0 {
        return;
    }
    let mut high = 0;
    for w in a.iter_mut().rev() {
        let x = *w;
        *w = x >> by | high;
        high = x << (64 - by);
    }
}
/// `out = a << bits`; `out` is at least `bits / 64 + 1` limbs longer than `a`.
pub fn shl(a: &[u64], bits: usize, out: &mut [u64]) {
    let whole = bits / 64;
    out.fill(0);
    out[whole..whole + a.len()].copy_from_slice(a);
    shift_left(&mut out[whole..], (bits % 64) as u32);
}
/// `out = a >> bits`, rounded down; `out` is `bits / 64` limbs shorter than `a`.
pub fn shr(a: &[u64], bits: usize, out: &mut [u64]) {
    out.copy_from_slice(&a[bits / 64..]);
    shift_right(out, (bits % 64) as u32);
}

#[cfg(test)]
mod tests {
    use super::*;
    use dashu_int::UBig;

    fn number(seed: &mut u64, limbs: usize) -> Vec<u64> {
        let mut next = || {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            *seed
        };
        let mut v: Vec<u64> = (0..limbs)
            .map(|_| match next() % 5 {
                0 => 0,
                1 => u64::MAX,
                2 => 1 << (next() % 64),
                _ => next(),
            })
            .collect();
        if let Some(top) = v.last_mut()
            && *top == 0
        {
            *top = 1 + next() % 7;
        }
        v
    }
    fn big(a: &[u64]) -> UBig {
        UBig::from_words(a)
    }

    #[test]
    fn agrees_with_the_library() {
        let (mut seed, mut known) = (88172645463325252, 0);
        for round in 0..20000 {
            let (n, m) = (1 + round % 14, 1 + round / 14 % 14);
            let (a, b) = (number(&mut seed, n), number(&mut seed, m));
            let (x, y) = if cmp(&a, &b).is_lt() { (&b, &a) } else { (&a, &b) };
            let mut out = vec![7; x.len() + 1];
            add(x, y, &mut out);
            assert_eq!(big(&out), big(x) + big(y));
            let mut out = vec![7; x.len()];
            sub(x, y, &mut out);
            assert_eq!(big(&out), big(x) - big(y));
            let mut out = vec![7; n + m];
            mul(&a, &b, &mut out);
            assert_eq!(big(&out), big(&a) * big(&b));
            let mut q = vec![7; n];
            let r = div_word(&a, b[0].max(1), &mut q);
            assert_eq!(big(&q) * UBig::from(b[0].max(1)) + UBig::from(r), big(&a));
            assert!(r < b[0].max(1));
            if y.len() > 1 {
                let (mut q, mut rem) = (vec![7; x.len() - y.len() + 1], vec![7; x.len() + 1]);
                div(x, y, &mut q, &mut rem);
                assert_eq!(big(&q), big(x) / big(y), "{x:x?} / {y:x?}");
                assert_eq!(big(&rem[..trim(&rem)]), big(x) % big(y));
                if let Some(q) = short_quotient(x, y) {
                    assert_eq!(UBig::from(q as u64), big(x) / big(y), "{x:x?} / {y:x?}");
                    assert_ne!(big(x) % big(y), UBig::ZERO);
                    known += 1;
                }
            }
            let bits = (seed % 200) as usize;
            let mut out = vec![7; n + bits / 64 + 1];
            shl(&a, bits, &mut out);
            assert_eq!(big(&out), big(&a) << bits);
            if bits / 64 < n {
                let mut out = vec![7; n - bits / 64];
                shr(&a, bits, &mut out);
                assert_eq!(big(&out), big(&a) >> bits);
            }
        }
        assert!(known > 2000, "{known}");
    }
}
