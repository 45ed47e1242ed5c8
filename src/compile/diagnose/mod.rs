//! What is wrong with source that the parser rejected, in CPython's words and at CPython's place.
//!
//! CPython parses twice: the second time with rules that recognise common mistakes; where none applies, the furthest token
//! looked at in the first pass is "invalid syntax". Its messages follow from that way of parsing, so this module parses the
//! same way. It runs only after the parser proper has failed, and only its errors are used.

mod expr;
mod parser;
mod stmt;
mod tokens;

use ruff_text_size::TextSize;

use super::Mode;
use super::errors::{CompileError, ErrorKind};
use super::source::Source;
pub use parser::KEYWORDS;
use parser::Parser;
use tokens::{Kind, Tokenizer};

/// Does a token's error say that the source ends too early?
fn ends_early(src: &Source, message: &str) -> bool {
    message.ends_with("was never closed")
        || message.starts_with("unterminated triple-quoted")
        || message == "unexpected EOF while parsing"
        || message.starts_with("unterminated ") && (!src.text.ends_with('\n') || src.text.ends_with("\\\n"))
}
/// The error CPython would report; `None` if this module finds nothing wrong.
pub fn diagnose(src: &Source, mode: Mode) -> Option<CompileError> {
    let t = Tokenizer::run(src);
    let mut p = Parser::new(src, &t.tokens);
    let run = |p: &mut Parser| if mode == Mode::Eval { p.eval() } else { p.file() };
    let ok = run(&mut p).is_some();
    if ok && p.error.is_none() {
        return None;
    }
    let failed_token = |p: &Parser| p.furthest().kind == Kind::Error;
    if failed_token(&p) {
        return t.error.map(|e| CompileError { incomplete: e.incomplete || ends_early(src, &e.message), ..e });
    }
    let last = p.furthest();
    if p.error.is_none() {
        p.restart();
        run(&mut p);
        if failed_token(&p) && p.error.is_none() {
            return t.error;
        }
    }
    if let Some(e) = p.error {
        // errors of tokens further on come first
        let of_string = e.message.starts_with("f-string: ") || e.message.starts_with("t-string: ");
        return Some(t.error.filter(|_| e.kind == ErrorKind::Syntax && !of_string).unwrap_or(e));
    }
    let mut e = match last.kind {
        Kind::Indent => {
            p.fail::<()>(last.start, last.end, "unexpected indent");
            let mut e = p.error?;
            e.kind = ErrorKind::Indentation;
            (e.col, e.end_col) = (e.end_col - 1, -1);
            return Some(e);
        }
        Kind::Dedent => {
            p.fail::<()>(last.start, last.end, "unexpected unindent");
            let mut e = p.error?;
            e.kind = ErrorKind::Indentation;
            return Some(e);
        }
        Kind::End => {
            let line = src.line(TextSize::from(src.text.len() as u32));
            let mut e = CompileError::syntax("invalid syntax");
            (e.line, e.end_line, e.text) = (line, line, Some(src.line_text(line).to_string()));
            e
        }
        _ => {
            p.fail_token::<()>(last, "invalid syntax");
            p.error?
        }
    };
    if let Some(token) = t.error {
        // a bracket left open says more only if the error is behind its line
        let never_closed = token.message.ends_with("was never closed");
        if !never_closed || e.line > token.line {
            return Some(token);
        }
    }
    e.incomplete |= last.kind == Kind::End;
    Some(e)
}
