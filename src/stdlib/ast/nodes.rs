//! The classes of nodes, made from `table`, and what `AST` itself does: constructor, `repr`, pickling, `copy.replace`.

use super::table::{NODES, PRODUCTS, SUMS, fields};
use crate::builtins::exceptions::{Exc, type_error};
use crate::builtins::{derived_type, generic_alias, put, warnings};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::instance::alloc_instance;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{self, type_of, type_of_kind};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call, check, iter, number, text};
use crate::thread::thread;
use crate::vm::vm;

static AST: TypeDef = TypeDef {
    name: "AST",
    module: "ast",
    kind: Kind::Object,
    doc: "",
    flags: f::BASETYPE | f::HAS_DICT,
    methods: &[METHODS],
    getsets: &[crate::builtins::object::DICT],
};
static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "__new__(cls, /, *args, **kwargs)",
        |a| {
            // SAFETY: the binder has checked that the first argument of a `__new__` is a class.
            let c = unsafe { a[0].cast_unchecked::<Type>() };
            Ok(blank(c)?)
        },
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    NativeDef::new(
        "__init__(self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    NativeDef::new("__repr__(self, /)", |a| Ok(repr(a[0], REPR_DEPTH)?.value()), "Return repr(self)."),
    NativeDef::new("__reduce__(self, /)", reduce, ""),
    NativeDef::new(
        "__replace__(self, /, **fields)",
        replace,
        "Return a copy of the AST node with new values for the specified fields.",
    ),
];
const REPR_DEPTH: usize = 3;

/// An instance without attributes.
pub fn blank(c: Gc<Type>) -> Res {
    let p = alloc_instance(shape::info(c.root_shape.get()))?;
    // SAFETY: a fresh object.
    Ok(unsafe { Value::from_bits(p as u64) })
}

/// Makes all classes and enters them in the module's name space.
pub fn make_classes(d: Gc<Dict>) -> Result<(), Raised> {
    let ast = derived_type(&AST, type_of_kind(Kind::Object));
    let empty = Tuple::empty().value();
    for name in ["_fields", "_attributes", "__match_args__"] {
        put(ast.dict.gc(), name, empty);
    }
    ast.modified();
    d.set_text("AST", ast)?;
    let singletons = Dict::new();
    vm().set_state("ast.singletons", singletons.value());
    for (name, attributes) in SUMS {
        let alternatives: Vec<String> =
            NODES.iter().filter(|r| r.base == *name).map(|r| signature(r.name, r.fields)).collect();
        let indent = format!("\n{}| ", " ".repeat(name.len() + 1));
        let doc = match alternatives.iter().any(|a| a.contains('(')) {
            true => format!("{name} = {}", alternatives.join(&indent)),
            false => format!("{name} = {}", alternatives.join(" | ")),
        };
        let c = class(d, "AST", name, &doc)?;
        set_attributes(c, attributes)?;
    }
    for (name, attributes, text) in PRODUCTS {
        let c = class(d, "AST", name, &signature(name, text))?;
        set_attributes(c, attributes)?;
    }
    for row in NODES {
        let c = class(d, row.base, row.name, &signature(row.name, row.fields))?;
        if row.fields.is_empty() {
            singletons.set_text(row.name, blank(c)?)?;
        }
    }
    // the types of fields name classes: last
    for (name, text) in PRODUCTS.iter().map(|p| (p.0, p.2)).chain(NODES.iter().map(|r| (r.name, r.fields))) {
        set_fields(d, name, text)?;
    }
    Ok(())
}
fn signature(name: &str, fields: &str) -> String {
    if fields.is_empty() { name.to_string() } else { format!("{name}({fields})") }
}
fn class(d: Gc<Dict>, base: &str, name: &str, doc: &str) -> Result<Gc<Type>, Raised> {
    let base = d.get_text(base).unwrap_or_else(none);
    let body = Dict::new();
    body.set_text("__module__", Str::intern("ast").value())?;
    body.set_text("__doc__", Str::new(doc).value())?;
    let bases = Tuple::new(&[base]).value();
    let c = call::call(type_of_kind(Kind::Type).value(), &[Str::intern(name).value(), bases, body.value()])?;
    d.set_text(name, c)?;
    c.cast::<Type>().ok_or_else(|| type_error("not a class"))
}
fn names(text: &'static str) -> Gc<Tuple> {
    let v: GcVec = fields(text).map(|(_, n)| Str::intern(n).value()).collect();
    Tuple::new(v.as_slice())
}
fn set_attributes(c: Gc<Type>, attributes: &'static str) -> Result<(), Raised> {
    attr::set(c.value(), "_attributes", names(attributes).value())?;
    for (kind, name) in fields(attributes) {
        if kind.ends_with('?') {
            attr::set(c.value(), name, none())?;
        }
    }
    Ok(())
}
fn set_fields(d: Gc<Dict>, name: &str, text: &'static str) -> Result<(), Raised> {
    let Some(c) = d.get_text(name) else { return Ok(()) };
    let names = names(text).value();
    attr::set(c, "_fields", names)?;
    attr::set(c, "__match_args__", names)?;
    let types = Dict::new();
    for (kind, field) in fields(text) {
        let base = kind.trim_end_matches(['*', '?']);
        let class = match base {
            "identifier" | "string" => type_of_kind(Kind::Str).value(),
            "int" => type_of_kind(Kind::Int).value(),
            "constant" => type_of_kind(Kind::Object).value(),
            node => d.get_text(node).unwrap_or_else(none),
        };
        let t = if kind.ends_with('*') {
            generic_alias::new(type_of_kind(Kind::List).value(), class)?
        } else if kind.ends_with('?') {
            attr::set(c, field, none())?;
            number::binary(number::BinOp::Or, class, none())?
        } else {
            class
        };
        types.set_text(field, t)?;
    }
    attr::set(c, "_field_types", types.value())?;
    attr::set(c, "__annotations__", types.value())
}

// ------------------------------------------------------------------------------------------------ methods

/// `_fields` of the class: names.
pub fn field_names(v: Value) -> Result<GcVec, Raised> {
    match attr::get_opt(type_of(v).value(), Str::intern("_fields"))? {
        Some(f) => iter::collect(f),
        None => Ok(GcVec::new()),
    }
}
fn init(a: &Args) -> Res {
    let this = a[0];
    let class = type_of(this);
    let names = field_names(this)?;
    if a.rest.len() > names.len() {
        let n = names.len();
        return Err(type_error(format!(
            "{} constructor takes at most {n} positional argument{}",
            class.name.gc().to_text(),
            if n == 1 { "" } else { "s" }
        )));
    }
    let given = Dict::new();
    for (i, v) in a.rest.iter().enumerate() {
        let name = names.get(i);
        set(this, name, *v)?;
        given.set(name, none())?;
    }
    if let Some(kwargs) = a.kwargs {
        for (k, v) in kwargs.iter() {
            let known = names.iter().any(|n| is_same_text(n, k));
            if known && given.contains(k)? {
                let (c, k) = (class.name.gc().to_text(), text::str_of(k)?.to_text().into_owned());
                return Err(type_error(format!("{c} got multiple values for argument '{k}'")));
            }
            if !known {
                refuse_keyword(class, k)?;
            }
            given.set(k, none())?;
            set(this, k, v)?;
        }
    }
    let types = attr::get_opt(class.value(), Str::intern("_field_types"))?.and_then(|t| t.cast::<Dict>());
    for name in names.iter() {
        if !given.contains(name)? {
            supply(this, class, name, types)?;
        }
    }
    Ok(none())
}
fn set(this: Value, name: Value, v: Value) -> Result<(), Raised> {
    match name.cast::<Str>() {
        Some(n) => attr::set_attr(this, n.interned(), v),
        None => Err(type_error("attribute name must be string")),
    }
}
fn is_same_text(a: Value, b: Value) -> bool {
    matches!((a.cast::<Str>(), b.cast::<Str>()), (Some(a), Some(b)) if a.same(b))
}
/// A keyword that is no field; attributes (positions) are welcome.
fn refuse_keyword(class: Gc<Type>, k: Value) -> Result<(), Raised> {
    let attributes = attr::get_opt(class.value(), Str::intern("_attributes"))?;
    let attributes = attributes.map_or_else(|| Ok(GcVec::new()), iter::collect)?;
    if attributes.iter().any(|n| is_same_text(n, k)) {
        return Ok(());
    }
    let (c, k) = (class.name.gc().to_text(), text::str_of(k)?.to_text().into_owned());
    warnings::warn(
        Exc::DeprecationWarning,
        &format!(
            "{c}.__init__ got an unexpected keyword argument '{k}'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15."
        ),
    )
}
/// What a field that was not given is set to, by its type: an empty list, `Load()`; optional ones have their default in
/// the class.
fn supply(this: Value, class: Gc<Type>, name: Value, types: Option<Gc<Dict>>) -> Result<(), Raised> {
    let Some(t) = types.map_or(Ok(None), |t| t.get(name))? else { return Ok(()) };
    if let Some(c) = t.cast::<Type>() {
        if c.name.gc().is_text("expr_context") {
            return set(this, name, singleton("Load"));
        }
    } else if type_of(t).name.gc().is_text("GenericAlias") {
        return set(this, name, List::new().value());
    } else {
        return Ok(());
    }
    let c = class.name.gc().to_text();
    let name = text::str_of(name)?.to_text().into_owned();
    warnings::warn(
        Exc::DeprecationWarning,
        &format!(
            "{c}.__init__ missing 1 required positional argument: '{name}'. This will become an error in Python 3.15."
        ),
    )
}
/// The one instance of a class without fields that parsing uses.
pub fn singleton(name: &str) -> Value {
    vm().state("ast.singletons").and_then(|d| d.cast::<Dict>()).and_then(|d| d.get_text(name)).unwrap_or_else(none)
}

fn is_node(v: Value) -> bool {
    let base = vm().state("ast.module").and_then(|d| d.cast::<Dict>()).and_then(|d| d.get_text("AST"));
    base.is_some_and(|b| check::real_is_instance(v, b).unwrap_or(false))
}
fn repr(v: Value, depth: usize) -> Result<Gc<Str>, Raised> {
    thread().check_native_stack(" during ast node repr")?;
    let name = type_of(v).name.gc();
    let mut b = StrBuilder::new();
    b.push_str(name);
    if depth == 0 {
        b.push_text("(...)");
        return b.finish();
    }
    b.push_text("(");
    for (i, field) in field_names(v)?.iter().enumerate() {
        let Some(field) = field.cast::<Str>() else { continue };
        if i > 0 {
            b.push_text(", ");
        }
        b.push_str(field);
        b.push_text("=");
        push_field(&mut b, attr::get_attr(v, field.interned())?, depth - 1)?;
    }
    b.push_text(")");
    b.finish()
}
fn push_field(b: &mut StrBuilder, v: Value, depth: usize) -> Result<(), Raised> {
    if is_node(v) {
        b.push_str(repr(v, depth)?);
        return Ok(());
    }
    let (items, open, close): (&[Value], _, _) = match (v.exact::<List>(), v.exact::<Tuple>()) {
        (Some(l), _) => (l.items(), "[", "]"),
        (_, Some(t)) => (t.items(), "(", ")"),
        _ => {
            b.push_str(text::repr(v)?);
            return Ok(());
        }
    };
    let items: GcVec = items.iter().copied().collect();
    let n = items.len();
    b.push_text(open);
    for (i, x) in items.iter().enumerate().filter(|(i, _)| *i == 0 || *i == n - 1) {
        if i > 0 {
            b.push_text(if n > 2 { ", ..., " } else { ", " });
        }
        match is_node(x) {
            true => b.push_str(repr(x, depth)?),
            false => b.push_str(text::repr(x)?),
        }
    }
    if close == ")" && n == 1 {
        b.push_text(",");
    }
    b.push_text(close);
    Ok(())
}
/// `(class, (None, …), attributes)`: fields without a default need something in the constructor.
fn reduce(a: &Args) -> Res {
    let this = a[0];
    let class = type_of(this).value();
    let d = match attr::instance_dict(this)? {
        Some(d) => d.copy()?,
        None => return Ok(Tuple::new(&[class, Tuple::empty().value()]).value()),
    };
    let mut n = 0;
    let names = field_names(this)?;
    for (i, name) in names.iter().enumerate() {
        if d.contains(name)? {
            n = i + 1;
        }
    }
    let args: GcVec = (0..n).map(|_| none()).collect();
    Ok(Tuple::new(&[class, Tuple::try_new(args.as_slice())?.value(), d.value()]).value())
}
fn replace(a: &Args) -> Res {
    let this = a[0];
    let class = type_of(this);
    let copy = match attr::instance_dict(this)? {
        Some(d) => d.copy()?,
        None => Dict::new(),
    };
    let mut allowed = field_names(this)?;
    if let Some(more) = attr::get_opt(class.value(), Str::intern("_attributes"))? {
        allowed.extend(iter::collect(more)?.iter());
    }
    if let Some(kwargs) = a.kwargs {
        for (k, v) in kwargs.iter() {
            if !allowed.iter().any(|n| is_same_text(n, k)) {
                let (c, k) = (class.name.gc().to_text(), text::str_of(k)?.to_text().into_owned());
                return Err(type_error(format!("{c}.__replace__ got an unexpected keyword argument '{k}'.")));
            }
            copy.set(k, v)?;
        }
    }
    for name in field_names(this)?.iter() {
        let Some(n) = name.cast::<Str>() else { continue };
        if !copy.contains(name)? && attr::get_opt(class.value(), n)?.is_none() {
            let c = class.name.gc().to_text();
            return Err(type_error(format!("{c}.__replace__ missing 1 keyword argument: '{}'.", n.to_text())));
        }
    }
    let new = blank(class)?;
    for (k, v) in copy.iter() {
        set(new, k, v)?;
    }
    Ok(new)
}
