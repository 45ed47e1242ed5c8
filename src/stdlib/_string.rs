//! `_string`: the parsers of format strings, for `string.Formatter`.

use std::cell::Cell;

use crate::builtins::add_functions;
use crate::builtins::exceptions::{stop_iteration, type_error};
use crate::builtins::str_::class_name;
use crate::builtins::str_format::{FieldName, First, Markup, Step};
use crate::layout;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{Str, StrBuilder, of_point, slice};
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};

layout! {
    pub struct FormatterIter: FormatterIter {
        gc text: Ptr<Str>,
        raw at: Cell<usize>,
    }
}
layout! {
    pub struct FieldNameIter: FieldNameIter {
        gc text: Ptr<Str>,
        raw at: Cell<usize>,
    }
}
static FORMATTER: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", formatter_next, "Implement next(self)."),
];
static FIELD_NAME: &[NativeDef] = &[
    NativeDef::new("__iter__(self, /)", |a| Ok(a[0]), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", field_name_next, "Implement next(self)."),
];
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "formatteriterator",
        kind: Kind::FormatterIter,
        flags: f::NO_NEW,
        methods: &[FORMATTER],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "fieldnameiterator",
        kind: Kind::FieldNameIter,
        flags: f::NO_NEW,
        methods: &[FIELD_NAME],
        ..TypeDef::EMPTY
    },
];
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("formatter_parser(string, /)", formatter_parser, "parse the argument as a format string"),
    NativeDef::new("formatter_field_name_split(string, /)", field_name_split, "split the argument as a field name"),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_string");
    add_functions(m.dict.gc(), "_string", FUNCTIONS);
    crate::builtins::put(m.dict.gc(), "__doc__", Str::new("string helper module").value());
    Ok(m)
}
fn text(a: &Args) -> Result<Gc<Str>, Raised> {
    a[0].cast::<Str>().ok_or_else(|| type_error(format!("expected str, got {}", class_name(a[0]))))
}
fn formatter_parser(a: &Args) -> Res {
    let text = Ptr::new(text(a)?);
    Ok(alloc(FormatterIter { header: FormatterIter::HEADER, text, at: Cell::new(0) }).value())
}
/// (literal text, field name, format specification, conversion)
fn formatter_next(a: &Args) -> Res {
    // SAFETY: the receiver.
    let it = unsafe { a[0].cast_unchecked::<FormatterIter>() };
    let t = it.text.gc();
    let mut m = Markup { text: t, at: it.at.get(), end: t.len() };
    let Some(((from, to), field)) = m.next()? else { return Err(stop_iteration(None)) };
    it.at.set(m.at);
    let mut literal = StrBuilder::new();
    (from..to).for_each(|i| literal.push(t.point(i)));
    let literal = literal.finish()?.value();
    let rest = match field {
        None => [none(); 3],
        Some(f) => [
            slice(t, f.name.0, f.name.1)?.value(),
            slice(t, f.spec.0, f.spec.1)?.value(),
            f.conversion.map_or(none(), |c| of_point(c).value()),
        ],
    };
    Ok(Tuple::new(&[literal, rest[0], rest[1], rest[2]]).value())
}
fn field_name_split(a: &Args) -> Res {
    let t = text(a)?;
    let mut name = FieldName { text: t, at: 0, end: t.len() };
    let first = match name.first()? {
        First::Empty => Str::empty().value(),
        First::Index(i) => Value::usize(i),
        First::Key(from, to) => slice(t, from, to)?.value(),
    };
    let rest = alloc(FieldNameIter { header: FieldNameIter::HEADER, text: Ptr::new(t), at: Cell::new(name.at) });
    Ok(Tuple::new(&[first, rest.value()]).value())
}
/// (is an attribute, name or index)
fn field_name_next(a: &Args) -> Res {
    // SAFETY: the receiver.
    let it = unsafe { a[0].cast_unchecked::<FieldNameIter>() };
    let t = it.text.gc();
    let mut name = FieldName { text: t, at: it.at.get(), end: t.len() };
    let step = name.next()?;
    it.at.set(name.at);
    let (attribute, v) = match step {
        None => return Err(stop_iteration(None)),
        Some(Step::Attribute(from, to)) => (true, slice(t, from, to)?.value()),
        Some(Step::Index(i)) => (false, Value::usize(i)),
        Some(Step::Key(from, to)) => (false, slice(t, from, to)?.value()),
    };
    Ok(Tuple::new(&[boolean(attribute), v]).value())
}
