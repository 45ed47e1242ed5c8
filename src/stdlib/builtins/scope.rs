//! The caller's scope: `globals()`, `locals()`.

use crate::builtins::exceptions::{Exc, raise};
use crate::interp::frames::{self, FrameRef};
use crate::object::code::{LocalKind, flags};
use crate::object::dict::Dict;
use crate::object::function::Cell;
use crate::object::gc::Gc;
use crate::object::native::Args;
use crate::object::str::Str;
use crate::object::value::Value;
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
    locals_of(caller()?)
}
/// The name space of a module or class body; for functions a snapshot of the bound variables.
pub fn locals_of(f: FrameRef) -> Res {
    let code = f.code();
    if code.meta.flags & flags::OPTIMIZED == 0 {
        if let Some(ns) = f.register(0) {
            return Ok(ns);
        }
        return Ok(f.function().globals.gc().value());
    }
    let d = Dict::new();
    for (i, name) in code.local_names.gc().items().iter().enumerate() {
        let kind = code.meta.local_kinds.get(i).copied().unwrap_or(LocalKind::Local);
        let v: Option<Value> = match (kind, f.register(i)) {
            (LocalKind::Hidden, _) => None,
            (LocalKind::Cell | LocalKind::Free, Some(c)) => match c.cast::<Cell>() {
                Some(c) => c.value.get(),
                None => Some(c),
            },
            (_, v) => v,
        };
        if let (Some(name), Some(v)) = (name.cast::<Str>(), v) {
            d.set_str(name, v)?;
        }
    }
    Ok(d.value())
}
