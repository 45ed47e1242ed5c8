//! `resource`: what the process may use and has used.

use crate::builtins::exceptions::{Exc, value_error};
use crate::builtins::put;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{iter, number};
use crate::stdlib::posix::{checked, int};
use crate::stdlib::structseq::{StructSeq, instance_of};
use crate::stdlib::support::put_ints;
use crate::vm::vm;

static USAGE: StructSeq = StructSeq {
    name: "struct_rusage",
    module: "resource",
    doc: "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and so on.",
    fields: &[
        "ru_utime",
        "ru_stime",
        "ru_maxrss",
        "ru_ixrss",
        "ru_idrss",
        "ru_isrss",
        "ru_minflt",
        "ru_majflt",
        "ru_nswap",
        "ru_inblock",
        "ru_oublock",
        "ru_msgsnd",
        "ru_msgrcv",
        "ru_nsignals",
        "ru_nvcsw",
        "ru_nivcsw",
    ],
    hidden: &[],
    no_new: false,
};
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("getrusage(who, /)", getrusage, ""),
    NativeDef::new("getrlimit(resource, /)", |a| getlimit(0, a[0]), ""),
    NativeDef::new("setrlimit(resource, limits, /)", |a| setlimit(0, a[0], a[1]), ""),
    NativeDef::new("prlimit(pid, resource, limits=None, /)", prlimit, ""),
    // SAFETY: no preconditions.
    NativeDef::new("getpagesize()", |_| Ok(Value::int(unsafe { libc::sysconf(libc::_SC_PAGESIZE) })), ""),
];
macro_rules! constants {
    ($($name:ident)*) => { static CONSTANTS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64)),*]; };
}
constants! {
    RLIMIT_AS RLIMIT_CORE RLIMIT_CPU RLIMIT_DATA RLIMIT_FSIZE RLIMIT_MEMLOCK RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_NOFILE
    RLIMIT_NPROC RLIMIT_RSS RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_STACK RLIM_INFINITY
    RUSAGE_CHILDREN RUSAGE_SELF RUSAGE_THREAD
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("resource", "", FUNCTIONS)?;
    put_ints(m.dict.gc(), CONSTANTS);
    put_ints(m.dict.gc(), &[("RLIMIT_OFILE", libc::RLIMIT_NOFILE as i64)]);
    put(m.dict.gc(), "error", Exc::OSError.class().value());
    put(m.dict.gc(), "struct_rusage", usage_class().value());
    Ok(m)
}
fn usage_class() -> Gc<Type> {
    if let Some(t) = vm().state("resource.struct_rusage").and_then(|t| t.cast()) {
        return t;
    }
    let t = USAGE.make();
    vm().set_state("resource.struct_rusage", t.value());
    t
}
/// `struct_rusage`
pub fn usage_value(u: &libc::rusage) -> Res {
    let seconds = |t: libc::timeval| Value::float(t.tv_sec as f64 + t.tv_usec as f64 * 1e-6);
    let counts = [
        u.ru_maxrss,
        u.ru_ixrss,
        u.ru_idrss,
        u.ru_isrss,
        u.ru_minflt,
        u.ru_majflt,
        u.ru_nswap,
        u.ru_inblock,
        u.ru_oublock,
        u.ru_msgsnd,
        u.ru_msgrcv,
        u.ru_nsignals,
        u.ru_nvcsw,
        u.ru_nivcsw,
    ];
    let mut items = [seconds(u.ru_utime); 16];
    items[1] = seconds(u.ru_stime);
    items[2..].copy_from_slice(&counts.map(Value::int));
    instance_of(usage_class(), &items)
}
fn getrusage(a: &Args) -> Res {
    let who = int(a[0])?;
    // SAFETY: all-zero is a valid `rusage`.
    let mut u: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: room for the result.
    if unsafe { libc::getrusage(who as _, &mut u) } != 0 {
        let e = crate::stdlib::errno();
        return Err(if e == libc::EINVAL { value_error("invalid who parameter") } else { crate::stdlib::os_error(e) });
    }
    usage_value(&u)
}
fn which(v: Value) -> Result<u32, Raised> {
    match int(v)? {
        r @ 0..=15 => Ok(r as u32),
        _ => Err(value_error("invalid resource specified")),
    }
}
fn limits_value(l: &libc::rlimit) -> Res {
    let n = |x: libc::rlim_t| if x == libc::RLIM_INFINITY { Value::small(-1) } else { Value::uint(x) };
    Ok(Tuple::new(&[n(l.rlim_cur), n(l.rlim_max)]).value())
}
fn limits_arg(v: Value) -> Result<libc::rlimit, Raised> {
    let t = iter::to_tuple(v)?;
    if t.len() != 2 {
        return Err(value_error("expected a tuple of 2 integers"));
    }
    let n = |v| number::to_i64(v).map(|n| n as libc::rlim_t);
    Ok(libc::rlimit { rlim_cur: n(t.get(0))?, rlim_max: n(t.get(1))? })
}
fn getlimit(pid: i32, resource: Value) -> Res {
    let r = which(resource)?;
    let mut l = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: room for the result.
    checked(|| unsafe { libc::prlimit(pid, r as _, std::ptr::null(), &mut l) })?;
    limits_value(&l)
}
fn setlimit(pid: i32, resource: Value, limits: Value) -> Res {
    let (r, l) = (which(resource)?, limits_arg(limits)?);
    // SAFETY: valid limits.
    if unsafe { libc::prlimit(pid, r as _, &l, std::ptr::null_mut()) } == 0 {
        return Ok(none());
    }
    Err(match crate::stdlib::errno() {
        libc::EINVAL => value_error("current limit exceeds maximum limit"),
        libc::EPERM => value_error("not allowed to raise maximum limit"),
        e => crate::stdlib::os_error(e),
    })
}
fn prlimit(a: &Args) -> Res {
    let pid = int(a[0])?;
    let old = getlimit(pid, a[1])?;
    if let Some(l) = a.opt_none(2) {
        setlimit(pid, a[1], l)?;
    }
    Ok(old)
}
