//! `int` and `bool`: the classes, their constructors and conversions. Arithmetic methods are in `int_methods`.

use dashu_int::IBig;

use super::exceptions::{Exc, overflow_error, type_error, value_error};
use super::int_methods;
use super::int_text::{self, IntError};
use super::{float_bits, int_ops};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::int::{Bool, IntRef, IntSub};
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
use crate::protocol::{compare, number, text};

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "int",
        kind: Kind::Int,
        doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  A number is converted by its __int__(), floating-point numbers\nare truncated towards zero.\n\nA base other than the default 10 must be 0 or 2-36, and is allowed only with\na string, bytes, or bytearray.  Base 0 takes the base from the literal's prefix.\n>>> int('0b100', base=0)\n4",
        flags: f::BASETYPE | f::MATCH_SELF,
        methods: &[METHODS, int_methods::ARITHMETIC, int_methods::COMPARE],
        getsets: &[GETSETS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "bool",
        kind: Kind::Bool,
        doc: "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
        flags: f::MATCH_SELF,
        methods: &[BOOL_METHODS],
        ..TypeDef::EMPTY
    },
];

/// The class of instances of subclasses has no name of its own: programs see their classes.
pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, x=0, /, base=10, *args)",
        new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new(
        "__format__(self, format_spec, /)",
        super::format_spec::int_method,
        "Convert to a string according to format_spec.",
    ),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new("__bool__(self, /)", bool_, "True if self else False"),
    NativeDef::new("__int__(self, /)", exact, "int(self)"),
    NativeDef::new(
        "__index__(self, /)",
        exact,
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
    ),
    NativeDef::new("__float__(self, /)", float_, "float(self)"),
    NativeDef::new("__trunc__(self, /)", exact, "Truncating an Integral returns itself."),
    NativeDef::new("__floor__(self, /)", exact, "Flooring an Integral returns itself."),
    NativeDef::new("__ceil__(self, /)", exact, "Ceiling of an Integral returns itself."),
    NativeDef::new(
        "__round__(self, ndigits=<unrepresentable>, /)",
        round,
        "Rounding an Integral returns itself, or, with an ndigits argument, an integer.",
    ),
    NativeDef::new("__format__(self, format_spec, /)", format, "Convert to a string according to format_spec."),
    NativeDef::new("__getnewargs__(self, /)", getnewargs, ""),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Returns size in memory, in bytes."),
    NativeDef::new("conjugate(self, /)", exact, "Returns self, the complex conjugate of any int."),
    NativeDef::new(
        "bit_length(self, /)",
        bit_length,
        "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> (37).bit_length()\n6",
    ),
    NativeDef::new(
        "bit_count(self, /)",
        bit_count,
        "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the population count.\n\n>>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3",
    ),
    NativeDef::new(
        "as_integer_ratio(self, /)",
        as_integer_ratio,
        "Return a pair of integers, whose ratio is equal to the original int.\n\nThe ratio is in lowest terms and has a positive denominator.\n\n>>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> (0).as_integer_ratio()\n(0, 1)",
    ),
    NativeDef::new(
        "is_integer(self, /)",
        is_integer,
        "Returns True. Exists for duck type compatibility with float.is_integer.",
    ),
    NativeDef::new(
        "to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
        to_bytes,
        "Return an array of bytes representing an integer.",
    ),
    NativeDef::class(
        "from_bytes(cls, /, bytes, byteorder='big', *, signed=False)",
        from_bytes,
        "Return the integer represented by the given array of bytes.",
    ),
];
static GETSETS: &[GetSetDef] = &[
    GetSetDef::ro("real", exact_value, "the real part of a complex number"),
    GetSetDef::ro("imag", |_| Ok(Value::small(0)), "the imaginary part of a complex number"),
    GetSetDef::ro("numerator", exact_value, "the numerator of a rational number in lowest terms"),
    GetSetDef::ro("denominator", |_| Ok(Value::small(1)), "the denominator of a rational number in lowest terms"),
];
static BOOL_METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, object=False, /)",
        bool_new,
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", bool_repr, "Return repr(self)."),
    NativeDef::new("__invert__(self, /)", bool_invert, "~self"),
    NativeDef::new("__and__(self, value, /)", |a| logic(a[0], a[1], |x, y| x & y, int_ops::and), "Return self&value."),
    NativeDef::new("__rand__(self, value, /)", |a| logic(a[1], a[0], |x, y| x & y, int_ops::and), "Return value&self."),
    NativeDef::new("__or__(self, value, /)", |a| logic(a[0], a[1], |x, y| x | y, int_ops::or), "Return self|value."),
    NativeDef::new("__ror__(self, value, /)", |a| logic(a[1], a[0], |x, y| x | y, int_ops::or), "Return value|self."),
    NativeDef::new("__xor__(self, value, /)", |a| logic(a[0], a[1], |x, y| x ^ y, int_ops::xor), "Return self^value."),
    NativeDef::new("__rxor__(self, value, /)", |a| logic(a[1], a[0], |x, y| x ^ y, int_ops::xor), "Return value^self."),
];

/// The int a receiver stands for.
pub fn receiver(v: Value) -> IntRef {
    v.as_int().unwrap_or(IntRef::Small(0))
}
/// The class argument of a `__new__` of the built-in class `owner`.
pub fn class_argument(v: Value, owner: Gc<Type>) -> Result<Gc<Type>, Raised> {
    let Some(c) = v.cast::<Type>() else {
        let name = owner.name_text();
        return Err(type_error(format!("{name}.__new__(X): X is not a type object ({})", type_of(v).name_text())));
    };
    if c != owner && !c.is_subtype(owner) {
        let (c, name) = (c.name_text(), owner.name_text());
        return Err(type_error(format!("{name}.__new__({c}): {c} is not a subtype of {name}")));
    }
    Ok(c)
}

fn new(a: &Args) -> Res {
    let int = type_of_kind(Kind::Int);
    let cls = class_argument(a[0], int)?;
    if cls == type_of_kind(Kind::Bool) {
        return Err(type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    if !a.rest.is_empty() {
        let n = 2 + a.rest.len();
        return Err(type_error(if cls == int {
            format!("int expected at most 2 arguments, got {n}")
        } else {
            format!("int() takes at most 2 arguments ({n} given)")
        }));
    }
    let v = match (a.opt(1), a.opt(2)) {
        (None, None) => Value::small(0),
        (None, Some(_)) => return Err(type_error("int() missing string argument")),
        (Some(x), None) => from_value(x)?,
        (Some(x), Some(base)) => {
            let base = number::index(base)?.as_int().and_then(IntRef::to_i64).unwrap_or(-1);
            if base != 0 && !(2..=36).contains(&base) {
                return Err(value_error("int() base must be >= 2 and <= 36, or 0"));
            }
            match text_bytes(x) {
                Some(s) => from_text(x, &s, base as u32)?,
                None => return Err(type_error("int() can't convert non-string with explicit base")),
            }
        }
    };
    if cls == int {
        return Ok(v);
    }
    Ok(alloc_sub(cls, IntSub { header: IntSub::HEADER, value: Slot::new(v) })?.value())
}
/// The text of a string, `bytes` or `bytearray`, in ASCII.
fn text_bytes(x: Value) -> Option<Vec<u8>> {
    if let Some(s) = x.cast::<Str>() {
        Some(int_text::to_ascii(s))
    } else if let Some(b) = x.cast::<Bytes>() {
        Some(b.as_slice().to_vec())
    } else {
        x.cast::<ByteArray>().map(|b| b.as_slice().to_vec())
    }
}
fn from_text(x: Value, s: &[u8], base: u32) -> Res {
    int_text::parse(s, base).map_err(|e| match e {
        IntError::TooLong(n) => int_text::too_long(n),
        IntError::Invalid => match text::repr(x) {
            Ok(r) => invalid(r, base),
            Err(e) => e,
        },
    })
}
fn invalid(shown: Gc<Str>, base: u32) -> Raised {
    const TEN: &[u8] = b"invalid literal for int() with base 10: ";
    let (n, mut message) = (TEN.len() + shown.len(), [0; 128]);
    if base == 10 && shown.ascii && n <= message.len() {
        message[..TEN.len()].copy_from_slice(TEN);
        message[TEN.len()..n].copy_from_slice(shown.raw());
        if let Ok(Ok(message)) = std::str::from_utf8(&message[..n]).map(Str::try_new) {
            return super::exceptions::raise_with(Exc::ValueError, message.value());
        }
    }
    let shown: String = shown.to_text().chars().take(200).collect();
    value_error(format!("invalid literal for int() with base {base}: {shown}"))
}
/// `int(s)`
pub fn of_text(s: Gc<Str>) -> Res {
    if let Some(i) = int_text::parse_short(s) {
        return Ok(Value::small(i));
    }
    if s.ascii { from_text(s.value(), s.raw(), 10) } else { from_text(s.value(), &int_text::to_ascii(s), 10) }
}
/// `int(x)`: an exact int.
pub fn from_value(x: Value) -> Res {
    if let Some(i) = int_ops::as_exact(x) {
        return Ok(int_ops::exact(i));
    }
    if let Some(s) = x.exact::<Str>() {
        return of_text(s);
    }
    let t = type_of(x);
    if let Some(m) = t.special(Special::Int) {
        let r = call_bound(m, x, &[], None)?;
        if int_ops::as_exact(r).is_some() {
            return Ok(r);
        }
        let rt = type_of(r).name_text();
        let Some(i) = r.exact_int() else {
            return Err(type_error(format!("{}__int__ returned non-int (type {rt})", "")));
        };
        super::warnings::warn(
            Exc::DeprecationWarning,
            &format!(
                "__int__ returned non-int (type {rt}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python."
            ),
        )?;
        return Ok(i);
    }
    if t.special(Special::Index).is_some() {
        return number::index(x);
    }
    if let Some(s) = text_bytes(x) {
        return from_text(x, &s, 10);
    }
    if let Some(view) = super::buffer::acquire_opt(x)? {
        let b = view.to_vec()?;
        return from_text(Bytes::try_new(&b)?.value(), &b, 10);
    }
    Err(type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        t.name_text()
    )))
}
/// `int(f)`
pub fn from_f64(x: f64) -> Res {
    if x.is_nan() {
        return Err(value_error("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(overflow_error("cannot convert float infinity to integer"));
    }
    if x.abs() < 4.6e18 {
        return Ok(Value::int(x as i64));
    }
    Ok(Value::bigint(float_bits::f64_to_int(x)))
}

fn repr(a: &Args) -> Res {
    if let Some(i) = a[0].as_small() {
        return crate::builtins::int_text::small_decimal(i).map(Gc::value);
    }
    Ok(Str::try_new(&crate::builtins::int_text::to_decimal(receiver(a[0]))?)?.value())
}
fn hash(a: &Args) -> Res {
    Ok(Value::int(receiver(a[0]).hash()))
}
fn bool_(a: &Args) -> Res {
    Ok(boolean(!receiver(a[0]).is_zero()))
}
fn exact(a: &Args) -> Res {
    exact_value(a[0])
}
fn exact_value(v: Value) -> Res {
    Ok(int_ops::exact(receiver(v)))
}
fn float_(a: &Args) -> Res {
    Ok(Value::float(number::int_to_f64(receiver(a[0]))?))
}
fn round(a: &Args) -> Res {
    let i = receiver(a[0]);
    let Some(n) = a.opt_none(1) else { return Ok(int_ops::exact(i)) };
    let n = number::index(n)?;
    let n = n.as_int().map_or(0, |n| n.to_i64().unwrap_or(if n.is_negative() { i64::MIN } else { 0 }));
    if n >= 0 { Ok(int_ops::exact(i)) } else { int_ops::round_to(i, n) }
}
fn format(a: &Args) -> Res {
    let Some(spec) = a[1].cast::<Str>() else {
        return Err(type_error(format!("__format__() argument must be str, not {}", type_of(a[1]).name_text())));
    };
    if spec.is_empty() {
        return Ok(text::str_of(a[0])?.value());
    }
    Ok(super::format_spec::format_int(a[0], spec)?.value())
}
fn getnewargs(a: &Args) -> Res {
    Ok(Tuple::try_new(&[exact_value(a[0])?])?.value())
}
fn sizeof(a: &Args) -> Res {
    // as CPython counts: a header of 24 bytes and digits of 30 bits
    Ok(Value::usize(24 + 4 * receiver(a[0]).bit_len().div_ceil(30).max(1)))
}
fn bit_length(a: &Args) -> Res {
    Ok(Value::usize(receiver(a[0]).bit_len()))
}
fn bit_count(a: &Args) -> Res {
    Ok(Value::int(match receiver(a[0]) {
        IntRef::Small(i) => i.unsigned_abs().count_ones() as i64,
        IntRef::Big(b) => b.limbs().iter().map(|w| w.count_ones() as i64).sum(),
    }))
}
fn as_integer_ratio(a: &Args) -> Res {
    Ok(Tuple::try_new(&[exact_value(a[0])?, Value::small(1)])?.value())
}
fn is_integer(_: &Args) -> Res {
    Ok(boolean(true))
}

/// Is the order of bytes `little`?
fn little_endian(v: Option<Value>, function: &str) -> Result<bool, Raised> {
    let Some(v) = v else { return Ok(false) };
    match v.cast::<Str>() {
        Some(s) if s.is_text("little") => Ok(true),
        Some(s) if s.is_text("big") => Ok(false),
        Some(_) => Err(value_error("byteorder must be either 'little' or 'big'")),
        None => Err(type_error(format!(
            "{function}() argument 'byteorder' must be str, not {}",
            super::str_::arg_type_name(v)
        ))),
    }
}
fn to_bytes(a: &Args) -> Res {
    let length = a.opt(1).map_or(Ok(1), number::to_ssize)?;
    let little = little_endian(a.opt(2), "to_bytes")?;
    let signed = a.opt(3).map_or(Ok(false), compare::truth)?;
    if length < 0 {
        return Err(value_error("length argument must be non-negative"));
    }
    let i = receiver(a[0]);
    if i.is_negative() && !signed {
        return Err(overflow_error("can't convert negative int to unsigned"));
    }
    let bytes = i.with(|b| if b.is_zero() { Box::default() } else { b.to_le_bytes() });
    let length = length as usize;
    let fill = if i.is_negative() { 0xff } else { 0 };
    // two's complement may carry one byte more than the unsigned form needs
    let needed = bytes.iter().rposition(|x| *x != fill).map_or(0, |p| p + 1);
    let sign_fits = !signed
        || length > needed
        || length > 0 && needed <= length && (bytes_at(&bytes, length - 1, fill) & 0x80 != 0) == i.is_negative();
    // no bytes at all stand for 0
    if needed > length || !sign_fits && length != 0 || length == 0 && i.is_negative() {
        return Err(overflow_error("int too big to convert"));
    }
    let mut out = Vec::new();
    out.try_reserve_exact(length).map_err(|_| crate::object::memory_error())?;
    out.resize(length, fill);
    let n = bytes.len().min(length);
    out[..n].copy_from_slice(&bytes[..n]);
    if !little {
        out.reverse();
    }
    Ok(Bytes::try_new(&out)?.value())
}
fn bytes_at(b: &[u8], i: usize, fill: u8) -> u8 {
    b.get(i).copied().unwrap_or(fill)
}
/// `bytes(v)` as far as objects that are neither text nor number go.
pub fn bytes_of(v: Value) -> Result<Gc<Bytes>, Raised> {
    if let Some(b) = v.exact::<Bytes>() {
        return Ok(b);
    }
    let t = type_of(v);
    if let Some(m) = t.special(Special::Bytes) {
        let r = call_bound(m, v, &[], None)?;
        return r
            .cast::<Bytes>()
            .ok_or_else(|| type_error(format!("__bytes__ returned non-bytes (type {})", type_of(r).name_text())));
    }
    if v.cast::<Str>().is_some() || number::has_index(v) {
        return Err(type_error(format!("cannot convert '{}' object to bytes", t.name_text())));
    }
    let r = call(type_of_kind(Kind::Bytes).value(), &[v])?;
    r.cast::<Bytes>().ok_or_else(|| type_error(format!("cannot convert '{}' object to bytes", t.name_text())))
}
fn from_bytes(a: &Args) -> Res {
    let little = little_endian(a.opt(2), "from_bytes")?;
    let signed = a.opt(3).map_or(Ok(false), compare::truth)?;
    let b = bytes_of(a[1])?;
    let v = of_bytes(b.as_slice(), little, signed);
    if a[0] == type_of_kind(Kind::Int).value() { Ok(v) } else { call(a[0], &[v]) }
}

/// The int of its bytes.
pub fn of_bytes(s: &[u8], little: bool, signed: bool) -> Value {
    if (1..size_of::<i64>()).contains(&s.len()) {
        let unused = 64 - 8 * s.len() as u32;
        // SAFETY: the bytes of `s`, of which there are at most 16.
        let word = unsafe { crate::object::buffer::load_short(s.as_ptr(), s.len()) } as u64;
        // its top byte is the number's
        let word = if little { word << unused } else { word.swap_bytes() };
        let i = if signed { word as i64 >> unused } else { (word >> unused) as i64 };
        return Value::small(i);
    }
    Value::bigint(match (signed, little) {
        _ if s.is_empty() => IBig::ZERO,
        (true, true) => IBig::from_le_bytes(s),
        (true, false) => IBig::from_be_bytes(s),
        (false, true) => dashu_int::UBig::from_le_bytes(s).into(),
        (false, false) => dashu_int::UBig::from_be_bytes(s).into(),
    })
}

fn bool_new(a: &Args) -> Res {
    class_argument(a[0], type_of_kind(Kind::Bool))?;
    Ok(boolean(a.opt(1).map_or(Ok(false), compare::truth)?))
}
fn bool_repr(a: &Args) -> Res {
    Ok(Str::intern(if receiver(a[0]).is_zero() { "False" } else { "True" }).value())
}
fn bool_invert(a: &Args) -> Res {
    super::warnings::warn(
        Exc::DeprecationWarning,
        "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
    )?;
    Ok(int_ops::invert(receiver(a[0])))
}
/// A bitwise operator: `bool` for two `bool`s, `int` otherwise.
fn logic(a: Value, b: Value, f: fn(bool, bool) -> bool, g: fn(IntRef, IntRef) -> Value) -> Res {
    if let (Some(x), Some(y)) = (a.exact::<Bool>(), b.exact::<Bool>()) {
        return Ok(boolean(f(x.truth, y.truth)));
    }
    match (a.as_int(), b.as_int()) {
        (Some(x), Some(y)) => Ok(g(x, y)),
        _ => Ok(not_implemented()),
    }
}
