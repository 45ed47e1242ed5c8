//! The caller's scope: `globals()`, `locals()`.

use crate::builtins::exceptions::{Exc, raise};
use crate::interp::frames::{self, FrameRef};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::native::Args;
use crate::object::{Raised, Res};
use crate::thread::thread;

/// The innermost Python frame: the caller of the native function that asks.
pub fn caller() -> Result<FrameRef, Raised> {
    frames::innermost(thread()).ok_or_else(|| raise(Exc::SystemError, "frame does not exist"))
}
pub fn globals(_: &Args) -> Res {
    Ok(caller_globals()?.value())
}
pub fn caller_globals() -> Result<Gc<Dict>, Raised> {
    Ok(caller()?.function().globals.gc())
}
pub fn locals(_: &Args) -> Res {
    crate::interp::locals::of_frame(caller()?)
}
