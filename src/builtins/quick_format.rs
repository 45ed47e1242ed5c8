//! The commonest formats, laid out straight into a short line of ASCII: small ints in any radix, floats with a few digits behind the
//! point, short texts; with padding, a sign, zeros in front, and commas.
//!
//! `None` always means: not one of those, or an error; the general functions know. Nothing here has an effect or runs Python code.

use std::mem::MaybeUninit;

use super::float_text::fixed_digits;
use super::int_text::put_decimal;
use crate::object::Raised;
use crate::object::buffer::copy_bytes;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;

const ROOM: usize = 160;
/// Digits, separators, point and sign of a number, at most.
const NUMBER: usize = 96;
/// Digits of a decimal that `put_decimal` may write at once.
const DECIMAL: usize = 20;

/// Where the text of a field stands in its width.
#[derive(Clone, Copy, PartialEq)]
pub enum Align {
    Left,
    Right,
    Center,
    AfterSign,
}
/// How one value is laid out.
#[derive(Clone, Copy)]
pub struct Field {
    pub fill: u8,
    /// `None`: as is usual for the value.
    pub align: Option<Align>,
    /// As given: what stands in front of numbers that are not negative, if it is not `-`; or 0.
    pub sign: u8,
    pub width: usize,
    pub commas: bool,
    pub precision: Option<usize>,
    /// The type code, or 0.
    pub kind: u8,
}
impl Field {
    pub const PLAIN: Field =
        Field { fill: b' ', align: None, sign: 0, width: 0, commas: false, precision: None, kind: 0 };

    /// Parses a specification as `format` takes it.
    pub fn parse(s: &[u8]) -> Option<Field> {
        let align = |c: &u8| match c {
            b'<' => Some(Align::Left),
            b'>' => Some(Align::Right),
            b'^' => Some(Align::Center),
            b'=' => Some(Align::AfterSign),
            _ => None,
        };
        let mut f = Field::PLAIN;
        let mut rest = s;
        if let [fill, a, more @ ..] = rest
            && let Some(a) = align(a)
        {
            (f.fill, f.align, rest) = (*fill, Some(a), more);
        } else if let [a, more @ ..] = rest
            && let Some(a) = align(a)
        {
            (f.align, rest) = (Some(a), more);
        }
        if let [c @ (b'+' | b' ' | b'-'), more @ ..] = rest {
            (f.sign, rest) = (*c, more);
        }
        if let [b'0', more @ ..] = rest {
            if f.align.is_some() {
                return None;
            }
            (f.fill, f.align, rest) = (b'0', Some(Align::AfterSign), more);
        }
        (f.width, rest) = number(rest)?;
        if let [b',', more @ ..] = rest {
            (f.commas, rest) = (true, more);
        }
        if let [b'.', more @ ..] = rest {
            if !more.first()?.is_ascii_digit() {
                return None;
            }
            let (n, more) = number(more)?;
            (f.precision, rest) = (Some(n), more);
        }
        match rest {
            [] => {}
            [c] => f.kind = *c,
            _ => return None,
        }
        (f.fill < 128).then_some(f)
    }
}
/// Up to two digits.
pub fn number(s: &[u8]) -> Option<(usize, &[u8])> {
    let n = s.iter().take_while(|c| c.is_ascii_digit()).count();
    if n > 2 {
        return None;
    }
    Some((s[..n].iter().fold(0, |n, c| 10 * n + (c - b'0') as usize), &s[n..]))
}

/// A line in progress.
pub struct Line {
    room: [MaybeUninit<u8>; ROOM],
    n: usize,
}
impl Line {
    #[inline(always)]
    pub fn new() -> Line {
        Line { room: [const { MaybeUninit::uninit() }; ROOM], n: 0 }
    }
    /// ASCII text as it is.
    #[inline]
    pub fn put(&mut self, b: &[u8]) -> Option<()> {
        if b.len() > ROOM - self.n {
            return None;
        }
        // SAFETY: there is room.
        unsafe { copy_bytes(b.as_ptr(), self.room.as_mut_ptr().add(self.n) as *mut u8, b.len()) };
        self.n += b.len();
        Some(())
    }
    #[inline]
    fn fill(&mut self, c: u8, n: usize) -> Option<()> {
        self.room.get_mut(self.n..self.n + n)?.iter_mut().for_each(|b| _ = b.write(c));
        self.n += n;
        Some(())
    }
    /// A sign, if any, and a text, padded.
    #[inline]
    fn lay(&mut self, sign: &[u8], text: &[u8], f: &Field, align: Align) -> Option<()> {
        let margin = f.width.saturating_sub(sign.len() + text.len());
        if margin == 0 {
            self.put(sign)?;
            return self.put(text);
        }
        let (left, middle, right) = match align {
            Align::Left => (0, 0, margin),
            Align::Right => (margin, 0, 0),
            Align::Center => (margin / 2, 0, margin - margin / 2),
            Align::AfterSign => (0, margin, 0),
        };
        self.fill(f.fill, left)?;
        self.put(sign)?;
        self.fill(f.fill, middle)?;
        self.put(text)?;
        self.fill(f.fill, right)
    }
    /// An int as it is.
    #[inline]
    fn decimal(&mut self, i: i64) -> Option<()> {
        if i < 0 {
            self.put(b"-")?;
        }
        let mut room = Number::new();
        room.decimal_to(i.unsigned_abs());
        self.put(room.bytes())
    }
    pub fn text(&mut self, b: &[u8], f: &Field) -> Option<()> {
        let align = f.align.unwrap_or(Align::Left);
        if !matches!(f.kind, 0 | b's') || f.sign != 0 || f.commas || align == Align::AfterSign {
            return None;
        }
        self.lay(b"", &b[..f.precision.unwrap_or(b.len()).min(b.len())], f, align)
    }
    pub fn int(&mut self, i: i64, f: &Field) -> Option<()> {
        const DIGITS: [&[u8; 16]; 2] = [b"0123456789abcdef", b"0123456789ABCDEF"];
        let mut room = Number::new();
        let n = i.unsigned_abs();
        match f.kind {
            b'f' | b'F' | b'e' | b'g' | b'%' => {
                return if n < 1 << 53 { self.float(i as f64, f) } else { None };
            }
            _ if f.precision.is_some() => return None,
            0 | b'd' => room.decimal(n, f)?,
            b'x' | b'X' | b'o' | b'b' if !f.commas => {
                let shift = match f.kind {
                    b'o' => 3,
                    b'b' => 1,
                    _ => 4,
                };
                let digits = DIGITS[(f.kind == b'X') as usize];
                let mut n = n;
                loop {
                    room.push(digits[(n & ((1 << shift) - 1)) as usize]);
                    n >>= shift;
                    if n == 0 {
                        break;
                    }
                }
            }
            _ => return None,
        }
        self.signed(i < 0, room.bytes(), f)
    }
    pub fn float(&mut self, x: f64, f: &Field) -> Option<()> {
        if !matches!(f.kind, b'f' | b'F') {
            return None;
        }
        let precision = f.precision.unwrap_or(6);
        let (whole, fraction) = fixed_digits(x, precision)?;
        let mut room = Number::new();
        if precision > 0 {
            let digits = room.decimal_to(fraction);
            (digits..precision).for_each(|_| room.push(b'0'));
            room.push(b'.');
        }
        room.decimal(whole, f)?;
        self.signed(x.is_sign_negative(), room.bytes(), f)
    }
    fn signed(&mut self, negative: bool, digits: &[u8], f: &Field) -> Option<()> {
        let sign: &[u8] = match f.sign {
            _ if negative => b"-",
            b'+' => b"+",
            b' ' => b" ",
            _ => b"",
        };
        self.lay(sign, digits, f, f.align.unwrap_or(Align::Right))
    }
    /// Any value, if it is one of those.
    pub fn value(&mut self, v: Value, f: &Field) -> Option<()> {
        if let Some(i) = v.as_small() {
            return self.int(i, f);
        }
        if let Some(x) = v.as_float_imm() {
            return self.float(x, f);
        }
        self.text(v.exact::<Str>().filter(|s| s.ascii)?.raw(), f)
    }
    pub fn finish(&self) -> Result<Gc<Str>, Raised> {
        let (g, data) = Str::try_alloc(self.n, 1, true)?;
        // SAFETY: room for that many bytes; as many of the line were written, all of them ASCII.
        unsafe { copy_bytes(self.room.as_ptr() as *const u8, data, self.n) };
        Ok(g)
    }
}
/// A number that grows towards the left.
struct Number {
    room: [MaybeUninit<u8>; NUMBER],
    at: usize,
}
impl Number {
    #[inline(always)]
    fn new() -> Number {
        Number { room: [const { MaybeUninit::uninit() }; NUMBER], at: NUMBER }
    }
    /// One more character in front; there are fewer than `NUMBER`.
    #[inline(always)]
    fn push(&mut self, c: u8) {
        self.at -= 1;
        self.room[self.at].write(c);
    }
    /// Decimal digits in front; how many.
    #[inline]
    fn decimal_to(&mut self, n: u64) -> usize {
        debug_assert!(self.at >= DECIMAL);
        // SAFETY: there is room for as many digits as there may be.
        let digits = unsafe { put_decimal(n, self.room.as_mut_ptr().add(self.at) as *mut u8) };
        self.at -= digits;
        digits
    }
    /// The same with commas if those are wanted; zeros in front do not go with them here.
    #[inline]
    fn decimal(&mut self, mut n: u64, f: &Field) -> Option<()> {
        if !f.commas {
            self.decimal_to(n);
            return Some(());
        }
        if f.fill == b'0' && f.align == Some(Align::AfterSign) {
            return None;
        }
        while n >= 1000 {
            let digits = self.decimal_to(n % 1000);
            (digits..3).for_each(|_| self.push(b'0'));
            self.push(b',');
            n /= 1000;
        }
        self.decimal_to(n);
        Some(())
    }
    #[inline(always)]
    fn bytes(&self) -> &[u8] {
        // SAFETY: everything from there on was written.
        unsafe { self.room[self.at..].assume_init_ref() }
    }
}

/// `format(v, spec)` of such a value.
#[inline]
pub fn format(v: Value, spec: Gc<Str>) -> Option<Gc<Str>> {
    let f = Field::parse(spec.ascii.then(|| spec.raw())?)?;
    let mut line = Line::new();
    line.value(v, &f)?;
    line.finish().ok()
}

/// `format % args`.
pub fn percent(format: Gc<Str>, args: &[Value]) -> Option<Gc<Str>> {
    let mut line = Line::new();
    let mut args = args.iter();
    let mut rest = format.ascii.then(|| format.raw())?;
    while let Some(at) = rest.iter().position(|c| *c == b'%') {
        line.put(&rest[..at])?;
        rest = &rest[at + 1..];
        if let [b'%', more @ ..] = rest {
            line.put(b"%")?;
            rest = more;
            continue;
        }
        if let [c @ (b'd' | b's'), more @ ..] = rest {
            rest = more;
            let v = *args.next()?;
            match v.as_small() {
                Some(i) => line.decimal(i)?,
                None if *c == b's' => line.put(v.exact::<Str>().filter(|s| s.ascii)?.raw())?,
                None => return None,
            }
            continue;
        }
        let (f, more) = conversion(rest)?;
        rest = more;
        let v = *args.next()?;
        match (f.kind, v.as_small()) {
            (b's', Some(i)) => {
                let mut room = Number::new();
                room.decimal_to(i.unsigned_abs());
                if i < 0 {
                    room.push(b'-');
                }
                line.text(room.bytes(), &Field { align: f.align.or(Some(Align::Right)), ..f })?;
            }
            (b's', None) => {
                let s = v.exact::<Str>().filter(|s| s.ascii)?;
                line.text(s.raw(), &Field { align: f.align.or(Some(Align::Right)), ..f })?;
            }
            (_, Some(i)) => line.int(i, &f)?,
            (_, None) => line.float(v.as_float_imm()?, &f)?,
        }
    }
    line.put(rest)?;
    if args.next().is_some() {
        return None;
    }
    line.finish().ok()
}
/// What follows a `%`: flags, width, precision, and one of the codes `d s x X o f F`.
fn conversion(s: &[u8]) -> Option<(Field, &[u8])> {
    let mut f = Field::PLAIN;
    let mut rest = s;
    let (mut zero, mut left) = (false, false);
    loop {
        match rest.first()? {
            b'0' => zero = true,
            b'-' => left = true,
            b'+' => f.sign = b'+',
            b' ' if f.sign == 0 => f.sign = b' ',
            _ => break,
        }
        rest = &rest[1..];
    }
    (f.width, rest) = number(rest)?;
    if let [b'.', more @ ..] = rest {
        let (n, more) = number(more)?;
        (f.precision, rest) = (Some(n), more);
    }
    let (code, rest) = rest.split_first()?;
    f.kind = match code {
        b'd' | b'i' | b'u' => b'd',
        b's' => {
            f.sign = 0;
            zero = false;
            b's'
        }
        b'x' | b'X' | b'o' | b'f' | b'F' => *code,
        _ => return None,
    };
    if left {
        f.align = Some(Align::Left);
    } else if zero {
        (f.fill, f.align) = (b'0', Some(Align::AfterSign));
    }
    Some((f, rest))
}

/// `format.format(*args, …)` whose fields are plain names; `named` finds the value of one.
pub fn braces(format: Gc<Str>, args: &[Value], named: impl Fn(&[u8]) -> Option<Value>) -> Option<Gc<Str>> {
    let mut line = Line::new();
    let (mut next, mut numbered) = (0, false);
    let mut rest = format.ascii.then(|| format.raw())?;
    while let Some(at) = rest.iter().position(|c| matches!(c, b'{' | b'}')) {
        line.put(&rest[..at])?;
        let (c, more) = rest[at..].split_first()?;
        if more.first() == Some(c) {
            line.put(&[*c])?;
            rest = &more[1..];
            continue;
        }
        if *c == b'}' {
            return None;
        }
        let end = more.iter().position(|c| matches!(c, b'{' | b'}'))?;
        let (field, behind) = more.split_at(end);
        rest = behind.strip_prefix(b"}")?;
        let colon = field.iter().position(|c| *c == b':').unwrap_or(end);
        let (name, spec) = (&field[..colon], field.get(colon + 1..).unwrap_or(b""));
        let v = match name {
            [] if numbered => return None,
            [] => {
                next += 1;
                *args.get(next - 1)?
            }
            [b'0'..=b'9', ..] => {
                let (n, tail) = number(name)?;
                if next > 0 || !tail.is_empty() {
                    return None;
                }
                numbered = true;
                *args.get(n)?
            }
            name if name.iter().any(|c| matches!(c, b'.' | b'[' | b'!')) => return None,
            name => named(name)?,
        };
        line.value(v, &Field::parse(spec)?)?;
    }
    line.put(rest)?;
    line.finish().ok()
}
