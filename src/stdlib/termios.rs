//! `termios`: settings of terminals.

use crate::builtins::exceptions::{Exc, type_error};
use crate::builtins::put;
use crate::gil::allow_threads;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, iter, number};
use crate::stdlib::posix::int;
use crate::stdlib::support::{exception_class, fileno, put_ints};
use crate::stdlib::{errno, strerror};

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("tcgetattr(fd, /)", tcgetattr, "Get the tty attributes for file descriptor fd."),
    NativeDef::new("tcsetattr(fd, when, attributes, /)", tcsetattr, "Set the tty attributes for file descriptor fd."),
    NativeDef::new(
        "tcsendbreak(fd, duration, /)",
        |a| with(a, |fd, n| unsafe { libc::tcsendbreak(fd, n) }),
        "Send a break on file descriptor fd.",
    ),
    NativeDef::new(
        "tcdrain(fd, /)",
        |a| with(a, |fd, _| unsafe { libc::tcdrain(fd) }),
        "Wait until all output written to file descriptor fd has been transmitted.",
    ),
    NativeDef::new(
        "tcflush(fd, queue, /)",
        |a| with(a, |fd, n| unsafe { libc::tcflush(fd, n) }),
        "Discard queued data on file descriptor fd.",
    ),
    NativeDef::new(
        "tcflow(fd, action, /)",
        |a| with(a, |fd, n| unsafe { libc::tcflow(fd, n) }),
        "Suspend or resume input or output on file descriptor fd.",
    ),
    NativeDef::new("tcgetwinsize(fd, /)", tcgetwinsize, "Get the tty winsize for file descriptor fd."),
    NativeDef::new("tcsetwinsize(fd, winsize, /)", tcsetwinsize, "Set the tty winsize for file descriptor fd."),
];
macro_rules! constants {
    ($($name:ident)*) => { static CONSTANTS: &[(&str, i64)] = &[$((stringify!($name), libc::$name as i64)),*]; };
}
constants! {
    B0 B50 B75 B110 B134 B150 B200 B300 B600 B1200 B1800 B2400 B4800 B9600 B19200 B38400 B57600 B115200 B230400 B460800
    B500000 B576000 B921600 B1000000 B1152000 B1500000 B2000000 B2500000 B3000000 B3500000 B4000000
    CSIZE CS5 CS6 CS7 CS8 CSTOPB CREAD PARENB PARODD HUPCL CLOCAL CRTSCTS CBAUD CBAUDEX CIBAUD
    IGNBRK BRKINT IGNPAR PARMRK INPCK ISTRIP INLCR IGNCR ICRNL IUCLC IXON IXANY IXOFF IMAXBEL IUTF8
    OPOST OLCUC ONLCR OCRNL ONOCR ONLRET OFILL OFDEL NLDLY CRDLY TABDLY BSDLY VTDLY FFDLY
    NL0 NL1 CR0 CR1 CR2 CR3 TAB0 TAB1 TAB2 TAB3 BS0 BS1 VT0 VT1 FF0 FF1
    ISIG ICANON XCASE ECHO ECHOE ECHOK ECHONL ECHOCTL ECHOPRT ECHOKE FLUSHO NOFLSH TOSTOP PENDIN IEXTEN EXTPROC
    VINTR VQUIT VERASE VKILL VEOF VTIME VMIN VSWTC VSTART VSTOP VSUSP VEOL VREPRINT VDISCARD VWERASE VLNEXT VEOL2
    TCSANOW TCSADRAIN TCSAFLUSH TCIFLUSH TCOFLUSH TCIOFLUSH TCOOFF TCOON TCIOFF TCION NCCS
    TIOCGWINSZ TIOCSWINSZ TIOCGPGRP TIOCSPGRP TIOCOUTQ TIOCSTI TIOCMGET TIOCMSET TIOCMBIS TIOCMBIC TIOCEXCL TIOCNXCL
    TIOCSCTTY TIOCNOTTY FIONREAD FIONBIO FIOCLEX FIONCLEX TIOCINQ TIOCGSID TIOCCONS TIOCPKT TCGETS TCSETS TCSETSW TCSETSF
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let doc = "This module provides an interface to the Posix calls for tty I/O control.";
    let m = crate::stdlib::new_module("termios", doc, FUNCTIONS)?;
    put_ints(m.dict.gc(), CONSTANTS);
    put_ints(
        m.dict.gc(),
        &[
            ("VSWTCH", libc::VSWTC as i64),
            ("EXTA", libc::B19200 as i64),
            ("EXTB", libc::B38400 as i64),
            ("XTABS", libc::TAB3 as i64),
        ],
    );
    put(m.dict.gc(), "error", exception_class("termios.error", &[Exc::Exception])?);
    Ok(m)
}
#[cold]
fn error(n: i32) -> Raised {
    let args = [Value::int(n as i64), Str::new(&strerror(n)).value()];
    match exception_class("termios.error", &[Exc::Exception]).and_then(|c| call::call(c, &args)) {
        Ok(e) => crate::builtins::exceptions::raise_value(e),
        Err(r) => r,
    }
}
fn check(r: i32) -> Result<(), Raised> {
    if r == -1 { Err(error(errno())) } else { Ok(()) }
}
/// A call on a descriptor and perhaps a number. SAFETY of the calls: any numbers may be passed.
fn with(a: &Args, f: impl Fn(i32, i32) -> i32) -> Res {
    let (fd, n) = (fileno(a[0])?, a.opt(1).map_or(Ok(0), int)?);
    check(allow_threads(|| f(fd, n)))?;
    Ok(none())
}
fn settings(fd: i32) -> Result<libc::termios, Raised> {
    // SAFETY: all-zero is a valid `termios`; room for the result.
    unsafe {
        let mut t: libc::termios = std::mem::zeroed();
        check(libc::tcgetattr(fd, &mut t))?;
        Ok(t)
    }
}
fn tcgetattr(a: &Args) -> Res {
    let t = settings(fileno(a[0])?)?;
    let cc = List::new();
    for (i, c) in t.c_cc.iter().enumerate() {
        let is_count = t.c_lflag & libc::ICANON == 0 && (i == libc::VMIN || i == libc::VTIME);
        cc.push(if is_count { Value::int(*c as i64) } else { Bytes::new(&[*c]).value() })?;
    }
    // SAFETY: valid settings.
    let speeds = unsafe { [libc::cfgetispeed(&t), libc::cfgetospeed(&t)] };
    let l = List::new();
    for n in [t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, speeds[0], speeds[1]] {
        l.push(Value::int(n as i64))?;
    }
    l.push(cc.value())?;
    Ok(l.value())
}
fn tcsetattr(a: &Args) -> Res {
    let (fd, when) = (fileno(a[0])?, int(a[1])?);
    let bad = || type_error("tcsetattr, arg 3: must be 7 element list");
    let l = a[2].cast::<List>().filter(|l| l.len() == 7).ok_or_else(bad)?;
    let flag = |i: usize| l.get(i).map_or(Err(bad()), number::to_i64).map(|n| n as libc::tcflag_t);
    let mut t = settings(fd)?;
    t.c_iflag = flag(0)?;
    t.c_oflag = flag(1)?;
    t.c_cflag = flag(2)?;
    t.c_lflag = flag(3)?;
    let (ispeed, ospeed) = (flag(4)?, flag(5)?);
    let bad_cc = || type_error(format!("tcsetattr: attributes[6] must be {} element list", libc::NCCS));
    let cc = l.get(6).and_then(|v| v.cast::<List>()).filter(|c| c.len() == t.c_cc.len()).ok_or_else(bad_cc)?;
    for (i, slot) in t.c_cc.iter_mut().enumerate() {
        let v = cc.get(i).unwrap_or_else(none);
        *slot = match v.cast::<Bytes>().filter(|b| b.as_slice().len() == 1) {
            Some(b) => b.as_slice()[0],
            None if v.as_int().is_some() => number::to_i64(v)? as u8,
            None => return Err(type_error("tcsetattr: elements of attributes must be characters or integers")),
        };
    }
    // SAFETY: valid settings.
    unsafe {
        check(libc::cfsetispeed(&mut t, ispeed))?;
        check(libc::cfsetospeed(&mut t, ospeed))?;
        check(allow_threads(|| libc::tcsetattr(fd, when, &t)))?;
    }
    Ok(none())
}
fn window(fd: i32) -> Result<libc::winsize, Raised> {
    // SAFETY: all-zero is a valid `winsize`; room for the result.
    unsafe {
        let mut w: libc::winsize = std::mem::zeroed();
        check(libc::ioctl(fd, libc::TIOCGWINSZ, &mut w))?;
        Ok(w)
    }
}
fn tcgetwinsize(a: &Args) -> Res {
    let w = window(fileno(a[0])?)?;
    Ok(Tuple::new(&[Value::int(w.ws_row as i64), Value::int(w.ws_col as i64)]).value())
}
fn tcsetwinsize(a: &Args) -> Res {
    let fd = fileno(a[0])?;
    let t = iter::to_tuple(a[1])?;
    if t.len() != 2 {
        return Err(type_error("tcsetwinsize, arg 2: must be a two-item sequence"));
    }
    let mut w = window(fd)?;
    w.ws_row = number::to_i64(t.get(0))? as u16;
    w.ws_col = number::to_i64(t.get(1))? as u16;
    // SAFETY: a valid size.
    check(unsafe { libc::ioctl(fd, libc::TIOCSWINSZ, &w) })?;
    Ok(none())
}
