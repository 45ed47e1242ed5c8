//! Views of memory that nobody can reach any more.
//!
//! A bytearray must not change its size while views of it are alive. Without reference counts a view lives until it is
//! collected, and a stale word on the native stack may keep it longer; programs that drop a view and resize at once (the
//! streams of `asyncio` do) must work all the same. So it is looked for who refers to the views. An instruction that was found
//! to leave stale views behind again and again is taken at its word most of the time, since looking takes a collection.

use std::cell::Cell;

use super::memoryview::MemoryView;
use crate::interp::{frames, scan};
use crate::object::Raised;
use crate::object::bytes::ExportCount;
use crate::object::gc::Object;
use crate::object::heap::{Collect, Header, heap};
use crate::object::kind::Kind;
use crate::object::shape::kind_of_ptr;
use crate::object::value::Value;
use crate::thread::thread;

/// Stale views in a row after which they are expected, and how often it is looked all the same.
const EXPECTED: u32 = 4;
const LOOK_EVERY: u32 = 64;

/// Places in programs that are remembered.
const SITES: usize = 64;
thread_local! {
    /// The address of an instruction, and how often its views were stale in a row.
    static SITE: [Cell<(usize, u32)>; SITES] = const { [const { Cell::new((0, 0)) }; SITES] };
}
/// The instruction that runs, and what is remembered of it.
fn site() -> (usize, u32) {
    let pc = frames::innermost(thread()).map_or(0, |f| f.pc as usize);
    let (known, n) = SITE.with(|s| s[pc / 8 % SITES].get());
    (pc, if known == pc { n } else { 0 })
}
fn remember(pc: usize, n: u32) {
    SITE.with(|s| s[pc / 8 % SITES].set((pc, n)));
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Views {
    /// There are none any more.
    Gone,
    /// Nobody will look through them: the memory may be left to them.
    Stale,
    Alive,
}
/// What is known of the views that `exports` counts, of memory kept alive by `keep`. Compiled code has to put the frames in memory
/// for that.
pub fn views(exports: &ExportCount, keep: Value) -> Result<Views, Raised> {
    thread().need_frames()?;
    let (pc, n) = site();
    if n >= EXPECTED && n % LOOK_EVERY != 0 {
        remember(pc, n + 1);
        return Ok(Views::Stale);
    }
    heap().collect(Collect::Full);
    let found = if exports.get() == 0 {
        Views::Gone
    } else if !reachable(exports.get(), keep) {
        Views::Stale
    } else {
        Views::Alive
    };
    remember(pc, if found == Views::Alive { 0 } else { n + 1 });
    Ok(found)
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
