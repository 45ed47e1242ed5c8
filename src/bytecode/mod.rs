//! Bytecode: the instruction table and everything generated from it.

pub mod codec;
pub mod liveness;
pub mod ops;
