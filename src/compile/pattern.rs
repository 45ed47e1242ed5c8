//! `match` statements. A pattern is tested with jumps to the next case; what it captures waits in temporaries until the
//! whole pattern has matched.

use std::rc::Rc;

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Pattern};
use ruff_text_size::{Ranged, TextRange};

use super::constant::Const;
use super::emit::{Compiler, R};
use super::expr::small;
use crate::bytecode::assembler::{Label, Reg};
use crate::bytecode::ops::Op;

/// Names a pattern binds, with the registers that hold what was captured.
type Captures<'a> = Vec<(&'a ast::Identifier, Reg)>;

impl<'a> Compiler<'a> {
    pub fn match_stmt(&mut self, m: &'a ast::StmtMatch) -> R {
        let subject = self.expr_tmp(&m.subject)?;
        let end = self.label();
        let mark = self.mark();
        for (i, c) in m.cases.iter().enumerate() {
            let last = i + 1 == m.cases.len();
            if !last && c.guard.is_none() {
                self.check_refutable(&c.pattern)?;
            }
            let next = self.label();
            let mut names = Vec::new();
            self.captured(&c.pattern, &mut names)?;
            let captures: Captures<'a> = names.into_iter().map(|n| (n, self.temp())).collect();
            let start = self.u.asm.here();
            self.pattern(&c.pattern, subject, next, &captures)?;
            if self.u.asm.here() == start {
                self.line_mark(c.pattern.range());
            }
            for &(n, r) in &captures {
                self.store_name(n.as_str(), r, n.range);
            }
            if let Some(g) = &c.guard {
                self.cond_jump(g, next, false)?;
            }
            self.release(mark);
            self.branch(&c.body)?;
            if !last {
                self.jump(end);
            }
            self.bind(next);
        }
        self.bind(end);
        Ok(())
    }
    /// A case that always matches must be the last.
    fn check_refutable(&mut self, p: &'a Pattern) -> R {
        match p {
            Pattern::MatchAs(a) => match (&a.pattern, &a.name) {
                (None, None) => self.error(a.range, "wildcard makes remaining patterns unreachable"),
                (None, Some(n)) => {
                    self.error(a.range, format!("name capture '{n}' makes remaining patterns unreachable"))
                }
                (Some(p), _) => self.check_refutable(p),
            },
            Pattern::MatchOr(o) => o.patterns.last().map_or(Ok(()), |p| self.check_refutable(p)),
            _ => Ok(()),
        }
    }
    /// The names a pattern binds, in order; the alternatives of `|` must bind the same.
    fn captured(&mut self, p: &'a Pattern, out: &mut Vec<&'a ast::Identifier>) -> R {
        let mut add = |c: &mut Self, n: &'a ast::Identifier, at: TextRange| {
            if out.iter().any(|o| o.id == n.id) {
                return c.error(at, format!("multiple assignments to name '{n}' in pattern"));
            }
            out.push(n);
            Ok(())
        };
        match p {
            Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchStar(s) => s.name.as_ref().map_or(Ok(()), |n| add(self, n, s.range)),
            Pattern::MatchAs(a) => {
                if let Some(p) = &a.pattern {
                    self.captured(p, out)?;
                }
                let Some(n) = &a.name else { return Ok(()) };
                if out.iter().any(|o| o.id == n.id) {
                    return self.error(a.range, format!("multiple assignments to name '{n}' in pattern"));
                }
                out.push(n);
                Ok(())
            }
            Pattern::MatchSequence(s) => s.patterns.iter().try_for_each(|p| self.captured(p, out)),
            Pattern::MatchMapping(m) => {
                m.patterns.iter().try_for_each(|p| self.captured(p, out))?;
                match &m.rest {
                    Some(n) if out.iter().any(|o| o.id == n.id) => {
                        self.error(m.range, format!("multiple assignments to name '{n}' in pattern"))
                    }
                    Some(n) => {
                        out.push(n);
                        Ok(())
                    }
                    None => Ok(()),
                }
            }
            Pattern::MatchClass(c) => {
                c.arguments.patterns.iter().try_for_each(|p| self.captured(p, out))?;
                c.arguments.keywords.iter().try_for_each(|k| self.captured(&k.pattern, out))
            }
            Pattern::MatchOr(o) => {
                let start = out.len();
                let mut first: Option<Vec<&str>> = None;
                for (i, p) in o.patterns.iter().enumerate() {
                    let mut own = out[..start].to_vec();
                    self.captured(p, &mut own)?;
                    let mut names: Vec<&str> = own[start..].iter().map(|n| n.as_str()).collect();
                    names.sort_unstable();
                    match &first {
                        None => {
                            out.extend(&own[start..]);
                            first = Some(names);
                        }
                        Some(f) if *f != names => {
                            return self.error(o.range, "alternative patterns bind different names");
                        }
                        _ => {}
                    }
                    if i + 1 < o.patterns.len() {
                        self.check_refutable(p)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Goes on if the value in `v` matches, else jumps to `fail`.
    fn pattern(&mut self, p: &'a Pattern, v: Reg, fail: Label, captures: &Captures<'a>) -> R {
        self.deeper()?;
        let m = self.mark();
        let r = self.pattern_inner(p, v, fail, captures);
        self.release(m);
        self.depth -= 1;
        r
    }
    fn pattern_inner(&mut self, p: &'a Pattern, v: Reg, fail: Label, captures: &Captures<'a>) -> R {
        match p {
            Pattern::MatchValue(x) => {
                self.check_value(&x.value)?;
                if let Some(i) = self.fold(&x.value)?.as_ref().and_then(small) {
                    self.at(x.range);
                    self.jump_cmp(Op::JNEQ_I, v, i as u16 as u32, fail);
                    return Ok(());
                }
                let r = self.expr_any(&x.value)?;
                self.at(x.range);
                self.jump_cmp(Op::JNEQ, v, r, fail);
                Ok(())
            }
            Pattern::MatchSingleton(s) => {
                self.at(s.range);
                let c = match s.value {
                    ast::Singleton::None => {
                        self.jump_on(Op::JNOTNONE, v, fail);
                        return Ok(());
                    }
                    ast::Singleton::True => Const::True,
                    ast::Singleton::False => Const::False,
                };
                let t = self.temp();
                self.load_const(t, c);
                self.jump_cmp(Op::JISNOT, v, t, fail);
                Ok(())
            }
            Pattern::MatchAs(a) => {
                if let Some(p) = &a.pattern {
                    self.pattern(p, v, fail, captures)?;
                }
                if let Some(n) = &a.name {
                    self.at(a.range);
                    self.capture(n, v, captures);
                }
                Ok(())
            }
            Pattern::MatchStar(s) => self.error(s.range, "can't use starred expression here"),
            Pattern::MatchSequence(s) => self.sequence(s, v, fail, captures),
            Pattern::MatchMapping(m) => self.mapping(m, v, fail, captures),
            Pattern::MatchClass(c) => self.class_pattern(c, v, fail, captures),
            Pattern::MatchOr(o) => {
                let ok = self.label();
                for (i, p) in o.patterns.iter().enumerate() {
                    if i + 1 == o.patterns.len() {
                        self.pattern(p, v, fail, captures)?;
                    } else {
                        let next = self.label();
                        self.pattern(p, v, next, captures)?;
                        self.at(p.range());
                        self.jump(ok);
                        self.bind(next);
                    }
                }
                self.bind(ok);
                Ok(())
            }
        }
    }
    fn check_value(&mut self, e: &'a Expr) -> R {
        match e {
            Expr::Attribute(_) => Ok(()),
            e if self.fold(e)?.is_some() => Ok(()),
            e => self.error(e.range(), "patterns may only match literals and attribute lookups"),
        }
    }
    fn capture(&mut self, n: &ast::Identifier, v: Reg, captures: &Captures<'a>) {
        if let Some(&(_, r)) = captures.iter().find(|c| c.0.id == n.id) {
            self.mov(r, v);
        }
    }
    fn sequence(&mut self, s: &'a ast::PatternMatchSequence, v: Reg, fail: Label, captures: &Captures<'a>) -> R {
        let n = s.patterns.len();
        let stars: Vec<usize> = (0..n).filter(|&i| s.patterns[i].is_match_star()).collect();
        if stars.len() > 1 {
            return self.error(s.range, "multiple starred names in sequence pattern");
        }
        let star = stars.first().copied();
        let t = self.temp();
        self.at(s.range);
        self.abc(Op::MATCH_SEQUENCE, t, v, 0);
        self.jump_on(Op::JFALSE, t, fail);
        let want = n - star.is_some() as usize;
        if want > 0 || star.is_none() {
            self.abc(Op::GET_LEN, t, v, 0);
            let k = i16::try_from(want).ok();
            let (imm, plain) = if star.is_some() { (Op::JNGE_I, Op::JNGE) } else { (Op::JNEQ_I, Op::JNEQ) };
            match k {
                Some(k) => self.jump_cmp(imm, t, k as u16 as u32, fail),
                None => {
                    let c = self.temp();
                    self.load_const(c, Const::Int(want as i64));
                    self.jump_cmp(plain, t, c, fail);
                }
            }
        }
        let ignored = |p: &Pattern| match p {
            Pattern::MatchAs(a) => a.pattern.is_none() && a.name.is_none(),
            Pattern::MatchStar(s) => s.name.is_none(),
            _ => false,
        };
        if s.patterns.iter().all(ignored) {
            return Ok(());
        }
        let by_index = star.is_some_and(|i| ignored(&s.patterns[i]));
        if by_index {
            for (i, p) in s.patterns.iter().enumerate() {
                if ignored(p) {
                    continue;
                }
                let m = self.mark();
                let x = self.temp();
                self.at(p.range());
                if star.is_some_and(|at| i < at) {
                    let k = self.temp();
                    self.load_const(k, Const::Int(i as i64));
                    self.abc(Op::GET_ITEM, x, v, k);
                } else {
                    self.abc(Op::GET_LEN, x, v, 0);
                    self.u.asm.ab_imm(Op::SUB_I, x, x, (n - i).min(i16::MAX as usize) as i16);
                    self.abc(Op::GET_ITEM, x, v, x);
                }
                self.pattern(p, x, fail, captures)?;
                self.release(m);
            }
            return Ok(());
        }
        let first = self.temps(n as u32);
        self.at(s.range);
        match star {
            None => self.abc(Op::UNPACK, first, v, n as u32),
            Some(i) => self.u.asm.counts(Op::UNPACK_EX, first, v, n as u32, (i as u32, (n - 1 - i) as u32)),
        }
        for (i, p) in s.patterns.iter().enumerate() {
            match p {
                Pattern::MatchStar(star) => {
                    if let Some(name) = &star.name {
                        self.capture(name, first + i as u32, captures);
                    }
                }
                p => self.pattern(p, first + i as u32, fail, captures)?,
            }
        }
        Ok(())
    }
    fn mapping(&mut self, p: &'a ast::PatternMatchMapping, v: Reg, fail: Label, captures: &Captures<'a>) -> R {
        let n = p.keys.len();
        let t = self.temp();
        self.at(p.range);
        self.abc(Op::MATCH_MAPPING, t, v, 0);
        self.jump_on(Op::JFALSE, t, fail);
        if n == 0 && p.rest.is_none() {
            return Ok(());
        }
        let keys = self.temp();
        if n > 0 {
            self.abc(Op::GET_LEN, t, v, 0);
            self.jump_cmp(Op::JNGE_I, t, n.min(i16::MAX as usize) as u32, fail);
        }
        let first = self.mark();
        let mut seen: Vec<Const> = Vec::new();
        for k in &p.keys {
            if let Some(c) = self.fold(k)? {
                if seen.iter().any(|s| same_key(s, &c)) {
                    return self.error(p.range, format!("mapping pattern checks duplicate key ({})", c.repr()));
                }
                seen.push(c);
            } else if !k.is_attribute_expr() {
                return self.error(k.range(), "mapping pattern keys may only match literals and attribute lookups");
            }
            self.expr_tmp(k)?;
        }
        self.at(p.range);
        self.abc(Op::BUILD_TUPLE, keys, first, n as u32);
        self.release(first);
        if n > 0 {
            self.abc(Op::MATCH_KEYS, t, v, keys);
            self.jump_on(Op::JNONE, t, fail);
            let values = self.temps(n as u32);
            self.abc(Op::UNPACK, values, t, n as u32);
            for (i, q) in p.patterns.iter().enumerate() {
                self.pattern(q, values + i as u32, fail, captures)?;
            }
        }
        if let Some(rest) = &p.rest {
            let r = self.temp();
            self.at(p.range);
            self.abc(Op::MATCH_REST, r, v, keys);
            self.capture(rest, r, captures);
        }
        Ok(())
    }
    fn class_pattern(&mut self, p: &'a ast::PatternMatchClass, v: Reg, fail: Label, captures: &Captures<'a>) -> R {
        let a = &p.arguments;
        for (i, k) in a.keywords.iter().enumerate() {
            if a.keywords[..i].iter().any(|o| o.attr.id == k.attr.id) {
                return self.error(k.pattern.range(), format!("attribute name repeated in class pattern: {}", k.attr));
            }
        }
        let t = self.temp();
        let pair = self.temps(2);
        self.expr_to(&p.cls, pair)?;
        let names: Vec<Const> = a.keywords.iter().map(|k| Const::Str(Rc::from(k.attr.as_str()))).collect();
        self.at(p.range);
        self.load_const(pair + 1, Const::Tuple(Rc::from(names)));
        self.u.asm.counts(Op::MATCH_CLASS, t, v, pair, (a.patterns.len() as u32, 0));
        self.jump_on(Op::JNONE, t, fail);
        let all: Vec<&'a Pattern> = a.patterns.iter().chain(a.keywords.iter().map(|k| &k.pattern)).collect();
        if all.is_empty() {
            return Ok(());
        }
        let first = self.temps(all.len() as u32);
        self.abc(Op::UNPACK, first, t, all.len() as u32);
        for (i, q) in all.into_iter().enumerate() {
            self.pattern(q, first + i as u32, fail, captures)?;
        }
        Ok(())
    }
}

/// Are the constants equal as keys of a mapping: numbers by value?
fn same_key(a: &Const, b: &Const) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}
/// A number as an int or a complex one.
fn number(c: &Const) -> Option<(Option<i64>, f64, f64)> {
    let of_float = |re: f64, im: f64| {
        let whole = re.fract() == 0.0 && re.abs() < 9e18 && im == 0.0;
        (whole.then_some(re as i64), if whole { 0.0 } else { re }, im)
    };
    match c {
        Const::True => Some((Some(1), 0.0, 0.0)),
        Const::False => Some((Some(0), 0.0, 0.0)),
        Const::Int(i) => Some((Some(*i), 0.0, 0.0)),
        Const::Float(bits) => Some(of_float(f64::from_bits(*bits), 0.0)),
        Const::Complex(re, im) => Some(of_float(f64::from_bits(*re), f64::from_bits(*im))),
        _ => None,
    }
}
