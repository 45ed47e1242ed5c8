//! Bytecode: the instruction table and everything generated from it.

pub mod ops;
pub mod codec;
pub mod assembler;
pub mod disasm;
pub mod verify;
pub mod liveness;
