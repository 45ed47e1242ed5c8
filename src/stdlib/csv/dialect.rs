//! `_csv.Dialect`: the validated rules of a format. Immutable, so readers and writers share it.

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::native_class;
use crate::layout;
use crate::object::gc::{Gc, Ptr};
use crate::object::instance::alloc_sub;
use crate::object::int::{Bool, IntSub};
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, of_point};
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::call::full_name;
use crate::protocol::{attr, compare};

use super::{QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NOTNULL};

layout! {
    /// `_csv.Dialect`
    pub struct Dialect: CsvDialect {
        gc line_terminator: Ptr<Str>,
        raw delimiter: u32,
        raw quote: Option<u32>,
        raw escape: Option<u32>,
        raw quoting: i64,
        raw double_quote: bool,
        raw skip_initial_space: bool,
        raw strict: bool,
    }
}

pub static TYPE: TypeDef = TypeDef {
    name: "Dialect",
    module: "_csv",
    kind: Kind::CsvDialect,
    doc: "CSV dialect\n\nThe Dialect type records CSV dialect options.",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[ATTRIBUTES],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, dialect=None, delimiter=None, doublequote=None, escapechar=None, lineterminator=None, quotechar=None, quoting=None, skipinitialspace=None, strict=None)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__reduce__(self, /)", refuse_pickling, "raises an exception to avoid pickling"),
    NativeDef::new("__reduce_ex__(self, protocol, /)", refuse_pickling, "raises an exception to avoid pickling"),
];
fn this(v: Value) -> Result<Gc<Dialect>, Raised> {
    v.cast().ok_or_else(|| type_error("a Dialect object is required"))
}
fn point_or_none(c: Option<u32>) -> Value {
    c.map_or_else(none, |c| of_point(c).value())
}
static ATTRIBUTES: &[GetSetDef] = &[
    GetSetDef::ro("delimiter", |v| Ok(of_point(this(v)?.delimiter).value()), ""),
    GetSetDef::ro("doublequote", |v| Ok(boolean(this(v)?.double_quote)), ""),
    GetSetDef::ro("escapechar", |v| Ok(point_or_none(this(v)?.escape)), ""),
    GetSetDef::ro("lineterminator", |v| Ok(this(v)?.line_terminator.gc().value()), ""),
    GetSetDef::ro("quotechar", |v| Ok(point_or_none(this(v)?.quote)), ""),
    GetSetDef::ro("quoting", |v| Ok(Value::int(this(v)?.quoting)), ""),
    GetSetDef::ro("skipinitialspace", |v| Ok(boolean(this(v)?.skip_initial_space)), ""),
    GetSetDef::ro("strict", |v| Ok(boolean(this(v)?.strict)), ""),
];
fn refuse_pickling(a: &Args) -> Res {
    Err(type_error(format!("cannot pickle '{}' instances", type_of(a[0]).name.gc().to_text())))
}

/// A parameter that is one character; `None` counts where `optional`.
fn character(v: Option<Value>, name: &str, default: Option<u32>, optional: bool) -> Result<Option<u32>, Raised> {
    let Some(v) = v else { return Ok(default) };
    if optional && v == none() {
        return Ok(None);
    }
    let wanted = if optional { "a unicode character or None" } else { "a unicode character" };
    match v.cast::<Str>() {
        Some(s) if s.len() == 1 => Ok(Some(s.point(0))),
        Some(s) => Err(type_error(format!("\"{name}\" must be {wanted}, not a string of length {}", s.len()))),
        None => Err(type_error(format!("\"{name}\" must be {wanted}, not {}", full_name(type_of(v))))),
    }
}
fn flag(v: Option<Value>, default: bool) -> Result<bool, Raised> {
    v.map_or(Ok(default), compare::truth)
}
fn quoting_of(v: Option<Value>) -> Result<i64, Raised> {
    let Some(v) = v else { return Ok(QUOTE_MINIMAL) };
    let exact = v.cast::<Bool>().is_none() && v.cast::<IntSub>().is_none();
    let Some(i) = v.as_int().filter(|_| exact) else {
        return Err(type_error(format!("\"quoting\" must be an integer, not {}", full_name(type_of(v)))));
    };
    match i.to_i64() {
        Some(n @ QUOTE_MINIMAL..=QUOTE_NOTNULL) => Ok(n),
        _ => Err(type_error("bad \"quoting\" value")),
    }
}
/// Line ends are never special characters; a space only where it is not skipped.
fn check_character(name: &str, c: Option<u32>, terminator: Gc<Str>, allow_space: bool) -> Result<(), Raised> {
    let Some(c) = c else { return Ok(()) };
    if c == '\r' as u32 || c == '\n' as u32 || c == ' ' as u32 && !allow_space {
        return Err(value_error(format!("bad {name} value")));
    }
    if terminator.points().any(|t| t == c) {
        return Err(value_error(format!("bad {name} or lineterminator value")));
    }
    Ok(())
}
fn check_distinct(a: (&str, Option<u32>), b: (&str, Option<u32>)) -> Result<(), Raised> {
    if a.1.is_some() && a.1 == b.1 {
        return Err(value_error(format!("bad {} or {} value", a.0, b.0)));
    }
    Ok(())
}

const NAMES: [&str; 8] =
    ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

/// Parameters come from the arguments, then from the attributes of `dialect`, which may be any object.
fn new(a: &Args) -> Res {
    let class = crate::builtins::int::class_argument(a[0], native_class(&TYPE))?;
    let mut base = a.opt(1);
    if let Some(b) = base {
        if b.cast::<Str>().is_some() {
            base = Some(super::registered(b)?);
        }
        let reusable = base.filter(|b| b.exact::<Dialect>().is_some());
        if let Some(b) = reusable
            && class == native_class(&TYPE)
            && (2..10).all(|i| !a.has(i))
        {
            return Ok(b);
        }
    }
    let mut given: [Option<Value>; 8] = std::array::from_fn(|i| a.opt(i + 2));
    if let Some(b) = base {
        for (slot, name) in given.iter_mut().zip(NAMES) {
            if slot.is_none() {
                *slot = match attr::get(b, name) {
                    Ok(v) => Some(v),
                    Err(Raised) => {
                        crate::thread::thread().clear_exception();
                        None
                    }
                };
            }
        }
    }
    Ok(validated(class, given)?.value())
}
fn validated(class: Gc<crate::object::types::Type>, given: [Option<Value>; 8]) -> Result<Gc<Dialect>, Raised> {
    let [delimiter, double, escape, terminator, quote, quoting, skip, strict] = given;
    let delimiter = character(delimiter, "delimiter", Some(',' as u32), false)?;
    let double_quote = flag(double, true)?;
    let escape = character(escape, "escapechar", None, true)?;
    let line_terminator = match terminator {
        None => Str::new("\r\n"),
        Some(v) => match v.cast::<Str>() {
            Some(s) => s,
            None => {
                let t = full_name(type_of(v));
                return Err(type_error(format!("\"lineterminator\" must be a string, not {t}")));
            }
        },
    };
    let quote_is_none = quote == Some(none());
    let quote = character(quote, "quotechar", Some('"' as u32), true)?;
    let mut style = quoting_of(quoting)?;
    let skip_initial_space = flag(skip, false)?;
    let strict = flag(strict, false)?;
    if quote_is_none && quoting.is_none() {
        style = QUOTE_NONE;
    }
    if style != QUOTE_NONE && quote.is_none() {
        return Err(type_error("quotechar must be set if quoting enabled"));
    }
    check_character("delimiter", delimiter, line_terminator, true)?;
    check_character("escapechar", escape, line_terminator, !skip_initial_space)?;
    check_character("quotechar", quote, line_terminator, !skip_initial_space)?;
    check_distinct(("delimiter", delimiter), ("escapechar", escape))?;
    check_distinct(("delimiter", delimiter), ("quotechar", quote))?;
    check_distinct(("escapechar", escape), ("quotechar", quote))?;
    let dialect = Dialect {
        header: Dialect::HEADER,
        line_terminator: Ptr::new(line_terminator),
        delimiter: delimiter.unwrap_or(',' as u32),
        quote,
        escape,
        quoting: style,
        double_quote,
        skip_initial_space,
        strict,
    };
    alloc_sub(class, dialect)
}
