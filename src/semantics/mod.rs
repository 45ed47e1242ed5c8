//! The meaning of each instruction, written once and instantiated by the interpreter and by the trace recorder.
//!
//! `machine` is the trait; the other files hold the instructions by topic. An instruction is an `op!`: its fast path inline,
//! its slow paths `cold` ops reached by `m.tail::<Slow>()`. Instructions whose work is done by a native function on the
//! frame's registers are rows of `frame_ops!` (`residual.rs`): the recorder emits a residual call for them.
//!
//! Rules (see `ARCHITECTURE.md`): decide, then `commit()`, then effects; every question is semantic (both answers guarded),
//! F (fast path: only "yes" is guarded, the slow path is right for everything) or L (local to the process: never guarded).

pub mod arith;
pub mod attr;
pub mod branch;
pub mod call;
pub mod data;
pub mod global;
pub mod iter;
pub mod machine;
pub mod residual;
pub mod subscr;
pub mod sums;
