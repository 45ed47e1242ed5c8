//! f-strings and t-strings.

use std::borrow::Cow;

use ruff_python_ast as ast;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{ConversionFlag, InterpolatedStringElement};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::emit::{Compiler, R};
use super::literal::{Decoder, Flavour};
use super::source::Source;
use crate::bytecode::assembler::Reg;
use crate::bytecode::ops::Op;

/// A stretch of literal text, or a replacement field.
enum Piece<'a> {
    Text(Vec<u32>),
    /// Is the string raw?
    Field(&'a ast::InterpolatedElement, bool),
}

/// Pieces joined by one instruction.
const MAX_RUN: usize = 64;

impl<'a> Compiler<'a> {
    fn decoder(&mut self) -> Decoder<'_> {
        Decoder::new(self.src, &mut self.warnings)
    }
    fn text<'p>(out: &mut Vec<Piece<'p>>, points: Vec<u32>) {
        if points.is_empty() {
            return;
        }
        match out.last_mut() {
            Some(Piece::Text(t)) => t.extend(points),
            _ => out.push(Piece::Text(points)),
        }
    }
    fn pieces(&mut self, elements: &'a ast::InterpolatedStringElements, raw: bool, out: &mut Vec<Piece<'a>>) -> R {
        for e in elements {
            match e {
                InterpolatedStringElement::Literal(l) => {
                    let mut p = Vec::new();
                    self.decoder().decode(l.range, raw, Flavour::Interpolated, &mut p)?;
                    Self::text(out, p);
                }
                InterpolatedStringElement::Interpolation(i) => {
                    if let Some(d) = &i.debug_text {
                        Self::text(out, without_comments(d.as_str()).chars().map(|c| c as u32).collect());
                    }
                    out.push(Piece::Field(i, raw));
                }
            }
        }
        Ok(())
    }
    pub fn fstring(&mut self, f: &'a ast::ExprFString, dst: Reg) -> R {
        let mut pieces = Vec::new();
        for part in f.value.iter() {
            match part {
                ast::FStringPart::Literal(l) => {
                    let mut p = Vec::new();
                    self.decoder().string_part(l, &mut p)?;
                    Self::text(&mut pieces, p);
                }
                ast::FStringPart::FString(f) => self.pieces(&f.elements, f.flags.prefix().is_raw(), &mut pieces)?,
            }
        }
        self.join(pieces, f.range, dst)
    }
    fn join(&mut self, pieces: Vec<Piece<'a>>, at: TextRange, dst: Reg) -> R {
        match &pieces[..] {
            [] => {
                self.at(at);
                self.load_const(dst, Self::str_const(""));
                return Ok(());
            }
            [Piece::Text(t)] => {
                self.at(at);
                self.load_const(dst, Const::points(t.clone()));
                return Ok(());
            }
            [Piece::Field(f, raw)] => return self.field(f, *raw, dst),
            _ => {}
        }
        if self.is_top(dst) {
            self.release(dst);
        }
        let first = self.mark();
        let mut n = 0;
        for p in pieces {
            if n == MAX_RUN as u32 {
                self.at(at);
                self.abc(Op::BUILD_STRING, first, first, n);
                self.release(first + 1);
                n = 1;
            }
            let t = self.temp();
            n += 1;
            match p {
                Piece::Text(p) => {
                    self.at(at);
                    self.load_const(t, Const::points(p));
                }
                Piece::Field(f, raw) => self.field(f, raw, t)?,
            }
        }
        self.at(at);
        self.abc(Op::BUILD_STRING, dst, first, n);
        Ok(())
    }
    /// `c` of `CONVERT` and `BUILD_INTERPOLATION`. `{x=}` without a format means `repr`.
    fn conversion(f: &ast::InterpolatedElement) -> u32 {
        match f.conversion {
            ConversionFlag::Str => 1,
            ConversionFlag::Repr => 2,
            ConversionFlag::Ascii => 3,
            ConversionFlag::None if f.debug_text.is_some() && f.format_spec.is_none() => 2,
            ConversionFlag::None => 0,
        }
    }
    /// A formatted replacement field.
    fn field(&mut self, f: &'a ast::InterpolatedElement, raw: bool, dst: Reg) -> R {
        let m = self.mark();
        let mut v = if self.u.is_temp(dst) && self.as_local(&f.expression).is_none() {
            self.expr_to(&f.expression, dst)?;
            dst
        } else {
            self.expr_any(&f.expression)?
        };
        let conversion = Self::conversion(f);
        if conversion != 0 {
            let t = if self.u.is_temp(dst) { dst } else { self.temp() };
            self.at(f.range);
            self.abc(Op::CONVERT, t, v, conversion);
            v = t;
        }
        match &f.format_spec {
            None => {
                self.at(f.range);
                self.abc(Op::FORMAT, dst, v, 0);
            }
            Some(spec) => {
                let mut pieces = Vec::new();
                self.pieces(&spec.elements, raw, &mut pieces)?;
                let s = self.temp();
                self.join(pieces, spec.range, s)?;
                self.at(f.range);
                self.abc(Op::FORMAT_SPEC, dst, v, s);
            }
        }
        self.release(m);
        Ok(())
    }

    pub fn tstring(&mut self, t: &'a ast::ExprTString, dst: Reg) -> R {
        let mut pieces = Vec::new();
        for part in t.value.iter() {
            self.pieces(&part.elements, part.flags.prefix().is_raw(), &mut pieces)?;
        }
        // strings and interpolations alternate, starting and ending with a string
        let mut strings = vec![Vec::new()];
        let mut fields = Vec::new();
        for p in pieces {
            match p {
                Piece::Text(p) => {
                    if let Some(last) = strings.last_mut() {
                        last.extend(p)
                    }
                }
                Piece::Field(f, raw) => {
                    fields.push((f, raw));
                    strings.push(Vec::new());
                }
            }
        }
        let s = self.temps(2);
        self.at(t.range);
        self.load_const(s, Const::Tuple(strings.into_iter().map(Const::points).collect()));
        let first = self.mark();
        for &(f, raw) in &fields {
            let r = self.temp();
            self.interpolation(f, raw, r)?;
        }
        self.at(t.range);
        self.abc(Op::BUILD_TUPLE, s + 1, first, fields.len() as u32);
        self.abc(Op::BUILD_TEMPLATE, dst, s, s + 1);
        Ok(())
    }
    fn interpolation(&mut self, f: &'a ast::InterpolatedElement, raw: bool, dst: Reg) -> R {
        let m = self.mark();
        let v = self.expr_tmp(&f.expression)?;
        let text = self.temp();
        let source = match &f.debug_text {
            // the `=` is not part of the expression's text
            Some(d) => {
                let all = without_comments(d.as_str());
                let all = all.trim_end();
                all.strip_suffix('=').unwrap_or(all).to_string()
            }
            None => field_text(self.src, f),
        };
        self.at(f.range);
        self.load_const(text, Const::str(source.trim_end()));
        let spec = self.temp();
        match &f.format_spec {
            None => self.load_const(spec, Self::str_const("")),
            Some(fs) => {
                let mut pieces = Vec::new();
                self.pieces(&fs.elements, raw, &mut pieces)?;
                self.join(pieces, fs.range, spec)?;
            }
        }
        self.at(f.range);
        self.abc(Op::BUILD_INTERPOLATION, dst, v, Self::conversion(f));
        self.release(m);
        Ok(())
    }
}
/// The text between the braces that is the expression, parentheses and blanks inside included.
pub fn field_text(src: &Source, f: &ast::InterpolatedElement) -> String {
    let mut end = f.range.end();
    if let Some(s) = &f.format_spec {
        end = s.range.start();
    }
    let start = usize::from(f.range.start()) + 1;
    let text = &src.text[start..usize::from(end).max(start)];
    let rest = usize::from(f.expression.range().end()).saturating_sub(start);
    // behind the expression: closing parentheses and blanks, then `!r`, `:` or `}`
    let tail = &text[rest.min(text.len())..];
    let stop = tail.find(['!', ':', '}']).unwrap_or(tail.len());
    without_comments(&text[..rest.min(text.len()) + stop]).trim_end().to_string()
}
/// A field's text as programs get to see it: comments are left out, but for those in fields of strings inside.
pub fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return Cow::Borrowed(text);
    }
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Expression));
    let (mut out, mut from, mut depth) = (String::new(), 0, 0);
    for t in parsed.tokens().iter() {
        match t.kind() {
            TokenKind::FStringStart | TokenKind::TStringStart => depth += 1,
            TokenKind::FStringEnd | TokenKind::TStringEnd => depth -= 1,
            TokenKind::Comment if depth == 0 => {
                out.push_str(&text[from..usize::from(t.start())]);
                from = usize::from(t.end());
            }
            _ => {}
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}
