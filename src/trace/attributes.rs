//! Recording attribute accesses that no inline cache serves: those that come down to a Python function, which is inlined, attributes of
//! classes that are overwritten now and then, `super()`, and `getattr`, `setattr` and `delattr` as the instructions they stand for.
//!
//! Each function emits under guards what happens for the objects it sees now; `Err` or `None`: it has nothing to offer, and nothing was
//! emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Op as Ir, Ref, Ty};

use super::calls::{self, Arg, guard_type, site};
use super::ops::Recorder;
use super::recorder::{Rec, class, rec};
use super::{direct, exceptions, floats, unrecorded};
use crate::builtins::function::ClassMethod;
use crate::builtins::super_::Super;
use crate::bytecode::ops::Op as Code;
use crate::interp::cont;
use crate::object::dict::Dict;
use crate::object::function::{Cell, Function, Method};
use crate::object::gc::Gc;
use crate::object::heap::{Header, heap};
use crate::object::instance::{Place, as_double, word_at};
use crate::object::kind::Kind;
use crate::object::shape::{self, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{boolean, none};
use crate::protocol::hooks::{self, Doing, Hook};
use crate::protocol::{attr, call};
use crate::semantics::machine::{At, Go};
use crate::semantics::residual::{class_attribute, inline_place, is_descriptor, new_place, slot_offset};

const CELL: usize = offset_of!(Cell, value);

/// `Machine::enter_attribute`
pub fn instruction(m: Recorder) -> Result<Go, Recorder> {
    let at = At::parked();
    let (x, name, doing) = cont::access(at);
    let r = rec();
    if r.is_general() {
        return Err(m);
    }
    let stores = matches!(at.ins.op().general(), Code::STORE_ATTR | Code::DEL_ATTR);
    let off = r.off();
    let xr = r.read(off + if stores { at.ins.a() } else { at.ins.b() } as i32);
    if let Some(s) = x.exact::<Super>() {
        return of_super(r, at, s, xr, name).ok_or(m);
    }
    if let Doing::Set(v) = doing {
        let vr = r.read(off + at.ins.b() as i32);
        if let Some(c) = x.cast::<Type>() {
            overwrite(r, c, xr, name, (v, vr)).ok_or(m)?;
            return Ok(Go { pc: at.pc.wrapping_add(3), base: at.base });
        }
        if let Some(go) = enter(r, at, (x, xr), name, doing, Some((v, vr)), None) {
            return Ok(go);
        }
        exceptions::set_attribute(r, (x, xr), name, vr).ok_or(m)?;
        if exceptions::perform(|| attr::set_attr(x, name, v).map(|_| none())).is_none() {
            return Ok(calls::failed(super::ops::RecorderDone));
        }
        return Ok(Go { pc: at.pc.wrapping_add(3), base: at.base });
    }
    if let Some(go) = enter(r, at, (x, xr), name, doing, None, None) {
        return Ok(go);
    }
    if stores || cont::is_method(at.ins.op()) {
        return Err(m);
    }
    let (v, vr) = floats::part(r, (x, xr), name).or_else(|| exceptions::attribute(r, (x, xr), name)).ok_or(m)?;
    Ok(calls::done(r, at, v, vr))
}

/// Inlines the function that an access comes down to; `instead`: what the instruction's result is whatever the function returns.
fn enter(
    r: &mut Rec,
    at: At,
    x: Arg,
    name: Gc<Str>,
    doing: Doing,
    new: Option<Arg>,
    instead: Option<Arg>,
) -> Option<Go> {
    let h = hooks::find(x.0, name, doing)?;
    guard_instance(r, x);
    enter_hook(r, at, h, x, name, new, instead)
}
/// The object has the shape, its class the attributes it has now.
fn guard_instance(r: &mut Rec, (x, xr): Arg) {
    r.guard_class(xr, x);
    guard_type(r, type_of(x));
}
fn enter_hook(
    r: &mut Rec,
    at: At,
    h: Hook,
    x: Arg,
    name: Gc<Str>,
    new: Option<Arg>,
    instead: Option<Arg>,
) -> Option<Go> {
    if calls::is_generator(h.function) {
        return None;
    }
    if let Some(d) = h.descriptor {
        guard_type(r, type_of(d));
    }
    let mut args = vec![];
    for a in h.args {
        let known = match a {
            hooks::Arg::Object => {
                args.push(x);
                continue;
            }
            hooks::Arg::New => {
                args.push(new?);
                continue;
            }
            hooks::Arg::Name => name.value(),
            hooks::Arg::Descriptor => h.descriptor?,
            hooks::Arg::Class => type_of(x.0).value(),
        };
        args.push((known, r.constant(known)));
    }
    Some(calls::enter_above(at, h.function, &args, instead))
}

/// Overwrites an attribute of a class that has a cell.
fn overwrite(r: &mut Rec, c: Gc<Type>, cr: Ref, name: Gc<Str>, (v, vr): Arg) -> Option<()> {
    let meta = type_of(c.value());
    if !attr::sets_generically(meta) || attr::lookup(meta, name).is_some() || !attr::is_plain_value(v) {
        return None;
    }
    let (cell, d) = (c.variable(name)?, c.dict.gc());
    let index = d.find_str(name)?;
    r.guard_is(cr, c.value());
    guard_type(r, meta);
    guard_type(r, c);
    r.guard_class(vr, v);
    if type_of(v).has_flag(type_flags::HEAP) {
        guard_type(r, type_of(v));
    }
    let dict = r.address(d.value());
    r.guard_keys(d, dict, d.keys_version());
    let cell = r.address(cell.value());
    let entries = r.builder.load(Ty::Ptr, dict, offset_of!(Dict, entries) as i32, class::DICT);
    r.builder.store(entries, vr, (2 + index * 3 + 2) as i32 * 8, class::VALUES);
    r.barrier(entries, vr);
    r.builder.store(cell, vr, CELL as i32, class::field(CELL as u32));
    r.barrier(cell, vr);
    if unrecorded(|| attr::type_set(c, name, Some(v))).is_err() {
        r.abort("an attribute could not be set");
    }
    r.moved();
    Some(())
}

// --- getattr and its like
/// Where an attribute is found.
enum Found {
    Field(u32),
    Double(u32),
    Known(Value),
    Variable(Gc<Cell>),
    /// A method that is to be bound.
    Method(Value),
    Hook(Hook),
    Nowhere,
}
fn find(x: Value, name: Gc<Str>) -> Option<Found> {
    let t = type_of(x);
    if let Some(c) = x.cast::<Type>() {
        if !attr::has_type_getattr(t) || attr::lookup(t, name).is_some() {
            return None;
        }
        let v = attr::lookup(c, name)?;
        if is_descriptor(v) && v.exact::<Function>().is_none() {
            return None;
        }
        return Some(c.lookup_variable(name).map_or(Found::Known(v), Found::Variable));
    }
    if let Some(h) = hooks::find(x, name, Doing::Get) {
        return Some(Found::Hook(h));
    }
    if !x.is_ptr() || !attr::gets_as_object(t) {
        return None;
    }
    let found = attr::lookup(t, name);
    if let Some(o) = found.and_then(|f| slot_offset(x, f)) {
        return Some(Found::Field(o));
    }
    if found.is_some_and(attr::is_data_descriptor) {
        return None;
    }
    match inline_place(x, name) {
        Some(Place::Inline(o)) => return Some(Found::Field(o)),
        Some(Place::Float(o)) => return Some(Found::Double(o)),
        _ => {}
    }
    let s = shape::info(x.header()?.shape());
    let Some(v) = found else {
        let shown = t.special(Special::GetAttr).is_none()
            && !s.dict_mode
            && (s.has_attributes() || !attr::has_instance_dict(x))
            && s.place(name).is_none();
        return shown.then_some(Found::Nowhere);
    };
    class_attribute(x, t, name)?;
    if v.exact::<Function>().is_some() {
        return Some(Found::Method(v));
    }
    if is_descriptor(v) {
        return None;
    }
    Some(t.lookup_variable(name).map_or(Found::Known(v), Found::Variable))
}
/// The attribute name that an argument is now, and will be.
fn guard_name(r: &mut Rec, (v, x): Arg) -> Option<Gc<Str>> {
    let name = v.exact::<Str>()?;
    if name.interned.get() || r.builder.trace().op(x).is_const() {
        r.guard_is(x, v);
    } else {
        r.guard_class(x, v);
        let known = r.constant(v);
        let same = direct::same(r, x, known);
        let zero = r.builder.kint(0);
        let is = r.builder.op(Ir::Ine, &[same, zero]);
        r.guard_bool(is, true);
    }
    Some(name.interned())
}
fn guard_found(r: &mut Rec, x: Arg) {
    if x.0.cast::<Type>().is_some() {
        r.guard_is(x.1, x.0);
        guard_type(r, type_of(x.0));
        guard_type(r, x.0.cast::<Type>().unwrap_or_else(|| type_of(x.0)));
    } else {
        guard_instance(r, x);
    }
}
/// `getattr(x, name[, default])`, `hasattr(x, name)`
pub fn getattr(at: At, args: &[Arg], only_whether: bool) -> Option<Go> {
    let (x, name, default) = match *args {
        [x, name] => (x, name, None),
        [x, name, default] => (x, name, Some(default)),
        _ => return None,
    };
    let r = rec();
    if r.is_general() {
        return None;
    }
    let found = find(x.0, name.0.exact::<Str>()?.interned())?;
    match &found {
        Found::Field(o) => {
            // SAFETY: the shape has a word there.
            unsafe { Value::from_bits_opt(*word_at(x.0.bits() as *mut Header, *o)) }?;
        }
        // what it raises would have to be caught
        Found::Hook(_) if default.is_some() || only_whether => return None,
        // what it raises is told what was asked for (`cont::told_attribute`)
        Found::Hook(_) if at.ins.op() != Code::CALL => return None,
        Found::Nowhere if default.is_none() && !only_whether => return None,
        _ => {}
    }
    let name = guard_name(r, name)?;
    guard_found(r, x);
    let (v, vr) = match found {
        Found::Field(o) => {
            let p = r.builder.op(Ir::UnboxPtr, &[x.1]);
            let w = r.load_tagged(p, o as usize, class::field(o));
            // SAFETY: an instance.
            if !shape::info(unsafe { (*(x.0.bits() as *const Header)).shape() }).has_value_at(o) {
                r.guard(Ir::GuardSet, &[w]);
            }
            // SAFETY: as above.
            (unsafe { Value::from_bits(*word_at(x.0.bits() as *mut Header, o)) }, w)
        }
        Found::Double(o) => {
            let p = r.builder.op(Ir::UnboxPtr, &[x.1]);
            let f = r.builder.load(Ty::Float, p, o as i32, class::field(o));
            // SAFETY: the shape has a double there.
            let v = f64::from_bits(unsafe { *word_at(x.0.bits() as *mut Header, o) });
            (Value::float(v), r.builder.op(Ir::BoxFloat, &[f]))
        }
        Found::Known(v) => (v, r.constant(v)),
        Found::Variable(c) => {
            let p = r.address(c.value());
            let w = r.load_tagged(p, CELL, class::field(CELL as u32));
            r.guard(Ir::GuardSet, &[w]);
            (c.value.get_or_none(), w)
        }
        Found::Method(f) => {
            let s = site(size_of::<Method>(), Kind::Method as u64)?;
            let k = r.constant(f);
            let o = r.builder.alloc(s);
            r.builder.store(o, k, offset_of!(Method, func) as i32, Class::CONST);
            r.builder.store(o, x.1, offset_of!(Method, this) as i32, Class::CONST);
            (Method::new(f, x.0).value(), r.builder.op(Ir::BoxPtr, &[o]))
        }
        Found::Hook(h) => return enter_hook(r, at, h, x, name, None, None),
        Found::Nowhere => match default {
            Some(d) => d,
            None => {
                let no = boolean(false);
                let k = r.constant(no);
                return Some(calls::done(r, at, no, k));
            }
        },
    };
    if only_whether {
        let yes = boolean(true);
        let k = r.constant(yes);
        return Some(calls::done(r, at, yes, k));
    }
    Some(calls::done(r, at, v, vr))
}
/// `setattr(x, name, v)`
pub fn setattr(at: At, args: &[Arg]) -> Option<Go> {
    let [x, name, (v, vr)] = *args else { return None };
    let r = rec();
    let text = name.0.exact::<Str>()?.interned();
    let nothing = none();
    if r.is_general() || !x.0.is_ptr() {
        return None;
    }
    let k = r.constant(nothing);
    if let Some(c) = x.0.cast::<Type>() {
        c.variable(text)?;
        let name = guard_name(r, name)?;
        overwrite(r, c, x.1, name, (v, vr))?;
        return Some(calls::done(r, at, nothing, k));
    }
    if hooks::find(x.0, text, Doing::Set(v)).is_some() {
        let name = guard_name(r, name)?;
        return enter(r, at, x, name, Doing::Set(v), Some((v, vr)), Some((nothing, k)));
    }
    let t = type_of(x.0);
    if !attr::has_generic_setattr(t) {
        return None;
    }
    let found = attr::lookup(t, text);
    let place = match found.and_then(|f| slot_offset(x.0, f)) {
        Some(o) => Some(Place::Inline(o)),
        None if found.is_some_and(attr::is_data_descriptor) => return None,
        None => inline_place(x.0, text),
    };
    let (place, shape) = match place {
        Some(place) => (place, None),
        None => new_place(x.0.header()?.shape(), text, v).map(|(s, place)| (place, Some(s)))?,
    };
    let (offset, double) = match place {
        Place::Inline(o) => (o, None),
        Place::Float(o) => (o, Some(as_double(v)?)),
        Place::Overflow(_) => return None,
    };
    guard_name(r, name)?;
    guard_instance(r, x);
    let o = r.builder.op(Ir::UnboxPtr, &[x.1]);
    let stored = if double.is_some() { r.double(vr) } else { vr };
    r.builder.store(o, stored, offset as i32, class::field(offset));
    if double.is_none() {
        r.barrier(o, vr);
    }
    if let Some(s) = shape {
        let s = r.builder.kint(s as i64);
        r.builder.mem(Ir::Store32, &[o, s], 0, Class::SHAPE);
    }
    let p = x.0.bits() as *mut Header;
    // SAFETY: a word of an object of that shape, or of the one it gets.
    unsafe {
        if double.is_none() {
            heap().barrier(p, v.bits());
        }
        *word_at(p, offset) = double.map_or(v.bits(), f64::to_bits);
        if let Some(s) = shape {
            (*p).set_shape(s);
        }
    }
    Some(calls::done(r, at, nothing, k))
}
/// `delattr(x, name)` that comes down to a Python function.
pub fn delattr(at: At, args: &[Arg]) -> Option<Go> {
    let [x, name] = *args else { return None };
    let r = rec();
    let text = name.0.exact::<Str>()?.interned();
    if r.is_general() {
        return None;
    }
    hooks::find(x.0, text, Doing::Delete)?;
    let name = guard_name(r, name)?;
    let k = r.constant(none());
    enter(r, at, x, name, Doing::Delete, None, Some((none(), k)))
}

// --- super
/// `super()`, `super(class, object)`
pub fn make_super(at: At, args: &[Arg]) -> Option<Ref> {
    let r = rec();
    let (class, obj) = match *args {
        [] => context(r, at)?,
        [class, obj] => (class, obj),
        _ => return None,
    };
    let c = class.0.cast::<Type>()?;
    let start = match obj.0.cast::<Type>() {
        Some(o) if o.is_subtype(c) => o,
        _ => Some(type_of(obj.0)).filter(|t| t.is_subtype(c))?,
    };
    let s = site(size_of::<Super>(), Kind::Super as u64)?;
    r.guard_is(class.1, class.0);
    if obj.0 == start.value() {
        r.guard_is(obj.1, obj.0);
    } else {
        r.guard_class(obj.1, obj.0);
    }
    guard_type(r, start);
    let start = r.constant(start.value());
    let k = r.constant(class.0);
    let o = r.builder.alloc(s);
    for (offset, x) in [(THIS_CLASS, k), (OBJ, obj.1), (OBJ_CLASS, start)] {
        r.builder.store(o, x, offset as i32, class::field(offset as u32));
    }
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
const THIS_CLASS: usize = offset_of!(Super, this_class);
const OBJ: usize = offset_of!(Super, obj);
const OBJ_CLASS: usize = offset_of!(Super, obj_class);
/// The class and the first argument of the method that calls `super()`.
fn context(r: &mut Rec, at: At) -> Option<(Arg, Arg)> {
    let code = at.code();
    if code.meta.argcount == 0 {
        return None;
    }
    let off = r.off();
    let mut contents = |i: usize| -> Option<Arg> {
        let c = at.reg_opt(i)?.exact::<Cell>()?;
        let x = r.read(off + i as i32);
        let o = r.object(x);
        r.guard_shape(o, Kind::Cell as u32);
        let w = r.load_tagged(o, CELL, class::field(CELL as u32));
        r.guard(Ir::GuardSet, &[w]);
        Some((c.value.get()?, w))
    };
    let names = code.local_names.gc();
    let i = names.items().iter().position(|n| n.cast::<Str>().is_some_and(|s| s.is_text("__class__")))?;
    let class = contents(i)?;
    let first = if code.meta.local_kinds.first() == Some(&crate::object::code::LocalKind::Cell) {
        contents(0)?
    } else {
        let x = r.read(off);
        r.guard(Ir::GuardSet, &[x]);
        (at.reg_opt(0)?, x)
    };
    Some((class, first))
}
/// An attribute of a `super` object: a method to be called, a property.
fn of_super(r: &mut Rec, at: At, s: Gc<Super>, x: Ref, name: Gc<Str>) -> Option<Go> {
    let (class, obj, start) = (s.this_class.get()?, s.obj.get()?, s.obj_class.get()?);
    if name.is_text("__class__") || type_of(class.value()) != shape::type_of_kind(Kind::Type) {
        return None;
    }
    let mro = start.mro.get()?;
    let from = mro.items().iter().position(|c| *c == class.value())?;
    let above = mro.items()[from + 1..].iter().filter_map(|c| c.cast::<Type>());
    let found = above.filter_map(|c| c.dict.gc().get_str(name)).next()?;
    let bound = obj != start.value();
    // what is called, and with which first argument
    let is_method = cont::is_method(at.ins.op());
    let class_method = found.exact::<ClassMethod>().and_then(|m| m.callable.get());
    let getter = found.exact::<crate::builtins::property::Property>().filter(|_| bound);
    let getter = getter.and_then(|p| p.get.get()?.exact::<Function>()).filter(|f| f.key.get() == 1);
    let call = match (class_method, bound) {
        (Some(f), _) if f.exact::<Function>().is_some() => (f, Some(start.value())),
        (None, true) if call::is_plain_method(found) => (found, Some(obj)),
        (None, false) if found.exact::<Function>().is_some() => (found, None),
        _ if getter.is_some() => (found, None),
        _ => return None,
    };
    if !is_method && getter.is_none() {
        return None;
    }
    let o = r.object(x);
    r.guard_shape(o, Kind::Super as u32);
    for (offset, c) in [(THIS_CLASS, class), (OBJ_CLASS, start)] {
        let w = r.load_tagged(o, offset, class::field(offset as u32));
        r.guard_is(w, c.value());
    }
    let obj_r = r.load_tagged(o, OBJ, class::field(OBJ as u32));
    if bound {
        r.guard_class(obj_r, obj);
    } else {
        r.guard_is(obj_r, obj);
    }
    guard_type(r, start);
    if let Some(f) = getter {
        if calls::is_generator(f) {
            return None;
        }
        return Some(calls::enter_above(at, f, &[(obj, obj_r)], None));
    }
    let (f, first) = call;
    let a = at.ins.a();
    let k = r.constant(f);
    at.set(a + 2, f);
    at.set(a + 4, first);
    let off = r.off() + a as i32;
    r.write(off + 2, k);
    let first = match first {
        None => r.builder.kval(0),
        Some(v) if v == obj => obj_r,
        Some(v) => r.constant(v),
    };
    r.write(off + 4, first);
    r.moved();
    Some(Go { pc: at.pc.wrapping_add(4), base: at.base })
}
