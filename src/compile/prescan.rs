//! How deep is the source nested? Asked before the parser runs, which recurses.
//!
//! CPython's tokenizer refuses more than 200 nested brackets and 100 indentation levels; its compiler refuses what would
//! overflow the stack. The depth returned is an upper bound of the depth of the syntax tree.

use ruff_text_size::{TextRange, TextSize};

use super::errors::{CompileError, ErrorKind};
use super::source::Source;

const MAX_BRACKETS: usize = 200;
const MAX_INDENTS: usize = 100;

/// An upper bound of the depth of the tree.
pub fn check(src: &Source) -> Result<u32, CompileError> {
    let text = src.text.as_bytes();
    let mut s = Scan { text, at: 0, levels: vec![(0, 0)], deepest: 0, indents: vec![0] };
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
    Ok(s.deepest + s.indents.len() as u32)
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
    /// For each open bracket: depth at its start, and operators since the last separator.
    levels: Vec<(u32, u32)>,
    deepest: u32,
    indents: Vec<usize>,
}

impl Scan<'_> {
    fn indentation(&mut self) {
        let start = self.at;
        let mut n = 0;
        while let Some(c) = self.text.get(self.at) {
            match c {
                b' ' => n += 1,
                b'\t' => n = (n / 8 + 1) * 8,
                0xc => n = 0,
                _ => break,
            }
            self.at += 1;
        }
        if matches!(self.text.get(self.at), None | Some(b'\n' | b'#')) {
            return;
        }
        let _ = start;
        while self.indents.last().is_some_and(|&i| i > n) {
            self.indents.pop();
        }
        if self.indents.last().is_some_and(|&i| i < n) {
            self.indents.push(n);
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
