//! The module `builtins`: the functions (`code`: compile, eval, exec, class statements; `console`: print, input; `items`:
//! sorted, sum, min, max, …) and the classes made elsewhere.

pub mod code;
pub mod console;
pub mod items;
pub mod scope;

use crate::builtins::exceptions::{EXCEPTIONS, Exc, type_error, value_error};
use crate::builtins::{TYPES, add_functions};
use crate::object::gc::Gc;
use crate::object::int::IntRef;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::number::{self, BinOp, UnOp};
use crate::protocol::{attr, call, check, compare, iter, text};
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("abs(x, /)", |a| number::unary(UnOp::Abs, a[0]), "Return the absolute value of the argument."),
    NativeDef::new("aiter(async_iterable, /)", aiter, "Return an AsyncIterator for an AsyncIterable object."),
    NativeDef::new("anext(aiterator, default=None, /)", anext, "Return the next item from the async iterator."),
    NativeDef::new(
        "ascii(obj, /)",
        |a| text::ascii(a[0]).map(Value::from),
        "Return an ASCII-only representation of an object.",
    ),
    NativeDef::new("bin(number, /)", |a| radix(a[0], 2), "Return the binary representation of an integer."),
    NativeDef::new("oct(number, /)", |a| radix(a[0], 8), "Return the octal representation of an integer."),
    NativeDef::new("hex(number, /)", |a| radix(a[0], 16), "Return the hexadecimal representation of an integer."),
    NativeDef::new("breakpoint(*args, **kws)", breakpoint, "Call sys.breakpointhook(*args, **kws)."),
    NativeDef::new(
        "callable(obj, /)",
        |a| Ok(boolean(call::is_callable(a[0]))),
        "Return whether the object is callable (i.e., some kind of function).",
    ),
    NativeDef::new("chr(i, /)", chr, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    NativeDef::new("ord(character, /)", ord, "Return the ordinal value of a character."),
    NativeDef::new("delattr(obj, name, /)", delattr, "Deletes the named attribute from the given object."),
    NativeDef::new("getattr(object, name, default=None, /)", getattr, "Get a named attribute from an object."),
    NativeDef::new("hasattr(obj, name, /)", hasattr, "Return whether the object has an attribute with the given name."),
    NativeDef::new(
        "setattr(obj, name, value, /)",
        setattr,
        "Sets the named attribute on the given object to the specified value.",
    ),
    NativeDef::new("dir(object=None, /)", dir, "List of names in the current scope, or attributes of an object."),
    NativeDef::new("divmod(x, y, /)", |a| number::binary(BinOp::DivMod, a[0], a[1]), "Return the tuple (x//y, x%y)."),
    NativeDef::new("format(value, format_spec='', /)", format, "Return type(value).__format__(value, format_spec)"),
    NativeDef::new(
        "globals()",
        scope::globals,
        "Return the dictionary containing the current scope's global variables.",
    ),
    NativeDef::new("locals()", scope::locals, "Return a dictionary containing the current scope's local variables."),
    NativeDef::new("vars(object=None, /)", vars, "Return __dict__ of an object, or locals()."),
    NativeDef::new(
        "hash(obj, /)",
        |a| compare::hash(a[0]).map(Value::int),
        "Return the hash value for the given object.",
    ),
    NativeDef::new("id(obj, /)", id, "Return the identity of an object."),
    NativeDef::new(
        "isinstance(obj, class_or_tuple, /)",
        |a| check::is_instance(a[0], a[1]).map(boolean),
        "Return whether an object is an instance of a class or of a subclass thereof.",
    ),
    NativeDef::new(
        "issubclass(cls, class_or_tuple, /)",
        |a| check::is_subclass(a[0], a[1]).map(boolean),
        "Return whether 'cls' is derived from another class or is the same class.",
    ),
    NativeDef::new("iter(object, sentinel=None, /)", iter_, "Get an iterator from an object."),
    NativeDef::new("next(iterator, default=None, /)", next, "Return the next item from the iterator."),
    NativeDef::new(
        "len(obj, /)",
        |a| crate::protocol::item::len(a[0]).map(Value::usize),
        "Return the number of items in a container.",
    ),
    NativeDef::new(
        "pow(base, exp, mod=None)",
        |a| number::power(a[0], a[1], a.opt(2)),
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
    ),
    NativeDef::new(
        "repr(obj, /)",
        |a| text::repr(a[0]).map(Value::from),
        "Return the canonical string representation of the object.",
    ),
    NativeDef::new("round(number, ndigits=None)", round, "Round a number to a given precision in decimal digits."),
];

/// Makes the module.
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("builtins");
    let d = m.dict.gc();
    vm().builtins.init(m);
    vm().builtins_dict.init(d);
    d.set_text("__doc__", Str::new("Built-in functions, types, exceptions, and other objects."))?;
    for table in [FUNCTIONS, code::FUNCTIONS, console::FUNCTIONS, items::FUNCTIONS] {
        add_functions(d, "builtins", table);
    }
    for def in TYPES.iter().copied().flatten().filter(|d| d.module == "builtins" && PUBLIC.contains(&d.name)) {
        d.set_text(def.name, type_of_kind(def.kind))?;
    }
    for (i, e) in EXCEPTIONS.iter().enumerate() {
        // SAFETY: `builtins::init` has filled the table.
        d.set_text(e.name, unsafe { Value::from_bits(vm().exceptions[i].get()) })?;
    }
    for alias in ["EnvironmentError", "IOError"] {
        d.set_text(alias, Exc::OSError.class())?;
    }
    for (name, v) in [
        ("None", none()),
        ("True", boolean(true)),
        ("False", boolean(false)),
        ("Ellipsis", crate::object::ellipsis()),
        ("NotImplemented", crate::object::not_implemented()),
        ("__debug__", boolean(crate::cli::config().optimize == 0)),
    ] {
        d.set_text(name, v)?;
    }
    vm().modules.gc().set_text("builtins", m)?;
    Ok(m)
}
/// Classes that have a name in `builtins` (others, such as `function`, are reached through their instances).
const PUBLIC: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "object",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
];

fn name_arg(v: Value) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>()
        .ok_or_else(|| type_error(format!("attribute name must be string, not '{}'", type_of(v).name_text())))
}
fn delattr(a: &Args) -> Res {
    attr::del_attr(a[0], name_arg(a[1])?).map(|()| none())
}
fn setattr(a: &Args) -> Res {
    attr::set_attr(a[0], name_arg(a[1])?, a[2]).map(|()| none())
}
fn getattr(a: &Args) -> Res {
    let name = name_arg(a[1])?;
    match a.opt(2) {
        None => attr::get_attr(a[0], name),
        Some(d) => Ok(attr::get_opt(a[0], name)?.unwrap_or(d)),
    }
}
fn hasattr(a: &Args) -> Res {
    Ok(boolean(attr::get_opt(a[0], name_arg(a[1])?)?.is_some()))
}
fn breakpoint(a: &Args) -> Res {
    match super::sys_attr("breakpointhook") {
        Some(h) => super::call_dict(h, a.rest, a.kwargs),
        None => Err(crate::builtins::exceptions::runtime_error("lost sys.breakpointhook")),
    }
}
fn chr(a: &Args) -> Res {
    let i = match number::index(a[0])?.as_int() {
        Some(i) => i.to_i64().unwrap_or(if i.is_negative() { -1 } else { i64::MAX }),
        None => -1,
    };
    match u32::try_from(i) {
        Ok(c @ 0..0x100) => Ok(vm().latin1(c as u8).value()),
        Ok(c @ 0..=0x10ffff) => Ok(Str::from_points(1, c, std::iter::once(c))?.value()),
        _ => Err(value_error("chr() arg not in range(0x110000)")),
    }
}
fn ord(a: &Args) -> Res {
    use crate::object::bytes::{ByteArray, Bytes};
    let v = a[0];
    let n = if let Some(s) = v.cast::<Str>() {
        if s.len() == 1 {
            return Ok(Value::small(s.point(0) as i64));
        }
        s.len()
    } else if let Some(b) =
        v.cast::<Bytes>().map(|b| b.as_slice()).or_else(|| v.cast::<ByteArray>().map(|b| b.as_slice()))
    {
        if let [x] = b {
            return Ok(Value::small(*x as i64));
        }
        b.len()
    } else {
        return Err(type_error(format!("ord() expected string of length 1, but {} found", type_of(v).name_text())));
    };
    Err(type_error(format!("ord() expected a character, but string of length {n} found")))
}
fn radix(v: Value, base: u32) -> Res {
    let i = number::index(v)?;
    let (negative, digits) = match i.as_int() {
        Some(IntRef::Small(i)) => {
            let u = i.unsigned_abs();
            let digits = match base {
                2 => format!("{u:b}"),
                8 => format!("{u:o}"),
                _ => format!("{u:x}"),
            };
            (i < 0, digits)
        }
        Some(IntRef::Big(b)) => {
            let text = b.to_big().in_radix(base as u8).to_string();
            (text.starts_with('-'), text.trim_start_matches('-').to_string())
        }
        None => (false, String::new()),
    };
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    Ok(Str::try_new(&format!("{}{prefix}{digits}", if negative { "-" } else { "" }))?.value())
}
fn dir(a: &Args) -> Res {
    let names = match a.opt(0) {
        None => {
            let ns = scope::locals(a)?;
            call::call_method(ns, "keys", &[])?
        }
        Some(v) => match call::call_special(v, Special::Dir, &[]) {
            Some(r) => r?,
            None => return Err(type_error("object does not provide __dir__")),
        },
    };
    let l = iter::to_list(names)?;
    call::call_method(l.value(), "sort", &[])?;
    Ok(l.value())
}
fn format(a: &Args) -> Res {
    let spec = match a.opt(1) {
        None => Str::empty(),
        Some(s) => match s.cast::<Str>() {
            Some(s) => s,
            None => {
                return Err(type_error(format!("format() argument 2 must be str, not {}", type_of(s).name_text())));
            }
        },
    };
    text::format(a[0], spec).map(Value::from)
}
fn vars(a: &Args) -> Res {
    match a.opt(0) {
        None => scope::locals(a),
        Some(v) => match attr::get_opt(v, Str::intern("__dict__"))? {
            Some(d) => Ok(d),
            None => Err(type_error("vars() argument must have __dict__ attribute")),
        },
    }
}
fn id(a: &Args) -> Res {
    // immediates are equal words when they are the same number; the words of objects are their addresses
    let w = a[0].bits();
    super::sys::hooks::audit_event("builtins.id", &[Value::uint(w)])?;
    Ok(Value::uint(w))
}
fn iter_(a: &Args) -> Res {
    match a.opt(1) {
        None => iter::get_iter(a[0]),
        Some(s) => {
            if !call::is_callable(a[0]) {
                return Err(type_error("iter(v, w): v must be callable"));
            }
            Ok(crate::builtins::iterators::call_iterator(a[0], s))
        }
    }
}
fn next(a: &Args) -> Res {
    if !a.has(1)
        && let Some(g) = a[0].exact::<crate::object::generator::Generator>()
    {
        // StopIteration carries what the generator returned
        return crate::interp::generators::step_result(crate::interp::generators::resume(g, none())?);
    }
    let it = a[0];
    if let (None, Some(m)) = (crate::builtins::iterators::fast_next(it), type_of(it).special(Special::Next)) {
        // an exception that says "exhausted" goes on as it is, with its value
        let r = call::call_bound(m, it, &[], None);
        return match (r, a.opt(1)) {
            (Err(Raised), Some(d)) if crate::thread::thread().catch(Exc::StopIteration) => Ok(d),
            (r, _) => r,
        };
    }
    match (iter::next(it)?, a.opt(1)) {
        (Some(v), _) | (None, Some(v)) => Ok(v),
        (None, None) => Err(crate::builtins::exceptions::stop_iteration(None)),
    }
}
fn round(a: &Args) -> Res {
    let t = type_of(a[0]);
    let Some(m) = t.special(Special::Round) else {
        return Err(type_error(format!("type {} doesn't define __round__ method", t.name_text())));
    };
    match a.opt_none(1) {
        None => call::call_bound(m, a[0], &[], None),
        Some(n) => call::call_bound(m, a[0], &[n], None),
    }
}
fn aiter(a: &Args) -> Res {
    let t = type_of(a[0]);
    let Some(m) = t.special(Special::AIter) else {
        return Err(type_error(format!("'{}' object is not an async iterable", t.name_text())));
    };
    let r = call::call_bound(m, a[0], &[], None)?;
    if type_of(r).special(Special::ANext).is_none() {
        return Err(type_error(format!("aiter() returned not an async iterator of type '{}'", type_of(r).name_text())));
    }
    Ok(r)
}
fn anext(a: &Args) -> Res {
    let t = type_of(a[0]);
    let Some(m) = t.special(Special::ANext) else {
        return Err(type_error(format!("'{}' object is not an async iterator", t.name_text())));
    };
    let awaitable = call::call_bound(m, a[0], &[], None)?;
    match a.opt(1) {
        None => Ok(awaitable),
        Some(d) => Ok(crate::builtins::async_generator::anext_default(awaitable, d)),
    }
}
