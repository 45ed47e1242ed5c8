//! The interpreter.

use crate::object::Res;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// Calls a Python function from native code: positional arguments, then the values of `kwnames`.
pub fn call_function(f: Gc<Function>, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    let _ = (f, args, kwnames);
    Ok(crate::object::none())
}
