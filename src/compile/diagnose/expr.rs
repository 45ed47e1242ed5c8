//! Expressions of the diagnosing parser, and the mistakes made in them.

use std::rc::Rc;

use super::parser::{E, Ex, Parser, Rule, Targets, What};
use super::tokens::{Kind, Token};

/// Parameters of a function, or of a lambda.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Params {
    Def,
    Lambda,
}

impl Parser<'_> {
    // --- lists of expressions
    pub fn star_expressions(&mut self) -> Option<E> {
        self.tuple_of(Self::star_expression)
    }
    fn tuple_of(&mut self, f: fn(&mut Self) -> Option<E>) -> Option<E> {
        self.attempt(|p| {
            let first = f(p)?;
            if !p.is_op(",") {
                return Some(first);
            }
            let start = first.start;
            let mut parts = vec![first];
            while let Some(e) = p.attempt(|p| {
                p.op(",")?;
                f(p)
            }) {
                parts.push(e);
            }
            p.op(",");
            Some(p.ex_of(What::Tuple, start, parts))
        })
    }
    pub fn star_expression(&mut self) -> Option<E> {
        self.memo(Rule::StarExpression, |p| {
            if let Some(e) = p.attempt(|p| p.starred(Self::bitwise_or)) {
                return Some(e);
            }
            p.expression()
        })
    }
    fn starred(&mut self, f: fn(&mut Self) -> Option<E>) -> Option<E> {
        let t = self.op("*")?;
        let e = f(self)?;
        Some(self.ex_of(What::Starred, t.start, vec![e]))
    }
    pub fn star_named(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| p.starred(Self::bitwise_or)) {
            return Some(e);
        }
        self.named()
    }
    fn star_named_list(&mut self) -> Option<Vec<E>> {
        let v = self.separated(Self::star_named)?;
        self.op(",");
        Some(v)
    }
    /// `*x` where only an expression may follow.
    fn starred_expression(&mut self) -> Option<E> {
        self.mistake(|p| {
            let t = p.op("*")?;
            p.expression()?;
            p.op("=")?;
            let e = p.expression()?;
            p.fail(t.start, e.end, "cannot assign to iterable argument unpacking")
        });
        if let Some(e) = self.attempt(|p| p.starred(Self::expression)) {
            return Some(e);
        }
        self.mistake(|p| {
            p.op("*")?;
            p.fail_here("Invalid star expression")
        });
        None
    }
    fn assignment_expression(&mut self) -> Option<E> {
        let n = self.name()?;
        self.op(":=")?;
        // no other way from here
        match self.expression() {
            Some(_) => Some(self.ex_to_here(What::Named, n.start)),
            None => None,
        }
    }
    pub fn named(&mut self) -> Option<E> {
        self.memo(Rule::Named, |p| {
            let m = p.at;
            if p.name().is_some() && p.op(":=").is_some() {
                p.at = m;
                return p.assignment_expression();
            }
            p.at = m;
            p.mistake(Self::invalid_named);
            p.attempt(|p| {
                let e = p.expression()?;
                if p.is_op(":=") { None } else { Some(e) }
            })
        })
    }
    fn invalid_named(&mut self) -> Option<()> {
        if let Some(e) = self.attempt(|p| {
            let e = p.expression()?;
            p.op(":=")?;
            Some(e)
        }) {
            return self.fail_ex(&e, format!("cannot use assignment expressions with {}", e.what.name()));
        }
        let m = self.at;
        let first = self.attempt(|p| {
            let n = p.name()?;
            p.op("=")?;
            let b = p.bitwise_or()?;
            if p.is_op("=") || p.is_op(":=") { None } else { Some((n, b)) }
        });
        if let Some((n, b)) = first {
            return self.fail(n.start, b.end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
        }
        self.at = m;
        let guard = self.lookahead(Self::list_like)
            || self.lookahead(Self::tuple_like)
            || self.lookahead(Self::generator)
            || self.is_kw("True")
            || self.is_kw("None")
            || self.is_kw("False");
        if guard {
            return None;
        }
        let e = self.bitwise_or()?;
        self.op("=")?;
        self.bitwise_or()?;
        if self.is_op("=") || self.is_op(":=") {
            return None;
        }
        if e.what == What::Name {
            return None;
        }
        let name = e.what.name();
        if matches!(e.what, What::Attribute | What::Subscript) {
            // an assignment, where only an expression may stand
        }
        self.fail_ex(&e, format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?"))
    }
    pub fn expression(&mut self) -> Option<E> {
        self.memo(Rule::Expression, |p| {
            p.mistake(Self::invalid_expression);
            p.mistake(Self::invalid_legacy);
            p.expression_plain()
        })
    }
    fn expression_plain(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let a = p.disjunction()?;
            p.kw("if")?;
            p.disjunction()?;
            p.kw("else")?;
            p.expression()?;
            Some(p.ex_to_here(What::IfExp, a.start))
        }) {
            return Some(e);
        }
        if let Some(e) = self.disjunction() {
            return Some(e);
        }
        self.lambda()
    }
    fn invalid_expression(&mut self) -> Option<()> {
        // two expressions without anything between
        self.attempt(|p| {
            let skip = p.lookahead(|p| {
                p.name()?;
                p.kind(Kind::String)
            }) || {
                let t = p.token();
                t.kind == Kind::Name && matches!(p.text(t), "match" | "case" | "_" | "type")
            };
            if skip {
                return None;
            }
            let a = p.disjunction()?;
            let explain = std::mem::replace(&mut p.explain, false);
            let b = p.attempt(Self::expression_plain);
            p.explain = explain;
            let b = b?;
            let legacy =
                a.what == What::Name && matches!(&p.src.text[a.start as usize..a.end as usize], "print" | "exec");
            if legacy || p.previous().level == 0 {
                return None;
            }
            p.fail::<()>(a.start, b.end, "invalid syntax. Perhaps you forgot a comma?")
        });
        self.attempt(|p| {
            let a = p.disjunction()?;
            p.kw("if")?;
            let b = p.disjunction()?;
            if p.is_kw("else") || p.is_op(":") {
                return None;
            }
            p.fail::<()>(a.start, b.end, "expected 'else' after 'if' expression")
        });
        self.attempt(|p| {
            p.disjunction()?;
            p.kw("if")?;
            p.disjunction()?;
            p.kw("else")?;
            if p.lookahead(Self::expression) || p.dead() {
                return None;
            }
            let t = p.token();
            p.fail_token::<()>(t, "expected expression after 'else', but statement is given")
        });
        self.attempt(|p| {
            let t = ["pass", "break", "continue"].iter().find_map(|k| p.kw(k))?;
            p.kw("if")?;
            let b = p.disjunction()?;
            p.kw("else")?;
            p.fail::<()>(t.start, b.end, "expected expression before 'if', but statement is given")
        });
        self.attempt(|p| {
            let a = p.kw("lambda")?;
            p.attempt(|p| p.parameters(Params::Lambda));
            let b = p.op(":")?;
            if !p.is_kind(Kind::FMiddle) {
                return None;
            }
            let letter = p.token().letter as char;
            p.fail::<()>(
                a.start,
                b.end,
                format!("{letter}-string: lambda expressions are not allowed without parentheses"),
            )
        });
        None
    }
    fn invalid_legacy(&mut self) -> Option<()> {
        let n = self.name()?;
        if self.is_op("(") {
            return None;
        }
        let b = self.star_expressions()?;
        let word = self.text(n);
        if !matches!(word, "print" | "exec") {
            return None;
        }
        self.fail(n.start, b.end, format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?"))
    }
    fn lambda(&mut self) -> Option<E> {
        self.attempt(|p| {
            let t = p.kw("lambda")?;
            if !p.is_op(":") {
                p.parameters(Params::Lambda)?;
            }
            p.op(":")?;
            p.expression()?;
            Some(p.ex_to_here(What::Lambda, t.start))
        })
    }
    pub fn yield_expr(&mut self) -> Option<E> {
        self.attempt(|p| {
            let t = p.kw("yield")?;
            if p.kw("from").is_some() {
                p.expression()?;
            } else {
                p.star_expressions();
            }
            if p.dead() { None } else { Some(p.ex_to_here(What::Yield, t.start)) }
        })
    }

    // --- operators
    fn disjunction(&mut self) -> Option<E> {
        self.memo(Rule::Disjunction, |p| {
            let first = p.conjunction()?;
            let start = first.start;
            let mut any = false;
            while p
                .attempt(|p| {
                    p.kw("or")?;
                    p.conjunction()
                })
                .is_some()
            {
                any = true;
            }
            Some(if any { p.ex_to_here(What::Operation, start) } else { first })
        })
    }
    fn conjunction(&mut self) -> Option<E> {
        let first = self.inversion()?;
        let start = first.start;
        let mut any = false;
        while self
            .attempt(|p| {
                p.kw("and")?;
                p.inversion()
            })
            .is_some()
        {
            any = true;
        }
        Some(if any { self.ex_to_here(What::Operation, start) } else { first })
    }
    fn inversion(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let mut n = 0;
            let start = p.token().start;
            while p.kw("not").is_some() {
                n += 1;
            }
            if n == 0 {
                return None;
            }
            p.comparison()?;
            Some(p.ex_to_here(What::Operation, start))
        }) {
            return Some(e);
        }
        self.comparison()
    }
    fn compare_op(&mut self) -> Option<bool> {
        for o in ["==", "!=", "<=", "<", ">=", ">"] {
            if self.op(o).is_some() {
                return Some(false);
            }
        }
        if self
            .attempt(|p| {
                p.kw("not")?;
                p.kw("in")
            })
            .is_some()
        {
            return Some(false);
        }
        if self.kw("in").is_some() {
            return Some(true);
        }
        self.kw("is")?;
        self.kw("not");
        Some(false)
    }
    fn comparison(&mut self) -> Option<E> {
        self.memo(Rule::Comparison, |p| {
            let first = p.bitwise_or()?;
            let start = first.start;
            let mut starts_with_in = None;
            while let Some(i) = p.attempt(|p| {
                let i = p.compare_op()?;
                p.bitwise_or()?;
                Some(i)
            }) {
                starts_with_in.get_or_insert(i);
            }
            match starts_with_in {
                Some(i) => Some(p.ex_of(What::Compare(i), start, vec![first])),
                None => Some(first),
            }
        })
    }
    pub fn bitwise_or(&mut self) -> Option<E> {
        self.memo(Rule::BitwiseOr, |p| p.binary(0))
    }
    fn binary(&mut self, level: usize) -> Option<E> {
        const LEVELS: &[&[&str]] = &[&["|"], &["^"], &["&"], &["<<", ">>"], &["+", "-"], &["*", "/", "//", "%", "@"]];
        let Some(ops) = LEVELS.get(level) else { return self.factor() };
        let first = self.binary(level + 1)?;
        let start = first.start;
        let mut any = false;
        while self
            .attempt(|p| {
                let o = ops.iter().find_map(|o| p.op(o))?;
                p.mistake(|p| {
                    if level < 4 {
                        return None;
                    }
                    let n = p.kw("not")?;
                    let e = p.inversion()?;
                    p.fail(n.start, e.end, "'not' after an operator must be parenthesized")
                });
                let _ = o;
                p.binary(level + 1)
            })
            .is_some()
        {
            any = true;
        }
        Some(if any { self.ex_to_here(What::Operation, start) } else { first })
    }
    fn factor(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let start = p.token().start;
            let mut n = 0;
            while p.op("+").or_else(|| p.op("-")).or_else(|| p.op("~")).is_some() {
                n += 1;
            }
            if n == 0 {
                return None;
            }
            p.mistake(|p| {
                let t = p.kw("not")?;
                let e = p.inversion()?;
                p.fail(t.start, e.end, "'not' after an operator must be parenthesized")
            });
            p.power()?;
            Some(p.ex_to_here(What::Operation, start))
        }) {
            return Some(e);
        }
        self.power()
    }
    fn power(&mut self) -> Option<E> {
        let base = self.await_primary()?;
        let start = base.start;
        if self
            .attempt(|p| {
                p.op("**")?;
                p.factor()
            })
            .is_some()
        {
            return Some(self.ex_to_here(What::Operation, start));
        }
        Some(base)
    }
    fn await_primary(&mut self) -> Option<E> {
        if let Some(t) = self.kw("await") {
            self.primary()?;
            return Some(self.ex_to_here(What::Await, t.start));
        }
        self.primary()
    }

    // --- primaries
    pub fn primary(&mut self) -> Option<E> {
        self.memo(Rule::Primary, |p| {
            let mut e = p.atom()?;
            loop {
                let start = e.start;
                let next = p
                    .attempt(|p| {
                        p.op(".")?;
                        p.name()?;
                        Some(p.ex_to_here(What::Attribute, start))
                    })
                    .or_else(|| {
                        p.attempt(|p| {
                            p.generator()?;
                            Some(p.ex_to_here(What::Call, start))
                        })
                    })
                    .or_else(|| {
                        p.attempt(|p| {
                            p.op("(")?;
                            if !p.is_op(")") {
                                p.arguments()?;
                            }
                            p.op(")")?;
                            Some(p.ex_to_here(What::Call, start))
                        })
                    })
                    .or_else(|| {
                        p.attempt(|p| {
                            p.op("[")?;
                            p.slices()?;
                            p.op("]")?;
                            Some(p.ex_to_here(What::Subscript, start))
                        })
                    });
                match next {
                    Some(n) => e = n,
                    None => return if p.dead() { None } else { Some(e) },
                }
            }
        })
    }
    fn slices(&mut self) -> Option<()> {
        if self
            .attempt(|p| {
                p.slice()?;
                if p.is_op(",") { None } else { Some(()) }
            })
            .is_some()
        {
            return Some(());
        }
        self.separated(|p| p.slice().or_else(|| p.starred_expression().map(|_| ())))?;
        self.op(",");
        Some(())
    }
    fn slice(&mut self) -> Option<()> {
        if self
            .attempt(|p| {
                p.expression();
                p.op(":")?;
                p.expression();
                if p.op(":").is_some() {
                    p.expression();
                }
                Some(())
            })
            .is_some()
        {
            return Some(());
        }
        self.named().map(|_| ())
    }
    fn atom(&mut self) -> Option<E> {
        self.memo(Rule::Atom, |p| {
            let t = p.token();
            if let Some(n) = p.name() {
                return Some(p.ex(What::Name, n.start, n.end));
            }
            for (k, w) in [("True", What::TrueLit), ("False", What::FalseLit), ("None", What::NoneLit)] {
                if p.kw(k).is_some() {
                    return Some(p.ex(w, t.start, t.end));
                }
            }
            match t.kind {
                Kind::String | Kind::FStart => return p.strings(),
                Kind::Number => {
                    p.at += 1;
                    return Some(p.ex(What::Literal, t.start, t.end));
                }
                _ => {}
            }
            match (t.kind, p.text(t)) {
                (Kind::Op, "(") => p.tuple_like().or_else(|| p.group()).or_else(|| p.generator()),
                (Kind::Op, "[") => p.list_like().or_else(|| p.list_comprehension()),
                (Kind::Op, "{") => {
                    p.dict().or_else(|| p.set()).or_else(|| p.dict_comprehension()).or_else(|| p.set_comprehension())
                }
                (Kind::Op, "...") => {
                    p.op("...")?;
                    Some(p.ex(What::Ellipsis, t.start, t.end))
                }
                _ => None,
            }
        })
    }
    fn tuple_like(&mut self) -> Option<E> {
        self.attempt(|p| {
            let t = p.op("(")?;
            let mut parts = Vec::new();
            if let Some(first) = p.attempt(|p| {
                let e = p.star_named()?;
                p.op(",")?;
                Some(e)
            }) {
                parts.push(first);
                if let Some(more) = p.attempt(Self::star_named_list) {
                    parts.extend(more);
                }
            }
            p.op(")")?;
            Some(p.ex_of(What::Tuple, t.start, parts))
        })
    }
    fn group(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            p.op("(")?;
            let e = p.yield_expr().or_else(|| p.named())?;
            p.op(")")?;
            Some(Rc::new(Ex { what: e.what, start: e.start, end: e.end, parts: e.parts.clone(), grouped: true }))
        }) {
            return Some(e);
        }
        self.mistake(|p| {
            p.op("(")?;
            let e = p.starred_expression()?;
            p.op(")")?;
            p.fail_ex(&e, "cannot use starred expression here")
        });
        self.mistake(|p| {
            p.op("(")?;
            let t = p.op("**")?;
            p.expression()?;
            p.op(")")?;
            p.fail(t.start, t.end, "cannot use double starred expression here")
        });
        None
    }
    fn generator(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let t = p.op("(")?;
            p.comprehension_element()?;
            p.for_clauses()?;
            p.op(")")?;
            Some(p.ex_to_here(What::GenExp, t.start))
        }) {
            return Some(e);
        }
        self.mistake(Self::invalid_comprehension);
        None
    }
    fn comprehension_element(&mut self) -> Option<E> {
        let m = self.at;
        if self.name().is_some() && self.op(":=").is_some() {
            self.at = m;
            return self.assignment_expression();
        }
        self.at = m;
        let e = self.expression()?;
        if self.is_op(":=") { None } else { Some(e) }
    }
    fn list_like(&mut self) -> Option<E> {
        self.attempt(|p| {
            let t = p.op("[")?;
            let parts = p.attempt(Self::star_named_list).unwrap_or_default();
            p.op("]")?;
            Some(p.ex_of(What::List, t.start, parts))
        })
    }
    fn list_comprehension(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let t = p.op("[")?;
            p.named()?;
            p.for_clauses()?;
            p.op("]")?;
            Some(p.ex_to_here(What::ListComp, t.start))
        }) {
            return Some(e);
        }
        self.mistake(Self::invalid_comprehension);
        None
    }
    fn set(&mut self) -> Option<E> {
        self.attempt(|p| {
            let t = p.op("{")?;
            p.star_named_list()?;
            p.op("}")?;
            Some(p.ex_to_here(What::Set, t.start))
        })
    }
    fn set_comprehension(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let t = p.op("{")?;
            p.named()?;
            p.for_clauses()?;
            p.op("}")?;
            Some(p.ex_to_here(What::SetComp, t.start))
        }) {
            return Some(e);
        }
        self.mistake(Self::invalid_comprehension);
        None
    }
    fn key_value(&mut self) -> Option<()> {
        if self
            .attempt(|p| {
                p.op("**")?;
                p.bitwise_or()
            })
            .is_some()
        {
            return Some(());
        }
        self.expression()?;
        self.op(":")?;
        self.expression()?;
        Some(())
    }
    fn dict(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let t = p.op("{")?;
            if p.separated(Self::key_value).is_some() {
                p.op(",");
            }
            p.op("}")?;
            Some(p.ex_to_here(What::Dict, t.start))
        }) {
            return Some(e);
        }
        self.mistake(|p| {
            p.op("{")?;
            p.attempt(|p| {
                p.separated(Self::key_value)?;
                p.op(",")?;
                p.invalid_key_value(true)
            });
            p.invalid_key_value(false)
        });
        None
    }
    fn invalid_key_value(&mut self, lone_key: bool) -> Option<()> {
        if lone_key {
            self.attempt(|p| {
                let e = p.expression()?;
                if p.is_op(":") {
                    return None;
                }
                p.fail::<()>(e.end.saturating_sub(1), e.end, "':' expected after dictionary key").or_else(|| {
                    if let Some(x) = &mut p.error {
                        x.end_col = 0;
                    }
                    None
                })
            });
        }
        self.attempt(|p| {
            p.expression()?;
            p.op(":")?;
            let t = p.op("*")?;
            p.bitwise_or()?;
            p.fail_from::<()>(t.start, "cannot use a starred expression in a dictionary value")
        });
        self.attempt(|p| {
            p.expression()?;
            let t = p.op(":")?;
            if !(p.is_op("}") || p.is_op(",")) {
                return None;
            }
            p.fail_token::<()>(t, "expression expected after dictionary key and ':'")
        })
    }
    fn dict_comprehension(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let t = p.op("{")?;
            p.expression()?;
            p.op(":")?;
            p.expression()?;
            p.for_clauses()?;
            p.op("}")?;
            Some(p.ex_to_here(What::DictComp, t.start))
        }) {
            return Some(e);
        }
        self.mistake(|p| {
            p.op("{")?;
            let t = p.op("**")?;
            p.bitwise_or()?;
            p.for_clauses()?;
            p.op("}")?;
            p.fail_token(t, "dict unpacking cannot be used in dict comprehension")
        });
        None
    }
    fn invalid_comprehension(&mut self) -> Option<()> {
        let open = self.op("[").or_else(|| self.op("(")).or_else(|| self.op("{"))?;
        let round = self.text(open) == "(";
        self.attempt(|p| {
            let e = p.starred_expression()?;
            p.for_clauses()?;
            p.fail_ex::<()>(&e, "iterable unpacking cannot be used in comprehension")
        });
        if round {
            return None;
        }
        let message = "did you forget parentheses around the comprehension target?";
        self.attempt(|p| {
            let a = p.star_named()?;
            p.op(",")?;
            let b = p.star_named_list()?;
            p.for_clauses()?;
            let end = b.last().map_or(a.end, |b| b.end);
            p.fail::<()>(a.start, end, message)
        });
        self.attempt(|p| {
            let a = p.star_named()?;
            let b = p.op(",")?;
            p.for_clauses()?;
            p.fail::<()>(a.start, b.end, message)
        })
    }
    /// `for … in … if …`, one or more; says where they end.
    pub fn for_clauses(&mut self) -> Option<u32> {
        self.attempt(|p| {
            let mut n = 0;
            while p.attempt(Self::for_clause).is_some() {
                n += 1;
            }
            if n == 0 || p.dead() { None } else { Some(p.previous().end) }
        })
    }
    fn for_clause(&mut self) -> Option<()> {
        let m = self.at;
        let is_async = self.kw("async").is_some();
        if self.kw("for").is_some() {
            let t = self.at;
            if self.star_targets().is_some() && self.kw("in").is_some() {
                // no other way from here
                self.disjunction()?;
                while self
                    .attempt(|p| {
                        p.kw("if")?;
                        p.disjunction()
                    })
                    .is_some()
                {}
                return if self.dead() { None } else { Some(()) };
            }
            self.at = t;
            self.mistake(|p| {
                p.separated(Self::bitwise_or)?;
                p.op(",");
                if p.is_kw("in") {
                    return None;
                }
                p.fail_here("'in' expected after for-loop variables")
            });
            self.mistake(|p| {
                let e = p.star_expressions()?;
                p.fail_target(&e, Targets::For)
            });
        }
        let _ = is_async;
        self.at = m;
        None
    }

    // --- assignment targets
    pub fn star_targets(&mut self) -> Option<E> {
        self.memo(Rule::StarTargets, |p| {
            let first = p.star_target()?;
            if !p.is_op(",") {
                return Some(first);
            }
            let start = first.start;
            let mut parts = vec![first];
            while let Some(e) = p.attempt(|p| {
                p.op(",")?;
                p.star_target()
            }) {
                parts.push(e);
            }
            p.op(",");
            Some(p.ex_of(What::Tuple, start, parts))
        })
    }
    pub fn star_target(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let t = p.op("*")?;
            if p.is_op("*") {
                return None;
            }
            let e = p.star_target()?;
            Some(p.ex_of(What::Starred, t.start, vec![e]))
        }) {
            return Some(e);
        }
        self.target()
    }
    /// A single target: primary with attribute or subscript at the end, a name, or a bracketed list.
    fn target(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let e = p.primary()?;
            if matches!(e.what, What::Attribute | What::Subscript | What::Name) { Some(e) } else { None }
        }) {
            return Some(e);
        }
        self.attempt(|p| {
            let t = p.op("(").or_else(|| p.op("["))?;
            let close = if p.text(t) == "(" { ")" } else { "]" };
            let mut parts = Vec::new();
            if !p.is_op(close) {
                parts = p.separated(Self::star_target)?;
                p.op(",");
            }
            p.op(close)?;
            Some(p.ex_of(if close == ")" { What::Tuple } else { What::List }, t.start, parts))
        })
    }

    // --- arguments
    pub fn arguments(&mut self) -> Option<()> {
        self.memo(Rule::Arguments, |p| {
            let start = p.token().start;
            if p.attempt(|p| {
                p.args()?;
                p.op(",");
                if p.is_op(")") { Some(()) } else { None }
            })
            .is_some()
            {
                return Some(p.ex_to_here(What::Tuple, start));
            }
            p.mistake(Self::invalid_arguments);
            None
        })
        .map(|_| ())
    }
    fn positional(&mut self) -> Option<E> {
        if let Some(e) = self.starred_expression() {
            return Some(e);
        }
        let e = self.comprehension_element()?;
        if self.is_op("=") { None } else { Some(e) }
    }
    /// Arguments: the last positional one, and whether there are keywords, and `**`.
    fn args(&mut self) -> Option<(Vec<E>, bool, bool)> {
        let positional = self.separated(Self::positional);
        if self.dead() {
            return None;
        }
        match positional {
            Some(v) => {
                let k = self.attempt(|p| {
                    p.op(",")?;
                    p.kwargs()
                });
                if self.dead() {
                    return None;
                }
                Some((v, k.is_some(), k.unwrap_or(false)))
            }
            None => {
                let double = self.kwargs()?;
                Some((Vec::new(), true, double))
            }
        }
    }
    /// Keyword arguments; is `**` among them?
    fn kwargs(&mut self) -> Option<bool> {
        let first = self.attempt(|p| p.separated(Self::kwarg_or_starred));
        if self.dead() {
            return None;
        }
        match first {
            Some(_) => {
                let more = self.attempt(|p| {
                    p.op(",")?;
                    p.separated(Self::kwarg_or_double)
                });
                if self.dead() { None } else { Some(more.is_some()) }
            }
            None => self.separated(Self::kwarg_or_double).map(|_| true),
        }
    }
    fn kwarg(&mut self) -> Option<()> {
        self.mistake(Self::invalid_kwarg);
        self.attempt(|p| {
            p.name()?;
            p.op("=")?;
            p.expression()?;
            Some(())
        })
    }
    fn kwarg_or_starred(&mut self) -> Option<()> {
        self.kwarg().or_else(|| self.starred_expression().map(|_| ()))
    }
    fn kwarg_or_double(&mut self) -> Option<()> {
        self.kwarg().or_else(|| {
            self.attempt(|p| {
                p.op("**")?;
                p.expression()?;
                Some(())
            })
        })
    }
    fn invalid_kwarg(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("True").or_else(|| p.kw("False")).or_else(|| p.kw("None"))?;
            let e = p.op("=")?;
            let word = p.text(t).to_string();
            p.fail::<()>(t.start, e.end, format!("cannot assign to {word}"))
        });
        self.attempt(|p| {
            let n = p.name()?;
            let b = p.op("=")?;
            p.expression()?;
            p.for_clauses()?;
            p.fail::<()>(n.start, b.end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
        });
        self.attempt(|p| {
            let t = p.op("**")?;
            p.expression()?;
            p.op("=")?;
            let e = p.expression()?;
            p.fail::<()>(t.start, e.end, "cannot assign to keyword argument unpacking")
        });
        let plain = self.lookahead(|p| {
            p.name()?;
            p.op("=")
        });
        if plain {
            return None;
        }
        let e = self.expression()?;
        let b = self.op("=")?;
        self.fail(e.start, b.end, "expression cannot contain assignment, perhaps you meant \"==\"?")
    }
    fn invalid_arguments(&mut self) -> Option<()> {
        let message = "Generator expression must be parenthesized";
        self.attempt(|p| {
            let (_, _, double) = p.args()?;
            if !double {
                return None;
            }
            let c = p.op(",")?;
            p.op("*")?;
            p.expression()?;
            p.lookahead(|p| p.op("="));
            p.fail_from::<()>(c.start, "iterable argument unpacking follows keyword argument unpacking")
        });
        self.attempt(|p| {
            let e = p.expression()?;
            let end = p.for_clauses()?;
            p.op(",")?;
            p.attempt(|p| p.args());
            p.fail::<()>(e.start, end, message)
        });
        self.attempt(|p| {
            let n = p.name()?;
            let b = p.op("=")?;
            p.expression()?;
            p.for_clauses()?;
            p.fail::<()>(n.start, b.end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
        });
        self.attempt(|p| {
            p.attempt(|p| {
                p.args()?;
                p.op(",")
            });
            let n = p.name()?;
            let b = p.op("=")?;
            if !(p.is_op(",") || p.is_op(")")) {
                return None;
            }
            p.fail::<()>(n.start, b.end, "expected argument value expression")
        });
        self.attempt(|p| {
            let (v, _, _) = p.args()?;
            let end = p.for_clauses()?;
            let last = v.last()?.clone();
            if v.len() < 2 {
                return None;
            }
            p.fail::<()>(last.start, end, message)
        });
        self.attempt(|p| {
            p.args()?;
            p.op(",")?;
            let e = p.expression()?;
            let end = p.for_clauses()?;
            p.fail::<()>(e.start, end, message)
        });
        self.attempt(|p| {
            let (_, keywords, double) = p.args()?;
            p.op(",")?;
            p.args()?;
            if !keywords {
                return None;
            }
            p.fail_here::<()>(if double {
                "positional argument follows keyword argument unpacking"
            } else {
                "positional argument follows keyword argument"
            })
        })
    }

    // --- parameters
    /// Parameters up to (not including) the closing `)` or `:`.
    pub fn parameters(&mut self, kind: Params) -> Option<()> {
        let close = if kind == Params::Def { ")" } else { ":" };
        let (mut default_seen, mut slash, mut star, mut any) = (false, false, false, false);
        loop {
            if self.is_op(close) {
                return if any { Some(()) } else { None };
            }
            let t = self.token();
            if self.op("/").is_some() {
                if star || slash || !any {
                    let message = match (star, any) {
                        (true, _) => "/ must be ahead of *",
                        (false, false) => "at least one argument must precede /",
                        (false, true) => "/ may appear only once",
                    };
                    if self.explain && (any || self.is_op(",")) {
                        return self.fail_token(t, message);
                    }
                    self.at -= 1;
                    return None;
                }
                slash = true;
            } else if self.op("**").is_some() {
                self.parameter(kind)?;
                if let Some(eq) = self.explain.then(|| self.op("=")).flatten() {
                    return self.fail_token(eq, "var-keyword argument cannot have default value");
                }
                if self.op(",").is_some() && self.explain {
                    let t = self.token();
                    let more = self.name().or_else(|| self.op("*")).or_else(|| self.op("**")).or_else(|| self.op("/"));
                    if more.is_some() {
                        return self.fail_token(t, "arguments cannot follow var-keyword argument");
                    }
                }
                return if self.is_op(close) { Some(()) } else { None };
            } else if self.op("*").is_some() {
                if star {
                    if self.explain && (self.name().is_some() || self.op(",").is_some()) {
                        return self.fail_token(t, "* argument may appear only once");
                    }
                    return None;
                }
                star = true;
                if self.name().is_some() {
                    self.at -= 1;
                    self.parameter(kind)?;
                    if let Some(eq) = self.explain.then(|| self.op("=")).flatten() {
                        return self.fail_token(eq, "var-positional argument cannot have default value");
                    }
                } else {
                    // a bare `*` needs a name behind it
                    let m = self.at;
                    let bare = self.is_op(close) || self.op(",").is_some() && (self.is_op(close) || self.is_op("**"));
                    if bare && self.explain {
                        let at = if kind == Params::Def { t } else { self.furthest() };
                        return self.fail_token(at, "named arguments must follow bare *");
                    }
                    if bare {
                        return None;
                    }
                    self.at = m;
                    if self.explain
                        && self.lookahead(|p| {
                            p.op(",")?;
                            p.op("/")
                        })
                    {
                        self.op(",");
                        let s = self.token();
                        return self.fail_token(s, "/ must be ahead of *");
                    }
                }
            } else if self.is_op("(") && self.explain {
                let parenthesized = self.lookahead(|p| {
                    p.op("(")?;
                    p.separated(|p| p.name())?;
                    p.op(",");
                    p.op(")")
                });
                if parenthesized {
                    while self.op(")").is_none() {
                        self.at += 1;
                    }
                    let end = self.previous().end;
                    let what = if kind == Params::Def { "Function" } else { "Lambda expression" };
                    return self.fail(t.start, end, format!("{what} parameters cannot be parenthesized"));
                }
                return None;
            } else {
                self.parameter(kind)?;
                if let Some(eq) = self.op("=") {
                    default_seen = true;
                    let e = self.expression();
                    if e.is_none() {
                        if self.explain && kind == Params::Def && (self.is_op(")") || self.is_op(",")) {
                            return self.fail_token(eq, "expected default value expression");
                        }
                        return None;
                    }
                } else if default_seen && !star && self.explain {
                    if self.is_op(",") || self.is_op(close) {
                        return self.fail_token(t, "parameter without a default follows parameter with a default");
                    }
                } else if default_seen && !star {
                    // the first pass stops at what follows
                    self.token();
                    self.op(",");
                    self.token();
                    return None;
                }
            }
            any = true;
            if self.dead() {
                return None;
            }
            if self.op(",").is_none() {
                return if self.is_op(close) { Some(()) } else { None };
            }
        }
    }
    fn parameter(&mut self, kind: Params) -> Option<Token> {
        let n = self.name()?;
        if kind == Params::Def && self.op(":").is_some() && self.starred_annotation().is_none() {
            return None;
        }
        Some(n)
    }
    fn starred_annotation(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| p.starred(Self::bitwise_or)) {
            return Some(e);
        }
        self.expression()
    }

    // --- strings
    fn strings(&mut self) -> Option<E> {
        let start = self.token().start;
        let (mut bytes, mut text, mut what, mut templates) = (false, false, What::Literal, false);
        loop {
            let t = self.token();
            match t.kind {
                Kind::String => {
                    self.at += 1;
                    let s = self.text(t);
                    let prefix = &s[..s.find(['\'', '"']).unwrap_or(0)];
                    if prefix.contains(['b', 'B']) { bytes = true } else { text = true }
                }
                Kind::FStart => {
                    if t.letter == b't' {
                        templates = true;
                        what = What::TString;
                    } else {
                        text = true;
                        what = What::FString;
                    }
                    self.interpolated()?;
                }
                _ => break,
            }
        }
        if self.dead() {
            return None;
        }
        if bytes && text {
            return self.fail_here("cannot mix bytes and nonbytes literals");
        }
        if templates && (text || bytes) {
            return self.fail_from(start, "cannot mix t-string literals with string or bytes literals");
        }
        Some(self.ex_to_here(what, start))
    }
    fn interpolated(&mut self) -> Option<()> {
        self.kind(Kind::FStart)?;
        loop {
            if self.kind(Kind::FMiddle).is_some() {
                continue;
            }
            if self.is_op("{") {
                self.field()?;
                continue;
            }
            self.kind(Kind::FEnd)?;
            return Some(());
        }
    }
    fn field(&mut self) -> Option<()> {
        if let Some(()) = self.attempt(|p| {
            p.op("{")?;
            p.yield_expr().or_else(|| p.star_expressions())?;
            p.op("=");
            if p.op("!").is_some() {
                let bang = p.previous();
                let n = p.token();
                if n.kind == Kind::Name && n.start > bang.end {
                    let letter = n.letter as char;
                    return p.fail(
                        bang.start,
                        n.end,
                        format!("{letter}-string: conversion type must come right after the exclamation mark"),
                    );
                }
                let n = p.name()?;
                let word = p.text(n);
                if !matches!(word, "s" | "r" | "a") {
                    let letter = n.letter as char;
                    return p.fail_token(
                        n,
                        format!("{letter}-string: invalid conversion character '{word}': expected 's', 'r', or 'a'"),
                    );
                }
            }
            if p.op(":").is_some() {
                loop {
                    if p.kind(Kind::FMiddle).is_some() {
                        continue;
                    }
                    if p.is_op("{") {
                        p.field()?;
                        continue;
                    }
                    break;
                }
            }
            p.op("}")?;
            Some(())
        }) {
            return Some(());
        }
        self.mistake(Self::invalid_field);
        None
    }
    fn invalid_field(&mut self) -> Option<()> {
        let open = self.op("{")?;
        let letter = open.letter as char;
        let t = self.token();
        for s in ["=", "!", ":", "}"] {
            if self.is_op(s) {
                return self.fail_token(t, format!("{letter}-string: valid expression required before '{s}'"));
            }
        }
        let whole = self.yield_expr().or_else(|| self.star_expressions());
        if self.dead() {
            return None;
        }
        if whole.is_none() {
            let t = self.token();
            return self.fail_token(t, format!("{letter}-string: expecting a valid expression after '{{'"));
        }
        let stop = |p: &mut Self, list: &[&str]| list.iter().any(|s| p.is_op(s));
        if !stop(self, &["=", "!", ":", "}"]) {
            return self.fail_here_token(format!("{letter}-string: expecting '=', or '!', or ':', or '}}'"));
        }
        if self.op("=").is_some() && !stop(self, &["!", ":", "}"]) {
            let t = self.previous();
            let n = self.token();
            let _ = t;
            return self.fail_token(n, format!("{letter}-string: expecting '!', or ':', or '}}'"));
        }
        if self.op("!").is_some() {
            let t = self.token();
            if stop(self, &[":", "}"]) {
                return self.fail_token(t, format!("{letter}-string: missing conversion character"));
            }
            if self.name().is_none() {
                return self.fail_token(t, format!("{letter}-string: invalid conversion character"));
            }
            if !stop(self, &[":", "}"]) {
                let n = self.token();
                return self.fail_token(n, format!("{letter}-string: expecting ':' or '}}'"));
            }
        }
        if self.op(":").is_some() {
            loop {
                // in t-strings, CPython's rule for what is wrong does not go past text
                if letter != 't' && self.kind(Kind::FMiddle).is_some() {
                    continue;
                }
                if self.is_op("{") {
                    self.field()?;
                    continue;
                }
                break;
            }
            if !self.is_op("}") {
                let t = self.token();
                return self.fail_token(t, format!("{letter}-string: expecting '}}', or format specs"));
            }
        }
        None
    }
    /// At the next token, whatever it is.
    fn fail_here_token<R>(&mut self, message: String) -> Option<R> {
        let t = self.token();
        self.fail_token(t, message)
    }
}
