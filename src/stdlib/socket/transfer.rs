//! Sending and receiving.

use super::address::{self, Address};
use super::{Socket, end_of_patience, perform, perform_until, this};
use crate::builtins::buffer::{View, acquire, acquire_writable};
use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error, none};
use crate::protocol::{iter, number};
use crate::stdlib::posix::{int, int_or};

pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "recv(self, buffersize, flags=0, /)",
        recv,
        "recv(buffersize[, flags]) -> data\n\nReceive up to buffersize bytes from the socket.",
    ),
    NativeDef::new(
        "recv_into(self, buffer, nbytes=0, flags=0)",
        recv_into,
        "recv_into(buffer, [nbytes[, flags]]) -> nbytes_read",
    ),
    NativeDef::new(
        "recvfrom(self, buffersize, flags=0, /)",
        recvfrom,
        "recvfrom(buffersize[, flags]) -> (data, address info)",
    ),
    NativeDef::new(
        "recvfrom_into(self, buffer, nbytes=0, flags=0)",
        recvfrom_into,
        "recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)",
    ),
    NativeDef::new(
        "recvmsg(self, bufsize, ancbufsize=0, flags=0, /)",
        recvmsg,
        "recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)",
    ),
    NativeDef::new(
        "recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)",
        recvmsg_into,
        "recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)",
    ),
    NativeDef::new(
        "send(self, data, flags=0, /)",
        send,
        "send(data[, flags]) -> count\n\nSend a data string to the socket.",
    ),
    NativeDef::new(
        "sendall(self, data, flags=0, /)",
        sendall,
        "sendall(data[, flags])\n\nSend a data string to the socket.  This calls send() repeatedly\nuntil all data is sent.",
    ),
    NativeDef::new(
        "sendto(self, data, flags_or_address, address=None, /)",
        sendto,
        "sendto(data[, flags], address) -> count",
    ),
    NativeDef::new(
        "sendmsg(self, buffers, ancdata=None, flags=0, address=None, /)",
        sendmsg,
        "sendmsg(buffers[, ancdata[, flags[, address]]]) -> count",
    ),
];
pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "CMSG_LEN(length, /)",
        |a| Ok(Value::usize(control_len(int(a[0])?)?)),
        "CMSG_LEN(length) -> control message length",
    ),
    NativeDef::new(
        "CMSG_SPACE(length, /)",
        |a| Ok(Value::usize(control_space(int(a[0])?)?)),
        "CMSG_SPACE(length) -> buffer size",
    ),
];

fn buffer(n: i64, function: &str) -> Result<Vec<u8>, Raised> {
    if n < 0 {
        return Err(value_error(format!("negative buffersize in {function}")));
    }
    let mut buf = Vec::new();
    buf.try_reserve_exact(n as usize).map_err(|_| memory_error())?;
    buf.resize(n as usize, 0);
    Ok(buf)
}
// SAFETY of the calls below: memory with its length, valid addresses.
fn receive(s: Gc<Socket>, buf: &mut [u8], flags: i32) -> Result<usize, Raised> {
    let n = perform(s, libc::POLLIN, |fd| unsafe { libc::recv(fd, buf.as_mut_ptr() as *mut _, buf.len(), flags) })?;
    Ok(n as usize)
}
fn receive_from(s: Gc<Socket>, buf: &mut [u8], flags: i32) -> Result<(usize, Value), Raised> {
    let mut peer = Address::empty();
    let n = perform(s, libc::POLLIN, |fd| unsafe {
        libc::recvfrom(fd, buf.as_mut_ptr() as *mut _, buf.len(), flags, peer.ptr_mut(), &mut peer.len)
    })?;
    Ok((n as usize, address::value(&peer)?))
}
fn recv(a: &Args) -> Res {
    let s = this(a[0])?;
    let mut buf = buffer(number::to_ssize(a[1])?, "recv")?;
    let n = receive(s, &mut buf, int_or(a.opt(2), 0)?)?;
    Ok(Bytes::try_new(&buf[..n])?.value())
}
fn recvfrom(a: &Args) -> Res {
    let s = this(a[0])?;
    let mut buf = buffer(number::to_ssize(a[1])?, "recvfrom")?;
    let (n, from) = receive_from(s, &mut buf, int_or(a.opt(2), 0)?)?;
    Ok(Tuple::new(&[Bytes::try_new(&buf[..n])?.value(), from]).value())
}
/// The writable bytes of the arguments `buffer, nbytes`.
fn room<'a>(a: &Args, view: &'a View, function: &str) -> Result<&'a mut [u8], Raised> {
    let n = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    if n < 0 {
        return Err(value_error(format!("negative buffersize in {function}")));
    }
    let n = if n == 0 { view.len() } else { n as usize };
    if n > view.len() {
        return Err(value_error("nbytes is greater than the length of the buffer"));
    }
    Ok(&mut view.bytes_mut()[..n])
}
fn recv_into(a: &Args) -> Res {
    let s = this(a[0])?;
    let view = acquire_writable(a[1], "recv_into() argument 1")?;
    let buf = room(a, &view, "recv_into")?;
    Ok(Value::usize(receive(s, buf, int_or(a.opt(3), 0)?)?))
}
fn recvfrom_into(a: &Args) -> Res {
    let s = this(a[0])?;
    let view = acquire_writable(a[1], "recvfrom_into() argument 1")?;
    let buf = room(a, &view, "recvfrom_into")?;
    let (n, from) = receive_from(s, buf, int_or(a.opt(3), 0)?)?;
    Ok(Tuple::new(&[Value::usize(n), from]).value())
}
fn send(a: &Args) -> Res {
    let s = this(a[0])?;
    let (view, flags) = (acquire(a[1])?, int_or(a.opt(2), 0)?);
    let data = view.bytes();
    let n = perform(s, libc::POLLOUT, |fd| unsafe { libc::send(fd, data.as_ptr() as *const _, data.len(), flags) })?;
    Ok(Value::int(n as i64))
}
fn sendall(a: &Args) -> Res {
    let s = this(a[0])?;
    let (view, flags) = (acquire(a[1])?, int_or(a.opt(2), 0)?);
    let (mut data, end) = (view.bytes(), end_of_patience(s));
    while !data.is_empty() {
        let n = perform_until(s, libc::POLLOUT, end, |fd| unsafe {
            libc::send(fd, data.as_ptr() as *const _, data.len(), flags)
        })?;
        data = &data[n as usize..];
        if crate::interp::breaker::pending() {
            crate::interp::breaker::poll()?;
        }
    }
    Ok(none())
}
fn sendto(a: &Args) -> Res {
    let s = this(a[0])?;
    let (flags, to) = match a.opt(3) {
        Some(to) => (int(a[2])?, to),
        None => (0, a[2]),
    };
    let view = acquire(a[1])?;
    let to = address::parse(to, s.family.get(), "sendto")?;
    let data = view.bytes();
    let n = perform(s, libc::POLLOUT, |fd| unsafe {
        libc::sendto(fd, data.as_ptr() as *const _, data.len(), flags, to.ptr(), to.len)
    })?;
    Ok(Value::int(n as i64))
}

fn control_size(n: i32, function: &str) -> Result<u32, Raised> {
    match n {
        0..0x7fff_ff00 => Ok(n as u32),
        _ => Err(overflow_error(format!("{function}() argument out of range"))),
    }
}
fn control_len(n: i32) -> Result<usize, Raised> {
    // SAFETY: arithmetic only.
    Ok(unsafe { libc::CMSG_LEN(control_size(n, "CMSG_LEN")?) } as usize)
}
fn control_space(n: i32) -> Result<usize, Raised> {
    // SAFETY: arithmetic only.
    Ok(unsafe { libc::CMSG_SPACE(control_size(n, "CMSG_SPACE")?) } as usize)
}
/// Control messages laid out for the system.
fn control_messages(v: Value) -> Result<Vec<u64>, Raised> {
    let mut messages = vec![];
    let mut total = 0;
    iter::for_each(v, |m| {
        let t = iter::to_tuple(m)?;
        if t.len() != 3 {
            return Err(type_error("[sendmsg() ancillary data items] must be a sequence of length 3"));
        }
        let data = acquire(t.get(2))?.to_vec()?;
        total += control_space(i32::try_from(data.len()).unwrap_or(-1))?;
        messages.push((int(t.get(0))?, int(t.get(1))?, data));
        Ok(())
    })?;
    let mut out = vec![0u64; total.div_ceil(8)];
    // SAFETY: the buffer has room for all messages and their alignment.
    unsafe {
        let mut h: libc::msghdr = std::mem::zeroed();
        h.msg_control = out.as_mut_ptr() as *mut _;
        h.msg_controllen = total as _;
        let mut p = libc::CMSG_FIRSTHDR(&h);
        for (level, kind, data) in &messages {
            if p.is_null() {
                return Err(type_error("ancillary data does not fit in calculated space"));
            }
            (*p).cmsg_level = *level;
            (*p).cmsg_type = *kind;
            (*p).cmsg_len = libc::CMSG_LEN(data.len() as u32) as _;
            std::ptr::copy_nonoverlapping(data.as_ptr(), libc::CMSG_DATA(p), data.len());
            p = libc::CMSG_NXTHDR(&h, p);
        }
    }
    out.truncate(total.div_ceil(8));
    Ok(out)
}
fn sendmsg(a: &Args) -> Res {
    let s = this(a[0])?;
    let parts: GcVec = iter::collect(a[1])?;
    let views = parts.iter().map(acquire).collect::<Result<Vec<_>, _>>()?;
    let mut vectors: Vec<libc::iovec> =
        views.iter().map(|v| libc::iovec { iov_base: v.bytes().as_ptr() as *mut _, iov_len: v.len() }).collect();
    let mut control = a.opt_none(2).map(control_messages).transpose()?.unwrap_or_default();
    let flags = int_or(a.opt(3), 0)?;
    let mut to = a.opt_none(4).map(|v| address::parse(v, s.family.get(), "sendmsg")).transpose()?;
    // SAFETY: all-zero is an empty message.
    let mut h: libc::msghdr = unsafe { std::mem::zeroed() };
    h.msg_iov = vectors.as_mut_ptr();
    h.msg_iovlen = vectors.len() as _;
    if !control.is_empty() {
        h.msg_control = control.as_mut_ptr() as *mut _;
        h.msg_controllen = (control.len() * 8) as _;
    }
    if let Some(to) = &mut to {
        h.msg_name = to.ptr_mut() as *mut _;
        h.msg_namelen = to.len;
    }
    Ok(Value::int(perform(s, libc::POLLOUT, |fd| unsafe { libc::sendmsg(fd, &h, flags) })? as i64))
}
/// Receives into `vectors`: bytes, control messages, flags, address.
fn receive_message(
    s: Gc<Socket>,
    vectors: &mut [libc::iovec],
    room: i64,
    flags: i32,
) -> Result<(usize, [Value; 3]), Raised> {
    if !(0..=0x7fff_ffff).contains(&room) {
        return Err(value_error("invalid ancillary data buffer length"));
    }
    let mut control = vec![0u64; (room as usize).div_ceil(8)];
    let mut peer = Address::empty();
    // SAFETY: all-zero is an empty message.
    let mut h: libc::msghdr = unsafe { std::mem::zeroed() };
    let n = perform(s, libc::POLLIN, |fd| {
        h.msg_name = peer.ptr_mut() as *mut _;
        h.msg_namelen = size_of::<libc::sockaddr_storage>() as _;
        h.msg_iov = vectors.as_mut_ptr();
        h.msg_iovlen = vectors.len() as _;
        h.msg_control = if room > 0 { control.as_mut_ptr() as *mut _ } else { std::ptr::null_mut() };
        h.msg_controllen = room as _;
        unsafe { libc::recvmsg(fd, &mut h, flags) }
    })?;
    let messages = List::new();
    // SAFETY: filled in by the system, within the buffer.
    unsafe {
        let mut p = libc::CMSG_FIRSTHDR(&h);
        while !p.is_null() {
            let data = libc::CMSG_DATA(p);
            let len = ((*p).cmsg_len as usize).saturating_sub(data as usize - p as usize);
            let left = (control.as_ptr() as usize + h.msg_controllen as usize).saturating_sub(data as usize);
            let bytes = Bytes::new(std::slice::from_raw_parts(data, len.min(left)));
            let (level, kind) = (Value::int((*p).cmsg_level as i64), Value::int((*p).cmsg_type as i64));
            messages.push(Tuple::new(&[level, kind, bytes.value()]).value())?;
            p = libc::CMSG_NXTHDR(&h, p);
        }
    }
    peer.len = h.msg_namelen;
    Ok((n as usize, [messages.value(), Value::int(h.msg_flags as i64), address::value(&peer)?]))
}
fn recvmsg(a: &Args) -> Res {
    let s = this(a[0])?;
    let mut buf = buffer(number::to_ssize(a[1])?, "recvmsg")?;
    let mut v = [libc::iovec { iov_base: buf.as_mut_ptr() as *mut _, iov_len: buf.len() }];
    let room = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    let (n, [messages, flags, from]) = receive_message(s, &mut v, room, int_or(a.opt(3), 0)?)?;
    Ok(Tuple::new(&[Bytes::try_new(&buf[..n])?.value(), messages, flags, from]).value())
}
fn recvmsg_into(a: &Args) -> Res {
    let s = this(a[0])?;
    let parts: GcVec = iter::collect(a[1])?;
    let views =
        parts.iter().map(|v| acquire_writable(v, "recvmsg_into() argument 1")).collect::<Result<Vec<_>, _>>()?;
    let mut v: Vec<libc::iovec> = views
        .iter()
        .map(|v| libc::iovec { iov_base: v.bytes_mut().as_mut_ptr() as *mut _, iov_len: v.len() })
        .collect();
    let room = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    let (n, [messages, flags, from]) = receive_message(s, &mut v, room, int_or(a.opt(3), 0)?)?;
    Ok(Tuple::new(&[Value::usize(n), messages, flags, from]).value())
}
