//! `_io`.

pub mod streams;

use crate::object::Raised;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::value::Value;

/// Writes to a native text file without a method call; `None` if `file` is not one.
pub fn fast_write(_file: Value, _text: Value) -> Option<Result<(), Raised>> {
    None
}
/// The bytes of an object that supports the buffer protocol; `None` if it does not.
pub fn buffer_bytes(v: Value) -> Result<Option<Vec<u8>>, Raised> {
    if let Some(b) = v.cast::<Bytes>() {
        return Ok(Some(b.as_slice().to_vec()));
    }
    Ok(v.cast::<ByteArray>().map(|b| b.as_slice().to_vec()))
}
/// Flushes all open files, at exit.
pub fn flush_all() {}
