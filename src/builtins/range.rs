//! `range`. Parts are ints of any size; ranges of small ints have fast paths.

use crate::builtins::exceptions::{index_error, overflow_error, type_error, value_error};
use crate::builtins::iterators::{long_range_iterator, range_iterator};
use crate::builtins::slice::long_indices;
use crate::builtins::util::{at_most, class_name, no_keywords, this, tuple};
use crate::object::gc::{Gc, Slot, alloc};
use crate::object::int::Bool;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::slice::{Range, Slice};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::{SMALL_MAX, SMALL_MIN, Value};
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::number::{self, BinOp, UnOp};
use crate::protocol::{iter, text};

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "range",
    kind: Kind::Range,
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.",
    flags: f::SEQUENCE,
    methods: &[METHODS],
    getsets: &[GETSETS],
    ..TypeDef::EMPTY
}];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new_method, "Create and return a new object."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__bool__(self, /)", truth, "True if self else False"),
    NativeDef::new("__len__(self, /)", len_method, "Return len(self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__reversed__(self, /)", reversed, "Return a reverse iterator."),
    NativeDef::new("__lt__(self, value, /)", unordered, "Return self<value."),
    NativeDef::new("__le__(self, value, /)", unordered, "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", unordered, "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", unordered, "Return self>=value."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling."),
    NativeDef::new(
        "count(self, value, /)",
        count,
        "rangeobject.count(value) -> integer -- return number of occurrences of value",
    ),
    NativeDef::new(
        "index(self, value, /)",
        index,
        "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.",
    ),
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::ro("start", |v| Ok(part(v, |r| &r.start)), ""),
    GetSetDef::ro("stop", |v| Ok(part(v, |r| &r.stop)), ""),
    GetSetDef::ro("step", |v| Ok(part(v, |r| &r.step)), ""),
];
fn part(v: Value, f: fn(&Range) -> &Slot) -> Value {
    v.cast::<Range>().map_or_else(none, |r| f(&r).get_or_none())
}
fn add(x: Value, y: Value) -> Res {
    number::binary(BinOp::Add, x, y)
}
fn sub(x: Value, y: Value) -> Res {
    number::binary(BinOp::Sub, x, y)
}
fn mul(x: Value, y: Value) -> Res {
    number::binary(BinOp::Mul, x, y)
}
fn less(x: Value, y: Value) -> Result<bool, Raised> {
    compare::compare(x, y, Cmp::Lt)
}
const ZERO: Value = Value::small(0);
const ONE: Value = Value::small(1);

/// `range(start, stop, step)` of exact ints.
pub fn new(start: Value, stop: Value, step: Value) -> Result<Gc<Range>, Raised> {
    if step == ZERO {
        return Err(value_error("range() arg 3 must not be zero"));
    }
    let len = match (start.as_small(), stop.as_small(), step.as_small()) {
        (Some(a), Some(b), Some(s)) => {
            // differences of small ints fit an i64
            let n = if s > 0 && a < b {
                ((b - a - 1) as u64) / s as u64 + 1
            } else if s < 0 && a > b {
                ((a - b - 1) as u64) / s.unsigned_abs() + 1
            } else {
                0
            };
            Value::uint(n)
        }
        _ => long_len(start, stop, step)?,
    };
    Ok(of_parts(start, stop, step, len))
}
fn of_parts(start: Value, stop: Value, step: Value, len: Value) -> Gc<Range> {
    alloc(Range {
        header: Range::HEADER,
        start: Slot::new(start),
        stop: Slot::new(stop),
        step: Slot::new(step),
        len: Slot::new(len),
    })
}
fn long_len(start: Value, stop: Value, step: Value) -> Res {
    let (low, high, step) =
        if less(ZERO, step)? { (start, stop, step) } else { (stop, start, number::unary(UnOp::Neg, step)?) };
    if !less(low, high)? {
        return Ok(ZERO);
    }
    let n = number::binary(BinOp::FloorDiv, sub(sub(high, low)?, ONE)?, step)?;
    add(n, ONE)
}
fn new_method(a: &Args) -> Res {
    no_keywords(a, "range")?;
    at_most(a.rest, 3, "range")?;
    Ok(match *a.rest {
        [] => return Err(type_error("range expected at least 1 argument, got 0")),
        [stop] => new(ZERO, number::index(stop)?, ONE)?,
        [start, stop] => new(number::index(start)?, number::index(stop)?, ONE)?,
        [start, stop, step, ..] => {
            let (start, stop) = (number::index(start)?, number::index(stop)?);
            new(start, stop, number::index(step)?)?
        }
    }
    .value())
}
fn fields(r: Gc<Range>) -> (Value, Value, Value, Value) {
    (r.start.get_or_none(), r.stop.get_or_none(), r.step.get_or_none(), r.len.get_or_none())
}
fn repr(a: &Args) -> Res {
    let (start, stop, step, _) = fields(this(a));
    let mut b = crate::object::str::StrBuilder::new();
    b.push_text("range(");
    b.push_str(text::repr(start)?);
    b.push_text(", ");
    b.push_str(text::repr(stop)?);
    if step != ONE {
        b.push_text(", ");
        b.push_str(text::repr(step)?);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn truth(a: &Args) -> Res {
    Ok(boolean(fields(this(a)).3 != ZERO))
}
fn len_method(a: &Args) -> Res {
    let len = fields(this(a)).3;
    match len.as_int().and_then(|i| i.to_i64()) {
        Some(_) => Ok(len),
        None => Err(overflow_error("Python int too large to convert to C ssize_t")),
    }
}
/// Item `i`, in range.
fn item_at(start: Value, step: Value, i: Value) -> Res {
    if let (Some(a), Some(s), Some(n)) = (start.as_small(), step.as_small(), i.as_small())
        && let Some(v) = n.checked_mul(s).and_then(|x| x.checked_add(a))
    {
        return Ok(Value::int(v));
    }
    add(start, mul(i, step)?)
}
fn getitem(a: &Args) -> Res {
    let (start, _, step, len) = fields(this(a));
    if let Some(s) = a[1].cast::<Slice>() {
        let [from, to, by] = long_indices(s, len)?;
        let r = new(item_at(start, step, from)?, item_at(start, step, to)?, mul(by, step)?)?;
        return Ok(r.value());
    }
    if !number::has_index(a[1]) {
        return Err(type_error(format!("range indices must be integers or slices, not {}", class_name(a[1]))));
    }
    let mut i = number::index(a[1])?;
    if less(i, ZERO)? {
        i = add(i, len)?;
    }
    if less(i, ZERO)? || !less(i, len)? {
        return Err(index_error("range object index out of range"));
    }
    item_at(start, step, i)
}
/// Where an exact int or bool lies in the range.
fn position(r: Gc<Range>, v: Value) -> Result<Option<Value>, Raised> {
    let (start, stop, step, len) = fields(r);
    if len == ZERO {
        return Ok(None);
    }
    if let (Some(x), Some(a), Some(b), Some(s)) = (v.as_small(), start.as_small(), stop.as_small(), step.as_small()) {
        let inside = if s > 0 { a <= x && x < b } else { b < x && x <= a };
        return Ok((inside && (x - a) % s == 0).then(|| Value::int((x - a) / s)));
    }
    let up = less(ZERO, step)?;
    let inside = if up { !less(v, start)? && less(v, stop)? } else { !less(start, v)? && less(stop, v)? };
    if !inside {
        return Ok(None);
    }
    let d = sub(v, start)?;
    if number::binary(BinOp::Mod, d, step)? != ZERO {
        return Ok(None);
    }
    number::binary(BinOp::FloorDiv, d, step).map(Some)
}
/// An exact int or bool, as an int.
fn plain_int(v: Value) -> Option<Value> {
    if v.is_small() || v.exact::<crate::object::int::BigInt>().is_some() || v.exact::<Bool>().is_some() {
        v.exact_int()
    } else {
        None
    }
}
fn search(r: Gc<Range>, v: Value) -> Result<Option<Value>, Raised> {
    if let Some(i) = plain_int(v) {
        return position(r, i);
    }
    let it = iterator(r);
    let mut i = 0;
    while let Some(x) = iter::next(it)? {
        if compare::is_or_eq(x, v)? {
            return Ok(Some(Value::int(i)));
        }
        i += 1;
    }
    Ok(None)
}
fn contains(a: &Args) -> Res {
    Ok(boolean(search(this(a), a[1])?.is_some()))
}
fn count(a: &Args) -> Res {
    let r = this::<Range>(a);
    if let Some(i) = plain_int(a[1]) {
        return Ok(Value::small(position(r, i)?.is_some() as i64));
    }
    let (it, mut n) = (iterator(r), 0);
    while let Some(x) = iter::next(it)? {
        n += compare::is_or_eq(x, a[1])? as i64;
    }
    Ok(Value::small(n))
}
fn index(a: &Args) -> Res {
    match search(this(a), a[1])? {
        Some(i) => Ok(i),
        None if plain_int(a[1]).is_some() => Err(value_error("range.index(x): x not in range")),
        None => Err(value_error("sequence.index(x): x not in sequence")),
    }
}
/// A fresh iterator.
pub fn iterator(r: Gc<Range>) -> Value {
    let (start, _, step, len) = fields(r);
    over(start, step, len)
}
fn over(start: Value, step: Value, len: Value) -> Value {
    if let (Some(a), Some(s), Some(n)) = (start.as_small(), step.as_small(), len.as_small()) {
        let last = a as i128 + s as i128 * (n as i128 - 1).max(0);
        if (SMALL_MIN as i128..=SMALL_MAX as i128).contains(&last) {
            return range_iterator(a, s, n);
        }
    }
    long_range_iterator(start, step, len)
}
fn iterate(a: &Args) -> Res {
    Ok(iterator(this(a)))
}
fn reversed(a: &Args) -> Res {
    let (start, _, step, len) = fields(this(a));
    let last = item_at(start, step, sub(len, ONE)?)?;
    Ok(over(last, number::unary(UnOp::Neg, step)?, len))
}
/// What equal ranges have in common.
fn identity(r: Gc<Range>) -> Result<[Value; 3], Raised> {
    let (start, _, step, len) = fields(r);
    let n = none();
    Ok(if len == ZERO {
        [len, n, n]
    } else if len == ONE {
        [len, start, n]
    } else {
        [len, start, step]
    })
}
fn hash(a: &Args) -> Res {
    Ok(Value::int(compare::hash(tuple(&identity(this(a))?))?))
}
fn equal(a: &Args) -> Result<Option<bool>, Raised> {
    let Some(y) = a[1].cast::<Range>() else { return Ok(None) };
    let (p, q) = (identity(this(a))?, identity(y)?);
    for (x, y) in p.into_iter().zip(q) {
        if !compare::is_or_eq(x, y)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}
fn eq(a: &Args) -> Res {
    Ok(equal(a)?.map_or_else(not_implemented, boolean))
}
fn ne(a: &Args) -> Res {
    Ok(equal(a)?.map_or_else(not_implemented, |e| boolean(!e)))
}
fn unordered(_: &Args) -> Res {
    Ok(not_implemented())
}
fn reduce(a: &Args) -> Res {
    let (start, stop, step, _) = fields(this(a));
    Ok(tuple(&[crate::object::shape::type_of(a[0]).value(), tuple(&[start, stop, step])]))
}
