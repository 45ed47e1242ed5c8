//! `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2` and `_hashlib`: hash objects over the algorithms of `algorithms`.
//!
//! All hash objects share one layout; the classes differ in name and in a few attributes.

mod algorithms;
mod blake2;
mod hashlib;

pub use blake2::init as init_blake2;
pub use hashlib::init as init_hashlib;

use std::cell::RefCell;

use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::builtins::{add_functions, buffer, put, shared_class};
use crate::layout;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::number;
use crate::vm::vm;
use algorithms::{Algorithm, Info};

layout! {
    /// A hash object of any of the classes.
    pub struct HashObject: Hash {
        raw state: RefCell<Box<dyn Algorithm>>,
        raw name: &'static str,
        /// 0: the caller of `digest` chooses.
        raw size: usize,
        raw block: usize,
    }
}

/// The class of a definition, made on first use and kept under its full name.
fn class(def: &'static TypeDef) -> Gc<Type> {
    let key = format!("{}.{}", def.module, def.name);
    if let Some(t) = vm().state(&key).and_then(|v| v.cast::<Type>()) {
        return t;
    }
    let t = shared_class(def);
    vm().set_state(&key, t.value());
    t
}
fn this(v: Value) -> Result<Gc<HashObject>, Raised> {
    v.cast::<HashObject>().ok_or_else(|| type_error("a hash object is required"))
}
/// A hash object: name, bytes of the digest and of a block.
fn make(cls: Gc<Type>, (name, size, block): (&'static str, usize, usize), state: Box<dyn Algorithm>) -> Res {
    let h = HashObject { header: HashObject::HEADER, state: RefCell::new(state), name, size, block };
    Ok(alloc_sub(cls, h)?.value())
}
/// The bytes to hash.
fn with_data<R>(v: Value, f: impl FnOnce(&[u8]) -> R) -> Result<R, Raised> {
    if v.cast::<Str>().is_some() {
        return Err(type_error("Strings must be encoded before hashing"));
    }
    match buffer::acquire_opt(v)? {
        Some(view) => Ok(f(view.bytes())),
        None => Err(type_error("object supporting the buffer API required")),
    }
}
/// `data`, or the old name for it.
fn data_argument(data: Option<Value>, string: Option<Value>) -> Result<Option<Value>, Raised> {
    if data.is_some() && string.is_some() {
        return Err(type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
        ));
    }
    Ok(data.or(string))
}
/// A new object of a class, fed with the first data.
fn create(cls: Gc<Type>, info: &'static Info, data: Option<Value>, string: Option<Value>) -> Res {
    let mut state = (info.make)();
    if let Some(d) = data_argument(data, string)? {
        with_data(d, |b| state.update(b))?;
    }
    make(cls, (info.name, info.size, info.block), state)
}

fn update(a: &Args) -> Res {
    let h = this(a[0])?;
    with_data(a[1], |b| h.state.borrow_mut().update(b))?;
    Ok(none())
}
fn copy(a: &Args) -> Res {
    let h = this(a[0])?;
    let state = h.state.borrow().copy();
    make(type_of(a[0]), (h.name, h.size, h.block), state)
}
/// The digest's length: the class's, or the argument.
fn length(h: Gc<HashObject>, arg: Option<Value>) -> Result<usize, Raised> {
    let Some(v) = arg else { return Ok(h.size) };
    let n = number::index(v)?;
    match n.as_int() {
        Some(n) if n.is_negative() => Err(value_error("Cannot convert negative int")),
        Some(n) => match n.to_i64() {
            Some(n) if n < 1 << 29 => Ok(n as usize),
            Some(_) => Err(value_error("length is too large")),
            None => Err(overflow_error("Python int too large to convert to C unsigned long")),
        },
        None => Ok(0),
    }
}
fn digest(a: &Args) -> Res {
    let h = this(a[0])?;
    let n = length(h, a.opt(1))?;
    Ok(Bytes::try_new(&h.state.borrow().finish(n))?.value())
}
fn hexdigest(a: &Args) -> Res {
    let h = this(a[0])?;
    let n = length(h, a.opt(1))?;
    let d = h.state.borrow().finish(n);
    let text: String = d.iter().map(|b| format!("{b:02x}")).collect();
    Ok(Str::try_new(&text)?.value())
}
pub static UPDATE: &[NativeDef] = &[
    NativeDef::new("copy(self, /)", copy, "Return a copy of the hash object."),
    NativeDef::new(
        "update(self, obj, /)",
        update,
        "Update this hash object's state with the provided bytes-like object.",
    ),
];
pub static DIGEST: &[NativeDef] = &[
    NativeDef::new("digest(self, /)", digest, "Return the digest value as a bytes object."),
    NativeDef::new("hexdigest(self, /)", hexdigest, "Return the digest value as a string of hexadecimal digits."),
];
pub static DIGEST_XOF: &[NativeDef] = &[
    NativeDef::new("digest(self, /, length)", digest, "Return the digest value as a bytes object."),
    NativeDef::new(
        "hexdigest(self, /, length)",
        hexdigest,
        "Return the digest value as a string of hexadecimal digits.",
    ),
];
pub static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("name", |v| Ok(Str::new(this(v)?.name).value()), "algorithm name"),
    GetSetDef::ro("block_size", |v| Ok(Value::usize(this(v)?.block)), ""),
    GetSetDef::ro("digest_size", |v| Ok(Value::usize(this(v)?.size)), ""),
];
static SHA3_ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("_capacity_bits", |v| Ok(Value::usize(1600 - 8 * this(v)?.block)), ""),
    GetSetDef::ro("_rate_bits", |v| Ok(Value::usize(8 * this(v)?.block)), ""),
    GetSetDef::ro("_suffix", |v| Ok(Bytes::new(if this(v)?.size == 0 { b"\x1f" } else { b"\x06" }).value()), ""),
];

macro_rules! simple_classes {
    ($($id:ident $info:ident $module:literal $name:literal $shown:literal $function:literal;)*) => {
        $(static $id: TypeDef = TypeDef {
            name: $name, module: $module, kind: Kind::Hash, doc: "", flags: f::NO_NEW | f::IMMUTABLE,
            methods: &[UPDATE, DIGEST], getsets: &[ATTRIBUTES],
        };)*
        static SIMPLE: &[(&str, &str, &TypeDef, NativeDef)] = &[$(($module, $shown, &$id, NativeDef::new(
            concat!($function, "(data=b'', *, usedforsecurity=True, string=None)"),
            |a| create(class(&$id), &algorithms::$info, a.opt(0), a.opt_none(2)),
            concat!("Return a new ", $function, " hash object; optionally initialized with a string."),
        ))),*];
    };
}
simple_classes! {
    MD5_CLASS MD5 "_md5" "md5" "MD5Type" "md5";
    SHA1_CLASS SHA1 "_sha1" "sha1" "SHA1Type" "sha1";
    SHA224_CLASS SHA224 "_sha2" "SHA224Type" "SHA224Type" "sha224";
    SHA256_CLASS SHA256 "_sha2" "SHA256Type" "SHA256Type" "sha256";
    SHA384_CLASS SHA384 "_sha2" "SHA384Type" "SHA384Type" "sha384";
    SHA512_CLASS SHA512 "_sha2" "SHA512Type" "SHA512Type" "sha512";
}
macro_rules! sha3_classes {
    ($($id:ident $info:ident $name:literal $digest:ident;)*) => {
        $(static $id: TypeDef = TypeDef {
            name: $name, module: "_sha3", kind: Kind::Hash, doc: concat!($name, "([data], *, usedforsecurity=True) -> hash object"),
            flags: f::IMMUTABLE,
            methods: &[&[NativeDef::new(
                "__new__(cls, /, data=b'', *, usedforsecurity=True, string=None)",
                |a| create(class(&$id), &algorithms::$info, a.opt(1), a.opt_none(3)),
                "Create and return a new object.  See help(type) for accurate signature.",
            )], UPDATE, $digest],
            getsets: &[ATTRIBUTES, SHA3_ATTRIBUTES],
        };)*
        static SHA3: &[&TypeDef] = &[$(&$id),*];
    };
}
sha3_classes! {
    SHA3_224_CLASS SHA3_224 "sha3_224" DIGEST;
    SHA3_256_CLASS SHA3_256 "sha3_256" DIGEST;
    SHA3_384_CLASS SHA3_384 "sha3_384" DIGEST;
    SHA3_512_CLASS SHA3_512 "sha3_512" DIGEST;
    SHAKE_128_CLASS SHAKE_128 "shake_128" DIGEST_XOF;
    SHAKE_256_CLASS SHAKE_256 "shake_256" DIGEST_XOF;
}

fn simple_module(name: &'static str) -> Result<Gc<Module>, Raised> {
    let m = Module::new(name);
    let d = m.dict.gc();
    for (module, shown, def, function) in SIMPLE {
        if *module == name {
            put(d, shown, class(def).value());
            add_functions(d, name, std::slice::from_ref(function));
        }
    }
    put(d, "_GIL_MINSIZE", Value::small(2048));
    Ok(m)
}
pub fn init_md5() -> Result<Gc<Module>, Raised> {
    simple_module("_md5")
}
pub fn init_sha1() -> Result<Gc<Module>, Raised> {
    simple_module("_sha1")
}
pub fn init_sha2() -> Result<Gc<Module>, Raised> {
    simple_module("_sha2")
}
pub fn init_sha3() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_sha3");
    let d = m.dict.gc();
    for def in SHA3 {
        put(d, def.name, class(def).value());
    }
    put(d, "implementation", Str::new("RustCrypto").value());
    put(d, "_GIL_MINSIZE", Value::small(2048));
    Ok(m)
}
