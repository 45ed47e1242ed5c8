//! `errno`: the system's error numbers and their names.

use crate::builtins::put;
use crate::object::Raised;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::str::Str;
use crate::object::value::Value;

macro_rules! codes {
    ($($name:ident)*) => {
        static CODES: &[(&str, i32)] = &[$((stringify!($name), libc::$name)),*];
    };
}
codes! {
    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV
    ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK
    ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ENOMSG EIDRM EOVERFLOW EILSEQ EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE
    EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL
    ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
    ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EDQUOT ECANCELED EPROTO EBADMSG ENODATA ENOLINK ENOSR
    ENOSTR ETIME EREMOTE EMULTIHOP ENOTRECOVERABLE EOWNERDEAD
}
#[cfg(target_os = "linux")]
macro_rules! linux_codes {
    ($($name:ident)*) => {
        static MORE: &[(&str, i32)] = &[$((stringify!($name), libc::$name)),*];
    };
}
#[cfg(target_os = "linux")]
linux_codes! {
    ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EBFONT ENONET ENOPKG
    EADV ESRMNT ECOMM EDOTDOT ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC ERESTART ESTRPIPE EUCLEAN
    ENOTNAM ENAVAIL EISNAM EREMOTEIO ENOMEDIUM EMEDIUMTYPE ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED ERFKILL EHWPOISON
}
#[cfg(not(target_os = "linux"))]
static MORE: &[(&str, i32)] = &[];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("errno");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("This module makes available standard errno system symbols.").value());
    let names = Dict::new();
    // names for the same number: the usual one is the last, it names the number
    let doubles = [("EWOULDBLOCK", libc::EWOULDBLOCK), ("EDEADLOCK", libc::EDEADLK), ("ENOTSUP", libc::ENOTSUP)];
    for &(name, n) in doubles.iter().chain(CODES).chain(MORE) {
        put(d, name, Value::small(n as i64));
        names.set(Value::small(n as i64), Str::intern(name).value())?;
    }
    put(d, "errorcode", names.value());
    Ok(m)
}
