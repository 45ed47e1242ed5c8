//! What the compiler reports: syntax errors and syntax warnings, with positions as CPython gives them.

use ruff_text_size::TextRange;

use super::source::Source;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// The input may go on (interactive).
    Incomplete,
    Overflow,
    Recursion,
    Memory,
    /// `ValueError`
    Value,
    /// `UnicodeEncodeError` and the like, as `SystemError`-free plain message.
    System,
}

/// A compile-time error. Lines and columns from 1; columns count code points, as `SyntaxError.offset` does. Line 0: none.
/// `end_col` is what CPython reports, which for some errors is 0 or -1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileError {
    pub kind: ErrorKind,
    pub message: String,
    pub line: u32,
    pub col: i32,
    pub end_line: u32,
    pub end_col: i32,
    /// The source line.
    pub text: Option<String>,
    /// The error is that the input ends too early.
    pub incomplete: bool,
    /// Found after parsing: its line is shown from the file, if there is one.
    pub compiled: bool,
}

/// The walks in whose order CPython gives warnings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    Parser,
    Tree,
    Code,
}
/// Sorts warnings as CPython gives them.
pub fn sort(warnings: &mut [Warning]) {
    warnings.sort_by_key(|w| (w.stage, if w.stage == Stage::Parser { (w.line, w.col) } else { (0, 0) }));
}

/// A `SyntaxWarning` for the caller to issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    pub stage: Stage,
    pub message: String,
    pub line: u32,
    pub col: i32,
    pub end_line: u32,
    pub end_col: i32,
    /// What the `SyntaxError` says when warnings of this kind are errors.
    pub fatal: Option<String>,
    /// The source line.
    pub text: Option<String>,
}

impl CompileError {
    pub fn plain(kind: ErrorKind, message: impl Into<String>) -> CompileError {
        CompileError {
            kind,
            message: message.into(),
            line: 0,
            col: 0,
            end_line: 0,
            end_col: 0,
            text: None,
            incomplete: false,
            compiled: false,
        }
    }
    pub fn syntax(message: impl Into<String>) -> CompileError {
        CompileError::plain(ErrorKind::Syntax, message)
    }
    pub fn null_bytes() -> CompileError {
        CompileError::syntax("source code string cannot contain null bytes")
    }
    pub fn recursion() -> CompileError {
        CompileError::plain(ErrorKind::Recursion, "maximum recursion depth exceeded during compilation")
    }
    pub fn memory() -> CompileError {
        CompileError::plain(ErrorKind::Memory, "")
    }
    pub fn too_large() -> CompileError {
        CompileError::plain(ErrorKind::Overflow, "code too large")
    }
    /// A syntax error at a place in the source.
    pub fn at(src: &Source, r: TextRange, message: impl Into<String>) -> CompileError {
        CompileError::kind_at(ErrorKind::Syntax, src, r, message)
    }
    pub fn kind_at(kind: ErrorKind, src: &Source, r: TextRange, message: impl Into<String>) -> CompileError {
        let p = src.position(r);
        let start = src.line_text(p.line);
        let end = src.line_text(p.end_line);
        CompileError {
            kind,
            message: message.into(),
            line: p.line,
            col: chars_before(start, p.col) + 1,
            end_line: p.end_line,
            end_col: chars_before(end, p.end_col) + 1,
            text: Some(start.to_string()),
            incomplete: false,
            compiled: false,
        }
    }
}
fn chars_before(line: &str, col: u32) -> i32 {
    line.char_indices().take_while(|(i, _)| *i < col as usize).count() as i32
}
impl Warning {
    pub fn at(src: &Source, r: TextRange, message: impl Into<String>) -> Warning {
        let e = CompileError::at(src, r, "");
        let message = message.into();
        let fatal = Some(message.replace("Such sequences will not work in the future. ", ""));
        let stage = Stage::Code;
        Warning {
            stage,
            message,
            line: e.line,
            col: e.col,
            end_line: e.end_line,
            end_col: e.end_col,
            fatal,
            text: e.text,
        }
    }
}
