//! Expressions back to source text, as `from __future__ import annotations` stores them.

use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

use super::constant::Const;
use super::emit::R;
use super::source::Source;

/// The text of an annotation.
pub fn annotation(src: &Source, e: &Expr) -> R<Const> {
    Ok(Const::str(src.slice(e.range())))
}
