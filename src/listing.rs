//! The bytecode of code objects as text, with their names, constants and what inline caches hold.
//!
//! `bytecode::disasm` does the work on words; this file reads them from objects.

use crate::bytecode::disasm::{self, Listing};
use crate::bytecode::ops::Ins;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::protocol::text;

/// The listing of loaded code.
pub fn listing(code: Gc<Code>) -> String {
    with(code, disasm::listing)
}
/// One instruction of loaded code: name, operands, caches.
pub fn instruction(code: Gc<Code>, offset: usize, ins: Ins) -> String {
    with(code, |l| disasm::instruction(l, offset, ins))
}
/// The name of a register of the code: the variable's, or its number.
pub fn register(code: Gc<Code>, i: usize) -> String {
    match code.local_names.gc().items().get(i).filter(|_| i < code.meta.n_locals as usize) {
        Some(n) => path(*n),
        None => format!("r{i}"),
    }
}

fn with<R>(code: Gc<Code>, f: impl FnOnce(&Listing) -> R) -> R {
    let body = code.body.gc();
    // SAFETY: the words and the pool of the body, which `code` keeps alive.
    let (words, pool) = unsafe {
        (
            std::slice::from_raw_parts(body.words() as *const u64, body.n_words),
            std::slice::from_raw_parts(body.pool() as *const Value, body.n_consts),
        )
    };
    let name = |i: usize| code.local_names.gc().items().get(i).map_or(String::new(), |n| path(*n));
    f(&Listing {
        title: &format!("{} in {}", code.qualname.gc().to_text(), code.filename.gc().to_text()),
        words,
        n_consts: pool.len(),
        meta: &code.meta,
        positions: code.tables.get().map_or(&[], |t| t.positions.all()),
        exceptions: code.exceptions(),
        local_name: &name,
        constant: &|i| pool.get(i).map_or_else(|| "?".into(), |v| brief(*v)),
        // SAFETY: a value that the collector keeps alive through the code.
        cached: &|w| unsafe { Value::from_bits_opt(w) }.map_or(String::new(), brief),
    })
}
/// A value in a listing: literals as such, everything else by its class or name.
fn brief(v: Value) -> String {
    if let Some(c) = v.cast::<Code>() {
        return format!("<code {}>", c.qualname.gc().to_text());
    }
    if let Some(t) = v.cast::<Type>() {
        return format!("<class {}>", t.name_text());
    }
    let t = type_of(v);
    let literal =
        ["int", "str", "bytes", "float", "complex", "tuple", "frozenset", "bool", "NoneType", "ellipsis", "slice"];
    let name = t.name_text();
    if !t.has_flag(crate::object::types::type_flags::HEAP) && literal.contains(&&*name) {
        let text = text::repr_text(v);
        return match text.char_indices().nth(60) {
            Some((i, _)) => format!("{}…", &text[..i]),
            None => text,
        };
    }
    format!("<{name}>")
}
fn path(v: Value) -> String {
    v.cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default()
}
