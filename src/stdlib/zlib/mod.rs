//! `zlib`: compression by `libz-rs-sys` (zlib's interface, written in Rust). `stream` wraps its streams.

mod objects;
mod stream;

pub use objects::{Compress, Decompress, OneShot};

use libz_rs_sys as z;

use crate::builtins::exceptions::{Exc, overflow_error};
use crate::builtins::{add_functions, buffer, native_class, put};
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::number;
use crate::stdlib::support::{exception_class, put_ints, raise_class};
use stream::Stream;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "adler32(data, value=1, /)",
        |a| checksum(a, 1, adler32),
        "Compute an Adler-32 checksum of data.\n\nThe returned checksum is an integer.",
    ),
    NativeDef::new(
        "crc32(data, value=0, /)",
        |a| checksum(a, 0, crc32),
        "Compute a CRC-32 checksum of data.\n\nThe returned checksum is an integer.",
    ),
    NativeDef::new(
        "compress(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)",
        compress,
        "Returns a bytes object containing compressed data.",
    ),
    NativeDef::new(
        "decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)",
        decompress,
        "Returns a bytes object containing the uncompressed data.",
    ),
    NativeDef::new(
        "compressobj(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)",
        objects::compressobj,
        "Return a compressor object.",
    ),
    NativeDef::new(
        "decompressobj(wbits=MAX_WBITS, zdict=b'')",
        objects::decompressobj,
        "Return a decompressor object.",
    ),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("zlib");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.").value());
    add_functions(d, "zlib", FUNCTIONS);
    put(d, "error", error_class()?);
    put(d, "_ZlibDecompressor", native_class(&objects::ONE_SHOT).value());
    put(d, "ZLIB_VERSION", Str::new("1.3.1").value());
    put(d, "ZLIB_RUNTIME_VERSION", Str::new("1.3.1").value());
    put(d, "__version__", Str::new("1.0").value());
    put_ints(
        d,
        &[
            ("MAX_WBITS", 15),
            ("DEFLATED", 8),
            ("DEF_MEM_LEVEL", 8),
            ("DEF_BUF_SIZE", 16384),
            ("Z_NO_COMPRESSION", 0),
            ("Z_BEST_SPEED", 1),
            ("Z_BEST_COMPRESSION", 9),
            ("Z_DEFAULT_COMPRESSION", -1),
            ("Z_FILTERED", 1),
            ("Z_HUFFMAN_ONLY", 2),
            ("Z_RLE", 3),
            ("Z_FIXED", 4),
            ("Z_DEFAULT_STRATEGY", 0),
            ("Z_NO_FLUSH", 0),
            ("Z_PARTIAL_FLUSH", 1),
            ("Z_SYNC_FLUSH", 2),
            ("Z_FULL_FLUSH", 3),
            ("Z_FINISH", 4),
            ("Z_BLOCK", 5),
            ("Z_TREES", 6),
        ],
    );
    Ok(m)
}
fn error_class() -> Res {
    exception_class("zlib.error", &[Exc::Exception])
}
/// `zlib.error`
#[cold]
pub fn error(message: impl AsRef<str>) -> Raised {
    raise_class(error_class(), message)
}
/// An argument that C takes as an int.
pub fn c_int(v: Option<Value>, default: i32) -> Result<i32, Raised> {
    let Some(v) = v else { return Ok(default) };
    let i = number::index(v)?;
    let i = i
        .as_int()
        .and_then(IntRef::to_i64)
        .ok_or_else(|| overflow_error("Python int too large to convert to C int"))?;
    i32::try_from(i).map_err(|_| {
        overflow_error(if i < 0 {
            "signed integer is less than minimum"
        } else {
            "signed integer is greater than maximum"
        })
    })
}

pub fn crc32(start: u32, data: &[u8]) -> u32 {
    // SAFETY: the pointer and the length are a slice's.
    unsafe { z::crc32_z(start as _, data.as_ptr(), data.len() as _) as u32 }
}
fn adler32(start: u32, data: &[u8]) -> u32 {
    // SAFETY: as above.
    unsafe { z::adler32_z(start as _, data.as_ptr(), data.len() as _) as u32 }
}
/// A checksum of the data, continued from the second argument (its low 32 bits).
pub fn checksum(a: &Args, default: u32, f: fn(u32, &[u8]) -> u32) -> Res {
    let view = buffer::acquire(a[0])?;
    let start = match a.opt(1) {
        None => default,
        Some(v) => {
            let i = number::index(v)?;
            i.as_int().map_or(0, |i| match i {
                IntRef::Small(i) => i as u32,
                IntRef::Big(b) => {
                    let low = b.limbs().first().copied().unwrap_or(0) as u32;
                    if b.is_negative() { low.wrapping_neg() } else { low }
                }
            })
        }
    };
    Ok(Value::small(f(start, view.bytes()) as i64))
}

fn compress(a: &Args) -> Res {
    let (level, wbits) = (c_int(a.opt(1), -1)?, c_int(a.opt(2), 15)?);
    let data = buffer::acquire(a[0])?.to_vec()?;
    let mut s = match Stream::deflate(level, 8, wbits, 8, 0) {
        Ok(s) => s,
        Err(z::Z_STREAM_ERROR) => return Err(error("Bad compression level")),
        Err(e) => return Err(error(format!("Error {e} while compressing data"))),
    };
    let mut out = Vec::new();
    match s.run(&data, &mut out, z::Z_FINISH, usize::MAX)?.code {
        z::Z_STREAM_END => Ok(Bytes::try_new(&out)?.value()),
        e => Err(s.error(e, "while compressing data")),
    }
}
fn decompress(a: &Args) -> Res {
    let wbits = c_int(a.opt(1), 15)?;
    let size = a.opt(2).map_or(Ok(1), number::to_ssize)?;
    let data = buffer::acquire(a[0])?.to_vec()?;
    if size < 0 {
        return Err(crate::builtins::exceptions::value_error("bufsize must be non-negative"));
    }
    let mut s = Stream::inflate(wbits).map_err(|e| error(format!("Error {e} while preparing to decompress data")))?;
    let mut out = Vec::new();
    match s.run(&data, &mut out, z::Z_SYNC_FLUSH, usize::MAX)?.code {
        z::Z_STREAM_END => Ok(Bytes::try_new(&out)?.value()),
        z::Z_OK | z::Z_BUF_ERROR => Err(error("Error -5 while decompressing data: incomplete or truncated stream")),
        e => Err(s.error(e, "while decompressing data")),
    }
}
