//! `zlib.Compress`, `zlib.Decompress`, `zlib._ZlibDecompressor`.

use std::cell::{Cell, RefCell};

use libz_rs_sys as z;

use super::stream::Stream;
use super::{c_int, error};
use crate::builtins::exceptions::{eof_error, type_error, value_error};
use crate::builtins::int::class_argument;
use crate::builtins::{buffer, native_class};
use crate::layout;
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::number;

layout! {
    pub struct Compress: ZlibCompress {
        raw stream: RefCell<Option<Stream>>,
    }
}
layout! {
    pub struct Decompress: ZlibDecompress {
        gc unused_data: Slot,
        gc unconsumed_tail: Slot,
        gc zdict: Slot,
        raw stream: RefCell<Stream>,
        raw eof: Cell<bool>,
    }
}
layout! {
    /// `_ZlibDecompressor`: keeps input it has no room for.
    pub struct OneShot: ZlibOneShot {
        gc unused_data: Slot,
        gc zdict: Slot,
        raw stream: RefCell<Stream>,
        raw pending: RefCell<Vec<u8>>,
        raw eof: Cell<bool>,
        raw needs_input: Cell<bool>,
    }
}
static COMPRESS: TypeDef = TypeDef {
    name: "Compress",
    module: "zlib",
    kind: Kind::ZlibCompress,
    doc: "",
    flags: f::NO_NEW,
    methods: &[COMPRESS_METHODS],
    getsets: &[],
};
static COMPRESS_METHODS: &[NativeDef] = &[
    NativeDef::new("compress(self, data, /)", compress, "Returns a bytes object containing compressed data."),
    NativeDef::new(
        "flush(self, mode=4, /)",
        compress_flush,
        "Return a bytes object containing any remaining compressed data.",
    ),
    NativeDef::new("copy(self, /)", compress_copy, "Return a copy of the compression object."),
    NativeDef::new("__copy__(self, /)", compress_copy, ""),
    NativeDef::new("__deepcopy__(self, memo, /)", compress_copy, ""),
];
static DECOMPRESS: TypeDef = TypeDef {
    name: "Decompress",
    module: "zlib",
    kind: Kind::ZlibDecompress,
    doc: "",
    flags: f::NO_NEW,
    methods: &[DECOMPRESS_METHODS],
    getsets: &[DECOMPRESS_ATTRIBUTES],
};
static DECOMPRESS_METHODS: &[NativeDef] = &[
    NativeDef::new(
        "decompress(self, data, /, max_length=0)",
        decompress,
        "Return a bytes object containing the decompressed version of the data.",
    ),
    NativeDef::new(
        "flush(self, length=16384, /)",
        decompress_flush,
        "Return a bytes object containing any remaining decompressed data.",
    ),
    NativeDef::new("copy(self, /)", decompress_copy, "Return a copy of the decompression object."),
    NativeDef::new("__copy__(self, /)", decompress_copy, ""),
    NativeDef::new("__deepcopy__(self, memo, /)", decompress_copy, ""),
];
static DECOMPRESS_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("unused_data", |v| Ok(decompressor(v)?.unused_data.get_or_none()), ""),
    GetSetDef::ro("unconsumed_tail", |v| Ok(decompressor(v)?.unconsumed_tail.get_or_none()), ""),
    GetSetDef::ro("eof", |v| Ok(boolean(decompressor(v)?.eof.get())), ""),
];
pub static ONE_SHOT: TypeDef = TypeDef {
    name: "_ZlibDecompressor",
    module: "zlib",
    kind: Kind::ZlibOneShot,
    doc: "Create a decompressor object for decompressing data incrementally.",
    flags: f::BASETYPE,
    methods: &[ONE_SHOT_METHODS],
    getsets: &[ONE_SHOT_ATTRIBUTES],
};
static ONE_SHOT_METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, wbits=15, zdict=b'')",
        one_shot_new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "decompress(self, /, data, max_length=-1)",
        one_shot_decompress,
        "Decompress *data*, returning uncompressed data as bytes.",
    ),
];
static ONE_SHOT_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro(
        "unused_data",
        |v| Ok(one_shot(v)?.unused_data.get_or_none()),
        "Data found after the end of the compressed stream.",
    ),
    GetSetDef::ro("eof", |v| Ok(boolean(one_shot(v)?.eof.get())), "True if the end-of-stream marker has been reached."),
    GetSetDef::ro(
        "needs_input",
        |v| Ok(boolean(one_shot(v)?.needs_input.get())),
        "True if more input is needed before more decompressed data can be produced.",
    ),
];

fn compressor(v: Value) -> Result<Gc<Compress>, Raised> {
    v.cast::<Compress>().ok_or_else(|| type_error("a Compress object is required"))
}
fn decompressor(v: Value) -> Result<Gc<Decompress>, Raised> {
    v.cast::<Decompress>().ok_or_else(|| type_error("a Decompress object is required"))
}
fn one_shot(v: Value) -> Result<Gc<OneShot>, Raised> {
    v.cast::<OneShot>().ok_or_else(|| type_error("a _ZlibDecompressor object is required"))
}
fn bytes(b: &[u8]) -> Res {
    Ok(Bytes::try_new(b)?.value())
}

pub fn compressobj(a: &Args) -> Res {
    let level = c_int(a.opt(0), -1)?;
    let (method, wbits) = (c_int(a.opt(1), 8)?, c_int(a.opt(2), 15)?);
    let (mem_level, strategy) = (c_int(a.opt(3), 8)?, c_int(a.opt(4), 0)?);
    let dictionary = a.opt_none(5).map(|d| buffer::acquire(d)?.to_vec()).transpose()?;
    let mut s = match Stream::deflate(level, method, wbits, mem_level, strategy) {
        Ok(s) => s,
        Err(z::Z_STREAM_ERROR) => return Err(value_error("Invalid initialization option")),
        Err(e) => return Err(error(format!("Error {e} while creating compression object"))),
    };
    if let Some(d) = dictionary
        && s.set_dictionary(&d) != z::Z_OK
    {
        return Err(value_error("Invalid dictionary"));
    }
    let cls = native_class(&COMPRESS);
    Ok(alloc_sub(cls, Compress { header: Compress::HEADER, stream: RefCell::new(Some(s)) })?.value())
}
fn with_stream<R>(c: Gc<Compress>, doing: &str, f: impl FnOnce(&mut Stream) -> Result<R, Raised>) -> Result<R, Raised> {
    match c.stream.borrow_mut().as_mut() {
        Some(s) => f(s),
        None => Err(error(format!("Error -2 {doing}: inconsistent stream state"))),
    }
}
fn compress(a: &Args) -> Res {
    let c = compressor(a[0])?;
    let data = buffer::acquire(a[1])?.to_vec()?;
    let mut out = Vec::new();
    with_stream(c, "while compressing data", |s| match s.run(&data, &mut out, z::Z_NO_FLUSH, usize::MAX)?.code {
        z::Z_STREAM_ERROR => Err(s.error(z::Z_STREAM_ERROR, "while compressing data")),
        _ => Ok(()),
    })?;
    bytes(&out)
}
fn compress_flush(a: &Args) -> Res {
    let c = compressor(a[0])?;
    let mode = c_int(a.opt(1), 4)?;
    if mode == z::Z_NO_FLUSH {
        return bytes(b"");
    }
    let mut out = Vec::new();
    let code = with_stream(c, "while flushing", |s| {
        let code = s.run(b"", &mut out, mode, usize::MAX)?.code;
        if code == z::Z_STREAM_ERROR { Err(s.error(code, "while flushing")) } else { Ok(code) }
    })?;
    if code == z::Z_STREAM_END && mode == z::Z_FINISH {
        *c.stream.borrow_mut() = None;
    }
    bytes(&out)
}
fn compress_copy(a: &Args) -> Res {
    let c = compressor(a[0])?;
    let copy = with_stream(c, "while copying compression object", |s| {
        s.copy().map_err(|_| value_error("Inconsistent stream state"))
    });
    let copy = copy.map_err(|_| {
        crate::thread::thread().clear_exception();
        value_error("Inconsistent stream state")
    })?;
    let cls = native_class(&COMPRESS);
    Ok(alloc_sub(cls, Compress { header: Compress::HEADER, stream: RefCell::new(Some(copy)) })?.value())
}

/// A decompression stream; raw streams get their dictionary at once.
fn inflate(wbits: i32, zdict: Option<Value>) -> Result<Stream, Raised> {
    let mut s = match Stream::inflate(wbits) {
        Ok(s) => s,
        Err(z::Z_STREAM_ERROR) => return Err(value_error("Invalid initialization option")),
        Err(e) => return Err(error(format!("Error {e} while creating decompression object"))),
    };
    if let Some(d) = zdict {
        let d = buffer::acquire_opt(d)?.ok_or_else(|| type_error("zdict argument must support the buffer protocol"))?;
        if wbits < 0 && s.set_dictionary(d.bytes()) != z::Z_OK {
            return Err(error("Error -2 while setting zdict: inconsistent stream state"));
        }
    }
    Ok(s)
}
pub fn decompressobj(a: &Args) -> Res {
    let wbits = c_int(a.opt(0), 15)?;
    let stream = inflate(wbits, a.opt(1))?;
    let empty = bytes(b"")?;
    let d = Decompress {
        header: Decompress::HEADER,
        unused_data: Slot::new(empty),
        unconsumed_tail: Slot::new(empty),
        zdict: Slot::new(a.opt(1)),
        stream: RefCell::new(stream),
        eof: Cell::new(false),
    };
    Ok(alloc_sub(native_class(&DECOMPRESS), d)?.value())
}
/// Inflates `data`; a dictionary is supplied when the stream asks for it. The code and how much was taken.
fn run(
    s: &mut Stream,
    zdict: Option<Value>,
    data: &[u8],
    out: &mut Vec<u8>,
    flush: i32,
    limit: usize,
) -> Result<(i32, usize), Raised> {
    let before = out.len();
    let mut r = s.run(data, out, flush, limit)?;
    if r.code == z::Z_NEED_DICT
        && let Some(d) = zdict
    {
        let view = buffer::acquire(d)?;
        if view.is_empty() {
            return Ok((r.code, r.taken));
        }
        let e = s.set_dictionary(view.bytes());
        if e != z::Z_OK {
            return Err(s.error(e, "while setting zdict"));
        }
        let taken = r.taken;
        r = s.run(&data[taken..], out, flush, limit - (out.len() - before))?;
        r.taken += taken;
    }
    Ok((r.code, r.taken))
}
/// After a run: what lies behind the end of the stream, or could not be taken.
fn keep_rest(d: Gc<Decompress>, code: i32, rest: &[u8]) -> Result<(), Raised> {
    if code == z::Z_STREAM_END {
        let old = d.unused_data.get_or_none().cast::<Bytes>().map_or(vec![], |b| b.as_slice().to_vec());
        d.unused_data.set(d, bytes(&[&old[..], rest].concat())?);
        d.unconsumed_tail.set(d, bytes(b"")?);
        d.eof.set(true);
    } else {
        d.unconsumed_tail.set(d, bytes(rest)?);
    }
    Ok(())
}
fn decompress(a: &Args) -> Res {
    let d = decompressor(a[0])?;
    let data = buffer::acquire(a[1])?.to_vec()?;
    let max = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    if max < 0 {
        return Err(value_error("max_length must be non-negative"));
    }
    let limit = if max == 0 { usize::MAX } else { max as usize };
    if d.eof.get() {
        keep_rest(d, z::Z_STREAM_END, &data)?;
        return bytes(b"");
    }
    let mut out = Vec::new();
    let (code, taken) = run(&mut d.stream.borrow_mut(), d.zdict.get(), &data, &mut out, z::Z_SYNC_FLUSH, limit)?;
    keep_rest(d, code, &data[taken..])?;
    if !matches!(code, z::Z_OK | z::Z_BUF_ERROR | z::Z_STREAM_END) {
        return Err(d.stream.borrow().error(code, "while decompressing data"));
    }
    bytes(&out)
}
fn decompress_flush(a: &Args) -> Res {
    let d = decompressor(a[0])?;
    let length = a.opt(1).map_or(Ok(1), number::to_ssize)?;
    if length <= 0 {
        return Err(value_error("length must be greater than zero"));
    }
    let data = d.unconsumed_tail.get_or_none().cast::<Bytes>().map_or(vec![], |b| b.as_slice().to_vec());
    let mut out = Vec::new();
    if !d.eof.get() {
        let (code, taken) = run(&mut d.stream.borrow_mut(), d.zdict.get(), &data, &mut out, z::Z_FINISH, usize::MAX)?;
        keep_rest(d, code, &data[taken..])?;
        if !matches!(code, z::Z_OK | z::Z_BUF_ERROR | z::Z_STREAM_END) {
            return Err(d.stream.borrow().error(code, "while flushing"));
        }
    }
    bytes(&out)
}
fn decompress_copy(a: &Args) -> Res {
    let d = decompressor(a[0])?;
    let stream = d.stream.borrow_mut().copy().map_err(|_| value_error("Inconsistent stream state"))?;
    let c = Decompress {
        header: Decompress::HEADER,
        unused_data: Slot::new(d.unused_data.get()),
        unconsumed_tail: Slot::new(d.unconsumed_tail.get()),
        zdict: Slot::new(d.zdict.get()),
        stream: RefCell::new(stream),
        eof: Cell::new(d.eof.get()),
    };
    Ok(alloc_sub(native_class(&DECOMPRESS), c)?.value())
}

fn one_shot_new(a: &Args) -> Res {
    let cls = class_argument(a[0], native_class(&ONE_SHOT))?;
    let stream = inflate(c_int(a.opt(1), 15)?, a.opt(2))?;
    let o = OneShot {
        header: OneShot::HEADER,
        unused_data: Slot::new(bytes(b"")?),
        zdict: Slot::new(a.opt(2)),
        stream: RefCell::new(stream),
        pending: RefCell::new(vec![]),
        eof: Cell::new(false),
        needs_input: Cell::new(true),
    };
    Ok(alloc_sub(cls, o)?.value())
}
fn one_shot_decompress(a: &Args) -> Res {
    let o = one_shot(a[0])?;
    let data = buffer::acquire(a[1])?.to_vec()?;
    let max = a.opt(2).map_or(Ok(-1), number::to_ssize)?;
    if o.eof.get() {
        return Err(eof_error("End of stream already reached"));
    }
    let limit = if max < 0 { usize::MAX } else { max as usize };
    let mut input = o.pending.take();
    input.extend_from_slice(&data);
    let mut out = Vec::new();
    let (code, taken) = run(&mut o.stream.borrow_mut(), o.zdict.get(), &input, &mut out, z::Z_SYNC_FLUSH, limit)?;
    if !matches!(code, z::Z_OK | z::Z_BUF_ERROR | z::Z_STREAM_END) {
        return Err(o.stream.borrow().error(code, "while decompressing data"));
    }
    let rest = input.split_off(taken);
    if code == z::Z_STREAM_END {
        o.eof.set(true);
        o.needs_input.set(false);
        o.unused_data.set(o, bytes(&rest)?);
    } else {
        o.needs_input.set(rest.is_empty() && out.len() < limit);
        *o.pending.borrow_mut() = rest;
    }
    bytes(&out)
}
