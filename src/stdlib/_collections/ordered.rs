//! `OrderedDict`: dicts keep their order anyway; this class adds moving entries to either end, comparison by order, and
//! views and iterators of its own, which notice every change of the keys.

use std::cell::Cell;

use crate::builtins::exceptions::{Exc, key_error, raise_with, runtime_error, type_error};
use crate::builtins::iterators::ITERATOR;
use crate::builtins::util::{builtin, guarded_repr, this, tuple};
use crate::builtins::{derived_type_with, dict};
use crate::layout;
use crate::object::dict::{Dict, hash_key};
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::instance::alloc_sub;
use crate::object::iters::DictKeys;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::compare;
use crate::protocol::{attr, call, item, iter, text};
use crate::vm::vm;

layout! {
    pub struct OdictIter: OdictIter {
        gc dict: Ptr<Dict>,
        raw pos: Cell<usize>,
        /// Version of the dict's keys at the start.
        raw version: u32,
        raw what: What,
        raw reverse: bool,
    }
}
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum What {
    Keys,
    Values,
    Items,
}
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "odict_iterator",
    kind: Kind::OdictIter,
    flags: f::NO_NEW,
    methods: &[
        ITERATOR,
        &[NativeDef::new("__reduce__(self, /)", iter_reduce, "Return state information for pickling")],
    ],
    ..TypeDef::EMPTY
}];
static DEF: TypeDef = TypeDef {
    name: "OrderedDict",
    module: "collections",
    kind: Kind::Dict,
    doc: "Dictionary that remembers insertion order",
    flags: f::BASETYPE | f::MAPPING | f::HAS_DICT | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[crate::builtins::object::DICT],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__iter__(self, /)", |a| Ok(over(this(a), What::Keys, false)), "Implement iter(self)."),
    NativeDef::new(
        "__reversed__(self, /)",
        |a| Ok(over(this(a), What::Keys, true)),
        "od.__reversed__() <==> reversed(od)",
    ),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__or__(self, value, /)", or, "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", ror, "Return value|self."),
    NativeDef::new("__ior__(self, value, /)", ior, "Return self|=value."),
    NativeDef::new("__reduce__(self, /)", reduce, "Return state information for pickling"),
    NativeDef::class(
        "fromkeys(cls, iterable, value=None)",
        fromkeys,
        "Create a new ordered dictionary with keys from iterable and values set to value.",
    ),
    NativeDef::new("copy(self, /)", copy, "od.copy() -> a shallow copy of od"),
    NativeDef::new("keys(self, /)", |a| view(a, What::Keys), ""),
    NativeDef::new("values(self, /)", |a| view(a, What::Values), ""),
    NativeDef::new("items(self, /)", |a| view(a, What::Items), ""),
    NativeDef::new(
        "move_to_end(self, /, key, last=True)",
        move_to_end,
        "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.",
    ),
    NativeDef::new(
        "pop(self, /, key, default=<unrepresentable>)",
        pop,
        "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    NativeDef::new(
        "popitem(self, /, last=True)",
        popitem,
        "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.",
    ),
    NativeDef::new(
        "setdefault(self, /, key, default=None)",
        setdefault,
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    NativeDef::new(
        "update(self, /, *args, **kwargs)",
        update_method,
        "Update the dictionary from a mapping or iterable and keyword arguments.",
    ),
];
macro_rules! view_def {
    ($name:literal, $kind:ident, $what:ident) => {
        TypeDef {
            name: $name,
            kind: Kind::$kind,
            flags: f::NO_NEW,
            methods: &[&[
                NativeDef::new(
                    "__iter__(self, /)",
                    |a| Ok(over(viewed(a), What::$what, false)),
                    "Implement iter(self).",
                ),
                NativeDef::new(
                    "__reversed__(self, /)",
                    |a| Ok(over(viewed(a), What::$what, true)),
                    "Return a reverse iterator.",
                ),
            ]],
            ..TypeDef::EMPTY
        }
    };
}
static KEYS: TypeDef = view_def!("odict_keys", DictKeys, Keys);
static VALUES: TypeDef = view_def!("odict_values", DictValues, Values);
static ITEMS: TypeDef = view_def!("odict_items", DictItems, Items);

/// A class of this module, made at the first call.
fn made(def: &'static TypeDef) -> Gc<Type> {
    if let Some(t) = vm().state(def.name).and_then(|v| v.cast::<Type>()) {
        return t;
    }
    let t = derived_type_with(def, type_of_kind(def.kind), 0);
    vm().set_state(def.name, t.value());
    t
}
pub fn class() -> Gc<Type> {
    made(&DEF)
}
fn is_ordered(v: Value) -> bool {
    v.cast::<Dict>().is_some() && type_of(v).is_subtype(class())
}
fn view(a: &Args, what: What) -> Res {
    let def = match what {
        What::Keys => &KEYS,
        What::Values => &VALUES,
        What::Items => &ITEMS,
    };
    let v = crate::object::instance::alloc_instance(crate::object::shape::info(made(def).root_shape.get()))?;
    // SAFETY: the three views have the layout of `DictKeys`.
    unsafe {
        let v = Gc::from_raw(v as *mut DictKeys);
        v.dict.set(v, this::<Dict>(a));
        Ok(v.value())
    }
}
fn viewed(a: &Args) -> Gc<Dict> {
    this::<DictKeys>(a).dict.gc()
}

// --- iterators
fn over(d: Gc<Dict>, what: What, reverse: bool) -> Value {
    let pos = if reverse { d.fill.get() } else { 0 };
    alloc(OdictIter {
        header: OdictIter::HEADER,
        dict: Ptr::new(d),
        pos: Cell::new(pos),
        version: d.keys_version(),
        what,
        reverse,
    })
    .value()
}
pub fn odict_next(it: Value) -> Result<Option<Value>, Raised> {
    // SAFETY: the table of steps is by kind.
    let it = unsafe { it.cast_unchecked::<OdictIter>() };
    let Some(d) = it.dict.get() else { return Ok(None) };
    if d.version.get() != it.version {
        it.dict.set(it, None);
        return Err(runtime_error("OrderedDict mutated during iteration"));
    }
    let found = if it.reverse { d.prev_entry(it.pos.get()) } else { d.next_entry(it.pos.get()) };
    let Some((i, k, v)) = found else {
        it.dict.set(it, None);
        return Ok(None);
    };
    it.pos.set(if it.reverse { i } else { i + 1 });
    Ok(Some(match it.what {
        What::Keys => k,
        What::Values => v,
        What::Items => tuple(&[k, v]),
    }))
}
fn iter_reduce(a: &Args) -> Res {
    let it = this::<OdictIter>(a);
    let out = List::new();
    if let Some(d) = it.dict.get() {
        let copy = alloc(OdictIter {
            header: OdictIter::HEADER,
            dict: Ptr::new(d),
            pos: it.pos.clone(),
            version: it.version,
            what: it.what,
            reverse: it.reverse,
        });
        while let Some(v) = odict_next(copy.value())? {
            out.push(v)?;
        }
    }
    Ok(tuple(&[builtin("iter")?, tuple(&[out.value()])]))
}

// --- filling
fn init(a: &Args) -> Res {
    if a.rest.len() > 1 {
        return Err(type_error(format!("expected at most 1 argument, got {}", a.rest.len())));
    }
    update_from_args(a)
}
fn update_method(a: &Args) -> Res {
    if a.rest.len() > 1 {
        return Err(type_error(format!("update() takes at most 1 positional argument ({} given)", a.rest.len())));
    }
    update_from_args(a)
}
fn update_from_args(a: &Args) -> Res {
    if let Some(&v) = a.rest.first() {
        update(a[0], v)?;
    }
    if let Some(kw) = a.kwargs {
        for (k, v) in kw.iter() {
            put(a[0], k, v)?;
        }
    }
    Ok(none())
}
/// `od[k] = v`, as subclasses define it.
fn put(od: Value, k: Value, v: Value) -> Result<(), Raised> {
    match od.cast::<Dict>() {
        Some(d) if type_of(od).special(Special::SetItem) == type_of_kind(Kind::Dict).special(Special::SetItem) => {
            d.set(k, v)
        }
        _ => item::set_item(od, k, v),
    }
}
fn update(od: Value, v: Value) -> Result<(), Raised> {
    if let Some(d) = dict::plain_dict(v).or_else(|| v.cast::<Dict>().filter(|_| type_of(v) == class())) {
        let (mut i, version) = (0, d.keys_version());
        while let Some((at, k, x)) = d.next_entry(i) {
            put(od, k, x)?;
            i = at + 1;
            if d.version.get() != version && d.value() != od {
                return Err(runtime_error("dictionary changed size during iteration"));
            }
        }
        return Ok(());
    }
    if let Some(keys) = attr::get_opt(v, Str::intern("keys"))? {
        let keys = call::call(keys, &[])?;
        let it = iter::get_iter(keys)?;
        while let Some(k) = iter::next(it)? {
            put(od, k, item::get_item(v, k)?)?;
        }
        return Ok(());
    }
    let pairs = match attr::get_opt(v, Str::intern("items"))? {
        Some(items) => call::call(items, &[])?,
        None => v,
    };
    let it = iter::get_iter(pairs)?;
    while let Some(p) = iter::next(it)? {
        let pair = iter::to_tuple(p)?;
        match *pair.items() {
            [k, x] => put(od, k, x)?,
            [] | [_] => {
                return Err(crate::builtins::exceptions::value_error(format!(
                    "need more than {} value{} to unpack",
                    pair.len(),
                    if pair.len() == 1 { "" } else { "s" }
                )));
            }
            _ => return Err(crate::builtins::exceptions::value_error("too many values to unpack (expected 2)")),
        }
    }
    Ok(())
}
fn fromkeys(a: &Args) -> Res {
    let value = a.opt(2).unwrap_or_else(none);
    let out = call::call(a[0], &[])?;
    iter::for_each(a[1], |k| put_any(out, k, value))?;
    Ok(out)
}
fn put_any(out: Value, k: Value, v: Value) -> Result<(), Raised> {
    if is_ordered(out) { put(out, k, v) } else { item::set_item(out, k, v) }
}
fn copy(a: &Args) -> Res {
    if type_of(a[0]) == class() {
        let out = alloc_sub(class(), Dict::body())?;
        out.update_from(this(a))?;
        return Ok(out.value());
    }
    let out = call::call(type_of(a[0]).value(), &[])?;
    let d = this::<Dict>(a);
    let mut i = 0;
    while let Some((at, k, _)) = d.next_entry(i) {
        item::set_item(out, k, item::get_item(a[0], k)?)?;
        i = at + 1;
    }
    Ok(out)
}
fn merged(like: Value, x: Value, y: Value) -> Res {
    if x.cast::<Dict>().is_none() || y.cast::<Dict>().is_none() {
        return Ok(not_implemented());
    }
    let out = call::call(type_of(like).value(), &[x])?;
    update(out, y)?;
    Ok(out)
}
fn or(a: &Args) -> Res {
    merged(a[0], a[0], a[1])
}
fn ror(a: &Args) -> Res {
    merged(a[0], a[1], a[0])
}
fn ior(a: &Args) -> Res {
    update(a[0], a[1])?;
    Ok(a[0])
}

// --- single entries
fn move_to_end(a: &Args) -> Res {
    let d = this::<Dict>(a);
    let last = a.opt(2).map_or(Ok(true), compare::truth)?;
    match d.find_key(a[1], hash_key(a[1])?)? {
        Some(i) => d.move_entry(i, last).map(|()| none()),
        None => Err(key_error(a[1])),
    }
}
fn pop(a: &Args) -> Res {
    match this::<Dict>(a).remove(a[1])? {
        Some((_, v)) => Ok(v),
        None => a.opt(2).ok_or_else(|| key_error(a[1])),
    }
}
fn popitem(a: &Args) -> Res {
    let d = this::<Dict>(a);
    let last = a.opt(1).map_or(Ok(true), compare::truth)?;
    let found = if last { d.remove_last() } else { d.next_entry(0).and_then(|(i, ..)| d.remove_entry(i)) };
    match found {
        Some((k, v)) => Ok(tuple(&[k, v])),
        None => Err(raise_with(Exc::KeyError, Str::new("dictionary is empty").value())),
    }
}
fn setdefault(a: &Args) -> Res {
    let default = a.opt(2).unwrap_or_else(none);
    if type_of(a[0]) == class() {
        return Ok(this::<Dict>(a).set_default(a[1], default)?.0);
    }
    if item::contains(a[0], a[1])? {
        return item::get_item(a[0], a[1]);
    }
    item::set_item(a[0], a[1], default)?;
    Ok(default)
}

// --- comparison, repr, pickling
fn equal(a: &Args) -> Result<Option<bool>, Raised> {
    let (x, Some(y)) = (this::<Dict>(a), a[1].cast::<Dict>()) else { return Ok(None) };
    if !dict::equal(x, y)? {
        return Ok(Some(false));
    }
    if !is_ordered(a[1]) {
        return Ok(Some(true));
    }
    let (mut i, mut j) = (0, 0);
    while let (Some((p, k, _)), Some((q, l, _))) = (x.next_entry(i), y.next_entry(j)) {
        if !compare::is_or_eq(k, l)? {
            return Ok(Some(false));
        }
        (i, j) = (p + 1, q + 1);
    }
    Ok(Some(true))
}
fn eq(a: &Args) -> Res {
    Ok(equal(a)?.map_or_else(not_implemented, boolean))
}
fn ne(a: &Args) -> Res {
    Ok(equal(a)?.map_or_else(not_implemented, |e| boolean(!e)))
}
fn repr(a: &Args) -> Res {
    let d = this::<Dict>(a);
    let name = type_of(a[0]).name.gc();
    guarded_repr(a[0], "...", |b| {
        b.push_str(name);
        if d.is_empty() {
            b.push_text("()");
            return Ok(());
        }
        b.push_text("({");
        // subclasses may show other items
        let items = call::call_method(a[0], "items", &[])?;
        let it = iter::get_iter(items)?;
        let mut first = true;
        while let Some(p) = iter::next(it)? {
            if !first {
                b.push_text(", ");
            }
            first = false;
            b.push_str(text::repr(item::get_item(p, Value::small(0))?)?);
            b.push_text(": ");
            b.push_str(text::repr(item::get_item(p, Value::small(1))?)?);
        }
        b.push_text("})");
        Ok(())
    })
}
fn reduce(a: &Args) -> Res {
    let state = call::call_method(a[0], "__getstate__", &[])?;
    let items = call::call_method(a[0], "items", &[])?;
    Ok(tuple(&[type_of(a[0]).value(), tuple(&[]), state, none(), iter::get_iter(items)?]))
}
