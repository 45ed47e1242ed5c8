//! `_sidewinder`: counters, and what else a program may ask this implementation.

use crate::object::Raised;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::heap;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("stats()", stats, "Return a dict of counters."),
    NativeDef::new("jit_enabled()", |_| Ok(boolean(crate::trace::is_enabled())), "Is compilation of hot code on?"),
    NativeDef::new(
        "library_data(path, /)",
        library_data,
        "Return the contents of a file of the built-in library, or None.",
    ),
    NativeDef::new("library_is_dir(path, /)", library_is_dir, "Is there such a folder in the built-in library?"),
    NativeDef::new("library_list(path, /)", library_list, "Return the names in a folder of the built-in library."),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    super::new_module("_sidewinder", "What is special about this implementation.", FUNCTIONS)
}
fn counters() -> Vec<(&'static str, u64)> {
    let s = &vm().stats;
    let h = heap().stats();
    let mut all = vec![
        ("frame_objects_created", s.frame_objects_created.get()),
        ("argument_words_copied", s.argument_words_copied.get()),
        ("calls", s.calls.get()),
        ("allocations", h.allocations),
        ("collections_minor", h.minor),
        ("collections_full", h.full),
    ];
    if let Some(j) = crate::trace::stats() {
        all.extend([("jit_traces", j.traces), ("jit_side_traces", j.side_traces), ("jit_exits", j.exits)]);
        all.push(("jit_aborts", j.aborts.values().sum()));
    }
    all
}
fn stats(_: &Args) -> Res {
    let d = Dict::new();
    for (k, v) in counters() {
        d.set_text(k, Value::uint(v))?;
    }
    Ok(d.value())
}
/// For `--stats`.
pub fn print_stats() {
    for (k, v) in counters() {
        eprintln!("{k}: {v}");
    }
}
/// For `--dump=bytecode`: the code and all code inside.
pub fn dump_code(code: Gc<Code>) {
    let _ = code;
}
fn path(v: Value) -> String {
    v.cast::<crate::object::str::Str>().map(|s| s.to_text().into_owned()).unwrap_or_default()
}
fn library_data(a: &Args) -> Res {
    match crate::import::library::read(&path(a[0])) {
        Some(b) => Ok(crate::object::bytes::Bytes::try_new(&b)?.value()),
        None => Ok(none()),
    }
}
fn library_is_dir(a: &Args) -> Res {
    Ok(boolean(crate::import::library::is_dir(&path(a[0]))))
}
fn library_list(a: &Args) -> Res {
    let l = crate::object::list::List::new();
    for n in crate::import::library::list(&path(a[0])) {
        l.push(crate::object::str::Str::new(n).value())?;
    }
    Ok(l.value())
}
