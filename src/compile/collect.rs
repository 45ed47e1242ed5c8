//! The walk that fills the symbol table: every scope, every definition and use of a name, in CPython's order.

use std::collections::HashSet;
use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, ExprContext, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::errors::CompileError;
use super::source::Source;
use super::symbols::{Name, Part, ScopeId, ScopeKind, Symbols, flag};

type R<T = ()> = Result<T, CompileError>;

pub struct Collector<'a> {
    pub symbols: Symbols,
    src: &'a Source,
    current: ScopeId,
    depth: u32,
    future_annotations: bool,
    /// `await` at top level makes the module's code a coroutine.
    pub top_level_await: bool,
}

fn key<T>(node: &T, part: Part) -> (usize, Part) {
    (node as *const T as usize, part)
}

impl<'a> Collector<'a> {
    pub fn new(src: &'a Source, future_annotations: bool) -> Collector<'a> {
        let mut symbols = Symbols::default();
        symbols.new_scope(ScopeKind::Module, "<module>", None);
        Collector { symbols, src, current: 0, depth: 0, future_annotations, top_level_await: false }
    }
    fn scope(&mut self) -> &mut super::symbols::Scope {
        &mut self.symbols.scopes[self.current]
    }
    fn kind(&self) -> ScopeKind {
        self.symbols.scopes[self.current].kind
    }
    fn error<T>(&self, r: TextRange, message: impl Into<String>) -> R<T> {
        Err(CompileError::at(self.src, r, message))
    }
    fn enter<T: Ranged>(&mut self, node: &T, part: Part, kind: ScopeKind, name: &str) -> ScopeId {
        let id = self.symbols.new_scope(kind, name, Some(self.current));
        self.symbols.scopes[id].line = self.src.line(node.start());
        // an assignment expression is refused in functions inside the iterable, too
        self.symbols.scopes[id].comp_iter_expr = self.symbols.scopes[self.current].comp_iter_expr;
        self.symbols.scopes[id].mangled = self.symbols.scopes[self.current].mangled.clone();
        self.symbols.of_node.insert(key(node, part), id);
        std::mem::replace(&mut self.current, id)
    }
    fn deeper(&mut self) -> R {
        self.depth += 1;
        if self.depth > super::MAX_DEPTH { Err(CompileError::recursion()) } else { Ok(()) }
    }

    fn define(&mut self, name: &str, flags: u16, r: TextRange) -> R {
        let id = self.current;
        let name = self.symbols.mangle(id, name);
        self.define_in(id, &name, flags, r)
    }
    fn define_in(&mut self, id: ScopeId, name: &Name, mut flags: u16, r: TextRange) -> R {
        let s = &mut self.symbols.scopes[id];
        let old = s.flags(name);
        if flags & flag::PARAM != 0 && old & flag::PARAM != 0 {
            return self.error(r, format!("duplicate argument '{name}' in function definition"));
        }
        if flags & flag::TYPE_PARAM != 0 && old & flag::TYPE_PARAM != 0 {
            return self.error(r, format!("duplicate type parameter '{name}'"));
        }
        if s.comp_iter_target && flags & flag::LOCAL != 0 {
            if old & (flag::GLOBAL | flag::NONLOCAL) != 0 {
                return self
                    .error(r, format!("comprehension inner loop cannot rebind assignment expression target '{name}'"));
            }
            flags |= flag::COMP_ITER;
        }
        s.add_flags(name, flags);
        Ok(())
    }
    fn bind(&mut self, name: &ast::Identifier) -> R {
        self.check_store(name.as_str(), name.range)?;
        self.define(name.as_str(), flag::LOCAL, name.range)
    }
    fn check_store(&mut self, name: &str, r: TextRange) -> R {
        if name == "__debug__" { self.error(r, "cannot assign to __debug__") } else { Ok(()) }
    }

    pub fn body(&mut self, body: &[Stmt]) -> R {
        body.iter().try_for_each(|s| self.stmt(s))
    }
    fn conditional(&mut self, body: &[Stmt]) -> R {
        self.scope().in_conditional += 1;
        // after an error the current scope may be another
        self.body(body)?;
        self.scope().in_conditional -= 1;
        Ok(())
    }

    pub fn stmt(&mut self, s: &Stmt) -> R {
        self.deeper()?;
        let r = self.stmt_inner(s);
        self.depth -= 1;
        r
    }
    fn stmt_inner(&mut self, s: &Stmt) -> R {
        match s {
            Stmt::FunctionDef(f) => self.function(f),
            Stmt::ClassDef(c) => self.class(c),
            Stmt::TypeAlias(t) => self.type_alias(t),
            Stmt::Return(r) => self.opt(r.value.as_deref()),
            Stmt::Delete(d) => d.targets.iter().try_for_each(|t| {
                self.deleted(t);
                self.expr(t)
            }),
            Stmt::Assign(a) => {
                a.targets.iter().try_for_each(|t| self.expr(t))?;
                self.expr(&a.value)
            }
            Stmt::AugAssign(a) => {
                self.expr(&a.target)?;
                if let Expr::Name(n) = &*a.target {
                    self.define(&n.id, flag::USE, n.range)?;
                }
                self.expr(&a.value)
            }
            Stmt::AnnAssign(a) => self.ann_assign(a),
            Stmt::For(f) => {
                if f.is_async {
                    self.awaits();
                }
                self.expr(&f.target)?;
                self.expr(&f.iter)?;
                self.conditional(&f.body)?;
                self.conditional(&f.orelse)
            }
            Stmt::While(w) => {
                self.expr(&w.test)?;
                self.conditional(&w.body)?;
                self.conditional(&w.orelse)
            }
            Stmt::If(i) => {
                self.expr(&i.test)?;
                self.conditional(&i.body)?;
                for c in &i.elif_else_clauses {
                    self.opt(c.test.as_ref())?;
                    self.conditional(&c.body)?;
                }
                Ok(())
            }
            Stmt::With(w) => {
                if w.is_async {
                    self.awaits();
                }
                for i in &w.items {
                    self.expr(&i.context_expr)?;
                    self.opt(i.optional_vars.as_deref())?;
                }
                self.conditional(&w.body)
            }
            Stmt::Match(m) => {
                self.expr(&m.subject)?;
                for c in &m.cases {
                    self.pattern(&c.pattern)?;
                    self.opt(c.guard.as_deref())?;
                    self.conditional(&c.body)?;
                }
                Ok(())
            }
            Stmt::Raise(r) => {
                self.opt(r.exc.as_deref())?;
                self.opt(r.cause.as_deref())
            }
            Stmt::Try(t) => self.try_stmt(t),
            Stmt::Assert(a) => {
                self.expr(&a.test)?;
                self.opt(a.msg.as_deref())
            }
            Stmt::Import(i) => i.names.iter().try_for_each(|a| self.alias(a)),
            Stmt::ImportFrom(i) => i.names.iter().try_for_each(|a| self.alias(a)),
            Stmt::Global(g) => g.names.iter().try_for_each(|n| self.directive(n, g.range, flag::GLOBAL, "global")),
            Stmt::Nonlocal(g) => {
                g.names.iter().try_for_each(|n| self.directive(n, g.range, flag::NONLOCAL, "nonlocal"))
            }
            Stmt::Expr(e) => self.expr(&e.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::IpyEscapeCommand(_) => Ok(()),
        }
    }
    fn deleted(&mut self, t: &Expr) {
        match t {
            Expr::Name(n) => {
                let name = self.symbols.mangle(self.current, &n.id);
                self.scope().unbindable.insert(name);
            }
            Expr::Tuple(t) => t.elts.iter().for_each(|e| self.deleted(e)),
            Expr::List(t) => t.elts.iter().for_each(|e| self.deleted(e)),
            _ => {}
        }
    }
    fn alias(&mut self, a: &ast::Alias) -> R {
        if a.name.as_str() == "*" {
            if self.kind() != ScopeKind::Module {
                return self.error(a.range, "import * only allowed at module level");
            }
            return Ok(());
        }
        match &a.asname {
            Some(n) => {
                self.check_store(n.as_str(), n.range)?;
                self.define(n.as_str(), flag::IMPORT, a.range)
            }
            None => {
                let first = a.name.as_str().split('.').next().unwrap_or("");
                self.check_store(first, a.name.range)?;
                self.define(first, flag::IMPORT, a.range)
            }
        }
    }
    fn directive(&mut self, n: &ast::Identifier, stmt: TextRange, flags: u16, what: &str) -> R {
        let name = self.symbols.mangle(self.current, n.as_str());
        let old = self.scope().flags(&name);
        let problem = if old & flag::PARAM != 0 {
            format!("name '{name}' is parameter and {what}")
        } else if old & flag::USE != 0 {
            format!("name '{name}' is used prior to {what} declaration")
        } else if old & flag::ANNOT != 0 {
            format!("annotated name '{name}' can't be {what}")
        } else if old & flag::LOCAL != 0 {
            format!("name '{name}' is assigned to before {what} declaration")
        } else {
            self.scope().add_flags(&name, flags);
            if flags == flag::GLOBAL && self.current != 0 {
                // the module's own code stores such a name among the globals, too, wherever its name space is
                self.symbols.scopes[0].add_flags(&name, flags);
            }
            self.scope().directives.push((name, stmt));
            return Ok(());
        };
        self.error(stmt, problem)
    }
    fn try_stmt(&mut self, t: &ast::StmtTry) -> R {
        self.conditional(&t.body)?;
        for h in &t.handlers {
            let ast::ExceptHandler::ExceptHandler(h) = h;
            self.opt(h.type_.as_deref())?;
            if let Some(n) = &h.name {
                self.bind(n)?;
                let name = self.symbols.mangle(self.current, n.as_str());
                self.scope().unbindable.insert(name);
            }
            self.conditional(&h.body)?;
        }
        self.conditional(&t.orelse)?;
        self.conditional(&t.finalbody)
    }
    fn ann_assign(&mut self, a: &ast::StmtAnnAssign) -> R {
        if let Expr::Name(n) = &*a.target {
            let name = self.symbols.mangle(self.current, &n.id);
            self.check_store(&n.id, n.range)?;
            let old = self.scope().flags(&name);
            let outer = self.kind() != ScopeKind::Module;
            if old & (flag::GLOBAL | flag::NONLOCAL) != 0 && a.simple && outer {
                let what = if old & flag::GLOBAL != 0 { "global" } else { "nonlocal" };
                return self.error(a.range, format!("annotated name '{name}' can't be {what}"));
            }
            if a.simple {
                self.define(&n.id, flag::ANNOT | flag::LOCAL, n.range)?;
            } else if a.value.is_some() {
                self.define(&n.id, flag::LOCAL, n.range)?;
            }
        } else {
            self.expr(&a.target)?;
        }
        let evaluated = a.simple && matches!(self.kind(), ScopeKind::Module | ScopeKind::Class);
        if evaluated {
            self.scope().has_annotations = true;
        }
        self.variable_annotation(&a.annotation, evaluated)?;
        self.opt(a.value.as_deref())
    }
    fn variable_annotation(&mut self, e: &Expr, evaluated: bool) -> R {
        if self.future_annotations || !evaluated {
            return self.check_only(e, "an annotation");
        }
        let conditional = self.kind() == ScopeKind::Module || self.scope().in_conditional > 0;
        let block = match self.scope().annotation_block {
            Some(b) => b,
            None => {
                let outer = self.current;
                let b = self.annotation_scope("__annotate__", ScopeKind::Annotation, "an annotation");
                self.current = outer;
                self.scope().annotation_block = Some(b);
                b
            }
        };
        if conditional && !self.scope().has_conditional_annotations {
            self.scope().has_conditional_annotations = true;
            let name: Name = Rc::from("__conditional_annotations__");
            self.symbols.scopes[block].add_flags(&name, flag::USE);
            if self.kind() == ScopeKind::Module {
                self.scope().add_flags(&name, flag::LOCAL | flag::USE);
            }
        }
        let outer = std::mem::replace(&mut self.current, block);
        let r = self.expr(e);
        self.current = outer;
        r
    }
    /// Enters a scope whose names are looked up in the class around it first; returns its id.
    fn annotation_scope(&mut self, name: &str, kind: ScopeKind, described: &'static str) -> ScopeId {
        let parent = self.current;
        let sees = self.kind() == ScopeKind::Class || self.symbols.scopes[parent].sees_class;
        let id = self.symbols.new_scope(kind, name, Some(parent));
        self.current = id;
        self.scope().described = described;
        if sees {
            self.scope().sees_class = true;
            self.scope().add_flags(&Rc::from("__classdict__"), flag::USE);
        }
        if kind != ScopeKind::TypeParams {
            self.scope().add_flags(&Rc::from(".format"), flag::PARAM);
        }
        id
    }
    /// Walks an annotation that is not compiled, for its errors.
    fn check_only(&mut self, e: &Expr, described: &'static str) -> R {
        let outer = self.current;
        let id = self.symbols.new_scope(ScopeKind::Annotation, "__annotate__", Some(outer));
        self.symbols.scopes[outer].children.pop();
        self.current = id;
        self.scope().described = described;
        let r = self.expr(e);
        self.current = outer;
        r
    }

    fn function(&mut self, f: &ast::StmtFunctionDef) -> R {
        self.check_store(f.name.as_str(), f.range)?;
        self.define(f.name.as_str(), flag::LOCAL, f.range)?;
        self.defaults(&f.parameters)?;
        f.decorator_list.iter().try_for_each(|d| self.expr(&d.expression))?;
        let outer = self.current;
        if let Some(t) = &f.type_params {
            let has = |d: &[ast::ParameterWithDefault]| d.iter().any(|p| p.default.is_some());
            let p = &f.parameters;
            let (pos, kw) = (has(&p.posonlyargs) || has(&p.args), has(&p.kwonlyargs));
            self.enter_type_params(f, f.name.as_str());
            if pos {
                self.scope().add_flags(&Rc::from(".defaults"), flag::PARAM);
            }
            if kw {
                self.scope().add_flags(&Rc::from(".kwdefaults"), flag::PARAM);
            }
            self.type_params(t)?;
        }
        let owner = self.current;
        if has_annotations(f) {
            if self.future_annotations {
                // kept as text: nothing in them is looked up
                for e in annotations(f) {
                    self.check_only(e, "an annotation")?;
                }
            }
            let id = self.annotation_scope("__annotate__", ScopeKind::Annotation, "an annotation");
            self.symbols.of_node.insert(key(f, Part::Annotations), id);
            if !self.future_annotations {
                annotations(f).try_for_each(|e| self.expr(e))?;
            }
            self.current = owner;
        }
        self.enter(f, Part::Body, ScopeKind::Function, f.name.as_str());
        self.scope().is_coroutine = f.is_async;
        self.parameters(&f.parameters)?;
        self.body(&f.body)?;
        self.current = outer;
        Ok(())
    }
    fn defaults(&mut self, p: &ast::Parameters) -> R {
        for d in p.posonlyargs.iter().chain(&p.args).chain(&p.kwonlyargs) {
            self.opt(d.default.as_deref())?;
        }
        Ok(())
    }
    /// Defines parameters, in register order.
    fn parameters(&mut self, p: &ast::Parameters) -> R {
        let with_default = p.posonlyargs.iter().chain(&p.args).chain(&p.kwonlyargs).map(|d| &d.parameter);
        for q in with_default.chain(p.vararg.as_deref()).chain(p.kwarg.as_deref()) {
            self.check_store(q.name.as_str(), q.range)?;
            self.define(q.name.as_str(), flag::PARAM, q.range)?;
        }
        Ok(())
    }
    fn enter_type_params<T>(&mut self, node: &T, name: &str) {
        let id = self.annotation_scope(
            &format!("<generic parameters of {name}>"),
            ScopeKind::TypeParams,
            "the definition of a generic",
        );
        self.symbols.of_node.insert(key(node, Part::TypeParams), id);
    }
    fn type_params(&mut self, t: &ast::TypeParams) -> R {
        let mut defaulted = false;
        for p in &t.type_params {
            let (name, bound, default, what) = match p {
                ast::TypeParam::TypeVar(v) => (&v.name, v.bound.as_deref(), v.default.as_deref(), "a TypeVar"),
                ast::TypeParam::TypeVarTuple(v) => (&v.name, None, v.default.as_deref(), "a TypeVarTuple"),
                ast::TypeParam::ParamSpec(v) => (&v.name, None, v.default.as_deref(), "a ParamSpec"),
            };
            if matches!(name.as_str(), "__classdict__" | "__class__" | "__classcell__" | "__conditional_annotations__")
            {
                return self.error(p.range(), format!("reserved name '{}' cannot be used for type parameter", name));
            }
            self.check_store(name.as_str(), name.range)?;
            if let Some(m) = &mut self.scope().mangled {
                m.insert(Rc::from(name.as_str()));
            }
            self.define(name.as_str(), flag::TYPE_PARAM | flag::LOCAL, p.range())?;
            if default.is_some() {
                defaulted = true;
            } else if defaulted {
                return self
                    .error(p.range(), format!("non-default type parameter '{name}' follows default type parameter"));
            }
            if let Some(b) = bound {
                let described = if b.is_tuple_expr() { "a TypeVar constraint" } else { "a TypeVar bound" };
                self.type_variable(p, Part::Bound, name.as_str(), b, described)?;
            }
            if let Some(d) = default {
                let described = match what {
                    "a TypeVar" => "a TypeVar default",
                    "a TypeVarTuple" => "a TypeVarTuple default",
                    _ => "a ParamSpec default",
                };
                self.type_variable(p, Part::Default, name.as_str(), d, described)?;
            }
        }
        Ok(())
    }
    fn type_variable(&mut self, p: &ast::TypeParam, part: Part, name: &str, e: &Expr, described: &'static str) -> R {
        let outer = self.current;
        let id = self.annotation_scope(name, ScopeKind::TypeVariable, described);
        self.symbols.of_node.insert(key(p, part), id);
        self.expr(e)?;
        self.current = outer;
        Ok(())
    }
    fn class(&mut self, c: &ast::StmtClassDef) -> R {
        self.check_store(c.name.as_str(), c.range)?;
        self.define(c.name.as_str(), flag::LOCAL, c.range)?;
        c.decorator_list.iter().try_for_each(|d| self.expr(&d.expression))?;
        let outer = self.current;
        if let Some(t) = &c.type_params {
            self.enter_type_params(c, c.name.as_str());
            self.scope().private = Some(Rc::from(c.name.as_str()));
            self.scope().mangled = Some(HashSet::new());
            self.scope().add_flags(&Rc::from(".type_params"), flag::LOCAL);
            self.scope().add_flags(&Rc::from(".generic_base"), flag::LOCAL);
            self.type_params(t)?;
        }
        if let Some(a) = &c.arguments {
            a.args.iter().try_for_each(|e| self.expr(e))?;
            a.keywords.iter().try_for_each(|k| self.expr(&k.value))?;
        }
        self.enter(c, Part::Body, ScopeKind::Class, c.name.as_str());
        self.scope().private = Some(Rc::from(c.name.as_str()));
        self.scope().mangled = None;
        if c.type_params.is_some() {
            self.scope().add_flags(&Rc::from("__type_params__"), flag::LOCAL);
            self.scope().add_flags(&Rc::from(".type_params"), flag::USE);
        }
        self.body(&c.body)?;
        self.current = outer;
        Ok(())
    }
    fn type_alias(&mut self, t: &ast::StmtTypeAlias) -> R {
        self.expr(&t.name)?;
        let name = match &*t.name {
            Expr::Name(n) => n.id.as_str(),
            _ => "",
        };
        let outer = self.current;
        if let Some(p) = &t.type_params {
            self.enter_type_params(t, name);
            self.type_params(p)?;
        }
        let id = self.annotation_scope(name, ScopeKind::TypeAlias, "a type alias");
        self.symbols.of_node.insert(key(t, Part::Body), id);
        self.expr(&t.value)?;
        self.current = outer;
        Ok(())
    }

    fn opt(&mut self, e: Option<&Expr>) -> R {
        e.map_or(Ok(()), |e| self.expr(e))
    }
    fn all<'e>(&mut self, es: impl IntoIterator<Item = &'e Expr>) -> R {
        es.into_iter().try_for_each(|e| self.expr(e))
    }

    pub fn expr(&mut self, e: &Expr) -> R {
        self.deeper()?;
        let r = self.expr_inner(e);
        self.depth -= 1;
        r
    }
    fn forbid(&mut self, what: &str, r: TextRange) -> R {
        let s = self.scope();
        let described = match s.kind {
            ScopeKind::Annotation | ScopeKind::TypeVariable | ScopeKind::TypeAlias => s.described,
            ScopeKind::TypeParams => "the definition of a generic",
            _ => return Ok(()),
        };
        self.error(r, format!("{what} cannot be used within {described}"))
    }
    fn expr_inner(&mut self, e: &Expr) -> R {
        match e {
            Expr::BoolOp(b) => self.all(&b.values),
            Expr::Named(n) => self.named(n),
            Expr::BinOp(b) => {
                self.expr(&b.left)?;
                self.expr(&b.right)
            }
            Expr::UnaryOp(u) => self.expr(&u.operand),
            Expr::Lambda(l) => {
                if let Some(p) = &l.parameters {
                    self.defaults(p)?;
                }
                let outer = self.enter(l, Part::Body, ScopeKind::Lambda, "<lambda>");
                if let Some(p) = &l.parameters {
                    self.parameters(p)?;
                }
                self.expr(&l.body)?;
                self.current = outer;
                Ok(())
            }
            Expr::If(i) => {
                self.expr(&i.test)?;
                self.expr(&i.body)?;
                self.expr(&i.orelse)
            }
            Expr::Dict(d) => {
                d.items.iter().try_for_each(|i| self.opt(i.key.as_ref()))?;
                d.items.iter().try_for_each(|i| self.expr(&i.value))
            }
            Expr::Set(s) => self.all(&s.elts),
            Expr::ListComp(c) => self.comprehension(c, "<listcomp>", &c.generators, &[&c.elt], e),
            Expr::SetComp(c) => self.comprehension(c, "<setcomp>", &c.generators, &[&c.elt], e),
            Expr::DictComp(c) => match c.key.as_deref() {
                Some(k) => self.comprehension(c, "<dictcomp>", &c.generators, &[k, &c.value], e),
                None => self.error(c.range, "dict unpacking cannot be used in dict comprehension"),
            },
            Expr::Generator(c) => self.comprehension(c, "<genexpr>", &c.generators, &[&c.elt], e),
            Expr::Await(a) => {
                self.forbid("await expression", a.range)?;
                self.expr(&a.value)?;
                self.awaits();
                Ok(())
            }
            Expr::Yield(y) => {
                self.opt(y.value.as_deref())?;
                self.yields(y.range)
            }
            Expr::YieldFrom(y) => {
                self.expr(&y.value)?;
                self.yields(y.range)
            }
            Expr::Compare(c) => {
                self.expr(&c.left)?;
                self.all(&c.comparators)
            }
            Expr::Call(c) => {
                self.expr(&c.func)?;
                self.all(&c.arguments.args)?;
                for (i, k) in c.arguments.keywords.iter().enumerate() {
                    if let Some(name) = &k.arg {
                        self.check_store(name.as_str(), k.range)?;
                        if c.arguments.keywords[..i].iter().any(|o| o.arg.as_ref().is_some_and(|o| o.id == name.id)) {
                            return self.error(k.range, format!("keyword argument repeated: {name}"));
                        }
                    }
                }
                c.arguments.keywords.iter().try_for_each(|k| self.expr(&k.value))
            }
            Expr::FString(f) => f.value.iter().try_for_each(|p| match p {
                ast::FStringPart::Literal(_) => Ok(()),
                ast::FStringPart::FString(f) => self.interpolated(&f.elements, "f-string", 0),
            }),
            Expr::TString(t) => t.value.iter().try_for_each(|t| self.interpolated(&t.elements, "t-string", 0)),
            Expr::Attribute(a) => {
                if a.attr.as_str() == "__debug__" && a.ctx != ExprContext::Load {
                    return self.error(
                        a.range,
                        if a.ctx == ExprContext::Del {
                            "cannot delete __debug__"
                        } else {
                            "cannot assign to __debug__"
                        },
                    );
                }
                self.expr(&a.value)
            }
            Expr::Subscript(s) => {
                self.expr(&s.value)?;
                self.expr(&s.slice)
            }
            Expr::Starred(s) => self.expr(&s.value),
            Expr::Name(n) => self.name(n),
            Expr::List(l) => self.all(&l.elts),
            Expr::Tuple(t) => self.all(&t.elts),
            Expr::Slice(s) => {
                self.opt(s.lower.as_deref())?;
                self.opt(s.upper.as_deref())?;
                self.opt(s.step.as_deref())
            }
            _ => Ok(()),
        }
    }
    fn name(&mut self, n: &ast::ExprName) -> R {
        match n.ctx {
            ExprContext::Load => {
                self.define(&n.id, flag::USE, n.range)?;
                if n.id == "super" && self.kind().is_function_like() {
                    self.scope().add_flags(&Rc::from("__class__"), flag::USE);
                }
                Ok(())
            }
            ExprContext::Del => {
                if n.id == "__debug__" {
                    return self.error(n.range, "cannot delete __debug__");
                }
                self.define(&n.id, flag::LOCAL, n.range)
            }
            _ => {
                self.check_store(&n.id, n.range)?;
                self.define(&n.id, flag::LOCAL, n.range)
            }
        }
    }
    /// Something awaits here: a comprehension becomes asynchronous, and so may a module.
    fn awaits(&mut self) {
        if self.kind().is_comprehension() || self.kind() == ScopeKind::Module && self.top_level_await {
            self.scope().is_coroutine = true;
        }
    }
    fn yields(&mut self, r: TextRange) -> R {
        self.forbid("yield expression", r)?;
        let name = &*self.symbols.scopes[self.current].name;
        let inside = match name {
            "<listcomp>" => "list comprehension",
            "<setcomp>" => "set comprehension",
            "<dictcomp>" => "dict comprehension",
            "<genexpr>" => "generator expression",
            _ => "",
        };
        if self.kind().is_comprehension() {
            return self.error(r, format!("'yield' inside {inside}"));
        }
        self.scope().is_generator = true;
        Ok(())
    }
    fn interpolated(&mut self, elements: &ast::InterpolatedStringElements, what: &str, depth: u32) -> R {
        for e in elements {
            if let ast::InterpolatedStringElement::Interpolation(i) = e {
                if depth > 2 {
                    return self.error(
                        TextRange::empty(i.range.start() - TextSize::from(1)),
                        format!("{what}: expressions nested too deeply"),
                    );
                }
                self.expr(&i.expression)?;
                if let Some(f) = &i.format_spec {
                    self.interpolated(&f.elements, what, depth + 1)?;
                }
            }
        }
        Ok(())
    }

    fn named(&mut self, n: &ast::ExprNamed) -> R {
        if self.scope().comp_iter_expr > 0 {
            return self.error(n.range, "assignment expression cannot be used in a comprehension iterable expression");
        }
        self.forbid("named expression", n.range)?;
        let Expr::Name(t) = &*n.target else { return self.error(n.range, "cannot use assignment expressions here") };
        if self.kind().is_comprehension() {
            self.walrus_in_comprehension(t)?;
        } else {
            let name = self.symbols.mangle(self.current, &t.id);
            self.scope().walrus.insert(name);
        }
        self.expr(&n.value)?;
        self.expr(&n.target)
    }
    /// `:=` in a comprehension binds in the function, or the module, around it.
    fn walrus_in_comprehension(&mut self, t: &ast::ExprName) -> R {
        let here = self.current;
        let name = self.symbols.mangle(here, &t.id);
        let mut id = here;
        loop {
            let s = &self.symbols.scopes[id];
            match s.kind {
                ScopeKind::Comprehension | ScopeKind::Generator => {
                    if s.flags(&name) & flag::COMP_ITER != 0 {
                        return self.error(
                            t.range,
                            format!("assignment expression cannot rebind comprehension iteration variable '{}'", t.id),
                        );
                    }
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let f = if s.flags(&name) & flag::GLOBAL != 0 { flag::GLOBAL } else { flag::NONLOCAL };
                    self.symbols.scopes[here].add_flags(&name, f);
                    self.symbols.scopes[here].directives.push((name.clone(), t.range));
                    self.symbols.scopes[id].walrus.insert(name.clone());
                    return self.define_in(id, &name, flag::LOCAL, t.range);
                }
                ScopeKind::Module => {
                    self.symbols.scopes[here].add_flags(&name, flag::GLOBAL);
                    self.symbols.scopes[here].directives.push((name.clone(), t.range));
                    return self.define_in(id, &name, flag::GLOBAL, t.range);
                }
                ScopeKind::Class => {
                    return self
                        .error(t.range, "assignment expression within a comprehension cannot be used in a class body");
                }
                ScopeKind::TypeParams => {
                    return self.error(
                        t.range,
                        "assignment expression within a comprehension cannot be used within the definition of a generic",
                    );
                }
                ScopeKind::TypeAlias => {
                    return self
                        .error(t.range, "assignment expression within a comprehension cannot be used in a type alias");
                }
                ScopeKind::TypeVariable => {
                    return self.error(
                        t.range,
                        "assignment expression within a comprehension cannot be used in a TypeVar bound",
                    );
                }
                ScopeKind::Annotation => {
                    return self.error(t.range, "named expression cannot be used within an annotation");
                }
            }
            match self.symbols.scopes[id].parent {
                Some(p) => id = p,
                None => return Ok(()),
            }
        }
    }
    fn comprehension<T: Ranged>(
        &mut self,
        node: &T,
        name: &str,
        generators: &[ast::Comprehension],
        elts: &[&Expr],
        whole: &Expr,
    ) -> R {
        let Some(first) = generators.first() else { return Ok(()) };
        self.scope().comp_iter_expr += 1;
        self.expr(&first.iter)?;
        self.scope().comp_iter_expr -= 1;
        let is_generator = matches!(whole, Expr::Generator(_));
        let kind = if is_generator { ScopeKind::Generator } else { ScopeKind::Comprehension };
        let outer = self.enter(node, Part::Body, kind, name);
        self.scope().inlined = !is_generator && !self.symbols.scopes[outer].sees_class;
        self.scope().is_generator = is_generator;
        if !self.scope().inlined {
            self.scope().add_flags(&Rc::from(".0"), flag::PARAM);
        }
        for (i, g) in generators.iter().enumerate() {
            self.scope().is_coroutine |= g.is_async;
            if i > 0 {
                self.scope().comp_iter_expr += 1;
                self.expr(&g.iter)?;
                self.scope().comp_iter_expr -= 1;
            }
            self.scope().comp_iter_target = true;
            self.expr(&g.target)?;
            self.scope().comp_iter_target = false;
            self.all(&g.ifs)?;
        }
        elts.iter().try_for_each(|e| self.expr(e))?;
        let is_async = self.scope().is_coroutine;
        self.current = outer;
        if is_async && !is_generator {
            self.awaits();
        }
        Ok(())
    }

    fn pattern(&mut self, p: &Pattern) -> R {
        self.deeper()?;
        match p {
            Pattern::MatchValue(v) => self.expr(&v.value)?,
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(s) => s.patterns.iter().try_for_each(|p| self.pattern(p))?,
            Pattern::MatchMapping(m) => {
                self.all(&m.keys)?;
                m.patterns.iter().try_for_each(|p| self.pattern(p))?;
                if let Some(r) = &m.rest {
                    self.bind(r)?;
                }
            }
            Pattern::MatchClass(c) => {
                self.expr(&c.cls)?;
                c.arguments.patterns.iter().try_for_each(|p| self.pattern(p))?;
                for k in &c.arguments.keywords {
                    self.check_store(k.attr.as_str(), k.range)?;
                    self.pattern(&k.pattern)?;
                }
            }
            Pattern::MatchStar(s) => {
                if let Some(n) = &s.name {
                    self.bind(n)?;
                }
            }
            Pattern::MatchAs(a) => {
                if let Some(p) = &a.pattern {
                    self.pattern(p)?;
                }
                if let Some(n) = &a.name {
                    self.bind(n)?;
                }
            }
            Pattern::MatchOr(o) => o.patterns.iter().try_for_each(|p| self.pattern(p))?,
        }
        self.depth -= 1;
        Ok(())
    }
}

/// Annotations of a function in the order CPython evaluates them.
pub fn annotations(f: &ast::StmtFunctionDef) -> impl Iterator<Item = &Expr> {
    annotated_parameters(&f.parameters).filter_map(|p| p.annotation.as_deref()).chain(f.returns.as_deref())
}
pub fn annotated_parameters(p: &ast::Parameters) -> impl Iterator<Item = &ast::Parameter> {
    p.posonlyargs
        .iter()
        .chain(&p.args)
        .map(|q| &q.parameter)
        .chain(p.vararg.as_deref())
        .chain(p.kwonlyargs.iter().map(|q| &q.parameter))
        .chain(p.kwarg.as_deref())
}
pub fn has_annotations(f: &ast::StmtFunctionDef) -> bool {
    annotations(f).next().is_some()
}
