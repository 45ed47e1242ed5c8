//! What is said of an escape of a code point that is wrong, in a literal and by the codec.

pub const ILLEGAL: &str = "illegal Unicode character";
pub const TRUNCATED_X: &str = "truncated \\xXX escape";
pub const TRUNCATED_U: &str = "truncated \\uXXXX escape";
pub const TRUNCATED_LONG: &str = "truncated \\UXXXXXXXX escape";
