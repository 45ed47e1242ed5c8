//! `time`: clocks and sleeping here; calendar time (`gmtime` … `strftime`) in `calendar`, `struct_time` from `structseq`.

mod calendar;

use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::builtins::{add_functions, put};
use crate::interp::breaker;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::{call, call_kw};
use crate::protocol::{attr, number};
use crate::stdlib::os_error;
use crate::stdlib::support::{blocking, put_ints};

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("time");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("This module provides various functions to manipulate time values.").value());
    add_functions(d, "time", FUNCTIONS);
    add_functions(d, "time", calendar::FUNCTIONS);
    calendar::fill(d)?;
    put_ints(
        d,
        &[
            ("CLOCK_REALTIME", libc::CLOCK_REALTIME as i64),
            ("CLOCK_MONOTONIC", libc::CLOCK_MONOTONIC as i64),
            ("CLOCK_PROCESS_CPUTIME_ID", libc::CLOCK_PROCESS_CPUTIME_ID as i64),
            ("CLOCK_THREAD_CPUTIME_ID", libc::CLOCK_THREAD_CPUTIME_ID as i64),
        ],
    );
    #[cfg(target_os = "linux")]
    put_ints(
        d,
        &[
            ("CLOCK_MONOTONIC_RAW", libc::CLOCK_MONOTONIC_RAW as i64),
            ("CLOCK_BOOTTIME", libc::CLOCK_BOOTTIME as i64),
            ("CLOCK_TAI", libc::CLOCK_TAI as i64),
        ],
    );
    Ok(m)
}

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "time()",
        |_| seconds(libc::CLOCK_REALTIME),
        "time() -> floating-point number\n\nReturn the current time in seconds since the Epoch.\nFractions of a second may be present if the system clock provides them.",
    ),
    NativeDef::new(
        "time_ns()",
        |_| nanoseconds(libc::CLOCK_REALTIME),
        "time_ns() -> int\n\nReturn the current time in nanoseconds since the Epoch.",
    ),
    NativeDef::new(
        "monotonic()",
        |_| seconds(libc::CLOCK_MONOTONIC),
        "monotonic() -> float\n\nMonotonic clock, cannot go backward.",
    ),
    NativeDef::new(
        "monotonic_ns()",
        |_| nanoseconds(libc::CLOCK_MONOTONIC),
        "monotonic_ns() -> int\n\nMonotonic clock, cannot go backward, as nanoseconds.",
    ),
    NativeDef::new(
        "perf_counter()",
        |_| seconds(libc::CLOCK_MONOTONIC),
        "perf_counter() -> float\n\nPerformance counter for benchmarking.",
    ),
    NativeDef::new(
        "perf_counter_ns()",
        |_| nanoseconds(libc::CLOCK_MONOTONIC),
        "perf_counter_ns() -> int\n\nPerformance counter for benchmarking as nanoseconds.",
    ),
    NativeDef::new(
        "process_time()",
        |_| seconds(libc::CLOCK_PROCESS_CPUTIME_ID),
        "process_time() -> float\n\nProcess time for profiling: sum of the kernel and user-space CPU time.",
    ),
    NativeDef::new(
        "process_time_ns()",
        |_| nanoseconds(libc::CLOCK_PROCESS_CPUTIME_ID),
        "process_time_ns() -> int\n\nProcess time for profiling as nanoseconds:\nsum of the kernel and user-space CPU time.",
    ),
    NativeDef::new(
        "thread_time()",
        |_| seconds(libc::CLOCK_THREAD_CPUTIME_ID),
        "thread_time() -> float\n\nThread time for profiling: sum of the kernel and user-space CPU time.",
    ),
    NativeDef::new(
        "thread_time_ns()",
        |_| nanoseconds(libc::CLOCK_THREAD_CPUTIME_ID),
        "thread_time_ns() -> int\n\nThread time for profiling as nanoseconds:\nsum of the kernel and user-space CPU time.",
    ),
    NativeDef::new(
        "sleep(seconds, /)",
        sleep,
        "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating-point number for subsecond precision.",
    ),
    NativeDef::new(
        "clock_gettime(clk_id, /)",
        |a| checked_clock(a, false).map(|t| Value::float(t as f64 / 1e9)),
        "Return the time of the specified clock clk_id as a float.",
    ),
    NativeDef::new(
        "clock_gettime_ns(clk_id, /)",
        |a| checked_clock(a, false).map(Value::int),
        "Return the time of the specified clock clk_id as nanoseconds (int).",
    ),
    NativeDef::new(
        "clock_getres(clk_id, /)",
        |a| checked_clock(a, true).map(|t| Value::float(t as f64 / 1e9)),
        "clock_getres(clk_id) -> floating-point number\n\nReturn the resolution (precision) of the specified clock clk_id.",
    ),
    NativeDef::new(
        "clock_settime(clk_id, time, /)",
        clock_settime,
        "clock_settime(clk_id, time)\n\nSet the time of the specified clock clk_id.",
    ),
    NativeDef::new(
        "clock_settime_ns(clk_id, time, /)",
        clock_settime_ns,
        "clock_settime_ns(clk_id, time)\n\nSet the time of the specified clock clk_id with nanoseconds.",
    ),
    NativeDef::new(
        "pthread_getcpuclockid(thread_id, /)",
        pthread_getcpuclockid,
        "pthread_getcpuclockid(thread_id) -> int\n\nReturn the clk_id of a thread's CPU time clock.",
    ),
    NativeDef::new(
        "get_clock_info(name, /)",
        get_clock_info,
        "get_clock_info(name: str) -> dict\n\nGet information of the specified clock.",
    ),
];

const SECOND: i64 = 1_000_000_000;

/// A clock in nanoseconds.
fn clock(id: libc::clockid_t) -> Result<i64, Raised> {
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `t` receives the time.
    if unsafe { libc::clock_gettime(id, &mut t) } != 0 {
        return Err(os_error(crate::stdlib::errno()));
    }
    Ok((t.tv_sec as i64).saturating_mul(SECOND).saturating_add(t.tv_nsec as i64))
}
fn seconds(id: libc::clockid_t) -> Res {
    Ok(Value::float(clock(id)? as f64 / 1e9))
}
fn nanoseconds(id: libc::clockid_t) -> Res {
    Ok(Value::int(clock(id)?))
}
fn clock_id(v: Value) -> Result<libc::clockid_t, Raised> {
    let bad = || type_error(format!("clk_id should be integer, not {}", type_of(v).name_text()));
    let Some(i) = v.as_int() else { return Err(bad()) };
    i.to_i64().and_then(|i| libc::clockid_t::try_from(i).ok()).ok_or_else(bad)
}
fn checked_clock(a: &Args, resolution: bool) -> Result<i64, Raised> {
    let id = clock_id(a[0])?;
    if !resolution {
        return clock(id);
    }
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `t` receives the resolution.
    if unsafe { libc::clock_getres(id, &mut t) } != 0 {
        return Err(os_error(crate::stdlib::errno()));
    }
    Ok(t.tv_sec as i64 * SECOND + t.tv_nsec as i64)
}
fn set_clock(id: libc::clockid_t, ns: i64) -> Res {
    let t = libc::timespec { tv_sec: ns.div_euclid(SECOND) as _, tv_nsec: ns.rem_euclid(SECOND) as _ };
    // SAFETY: `t` is a valid time.
    if unsafe { libc::clock_settime(id, &t) } != 0 {
        return Err(os_error(crate::stdlib::errno()));
    }
    Ok(none())
}
fn clock_settime(a: &Args) -> Res {
    let id = clock_id(a[0])?;
    set_clock(id, duration(a[1], Rounding::Floor)?)
}
fn clock_settime_ns(a: &Args) -> Res {
    let id = clock_id(a[0])?;
    let Some(i) = a[1].as_int() else {
        return Err(type_error(format!("expect int, got {}", type_of(a[1]).name_text())));
    };
    set_clock(id, i.to_i64().ok_or_else(too_large)?)
}
fn pthread_getcpuclockid(a: &Args) -> Res {
    let i = number::index(a[0])?;
    let wanted = i.as_int().map_or(0, |i| i.with(|b| u64::try_from(b).unwrap_or(0)));
    // only the caller's own id is known to be alive: others would be read after they are gone
    // SAFETY: no conditions.
    let own = unsafe { libc::pthread_self() };
    if wanted != own as u64 {
        return Err(os_error(libc::ESRCH));
    }
    let mut id: libc::clockid_t = 0;
    // SAFETY: a live thread's id.
    let e = unsafe { libc::pthread_getcpuclockid(own, &mut id) };
    if e != 0 { Err(os_error(e)) } else { Ok(Value::small(id as i64)) }
}

#[cold]
fn too_large() -> Raised {
    overflow_error("timestamp too large to convert to C PyTime_t")
}
/// Which way fractions of a nanosecond go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    Floor,
    Up,
}
/// Seconds (an int or a float) as nanoseconds.
pub fn duration(v: Value, rounding: Rounding) -> Result<i64, Raised> {
    if let Some(f) = v.as_float() {
        if f.is_nan() {
            return Err(value_error("Invalid value NaN (not a number)"));
        }
        let ns = f * 1e9;
        let ns = if rounding == Rounding::Floor {
            ns.floor()
        } else if ns >= 0.0 {
            ns.ceil()
        } else {
            ns.floor()
        };
        if !(-9.223372036854775e18..9.223372036854775e18).contains(&ns) {
            return Err(overflow_error("timestamp out of range for platform time_t"));
        }
        return Ok(ns as i64);
    }
    let Some(i) = v.as_int() else {
        return Err(type_error(format!(
            "'{}' object cannot be interpreted as an integer or float",
            type_of(v).name_text()
        )));
    };
    i.to_i64().and_then(|i| i.checked_mul(SECOND)).ok_or_else(too_large)
}

/// Sleeps until the deadline; signals that arrive meanwhile are handled and may raise.
fn sleep(a: &Args) -> Res {
    let ns = duration(a[0], Rounding::Up)?;
    if ns < 0 {
        return Err(value_error("sleep length must be non-negative"));
    }
    let end = clock(libc::CLOCK_MONOTONIC)?.checked_add(ns).ok_or_else(too_large)?;
    loop {
        let left = end - clock(libc::CLOCK_MONOTONIC)?;
        let left = if left > 0 { left } else { 0 };
        let t = libc::timespec { tv_sec: (left / SECOND) as _, tv_nsec: (left % SECOND) as _ };
        // SAFETY: a valid time; the rest is not asked for.
        let (r, e) = blocking(|| unsafe {
            let r = libc::nanosleep(&t, std::ptr::null_mut());
            (r, crate::stdlib::errno())
        });
        if r == 0 {
            return Ok(none());
        }
        if e != libc::EINTR {
            return Err(os_error(e));
        }
        if breaker::pending() {
            breaker::poll()?;
        }
    }
}

fn get_clock_info(a: &Args) -> Res {
    let Some(name) = a[0].cast::<Str>() else {
        return Err(type_error(format!("get_clock_info() argument 1 must be str, not {}", type_of(a[0]).name_text())));
    };
    let (id, implementation, monotonic) = match &*name.to_text() {
        "time" => (libc::CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false),
        "monotonic" | "perf_counter" => (libc::CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true),
        "process_time" => (libc::CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true),
        "thread_time" => (libc::CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true),
        _ => return Err(value_error("unknown clock")),
    };
    let mut t = libc::timespec { tv_sec: 0, tv_nsec: 1 };
    // SAFETY: `t` receives the resolution.
    unsafe { libc::clock_getres(id, &mut t) };
    let import = crate::builtins::util::builtin("__import__")?;
    let class = attr::get(call(import, &[Str::intern("types").value()])?, "SimpleNamespace")?;
    let fields = [
        ("implementation", Str::new(implementation).value()),
        ("monotonic", boolean(monotonic)),
        ("adjustable", boolean(!monotonic)),
        ("resolution", Value::float((t.tv_sec as i64 * SECOND + t.tv_nsec as i64) as f64 / 1e9)),
    ];
    let names = fields.map(|f| Str::intern(f.0).value());
    let names = crate::object::tuple::Tuple::try_new(&names)?;
    call_kw(class, &fields.map(|f| f.1), Some(names))
}
