//! Comprehensions. List, set and dict comprehensions are compiled where they stand, with registers of their own for their
//! variables (PEP 709); generator expressions, and all comprehensions in annotation scopes of classes, are functions.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::emit::{Compiler, R, State};
use super::literal;
use super::symbols::{Part, Resolution, ScopeId};
use crate::bytecode::assembler::Reg;
use crate::bytecode::ops::{CommonConst, Op};

/// What is done with each element.
#[derive(Clone, Copy)]
enum Sink<'a> {
    List(&'a Expr),
    /// Adds up what would be the items of a list; from what number.
    Sum(&'a Expr, Option<&'a ast::ExprNumberLiteral>),
    Set(&'a Expr),
    Map(&'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Compiler<'a> {
    pub fn comprehension(&mut self, e: &'a Expr, dst: Reg) -> R {
        let (generators, sink, scope, name): (&'a [ast::Comprehension], _, _, _) = match e {
            Expr::ListComp(c) => {
                (&c.generators, Sink::List(&c.elt), self.symbols.scope_of(c, Part::Body), "<listcomp>")
            }
            Expr::SetComp(c) => (&c.generators, Sink::Set(&c.elt), self.symbols.scope_of(c, Part::Body), "<setcomp>"),
            Expr::DictComp(c) => {
                let Some(key) = c.key.as_deref() else {
                    return self.error(c.range, "dict unpacking cannot be used in dict comprehension");
                };
                (&c.generators, Sink::Map(key, &c.value), self.symbols.scope_of(c, Part::Body), "<dictcomp>")
            }
            Expr::Generator(c) => {
                (&c.generators, Sink::Yield(&c.elt), self.symbols.scope_of(c, Part::Body), "<genexpr>")
            }
            _ => return Ok(()),
        };
        let Some(first) = generators.first() else { return self.error(e.range(), "invalid syntax") };
        if let Sink::List(x) | Sink::Set(x) | Sink::Yield(x) = sink
            && let Expr::Starred(s) = x
        {
            return self.error(s.range, "iterable unpacking cannot be used in comprehension");
        }
        let s = &self.symbols.scopes[scope];
        let is_async = s.is_coroutine;
        if is_async && !matches!(sink, Sink::Yield(_)) {
            let allowed = self.u.is_async || self.u.kind.is_comprehension() || self.top_level_async();
            if !allowed {
                return self.error(e.range(), "asynchronous comprehension outside of an asynchronous function");
            }
        }
        if s.inlined {
            return self.staged(dst, |c, t| c.inlined(e, generators, sink, scope, t));
        }
        // made and called with the outermost iterator
        let w = self.window(dst);
        self.temp();
        let it = self.temp();
        let line = self.first_line(e);
        let qualname = self.qualname(name);
        let mut state = State::new(self.symbols, scope, &[Rc::from(".0")], Rc::from(name), qualname, line);
        state.argcount = 1;
        self.enter(state);
        self.u.flags |= self.scope_flags();
        let r = self.comprehension_body(e, generators, sink);
        let unit = self.leave();
        r?;
        let unit = unit?;
        self.at(e.range());
        self.make_function(w + 2, unit, scope);
        let x = self.iterable(&first.iter)?;
        self.at(first.iter.range());
        self.abc(if first.is_async { Op::GET_AITER } else { Op::GET_ITER }, it, x, 0);
        self.at(e.range());
        self.abc(Op::CALL, w, 1, 0);
        if is_async && !matches!(sink, Sink::Yield(_)) {
            self.await_in(w, 0);
        }
        self.mov(dst, w);
        Ok(())
    }
    /// `sum([element for …])`, perhaps with a number to begin with: nobody else sees the list, so that there is one only if the
    /// name means something else. Done?
    pub fn sum_of_list(&mut self, c: &'a ast::ExprCall, dst: Reg) -> R<bool> {
        let Expr::Name(name) = &*c.func else { return Ok(false) };
        let (list, start) = match &c.arguments.args[..] {
            [Expr::ListComp(list)] => (list, None),
            [Expr::ListComp(list), Expr::NumberLiteral(n)] if !n.value.is_complex() => (list, Some(n)),
            _ => return Ok(false),
        };
        let scope = self.symbols.scope_of(list, Part::Body);
        if name.id.as_str() != "sum"
            || !c.arguments.keywords.is_empty()
            || list.elt.is_starred_expr()
            || !self.symbols.scopes[scope].inlined
        {
            return Ok(false);
        }
        let w = self.window(dst);
        self.expr_to(&c.func, w + 2)?;
        self.temp();
        // the sum, and what rounding has lost; or the list
        let acc = self.temps(2);
        let of = &c.arguments.args[0];
        self.inlined(of, &list.generators, Sink::Sum(&list.elt, start), scope, acc)?;
        self.at(c.range());
        let done = self.label();
        self.cache_jump(Op::SUM_END, w, 0, 0, done);
        let n = if let Some(start) = start {
            let start = literal::number(self.src, start)?;
            self.load_const(acc + 1, start);
            2
        } else {
            1
        };
        self.abc(Op::CALL, w, n, 0);
        self.bind(done);
        self.mov(dst, w);
        Ok(true)
    }
    fn top_level_async(&self) -> bool {
        self.u.kind == super::symbols::ScopeKind::Module && self.flags.top_level_await
    }
    /// The body of a comprehension that is a function; its first parameter is the outermost iterator.
    fn comprehension_body(&mut self, e: &'a Expr, generators: &'a [ast::Comprehension], sink: Sink<'a>) -> R {
        self.prologue();
        let run = |c: &mut Self| -> R {
            let acc = c.temp();
            c.at(e.range());
            c.start(sink, acc, 0, generators)?;
            c.loops(generators, 0, Some(0), sink, acc, e.range())?;
            c.at(e.range());
            if matches!(sink, Sink::Yield(_)) {
                c.return_none();
            } else {
                c.abc(Op::RETURN, acc, 0, 0);
            }
            Ok(())
        };
        if self.u.is_generator || self.u.is_async { self.generator_body(run) } else { run(self) }
    }
    /// Makes what the items go into; `it` iterates over `generators`, the first of them.
    fn start(&mut self, sink: Sink, acc: Reg, it: Reg, generators: &[ast::Comprehension]) -> R {
        match sink {
            Sink::List(_) if matches!(generators, [g] if g.ifs.is_empty() && !g.is_async) => {
                self.abc(Op::BUILD_LIST_FOR, acc, it, 0)
            }
            Sink::List(_) => self.abc(Op::BUILD_LIST, acc, acc, 0),
            Sink::Sum(_, first) => {
                let (known, m) = (self.label(), self.mark());
                let t = self.temp();
                let first = first.map_or(Ok(Const::Int(0)), |n| literal::number(self.src, n))?;
                self.load_const(acc, first);
                let zero = self.u.asm.constant(Const::float(0.0));
                self.u.asm.pool(Op::LOADK, acc + 1, zero);
                self.abc(Op::LOAD_COMMON, t, 0, CommonConst::Sum as u32);
                self.jump_cmp(Op::JIS, acc - 2, t, known);
                self.abc(Op::BUILD_LIST, acc, acc, 0);
                self.bind(known);
                self.release(m);
            }
            Sink::Set(_) => self.abc(Op::BUILD_SET, acc, acc, 0),
            Sink::Map(..) => self.abc(Op::BUILD_MAP, acc, acc, 0),
            Sink::Yield(_) => {}
        }
        Ok(())
    }
    /// Compiled in place; `acc` is a temporary.
    fn inlined(
        &mut self,
        e: &'a Expr,
        generators: &'a [ast::Comprehension],
        sink: Sink<'a>,
        scope: ScopeId,
        acc: Reg,
    ) -> R {
        let first = &generators[0];
        let it = self.temp();
        let m = self.mark();
        let x = self.iterable(&first.iter)?;
        self.at(first.iter.range());
        self.abc(if first.is_async { Op::GET_AITER } else { Op::GET_ITER }, it, x, 0);
        self.release(m);
        self.at(e.range());
        let regs = self.comprehension_registers(scope);
        let simple = generators.len() == 1 && is_plain_target(&first.target);
        for &(r, cell) in &regs {
            if cell || !simple {
                self.u.asm.ad(Op::CLEAR, r, 1);
            }
            if cell {
                self.abc(Op::MAKE_CELL, r, 0, 0);
            }
            self.set_bound(r, false);
        }
        self.start(sink, acc, it, generators)?;
        // `locals()` must not show the variables after an exception
        let cleanup = (!regs.is_empty()).then(|| {
            let (handler, raised) = (self.label(), self.temp());
            (handler, raised, self.protect(handler, raised))
        });
        self.u.comps.push(scope);
        let result = self.loops(generators, 0, Some(it), sink, acc, e.range());
        self.u.comps.pop();
        result?;
        self.at(e.range());
        if let Some((handler, raised, range)) = cleanup {
            self.unprotect(range);
            let end = self.label();
            self.forget(&regs);
            self.jump(end);
            self.bind(handler);
            self.no_position();
            self.forget(&regs);
            self.abc(Op::RERAISE, raised, 0, 0);
            self.bind(end);
        } else {
            self.forget(&regs);
        }
        Ok(())
    }
    /// Lets go of what the variables of a comprehension hold.
    fn forget(&mut self, regs: &[(Reg, bool)]) {
        let mut i = 0;
        while i < regs.len() {
            let mut n = 1;
            while i + n < regs.len() && regs[i + n].0 == regs[i].0 + n as u32 {
                n += 1;
            }
            self.u.asm.ad(Op::CLEAR, regs[i].0, n as i32);
            (0..n).for_each(|k| self.set_bound(regs[i].0 + k as u32, false));
            i += n;
        }
    }
    /// Registers of an inlined comprehension's variables, in order; is it a cell?
    fn comprehension_registers(&self, scope: ScopeId) -> Vec<(Reg, bool)> {
        let s = &self.symbols.scopes[scope];
        let mut regs: Vec<(Reg, bool)> = s
            .symbols
            .iter()
            .filter_map(|y| match y.resolution {
                Resolution::Local => Some((self.u.own_reg(scope, &y.name)?, false)),
                Resolution::Cell => Some((self.u.own_reg(scope, &y.name)?, true)),
                _ => None,
            })
            .collect();
        regs.sort_unstable();
        regs
    }
    /// Loop number `i`; the outermost has its iterator already.
    fn loops(
        &mut self,
        generators: &'a [ast::Comprehension],
        i: usize,
        iterator: Option<Reg>,
        sink: Sink<'a>,
        acc: Reg,
        whole: TextRange,
    ) -> R {
        let Some(g) = generators.get(i) else { return self.element(sink, acc, whole) };
        let m = self.mark();
        // `for x in [value]` is an assignment
        if iterator.is_none()
            && !g.is_async
            && let Expr::List(ast::ExprList { elts, .. }) | Expr::Tuple(ast::ExprTuple { elts, .. }) = &g.iter
            && let [one] = &elts[..]
            && !one.is_starred_expr()
        {
            let skip = self.label();
            let v = self.expr_any(one)?;
            self.store(&g.target, v)?;
            for c in &g.ifs {
                self.cond_jump(c, skip, false)?;
            }
            self.loops(generators, i + 1, None, sink, acc, whole)?;
            self.bind(skip);
            self.release(m);
            return Ok(());
        }
        let it = match iterator {
            Some(it) => it,
            None => {
                let it = self.temp();
                let k = self.mark();
                let x = self.iterable(&g.iter)?;
                self.at(g.iter.range());
                self.abc(if g.is_async { Op::GET_AITER } else { Op::GET_ITER }, it, x, 0);
                self.release(k);
                it
            }
        };
        if g.is_async {
            self.async_for(it, &g.target, g.iter.range(), |c, next| {
                for cond in &g.ifs {
                    c.cond_jump(cond, next, false)?;
                }
                c.loops(generators, i + 1, None, sink, acc, whole)
            })?;
        } else {
            self.sync_for(it, &g.target, g.iter.range(), |c, next| {
                for cond in &g.ifs {
                    c.cond_jump(cond, next, false)?;
                }
                c.loops(generators, i + 1, None, sink, acc, whole)
            })?;
        }
        self.release(m);
        Ok(())
    }
    fn element(&mut self, sink: Sink<'a>, acc: Reg, _whole: TextRange) -> R {
        let m = self.mark();
        match sink {
            Sink::List(e) | Sink::Set(e) | Sink::Sum(e, _) => {
                let v = self.expr_any(e)?;
                self.at(e.range());
                let op = match sink {
                    Sink::List(_) => Op::LIST_APPEND,
                    Sink::Sum(..) => Op::SUM_ADD,
                    _ => Op::SET_ADD,
                };
                self.abc(op, acc, v, 0);
            }
            Sink::Map(k, v) => {
                let kr = self.operand(k, &[v])?;
                let vr = self.expr_any(v)?;
                self.at(TextRange::new(k.start(), v.end()));
                self.abc(Op::MAP_ADD, acc, kr, vr);
            }
            Sink::Yield(e) => {
                let v = self.expr_any(e)?;
                self.at(e.range());
                let sent = self.temp();
                self.yield_value(v, sent);
            }
        }
        self.release(m);
        Ok(())
    }
}

/// A target that binds its variables before anything can use them.
fn is_plain_target(e: &Expr) -> bool {
    match e {
        Expr::Name(_) => true,
        Expr::Tuple(t) => t.elts.iter().all(is_plain_target),
        Expr::List(t) => t.elts.iter().all(is_plain_target),
        Expr::Starred(s) => is_plain_target(&s.value),
        _ => false,
    }
}
