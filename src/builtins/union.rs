//! `typing.Union`: what `int | str` makes.

use crate::builtins::exceptions::type_error;
use crate::builtins::generic_alias::{self as alias, GenericAlias};
use crate::builtins::native::readonly;
use crate::builtins::typevars::TypeAlias;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::call::call_method;
use crate::protocol::compare;
use crate::protocol::number::{self, BinOp};

layout! {
    pub struct Union: Union {
        gc args: Ptr<Tuple>,
        gc parameters: Ptr<Tuple>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| eq(a, false), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| eq(a, true), "Return self!=value."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__or__(self, value, /)", |a| or(a[0], a[1]), "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", |a| or(a[1], a[0]), "Return value|self."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__mro_entries__(self, bases, /)", mro_entries, ""),
    NativeDef::class("__class_getitem__(cls, params, /)", |a| from_params(a[1]), "See PEP 585"),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("__args__", |v| Ok(of(v)?.args.gc().value()), readonly, ""),
    GetSetDef::ro("__parameters__", |v| parameters(of(v)?).map(Gc::value), "Type variables in the types.UnionType."),
    GetSetDef::ro("__origin__", |_| Ok(type_of_kind(Kind::Union).value()), "Always returns the type"),
    GetSetDef::ro("__name__", |_| Ok(Str::intern("Union").value()), "Name of the type"),
    GetSetDef::ro("__qualname__", |_| Ok(Str::intern("Union").value()), "Qualified name of the type"),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "Union",
    module: "typing",
    kind: Kind::Union,
    doc: "Represent a union type\n\nE.g. for int | str",
    flags: f::WEAKREF | f::NO_NEW,
    methods: &[METHODS],
    getsets: &[ATTRS],
}];

fn of(v: Value) -> Result<Gc<Union>, Raised> {
    v.cast::<Union>().ok_or_else(|| type_error("a union is needed"))
}
/// The members of a union.
pub fn members(v: Value) -> Option<Gc<Tuple>> {
    v.cast::<Union>().map(|u| u.args.gc())
}
fn is_unionable(v: Value) -> bool {
    v == none()
        || v.cast::<Type>().is_some()
        || v.cast::<GenericAlias>().is_some()
        || v.cast::<Union>().is_some()
        || v.cast::<TypeAlias>().is_some()
}
fn none_type(v: Value) -> Value {
    if v == none() { type_of_kind(Kind::NoneType).value() } else { v }
}
/// Enters a member unless an equal one is there.
fn add(out: &mut GcVec, v: Value) -> Result<(), Raised> {
    if let Some(m) = members(v) {
        return m.items().iter().try_for_each(|&x| add(out, x));
    }
    let v = none_type(v);
    for i in 0..out.len() {
        if compare::is_or_eq(out.get(i), v)? {
            return Ok(());
        }
    }
    out.push(v);
    Ok(())
}
/// One member is no union.
fn make(out: GcVec) -> Res {
    if out.len() == 1 {
        return Ok(out.get(0));
    }
    let args = Tuple::try_new(out.as_slice())?;
    Ok(alloc(Union { header: Union::HEADER, args: Ptr::new(args), parameters: Ptr::empty() }).value())
}
/// `a | b` for types; NotImplemented for anything else.
pub fn or(a: Value, b: Value) -> Res {
    if !is_unionable(a) || !is_unionable(b) {
        // beside a union all that `Union[...]` takes will do
        if members(a).is_none() && members(b).is_none() {
            return Ok(not_implemented());
        }
        let both = [a, b].map(|v| if v.cast::<Str>().is_some() { from_params(v) } else { Ok(v) });
        let [x, y] = both;
        return or_unchecked(x?, y?);
    }
    or_unchecked(a, b)
}
/// `a | b` where the operands are known to stand for types.
pub fn or_unchecked(a: Value, b: Value) -> Res {
    let mut out = GcVec::new();
    add(&mut out, a)?;
    add(&mut out, b)?;
    make(out)
}
/// `Union[params]`
pub fn from_params(params: Value) -> Res {
    let single = [params];
    let tuple = params.cast::<Tuple>();
    let items = tuple.map_or(&single[..], Gc::<Tuple>::items);
    if items.is_empty() {
        return Err(type_error("Cannot take a Union of no types."));
    }
    let mut out = GcVec::new();
    for &p in items {
        let p = if is_unionable(p) {
            p
        } else {
            let typing = super::import_module("typing")?;
            let message = Str::new("Union[arg, ...]: each arg must be a type.").value();
            call_method(typing, "_type_check", &[p, message])?
        };
        add(&mut out, p)?;
    }
    make(out)
}
fn repr(a: &Args) -> Res {
    let mut b = StrBuilder::new();
    for (i, &x) in of(a[0])?.args.gc().items().iter().enumerate() {
        if i > 0 {
            b.push_text(" | ");
        }
        if x == type_of_kind(Kind::NoneType).value() {
            b.push_text("None");
        } else {
            alias::type_repr(&mut b, x)?;
        }
    }
    b.finish().map(Gc::value)
}
fn eq(a: &Args, negate: bool) -> Res {
    let (Some(x), Some(y)) = (a[0].cast::<Union>(), a[1].cast::<Union>()) else { return Ok(not_implemented()) };
    let (x, y) = (x.args.gc(), y.args.gc());
    let mut same = x.len() == y.len();
    for &m in x.items() {
        same = same && contains(y, m)?;
    }
    Ok(boolean(same != negate))
}
fn contains(t: Gc<Tuple>, v: Value) -> Result<bool, Raised> {
    for &x in t.items() {
        if compare::is_or_eq(x, v)? {
            return Ok(true);
        }
    }
    Ok(false)
}
/// Independent of the order of the members.
fn hash(a: &Args) -> Res {
    let mut h = 0x3a5b_11cei64;
    for &x in of(a[0])?.args.gc().items() {
        match compare::hash(x) {
            Ok(k) => h ^= (k ^ (k << 16) ^ 89_869_747).wrapping_mul(3_644_798_167),
            Err(e) => return Err(e),
        }
    }
    Ok(Value::int(crate::object::hash::not_minus_one(h >> 2)))
}
fn parameters(u: Gc<Union>) -> Result<Gc<Tuple>, Raised> {
    if let Some(p) = u.parameters.get() {
        return Ok(p);
    }
    let p = alias::collect_parameters(u.args.gc())?;
    u.parameters.set(u, p);
    Ok(p)
}
fn getitem(a: &Args) -> Res {
    let u = of(a[0])?;
    let new = alias::substitute(a[0], u.args.gc(), parameters(u)?, a[1])?;
    let Some((&first, rest)) = new.items().split_first() else {
        return Err(type_error("Cannot take a Union of no types."));
    };
    let mut r = first;
    for &x in rest {
        r = number::binary(BinOp::Or, r, x)?;
    }
    Ok(r)
}
fn mro_entries(a: &Args) -> Res {
    Err(type_error(format!("Cannot subclass {}", crate::protocol::text::repr(a[0])?.to_text())))
}
