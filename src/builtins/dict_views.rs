//! `dict.keys()`, `dict.values()`, `dict.items()`.

use crate::builtins::iterators::dict_iterator;
use crate::builtins::set_::{set_of, toggle, update};
use crate::builtins::util::join_reprs;
use crate::object::dict::{Dict, hash_key};
use crate::object::gc::Gc;
use crate::object::iters::{DictItems, DictKeys};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::set::{Set, any_set};
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::str::StrBuilder;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, not_implemented};
use crate::protocol::compare::Cmp;
use crate::protocol::{compare, item, iter};

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "dict_keys",
        kind: Kind::DictKeys,
        flags: f::NO_NEW,
        methods: &[COMMON, KEYS, SETLIKE],
        getsets: &[MAPPING],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "dict_values",
        kind: Kind::DictValues,
        flags: f::NO_NEW,
        methods: &[COMMON, VALUES],
        getsets: &[MAPPING],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "dict_items",
        kind: Kind::DictItems,
        flags: f::NO_NEW,
        methods: &[COMMON, ITEMS, SETLIKE],
        getsets: &[MAPPING],
        ..TypeDef::EMPTY
    },
];
static MAPPING: &[GetSetDef] = &[GetSetDef::ro(
    "mapping",
    |v| Ok(crate::builtins::mapping_proxy::new(dict(v).value())),
    "dictionary that this view refers to",
)];
static COMMON: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
];
static KEYS: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(over(a, Kind::DictKeyIter)), "Implement iter(self)."),
    NativeDef::new(
        "__reversed__(self, /)",
        |a| Ok(over(a, Kind::DictRevKeyIter)),
        "Return a reverse iterator over the dict keys.",
    ),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
];
static VALUES: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(over(a, Kind::DictValueIter)), "Implement iter(self)."),
    NativeDef::new(
        "__reversed__(self, /)",
        |a| Ok(over(a, Kind::DictRevValueIter)),
        "Return a reverse iterator over the dict values.",
    ),
];
static ITEMS: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(over(a, Kind::DictItemIter)), "Implement iter(self)."),
    NativeDef::new(
        "__reversed__(self, /)",
        |a| Ok(over(a, Kind::DictRevItemIter)),
        "Return a reverse iterator over the dict items.",
    ),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
];
static SETLIKE: &[NativeDef] = &[
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
    NativeDef::new(
        "isdisjoint(self, other, /)",
        isdisjoint,
        "Return True if the view and the given iterable have a null intersection.",
    ),
];

/// The dict of a view: all three layouts are the same.
fn dict(v: Value) -> Gc<Dict> {
    // SAFETY: only called with views.
    unsafe { v.cast_unchecked::<DictKeys>() }.dict.gc()
}
fn is_set_view(v: Value) -> bool {
    v.cast::<DictKeys>().is_some() || v.cast::<DictItems>().is_some()
}
fn over(a: &Args, kind: Kind) -> Value {
    dict_iterator(kind, dict(a[0]))
}
fn repr(a: &Args) -> Res {
    let d = dict(a[0]);
    let name = type_of(a[0]).name_text();
    crate::builtins::util::guarded_repr(a[0], "...", |b: &mut StrBuilder| {
        b.push_text(&name);
        b.push_text("([");
        let kind = kind_of_ptr(a[0].bits());
        let mut items = crate::object::buffer::GcVec::new();
        for (k, v) in d.iter() {
            items.push(match kind {
                Kind::DictKeys => k,
                Kind::DictValues => v,
                _ => Tuple::new(&[k, v]).value(),
            });
        }
        join_reprs(b, items.iter())?;
        b.push_text("])");
        Ok(())
    })
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(dict(a[0]).len()))
}
fn holds(view: Value, x: Value) -> Result<bool, Raised> {
    let d = dict(view);
    if view.cast::<DictKeys>().is_some() {
        return d.contains(x);
    }
    let Some(t) = x.cast::<Tuple>().filter(|t| t.len() == 2) else { return Ok(false) };
    match d.get_hashed(t.get(0), hash_key(t.get(0))?)? {
        Some(v) => compare::is_or_eq(v, t.get(1)),
        None => Ok(false),
    }
}
fn contains(a: &Args) -> Res {
    Ok(boolean(holds(a[0], a[1])?))
}

// --- set operations; the result is always a set
fn intersection(view: Value, other: Value) -> Result<Gc<Set>, Raised> {
    let (mut view, mut other) = (view, other);
    if is_set_view(other) && dict(other).len() > dict(view).len() {
        (view, other) = (other, view);
    }
    let out = Set::new();
    let it = iter::get_iter(other)?;
    while let Some(k) = iter::next(it)? {
        if holds(view, k)? {
            out.add(k)?;
        }
    }
    Ok(out)
}
fn and(a: &Args) -> Res {
    Ok(intersection(a[0], a[1])?.value())
}
fn rand(a: &Args) -> Res {
    Ok(intersection(a[0], a[1])?.value())
}
fn united(x: Value, y: Value) -> Res {
    let out = set_of(x)?;
    update(out, y)?;
    Ok(out.value())
}
fn or(a: &Args) -> Res {
    united(a[0], a[1])
}
fn ror(a: &Args) -> Res {
    united(a[1], a[0])
}
fn difference(x: Value, y: Value) -> Res {
    let out = set_of(x)?;
    let it = iter::get_iter(y)?;
    while let Some(k) = iter::next(it)? {
        out.discard(k)?;
    }
    Ok(out.value())
}
fn sub(a: &Args) -> Res {
    difference(a[0], a[1])
}
fn rsub(a: &Args) -> Res {
    difference(a[1], a[0])
}
fn exclusive(x: Value, y: Value) -> Res {
    let out = set_of(x)?;
    toggle(out, y)?;
    Ok(out.value())
}
fn xor(a: &Args) -> Res {
    exclusive(a[0], a[1])
}
fn rxor(a: &Args) -> Res {
    exclusive(a[1], a[0])
}
fn isdisjoint(a: &Args) -> Res {
    if a[0] == a[1] {
        return Ok(boolean(dict(a[0]).is_empty()));
    }
    let (mut view, mut other) = (a[0], a[1]);
    if is_set_view(other) && dict(other).len() > dict(view).len() {
        (view, other) = (other, view);
    }
    let it = iter::get_iter(other)?;
    while let Some(k) = iter::next(it)? {
        if holds(view, k)? {
            return Ok(boolean(false));
        }
    }
    Ok(boolean(true))
}

// --- comparison with sets and other set-like views
fn all_in(x: Value, y: Value) -> Result<bool, Raised> {
    let it = iter::get_iter(x)?;
    while let Some(k) = iter::next(it)? {
        if !item::contains(y, k)? {
            return Ok(false);
        }
    }
    Ok(true)
}
fn compare_views(a: &Args, op: Cmp) -> Res {
    let (x, y) = (a[0], a[1]);
    let m = match any_set(y) {
        Some(s) => s.len(),
        None if is_set_view(y) => dict(y).len(),
        None => return Ok(not_implemented()),
    };
    let n = dict(x).len();
    Ok(boolean(match op {
        Cmp::Eq => n == m && all_in(x, y)?,
        Cmp::Ne => !(n == m && all_in(x, y)?),
        Cmp::Lt => n < m && all_in(x, y)?,
        Cmp::Le => n <= m && all_in(x, y)?,
        Cmp::Gt => n > m && all_in(y, x)?,
        Cmp::Ge => n >= m && all_in(y, x)?,
    }))
}
fn lt(a: &Args) -> Res {
    compare_views(a, Cmp::Lt)
}
fn le(a: &Args) -> Res {
    compare_views(a, Cmp::Le)
}
fn eq(a: &Args) -> Res {
    compare_views(a, Cmp::Eq)
}
fn ne(a: &Args) -> Res {
    compare_views(a, Cmp::Ne)
}
fn gt(a: &Args) -> Res {
    compare_views(a, Cmp::Gt)
}
fn ge(a: &Args) -> Res {
    compare_views(a, Cmp::Ge)
}
