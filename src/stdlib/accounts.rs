//! `pwd` and `grp`: the databases of users and groups.

use std::ffi::{CStr, CString};

use crate::builtins::exceptions::{Exc, raise, type_error, value_error};
use crate::builtins::put;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{number, text};
use crate::stdlib::os_text::{decode, encode};
use crate::stdlib::structseq::{StructSeq, instance_of};
use crate::vm::vm;

static USER: StructSeq = StructSeq {
    name: "struct_passwd",
    module: "pwd",
    doc: "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.",
    fields: &["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"],
    hidden: &[],
    no_new: false,
};
static GROUP: StructSeq = StructSeq {
    name: "struct_group",
    module: "grp",
    doc: "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.",
    fields: &["gr_name", "gr_passwd", "gr_gid", "gr_mem"],
    hidden: &[],
    no_new: false,
};
static USERS: &[NativeDef] = &[
    NativeDef::new(
        "getpwuid(uidobj, /)",
        getpwuid,
        "Return the password database entry for the given numeric user ID.\n\nSee `help(pwd)` for more on password database entries.",
    ),
    NativeDef::new(
        "getpwnam(name, /)",
        getpwnam,
        "Return the password database entry for the given user name.\n\nSee `help(pwd)` for more on password database entries.",
    ),
    NativeDef::new(
        "getpwall()",
        getpwall,
        "Return a list of all available password database entries, in arbitrary order.\n\nSee help(pwd) for more on password database entries.",
    ),
];
static GROUPS: &[NativeDef] = &[
    NativeDef::new(
        "getgrgid(id)",
        getgrgid,
        "Return the group database entry for the given numeric group ID.\n\nIf id is not valid, raise KeyError.",
    ),
    NativeDef::new(
        "getgrnam(name)",
        getgrnam,
        "Return the group database entry for the given group name.\n\nIf name is not valid, raise KeyError.",
    ),
    NativeDef::new(
        "getgrall()",
        getgrall,
        "Return a list of all available group entries, in arbitrary order.\n\nAn entry whose name starts with '+' or '-' represents an instruction\nto use YP/NIS and may not be accessible via getgrnam or getgrgid.",
    ),
];
pub fn init_pwd() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("pwd", "This module provides access to the Unix password database.", USERS)?;
    put(m.dict.gc(), "struct_passwd", class(&USER).value());
    Ok(m)
}
pub fn init_grp() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("grp", "Access to the Unix group database.", GROUPS)?;
    put(m.dict.gc(), "struct_group", class(&GROUP).value());
    Ok(m)
}
fn class(def: &'static StructSeq) -> Gc<Type> {
    if let Some(t) = vm().state(def.name).and_then(|t| t.cast()) {
        return t;
    }
    let t = def.make();
    vm().set_state(def.name, t.value());
    t
}

fn name_arg(v: Value, function: &str) -> Result<CString, Raised> {
    let Some(s) = v.cast::<Str>() else {
        let t = type_of(v).name_text();
        return Err(type_error(format!("{function}() argument must be str, not {t}")));
    };
    CString::new(encode(s).unwrap_or_default()).map_err(|_| value_error("embedded null byte"))
}
/// SAFETY: a terminated string or null.
unsafe fn string(p: *const libc::c_char) -> Value {
    if p.is_null() { none() } else { decode(CStr::from_ptr(p).to_bytes()).value() }
}
/// SAFETY: an entry filled in by the system.
unsafe fn user(p: &libc::passwd) -> Res {
    let items = [
        string(p.pw_name),
        string(p.pw_passwd),
        Value::int(p.pw_uid as i64),
        Value::int(p.pw_gid as i64),
        string(p.pw_gecos),
        string(p.pw_dir),
        string(p.pw_shell),
    ];
    instance_of(class(&USER), &items)
}
/// SAFETY: an entry filled in by the system.
unsafe fn group(g: &libc::group) -> Res {
    let members = List::new();
    let mut p = g.gr_mem;
    while !p.is_null() && !(*p).is_null() {
        members.push(string(*p))?;
        p = p.add(1);
    }
    let items = [string(g.gr_name), string(g.gr_passwd), Value::int(g.gr_gid as i64), members.value()];
    instance_of(class(&GROUP), &items)
}
/// A look-up into a buffer that grows as needed; `None` if there is no such entry.
fn find<T, R>(f: impl Fn(*mut T, *mut libc::c_char, usize, *mut *mut T) -> i32, g: unsafe fn(&T) -> R) -> Option<R> {
    let mut size = 1024;
    loop {
        let mut buf = vec![0 as libc::c_char; size];
        // SAFETY: plain C structures of numbers and pointers; filled in before they are read.
        unsafe {
            let mut entry: T = std::mem::zeroed();
            let mut found = std::ptr::null_mut();
            match f(&mut entry, buf.as_mut_ptr(), size, &mut found) {
                libc::ERANGE if size < 1 << 22 => size *= 4,
                0 if !found.is_null() => return Some(g(&entry)),
                _ => return None,
            }
        }
    }
}
/// An id that fits; others belong to nobody.
fn id(v: Value) -> Result<Option<u32>, Raised> {
    let i = number::index(v)?;
    let small = i.as_int().and_then(|i| i.to_i64());
    Ok(small.and_then(|i| if i == -1 { Some(u32::MAX) } else { u32::try_from(i).ok() }))
}
#[cold]
fn missing(what: &str, v: Value) -> Raised {
    match text::str_of(v) {
        Ok(s) => raise(Exc::KeyError, format!("{what}: {}", s.to_text())),
        Err(r) => r,
    }
}
#[cold]
fn missing_name(what: &str, v: Value) -> Raised {
    match text::repr(v) {
        Ok(s) => raise(Exc::KeyError, format!("{what}: {}", s.to_text())),
        Err(r) => r,
    }
}
// SAFETY of the calls below: the buffer's length is passed; names are terminated.
fn getpwuid(a: &Args) -> Res {
    let found = id(a[0])?.and_then(|i| find(|e, b, n, r| unsafe { libc::getpwuid_r(i, e, b, n, r) }, user));
    found.unwrap_or_else(|| Err(missing("getpwuid(): uid not found", a[0])))
}
fn getpwnam(a: &Args) -> Res {
    let name = name_arg(a[0], "getpwnam")?;
    let found = find(|e, b, n, r| unsafe { libc::getpwnam_r(name.as_ptr(), e, b, n, r) }, user);
    found.unwrap_or_else(|| Err(missing_name("getpwnam(): name not found", a[0])))
}
fn getpwall(_: &Args) -> Res {
    let l = List::new();
    // SAFETY: the GIL is held throughout, so nobody else walks the database.
    unsafe {
        libc::setpwent();
        loop {
            let p = libc::getpwent();
            if p.is_null() {
                break;
            }
            l.push(user(&*p)?)?;
        }
        libc::endpwent();
    }
    Ok(l.value())
}
fn getgrgid(a: &Args) -> Res {
    let found = id(a[0])?.and_then(|i| find(|e, b, n, r| unsafe { libc::getgrgid_r(i, e, b, n, r) }, group));
    found.unwrap_or_else(|| Err(missing("getgrgid(): gid not found", a[0])))
}
fn getgrnam(a: &Args) -> Res {
    let name = name_arg(a[0], "getgrnam")?;
    let found = find(|e, b, n, r| unsafe { libc::getgrnam_r(name.as_ptr(), e, b, n, r) }, group);
    found.unwrap_or_else(|| Err(missing_name("getgrnam(): name not found", a[0])))
}
fn getgrall(_: &Args) -> Res {
    let l = List::new();
    // SAFETY: as for users.
    unsafe {
        libc::setgrent();
        loop {
            let g = libc::getgrent();
            if g.is_null() {
                break;
            }
            l.push(group(&*g)?)?;
        }
        libc::endgrent();
    }
    Ok(l.value())
}
