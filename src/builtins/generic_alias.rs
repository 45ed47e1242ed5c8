//! `types.GenericAlias`: what `list[int]` makes, and the substitution of type parameters.

use std::cell::Cell;

use crate::builtins::exceptions::{Exc, type_error};
use crate::builtins::native::readonly;
use crate::builtins::object;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, ellipsis, none, not_implemented};
use crate::protocol::call::{call, call_dict, no_attribute};
use crate::protocol::compare::{self, truth};
use crate::protocol::{attr, item, iter, text};
use crate::thread::thread;

layout! {
    pub struct GenericAlias: GenericAlias {
        gc origin: Slot,
        gc args: Ptr<Tuple>,
        gc parameters: Ptr<Tuple>,
        /// `*tuple[int]`
        raw starred: Cell<bool>,
    }
}

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, origin, args, /)", make, "Represent a PEP 585 generic type"),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| eq(a, false), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| eq(a, true), "Return self!=value."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__call__(self, /, *args, **kwargs)", call_alias, "Call self as a function."),
    NativeDef::new("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__or__(self, value, /)", |a| super::union::or(a[0], a[1]), "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", |a| super::union::or(a[1], a[0]), "Return value|self."),
    NativeDef::new(
        "__mro_entries__(self, object, /)",
        |a| Ok(Tuple::new(&[of(a[0])?.origin.get_or_none()]).value()),
        "",
    ),
    NativeDef::new(
        "__instancecheck__(self, object, /)",
        |_| Err(type_error("isinstance() argument 2 cannot be a parameterized generic")),
        "",
    ),
    NativeDef::new(
        "__subclasscheck__(self, object, /)",
        |_| Err(type_error("issubclass() argument 2 cannot be a parameterized generic")),
        "",
    ),
    NativeDef::new("__reduce__(self, /)", reduce, ""),
    NativeDef::new("__dir__(self, /)", dir, ""),
];
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("__origin__", |v| Ok(of(v)?.origin.get_or_none()), readonly, ""),
    GetSetDef::rw("__args__", |v| Ok(of(v)?.args.gc().value()), readonly, ""),
    GetSetDef::ro("__parameters__", |v| parameters(of(v)?).map(Gc::value), "Type variables in the GenericAlias."),
    GetSetDef::rw("__unpacked__", |v| Ok(boolean(of(v)?.starred.get())), readonly, ""),
    GetSetDef::ro("__typing_unpacked_tuple_args__", unpacked_args, ""),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "GenericAlias",
    module: "types",
    kind: Kind::GenericAlias,
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    flags: f::BASETYPE | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[ATTRS],
}];

fn of(v: Value) -> Result<Gc<GenericAlias>, Raised> {
    v.cast::<GenericAlias>().ok_or_else(|| type_error("a generic alias is needed"))
}
fn body(origin: Value, args: Value, starred: bool) -> GenericAlias {
    let args = args.cast::<Tuple>().unwrap_or_else(|| Tuple::new(&[args]));
    GenericAlias {
        header: GenericAlias::HEADER,
        origin: Slot::new(origin),
        args: Ptr::new(args),
        parameters: Ptr::empty(),
        starred: Cell::new(starred),
    }
}
/// `origin[args]`
pub fn new(origin: Value, args: Value) -> Res {
    Ok(alloc(body(origin, args, false)).value())
}
fn make(a: &Args) -> Res {
    alloc_sub(object::class_arg(a[0])?, body(a[1], a[2], false)).map(Gc::value)
}

// --- text

/// A type as annotations show it: `int`, `typing.Any`, `...`, or its repr.
pub fn type_repr(b: &mut StrBuilder, v: Value) -> Result<(), Raised> {
    if v == ellipsis() {
        b.push_text("...");
        return Ok(());
    }
    let get = |n: &str| attr::get_opt(v, Str::intern(n));
    let alias = get("__origin__")?.is_some() && get("__args__")?.is_some();
    if !alias
        && let Some(q) = get("__qualname__")?
        && let Some(m) = get("__module__")?.filter(|m| *m != none())
    {
        let m = text::str_of(m)?;
        if !m.is_text("builtins") {
            b.push_str(m);
            b.push_text(".");
        }
        b.push_str(text::str_of(q)?);
        return Ok(());
    }
    b.push_str(text::repr(v)?);
    Ok(())
}
fn repr(a: &Args) -> Res {
    thread().check_native_stack(" while getting the repr of an object")?;
    let g = of(a[0])?;
    let mut b = StrBuilder::new();
    if g.starred.get() {
        b.push_text("*");
    }
    type_repr(&mut b, g.origin.get_or_none())?;
    b.push_text("[");
    let args = g.args.gc();
    for (i, &x) in args.items().iter().enumerate() {
        if i > 0 {
            b.push_text(", ");
        }
        // a list of types, as in `Callable[[int], str]`
        match x.exact::<List>() {
            Some(l) => {
                b.push_text("[");
                let mut j = 0;
                while let Some(y) = l.get(j) {
                    if j > 0 {
                        b.push_text(", ");
                    }
                    type_repr(&mut b, y)?;
                    j += 1;
                }
                b.push_text("]");
            }
            None => type_repr(&mut b, x)?,
        }
    }
    if args.is_empty() {
        b.push_text("()");
    }
    b.push_text("]");
    b.finish().map(Gc::value)
}

// --- behaviour

fn eq(a: &Args, negate: bool) -> Res {
    let (Some(x), Some(y)) = (a[0].cast::<GenericAlias>(), a[1].cast::<GenericAlias>()) else {
        return Ok(not_implemented());
    };
    let same = x.starred.get() == y.starred.get()
        && compare::eq(x.origin.get_or_none(), y.origin.get_or_none())?
        && compare::eq(x.args.gc().value(), y.args.gc().value())?;
    Ok(boolean(same != negate))
}
fn hash(a: &Args) -> Res {
    let g = of(a[0])?;
    let h = compare::hash(g.origin.get_or_none())? ^ compare::hash(g.args.gc().value())?;
    Ok(Value::int(crate::object::hash::not_minus_one(h)))
}
fn call_alias(a: &Args) -> Res {
    let g = of(a[0])?;
    let r = call_dict(g.origin.get_or_none(), a.rest, a.kwargs)?;
    if attr::set(r, "__orig_class__", a[0]).is_err()
        && !thread().catch(Exc::AttributeError)
        && !thread().catch(Exc::TypeError)
    {
        return Err(Raised);
    }
    Ok(r)
}
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];
const BLOCKED: &[&str] = &["__bases__", "__copy__", "__deepcopy__"];
fn getattribute(a: &Args) -> Res {
    let (g, name) = (of(a[0])?, object::attr_name(a[1])?);
    if OWN.iter().chain(BLOCKED).any(|n| name.is_text(n)) {
        return match attr::generic_get(a[0], type_of(a[0]), name)? {
            Some(v) => Ok(v),
            None => Err(no_attribute(a[0], name)),
        };
    }
    attr::get_attr(g.origin.get_or_none(), name)
}
fn iterate(a: &Args) -> Res {
    let g = of(a[0])?;
    let starred = alloc(body(g.origin.get_or_none(), g.args.gc().value(), true)).value();
    iter::get_iter(Tuple::new(&[starred]).value())
}
fn reduce(a: &Args) -> Res {
    let g = of(a[0])?;
    let parts = Tuple::new(&[g.origin.get_or_none(), g.args.gc().value()]);
    if g.starred.get() {
        let it = iter::get_iter(new(parts.get(0), parts.get(1))?)?;
        return Ok(Tuple::new(&[super::builtin("next")?, Tuple::new(&[it]).value()]).value());
    }
    Ok(Tuple::new(&[type_of_kind(Kind::GenericAlias).value(), parts.value()]).value())
}
fn dir(a: &Args) -> Res {
    let names = Dict::new();
    let own = call(super::builtin("dir")?, &[of(a[0])?.origin.get_or_none()])?;
    iter::for_each(own, |n| names.set(n, none()))?;
    for n in OWN {
        names.set_text(n, none())?;
    }
    object::keys_list(names)
}
fn unpacked_args(v: Value) -> Res {
    let g = of(v)?;
    let is_tuple = g.origin.get() == Some(type_of_kind(Kind::Tuple).value());
    Ok(if g.starred.get() && is_tuple { g.args.gc().value() } else { none() })
}

// --- type parameters

fn parameters(g: Gc<GenericAlias>) -> Result<Gc<Tuple>, Raised> {
    if let Some(p) = g.parameters.get() {
        return Ok(p);
    }
    let p = collect_parameters(g.args.gc())?;
    g.parameters.set(g, p);
    Ok(p)
}
/// The type parameters that occur in `args`, each once, in order.
pub fn collect_parameters(args: Gc<Tuple>) -> Result<Gc<Tuple>, Raised> {
    let mut out = GcVec::new();
    gather(&mut out, args.items())?;
    Tuple::try_new(out.as_slice())
}
fn gather(out: &mut GcVec, args: &[Value]) -> Result<(), Raised> {
    thread().check_native_stack("")?;
    let add = |out: &mut GcVec, v: Value| {
        if !out.as_slice().contains(&v) {
            out.push(v);
        }
    };
    for &t in args {
        if t.cast::<Type>().is_some() {
            continue;
        }
        if let Some(inner) = t.exact::<Tuple>() {
            gather(out, inner.items())?;
        } else if let Some(l) = t.exact::<List>() {
            let copy = Tuple::try_new(l.items())?;
            gather(out, copy.items())?;
        } else if attr::get_opt(t, Str::intern("__typing_subst__"))?.is_some() {
            add(out, t);
        } else if let Some(sub) = attr::get_opt(t, Str::intern("__parameters__"))?.and_then(|p| p.cast::<Tuple>()) {
            sub.items().iter().for_each(|&p| add(out, p));
        }
    }
    Ok(())
}
fn getitem(a: &Args) -> Res {
    let g = of(a[0])?;
    let new_args = substitute(a[0], g.args.gc(), parameters(g)?, a[1])?;
    let b = body(g.origin.get_or_none(), new_args.value(), g.starred.get());
    Ok(alloc(b).value())
}
/// Items of a subscript with unpacked tuples spread out.
fn unpack_items(key: Value) -> Result<Gc<Tuple>, Raised> {
    let single = [key];
    let tuple = key.cast::<Tuple>();
    let items = tuple.map_or(&single[..], Gc::<Tuple>::items);
    let mut out = GcVec::new();
    for &x in items {
        if x.cast::<Type>().is_none()
            && let Some(sub) =
                attr::get_opt(x, Str::intern("__typing_unpacked_tuple_args__"))?.and_then(|t| t.cast::<Tuple>())
            && sub.items().last() != Some(&ellipsis())
        {
            out.extend(sub.items().iter().copied());
            continue;
        }
        out.push(x);
    }
    Tuple::try_new(out.as_slice())
}
/// `args` with `params` replaced by the items of subscript `key`; `this` for messages.
pub fn substitute(this: Value, args: Gc<Tuple>, params: Gc<Tuple>, key: Value) -> Result<Gc<Tuple>, Raised> {
    if params.is_empty() {
        return Err(type_error(format!("{} is not a generic class", text::repr(this)?.to_text())));
    }
    let mut items = unpack_items(key)?;
    for &p in params.items() {
        if let Some(prepare) = attr::get_opt(p, Str::intern("__typing_prepare_subst__"))?.filter(|v| *v != none()) {
            let r = call(prepare, &[this, items.value()])?;
            items = r.cast::<Tuple>().unwrap_or_else(|| Tuple::new(&[r]));
        }
    }
    if items.len() != params.len() {
        return Err(type_error(format!(
            "Too {} arguments for {}; actual {}, expected {}",
            if items.len() > params.len() { "many" } else { "few" },
            text::repr(this)?.to_text(),
            items.len(),
            params.len()
        )));
    }
    let mut out = GcVec::new();
    replace_in(&mut out, args.items(), params, items)?;
    Tuple::try_new(out.as_slice())
}
fn replace_in(out: &mut GcVec, args: &[Value], params: Gc<Tuple>, items: Gc<Tuple>) -> Result<(), Raised> {
    thread().check_native_stack("")?;
    for &arg in args {
        if arg.cast::<Type>().is_some() {
            out.push(arg);
            continue;
        }
        let nested = arg.exact::<Tuple>().or(match arg.exact::<List>() {
            Some(l) => Some(Tuple::try_new(l.items())?),
            None => None,
        });
        if let Some(t) = nested {
            let mut inner = GcVec::new();
            replace_in(&mut inner, t.items(), params, items)?;
            out.push(match arg.exact::<List>() {
                Some(_) => List::from_slice(inner.as_slice())?.value(),
                None => Tuple::try_new(inner.as_slice())?.value(),
            });
            continue;
        }
        let unpack = match attr::get_opt(arg, Str::intern("__typing_is_unpacked_typevartuple__"))? {
            Some(v) => truth(v)?,
            None => false,
        };
        let new = match attr::get_opt(arg, Str::intern("__typing_subst__"))? {
            Some(subst) => match params.items().iter().position(|p| *p == arg) {
                Some(i) => call(subst, &[items.get(i)])?,
                None => arg,
            },
            None => replace_parameters(arg, params, items)?,
        };
        match new.cast::<Tuple>() {
            Some(t) if unpack => out.extend(t.items().iter().copied()),
            None if unpack => {
                return Err(type_error(format!(
                    "expected __typing_subst__ of {} objects to return a tuple, not {}",
                    type_of(arg).name_text(),
                    type_of(new).name_text()
                )));
            }
            _ => out.push(new),
        }
    }
    Ok(())
}
/// `arg[...]` with its own parameters replaced.
fn replace_parameters(arg: Value, params: Gc<Tuple>, items: Gc<Tuple>) -> Res {
    let own = attr::get_opt(arg, Str::intern("__parameters__"))?.and_then(|p| p.cast::<Tuple>());
    let Some(own) = own.filter(|o| !o.is_empty()) else { return Ok(arg) };
    let mut key = GcVec::new();
    for &p in own.items() {
        match params.items().iter().position(|q| *q == p) {
            Some(i) => {
                let x = items.get(i);
                match x.cast::<Tuple>() {
                    Some(t) if type_of(p).special(Special::Iter).is_some() => key.extend(t.items().iter().copied()),
                    _ => key.push(x),
                }
            }
            None => key.push(p),
        }
    }
    item::get_item(arg, Tuple::try_new(key.as_slice())?.value())
}
