//! Functions, lambdas, type parameters and type aliases: code for the body, and the instructions that make the function.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::collect;
use super::constant::{CodeRef, Const};
use super::emit::{Compiler, R, State};
use super::symbols::{Name, Part, Resolution, ScopeId, ScopeKind};
use super::unit::Unit;
use crate::bytecode::assembler::Reg;
use crate::bytecode::ops::{CommonConst, Intrinsic, Op};
use crate::object::code::flags;

/// Parts of `SET_FUNCTION`.
pub const DEFAULTS: u32 = 1;
pub const KWDEFAULTS: u32 = 2;
pub const CLOSURE: u32 = 8;
pub const ANNOTATE: u32 = 16;

impl<'a> Compiler<'a> {
    /// `__qualname__` of something defined here.
    pub fn qualname(&self, name: &str) -> Name {
        // what a type parameter scope defines belongs to the scope around it
        let mut owner = &self.u;
        let mut outer = self.outer.iter().rev();
        if owner.kind == ScopeKind::TypeParams
            && let Some(o) = outer.next()
        {
            owner = o;
        }
        self.qualname_in(owner, name)
    }
    fn qualname_in(&self, owner: &State, name: &str) -> Name {
        if owner.kind == ScopeKind::Module {
            return Rc::from(name);
        }
        let mangled = self.symbols.mangle(owner.scope, name);
        let s = &self.symbols.scopes[owner.scope];
        if s.get(&mangled).is_some() && s.resolution(&mangled) == Resolution::GlobalExplicit {
            return Rc::from(name);
        }
        Rc::from(match owner.kind {
            ScopeKind::Class => format!("{}.{name}", owner.qualname),
            _ => format!("{}.<locals>.{name}", owner.qualname),
        })
    }
    fn parameter_names(&self, scope: ScopeId, p: &ast::Parameters) -> Vec<Name> {
        let plain = p.posonlyargs.iter().chain(&p.args).chain(&p.kwonlyargs).map(|q| &q.parameter);
        plain
            .chain(p.vararg.as_deref())
            .chain(p.kwarg.as_deref())
            .map(|q| self.symbols.mangle(scope, q.name.as_str()))
            .collect()
    }
    /// A fresh state for the code of a function-like scope.
    fn function_state(
        &self,
        scope: ScopeId,
        p: Option<&ast::Parameters>,
        name: &str,
        qualname: Name,
        line: u32,
    ) -> State<'a> {
        let params = p.map_or(Vec::new(), |p| self.parameter_names(scope, p));
        let mut s = State::new(self.symbols, scope, &params, Rc::from(name), qualname, line);
        if let Some(p) = p {
            s.posonly = p.posonlyargs.len() as u32;
            s.argcount = s.posonly + p.args.len() as u32;
            s.kwonly = p.kwonlyargs.len() as u32;
            s.flags |= if p.vararg.is_some() { flags::VARARGS } else { 0 };
            s.flags |= if p.kwarg.is_some() { flags::VARKEYWORDS } else { 0 };
        }
        s
    }
    /// A function of compiled code: `MAKE_FUNCTION` and its closure.
    pub fn make_function(&mut self, dst: Reg, unit: Unit, scope: ScopeId) {
        let c = Const::Code(CodeRef(Rc::new(unit)));
        self.note_const(&c);
        let k = self.u.asm.constant(c);
        self.make_function_of(dst, k, scope)
    }
    pub fn make_function_of(&mut self, dst: Reg, k: u32, scope: ScopeId) {
        self.u.asm.pool(Op::MAKE_FUNCTION, dst, k);
        let free: Vec<Name> = self.symbols.scopes[scope].free.iter().cloned().collect();
        if free.is_empty() {
            return;
        }
        let m = self.mark();
        let first = self.temps(free.len() as u32);
        for (i, n) in free.iter().enumerate() {
            let r = self.cell_of(n);
            self.mov(first + i as u32, r);
        }
        self.abc(Op::BUILD_TUPLE, first, first, free.len() as u32);
        self.abc(Op::SET_FUNCTION, dst, first, CLOSURE);
        self.release(m);
    }
    /// The register that holds a variable's cell.
    fn cell_of(&self, n: &Name) -> Reg {
        for &c in self.u.comps.iter().rev() {
            if self.symbols.scopes[c].resolution(n) == Resolution::Cell
                && let Some(r) = self.u.own_reg(c, n)
            {
                return r;
            }
        }
        let s = &self.symbols.scopes[self.u.scope];
        let own = s.resolution(n) == Resolution::Cell || !s.kind.is_function_like();
        if own && let Some(r) = self.u.own_reg(self.u.scope, n) {
            return r;
        }
        self.u.free_reg(n).unwrap_or(0)
    }

    pub fn function(&mut self, f: &'a ast::StmtFunctionDef) -> R {
        let m = self.mark();
        let decorators = self.decorators(&f.decorator_list)?;
        let line = f.decorator_list.first().map_or_else(|| self.first_line(&f.name), |d| self.first_line(d));
        let def = self.def_range(f.range, f.name.range, f.decorator_list.last());
        let result = self.temp();
        self.at(def);
        if let Some(t) = &f.type_params {
            self.generic_function(f, t, line, def, result)?;
        } else {
            let (d, k) = self.defaults(&f.parameters, def)?;
            self.at(def);
            self.function_value(f, line, def, d, k, result)?;
        }
        let result = self.apply_decorators(&f.decorator_list, decorators, result);
        self.store_name(f.name.as_str(), result, def);
        self.release(m);
        Ok(())
    }
    /// The range of a definition that its instructions show: decorators left out.
    pub fn def_range(&self, whole: TextRange, name: TextRange, last: Option<&ast::Decorator>) -> TextRange {
        self.src.behind_decorators(whole, name.start(), last.map(|d| d.range.end()))
    }
    /// Evaluates decorators into windows, ready to be called from the last to the first.
    pub fn decorators(&mut self, list: &'a [ast::Decorator]) -> R<Vec<Reg>> {
        let mut out = Vec::new();
        for d in list {
            let w = self.temps(3);
            self.expr_to(&d.expression, w + 2)?;
            self.temp();
            out.push(w);
        }
        Ok(out)
    }
    /// Calls decorators, the last one first; says where the result is. The windows and `value` lie one behind the other, so
    /// that each result is the next call's argument already.
    pub fn apply_decorators(&mut self, list: &'a [ast::Decorator], windows: Vec<Reg>, value: Reg) -> Reg {
        let mut v = value;
        for (d, w) in list.iter().zip(windows).rev() {
            self.at(d.expression.range());
            self.mov(w + 4, v);
            self.abc(Op::CALL, w, 1, 0);
            v = w;
        }
        v
    }
    /// Default values: a tuple, and a dict for keyword-only parameters.
    fn defaults(&mut self, p: &'a ast::Parameters, at: TextRange) -> R<(Option<Reg>, Option<Reg>)> {
        let pos: Vec<&'a Expr> = p.posonlyargs.iter().chain(&p.args).filter_map(|q| q.default.as_deref()).collect();
        let mut tuple = None;
        if !pos.is_empty() {
            let t = self.temp();
            let mut folded = Vec::new();
            for e in &pos {
                folded.extend(self.fold(e)?);
            }
            if folded.len() == pos.len() {
                self.at(at);
                self.load_const(t, Const::Tuple(folded.into()));
            } else {
                let first = self.mark();
                for e in &pos {
                    self.expr_tmp(e)?;
                }
                self.at(at);
                self.abc(Op::BUILD_TUPLE, t, first, pos.len() as u32);
                self.release(first);
            }
            tuple = Some(t);
        }
        let kw: Vec<_> =
            p.kwonlyargs.iter().filter_map(|q| q.default.as_deref().map(|d| (&q.parameter.name, d))).collect();
        if kw.is_empty() {
            return Ok((tuple, None));
        }
        let d = self.temp();
        let first = self.mark();
        for (name, e) in &kw {
            let k = self.temp();
            let name = Const::Str(self.mangle(name.as_str()));
            self.at(at);
            self.load_const(k, name);
            self.expr_tmp(e)?;
        }
        self.at(at);
        self.abc(Op::BUILD_MAP, d, first, kw.len() as u32);
        self.release(first);
        Ok((tuple, Some(d)))
    }
    /// The function itself, with defaults from registers.
    fn function_value(
        &mut self,
        f: &'a ast::StmtFunctionDef,
        line: u32,
        def: TextRange,
        defaults: Option<Reg>,
        kwdefaults: Option<Reg>,
        dst: Reg,
    ) -> R {
        let m = self.mark();
        let annotate = self.function_annotations(f, def)?;
        let scope = self.symbols.scope_of(f, Part::Body);
        let qualname = self.qualname(f.name.as_str());
        let state = self.function_state(scope, Some(&f.parameters), f.name.as_str(), qualname, line);
        self.enter(state);
        let in_class = {
            let outer = self.outer.last();
            outer.is_some_and(|o| o.kind == ScopeKind::Class)
        };
        self.u.flags |= self.scope_flags() | if in_class { flags::METHOD } else { 0 };
        let r = self.function_body(&f.body, f.is_async);
        let unit = self.leave();
        r?;
        let unit = unit?;
        self.at(def);
        self.make_function(dst, unit, scope);
        self.set_part(dst, annotate.map(|(r, part)| (r, part)));
        self.set_part(dst, kwdefaults.map(|r| (r, KWDEFAULTS)));
        self.set_part(dst, defaults.map(|r| (r, DEFAULTS)));
        self.release(m);
        Ok(())
    }
    fn set_part(&mut self, f: Reg, part: Option<(Reg, u32)>) {
        if let Some((r, part)) = part {
            self.abc(Op::SET_FUNCTION, f, r, part);
        }
    }
    fn function_body(&mut self, body: &'a [Stmt], is_async: bool) -> R {
        let doc = self.doc_string(body)?;
        if let Some(d) = &doc {
            self.add_flags(flags::HAS_DOCSTRING);
            self.note_const(d);
        }
        self.u.is_async = is_async;
        self.prologue();
        let generator = self.u.is_generator || is_async;
        if generator { self.generator_body(|c| c.function_statements(body)) } else { self.function_statements(body) }
    }
    fn function_statements(&mut self, body: &'a [Stmt]) -> R {
        self.body(body)?;
        // the end is wherever the last line that ran was
        self.no_position();
        self.return_none();
        Ok(())
    }
    pub fn return_none(&mut self) {
        let m = self.mark();
        let t = self.temp();
        self.load_none(t);
        self.abc(Op::RETURN, t, 0, 0);
        self.release(m);
    }
    pub fn lambda(&mut self, l: &'a ast::ExprLambda, dst: Reg) -> R {
        let (d, k) = match &l.parameters {
            Some(p) => self.defaults(p, l.range)?,
            None => (None, None),
        };
        let scope = self.symbols.scope_of(l, Part::Body);
        let qualname = self.qualname("<lambda>");
        let line = self.first_line(l);
        let state = self.function_state(scope, l.parameters.as_deref(), "<lambda>", qualname, line);
        self.enter(state);
        self.u.flags |= self.scope_flags();
        self.prologue();
        let body = |c: &mut Self| {
            let r = c.expr_any(&l.body)?;
            c.at(l.body.range());
            c.abc(Op::RETURN, r, 0, 0);
            Ok(())
        };
        let r = if self.u.is_generator { self.generator_body(body) } else { body(self) };
        let unit = self.leave();
        r?;
        let unit = unit?;
        self.staged(dst, |c, t| {
            c.at(l.range);
            c.make_function(t, unit, scope);
            c.set_part(t, k.map(|r| (r, KWDEFAULTS)));
            c.set_part(t, d.map(|r| (r, DEFAULTS)));
            Ok(())
        })
    }

    // --- annotation-like functions
    /// Compiles the code of an annotation scope: `body` returns the register of the value.
    pub fn annotation_code(
        &mut self,
        scope: ScopeId,
        name: &str,
        at: TextRange,
        body: impl FnOnce(&mut Self) -> R<Reg>,
    ) -> R<Unit> {
        let qualname = self.qualname(name);
        let line = self.first_line_of(at);
        let mut state = State::new(self.symbols, scope, &[Rc::from(".format")], Rc::from(name), qualname, line);
        state.argcount = 1;
        state.posonly = 1;
        self.enter(state);
        self.u.flags |= self.scope_flags();
        self.prologue();
        let ok = self.label();
        self.at(at);
        self.jump_cmp(Op::JNGT_I, 0, 2, ok);
        let m = self.mark();
        let t = self.temp();
        self.abc(Op::LOAD_COMMON, t, 0, CommonConst::NotImplementedError as u32);
        self.abc(Op::RAISE1, t, 0, 0);
        self.release(m);
        self.bind(ok);
        let r = body(self);
        if let Ok(r) = &r {
            let r = *r;
            self.at(at);
            self.abc(Op::RETURN, r, 0, 0);
        }
        let unit = self.leave();
        r?;
        unit
    }
    pub fn first_line_of(&self, at: TextRange) -> u32 {
        self.src.line(at.start())
    }
    /// A function that evaluates an expression lazily, with the default format.
    fn lazy_value(&mut self, scope: ScopeId, name: &str, e: &'a Expr, at: TextRange, dst: Reg) -> R {
        let unit = self.annotation_code(scope, name, e.range(), |c| match e {
            Expr::Starred(s) => {
                // the default of a TypeVarTuple: `*Ts = *tuple[int]`
                let t = c.temp();
                let v = c.expr_any(&s.value)?;
                c.at(s.range);
                c.abc(Op::UNPACK, t, v, 1);
                Ok(t)
            }
            e => c.expr_any(e),
        })?;
        self.at(at);
        self.make_function(dst, unit, scope);
        let t = self.temp();
        self.load_const(t, Const::Tuple([Const::Int(1)].into()));
        self.abc(Op::SET_FUNCTION, dst, t, DEFAULTS);
        Ok(())
    }
    /// Makes the type parameters, binds them, and leaves their tuple in `dst`.
    fn type_params(&mut self, t: &'a ast::TypeParams, dst: Reg) -> R {
        let first = self.mark();
        for p in &t.type_params {
            let r = self.temp();
            let m = self.mark();
            let pair = self.temps(2);
            let at = p.range();
            let (name, default) = match p {
                ast::TypeParam::TypeVar(v) => (&v.name, v.default.as_deref()),
                ast::TypeParam::TypeVarTuple(v) => (&v.name, v.default.as_deref()),
                ast::TypeParam::ParamSpec(v) => (&v.name, v.default.as_deref()),
            };
            self.at(at);
            self.load_const(pair, Self::str_const(name.as_str()));
            match p {
                ast::TypeParam::TypeVar(ast::TypeParamTypeVar { bound: Some(b), .. }) => {
                    let scope = self.symbols.scope_of(p, Part::Bound);
                    self.lazy_value(scope, name.as_str(), b, at, pair + 1)?;
                    let i = if b.is_tuple_expr() { Intrinsic::TypeVarConstraints } else { Intrinsic::TypeVarBound };
                    self.abc(Op::INTRINSIC2, r, pair, i as u32);
                }
                ast::TypeParam::TypeVar(_) => self.abc(Op::INTRINSIC1, r, pair, Intrinsic::TypeVar as u32),
                ast::TypeParam::TypeVarTuple(_) => self.abc(Op::INTRINSIC1, r, pair, Intrinsic::TypeVarTuple as u32),
                ast::TypeParam::ParamSpec(_) => self.abc(Op::INTRINSIC1, r, pair, Intrinsic::ParamSpec as u32),
            }
            if let Some(d) = default {
                let scope = self.symbols.scope_of(p, Part::Default);
                self.mov(pair, r);
                self.lazy_value(scope, name.as_str(), d, at, pair + 1)?;
                self.abc(Op::INTRINSIC2, r, pair, Intrinsic::SetDefault as u32);
            }
            self.store_name(name.as_str(), r, at);
            self.release(m);
        }
        self.at(t.range);
        self.abc(Op::BUILD_TUPLE, dst, first, t.type_params.len() as u32);
        self.release(first);
        Ok(())
    }
    /// Enters the scope of type parameters, compiled as a function that is called at once.
    pub fn enter_type_params(&mut self, scope: ScopeId, name: &str, params: &[&str], line: u32) {
        let full = format!("<generic parameters of {name}>");
        let qualname = self.qualname(&full);
        let names: Vec<Name> = params.iter().map(|p| Rc::from(*p)).collect();
        let mut state = State::new(self.symbols, scope, &names, Rc::from(full.as_str()), qualname, line);
        state.argcount = params.len() as u32;
        self.enter(state);
        self.u.flags |= self.scope_flags();
        self.prologue();
    }
    fn generic_function(
        &mut self,
        f: &'a ast::StmtFunctionDef,
        t: &'a ast::TypeParams,
        line: u32,
        def: TextRange,
        dst: Reg,
    ) -> R {
        let m = self.mark();
        let (d, k) = self.defaults(&f.parameters, def)?;
        let scope = self.symbols.scope_of(f, Part::TypeParams);
        let mut params = Vec::new();
        if d.is_some() {
            params.push(".defaults");
        }
        if k.is_some() {
            params.push(".kwdefaults");
        }
        self.enter_type_params(scope, f.name.as_str(), &params, line);
        let body = (|| -> R {
            let pair = self.temps(2);
            self.type_params(t, pair + 1)?;
            let own = |c: &Self, n: &str| c.u.own_reg(scope, n);
            let (dr, kr) =
                (own(self, ".defaults").filter(|_| d.is_some()), own(self, ".kwdefaults").filter(|_| k.is_some()));
            self.function_value(f, line, def, dr, kr, pair)?;
            self.abc(Op::INTRINSIC2, pair, pair, Intrinsic::SetTypeParams as u32);
            self.abc(Op::RETURN, pair, 0, 0);
            Ok(())
        })();
        let unit = self.leave();
        body?;
        let unit = unit?;
        self.call_type_params(unit, scope, &[d, k], def, dst);
        self.release(m);
        Ok(())
    }
    /// Makes and calls the function of a type parameter scope.
    pub fn call_type_params(&mut self, unit: Unit, scope: ScopeId, args: &[Option<Reg>], at: TextRange, dst: Reg) {
        let m = self.mark();
        let w = self.temps(4);
        self.at(at);
        self.make_function(w + 2, unit, scope);
        let mut n = 0;
        for &a in args.iter().flatten() {
            let t = self.temp();
            self.mov(t, a);
            n += 1;
        }
        self.abc(Op::CALL, w, n, 0);
        self.mov(dst, w);
        self.release(m);
    }
    pub fn type_alias(&mut self, a: &'a ast::StmtTypeAlias) -> R {
        let m = self.mark();
        let name = match &*a.name {
            Expr::Name(n) => n.id.as_str(),
            other => return self.error(other.range(), "invalid syntax"),
        };
        let result = self.temp();
        match &a.type_params {
            None => self.alias_value(a, name, None, result)?,
            Some(t) => {
                let scope = self.symbols.scope_of(a, Part::TypeParams);
                let line = self.first_line(a);
                self.enter_type_params(scope, name, &[], line);
                let body = (|| -> R {
                    let r = self.temp();
                    let params = self.temp();
                    self.type_params(t, params)?;
                    self.alias_value(a, name, Some(params), r)?;
                    self.abc(Op::RETURN, r, 0, 0);
                    Ok(())
                })();
                let unit = self.leave();
                body?;
                let unit = unit?;
                self.call_type_params(unit, scope, &[], a.range, result);
            }
        }
        self.store(&a.name, result)?;
        self.release(m);
        Ok(())
    }
    fn alias_value(&mut self, a: &'a ast::StmtTypeAlias, name: &str, params: Option<Reg>, dst: Reg) -> R {
        let m = self.mark();
        let t = self.temps(3);
        self.at(a.range);
        self.load_const(t, Self::str_const(name));
        match params {
            Some(p) => self.mov(t + 1, p),
            None => self.load_none(t + 1),
        }
        let scope = self.symbols.scope_of(a, Part::Body);
        self.lazy_value(scope, name, &a.value, a.range, t + 2)?;
        self.abc(Op::BUILD_TUPLE, t, t, 3);
        self.abc(Op::INTRINSIC1, dst, t, Intrinsic::TypeAlias as u32);
        self.release(m);
        Ok(())
    }
    /// Type parameters of a class (see `class.rs`).
    pub fn class_type_params(&mut self, t: &'a ast::TypeParams, dst: Reg) -> R {
        self.type_params(t, dst)
    }

    // --- annotations of functions
    /// The function's annotations: a register, and the part of the function it is for.
    fn function_annotations(&mut self, f: &'a ast::StmtFunctionDef, def: TextRange) -> R<Option<(Reg, u32)>> {
        if !collect::has_annotations(f) {
            return Ok(None);
        }
        let r = self.temp();
        let named: Vec<(Name, &'a Expr)> = collect::annotated_parameters(&f.parameters)
            .filter_map(|p| p.annotation.as_deref().map(|a| (self.mangle(p.name.as_str()), a)))
            .chain(f.returns.as_deref().map(|e| (Rc::from("return"), e)))
            .collect();
        let scope = self.symbols.scope_of(f, Part::Annotations);
        let unit = self.annotation_code(scope, "__annotate__", def, |c| {
            let d = c.temp();
            if named.len() <= 16 {
                let first = c.mark();
                for (n, e) in &named {
                    let k = c.temp();
                    c.at(e.range());
                    c.load_const(k, Const::Str(n.clone()));
                    let v = c.temp();
                    c.annotation_value(e, v)?;
                }
                c.at(def);
                c.abc(Op::BUILD_MAP, d, first, named.len() as u32);
                c.release(first);
            } else {
                c.at(def);
                c.abc(Op::BUILD_MAP, d, d, 0);
                for (n, e) in &named {
                    let m = c.mark();
                    let k = c.temps(2);
                    c.load_const(k, Const::Str(n.clone()));
                    c.annotation_value(e, k + 1)?;
                    c.at(def);
                    c.abc(Op::MAP_ADD, d, k, k + 1);
                    c.release(m);
                }
            }
            Ok(d)
        })?;
        self.at(def);
        self.make_function(r, unit, scope);
        Ok(Some((r, ANNOTATE)))
    }
    /// An annotation's value (its text, if that is what the program asked for); `*args: *Ts` unpacks.
    fn annotation_value(&mut self, e: &'a Expr, dst: Reg) -> R {
        if self.flags.future_annotations {
            let text = super::unparse::annotation(self.src, e)?;
            self.load_const(dst, text);
            return Ok(());
        }
        match e {
            Expr::Starred(s) => {
                let m = self.mark();
                let v = self.expr_any(&s.value)?;
                self.at(s.range);
                self.abc(Op::UNPACK, dst, v, 1);
                self.release(m);
                Ok(())
            }
            e => self.expr_to(e, dst),
        }
    }
    /// Annotations of variables of a class or module, gathered in its `__annotate__`.
    pub fn variable_annotations(&mut self, at: TextRange) -> R<Option<(Unit, ScopeId)>> {
        let Some(scope) = self.symbols.scopes[self.u.scope].annotation_block else { return Ok(None) };
        let list = std::mem::take(&mut self.u.annotations);
        let unit = self.annotation_code(scope, "__annotate__", at, |c| {
            let d = c.temp();
            c.abc(Op::BUILD_MAP, d, d, 0);
            for (n, e, index) in &list {
                let m = c.mark();
                let skip = c.label();
                if let Some(i) = index {
                    let t = c.temps(2);
                    c.at(e.range());
                    c.load_const(t, Const::Int(*i as i64));
                    c.load_mangled(t + 1, &Rc::from("__conditional_annotations__"), e.range());
                    c.jump_cmp(Op::JNOTIN, t, t + 1, skip);
                }
                let v = c.expr_any(e)?;
                let k = c.temp();
                c.at(e.range());
                c.load_const(k, Const::Str(n.clone()));
                c.abc(Op::SET_ITEM, d, k, v);
                c.release(m);
                c.bind(skip);
            }
            Ok(d)
        })?;
        Ok(Some((unit, scope)))
    }
}
