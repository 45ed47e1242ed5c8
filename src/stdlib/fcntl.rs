//! `fcntl`: control of descriptors.

use crate::builtins::buffer::{acquire_opt, with_bytes};
use crate::builtins::exceptions::value_error;
use crate::gil::allow_threads;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{compare, number};
use crate::stdlib::posix::{checked, done, int, int_or};
use crate::stdlib::support::{fileno, put_ints};

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("fcntl(fd, cmd, arg=0, /)", fcntl, "Perform the operation `cmd` on file descriptor fd."),
    NativeDef::new(
        "ioctl(fd, request, arg=0, mutate_flag=True, /)",
        ioctl,
        "Perform the operation request on file descriptor fd.",
    ),
    NativeDef::new("flock(fd, operation, /)", flock, "Perform the lock operation on file descriptor fd."),
    NativeDef::new("lockf(fd, cmd, len=0, start=0, whence=0, /)", lockf, "A wrapper around the fcntl() locking calls."),
];
macro_rules! constants {
    ($($name:ident)*) => { static CONSTANTS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64)),*]; };
}
constants! {
    LOCK_SH LOCK_EX LOCK_NB LOCK_UN F_DUPFD F_DUPFD_CLOEXEC F_GETFD F_SETFD F_GETFL F_SETFL F_GETLK F_SETLK F_SETLKW
    F_GETOWN F_SETOWN F_RDLCK F_WRLCK F_UNLCK FD_CLOEXEC F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_SETLEASE F_GETLEASE
    F_NOTIFY F_ADD_SEALS F_GET_SEALS F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_GROW F_SEAL_WRITE F_GETPIPE_SZ F_SETPIPE_SZ
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let doc = "This module performs file control and I/O control on file\ndescriptors.  It is an interface to the fcntl() and ioctl() Unix\nroutines.  File descriptors can be obtained with the fileno() method of\na file or socket object.";
    let m = crate::stdlib::new_module("fcntl", doc, FUNCTIONS)?;
    put_ints(m.dict.gc(), CONSTANTS);
    put_ints(
        m.dict.gc(),
        &[
            ("LOCK_MAND", 32),
            ("LOCK_READ", 64),
            ("LOCK_WRITE", 128),
            ("LOCK_RW", 192),
            ("FASYNC", 0x2000),
            ("F_GETLK64", 5),
            ("F_SETLK64", 6),
            ("F_SETLKW64", 7),
            ("F_EXLCK", 4),
            ("F_SHLCK", 8),
            ("F_GETSIG", 11),
            ("F_SETSIG", 10),
            ("FICLONE", 0x4004_9409),
            ("FICLONERANGE", 0x4020_940d),
        ],
    );
    Ok(m)
}

/// Room for what the system writes behind the bytes that were given.
const ROOM: usize = 1024;
/// A copy of a bytes-like argument with room behind it; `None` for a number.
fn argument(v: Option<Value>, function: &str) -> Result<Option<(Vec<u8>, usize)>, Raised> {
    let Some(v) = v.filter(|v| v.as_int().is_none()) else { return Ok(None) };
    let mut data = match v.cast::<Str>() {
        Some(s) => s.to_text().into_owned().into_bytes(),
        None => with_bytes(v, <[u8]>::to_vec)?,
    };
    let n = data.len();
    if n > ROOM {
        return Err(value_error(format!("{function} argument 3 is too long")));
    }
    data.resize(ROOM, 0);
    Ok(Some((data, n)))
}
fn plain(v: Option<Value>) -> Result<i64, Raised> {
    v.map_or(Ok(0), number::to_i64)
}
fn fcntl(a: &Args) -> Res {
    let (fd, command) = (fileno(a[0])?, int(a[1])?);
    if let Some((mut data, n)) = argument(a.opt(2), "fcntl")? {
        // SAFETY: more room than any command writes.
        checked(|| allow_threads(|| unsafe { libc::fcntl(fd, command, data.as_mut_ptr()) }))?;
        return Ok(Bytes::new(&data[..n]).value());
    }
    let x = plain(a.opt(2))?;
    // SAFETY: a number; commands that take an address fail on what is none of ours.
    Ok(Value::int(checked(|| allow_threads(|| unsafe { libc::fcntl(fd, command, x) }))? as i64))
}
fn ioctl(a: &Args) -> Res {
    let (fd, request) = (fileno(a[0])?, number::to_i64(a[1])? as libc::c_ulong);
    let mutate = a.opt(3).map_or(Ok(true), compare::truth)?;
    if let Some((mut data, n)) = argument(a.opt(2), "ioctl")? {
        // SAFETY: more room than requests of terminals and descriptors write.
        let r = checked(|| allow_threads(|| unsafe { libc::ioctl(fd, request, data.as_mut_ptr()) }))?;
        let view = if mutate { a.opt(2).map(acquire_opt).transpose()?.flatten() } else { None };
        return match view.filter(|v| !v.readonly && v.len() == n) {
            Some(v) => {
                v.bytes_mut().copy_from_slice(&data[..n]);
                Ok(Value::int(r as i64))
            }
            None => Ok(Bytes::new(&data[..n]).value()),
        };
    }
    let x = plain(a.opt(2))?;
    // SAFETY: as for `fcntl`.
    Ok(Value::int(checked(|| allow_threads(|| unsafe { libc::ioctl(fd, request, x) }))? as i64))
}
fn flock(a: &Args) -> Res {
    let (fd, op) = (fileno(a[0])?, int(a[1])?);
    // SAFETY: any numbers may be passed.
    checked(|| allow_threads(|| unsafe { libc::flock(fd, op) })).and_then(done)
}
fn lockf(a: &Args) -> Res {
    let (fd, op) = (fileno(a[0])?, int(a[1])?);
    let kind = if op & libc::LOCK_UN != 0 {
        libc::F_UNLCK
    } else if op & libc::LOCK_SH != 0 {
        libc::F_RDLCK
    } else if op & libc::LOCK_EX != 0 {
        libc::F_WRLCK
    } else {
        return Err(value_error("unrecognized lockf argument"));
    };
    // SAFETY: all-zero is a valid `flock`.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = kind as _;
    lock.l_len = plain(a.opt(2))?;
    lock.l_start = plain(a.opt(3))?;
    lock.l_whence = int_or(a.opt(4), 0)? as _;
    let command = if op & libc::LOCK_NB != 0 { libc::F_SETLK } else { libc::F_SETLKW };
    // SAFETY: a valid lock.
    checked(|| allow_threads(|| unsafe { libc::fcntl(fd, command, &lock) })).and_then(done)
}
