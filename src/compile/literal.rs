//! Literals: numbers of any size, and strings decoded from their source text (the parser's own strings cannot hold lone
//! surrogates, and say nothing about invalid escapes).

use crate::unicode::escapes;
use dashu_int::IBig;
use ruff_python_ast as ast;
use ruff_python_ast::StringFlags;
use ruff_text_size::{TextRange, TextSize};

use super::constant::Const;
use super::emit::R;
use super::errors::{CompileError, Stage, Warning};
use super::source::Source;

/// Most digits of a decimal literal.
const MAX_DIGITS: usize = 4300;

pub fn number(src: &Source, n: &ast::ExprNumberLiteral) -> R<Const> {
    let text: String = src.slice(n.range).chars().filter(|c| *c != '_').collect();
    match &n.value {
        ast::Number::Int(i) => match i.as_i64() {
            Some(i) => Ok(Const::Int(i)),
            None => big_int(&text, src, n.range),
        },
        ast::Number::Float(_) => Ok(Const::float(text.parse().unwrap_or(0.0))),
        ast::Number::Complex { .. } => {
            let digits = text.trim_end_matches(['j', 'J']);
            Ok(Const::complex(0.0, digits.parse().unwrap_or(0.0)))
        }
    }
}
fn big_int(text: &str, src: &Source, at: TextRange) -> R<Const> {
    let lower = text.to_ascii_lowercase();
    let parsed = if let Some(d) = lower.strip_prefix("0x") {
        IBig::from_str_radix(d, 16)
    } else if let Some(d) = lower.strip_prefix("0o") {
        IBig::from_str_radix(d, 8)
    } else if let Some(d) = lower.strip_prefix("0b") {
        IBig::from_str_radix(d, 2)
    } else {
        if lower.len() > MAX_DIGITS {
            let n = lower.len();
            return Err(CompileError::at(
                src,
                at,
                format!(
                    "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {n} digits; use \
                     sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
                     to avoid decimal conversion limits."
                ),
            ));
        }
        IBig::from_str_radix(&lower, 10)
    };
    parsed.map(Const::big).map_err(|_| CompileError::at(src, at, "invalid decimal literal"))
}

/// Where decoding puts what it finds.
pub struct Decoder<'a> {
    pub src: &'a Source,
    pub warnings: &'a mut Vec<Warning>,
    /// The literal being decoded, quotes included.
    pub whole: TextRange,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    Text,
    Bytes,
    /// Literal part of an f- or t-string: `{{` is `{`.
    Interpolated,
}

impl Decoder<'_> {
    /// The constant of a string literal, implicit concatenation included.
    pub fn new<'a>(src: &'a Source, warnings: &'a mut Vec<Warning>) -> Decoder<'a> {
        Decoder { src, warnings, whole: TextRange::default() }
    }
    pub fn string(&mut self, s: &ast::ExprStringLiteral) -> R<Const> {
        let mut points = Vec::new();
        for part in s.value.iter() {
            self.string_part(part, &mut points)?;
        }
        Ok(Const::points(points))
    }
    pub fn string_part(&mut self, part: &ast::StringLiteral, out: &mut Vec<u32>) -> R {
        let inner = part.range.add_start(part.flags.opener_len()).sub_end(part.flags.closer_len());
        let raw = part.flags.prefix().is_raw();
        self.whole = part.range;
        self.decode(inner, raw, Flavour::Text, out)
    }
    pub fn bytes(&mut self, s: &ast::ExprBytesLiteral) -> R<Const> {
        let mut points = Vec::new();
        for part in s.value.iter() {
            let inner = part.range.add_start(part.flags.opener_len()).sub_end(part.flags.closer_len());
            self.whole = part.range;
            self.decode(inner, part.flags.prefix().is_raw(), Flavour::Bytes, &mut points)?;
        }
        Ok(Const::Bytes(points.iter().map(|&c| c as u8).collect()))
    }
    /// Decodes source text between quotes.
    pub fn decode(&mut self, range: TextRange, raw: bool, flavour: Flavour, out: &mut Vec<u32>) -> R {
        let src = self.src;
        let text = src.slice(range);
        if flavour != Flavour::Interpolated && (raw || !text.contains('\\')) {
            out.extend(text.chars().map(|c| c as u32));
            return Ok(());
        }
        let mut chars = text.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if flavour == Flavour::Interpolated && (c == '{' || c == '}') {
                if chars.peek().is_some_and(|n| n.1 == c) {
                    chars.next();
                }
                out.push(c as u32);
                continue;
            }
            if c != '\\' || raw {
                out.push(c as u32);
                continue;
            }
            let at = range.start() + TextSize::from(i as u32);
            let Some((_, e)) = chars.next() else {
                // a replacement field follows
                self.warn(at, 2, flavour, invalid_escape);
                out.push(c as u32);
                break;
            };
            let simple = match e {
                '\n' => continue,
                '\\' | '\'' | '"' => e as u32,
                'a' => 7,
                'b' => 8,
                't' => 9,
                'n' => 10,
                'v' => 11,
                'f' => 12,
                'r' => 13,
                '0'..='7' => {
                    let mut v = e as u32 - 48;
                    for _ in 0..2 {
                        match chars.peek() {
                            Some(&(_, d @ '0'..='7')) => {
                                v = v * 8 + d as u32 - 48;
                                chars.next();
                            }
                            _ => break,
                        }
                    }
                    if v > 0o377 {
                        self.warn(at, 4, flavour, |s| {
                            format!(
                                "\"{s}\" is an invalid octal escape sequence. Such sequences will not work in the future. \
                                 Did you mean \"\\{s}\"? A raw string is also an option."
                            )
                        });
                    }
                    if flavour == Flavour::Bytes { v & 0xff } else { v }
                }
                'x' | 'u' | 'U' if e == 'x' || flavour != Flavour::Bytes => {
                    let want = if e == 'x' {
                        2
                    } else if e == 'u' {
                        4
                    } else {
                        8
                    };
                    let mut digits = String::new();
                    while digits.len() < want
                        && let Some(&(_, d)) = chars.peek()
                        && d.is_ascii_hexdigit()
                    {
                        digits.push(d);
                        chars.next();
                    }
                    let v = u32::from_str_radix(&digits, 16).unwrap_or(0);
                    if digits.len() < want || v > 0x10ffff {
                        return Err(self.bad_escape(range, i, e, digits.len(), flavour, digits.len() == want));
                    }
                    v
                }
                'N' if flavour != Flavour::Bytes => {
                    let rest = &text[i + 2..];
                    let name = rest.strip_prefix('{').and_then(|r| r.split_once('}')).map(|r| r.0);
                    let name = name.filter(|n| !n.is_empty());
                    let Some(name) = name else {
                        let to = match rest.strip_prefix('{') {
                            None => i + 1,
                            Some(r) if r.contains('}') => i + 2,
                            Some(_) => text.len() - 1,
                        };
                        return Err(self.unicode_error(range, i, to, "malformed \\N character escape"));
                    };
                    let Some(found) = unicode_names2::character(name) else {
                        return Err(self.unicode_error(range, i, i + name.len() + 3, "unknown Unicode character name"));
                    };
                    for _ in 0..name.chars().count() + 2 {
                        chars.next();
                    }
                    found as u32
                }
                other => {
                    let doubled = matches!(other, '{' | '}') && flavour == Flavour::Interpolated;
                    if doubled && chars.peek().is_some_and(|n| n.1 == other) {
                        chars.next();
                    }
                    self.warn(at, 1 + other.len_utf8() as u32, flavour, invalid_escape);
                    out.push('\\' as u32);
                    other as u32
                }
            };
            out.push(simple);
        }
        Ok(())
    }
    fn warn(&mut self, at: TextSize, len: u32, flavour: Flavour, message: impl FnOnce(&str) -> String) {
        let r = TextRange::at(at, TextSize::from(len));
        // CPython marks two columns, of bytes at the start of the literal
        let start = if flavour == Flavour::Bytes { self.whole.start() } else { at };
        let mut w = Warning::at(self.src, TextRange::empty(start), message(self.src.slice(r)));
        w.stage = Stage::Parser;
        w.end_col = w.col + 2;
        if !self.warnings.contains(&w) {
            self.warnings.push(w);
        }
    }
    fn bad_escape(
        &self,
        range: TextRange,
        i: usize,
        e: char,
        got: usize,
        flavour: Flavour,
        illegal: bool,
    ) -> CompileError {
        if flavour == Flavour::Bytes {
            return CompileError::at(self.src, self.whole, format!("(value error) invalid \\x escape at position {i}"));
        }
        let what = match e {
            _ if illegal => escapes::ILLEGAL,
            'x' => escapes::TRUNCATED_X,
            'u' => escapes::TRUNCATED_U,
            _ => escapes::TRUNCATED_LONG,
        };
        self.unicode_error(range, i, i + 1 + got, what)
    }
    fn unicode_error(&self, range: TextRange, from: usize, to: usize, what: &str) -> CompileError {
        // positions count code points of the decoded text's source
        let text = self.src.slice(range);
        let points = |b: usize| text.char_indices().take_while(|(i, _)| *i < b).count();
        let (from, to) = (points(from), points(to));
        let place = if from == to { format!("position {from}") } else { format!("position {from}-{to}") };
        CompileError::at(
            self.src,
            self.whole,
            format!("(unicode error) 'unicodeescape' codec can't decode bytes in {place}: {what}"),
        )
    }
}
/// What is said of a backslash that means nothing.
fn invalid_escape(s: &str) -> String {
    format!(
        "\"{s}\" is an invalid escape sequence. Such sequences will not work in the future. Did you mean \"\\{s}\"? A raw \
         string is also an option."
    )
}
