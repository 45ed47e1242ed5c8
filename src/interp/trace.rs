//! `sys.settrace` and `sys.setprofile`: events.

use super::frames::FrameRef;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::value::Value;

/// A frame was entered.
pub fn call_event(f: FrameRef) {
    let _ = f;
}
/// A frame returns `value`, or ends by an exception.
pub fn return_event(f: FrameRef, value: Option<Value>) {
    let _ = (f, value);
}
/// An exception was raised in, or reached, a frame.
pub fn exception_event(f: FrameRef, e: Gc<Exception>) {
    let _ = (f, e);
}
