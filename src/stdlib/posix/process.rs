//! Calls on processes, users and the system.

use super::{checked, done, int};
use crate::builtins::exceptions::value_error;
use crate::gil;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::memory_error;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{iter, number};
use crate::stdlib::os_text::path_arg;
use crate::stdlib::structseq::{StructSeq, instance_of};
use std::ffi::{CStr, CString};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("getpid()", |_| num(unsafe { libc::getpid() }), "Return the current process id."),
    NativeDef::new("getppid()", |_| num(unsafe { libc::getppid() }), "Return the parent's process id."),
    NativeDef::new("getuid()", |_| num(unsafe { libc::getuid() }), "Return the current process's user id."),
    NativeDef::new("geteuid()", |_| num(unsafe { libc::geteuid() }), "Return the current process's effective user id."),
    NativeDef::new("getgid()", |_| num(unsafe { libc::getgid() }), "Return the current process's group id."),
    NativeDef::new(
        "getegid()",
        |_| num(unsafe { libc::getegid() }),
        "Return the current process's effective group id.",
    ),
    NativeDef::new("_exit(status)", exit, "Exit to the system with specified status, without normal exit processing."),
    NativeDef::new(
        "abort()",
        |_| {
            crate::memory::abort_is_meant();
            std::process::abort()
        },
        "Abort the interpreter immediately.",
    ),
    NativeDef::new("kill(pid, signal, /)", kill, "Kill a process with a signal."),
    NativeDef::new("fork()", fork, "Fork a child process."),
    NativeDef::new(
        "execv(path, argv, /)",
        execv,
        "Execute an executable path with arguments, replacing current process.",
    ),
    NativeDef::new(
        "execve(path, argv, env)",
        execve,
        "Execute an executable path with arguments and environment, replacing current process.",
    ),
    NativeDef::new("wait()", |_| wait_for(-1, 0), "Wait for completion of a child process."),
    NativeDef::new(
        "waitpid(pid, options, /)",
        |a| wait_for(int(a[0])?, int(a[1])?),
        "Wait for completion of a given child process.",
    ),
    NativeDef::new("waitstatus_to_exitcode(status)", exit_code, "Convert a wait status to an exit code."),
    NativeDef::new(
        "WIFEXITED(status)",
        |a| Ok(boolean(libc::WIFEXITED(int(a[0])?))),
        "Return True if the process exited via exit().",
    ),
    NativeDef::new(
        "WEXITSTATUS(status)",
        |a| num(libc::WEXITSTATUS(int(a[0])?)),
        "Return the process return code from status.",
    ),
    NativeDef::new(
        "WIFSIGNALED(status)",
        |a| Ok(boolean(libc::WIFSIGNALED(int(a[0])?))),
        "Return True if the process was terminated by a signal.",
    ),
    NativeDef::new(
        "WTERMSIG(status)",
        |a| num(libc::WTERMSIG(int(a[0])?)),
        "Return the signal that terminated the process.",
    ),
    NativeDef::new(
        "WCOREDUMP(status, /)",
        |a| Ok(boolean(libc::WCOREDUMP(int(a[0])?))),
        "Return True if the process returning status was dumped to a core file.",
    ),
    NativeDef::new(
        "WIFCONTINUED(status)",
        |a| Ok(boolean(libc::WIFCONTINUED(int(a[0])?))),
        "Return True if a particular process was continued from a job control stop.",
    ),
    NativeDef::new(
        "WIFSTOPPED(status)",
        |a| Ok(boolean(libc::WIFSTOPPED(int(a[0])?))),
        "Return True if the process was stopped by a signal.",
    ),
    NativeDef::new(
        "WSTOPSIG(status)",
        |a| num(libc::WSTOPSIG(int(a[0])?)),
        "Return the signal that stopped the process.",
    ),
    NativeDef::new("system(command)", system, "Execute the command in a subshell."),
    NativeDef::new("putenv(name, value, /)", putenv, "Change or add an environment variable."),
    NativeDef::new("unsetenv(name, /)", unsetenv, "Delete an environment variable."),
    NativeDef::new(
        "urandom(size, /)",
        urandom,
        "Return a bytes object containing random bytes suitable for cryptographic use.",
    ),
    NativeDef::new("cpu_count()", cpu_count, "Return the number of logical CPUs in the system."),
    NativeDef::new(
        "get_terminal_size(fd=1, /)",
        terminal_size,
        "Return the size of the terminal window as (columns, lines).",
    ),
    NativeDef::new(
        "strerror(code, /)",
        |a| Ok(Str::new(&super::super::strerror(int(a[0])?)).value()),
        "Translate an error code to a message string.",
    ),
    NativeDef::new("uname()", uname, "Return an object identifying the current operating system."),
    NativeDef::new("times()", times, "Return a collection containing process timing information."),
    NativeDef::new("sysconf(name, /)", sysconf, "Return an integer-valued system configuration variable."),
    NativeDef::new(
        "register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)",
        register_at_fork,
        "Register callables to be called when forking a new process.",
    ),
    NativeDef::new("sched_yield()", |_| num(unsafe { libc::sched_yield() }), "Voluntarily relinquish the CPU."),
];
pub static TERMINAL_SIZE: StructSeq = StructSeq {
    name: "terminal_size",
    module: "os",
    doc: "A tuple of (columns, lines) for holding terminal window size",
    fields: &["columns", "lines"],
    hidden: &[],
    no_new: false,
};
pub static UNAME: StructSeq = StructSeq {
    name: "uname_result",
    module: "posix",
    doc: "uname_result: Result from os.uname().",
    fields: &["sysname", "nodename", "release", "version", "machine"],
    hidden: &[],
    no_new: false,
};
pub static TIMES: StructSeq = StructSeq {
    name: "times_result",
    module: "posix",
    doc: "times_result: Result from os.times().",
    fields: &["user", "system", "children_user", "children_system", "elapsed"],
    hidden: &[],
    no_new: false,
};

pub static STATVFS: StructSeq = StructSeq {
    name: "statvfs_result",
    module: "os",
    doc: "statvfs_result: Result from statvfs or fstatvfs.",
    fields: &[
        "f_bsize",
        "f_frsize",
        "f_blocks",
        "f_bfree",
        "f_bavail",
        "f_files",
        "f_ffree",
        "f_favail",
        "f_flag",
        "f_namemax",
    ],
    hidden: &["f_fsid"],
    no_new: false,
};
pub static WAITID: StructSeq = StructSeq {
    name: "waitid_result",
    module: "posix",
    doc: "waitid_result: Result from waitid.",
    fields: &["si_pid", "si_uid", "si_signo", "si_status", "si_code"],
    hidden: &[],
    no_new: false,
};

fn num(n: impl Into<i64>) -> Res {
    Ok(Value::int(n.into()))
}
pub fn instance(name: &str, items: &[Value]) -> Res {
    let posix = crate::vm::vm().modules.gc().get_text("posix");
    let class = posix.map(|m| crate::protocol::attr::get(m, name)).transpose()?;
    match class.and_then(|c| c.cast()) {
        Some(c) => instance_of(c, items),
        None => Ok(Tuple::new(items).value()),
    }
}
fn exit(a: &Args) -> Res {
    let n = int(a[0])?;
    // SAFETY: ends the process.
    unsafe { libc::_exit(n) }
}
fn kill(a: &Args) -> Res {
    let (pid, sig) = (int(a[0])?, int(a[1])?);
    // SAFETY: any numbers may be passed.
    checked(|| unsafe { libc::kill(pid, sig) })?;
    if crate::interp::breaker::pending() {
        crate::interp::breaker::poll()?;
    }
    Ok(none())
}
fn hooks(name: &str) -> Option<Gc<crate::object::list::List>> {
    crate::vm::vm().state(name)?.cast()
}
pub fn run_hooks(name: &str, reverse: bool) -> Result<(), Raised> {
    let Some(l) = hooks(name) else { return Ok(()) };
    let n = l.len();
    for i in 0..n {
        if let Some(f) = l.get(if reverse { n - 1 - i } else { i }) {
            crate::protocol::call::call(f, &[])?;
        }
    }
    Ok(())
}
pub const HOOKS: [&str; 3] = ["fork before", "fork in child", "fork in parent"];
fn register_at_fork(a: &Args) -> Res {
    for (i, name) in HOOKS.iter().enumerate() {
        if let Some(f) = a.opt_none(i) {
            if hooks(name).is_none() {
                crate::vm::vm().set_state(name, crate::object::list::List::new().value());
            }
            if let Some(l) = hooks(name) {
                l.push(f)?;
            }
        }
    }
    Ok(none())
}
fn fork(_: &Args) -> Res {
    run_hooks(HOOKS[0], true)?;
    let pid = gil::fork();
    run_hooks(HOOKS[if pid == 0 { 1 } else { 2 }], false)?;
    if pid < 0 { Err(super::super::os_error(super::super::errno())) } else { num(pid) }
}
pub fn strings(v: Value, what: &str) -> Result<Vec<CString>, Raised> {
    let mut out = vec![];
    iter::for_each(v, |x| {
        out.push(path_arg(x, what, "argument")?.c);
        Ok(())
    })?;
    Ok(out)
}
pub fn pointers(s: &[CString]) -> Vec<*const libc::c_char> {
    s.iter().map(|c| c.as_ptr()).chain([std::ptr::null()]).collect()
}
fn execv(a: &Args) -> Res {
    let p = path_arg(a[0], "execv", "path")?;
    let args = strings(a[1], "execv")?;
    if args.is_empty() {
        return Err(value_error("execv() arg 2 must not be empty"));
    }
    // SAFETY: terminated strings in arrays ended by null.
    unsafe { libc::execv(p.c.as_ptr(), pointers(&args).as_ptr()) };
    Err(super::super::os_error_for(super::super::errno(), p.value, None))
}
/// The `NAME=value` strings of a mapping.
pub fn environment(v: Value, function: &str) -> Result<Vec<CString>, Raised> {
    let mut env = vec![];
    let keys = crate::protocol::call::call_method(v, "keys", &[])?;
    iter::for_each(keys, |k| {
        let x = crate::protocol::item::get_item(v, k)?;
        let mut pair = path_arg(k, function, "env")?.c.into_bytes();
        pair.push(b'=');
        pair.extend(path_arg(x, function, "env")?.bytes());
        env.push(CString::new(pair).map_err(|_| value_error("embedded null byte"))?);
        Ok(())
    })?;
    Ok(env)
}
fn execve(a: &Args) -> Res {
    let p = path_arg(a[0], "execve", "path")?;
    let args = strings(a[1], "execve")?;
    if args.is_empty() {
        return Err(value_error("execve: argv must not be empty"));
    }
    let env = environment(a[2], "execve")?;
    // SAFETY: as above.
    unsafe { libc::execve(p.c.as_ptr(), pointers(&args).as_ptr(), pointers(&env).as_ptr()) };
    Err(super::super::os_error_for(super::super::errno(), p.value, None))
}
fn wait_for(pid: i32, options: i32) -> Res {
    let mut status = 0;
    // SAFETY: room for the status.
    let r = checked(|| gil::allow_threads(|| unsafe { libc::waitpid(pid, &mut status, options) }))?;
    Ok(Tuple::new(&[Value::int(r as i64), Value::int(status as i64)]).value())
}
fn exit_code(a: &Args) -> Res {
    let s = int(a[0])?;
    if libc::WIFEXITED(s) {
        num(libc::WEXITSTATUS(s))
    } else if libc::WIFSIGNALED(s) {
        num(-libc::WTERMSIG(s))
    } else {
        Err(value_error(format!("invalid wait status: {s}")))
    }
}
fn system(a: &Args) -> Res {
    let c = path_arg(a[0], "system", "command")?;
    // SAFETY: a terminated string.
    num(gil::allow_threads(|| unsafe { libc::system(c.c.as_ptr()) }))
}
fn putenv(a: &Args) -> Res {
    let (n, v) = (path_arg(a[0], "putenv", "name")?, path_arg(a[1], "putenv", "value")?);
    if n.bytes().is_empty() || n.bytes().contains(&b'=') {
        return Err(value_error("illegal environment variable name"));
    }
    // SAFETY: terminated strings, copied by the call; environment changes happen under the GIL.
    checked(|| unsafe { libc::setenv(n.c.as_ptr(), v.c.as_ptr(), 1) }).and_then(done)
}
fn unsetenv(a: &Args) -> Res {
    let n = path_arg(a[0], "unsetenv", "name")?;
    // SAFETY: as above.
    checked(|| unsafe { libc::unsetenv(n.c.as_ptr()) }).and_then(done)
}
fn urandom(a: &Args) -> Res {
    let n = number::to_ssize(a[0])?;
    if n < 0 {
        return Err(value_error("negative argument not allowed"));
    }
    let mut buf = Vec::new();
    if buf.try_reserve_exact(n as usize).is_err() {
        return Err(memory_error());
    }
    buf.resize(n as usize, 0u8);
    let mut at = 0;
    while at < buf.len() {
        let rest = &mut buf[at..];
        // SAFETY: the buffer's length is passed.
        at += checked(|| unsafe { libc::getrandom(rest.as_mut_ptr() as *mut _, rest.len(), 0) })? as usize;
    }
    Ok(Bytes::try_new(&buf)?.value())
}
fn cpu_count(_: &Args) -> Res {
    // SAFETY: no preconditions.
    num(unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) })
}
fn terminal_size(a: &Args) -> Res {
    let fd = a.opt(0).map_or(Ok(1), int)?;
    // SAFETY: all-zero is a valid `winsize`.
    let mut w: libc::winsize = unsafe { std::mem::zeroed() };
    // SAFETY: room for the result.
    checked(|| unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &mut w) })?;
    instance("terminal_size", &[Value::int(w.ws_col as i64), Value::int(w.ws_row as i64)])
}
fn uname(_: &Args) -> Res {
    // SAFETY: all-zero is a valid `utsname`; the fields are terminated strings afterwards.
    unsafe {
        let mut u: libc::utsname = std::mem::zeroed();
        checked(|| libc::uname(&mut u))?;
        let text = |p: &[libc::c_char]| Str::new(&CStr::from_ptr(p.as_ptr()).to_string_lossy()).value();
        instance(
            "uname_result",
            &[text(&u.sysname), text(&u.nodename), text(&u.release), text(&u.version), text(&u.machine)],
        )
    }
}
fn times(_: &Args) -> Res {
    // SAFETY: room for the result.
    unsafe {
        let mut t: libc::tms = std::mem::zeroed();
        let now = libc::times(&mut t);
        let hz = libc::sysconf(libc::_SC_CLK_TCK) as f64;
        let s = |c: libc::clock_t| Value::float(c as f64 / hz);
        instance("times_result", &[s(t.tms_utime), s(t.tms_stime), s(t.tms_cutime), s(t.tms_cstime), s(now)])
    }
}
const SYSCONF: &[(&str, i32)] = &[
    ("SC_PAGESIZE", libc::_SC_PAGESIZE),
    ("SC_PAGE_SIZE", libc::_SC_PAGESIZE),
    ("SC_NPROCESSORS_ONLN", libc::_SC_NPROCESSORS_ONLN),
    ("SC_NPROCESSORS_CONF", libc::_SC_NPROCESSORS_CONF),
    ("SC_PHYS_PAGES", libc::_SC_PHYS_PAGES),
    ("SC_CLK_TCK", libc::_SC_CLK_TCK),
    ("SC_OPEN_MAX", libc::_SC_OPEN_MAX),
    ("SC_ARG_MAX", libc::_SC_ARG_MAX),
    ("SC_IOV_MAX", libc::_SC_IOV_MAX),
];
pub fn sysconf_names() -> Result<Gc<Dict>, Raised> {
    let d = Dict::new();
    for (n, v) in SYSCONF {
        d.set_text(n, Value::int(*v as i64))?;
    }
    Ok(d)
}
fn sysconf(a: &Args) -> Res {
    let n = match a[0].cast::<Str>() {
        Some(s) => match SYSCONF.iter().find(|x| s.is_text(x.0)) {
            Some(x) => x.1,
            None => return Err(value_error("unrecognized configuration name")),
        },
        None => int(a[0])?,
    };
    // SAFETY: any number may be passed.
    num(unsafe { libc::sysconf(n) })
}
