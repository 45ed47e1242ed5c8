//! `_blake2`: BLAKE2b and BLAKE2s with all their parameters.

use super::algorithms::Algorithm;
use super::{ATTRIBUTES, DIGEST, UPDATE, class, data_argument, make, with_data};
use crate::builtins::exceptions::{overflow_error, value_error};
use crate::builtins::put;
use crate::object::Raised;
use crate::object::Res;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::protocol::{compare, number};

macro_rules! blake_class {
    ($id:ident $name:literal $new:ident) => {
        static $id: TypeDef = TypeDef {
            name: $name,
            module: "_blake2",
            kind: Kind::Hash,
            doc: "Return a new BLAKE2 hash object.",
            flags: f::IMMUTABLE,
            methods: &[
                &[NativeDef::new(
                    "__new__(cls, data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)",
                    $new,
                    "Create and return a new object.  See help(type) for accurate signature.",
                )],
                UPDATE,
                DIGEST,
            ],
            getsets: &[ATTRIBUTES],
        };
    };
}
blake_class!(BLAKE2B "blake2b" new_b);
blake_class!(BLAKE2S "blake2s" new_s);

/// The parameters, checked.
struct Params {
    digest_size: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf_size: u32,
    node_offset: u64,
    node_depth: u8,
    inner_size: usize,
    last_node: bool,
}
fn unsigned(v: Option<Value>, default: u64, what: &str) -> Result<u64, Raised> {
    let Some(v) = v else { return Ok(default) };
    let n = number::index(v)?;
    let n = n.as_int().map(|i| (i.is_negative(), i.with(|b| u64::try_from(b).ok())));
    match n {
        Some((true, _)) => Err(value_error("value must be positive")),
        Some((_, Some(n))) => Ok(n),
        _ => Err(overflow_error(format!("Python int too large for C unsigned {what}"))),
    }
}
fn small(v: Option<Value>, default: i64) -> Result<i64, Raised> {
    v.map_or(Ok(default), number::to_ssize)
}
fn bytes(v: Option<Value>, what: &str, max: usize) -> Result<Vec<u8>, Raised> {
    let Some(v) = v else { return Ok(vec![]) };
    let b = crate::builtins::buffer::acquire(v)?.to_vec()?;
    if b.len() > max {
        return Err(value_error(format!("maximum {what} length is {max} bytes")));
    }
    Ok(b)
}
/// `max`: longest digest and key; `extra`: longest salt and person.
fn params(a: &Args, name: &str, max: usize, extra: usize) -> Result<Params, Raised> {
    let range = |v: i64, low: i64, high: i64, what: &str| {
        if (low..=high).contains(&v) {
            Ok(v)
        } else {
            Err(value_error(format!("{what} must be between {low} and {high}")))
        }
    };
    let digest_size = small(a.opt(2), max as i64)?;
    if !(1..=max as i64).contains(&digest_size) {
        return Err(value_error(format!(
            "digest_size for {name} must be between 1 and {max} bytes, here it is {digest_size}"
        )));
    }
    let salt = bytes(a.opt(4), "salt", extra)?;
    let person = bytes(a.opt(5), "person", extra)?;
    let fanout = range(small(a.opt(6), 1)?, 0, 255, "fanout")? as u8;
    let depth = range(small(a.opt(7), 1)?, 1, 255, "depth")? as u8;
    let leaf_size = unsigned(a.opt(8), 0, "long")?;
    let leaf_size = u32::try_from(leaf_size).map_err(|_| overflow_error("leaf_size is too large"))?;
    let node_offset = unsigned(a.opt(9), 0, "long long")?;
    if max == 32 && node_offset >= 1 << 48 {
        return Err(overflow_error("node_offset is too large"));
    }
    let node_depth = range(small(a.opt(10), 0)?, 0, 255, "node_depth")? as u8;
    let inner_size = small(a.opt(11), 0)?;
    if !(0..=max as i64).contains(&inner_size) {
        return Err(value_error(format!("inner_size must be between 0 and is {max}")));
    }
    let last_node = a.opt(12).map_or(Ok(false), compare::truth)?;
    let key = bytes(a.opt(3), "key", max)?;
    Ok(Params {
        digest_size: digest_size as usize,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size: inner_size as usize,
        last_node,
    })
}
macro_rules! constructor {
    ($f:ident $class:ident $lib:ident $name:literal $shown:literal $max:literal $extra:literal $block:literal) => {
        fn $f(a: &Args) -> Res {
            let data = data_argument(a.opt(1), a.opt_none(14))?;
            let p = params(a, $shown, $max, $extra)?;
            // shorter salts and persons are padded with zeros
            let pad = |v: &[u8]| {
                let mut b = [0u8; $extra];
                b[..v.len()].copy_from_slice(v);
                b
            };
            let mut l = $lib::Params::new();
            l.hash_length(p.digest_size)
                .key(&p.key)
                .salt(&pad(&p.salt))
                .personal(&pad(&p.person))
                .fanout(p.fanout)
                .max_depth(p.depth)
                .max_leaf_length(p.leaf_size)
                .node_offset(p.node_offset)
                .node_depth(p.node_depth)
                .inner_hash_length(p.inner_size)
                .last_node(p.last_node);
            let mut state: Box<dyn Algorithm> = Box::new(l.to_state());
            if let Some(d) = data {
                with_data(d, |b| state.update(b))?;
            }
            make(class(&$class), ($name, p.digest_size, $block), state)
        }
    };
}
constructor!(new_b BLAKE2B blake2b_simd "blake2b" "Blake2b" 64 16 128);
constructor!(new_s BLAKE2S blake2s_simd "blake2s" "Blake2s" 32 8 64);

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_blake2");
    let d = m.dict.gc();
    for (def, prefix, extra, max) in [(&BLAKE2B, "BLAKE2B", 16, 64), (&BLAKE2S, "BLAKE2S", 8, 32)] {
        let c = class(def);
        put(d, def.name, c.value());
        for (name, v) in [("SALT_SIZE", extra), ("PERSON_SIZE", extra), ("MAX_KEY_SIZE", max), ("MAX_DIGEST_SIZE", max)]
        {
            put(c.dict.gc(), name, Value::small(v));
            put(d, &format!("{prefix}_{name}"), Value::small(v));
        }
        c.modified();
    }
    put(d, "_GIL_MINSIZE", Value::small(2048));
    Ok(m)
}
