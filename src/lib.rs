//! Sidewinder: a Python 3.14 whose threaded interpreter and tracing JIT share one frame.

#[cfg(test)]
pub mod boot;
pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod dump;
pub mod gil;
pub mod import;
pub mod interp;
pub mod listing;
pub mod memory;
pub mod object;
pub mod protocol;
pub mod semantics;
pub mod spare;
pub mod stdlib;
pub mod thread;
pub mod trace;
pub mod unicode;
pub mod vm;
