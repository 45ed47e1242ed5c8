//! Issuing warnings from native code.

use crate::builtins::exceptions::Exc;
use crate::object::Raised;

/// `warnings.warn(message, category, stacklevel=1)`
pub fn warn(category: Exc, message: &str) -> Result<(), Raised> {
    let _ = (category, message);
    Ok(())
}
