//! `compile`, `eval`, `exec`, `__import__`, and `__build_class__`.

use crate::builtins::exceptions::{Exc, raise, type_error, value_error};
use crate::builtins::type_new::{calculate_metaclass, check_class_cell, resolve_bases};
use crate::cli::compiler as compile;
use crate::interp;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::code::{Code, flags};
use crate::object::dict::Dict;
use crate::object::function::{Cell, Function};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, number};
use crate::stdlib::sys::hooks::audit_event;
use crate::stdlib::{call_dict, os_text};

use super::scope;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "__build_class__(func=None, name=None, /, *bases, **kwds)",
        build_class,
        "Internal helper function used by the class statement.",
    ),
    NativeDef::new("__import__(name, globals=None, locals=None, fromlist=(), level=0)", import, "Import a module."),
    NativeDef::new(
        "compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile_,
        "Compile source into a code object that can be executed by exec() or eval().",
    ),
    NativeDef::new(
        "eval(source, /, globals=None, locals=None)",
        eval,
        "Evaluate the given source in the context of globals and locals.",
    ),
    NativeDef::new(
        "exec(source, /, globals=None, locals=None, *, closure=None)",
        exec,
        "Execute the given source in the context of globals and locals.",
    ),
];

/// Bits of `compile()`'s flags.
mod compile_flags {
    pub const DONT_IMPLY_DEDENT: i64 = 0x200;
    pub const ONLY_AST: i64 = 0x400;
    pub const TYPE_COMMENTS: i64 = 0x1000;
    pub const TOP_LEVEL_AWAIT: i64 = 0x2000;
    pub const INCOMPLETE_INPUT: i64 = 0x4000;
    pub const OPTIMIZED_AST: i64 = 0x8000;
    /// `__future__` features.
    pub const FUTURES: i64 = 0x1ff_0000 | 0x10;
    pub const ANNOTATIONS: i64 = 0x100_0000;
}
use compile_flags as cf;

/// Source text of an argument of `compile`, `eval` or `exec`: decoded if it came as bytes.
enum Source {
    Text(String),
    Bytes(Vec<u8>),
}
fn source_of(v: Value, function: &str, kinds: &str) -> Result<Source, Raised> {
    let s = if let Some(s) = v.cast::<Str>() {
        Source::Text(match s.to_utf8() {
            Some(t) => t.into_owned(),
            None => return Err(os_text::from_str(s).err().unwrap_or_else(|| value_error("source has surrogates"))),
        })
    } else if let Some(b) = v.cast::<Bytes>() {
        Source::Bytes(b.as_slice().to_vec())
    } else if let Some(b) = v.cast::<ByteArray>() {
        Source::Bytes(b.as_slice().to_vec())
    } else if let Some(b) = crate::stdlib::io::buffer_bytes(v)? {
        Source::Bytes(b)
    } else {
        return Err(type_error(format!("{function}() arg 1 must be a {kinds} object")));
    };
    let has_null = match &s {
        Source::Text(t) => t.as_bytes().contains(&0),
        Source::Bytes(b) => b.contains(&0),
    };
    if has_null {
        return Err(raise(Exc::SyntaxError, "source code string cannot contain null bytes"));
    }
    Ok(s)
}
/// Source text for the parser: `Err` if it came as bytes.
pub fn source_text(v: Value) -> Result<Result<String, Vec<u8>>, Raised> {
    Ok(match source_of(v, "compile", "string, bytes or AST")? {
        Source::Text(t) => Ok(t),
        Source::Bytes(b) => Err(b),
    })
}
fn compile_source(s: Source, filename: Gc<Str>, mode: compile::Mode, o: compile::Options) -> Res {
    match s {
        Source::Text(t) => compile::compile(&t, filename, mode, o),
        Source::Bytes(b) => compile::compile_bytes(&b, filename, mode, o),
    }
    .map(Value::from)
}
fn inherited_flags() -> u32 {
    scope::caller().map_or(0, |f| f.code().meta.flags & flags::FUTURE_ANNOTATIONS)
}

fn compile_(a: &Args) -> Res {
    let filename = if let Some(s) = a[1].cast::<Str>() {
        s
    } else {
        let p = os_text::path_arg(os_text::fspath(a[1])?, "compile", "filename")?;
        os_text::decode(p.bytes())
    };
    let Some(mode_text) = a[2].cast::<Str>().map(|m| m.to_text().into_owned()) else {
        return Err(type_error(format!("compile() argument 'mode' must be str, not {}", type_of(a[2]).name_text())));
    };
    let given = a.opt(3).map_or(Ok(0), number::to_i64)?;
    let dont_inherit = match a.opt(4) {
        Some(v) => crate::protocol::compare::truth(v)?,
        None => false,
    };
    let optimize = a.opt(5).map_or(Ok(-1), number::to_i64)?;
    let known = cf::DONT_IMPLY_DEDENT
        | cf::ONLY_AST
        | cf::TYPE_COMMENTS
        | cf::TOP_LEVEL_AWAIT
        | cf::INCOMPLETE_INPUT
        | cf::OPTIMIZED_AST
        | cf::FUTURES;
    if given & !known != 0 {
        return Err(value_error("compile(): unrecognised flags"));
    }
    if !(-1..=2).contains(&optimize) {
        return Err(value_error("compile(): invalid optimize value"));
    }
    let mode = match mode_text.as_str() {
        "exec" => compile::Mode::Exec,
        "eval" => compile::Mode::Eval,
        "single" => compile::Mode::Single,
        "func_type" if given & cf::ONLY_AST != 0 => compile::Mode::Exec,
        "func_type" => return Err(value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST")),
        _ => return Err(value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    audit_event("compile", &[a[0], filename.value()])?;
    let mut o = options(optimize);
    o.future_annotations = given & cf::ANNOTATIONS != 0 || (!dont_inherit && inherited_flags() != 0);
    o.top_level_await = given & cf::TOP_LEVEL_AWAIT != 0;
    o.incomplete_input = given & cf::INCOMPLETE_INPUT != 0;
    o.dont_imply_dedent = given & cf::DONT_IMPLY_DEDENT != 0;
    if let Some(m) = crate::stdlib::sys_attr("modules").and_then(|m| m.cast::<Dict>()).and_then(|m| m.get_text("_ast"))
    {
        if let Some(r) = ast_source(m, a, &mode_text, given)? {
            return Ok(r);
        }
    } else if given & cf::ONLY_AST != 0 {
        let m = crate::import::import_module("_ast")?;
        if let Some(r) = ast_source(m, a, &mode_text, given)? {
            return Ok(r);
        }
    }
    let s = source_of(a[0], "compile", "string, bytes or AST")?;
    compile_source(s, filename, mode, o)
}
/// Sources that are, or are to become, syntax trees: the module `_ast` deals with them.
fn ast_source(module: Value, a: &Args, mode: &str, given: i64) -> Result<Option<Value>, Raised> {
    let Some(base) = attr::get_opt(module, Str::intern("AST"))?.and_then(|b| b.cast::<Type>()) else { return Ok(None) };
    let is_tree = type_of(a[0]).is_subtype(base);
    if !is_tree && given & cf::ONLY_AST == 0 {
        return Ok(None);
    }
    if is_tree && given & cf::ONLY_AST != 0 {
        return Ok(Some(a[0]));
    }
    let function = if is_tree { "_compile_tree" } else { "_parse" };
    let optimize = a.opt(5).unwrap_or(Value::small(-1));
    let f = attr::get(module, function)?;
    let inherited = a.opt(4).is_none_or(|v| v == boolean(false)) && inherited_flags() != 0;
    let given = if inherited { given | cf::ANNOTATIONS } else { given };
    call::call(f, &[a[0], a[1], Str::new(mode).value(), Value::int(given), optimize]).map(Some)
}
/// Compiler options as the command line has them.
pub fn options(optimize: i64) -> compile::Options {
    compile::Options {
        optimize: if optimize < 0 { crate::cli::config().optimize.min(2) } else { optimize } as u8,
        ..compile::Options::default()
    }
}

fn check_globals(function: &str, what: &str, g: Option<Value>, l: Option<Value>) -> Result<(Gc<Dict>, Value), Raised> {
    let (globals, locals) = match (g, l) {
        (None, None) => {
            let f = scope::caller()?;
            (f.function().globals.gc(), crate::interp::locals::of_frame(f)?)
        }
        (None, Some(l)) => (scope::caller_globals()?, l),
        (Some(g), l) => {
            let Some(d) = g.cast::<Dict>() else {
                return Err(type_error(match function {
                    "eval" if type_of(g).special(Special::GetItem).is_some() => {
                        format!("globals must be a real dict; try eval({what}, {{}}, mapping)")
                    }
                    "eval" => "globals must be a dict".to_string(),
                    _ => format!("exec() globals must be a dict, not {}", type_of(g).name_text()),
                }));
            };
            (d, l.unwrap_or(g))
        }
    };
    if type_of(locals).special(Special::GetItem).is_none() {
        return Err(type_error(match function {
            "eval" => "locals must be a mapping".to_string(),
            _ => format!("locals must be a mapping or None, not {}", type_of(locals).name_text()),
        }));
    }
    interp::builtins_of(globals)?;
    Ok((globals, locals))
}
fn eval(a: &Args) -> Res {
    let what = if a[0].cast::<Code>().is_some() { "code" } else { "expr" };
    let (globals, locals) = check_globals("eval", what, a.opt_none(1), a.opt_none(2))?;
    if let Some(code) = a[0].cast::<Code>() {
        audit_event("exec", &[code.value()])?;
        if has_free(code) {
            return Err(type_error("code object passed to eval() may not contain free variables"));
        }
        return run(code.value(), globals, locals, None);
    }
    let mut s = source_of(a[0], "eval", "string, bytes or code")?;
    match &mut s {
        Source::Text(t) => *t = t.trim_start_matches([' ', '\t']).to_string(),
        Source::Bytes(b) => {
            let n = b.iter().take_while(|c| matches!(c, b' ' | b'\t')).count();
            b.drain(..n);
        }
    }
    let mut o = options(-1);
    o.future_annotations = inherited_flags() != 0;
    let code = compile_source(s, Str::intern("<string>"), compile::Mode::Eval, o)?;
    run(code, globals, locals, None)
}
fn exec(a: &Args) -> Res {
    let (globals, locals) = check_globals("exec", "", a.opt_none(1), a.opt_none(2))?;
    let closure = a.opt_none(3);
    if let Some(code) = a[0].cast::<Code>() {
        audit_event("exec", &[code.value()])?;
        let n_free = free_count(code);
        let cells = match closure {
            None if n_free > 0 => {
                return Err(type_error(format!("code object requires a closure of exactly length {n_free}")));
            }
            None => None,
            Some(_) if n_free == 0 => return Err(type_error("cannot use a closure with this code object")),
            Some(c) => match c.exact::<Tuple>() {
                Some(t) if t.len() == n_free && t.items().iter().all(|c| c.cast::<Cell>().is_some()) => Some(t),
                _ => return Err(type_error(format!("code object requires a closure of exactly length {n_free}"))),
            },
        };
        run(code.value(), globals, locals, cells)?;
        return Ok(none());
    }
    if closure.is_some() {
        return Err(type_error("closure can only be used when source is a code object"));
    }
    let s = source_of(a[0], "exec", "string, bytes or code")?;
    let mut o = options(-1);
    o.future_annotations = inherited_flags() != 0;
    let code = compile_source(s, Str::intern("<string>"), compile::Mode::Exec, o)?;
    run(code, globals, locals, None)?;
    Ok(none())
}
fn run(code: Value, globals: Gc<Dict>, locals: Value, closure: Option<Gc<Tuple>>) -> Res {
    match code.cast::<Code>() {
        Some(c) if c.meta.flags & flags::OPTIMIZED == 0 => interp::eval_code(c, globals, locals, closure),
        Some(c) => {
            // the code of a function has variables of its own: it is called without arguments
            let f = Function::new(c, globals, interp::builtins_of(globals)?);
            f.closure.set(f, closure);
            interp::call_function(f, &[], None)
        }
        None => Err(raise(Exc::SystemError, "the compiler returned no code")),
    }
}
fn free_count(code: Gc<Code>) -> usize {
    code.meta.local_kinds.iter().filter(|k| **k == crate::object::code::LocalKind::Free).count()
}
fn has_free(code: Gc<Code>) -> bool {
    free_count(code) > 0
}
fn import(a: &Args) -> Res {
    let level = a.opt(4).map_or(Ok(0), number::to_i64)?;
    crate::import::import(a[0], a.opt(1), a.opt(3), level)
}

// ---------------------------------------------------------------------------------------------------- classes

fn build_class(a: &Args) -> Res {
    if !a.has(1) {
        return Err(type_error("__build_class__: not enough arguments"));
    }
    let Some(func) = a[0].cast::<Function>() else {
        return Err(type_error("__build_class__: func must be a function"));
    };
    let Some(name) = a[1].cast::<Str>() else { return Err(type_error("__build_class__: name is not a string")) };
    let given = Tuple::try_new(a.rest)?;
    let bases = resolve_bases(given)?;
    let kwds = match a.kwargs {
        Some(k) => k.copy()?,
        None => Dict::new(),
    };
    let explicit = kwds.remove_str(Str::intern("metaclass"));
    let meta = match explicit {
        Some(m) => match m.cast::<Type>() {
            Some(t) => calculate_metaclass(t, bases)?.value(),
            None => m,
        },
        None => {
            let first = bases.items().first().map_or_else(|| type_of_kind(Kind::Type), |b| type_of(*b));
            calculate_metaclass(first, bases)?.value()
        }
    };
    let namespace = match attr::get_opt(meta, Special::Prepare.interned())? {
        None => Dict::new().value(),
        Some(p) => call_dict(p, &[name.value(), bases.value()], Some(kwds))?,
    };
    if type_of(namespace).special(Special::GetItem).is_none() {
        let what = match meta.cast::<Type>() {
            Some(m) => m.name_text(),
            None => "<metaclass>".to_string(),
        };
        return Err(type_error(format!(
            "{what}.__prepare__() must return a mapping, not {}",
            type_of(namespace).name_text()
        )));
    }
    let cell = interp::call_body(func, namespace)?;
    if bases != given {
        crate::protocol::item::set_item(namespace, Str::intern("__orig_bases__").value(), given.value())?;
    }
    let class = call_dict(meta, &[name.value(), bases.value(), namespace], Some(kwds))?;
    check_class_cell(cell, class, name.value())?;
    Ok(class)
}
