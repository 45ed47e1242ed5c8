//! `code`: attributes of code objects, and copies with changes.

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::native::readonly;
use crate::bytecode::codec::instructions;
use crate::object::buffer::GcVec;
use crate::object::bytes::Bytes;
use crate::object::code::{Code, CodeParts, CodeTables, LocalKind, Position, flags};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::positions::Positions;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::{compare, iter, number};

static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args)", new, "Create a code object.  Not for mere mortals."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| eq(a, false), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| eq(a, true), "Return self!=value."),
    NativeDef::new("__hash__(self, /)", hash, "Return hash(self)."),
    NativeDef::new(
        "__sizeof__(self, /)",
        |a| Ok(Value::usize(loaded(a[0])?.body.gc().n_words * 8 + 256)),
        "Size of object in memory, in bytes.",
    ),
    NativeDef::new("co_lines(self, /)", lines, ""),
    NativeDef::new("co_positions(self, /)", positions, ""),
    NativeDef::new("co_branches(self, /)", branches, ""),
    NativeDef::new(
        "replace(self, /, **changes)",
        replace,
        "Return a copy of the code object with new values for the specified fields.",
    ),
    NativeDef::new("__replace__(self, /, **changes)", replace, "The same as replace()."),
    NativeDef::new(
        "_varname_from_oparg(self, /, oparg)",
        varname,
        "(internal-only) Return the local variable name for the given oparg.",
    ),
];
macro_rules! number {
    ($name:literal, $field:ident) => {
        GetSetDef::rw($name, |v| Ok(Value::int(code(v)?.meta.$field as i64)), readonly, "")
    };
}
static ATTRS: &[GetSetDef] = &[
    GetSetDef::rw("co_name", |v| Ok(code(v)?.name.gc().value()), readonly, ""),
    GetSetDef::rw("co_qualname", |v| Ok(code(v)?.qualname.gc().value()), readonly, ""),
    GetSetDef::rw("co_filename", |v| Ok(code(v)?.filename.gc().value()), readonly, ""),
    GetSetDef::rw("co_consts", |v| Ok(code(v)?.all_consts()?.value()), readonly, ""),
    GetSetDef::rw("co_names", |v| Ok(code(v)?.all_names()?.value()), readonly, ""),
    GetSetDef::ro("co_varnames", |v| variables(code(v)?, Variables::Local), ""),
    GetSetDef::ro("co_cellvars", |v| variables(code(v)?, Variables::Cell), ""),
    GetSetDef::ro("co_freevars", |v| variables(code(v)?, Variables::Free), ""),
    number!("co_argcount", argcount),
    number!("co_posonlyargcount", posonlyargcount),
    number!("co_kwonlyargcount", kwonlyargcount),
    number!("co_flags", flags),
    number!("co_firstlineno", first_line),
    number!("co_stacksize", n_regs),
    GetSetDef::rw("co_nlocals", |v| Ok(Value::usize(local_count(code(v)?))), readonly, ""),
    GetSetDef::ro("co_code", |v| plain_words(loaded(v)?), ""),
    GetSetDef::ro("_co_code_adaptive", |v| plain_words(loaded(v)?), ""),
    GetSetDef::rw("co_linetable", |v| line_table(loaded(v)?), readonly, ""),
    GetSetDef::ro("co_lnotab", |v| line_table(loaded(v)?), ""),
    GetSetDef::rw("co_exceptiontable", |v| exception_table(loaded(v)?), readonly, ""),
];
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "code",
    kind: Kind::Code,
    doc: "Create a code object.  Not for mere mortals.",
    flags: f::WEAKREF,
    methods: &[METHODS],
    getsets: &[ATTRS],
    ..TypeDef::EMPTY
}];

fn code(v: Value) -> Result<Gc<Code>, Raised> {
    v.cast::<Code>().ok_or_else(|| type_error("a code object is needed"))
}
/// A code object with its body.
fn loaded(v: Value) -> Result<Gc<Code>, Raised> {
    let c = code(v)?;
    c.load()?;
    Ok(c)
}
fn all_positions(c: Gc<Code>) -> &'static [Position] {
    // SAFETY: kept by the code object, which the caller holds.
    c.tables.get().map_or(&[], |t| unsafe { &*(t.positions.all() as *const [Position]) })
}
fn words(c: Gc<Code>) -> &'static [u64] {
    // SAFETY: the words of a code object; the caller holds it.
    unsafe { std::slice::from_raw_parts(c.body.gc().words(), c.body.gc().n_words) }
}

// --- variables

#[derive(Clone, Copy, PartialEq)]
enum Variables {
    Local,
    Cell,
    Free,
}
fn is_listed(c: Gc<Code>, i: usize, which: Variables) -> bool {
    let m = &c.meta;
    match (m.local_kinds.get(i), which) {
        (Some(LocalKind::Local), Variables::Local) => true,
        (Some(LocalKind::Cell), Variables::Local) => i < m.n_params as usize,
        (Some(LocalKind::Cell), Variables::Cell) => true,
        (Some(LocalKind::Free), Variables::Free) => true,
        _ => false,
    }
}
fn variables(c: Gc<Code>, which: Variables) -> Res {
    let names = c.local_names.gc();
    let out: GcVec = (0..names.len()).filter(|i| is_listed(c, *i, which)).map(|i| names.get(i)).collect();
    Ok(Tuple::try_new(out.as_slice())?.value())
}
fn local_count(c: Gc<Code>) -> usize {
    (0..c.local_names.gc().len()).filter(|i| is_listed(c, *i, Variables::Local)).count()
}
fn varname(a: &Args) -> Res {
    let i = number::to_i64(a[1])?;
    match usize::try_from(i).ok().and_then(|i| code(a[0]).ok()?.local_names.gc().items().get(i).copied()) {
        Some(n) => Ok(n),
        None => Err(super::exceptions::index_error("tuple index out of range")),
    }
}

// --- instructions

/// The instructions as the compiler wrote them: unspecialised, inline caches empty.
fn compiled_words(c: Gc<Code>) -> Vec<u64> {
    let w = words(c);
    let mut out = vec![0; w.len()];
    for (at, i) in instructions(w) {
        out[at] = i.0 & !0xffff | i.op().general() as u64;
        for (k, cache) in i.op().info().cache.iter().enumerate() {
            use crate::bytecode::ops::Cache;
            let here = at + 1 + k;
            out[here] = match cache {
                Cache::Name | Cache::Hot => w[here] & 0xffff_ffff,
                Cache::Far | Cache::Counts => w[here],
                Cache::Pair | Cache::Value | Cache::Calls => 0,
            };
        }
    }
    out
}
fn plain_words(c: Gc<Code>) -> Res {
    let bytes: Vec<u8> = compiled_words(c).iter().flat_map(|w| w.to_le_bytes()).collect();
    Ok(Bytes::try_new(&bytes)?.value())
}
fn exception_table(c: Gc<Code>) -> Res {
    let bytes: Vec<u8> =
        c.exceptions().iter().flat_map(|r| [r.start, r.end, r.handler, r.reg]).flat_map(u32::to_le_bytes).collect();
    Ok(Bytes::try_new(&bytes)?.value())
}
fn line_table(c: Gc<Code>) -> Res {
    let bytes: Vec<u8> = all_positions(c)
        .iter()
        .flat_map(|p| [p.line, p.end_line, p.col, p.end_col])
        .flat_map(u32::to_le_bytes)
        .collect();
    Ok(Bytes::try_new(&bytes)?.value())
}

// --- positions

/// Runs of words with one line: (start, end, line or None), in the unit of `f_lasti`.
fn lines(a: &Args) -> Res {
    let c = loaded(a[0])?;
    let out = List::new();
    let p = all_positions(c);
    // entering belongs to the line of the definition
    let entering = if flags::OPTIMIZED & c.meta.flags != 0 { p.iter().take_while(|p| p.line == 0).count() } else { 0 };
    let line_at = |i: usize| if i < entering { c.meta.first_line } else { p[i].line };
    let mut start = 0;
    for i in 0..p.len() {
        if i + 1 < p.len() && line_at(i + 1) == line_at(i) {
            continue;
        }
        let line = if line_at(i) == 0 { none() } else { Value::int(line_at(i) as i64) };
        out.push(Tuple::new(&[Value::usize(start * 2), Value::usize((i + 1) * 2), line]).value())?;
        start = i + 1;
    }
    iter::get_iter(out.value())
}
fn positions(a: &Args) -> Res {
    let c = loaded(a[0])?;
    let out = List::with_capacity(all_positions(c).len())?;
    for &Position { line, end_line, col, end_col } in all_positions(c) {
        let known = line != 0;
        let part = |n: u32| if known { Value::int(n as i64) } else { none() };
        out.push(Tuple::new(&[part(line), part(end_line), part(col), part(end_col)]).value())?;
    }
    iter::get_iter(out.value())
}
/// Conditional jumps: (offset, offset when not taken, offset when taken).
fn branches(a: &Args) -> Res {
    let c = loaded(a[0])?;
    let w = words(c);
    let out = List::new();
    for (at, i) in instructions(w) {
        if let Some(t) = crate::bytecode::codec::jump_target(w, at, i)
            && crate::bytecode::codec::falls_through(i)
        {
            let next = at + i.op().len();
            out.push(Tuple::new(&[Value::usize(at * 2), Value::usize(next * 2), Value::int(t * 2)]).value())?;
        }
    }
    iter::get_iter(out.value())
}

// --- comparison and text

fn repr(a: &Args) -> Res {
    let c = code(a[0])?;
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        c.name.gc().to_text(),
        a[0].bits(),
        c.filename.gc().to_text(),
        c.meta.first_line
    );
    Ok(Str::try_new(&text)?.value())
}
/// Constants are equal if their types are as well.
fn same_constant(a: Value, b: Value) -> Result<bool, Raised> {
    crate::thread::thread().check_native_stack(" in comparison")?;
    if a == b {
        return Ok(true);
    }
    if type_of(a) != type_of(b) {
        return Ok(false);
    }
    if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
        return Ok(x.to_bits() == y.to_bits());
    }
    match (a.cast::<Tuple>(), b.cast::<Tuple>()) {
        (Some(x), Some(y)) => same_constants(x, y),
        _ => compare::eq(a, b),
    }
}
fn same_constants(a: Gc<Tuple>, b: Gc<Tuple>) -> Result<bool, Raised> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (&x, &y) in a.items().iter().zip(b.items()) {
        if !same_constant(x, y)? {
            return Ok(false);
        }
    }
    Ok(true)
}
fn eq(a: &Args, negate: bool) -> Res {
    let (Some(x), Some(y)) = (a[0].cast::<Code>(), a[1].cast::<Code>()) else { return Ok(not_implemented()) };
    x.load()?;
    y.load()?;
    let (m, n) = (&x.meta, &y.meta);
    let same = x == y
        || (x.name.gc().same(y.name.gc())
            && (m.argcount, m.posonlyargcount, m.kwonlyargcount, m.flags, m.first_line)
                == (n.argcount, n.posonlyargcount, n.kwonlyargcount, n.flags, n.first_line)
            && m.local_kinds == n.local_kinds
            && x.tables.get() == y.tables.get()
            && compiled_words(x) == compiled_words(y)
            && same_constants(x.all_consts()?, y.all_consts()?)?
            && same_constants(x.all_names()?, y.all_names()?)?
            && same_constants(x.local_names.gc(), y.local_names.gc())?);
    Ok(boolean(same != negate))
}
fn hash(a: &Args) -> Res {
    let c = loaded(a[0])?;
    let m = &c.meta;
    let mut h = c.name.gc().hash_value();
    for n in [m.argcount, m.posonlyargcount, m.kwonlyargcount, m.flags, m.first_line, c.body.gc().n_words as u32] {
        h = h.wrapping_mul(1_000_003) ^ n as i64;
    }
    Ok(Value::int(crate::object::hash::not_minus_one(h >> 2)))
}

// --- copies with changes

/// Words of the constant pool with values replaced as `from[i]` → `to[i]` (by identity).
fn replace_in_pool(pool: &mut GcVec, from: Gc<Tuple>, to: Gc<Tuple>) {
    for i in 0..pool.len() {
        let v = pool.get(i);
        if let Some(k) = from.items().iter().position(|x| *x == v)
            && let Some(&new) = to.items().get(k)
        {
            pool.set(i, new);
        }
    }
}
/// Code cannot be made of its parts: its bytecode is not CPython's. `replace` makes copies with changes.
fn new(a: &Args) -> Res {
    let n = a.rest.len();
    Err(type_error(match n {
        0..16 => format!("code expected at least 16 arguments, got {n}"),
        16..=18 => return Err(value_error("code: the bytecode is not of this implementation; use replace()")),
        _ => format!("code expected at most 18 arguments, got {n}"),
    }))
}
/// Flags that say how frames of the code look and run.
const FIXED_FLAGS: u32 = flags::OPTIMIZED
    | flags::NEWLOCALS
    | flags::VARARGS
    | flags::VARKEYWORDS
    | flags::GENERATOR
    | flags::COROUTINE
    | flags::ASYNC_GENERATOR;
fn replace(a: &Args) -> Res {
    let c = loaded(a[0])?;
    let body = c.body.gc();
    let mut pool = GcVec::with_capacity(body.n_consts);
    for i in 0..body.n_consts {
        // SAFETY: pool words are values.
        pool.push(unsafe { Value::from_bits(*body.pool().add(i)) });
    }
    let mut meta = c.meta.clone();
    let (mut name, mut qualname, mut filename) = (c.name.gc(), c.qualname.gc(), c.filename.gc());
    let (mut consts, mut names, mut locals) = (c.all_consts()?, c.all_names()?, c.local_names.gc());
    for (k, v) in a.kwargs.iter().flat_map(|k| k.iter()) {
        let key = k.cast::<Str>().map(|k| k.to_text().into_owned()).unwrap_or_default();
        let text = || {
            v.cast::<Str>().ok_or_else(|| {
                type_error(format!("replace() argument '{key}' must be str, not {}", type_of(v).name_text()))
            })
        };
        let tuple = || {
            v.cast::<Tuple>().ok_or_else(|| {
                type_error(format!("replace() argument '{key}' must be tuple, not {}", type_of(v).name_text()))
            })
        };
        let int = || -> Result<u32, Raised> {
            let i = number::to_i64(v)?;
            u32::try_from(i).map_err(|_| value_error(format!("code: {} must not be negative", &key[3..])))
        };
        match key.as_str() {
            "co_name" => name = text()?,
            "co_qualname" => qualname = text()?,
            "co_filename" => filename = text()?,
            "co_firstlineno" => meta.first_line = int()?,
            "co_flags" => {
                let new = int()?;
                if (new ^ meta.flags) & FIXED_FLAGS != 0 {
                    return Err(value_error("code: co_flags do not fit the compiled code"));
                }
                meta.flags = new;
            }
            "co_argcount" | "co_posonlyargcount" | "co_kwonlyargcount" | "co_nlocals" | "co_stacksize" => {
                let old = match key.as_str() {
                    "co_argcount" => meta.argcount,
                    "co_posonlyargcount" => meta.posonlyargcount,
                    "co_kwonlyargcount" => meta.kwonlyargcount,
                    "co_nlocals" => local_count(c) as u32,
                    _ => meta.n_regs,
                };
                if int()? != old && key != "co_stacksize" {
                    return Err(value_error(format!("code: cannot change {key} of compiled code")));
                }
            }
            "co_consts" => {
                let new = tuple()?;
                replace_in_pool(&mut pool, consts, new);
                consts = new;
            }
            "co_names" => {
                let new = tuple()?;
                replace_in_pool(&mut pool, names, new);
                names = new;
            }
            "co_varnames" | "co_cellvars" | "co_freevars" => {
                let which = match key.as_str() {
                    "co_varnames" => Variables::Local,
                    "co_cellvars" => Variables::Cell,
                    _ => Variables::Free,
                };
                locals = rename(c, locals, which, tuple()?)?;
            }
            "co_code" | "co_linetable" | "co_exceptiontable" => {
                let old = match key.as_str() {
                    "co_code" => plain_words(c)?,
                    "co_linetable" => line_table(c)?,
                    _ => exception_table(c)?,
                };
                if !compare::eq(old, v)? {
                    return Err(value_error(format!("code: cannot change {key} of compiled code")));
                }
            }
            _ => return Err(type_error(format!("replace() got an unexpected keyword argument '{key}'"))),
        }
    }
    let words = compiled_words(c);
    if let Err(what) = crate::stdlib::marshal::code::accept(&meta, &words, c.exceptions(), &pool) {
        return Err(value_error(format!("code: {what}")));
    }
    let parts = CodeParts {
        name,
        qualname,
        filename,
        pool: pool.as_slice(),
        consts,
        names,
        local_names: locals,
        words: &words,
        meta,
        tables: CodeTables { positions: Positions::new(all_positions(c)), exceptions: c.exceptions().to_vec() },
    };
    Ok(Code::new(parts)?.value())
}
fn rename(c: Gc<Code>, locals: Gc<Tuple>, which: Variables, new: Gc<Tuple>) -> Result<Gc<Tuple>, Raised> {
    let mut out: GcVec = locals.items().iter().copied().collect();
    let mut next = new.items().iter();
    for i in 0..out.len() {
        if is_listed(c, i, which) {
            match next.next() {
                Some(&n) if n.cast::<Str>().is_some() => out.set(i, n),
                Some(_) => return Err(type_error("name tuples must contain only strings")),
                None => return Err(value_error("code: varnames is too small")),
            }
        }
    }
    Tuple::try_new(out.as_slice())
}
