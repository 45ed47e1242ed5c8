//! Exception objects and tracebacks.

use std::cell::Cell;

use super::code::Code;
use super::dict::Dict;
use super::gc::{Gc, Ptr, Slot, alloc};
use super::tuple::Tuple;
use super::value::Value;
use crate::layout;

layout! {
    /// Every exception class has this layout; `fields` are the class's own attributes (the class's table says which is
    /// which: `value` of StopIteration, `errno`, `strerror`, `filename` of OSError, and so on).
    pub struct Exception: Exception {
        gc args: Ptr<Tuple>,
        gc traceback: Slot,
        gc context: Slot,
        gc cause: Slot,
        gc dict: Ptr<Dict>,
        gc fields: [Slot; 9],
        raw suppress_context: Cell<bool>,
    }
}
layout! {
    /// One level of a traceback: holds code and pc; the frame object is made only when somebody asks for it.
    pub struct Traceback: Traceback {
        gc next: Slot,
        gc code: Ptr<Code>,
        /// Frame object, once it exists.
        gc frame: Slot,
        /// Globals and function of the frame, to make the frame object from when the frame itself is gone.
        gc function: Slot,
        /// Named registers as they were when the frame ended with this exception.
        gc locals: Ptr<crate::object::buffer::Array>,
        /// Window of the frame while it ran.
        raw base: Cell<usize>,
        /// Instruction offset in words from the start of the code.
        raw lasti: Cell<i64>,
        /// -1: from `lasti`.
        raw lineno: Cell<i64>,
    }
}
impl Exception {
    /// An exception object of shape `shape` (see `types::Type::root_shape`) with nothing but `args` set.
    pub fn body(args: Gc<Tuple>) -> Exception {
        Exception {
            header: Exception::HEADER,
            args: Ptr::new(args),
            traceback: Slot::empty(),
            context: Slot::empty(),
            cause: Slot::empty(),
            dict: Ptr::empty(),
            fields: Default::default(),
            suppress_context: Cell::new(false),
        }
    }
}
impl Traceback {
    pub fn new(next: Option<Value>, code: Gc<Code>, function: Value, lasti: i64) -> Gc<Traceback> {
        alloc(Traceback {
            header: Traceback::HEADER,
            next: Slot::new(next),
            code: Ptr::new(code),
            frame: Slot::empty(),
            function: Slot::new(function),
            locals: Ptr::empty(),
            base: Cell::new(0),
            lasti: Cell::new(lasti),
            lineno: Cell::new(-1),
        })
    }
}
