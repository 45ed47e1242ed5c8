//! `bytearray`: bytes that change. Resizing is refused while views of the memory are alive.

use std::cell::Cell;

use super::buffer::{acquire_opt, is_bytes_like};
use super::bytes_::{count_arg, encoded_source, from_object, text_arg};
use super::bytes_methods::{self as methods, byte_arg, data};
use super::exceptions::{buffer_error, index_error, stop_iteration, type_error, value_error};
use super::stale_views::{Views, views};
use super::str_::{class_name, repeat_count};
use crate::layout;
use crate::object::buffer::Buffer;
use crate::object::buffer::copy_bytes;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape;
use crate::object::slice::Slice;
use crate::object::special::Special;
use crate::object::str::{Str, of_units};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none, not_implemented};
use crate::protocol::compare::Cmp;
use crate::protocol::item::{SliceRange, adjust_slice, sequence_index, unpack_slice};
use crate::protocol::{attr, iter, number};

layout! {
    pub struct ByteArrayIter: ByteArrayIter {
        gc bytes: Ptr<ByteArray>,
        raw at: Cell<usize>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new(
        "__init__(self, /, source=b'', encoding=<unrepresentable>, errors=<unrepresentable>)",
        init,
        "Initialize self.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__str__(self, /)", repr, "Return str(self)."),
    NativeDef::new("__len__(self, /)", |a| Ok(Value::usize(data(a[0]).len())), "Return len(self)."),
    NativeDef::new("__iter__(self, /)", |a| Ok(new_iter(this(a))), "Implement iter(self)."),
    NativeDef::new("__contains__(self, key, /)", methods::contains, "Return bool(key in self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", delitem, "Delete self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__iadd__(self, value, /)", iadd, "Implement self+=value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__imul__(self, value, /)", imul, "Implement self*=value."),
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
        "__release_buffer__(self, buffer, /)",
        release_buffer,
        "Release the buffer object that exposes the underlying memory of the object.",
    ),
    NativeDef::new("__alloc__(self, /)", |a| Ok(Value::usize(this(a).buffer.gc().cap.get())), "B.__alloc__() -> int"),
    NativeDef::new(
        "__sizeof__(self, /)",
        |a| Ok(Value::usize(56 + this(a).buffer.gc().cap.get())),
        "Returns the size of the bytearray object in memory, in bytes.",
    ),
    NativeDef::new("__reduce__(self, /)", |a| reduce(a, 2), "Return state information for pickling."),
    NativeDef::new(
        "__reduce_ex__(self, proto=0, /)",
        |a| reduce(a, a.opt(1).map_or(Ok(0), number::to_i64)?),
        "Return state information for pickling.",
    ),
    NativeDef::new("append(self, item, /)", append, "Append a single item to the end of the bytearray."),
    NativeDef::new(
        "extend(self, iterable_of_ints, /)",
        extend,
        "Append all the items from the iterator or sequence to the end of the bytearray.",
    ),
    NativeDef::new(
        "insert(self, index, item, /)",
        insert,
        "Insert a single item into the bytearray before the given index.",
    ),
    NativeDef::new("pop(self, index=-1, /)", pop, "Remove and return a single item from B."),
    NativeDef::new("remove(self, value, /)", remove, "Remove the first occurrence of a value in the bytearray."),
    NativeDef::new("reverse(self, /)", reverse, "Reverse the order of the values in B in place."),
    NativeDef::new("clear(self, /)", |a| resize(this(a), 0).map(|()| none()), "Remove all items from the bytearray."),
    NativeDef::new("copy(self, /)", |a| ByteArray::try_new(data(a[0])).map(Gc::value), "Return a copy of B."),
    NativeDef::new("resize(self, size, /)", resize_method, "Resize the internal buffer of bytearray to len."),
    NativeDef::class(
        "fromhex(cls, string, /)",
        fromhex,
        "Create a bytearray object from a string of hexadecimal numbers.",
    ),
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
        name: "bytearray",
        kind: Kind::ByteArray,
        doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer",
        flags: f::BASETYPE | f::MATCH_SELF,
        methods: &[METHODS, methods::METHODS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "bytearray_iterator",
        kind: Kind::ByteArrayIter,
        flags: f::NO_NEW,
        methods: &[ITER],
        ..TypeDef::EMPTY
    },
];

fn this(a: &Args) -> Gc<ByteArray> {
    // SAFETY: the receiver of a method has its class's layout.
    unsafe { a[0].cast_unchecked::<ByteArray>() }
}

// --- size
/// `BufferError` while views are alive. Views that nobody refers to any more do not count: they are collected first.
fn check_resize(b: Gc<ByteArray>) -> Result<(), Raised> {
    if b.exports.get() == 0 {
        return Ok(());
    }
    match views(&b.exports, b.buffer.gc().value())? {
        Views::Gone => Ok(()),
        Views::Alive => Err(buffer_error("Existing exports of data: object cannot be re-sized")),
        Views::Stale => {
            // they keep the memory
            let copy = Buffer::try_new(b.len.get())?;
            // SAFETY: `copy` has room.
            unsafe { std::ptr::copy_nonoverlapping(b.as_slice().as_ptr(), copy.bytes(), b.len.get()) };
            b.buffer.set(b, copy);
            b.start.set(0);
            b.exports.forget();
            Ok(())
        }
    }
}
/// Makes the length `n`; what is new is zero.
fn resize(b: Gc<ByteArray>, n: usize) -> Result<(), Raised> {
    let old = b.len.get();
    if n != old {
        check_resize(b)?;
        b.set_len(n)?;
        if n > old {
            b.as_mut_slice()[old..].fill(0);
        }
    }
    Ok(())
}
fn resize_method(a: &Args) -> Res {
    let n = number::to_ssize(a[1])?;
    let Ok(n) = usize::try_from(n) else {
        return Err(value_error(format!("Can only resize to positive sizes, got {n}")));
    };
    resize(this(a), n).map(|()| none())
}
/// Replaces the bytes `from..to` by `new`.
fn splice(b: Gc<ByteArray>, from: usize, to: usize, new: &[u8]) -> Result<(), Raised> {
    let old = b.len.get();
    let (from, to) = (from.min(old), to.clamp(from.min(old), old));
    let tail = old - to;
    let len = (from + tail).checked_add(new.len()).ok_or_else(memory_error)?;
    if len < old {
        check_resize(b)?;
        if from == 0 && new.is_empty() {
            // from the front: move the start, not the bytes
            b.start.set(b.start.get() + to);
            b.len.set(old - to);
            return if b.len.get() == 0 { b.set_len(0) } else { Ok(()) };
        }
        b.as_mut_slice().copy_within(to.., from + new.len());
        b.as_mut_slice()[from..from + new.len()].copy_from_slice(new);
        return b.set_len(len);
    }
    if len > old {
        check_resize(b)?;
        b.set_len(len)?;
        b.as_mut_slice().copy_within(to..old, from + new.len());
    }
    b.as_mut_slice()[from..from + new.len()].copy_from_slice(new);
    Ok(())
}

// --- construction
fn new(a: &Args) -> Res {
    let cls = a[0].cast::<Type>().ok_or_else(|| type_error("bytearray.__new__(X): X is not a type object"))?;
    if cls == shape::type_of_kind(Kind::ByteArray) {
        return ByteArray::try_new(b"").map(Gc::value);
    }
    ByteArray::try_subclass(shape::info(cls.root_shape.get())).map(Gc::value)
}
fn init(a: &Args) -> Res {
    let b = this(a);
    let (encoding, errors) = (text_arg(a.opt(2), "bytearray", "encoding")?, text_arg(a.opt(3), "bytearray", "errors")?);
    resize(b, 0)?;
    if let Some(e) = encoded_source(a.opt(1), encoding, errors)? {
        splice(b, 0, 0, e.as_slice())?;
        return Ok(none());
    }
    let Some(v) = a.opt(1) else { return Ok(none()) };
    if v.cast::<Str>().is_some() {
        return Err(type_error("string argument without an encoding"));
    }
    if let Some(n) = count_arg(v)? {
        return resize(b, n).map(|()| none());
    }
    let bytes = from_object(v, "bytearray", "byte must be in range(0, 256)")?;
    splice(b, 0, b.len.get(), &bytes)?;
    Ok(none())
}
fn fromhex(a: &Args) -> Res {
    let b = methods::from_hex(a[1])?;
    if a[0] == shape::type_of_kind(Kind::ByteArray).value() {
        return ByteArray::try_new(&b).map(Gc::value);
    }
    crate::protocol::call::call(a[0], &[Bytes::try_new(&b)?.value()])
}
fn repr(a: &Args) -> Res {
    let name = shape::type_of(a[0]).name_text();
    Ok(Str::try_new(&format!("{name}({})", methods::repr_with(data(a[0]), true)))?.value())
}
fn reduce(a: &Args, protocol: i64) -> Res {
    let dict = attr::get_opt(a[0], Str::intern("__dict__"))?.unwrap_or_else(none);
    let b = data(a[0]);
    let args = if b.is_empty() {
        Tuple::empty()
    } else if protocol < 3 {
        Tuple::new(&[of_units(b)?.value(), Str::intern("latin-1").value()])
    } else {
        Tuple::new(&[Bytes::try_new(b)?.value()])
    };
    Ok(Tuple::new(&[shape::type_of(a[0]).value(), args.value(), dict]).value())
}

// --- operators
fn cannot_concat(a: &Args) -> Raised {
    type_error(format!("can't concat {} to {}", class_name(a[1]), class_name(a[0])))
}
fn add(a: &Args) -> Res {
    let Some(o) = acquire_opt(a[1])? else { return Err(cannot_concat(a)) };
    let mut out = Vec::new();
    out.try_reserve_exact(data(a[0]).len() + o.len()).map_err(|_| memory_error())?;
    out.extend_from_slice(data(a[0]));
    out.extend_from_slice(o.bytes());
    ByteArray::try_new(&out).map(Gc::value)
}
fn iadd(a: &Args) -> Res {
    if a[1] == a[0] {
        let copy = data(a[0]).to_vec();
        push(this(a), &copy)?;
        return Ok(a[0]);
    }
    let Some(o) = acquire_opt(a[1])? else { return Err(cannot_concat(a)) };
    push(this(a), o.bytes())?;
    Ok(a[0])
}
/// Appends bytes that are not the array's own.
#[inline]
pub fn push(b: Gc<ByteArray>, new: &[u8]) -> Result<(), Raised> {
    let n = b.len.get();
    let end = b.start.get() + n;
    let buffer = b.buffer.gc();
    if b.exports.get() == 0 && new.len() <= buffer.cap.get() - end {
        // SAFETY: there is room behind the end; `new` lies elsewhere.
        unsafe { copy_bytes(new.as_ptr(), buffer.bytes().add(end), new.len()) };
        b.len.set(n + new.len());
        return Ok(());
    }
    splice(b, n, n, new)
}
fn repeated(b: &[u8], n: i64) -> Result<Vec<u8>, Raised> {
    let len = b.len().checked_mul(n.max(0) as usize).filter(|l| *l <= isize::MAX as usize).ok_or_else(memory_error)?;
    let mut out = Vec::new();
    out.try_reserve_exact(len).map_err(|_| memory_error())?;
    (0..n.max(0)).for_each(|_| out.extend_from_slice(b));
    Ok(out)
}
fn mul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    ByteArray::try_new(&repeated(data(a[0]), n)?).map(Gc::value)
}
fn imul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    let all = repeated(data(a[0]), n)?;
    splice(this(a), 0, this(a).len.get(), &all)?;
    Ok(a[0])
}
fn modulo(a: &Args) -> Res {
    let format = data(a[0]).to_vec();
    methods::result(a[0], &super::percent_format::format_bytes(&format, a[1])?)
}
fn rmodulo(a: &Args) -> Res {
    match a[1].cast::<ByteArray>() {
        Some(f) => {
            let format = f.as_slice().to_vec();
            methods::result(a[1], &super::percent_format::format_bytes(&format, a[0])?)
        }
        None => Ok(not_implemented()),
    }
}
fn order(a: &Args, op: Cmp) -> Res {
    if a[1].cast::<Str>().is_some() || !is_bytes_like(a[1]) {
        return Ok(not_implemented());
    }
    let Ok(Some(o)) = acquire_opt(a[1]) else {
        crate::thread::thread().clear_exception();
        return Ok(not_implemented());
    };
    Ok(boolean(op.holds(data(a[0]).cmp(o.bytes()))))
}
fn buffer(a: &Args) -> Res {
    super::memoryview::of_object(a[0], number::to_i64(a[1])?).map(Gc::value)
}
fn release_buffer(a: &Args) -> Res {
    match a[1].cast::<super::memoryview::MemoryView>() {
        Some(m) => super::memoryview::release(m),
        None => return Err(type_error("expected a memoryview object")),
    }
    Ok(none())
}

// --- subscripts
fn bad_index(key: Value) -> Raised {
    type_error(format!("bytearray indices must be integers or slices, not {}", class_name(key)))
}
const OUT_OF_RANGE: &str = "bytearray index out of range";

fn getitem(a: &Args) -> Res {
    if let Some(i) = a[1].as_small() {
        let d = data(a[0]);
        let j = if i < 0 { i + d.len() as i64 } else { i };
        if let Some(&c) = usize::try_from(j).ok().and_then(|j| d.get(j)) {
            return Ok(Value::small(c as i64));
        }
    }
    if let Some(s) = a[1].cast::<Slice>() {
        // the parts first: asking for them may change the length
        let parts = unpack_slice(s)?;
        let r = adjust_slice(parts, data(a[0]).len());
        let d = data(a[0]);
        if r.step == 1 {
            return ByteArray::try_new(&d[r.start as usize..][..r.count]).map(Gc::value);
        }
        let out: Vec<u8> = (0..r.count).map(|i| d[(r.start + i as i64 * r.step) as usize]).collect();
        return ByteArray::try_new(&out).map(Gc::value);
    }
    if !number::has_index(a[1]) {
        return Err(bad_index(a[1]));
    }
    // finding the index may run code that changes the length
    let i = number::to_index(a[1])?;
    let i = sequence_index(Value::int(i), data(a[0]).len(), OUT_OF_RANGE)?;
    Ok(Value::small(data(a[0])[i] as i64))
}
fn setitem(a: &Args) -> Res {
    let b = this(a);
    if let Some(s) = a[1].cast::<Slice>() {
        let new = assigned_bytes(a[2])?;
        let parts = unpack_slice(s)?;
        let r = adjust_slice(parts, b.len.get());
        set_slice(b, r, &new)?;
        return Ok(none());
    }
    if !number::has_index(a[1]) {
        return Err(bad_index(a[1]));
    }
    let i = number::to_index(a[1])?;
    let c = byte_arg(a[2])?;
    let i = sequence_index(Value::int(i), b.len.get(), OUT_OF_RANGE)?;
    b.as_mut_slice()[i] = c;
    Ok(none())
}
/// What is assigned to a slice.
fn assigned_bytes(v: Value) -> Result<Vec<u8>, Raised> {
    if let Some(b) = acquire_opt(v)? {
        return b.to_vec();
    }
    let iterable = shape::type_of(v).special(Special::Iter).is_some();
    if v.as_int().is_some() || v.cast::<Str>().is_some() || !iterable {
        return Err(type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    from_object(v, "bytearray", "byte must be in range(0, 256)")
}
fn set_slice(b: Gc<ByteArray>, r: SliceRange, new: &[u8]) -> Result<(), Raised> {
    if r.step == 1 {
        let from = r.start as usize;
        return splice(b, from, from + r.count, new);
    }
    // it is not an error that nothing is assigned to something
    if new.is_empty() {
        return delete_slice(b, r);
    }
    if new.len() != r.count {
        return Err(value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            r.count
        )));
    }
    let d = b.as_mut_slice();
    (0..r.count).for_each(|i| d[(r.start + i as i64 * r.step) as usize] = new[i]);
    Ok(())
}
fn delete_slice(b: Gc<ByteArray>, r: SliceRange) -> Result<(), Raised> {
    if r.step == 1 {
        let from = r.start as usize;
        return splice(b, from, from + r.count, b"");
    }
    check_resize(b)?;
    let (first, step) = if r.step > 0 { (r.start, r.step) } else { (r.start + (r.count as i64 - 1) * r.step, -r.step) };
    let last = first + step * (r.count as i64 - 1);
    let gone = |i: i64| r.count > 0 && i >= first && i <= last && (i - first) % step == 0;
    let left: Vec<u8> = b.as_slice().iter().enumerate().filter(|(i, _)| !gone(*i as i64)).map(|(_, c)| *c).collect();
    splice(b, 0, b.len.get(), &left)
}
fn delitem(a: &Args) -> Res {
    let b = this(a);
    if let Some(s) = a[1].cast::<Slice>() {
        let parts = unpack_slice(s)?;
        delete_slice(b, adjust_slice(parts, b.len.get()))?;
        return Ok(none());
    }
    if !number::has_index(a[1]) {
        return Err(bad_index(a[1]));
    }
    let i = number::to_index(a[1])?;
    let i = sequence_index(Value::int(i), b.len.get(), OUT_OF_RANGE)?;
    splice(b, i, i + 1, b"")?;
    Ok(none())
}

// --- methods that change
fn append(a: &Args) -> Res {
    let c = byte_arg(a[1])?;
    push(this(a), &[c])?;
    Ok(none())
}
fn extend(a: &Args) -> Res {
    if let Some(b) = acquire_opt(a[1])? {
        let copy = b.to_vec()?;
        b.release();
        push(this(a), &copy)?;
        return Ok(none());
    }
    if a[1].cast::<Str>().is_some() {
        return Err(type_error("expected iterable of integers; got: 'str'"));
    }
    let t = shape::type_of(a[1]);
    if t.special(Special::Iter).is_none_or(|m| m == none()) && t.special(Special::GetItem).is_none() {
        return Err(type_error(format!("can't extend bytearray with {}", class_name(a[1]))));
    }
    let mut new = vec![];
    iter::for_each(a[1], |x| {
        new.push(byte_arg(x)?);
        Ok(())
    })?;
    push(this(a), &new)?;
    Ok(none())
}
fn insert(a: &Args) -> Res {
    let i = number::to_ssize(a[1])?;
    let c = byte_arg(a[2])?;
    let n = this(a).len.get();
    let at = if i < 0 { (i + n as i64).max(0) as usize } else { (i as usize).min(n) };
    splice(this(a), at, at, &[c])?;
    Ok(none())
}
fn pop(a: &Args) -> Res {
    let i = a.opt(1).map_or(Ok(-1), number::to_ssize)?;
    let n = this(a).len.get();
    if n == 0 {
        return Err(index_error("pop from empty bytearray"));
    }
    let j = if i < 0 { i + n as i64 } else { i };
    if j < 0 || j >= n as i64 {
        return Err(index_error("pop index out of range"));
    }
    let c = data(a[0])[j as usize];
    splice(this(a), j as usize, j as usize + 1, b"")?;
    Ok(Value::small(c as i64))
}
fn remove(a: &Args) -> Res {
    let c = byte_arg(a[1])?;
    let Some(i) = memchr::memchr(c, data(a[0])) else { return Err(value_error("value not found in bytearray")) };
    splice(this(a), i, i + 1, b"")?;
    Ok(none())
}
fn reverse(a: &Args) -> Res {
    this(a).as_mut_slice().reverse();
    Ok(none())
}

// --- iteration
/// `iter(b)`
pub fn new_iter(b: Gc<ByteArray>) -> Value {
    alloc(ByteArrayIter { header: ByteArrayIter::HEADER, bytes: Ptr::new(b), at: Cell::new(0) }).value()
}
fn as_iter(v: Value) -> Gc<ByteArrayIter> {
    // SAFETY: called with iterators of this class only.
    unsafe { v.cast_unchecked::<ByteArrayIter>() }
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
    Ok(Value::usize(it.bytes.get().map_or(0, |b| b.len.get().saturating_sub(it.at.get()))))
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
    if it.bytes.get().is_some() {
        it.at.set(i);
    }
    Ok(none())
}
