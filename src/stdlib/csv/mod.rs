//! `_csv`: reading and writing rows of delimited text. `dialect` holds the rules of a format, `reader` the state machine,
//! `writer` the quoting.

pub mod dialect;
pub mod reader;
pub mod writer;

use std::cell::Cell;

use crate::builtins::exceptions::{Exc, type_error};
use crate::builtins::{native_class, put};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call;
use crate::stdlib::support::{exception_class, put_ints, raise_class};
use crate::vm::vm;
use dialect::Dialect;

pub const QUOTE_MINIMAL: i64 = 0;
pub const QUOTE_ALL: i64 = 1;
pub const QUOTE_NONNUMERIC: i64 = 2;
pub const QUOTE_NONE: i64 = 3;
pub const QUOTE_STRINGS: i64 = 4;
pub const QUOTE_NOTNULL: i64 = 5;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "reader(iterable, /, dialect='excel', **fmtparams)",
        reader::new,
        "Return a reader object that will process lines from the given iterable.\n\nThe \"iterable\" argument can be any object that returns a line of input\nfor each iteration, such as a file object or a list.  The optional\n\"dialect\" argument defines a CSV dialect.  The function also accepts\noptional keyword arguments which override settings provided by the\ndialect.\n\nThe returned object is an iterator.  Each iteration returns a row of the\nCSV file (which can span multiple input lines).",
    ),
    NativeDef::new(
        "writer(fileobj, /, dialect='excel', **fmtparams)",
        writer::new,
        "Return a writer object that will write user data on the given file object.\n\nThe \"fileobj\" argument can be any object that supports the file API.\nThe optional \"dialect\" argument defines a CSV dialect.  The function\nalso accepts optional keyword arguments which override settings\nprovided by the dialect.",
    ),
    NativeDef::new("list_dialects()", list_dialects, "Return a list of all known dialect names."),
    NativeDef::new(
        "register_dialect(name, /, dialect='excel', **fmtparams)",
        register_dialect,
        "Create a mapping from a string name to a CVS dialect.\n\nThe optional \"dialect\" argument specifies the base dialect instance or\nthe name of the registered dialect.  The function also accepts optional\nkeyword arguments which override settings provided by the dialect.",
    ),
    NativeDef::new(
        "unregister_dialect(name)",
        unregister_dialect,
        "Delete the name/dialect mapping associated with a string name.",
    ),
    NativeDef::new("get_dialect(name)", |a| registered(a[0]), "Return the dialect instance associated with name."),
    NativeDef::new(
        "field_size_limit(new_limit=<unrepresentable>)",
        field_size_limit,
        "Sets an upper limit on parsed fields.\n\nReturns old limit. If limit is not given, no new limit is set and the\nold limit is returned",
    ),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("_csv", "CSV parsing and writing.\n", FUNCTIONS)?;
    let d = m.dict.gc();
    put(d, "__version__", Str::new("1.0").value());
    put(d, "_dialects", dialects().value());
    put_ints(
        d,
        &[
            ("QUOTE_MINIMAL", QUOTE_MINIMAL),
            ("QUOTE_ALL", QUOTE_ALL),
            ("QUOTE_NONNUMERIC", QUOTE_NONNUMERIC),
            ("QUOTE_NONE", QUOTE_NONE),
            ("QUOTE_STRINGS", QUOTE_STRINGS),
            ("QUOTE_NOTNULL", QUOTE_NOTNULL),
        ],
    );
    put(d, "Dialect", native_class(&dialect::TYPE).value());
    put(d, "Reader", native_class(&reader::TYPE).value());
    put(d, "Writer", native_class(&writer::TYPE).value());
    put(d, "Error", error_class()?);
    Ok(m)
}
fn error_class() -> Res {
    exception_class("_csv.Error", &[Exc::Exception])
}
/// `_csv.Error`
#[cold]
pub fn error(message: impl AsRef<str>) -> Raised {
    raise_class(error_class(), message)
}

thread_local! {
    static FIELD_LIMIT: Cell<i64> = const { Cell::new(128 * 1024) };
}
pub fn field_limit() -> i64 {
    FIELD_LIMIT.get()
}

fn dialects() -> Gc<Dict> {
    if let Some(d) = vm().state("csv dialects").and_then(|v| v.cast()) {
        return d;
    }
    let d = Dict::new();
    vm().set_state("csv dialects", d.value());
    d
}
/// A dialect by its name.
pub fn registered(name: Value) -> Res {
    match dialects().get(name)? {
        Some(d) => Ok(d),
        None => Err(error("unknown dialect")),
    }
}
/// The dialect of a reader's or writer's arguments.
fn dialect_of(dialect: Option<Value>, options: Option<Gc<Dict>>) -> Result<Gc<Dialect>, Raised> {
    let class = native_class(&dialect::TYPE).value();
    let d = match dialect {
        Some(d) => call::call_dict(class, &[d], options)?,
        None => call::call_dict(class, &[], options)?,
    };
    d.cast().ok_or_else(|| type_error("a Dialect object is required"))
}
fn list_dialects(_: &Args) -> Res {
    Ok(crate::protocol::iter::to_list(dialects().value())?.value())
}
fn register_dialect(a: &Args) -> Res {
    if a[0].cast::<Str>().is_none() {
        return Err(type_error("dialect name must be a string"));
    }
    let d = dialect_of(a.opt(1), a.kwargs)?;
    dialects().set(a[0], d.value())?;
    Ok(none())
}
fn unregister_dialect(a: &Args) -> Res {
    match dialects().remove(a[0])? {
        Some(_) => Ok(none()),
        None => Err(error("unknown dialect")),
    }
}
fn field_size_limit(a: &Args) -> Res {
    let old = field_limit();
    if let Some(v) = a.opt(0) {
        let Some(i) = v.as_int() else { return Err(type_error("limit must be an integer")) };
        let Some(n) = i.to_i64() else {
            return Err(crate::builtins::exceptions::overflow_error("Python int too large to convert to C long"));
        };
        FIELD_LIMIT.set(n);
    }
    Ok(Value::int(old))
}
