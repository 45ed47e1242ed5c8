//! `marshal`: CPython's format, version 5, for data; code objects have contents of our own (`code`), with a checksum and the
//! bytecode verifier between a file and its execution.

pub mod code;
mod read;
mod write;

use crate::builtins::exceptions::{Exc, raise, type_error, value_error};
use crate::object::bytes::Bytes;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{call, compare, number};

pub use code::fix_filename;

/// Changes whenever the meaning of stored bytecode may have changed: a hash of the sources it depends on (`build.rs`).
pub const BYTECODE_VERSION: u32 = parse(env!("SIDEWINDER_BYTECODE_VERSION"));
const fn parse(digits: &str) -> u32 {
    let (digits, mut n, mut i) = (digits.as_bytes(), 0, 0);
    while i < digits.len() {
        n = n * 10 + (digits[i] - b'0') as u32;
        i += 1;
    }
    n
}
const VERSION: i64 = 5;
/// Deepest nesting of stored objects.
const MAX_DEPTH: usize = 2000;
/// First bytes of a file of bytecode.
const MAGIC: &[u8; 8] = b"SWcode\r\n";

mod tags {
    pub const NULL: u8 = b'0';
    pub const NONE: u8 = b'N';
    pub const FALSE: u8 = b'F';
    pub const TRUE: u8 = b'T';
    pub const STOP_ITERATION: u8 = b'S';
    pub const ELLIPSIS: u8 = b'.';
    pub const INT: u8 = b'i';
    pub const INT64: u8 = b'I';
    pub const FLOAT_TEXT: u8 = b'f';
    pub const FLOAT: u8 = b'g';
    pub const COMPLEX_TEXT: u8 = b'x';
    pub const COMPLEX: u8 = b'y';
    pub const LONG: u8 = b'l';
    pub const BYTES: u8 = b's';
    pub const INTERNED: u8 = b't';
    pub const REF: u8 = b'r';
    pub const TUPLE: u8 = b'(';
    pub const SMALL_TUPLE: u8 = b')';
    pub const LIST: u8 = b'[';
    pub const DICT: u8 = b'{';
    pub const CODE: u8 = b'c';
    pub const UNICODE: u8 = b'u';
    pub const SET: u8 = b'<';
    pub const FROZENSET: u8 = b'>';
    pub const ASCII: u8 = b'a';
    pub const ASCII_INTERNED: u8 = b'A';
    pub const SHORT_ASCII: u8 = b'z';
    pub const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub const SLICE: u8 = b':';
    pub const FLAG_REF: u8 = 0x80;
}

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("dump(value, file, version=5, /, *, allow_code=True)", dump, "Write the value on the open file."),
    NativeDef::new(
        "dumps(value, version=5, /, *, allow_code=True)",
        dumps,
        "Return the bytes object that would be written to a file by dump(value, file).",
    ),
    NativeDef::new("load(file, /, *, allow_code=True)", load, "Read one value from the open file and return it."),
    NativeDef::new("loads(bytes, /, *, allow_code=True)", loads, "Convert the bytes-like object to a value."),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = super::new_module(
        "marshal",
        "This module contains functions that can read and write Python values in\na binary format.",
        FUNCTIONS,
    )?;
    m.dict.gc().set_text("version", Value::small(VERSION))?;
    Ok(m)
}

fn flag(v: Option<Value>) -> Result<bool, Raised> {
    v.map_or(Ok(true), compare::truth)
}
fn version(v: Option<Value>) -> Result<i64, Raised> {
    v.map_or(Ok(VERSION), number::to_i64)
}
fn dump(a: &Args) -> Res {
    let bytes = write::to_bytes(a[0], version(a.opt(2))?, flag(a.opt(3))?)?;
    call::call_method(a[1], "write", &[Bytes::try_new(&bytes)?.value()])
}
fn dumps(a: &Args) -> Res {
    let bytes = write::to_bytes(a[0], version(a.opt(1))?, flag(a.opt(2))?)?;
    Ok(Bytes::try_new(&bytes)?.value())
}
fn load(a: &Args) -> Res {
    // one read of nothing tells whether the file is binary
    let probe = call::call_method(a[0], "read", &[Value::small(0)])?;
    if probe.cast::<Bytes>().is_none() {
        return Err(type_error(format!("file.read() returned not bytes but {}", type_of(probe).name_text())));
    }
    let start = call::call_method(a[0], "tell", &[]).ok();
    if start.is_none() {
        crate::thread::thread().clear_exception();
    }
    let all = call::call_method(a[0], "read", &[])?;
    let Some(b) = all.cast::<Bytes>() else { return Err(type_error("file.read() returned not bytes")) };
    let (v, used) = read::from_bytes(b.as_slice(), flag(a.opt(1))?)?;
    // leave the file behind the value
    if let Some(s) = start.and_then(Value::as_small) {
        call::call_method(a[0], "seek", &[Value::int(s + used as i64)])?;
    }
    Ok(v)
}
fn loads(a: &Args) -> Res {
    let bytes = match a[0].cast::<Bytes>() {
        Some(b) => b.as_slice().to_vec(),
        None => match super::io::buffer_bytes(a[0])? {
            Some(b) => b,
            None => {
                return Err(type_error(format!(
                    "a bytes-like object is required, not '{}'",
                    type_of(a[0]).name_text()
                )));
            }
        },
    };
    let v = read::from_bytes(&bytes, flag(a.opt(1))?)?.0;
    if let Some(c) = v.cast::<Code>() {
        crate::cli::compiler::code_made(c, false);
    }
    Ok(v)
}

#[cold]
fn too_short() -> Raised {
    raise(Exc::EOFError, "marshal data too short")
}
#[cold]
fn bad(what: &str) -> Raised {
    value_error(format!("bad marshal data ({what})"))
}

/// Completes a stub (`Code::load`).
pub fn load_body(c: Gc<Code>) -> Result<(), Raised> {
    code::load_body(c)
}
/// Reads `co_consts` and `co_names` of stored code.
pub fn load_extras(c: Gc<Code>) -> Result<(), Raised> {
    code::load_extras(c)
}

fn checksum(b: &[u8]) -> u64 {
    let mut h: u64 = 0x9e37_79b9_7f4a_7c15 ^ b.len() as u64;
    let mut chunks = b.chunks_exact(8);
    for c in &mut chunks {
        h = (h ^ u64::from_le_bytes(c.try_into().unwrap_or_default())).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 32;
    }
    for x in chunks.remainder() {
        h = (h ^ *x as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 32;
    }
    h
}
/// A code object as the contents of a file, which does not say its file name.
pub fn dump_code(c: Gc<Code>) -> Vec<u8> {
    let body = match write::code_to_bytes(c) {
        Ok(b) => b,
        Err(Raised) => {
            crate::thread::thread().clear_exception();
            return Vec::new();
        }
    };
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&BYTECODE_VERSION.to_le_bytes());
    out.extend_from_slice(&checksum(&body).to_le_bytes());
    out.extend_from_slice(&body);
    out
}
/// The code object of such a file, if it is whole and valid. The functions inside are loaded when they are called.
pub fn load_code(b: &'static [u8], filename: Gc<Str>) -> Option<Gc<Code>> {
    let rest = b.strip_prefix(MAGIC)?;
    let (version, rest) = rest.split_at_checked(4)?;
    let (sum, body) = rest.split_at_checked(8)?;
    if version != BYTECODE_VERSION.to_le_bytes() || sum != checksum(body).to_le_bytes() {
        return None;
    }
    let code = read::stored_code(body, filename).map(|v| v.cast::<Code>());
    match code.and_then(|c| c.map_or(Ok(None), |c| c.load().map(|()| Some(c)))) {
        Ok(c) => c,
        Err(Raised) => {
            crate::thread::thread().clear_exception();
            None
        }
    }
}
/// The code in the contents of a `.pyc` file; `None` if it is not one of ours.
pub fn code_of_pyc(b: &[u8]) -> Result<Option<Gc<Code>>, Raised> {
    if b.len() < 16 || b[..4] != super::imp::MAGIC_NUMBER {
        return Ok(None);
    }
    let code = read::from_bytes(&b[16..], true)?.0.cast::<Code>();
    if let Some(c) = code {
        crate::cli::compiler::code_made(c, false);
    }
    Ok(code)
}
