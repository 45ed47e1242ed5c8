//! Statements, except `try` and `with` (`exceptions.rs`), `match` (`pattern.rs`) and definitions.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::emit::{Block, Compiler, R};
use super::expr::{inplace_op, refs, small};
use super::symbols::{Name, ScopeKind};
use crate::bytecode::assembler::{Label, Reg};
use crate::bytecode::ops::{CommonConst, Intrinsic, Op};

impl<'a> Compiler<'a> {
    pub fn body(&mut self, body: &'a [Stmt]) -> R {
        body.iter().try_for_each(|s| self.stmt(s))
    }
    /// A body that may not run; annotations in it are conditional.
    pub fn branch(&mut self, body: &'a [Stmt]) -> R {
        self.u.in_conditional += 1;
        let r = self.body(body);
        self.u.in_conditional -= 1;
        r
    }
    pub fn stmt(&mut self, s: &'a Stmt) -> R {
        self.deeper()?;
        let (m, start) = (self.mark(), self.u.asm.here());
        let r = self.stmt_inner(s);
        self.release(m);
        self.depth -= 1;
        let silent = match s {
            Stmt::Global(_) | Stmt::Nonlocal(_) | Stmt::AnnAssign(_) => true,
            Stmt::Expr(e) => e.value.is_string_literal_expr(),
            _ => false,
        };
        if !silent && self.u.asm.here() == start {
            self.line_mark(s.range());
        }
        r
    }
    /// An instruction that does nothing but be on a line, for those who trace lines.
    pub fn line_mark(&mut self, at: TextRange) {
        self.at(at);
        self.abc(Op::NOP, 0, 0, 0);
    }
    /// A condition that is decided here is still a line that is passed.
    fn mark_constant(&mut self, test: &'a Expr) -> R {
        if self.fold(test)?.is_some() {
            self.line_mark(test.range());
        }
        Ok(())
    }
    fn stmt_inner(&mut self, s: &'a Stmt) -> R {
        match s {
            Stmt::FunctionDef(f) => self.function(f),
            Stmt::ClassDef(c) => self.class(c),
            Stmt::Return(r) => self.return_stmt(r),
            Stmt::Delete(d) => d.targets.iter().try_for_each(|t| self.delete(t)),
            Stmt::TypeAlias(t) => self.type_alias(t),
            Stmt::Assign(a) => self.assign(a),
            Stmt::AugAssign(a) => self.aug_assign(a),
            Stmt::AnnAssign(a) => self.ann_assign(a),
            Stmt::For(f) => self.for_stmt(f),
            Stmt::While(w) => self.while_stmt(w),
            Stmt::If(i) => self.if_stmt(i),
            Stmt::With(w) => self.with_stmt(w),
            Stmt::Match(m) => self.match_stmt(m),
            Stmt::Raise(r) => self.raise(r),
            Stmt::Try(t) => self.try_stmt(t),
            Stmt::Assert(a) => self.assert(a),
            Stmt::Import(i) => self.import(i),
            Stmt::ImportFrom(i) => self.import_from(i),
            Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            Stmt::Expr(e) => self.expr_stmt(e),
            Stmt::Pass(_) => Ok(()),
            Stmt::Break(b) => self.leave_loop(b.range, true),
            Stmt::Continue(b) => self.leave_loop(b.range, false),
            Stmt::IpyEscapeCommand(i) => self.error(i.range, "invalid syntax"),
        }
    }
    fn expr_stmt(&mut self, e: &'a ast::StmtExpr) -> R {
        if self.interactive && self.outer.is_empty() {
            let r = self.expr_any(&e.value)?;
            let t = self.temp();
            self.at(e.range);
            self.abc(Op::INTRINSIC1, t, r, Intrinsic::Print as u32);
            return Ok(());
        }
        self.expr_discard(&e.value)
    }

    // --- assignment
    fn assign(&mut self, a: &'a ast::StmtAssign) -> R {
        if let [target] = &a.targets[..] {
            if let Some(r) = self.target_reg(target) {
                self.expr_to(&a.value, r)?;
                self.set_bound(r, true);
                return Ok(());
            }
            if self.parallel_assign(target, &a.value)? {
                return Ok(());
            }
        }
        let first = &a.targets[0];
        let r = match self.target_reg(first) {
            // a chain through a local variable
            Some(r) if !self.rebound_by(&a.targets[1..], r) => {
                self.expr_to(&a.value, r)?;
                self.set_bound(r, true);
                return a.targets[1..].iter().try_for_each(|t| self.store(t, r));
            }
            _ => self.expr_any(&a.value)?,
        };
        let r = if a.targets.len() > 1 && !self.u.is_temp(r) {
            let t = self.temp();
            self.mov(t, r);
            t
        } else {
            r
        };
        a.targets.iter().try_for_each(|t| self.store(t, r))
    }
    /// Does storing to these targets write register `r`?
    fn rebound_by(&self, targets: &[Expr], r: Reg) -> bool {
        targets.iter().any(|t| match t {
            Expr::Tuple(t) => self.rebound_by(&t.elts, r),
            Expr::List(t) => self.rebound_by(&t.elts, r),
            Expr::Starred(s) => self.target_reg(&s.value) == Some(r),
            t => self.target_reg(t) == Some(r),
        })
    }
    /// `a, b = x, y` without a tuple. Says whether it applied.
    fn parallel_assign(&mut self, target: &'a Expr, value: &'a Expr) -> R<bool> {
        let (Expr::Tuple(ast::ExprTuple { elts: targets, .. }) | Expr::List(ast::ExprList { elts: targets, .. })) =
            target
        else {
            return Ok(false);
        };
        let Expr::Tuple(v) = value else { return Ok(false) };
        let flat = |e: &Expr| !e.is_starred_expr();
        if targets.len() != v.elts.len()
            || targets.is_empty()
            || targets.len() > 16
            || !targets.iter().all(flat)
            || !v.elts.iter().all(flat)
            || targets.iter().any(|t| matches!(t, Expr::Tuple(_) | Expr::List(_)))
        {
            return Ok(false);
        }
        let written: Vec<Option<Reg>> = targets.iter().map(|t| self.target_reg(t)).collect();
        let mut values = Vec::new();
        for (i, e) in v.elts.iter().enumerate() {
            // a variable that an earlier target overwrites is copied first
            let clobbered = self.is_local(e) && self.target_reg(e).is_some_and(|r| written[..i].contains(&Some(r)));
            let r = if clobbered { self.expr_tmp(e)? } else { self.operand(e, &refs(&v.elts[i + 1..]))? };
            values.push(r);
        }
        for (t, r) in targets.iter().zip(values) {
            self.store(t, r)?;
        }
        Ok(true)
    }
    fn aug_assign(&mut self, a: &'a ast::StmtAugAssign) -> R {
        let op = inplace_op(a.op);
        match &*a.target {
            Expr::Name(n) => {
                let old = self.operand(&a.target, &[&a.value])?;
                let dst = match self.target_reg(&a.target) {
                    Some(r) => r,
                    None => old,
                };
                self.in_place(op, dst, old, a)?;
                self.at(a.range);
                match self.target_reg(&a.target) {
                    Some(r) => self.set_bound(r, true),
                    None => self.store_name(&n.id, dst, n.range),
                }
            }
            Expr::Attribute(t) => {
                let o = self.operand(&t.value, &[&a.value])?;
                let name = self.mangle(t.attr.as_str());
                let v = self.temp();
                self.note_static_attribute(t);
                self.at_attribute(t);
                self.named(Op::LOAD_ATTR, v, o, 0, &name);
                self.in_place(op, v, v, a)?;
                self.at_attribute(t);
                self.named(Op::STORE_ATTR, o, v, 0, &name);
            }
            Expr::Subscript(t) => {
                let o = self.operand(&t.value, &[&t.slice, &a.value])?;
                let k = self.operand(&t.slice, &[&a.value])?;
                let v = self.temp();
                self.at(t.range);
                self.abc(Op::GET_ITEM, v, o, k);
                self.in_place(op, v, v, a)?;
                self.at(t.range);
                self.abc(Op::SET_ITEM, o, k, v);
            }
            other => return self.error(other.range(), "illegal expression for augmented assignment"),
        }
        Ok(())
    }
    fn in_place(&mut self, op: Op, dst: Reg, old: Reg, a: &'a ast::StmtAugAssign) -> R {
        let imm = match op {
            Op::IADD => Some(Op::IADD_I),
            Op::ISUB => Some(Op::ISUB_I),
            _ => None,
        };
        if let Some(imm) = imm
            && let Some(i) = self.fold(&a.value)?.as_ref().and_then(small)
        {
            self.at(a.range);
            self.u.asm.ab_imm(imm, dst, old, i);
            return Ok(());
        }
        let m = self.mark();
        let v = self.expr_any(&a.value)?;
        self.at(a.range);
        self.abc(op, dst, old, v);
        self.release(m);
        Ok(())
    }
    fn ann_assign(&mut self, a: &'a ast::StmtAnnAssign) -> R {
        if let Some(v) = &a.value {
            match self.target_reg(&a.target) {
                Some(r) => {
                    self.expr_to(v, r)?;
                    self.set_bound(r, true);
                }
                None => {
                    let r = self.expr_any(v)?;
                    self.store(&a.target, r)?;
                }
            }
        }
        match &*a.target {
            Expr::Name(n) => {
                if a.simple && matches!(self.u.kind, ScopeKind::Module | ScopeKind::Class) {
                    self.note_annotation(n, &a.annotation, a.range)?;
                }
            }
            Expr::Attribute(t) if a.value.is_none() => self.expr_discard(&t.value)?,
            Expr::Subscript(t) if a.value.is_none() => {
                self.expr_discard(&t.value)?;
                self.expr_discard(&t.slice)?;
            }
            Expr::Attribute(_) | Expr::Subscript(_) => {}
            Expr::List(l) => return self.error(l.range, "only single target (not list) can be annotated"),
            Expr::Tuple(l) => return self.error(l.range, "only single target (not tuple) can be annotated"),
            other => return self.error(other.range(), "illegal target for annotation"),
        }
        Ok(())
    }
    fn note_annotation(&mut self, n: &'a ast::ExprName, e: &'a Expr, at: TextRange) -> R {
        let name = self.mangle(&n.id);
        if self.flags.future_annotations {
            let t = self.temps(3);
            let text = super::unparse::annotation(self.src, e)?;
            self.at(e.range());
            self.load_const(t, text);
            self.load_mangled(t + 1, &Rc::from("__annotations__"), at);
            self.load_const(t + 2, Const::Str(name));
            self.abc(Op::SET_ITEM, t + 1, t + 2, t);
            return Ok(());
        }
        let conditional = self.u.kind == ScopeKind::Module || self.u.in_conditional > 0;
        let mut index = None;
        if conditional {
            let i = self.u.conditional_annotations;
            self.u.conditional_annotations += 1;
            index = Some(i);
            let t = self.temps(2);
            self.at(at);
            let set: Name = Rc::from("__conditional_annotations__");
            match self.u.own_reg(self.u.scope, &set) {
                Some(r) => self.abc(Op::LOAD_CELL, t, r, 0),
                None => self.named_d(Op::LOAD_NAME, t, &set),
            }
            self.load_const(t + 1, Const::Int(i as i64));
            self.abc(Op::SET_ADD, t, t + 1, 0);
        }
        self.u.annotations.push((name, e, index));
        Ok(())
    }

    // --- control flow
    fn if_stmt(&mut self, i: &'a ast::StmtIf) -> R {
        let end = self.label();
        let mut next = self.label();
        self.mark_constant(&i.test)?;
        self.cond_jump(&i.test, next, false)?;
        self.branch(&i.body)?;
        let mut clauses = i.elif_else_clauses.iter().peekable();
        if clauses.peek().is_some() {
            self.jump(end);
        }
        self.bind(next);
        while let Some(c) = clauses.next() {
            match &c.test {
                Some(t) => {
                    next = self.label();
                    self.cond_jump(t, next, false)?;
                    self.branch(&c.body)?;
                    if clauses.peek().is_some() {
                        self.jump(end);
                    }
                    self.bind(next);
                }
                None => self.branch(&c.body)?,
            }
        }
        self.bind(end);
        Ok(())
    }
    fn while_stmt(&mut self, w: &'a ast::StmtWhile) -> R {
        let (head, bottom, exit, end) = (self.label(), self.label(), self.label(), self.label());
        self.bind_head(head);
        self.mark_constant(&w.test)?;
        self.cond_jump(&w.test, exit, false)?;
        self.u.blocks.push(Block::Loop { break_: end, continue_: bottom });
        self.branch(&w.body)?;
        self.u.blocks.pop();
        self.bind(bottom);
        self.at(w.test.range());
        self.u.asm.jump(Op::LOOP, 0, head);
        self.bind(exit);
        self.branch(&w.orelse)?;
        self.bind(end);
        Ok(())
    }
    fn for_stmt(&mut self, f: &'a ast::StmtFor) -> R {
        if f.is_async {
            self.check_async(f.range, "async for")?;
        }
        let it = self.temp();
        let m = self.mark();
        let x = self.iterable(&f.iter)?;
        self.at(f.iter.range());
        self.abc(if f.is_async { Op::GET_AITER } else { Op::GET_ITER }, it, x, 0);
        self.release(m);
        let end = self.label();
        let body = |c: &mut Self, next: Label| {
            c.u.blocks.push(Block::Loop { break_: end, continue_: next });
            let r = c.branch(&f.body);
            c.u.blocks.pop();
            r
        };
        if f.is_async {
            self.async_for(it, &f.target, f.iter.range(), body)?;
        } else {
            self.sync_for(it, &f.target, f.iter.range(), body)?;
        }
        self.branch(&f.orelse)?;
        self.bind(end);
        Ok(())
    }
    fn check_async(&mut self, at: TextRange, what: &str) -> R {
        match self.u.kind {
            ScopeKind::Module if self.flags.top_level_await => Ok(()),
            ScopeKind::Module | ScopeKind::Class => self.error(at, format!("'{what}' outside async function")),
            _ if self.u.is_async => Ok(()),
            _ => self.error(at, format!("'{what}' outside async function")),
        }
    }
    pub fn check_async_with(&mut self, at: TextRange) -> R {
        self.check_async(at, "async with")
    }
    /// A loop over the iterator in `it`; `body` gets the label that goes on with the next item.
    pub fn sync_for(
        &mut self,
        it: Reg,
        target: &'a Expr,
        at: TextRange,
        body: impl FnOnce(&mut Self, Label) -> R,
    ) -> R {
        let (top, bottom) = (self.label(), self.label());
        self.forget_unbindable();
        let reachable = self.u.asm.reachable();
        self.at(at);
        self.jump(bottom);
        self.u.asm.bind_loop(top, reachable);
        let item = match self.target_reg(target) {
            Some(r) => {
                self.set_bound(r, true);
                r
            }
            None => {
                let t = self.temp();
                self.store(target, t)?;
                t
            }
        };
        body(self, bottom)?;
        self.bind(bottom);
        self.at(at);
        self.u.asm.cache_jump(Op::FOR_LOOP, it, item, 0, top);
        Ok(())
    }
    pub fn async_for(
        &mut self,
        it: Reg,
        target: &'a Expr,
        at: TextRange,
        body: impl FnOnce(&mut Self, Label) -> R,
    ) -> R {
        let (head, next, handler, done) = (self.label(), self.label(), self.label(), self.label());
        let (e, t) = (self.temp(), self.temp());
        self.bind_head(head);
        let range = self.protect(handler, e);
        self.at(at);
        self.abc(Op::GET_ANEXT, t, it, 0);
        self.send_loop(t);
        self.unprotect(range);
        self.store(target, t)?;
        body(self, next)?;
        self.bind(next);
        self.at(at);
        self.u.asm.jump(Op::LOOP, 0, head);
        self.bind(handler);
        self.at(at);
        self.jump_on(Op::END_ASYNC_FOR, e, done);
        self.bind(done);
        Ok(())
    }
    fn leave_loop(&mut self, at: TextRange, breaks: bool) -> R {
        let found = self.u.blocks.iter().rposition(|b| matches!(b, Block::Loop { .. }));
        if self.u.blocks[found.unwrap_or(0)..].iter().any(|b| matches!(b, Block::StarHandler)) {
            return self.unwind(found.map_or(0, |i| i + 1), at, |_| ());
        }
        let Some(i) = found else {
            return self.error(at, if breaks { "'break' outside loop" } else { "'continue' not properly in loop" });
        };
        let runs_code = self.u.blocks[i..].iter().any(|b| matches!(b, Block::Finally { .. } | Block::With { .. }));
        if runs_code {
            self.line_mark(at);
        }
        self.at(at);
        let l = match &self.u.blocks[i] {
            Block::Loop { break_, continue_ } => {
                if breaks {
                    *break_
                } else {
                    *continue_
                }
            }
            _ => return Ok(()),
        };
        self.unwind(i + 1, at, |c| {
            if !runs_code {
                c.at(at);
            }
            c.jump(l);
        })
    }
    fn return_stmt(&mut self, r: &'a ast::StmtReturn) -> R {
        if matches!(self.u.kind, ScopeKind::Module | ScopeKind::Class) {
            return self.error(r.range, "'return' outside function");
        }
        if self.u.is_async && self.u.is_generator && r.value.is_some() {
            return self.error(r.range, "'return' with value in async generator");
        }
        let runs_code = self
            .u
            .blocks
            .iter()
            .any(|b| matches!(b, Block::Finally { .. } | Block::With { .. } | Block::HandlerName { .. }));
        let v = match &r.value {
            Some(e) if runs_code => self.expr_tmp(e)?,
            Some(e) => self.expr_any(e)?,
            None => {
                let t = self.temp();
                self.at(r.range);
                self.load_none(t);
                t
            }
        };
        self.unwind(0, r.range, |c| {
            // code that was run on the way out is where the function returns
            if !runs_code {
                c.at(r.range);
            }
            c.abc(Op::RETURN, v, 0, 0);
        })
    }
    fn raise(&mut self, r: &'a ast::StmtRaise) -> R {
        match (&r.exc, &r.cause) {
            (None, _) => {
                self.at(r.range);
                self.abc(Op::RAISE0, 0, 0, 0);
            }
            (Some(e), None) => {
                let e = self.expr_any(e)?;
                self.at(r.range);
                self.abc(Op::RAISE1, e, 0, 0);
            }
            (Some(e), Some(c)) => {
                let e = self.operand(e, &[c])?;
                let c = self.expr_any(c)?;
                self.at(r.range);
                self.abc(Op::RAISE, e, c, 0);
            }
        }
        Ok(())
    }
    fn assert(&mut self, a: &'a ast::StmtAssert) -> R {
        let always = match &*a.test {
            Expr::Tuple(t) => !t.elts.is_empty(),
            _ => false,
        };
        if always {
            self.warn(a.range, "assertion is always true, perhaps remove parentheses?");
        }
        if self.flags.optimize > 0 {
            return Ok(());
        }
        let ok = self.label();
        self.cond_jump(&a.test, ok, true)?;
        self.at(a.range);
        match &a.msg {
            None => {
                let t = self.temp();
                self.abc(Op::LOAD_COMMON, t, 0, CommonConst::AssertionError as u32);
                self.at(a.test.range());
                self.abc(Op::RAISE1, t, 0, 0);
            }
            Some(m) => {
                let w = self.temps(4);
                self.abc(Op::LOAD_COMMON, w + 2, 0, CommonConst::AssertionError as u32);
                self.expr_tmp(m)?;
                self.at(a.test.range());
                self.abc(Op::CALL, w, 1, 0);
                self.abc(Op::RAISE1, w, 0, 0);
            }
        }
        self.bind(ok);
        Ok(())
    }

    // --- imports
    fn import_module(&mut self, name: &Name, level: u32, from: Const, at: TextRange) -> Reg {
        let t = self.temp();
        let m = self.mark();
        let args = self.temps(2);
        self.at(at);
        self.load_const(args, Const::Int(level as i64));
        self.load_const(args + 1, from);
        self.named(Op::IMPORT, t, args, 0, name);
        self.release(m);
        t
    }
    fn import(&mut self, i: &'a ast::StmtImport) -> R {
        for a in &i.names {
            let m = self.mark();
            let full: Name = Rc::from(a.name.as_str());
            let t = self.import_module(&full, 0, Const::None, i.range);
            match &a.asname {
                Some(n) => {
                    for part in a.name.as_str().split('.').skip(1) {
                        self.named(Op::IMPORT_FROM, t, t, 0, &Rc::from(part));
                    }
                    self.store_name(n.as_str(), t, i.range);
                }
                None => {
                    let first = a.name.as_str().split('.').next().unwrap_or("");
                    self.store_name(first, t, i.range);
                }
            }
            self.release(m);
        }
        Ok(())
    }
    fn import_from(&mut self, i: &'a ast::StmtImportFrom) -> R {
        let module: Name = Rc::from(i.module.as_ref().map_or("", |m| m.as_str()));
        if &*module == "__future__" && i.level == 0 && !self.flags.future_allowed(i) {
            return self.error(i.range, "from __future__ imports must occur at the beginning of the file");
        }
        let names: Vec<Const> = i.names.iter().map(|a| Const::str(a.name.as_str())).collect();
        let t = self.import_module(&module, i.level, Const::Tuple(names.into()), i.range);
        if let [a] = &i.names[..]
            && a.name.as_str() == "*"
        {
            self.abc(Op::IMPORT_STAR, t, 0, 0);
            return Ok(());
        }
        for a in &i.names {
            let m = self.mark();
            let v = self.temp();
            self.at(i.range);
            self.named(Op::IMPORT_FROM, v, t, 0, &Rc::from(a.name.as_str()));
            let n = a.asname.as_ref().unwrap_or(&a.name);
            self.store_name(n.as_str(), v, i.range);
            self.release(m);
        }
        Ok(())
    }

    // --- doc strings
    /// The doc string of a body, cleaned; none when they are stripped.
    pub fn doc_string(&mut self, body: &'a [Stmt]) -> R<Option<Const>> {
        if self.flags.optimize >= 2 {
            return Ok(None);
        }
        let Some(Stmt::Expr(e)) = body.first() else { return Ok(None) };
        if !e.value.is_string_literal_expr() {
            return Ok(None);
        }
        Ok(self.fold(&e.value)?.and_then(|c| c.to_points()).map(|p| Const::points(clean_doc(&p))))
    }
}

/// Expands tabs and takes the common indentation off, as CPython's compiler does.
fn clean_doc(doc: &[u32]) -> Vec<u32> {
    const SPACE: u32 = ' ' as u32;
    const NEWLINE: u32 = '\n' as u32;
    let mut text = Vec::with_capacity(doc.len());
    let mut column = 0;
    for &c in doc {
        if c == '\t' as u32 {
            let n = 8 - column % 8;
            text.extend(std::iter::repeat_n(SPACE, n));
            column += n;
        } else {
            text.push(c);
            column = if c == NEWLINE || c == '\r' as u32 { 0 } else { column + 1 };
        }
    }
    let indent = |l: &[u32]| l.iter().take_while(|c| **c == SPACE).count();
    let lines: Vec<&[u32]> = text.split(|c| *c == NEWLINE).collect();
    let margin = lines[1..].iter().filter(|l| indent(l) < l.len()).map(|l| indent(l)).min().unwrap_or(0);
    let mut out = lines[0][indent(lines[0])..].to_vec();
    for l in &lines[1..] {
        out.push(NEWLINE);
        out.extend(&l[margin.min(indent(l))..]);
    }
    out
}
