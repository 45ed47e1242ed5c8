//! Small things that many native modules need: exception classes of their own, constants, results.

use crate::builtins::exceptions::{Exc, raise_value, type_error, value_error};
use crate::builtins::put;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::shape::type_of_kind;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::call::call;
use crate::vm::vm;

/// The exception class `module.name` below `bases`, made on first use and kept for the life of the process.
pub fn exception_class(full_name: &str, bases: &[Exc]) -> Res {
    if let Some(c) = vm().state(full_name) {
        return Ok(c);
    }
    let (module, name) = full_name.rsplit_once('.').unwrap_or(("builtins", full_name));
    let d = Dict::new();
    d.set_text("__module__", Str::intern(module).value())?;
    let mut classes = crate::object::buffer::GcVec::new();
    bases.iter().for_each(|b| classes.push(b.class()));
    let bases = Tuple::try_new(classes.as_slice())?;
    let c = call(type_of_kind(Kind::Type).value(), &[Str::intern(name).value(), bases.value(), d.value()])?;
    vm().set_state(full_name, c);
    Ok(c)
}
/// Raises an exception of a class made by `exception_class`.
#[cold]
pub fn raise_class(class: Res, message: impl AsRef<str>) -> Raised {
    match class.and_then(|c| call(c, &[Str::new(message.as_ref()).value()])) {
        Ok(e) => raise_value(e),
        Err(e) => e,
    }
}
/// Enters int constants in a module's name space.
pub fn put_ints(d: Gc<Dict>, constants: &[(&str, i64)]) {
    for (name, v) in constants {
        put(d, name, Value::int(*v));
    }
}
/// Runs a system call that may take long, without the GIL.
pub fn blocking<R>(f: impl FnOnce() -> R) -> R {
    crate::gil::allow_threads(f)
}
/// A descriptor that is closed when its owner dies, if nobody has closed it before.
pub struct Descriptor(pub i32);
impl Drop for Descriptor {
    fn drop(&mut self) {
        // SAFETY: the owner's own descriptor; a program may have closed it behind our back.
        unsafe { libc::close(self.0) };
    }
}
/// The descriptor of a file object, or a descriptor itself.
pub fn fileno(v: Value) -> Result<i32, Raised> {
    let n = if v.as_int().is_some() {
        crate::stdlib::posix::int(v)?
    } else {
        let Some(m) = crate::protocol::attr::get_opt(v, Str::intern("fileno"))? else {
            return Err(type_error("argument must be an int, or have a fileno() method."));
        };
        let r = call(m, &[])?;
        if r.as_int().is_none() {
            return Err(type_error("fileno() returned a non-integer"));
        }
        crate::stdlib::posix::int(r)?
    };
    if n < 0 {
        return Err(value_error(format!("file descriptor cannot be a negative integer ({n})")));
    }
    Ok(n)
}
