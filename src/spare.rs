//! Small blocks that native code has given back, kept for the next that asks for as much.
//!
//! Recording, optimising and compiling a trace make and drop thousands of short vectors and tables, many more of one size at
//! a time than `malloc` keeps at hand. So the thread that runs the program keeps some of each size itself. Each is a block of
//! `malloc`'s: other threads may free what this one allocated, and the other way round.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null_mut;

/// Sizes are multiples of this.
const UNIT: usize = 16;
const CLASSES: usize = 32;
/// Blocks of one size that are kept, at most.
const KEPT: u32 = 128;

struct Spare {
    /// Linked by their first words.
    first: [Cell<*mut u8>; CLASSES],
    /// So many more may be kept; none on threads that keep nothing.
    room: [Cell<u32>; CLASSES],
}
thread_local! {
    static SPARE: Spare = const {
        Spare { first: [const { Cell::new(null_mut()) }; CLASSES], room: [const { Cell::new(0) }; CLASSES] }
    };
}

/// The present thread keeps blocks. It is one that ends with the process.
pub fn keep() {
    SPARE.with(|s| s.room.iter().for_each(|r| r.set(KEPT)));
}
/// The class of blocks that have this layout.
#[inline(always)]
fn class(l: Layout) -> Option<usize> {
    let c = l.size().wrapping_sub(1) / UNIT;
    (c < CLASSES && l.align() <= UNIT).then_some(c)
}
/// What `malloc` is asked for, so that a block can serve all of its class.
#[inline(always)]
fn whole(l: Layout) -> Layout {
    match class(l) {
        // SAFETY: a multiple of the alignment that is small.
        Some(c) => unsafe { Layout::from_size_align_unchecked((c + 1) * UNIT, UNIT) },
        None => l,
    }
}

/// A block, or null.
///
/// # Safety
/// As `GlobalAlloc::alloc`.
#[inline]
pub unsafe fn alloc(l: Layout) -> *mut u8 {
    if let Some(c) = class(l) {
        let kept = SPARE.with(|s| {
            let p = s.first[c].get();
            if !p.is_null() {
                s.first[c].set(*(p as *const *mut u8));
                s.room[c].set(s.room[c].get() + 1);
            }
            p
        });
        if !kept.is_null() {
            return kept;
        }
    }
    System.alloc(whole(l))
}
/// # Safety
/// As `GlobalAlloc::dealloc`, for a block of `alloc`.
#[inline]
pub unsafe fn dealloc(p: *mut u8, l: Layout) {
    if let Some(c) = class(l) {
        let kept = SPARE.with(|s| {
            let room = s.room[c].get();
            if room != 0 {
                s.room[c].set(room - 1);
                *(p as *mut *mut u8) = s.first[c].get();
                s.first[c].set(p);
            }
            room != 0
        });
        if kept {
            return;
        }
    }
    System.dealloc(p, whole(l))
}
/// # Safety
/// As `GlobalAlloc::alloc_zeroed`.
#[inline]
pub unsafe fn alloc_zeroed(l: Layout) -> *mut u8 {
    if class(l).is_none() {
        return System.alloc_zeroed(l);
    }
    let p = alloc(l);
    if !p.is_null() {
        p.write_bytes(0, l.size());
    }
    p
}
/// # Safety
/// As `GlobalAlloc::realloc`, for a block of `alloc`.
#[inline]
pub unsafe fn realloc(old: *mut u8, l: Layout, size: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    let new = Layout::from_size_align_unchecked(size, l.align());
    match (class(l), class(new)) {
        (None, None) => System.realloc(old, l, size),
        (Some(a), Some(b)) if a == b => old,
        _ => {
            let p = alloc(new);
            if !p.is_null() {
                old.copy_to_nonoverlapping(p, l.size().min(size));
                dealloc(old, l);
            }
            p
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_serves_the_next_of_its_size() {
        keep();
        let l = |n| Layout::from_size_align(n, 8).unwrap();
        // SAFETY: blocks are used as they were asked for.
        unsafe {
            let p = alloc(l(40));
            p.write_bytes(7, 40);
            dealloc(p, l(40));
            let q = alloc_zeroed(l(48));
            assert_eq!(p, q);
            assert_eq!(*q.add(47), 0);
            let r = realloc(q, l(48), 600);
            assert_eq!(*r.add(47), 0);
            let s = realloc(r, l(600), 16);
            dealloc(s, l(16));
        }
    }
    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        keep();
        let l = Layout::from_size_align(500, 16).unwrap();
        // SAFETY: as above.
        unsafe {
            let blocks: Vec<_> = (0..KEPT + 10).map(|_| alloc(l)).collect();
            blocks.iter().for_each(|p| dealloc(*p, l));
            let again: Vec<_> = (0..KEPT + 10).map(|_| alloc(l)).collect();
            again.iter().for_each(|p| dealloc(*p, l));
        }
        assert_eq!(SPARE.with(|s| s.room[31].get()), 0);
    }
}
