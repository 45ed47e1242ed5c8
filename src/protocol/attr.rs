//! Attribute access: the generic algorithms of `object`, `type` and modules, and binding of descriptors.

use std::cell::Cell;

use super::call::{call, call_bound, is_plain_method, no_attribute};
use crate::builtins::exceptions::{Exc, attribute_error, raise, type_error};
use crate::builtins::function::{ClassMethod, StaticMethod};
use crate::builtins::typevars::TypeVar;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{Cell as Variable, Function, Method};
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::heap::Header;
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{
    ClassMethodDescriptor, GetSet, Member, MethodDescriptor, MethodWrapper, NativeFunction, WrapperDescriptor,
};
use crate::object::shape::{self, kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::thread::thread;

/// `v.name`
pub fn get_attr(v: Value, name: Gc<Str>) -> Res {
    let t = type_of(v);
    let ga = t.special(Special::GetAttribute);
    // SAFETY (casts): the default of a class is found in instances of its layout only.
    let found = match ga.map(default_getattribute) {
        None | Some(Some(Default::Object)) => generic_get(v, t, name),
        Some(Some(Default::Type)) => type_get(unsafe { v.cast_unchecked::<Type>() }, name),
        Some(Some(Default::Module)) => module_get(unsafe { v.cast_unchecked::<Module>() }, name).map(Some),
        Some(None) => call_bound(ga.unwrap_or_else(none), v, &[name.value()], None).map(Some),
    };
    let hook = match found {
        Ok(Some(r)) => return Ok(r),
        Ok(None) => t.special(Special::GetAttr),
        Err(r) if !thread().exception_is(Exc::AttributeError) => return Err(r),
        Err(_) => t.special(Special::GetAttr),
    };
    let r = match (hook, found) {
        (Some(hook), _) => {
            thread().clear_exception();
            call_bound(hook, v, &[name.value()], None)
        }
        (None, Err(r)) => Err(r),
        (None, _) => return Err(no_attribute(v, name)),
    };
    if r.is_err()
        && thread().exception_is(Exc::AttributeError)
        && let Some(e) = thread().exception()
    {
        add_context(e, v, name);
    }
    r
}
/// An AttributeError that does not know who was asked for what gets told, for suggestions.
pub fn add_context(e: Gc<Exception>, v: Value, name: Gc<Str>) {
    if !e.fields[0].is_some() && !e.fields[1].is_some() {
        e.fields[0].set(e, name.value());
        e.fields[1].set(e, v);
    }
}
/// `v.name` by text.
pub fn get(v: Value, name: &str) -> Res {
    get_attr(v, Str::intern(name))
}
/// `None` instead of `AttributeError`.
pub fn get_opt(v: Value, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    let t = type_of(v);
    // the common case raises nothing at all
    if t.special(Special::GetAttr).is_none() {
        match t.special(Special::GetAttribute).map(default_getattribute) {
            None | Some(Some(Default::Object)) => return swallow(generic_get(v, t, name)),
            Some(Some(Default::Type)) => return swallow(type_get(unsafe { v.cast_unchecked::<Type>() }, name)),
            _ => {}
        }
    }
    swallow(get_attr(v, name).map(Some))
}
fn swallow(r: Result<Option<Value>, Raised>) -> Result<Option<Value>, Raised> {
    match r {
        Err(Raised) if thread().catch(Exc::AttributeError) => Ok(None),
        r => r,
    }
}

/// Which of the native `__getattribute__` a value found in a class is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Default {
    Object,
    Type,
    Module,
}
fn default_getattribute(f: Value) -> Option<Default> {
    let w = f.exact::<WrapperDescriptor>()?;
    match w.owner.gc() {
        o if o == shape::type_of_kind(Kind::Object) => Some(Default::Object),
        o if o == shape::type_of_kind(Kind::Type) => Some(Default::Type),
        o if o == shape::type_of_kind(Kind::Module) => Some(Default::Module),
        _ => None,
    }
}
/// Does `__getattribute__` of this class do what that of `object` does?
pub fn gets_as_object(t: Gc<Type>) -> bool {
    t.special(Special::GetAttribute).is_none_or(|g| default_getattribute(g) == Some(Default::Object))
}
/// Attribute access of this class is the generic one of `object` and has no `__getattr__` (inline caches rely on it).
pub fn has_generic_getattr(t: Gc<Type>) -> bool {
    t.special(Special::GetAttr).is_none() && gets_as_object(t)
}
pub fn has_type_getattr(t: Gc<Type>) -> bool {
    t.special(Special::GetAttr).is_none()
        && t.special(Special::GetAttribute).is_some_and(|g| default_getattribute(g) == Some(Default::Type))
}
pub fn has_generic_setattr(t: Gc<Type>) -> bool {
    t.special(Special::SetAttr).is_none_or(|g| {
        g.exact::<WrapperDescriptor>().is_some_and(|w| w.owner.get() == Some(shape::type_of_kind(Kind::Object)))
    })
}

// --- a cache of (class version, name) -> what the MRO gives; entries need no tracing: a version that is still some class's
// version means that the class's dictionaries still hold the value
const CACHE: usize = 4096;
struct LookupCache([Cell<(u64, u64, u64)>; CACHE]);
// SAFETY: used under the GIL only.
unsafe impl Sync for LookupCache {}
static LOOKUPS: LookupCache = LookupCache([const { Cell::new((0, 0, 0)) }; CACHE]);

/// `t.lookup(name)`, cached.
pub fn lookup(t: Gc<Type>, name: Gc<Str>) -> Option<Value> {
    let name = name.interned();
    let version = t.version.get() as u64;
    if version == 0 {
        return t.lookup(name);
    }
    let slot = &LOOKUPS.0[(name.addr() as usize >> 3 ^ version as usize * 31) % CACHE];
    let (v, n, w) = slot.get();
    if v == version && n == name.addr() {
        // SAFETY: see above.
        return unsafe { Value::from_bits_opt(w) };
    }
    let found = t.lookup(name);
    // what is in a cell may change under the same version
    if t.lookup_variable(name).is_none() {
        slot.set((version, name.addr(), found.map_or(0, Value::bits)));
    }
    found
}

/// Does the class of a descriptor make it override instance attributes?
pub fn is_data_descriptor(d: Value) -> bool {
    if !d.is_ptr() {
        return false;
    }
    match kind_of_ptr(d.bits()) {
        Kind::Function | Kind::MethodDescriptor | Kind::WrapperDescriptor => false,
        Kind::GetSet | Kind::Member | Kind::Property | Kind::TupleGetter => true,
        _ => {
            let t = type_of(d);
            t.special(Special::Set).is_some() || t.special(Special::Delete).is_some()
        }
    }
}

/// `object.__getattribute__` without the error.
pub fn generic_get(v: Value, t: Gc<Type>, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    let meta = lookup(t, name);
    if let Some(m) = meta
        && is_data_descriptor(m)
        && let Some(r) = get_descriptor(m, Some(v), t)?
    {
        return Ok(Some(r));
    }
    if let Some(x) = instance_get(v, name) {
        return Ok(Some(x));
    }
    match meta {
        None => Ok(None),
        Some(m) => Ok(Some(get_descriptor(m, Some(v), t)?.unwrap_or(m))),
    }
}

/// Is the class of a heap object the built-in class of its layout?
fn is_exact(d: Value) -> bool {
    d.header().is_some_and(|h| h.shape() == kind_of_ptr(d.bits()) as u32)
}

/// `d.__get__(instance, owner)`; `None` if `d` is no descriptor.
pub fn get_descriptor(d: Value, instance: Option<Value>, owner: Gc<Type>) -> Result<Option<Value>, Raised> {
    if !d.is_ptr() {
        return Ok(None);
    }
    // SAFETY (casts): the kind names the layout.
    unsafe {
        Ok(Some(match kind_of_ptr(d.bits()) {
            Kind::Function => match instance {
                Some(i) => Method::new(d, i).value(),
                None => d,
            },
            Kind::MethodDescriptor => match instance {
                Some(i) => bind_native(d.cast_unchecked::<MethodDescriptor>(), i)?,
                None => d,
            },
            Kind::WrapperDescriptor => match instance {
                Some(i) => {
                    let m = d.cast_unchecked::<WrapperDescriptor>();
                    descriptor_applies(m.owner.gc(), || m.def.name(), i)?;
                    alloc(MethodWrapper {
                        header: MethodWrapper::HEADER,
                        this: crate::object::gc::Slot::new(i),
                        owner: Ptr::new(m.owner.get()),
                        module: crate::object::gc::Slot::empty(),
                        def: m.def,
                        sig: m.sig.clone(),
                        call: m.call,
                        min: m.min.clone(),
                        max: m.max.clone(),
                    })
                    .value()
                }
                None => d,
            },
            Kind::ClassMethodDescriptor => bound_to_class(d, owner).unwrap_or(d),
            Kind::GetSet => match instance {
                Some(i) => {
                    let g = d.cast_unchecked::<GetSet>();
                    descriptor_applies(g.owner.gc(), || g.def.name, i)?;
                    (g.def.get)(i)?
                }
                None => d,
            },
            Kind::Member => match instance {
                Some(i) => member_get(d.cast_unchecked::<Member>(), i)?,
                None => d,
            },
            Kind::StaticMethod if is_exact(d) => d.cast_unchecked::<StaticMethod>().callable.get_or_none(),
            Kind::ClassMethod if is_exact(d) => {
                Method::new(d.cast_unchecked::<ClassMethod>().callable.get_or_none(), owner.value()).value()
            }
            Kind::Property if is_exact(d) => match instance {
                Some(i) => crate::builtins::property::read(d.cast_unchecked(), i)?,
                None => d,
            },
            Kind::TupleGetter if is_exact(d) => match instance {
                Some(i) => crate::stdlib::_collections::tuple_get(d.cast_unchecked(), i)?,
                None => d,
            },
            Kind::NativeFunction | Kind::Int | Kind::Bool | Kind::NoneType => return Ok(None),
            Kind::Str | Kind::Tuple | Kind::List | Kind::Dict if is_exact(d) => return Ok(None),
            _ => {
                let Some(g) = type_of(d).special(Special::Get) else { return Ok(None) };
                call_bound(g, d, &[instance.unwrap_or_else(none), owner.value()], None)?
            }
        }))
    }
}
/// The descriptor `d`, found in the class of `v`, bound to `v`.
pub fn bind_descriptor(d: Value, v: Value) -> Res {
    Ok(get_descriptor(d, Some(v), type_of(v))?.unwrap_or(d))
}
/// What a native class method is as an attribute of a class.
pub fn bound_to_class(d: Value, owner: Gc<Type>) -> Option<Value> {
    let m = d.exact::<ClassMethodDescriptor>()?;
    Some(native_bound(m.def, &m.sig, m.owner.gc(), owner.value()))
}
fn native_bound(
    def: &'static crate::object::native::NativeDef,
    sig: &crate::object::native::LazySignature,
    owner: Gc<Type>,
    this: Value,
) -> Value {
    alloc(NativeFunction {
        header: NativeFunction::HEADER,
        this: crate::object::gc::Slot::new(this),
        owner: Ptr::new(owner),
        module: crate::object::gc::Slot::empty(),
        def,
        sig: sig.clone(),
        call: def.func,
        min: Cell::new(def.arity.min),
        max: Cell::new(def.arity.max),
    })
    .value()
}
fn bind_native(m: Gc<MethodDescriptor>, this: Value) -> Res {
    descriptor_applies(m.owner.gc(), || m.def.name(), this)?;
    Ok(native_bound(m.def, &m.sig, m.owner.gc(), this))
}
fn descriptor_applies<N: std::fmt::Display>(owner: Gc<Type>, name: impl FnOnce() -> N, v: Value) -> Result<(), Raised> {
    let t = type_of(v);
    if t == owner || t.is_subtype(owner) {
        return Ok(());
    }
    Err(type_error(format!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        name(),
        owner.name_text(),
        t.name_text()
    )))
}
fn member_get(m: Gc<Member>, v: Value) -> Res {
    let name = m.name.get_or_none();
    let text = || name.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
    descriptor_applies(m.owner.gc(), text, v)?;
    // SAFETY: instances of the owner have a traced word there.
    match unsafe { Value::from_bits_opt(*instance::word_at(v.bits() as *mut Header, m.offset)) } {
        Some(x) => Ok(x),
        None => {
            Err(attribute_error(format!("'{}' object has no attribute '{}'", type_of(v).name_text(), text()), v, name))
        }
    }
}

/// The dict that layouts with a dict field of their own keep attributes in.
fn own_dict(v: Value) -> Option<&'static Ptr<Dict>> {
    // SAFETY: the kind names the layout; the reference is used at once, while `v` is on the caller's stack.
    unsafe {
        match kind_of_ptr(v.bits()) {
            Kind::Function => Some(&(*v.cast_unchecked::<Function>().as_ptr()).dict),
            Kind::Module => Some(&(*v.cast_unchecked::<Module>().as_ptr()).dict),
            Kind::Exception => Some(&(*v.cast_unchecked::<Exception>().as_ptr()).dict),
            Kind::StaticMethod => Some(&(*v.cast_unchecked::<StaticMethod>().as_ptr()).dict),
            Kind::ClassMethod => Some(&(*v.cast_unchecked::<ClassMethod>().as_ptr()).dict),
            Kind::TypeVar | Kind::ParamSpec | Kind::TypeVarTuple => {
                Some(&(*v.cast_unchecked::<TypeVar>().as_ptr()).dict)
            }
            Kind::Partial => Some(&(*v.cast_unchecked::<crate::stdlib::_functools::partial::Partial>().as_ptr()).dict),
            Kind::LruCache => Some(&(*v.cast_unchecked::<crate::stdlib::_functools::lru::LruCache>().as_ptr()).dict),
            _ => None,
        }
    }
}

/// Layouts that keep attributes in a dict of their own rather than in the attribute area.
pub fn kind_has_own_dict(k: Kind) -> bool {
    matches!(k, Kind::Function | Kind::Module | Kind::Exception | Kind::StaticMethod | Kind::ClassMethod | Kind::Type)
}
/// Is `__class__` of instances the computed attribute of `object`, so that no instance claims another class than its own?
pub fn has_plain_class(t: Gc<Type>) -> bool {
    has_generic_getattr(t)
        && t.special(Special::Class).is_some_and(|g| {
            g.exact::<GetSet>().is_some_and(|g| g.owner.get() == Some(shape::type_of_kind(Kind::Object)))
        })
}

/// An attribute that the object itself holds.
#[inline]
pub fn instance_get(v: Value, name: Gc<Str>) -> Option<Value> {
    let h = v.header()?;
    let s = shape::info(h.shape());
    if s.has_attributes() {
        return instance::get_attribute(v.bits() as *mut Header, name);
    }
    own_dict(v)?.get()?.get_str(name)
}
/// Can the object hold attributes of its own?
pub fn has_instance_dict(v: Value) -> bool {
    match v.header() {
        None => false,
        Some(h) => shape::info(h.shape()).has_attributes() || own_dict(v).is_some(),
    }
}
/// The object's `__dict__`, made if need be; `None` if it cannot have one.
pub fn instance_dict(v: Value) -> Result<Option<Gc<Dict>>, Raised> {
    let Some(h) = v.header() else { return Ok(None) };
    if shape::info(h.shape()).has_attributes() {
        return instance::instance_dict(v.bits() as *mut Header).map(Some);
    }
    let Some(p) = own_dict(v) else { return Ok(None) };
    if p.get().is_none() {
        // SAFETY: any heap object may be the owner for the barrier.
        p.set(unsafe { v.cast_unchecked::<Function>() }, Dict::new());
    }
    Ok(p.get())
}
pub fn set_instance_dict(v: Value, d: Gc<Dict>) -> Result<(), Raised> {
    let Some(h) = v.header() else { return Err(type_error("object has no __dict__")) };
    if shape::info(h.shape()).has_attributes() {
        instance::set_instance_dict(v.bits() as *mut Header, d);
        return Ok(());
    }
    match own_dict(v) {
        // SAFETY: as above.
        Some(p) => {
            p.set(unsafe { v.cast_unchecked::<Function>() }, d);
            Ok(())
        }
        None => Err(type_error("object has no __dict__")),
    }
}

/// `v.name = x`
pub fn set_attr(v: Value, name: Gc<Str>, x: Value) -> Result<(), Raised> {
    let t = type_of(v);
    match t.special(Special::SetAttr) {
        Some(m) if !is_native_setattr(m) => call_bound(m, v, &[name.value(), x], None).map(|_| ()),
        _ => match v.cast::<Type>() {
            Some(c) => type_set(c, name, Some(x)),
            None => generic_set(v, name, Some(x)),
        },
    }
}
pub fn set(v: Value, name: &str, x: Value) -> Result<(), Raised> {
    set_attr(v, Str::intern(name), x)
}
/// `del v.name`
pub fn del_attr(v: Value, name: Gc<Str>) -> Result<(), Raised> {
    let t = type_of(v);
    match t.special(Special::DelAttr) {
        Some(m) if !is_native_setattr(m) => call_bound(m, v, &[name.value()], None).map(|_| ()),
        _ => match v.cast::<Type>() {
            Some(c) => type_set(c, name, None),
            None => generic_set(v, name, None),
        },
    }
}
/// Is attribute assignment that of `object`?
pub fn sets_generically(t: Gc<Type>) -> bool {
    [Special::SetAttr, Special::DelAttr].iter().all(|s| t.special(*s).is_none_or(is_native_setattr))
}
fn is_native_setattr(m: Value) -> bool {
    m.exact::<WrapperDescriptor>()
        .is_some_and(|w| [Kind::Object, Kind::Type].iter().any(|k| w.owner.get() == Some(shape::type_of_kind(*k))))
}

/// `object.__setattr__` / `__delattr__`.
pub fn generic_set(v: Value, name: Gc<Str>, x: Option<Value>) -> Result<(), Raised> {
    let t = type_of(v);
    let meta = lookup(t, name);
    if let Some(m) = meta
        && set_descriptor(m, v, x)?
    {
        return Ok(());
    }
    if let Some(h) = v.header()
        && shape::info(h.shape()).has_attributes()
    {
        let obj = v.bits() as *mut Header;
        return match x {
            Some(x) => instance::set_attribute(obj, name, x),
            None => {
                if instance::delete_attribute(obj, name)? {
                    Ok(())
                } else {
                    Err(no_attribute(v, name))
                }
            }
        };
    }
    if has_instance_dict(v)
        && let Some(d) = instance_dict(v)?
    {
        return match x {
            Some(x) => d.set_str(name.interned(), x),
            None => match d.remove_str(name) {
                Some(_) => Ok(()),
                None => Err(no_attribute(v, name)),
            },
        };
    }
    let (tn, n) = (t.name_text(), name.to_text());
    Err(attribute_error(
        match meta {
            Some(_) => format!("'{tn}' object attribute '{n}' is read-only"),
            None if sets_generically(t) && (x.is_some() || !t.has_flag(type_flags::HEAP)) => {
                format!("'{tn}' object has no attribute '{n}' and no __dict__ for setting new attributes")
            }
            None => format!("'{tn}' object has no attribute '{n}'"),
        },
        v,
        name.value(),
    ))
}

/// Sets or deletes through descriptor `d`; false if it has no `__set__` / `__delete__`.
pub fn set_descriptor(d: Value, v: Value, x: Option<Value>) -> Result<bool, Raised> {
    if !d.is_ptr() {
        return Ok(false);
    }
    // SAFETY (casts): the kind names the layout.
    unsafe {
        match kind_of_ptr(d.bits()) {
            Kind::Function | Kind::MethodDescriptor | Kind::WrapperDescriptor => Ok(false),
            Kind::GetSet => {
                let g = d.cast_unchecked::<GetSet>();
                descriptor_applies(g.owner.gc(), || g.def.name, v)?;
                let Some(set) = g.def.set else {
                    return Err(attribute_error(
                        format!("attribute '{}' of '{}' objects is not writable", g.def.name, g.owner.gc().name_text()),
                        v,
                        Str::intern(g.def.name).value(),
                    ));
                };
                set(v, x).map(|()| true)
            }
            Kind::Property if is_exact(d) => crate::builtins::property::write(d.cast_unchecked(), v, x).map(|()| true),
            Kind::Member => {
                let m = d.cast_unchecked::<Member>();
                let text = || m.name.get_or_none().cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
                descriptor_applies(m.owner.gc(), text, v)?;
                let obj = v.bits() as *mut Header;
                let place = instance::word_at(obj, m.offset);
                if x.is_none() && *place == 0 {
                    return Err(raise(Exc::AttributeError, &text()));
                }
                let w = x.map_or(0, Value::bits);
                crate::object::heap::heap().barrier(obj, w);
                *place = w;
                Ok(true)
            }
            _ => {
                let t = type_of(d);
                let (s, args): (Special, &[Value]) = match &x {
                    Some(x) => (Special::Set, &[v, *x]),
                    None => (Special::Delete, &[v]),
                };
                match t.special(s) {
                    Some(m) => call_bound(m, d, args, None).map(|_| true),
                    None if t.special(if x.is_some() { Special::Delete } else { Special::Set }).is_some() => {
                        Err(attribute_error(s.name(), d, s.interned().value()))
                    }
                    None => Ok(false),
                }
            }
        }
    }
}

// --- classes
/// `type.__getattribute__` without the error.
pub fn type_get(c: Gc<Type>, name: Gc<Str>) -> Result<Option<Value>, Raised> {
    let meta = type_of(c.value());
    let in_meta = lookup(meta, name);
    if let Some(m) = in_meta
        && is_data_descriptor(m)
        && let Some(r) = get_descriptor(m, Some(c.value()), meta)?
    {
        return Ok(Some(r));
    }
    if let Some(a) = lookup(c, name) {
        return Ok(Some(get_descriptor(a, None, c)?.unwrap_or(a)));
    }
    match in_meta {
        None => Ok(None),
        Some(m) => Ok(Some(get_descriptor(m, Some(c.value()), meta)?.unwrap_or(m))),
    }
}
/// Does this class attribute decide where instances have theirs?
fn changes_places(found: Option<Value>) -> bool {
    found.is_some_and(is_data_descriptor)
}
/// Is it a value that attribute access gives as it is, whatever is asked of it?
pub fn is_plain_value(v: Value) -> bool {
    let t = type_of(v);
    [Special::Get, Special::Set, Special::Delete].iter().all(|s| t.special(*s).is_none())
}
/// Overwrites an attribute that has a cell, which changes nothing but its value. An own attribute that holds a plain value and
/// gets another one is given a cell; it loses it when it gets something else or is deleted.
fn overwrite(c: Gc<Type>, name: Gc<Str>, x: Option<Value>) -> Result<bool, Raised> {
    let d = c.dict.gc();
    let Some(i) = d.find_str(name) else { return Ok(false) };
    let Some(x) = x.filter(|x| is_plain_value(*x)) else {
        if let Some(cells) = c.cells.get() {
            cells.remove_str(name);
        }
        return Ok(false);
    };
    if let Some(cell) = c.variable(name) {
        d.put(i, x);
        cell.value.set(cell, x);
        return Ok(true);
    }
    let text = name.to_text();
    // special methods and what a class keeps about itself are looked at in other ways, too
    if text.starts_with("__") && text.ends_with("__") || !d.entry(i).is_some_and(|(_, v)| is_plain_value(v)) {
        return Ok(false);
    }
    if c.cells.get().is_none() {
        c.cells.set(c, Dict::new());
    }
    c.cells.gc().set_str(name.interned(), Variable::new(Some(x)).value())?;
    Ok(false)
}
/// `type.__setattr__` / `__delattr__`.
pub fn type_set(c: Gc<Type>, name: Gc<Str>, x: Option<Value>) -> Result<(), Raised> {
    if !c.has_flag(type_flags::HEAP) || c.has_flag(type_flags::IMMUTABLE) {
        return Err(type_error(format!(
            "cannot set '{}' attribute of immutable type '{}'",
            name.to_text(),
            super::call::full_name(c)
        )));
    }
    let meta = type_of(c.value());
    if let Some(m) = lookup(meta, name)
        && set_descriptor(m, c.value(), x)?
    {
        return Ok(());
    }
    if overwrite(c, name, x)? {
        return Ok(());
    }
    let before = lookup(c, name);
    match x {
        Some(x) => c.dict.gc().set_str(name.interned(), x)?,
        None => {
            if c.dict.gc().remove_str(name).is_none() {
                return Err(no_attribute(c.value(), name));
            }
        }
    }
    c.modified();
    if changes_places(before)
        || changes_places(lookup(c, name))
        || name.is_text("__getattribute__")
        || name.is_text("__setattr__")
    {
        shape::retire(c);
    }
    if ["__get__", "__set__", "__delete__"].iter().any(|n| name.is_text(n)) {
        descriptors_changed(c);
    }
    crate::builtins::type_::attribute_changed(c, name);
    Ok(())
}
/// Instances of `c` are descriptors now, or no more, or of another kind: it changes every class that has one for an attribute.
fn descriptors_changed(c: Gc<Type>) {
    let classes = List::new();
    let mut next = Some(shape::type_of_kind(Kind::Object));
    let mut seen = 0;
    while let Some(holder) = next {
        for below in holder.subclass_list().filter(|s| !classes.items().contains(&s.value())) {
            if classes.push(below.value()).is_err() {
                crate::object::out_of_memory();
            }
        }
        let holds = |(name, v): (Value, Value)| type_of(v).is_subtype(c).then_some(name);
        let names: GcVec = holder.dict.gc().iter().filter_map(holds).collect();
        for name in names.as_slice().iter().filter_map(|n| n.cast::<Str>()) {
            if let Some(cells) = holder.cells.get() {
                cells.remove_str(name);
            }
        }
        if !names.as_slice().is_empty() {
            holder.modified();
            shape::retire(holder);
        }
        next = classes.items().get(seen).and_then(|t| t.cast::<Type>());
        seen += 1;
    }
}

// --- modules
pub fn module_get(m: Gc<Module>, name: Gc<Str>) -> Res {
    if let Some(r) = generic_get(m.value(), type_of(m.value()), name)? {
        return Ok(r);
    }
    if let Some(hook) = m.dict.get().and_then(|d| d.get_text("__getattr__")) {
        return call(hook, &[name.value()]);
    }
    Err(crate::builtins::module::no_attribute(m, name))
}

/// A method for an immediate call: the function and whether `v` goes in front of the arguments.
pub fn get_method(v: Value, name: Gc<Str>) -> Result<(Value, bool), Raised> {
    let t = type_of(v);
    if gets_as_object(t)
        && let Some(m) = lookup(t, name)
        && is_plain_method(m)
    {
        return Ok(match instance_get(v, name) {
            Some(x) => (x, false),
            None => (m, true),
        });
    }
    Ok((get_attr(v, name)?, false))
}
