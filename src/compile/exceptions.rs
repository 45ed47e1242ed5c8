//! `try`, `with`, and leaving them early.
//!
//! Each protected body is a range in the exception table. A handler starts by `PUSH_EXC` (the exception is being handled
//! now; what was handled before is saved in a register) and every way out of it passes a `POP_EXC`. `return`, `break` and
//! `continue` run what they pass: `finally` bodies are compiled again there, outside the ranges they leave.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::emit::{Access, Block, Compiler, R};
use crate::bytecode::assembler::Reg;
use crate::bytecode::ops::{Intrinsic, Op};

impl<'a> Compiler<'a> {
    /// Runs what lies between here and the outermost `keep` blocks, then `leave` (outside their ranges).
    pub fn unwind(&mut self, keep: usize, at: TextRange, leave: impl FnOnce(&mut Self)) -> R {
        let mut passed = Vec::new();
        while self.u.blocks.len() > keep {
            let Some(b) = self.u.blocks.pop() else { break };
            let active = match &b {
                Block::Try { range }
                | Block::Finally { range, .. }
                | Block::Handler { range, .. }
                | Block::HandlerName { range, .. }
                | Block::With { range, .. } => self.suspend(*range),
                Block::Loop { .. } | Block::StarHandler => false,
            };
            match &b {
                Block::Loop { .. } | Block::Try { .. } => {}
                Block::Finally { body, .. } => self.body(body)?,
                Block::Handler { saved, .. } => self.abc(Op::POP_EXC, *saved, 0, 0),
                Block::HandlerName { name, .. } => self.unbind(name),
                Block::With { exit, is_async, at, .. } => {
                    let m = self.mark();
                    self.call_exit(*exit, None, *is_async, *at);
                    self.release(m);
                }
                Block::StarHandler => {
                    return self.error(at, "'break', 'continue' and 'return' cannot appear in an except* block");
                }
            }
            passed.push((b, active));
        }
        leave(self);
        while let Some((b, active)) = passed.pop() {
            if let Block::Try { range }
            | Block::Finally { range, .. }
            | Block::Handler { range, .. }
            | Block::HandlerName { range, .. }
            | Block::With { range, .. } = &b
                && active
            {
                self.resume(*range);
            }
            self.u.blocks.push(b);
        }
        Ok(())
    }
    /// The end of `except … as name`: the name is gone, whether or not it was deleted already.
    fn unbind(&mut self, name: &'a ast::Identifier) {
        let mangled = self.mangle(name.as_str());
        self.no_position();
        if let Access::Local(r) = self.access(&mangled) {
            self.u.asm.ad(Op::CLEAR, r, 1);
            self.set_bound(r, false);
            return;
        }
        let m = self.mark();
        let t = self.temp();
        self.load_none(t);
        self.store_mangled(&mangled, t, name.range);
        self.delete_name(name.as_str(), name.range);
        self.release(m);
    }

    pub fn try_stmt(&mut self, t: &'a ast::StmtTry) -> R {
        self.line_mark(t.range);
        if t.finalbody.is_empty() {
            return self.try_except(t);
        }
        self.check_finally(&t.finalbody, false);
        let (handler, cleanup, end) = (self.label(), self.label(), self.label());
        let e = self.temps(3);
        let (saved, e2) = (e + 1, e + 2);
        let range = self.protect(handler, e);
        self.u.blocks.push(Block::Finally { range, body: &t.finalbody });
        if t.handlers.is_empty() {
            self.branch(&t.body)?;
            self.branch(&t.orelse)?;
        } else {
            self.try_except(t)?;
        }
        self.u.blocks.pop();
        self.unprotect(range);
        self.branch(&t.finalbody)?;
        self.jump(end);
        self.bind(handler);
        self.no_position();
        self.abc(Op::PUSH_EXC, e, saved, 0);
        let range = self.protect(cleanup, e2);
        self.u.blocks.push(Block::Handler { range, saved });
        let index = self.u.conditional_annotations;
        let annotations = self.u.annotations.len();
        self.branch(&t.finalbody)?;
        // the second copy notes no annotations of its own
        self.u.annotations.truncate(annotations);
        self.u.conditional_annotations = index;
        self.u.blocks.pop();
        self.unprotect(range);
        self.reraise(e, saved);
        self.bind(cleanup);
        self.reraise(e2, saved);
        self.bind(end);
        Ok(())
    }
    /// What follows is on no line.
    pub fn no_position(&mut self) {
        self.u.asm.pos = Default::default();
    }
    fn reraise(&mut self, e: Reg, saved: Reg) {
        self.no_position();
        self.abc(Op::POP_EXC, saved, 0, 0);
        self.abc(Op::RERAISE, e, 0, 0);
    }
    fn try_except(&mut self, t: &'a ast::StmtTry) -> R {
        let (handler, cleanup, end) = (self.label(), self.label(), self.label());
        let e = self.temps(3);
        let (saved, e2) = (e + 1, e + 2);
        let range = self.protect(handler, e);
        self.u.blocks.push(Block::Try { range });
        self.branch(&t.body)?;
        self.u.blocks.pop();
        self.unprotect(range);
        self.branch(&t.orelse)?;
        self.jump(end);
        self.bind(handler);
        self.no_position();
        self.abc(Op::PUSH_EXC, e, saved, 0);
        let range = self.protect(cleanup, e2);
        self.u.blocks.push(Block::Handler { range, saved });
        if t.is_star {
            self.star_handlers(t, e)?;
            // nothing left to raise
            self.u.blocks.pop();
            self.unprotect(range);
            self.no_position();
            self.abc(Op::POP_EXC, saved, 0, 0);
            self.jump(end);
        } else {
            for (i, h) in t.handlers.iter().enumerate() {
                let ast::ExceptHandler::ExceptHandler(h) = h;
                if h.type_.is_none() && i + 1 < t.handlers.len() {
                    return self.error(h.range, "default 'except:' must be last");
                }
                let next = self.label();
                self.handler(h, e, next)?;
                if self.u.asm.reachable() {
                    self.no_position();
                    self.abc(Op::POP_EXC, saved, 0, 0);
                    if let Some(n) = &h.name {
                        self.unbind(n);
                    }
                    self.jump(end);
                }
                self.bind(next);
            }
            self.u.blocks.pop();
            self.unprotect(range);
            self.reraise(e, saved);
        }
        self.bind(cleanup);
        self.reraise(e2, saved);
        self.bind(end);
        Ok(())
    }
    /// One `except` clause: jumps to `next` if it does not match, falls out behind its body.
    fn handler(
        &mut self,
        h: &'a ast::ExceptHandlerExceptHandler,
        e: Reg,
        next: crate::bytecode::assembler::Label,
    ) -> R {
        let m = self.mark();
        if let Some(ty) = &h.type_ {
            let c = self.expr_any(ty)?;
            let t = self.temp();
            self.at(ty.range());
            self.abc(Op::EXC_MATCH, t, e, c);
            self.jump_on(Op::JFALSE, t, next);
            self.release(m);
        }
        let Some(name) = &h.name else {
            return self.branch(&h.body);
        };
        self.store_name(name.as_str(), e, name.range);
        let cleanup = self.label();
        let e3 = self.temp();
        let range = self.protect(cleanup, e3);
        self.u.blocks.push(Block::HandlerName { range, name });
        self.branch(&h.body)?;
        self.u.blocks.pop();
        self.unprotect(range);
        let after = self.label();
        self.jump(after);
        self.bind(cleanup);
        self.unbind(name);
        self.no_position();
        self.abc(Op::RERAISE, e3, 0, 0);
        self.bind(after);
        self.release(m);
        Ok(())
    }
    /// `except*` clauses. What they raise, and what none of them matched, is collected and raised together at the end.
    fn star_handlers(&mut self, t: &'a ast::StmtTry, e: Reg) -> R {
        let m = self.mark();
        let (list, rest) = (self.temp(), self.temp());
        self.no_position();
        self.abc(Op::BUILD_LIST, list, list, 0);
        self.mov(rest, e);
        for h in &t.handlers {
            let ast::ExceptHandler::ExceptHandler(h) = h;
            let k = self.mark();
            let (next, raised) = (self.label(), self.label());
            let Some(ty) = &h.type_ else { return self.error(h.range, "expected one or more exception types") };
            let found = self.temps(2);
            let (outer, e4) = (self.temp(), self.temp());
            let c = self.expr_any(ty)?;
            self.at(ty.range());
            self.abc(Op::EG_MATCH, found, rest, c);
            self.mov(rest, found + 1);
            self.jump_on(Op::JNONE, found, next);
            self.abc(Op::PUSH_EXC, found, outer, 0);
            if let Some(n) = &h.name {
                self.store_name(n.as_str(), found, n.range);
            }
            let range = self.protect(raised, e4);
            self.u.blocks.push(Block::Try { range });
            self.u.blocks.push(Block::StarHandler);
            self.branch(&h.body)?;
            self.u.blocks.pop();
            self.u.blocks.pop();
            self.unprotect(range);
            self.no_position();
            self.abc(Op::POP_EXC, outer, 0, 0);
            if let Some(n) = &h.name {
                self.unbind(n);
            }
            self.jump(next);
            self.bind(raised);
            self.no_position();
            self.abc(Op::LIST_APPEND, list, e4, 0);
            self.abc(Op::POP_EXC, outer, 0, 0);
            if let Some(n) = &h.name {
                self.unbind(n);
            }
            self.bind(next);
            self.release(k);
        }
        let (matched, quiet) = (self.label(), self.label());
        self.no_position();
        self.jump_on(Op::JNONE, rest, matched);
        self.abc(Op::LIST_APPEND, list, rest, 0);
        self.bind(matched);
        self.abc(Op::EG_RERAISE, rest, e, list);
        self.jump_on(Op::JNONE, rest, quiet);
        // the cleanup handler restores what was handled before
        self.abc(Op::RERAISE, rest, 0, 0);
        self.bind(quiet);
        self.release(m);
        Ok(())
    }
    /// Warns of statements that leave a `finally` block.
    fn check_finally(&mut self, body: &'a [Stmt], in_loop: bool) {
        for s in body {
            match s {
                Stmt::Return(r) => self.warn_early(r.range, "'return' in a 'finally' block"),
                Stmt::Break(b) if !in_loop => self.warn_early(b.range, "'break' in a 'finally' block"),
                Stmt::Continue(b) if !in_loop => self.warn_early(b.range, "'continue' in a 'finally' block"),
                Stmt::If(i) => {
                    self.check_finally(&i.body, in_loop);
                    i.elif_else_clauses.iter().for_each(|c| self.check_finally(&c.body, in_loop));
                }
                Stmt::For(f) => {
                    self.check_finally(&f.body, true);
                    self.check_finally(&f.orelse, in_loop);
                }
                Stmt::While(w) => {
                    self.check_finally(&w.body, true);
                    self.check_finally(&w.orelse, in_loop);
                }
                Stmt::With(w) => self.check_finally(&w.body, in_loop),
                Stmt::Match(m) => m.cases.iter().for_each(|c| self.check_finally(&c.body, in_loop)),
                Stmt::Try(t) => {
                    self.check_finally(&t.body, in_loop);
                    for h in &t.handlers {
                        let ast::ExceptHandler::ExceptHandler(h) = h;
                        self.check_finally(&h.body, in_loop);
                    }
                    self.check_finally(&t.orelse, in_loop);
                    self.check_finally(&t.finalbody, in_loop);
                }
                _ => {}
            }
        }
    }

    // --- with
    pub fn with_stmt(&mut self, w: &'a ast::StmtWith) -> R {
        if w.is_async {
            self.check_async_with(w.range)?;
        }
        self.with_items(&w.items, &w.body, w.is_async)
    }
    fn with_items(&mut self, items: &'a [ast::WithItem], body: &'a [Stmt], is_async: bool) -> R {
        let Some((item, rest)) = items.split_first() else { return self.branch(body) };
        self.deeper()?;
        let m = self.mark();
        let at = item.context_expr.range();
        // exit function, its self, and the window that `__enter__` is called in
        let exit = self.temps(2);
        let w = self.temp();
        let manager = self.expr_any(&item.context_expr)?;
        self.at(at);
        self.abc(Op::WITH_ENTRY, exit, manager, is_async as u32);
        self.release(w + 1);
        let k = self.temps(3);
        self.mov(k + 1, w);
        self.abc(Op::CALL, w, 0, 0);
        self.release(w + 1);
        if is_async {
            self.await_in(w, 1);
        }
        let (handler, cleanup, suppress, end) = (self.label(), self.label(), self.label(), self.label());
        let e = self.temps(3);
        let (saved, e2) = (e + 1, e + 2);
        let range = self.protect(handler, e);
        self.u.blocks.push(Block::With { range, exit, is_async, at });
        if let Some(t) = &item.optional_vars {
            self.with_target(t, w)?;
        }
        self.with_items(rest, body, is_async)?;
        self.u.blocks.pop();
        self.unprotect(range);
        self.call_exit(exit, None, is_async, at);
        self.jump(end);
        self.bind(handler);
        self.at(at);
        self.abc(Op::PUSH_EXC, e, saved, 0);
        let range = self.protect(cleanup, e2);
        let result = self.call_exit(exit, Some(e), is_async, at);
        self.jump_on(Op::JTRUE, result, suppress);
        self.unprotect(range);
        self.reraise(e, saved);
        self.bind(suppress);
        self.no_position();
        self.abc(Op::POP_EXC, saved, 0, 0);
        self.jump(end);
        self.bind(cleanup);
        self.reraise(e2, saved);
        self.bind(end);
        self.release(m);
        self.depth -= 1;
        Ok(())
    }
    fn with_target(&mut self, t: &'a Expr, value: Reg) -> R {
        self.store(t, value)
    }
    /// Calls `__exit__` with the exception in a register, or with three `None`s; says where the result is.
    fn call_exit(&mut self, exit: Reg, e: Option<Reg>, is_async: bool, at: TextRange) -> Reg {
        let w = self.temps(8);
        self.at(at);
        self.mov(w + 2, exit);
        self.mov(w + 4, exit + 1);
        match e {
            Some(e) => {
                self.abc(Op::INTRINSIC1, w + 5, e, Intrinsic::ExceptionType as u32);
                self.mov(w + 6, e);
                self.abc(Op::INTRINSIC1, w + 7, e, Intrinsic::ExceptionTraceback as u32);
            }
            None => (5..8).for_each(|i| self.load_none(w + i)),
        }
        self.abc(Op::CALL_METHOD, w, 4, 0);
        self.release(w + 1);
        if is_async {
            self.await_in(w, 2);
        }
        w
    }
}
