//! Replacement texts with group references, as `re._parser.parse_template` has taken them apart.

use super::matching::{Match, group_text};
use super::pattern::{Pattern, empty, pattern};
use crate::builtins::exceptions::{Exc, raise, type_error};
use crate::builtins::native_class;
use crate::builtins::util;
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::Args;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res};
use crate::protocol::{attr, call, item, number};

layout! {
    /// Literals at even places, group numbers at odd ones.
    pub struct Template: SreTemplate {
        gc parts: Ptr<Tuple>,
    }
}
pub static TYPE: TypeDef = TypeDef {
    name: "SRE_Template",
    module: "_sre",
    kind: Kind::SreTemplate,
    doc: "",
    flags: f::NO_NEW | f::IMMUTABLE,
    methods: &[],
    getsets: &[],
};

pub fn new(a: &Args) -> Res {
    pattern(a[0])?;
    let Some(list) = a[1].cast::<List>() else {
        return Err(type_error(format!("template() argument 2 must be list, not {}", util::class_name(a[1]))));
    };
    let parts = Tuple::try_new(list.items())?;
    for (i, part) in parts.items().iter().enumerate() {
        if i % 2 == 1 && part.as_small().is_none_or(|g| g < 0) {
            return Err(type_error("invalid template"));
        }
    }
    native_class(&TYPE);
    Ok(alloc(Template { header: Template::HEADER, parts: Ptr::new(parts) }).value())
}
/// `re._compile_template(pattern, text)`
pub fn compile(p: Gc<Pattern>, text: Value) -> Res {
    let re = crate::import::import_module("re")?;
    call::call(attr::get(re, "_compile_template")?, &[p.value(), text])
}
impl Gc<Template> {
    /// The text, if it refers to no group.
    pub fn literal(self) -> Option<Value> {
        match self.parts.gc().items() {
            [one] => Some(*one),
            _ => None,
        }
    }
    /// Appends the parts for a match of `count` groups (the whole is one), whose texts `group` makes.
    pub fn push_parts(
        self,
        count: usize,
        group: impl Fn(usize) -> Result<Option<Value>, Raised>,
        out: &mut GcVec,
    ) -> Result<(), Raised> {
        for (i, part) in self.parts.gc().items().iter().enumerate() {
            if i % 2 == 0 {
                if item::len(*part)? > 0 {
                    out.push(*part);
                }
                continue;
            }
            let g = number::to_index(*part)? as usize;
            if g >= count {
                return Err(raise(Exc::IndexError, "no such group"));
            }
            if let Some(t) = group(g)? {
                out.push(t);
            }
        }
        Ok(())
    }
}
/// Joins strings, or bytes objects.
pub fn join(is_bytes: bool, parts: GcVec) -> Res {
    call::call_method(empty(is_bytes), "join", &[List::from_vec(parts).value()])
}
/// `match.expand(text)`
pub fn expand(m: Gc<Match>, text: Value) -> Res {
    let t = compile(m.pattern.gc(), text)?;
    let Some(t) = t.cast::<Template>() else { return Ok(t) };
    if let Some(l) = t.literal() {
        return Ok(l);
    }
    let mut out = GcVec::new();
    t.push_parts(m.count(), |g| group_text(m, g), &mut out)?;
    let is_bytes = crate::builtins::buffer::is_bytes_like(text);
    join(is_bytes, out)
}
