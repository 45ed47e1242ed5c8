//! Calling any callable from native code.

use super::attr;
use super::bind::{Callee, call_native, direct};
use crate::builtins::exceptions::{attribute_error, type_error};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::function::{Function, Method};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::{
    ClassMethodDescriptor, MethodDescriptor, MethodWrapper, NativeFunction, NativeKind, WrapperDescriptor,
};
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res};

/// `f(*args)`
pub fn call(f: Value, args: &[Value]) -> Res {
    call_kw(f, args, None)
}

/// `f(*args, **kwargs)`
pub fn call_dict(f: Value, args: &[Value], kwargs: Option<Gc<Dict>>) -> Res {
    let Some(d) = kwargs.filter(|d| !d.is_empty()) else { return call_kw(f, args, None) };
    let (all, names) = join_keywords(args, d)?;
    call_kw(f, all.as_slice(), Some(names))
}
/// Positional arguments followed by the values of `kwargs`, and the names of the latter: how `call_kw` takes them.
pub fn join_keywords(args: &[Value], kwargs: Gc<Dict>) -> Result<(GcVec, Gc<Tuple>), Raised> {
    let mut all = GcVec::with_capacity(args.len() + kwargs.len());
    all.extend(args.iter().copied());
    let mut names = GcVec::with_capacity(kwargs.len());
    for (k, v) in kwargs.iter() {
        names.push(k);
        all.push(v);
    }
    Ok((all, Tuple::try_new(names.as_slice())?))
}

/// A short argument list with one more value in front, on the native stack.
#[inline]
fn with_first<R>(first: Value, args: &[Value], f: impl FnOnce(&[Value]) -> R) -> R {
    match *args {
        [] => f(&[first]),
        [a] => f(&[first, a]),
        [a, b] => f(&[first, a, b]),
        _ => with_first_of_many(first, args, f),
    }
}
fn with_first_of_many<R>(first: Value, args: &[Value], f: impl FnOnce(&[Value]) -> R) -> R {
    const N: usize = 16;
    if args.len() < N {
        let mut a = [first; N];
        a[1..=args.len()].copy_from_slice(args);
        f(&a[..=args.len()])
    } else {
        let mut v = GcVec::with_capacity(args.len() + 1);
        v.push(first);
        v.extend(args.iter().copied());
        f(v.as_slice())
    }
}

/// `f(*positional, **keywords)`: the values of the keywords named by `kwnames` follow the positional arguments in `args`.
pub fn call_kw(f: Value, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    if !f.is_ptr() {
        return call_special_call(f, args, kwnames);
    }
    // SAFETY (all casts below): the kind names the layout.
    unsafe {
        match kind_of_ptr(f.bits()) {
            Kind::Function => crate::interp::call_function(f.cast_unchecked::<Function>(), args, kwnames),
            Kind::Method => {
                let m = f.cast_unchecked::<Method>();
                let func = m.func.get_or_none();
                with_first(m.this.get_or_none(), args, |a| call_kw(func, a, kwnames))
            }
            Kind::NativeFunction => call_native_function(f.cast_unchecked::<NativeFunction>(), args, kwnames),
            Kind::MethodDescriptor => {
                let m = f.cast_unchecked::<MethodDescriptor>();
                let owner = m.owner.gc();
                if !has_receiver(owner, args, kwnames) {
                    return Err(wrong_receiver(owner, m.def.name(), args, kwnames));
                }
                if kwnames.is_none()
                    && let Some(r) = direct(m.min.get(), m.max.get(), m.def.arity.n_pos as usize, m.call, args)
                {
                    return r;
                }
                let c = Callee {
                    def: m.def,
                    sig: &m.sig,
                    func: m.call,
                    owner: Some(owner),
                    module: None,
                    has_self: true,
                    wrapper: false,
                };
                call_native(c, args, kwnames)
            }
            Kind::WrapperDescriptor => {
                let m = f.cast_unchecked::<WrapperDescriptor>();
                let owner = m.owner.gc();
                if !has_receiver(owner, args, kwnames) {
                    return Err(wrong_wrapper_receiver(owner, m.def.name(), args, kwnames));
                }
                if kwnames.is_none()
                    && let Some(r) = direct(m.min.get(), m.max.get(), m.def.arity.n_pos as usize, m.call, args)
                {
                    return r;
                }
                let c = Callee {
                    def: m.def,
                    sig: &m.sig,
                    func: m.call,
                    owner: Some(owner),
                    module: None,
                    has_self: true,
                    wrapper: true,
                };
                call_native(c, args, kwnames)
            }
            Kind::MethodWrapper => {
                let m = f.cast_unchecked::<MethodWrapper>();
                let c = Callee {
                    def: m.def,
                    sig: &m.sig,
                    func: m.call,
                    owner: m.owner.get(),
                    module: None,
                    has_self: true,
                    wrapper: true,
                };
                with_first(m.this.get_or_none(), args, |a| call_native(c, a, kwnames))
            }
            Kind::ClassMethodDescriptor => {
                let m = f.cast_unchecked::<ClassMethodDescriptor>();
                let owner = m.owner.gc();
                let Some(&first) = args.first() else {
                    return Err(type_error(format!(
                        "descriptor '{}' of '{}' object needs an argument",
                        m.def.name(),
                        owner.name_text()
                    )));
                };
                let Some(cls) = first.cast::<Type>() else {
                    return Err(type_error(format!(
                        "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
                        m.def.name(),
                        owner.name_text(),
                        type_of(first).name_text()
                    )));
                };
                if !cls.is_subtype(owner) {
                    return Err(type_error(format!(
                        "descriptor '{}' requires a subtype of '{}' but received '{}'",
                        m.def.name(),
                        owner.name_text(),
                        cls.name_text()
                    )));
                }
                let c = Callee {
                    def: m.def,
                    sig: &m.sig,
                    func: m.call,
                    owner: Some(cls),
                    module: None,
                    has_self: true,
                    wrapper: false,
                };
                call_native(c, args, kwnames)
            }
            Kind::Type => call_type(f.cast_unchecked::<Type>(), args, kwnames),
            _ => call_special_call(f, args, kwnames),
        }
    }
}

fn call_native_function(m: Gc<NativeFunction>, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    let method = m.owner.get();
    if kwnames.is_none() {
        let (min, max, n_pos) = (m.min.get(), m.max.get(), m.def.arity.n_pos as usize);
        let r = match (method, m.this.get()) {
            (None, _) => direct(min, max, n_pos, m.call, args),
            (_, Some(this)) => with_first(this, args, |a| direct(min, max, n_pos, m.call, a)),
            // a constructor called for its very own class
            (Some(owner), None) if args.first() == Some(&owner.value()) => direct(min, max, n_pos, m.call, args),
            _ => None,
        };
        if let Some(r) = r {
            return r;
        }
    }
    if let Some(owner) = method
        && m.this.get().is_none()
        && args.first() != Some(&owner.value())
    {
        crate::builtins::object::check_new(m, owner, &args[..args.len() - kwnames.map_or(0, |k| k.len())])?;
        if kwnames.is_none()
            && let Some(r) = direct(m.min.get(), m.max.get(), m.def.arity.n_pos as usize, m.call, args)
        {
            return r;
        }
    }
    // messages name the class that a class method is bound to
    let owner = match m.this.get() {
        Some(this) if m.def.kind == NativeKind::ClassMethod => this.cast::<Type>().or(method),
        _ => method,
    };
    let c = Callee {
        def: m.def,
        sig: &m.sig,
        func: m.call,
        owner,
        module: m.module.get(),
        has_self: method.is_some(),
        wrapper: false,
    };
    match m.this.get() {
        Some(this) if method.is_some() => with_first(this, args, |a| call_native(c, a, kwnames)),
        _ => call_native(c, args, kwnames),
    }
}

/// Is there a first positional argument, and is it an instance of `owner`?
#[inline]
fn has_receiver(owner: Gc<Type>, args: &[Value], kw: Option<Gc<Tuple>>) -> bool {
    kw.is_none_or(|k| args.len() > k.len()) && args.first().is_some_and(|&this| type_of(this).is_subtype(owner))
}
fn has_positional(args: &[Value], kw: Option<Gc<Tuple>>) -> bool {
    args.len() > kw.map_or(0, |k| k.len())
}
#[cold]
fn wrong_receiver(owner: Gc<Type>, name: &str, args: &[Value], kw: Option<Gc<Tuple>>) -> Raised {
    if !has_positional(args, kw) {
        return type_error(format!("unbound method {}.{name}() needs an argument", owner.name_text()));
    }
    type_error(format!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        owner.name_text(),
        type_of(args[0]).name_text()
    ))
}
#[cold]
fn wrong_wrapper_receiver(owner: Gc<Type>, name: &str, args: &[Value], kw: Option<Gc<Tuple>>) -> Raised {
    if !has_positional(args, kw) {
        return type_error(format!("descriptor '{name}' of '{}' object needs an argument", owner.name_text()));
    }
    type_error(format!(
        "descriptor '{name}' requires a '{}' object but received a '{}'",
        owner.name_text(),
        type_of(args[0]).name_text()
    ))
}

fn call_special_call(f: Value, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    crate::thread::thread().check_native_stack(" while calling a Python object")?;
    let t = type_of(f);
    let Some(m) = t.special(Special::Call) else {
        return Err(type_error(format!("'{}' object is not callable", t.name_text())));
    };
    call_bound(m, f, args, kwnames)
}

/// Calls `m`, found in the class of `this`, as a method of `this` (binding it as a descriptor would).
#[inline]
pub fn call_bound(m: Value, this: Value, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    if kwnames.is_none()
        && args.len() <= 2
        && let Some(r) = native_method(m, this, args)
    {
        return r;
    }
    call_bound_any(m, this, args, kwnames)
}
/// A call of a native method of at most two arguments besides `self` that needs neither binding nor complaint.
#[inline]
fn native_method(m: Value, this: Value, args: &[Value]) -> Option<Res> {
    if !m.is_ptr() || !matches!(kind_of_ptr(m.bits()), Kind::MethodDescriptor | Kind::WrapperDescriptor) {
        return None;
    }
    // SAFETY: the two layouts are the same.
    let m = unsafe { m.cast_unchecked::<WrapperDescriptor>() };
    if !type_of(this).is_subtype(m.owner.gc()) {
        return None;
    }
    let mut all = [this; 3];
    all[1..=args.len()].copy_from_slice(args);
    direct(m.min.get(), m.max.get(), m.def.arity.n_pos as usize, m.call, &all[..=args.len()])
}
#[inline(never)]
fn call_bound_any(m: Value, this: Value, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    if is_plain_method(m) {
        with_first(this, args, |a| call_kw(m, a, kwnames))
    } else {
        let bound = attr::bind_descriptor(m, this)?;
        call_kw(bound, args, kwnames)
    }
}
/// Functions whose `__get__` only puts `self` in front.
#[inline]
pub fn is_plain_method(m: Value) -> bool {
    m.is_ptr() && matches!(kind_of_ptr(m.bits()), Kind::Function | Kind::MethodDescriptor | Kind::WrapperDescriptor)
}

/// `special(this, *args)`, or `None` if the class of `this` has no such method.
pub fn call_special(this: Value, s: Special, args: &[Value]) -> Option<Res> {
    let m = type_of(this).special(s)?;
    Some(call_bound(m, this, args, None))
}

/// `this.name(*args)`
pub fn call_method(this: Value, name: &str, args: &[Value]) -> Res {
    call_method_str(this, Str::intern(name), args)
}
pub fn call_method_str(this: Value, name: Gc<Str>, args: &[Value]) -> Res {
    match attr::get_method(this, name)? {
        (f, true) => with_first(this, args, |a| call(f, a)),
        (f, false) => call(f, args),
    }
}

/// `cls(*args, **kw)` for a class whose metaclass may define `__call__`.
fn call_type(cls: Gc<Type>, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    let meta = type_of(cls.value());
    if meta.value() != crate::object::shape::type_of_kind(Kind::Type).value()
        && let Some(m) = meta.special(Special::Call)
        && m.cast::<WrapperDescriptor>().is_none()
    {
        return call_bound(m, cls.value(), args, kwnames);
    }
    type_call(cls, args, kwnames)
}

/// `type.__call__`: `__new__`, then `__init__` if the result is an instance.
pub fn type_call(cls: Gc<Type>, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    let type_type = crate::object::shape::type_of_kind(Kind::Type);
    if cls == type_type {
        let n_pos = args.len() - kwnames.map_or(0, |k| k.len());
        if n_pos == 1 && kwnames.is_none() {
            return Ok(type_of(args[0]).value());
        }
        if n_pos != 3 {
            return Err(type_error("type() takes 1 or 3 arguments"));
        }
    }
    let new = match cls.special(Special::New) {
        Some(new) if !cls.has_flag(type_flags::NO_NEW) => new,
        _ => return Err(type_error(format!("cannot create '{}' instances", full_name(cls)))),
    };
    let new = unwrap_static(new);
    let obj = with_first(cls.value(), args, |a| call_kw(new, a, kwnames))?;
    let t = type_of(obj);
    if t.is_subtype(cls)
        && let Some(init) = t.special(Special::Init)
        && (crate::builtins::object::is_default_new(Some(new)) || !crate::builtins::object::is_default_init(init))
    {
        let r = call_bound(init, obj, args, kwnames)?;
        if r != crate::object::none() {
            return Err(type_error(format!("__init__() should return None, not '{}'", type_of(r).name_text())));
        }
    }
    Ok(obj)
}

/// `__new__` is found as a static method.
pub fn unwrap_static(f: Value) -> Value {
    match f.cast::<crate::builtins::function::StaticMethod>() {
        Some(s) => s.callable.get_or_none(),
        None => f,
    }
}

/// `module.Name` for classes outside `builtins`.
pub fn full_name(t: Gc<Type>) -> String {
    match t.dict.gc().get_text("__module__").and_then(|m| m.cast::<Str>()) {
        Some(m) if !m.is_text("builtins") => format!("{}.{}", m.to_text(), t.qualname.gc().to_text()),
        _ => t.qualname.gc().to_text().into_owned(),
    }
}

/// Is the value callable?
pub fn is_callable(v: Value) -> bool {
    type_of(v).special(Special::Call).is_some()
}

/// `AttributeError: 'X' object has no attribute 'y'`
#[cold]
pub fn no_attribute(v: Value, name: Gc<Str>) -> Raised {
    let t = type_of(v);
    let m = match v.cast::<Type>() {
        Some(c) => format!("type object '{}' has no attribute '{}'", c.name_text(), name.to_text()),
        None => format!("'{}' object has no attribute '{}'", t.name_text(), name.to_text()),
    };
    attribute_error(m, v, name.value())
}
