//! What happens when `malloc` has no more: the program gets a `MemoryError`, or the process ends with a message and exit code 1.
//!
//! Objects of the program are in the heap, which says no in good time. Besides, native code uses Rust's collections, whose
//! refusal is the end of the process. So there is a reserve: it is given back at the first refusal, which usually lets the
//! native code finish, and the eval breaker raises `MemoryError` as soon as it may. Collections take the reserve again when there
//! is room. If not even that helps, Rust aborts; the signal's handler says why and ends the process as an uncaught `MemoryError` would.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use crate::object::{Raised, memory_error};
use crate::spare;

/// Address space: the pages are never touched.
const RESERVE: Layout = match Layout::from_size_align(2 << 20, 4096) {
    Ok(l) => l,
    Err(_) => panic!("a layout"),
};
/// A refusal of so much says nothing about the rest of memory: the reserve would not help.
const LARGE: usize = 1 << 20;
static HELD: AtomicPtr<u8> = AtomicPtr::new(std::ptr::null_mut());
/// The reserve was given back since the breaker looked last.
static GIVEN_BACK: AtomicBool = AtomicBool::new(false);
/// The last thing asked of the allocator was refused.
static REFUSED: AtomicBool = AtomicBool::new(false);

/// `usual` bytes of address space; where that is limited (`ulimit -v`), at most one part in so many.
pub fn share(usual: usize, part: usize) -> usize {
    const PAGES: usize = 1 << 16;
    address_space_limit().map_or(usual, |limit| usual.min((limit / part).next_multiple_of(PAGES)))
}
/// The soft limit on address space, if there is one.
pub fn address_space_limit() -> Option<usize> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: getrlimit fills the struct it is given.
    let known = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } == 0;
    (known && limit.rlim_cur != libc::RLIM_INFINITY).then_some(limit.rlim_cur as usize)
}

struct Reserved;
#[global_allocator]
static ALLOCATOR: Reserved = Reserved;

impl Reserved {
    #[cold]
    #[inline(never)]
    fn refused(&self, bytes: usize, again: impl FnOnce() -> *mut u8) -> *mut u8 {
        let held = if bytes < LARGE { HELD.swap(std::ptr::null_mut(), Ordering::AcqRel) } else { std::ptr::null_mut() };
        let mut p = std::ptr::null_mut();
        if !held.is_null() {
            // SAFETY: allocated with this layout by `hold`.
            unsafe { System.dealloc(held, RESERVE) };
            GIVEN_BACK.store(true, Ordering::Release);
            p = again();
        }
        REFUSED.store(p.is_null(), Ordering::Relaxed);
        if p.is_null() {
            say_why_when_aborted();
        }
        p
    }
}
// SAFETY: blocks of the system's allocator, some kept meanwhile; a second attempt is one, too.
unsafe impl GlobalAlloc for Reserved {
    #[inline]
    unsafe fn alloc(&self, l: Layout) -> *mut u8 {
        let p = spare::alloc(l);
        if p.is_null() { self.refused(l.size(), || spare::alloc(l)) } else { p }
    }
    #[inline]
    unsafe fn alloc_zeroed(&self, l: Layout) -> *mut u8 {
        let p = spare::alloc_zeroed(l);
        if p.is_null() { self.refused(l.size(), || spare::alloc_zeroed(l)) } else { p }
    }
    #[inline]
    unsafe fn realloc(&self, old: *mut u8, l: Layout, size: usize) -> *mut u8 {
        let p = spare::realloc(old, l, size);
        if p.is_null() { self.refused(size, || spare::realloc(old, l, size)) } else { p }
    }
    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, l: Layout) {
        spare::dealloc(p, l)
    }
}

/// Takes the reserve if it is not there.
fn hold() {
    if !HELD.load(Ordering::Relaxed).is_null() {
        return;
    }
    // SAFETY: a layout that is not empty.
    let p = unsafe { System.alloc(RESERVE) };
    if !p.is_null() && HELD.compare_exchange(std::ptr::null_mut(), p, Ordering::AcqRel, Ordering::Relaxed).is_err() {
        // SAFETY: just allocated.
        unsafe { System.dealloc(p, RESERVE) };
    }
}
/// A collection has ended: takes the reserve again, and sees to it that the breaker notices if it was used.
pub fn after_collection() {
    if HELD.load(Ordering::Relaxed).is_null() {
        hold();
    }
    if GIVEN_BACK.load(Ordering::Relaxed) {
        crate::thread::thread().request_interrupt();
    }
}
/// For the eval breaker.
fn check() -> Result<(), Raised> {
    if GIVEN_BACK.swap(false, Ordering::AcqRel) { Err(memory_error()) } else { Ok(()) }
}

/// Only what may be done in a handler. An abort that has nothing to do with memory has its usual effect.
extern "C" fn aborted(signal: i32) {
    // SAFETY: plain system calls on memory that lives for ever.
    unsafe {
        if REFUSED.load(Ordering::Relaxed) {
            let text = "MemoryError: out of memory\n";
            libc::write(2, text.as_ptr().cast(), text.len());
            libc::_exit(1);
        }
        libc::signal(signal, libc::SIG_DFL);
        libc::raise(signal);
    }
}
/// The process is about to be aborted for another reason.
pub fn abort_is_meant() {
    REFUSED.store(false, Ordering::Relaxed);
}

/// Not before it is needed: programs see the action.
fn say_why_when_aborted() {
    // SAFETY: a zeroed action is valid; the handler does only what handlers may do.
    unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = aborted as extern "C" fn(i32) as usize;
        new.sa_flags = libc::SA_ONSTACK | libc::SA_NODEFER;
        libc::sigaction(libc::SIGABRT, &new, std::ptr::null_mut());
    }
}

/// Takes the reserve. At start-up, when there is a thread that runs Python code.
pub fn init() {
    hold();
    spare::keep();
    crate::interp::breaker::add_hook(check);
}
