//! `_collections`: `deque`, `defaultdict`, `OrderedDict`, and helpers of `namedtuple` and `Counter`.

pub mod default_dict;
pub mod deque;
pub mod ordered;

use crate::builtins::exceptions::{attribute_error, index_error, type_error};
use crate::builtins::util::{class_arg, class_name, native_module, this, tuple};
use crate::layout;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::number::{self, BinOp};
use crate::protocol::{attr, call, item, iter, text};

layout! {
    /// A field of a named tuple: item `index` of the tuple it is read from.
    pub struct TupleGetter: TupleGetter {
        gc doc: Slot,
        raw index: i64,
    }
}
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "_tuplegetter",
    module: "collections",
    kind: Kind::TupleGetter,
    flags: f::BASETYPE,
    methods: &[GETTER],
    getsets: &[&[GetSetDef::rw("__doc__", getter_doc, set_getter_doc, "")]],
    ..TypeDef::EMPTY
}];
static GETTER: &[NativeDef] = &[
    NativeDef::new("__new__(cls, index, doc, /)", getter_new, "Create and return a new object."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        getter_get,
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new("__set__(self, instance, value, /)", getter_set, "Set an attribute of instance to value."),
    NativeDef::new("__delete__(self, instance, /)", getter_delete, "Delete an attribute of instance."),
    NativeDef::new("__repr__(self, /)", getter_repr, "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", getter_reduce, "Return state information for pickling."),
];
static FUNCTIONS: &[NativeDef] = &[NativeDef::new(
    "_count_elements(mapping, iterable, /)",
    count_elements,
    "Count elements in the iterable, updating the mapping",
)];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module("_collections", "High performance data structures.", FUNCTIONS)?;
    let d = m.dict.gc();
    for (name, k) in [
        ("deque", Kind::Deque),
        ("_deque_iterator", Kind::DequeIter),
        ("_deque_reverse_iterator", Kind::DequeRevIter),
        ("_tuplegetter", Kind::TupleGetter),
    ] {
        d.set_text(name, type_of_kind(k))?;
    }
    d.set_text("defaultdict", default_dict::class())?;
    d.set_text("OrderedDict", ordered::class())?;
    Ok(m)
}

fn getter_new(a: &Args) -> Res {
    let index = number::to_ssize(a[1])?;
    Ok(alloc_sub(class_arg(a), TupleGetter { header: TupleGetter::HEADER, doc: Slot::new(a[2]), index })?.value())
}
/// Reads the field from an instance.
pub fn tuple_get(g: Gc<TupleGetter>, instance: Value) -> Res {
    let Some(t) = instance.cast::<Tuple>() else {
        if instance == none() {
            return Ok(g.value());
        }
        return Err(type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            g.index,
            class_name(instance)
        )));
    };
    let i = usize::try_from(g.index).ok();
    i.and_then(|i| t.items().get(i).copied()).ok_or_else(|| index_error("tuple index out of range"))
}
fn getter_get(a: &Args) -> Res {
    tuple_get(this(a), a[1])
}
fn getter_set(a: &Args) -> Res {
    Err(attribute_error("can't set attribute", a[1], none()))
}
fn getter_delete(a: &Args) -> Res {
    Err(attribute_error("can't delete attribute", a[1], none()))
}
fn getter_repr(a: &Args) -> Res {
    let g = this::<TupleGetter>(a);
    let mut b = StrBuilder::new();
    b.push_text(&format!("_tuplegetter({}, ", g.index));
    b.push_str(text::repr(g.doc.get_or_none())?);
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn getter_reduce(a: &Args) -> Res {
    let g = this::<TupleGetter>(a);
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[Value::int(g.index), g.doc.get_or_none()])]))
}
fn getter_doc(v: Value) -> Res {
    Ok(v.cast::<TupleGetter>().map_or_else(none, |g| g.doc.get_or_none()))
}
fn set_getter_doc(v: Value, doc: Option<Value>) -> Result<(), Raised> {
    if let Some(g) = v.cast::<TupleGetter>() {
        g.doc.set(g, doc);
    }
    Ok(())
}

/// Adds 1 for each item of the iterable to its count in the mapping.
fn count_elements(a: &Args) -> Res {
    let (mapping, zero, one) = (a[0], Value::small(0), Value::small(1));
    let it = iter::get_iter(a[1])?;
    if let Some(d) = mapping.cast::<Dict>().filter(|_| counts_natively(mapping)) {
        while let Some(k) = iter::next(it)? {
            let h = crate::protocol::compare::hash(k)?;
            match d.find_key(k, h)? {
                None => d.append(k, h, one)?,
                Some(i) => {
                    let old = d.entry(i).map_or(zero, |e| e.1);
                    match old.as_small() {
                        Some(n) => d.put(i, Value::int(n + 1)),
                        None => {
                            let new = number::binary(BinOp::Add, old, one)?;
                            d.set_hashed(k, h, new)?;
                        }
                    }
                }
            }
        }
        return Ok(none());
    }
    let get = attr::get(mapping, "get")?;
    while let Some(k) = iter::next(it)? {
        let old = call::call(get, &[k, zero])?;
        item::set_item(mapping, k, number::binary(BinOp::Add, old, one)?)?;
    }
    Ok(none())
}
/// A dict, or of a subclass that overrides neither `get` nor `__setitem__`.
fn counts_natively(v: Value) -> bool {
    let (t, dict) = (type_of(v), type_of_kind(Kind::Dict));
    let get = Str::intern("get");
    t == dict
        || (attr::lookup(t, get) == attr::lookup(dict, get)
            && t.special(Special::SetItem) == dict.special(Special::SetItem))
}
