//! Bit patterns of value words, and the run-time facts traces rely on.
//!
//! The jit does not know what a value means; it knows how integers and floats are packed into a word, that a heap pointer
//! has low bits 000, and that an object starts with a header whose low half is the shape id.

/// Smallest and largest integer with an immediate form.
pub const INT_MIN: i64 = -(1 << 62);
pub const INT_MAX: i64 = (1 << 62) - 1;
/// Added to a float's bits before rotation, so that the common exponents get the tags in [`FLOAT_TAGS`].
pub const FLOAT_BIAS: u64 = 9 << 60;
/// Bit `v & 31` is set iff `v` is an immediate float.
pub const FLOAT_TAGS: u32 = 0x5454_5454;
/// Header bit: object is old and not remembered.
pub const OLD_BIT: u32 = 32;

/// Whether an integer fits a value word.
pub fn fits(i: i64) -> bool {
    (INT_MIN..=INT_MAX).contains(&i)
}
pub fn box_int(i: i64) -> u64 {
    (i as u64) << 1 | 1
}
pub fn unbox_int(v: u64) -> i64 {
    v as i64 >> 1
}
pub fn is_int(v: u64) -> bool {
    v & 1 != 0
}
pub fn is_pointer(v: u64) -> bool {
    v & 7 == 0
}
pub fn encode_float(f: f64) -> u64 {
    f.to_bits().wrapping_add(FLOAT_BIAS).rotate_left(3)
}
pub fn decode_float(v: u64) -> f64 {
    f64::from_bits(v.rotate_right(3).wrapping_sub(FLOAT_BIAS))
}
pub fn is_immediate_float(v: u64) -> bool {
    FLOAT_TAGS >> (v & 31) & 1 != 0
}

/// Run-time facts that compiled code embeds; given once to the jit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Shape id of boxed floats.
    pub float_shape: u32,
    /// Byte offset of a boxed float's payload.
    pub float_payload: i32,
    /// The two truth words.
    pub true_word: u64,
    pub false_word: u64,
    /// Byte offset in the thread of the exit cursor: a pointer to the next free word of the exit buffer.
    pub exit_cursor: i32,
    /// `extern "sysv64" fn(thread, float bits) -> word`: boxes a float that has no immediate form. Never 0.
    pub box_float: u64,
    /// `extern "sysv64" fn(thread, size, header) -> address`: slow path of allocation, header written. Never 0.
    pub alloc: u64,
    /// `extern "sysv64" fn(thread, object)`: an old object now holds a pointer.
    pub barrier: u64,
}
