//! `int` beyond 63 bits, `bool`, and instances of subclasses of `int`.

use dashu_int::IBig;

use super::gc::{Gc, Slot, alloc, alloc_droppable};
use super::value::{SMALL_MAX, SMALL_MIN, Value};
use crate::layout;

layout! {
    /// An int that does not fit a small int (normalised: a value that fits is never boxed).
    pub struct BigInt: Int {
        raw value: IBig,
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
        if (SMALL_MIN..=SMALL_MAX).contains(&i) { Value::small(i) } else { Value::bigint(IBig::from(i)) }
    }
    pub fn uint(u: u64) -> Value {
        if u <= SMALL_MAX as u64 { Value::small(u as i64) } else { Value::bigint(IBig::from(u)) }
    }
    pub fn usize(u: usize) -> Value {
        Value::uint(u as u64)
    }
    /// An int of class `int`, small if it fits.
    pub fn bigint(b: IBig) -> Value {
        match i64::try_from(&b) {
            Ok(i) if (SMALL_MIN..=SMALL_MAX).contains(&i) => Value::small(i),
            _ => {
                super::heap::heap().account_external((b.as_sign_words().1.len() * 8) as isize);
                alloc_droppable(BigInt { header: BigInt::HEADER, value: b }).value()
            }
        }
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
    /// Runs `f` on the number as a big int, which is borrowed or lives on the stack: nothing is allocated.
    #[inline]
    pub fn with<R>(self, f: impl FnOnce(&IBig) -> R) -> R {
        match self {
            IntRef::Small(i) => f(&IBig::from(i)),
            IntRef::Big(b) => f(&b.value),
        }
    }
    /// Length in bits of the absolute value.
    pub fn bit_len(self) -> usize {
        match self {
            IntRef::Small(i) => 64 - i.unsigned_abs().leading_zeros() as usize,
            IntRef::Big(b) => {
                let w = b.value.as_sign_words().1;
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
                let (sign, words) = b.value.as_sign_words();
                let m = super::hash::HASH_MODULUS as u128;
                let h = words.iter().rev().fold(0u128, |h, &w| ((h << 64) + w as u128) % m) as i64;
                super::hash::not_minus_one(if sign == dashu_int::Sign::Negative { -h } else { h })
            }
        }
    }
    pub fn to_big(self) -> IBig {
        match self {
            IntRef::Small(i) => IBig::from(i),
            IntRef::Big(b) => b.value.clone(),
        }
    }
    /// `None` if it does not fit.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(i) => Some(i),
            IntRef::Big(b) => i64::try_from(&b.value).ok(),
        }
    }
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(i) => i < 0,
            IntRef::Big(b) => b.value < IBig::ZERO,
        }
    }
}
impl IntSub {
    pub fn new(value: Value) -> Gc<IntSub> {
        alloc(IntSub { header: IntSub::HEADER, value: Slot::new(value) })
    }
}
