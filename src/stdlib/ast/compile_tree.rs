//! Compiling a tree of node objects.
//!
//! The compiler works on the parser's tree, so the nodes are written out as text (`ast.unparse`), and that is compiled. So
//! that code has the positions of the nodes, the text is parsed to nodes once more and both trees are walked side by side:
//! where they agree, positions in the text stand for those of the given nodes (`compile::source::Places`). Identifiers that no
//! text can have are replaced in a copy of the tree, and put back after parsing (`compile::rename`).

use super::nodes::field_names;
use super::{Request, classes, mode_of, nodes_of, request};
use crate::builtins::exceptions::type_error;
use crate::cli::compiler::{self, Mode};
use crate::compile::rename::{Names, is_keyword};
use crate::compile::source::Places;
use crate::object::code::Position;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::native::Args;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call};
use crate::thread::thread;

pub fn compile(a: &Args) -> Res {
    let r = request(a)?;
    let mode = mode_of(&r.mode)?;
    let tree = a[0];
    let checker = Checker { classes: classes()? };
    let wanted = match mode {
        Mode::Exec => "Module",
        Mode::Eval => "Expression",
        Mode::Single => "Interactive",
    };
    if !checker.is_a(tree, wanted) {
        let got = type_of(tree).name.gc().to_text();
        return Err(type_error(format!("expected {wanted} node, got {got}")));
    }
    checker.node(tree, None)?;
    let mut writable = Writable { checker: &checker, names: Names::default(), odd: false, longest: 0 };
    writable.look(tree)?;
    let written = if writable.odd { writable.copy(tree)? } else { tree };
    let (text, made) = text_of(written, mode, &r)?;
    let mut places = Places::default();
    align(written, made, &mut places)?;
    Ok(compiler::compile_placed(text, places, writable.names, r.filename, mode, r.options)?.value())
}
/// The tree as text, and that text parsed.
fn text_of(tree: Value, mode: Mode, r: &Request) -> Result<(String, Value), Raised> {
    let ast = crate::import::import_module("ast")?;
    let text = call::call(attr::get(ast, "unparse")?, &[tree])?;
    let Some(text) = text.cast::<Str>() else { return Err(type_error("unparse() returned no string")) };
    let text = text.to_text().into_owned();
    let made = nodes_of(&text, mode, r)?;
    Ok((text, made))
}

/// Looks for what the compiler cannot do without.
struct Checker {
    classes: Gc<Dict>,
}
impl Checker {
    fn class(&self, name: &str) -> Option<Gc<Type>> {
        self.classes.get_text(name)?.cast()
    }
    fn is_a(&self, v: Value, class: &str) -> bool {
        self.class(class).is_some_and(|c| type_of(v).is_subtype(c))
    }
    /// `ctx`: what an expression has to be for, if that is known.
    fn node(&self, v: Value, ctx: Option<&str>) -> Result<(), Raised> {
        thread().check_native_stack(" during compilation")?;
        let kind = ["stmt", "expr", "excepthandler", "pattern", "type_param", "arg", "keyword", "alias"];
        if let Some(kind) = kind.iter().find(|k| self.is_a(v, k)) {
            for place in ["lineno", "col_offset"] {
                if attr::get_opt(v, Str::intern(place))?.is_none() {
                    return Err(type_error(format!("required field \"{place}\" missing from {kind}")));
                }
            }
        }
        if let (Some(wanted), Some(have)) = (ctx, attr::get_opt(v, Str::intern("ctx"))?)
            && !self.is_a(have, wanted)
        {
            return Err(crate::builtins::exceptions::value_error(format!(
                "expression must have {wanted} context but has {} instead",
                type_of(have).name.gc().to_text()
            )));
        }
        let class = type_of(v);
        let types = attr::get_opt(class.value(), Str::intern("_field_types"))?.and_then(|t| t.cast::<Dict>());
        let name = class.name.gc().to_text();
        for field in field_names(v)?.iter() {
            let Some(f) = field.cast::<Str>() else { continue };
            let Some(x) = attr::get_opt(v, f)? else {
                return Err(type_error(format!("required field \"{}\" missing from {name}", f.to_text())));
            };
            let t = types.map_or(Ok(None), |t| t.get(field))?;
            self.field(&name, f, x, t, self.context_of(v, f))?;
        }
        Ok(())
    }
    /// The context that the expressions in a field must have.
    fn context_of(&self, v: Value, field: Gc<Str>) -> Option<&'static str> {
        let is = |c: &str| type_of(v).name.gc().is_text(c);
        let target = field.is_text("target") || field.is_text("targets") || field.is_text("optional_vars");
        match target {
            true if is("Delete") => Some("Del"),
            true => Some("Store"),
            false if self.is_a(v, "stmt") && !is("TypeAlias") => Some("Load"),
            false => None,
        }
    }
    fn field(
        &self,
        node: &str,
        name: Gc<Str>,
        x: Value,
        class: Option<Value>,
        ctx: Option<&str>,
    ) -> Result<(), Raised> {
        if let Some(l) = x.cast::<List>() {
            for i in 0.. {
                let Some(item) = l.get(i) else { break };
                if self.is_a(item, "AST") {
                    self.node(item, ctx)?;
                }
            }
            return Ok(());
        }
        if self.is_a(x, "AST") {
            return self.node(x, ctx);
        }
        let Some(c) = class.and_then(|c| c.cast::<Type>()) else { return Ok(()) };
        let is_node_class = self.class("AST").is_some_and(|a| c.is_subtype(a));
        if is_node_class && x == none() {
            return Err(crate::builtins::exceptions::value_error(format!(
                "field '{}' is required for {node}",
                name.to_text()
            )));
        }
        if is_node_class {
            let what = c.name.gc().to_text();
            let placed = attr::get_opt(c.value(), Str::intern("_attributes"))?;
            if placed.and_then(|p| p.cast::<crate::object::tuple::Tuple>()).is_some_and(|p| !p.is_empty()) {
                return Err(type_error(format!("required field \"lineno\" missing from {what}")));
            }
            let shown = crate::protocol::text::repr_text(x);
            return Err(type_error(format!("expected some sort of {what}, but got {shown}")));
        }
        if c.name.gc().is_text("str") && x.cast::<Str>().is_none() {
            return Err(type_error("AST identifier must be of type str"));
        }
        Ok(())
    }
}

/// Makes a tree that can be written out of one that cannot.
struct Writable<'a> {
    checker: &'a Checker,
    names: Names,
    /// There is something that cannot be written.
    odd: bool,
    /// Underscores that the names of the tree begin with, at most.
    longest: usize,
}
impl Writable<'_> {
    /// Calls `f` with the fields of a node; `true` for identifiers.
    fn fields(v: Value, mut f: impl FnMut(Gc<Str>, Value, bool) -> Result<(), Raised>) -> Result<(), Raised> {
        let class = type_of(v);
        let is = |name: &str| class.name.gc().is_text(name);
        let plain = is("Constant") || is("Interpolation") || is("TypeIgnore");
        for name in field_names(v)?.iter().filter_map(|n| n.cast::<Str>()) {
            if let Some(x) = attr::get_opt(v, name)? {
                f(name, x, !plain && !name.is_text("type_comment"))?;
            }
        }
        Ok(())
    }
    /// Is it an expression that stands in an f-string without braces, which only trees can say?
    fn is_bare(&self, part: Value) -> bool {
        ["Constant", "FormattedValue", "JoinedStr"].iter().all(|c| !self.checker.is_a(part, c))
    }
    fn look(&mut self, v: Value) -> Result<(), Raised> {
        thread().check_native_stack(" during compilation")?;
        if self.checker.is_a(v, "JoinedStr")
            && let Some(parts) = attr::get_opt(v, Str::intern("values"))?.and_then(|l| l.cast::<List>())
        {
            self.odd |= parts.items().iter().any(|p| self.is_bare(*p));
        }
        Self::fields(v, |_, x, identifier| self.look_at(x, identifier))
    }
    fn look_at(&mut self, x: Value, identifier: bool) -> Result<(), Raised> {
        if let Some(l) = x.cast::<List>() {
            for i in 0.. {
                let Some(item) = l.get(i) else { break };
                self.look_at(item, identifier)?;
            }
        } else if let Some(s) = x.cast::<Str>() {
            if identifier {
                let text = s.to_text();
                self.longest = self.longest.max(text.bytes().take_while(|b| *b == b'_').count());
                if matches!(&*text, "None" | "True" | "False") {
                    let what = format!("identifier field can't represent '{text}' constant");
                    return Err(crate::builtins::exceptions::value_error(what));
                }
                self.odd |= !is_writable(s);
            }
        } else if self.checker.is_a(x, "AST") {
            self.look(x)?;
        }
        Ok(())
    }
    fn copy(&mut self, v: Value) -> Res {
        thread().check_native_stack(" during compilation")?;
        let class = type_of(v);
        let new = call::call(attr::get(class.value(), "__new__")?, &[class.value()])?;
        for place in ["lineno", "col_offset", "end_lineno", "end_col_offset"] {
            if let Some(x) = attr::get_opt(v, Str::intern(place))? {
                attr::set(new, place, x)?;
            }
        }
        Self::fields(v, |name, x, identifier| {
            let x = self.copy_of(x, identifier)?;
            attr::set_attr(new, name, x)
        })?;
        if self.checker.is_a(v, "JoinedStr")
            && let Some(parts) = attr::get_opt(new, Str::intern("values"))?.and_then(|l| l.cast::<List>())
        {
            for i in 0..parts.len() {
                if let Some(part) = parts.get(i).filter(|p| self.is_bare(*p)) {
                    parts.put(i, self.field_of(part)?);
                }
            }
        }
        Ok(new)
    }
    /// A replacement field for an expression.
    fn field_of(&self, part: Value) -> Res {
        let class = self.checker.classes.get_text("FormattedValue").unwrap_or_else(none);
        let field = call::call(class, &[part, Value::small(-1)])?;
        for place in ["lineno", "col_offset", "end_lineno", "end_col_offset"] {
            if let Some(x) = attr::get_opt(part, Str::intern(place))? {
                attr::set(field, place, x)?;
            }
        }
        Ok(field)
    }
    fn copy_of(&mut self, x: Value, identifier: bool) -> Res {
        if let Some(l) = x.cast::<List>() {
            let new = List::new();
            for i in 0.. {
                let Some(item) = l.get(i) else { break };
                new.push(self.copy_of(item, identifier)?)?;
            }
            return Ok(new.value());
        }
        match x.cast::<Str>() {
            Some(s) if identifier && !is_writable(s) => {
                let prefix = "_".repeat(self.longest + 1);
                Ok(Str::new(&self.names.stand_in(&s.to_text(), &prefix)).value())
            }
            _ if self.checker.is_a(x, "AST") => self.copy(x),
            _ => Ok(x),
        }
    }
}
/// Can the identifier stand in a text? Names of modules have dots.
fn is_writable(s: Gc<Str>) -> bool {
    let text = s.to_text();
    *text == *"*"
        || text.split('.').all(|part| crate::builtins::helpers::is_identifier(Str::new(part)) && !is_keyword(part))
}

fn position(v: Value) -> Result<Option<Position>, Raised> {
    let get = |name: &str| -> Result<Option<u32>, Raised> {
        let n = attr::get_opt(v, Str::intern(name))?.and_then(Value::as_small);
        Ok(n.map(|n| n.clamp(0, u32::MAX as i64 / 2) as u32))
    };
    let (Some(line), Some(col)) = (get("lineno")?, get("col_offset")?) else { return Ok(None) };
    let end_line = get("end_lineno")?.unwrap_or(line);
    let end_col = get("end_col_offset")?.unwrap_or(col);
    Ok(Some(Position { line, end_line, col, end_col }))
}
/// Notes the positions of `given` for those of `made`, node by node, as far as the trees are alike.
fn align(given: Value, made: Value, places: &mut Places) -> Result<(), Raised> {
    thread().check_native_stack(" during compilation")?;
    if let (Some(g), Some(m)) = (given.cast::<List>(), made.cast::<List>()) {
        if g.len() == m.len() {
            for i in 0..g.len() {
                if let (Some(x), Some(y)) = (g.get(i), m.get(i)) {
                    align(x, y, places)?;
                }
            }
        }
        return Ok(());
    }
    let (g, m) = (type_of(given), type_of(made));
    if m.def.get().is_some() || !g.is_subtype(m) {
        return Ok(());
    }
    if let (Some(shown), Some(at)) = (position(given)?, position(made)?) {
        places.add(at, shown);
    }
    for name in field_names(made)?.iter() {
        let Some(name) = name.cast::<Str>() else { continue };
        if let (Some(x), Some(y)) = (attr::get_opt(given, name)?, attr::get_opt(made, name)?) {
            align(x, y, places)?;
        }
    }
    Ok(())
}
