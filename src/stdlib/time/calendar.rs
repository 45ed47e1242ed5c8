//! Calendar time: `struct_time`, `gmtime`, `localtime`, `mktime`, `asctime`, `ctime`, `strftime`, `strptime`, time zones.

use std::ffi::{CStr, CString};

use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::builtins::put;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::call;
use crate::protocol::{attr, number};
use crate::stdlib::os_error;
use crate::stdlib::structseq::{self, StructSeq};
use crate::vm::vm;

unsafe extern "C" {
    fn tzset();
}

static STRUCT_TIME: StructSeq = StructSeq {
    name: "struct_time",
    module: "time",
    doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.",
    fields: &["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"],
    hidden: &["tm_zone", "tm_gmtoff"],
    no_new: false,
};
const STATE: &str = "time.struct_time";

/// The class `struct_time`.
fn struct_time() -> Gc<Type> {
    if let Some(t) = vm().state(STATE).and_then(|v| v.cast::<Type>()) {
        return t;
    }
    let t = STRUCT_TIME.make();
    vm().set_state(STATE, t.value());
    t
}
/// Enters the class and the time zone in the module.
pub fn fill(d: Gc<Dict>) -> Result<(), Raised> {
    put(d, "struct_time", struct_time().value());
    put(d, "_STRUCT_TM_ITEMS", Value::small(11));
    zones(d)
}

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "gmtime(seconds=None, /)",
        |a| broken_down(a, false),
        "gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,\n                       tm_sec, tm_wday, tm_yday, tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing UTC (a.k.a.\nGMT).  When 'seconds' is not passed in, convert the current time instead.",
    ),
    NativeDef::new(
        "localtime(seconds=None, /)",
        |a| broken_down(a, true),
        "localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,\n                          tm_sec,tm_wday,tm_yday,tm_isdst)\n\nConvert seconds since the Epoch to a time tuple expressing local time.\nWhen 'seconds' is not passed in, convert the current time instead.",
    ),
    NativeDef::new(
        "asctime(t=None, /)",
        asctime,
        "asctime([tuple]) -> string\n\nConvert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.\nWhen the time tuple is not present, current time as returned by localtime()\nis used.",
    ),
    NativeDef::new(
        "ctime(seconds=None, /)",
        ctime,
        "ctime(seconds) -> string\n\nConvert a time in seconds since the Epoch to a string in local time.",
    ),
    NativeDef::new(
        "mktime(t, /)",
        mktime,
        "mktime(tuple) -> floating-point number\n\nConvert a time tuple in local time to seconds since the Epoch.",
    ),
    NativeDef::new(
        "strftime(format, t=None, /)",
        strftime,
        "strftime(format[, tuple]) -> string\n\nConvert a time tuple to a string according to a format specification.",
    ),
    NativeDef::new(
        "strptime(data_string, format='%a %b %d %H:%M:%S %Y', /)",
        strptime,
        "strptime(string, format) -> struct_time\n\nParse a string to a time tuple according to a format specification.",
    ),
    NativeDef::new(
        "tzset()",
        tzset_,
        "tzset()\n\nInitialize, or reinitialize, the local timezone to the value stored in\nos.environ['TZ'].",
    ),
];

/// Whole seconds of a time stamp, rounded down; the present time for none.
fn time_stamp(v: Option<Value>) -> Result<libc::time_t, Raised> {
    let out_of_range = || overflow_error("timestamp out of range for platform time_t");
    let Some(v) = v else {
        // SAFETY: a null pointer is allowed.
        return Ok(unsafe { libc::time(std::ptr::null_mut()) });
    };
    if let Some(f) = v.as_float() {
        if f.is_nan() {
            return Err(value_error("Invalid value NaN (not a number)"));
        }
        let f = f.floor();
        return if (-9.223372036854775e18..9.223372036854775e18).contains(&f) {
            Ok(f as i64)
        } else {
            Err(out_of_range())
        };
    }
    let i = number::index(v)?;
    i.as_int().and_then(|i| i.to_i64()).ok_or_else(out_of_range)
}
fn tm_at(t: libc::time_t, local: bool) -> Result<libc::tm, Raised> {
    // SAFETY: `tm` is plain data; both pointers are valid.
    unsafe {
        let mut tm: libc::tm = std::mem::zeroed();
        let r = if local { libc::localtime_r(&t, &mut tm) } else { libc::gmtime_r(&t, &mut tm) };
        if r.is_null() {
            let e = crate::stdlib::errno();
            return Err(os_error(if e == 0 { libc::EINVAL } else { e }));
        }
        Ok(tm)
    }
}
fn zone_name(tm: &libc::tm) -> String {
    if tm.tm_zone.is_null() {
        return String::new();
    }
    // SAFETY: a name of the C library, ended by 0.
    unsafe { CStr::from_ptr(tm.tm_zone) }.to_string_lossy().into_owned()
}
fn to_struct(tm: &libc::tm, zone: &str) -> Res {
    let n = |i: i32| Value::small(i as i64);
    structseq::instance_of(
        struct_time(),
        &[
            Value::small(tm.tm_year as i64 + 1900),
            n(tm.tm_mon + 1),
            n(tm.tm_mday),
            n(tm.tm_hour),
            n(tm.tm_min),
            n(tm.tm_sec),
            n((tm.tm_wday + 6) % 7),
            n(tm.tm_yday + 1),
            n(tm.tm_isdst),
            Str::new(zone).value(),
            Value::small(tm.tm_gmtoff as i64),
        ],
    )
}
fn broken_down(a: &Args, local: bool) -> Res {
    let tm = tm_at(time_stamp(a.opt_none(0))?, local)?;
    to_struct(&tm, &zone_name(&tm))
}

fn c_int(v: Value) -> Result<i32, Raised> {
    let i = number::index(v)?;
    match i.as_int().and_then(|i| i.to_i64()) {
        Some(i) => i32::try_from(i).map_err(|_| {
            overflow_error(if i < 0 {
                "signed integer is less than minimum"
            } else {
                "signed integer is greater than maximum"
            })
        }),
        None => Err(overflow_error("Python int too large to convert to C long")),
    }
}
/// The C structure of a time tuple (not checked yet).
fn from_tuple(v: Value, function: &str) -> Result<(libc::tm, Option<CString>), Raised> {
    let Some(t) = v.cast::<Tuple>() else { return Err(type_error("Tuple or struct_time argument required")) };
    if t.len() != 9 {
        return Err(type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut f = [0i32; 9];
    for (f, v) in f.iter_mut().zip(t.items()) {
        *f = c_int(*v)?;
    }
    let year = f[0].checked_sub(1900).ok_or_else(|| overflow_error("year out of range"))?;
    // SAFETY: plain data.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    tm.tm_year = year;
    tm.tm_mon = f[1].wrapping_sub(1);
    tm.tm_mday = f[2];
    tm.tm_hour = f[3];
    tm.tm_min = f[4];
    tm.tm_sec = f[5];
    tm.tm_wday = f[6].wrapping_add(1) % 7;
    tm.tm_yday = f[7].wrapping_sub(1);
    tm.tm_isdst = f[8];
    let mut zone = None;
    if type_of(v) == struct_time() {
        if let Some(s) = attr::get(v, "tm_zone")?.cast::<Str>() {
            zone = CString::new(&*s.to_text()).ok();
        }
        if let Some(off) = attr::get(v, "tm_gmtoff")?.as_small() {
            tm.tm_gmtoff = off as _;
        }
    }
    if let Some(z) = &zone {
        tm.tm_zone = z.as_ptr() as *mut _;
    }
    Ok((tm, zone))
}
/// Puts zeros that mean "not given" right and checks the ranges.
fn check(tm: &mut libc::tm) -> Result<(), Raised> {
    if tm.tm_mon == -1 {
        tm.tm_mon = 0;
    }
    if tm.tm_mday == 0 {
        tm.tm_mday = 1;
    }
    if tm.tm_yday == -1 {
        tm.tm_yday = 0;
    }
    let bad = |what: &str| Err(value_error(format!("{what} out of range")));
    if !(0..=11).contains(&tm.tm_mon) {
        return bad("month");
    }
    if !(1..=31).contains(&tm.tm_mday) {
        return bad("day of month");
    }
    if !(0..=23).contains(&tm.tm_hour) {
        return bad("hour");
    }
    if !(0..=59).contains(&tm.tm_min) {
        return bad("minute");
    }
    if !(0..=61).contains(&tm.tm_sec) {
        return bad("seconds");
    }
    if tm.tm_wday < 0 {
        return bad("day of week");
    }
    if !(0..=365).contains(&tm.tm_yday) {
        return bad("day of year");
    }
    Ok(())
}
fn text_of(tm: &libc::tm) -> Res {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let s = format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        DAYS[tm.tm_wday.rem_euclid(7) as usize],
        MONTHS[tm.tm_mon.rem_euclid(12) as usize],
        tm.tm_mday,
        tm.tm_hour,
        tm.tm_min,
        tm.tm_sec,
        tm.tm_year as i64 + 1900
    );
    Ok(Str::try_new(&s)?.value())
}
fn asctime(a: &Args) -> Res {
    match a.opt(0) {
        None => text_of(&tm_at(time_stamp(None)?, true)?),
        Some(t) => {
            let (mut tm, _zone) = from_tuple(t, "asctime")?;
            check(&mut tm)?;
            text_of(&tm)
        }
    }
}
fn ctime(a: &Args) -> Res {
    text_of(&tm_at(time_stamp(a.opt_none(0))?, true)?)
}
fn mktime(a: &Args) -> Res {
    let (mut tm, _zone) = from_tuple(a[0], "mktime")?;
    tm.tm_wday = -1;
    // SAFETY: a valid structure.
    let t = unsafe { libc::mktime(&mut tm) };
    if t == -1 && tm.tm_wday == -1 {
        return Err(overflow_error("mktime argument out of range"));
    }
    Ok(Value::float(t as f64))
}

/// One directive through the C library.
fn directive(d: &str, tm: &libc::tm, out: &mut StrBuilder) -> Result<(), Raised> {
    // a letter in front tells an empty result from a failure
    let Ok(format) = CString::new(format!("x{d}")) else { return Ok(()) };
    let mut size = 256;
    while size <= 1 << 20 {
        let mut buf = vec![0u8; size];
        // SAFETY: the buffer's length is passed; the structure's zone name outlives the call.
        let n = unsafe { libc::strftime(buf.as_mut_ptr() as *mut _, size, format.as_ptr(), tm) };
        if n > 0 {
            out.push_text(&String::from_utf8_lossy(&buf[1..n]));
            return Ok(());
        }
        size *= 4;
    }
    Err(crate::object::memory_error())
}
fn strftime(a: &Args) -> Res {
    let Some(format) = a[0].cast::<Str>() else {
        return Err(type_error(format!("strftime() argument 1 must be str, not {}", type_of(a[0]).name_text())));
    };
    let (mut tm, _zone) = match a.opt(1) {
        None => (tm_at(time_stamp(None)?, true)?, None),
        Some(t) => from_tuple(t, "strftime")?,
    };
    check(&mut tm)?;
    tm.tm_isdst = tm.tm_isdst.clamp(-1, 1);
    if tm.tm_zone.is_null()
        && let Ok(local) = tm_at(time_stamp(None)?, true)
    {
        tm.tm_zone = local.tm_zone;
    }
    let mut out = StrBuilder::new();
    let ascii = |i: usize| {
        if i < format.len() { u8::try_from(format.point(i)).ok().filter(|c| c.is_ascii() && *c != 0) } else { None }
    };
    let mut i = 0;
    while i < format.len() {
        if ascii(i) != Some(b'%') {
            out.push(format.point(i));
            i += 1;
            continue;
        }
        let mut j = i + 1;
        while ascii(j).is_some_and(|c| b"_-0^#+".contains(&c)) {
            j += 1;
        }
        let digits = j;
        while j < digits + 4 && ascii(j).is_some_and(|c| c.is_ascii_digit()) {
            j += 1;
        }
        if ascii(j).is_some_and(|c| c == b'E' || c == b'O') {
            j += 1;
        }
        if ascii(j).is_some() {
            j += 1;
            let d: String = (i..j).filter_map(|k| ascii(k).map(|c| c as char)).collect();
            directive(&d, &tm, &mut out)?;
        } else {
            (i..j).for_each(|k| out.push(format.point(k)));
        }
        i = j;
    }
    Ok(out.finish()?.value())
}
fn strptime(a: &Args) -> Res {
    let import = crate::builtins::util::builtin("__import__")?;
    let module = call(import, &[Str::intern("_strptime").value()])?;
    let f = attr::get(module, "_strptime_time")?;
    match a.opt(1) {
        Some(format) => call(f, &[a[0], format]),
        None => call(f, &[a[0]]),
    }
}

/// `tzname`, `timezone`, `altzone`, `daylight`: from the offsets in January and July of this year.
fn zones(d: Gc<Dict>) -> Result<(), Raised> {
    const YEAR: i64 = (365 * 24 + 6) * 3600;
    let now = time_stamp(None)?;
    let start = now / YEAR * YEAR;
    let (jan, jul) = (tm_at(start, true)?, tm_at(start + YEAR / 2, true)?);
    let (east_jan, east_jul) = (jan.tm_gmtoff as i64, jul.tm_gmtoff as i64);
    // the half of the year with the larger offset is the one with daylight saving time
    let (std, dst) = if east_jan <= east_jul { (&jan, &jul) } else { (&jul, &jan) };
    put(d, "timezone", Value::int(-(std.tm_gmtoff as i64)));
    put(d, "altzone", Value::int(-(dst.tm_gmtoff as i64)));
    put(d, "daylight", Value::small((east_jan != east_jul) as i64));
    let names = [Str::new(&zone_name(std)).value(), Str::new(&zone_name(dst)).value()];
    put(d, "tzname", Tuple::try_new(&names)?.value());
    Ok(())
}
fn tzset_(_: &Args) -> Res {
    // SAFETY: reads the environment; the GIL keeps Python code from changing it meanwhile.
    unsafe { tzset() };
    if let Some(m) = vm().modules.get().and_then(|m| m.get_text("time")).and_then(|m| m.cast::<Module>()) {
        zones(m.dict.gc())?;
    }
    Ok(none())
}
