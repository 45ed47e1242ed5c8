//! `select`: waiting for descriptors, by `poll` and `epoll`. `select()` itself is done by `poll`, which has no limit on
//! the numbers of descriptors.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::builtins::exceptions::{Exc, key_error, overflow_error, type_error, value_error};
use crate::builtins::{native_class, put};
use crate::gil::allow_threads;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::gc::{Gc, alloc_droppable};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{iter, number};
use crate::stdlib::posix::{checked, done, int, int_or};
use crate::stdlib::support::{Descriptor, fileno, put_ints};
use crate::stdlib::{errno, os_error};

layout! {
    /// `select.poll`: descriptors and the events waited for, in the order of registration.
    pub struct Poll: SelectPoll {
        raw watched: RefCell<Vec<(i32, i16)>>,
    }
}
layout! {
    /// `select.epoll`
    pub struct Epoll: SelectEpoll {
        raw fd: RefCell<Option<Descriptor>>,
    }
}

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "select(rlist, wlist, xlist, timeout=None, /)",
        select,
        "Wait until one or more file descriptors are ready for some kind of I/O.",
    ),
    NativeDef::new(
        "poll()",
        |_| Ok(alloc_droppable(Poll { header: Poll::HEADER, watched: RefCell::default() }).value()),
        "Returns a polling object.",
    ),
];
static POLL: TypeDef = TypeDef {
    name: "poll",
    module: "select",
    kind: Kind::SelectPoll,
    doc: "",
    flags: f::NO_NEW,
    methods: &[POLL_METHODS],
    getsets: &[],
};
static POLL_METHODS: &[NativeDef] = &[
    NativeDef::new(
        "register(self, fd, eventmask=<unrepresentable>, /)",
        poll_register,
        "Register a file descriptor with the polling object.",
    ),
    NativeDef::new("modify(self, fd, eventmask, /)", poll_modify, "Modify an already registered file descriptor."),
    NativeDef::new(
        "unregister(self, fd, /)",
        poll_unregister,
        "Remove a file descriptor being tracked by the polling object.",
    ),
    NativeDef::new("poll(self, timeout=None, /)", poll_poll, "Polls the set of registered file descriptors."),
];
static EPOLL: TypeDef = TypeDef {
    name: "epoll",
    module: "select",
    kind: Kind::SelectEpoll,
    doc: "Returns an epolling object.",
    flags: f::BASETYPE,
    methods: &[EPOLL_METHODS],
    getsets: &[EPOLL_ATTRS],
};
static EPOLL_METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, sizehint=-1, flags=0)",
        epoll_new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::class("fromfd(cls, fd, /)", epoll_fromfd, "Create an epoll object from a given control fd."),
    NativeDef::new("close(self, /)", epoll_close, "Close the epoll control file descriptor."),
    NativeDef::new(
        "fileno(self, /)",
        |a| Ok(Value::int(epoll_fd(a[0])? as i64)),
        "Return the epoll control file descriptor.",
    ),
    NativeDef::new(
        "register(self, /, fd, eventmask=<unrepresentable>)",
        epoll_register,
        "Registers a new fd or raises an OSError if the fd is already registered.",
    ),
    NativeDef::new(
        "modify(self, /, fd, eventmask)",
        |a| control(a[0], libc::EPOLL_CTL_MOD, a[1], a.opt(2)),
        "Modify event mask for a registered file descriptor.",
    ),
    NativeDef::new(
        "unregister(self, /, fd)",
        |a| control(a[0], libc::EPOLL_CTL_DEL, a[1], None),
        "Remove a registered file descriptor from the epoll object.",
    ),
    NativeDef::new(
        "poll(self, /, timeout=None, maxevents=-1)",
        epoll_poll,
        "Wait for events on the epoll file descriptor.",
    ),
    NativeDef::new(
        "__enter__(self, /)",
        |a| {
            epoll_fd(a[0])?;
            Ok(a[0])
        },
        "",
    ),
    NativeDef::new("__exit__(self, exc_type=None, exc_value=None, exc_tb=None, /)", epoll_close, ""),
];
static EPOLL_ATTRS: &[GetSetDef] = &[GetSetDef::ro(
    "closed",
    |v| Ok(boolean(v.cast::<Epoll>().is_none_or(|e| e.fd.borrow().is_none()))),
    "True if the epoll handler is closed",
)];

macro_rules! constants {
    ($($name:ident)*) => { static CONSTANTS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as u32 as i64)),*]; };
}
constants! {
    POLLIN POLLPRI POLLOUT POLLERR POLLHUP POLLNVAL POLLRDNORM POLLRDBAND POLLWRNORM POLLWRBAND
    EPOLLIN EPOLLOUT EPOLLPRI EPOLLERR EPOLLHUP EPOLLRDHUP EPOLLET EPOLLONESHOT EPOLLEXCLUSIVE EPOLLRDNORM EPOLLRDBAND
    EPOLLWRNORM EPOLLWRBAND EPOLLMSG EPOLL_CLOEXEC
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module(
        "select",
        "This module supports asynchronous I/O on multiple file descriptors.",
        FUNCTIONS,
    )?;
    let d = m.dict.gc();
    put_ints(d, CONSTANTS);
    put_ints(d, &[("POLLMSG", 0x400), ("POLLRDHUP", 0x2000), ("PIPE_BUF", libc::PIPE_BUF as i64)]);
    put(d, "error", Exc::OSError.class().value());
    native_class(&POLL);
    put(d, "epoll", native_class(&EPOLL).value());
    Ok(m)
}

/// When waiting ends; `None` is never.
type Deadline = Option<Instant>;
/// A time in units of `unit` seconds.
fn deadline(v: Option<Value>, unit: f64) -> Result<Deadline, Raised> {
    let Some(v) = v else { return Ok(None) };
    if v.as_int().is_none()
        && !crate::protocol::number::has_index(v)
        && v.cast::<crate::object::float::Float>().is_none()
        && v.as_float().is_none()
    {
        return Err(type_error("timeout must be a real number or None"));
    }
    let seconds = number::to_f64(v)? * unit;
    if seconds.is_nan() {
        return Err(value_error("Invalid value NaN (not a number)"));
    }
    let left = Duration::try_from_secs_f64(seconds.max(0.0)).map_err(|_| overflow_error("timeout is too large"))?;
    Ok(Instant::now().checked_add(left))
}
/// What is left, in whole milliseconds, rounded up.
fn milliseconds(end: Deadline) -> i32 {
    match end {
        None => -1,
        Some(end) => {
            let left = end.saturating_duration_since(Instant::now());
            left.as_nanos().div_ceil(1_000_000).min(i32::MAX as u128) as i32
        }
    }
}
/// Waits; signals run their handlers, then waiting goes on.
fn wait(end: Deadline, mut f: impl FnMut(i32) -> i32) -> Result<i32, Raised> {
    loop {
        let ms = milliseconds(end);
        let (r, e) = allow_threads(|| {
            let r = f(ms);
            (r, errno())
        });
        match (r, e) {
            (0.., _) => return Ok(r),
            (_, libc::EINTR) => crate::interp::breaker::poll()?,
            (_, e) => return Err(os_error(e)),
        }
    }
}
/// Waits for descriptors; where events came, they stand in `revents`.
pub fn poll_descriptors(fds: &mut [libc::pollfd], timeout: Option<Duration>) -> Result<i32, Raised> {
    let end = timeout.and_then(|t| Instant::now().checked_add(t));
    // SAFETY: the array's length is passed.
    wait(end, |ms| unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as _, ms) })
}

fn select(a: &Args) -> Res {
    const WANTED: [i16; 3] = [libc::POLLIN, libc::POLLOUT, libc::POLLPRI];
    const COUNTS: [i16; 3] =
        [libc::POLLIN | libc::POLLHUP | libc::POLLERR, libc::POLLOUT | libc::POLLERR, libc::POLLPRI];
    let end = deadline(a.opt_none(3), 1.0)?;
    if end.is_some() && number::to_f64(a[3])? < 0.0 {
        return Err(value_error("timeout must be non-negative"));
    }
    let mut fds = vec![];
    let mut objects = [GcVec::new(), GcVec::new(), GcVec::new()];
    for (i, list) in objects.iter_mut().enumerate() {
        let all = match iter::collect(a[i]) {
            Ok(all) => all,
            Err(r) if !crate::thread::thread().catch(Exc::TypeError) => return Err(r),
            Err(_) => return Err(type_error("arguments 1-3 must be sequences")),
        };
        for v in all.iter() {
            fds.push(libc::pollfd { fd: fileno(v)?, events: WANTED[i], revents: 0 });
            list.push(v);
        }
    }
    // SAFETY: the array's length is passed.
    wait(end, |ms| unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as _, ms) })?;
    if fds.iter().any(|p| p.revents & libc::POLLNVAL != 0) {
        return Err(os_error(libc::EBADF));
    }
    let mut at = 0;
    let mut out = GcVec::new();
    for (list, counts) in objects.iter().zip(COUNTS) {
        let ready = List::new();
        for v in list.iter() {
            if fds[at].revents & counts != 0 {
                ready.push(v)?;
            }
            at += 1;
        }
        out.push(ready);
    }
    Ok(Tuple::try_new(out.as_slice())?.value())
}

fn this(v: Value) -> Result<Gc<Poll>, Raised> {
    v.cast().ok_or_else(|| type_error("a poll object is required"))
}
fn mask(v: Option<Value>, default: i16) -> Result<i16, Raised> {
    let Some(v) = v else { return Ok(default) };
    let i = number::to_i64(v)?;
    match u16::try_from(i) {
        Ok(m) => Ok(m as i16),
        Err(_) if i < 0 => Err(value_error("value must be positive")),
        Err(_) => Err(overflow_error("Python int too large for C unsigned short")),
    }
}
fn poll_register(a: &Args) -> Res {
    let p = this(a[0])?;
    let (fd, m) = (fileno(a[1])?, mask(a.opt(2), libc::POLLIN | libc::POLLPRI | libc::POLLOUT)?);
    let mut watched = p.watched.borrow_mut();
    match watched.iter_mut().find(|w| w.0 == fd) {
        Some(w) => w.1 = m,
        None => watched.push((fd, m)),
    }
    Ok(none())
}
fn poll_modify(a: &Args) -> Res {
    let p = this(a[0])?;
    let (fd, m) = (fileno(a[1])?, mask(a.opt(2), 0)?);
    match p.watched.borrow_mut().iter_mut().find(|w| w.0 == fd) {
        Some(w) => w.1 = m,
        None => return Err(os_error(libc::ENOENT)),
    }
    Ok(none())
}
fn poll_unregister(a: &Args) -> Res {
    let p = this(a[0])?;
    let fd = fileno(a[1])?;
    let at = p.watched.borrow().iter().position(|w| w.0 == fd);
    match at {
        Some(i) => p.watched.borrow_mut().remove(i),
        None => return Err(key_error(Value::int(fd as i64))),
    };
    Ok(none())
}
fn poll_poll(a: &Args) -> Res {
    let p = this(a[0])?;
    let end = match a.opt_none(1) {
        Some(t) if number::to_f64(t)? < 0.0 => None,
        t => deadline(t, 1e-3)?,
    };
    let mut fds: Vec<libc::pollfd> =
        p.watched.borrow().iter().map(|w| libc::pollfd { fd: w.0, events: w.1, revents: 0 }).collect();
    // SAFETY: the array's length is passed.
    wait(end, |ms| unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as _, ms) })?;
    let ready = List::new();
    for p in fds.iter().filter(|p| p.revents != 0) {
        ready.push(Tuple::new(&[Value::int(p.fd as i64), Value::int(p.revents as u16 as i64)]).value())?;
    }
    Ok(ready.value())
}

fn epoll(v: Value) -> Result<Gc<Epoll>, Raised> {
    v.cast().ok_or_else(|| type_error("an epoll object is required"))
}
fn epoll_fd(v: Value) -> Result<i32, Raised> {
    match &*epoll(v)?.fd.borrow() {
        Some(fd) => Ok(fd.0),
        None => Err(value_error("I/O operation on closed epoll object")),
    }
}
fn make_epoll(class: Value, fd: i32) -> Res {
    let cls = crate::builtins::int::class_argument(class, native_class(&EPOLL))?;
    let fd = Descriptor(fd);
    Ok(crate::object::instance::alloc_sub(cls, Epoll { header: Epoll::HEADER, fd: RefCell::new(Some(fd)) })?.value())
}
fn epoll_new(a: &Args) -> Res {
    if int_or(a.opt(1), -1)? < -1 || a.opt(1).is_some_and(|v| v.as_small() == Some(0)) {
        return Err(value_error("sizehint must be positive or -1"));
    }
    if int_or(a.opt(2), 0)? & !libc::EPOLL_CLOEXEC != 0 {
        return Err(os_error(libc::EINVAL));
    }
    // SAFETY: no preconditions.
    make_epoll(a[0], checked(|| unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })?)
}
fn epoll_fromfd(a: &Args) -> Res {
    make_epoll(a[0], int(a[1])?)
}
fn epoll_close(a: &Args) -> Res {
    epoll(a[0])?.fd.borrow_mut().take();
    Ok(none())
}
fn epoll_register(a: &Args) -> Res {
    control(a[0], libc::EPOLL_CTL_ADD, a[1], a.opt(2))
}
fn control(this: Value, op: i32, fd: Value, events: Option<Value>) -> Res {
    let e = epoll_fd(this)?;
    let fd = fileno(fd)?;
    let events = match events {
        Some(v) => number::to_i64(v)? as u32,
        None => (libc::EPOLLIN | libc::EPOLLPRI | libc::EPOLLOUT) as u32,
    };
    let mut event = libc::epoll_event { events, u64: fd as u64 };
    // SAFETY: a valid event; any numbers may be passed.
    checked(|| unsafe { libc::epoll_ctl(e, op, fd, &mut event) }).and_then(done)
}
fn epoll_poll(a: &Args) -> Res {
    let e = epoll_fd(a[0])?;
    let end = match a.opt_none(1) {
        Some(t) if number::to_f64(t)? < 0.0 => None,
        t => deadline(t, 1.0)?,
    };
    let max = match int_or(a.opt(2), -1)? {
        -1 => 1023,
        n @ 1.. => n,
        n => return Err(value_error(format!("maxevents must be greater than 0, got {n}"))),
    };
    let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; max as usize];
    // SAFETY: the array's length is passed.
    let n = wait(end, |ms| unsafe { libc::epoll_wait(e, events.as_mut_ptr(), max, ms) })?;
    let ready = List::new();
    for e in &events[..n as usize] {
        let (fd, mask) = (e.u64 as i32, e.events);
        ready.push(Tuple::new(&[Value::int(fd as i64), Value::int(mask as i64)]).value())?;
    }
    Ok(ready.value())
}
