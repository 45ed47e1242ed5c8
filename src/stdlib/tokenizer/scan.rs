//! Lines of source into tokens, as the `tokenize` module shows them: comments and line breaks that mean nothing included,
//! f-strings in their parts. Works line by line, so that what is behind the part of interest need not be Python.
//!
//! Plain data: no values.

use std::collections::VecDeque;

/// Numbers of token types (`token`).
pub mod kind {
    pub const ENDMARKER: i64 = 0;
    pub const NAME: i64 = 1;
    pub const NUMBER: i64 = 2;
    pub const STRING: i64 = 3;
    pub const NEWLINE: i64 = 4;
    pub const INDENT: i64 = 5;
    pub const DEDENT: i64 = 6;
    pub const OP: i64 = 55;
    pub const FSTRING_START: i64 = 59;
    pub const FSTRING_MIDDLE: i64 = 60;
    pub const FSTRING_END: i64 = 61;
    pub const COMMENT: i64 = 65;
    pub const NL: i64 = 66;
}

/// Rows from 1, columns in code points from 0.
pub type Place = (usize, usize);
pub struct Token {
    pub kind: i64,
    pub text: String,
    pub start: Place,
    pub end: Place,
    pub line: String,
}
/// A `SyntaxError` (or `IndentationError`) at a place.
pub struct Fault {
    pub message: String,
    pub indentation: bool,
    pub at: Place,
    pub line: String,
}

/// A string over several lines.
struct Pending {
    quote: char,
    triple: bool,
    text: String,
    lines: String,
    start: Place,
}
/// An f- or t-string in progress.
struct Template {
    quote: char,
    triple: bool,
    raw: bool,
    /// Added to the f-string kinds for t-strings.
    offset: i64,
    start: Place,
    /// Replacement fields that are open: depth of brackets inside, and whether the format specification has begun.
    fields: Vec<(usize, bool)>,
    /// Literal text that goes on from the line before.
    text: String,
    text_start: Option<Place>,
    lines: String,
}
impl Template {
    fn in_text(&self) -> bool {
        self.fields.last().is_none_or(|f| f.1)
    }
}

#[derive(Default)]
pub struct Scanner {
    pub out: VecDeque<Result<Token, Fault>>,
    row: usize,
    indents: Vec<usize>,
    /// Open brackets with their places.
    brackets: Vec<(char, Place)>,
    continued: bool,
    pending: Option<Pending>,
    templates: Vec<Template>,
    line: String,
    chars: Vec<char>,
    at: usize,
    /// The last line had no line end.
    open_end: bool,
    pub finished: bool,
}

const OPERATORS_3: [&str; 5] = ["**=", "//=", ">>=", "<<=", "..."];
const OPERATORS_2: [&str; 20] = [
    "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=", "<>", "==", ">=", ">>", "@=", "^=",
    "|=",
];

impl Scanner {
    fn peek(&self, n: usize) -> char {
        self.chars.get(self.at + n).copied().unwrap_or('\0')
    }
    fn here(&self) -> Place {
        (self.row, self.at)
    }
    fn emit(&mut self, kind: i64, text: String, start: Place, end: Place) {
        let line = self.line.clone();
        self.out.push_back(Ok(Token { kind, text, start, end, line }));
    }
    /// The token from column `from` to here.
    fn token(&mut self, kind: i64, from: usize) {
        let text = self.chars[from..self.at].iter().collect();
        self.emit(kind, text, (self.row, from), (self.row, self.at));
    }
    fn fault(&mut self, message: impl Into<String>, at: Place) {
        let line = self.line.clone();
        self.out.push_back(Err(Fault { message: message.into(), indentation: false, at, line }));
        self.finished = true;
    }

    /// Takes the next line, line end included; empty at the end of the source.
    pub fn feed(&mut self, line: String) {
        if line.is_empty() {
            return self.end();
        }
        self.row += 1;
        self.chars = line.chars().collect();
        self.line = line;
        self.at = 0;
        self.open_end = !matches!(self.chars.last(), Some('\n' | '\r'));
        if self.pending.is_some() {
            self.string_goes_on();
        } else if self.templates.last().is_some_and(|t| t.in_text()) {
            self.template_text();
        } else if self.brackets.is_empty() && !std::mem::take(&mut self.continued) && self.templates.is_empty() {
            if !self.indentation() {
                return;
            }
        } else {
            self.continued = false;
        }
        while !self.finished && self.at < self.chars.len() {
            self.next();
        }
        // a source that ends without a line end has one all the same
        let is_code = self.pending.is_none() && !self.templates.last().is_some_and(|t| t.in_text());
        if !self.finished && self.open_end && is_code {
            let p = self.here();
            let kind = if self.brackets.is_empty() { kind::NEWLINE } else { kind::NL };
            self.emit(kind, String::new(), p, (p.0, p.1 + 1));
        }
    }
    fn end(&mut self) {
        let row = self.row + 1;
        self.line = String::new();
        if let Some(p) = &self.pending {
            let (what, at) = (
                if p.triple { "unterminated triple-quoted string literal" } else { "unterminated string literal" },
                p.start,
            );
            return self.fault(format!("{what} (detected at line {})", self.row), (at.0, at.1 + 1));
        }
        if let Some(t) = self.templates.last() {
            let kind = if t.offset > 0 { "t" } else { "f" };
            let triple = if t.triple { "triple-quoted " } else { "" };
            let at = t.start;
            return self.fault(
                format!("unterminated {triple}{kind}-string literal (detected at line {})", self.row),
                (at.0, at.1 + 1),
            );
        }
        if self.continued {
            return self.fault("unexpected EOF in multi-line statement", (row, 0));
        }
        if !self.brackets.is_empty() {
            return self.fault("unexpected EOF in multi-line statement", (row, 0));
        }
        for _ in 0..self.indents.len() {
            self.emit(kind::DEDENT, String::new(), (row, 0), (row, 0));
        }
        self.indents.clear();
        self.emit(kind::ENDMARKER, String::new(), (row, 0), (row, 0));
        self.finished = true;
    }
    /// The blanks at the start of a line. False if there is nothing else on it.
    fn indentation(&mut self) -> bool {
        let mut column = 0;
        loop {
            match self.peek(0) {
                ' ' => column += 1,
                '\t' => column = (column / 8 + 1) * 8,
                '\u{c}' => column = 0,
                _ => break,
            }
            self.at += 1;
        }
        match self.peek(0) {
            '#' => {
                let from = self.at;
                while self.at < self.chars.len() && !matches!(self.peek(0), '\n' | '\r') {
                    self.at += 1;
                }
                self.token(kind::COMMENT, from);
                self.line_end(kind::NL);
                return false;
            }
            '\n' | '\r' => {
                self.line_end(kind::NL);
                return false;
            }
            '\0' if self.at >= self.chars.len() => return false,
            '\\' if matches!(self.peek(1), '\n' | '\r') => {}
            _ => {}
        }
        let current = self.indents.last().copied().unwrap_or(0);
        if column > current {
            self.indents.push(column);
            self.token(kind::INDENT, 0);
        }
        while column < self.indents.last().copied().unwrap_or(0) {
            self.indents.pop();
            if column > self.indents.last().copied().unwrap_or(0) {
                let (at, line) = (self.here(), self.line.clone());
                let message = "unindent does not match any outer indentation level".to_string();
                self.out.push_back(Err(Fault { message, indentation: true, at, line }));
                self.finished = true;
                return false;
            }
            let p = self.here();
            self.emit(kind::DEDENT, String::new(), p, p);
        }
        true
    }
    fn line_end(&mut self, kind: i64) {
        let from = self.at;
        if self.peek(0) == '\r' && self.peek(1) == '\n' {
            self.at += 1;
        }
        if self.at < self.chars.len() {
            self.at += 1;
            self.token(kind, from);
        } else {
            let p = self.here();
            self.emit(kind, String::new(), p, (p.0, p.1 + 1));
        }
        self.at = self.chars.len();
        self.open_end = false;
    }

    /// One token of the current line.
    fn next(&mut self) {
        let c = self.peek(0);
        let from = self.at;
        match c {
            ' ' | '\t' | '\u{c}' => self.at += 1,
            '\n' | '\r' => {
                let kind = if self.brackets.is_empty() && self.templates.is_empty() { kind::NEWLINE } else { kind::NL };
                self.line_end(kind);
            }
            '#' => {
                while self.at < self.chars.len() && !matches!(self.peek(0), '\n' | '\r') {
                    self.at += 1;
                }
                self.token(kind::COMMENT, from);
            }
            '\\' => match self.peek(1) {
                '\n' | '\r' => {
                    self.continued = true;
                    self.at = self.chars.len();
                }
                _ if self.at + 1 >= self.chars.len() => {
                    self.fault("unexpected EOF in multi-line statement", (self.row, from + 1))
                }
                _ => self.fault("unexpected character after line continuation character", (self.row, from + 2)),
            },
            '"' | '\'' => self.string(from),
            '0'..='9' => self.number(),
            '.' if self.peek(1).is_ascii_digit() => self.number(),
            c if c == '_' || c.is_alphabetic() || c as u32 >= 128 => self.name(),
            _ => self.operator(),
        }
    }
    fn name(&mut self) {
        let from = self.at;
        while self.peek(0) == '_' || self.peek(0).is_alphanumeric() || self.peek(0) as u32 >= 128 {
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        let prefix = text.to_ascii_lowercase();
        if matches!(self.peek(0), '"' | '\'') {
            match prefix.as_str() {
                "r" | "u" | "b" | "br" | "rb" => return self.string(from),
                "f" | "fr" | "rf" | "t" | "tr" | "rt" => return self.template(from, &prefix),
                _ => {}
            }
        }
        if let Some(i) = text.chars().position(|c| !(c == '_' || c.is_alphanumeric() || is_mark(c))) {
            let c = self.chars[from + i];
            let at = (self.row, from + i + 1);
            return self.fault(format!("invalid character '{c}' (U+{:04X})", c as u32), at);
        }
        self.token(kind::NAME, from);
    }
    fn digits(&mut self, ok: fn(char) -> bool) {
        while ok(self.peek(0)) || self.peek(0) == '_' && ok(self.peek(1)) {
            self.at += 1;
        }
    }
    fn number(&mut self) {
        let from = self.at;
        let decimal: fn(char) -> bool = |c| c.is_ascii_digit();
        let radix: Option<(fn(char) -> bool, &str)> = match (self.peek(0), self.peek(1)) {
            ('0', 'x' | 'X') => Some((|c| c.is_ascii_hexdigit(), "hexadecimal")),
            ('0', 'o' | 'O') => Some((|c| ('0'..='7').contains(&c), "octal")),
            ('0', 'b' | 'B') => Some((|c| c == '0' || c == '1', "binary")),
            _ => None,
        };
        let mut what = "decimal";
        if let Some((ok, name)) = radix {
            what = name;
            self.at += 2;
            self.digits(ok);
        } else {
            self.digits(decimal);
            if self.peek(0) == '.' {
                self.at += 1;
                self.digits(decimal);
            }
            let sign = matches!(self.peek(1), '+' | '-') as usize;
            if matches!(self.peek(0), 'e' | 'E') && self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
                self.digits(decimal);
            }
            if matches!(self.peek(0), 'j' | 'J') {
                self.at += 1;
                what = "imaginary";
            }
        }
        let next = self.peek(0);
        if (next == '_' || next.is_alphanumeric()) && !self.keyword_follows() {
            let at = (self.row, self.at);
            return self.fault(format!("invalid {what} literal"), at);
        }
        self.token(kind::NUMBER, from);
    }
    fn keyword_follows(&self) -> bool {
        let rest: String = self.chars[self.at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
        ["and", "else", "for", "if", "in", "is", "or", "not"].iter().any(|k| rest.starts_with(k))
    }
    fn operator(&mut self) {
        let from = self.at;
        let take = |n: usize| -> String { self.chars[from..self.chars.len().min(from + n)].iter().collect() };
        let c = self.peek(0);
        // the end of a replacement field, or of its expression
        let depth = self.brackets.len();
        if let Some(t) = self.templates.last_mut()
            && let Some(f) = t.fields.last_mut()
            && f.0 == depth
        {
            let conversion = c == '!' && self.chars.get(from + 1) != Some(&'=');
            if c == '}' || c == ':' || conversion {
                self.at += 1;
                self.token(kind::OP, from);
                match c {
                    '}' => {
                        self.close_field();
                        self.template_text();
                    }
                    ':' => {
                        if let Some(f) = self.templates.last_mut().and_then(|t| t.fields.last_mut()) {
                            f.1 = true;
                        }
                        self.template_text();
                    }
                    _ => {}
                }
                return;
            }
        }
        let n = if OPERATORS_3.contains(&take(3).as_str()) {
            3
        } else if OPERATORS_2.contains(&take(2).as_str()) {
            2
        } else if "+-*/%&|^~<>()[]{},:.;@=!".contains(c) {
            1
        } else if c == '$' || c == '?' || c == '`' || c == '!' {
            // not of the language, but `tokenize` lets them through
            1
        } else {
            let message = format!("invalid non-printable character U+{:04X}", c as u32);
            return self.fault(message, (self.row, from + 1));
        };
        self.at += n;
        match c {
            '(' | '[' | '{' => self.brackets.push((c, (self.row, from))),
            ')' | ']' | '}' => {
                let wanted = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                // what does not fit is for the parser to refuse, but here for fields of f-strings
                let in_field = !self.templates.is_empty();
                match self.brackets.pop() {
                    _ if !in_field => {}
                    None => return self.fault(format!("unmatched '{c}'"), (self.row, from + 1)),
                    Some((open, _)) if open != wanted => {
                        let m = format!("closing parenthesis '{c}' does not match opening parenthesis '{open}'");
                        return self.fault(m, (self.row, from + 1));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        self.token(kind::OP, from);
    }

    // ------------------------------------------------------------------------------------------------ strings

    /// Quote character and whether it is tripled, here.
    fn opening(&mut self) -> (char, bool) {
        let q = self.peek(0);
        let triple = self.peek(1) == q && self.peek(2) == q;
        self.at += if triple { 3 } else { 1 };
        (q, triple)
    }
    fn string(&mut self, from: usize) {
        let (quote, triple) = self.opening();
        let text = self.chars[from..self.at].iter().collect();
        self.pending = Some(Pending { quote, triple, text, lines: String::new(), start: (self.row, from) });
        self.string_goes_on();
    }
    fn string_goes_on(&mut self) {
        let Some(mut p) = self.pending.take() else { return };
        p.lines.push_str(&self.line);
        while self.at < self.chars.len() {
            let c = self.peek(0);
            if c == '\\' {
                let n = if self.peek(1) == '\r' && self.peek(2) == '\n' { 3 } else { 2 };
                let end = self.chars.len().min(self.at + n);
                p.text.extend(&self.chars[self.at..end]);
                self.at = end;
                continue;
            }
            let closes = c == p.quote && (!p.triple || self.peek(1) == c && self.peek(2) == c);
            if closes {
                let n = if p.triple { 3 } else { 1 };
                p.text.extend(std::iter::repeat_n(c, n));
                self.at += n;
                let end = self.here();
                self.out.push_back(Ok(Token { kind: kind::STRING, text: p.text, start: p.start, end, line: p.lines }));
                return;
            }
            if !p.triple && matches!(c, '\n' | '\r') {
                let at = (p.start.0, p.start.1 + 1);
                return self.fault(format!("unterminated string literal (detected at line {})", self.row), at);
            }
            p.text.push(c);
            self.at += 1;
        }
        self.pending = Some(p);
    }
    fn template(&mut self, from: usize, prefix: &str) {
        let (quote, triple) = self.opening();
        let offset = if prefix.contains('t') { 3 } else { 0 };
        self.token(kind::FSTRING_START + offset, from);
        let raw = prefix.contains('r');
        self.templates.push(Template {
            quote,
            triple,
            raw,
            offset,
            start: (self.row, from),
            fields: vec![],
            text: String::new(),
            text_start: None,
            lines: String::new(),
        });
        self.template_text();
    }
    fn close_field(&mut self) {
        if let Some(t) = self.templates.last_mut() {
            t.fields.pop();
        }
    }
    /// Emits the literal text gathered so far.
    fn flush_text(&mut self) {
        let end = self.here();
        let Some(t) = self.templates.last_mut() else { return };
        if t.text.is_empty() {
            t.text_start = None;
            return;
        }
        let (text, start, kind) = (std::mem::take(&mut t.text), t.text_start.take(), kind::FSTRING_MIDDLE + t.offset);
        let lines = if t.lines.is_empty() { self.line.clone() } else { std::mem::take(&mut t.lines) + &self.line };
        self.out.push_back(Ok(Token { kind, text, start: start.unwrap_or(end), end, line: lines }));
    }
    fn push_text(&mut self, n: usize) {
        let (here, end) = (self.here(), self.chars.len().min(self.at + n));
        let Some(t) = self.templates.last_mut() else { return };
        t.text_start.get_or_insert(here);
        t.text.extend(&self.chars[self.at..end]);
        self.at = end;
    }
    /// Literal text of the innermost template, up to a replacement field, the end of the string or of the line.
    fn template_text(&mut self) {
        while self.at < self.chars.len() {
            let Some(t) = self.templates.last() else { return };
            let (quote, triple, raw, in_spec) = (t.quote, t.triple, t.raw, !t.fields.is_empty());
            let (c, next) = (self.peek(0), self.peek(1));
            match c {
                _ if c == quote && (!triple || next == c && self.peek(2) == c) => {
                    self.flush_text();
                    let (from, kind) = (self.at, kind::FSTRING_END + self.templates.last().map_or(0, |t| t.offset));
                    self.at += if triple { 3 } else { 1 };
                    self.token(kind, from);
                    self.templates.pop();
                    return;
                }
                '\\' if raw && next != quote && next != '\\' => self.push_text(1),
                '\\' if next == 'N' && self.peek(2) == '{' && !raw => {
                    let n = self.chars[self.at..].iter().position(|c| *c == '}').map_or(3, |n| n + 1);
                    self.push_text(n);
                }
                '\\' if next == '{' || next == '}' => self.push_text(1),
                '\\' => self.push_text(2),
                '{' | '}' if next == c && !in_spec => {
                    self.push_text(1);
                    self.flush_text();
                    self.at += 1;
                }
                '{' => {
                    self.flush_text();
                    let from = self.at;
                    self.at += 1;
                    self.token(kind::OP, from);
                    let depth = self.brackets.len();
                    if let Some(t) = self.templates.last_mut() {
                        t.fields.push((depth, false));
                    }
                    return;
                }
                '}' if in_spec => {
                    self.flush_text();
                    let from = self.at;
                    self.at += 1;
                    self.token(kind::OP, from);
                    self.close_field();
                    if !self.templates.last().is_some_and(|t| t.in_text()) {
                        return;
                    }
                }
                '}' => {
                    let kind = if self.templates.last().is_some_and(|t| t.offset > 0) { "t" } else { "f" };
                    let at = (self.row, self.at + 1);
                    return self.fault(format!("{kind}-string: single '}}' is not allowed"), at);
                }
                '\n' | '\r' if !triple => {
                    let t = self.templates.last().map(|t| (t.start, t.offset));
                    let (start, offset) = t.unwrap_or(((self.row, 0), 0));
                    let kind = if offset > 0 { "t" } else { "f" };
                    let m = format!("unterminated {kind}-string literal (detected at line {})", self.row);
                    return self.fault(m, (start.0, start.1 + 1));
                }
                _ => self.push_text(1),
            }
        }
        let line = self.line.clone();
        if let Some(t) = self.templates.last_mut() {
            t.lines.push_str(&line);
        }
    }
}
/// Characters that identifiers may have though they are neither letters nor digits.
fn is_mark(c: char) -> bool {
    unicode_ident::is_xid_continue(c)
}
