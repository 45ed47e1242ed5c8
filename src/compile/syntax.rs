//! Source that the parser rejects: what is said about it. Also what is wrong although the parser accepts it.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Mod, Stmt, StringFlags};
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextLen, TextRange, TextSize};

use super::Mode;
use super::diagnose::diagnose;
use super::errors::{CompileError, Stage, Warning};
use super::literal::{Decoder, Flavour};
use super::source::Source;

/// `Err` if the source is not a program.
pub fn check(src: &Source, parsed: &Parsed<Mod>, mode: Mode, warnings: &mut Vec<Warning>) -> Result<(), CompileError> {
    if let Some(first) = parsed.errors().first() {
        return Err(diagnose(src, mode)
            .or_else(|| bad_string(src, parsed, first.location))
            .unwrap_or_else(|| CompileError::at(src, first.location, "invalid syntax")));
    }
    number_warnings(src, parsed, warnings);
    if mode == Mode::Single
        && src.places.is_none()
        && let Mod::Module(m) = parsed.syntax()
        && m.body.len() > 1
        && !matches!(m.body[0], Stmt::FunctionDef(_))
        && src.line(m.body[0].range().end()) != src.line(m.body[1].range().start())
    {
        return Err(CompileError::at(
            src,
            m.body[0].range(),
            "multiple statements found while compiling a single statement",
        ));
    }
    Ok(())
}

/// `Err` if interactive input ends within an indented block, without a line break.
pub fn check_blocks(src: &Source, parsed: &Parsed<Mod>, mode: Mode) -> Result<(), CompileError> {
    let last = src.text.lines().next_back().unwrap_or_default();
    if mode != Mode::Single || src.text.ends_with('\n') || !last.starts_with([' ', '\t']) {
        return Ok(());
    }
    let Mod::Module(m) = parsed.syntax() else { return Ok(()) };
    let is_compound = |s: &Stmt| {
        matches!(
            s,
            Stmt::FunctionDef(_)
                | Stmt::ClassDef(_)
                | Stmt::If(_)
                | Stmt::For(_)
                | Stmt::While(_)
                | Stmt::With(_)
                | Stmt::Try(_)
                | Stmt::Match(_)
        )
    };
    if m.body.last().is_some_and(is_compound) {
        let at = TextRange::empty(src.text.text_len());
        return Err(CompileError { incomplete: true, ..CompileError::at(src, at, "invalid syntax") });
    }
    Ok(())
}

/// What is wrong with the string literal at a place.
fn bad_string(src: &Source, parsed: &Parsed<Mod>, at: TextRange) -> Option<CompileError> {
    let tokens: Vec<_> = parsed.tokens().iter().collect();
    let i = tokens.iter().position(|t| {
        t.string_flags().is_some()
            && t.range().start() <= at.start()
            && at.start() <= t.range().end()
            && !matches!(
                t.kind(),
                TokenKind::FStringStart | TokenKind::TStringStart | TokenKind::FStringEnd | TokenKind::TStringEnd
            )
    })?;
    let t = tokens[i];
    let flags = t.string_flags()?;
    let mut warnings = Vec::new();
    let mut d = Decoder::new(src, &mut warnings);
    let mut out = Vec::new();
    if t.kind() != TokenKind::String {
        let end = tokens[i..].iter().find(|t| matches!(t.kind(), TokenKind::FStringEnd | TokenKind::TStringEnd))?;
        d.whole = TextRange::empty(end.range().start());
        let mut e = d.decode(t.range(), flags.is_raw_string(), Flavour::Interpolated, &mut out).err()?;
        e.end_col += 1;
        return Some(e);
    }
    d.whole = t.range();
    let inner = t.range().add_start(flags.opener_len()).sub_end(flags.closer_len());
    if flags.is_byte_string() {
        if !src.slice(inner).is_ascii() {
            return Some(CompileError::at(src, t.range(), "bytes can only contain ASCII literal characters"));
        }
        return d.decode(inner, flags.is_raw_string(), Flavour::Bytes, &mut out).err();
    }
    d.decode(inner, flags.is_raw_string(), Flavour::Text, &mut out).err()
}

/// A number directly before a keyword: `1if x else y`.
fn number_warnings(src: &Source, parsed: &Parsed<Mod>, warnings: &mut Vec<Warning>) {
    let mut number: Option<(TokenKind, TextRange)> = None;
    for t in parsed.tokens().iter() {
        let (kind, range) = t.as_tuple();
        if let Some((k, r)) = number
            && r.end() == range.start()
            && src.text.as_bytes().get(usize::from(range.start())).is_some_and(u8::is_ascii_alphabetic)
        {
            let text = src.slice(r).to_ascii_lowercase();
            let what = match k {
                TokenKind::Complex => "imaginary",
                _ if text.starts_with("0x") => "hexadecimal",
                _ if text.starts_with("0o") => "octal",
                _ if text.starts_with("0b") => "binary",
                _ => "decimal",
            };
            let at = TextRange::empty(r.end() - TextSize::from(1));
            let message = format!("invalid {what} literal");
            warnings.push(Warning { stage: Stage::Parser, ..Warning::at(src, at, message) });
        }
        number = matches!(kind, TokenKind::Int | TokenKind::Float | TokenKind::Complex).then_some((kind, range));
    }
}
