//! `complex`: the class, its constructor, arithmetic (reals mix in without becoming complex first), comparison.

use super::exceptions::{Exc, type_error, value_error};
use super::float_text::{self, Style};
use super::int::class_argument;
use super::{complex_ops as ops, float, float_bits, float_parse, int_text};
use crate::object::float::Complex;
use crate::object::gc::Gc;
use crate::object::hash::{HASH_IMAG, hash_f64, not_minus_one};
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
use crate::protocol::number::{self, BinOp};
use crate::protocol::text;

use ops::C;

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "complex",
    kind: Kind::Complex,
    doc: "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
    flags: f::BASETYPE,
    methods: &[METHODS],
    getsets: &[GETSETS],
    ..TypeDef::EMPTY
}];
pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, real=0, imag=0)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", |a| Ok(Str::try_new(&repr(receiver(a[0])))?.value()), "Return repr(self)."),
    NativeDef::new(
        "__format__(self, format_spec, /)",
        super::format_spec::complex_method,
        "Convert to a string according to format_spec.",
    ),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__bool__(self, /)", |a| Ok(boolean(receiver(a[0]) != (0.0, 0.0))), "True if self else False"),
    NativeDef::new("__complex__(self, /)", exact, "Convert this value to exact type complex."),
    NativeDef::new("__format__(self, format_spec, /)", format, "Convert to a string according to format_spec."),
    NativeDef::new("__getnewargs__(self, /)", getnewargs, ""),
    NativeDef::new(
        "conjugate(self, /)",
        conjugate,
        "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.",
    ),
    NativeDef::class("from_number(cls, number, /)", from_number, "Convert number to a complex floating-point number."),
    NativeDef::new("__add__(self, value, /)", |a| binary(BinOp::Add, a[0], a[1]), "Return self+value."),
    NativeDef::new("__radd__(self, value, /)", |a| binary(BinOp::Add, a[1], a[0]), "Return value+self."),
    NativeDef::new("__sub__(self, value, /)", |a| binary(BinOp::Sub, a[0], a[1]), "Return self-value."),
    NativeDef::new("__rsub__(self, value, /)", |a| binary(BinOp::Sub, a[1], a[0]), "Return value-self."),
    NativeDef::new("__mul__(self, value, /)", |a| binary(BinOp::Mul, a[0], a[1]), "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", |a| binary(BinOp::Mul, a[1], a[0]), "Return value*self."),
    NativeDef::new("__truediv__(self, value, /)", |a| binary(BinOp::TrueDiv, a[0], a[1]), "Return self/value."),
    NativeDef::new("__rtruediv__(self, value, /)", |a| binary(BinOp::TrueDiv, a[1], a[0]), "Return value/self."),
    NativeDef::new("__pow__(self, value, mod=None, /)", |a| pow(a, a[0], a[1]), "Return pow(self, value, mod)."),
    NativeDef::new("__rpow__(self, value, mod=None, /)", |a| pow(a, a[1], a[0]), "Return pow(value, self, mod)."),
    NativeDef::new("__neg__(self, /)", |a| Ok(ops::value((-receiver(a[0]).0, -receiver(a[0]).1))), "-self"),
    NativeDef::new("__pos__(self, /)", exact, "+self"),
    NativeDef::new("__abs__(self, /)", |a| Ok(Value::float(ops::abs(receiver(a[0]))?)), "abs(self)"),
    NativeDef::new("__eq__(self, value, /)", |a| equal(a, true), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| equal(a, false), "Return self!=value."),
    NativeDef::new("__lt__(self, value, /)", |_| Ok(not_implemented()), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |_| Ok(not_implemented()), "Return self<=value."),
    NativeDef::new("__gt__(self, value, /)", |_| Ok(not_implemented()), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |_| Ok(not_implemented()), "Return self>=value."),
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::ro("real", |v| Ok(Value::float(receiver(v).0)), "the real part of a complex number"),
    GetSetDef::ro("imag", |v| Ok(Value::float(receiver(v).1)), "the imaginary part of a complex number"),
];

/// The number a receiver stands for.
pub fn receiver(v: Value) -> C {
    v.cast::<Complex>().map_or((0.0, 0.0), |c| (c.re, c.im))
}
fn exact(a: &Args) -> Res {
    Ok(match a[0].exact::<Complex>() {
        Some(c) => c.value(),
        None => ops::value(receiver(a[0])),
    })
}
fn make(cls: Gc<Type>, c: C) -> Res {
    Ok(alloc_sub(cls, Complex { header: Complex::HEADER, re: c.0, im: c.1 })?.value())
}
/// The result of `__complex__`, if the class of `v` has it.
pub fn by_method(v: Value) -> Result<Option<C>, Raised> {
    if v.exact::<Complex>().is_some() {
        return Ok(Some(receiver(v)));
    }
    let Some(m) = type_of(v).special(Special::Complex) else { return Ok(None) };
    let r = call_bound(m, v, &[], None)?;
    if r.cast::<Complex>().is_none() {
        return Err(type_error(format!("__complex__ returned non-complex (type {})", type_of(r).name_text())));
    }
    if r.exact::<Complex>().is_none() {
        super::warnings::warn(
            Exc::DeprecationWarning,
            &format!(
                "__complex__ returned non-complex (type {}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.",
                type_of(r).name_text()
            ),
        )?;
    }
    Ok(Some(receiver(r)))
}
fn is_real(v: Value) -> bool {
    v.as_float().is_some() || {
        let t = type_of(v);
        t.special(Special::Float).is_some() || t.special(Special::Index).is_some()
    }
}
fn real_value(v: Value) -> Result<f64, Raised> {
    match v.as_float() {
        Some(f) => Ok(f),
        None => float::by_method(v),
    }
}
fn new(a: &Args) -> Res {
    let cls = class_argument(a[0], type_of_kind(Kind::Complex))?;
    let (r, i) = (a.opt(1), a.opt(2));
    // a single positional argument may be a string or anything with __complex__
    if let (Some(x), None) = (r, i)
        && a.slots.len() <= 2
    {
        return from_one(cls, x);
    }
    if let (Some(x), None) = (r, i)
        && x.cast::<Str>().is_none()
    {
        return from_one(cls, x);
    }
    from_two(cls, r, i)
}
fn from_one(cls: Gc<Type>, x: Value) -> Res {
    if x.exact::<Complex>().is_some() && cls == type_of_kind(Kind::Complex) {
        return Ok(x);
    }
    if let Some(s) = x.cast::<Str>() {
        return match parse(int_text::trim(&int_text::to_ascii(s))) {
            Some(c) => make(cls, c),
            None => Err(value_error("complex() arg is a malformed string")),
        };
    }
    if let Some(c) = by_method(x)? {
        return make(cls, c);
    }
    if !is_real(x) {
        return Err(type_error(format!(
            "complex() argument must be a string or a number, not {}",
            type_of(x).name_text()
        )));
    }
    make(cls, (real_value(x)?, 0.0))
}
fn from_two(cls: Gc<Type>, r: Option<Value>, i: Option<Value>) -> Res {
    let warn = |what: &str, v: Value| {
        super::warnings::warn(
            Exc::DeprecationWarning,
            &format!("complex() argument '{what}' must be a real number, not {}", type_of(v).name_text()),
        )
    };
    let bad = |what: &str, v: Value| {
        type_error(format!("complex() argument '{what}' must be a real number, not {}", type_of(v).name_text()))
    };
    let mut real = None;
    let mut real_part = 0.0;
    if let Some(x) = r {
        if x.cast::<Str>().is_some() {
            return Err(bad("real", x));
        }
        if let Some(c) = by_method(x)? {
            warn("real", x)?;
            real = Some(c.1);
            real_part = c.0;
        } else if is_real(x) {
            real_part = real_value(x)?;
        } else {
            return Err(bad("real", x));
        }
    }
    let mut imag_part = 0.0;
    let mut imag = None;
    if let Some(x) = i {
        if let Some(c) = x.cast::<Complex>() {
            warn("imag", x)?;
            imag_part = c.re;
            imag = Some(c.im);
        } else if x.cast::<Str>().is_none() && is_real(x) {
            imag_part = real_value(x)?;
        } else {
            return Err(bad("imag", x));
        }
    }
    if let Some(im) = imag {
        real_part -= im;
    }
    if let Some(im) = real {
        imag_part += im;
    }
    make(cls, (real_part, imag_part))
}
fn from_number(a: &Args) -> Res {
    let cls = class_argument(a[0], type_of_kind(Kind::Complex))?;
    let plain = cls == type_of_kind(Kind::Complex);
    if plain && a[1].exact::<Complex>().is_some() {
        return Ok(a[1]);
    }
    let c = match by_method(a[1])? {
        Some(c) => c,
        None => (number::to_f64(a[1])?, 0.0),
    };
    if plain { Ok(ops::value(c)) } else { call(cls.value(), &[ops::value(c)]) }
}
/// A complex literal, parentheses allowed around it.
fn parse(s: &[u8]) -> Option<C> {
    if s.contains(&b'_') {
        let digit = |i: Option<usize>| i.and_then(|i| s.get(i)).is_some_and(u8::is_ascii_digit);
        let fine = (0..s.len()).all(|i| s[i] != b'_' || digit(i.checked_sub(1)) && digit(Some(i + 1)));
        let plain: Vec<u8> = s.iter().copied().filter(|c| *c != b'_').collect();
        return if fine { parse(&plain) } else { None };
    }
    let s = match s {
        [b'(', inner @ .., b')'] => int_text::trim(inner),
        _ => s,
    };
    let is_j = |r: &[u8]| matches!(r, [b'j' | b'J']);
    // a sign with no number in front of the j stands for one
    let unit = |r: &[u8]| match r {
        [b'j' | b'J'] => Some(1.0),
        [b'+', j] if is_j(&[*j]) => Some(1.0),
        [b'-', j] if is_j(&[*j]) => Some(-1.0),
        _ => None,
    };
    if let Some(i) = unit(s) {
        return Some((0.0, i));
    }
    let (x, rest) = float_parse::parse_prefix(s)?;
    if rest.is_empty() {
        return Some((x, 0.0));
    }
    if is_j(rest) {
        return Some((0.0, x));
    }
    if !matches!(rest[0], b'+' | b'-') {
        return None;
    }
    if let Some(i) = unit(rest) {
        return Some((x, i));
    }
    let (y, end) = float_parse::parse_prefix(rest)?;
    if is_j(end) { Some((x, y)) } else { None }
}
/// A part of the repr: as a float's, without ".0" behind whole numbers.
fn part(f: f64) -> String {
    float_text::float_text(f, b'r', 0, Style::default())
}
/// `repr(c)`
pub fn repr(c: C) -> String {
    let im = part(c.1);
    if c.0 == 0.0 && c.0.is_sign_positive() {
        return format!("{im}j");
    }
    let sign = if im.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{im}j)", part(c.0))
}
fn hash(a: &Args) -> Res {
    let c = receiver(a[0]);
    let (r, i) = (hash_f64(c.0, a[0].bits()), hash_f64(c.1, a[0].bits()));
    Ok(Value::int(not_minus_one(r.wrapping_add(HASH_IMAG.wrapping_mul(i)))))
}
fn format(a: &Args) -> Res {
    let Some(spec) = a[1].cast::<Str>() else {
        return Err(type_error(format!("__format__() argument must be str, not {}", type_of(a[1]).name_text())));
    };
    if spec.is_empty() {
        return Ok(text::str_of(a[0])?.value());
    }
    Ok(super::format_spec::format_complex(a[0], receiver(a[0]).0, receiver(a[0]).1, spec)?.value())
}
fn getnewargs(a: &Args) -> Res {
    let c = receiver(a[0]);
    Ok(Tuple::try_new(&[Value::float(c.0), Value::float(c.1)])?.value())
}
fn conjugate(a: &Args) -> Res {
    let c = receiver(a[0]);
    Ok(ops::value((c.0, -c.1)))
}

enum Operand {
    Real(f64),
    Complex(C),
}
fn operand(v: Value) -> Result<Option<Operand>, Raised> {
    if let Some(c) = v.cast::<Complex>() {
        return Ok(Some(Operand::Complex((c.re, c.im))));
    }
    if let Some(f) = v.as_float() {
        return Ok(Some(Operand::Real(f)));
    }
    Ok(v.as_int().map(number::int_to_f64).transpose()?.map(Operand::Real))
}
fn binary(op: BinOp, a: Value, b: Value) -> Res {
    let (Some(x), Some(y)) = (operand(a)?, operand(b)?) else { return Ok(not_implemented()) };
    combine(op, x, y)
}
/// Arithmetic of exactly complex numbers with such, floats and ints that floats hold exactly; `None`: something else.
pub fn exact_binary(op: BinOp, a: Value, b: Value) -> Option<Res> {
    if !matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::TrueDiv) {
        return None;
    }
    let exact = |v: Value| match v.exact::<Complex>() {
        Some(c) => Some(Operand::Complex((c.re, c.im))),
        None => match v.as_small() {
            Some(i) if i.unsigned_abs() <= 1 << 53 => Some(Operand::Real(i as f64)),
            Some(_) => None,
            None => super::float_ops::as_exact(v).map(Operand::Real),
        },
    };
    Some(combine(op, exact(a)?, exact(b)?))
}
fn combine(op: BinOp, x: Operand, y: Operand) -> Res {
    use Operand::{Complex as Cx, Real};
    let r = match (op, x, y) {
        (BinOp::Add, Cx(x), Cx(y)) => (x.0 + y.0, x.1 + y.1),
        (BinOp::Add, Cx(x), Real(y)) | (BinOp::Add, Real(y), Cx(x)) => (x.0 + y, x.1),
        (BinOp::Sub, Cx(x), Cx(y)) => (x.0 - y.0, x.1 - y.1),
        (BinOp::Sub, Cx(x), Real(y)) => (x.0 - y, x.1),
        (BinOp::Sub, Real(x), Cx(y)) => (x - y.0, -y.1),
        (BinOp::Mul, Cx(x), Cx(y)) => ops::mul(x, y),
        (BinOp::Mul, Cx(x), Real(y)) | (BinOp::Mul, Real(y), Cx(x)) => (x.0 * y, x.1 * y),
        (BinOp::TrueDiv, Cx(x), Cx(y)) => ops::div(x, y)?,
        (BinOp::TrueDiv, Cx(x), Real(y)) => {
            if y == 0.0 {
                return Err(super::exceptions::zero_division("division by zero"));
            }
            (x.0 / y, x.1 / y)
        }
        (BinOp::TrueDiv, Real(x), Cx(y)) => ops::real_div(x, y)?,
        _ => return Ok(not_implemented()),
    };
    Ok(ops::value(r))
}
fn pow(a: &Args, x: Value, y: Value) -> Res {
    let complex = |o: Operand| match o {
        Operand::Real(f) => (f, 0.0),
        Operand::Complex(c) => c,
    };
    let (Some(x), Some(y)) = (operand(x)?, operand(y)?) else { return Ok(not_implemented()) };
    if a.opt_none(2).is_some() {
        return Err(value_error("complex modulo"));
    }
    Ok(ops::value(ops::pow(complex(x), complex(y))?))
}
fn equal(a: &Args, eq: bool) -> Res {
    let x = receiver(a[0]);
    let same = if let Some(c) = a[1].cast::<Complex>() {
        x == (c.re, c.im)
    } else if let Some(f) = a[1].as_float() {
        x == (f, 0.0)
    } else if let Some(i) = a[1].as_int() {
        x.1 == 0.0 && float_bits::compare_int(i, x.0) == Some(std::cmp::Ordering::Equal)
    } else {
        return Ok(not_implemented());
    };
    Ok(boolean(same == eq))
}
