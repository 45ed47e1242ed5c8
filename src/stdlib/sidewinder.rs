//! `_sidewinder`: counters, and what else a program may ask this implementation.

use crate::builtins::exceptions::type_error;
use crate::dump::Channel;
use crate::listing;
use crate::object::Raised;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::{Collect, heap};
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{kind_of_ptr, type_of};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::protocol::attr;
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("stats()", stats, "Return a dict of counters."),
    NativeDef::new(
        "heap()",
        layouts,
        "Collect; then return what is on the heap: layout -> (number of objects, bytes).",
    ),
    NativeDef::new(
        "native_classes(*classes)",
        native_classes,
        "Let classes written in Python be like ones that are not: immutable, and named with their module in errors.",
    ),
    NativeDef::new("jit_enabled()", |_| Ok(boolean(crate::trace::is_enabled())), "Is compilation of hot code on?"),
    NativeDef::new(
        "disassembly(code, /)",
        disassembly,
        "Return the bytecode of a function or code object as text, with what its inline caches hold.",
    ),
    NativeDef::new(
        "report_fatal_signals(fd, /)",
        super::fatal::report_fatal_signals,
        "Report signals that end the process to a file before they do; -1: no more.",
    ),
    NativeDef::new(
        "library_data(path, /)",
        library_data,
        "Return the contents of a file of the built-in library, or None.",
    ),
    NativeDef::new("library_is_dir(path, /)", library_is_dir, "Is there such a folder in the built-in library?"),
    NativeDef::new("library_list(path, /)", library_list, "Return the names in a folder of the built-in library."),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = super::new_module("_sidewinder", "What is special about this implementation.", FUNCTIONS)?;
    m.dict.gc().set_text("jit", super::jit_module::module())?;
    Ok(m)
}
fn counters() -> Vec<(String, u64)> {
    let s = &vm().stats;
    let h = heap().stats();
    let mut all: Vec<(String, u64)> = [
        ("frame_objects_created", s.frame_objects_created.get()),
        ("argument_words_copied", s.argument_words_copied.get()),
        ("calls", s.calls.get()),
        ("allocations", h.allocations),
        ("collections_minor", h.minor),
        ("collections_full", h.full),
        ("allocated_bytes", h.allocated_bytes),
        ("live_bytes", h.live_bytes as u64),
        ("shapes", crate::object::shape::live_count() as u64),
        ("reserved_bytes", h.reserved_bytes as u64),
        ("free_bytes", h.free_bytes as u64),
        ("large_bytes", h.large_bytes as u64),
        ("collection_ns", h.gc_ns),
    ]
    .map(|(k, v)| (k.to_string(), v))
    .into();
    all.extend(crate::trace::report::counters());
    all
}
fn stats(_: &Args) -> Res {
    let d = Dict::new();
    for (k, v) in counters() {
        d.set_text(&k, Value::uint(v))?;
    }
    let reasons = Dict::new();
    for (why, n) in crate::trace::report::aborts() {
        reasons.set_text(why, Value::uint(n))?;
    }
    d.set_text("jit_aborts_by_reason", reasons)?;
    Ok(d.value())
}
fn layouts(_: &Args) -> Res {
    heap().collect(Collect::Full);
    let mut found = std::collections::BTreeMap::<Kind, (u64, u64)>::new();
    heap().for_each_object(|o| {
        let at = found.entry(kind_of_ptr(o as u64)).or_default();
        *at = (at.0 + 1, at.1 + heap().usable_size(o) as u64);
    });
    let d = Dict::new();
    for (kind, (n, bytes)) in found {
        d.set_text(&format!("{kind:?}"), Tuple::new(&[Value::uint(n), Value::uint(bytes)]))?;
    }
    Ok(d.value())
}
/// For `--stats`; `total` is the time since the start.
pub fn print_stats(total: std::time::Duration) {
    for (k, v) in counters() {
        crate::cli::say!("{k}: {v}");
    }
    for line in crate::trace::report::lines(total) {
        crate::cli::say!("{line}");
    }
}
/// For `--dump=bytecode`: prints those of the code and of all code inside that are asked for.
pub fn dump_code(code: Gc<Code>) {
    let dump = &crate::cli::config().dump;
    for_each_code(code, &mut |c| {
        if dump.wants(Channel::Bytecode, &c.qualname.gc().to_text()) {
            crate::cli::traceback::write_stderr(&format!("{}\n", listing::listing(c)));
        }
    });
}
fn for_each_code(code: Gc<Code>, f: &mut dyn FnMut(Gc<Code>)) {
    let Ok(consts) = code.load().and_then(|()| code.all_consts()) else {
        crate::thread::thread().clear_exception();
        return;
    };
    f(code);
    for v in consts.items() {
        if let Some(inner) = v.cast::<Code>() {
            for_each_code(inner, f);
        }
    }
}
fn disassembly(a: &Args) -> Res {
    let code = match a[0].cast::<Code>() {
        Some(c) => c,
        None => {
            let f = attr::get_opt(a[0], Str::intern("__func__"))?.unwrap_or(a[0]);
            match attr::get_opt(f, Str::intern("__code__"))?.and_then(|c| c.cast::<Code>()) {
                Some(c) => c,
                None => {
                    return Err(type_error(format!(
                        "a function or code object is required, not '{}'",
                        type_of(a[0]).name_text()
                    )));
                }
            }
        }
    };
    code.load()?;
    Ok(Str::new(&listing::listing(code)).value())
}
fn path(v: Value) -> String {
    v.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default()
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
        l.push(Str::new(n).value())?;
    }
    Ok(l.value())
}
fn native_classes(a: &Args) -> Res {
    for &c in a.rest {
        let class = c.cast::<Type>().ok_or_else(|| type_error("classes are needed"))?;
        class.add_flag(type_flags::IMMUTABLE | type_flags::QUALIFIED);
    }
    Ok(none())
}
