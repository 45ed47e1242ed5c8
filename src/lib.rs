//! Sidewinder: a Python 3.14 whose threaded interpreter and tracing JIT share one frame.

pub mod object;
pub mod unicode;
pub mod bytecode;
pub mod compile;
pub mod vm;
pub mod thread;
pub mod gil;
pub mod protocol;
pub mod builtins;
pub mod semantics;
pub mod stdlib;
pub mod interp;
pub mod trace;
pub mod boot;
pub mod import;
pub mod cli;
