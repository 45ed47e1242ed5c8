//! `str`: construction, operators, subscripts, iteration, representation. The methods with ordinary names are in
//! `str_methods` and `str_case`, formatting in `str_format`, `format_spec` and `percent_format`.

use std::cell::Cell;

use super::exceptions::{overflow_error, stop_iteration, type_error};
use super::{percent_format, str_case, str_format, str_methods};
use crate::builtins::exceptions::Exc;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{self, type_of};
use crate::object::slice::Slice;
use crate::object::str::{self, Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none, not_implemented};
use crate::protocol::compare::Cmp;
use crate::protocol::item::{sequence_index, slice_range};
use crate::protocol::{iter, number, text};
use crate::thread::thread;
use crate::unicode;

pub use crate::object::str::{concat, get_index, slice};

layout! {
    /// Iterator over a string, one code point after the other; two classes, as in CPython.
    pub struct StrIter: StrIter {
        gc text: Ptr<Str>,
        raw at: Cell<usize>,
    }
}
layout! {
    pub struct StrAsciiIter: StrAsciiIter {
        gc text: Ptr<Str>,
        raw at: Cell<usize>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::unpacking(
        "__new__(cls, object='', encoding='utf-8', errors='strict')",
        new,
        "Create and return a new object.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__str__(self, /)", to_str, "Return str(self)."),
    NativeDef::new("__format__(self, format_spec, /)", format, "Return a formatted version of the string."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iter_, "Implement iter(self)."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__mod__(self, value, /)", percent_format::str_mod, "Return self%value."),
    NativeDef::new("__rmod__(self, value, /)", percent_format::str_rmod, "Return value%self."),
    NativeDef::new("__lt__(self, value, /)", |a| order(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| order(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| order(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| order(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| order(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| order(a, Cmp::Ge), "Return self>=value."),
    NativeDef::new("__getnewargs__(self, /)", getnewargs, "Arguments that make an equal string."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Return the size of the string in memory, in bytes."),
];
static ITER: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", iter_next, "Implement next(self)."),
    NativeDef::new("__length_hint__(self, /)", iter_hint, "Private method returning an estimate of len(list(it))."),
    NativeDef::new("__reduce__(self, /)", iter_reduce, "Return state information for pickling."),
    NativeDef::new("__setstate__(self, state, /)", iter_setstate, "Set state information for unpickling."),
];

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "str",
        kind: Kind::Str,
        doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to 'utf-8'.\nerrors defaults to 'strict'.",
        flags: f::BASETYPE | f::MATCH_SELF,
        methods: &[METHODS, str_methods::METHODS, str_case::METHODS, str_format::METHODS],
        ..TypeDef::EMPTY
    },
    TypeDef { name: "str_iterator", kind: Kind::StrIter, flags: f::NO_NEW, methods: &[ITER], ..TypeDef::EMPTY },
    TypeDef {
        name: "str_ascii_iterator",
        kind: Kind::StrAsciiIter,
        flags: f::NO_NEW,
        methods: &[ITER],
        ..TypeDef::EMPTY
    },
];

/// The receiver of a method of `str`.
#[inline(always)]
pub fn this(a: &Args) -> Gc<Str> {
    // SAFETY: the receiver of a method has its class's layout.
    unsafe { a[0].cast_unchecked::<Str>() }
}
pub fn class_name(v: Value) -> String {
    type_of(v).name_text()
}

// --- construction
fn new(a: &Args) -> Res {
    let cls = a[0].cast::<Type>().ok_or_else(|| type_error("str.__new__(X): X is not a type object"))?;
    let s = make(a)?;
    if cls == shape::type_of_kind(Kind::Str) {
        return Ok(s.value());
    }
    Str::try_subclass(shape::info(cls.root_shape.get()), s).map(Gc::value)
}
fn make(a: &Args) -> Result<Gc<Str>, Raised> {
    let (encoding, errors) = (a.opt(2), a.opt(3));
    let text_arg = |v: Option<Value>, what: &str| -> Result<Option<Gc<Str>>, Raised> {
        match v {
            None => Ok(None),
            Some(v) => v
                .cast::<Str>()
                .map(Some)
                .ok_or_else(|| type_error(format!("str() argument '{what}' must be str, not {}", arg_type_name(v)))),
        }
    };
    let encoding = text_arg(encoding, "encoding")?;
    let errors = text_arg(errors, "errors")?;
    let Some(object) = a.opt(1) else { return Ok(Str::empty()) };
    if encoding.is_none() && errors.is_none() {
        return text::str_of(object);
    }
    if object.cast::<Str>().is_some() {
        return Err(type_error("decoding str is not supported"));
    }
    let Some(bytes) = super::buffer::acquire_opt(object)? else {
        return Err(type_error(format!("decoding to str: need a bytes-like object, {} found", class_name(object))));
    };
    let r = super::codecs::decode_bytes(bytes.bytes(), object, encoding, errors);
    bytes.release();
    r
}
/// How argument errors name a class: `None` by its value.
pub fn arg_type_name(v: Value) -> String {
    if v == none() { "None".into() } else { class_name(v) }
}

// --- operators
fn add(a: &Args) -> Res {
    match a[1].cast::<Str>() {
        Some(b) => concat(this(a), b).map(Gc::value),
        None => Err(type_error(format!("can only concatenate str (not \"{}\") to str", class_name(a[1])))),
    }
}
/// The count of `sequence * count`.
pub fn repeat_count(v: Value) -> Result<i64, Raised> {
    number::to_ssize(v)
}
fn mul(a: &Args) -> Res {
    repeat(this(a), repeat_count(a[1])?).map(Gc::value)
}
/// `s * n`
pub fn repeat(s: Gc<Str>, n: i64) -> Result<Gc<Str>, Raised> {
    str::repeat(s, n).unwrap_or_else(|| Err(overflow_error("repeated string is too long")))
}
fn order(a: &Args, op: Cmp) -> Res {
    let s = this(a);
    Ok(match a[1].cast::<Str>() {
        None => not_implemented(),
        Some(o) => boolean(match op {
            Cmp::Eq => s.same(o),
            Cmp::Ne => !s.same(o),
            _ => op.holds(str::compare(s, o)),
        }),
    })
}
fn contains(a: &Args) -> Res {
    match a[1].cast::<Str>() {
        Some(n) => Ok(boolean(str_methods::find_in(this(a), n, 0, this(a).len()).is_some())),
        None => Err(type_error(format!("'in <string>' requires string as left operand, not {}", class_name(a[1])))),
    }
}
fn getitem(a: &Args) -> Res {
    subscript(this(a), a[1])
}
/// The characters of a range.
pub fn slice_of(s: Gc<Str>, r: crate::protocol::item::SliceRange) -> Res {
    if r.step == 1 {
        return slice(s, r.start as usize, r.start as usize + r.count).map(Gc::value);
    }
    if r.step == -1 {
        return str::slice_back(s, r.start.max(0) as usize, r.count).map(Gc::value);
    }
    let part: Vec<u32> = (0..r.count).map(|i| s.point((r.start + i as i64 * r.step) as usize)).collect();
    str::of_units(&part).map(Gc::value)
}
/// `s[key]`
pub fn subscript(s: Gc<Str>, key: Value) -> Res {
    if let Some(i) = key.as_small() {
        let j = if i < 0 { i + s.len() as i64 } else { i };
        if j >= 0 && (j as usize) < s.len() {
            return Ok(get_index(s, j as usize).value());
        }
    }
    if let Some(sl) = key.cast::<Slice>() {
        return slice_of(s, slice_range(sl, s.len())?);
    }
    if !number::has_index(key) {
        return Err(type_error(format!("string indices must be integers, not '{}'", class_name(key))));
    }
    Ok(get_index(s, sequence_index(key, s.len(), "string index out of range")?).value())
}
fn hash(a: &Args) -> Res {
    Ok(Value::int(this(a).hash_value()))
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(this(a).len()))
}
fn to_str(a: &Args) -> Res {
    this(a).to_exact().map(Gc::value)
}
fn format(a: &Args) -> Res {
    let Some(spec) = a[1].cast::<Str>() else {
        return Err(type_error(format!("__format__() argument must be str, not {}", arg_type_name(a[1]))));
    };
    if spec.is_empty() {
        return text::str_of(a[0]).map(Gc::value);
    }
    super::format_spec::format_str(this(a), spec).map(Gc::value)
}
fn getnewargs(a: &Args) -> Res {
    Ok(Tuple::new(&[this(a).to_exact()?.value()]).value())
}
fn sizeof(a: &Args) -> Res {
    let s = this(a);
    Ok(Value::usize(if s.ascii { 41 + s.len() } else { 57 + (s.len() + 1) * s.width as usize }))
}

// --- joining
/// The items of an iterable that is to be joined.
pub fn joined_items(items: Value) -> Result<GcVec, Raised> {
    match iter::get_iter(items) {
        Ok(it) => {
            iter::ask_length(items)?;
            iter::collect(it)
        }
        Err(Raised) if thread().catch(Exc::TypeError) => Err(type_error("can only join an iterable")),
        Err(r) => Err(r),
    }
}
/// `sep.join(items)`: one pass to measure, one to copy.
pub fn join(sep: Gc<Str>, items: Value) -> Result<Gc<Str>, Raised> {
    let collected;
    let parts: &[Value] = if let Some(t) = items.exact::<Tuple>() {
        t.items()
    } else if let Some(l) = items.exact::<List>() {
        l.items()
    } else {
        collected = joined_items(items)?;
        collected.as_slice()
    };
    if let [one] = parts
        && let Some(s) = one.exact::<Str>()
    {
        return Ok(s);
    }
    if sep.is_empty()
        && let Some(text) = str::concat_characters(parts)?
    {
        return Ok(text);
    }
    let (mut len, mut width, mut ascii) = (0usize, 1, true);
    if parts.len() > 1 {
        len = sep.len().checked_mul(parts.len() - 1).ok_or_else(too_long)?;
        (width, ascii) = (sep.width, sep.ascii);
    }
    for (i, p) in parts.iter().enumerate() {
        let Some(s) = p.exact::<Str>().or_else(|| p.cast::<Str>()) else {
            return Err(type_error(format!("sequence item {i}: expected str instance, {} found", class_name(*p))));
        };
        len = len.checked_add(s.len()).filter(|l| *l <= isize::MAX as usize).ok_or_else(too_long)?;
        width = width.max(s.width);
        ascii &= s.ascii;
    }
    if len == 0 {
        return Ok(Str::empty());
    }
    let (g, mut at) = Str::try_alloc(len, width, ascii)?;
    for (i, p) in parts.iter().enumerate() {
        // SAFETY: every part is a string (checked above, nothing ran since), and the lengths add up to `len`.
        unsafe {
            if i > 0 && sep.len() > 0 {
                sep.copy_to(at, width);
                at = at.add(sep.len() * width as usize);
            }
            let s = p.cast_unchecked::<Str>();
            s.copy_to(at, width);
            at = at.add(s.len() * width as usize);
        }
    }
    Ok(g)
}
fn too_long() -> Raised {
    overflow_error("join() result is too long for a Python string")
}

// --- representation
fn repr(a: &Args) -> Res {
    repr_str(this(a)).map(Gc::value)
}
/// `repr(s)`
pub fn repr_str(s: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let (mut single, mut double, mut plain) = (false, false, true);
    for c in s.points() {
        match c {
            0x27 => single = true,
            0x22 => double = true,
            0x5c => plain = false,
            0x20..0x7f => {}
            _ => plain &= unicode::is_printable(c),
        }
    }
    let quote = if single && !double { '"' } else { '\'' };
    if plain && !(single && quote == '\'') {
        // nothing to escape: copy the data between quotes
        let len = s.len().checked_add(2).ok_or_else(memory_error)?;
        let (g, data) = Str::try_alloc(len, s.width, s.ascii)?;
        // SAFETY: room for the text and two quotes.
        unsafe {
            str::write_point(data, s.width, 0, quote as u32);
            s.copy_to(data.add(s.width as usize), s.width);
            str::write_point(data, s.width, len - 1, quote as u32);
        }
        return Ok(g);
    }
    let mut out = StrBuilder::new();
    out.push_char(quote);
    for c in s.points() {
        push_escaped(&mut out, c, quote);
    }
    out.push_char(quote);
    out.finish()
}
fn push_escaped(out: &mut StrBuilder, c: u32, quote: char) {
    match c {
        _ if c == quote as u32 || c == 0x5c => {
            out.push_char('\\');
            out.push(c);
        }
        10 => out.push_text("\\n"),
        13 => out.push_text("\\r"),
        9 => out.push_text("\\t"),
        _ if unicode::is_printable(c) => out.push(c),
        0..0x100 => out.push_text(&format!("\\x{c:02x}")),
        0x100..0x10000 => out.push_text(&format!("\\u{c:04x}")),
        _ => out.push_text(&format!("\\U{c:08x}")),
    }
}

// --- iteration
fn iter_(a: &Args) -> Res {
    Ok(new_iter(this(a)))
}
/// `iter(s)`
pub fn new_iter(s: Gc<Str>) -> Value {
    let (text, at) = (Ptr::new(s), Cell::new(0));
    if s.ascii {
        alloc(StrAsciiIter { header: StrAsciiIter::HEADER, text, at }).value()
    } else {
        alloc(StrIter { header: StrIter::HEADER, text, at }).value()
    }
}
/// Both iterators have the same layout.
fn as_iter(v: Value) -> Gc<StrIter> {
    const _: () = assert!(std::mem::offset_of!(StrIter, at) == std::mem::offset_of!(StrAsciiIter, at));
    // SAFETY: called with receivers of the two classes only.
    unsafe { v.cast_unchecked::<StrIter>() }
}
/// The step of both string iterators (`iterators::fast_next`).
#[inline]
pub fn next(it: Value) -> Result<Option<Value>, Raised> {
    let it = as_iter(it);
    let Some(s) = it.text.get() else { return Ok(None) };
    let i = it.at.get();
    if i >= s.len() {
        it.text.set(it, None);
        return Ok(None);
    }
    it.at.set(i + 1);
    Ok(Some(get_index(s, i).value()))
}
fn iter_next(a: &Args) -> Res {
    next(a[0])?.ok_or_else(|| stop_iteration(None))
}
fn iter_hint(a: &Args) -> Res {
    let it = as_iter(a[0]);
    Ok(Value::usize(it.text.get().map_or(0, |s| s.len().saturating_sub(it.at.get()))))
}
fn iter_reduce(a: &Args) -> Res {
    let it = as_iter(a[0]);
    let f = super::util::builtin("iter")?;
    Ok(match it.text.get() {
        Some(s) => Tuple::new(&[f, Tuple::new(&[s.value()]).value(), Value::usize(it.at.get())]).value(),
        None => Tuple::new(&[f, Tuple::new(&[Str::empty().value()]).value()]).value(),
    })
}
fn iter_setstate(a: &Args) -> Res {
    let i = number::to_ssize(a[1])?.max(0) as usize;
    let it = as_iter(a[0]);
    if let Some(s) = it.text.get() {
        it.at.set(i.min(s.len()));
    }
    Ok(none())
}
