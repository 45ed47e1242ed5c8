//! Bytecode: the instruction table and everything generated from it.

pub mod assembler;
pub mod codec;
pub mod disasm;
mod flow;
mod lines;
pub mod liveness;
pub mod ops;
pub mod verify;
