//! The standard streams.

use std::io::Write;

use crate::cli::options::Config;
use crate::object::dict::Dict;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::stdlib::namespace;
use crate::vm::vm;

static OUT: [NativeDef; 2] =
    [NativeDef::new("write(text, /)", |a| write(a, 1), ""), NativeDef::new("flush()", |_| Ok(none()), "")];
static ERR: [NativeDef; 2] =
    [NativeDef::new("write(text, /)", |a| write(a, 2), ""), NativeDef::new("flush()", |_| Ok(none()), "")];
fn write(a: &Args, fd: i32) -> Res {
    let t = a[0].cast::<Str>().map(|s| s.to_text().into_owned()).unwrap_or_default();
    let r = if fd == 1 { std::io::stdout().write_all(t.as_bytes()) } else { std::io::stderr().write_all(t.as_bytes()) };
    let _ = r;
    Ok(none())
}
/// Makes `sys.stdin`, `sys.stdout` and `sys.stderr`.
pub fn init(_c: &Config) -> Result<(), Raised> {
    let d = vm().sys_dict.gc();
    for (name, defs) in [("stdout", &OUT), ("stderr", &ERR)] {
        let n = Dict::new();
        for def in defs {
            n.set_text(def.name(), crate::builtins::native_function(def, None))?;
        }
        let v: Value = namespace::of_dict(n)?;
        d.set_text(name, v)?;
        d.set_text(&format!("__{name}__"), v)?;
    }
    d.set_text("stdin", none())
}
