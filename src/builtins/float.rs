//! `float`: the class, its constructor, methods and comparisons.

use super::exceptions::{Exc, overflow_error, type_error, value_error};
use super::float_parse::{self, HexError};
use super::int::{self, class_argument};
use super::{float_bits, float_ops, int_text};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::float::Float;
use crate::object::gc::Gc;
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, not_implemented};
use crate::protocol::call::{call, call_bound};
use crate::protocol::compare::Cmp;
use crate::protocol::number::{self, BinOp};
use crate::protocol::text;

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "float",
    kind: Kind::Float,
    doc: "Convert a string or number to a floating-point number, if possible.",
    flags: f::BASETYPE | f::MATCH_SELF,
    methods: &[METHODS, ARITHMETIC, COMPARE],
    getsets: &[GETSETS],
    ..TypeDef::EMPTY
}];

pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, x=0, /)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "__repr__(self, /)",
        |a| Ok(Str::try_new(&super::float_text::float_repr(receiver(a[0])))?.value()),
        "Return repr(self).",
    ),
    NativeDef::new(
        "__format__(self, format_spec, /)",
        super::format_spec::float_method,
        "Convert to a string according to format_spec.",
    ),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__bool__(self, /)", |a| Ok(boolean(receiver(a[0]) != 0.0)), "True if self else False"),
    NativeDef::new("__int__(self, /)", |a| int::from_f64(receiver(a[0])), "int(self)"),
    NativeDef::new("__float__(self, /)", exact, "float(self)"),
    NativeDef::new(
        "__trunc__(self, /)",
        |a| int::from_f64(receiver(a[0])),
        "Return the Integral closest to x between 0 and x.",
    ),
    NativeDef::new("__floor__(self, /)", |a| int::from_f64(receiver(a[0]).floor()), "Return the floor as an Integral."),
    NativeDef::new("__ceil__(self, /)", |a| int::from_f64(receiver(a[0]).ceil()), "Return the ceiling as an Integral."),
    NativeDef::new(
        "__round__(self, ndigits=None, /)",
        round,
        "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).",
    ),
    NativeDef::new("__format__(self, format_spec, /)", format, "Formats the float according to format_spec."),
    NativeDef::new("__getnewargs__(self, /)", |a| Ok(Tuple::try_new(&[exact(a)?])?.value()), ""),
    NativeDef::class(
        "__getformat__(cls, typestr, /)",
        getformat,
        "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or 'float'.\n\nIt exists mainly to be used in Python's test suite.",
    ),
    NativeDef::new("conjugate(self, /)", exact, "Return self, the complex conjugate of any float."),
    NativeDef::new(
        "as_integer_ratio(self, /)",
        as_integer_ratio,
        "Return a pair of integers, whose ratio is exactly equal to the original float.\n\nThe ratio is in lowest terms and has a positive denominator.  Raise\nOverflowError on infinities and a ValueError on NaNs.",
    ),
    NativeDef::new("is_integer(self, /)", is_integer, "Return True if the float is an integer."),
    NativeDef::new(
        "hex(self, /)",
        |a| Ok(Str::try_new(&float_parse::to_hex(receiver(a[0])))?.value()),
        "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'",
    ),
    NativeDef::class(
        "fromhex(cls, string, /)",
        fromhex,
        "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375",
    ),
    NativeDef::class("from_number(cls, number, /)", from_number, "Convert real number to a floating-point number."),
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::ro("real", |v| Ok(exact_value(v)), "the real part of a complex number"),
    GetSetDef::ro("imag", |_| Ok(Value::float(0.0)), "the imaginary part of a complex number"),
];

/// The double a receiver stands for.
pub fn receiver(v: Value) -> f64 {
    v.as_float().unwrap_or(0.0)
}
/// As a value of class `float` exactly.
fn exact_value(v: Value) -> Value {
    match float_ops::as_exact(v) {
        Some(_) => v,
        None => Value::float(receiver(v)),
    }
}
fn exact(a: &Args) -> Res {
    Ok(exact_value(a[0]))
}
fn make(cls: Gc<Type>, v: Value) -> Res {
    if cls == type_of_kind(Kind::Float) {
        return Ok(exact_value(v));
    }
    Ok(alloc_sub(cls, Float { header: Float::HEADER, value: receiver(v) })?.value())
}
fn new(a: &Args) -> Res {
    let cls = class_argument(a[0], type_of_kind(Kind::Float))?;
    let v = match a.opt(1) {
        None => Value::float(0.0),
        Some(x) => from_value(x)?,
    };
    make(cls, v)
}
/// `float(x)`: an exact float.
pub fn from_value(x: Value) -> Res {
    if float_ops::as_exact(x).is_some() {
        return Ok(x);
    }
    if let Some(t) = x.exact::<Str>().and_then(Gc::<Str>::as_ascii)
        && let Some(f) = float_parse::parse_literal(int_text::trim(t.as_bytes()))
    {
        return Ok(Value::float(f));
    }
    let s = if let Some(s) = x.cast::<Str>().filter(|_| type_of(x).special(Special::Float).is_none()) {
        int_text::to_ascii(s)
    } else if let Some(b) = x.cast::<Bytes>() {
        b.as_slice().to_vec()
    } else if let Some(b) = x.cast::<ByteArray>() {
        b.as_slice().to_vec()
    } else {
        let t = type_of(x);
        if t.special(Special::Float).is_some() || t.special(Special::Index).is_some() {
            return by_method(x).map(Value::float);
        }
        let Some(view) = super::buffer::acquire_opt(x)? else {
            return Err(type_error(format!(
                "float() argument must be a string or a real number, not '{}'",
                t.name_text()
            )));
        };
        view.to_vec()?
    };
    match float_parse::parse_literal(int_text::trim(&s)) {
        Some(f) => Ok(Value::float(f)),
        None => Err(value_error(format!("could not convert string to float: {}", text::repr(x)?.to_text()))),
    }
}
/// The value of `__float__`, or of `__index__`, of an object that has one of them.
pub fn by_method(x: Value) -> Result<f64, Raised> {
    let t = type_of(x);
    let Some(m) = t.special(Special::Float) else {
        return number::index(x)?.as_int().map_or(Ok(0.0), number::int_to_f64);
    };
    let r = call_bound(m, x, &[], None)?;
    if let Some(f) = float_ops::as_exact(r) {
        return Ok(f);
    }
    let (tn, rn) = (t.name_text(), type_of(r).name_text());
    let Some(f) = r.as_float() else {
        return Err(type_error(format!("{tn}.__float__ returned non-float (type {rn})")));
    };
    super::warnings::warn(
        Exc::DeprecationWarning,
        &format!(
            "{tn}.__float__ returned non-float (type {rn}).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python."
        ),
    )?;
    Ok(f)
}
fn from_number(a: &Args) -> Res {
    let cls = class_argument(a[0], type_of_kind(Kind::Float))?;
    let x = a[1];
    let v = if float_ops::as_exact(x).is_some() { x } else { Value::float(number::to_f64(x)?) };
    if cls == type_of_kind(Kind::Float) { Ok(v) } else { call(cls.value(), &[v]) }
}
fn hash(a: &Args) -> Res {
    Ok(Value::int(crate::object::hash::hash_f64(receiver(a[0]), a[0].bits())))
}
fn round(a: &Args) -> Res {
    let x = receiver(a[0]);
    let Some(n) = a.opt_none(1) else { return float_ops::round_int(x) };
    let n = number::to_index_clipped(n)?;
    Ok(Value::float(float_ops::round_digits(x, n)?))
}
fn format(a: &Args) -> Res {
    let Some(spec) = a[1].cast::<Str>() else {
        return Err(type_error(format!("__format__() argument must be str, not {}", type_of(a[1]).name_text())));
    };
    if spec.is_empty() {
        return Ok(text::str_of(a[0])?.value());
    }
    Ok(super::format_spec::format_float(a[0], receiver(a[0]), spec)?.value())
}
fn getformat(a: &Args) -> Res {
    let Some(s) = a[1].cast::<Str>() else {
        return Err(type_error(format!("__getformat__() argument must be str, not {}", type_of(a[1]).name_text())));
    };
    if !s.is_text("double") && !s.is_text("float") {
        return Err(value_error("__getformat__() argument 1 must be 'double' or 'float'"));
    }
    Ok(Str::new(if cfg!(target_endian = "little") { "IEEE, little-endian" } else { "IEEE, big-endian" }).value())
}
fn as_integer_ratio(a: &Args) -> Res {
    let x = receiver(a[0]);
    if x.is_nan() {
        return Err(value_error("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(overflow_error("cannot convert Infinity to integer ratio"));
    }
    let (n, d) = float_bits::ratio(x);
    let n = Value::bigint(n);
    let d = Value::bigint(dashu_int::IBig::ONE << d);
    Ok(Tuple::try_new(&[n, d])?.value())
}
fn is_integer(a: &Args) -> Res {
    let x = receiver(a[0]);
    Ok(boolean(x.is_finite() && x == x.trunc()))
}
fn fromhex(a: &Args) -> Res {
    let Some(s) = a[1].cast::<Str>() else {
        return Err(type_error("bad argument type for built-in operation"));
    };
    let s = s.to_text();
    let v = float_parse::from_hex(s.as_bytes()).map_err(|e| match e {
        HexError::Invalid => value_error("invalid hexadecimal floating-point string"),
        HexError::Overflow => overflow_error("hexadecimal value too large to represent as a float"),
    })?;
    let v = Value::float(v);
    if a[0] == type_of_kind(Kind::Float).value() { Ok(v) } else { call(a[0], &[v]) }
}

/// An operand of float arithmetic: a float or an int. `None`: not a real number.
fn operand(v: Value) -> Result<Option<f64>, Raised> {
    if let Some(f) = v.as_float() {
        return Ok(Some(f));
    }
    v.as_int().map(number::int_to_f64).transpose()
}
fn op(o: BinOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (operand(a)?, operand(b)?) else { return Ok(not_implemented()) };
    float_ops::binary(o, x, y).unwrap_or_else(|| Ok(not_implemented()))
}
fn pow(a: &Args, x: Value, y: Value) -> Res {
    if a.opt_none(2).is_some() {
        return Err(type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    op(BinOp::Pow, x, y)
}
macro_rules! ops {
    ($($op:ident $name:literal $rname:literal $sym:literal,)*) => {
        pub static ARITHMETIC: &[NativeDef] = &[
            $(NativeDef::new(concat!($name, "(self, value, /)"), |a| op(BinOp::$op, a[0], a[1]), concat!("Return self", $sym, "value.")),
              NativeDef::new(concat!($rname, "(self, value, /)"), |a| op(BinOp::$op, a[1], a[0]), concat!("Return value", $sym, "self.")),)*
            NativeDef::new("__divmod__(self, value, /)", |a| op(BinOp::DivMod, a[0], a[1]), "Return divmod(self, value)."),
            NativeDef::new("__rdivmod__(self, value, /)", |a| op(BinOp::DivMod, a[1], a[0]), "Return divmod(value, self)."),
            NativeDef::new("__pow__(self, value, mod=None, /)", |a| pow(a, a[0], a[1]), "Return pow(self, value, mod)."),
            NativeDef::new("__rpow__(self, value, mod=None, /)", |a| pow(a, a[1], a[0]), "Return pow(value, self, mod)."),
            NativeDef::new("__neg__(self, /)", |a| Ok(Value::float(-receiver(a[0]))), "-self"),
            NativeDef::new("__pos__(self, /)", exact, "+self"),
            NativeDef::new("__abs__(self, /)", |a| Ok(Value::float(receiver(a[0]).abs())), "abs(self)"),
        ];
    };
}
ops! {
    Add "__add__" "__radd__" "+", Sub "__sub__" "__rsub__" "-", Mul "__mul__" "__rmul__" "*", Mod "__mod__" "__rmod__" "%",
    TrueDiv "__truediv__" "__rtruediv__" "/", FloorDiv "__floordiv__" "__rfloordiv__" "//",
}

fn compare(a: &Args, c: Cmp) -> Res {
    let x = receiver(a[0]);
    if let Some(y) = a[1].as_float() {
        return Ok(boolean(c.holds_partial(x.partial_cmp(&y))));
    }
    match a[1].as_int() {
        Some(i) => Ok(boolean(c.swapped().holds_partial(float_bits::compare_int(i, x)))),
        None => Ok(not_implemented()),
    }
}
pub static COMPARE: &[NativeDef] = &[
    NativeDef::new("__lt__(self, value, /)", |a| compare(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| compare(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| compare(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| compare(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| compare(a, Cmp::Ge), "Return self>=value."),
];
