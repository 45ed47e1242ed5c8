//! Users, groups, sessions, priorities, scheduling.

use super::{checked, done, int};
use crate::builtins::exceptions::value_error;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::set::Set;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{iter, number};
use crate::stdlib::os_text::{decode, path_arg};

// SAFETY of the calls below: they take numbers, any of which may be passed, and terminated strings.
pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("getpgrp()", |_| num(unsafe { libc::getpgrp() }), "Return the current process group id."),
    NativeDef::new(
        "getpgid(pid)",
        |a| with_id(a, |p| unsafe { libc::getpgid(p) }),
        "Call the system call getpgid(), and return the result.",
    ),
    NativeDef::new(
        "getsid(pid, /)",
        |a| with_id(a, |p| unsafe { libc::getsid(p) }),
        "Call the system call getsid(pid).",
    ),
    NativeDef::new(
        "setsid()",
        |_| checked(|| unsafe { libc::setsid() }).and_then(done),
        "Call the system call setsid().",
    ),
    NativeDef::new(
        "setpgrp()",
        |_| checked(|| unsafe { libc::setpgid(0, 0) }).and_then(done),
        "Make the current process the leader of its process group.",
    ),
    NativeDef::new(
        "setpgid(pid, pgrp, /)",
        |a| {
            let (pid, group) = (int(a[0])?, int(a[1])?);
            checked(|| unsafe { libc::setpgid(pid, group) }).and_then(done)
        },
        "Call the system call setpgid(pid, pgrp).",
    ),
    NativeDef::new(
        "killpg(pgid, signal, /)",
        |a| {
            let (group, signal) = (int(a[0])?, int(a[1])?);
            checked(|| unsafe { libc::killpg(group, signal) }).and_then(done)
        },
        "Kill a process group with a signal.",
    ),
    NativeDef::new(
        "setuid(uid, /)",
        |a| set_id(a, |i| unsafe { libc::setuid(i) }),
        "Set the current process's user id.",
    ),
    NativeDef::new(
        "seteuid(euid, /)",
        |a| set_id(a, |i| unsafe { libc::seteuid(i) }),
        "Set the current process's effective user id.",
    ),
    NativeDef::new(
        "setgid(gid, /)",
        |a| set_id(a, |i| unsafe { libc::setgid(i) }),
        "Set the current process's group id.",
    ),
    NativeDef::new(
        "setegid(egid, /)",
        |a| set_id(a, |i| unsafe { libc::setegid(i) }),
        "Set the current process's effective group id.",
    ),
    NativeDef::new(
        "setreuid(ruid, euid, /)",
        |a| {
            let (r, e) = (id(a[0])?, id(a[1])?);
            checked(|| unsafe { libc::setreuid(r, e) }).and_then(done)
        },
        "Set the current process's real and effective user ids.",
    ),
    NativeDef::new(
        "setregid(rgid, egid, /)",
        |a| {
            let (r, e) = (id(a[0])?, id(a[1])?);
            checked(|| unsafe { libc::setregid(r, e) }).and_then(done)
        },
        "Set the current process's real and effective group ids.",
    ),
    NativeDef::new(
        "getresuid()",
        |_| three(|r, e, s| unsafe { libc::getresuid(r, e, s) }),
        "Return a tuple of the current process's real, effective, and saved user ids.",
    ),
    NativeDef::new(
        "getresgid()",
        |_| three(|r, e, s| unsafe { libc::getresgid(r, e, s) }),
        "Return a tuple of the current process's real, effective, and saved group ids.",
    ),
    NativeDef::new("getgroups()", getgroups, "Return list of supplemental group IDs for the process."),
    NativeDef::new("getgrouplist(user, group, /)", getgrouplist, "Returns a list of groups to which a user belongs."),
    NativeDef::new("setgroups(groups, /)", setgroups, "Set the groups of the current process to list."),
    NativeDef::new("getlogin()", getlogin, "Return the actual login name."),
    NativeDef::new("nice(increment, /)", nice, "Add increment to the priority of process and return the new priority."),
    NativeDef::new("getpriority(which, who)", getpriority, "Return program scheduling priority."),
    NativeDef::new(
        "setpriority(which, who, priority)",
        |a| {
            let (which, who, p) = (int(a[0])?, int(a[1])?, int(a[2])?);
            checked(|| unsafe { libc::setpriority(which as _, who as _, p) }).and_then(done)
        },
        "Set program scheduling priority.",
    ),
    NativeDef::new(
        "sched_getaffinity(pid, /)",
        sched_getaffinity,
        "Return the affinity of the process identified by pid (or the current process if zero).",
    ),
    NativeDef::new(
        "sched_setaffinity(pid, mask, /)",
        sched_setaffinity,
        "Set the CPU affinity of the process identified by pid to mask.",
    ),
    NativeDef::new(
        "sched_get_priority_max(policy)",
        |a| with_id(a, |p| unsafe { libc::sched_get_priority_max(p) }),
        "Get the maximum scheduling priority for policy.",
    ),
    NativeDef::new(
        "sched_get_priority_min(policy)",
        |a| with_id(a, |p| unsafe { libc::sched_get_priority_min(p) }),
        "Get the minimum scheduling priority for policy.",
    ),
    NativeDef::new(
        "sched_getscheduler(pid, /)",
        |a| with_id(a, |p| unsafe { libc::sched_getscheduler(p) }),
        "Get the scheduling policy for the process identified by pid.",
    ),
    NativeDef::new(
        "getloadavg()",
        getloadavg,
        "Return average recent system load information.\n\nReturn the number of processes in the system run queue averaged over\nthe last 1, 5, and 15 minutes as a tuple of three floats.\nRaises OSError if the load average was unobtainable.",
    ),
    NativeDef::new(
        "tcgetpgrp(fd, /)",
        |a| with_id(a, |p| unsafe { libc::tcgetpgrp(p) }),
        "Return the process group associated with the terminal specified by fd.",
    ),
    NativeDef::new(
        "tcsetpgrp(fd, pgid, /)",
        |a| {
            let (fd, group) = (int(a[0])?, int(a[1])?);
            checked(|| unsafe { libc::tcsetpgrp(fd, group) }).and_then(done)
        },
        "Set the process group associated with the terminal specified by fd.",
    ),
];

fn num(n: impl Into<i64>) -> Res {
    Ok(Value::int(n.into()))
}
/// A user or group id; -1 leaves things as they are.
pub fn id(v: Value) -> Result<u32, Raised> {
    let i = number::to_i64(v)?;
    if i == -1 { Ok(u32::MAX) } else { u32::try_from(i).map_err(|_| bad_id(i)) }
}
#[cold]
fn bad_id(i: i64) -> Raised {
    let what = if i < 0 { "less than minimum" } else { "greater than maximum" };
    crate::builtins::exceptions::overflow_error(format!("uid is {what}"))
}
fn with_id(a: &Args, f: impl Fn(i32) -> i32) -> Res {
    let i = int(a[0])?;
    num(checked(|| f(i))?)
}
fn set_id(a: &Args, f: impl Fn(u32) -> i32) -> Res {
    let i = id(a[0])?;
    checked(|| f(i)).and_then(done)
}
fn three(f: impl Fn(&mut u32, &mut u32, &mut u32) -> i32) -> Res {
    let mut ids = [0u32; 3];
    let [r, e, s] = &mut ids;
    checked(|| f(r, e, s))?;
    Ok(Tuple::new(&ids.map(|i| Value::int(i as i64))).value())
}
fn list(ids: &[libc::gid_t]) -> Res {
    let l = List::new();
    for i in ids {
        l.push(Value::int(*i as i64))?;
    }
    Ok(l.value())
}
fn getgroups(_: &Args) -> Res {
    let n = checked(|| unsafe { libc::getgroups(0, std::ptr::null_mut()) })?;
    let mut ids = vec![0; n as usize];
    let n = checked(|| unsafe { libc::getgroups(n, ids.as_mut_ptr()) })?;
    list(&ids[..n as usize])
}
fn getgrouplist(a: &Args) -> Res {
    let (user, group) = (path_arg(a[0], "getgrouplist", "user")?, id(a[1])?);
    let mut n = 32;
    loop {
        let mut ids = vec![0; n as usize];
        let room = n;
        if unsafe { libc::getgrouplist(user.c.as_ptr(), group, ids.as_mut_ptr(), &mut n) } >= 0 {
            return list(&ids[..n as usize]);
        }
        n = n.max(room * 2);
    }
}
fn setgroups(a: &Args) -> Res {
    let mut ids = vec![];
    iter::for_each(a[0], |v| {
        ids.push(id(v)?);
        Ok(())
    })?;
    checked(|| unsafe { libc::setgroups(ids.len(), ids.as_ptr()) }).and_then(done)
}
fn getlogin(_: &Args) -> Res {
    // the GIL is held, so nobody else uses the static result
    let p = unsafe { libc::getlogin() };
    if p.is_null() {
        return Err(crate::stdlib::os_error(crate::stdlib::errno()));
    }
    Ok(decode(unsafe { std::ffi::CStr::from_ptr(p) }.to_bytes()).value())
}
/// Calls whose -1 may be a result.
fn unless_errno(f: impl FnOnce() -> i32) -> Res {
    // SAFETY: the thread's own error number.
    unsafe { *libc::__errno_location() = 0 };
    let r = f();
    match crate::stdlib::errno() {
        n if r == -1 && n != 0 => Err(crate::stdlib::os_error(n)),
        _ => num(r),
    }
}
fn nice(a: &Args) -> Res {
    let n = int(a[0])?;
    unless_errno(|| unsafe { libc::nice(n) })
}
fn getpriority(a: &Args) -> Res {
    let (which, who) = (int(a[0])?, int(a[1])?);
    unless_errno(|| unsafe { libc::getpriority(which as _, who as _) })
}
fn sched_getaffinity(a: &Args) -> Res {
    let pid = int(a[0])?;
    // SAFETY: all-zero is an empty set.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    checked(|| unsafe { libc::sched_getaffinity(pid, size_of::<libc::cpu_set_t>(), &mut set) })?;
    let cpus = Set::new();
    for i in 0..libc::CPU_SETSIZE as usize {
        if unsafe { libc::CPU_ISSET(i, &set) } {
            cpus.add(Value::usize(i))?;
        }
    }
    Ok(cpus.value())
}
fn sched_setaffinity(a: &Args) -> Res {
    let pid = int(a[0])?;
    // SAFETY: as above.
    let mut set: libc::cpu_set_t = unsafe { std::mem::zeroed() };
    iter::for_each(a[1], |v| {
        let i = int(v)?;
        if !(0..libc::CPU_SETSIZE).contains(&i) {
            return Err(value_error(if i < 0 { "negative CPU number" } else { "CPU number too large" }));
        }
        unsafe { libc::CPU_SET(i as usize, &mut set) };
        Ok(())
    })?;
    checked(|| unsafe { libc::sched_setaffinity(pid, size_of::<libc::cpu_set_t>(), &set) }).and_then(done)
}
fn getloadavg(_: &Args) -> Res {
    let mut avg = [0f64; 3];
    if unsafe { libc::getloadavg(avg.as_mut_ptr(), 3) } != 3 {
        return Err(crate::builtins::exceptions::raise(
            crate::builtins::exceptions::Exc::OSError,
            "Load averages are unobtainable",
        ));
    }
    Ok(Tuple::new(&avg.map(Value::float)).value())
}
