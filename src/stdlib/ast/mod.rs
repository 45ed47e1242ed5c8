//! `_ast`: node classes (`nodes`, from the grammar in `table`), parsing to nodes (`build`, `build_expr`), and compiling of
//! trees (`compile_tree`).

mod build;
mod build_expr;
mod compile_tree;
mod nodes;
mod table;

use build::{Builder, Failed};

use crate::builtins::exceptions::{runtime_error, value_error};
use crate::cli::compiler::{self, Mode, Options};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{attr, number};
use crate::stdlib::builtins::code;
use crate::stdlib::support::put_ints;
use crate::stdlib::{new_module, os_text};
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("_parse(source, filename, mode, flags, optimize, /)", parse, "Parse source text to a tree."),
    NativeDef::new(
        "_compile_tree(tree, filename, mode, flags, optimize, /)",
        compile_tree::compile,
        "Compile a tree to a code object.",
    ),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = new_module("_ast", "", FUNCTIONS)?;
    let d = m.dict.gc();
    vm().set_state("ast.module", d.value());
    nodes::make_classes(d)?;
    put_ints(
        d,
        &[
            ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
            ("PyCF_ONLY_AST", 0x400),
            ("PyCF_OPTIMIZED_AST", 0x8400),
            ("PyCF_TYPE_COMMENTS", 0x1000),
        ],
    );
    Ok(m)
}

fn classes() -> Result<Gc<Dict>, Raised> {
    vm().state("ast.module").and_then(|d| d.cast()).ok_or_else(|| runtime_error("lost the module _ast"))
}
/// File name, mode and options of both functions.
struct Request {
    filename: Gc<Str>,
    mode: String,
    options: Options,
}
fn request(a: &Args) -> Result<Request, Raised> {
    let filename = match a[1].cast::<Str>() {
        Some(s) => s,
        None => os_text::decode(os_text::path_arg(a[1], "compile", "filename")?.bytes()),
    };
    let mode = a[2].cast::<Str>().map_or_else(String::new, |m| m.to_text().into_owned());
    let flags = number::to_i64(a[3])?;
    let mut options = code::options(number::to_i64(a[4])?);
    options.future_annotations = flags & 0x100_0000 != 0;
    options.top_level_await = flags & 0x2000 != 0;
    options.incomplete_input = flags & 0x4000 != 0;
    options.dont_imply_dedent = flags & 0x200 != 0;
    Ok(Request { filename, mode, options })
}
fn mode_of(text: &str) -> Result<Mode, Raised> {
    match text {
        "exec" => Ok(Mode::Exec),
        "eval" => Ok(Mode::Eval),
        "single" => Ok(Mode::Single),
        _ => Err(value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    }
}

fn parse(a: &Args) -> Res {
    let r = request(a)?;
    let text = compiler::prepare(code::source_text(a[0])?, r.filename, r.options)?;
    if r.mode == "func_type" {
        return function_type(&text, &r);
    }
    let mode = mode_of(&r.mode)?;
    // expressions may be indented
    let text = if mode == Mode::Eval { text.trim_start_matches([' ', '\t']).to_string() } else { text };
    parse_text(text, mode, &r)
}
fn parse_text(text: String, mode: Mode, r: &Request) -> Res {
    let tree = compiler::parse(text, r.filename, mode, r.options)?;
    let Some(syntax) = tree.syntax() else { return Err(runtime_error("lost the tree")) };
    let builder = Builder { src: &tree.src, classes: classes()? };
    match builder.module(syntax, mode == Mode::Single) {
        Ok(v) => Ok(v),
        Err(Failed::Raised(e)) => Err(e),
        Err(Failed::Error(e)) => Err(compiler::raise_error(&e, r.filename, r.options)),
    }
}
/// A type comment `(int, *str) -> bool`: parsed as a call and an expression.
fn function_type(text: &str, r: &Request) -> Res {
    let Some((args, returns)) = text.rsplit_once("->") else {
        let e = crate::compile::errors::CompileError::syntax("invalid syntax");
        return Err(compiler::raise_error(&e, r.filename, r.options));
    };
    let body = |text: String| parse_text(text, Mode::Eval, r).and_then(|e| attr::get(e, "body"));
    let call = body(format!("_{}", args.trim()))?;
    let all = List::new();
    for x in attr::get(call, "args")?.cast::<List>().map_or(&[][..], |l| l.items()) {
        // `*str` stands for `str`
        let starred = attr::get_opt(*x, Str::intern("ctx"))?.is_some();
        let inner = if starred { attr::get_opt(*x, Str::intern("value"))? } else { None };
        let is_star = crate::object::shape::type_of(*x).name.gc().is_text("Starred");
        all.push(if is_star { inner.unwrap_or(*x) } else { *x })?;
    }
    for k in attr::get(call, "keywords")?.cast::<List>().map_or(&[][..], |l| l.items()) {
        all.push(attr::get(*k, "value")?)?;
    }
    let class = classes()?.get_text("FunctionType").ok_or_else(|| runtime_error("lost ast.FunctionType"))?;
    crate::protocol::call::call(class, &[all.value(), body(returns.trim().to_string())?])
}
/// For `compile_tree`: nodes of text.
fn nodes_of(text: &str, mode: Mode, r: &Request) -> Result<Value, Raised> {
    parse_text(text.to_string(), mode, r)
}
