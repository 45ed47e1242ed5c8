//! `%` formatting of `str` and `bytes`: one engine; a bytes result is built from code points below 256.

use super::exceptions::{Exc, overflow_error, type_error, value_error};
use super::float_text::{Style, float_text};
use super::int_text;
use super::quick_format;
use super::str_::{class_name, this};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::native::Args;
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, not_implemented};
use crate::protocol::call::call_bound;
use crate::protocol::{item, number, text};
use crate::thread::thread;

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Str,
    Bytes,
}
/// The arguments still to be used.
struct Source {
    value: Value,
    /// A tuple's items are used one by one; anything else is one argument.
    tuple: Option<Gc<Tuple>>,
    at: usize,
    mapping: Option<Value>,
}
impl Source {
    fn next(&mut self) -> Res {
        let v = match self.tuple {
            Some(t) => t.items().get(self.at).copied(),
            None => (self.at == 0).then_some(self.value),
        };
        self.at += 1;
        v.ok_or_else(|| type_error("not enough arguments for format string"))
    }
    fn left_over(&self) -> bool {
        match self.tuple {
            Some(t) => self.at < t.len(),
            None => self.at == 0,
        }
    }
}
/// One conversion specification.
#[derive(Default)]
struct Conversion {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: Option<usize>,
    precision: Option<usize>,
}
/// A formatted argument: sign, prefix and body, padded by `put`.
#[derive(Default)]
struct Piece<'a> {
    sign: &'a str,
    prefix: &'a str,
    body: &'a str,
    zero_fill: bool,
}

struct Engine<'a> {
    mode: Mode,
    format: &'a [u32],
    at: usize,
    out: StrBuilder,
    src: Source,
}

/// The commonest formats, of ints, floats and texts alone.
fn format_short(format: Gc<Str>, args: Value) -> Option<Gc<Str>> {
    match args.exact::<Tuple>() {
        Some(t) => quick_format::percent(format, t.items()),
        None if args.is_small() || args.is_float_imm() || args.exact::<Str>().is_some() => {
            quick_format::percent(format, &[args])
        }
        None => None,
    }
}
/// `format % args` for `str`.
pub fn format_str(format: Gc<Str>, args: Value) -> Result<Gc<Str>, Raised> {
    if let Some(s) = format_short(format, args) {
        return Ok(s);
    }
    let mut few = [0; 64];
    let many: Vec<u32>;
    let points = match few.get_mut(..format.len()) {
        Some(few) => {
            few.iter_mut().zip(format.points()).for_each(|(to, c)| *to = c);
            &*few
        }
        None => {
            many = format.points().collect();
            &many
        }
    };
    run(Mode::Str, points, args)?.finish()
}
/// `format % args` for `bytes` and `bytearray`.
pub fn format_bytes(format: &[u8], args: Value) -> Result<Vec<u8>, Raised> {
    let points: Vec<u32> = format.iter().map(|&b| b as u32).collect();
    Ok(run(Mode::Bytes, &points, args)?.finish()?.raw().to_vec())
}
pub fn str_mod(a: &Args) -> Res {
    format_str(this(a), a[1]).map(Gc::value)
}
pub fn str_rmod(a: &Args) -> Res {
    match a[1].cast::<Str>() {
        Some(f) => format_str(f, a[0]).map(Gc::value),
        None => Ok(not_implemented()),
    }
}

fn run(mode: Mode, format: &[u32], args: Value) -> Result<StrBuilder, Raised> {
    let tuple = args.cast::<Tuple>();
    let is_text = match mode {
        Mode::Str => args.cast::<Str>().is_some(),
        Mode::Bytes => {
            args.cast::<Bytes>().is_some() || args.cast::<ByteArray>().is_some() || args.cast::<Str>().is_some()
        }
    };
    let mapping = (tuple.is_none() && !is_text && type_of(args).special(Special::GetItem).is_some()).then_some(args);
    let src = Source { value: args, tuple, at: 0, mapping };
    let mut e = Engine { mode, format, at: 0, out: StrBuilder::new(), src };
    while e.at < format.len() {
        if format[e.at] != '%' as u32 {
            e.out.push(format[e.at]);
            e.at += 1;
            continue;
        }
        e.at += 1;
        e.conversion()?;
    }
    if e.src.left_over() && mapping.is_none() {
        let what = if mode == Mode::Str { "string" } else { "bytes" };
        return Err(type_error(format!("not all arguments converted during {what} formatting")));
    }
    Ok(e.out)
}

impl Engine<'_> {
    fn peek(&self) -> Result<u32, Raised> {
        self.format.get(self.at).copied().ok_or_else(|| value_error("incomplete format"))
    }
    fn is(&self, c: char) -> bool {
        self.format.get(self.at) == Some(&(c as u32))
    }
    fn conversion(&mut self) -> Result<(), Raised> {
        if self.is('%') {
            self.at += 1;
            self.out.push_char('%');
            return Ok(());
        }
        if self.is('(') {
            self.key()?;
        }
        let mut c = Conversion::default();
        loop {
            match char::from_u32(self.peek()?) {
                Some('-') => c.left = true,
                Some('+') => c.plus = true,
                Some(' ') => c.blank = true,
                Some('#') => c.alternate = true,
                Some('0') => c.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        if self.is('*') {
            self.at += 1;
            let w = self.star("width")?;
            if w < 0 {
                c.left = true;
            }
            c.width = Some(w.unsigned_abs() as usize);
        } else {
            c.width = self.digits(isize::MAX as usize, "width too big")?;
        }
        self.peek()?;
        if self.is('.') {
            self.at += 1;
            c.precision = if self.is('*') {
                self.at += 1;
                Some(self.star("precision")?.max(0) as usize)
            } else {
                Some(self.digits(i32::MAX as usize, "precision too big")?.unwrap_or(0))
            };
        }
        if matches!(char::from_u32(self.peek()?), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        let code = self.peek()?;
        self.at += 1;
        let v = self.src.next()?;
        self.format_arg(v, code, c)
    }
    /// `(key)`: the mapping's value becomes the argument.
    fn key(&mut self) -> Result<(), Raised> {
        let Some(mapping) = self.src.mapping else { return Err(type_error("format requires a mapping")) };
        self.at += 1;
        let from = self.at;
        let mut depth = 1;
        while depth > 0 {
            match self.format.get(self.at).copied().and_then(char::from_u32) {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
                None if self.at < self.format.len() => {}
                None => return Err(value_error("incomplete format key")),
            }
            self.at += 1;
        }
        let key = &self.format[from..self.at - 1];
        let key = match self.mode {
            Mode::Str => Str::from_u32s(key)?.value(),
            Mode::Bytes => Bytes::try_new(&key.iter().map(|c| *c as u8).collect::<Vec<u8>>())?.value(),
        };
        let v = item::get_item(mapping, key)?;
        (self.src.value, self.src.tuple, self.src.at) = (v, None, 0);
        Ok(())
    }
    /// A width or precision taken from the arguments.
    fn star(&mut self, what: &str) -> Result<i64, Raised> {
        let v = self.src.next()?;
        let Some(i) = v.as_int() else { return Err(type_error("* wants int")) };
        let Some(i) = i.to_i64() else {
            return Err(overflow_error("Python int too large to convert to C ssize_t"));
        };
        if what == "precision" && i32::try_from(i).is_err() {
            return Err(overflow_error("Python int too large to convert to C int"));
        }
        Ok(i)
    }
    fn digits(&mut self, max: usize, message: &str) -> Result<Option<usize>, Raised> {
        let mut n: Option<usize> = None;
        while let Some(d) = self.format.get(self.at).and_then(|c| char::from_u32(*c)).and_then(|c| c.to_digit(10)) {
            let next = n.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(d as usize)).filter(|n| *n <= max);
            n = Some(next.ok_or_else(|| value_error(message))?);
            self.at += 1;
        }
        Ok(n)
    }
    fn format_arg(&mut self, v: Value, code: u32, c: Conversion) -> Result<(), Raised> {
        let ch = char::from_u32(code).unwrap_or('\0');
        match ch {
            's' | 'r' | 'a' | 'b' if ch != 'b' || self.mode == Mode::Bytes => {
                let t = match (self.mode, ch) {
                    (Mode::Str, 's') => text::str_of(v)?,
                    (Mode::Str, 'r') => text::repr(v)?,
                    (_, 'a' | 'r') => text::ascii(v)?,
                    _ => latin1_of_bytes(v)?,
                };
                self.put_str(t, c.precision, &c)
            }
            'c' => {
                let t = if self.mode == Mode::Str { self.char_arg(v)? } else { self.byte_arg(v)? };
                self.put_str(crate::object::str::of_point(t), None, &c)
            }
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
                let i = int_arg(v, ch)?;
                let Some(i) = i.as_int() else { return Err(type_error("an integer is required")) };
                let base = match ch {
                    'o' => 8,
                    'x' | 'X' => 16,
                    _ => 10,
                };
                let mut t = int_text::Digits::of(i, base)?;
                if ch == 'X' {
                    t.make_uppercase();
                }
                let (negative, digits) = (t.negative, t.as_str());
                let zeros = c.precision.unwrap_or(0).saturating_sub(digits.len());
                let padded;
                let body = match zeros {
                    0 => digits,
                    _ => {
                        padded = format!("{}{digits}", "0".repeat(zeros));
                        &padded
                    }
                };
                let prefix = match (c.alternate, ch) {
                    (true, 'o') => "0o",
                    (true, 'x') => "0x",
                    (true, 'X') => "0X",
                    _ => "",
                };
                self.put(Piece { sign: sign(negative, &c), prefix, body, zero_fill: c.zero }, &c)
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let f = self.float_arg(v)?;
                let style = Style { alternate: c.alternate, upper: ch.is_ascii_uppercase(), ..Style::default() };
                let t = float_text(f, ch.to_ascii_lowercase() as u8, c.precision.unwrap_or(6), style);
                let (negative, body) = t.strip_prefix('-').map_or((false, t.as_str()), |r| (true, r));
                self.put(Piece { sign: sign(negative, &c), prefix: "", body, zero_fill: c.zero }, &c)
            }
            _ => {
                let shown = if (32..127).contains(&code) { code as u8 as char } else { '?' };
                Err(value_error(format!(
                    "unsupported format character '{shown}' (0x{code:x}) at index {}",
                    self.at - 1
                )))
            }
        }
    }
    fn put(&mut self, p: Piece, c: &Conversion) -> Result<(), Raised> {
        let len = p.sign.len() + p.prefix.len() + p.body.len();
        let margin = self.margin(len, c)?;
        let zeros = p.zero_fill && !c.left;
        if !zeros && !c.left {
            self.fill(' ', margin);
        }
        self.out.push_text(p.sign);
        self.out.push_text(p.prefix);
        if zeros {
            self.fill('0', margin);
        }
        self.out.push_text(p.body);
        if c.left {
            self.fill(' ', margin);
        }
        Ok(())
    }
    fn margin(&self, len: usize, c: &Conversion) -> Result<usize, Raised> {
        let margin = c.width.unwrap_or(0).saturating_sub(len);
        if !crate::object::heap::heap().may_hold(margin) { Err(crate::object::memory_error()) } else { Ok(margin) }
    }
    fn put_str(&mut self, t: Gc<Str>, limit: Option<usize>, c: &Conversion) -> Result<(), Raised> {
        let n = t.len().min(limit.unwrap_or(usize::MAX));
        let margin = self.margin(n, c)?;
        if !c.left {
            self.fill(' ', margin);
        }
        if n == t.len() {
            self.out.push_str(t);
        } else {
            t.points().take(n).for_each(|p| self.out.push(p));
        }
        if c.left {
            self.fill(' ', margin);
        }
        Ok(())
    }
    fn fill(&mut self, c: char, n: usize) {
        self.out.push_times(c as u32, n);
    }
    fn float_arg(&self, v: Value) -> Result<f64, Raised> {
        match number::to_f64(v) {
            Err(Raised) if self.mode == Mode::Bytes && thread().catch(Exc::TypeError) => {
                Err(type_error(format!("float argument required, not {}", class_name(v))))
            }
            r => r,
        }
    }
    fn char_arg(&self, v: Value) -> Result<u32, Raised> {
        if let Some(s) = v.cast::<Str>() {
            return match s.len() {
                1 => Ok(s.point(0)),
                n => Err(type_error(format!("%c requires an int or a unicode character, not a string of length {n}"))),
            };
        }
        if !number::has_index(v) {
            return Err(type_error(format!("%c requires an int or a unicode character, not {}", class_name(v))));
        }
        match number::index(v)?.as_int().and_then(IntRef::to_i64) {
            Some(c @ 0..=0x10ffff) => Ok(c as u32),
            _ => Err(overflow_error("%c arg not in range(0x110000)")),
        }
    }
    fn byte_arg(&self, v: Value) -> Result<u32, Raised> {
        let (bytes, what) = match (v.cast::<Bytes>(), v.cast::<ByteArray>()) {
            (Some(b), _) => (Some(b.as_slice()), "bytes"),
            (_, Some(b)) => (Some(b.as_slice()), "bytearray"),
            _ => (None, ""),
        };
        let wants = "%c requires an integer in range(256) or a single byte, not";
        if let Some(b) = bytes {
            return match b {
                [c] => Ok(*c as u32),
                b => Err(type_error(format!("{wants} a {what} object of length {}", b.len()))),
            };
        }
        if !number::has_index(v) {
            return Err(type_error(format!("{wants} {}", class_name(v))));
        }
        match number::index(v)?.as_int().and_then(IntRef::to_i64) {
            Some(c @ 0..=255) => Ok(c as u32),
            _ => Err(overflow_error("%c arg not in range(256)")),
        }
    }
}
fn sign(negative: bool, c: &Conversion) -> &'static str {
    if negative {
        "-"
    } else if c.plus {
        "+"
    } else if c.blank {
        " "
    } else {
        ""
    }
}
/// The int that an integer conversion formats.
fn int_arg(v: Value, code: char) -> Res {
    if let Some(i) = v.exact_int() {
        return Ok(i);
    }
    let based = matches!(code, 'o' | 'x' | 'X');
    let wrong = || {
        let what = if based { "an integer" } else { "a real number" };
        type_error(format!("%{code} format: {what} is required, not {}", class_name(v)))
    };
    let r = if based {
        if !number::has_index(v) {
            return Err(wrong());
        }
        number::index(v)
    } else if let Some(f) = v.as_float() {
        super::int::from_f64(f)
    } else {
        match type_of(v).special(Special::Int) {
            Some(m) => call_bound(m, v, &[], None).and_then(number::index),
            None if number::has_index(v) => number::index(v),
            None => return Err(wrong()),
        }
    };
    match r {
        Err(Raised) if thread().catch(Exc::TypeError) => Err(wrong()),
        r => r,
    }
}
/// What `%s` and `%b` of bytes put in, as a string of code points below 256.
fn latin1_of_bytes(v: Value) -> Result<Gc<Str>, Raised> {
    let latin1 = |b: &[u8]| crate::object::str::of_units(b);
    if let Some(b) = v.cast::<Bytes>() {
        return latin1(b.as_slice());
    }
    if let Some(b) = v.cast::<ByteArray>() {
        return latin1(b.as_slice());
    }
    if let Some(m) = type_of(v).special(Special::Bytes) {
        let r = call_bound(m, v, &[], None)?;
        return match r.cast::<Bytes>() {
            Some(b) => latin1(b.as_slice()),
            None => Err(type_error(format!("__bytes__ returned non-bytes (type {})", class_name(r)))),
        };
    }
    match super::buffer::acquire_full(v)? {
        Some(b) => {
            let r = b.to_vec().and_then(|b| latin1(&b));
            b.release();
            r
        }
        None => Err(type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
            class_name(v)
        ))),
    }
}
