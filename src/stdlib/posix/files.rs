//! Calls on paths.

use super::{checked, checked_path, dir_fd, done, int, int_or};
use crate::object::bytes::Bytes;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{compare, iter, number};
use crate::stdlib::os_text::{PathArg, decode, fspath, path_arg};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("fspath(path)", |a| fspath(a[0]), "Return the file system path representation of the object."),
    NativeDef::new(
        "getcwd()",
        |_| Ok(decode(&cwd()?).value()),
        "Return a unicode string representing the current working directory.",
    ),
    NativeDef::new(
        "getcwdb()",
        |_| Ok(Bytes::new(&cwd()?).value()),
        "Return a bytes string representing the current working directory.",
    ),
    NativeDef::new("chdir(path)", chdir, "Change the current working directory to the specified path."),
    NativeDef::new("mkdir(path, mode=511, *, dir_fd=None)", mkdir, "Create a directory."),
    NativeDef::new("rmdir(path, *, dir_fd=None)", rmdir, "Remove a directory."),
    NativeDef::new("unlink(path, *, dir_fd=None)", unlink, "Remove a file (same as remove())."),
    NativeDef::new("remove(path, *, dir_fd=None)", unlink, "Remove a file (same as unlink())."),
    NativeDef::new("rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", rename, "Rename a file or directory."),
    NativeDef::new(
        "replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
        rename,
        "Rename a file or directory, overwriting the destination.",
    ),
    NativeDef::new(
        "link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
        link,
        "Create a hard link to a file.",
    ),
    NativeDef::new(
        "symlink(src, dst, target_is_directory=False, *, dir_fd=None)",
        symlink,
        "Create a symbolic link pointing to src named dst.",
    ),
    NativeDef::new(
        "readlink(path, *, dir_fd=None)",
        readlink,
        "Return a string representing the path to which the symbolic link points.",
    ),
    NativeDef::new(
        "chmod(path, mode, *, dir_fd=None, follow_symlinks=True)",
        chmod,
        "Change the access permissions of a file.",
    ),
    NativeDef::new(
        "access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
        access,
        "Use the real uid/gid to test for access to a path.",
    ),
    NativeDef::new("truncate(path, length)", truncate, "Truncate a file, specified by path, to a specific length."),
    NativeDef::new("umask(mask, /)", umask, "Set the current numeric umask and return the previous umask."),
    NativeDef::new(
        "utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)",
        utime,
        "Set the access and modified time of path.",
    ),
    NativeDef::new("_path_splitroot_ex(path, /)", splitroot, "Split a pathname into drive, root and tail."),
    NativeDef::new("_path_normpath(path)", normpath, "Normalize path, eliminating double slashes, etc."),
];

fn cwd() -> Result<Vec<u8>, Raised> {
    use std::os::unix::ffi::OsStringExt;
    std::env::current_dir()
        .map(|p| p.into_os_string().into_vec())
        .map_err(|e| super::super::os_error(e.raw_os_error().unwrap_or(libc::ENOENT)))
}
/// A call on one path. SAFETY of the calls below: terminated paths; any numbers may be passed.
fn one(a: &Args, function: &str, f: impl Fn(&PathArg) -> i32) -> Res {
    let p = path_arg(a[0], function, "path")?;
    checked_path(&p, || f(&p)).and_then(done)
}
fn two(a: &Args, function: &str, f: impl Fn(&PathArg, &PathArg) -> i32) -> Res {
    let (p, q) = (path_arg(a[0], function, "src")?, path_arg(a[1], function, "dst")?);
    if f(&p, &q) == 0 {
        return Ok(none());
    }
    Err(super::super::os_error_for(super::super::errno(), p.value, Some(q.value)))
}
fn chdir(a: &Args) -> Res {
    if a[0].as_int().is_some() {
        let fd = int(a[0])?;
        return checked(|| unsafe { libc::fchdir(fd) }).and_then(done);
    }
    one(a, "chdir", |p| unsafe { libc::chdir(p.c.as_ptr()) })
}
fn mkdir(a: &Args) -> Res {
    let (mode, d) = (int_or(a.opt(1), 0o777)?, dir_fd(a.opt(2))?);
    one(a, "mkdir", |p| unsafe { libc::mkdirat(d, p.c.as_ptr(), mode as libc::mode_t) })
}
fn rmdir(a: &Args) -> Res {
    let d = dir_fd(a.opt(1))?;
    one(a, "rmdir", |p| unsafe { libc::unlinkat(d, p.c.as_ptr(), libc::AT_REMOVEDIR) })
}
fn unlink(a: &Args) -> Res {
    let d = dir_fd(a.opt(1))?;
    one(a, "unlink", |p| unsafe { libc::unlinkat(d, p.c.as_ptr(), 0) })
}
fn rename(a: &Args) -> Res {
    let (d, e) = (dir_fd(a.opt(2))?, dir_fd(a.opt(3))?);
    two(a, "rename", |p, q| unsafe { libc::renameat(d, p.c.as_ptr(), e, q.c.as_ptr()) })
}
fn link(a: &Args) -> Res {
    let (d, e) = (dir_fd(a.opt(2))?, dir_fd(a.opt(3))?);
    let flags = if a.opt(4).map_or(Ok(true), compare::truth)? { libc::AT_SYMLINK_FOLLOW } else { 0 };
    two(a, "link", |p, q| unsafe { libc::linkat(d, p.c.as_ptr(), e, q.c.as_ptr(), flags) })
}
fn symlink(a: &Args) -> Res {
    let d = dir_fd(a.opt(3))?;
    two(a, "symlink", |p, q| unsafe { libc::symlinkat(p.c.as_ptr(), d, q.c.as_ptr()) })
}
fn readlink(a: &Args) -> Res {
    let p = path_arg(a[0], "readlink", "path")?;
    let d = dir_fd(a.opt(1))?;
    let mut buf = vec![0u8; 4097];
    let n = checked_path(&p, || unsafe { libc::readlinkat(d, p.c.as_ptr(), buf.as_mut_ptr() as *mut _, buf.len()) })?;
    Ok(p.result(&buf[..n as usize]))
}
fn chmod(a: &Args) -> Res {
    let mode = int(a[1])? as libc::mode_t;
    if a[0].as_int().is_some() {
        let fd = int(a[0])?;
        return checked(|| unsafe { libc::fchmod(fd, mode) }).and_then(done);
    }
    let d = dir_fd(a.opt(2))?;
    let flags = if a.opt(3).map_or(Ok(true), compare::truth)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    one(a, "chmod", |p| unsafe { libc::fchmodat(d, p.c.as_ptr(), mode, flags) })
}
fn access(a: &Args) -> Res {
    let p = path_arg(a[0], "access", "path")?;
    let (mode, d) = (int(a[1])?, dir_fd(a.opt(2))?);
    let flags = if a.opt(3).map_or(Ok(false), compare::truth)? { libc::AT_EACCESS } else { 0 };
    Ok(boolean(unsafe { libc::faccessat(d, p.c.as_ptr(), mode, flags) } == 0))
}
fn truncate(a: &Args) -> Res {
    let n = number::to_i64(a[1])?;
    if a[0].as_int().is_some() {
        let fd = int(a[0])?;
        return checked(|| unsafe { libc::ftruncate(fd, n) }).and_then(done);
    }
    one(a, "truncate", |p| unsafe { libc::truncate(p.c.as_ptr(), n) })
}
fn umask(a: &Args) -> Res {
    let m = int(a[0])?;
    Ok(Value::int(unsafe { libc::umask(m as libc::mode_t) } as i64))
}
fn utime(a: &Args) -> Res {
    let spec = |ns: i128| libc::timespec {
        tv_sec: ns.div_euclid(1_000_000_000) as i64,
        tv_nsec: ns.rem_euclid(1_000_000_000) as i64,
    };
    let now = libc::timespec { tv_sec: 0, tv_nsec: libc::UTIME_NOW };
    let mut times = [now; 2];
    if let Some(t) = a.opt_none(1).or(a.opt_none(2)) {
        let exact = a.opt_none(1).is_none();
        let t = iter::to_tuple(t)?;
        if t.len() != 2 {
            return Err(crate::builtins::exceptions::type_error(
                "utime: 'times' must be either a tuple of two ints or None",
            ));
        }
        for (slot, &v) in times.iter_mut().zip(t.items()) {
            *slot = spec(if exact { number::to_i64(v)? as i128 } else { (number::to_f64(v)? * 1e9).floor() as i128 });
        }
    }
    let d = dir_fd(a.opt(3))?;
    let flags = if a.opt(4).map_or(Ok(true), compare::truth)? { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    one(a, "utime", |p| unsafe { libc::utimensat(d, p.c.as_ptr(), times.as_ptr(), flags) })
}
/// Slashes that make a path absolute: `/`, or exactly two.
fn root_len(b: &[u8]) -> usize {
    match b {
        [b'/', b'/', b'/', ..] => 1,
        [b'/', b'/', ..] => 2,
        [b'/', ..] => 1,
        _ => 0,
    }
}
fn splitroot(a: &Args) -> Res {
    let p = path_arg(a[0], "", "path")?;
    let (root, tail) = p.bytes().split_at(root_len(p.bytes()));
    Ok(Tuple::new(&[p.result(b""), p.result(root), p.result(tail)]).value())
}
fn normpath(a: &Args) -> Res {
    let p = path_arg(a[0], "", "path")?;
    let b = p.bytes();
    let root = root_len(b);
    let mut parts: Vec<&[u8]> = vec![];
    for part in b[root..].split(|c| *c == b'/') {
        match part {
            b"" | b"." => {}
            b".." if parts.last().is_some_and(|l| *l != b"..") => {
                parts.pop();
            }
            b".." if root > 0 => {}
            _ => parts.push(part),
        }
    }
    let mut out = b[..root].to_vec();
    out.extend(parts.join(&b'/'));
    if out.is_empty() {
        out.push(b'.');
    }
    Ok(p.result(&out))
}
