//! The interpreter: frames, dispatch, calls, unwinding, generators.
//!
//! Entry from native code: `call_function`, `call_body` (module and class bodies), `generators::resume`.

pub mod bind;
pub mod breaker;
pub mod call;
pub mod consume;
pub mod cont;
pub mod depth;
pub mod dispatch;
pub mod frames;
pub mod generators;
pub mod jump;
pub mod locals;
pub mod machine;
pub mod monitor;
mod resume;
pub mod scan;
#[cfg(test)]
mod tests;
pub mod trace;
pub mod unwind;

use crate::builtins::exceptions::recursion_error;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::thread::thread;
use frames::{BASE, CONT_HEADER, EXIT, FRAME, FUNCTION, INTERRUPTED, LINK, OWNER};

/// Calls a Python function from native code: positional arguments, then the values of `kwnames`.
pub fn call_function(f: Gc<Function>, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    enter_native(f, args.len(), |window| {
        // SAFETY: `enter_native` made room for the arguments.
        unsafe { std::ptr::copy_nonoverlapping(args.as_ptr(), window, args.len()) };
        let stats = &crate::vm::vm().stats;
        stats.argument_words_copied.set(stats.argument_words_copied.get() + args.len() as u64);
        let n_kw = kwnames.map_or(0, |k| k.len());
        if n_kw == 0 && f.key.get() == args.len() as u32 {
            return Ok(());
        }
        bind::bind(f, window, args.len() - n_kw, kwnames)
    })
}

/// Runs the code of a module or class body in a name space.
pub fn call_body(f: Gc<Function>, namespace: Value) -> Res {
    // SAFETY: room for one register at least.
    enter_native(f, 1, |window| unsafe {
        *window = namespace;
        Ok(())
    })
}

/// Pushes a frame above the innermost one, lets `fill` put the arguments in, runs it.
fn enter_native(f: Gc<Function>, n: usize, fill: impl FnOnce(*mut Value) -> Result<(), Raised>) -> Res {
    let th = thread();
    th.check_native_stack("")?;
    let quiet = th.enter_python()?;
    let (pc, base) = (th.pc.get(), th.base.get());
    let s = frames::top(base);
    let window = s.wrapping_add(CONT_HEADER);
    depth::ensure_room(window.wrapping_add(n.max(f.frame_size.get() as usize) + 8))?;
    // SAFETY: room was made; header offsets are those of the frame layout.
    unsafe {
        let h = window as *mut u64;
        *h.sub(OWNER) = 0;
        *h.sub(INTERRUPTED) = pc as u64;
        *h.sub(LINK) = EXIT.pc() as u64;
        *h.sub(BASE) = base as u64;
        *h.sub(FUNCTION) = f.addr();
        *h.sub(FRAME) = 0;
        fill(window)?;
        let stats = &crate::vm::vm().stats;
        stats.calls.set(stats.calls.get() + 1);
        let go = breaker::called(f, window);
        if go.pc != EXIT.pc() {
            machine::run(go.pc, go.base, th);
        }
        th.quiet.set(quiet);
        th.pc.set(pc);
        th.base.set(base);
        Value::from_bits_opt(*h.sub(LINK)).ok_or(Raised)
    }
}

/// `exec`/`eval` of a code object: `locals` is the name space of its body.
pub fn eval_code(code: Gc<Code>, globals: Gc<Dict>, locals: Value, closure: Option<Gc<Tuple>>) -> Res {
    let builtins = builtins_of(globals)?;
    let f = Function::new(code, globals, builtins);
    f.closure.set(f, closure);
    call_body(f, locals)
}
/// The builtins dict that code with these globals uses; enters `__builtins__` if it is missing.
pub fn builtins_of(globals: Gc<Dict>) -> Result<Gc<Dict>, Raised> {
    match globals.get_text("__builtins__") {
        Some(b) => Ok(b
            .cast::<Dict>()
            .or_else(|| b.cast::<crate::object::module::Module>().and_then(|m| m.dict.get()))
            .unwrap_or_else(|| crate::vm::vm().builtins_dict.gc())),
        None => {
            globals.set_text("__builtins__", crate::vm::vm().builtins.gc())?;
            Ok(crate::vm::vm().builtins_dict.gc())
        }
    }
}
#[cold]
fn too_deep() -> Raised {
    recursion_error("maximum recursion depth exceeded")
}
