//! `batched`, `groupby`, `islice`, `tee`.

use std::cell::Cell;

use super::basic::Step;
use crate::builtins::exceptions::{runtime_error, type_error, value_error};
use crate::builtins::iterators::ITERATOR;
use crate::builtins::util::{class_arg, positional, step, this, to_size, tuple};
use crate::layout;
use crate::object::buffer::{Array, GcVec};
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call, compare, iter, number};
use crate::thread::thread;

layout! {
    pub struct Batched: Batched {
        /// Empty: exhausted.
        gc it: Slot,
        raw n: usize,
        raw strict: bool,
    }
}
layout! {
    pub struct GroupBy: GroupBy {
        gc it: Slot,
        /// Empty: identity.
        gc keyfunc: Slot,
        /// Key of the group given out last.
        gc target: Slot,
        gc key: Slot,
        gc value: Slot,
        /// The group that may still take items.
        gc group: Ptr<Grouper>,
    }
}
layout! {
    pub struct Grouper: Grouper {
        gc parent: Ptr<GroupBy>,
        gc target: Slot,
    }
}
layout! {
    /// Positions count items of the source. `stop` of `usize::MAX`: none.
    pub struct ISlice: ISlice {
        gc it: Slot,
        raw next: Cell<usize>,
        raw stop: usize,
        raw by: usize,
        raw count: Cell<usize>,
    }
}
layout! {
    pub struct Tee: Tee {
        gc data: Ptr<TeeData>,
        raw index: Cell<usize>,
    }
}
const LINK: usize = 57;
layout! {
    /// A link of the chain of items that the iterators of one `tee` share.
    pub struct TeeData: TeeData {
        gc it: Slot,
        gc items: Ptr<Array>,
        gc next: Ptr<TeeData>,
        raw read: Cell<usize>,
        raw running: Cell<bool>,
    }
}

const NEW: &str = "Create and return a new object.";
macro_rules! class {
    ($name:literal, $kind:ident, $flags:expr, $doc:literal, $($methods:expr),*) => {
        TypeDef {
            name: $name,
            module: "itertools",
            kind: Kind::$kind,
            doc: $doc,
            flags: $flags,
            methods: &[$($methods),*],
            ..TypeDef::EMPTY
        }
    };
}
pub static TYPES: &[TypeDef] = &[
    class!(
        "batched",
        Batched,
        f::BASETYPE,
        "Batch data into tuples of length n. The last batch may be shorter than n.",
        ITERATOR,
        BATCHED
    ),
    class!(
        "groupby",
        GroupBy,
        f::BASETYPE,
        "make an iterator that returns consecutive keys and groups from the iterable",
        ITERATOR,
        GROUPBY
    ),
    class!("_grouper", Grouper, 0, "", ITERATOR, GROUPER),
    class!(
        "islice",
        ISlice,
        f::BASETYPE,
        "Return an iterator whose next() method returns selected values from an iterable.",
        ITERATOR,
        ISLICE
    ),
    class!("_tee", Tee, f::WEAKREF, "Iterator wrapped to make it copyable.", ITERATOR, TEE),
    class!("_tee_dataobject", TeeData, 0, "teedataobject(iterable, values, next, /)", TEE_DATA),
];
static BATCHED: &[NativeDef] = &[NativeDef::new("__new__(cls, iterable, n, *, strict=False)", batched_new, NEW)];
static GROUPBY: &[NativeDef] = &[NativeDef::new("__new__(cls, iterable, key=None)", groupby_new, NEW)];
static GROUPER: &[NativeDef] = &[NativeDef::new("__new__(cls, parent, tgtkey, /)", grouper_new, NEW)];
static ISLICE: &[NativeDef] = &[NativeDef::new("__new__(cls, /, *args, **kwargs)", islice_new, NEW)];
static TEE: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", tee_new, NEW),
    NativeDef::new("__copy__(self, /)", tee_copy, "Returns an independent iterator."),
];
static TEE_DATA: &[NativeDef] = &[NativeDef::new("__new__(cls, it, values, next, /)", tee_data_new, NEW)];
pub static FUNCTIONS: &[NativeDef] =
    &[NativeDef::new("tee(iterable, n=2, /)", tee, "Returns a tuple of n independent iterators.")];

// --- batched
fn batched_new(a: &Args) -> Res {
    let n = to_size(a[2])?;
    let strict = a.opt(3).map_or(Ok(false), compare::truth)?;
    if n < 1 {
        return Err(value_error("n must be at least one"));
    }
    let it = iter::get_iter(a[1])?;
    let body = Batched { header: Batched::HEADER, it: Slot::new(it), n: n as usize, strict };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn batched_next(x: Value) -> Step {
    // SAFETY: the table of steps is by kind.
    let x = unsafe { x.cast_unchecked::<Batched>() };
    let Some(it) = x.it.get() else { return Ok(None) };
    let mut items = GcVec::new();
    while items.len() < x.n {
        match step(it)? {
            Some(v) => items.push(v),
            None => {
                x.it.set(x, None);
                if items.is_empty() {
                    return Ok(None);
                }
                if x.strict {
                    return Err(value_error("batched(): incomplete batch"));
                }
                break;
            }
        }
    }
    Ok(Some(tuple(items.as_slice())))
}

// --- groupby
fn groupby_new(a: &Args) -> Res {
    let it = iter::get_iter(a[1])?;
    let body = GroupBy {
        header: GroupBy::HEADER,
        it: Slot::new(it),
        keyfunc: Slot::new(a.opt_none(2)),
        target: Slot::empty(),
        key: Slot::empty(),
        value: Slot::empty(),
        group: Ptr::empty(),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
/// Takes an item and its key; false at the end.
fn advance(g: Gc<GroupBy>) -> Result<bool, Raised> {
    let Some(v) = step(g.it.get_or_none())? else { return Ok(false) };
    let key = match g.keyfunc.get() {
        None => v,
        Some(func) => call::call(func, &[v])?,
    };
    g.value.set(g, v);
    g.key.set(g, key);
    Ok(true)
}
pub fn groupby_next(x: Value) -> Step {
    // SAFETY: as in `batched_next`.
    let g = unsafe { x.cast_unchecked::<GroupBy>() };
    g.group.set(g, None);
    // skip what is left of the present group
    loop {
        match (g.key.get(), g.target.get()) {
            (None, _) => {}
            (Some(_), None) => break,
            (Some(k), Some(t)) => {
                if !compare::is_or_eq(t, k)? {
                    break;
                }
            }
        }
        if !advance(g)? {
            return Ok(None);
        }
    }
    let key = g.key.get_or_none();
    g.target.set(g, key);
    let group = alloc(Grouper { header: Grouper::HEADER, parent: Ptr::new(g), target: Slot::new(key) });
    g.group.set(g, group);
    Ok(Some(tuple(&[key, group.value()])))
}
fn grouper_new(a: &Args) -> Res {
    let Some(parent) = a[1].cast::<GroupBy>() else {
        return Err(type_error(format!(
            "argument 1 must be itertools.groupby, not {}",
            crate::builtins::util::class_name(a[1])
        )));
    };
    let group = alloc_sub(
        class_arg(a),
        Grouper { header: Grouper::HEADER, parent: Ptr::new(parent), target: Slot::new(a[2]) },
    )?;
    parent.group.set(parent, group);
    Ok(group.value())
}
pub fn grouper_next(x: Value) -> Step {
    // SAFETY: as in `batched_next`.
    let x = unsafe { x.cast_unchecked::<Grouper>() };
    let g = x.parent.gc();
    if g.group.get() != Some(x) {
        return Ok(None);
    }
    if g.value.get().is_none() && !advance(g)? {
        return Ok(None);
    }
    if !compare::is_or_eq(x.target.get_or_none(), g.key.get_or_none())? {
        return Ok(None);
    }
    let v = g.value.get();
    g.value.set(g, None);
    Ok(v)
}

// --- islice
fn islice_new(a: &Args) -> Res {
    positional(a, Kind::ISlice, "islice", 2, 4)?;
    const RANGE: &str = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let position = |v: Value, what: &str| -> Result<Option<usize>, Raised> {
        if v == none() {
            return Ok(None);
        }
        let i = match number::to_ssize(v) {
            Ok(i) => i,
            Err(_) => {
                thread().clear_exception();
                -1
            }
        };
        usize::try_from(i).map(Some).map_err(|_| value_error(format!("{what} for islice() {RANGE}")))
    };
    let (start, stop) = match *a.rest {
        [_, stop] => (0, position(stop, "Stop argument")?),
        [_, start, stop, ..] => {
            let stop = position(stop, "Stop argument")?;
            (position(start, "Indices")?.unwrap_or(0), stop)
        }
        _ => (0, None),
    };
    let by = match a.rest.get(3) {
        None => 1,
        Some(&v) if v == none() => 1,
        Some(&v) => match number::to_ssize(v) {
            Ok(i) if i > 0 => i as usize,
            r => {
                if r.is_err() {
                    thread().clear_exception();
                }
                return Err(value_error("Step for islice() must be a positive integer or None."));
            }
        },
    };
    let it = iter::get_iter(a.rest[0])?;
    let body = ISlice {
        header: ISlice::HEADER,
        it: Slot::new(it),
        next: Cell::new(start),
        stop: stop.unwrap_or(usize::MAX),
        by,
        count: Cell::new(0),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
pub fn islice_next(x: Value) -> Step {
    // SAFETY: as in `batched_next`.
    let x = unsafe { x.cast_unchecked::<ISlice>() };
    let Some(it) = x.it.get() else { return Ok(None) };
    while x.count.get() < x.next.get() {
        if step(it)?.is_none() {
            x.it.set(x, None);
            return Ok(None);
        }
        x.count.set(x.count.get() + 1);
    }
    if x.count.get() >= x.stop {
        x.it.set(x, None);
        return Ok(None);
    }
    let Some(v) = step(it)? else {
        x.it.set(x, None);
        return Ok(None);
    };
    x.count.set(x.count.get() + 1);
    x.next.set(x.next.get().checked_add(x.by).map_or(x.stop, |n| n.min(x.stop)));
    Ok(Some(v))
}

// --- tee
fn new_link(it: Value) -> Result<Gc<TeeData>, Raised> {
    let items = Array::try_new(LINK)?;
    Ok(alloc(TeeData {
        header: TeeData::HEADER,
        it: Slot::new(it),
        items: Ptr::new(items),
        next: Ptr::empty(),
        read: Cell::new(0),
        running: Cell::new(false),
    }))
}
/// A tee iterator over any iterable; one over the same data, if it is a tee iterator already.
fn tee_of(v: Value) -> Result<Gc<Tee>, Raised> {
    if let Some(t) = v.cast::<Tee>() {
        return Ok(tee_again(t));
    }
    let it = iter::get_iter(v)?;
    let data = new_link(it)?;
    Ok(alloc(Tee { header: Tee::HEADER, data: Ptr::new(data), index: Cell::new(0) }))
}
fn tee_again(t: Gc<Tee>) -> Gc<Tee> {
    alloc(Tee { header: Tee::HEADER, data: Ptr::new(t.data.gc()), index: t.index.clone() })
}
fn tee_new(a: &Args) -> Res {
    positional(a, Kind::Tee, "_tee", 1, 1)?;
    Ok(tee_of(a.rest[0])?.value())
}
fn tee_copy(a: &Args) -> Res {
    Ok(tee_again(this(a)).value())
}
pub fn tee_next(x: Value) -> Step {
    // SAFETY: as in `batched_next`.
    let x = unsafe { x.cast_unchecked::<Tee>() };
    if x.index.get() == LINK {
        let data = x.data.gc();
        let next = match data.next.get() {
            Some(n) => n,
            None => {
                let n = new_link(data.it.get_or_none())?;
                data.next.set(data, n);
                n
            }
        };
        x.data.set(x, next);
        x.index.set(0);
    }
    let (data, i) = (x.data.gc(), x.index.get());
    let v = if i < data.read.get() {
        data.items.gc().get(i)
    } else {
        if data.running.get() {
            return Err(runtime_error("cannot re-enter the tee iterator"));
        }
        data.running.set(true);
        let r = step(data.it.get_or_none());
        data.running.set(false);
        let v = r?;
        if let Some(v) = v {
            data.items.gc().set(i, v);
            data.read.set(i + 1);
        }
        v
    };
    if v.is_some() {
        x.index.set(i + 1);
    }
    Ok(v)
}
fn tee_data_new(a: &Args) -> Res {
    let values = iter::to_list(a[2])?;
    if values.len() > LINK {
        return Err(value_error("Invalid arguments"));
    }
    let data = new_link(a[1])?;
    for (i, &v) in values.items().iter().enumerate() {
        data.items.gc().set(i, v);
    }
    data.read.set(values.len());
    if a[3] != none() {
        let Some(next) = a[3].cast::<TeeData>().filter(|_| values.len() == LINK) else {
            return Err(value_error("Invalid arguments"));
        };
        data.next.set(data, next);
    }
    Ok(data.value())
}
fn tee(a: &Args) -> Res {
    let n = match a.opt(1) {
        None => 2,
        Some(v) => to_size(v)?,
    };
    if n < 0 {
        return Err(value_error("n must be >= 0"));
    }
    if n == 0 {
        return Ok(tuple(&[]));
    }
    let it = iter::get_iter(a[0])?;
    let mut out = GcVec::new();
    // anything with __copy__ can be split; others are wrapped
    let first = match attr::get_opt(it, crate::object::str::Str::intern("__copy__"))? {
        Some(copy) if it.cast::<Tee>().is_none() => {
            out.push(it);
            for _ in 1..n {
                out.push(call::call(copy, &[])?);
            }
            return Ok(tuple(out.as_slice()));
        }
        _ => tee_of(it)?,
    };
    out.push(first);
    for _ in 1..n {
        out.push(tee_again(first));
    }
    Ok(tuple(out.as_slice()))
}
