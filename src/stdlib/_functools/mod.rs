//! `_functools`: `partial`, `reduce`, `cmp_to_key`, the wrapper of `lru_cache`.

pub mod lru;
pub mod partial;

use crate::builtins::exceptions::type_error;
use crate::builtins::util::{native_module, this};
use crate::layout;
use crate::object::gc::{Gc, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::{call, iter};

layout! {
    /// What `cmp_to_key` returns, and, with an object, the keys that makes.
    pub struct KeyWrapper: KeyWrapper {
        gc cmp: Slot,
        gc object: Slot,
    }
}
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "KeyWrapper",
    module: "functools",
    kind: Kind::KeyWrapper,
    flags: f::NO_NEW,
    methods: &[KEY],
    getsets: &[&[GetSetDef::rw("obj", key_object, set_key_object, "Value wrapped by a key function.")]],
    ..TypeDef::EMPTY
}];
static KEY: &[NativeDef] = &[
    NativeDef::new("__call__(self, /, *args, **kwargs)", key_call, "Call self as a function."),
    NativeDef::new("__lt__(self, value, /)", |a| compare_keys(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| compare_keys(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| compare_keys(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare_keys(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| compare_keys(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| compare_keys(a, Cmp::Ge), "Return self>=value."),
];
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "reduce(*args, **kwargs)",
        reduce,
        "reduce(function, iterable, /, initial=<missing>)\n\nApply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\nThis effectively reduces the iterable to a single value.  If initial is present,\nit is placed before the items of the iterable in the calculation, and serves as\na default when the iterable is empty.",
    ),
    NativeDef::new(
        "cmp_to_key(mycmp)",
        cmp_to_key,
        "Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects.",
    ),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module("_functools", "Tools that operate on functions.", FUNCTIONS)?;
    let d = m.dict.gc();
    d.set_text("partial", type_of_kind(Kind::Partial))?;
    d.set_text("_PlaceholderType", type_of_kind(Kind::Placeholder))?;
    d.set_text("Placeholder", partial::placeholder())?;
    d.set_text("_lru_cache_wrapper", type_of_kind(Kind::LruCache))?;
    Ok(m)
}

/// Keyword arguments of a function that takes some by position or name: fills `slots`, whose names are `names`.
fn by_name(a: &Args, function: &str, names: &[&str], slots: &mut [Option<Value>]) -> Result<(), Raised> {
    for (k, v) in a.kwargs.iter().flat_map(|k| k.iter()) {
        let name = k.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
        match names.iter().position(|n| *n == name) {
            Some(i) if slots[i].is_none() => slots[i] = Some(v),
            Some(i) => {
                return Err(type_error(format!(
                    "argument for {function}() given by name ('{name}') and position ({})",
                    i + 1
                )));
            }
            None => return Err(type_error(format!("{function}() got an unexpected keyword argument '{name}'"))),
        }
    }
    Ok(())
}
fn reduce(a: &Args) -> Res {
    let n = a.rest.len();
    let given = n + a.kwargs.map_or(0, |k| k.len());
    if given > 3 {
        return Err(type_error(format!("reduce() takes at most 3 arguments ({given} given)")));
    }
    if n < 2 {
        return Err(type_error(format!("reduce() takes at least 2 positional arguments ({n} given)")));
    }
    let mut slots = [Some(a.rest[0]), Some(a.rest[1]), a.rest.get(2).copied()];
    by_name(a, "reduce", &["", "", "initial"], &mut slots)?;
    let func = a.rest[0];
    let t = crate::object::shape::type_of(a.rest[1]);
    if t.special(Special::Iter).is_none() && t.special(Special::GetItem).is_none() {
        return Err(type_error("reduce() arg 2 must support iteration"));
    }
    let it = iter::get_iter(a.rest[1])?;
    let mut total = slots[2];
    while let Some(v) = iter::next(it)? {
        total = Some(match total {
            None => v,
            Some(t) => call::call(func, &[t, v])?,
        });
    }
    total.ok_or_else(|| type_error("reduce() of empty iterable with no initial value"))
}

// --- cmp_to_key
fn key_of(cmp: Value, object: Option<Value>) -> Value {
    alloc(KeyWrapper { header: KeyWrapper::HEADER, cmp: Slot::new(cmp), object: Slot::new(object) }).value()
}
fn cmp_to_key(a: &Args) -> Res {
    Ok(key_of(a[0], None))
}
fn key_call(a: &Args) -> Res {
    let mut slots = [a.rest.first().copied()];
    if a.rest.len() > 1 {
        return Err(type_error(format!("K() takes at most 1 argument ({} given)", a.rest.len())));
    }
    by_name(a, "K", &["obj"], &mut slots)?;
    match slots[0] {
        Some(v) => Ok(key_of(this::<KeyWrapper>(a).cmp.get_or_none(), Some(v))),
        None => Err(type_error("K() missing required argument 'obj' (pos 1)")),
    }
}
fn key_object(v: Value) -> Res {
    Ok(v.cast::<KeyWrapper>().map_or_else(none, |k| k.object.get_or_none()))
}
fn set_key_object(v: Value, x: Option<Value>) -> Result<(), Raised> {
    if let Some(k) = v.cast::<KeyWrapper>() {
        k.object.set(k, x);
    }
    Ok(())
}
fn compare_keys(a: &Args, op: Cmp) -> Res {
    let x = this::<KeyWrapper>(a);
    let Some(y) = a[1].cast::<KeyWrapper>() else { return Err(type_error("other argument must be K instance")) };
    let (Some(p), Some(q)) = (x.object.get(), y.object.get()) else {
        return Err(crate::builtins::exceptions::attribute_error("object", a[0], none()));
    };
    let r = call::call(x.cmp.get_or_none(), &[p, q])?;
    compare::rich_compare(r, Value::small(0), op)
}
