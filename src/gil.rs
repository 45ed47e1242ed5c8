//! The GIL, and the threads that take turns holding it.
//!
//! A thread that wants the GIL waits for the switch interval and then asks the holder's eval breaker to give it up.
//! `allow_threads` gives it up around blocking system calls; while there is one thread only it costs nothing.
//! Giving it up parks the thread with the heap, so that collections of others see its stack.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::object::heap::{Tracer, heap};
use crate::object::value::Value;
use crate::thread::{STACK_WORDS, Thread, set_current, thread};

struct State {
    held: bool,
    waiting: usize,
    /// Counts changes of hands.
    switches: u64,
}
static STATE: Mutex<State> = Mutex::new(State { held: false, waiting: 0, switches: 0 });
static CHANGED: Condvar = Condvar::new();
static DROP_REQUEST: AtomicBool = AtomicBool::new(false);
/// `sys.getrecursionlimit()` of a fresh interpreter.
const DEFAULT_RECURSION_LIMIT: u32 = 1000;
/// Microseconds.
static INTERVAL: AtomicU64 = AtomicU64::new(5000);
/// Threads that run or wait to run Python.
static COUNT: AtomicUsize = AtomicUsize::new(0);
/// All of them, linked by `next`; changed under the GIL.
static ALL: AtomicPtr<Thread> = AtomicPtr::new(ptr::null_mut());
/// Ended ones, whose stacks are used again.
static POOL: Mutex<Vec<usize>> = Mutex::new(Vec::new());
/// The thread that started the interpreter: signals are handled there.
static MAIN: AtomicPtr<Thread> = AtomicPtr::new(ptr::null_mut());
static FINALIZING: AtomicBool = AtomicBool::new(false);

thread_local! {
    static OWN: Cell<*mut Thread> = const { Cell::new(ptr::null_mut()) };
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Threads that run or wait to run Python.
pub fn count() -> usize {
    COUNT.load(Ordering::Relaxed)
}
pub fn main_thread() -> *mut Thread {
    MAIN.load(Ordering::Acquire)
}
pub fn is_main() -> bool {
    ptr::eq(thread(), main_thread())
}
pub fn interval_micros() -> u64 {
    INTERVAL.load(Ordering::Relaxed)
}
pub fn set_interval_micros(n: u64) {
    INTERVAL.store(n.max(1), Ordering::Relaxed)
}
/// From now on other threads never get the GIL again.
pub fn set_finalizing() {
    FINALIZING.store(true, Ordering::SeqCst)
}
pub fn is_finalizing() -> bool {
    FINALIZING.load(Ordering::SeqCst)
}
/// All threads; valid under the GIL.
pub fn threads() -> impl Iterator<Item = &'static Thread> {
    // SAFETY: the list changes under the GIL only, which the caller has; its threads live.
    let at = |p: *mut Thread| unsafe { p.as_ref() };
    std::iter::successors(at(ALL.load(Ordering::Acquire)), move |t| at(t.next.load(Ordering::Acquire)))
}
/// What the interpreter does for a thread: tracing its frames, making it ready to run (empty stack, handler table).
pub struct Hooks {
    pub trace: fn(&Thread, &mut Tracer),
    pub reset: fn(&Thread),
}
static HOOKS: OnceLock<Hooks> = OnceLock::new();
/// Before the first `attach`.
pub fn set_hooks(h: Hooks) {
    if HOOKS.set(h).is_ok() {
        heap().add_root_scanner(trace_threads);
    }
}
fn trace_threads(t: &mut Tracer) {
    if let Some(h) = HOOKS.get() {
        threads().for_each(|th| (h.trace)(th, t));
    }
}
fn reset(th: &Thread) {
    th.pc.set(ptr::null());
    th.base.set(ptr::null_mut());
    th.limit.set(th.stack_start.get());
    th.mark.set(ptr::null_mut());
    th.interrupt.store(0, Ordering::Release);
    for c in [&th.trace_func, &th.profile_func, &th.context, &th.asyncgen_firstiter, &th.asyncgen_finalizer] {
        c.set(0);
    }
    th.clear_exception();
    th.set_handled(None);
    th.tracing.set(0);
    if let Some(h) = HOOKS.get() {
        (h.reset)(th);
    }
}

/// A thread object for the calling OS thread, with a frame stack of its own. `native_limit` as in `Thread`.
/// Returns nothing if there is no address space for the stack.
pub fn attach(native_limit: usize) -> Option<&'static Thread> {
    let p = match POOL.lock().unwrap_or_else(PoisonError::into_inner).pop() {
        Some(p) => p as *mut Thread,
        None => new_thread()?,
    };
    COUNT.fetch_add(1, Ordering::SeqCst);
    // SAFETY: a fresh or pooled thread object that nobody else uses.
    let th = unsafe { &*p };
    th.native_limit.set(native_limit);
    // SAFETY: no preconditions.
    th.ident.set(unsafe { libc::pthread_self() } as u64);
    OWN.set(p);
    take(p);
    // under the GIL from here on
    th.next.store(ALL.load(Ordering::Acquire), Ordering::Release);
    ALL.store(p, Ordering::Release);
    if MAIN.load(Ordering::Acquire).is_null() {
        MAIN.store(p, Ordering::Release);
    }
    heap().register_thread();
    Some(th)
}

/// The calling thread ends: gives the GIL up for good.
pub fn detach() {
    let own = OWN.replace(ptr::null_mut());
    let mut at = &ALL;
    loop {
        let p = at.load(Ordering::Acquire);
        if p.is_null() {
            break;
        }
        // SAFETY: threads in the list live.
        let next = unsafe { &(*p).next };
        if p == own {
            at.store(next.load(Ordering::Acquire), Ordering::Release);
            break;
        }
        at = next;
    }
    // SAFETY: the frame stack is empty now; what it held is forgotten.
    unsafe {
        let th = &*own;
        reset(th);
        let bytes = th.stack_end.get() as usize - th.stack_start.get() as usize;
        libc::madvise(th.stack_start.get() as *mut libc::c_void, bytes, libc::MADV_DONTNEED);
    }
    COUNT.fetch_sub(1, Ordering::SeqCst);
    POOL.lock().unwrap_or_else(PoisonError::into_inner).push(own as usize);
    give();
}

fn new_thread() -> Option<*mut Thread> {
    const GUARD: usize = 1 << 16;
    let bytes = crate::memory::share(STACK_WORDS * 8, 16);
    let map = memmap2::MmapOptions::new().len(bytes + GUARD).no_reserve_swap().map_anon().ok()?;
    let start = Box::leak(Box::new(map)).as_mut_ptr();
    // SAFETY: the last pages of the mapping become the guard.
    unsafe { libc::mprotect(start.add(bytes) as *mut libc::c_void, GUARD, libc::PROT_NONE) };
    // SAFETY: all fields are cells or atomics for which zero is a value.
    let th = unsafe { Box::<Thread>::new_zeroed().assume_init() };
    th.stack_start.set(start as *mut Value);
    th.stack_end.set(start.wrapping_add(bytes) as *mut Value);
    th.recursion_limit.set(DEFAULT_RECURSION_LIMIT);
    if let Some(first) = threads().last() {
        th.recursion_limit.set(first.recursion_limit.get());
    }
    heap().ignore_in_stray(start as usize, bytes + GUARD);
    reset(&th);
    Some(Box::into_raw(th))
}

fn hang() -> ! {
    loop {
        std::thread::sleep(Duration::from_secs(3600));
    }
}

/// Waits for the GIL and takes it for `own`.
fn take(own: *mut Thread) {
    if is_finalizing() && own != main_thread() && !main_thread().is_null() {
        hang();
    }
    let mut s = state();
    s.waiting += 1;
    while s.held {
        let seen = s.switches;
        let wait = Duration::from_micros(interval_micros());
        let (guard, timeout) = CHANGED.wait_timeout(s, wait).unwrap_or_else(PoisonError::into_inner);
        s = guard;
        if timeout.timed_out() && s.held && s.switches == seen {
            DROP_REQUEST.store(true, Ordering::SeqCst);
            // the holder cannot change while the state is locked
            thread().request_interrupt();
        }
    }
    s.waiting -= 1;
    s.held = true;
    s.switches += 1;
    DROP_REQUEST.store(false, Ordering::SeqCst);
    set_current(own);
    drop(s);
    CHANGED.notify_all();
    if is_finalizing() && own != main_thread() && !main_thread().is_null() {
        give();
        hang();
    }
}
fn give() {
    let mut s = state();
    s.held = false;
    drop(s);
    CHANGED.notify_all();
}

/// Runs `f`, which must not touch Python objects, without the GIL. The error number that `f` left stays.
pub fn allow_threads<R>(f: impl FnOnce() -> R) -> R {
    if count() <= 1 {
        return f();
    }
    let slot = heap().register_thread();
    heap().park(slot);
    give();
    let outer = AWAY.replace(true);
    let r = f();
    // SAFETY: the thread's own error number.
    let errno = unsafe { *libc::__errno_location() };
    AWAY.set(outer);
    take(OWN.get());
    heap().unpark(slot);
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = errno };
    r
}
thread_local! {
    /// This thread is inside `allow_threads` and has given the GIL up.
    static AWAY: Cell<bool> = const { Cell::new(false) };
}
/// Inside `allow_threads`: takes the GIL back for the time of `f`, a callback that touches Python objects.
pub fn reenter<R>(f: impl FnOnce() -> R) -> R {
    if !AWAY.get() {
        return f();
    }
    let slot = heap().register_thread();
    take(OWN.get());
    heap().unpark(slot);
    AWAY.set(false);
    let r = f();
    AWAY.set(true);
    heap().park(slot);
    give();
    r
}

/// Eval-breaker hook: lets others run if somebody asked.
pub fn yield_if_requested() -> Result<(), crate::object::Raised> {
    if !DROP_REQUEST.load(Ordering::SeqCst) || count() <= 1 {
        return Ok(());
    }
    DROP_REQUEST.store(false, Ordering::SeqCst);
    allow_threads(|| {
        // wait until one of those who asked has had it
        let mut s = state();
        let seen = s.switches;
        while s.switches == seen && s.waiting > 0 {
            let r = CHANGED.wait_timeout(s, Duration::from_millis(5)).unwrap_or_else(PoisonError::into_inner);
            s = r.0;
        }
    });
    Ok(())
}

/// Forks with the GIL held and its state locked, so that the child finds it whole. In the child the calling thread is the
/// only one and holds the GIL.
pub fn fork() -> libc::pid_t {
    let guard = heap().fork_guard();
    let mut s = state();
    // SAFETY: no preconditions.
    let pid = unsafe { libc::fork() };
    if pid != 0 {
        return pid;
    }
    s.waiting = 0;
    s.held = true;
    drop(s);
    drop(guard);
    heap().after_fork_in_child();
    let own = OWN.get();
    // SAFETY: the calling thread's own object.
    unsafe { (*own).next.store(ptr::null_mut(), Ordering::Release) };
    ALL.store(own, Ordering::Release);
    MAIN.store(own, Ordering::Release);
    COUNT.store(1, Ordering::SeqCst);
    pid
}
