//! `_json`: what `json` is fast with: the scanner, the encoder, and the functions for strings.

mod encoder;
mod scanner;
mod strings;

pub use encoder::Encoder;
pub use scanner::Scanner;

use crate::builtins::{add_functions, native_class, put};
use crate::object::Raised;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::str::Str;

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_json");
    let d = m.dict.gc();
    put(d, "__doc__", Str::new("json speedups\n").value());
    add_functions(d, "_json", strings::FUNCTIONS);
    put(d, "make_scanner", native_class(&scanner::TYPE).value());
    put(d, "make_encoder", native_class(&encoder::TYPE).value());
    Ok(m)
}
