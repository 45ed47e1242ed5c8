//! `posix`: system calls on files, directories and processes.

mod constants;
mod fd;
mod files;
pub mod ids;
pub mod process;
mod spawn;
pub mod stat;
mod transfer;

use crate::builtins::put;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::NativeDef;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::stdlib::os_text::PathArg;

/// The result of a call that returns -1 for an error; `EINTR` is tried again after signal handlers have run.
pub fn checked<T: PartialEq + From<i8>>(mut f: impl FnMut() -> T) -> Result<T, Raised> {
    retry(&mut f)?.map_err(super::os_error)
}
/// As `checked`, the error naming a file.
pub fn checked_path<T: PartialEq + From<i8>>(p: &PathArg, mut f: impl FnMut() -> T) -> Result<T, Raised> {
    retry(&mut f)?.map_err(|n| super::os_error_for(n, p.value, None))
}
fn retry<T: PartialEq + From<i8>>(f: &mut impl FnMut() -> T) -> Result<Result<T, i32>, Raised> {
    loop {
        let r = f();
        if r != T::from(-1) {
            return Ok(Ok(r));
        }
        match super::errno() {
            libc::EINTR => crate::interp::breaker::poll()?,
            n => return Ok(Err(n)),
        }
    }
}
/// A value of type i32 (descriptors, flags, ids).
pub fn int(v: Value) -> Result<i32, Raised> {
    let i = crate::protocol::number::to_i64(v)?;
    i32::try_from(i).map_err(|_| {
        let what = if i < 0 { "less than minimum" } else { "greater than maximum" };
        crate::builtins::exceptions::overflow_error(format!("signed integer is {what}"))
    })
}
pub fn int_or(v: Option<Value>, default: i32) -> Result<i32, Raised> {
    v.map_or(Ok(default), int)
}
/// `dir_fd` parameters: `None` means the current folder.
pub fn dir_fd(v: Option<Value>) -> Result<i32, Raised> {
    match v.filter(|v| *v != none()) {
        Some(v) => int(v),
        None => Ok(libc::AT_FDCWD),
    }
}
pub fn done<T>(_: T) -> Res {
    Ok(none())
}

pub fn init() -> Result<Gc<Module>, Raised> {
    static TABLES: [&[NativeDef]; 7] = [
        fd::FUNCTIONS,
        files::FUNCTIONS,
        ids::FUNCTIONS,
        process::FUNCTIONS,
        spawn::FUNCTIONS,
        stat::FUNCTIONS,
        transfer::FUNCTIONS,
    ];
    let m = super::new_module("posix", "This module provides access to operating system functionality.", TABLES[0])?;
    let d = m.dict.gc();
    for t in &TABLES[1..] {
        crate::builtins::add_functions(d, "posix", t);
    }
    for (n, v) in constants::CONSTANTS.iter().chain(constants::MORE) {
        put(d, n, Value::int(*v));
    }
    put(d, "error", crate::builtins::exceptions::Exc::OSError.class().value());
    put(d, "environ", environ()?.value());
    put(d, "stat_result", stat::result_class().value());
    put(d, "DirEntry", crate::object::shape::type_of_kind(crate::object::kind::Kind::DirEntry).value());
    put(d, "terminal_size", process::TERMINAL_SIZE.make().value());
    put(d, "uname_result", process::UNAME.make().value());
    put(d, "statvfs_result", process::STATVFS.make().value());
    put(d, "waitid_result", process::WAITID.make().value());
    put(d, "times_result", process::TIMES.make().value());
    let l = List::new();
    for n in HAVE {
        l.push(Str::new(n).value())?;
    }
    put(d, "_have_functions", l.value());
    put(d, "pathconf_names", Dict::new().value());
    put(d, "sysconf_names", process::sysconf_names()?.value());
    Ok(m)
}
/// What `os.supports_…` is computed from.
const HAVE: &[&str] = &[
    "HAVE_FACCESSAT",
    "HAVE_FCHDIR",
    "HAVE_FCHMOD",
    "HAVE_FCHMODAT",
    "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",
    "HAVE_FDOPENDIR",
    "HAVE_FSTATAT",
    "HAVE_FSTATVFS",
    "HAVE_FTRUNCATE",
    "HAVE_LINKAT",
    "HAVE_LSTAT",
    "HAVE_LCHOWN",
    "HAVE_MKDIRAT",
    "HAVE_MKFIFOAT",
    "HAVE_MKNODAT",
    "HAVE_OPENAT",
    "HAVE_READLINKAT",
    "HAVE_RENAMEAT",
    "HAVE_SYMLINKAT",
    "HAVE_UNLINKAT",
    "HAVE_UTIMENSAT",
    "HAVE_FUTIMENS",
    "HAVE_MEMFD_CREATE",
];
/// `environ`: bytes to bytes.
fn environ() -> Result<Gc<Dict>, Raised> {
    use std::os::unix::ffi::OsStringExt;
    let d = Dict::new();
    for (k, v) in std::env::vars_os() {
        d.set(Bytes::new(&k.into_vec()).value(), Bytes::new(&v.into_vec()).value())?;
    }
    Ok(d)
}
