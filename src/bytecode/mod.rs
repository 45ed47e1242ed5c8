//! Bytecode: the instruction table and everything generated from it.

pub mod ops;
