//! A thread that runs Python: its frame stack, its current exception, what the dispatcher needs.
//!
//! `thread()` is the thread that holds the GIL.

use std::cell::Cell;
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use crate::builtins::exceptions::Exc;
use crate::object::Raised;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::heap::Tracer;
use crate::object::value::Value;

/// Words reserved for a thread's frame stack (address space; touched pages cost memory).
pub const STACK_WORDS: usize = 1 << 27;

#[repr(C)]
pub struct Thread {
    /// Handler table in use (dispatch jumps through it).
    pub table: [Cell<usize>; crate::bytecode::ops::OP_COUNT],
    /// pc and base of the innermost Python frame, valid while native code runs (parked by slow paths).
    pub pc: Cell<*const u64>,
    pub base: Cell<*mut Value>,
    /// Windows must end below this.
    pub limit: Cell<*mut Value>,
    /// What `limit` is when no interrupt is requested.
    pub soft_limit: Cell<*mut Value>,
    /// Set when the eval breaker has something to do; polled at back edges.
    pub interrupt: AtomicU32,
    pub stack_start: Cell<*mut Value>,
    pub stack_end: Cell<*mut Value>,
    /// The exception being raised, or 0.
    exception: Cell<u64>,
    /// The exception being handled (`sys.exc_info`), or 0.
    handled: Cell<u64>,
    /// What the end of a compiled function's room must be below: `limit`, or less where the native stack is short.
    pub trace_limit: Cell<*mut Value>,
    /// Entries into compiled code that have not left yet.
    pub compiled: Cell<u32>,
    /// Base of the frame in which compiled code was entered last, while `compiled` is not 0.
    pub compiled_base: Cell<*mut Value>,
    /// Where the frame returns to whose link is `CONT_RECORD`; null: there is none.
    pub record_link: Cell<*const u64>,
    /// What running Python code from native code means at present.
    pub quiet: Cell<Quiet>,
    /// Where compiled traces write what they leave behind.
    pub exit_cursor: Cell<*mut u64>,
    /// Somebody made a frame object or wrote to a frame's variables from outside: compiled code leaves.
    pub frames_touched: AtomicU32,
    /// The next unwinding starts without a traceback entry of its own (`RERAISE`).
    pub reraise: Cell<bool>,
    /// Windows whose arguments are being bound.
    pub binding: Cell<*const crate::interp::bind::Binding>,
    pub recursion_limit: Cell<u32>,
    /// The frame that the stack's limit was worked out from, and how deep it lies (`interp/depth.rs`).
    pub mark: Cell<*mut Value>,
    pub mark_depth: Cell<u32>,
    /// Calls allowed beyond it at present.
    pub spare_depth: Cell<u32>,
    /// Native code below this stack address raises RecursionError.
    pub native_limit: Cell<usize>,
    pub tracing: Cell<u32>,
    /// What the trace function is being told. (A thread's first state: all zero.)
    pub told: Cell<crate::interp::jump::Told>,
    pub trace_func: Cell<u64>,
    pub profile_func: Cell<u64>,
    /// Current context (contextvars), async generator hooks.
    pub context: Cell<u64>,
    pub asyncgen_firstiter: Cell<u64>,
    pub asyncgen_finalizer: Cell<u64>,
    pub ident: Cell<u64>,
    pub next: AtomicPtr<Thread>,
}

/// What happens when native code is about to run Python code or to look at frames.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Quiet {
    /// It does. (A thread's first state: all zero.)
    No = 0,
    /// It does, and that is noted.
    Watch,
    /// It did while it was watched.
    Ran,
    /// It gets an exception: compiled code has not put the frames in memory.
    Refuse,
    /// It was refused.
    Refused,
}

static CURRENT: AtomicPtr<Thread> = AtomicPtr::new(std::ptr::null_mut());

/// The thread that holds the GIL (the caller).
#[inline(always)]
pub fn thread() -> &'static Thread {
    // SAFETY: set before any Python code runs; threads are never freed while current.
    unsafe { &*CURRENT.load(Ordering::Relaxed) }
}
/// Called whenever the GIL changes hands.
pub fn set_current(t: *mut Thread) {
    CURRENT.store(t, Ordering::Relaxed)
}

impl Thread {
    /// Traces everything but the frames (those are `interp`'s).
    pub fn trace(&self, t: &mut Tracer) {
        for c in [
            &self.exception,
            &self.handled,
            &self.trace_func,
            &self.profile_func,
            &self.context,
            &self.asyncgen_firstiter,
            &self.asyncgen_finalizer,
        ] {
            t.word(c.get());
        }
    }

    // --- the exception being raised
    /// Sets the exception being raised (an instance), without touching its context or traceback.
    pub fn set_exception(&self, e: Gc<Exception>) -> Raised {
        self.exception.set(e.addr());
        Raised
    }
    pub fn exception(&self) -> Option<Gc<Exception>> {
        // SAFETY: holds 0 or an exception.
        unsafe { Value::from_bits_opt(self.exception.get()).map(|v| v.cast_unchecked()) }
    }
    #[inline(always)]
    pub fn is_handling(&self) -> bool {
        self.handled.get() != 0
    }
    /// Takes the exception that a `Raised` told of.
    pub fn take_exception(&self) -> Gc<Exception> {
        let e = self.exception().unwrap_or_else(|| {
            debug_assert!(false, "Raised without an exception");
            let _ = crate::builtins::exceptions::system_error("error return without exception set");
            self.exception().expect("just set")
        });
        self.exception.set(0);
        e
    }
    pub fn clear_exception(&self) {
        self.exception.set(0);
    }
    /// Is the exception being raised an instance of this class?
    pub fn exception_is(&self, c: Exc) -> bool {
        self.exception().is_some_and(|e| crate::object::shape::type_of(e.value()).is_subtype(c.class()))
    }
    /// If the exception being raised is of this class, forgets it.
    pub fn catch(&self, c: Exc) -> bool {
        let yes = self.exception_is(c);
        if yes {
            self.clear_exception();
        }
        yes
    }

    // --- the exception being handled
    /// Where the word of it is, for compiled code.
    pub const HANDLED: usize = std::mem::offset_of!(Thread, handled);
    pub const EXCEPTION: usize = std::mem::offset_of!(Thread, exception);
    pub const RERAISE: usize = std::mem::offset_of!(Thread, reraise);
    pub fn handled(&self) -> Option<Value> {
        // SAFETY: holds 0 or an exception.
        unsafe { Value::from_bits_opt(self.handled.get()) }
    }
    pub fn set_handled(&self, e: Option<Value>) {
        self.handled.set(e.map_or(0, Value::bits))
    }

    /// `sys.settrace`, `sys.setprofile` or `sys.monitoring` is in force.
    #[inline(always)]
    pub fn tracing_enabled(&self) -> bool {
        ((self.trace_func.get() | self.profile_func.get()) != 0 || crate::interp::monitor::active() != 0)
            && self.tracing.get() == 0
    }
    /// Native code is about to run Python code. What `quiet` has to be afterwards, or an exception.
    #[inline(always)]
    pub fn enter_python(&self) -> Result<Quiet, Raised> {
        if self.quiet.get() == Quiet::No { Ok(Quiet::No) } else { self.enter_python_watched() }
    }
    #[cold]
    #[inline(never)]
    fn enter_python_watched(&self) -> Result<Quiet, Raised> {
        match self.quiet.get() {
            Quiet::No => Ok(Quiet::No),
            Quiet::Watch | Quiet::Ran => {
                self.quiet.set(Quiet::No);
                Ok(Quiet::Ran)
            }
            Quiet::Refuse | Quiet::Refused => {
                self.quiet.set(Quiet::Refused);
                Err(crate::builtins::exceptions::system_error("Python code where compiled code expects none"))
            }
        }
    }
    /// Native code looks at frames.
    #[inline]
    pub fn looks_at_frames(&self) {
        if self.quiet.get() == Quiet::Watch {
            self.quiet.set(Quiet::Ran);
        }
    }
    /// Native code looks at what all frames hold. An exception if compiled code has not put them in memory.
    pub fn need_frames(&self) -> Result<(), Raised> {
        if self.quiet.get() == Quiet::Refuse {
            self.enter_python()?;
        }
        self.looks_at_frames();
        Ok(())
    }
    /// Makes the eval breaker look at the next back edge or call. Signal handlers do this, too.
    pub fn request_interrupt(&self) {
        self.interrupt.store(1, Ordering::Release);
        self.trace_limit.set(std::ptr::null_mut());
        // no window fits any more: calls take the slow path, which polls
        self.limit.set(self.stack_start.get());
    }

    #[cold]
    pub fn raise_memory_error(&self) -> Raised {
        crate::builtins::exceptions::raise_plain(Exc::MemoryError)
    }

    /// Guards recursion in native code (repr, compare, parsers): `Err(RecursionError)` when the native stack runs low.
    #[inline(always)]
    pub fn check_native_stack(&self, doing: &str) -> Result<(), Raised> {
        let here = &doing as *const _ as usize;
        if here < self.native_limit.get() { Err(self.native_overflow(doing)) } else { Ok(()) }
    }
    #[cold]
    #[inline(never)]
    fn native_overflow(&self, doing: &str) -> Raised {
        crate::builtins::exceptions::raise(Exc::RecursionError, format!("maximum recursion depth exceeded{doing}"))
    }
}
