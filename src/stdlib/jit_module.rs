//! `_sidewinder.jit`: experiments with the trace compiler from inside a program.

use crate::builtins::add_functions;
use crate::builtins::exceptions::{runtime_error, value_error};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::number;
use crate::trace::{self, control, report};

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("is_enabled()", |_| Ok(boolean(trace::is_enabled())), "Is hot code compiled at present?"),
    NativeDef::new("enable()", enable, "Compile hot code from now on."),
    NativeDef::new("disable()", disable, "Neither compile nor enter compiled code from now on."),
    NativeDef::new("is_active()", is_active, "Does compiled code run the innermost Python frame?"),
    NativeDef::new(
        "thresholds()",
        thresholds,
        "Return (hot, hot_exit): back edges or calls before a trace is recorded, and times an exit is taken before a side trace grows there.",
    ),
    NativeDef::new(
        "set_thresholds(hot=None, hot_exit=None)",
        set_thresholds,
        "Change the thresholds; counters that have more to go than that are set back.",
    ),
    NativeDef::new(
        "traces()",
        traces,
        "Return a list of dicts, one for each piece of compiled code: kind, function, file, line, bytes, parts (traces in it), entries (from the interpreter), exits.",
    ),
    NativeDef::new("aborts()", aborts, "Return a dict: how many recordings were given up, by reason."),
    NativeDef::new("exits()", exits, "Return a list of (times taken, place and guard), the most frequent first."),
];

/// The module, an attribute of `_sidewinder`.
pub fn module() -> Gc<Module> {
    let m = Module::new("_sidewinder.jit");
    add_functions(m.dict.gc(), "_sidewinder.jit", FUNCTIONS);
    m
}
fn enable(_: &Args) -> Res {
    control::enable().map_err(runtime_error)?;
    Ok(none())
}
fn disable(_: &Args) -> Res {
    control::disable();
    Ok(none())
}
pub fn is_active(_: &Args) -> Res {
    Ok(boolean(control::is_active()))
}
fn thresholds(_: &Args) -> Res {
    let (hot, hot_exit) = control::thresholds();
    Ok(Tuple::new(&[Value::uint(hot as u64), Value::uint(hot_exit as u64)]).value())
}
fn set_thresholds(a: &Args) -> Res {
    if !trace::is_enabled() {
        return Err(runtime_error("the JIT is not enabled"));
    }
    let now = control::thresholds();
    let number = |v: Option<Value>, now: u32| -> Result<u32, Raised> {
        match v.filter(|v| *v != none()) {
            None => Ok(now),
            Some(v) => u32::try_from(number::to_i64(v)?)
                .ok()
                .filter(|n| *n > 0 && *n <= 1 << 30)
                .ok_or_else(|| value_error("a threshold is a number from 1 to 2**30")),
        }
    };
    let (hot, hot_exit) = (number(a.opt(0), now.0)?, number(a.opt(1), now.1)?);
    control::set_thresholds(hot, hot_exit);
    Ok(none())
}
fn traces(_: &Args) -> Res {
    let l = List::new();
    for t in report::traces() {
        let d = Dict::new();
        d.set_text("kind", Str::intern(t.kind).value())?;
        d.set_text("function", Str::new(&t.function).value())?;
        d.set_text("file", Str::new(&t.file).value())?;
        for (k, n) in [
            ("line", t.line as u64),
            ("bytes", t.bytes as u64),
            ("parts", t.parts as u64),
            ("entries", t.entries),
            ("exits", t.exits),
        ] {
            d.set_text(k, Value::uint(n))?;
        }
        l.push(d.value())?;
    }
    Ok(l.value())
}
fn aborts(_: &Args) -> Res {
    let d = Dict::new();
    for (why, n) in report::aborts() {
        d.set_text(why, Value::uint(n))?;
    }
    Ok(d.value())
}
fn exits(_: &Args) -> Res {
    let l = List::new();
    for (n, site) in report::exit_sites() {
        l.push(Tuple::new(&[Value::uint(n), Str::new(&site).value()]).value())?;
    }
    Ok(l.value())
}
