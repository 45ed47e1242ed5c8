//! `array`: sequences of machine numbers. `item`: type codes, conversion of single items; `methods`: what the class has.

pub mod item;
pub mod methods;

use std::cell::Cell;

use crate::builtins::exceptions::{buffer_error, type_error, value_error};
use crate::builtins::iterators::{ITERATOR, clipped_state};
use crate::builtins::util::{CLASS_GETITEM, builtin, class_name, native_module, this, tuple};
use crate::layout;
use crate::object::buffer::Buffer;
use crate::object::bytes::{Bytes, ExportCount};
use crate::object::gc::{Gc, Ptr};
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error, none};
use crate::protocol::number;
use item::Code;

layout! {
    /// `len` items of type `code` at the start of `data`.
    pub struct NumArray: NumArray {
        gc data: Ptr<Buffer>,
        raw len: Cell<usize>,
        raw code: Code,
        raw exports: ExportCount,
    }
}
layout! {
    pub struct NumArrayIter: NumArrayIter {
        gc array: Ptr<NumArray>,
        raw index: Cell<usize>,
    }
}
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "array",
        module: "array",
        kind: Kind::NumArray,
        doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type.",
        flags: f::BASETYPE | f::WEAKREF | f::SEQUENCE,
        methods: &[methods::SPECIALS, methods::METHODS, CLASS_GETITEM],
        getsets: &[GETSETS],
    },
    TypeDef {
        name: "arrayiterator",
        module: "array",
        kind: Kind::NumArrayIter,
        flags: f::NO_NEW,
        methods: &[ITERATOR, ITER],
        ..TypeDef::EMPTY
    },
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::ro(
        "typecode",
        |v| Ok(Str::intern(code_of(v).text()).value()),
        "the typecode character used to create the array",
    ),
    GetSetDef::ro("itemsize", |v| Ok(Value::usize(code_of(v).size())), "the size, in bytes, of one array item"),
];
static ITER: &[NativeDef] = &[
    NativeDef::new("__reduce__(self, /)", iter_reduce, "Return state information for pickling."),
    NativeDef::new("__setstate__(self, state, /)", iter_setstate, "Set state information for unpickling."),
];
static FUNCTIONS: &[NativeDef] = &[NativeDef::new(
    "_array_reconstructor(arraytype, typecode, mformat_code, items, /)",
    reconstruct,
    "Internal. Used for pickling support.",
)];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module(
        "array",
        "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.",
        FUNCTIONS,
    )?;
    crate::builtins::buffer::register_exporter(Kind::NumArray, export);
    let (d, t) = (m.dict.gc(), type_of_kind(Kind::NumArray));
    d.set_text("array", t)?;
    let base = crate::protocol::attr::get(crate::import::import_module("collections.abc")?, "MutableSequence")?;
    crate::protocol::call::call_method(base, "register", &[t.value()])?;
    d.set_text("ArrayType", t)?;
    d.set_text("typecodes", Str::new("bBuwhHiIlLqQfd"))?;
    Ok(m)
}
fn code_of(v: Value) -> Code {
    v.cast::<NumArray>().map_or(Code::U8, |a| a.code)
}
fn export(v: Value) -> Result<crate::builtins::buffer::Export, Raised> {
    // SAFETY: registered for this kind.
    let a = unsafe { v.cast_unchecked::<NumArray>() };
    if a.data.get().is_none() {
        a.data.set(a, Buffer::try_new(8)?);
    }
    Ok(crate::builtins::buffer::Export {
        data: a.data.gc().bytes(),
        len: a.len.get() * a.code.size(),
        readonly: false,
        itemsize: a.code.size(),
        format: a.code.text().into(),
        keep: a.data.gc().value(),
        hold: Some(a.exports.hold()),
    })
}

pub fn body(code: Code) -> NumArray {
    NumArray { header: NumArray::HEADER, data: Ptr::empty(), len: Cell::new(0), code, exports: ExportCount::default() }
}
/// An empty array of the built-in class.
pub fn empty(code: Code) -> Gc<NumArray> {
    crate::object::gc::alloc_droppable(body(code))
}
impl Gc<NumArray> {
    /// The items as bytes; valid until the array is touched.
    pub fn bytes<'a>(self) -> &'a mut [u8] {
        match self.data.get() {
            // SAFETY: `len` items lie there.
            Some(b) => unsafe { std::slice::from_raw_parts_mut(b.bytes(), self.len.get() * self.code.size()) },
            None => &mut [],
        }
    }
    pub fn get(self, i: usize) -> Option<Value> {
        let n = self.code.size();
        (i < self.len.get()).then(|| self.code.decode(&self.bytes()[i * n..(i + 1) * n]))
    }
    /// Stores item `i < len`.
    pub fn put(self, i: usize, item: [u8; 8]) {
        let n = self.code.size();
        if i < self.len.get() {
            self.bytes()[i * n..(i + 1) * n].copy_from_slice(&item[..n]);
        }
    }
    pub fn check_resizable(self) -> Result<(), Raised> {
        if self.exports.get() > 0 {
            return Err(buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(())
    }
    /// Room for `n` items in all.
    pub fn reserve(self, n: usize) -> Result<(), Raised> {
        let size = self.code.size();
        let bytes = n.checked_mul(size).filter(|b| *b < 1 << 60).ok_or_else(memory_error)?;
        let used = self.len.get() * size;
        let new = match self.data.get() {
            Some(b) if bytes <= b.cap.get() => return Ok(()),
            Some(b) => b.grown(used, bytes.max(b.cap.get() + (b.cap.get() >> 1)))?,
            None => Buffer::try_new(bytes.max(8))?,
        };
        self.data.set(self, new);
        Ok(())
    }
    pub fn push(self, item: [u8; 8]) -> Result<(), Raised> {
        let n = self.len.get();
        self.reserve(n + 1)?;
        self.len.set(n + 1);
        self.put(n, item);
        Ok(())
    }
    /// Appends whole items given as bytes.
    pub fn extend_bytes(self, b: &[u8]) -> Result<(), Raised> {
        let n = self.len.get();
        self.reserve(n + b.len() / self.code.size())?;
        self.len.set(n + b.len() / self.code.size());
        let start = n * self.code.size();
        self.bytes()[start..].copy_from_slice(b);
        Ok(())
    }
    /// Replaces items `from..to` by `new` (whole items, not the array's own memory).
    pub fn splice(self, from: usize, to: usize, new: &[u8]) -> Result<(), Raised> {
        let size = self.code.size();
        let (len, count) = (self.len.get(), new.len() / size);
        let new_len = len - (to - from) + count;
        if new_len != len {
            self.check_resizable()?;
        }
        self.reserve(new_len.max(len))?;
        let Some(data) = self.data.get() else { return Ok(()) };
        // SAFETY: there is room for the longer of both lengths.
        unsafe {
            let p = data.bytes();
            std::ptr::copy(p.add(to * size), p.add((from + count) * size), (len - to) * size);
            std::ptr::copy_nonoverlapping(new.as_ptr(), p.add(from * size), new.len());
        }
        self.len.set(new_len);
        Ok(())
    }
}

// --- iterator
pub fn array_next(it: Value) -> Result<Option<Value>, Raised> {
    // SAFETY: the table of steps is by kind.
    let it = unsafe { it.cast_unchecked::<NumArrayIter>() };
    let Some(a) = it.array.get() else { return Ok(None) };
    let i = it.index.get();
    let v = a.get(i);
    match v {
        Some(_) => it.index.set(i + 1),
        None => it.array.set(it, None),
    }
    Ok(v)
}
fn iter_reduce(a: &Args) -> Res {
    let it = this::<NumArrayIter>(a);
    Ok(match it.array.get() {
        Some(x) => tuple(&[builtin("iter")?, tuple(&[x.value()]), Value::usize(it.index.get())]),
        None => tuple(&[builtin("iter")?, tuple(&[tuple(&[])])]),
    })
}
fn iter_setstate(a: &Args) -> Res {
    let it = this::<NumArrayIter>(a);
    if let Some(x) = it.array.get() {
        it.index.set(clipped_state(a[1], 0, x.len.get() as i64)? as usize);
    }
    Ok(none())
}

// --- pickling: items in a machine format named by a number
/// Machine formats by number: (type code of the same items here, big-endian).
const FORMATS: [(Code, bool); 18] = [
    (Code::U8, false),
    (Code::I8, false),
    (Code::U16, false),
    (Code::U16, true),
    (Code::I16, false),
    (Code::I16, true),
    (Code::U32, false),
    (Code::U32, true),
    (Code::I32, false),
    (Code::I32, true),
    (Code::U64, false),
    (Code::U64, true),
    (Code::I64, false),
    (Code::I64, true),
    (Code::F32, false),
    (Code::F32, true),
    (Code::F64, false),
    (Code::F64, true),
];
/// Number of the format that this machine keeps items of a type in.
pub fn format_number(code: Code) -> i64 {
    match code {
        Code::Wide | Code::Point => 20,
        Code::Long => 12,
        Code::ULong => 10,
        c => FORMATS.iter().position(|f| f.0 == c).map_or(0, |i| i as i64),
    }
}
fn reconstruct(a: &Args) -> Res {
    let Some(cls) = a[0].cast::<Type>() else {
        return Err(type_error(format!("first argument must be a type object, not {}", class_name(a[0]))));
    };
    if !cls.is_subtype(type_of_kind(Kind::NumArray)) {
        return Err(type_error(format!("{} is not a subtype of array.array", cls.name_text())));
    }
    let code = Code::parse(a[1], "_array_reconstructor", 2)?;
    let format = number::to_ssize(a[2])?;
    let Some(items) = a[3].cast::<Bytes>() else {
        return Err(type_error(format!("fourth argument should be bytes, not {}", class_name(a[3]))));
    };
    if !(0..=21).contains(&format) {
        return Err(value_error("third argument must be a valid machine format code."));
    }
    let out = methods::new_array(cls, code)?;
    let bytes = items.as_slice();
    if format == format_number(code) {
        if !bytes.len().is_multiple_of(code.size()) {
            return Err(value_error("bytes length not a multiple of item size"));
        }
        out.extend_bytes(bytes)?;
        return Ok(out.value());
    }
    if format >= 18 {
        let wide = format >= 20;
        for c in bytes.chunks(if wide { 4 } else { 2 }) {
            let mut b = [0; 4];
            b[..c.len()].copy_from_slice(c);
            if format & 1 == 1 {
                b[..c.len()].reverse();
            }
            out.push(code.encode(Str::from_u32s(&[u32::from_le_bytes(b)])?.value())?)?;
        }
        return Ok(out.value());
    }
    let (from, big) = FORMATS[format as usize];
    if !bytes.len().is_multiple_of(from.size()) {
        return Err(value_error("bytes length not a multiple of item size"));
    }
    for c in bytes.chunks(from.size()) {
        let mut b = [0; 8];
        b[..c.len()].copy_from_slice(c);
        if big {
            b[..c.len()].reverse();
        }
        out.push(code.encode(from.decode(&b[..c.len()]))?)?;
    }
    Ok(out.value())
}
