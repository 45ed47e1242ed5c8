//! The functions of `sys` that look at frames.

use crate::builtins::exceptions::value_error;
use crate::interp::frames::{self, FrameRef};
use crate::object::dict::Dict;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Res, none};
use crate::protocol::number;
use crate::thread::thread;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("_getframe(depth=0, /)", getframe, "Return a frame object from the call stack."),
    NativeDef::new(
        "_getframemodulename(depth=0)",
        getframemodulename,
        "Return the name of the module for a calling frame.",
    ),
    NativeDef::new("_current_frames()", current_frames, "Return a dict mapping each thread's id to its current frame."),
    NativeDef::new(
        "_current_exceptions()",
        current_exceptions,
        "Return a dict mapping each thread's id to the exception it handles.",
    ),
];

/// How many Python frames are on the stack.
pub fn depth() -> usize {
    crate::interp::depth::depth()
}
fn frame(n: i64) -> Option<FrameRef> {
    let mut f = frames::visible_innermost(thread());
    for _ in 0..n.max(0) {
        f = f?.visible_caller();
    }
    f
}
fn getframe(a: &Args) -> Res {
    let n = a.opt(0).map_or(Ok(0), number::to_i64)?;
    match frame(n) {
        Some(f) => {
            let o = f.object().value();
            super::hooks::audit_event("sys._getframe", &[o])?;
            Ok(o)
        }
        None => Err(value_error("call stack is not deep enough")),
    }
}
fn getframemodulename(a: &Args) -> Res {
    let n = a.opt(0).map_or(Ok(0), number::to_i64)?;
    super::hooks::audit_event("sys._getframemodulename", &[Value::int(n)])?;
    Ok(frame(n).and_then(|f| f.function().module.get()).unwrap_or_else(none))
}
fn current_frames(_: &Args) -> Res {
    let d = Dict::new();
    for t in crate::gil::threads() {
        if let Some(f) = frames::visible_innermost(t) {
            d.set(Value::uint(t.ident.get()), f.object().value())?;
        }
    }
    Ok(d.value())
}
fn current_exceptions(_: &Args) -> Res {
    let d = Dict::new();
    for t in crate::gil::threads() {
        d.set(Value::uint(t.ident.get()), t.handled().unwrap_or_else(none))?;
    }
    Ok(d.value())
}
