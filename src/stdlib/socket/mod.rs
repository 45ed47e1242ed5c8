//! `_socket`: sockets here, addresses in `address`, names of hosts and services in `names`, data in `transfer`.
//!
//! A socket with a timeout is non-blocking for the system; calls wait with `poll` until the time is over.

mod address;
mod constants;
mod names;
mod transfer;

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::builtins::exceptions::{Exc, raise, type_error, value_error};
use crate::builtins::{add_functions, native_class, put};
use crate::gil::allow_threads;
use crate::layout;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{compare, number};
use crate::stdlib::posix::{checked, int, int_or};
use crate::stdlib::support::{exception_class, put_ints};
use crate::stdlib::{errno, os_error};
use address::Address;

layout! {
    /// `_socket.socket`
    pub struct Socket: Socket {
        raw fd: Cell<i32>,
        raw family: Cell<i32>,
        raw kind: Cell<i32>,
        raw proto: Cell<i32>,
        raw timeout: Cell<Option<Duration>>,
        raw guard: Closer,
    }
}
/// Closes the descriptor of a socket that nobody closed.
pub struct Closer(Cell<i32>);
impl Drop for Closer {
    fn drop(&mut self) {
        if self.0.get() >= 0 {
            // SAFETY: the socket's own descriptor.
            unsafe { libc::close(self.0.get()) };
        }
    }
}
impl Socket {
    fn set_fd(&self, fd: i32) {
        self.fd.set(fd);
        self.guard.0.set(fd);
    }
}

static TYPE: TypeDef = TypeDef {
    name: "socket",
    module: "_socket",
    kind: Kind::Socket,
    doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.",
    flags: f::BASETYPE | f::FINALIZER,
    methods: &[METHODS, transfer::METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "__init__(self, family=-1, type=-1, proto=-1, fileno=None)",
        init_object,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__del__(self, /)", del, "Called when the instance is about to be destroyed."),
    NativeDef::new(
        "_accept(self, /)",
        accept,
        "_accept() -> (integer, address info)\n\nWait for an incoming connection.",
    ),
    NativeDef::new("bind(self, address, /)", bind, "bind(address)\n\nBind the socket to a local address."),
    NativeDef::new("close(self, /)", close, "close()\n\nClose the socket.  It cannot be used after this call."),
    NativeDef::new("connect(self, address, /)", connect, "connect(address)\n\nConnect the socket to a remote address."),
    NativeDef::new(
        "connect_ex(self, address, /)",
        connect_ex,
        "connect_ex(address) -> errno\n\nThis is like connect(address), but returns an error code (the errno value)\ninstead of raising an exception when an error occurs.",
    ),
    NativeDef::new(
        "detach(self, /)",
        detach,
        "detach()\n\nClose the socket object without closing the underlying file descriptor.",
    ),
    NativeDef::new(
        "fileno(self, /)",
        |a| Ok(Value::int(this(a[0])?.fd.get() as i64)),
        "fileno() -> integer\n\nReturn the integer file descriptor of the socket.",
    ),
    NativeDef::new(
        "getpeername(self, /)",
        |a| name(a, |fd, p, n| unsafe { libc::getpeername(fd, p, n) }),
        "getpeername() -> address info\n\nReturn the address of the remote endpoint.",
    ),
    NativeDef::new(
        "getsockname(self, /)",
        |a| name(a, |fd, p, n| unsafe { libc::getsockname(fd, p, n) }),
        "getsockname() -> address info\n\nReturn the address of the local endpoint.",
    ),
    NativeDef::new(
        "getsockopt(self, level, option, buflen=0, /)",
        getsockopt,
        "getsockopt(level, option[, buffersize]) -> value\n\nGet a socket option.",
    ),
    NativeDef::new(
        "setsockopt(self, level, option, value, optlen=None, /)",
        setsockopt,
        "setsockopt(level, option, value: int)\n\nSet a socket option.",
    ),
    NativeDef::new(
        "listen(self, backlog=128, /)",
        listen,
        "listen([backlog])\n\nEnable a server to accept connections.",
    ),
    NativeDef::new(
        "setblocking(self, flag, /)",
        setblocking,
        "setblocking(flag)\n\nSet the socket to blocking (flag is true) or non-blocking (false).",
    ),
    NativeDef::new(
        "getblocking(self, /)",
        |a| Ok(crate::object::boolean(this(a[0])?.timeout.get() != Some(Duration::ZERO))),
        "getblocking()\n\nReturns True if socket is in blocking mode, or False if it\nis in non-blocking mode.",
    ),
    NativeDef::new(
        "settimeout(self, timeout, /)",
        settimeout,
        "settimeout(timeout)\n\nSet a timeout on socket operations.",
    ),
    NativeDef::new(
        "gettimeout(self, /)",
        |a| timeout_value(a[0]),
        "gettimeout() -> timeout\n\nReturns the timeout in seconds (float) associated with socket operations.",
    ),
    NativeDef::new(
        "shutdown(self, how, /)",
        shutdown,
        "shutdown(flag)\n\nShut down the reading side of the socket (flag == SHUT_RD), the writing side\nof the socket (flag == SHUT_WR), or both ends (flag == SHUT_RDWR).",
    ),
];
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("family", |v| Ok(Value::int(this(v)?.family.get() as i64)), "the socket family"),
    GetSetDef::ro("type", |v| Ok(Value::int(this(v)?.kind.get() as i64)), "the socket type"),
    GetSetDef::ro("proto", |v| Ok(Value::int(this(v)?.proto.get() as i64)), "the socket protocol"),
    GetSetDef::ro("timeout", timeout_value, "the socket timeout"),
];
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "socketpair(family=1, type=1, proto=0, /)",
        socketpair,
        "socketpair([family[, type [, proto]]]) -> (socket object, socket object)\n\nCreate a pair of socket objects from the sockets returned by the platform\nsocketpair() function.",
    ),
    NativeDef::new("dup(fd, /)", dup, "dup(integer) -> integer\n\nDuplicate an integer socket file descriptor."),
    NativeDef::new("close(fd, /)", close_fd, "close(integer) -> None\n\nClose an integer socket file descriptor."),
    NativeDef::new(
        "getdefaulttimeout()",
        |_| Ok(DEFAULT_TIMEOUT.get().map_or_else(none, seconds)),
        "getdefaulttimeout() -> timeout\n\nReturns the default timeout in seconds (float) for new socket objects.",
    ),
    NativeDef::new(
        "setdefaulttimeout(timeout, /)",
        setdefaulttimeout,
        "setdefaulttimeout(timeout)\n\nSet the default timeout in seconds (float) for new socket objects.",
    ),
];
thread_local! {
    static DEFAULT_TIMEOUT: Cell<Option<Duration>> = const { Cell::new(None) };
}

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module(
        "_socket",
        "Implementation module for socket operations.\n\nSee the socket module for documentation.",
        FUNCTIONS,
    )?;
    let d = m.dict.gc();
    add_functions(d, "_socket", names::FUNCTIONS);
    add_functions(d, "_socket", transfer::FUNCTIONS);
    put_ints(d, constants::CONSTANTS);
    put_ints(d, constants::MORE);
    put(d, "socket", native_class(&TYPE).value());
    put(d, "SocketType", native_class(&TYPE).value());
    put(d, "error", Exc::OSError.class().value());
    put(d, "timeout", Exc::TimeoutError.class().value());
    put(d, "herror", exception_class("socket.herror", &[Exc::OSError])?);
    put(d, "gaierror", exception_class("socket.gaierror", &[Exc::OSError])?);
    put(d, "has_ipv6", crate::object::boolean(true));
    Ok(m)
}

fn this(v: Value) -> Result<Gc<Socket>, Raised> {
    v.cast().ok_or_else(|| type_error("a socket object is required"))
}
fn seconds(t: Duration) -> Value {
    Value::float(t.as_secs_f64())
}
fn timeout_value(v: Value) -> Res {
    Ok(this(v)?.timeout.get().map_or_else(none, seconds))
}
/// Waits until the socket is ready for `events`; false when the time is over.
fn wait(s: Gc<Socket>, events: i16, until: Option<Instant>) -> Result<bool, Raised> {
    let mut p = [libc::pollfd { fd: s.fd.get(), events, revents: 0 }];
    let left = until.map(|u| u.saturating_duration_since(Instant::now()));
    Ok(crate::stdlib::select::poll_descriptors(&mut p, left)? > 0)
}
/// When the socket's patience ends; `None` is never.
fn end_of_patience(s: Gc<Socket>) -> Option<Instant> {
    s.timeout.get().and_then(|t| Instant::now().checked_add(t))
}
#[cold]
fn timed_out() -> Raised {
    raise(Exc::TimeoutError, "timed out")
}
/// A call on the socket, waiting for it as its timeout says.
fn perform(s: Gc<Socket>, events: i16, f: impl FnMut(i32) -> isize) -> Result<isize, Raised> {
    perform_until(s, events, end_of_patience(s), f)
}
fn perform_until(
    s: Gc<Socket>,
    events: i16,
    end: Option<Instant>,
    mut f: impl FnMut(i32) -> isize,
) -> Result<isize, Raised> {
    let waits = s.timeout.get().is_some_and(|t| !t.is_zero());
    loop {
        if waits && !wait(s, events, end)? {
            return Err(timed_out());
        }
        let fd = s.fd.get();
        let (r, e) = allow_threads(|| {
            let r = f(fd);
            (r, errno())
        });
        match e {
            _ if r >= 0 => return Ok(r),
            libc::EINTR => crate::interp::breaker::poll()?,
            libc::EAGAIN if waits => {}
            e => return Err(os_error(e)),
        }
    }
}

fn blank(cls: Gc<crate::object::types::Type>) -> Result<Gc<Socket>, Raised> {
    let s = Socket {
        header: Socket::HEADER,
        fd: Cell::new(-1),
        family: Cell::new(0),
        kind: Cell::new(0),
        proto: Cell::new(0),
        timeout: Cell::new(None),
        guard: Closer(Cell::new(-1)),
    };
    alloc_sub(cls, s)
}
fn new(a: &Args) -> Res {
    let cls = crate::builtins::int::class_argument(a[0], native_class(&TYPE))?;
    Ok(blank(cls)?.value())
}
/// Takes a descriptor over.
fn adopt(s: Gc<Socket>, fd: i32, family: i32, kind: i32, proto: i32) -> Result<(), Raised> {
    s.set_fd(fd);
    s.family.set(family);
    s.kind.set(kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK));
    s.proto.set(proto);
    s.timeout.set(DEFAULT_TIMEOUT.get());
    if kind & libc::SOCK_NONBLOCK != 0 {
        s.timeout.set(Some(Duration::ZERO));
    } else if s.timeout.get().is_some() {
        set_mode(s)?;
    }
    Ok(())
}
fn option_int(fd: i32, option: i32) -> Result<i32, Raised> {
    let (mut n, mut len) = (0i32, 4 as libc::socklen_t);
    // SAFETY: room for an int.
    checked(|| unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, option, &raw mut n as *mut _, &mut len) })?;
    Ok(n)
}
fn init_object(a: &Args) -> Res {
    let s = this(a[0])?;
    let (mut family, mut kind, mut proto) = (int_or(a.opt(1), -1)?, int_or(a.opt(2), -1)?, int_or(a.opt(3), -1)?);
    let Some(fileno) = a.opt_none(4) else {
        if family == -1 {
            family = libc::AF_INET;
        }
        if kind == -1 {
            kind = libc::SOCK_STREAM;
        }
        if proto == -1 {
            proto = 0;
        }
        // SAFETY: any numbers may be passed.
        let fd = checked(|| unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, proto) })?;
        adopt(s, fd, family, kind, proto)?;
        return Ok(none());
    };
    if fileno.cast::<crate::object::float::Float>().is_some() || fileno.as_float().is_some() {
        return Err(type_error("integer argument expected, got float"));
    }
    let fd = int(fileno)?;
    if fd < 0 {
        return Err(value_error("negative file descriptor"));
    }
    let mut local = Address::empty();
    // SAFETY: room for any address.
    let r = unsafe { libc::getsockname(fd, local.ptr_mut(), &mut local.len) };
    if r < 0 && (family == -1 || matches!(errno(), libc::EBADF | libc::ENOTSOCK)) {
        return Err(os_error(errno()));
    }
    if family == -1 {
        family = local.storage.ss_family as i32;
    }
    if kind == -1 {
        kind = option_int(fd, libc::SO_TYPE)?;
    }
    if proto == -1 {
        proto = option_int(fd, libc::SO_PROTOCOL)?;
    }
    adopt(s, fd, family, kind, proto)?;
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let s = this(a[0])?;
    let text = format!(
        "<socket object, fd={}, family={}, type={}, proto={}>",
        s.fd.get(),
        s.family.get(),
        s.kind.get(),
        s.proto.get()
    );
    Ok(Str::new(&text).value())
}
fn accept(a: &Args) -> Res {
    let s = this(a[0])?;
    let mut peer = Address::empty();
    // SAFETY: room for any address.
    let fd = perform(s, libc::POLLIN, |fd| unsafe {
        libc::accept4(fd, peer.ptr_mut(), &mut peer.len, libc::SOCK_CLOEXEC) as isize
    })?;
    Ok(Tuple::new(&[Value::int(fd as i64), address::value(&peer)?]).value())
}
fn bind(a: &Args) -> Res {
    let s = this(a[0])?;
    let to = address::parse(a[1], s.family.get(), "bind")?;
    // SAFETY: a valid address.
    checked(|| unsafe { libc::bind(s.fd.get(), to.ptr(), to.len) })?;
    Ok(none())
}
fn close(a: &Args) -> Res {
    let s = this(a[0])?;
    let fd = s.fd.get();
    s.set_fd(-1);
    if fd >= 0 {
        // SAFETY: the socket's own descriptor.
        let (r, e) = allow_threads(|| unsafe { (libc::close(fd), errno()) });
        if r < 0 && e != libc::ECONNRESET {
            return Err(os_error(e));
        }
    }
    Ok(none())
}
fn del(a: &Args) -> Res {
    if this(a[0])?.fd.get() < 0 {
        return Ok(none());
    }
    let shown = crate::protocol::text::repr_text(a[0]);
    let warned = crate::builtins::warnings::warn(Exc::ResourceWarning, &format!("unclosed {shown}"));
    close(a).and(warned.map(|()| none()))
}
fn detach(a: &Args) -> Res {
    let s = this(a[0])?;
    let fd = s.fd.get();
    s.set_fd(-1);
    Ok(Value::int(fd as i64))
}
/// Connects; the error number, 0 for success.
fn try_connect(s: Gc<Socket>, to: &Address) -> Result<i32, Raised> {
    let fd = s.fd.get();
    // SAFETY: a valid address.
    let (r, e) = allow_threads(|| unsafe { (libc::connect(fd, to.ptr(), to.len), errno()) });
    if r == 0 {
        return Ok(0);
    }
    let patient = s.timeout.get() != Some(Duration::ZERO);
    if e == libc::EINTR {
        crate::interp::breaker::poll()?;
    }
    if !(patient && (e == libc::EINTR || e == libc::EINPROGRESS)) {
        return Ok(e);
    }
    if !wait(s, libc::POLLOUT, end_of_patience(s))? {
        return Ok(-1);
    }
    option_int(s.fd.get(), libc::SO_ERROR)
}
fn connect(a: &Args) -> Res {
    let s = this(a[0])?;
    let to = address::parse(a[1], s.family.get(), "connect")?;
    match try_connect(s, &to)? {
        0 => Ok(none()),
        -1 => Err(timed_out()),
        e => Err(os_error(e)),
    }
}
fn connect_ex(a: &Args) -> Res {
    let s = this(a[0])?;
    let to = address::parse(a[1], s.family.get(), "connect_ex")?;
    let e = try_connect(s, &to)?;
    Ok(Value::int(if e == -1 { libc::EAGAIN } else { e } as i64))
}
fn name(a: &Args, f: impl Fn(i32, *mut libc::sockaddr, &mut libc::socklen_t) -> i32) -> Res {
    let s = this(a[0])?;
    let mut own = Address::empty();
    let (p, mut len) = (own.ptr_mut(), own.len);
    // SAFETY (of the call): room for any address.
    checked(|| f(s.fd.get(), p, &mut len))?;
    own.len = len;
    address::value(&own)
}
fn getsockopt(a: &Args) -> Res {
    let s = this(a[0])?;
    let (level, option, room) = (int(a[1])?, int(a[2])?, int_or(a.opt(3), 0)?);
    if room == 0 {
        let (mut n, mut len) = (0i32, 4 as libc::socklen_t);
        // SAFETY: room for an int.
        checked(|| unsafe { libc::getsockopt(s.fd.get(), level, option, &raw mut n as *mut _, &mut len) })?;
        return Ok(Value::int(n as i64));
    }
    if !(1..=1024).contains(&room) {
        return Err(raise(Exc::OSError, "getsockopt buflen out of range"));
    }
    let (mut buf, mut len) = (vec![0u8; room as usize], room as libc::socklen_t);
    // SAFETY: the buffer's length is passed.
    checked(|| unsafe { libc::getsockopt(s.fd.get(), level, option, buf.as_mut_ptr() as *mut _, &mut len) })?;
    Ok(Bytes::new(&buf[..len as usize]).value())
}
fn setsockopt(a: &Args) -> Res {
    let s = this(a[0])?;
    let (level, option) = (int(a[1])?, int(a[2])?);
    let fd = s.fd.get();
    // SAFETY (all three): the value's length is passed.
    let set = |p: *const libc::c_void, n: usize| {
        checked(|| unsafe { libc::setsockopt(fd, level, option, p, n as libc::socklen_t) })
    };
    if a[3] == none() {
        let n = a.opt_none(4).map_or(Ok(0), number::to_i64)?;
        if n < 0 {
            return Err(crate::stdlib::os_error(libc::EINVAL));
        }
        set(std::ptr::null(), n as usize)?;
    } else if a[3].as_int().is_some() {
        let n = int(a[3])?;
        set(&raw const n as *const _, 4)?;
    } else {
        let data = crate::builtins::buffer::with_bytes(a[3], <[u8]>::to_vec)?;
        set(data.as_ptr() as *const _, data.len())?;
    }
    Ok(none())
}
fn listen(a: &Args) -> Res {
    let (s, n) = (this(a[0])?, int_or(a.opt(1), 128)?.max(0));
    // SAFETY: any numbers may be passed.
    checked(|| unsafe { libc::listen(s.fd.get(), n) })?;
    Ok(none())
}
fn shutdown(a: &Args) -> Res {
    let (s, how) = (this(a[0])?, int(a[1])?);
    // SAFETY: any numbers may be passed.
    checked(|| unsafe { libc::shutdown(s.fd.get(), how) })?;
    Ok(none())
}
/// Makes the descriptor block or not, as the timeout says.
fn set_mode(s: Gc<Socket>) -> Result<(), Raised> {
    let mut on = s.timeout.get().is_some() as libc::c_int;
    // SAFETY: a flag.
    checked(|| unsafe { libc::ioctl(s.fd.get(), libc::FIONBIO, &mut on) })?;
    Ok(())
}
fn setblocking(a: &Args) -> Res {
    let s = this(a[0])?;
    s.timeout.set(if compare::truth(a[1])? { None } else { Some(Duration::ZERO) });
    set_mode(s)?;
    Ok(none())
}
fn timeout_arg(v: Value) -> Result<Option<Duration>, Raised> {
    if v == none() {
        return Ok(None);
    }
    let t = number::to_f64(v)?;
    if t.is_nan() {
        return Err(value_error("Invalid value NaN (not a number)"));
    }
    if t < 0.0 {
        return Err(value_error("Timeout value out of range"));
    }
    let too_large = |_| crate::builtins::exceptions::overflow_error("timestamp out of range for platform time_t");
    Duration::try_from_secs_f64(t).map(Some).map_err(too_large)
}
fn settimeout(a: &Args) -> Res {
    let s = this(a[0])?;
    s.timeout.set(timeout_arg(a[1])?);
    set_mode(s)?;
    Ok(none())
}
fn setdefaulttimeout(a: &Args) -> Res {
    DEFAULT_TIMEOUT.set(timeout_arg(a[0])?);
    Ok(none())
}
fn socketpair(a: &Args) -> Res {
    let (family, kind, proto) =
        (int_or(a.opt(0), libc::AF_UNIX)?, int_or(a.opt(1), libc::SOCK_STREAM)?, int_or(a.opt(2), 0)?);
    let mut fds = [0; 2];
    // SAFETY: room for two descriptors.
    checked(|| unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, proto, fds.as_mut_ptr()) })?;
    let mut pair = [none(); 2];
    for (slot, fd) in pair.iter_mut().zip(fds) {
        let s = blank(native_class(&TYPE))?;
        adopt(s, fd, family, kind, proto)?;
        *slot = s.value();
    }
    Ok(Tuple::new(&pair).value())
}
fn dup(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    Ok(Value::int(checked(|| unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) })? as i64))
}
fn close_fd(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    checked(|| unsafe { libc::close(fd) })?;
    Ok(none())
}
