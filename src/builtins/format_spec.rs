//! Format specifications (`[[fill]align][sign][z][#][0][width][grouping][.precision][grouping][type]`): one parser, and the
//! renderers of `str`, `int`, `float` and `complex` on top of it.

use std::borrow::Cow;

use super::exceptions::{overflow_error, type_error, value_error};
use super::float_text::{Style, float_text};
use super::int_text;
use super::str_::arg_type_name;
use crate::object::gc::Gc;
use crate::object::heap::heap;
use crate::object::int::IntRef;
use crate::object::native::Args;
use crate::object::shape::type_of;
use crate::object::str::{self, Str, StrBuilder};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::text;
use crate::unicode;

/// A parsed specification. Characters are code points, 0 for "not given".
#[derive(Clone, Copy)]
pub struct Spec {
    pub fill: u32,
    pub align: u32,
    pub sign: u32,
    pub no_negative_zero: bool,
    pub alternate: bool,
    pub width: Option<usize>,
    pub grouping: u32,
    pub precision: Option<usize>,
    pub fraction_grouping: u32,
    pub kind: u32,
}
const LEFT: u32 = '<' as u32;
const RIGHT: u32 = '>' as u32;
const CENTER: u32 = '^' as u32;
const AFTER_SIGN: u32 = '=' as u32;
const COMMA: u32 = ',' as u32;
const UNDERSCORE: u32 = '_' as u32;

/// A decimal number at `at`: `None` if there is none; its end is stored in `at`.
pub fn parse_number(s: Gc<Str>, at: &mut usize, end: usize) -> Result<Option<usize>, Raised> {
    let from = *at;
    let mut n = 0usize;
    while *at < end {
        let c = s.point(*at);
        let d = if c < 128 {
            (c as u8 as char).to_digit(10).map(|d| d as usize)
        } else {
            unicode::record(c).decimal.try_into().ok()
        };
        let Some(d) = d else { break };
        n = n
            .checked_mul(10)
            .and_then(|n| n.checked_add(d))
            .filter(|n| *n <= isize::MAX as usize)
            .ok_or_else(|| value_error("Too many decimal digits in format string"))?;
        *at += 1;
    }
    Ok((*at > from).then_some(n))
}
fn is_align(c: u32) -> bool {
    matches!(c, LEFT | RIGHT | CENTER | AFTER_SIGN)
}
fn both_groupings() -> Raised {
    value_error("Cannot specify both ',' and '_'.")
}
/// `c` quoted as messages quote a type code.
fn code_text(c: u32) -> String {
    match c {
        33..128 => (c as u8 as char).to_string(),
        _ => format!("\\x{c:x}"),
    }
}
fn bad_grouping(g: u32, kind: u32) -> Raised {
    value_error(format!("Cannot specify '{}' with '{}'.", g as u8 as char, code_text(kind)))
}
fn unknown_code(kind: u32, v: Value) -> Raised {
    let class = type_of(v).name_text();
    value_error(format!("Unknown format code '{}' for object of type '{class}'", code_text(kind)))
}

/// Parses `text` for the object `v`.
pub fn parse(text: Gc<Str>, v: Value, default_kind: char, default_align: u32) -> Result<Spec, Raised> {
    let end = text.len();
    let mut at = 0;
    let peek = |at: usize| if at < end { text.point(at) } else { 0 };
    let mut s = Spec {
        fill: 32,
        align: default_align,
        sign: 0,
        no_negative_zero: false,
        alternate: false,
        width: None,
        grouping: 0,
        precision: None,
        fraction_grouping: 0,
        kind: default_kind as u32,
    };
    let (mut has_fill, mut has_align) = (false, false);
    if end >= 2 && is_align(peek(1)) {
        (s.fill, s.align) = (peek(0), peek(1));
        (has_fill, has_align) = (true, true);
        at = 2;
    } else if end >= 1 && is_align(peek(0)) {
        s.align = peek(0);
        has_align = true;
        at = 1;
    }
    if at < end && matches!(peek(at), 0x20 | 0x2b | 0x2d) {
        s.sign = peek(at);
        at += 1;
    }
    if peek(at) == 'z' as u32 {
        s.no_negative_zero = true;
        at += 1;
    }
    if peek(at) == '#' as u32 {
        s.alternate = true;
        at += 1;
    }
    if !has_fill && peek(at) == '0' as u32 {
        s.fill = '0' as u32;
        if !has_align && default_align == RIGHT {
            s.align = AFTER_SIGN;
        }
        at += 1;
    }
    s.width = parse_number(text, &mut at, end)?;
    if peek(at) == COMMA {
        s.grouping = COMMA;
        at += 1;
    }
    if peek(at) == UNDERSCORE {
        if s.grouping != 0 {
            return Err(both_groupings());
        }
        s.grouping = UNDERSCORE;
        at += 1;
    }
    if peek(at) == COMMA && s.grouping == UNDERSCORE {
        return Err(both_groupings());
    }
    if peek(at) == '.' as u32 {
        at += 1;
        s.precision = parse_number(text, &mut at, end)?;
        if peek(at) == COMMA {
            s.fraction_grouping = COMMA;
            at += 1;
        }
        if peek(at) == UNDERSCORE {
            if s.fraction_grouping != 0 {
                return Err(both_groupings());
            }
            s.fraction_grouping = UNDERSCORE;
            at += 1;
        }
        if peek(at) == COMMA && s.fraction_grouping == UNDERSCORE {
            return Err(both_groupings());
        }
        if s.precision.is_none() && s.fraction_grouping == 0 {
            return Err(value_error("Format specifier missing precision"));
        }
    }
    if end - at > 1 {
        let class = type_of(v).name_text();
        return Err(value_error(format!("Invalid format specifier '{}' for object of type '{class}'", text.to_text())));
    }
    if end > at {
        s.kind = peek(at);
    }
    check_grouping(&s)?;
    Ok(s)
}
fn check_grouping(s: &Spec) -> Result<(), Raised> {
    let kind = char::from_u32(s.kind).unwrap_or('\0');
    if s.grouping != 0 {
        match kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0' => {}
            'b' | 'o' | 'x' | 'X' if s.grouping == UNDERSCORE => {}
            _ => return Err(bad_grouping(s.grouping, s.kind)),
        }
    }
    if s.fraction_grouping != 0 && kind == 'n' {
        return Err(bad_grouping(s.fraction_grouping, s.kind));
    }
    Ok(())
}

/// Left and right padding for a text of `len`.
fn padding(s: &Spec, len: usize) -> (usize, usize) {
    let margin = s.width.unwrap_or(0).saturating_sub(len);
    match s.align {
        RIGHT => (margin, 0),
        CENTER => (margin / 2, margin - margin / 2),
        _ => (0, margin),
    }
}

// --- strings
/// `format(s, spec)` for a non-empty `spec`.
pub fn format_str(s: Gc<Str>, text: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let spec = parse(text, s.value(), 's', LEFT)?;
    if spec.kind != 's' as u32 {
        return Err(unknown_code(spec.kind, s.value()));
    }
    let refuse = |what: &str| Err(value_error(format!("{what} not allowed in string format specifier")));
    match spec.sign {
        0 => {}
        0x20 => return refuse("Space"),
        _ => return refuse("Sign"),
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refuse("Alternate form (#)");
    }
    if spec.align == AFTER_SIGN {
        return refuse("'=' alignment");
    }
    let part = str::slice(s, 0, spec.precision.unwrap_or(usize::MAX).min(s.len()))?;
    let (left, right) = padding(&spec, part.len());
    super::str_methods::padded(part, left, right, spec.fill)
}

// --- numbers
/// A number taken apart: sign, prefix, digits before the point, behind it, and what follows.
#[derive(Default)]
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a str,
    point: bool,
    fraction: &'a str,
    rest: &'a str,
    /// The one character of type `c`.
    char: Option<u32>,
}
impl<'a> Parts<'a> {
    /// Takes apart what `float_text` made.
    fn of_float(t: &'a str) -> Parts<'a> {
        let (negative, t) = t.strip_prefix('-').map_or((false, t), |r| (true, r));
        let digits_end = t.bytes().position(|c| !c.is_ascii_digit()).unwrap_or(t.len());
        let (digits, after) = t.split_at(digits_end);
        let (point, after) = after.strip_prefix('.').map_or((false, after), |r| (true, r));
        let end = if point { after.bytes().position(|c| !c.is_ascii_digit()).unwrap_or(after.len()) } else { 0 };
        let (fraction, rest) = after.split_at(end);
        Parts { negative, prefix: "", digits, point, fraction, rest, char: None }
    }
}
/// Digits in groups from the right, with as many leading zeros as make up `min` characters at least.
struct Grouped<'a> {
    digits: &'a str,
    sep: u32,
    size: usize,
    /// How many digits there are with leading zeros.
    n: usize,
}
impl<'a> Grouped<'a> {
    fn new(digits: &'a str, sep: u32, size: usize, min: usize) -> Grouped<'a> {
        let mut g = Grouped { digits, sep, size, n: digits.len() };
        if digits.is_empty() {
            return g;
        }
        if sep == 0 {
            g.n = g.n.max(min);
        } else if g.len() < min {
            // a group and its separator take size + 1 characters
            g.n = g.n.max(min / (size + 1) * size);
            while g.len() < min {
                g.n += 1;
            }
        }
        g
    }
    fn len(&self) -> usize {
        if self.sep == 0 || self.n == 0 { self.n } else { self.n + (self.n - 1) / self.size }
    }
    fn put(&self, out: &mut StrBuilder) {
        let zeros = self.n - self.digits.len();
        if self.sep == 0 {
            out.push_times('0' as u32, zeros);
            return out.push_text(self.digits);
        }
        for i in 0..self.n {
            if i > 0 && (self.n - i).is_multiple_of(self.size) {
                out.push(self.sep);
            }
            out.push(i.checked_sub(zeros).map_or(b'0', |i| self.digits.as_bytes()[i]) as u32);
        }
    }
}
/// Fraction digits in groups of three from the left.
fn group_fraction(digits: &str, sep: u32) -> Cow<'_, str> {
    if sep == 0 {
        return digits.into();
    }
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && i % 3 == 0 {
            out.push(sep as u8 as char);
        }
        out.push(c);
    }
    out.into()
}
/// Sign, grouping and padding for a number.
fn lay_number(out: &mut StrBuilder, s: &Spec, p: &Parts) -> Result<(), Raised> {
    let sign = match (p.negative, s.sign) {
        (true, _) => "-",
        (false, 0x2b) => "+",
        (false, 0x20) => " ",
        _ => "",
    };
    let fraction = group_fraction(p.fraction, s.fraction_grouping);
    let fixed =
        sign.len() + p.prefix.len() + p.point as usize + fraction.len() + p.rest.len() + p.char.is_some() as usize;
    let width = s.width.unwrap_or(0);
    if !heap().may_hold(width) {
        return Err(crate::object::memory_error());
    }
    let zeros = s.fill == '0' as u32 && s.align == AFTER_SIGN;
    let min = if zeros { width.saturating_sub(fixed) } else { 0 };
    let group = if matches!(char::from_u32(s.kind), Some('b' | 'o' | 'x' | 'X')) { 4 } else { 3 };
    let digits = Grouped::new(p.digits, s.grouping, group, min);
    let margin = width.saturating_sub(fixed + digits.len());
    let (left, middle, right) = match s.align {
        LEFT => (0, 0, margin),
        CENTER => (margin / 2, 0, margin - margin / 2),
        AFTER_SIGN => (0, margin, 0),
        _ => (margin, 0, 0),
    };
    out.push_times(s.fill, left);
    out.push_text(sign);
    out.push_text(p.prefix);
    out.push_times(s.fill, middle);
    digits.put(out);
    if p.point {
        out.push_char('.');
    }
    out.push_text(&fraction);
    if let Some(c) = p.char {
        out.push(c);
    }
    out.push_text(p.rest);
    out.push_times(s.fill, right);
    Ok(())
}

/// `format(v, spec)` for an int (or a subclass); an empty `spec` is the caller's business (`str(v)`).
pub fn format_int(v: Value, text: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let spec = parse(text, v, 'd', RIGHT)?;
    let Some(i) = v.as_int() else { return Err(super::exceptions::type_error("an integer is required")) };
    let mut out = StrBuilder::new();
    let kind = char::from_u32(spec.kind).unwrap_or('\0');
    match kind {
        'b' | 'c' | 'd' | 'n' | 'o' | 'x' | 'X' => lay_int(&mut out, i, &spec, kind)?,
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => lay_float(&mut out, crate::protocol::number::int_to_f64(i)?, &spec)?,
        _ => return Err(unknown_code(spec.kind, v)),
    }
    out.finish()
}
fn lay_int(out: &mut StrBuilder, i: IntRef, spec: &Spec, kind: char) -> Result<(), Raised> {
    if spec.precision.is_some() {
        return Err(value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(value_error("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if kind == 'c' {
        if spec.sign != 0 {
            return Err(value_error("Sign not allowed with integer format specifier 'c'"));
        }
        if spec.alternate {
            return Err(value_error("Alternate form (#) not allowed with integer format specifier 'c'"));
        }
        let Some(c @ 0..=0x10ffff) = i.to_i64() else {
            return Err(overflow_error("%c arg not in range(0x110000)"));
        };
        return lay_number(out, spec, &Parts { char: Some(c as u32), ..Parts::default() });
    }
    let (base, prefix) = match kind {
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        _ => (10, ""),
    };
    let mut t = int_text::Digits::of(i, base)?;
    if kind == 'X' {
        t.make_uppercase();
    }
    let prefix = if spec.alternate { prefix } else { "" };
    lay_number(out, spec, &Parts { negative: t.negative, prefix, digits: t.as_str(), ..Parts::default() })
}

/// `format(f, spec)` for an instance `v` of `float` (or a subclass) with value `f`.
pub fn format_float(v: Value, f: f64, text: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let spec = parse(text, v, '\0', RIGHT)?;
    let mut out = StrBuilder::new();
    match char::from_u32(spec.kind) {
        Some('\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => lay_float(&mut out, f, &spec)?,
        _ => return Err(unknown_code(spec.kind, v)),
    }
    out.finish()
}
/// Code, precision and style of a float or complex specification.
fn float_code(spec: &Spec) -> Result<(u8, usize, Style), Raised> {
    if spec.precision.is_some_and(|p| p > i32::MAX as usize) {
        return Err(value_error("precision too big"));
    }
    let kind = char::from_u32(spec.kind).unwrap_or('\0');
    let style = Style {
        add_dot_0: false,
        alternate: spec.alternate,
        no_negative_zero: spec.no_negative_zero,
        upper: kind.is_ascii_uppercase(),
    };
    let code = match kind.to_ascii_lowercase() {
        '\0' => b'r',
        'n' => b'g',
        '%' => b'f',
        c => c as u8,
    };
    Ok(match spec.precision {
        None => (code, if code == b'r' { 0 } else { 6 }, style),
        Some(p) => (if code == b'r' { b'g' } else { code }, p, style),
    })
}
fn lay_float(out: &mut StrBuilder, f: f64, spec: &Spec) -> Result<(), Raised> {
    let (code, precision, mut style) = float_code(spec)?;
    style.add_dot_0 = spec.kind == 0;
    let percent = spec.kind == '%' as u32;
    let mut t = float_text(if percent { f * 100.0 } else { f }, code, precision, style);
    if percent {
        t.push('%');
    }
    lay_number(out, spec, &Parts::of_float(&t))
}
/// `format(c, spec)` for an instance `v` of `complex`.
pub fn format_complex(v: Value, re: f64, im: f64, text: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let spec = parse(text, v, '\0', RIGHT)?;
    match char::from_u32(spec.kind) {
        Some('\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
        _ => return Err(unknown_code(spec.kind, v)),
    }
    let (code, precision, style) = float_code(&spec)?;
    if spec.fill == '0' as u32 {
        return Err(value_error("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == AFTER_SIGN {
        return Err(value_error("'=' alignment flag is not allowed in complex format specifier"));
    }
    let plain = Spec { width: None, align: LEFT, fill: 0, ..spec };
    let imaginary_only = spec.kind == 0 && re == 0.0 && re.is_sign_positive();
    let parens = spec.kind == 0 && !imaginary_only;
    let mut body = StrBuilder::new();
    if parens {
        body.push_char('(');
    }
    if !imaginary_only {
        lay_number(&mut body, &plain, &Parts::of_float(&float_text(re, code, precision, style)))?;
    }
    let sign = if imaginary_only { spec.sign } else { '+' as u32 };
    lay_number(&mut body, &Spec { sign, ..plain }, &Parts::of_float(&float_text(im, code, precision, style)))?;
    body.push_text(if parens { "j)" } else { "j" });
    let body = body.finish()?;
    let (left, right) = padding(&spec, body.len());
    super::str_methods::padded(body, left, right, spec.fill)
}

/// The specification of a `__format__` call; `None` if it is empty, which means `str(self)`.
fn spec_arg(a: &Args) -> Result<Option<Gc<Str>>, Raised> {
    match a[1].cast::<Str>() {
        Some(s) => Ok((!s.is_empty()).then_some(s)),
        None => Err(type_error(format!("__format__() argument must be str, not {}", arg_type_name(a[1])))),
    }
}
/// `int.__format__`
pub fn int_method(a: &Args) -> Res {
    match spec_arg(a)? {
        None => text::str_of(a[0]).map(Gc::value),
        Some(s) => format_int(a[0], s).map(Gc::value),
    }
}
/// `float.__format__`
pub fn float_method(a: &Args) -> Res {
    match spec_arg(a)? {
        None => text::str_of(a[0]).map(Gc::value),
        Some(s) => format_float(a[0], super::float::receiver(a[0]), s).map(Gc::value),
    }
}
/// `complex.__format__`
pub fn complex_method(a: &Args) -> Res {
    let c = super::complex::receiver(a[0]);
    match spec_arg(a)? {
        None => text::str_of(a[0]).map(Gc::value),
        Some(s) => format_complex(a[0], c.0, c.1, s).map(Gc::value),
    }
}
