//! `str.format` and `str.format_map`: replacement fields, and the parsers that `_string` shows to `string.Formatter`.

use super::exceptions::{index_error, key_error, value_error};
use super::format_spec::parse_number;
use super::str_::this;
use crate::object::gc::Gc;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{self, Str, StrBuilder};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{attr, item, text};

pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "format(self, /, *args, **kwargs)",
        format,
        "Return a formatted version of the string, using substitutions from args and kwargs.",
    ),
    NativeDef::new(
        "format_map(self, mapping, /)",
        format_map,
        "Return a formatted version of the string, using substitutions from mapping.",
    ),
];

/// A replacement field: positions in the format string.
pub struct Field {
    pub name: (usize, usize),
    pub conversion: Option<u32>,
    pub spec: (usize, usize),
    /// The specification holds fields itself.
    pub nested: bool,
}
/// Walks over `text[at..end]`, one piece of literal text and perhaps a field at a time.
pub struct Markup {
    pub text: Gc<Str>,
    pub at: usize,
    pub end: usize,
}
const OPEN: u32 = '{' as u32;
const CLOSE: u32 = '}' as u32;

impl Markup {
    /// The next literal (as positions) and field; `None` at the end.
    pub fn next(&mut self) -> Result<Option<((usize, usize), Option<Field>)>, Raised> {
        if self.at >= self.end {
            return Ok(None);
        }
        let from = self.at;
        let brace = match self.text.units() {
            str::Units::One(u) => memchr::memchr2(OPEN as u8, CLOSE as u8, &u[from..self.end]).map(|i| from + i),
            _ => (from..self.end).find(|&i| matches!(self.text.point(i), OPEN | CLOSE)),
        };
        let Some(i) = brace else {
            self.at = self.end;
            return Ok(Some(((from, self.end), None)));
        };
        let c = self.text.point(i);
        self.at = i + 1;
        let doubled = self.at < self.end && self.text.point(self.at) == c;
        if c == CLOSE && !doubled {
            return Err(value_error("Single '}' encountered in format string"));
        }
        if c == OPEN && self.at >= self.end {
            return Err(value_error("Single '{' encountered in format string"));
        }
        if doubled {
            self.at += 1;
            return Ok(Some(((from, i + 1), None)));
        }
        let field = self.field()?;
        Ok(Some(((from, i), Some(field))))
    }
    fn take(&mut self) -> Option<u32> {
        if self.at >= self.end {
            return None;
        }
        self.at += 1;
        Some(self.text.point(self.at - 1))
    }
    fn field(&mut self) -> Result<Field, Raised> {
        let from = self.at;
        let mut stop = None;
        while let Some(c) = self.take() {
            match char::from_u32(c) {
                Some('{') => return Err(value_error("unexpected '{' in field name")),
                Some('[') => {
                    while self.at < self.end && self.text.point(self.at) != ']' as u32 {
                        self.at += 1;
                    }
                }
                Some('}' | ':' | '!') => {
                    stop = Some(c);
                    break;
                }
                _ => {}
            }
        }
        let name = (from, if stop.is_some() { self.at - 1 } else { self.at });
        let mut f = Field { name, conversion: None, spec: (self.at, self.at), nested: false };
        match stop {
            Some(CLOSE) => return Ok(f),
            Some(c) => {
                if c == '!' as u32 {
                    f.conversion = self.take();
                    if f.conversion.is_none() {
                        return Err(value_error("end of string while looking for conversion specifier"));
                    }
                    match self.take() {
                        Some(CLOSE) => {
                            f.spec = (self.at, self.at);
                            return Ok(f);
                        }
                        Some(c) if c != ':' as u32 => {
                            return Err(value_error("expected ':' after conversion specifier"));
                        }
                        _ => {}
                    }
                }
            }
            None => return Err(value_error("expected '}' before end of string")),
        }
        let spec = self.at;
        let mut depth = 1;
        while let Some(c) = self.take() {
            match c {
                OPEN => {
                    f.nested = true;
                    depth += 1;
                }
                CLOSE => {
                    depth -= 1;
                    if depth == 0 {
                        f.spec = (spec, self.at - 1);
                        return Ok(f);
                    }
                }
                _ => {}
            }
        }
        Err(value_error("unmatched '{' in format spec"))
    }
}

/// First part of a field name: an index or a key.
pub enum First {
    Empty,
    Index(usize),
    Key(usize, usize),
}
/// One step behind the first part.
pub enum Step {
    Attribute(usize, usize),
    Index(usize),
    Key(usize, usize),
}
/// The parts of a field name in `text[at..end]`.
pub struct FieldName {
    pub text: Gc<Str>,
    pub at: usize,
    pub end: usize,
}
impl FieldName {
    pub fn first(&mut self) -> Result<First, Raised> {
        let from = self.at;
        while self.at < self.end && !matches!(self.text.point(self.at), 0x2e | 0x5b) {
            self.at += 1;
        }
        if from == self.at {
            return Ok(First::Empty);
        }
        Ok(match whole_number(self.text, from, self.at)? {
            Some(n) => First::Index(n),
            None => First::Key(from, self.at),
        })
    }
    pub fn next(&mut self) -> Result<Option<Step>, Raised> {
        if self.at >= self.end {
            return Ok(None);
        }
        let c = self.text.point(self.at);
        self.at += 1;
        let from = self.at;
        if c == '.' as u32 {
            while self.at < self.end && !matches!(self.text.point(self.at), 0x2e | 0x5b) {
                self.at += 1;
            }
            if self.at == from {
                return Err(value_error("Empty attribute in format string"));
            }
            return Ok(Some(Step::Attribute(from, self.at)));
        }
        if c != '[' as u32 {
            return Err(value_error("Only '.' or '[' may follow ']' in format field specifier"));
        }
        while self.at < self.end && self.text.point(self.at) != ']' as u32 {
            self.at += 1;
        }
        if self.at >= self.end {
            return Err(value_error("Missing ']' in format string"));
        }
        let to = self.at;
        self.at += 1;
        if from == to {
            return Err(value_error("Empty attribute in format string"));
        }
        Ok(Some(match whole_number(self.text, from, to)? {
            Some(n) => Step::Index(n),
            None => Step::Key(from, to),
        }))
    }
}
/// `text[from..to]` as a number, if it is nothing but digits.
fn whole_number(t: Gc<Str>, from: usize, to: usize) -> Result<Option<usize>, Raised> {
    let mut at = from;
    let n = parse_number(t, &mut at, to)?;
    Ok(n.filter(|_| at == to))
}

/// Where fields get their objects from.
struct Sources<'a> {
    /// `None`: `format_map`.
    args: Option<&'a [Value]>,
    mapping: Option<Value>,
    numbering: Numbering,
    next: usize,
}
#[derive(PartialEq, Clone, Copy)]
enum Numbering {
    Unknown,
    Automatic,
    Manual,
}
impl Sources<'_> {
    fn number(&mut self, kind: Numbering) -> Result<(), Raised> {
        match (self.numbering, kind) {
            (Numbering::Automatic, Numbering::Manual) => {
                Err(value_error("cannot switch from automatic field numbering to manual field specification"))
            }
            (Numbering::Manual, Numbering::Automatic) => {
                Err(value_error("cannot switch from manual field specification to automatic field numbering"))
            }
            _ => {
                self.numbering = kind;
                Ok(())
            }
        }
    }
    fn get(&mut self, t: Gc<Str>, first: First) -> Res {
        let index = match first {
            First::Empty => {
                self.number(Numbering::Automatic)?;
                self.next += 1;
                self.next - 1
            }
            First::Index(i) => {
                self.number(Numbering::Manual)?;
                i
            }
            First::Key(from, to) => {
                let key = str::slice(t, from, to)?.value();
                return match self.mapping {
                    Some(m) => item::get_item(m, key),
                    None => Err(key_error(key)),
                };
            }
        };
        match self.args {
            None => Err(value_error("Format string contains positional fields")),
            Some(args) => args.get(index).copied().ok_or_else(|| {
                index_error(format!("Replacement index {index} out of range for positional args tuple"))
            }),
        }
    }
}
fn render(
    out: &mut StrBuilder,
    t: Gc<Str>,
    at: usize,
    end: usize,
    src: &mut Sources,
    depth: u32,
) -> Result<(), Raised> {
    if depth == 0 {
        return Err(value_error("Max string recursion exceeded"));
    }
    let mut m = Markup { text: t, at, end };
    while let Some(((from, to), field)) = m.next()? {
        out.push_part(t, from, to);
        let Some(f) = field else { continue };
        let mut name = FieldName { text: t, at: f.name.0, end: f.name.1 };
        let first = name.first()?;
        let mut v = src.get(t, first)?;
        while let Some(step) = name.next()? {
            v = match step {
                Step::Attribute(from, to) => attr::get_attr(v, str::slice(t, from, to)?)?,
                Step::Index(i) => item::get_item(v, Value::usize(i))?,
                Step::Key(from, to) => item::get_item(v, str::slice(t, from, to)?.value())?,
            };
        }
        if let Some(c) = f.conversion {
            v = convert(v, c)?.value();
        }
        let spec = if f.nested {
            let mut inner = StrBuilder::new();
            render(&mut inner, t, f.spec.0, f.spec.1, src, depth - 1)?;
            inner.finish()?
        } else {
            str::slice(t, f.spec.0, f.spec.1)?
        };
        out.push_str(text::format(v, spec)?);
    }
    Ok(())
}
/// What `!r`, `!s`, `!a` do.
fn convert(v: Value, c: u32) -> Result<Gc<Str>, Raised> {
    match char::from_u32(c) {
        Some('r') => text::repr(v),
        Some('s') => text::str_of(v),
        Some('a') => text::ascii(v),
        _ if c > 32 && c < 127 => Err(value_error(format!("Unknown conversion specifier {}", c as u8 as char))),
        _ => Err(value_error(format!("Unknown conversion specifier \\x{c:x}"))),
    }
}
fn run(s: Gc<Str>, args: Option<&[Value]>, mapping: Option<Value>) -> Res {
    let mut out = StrBuilder::new();
    let mut src = Sources { args, mapping, numbering: Numbering::Unknown, next: 0 };
    render(&mut out, s, 0, s.len(), &mut src, 2)?;
    out.finish().map(Gc::value)
}
fn format(a: &Args) -> Res {
    let named = |name: &[u8]| {
        let is = |k: Value| k.exact::<Str>().is_some_and(|s| s.ascii && s.raw() == name);
        a.kwargs?.iter().find(|e| is(e.0)).map(|e| e.1)
    };
    if let Some(s) = super::quick_format::braces(this(a), a.rest, named) {
        return Ok(s.value());
    }
    run(this(a), Some(a.rest), a.kwargs.map(Gc::value))
}
fn format_map(a: &Args) -> Res {
    run(this(a), None, Some(a[1]))
}
