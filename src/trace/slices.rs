//! Slices of texts and of bytes in traces. What is asked about such a slice (is it a key of a dict, an element of a set?) is asked about
//! the part of the text itself, by its ends. The call that makes the slice is lazy: one that nothing else wants is left to the exits.

use sidewinder_jit::ir::{ClassSet, Helper, Op as Ir, Ref, Ty};

use super::calls::Arg;
use super::dicts::{index, quickly};
use super::quiet::{bits, is_leaf, of};
use super::recorder::{Doing, Rec, class, rec};
use super::sequences::forward;
use crate::object::Res;
use crate::object::bytes::Bytes;
use crate::object::dict::{Dict, tag_hash};
use crate::object::gc::Gc;
use crate::object::hash::hash_bytes;
use crate::object::kind::Kind;
use crate::object::native::NativeFunction;
use crate::object::out_of_memory;
use crate::object::set::Set;
use crate::object::shape::type_of_kind;
use crate::object::str::{Str, same_short_bytes, width_for};
use crate::object::value::Value;
use crate::protocol::compare;

/// A slice that the trace has taken: of a text or of bytes, `of[first:last]`.
#[derive(Clone, Copy)]
pub struct Part {
    pub kind: Kind,
    pub of: Ref,
    pub first: Ref,
    pub last: Ref,
}

/// The function that makes slices of objects of a class; whether it is called where the program takes the slice, and may raise.
fn maker(kind: Kind, in_place: bool) -> Option<Helper> {
    let (name, entry) = match (kind, in_place) {
        (Kind::Str, true) => ("text_slice", text_slice as *const ()),
        (Kind::Str, false) => ("text_slice_later", text_slice_later as *const ()),
        (Kind::Bytes, true) => ("bytes_slice", bytes_slice as *const ()),
        (Kind::Bytes, false) => ("bytes_slice_later", bytes_slice_later as *const ()),
        _ => return None,
    };
    Some(Helper {
        name: name.into(),
        address: entry as u64,
        args: vec![Ty::Tagged, Ty::Int, Ty::Int],
        ret: Ty::Tagged,
        reads: ClassSet::NONE,
        writes: ClassSet::of(class::EXCEPTION),
        pure_call: false,
        raises: true,
        collects: true,
        lazy: Some(kind as u32),
    })
}
fn kind_of(address: u64) -> Option<Kind> {
    let is = |kind: &Kind| [true, false].iter().any(|p| maker(*kind, *p).is_some_and(|h| h.address == address));
    [Kind::Str, Kind::Bytes].into_iter().find(is)
}
/// What a side trace calls for a slice that was not made where it was taken.
pub fn later(address: u64) -> Option<Helper> {
    maker(kind_of(address)?, false)
}
/// Emits the call that takes a slice of a text or of bytes.
pub fn take(r: &mut Rec, kind: Kind, args: [Ref; 3]) -> Option<Ref> {
    let h = maker(kind, true)?;
    let word = r.builder.call(&h, &args);
    r.moved();
    Some(word)
}
/// The slice that a word is.
pub fn known(r: &Rec, x: Ref) -> Option<Part> {
    let t = r.builder.trace();
    if t.op(x) != Ir::Call {
        return None;
    }
    let h = &t.helpers[t.inst(x).aux as usize];
    h.lazy?;
    let kind = kind_of(h.address)?;
    Some(Part { kind, of: t.arg(x, 0), first: t.arg(x, 1), last: t.arg(x, 2) })
}
/// The function that looks a part up in a dict or set; its arguments are that, and those of the slice.
pub fn finder(part: Part, set: bool) -> (&'static str, *const ()) {
    match (part.kind, set) {
        (Kind::Str, false) => ("find_text_slice", find_text_slice as *const ()),
        (Kind::Str, true) => ("text_slice_element", text_slice_element as *const ()),
        (_, false) => ("find_bytes_slice", find_bytes_slice as *const ()),
        (_, true) => ("bytes_slice_element", bytes_slice_element as *const ()),
    }
}

/// `int.from_bytes(x, order)` of bytes: a call.
pub fn int_of_bytes(f: Value, x: Ref, args: &[Arg]) -> Option<Ref> {
    let m = f.exact::<NativeFunction>().filter(|m| m.def.name() == "from_bytes")?;
    let int = type_of_kind(Kind::Int);
    if m.owner.get() != Some(int) || m.this.get() != Some(int.value()) {
        return None;
    }
    let (&(b, bx), order) = args.split_first()?;
    b.exact::<Bytes>()?;
    let little = match *order {
        [] => false,
        [(o, _)] => {
            let o = o.exact::<Str>()?;
            o.is_text("little").then_some(true).or_else(|| o.is_text("big").then_some(false))?
        }
        _ => return None,
    };
    let r = rec();
    r.guard_is(x, f);
    for (o, ox) in order {
        r.guard_is(*ox, *o);
    }
    let mut args = match known(r, bx) {
        Some(p) => vec![p.of, p.first, p.last],
        None => {
            r.guard_class(bx, b);
            vec![bx, r.builder.kint(0), r.builder.kint(i64::MAX)]
        }
    };
    args.push(r.builder.kint(little as i64));

    Some(r.call("int_of_bytes", int_of_part as *const () as u64, &args, Doing::Reads))
}

// --- what compiled code calls
unsafe extern "sysv64" fn int_of_part(b: u64, start: i64, stop: i64, little: i64) -> u64 {
    crate::builtins::int::of_bytes(of_bytes(b, start, stop), little != 0, false).bits()
}
unsafe fn text_part(s: u64, start: i64, stop: i64) -> Res {
    let s = of::<Str>(s);
    let (first, n) = forward(start, stop, s.len);
    crate::object::str::slice(s, first, first + n).map(Gc::value)
}
unsafe fn bytes_part(b: u64, start: i64, stop: i64) -> Res {
    let b = of::<Bytes>(b);
    let (first, n) = forward(start, stop, b.len);
    if n == b.len {
        return Ok(b.value());
    }
    Bytes::try_new(&b.as_slice()[first..first + n]).map(Gc::value)
}
unsafe extern "sysv64" fn text_slice(s: u64, start: i64, stop: i64) -> u64 {
    bits(text_part(s, start, stop))
}
unsafe extern "sysv64" fn bytes_slice(b: u64, start: i64, stop: i64) -> u64 {
    bits(bytes_part(b, start, stop))
}
unsafe extern "sysv64" fn text_slice_later(s: u64, start: i64, stop: i64) -> u64 {
    text_part(s, start, stop).unwrap_or_else(|_| out_of_memory()).bits()
}
unsafe extern "sysv64" fn bytes_slice_later(b: u64, start: i64, stop: i64) -> u64 {
    bytes_part(b, start, stop).unwrap_or_else(|_| out_of_memory()).bits()
}
/// Is the key of an entry this text, whose characters take `width` bytes each?
fn is_text(k: Value, text: &[u8], width: u8) -> Option<bool> {
    match compare::as_text_key(k) {
        Some(s) => Some(s.width == width && s.raw() == text),
        None => is_leaf(k).then_some(false),
    }
}
/// The same, as far as it can be told without a call.
#[inline(always)]
fn is_text_quickly(k: Value, text: &[u8]) -> Option<bool> {
    let s = k.exact::<Str>()?;
    if s.len != text.len() || s.width != 1 {
        return Some(false);
    }
    same_short_bytes(s.raw(), text)
}
fn is_bytes(k: Value, bytes: &[u8]) -> Option<bool> {
    match k.exact::<Bytes>() {
        Some(b) => Some(b.as_slice() == bytes),
        None => is_leaf(k).then_some(false),
    }
}
#[inline(always)]
fn is_bytes_quickly(k: Value, bytes: &[u8]) -> Option<bool> {
    let b = k.exact::<Bytes>()?;
    if b.len != bytes.len() {
        return Some(false);
    }
    same_short_bytes(b.as_slice(), bytes)
}
/// A part of a text.
#[derive(Clone, Copy)]
struct Text {
    of: Gc<Str>,
    first: usize,
    len: usize,
}
impl Text {
    #[inline(always)]
    unsafe fn new(s: u64, start: i64, stop: i64) -> Text {
        let of = of::<Str>(s);
        let (first, len) = forward(start, stop, of.len);
        Text { of, first, len }
    }
    /// Its bytes, if characters take one each.
    #[inline(always)]
    fn narrow<'a>(self) -> Option<&'a [u8]> {
        // SAFETY: a part of the data, which the caller keeps.
        (self.of.width == 1).then(|| unsafe { std::slice::from_raw_parts(self.of.data.add(self.first), self.len) })
    }
    /// The data that a string of its own would have, and their width.
    fn data(self) -> (Vec<u8>, u8) {
        let end = self.first + self.len;
        let points: Vec<u32> = crate::units!(self.of, |u| u[self.first..end].iter().map(|c| u32::from(*c)).collect());
        let width = width_for(points.iter().copied().max().unwrap_or(0));
        (points.iter().flat_map(|c| c.to_ne_bytes().into_iter().take(width as usize)).collect(), width)
    }
}
/// What a look-up in any way finds.
#[inline(never)]
fn find_slowly(t: Text, find: impl Fn(i64, &dyn Fn(Value) -> Option<bool>) -> Result<Option<usize>, ()>) -> i64 {
    let (text, width) = t.data();
    let hash = hash_bytes(&text);
    index(find(hash, &|k| is_text(k, &text, width)), hash)
}
#[inline(always)]
unsafe fn of_bytes<'a>(b: u64, start: i64, stop: i64) -> &'a [u8] {
    let b = of::<Bytes>(b);
    let (first, n) = forward(start, stop, b.len);
    &b.as_slice()[first..first + n]
}
unsafe extern "sysv64" fn find_text_slice(d: u64, s: u64, start: i64, stop: i64) -> i64 {
    let (d, t) = (of::<Dict>(d), Text::new(s, start, stop));
    let quick = t.narrow().and_then(|text| quickly(d, tag_hash(hash_bytes(text)), |k| is_text_quickly(k, text)));
    quick.unwrap_or_else(|| find_slowly(t, |hash, f| d.find_certain(hash, f)))
}
unsafe extern "sysv64" fn text_slice_element(x: u64, s: u64, start: i64, stop: i64) -> i64 {
    let (x, t) = (of::<Set>(x), Text::new(s, start, stop));
    if let Some(text) = t.narrow() {
        let hash = hash_bytes(text);
        if let Ok(found) = x.find_quickly(hash, |k| is_text_quickly(k, text)) {
            return index(Ok(found), hash);
        }
    }
    find_slowly(t, |hash, f| x.find_certain(hash, f))
}
unsafe extern "sysv64" fn find_bytes_slice(d: u64, b: u64, start: i64, stop: i64) -> i64 {
    let bytes = of_bytes(b, start, stop);
    let (d, hash) = (of::<Dict>(d), hash_bytes(bytes));
    quickly(d, tag_hash(hash), |k| is_bytes_quickly(k, bytes)).unwrap_or_else(|| find_bytes_slowly(d, bytes, hash))
}
#[inline(never)]
fn find_bytes_slowly(d: Gc<Dict>, bytes: &[u8], hash: i64) -> i64 {
    index(d.find_certain(hash, |k| is_bytes(k, bytes)), hash)
}
unsafe extern "sysv64" fn bytes_slice_element(x: u64, b: u64, start: i64, stop: i64) -> i64 {
    let bytes = of_bytes(b, start, stop);
    let (x, hash) = (of::<Set>(x), hash_bytes(bytes));
    match x.find_quickly(hash, |k| is_bytes_quickly(k, bytes)) {
        Err(()) => index(x.find_certain(hash, |k| is_bytes(k, bytes)), hash),
        found => index(found, hash),
    }
}
