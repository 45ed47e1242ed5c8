//! `int` beyond 63 bits, `bool`, and instances of subclasses of `int`.

use std::cell::Cell;

use dashu_int::{IBig, Sign, UBig};

use super::gc::{Gc, Object, Slot, alloc};
use super::heap::{GcKind, Header, heap};
use super::kind::{Kind, Layout};
use super::value::{SMALL_MAX, SMALL_MIN, Value};
use crate::layout;

/// An int that does not fit a small int (normalised: a value that fits is never boxed, and the top limb is not zero). The
/// limbs follow.
#[repr(C)]
pub struct BigInt {
    pub header: Header,
    /// Twice the number of limbs, plus 1 if negative.
    size: Cell<usize>,
    limbs: [u64; 0],
}
// SAFETY: no values inside.
unsafe impl Object for BigInt {
    const KIND: Kind = Kind::Int;
}
impl Layout for BigInt {
    const GC: GcKind = GcKind::Leaf;
    const SIZE: usize = 0;
}
impl BigInt {
    /// Room for `n` limbs, which the caller fills before it `finish`es the number.
    pub fn with_room(n: usize) -> Gc<BigInt> {
        let bytes = n.checked_mul(8).and_then(|b| b.checked_add(16));
        let p = bytes.and_then(|bytes| heap().alloc(bytes, Kind::Int as u32).ok());
        let p = p.unwrap_or_else(|| super::out_of_memory()) as *mut BigInt;
        // SAFETY: a fresh object with room for `n` limbs.
        unsafe {
            (*p).size.set(n << 1);
            Gc::from_raw(p)
        }
    }
}
impl Gc<BigInt> {
    /// The magnitude, least significant limb first; keep the `Gc` beside it.
    #[inline(always)]
    pub fn limbs<'a>(self) -> &'a [u64] {
        // SAFETY: that many limbs follow; only `limbs_mut` of a number under construction changes them.
        unsafe { std::slice::from_raw_parts((self.as_ptr() as *const u64).add(2), self.size.get() >> 1) }
    }
    /// The limbs of a number under construction.
    #[inline(always)]
    pub fn limbs_mut<'a>(self) -> &'a mut [u64] {
        // SAFETY: as above; nobody else knows the object yet.
        unsafe { std::slice::from_raw_parts_mut((self.as_ptr() as *mut u64).add(2), self.size.get() >> 1) }
    }
    #[inline(always)]
    pub fn is_negative(self) -> bool {
        self.size.get() & 1 != 0
    }
    /// The number for the library.
    pub fn to_big(self) -> IBig {
        let sign = if self.is_negative() { Sign::Negative } else { Sign::Positive };
        IBig::from_parts(sign, UBig::from_words(self.limbs()))
    }
    /// The number of this sign with the limbs that were filled in, as a value.
    pub fn finish(self, negative: bool) -> Value {
        let limbs = self.limbs();
        let n = super::limbs::trim(limbs);
        if n <= 1 {
            let m = limbs.first().copied().unwrap_or(0);
            if negative && m <= SMALL_MIN.unsigned_abs() {
                return Value::small((m as i64).wrapping_neg());
            }
            if !negative && m <= SMALL_MAX as u64 {
                return Value::small(m as i64);
            }
        }
        self.size.set(n << 1 | negative as usize);
        self.value()
    }
}
layout! {
    /// `True` or `False`.
    pub struct Bool: Bool {
        raw truth: bool,
    }
}
layout! {
    /// An instance of a subclass of `int`; `value` is an exact int.
    pub struct IntSub: IntSub {
        gc value: Slot,
    }
}

/// An int as a number, borrowed where it is big.
#[derive(Clone, Copy)]
pub enum IntRef {
    Small(i64),
    Big(Gc<BigInt>),
}

impl Value {
    /// An int of class `int`.
    #[inline(always)]
    pub fn int(i: i64) -> Value {
        if (SMALL_MIN..=SMALL_MAX).contains(&i) { Value::small(i) } else { Value::one_limb(i.unsigned_abs(), i < 0) }
    }
    pub fn uint(u: u64) -> Value {
        if u <= SMALL_MAX as u64 { Value::small(u as i64) } else { Value::one_limb(u, false) }
    }
    #[cold]
    fn one_limb(magnitude: u64, negative: bool) -> Value {
        let big = BigInt::with_room(1);
        big.limbs_mut()[0] = magnitude;
        big.finish(negative)
    }
    pub fn usize(u: usize) -> Value {
        Value::uint(u as u64)
    }
    /// An int of class `int`, small if it fits.
    pub fn bigint(b: IBig) -> Value {
        let (sign, words) = b.as_sign_words();
        let big = BigInt::with_room(words.len());
        big.limbs_mut().copy_from_slice(words);
        big.finish(sign == Sign::Negative)
    }
    /// Any int, `bool` or instance of a subclass of `int`, as a number.
    #[inline(always)]
    pub fn as_int(self) -> Option<IntRef> {
        if let Some(i) = self.as_small() { Some(IntRef::Small(i)) } else { self.as_int_slow() }
    }
    #[inline(never)]
    fn as_int_slow(self) -> Option<IntRef> {
        if let Some(b) = self.cast::<BigInt>() {
            Some(IntRef::Big(b))
        } else if let Some(b) = self.cast::<Bool>() {
            Some(IntRef::Small(b.truth as i64))
        } else {
            self.cast::<IntSub>()?.value.get()?.as_int()
        }
    }
    /// The exact int that an int, `bool` or instance of a subclass stands for.
    pub fn exact_int(self) -> Option<Value> {
        Some(match self.as_int()? {
            IntRef::Small(i) => Value::int(i),
            IntRef::Big(b) => b.value(),
        })
    }
}
impl IntRef {
    /// Runs `f` on the number as a big int of the library.
    #[inline]
    pub fn with<R>(self, f: impl FnOnce(&IBig) -> R) -> R {
        match self {
            IntRef::Small(i) => f(&IBig::from(i)),
            IntRef::Big(b) => f(&b.to_big()),
        }
    }
    /// Length in bits of the absolute value.
    pub fn bit_len(self) -> usize {
        match self {
            IntRef::Small(i) => 64 - i.unsigned_abs().leading_zeros() as usize,
            IntRef::Big(b) => {
                let w = b.limbs();
                w.last().map_or(0, |t| w.len() * 64 - t.leading_zeros() as usize)
            }
        }
    }
    pub fn is_zero(self) -> bool {
        matches!(self, IntRef::Small(0))
    }
    /// Hash as Python defines it.
    pub fn hash(self) -> i64 {
        match self {
            IntRef::Small(i) => super::hash::hash_i64(i),
            IntRef::Big(b) => {
                let m = super::hash::HASH_MODULUS as u128;
                let h = b.limbs().iter().rev().fold(0u128, |h, &w| ((h << 64) + w as u128) % m) as i64;
                super::hash::not_minus_one(if b.is_negative() { -h } else { h })
            }
        }
    }
    pub fn to_big(self) -> IBig {
        match self {
            IntRef::Small(i) => IBig::from(i),
            IntRef::Big(b) => b.to_big(),
        }
    }
    /// `None` if it does not fit.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(i) => Some(i),
            IntRef::Big(b) => match (b.limbs(), b.is_negative()) {
                (&[m], true) if m <= 1 << 63 => Some((m as i64).wrapping_neg()),
                (&[m], false) => i64::try_from(m).ok(),
                _ => None,
            },
        }
    }
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(i) => i < 0,
            IntRef::Big(b) => b.is_negative(),
        }
    }
}
impl IntSub {
    pub fn new(value: Value) -> Gc<IntSub> {
        alloc(IntSub { header: IntSub::HEADER, value: Slot::new(value) })
    }
}
