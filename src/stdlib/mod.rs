//! The native modules: one file or folder each, and the table that `import` finds them in.

pub mod _abc;
pub mod _bisect;
pub mod _codecs;
pub mod _collections;
pub mod _functools;
pub mod _heapq;
pub mod _operator;
pub mod _string;
pub mod _typing;
pub mod _warnings;
pub mod _weakref;
pub mod accounts;
pub mod array;
pub mod ast;
pub mod atexit;
pub mod binascii;
pub mod builtins;
pub mod cmath;
pub mod contextvars;
pub mod csv;
pub mod errno;
pub mod fatal;
pub mod fcntl;
pub mod gc_module;
pub mod hashes;
pub mod imp;
pub mod io;
pub mod itertools;
pub mod jit_module;
pub mod json;
pub mod locale;
pub mod marshal;
pub mod math;
pub mod mmap;
pub mod multiprocessing;
pub mod namespace;
pub mod opcode;
pub mod os_text;
pub mod posix;
pub mod posixsubprocess;
pub mod random;
pub mod resource;
pub mod select;
pub mod sidewinder;
pub mod signal;
pub mod socket;
pub mod sre;
pub mod structs;
pub mod structseq;
pub mod support;
pub mod symtable;
pub mod sys;
pub mod termios;
pub mod thread;
pub mod time;
pub mod tokenizer;
pub mod ucd_3_2;
pub mod unicodedata;
pub mod uuid;
pub mod zlib;

use crate::builtins::add_functions;
use crate::builtins::exceptions::{Exc, raise_args};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::NativeDef;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::call;
use crate::vm::vm;

/// Makes a native module.
pub type Init = fn() -> Result<Gc<Module>, Raised>;

/// Name and maker of each native module. A module is made at its first import.
pub static MODULES: &[(&str, Init)] = &[
    ("_abc", _abc::init),
    ("_ast", ast::init),
    ("_bisect", _bisect::init),
    ("_blake2", hashes::init_blake2),
    ("_codecs", _codecs::init),
    ("_collections", _collections::init),
    ("_contextvars", contextvars::init),
    ("_csv", csv::init),
    ("_functools", _functools::init),
    ("_hashlib", hashes::init_hashlib),
    ("_heapq", _heapq::init),
    ("_imp", imp::init),
    ("_io", io::init),
    ("_json", json::init),
    ("_locale", locale::init),
    ("_md5", hashes::init_md5),
    ("_multiprocessing", multiprocessing::init),
    ("_opcode", opcode::init),
    ("_operator", _operator::init),
    ("_posixshmem", multiprocessing::init_shared_memory),
    ("_posixsubprocess", posixsubprocess::init),
    ("_random", random::init),
    ("_sha1", hashes::init_sha1),
    ("_sha2", hashes::init_sha2),
    ("_sha3", hashes::init_sha3),
    ("_sidewinder", sidewinder::init),
    ("_signal", signal::init),
    ("_socket", socket::init),
    ("_sre", sre::init),
    ("_string", _string::init),
    ("_struct", structs::init),
    ("_symtable", symtable::init),
    ("_thread", thread::init),
    ("_tokenize", tokenizer::init),
    ("_typing", _typing::init),
    ("_uuid", uuid::init),
    ("_warnings", _warnings::init),
    ("_weakref", _weakref::init),
    ("array", array::init),
    ("atexit", atexit::init),
    ("binascii", binascii::init),
    ("cmath", cmath::init),
    ("errno", errno::init),
    ("fcntl", fcntl::init),
    ("gc", gc_module::init),
    ("grp", accounts::init_grp),
    ("itertools", itertools::init),
    ("marshal", marshal::init),
    ("math", math::init),
    ("mmap", mmap::init),
    ("posix", posix::init),
    ("pwd", accounts::init_pwd),
    ("resource", resource::init),
    ("select", select::init),
    ("termios", termios::init),
    ("time", time::init),
    ("unicodedata", unicodedata::init),
    ("zlib", zlib::init),
];

/// Names of all native modules, sorted (`sys.builtin_module_names`).
pub fn names() -> Vec<&'static str> {
    let mut v: Vec<&str> = MODULES.iter().map(|m| m.0).chain(["builtins", "sys"]).collect();
    v.sort_unstable();
    v
}

/// A module with a doc string and functions.
pub fn new_module(name: &'static str, doc: &str, functions: &'static [NativeDef]) -> Result<Gc<Module>, Raised> {
    let m = Module::new(name);
    let d = m.dict.gc();
    d.set_text("__doc__", Str::new(doc))?;
    add_functions(d, name, functions);
    Ok(m)
}
/// `sys.name`, if it is there.
pub fn sys_attr(name: &str) -> Option<Value> {
    vm().sys_dict.get()?.get_text(name)
}

/// `f(*args, **kwargs)`
pub fn call_dict(f: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> Res {
    let Some(kw) = kwargs.filter(|k| !k.is_empty()) else { return call::call(f, args) };
    let mut all: GcVec = args.iter().copied().collect();
    let mut names = GcVec::new();
    for (k, v) in kw.iter() {
        names.push(k);
        all.push(v);
    }
    call::call_kw(f, all.as_slice(), Some(Tuple::try_new(names.as_slice())?))
}

/// Text of an error number.
pub fn strerror(n: i32) -> String {
    let mut buf = [0u8; 256];
    // SAFETY: the buffer's length is passed; the result is terminated by 0.
    unsafe {
        if libc::strerror_r(n, buf.as_mut_ptr() as *mut libc::c_char, buf.len()) != 0 {
            return format!("Unknown error {n}");
        }
        std::ffi::CStr::from_ptr(buf.as_ptr() as *const libc::c_char).to_string_lossy().into_owned()
    }
}
/// The error number of the last system call.
pub fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}
/// `OSError(errno, strerror)`, of the subclass that fits.
#[cold]
pub fn os_error(n: i32) -> Raised {
    raise_args(Exc::OSError, &[Value::small(n as i64), Str::new(&strerror(n)).value()])
}
/// As `os_error`, with one or two file names.
#[cold]
pub fn os_error_for(n: i32, file: Value, file2: Option<Value>) -> Raised {
    let (no, text) = (Value::small(n as i64), Str::new(&strerror(n)).value());
    match file2 {
        None => raise_args(Exc::OSError, &[no, text, file]),
        Some(f2) => raise_args(Exc::OSError, &[no, text, file, crate::object::none(), f2]),
    }
}
/// A whole file; the error is the system's.
pub fn read_file(path: &std::ffi::OsStr) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}
/// `atexit`'s functions.
pub fn run_exit_functions() {
    atexit::run()
}

/// Runs a system call without the GIL; an interrupted one is tried again after the signal handlers have run.
pub fn eintr(mut f: impl FnMut() -> isize) -> Result<isize, Raised> {
    loop {
        let (r, n) = crate::gil::allow_threads(|| {
            let r = f();
            (r, if r < 0 { errno() } else { 0 })
        });
        if r >= 0 || n != libc::EINTR {
            if r < 0 {
                // SAFETY: the thread's own error number, which giving up the GIL may have changed.
                unsafe { *libc::__errno_location() = n };
            }
            return Ok(r);
        }
        crate::interp::breaker::poll()?;
    }
}
