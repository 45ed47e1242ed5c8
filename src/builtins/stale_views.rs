//! Views of memory that nobody can reach any more.
//!
//! A bytearray must not change its size while views of it are alive. Without reference counts a view lives until it is
//! collected, and a stale word on the native stack may keep it longer; programs that drop a view and resize at once (the
//! streams of `asyncio` do) must work all the same. So it is looked for who refers to the views. A program that was found
//! to leave stale views behind again and again is taken at its word most of the time, since looking takes a collection.

use std::cell::Cell;

use super::memoryview::MemoryView;
use crate::interp::scan;
use crate::object::bytes::ExportCount;
use crate::object::gc::Object;
use crate::object::heap::{Collect, Header, heap};
use crate::object::kind::Kind;
use crate::object::shape::kind_of_ptr;
use crate::object::value::Value;

/// Stale views in a row after which they are expected, and how often it is looked all the same.
const EXPECTED: u32 = 4;
const LOOK_EVERY: u32 = 64;

thread_local! {
    static STALE_IN_A_ROW: Cell<u32> = const { Cell::new(0) };
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Views {
    /// There are none any more.
    Gone,
    /// Nobody will look through them: the memory may be left to them.
    Stale,
    Alive,
}
/// What is known of the views that `exports` counts, of memory kept alive by `keep`.
pub fn views(exports: &ExportCount, keep: Value) -> Views {
    let n = STALE_IN_A_ROW.get();
    if n >= EXPECTED && n % LOOK_EVERY != 0 {
        STALE_IN_A_ROW.set(n + 1);
        return Views::Stale;
    }
    heap().collect(Collect::Full);
    let found = if exports.get() == 0 {
        Views::Gone
    } else if scan::in_compiled_code() || !reachable(exports.get(), keep) {
        Views::Stale
    } else {
        Views::Alive
    };
    STALE_IN_A_ROW.set(if found == Views::Alive { 0 } else { n + 1 });
    found
}
/// Does a frame or an object refer to one of the views? Or are there other users than views?
fn reachable(exports: usize, keep: Value) -> bool {
    let mut views: Vec<u64> = vec![];
    heap().for_each_object(|p| {
        if kind_of_ptr(p as u64) == MemoryView::KIND {
            // SAFETY: the kind names the layout.
            let m = unsafe { &*(p as *const MemoryView) };
            if !m.released.get() && m.keep.get() == Some(keep) {
                views.push(p as u64);
            }
        }
    });
    if views.len() < exports {
        return true;
    }
    let is_view = |p: *mut Header| views.contains(&(p as u64));
    let mut found = false;
    heap().for_each_object(|p| {
        if !found && !matches!(kind_of_ptr(p as u64), Kind::Free | Kind::Buffer) && !is_view(p) {
            heap().for_each_child(p, |c| found |= is_view(c));
        }
    });
    found || scan::frames_hold(&|w| views.contains(&w))
}
