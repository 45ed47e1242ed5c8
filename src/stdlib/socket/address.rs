//! Socket addresses between Python's tuples and the system's structures; host names.

use std::ffi::{CStr, CString};

use crate::builtins::exceptions::{Exc, overflow_error, raise_value, type_error, value_error};
use crate::gil::allow_threads;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, number};
use crate::stdlib::os_text::{decode, encode};
use crate::stdlib::support::exception_class;

/// An address of any family.
#[derive(Clone, Copy)]
pub struct Address {
    pub storage: libc::sockaddr_storage,
    pub len: libc::socklen_t,
}
impl Address {
    pub fn empty() -> Address {
        // SAFETY: all-zero is a valid address of no family.
        let storage = unsafe { std::mem::zeroed() };
        Address { storage, len: size_of::<libc::sockaddr_storage>() as _ }
    }
    pub fn ptr(&self) -> *const libc::sockaddr {
        &raw const self.storage as *const _
    }
    pub fn ptr_mut(&mut self) -> *mut libc::sockaddr {
        &raw mut self.storage as *mut _
    }
    fn of<T>(value: T) -> Address {
        let mut a = Address::empty();
        a.len = size_of::<T>() as _;
        // SAFETY: the storage has room for, and the alignment of, every kind of address.
        unsafe { std::ptr::write(&raw mut a.storage as *mut T, value) };
        a
    }
}

/// `socket.gaierror`
#[cold]
pub fn gai_error(code: i32) -> Raised {
    if code == libc::EAI_SYSTEM {
        return crate::stdlib::os_error(crate::stdlib::errno());
    }
    // SAFETY: a static string.
    let text = decode(unsafe { CStr::from_ptr(libc::gai_strerror(code)) }.to_bytes());
    let args = [Value::int(code as i64), text.value()];
    match exception_class("socket.gaierror", &[Exc::OSError]).and_then(|c| call::call(c, &args)) {
        Ok(e) => raise_value(e),
        Err(r) => r,
    }
}
/// The bytes of a host or service name; text goes through IDNA if it is not ASCII.
pub fn host_bytes(v: Value) -> Result<CString, Raised> {
    let bytes = if let Some(s) = v.cast::<Str>() {
        match s.as_ascii() {
            Some(t) => t.as_bytes().to_vec(),
            None => {
                let b = call::call_method(v, "encode", &[Str::intern("idna").value()])?;
                b.cast::<Bytes>().map(|b| b.as_slice().to_vec()).unwrap_or_default()
            }
        }
    } else if let Some(b) = v.cast::<Bytes>() {
        b.as_slice().to_vec()
    } else if let Some(b) = v.cast::<ByteArray>() {
        b.as_slice().to_vec()
    } else {
        let t = type_of(v).name_text();
        return Err(type_error(format!("str, bytes or bytearray expected, not {t}")));
    };
    CString::new(bytes).map_err(|_| type_error("host name must not contain null character"))
}
/// What `getaddrinfo` found; freed when dropped.
pub struct Found(*mut libc::addrinfo);
impl Found {
    pub fn iter(&self) -> impl Iterator<Item = &libc::addrinfo> {
        // SAFETY: a list made by the system, which lives as long as `self`.
        std::iter::successors(unsafe { self.0.as_ref() }, |a| unsafe { a.ai_next.as_ref() })
    }
}
impl Drop for Found {
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: made by `getaddrinfo`.
            unsafe { libc::freeaddrinfo(self.0) };
        }
    }
}
pub fn lookup(
    host: Option<&CStr>,
    service: Option<&CStr>,
    family: i32,
    kind: i32,
    proto: i32,
    flags: i32,
) -> Result<Found, Raised> {
    // SAFETY: all-zero is a valid hint.
    let mut hints: libc::addrinfo = unsafe { std::mem::zeroed() };
    (hints.ai_family, hints.ai_socktype, hints.ai_protocol, hints.ai_flags) = (family, kind, proto, flags);
    let mut found = std::ptr::null_mut();
    let p = |s: Option<&CStr>| s.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: terminated strings or null; room for the result.
    let r = allow_threads(|| unsafe { libc::getaddrinfo(p(host), p(service), &hints, &mut found) });
    if r == 0 { Ok(Found(found)) } else { Err(gai_error(r)) }
}
/// The address of a system structure.
pub fn from_info(a: &libc::addrinfo) -> Address {
    let mut out = Address::empty();
    out.len = a.ai_addrlen;
    // SAFETY: the system says how long the address is; it fits any storage.
    unsafe {
        std::ptr::copy_nonoverlapping(a.ai_addr as *const u8, &raw mut out.storage as *mut u8, a.ai_addrlen as usize);
    }
    out
}
/// Resolves a host for `family`.
pub fn resolve(host: &CStr, family: i32) -> Result<Address, Raised> {
    if host.is_empty() {
        let found = lookup(None, Some(c"0"), family, libc::SOCK_DGRAM, 0, libc::AI_PASSIVE)?;
        return found.iter().next().map(from_info).ok_or_else(|| gai_error(libc::EAI_NONAME));
    }
    if family == libc::AF_INET && (host == c"<broadcast>" || host == c"255.255.255.255") {
        return Ok(inet(u32::MAX, 0));
    }
    let found = lookup(Some(host), None, family, 0, 0, 0)?;
    found.iter().next().map(from_info).ok_or_else(|| gai_error(libc::EAI_NONAME))
}
fn inet(address: u32, port: u16) -> Address {
    // SAFETY: all-zero is a valid address.
    let mut a: libc::sockaddr_in = unsafe { std::mem::zeroed() };
    a.sin_family = libc::AF_INET as _;
    a.sin_addr.s_addr = address.to_be();
    a.sin_port = port.to_be();
    Address::of(a)
}
fn port(v: Value, function: &str) -> Result<u16, Raised> {
    let i = number::to_i64(v)?;
    u16::try_from(i).map_err(|_| overflow_error(format!("{function}(): port must be 0-65535.")))
}
/// An address argument of a socket of `family`.
pub fn parse(v: Value, family: i32, function: &str) -> Result<Address, Raised> {
    match family {
        libc::AF_INET | libc::AF_INET6 => {
            let name = if family == libc::AF_INET { "AF_INET" } else { "AF_INET6" };
            let Some(t) = v.cast::<Tuple>() else {
                let t = type_of(v).name_text();
                return Err(type_error(format!("{function}(): {name} address must be tuple, not {t}")));
            };
            let sizes = if family == libc::AF_INET { 2..=2 } else { 2..=4 };
            if !sizes.contains(&t.len()) {
                let want = if family == libc::AF_INET {
                    "a pair (host, port)"
                } else {
                    "a tuple (host, port[, flowinfo[, scopeid]])"
                };
                return Err(type_error(format!("{name} address must be {want}")));
            }
            let host = host_bytes(t.get(0))?;
            let mut a = resolve(&host, family)?;
            let port = port(t.get(1), function)?;
            let extra = |i: usize| t.items().get(i).map_or(Ok(0), |v| number::to_i64(*v));
            let (flow, scope) = (extra(2)?, extra(3)?);
            if !(0..=0xf_ffff).contains(&flow) {
                return Err(overflow_error(format!("{function}(): flowinfo must be 0-1048575.")));
            }
            // SAFETY: `resolve` made an address of this family.
            unsafe {
                if family == libc::AF_INET {
                    (*(a.ptr_mut() as *mut libc::sockaddr_in)).sin_port = port.to_be();
                } else {
                    let p = a.ptr_mut() as *mut libc::sockaddr_in6;
                    (*p).sin6_port = port.to_be();
                    (*p).sin6_flowinfo = (flow as u32).to_be();
                    if scope != 0 {
                        (*p).sin6_scope_id = scope as u32;
                    }
                }
            }
            Ok(a)
        }
        libc::AF_UNIX => unix(v),
        _ => Err(crate::builtins::exceptions::raise(Exc::OSError, format!("{function}(): bad family"))),
    }
}
fn unix(v: Value) -> Result<Address, Raised> {
    let path = match v.cast::<Str>() {
        Some(s) => encode(s).ok_or_else(|| value_error("surrogates not allowed"))?,
        None => crate::builtins::buffer::with_bytes(v, <[u8]>::to_vec)?,
    };
    // SAFETY: all-zero is a valid address.
    let mut a: libc::sockaddr_un = unsafe { std::mem::zeroed() };
    a.sun_family = libc::AF_UNIX as _;
    let is_abstract = path.first() == Some(&0);
    if path.len() + !is_abstract as usize > a.sun_path.len() {
        return Err(crate::builtins::exceptions::raise(Exc::OSError, "AF_UNIX path too long"));
    }
    if !is_abstract && path.contains(&0) {
        return Err(value_error("embedded null byte"));
    }
    a.sun_path.iter_mut().zip(&path).for_each(|(to, b)| *to = *b as libc::c_char);
    let mut out = Address::of(a);
    out.len = (std::mem::offset_of!(libc::sockaddr_un, sun_path) + path.len() + !is_abstract as usize) as _;
    if path.is_empty() {
        out.len = std::mem::offset_of!(libc::sockaddr_un, sun_path) as _;
    }
    Ok(out)
}
/// The host of an Internet address, in numbers.
pub fn numeric_host(a: &Address) -> Res {
    if a.storage.ss_family as i32 == libc::AF_INET6 {
        // SAFETY: the family names the layout.
        let octets = unsafe { (*(a.ptr() as *const libc::sockaddr_in6)).sin6_addr.s6_addr };
        return Ok(Str::new(&std::net::Ipv6Addr::from(octets).to_string()).value());
    }
    let mut buf = [0 as libc::c_char; 256];
    // SAFETY: a valid address; the buffer's length is passed.
    let r = unsafe {
        let n = buf.len() as _;
        libc::getnameinfo(a.ptr(), a.len, buf.as_mut_ptr(), n, std::ptr::null_mut(), 0, libc::NI_NUMERICHOST)
    };
    if r != 0 {
        return Err(gai_error(r));
    }
    // SAFETY: terminated by the call.
    Ok(decode(unsafe { CStr::from_ptr(buf.as_ptr()) }.to_bytes()).value())
}
/// The Python value of an address.
pub fn value(a: &Address) -> Res {
    if a.len == 0 {
        return Ok(none());
    }
    // SAFETY: the family names the layout.
    unsafe {
        match a.storage.ss_family as i32 {
            libc::AF_INET => {
                let p = &*(a.ptr() as *const libc::sockaddr_in);
                let port = Value::int(u16::from_be(p.sin_port) as i64);
                Ok(Tuple::new(&[numeric_host(a)?, port]).value())
            }
            libc::AF_INET6 => {
                let p = &*(a.ptr() as *const libc::sockaddr_in6);
                let n = |i: u32| Value::int(i as i64);
                let port = n(u16::from_be(p.sin6_port) as u32);
                let host = numeric_host(a)?;
                Ok(Tuple::new(&[host, port, n(u32::from_be(p.sin6_flowinfo)), n(p.sin6_scope_id)]).value())
            }
            libc::AF_UNIX => {
                let p = &*(a.ptr() as *const libc::sockaddr_un);
                let n = (a.len as usize).saturating_sub(std::mem::offset_of!(libc::sockaddr_un, sun_path));
                let path: Vec<u8> = p.sun_path.iter().take(n).map(|c| *c as u8).collect();
                if path.first() == Some(&0) && n > 0 {
                    return Ok(Bytes::new(&path).value());
                }
                let end = path.iter().position(|b| *b == 0).unwrap_or(path.len());
                Ok(decode(&path[..end]).value())
            }
            family => Ok(Tuple::new(&[Value::int(family as i64), Bytes::new(&[]).value()]).value()),
        }
    }
}
