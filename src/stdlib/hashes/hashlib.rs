//! `_hashlib`: the interface that CPython gives OpenSSL's digests, over our own algorithms.

use super::algorithms::{self, ALL, Hmac, Info};
use super::{ATTRIBUTES, DIGEST, DIGEST_XOF, UPDATE, class, create, make, this};
use crate::builtins::exceptions::{Exc, type_error, value_error};
use crate::builtins::{add_functions, buffer, derived_type, put};
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef, NativeFunction};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::call::call;
use crate::protocol::number;
use crate::stdlib::support::{exception_class, raise_class};
use crate::vm::vm;

static HASH: TypeDef = TypeDef {
    name: "HASH",
    module: "_hashlib",
    kind: Kind::Hash,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    flags: f::NO_NEW | f::BASETYPE | f::IMMUTABLE,
    methods: &[UPDATE, DIGEST, REPR],
    getsets: &[ATTRIBUTES],
};
static HASHXOF: TypeDef = TypeDef {
    name: "HASHXOF",
    module: "_hashlib",
    kind: Kind::Hash,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    flags: f::NO_NEW | f::IMMUTABLE,
    methods: &[DIGEST_XOF],
    getsets: &[&[GetSetDef::ro("digest_size", |_| Ok(Value::small(0)), "Digest size.")]],
};
static HMAC: TypeDef = TypeDef {
    name: "HMAC",
    module: "_hashlib",
    kind: Kind::Hash,
    doc: "The object used to calculate HMAC of a message.",
    flags: f::NO_NEW | f::IMMUTABLE,
    methods: &[UPDATE, DIGEST, HMAC_REPR],
    getsets: &[ATTRIBUTES, &[GetSetDef::ro("name", |v| Ok(Str::new(&format!("hmac-{}", this(v)?.name)).value()), "")]],
};
static REPR: &[NativeDef] = &[NativeDef::new("__repr__(self, /)", repr, "Return repr(self).")];
static HMAC_REPR: &[NativeDef] = &[NativeDef::new("__repr__(self, /)", hmac_repr, "Return repr(self).")];

fn repr(a: &Args) -> Res {
    let h = this(a[0])?;
    let t = crate::protocol::call::full_name(type_of(a[0]));
    Ok(Str::try_new(&format!("<{} {t} object @ {:#x}>", h.name, a[0].bits()))?.value())
}
fn hmac_repr(a: &Args) -> Res {
    Ok(Str::try_new(&format!("<{} HMAC object @ {:#x}>", this(a[0])?.name, a[0].bits()))?.value())
}
fn hash_class(info: &Info) -> Gc<Type> {
    if info.size != 0 {
        return class(&HASH);
    }
    if let Some(t) = vm().state("_hashlib.HASHXOF").and_then(|v| v.cast::<Type>()) {
        return t;
    }
    let t = derived_type(&HASHXOF, class(&HASH));
    vm().set_state("_hashlib.HASHXOF", t.value());
    t
}

macro_rules! openssl {
    ($($name:literal $info:ident;)*) => {
        static CONSTRUCTORS: &[NativeDef] = &[$(NativeDef::new(
            concat!("openssl_", $name, "(data=b'', *, usedforsecurity=True, string=None)"),
            |a| create(hash_class(&algorithms::$info), &algorithms::$info, a.opt(0), a.opt_none(2)),
            concat!("Returns a ", $name, " hash object; optionally initialized with a string"),
        )),*];
    };
}
openssl! {
    "md5" MD5; "sha1" SHA1; "sha224" SHA224; "sha256" SHA256; "sha384" SHA384; "sha512" SHA512; "sha3_224" SHA3_224;
    "sha3_256" SHA3_256; "sha3_384" SHA3_384; "sha3_512" SHA3_512; "shake_128" SHAKE_128; "shake_256" SHAKE_256;
}
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "new(name, data=b'', *, usedforsecurity=True, string=None)",
        new,
        "Return a new hash object using the named algorithm.",
    ),
    NativeDef::new(
        "pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)",
        pbkdf2_hmac,
        "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.",
    ),
    NativeDef::new(
        "scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)",
        scrypt,
        "scrypt password-based key derivation function.",
    ),
    NativeDef::new("hmac_new(key, msg=b'', digestmod=None)", hmac_new, "Return a new hmac object."),
    NativeDef::new("hmac_digest(key, msg, digest)", hmac_digest, "Single-shot HMAC."),
    NativeDef::new(
        "compare_digest(a, b, /)",
        compare_digest,
        "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.",
    ),
    NativeDef::new("get_fips_mode()", |_| Ok(Value::small(0)), "Determine the OpenSSL FIPS mode of operation."),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_hashlib");
    let d = m.dict.gc();
    add_functions(d, "_hashlib", FUNCTIONS);
    add_functions(d, "_hashlib", CONSTRUCTORS);
    put(d, "HASH", class(&HASH).value());
    put(d, "HASHXOF", hash_class(&algorithms::SHAKE_128).value());
    put(d, "HMAC", class(&HMAC).value());
    put(d, "UnsupportedDigestmodError", unsupported_class()?);
    let constructors = Dict::new();
    for def in CONSTRUCTORS {
        if let Some(c) = d.get_text(def.name()) {
            constructors.set(c, Str::intern(def.name().trim_start_matches("openssl_")).value())?;
        }
    }
    put(d, "_constructors", constructors.value());
    let names = List::new();
    for i in ALL {
        names.push(Str::intern(i.name).value())?;
    }
    put(d, "openssl_md_meth_names", call(type_of_kind(Kind::FrozenSet).value(), &[names.value()])?);
    Ok(m)
}
fn unsupported_class() -> Res {
    exception_class("_hashlib.UnsupportedDigestmodError", &[Exc::ValueError])
}
#[cold]
fn unsupported() -> Raised {
    raise_class(unsupported_class(), "[digital envelope routines] unsupported")
}
/// The algorithm that a name or one of our constructors stands for.
fn by_digest(v: Value) -> Result<&'static Info, Raised> {
    if let Some(s) = v.cast::<Str>() {
        return algorithms::find(&s.to_text()).ok_or_else(unsupported);
    }
    let name = v.cast::<NativeFunction>().and_then(|f| f.def.name().strip_prefix("openssl_"));
    name.and_then(algorithms::find).ok_or_else(|| raise_class(unsupported_class(), "Unsupported digestmod"))
}
fn name_argument(v: Value, function: &str, what: &str) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>().ok_or_else(|| {
        type_error(format!("{function}() argument '{what}' must be str, not {}", type_of(v).name_text()))
    })
}
fn new(a: &Args) -> Res {
    let name = name_argument(a[0], "new", "name")?;
    let info = algorithms::find(&name.to_text()).ok_or_else(unsupported)?;
    create(hash_class(info), info, a.opt(1), a.opt_none(3))
}
/// As an `i64`, with messages about `what`.
fn positive(v: Value, what: &str) -> Result<i64, Raised> {
    let n = number::to_i64(v)?;
    if n < 1 { Err(value_error(format!("{what} must be greater than 0."))) } else { Ok(n) }
}
fn pbkdf2_hmac(a: &Args) -> Res {
    let name = name_argument(a[0], "pbkdf2_hmac", "hash_name")?;
    let (password, salt) = (buffer::acquire(a[1])?.to_vec()?, buffer::acquire(a[2])?.to_vec()?);
    let rounds = number::to_i64(a[3])?;
    let info = algorithms::find(&name.to_text()).filter(|i| i.size != 0).ok_or_else(unsupported)?;
    if rounds < 1 {
        return Err(value_error("iteration value must be greater than 0."));
    }
    let n = match a.opt_none(4) {
        Some(n) => positive(n, "key length")?,
        None => info.size as i64,
    };
    if n > i32::MAX as i64 {
        return Err(crate::builtins::exceptions::overflow_error("key length is too great."));
    }
    let mut out = vec![0u8; n as usize];
    algorithms::pbkdf2(info, &password, &salt, rounds as u64, &mut out);
    Ok(Bytes::try_new(&out)?.value())
}
fn scrypt(a: &Args) -> Res {
    let password = buffer::acquire(a[0])?.to_vec()?;
    let Some(salt) = a.opt_none(1) else { return Err(type_error("salt is required")) };
    let salt = buffer::acquire(salt)?.to_vec()?;
    let int = |i: usize, message: &str| match a.opt_none(i).map(number::index).transpose()? {
        Some(v) => Ok(v.as_int().and_then(|v| v.to_i64()).filter(|v| *v >= 0).unwrap_or(i64::MAX)),
        None => Err(type_error(message)),
    };
    let n = int(2, "n is required and must be an unsigned int")?;
    if n < 2 || n & (n - 1) != 0 {
        return Err(value_error("n must be a power of 2."));
    }
    let r = int(3, "r is required and must be an unsigned int")?;
    let p = int(4, "p is required and must be an unsigned int")?;
    let max = a.opt(5).map_or(Ok(0), number::to_i64)?;
    if !(0..=i32::MAX as i64).contains(&max) {
        return Err(value_error(format!("maxmem must be positive and smaller than {}", i32::MAX)));
    }
    let dklen = a.opt(6).map_or(Ok(64), number::to_i64)?;
    if !(1..=i32::MAX as i64).contains(&dklen) {
        return Err(value_error(format!("dklen must be greater than 0 and smaller than {}", i32::MAX)));
    }
    let max = if max == 0 { 32 << 20 } else { max as i128 };
    let need = 128 * r as i128 * (n as i128 + p as i128 + 2);
    if r < 1 || p < 1 || need > max || p as i128 * r as i128 >= 1 << 30 {
        return Err(value_error("Invalid parameter combination for n, r, p, maxmem."));
    }
    let mut out = vec![0u8; dklen as usize];
    algorithms::scrypt(&password, &salt, n as usize, r as usize, p as usize, &mut out);
    Ok(Bytes::try_new(&out)?.value())
}
fn hmac_new(a: &Args) -> Res {
    let Some(digestmod) = a.opt_none(2) else { return Err(type_error("Missing required parameter 'digestmod'.")) };
    let info = by_digest(digestmod)?;
    if info.size == 0 {
        return Err(unsupported());
    }
    let key = buffer::acquire(a[0])?.to_vec()?;
    let mut h: Box<dyn algorithms::Algorithm> = Box::new(Hmac::new(info, &key));
    if let Some(msg) = a.opt_none(1) {
        super::with_data(msg, |b| h.update(b))?;
    }
    make(class(&HMAC), (info.name, info.size, info.block), h)
}
fn hmac_digest(a: &Args) -> Res {
    use algorithms::Algorithm;
    let info = by_digest(a[2])?;
    if info.size == 0 {
        return Err(unsupported());
    }
    let mut h = Hmac::new(info, &buffer::acquire(a[0])?.to_vec()?);
    h.update(buffer::acquire(a[1])?.bytes());
    Ok(Bytes::try_new(&h.finish(info.size))?.value())
}
/// Equality in time that depends on the lengths only.
pub fn compare_digest(a: &Args) -> Res {
    let same = |x: &[u8], y: &[u8]| x.len() == y.len() && x.iter().zip(y).fold(0, |d, (x, y)| d | (x ^ y)) == 0;
    if let (Some(x), Some(y)) = (a[0].cast::<Str>(), a[1].cast::<Str>()) {
        if !x.ascii || !y.ascii {
            return Err(type_error("comparing strings with non-ASCII characters is not supported"));
        }
        return Ok(boolean(same(x.raw(), y.raw())));
    }
    let (x, y) = (buffer::acquire_opt(a[0])?, buffer::acquire_opt(a[1])?);
    match (x, y) {
        (Some(x), Some(y)) => Ok(boolean(same(x.bytes(), y.bytes()))),
        (None, None) => Err(type_error(format!(
            "unsupported operand types(s) or combination of types: '{}' and '{}'",
            type_of(a[0]).name_text(),
            type_of(a[1]).name_text()
        ))),
        (None, _) => Err(buffer::not_bytes_like(a[0])),
        _ => Err(buffer::not_bytes_like(a[1])),
    }
}
