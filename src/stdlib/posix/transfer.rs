//! Reading and writing at positions and by vectors, sending, locking, pipes, terminals, what a file system offers.

use super::{checked, checked_path, dir_fd, done, ids::id, int, int_or};
use crate::builtins::buffer::{acquire_writable, with_bytes};
use crate::builtins::exceptions::{overflow_error, value_error};
use crate::gil::allow_threads;
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error};
use crate::protocol::{compare, iter, number};
use crate::stdlib::os_text::{PathArg, decode, path_arg, path_arg_kinds};

// SAFETY of the calls below: they take numbers, any of which may be passed, terminated strings, and memory with its length.
pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "pread(fd, length, offset, /)",
        pread,
        "Read a number of bytes from a file descriptor starting at a particular offset.",
    ),
    NativeDef::new(
        "pwrite(fd, buffer, offset, /)",
        pwrite,
        "Write bytes to a file descriptor starting at a particular offset.",
    ),
    NativeDef::new("readinto(fd, buffer, /)", readinto, "Read into a buffer object from a file descriptor."),
    NativeDef::new("readv(fd, buffers, /)", readv, "Read from a file descriptor fd into an iterable of buffers."),
    NativeDef::new(
        "writev(fd, buffers, /)",
        writev,
        "Iterate over buffers, and write the contents of each to a file descriptor.",
    ),
    NativeDef::new("pipe2(flags, /)", pipe2, "Create a pipe with flags set atomically."),
    NativeDef::new(
        "sendfile(out_fd, in_fd, offset, count)",
        sendfile,
        "Copy count bytes from file descriptor in_fd to file descriptor out_fd.",
    ),
    NativeDef::new(
        "copy_file_range(src, dst, count, offset_src=None, offset_dst=None)",
        copy_file_range,
        "Copy count bytes from one file descriptor to another.",
    ),
    NativeDef::new(
        "fdatasync(fd)",
        |a| on_fd(a, |fd| unsafe { libc::fdatasync(fd) }),
        "Force write of fd to disk without forcing update of metadata.",
    ),
    NativeDef::new(
        "fchdir(fd)",
        |a| on_fd(a, |fd| unsafe { libc::fchdir(fd) }),
        "Change to the directory of the given file descriptor.",
    ),
    NativeDef::new(
        "sync()",
        |_| {
            allow_threads(|| unsafe { libc::sync() });
            done(())
        },
        "Force write of everything to disk.",
    ),
    NativeDef::new(
        "fchmod(fd, mode)",
        fchmod,
        "Change the access permissions of the file given by file descriptor fd.",
    ),
    NativeDef::new(
        "chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)",
        chown,
        "Change the owner and group id of path to the numeric uid and gid.",
    ),
    NativeDef::new(
        "lchown(path, uid, gid)",
        lchown,
        "Change the owner and group id of path to the numeric uid and gid.",
    ),
    NativeDef::new(
        "fchown(fd, uid, gid)",
        fchown,
        "Change the owner and group id of the file specified by file descriptor.",
    ),
    NativeDef::new("mkfifo(path, mode=438, *, dir_fd=None)", mkfifo, "Create a \"fifo\" (a POSIX named pipe)."),
    NativeDef::new("mknod(path, mode=384, device=0, *, dir_fd=None)", mknod, "Create a node in the file system."),
    NativeDef::new(
        "major(device, /)",
        |a| device(a, |d| libc::major(d) as i64),
        "Extracts a device major number from a raw device number.",
    ),
    NativeDef::new(
        "minor(device, /)",
        |a| device(a, |d| libc::minor(d) as i64),
        "Extracts a device minor number from a raw device number.",
    ),
    NativeDef::new(
        "makedev(major, minor, /)",
        |a| {
            let (x, y) = (int(a[0])?, int(a[1])?);
            Ok(Value::uint(libc::makedev(x as _, y as _)))
        },
        "Composes a raw device number from the major and minor device numbers.",
    ),
    NativeDef::new(
        "lockf(fd, command, length, /)",
        lockf,
        "Apply, test or remove a POSIX lock on an open file descriptor.",
    ),
    NativeDef::new(
        "posix_fallocate(fd, offset, length, /)",
        fallocate,
        "Ensure a file has allocated at least a particular number of bytes on disk.",
    ),
    NativeDef::new(
        "posix_fadvise(fd, offset, length, advice, /)",
        fadvise,
        "Announce an intention to access data in a specific pattern.",
    ),
    NativeDef::new(
        "memfd_create(name, flags=MFD_CLOEXEC)",
        memfd_create,
        "Create an anonymous file that lives in memory.",
    ),
    NativeDef::new(
        "eventfd(initval, flags=EFD_CLOEXEC)",
        eventfd,
        "Creates and returns an event notification file descriptor.",
    ),
    NativeDef::new("getrandom(size, flags=0)", getrandom, "Obtain a series of random bytes."),
    NativeDef::new("ttyname(fd, /)", ttyname, "Return the name of the terminal device connected to 'fd'."),
    NativeDef::new(
        "ctermid()",
        |_| Ok(decode(b"/dev/tty").value()),
        "Return the name of the controlling terminal for this process.",
    ),
    NativeDef::new("openpty()", openpty, "Open a pseudo-terminal."),
    NativeDef::new(
        "device_encoding(fd)",
        device_encoding,
        "Return a string describing the encoding of a terminal's file descriptor.",
    ),
    NativeDef::new("statvfs(path)", statvfs, "Perform a statvfs system call on the given path."),
    NativeDef::new("fstatvfs(fd, /)", statvfs, "Perform an fstatvfs system call on the given fd."),
    NativeDef::new(
        "getxattr(path, attribute, *, follow_symlinks=True)",
        getxattr,
        "Return the value of extended attribute attribute on path.",
    ),
    NativeDef::new(
        "setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)",
        setxattr,
        "Set extended attribute attribute on path to value.",
    ),
    NativeDef::new(
        "removexattr(path, attribute, *, follow_symlinks=True)",
        removexattr,
        "Remove extended attribute attribute on path.",
    ),
    NativeDef::new(
        "listxattr(path=None, *, follow_symlinks=True)",
        listxattr,
        "Return a list of extended attributes on path.",
    ),
];

fn on_fd(a: &Args, f: impl Fn(i32) -> i32) -> Res {
    let fd = crate::stdlib::support::fileno(a[0])?;
    checked(|| allow_threads(|| f(fd))).and_then(done)
}
fn room(v: Value) -> Result<Vec<u8>, Raised> {
    let n = number::to_ssize(v)?;
    if n < 0 {
        return Err(crate::stdlib::os_error(libc::EINVAL));
    }
    let mut buf = Vec::new();
    buf.try_reserve_exact(n as usize).map_err(|_| memory_error())?;
    buf.resize(n as usize, 0);
    Ok(buf)
}
fn pread(a: &Args) -> Res {
    let (fd, mut buf, at) = (int(a[0])?, room(a[1])?, number::to_i64(a[2])?);
    let n = checked(|| allow_threads(|| unsafe { libc::pread(fd, buf.as_mut_ptr() as *mut _, buf.len(), at) }))?;
    Ok(Bytes::try_new(&buf[..n as usize])?.value())
}
fn pwrite(a: &Args) -> Res {
    let (fd, data, at) = (int(a[0])?, with_bytes(a[1], <[u8]>::to_vec)?, number::to_i64(a[2])?);
    let n = checked(|| allow_threads(|| unsafe { libc::pwrite(fd, data.as_ptr() as *const _, data.len(), at) }))?;
    Ok(Value::int(n as i64))
}
fn readinto(a: &Args) -> Res {
    let (fd, view) = (int(a[0])?, acquire_writable(a[1], "readinto() argument 2")?);
    let buf = view.bytes_mut();
    let n = checked(|| allow_threads(|| unsafe { libc::read(fd, buf.as_mut_ptr() as *mut _, buf.len()) }))?;
    Ok(Value::int(n as i64))
}
fn readv(a: &Args) -> Res {
    let fd = int(a[0])?;
    let objects: GcVec = iter::collect(a[1])?;
    let views = objects.iter().map(|v| acquire_writable(v, "readv() argument")).collect::<Result<Vec<_>, _>>()?;
    let parts: Vec<libc::iovec> = views
        .iter()
        .map(|v| libc::iovec { iov_base: v.bytes_mut().as_mut_ptr() as *mut _, iov_len: v.len() })
        .collect();
    let n = checked(|| allow_threads(|| unsafe { libc::readv(fd, parts.as_ptr(), parts.len() as i32) }))?;
    Ok(Value::int(n as i64))
}
fn writev(a: &Args) -> Res {
    let fd = int(a[0])?;
    let mut data: Vec<Vec<u8>> = vec![];
    iter::for_each(a[1], |v| with_bytes(v, |b| data.push(b.to_vec())))?;
    let parts: Vec<libc::iovec> =
        data.iter().map(|v| libc::iovec { iov_base: v.as_ptr() as *mut _, iov_len: v.len() }).collect();
    let n = checked(|| allow_threads(|| unsafe { libc::writev(fd, parts.as_ptr(), parts.len() as i32) }))?;
    Ok(Value::int(n as i64))
}
fn pair(fds: [i32; 2]) -> Res {
    Ok(Tuple::new(&fds.map(|f| Value::int(f as i64))).value())
}
fn pipe2(a: &Args) -> Res {
    let (mut fds, flags) = ([0; 2], int(a[0])?);
    checked(|| unsafe { libc::pipe2(fds.as_mut_ptr(), flags) })?;
    pair(fds)
}
fn openpty(_: &Args) -> Res {
    let mut fds = [0; 2];
    let null = std::ptr::null_mut();
    let [controller, terminal] = &mut fds;
    checked(|| unsafe { libc::openpty(controller, terminal, null, std::ptr::null_mut(), std::ptr::null_mut()) })?;
    for fd in fds {
        checked(|| unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) })?;
    }
    pair(fds)
}
fn sendfile(a: &Args) -> Res {
    let (to, from, count) = (int(a[0])?, int(a[1])?, number::to_ssize(a[3])? as usize);
    let mut at = a.opt_none(2).map(number::to_i64).transpose()?;
    let p = at.as_mut().map_or(std::ptr::null_mut(), |p| p as *mut i64);
    let n = checked(|| allow_threads(|| unsafe { libc::sendfile(to, from, p, count) }))?;
    Ok(Value::int(n as i64))
}
fn copy_file_range(a: &Args) -> Res {
    let (from, to, count) = (int(a[0])?, int(a[1])?, number::to_ssize(a[2])?);
    if count < 0 {
        return Err(value_error("negative value for 'count' not allowed"));
    }
    let mut offsets = [a.opt_none(3), a.opt_none(4)].map(|v| v.map(number::to_i64).transpose());
    let [x, y] = &mut offsets;
    let p = |o: &mut Result<Option<i64>, Raised>| match o {
        Ok(Some(n)) => n as *mut i64,
        _ => std::ptr::null_mut(),
    };
    if x.is_err() || y.is_err() {
        return Err(Raised);
    }
    let (x, y) = (p(x), p(y));
    let n = checked(|| allow_threads(|| unsafe { libc::copy_file_range(from, x, to, y, count as usize, 0) }))?;
    Ok(Value::int(n as i64))
}
fn fchmod(a: &Args) -> Res {
    let (fd, mode) = (int(a[0])?, int(a[1])?);
    checked(|| unsafe { libc::fchmod(fd, mode as libc::mode_t) }).and_then(done)
}
fn chown(a: &Args) -> Res {
    let (user, group) = (id(a[1])?, id(a[2])?);
    if a[0].as_int().is_some() {
        let fd = int(a[0])?;
        return checked(|| unsafe { libc::fchown(fd, user, group) }).and_then(done);
    }
    let p = path_arg(a[0], "chown", "path")?;
    let d = dir_fd(a.opt(3))?;
    let flags = if follow(a, 4)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    checked_path(&p, || unsafe { libc::fchownat(d, p.c.as_ptr(), user, group, flags) }).and_then(done)
}
fn lchown(a: &Args) -> Res {
    let (p, user, group) = (path_arg(a[0], "lchown", "path")?, id(a[1])?, id(a[2])?);
    checked_path(&p, || unsafe { libc::lchown(p.c.as_ptr(), user, group) }).and_then(done)
}
fn fchown(a: &Args) -> Res {
    let (fd, user, group) = (int(a[0])?, id(a[1])?, id(a[2])?);
    checked(|| unsafe { libc::fchown(fd, user, group) }).and_then(done)
}
fn mkfifo(a: &Args) -> Res {
    let (p, mode, d) = (path_arg(a[0], "mkfifo", "path")?, int_or(a.opt(1), 0o666)?, dir_fd(a.opt(2))?);
    checked_path(&p, || unsafe { libc::mkfifoat(d, p.c.as_ptr(), mode as libc::mode_t) }).and_then(done)
}
fn mknod(a: &Args) -> Res {
    let (p, mode, d) = (path_arg(a[0], "mknod", "path")?, int_or(a.opt(1), 0o600)?, dir_fd(a.opt(3))?);
    let device = a.opt(2).map_or(Ok(0), number::to_i64)? as libc::dev_t;
    checked_path(&p, || unsafe { libc::mknodat(d, p.c.as_ptr(), mode as libc::mode_t, device) }).and_then(done)
}
fn device(a: &Args, f: fn(libc::dev_t) -> i64) -> Res {
    Ok(Value::int(f(number::to_i64(a[0])? as libc::dev_t)))
}
fn lockf(a: &Args) -> Res {
    let (fd, command, n) = (int(a[0])?, int(a[1])?, number::to_i64(a[2])?);
    checked(|| allow_threads(|| unsafe { libc::lockf(fd, command, n) })).and_then(done)
}
/// Calls that return the error number.
fn zero(r: i32) -> Res {
    if r == 0 { done(()) } else { Err(crate::stdlib::os_error(r)) }
}
fn fallocate(a: &Args) -> Res {
    let (fd, at, n) = (int(a[0])?, number::to_i64(a[1])?, number::to_i64(a[2])?);
    zero(allow_threads(|| unsafe { libc::posix_fallocate(fd, at, n) }))
}
fn fadvise(a: &Args) -> Res {
    let (fd, at, n, advice) = (int(a[0])?, number::to_i64(a[1])?, number::to_i64(a[2])?, int(a[3])?);
    zero(allow_threads(|| unsafe { libc::posix_fadvise(fd, at, n, advice) }))
}
fn memfd_create(a: &Args) -> Res {
    let p = path_arg(a[0], "memfd_create", "name")?;
    let flags = a.opt(1).map_or(Ok(libc::MFD_CLOEXEC as i64), number::to_i64)? as u32;
    Ok(Value::int(checked(|| unsafe { libc::memfd_create(p.c.as_ptr(), flags) })? as i64))
}
fn eventfd(a: &Args) -> Res {
    let n = u32::try_from(number::to_i64(a[0])?).map_err(|_| overflow_error("initval is out of range"))?;
    let flags = int_or(a.opt(1), libc::EFD_CLOEXEC)?;
    Ok(Value::int(checked(|| unsafe { libc::eventfd(n, flags) })? as i64))
}
fn getrandom(a: &Args) -> Res {
    let (mut buf, flags) = (room(a[0])?, int_or(a.opt(1), 0)? as u32);
    let n = checked(|| unsafe { libc::getrandom(buf.as_mut_ptr() as *mut _, buf.len(), flags) })?;
    Ok(Bytes::try_new(&buf[..n as usize])?.value())
}
fn ttyname(a: &Args) -> Res {
    let fd = int(a[0])?;
    let mut buf = [0 as libc::c_char; 256];
    zero(unsafe { libc::ttyname_r(fd, buf.as_mut_ptr(), buf.len()) })?;
    Ok(decode(unsafe { std::ffi::CStr::from_ptr(buf.as_ptr()) }.to_bytes()).value())
}
fn device_encoding(a: &Args) -> Res {
    let fd = int(a[0])?;
    if unsafe { libc::isatty(fd) } == 1 { Ok(decode(b"utf-8").value()) } else { done(()) }
}
fn statvfs(a: &Args) -> Res {
    // SAFETY: all-zero is a valid `statvfs`.
    let mut s: libc::statvfs = unsafe { std::mem::zeroed() };
    if a[0].as_int().is_some() {
        let fd = int(a[0])?;
        checked(|| unsafe { libc::fstatvfs(fd, &mut s) })?;
    } else {
        let p = path_arg_kinds(a[0], "statvfs", "path", "string, bytes, os.PathLike or integer")?;
        checked_path(&p, || unsafe { libc::statvfs(p.c.as_ptr(), &mut s) })?;
    }
    let items = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag,
        s.f_namemax,
        s.f_fsid,
    ];
    super::process::instance("statvfs_result", &items.map(Value::uint))
}

fn follow(a: &Args, i: usize) -> Result<bool, Raised> {
    a.opt(i).map_or(Ok(true), compare::truth)
}
/// A path; an open file by the name that the system gives it.
fn path_or_fd(v: Value, function: &str) -> Result<PathArg, Raised> {
    if v.as_int().is_none() {
        return path_arg_kinds(v, function, "path", "string, bytes, os.PathLike or integer");
    }
    let name = decode(format!("/proc/self/fd/{}", int(v)?).as_bytes());
    Ok(PathArg { value: v, ..path_arg(name.value(), function, "path")? })
}
fn attribute_args(a: &Args, function: &str) -> Result<(PathArg, PathArg), Raised> {
    Ok((path_or_fd(a[0], function)?, path_arg(a[1], function, "attribute")?))
}
/// A call that fills a buffer; one that is too small is made larger.
fn filled(p: &PathArg, f: impl Fn(*mut libc::c_void, usize) -> isize) -> Result<Vec<u8>, Raised> {
    let mut size = 256;
    loop {
        let mut buf = vec![0u8; size];
        let r = f(buf.as_mut_ptr() as *mut _, size);
        if r >= 0 {
            buf.truncate(r as usize);
            return Ok(buf);
        }
        match crate::stdlib::errno() {
            libc::ERANGE if size < 1 << 20 => size *= 4,
            n => return Err(crate::stdlib::os_error_for(n, p.value, None)),
        }
    }
}
fn getxattr(a: &Args) -> Res {
    let ((p, n), follow) = (attribute_args(a, "getxattr")?, follow(a, 2)?);
    let f = if follow { libc::getxattr } else { libc::lgetxattr };
    Ok(Bytes::new(&filled(&p, |b, len| unsafe { f(p.c.as_ptr(), n.c.as_ptr(), b, len) })?).value())
}
fn setxattr(a: &Args) -> Res {
    let ((p, n), data) = (attribute_args(a, "setxattr")?, with_bytes(a[2], <[u8]>::to_vec)?);
    let (flags, follow) = (int_or(a.opt(3), 0)?, follow(a, 4)?);
    let f = if follow { libc::setxattr } else { libc::lsetxattr };
    checked_path(&p, || unsafe { f(p.c.as_ptr(), n.c.as_ptr(), data.as_ptr() as *const _, data.len(), flags) })
        .and_then(done)
}
fn removexattr(a: &Args) -> Res {
    let ((p, n), follow) = (attribute_args(a, "removexattr")?, follow(a, 2)?);
    let f = if follow { libc::removexattr } else { libc::lremovexattr };
    checked_path(&p, || unsafe { f(p.c.as_ptr(), n.c.as_ptr()) }).and_then(done)
}
fn listxattr(a: &Args) -> Res {
    let p = path_or_fd(a.opt_none(0).unwrap_or_else(|| decode(b".").value()), "listxattr")?;
    let f = if follow(a, 1)? { libc::listxattr } else { libc::llistxattr };
    let names = filled(&p, |b, len| unsafe { f(p.c.as_ptr(), b as *mut _, len) })?;
    let l = crate::object::list::List::new();
    for name in names.split(|b| *b == 0).filter(|n| !n.is_empty()) {
        l.push(decode(name).value())?;
    }
    Ok(l.value())
}
