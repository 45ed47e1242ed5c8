//! Values, the heap, and the layout of every kind of object. No Python protocol lives here.

pub mod buffer;
pub mod bytes;
pub mod code;
pub mod dict;
pub mod exception;
pub mod float;
pub mod frame;
pub mod function;
pub mod gc;
pub mod generator;
pub mod hash;
pub mod heap;
pub mod instance;
pub mod int;
pub mod intern;
pub mod iters;
pub mod kind;
pub mod layout;
pub mod limbs;
pub mod list;
pub mod module;
pub mod native;
pub mod positions;
pub mod set;
pub mod shape;
pub mod singleton;
pub mod slice;
pub mod special;
pub mod str;
pub mod tuple;
pub mod types;
pub mod value;
pub mod watch;

use value::Value;

/// "An exception is set in the current thread."
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raised;

/// What native code returns: a value, or an exception set in the thread. One register.
pub type Res = Result<Value, Raised>;

#[inline(always)]
pub fn none() -> Value {
    crate::vm::vm().none
}
#[inline(always)]
pub fn boolean(b: bool) -> Value {
    if b { crate::vm::vm().true_ } else { crate::vm::vm().false_ }
}
#[inline(always)]
pub fn not_implemented() -> Value {
    crate::vm::vm().not_implemented
}
pub fn ellipsis() -> Value {
    crate::vm::vm().ellipsis
}

/// `MemoryError`, set in the thread.
#[cold]
pub fn memory_error() -> Raised {
    crate::thread::thread().raise_memory_error()
}

/// Memory for a small object is gone even after a full collection: nothing sensible can run any more.
#[cold]
pub fn out_of_memory() -> ! {
    crate::cli::say!("MemoryError: out of memory");
    std::process::exit(1)
}
