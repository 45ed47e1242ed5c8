//! `accumulate`, `chain`, `compress`, `count`, `cycle`, `dropwhile`, `filterfalse`, `pairwise`, `repeat`, `starmap`,
//! `takewhile`, `zip_longest`.

use std::cell::Cell;

use crate::builtins::exceptions::type_error;
use crate::builtins::iterators::ITERATOR;
use crate::builtins::util::{CLASS_GETITEM, class_arg, positional, step, this, to_size, tuple};
use crate::layout;
use crate::object::buffer::{Array, GcVec};
use crate::object::gc::{Ptr, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::number::{self, BinOp};
use crate::protocol::{call, compare, iter, text};

pub type Step = Result<Option<Value>, Raised>;

layout! {
    pub struct Accumulate: Accumulate {
        gc it: Slot,
        /// Empty: addition.
        gc func: Slot,
        gc total: Slot,
        /// To be given out first.
        gc initial: Slot,
    }
}
layout! {
    pub struct Chain: Chain {
        /// Iterator over the iterables; empty: exhausted.
        gc source: Slot,
        gc active: Slot,
    }
}
layout! {
    pub struct Compress: Compress {
        gc data: Slot,
        gc selectors: Slot,
    }
}
layout! {
    /// While `step` is a small int and the count an i64, `next` is the count; `big` takes over otherwise.
    pub struct Count: Count {
        gc big: Slot,
        gc step: Slot,
        raw next: Cell<i64>,
        raw small_step: i64,
    }
}
layout! {
    pub struct Cycle: Cycle {
        /// Empty: the first pass is over.
        gc it: Slot,
        gc saved: Ptr<List>,
        raw index: Cell<usize>,
    }
}
macro_rules! with_predicate {
    ($($name:ident)*) => { $(
        layout! {
            pub struct $name: $name {
                gc func: Slot,
                gc it: Slot,
                /// The predicate has decided (dropping is over, taking is over).
                raw decided: Cell<bool>,
            }
        }
    )* };
}
with_predicate! { DropWhile FilterFalse StarMap TakeWhile }
layout! {
    pub struct Pairwise: Pairwise {
        gc it: Slot,
        gc old: Slot,
    }
}
layout! {
    /// `left` is negative for ever.
    pub struct Repeat: Repeat {
        gc element: Slot,
        raw left: Cell<i64>,
    }
}
layout! {
    /// Exhausted iterators are taken out of the array.
    pub struct ZipLongest: ZipLongest {
        gc its: Ptr<Array>,
        gc fill: Slot,
        raw n: usize,
        raw active: Cell<usize>,
    }
}

macro_rules! class {
    ($name:literal, $kind:ident, $doc:literal, $($methods:expr),*) => {
        TypeDef {
            name: $name,
            module: "itertools",
            kind: Kind::$kind,
            doc: $doc,
            flags: f::BASETYPE,
            methods: &[ITERATOR, $($methods),*],
            ..TypeDef::EMPTY
        }
    };
}
const NEW: &str = "Create and return a new object.";
pub static TYPES: &[TypeDef] = &[
    class!(
        "accumulate",
        Accumulate,
        "Return series of accumulated sums.",
        &[NativeDef::new("__new__(cls, iterable, func=None, *, initial=None)", accumulate_new, NEW)]
    ),
    class!(
        "chain",
        Chain,
        "Return the items of the first iterable, then those of the next, until all are exhausted.",
        CHAIN,
        CLASS_GETITEM
    ),
    class!(
        "compress",
        Compress,
        "Return data elements corresponding to true selector elements.",
        &[NativeDef::new("__new__(cls, data, selectors)", compress_new, NEW)]
    ),
    class!("count", Count, "Return a count object whose .__next__() method returns consecutive values.", COUNT),
    class!(
        "cycle",
        Cycle,
        "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
        &[NativeDef::new("__new__(cls, /, *args, **kwargs)", cycle_new, NEW)]
    ),
    class!(
        "dropwhile",
        DropWhile,
        "Drop items from the iterable while predicate(item) is true.",
        &[NativeDef::new("__new__(cls, /, *args, **kwargs)", dropwhile_new, NEW)]
    ),
    class!(
        "filterfalse",
        FilterFalse,
        "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.",
        &[NativeDef::new("__new__(cls, /, *args, **kwargs)", filterfalse_new, NEW)]
    ),
    class!(
        "pairwise",
        Pairwise,
        "Return an iterator of overlapping pairs taken from the input iterator.",
        &[NativeDef::new("__new__(cls, /, *args, **kwargs)", pairwise_new, NEW)]
    ),
    class!("repeat", Repeat, "Return the object the given number of times, or endlessly.", REPEAT),
    class!(
        "starmap",
        StarMap,
        "Return an iterator whose values are the function evaluated with argument tuples taken from the sequence.",
        &[NativeDef::new("__new__(cls, /, *args, **kwargs)", starmap_new, NEW)]
    ),
    class!(
        "takewhile",
        TakeWhile,
        "Return successive entries from an iterable as long as the predicate is true.",
        &[NativeDef::new("__new__(cls, /, *args, **kwargs)", takewhile_new, NEW)]
    ),
    class!(
        "zip_longest",
        ZipLongest,
        "Aggregate items of all iterables; the shorter ones are filled up with fillvalue.",
        &[NativeDef::new("__new__(cls, /, *iterables, **kwargs)", zip_longest_new, NEW)]
    ),
];

// --- accumulate
fn accumulate_new(a: &Args) -> Res {
    let it = iter::get_iter(a[1])?;
    let body = Accumulate {
        header: Accumulate::HEADER,
        it: Slot::new(it),
        func: Slot::new(a.opt_none(2)),
        total: Slot::empty(),
        initial: Slot::new(a.opt_none(3)),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn accumulate_next(x: Value) -> Step {
    // SAFETY: the table of steps is by kind.
    let x = unsafe { x.cast_unchecked::<Accumulate>() };
    if let Some(v) = x.initial.get() {
        x.initial.set(x, None);
        x.total.set(x, v);
        return Ok(Some(v));
    }
    let Some(v) = step(x.it.get_or_none())? else { return Ok(None) };
    let total = match (x.total.get(), x.func.get()) {
        (None, _) => v,
        (Some(t), None) => number::binary(BinOp::Add, t, v)?,
        (Some(t), Some(func)) => call::call(func, &[t, v])?,
    };
    x.total.set(x, total);
    Ok(Some(total))
}

// --- chain
static CHAIN: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", chain_new, NEW),
    NativeDef::class(
        "from_iterable(cls, iterable, /)",
        chain_from_iterable,
        "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
    ),
];
fn chain_of(a: &Args, source: Value) -> Res {
    let body = Chain { header: Chain::HEADER, source: Slot::new(source), active: Slot::empty() };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
fn chain_new(a: &Args) -> Res {
    positional(a, Kind::Chain, "chain", 0, usize::MAX)?;
    chain_of(a, iter::get_iter(tuple(a.rest))?)
}
fn chain_from_iterable(a: &Args) -> Res {
    chain_of(a, iter::get_iter(a[1])?)
}
pub fn chain_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<Chain>() };
    loop {
        let Some(source) = x.source.get() else { return Ok(None) };
        let active = match x.active.get() {
            Some(it) => it,
            None => {
                let it = match step(source) {
                    Ok(Some(v)) => iter::get_iter(v),
                    Ok(None) => {
                        x.source.set(x, None);
                        return Ok(None);
                    }
                    Err(e) => Err(e),
                };
                match it {
                    Ok(it) => {
                        x.active.set(x, it);
                        it
                    }
                    Err(e) => {
                        x.source.set(x, None);
                        return Err(e);
                    }
                }
            }
        };
        match step(active)? {
            Some(v) => return Ok(Some(v)),
            None => x.active.set(x, None),
        }
    }
}

// --- compress
fn compress_new(a: &Args) -> Res {
    let data = iter::get_iter(a[1])?;
    let selectors = iter::get_iter(a[2])?;
    let body = Compress { header: Compress::HEADER, data: Slot::new(data), selectors: Slot::new(selectors) };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn compress_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<Compress>() };
    loop {
        let Some(v) = step(x.data.get_or_none())? else { return Ok(None) };
        let Some(s) = step(x.selectors.get_or_none())? else { return Ok(None) };
        if compare::truth(s)? {
            return Ok(Some(v));
        }
    }
}

// --- count
static COUNT: &[NativeDef] = &[
    NativeDef::new("__new__(cls, start=0, step=1)", count_new, NEW),
    NativeDef::new("__repr__(self, /)", count_repr, "Return repr(self)."),
];
fn is_number(v: Value) -> bool {
    let t = type_of(v);
    v.as_int().is_some()
        || v.as_float().is_some()
        || [Special::Index, Special::Int, Special::Float].iter().any(|&s| t.special(s).is_some())
        || v.cast::<crate::object::float::Complex>().is_some()
}
fn count_new(a: &Args) -> Res {
    let (start, by) = (a.opt(1).unwrap_or(Value::small(0)), a.opt(2).unwrap_or(Value::small(1)));
    if !is_number(start) || !is_number(by) {
        return Err(type_error("a number is required"));
    }
    // an exact int counts as itself; bools and the like become ints by the first addition
    let plain = |v: Value| {
        if v.is_small() { v.as_small() } else { v.cast::<crate::object::int::Bool>().map(|b| b.truth as i64) }
    };
    let (next, small_step, big) = match (plain(start), plain(by)) {
        (Some(i), Some(s)) => (i, s, None),
        _ => (0, 0, Some(start)),
    };
    let body =
        Count { header: Count::HEADER, big: Slot::new(big), step: Slot::new(by), next: Cell::new(next), small_step };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn count_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<Count>() };
    let Some(v) = x.big.get() else {
        let i = x.next.get();
        match i.checked_add(x.small_step) {
            Some(n) => x.next.set(n),
            None => x.big.set(x, number::binary(BinOp::Add, Value::int(i), x.step.get_or_none())?),
        }
        return Ok(Some(Value::int(i)));
    };
    x.big.set(x, number::binary(BinOp::Add, v, x.step.get_or_none())?);
    Ok(Some(v))
}
fn count_repr(a: &Args) -> Res {
    let x = this::<Count>(a);
    let mut b = StrBuilder::new();
    b.push_str(type_of(a[0]).name.gc());
    b.push_text("(");
    b.push_str(text::repr(x.big.get().unwrap_or_else(|| Value::int(x.next.get())))?);
    if x.step.get() != Some(Value::small(1)) {
        b.push_text(", ");
        b.push_str(text::repr(x.step.get_or_none())?);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}

// --- cycle
fn cycle_new(a: &Args) -> Res {
    positional(a, Kind::Cycle, "cycle", 1, 1)?;
    let it = iter::get_iter(a.rest[0])?;
    let body = Cycle { header: Cycle::HEADER, it: Slot::new(it), saved: Ptr::new(List::new()), index: Cell::new(0) };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn cycle_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<Cycle>() };
    let saved = x.saved.gc();
    if let Some(it) = x.it.get() {
        if let Some(v) = step(it)? {
            saved.push(v)?;
            return Ok(Some(v));
        }
        x.it.set(x, None);
    }
    let n = saved.len();
    if n == 0 {
        return Ok(None);
    }
    let i = x.index.get();
    x.index.set(if i + 1 >= n { 0 } else { i + 1 });
    Ok(saved.get(i))
}

// --- predicates
macro_rules! predicate_new {
    ($new:ident, $name:ident, $text:literal) => {
        fn $new(a: &Args) -> Res {
            positional(a, Kind::$name, $text, 2, 2)?;
            let it = iter::get_iter(a.rest[1])?;
            let body = $name {
                header: $name::HEADER,
                func: Slot::new(a.rest[0]),
                it: Slot::new(it),
                decided: Cell::new(false),
            };
            Ok(alloc_sub(class_arg(a), body)?.value())
        }
    };
}
predicate_new!(dropwhile_new, DropWhile, "dropwhile");
predicate_new!(filterfalse_new, FilterFalse, "filterfalse");
predicate_new!(starmap_new, StarMap, "starmap");
predicate_new!(takewhile_new, TakeWhile, "takewhile");

pub fn dropwhile_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<DropWhile>() };
    while let Some(v) = step(x.it.get_or_none())? {
        if x.decided.get() {
            return Ok(Some(v));
        }
        if !compare::truth(call::call(x.func.get_or_none(), &[v])?)? {
            x.decided.set(true);
            return Ok(Some(v));
        }
    }
    Ok(None)
}
pub fn takewhile_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<TakeWhile>() };
    if x.decided.get() {
        return Ok(None);
    }
    let Some(v) = step(x.it.get_or_none())? else { return Ok(None) };
    if compare::truth(call::call(x.func.get_or_none(), &[v])?)? {
        return Ok(Some(v));
    }
    x.decided.set(true);
    Ok(None)
}
pub fn filterfalse_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<FilterFalse>() };
    let func = x.func.get_or_none();
    let by_truth = func == none() || func == type_of_kind(Kind::Bool).value();
    while let Some(v) = step(x.it.get_or_none())? {
        let good = if by_truth { compare::truth(v)? } else { compare::truth(call::call(func, &[v])?)? };
        if !good {
            return Ok(Some(v));
        }
    }
    Ok(None)
}
pub fn starmap_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<StarMap>() };
    let Some(v) = step(x.it.get_or_none())? else { return Ok(None) };
    let args = iter::to_tuple(v)?;
    call::call(x.func.get_or_none(), args.items()).map(Some)
}

// --- pairwise
fn pairwise_new(a: &Args) -> Res {
    positional(a, Kind::Pairwise, "pairwise", 1, 1)?;
    let it = iter::get_iter(a.rest[0])?;
    let body = Pairwise { header: Pairwise::HEADER, it: Slot::new(it), old: Slot::empty() };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn pairwise_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<Pairwise>() };
    let Some(it) = x.it.get() else { return Ok(None) };
    let finish = || {
        x.it.set(x, None);
        x.old.set(x, None);
    };
    let old = match x.old.get() {
        Some(v) => v,
        None => match step(it)? {
            Some(v) => {
                x.old.set(x, v);
                // the iterator may have come back here and ended
                if x.it.get().is_none() {
                    x.old.set(x, None);
                    return Ok(None);
                }
                v
            }
            None => {
                finish();
                return Ok(None);
            }
        },
    };
    match step(it)? {
        Some(new) => {
            x.old.set(x, new);
            Ok(Some(tuple(&[old, new])))
        }
        None => {
            finish();
            Ok(None)
        }
    }
}

// --- repeat
static REPEAT: &[NativeDef] = &[
    NativeDef::new("__new__(cls, object, times=None)", repeat_new, NEW),
    NativeDef::new("__repr__(self, /)", repeat_repr, "Return repr(self)."),
    NativeDef::new("__length_hint__(self, /)", repeat_hint, "Private method returning an estimate of len(list(it))."),
];
fn repeat_new(a: &Args) -> Res {
    let left = match a.opt(2) {
        None => -1,
        Some(n) => to_size(n)?.max(0),
    };
    let body = Repeat { header: Repeat::HEADER, element: Slot::new(a[1]), left: Cell::new(left) };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn repeat_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<Repeat>() };
    let n = x.left.get();
    if n == 0 {
        return Ok(None);
    }
    if n > 0 {
        x.left.set(n - 1);
    }
    Ok(x.element.get())
}
fn repeat_repr(a: &Args) -> Res {
    let x = this::<Repeat>(a);
    let mut b = StrBuilder::new();
    b.push_str(type_of(a[0]).name.gc());
    b.push_text("(");
    b.push_str(text::repr(x.element.get_or_none())?);
    if x.left.get() >= 0 {
        b.push_text(&format!(", {}", x.left.get()));
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn repeat_hint(a: &Args) -> Res {
    match this::<Repeat>(a).left.get() {
        n if n < 0 => Err(type_error("len() of unsized object")),
        n => Ok(Value::int(n)),
    }
}

// --- zip_longest
fn zip_longest_new(a: &Args) -> Res {
    let mut fill = none();
    for (k, v) in a.kwargs.iter().flat_map(|k| k.iter()) {
        if !k.cast::<Str>().is_some_and(|s| s.is_text("fillvalue")) {
            return Err(type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = v;
    }
    let n = a.rest.len();
    let its = Array::try_new(n)?;
    for (i, &v) in a.rest.iter().enumerate() {
        let it = iter::get_iter(v)?;
        its.set(i, it);
    }
    let body =
        ZipLongest { header: ZipLongest::HEADER, its: Ptr::new(its), fill: Slot::new(fill), n, active: Cell::new(n) };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn zip_longest_next(x: Value) -> Step {
    // SAFETY: as in `accumulate_next`.
    let x = unsafe { x.cast_unchecked::<ZipLongest>() };
    let (its, n) = (x.its.gc(), x.n);
    if n == 0 || x.active.get() == 0 {
        return Ok(None);
    }
    let mut items = GcVec::with_capacity(n);
    for i in 0..n {
        let v = match its.get(i) {
            None => x.fill.get_or_none(),
            Some(it) => match step(it) {
                Ok(Some(v)) => v,
                Ok(None) => {
                    let active = x.active.get().saturating_sub(1);
                    x.active.set(active);
                    if active == 0 {
                        return Ok(None);
                    }
                    its.set(i, None);
                    x.fill.get_or_none()
                }
                Err(e) => {
                    x.active.set(0);
                    return Err(e);
                }
            },
        };
        items.push(v);
    }
    Ok(Some(tuple(items.as_slice())))
}
