//! `_struct`: packing values into bytes by a format, and back. `format` compiles formats, `codes` converts single values.

mod codes;
mod format;

pub use codes::{half_to_f64, pack_half};

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::builtins::exceptions::{Exc, stop_iteration, type_error};
use crate::builtins::int::class_argument;
use crate::builtins::{add_functions, buffer, native_class, put};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error, none};
use crate::protocol::{number, text};
use crate::stdlib::support::{exception_class, raise_class};
use format::Format;

layout! {
    /// `Struct`
    pub struct StructObject: Struct {
        gc format: Slot,
        raw compiled: RefCell<Rc<Format>>,
    }
}
layout! {
    /// What `iter_unpack` returns.
    pub struct UnpackIter: UnpackIter {
        gc owner: Ptr<StructObject>,
        gc data: Ptr<Bytes>,
        raw at: Cell<usize>,
    }
}

/// `struct.error`
pub fn error(message: impl AsRef<str>) -> Raised {
    raise_class(exception_class("struct.error", &[Exc::Exception]), message)
}

pub static TYPE: TypeDef = TypeDef {
    name: "Struct",
    module: "_struct",
    kind: Kind::Struct,
    doc: "Struct(fmt) --> compiled struct object",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static ITER_TYPE: TypeDef = TypeDef {
    name: "unpack_iterator",
    module: "_struct",
    kind: Kind::UnpackIter,
    doc: "",
    flags: f::NO_NEW,
    methods: &[ITER_METHODS],
    getsets: &[],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "__init__(self, format)",
        init_object,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "S.__sizeof__() -> size of S in memory, in bytes"),
    NativeDef::new(
        "pack(self, /, *values)",
        |a| pack(&*compiled(a[0])?, a.rest),
        "S.pack(v1, v2, ...) -> bytes\n\nReturn a bytes object containing values v1, v2, ... packed according\nto the format string S.format.",
    ),
    NativeDef::new(
        "pack_into(self, /, *args)",
        |a| pack_into(&*compiled(a[0])?, a.rest),
        "S.pack_into(buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string S.format\nand write the packed bytes into the writable buffer buf starting at\noffset.",
    ),
    NativeDef::new(
        "unpack(self, buffer, /)",
        |a| unpack(&*compiled(a[0])?, a[1]),
        "Return a tuple containing unpacked values.\n\nUnpack according to the format string Struct.format. The buffer's size\nin bytes must be Struct.size.",
    ),
    NativeDef::new(
        "unpack_from(self, /, buffer, offset=0)",
        |a| unpack_from(&*compiled(a[0])?, a[1], a.opt(2)),
        "Return a tuple containing unpacked values.\n\nValues are unpacked according to the format string Struct.format.",
    ),
    NativeDef::new(
        "iter_unpack(self, buffer, /)",
        |a| iter_unpack(a[0], a[1]),
        "Return an iterator yielding tuples.\n\nTuples are unpacked from the given bytes source, like a repeated\ninvocation of unpack_from().",
    ),
];
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro(
        "format",
        |v| Ok(v.cast::<StructObject>().map_or_else(none, |s| s.format.get_or_none())),
        "struct format string",
    ),
    GetSetDef::ro("size", |v| Ok(Value::usize(compiled(v)?.size)), "struct size in bytes"),
];
static ITER_METHODS: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", iter_next, "Implement next(self)."),
    NativeDef::new("__length_hint__(self, /)", iter_hint, ""),
];
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "_clearcache()",
        |_| {
            CACHE.with_borrow_mut(|c| c.clear());
            Ok(none())
        },
        "Clear the internal cache.",
    ),
    NativeDef::new(
        "calcsize(format, /)",
        |a| Ok(Value::usize(format_of(a[0])?.size)),
        "Return size in bytes of the struct described by the format string.",
    ),
    NativeDef::new(
        "pack(*args)",
        module_pack,
        "pack(format, v1, v2, ...) -> bytes\n\nReturn a bytes object containing the values v1, v2, ... packed according\nto the format string.",
    ),
    NativeDef::new(
        "pack_into(*args)",
        module_pack_into,
        "pack_into(format, buffer, offset, v1, v2, ...)\n\nPack the values v1, v2, ... according to the format string and write\nthe packed bytes into the writable buffer buf starting at offset.",
    ),
    NativeDef::new(
        "unpack(format, buffer, /)",
        |a| unpack(&*format_of(a[0])?, a[1]),
        "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size in bytes must be calcsize(format).",
    ),
    NativeDef::new(
        "unpack_from(format, /, buffer, offset=0)",
        |a| unpack_from(&*format_of(a[0])?, a[1], a.opt(2)),
        "Return a tuple containing values unpacked according to the format string.\n\nThe buffer's size, minus offset, must be at least calcsize(format).",
    ),
    NativeDef::new(
        "iter_unpack(format, buffer, /)",
        module_iter_unpack,
        "Return an iterator yielding tuples unpacked from the given bytes.\n\nThe bytes are unpacked according to the format string, like\na repeated invocation of unpack_from().",
    ),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_struct");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("Functions to convert between Python values and C structs.\nPython bytes objects are used to hold the data representing the C struct\nand also as format strings to describe the layout of data in the C struct.").value());
    add_functions(d, "_struct", FUNCTIONS);
    put(d, "Struct", native_class(&TYPE).value());
    put(d, "error", exception_class("struct.error", &[Exc::Exception])?);
    Ok(m)
}

thread_local! {
    /// Formats compiled lately, by their text.
    static CACHE: RefCell<std::collections::HashMap<Vec<u8>, Rc<Format>>> = RefCell::default();
}
const CACHE_SIZE: usize = 100;

/// The text of a format, and the format compiled.
fn compile(v: Value) -> Result<(Vec<u8>, Rc<Format>), Raised> {
    let text = if let Some(s) = v.cast::<Str>() {
        if !s.ascii {
            // raises the encoder's error
            crate::protocol::call::call_method(v, "encode", &[Str::intern("ascii").value()])?;
        }
        s.raw().to_vec()
    } else if let Some(b) = v.cast::<Bytes>() {
        b.as_slice().to_vec()
    } else {
        return Err(type_error(format!(
            "Struct() argument 1 must be a str or bytes object, not {}",
            type_of(v).name_text()
        )));
    };
    if let Some(f) = CACHE.with_borrow(|c| c.get(&text).cloned()) {
        return Ok((text, f));
    }
    let f = Rc::new(format::compile(&text).map_err(error)?);
    CACHE.with_borrow_mut(|c| {
        if c.len() >= CACHE_SIZE {
            c.clear();
        }
        c.insert(text.clone(), f.clone());
    });
    Ok((text, f))
}
fn format_of(v: Value) -> Result<Rc<Format>, Raised> {
    Ok(compile(v)?.1)
}
fn this(v: Value) -> Result<Gc<StructObject>, Raised> {
    v.cast::<StructObject>().ok_or_else(|| type_error("a Struct object is required"))
}
fn compiled(v: Value) -> Result<Rc<Format>, Raised> {
    Ok(this(v)?.compiled.borrow().clone())
}
fn set_format(s: Gc<StructObject>, v: Value) -> Result<(), Raised> {
    let (text, f) = compile(v)?;
    s.format.set(s, Str::try_new(&String::from_utf8_lossy(&text))?.value());
    *s.compiled.borrow_mut() = f;
    Ok(())
}
fn new(a: &Args) -> Res {
    let cls = class_argument(a[0], native_class(&TYPE))?;
    let empty = StructObject {
        header: StructObject::HEADER,
        format: Slot::new(Str::empty().value()),
        compiled: RefCell::new(Rc::new(Format::default())),
    };
    let s = alloc_sub(cls, empty)?;
    let given = a.rest.first().copied().or_else(|| a.kwargs.and_then(|k| k.get_text("format")));
    if let Some(v) = given {
        set_format(s, v)?;
    }
    Ok(s.value())
}
fn init_object(a: &Args) -> Res {
    set_format(this(a[0])?, a[1])?;
    Ok(none())
}
fn repr(a: &Args) -> Res {
    let s = this(a[0])?;
    let t = text::repr(s.format.get_or_none())?;
    Ok(Str::try_new(&format!("{}({})", type_of(a[0]).name.gc().to_text(), t.to_text()))?.value())
}
fn sizeof(a: &Args) -> Res {
    Ok(Value::usize(56 + 24 * (compiled(a[0])?.items.len() + 1)))
}

fn check_count(f: &Format, given: usize, what: &str) -> Result<(), Raised> {
    if given != f.count {
        return Err(error(format!("{what} expected {} items for packing (got {given})", f.count)));
    }
    Ok(())
}
/// The packed values, in memory of their own: conversions may run Python code.
fn packed(f: &Format, values: &[Value]) -> Result<Vec<u8>, Raised> {
    let mut out = Vec::new();
    out.try_reserve_exact(f.size).map_err(|_| memory_error())?;
    out.resize(f.size, 0);
    let mut values = values.iter();
    for item in &f.items {
        for k in 0..item.values() {
            let Some(v) = values.next() else { break };
            let at = item.offset + k * item.size;
            codes::pack(item, *v, &mut out[at..at + item.size])?;
        }
    }
    Ok(out)
}
fn pack(f: &Format, values: &[Value]) -> Res {
    check_count(f, values.len(), "pack")?;
    Ok(Bytes::try_new(&packed(f, values)?)?.value())
}
fn module_pack(a: &Args) -> Res {
    let Some((format, values)) = a.rest.split_first() else { return Err(type_error("missing format argument")) };
    pack(&*format_of(*format)?, values)
}
fn module_pack_into(a: &Args) -> Res {
    let Some((format, args)) = a.rest.split_first() else { return Err(type_error("missing format argument")) };
    pack_into(&*format_of(*format)?, args)
}
/// Where `size` bytes at `offset` start in a buffer of `len` bytes.
fn place(offset: i64, size: usize, len: usize, doing: &str, short: &str) -> Result<usize, Raised> {
    let (n, size) = (len as i64, size as i64);
    let mut at = offset;
    if at < 0 {
        if at + size > 0 {
            return Err(error(format!("{short} {size} bytes at offset {offset}")));
        }
        if at + n < 0 {
            return Err(error(format!("offset {offset} out of range for {n}-byte buffer")));
        }
        at += n;
    }
    if n - at < size {
        let (function, verb) = doing.split_once(' ').unwrap_or((doing, ""));
        return Err(error(format!(
            "{function} requires a buffer of at least {} bytes for {verb} {size} bytes at offset {at} (actual buffer size is {n})",
            at as i128 + size as i128
        )));
    }
    Ok(at as usize)
}
fn pack_into(f: &Format, args: &[Value]) -> Res {
    match args.len() {
        0 => return Err(error("pack_into expected buffer argument")),
        1 => return Err(error("pack_into expected offset argument")),
        n => check_count(f, n - 2, "pack_into")?,
    }
    drop(buffer::acquire_writable(args[0], "argument")?);
    let offset = number::to_ssize(args[1])?;
    let len = buffer::acquire_writable(args[0], "argument")?.len();
    let at = place(offset, f.size, len, "pack_into packing", "no space to pack")?;
    let data = packed(f, &args[2..])?;
    let view = buffer::acquire_writable(args[0], "argument")?;
    match view.bytes_mut().get_mut(at..at + data.len()) {
        Some(to) => to.copy_from_slice(&data),
        None => return Err(error(format!("pack_into requires a buffer of at least {} bytes", at + data.len()))),
    }
    Ok(none())
}

fn unpacked(f: &Format, data: &[u8]) -> Res {
    let mut out = GcVec::with_capacity(f.count);
    for item in &f.items {
        for k in 0..item.values() {
            let at = item.offset + k * item.size;
            out.push(codes::unpack(item, &data[at..at + item.size])?);
        }
    }
    Ok(Tuple::try_new(out.as_slice())?.value())
}
fn unpack(f: &Format, v: Value) -> Res {
    let view = buffer::acquire(v)?;
    if view.len() != f.size {
        return Err(error(format!("unpack requires a buffer of {} bytes", f.size)));
    }
    unpacked(f, view.bytes())
}
fn unpack_from(f: &Format, v: Value, offset: Option<Value>) -> Res {
    let offset = offset.map_or(Ok(0), number::to_ssize)?;
    let view = buffer::acquire(v)?;
    let at = place(offset, f.size, view.len(), "unpack_from unpacking", "not enough data to unpack")?;
    unpacked(f, &view.bytes()[at..at + f.size])
}
fn iter_unpack(owner: Value, v: Value) -> Res {
    let owner = this(owner)?;
    let f = owner.compiled.borrow().clone();
    if f.size == 0 {
        return Err(error("cannot iteratively unpack with a struct of length 0"));
    }
    let view = buffer::acquire(v)?;
    if view.len() % f.size != 0 {
        return Err(error(format!("iterative unpacking requires a buffer of a multiple of {} bytes", f.size)));
    }
    let data = match v.exact::<Bytes>() {
        Some(b) => b,
        None => Bytes::try_new(view.bytes())?,
    };
    native_class(&ITER_TYPE);
    Ok(alloc(UnpackIter { header: UnpackIter::HEADER, owner: Ptr::new(owner), data: Ptr::new(data), at: Cell::new(0) })
        .value())
}
fn module_iter_unpack(a: &Args) -> Res {
    let s = crate::protocol::call::call(native_class(&TYPE).value(), &[a[0]])?;
    iter_unpack(s, a[1])
}
fn iter_next(a: &Args) -> Res {
    let Some(it) = a[0].cast::<UnpackIter>() else { return Err(stop_iteration(None)) };
    let f = it.owner.gc().compiled.borrow().clone();
    let at = it.at.get();
    match it.data.gc().as_slice().get(at..at + f.size) {
        Some(data) => {
            it.at.set(at + f.size);
            unpacked(&f, data)
        }
        None => Err(stop_iteration(None)),
    }
}
fn iter_hint(a: &Args) -> Res {
    let Some(it) = a[0].cast::<UnpackIter>() else { return Ok(Value::small(0)) };
    let size = it.owner.gc().compiled.borrow().size.max(1);
    Ok(Value::usize((it.data.gc().len - it.at.get().min(it.data.gc().len)) / size))
}
