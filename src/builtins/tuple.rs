//! `tuple`.

use crate::builtins::exceptions::{index_error, type_error, value_error};
use crate::builtins::list::{compare_sequences, index_bounds, repeat_count};
use crate::builtins::util::{CLASS_GETITEM, at_most, class_name, join_reprs, no_keywords, this};
use crate::object::gc::Gc;
use crate::object::hash::hash_sequence;
use crate::object::heap::heap;
use crate::object::iters::TupleIter;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{self, type_of_kind};
use crate::object::slice::Slice;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, not_implemented};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::{item, iter, number, text};
use crate::thread::thread;

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "tuple",
    kind: Kind::Tuple,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    flags: f::BASETYPE | f::SEQUENCE | f::MATCH_SELF,
    methods: &[METHODS, CLASS_GETITEM],
    ..TypeDef::EMPTY
}];

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__hash__(self, /)", hash_method, "Return hash(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__lt__(self, value, /)", lt, "Return self<value."),
    NativeDef::new("__le__(self, value, /)", le, "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", gt, "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", ge, "Return self>=value."),
    NativeDef::new("__getnewargs__(self, /)", getnewargs, "Return the arguments that __new__ makes a copy from."),
    NativeDef::new("count(self, value, /)", count, "Return number of occurrences of value."),
    NativeDef::new(
        "index(self, value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
];

/// An instance of `cls` (`tuple` or a subclass) with these items.
pub fn instance(cls: Gc<Type>, items: &[Value]) -> Result<Gc<Tuple>, Raised> {
    if cls == type_of_kind(Kind::Tuple) {
        return Tuple::try_new(items);
    }
    let info = shape::info(cls.root_shape.get());
    let t = Tuple::try_alloc(items.len(), info.id, info.extra_varies as usize)?;
    // SAFETY: `t` is young and has room.
    unsafe { std::ptr::copy_nonoverlapping(items.as_ptr() as *const u64, t.words(), items.len()) };
    heap().remember(t.as_ptr() as *mut crate::object::heap::Header);
    if cls.has_flag(f::FINALIZER) {
        heap().register_finalizer(t.as_ptr() as *mut crate::object::heap::Header);
    }
    Ok(t)
}
fn new(a: &Args) -> Res {
    let cls = a[0].cast::<Type>().expect("the binder has checked the class");
    let exact = cls == type_of_kind(Kind::Tuple);
    if exact
        || type_of_kind(Kind::Tuple).special(crate::object::special::Special::Init)
            == cls.special(crate::object::special::Special::Init)
    {
        no_keywords(a, "tuple")?;
    }
    at_most(a.rest, 1, "tuple")?;
    let Some(&v) = a.rest.first() else { return Ok(instance(cls, &[])?.value()) };
    if exact {
        return Ok(iter::to_tuple(v)?.value());
    }
    if let Some(t) = v.exact::<Tuple>() {
        return Ok(instance(cls, t.items())?.value());
    }
    let items = iter::collect(v)?;
    Ok(instance(cls, items.as_slice())?.value())
}
fn repr(a: &Args) -> Res {
    let t = this::<Tuple>(a);
    if t.is_empty() {
        return Ok(Str::intern("()").value());
    }
    let mut b = StrBuilder::new();
    if text::repr_enter(a[0]) {
        b.push_text("(...)");
    } else {
        b.push_text("(");
        let r = join_reprs(&mut b, t.items().iter().copied());
        text::repr_leave(a[0]);
        r?;
        b.push_text(if t.len() == 1 { ",)" } else { ")" });
    }
    Ok(b.finish()?.value())
}
/// `hash(t)`, where the class does not have its own.
pub fn hash(t: Gc<Tuple>) -> Result<i64, Raised> {
    thread().check_native_stack(" while calling a Python object")?;
    hash_sequence(t.items().iter().map(|&v| compare::hash(v)))
}
fn hash_method(a: &Args) -> Res {
    Ok(Value::int(hash(this(a))?))
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(this::<Tuple>(a).len()))
}
fn iterate(a: &Args) -> Res {
    Ok(TupleIter::over(this(a)))
}
fn contains(a: &Args) -> Res {
    Ok(boolean(holds(this(a), a[1])?))
}
/// `v in t`
pub fn holds(t: Gc<Tuple>, v: Value) -> Result<bool, Raised> {
    for &x in t.items() {
        if compare::is_or_eq(x, v)? {
            return Ok(true);
        }
    }
    Ok(false)
}
/// The items of a range.
pub fn slice_of(t: Gc<Tuple>, r: item::SliceRange) -> Res {
    if r.step == 1 {
        if r.count == t.len() && t.value().exact::<Tuple>().is_some() {
            return Ok(t.value());
        }
        return Ok(Tuple::try_new(&t.items()[r.start as usize..r.start as usize + r.count])?.value());
    }
    if r.count == 0 {
        return Ok(Tuple::empty().value());
    }
    let out = Tuple::try_alloc(r.count, Kind::Tuple as u32, 0)?;
    for (n, i) in r.indices().enumerate() {
        out.init(n, t.get(i));
    }
    Ok(out.value())
}
fn getitem(a: &Args) -> Res {
    let t = this::<Tuple>(a);
    if let Some(s) = a[1].cast::<Slice>() {
        return slice_of(t, item::slice_range(s, t.len())?);
    }
    if !number::has_index(a[1]) {
        return Err(type_error(format!("tuple indices must be integers or slices, not {}", class_name(a[1]))));
    }
    let i = item::sequence_index(a[1], t.len(), "tuple index out of range")?;
    t.items().get(i).copied().ok_or_else(|| index_error("tuple index out of range"))
}
fn add(a: &Args) -> Res {
    match a[1].cast::<Tuple>() {
        Some(y) => concat(this(a), y),
        None => Err(type_error(format!("can only concatenate tuple (not \"{}\") to tuple", class_name(a[1])))),
    }
}
/// `x + y`
pub fn concat(x: Gc<Tuple>, y: Gc<Tuple>) -> Res {
    if x.is_empty() && y.value().exact::<Tuple>().is_some() {
        return Ok(y.value());
    }
    if y.is_empty() && x.value().exact::<Tuple>().is_some() {
        return Ok(x.value());
    }
    if x.is_empty() && y.is_empty() {
        return Ok(Tuple::empty().value());
    }
    let out = Tuple::try_alloc(x.len() + y.len(), Kind::Tuple as u32, 0)?;
    // SAFETY: young, room for both.
    unsafe {
        std::ptr::copy_nonoverlapping(x.words(), out.words(), x.len());
        std::ptr::copy_nonoverlapping(y.words(), out.words().add(x.len()), y.len());
    }
    heap().remember(out.as_ptr() as *mut crate::object::heap::Header);
    Ok(out.value())
}
fn mul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    let t = this::<Tuple>(a);
    if (n == 1 || t.is_empty()) && a[0].exact::<Tuple>().is_some() {
        return Ok(a[0]);
    }
    let total = t.len().checked_mul(n).filter(|t| *t < 1 << 60).ok_or_else(memory_error)?;
    if total == 0 {
        return Ok(Tuple::empty().value());
    }
    let out = Tuple::try_alloc(total, Kind::Tuple as u32, 0)?;
    for i in 0..n {
        // SAFETY: young, room for all copies.
        unsafe { std::ptr::copy_nonoverlapping(t.words(), out.words().add(i * t.len()), t.len()) };
    }
    heap().remember(out.as_ptr() as *mut crate::object::heap::Header);
    Ok(out.value())
}
fn compare_tuples(a: &Args, op: Cmp) -> Res {
    let x = this::<Tuple>(a);
    let Some(y) = a[1].cast::<Tuple>() else { return Ok(not_implemented()) };
    compare(x, y, op)
}
/// `x op y`
pub fn compare(x: Gc<Tuple>, y: Gc<Tuple>, op: Cmp) -> Res {
    let (p, q) = (x.items(), y.items());
    compare_sequences(|i| p.get(i).copied(), |i| q.get(i).copied(), || (p.len(), q.len()), op)
}
fn lt(a: &Args) -> Res {
    compare_tuples(a, Cmp::Lt)
}
fn le(a: &Args) -> Res {
    compare_tuples(a, Cmp::Le)
}
fn eq(a: &Args) -> Res {
    compare_tuples(a, Cmp::Eq)
}
fn ne(a: &Args) -> Res {
    compare_tuples(a, Cmp::Ne)
}
fn gt(a: &Args) -> Res {
    compare_tuples(a, Cmp::Gt)
}
fn ge(a: &Args) -> Res {
    compare_tuples(a, Cmp::Ge)
}
fn getnewargs(a: &Args) -> Res {
    let copy = Tuple::try_new(this::<Tuple>(a).items())?;
    Ok(Tuple::new(&[copy.value()]).value())
}
fn count(a: &Args) -> Res {
    let mut n = 0;
    for &v in this::<Tuple>(a).items() {
        n += compare::is_or_eq(v, a[1])? as i64;
    }
    Ok(Value::small(n))
}
fn index(a: &Args) -> Res {
    let t = this::<Tuple>(a);
    let (from, to) = index_bounds(a, t.len())?;
    for (i, &v) in t.items().iter().enumerate().take(to).skip(from) {
        if compare::is_or_eq(v, a[1])? {
            return Ok(Value::usize(i));
        }
    }
    Err(value_error("tuple.index(x): x not in tuple"))
}
