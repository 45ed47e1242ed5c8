//! `stat`, `scandir` and their relatives.

use super::{checked, dir_fd, int};
use crate::layout;
use crate::object::gc::{Gc, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{compare, text};
use crate::stdlib::os_text::{PathArg, path_arg, path_arg_kinds};
use crate::stdlib::structseq::{StructSeq, instance_of};
use crate::vm::vm;

layout! {
    /// An entry of `scandir`.
    pub struct DirEntry: DirEntry {
        gc name: Slot,
        gc path: Slot,
        raw kind: u8,
        raw inode: u64,
        /// The folder that `path` is relative to.
        raw dir: i32,
    }
}
layout! {
    /// What `scandir` returns: iterates over the entries found when it was called.
    pub struct ScandirIter: ScandirIter {
        gc entries: Slot,
    }
}
pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "stat(path, *, dir_fd=None, follow_symlinks=True)",
        stat,
        "Perform a stat system call on the given path.",
    ),
    NativeDef::new(
        "lstat(path, *, dir_fd=None)",
        lstat,
        "Perform a stat system call on the given path, without following symbolic links.",
    ),
    NativeDef::new("fstat(fd)", fstat, "Perform a stat system call on the given file descriptor."),
    NativeDef::new("listdir(path=None)", listdir, "Return a list containing the names of the files in the directory."),
    NativeDef::new("scandir(path=None)", scandir, "Return an iterator of DirEntry objects for given path."),
    NativeDef::new("_path_exists(path)", |a| exists(a, |_| true), "Test whether a path exists."),
    NativeDef::new("_path_lexists(path)", lexists, "Test whether a path exists, without following links."),
    NativeDef::new(
        "_path_isdir(path)",
        |a| exists(a, |m| m & libc::S_IFMT == libc::S_IFDIR),
        "Test whether a path is a directory.",
    ),
    NativeDef::new(
        "_path_isfile(path)",
        |a| exists(a, |m| m & libc::S_IFMT == libc::S_IFREG),
        "Test whether a path is a regular file",
    ),
];
static ENTRY: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__fspath__(self, /)", |a| Ok(entry(a[0]).path.get_or_none()), "Returns the path for the entry."),
    NativeDef::new(
        "is_dir(self, /, *, follow_symlinks=True)",
        |a| is_kind(a, libc::DT_DIR, libc::S_IFDIR),
        "Return True if the entry is a directory; cached per entry.",
    ),
    NativeDef::new(
        "is_file(self, /, *, follow_symlinks=True)",
        |a| is_kind(a, libc::DT_REG, libc::S_IFREG),
        "Return True if the entry is a file; cached per entry.",
    ),
    NativeDef::new("is_symlink(self, /)", is_symlink, "Return True if the entry is a symbolic link; cached per entry."),
    NativeDef::new(
        "is_junction(self, /)",
        |_| Ok(boolean(false)),
        "Return True if the entry is a junction; cached per entry.",
    ),
    NativeDef::new(
        "stat(self, /, *, follow_symlinks=True)",
        entry_stat,
        "Return stat_result object for the entry; cached per entry.",
    ),
    NativeDef::new(
        "inode(self, /)",
        |a| Ok(Value::uint(entry(a[0]).inode)),
        "Return inode of the entry; cached per entry.",
    ),
];
static ENTRY_ATTRS: &[GetSetDef] = &[
    GetSetDef::ro(
        "name",
        |v| Ok(entry(v).name.get_or_none()),
        "the entry's base filename, relative to scandir() \"path\" argument",
    ),
    GetSetDef::ro(
        "path",
        |v| Ok(entry(v).path.get_or_none()),
        "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)",
    ),
];
static SCAN: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", scan_next, "Implement next(self)."),
    NativeDef::new("close(self, /)", scan_close, "Close the iterator."),
    NativeDef::new("__enter__(self, /)", |a| Ok(a[0]), ""),
    NativeDef::new("__exit__(self, /, *exc)", scan_close, ""),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "DirEntry",
        module: "posix",
        kind: Kind::DirEntry,
        flags: f::NO_NEW,
        methods: &[ENTRY],
        getsets: &[ENTRY_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "ScandirIterator",
        module: "posix",
        kind: Kind::ScandirIter,
        flags: f::NO_NEW,
        methods: &[SCAN],
        ..TypeDef::EMPTY
    },
];
static RESULT: StructSeq = StructSeq {
    name: "stat_result",
    module: "os",
    doc: "stat_result: Result from stat, fstat, or lstat.",
    fields: &["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "", "", ""],
    hidden: &[
        "st_atime",
        "st_mtime",
        "st_ctime",
        "st_atime_ns",
        "st_mtime_ns",
        "st_ctime_ns",
        "st_blksize",
        "st_blocks",
        "st_rdev",
    ],
    no_new: false,
};
/// `os.stat_result`
pub fn result_class() -> Gc<Type> {
    match vm().state("posix.stat_result").and_then(|t| t.cast()) {
        Some(t) => t,
        None => {
            let t = RESULT.make();
            vm().set_state("posix.stat_result", t.value());
            t
        }
    }
}
fn result(s: &libc::stat) -> Res {
    let t = |sec: i64, ns: i64| Value::float(sec as f64 + ns as f64 * 1e-9);
    let ns = |sec: i64, ns: i64| Value::bigint(dashu_int::IBig::from(sec as i128 * 1_000_000_000 + ns as i128));
    let items = [
        Value::uint(s.st_mode as u64),
        Value::uint(s.st_ino),
        Value::uint(s.st_dev),
        Value::uint(s.st_nlink as u64),
        Value::uint(s.st_uid as u64),
        Value::uint(s.st_gid as u64),
        Value::int(s.st_size),
        Value::int(s.st_atime),
        Value::int(s.st_mtime),
        Value::int(s.st_ctime),
        t(s.st_atime, s.st_atime_nsec),
        t(s.st_mtime, s.st_mtime_nsec),
        t(s.st_ctime, s.st_ctime_nsec),
        ns(s.st_atime, s.st_atime_nsec),
        ns(s.st_mtime, s.st_mtime_nsec),
        ns(s.st_ctime, s.st_ctime_nsec),
        Value::int(s.st_blksize as i64),
        Value::int(s.st_blocks),
        Value::uint(s.st_rdev),
    ];
    instance_of(result_class(), &items)
}
fn raw(p: &PathArg, dir: i32, follow: bool) -> Result<libc::stat, i32> {
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: all-zero is a valid `stat`; a terminated path.
    unsafe {
        let mut s: libc::stat = std::mem::zeroed();
        if libc::fstatat(dir, p.c.as_ptr(), &mut s, flags) == 0 { Ok(s) } else { Err(super::super::errno()) }
    }
}
fn by_fd(fd: i32) -> Res {
    // SAFETY: all-zero is a valid `stat`.
    let mut s: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: any number may be passed.
    checked(|| unsafe { libc::fstat(fd, &mut s) })?;
    result(&s)
}
fn stat(a: &Args) -> Res {
    if a[0].as_int().is_some() {
        return by_fd(int(a[0])?);
    }
    let p = crate::stdlib::os_text::path_arg_kinds(a[0], "stat", "path", "string, bytes, os.PathLike or integer")?;
    let follow = a.opt(2).map_or(Ok(true), compare::truth)?;
    match raw(&p, dir_fd(a.opt(1))?, follow) {
        Ok(s) => result(&s),
        Err(n) => Err(super::super::os_error_for(n, a[0], None)),
    }
}
fn lstat(a: &Args) -> Res {
    let p = path_arg(a[0], "lstat", "path")?;
    match raw(&p, dir_fd(a.opt(1))?, false) {
        Ok(s) => result(&s),
        Err(n) => Err(super::super::os_error_for(n, a[0], None)),
    }
}
fn fstat(a: &Args) -> Res {
    by_fd(int(a[0])?)
}
fn exists(a: &Args, want: fn(libc::mode_t) -> bool) -> Res {
    if a[0].as_int().is_some() {
        // SAFETY: all-zero is a valid `stat`; any number may be passed.
        let mut s: libc::stat = unsafe { std::mem::zeroed() };
        let fd = int(a[0])?;
        // SAFETY: as above.
        return Ok(boolean(unsafe { libc::fstat(fd, &mut s) } == 0 && want(s.st_mode)));
    }
    match path_arg(a[0], "stat", "path") {
        Ok(p) => Ok(boolean(raw(&p, libc::AT_FDCWD, true).is_ok_and(|s| want(s.st_mode)))),
        Err(Raised) if crate::thread::thread().catch(crate::builtins::exceptions::Exc::ValueError) => {
            Ok(boolean(false))
        }
        Err(r) => Err(r),
    }
}
fn lexists(a: &Args) -> Res {
    let p = path_arg(a[0], "lstat", "path")?;
    Ok(boolean(raw(&p, libc::AT_FDCWD, false).is_ok()))
}

/// A folder, by its name or as an open descriptor.
enum Folder {
    Path(PathArg),
    Fd(i32),
}
impl Folder {
    fn of(a: &Args, function: &str) -> Result<Folder, Raised> {
        let v = a.opt_none(0).unwrap_or_else(|| Str::intern(".").value());
        if v.as_int().is_some() {
            return Ok(Folder::Fd(int(v)?));
        }
        path_arg_kinds(v, function, "path", "string, bytes, os.PathLike, integer or None").map(Folder::Path)
    }
    /// A name of the type that the folder's was given in.
    fn name(&self, b: &[u8]) -> Value {
        match self {
            Folder::Path(p) => p.result(b),
            Folder::Fd(_) => crate::stdlib::os_text::decode(b).value(),
        }
    }
    /// Reading is done with a duplicate of a descriptor, so that it stays open.
    fn open(&self) -> Result<*mut libc::DIR, Raised> {
        // SAFETY: a terminated path, or a descriptor of our own.
        unsafe {
            let d = match self {
                Folder::Path(p) => libc::opendir(p.c.as_ptr()),
                Folder::Fd(fd) => {
                    let d = libc::fdopendir(checked(|| libc::fcntl(*fd, libc::F_DUPFD_CLOEXEC, 0))?);
                    if !d.is_null() {
                        libc::rewinddir(d);
                    }
                    d
                }
            };
            match self {
                _ if !d.is_null() => Ok(d),
                Folder::Path(p) => Err(super::super::os_error_for(super::super::errno(), p.value, None)),
                Folder::Fd(_) => Err(super::super::os_error(super::super::errno())),
            }
        }
    }
    /// Name, type and inode of what is in the folder, `.` and `..` left out.
    fn entries(&self) -> Result<Vec<(Vec<u8>, u8, u64)>, Raised> {
        let mut out = vec![];
        let d = self.open()?;
        // SAFETY: the stream is read until it ends, then closed.
        unsafe {
            loop {
                let e = libc::readdir(d);
                if e.is_null() {
                    break;
                }
                let name = std::ffi::CStr::from_ptr((*e).d_name.as_ptr()).to_bytes();
                if name != b"." && name != b".." {
                    out.push((name.to_vec(), (*e).d_type, (*e).d_ino));
                }
            }
            libc::closedir(d);
        }
        Ok(out)
    }
}
fn listdir(a: &Args) -> Res {
    let folder = Folder::of(a, "listdir")?;
    let l = List::new();
    for (n, _, _) in folder.entries()? {
        l.push(folder.name(&n))?;
    }
    Ok(l.value())
}
fn scandir(a: &Args) -> Res {
    let folder = Folder::of(a, "scandir")?;
    let l = List::new();
    let mut all = folder.entries()?;
    all.reverse();
    for (n, kind, inode) in all {
        let name = folder.name(&n);
        let (path, dir) = match &folder {
            Folder::Fd(fd) => (name, *fd),
            Folder::Path(_) if a.opt_none(0).is_none() => (name, libc::AT_FDCWD),
            Folder::Path(p) => {
                let mut path = p.bytes().to_vec();
                if path.last() != Some(&b'/') {
                    path.push(b'/');
                }
                path.extend(&n);
                (p.result(&path), libc::AT_FDCWD)
            }
        };
        let (name, path) = (Slot::new(name), Slot::new(path));
        l.push(alloc(DirEntry { header: DirEntry::HEADER, name, path, kind, inode, dir }).value())?;
    }
    Ok(alloc(ScandirIter { header: ScandirIter::HEADER, entries: Slot::new(l.value()) }).value())
}
fn scan(v: Value) -> Gc<ScandirIter> {
    v.cast().expect("the descriptor has checked the class")
}
fn scan_next(a: &Args) -> Res {
    match scan(a[0]).entries.get().and_then(|l| l.cast::<List>()).and_then(|l| l.pop()) {
        Some(e) => Ok(e),
        None => Err(crate::builtins::exceptions::stop_iteration(None)),
    }
}
fn scan_close(a: &Args) -> Res {
    let s = scan(a[0]);
    s.entries.set(s, None);
    Ok(none())
}
fn entry(v: Value) -> Gc<DirEntry> {
    v.cast().expect("the descriptor has checked the class")
}
fn repr(a: &Args) -> Res {
    let n = text::repr(entry(a[0]).name.get_or_none())?;
    Ok(Str::new(&format!("<{} {}>", type_of(a[0]).name_text(), n.to_text())).value())
}
fn entry_raw(e: Gc<DirEntry>, follow: bool) -> Result<Result<libc::stat, i32>, Raised> {
    let p = path_arg(e.path.get_or_none(), "stat", "path")?;
    Ok(raw(&p, e.dir, follow))
}
fn is_kind(a: &Args, dt: u8, mode: libc::mode_t) -> Res {
    let e = entry(a[0]);
    let follow = a.opt(1).map_or(Ok(true), compare::truth)?;
    if e.kind != libc::DT_UNKNOWN && (e.kind != libc::DT_LNK || !follow) {
        return Ok(boolean(e.kind == dt));
    }
    match entry_raw(e, follow)? {
        Ok(s) => Ok(boolean(s.st_mode & libc::S_IFMT == mode)),
        Err(libc::ENOENT) => Ok(boolean(false)),
        Err(n) => Err(super::super::os_error_for(n, e.path.get_or_none(), None)),
    }
}
fn is_symlink(a: &Args) -> Res {
    Ok(boolean(entry(a[0]).kind == libc::DT_LNK))
}
fn entry_stat(a: &Args) -> Res {
    let e = entry(a[0]);
    let follow = a.opt(1).map_or(Ok(true), compare::truth)?;
    match entry_raw(e, follow)? {
        Ok(s) => result(&s),
        Err(n) => Err(super::super::os_error_for(n, e.path.get_or_none(), None)),
    }
}
