//! The native modules: one file or folder each, and the table that `import` finds them in.

pub mod _bisect;
pub mod _collections;
pub mod _typing;
pub mod _weakref;
pub mod _functools;
pub mod _heapq;
pub mod _operator;
pub mod cmath;
pub mod errno;
pub mod itertools;
pub mod json;
pub mod math;
pub mod random;
pub mod structs;
pub mod support;

use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::module::Module;

/// Makes a native module.
pub type Init = fn() -> Result<Gc<Module>, Raised>;

/// Name and maker of each native module. A module is made at its first import.
pub static MODULES: &[(&str, Init)] = &[
    ("_collections", _collections::init),
    ("_json", json::init),
    ("_random", random::init),
    ("_struct", structs::init),
    ("_bisect", _bisect::init),
    ("_collections", _collections::init),
    ("_typing", _typing::init),
    ("_weakref", _weakref::init),
    ("_functools", _functools::init),
    ("_heapq", _heapq::init),
    ("_operator", _operator::init),
    ("cmath", cmath::init),
    ("errno", errno::init),
    ("itertools", itertools::init),
    ("math", math::init),
];
