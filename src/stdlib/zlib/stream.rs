//! A stream of the library, owned: ended when dropped.

use libz_rs_sys as z;

use super::error;
use crate::object::{Raised, memory_error};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Deflate,
    Inflate,
}
/// Boxed: the library's state points back at the stream.
pub struct Stream {
    raw: Box<z::z_stream>,
    mode: Mode,
}
/// How a run ended.
pub struct Ran {
    pub code: i32,
    /// Bytes of the input taken.
    pub taken: usize,
}
const CHUNK: usize = 64 << 10;

impl Drop for Stream {
    fn drop(&mut self) {
        // SAFETY: the stream was initialised.
        unsafe {
            match self.mode {
                Mode::Deflate => z::deflateEnd(&mut *self.raw),
                Mode::Inflate => z::inflateEnd(&mut *self.raw),
            }
        };
    }
}
impl Stream {
    pub fn deflate(level: i32, method: i32, wbits: i32, mem_level: i32, strategy: i32) -> Result<Stream, i32> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: a fresh stream; the version is the library's own.
        let r = unsafe {
            z::deflateInit2_(
                &mut *raw,
                level,
                method,
                wbits,
                mem_level,
                strategy,
                z::zlibVersion(),
                size_of::<z::z_stream>() as i32,
            )
        };
        if r == z::Z_OK { Ok(Stream { raw, mode: Mode::Deflate }) } else { Err(r) }
    }
    pub fn inflate(wbits: i32) -> Result<Stream, i32> {
        let mut raw = Box::<z::z_stream>::default();
        // SAFETY: as above.
        let r = unsafe { z::inflateInit2_(&mut *raw, wbits, z::zlibVersion(), size_of::<z::z_stream>() as i32) };
        if r == z::Z_OK { Ok(Stream { raw, mode: Mode::Inflate }) } else { Err(r) }
    }
    pub fn copy(&mut self) -> Result<Stream, i32> {
        let mut raw = Box::<z::z_stream>::default();
        // the library wants to see an output, though there is none between calls, and no input
        (self.raw.next_out, self.raw.avail_out) = (std::ptr::dangling_mut(), 0);
        (self.raw.next_in, self.raw.avail_in) = (std::ptr::null(), 0);
        // SAFETY: the source is initialised; the target is fresh.
        let r = unsafe {
            match self.mode {
                Mode::Deflate => z::deflateCopy(&mut *raw, &mut *self.raw),
                Mode::Inflate => z::inflateCopy(&mut *raw, &*self.raw),
            }
        };
        if r == z::Z_OK { Ok(Stream { raw, mode: self.mode }) } else { Err(r) }
    }
    pub fn set_dictionary(&mut self, d: &[u8]) -> i32 {
        let n = d.len().min(u32::MAX as usize) as u32;
        // SAFETY: the pointer and the length are a slice's.
        unsafe {
            match self.mode {
                Mode::Deflate => z::deflateSetDictionary(&mut *self.raw, d.as_ptr(), n),
                Mode::Inflate => z::inflateSetDictionary(&mut *self.raw, d.as_ptr(), n),
            }
        }
    }
    /// Feeds `data` and appends at most `limit` bytes to `out`; stops at the end of data and output, of the stream, or at an
    /// error.
    pub fn run(&mut self, data: &[u8], out: &mut Vec<u8>, flush: i32, limit: usize) -> Result<Ran, Raised> {
        let (mut taken, mut made) = (0, 0);
        let mut room = 1024.max(data.len() / 2).min(CHUNK);
        loop {
            let give = (data.len() - taken).min(1 << 30);
            let want = room.min(limit - made);
            let start = out.len();
            out.try_reserve(want).map_err(|_| memory_error())?;
            out.resize(start + want, 0);
            let last = taken + give == data.len();
            self.raw.next_in = data[taken..].as_ptr();
            self.raw.avail_in = give as u32;
            self.raw.next_out = out[start..].as_mut_ptr();
            self.raw.avail_out = want as u32;
            let flush = if last { flush } else { z::Z_NO_FLUSH };
            // SAFETY: input and output are as long as said; the stream is initialised.
            let code = unsafe {
                match self.mode {
                    Mode::Deflate => z::deflate(&mut *self.raw, flush),
                    Mode::Inflate => z::inflate(&mut *self.raw, flush),
                }
            };
            taken += give - self.raw.avail_in as usize;
            let written = want - self.raw.avail_out as usize;
            out.truncate(start + written);
            made += written;
            let full = self.raw.avail_out == 0;
            (self.raw.next_in, self.raw.next_out) = (std::ptr::null(), std::ptr::null_mut());
            let ended = !matches!(code, z::Z_OK | z::Z_BUF_ERROR);
            if ended || made == limit || !full && (last || code == z::Z_BUF_ERROR) {
                return Ok(Ran { code, taken });
            }
            room = (room * 2).min(1 << 20);
        }
    }
    /// `zlib.error` for a code.
    pub fn error(&self, code: i32, doing: &str) -> Raised {
        let own = if self.raw.msg.is_null() {
            None
        } else {
            // SAFETY: a text of the library, ended by 0.
            Some(unsafe { std::ffi::CStr::from_ptr(self.raw.msg) }.to_string_lossy().into_owned())
        };
        let text = own.or_else(|| {
            Some(
                match code {
                    z::Z_BUF_ERROR => "incomplete or truncated stream",
                    z::Z_STREAM_ERROR => "inconsistent stream state",
                    z::Z_DATA_ERROR => "invalid input data",
                    _ => return None,
                }
                .to_string(),
            )
        });
        match text {
            Some(t) => error(format!("Error {code} {doing}: {t}")),
            None => error(format!("Error {code} {doing}")),
        }
    }
}
