//! `set` and `frozenset`.

use crate::builtins::exceptions::{Exc, key_error, raise_with};
use crate::builtins::util::{CLASS_GETITEM, at_most, join_reprs, no_keywords, this, tuple};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::iters::SetIter;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::set::{FrozenSet, Set, any_set, hash_element};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::compare::Cmp;
use crate::protocol::{call, compare, iter, text};
use crate::thread::thread;

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "set",
        kind: Kind::Set,
        doc: "Build an unordered collection of unique elements.",
        flags: f::BASETYPE | f::WEAKREF | f::MATCH_SELF,
        methods: &[SET_NEW, COMMON, SET, CLASS_GETITEM],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "frozenset",
        kind: Kind::FrozenSet,
        doc: "Build an immutable unordered collection of unique elements.",
        flags: f::BASETYPE | f::WEAKREF | f::MATCH_SELF,
        methods: &[FROZEN_NEW, COMMON, CLASS_GETITEM],
        ..TypeDef::EMPTY
    },
];
static COMMON: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::method("__contains__(self, object, /)", contains, "x.__contains__(y) <==> y in x."),
    NativeDef::new("__and__(self, value, /)", and, "Return self&value."),
    NativeDef::new("__rand__(self, value, /)", rand, "Return value&self."),
    NativeDef::new("__or__(self, value, /)", or, "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", ror, "Return value|self."),
    NativeDef::new("__sub__(self, value, /)", sub, "Return self-value."),
    NativeDef::new("__rsub__(self, value, /)", rsub, "Return value-self."),
    NativeDef::new("__xor__(self, value, /)", xor, "Return self^value."),
    NativeDef::new("__rxor__(self, value, /)", rxor, "Return value^self."),
    NativeDef::new("__lt__(self, value, /)", lt, "Return self<value."),
    NativeDef::new("__le__(self, value, /)", le, "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", gt, "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", ge, "Return self>=value."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Size of the set in memory, in bytes."),
    NativeDef::new("copy(self, /)", copy, "Return a shallow copy of a set."),
    NativeDef::new(
        "difference(self, /, *others)",
        difference,
        "Return a new set with elements in the set that are not in the others.",
    ),
    NativeDef::new(
        "intersection(self, /, *others)",
        intersection,
        "Return a new set with elements common to the set and all others.",
    ),
    NativeDef::new("isdisjoint(self, other, /)", isdisjoint, "Return True if two sets have a null intersection."),
    NativeDef::new("issubset(self, other, /)", issubset, "Report whether another set contains this set."),
    NativeDef::new("issuperset(self, other, /)", issuperset, "Report whether this set contains another set."),
    NativeDef::new(
        "symmetric_difference(self, other, /)",
        symmetric_difference,
        "Return a new set with elements in either the set or other but not both.",
    ),
    NativeDef::new("union(self, /, *others)", union, "Return a new set with elements from the set and all others."),
];
static SET_NEW: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", set_new, "Create and return a new object."),
    NativeDef::new("__init__(self, /, *args, **kwargs)", set_init, "Initialize self."),
];
static FROZEN_NEW: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", frozen_new, "Create and return a new object."),
    NativeDef::new("__hash__(self, /)", frozen_hash, "Return hash(self)."),
];
static SET: &[NativeDef] = &[
    NativeDef::new("__iand__(self, value, /)", iand, "Return self&=value."),
    NativeDef::new("__ior__(self, value, /)", ior, "Return self|=value."),
    NativeDef::new("__isub__(self, value, /)", isub, "Return self-=value."),
    NativeDef::new("__ixor__(self, value, /)", ixor, "Return self^=value."),
    NativeDef::new(
        "add(self, object, /)",
        add,
        "Add an element to a set.\n\nThis has no effect if the element is already present.",
    ),
    NativeDef::new("clear(self, /)", clear, "Remove all elements from this set."),
    NativeDef::new(
        "discard(self, object, /)",
        discard,
        "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.",
    ),
    NativeDef::new(
        "remove(self, object, /)",
        remove,
        "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.",
    ),
    NativeDef::new(
        "pop(self, /)",
        pop,
        "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty.",
    ),
    NativeDef::new("update(self, /, *others)", update_method, "Update the set, adding elements from all others."),
    NativeDef::new(
        "difference_update(self, /, *others)",
        difference_update,
        "Update the set, removing elements found in others.",
    ),
    NativeDef::new(
        "intersection_update(self, /, *others)",
        intersection_update,
        "Update the set, keeping only elements found in it and all others.",
    ),
    NativeDef::new(
        "symmetric_difference_update(self, other, /)",
        symmetric_difference_update,
        "Update the set, keeping only elements found in either set, but not in both.",
    ),
];

/// The receiver, a set or frozenset, under the common layout.
fn me(a: &Args) -> Gc<Set> {
    this::<Set>(a)
}
/// An empty set of the built-in class that `like` is of or below, under the common layout.
fn empty_like(like: Gc<Set>) -> Gc<Set> {
    if like.value().cast::<FrozenSet>().is_some() { FrozenSet::new().as_set() } else { Set::new() }
}
fn copy_like(s: Gc<Set>) -> Result<Gc<Set>, Raised> {
    let out = empty_like(s);
    out.update_from(s)?;
    Ok(out)
}
fn is_exact_frozen(v: Value) -> bool {
    v.exact::<FrozenSet>().is_some()
}

// --- construction
fn set_new(a: &Args) -> Res {
    let cls = a[0].cast::<Type>().expect("the binder has checked the class");
    Ok(alloc_sub(cls, Set::body())?.value())
}
fn set_init(a: &Args) -> Res {
    no_keywords(a, "set")?;
    at_most(a.rest, 1, "set")?;
    let s = me(a);
    if !s.is_empty() {
        s.clear();
    }
    if let Some(&v) = a.rest.first() {
        update(s, v)?;
    }
    Ok(none())
}
fn frozen_new(a: &Args) -> Res {
    let cls = a[0].cast::<Type>().expect("the binder has checked the class");
    let base = type_of_kind(Kind::FrozenSet);
    if cls == base || cls.special(Special::Init) == base.special(Special::Init) {
        no_keywords(a, "frozenset")?;
        at_most(a.rest, 1, "frozenset")?;
    }
    if cls == base
        && let Some(&v) = a.rest.first()
        && is_exact_frozen(v)
    {
        return Ok(v);
    }
    let out = alloc_sub(cls, FrozenSet::body())?;
    if let Some(&v) = a.rest.first() {
        update(out.as_set(), v)?;
    }
    Ok(out.value())
}
/// Adds all items of an iterable.
pub fn update(s: Gc<Set>, v: Value) -> Result<(), Raised> {
    if let Some(o) = any_set(v) {
        return s.update_from(o);
    }
    if let Some(d) = v.exact::<Dict>() {
        s.reserve(d.len())?;
        let (mut i, n) = (0, d.len());
        while let Some((at, k, _)) = d.next_entry(i) {
            s.add_hashed(k, d.entry_hash(at))?;
            i = at + 1;
            if d.len() != n {
                return Err(crate::builtins::exceptions::runtime_error("dictionary changed size during iteration"));
            }
        }
        return Ok(());
    }
    iter::for_each(v, |x| s.add(x).map(|_| ()))
}
/// `set(v)`
pub fn set_of(v: Value) -> Result<Gc<Set>, Raised> {
    let s = Set::new();
    update(s, v)?;
    Ok(s)
}

// --- repr, hash, protocol
fn repr(a: &Args) -> Res {
    let s = me(a);
    let t = type_of(a[0]);
    let mut b = StrBuilder::new();
    if text::repr_enter(a[0]) {
        b.push_str(t.name.gc());
        b.push_text("(...)");
        return Ok(b.finish()?.value());
    }
    let r = (|| {
        if s.is_empty() {
            b.push_str(t.name.gc());
            b.push_text("()");
            return Ok(());
        }
        let items = List::with_capacity(s.len())?;
        s.iter().try_for_each(|k| items.push(k))?;
        let plain = t == type_of_kind(Kind::Set);
        if !plain {
            b.push_str(t.name.gc());
            b.push_text("(");
        }
        b.push_text("{");
        join_reprs(&mut b, items.items().iter().copied())?;
        b.push_text(if plain { "}" } else { "})" });
        Ok(())
    })();
    text::repr_leave(a[0]);
    r?;
    Ok(b.finish()?.value())
}
fn frozen_hash(a: &Args) -> Res {
    let s = me(a);
    if s.hash.get() == 0 {
        s.hash.set(hash_of(s));
    }
    Ok(Value::int(s.hash.get()))
}
/// The same for every order of the elements; their own hashes are spread first, so that nested sets do not cancel out.
fn hash_of(s: Gc<Set>) -> i64 {
    let spread = |h: u64| (h ^ 89869747 ^ (h << 16)).wrapping_mul(3644798167);
    let mut h: u64 = 0;
    let mut i = 0;
    while let Some((at, _)) = s.next_entry(i) {
        h ^= spread(s.entry_hash(at) as u64);
        i = at + 1;
    }
    h ^= (s.len() as u64 + 1).wrapping_mul(1927868237);
    h ^= (h >> 11) ^ (h >> 25);
    h = h.wrapping_mul(69069).wrapping_add(907133923);
    if h == u64::MAX { 590923713 } else { h as i64 }
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(me(a).len()))
}
fn iterate(a: &Args) -> Res {
    Ok(SetIter::over(me(a)))
}
fn sizeof(a: &Args) -> Res {
    Ok(Value::usize(56 + 8 * me(a).table.get().map_or(0, |t| t.cap.get())))
}
fn reduce(a: &Args) -> Res {
    let items = List::with_capacity(me(a).len())?;
    me(a).iter().try_for_each(|k| items.push(k))?;
    let state = call::call_method(a[0], "__getstate__", &[])?;
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[items.value()]), state]))
}

// --- single elements: an unhashable set as an element means the frozenset of its elements
fn element_hash(v: Value) -> Result<(Value, i64), Raised> {
    match compare::hash(v) {
        Ok(h) => Ok((v, h)),
        Err(r) => match v.cast::<Set>() {
            Some(s) if thread().catch(Exc::TypeError) => {
                let frozen = FrozenSet::new().as_set();
                frozen.update_from(s)?;
                Ok((frozen.value(), hash_of(frozen)))
            }
            _ => Err(compare::unhashable_as(v, "a set element", r)),
        },
    }
}
/// `v in s`
pub fn contains_value(s: Gc<Set>, v: Value) -> Result<bool, Raised> {
    let (v, h) = element_hash(v)?;
    s.contains_hashed(v, h)
}
fn contains(a: &Args) -> Res {
    Ok(boolean(contains_value(me(a), a[1])?))
}
fn add(a: &Args) -> Res {
    me(a).add(a[1])?;
    Ok(none())
}
fn discard(a: &Args) -> Res {
    let (v, h) = element_hash(a[1])?;
    me(a).remove_hashed(v, h)?;
    Ok(none())
}
fn remove(a: &Args) -> Res {
    let (v, h) = element_hash(a[1])?;
    if me(a).remove_hashed(v, h)? { Ok(none()) } else { Err(key_error(a[1])) }
}
fn pop(a: &Args) -> Res {
    me(a).pop().ok_or_else(|| raise_with(Exc::KeyError, Str::new("pop from an empty set").value()))
}
fn clear(a: &Args) -> Res {
    me(a).clear();
    Ok(none())
}
fn copy(a: &Args) -> Res {
    if is_exact_frozen(a[0]) {
        return Ok(a[0]);
    }
    Ok(copy_like(me(a))?.value())
}

// --- whole sets
/// Calls `f` with each element of an iterable and its hash; for sets and dicts the hashes are known.
fn each(v: Value, mut f: impl FnMut(Value, i64) -> Result<bool, Raised>) -> Result<(), Raised> {
    if let Some(o) = any_set(v) {
        let mut i = 0;
        while let Some((at, k)) = o.next_entry(i) {
            if !f(k, o.entry_hash(at))? {
                return Ok(());
            }
            i = at + 1;
        }
        return Ok(());
    }
    if let Some(d) = v.exact::<Dict>() {
        let mut i = 0;
        while let Some((at, k, _)) = d.next_entry(i) {
            if !f(k, d.entry_hash(at))? {
                return Ok(());
            }
            i = at + 1;
        }
        return Ok(());
    }
    let it = iter::get_iter(v)?;
    while let Some(k) = iter::next(it)? {
        if !f(k, hash_element(k)?)? {
            return Ok(());
        }
    }
    Ok(())
}
fn intersect(s: Gc<Set>, v: Value) -> Result<Gc<Set>, Raised> {
    if s.value() == v {
        return copy_like(s);
    }
    let out = empty_like(s);
    if let Some(o) = any_set(v) {
        let (walk, look) = if o.len() > s.len() { (s, o) } else { (o, s) };
        let mut i = 0;
        while let Some((at, k)) = walk.next_entry(i) {
            let h = walk.entry_hash(at);
            if look.contains_hashed(k, h)? {
                out.add_hashed(k, h)?;
            }
            i = at + 1;
        }
        return Ok(out);
    }
    let it = iter::get_iter(v)?;
    while let Some(k) = iter::next(it)? {
        let h = compare::hash(k)?;
        if s.contains_hashed(k, h)? {
            out.add_hashed(k, h)?;
        }
    }
    Ok(out)
}
fn subtract_in_place(s: Gc<Set>, v: Value) -> Result<(), Raised> {
    if s.value() == v {
        s.clear();
        return Ok(());
    }
    each(v, |k, h| s.remove_hashed(k, h).map(|_| true))
}
fn subtract(s: Gc<Set>, v: Value) -> Result<Gc<Set>, Raised> {
    let size = match (any_set(v), v.exact::<Dict>()) {
        (Some(o), _) => o.len(),
        (_, Some(d)) => d.len(),
        _ => {
            let out = copy_like(s)?;
            subtract_in_place(out, v)?;
            return Ok(out);
        }
    };
    // much smaller: copying and removing is less work
    if s.len() >> 2 > size {
        let out = copy_like(s)?;
        subtract_in_place(out, v)?;
        return Ok(out);
    }
    let out = empty_like(s);
    let mut i = 0;
    while let Some((at, k)) = s.next_entry(i) {
        let h = s.entry_hash(at);
        let there = match (any_set(v), v.exact::<Dict>()) {
            (Some(o), _) => o.contains_hashed(k, h)?,
            (_, Some(d)) => d.find_key(k, h)?.is_some(),
            _ => false,
        };
        if !there {
            out.add_hashed(k, h)?;
        }
        i = at + 1;
    }
    Ok(out)
}
/// Elements of `v` that are in `s` leave it, the others enter it.
pub fn toggle(s: Gc<Set>, v: Value) -> Result<(), Raised> {
    if s.value() == v {
        s.clear();
        return Ok(());
    }
    // each different element once
    let other = match any_set(v) {
        Some(o) => o,
        None => set_of(v)?,
    };
    let mut i = 0;
    while let Some((at, k)) = other.next_entry(i) {
        let h = other.entry_hash(at);
        if !s.remove_hashed(k, h)? {
            s.add_hashed(k, h)?;
        }
        i = at + 1;
    }
    Ok(())
}
fn disjoint(s: Gc<Set>, v: Value) -> Result<bool, Raised> {
    let mut yes = true;
    let (walk, look) = match any_set(v) {
        Some(o) if o.len() > s.len() => (s.value(), o),
        _ => (v, s),
    };
    each(walk, |k, h| {
        yes = !look.contains_hashed(k, h)?;
        Ok(yes)
    })?;
    Ok(yes)
}
fn subset(x: Gc<Set>, y: Gc<Set>) -> Result<bool, Raised> {
    if x.len() > y.len() {
        return Ok(false);
    }
    let mut i = 0;
    while let Some((at, k)) = x.next_entry(i) {
        if !y.contains_hashed(k, x.entry_hash(at))? {
            return Ok(false);
        }
        i = at + 1;
    }
    Ok(true)
}
fn same(x: Gc<Set>, y: Gc<Set>) -> Result<bool, Raised> {
    if x.len() != y.len() || (x.hash.get() != 0 && y.hash.get() != 0 && x.hash.get() != y.hash.get()) {
        return Ok(false);
    }
    subset(x, y)
}
fn compare_sets(a: &Args, op: Cmp) -> Res {
    let x = me(a);
    let Some(y) = any_set(a[1]) else { return Ok(not_implemented()) };
    Ok(boolean(match op {
        Cmp::Eq => same(x, y)?,
        Cmp::Ne => !same(x, y)?,
        Cmp::Le => subset(x, y)?,
        Cmp::Ge => subset(y, x)?,
        Cmp::Lt => x.len() < y.len() && subset(x, y)?,
        Cmp::Gt => y.len() < x.len() && subset(y, x)?,
    }))
}
fn lt(a: &Args) -> Res {
    compare_sets(a, Cmp::Lt)
}
fn le(a: &Args) -> Res {
    compare_sets(a, Cmp::Le)
}
fn eq(a: &Args) -> Res {
    compare_sets(a, Cmp::Eq)
}
fn ne(a: &Args) -> Res {
    compare_sets(a, Cmp::Ne)
}
fn gt(a: &Args) -> Res {
    compare_sets(a, Cmp::Gt)
}
fn ge(a: &Args) -> Res {
    compare_sets(a, Cmp::Ge)
}

// --- operators: both operands must be sets
fn both(a: &Args, swapped: bool, f: fn(Gc<Set>, Gc<Set>) -> Result<Gc<Set>, Raised>) -> Res {
    let Some(o) = any_set(a[1]) else { return Ok(not_implemented()) };
    let (x, y) = if swapped { (o, me(a)) } else { (me(a), o) };
    Ok(f(x, y)?.value())
}
fn make_or(x: Gc<Set>, y: Gc<Set>) -> Result<Gc<Set>, Raised> {
    let out = copy_like(x)?;
    out.update_from(y)?;
    Ok(out)
}
fn make_xor(x: Gc<Set>, y: Gc<Set>) -> Result<Gc<Set>, Raised> {
    // what is common falls out of a copy of the second
    let out = empty_like(x);
    out.update_from(y)?;
    toggle(out, x.value())?;
    Ok(out)
}
fn and(a: &Args) -> Res {
    both(a, false, |x, y| intersect(x, y.value()))
}
fn rand(a: &Args) -> Res {
    both(a, true, |x, y| intersect(x, y.value()))
}
fn or(a: &Args) -> Res {
    both(a, false, make_or)
}
fn ror(a: &Args) -> Res {
    both(a, true, make_or)
}
fn sub(a: &Args) -> Res {
    both(a, false, |x, y| subtract(x, y.value()))
}
fn rsub(a: &Args) -> Res {
    both(a, true, |x, y| subtract(x, y.value()))
}
fn xor(a: &Args) -> Res {
    both(a, false, make_xor)
}
fn rxor(a: &Args) -> Res {
    both(a, true, make_xor)
}
fn iand(a: &Args) -> Res {
    if any_set(a[1]).is_none() {
        return Ok(not_implemented());
    }
    me(a).swap(intersect(me(a), a[1])?);
    Ok(a[0])
}
fn ior(a: &Args) -> Res {
    let Some(o) = any_set(a[1]) else { return Ok(not_implemented()) };
    me(a).update_from(o)?;
    Ok(a[0])
}
fn isub(a: &Args) -> Res {
    if any_set(a[1]).is_none() {
        return Ok(not_implemented());
    }
    subtract_in_place(me(a), a[1])?;
    Ok(a[0])
}
fn ixor(a: &Args) -> Res {
    if any_set(a[1]).is_none() {
        return Ok(not_implemented());
    }
    toggle(me(a), a[1])?;
    Ok(a[0])
}

// --- methods that take any iterable
fn union(a: &Args) -> Res {
    let out = copy_like(me(a))?;
    a.rest.iter().try_for_each(|&v| update(out, v))?;
    Ok(out.value())
}
fn update_method(a: &Args) -> Res {
    a.rest.iter().try_for_each(|&v| update(me(a), v))?;
    Ok(none())
}
fn intersection(a: &Args) -> Res {
    if a.rest.is_empty() {
        return copy(a);
    }
    let mut s = me(a);
    for &v in a.rest {
        s = intersect(s, v)?;
    }
    Ok(s.value())
}
fn intersection_update(a: &Args) -> Res {
    if !a.rest.is_empty() {
        let mut s = me(a);
        for &v in a.rest {
            s = intersect(s, v)?;
        }
        me(a).swap(s);
    }
    Ok(none())
}
fn difference(a: &Args) -> Res {
    let Some((&first, rest)) = a.rest.split_first() else { return copy(a) };
    let out = subtract(me(a), first)?;
    rest.iter().try_for_each(|&v| subtract_in_place(out, v))?;
    Ok(out.value())
}
fn difference_update(a: &Args) -> Res {
    a.rest.iter().try_for_each(|&v| subtract_in_place(me(a), v))?;
    Ok(none())
}
fn symmetric_difference(a: &Args) -> Res {
    let out = empty_like(me(a));
    update(out, a[1])?;
    toggle(out, a[0])?;
    Ok(out.value())
}
fn symmetric_difference_update(a: &Args) -> Res {
    toggle(me(a), a[1])?;
    Ok(none())
}
fn isdisjoint(a: &Args) -> Res {
    Ok(boolean(disjoint(me(a), a[1])?))
}
fn issubset(a: &Args) -> Res {
    match any_set(a[1]) {
        Some(o) => Ok(boolean(subset(me(a), o)?)),
        None => {
            let common = intersect(me(a), a[1])?;
            Ok(boolean(common.len() == me(a).len()))
        }
    }
}
fn issuperset(a: &Args) -> Res {
    if let Some(o) = any_set(a[1]) {
        return Ok(boolean(subset(o, me(a))?));
    }
    let mut yes = true;
    each(a[1], |k, h| {
        yes = me(a).contains_hashed(k, h)?;
        Ok(yes)
    })?;
    Ok(boolean(yes))
}
