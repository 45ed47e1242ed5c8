//! `deque`: a ring buffer.

use std::cell::Cell;

use crate::builtins::exceptions::{index_error, runtime_error, type_error, value_error};
use crate::builtins::iterators::ITERATOR;
use crate::builtins::list::{compare_sequences, index_bounds, repeat_count};
use crate::builtins::util::{CLASS_GETITEM, class_arg, class_name, guarded_repr, join_reprs, this, tuple};
use crate::layout;
use crate::object::buffer::Array;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none, not_implemented};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::{call, iter, number};

layout! {
    /// Item `i` is word `head + i` of the array, wrapped around.
    pub struct Deque: Deque {
        gc items: Ptr<Array>,
        raw head: Cell<usize>,
        raw len: Cell<usize>,
        /// Negative: none.
        raw maxlen: Cell<i64>,
        /// Changes whenever the deque changes its length or order.
        raw state: Cell<u64>,
    }
}
macro_rules! iterator {
    ($($name:ident)*) => { $(
        layout! {
            /// `index`: position of the next item, counted from the end it started at.
            pub struct $name: $name {
                gc deque: Ptr<Deque>,
                raw index: Cell<usize>,
                raw left: Cell<usize>,
                raw state: Cell<u64>,
            }
        }
    )* };
}
iterator! { DequeIter DequeRevIter }

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "deque",
        module: "collections",
        kind: Kind::Deque,
        doc: "A list-like sequence optimized for data accesses near its endpoints.",
        flags: f::BASETYPE | f::WEAKREF | f::SEQUENCE,
        methods: &[SPECIALS, METHODS, CLASS_GETITEM],
        getsets: &[&[GetSetDef::ro("maxlen", maxlen, "maximum size of a deque or None if unbounded")]],
    },
    TypeDef {
        name: "_deque_iterator",
        module: "collections",
        kind: Kind::DequeIter,
        methods: &[ITERATOR, ITER_METHODS, &[NativeDef::new("__new__(cls, iterable, index=0, /)", iter_new, NEW)]],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "_deque_reverse_iterator",
        module: "collections",
        kind: Kind::DequeRevIter,
        methods: &[ITERATOR, ITER_METHODS, &[NativeDef::new("__new__(cls, iterable, index=0, /)", rev_iter_new, NEW)]],
        ..TypeDef::EMPTY
    },
];
const NEW: &str = "Create and return a new object.";
static SPECIALS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, NEW),
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__reversed__(self, /)", reversed, "Return a reverse iterator over the deque."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", delitem, "Delete self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__iadd__(self, value, /)", iadd, "Implement self+=value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__imul__(self, value, /)", imul, "Implement self*=value."),
    NativeDef::new("__lt__(self, value, /)", |a| compare_deques(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| compare_deques(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| compare_deques(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare_deques(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| compare_deques(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| compare_deques(a, Cmp::Ge), "Return self>=value."),
    NativeDef::new("__copy__(self, /)", copy, "Return a shallow copy of a deque."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Return the size of the deque in memory, in bytes."),
];
static METHODS: &[NativeDef] = &[
    NativeDef::new("append(self, item, /)", append, "Add an element to the right side of the deque."),
    NativeDef::new("appendleft(self, item, /)", appendleft, "Add an element to the left side of the deque."),
    NativeDef::new("clear(self, /)", clear, "Remove all elements from the deque."),
    NativeDef::new("copy(self, /)", copy, "Return a shallow copy of a deque."),
    NativeDef::new("count(self, value, /)", count, "Return number of occurrences of value."),
    NativeDef::new(
        "extend(self, iterable, /)",
        extend,
        "Extend the right side of the deque with elements from the iterable.",
    ),
    NativeDef::new(
        "extendleft(self, iterable, /)",
        extendleft,
        "Extend the left side of the deque with elements from the iterable.",
    ),
    NativeDef::new(
        "index(self, value, start=0, stop=None, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::new("insert(self, index, value, /)", insert, "Insert value before index."),
    NativeDef::new("pop(self, /)", pop, "Remove and return the rightmost element."),
    NativeDef::new("popleft(self, /)", popleft, "Remove and return the leftmost element."),
    NativeDef::new("remove(self, value, /)", remove, "Remove first occurrence of value."),
    NativeDef::new("reverse(self, /)", reverse, "Reverse *IN PLACE*."),
    NativeDef::new(
        "rotate(self, n=1, /)",
        rotate,
        "Rotate the deque n steps to the right.  If n is negative, rotates left.",
    ),
];
static ITER_METHODS: &[NativeDef] = &[
    NativeDef::new("__length_hint__(self, /)", iter_hint, "Private method returning an estimate of len(list(it))."),
    NativeDef::new("__reduce__(self, /)", iter_reduce, "Return state information for pickling."),
];

impl Gc<Deque> {
    fn place(self, i: usize) -> usize {
        let (p, cap) = (self.head.get() + i, self.items.gc().cap.get());
        if p >= cap { p - cap } else { p }
    }
    fn at(self, i: usize) -> Option<Value> {
        if i < self.len.get() { self.items.gc().get(self.place(i)) } else { None }
    }
    fn put(self, i: usize, v: Value) {
        self.items.gc().set(self.place(i), v);
    }
    fn touch(self) {
        self.state.set(self.state.get().wrapping_add(1));
    }
    /// Room for one more item.
    fn make_room(self) -> Result<(), Raised> {
        let n = self.len.get();
        let cap = self.items.get().map_or(0, |x| x.cap.get());
        if n < cap {
            return Ok(());
        }
        let new = Array::try_new((cap * 2).max(8))?;
        if let Some(old) = self.items.get() {
            let first = (cap - self.head.get()).min(n);
            // SAFETY: both parts are within the old array; the new one has room.
            unsafe {
                std::ptr::copy_nonoverlapping(old.items().add(self.head.get()), new.items(), first);
                std::ptr::copy_nonoverlapping(old.items(), new.items().add(first), n - first);
            }
            new.written();
        }
        self.items.set(self, new);
        self.head.set(0);
        Ok(())
    }
    fn push_back(self, v: Value) -> Result<(), Raised> {
        let max = self.maxlen.get();
        if max == 0 {
            return Ok(());
        }
        if max > 0 && self.len.get() as i64 >= max {
            self.pop_front();
        }
        self.make_room()?;
        let n = self.len.get();
        self.len.set(n + 1);
        self.put(n, v);
        self.touch();
        Ok(())
    }
    fn push_front(self, v: Value) -> Result<(), Raised> {
        let max = self.maxlen.get();
        if max == 0 {
            return Ok(());
        }
        if max > 0 && self.len.get() as i64 >= max {
            self.pop_back();
        }
        self.make_room()?;
        let cap = self.items.gc().cap.get();
        self.head.set(if self.head.get() == 0 { cap - 1 } else { self.head.get() - 1 });
        self.len.set(self.len.get() + 1);
        self.put(0, v);
        self.touch();
        Ok(())
    }
    fn pop_back(self) -> Option<Value> {
        let n = self.len.get().checked_sub(1)?;
        let p = self.place(n);
        let v = self.items.gc().get(p);
        self.items.gc().set(p, None);
        self.len.set(n);
        self.touch();
        v
    }
    fn pop_front(self) -> Option<Value> {
        let n = self.len.get().checked_sub(1)?;
        let p = self.head.get();
        let v = self.items.gc().get(p);
        self.items.gc().set(p, None);
        self.head.set(self.place(1));
        self.len.set(n);
        self.touch();
        v
    }
    fn truncate(self) {
        self.items.set(self, None);
        self.head.set(0);
        self.len.set(0);
        self.touch();
    }
    /// Takes item `i` out, moving the shorter side.
    fn remove_at(self, i: usize) {
        let n = self.len.get();
        if i < n / 2 {
            for j in (0..i).rev() {
                if let Some(v) = self.at(j) {
                    self.put(j + 1, v);
                }
            }
            self.pop_front();
        } else {
            for j in i + 1..n {
                if let Some(v) = self.at(j) {
                    self.put(j - 1, v);
                }
            }
            self.pop_back();
        }
    }
    fn rotate(self, by: i64) {
        let n = self.len.get() as i64;
        if n < 2 {
            return;
        }
        let k = by.rem_euclid(n);
        // the ends move in the direction with fewer steps
        let moved = if k <= n / 2 {
            (0..k).try_for_each(|_| {
                let v = self.pop_back();
                v.map_or(Ok(()), |v| self.rotate_in(v, true))
            })
        } else {
            (0..n - k).try_for_each(|_| {
                let v = self.pop_front();
                v.map_or(Ok(()), |v| self.rotate_in(v, false))
            })
        };
        debug_assert!(moved.is_ok(), "an item just taken out has room");
        self.touch();
    }
    fn rotate_in(self, v: Value, front: bool) -> Result<(), Raised> {
        if front { self.push_front(v) } else { self.push_back(v) }
    }
}

fn body() -> Deque {
    Deque {
        header: Deque::HEADER,
        items: Ptr::empty(),
        head: Cell::new(0),
        len: Cell::new(0),
        maxlen: Cell::new(-1),
        state: Cell::new(0),
    }
}
fn new(a: &Args) -> Res {
    Ok(alloc_sub(class_arg(a), body())?.value())
}
fn init(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let (mut iterable, mut max) = (a.rest.first().copied(), a.rest.get(1).copied());
    let given = a.rest.len() + a.kwargs.map_or(0, |k| k.len());
    if given > 2 {
        return Err(type_error(format!("deque() takes at most 2 arguments ({given} given)")));
    }
    for (k, v) in a.kwargs.iter().flat_map(|k| k.iter()) {
        let name = k.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
        let (slot, at) = match name.as_str() {
            "iterable" => (&mut iterable, 1),
            "maxlen" => (&mut max, 2),
            _ => return Err(type_error(format!("deque() got an unexpected keyword argument '{name}'"))),
        };
        if slot.is_some() {
            return Err(type_error(format!("argument for deque() given by name ('{name}') and position ({at})")));
        }
        *slot = Some(v);
    }
    let max = match max.filter(|m| *m != none()) {
        None => -1,
        Some(m) if m.as_int().is_none() => return Err(type_error("an integer is required")),
        Some(m) => match number::to_ssize(m)? {
            n if n < 0 => return Err(value_error("maxlen must be non-negative")),
            n => n,
        },
    };
    d.maxlen.set(max);
    if d.len.get() > 0 {
        d.truncate();
    }
    if let Some(v) = iterable {
        extend_from(d, v, false)?;
    }
    Ok(none())
}
fn extend_from(d: Gc<Deque>, v: Value, left: bool) -> Result<(), Raised> {
    // a deque may extend itself
    let v = if v == d.value() { iter::to_list(v)?.value() } else { v };
    iter::for_each(v, |x| d.rotate_in(x, left))
}
fn extend(a: &Args) -> Res {
    extend_from(this(a), a[1], false).map(|()| none())
}
fn extendleft(a: &Args) -> Res {
    extend_from(this(a), a[1], true).map(|()| none())
}
fn maxlen(v: Value) -> Res {
    Ok(match v.cast::<Deque>().map_or(-1, |d| d.maxlen.get()) {
        n if n < 0 => none(),
        n => Value::int(n),
    })
}
fn repr(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let name = type_of(a[0]).name.gc();
    guarded_repr(a[0], "[...]", |b| {
        b.push_str(name);
        b.push_text("([");
        let mut i = 0;
        join_reprs(
            b,
            std::iter::from_fn(|| {
                i += 1;
                d.at(i - 1)
            }),
        )?;
        b.push_text("]");
        if d.maxlen.get() >= 0 {
            b.push_text(&format!(", maxlen={}", d.maxlen.get()));
        }
        b.push_text(")");
        Ok(())
    })
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(this::<Deque>(a).len.get()))
}
fn sizeof(a: &Args) -> Res {
    Ok(Value::usize(56 + 8 * this::<Deque>(a).items.get().map_or(0, |x| x.cap.get())))
}
fn append(a: &Args) -> Res {
    this::<Deque>(a).push_back(a[1]).map(|()| none())
}
fn appendleft(a: &Args) -> Res {
    this::<Deque>(a).push_front(a[1]).map(|()| none())
}
fn pop(a: &Args) -> Res {
    this::<Deque>(a).pop_back().ok_or_else(|| index_error("pop from an empty deque"))
}
fn popleft(a: &Args) -> Res {
    this::<Deque>(a).pop_front().ok_or_else(|| index_error("pop from an empty deque"))
}
fn clear(a: &Args) -> Res {
    this::<Deque>(a).truncate();
    Ok(none())
}
fn rotate(a: &Args) -> Res {
    let n = a.opt(1).map_or(Ok(1), number::to_ssize)?;
    this::<Deque>(a).rotate(n);
    Ok(none())
}
fn reverse(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let n = d.len.get();
    for i in 0..n / 2 {
        if let (Some(x), Some(y)) = (d.at(i), d.at(n - 1 - i)) {
            d.put(i, y);
            d.put(n - 1 - i, x);
        }
    }
    Ok(none())
}

// --- subscripts
fn position(d: Gc<Deque>, key: Value) -> Result<usize, Raised> {
    if !number::has_index(key) {
        return Err(type_error(format!("sequence index must be integer, not '{}'", class_name(key))));
    }
    crate::protocol::item::sequence_index(key, d.len.get(), "deque index out of range")
}
fn getitem(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let i = position(d, a[1])?;
    d.at(i).ok_or_else(|| index_error("deque index out of range"))
}
fn setitem(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let i = position(d, a[1])?;
    if i < d.len.get() {
        d.put(i, a[2]);
    }
    Ok(none())
}
fn delitem(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let i = position(d, a[1])?;
    if i < d.len.get() {
        d.remove_at(i);
    }
    Ok(none())
}
fn insert(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let n = d.len.get() as i64;
    if d.maxlen.get() >= 0 && n >= d.maxlen.get() {
        return Err(index_error("deque already at its maximum size"));
    }
    let i = number::to_ssize(a[1])?;
    let i = if i < 0 { (i + n).max(0) } else { i.min(n) };
    if i == n {
        d.push_back(a[2])?;
    } else {
        // to the front, then into its place
        d.push_front(a[2])?;
        for j in 0..i as usize {
            if let Some(v) = d.at(j + 1) {
                d.put(j, v);
            }
        }
        d.put(i as usize, a[2]);
    }
    Ok(none())
}

// --- searching
fn changed() -> Raised {
    runtime_error("deque mutated during iteration")
}
/// Calls `f` with each item of `from..to` until it says true; comparing must not change the deque.
fn search(
    d: Gc<Deque>,
    from: usize,
    to: usize,
    mut f: impl FnMut(Value) -> Result<bool, Raised>,
) -> Result<Option<usize>, Raised> {
    let state = d.state.get();
    for i in from..to.min(d.len.get()) {
        let Some(v) = d.at(i) else { break };
        let yes = f(v)?;
        if yes {
            return Ok(Some(i));
        }
        if d.state.get() != state {
            return Err(changed());
        }
    }
    Ok(None)
}
fn contains(a: &Args) -> Res {
    let d = this::<Deque>(a);
    Ok(boolean(search(d, 0, usize::MAX, |v| compare::is_or_eq(v, a[1]))?.is_some()))
}
fn count(a: &Args) -> Res {
    let mut n = 0;
    search(this(a), 0, usize::MAX, |v| {
        n += compare::is_or_eq(v, a[1])? as i64;
        Ok(false)
    })?;
    Ok(Value::int(n))
}
fn index(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let (from, to) = index_bounds(a, d.len.get())?;
    match search(d, from, to, |v| compare::is_or_eq(v, a[1]))? {
        Some(i) => Ok(Value::usize(i)),
        None => Err(value_error("deque.index(x): x not in deque")),
    }
}
fn remove(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let n = d.len.get();
    let found = search(d, 0, usize::MAX, |v| {
        let yes = compare::is_or_eq(v, a[1])?;
        if d.len.get() != n { Err(index_error("deque mutated during iteration")) } else { Ok(yes) }
    })?;
    match found {
        Some(i) => {
            d.remove_at(i);
            Ok(none())
        }
        None => Err(value_error("deque.remove(x): x not in deque")),
    }
}

// --- whole deques
/// An empty deque of the same class and maximum.
fn empty_like(d: Gc<Deque>) -> Result<Gc<Deque>, Raised> {
    let out = alloc(body());
    out.maxlen.set(d.maxlen.get());
    Ok(out)
}
fn copy_of(d: Gc<Deque>) -> Res {
    if type_of(d.value()) == type_of_kind(Kind::Deque) {
        let out = empty_like(d)?;
        (0..d.len.get()).filter_map(|i| d.at(i)).try_for_each(|v| out.push_back(v))?;
        return Ok(out.value());
    }
    let class = type_of(d.value()).value();
    let r = match d.maxlen.get() {
        n if n < 0 => call::call(class, &[d.value()])?,
        n => call::call(class, &[d.value(), Value::int(n)])?,
    };
    if r.cast::<Deque>().is_none() {
        return Err(type_error(format!("{}() must return a deque, not {}", class_name(d.value()), class_name(r))));
    }
    Ok(r)
}
fn copy(a: &Args) -> Res {
    copy_of(this(a))
}
fn add(a: &Args) -> Res {
    let Some(_) = a[1].cast::<Deque>() else {
        return Err(type_error(format!("can only concatenate deque (not \"{}\") to deque", class_name(a[1]))));
    };
    let out = copy_of(this(a))?;
    if let Some(o) = out.cast::<Deque>() {
        extend_from(o, a[1], false)?;
    }
    Ok(out)
}
fn iadd(a: &Args) -> Res {
    extend_from(this(a), a[1], false)?;
    Ok(a[0])
}
fn repeat(d: Gc<Deque>, n: usize) -> Result<(), Raised> {
    let len = d.len.get();
    if n == 0 || len == 0 {
        d.truncate();
        return Ok(());
    }
    len.checked_mul(n).filter(|t| *t < 1 << 58 || d.maxlen.get() >= 0).ok_or_else(memory_error)?;
    let items = iter::to_tuple(d.value())?;
    // with a maximum, only the last rounds are seen
    let rounds = match d.maxlen.get() {
        max if max >= 0 => (n - 1).min(max as usize / len + 1),
        _ => n - 1,
    };
    for _ in 0..rounds {
        items.items().iter().try_for_each(|&v| d.push_back(v))?;
    }
    Ok(())
}
fn mul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    let out = copy_of(this(a))?;
    if let Some(d) = out.cast::<Deque>() {
        repeat(d, n)?;
    }
    Ok(out)
}
fn imul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    repeat(this(a), n)?;
    Ok(a[0])
}
fn compare_deques(a: &Args, op: Cmp) -> Res {
    let x = this::<Deque>(a);
    let Some(y) = a[1].cast::<Deque>() else { return Ok(not_implemented()) };
    if x == y {
        return Ok(boolean(op.holds(std::cmp::Ordering::Equal)));
    }
    compare_sequences(|i| x.at(i), |i| y.at(i), || (x.len.get(), y.len.get()), op)
}
fn reduce(a: &Args) -> Res {
    let d = this::<Deque>(a);
    let state = call::call_method(a[0], "__getstate__", &[])?;
    let it = iter::get_iter(a[0])?;
    let args = match d.maxlen.get() {
        n if n < 0 => Tuple::empty().value(),
        n => tuple(&[Tuple::empty().value(), Value::int(n)]),
    };
    Ok(tuple(&[type_of(a[0]).value(), args, state, it]))
}

// --- iterators
fn iterate(a: &Args) -> Res {
    let d = this::<Deque>(a);
    Ok(alloc(DequeIter {
        header: DequeIter::HEADER,
        deque: Ptr::new(d),
        index: Cell::new(0),
        left: d.len.clone(),
        state: d.state.clone(),
    })
    .value())
}
fn reversed(a: &Args) -> Res {
    let d = this::<Deque>(a);
    Ok(alloc(DequeRevIter {
        header: DequeRevIter::HEADER,
        deque: Ptr::new(d),
        index: Cell::new(0),
        left: d.len.clone(),
        state: d.state.clone(),
    })
    .value())
}
fn advanced(a: &Args, it: Value) -> Res {
    let n = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    // SAFETY: just made; both layouts are the same.
    let x = unsafe { it.cast_unchecked::<DequeIter>() };
    let n = (n.max(0) as usize).min(x.left.get());
    x.index.set(n);
    x.left.set(x.left.get() - n);
    Ok(it)
}
fn deque_arg(a: &Args) -> Result<(), Raised> {
    match a[1].cast::<Deque>() {
        Some(_) => Ok(()),
        None => Err(type_error(format!("argument 1 must be collections.deque, not {}", class_name(a[1])))),
    }
}
fn iter_new(a: &Args) -> Res {
    deque_arg(a)?;
    let it = iterate(&Args { slots: &a.slots[1..], rest: &[], kwargs: None })?;
    advanced(a, it)
}
fn rev_iter_new(a: &Args) -> Res {
    deque_arg(a)?;
    let it = reversed(&Args { slots: &a.slots[1..], rest: &[], kwargs: None })?;
    advanced(a, it)
}
#[inline(always)]
fn step(it: Value, reverse: bool) -> Result<Option<Value>, Raised> {
    // SAFETY: the table of steps is by kind; both layouts are the same.
    let it = unsafe { it.cast_unchecked::<DequeIter>() };
    let left = it.left.get();
    let d = it.deque.gc();
    if d.state.get() != it.state.get() {
        it.left.set(0);
        return Err(changed());
    }
    if left == 0 {
        return Ok(None);
    }
    let i = it.index.get();
    it.index.set(i + 1);
    it.left.set(left - 1);
    Ok(d.at(if reverse { d.len.get() - 1 - i } else { i }))
}
pub fn deque_next(it: Value) -> Result<Option<Value>, Raised> {
    step(it, false)
}
pub fn deque_rev_next(it: Value) -> Result<Option<Value>, Raised> {
    step(it, true)
}
fn iter_hint(a: &Args) -> Res {
    Ok(Value::usize(this::<DequeIter>(a).left.get()))
}
fn iter_reduce(a: &Args) -> Res {
    let it = this::<DequeIter>(a);
    let d = it.deque.gc();
    let i = d.len.get().saturating_sub(it.left.get());
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[d.value(), Value::usize(i)])]))
}
