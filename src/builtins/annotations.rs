//! `__annotations__` and `__annotate__` (PEP 649) of functions, classes and modules.

use crate::builtins::exceptions::{attribute_error, type_error};
use crate::builtins::type_::class;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::{Type, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::attr;
use crate::protocol::call::{call, is_callable};

/// Format `VALUE` of an annotate function.
const VALUE: Value = Value::small(1);

/// Calls an annotate function.
fn evaluate(annotate: Value) -> Result<Gc<Dict>, Raised> {
    let r = call(annotate, &[VALUE])?;
    r.cast::<Dict>()
        .ok_or_else(|| type_error(format!("__annotate__() must return a dict, not {}", type_of(r).name_text())))
}

// --- functions
fn function(v: Value) -> Result<Gc<Function>, Raised> {
    v.cast::<Function>().ok_or_else(|| type_error("a function is needed"))
}
pub fn function_annotations(v: Value) -> Res {
    let f = function(v)?;
    if let Some(d) = f.annotations.get() {
        return Ok(d);
    }
    let d = match f.annotate.get() {
        Some(a) if is_callable(a) => evaluate(a)?,
        _ => Dict::new(),
    };
    f.annotations.set(f, d.value());
    Ok(d.value())
}
pub fn set_function_annotations(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = function(v)?;
    let x = x.filter(|x| *x != none());
    if x.is_some_and(|x| x.cast::<Dict>().is_none()) {
        return Err(type_error("__annotations__ must be set to a dict object"));
    }
    f.annotations.set(f, x);
    f.annotate.set(f, None);
    Ok(())
}
pub fn function_annotate(v: Value) -> Res {
    Ok(function(v)?.annotate.get_or_none())
}
pub fn set_function_annotate(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let f = function(v)?;
    match x {
        None => Err(type_error("__annotate__ cannot be deleted")),
        Some(x) if x == none() => {
            f.annotate.set(f, None);
            Ok(())
        }
        Some(x) if is_callable(x) => {
            f.annotate.set(f, x);
            f.annotations.set(f, None);
            Ok(())
        }
        Some(_) => Err(type_error("__annotate__ must be callable or None")),
    }
}

// --- classes
fn type_attribute_error(c: Gc<Type>, name: &str) -> Raised {
    attribute_error(
        format!("type object '{}' has no attribute '{name}'", c.name_text()),
        c.value(),
        Str::intern(name).value(),
    )
}
fn settable(v: Value, name: &str) -> Result<Gc<Type>, Raised> {
    let c = class(v)?;
    if !c.has_flag(f::HEAP) || c.has_flag(f::IMMUTABLE) {
        return Err(type_error(format!("cannot set '{name}' attribute of immutable type '{}'", c.name_text())));
    }
    Ok(c)
}
pub fn class_annotations(v: Value) -> Res {
    let c = class(v)?;
    if !c.has_flag(f::HEAP) {
        return Err(type_attribute_error(c, "__annotations__"));
    }
    let d = c.dict.gc();
    if let Some(a) = d.get_text("__annotations__").or_else(|| d.get_text("__annotations_cache__")) {
        return Ok(attr::get_descriptor(a, None, c)?.unwrap_or(a));
    }
    let annotate = class_annotate(v)?;
    let r = if is_callable(annotate) { evaluate(annotate)? } else { Dict::new() };
    d.set_text("__annotations_cache__", r)?;
    c.modified();
    Ok(r.value())
}
pub fn set_class_annotations(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let c = settable(v, "__annotations__")?;
    let d = c.dict.gc();
    match x {
        Some(x) => {
            let key = if d.get_text("__annotations__").is_some() { "__annotations__" } else { "__annotations_cache__" };
            d.set_text(key, x)?;
        }
        None => {
            let own = d.remove_str(Str::intern("__annotations__")).is_some();
            let cached = d.remove_str(Str::intern("__annotations_cache__")).is_some();
            if !own && !cached {
                return Err(attribute_error("__annotations__", v, Str::intern("__annotations__").value()));
            }
        }
    }
    d.remove_str(Str::intern("__annotate_func__"));
    d.remove_str(Str::intern("__annotate__"));
    c.modified();
    Ok(())
}
pub fn class_annotate(v: Value) -> Res {
    let c = class(v)?;
    if !c.has_flag(f::HEAP) {
        return Err(type_attribute_error(c, "__annotate__"));
    }
    let d = c.dict.gc();
    match d.get_text("__annotate__").or_else(|| d.get_text("__annotate_func__")) {
        Some(a) => Ok(attr::get_descriptor(a, None, c)?.unwrap_or(a)),
        None => Ok(none()),
    }
}
pub fn set_class_annotate(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let Some(x) = x else { return Err(type_error("cannot delete __annotate__ attribute")) };
    let c = settable(v, "__annotate__")?;
    if x != none() && !is_callable(x) {
        return Err(type_error("__annotate__ must be callable or None"));
    }
    let d = c.dict.gc();
    d.set_text("__annotate_func__", x)?;
    if x != none() {
        d.remove_str(Str::intern("__annotations_cache__"));
    }
    c.modified();
    Ok(())
}

// --- modules
fn module_dict(v: Value) -> Result<Gc<Dict>, Raised> {
    v.cast::<Module>().and_then(|m| m.dict.get()).ok_or_else(|| type_error("<module>.__dict__ is not a dictionary"))
}
pub fn module_annotations(v: Value) -> Res {
    let d = module_dict(v)?;
    if let Some(a) = d.get_text("__annotations__") {
        return Ok(a);
    }
    let annotate = d.get_text("__annotate__").filter(|a| is_callable(*a));
    let r = match annotate {
        Some(a) => evaluate(a)?,
        None => Dict::new(),
    };
    d.set_text("__annotations__", r)?;
    Ok(r.value())
}
pub fn set_module_annotations(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let d = module_dict(v)?;
    match x {
        Some(x) => d.set_text("__annotations__", x)?,
        None => {
            if d.remove_str(Str::intern("__annotations__")).is_none() {
                return Err(attribute_error("__annotations__", v, Str::intern("__annotations__").value()));
            }
        }
    }
    d.remove_str(Str::intern("__annotate__"));
    Ok(())
}
pub fn module_annotate(v: Value) -> Res {
    let d = module_dict(v)?;
    match d.get_text("__annotate__") {
        Some(a) => Ok(a),
        None => {
            d.set_text("__annotate__", none())?;
            Ok(none())
        }
    }
}
pub fn set_module_annotate(v: Value, x: Option<Value>) -> Result<(), Raised> {
    let Some(x) = x else { return Err(type_error("cannot delete __annotate__ attribute")) };
    if x != none() && !is_callable(x) {
        return Err(type_error("__annotate__ must be callable or None"));
    }
    let d = module_dict(v)?;
    d.set_text("__annotate__", x)?;
    if x != none() {
        d.remove_str(Str::intern("__annotations__"));
    }
    Ok(())
}
