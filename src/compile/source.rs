//! Source text: decoding by BOM and encoding cookie, line ends, and positions.

use std::collections::{BTreeMap, HashMap};

use ruff_text_size::{TextRange, TextSize};

use super::errors::CompileError;
use crate::object::code::Position;

/// Positions to be shown instead of those in the text, which was made from a tree that has positions of its own.
#[derive(Default)]
pub struct Places {
    whole: HashMap<Position, Position>,
    starts: BTreeMap<(u32, u32), (u32, u32)>,
}
impl Places {
    /// What stands at `made` in the text is to be shown at `shown`.
    pub fn add(&mut self, made: Position, shown: Position) {
        self.whole.insert(made, shown);
        self.starts.entry((made.line, made.col)).or_insert((shown.line, shown.col));
    }
    fn start(&self, at: (u32, u32)) -> (u32, u32) {
        self.starts.range(..=at).next_back().map_or((1, 0), |(_, shown)| *shown)
    }
    fn position(&self, made: Position) -> Position {
        if let Some(p) = self.whole.get(&made) {
            return *p;
        }
        let (line, col) = self.start((made.line, made.col));
        Position { line, col, end_line: line, end_col: col }
    }
}

/// Source in UTF-8 with `\n` line ends.
pub struct Source {
    pub text: String,
    /// Byte offset of each line's start.
    lines: Vec<u32>,
    /// Every offset is moved by this (the parser may see more or less than the user wrote).
    pub first_line: u32,
    pub places: Option<Places>,
}

impl Source {
    pub fn new(text: String) -> Source {
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        Source { text, lines, first_line: 1, places: None }
    }
    /// Line (from 1) and column (UTF-8 bytes, from 0).
    pub fn line_col(&self, at: TextSize) -> (u32, u32) {
        let place = self.text_line_col(at);
        self.places.as_ref().map_or(place, |p| p.start(place))
    }
    /// As `line_col`, in the text.
    fn text_line_col(&self, at: TextSize) -> (u32, u32) {
        let at = u32::from(at);
        let i = self.lines.partition_point(|&l| l <= at) - 1;
        (i as u32 + self.first_line, at - self.lines[i])
    }
    pub fn position(&self, r: TextRange) -> Position {
        let (line, col) = self.text_line_col(r.start());
        let (end_line, end_col) = self.text_line_col(r.end());
        let p = Position { line, end_line, col, end_col };
        self.places.as_ref().map_or(p, |places| places.position(p))
    }
    /// The range of a definition with its decorators left out: it starts at `def`, `async` or `class`. `name` is where its
    /// name starts, `decorators` where they end.
    pub fn behind_decorators(&self, whole: TextRange, name: TextSize, decorators: Option<TextSize>) -> TextRange {
        let Some(d) = decorators else { return whole };
        let (mut at, end) = (usize::from(d), usize::from(name));
        while at < end {
            let rest = &self.text[at..end];
            let trimmed = rest.trim_start();
            at += rest.len() - trimmed.len();
            if trimmed.starts_with('#') {
                at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else {
                break;
            }
        }
        TextRange::new((at as u32).into(), whole.end())
    }
    pub fn line(&self, at: TextSize) -> u32 {
        self.line_col(at).0
    }
    /// Text of a line, with its line end if it has one.
    pub fn line_text(&self, line: u32) -> &str {
        let i = line.saturating_sub(self.first_line) as usize;
        let Some(&start) = self.lines.get(i) else { return "" };
        let end = self.lines.get(i + 1).map_or(self.text.len(), |&e| e as usize);
        &self.text[start as usize..end]
    }
    pub fn line_count(&self) -> u32 {
        self.lines.len() as u32
    }
    /// Offset of the start of a line.
    pub fn line_start(&self, line: u32) -> usize {
        self.lines.get(line.saturating_sub(self.first_line) as usize).map_or(self.text.len(), |&e| e as usize)
    }
    pub fn slice(&self, r: TextRange) -> &str {
        &self.text[usize::from(r.start())..usize::from(r.end())]
    }
}

/// `\r\n` and `\r` become `\n`.
fn normalise(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What source bytes say of their encoding.
pub enum Encoding {
    /// Nothing, so it is UTF-8.
    Undeclared,
    Declared,
    Unknown(String),
    /// Something else than UTF-8 behind a byte order mark.
    NotWithBom(String),
}
pub fn encoding(bytes: &[u8]) -> Encoding {
    let (rest, bom) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    match cookie(rest) {
        None => Encoding::Undeclared,
        Some(name) => match codec(&name) {
            None => Encoding::Unknown(name),
            Some(Codec::Utf8) => Encoding::Declared,
            Some(_) if bom => Encoding::NotWithBom(name),
            Some(_) => Encoding::Declared,
        },
    }
}

/// Decodes source text that came as bytes.
pub fn decode(bytes: &[u8]) -> Result<String, CompileError> {
    let (bytes, bom) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let cookie = cookie(bytes);
    let kind = match &cookie {
        None => Codec::Utf8,
        Some(name) => match codec(name) {
            Some(Codec::Utf8) => Codec::Utf8,
            Some(_) if bom => {
                return Err(CompileError::syntax(format!("encoding problem: {name} with BOM")));
            }
            Some(c) => c,
            None => return Err(CompileError::syntax(format!("unknown encoding: {name}"))),
        },
    };
    let text = match kind {
        Codec::Utf8 => match std::str::from_utf8(bytes) {
            Ok(s) => s.to_string(),
            Err(e) => return Err(not_utf8(bytes, e.valid_up_to())),
        },
        Codec::Latin1 => bytes.iter().map(|&b| b as char).collect(),
        Codec::Ascii => match bytes.iter().position(|b| *b >= 0x80) {
            Some(i) => {
                return Err(CompileError::syntax(format!(
                    "'ascii' codec can't decode byte 0x{:02x} in position {i}: ordinal not in range(128)",
                    bytes[i]
                )));
            }
            None => bytes.iter().map(|&b| b as char).collect(),
        },
        Codec::Cp1252 => bytes.iter().map(|&b| cp1252(b)).collect(),
        Codec::Latin9 => bytes.iter().map(|&b| latin9(b)).collect(),
    };
    prepare(text)
}

/// Checks and normalises source text that is decoded already.
pub fn prepare(text: String) -> Result<String, CompileError> {
    if text.contains('\0') {
        return Err(CompileError::null_bytes());
    }
    Ok(normalise(text))
}

fn not_utf8(bytes: &[u8], at: usize) -> CompileError {
    let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() as u32 + 1;
    let mut e = CompileError::syntax(format!(
        "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}: invalid start byte",
        bytes[at]
    ));
    e.message = format!(
        "Non-UTF-8 code starting with '\\x{:02x}' on line {line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
        bytes[at]
    );
    e.line = line;
    e
}

#[derive(Clone, Copy)]
enum Codec {
    Utf8,
    Latin1,
    Latin9,
    Cp1252,
    Ascii,
}
fn codec(name: &str) -> Option<Codec> {
    let n: String = name.to_ascii_lowercase().replace('_', "-");
    Some(match n.as_str() {
        "utf-8" | "utf8" | "u8" | "utf-8-sig" | "cp65001" => Codec::Utf8,
        n if n.starts_with("utf-8-") => Codec::Utf8,
        "latin-1" | "iso-8859-1" | "iso-latin-1" | "latin1" | "iso8859-1" | "l1" | "8859" | "cp819" => Codec::Latin1,
        n if n.starts_with("latin-1-") || n.starts_with("iso-8859-1-") => Codec::Latin1,
        "iso-8859-15" | "iso8859-15" | "latin-9" | "latin9" | "l9" => Codec::Latin9,
        "cp1252" | "windows-1252" | "1252" => Codec::Cp1252,
        "ascii" | "us-ascii" | "646" => Codec::Ascii,
        _ => return None,
    })
}
fn latin9(b: u8) -> char {
    match b {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        b => b as char,
    }
}
fn cp1252(b: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    if (0x80..0xa0).contains(&b) { HIGH[b as usize - 0x80] } else { b as char }
}

/// The encoding named in a comment on one of the first two lines (PEP 263).
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&b| b == b'\n').take(2) {
        let text: String = line.iter().map(|&b| b as char).collect();
        let t = text.trim_start_matches([' ', '\t', '\u{c}']);
        if let Some(comment) = t.strip_prefix('#') {
            if let Some(name) = find_cookie(comment) {
                return Some(name);
            }
        } else if !t.trim().is_empty() {
            return None;
        }
    }
    None
}
fn find_cookie(comment: &str) -> Option<String> {
    let mut rest = comment;
    while let Some(i) = rest.find("coding") {
        rest = &rest[i + 6..];
        if let Some(r) = rest.strip_prefix([':', '=']) {
            let r = r.trim_start_matches([' ', '\t']);
            let end = r.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(r.len());
            if end > 0 {
                return Some(r[..end].to_string());
            }
        }
    }
    None
}
