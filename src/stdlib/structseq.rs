//! Struct sequences: tuples whose items have names (`sys.version_info`, `os.stat_result`, `time.struct_time`).
//!
//! Fields beyond the visible ones (`n_fields > n_sequence_fields`) are in a dict behind the items.

use crate::builtins::exceptions::type_error;
use crate::builtins::{derived_type, put};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::heap::Header;
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSet, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::full_name;
use crate::protocol::{attr, iter, text};

/// A struct sequence class: visible fields, then hidden ones.
pub struct StructSeq {
    pub name: &'static str,
    pub module: &'static str,
    pub doc: &'static str,
    pub fields: &'static [&'static str],
    pub hidden: &'static [&'static str],
    /// Programs cannot make instances.
    pub no_new: bool,
}

static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, sequence, dict={})",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", reduce, ""),
    NativeDef::new(
        "__replace__(self, /, **changes)",
        replace,
        "Return a copy of the structure with new values for the specified fields.",
    ),
];
static METHODS_NO_NEW: &[NativeDef] = &[
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", reduce, ""),
    NativeDef::new(
        "__replace__(self, /, **changes)",
        replace,
        "Return a copy of the structure with new values for the specified fields.",
    ),
];

static TABLES: &[&[NativeDef]] = &[METHODS];
static TABLES_NO_NEW: &[&[NativeDef]] = &[METHODS_NO_NEW];

fn getter<const I: usize>(v: Value) -> Res {
    Ok(v.cast::<Tuple>().and_then(|t| t.items().get(I).copied()).unwrap_or_else(none))
}
static GETTERS: [fn(Value) -> Res; 20] = [
    getter::<0>,
    getter::<1>,
    getter::<2>,
    getter::<3>,
    getter::<4>,
    getter::<5>,
    getter::<6>,
    getter::<7>,
    getter::<8>,
    getter::<9>,
    getter::<10>,
    getter::<11>,
    getter::<12>,
    getter::<13>,
    getter::<14>,
    getter::<15>,
    getter::<16>,
    getter::<17>,
    getter::<18>,
    getter::<19>,
];

impl StructSeq {
    /// Makes the class. Call once and keep it in the module.
    pub fn make(&'static self) -> Gc<Type> {
        let def: &'static TypeDef = Box::leak(Box::new(TypeDef {
            name: self.name,
            module: self.module,
            kind: Kind::Tuple,
            doc: self.doc,
            flags: f::SEQUENCE
                | if self.hidden.is_empty() { 0 } else { f::HAS_DICT }
                | if self.no_new { f::NO_NEW } else { 0 },
            methods: if self.no_new { TABLES_NO_NEW } else { TABLES },
            getsets: &[],
        }));
        let t = derived_type(def, type_of_kind(Kind::Tuple));
        let d = t.dict.gc();
        for (i, &name) in self.fields.iter().enumerate() {
            let def: &'static GetSetDef =
                Box::leak(Box::new(GetSetDef { name, get: GETTERS[i.min(19)], set: None, doc: "" }));
            put(d, name, alloc(GetSet { header: GetSet::HEADER, owner: Ptr::new(t), def }).value());
        }
        let (n, all) = (self.fields.len(), self.fields.len() + self.hidden.len());
        put(d, "n_sequence_fields", Value::usize(n));
        put(d, "n_fields", Value::usize(all));
        put(d, "n_unnamed_fields", Value::small(0));
        let mut names = crate::object::buffer::GcVec::new();
        self.fields.iter().for_each(|n| names.push(Str::intern(n)));
        put(d, "__match_args__", Tuple::new(names.as_slice()).value());
        if !self.hidden.is_empty() {
            let mut names = crate::object::buffer::GcVec::new();
            self.hidden.iter().for_each(|n| names.push(Str::intern(n)));
            put(d, " hidden", Tuple::new(names.as_slice()).value());
        }
        t.modified();
        t
    }
}

/// An instance: visible items, then hidden ones.
pub fn instance_of(t: Gc<Type>, items: &[Value]) -> Res {
    let d = t.dict.gc();
    let n = d.get_text("n_sequence_fields").and_then(Value::as_small).unwrap_or(0) as usize;
    let hidden = d.get_text(" hidden").and_then(|h| h.cast::<Tuple>());
    let s = Tuple::try_alloc(n, t.root_shape.get(), hidden.is_some() as usize)?;
    for (i, v) in items.iter().take(n).enumerate() {
        s.init(i, *v);
    }
    for i in items.len()..n {
        s.init(i, none());
    }
    if let Some(names) = hidden {
        let extra = Dict::new();
        for (i, name) in names.items().iter().enumerate() {
            extra.set(*name, items.get(n + i).copied().unwrap_or_else(none))?;
        }
        instance::set_instance_dict(s.as_ptr() as *mut Header, extra);
    }
    Ok(s.value())
}

fn field_count(t: Gc<Type>, which: &str) -> usize {
    t.lookup(Str::intern(which)).and_then(Value::as_small).unwrap_or(0) as usize
}
fn names(t: Gc<Type>, which: &str) -> Gc<Tuple> {
    t.lookup(Str::intern(which)).and_then(|v| v.cast::<Tuple>()).unwrap_or_else(Tuple::empty)
}

fn new(a: &Args) -> Res {
    let Some(t) = a[0].cast::<Type>() else { return Err(type_error("expected a class")) };
    let items = match iter::get_iter(a[1]) {
        Ok(_) => iter::to_tuple(a[1])?,
        Err(Raised) => {
            crate::thread::thread().clear_exception();
            return Err(type_error("constructor requires a sequence"));
        }
    };
    let dict = match a.opt(2) {
        None => None,
        Some(d) => match d.cast::<Dict>() {
            Some(d) => Some(d),
            None => {
                return Err(type_error(format!("{}() takes a dict as second arg, if any", full_name(t))));
            }
        },
    };
    let (min, max) = (field_count(t, "n_sequence_fields"), field_count(t, "n_fields"));
    let n = items.len();
    if n < min || n > max {
        let (what, m) = if min == max {
            ("a ", min)
        } else if n < min {
            ("an at least ", min)
        } else {
            ("an at most ", max)
        };
        return Err(type_error(format!("{}() takes {what}{m}-sequence ({n}-sequence given)", full_name(t))));
    }
    let mut all: crate::object::buffer::GcVec = items.items().iter().copied().collect();
    if let Some(d) = dict {
        for name in names(t, " hidden").items().iter().skip(n - min) {
            all.push(d.get(*name)?.unwrap_or_else(none));
        }
    }
    instance_of(t, all.as_slice())
}
fn repr(a: &Args) -> Res {
    let t = type_of(a[0]);
    let items = a[0].cast::<Tuple>().unwrap_or_else(Tuple::empty);
    let mut b = StrBuilder::new();
    b.push_text(&full_name(t));
    b.push_text("(");
    for (i, name) in names(t, "__match_args__").items().iter().enumerate() {
        if i > 0 {
            b.push_text(", ");
        }
        if let Some(s) = name.cast::<Str>() {
            b.push_str(s);
        }
        b.push_text("=");
        b.push_str(text::repr(items.get(i))?);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn hidden_dict(v: Value) -> Result<Gc<Dict>, Raised> {
    Ok(match attr::instance_dict(v)? {
        Some(d) => d,
        None => Dict::new(),
    })
}
fn reduce(a: &Args) -> Res {
    let items = a[0].cast::<Tuple>().unwrap_or_else(Tuple::empty);
    let d = hidden_dict(a[0])?.copy()?;
    let plain = Tuple::try_new(items.items())?;
    let args = Tuple::new(&[plain.value(), d.value()]);
    Ok(Tuple::new(&[type_of(a[0]).value(), args.value()]).value())
}
fn replace(a: &Args) -> Res {
    let t = type_of(a[0]);
    let items = a[0].cast::<Tuple>().unwrap_or_else(Tuple::empty);
    let changes = match a.kwargs {
        Some(k) => k.copy()?,
        None => Dict::new(),
    };
    let mut all = crate::object::buffer::GcVec::new();
    for (i, name) in names(t, "__match_args__").items().iter().enumerate() {
        all.push(changes.remove(*name)?.map_or(items.get(i), |e| e.1));
    }
    let extra = hidden_dict(a[0])?;
    for name in names(t, " hidden").items() {
        let old = extra.get(*name)?.unwrap_or_else(none);
        all.push(changes.remove(*name)?.map_or(old, |e| e.1));
    }
    if !changes.is_empty() {
        let left: Vec<String> = changes.iter().map(|(k, _)| text::repr_text(k)).collect();
        return Err(type_error(format!("Got unexpected field name(s): [{}]", left.join(", "))));
    }
    instance_of(t, all.as_slice())
}
