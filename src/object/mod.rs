//! Objects: their memory, headers and layouts. No Python protocol code.

pub mod heap;
