//! Trace IR, optimiser and machine code of Sidewinder.
pub mod eval;
pub mod exits;
pub mod host;
pub mod ir;
pub mod lower;
pub mod opt;
