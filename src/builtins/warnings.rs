//! Issuing warnings from native code; the `_warnings` module decides what becomes of them.

use crate::builtins::exceptions::Exc;
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::_warnings;

/// `warnings.warn(message, category, stacklevel=1)`
pub fn warn(category: Exc, message: &str) -> Result<(), Raised> {
    warn_at(category, message, 1)
}
/// As `warn`, `stacklevel` frames up.
pub fn warn_at(category: Exc, message: &str, stacklevel: i64) -> Result<(), Raised> {
    _warnings::do_warn(Str::new(message).value(), category.class(), stacklevel, None, None)
}
/// `warnings.warn_explicit(message, category, filename, lineno, module)`
pub fn warn_explicit(
    category: Exc,
    message: &str,
    filename: Gc<Str>,
    lineno: i64,
    module: Option<Value>,
) -> Result<(), Raised> {
    let w = _warnings::Warning {
        message: Str::new(message).value(),
        category: category.class(),
        filename: filename.value(),
        lineno,
        module,
        registry: None,
        source: None,
        source_line: None,
    };
    _warnings::warn_explicit(w)
}
