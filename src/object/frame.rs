//! The Python frame object: made on the first look at a frame, then its alias until the frame ends, its keeper afterwards.

use std::cell::Cell;

use super::buffer::Array;
use super::code::Code;
use super::dict::Dict;
use super::gc::{Ptr, Slot};
use super::value::Value;
use crate::layout;

layout! {
    pub struct FrameObject: Frame {
        gc code: Ptr<Code>,
        /// The function whose call this is.
        gc function: Slot,
        gc globals: Ptr<Dict>,
        gc builtins: Ptr<Dict>,
        /// The name space mapping of module and class bodies; nothing for functions.
        gc namespace: Slot,
        /// Named registers, once the frame has ended.
        gc locals: Ptr<Array>,
        /// Caller, once the frame has ended.
        gc back: Slot,
        /// Generator object that the frame belongs to.
        gc generator: Slot,
        gc trace: Slot,
        /// The native callable that the traced frame is calling, and the first argument.
        gc callee: Slot,
        gc callee_arg: Slot,
        /// Names written through `f_locals` that are not variables of the code.
        gc extra_locals: Ptr<Dict>,
        /// Window of the running frame; null once it has ended (or, for a generator, while it is suspended).
        raw base: Cell<*mut Value>,
        /// Word offset of the current instruction, valid when `base` is null.
        raw lasti: Cell<i64>,
        raw trace_lines: Cell<bool>,
        raw trace_opcodes: Cell<bool>,
        /// While traced: line and word offset of the instruction executed last (`interp::trace`).
        raw last_line: Cell<i32>,
        raw last_offset: Cell<i64>,
        /// Where a debugger wants the frame to go on, or -1.
        raw jump: Cell<i64>,
        /// While monitored: word offset of the branch being executed, or -1.
        raw branch: Cell<i64>,
        /// The frame has ended (returned or raised), as opposed to being suspended.
        raw finished: Cell<bool>,
    }
}
