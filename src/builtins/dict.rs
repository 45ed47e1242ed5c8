//! `dict`.

use crate::builtins::exceptions::{Exc, key_error, raise_with, value_error};
use crate::builtins::iterators::dict_iterator;
use crate::builtins::util::{CLASS_GETITEM, at_most, guarded_repr, this, tuple};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::iters::{DictItems, DictKeyIter, DictKeys, DictValues};
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::set::any_set;
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::{attr, call, compare, item, iter, text};
use crate::thread::thread;

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "dict",
    kind: Kind::Dict,
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary with the pairs of a mapping object\ndict(iterable) -> new dictionary with the (key, value) pairs of an iterable\ndict(**kwargs) -> new dictionary with the name=value pairs of the keyword arguments",
    flags: f::BASETYPE | f::MAPPING | f::MATCH_SELF,
    methods: &[SPECIALS, METHODS, CLASS_GETITEM],
    ..TypeDef::EMPTY
}];

static SPECIALS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__reversed__(self, /)", reversed, "Return a reverse iterator over the dict keys."),
    NativeDef::method(
        "__contains__(self, key, /)",
        contains,
        "True if the dictionary has the specified key, else False.",
    ),
    NativeDef::method("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", delitem, "Delete self[key]."),
    NativeDef::new("__or__(self, value, /)", or, "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", ror, "Return value|self."),
    NativeDef::new("__ior__(self, value, /)", ior, "Return self|=value."),
    NativeDef::new("__lt__(self, value, /)", unordered, "Return self<value."),
    NativeDef::new("__le__(self, value, /)", unordered, "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", unordered, "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", unordered, "Return self>=value."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Return the size of the dict in memory."),
];
static METHODS: &[NativeDef] = &[
    NativeDef::new("clear(self, /)", clear, "Remove all items from the dict."),
    NativeDef::new("copy(self, /)", copy, "Return a shallow copy of the dict."),
    NativeDef::class(
        "fromkeys(cls, iterable, value=None, /)",
        fromkeys,
        "Create a new dictionary with keys from iterable and values set to value.",
    ),
    NativeDef::new(
        "get(self, key, default=None, /)",
        get,
        "Return the value for key if key is in the dictionary, else default.",
    ),
    NativeDef::new("items(self, /)", items, "Return a set-like object providing a view on the dict's items."),
    NativeDef::new("keys(self, /)", keys, "Return a set-like object providing a view on the dict's keys."),
    NativeDef::new(
        "pop(self, key, default=<unrepresentable>, /)",
        pop,
        "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    NativeDef::new(
        "popitem(self, /)",
        popitem,
        "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
    ),
    NativeDef::new(
        "setdefault(self, key, default=None, /)",
        setdefault,
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    NativeDef::new(
        "update(self, /, *args, **kwargs)",
        update_method,
        "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.",
    ),
    NativeDef::new("values(self, /)", values, "Return an object providing a view on the dict's values."),
];

fn new(a: &Args) -> Res {
    bare(a[0].cast::<Type>().expect("the binder has checked the class"))
}
/// An empty instance of a class with the layout of a dict.
pub fn bare(cls: Gc<Type>) -> Res {
    Ok(alloc_sub(cls, Dict::body())?.value())
}
fn init(a: &Args) -> Res {
    update_common(a, "dict")?;
    Ok(none())
}
fn update_method(a: &Args) -> Res {
    update_common(a, "update")?;
    Ok(none())
}
pub fn update_common(a: &Args, name: &str) -> Result<(), Raised> {
    let d = this::<Dict>(a);
    at_most(a.rest, 1, name)?;
    if let Some(&v) = a.rest.first() {
        update(d, v)?;
    }
    if let Some(kw) = a.kwargs {
        d.update_from(kw)?;
    }
    Ok(())
}

/// `d.update(v)`: from a dict, an object with `keys()`, or an iterable of pairs.
pub fn update(d: Gc<Dict>, v: Value) -> Result<(), Raised> {
    if let Some(o) = plain_dict(v) {
        return d.update_from(o);
    }
    match attr::get_opt(v, Str::intern("keys"))? {
        Some(keys) => merge_mapping(d, v, keys),
        None => merge_pairs(d, v),
    }
}
/// A dict whose entries are what iterating over it shows.
pub fn plain_dict(v: Value) -> Option<Gc<Dict>> {
    let d = v.cast::<Dict>()?;
    let t = type_of(v);
    let dict = type_of_kind(Kind::Dict);
    if t == dict || t.special(Special::Iter) == dict.special(Special::Iter) { Some(d) } else { None }
}
/// From an object with `keys()` and `__getitem__`.
fn merge_mapping(d: Gc<Dict>, v: Value, keys: Value) -> Result<(), Raised> {
    let keys = call::call(keys, &[])?;
    let it = iter::get_iter(keys)?;
    while let Some(k) = iter::next(it)? {
        d.set(k, item::get_item(v, k)?)?;
    }
    Ok(())
}
fn merge_pairs(d: Gc<Dict>, v: Value) -> Result<(), Raised> {
    let it = iter::get_iter(v)?;
    let mut i = 0;
    while let Some(p) = iter::next(it)? {
        let pair = match pair_items(p) {
            Ok(l) => l,
            Err(r) => {
                if thread().exception_is(Exc::TypeError) {
                    let e = thread().take_exception();
                    let note = format!("Cannot convert dictionary update sequence element #{i} to a sequence");
                    call::call_method(e.value(), "add_note", &[Str::new(&note).value()])?;
                    return Err(thread().set_exception(e));
                }
                return Err(r);
            }
        };
        let (k, x) = match *pair.items() {
            [k, x] => (k, x),
            ref other => {
                return Err(value_error(format!(
                    "dictionary update sequence element #{i} has length {}; 2 is required",
                    other.len()
                )));
            }
        };
        d.set(k, x)?;
        i += 1;
    }
    Ok(())
}
fn pair_items(p: Value) -> Result<Gc<Tuple>, Raised> {
    if type_of(p).special(Special::Iter).is_none() && type_of(p).special(Special::GetItem).is_none() {
        return Err(crate::builtins::exceptions::type_error("object is not iterable"));
    }
    iter::to_tuple(p)
}

// --- reading
pub fn repr(a: &Args) -> Res {
    let d = this::<Dict>(a);
    if d.is_empty() {
        return Ok(Str::intern("{}").value());
    }
    guarded_repr(a[0], "{...}", |b| {
        b.push_text("{");
        let (mut i, mut first) = (0, true);
        while let Some((at, k, v)) = d.next_entry(i) {
            if !first {
                b.push_text(", ");
            }
            first = false;
            b.push_str(text::repr(k)?);
            b.push_text(": ");
            b.push_str(text::repr(v)?);
            i = at + 1;
        }
        b.push_text("}");
        Ok(())
    })
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(this::<Dict>(a).len()))
}
fn iterate(a: &Args) -> Res {
    Ok(DictKeyIter::over(this(a), 0))
}
fn reversed(a: &Args) -> Res {
    Ok(dict_iterator(Kind::DictRevKeyIter, this(a)))
}
fn contains(a: &Args) -> Res {
    Ok(boolean(this::<Dict>(a).contains(a[1])?))
}
/// `d[key]` with `__missing__` for subclasses.
pub fn subscript(d: Gc<Dict>, key: Value) -> Res {
    if let Some(v) = d.get(key)? {
        return Ok(v);
    }
    let t = type_of(d.value());
    if t != type_of_kind(Kind::Dict)
        && let Some(m) = t.special(Special::Missing)
    {
        return call::call_bound(m, d.value(), &[key], None);
    }
    Err(key_error(key))
}
fn getitem(a: &Args) -> Res {
    subscript(this(a), a[1])
}
fn get(a: &Args) -> Res {
    Ok(this::<Dict>(a).get(a[1])?.or(a.opt(2)).unwrap_or_else(none))
}
fn keys(a: &Args) -> Res {
    Ok(DictKeys::over(this(a)))
}
fn values(a: &Args) -> Res {
    Ok(DictValues::over(this(a)))
}
fn items(a: &Args) -> Res {
    Ok(DictItems::over(this(a)))
}
fn sizeof(a: &Args) -> Res {
    let d = this::<Dict>(a);
    let entries = d.entries.get().map_or(0, |e| e.cap.get() * 8);
    Ok(Value::usize(64 + entries + if d.log2.get() == 0 { 0 } else { 4 << d.log2.get() }))
}

// --- writing
fn setitem(a: &Args) -> Res {
    this::<Dict>(a).set(a[1], a[2])?;
    Ok(none())
}
fn delitem(a: &Args) -> Res {
    match this::<Dict>(a).remove(a[1])? {
        Some(_) => Ok(none()),
        None => Err(key_error(a[1])),
    }
}
fn clear(a: &Args) -> Res {
    this::<Dict>(a).clear();
    Ok(none())
}
fn copy(a: &Args) -> Res {
    copy_of(this(a)).map(Gc::value)
}
/// A plain dict with the same pairs.
pub fn copy_of(d: Gc<Dict>) -> Result<Gc<Dict>, Raised> {
    if plain_dict(d.value()).is_some() {
        return d.copy();
    }
    let out = Dict::new();
    update(out, d.value())?;
    Ok(out)
}
fn pop(a: &Args) -> Res {
    let d = this::<Dict>(a);
    let missing = || a.opt(2).ok_or_else(|| key_error(a[1]));
    if d.is_empty() {
        return missing();
    }
    match d.remove(a[1])? {
        Some((_, v)) => Ok(v),
        None => missing(),
    }
}
fn popitem(a: &Args) -> Res {
    let d = this::<Dict>(a);
    match d.remove_last() {
        Some((k, v)) => Ok(tuple(&[k, v])),
        None => Err(raise_with(Exc::KeyError, Str::new("popitem(): dictionary is empty").value())),
    }
}
fn setdefault(a: &Args) -> Res {
    Ok(this::<Dict>(a).set_default(a[1], a.opt(2).unwrap_or_else(none))?.0)
}
fn fromkeys(a: &Args) -> Res {
    let value = a.opt(2).unwrap_or_else(none);
    let out = call::call(a[0], &[])?;
    if let Some(d) = out.exact::<Dict>().filter(|d| d.is_empty()) {
        if let Some(s) = any_set(a[1]).filter(|_| type_of(a[1]).kind.get() as u32 == type_of(a[1]).root_shape.get()) {
            d.reserve(s.len())?;
            let mut i = 0;
            while let Some((at, k)) = s.next_entry(i) {
                d.append(k, s.entry_hash(at), value)?;
                i = at + 1;
            }
            return Ok(out);
        }
        iter::for_each(a[1], |k| d.set(k, value))?;
        return Ok(out);
    }
    iter::for_each(a[1], |k| item::set_item(out, k, value))?;
    Ok(out)
}

// --- operators
fn merged(x: Value, y: Value) -> Res {
    let (Some(p), Some(_)) = (x.cast::<Dict>(), y.cast::<Dict>()) else { return Ok(not_implemented()) };
    let out = copy_of(p)?;
    update(out, y)?;
    Ok(out.value())
}
fn or(a: &Args) -> Res {
    merged(a[0], a[1])
}
fn ror(a: &Args) -> Res {
    merged(a[1], a[0])
}
fn ior(a: &Args) -> Res {
    update(this(a), a[1])?;
    Ok(a[0])
}
/// `x == y` for two dicts.
pub fn equal(x: Gc<Dict>, y: Gc<Dict>) -> Result<bool, Raised> {
    if x.len() != y.len() {
        return Ok(false);
    }
    thread().check_native_stack(" in comparison")?;
    let mut i = 0;
    while let Some((at, k, v)) = x.next_entry(i) {
        let Some(w) = y.get_hashed(k, x.entry_hash(at))? else { return Ok(false) };
        if !compare::is_or_eq(v, w)? {
            return Ok(false);
        }
        i = at + 1;
    }
    Ok(true)
}
fn eq(a: &Args) -> Res {
    match a[1].cast::<Dict>() {
        Some(o) => Ok(boolean(equal(this(a), o)?)),
        None => Ok(not_implemented()),
    }
}
fn ne(a: &Args) -> Res {
    match a[1].cast::<Dict>() {
        Some(o) => Ok(boolean(!equal(this(a), o)?)),
        None => Ok(not_implemented()),
    }
}
fn unordered(_: &Args) -> Res {
    Ok(not_implemented())
}
