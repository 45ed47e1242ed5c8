//! `_uuid`: identifiers of version 1, made of time, a clock sequence and a random node.

use std::cell::Cell;

use crate::builtins::put;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::{Raised, Res, boolean, none};
use crate::stdlib::posix::checked;

static FUNCTIONS: &[NativeDef] = &[NativeDef::new("generate_time_safe()", generate, "")];

thread_local! {
    /// The last time stamp, with the clock sequence and node, which last as long as the process.
    static LAST: Cell<Option<(u64, [u8; 8])>> = const { Cell::new(None) };
}
/// Between 15 October 1582 and 1970, in units of 100 ns.
const GREGORIAN: u64 = 0x01b2_1dd2_1381_4000;

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("_uuid", "", FUNCTIONS)?;
    put(m.dict.gc(), "has_uuid_generate_time_safe", boolean(true));
    put(m.dict.gc(), "has_stable_extractable_node", boolean(false));
    Ok(m)
}
fn node() -> Result<[u8; 8], Raised> {
    let mut b = [0u8; 8];
    // SAFETY: the buffer's length is passed.
    checked(|| unsafe { libc::getrandom(b.as_mut_ptr() as *mut _, b.len(), 0) })?;
    // the variant; the multicast bit says that the node is no hardware address
    b[0] = b[0] & 0x3f | 0x80;
    b[2] |= 1;
    Ok(b)
}
fn generate(_: &Args) -> Res {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos() as u64 / 100 + GREGORIAN;
    let (time, node) = match LAST.get() {
        Some((last, node)) => (now.max(last + 1), node),
        None => (now, node()?),
    };
    LAST.set(Some((time, node)));
    let mut b = [0u8; 16];
    b[..4].copy_from_slice(&(time as u32).to_be_bytes());
    b[4..6].copy_from_slice(&((time >> 32) as u16).to_be_bytes());
    b[6..8].copy_from_slice(&((time >> 48) as u16 & 0x0fff | 0x1000).to_be_bytes());
    b[8..].copy_from_slice(&node);
    Ok(Tuple::new(&[Bytes::new(&b).value(), none()]).value())
}
