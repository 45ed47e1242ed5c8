//! `_multiprocessing` and `_posixshmem`: semaphores and memory that processes share.

use std::cell::Cell;
use std::ffi::CString;

use crate::builtins::exceptions::{Exc, raise, raise_plain, type_error, value_error};
use crate::builtins::{native_class, put};
use crate::gil::allow_threads;
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{compare, number};
use crate::stdlib::os_text::path_arg;
use crate::stdlib::posix::{checked_path, done, int, int_or};
use crate::stdlib::{errno, os_error};

layout! {
    /// `_multiprocessing.SemLock`
    pub struct SemLock: SemLock {
        gc name: Slot,
        raw handle: usize,
        raw kind: i32,
        raw max: i32,
        raw count: Cell<i64>,
        raw owner: Cell<u64>,
    }
}
const RECURSIVE_MUTEX: i32 = 0;
const SEMAPHORE: i32 = 1;

static TYPE: TypeDef = TypeDef {
    name: "SemLock",
    module: "_multiprocessing",
    kind: Kind::SemLock,
    doc: "Semaphore/Mutex type",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, kind, value, maxvalue, name, unlink)", new, "Create and return a new object."),
    NativeDef::class("_rebuild(cls, handle, kind, maxvalue, name, /)", rebuild, ""),
    NativeDef::new("acquire(self, /, block=True, timeout=None)", acquire, "Acquire the semaphore/lock."),
    NativeDef::new("release(self, /)", release, "Release the semaphore/lock."),
    NativeDef::new("__enter__(self, /)", |a| lock(this(a[0])?, true, None), "Enter the semaphore/lock."),
    NativeDef::new(
        "__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)",
        release,
        "Exit the semaphore/lock.",
    ),
    NativeDef::new("_count(self, /)", |a| Ok(Value::int(this(a[0])?.count.get())), ""),
    NativeDef::new("_is_mine(self, /)", |a| Ok(boolean(is_mine(this(a[0])?))), ""),
    NativeDef::new("_is_zero(self, /)", |a| Ok(boolean(value(this(a[0])?)? == 0)), ""),
    NativeDef::new("_get_value(self, /)", |a| Ok(Value::int(value(this(a[0])?)? as i64)), ""),
    NativeDef::new("_after_fork(self, /)", after_fork, ""),
];
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("handle", |v| Ok(Value::usize(this(v)?.handle)), ""),
    GetSetDef::ro("kind", |v| Ok(Value::int(this(v)?.kind as i64)), ""),
    GetSetDef::ro("maxvalue", |v| Ok(Value::int(this(v)?.max as i64)), ""),
    GetSetDef::ro("name", |v| Ok(this(v)?.name.get_or_none()), ""),
];
static FUNCTIONS: &[NativeDef] = &[NativeDef::new("sem_unlink(name, /)", unlink, "")];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("_multiprocessing", "", FUNCTIONS)?;
    let t = native_class(&TYPE);
    put(t.dict.gc(), "SEM_VALUE_MAX", Value::int(i32::MAX as i64));
    t.modified();
    put(m.dict.gc(), "SemLock", t.value());
    let flags = Dict::new();
    for name in ["HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"] {
        flags.set_text(name, Value::small(1))?;
    }
    put(m.dict.gc(), "flags", flags.value());
    Ok(m)
}
static SHARED_MEMORY: &[NativeDef] = &[
    NativeDef::new(
        "shm_open(path, flags, mode=511)",
        shm_open,
        "Open a shared memory object.  Returns a file descriptor (integer).",
    ),
    NativeDef::new(
        "shm_unlink(path)",
        shm_unlink,
        "Remove a shared memory object (similar to unlink()).\n\nRemove a shared memory object name, and, once all processes have unmapped\nthe object, de-allocates and destroys the contents of the associated memory\nregion.",
    ),
];
pub fn init_shared_memory() -> Result<Gc<Module>, Raised> {
    crate::stdlib::new_module("_posixshmem", "POSIX shared memory module", SHARED_MEMORY)
}
fn shm_open(a: &Args) -> Res {
    let (p, flags, mode) = (path_arg(a[0], "shm_open", "path")?, int(a[1])?, int_or(a.opt(2), 0o777)?);
    // SAFETY: a terminated name.
    let fd =
        checked_path(&p, || unsafe { libc::shm_open(p.c.as_ptr(), flags | libc::O_CLOEXEC, mode as libc::mode_t) })?;
    Ok(Value::int(fd as i64))
}
fn shm_unlink(a: &Args) -> Res {
    let p = path_arg(a[0], "shm_unlink", "path")?;
    // SAFETY: a terminated name.
    checked_path(&p, || unsafe { libc::shm_unlink(p.c.as_ptr()) }).and_then(done)
}
fn this(v: Value) -> Result<Gc<SemLock>, Raised> {
    v.cast().ok_or_else(|| type_error("a SemLock object is required"))
}
fn sem(s: Gc<SemLock>) -> *mut libc::sem_t {
    s.handle as *mut libc::sem_t
}
fn thread_id() -> u64 {
    // SAFETY: no preconditions.
    unsafe { libc::pthread_self() as u64 }
}
fn is_mine(s: Gc<SemLock>) -> bool {
    s.count.get() > 0 && s.owner.get() == thread_id()
}
/// Opens the semaphore `name`; made with `value` if that is given.
fn open(name: &CString, value: Option<i32>) -> Result<usize, Raised> {
    // SAFETY: a terminated name.
    let h = unsafe {
        match value {
            Some(v) => libc::sem_open(name.as_ptr(), libc::O_CREAT | libc::O_EXCL, 0o600 as libc::c_uint, v),
            None => libc::sem_open(name.as_ptr(), 0),
        }
    };
    if h == libc::SEM_FAILED { Err(os_error(errno())) } else { Ok(h as usize) }
}
fn make(class: Value, handle: usize, kind: i32, max: i32, name: Value) -> Res {
    let class: Gc<Type> = crate::builtins::int::class_argument(class, native_class(&TYPE))?;
    let s = SemLock {
        header: SemLock::HEADER,
        name: Slot::new(name),
        handle,
        kind,
        max,
        count: Cell::new(0),
        owner: Cell::new(0),
    };
    Ok(alloc_sub(class, s)?.value())
}
fn new(a: &Args) -> Res {
    let (kind, value, max) = (int(a[1])?, int(a[2])?, int(a[3])?);
    let unlinked = compare::truth(a[5])?;
    if kind != RECURSIVE_MUTEX && kind != SEMAPHORE {
        return Err(value_error("unrecognized kind"));
    }
    let name = path_arg(a[4], "SemLock", "name")?.c;
    let handle = open(&name, Some(value))?;
    if unlinked {
        // SAFETY: a terminated name.
        unsafe { libc::sem_unlink(name.as_ptr()) };
    }
    make(a[0], handle, kind, max, if unlinked { none() } else { a[4] })
}
fn rebuild(a: &Args) -> Res {
    let (kind, max) = (int(a[2])?, int(a[3])?);
    if a[4].cast::<Str>().is_none() {
        // the handle of another process means nothing here, unless that one was forked to this
        return make(a[0], number::to_i64(a[1])? as usize, kind, max, none());
    }
    let handle = open(&path_arg(a[4], "_rebuild", "name")?.c, None)?;
    make(a[0], handle, kind, max, a[4])
}
fn unlink(a: &Args) -> Res {
    let name = path_arg(a[0], "sem_unlink", "name")?;
    // SAFETY: a terminated name.
    crate::stdlib::posix::checked(|| unsafe { libc::sem_unlink(name.c.as_ptr()) }).and_then(done)
}
fn after_fork(a: &Args) -> Res {
    this(a[0])?.count.set(0);
    Ok(none())
}
fn value(s: Gc<SemLock>) -> Result<i32, Raised> {
    let mut n = 0;
    // SAFETY: an open semaphore; room for the result.
    if unsafe { libc::sem_getvalue(sem(s), &mut n) } != 0 {
        return Err(os_error(errno()));
    }
    Ok(n.max(0))
}
fn acquire(a: &Args) -> Res {
    let s = this(a[0])?;
    let block = a.opt(1).map_or(Ok(true), compare::truth)?;
    let timeout = a.opt_none(2).map(number::to_f64).transpose()?;
    lock(s, block, timeout)
}
fn lock(s: Gc<SemLock>, block: bool, timeout: Option<f64>) -> Res {
    if s.kind == RECURSIVE_MUTEX && is_mine(s) {
        s.count.set(s.count.get() + 1);
        return Ok(boolean(true));
    }
    // waiting is until a time of the clock
    let deadline = timeout.map(|t| {
        let end = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs_f64() + t.max(0.0);
        libc::timespec { tv_sec: end.floor() as i64, tv_nsec: ((end - end.floor()) * 1e9) as i64 }
    });
    let handle = sem(s) as usize;
    loop {
        let wait = || {
            let p = handle as *mut libc::sem_t;
            // SAFETY: an open semaphore.
            let r = unsafe {
                match &deadline {
                    _ if !block => libc::sem_trywait(p),
                    Some(d) => libc::sem_timedwait(p, d),
                    None => libc::sem_wait(p),
                }
            };
            (r, errno())
        };
        match allow_threads(wait) {
            (0, _) => break,
            (_, libc::EINTR) => crate::interp::breaker::poll()?,
            (_, libc::EAGAIN | libc::ETIMEDOUT) => return Ok(boolean(false)),
            (_, e) => return Err(os_error(e)),
        }
    }
    s.count.set(s.count.get() + 1);
    s.owner.set(thread_id());
    Ok(boolean(true))
}
fn release(a: &Args) -> Res {
    let s = this(a[0])?;
    if s.kind == RECURSIVE_MUTEX {
        if !is_mine(s) {
            let what = "attempt to release recursive lock not owned by thread";
            return Err(raise(Exc::AssertionError, what));
        }
        if s.count.get() > 1 {
            s.count.set(s.count.get() - 1);
            return Ok(none());
        }
    } else if value(s)? >= s.max {
        return Err(value_error("semaphore or lock released too many times"));
    }
    // SAFETY: an open semaphore.
    if unsafe { libc::sem_post(sem(s)) } != 0 {
        return Err(match errno() {
            libc::ENOMEM => raise_plain(Exc::MemoryError),
            e => os_error(e),
        });
    }
    s.count.set(s.count.get() - 1);
    Ok(none())
}
