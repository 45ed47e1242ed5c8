//! Generators, coroutines, asynchronous generators: a suspended frame's registers, kept between resumes.

use std::cell::Cell;

use super::buffer::Array;
use super::code::Code;
use super::gc::{Ptr, Slot};
use super::heap::Header;
use super::kind::Kind;
use super::shape::kind_of_ptr;
use crate::layout;

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum GenState {
    Created,
    Suspended,
    Running,
    Closed,
}

macro_rules! generator_layout {
    ($(#[$m:meta])* $name:ident: $kind:ident) => {
        layout! {
            $(#[$m])*
            pub struct $name: $kind {
                gc function: Slot,
                gc code: Ptr<Code>,
                /// The registers while suspended.
                gc regs: Ptr<Array>,
                gc name: Slot,
                gc qualname: Slot,
                /// Frame object, if anybody looked.
                gc frame: Slot,
                /// Exception that is being handled inside, while suspended.
                gc handled: Slot,
                /// `cr_origin`; asynchronous generators: hooks' finalizer.
                gc extra: Slot,
                /// Where to go on.
                raw pc: Cell<*const u64>,
                raw state: Cell<GenState>,
                /// Asynchronous generators: hooks ran; closed; a step is running.
                raw hooks_inited: Cell<bool>,
                raw closed: Cell<bool>,
                raw running_async: Cell<bool>,
            }
        }
    };
}
generator_layout!(Generator: Generator);
generator_layout!(
    /// Same layout as `Generator`.
    Coroutine: Coroutine
);
generator_layout!(
    /// Same layout as `Generator`.
    AsyncGenerator: AsyncGenerator
);

/// Has a dying object with a finalizer nothing to finalize any more, and never will? A generator that has ended.
pub fn is_settled(object: *const Header) -> bool {
    // SAFETY: the collector asks about objects that it has not freed yet; the three kinds share one layout.
    unsafe {
        is_generator_kind(kind_of_ptr(object as u64)) && (*(object as *const Generator)).state.get() == GenState::Closed
    }
}

/// The three kinds share one layout.
pub fn is_generator_kind(k: Kind) -> bool {
    matches!(k, Kind::Generator | Kind::Coroutine | Kind::AsyncGenerator)
}
