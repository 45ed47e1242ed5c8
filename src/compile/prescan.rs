//! How deep is the source nested? Asked before the parser runs, which recurses.
//!
//! CPython's tokenizer refuses more than 200 nested brackets and 100 indentation levels; its compiler refuses what would
//! overflow the stack. The depth returned is an upper bound of the depth of the syntax tree.

use ruff_text_size::{TextRange, TextSize};

use super::errors::{CompileError, ErrorKind};
use super::source::Source;

const MAX_BRACKETS: usize = 200;
const MAX_INDENTS: usize = 100;

/// An upper bound of the depth of the tree. Besides, the complaint about indentation that depends on the width of tabs, which
/// the parser does not see.
pub fn check(src: &Source) -> Result<(u32, Option<CompileError>), CompileError> {
    let text = src.text.as_bytes();
    let mut s = Scan { text, at: 0, levels: vec![(0, 0)], deepest: 0, indents: vec![0], narrow: vec![0], mixed: None };
    while s.at < text.len() {
        if s.levels.len() == 1 {
            s.indentation();
        }
        if let Err(at) = s.line() {
            let r = TextRange::at(TextSize::from(at as u32), TextSize::from(1));
            return Err(CompileError::at(src, r, "too many nested parentheses"));
        }
        if s.indents.len() > MAX_INDENTS {
            let r = TextRange::empty(TextSize::from(s.at.min(text.len()) as u32));
            let mut e = CompileError::kind_at(ErrorKind::Indentation, src, r, "too many levels of indentation");
            e.text = None;
            return Err(e);
        }
    }
    let tabs = s.mixed.map(|at| {
        let r = TextRange::empty(TextSize::from(at as u32));
        let text = "inconsistent use of tabs and spaces in indentation";
        let e = CompileError::kind_at(ErrorKind::Tab, src, r, text);
        CompileError { col: 1, end_col: 0, ..e }
    });
    Ok((s.deepest + s.indents.len() as u32, tabs))
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    /// For each open bracket: depth at its start, and operators since the last separator.
    levels: Vec<(u32, u32)>,
    deepest: u32,
    indents: Vec<usize>,
    /// The same indents if a tab is one column.
    narrow: Vec<usize>,
    /// Where indents compare otherwise then.
    mixed: Option<usize>,
}

impl Scan<'_> {
    fn indentation(&mut self) {
        let (mut n, mut narrow) = (0, 0);
        while let Some(c) = self.text.get(self.at) {
            match c {
                b' ' => (n, narrow) = (n + 1, narrow + 1),
                b'\t' => (n, narrow) = ((n / 8 + 1) * 8, narrow + 1),
                0xc => (n, narrow) = (0, 0),
                _ => break,
            }
            self.at += 1;
        }
        if matches!(self.text.get(self.at), None | Some(b'\n' | b'\r' | b'#' | b'\\')) {
            return;
        }
        while self.indents.last().is_some_and(|&i| i > n) {
            self.indents.pop();
            self.narrow.pop();
        }
        let top = self.narrow.last().copied().unwrap_or(0);
        let consistent = if self.indents.last().is_some_and(|&i| i < n) {
            self.indents.push(n);
            self.narrow.push(narrow);
            narrow > top
        } else {
            narrow == top
        };
        if !consistent && self.mixed.is_none() {
            self.mixed = Some(self.at);
        }
    }
    fn deeper(&mut self) {
        if let Some(l) = self.levels.last_mut() {
            l.1 += 1;
            self.deepest = self.deepest.max(l.0 + l.1);
        }
    }
    /// Scans to the end of a line. `Err`: offset of one bracket too many.
    fn line(&mut self) -> Result<(), usize> {
        if self.levels.len() == 1 {
            self.levels[0] = (self.indents.len() as u32, 0);
        }
        while let Some(&c) = self.text.get(self.at) {
            let here = self.at;
            self.at += 1;
            match c {
                b'\n' => return Ok(()),
                b'#' => {
                    while self.text.get(self.at).is_some_and(|c| *c != b'\n') {
                        self.at += 1;
                    }
                }
                b'\\' => self.at += 1,
                b'\'' | b'"' => self.string(c, here),
                b'(' | b'[' | b'{' => {
                    self.deeper();
                    let (base, n) = self.levels[self.levels.len() - 1];
                    if self.levels.len() > MAX_BRACKETS {
                        return Err(here);
                    }
                    self.levels.push((base + n, 0));
                }
                b')' | b']' | b'}' => {
                    if self.levels.len() > 1 {
                        self.levels.pop();
                    }
                }
                b',' | b';' => {
                    if let Some(l) = self.levels.last_mut() {
                        l.1 = 0;
                    }
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9' | 0x80.. => {
                    while self.text.get(self.at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == b'_' || *c >= 0x80)
                    {
                        self.at += 1;
                    }
                    let word = &self.text[here..self.at];
                    if matches!(word, b"not" | b"lambda" | b"if" | b"await" | b"and" | b"or" | b"in" | b"is" | b"for") {
                        self.deeper();
                    }
                }
                b' ' | b'\t' | b':' => {}
                _ => self.deeper(),
            }
        }
        Ok(())
    }
    /// Skips a string. f-strings are skipped as a whole: nesting in them is limited by their own rules.
    fn string(&mut self, quote: u8, start: usize) {
        let triple = self.text[start..].starts_with(&[quote; 3]);
        if triple {
            self.at = start + 3;
        }
        while let Some(&c) = self.text.get(self.at) {
            self.at += 1;
            match c {
                b'\\' => self.at += 1,
                b'\n' if !triple => {
                    self.at -= 1;
                    return;
                }
                c if c == quote && !triple => return,
                c if c == quote && self.text[self.at - 1..].starts_with(&[quote; 3]) => {
                    self.at += 2;
                    return;
                }
                _ => {}
            }
        }
    }
}
