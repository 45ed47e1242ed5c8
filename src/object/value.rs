//! The 64-bit tagged word every Python value is.
//!
//! * small int ("fixnum"): 63 bits, low bit 1;
//! * float, self-tagged (Melançon, Serrano, Feeley, "Float Self-Tagging", 2025): `rotl(bits + 9 << 60, 3)`;
//!   an immediate float is recognised by its low five bits;
//! * pointer to a heap object: low three bits 000.
//!
//! The all-zero word is no value: `Option<Value>` is one register, an unbound slot is 0.
//! Invariant: a word with low bits 000 that is a `Value` points to a live object's header.

use std::num::NonZeroU64;

use super::gc::{Gc, Object};
use super::heap::Header;

/// A Python value: a plain word, copied freely, never counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(NonZeroU64);

/// What self-tagging adds to the bits of a double before it is rotated.
pub const FLOAT_BIAS: u64 = 9 << 60;
/// Bit n is set iff a word whose low five bits are n is an immediate float.
pub const FLOAT_TAGS: u32 = 0x5454_5454;
/// Smallest and largest int held in the word itself.
pub const SMALL_MIN: i64 = -(1 << 62);
pub const SMALL_MAX: i64 = (1 << 62) - 1;

/// The self-tagged word of a double; an immediate only if `is_float_word` says so.
#[inline(always)]
pub const fn encode_float(f: f64) -> u64 {
    f.to_bits().wrapping_add(FLOAT_BIAS).rotate_left(3)
}
#[inline(always)]
pub const fn decode_float(w: u64) -> f64 {
    f64::from_bits(w.rotate_right(3).wrapping_sub(FLOAT_BIAS))
}
#[inline(always)]
pub const fn is_float_word(w: u64) -> bool {
    (FLOAT_TAGS >> (w as u32 & 31)) & 1 != 0
}

impl Value {
    /// A word known to be a value.
    ///
    /// # Safety
    /// `w` is a small int, an immediate float, or the address of a heap object.
    #[inline(always)]
    pub const unsafe fn from_bits(w: u64) -> Value {
        Value(unsafe { NonZeroU64::new_unchecked(w) })
    }
    /// As `from_bits`; 0 is `None`.
    ///
    /// # Safety
    /// As `from_bits`.
    #[inline(always)]
    pub const unsafe fn from_bits_opt(w: u64) -> Option<Value> {
        match NonZeroU64::new(w) {
            Some(n) => Some(Value(n)),
            None => None,
        }
    }
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// A small int; the caller knows that it fits (see `builtins::int::from_i64` for any i64).
    #[inline(always)]
    pub const fn small(i: i64) -> Value {
        debug_assert!(i >= SMALL_MIN && i <= SMALL_MAX);
        // SAFETY: low bit 1 makes it a small int.
        unsafe { Value::from_bits((i as u64) << 1 | 1) }
    }
    #[inline(always)]
    pub const fn is_small(self) -> bool {
        self.bits() & 1 != 0
    }
    #[inline(always)]
    pub const fn as_small(self) -> Option<i64> {
        if self.is_small() { Some(self.bits() as i64 >> 1) } else { None }
    }

    /// The immediate form of a float, if it has one.
    #[inline(always)]
    pub const fn float_imm(f: f64) -> Option<Value> {
        let w = encode_float(f);
        // SAFETY: the tag bits say immediate float.
        if is_float_word(w) { Some(unsafe { Value::from_bits(w) }) } else { None }
    }
    #[inline(always)]
    pub const fn is_float_imm(self) -> bool {
        is_float_word(self.bits())
    }
    #[inline(always)]
    pub const fn as_float_imm(self) -> Option<f64> {
        if self.is_float_imm() { Some(decode_float(self.bits())) } else { None }
    }

    #[inline(always)]
    pub const fn is_ptr(self) -> bool {
        self.bits() & 7 == 0
    }
    /// The header of a heap object.
    #[inline(always)]
    pub fn header(self) -> Option<&'static Header> {
        // SAFETY: a pointer word points to a live object; the borrow is of a header, which is all cells.
        if self.is_ptr() { Some(unsafe { &*(self.bits() as *const Header) }) } else { None }
    }
    /// The object as a `T` if its layout is `T`'s (instances of subclasses included).
    #[inline(always)]
    pub fn cast<T: Object>(self) -> Option<Gc<T>> {
        if self.is_ptr() && super::shape::kind_of_ptr(self.bits()) == T::KIND {
            // SAFETY: the kind of a shape says which layout its objects have.
            Some(unsafe { Gc::from_raw(self.bits() as *mut T) })
        } else {
            None
        }
    }
    /// The object as a `T` if its class is exactly the built-in class of `T`.
    #[inline(always)]
    pub fn exact<T: Object>(self) -> Option<Gc<T>> {
        match self.header() {
            // SAFETY: as in `cast`.
            Some(h) if h.shape() == T::KIND as u32 => Some(unsafe { Gc::from_raw(self.bits() as *mut T) }),
            _ => None,
        }
    }
    /// As `cast`, where the caller has checked.
    ///
    /// # Safety
    /// The value is a heap object of layout `T`.
    #[inline(always)]
    pub unsafe fn cast_unchecked<T>(self) -> Gc<T> {
        unsafe { Gc::from_raw(self.bits() as *mut T) }
    }
    /// Identity (`is`). Floats and ints have several representations; CPython promises nothing there either.
    #[inline(always)]
    pub fn is(self, other: impl Into<Value>) -> bool {
        self == other.into()
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(i) = self.as_small() {
            write!(f, "{i}")
        } else if let Some(x) = self.as_float_imm() {
            write!(f, "{x:?}")
        } else {
            write!(f, "<{:?} {:#x}>", super::shape::kind_of_ptr(self.bits()), self.bits())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn small_ints_round_trip() {
        for i in [0, 1, -1, SMALL_MAX, SMALL_MIN, 1 << 40] {
            let v = Value::small(i);
            assert_eq!(v.as_small(), Some(i));
            assert!(!v.is_ptr() && !v.is_float_imm());
        }
    }
    #[test]
    fn floats_round_trip_or_are_boxed() {
        for f in [0.0, 1.5, -1.5, 1e76, -1e-76, 3.0e-70] {
            assert_eq!(Value::float_imm(f).unwrap().as_float_imm(), Some(f));
        }
        for f in [-0.0, f64::INFINITY, 1e300, -1e-300] {
            assert!(Value::float_imm(f).is_none(), "{f}");
        }
    }
}
