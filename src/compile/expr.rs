//! Expressions. Each is compiled into the register it is wanted in; operands that are local variables are used where they
//! are, unless evaluating a later operand might rebind them.
//!
//! Invariant: a named destination is written by the last instruction that can raise, never before.

use ruff_python_ast as ast;
use ruff_python_ast::{BoolOp, CmpOp, Expr, ExprContext, Operator, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::emit::{Access, Compiler, R};
use super::symbols::ScopeKind;
use crate::bytecode::assembler::{Label, Reg};
use crate::bytecode::ops::Op;

/// Displays with more elements are built step by step.
const MAX_RUN: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Display {
    List,
    Tuple,
    Set,
}

pub fn small(c: &Const) -> Option<i16> {
    match c {
        Const::Int(i) => i16::try_from(*i).ok(),
        _ => None,
    }
}

impl<'a> Compiler<'a> {
    /// Evaluates into a register.
    pub fn expr_to(&mut self, e: &'a Expr, dst: Reg) -> R {
        self.deeper()?;
        let m = self.mark();
        let r = self.expr_inner(e, dst);
        self.release(m);
        self.depth -= 1;
        r
    }
    /// Evaluates into a fresh temporary on top.
    pub fn expr_tmp(&mut self, e: &'a Expr) -> R<Reg> {
        let t = self.temp();
        self.expr_to(e, t)?;
        Ok(t)
    }
    /// Evaluates into some register: a local variable's own, or a fresh temporary.
    pub fn expr_any(&mut self, e: &'a Expr) -> R<Reg> {
        match self.as_local(e) {
            Some(r) => Ok(r),
            None => self.expr_tmp(e),
        }
    }
    /// As `expr_any`, for an operand that is used after `later` have been evaluated.
    pub fn operand(&mut self, e: &'a Expr, later: &[&Expr]) -> R<Reg> {
        if self.rebindable(e, later) { self.expr_tmp(e) } else { self.expr_any(e) }
    }
    /// As `operand`, evaluating into `dst` if that is a temporary.
    fn operand_into(&mut self, e: &'a Expr, dst: Reg, later: &[&Expr]) -> R<Reg> {
        if !self.rebindable(e, later)
            && let Some(r) = self.as_local(e)
        {
            return Ok(r);
        }
        if self.u.is_temp(dst) {
            self.expr_to(e, dst)?;
            Ok(dst)
        } else {
            self.expr_tmp(e)
        }
    }
    /// May evaluating `later` rebind the local variable that `e` is?
    fn rebindable(&self, e: &Expr, later: &[&Expr]) -> bool {
        let Expr::Name(n) = e else { return false };
        let walrus = &self.symbols.scopes[self.u.scope].walrus;
        !walrus.is_empty() && walrus.contains(&self.mangle(&n.id)) && later.iter().any(|l| !is_leaf(l))
    }
    /// Evaluates for the effects only.
    pub fn expr_discard(&mut self, e: &'a Expr) -> R {
        let m = self.mark();
        if !self.is_constant(e)? {
            self.expr_any(e)?;
        }
        self.release(m);
        Ok(())
    }
    pub fn is_constant(&mut self, e: &Expr) -> R<bool> {
        Ok(match e {
            Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => self.fold(e)?.is_some(),
            _ => false,
        })
    }

    fn expr_inner(&mut self, e: &'a Expr, dst: Reg) -> R {
        match e {
            Expr::Name(n) if n.id != "__debug__" => {
                self.load_name(dst, &n.id, n.range);
                return Ok(());
            }
            Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Tuple(_) | Expr::Subscript(_) => {
                if let Some(c) = self.fold(e)? {
                    self.at(e.range());
                    self.load_const(dst, c);
                    return Ok(());
                }
            }
            _ => {}
        }
        match e {
            Expr::Name(_)
            | Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => {
                let c = self.fold(e)?.unwrap_or(Const::None);
                self.at(e.range());
                self.load_const(dst, c);
                Ok(())
            }
            Expr::BinOp(b) => self.binary(b, dst),
            Expr::UnaryOp(u) => {
                let r = self.operand_into(&u.operand, dst, &[])?;
                let op = match u.op {
                    UnaryOp::Invert => Op::INVERT,
                    UnaryOp::Not => Op::NOT,
                    UnaryOp::UAdd => Op::POS,
                    UnaryOp::USub => Op::NEG,
                };
                self.at(u.range);
                self.abc(op, dst, r, 0);
                Ok(())
            }
            Expr::BoolOp(b) => self.staged(dst, |c, t| {
                let end = c.label();
                for (i, v) in b.values.iter().enumerate() {
                    c.expr_to(v, t)?;
                    if i + 1 < b.values.len() {
                        c.at(b.range);
                        c.jump_on(if b.op == BoolOp::And { Op::JFALSE } else { Op::JTRUE }, t, end);
                    }
                }
                c.bind(end);
                Ok(())
            }),
            Expr::Named(n) => {
                let r = self.expr_any(&n.value)?;
                self.store(&n.target, r)?;
                self.mov(dst, r);
                Ok(())
            }
            Expr::Lambda(l) => self.lambda(l, dst),
            Expr::If(i) => {
                let (other, end) = (self.label(), self.label());
                self.cond_jump(&i.test, other, false)?;
                self.expr_to(&i.body, dst)?;
                self.jump(end);
                self.bind(other);
                self.expr_to(&i.orelse, dst)?;
                self.bind(end);
                Ok(())
            }
            Expr::Dict(d) => self.dict(d, dst),
            Expr::Set(s) => self.display(&s.elts, Display::Set, s.range, dst),
            Expr::List(s) => self.display(&s.elts, Display::List, s.range, dst),
            Expr::Tuple(s) => self.display(&s.elts, Display::Tuple, s.range, dst),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => self.comprehension(e, dst),
            Expr::Await(a) => {
                self.check_await(a.range)?;
                self.staged(dst, |c, t| {
                    c.expr_to(&a.value, t)?;
                    c.at(a.range);
                    c.await_in(t, 0);
                    Ok(())
                })
            }
            Expr::Yield(y) => self.yield_expr(y, dst),
            Expr::YieldFrom(y) => self.yield_from(y, dst),
            Expr::Compare(c) => self.compare(c, dst),
            Expr::Call(c) => self.call(c, dst),
            Expr::FString(f) => self.fstring(f, dst),
            Expr::TString(t) => self.tstring(t, dst),
            Expr::Attribute(a) => {
                let r = self.operand_into(&a.value, dst, &[])?;
                let name = self.mangle(a.attr.as_str());
                self.at_attribute(a);
                self.named(Op::LOAD_ATTR, dst, r, 0, &name);
                Ok(())
            }
            Expr::Subscript(s) => self.subscript(s, dst),
            Expr::Starred(s) => self.error(s.range, "can't use starred expression here"),
            Expr::Slice(s) => self.slice(s, dst),
            Expr::IpyEscapeCommand(i) => self.error(i.range, "invalid syntax"),
        }
    }
    /// An attribute on a line of its own is where errors are shown.
    pub fn at_attribute(&mut self, a: &ast::ExprAttribute) {
        self.at(self.attribute_range(a, a.range))
    }
    /// `whole` (an attribute or a call of it), from the attribute's name on if it spans lines.
    pub fn attribute_range(&self, a: &ast::ExprAttribute, whole: TextRange) -> TextRange {
        if self.src.line(a.range.start()) == self.src.line(a.range.end()) {
            whole
        } else {
            TextRange::new(a.attr.range.start(), whole.end())
        }
    }

    fn binary(&mut self, b: &'a ast::ExprBinOp, dst: Reg) -> R {
        let l = self.operand_into(&b.left, dst, &[&b.right])?;
        if let Some(i) = self.fold(&b.right)?.as_ref().and_then(small)
            && let Some(op) = match b.op {
                Operator::Add => Some(Op::ADD_I),
                Operator::Sub => Some(Op::SUB_I),
                _ => None,
            }
        {
            self.at(b.range);
            self.u.asm.ab_imm(op, dst, l, i);
            return Ok(());
        }
        let r = self.expr_any(&b.right)?;
        self.at(b.range);
        self.abc(binary_op(b.op), dst, l, r);
        Ok(())
    }

    // --- conditions
    /// Jumps to `target` if the truth of `e` is `when`; falls through otherwise.
    pub fn cond_jump(&mut self, e: &'a Expr, target: Label, when: bool) -> R {
        self.deeper()?;
        let m = self.mark();
        let r = self.cond_inner(e, target, when);
        self.release(m);
        self.depth -= 1;
        r
    }
    fn cond_inner(&mut self, e: &'a Expr, target: Label, when: bool) -> R {
        match e {
            Expr::UnaryOp(u) if u.op == UnaryOp::Not => return self.cond_jump(&u.operand, target, !when),
            Expr::BoolOp(b) => {
                let stops = b.op == BoolOp::Or;
                let last = b.values.len() - 1;
                let skip = self.label();
                for v in &b.values[..last] {
                    self.cond_jump(v, if stops == when { target } else { skip }, stops)?;
                }
                self.cond_jump(&b.values[last], target, when)?;
                self.bind(skip);
                return Ok(());
            }
            Expr::If(i) => {
                let (other, end) = (self.label(), self.label());
                self.cond_jump(&i.test, other, false)?;
                self.cond_jump(&i.body, target, when)?;
                self.jump(end);
                self.bind(other);
                self.cond_jump(&i.orelse, target, when)?;
                self.bind(end);
                return Ok(());
            }
            Expr::Compare(c) => return self.compare_jump(c, target, when),
            Expr::Named(n) => {
                if let Some(r) = self.target_reg(&n.target) {
                    self.expr_to(&n.value, r)?;
                    self.set_bound(r, true);
                    self.at(n.range);
                    self.jump_on(if when { Op::JTRUE } else { Op::JFALSE }, r, target);
                    return Ok(());
                }
            }
            _ => {
                if let Some(c) = self.fold(e)? {
                    self.at(e.range());
                    if c.truth() == when {
                        self.jump(target);
                    }
                    return Ok(());
                }
            }
        }
        let r = self.expr_any(e)?;
        self.at(e.range());
        self.jump_on(if when { Op::JTRUE } else { Op::JFALSE }, r, target);
        Ok(())
    }
    fn compare_jump(&mut self, c: &'a ast::ExprCompare, target: Label, when: bool) -> R {
        self.check_compare(c)?;
        let n = c.ops.len();
        let mut left = self.operand(&c.left, &refs(&c.comparators))?;
        let skip = self.label();
        for (i, (&op, e)) in c.ops.iter().zip(&c.comparators).enumerate() {
            let last = i + 1 == n;
            let (to, sense) = match (last, when) {
                (true, w) => (target, w),
                (false, false) => (target, false),
                (false, true) => (skip, false),
            };
            if last {
                if matches!(op, CmpOp::Is | CmpOp::IsNot) && e.is_none_literal_expr() {
                    self.at(c.range);
                    let jump = if (op == CmpOp::Is) == sense { Op::JNONE } else { Op::JNOTNONE };
                    self.jump_on(jump, left, to);
                    break;
                }
                if let Some(i) = self.fold(e)?.as_ref().and_then(small)
                    && let Some(jump) = compare_imm(op, sense)
                {
                    self.at(c.range);
                    self.jump_cmp(jump, left, i as u16 as u32, to);
                    break;
                }
            }
            let right = self.comparator(op, e, &c.comparators[i + 1..])?;
            self.at(c.range);
            self.jump_cmp(compare_jump_op(op, sense), left, right, to);
            left = right;
        }
        self.bind(skip);
        Ok(())
    }
    /// The right side of a comparison: a display that is only searched is made a constant.
    fn comparator(&mut self, op: CmpOp, e: &'a Expr, later: &'a [Expr]) -> R<Reg> {
        if matches!(op, CmpOp::In | CmpOp::NotIn)
            && later.is_empty()
            && let Some(c) = self.searched_display(e)?
        {
            let t = self.temp();
            self.at(e.range());
            self.load_const(t, c);
            return Ok(t);
        }
        self.operand(e, &refs(later))
    }
    fn searched_display(&mut self, e: &'a Expr) -> R<Option<Const>> {
        Ok(match e {
            Expr::List(l) => self.fold_all(&l.elts)?.map(|v| Const::Tuple(v.into())),
            Expr::Set(l) => self.fold_all(&l.elts)?.map(|v| Const::FrozenSet(v.into())),
            _ => None,
        })
    }
    /// A list that is only iterated over is made a tuple constant.
    pub fn iterable(&mut self, e: &'a Expr) -> R<Reg> {
        if let Expr::List(l) = e
            && !l.elts.is_empty()
            && let Some(v) = self.fold_all(&l.elts)?
        {
            let t = self.temp();
            self.at(l.range);
            self.load_const(t, Const::Tuple(v.into()));
            return Ok(t);
        }
        self.expr_any(e)
    }
    fn compare(&mut self, c: &'a ast::ExprCompare, dst: Reg) -> R {
        self.check_compare(c)?;
        if let ([op], [e]) = (&*c.ops, &*c.comparators) {
            let l = self.operand_into(&c.left, dst, &[e])?;
            let r = self.comparator(*op, e, &[])?;
            self.at(c.range);
            self.abc(compare_op(*op), dst, l, r);
            return Ok(());
        }
        self.staged(dst, |s, t| {
            let end = s.label();
            let mut left = s.operand(&c.left, &refs(&c.comparators))?;
            for (i, (&op, e)) in c.ops.iter().zip(&c.comparators).enumerate() {
                let right = s.comparator(op, e, &c.comparators[i + 1..])?;
                s.at(c.range);
                s.abc(compare_op(op), t, left, right);
                if i + 1 < c.ops.len() {
                    s.jump_on(Op::JFALSE, t, end);
                }
                left = right;
            }
            s.bind(end);
            Ok(())
        })
    }
    fn check_compare(&mut self, c: &ast::ExprCompare) -> R {
        let mut left: &Expr = &c.left;
        for (op, right) in c.ops.iter().zip(&c.comparators) {
            if matches!(op, CmpOp::Is | CmpOp::IsNot) {
                for e in [left, right] {
                    if let Some(t) = literal_type(e).filter(|_| !e.is_unary_op_expr()) {
                        let (is, eq) = if *op == CmpOp::Is { ("is", "==") } else { ("is not", "!=") };
                        self.warn(c.range, format!("\"{is}\" with '{t}' literal. Did you mean \"{eq}\"?"));
                        break;
                    }
                }
            }
            left = right;
        }
        Ok(())
    }

    // --- displays
    pub fn display(&mut self, elts: &'a [Expr], kind: Display, at: TextRange, dst: Reg) -> R {
        let starred = elts.iter().any(|e| e.is_starred_expr());
        let build = match kind {
            Display::List => Op::BUILD_LIST,
            Display::Tuple => Op::BUILD_TUPLE,
            Display::Set => Op::BUILD_SET,
        };
        if kind != Display::Tuple
            && !starred
            && elts.len() >= 3
            && let Some(v) = self.fold_all(elts)?
        {
            return self.staged(dst, |c, t| {
                c.at(at);
                c.abc(build, t, t, 0);
                let k = c.temp();
                let (c0, op) = match kind {
                    Display::Set => (Const::FrozenSet(v.into()), Op::SET_UPDATE),
                    _ => (Const::Tuple(v.into()), Op::LIST_EXTEND),
                };
                c.load_const(k, c0);
                c.abc(op, t, k, 0);
                Ok(())
            });
        }
        if !starred && elts.len() <= MAX_RUN {
            let first = self.run(elts, dst)?;
            self.at(at);
            self.abc(build, dst, first, elts.len() as u32);
            return Ok(());
        }
        self.staged(dst, |c, t| {
            let lead = elts.iter().take(MAX_RUN).take_while(|e| !e.is_starred_expr()).count();
            let m = c.mark();
            let first = c.run(&elts[..lead], c.mark())?;
            c.at(at);
            let (build, add, extend) = match kind {
                Display::Set => (Op::BUILD_SET, Op::SET_ADD, Op::SET_UPDATE),
                _ => (Op::BUILD_LIST, Op::LIST_APPEND, Op::LIST_EXTEND),
            };
            c.abc(build, t, first, lead as u32);
            c.release(m);
            for e in &elts[lead..] {
                let (op, e) = match e {
                    Expr::Starred(s) => (extend, &*s.value),
                    e => (add, e),
                };
                let r = c.expr_any(e)?;
                c.at(at);
                c.abc(op, t, r, 0);
                c.release(m);
            }
            if kind == Display::Tuple {
                c.at(at);
                c.abc(Op::LIST_TO_TUPLE, t, t, 0);
            }
            Ok(())
        })
    }
    /// Evaluates into consecutive registers, from `dst` on if that is on top.
    fn run(&mut self, elts: &'a [Expr], dst: Reg) -> R<Reg> {
        if !elts.is_empty() && self.is_top(dst) {
            self.release(dst);
        }
        let first = self.mark();
        for e in elts {
            self.expr_tmp(e)?;
        }
        Ok(first)
    }
    fn dict(&mut self, d: &'a ast::ExprDict, dst: Reg) -> R {
        let plain = d.items.iter().all(|i| i.key.is_some());
        if plain && d.items.len() <= MAX_RUN / 4 {
            if !d.items.is_empty() && self.is_top(dst) {
                self.release(dst);
            }
            let first = self.mark();
            for i in &d.items {
                if let Some(k) = &i.key {
                    self.expr_tmp(k)?;
                    self.expr_tmp(&i.value)?;
                }
            }
            self.at(d.range);
            self.abc(Op::BUILD_MAP, dst, first, d.items.len() as u32);
            return Ok(());
        }
        self.staged(dst, |c, t| {
            c.at(d.range);
            c.abc(Op::BUILD_MAP, t, t, 0);
            for i in &d.items {
                let m = c.mark();
                match &i.key {
                    Some(k) => {
                        let k = c.operand(k, &[&i.value])?;
                        let v = c.expr_any(&i.value)?;
                        c.at(d.range);
                        c.abc(Op::MAP_ADD, t, k, v);
                    }
                    None => {
                        let v = c.expr_any(&i.value)?;
                        c.at(d.range);
                        c.abc(Op::DICT_UPDATE, t, v, 0);
                    }
                }
                c.release(m);
            }
            Ok(())
        })
    }

    // --- subscripts
    fn subscript(&mut self, s: &'a ast::ExprSubscript, dst: Reg) -> R {
        self.check_subscript(s);
        let v = self.operand_into(&s.value, dst, &[&s.slice])?;
        if let Some(i) = self.fold(&s.slice)?.as_ref().and_then(small) {
            self.at(s.range);
            self.u.asm.ab_imm(Op::GET_ITEM_I, dst, v, i);
            return Ok(());
        }
        let k = self.expr_any(&s.slice)?;
        self.at(s.range);
        self.abc(Op::GET_ITEM, dst, v, k);
        Ok(())
    }
    fn slice(&mut self, s: &'a ast::ExprSlice, dst: Reg) -> R {
        let parts = [s.lower.as_deref(), s.upper.as_deref(), s.step.as_deref()];
        let mut folded = Vec::new();
        for p in parts {
            folded.push(match p {
                None => Some(Const::None),
                Some(e) => self.fold(e)?,
            });
        }
        if let [Some(a), Some(b), Some(c)] = &folded[..] {
            let k = Const::Slice(std::rc::Rc::new([a.clone(), b.clone(), c.clone()]));
            self.at(s.range);
            self.load_const(dst, k);
            return Ok(());
        }
        let first = self.mark();
        for p in parts {
            let t = self.temp();
            match p {
                Some(e) => self.expr_to(e, t)?,
                None => {
                    self.at(s.range);
                    self.load_none(t)
                }
            }
        }
        self.at(s.range);
        self.abc(Op::BUILD_SLICE, dst, first, 0);
        Ok(())
    }
    fn check_subscript(&mut self, s: &ast::ExprSubscript) {
        let value = literal_type(&s.value);
        if let Expr::Set(_)
        | Expr::SetComp(_)
        | Expr::Generator(_)
        | Expr::Lambda(_)
        | Expr::TString(_)
        | Expr::NumberLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_) = &*s.value
        {
            if let Some(t) = inferred_type(&s.value) {
                let t = t.to_string();
                self.warn(s.range, format!("'{t}' object is not subscriptable; perhaps you missed a comma?"));
            }
            return;
        }
        let value = match &*s.value {
            Expr::List(_) | Expr::ListComp(_) => "list",
            Expr::FString(_) => "str",
            _ => match value {
                Some(t @ ("str" | "bytes" | "tuple")) => t,
                _ => return,
            },
        };
        if let Some(index) = inferred_type(&s.slice)
            && !matches!(index, "int" | "bool" | "slice")
        {
            self.warn(
                s.range,
                format!("{value} indices must be integers or slices, not {index}; perhaps you missed a comma?"),
            );
        }
    }

    // --- yield and await
    fn in_function(&self) -> bool {
        !matches!(self.u.kind, ScopeKind::Module | ScopeKind::Class)
    }
    fn yield_expr(&mut self, y: &'a ast::ExprYield, dst: Reg) -> R {
        if !self.in_function() {
            return self.error(y.range, "'yield' outside function");
        }
        let v = match &y.value {
            Some(e) => self.expr_any(e)?,
            None => {
                let t = self.temp();
                self.at(y.range);
                self.load_none(t);
                t
            }
        };
        self.at(y.range);
        self.yield_value(v, dst);
        Ok(())
    }
    pub fn yield_value(&mut self, v: Reg, dst: Reg) {
        if self.u.is_async {
            let m = self.mark();
            let t = self.temp();
            self.abc(Op::ASYNC_GEN_WRAP, t, v, 0);
            self.abc(Op::YIELD, t, dst, 0);
            self.release(m);
        } else {
            self.abc(Op::YIELD, v, dst, 0);
        }
    }
    fn yield_from(&mut self, y: &'a ast::ExprYieldFrom, dst: Reg) -> R {
        if !self.in_function() {
            return self.error(y.range, "'yield' outside function");
        }
        if self.u.is_async {
            return self.error(y.range, "'yield from' inside async function");
        }
        self.staged(dst, |c, t| {
            c.expr_to(&y.value, t)?;
            c.at(y.range);
            c.abc(Op::GET_YIELD_FROM_ITER, t, t, 0);
            c.send_loop(t);
            Ok(())
        })
    }
    pub fn check_await(&mut self, at: TextRange) -> R {
        match self.u.kind {
            ScopeKind::Module if self.flags.top_level_await => Ok(()),
            ScopeKind::Module | ScopeKind::Class => self.error(at, "'await' outside function"),
            ScopeKind::Generator => Ok(()),
            _ if self.u.is_async => Ok(()),
            _ => self.error(at, "'await' outside async function"),
        }
    }
    /// Awaits the value in `t`; the result replaces it. `why`: 0 plain, 1 `__aenter__`, 2 `__aexit__`.
    pub fn await_in(&mut self, t: Reg, why: u32) {
        self.abc(Op::GET_AWAITABLE, t, t, why);
        self.send_loop(t);
    }
    /// Delegates to the iterator in `t` until it is finished; its value replaces it.
    /// Promise: `SEND`, the delegating `YIELD` and `LOOP` follow each other directly.
    pub fn send_loop(&mut self, t: Reg) {
        let m = self.mark();
        let (head, done) = (self.label(), self.label());
        let (sent, got) = (self.temp(), self.temp());
        self.load_none(sent);
        let reachable = self.u.asm.reachable();
        self.u.asm.bind_loop(head, reachable);
        self.cache_jump(Op::SEND, got, t, sent, done);
        self.abc(Op::YIELD, got, sent, 1 + t);
        self.u.asm.jump(Op::LOOP, 0, head);
        self.bind(done);
        self.mov(t, got);
        self.release(m);
    }

    // --- assignment targets
    /// Assigns the value in a register.
    pub fn store(&mut self, target: &'a Expr, src: Reg) -> R {
        let m = self.mark();
        match target {
            Expr::Name(n) => self.store_name(&n.id, src, n.range),
            Expr::Attribute(a) => {
                let o = self.expr_any(&a.value)?;
                self.note_static_attribute(a);
                let name = self.mangle(a.attr.as_str());
                self.at_attribute(a);
                self.named(Op::STORE_ATTR, o, src, 0, &name);
            }
            Expr::Subscript(s) => {
                let o = self.operand(&s.value, &[&s.slice])?;
                let k = self.expr_any(&s.slice)?;
                self.at(s.range);
                self.abc(Op::SET_ITEM, o, k, src);
            }
            Expr::Tuple(t) => self.unpack(&t.elts, src, t.range)?,
            Expr::List(t) => self.unpack(&t.elts, src, t.range)?,
            Expr::Starred(s) => return self.error(s.range, "starred assignment target must be in a list or tuple"),
            other => return self.error(other.range(), "cannot assign to expression"),
        }
        self.release(m);
        Ok(())
    }
    /// `self.x = …` in a method makes `x` one of the class's `__static_attributes__`.
    pub fn note_static_attribute(&mut self, a: &ast::ExprAttribute) {
        let Expr::Name(n) = &*a.value else { return };
        if n.id != "self" {
            return;
        }
        let name = self.mangle(a.attr.as_str());
        if let Some(c) = self.outer.iter_mut().rev().find(|s| s.kind == ScopeKind::Class) {
            c.static_attributes.insert(name);
        }
    }
    fn unpack(&mut self, elts: &'a [Expr], src: Reg, at: TextRange) -> R {
        let n = elts.len() as u32;
        let stars: Vec<usize> = (0..elts.len()).filter(|&i| elts[i].is_starred_expr()).collect();
        if stars.len() > 1 {
            return self.error(at, "multiple starred expressions in assignment");
        }
        self.at(at);
        if stars.is_empty() {
            // local variables in consecutive registers are written directly
            let regs: Vec<Option<Reg>> = elts.iter().map(|e| self.target_reg(e)).collect();
            if let Some(&Some(first)) = regs.first()
                && regs.iter().enumerate().all(|(i, r)| *r == Some(first + i as u32))
            {
                self.abc(Op::UNPACK, first, src, n);
                (first..first + n).for_each(|r| self.set_bound(r, true));
                return Ok(());
            }
        }
        let first = self.temps(n);
        match stars.first() {
            None => self.abc(Op::UNPACK, first, src, n),
            Some(&i) if i > 255 => return self.error(at, "too many expressions in star-unpacking assignment"),
            Some(&i) => self.u.asm.counts(Op::UNPACK_EX, first, src, n, (i as u32, n - 1 - i as u32)),
        }
        for (i, e) in elts.iter().enumerate() {
            let e = match e {
                Expr::Starred(s) => &s.value,
                e => e,
            };
            self.store(e, first + i as u32)?;
        }
        Ok(())
    }
    pub fn delete(&mut self, target: &'a Expr) -> R {
        let m = self.mark();
        match target {
            Expr::Name(n) => self.delete_name(&n.id, n.range),
            Expr::Attribute(a) => {
                let o = self.expr_any(&a.value)?;
                let name = self.mangle(a.attr.as_str());
                self.at_attribute(a);
                self.named(Op::DEL_ATTR, o, 0, 0, &name);
            }
            Expr::Subscript(s) => {
                let o = self.operand(&s.value, &[&s.slice])?;
                let k = self.expr_any(&s.slice)?;
                self.at(s.range);
                self.abc(Op::DEL_ITEM, o, k, 0);
            }
            Expr::Tuple(t) => t.elts.iter().try_for_each(|e| self.delete(e))?,
            Expr::List(t) => t.elts.iter().try_for_each(|e| self.delete(e))?,
            other => return self.error(other.range(), "cannot delete expression"),
        }
        self.release(m);
        Ok(())
    }
    /// Is this name reached as a plain local variable?
    pub fn is_local(&self, e: &Expr) -> bool {
        matches!(e, Expr::Name(n) if matches!(self.access(&self.mangle(&n.id)), Access::Local(_)))
    }
}

pub fn refs(es: &[Expr]) -> Vec<&Expr> {
    es.iter().collect()
}
fn is_leaf(e: &Expr) -> bool {
    matches!(e, Expr::Name(_)) || e.is_literal_expr()
}

pub fn binary_op(op: Operator) -> Op {
    match op {
        Operator::Add => Op::ADD,
        Operator::Sub => Op::SUB,
        Operator::Mult => Op::MUL,
        Operator::MatMult => Op::MATMUL,
        Operator::Div => Op::TRUEDIV,
        Operator::Mod => Op::MOD,
        Operator::Pow => Op::POW,
        Operator::LShift => Op::LSHIFT,
        Operator::RShift => Op::RSHIFT,
        Operator::BitOr => Op::OR,
        Operator::BitXor => Op::XOR,
        Operator::BitAnd => Op::AND,
        Operator::FloorDiv => Op::FLOORDIV,
    }
}
pub fn inplace_op(op: Operator) -> Op {
    match op {
        Operator::Add => Op::IADD,
        Operator::Sub => Op::ISUB,
        Operator::Mult => Op::IMUL,
        Operator::MatMult => Op::IMATMUL,
        Operator::Div => Op::ITRUEDIV,
        Operator::Mod => Op::IMOD,
        Operator::Pow => Op::IPOW,
        Operator::LShift => Op::ILSHIFT,
        Operator::RShift => Op::IRSHIFT,
        Operator::BitOr => Op::IOR,
        Operator::BitXor => Op::IXOR,
        Operator::BitAnd => Op::IAND,
        Operator::FloorDiv => Op::IFLOORDIV,
    }
}
fn compare_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::EQ,
        CmpOp::NotEq => Op::NE,
        CmpOp::Lt => Op::LT,
        CmpOp::LtE => Op::LE,
        CmpOp::Gt => Op::GT,
        CmpOp::GtE => Op::GE,
        CmpOp::Is => Op::IS,
        CmpOp::IsNot => Op::IS_NOT,
        CmpOp::In => Op::IN,
        CmpOp::NotIn => Op::NOT_IN,
    }
}
fn compare_jump_op(op: CmpOp, when: bool) -> Op {
    match (op, when) {
        (CmpOp::Eq, true) => Op::JEQ,
        (CmpOp::Eq, false) => Op::JNEQ,
        (CmpOp::NotEq, true) => Op::JNE,
        (CmpOp::NotEq, false) => Op::JNNE,
        (CmpOp::Lt, true) => Op::JLT,
        (CmpOp::Lt, false) => Op::JNLT,
        (CmpOp::LtE, true) => Op::JLE,
        (CmpOp::LtE, false) => Op::JNLE,
        (CmpOp::Gt, true) => Op::JGT,
        (CmpOp::Gt, false) => Op::JNGT,
        (CmpOp::GtE, true) => Op::JGE,
        (CmpOp::GtE, false) => Op::JNGE,
        (CmpOp::Is, true) | (CmpOp::IsNot, false) => Op::JIS,
        (CmpOp::Is, false) | (CmpOp::IsNot, true) => Op::JISNOT,
        (CmpOp::In, true) | (CmpOp::NotIn, false) => Op::JIN,
        (CmpOp::In, false) | (CmpOp::NotIn, true) => Op::JNOTIN,
    }
}
fn compare_imm(op: CmpOp, when: bool) -> Option<Op> {
    Some(match (op, when) {
        (CmpOp::Eq, true) => Op::JEQ_I,
        (CmpOp::Eq, false) => Op::JNEQ_I,
        (CmpOp::NotEq, true) => Op::JNE_I,
        (CmpOp::NotEq, false) => Op::JNNE_I,
        (CmpOp::Lt, true) => Op::JLT_I,
        (CmpOp::Lt, false) => Op::JNLT_I,
        (CmpOp::LtE, true) => Op::JLE_I,
        (CmpOp::LtE, false) => Op::JNLE_I,
        (CmpOp::Gt, true) => Op::JGT_I,
        (CmpOp::Gt, false) => Op::JNGT_I,
        (CmpOp::GtE, true) => Op::JGE_I,
        (CmpOp::GtE, false) => Op::JNGE_I,
        _ => return None,
    })
}

/// Class of a literal that `is` should not compare.
fn literal_type(e: &Expr) -> Option<&'static str> {
    match e {
        Expr::NumberLiteral(n) => Some(match n.value {
            ast::Number::Int(_) => "int",
            ast::Number::Float(_) => "float",
            ast::Number::Complex { .. } => "complex",
        }),
        Expr::StringLiteral(_) => Some("str"),
        Expr::BytesLiteral(_) => Some("bytes"),
        Expr::Tuple(t) if t.ctx == ExprContext::Load && t.elts.iter().all(|e| e.is_literal_expr()) => Some("tuple"),
        Expr::UnaryOp(u) if u.op == UnaryOp::USub => match literal_type(&u.operand) {
            Some(t @ ("int" | "float" | "complex")) => Some(t),
            _ => None,
        },
        _ => None,
    }
}
/// Class of an expression that is known from its form.
pub fn inferred_type(e: &Expr) -> Option<&'static str> {
    match e {
        Expr::Tuple(_) => Some("tuple"),
        Expr::List(_) | Expr::ListComp(_) => Some("list"),
        Expr::Dict(_) | Expr::DictComp(_) => Some("dict"),
        Expr::Set(_) | Expr::SetComp(_) => Some("set"),
        Expr::Generator(_) => Some("generator"),
        Expr::Lambda(_) => Some("function"),
        Expr::FString(_) => Some("str"),
        Expr::TString(_) => Some("string.templatelib.Template"),
        Expr::BooleanLiteral(_) => Some("bool"),
        Expr::NoneLiteral(_) => Some("NoneType"),
        Expr::EllipsisLiteral(_) => Some("ellipsis"),
        _ => literal_type(e),
    }
}
