//! The meaning of Python's operations on arbitrary values: what instructions fall back to, what native code calls.

pub mod attr;
pub mod bind;
pub mod call;
pub mod check;
pub mod compare;
pub mod hooks;
pub mod item;
pub mod iter;
pub mod number;
pub mod shape_cache;
pub mod sum;
pub mod text;
