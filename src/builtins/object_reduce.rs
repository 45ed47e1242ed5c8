//! What `object` offers pickle and copy: `__reduce_ex__`, `__getstate__`.

use crate::builtins::exceptions::{type_error, value_error};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::Args;
use crate::object::shape::{self, kind_of_ptr, type_of};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::{call, call_bound, call_method, unwrap_static};
use crate::protocol::{attr, iter, number};

/// `object.__reduce_ex__`: a class's own `__reduce__` goes first.
pub fn reduce_ex(a: &Args) -> Res {
    let proto = number::to_i64(a[1])?;
    let own = attr::get_opt(a[0], Str::intern("__reduce__"))?;
    if let Some(own) = own {
        let found = type_of(a[0]).lookup(Str::intern("__reduce__"));
        let base = shape::type_of_kind(Kind::Object).dict.gc().get_text("__reduce__");
        if found != base {
            return call(own, &[]);
        }
    }
    reduce(a[0], proto)
}
/// `copyreg`'s way for protocols 0 and 1, `__newobj__` from 2 on.
pub fn reduce(v: Value, proto: i64) -> Res {
    if proto >= 2 {
        return reduce_newobj(v);
    }
    let copyreg = crate::builtins::import_module("copyreg")?;
    call_method(copyreg, "_reduce_ex", &[v, Value::small(proto)])
}
fn reduce_newobj(v: Value) -> Res {
    let cls = type_of(v);
    let made = cls.special(crate::object::special::Special::New).map(unwrap_static);
    if cls.has_flag(type_flags::NO_NEW) || made.is_none() {
        return Err(type_error(format!("cannot pickle '{}' object", cls.name_text())));
    }
    let (args, kwargs) = new_arguments(v)?;
    let copyreg = crate::builtins::import_module("copyreg")?;
    let has_args = args.is_some();
    let args = args.unwrap_or_else(Tuple::empty);
    let (maker, maker_args) = match kwargs.filter(|k| !k.is_empty()) {
        None => {
            let mut all = GcVec::with_capacity(args.len() + 1);
            all.push(cls);
            all.extend(args.items().iter().copied());
            (attr::get(copyreg, "__newobj__")?, Tuple::try_new(all.as_slice())?)
        }
        Some(k) => (attr::get(copyreg, "__newobj_ex__")?, Tuple::new(&[cls.value(), args.value(), k.value()])),
    };
    let (list, dict) = (v.cast::<List>().is_some(), v.cast::<Dict>().is_some());
    let state = state(v, !(has_args || list || dict))?;
    let items = if list { iter::get_iter(v)? } else { none() };
    let pairs = if dict { iter::get_iter(call_method(v, "items", &[])?)? } else { none() };
    Ok(Tuple::new(&[maker, maker_args.value(), state, items, pairs]).value())
}
/// What `__getnewargs_ex__` or `__getnewargs__` return, checked.
fn new_arguments(v: Value) -> Result<(Option<Gc<Tuple>>, Option<Gc<Dict>>), Raised> {
    let of_class = |name| type_of(v).lookup(Str::intern(name));
    if let Some(m) = of_class("__getnewargs_ex__") {
        let r = call_bound(m, v, &[], None)?;
        let Some(t) = r.cast::<Tuple>() else {
            return Err(type_error(format!(
                "__getnewargs_ex__ should return a tuple, not '{}'",
                type_of(r).name_text()
            )));
        };
        if t.len() != 2 {
            return Err(value_error(format!("__getnewargs_ex__ should return a tuple of length 2, not {}", t.len())));
        }
        let (a, k) = (t.get(0), t.get(1));
        let Some(args) = a.cast::<Tuple>() else {
            return Err(type_error(format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                type_of(a).name_text()
            )));
        };
        let Some(kwargs) = k.cast::<Dict>() else {
            return Err(type_error(format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                type_of(k).name_text()
            )));
        };
        return Ok((Some(args), Some(kwargs)));
    }
    let Some(m) = of_class("__getnewargs__") else { return Ok((None, None)) };
    let r = call_bound(m, v, &[], None)?;
    match r.cast::<Tuple>() {
        Some(t) => Ok((Some(t), None)),
        None => Err(type_error(format!("__getnewargs__ should return a tuple, not '{}'", type_of(r).name_text()))),
    }
}
fn state(v: Value, required: bool) -> Res {
    let default = shape::type_of_kind(Kind::Object).dict.gc().get_text("__getstate__");
    if type_of(v).lookup(Str::intern("__getstate__")) == default {
        return default_state(v, required);
    }
    let m = attr::get(v, "__getstate__")?;
    call(m, &[])
}
/// `__dict__`, or None, or a pair with a dict of the slots. `required`: there is no other way to restore the object, so
/// contents that only native code knows are an error.
pub fn default_state(v: Value, required: bool) -> Res {
    let cls = type_of(v);
    let plain =
        !v.is_ptr() || matches!(kind_of_ptr(v.bits()), Kind::Object | Kind::Exception | Kind::Free) || v == none();
    if required && !plain && !is_stateless(v) {
        return Err(type_error(format!("cannot pickle '{}' object", cls.name_text())));
    }
    let mut state = match attr::get_opt(v, Str::intern("__dict__"))? {
        Some(d) if d.cast::<Dict>().is_none_or(|d| !d.is_empty()) => d,
        _ => none(),
    };
    let names = slot_names(cls)?;
    if !names.is_empty() {
        let slots = Dict::new();
        for i in 0..names.len() {
            let Some(n) = names.get(i).and_then(|n| n.cast::<Str>()) else { continue };
            if let Some(x) = attr::get_opt(v, n)? {
                slots.set_str(n, x)?;
            }
        }
        if !slots.is_empty() {
            state = Tuple::new(&[state, slots.value()]).value();
        }
    }
    Ok(state)
}
fn is_stateless(v: Value) -> bool {
    matches!(kind_of_ptr(v.bits()), Kind::NoneType | Kind::Ellipsis | Kind::NotImplemented | Kind::Bool | Kind::IntSub)
}
/// `copyreg._slotnames(cls)`, kept in the class as `__slotnames__`.
fn slot_names(cls: Gc<Type>) -> Result<Gc<List>, Raised> {
    if let Some(n) = cls.dict.gc().get_text("__slotnames__")
        && n != none()
    {
        return n.cast::<List>().ok_or_else(|| {
            type_error(format!(
                "{}.__slotnames__ should be a list or None, not {}",
                cls.name_text(),
                type_of(n).name_text()
            ))
        });
    }
    // most classes have no slots at all: no need for `copyreg`
    let any = cls.mro.get().is_some_and(|m| {
        m.items().iter().any(|c| c.cast::<Type>().is_some_and(|c| c.dict.gc().get_text("__slots__").is_some()))
    });
    if !any {
        return Ok(List::new());
    }
    let copyreg = crate::builtins::import_module("copyreg")?;
    let r = call_method(copyreg, "_slotnames", &[cls.value()])?;
    r.cast::<List>().ok_or_else(|| type_error("copyreg._slotnames didn't return a list or None"))
}
