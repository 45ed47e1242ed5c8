//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.

use std::cell::Cell;

use super::basic::Step;
use crate::builtins::exceptions::{overflow_error, type_error, value_error};
use crate::builtins::iterators::ITERATOR;
use crate::builtins::util::{class_arg, to_size, tuple};
use crate::layout;
use crate::object::buffer::{Buffer, GcVec};
use crate::object::gc::{Gc, Ptr};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, memory_error};
use crate::protocol::iter;

macro_rules! combinatoric {
    ($($(#[$m:meta])* $name:ident)*) => { $(
        layout! {
            $(#[$m])*
            pub struct $name: $name {
                /// The items; for products a tuple of tuples.
                gc pool: Ptr<Tuple>,
                /// Words: which items the present result is made of.
                gc indices: Ptr<Buffer>,
                /// Words (permutations only): how many more choices each place has.
                gc cycles: Ptr<Buffer>,
                /// Length of results.
                raw r: usize,
                raw state: Cell<State>,
            }
        }
    )* };
}
combinatoric! { Combinations CombinationsReplacing Permutations Product }

#[derive(Clone, Copy, PartialEq)]
pub enum State {
    Fresh,
    Running,
    Ended,
}

const NEW: &str = "Create and return a new object.";
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
pub static TYPES: &[TypeDef] = &[
    class!(
        "combinations",
        Combinations,
        "Return successive r-length combinations of elements in the iterable.",
        &[NativeDef::new("__new__(cls, iterable, r)", combinations_new, NEW)]
    ),
    class!(
        "combinations_with_replacement",
        CombinationsReplacing,
        "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.",
        &[NativeDef::new("__new__(cls, iterable, r)", replacing_new, NEW)]
    ),
    class!(
        "permutations",
        Permutations,
        "Return successive r-length permutations of elements in the iterable.",
        PERMUTATIONS
    ),
    class!("product", Product, "Cartesian product of input iterables. Equivalent to nested for-loops.", PRODUCT),
];
static PERMUTATIONS: &[NativeDef] = &[NativeDef::new("__new__(cls, iterable, r=None)", permutations_new, NEW)];
static PRODUCT: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *iterables, **kwargs)", product_new, NEW),
    NativeDef::new("__sizeof__(self, /)", |_| Ok(Value::small(64)), "Returns size in memory, in bytes."),
];

/// A buffer of `n` words.
fn words(n: usize, f: impl Fn(usize) -> usize) -> Result<Gc<Buffer>, Raised> {
    let b = Buffer::try_new(n.checked_mul(8).ok_or_else(memory_error)?)?;
    let s = slice(b, n);
    s.iter_mut().enumerate().for_each(|(i, w)| *w = f(i));
    Ok(b)
}
/// The words of such a buffer; used while nothing else touches it.
fn slice<'a>(b: Gc<Buffer>, n: usize) -> &'a mut [usize] {
    // SAFETY: the buffer has at least `n` words; callers keep it and hold one slice at a time.
    unsafe { std::slice::from_raw_parts_mut(b.bytes() as *mut usize, n) }
}
fn pick(pool: Gc<Tuple>, indices: &[usize]) -> Res {
    let out = Tuple::try_alloc(indices.len(), Kind::Tuple as u32, 0)?;
    for (i, &j) in indices.iter().enumerate() {
        out.init(i, pool.get(j));
    }
    Ok(if indices.is_empty() { Tuple::empty().value() } else { out.value() })
}
fn length(v: Value) -> Result<usize, Raised> {
    usize::try_from(to_size(v)?).map_err(|_| value_error("r must be non-negative"))
}

// --- combinations
fn combinations_new(a: &Args) -> Res {
    let pool = iter::to_tuple(a[1])?;
    let r = length(a[2])?;
    let state = if r > pool.len() { State::Ended } else { State::Fresh };
    let indices = words(if r > pool.len() { 0 } else { r }, |i| i)?;
    let body = Combinations {
        header: Combinations::HEADER,
        pool: Ptr::new(pool),
        indices: Ptr::new(indices),
        cycles: Ptr::empty(),
        r,
        state: Cell::new(state),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn combinations_next(x: Value) -> Step {
    // SAFETY: the table of steps is by kind.
    let x = unsafe { x.cast_unchecked::<Combinations>() };
    let (pool, r) = (x.pool.gc(), x.r);
    match x.state.get() {
        State::Ended => return Ok(None),
        State::Fresh => x.state.set(State::Running),
        State::Running => {
            let n = pool.len();
            let ix = slice(x.indices.gc(), r);
            // the rightmost index that can still move right
            let Some(i) = (0..r).rev().find(|&i| ix[i] != i + n - r) else {
                x.state.set(State::Ended);
                return Ok(None);
            };
            ix[i] += 1;
            for j in i + 1..r {
                ix[j] = ix[j - 1] + 1;
            }
        }
    }
    pick(pool, slice(x.indices.gc(), r)).map(Some)
}
fn replacing_new(a: &Args) -> Res {
    let pool = iter::to_tuple(a[1])?;
    let r = length(a[2])?;
    let state = if pool.is_empty() && r > 0 { State::Ended } else { State::Fresh };
    let indices = words(r, |_| 0)?;
    let body = CombinationsReplacing {
        header: CombinationsReplacing::HEADER,
        pool: Ptr::new(pool),
        indices: Ptr::new(indices),
        cycles: Ptr::empty(),
        r,
        state: Cell::new(state),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn replacing_next(x: Value) -> Step {
    // SAFETY: as in `combinations_next`.
    let x = unsafe { x.cast_unchecked::<CombinationsReplacing>() };
    let (pool, r) = (x.pool.gc(), x.r);
    match x.state.get() {
        State::Ended => return Ok(None),
        State::Fresh => x.state.set(State::Running),
        State::Running => {
            let ix = slice(x.indices.gc(), r);
            let Some(i) = (0..r).rev().find(|&i| ix[i] + 1 != pool.len()) else {
                x.state.set(State::Ended);
                return Ok(None);
            };
            let next = ix[i] + 1;
            ix[i..].fill(next);
        }
    }
    pick(pool, slice(x.indices.gc(), r)).map(Some)
}

// --- permutations
fn permutations_new(a: &Args) -> Res {
    let pool = iter::to_tuple(a[1])?;
    let n = pool.len();
    let r = match a.opt_none(2) {
        None => n,
        Some(v) if v.as_int().is_none() => return Err(type_error("Expected int as r")),
        Some(v) => length(v)?,
    };
    let state = if r > n { State::Ended } else { State::Fresh };
    let indices = words(n, |i| i)?;
    let cycles = words(if r > n { 0 } else { r }, |i| n - i)?;
    let body = Permutations {
        header: Permutations::HEADER,
        pool: Ptr::new(pool),
        indices: Ptr::new(indices),
        cycles: Ptr::new(cycles),
        r,
        state: Cell::new(state),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn permutations_next(x: Value) -> Step {
    // SAFETY: as in `combinations_next`.
    let x = unsafe { x.cast_unchecked::<Permutations>() };
    let (pool, r) = (x.pool.gc(), x.r);
    let n = pool.len();
    match x.state.get() {
        State::Ended => return Ok(None),
        State::Fresh => x.state.set(State::Running),
        State::Running => {
            let (ix, cycles) = (slice(x.indices.gc(), n), slice(x.cycles.gc(), r));
            let mut moved = false;
            for i in (0..r).rev() {
                cycles[i] -= 1;
                if cycles[i] == 0 {
                    // this place has seen all items: put them back in order, go on one place to the left
                    ix[i..].rotate_left(1);
                    cycles[i] = n - i;
                } else {
                    ix.swap(i, n - cycles[i]);
                    moved = true;
                    break;
                }
            }
            if !moved {
                x.state.set(State::Ended);
                return Ok(None);
            }
        }
    }
    pick(pool, &slice(x.indices.gc(), n)[..r]).map(Some)
}

// --- product
fn product_new(a: &Args) -> Res {
    let mut repeat = 1;
    for (k, v) in a.kwargs.iter().flat_map(|k| k.iter()) {
        let name = k.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
        if name != "repeat" {
            return Err(type_error(format!("product() got an unexpected keyword argument '{name}'")));
        }
        repeat = to_size(v)?;
        if repeat < 0 {
            return Err(value_error("repeat argument cannot be negative"));
        }
    }
    let n = a.rest.len().checked_mul(repeat as usize).filter(|n| *n < 1 << 58);
    let n = n.ok_or_else(|| overflow_error("repeat argument too large"))?;
    let mut once = GcVec::new();
    if repeat > 0 {
        for &v in a.rest {
            once.push(iter::to_tuple(v)?);
        }
    }
    let pools = Tuple::try_alloc(n, Kind::Tuple as u32, 0)?;
    for i in 0..n {
        pools.init(i, once.get(i % once.len()));
    }
    let empty = once.iter().any(|p| p.cast::<Tuple>().is_none_or(|t| t.is_empty()));
    let indices = words(n, |_| 0)?;
    let body = Product {
        header: Product::HEADER,
        pool: Ptr::new(pools),
        indices: Ptr::new(indices),
        cycles: Ptr::empty(),
        r: n,
        state: Cell::new(if empty { State::Ended } else { State::Fresh }),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn product_next(x: Value) -> Step {
    // SAFETY: as in `combinations_next`; the pool is a tuple of tuples.
    unsafe {
        let x = x.cast_unchecked::<Product>();
        let (pools, n) = (x.pool.gc(), x.r);
        let pool = |i: usize| pools.get(i).cast_unchecked::<Tuple>();
        match x.state.get() {
            State::Ended => return Ok(None),
            State::Fresh => x.state.set(State::Running),
            State::Running => {
                let ix = slice(x.indices.gc(), n);
                let moved = (0..n).rev().any(|i| {
                    ix[i] += 1;
                    let carry = ix[i] == pool(i).len();
                    if carry {
                        ix[i] = 0;
                    }
                    !carry
                });
                if !moved {
                    x.state.set(State::Ended);
                    return Ok(None);
                }
            }
        }
        if n == 0 {
            return Ok(Some(tuple(&[])));
        }
        let out = Tuple::try_alloc(n, Kind::Tuple as u32, 0)?;
        for (i, &j) in slice(x.indices.gc(), n).iter().enumerate() {
            out.init(i, pool(i).get(j));
        }
        Ok(Some(out.value()))
    }
}
