//! Making classes: `type.__new__`, metaclass calculation, layouts, `__slots__`, `__set_name__`, `__init_subclass__`.

use std::cell::Cell;

use crate::builtins::exceptions::{self, runtime_error, type_error, value_error};
use crate::builtins::function::{class_method, static_method};
use crate::builtins::{mro, object, type_};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::function::{Cell as PyCell, Function};
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, Member};
use crate::object::shape::{self, type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::{call_bound, call_dict, unwrap_static};
use crate::protocol::{attr, iter, text};
use crate::thread::thread;

/// `type.__new__(metatype, name, bases, dict, **kwds)`
pub fn type_new(a: &Args) -> Res {
    let meta = object::class_arg(a[0])?;
    if a.rest.len() != 3 {
        return Err(type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", a.rest.len())));
    }
    let wrong = |i: usize, what: &str, v: Value| {
        type_error(format!("type.__new__() argument {i} must be {what}, not {}", text_of_type(v)))
    };
    let name = a.rest[0].cast::<Str>().ok_or_else(|| wrong(1, "str", a.rest[0]))?;
    let bases = a.rest[1].cast::<Tuple>().ok_or_else(|| wrong(2, "tuple", a.rest[1]))?;
    let ns = a.rest[2].cast::<Dict>().ok_or_else(|| wrong(3, "dict", a.rest[2]))?;
    let bases = if bases.is_empty() { Tuple::new(&[type_of_kind(Kind::Object).value()]) } else { bases };
    for &b in bases.items() {
        if b.cast::<Type>().is_none() && attr::get_opt(b, Special::MroEntries.interned())?.is_some() {
            return Err(type_error("type() doesn't support MRO entry resolution; use types.new_class()"));
        }
    }
    let winner = calculate_metaclass(meta, bases)?;
    if winner != meta {
        let new = winner.special(Special::New).map(unwrap_static);
        if let Some(new) = new
            && new
                .cast::<crate::object::native::NativeFunction>()
                .is_none_or(|n| n.owner.get() != Some(type_of_kind(Kind::Type)))
        {
            let mut args = GcVec::with_capacity(4);
            args.push(winner);
            args.extend(a.rest.iter().copied());
            return call_dict(new, args.as_slice(), a.kwargs);
        }
    }
    make_class(winner, name, bases, ns, a.kwargs).map(Gc::value)
}
fn text_of_type(v: Value) -> String {
    if v == none() { "None".to_string() } else { type_of(v).name_text() }
}

/// The most derived of the metaclasses of `meta` and the bases.
pub fn calculate_metaclass(meta: Gc<Type>, bases: Gc<Tuple>) -> Result<Gc<Type>, Raised> {
    let mut winner = meta;
    for &b in bases.items() {
        let t = type_of(b);
        if winner.is_subtype(t) {
            continue;
        }
        if t.is_subtype(winner) {
            winner = t;
            continue;
        }
        return Err(type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
        ));
    }
    Ok(winner)
}

/// The bases with `__mro_entries__` replaced by what they stand for; the very tuple if there are none.
pub fn resolve_bases(bases: Gc<Tuple>) -> Result<Gc<Tuple>, Raised> {
    let mut out: Option<GcVec> = None;
    for (i, &b) in bases.items().iter().enumerate() {
        let hook = match b.cast::<Type>() {
            Some(_) => None,
            None => attr::get_opt(b, Special::MroEntries.interned())?,
        };
        let Some(hook) = hook else {
            if let Some(o) = &mut out {
                o.push(b);
            }
            continue;
        };
        let r = crate::protocol::call::call(hook, &[bases.value()])?;
        let Some(entries) = r.cast::<Tuple>() else { return Err(type_error("__mro_entries__ must return a tuple")) };
        let o = out.get_or_insert_with(|| bases.items()[..i].iter().copied().collect());
        o.extend(entries.items().iter().copied());
    }
    match out {
        Some(o) => Tuple::try_new(o.as_slice()),
        None => Ok(bases),
    }
}

// --- layouts

/// The kind that decides the layout of subclasses (instances of subclasses of `int` have a layout of their own).
fn layout_kind(t: Gc<Type>) -> Kind {
    if t.kind.get() == Kind::Int { Kind::IntSub } else { t.kind.get() }
}
/// Bytes of `__slots__` variables.
fn slot_bytes(t: Gc<Type>) -> u32 {
    t.base_size.get().saturating_sub(shape::info(t.kind.get() as u32).fixed)
}
/// Does `t` add to the layout of its base?
fn adds_layout(t: Gc<Type>, base: Gc<Type>) -> bool {
    layout_kind(t) != layout_kind(base) || slot_bytes(t) != slot_bytes(base) || exceptions::has_own_layout(t)
}
/// The ancestor that last added to the layout.
fn solid_base(mut t: Gc<Type>) -> Gc<Type> {
    while let Some(b) = t.base.get() {
        if adds_layout(t, b) {
            break;
        }
        t = b;
    }
    t
}
/// The base whose layout the new class extends.
pub fn best_base(bases: Gc<Tuple>) -> Result<Gc<Type>, Raised> {
    let mut best: Option<(Gc<Type>, Gc<Type>)> = None;
    for &b in bases.items() {
        let Some(t) = b.cast::<Type>() else { return Err(type_error("bases must be types")) };
        if !t.has_flag(f::BASETYPE) {
            return Err(type_error(format!(
                "type '{}' is not an acceptable base type",
                crate::protocol::call::full_name(t)
            )));
        }
        let solid = solid_base(t);
        best = match best {
            None => Some((t, solid)),
            Some((_, s)) if s.is_subtype(solid) => best,
            Some((_, s)) if solid.is_subtype(s) => Some((t, solid)),
            Some(_) => return Err(type_error("multiple bases have instance lay-out conflict")),
        };
    }
    best.map(|b| b.0).ok_or_else(|| type_error("bases must be types"))
}
const DICT_AND_WEAK: u32 = f::HAS_DICT | f::WEAKREF;
/// Can instances of `old` become instances of `new` (or `old` be replaced by `new` among the bases)?
pub fn same_layout(new: Gc<Type>, old: Gc<Type>) -> bool {
    let strip = |mut t: Gc<Type>| {
        while let Some(b) = t.base.get()
            && !adds_layout(t, b)
            && (t.flags.get() ^ b.flags.get()) & DICT_AND_WEAK == 0
        {
            t = b;
        }
        t
    };
    let (n, o) = (strip(new), strip(old));
    let slots = |t: Gc<Type>| t.slots.get().and_then(|s| s.cast::<Tuple>()).map(Gc::<Tuple>::items).unwrap_or(&[]);
    n == o
        || (n.base.get() == o.base.get()
            && layout_kind(n) == layout_kind(o)
            && !exceptions::has_own_layout(n)
            && !exceptions::has_own_layout(o)
            && (n.flags.get() ^ o.flags.get()) & DICT_AND_WEAK == 0
            && slots(n).len() == slots(o).len()
            && slots(n).iter().zip(slots(o)).all(|(a, b)| match (a.cast::<Str>(), b.cast::<Str>()) {
                (Some(a), Some(b)) => a.same(b),
                _ => false,
            }))
}

// --- __slots__

/// What the class statement asks of the layout.
struct Plan {
    /// Mangled names of slot variables, sorted.
    slots: GcVec,
    has_dict: bool,
    weakref: bool,
    own_dict: bool,
    own_weakref: bool,
}
/// `name` as the compiler would write it inside class `class`.
pub fn mangle(class: Gc<Str>, name: Gc<Str>) -> Gc<Str> {
    let (c, n) = (class.to_text(), name.to_text());
    let bare = c.trim_start_matches('_');
    if !n.starts_with("__") || n.ends_with("__") || n.contains('.') || bare.is_empty() {
        return name;
    }
    Str::intern(&format!("_{bare}{n}"))
}
fn plan_slots(name: Gc<Str>, base: Gc<Type>, bases: Gc<Tuple>, ns: Gc<Dict>) -> Result<Plan, Raised> {
    let (base_dict, base_weak) = (base.has_flag(f::HAS_DICT), base.has_flag(f::WEAKREF));
    let varies = matches!(layout_kind(base), Kind::Tuple | Kind::IntSub | Kind::Bytes | Kind::Type | Kind::CodeBody);
    let mut plan =
        Plan { slots: GcVec::new(), has_dict: base_dict, weakref: base_weak, own_dict: false, own_weakref: false };
    let declared = ns.get_text("__slots__");
    let Some(declared) = declared else {
        plan.own_dict = !base_dict;
        plan.own_weakref = !base_weak && !varies_without_weakref(base);
        plan.has_dict = true;
        plan.weakref = base_weak || plan.own_weakref;
        return Ok(plan);
    };
    let items = if declared.cast::<Str>().is_some() {
        Tuple::new(&[declared])
    } else {
        Tuple::try_new(iter::collect(declared)?.as_slice())?
    };
    if !items.is_empty() && varies {
        return Err(type_error(format!("nonempty __slots__ not supported for subtype of '{}'", base.name_text())));
    }
    for &item in items.items() {
        let Some(s) = item.cast::<Str>() else {
            return Err(type_error(format!("__slots__ items must be strings, not '{}'", type_of(item).name_text())));
        };
        if !super::is_identifier(s) {
            return Err(type_error("__slots__ must be identifiers"));
        }
        if s.is_text("__dict__") {
            if base_dict || plan.own_dict {
                return Err(type_error("__dict__ slot disallowed: we already got one"));
            }
            plan.own_dict = true;
        } else if s.is_text("__weakref__") {
            if base_weak || plan.own_weakref {
                return Err(type_error("__weakref__ slot disallowed: we already got one"));
            }
            plan.own_weakref = true;
        } else {
            plan.slots.push(mangle(name, s).interned());
        }
    }
    let mut sorted: Vec<String> =
        plan.slots.iter().filter_map(|s| s.cast::<Str>()).map(|s| s.to_text().into_owned()).collect();
    sorted.sort();
    plan.slots = sorted.iter().map(|s| Str::intern(s).value()).collect();
    for s in plan.slots.iter().filter_map(|s| s.cast::<Str>()) {
        let allowed = ["__qualname__", "__classcell__", "__classdictcell__"].iter().any(|t| s.is_text(t));
        if !allowed && ns.get_str(s).is_some() {
            let s = text::repr(s.value())?;
            return Err(value_error(format!("{} in __slots__ conflicts with class variable", s.to_text())));
        }
    }
    // secondary bases may bring a dict or weak references
    for b in bases.items().iter().filter_map(|b| b.cast::<Type>()) {
        if b == base {
            continue;
        }
        plan.own_dict |= !base_dict && b.has_flag(f::HAS_DICT);
        plan.own_weakref |= !base_weak && b.has_flag(f::WEAKREF);
    }
    plan.has_dict = base_dict || plan.own_dict;
    plan.weakref = base_weak || plan.own_weakref;
    Ok(plan)
}
/// Variable-sized layouts had no room for weak references in CPython either: `int`, `tuple`, `bytes` subclasses.
fn varies_without_weakref(base: Gc<Type>) -> bool {
    matches!(layout_kind(base), Kind::Tuple | Kind::IntSub | Kind::Bytes)
}

// --- the class itself

/// A class object of metaclass `meta` with an empty name space, not linked to anything yet.
fn blank(meta: Gc<Type>, name: Gc<Str>, kind: Kind) -> Result<Gc<Type>, Raised> {
    let body = Type {
        header: Type::HEADER,
        name: Ptr::new(name),
        qualname: Ptr::new(name),
        bases: Ptr::new(Tuple::empty()),
        base: Ptr::empty(),
        mro: Ptr::empty(),
        dict: Ptr::new(Dict::new()),
        subclasses: Ptr::empty(),
        n_subclasses: Cell::new(0),
        specials: Ptr::new(crate::vm::vm().no_specials.gc()),
        cells: Ptr::empty(),
        slots: Slot::empty(),
        flags: Cell::new(0),
        kind: Cell::new(kind),
        version: Cell::new(0),
        watch: crate::object::watch::Watch::new(),
        root_shape: Cell::new(kind as u32),
        base_size: Cell::new(shape::info(kind as u32).fixed),
        def: Cell::new(None),
    };
    if meta == type_of_kind(Kind::Type) { Ok(alloc(body)) } else { alloc_sub(meta, body) }
}

/// The class of a class statement whose metaclass is settled.
pub fn make_class(
    meta: Gc<Type>,
    name: Gc<Str>,
    bases: Gc<Tuple>,
    ns: Gc<Dict>,
    kwargs: Option<Gc<Dict>>,
) -> Result<Gc<Type>, Raised> {
    let base = best_base(bases)?;
    let dict = ns.copy()?;
    let plan = plan_slots(name, base, bases, dict)?;
    if name.points().any(|c| c == 0) {
        return Err(value_error("type name must not contain null characters"));
    }
    let kind = layout_kind(base);
    let c = blank(meta, name, kind)?;
    c.dict.set(c, dict);
    c.base.set(c, base);
    c.bases.set(c, bases);
    let inherited = base.flags.get() & (f::EXCEPTION | f::MATCH_SELF);
    let mut flags = f::HEAP | f::BASETYPE | inherited;
    flags |= if plan.has_dict { f::HAS_DICT } else { 0 } | if plan.weakref { f::WEAKREF } else { 0 };
    c.flags.set(flags);
    fill_namespace(c, name, dict)?;
    lay_out(c, base, &plan)?;
    // cells of the class body
    let class_cell = take_cell(dict, "__classcell__")?;
    let dict_cell = take_cell(dict, "__classdictcell__")?;
    mro::compute(c)?;
    inherit_flags(c);
    c.modified();
    link_bases(c, bases);
    if let Some(cell) = class_cell {
        cell.value.set(cell, c.value());
    }
    if let Some(cell) = dict_cell {
        cell.value.set(cell, dict.value());
    }
    set_names(c)?;
    init_subclass(c, kwargs)?;
    Ok(c)
}
pub fn link_bases(c: Gc<Type>, bases: Gc<Tuple>) {
    for b in bases.items().iter().filter_map(|b| b.cast::<Type>()) {
        b.add_subclass(c);
    }
}
/// Flags that come from any ancestor.
pub fn inherit_flags(c: Gc<Type>) {
    let Some(mro) = c.mro.get() else { return };
    for m in mro.items().iter().skip(1).filter_map(|m| m.cast::<Type>()) {
        if c.flags.get() & (f::SEQUENCE | f::MAPPING) == 0 {
            c.add_flag(m.flags.get() & (f::SEQUENCE | f::MAPPING));
        }
        c.add_flag(m.flags.get() & (f::MATCH_SELF | f::EXCEPTION));
    }
    if c.special(Special::Del).is_some() {
        c.add_flag(f::FINALIZER);
    }
}
fn take_cell(dict: Gc<Dict>, name: &str) -> Result<Option<Gc<PyCell>>, Raised> {
    let Some(v) = dict.remove_str(Str::intern(name)) else { return Ok(None) };
    match v.cast::<PyCell>() {
        Some(c) => Ok(Some(c)),
        None => {
            let t = text::repr(type_of(v).value())?;
            Err(type_error(format!("{name} must be a nonlocal cell, not {}", t.to_text())))
        }
    }
}
/// `__module__`, `__qualname__`, `__doc__`, implicit static and class methods, `__hash__`.
fn fill_namespace(c: Gc<Type>, name: Gc<Str>, dict: Gc<Dict>) -> Result<(), Raised> {
    if dict.get_text("__module__").is_none()
        && let Some(g) = crate::interp::frames::current_globals()
        && let Some(m) = g.get_text("__name__")
    {
        dict.set_text("__module__", m)?;
    }
    let qualname = match dict.remove_str(Str::intern("__qualname__")) {
        None => name,
        Some(q) => q
            .cast::<Str>()
            .ok_or_else(|| type_error(format!("type __qualname__ must be a str, not {}", type_of(q).name_text())))?,
    };
    c.qualname.set(c, qualname);
    if let Some(n) = dict.get_text("__new__").filter(|n| n.exact::<Function>().is_some()) {
        dict.set_text("__new__", static_method(n))?;
    }
    for name in ["__init_subclass__", "__class_getitem__"] {
        if let Some(n) = dict.get_text(name).filter(|n| n.exact::<Function>().is_some()) {
            dict.set_text(name, class_method(n))?;
        }
    }
    if dict.get_text("__doc__").is_none() {
        dict.set_text("__doc__", none())?;
    }
    if dict.get_text("__eq__").is_some() && dict.get_text("__hash__").is_none() {
        dict.set_text("__hash__", none())?;
    }
    Ok(())
}
/// How many attributes the methods of a class (whose MRO is not made yet) and its ancestors are seen to set.
fn static_attributes(c: Gc<Type>) -> u16 {
    let mut names: Vec<u64> = vec![];
    let bases = c.bases.get().map_or(&[][..], |b| b.items()).iter().filter_map(|b| b.cast::<Type>());
    let ancestors = bases.flat_map(|b| b.mro.get().map_or(&[][..], |m| m.items()));
    for t in std::iter::once(&c.value()).chain(ancestors).filter_map(|t| t.cast::<Type>()) {
        if let Some(own) = t.dict.gc().get_text("__static_attributes__").and_then(|t| t.cast::<Tuple>()) {
            names.extend(own.items().iter().filter_map(|n| n.cast::<Str>()).map(|n| n.interned().addr()));
        }
    }
    names.sort_unstable();
    names.dedup();
    names.len().min(shape::MAX_INLINE as usize) as u16
}
/// Slot variables, the shape of instances, `__dict__` and `__weakref__`.
fn lay_out(c: Gc<Type>, base: Gc<Type>, plan: &Plan) -> Result<(), Raised> {
    let (kind, dict) = (c.kind.get(), c.dict.gc());
    let fixed = shape::info(kind as u32).fixed;
    let mut end = if kind == base.kind.get() { base.base_size.get() } else { fixed };
    for s in plan.slots.iter() {
        let m = alloc(Member { header: Member::HEADER, owner: Ptr::new(c), name: Slot::new(s), offset: end });
        dict.set(s, m.value())?;
        end += 8;
    }
    if !plan.slots.is_empty() {
        c.slots.set(c, Tuple::new(plan.slots.as_slice()).value());
    }
    c.base_size.set(end);
    let parent = shape::info(base.root_shape.get()).inline_cap;
    let area = plan.has_dict && !attr::kind_has_own_dict(kind);
    let inline = parent.max(static_attributes(c)).clamp(4, shape::MAX_INLINE);
    c.root_shape.set(shape::new_root(c, kind, end, area, inline));
    if plan.own_dict && dict.get_text("__dict__").is_none() {
        super::fill_getsets(c, object::DICT);
    }
    if plan.own_weakref && dict.get_text("__weakref__").is_none() {
        super::fill_getsets(c, type_::WEAKREF);
    }
    Ok(())
}

// --- hooks

/// Calls `__set_name__` of everything in the name space.
fn set_names(c: Gc<Type>) -> Result<(), Raised> {
    let names = c.dict.gc().copy()?;
    for (k, v) in names.iter() {
        if !v.is_ptr() {
            continue;
        }
        let Some(m) = type_of(v).special(Special::SetName) else { continue };
        if call_bound(m, v, &[c.value(), k], None).is_err() {
            return Err(note_set_name(c, k, v));
        }
    }
    Ok(())
}
#[cold]
fn note_set_name(c: Gc<Type>, k: Value, v: Value) -> Raised {
    let e = thread().take_exception();
    let note = format!(
        "Error calling __set_name__ on '{}' instance {} in '{}'",
        type_of(v).name_text(),
        text::repr_text(k),
        c.name_text()
    );
    if super::exception_methods::add_note(e, Str::new(&note).value()).is_err() {
        thread().clear_exception();
    }
    thread().set_exception(e)
}
/// `super(c, c).__init_subclass__(**kwargs)`
fn init_subclass(c: Gc<Type>, kwargs: Option<Gc<Dict>>) -> Result<(), Raised> {
    let name = Special::InitSubclass.interned();
    let Some(mro) = c.mro.get() else { return Ok(()) };
    for m in mro.items().iter().skip(1).filter_map(|m| m.cast::<Type>()) {
        let Some(h) = m.dict.gc().get_str(name) else { continue };
        if kwargs.is_none() && m == type_of_kind(Kind::Object) {
            return Ok(());
        }
        let bound = attr::get_descriptor(h, None, c)?.unwrap_or(h);
        return call_dict(bound, &[], kwargs).map(|_| ());
    }
    Ok(())
}

/// `__class__` cell checks of a class statement; `cell` is what the class body returned.
pub fn check_class_cell(cell: Value, made: Value, name: Value) -> Result<(), Raised> {
    let Some(cell) = cell.cast::<PyCell>() else { return Ok(()) };
    if made.cast::<Type>().is_none() {
        return Ok(());
    }
    if cell.value.get() == Some(made) {
        return Ok(());
    }
    let (n, m) = (text::repr(name)?, text::repr(made)?);
    match cell.value.get() {
        None => Err(runtime_error(format!(
            "__class__ not set defining {} as {}. Was __classcell__ propagated to type.__new__?",
            n.to_text(),
            m.to_text()
        ))),
        Some(v) => {
            let v = text::repr(v)?;
            Err(type_error(format!("__class__ set to {} defining {} as {}", v.to_text(), n.to_text(), m.to_text())))
        }
    }
}
