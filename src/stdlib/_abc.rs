//! `_abc`: the native part of `abc.ABCMeta`.
//!
//! What a class's registry and caches hold lies in an `AbcData` object, the class attribute `_abc_impl`. Caches hold weak
//! references, as sets of them.

use std::cell::Cell;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::builtins::exceptions::{Exc, raise, runtime_error, type_error};
use crate::builtins::{add_functions, type_};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::set::{FrozenSet, Set};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::call::call_method;
use crate::protocol::compare::truth;
use crate::protocol::{attr, check, iter};
use crate::stdlib::_weakref;

layout! {
    pub struct AbcData: AbcData {
        /// Dicts whose keys are weak references to classes; made when needed.
        gc registry: Ptr<Dict>,
        gc cache: Ptr<Dict>,
        gc negative: Ptr<Dict>,
        /// Registrations up to which `negative` is right.
        raw negative_version: Cell<i64>,
    }
}
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "_abc_data",
    module: "_abc",
    kind: Kind::AbcData,
    doc: "Internal state held by ABC machinery.",
    ..TypeDef::EMPTY
}];

/// Counts registrations: negative caches filled before one are void.
static INVALIDATIONS: AtomicI64 = AtomicI64::new(0);

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("get_cache_token()", |_| Ok(Value::int(invalidations())), "Returns the current ABC cache token."),
    NativeDef::new(
        "_abc_init(self, /)",
        abc_init,
        "Internal ABC helper for class set-up. Should be never used outside abc module.",
    ),
    NativeDef::new(
        "_reset_registry(self, /)",
        reset_registry,
        "Internal ABC helper to reset registry of a given class.",
    ),
    NativeDef::new(
        "_reset_caches(self, /)",
        reset_caches,
        "Internal ABC helper to reset both caches of a given class.",
    ),
    NativeDef::new("_get_dump(self, /)", get_dump, "Internal ABC helper for cache and registry debugging."),
    NativeDef::new("_abc_register(self, subclass, /)", register, "Internal ABC helper for subclasss registration."),
    NativeDef::new("_abc_instancecheck(self, instance, /)", instancecheck, "Internal ABC helper for instance checks."),
    NativeDef::new(
        "_abc_subclasscheck(self, subclass, /)",
        |a| subclasscheck(a[0], a[1]).map(boolean),
        "Internal ABC helper for subclasss checks.",
    ),
];
fn invalidations() -> i64 {
    INVALIDATIONS.load(Ordering::Relaxed)
}
fn data(c: Value) -> Result<Gc<AbcData>, Raised> {
    attr::get(c, "_abc_impl")?.cast::<AbcData>().ok_or_else(|| type_error("_abc_impl is set to a wrong type"))
}

// --- sets of classes that keep nothing alive

type Field = fn(&AbcData) -> &Ptr<Dict>;
fn has(d: Gc<AbcData>, which: Field, c: Value) -> Result<bool, Raised> {
    let Some(set) = which(&d).get() else { return Ok(false) };
    if set.is_empty() {
        return Ok(false);
    }
    match _weakref::plain_ref(c) {
        Some(r) => set.contains(r),
        None => Ok(false),
    }
}
fn add(d: Gc<AbcData>, which: Field, c: Value) -> Result<(), Raised> {
    let set = match which(&d).get() {
        Some(s) => s,
        None => {
            let s = Dict::new();
            which(&d).set(d, s);
            s
        }
    };
    set.set(_weakref::new_ref(c)?, none())
}
/// Live members.
fn members(set: Option<Gc<Dict>>) -> GcVec {
    set.iter().flat_map(|s| s.iter()).filter_map(|(r, _)| _weakref::target(r)).collect()
}

// --- set-up

fn is_abstract(v: Value) -> Result<bool, Raised> {
    if !v.is_ptr() {
        return Ok(false);
    }
    match attr::get_opt(v, Str::intern("__isabstractmethod__"))? {
        Some(x) => truth(x),
        None => Ok(false),
    }
}
fn abc_init(a: &Args) -> Res {
    let c = type_::class(a[0])?;
    let names = FrozenSet::new();
    let ns = c.dict.gc().copy()?;
    for (k, v) in ns.iter() {
        if is_abstract(v)? {
            names.as_set().add(k)?;
        }
    }
    for b in c.bases.gc().items() {
        let Some(inherited) = attr::get_opt(*b, Str::intern("__abstractmethods__"))? else { continue };
        for n in iter::collect(inherited)?.iter() {
            let Some(name) = n.cast::<Str>() else { continue };
            if let Some(v) = attr::get_opt(a[0], name)?
                && is_abstract(v)?
            {
                names.as_set().add(n)?;
            }
        }
    }
    attr::set(a[0], "__abstractmethods__", names.value())?;
    let d = AbcData {
        header: AbcData::HEADER,
        registry: Ptr::empty(),
        cache: Ptr::empty(),
        negative: Ptr::empty(),
        negative_version: Cell::new(invalidations()),
    };
    attr::set(a[0], "_abc_impl", alloc(d).value())?;
    // a request of collections.abc to be treated as sequence or mapping by patterns
    if let Some(flags) = c.dict.gc().get_text("__abc_tpflags__").and_then(|v| v.as_small()) {
        let ours = if flags & 1 << 5 != 0 { f::SEQUENCE } else { 0 } | if flags & 1 << 6 != 0 { f::MAPPING } else { 0 };
        if ours == f::SEQUENCE | f::MAPPING {
            return Err(type_error("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING"));
        }
        c.add_flag(ours);
        attr::del_attr(a[0], Str::intern("__abc_tpflags__"))?;
    }
    Ok(none())
}
fn reset_registry(a: &Args) -> Res {
    let d = data(a[0])?;
    d.registry.set(d, None);
    Ok(none())
}
fn reset_caches(a: &Args) -> Res {
    let d = data(a[0])?;
    d.cache.set(d, None);
    d.negative.set(d, None);
    Ok(none())
}
fn get_dump(a: &Args) -> Res {
    let d = data(a[0])?;
    let set = |p: Option<Gc<Dict>>| -> Res {
        let s = Set::new();
        for (k, _) in p.iter().flat_map(|d| d.iter()) {
            s.add(k)?;
        }
        Ok(s.value())
    };
    let (r, c, n) = (set(d.registry.get())?, set(d.cache.get())?, set(d.negative.get())?);
    Ok(Tuple::new(&[r, c, n, Value::int(d.negative_version.get())]).value())
}

// --- registration and checks

fn register(a: &Args) -> Res {
    let Some(sub) = a[1].cast::<Type>() else { return Err(type_error("Can only register classes")) };
    if check::is_subclass(a[1], a[0])? {
        return Ok(a[1]);
    }
    if check::is_subclass(a[0], a[1])? {
        return Err(runtime_error("Refusing to create an inheritance cycle"));
    }
    add(data(a[0])?, |d| &d.registry, a[1])?;
    INVALIDATIONS.fetch_add(1, Ordering::Relaxed);
    if let Some(c) = a[0].cast::<Type>() {
        let collection = c.flags.get() & (f::SEQUENCE | f::MAPPING);
        if collection != 0 {
            mark_collection(sub, collection);
        }
    }
    Ok(a[1])
}
/// Registered classes are matched as sequences or mappings too, and so are those below them.
fn mark_collection(c: Gc<Type>, flag: u32) {
    if !c.has_flag(f::HEAP) || c.has_flag(f::IMMUTABLE) {
        return;
    }
    c.flags.set(c.flags.get() & !(f::SEQUENCE | f::MAPPING) | flag);
    for s in c.subclass_list() {
        mark_collection(s, flag);
    }
}
fn instancecheck(a: &Args) -> Res {
    let d = data(a[0])?;
    let subclass = attr::get(a[1], "__class__")?;
    if has(d, |d| &d.cache, subclass)? {
        return Ok(boolean(true));
    }
    let subtype = type_of(a[1]).value();
    if subtype == subclass {
        if d.negative_version.get() == invalidations() && has(d, |d| &d.negative, subclass)? {
            return Ok(boolean(false));
        }
        return call_method(a[0], "__subclasscheck__", &[subclass]);
    }
    let r = call_method(a[0], "__subclasscheck__", &[subclass])?;
    if truth(r)? {
        return Ok(r);
    }
    call_method(a[0], "__subclasscheck__", &[subtype])
}
fn subclasscheck(this: Value, subclass: Value) -> Result<bool, Raised> {
    crate::thread::thread().check_native_stack(" in __subclasscheck__")?;
    let Some(sub) = subclass.cast::<Type>() else { return Err(type_error("issubclass() arg 1 must be a class")) };
    let d = data(this)?;
    if has(d, |d| &d.cache, subclass)? {
        return Ok(true);
    }
    if d.negative_version.get() < invalidations() {
        d.negative.set(d, None);
        d.negative_version.set(invalidations());
    } else if has(d, |d| &d.negative, subclass)? {
        return Ok(false);
    }
    let ok = call_method(this, "__subclasshook__", &[subclass])?;
    if ok != not_implemented() {
        if ok != boolean(true) && ok != boolean(false) {
            return Err(raise(
                Exc::AssertionError,
                "__subclasshook__ must return either False, True, or NotImplemented",
            ));
        }
        let yes = ok == boolean(true);
        if yes {
            add(d, |d| &d.cache, subclass)?;
        } else {
            add(d, |d| &d.negative, subclass)?;
        }
        return Ok(yes);
    }
    let mut found = this.cast::<Type>().is_some_and(|t| sub.is_subtype(t));
    if !found {
        for r in members(d.registry.get()).iter() {
            if check::is_subclass(subclass, r)? {
                found = true;
                break;
            }
        }
    }
    if !found {
        let below = call_method(this, "__subclasses__", &[])?;
        let Some(list) = below.cast::<List>() else { return Err(type_error("__subclasses__() must return a list")) };
        let list: GcVec = list.items().iter().copied().collect();
        for s in list.iter() {
            if check::is_subclass(subclass, s)? {
                found = true;
                break;
            }
        }
    }
    if found {
        add(d, |d| &d.cache, subclass)?;
    } else {
        add(d, |d| &d.negative, subclass)?;
    }
    Ok(found)
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_abc");
    add_functions(m.dict.gc(), "_abc", FUNCTIONS);
    Ok(m)
}
