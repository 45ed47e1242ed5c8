//! `_posixsubprocess.fork_exec`: the part of `subprocess` between `fork` and `exec`.
//!
//! Everything that allocates is done before the fork; the child makes system calls only, unless there is a `preexec_fn`.

use std::ffi::CString;

use crate::builtins::buffer::with_bytes;
use crate::builtins::exceptions::{type_error, value_error};
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{compare, iter};
use crate::stdlib::errno;
use crate::stdlib::posix::process::{HOOKS, pointers, run_hooks, strings};
use crate::stdlib::posix::{ids::id, int};

static FUNCTIONS: &[NativeDef] = &[NativeDef::new(
    "fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, /)",
    fork_exec,
    "Spawn a fresh new child process.\n\nFork a child process, close parent file descriptors as appropriate in the\nchild and duplicate the few that are needed before calling exec() in the\nchild process.",
)];

pub fn init() -> Result<Gc<Module>, Raised> {
    crate::stdlib::new_module("_posixsubprocess", "A POSIX helper for the subprocess module.", FUNCTIONS)
}

/// What the child does. Descriptors are -1 where there is none.
struct Child {
    argv: Option<Vec<CString>>,
    executables: Vec<CString>,
    env: Option<Vec<CString>>,
    cwd: Option<CString>,
    close_fds: bool,
    keep: Vec<i32>,
    stdin: (i32, i32),
    stdout: (i32, i32),
    stderr: (i32, i32),
    errors: (i32, i32),
    restore_signals: bool,
    new_session: bool,
    process_group: i32,
    gid: Option<u32>,
    groups: Option<Vec<u32>>,
    uid: Option<u32>,
    umask: i32,
    preexec: Option<Value>,
}

fn c_string(v: Value) -> Result<CString, Raised> {
    let bytes = match v.cast::<Bytes>() {
        Some(b) => b.as_slice().to_vec(),
        None => return Ok(crate::stdlib::os_text::path_arg(v, "fork_exec", "cwd")?.c),
    };
    CString::new(bytes).map_err(|_| value_error("embedded null byte"))
}
fn byte_strings(v: Value) -> Result<Vec<CString>, Raised> {
    let mut out = vec![];
    iter::for_each(v, |x| {
        let bytes = with_bytes(x, <[u8]>::to_vec)?;
        out.push(CString::new(bytes).map_err(|_| value_error("embedded null byte"))?);
        Ok(())
    })?;
    Ok(out)
}
/// Descriptors to keep: positive, ascending.
fn kept(v: Value) -> Result<Vec<i32>, Raised> {
    let mut out = vec![];
    iter::for_each(v, |x| {
        out.push(int(x)?);
        Ok(())
    })?;
    if out.first().is_some_and(|f| *f < 0) || out.windows(2).any(|w| w[0] >= w[1]) {
        return Err(value_error("bad value(s) in fds_to_keep"));
    }
    Ok(out)
}
fn optional<T>(v: Value, f: impl FnOnce(Value) -> Result<T, Raised>) -> Result<Option<T>, Raised> {
    if v == none() { Ok(None) } else { f(v).map(Some) }
}
fn parse(a: &Args) -> Result<Child, Raised> {
    let close_fds = compare::truth(a[2])?;
    let keep = kept(a[3])?;
    let errors = (int(a[12])?, int(a[13])?);
    if close_fds && errors.1 < 3 {
        return Err(value_error("errpipe_write must be >= 3"));
    }
    Ok(Child {
        argv: optional(a[0], |v| strings(v, "fork_exec"))?,
        executables: byte_strings(a[1])?,
        env: optional(a[5], byte_strings)?,
        cwd: optional(a[4], c_string)?,
        close_fds,
        keep,
        stdin: (int(a[6])?, int(a[7])?),
        stdout: (int(a[8])?, int(a[9])?),
        stderr: (int(a[10])?, int(a[11])?),
        errors,
        restore_signals: compare::truth(a[14])?,
        new_session: compare::truth(a[15])?,
        process_group: int(a[16])?,
        gid: optional(a[17], id)?,
        groups: optional(a[18], |v| {
            let mut out = vec![];
            iter::for_each(v, |g| {
                out.push(id(g)?);
                Ok(())
            })?;
            Ok(out)
        })?,
        uid: optional(a[19], id)?,
        umask: int(a[20])?,
        preexec: Some(a[21]).filter(|v| *v != none()),
    })
}

fn fork_exec(a: &Args) -> Res {
    let child = parse(a)?;
    if child.executables.is_empty() {
        return Err(type_error("executable_list must not be empty"));
    }
    let argv = child.argv.as_deref().map(pointers);
    let env = child.env.as_deref().map(pointers);
    if child.preexec.is_some() {
        run_hooks(HOOKS[0], true)?;
    }
    // SAFETY: both sets are filled in by the calls.
    let (all, mut old): (libc::sigset_t, libc::sigset_t) = unsafe { std::mem::zeroed() };
    let mut all = all;
    // SAFETY: as above. No handler may run in the child before `exec`.
    unsafe {
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, &mut old);
    }
    let pid = crate::gil::fork();
    if pid == 0 {
        // SAFETY: the saved mask.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &old, std::ptr::null_mut()) };
        run(&child, argv.as_deref(), env.as_deref());
    }
    let e = errno();
    // SAFETY: the saved mask.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &old, std::ptr::null_mut()) };
    if child.preexec.is_some() {
        run_hooks(HOOKS[2], false)?;
    }
    if pid < 0 { Err(crate::stdlib::os_error(e)) } else { Ok(Value::int(pid as i64)) }
}

type Pointers<'a> = Option<&'a [*const libc::c_char]>;
/// In the child: becomes the program, or says through the pipe why not.
fn run(child: &Child, argv: Pointers, env: Pointers) -> ! {
    let (what, e) = match prepare(child) {
        Ok(()) => ("", execute(child, argv, env)),
        Err(Failure::System(what)) => (what, errno()),
        Err(Failure::Python) => {
            report(child.errors.1, b"SubprocessError:0:Exception occurred in preexec_fn.");
            // SAFETY: ends the child.
            unsafe { libc::_exit(255) }
        }
    };
    let mut text = [0u8; 64];
    let n = {
        use std::io::Write;
        let mut w = &mut text[..];
        let _ = write!(w, "OSError:{e:x}:{what}");
        64 - w.len()
    };
    report(child.errors.1, &text[..n]);
    // SAFETY: ends the child.
    unsafe { libc::_exit(255) }
}
fn report(fd: i32, text: &[u8]) {
    // SAFETY: the text's length is passed.
    unsafe { libc::write(fd, text.as_ptr() as *const _, text.len()) };
}
enum Failure {
    /// A system call failed; what the parent is told beside the number.
    System(&'static str),
    Python,
}
fn sys(r: i32) -> Result<(), Failure> {
    if r == -1 { Err(Failure::System("noexec")) } else { Ok(()) }
}
/// Descriptors, folder, session, ids. SAFETY of the calls below: they take numbers and terminated strings.
fn prepare(c: &Child) -> Result<(), Failure> {
    for fd in [c.stdin.1, c.stdout.0, c.stderr.0, c.errors.0] {
        if fd >= 0 {
            unsafe { libc::close(fd) };
        }
    }
    // a low descriptor must not be overwritten before it is used
    let mut out = c.stdout.1;
    let mut err = c.stderr.1;
    if out == 0 {
        out = unsafe { libc::dup(out) };
        sys(out)?;
    }
    while err == 0 || err == 1 {
        err = unsafe { libc::dup(err) };
        sys(err)?;
    }
    for (from, to) in [(c.stdin.0, 0), (out, 1), (err, 2)] {
        if from == to {
            sys(unsafe { libc::fcntl(to, libc::F_SETFD, 0) })?;
        } else if from >= 0 {
            sys(unsafe { libc::dup2(from, to) })?;
        }
    }
    for fd in &c.keep {
        if *fd != c.errors.1 {
            sys(unsafe { libc::fcntl(*fd, libc::F_SETFD, 0) })?;
        }
    }
    if let Some(cwd) = &c.cwd
        && unsafe { libc::chdir(cwd.as_ptr()) } == -1
    {
        return Err(Failure::System("noexec:chdir"));
    }
    if c.umask >= 0 {
        unsafe { libc::umask(c.umask as libc::mode_t) };
    }
    if c.restore_signals {
        for s in [libc::SIGPIPE, libc::SIGXFSZ] {
            unsafe { libc::signal(s, libc::SIG_DFL) };
        }
    }
    if c.new_session {
        sys(unsafe { libc::setsid() })?;
    }
    if c.process_group >= 0 {
        sys(unsafe { libc::setpgid(0, c.process_group) })?;
    }
    if let Some(groups) = &c.groups {
        sys(unsafe { libc::setgroups(groups.len(), groups.as_ptr()) })?;
    }
    if let Some(gid) = c.gid {
        sys(unsafe { libc::setregid(gid, gid) })?;
    }
    if let Some(uid) = c.uid {
        sys(unsafe { libc::setreuid(uid, uid) })?;
    }
    if let Some(f) = c.preexec {
        let hooks = run_hooks(HOOKS[1], false);
        if hooks.and_then(|()| crate::protocol::call::call(f, &[])).is_err() {
            return Err(Failure::Python);
        }
    }
    if c.close_fds {
        close_others(c);
    }
    Ok(())
}
/// Closes what is above 2 and not kept.
fn close_others(c: &Child) {
    let close = |from: i32, to: u32| {
        if from as u32 <= to {
            // SAFETY: any numbers may be passed.
            let r = unsafe { libc::syscall(libc::SYS_close_range, from, to, 0) };
            if r != 0 {
                // SAFETY: no preconditions.
                let max = unsafe { libc::sysconf(libc::_SC_OPEN_MAX) }.clamp(256, 1 << 16) as u32;
                for fd in from..=to.min(max) as i32 {
                    // SAFETY: any number may be passed.
                    unsafe { libc::close(fd) };
                }
            }
        }
    };
    let mut from = 3;
    for &fd in &c.keep {
        if fd >= from {
            if fd > from {
                close(from, fd as u32 - 1);
            }
            from = fd + 1;
        }
    }
    close(from, u32::MAX);
}
/// Tries the candidates; the error that says most.
fn execute(c: &Child, argv: Pointers, env: Pointers) -> i32 {
    unsafe extern "C" {
        static environ: *const *const libc::c_char;
    }
    let mut saved = 0;
    for path in &c.executables {
        let own = [path.as_ptr(), std::ptr::null()];
        let argv = argv.map_or(own.as_ptr(), <[_]>::as_ptr);
        // SAFETY: terminated strings in arrays ended by null.
        unsafe { libc::execve(path.as_ptr(), argv, env.map_or(environ, <[_]>::as_ptr)) };
        let e = errno();
        if e != libc::ENOENT && e != libc::ENOTDIR && saved == 0 {
            saved = e;
        }
    }
    if saved != 0 { saved } else { errno() }
}
