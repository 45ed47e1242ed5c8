//! `_io`: files, buffers, text streams. `base` has the abstract classes; `fileio` the descriptors; `buffered` and `bytesio`
//! the binary streams; `newline`, `text` and `stringio` the text streams; `open` the function; `streams` stdin and friends.

pub mod base;
pub mod buffered;
pub mod bytesio;
pub mod fileio;
pub mod newline;
pub mod open;
pub mod streams;
pub mod stringio;
pub mod text;

use crate::builtins::buffer::{self, View};
use crate::builtins::exceptions::{Exc, value_error};
use crate::builtins::{derived_type, layout_class};
use crate::object::gc::Gc;
use crate::object::heap::heap;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::shape::{kind_of_ptr, type_of, type_of_kind};
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error};
use crate::protocol::{attr, compare};
use crate::stdlib::support;
use crate::thread::thread;
use crate::vm::vm;

pub const DEFAULT_BUFFER_SIZE: usize = 128 * 1024;

/// The classes in the order in which they are made: definition, name of the base.
static CLASSES: &[(&TypeDef, &str)] = &[
    (&base::IO_BASE, "object"),
    (&base::RAW_BASE, "_IOBase"),
    (&base::BUFFERED_BASE, "_IOBase"),
    (&base::TEXT_BASE, "_IOBase"),
    (&fileio::DEF, "_RawIOBase"),
    (&bytesio::DEF, "_BufferedIOBase"),
    (&buffered::READER, "_BufferedIOBase"),
    (&buffered::WRITER, "_BufferedIOBase"),
    (&buffered::RANDOM, "_BufferedIOBase"),
    (&buffered::PAIR, "_BufferedIOBase"),
    (&newline::DEF, "object"),
    (&stringio::DEF, "_TextIOBase"),
    (&text::DEF, "_TextIOBase"),
];

fn key(name: &str) -> String {
    format!("_io.{name}")
}
/// A class of the module.
pub fn class(name: &str) -> Res {
    vm().state(&key(name)).ok_or_else(|| value_error("the module _io is not ready"))
}
pub fn class_type(name: &str) -> Result<Gc<Type>, Raised> {
    class(name)?.cast::<Type>().ok_or_else(|| value_error("the module _io is not ready"))
}

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module(
        "_io",
        "The io module provides the Python interfaces to stream handling.",
        open::FUNCTIONS,
    )?;
    let d = m.dict.gc();
    for (def, base) in CLASSES {
        let base = if *base == "object" { type_of_kind(Kind::Object) } else { class_type(base)? };
        let t = if def.kind == Kind::Object { derived_type(def, base) } else { layout_class(def, base) };
        vm().set_state(&key(def.name), t.value());
        d.set_text(def.name, t)?;
    }
    bytesio::register();
    d.set_text("DEFAULT_BUFFER_SIZE", Value::usize(DEFAULT_BUFFER_SIZE))?;
    d.set_text("BlockingIOError", Exc::BlockingIOError.class())?;
    d.set_text("UnsupportedOperation", unsupported_class()?)?;
    Ok(m)
}
fn unsupported_class() -> Res {
    support::exception_class("io.UnsupportedOperation", &[Exc::OSError, Exc::ValueError])
}
/// `io.UnsupportedOperation(message)`
#[cold]
pub fn unsupported(message: &str) -> Raised {
    support::raise_class(unsupported_class(), message)
}
/// The truth of an attribute.
pub fn flag(v: Value, name: &str) -> Result<bool, Raised> {
    compare::truth(attr::get(v, name)?)
}
/// `ValueError` if the stream says that it is closed.
pub fn check_closed(v: Value, message: Option<&str>) -> Result<(), Raised> {
    if flag(v, "closed")? { Err(value_error(message.unwrap_or("I/O operation on closed file."))) } else { Ok(()) }
}
/// `n` bytes of zeros for a read.
pub fn zeroed(n: usize) -> Result<Vec<u8>, Raised> {
    let mut v = Vec::new();
    if n > isize::MAX as usize || v.try_reserve_exact(n).is_err() {
        return Err(memory_error());
    }
    v.resize(n, 0);
    Ok(v)
}
/// Copies to the start of writable memory that has room.
pub fn copy_into(view: &View, data: &[u8]) {
    let n = data.len().min(view.len());
    view.bytes_mut()[..n].copy_from_slice(&data[..n]);
}
/// Writes to a native text file without a method call; `None` if `file` is not one.
pub fn fast_write(file: Value, v: Value) -> Option<Result<(), Raised>> {
    let t = file.cast::<text::TextIo>()?;
    let s = v.exact::<Str>()?;
    if vm().state("_io.TextIOWrapper") != Some(type_of(file).value()) {
        return None;
    }
    Some(text::write(t, s))
}
/// The bytes of an object that supports the buffer protocol; `None` if it does not.
pub fn buffer_bytes(v: Value) -> Result<Option<Vec<u8>>, Raised> {
    buffer::acquire_full(v)?.map(|view| view.to_vec()).transpose()
}
/// Flushes all open files, at exit.
pub fn flush_all() {
    let mut open = crate::object::buffer::GcVec::with_capacity(1024);
    // nothing may be allocated while the objects are walked: the room made above limits how many files are found
    let mut left = 1000;
    let mut found = [0u64; 1000];
    heap().for_each_droppable(|p| {
        if left > 0 && matches!(kind_of_ptr(p as u64), Kind::TextIo | Kind::Buffered) {
            left -= 1;
            found[left] = p as u64;
        }
    });
    for w in found[left..].iter().copied() {
        // SAFETY: addresses of objects, which the array on the stack keeps alive.
        open.push(unsafe { Value::from_bits(w) });
    }
    // text streams first: they write into the buffered ones
    for kind in [Kind::TextIo, Kind::Buffered] {
        for v in open.iter().filter(|v| kind_of_ptr(v.bits()) == kind) {
            let r = match kind {
                Kind::TextIo => v.cast::<text::TextIo>().map_or(Ok(()), text::flush_at_exit),
                _ => v.cast::<buffered::Buffered>().map_or(Ok(()), buffered::flush_at_exit),
            };
            if r.is_err() {
                thread().clear_exception();
            }
        }
    }
}
