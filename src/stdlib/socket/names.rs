//! Names and numbers of hosts, services, protocols, interfaces; byte order; addresses as text.

use std::ffi::{CStr, CString};

use super::address::{self, Address, from_info, host_bytes, lookup, resolve};
use crate::builtins::buffer::with_bytes;
use crate::builtins::exceptions::{Exc, overflow_error, raise, raise_value, type_error, value_error};
use crate::object::bytes::Bytes;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, number};
use crate::stdlib::os_text::{decode, path_arg};
use crate::stdlib::posix::{checked, int, int_or};
use crate::stdlib::support::exception_class;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)",
        getaddrinfo,
        "getaddrinfo(host, port [, family, type, proto, flags])\n    -> list of (family, type, proto, canonname, sockaddr)\n\nResolve host and port into addrinfo struct.",
    ),
    NativeDef::new(
        "getnameinfo(sockaddr, flags, /)",
        getnameinfo,
        "getnameinfo(sockaddr, flags) --> (host, port)\n\nGet host and port for a sockaddr.",
    ),
    NativeDef::new("gethostname()", gethostname, "gethostname() -> string\n\nReturn the current host name."),
    NativeDef::new("sethostname(name, /)", sethostname, "sethostname(name)\n\nSets the hostname to name."),
    NativeDef::new(
        "gethostbyname(host, /)",
        gethostbyname,
        "gethostbyname(host) -> address\n\nReturn the IP address (a string of the form '255.255.255.255') for a host.",
    ),
    NativeDef::new(
        "gethostbyname_ex(host, /)",
        gethostbyname_ex,
        "gethostbyname_ex(host) -> (name, aliaslist, addresslist)",
    ),
    NativeDef::new("gethostbyaddr(host, /)", gethostbyaddr, "gethostbyaddr(host) -> (name, aliaslist, addresslist)"),
    NativeDef::new(
        "getservbyname(servicename, protocolname=None, /)",
        getservbyname,
        "getservbyname(servicename[, protocolname]) -> integer\n\nReturn a port number from a service name and protocol name.",
    ),
    NativeDef::new(
        "getservbyport(port, protocolname=None, /)",
        getservbyport,
        "getservbyport(port[, protocolname]) -> string\n\nReturn the service name from a port number and protocol name.",
    ),
    NativeDef::new(
        "getprotobyname(name, /)",
        getprotobyname,
        "getprotobyname(name) -> integer\n\nReturn the protocol number for the named protocol.",
    ),
    NativeDef::new(
        "htons(x, /)",
        |a| short(a[0], "htons"),
        "Convert a 16-bit unsigned integer from host to network byte order.",
    ),
    NativeDef::new(
        "ntohs(x, /)",
        |a| short(a[0], "ntohs"),
        "Convert a 16-bit unsigned integer from network to host byte order.",
    ),
    NativeDef::new("htonl(x, /)", |a| long(a[0]), "Convert a 32-bit unsigned integer from host to network byte order."),
    NativeDef::new("ntohl(x, /)", |a| long(a[0]), "Convert a 32-bit unsigned integer from network to host byte order."),
    NativeDef::new(
        "inet_aton(ip_addr, /)",
        inet_aton,
        "Convert an IP address in string format to the 32-bit packed binary format used in low-level network functions.",
    ),
    NativeDef::new(
        "inet_ntoa(packed_ip, /)",
        inet_ntoa,
        "Convert an IP address from 32-bit packed binary format to string format.",
    ),
    NativeDef::new(
        "inet_pton(af, ip, /)",
        inet_pton,
        "inet_pton(af, ip) -> packed IP address string\n\nConvert an IP address from string format to a packed string suitable\nfor use with low-level network functions.",
    ),
    NativeDef::new(
        "inet_ntop(af, packed_ip, /)",
        inet_ntop,
        "Convert a packed IP address of the given family to string format.",
    ),
    NativeDef::new(
        "if_nameindex()",
        if_nameindex,
        "if_nameindex()\n\nReturns a list of network interface information (index, name) tuples.",
    ),
    NativeDef::new(
        "if_nametoindex(oname, /)",
        if_nametoindex,
        "Returns the interface index corresponding to the interface name if_name.",
    ),
    NativeDef::new(
        "if_indextoname(if_index, /)",
        if_indextoname,
        "Returns the interface name corresponding to the interface index if_index.",
    ),
];

fn pair(a: Value, b: Value) -> Value {
    Tuple::new(&[a, b]).value()
}
/// SAFETY: a terminated string.
unsafe fn string(p: *const libc::c_char) -> Value {
    decode(CStr::from_ptr(p).to_bytes()).value()
}
fn text_arg(v: Value, function: &str, n: usize) -> Result<CString, Raised> {
    let Some(s) = v.cast::<Str>() else {
        let t = type_of(v).name_text();
        return Err(type_error(format!("{function}() argument {n} must be str, not {t}")));
    };
    CString::new(s.to_text().as_bytes()).map_err(|_| value_error("embedded null character"))
}
fn getaddrinfo(a: &Args) -> Res {
    let host = if a[0] == none() { None } else { Some(host_bytes(a[0])?) };
    let service = if a[1] == none() {
        None
    } else if let Some(i) = a[1].as_int() {
        let n = i.to_i64().ok_or_else(|| overflow_error("Int or String expected"))?;
        CString::new(n.to_string()).ok()
    } else if a[1].cast::<Str>().is_some() || a[1].cast::<Bytes>().is_some() {
        Some(host_bytes(a[1])?)
    } else {
        return Err(raise(Exc::OSError, "Int or String expected"));
    };
    let n = |i: usize| int_or(a.opt(i), 0);
    let found = lookup(host.as_deref(), service.as_deref(), n(2)?, n(3)?, n(4)?, n(5)?)?;
    let l = List::new();
    for info in found.iter() {
        let name = if info.ai_canonname.is_null() {
            Str::empty().value()
        } else {
            // SAFETY: a terminated string of the list's.
            unsafe { string(info.ai_canonname) }
        };
        let i = |n: i32| Value::int(n as i64);
        let to = address::value(&from_info(info))?;
        l.push(Tuple::new(&[i(info.ai_family), i(info.ai_socktype), i(info.ai_protocol), name, to]).value())?;
    }
    Ok(l.value())
}
fn name_info(a: &Address, flags: i32) -> Result<(Value, Value), Raised> {
    let (mut host, mut service) = ([0 as libc::c_char; 1025], [0 as libc::c_char; 32]);
    // SAFETY: a valid address; the buffers' lengths are passed; both are terminated by the call.
    unsafe {
        let (h, s) = (host.as_mut_ptr(), service.as_mut_ptr());
        let r = crate::gil::allow_threads(|| libc::getnameinfo(a.ptr(), a.len, h, 1025, s, 32, flags));
        if r != 0 {
            return Err(address::gai_error(r));
        }
        Ok((string(h), string(s)))
    }
}
fn getnameinfo(a: &Args) -> Res {
    let Some(t) = a[0].cast::<Tuple>() else {
        return Err(type_error("getnameinfo() argument 1 must be a tuple"));
    };
    if !(2..=4).contains(&t.len()) {
        return Err(type_error("getnameinfo(): illegal sockaddr argument"));
    }
    let flow = t.items().get(2).map_or(Ok(0), |v| number::to_i64(*v))?;
    if !(0..=0xf_ffff).contains(&flow) {
        return Err(overflow_error("getnameinfo(): flowinfo must be 0-1048575."));
    }
    let host = text_arg(t.get(0), "getnameinfo", 1)?;
    let port = CString::new(number::to_i64(t.get(1))?.to_string()).unwrap_or_default();
    let found = lookup(Some(&host), Some(&port), 0, libc::SOCK_DGRAM, 0, libc::AI_NUMERICHOST)?;
    let mut all = found.iter();
    let Some(first) = all.next() else { return Err(address::gai_error(libc::EAI_NONAME)) };
    if all.next().is_some() {
        return Err(raise(Exc::OSError, "sockaddr resolved to multiple addresses"));
    }
    let (h, s) = name_info(&from_info(first), int(a[1])?)?;
    Ok(pair(h, s))
}
fn gethostname(_: &Args) -> Res {
    let mut buf = [0u8; 256];
    // SAFETY: the buffer's length is passed.
    checked(|| unsafe { libc::gethostname(buf.as_mut_ptr() as *mut _, buf.len() - 1) })?;
    let n = buf.iter().position(|b| *b == 0).unwrap_or(0);
    Ok(decode(&buf[..n]).value())
}
fn sethostname(a: &Args) -> Res {
    let name = path_arg(a[0], "sethostname", "name")?;
    // SAFETY: the name's length is passed.
    checked(|| unsafe { libc::sethostname(name.c.as_ptr(), name.bytes().len()) })?;
    Ok(none())
}
fn gethostbyname(a: &Args) -> Res {
    address::numeric_host(&resolve(&host_bytes(a[0])?, libc::AF_INET)?)
}
/// Name and addresses of a host.
fn host_entry(name: Value, host: &CStr, family: i32) -> Res {
    let (addresses, found) = (List::new(), lookup(Some(host), None, family, libc::SOCK_STREAM, 0, 0)?);
    for info in found.iter() {
        addresses.push(address::numeric_host(&from_info(info))?)?;
    }
    Ok(Tuple::new(&[name, List::new().value(), addresses.value()]).value())
}
fn gethostbyname_ex(a: &Args) -> Res {
    let host = host_bytes(a[0])?;
    let found = lookup(Some(&host), None, libc::AF_INET, libc::SOCK_STREAM, 0, libc::AI_CANONNAME)?;
    // SAFETY: a terminated string or null.
    let name = found.iter().next().filter(|i| !i.ai_canonname.is_null()).map(|i| unsafe { string(i.ai_canonname) });
    host_entry(name.unwrap_or(a[0]), &host, libc::AF_INET)
}
fn gethostbyaddr(a: &Args) -> Res {
    let host = host_bytes(a[0])?;
    let found = lookup(Some(&host), None, 0, libc::SOCK_STREAM, 0, 0)?;
    let Some(first) = found.iter().next() else { return Err(address::gai_error(libc::EAI_NONAME)) };
    let own = from_info(first);
    let Ok((name, _)) = name_info(&own, libc::NI_NAMEREQD) else {
        crate::thread::thread().clear_exception();
        let args = [Value::small(1), Str::new("Unknown host").value()];
        let e = exception_class("socket.herror", &[Exc::OSError]).and_then(|c| call::call(c, &args))?;
        return Err(raise_value(e));
    };
    let l = List::new();
    l.push(address::numeric_host(&own)?)?;
    Ok(Tuple::new(&[name, List::new().value(), l.value()]).value())
}
// SAFETY of the look-ups below: terminated strings; the GIL is held, so nobody else uses the static results.
fn getservbyname(a: &Args) -> Res {
    let name = text_arg(a[0], "getservbyname", 1)?;
    let proto = a.opt_none(1).map(|v| text_arg(v, "getservbyname", 2)).transpose()?;
    let p = unsafe { libc::getservbyname(name.as_ptr(), proto.as_ref().map_or(std::ptr::null(), |p| p.as_ptr())) };
    if p.is_null() {
        return Err(raise(Exc::OSError, "service/proto not found"));
    }
    Ok(Value::int(u16::from_be(unsafe { (*p).s_port } as u16) as i64))
}
fn getservbyport(a: &Args) -> Res {
    let port = number::to_i64(a[0])?;
    let port = u16::try_from(port).map_err(|_| overflow_error("getservbyport: port must be 0-65535."))?;
    let proto = a.opt_none(1).map(|v| text_arg(v, "getservbyport", 2)).transpose()?;
    let proto = proto.as_ref().map_or(std::ptr::null(), |p| p.as_ptr());
    let p = unsafe { libc::getservbyport(port.to_be() as i32, proto) };
    if p.is_null() {
        return Err(raise(Exc::OSError, "port/proto not found"));
    }
    Ok(unsafe { string((*p).s_name) })
}
fn getprotobyname(a: &Args) -> Res {
    let name = text_arg(a[0], "getprotobyname", 1)?;
    let p = unsafe { libc::getprotobyname(name.as_ptr()) };
    if p.is_null() {
        return Err(raise(Exc::OSError, "protocol not found"));
    }
    Ok(Value::int(unsafe { (*p).p_proto } as i64))
}
fn short(v: Value, function: &str) -> Res {
    let n = number::to_i64(v)?;
    match u16::try_from(n) {
        Ok(n) => Ok(Value::int(n.to_be() as i64)),
        Err(_) if n < 0 => {
            Err(overflow_error(format!("{function}: can't convert negative Python int to C 16-bit unsigned integer")))
        }
        Err(_) => {
            Err(overflow_error(format!("{function}: Python int too large to convert to C 16-bit unsigned integer")))
        }
    }
}
fn long(v: Value) -> Res {
    let n = number::to_i64(v)?;
    match u32::try_from(n) {
        Ok(n) => Ok(Value::int(n.to_be() as i64)),
        Err(_) if n < 0 => Err(overflow_error("can't convert negative value to unsigned int")),
        Err(_) => Err(overflow_error("int larger than 32 bits")),
    }
}
fn inet_aton(a: &Args) -> Res {
    let s = text_arg(a[0], "inet_aton", 1)?;
    unsafe extern "C" {
        fn inet_aton(cp: *const libc::c_char, inp: *mut libc::in_addr) -> libc::c_int;
    }
    let mut out = libc::in_addr { s_addr: 0 };
    // SAFETY: a terminated string; room for the result.
    if unsafe { inet_aton(s.as_ptr(), &mut out) } == 0 {
        return Err(raise(Exc::OSError, "illegal IP address string passed to inet_aton"));
    }
    Ok(Bytes::new(&out.s_addr.to_ne_bytes()).value())
}
fn inet_ntoa(a: &Args) -> Res {
    let b = with_bytes(a[0], <[u8]>::to_vec)?;
    match <[u8; 4]>::try_from(b) {
        Ok(b) => Ok(Str::new(&std::net::Ipv4Addr::from(b).to_string()).value()),
        Err(_) => Err(raise(Exc::OSError, "packed IP wrong length")),
    }
}
fn bad_family() -> Raised {
    crate::stdlib::os_error(libc::EAFNOSUPPORT)
}
fn inet_pton(a: &Args) -> Res {
    let (family, s) = (int(a[0])?, text_arg(a[1], "inet_pton", 2)?);
    let s = s.to_string_lossy();
    let bytes = match family {
        libc::AF_INET => s.parse::<std::net::Ipv4Addr>().map(|a| a.octets().to_vec()),
        libc::AF_INET6 => s.parse::<std::net::Ipv6Addr>().map(|a| a.octets().to_vec()),
        _ => return Err(bad_family()),
    };
    match bytes {
        Ok(b) => Ok(Bytes::new(&b).value()),
        Err(_) => Err(raise(Exc::OSError, "illegal IP address string passed to inet_pton")),
    }
}
fn inet_ntop(a: &Args) -> Res {
    let (family, b) = (int(a[0])?, with_bytes(a[1], <[u8]>::to_vec)?);
    let wrong = || value_error("invalid length of packed IP address string");
    let text = match family {
        libc::AF_INET => std::net::Ipv4Addr::from(<[u8; 4]>::try_from(b).map_err(|_| wrong())?).to_string(),
        libc::AF_INET6 => std::net::Ipv6Addr::from(<[u8; 16]>::try_from(b).map_err(|_| wrong())?).to_string(),
        f => return Err(value_error(format!("unknown address family {f}"))),
    };
    Ok(Str::new(&text).value())
}
fn if_nameindex(_: &Args) -> Res {
    let l = List::new();
    // SAFETY: an array that ends with index 0, freed after it was read.
    unsafe {
        let all = libc::if_nameindex();
        if all.is_null() {
            return Err(crate::stdlib::os_error(crate::stdlib::errno()));
        }
        let mut p = all;
        while (*p).if_index != 0 && !(*p).if_name.is_null() {
            l.push(pair(Value::int((*p).if_index as i64), string((*p).if_name)))?;
            p = p.add(1);
        }
        libc::if_freenameindex(all);
    }
    Ok(l.value())
}
fn if_nametoindex(a: &Args) -> Res {
    let name = path_arg(a[0], "if_nametoindex", "oname")?;
    match unsafe { libc::if_nametoindex(name.c.as_ptr()) } {
        0 => Err(raise(Exc::OSError, "no interface with this name")),
        n => Ok(Value::int(n as i64)),
    }
}
fn if_indextoname(a: &Args) -> Res {
    let i = number::to_i64(a[0])?;
    let i = u32::try_from(i).map_err(|_| overflow_error("index is out of range"))?;
    let mut buf = [0 as libc::c_char; libc::IF_NAMESIZE];
    // SAFETY: room for any name.
    if unsafe { libc::if_indextoname(i, buf.as_mut_ptr()) }.is_null() {
        return Err(crate::stdlib::os_error(crate::stdlib::errno()));
    }
    Ok(unsafe { string(buf.as_ptr()) })
}
