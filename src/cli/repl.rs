//! The interactive mode.

use super::options::Config;
use crate::object::dict::Dict;
use crate::object::gc::Gc;

/// Reads, evaluates and prints until the end of input; the exit code.
pub fn run(_c: &Config, _main: Gc<Dict>) -> i32 {
    0
}
