//! From source text to code objects with the errors and warnings raised as Python's: what `compile`, `exec`, scripts and
//! imports share.

use crate::builtins::exception_text::METADATA;
use crate::builtins::exceptions::{Exc, raise, raise_args, raise_plain};
use crate::compile::errors::{CompileError, ErrorKind, Warning};
use crate::compile::{self, Failure, Flags};
use crate::dump::Channel;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::thread::thread;

pub use crate::compile::Mode;

#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub optimize: u8,
    pub future_annotations: bool,
    pub top_level_await: bool,
    /// An end of input that comes too early is `_IncompleteInputError`.
    pub incomplete_input: bool,
    pub dont_imply_dedent: bool,
}
impl Options {
    fn flags(self) -> Flags {
        let mut f = Flags::default();
        f.optimize = self.optimize;
        f.future_annotations = self.future_annotations;
        f.top_level_await = self.top_level_await;
        f.open_blocks = self.dont_imply_dedent;
        f
    }
}

/// Compiles text.
pub fn compile(text: &str, filename: Gc<Str>, mode: Mode, o: Options) -> Result<Gc<Code>, Raised> {
    let made = finish(compile::compile_text(text, filename, mode, o.flags()), filename, o);
    dumped(made.inspect_err(|_| note_source(text))?)
}
/// Compiles bytes, which say themselves how they are encoded.
pub fn compile_bytes(bytes: &[u8], filename: Gc<Str>, mode: Mode, o: Options) -> Result<Gc<Code>, Raised> {
    let made = finish(compile::compile(bytes, filename, mode, o.flags()), filename, o);
    dumped(made.inspect_err(|_| note_source(&String::from_utf8_lossy(bytes)))?)
}
/// The syntax error that has been raised keeps the text it was found in, for suggestions.
fn note_source(text: &str) {
    /// Who looks for a misspelt keyword does not look further.
    const MAX: usize = 1 << 16;
    let Some(e) = thread().exception().filter(|_| thread().exception_is(Exc::SyntaxError)) else { return };
    let text = if text.len() <= MAX { Str::new(text).value() } else { none() };
    let zero = Value::small(0);
    e.fields[METADATA].set(e, Tuple::new(&[zero, zero, text]).value());
}
/// Compiles text that was made from a tree with positions, and perhaps names, of its own.
pub fn compile_placed(
    text: String,
    places: compile::source::Places,
    names: compile::rename::Names,
    filename: Gc<Str>,
    mode: Mode,
    o: Options,
) -> Result<Gc<Code>, Raised> {
    dumped(finish(compile::compile_placed(text, places, names, filename, mode, o.flags()), filename, o)?)
}
/// Parses text.
pub fn parse(text: String, filename: Gc<Str>, mode: Mode, o: Options) -> Result<compile::Tree, Raised> {
    let (tree, warnings) = compile::parse(text, mode).map_err(|e| raise_error(&e, filename, o))?;
    for w in &warnings {
        issue(w, filename)?;
    }
    Ok(tree)
}
/// The scopes of text.
pub fn scopes(text: String, filename: Gc<Str>, mode: Mode, o: Options) -> Result<compile::symbols::Symbols, Raised> {
    compile::scopes(text, mode, o.flags()).map_err(|e| raise_error(&e, filename, o))
}
/// Decoded and normalised source text.
pub fn prepare(source: Result<String, Vec<u8>>, filename: Gc<Str>, o: Options) -> Result<String, Raised> {
    match source {
        Ok(text) => compile::source::prepare(text),
        Err(bytes) => compile::source::decode(&bytes),
    }
    .map_err(|e| raise_error(&e, filename, o))
}
/// Compiles a file of the built-in library.
pub fn compile_library(bytes: &[u8], filename: Gc<Str>, o: Options) -> Result<Gc<Code>, Raised> {
    let code = finish(compile::compile(bytes, filename, Mode::Exec, o.flags()), filename, o)?;
    code_made(code, true);
    Ok(code)
}
fn dumped(code: Gc<Code>) -> Result<Gc<Code>, Raised> {
    code_made(code, false);
    Ok(code)
}
/// `--dump=bytecode`: prints code that was just compiled or read from a cache. That of the built-in library counts only if
/// functions are asked for by name.
pub fn code_made(code: Gc<Code>, is_library: bool) {
    let dump = &super::config().dump;
    if dump.has(Channel::Bytecode) && (!is_library || !dump.has_all(Channel::Bytecode)) {
        crate::stdlib::sidewinder::dump_code(code);
    }
}
fn finish(r: Result<(Gc<Code>, Vec<Warning>), Failure>, filename: Gc<Str>, o: Options) -> Result<Gc<Code>, Raised> {
    match r {
        Ok((code, warnings)) => {
            for w in &warnings {
                issue(w, filename)?;
            }
            Ok(code)
        }
        Err(Failure::Raised(r)) => Err(r),
        Err(Failure::Error(e)) => Err(raise_error(&e, filename, o)),
    }
}

/// Raises a compile-time error.
pub fn raise_error(e: &CompileError, filename: Gc<Str>, o: Options) -> Raised {
    let class = match e.kind {
        ErrorKind::Syntax | ErrorKind::Incomplete if o.incomplete_input && e.incomplete => {
            return located(Exc::_IncompleteInputError, "incomplete input", e, filename);
        }
        ErrorKind::Syntax | ErrorKind::Incomplete => Exc::SyntaxError,
        ErrorKind::Indentation if o.incomplete_input && e.incomplete => {
            return located(Exc::_IncompleteInputError, "incomplete input", e, filename);
        }
        ErrorKind::Indentation => Exc::IndentationError,
        ErrorKind::Tab => Exc::TabError,
        ErrorKind::Overflow => return raise(Exc::OverflowError, &e.message),
        ErrorKind::Recursion => return raise(Exc::RecursionError, &e.message),
        ErrorKind::Memory => return raise_plain(Exc::MemoryError),
        ErrorKind::Value => return raise(Exc::ValueError, &e.message),
        ErrorKind::System => return raise(Exc::SystemError, &e.message),
    };
    located(class, &e.message, e, filename)
}
fn located(class: Exc, message: &str, e: &CompileError, filename: Gc<Str>) -> Raised {
    let from_file;
    let text = if e.compiled && e.text.is_some() && e.line > 0 {
        from_file = std::fs::read_to_string(&*filename.to_text())
            .ok()
            .and_then(|t| t.split_inclusive('\n').nth(e.line.saturating_sub(1) as usize).map(str::to_string));
        &from_file
    } else {
        &e.text
    };
    let text = match text {
        Some(t) => Str::new(t).value(),
        None => none(),
    };
    let n = |i: i64| Value::small(i);
    let message = Str::new(message).value();
    if e.line == 0 && e.text.is_none() {
        let place = Tuple::new(&[filename.value(), none(), none(), none()]);
        if e.message.contains("null bytes") {
            return raise_args(class, &[message]);
        }
        return raise_args(class, &[message, place.value()]);
    }
    let place = Tuple::new(&[
        filename.value(),
        n(e.line as i64),
        n(e.col as i64),
        text,
        n(e.end_line as i64),
        n(e.end_col as i64),
    ]);
    raise_args(class, &[message, place.value()])
}
fn issue(w: &Warning, filename: Gc<Str>) -> Result<(), Raised> {
    let r = crate::builtins::warnings::warn_explicit(Exc::SyntaxWarning, &w.message, filename, w.line as i64, None);
    // a warning turned into an error is a syntax error at that place
    if r.is_err() && thread().catch(Exc::SyntaxWarning) {
        let e = CompileError {
            kind: ErrorKind::Syntax,
            message: w.fatal.clone().unwrap_or_else(|| w.message.clone()),
            line: w.line,
            col: w.col,
            end_line: w.end_line,
            end_col: w.end_col,
            text: w.text.clone(),
            incomplete: false,
            compiled: false,
        };
        return Err(located(Exc::SyntaxError, &e.message, &e, filename));
    }
    r
}
