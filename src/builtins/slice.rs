//! `slice`.

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::util::{at_most, no_keywords, this, tuple};
use crate::object::gc::Gc;
use crate::object::hash::hash_sequence;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::slice::Slice;
use crate::object::str::StrBuilder;
use crate::object::types::TypeDef;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::number::{self, BinOp};
use crate::protocol::text;

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "slice",
    kind: Kind::Slice,
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object, as extended slicing makes them (a[0:10:2]).",
    methods: &[METHODS],
    getsets: &[GETSETS],
    ..TypeDef::EMPTY
}];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__lt__(self, value, /)", lt, "Return self<value."),
    NativeDef::new("__le__(self, value, /)", le, "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", gt, "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", ge, "Return self>=value."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling."),
    NativeDef::new(
        "indices(self, len, /)",
        indices,
        "Start, stop and step that the slice means for a sequence of length len.",
    ),
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::ro("start", |v| Ok(part(v, 0)), ""),
    GetSetDef::ro("stop", |v| Ok(part(v, 1)), ""),
    GetSetDef::ro("step", |v| Ok(part(v, 2)), ""),
];
fn parts(s: Gc<Slice>) -> [Value; 3] {
    [s.start.get_or_none(), s.stop.get_or_none(), s.step.get_or_none()]
}
fn part(v: Value, i: usize) -> Value {
    v.cast::<Slice>().map_or_else(none, |s| parts(s)[i])
}
fn new(a: &Args) -> Res {
    no_keywords(a, "slice")?;
    at_most(a.rest, 3, "slice")?;
    let n = none();
    Ok(match *a.rest {
        [] => return Err(type_error("slice expected at least 1 argument, got 0")),
        [stop] => Slice::new(n, stop, n),
        [start, stop] => Slice::new(start, stop, n),
        [start, stop, step, ..] => Slice::new(start, stop, step),
    }
    .value())
}
fn repr(a: &Args) -> Res {
    let mut b = StrBuilder::new();
    b.push_text("slice(");
    for (i, p) in parts(this(a)).into_iter().enumerate() {
        if i > 0 {
            b.push_text(", ");
        }
        b.push_str(text::repr(p)?);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn hash(a: &Args) -> Res {
    let p = parts(this(a));
    Ok(Value::int(hash_sequence(p.iter().map(|&v| compare::hash(v)))?))
}
fn compare_slices(a: &Args, op: Cmp) -> Res {
    let x = this::<Slice>(a);
    let Some(y) = a[1].cast::<Slice>() else { return Ok(not_implemented()) };
    if x == y {
        return Ok(boolean(op.holds(std::cmp::Ordering::Equal)));
    }
    compare::rich_compare(tuple(&parts(x)), tuple(&parts(y)), op)
}
fn lt(a: &Args) -> Res {
    compare_slices(a, Cmp::Lt)
}
fn le(a: &Args) -> Res {
    compare_slices(a, Cmp::Le)
}
fn eq(a: &Args) -> Res {
    compare_slices(a, Cmp::Eq)
}
fn ne(a: &Args) -> Res {
    compare_slices(a, Cmp::Ne)
}
fn gt(a: &Args) -> Res {
    compare_slices(a, Cmp::Gt)
}
fn ge(a: &Args) -> Res {
    compare_slices(a, Cmp::Ge)
}
fn reduce(a: &Args) -> Res {
    Ok(tuple(&[crate::object::shape::type_of(a[0]).value(), tuple(&parts(this(a)))]))
}

/// Start, stop and step, of any size, for a sequence of `len` items (an int of any size).
pub fn long_indices(s: Gc<Slice>, len: Value) -> Result<[Value; 3], Raised> {
    let zero = Value::small(0);
    let less = |x: Value, y: Value| compare::compare(x, y, Cmp::Lt);
    let index = |v: Value| -> Res {
        if !number::has_index(v) {
            return Err(type_error("slice indices must be integers or None or have an __index__ method"));
        }
        number::index(v)
    };
    let [start, stop, step] = parts(s);
    let step = if step == none() { Value::small(1) } else { index(step)? };
    if step == zero {
        return Err(value_error("slice step cannot be zero"));
    }
    let down = less(step, zero)?;
    let (lower, upper) =
        if down { (Value::small(-1), number::binary(BinOp::Sub, len, Value::small(1))?) } else { (zero, len) };
    let clip = |v: Value, default: Value| -> Res {
        if v == none() {
            return Ok(default);
        }
        let mut i = index(v)?;
        if less(i, zero)? {
            i = number::binary(BinOp::Add, i, len)?;
            return if less(i, lower)? { Ok(lower) } else { Ok(i) };
        }
        if less(upper, i)? { Ok(upper) } else { Ok(i) }
    };
    let start = clip(start, if down { upper } else { lower })?;
    let stop = clip(stop, if down { lower } else { upper })?;
    Ok([start, stop, step])
}
fn indices(a: &Args) -> Res {
    let len = number::index(a[1])?;
    if len.as_int().is_some_and(|i| i.is_negative()) {
        return Err(value_error("length should not be negative"));
    }
    Ok(tuple(&long_indices(this(a), len)?))
}
