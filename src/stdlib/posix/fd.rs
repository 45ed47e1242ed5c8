//! Calls on file descriptors.

use super::{checked, checked_path, dir_fd, done, int, int_or};
use crate::builtins::buffer::with_bytes;
use crate::gil::allow_threads;
use crate::object::bytes::Bytes;
use crate::object::memory_error;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::protocol::{compare, number};
use crate::stdlib::os_text::path_arg;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "open(path, flags, mode=511, *, dir_fd=None)",
        open,
        "Open a file for low level IO.  Returns a file descriptor (integer).",
    ),
    NativeDef::new("close(fd)", close, "Close a file descriptor."),
    NativeDef::new(
        "closerange(fd_low, fd_high, /)",
        closerange,
        "Close all file descriptors in [fd_low, fd_high), ignoring errors.",
    ),
    NativeDef::new("read(fd, length, /)", read, "Read from a file descriptor.  Returns a bytes object."),
    NativeDef::new("write(fd, data, /)", write, "Write a bytes object to a file descriptor."),
    NativeDef::new(
        "lseek(fd, position, whence, /)",
        lseek,
        "Set the position of a file descriptor.  Return the new position.",
    ),
    NativeDef::new(
        "ftruncate(fd, length, /)",
        ftruncate,
        "Truncate a file, specified by file descriptor, to a specific length.",
    ),
    NativeDef::new("fsync(fd)", fsync, "Force write of fd to disk."),
    NativeDef::new("isatty(fd, /)", isatty, "Return True if the fd is connected to a terminal."),
    NativeDef::new("dup(fd, /)", dup, "Return a duplicate of a file descriptor."),
    NativeDef::new("dup2(fd, fd2, inheritable=True)", dup2, "Duplicate file descriptor."),
    NativeDef::new("pipe()", pipe, "Create a pipe."),
    NativeDef::new(
        "get_inheritable(fd, /)",
        get_inheritable,
        "Get the close-on-exe flag of the specified file descriptor.",
    ),
    NativeDef::new(
        "set_inheritable(fd, inheritable, /)",
        set_inheritable,
        "Set the inheritable flag of the specified file descriptor.",
    ),
    NativeDef::new("get_blocking(fd, /)", get_blocking, "Get the blocking mode of the file descriptor."),
    NativeDef::new(
        "set_blocking(fd, blocking, /)",
        set_blocking,
        "Set the blocking mode of the specified file descriptor.",
    ),
];

fn open(a: &Args) -> Res {
    let p = path_arg(a[0], "open", "path")?;
    let (flags, mode, dir) = (int(a[1])?, int_or(a.opt(2), 0o777)?, dir_fd(a.opt(3))?);
    // SAFETY: a terminated path.
    let fd = checked_path(&p, || {
        allow_threads(|| unsafe { libc::openat(dir, p.c.as_ptr(), flags | libc::O_CLOEXEC, mode) })
    })?;
    Ok(Value::int(fd as i64))
}
fn close(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    checked(|| unsafe { libc::close(fd) }).and_then(done)
}
fn closerange(a: &Args) -> Res {
    for fd in int(a[0])?..int(a[1])? {
        // SAFETY: any number may be passed.
        unsafe { libc::close(fd) };
    }
    Ok(none())
}
fn read(a: &Args) -> Res {
    let (fd, n) = (int(a[0])?, number::to_ssize(a[1])?);
    if n < 0 {
        return Err(super::super::os_error(libc::EINVAL));
    }
    let mut buf = Vec::new();
    if buf.try_reserve_exact(n as usize).is_err() {
        return Err(memory_error());
    }
    // SAFETY: the buffer has room for n bytes; as many are initialised as were read.
    unsafe {
        let got = checked(|| allow_threads(|| libc::read(fd, buf.as_mut_ptr() as *mut _, n as usize)))?;
        buf.set_len(got as usize);
    }
    Ok(Bytes::try_new(&buf)?.value())
}
fn write(a: &Args) -> Res {
    let fd = int(a[0])?;
    let data = with_bytes(a[1], <[u8]>::to_vec)?;
    // SAFETY: the data's length is passed.
    let n = checked(|| allow_threads(|| unsafe { libc::write(fd, data.as_ptr() as *const _, data.len()) }))?;
    Ok(Value::int(n as i64))
}
fn lseek(a: &Args) -> Res {
    let (fd, at, whence) = (int(a[0])?, number::to_i64(a[1])?, int(a[2])?);
    // SAFETY: any numbers may be passed.
    Ok(Value::int(checked(|| unsafe { libc::lseek(fd, at, whence) })?))
}
fn ftruncate(a: &Args) -> Res {
    let (fd, n) = (int(a[0])?, number::to_i64(a[1])?);
    // SAFETY: any numbers may be passed.
    checked(|| unsafe { libc::ftruncate(fd, n) }).and_then(done)
}
fn fsync(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    checked(|| allow_threads(|| unsafe { libc::fsync(fd) })).and_then(done)
}
fn isatty(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    Ok(boolean(unsafe { libc::isatty(fd) } == 1))
}
fn dup(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    Ok(Value::int(checked(|| unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) })? as i64))
}
fn dup2(a: &Args) -> Res {
    let (fd, to) = (int(a[0])?, int(a[1])?);
    let flags = if a.opt(2).map_or(Ok(true), compare::truth)? { 0 } else { libc::O_CLOEXEC };
    // SAFETY: any numbers may be passed.
    let r = if fd == to || flags == 0 {
        checked(|| unsafe { libc::dup2(fd, to) })?
    } else {
        checked(|| unsafe { libc::dup3(fd, to, flags) })?
    };
    Ok(Value::int(r as i64))
}
fn pipe(_: &Args) -> Res {
    let mut fds = [0i32; 2];
    // SAFETY: room for two descriptors.
    checked(|| unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC) })?;
    Ok(Tuple::new(&[Value::int(fds[0] as i64), Value::int(fds[1] as i64)]).value())
}
fn get_inheritable(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    let flags = checked(|| unsafe { libc::fcntl(fd, libc::F_GETFD) })?;
    Ok(boolean(flags & libc::FD_CLOEXEC == 0))
}
fn set_inheritable(a: &Args) -> Res {
    let (fd, on) = (int(a[0])?, compare::truth(a[1])?);
    // SAFETY: any numbers may be passed.
    let flags = checked(|| unsafe { libc::fcntl(fd, libc::F_GETFD) })?;
    let flags = if on { flags & !libc::FD_CLOEXEC } else { flags | libc::FD_CLOEXEC };
    // SAFETY: as above.
    checked(|| unsafe { libc::fcntl(fd, libc::F_SETFD, flags) }).and_then(done)
}
fn get_blocking(a: &Args) -> Res {
    let fd = int(a[0])?;
    // SAFETY: any number may be passed.
    let flags = checked(|| unsafe { libc::fcntl(fd, libc::F_GETFL) })?;
    Ok(boolean(flags & libc::O_NONBLOCK == 0))
}
fn set_blocking(a: &Args) -> Res {
    let (fd, on) = (int(a[0])?, compare::truth(a[1])?);
    // SAFETY: any numbers may be passed.
    let flags = checked(|| unsafe { libc::fcntl(fd, libc::F_GETFL) })?;
    let flags = if on { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
    // SAFETY: as above.
    checked(|| unsafe { libc::fcntl(fd, libc::F_SETFL, flags) }).and_then(done)
}
