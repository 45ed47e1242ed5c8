//! Operations on built-in objects that traces do without a call: subscripts of strings and bytes, `range`, iterators over
//! built-in containers, `enumerate` and `zip`, complex arithmetic.
//!
//! Each function emits what happens for operands like those it sees now, under guards, and reports what the interpreter's own
//! code computed. `None`: it has nothing to offer, and nothing was emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, ClassSet, Helper as IrHelper, Op as Ir, Ref, Site, Ty};

use super::calls::{Arg, new_tuple, site};
use super::chars;
use super::ops::{RV, Recorder, bounded_index};
use super::quiet::exact_kind;
use super::recorder::{Rec, class, rec};
use crate::builtins::str_::StrAsciiIter;
use crate::object::buffer::{Array, Buffer};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::float::Complex;
use crate::object::gc::Gc;
use crate::object::iters::{Enumerate, ListRevIter, Reversed, TupleIter, Zip};
use crate::object::kind::Kind;
use crate::object::list::{List, ListIter};
use crate::object::slice::{Range, RangeIter};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::protocol::number::BinOp;
use crate::semantics::machine::Machine;
use crate::vm::vm;

fn exact<T: crate::object::gc::Object>(v: Value) -> Option<Gc<T>> {
    v.exact::<T>()
}
/// The object behind `x`, an instance of exactly that built-in class.
pub fn object(r: &mut Rec, x: Ref, kind: Kind) -> Ref {
    let o = r.object(x);
    r.guard_shape(o, kind as u32);
    o
}
/// The tuple of the iterators of a `zip`, which has as many as now.
pub fn zipped(r: &mut Rec, x: Ref, its: Gc<Tuple>) -> Ref {
    let o = object(r, x, Kind::Zip);
    let t = r.load_tagged(o, offset_of!(Zip, its), Class::CONST);
    let t = r.builder.op(Ir::UnboxPtr, &[t]);
    let len = r.builder.count(t, 8, Class::CONST);
    let k = r.builder.kint(its.len() as i64);
    let same = r.builder.op(Ir::Ieq, &[len, k]);
    r.guard_bool(same, true);
    t
}
fn int(r: &mut Rec, x: Ref) -> Ref {
    r.guard(Ir::GuardInt, &[x]);
    r.builder.op(Ir::UnboxInt, &[x])
}

/// `x[y]`
pub fn get_item(x: RV, y: RV) -> Option<RV> {
    let i = y.v.as_small()?;
    let r = rec();
    match exact_kind(x.v)? {
        Kind::Str => {
            let s = exact::<Str>(x.v)?;
            let n = at(i, s.len)?;
            if s.width != 1 {
                return None;
            }
            // SAFETY: `n` is below the length.
            let c = unsafe { *s.data.add(n) };
            let o = object(r, x.r, Kind::Str);
            let width = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Str, width) as i32, Class::CONST);
            let one = r.builder.kint(1);
            let narrow = r.builder.op(Ir::Ieq, &[width, one]);
            r.guard_bool(narrow, true);
            let len = r.builder.count(o, offset_of!(Str, len) as i32, Class::CONST);
            let k = int(r, y.r);
            let k = bounded_index(r, k, i, len);
            let data = r.builder.load(Ty::Ptr, o, offset_of!(Str, data) as i32, Class::CONST);
            let c_ref = r.builder.mem(Ir::LoadxU8, &[data, k], 0, Class::CONST);
            Some(RV { v: vm().latin1(c).value(), r: chars::of_code(r, c_ref) })
        }
        Kind::Bytes => {
            let b = exact::<Bytes>(x.v)?;
            let n = at(i, b.len)?;
            // SAFETY: `n` is below the length.
            let c = unsafe { *b.data.add(n) };
            let o = object(r, x.r, Kind::Bytes);
            let len = r.builder.count(o, offset_of!(Bytes, len) as i32, Class::CONST);
            let k = int(r, y.r);
            let k = bounded_index(r, k, i, len);
            let data = r.builder.load(Ty::Ptr, o, offset_of!(Bytes, data) as i32, Class::CONST);
            let c_ref = r.builder.mem(Ir::LoadxU8, &[data, k], 0, Class::CONST);
            Some(RV { v: Value::small(c as i64), r: r.builder.op(Ir::BoxInt, &[c_ref]) })
        }
        Kind::ByteArray => {
            let (data, k, p) = byte_place(r, x, y, i)?;
            let c = r.builder.mem(Ir::LoadxU8, &[data, k], BYTES, class::CONTENTS);
            // SAFETY: `p` is inside.
            Some(RV { v: Value::small(unsafe { *p } as i64), r: r.builder.op(Ir::BoxInt, &[c]) })
        }
        _ => None,
    }
}
/// Offset of a buffer's bytes.
const BYTES: i32 = 16;
fn at(i: i64, len: usize) -> Option<usize> {
    let n = if i < 0 { i + len as i64 } else { i };
    usize::try_from(n).ok().filter(|n| *n < len)
}
/// Item `i` of a bytearray: the buffer's address, the index in it, where it is now.
fn byte_place(r: &mut Rec, x: RV, y: RV, i: i64) -> Option<(Ref, Ref, *mut u8)> {
    let b = exact::<ByteArray>(x.v)?;
    let n = at(i, b.len.get())?;
    let buffer = b.buffer.get()?;
    let o = object(r, x.r, Kind::ByteArray);
    let len = r.builder.count(o, offset_of!(ByteArray, len) as i32, class::BYTES);
    let k = int(r, y.r);
    let k = bounded_index(r, k, i, len);
    let start = r.builder.load(Ty::Int, o, offset_of!(ByteArray, start) as i32, class::BYTES);
    let k = r.builder.op(Ir::Iadd, &[k, start]);
    let data = r.builder.load(Ty::Ptr, o, offset_of!(ByteArray, buffer) as i32, class::BYTES);
    Some((data, k, buffer.bytes().wrapping_add(b.start.get() + n)))
}
/// `x[y] = v`; the store itself is the interpreter's.
pub fn set_item(x: RV, y: RV, v: RV) -> Option<()> {
    let (i, byte) = (y.v.as_small()?, v.v.as_small()?);
    if !(0..256).contains(&byte) || exact_kind(x.v)? != Kind::ByteArray {
        return None;
    }
    let r = rec();
    let (data, k, _) = byte_place(r, x, y, i)?;
    let c = int(r, v.r);
    let limit = r.builder.kint(256);
    let fits = r.builder.op(Ir::Iult, &[c, limit]);
    r.guard_bool(fits, true);
    r.builder.mem(Ir::Storex8, &[data, k, c], BYTES, class::CONTENTS);
    r.moved();
    Some(())
}

// --- ranges and iterators
/// `range(…)` of small ints.
pub fn range(args: &[Arg]) -> Option<RV> {
    let (start, stop, step) = match args {
        [stop] => (None, stop, None),
        [start, stop] => (Some(start), stop, None),
        [start, stop, step] => (Some(start), stop, Some(step)),
        _ => return None,
    };
    let by = step.map_or(Some(1), |s| s.0.as_small()).filter(|s| *s != 0 && s.abs() < 1 << 32)?;
    let a = start.map_or(Some(0), |s| s.0.as_small())?;
    stop.0.as_small()?;
    let made = crate::builtins::range::new(Value::small(a), stop.0, Value::small(by)).ok()?;
    let s = site(size_of::<Range>(), Kind::Range as u64)?;
    let r = rec();
    if let Some(step) = step {
        r.guard_is(step.1, step.0);
    }
    let first = match start {
        None => r.builder.kint(0),
        Some(s) => int(r, s.1),
    };
    let last = int(r, stop.1);
    let zero = r.builder.kint(0);
    // the way to go, and how many steps it takes
    let n = r.builder.op(Ir::Isub, &if by > 0 { [last, first] } else { [first, last] });
    let n = r.builder.op(Ir::Imax, &[n, zero]);
    // the length of a range of small ints is one, unless it spans nearly all of them
    r.guard(Ir::GuardFits, &[n]);
    let n = if by.abs() == 1 {
        n
    } else {
        let (k, rest) = (r.builder.kint(by.abs()), r.builder.kint(by.abs() - 1));
        let n = r.guard(Ir::IaddOv, &[n, rest]);
        r.builder.op(Ir::Idiv, &[n, k])
    };
    let (first, last, n) =
        (r.builder.op(Ir::BoxInt, &[first]), r.builder.op(Ir::BoxInt, &[last]), r.builder.op(Ir::BoxInt, &[n]));
    let by = r.builder.kval(Value::small(by).bits());
    let o = r.builder.alloc(s);
    for (offset, x) in [
        (offset_of!(Range, start), first),
        (offset_of!(Range, stop), last),
        (offset_of!(Range, step), by),
        (offset_of!(Range, len), n),
    ] {
        r.builder.store(o, x, offset as i32, Class::CONST);
    }
    let x = r.builder.op(Ir::BoxPtr, &[o]);
    Some(RV { v: made.value(), r: x })
}
/// An iterator over `x` from its first item: the object in one field, 0 in another.
fn new_iter(r: &mut Rec, x: Ref, kind: Kind, size: usize, over: usize, index: usize) -> Option<Ref> {
    let s = site(size, kind as u64)?;
    let zero = r.builder.kint(0);
    let o = r.builder.alloc(s);
    r.builder.store(o, x, over as i32, class::ITER);
    r.builder.store(o, zero, index as i32, class::ITER);
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
/// `iter(x)`
pub fn get_iter(x: RV) -> Option<Ref> {
    let r = rec();
    match exact_kind(x.v)? {
        Kind::List => {
            object(r, x.r, Kind::List);
            let (over, index) = (offset_of!(ListIter, list), offset_of!(ListIter, index));
            new_iter(r, x.r, Kind::ListIter, size_of::<ListIter>(), over, index)
        }
        Kind::Tuple => {
            object(r, x.r, Kind::Tuple);
            let (over, index) = (offset_of!(TupleIter, tuple), offset_of!(TupleIter, index));
            new_iter(r, x.r, Kind::TupleIter, size_of::<TupleIter>(), over, index)
        }
        Kind::Str if exact::<Str>(x.v)?.ascii => {
            let o = object(r, x.r, Kind::Str);
            let ascii = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Str, ascii) as i32, Class::CONST);
            let one = r.builder.kint(1);
            let is = r.builder.op(Ir::Ieq, &[ascii, one]);
            r.guard_bool(is, true);
            let (over, index) = (offset_of!(StrAsciiIter, text), offset_of!(StrAsciiIter, at));
            new_iter(r, x.r, Kind::StrAsciiIter, size_of::<StrAsciiIter>(), over, index)
        }
        Kind::Range => {
            let range = exact::<Range>(x.v)?;
            if ![&range.start, &range.step, &range.len].iter().all(|p| p.get().is_some_and(Value::is_small)) {
                return None;
            }
            let s = site(size_of::<RangeIter>(), Kind::RangeIter as u64)?;
            let (first, step, n) = range_parts(r, x.r);
            Some(new_range_iter(r, s, first, step, n))
        }
        Kind::Dict | Kind::DictKeys | Kind::DictValues | Kind::DictItems => super::dicts::get_iter(x),
        Kind::Set | Kind::FrozenSet => super::sets::get_iter(x),
        // iterators are their own
        Kind::DictKeyIter
        | Kind::DictValueIter
        | Kind::DictItemIter
        | Kind::SetIter
        | Kind::ListRevIter
        | Kind::Enumerate
        | Kind::Zip
        | Kind::ListIter
        | Kind::TupleIter
        | Kind::RangeIter
        | Kind::Generator => {
            r.guard_class(x.r, x.v);
            Some(x.r)
        }
        _ => None,
    }
}
/// First number, step and length of a range whose parts are small.
fn range_parts(r: &mut Rec, x: Ref) -> (Ref, Ref, Ref) {
    let o = object(r, x, Kind::Range);
    let mut part = |offset: usize| {
        let x = r.load_tagged(o, offset, Class::CONST);
        int(r, x)
    };
    (part(offset_of!(Range, start)), part(offset_of!(Range, step)), part(offset_of!(Range, len)))
}
fn new_range_iter(r: &mut Rec, site: Site, next: Ref, step: Ref, left: Ref) -> Ref {
    let i = r.builder.alloc(site);
    r.builder.store(i, next, offset_of!(RangeIter, next) as i32, class::ITER);
    r.builder.store(i, step, offset_of!(RangeIter, step) as i32, class::ITER);
    r.builder.store(i, left, offset_of!(RangeIter, left) as i32, class::ITER);
    r.builder.op(Ir::BoxPtr, &[i])
}
/// The step of a range's iterator, which stays what it is now.
pub fn range_step(r: &mut Rec, o: Ref, now: &RangeIter) -> Ref {
    let step = r.builder.load(Ty::Int, o, offset_of!(RangeIter, step) as i32, class::ITER);
    let k = r.builder.kint(now.step.get());
    let same = r.builder.op(Ir::Ieq, &[step, k]);
    r.guard_bool(same, true);
    k
}
/// `reversed(x)`
pub fn reversed(x: RV) -> Option<Ref> {
    let r = rec();
    match exact_kind(x.v)? {
        Kind::List => {
            let s = site(size_of::<ListRevIter>(), Kind::ListRevIter as u64)?;
            let l = object(r, x.r, Kind::List);
            let len = r.builder.count(l, offset_of!(List, len) as i32, class::LIST);
            let o = r.builder.alloc(s);
            r.builder.store(o, x.r, offset_of!(ListRevIter, list) as i32, class::ITER);
            r.builder.store(o, len, offset_of!(ListRevIter, index) as i32, class::ITER);
            Some(r.builder.op(Ir::BoxPtr, &[o]))
        }
        Kind::Range => {
            let range = exact::<Range>(x.v)?;
            let now = [&range.start, &range.step, &range.len].map(|p| p.get().and_then(Value::as_small));
            let [Some(first), Some(step), Some(n)] = now else { return None };
            (n - 1).checked_mul(step)?.checked_add(first)?;
            let s = site(size_of::<RangeIter>(), Kind::RangeIter as u64)?;
            let (first, step, n) = range_parts(r, x.r);
            let one = r.builder.kint(1);
            let last = r.builder.op(Ir::Isub, &[n, one]);
            let way = r.guard(Ir::ImulOv, &[last, step]);
            let last = r.guard(Ir::IaddOv, &[first, way]);
            let back = r.builder.op(Ir::Ineg, &[step]);
            Some(new_range_iter(r, s, last, back, n))
        }
        kind @ (Kind::Str | Kind::Tuple) => {
            let s = site(size_of::<Reversed>(), Kind::Reversed as u64)?;
            let x_object = object(r, x.r, kind);
            let len = r.builder.count(x_object, length_offset(kind) as i32, Class::CONST);
            let o = r.builder.alloc(s);
            r.builder.store(o, x.r, offset_of!(Reversed, seq) as i32, class::ITER);
            r.builder.store(o, len, offset_of!(Reversed, index) as i32, class::ITER);
            Some(r.builder.op(Ir::BoxPtr, &[o]))
        }
        _ => None,
    }
}
unsafe extern "sysv64" fn append_byte_entry(b: u64, c: i64) -> u64 {
    let b = super::quiet::of::<ByteArray>(b);
    if b.exports.get() != 0 {
        // whether views are still in use, only the interpreter can tell
        return crate::trace::recorder::NOT_QUIET;
    }
    crate::builtins::bytearray::push(b, &[c as u8]).map_or(0, |()| crate::object::none().bits())
}
/// Room for one more byte: the buffer, or 0.
unsafe extern "sysv64" fn byte_room_entry(_buffer: *mut u8, b: u64) -> u64 {
    let b = super::quiet::of::<ByteArray>(b);
    let len = b.len.get();
    if crate::builtins::bytearray::push(b, &[0]).is_err() {
        return 0;
    }
    b.len.set(len);
    b.buffer.gc().addr()
}
/// `b.append(x)` of a byte to a bytearray without views: done inline where there never was a view, else by a call that may refuse or raise,
/// whose answer is the result.
pub fn append_byte(b: RV, x: RV) -> Option<Option<Ref>> {
    let now = exact::<ByteArray>(b.v)?;
    if now.exports.get() != 0 || !(0..256).contains(&x.v.as_small()?) {
        return None;
    }
    let r = rec();
    let o = object(r, b.r, Kind::ByteArray);
    let c = int(r, x.r);
    let end = r.builder.kint(256);
    let byte = r.builder.op(Ir::Iult, &[c, end]);
    r.guard_bool(byte, true);
    if !now.exports.is_unused() {
        let before = r.here();
        let entry = append_byte_entry as *const () as u64;
        let word = r.call("append_byte", entry, &[b.r, c], super::recorder::Doing::Writes);
        r.guard_quiet(word, before);
        return Some(Some(word));
    }
    let field = |r: &mut Rec, ty, offset| r.builder.load(ty, o, offset as i32, class::BYTES);
    let counter = field(r, Ty::Int, offset_of!(ByteArray, exports));
    let (zero, one) = (r.builder.kint(0), r.builder.kint(1));
    let unused = r.builder.op(Ir::Ieq, &[counter, zero]);
    r.guard_bool(unused, true);
    let (start, len) = (field(r, Ty::Int, offset_of!(ByteArray, start)), field(r, Ty::Int, offset_of!(ByteArray, len)));
    let buffer = field(r, Ty::Ptr, offset_of!(ByteArray, buffer));
    let end = r.builder.op(Ir::Iadd, &[start, len]);
    let cap = r.builder.load(Ty::Int, buffer, offset_of!(Buffer, cap) as i32, class::BYTES);
    let full = r.builder.op(Ir::Ieq, &[end, cap]);
    let bytes = ClassSet::of(class::BYTES).union(ClassSet::of(class::CONTENTS));
    let h = IrHelper {
        name: "byte_room".into(),
        address: byte_room_entry as *const () as u64,
        args: vec![Ty::Ptr, Ty::Tagged],
        ret: Ty::Ptr,
        reads: bytes,
        writes: bytes.union(ClassSet::of(class::EXCEPTION)),
        pure_call: false,
        raises: true,
        collects: true,
        lazy: None,
    };
    let buffer = r.builder.call_if(full, &h, buffer, b.r);
    r.guard_raised(buffer);
    // the bytes may have moved to the front
    let start = field(r, Ty::Int, offset_of!(ByteArray, start));
    let end = r.builder.op(Ir::Iadd, &[start, len]);
    r.builder.mem(Ir::Storex8, &[buffer, end, c], BYTES, class::CONTENTS);
    let n = r.builder.op(Ir::Iadd, &[len, one]);
    r.builder.store(o, n, offset_of!(ByteArray, len) as i32, class::BYTES);
    r.moved();
    Some(None)
}
/// Where a string or tuple has its length.
fn length_offset(kind: Kind) -> usize {
    if kind == Kind::Str { offset_of!(Str, len) } else { offset_of!(Tuple, len) }
}
/// Room for one more item: the array, or 0.
unsafe extern "sysv64" fn grow_entry(_th: *mut u8, l: u64) -> u64 {
    // SAFETY: compiled code has checked the class.
    let l: Gc<List> = Value::from_bits(l).cast_unchecked();
    match l.reserve(l.len() + 1) {
        Ok(()) => l.array.get().map_or(0, Gc::addr),
        Err(_) => 0,
    }
}
/// What stands for the array of a list without one.
static NO_ARRAY: [u64; 2] = [0; 2];
/// Appends to what is a list at present; leaves by unwinding if there is no room.
pub fn append(r: &mut Rec, l: Ref, v: Ref) {
    let o = object(r, l, Kind::List);
    let len = r.builder.count(o, offset_of!(List, len) as i32, class::LIST);
    let a = r.list_array(o);
    let zero = r.builder.kptr(0);
    let without = r.builder.op(Ir::Weq, &[a, zero]);
    let nothing = r.builder.kptr(NO_ARRAY.as_ptr() as u64);
    let known = r.builder.select(without, nothing, a);
    let cap = r.builder.load(Ty::Int, known, offset_of!(Array, cap) as i32, class::ARRAY);
    let full = r.builder.op(Ir::Ieq, &[len, cap]);
    let h = IrHelper {
        name: "grow".into(),
        address: grow_entry as *const () as u64,
        args: vec![Ty::Ptr, Ty::Tagged],
        ret: Ty::Ptr,
        reads: ClassSet::of(class::LIST).union(ClassSet::of(class::ARRAY)).union(ClassSet::of(class::ITEMS)),
        writes: ClassSet::of(class::ARRAY).union(ClassSet::of(class::EXCEPTION)),
        pure_call: false,
        raises: true,
        collects: true,
        lazy: None,
    };
    let a = r.builder.call_if(full, &h, a, l);
    r.guard_raised(a);
    r.builder.storex(a, len, v, 16, class::ITEMS);
    r.barrier(a, v);
    let one = r.builder.kint(1);
    let n = r.builder.op(Ir::Iadd, &[len, one]);
    r.builder.store(o, n, offset_of!(List, len) as i32, class::LIST);
    r.moved();
}
/// `l.pop()`
pub fn pop(l: RV) -> Option<Ref> {
    let now = exact::<List>(l.v)?;
    if now.len() == 0 {
        return None;
    }
    let r = rec();
    let o = object(r, l.r, Kind::List);
    let len = r.builder.count(o, offset_of!(List, len) as i32, class::LIST);
    let (zero, one) = (r.builder.kint(0), r.builder.kint(1));
    let some = r.builder.op(Ir::Igt, &[len, zero]);
    r.guard_bool(some, true);
    let last = r.builder.op(Ir::Isub, &[len, one]);
    let a = r.list_array(o);
    let v = r.builder.loadx(Ty::Tagged, a, last, 16, class::ITEMS);
    let none = r.builder.kval(0);
    r.builder.storex(a, last, none, 16, class::ITEMS);
    r.builder.store(o, last, offset_of!(List, len) as i32, class::LIST);
    Some(v)
}
/// `enumerate(x[, start])`
pub fn enumerate(args: &[RV]) -> Option<Ref> {
    let (x, start) = match *args {
        [x] => (x, None),
        [x, start] => (x, Some(start.v.as_small().map(|_| start)?)),
        _ => return None,
    };
    let s = site(size_of::<Enumerate>(), Kind::Enumerate as u64)?;
    let it = get_iter(x)?;
    let r = rec();
    let first = match start {
        Some(v) => int(r, v.r),
        None => r.builder.kint(0),
    };
    let none = r.builder.kval(0);
    let o = r.builder.alloc(s);
    r.builder.store(o, it, offset_of!(Enumerate, it) as i32, Class::CONST);
    r.builder.store(o, none, offset_of!(Enumerate, big) as i32, class::ITER);
    r.builder.store(o, first, offset_of!(Enumerate, index) as i32, class::ITER);
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
/// `zip(x, …)`
pub fn zip(args: &[RV]) -> Option<Ref> {
    if args.is_empty() || args.len() > 4 {
        return None;
    }
    let s = site(size_of::<Zip>(), Kind::Zip as u64)?;
    let mut its = vec![];
    for x in args {
        its.push(get_iter(*x)?);
    }
    let r = rec();
    let its = new_tuple(r, &its)?;
    let no = r.builder.kint(0);
    let o = r.builder.alloc(s);
    r.builder.store(o, its, offset_of!(Zip, its) as i32, Class::CONST);
    // the whole word
    r.builder.store(o, no, offset_of!(Zip, strict) as i32, class::ITER);
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}

/// An iterator's step that may be emitted without a call: guards first, then the effect.
enum Step {
    /// Iterator, its index, the item.
    Indexed(Ref, Ref, usize, Ref),
    /// Iterator, what its index will be, the item.
    Down(Ref, Ref, usize, Ref),
    /// Iterator, the int after this one, how many are left, the item.
    Counted(Ref, Ref, Ref, Ref),
}
fn plan(r: &mut Rec, it: Value, x: Ref) -> Option<Step> {
    match exact_kind(it)? {
        Kind::ListIter => {
            let i = exact::<ListIter>(it)?;
            let list = i.list.get().filter(|l| i.index.get() < l.len())?;
            let _ = list;
            let o = object(r, x, Kind::ListIter);
            let l = r.load_tagged(o, offset_of!(ListIter, list), class::ITER);
            r.guard(Ir::GuardSet, &[l]);
            let l = r.builder.op(Ir::UnboxPtr, &[l]);
            let index = r.builder.count(o, offset_of!(ListIter, index) as i32, class::ITER);
            let len = r.builder.count(l, offset_of!(List, len) as i32, class::LIST);
            let s = r.here();
            r.builder.guard_bounds(index, len, s);
            let a = r.list_array(l);
            let v = r.builder.loadx(Ty::Tagged, a, index, 16, class::ITEMS);
            Some(Step::Indexed(o, index, offset_of!(ListIter, index), v))
        }
        Kind::ListRevIter => {
            let i = exact::<ListRevIter>(it)?;
            i.list.get().filter(|l| i.index.get() > 0 && i.index.get() <= l.len())?;
            let o = object(r, x, Kind::ListRevIter);
            let l = r.load_tagged(o, offset_of!(ListRevIter, list), class::ITER);
            r.guard(Ir::GuardSet, &[l]);
            let l = r.builder.op(Ir::UnboxPtr, &[l]);
            let index = r.builder.load(Ty::Int, o, offset_of!(ListRevIter, index) as i32, class::ITER);
            let one = r.builder.kint(1);
            let index = r.builder.op(Ir::Isub, &[index, one]);
            let len = r.builder.count(l, offset_of!(List, len) as i32, class::LIST);
            let s = r.here();
            r.builder.guard_bounds(index, len, s);
            let a = r.list_array(l);
            let v = r.builder.loadx(Ty::Tagged, a, index, 16, class::ITEMS);
            Some(Step::Down(o, index, offset_of!(ListRevIter, index), v))
        }
        Kind::Reversed => {
            let i = exact::<Reversed>(it)?;
            let seq = i.seq.get()?;
            let kind = exact_kind(seq).filter(|k| matches!(k, Kind::Str | Kind::Tuple))?;
            if i.index.get() == 0 || exact::<Str>(seq).is_some_and(|s| s.width != 1) {
                return None;
            }
            let o = object(r, x, Kind::Reversed);
            let s = r.load_tagged(o, offset_of!(Reversed, seq), class::ITER);
            r.guard(Ir::GuardSet, &[s]);
            let s = object(r, s, kind);
            let index = r.builder.load(Ty::Int, o, offset_of!(Reversed, index) as i32, class::ITER);
            let one = r.builder.kint(1);
            let index = r.builder.op(Ir::Isub, &[index, one]);
            let len = r.builder.count(s, length_offset(kind) as i32, Class::CONST);
            let v = if kind == Kind::Str {
                let width = r.builder.mem(Ir::LoadU8, &[s], offset_of!(Str, width) as i32, Class::CONST);
                let narrow = r.builder.op(Ir::Ieq, &[width, one]);
                r.guard_bool(narrow, true);
                let snap = r.here();
                r.builder.guard_bounds(index, len, snap);
                let data = r.builder.load(Ty::Ptr, s, offset_of!(Str, data) as i32, Class::CONST);
                let c = r.builder.mem(Ir::LoadxU8, &[data, index], 0, Class::CONST);
                chars::of_code(r, c)
            } else {
                let snap = r.here();
                r.builder.guard_bounds(index, len, snap);
                r.builder.loadx(Ty::Tagged, s, index, 16, Class::CONST)
            };
            Some(Step::Down(o, index, offset_of!(Reversed, index), v))
        }
        Kind::TupleIter => {
            let i = exact::<TupleIter>(it)?;
            i.tuple.get().filter(|t| i.index.get() < t.len())?;
            let o = object(r, x, Kind::TupleIter);
            let t = r.load_tagged(o, offset_of!(TupleIter, tuple), class::ITER);
            r.guard(Ir::GuardSet, &[t]);
            let t = r.builder.op(Ir::UnboxPtr, &[t]);
            let index = r.builder.count(o, offset_of!(TupleIter, index) as i32, class::ITER);
            let len = r.builder.count(t, 8, Class::CONST);
            let s = r.here();
            r.builder.guard_bounds(index, len, s);
            let v = r.builder.loadx(Ty::Tagged, t, index, 16, Class::CONST);
            Some(Step::Indexed(o, index, offset_of!(TupleIter, index), v))
        }
        Kind::StrAsciiIter => {
            let i = exact::<StrAsciiIter>(it)?;
            i.text.get().filter(|t| i.at.get() < t.len)?;
            let o = object(r, x, Kind::StrAsciiIter);
            let t = r.load_tagged(o, offset_of!(StrAsciiIter, text), class::ITER);
            r.guard(Ir::GuardSet, &[t]);
            let t = r.builder.op(Ir::UnboxPtr, &[t]);
            let index = r.builder.count(o, offset_of!(StrAsciiIter, at) as i32, class::ITER);
            let len = r.builder.count(t, offset_of!(Str, len) as i32, Class::CONST);
            let s = r.here();
            r.builder.guard_bounds(index, len, s);
            let data = r.builder.load(Ty::Ptr, t, offset_of!(Str, data) as i32, Class::CONST);
            let c = r.builder.mem(Ir::LoadxU8, &[data, index], 0, Class::CONST);
            let v = chars::of_code(r, c);
            Some(Step::Indexed(o, index, offset_of!(StrAsciiIter, at), v))
        }
        Kind::RangeIter => {
            let i = exact::<RangeIter>(it)?;
            if i.left.get() <= 0 {
                return None;
            }
            let o = object(r, x, Kind::RangeIter);
            let left = r.builder.load(Ty::Int, o, offset_of!(RangeIter, left) as i32, class::ITER);
            let zero = r.builder.kint(0);
            let more = r.builder.op(Ir::Igt, &[left, zero]);
            r.guard_bool(more, true);
            let next = r.builder.load(Ty::Int, o, offset_of!(RangeIter, next) as i32, class::ITER);
            r.builder.hint(next, i.next.get());
            let v = r.builder.op(Ir::BoxInt, &[next]);
            let step = range_step(r, o, &i);
            let after = r.builder.op(Ir::Iadd, &[next, step]);
            Some(Step::Counted(o, after, left, v))
        }
        _ => None,
    }
}
/// The index of the next item, for iterators that count upwards.
fn position(it: Value) -> Option<i64> {
    match exact_kind(it)? {
        Kind::ListIter => Some(exact::<ListIter>(it)?.index.get() as i64),
        Kind::TupleIter => Some(exact::<TupleIter>(it)?.index.get() as i64),
        Kind::StrAsciiIter => Some(exact::<StrAsciiIter>(it)?.at.get() as i64),
        _ => None,
    }
}
fn perform(r: &mut Rec, s: &Step) -> Ref {
    let one = r.builder.kint(1);
    match *s {
        Step::Indexed(o, index, offset, v) => {
            let n = r.builder.op(Ir::Iadd, &[index, one]);
            r.builder.store(o, n, offset as i32, class::ITER);
            v
        }
        Step::Down(o, index, offset, v) => {
            r.builder.store(o, index, offset as i32, class::ITER);
            v
        }
        Step::Counted(o, after, left, v) => {
            r.builder.store(o, after, offset_of!(RangeIter, next) as i32, class::ITER);
            let n = r.builder.op(Ir::Isub, &[left, one]);
            r.builder.store(o, n, offset_of!(RangeIter, left) as i32, class::ITER);
            v
        }
    }
}
/// The IR of the next item of an iterator that is not at its end; the step itself is the interpreter's.
pub fn next(it: Value, x: Ref) -> Option<Ref> {
    let r = rec();
    match exact_kind(it)? {
        Kind::Enumerate => {
            let e = exact::<Enumerate>(it)?;
            let inner = e.it.get()?;
            if e.index.get() >= crate::object::value::SMALL_MAX
                || e.big.get().is_some_and(|b| b != crate::object::none())
            {
                return None;
            }
            let o = object(r, x, Kind::Enumerate);
            let i = r.load_tagged(o, offset_of!(Enumerate, it), Class::CONST);
            let s = plan(r, inner, i)?;
            let n = r.builder.load(Ty::Int, o, offset_of!(Enumerate, index) as i32, class::ITER);
            r.builder.hint(n, e.index.get());
            let one = r.builder.kint(1);
            let (n, more) = match s {
                // what counts the items from 0 is the index
                Step::Indexed(_, index, ..) if position(inner) == Some(e.index.get()) => {
                    let same = r.builder.op(Ir::Ieq, &[n, index]);
                    r.guard_bool(same, true);
                    (index, r.builder.op(Ir::Iadd, &[index, one]))
                }
                // the sum is checked before anything is written
                _ => (n, r.guard(Ir::IaddOv, &[n, one])),
            };
            let v = perform(r, &s);
            r.builder.store(o, more, offset_of!(Enumerate, index) as i32, class::ITER);
            let n = r.builder.op(Ir::BoxInt, &[n]);
            new_tuple(r, &[n, v])
        }
        Kind::Zip => {
            let z = exact::<Zip>(it)?;
            let its: Gc<Tuple> = z.its.get()?;
            if its.len() == 0 || its.len() > 4 {
                return None;
            }
            let t = zipped(r, x, its);
            let mut steps = vec![];
            for (i, inner) in its.items().iter().enumerate() {
                // the same iterator twice would have to be stepped in between
                if its.items()[..i].contains(inner) {
                    return None;
                }
                let x = r.load_tagged(t, 16 + 8 * i, Class::CONST);
                for (j, other) in its.items()[..i].iter().enumerate() {
                    if exact_kind(*other) == exact_kind(*inner) {
                        let y = r.load_tagged(t, 16 + 8 * j, Class::CONST);
                        r.guard(Ir::GuardNe, &[x, y]);
                    }
                }
                let mut s = plan(r, *inner, x)?;
                if let (Step::Indexed(_, index, ..), Some(Step::Indexed(_, first, ..))) = (&mut s, steps.first())
                    && position(*inner) == position(its.items()[0])
                {
                    // they go on together
                    let same = r.builder.op(Ir::Ieq, &[*index, *first]);
                    r.guard_bool(same, true);
                    *index = *first;
                }
                steps.push(s);
            }
            let items: Vec<Ref> = steps.iter().map(|s| perform(r, s)).collect();
            new_tuple(r, &items)
        }
        Kind::DictKeyIter | Kind::DictValueIter | Kind::DictItemIter => super::dicts::next(it, x),
        Kind::SetIter => super::sets::next(it, x),
        _ => {
            let s = plan(r, it, x)?;
            Some(perform(r, &s))
        }
    }
}

/// Is an iterator that `exhausted` knows at its end?
fn at_end(it: Value) -> Option<bool> {
    Some(match exact_kind(it)? {
        Kind::ListIter => exact::<ListIter>(it).is_some_and(|i| i.list.get().is_none_or(|l| i.index.get() >= l.len())),
        Kind::TupleIter => {
            exact::<TupleIter>(it).is_some_and(|i| i.tuple.get().is_none_or(|t| i.index.get() >= t.len()))
        }
        Kind::StrAsciiIter => {
            exact::<StrAsciiIter>(it).is_some_and(|i| i.text.get().is_none_or(|t| i.at.get() >= t.len))
        }
        Kind::RangeIter => exact::<RangeIter>(it).is_some_and(|i| i.left.get() <= 0),
        Kind::ListRevIter => exact::<ListRevIter>(it).is_some_and(|i| i.list.get().is_some() && i.index.get() == 0),
        Kind::Reversed => exact::<Reversed>(it).is_some_and(|i| i.seq.get().is_some() && i.index.get() == 0),
        Kind::DictKeyIter | Kind::DictValueIter | Kind::DictItemIter => super::dicts::at_end(it)?,
        Kind::SetIter => super::sets::at_end(it)?,
        _ => return None,
    })
}
/// The step of an iterator that is at its end; the step itself is the interpreter's.
pub fn exhausted(it: Value, x: Ref) -> Option<()> {
    let r = rec();
    match exact_kind(it)? {
        Kind::Enumerate => {
            let inner = exact::<Enumerate>(it)?.it.get()?;
            if !at_end(inner)? {
                return None;
            }
            let o = object(r, x, Kind::Enumerate);
            let i = r.load_tagged(o, offset_of!(Enumerate, it), Class::CONST);
            exhausted(inner, i)
        }
        Kind::Zip => {
            let z = exact::<Zip>(it)?;
            let its: Gc<Tuple> = z.its.get()?;
            // those before it would have to be stepped
            if its.len() == 0 || z.strict.get() || !at_end(its.get(0))? {
                return None;
            }
            let o = object(r, x, Kind::Zip);
            let strict = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Zip, strict) as i32, class::ITER);
            let zero = r.builder.kint(0);
            let no = r.builder.op(Ir::Ieq, &[strict, zero]);
            r.guard_bool(no, true);
            let t = r.load_tagged(o, offset_of!(Zip, its), Class::CONST);
            let t = r.builder.op(Ir::UnboxPtr, &[t]);
            let i = r.load_tagged(t, 16, Class::CONST);
            exhausted(its.get(0), i)
        }
        Kind::RangeIter if at_end(it)? => {
            let o = object(r, x, Kind::RangeIter);
            let left = r.builder.load(Ty::Int, o, offset_of!(RangeIter, left) as i32, class::ITER);
            let zero = r.builder.kint(0);
            let more = r.builder.op(Ir::Igt, &[left, zero]);
            r.guard_bool(more, false);
            Some(())
        }
        Kind::ListRevIter if at_end(it)? => {
            down(r, x, Kind::ListRevIter, offset_of!(ListRevIter, list), offset_of!(ListRevIter, index))
        }
        Kind::Reversed if at_end(it)? => {
            down(r, x, Kind::Reversed, offset_of!(Reversed, seq), offset_of!(Reversed, index))
        }
        Kind::ListIter => {
            let len = (offset_of!(List, len), class::LIST);
            end(r, x, it, Kind::ListIter, (offset_of!(ListIter, list), offset_of!(ListIter, index)), len)
        }
        Kind::TupleIter => {
            let len = (8, Class::CONST);
            end(r, x, it, Kind::TupleIter, (offset_of!(TupleIter, tuple), offset_of!(TupleIter, index)), len)
        }
        Kind::StrAsciiIter => {
            let len = (offset_of!(Str, len), Class::CONST);
            end(r, x, it, Kind::StrAsciiIter, (offset_of!(StrAsciiIter, text), offset_of!(StrAsciiIter, at)), len)
        }
        Kind::DictKeyIter | Kind::DictValueIter | Kind::DictItemIter => super::dicts::exhausted(it, x),
        Kind::SetIter => super::sets::exhausted(it, x),
        _ => None,
    }
}
/// The end of an iterator whose index goes down: it lets go of the object.
fn down(r: &mut Rec, x: Ref, kind: Kind, over: usize, index: usize) -> Option<()> {
    let o = object(r, x, kind);
    let l = r.load_tagged(o, over, class::ITER);
    r.guard(Ir::GuardSet, &[l]);
    let index = r.builder.load(Ty::Int, o, index as i32, class::ITER);
    let zero = r.builder.kint(0);
    let none_left = r.builder.op(Ir::Ieq, &[index, zero]);
    r.guard_bool(none_left, true);
    let none = r.builder.kval(0);
    r.builder.store(o, none, over as i32, class::ITER);
    Some(())
}
/// The end of an iterator with an object and an index in it: it lets go of the object.
fn end(
    r: &mut Rec,
    x: Ref,
    it: Value,
    kind: Kind,
    (over, index): (usize, usize),
    (len, class): (usize, Class),
) -> Option<()> {
    // SAFETY: a word of an iterator.
    let let_go = unsafe { *((it.bits() as *const u8).add(over) as *const u64) } == 0;
    if let_go || !at_end(it)? {
        return None;
    }
    let o = object(r, x, kind);
    let l = r.load_tagged(o, over, class::ITER);
    r.guard(Ir::GuardSet, &[l]);
    let l = r.builder.op(Ir::UnboxPtr, &[l]);
    let index = r.builder.load(Ty::Int, o, index as i32, class::ITER);
    let len = r.builder.count(l, len as i32, class);
    let more = r.builder.op(Ir::Iult, &[index, len]);
    r.guard_bool(more, false);
    let none = r.builder.kval(0);
    r.builder.store(o, none, over as i32, class::ITER);
    Some(())
}

// --- complex numbers
/// Real and imaginary part of a complex number; a float, or an int that is one, has none.
pub fn parts(x: RV) -> Option<(Ref, Option<Ref>)> {
    if exact::<Complex>(x.v).is_none() {
        return super::numbers::exact_number(x).map(|f| (f.r, None));
    }
    let r = rec();
    let o = object(r, x.r, Kind::Complex);
    let part = |r: &mut Rec, offset: usize| r.builder.load(Ty::Float, o, offset as i32, Class::CONST);
    let re = part(r, offset_of!(Complex, re));
    Some((re, Some(part(r, offset_of!(Complex, im)))))
}
/// `x op y` of a complex number with another, or with a real one.
pub fn complex(op: BinOp, x: RV, y: RV) -> Option<Ref> {
    let any = [x, y].iter().any(|x| exact::<Complex>(x.v).is_some());
    if !any || !matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::TrueDiv) {
        return None;
    }
    if op == BinOp::TrueDiv {
        let (re, im) = super::floats::complex_quotient(x, y)?;
        let s = site(size_of::<Complex>(), Kind::Complex as u64)?;
        return Some(new_complex(rec(), s, re, im));
    }
    let s = site(size_of::<Complex>(), Kind::Complex as u64)?;
    let ((a, b), (c, d)) = (parts(x)?, parts(y)?);
    let r = rec();
    let mut f = |op: Ir, x: Ref, y: Ref| r.builder.op(op, &[x, y]);
    let (re, im) = match (op, b, d) {
        (BinOp::Add, Some(b), Some(d)) => (f(Ir::Fadd, a, c), f(Ir::Fadd, b, d)),
        (BinOp::Add, _, _) => (f(Ir::Fadd, a, c), b.or(d)?),
        (BinOp::Sub, Some(b), Some(d)) => (f(Ir::Fsub, a, c), f(Ir::Fsub, b, d)),
        (BinOp::Sub, Some(b), None) => (f(Ir::Fsub, a, c), b),
        (BinOp::Sub, None, _) => (f(Ir::Fsub, a, c), r.builder.op(Ir::Fneg, &[d?])),
        (_, Some(b), Some(d)) => {
            let (ac, bd, ad, bc) = (f(Ir::Fmul, a, c), f(Ir::Fmul, b, d), f(Ir::Fmul, a, d), f(Ir::Fmul, b, c));
            (f(Ir::Fsub, ac, bd), f(Ir::Fadd, ad, bc))
        }
        (_, Some(b), None) => (f(Ir::Fmul, a, c), f(Ir::Fmul, b, c)),
        (_, None, _) => (f(Ir::Fmul, c, a), f(Ir::Fmul, d?, a)),
    };
    if op == BinOp::Mul && b.is_some() && d.is_some() {
        // a product that is not a number at all may have to be an infinity
        let ok = [r.builder.op(Ir::Feq, &[re, re]), r.builder.op(Ir::Feq, &[im, im])];
        let ok = r.builder.op(Ir::Bor, &ok);
        r.guard_bool(ok, true);
    }
    Some(new_complex(r, s, re, im))
}
fn new_complex(r: &mut Rec, site: Site, re: Ref, im: Ref) -> Ref {
    let o = r.builder.alloc(site);
    r.builder.store(o, re, offset_of!(Complex, re) as i32, Class::CONST);
    r.builder.store(o, im, offset_of!(Complex, im) as i32, Class::CONST);
    r.builder.op(Ir::BoxPtr, &[o])
}
/// `complex(x, y)` of small ints and floats.
pub fn make_complex(x: RV, y: RV) -> Option<Ref> {
    let s = site(size_of::<Complex>(), Kind::Complex as u64)?;
    let (re, im) = (Recorder.as_number(x)?, Recorder.as_number(y)?);
    Some(new_complex(rec(), s, re.r, im.r))
}
