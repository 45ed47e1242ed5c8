//! The variables of frames, seen from outside: for `locals()`, `f_locals`, debuggers.

use super::frames::{self, FrameRef};
use super::generators;
use crate::object::code::{Code, LocalKind, flags};
use crate::object::dict::Dict;
use crate::object::frame::FrameObject;
use crate::object::function::Cell;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::thread::{Thread, thread};

/// The running frame that a frame object stands for.
pub fn attached(o: Gc<FrameObject>) -> Option<FrameRef> {
    let base = o.base.get();
    if base.is_null() {
        return None;
    }
    // frames of other threads are looked at, too (sys._current_frames)
    let owns = |t: &Thread| (t.stack_start.get()..t.stack_end.get()).contains(&base);
    let owner = if owns(thread()) { thread() } else { crate::gil::threads().find(|t| owns(t))? };
    std::iter::successors(frames::innermost(owner), |f| f.caller()).find(|f| f.base == base)
}
/// Where register `i` is kept now: the frame, the suspended generator, or the frame object.
fn register(o: Gc<FrameObject>, i: usize) -> Option<Value> {
    if !o.base.get().is_null() {
        // SAFETY: the base of a frame that has not ended; named registers always hold a value or 0.
        return unsafe { Value::from_bits_opt(*(o.base.get() as *const u64).add(i)) };
    }
    match (o.locals.get(), o.generator.get().and_then(generators::as_generator)) {
        (Some(a), _) => a.get(i),
        (None, Some(g)) => g.regs.get().and_then(|r| r.get(i)),
        _ => None,
    }
}
fn set_register(o: Gc<FrameObject>, i: usize, v: Option<Value>) {
    thread().frames_touched.store(1, std::sync::atomic::Ordering::Relaxed);
    if !o.base.get().is_null() {
        // SAFETY: as above.
        unsafe { *(o.base.get() as *mut u64).add(i) = v.map_or(0, Value::bits) };
        return;
    }
    match (o.locals.get(), o.generator.get().and_then(generators::as_generator)) {
        (Some(a), _) => a.set(i, v),
        (None, Some(g)) => {
            if let Some(r) = g.regs.get() {
                r.set(i, v);
            }
        }
        _ => {}
    }
}
/// Named variables of a code: register, name, kind. Of a function, hidden ones are left out; of code with a name space
/// they are what there is, the variables of comprehensions.
pub fn variables(code: Gc<Code>) -> impl Iterator<Item = (usize, Gc<Str>, LocalKind)> {
    let names = code.local_names.gc();
    let show_hidden = !is_optimized(code);
    (0..names.len()).filter_map(move |i| {
        let kind = code.meta.local_kinds.get(i).copied().unwrap_or(LocalKind::Local);
        if kind == LocalKind::Hidden && !(show_hidden && i > 0) {
            return None;
        }
        names.get(i).cast::<Str>().map(|n| (i, n, kind))
    })
}
fn contents(v: Option<Value>, kind: LocalKind) -> Option<Value> {
    match (v.and_then(|v| v.exact::<Cell>()), kind) {
        (Some(c), LocalKind::Cell | LocalKind::Free | LocalKind::Hidden) => c.value.get(),
        _ => v,
    }
}
/// Is a comprehension running in a frame of a module or class? Its variables are the frame's then, not the name space
/// (PEP 709, PEP 667).
fn in_comprehension(code: Gc<Code>, register: impl Fn(usize) -> Option<Value>) -> bool {
    variables(code).any(|(i, _, kind)| kind == LocalKind::Hidden && register(i).is_some())
}
/// Does `f_locals` of a frame show registers rather than a name space?
pub fn shows_registers(o: Gc<FrameObject>) -> bool {
    let code = o.code.gc();
    is_optimized(code) || in_comprehension(code, |i| register(o, i))
}
/// The variable `name`, if the code has it: `Some(None)` if it is unbound.
pub fn get(o: Gc<FrameObject>, name: Gc<Str>) -> Option<Option<Value>> {
    let (i, _, kind) = variables(o.code.gc()).find(|v| v.1.same(name))?;
    Some(contents(register(o, i), kind))
}
/// Writes the variable `name`; false if the code has none of that name.
pub fn set(o: Gc<FrameObject>, name: Gc<Str>, v: Option<Value>) -> bool {
    let Some((i, _, kind)) = variables(o.code.gc()).find(|v| v.1.same(name)) else { return false };
    match (register(o, i).and_then(|r| r.exact::<Cell>()), kind) {
        (Some(c), LocalKind::Cell | LocalKind::Free | LocalKind::Hidden) => c.value.set(c, v),
        _ => set_register(o, i, v),
    }
    true
}
/// Bound variables, then what was written through `f_locals` beyond them.
pub fn snapshot(o: Gc<FrameObject>) -> Result<Gc<Dict>, Raised> {
    let d = Dict::new();
    for (i, name, kind) in variables(o.code.gc()) {
        if let Some(v) = contents(register(o, i), kind) {
            d.set_str(name, v)?;
        }
    }
    if let Some(x) = o.extra_locals.get() {
        d.update_from(x)?;
    }
    Ok(d)
}
/// Does the code keep its variables in registers (functions), not in a name space?
pub fn is_optimized(code: Gc<Code>) -> bool {
    code.meta.flags & flags::OPTIMIZED != 0
}
/// `locals()` of a running frame.
pub fn of_frame(f: FrameRef) -> Res {
    let code = f.code();
    if !is_optimized(code) && !in_comprehension(code, |i| f.register(i)) {
        return Ok(f.register(0).unwrap_or_else(none));
    }
    let d = Dict::new();
    for (i, name, kind) in variables(code) {
        if let Some(v) = contents(f.register(i), kind) {
            d.set_str(name, v)?;
        }
    }
    if let Some(x) = f.existing_object().and_then(|o| o.extra_locals.get()) {
        d.update_from(x)?;
    }
    Ok(d.value())
}
/// `locals()` of the innermost frame.
pub fn current() -> Res {
    match frames::innermost(thread()) {
        Some(f) => of_frame(f),
        None => Err(crate::builtins::exceptions::system_error("frame does not exist")),
    }
}
