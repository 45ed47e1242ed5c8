//! The compiler: source text → syntax tree (Ruff's parser) → scopes → register bytecode.
//!
//! Everything up to `unit::Unit` is plain data without heap objects, and runs on a stack as deep as the source needs.
//! Syntax errors have CPython's wording and positions; warnings are returned for the caller to issue.
//!
//! Order of work: `source` decodes; `prescan` measures nesting; the parser runs; `syntax` words its errors; `collect` and
//! `symbols` find scopes; `emit` holds the state that `stmt`, `expr` and the rest generate code with.

pub mod constant;
pub mod errors;
pub mod source;
pub mod unit;

mod call;
mod class;
mod collect;
mod comprehension;
mod diagnose;
mod emit;
mod exceptions;
mod expr;
mod fold;
pub mod fstring;
mod function;
pub mod literal;
mod pattern;
mod prescan;
pub mod rename;
mod stmt;
pub mod symbols;
mod syntax;
mod unparse;

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::{Mod, Stmt};
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextRange};

use crate::object::Raised;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::str::Str;
use constant::Const;
use emit::{Compiler, R, State};
use errors::{CompileError, ErrorKind, Warning};
use source::Source;
use symbols::{Name, Symbols};
use unit::Unit;

/// Deepest nesting of statements and expressions.
pub const MAX_DEPTH: u32 = 6000;
/// Deepest nesting of scopes.
pub const MAX_SCOPE_DEPTH: u32 = 1500;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Exec,
    Eval,
    /// One interactive statement, whose value is printed.
    Single,
}

#[derive(Clone, Copy, Default, Debug)]
pub struct Flags {
    /// `from __future__ import annotations` is in effect (from outside, or found in the source).
    pub future_annotations: bool,
    /// `await` at top level makes the code a coroutine.
    pub top_level_await: bool,
    /// The end of interactive input does not end an indented block: a line break has to.
    pub open_blocks: bool,
    /// 1: no assertions, `__debug__` false; 2: no doc strings either.
    pub optimize: u8,
    /// Source offset behind the last allowed `from __future__` statement.
    future_end: u32,
}
impl Flags {
    fn future_allowed(&self, i: &ast::StmtImportFrom) -> bool {
        u32::from(i.range.end()) <= self.future_end
    }
}

/// Why there is no code.
#[derive(Debug)]
pub enum Failure {
    Error(CompileError),
    /// An exception is set (memory).
    Raised(Raised),
}
impl From<CompileError> for Failure {
    fn from(e: CompileError) -> Failure {
        Failure::Error(e)
    }
}
impl From<Raised> for Failure {
    fn from(r: Raised) -> Failure {
        Failure::Raised(r)
    }
}

/// Compiles source bytes, decoded by BOM and encoding cookie.
pub fn compile(
    source: &[u8],
    filename: Gc<Str>,
    mode: Mode,
    flags: Flags,
) -> Result<(Gc<Code>, Vec<Warning>), Failure> {
    let (unit, warnings) = unit(source::decode(source)?, mode, flags)?;
    Ok((unit.build(filename)?, warnings))
}
/// Compiles source text (an encoding cookie in it means nothing).
pub fn compile_text(
    source: &str,
    filename: Gc<Str>,
    mode: Mode,
    flags: Flags,
) -> Result<(Gc<Code>, Vec<Warning>), Failure> {
    let (unit, warnings) = unit(source::prepare(source.to_string())?, mode, flags)?;
    Ok((unit.build(filename)?, warnings))
}

/// Compiles text that was made from a tree with positions, and perhaps names, of its own.
pub fn compile_placed(
    text: String,
    places: source::Places,
    names: rename::Names,
    filename: Gc<Str>,
    mode: Mode,
    flags: Flags,
) -> Result<(Gc<Code>, Vec<Warning>), Failure> {
    let mut src = Source::new(text);
    src.places = Some(places);
    let (unit, warnings) = unit_of(src, mode, flags, names)?;
    Ok((unit.build(filename)?, warnings))
}

/// Compiles prepared source text to plain data.
pub fn unit(text: String, mode: Mode, flags: Flags) -> Result<(Unit, Vec<Warning>), CompileError> {
    unit_of(Source::new(text), mode, flags, rename::Names::default())
}
fn unit_of(src: Source, mode: Mode, flags: Flags, names: rename::Names) -> Result<(Unit, Vec<Warning>), CompileError> {
    let (need, tabs) = stack_need(&src)?;
    stacker::maybe_grow(need, need + (1 << 20), || {
        let parsed = run_parser(&src, mode);
        let mut warnings = Vec::new();
        syntax::check(&src, &parsed, mode, &mut warnings)
            .and_then(|()| tabs.map_or(Ok(()), Err))
            .and_then(|()| if flags.open_blocks { syntax::check_blocks(&src, &parsed, mode) } else { Ok(()) })
            .map_err(|e| as_read(&src, mode, e))?;
        let compiled = |e| CompileError { compiled: true, ..e };
        if names.is_empty() {
            return generate(&src, parsed.syntax(), mode, flags, warnings).map_err(compiled);
        }
        let mut tree = parsed.into_syntax();
        names.restore(&mut tree);
        generate(&src, &tree, mode, flags, warnings).map_err(compiled)
    })
}
/// Native stack that a source needs (about what the parser, the walks and the drop of the tree take for one level), and what
/// is to be said of its tabs if nothing else is wrong.
fn stack_need(src: &Source) -> Result<(usize, Option<CompileError>), CompileError> {
    if src.text.len() > u32::MAX as usize / 2 {
        return Err(CompileError::plain(ErrorKind::Overflow, "source is too large"));
    }
    if src.text.starts_with('\u{feff}') {
        let at = TextRange::default();
        return Err(CompileError::at(src, at, "invalid non-printable character U+FEFF"));
    }
    let (depth, tabs) = prescan::check(src)?;
    if depth > 50_000 {
        return Err(CompileError::recursion());
    }
    Ok(((2 << 20) + depth as usize * 16 * 1024, tabs))
}
fn run_parser(src: &Source, mode: Mode) -> Parsed<Mod> {
    let parse_mode =
        if mode == Mode::Eval { ruff_python_parser::Mode::Expression } else { ruff_python_parser::Mode::Module };
    let options = ruff_python_parser::ParseOptions::from(parse_mode).with_target_version(ast::PythonVersion::PY314);
    ruff_python_parser::parse_unchecked(&src.text, options)
}

/// A parsed program.
pub struct Tree {
    pub src: Source,
    parsed: Option<Parsed<Mod>>,
    need: usize,
}
impl Tree {
    pub fn syntax(&self) -> Option<&Mod> {
        self.parsed.as_ref().map(|p| p.syntax())
    }
}
impl Drop for Tree {
    fn drop(&mut self) {
        // deep trees take a deep stack to drop
        let parsed = self.parsed.take();
        stacker::maybe_grow(self.need, self.need + (1 << 20), || drop(parsed));
    }
}
/// Parses prepared source text.
pub fn parse(text: String, mode: Mode) -> Result<(Tree, Vec<Warning>), CompileError> {
    let src = Source::new(text);
    let (need, tabs) = stack_need(&src)?;
    let mut warnings = Vec::new();
    let parsed = stacker::maybe_grow(need, need + (1 << 20), || {
        let parsed = run_parser(&src, mode);
        syntax::check(&src, &parsed, mode, &mut warnings)
            .and_then(|()| tabs.map_or(Ok(()), Err))
            .map_err(|e| as_read(&src, mode, e))
            .map(|()| parsed)
    })?;
    Ok((Tree { src, parsed: Some(parsed), need }, warnings))
}

/// The scopes of prepared source text.
pub fn scopes(text: String, mode: Mode, mut flags: Flags) -> Result<Symbols, CompileError> {
    let src = Source::new(text);
    let (need, tabs) = stack_need(&src)?;
    stacker::maybe_grow(need, need + (1 << 20), || {
        let parsed = run_parser(&src, mode);
        syntax::check(&src, &parsed, mode, &mut Vec::new())
            .and_then(|()| tabs.map_or(Ok(()), Err))
            .map_err(|e| as_read(&src, mode, e))?;
        collect_scopes(&src, parsed.syntax(), &mut flags).map_err(|e| CompileError { compiled: true, ..e })
    })
}
fn collect_scopes(src: &Source, tree: &Mod, flags: &mut Flags) -> Result<Symbols, CompileError> {
    if let Mod::Module(m) = tree {
        futures(src, &m.body, flags)?;
    }
    let mut collector = collect::Collector::new(src, flags.future_annotations);
    collector.top_level_await = flags.top_level_await;
    match tree {
        Mod::Module(m) => collector.body(&m.body)?,
        Mod::Expression(e) => collector.expr(&e.body)?,
    }
    let mut symbols = collector.symbols;
    symbols.resolve(src)?;
    Ok(symbols)
}

/// An error of the parser as CPython's shows it, which reads files (`exec`) with a line end at the end and other input without.
fn as_read(src: &Source, mode: Mode, mut e: CompileError) -> CompileError {
    let open = !src.text.ends_with('\n');
    if !open {
        return e;
    }
    if mode == Mode::Exec {
        if let Some(t) = e.text.as_mut().filter(|t| !t.ends_with('\n')) {
            t.push('\n');
        }
        return e;
    }
    if src.text.trim_matches([' ', '\t']).is_empty() {
        e.text = Some(src.text.clone());
        (e.line, e.col, e.end_line, e.end_col) = (0, 0, 0, 0);
        if !src.text.is_empty() {
            e.kind = ErrorKind::Indentation;
            e.message = "unexpected indent".to_string();
            (e.line, e.col, e.end_line, e.end_col) = (1, src.text.len() as i32, 1, -1);
        }
        return e;
    }
    let last = src.text.lines().last().unwrap_or_default();
    let at_end = e.line as usize == src.text.lines().count() && e.col == last.chars().count() as i32 + 1;
    if e.message == "unexpected EOF while parsing" && last.ends_with('\\') {
        e.message = "unexpected character after line continuation character".to_string();
        (e.col, e.end_col) = (e.col - 1, 0);
    } else if at_end && e.message == "invalid syntax" {
        (e.col, e.end_col) = (0, 0);
    } else if at_end {
        (e.col, e.end_col) = (e.col - 1, -1);
    }
    e
}

fn generate(
    src: &Source,
    tree: &Mod,
    mode: Mode,
    mut flags: Flags,
    warnings: Vec<Warning>,
) -> Result<(Unit, Vec<Warning>), CompileError> {
    let symbols = collect_scopes(src, tree, &mut flags)?;
    let name: Name = Rc::from("<module>");
    let state = State::new(&symbols, 0, &[], name.clone(), name, 1);
    let mut c = Compiler {
        src,
        symbols: &symbols,
        flags,
        u: state,
        outer: Vec::new(),
        warnings,
        depth: 0,
        interactive: mode == Mode::Single,
    };
    match tree {
        Mod::Module(m) => {
            if mode == Mode::Single && m.body.is_empty() {
                return Err(CompileError { text: Some(String::new()), ..CompileError::syntax("invalid syntax") });
            }
            c.prologue();
            c.top_level(|c| c.module(&m.body))?
        }
        Mod::Expression(e) => {
            c.prologue();
            c.top_level(|c| c.expression(&e.body))?
        }
    }
    c.u.flags |= c.scope_flags();
    let unit = emit::finish(c.u)?;
    errors::sort(&mut c.warnings);
    Ok((unit, c.warnings))
}

/// Finds `from __future__` statements at the start.
fn futures(src: &Source, body: &[Stmt], flags: &mut Flags) -> Result<(), CompileError> {
    const KNOWN: &[&str] = &[
        "nested_scopes",
        "generators",
        "division",
        "absolute_import",
        "with_statement",
        "print_function",
        "unicode_literals",
        "barry_as_FLUFL",
        "generator_stop",
        "annotations",
    ];
    for (i, s) in body.iter().enumerate() {
        match s {
            Stmt::ImportFrom(f) if f.level == 0 && f.module.as_ref().is_some_and(|m| m.as_str() == "__future__") => {
                for n in &f.names {
                    match n.name.as_str() {
                        "annotations" => flags.future_annotations = true,
                        "braces" => return Err(CompileError::at(src, n.range, "not a chance")),
                        k if KNOWN.contains(&k) => {}
                        k => {
                            return Err(CompileError::at(src, n.range, format!("future feature {k} is not defined")));
                        }
                    }
                }
                flags.future_end = f.range.end().into();
            }
            Stmt::Expr(e) if i == 0 && e.value.is_string_literal_expr() => {}
            _ => return Ok(()),
        }
    }
    Ok(())
}

impl<'a> Compiler<'a> {
    /// Code of a module; a coroutine if it awaits and may.
    fn top_level(&mut self, body: impl FnOnce(&mut Self) -> R) -> R {
        if self.u.is_async {
            self.add_flags(crate::object::code::flags::COROUTINE);
            return self.generator_body(body);
        }
        body(self)
    }
    fn module(&mut self, body: &'a [Stmt]) -> R {
        let s = &self.symbols.scopes[0];
        let start = TextRange::default();
        self.at(start);
        let mut annotate = None;
        if let Some(scope) = s.annotation_block {
            let k = self.u.asm.reserve_constant();
            annotate = Some(k);
            let m = self.mark();
            let t = self.temp();
            self.make_function_of(t, k, scope);
            self.named_d(Op::STORE_NAME, t, &Rc::from("__annotate__"));
            if s.has_conditional_annotations {
                self.abc(Op::BUILD_SET, t, t, 0);
                self.named_d(Op::STORE_NAME, t, &Rc::from("__conditional_annotations__"));
            }
            self.release(m);
        } else if s.has_annotations && self.flags.future_annotations {
            self.abc(Op::SETUP_ANNOTATIONS, 0, 0, 0);
        }
        let mut rest = body;
        if !self.interactive
            && let Some(doc) = self.doc_string(body)?
        {
            let m = self.mark();
            let t = self.temp();
            self.at(body[0].range());
            self.load_const(t, doc);
            self.named_d(Op::STORE_NAME, t, &Rc::from("__doc__"));
            self.release(m);
            rest = &body[1..];
        }
        self.body(rest)?;
        match body.last() {
            Some(s) => self.at(s.range()),
            None => self.at(start),
        }
        self.return_none();
        if let Some(k) = annotate
            && let Some((unit, _)) = self.variable_annotations(start)?
        {
            self.fill_reserved(k, unit);
        }
        Ok(())
    }
    fn expression(&mut self, e: &'a ast::Expr) -> R {
        let r = self.expr_any(e)?;
        self.at(e.range());
        self.abc(Op::RETURN, r, 0, 0);
        Ok(())
    }
}
use crate::bytecode::ops::Op;

/// A name as a constant of the pool.
impl From<&Name> for Const {
    fn from(n: &Name) -> Const {
        Const::Str(n.clone())
    }
}

#[cfg(test)]
mod tests;
