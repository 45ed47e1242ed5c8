//! Template strings (PEP 750): `Template` and `Interpolation`.

use std::cell::Cell;

use crate::builtins::exceptions::{stop_iteration, type_error, value_error};
use crate::builtins::native::readonly;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, text};

layout! {
    /// One more string than interpolations.
    pub struct Template: Template {
        gc strings: Ptr<Tuple>,
        gc interpolations: Ptr<Tuple>,
    }
}
layout! {
    pub struct Interpolation: Interpolation {
        gc value: Slot,
        gc expression: Slot,
        /// `None`, or 's', 'r', 'a'.
        gc conversion: Slot,
        gc spec: Slot,
    }
}
layout! {
    /// Strings (empty ones left out) and interpolations in turn; `at` counts both.
    pub struct TemplateIter: TemplateIter {
        gc template: Ptr<Template>,
        raw at: Cell<usize>,
    }
}

static TEMPLATE: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", template_new, "Create and return a new object."),
    NativeDef::new("__repr__(self, /)", template_repr, "Return repr(self)."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__iter__(self, /)", template_iter, "Implement iter(self)."),
    NativeDef::new("__reduce__(self, /)", template_reduce, "Helper for pickle."),
    NativeDef::class("__class_getitem__(cls, object, /)", |a| super::generic_alias::new(a[0], a[1]), "See PEP 585"),
];
static TEMPLATE_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("strings", |v| Ok(of(v)?.strings.gc().value()), readonly, "Strings"),
    GetSetDef::rw("interpolations", |v| Ok(of(v)?.interpolations.gc().value()), readonly, "Interpolations"),
    GetSetDef::ro("values", values, "Values of interpolations"),
];
static INTERPOLATION: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, value, expression='', conversion=None, format_spec='')",
        interpolation_new,
        "Create and return a new object.",
    ),
    NativeDef::new("__repr__(self, /)", interpolation_repr, "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", interpolation_reduce, "Helper for pickle."),
    NativeDef::class("__class_getitem__(cls, object, /)", |a| super::generic_alias::new(a[0], a[1]), "See PEP 585"),
];
static INTERPOLATION_ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("value", |v| Ok(inter(v)?.value.get_or_none()), readonly, "Value"),
    GetSetDef::rw("expression", |v| Ok(inter(v)?.expression.get_or_none()), readonly, "Expression"),
    GetSetDef::rw("conversion", |v| Ok(inter(v)?.conversion.get_or_none()), readonly, "Conversion"),
    GetSetDef::rw("format_spec", |v| Ok(inter(v)?.spec.get_or_none()), readonly, "Format specifier"),
];
static ITER: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", iter_next, "Implement next(self)."),
];
const MODULE: TypeDef = TypeDef { module: "string.templatelib", ..TypeDef::EMPTY };
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "Template",
        kind: Kind::Template,
        doc: "Template object",
        flags: f::WEAKREF,
        methods: &[TEMPLATE],
        getsets: &[TEMPLATE_ATTRS],
        ..MODULE
    },
    TypeDef {
        name: "Interpolation",
        kind: Kind::Interpolation,
        doc: "Interpolation object",
        flags: f::WEAKREF,
        methods: &[INTERPOLATION],
        getsets: &[INTERPOLATION_ATTRS],
        ..MODULE
    },
    TypeDef {
        name: "TemplateIter",
        kind: Kind::TemplateIter,
        doc: "Template iterator object",
        methods: &[ITER],
        ..MODULE
    },
];
/// Enters `__match_args__`; once, at start-up.
pub fn init_class() {
    let names = ["value", "expression", "conversion", "format_spec"].map(|n| Str::intern(n).value());
    let c = type_of_kind(Kind::Interpolation);
    super::put(c.dict.gc(), "__match_args__", Tuple::new(&names).value());
}

fn of(v: Value) -> Result<Gc<Template>, Raised> {
    v.cast::<Template>().ok_or_else(|| type_error("a template is needed"))
}
fn inter(v: Value) -> Result<Gc<Interpolation>, Raised> {
    v.cast::<Interpolation>().ok_or_else(|| type_error("an interpolation is needed"))
}
/// The value of a template string expression.
pub fn template(strings: Value, interpolations: Value) -> Res {
    let (Some(s), Some(i)) = (strings.cast::<Tuple>(), interpolations.cast::<Tuple>()) else {
        return Err(type_error("a template is made of tuples"));
    };
    Ok(alloc(Template { header: Template::HEADER, strings: Ptr::new(s), interpolations: Ptr::new(i) }).value())
}
fn make(value: Value, expression: Value, conversion: Value, spec: Value) -> Value {
    alloc(Interpolation {
        header: Interpolation::HEADER,
        value: Slot::new(value),
        expression: Slot::new(expression),
        conversion: Slot::new(conversion),
        spec: Slot::new(spec),
    })
    .value()
}
/// One `{…}` of a template string. `conversion`: 0 none, 1 `!s`, 2 `!r`, 3 `!a`.
pub fn interpolation(value: Value, expression: Value, conversion: usize, spec: Option<Value>) -> Res {
    let c = match conversion {
        1 => Str::intern("s").value(),
        2 => Str::intern("r").value(),
        3 => Str::intern("a").value(),
        _ => none(),
    };
    Ok(make(value, expression, c, spec.unwrap_or_else(|| Str::empty().value())))
}

// --- Template

/// Strings and interpolations in any order; adjacent strings are joined.
fn template_new(a: &Args) -> Res {
    if a.kwargs.is_some_and(|k| !k.is_empty()) {
        return Err(type_error("Template.__new__ only accepts *args arguments"));
    }
    let (mut strings, mut interpolations) = (GcVec::new(), GcVec::new());
    let mut last = StrBuilder::new();
    for &x in a.rest {
        if let Some(s) = x.cast::<Str>() {
            last.push_str(s);
        } else if x.cast::<Interpolation>().is_some() {
            strings.push(std::mem::take(&mut last).finish()?);
            interpolations.push(x);
        } else {
            return Err(type_error(format!(
                "Template.__new__ *args need to be of type 'str' or 'Interpolation', got {}",
                type_of(x).name_text()
            )));
        }
    }
    strings.push(last.finish()?);
    template(Tuple::try_new(strings.as_slice())?.value(), Tuple::try_new(interpolations.as_slice())?.value())
}
fn template_repr(a: &Args) -> Res {
    let t = of(a[0])?;
    let (s, i) = (text::repr(t.strings.gc().value())?, text::repr(t.interpolations.gc().value())?);
    let mut b = StrBuilder::new();
    b.push_text("Template(strings=");
    b.push_str(s);
    b.push_text(", interpolations=");
    b.push_str(i);
    b.push_text(")");
    b.finish().map(Gc::value)
}
fn values(v: Value) -> Res {
    let all: GcVec = of(v)?
        .interpolations
        .gc()
        .items()
        .iter()
        .map(|i| i.cast::<Interpolation>().map_or_else(none, |i| i.value.get_or_none()))
        .collect();
    Ok(Tuple::try_new(all.as_slice())?.value())
}
fn add(a: &Args) -> Res {
    let (Some(x), Some(y)) = (a[0].cast::<Template>(), a[1].cast::<Template>()) else {
        return Err(type_error(format!(
            "can only concatenate string.templatelib.Template (not \"{}\") to string.templatelib.Template",
            type_of(a[1]).name_text()
        )));
    };
    let (first, second) = (x.strings.gc(), y.strings.gc());
    let mut strings: GcVec = first.items().iter().copied().collect();
    let mut joint = StrBuilder::new();
    for s in [strings.pop(), second.items().first().copied()].into_iter().flatten() {
        if let Some(s) = s.cast::<Str>() {
            joint.push_str(s);
        }
    }
    strings.push(joint.finish()?);
    strings.extend(second.items().iter().skip(1).copied());
    let mut inter: GcVec = x.interpolations.gc().items().iter().copied().collect();
    inter.extend(y.interpolations.gc().items().iter().copied());
    template(Tuple::try_new(strings.as_slice())?.value(), Tuple::try_new(inter.as_slice())?.value())
}
fn template_iter(a: &Args) -> Res {
    let t = of(a[0])?;
    Ok(alloc(TemplateIter { header: TemplateIter::HEADER, template: Ptr::new(t), at: Cell::new(0) }).value())
}
fn template_reduce(a: &Args) -> Res {
    let t = of(a[0])?;
    let unpickle = attr::get(super::import_module("string.templatelib")?, "_template_unpickle")?;
    let args = Tuple::new(&[t.strings.gc().value(), t.interpolations.gc().value()]);
    Ok(Tuple::new(&[unpickle, args.value()]).value())
}
fn iter_next(a: &Args) -> Res {
    let it = a[0].cast::<TemplateIter>().ok_or_else(|| type_error("a template iterator is needed"))?;
    let t = it.template.gc();
    loop {
        let at = it.at.get();
        it.at.set(at + 1);
        let from = if at % 2 == 0 { t.strings.gc() } else { t.interpolations.gc() };
        match from.items().get(at / 2) {
            None => {
                it.at.set(at);
                return Err(stop_iteration(None));
            }
            Some(s) if s.cast::<Str>().is_some_and(|s| s.is_empty()) => {}
            Some(v) => return Ok(*v),
        }
    }
}

// --- Interpolation

fn interpolation_new(a: &Args) -> Res {
    let string = |i: usize, name: &str| match a.opt(i) {
        None => Ok(Str::empty().value()),
        Some(v) if v.cast::<Str>().is_some() => Ok(v),
        Some(v) => {
            Err(type_error(format!("Interpolation() argument '{name}' must be str, not {}", type_of(v).name_text())))
        }
    };
    let expression = string(2, "expression")?;
    let conversion = match a.opt_none(3) {
        None => none(),
        Some(c) => {
            let Some(s) = c.cast::<Str>() else {
                return Err(type_error(format!(
                    "Interpolation() argument 'conversion' must be str, not {}",
                    type_of(c).name_text()
                )));
            };
            if !["s", "a", "r"].iter().any(|t| s.is_text(t)) {
                return Err(value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'"));
            }
            c
        }
    };
    Ok(make(a[1], expression, conversion, string(4, "format_spec")?))
}
fn parts(v: Value) -> Result<Gc<Tuple>, Raised> {
    let i = inter(v)?;
    Ok(Tuple::new(&[
        i.value.get_or_none(),
        i.expression.get_or_none(),
        i.conversion.get_or_none(),
        i.spec.get_or_none(),
    ]))
}
fn interpolation_repr(a: &Args) -> Res {
    let t = parts(a[0])?;
    let mut b = StrBuilder::new();
    b.push_text("Interpolation");
    b.push_str(text::repr(t.value())?);
    b.finish().map(Gc::value)
}
fn interpolation_reduce(a: &Args) -> Res {
    Ok(Tuple::new(&[type_of(a[0]).value(), parts(a[0])?.value()]).value())
}
