//! From the parser's tree to node objects: modules, statements and their parts. Expressions are in `build_expr`.

use ruff_python_ast as ast;
use ruff_python_ast::{Identifier, Mod, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::nodes;
use crate::builtins::exceptions::runtime_error;
use crate::compile::errors::CompileError;
use crate::compile::source::Source;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::protocol::attr;
use crate::thread::thread;

/// Why there is no node: an exception is set, or a literal cannot be read.
pub enum Failed {
    Raised(Raised),
    Error(CompileError),
}
impl From<Raised> for Failed {
    fn from(r: Raised) -> Failed {
        Failed::Raised(r)
    }
}
impl From<CompileError> for Failed {
    fn from(e: CompileError) -> Failed {
        Failed::Error(e)
    }
}
pub type Built = Result<Value, Failed>;

pub struct Builder<'a> {
    pub src: &'a Source,
    /// The classes by name.
    pub classes: Gc<Dict>,
}

/// A field of a node and its value.
pub type Field<'n> = (&'n str, Value);

impl Builder<'_> {
    /// A node without a position.
    pub fn bare(&self, class: &str, fields: &[Field]) -> Built {
        let Some(c) = self.classes.get_text(class).and_then(|c| c.cast::<Type>()) else {
            return Err(runtime_error(format!("lost ast.{class}")).into());
        };
        let v = nodes::blank(c)?;
        for (name, x) in fields {
            attr::generic_set(v, Str::intern(name), Some(*x))?;
        }
        Ok(v)
    }
    /// A node with a position.
    pub fn node(&self, class: &str, at: TextRange, fields: &[Field]) -> Built {
        let v = self.bare(class, fields)?;
        let p = self.src.position(at);
        for (name, n) in
            [("lineno", p.line), ("col_offset", p.col), ("end_lineno", p.end_line), ("end_col_offset", p.end_col)]
        {
            attr::generic_set(v, Str::intern(name), Some(Value::small(n as i64)))?;
        }
        Ok(v)
    }
    pub fn list<T>(&self, items: impl IntoIterator<Item = T>, f: impl Fn(T) -> Built) -> Built {
        let mut v = GcVec::new();
        for x in items {
            v.push(f(x)?);
        }
        Ok(List::from_vec(v).value())
    }
    pub fn option<T>(&self, x: Option<T>, f: impl Fn(T) -> Built) -> Built {
        x.map_or_else(|| Ok(none()), f)
    }
    pub fn name(&self, id: &Identifier) -> Built {
        Ok(Str::intern(id.as_str()).value())
    }
    pub fn name_opt(&self, id: Option<&Identifier>) -> Built {
        self.option(id, |i| self.name(i))
    }

    pub fn module(&self, m: &Mod, interactive: bool) -> Built {
        match m {
            Mod::Module(m) if interactive => self.bare("Interactive", &[("body", self.body(&m.body)?)]),
            Mod::Module(m) => {
                self.bare("Module", &[("body", self.body(&m.body)?), ("type_ignores", List::new().value())])
            }
            Mod::Expression(e) => self.bare("Expression", &[("body", self.expr(&e.body)?)]),
        }
    }
    pub fn body(&self, body: &[Stmt]) -> Built {
        self.list(body, |s| self.stmt(s))
    }
    fn decorators(&self, list: &[ast::Decorator]) -> Built {
        self.list(list, |d| self.expr(&d.expression))
    }
    /// A definition's position begins behind its decorators.
    fn definition(&self, at: TextRange, name: &Identifier, decorators: &[ast::Decorator]) -> TextRange {
        self.src.behind_decorators(at, name.range.start(), decorators.last().map(|d| d.range.end()))
    }

    fn stmt(&self, s: &Stmt) -> Built {
        thread().check_native_stack(" during ast construction")?;
        let at = s.range();
        let opt = |e: &Option<Box<ast::Expr>>| self.option(e.as_deref(), |e| self.expr(e));
        match s {
            Stmt::FunctionDef(d) => self.function(d),
            Stmt::ClassDef(d) => self.class(d),
            Stmt::Return(r) => self.node("Return", at, &[("value", opt(&r.value)?)]),
            Stmt::Delete(d) => self.node("Delete", at, &[("targets", self.exprs(&d.targets)?)]),
            Stmt::TypeAlias(t) => {
                let (name, params) = (self.expr(&t.name)?, self.type_params(t.type_params.as_deref())?);
                let value = self.expr(&t.value)?;
                self.node("TypeAlias", at, &[("name", name), ("type_params", params), ("value", value)])
            }
            Stmt::Assign(a) => {
                let (targets, value) = (self.exprs(&a.targets)?, self.expr(&a.value)?);
                self.node("Assign", at, &[("targets", targets), ("value", value), ("type_comment", none())])
            }
            Stmt::AugAssign(a) => {
                let (target, op, value) = (self.expr(&a.target)?, self.operator(a.op), self.expr(&a.value)?);
                self.node("AugAssign", at, &[("target", target), ("op", op), ("value", value)])
            }
            Stmt::AnnAssign(a) => {
                let (target, annotation) = (self.expr(&a.target)?, self.expr(&a.annotation)?);
                let simple = Value::small(a.simple as i64);
                let value = opt(&a.value)?;
                let fields = [("target", target), ("annotation", annotation), ("value", value), ("simple", simple)];
                self.node("AnnAssign", at, &fields)
            }
            Stmt::For(f) => {
                let (target, iter) = (self.expr(&f.target)?, self.expr(&f.iter)?);
                let (body, orelse) = (self.body(&f.body)?, self.body(&f.orelse)?);
                let class = if f.is_async { "AsyncFor" } else { "For" };
                let fields =
                    [("target", target), ("iter", iter), ("body", body), ("orelse", orelse), ("type_comment", none())];
                self.node(class, at, &fields)
            }
            Stmt::While(w) => {
                let (test, body, orelse) = (self.expr(&w.test)?, self.body(&w.body)?, self.body(&w.orelse)?);
                self.node("While", at, &[("test", test), ("body", body), ("orelse", orelse)])
            }
            Stmt::If(i) => {
                let (test, body) = (self.expr(&i.test)?, self.body(&i.body)?);
                let orelse = self.else_clauses(&i.elif_else_clauses, at)?;
                self.node("If", at, &[("test", test), ("body", body), ("orelse", orelse)])
            }
            Stmt::With(w) => {
                let items = self.list(&w.items, |i| {
                    let vars = self.option(i.optional_vars.as_deref(), |e| self.expr(e))?;
                    self.bare("withitem", &[("context_expr", self.expr(&i.context_expr)?), ("optional_vars", vars)])
                })?;
                let class = if w.is_async { "AsyncWith" } else { "With" };
                self.node(class, at, &[("items", items), ("body", self.body(&w.body)?), ("type_comment", none())])
            }
            Stmt::Match(m) => self.match_(m),
            Stmt::Raise(r) => self.node("Raise", at, &[("exc", opt(&r.exc)?), ("cause", opt(&r.cause)?)]),
            Stmt::Try(t) => self.try_(t),
            Stmt::Assert(a) => self.node("Assert", at, &[("test", self.expr(&a.test)?), ("msg", opt(&a.msg)?)]),
            Stmt::Import(i) => self.node("Import", at, &[("names", self.aliases(&i.names)?)]),
            Stmt::ImportFrom(i) => {
                let (module, names) = (self.name_opt(i.module.as_ref())?, self.aliases(&i.names)?);
                let level = Value::small(i.level as i64);
                self.node("ImportFrom", at, &[("module", module), ("names", names), ("level", level)])
            }
            Stmt::Global(g) => self.node("Global", at, &[("names", self.list(&g.names, |n| self.name(n))?)]),
            Stmt::Nonlocal(g) => self.node("Nonlocal", at, &[("names", self.list(&g.names, |n| self.name(n))?)]),
            Stmt::Expr(e) => self.node("Expr", at, &[("value", self.expr(&e.value)?)]),
            Stmt::Pass(_) => self.node("Pass", at, &[]),
            Stmt::Break(_) => self.node("Break", at, &[]),
            Stmt::Continue(_) => self.node("Continue", at, &[]),
            Stmt::IpyEscapeCommand(_) => Err(CompileError::at(self.src, at, "invalid syntax").into()),
        }
    }
    fn function(&self, d: &ast::StmtFunctionDef) -> Built {
        let class = if d.is_async { "AsyncFunctionDef" } else { "FunctionDef" };
        let fields = [
            ("name", self.name(&d.name)?),
            ("args", self.parameters(Some(&d.parameters))?),
            ("body", self.body(&d.body)?),
            ("decorator_list", self.decorators(&d.decorator_list)?),
            ("returns", self.option(d.returns.as_deref(), |e| self.expr(e))?),
            ("type_comment", none()),
            ("type_params", self.type_params(d.type_params.as_deref())?),
        ];
        self.node(class, self.definition(d.range, &d.name, &d.decorator_list), &fields)
    }
    fn class(&self, d: &ast::StmtClassDef) -> Built {
        let (bases, keywords) = self.arguments(d.arguments.as_deref())?;
        let fields = [
            ("name", self.name(&d.name)?),
            ("bases", bases),
            ("keywords", keywords),
            ("body", self.body(&d.body)?),
            ("decorator_list", self.decorators(&d.decorator_list)?),
            ("type_params", self.type_params(d.type_params.as_deref())?),
        ];
        self.node("ClassDef", self.definition(d.range, &d.name, &d.decorator_list), &fields)
    }
    /// `elif` is an `If` alone in the `orelse` of the one before; all of them end where the whole statement ends.
    fn else_clauses(&self, clauses: &[ast::ElifElseClause], whole: TextRange) -> Built {
        // from the last to the first: long chains do not recurse
        let mut orelse = List::new().value();
        for c in clauses.iter().rev() {
            let body = self.body(&c.body)?;
            orelse = match &c.test {
                None => body,
                Some(test) => {
                    let at = TextRange::new(c.range.start(), whole.end());
                    let fields = [("test", self.expr(test)?), ("body", body), ("orelse", orelse)];
                    List::from_slice(&[self.node("If", at, &fields)?])?.value()
                }
            };
        }
        Ok(orelse)
    }
    fn try_(&self, t: &ast::StmtTry) -> Built {
        let handlers = self.list(&t.handlers, |h| {
            let ast::ExceptHandler::ExceptHandler(h) = h;
            let class = self.option(h.type_.as_deref(), |e| self.expr(e))?;
            let fields = [("type", class), ("name", self.name_opt(h.name.as_ref())?), ("body", self.body(&h.body)?)];
            self.node("ExceptHandler", h.range, &fields)
        })?;
        let (body, orelse, finalbody) = (self.body(&t.body)?, self.body(&t.orelse)?, self.body(&t.finalbody)?);
        let class = if t.is_star { "TryStar" } else { "Try" };
        let fields = [("body", body), ("handlers", handlers), ("orelse", orelse), ("finalbody", finalbody)];
        self.node(class, t.range, &fields)
    }
    fn aliases(&self, names: &[ast::Alias]) -> Built {
        self.list(names, |a| {
            let asname = self.name_opt(a.asname.as_ref())?;
            self.node("alias", a.range, &[("name", self.name(&a.name)?), ("asname", asname)])
        })
    }
    fn match_(&self, m: &ast::StmtMatch) -> Built {
        let subject = self.expr(&m.subject)?;
        let cases = self.list(&m.cases, |c| {
            let guard = self.option(c.guard.as_deref(), |e| self.expr(e))?;
            let fields = [("pattern", self.pattern(&c.pattern)?), ("guard", guard), ("body", self.body(&c.body)?)];
            self.bare("match_case", &fields)
        })?;
        self.node("Match", m.range, &[("subject", subject), ("cases", cases)])
    }
    fn patterns(&self, ps: &[ast::Pattern]) -> Built {
        self.list(ps, |p| self.pattern(p))
    }
    fn pattern(&self, p: &ast::Pattern) -> Built {
        use ast::Pattern as P;
        thread().check_native_stack(" during ast construction")?;
        let at = p.range();
        match p {
            P::MatchValue(v) => self.node("MatchValue", at, &[("value", self.expr(&v.value)?)]),
            P::MatchSingleton(s) => {
                let v = match s.value {
                    ast::Singleton::None => none(),
                    ast::Singleton::True => crate::object::boolean(true),
                    ast::Singleton::False => crate::object::boolean(false),
                };
                self.node("MatchSingleton", at, &[("value", v)])
            }
            P::MatchSequence(s) => self.node("MatchSequence", at, &[("patterns", self.patterns(&s.patterns)?)]),
            P::MatchMapping(m) => {
                let (keys, patterns) = (self.exprs(&m.keys)?, self.patterns(&m.patterns)?);
                let rest = self.name_opt(m.rest.as_ref())?;
                self.node("MatchMapping", at, &[("keys", keys), ("patterns", patterns), ("rest", rest)])
            }
            P::MatchClass(c) => {
                let fields = [
                    ("cls", self.expr(&c.cls)?),
                    ("patterns", self.patterns(&c.arguments.patterns)?),
                    ("kwd_attrs", self.list(&c.arguments.keywords, |k| self.name(&k.attr))?),
                    ("kwd_patterns", self.list(&c.arguments.keywords, |k| self.pattern(&k.pattern))?),
                ];
                self.node("MatchClass", at, &fields)
            }
            P::MatchStar(s) => self.node("MatchStar", at, &[("name", self.name_opt(s.name.as_ref())?)]),
            P::MatchAs(a) => {
                let inner = self.option(a.pattern.as_deref(), |p| self.pattern(p))?;
                self.node("MatchAs", at, &[("pattern", inner), ("name", self.name_opt(a.name.as_ref())?)])
            }
            P::MatchOr(o) => self.node("MatchOr", at, &[("patterns", self.patterns(&o.patterns)?)]),
        }
    }
    fn type_params(&self, p: Option<&ast::TypeParams>) -> Built {
        use ast::TypeParam as T;
        let params = p.map_or(&[][..], |p| &p.type_params);
        let opt = |e: &Option<Box<ast::Expr>>| self.option(e.as_deref(), |e| self.expr(e));
        self.list(params, |p| match p {
            T::TypeVar(t) => {
                let fields =
                    [("name", self.name(&t.name)?), ("bound", opt(&t.bound)?), ("default_value", opt(&t.default)?)];
                self.node("TypeVar", t.range, &fields)
            }
            T::ParamSpec(t) => {
                let fields = [("name", self.name(&t.name)?), ("default_value", opt(&t.default)?)];
                self.node("ParamSpec", t.range, &fields)
            }
            T::TypeVarTuple(t) => {
                let fields = [("name", self.name(&t.name)?), ("default_value", opt(&t.default)?)];
                self.node("TypeVarTuple", t.range, &fields)
            }
        })
    }
    /// The `arguments` of a function.
    pub fn parameters(&self, p: Option<&ast::Parameters>) -> Built {
        let empty = ast::Parameters::default();
        let p = p.unwrap_or(&empty);
        let arg = |a: &ast::Parameter| {
            let annotation = self.option(a.annotation.as_deref(), |e| self.expr(e))?;
            // the star is not part of it
            self.node(
                "arg",
                TextRange::new(a.name.range.start(), a.range.end()),
                &[("arg", self.name(&a.name)?), ("annotation", annotation), ("type_comment", none())],
            )
        };
        let positional = || p.posonlyargs.iter().chain(&p.args);
        let fields = [
            ("posonlyargs", self.list(&p.posonlyargs, |a| arg(&a.parameter))?),
            ("args", self.list(&p.args, |a| arg(&a.parameter))?),
            ("vararg", self.option(p.vararg.as_deref(), arg)?),
            ("kwonlyargs", self.list(&p.kwonlyargs, |a| arg(&a.parameter))?),
            ("kw_defaults", self.list(&p.kwonlyargs, |a| self.option(a.default.as_deref(), |e| self.expr(e)))?),
            ("kwarg", self.option(p.kwarg.as_deref(), arg)?),
            ("defaults", self.list(positional().filter_map(|a| a.default.as_deref()), |e| self.expr(e))?),
        ];
        self.bare("arguments", &fields)
    }
    /// Positional arguments (of a call, or the bases of a class) and keywords.
    pub fn arguments(&self, a: Option<&ast::Arguments>) -> Result<(Value, Value), Failed> {
        let Some(a) = a else { return Ok((List::new().value(), List::new().value())) };
        let keywords = self.list(&a.keywords, |k| {
            let fields = [("arg", self.name_opt(k.arg.as_ref())?), ("value", self.expr(&k.value)?)];
            self.node("keyword", k.range, &fields)
        })?;
        Ok((self.exprs(&a.args)?, keywords))
    }
}
