//! `_symtable`: the compiler's scopes, as objects for the module `symtable`.

use crate::builtins::exceptions::value_error;
use crate::cli::compiler::{self, Mode};
use crate::compile::symbols::{Resolution, Scope, ScopeId, ScopeKind, Symbols, flag};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of_kind;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean};
use crate::protocol::attr;
use crate::protocol::call::call;
use crate::stdlib::builtins::code;
use crate::stdlib::os_text;
use crate::stdlib::support::put_ints;
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[NativeDef::new(
    "symtable(source, filename, startstr, /)",
    symtable,
    "Return symbol and scope dictionaries used internally by compiler.",
)];

const SCOPE_OFFSET: i64 = 12;
const CONSTANTS: &[(&str, i64)] = &[
    ("DEF_GLOBAL", 1),
    ("DEF_LOCAL", 2),
    ("DEF_PARAM", 4),
    ("DEF_NONLOCAL", 8),
    ("USE", 16),
    ("DEF_FREE_CLASS", 64),
    ("DEF_IMPORT", 128),
    ("DEF_ANNOT", 256),
    ("DEF_COMP_ITER", 512),
    ("DEF_TYPE_PARAM", 1024),
    ("DEF_COMP_CELL", 2048),
    ("DEF_BOUND", 2 | 4 | 128 | 1024),
    ("SCOPE_OFF", SCOPE_OFFSET),
    ("SCOPE_MASK", 15),
    ("LOCAL", 1),
    ("GLOBAL_EXPLICIT", 2),
    ("GLOBAL_IMPLICIT", 3),
    ("FREE", 4),
    ("CELL", 5),
    ("TYPE_FUNCTION", 0),
    ("TYPE_CLASS", 1),
    ("TYPE_MODULE", 2),
    ("TYPE_ANNOTATION", 3),
    ("TYPE_TYPE_ALIAS", 4),
    ("TYPE_TYPE_PARAMETERS", 5),
    ("TYPE_TYPE_VARIABLE", 6),
];
/// The compiler's flags, and what this module calls them.
const FLAGS: &[(u16, i64)] = &[
    (flag::GLOBAL, 1),
    (flag::LOCAL, 2),
    (flag::PARAM, 4),
    (flag::NONLOCAL, 8),
    (flag::USE, 16),
    (flag::IMPORT, 128),
    (flag::ANNOT, 256),
    (flag::COMP_ITER, 512),
    (flag::TYPE_PARAM, 1024),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    let m = crate::stdlib::new_module("_symtable", "", FUNCTIONS)?;
    put_ints(m.dict.gc(), CONSTANTS);
    Ok(m)
}
fn symtable(a: &Args) -> Res {
    let filename = match a[1].cast::<Str>() {
        Some(s) => s,
        None => os_text::decode(os_text::path_arg(os_text::fspath(a[1])?, "symtable", "filename")?.bytes()),
    };
    let mode = match a[2].cast::<Str>().map(|m| m.to_text().into_owned()).as_deref() {
        Some("exec") => Mode::Exec,
        Some("eval") => Mode::Eval,
        Some("single") => Mode::Single,
        _ => return Err(value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'")),
    };
    let options = code::options(-1);
    let text = compiler::prepare(code::source_text(a[0])?, filename, options)?;
    let symbols = compiler::scopes(text, filename, mode, options)?;
    Table { symbols: &symbols }.object(0)
}
/// The class of the objects.
fn class() -> Res {
    if let Some(c) = vm().state("symtable entry") {
        return Ok(c);
    }
    let bases = Tuple::new(&[type_of_kind(Kind::Object).value()]);
    let name = Str::intern("symtable entry");
    let c = call(type_of_kind(Kind::Type).value(), &[name.value(), bases.value(), Dict::new().value()])?;
    vm().set_state("symtable entry", c);
    Ok(c)
}
struct Table<'a> {
    symbols: &'a Symbols,
}
impl Table<'_> {
    fn object(&self, id: ScopeId) -> Res {
        let scope = &self.symbols.scopes[id];
        let o = call(class()?, &[])?;
        let (children, names, symbols) = (List::new(), List::new(), Dict::new());
        for c in &scope.children {
            children.push(self.object(*c)?)?;
        }
        for s in &scope.symbols {
            let name = Str::intern(&s.name).value();
            symbols.set(name, Value::int(flags_of(s.flags, s.resolution)))?;
            if s.flags & flag::PARAM != 0 {
                names.push(name)?;
            }
        }
        attr::set(o, "id", Value::usize(id + 1))?;
        attr::set(o, "name", Str::new(&shown_name(scope)).value())?;
        attr::set(o, "symbols", symbols.value())?;
        attr::set(o, "varnames", names.value())?;
        attr::set(o, "children", children.value())?;
        attr::set(o, "nested", boolean(scope.nested))?;
        attr::set(o, "type", Value::small(type_number(scope.kind)))?;
        attr::set(o, "lineno", Value::int(self.line(id) as i64))?;
        Ok(o)
    }
    fn line(&self, mut id: ScopeId) -> u32 {
        loop {
            let s = &self.symbols.scopes[id];
            match s.parent {
                Some(p) if s.line == 0 => id = p,
                _ => return s.line,
            }
        }
    }
}
fn flags_of(flags: u16, resolution: Resolution) -> i64 {
    let scope = match resolution {
        Resolution::Unknown => 0,
        Resolution::Local => 1,
        Resolution::GlobalExplicit => 2,
        Resolution::GlobalImplicit => 3,
        Resolution::Free => 4,
        Resolution::Cell => 5,
    };
    FLAGS.iter().filter(|f| flags & f.0 != 0).map(|f| f.1).sum::<i64>() | scope << SCOPE_OFFSET
}
fn shown_name(s: &Scope) -> String {
    match &*s.name {
        "<module>" => "top".to_string(),
        name => name
            .strip_prefix("<generic parameters of ")
            .or(name.strip_prefix('<'))
            .and_then(|n| n.strip_suffix('>'))
            .unwrap_or(name)
            .to_string(),
    }
}
fn type_number(kind: ScopeKind) -> i64 {
    match kind {
        ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Comprehension | ScopeKind::Generator => 0,
        ScopeKind::Class => 1,
        ScopeKind::Module => 2,
        ScopeKind::Annotation => 3,
        ScopeKind::TypeAlias => 4,
        ScopeKind::TypeParams => 5,
        ScopeKind::TypeVariable => 6,
    }
}
