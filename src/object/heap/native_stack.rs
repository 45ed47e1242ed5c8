//! Native stacks: where they are, and getting registers into memory so that a scan sees them.
//!
//! All that depends on the operating system or the processor is in this file. The table of threads has its own lock, because
//! a thread that ends removes itself without the GIL.

use super::mark::Tracer;
use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Identifies a registered thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThreadSlot(u32);

/// Words of stack that are copied when a thread parks: the functions that gave the GIL up may return before the
/// thread waits, and what they had saved of their callers' registers is then found in the copy.
const COPY_WORDS: usize = 256;

struct Thread {
    /// One past the highest address of the stack.
    top: usize,
    /// Stack pointer when it parked; 0 while it runs.
    sp: usize,
    copy: Vec<u64>,
    identity: libc::pthread_t,
}

static THREADS: Mutex<Vec<Option<Thread>>> = Mutex::new(Vec::new());

/// Removes the thread from the table when it ends.
struct Registration(Cell<Option<ThreadSlot>>);

impl Drop for Registration {
    fn drop(&mut self) {
        if let Some(slot) = self.0.get() {
            threads()[slot.0 as usize] = None;
        }
    }
}

thread_local! {
    static CURRENT: Registration = const { Registration(Cell::new(None)) };
}

fn threads() -> MutexGuard<'static, Vec<Option<Thread>>> {
    THREADS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The calling thread's slot; registers it if necessary.
pub(super) fn register_current() -> ThreadSlot {
    if let Ok(Some(slot)) = CURRENT.try_with(|current| current.0.get()) {
        return slot;
    }
    // SAFETY: no preconditions.
    let identity = unsafe { libc::pthread_self() };
    let thread = Thread { top: stack_top(), sp: 0, copy: Vec::new(), identity };
    let mut threads = threads();
    let index = threads.iter().position(Option::is_none).unwrap_or_else(|| {
        threads.push(None);
        threads.len() - 1
    });
    threads[index] = Some(thread);
    let slot = ThreadSlot(index as u32);
    // Fails only while the thread is ending; then the entry must not outlive this call's stack.
    if CURRENT.try_with(|current| current.0.set(Some(slot))).is_err() {
        eprintln!("sidewinder: a thread that is ending uses the heap");
        std::process::abort();
    }
    slot
}

pub(super) fn park(slot: ThreadSlot, sp: usize) {
    if let Some(thread) = &mut threads()[slot.0 as usize] {
        let words = ((thread.top - sp) / 8).min(COPY_WORDS);
        thread.copy.clear();
        // SAFETY: the thread's own stack between its stack pointer and its top.
        thread.copy.extend((0..words).map(|i| unsafe { (sp as *const u64).add(i).read_volatile() }));
        thread.sp = sp;
    }
}

pub(super) fn unpark(slot: ThreadSlot) {
    if let Some(thread) = &mut threads()[slot.0 as usize] {
        thread.sp = 0;
        // Leave nothing behind that the search for stray pointers would find.
        thread.copy.fill(0);
    }
}

pub(super) struct ForkGuard(
    #[expect(dead_code, reason = "held for its lock")] MutexGuard<'static, Vec<Option<Thread>>>,
);

impl Drop for ForkGuard {
    fn drop(&mut self) {}
}

pub(super) fn fork_guard() -> ForkGuard {
    ForkGuard(threads())
}

pub(super) fn forget_other_threads() {
    // SAFETY: no preconditions.
    let current = unsafe { libc::pthread_self() };
    for thread in threads().iter_mut() {
        if thread.as_ref().is_some_and(|thread| thread.identity != current) {
            *thread = None;
        }
    }
}

/// Passes the stacks of all threads: the calling one from `sp`, parked ones from where they parked. Threads that neither
/// park nor collect hold no pointers (they have never had the GIL, or wait for it the first time).
pub(super) fn scan(sp: usize, tracer: &mut Tracer) {
    let current = register_current();
    for (index, thread) in threads().iter().enumerate() {
        let Some(thread) = thread else { continue };
        let from = if index == current.0 as usize { sp & !7 } else { thread.sp };
        if from == 0 {
            continue;
        }
        // SAFETY: live stack of a thread that cannot end while the table is locked.
        unsafe {
            tracer.conservative(from as *const u64, (thread.top - from) / 8);
            if index != current.0 as usize {
                tracer.conservative(thread.copy.as_ptr(), thread.copy.len());
            }
        }
    }
}

/// The address ranges of registered stacks' live parts start here; used to leave stacks out of searches.
pub(super) fn is_stack_mapping(from: usize, to: usize) -> bool {
    threads().iter().flatten().any(|thread| from < thread.top && thread.top <= to)
}

/// Overwrites the stack just below the caller, so that words of finished calls do not turn up as roots in the holes
/// of later frames.
#[inline(never)]
pub(super) fn clear_dead_stack() {
    let mut words = [0u64; 512];
    std::hint::black_box(&mut words);
}

/// Calls `f` with a stack pointer above which all registers that the callers may keep pointers in are in memory.
#[inline(never)]
pub(super) fn with_spilled_registers<R>(f: impl FnOnce(usize) -> R) -> R {
    let mut registers = [0u64; 12];
    spill(&mut registers);
    let result = f(registers.as_ptr() as usize);
    std::hint::black_box(&registers);
    result
}

/// Stores the callee-saved registers. Other registers are in the callers' frames already.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn spill(registers: &mut [u64; 12]) {
    // SAFETY: stores six words into an array of twelve.
    unsafe {
        core::arch::asm!(
            "mov [{to}], rbx", "mov [{to} + 8], rbp", "mov [{to} + 16], r12",
            "mov [{to} + 24], r13", "mov [{to} + 32], r14", "mov [{to} + 40], r15",
            to = in(reg) registers.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

/// Stores the callee-saved registers. Other registers are in the callers' frames already.
#[cfg(target_arch = "aarch64")]
#[inline(always)]
fn spill(registers: &mut [u64; 12]) {
    // SAFETY: stores twelve words into an array of twelve.
    unsafe {
        core::arch::asm!(
            "stp x19, x20, [{to}]", "stp x21, x22, [{to}, #16]", "stp x23, x24, [{to}, #32]",
            "stp x25, x26, [{to}, #48]", "stp x27, x28, [{to}, #64]", "stp x29, x30, [{to}, #80]",
            to = in(reg) registers.as_mut_ptr(),
            options(nostack, preserves_flags),
        );
    }
}

/// One past the highest address of the calling thread's stack.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
fn stack_top() -> usize {
    // SAFETY: the attribute object is filled by the call before it is read, and destroyed after.
    unsafe {
        let mut attributes: libc::pthread_attr_t = std::mem::zeroed();
        let (mut low, mut size) = (std::ptr::null_mut(), 0);
        if libc::pthread_getattr_np(libc::pthread_self(), &mut attributes) != 0
            || libc::pthread_attr_getstack(&attributes, &mut low, &mut size) != 0
        {
            eprintln!("sidewinder: the system does not say where the stack is");
            std::process::exit(1);
        }
        libc::pthread_attr_destroy(&mut attributes);
        low as usize + size
    }
}

/// One past the highest address of the calling thread's stack.
#[cfg(target_os = "macos")]
fn stack_top() -> usize {
    // SAFETY: no preconditions.
    unsafe { libc::pthread_get_stackaddr_np(libc::pthread_self()) as usize }
}
