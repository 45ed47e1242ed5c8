//! `types.SimpleNamespace`.

use crate::builtins::derived_type;
use crate::builtins::exceptions::type_error;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::Header;
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{self, type_of, type_of_kind};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::{attr, call, compare, item, iter, text};
use crate::vm::vm;

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object.  See help(type) for accurate signature."),
    NativeDef::new("__init__(self, mapping_or_iterable=(), /, **kwargs)", init, "Initialize self.  See help(type(self)) for accurate signature."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| compare_with(a, true), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare_with(a, false), "Return self!=value."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling"),
    NativeDef::new("__replace__(self, /, **changes)", replace, "Return a copy of the namespace object with new values for the specified attributes."),
];
static DEF: TypeDef = TypeDef {
    name: "SimpleNamespace",
    module: "types",
    kind: Kind::Object,
    doc: "A simple attribute-based namespace.",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[],
};

/// The class, made on first use.
pub fn class() -> Gc<Type> {
    if let Some(t) = vm().state("SimpleNamespace").and_then(|t| t.cast::<Type>()) {
        return t;
    }
    let t = derived_type(&DEF, type_of_kind(Kind::Object));
    vm().set_state("SimpleNamespace", t.value());
    t
}
/// A namespace with the entries of a dict.
pub fn of_dict(d: Gc<Dict>) -> Res {
    let v = alloc(class())?;
    for (k, x) in d.copy()?.iter() {
        if let Some(k) = k.cast::<Str>() {
            attr::generic_set(v, k, Some(x))?;
        }
    }
    Ok(v)
}
fn alloc(t: Gc<Type>) -> Res {
    let p = instance::alloc_instance(shape::info(t.root_shape.get()))?;
    // SAFETY: a fresh object.
    Ok(unsafe { Value::from_bits(p as *mut Header as u64) })
}
fn new(a: &Args) -> Res {
    match a[0].cast::<Type>() {
        Some(t) => alloc(t),
        None => Err(type_error("expected a class")),
    }
}
fn set_all(this: Value, d: Gc<Dict>) -> Result<(), Raised> {
    for i in 0..d.fill.get() {
        if let Some((k, v)) = d.entry(i) {
            match k.cast::<Str>() {
                Some(k) => attr::generic_set(this, k, Some(v))?,
                None => return Err(type_error("keywords must be strings")),
            }
        }
    }
    Ok(())
}
fn init(a: &Args) -> Res {
    if let Some(m) = a.opt(1) {
        let d = Dict::new();
        if let Some(m) = m.exact::<Dict>() {
            d.update_from(m)?;
        } else if attr::get_opt(m, Str::intern("keys"))?.is_some() {
            let keys = call::call_method(m, "keys", &[])?;
            iter::for_each(keys, |k| d.set(k, item::get_item(m, k)?))?;
        } else {
            let dict = call::call(type_of_kind(Kind::Dict).value(), &[m])?;
            if let Some(x) = dict.cast::<Dict>() {
                d.update_from(x)?;
            }
        }
        set_all(a[0], d)?;
    }
    if let Some(k) = a.kwargs {
        set_all(a[0], k)?;
    }
    Ok(none())
}
fn dict(v: Value) -> Result<Gc<Dict>, Raised> {
    Ok(attr::instance_dict(v)?.unwrap_or_else(Dict::new))
}
fn repr(a: &Args) -> Res {
    let t = type_of(a[0]);
    let name = if t == class() { "namespace".to_string() } else { t.name_text() };
    if text::repr_enter(a[0]) {
        return Ok(Str::new(&format!("{name}(...)")).value());
    }
    let r = (|| {
        let mut b = StrBuilder::new();
        b.push_text(&format!("{name}("));
        let mut first = true;
        for (k, v) in dict(a[0])?.copy()?.iter() {
            let Some(k) = k.cast::<Str>().filter(|k| !k.is_empty()) else { continue };
            if !std::mem::take(&mut first) {
                b.push_text(", ");
            }
            b.push_str(k);
            b.push_text("=");
            b.push_str(text::repr(v)?);
        }
        b.push_text(")");
        b.finish()
    })();
    text::repr_leave(a[0]);
    Ok(r?.value())
}
fn compare_with(a: &Args, equal: bool) -> Res {
    if !type_of(a[0]).is_subtype(class()) || !type_of(a[1]).is_subtype(class()) {
        return Ok(not_implemented());
    }
    Ok(boolean(compare::eq(dict(a[0])?.value(), dict(a[1])?.value())? == equal))
}
fn reduce(a: &Args) -> Res {
    Ok(Tuple::new(&[type_of(a[0]).value(), Tuple::empty().value(), dict(a[0])?.value()]).value())
}
fn replace(a: &Args) -> Res {
    let r = call::call(type_of(a[0]).value(), &[])?;
    set_all(r, dict(a[0])?)?;
    if let Some(k) = a.kwargs {
        set_all(r, k)?;
    }
    Ok(r)
}
