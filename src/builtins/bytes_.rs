//! `bytes`: construction, operators, subscripts, iteration. The methods it shares with `bytearray` are in `bytes_methods`.

use std::cell::Cell;

use super::buffer::{acquire_full, acquire_opt};
use super::bytes_methods::{self as methods, data};
use super::exceptions::{Exc, overflow_error, stop_iteration, type_error, value_error};
use super::str_::{arg_type_name, class_name, repeat_count};
use crate::layout;
use crate::object::buffer::{copy_bytes, load_short};
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{self, type_of};
use crate::object::slice::Slice;
use crate::object::special::Special;
use crate::object::str::{Str, fill_repeated};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none, not_implemented};
use crate::protocol::call::call_bound;
use crate::protocol::compare::Cmp;
use crate::protocol::item::{sequence_index, slice_range};
use crate::protocol::{iter, number};
use crate::thread::thread;

layout! {
    pub struct BytesIter: BytesIter {
        gc bytes: Ptr<Bytes>,
        raw at: Cell<usize>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, source=b'', encoding=<unrepresentable>, errors=<unrepresentable>)",
        new,
        "Create and return a new object.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__str__(self, /)", repr, "Return str(self)."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__len__(self, /)", |a| Ok(Value::usize(data(a[0]).len())), "Return len(self)."),
    NativeDef::new("__iter__(self, /)", |a| Ok(new_iter(this(a))), "Implement iter(self)."),
    NativeDef::new("__contains__(self, key, /)", methods::contains, "Return bool(key in self)."),
    NativeDef::new("__getitem__(self, key, /)", |a| subscript(this(a), a[1]), "Return self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__mod__(self, value, /)", modulo, "Return self%value."),
    NativeDef::new("__rmod__(self, value, /)", rmodulo, "Return value%self."),
    NativeDef::new("__lt__(self, value, /)", |a| order(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| order(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| order(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| order(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| order(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| order(a, Cmp::Ge), "Return self>=value."),
    NativeDef::new(
        "__buffer__(self, flags, /)",
        buffer,
        "Return a buffer object that exposes the underlying memory of the object.",
    ),
    NativeDef::new(
        "__getnewargs__(self, /)",
        |a| Ok(Tuple::new(&[exact(this(a))?.value()]).value()),
        "Arguments that make equal bytes.",
    ),
    NativeDef::new("__bytes__(self, /)", |a| exact(this(a)).map(Gc::value), "Convert this value to exact type bytes."),
    NativeDef::new(
        "__sizeof__(self, /)",
        |a| Ok(Value::usize(33 + data(a[0]).len())),
        "Return the size of the object in memory, in bytes.",
    ),
    NativeDef::class("fromhex(cls, string, /)", fromhex, "Create a bytes object from a string of hexadecimal numbers."),
];
static ITER: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", |a| next(a[0])?.ok_or_else(|| stop_iteration(None)), "Implement next(self)."),
    NativeDef::new("__length_hint__(self, /)", iter_hint, "Private method returning an estimate of len(list(it))."),
    NativeDef::new("__reduce__(self, /)", iter_reduce, "Return state information for pickling."),
    NativeDef::new("__setstate__(self, state, /)", iter_setstate, "Set state information for unpickling."),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "bytes",
        kind: Kind::Bytes,
        doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer",
        flags: f::BASETYPE | f::MATCH_SELF,
        methods: &[METHODS, methods::METHODS],
        ..TypeDef::EMPTY
    },
    TypeDef { name: "bytes_iterator", kind: Kind::BytesIter, flags: f::NO_NEW, methods: &[ITER], ..TypeDef::EMPTY },
];

fn this(a: &Args) -> Gc<Bytes> {
    // SAFETY: the receiver of a method has its class's layout.
    unsafe { a[0].cast_unchecked::<Bytes>() }
}
fn exact(b: Gc<Bytes>) -> Result<Gc<Bytes>, Raised> {
    if b.value().exact::<Bytes>().is_some() { Ok(b) } else { Bytes::try_new(b.as_slice()) }
}

// --- construction
fn new(a: &Args) -> Res {
    let cls = a[0].cast::<Type>().ok_or_else(|| type_error("bytes.__new__(X): X is not a type object"))?;
    let b = make(a)?;
    if cls == shape::type_of_kind(Kind::Bytes) {
        // what `__bytes__` returned is returned as it is
        return Ok(b.value());
    }
    Bytes::try_subclass(shape::info(cls.root_shape.get()), b.as_slice()).map(Gc::value)
}
/// The text arguments of `bytes` and `bytearray`.
pub fn text_arg(v: Option<Value>, class: &str, name: &str) -> Result<Option<Gc<Str>>, Raised> {
    match v {
        None => Ok(None),
        Some(v) => v
            .cast::<Str>()
            .map(Some)
            .ok_or_else(|| type_error(format!("{class}() argument '{name}' must be str, not {}", arg_type_name(v)))),
    }
}
/// Encodes `source` if there are text arguments; `None` if there are none.
pub fn encoded_source(
    source: Option<Value>,
    encoding: Option<Gc<Str>>,
    errors: Option<Gc<Str>>,
) -> Result<Option<Gc<Bytes>>, Raised> {
    let text = source.and_then(|v| v.cast::<Str>());
    if encoding.is_some() {
        let Some(s) = text else { return Err(type_error("encoding without a string argument")) };
        let r = super::codecs::encode_str(s, encoding, errors)?;
        return Ok(r.cast::<Bytes>());
    }
    if errors.is_some() {
        return Err(type_error(if text.is_some() {
            "string argument without an encoding"
        } else {
            "errors without a string argument"
        }));
    }
    Ok(None)
}
fn make(a: &Args) -> Result<Gc<Bytes>, Raised> {
    let (encoding, errors) = (text_arg(a.opt(2), "bytes", "encoding")?, text_arg(a.opt(3), "bytes", "errors")?);
    if let Some(b) = encoded_source(a.opt(1), encoding, errors)? {
        return Ok(b);
    }
    let Some(v) = a.opt(1) else { return Ok(Bytes::new(b"")) };
    if let Some(b) = v.exact::<Bytes>() {
        return Ok(b);
    }
    if let Some(m) = type_of(v).special(Special::Bytes) {
        let r = call_bound(m, v, &[], None)?;
        return match r.cast::<Bytes>() {
            Some(b) => Ok(b),
            None => Err(type_error(format!("__bytes__ returned non-bytes (type {})", class_name(r)))),
        };
    }
    if v.cast::<Str>().is_some() {
        return Err(type_error("string argument without an encoding"));
    }
    if let Some(n) = count_arg(v)? {
        let (b, p) = Bytes::try_alloc(n)?;
        // SAFETY: room for `n` bytes.
        unsafe { std::ptr::write_bytes(p, 0, n) };
        return Ok(b);
    }
    Bytes::try_new(&from_object(v, "bytes", "bytes must be in range(0, 256)")?)
}
/// An int argument of a constructor: that many zero bytes.
pub fn count_arg(v: Value) -> Result<Option<usize>, Raised> {
    if !number::has_index(v) {
        return Ok(None);
    }
    match number::to_ssize(v) {
        Ok(n) => usize::try_from(n).map(Some).map_err(|_| value_error("negative count")),
        Err(Raised) if thread().catch(Exc::TypeError) => Ok(None),
        Err(e) => Err(e),
    }
}
/// Bytes out of a bytes-like object or an iterable of ints.
pub fn from_object(v: Value, class: &str, range_message: &str) -> Result<Vec<u8>, Raised> {
    if let Some(b) = acquire_full(v)? {
        return b.to_vec();
    }
    let t = type_of(v);
    let iterable = t.special(Special::Iter).is_some_and(|m| m != none()) || t.special(Special::GetItem).is_some();
    if !iterable {
        return Err(type_error(format!("cannot convert '{}' object to {class}", class_name(v))));
    }
    let mut out = vec![];
    if class == "bytes" {
        iter::ask_length(v)?;
    }
    iter::for_each(v, |x| {
        let i = number::to_index_clipped(x)?;
        out.push(u8::try_from(i).map_err(|_| value_error(range_message))?);
        Ok(())
    })?;
    Ok(out)
}
fn fromhex(a: &Args) -> Res {
    let b = Bytes::try_new(&methods::from_hex(a[1])?)?.value();
    if a[0] == shape::type_of_kind(Kind::Bytes).value() {
        return Ok(b);
    }
    crate::protocol::call::call(a[0], &[b])
}

// --- operators
fn repr(a: &Args) -> Res {
    Ok(Str::try_new(&methods::repr_bytes(data(a[0])))?.value())
}
fn hash(a: &Args) -> Res {
    Ok(Value::int(hash_value(this(a))))
}
/// The cached hash.
#[inline]
pub fn hash_value(b: Gc<Bytes>) -> i64 {
    if b.hash.get() == 0 {
        b.hash.set(methods::hash_of(b.as_slice()));
    }
    b.hash.get()
}
/// `a + b`
pub fn concat(a: Gc<Bytes>, b: &[u8]) -> Result<Gc<Bytes>, Raised> {
    let len = a.len.checked_add(b.len()).ok_or_else(memory_error)?;
    if len <= 16 {
        // SAFETY: the bytes of both.
        let both =
            unsafe { load_short(a.data, a.len) | load_short(b.as_ptr(), b.len()).wrapping_shl(8 * a.len as u32) };
        return Bytes::short(both, len);
    }
    let (g, p) = Bytes::try_alloc(len)?;
    // SAFETY: room for both.
    unsafe {
        copy_bytes(a.data, p, a.len);
        copy_bytes(b.as_ptr(), p.add(a.len), b.len());
    }
    Ok(g)
}
/// `a + b`
pub fn add_bytes(a: Gc<Bytes>, b: Gc<Bytes>) -> Res {
    if a.len == 0 && b.value().exact::<Bytes>().is_some() {
        return Ok(b.value());
    }
    concat(a, b.as_slice()).map(Gc::value)
}
fn add(a: &Args) -> Res {
    if let Some(b) = a[1].cast::<Bytes>() {
        return add_bytes(this(a), b);
    }
    match acquire_opt(a[1])? {
        Some(b) => concat(this(a), b.bytes()).map(Gc::value),
        None => Err(type_error(format!("can't concat {} to {}", class_name(a[1]), class_name(a[0])))),
    }
}
fn mul(a: &Args) -> Res {
    let (b, n) = (this(a), repeat_count(a[1])?);
    if n == 1 {
        return exact(b).map(Gc::value);
    }
    let len = b.len.checked_mul(n.max(0) as usize).filter(|l| *l <= isize::MAX as usize);
    let Some(len) = len else { return Err(overflow_error("repeated bytes are too long")) };
    let (g, p) = Bytes::try_alloc(len)?;
    if len > 0 {
        // SAFETY: room for `len` bytes.
        unsafe { fill_repeated(p, b.as_slice(), len) };
    }
    Ok(g.value())
}
fn modulo(a: &Args) -> Res {
    let out = super::percent_format::format_bytes(data(a[0]), a[1])?;
    methods::result(a[0], &out)
}
fn rmodulo(a: &Args) -> Res {
    match a[1].cast::<Bytes>() {
        Some(f) => methods::result(a[1], &super::percent_format::format_bytes(f.as_slice(), a[0])?),
        None => Ok(not_implemented()),
    }
}
fn order(a: &Args, op: Cmp) -> Res {
    Ok(match a[1].cast::<Bytes>() {
        Some(o) => boolean(match op {
            Cmp::Eq => this(a).as_slice() == o.as_slice(),
            Cmp::Ne => this(a).as_slice() != o.as_slice(),
            _ => op.holds(this(a).as_slice().cmp(o.as_slice())),
        }),
        None => not_implemented(),
    })
}
/// The bytes of a range.
pub fn slice_of(b: Gc<Bytes>, r: crate::protocol::item::SliceRange) -> Res {
    if r.step == 1 {
        if r.count == b.len {
            return exact(b).map(Gc::value);
        }
        return Bytes::try_new(&b.as_slice()[r.start as usize..][..r.count]).map(Gc::value);
    }
    let out: Vec<u8> = (0..r.count).map(|i| b.as_slice()[(r.start + i as i64 * r.step) as usize]).collect();
    Bytes::try_new(&out).map(Gc::value)
}
/// `b[key]`
pub fn subscript(b: Gc<Bytes>, key: Value) -> Res {
    if let Some(i) = key.as_small() {
        let j = if i < 0 { i + b.len as i64 } else { i };
        if let Some(&c) = usize::try_from(j).ok().and_then(|j| b.as_slice().get(j)) {
            return Ok(Value::small(c as i64));
        }
    }
    if let Some(s) = key.cast::<Slice>() {
        return slice_of(b, slice_range(s, b.len)?);
    }
    if !number::has_index(key) {
        return Err(type_error(format!("byte indices must be integers or slices, not {}", class_name(key))));
    }
    Ok(Value::small(b.as_slice()[sequence_index(key, b.len, "index out of range")?] as i64))
}
fn buffer(a: &Args) -> Res {
    let flags = number::to_i64(a[1])?;
    if flags & super::buffer::WRITABLE != 0 {
        return Err(super::exceptions::buffer_error("Object is not writable."));
    }
    super::memoryview::of_object(a[0], flags).map(Gc::value)
}

// --- iteration
/// `iter(b)`
pub fn new_iter(b: Gc<Bytes>) -> Value {
    alloc(BytesIter { header: BytesIter::HEADER, bytes: Ptr::new(b), at: Cell::new(0) }).value()
}
fn as_iter(v: Value) -> Gc<BytesIter> {
    // SAFETY: called with iterators of this class only.
    unsafe { v.cast_unchecked::<BytesIter>() }
}
/// The step of the iterator (`iterators::fast_next`).
pub fn next(it: Value) -> Result<Option<Value>, Raised> {
    let it = as_iter(it);
    let Some(b) = it.bytes.get() else { return Ok(None) };
    let i = it.at.get();
    match b.as_slice().get(i) {
        Some(&c) => {
            it.at.set(i + 1);
            Ok(Some(Value::small(c as i64)))
        }
        None => {
            it.bytes.set(it, None);
            Ok(None)
        }
    }
}
fn iter_hint(a: &Args) -> Res {
    let it = as_iter(a[0]);
    Ok(Value::usize(it.bytes.get().map_or(0, |b| b.len.saturating_sub(it.at.get()))))
}
fn iter_reduce(a: &Args) -> Res {
    let it = as_iter(a[0]);
    let f = super::util::builtin("iter")?;
    Ok(match it.bytes.get() {
        Some(b) => Tuple::new(&[f, Tuple::new(&[b.value()]).value(), Value::usize(it.at.get())]).value(),
        None => Tuple::new(&[f, Tuple::new(&[Tuple::empty().value()]).value()]).value(),
    })
}
fn iter_setstate(a: &Args) -> Res {
    let i = number::to_ssize(a[1])?.max(0) as usize;
    let it = as_iter(a[0]);
    if let Some(b) = it.bytes.get() {
        it.at.set(i.min(b.len));
    }
    Ok(none())
}
