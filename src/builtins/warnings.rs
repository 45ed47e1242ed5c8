//! Issuing warnings from native code.

use crate::builtins::exceptions::Exc;
use crate::object::Raised;

/// `warnings.warn(message, category, stacklevel=1)`
pub fn warn(category: Exc, message: &str) -> Result<(), Raised> {
    let _ = (category, message);
    Ok(())
}

/// `warnings.warn_explicit(message, category, filename, lineno)`
pub fn warn_explicit(category: Exc, message: &str, filename: crate::object::gc::Gc<crate::object::str::Str>, line: i64) -> Result<(), Raised> {
    let _ = (category, message, filename, line);
    Ok(())
}
