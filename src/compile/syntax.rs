//! Wording of syntax errors: what the parser found, said as CPython says it.

use ruff_python_ast::Mod;
use ruff_python_parser::Parsed;

use super::Mode;
use super::errors::{CompileError, Warning};
use super::source::Source;

/// `Err` if the parser found errors.
pub fn check(src: &Source, parsed: &Parsed<Mod>, _mode: Mode, _warnings: &mut Vec<Warning>) -> Result<(), CompileError> {
    match parsed.errors().first() {
        None => Ok(()),
        Some(e) => Err(CompileError::at(src, e.location, format!("invalid syntax [{:?}]", e.error))),
    }
}
