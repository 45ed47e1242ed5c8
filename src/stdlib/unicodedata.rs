//! `unicodedata`: what the Unicode Character Database (version 16) says of characters.

use crate::builtins::exceptions::{key_error, type_error, value_error};
use crate::builtins::str_::class_name;
use crate::builtins::{native_class, put};
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{Str, of_point};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::stdlib::ucd_3_2;
use crate::unicode::normalize::{Form, normalize};
use crate::unicode::{self as u, names};

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "decimal(chr, default=<unrepresentable>, /)",
        |a| number(a, "decimal", |c| u::record(c).decimal),
        "Converts a Unicode character into its equivalent decimal value.",
    ),
    NativeDef::new(
        "digit(chr, default=<unrepresentable>, /)",
        |a| number(a, "digit", |c| u::record(c).digit),
        "Converts a Unicode character into its equivalent digit value.",
    ),
    NativeDef::new(
        "numeric(chr, default=<unrepresentable>, /)",
        numeric,
        "Converts a Unicode character into its equivalent numeric value.",
    ),
    NativeDef::new(
        "category(chr, /)",
        |a| word(u::CATEGORIES[u::record(point(a, "category")?).category as usize]),
        "Returns the general category assigned to the character chr as string.",
    ),
    NativeDef::new(
        "bidirectional(chr, /)",
        |a| word(u::BIDI[u::record(point(a, "bidirectional")?).bidi as usize]),
        "Returns the bidirectional class assigned to the character chr as string.",
    ),
    NativeDef::new(
        "combining(chr, /)",
        |a| Ok(Value::small(u::record(point(a, "combining")?).combining as i64)),
        "Returns the canonical combining class assigned to the character chr as integer.",
    ),
    NativeDef::new(
        "mirrored(chr, /)",
        |a| Ok(Value::small(u::has(point(a, "mirrored")?, u::flags::MIRRORED) as i64)),
        "Returns the mirrored property assigned to the character chr as integer.",
    ),
    NativeDef::new(
        "east_asian_width(chr, /)",
        |a| word(u::WIDTHS[u::record(point(a, "east_asian_width")?).width as usize]),
        "Returns the east asian width assigned to the character chr as string.",
    ),
    NativeDef::new(
        "decomposition(chr, /)",
        decomposition,
        "Returns the character decomposition mapping assigned to the character chr as string.",
    ),
    NativeDef::new(
        "name(chr, default=<unrepresentable>, /)",
        name,
        "Returns the name assigned to the character chr as a string.",
    ),
    NativeDef::new("lookup(name, /)", lookup, "Look up character by name."),
    NativeDef::new(
        "normalize(form, unistr, /)",
        |a| normal(a, "normalize").map(|(_, n)| n.value()),
        "Return the normal form 'form' for the Unicode string unistr.",
    ),
    NativeDef::new(
        "is_normalized(form, unistr, /)",
        |a| normal(a, "is_normalized").map(|(s, n)| boolean(s.same(n))),
        "Return whether the Unicode string unistr is in the normal form 'form'.",
    ),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("unicodedata");
    let d = m.dict.gc();
    crate::builtins::add_functions(d, "unicodedata", FUNCTIONS);
    put(d, "__doc__", Str::new("This module provides access to the Unicode Character Database.").value());
    put(d, "unidata_version", Str::intern("16.0.0").value());
    put(d, "UCD", native_class(&ucd_3_2::TYPE).value());
    put(d, "ucd_3_2_0", ucd_3_2::make().value());
    Ok(m)
}

fn point(a: &Args, function: &str) -> Result<u32, Raised> {
    point_of(a[0], function)
}
/// The only character of a string.
pub fn point_of(v: Value, function: &str) -> Result<u32, Raised> {
    let first = if matches!(function, "decimal" | "digit" | "numeric" | "name") { " 1" } else { "" };
    match v.cast::<Str>() {
        Some(s) if s.len() == 1 => Ok(s.point(0)),
        Some(s) => Err(type_error(format!(
            "{function}(): argument{first} must be a unicode character, not a string of length {}",
            s.len()
        ))),
        None => {
            Err(type_error(format!("{function}() argument{first} must be a unicode character, not {}", class_name(v))))
        }
    }
}
pub fn word(s: &str) -> Res {
    Ok(Str::intern(s).value())
}
fn number(a: &Args, what: &str, f: impl Fn(u32) -> i8) -> Res {
    match f(point(a, what)?) {
        ..0 => a.opt(1).ok_or_else(|| value_error(format!("not a {what}"))),
        n => Ok(Value::small(n as i64)),
    }
}
fn numeric(a: &Args) -> Res {
    match u::numeric(point(a, "numeric")?) {
        Some(f) => Ok(Value::float(f)),
        None => a.opt(1).ok_or_else(|| value_error("not a numeric character")),
    }
}
fn decomposition(a: &Args) -> Res {
    decomposition_of(point(a, "decomposition")?)
}
pub fn decomposition_of(c: u32) -> Res {
    let Some((tag, points)) = u::decomposition(c) else { return Ok(Str::empty().value()) };
    let mut words: Vec<String> = vec![];
    if !tag.is_empty() {
        words.push(tag.into());
    }
    words.extend(points.iter().map(|p| format!("{p:04X}")));
    Ok(Str::new(&words.join(" ")).value())
}
fn name(a: &Args) -> Res {
    match names::name(point(a, "name")?) {
        Some(n) => Ok(Str::new(&n).value()),
        None => a.opt(1).ok_or_else(|| value_error("no such name")),
    }
}
fn lookup(a: &Args) -> Res {
    lookup_of(a[0])
}
/// The character of a name.
pub fn lookup_of(name: Value) -> Res {
    let Some(s) = name.cast::<Str>() else {
        return Err(type_error(format!("lookup() argument must be str, not {}", class_name(name))));
    };
    match names::lookup_character(&s.to_text()) {
        Some(c) => Ok(of_point(c).value()),
        None => Err(key_error(Str::new(&format!("undefined character name '{}'", s.to_text())).value())),
    }
}
/// The string argument and its normal form.
fn normal(a: &Args, function: &str) -> Result<(Gc<Str>, Gc<Str>), Raised> {
    normal_of(a[0], a[1], function, |form, s| normalize(form, s.points()))
}
/// The same, for any arguments and any way to normalise.
pub fn normal_of(
    form: Value,
    s: Value,
    function: &str,
    f: impl Fn(Form, Gc<Str>) -> Vec<u32>,
) -> Result<(Gc<Str>, Gc<Str>), Raised> {
    let text = |i: usize, v: Value| {
        v.cast::<Str>()
            .ok_or_else(|| type_error(format!("{function}() argument {i} must be str, not {}", class_name(v))))
    };
    let (form, s) = (text(1, form)?, text(2, s)?);
    if s.is_empty() {
        return Ok((s, s));
    }
    let Some(form) = Form::parse(&form.to_text()) else { return Err(value_error("invalid normalization form")) };
    if s.ascii {
        return Ok((s, s.to_exact()?));
    }
    Ok((s, Str::from_u32s(&f(form, s))?))
}
