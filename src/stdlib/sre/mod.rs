//! `_sre`: regular expressions. `re._compiler` (Python) compiles a pattern to code (`codes`, with the tests of characters
//! in it). Before its first use that becomes a `program`, with what `starts` finds out about what may come next and a
//! `plan` for searching; `engine` is the matcher, `search` where it tries. The classes of the `re` module are `Pattern`
//! (`pattern`, what it does with a whole text in `replace`), `Match` (`matching`), `Scanner` and the parsed replacement
//! texts (`template`).

mod codes;
mod engine;
mod matching;
mod pattern;
mod plan;
mod program;
mod replace;
mod search;
mod starts;
mod subject;
mod template;

pub use matching::Match;
pub use pattern::{Pattern, Scanner};
pub use template::Template;

use crate::builtins::util::native_module;
use crate::object::gc::Gc;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::number;
use crate::stdlib::support::put_ints;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("getcodesize()", |_| Ok(Value::small(4)), ""),
    NativeDef::new("ascii_iscased(character, /)", |a| on_char(a, ascii_is_cased), ""),
    NativeDef::new("unicode_iscased(character, /)", |a| on_char(a, unicode_is_cased), ""),
    NativeDef::new("ascii_tolower(character, /)", |a| on_char(a, |c| Value::small(codes::lower_ascii(c) as i64)), ""),
    NativeDef::new("unicode_tolower(character, /)", |a| on_char(a, |c| Value::small(codes::lower(c) as i64)), ""),
    NativeDef::new("compile(pattern, flags, code, groups, groupindex, indexgroup)", pattern::compile, ""),
    NativeDef::new(
        "template(pattern, template, /)",
        template::new,
        "template\n  A list containing interleaved literal strings (str or bytes) and group\n  indices (int), as returned by re._parser.parse_template():\n      [literal1, group1, ..., literalN, groupN]",
    ),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module("_sre", "", FUNCTIONS)?;
    let max = codes::MAX_REPEAT as i64;
    put_ints(m.dict.gc(), &[("MAGIC", codes::MAGIC), ("CODESIZE", 4), ("MAXREPEAT", max), ("MAXGROUPS", max / 2)]);
    Ok(m)
}
fn on_char(a: &Args, f: fn(u32) -> Value) -> Res {
    Ok(f(number::to_index(a[0])? as u32))
}
fn ascii_is_cased(c: u32) -> Value {
    boolean(c < 128 && (c as u8).is_ascii_alphabetic())
}
fn unicode_is_cased(c: u32) -> Value {
    boolean(codes::lower(c) != c || codes::upper(c) != c)
}
