//! `_thread`: OS threads under the GIL, locks, thread-local data.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::builtins::exceptions::{Exc, overflow_error, runtime_error, type_error, value_error};
use crate::gil;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, alloc_droppable};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, compare, iter, number};
use crate::thread::thread;
use crate::vm::vm;

/// Longest timeout, in seconds.
const TIMEOUT_MAX: f64 = 9223372036.0;
/// Native stack of a thread.
fn stack() -> usize {
    crate::memory::share(64 << 20, 32)
}
const STACK_RESERVE: usize = 512 << 10;

/// A lock that any thread may release.
#[derive(Default)]
pub struct RawLock {
    held: Mutex<bool>,
    changed: Condvar,
}
impl RawLock {
    fn try_take(&self) -> bool {
        !std::mem::replace(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner), true)
    }
    /// Waits without the GIL, in slices so that signals are noticed. `None`: for ever.
    fn take(&self, timeout: Option<Duration>) -> Result<bool, Raised> {
        if self.try_take() {
            return Ok(true);
        }
        let end = timeout.map(|t| Instant::now() + t);
        loop {
            let left = end.map(|e| e.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Ok(false);
            }
            let slice = left.unwrap_or(Duration::from_millis(50)).min(Duration::from_millis(50));
            let got = gil::allow_threads(|| {
                let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
                let (mut held, _) =
                    self.changed.wait_timeout_while(held, slice, |h| *h).unwrap_or_else(PoisonError::into_inner);
                !std::mem::replace(&mut *held, true)
            });
            if got {
                return Ok(true);
            }
            if crate::interp::breaker::pending() {
                crate::interp::breaker::poll()?;
            }
        }
    }
    fn release(&self) -> bool {
        let was = std::mem::replace(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner), false);
        self.changed.notify_one();
        was
    }
    fn is_held(&self) -> bool {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

layout! {
    pub struct Lock: Lock {
        raw lock: Arc<RawLock>,
    }
}
layout! {
    pub struct RLock: RLock {
        raw lock: Arc<RawLock>,
        /// Thread that holds it.
        raw owner: Cell<u64>,
        raw count: Cell<u64>,
    }
}
layout! {
    /// Thread-local data: a dict per thread, by the thread's number.
    pub struct Local: ThreadLocal {
        gc dicts: Ptr<Dict>,
        gc args: Ptr<Tuple>,
        gc kwargs: Ptr<Dict>,
    }
}
layout! {
    /// A thread that can be joined.
    pub struct Handle: ThreadHandle {
        raw ident: Arc<AtomicU64>,
        /// Held while the thread runs.
        raw done: Arc<RawLock>,
        raw joined: Cell<bool>,
    }
}

static LOCK: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /)", |_| Ok(new_lock().value()), "A new lock."),
    NativeDef::new("acquire(self, /, blocking=True, timeout=-1)", acquire, "Lock the lock."),
    NativeDef::new("acquire_lock(self, /, blocking=True, timeout=-1)", acquire, "Lock the lock."),
    NativeDef::new("release(self, /)", release, "Release the lock."),
    NativeDef::new("release_lock(self, /)", release, "Release the lock."),
    NativeDef::new("locked(self, /)", |a| Ok(boolean(lock(a[0]).is_held())), "Is the lock held?"),
    NativeDef::new("locked_lock(self, /)", |a| Ok(boolean(lock(a[0]).is_held())), "Is the lock held?"),
    NativeDef::new("__enter__(self, /)", acquire, "Lock the lock."),
    NativeDef::new("__exit__(self, /, *exc)", release, "Release the lock."),
    NativeDef::new(
        "_at_fork_reinit(self, /)",
        |a| {
            lock(a[0]).release();
            Ok(none())
        },
        "",
    ),
    NativeDef::new("__repr__(self, /)", lock_repr, "Return repr(self)."),
];
static RLOCK: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", |_| Ok(new_rlock().value()), "A new reentrant lock."),
    NativeDef::new("acquire(self, /, blocking=True, timeout=-1)", r_acquire, "Lock the lock."),
    NativeDef::new("release(self, /)", r_release, "Release the lock."),
    NativeDef::new("locked(self, /)", |a| Ok(boolean(rlock(a[0]).count.get() > 0)), "Is the lock held?"),
    NativeDef::new("__enter__(self, /)", r_acquire, "Lock the lock."),
    NativeDef::new("__exit__(self, /, *exc)", r_release, "Release the lock."),
    NativeDef::new("_is_owned(self, /)", |a| Ok(boolean(owned(rlock(a[0])))), "Does this thread hold it?"),
    NativeDef::new(
        "_recursion_count(self, /)",
        |a| Ok(Value::uint(if owned(rlock(a[0])) { rlock(a[0]).count.get() } else { 0 })),
        "",
    ),
    NativeDef::new("_release_save(self, /)", r_release_save, ""),
    NativeDef::new("_acquire_restore(self, state, /)", r_acquire_restore, ""),
    NativeDef::new("_at_fork_reinit(self, /)", r_reinit, ""),
    NativeDef::new("__repr__(self, /)", rlock_repr, "Return repr(self)."),
];
static LOCAL: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", local_new, "Thread-local data."),
    NativeDef::new("__getattribute__(self, name, /)", local_get, "Return getattr(self, name)."),
    NativeDef::new("__setattr__(self, name, value, /)", local_set, "Implement setattr(self, name, value)."),
    NativeDef::new("__delattr__(self, name, /)", local_del, "Implement delattr(self, name)."),
];
static HANDLE: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /)", |_| Ok(new_handle(0, Arc::new(RawLock::default())).value()), ""),
    NativeDef::new("join(self, timeout=None, /)", join, "Wait for the thread to end."),
    NativeDef::new("is_done(self, /)", |a| Ok(boolean(!handle(a[0]).done.is_held())), "Has the thread ended?"),
    NativeDef::new(
        "_set_done(self, /)",
        |a| {
            handle(a[0]).done.release();
            Ok(none())
        },
        "",
    ),
];
static HANDLE_ATTRS: &[GetSetDef] =
    &[GetSetDef::ro("ident", |v| Ok(Value::uint(handle(v).ident.load(Ordering::SeqCst))), "Number of the thread.")];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "lock",
        module: "_thread",
        kind: Kind::Lock,
        flags: f::WEAKREF,
        methods: &[LOCK],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "RLock",
        module: "_thread",
        kind: Kind::RLock,
        flags: f::WEAKREF | f::BASETYPE,
        methods: &[RLOCK],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "_local",
        module: "_thread",
        kind: Kind::ThreadLocal,
        flags: f::WEAKREF | f::BASETYPE,
        methods: &[LOCAL],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "_ThreadHandle",
        module: "_thread",
        kind: Kind::ThreadHandle,
        flags: f::WEAKREF,
        methods: &[HANDLE],
        getsets: &[HANDLE_ATTRS],
        ..TypeDef::EMPTY
    },
];
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("allocate_lock()", |_| Ok(new_lock().value()), "Create a new lock object."),
    NativeDef::new("allocate()", |_| Ok(new_lock().value()), "Create a new lock object."),
    NativeDef::new("get_ident()", |_| Ok(Value::uint(thread().ident.get())), "Number of the current thread."),
    NativeDef::new("get_native_id()", native_id, "Number of the current thread as the system counts."),
    NativeDef::new("start_new_thread(function, args, kwargs={}, /)", start_new, "Start a new thread."),
    NativeDef::new("start_new(function, args, kwargs={}, /)", start_new, "Start a new thread."),
    NativeDef::new(
        "start_joinable_thread(function, handle=None, daemon=True)",
        start_joinable,
        "Start a new thread that can be joined.",
    ),
    NativeDef::new("_make_thread_handle(ident, /)", make_handle, ""),
    NativeDef::new("_get_main_thread_ident()", main_ident, ""),
    NativeDef::new("_is_main_interpreter()", |_| Ok(boolean(true)), ""),
    NativeDef::new("_count()", |_| Ok(Value::usize(gil::count().saturating_sub(1))), "Number of running threads."),
    NativeDef::new("_shutdown()", shutdown, "Wait for all non-daemon threads."),
    NativeDef::new("daemon_threads_allowed()", |_| Ok(boolean(true)), ""),
    NativeDef::new("stack_size(size=0, /)", |_| Ok(Value::small(0)), "Stack size of new threads."),
    NativeDef::new("set_name(name)", |_| Ok(none()), "Set the name of the current thread."),
    NativeDef::new("interrupt_main(signum=2, /)", interrupt_main, "Simulate a signal in the main thread."),
    NativeDef::new("exit()", |_| Err(crate::builtins::exceptions::raise_plain(Exc::SystemExit)), "End the thread."),
    NativeDef::new(
        "exit_thread()",
        |_| Err(crate::builtins::exceptions::raise_plain(Exc::SystemExit)),
        "End the thread.",
    ),
    NativeDef::new("_excepthook(args, /)", except_hook, "Handle an uncaught exception of a thread."),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = super::new_module("_thread", "Threads and locks.", FUNCTIONS)?;
    let d = m.dict.gc();
    d.set_text("error", Exc::RuntimeError.class())?;
    d.set_text("TIMEOUT_MAX", Value::float(TIMEOUT_MAX))?;
    for (n, k) in [
        ("LockType", Kind::Lock),
        ("lock", Kind::Lock),
        ("RLock", Kind::RLock),
        ("_local", Kind::ThreadLocal),
        ("_ThreadHandle", Kind::ThreadHandle),
    ] {
        d.set_text(n, type_of_kind(k))?;
    }
    d.set_text("_ExceptHookArgs", EXCEPT_ARGS.make())?;
    Ok(m)
}
static EXCEPT_ARGS: super::structseq::StructSeq = super::structseq::StructSeq {
    name: "_ExceptHookArgs",
    module: "_thread",
    doc: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    fields: &["exc_type", "exc_value", "exc_traceback", "thread"],
    hidden: &[],
    no_new: false,
};

// --- locks
pub fn new_lock() -> Gc<Lock> {
    alloc_droppable(Lock { header: Lock::HEADER, lock: Arc::new(RawLock::default()) })
}
fn new_rlock() -> Gc<RLock> {
    alloc_droppable(RLock {
        header: RLock::HEADER,
        lock: Arc::new(RawLock::default()),
        owner: Cell::new(0),
        count: Cell::new(0),
    })
}
fn lock(v: Value) -> Arc<RawLock> {
    v.cast::<Lock>().expect("the descriptor has checked the class").lock.clone()
}
fn rlock(v: Value) -> Gc<RLock> {
    v.cast().expect("the descriptor has checked the class")
}
fn owned(l: Gc<RLock>) -> bool {
    l.count.get() > 0 && l.owner.get() == thread().ident.get()
}
/// Parameters 1 (blocking) and 2 (timeout). `Some(zero)`: do not wait; `None`: for ever.
fn waiting(a: &Args) -> Result<Option<Duration>, Raised> {
    let blocking = a.opt(1).map_or(Ok(true), compare::truth)?;
    let timeout = match a.opt(2) {
        Some(t) => number::to_f64(t)?,
        None => -1.0,
    };
    if !blocking && timeout != -1.0 {
        return Err(value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(value_error("timeout value must be a non-negative number"));
    }
    if timeout > TIMEOUT_MAX {
        return Err(overflow_error("timeout value is too large"));
    }
    Ok(if !blocking {
        Some(Duration::ZERO)
    } else if timeout < 0.0 {
        None
    } else {
        Some(Duration::from_secs_f64(timeout))
    })
}
fn acquire(a: &Args) -> Res {
    Ok(boolean(lock(a[0]).take(waiting(a)?)?))
}
fn release(a: &Args) -> Res {
    if lock(a[0]).release() { Ok(none()) } else { Err(runtime_error("release unlocked lock")) }
}
fn lock_repr(a: &Args) -> Res {
    let state = if lock(a[0]).is_held() { "locked" } else { "unlocked" };
    Ok(Str::new(&format!("<{state} _thread.lock object at {:#x}>", a[0].bits())).value())
}
fn r_acquire(a: &Args) -> Res {
    let l = rlock(a[0]);
    if owned(l) {
        l.count.set(l.count.get() + 1);
        return Ok(boolean(true));
    }
    let got = l.lock.take(waiting(a)?)?;
    if got {
        l.owner.set(thread().ident.get());
        l.count.set(1);
    }
    Ok(boolean(got))
}
fn r_release(a: &Args) -> Res {
    let l = rlock(a[0]);
    if !owned(l) {
        return Err(runtime_error("cannot release un-acquired lock"));
    }
    l.count.set(l.count.get() - 1);
    if l.count.get() == 0 {
        l.owner.set(0);
        l.lock.release();
    }
    Ok(none())
}
fn r_release_save(a: &Args) -> Res {
    let l = rlock(a[0]);
    if l.count.get() == 0 {
        return Err(runtime_error("cannot release un-acquired lock"));
    }
    let saved = Tuple::new(&[Value::uint(l.count.get()), Value::uint(l.owner.get())]);
    l.count.set(0);
    l.owner.set(0);
    l.lock.release();
    Ok(saved.value())
}
fn r_acquire_restore(a: &Args) -> Res {
    let l = rlock(a[0]);
    let t = iter::to_tuple(a[1])?;
    if t.len() != 2 {
        return Err(type_error("a tuple of two ints is expected"));
    }
    let (count, owner) =
        (number::to_i64(t.get(0))? as u64, t.get(1).as_int().and_then(|i| i.to_i64()).unwrap_or(0) as u64);
    l.lock.take(None)?;
    l.count.set(count);
    l.owner.set(owner);
    Ok(none())
}
fn r_reinit(a: &Args) -> Res {
    let l = rlock(a[0]);
    l.count.set(0);
    l.owner.set(0);
    l.lock.release();
    Ok(none())
}
fn rlock_repr(a: &Args) -> Res {
    let l = rlock(a[0]);
    let state = if l.count.get() > 0 { "locked" } else { "unlocked" };
    Ok(Str::new(&format!(
        "<{state} {} object owner={} count={} at {:#x}>",
        call::full_name(type_of(a[0])),
        l.owner.get(),
        l.count.get(),
        a[0].bits()
    ))
    .value())
}

// --- thread-local data
fn local(v: Value) -> Gc<Local> {
    v.cast().expect("the descriptor has checked the class")
}
fn local_new(a: &Args) -> Res {
    let cls = crate::builtins::object::class_arg(a[0])?;
    let kw = a.kwargs.filter(|k| !k.is_empty());
    if (!a.rest.is_empty() || kw.is_some()) && crate::builtins::object::has_default_init(cls) {
        return Err(type_error("Initialization arguments are not supported"));
    }
    let body = Local {
        header: Local::HEADER,
        dicts: Ptr::new(Dict::new()),
        args: Ptr::new(Tuple::try_new(a.rest)?),
        kwargs: Ptr::new(kw),
    };
    let l = crate::object::instance::alloc_sub(cls, body)?;
    // `__init__` runs for this thread by the constructor call itself
    l.dicts.gc().set(Value::uint(thread().ident.get()), Dict::new().value())?;
    Ok(l.value())
}
/// The current thread's dict; made, and `__init__` run, at the thread's first use.
fn local_dict(v: Value) -> Result<Gc<Dict>, Raised> {
    let l = local(v);
    let key = Value::uint(thread().ident.get());
    if let Some(d) = l.dicts.gc().get(key)? {
        return d.cast().ok_or_else(|| runtime_error("thread-local data is damaged"));
    }
    let d = Dict::new();
    l.dicts.gc().set(key, d.value())?;
    let t = type_of(v);
    if !crate::builtins::object::has_default_init(t)
        && let Some(init) = t.special(Special::Init)
    {
        let bound = attr::bind_descriptor(init, v)?;
        super::call_dict(bound, l.args.gc().items(), l.kwargs.get())?;
    }
    Ok(d)
}
fn local_get(a: &Args) -> Res {
    let name = crate::builtins::object::attr_name(a[1])?;
    let d = local_dict(a[0])?;
    if name.is_text("__dict__") {
        return Ok(d.value());
    }
    let t = type_of(a[0]);
    let meta = attr::lookup(t, name);
    if let Some(m) = meta
        && attr::is_data_descriptor(m)
    {
        return Ok(attr::get_descriptor(m, Some(a[0]), t)?.unwrap_or(m));
    }
    match (d.get_str(name), meta) {
        (Some(v), _) => Ok(v),
        (None, Some(m)) => Ok(attr::get_descriptor(m, Some(a[0]), t)?.unwrap_or(m)),
        (None, None) => Err(call::no_attribute(a[0], name)),
    }
}
fn local_change(v: Value, name: Value, x: Option<Value>) -> Res {
    let name = crate::builtins::object::attr_name(name)?;
    let d = local_dict(v)?;
    if name.is_text("__dict__") {
        return Err(crate::builtins::exceptions::attribute_error(
            format!("'{}' object attribute '__dict__' is read-only", type_of(v).name_text()),
            v,
            name.value(),
        ));
    }
    if let Some(m) = attr::lookup(type_of(v), name)
        && attr::set_descriptor(m, v, x)?
    {
        return Ok(none());
    }
    match x {
        Some(x) => d.set_str(name.interned(), x)?,
        None => {
            if d.remove_str(name).is_none() {
                return Err(call::no_attribute(v, name));
            }
        }
    }
    Ok(none())
}
fn local_set(a: &Args) -> Res {
    local_change(a[0], a[1], Some(a[2]))
}
fn local_del(a: &Args) -> Res {
    local_change(a[0], a[1], None)
}

// --- threads
fn new_handle(ident: u64, done: Arc<RawLock>) -> Gc<Handle> {
    alloc_droppable(Handle {
        header: Handle::HEADER,
        ident: Arc::new(AtomicU64::new(ident)),
        done,
        joined: Cell::new(false),
    })
}
fn handle(v: Value) -> Gc<Handle> {
    v.cast().expect("the descriptor has checked the class")
}
fn native_id(_: &Args) -> Res {
    // SAFETY: no preconditions.
    Ok(Value::int(unsafe { libc::syscall(libc::SYS_gettid) }))
}
fn main_ident(_: &Args) -> Res {
    // SAFETY: the main thread's object lives as long as the process.
    Ok(Value::uint(unsafe { gil::main_thread().as_ref() }.map_or(0, |t| t.ident.get())))
}
fn make_handle(a: &Args) -> Res {
    let h = new_handle(number::to_i64(a[0])? as u64, Arc::new(RawLock::default()));
    // the thread it names runs
    h.done.try_take();
    Ok(h.value())
}
fn interrupt_main(a: &Args) -> Res {
    let n = a.opt(0).map_or(Ok(libc::SIGINT as i64), number::to_i64)?;
    if !super::signal::simulate(n) {
        return Err(value_error("signal number out of range"));
    }
    super::signal::check()?;
    Ok(none())
}
/// Functions of threads that are being started, kept alive until the thread holds the GIL.
fn starting() -> Gc<List> {
    match vm().state("starting threads").and_then(|l| l.cast::<List>()) {
        Some(l) => l,
        None => {
            let l = List::new();
            vm().set_state("starting threads", l.value());
            l
        }
    }
}
/// Runs `func(*args, **kwargs)` in a new thread.
fn spawn(
    func: Value,
    args: Gc<Tuple>,
    kwargs: Option<Gc<Dict>>,
    ident: Arc<AtomicU64>,
    done: Arc<RawLock>,
) -> Result<(), Raised> {
    let job = Tuple::new(&[func, args.value(), kwargs.map_or_else(none, |k| k.value())]);
    starting().push(job.value())?;
    let started = Arc::new(RawLock::default());
    started.try_take();
    let (word, up) = (job.addr(), started.clone());
    // asked for once: the limit it comes from may change meanwhile
    let stack = stack();
    let run = move || {
        let here = &word as *const u64 as usize;
        if gil::attach(here - (stack - STACK_RESERVE.min(stack / 2))).is_none() {
            done.release();
            up.release();
            return;
        }
        // SAFETY: the list of starting threads holds the job until this thread, which has the GIL now, takes it.
        let job: Gc<Tuple> = unsafe { Gc::from_raw(word as *mut Tuple) };
        ident.store(thread().ident.get(), Ordering::SeqCst);
        let l = starting();
        let left: GcVec = l.items().iter().copied().filter(|v| *v != job.value()).collect();
        l.truncate(0);
        let _ = l.extend(left.as_slice());
        up.release();
        let args = job.get(1).cast::<Tuple>();
        let r = super::call_dict(job.get(0), args.map_or(&[][..], |a| a.items()), job.get(2).cast::<Dict>());
        if r.is_err() && !thread().catch(Exc::SystemExit) {
            super::sys::hooks::unraisable(Some("Exception ignored in thread started by"), Some(job.get(0)));
        }
        done.release();
        gil::detach();
    };
    match std::thread::Builder::new().stack_size(stack).spawn(run) {
        Ok(_) => {
            started.take(None)?;
            Ok(())
        }
        Err(_) => Err(runtime_error("can't start new thread")),
    }
}
fn start_new(a: &Args) -> Res {
    if !call::is_callable(a[0]) {
        return Err(type_error("first arg must be callable"));
    }
    let Some(args) = a[1].cast::<Tuple>() else { return Err(type_error("2nd arg must be a tuple")) };
    let kwargs = match a.opt(2) {
        None => None,
        Some(k) => Some(k.cast::<Dict>().ok_or_else(|| type_error("optional 3rd arg must be a dictionary"))?),
    };
    let ident = Arc::new(AtomicU64::new(0));
    let done = Arc::new(RawLock::default());
    done.try_take();
    spawn(a[0], args, kwargs, ident.clone(), done)?;
    Ok(Value::uint(ident.load(Ordering::SeqCst)))
}
fn start_joinable(a: &Args) -> Res {
    if !call::is_callable(a[0]) {
        return Err(type_error("thread function must be callable"));
    }
    let h = match a.opt_none(1) {
        Some(h) => h.cast::<Handle>().ok_or_else(|| type_error("'handle' must be a _ThreadHandle"))?,
        None => new_handle(0, Arc::new(RawLock::default())),
    };
    if !h.done.try_take() {
        return Err(runtime_error("thread already started"));
    }
    if !a.opt(2).map_or(Ok(true), compare::truth)? {
        joinable().push(h.value())?;
    }
    spawn(a[0], Tuple::empty(), None, h.ident.clone(), h.done.clone())?;
    Ok(h.value())
}
/// Non-daemon threads, which the interpreter waits for at its end.
fn joinable() -> Gc<List> {
    match vm().state("joinable threads").and_then(|l| l.cast::<List>()) {
        Some(l) => l,
        None => {
            let l = List::new();
            vm().set_state("joinable threads", l.value());
            l
        }
    }
}
fn wait(h: Gc<Handle>, timeout: Option<Duration>) -> Result<bool, Raised> {
    let done = h.done.clone();
    let ended = done.take(timeout)?;
    if ended {
        done.release();
    }
    Ok(ended)
}
fn join(a: &Args) -> Res {
    let h = handle(a[0]);
    if h.ident.load(Ordering::SeqCst) == thread().ident.get() && h.done.is_held() {
        return Err(runtime_error("Cannot join current thread"));
    }
    let timeout = match a.opt_none(1) {
        None => None,
        Some(t) => {
            let t = number::to_f64(t)?;
            if t < 0.0 { None } else { Some(Duration::from_secs_f64(t.min(TIMEOUT_MAX))) }
        }
    };
    h.joined.set(wait(h, timeout)?);
    Ok(none())
}
fn shutdown(_: &Args) -> Res {
    while let Some(h) = joinable().pop() {
        if let Some(h) = h.cast::<Handle>() {
            wait(h, None)?;
        }
    }
    Ok(none())
}
fn except_hook(a: &Args) -> Res {
    let t = iter::to_tuple(a[0])?;
    if t.len() < 3 {
        return Err(type_error("_thread._excepthook argument type must be ExceptHookArgs"));
    }
    if t.get(0).cast::<Type>().is_some_and(|c| c.is_subtype(Exc::SystemExit.class())) {
        return Ok(none());
    }
    let who = match t.items().get(3).copied().filter(|v| *v != none()) {
        Some(th) => attr::get(th, "name")?,
        None => Value::uint(thread().ident.get()),
    };
    let who = crate::protocol::text::str_of(who)?;
    let heading = Str::new(&format!("Exception in thread {}:\n", who.to_text()));
    match super::sys_attr("stderr").filter(|f| *f != none()) {
        Some(f) => {
            call::call_method(f, "write", &[heading.value()])?;
        }
        None => return Ok(none()),
    }
    if let Some(hook) = super::sys_attr("__excepthook__") {
        call::call(hook, &[t.get(0), t.get(1), t.get(2)])?;
    }
    Ok(none())
}
