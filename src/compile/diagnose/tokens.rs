//! Tokens as CPython's tokenizer makes them, for the diagnosis of syntax errors: the same tokens, the same errors, in the
//! same order. The parser proper does not use this.

use ruff_text_size::{TextRange, TextSize};

use crate::compile::errors::{CompileError, ErrorKind};
use crate::compile::source::Source;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Name,
    Number,
    String,
    FStart,
    FMiddle,
    FEnd,
    Op,
    Newline,
    Indent,
    Dedent,
    End,
    /// The tokenizer failed here.
    Error,
}
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
    /// Open brackets behind it.
    pub level: u16,
    /// Of f- and t-strings: which.
    pub letter: u8,
}

/// An f- or t-string being read.
struct Interpolated {
    quote: u8,
    triple: bool,
    raw: bool,
    letter: u8,
    start: u32,
    /// Bracket level of each open replacement field.
    fields: Vec<usize>,
    /// Reading a format specification of the innermost field.
    in_format: bool,
    formats: Vec<bool>,
}

pub struct Tokenizer<'a> {
    src: &'a Source,
    text: &'a [u8],
    at: usize,
    pub tokens: Vec<Token>,
    pub error: Option<CompileError>,
    brackets: Vec<(u8, usize)>,
    indents: Vec<(usize, usize)>,
    strings: Vec<Interpolated>,
    line_start: bool,
}

type T<R = ()> = Result<R, CompileError>;

impl<'a> Tokenizer<'a> {
    /// All tokens up to the end or the first error, which is the last token then.
    pub fn run(src: &'a Source) -> Tokenizer<'a> {
        let mut t = Tokenizer {
            src,
            text: src.text.as_bytes(),
            at: 0,
            tokens: Vec::new(),
            error: None,
            brackets: Vec::new(),
            indents: vec![(0, 0)],
            strings: Vec::new(),
            line_start: true,
        };
        loop {
            match t.next() {
                Ok(true) => {}
                Ok(false) => break,
                Err(e) => {
                    t.error = Some(e);
                    let at = t.at.min(t.text.len());
                    t.push(Kind::Error, at, at);
                    break;
                }
            }
        }
        t
    }
    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let letter = self.strings.last().map_or(0, |s| s.letter);
        self.tokens.push(Token {
            kind,
            start: start as u32,
            end: end as u32,
            level: self.brackets.len() as u16,
            letter,
        });
    }
    fn peek(&self, n: usize) -> u8 {
        self.text.get(self.at + n).copied().unwrap_or(0)
    }
    fn char_at(&self, at: usize) -> Option<char> {
        self.src.text.get(at..).and_then(|s| s.chars().next())
    }
    /// The tokenizer's way to point: at the last character read.
    fn fail<R>(&self, cursor: usize, message: impl Into<String>) -> T<R> {
        Err(at_cursor(self.src, cursor, message))
    }

    fn next(&mut self) -> T<bool> {
        if let Some(s) = self.strings.last()
            && (s.fields.is_empty() || s.in_format)
        {
            return self.middle();
        }
        if std::mem::take(&mut self.line_start) && self.brackets.is_empty() && self.strings.is_empty() {
            if let Some(more) = self.indentation()? {
                return Ok(more);
            }
        }
        loop {
            match self.peek(0) {
                b' ' | b'\t' | 0xc => self.at += 1,
                b'\\' => {
                    if self.at + 1 >= self.text.len() || (self.peek(1) == b'\n' && self.at + 2 >= self.text.len()) {
                        let mut e = at_cursor(self.src, self.at + 1, "unexpected EOF while parsing");
                        e.col += 1;
                        e.end_col = -1;
                        return Err(e);
                    }
                    if self.peek(1) != b'\n' {
                        let next = self.char_at(self.at + 1).map_or(1, char::len_utf8);
                        let mut e = at_cursor(
                            self.src,
                            self.at + 1 + next,
                            "unexpected character after line continuation character",
                        );
                        e.end_col = 0;
                        return Err(e);
                    }
                    self.at += 2;
                }
                b'#' => {
                    while self.at < self.text.len() && self.peek(0) != b'\n' {
                        self.at += 1;
                    }
                }
                b'\n' if !self.brackets.is_empty() => self.at += 1,
                _ => break,
            }
        }
        let start = self.at;
        if start >= self.text.len() {
            return self.end_of_input();
        }
        let c = self.peek(0);
        if c == b'\n' {
            self.at += 1;
            self.push(Kind::Newline, start, start + 1);
            self.line_start = true;
            return Ok(true);
        }
        if c.is_ascii_digit() || c == b'.' && self.peek(1).is_ascii_digit() {
            self.number()?;
            self.push(Kind::Number, start, self.at);
            return Ok(true);
        }
        if c == b'_' || c.is_ascii_alphabetic() || c >= 0x80 {
            return self.name();
        }
        if c == b'\'' || c == b'"' {
            return self.string(start);
        }
        self.operator()
    }
    fn end_of_input(&mut self) -> T<bool> {
        let n = self.text.len();
        if self.strings.last().is_some() || !self.brackets.is_empty() {
            return Err(self.never_closed());
        }
        if self.tokens.last().is_some_and(|t| !matches!(t.kind, Kind::Newline | Kind::Indent | Kind::Dedent)) {
            self.push(Kind::Newline, n, n + 1);
        }
        while self.indents.len() > 1 {
            self.indents.pop();
            self.push(Kind::Dedent, n, n);
        }
        self.push(Kind::End, n, n);
        Ok(false)
    }
    pub fn never_closed(&self) -> CompileError {
        let Some(&(c, at)) = self.brackets.last() else {
            return CompileError::syntax("unexpected EOF while parsing");
        };
        let r = TextRange::at(TextSize::from(at as u32), TextSize::from(1));
        let mut e = CompileError::at(self.src, r, format!("'{}' was never closed", c as char));
        e.end_col = 0;
        e
    }
    /// Indents and dedents at the start of a line; `Some` if tokens were made or the input ended.
    fn indentation(&mut self) -> T<Option<bool>> {
        let start = self.at;
        let (mut col, mut alt) = (0usize, 0usize);
        loop {
            match self.peek(0) {
                b' ' => {
                    col += 1;
                    alt += 1;
                }
                b'\t' => {
                    col = (col / 8 + 1) * 8;
                    alt += 1;
                }
                0xc => {
                    col = 0;
                    alt = 0;
                }
                _ => break,
            }
            self.at += 1;
        }
        match self.peek(0) {
            b'#' => {
                while self.at < self.text.len() && self.peek(0) != b'\n' {
                    self.at += 1;
                }
                self.at = (self.at + 1).min(self.text.len());
                self.line_start = true;
                return Ok(Some(self.at < self.text.len() || self.end_of_input()?));
            }
            b'\n' => {
                self.at += 1;
                self.line_start = true;
                return Ok(Some(true));
            }
            0 if self.at >= self.text.len() => return self.end_of_input().map(Some),
            _ => {}
        }
        let tabs = || {
            let line = self.src.line(TextSize::from(start as u32));
            let mut e = CompileError::plain(ErrorKind::Tab, "inconsistent use of tabs and spaces in indentation");
            (e.line, e.end_line, e.col, e.end_col) = (line, line, 1, 0);
            e.text = Some(self.src.line_text(line).to_string());
            e
        };
        let (top, top_alt) = self.indents.last().copied().unwrap_or((0, 0));
        if col == top {
            if alt != top_alt {
                return Err(tabs());
            }
            return Ok(None);
        }
        if col > top {
            if alt <= top_alt {
                return Err(tabs());
            }
            self.indents.push((col, alt));
            self.push(Kind::Indent, start, self.at);
            return Ok(Some(true));
        }
        while self.indents.last().is_some_and(|i| i.0 > col) {
            self.indents.pop();
            self.push(Kind::Dedent, self.at, self.at);
        }
        let (now, now_alt) = self.indents.last().copied().unwrap_or((0, 0));
        if now != col {
            let line = self.src.line(TextSize::from(start as u32));
            let mut e = end_of_line(self.src, line, "unindent does not match any outer indentation level");
            e.kind = ErrorKind::Indentation;
            // the dedents are never seen
            while self.tokens.last().is_some_and(|t| t.kind == Kind::Dedent) {
                self.tokens.pop();
            }
            return Err(e);
        }
        if now_alt != alt {
            return Err(tabs());
        }
        Ok(Some(true))
    }
    fn digits(&mut self, ok: impl Fn(u8) -> bool, what: &str) -> T {
        loop {
            while ok(self.peek(0)) {
                self.at += 1;
            }
            if self.peek(0) != b'_' {
                return Ok(());
            }
            self.at += 1;
            let c = self.peek(0);
            if !ok(c) {
                if c.is_ascii_digit() {
                    return self.fail(self.at + 1, format!("invalid digit '{}' in {what} literal", c as char));
                }
                return self.fail(self.at, format!("invalid {what} literal"));
            }
        }
    }
    fn end_of_number(&mut self, what: &str) -> T {
        let c = self.peek(0);
        if !(c == b'_' || c.is_ascii_alphanumeric() || c >= 0x80) {
            return Ok(());
        }
        let rest = &self.text[self.at..];
        let keyword =
            [&b"and"[..], b"else", b"for", b"if", b"in", b"is", b"or", b"not"].iter().any(|k| rest.starts_with(k));
        if keyword || c >= 0x80 { Ok(()) } else { self.fail(self.at, format!("invalid {what} literal")) }
    }
    fn radix(&mut self, ok: impl Fn(u8) -> bool + Copy, what: &str) -> T {
        self.at += 2;
        if self.peek(0) == b'_' {
            self.at += 1;
        }
        let bad_digit = |t: &Self| -> T {
            let c = t.peek(0);
            if c.is_ascii_digit() && !ok(c) {
                return t.fail(t.at + 1, format!("invalid digit '{}' in {what} literal", c as char));
            }
            Ok(())
        };
        if !ok(self.peek(0)) {
            bad_digit(self)?;
            return self.fail(self.at, format!("invalid {what} literal"));
        }
        self.digits(ok, what)?;
        bad_digit(self)?;
        self.end_of_number(what)
    }
    fn number(&mut self) -> T {
        let start = self.at;
        let dec = |c: u8| c.is_ascii_digit();
        if self.peek(0) == b'0' {
            match self.peek(1) {
                b'x' | b'X' => return self.radix(|c| c.is_ascii_hexdigit(), "hexadecimal"),
                b'o' | b'O' => return self.radix(|c| (b'0'..b'8').contains(&c), "octal"),
                b'b' | b'B' => return self.radix(|c| c == b'0' || c == b'1', "binary"),
                _ => {}
            }
            // leading zeros
            while self.peek(0) == b'0' || self.peek(0) == b'_' {
                if self.peek(0) == b'_' && !dec(self.peek(1)) {
                    return self.fail(self.at + 1, "invalid decimal literal");
                }
                self.at += 1;
            }
            if dec(self.peek(0)) {
                let zeros = self.at + 1;
                self.digits(dec, "decimal")?;
                if !matches!(self.peek(0), b'.' | b'e' | b'E' | b'j' | b'J') {
                    let mut e = at_cursor(
                        self.src,
                        zeros,
                        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                    );
                    e.col = at_cursor(self.src, start + 1, "").col;
                    return Err(e);
                }
            }
        } else if self.peek(0) != b'.' {
            self.digits(dec, "decimal")?;
        }
        if self.peek(0) == b'.' {
            self.at += 1;
            if dec(self.peek(0)) {
                self.digits(dec, "decimal")?;
            }
        }
        if matches!(self.peek(0), b'e' | b'E') {
            let sign = matches!(self.peek(1), b'+' | b'-') as usize;
            if dec(self.peek(1 + sign)) {
                self.at += 1 + sign;
                self.digits(dec, "decimal")?;
            } else if sign == 1 {
                return self.fail(self.at + 2, "invalid decimal literal");
            }
        }
        if matches!(self.peek(0), b'j' | b'J') {
            self.at += 1;
            return self.end_of_number("imaginary");
        }
        self.end_of_number("decimal")
    }
    fn name(&mut self) -> T<bool> {
        let start = self.at;
        // string prefixes
        let mut seen = [false; 5];
        let mut p = start;
        while let Some(i) = b"burft".iter().position(|c| *c == self.text.get(p).map_or(0, u8::to_ascii_lowercase)) {
            if std::mem::replace(&mut seen[i], true) {
                break;
            }
            p += 1;
        }
        if matches!(self.text.get(p), Some(b'\'' | b'"')) {
            let [b, u, r, f, t] = seen;
            for (x, y, text) in [
                (u, b, "'u' and 'b'"),
                (u, r, "'u' and 'r'"),
                (u, f, "'u' and 'f'"),
                (u, t, "'u' and 't'"),
                (b, f, "'b' and 'f'"),
                (b, t, "'b' and 't'"),
                (f, t, "'f' and 't'"),
            ] {
                if x && y {
                    let mut e = at_cursor(self.src, p + 1, format!("{text} prefixes are incompatible"));
                    e.col = at_cursor(self.src, start + 1, "").col;
                    return Err(e);
                }
            }
            self.at = p;
            if f || t {
                return self.open_interpolated(start, r, if f { b'f' } else { b't' });
            }
            return self.string(start);
        }
        let rest = &self.src.text[start..];
        let mut end = start;
        for (i, c) in rest.char_indices() {
            let ok = if i == 0 { c == '_' || is_start(c) } else { is_continue(c) };
            if !ok {
                if (c as u32) < 128 {
                    break;
                }
                // an invalid character inside what looks like a name
                let code = c as u32;
                let cursor = start + i + c.len_utf8();
                return self.fail(
                    cursor,
                    if printable(c) {
                        format!("invalid character '{c}' (U+{code:04X})")
                    } else {
                        format!("invalid non-printable character U+{code:04X}")
                    },
                );
            }
            end = start + i + c.len_utf8();
        }
        self.at = end;
        self.push(Kind::Name, start, end);
        Ok(true)
    }
    fn string(&mut self, start: usize) -> T<bool> {
        let quote = self.peek(0);
        let triple = self.text[self.at..].starts_with(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        let mut escaped_quote = false;
        loop {
            if self.at >= self.text.len() || self.peek(0) == b'\n' && !triple {
                return Err(self.unterminated(start, quote, triple, escaped_quote));
            }
            let c = self.peek(0);
            self.at += 1;
            if c == b'\\' {
                escaped_quote |= self.peek(0) == quote;
                self.at = (self.at + 1).min(self.text.len());
            } else if c == quote && !triple {
                break;
            } else if c == quote && self.text[self.at - 1..].starts_with(&[quote; 3]) {
                self.at += 2;
                break;
            }
        }
        self.push(Kind::String, start, self.at);
        Ok(true)
    }
    fn unterminated(&self, start: usize, quote: u8, triple: bool, escaped: bool) -> CompileError {
        if let Some(s) = self.strings.last()
            && s.quote == quote
            && s.triple == triple
        {
            return at_cursor(self.src, start + 1, format!("{}-string: expecting '}}'", s.letter as char));
        }
        let line = self.src.line(TextSize::from(self.at.min(self.text.len()) as u32));
        let line = if triple && self.src.text.ends_with('\n') && self.at >= self.text.len() { line - 1 } else { line };
        let what = if triple { "triple-quoted string" } else { "string" };
        let hint = if escaped && !triple { "; perhaps you escaped the end quote?" } else { "" };
        at_cursor(self.src, start + 1, format!("unterminated {what} literal (detected at line {line}){hint}"))
    }
    fn open_interpolated(&mut self, start: usize, raw: bool, letter: u8) -> T<bool> {
        let quote = self.peek(0);
        let triple = self.text[self.at..].starts_with(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        self.strings.push(Interpolated {
            quote,
            triple,
            raw,
            letter,
            start: start as u32,
            fields: Vec::new(),
            in_format: false,
            formats: Vec::new(),
        });
        self.push(Kind::FStart, start, self.at);
        Ok(true)
    }
    /// Literal text of an f-string, up to a brace or the end quote.
    fn middle(&mut self) -> T<bool> {
        let start = self.at;
        let (quote, triple, raw, in_format, letter, opened, depth) = match self.strings.last() {
            Some(s) => (s.quote, s.triple, s.raw, s.in_format, s.letter as char, s.start as usize, s.fields.len()),
            None => return Ok(false),
        };
        loop {
            let c = self.peek(0);
            if self.at >= self.text.len() || c == b'\n' && !triple {
                if in_format && !triple {
                    return self.fail(
                        self.at + 1,
                        format!("{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"),
                    );
                }
                let line = self.src.line(TextSize::from(self.at.min(self.text.len()) as u32));
                let what = if triple { format!("triple-quoted {letter}-string") } else { format!("{letter}-string") };
                return self.fail(opened + 1, format!("unterminated {what} literal (detected at line {line})"));
            }
            let closes = c == quote && (!triple || self.text[self.at..].starts_with(&[quote; 3]));
            if closes && in_format {
                // the parser says what is missing
                if self.at > start {
                    self.push(Kind::FMiddle, start, self.at);
                }
                self.close_interpolated(triple);
                return Ok(true);
            }
            if closes {
                if self.at > start {
                    self.push(Kind::FMiddle, start, self.at);
                }
                self.close_interpolated(triple);
                return Ok(true);
            }
            match c {
                b'{' if self.peek(1) == b'{' && !in_format => self.at += 2,
                b'{' => {
                    if self.at > start || self.peek(1) == b'{' {
                        self.push(Kind::FMiddle, start, self.at);
                    }
                    if depth >= 3 {
                        return self.fail(self.at + 1, format!("{letter}-string: expressions nested too deeply"));
                    }
                    let at = self.at;
                    self.at += 1;
                    self.brackets.push((b'{', at));
                    let level = self.brackets.len();
                    if let Some(s) = self.strings.last_mut() {
                        s.formats.push(s.in_format);
                        s.fields.push(level);
                        s.in_format = false;
                    }
                    self.push(Kind::Op, at, at + 1);
                    return Ok(true);
                }
                b'}' if in_format => {
                    self.push(Kind::FMiddle, start, self.at);
                    return self.close_field();
                }
                b'}' if self.peek(1) == b'}' => self.at += 2,
                b'}' => return self.fail(self.at + 1, format!("{letter}-string: single '}}' is not allowed")),
                b'\\' if !raw && self.peek(1) == b'N' && self.peek(2) == b'{' => {
                    self.at += 3;
                    while self.at < self.text.len() && !matches!(self.peek(0), b'}' | b'\n') && self.peek(0) != quote {
                        self.at += 1;
                    }
                    if self.peek(0) == b'}' {
                        self.at += 1;
                    }
                }
                b'\\' if matches!(self.peek(1), b'{' | b'}') => self.at += 1,
                b'\\' => self.at = (self.at + 2).min(self.text.len()),
                _ => self.at += 1,
            }
        }
    }
    fn close_interpolated(&mut self, triple: bool) {
        let start = self.at;
        self.at += if triple { 3 } else { 1 };
        self.push(Kind::FEnd, start, self.at);
        if let Some(s) = self.strings.pop() {
            self.brackets.truncate(self.brackets.len().saturating_sub(s.fields.len()));
        }
    }
    fn close_field(&mut self) -> T<bool> {
        let at = self.at;
        self.at += 1;
        self.brackets.pop();
        if let Some(s) = self.strings.last_mut() {
            s.fields.pop();
            s.in_format = s.formats.pop().unwrap_or(false);
        }
        self.push(Kind::Op, at, at + 1);
        Ok(true)
    }
    fn operator(&mut self) -> T<bool> {
        let start = self.at;
        let rest = &self.text[start..];
        let c = rest[0];
        let top = self.strings.last().and_then(|s| s.fields.last().copied());
        let at_field = top.is_some() && top == Some(self.brackets.len());
        match c {
            b'(' | b'[' | b'{' => {
                self.brackets.push((c, start));
                self.at += 1;
                self.push(Kind::Op, start, self.at);
                return Ok(true);
            }
            b'}' if at_field => return self.close_field(),
            b')' | b']' | b'}' => {
                if at_field || self.brackets.is_empty() {
                    let prefix =
                        self.strings.last().map_or(String::new(), |s| format!("{}-string: ", s.letter as char));
                    return self.fail(start + 1, format!("{prefix}unmatched '{}'", c as char));
                }
                let (open, opened) = self.brackets.pop().unwrap_or((0, 0));
                if !matches!((open, c), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
                    let (l, here) =
                        (self.src.line(TextSize::from(opened as u32)), self.src.line(TextSize::from(start as u32)));
                    let line = if l != here { format!(" on line {l}") } else { String::new() };
                    return self.fail(
                        start + 1,
                        format!(
                            "closing parenthesis '{}' does not match opening parenthesis '{}'{line}",
                            c as char, open as char
                        ),
                    );
                }
                self.at += 1;
                self.push(Kind::Op, start, self.at);
                return Ok(true);
            }
            b':' if at_field => {
                self.at += 1;
                self.push(Kind::Op, start, self.at);
                if let Some(s) = self.strings.last_mut() {
                    s.in_format = true;
                }
                return Ok(true);
            }
            _ => {}
        }
        const LONG: &[&[u8]] = &[
            b"**=", b"//=", b"<<=", b">>=", b"...", b"!=", b"->", b"+=", b"-=", b"*=", b"/=", b"%=", b"&=", b"|=",
            b"^=", b"@=", b"==", b"<=", b">=", b"<>", b"**", b"//", b"<<", b">>", b":=",
        ];
        let n = LONG.iter().find(|o| rest.starts_with(o)).map_or(1, |o| o.len());
        // `{x!r}`: the exclamation mark stands alone
        if n == 1 && (c < 0x20 || c == 0x7f) {
            return self.fail(start + 1, format!("invalid non-printable character U+{:04X}", c));
        }
        self.at += n;
        self.push(Kind::Op, start, self.at);
        Ok(true)
    }
}

/// An error whose place is the last character before a cursor.
pub fn at_cursor(src: &Source, cursor: usize, message: impl Into<String>) -> CompileError {
    let cursor = cursor.min(src.text.len() + 1);
    let mut at = cursor.saturating_sub(1).min(src.text.len());
    while at > 0 && !src.text.is_char_boundary(at) {
        at -= 1;
    }
    let r = TextRange::empty(TextSize::from(at as u32));
    CompileError::at(src, r, message)
}
/// An error behind the end of a line.
pub fn end_of_line(src: &Source, line: u32, message: impl Into<String>) -> CompileError {
    let text = src.line_text(line);
    let n = text.trim_end_matches('\n').chars().count() as i32;
    let mut e = CompileError::syntax(message);
    (e.line, e.end_line, e.col, e.end_col) = (line, line, n + 1, -1);
    e.text = Some(text.to_string());
    e
}
fn is_start(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c as u32 >= 128 && (unicode_ident::is_xid_start(c) || matches!(c, '\u{2118}' | '\u{212e}'))
}
fn is_continue(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || c as u32 >= 128 && unicode_ident::is_xid_continue(c)
}
fn printable(c: char) -> bool {
    !(c.is_control()
        || c.is_whitespace()
        || matches!(c as u32, 0xad | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb | 0xe000..=0xf8ff | 0xe0001..=0xe007f))
}
