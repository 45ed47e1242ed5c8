//! `memoryview`: a window on the memory of a bytes-like object, with a format, a shape and strides.
//!
//! Invariant: while a view is not released, `data` and what the strides reach from it lie in memory that `keep` keeps alive
//! and that `hold` keeps in place. Items are read and written by `memory_items`.

use std::cell::{Cell, RefCell};

use super::buffer::{self, Export, FULL_RO, call_buffer, export};
use super::bytes_methods;
use super::exceptions::{index_error, not_implemented_error, stop_iteration, type_error, value_error};
use super::memory_items::{Item, compare_items, pack_item, unpack_item};
use super::str_::{arg_type_name, class_name};
use crate::layout;
use crate::object::buffer::{Buffer, GcVec};
use crate::object::bytes::{Bytes, Hold};
use crate::object::gc::{Gc, Ptr, Slot, alloc, alloc_droppable};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, ellipsis, none, not_implemented};
use crate::protocol::item::slice_range;
use crate::protocol::{compare, iter, number};

layout! {
    pub struct MemoryView: MemoryView {
        /// The exporter, as `obj` shows it.
        gc obj: Slot,
        /// Keeps the memory alive.
        gc keep: Slot,
        /// The format as a string.
        gc format: Ptr<Str>,
        /// `ndim` lengths, then `ndim` strides.
        gc dims: Ptr<Buffer>,
        /// View returned by a `__buffer__` method, to be given back when this view is released.
        gc python: Ptr<MemoryView>,
        raw data: Cell<*mut u8>,
        raw ndim: Cell<usize>,
        raw itemsize: Cell<usize>,
        raw item: Cell<Item>,
        raw readonly: Cell<bool>,
        raw released: Cell<bool>,
        raw hash: Cell<i64>,
        raw hold: RefCell<Option<Hold>>,
    }
}
layout! {
    pub struct MemoryIter: MemoryIter {
        gc view: Ptr<MemoryView>,
        raw at: Cell<usize>,
    }
}
const MAX_DIMS: usize = 64;

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, object)", new, "Create a new memoryview object which references the given object."),
    NativeDef::class(
        "_from_flags(cls, object, flags)",
        from_flags,
        "Create a new memoryview object which references the given object.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__len__(self, /)", |a| Ok(Value::usize(length(checked(a)?)?)), "Return len(self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", |_| Err(type_error("cannot delete memory")), "Delete self[key]."),
    NativeDef::new("__eq__(self, value, /)", |a| equal(a, true), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| equal(a, false), "Return self!=value."),
    NativeDef::new("__lt__(self, value, /)", |_| Ok(not_implemented()), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |_| Ok(not_implemented()), "Return self<=value."),
    NativeDef::new("__gt__(self, value, /)", |_| Ok(not_implemented()), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |_| Ok(not_implemented()), "Return self>=value."),
    NativeDef::new("__iter__(self, /)", make_iter, "Implement iter(self)."),
    NativeDef::new(
        "__enter__(self, /)",
        |a| Ok(checked(a)?.value()),
        "Start a block that releases the view at its end.",
    ),
    NativeDef::new(
        "__exit__(self, /, *exc_info)",
        |a| release_method(a),
        "Release the underlying buffer exposed by the memoryview object.",
    ),
    NativeDef::new(
        "__buffer__(self, flags, /)",
        |a| of_object(a[0], FULL_RO).map(Gc::value),
        "Return a buffer object that exposes the underlying memory of the object.",
    ),
    NativeDef::new(
        "__release_buffer__(self, buffer, /)",
        release_buffer,
        "Release the buffer object that exposes the underlying memory of the object.",
    ),
    NativeDef::new(
        "release(self, /)",
        release_method,
        "Release the underlying buffer exposed by the memoryview object.",
    ),
    NativeDef::new("tobytes(self, /, order='C')", tobytes, "Return the data in the buffer as a byte string."),
    NativeDef::new("tolist(self, /)", |a| tolist(checked(a)?), "Return the data in the buffer as a list of elements."),
    NativeDef::new(
        "hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
        hex,
        "Return the data in the buffer as a str of hexadecimal numbers.",
    ),
    NativeDef::new(
        "cast(self, /, format, shape=<unrepresentable>)",
        cast,
        "Cast a memoryview to a new format or shape.",
    ),
    NativeDef::new("toreadonly(self, /)", toreadonly, "Return a readonly version of the memoryview."),
    NativeDef::new("count(self, value, /)", count, "Count the number of occurrences of a value."),
    NativeDef::new(
        "index(self, value, start=0, stop=9223372036854775807, /)",
        index,
        "Return the index of the first occurrence of a value.",
    ),
    NativeDef::class("__class_getitem__(cls, item, /)", |a| super::generic_alias::new(a[0], a[1]), "See PEP 585"),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::ro("obj", |v| Ok(live(v)?.obj.get_or_none()), "The underlying object of the memoryview."),
    GetSetDef::ro(
        "nbytes",
        |v| Ok(Value::usize(nbytes(live(v)?))),
        "The amount of space in bytes that the array would use.",
    ),
    GetSetDef::ro("readonly", |v| Ok(boolean(live(v)?.readonly.get())), "Whether the memory is read only."),
    GetSetDef::ro("itemsize", |v| Ok(Value::usize(live(v)?.itemsize.get())), "The size in bytes of each element."),
    GetSetDef::ro(
        "format",
        |v| Ok(live(v)?.format.gc().value()),
        "The format (in struct module style) of each element.",
    ),
    GetSetDef::ro("ndim", |v| Ok(Value::usize(live(v)?.ndim.get())), "How many dimensions the memory has."),
    GetSetDef::ro("shape", |v| Ok(int_tuple(live(v)?.shape())), "The length of each dimension."),
    GetSetDef::ro(
        "strides",
        |v| Ok(int_tuple(live(v)?.strides())),
        "The step in bytes to the next element in each dimension.",
    ),
    GetSetDef::ro("suboffsets", |v| live(v).map(|_| Tuple::empty().value()), "Used internally for PIL-style arrays."),
    GetSetDef::ro("c_contiguous", |v| Ok(boolean(is_c_contiguous(live(v)?))), "Whether the memory is C-contiguous."),
    GetSetDef::ro(
        "f_contiguous",
        |v| Ok(boolean(is_f_contiguous(live(v)?))),
        "Whether the memory is Fortran contiguous.",
    ),
    GetSetDef::ro(
        "contiguous",
        |v| live(v).map(|m| boolean(is_c_contiguous(m) || is_f_contiguous(m))),
        "Whether the memory is contiguous.",
    ),
];
static ITER: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", |a| next(a[0])?.ok_or_else(|| stop_iteration(None)), "Implement next(self)."),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "memoryview",
        kind: Kind::MemoryView,
        doc: "Create a new memoryview object which references the given object.",
        flags: f::WEAKREF | f::SEQUENCE,
        methods: &[METHODS],
        getsets: &[ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef { name: "memory_iterator", kind: Kind::MemoryIter, flags: f::NO_NEW, methods: &[ITER], ..TypeDef::EMPTY },
];

// --- making views
fn make(
    obj: Value,
    keep: Value,
    format: Gc<Str>,
    item: Item,
    shape: &[i64],
    strides: &[i64],
) -> Result<Gc<MemoryView>, Raised> {
    let n = shape.len();
    let dims = Buffer::try_new(n * 16)?;
    // SAFETY: room for 2n numbers.
    unsafe {
        std::ptr::copy_nonoverlapping(shape.as_ptr(), dims.bytes() as *mut i64, n);
        std::ptr::copy_nonoverlapping(strides.as_ptr(), (dims.bytes() as *mut i64).add(n), n);
    }
    Ok(alloc_droppable(MemoryView {
        header: MemoryView::HEADER,
        obj: Slot::new(obj),
        keep: Slot::new(keep),
        format: Ptr::new(format),
        dims: Ptr::new(dims),
        python: Ptr::empty(),
        data: Cell::new(std::ptr::null_mut()),
        ndim: Cell::new(n),
        itemsize: Cell::new(1),
        item: Cell::new(item),
        readonly: Cell::new(true),
        released: Cell::new(false),
        hash: Cell::new(0),
        hold: RefCell::new(None),
    }))
}
/// Another view of the same memory.
fn derived(m: Gc<MemoryView>, data: *mut u8, shape: &[i64], strides: &[i64]) -> Result<Gc<MemoryView>, Raised> {
    let v = make(m.obj.get_or_none(), m.keep.get_or_none(), m.format.gc(), m.item.get(), shape, strides)?;
    v.data.set(data);
    v.itemsize.set(m.itemsize.get());
    v.readonly.set(m.readonly.get());
    *v.hold.borrow_mut() = share(m);
    Ok(v)
}
/// A further share in the exporter's memory.
pub fn share(m: Gc<MemoryView>) -> Option<Hold> {
    m.hold.borrow().as_ref().map(Hold::again)
}
/// `memoryview(v)`
pub fn of_object(v: Value, flags: i64) -> Result<Gc<MemoryView>, Raised> {
    if let Some(m) = v.cast::<MemoryView>() {
        check(m)?;
        return derived(m, m.data.get(), m.shape(), m.strides());
    }
    if let Some(e) = export(v)? {
        return of_export(v, e);
    }
    if v.is_ptr()
        && let Some(inner) = call_buffer(v, flags)?
    {
        check(inner)?;
        let m = derived(inner, inner.data.get(), inner.shape(), inner.strides())?;
        m.obj.set(m, v);
        m.python.set(m, inner);
        return Ok(m);
    }
    Err(type_error(format!("memoryview: a bytes-like object is required, not '{}'", class_name(v))))
}
/// A view of what an exporter offers.
pub fn of_export(obj: Value, e: Export) -> Result<Gc<MemoryView>, Raised> {
    let itemsize = e.itemsize.max(1);
    let item = Item::parse(&e.format).unwrap_or(Item::UNKNOWN);
    let shape = [(e.len / itemsize) as i64];
    let m = make(obj, e.keep, Str::intern(&e.format), item, &shape, &[itemsize as i64])?;
    m.data.set(e.data);
    m.itemsize.set(itemsize);
    m.readonly.set(e.readonly);
    *m.hold.borrow_mut() = e.hold;
    Ok(m)
}
fn new(a: &Args) -> Res {
    of_object(a[1], FULL_RO).map(Gc::value)
}
fn from_flags(a: &Args) -> Res {
    let flags = super::str_methods::c_int(a[2])?;
    let m = of_object(a[1], flags as i64)?;
    if flags as i64 & buffer::WRITABLE != 0 && m.readonly.get() {
        return Err(super::exceptions::buffer_error("Object is not writable."));
    }
    Ok(m.value())
}

// --- looking at views
impl Gc<MemoryView> {
    pub fn shape<'a>(self) -> &'a [i64] {
        // SAFETY: `dims` holds `ndim` numbers of each.
        unsafe { std::slice::from_raw_parts(self.dims.gc().bytes() as *const i64, self.ndim.get()) }
    }
    pub fn strides<'a>(self) -> &'a [i64] {
        // SAFETY: as above.
        unsafe {
            std::slice::from_raw_parts((self.dims.gc().bytes() as *const i64).add(self.ndim.get()), self.ndim.get())
        }
    }
    fn items(self) -> usize {
        self.shape().iter().product::<i64>() as usize
    }
}
pub fn nbytes(m: Gc<MemoryView>) -> usize {
    m.items() * m.itemsize.get()
}
fn contiguous<'a>(m: Gc<MemoryView>, dims: impl Iterator<Item = (&'a i64, &'a i64)>) -> bool {
    let mut step = m.itemsize.get() as i64;
    for (&n, &stride) in dims {
        if n > 1 && stride != step {
            return false;
        }
        step *= n;
    }
    true
}
pub fn is_c_contiguous(m: Gc<MemoryView>) -> bool {
    m.items() == 0 || contiguous(m, m.shape().iter().zip(m.strides()).rev())
}
fn is_f_contiguous(m: Gc<MemoryView>) -> bool {
    m.items() == 0 || contiguous(m, m.shape().iter().zip(m.strides()))
}
fn int_tuple(v: &[i64]) -> Value {
    let items: GcVec = v.iter().map(|&i| Value::int(i)).collect();
    Tuple::new(items.as_slice()).value()
}
/// `ValueError` if the view is released.
pub fn check(m: Gc<MemoryView>) -> Result<(), Raised> {
    if m.released.get() {
        return Err(value_error("operation forbidden on released memoryview object"));
    }
    Ok(())
}
fn live(v: Value) -> Result<Gc<MemoryView>, Raised> {
    // SAFETY: receivers of methods and attributes have the layout.
    let m = unsafe { v.cast_unchecked::<MemoryView>() };
    check(m)?;
    Ok(m)
}
fn checked(a: &Args) -> Result<Gc<MemoryView>, Raised> {
    live(a[0])
}
fn length(m: Gc<MemoryView>) -> Result<usize, Raised> {
    match m.shape() {
        [] => Err(type_error("0-dim memory has no length")),
        s => Ok(s[0] as usize),
    }
}
fn repr(a: &Args) -> Res {
    // SAFETY: the receiver.
    let m = unsafe { a[0].cast_unchecked::<MemoryView>() };
    let word = if m.released.get() { "released memory" } else { "memory" };
    Ok(Str::new(&format!("<{word} at {:#x}>", m.addr())).value())
}
fn hash(a: &Args) -> Res {
    // SAFETY: the receiver.
    let m = unsafe { a[0].cast_unchecked::<MemoryView>() };
    if m.hash.get() == 0 {
        check(m)?;
        if !m.readonly.get() {
            return Err(value_error("cannot hash writable memoryview object"));
        }
        if !matches!(m.item.get().code, b'B' | b'b' | b'c') {
            return Err(value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
        }
        if let Err(Raised) = compare::hash(m.obj.get_or_none()) {
            return Err(Raised);
        }
        let mut bytes = vec![];
        copy_out(m, &mut bytes);
        m.hash.set(bytes_methods::hash_of(&bytes));
    }
    Ok(Value::int(m.hash.get()))
}

// --- the end of views
/// Gives the memory back; further use is an error.
pub fn release(m: Gc<MemoryView>) {
    if m.released.replace(true) {
        return;
    }
    m.hold.borrow_mut().take();
    if let Some(inner) = m.python.get() {
        m.python.set(m, None);
        buffer::release_python(m.obj.get_or_none(), inner);
    }
}
fn release_method(a: &Args) -> Res {
    // SAFETY: the receiver.
    release(unsafe { a[0].cast_unchecked::<MemoryView>() });
    Ok(none())
}
fn release_buffer(a: &Args) -> Res {
    match a[1].cast::<MemoryView>() {
        Some(m) => release(m),
        None => return Err(type_error("expected a memoryview object")),
    }
    Ok(none())
}

// --- walking
/// Calls `f` with the address of each item in C order.
fn each(m: Gc<MemoryView>, f: &mut dyn FnMut(*mut u8)) {
    fn walk(p: *mut u8, shape: &[i64], strides: &[i64], f: &mut dyn FnMut(*mut u8)) {
        match (shape, strides) {
            ([n, shape @ ..], [step, strides @ ..]) => {
                (0..*n).for_each(|i| walk(p.wrapping_offset((i * step) as isize), shape, strides, f))
            }
            _ => f(p),
        }
    }
    walk(m.data.get(), m.shape(), m.strides(), f);
}
/// Appends the bytes in C order.
pub fn copy_out(m: Gc<MemoryView>, out: &mut Vec<u8>) {
    let size = m.itemsize.get();
    if is_c_contiguous(m) {
        // SAFETY: one run of `nbytes` bytes.
        return out.extend_from_slice(unsafe { std::slice::from_raw_parts(m.data.get(), nbytes(m)) });
    }
    // SAFETY: each address is that of an item.
    each(m, &mut |p| out.extend_from_slice(unsafe { std::slice::from_raw_parts(p, size) }));
}
fn tobytes(a: &Args) -> Res {
    let m = checked(a)?;
    let order = match a.opt_none(1) {
        None => "C".into(),
        Some(v) => match v.cast::<Str>() {
            Some(s) => s.to_text().into_owned(),
            None => {
                return Err(type_error(format!(
                    "tobytes() argument 'order' must be str or None, not {}",
                    class_name(v)
                )));
            }
        },
    };
    let mut out = vec![];
    match order.as_str() {
        "C" => copy_out(m, &mut out),
        "A" if is_c_contiguous(m) || !is_f_contiguous(m) => copy_out(m, &mut out),
        "F" | "A" => {
            let shape: Vec<i64> = m.shape().iter().rev().copied().collect();
            let strides: Vec<i64> = m.strides().iter().rev().copied().collect();
            copy_out(derived(m, m.data.get(), &shape, &strides)?, &mut out);
        }
        _ => return Err(value_error("order must be 'C', 'F' or 'A'")),
    }
    Bytes::try_new(&out).map(Gc::value)
}
/// The item at an address as an object.
fn get(m: Gc<MemoryView>, p: *const u8) -> Res {
    if m.item.get().code == 0 {
        return Err(not_implemented_error(format!("memoryview: format {} not supported", m.format.gc().to_text())));
    }
    // SAFETY: an item's address.
    unpack_item(m.item.get(), unsafe { std::slice::from_raw_parts(p, m.itemsize.get()) })
}
fn tolist(m: Gc<MemoryView>) -> Res {
    fn level(m: Gc<MemoryView>, p: *mut u8, dim: usize) -> Res {
        if dim == m.ndim.get() {
            return get(m, p);
        }
        let out = List::with_capacity(m.shape()[dim] as usize)?;
        for i in 0..m.shape()[dim] {
            out.push(level(m, p.wrapping_offset((i * m.strides()[dim]) as isize), dim + 1)?)?;
        }
        Ok(out.value())
    }
    level(m, m.data.get(), 0)
}
fn hex(a: &Args) -> Res {
    let mut out = vec![];
    copy_out(checked(a)?, &mut out);
    bytes_methods::hex_text(&out, a.opt(1), a.opt(2)).map(Gc::value)
}

// --- subscripts
/// Address of the item at `i` in dimension `dim`, relative to `p`.
fn at(m: Gc<MemoryView>, p: *mut u8, dim: usize, i: i64) -> Result<*mut u8, Raised> {
    let n = m.shape()[dim];
    let j = if i < 0 { i + n } else { i };
    if j < 0 || j >= n {
        return Err(index_error(format!("index out of bounds on dimension {}", dim + 1)));
    }
    Ok(p.wrapping_offset((j * m.strides()[dim]) as isize))
}
/// Address of the one item that `key` names, if it names one.
fn item_address(m: Gc<MemoryView>, key: Value) -> Result<Option<*mut u8>, Raised> {
    let n = m.ndim.get();
    if let Some(t) = key.cast::<Tuple>() {
        if !t.items().iter().all(|v| number::has_index(*v)) {
            return Ok(None);
        }
        if t.len() < n {
            return Err(not_implemented_error("sub-views are not implemented"));
        }
        if t.len() > n {
            return Err(type_error(format!("cannot index {n}-dimension view with {}-element tuple", t.len())));
        }
        let mut p = m.data.get();
        for (dim, v) in t.items().iter().enumerate() {
            let i = number::to_index(*v)?;
            check(m)?;
            p = at(m, p, dim, i)?;
        }
        return Ok(Some(p));
    }
    if !number::has_index(key) {
        return Ok(None);
    }
    let i = number::to_index(key)?;
    check(m)?;
    match n {
        0 => Err(type_error("invalid indexing of 0-dim memory")),
        1 => at(m, m.data.get(), 0, i).map(Some),
        _ => Err(not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
}
fn sub_view(m: Gc<MemoryView>, s: Gc<Slice>) -> Result<Gc<MemoryView>, Raised> {
    let r = slice_range(s, length(m)?)?;
    check(m)?;
    let (mut shape, mut strides) = (m.shape().to_vec(), m.strides().to_vec());
    let data = m.data.get().wrapping_offset((r.start * strides[0]) as isize);
    shape[0] = r.count as i64;
    strides[0] *= r.step;
    derived(m, data, &shape, &strides)
}
fn getitem(a: &Args) -> Res {
    let m = checked(a)?;
    if m.ndim.get() == 0 {
        if a[1] == ellipsis() {
            return Ok(m.value());
        }
        if a[1].cast::<Tuple>().is_some_and(|t| t.is_empty()) {
            return get(m, m.data.get());
        }
        return Err(type_error("invalid indexing of 0-dim memory"));
    }
    if let Some(p) = item_address(m, a[1])? {
        return get(m, p);
    }
    if let Some(s) = a[1].cast::<Slice>() {
        return sub_view(m, s).map(Gc::value);
    }
    if a[1].cast::<Tuple>().is_some_and(|t| !t.is_empty() && t.items().iter().all(|v| v.cast::<Slice>().is_some())) {
        return Err(not_implemented_error("multi-dimensional slicing is not implemented"));
    }
    Err(type_error("memoryview: invalid slice key"))
}
fn setitem(a: &Args) -> Res {
    let m = checked(a)?;
    if m.readonly.get() {
        return Err(type_error("cannot modify read-only memory"));
    }
    let write = |p: *mut u8| -> Result<(), Raised> {
        let mut bytes = [0u8; 16];
        let n = m.itemsize.get();
        if m.item.get().code == 0 || n > 16 {
            return Err(not_implemented_error(format!("memoryview: format {} not supported", m.format.gc().to_text())));
        }
        pack_item(m.item.get(), a[2], &mut bytes[..n])?;
        check(m)?;
        // SAFETY: an item's address, and the view is still alive.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), p, n) };
        Ok(())
    };
    if m.ndim.get() == 0 {
        if a[1] == ellipsis() || a[1].cast::<Tuple>().is_some_and(|t| t.is_empty()) {
            return write(m.data.get()).map(|()| none());
        }
        return Err(type_error("invalid indexing of 0-dim memory"));
    }
    if let Some(p) = item_address(m, a[1])? {
        return write(p).map(|()| none());
    }
    let Some(s) = a[1].cast::<Slice>() else {
        if a[1].cast::<Tuple>().is_some_and(|t| !t.is_empty() && t.items().iter().all(|v| v.cast::<Slice>().is_some()))
        {
            return Err(not_implemented_error("memoryview slice assignments are currently restricted to ndim = 1"));
        }
        return Err(type_error("memoryview: invalid slice key"));
    };
    if m.ndim.get() != 1 {
        return Err(not_implemented_error("memoryview slice assignments are currently restricted to ndim = 1"));
    }
    if !buffer::is_bytes_like(a[2]) {
        return Err(buffer::not_bytes_like(a[2]));
    }
    let src = of_object(a[2], FULL_RO)?;
    let dst = sub_view(m, s)?;
    let same = src.ndim.get() == 1 && src.shape() == dst.shape() && src.item.get() == dst.item.get();
    let mut bytes = vec![];
    copy_out(src, &mut bytes);
    release(src);
    if !same {
        return Err(value_error("memoryview assignment: lvalue and rvalue have different structures"));
    }
    let mut chunks = bytes.chunks_exact(m.itemsize.get());
    each(dst, &mut |p| {
        if let Some(c) = chunks.next() {
            // SAFETY: an item's address.
            unsafe { std::ptr::copy_nonoverlapping(c.as_ptr(), p, c.len()) }
        }
    });
    release(dst);
    Ok(none())
}

// --- comparing, searching
fn equal(a: &Args, want: bool) -> Res {
    // SAFETY: the receiver.
    let m = unsafe { a[0].cast_unchecked::<MemoryView>() };
    if a[1] == a[0] {
        // a view of NaNs differs from itself, a released one does not
        if m.released.get() || !matches!(m.item.get().code, b'e' | b'f' | b'd') {
            return Ok(boolean(want));
        }
    }
    if m.released.get() {
        return Ok(boolean(!want));
    }
    if a[1].cast::<MemoryView>().is_some_and(|o| o.released.get()) {
        return Ok(boolean(!want));
    }
    if !buffer::is_bytes_like(a[1]) {
        return Ok(not_implemented());
    }
    let o = match of_object(a[1], FULL_RO) {
        Ok(o) => o,
        Err(Raised) => {
            crate::thread::thread().clear_exception();
            return Ok(not_implemented());
        }
    };
    let same = same_contents(m, o)?;
    release(o);
    Ok(boolean(same == want))
}
fn same_contents(m: Gc<MemoryView>, o: Gc<MemoryView>) -> Result<bool, Raised> {
    if m.shape() != o.shape() {
        return Ok(false);
    }
    let (mi, oi) = (m.item.get(), o.item.get());
    if mi.code == 0 || oi.code == 0 {
        return super::memory_items::compare_unknown(m, o);
    }
    let (mut x, mut y) = (vec![], vec![]);
    copy_out(m, &mut x);
    copy_out(o, &mut y);
    Ok(compare_items(mi, &x, oi, &y))
}
fn count(a: &Args) -> Res {
    let m = checked(a)?;
    let n = length(m)?;
    let mut found = 0;
    for i in 0..n {
        check(m)?;
        let p = one_dim(m, i)?;
        if compare::is_or_eq(get(m, p)?, a[1])? {
            found += 1;
        }
    }
    Ok(Value::usize(found))
}
fn one_dim(m: Gc<MemoryView>, i: usize) -> Result<*mut u8, Raised> {
    if m.ndim.get() != 1 {
        return Err(not_implemented_error("multi-dimensional sub-views are not implemented"));
    }
    at(m, m.data.get(), 0, i as i64)
}
fn index(a: &Args) -> Res {
    let m = checked(a)?;
    let n = length(m)? as i64;
    let clip = |v: Option<Value>, d: i64| -> Result<i64, Raised> {
        let i = v.map_or(Ok(d), number::to_index_clipped)?;
        Ok(if i < 0 { (i + n).max(0) } else { i })
    };
    let (from, to) = (clip(a.opt(2), 0)?, clip(a.opt(3), i64::MAX)?.min(n));
    for i in from..to {
        check(m)?;
        if compare::is_or_eq(get(m, one_dim(m, i as usize)?)?, a[1])? {
            return Ok(Value::int(i));
        }
    }
    Err(value_error("memoryview.index(x): x not found"))
}

// --- other views
fn toreadonly(a: &Args) -> Res {
    let m = checked(a)?;
    let v = derived(m, m.data.get(), m.shape(), m.strides())?;
    v.readonly.set(true);
    Ok(v.value())
}
fn cast(a: &Args) -> Res {
    let m = checked(a)?;
    let Some(format) = a[1].cast::<Str>() else {
        return Err(type_error(format!("cast() argument 'format' must be str, not {}", arg_type_name(a[1]))));
    };
    if !is_c_contiguous(m) {
        return Err(type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let shape = match a.opt(2) {
        None => None,
        Some(v) => Some(shape_arg(v)?),
    };
    if (shape.is_some() || m.ndim.get() != 1) && shape.as_ref().is_some_and(|s| s.len() != 1) && m.ndim.get() != 1 {
        return Err(type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let text = format.to_text();
    let Some(item) = Item::parse(&text) else {
        return Err(value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    if m.item.get().code == 0 {
        return Err(value_error(
            "memoryview: source format must be a native single character format prefixed with an optional '@'",
        ));
    }
    if !item.is_byte() && !m.item.get().is_byte() {
        return Err(type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = nbytes(m);
    if bytes % item.size() != 0 {
        return Err(type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = shape.unwrap_or_else(|| vec![(bytes / item.size()) as i64]);
    let total = shape.iter().try_fold(item.size() as i64, |t, n| t.checked_mul(*n));
    if total != Some(bytes as i64) {
        return Err(type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    let mut strides = vec![item.size() as i64; shape.len()];
    for i in (1..shape.len()).rev() {
        strides[i - 1] = strides[i] * shape[i];
    }
    let v = derived(m, m.data.get(), &shape, &strides)?;
    v.format.set(v, format.interned());
    v.item.set(item);
    v.itemsize.set(item.size());
    Ok(v.value())
}
fn shape_arg(v: Value) -> Result<Vec<i64>, Raised> {
    if v.cast::<List>().is_none() && v.cast::<Tuple>().is_none() {
        return Err(type_error("shape must be a list or a tuple"));
    }
    let items = iter::collect(v)?;
    if items.len() > MAX_DIMS {
        return Err(value_error(format!("memoryview: number of dimensions must not exceed {MAX_DIMS}")));
    }
    let mut out = vec![];
    for x in items.iter() {
        if x.as_int().is_none() {
            return Err(type_error("memoryview.cast(): elements of shape must be integers"));
        }
        let n = number::to_ssize(x)?;
        if n <= 0 {
            return Err(value_error("memoryview.cast(): elements of shape must be integers > 0"));
        }
        out.push(n);
    }
    Ok(out)
}

// --- iteration
fn make_iter(a: &Args) -> Res {
    let m = checked(a)?;
    match m.ndim.get() {
        0 => return Err(type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => return Err(not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
    if m.item.get().code == 0 {
        return Err(not_implemented_error(format!("memoryview: format {} not supported", m.format.gc().to_text())));
    }
    Ok(alloc(MemoryIter { header: MemoryIter::HEADER, view: Ptr::new(m), at: Cell::new(0) }).value())
}
/// The step of the iterator (`iterators::fast_next`).
pub fn next(it: Value) -> Result<Option<Value>, Raised> {
    // SAFETY: called with iterators of this class only.
    let it = unsafe { it.cast_unchecked::<MemoryIter>() };
    let Some(m) = it.view.get() else { return Ok(None) };
    check(m)?;
    let i = it.at.get();
    if i >= m.shape()[0] as usize {
        it.view.set(it, None);
        return Ok(None);
    }
    it.at.set(i + 1);
    get(m, one_dim(m, i)?).map(Some)
}
