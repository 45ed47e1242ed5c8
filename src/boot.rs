//! Bringing the machine up for unit tests (the command does it in `cli::startup`).

use crate::builtins;
use crate::interp::{dispatch, frames, scan};
use crate::object::heap::{Heap, HeapOptions, Tracer, heap};
use crate::object::value::Value;
use crate::thread::{STACK_WORDS, Thread, set_current, thread};
use crate::vm;

/// Native stack below which recursion in native code stops, in bytes above its end.
const NATIVE_RESERVE: usize = 256 << 10;

/// Makes heap, classes and the calling thread's `Thread`. `native_stack`: bytes of native stack the caller has.
pub fn init(options: HeapOptions, hash_seed: Option<u64>, native_stack: usize) {
    Heap::init(options);
    let th = new_thread(native_stack);
    set_current(th);
    vm::init(hash_seed);
    heap().add_root_scanner(trace_current);
    builtins::init();
}
fn trace_current(t: &mut Tracer) {
    scan::trace_thread(thread(), t);
}

/// A thread object with a reserved frame stack.
pub fn new_thread(native_stack: usize) -> *mut Thread {
    let stack = memmap2::MmapOptions::new().len(STACK_WORDS * 8).no_reserve_swap().map_anon();
    let mut stack = stack.unwrap_or_else(|e| {
        eprintln!("sidewinder: cannot reserve address space for a frame stack: {e}");
        std::process::exit(1)
    });
    let start = stack.as_mut_ptr() as *mut Value;
    std::mem::forget(stack);
    // SAFETY: all-zero is a valid `Thread` (cells of integers and null pointers).
    let th: Box<Thread> = unsafe { Box::new_zeroed().assume_init() };
    for (slot, h) in th.table.iter().zip(dispatch::table()) {
        slot.set(h);
    }
    th.stack_start.set(start);
    th.stack_end.set(start.wrapping_add(STACK_WORDS));
    th.recursion_limit.set(1000);
    let here = &th as *const _ as usize;
    th.native_limit.set(here.saturating_sub(native_stack.saturating_sub(NATIVE_RESERVE)));
    let limit = start.wrapping_add(1000 * frames::LINK);
    th.limit.set(limit);
    th.soft_limit.set(limit);
    Box::into_raw(th)
}

/// Runs a test against the process's one virtual machine, tests taking turns.
pub fn with_vm<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    const STACK: usize = 256 << 20;
    static LOCK: std::sync::Mutex<bool> = std::sync::Mutex::new(false);
    let mut up = LOCK.lock().unwrap_or_else(|e| e.into_inner());
    let _heap = crate::object::heap::test_lock();
    let first = !std::mem::replace(&mut *up, true);
    std::thread::scope(|s| {
        let run = move || {
            if first {
                init(HeapOptions::default(), Some(0), STACK);
            } else {
                set_current(new_thread(STACK));
            }
            f()
        };
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(s, run).map(|h| h.join()) {
            Ok(Ok(r)) => r,
            Ok(Err(p)) => std::panic::resume_unwind(p),
            Err(e) => panic!("no thread: {e}"),
        }
    })
}
