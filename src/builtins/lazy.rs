//! `enumerate`, `zip`, `map`, `filter`, `reversed`: iterators over other iterators.

use std::cell::Cell;

use crate::builtins::exceptions::{Exc, type_error, value_error};
use crate::builtins::iterators::{ITERATOR, clipped_state};
use crate::builtins::util::{CLASS_GETITEM, class_name, no_keywords, step, this, tuple};
use crate::object::buffer::GcVec;
use crate::object::gc::{Gc, Ptr, Slot};
use crate::object::instance::alloc_sub;
use crate::object::iters::{Enumerate, Filter, Map, Reversed, Zip};
use crate::object::kind::Kind;

use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::number::{self, BinOp};
use crate::protocol::{call, compare, item, iter};
use crate::thread::thread;

type Step = Result<Option<Value>, Raised>;

const REDUCE: &str = "Return state information for pickling.";
const SETSTATE: &str = "Set state information for unpickling.";

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "enumerate",
        kind: Kind::Enumerate,
        doc: "Return an enumerate object: pairs of a count (from start on) and an item of the iterable.",
        flags: f::BASETYPE,
        methods: &[ITERATOR, ENUMERATE, CLASS_GETITEM],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "zip",
        kind: Kind::Zip,
        doc: "Yield tuples of the n-th items of all iterables until the shortest is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
        flags: f::BASETYPE,
        methods: &[ITERATOR, ZIP],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "map",
        kind: Kind::Map,
        doc: "Make an iterator that computes the function using arguments from\neach of the iterables. Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
        flags: f::BASETYPE,
        methods: &[ITERATOR, MAP],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "filter",
        kind: Kind::Filter,
        doc: "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
        flags: f::BASETYPE,
        methods: &[ITERATOR, FILTER],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "reversed",
        kind: Kind::Reversed,
        doc: "Return a reverse iterator over the values of the given sequence.",
        flags: f::BASETYPE,
        methods: &[ITERATOR, REVERSED],
        ..TypeDef::EMPTY
    },
];
fn class_arg(a: &Args) -> Gc<Type> {
    // SAFETY: `__new__` is called with a class first: the binder has checked.
    unsafe { a[0].cast_unchecked::<Type>() }
}
/// A class that takes no keywords but the ones handled already; subclasses may.
fn leftover_keywords(a: &Args, cls: Gc<Type>, kind: Kind, name: &str) -> Result<(), Raised> {
    if cls == type_of_kind(kind) { no_keywords(a, name) } else { Ok(()) }
}

// --- enumerate
static ENUMERATE: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", enumerate_new, "Create and return a new object."),
    NativeDef::new("__reduce__(self, /)", enumerate_reduce, REDUCE),
];
fn enumerate_new(a: &Args) -> Res {
    let (mut iterable, mut start) = (a.rest.first().copied(), a.rest.get(1).copied());
    let n_kw = a.kwargs.map_or(0, |k| k.len());
    if a.rest.len() + n_kw > 2 {
        return Err(type_error(format!("enumerate() takes at most 2 arguments ({} given)", a.rest.len() + n_kw)));
    }
    for (k, v) in a.kwargs.iter().flat_map(|k| k.iter()) {
        let name = k.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
        match name.as_str() {
            "iterable" if iterable.is_none() => iterable = Some(v),
            "start" if start.is_none() => start = Some(v),
            _ => {
                return Err(type_error(format!("'{name}' is an invalid keyword argument for enumerate()")));
            }
        }
    }
    let Some(iterable) = iterable else {
        return Err(type_error("enumerate() missing required argument 'iterable'"));
    };
    let start = match start {
        Some(s) => number::index(s)?,
        None => Value::small(0),
    };
    let it = iter::get_iter(iterable)?;
    let (index, big) = match start.as_int().and_then(|i| i.to_i64()) {
        Some(i) if i < i64::MAX => (i, None),
        _ => (i64::MAX, Some(start)),
    };
    let body = Enumerate { header: Enumerate::HEADER, it: Slot::new(it), big: Slot::new(big), index: Cell::new(index) };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn enumerate_next(e: Value) -> Step {
    // SAFETY: the table of steps is by kind.
    let e = unsafe { e.cast_unchecked::<Enumerate>() };
    let Some(v) = step(e.it.get_or_none())? else { return Ok(None) };
    let i = e.index.get();
    if i < i64::MAX {
        e.index.set(i + 1);
        return Ok(Some(tuple(&[Value::int(i), v])));
    }
    let n = e.big.get().unwrap_or_else(|| Value::int(i64::MAX));
    e.big.set(e, number::binary(BinOp::Add, n, Value::small(1))?);
    Ok(Some(tuple(&[n, v])))
}
fn enumerate_reduce(a: &Args) -> Res {
    let e = this::<Enumerate>(a);
    let i = match e.index.get() {
        i64::MAX => e.big.get().unwrap_or_else(|| Value::int(i64::MAX)),
        i => Value::int(i),
    };
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[e.it.get_or_none(), i])]))
}

// --- zip and map share the way of taking an item from each iterator
static ZIP: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *iterables, strict=False, **kwargs)", zip_new, "Create and return a new object."),
    NativeDef::new("__reduce__(self, /)", zip_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", zip_setstate, SETSTATE),
];
static MAP: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, strict=False, **kwargs)", map_new, "Create and return a new object."),
    NativeDef::new("__reduce__(self, /)", map_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", map_setstate, SETSTATE),
];
/// `strict` is the only keyword that `zip` and `map` take, subclasses too.
fn unexpected(a: &Args, name: &str) -> Result<(), Raised> {
    let given = a.kwargs.map_or(0, |k| k.len()) + a.has(1) as usize;
    if given > 1 {
        return Err(type_error(format!("{name}() takes at most 1 keyword argument ({given} given)")));
    }
    match a.kwargs.and_then(|k| k.iter().next()) {
        Some((k, _)) => Err(type_error(format!(
            "{name}() got an unexpected keyword argument '{}'",
            k.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default()
        ))),
        None => Ok(()),
    }
}
fn iterators(of: &[Value]) -> Result<Gc<Tuple>, Raised> {
    let mut its = GcVec::with_capacity(of.len().max(1));
    for &x in of {
        its.push(iter::get_iter(x)?);
    }
    Tuple::try_new(its.as_slice())
}
fn strict_flag(a: &Args) -> Result<bool, Raised> {
    a.opt(1).map_or(Ok(false), compare::truth)
}
fn zip_new(a: &Args) -> Res {
    let cls = class_arg(a);
    unexpected(a, "zip")?;
    let strict = strict_flag(a)?;
    let its = iterators(a.rest)?;
    Ok(alloc_sub(cls, Zip { header: Zip::HEADER, its: Ptr::new(its), strict: Cell::new(strict) })?.value())
}
/// The complaint of strict `zip` and `map` when iterator `i` ended (others still have items).
fn check_strict(its: Gc<Tuple>, i: usize, name: &str) -> Result<(), Raised> {
    let plural = |n: usize| if n == 1 { "argument 1".to_string() } else { format!("arguments 1-{n}") };
    if i > 0 {
        return Err(value_error(format!("{name}() argument {} is shorter than {}", i + 1, plural(i))));
    }
    for j in 1..its.len() {
        if step(its.get(j))?.is_some() {
            return Err(value_error(format!("{name}() argument {} is longer than {}", j + 1, plural(j))));
        }
    }
    Ok(())
}
/// Items of all iterators, to `fill`; false when one has ended.
fn take_each(its: Gc<Tuple>, strict: bool, name: &str, mut fill: impl FnMut(usize, Value)) -> Result<bool, Raised> {
    for i in 0..its.len() {
        match step(its.get(i))? {
            Some(v) => fill(i, v),
            None => {
                if strict {
                    check_strict(its, i, name)?;
                }
                return Ok(false);
            }
        }
    }
    Ok(true)
}
pub fn zip_next(z: Value) -> Step {
    // SAFETY: as in `enumerate_next`.
    let z = unsafe { z.cast_unchecked::<Zip>() };
    let its = z.its.gc();
    let strict = z.strict.get();
    match its.len() {
        0 => Ok(None),
        2 if !strict => {
            let Some(x) = step(its.get(0))? else { return Ok(None) };
            let Some(y) = step(its.get(1))? else { return Ok(None) };
            Ok(Some(tuple(&[x, y])))
        }
        n if n <= 8 => {
            let mut items = [z.value(); 8];
            let more = take_each(its, strict, "zip", |i, v| items[i] = v)?;
            Ok(more.then(|| tuple(&items[..n])))
        }
        n => {
            let mut items = GcVec::with_capacity(n);
            let more = take_each(its, strict, "zip", |_, v| items.push(v))?;
            Ok(more.then(|| tuple(items.as_slice())))
        }
    }
}
fn zip_reduce(a: &Args) -> Res {
    let z = this::<Zip>(a);
    let cls = type_of(a[0]).value();
    Ok(match z.strict.get() {
        true => tuple(&[cls, z.its.gc().value(), boolean(true)]),
        false => tuple(&[cls, z.its.gc().value()]),
    })
}
fn zip_setstate(a: &Args) -> Res {
    this::<Zip>(a).strict.set(compare::truth(a[1])?);
    Ok(none())
}

fn map_new(a: &Args) -> Res {
    let cls = class_arg(a);
    unexpected(a, "map")?;
    let strict = strict_flag(a)?;
    if a.rest.len() < 2 {
        return Err(type_error("map() must have at least two arguments."));
    }
    let its = iterators(&a.rest[1..])?;
    let body = Map { header: Map::HEADER, func: Slot::new(a.rest[0]), its: Ptr::new(its), strict: Cell::new(strict) };
    Ok(alloc_sub(cls, body)?.value())
}
pub fn map_next(m: Value) -> Step {
    // SAFETY: as in `enumerate_next`.
    let m = unsafe { m.cast_unchecked::<Map>() };
    let (its, func) = (m.its.gc(), m.func.get_or_none());
    match its.len() {
        1 => {
            let Some(x) = step(its.get(0))? else { return Ok(None) };
            call::call(func, &[x]).map(Some)
        }
        n if n <= 8 => {
            let mut items = [func; 8];
            if !take_each(its, m.strict.get(), "map", |i, v| items[i] = v)? {
                return Ok(None);
            }
            call::call(func, &items[..n]).map(Some)
        }
        n => {
            let mut items = GcVec::with_capacity(n);
            if !take_each(its, m.strict.get(), "map", |_, v| items.push(v))? {
                return Ok(None);
            }
            call::call(func, items.as_slice()).map(Some)
        }
    }
}
fn map_reduce(a: &Args) -> Res {
    let m = this::<Map>(a);
    let mut args = GcVec::new();
    args.push(m.func.get_or_none());
    args.extend(m.its.gc().items().iter().copied());
    let (cls, args) = (type_of(a[0]).value(), tuple(args.as_slice()));
    Ok(if m.strict.get() { tuple(&[cls, args, boolean(true)]) } else { tuple(&[cls, args]) })
}
fn map_setstate(a: &Args) -> Res {
    this::<Map>(a).strict.set(compare::truth(a[1])?);
    Ok(none())
}

// --- filter
static FILTER: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", filter_new, "Create and return a new object."),
    NativeDef::new("__reduce__(self, /)", filter_reduce, REDUCE),
];
fn filter_new(a: &Args) -> Res {
    let cls = class_arg(a);
    leftover_keywords(a, cls, Kind::Filter, "filter")?;
    if a.rest.len() != 2 {
        return Err(type_error(format!("filter expected 2 arguments, got {}", a.rest.len())));
    }
    let it = iter::get_iter(a.rest[1])?;
    Ok(alloc_sub(cls, Filter { header: Filter::HEADER, func: Slot::new(a.rest[0]), it: Slot::new(it) })?.value())
}
pub fn filter_next(x: Value) -> Step {
    // SAFETY: as in `enumerate_next`.
    let x = unsafe { x.cast_unchecked::<Filter>() };
    let (func, it) = (x.func.get_or_none(), x.it.get_or_none());
    let by_truth = func == none() || func == type_of_kind(Kind::Bool).value();
    while let Some(v) = step(it)? {
        let good = if by_truth { compare::truth(v)? } else { compare::truth(call::call(func, &[v])?)? };
        if good {
            return Ok(Some(v));
        }
    }
    Ok(None)
}
fn filter_reduce(a: &Args) -> Res {
    let x = this::<Filter>(a);
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[x.func.get_or_none(), x.it.get_or_none()])]))
}

// --- reversed
static REVERSED: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", reversed_new, "Create and return a new object."),
    NativeDef::new("__length_hint__(self, /)", reversed_hint, "Private method returning an estimate of len(list(it))."),
    NativeDef::new("__reduce__(self, /)", reversed_reduce, REDUCE),
    NativeDef::new("__setstate__(self, state, /)", reversed_setstate, SETSTATE),
];
fn reversed_new(a: &Args) -> Res {
    let cls = class_arg(a);
    leftover_keywords(a, cls, Kind::Reversed, "reversed")?;
    if a.rest.len() != 1 {
        return Err(type_error(format!("reversed expected 1 argument, got {}", a.rest.len())));
    }
    let seq = a.rest[0];
    let t = type_of(seq);
    match t.special(Special::Reversed) {
        Some(m) if m != none() => return call::call_bound(m, seq, &[], None),
        None if t.special(Special::GetItem).is_some() && !t.has_flag(f::MAPPING) => {}
        _ => return Err(type_error(format!("'{}' object is not reversible", class_name(seq)))),
    }
    let n = item::len(seq)?;
    Ok(alloc_sub(cls, Reversed { header: Reversed::HEADER, seq: Slot::new(seq), index: Cell::new(n) })?.value())
}
/// A `reversed` over a native sequence (what `__reversed__` of some classes returns).
pub fn reversed_over(seq: Value, len: usize) -> Value {
    crate::object::gc::alloc(Reversed { header: Reversed::HEADER, seq: Slot::new(seq), index: Cell::new(len) }).value()
}
pub fn reversed_next(r: Value) -> Step {
    // SAFETY: as in `enumerate_next`.
    let r = unsafe { r.cast_unchecked::<Reversed>() };
    let Some(seq) = r.seq.get() else { return Ok(None) };
    let n = r.index.get();
    if n > 0 {
        match item::get_item(seq, Value::usize(n - 1)) {
            Ok(v) => {
                r.index.set(n - 1);
                return Ok(Some(v));
            }
            Err(Raised) if thread().catch(Exc::IndexError) || thread().catch(Exc::StopIteration) => {}
            Err(e) => return Err(e),
        }
    }
    r.index.set(0);
    r.seq.set(r, None);
    Ok(None)
}
fn reversed_hint(a: &Args) -> Res {
    let r = this::<Reversed>(a);
    let Some(seq) = r.seq.get() else { return Ok(Value::small(0)) };
    let n = item::len(seq)?;
    Ok(Value::usize(if n < r.index.get() { 0 } else { r.index.get() }))
}
fn reversed_reduce(a: &Args) -> Res {
    let r = this::<Reversed>(a);
    let cls = type_of(a[0]).value();
    Ok(match r.seq.get() {
        Some(s) => tuple(&[cls, tuple(&[s]), Value::int(r.index.get() as i64 - 1)]),
        None => tuple(&[cls, tuple(&[tuple(&[])])]),
    })
}
fn reversed_setstate(a: &Args) -> Res {
    let r = this::<Reversed>(a);
    if let Some(s) = r.seq.get() {
        let n = item::len(s)? as i64;
        r.index.set((clipped_state(a[1], -1, n - 1)? + 1) as usize);
    }
    Ok(none())
}
