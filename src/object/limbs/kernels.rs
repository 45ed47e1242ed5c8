//! The inner loops of arithmetic on magnitudes, which take nearly all the time of it: groups of four limbs in machine code
//! (`x64`), where there is any, and what is left limb by limb.

#[cfg(all(target_arch = "x86_64", not(miri)))]
use super::x64;

/// How many of `n` limbs machine code takes.
#[inline(always)]
fn in_groups(n: usize) -> usize {
    if cfg!(all(target_arch = "x86_64", not(miri))) { n & !3 } else { 0 }
}
/// The same for code that multiplies.
#[inline(always)]
fn in_products(n: usize) -> usize {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    if n >= 4 && x64::multiplies() {
        return n & !3;
    }
    let _ = n;
    0
}

/// `out = a * w`, as long as `a`; the limb above.
#[inline]
pub fn mul_word(a: &[u64], w: u64, out: &mut [u64]) -> u64 {
    assert!(out.len() >= a.len());
    let (n, mut carry) = (in_products(a.len()), 0);
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    if n > 0 {
        // SAFETY: groups of four limbs in both, and the processor has the instructions.
        carry = unsafe { x64::mul_word(out.as_mut_ptr(), a.as_ptr(), w, n / 4) };
    }
    for (o, &x) in out[n..].iter_mut().zip(&a[n..]) {
        let t = x as u128 * w as u128 + carry as u128;
        *o = t as u64;
        carry = (t >> 64) as u64;
    }
    carry
}
/// `out += a * w`, as long as `a`; the carry out.
#[inline]
pub fn add_mul(out: &mut [u64], a: &[u64], w: u64) -> u64 {
    assert!(out.len() >= a.len());
    let (n, mut carry) = (in_products(a.len()), 0);
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    if n > 0 {
        // SAFETY: as above.
        carry = unsafe { x64::add_mul(out.as_mut_ptr(), a.as_ptr(), w, n / 4) };
    }
    for (o, &x) in out[n..].iter_mut().zip(&a[n..]) {
        let t = x as u128 * w as u128 + *o as u128 + carry as u128;
        *o = t as u64;
        carry = (t >> 64) as u64;
    }
    carry
}
/// `out -= a * w`, as long as `a`; the borrow out.
#[inline]
pub fn sub_mul(out: &mut [u64], a: &[u64], w: u64) -> u64 {
    assert!(out.len() >= a.len());
    let (n, mut borrow) = (in_products(a.len()), 0);
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    if n > 0 {
        // SAFETY: as above.
        borrow = unsafe { x64::sub_mul(out.as_mut_ptr(), a.as_ptr(), w, n / 4) };
    }
    for (o, &x) in out[n..].iter_mut().zip(&a[n..]) {
        let t = x as u128 * w as u128 + borrow as u128;
        let (d, less) = o.overflowing_sub(t as u64);
        *o = d;
        borrow = (t >> 64) as u64 + less as u64;
    }
    borrow
}
macro_rules! chain {
    ($(#[$doc:meta])* $name:ident, $step:ident) => {
        $(#[$doc])*
        #[inline]
        pub fn $name(a: &[u64], b: &[u64], out: &mut [u64]) -> bool {
            assert!(a.len() == b.len() && out.len() == a.len());
            let (n, mut carry) = (in_groups(a.len()), false);
            #[cfg(all(target_arch = "x86_64", not(miri)))]
            if n > 0 {
                // SAFETY: groups of four limbs in all of them.
                carry = unsafe { x64::$name(a.as_ptr(), b.as_ptr(), out.as_mut_ptr(), n / 4) };
            }
            for ((o, &x), &y) in out[n..].iter_mut().zip(&a[n..]).zip(&b[n..]) {
                (*o, carry) = x.$step(y, carry);
            }
            carry
        }
    };
}
chain! {
    /// `out = a + b`, all of one length; the carry out.
    add, carrying_add
}
chain! {
    /// `out = a - b`, all of one length; the borrow out.
    sub, borrowing_sub
}
/// `out = a` with a carry or borrow of one limb handed on; what is left of it.
#[inline]
pub fn hand_on(a: &[u64], out: &mut [u64], mut carry: bool, step: fn(u64, u64) -> (u64, bool)) -> bool {
    debug_assert!(out.len() == a.len());
    let mut i = 0;
    while carry && i < a.len() {
        (out[i], carry) = step(a[i], 1);
        i += 1;
    }
    out[i..].copy_from_slice(&a[i..]);
    carry
}
