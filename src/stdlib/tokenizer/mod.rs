//! `_tokenize`: the iterator behind the `tokenize` module. `scan` does the work.

mod scan;

use std::cell::{Cell, RefCell};

use scan::{Fault, Scanner, Token, kind};

use crate::builtins::exceptions::{Exc, raise_args, type_error};
use crate::builtins::native_class;
use crate::builtins::util::{class_arg, native_module, return_self};
use crate::layout;
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{call, compare};
use crate::thread::thread;

layout! {
    pub struct TokenizerIter: TokenizerIter {
        gc readline: Slot,
        gc encoding: Slot,
        raw scanner: RefCell<Scanner>,
        raw extra: Cell<bool>,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "TokenizerIter",
    module: "_tokenize",
    kind: Kind::TokenizerIter,
    doc: "",
    flags: f::IMMUTABLE,
    methods: &[&[
        NativeDef::new("__new__(cls, readline, /, *, encoding=None, extra_tokens=False)", new, ""),
        NativeDef::new("__iter__(self, /)", return_self, "Implement iter(self)."),
        NativeDef::new("__next__(self, /)", next, "Implement next(self)."),
    ]],
    getsets: &[],
};

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module("_tokenize", "", &[])?;
    m.dict.gc().set_text("TokenizerIter", native_class(&TYPE))?;
    Ok(m)
}
fn new(a: &Args) -> Res {
    let extra = a.opt(3).map_or(Ok(false), compare::truth)?;
    let t = TokenizerIter {
        header: TokenizerIter::HEADER,
        readline: Slot::new(a[1]),
        encoding: Slot::new(a.opt_none(2)),
        scanner: RefCell::new(Scanner::default()),
        extra: Cell::new(extra),
    };
    Ok(alloc_sub(class_arg(a), t)?.value())
}
/// The next line from Python; empty at the end.
fn line(t: Gc<TokenizerIter>) -> Result<String, Raised> {
    let v = match call::call(t.readline.get_or_none(), &[]) {
        Ok(v) => v,
        Err(Raised) if thread().catch(Exc::StopIteration) => return Ok(String::new()),
        Err(e) => return Err(e),
    };
    let v = match (v.cast::<Bytes>(), t.encoding.get()) {
        (Some(b), Some(encoding)) => {
            call::call_method(b.value(), "decode", &[encoding, Str::intern("replace").value()])?
        }
        _ => v,
    };
    match v.cast::<Str>() {
        Some(s) => Ok(s.to_text().into_owned()),
        None => Err(type_error("readline() returned a non-string object")),
    }
}
fn next(a: &Args) -> Res {
    let Some(t) = a[0].cast::<TokenizerIter>() else { return Err(type_error("a TokenizerIter is required")) };
    loop {
        let item = t.scanner.borrow_mut().out.pop_front();
        match item {
            Some(Ok(token)) if !t.extra.get() && matches!(token.kind, kind::COMMENT | kind::NL) => {}
            Some(Ok(token)) => return to_tuple(token),
            Some(Err(fault)) => return Err(raise(fault)),
            None if t.scanner.borrow().finished => return Err(crate::builtins::exceptions::stop_iteration(None)),
            None => {
                // Python code runs here: nothing is borrowed
                let l = line(t)?;
                t.scanner.borrow_mut().feed(l);
            }
        }
    }
}
fn place(p: scan::Place) -> Value {
    Tuple::new(&[Value::usize(p.0), Value::usize(p.1)]).value()
}
fn to_tuple(t: Token) -> Res {
    let (text, line) = (Str::try_new(&t.text)?.value(), Str::try_new(&t.line)?.value());
    Ok(Tuple::try_new(&[Value::int(t.kind), text, place(t.start), place(t.end), line])?.value())
}
fn raise(f: Fault) -> Raised {
    let place = [
        Str::intern("<string>").value(),
        Value::usize(f.at.0),
        Value::usize(f.at.1),
        Str::new(&f.line).value(),
        Value::usize(f.at.0),
        Value::usize(f.at.1),
    ];
    let class = if f.indentation { Exc::IndentationError } else { Exc::SyntaxError };
    raise_args(class, &[Str::new(&f.message).value(), Tuple::new(&place).value()])
}
