//! `posix_spawn` and its relative `wait4`.

use super::{checked, int};
use crate::builtins::exceptions::{type_error, value_error};
use crate::gil::allow_threads;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{compare, iter};
use crate::stdlib::os_text::path_arg;

use super::process::{environment, pointers, strings};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
        |a| spawn(a, "posix_spawn"),
        "Execute the program specified by path in a new process.",
    ),
    NativeDef::new(
        "posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
        |a| spawn(a, "posix_spawnp"),
        "Execute the program specified by path in a new process.",
    ),
    NativeDef::new(
        "wait4(pid, options)",
        |a| wait4(int(a[0])?, int(a[1])?),
        "Wait for completion of a specific child process.",
    ),
    NativeDef::new("wait3(options)", |a| wait4(-1, int(a[0])?), "Wait for completion of a child process."),
    NativeDef::new(
        "waitid(idtype, id, options, /)",
        waitid,
        "Returns the result of waiting for a process or processes.",
    ),
    NativeDef::new("pidfd_open(pid, flags=0)", pidfd_open, "Return a file descriptor referring to the process *pid*."),
];

/// What a child does with its descriptors, and the attributes it starts with. Freed when dropped.
struct Plan {
    actions: libc::posix_spawn_file_actions_t,
    attributes: libc::posix_spawnattr_t,
    flags: i32,
}
impl Plan {
    fn new() -> Plan {
        // SAFETY: both are initialised by the calls.
        unsafe {
            let mut p = Plan { actions: std::mem::zeroed(), attributes: std::mem::zeroed(), flags: 0 };
            libc::posix_spawn_file_actions_init(&mut p.actions);
            libc::posix_spawnattr_init(&mut p.attributes);
            p
        }
    }
    fn add_action(&mut self, action: Value) -> Result<(), Raised> {
        let bad = || type_error("Each file_actions element must be a non-empty tuple");
        let t = action.cast::<Tuple>().filter(|t| !t.is_empty()).ok_or_else(bad)?;
        // SAFETY: initialised actions; terminated paths are copied.
        let r = unsafe {
            match (int(t.get(0))?, t.items()) {
                (0, [_, fd, path, flags, mode]) => {
                    let p = path_arg(*path, "posix_spawn", "path")?;
                    let (fd, flags, mode) = (int(*fd)?, int(*flags)?, int(*mode)?);
                    libc::posix_spawn_file_actions_addopen(&mut self.actions, fd, p.c.as_ptr(), flags, mode as u32)
                }
                (1, [_, fd]) => libc::posix_spawn_file_actions_addclose(&mut self.actions, int(*fd)?),
                (2, [_, from, to]) => libc::posix_spawn_file_actions_adddup2(&mut self.actions, int(*from)?, int(*to)?),
                (0..=2, _) => return Err(type_error("A file_actions tuple has a wrong number of elements")),
                _ => return Err(type_error("Unknown file_actions identifier")),
            }
        };
        if r == 0 { Ok(()) } else { Err(crate::stdlib::os_error(r)) }
    }
    /// The attributes from the keyword arguments, which start at slot 4.
    fn set_attributes(&mut self, a: &Args) -> Result<(), Raised> {
        // SAFETY: initialised attributes.
        unsafe {
            if let Some(group) = a.opt_none(4) {
                libc::posix_spawnattr_setpgroup(&mut self.attributes, int(group)?);
                self.flags |= libc::POSIX_SPAWN_SETPGROUP as i32;
            }
            if a.opt(5).map_or(Ok(false), compare::truth)? {
                self.flags |= libc::POSIX_SPAWN_RESETIDS as i32;
            }
            if a.opt(6).map_or(Ok(false), compare::truth)? {
                // POSIX_SPAWN_SETSID
                self.flags |= 0x80;
            }
            if let Some(mask) = a.opt(7) {
                libc::posix_spawnattr_setsigmask(&mut self.attributes, &signal_set(mask)?);
                self.flags |= libc::POSIX_SPAWN_SETSIGMASK as i32;
            }
            if let Some(defaults) = a.opt(8) {
                libc::posix_spawnattr_setsigdefault(&mut self.attributes, &signal_set(defaults)?);
                self.flags |= libc::POSIX_SPAWN_SETSIGDEF as i32;
            }
            libc::posix_spawnattr_setflags(&mut self.attributes, self.flags as libc::c_short);
        }
        Ok(())
    }
}
impl Drop for Plan {
    fn drop(&mut self) {
        // SAFETY: initialised by `new`.
        unsafe {
            libc::posix_spawn_file_actions_destroy(&mut self.actions);
            libc::posix_spawnattr_destroy(&mut self.attributes);
        }
    }
}
fn signal_set(v: Value) -> Result<libc::sigset_t, Raised> {
    // SAFETY: initialised by `sigemptyset`.
    let mut set: libc::sigset_t = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    unsafe { libc::sigemptyset(&mut set) };
    iter::for_each(v, |n| {
        let n = int(n)?;
        // SAFETY: an initialised set; a wrong number is refused.
        if unsafe { libc::sigaddset(&mut set, n) } != 0 {
            return Err(value_error(format!("signal number {n} out of range [1; 64]")));
        }
        Ok(())
    })?;
    Ok(set)
}
fn spawn(a: &Args, function: &str) -> Res {
    let p = path_arg(a[0], function, "path")?;
    let argv = strings(a[1], function)?;
    if argv.is_empty() {
        return Err(value_error(format!("{function}: argv must not be empty")));
    }
    let env = if a[2] == none() { None } else { Some(environment(a[2], function)?) };
    let mut plan = Plan::new();
    if let Some(actions) = a.opt_none(3) {
        iter::for_each(actions, |x| plan.add_action(x))?;
    }
    plan.set_attributes(a)?;
    let (argv, env) = (pointers(&argv), env.as_ref().map(|e| pointers(e)));
    let mut pid = 0;
    // SAFETY: terminated strings in arrays ended by null; initialised plan; the process's own environment.
    let r = unsafe {
        unsafe extern "C" {
            static environ: *const *mut libc::c_char;
        }
        let env = env.as_ref().map_or(environ, |e| e.as_ptr() as *const *mut libc::c_char);
        let f = if function == "posix_spawnp" { libc::posix_spawnp } else { libc::posix_spawn };
        f(&mut pid, p.c.as_ptr(), &plan.actions, &plan.attributes, argv.as_ptr() as *const *mut _, env)
    };
    if r != 0 {
        return Err(crate::stdlib::os_error_for(r, p.value, None));
    }
    Ok(Value::int(pid as i64))
}

fn wait4(pid: i32, options: i32) -> Res {
    let mut status = 0;
    // SAFETY: all-zero is a valid `rusage`.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: room for status and usage.
    let r = checked(|| allow_threads(|| unsafe { libc::wait4(pid, &mut status, options, &mut usage) }))?;
    let usage = crate::stdlib::resource::usage_value(&usage)?;
    Ok(Tuple::new(&[Value::int(r as i64), Value::int(status as i64), usage]).value())
}
fn waitid(a: &Args) -> Res {
    let (kind, id, options) = (int(a[0])?, int(a[1])?, int(a[2])?);
    // SAFETY: all-zero is a valid `siginfo_t`.
    let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
    // SAFETY: room for the result; any numbers may be passed.
    checked(|| allow_threads(|| unsafe { libc::waitid(kind as libc::idtype_t, id as _, &mut info, options) }))?;
    // SAFETY: filled in by the call (zero if there was nothing).
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    if pid == 0 {
        return Ok(none());
    }
    let n = |i: i64| Value::int(i);
    let items = [n(pid as i64), n(uid as i64), n(info.si_signo as i64), n(status as i64), n(info.si_code as i64)];
    super::process::instance("waitid_result", &items)
}
fn pidfd_open(a: &Args) -> Res {
    let (pid, flags) = (int(a[0])?, super::int_or(a.opt(1), 0)?);
    // SAFETY: any numbers may be passed.
    Ok(Value::int(checked(|| unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) })?))
}
