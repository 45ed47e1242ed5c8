//! Statements of the diagnosing parser, and the mistakes made in them.

use super::expr::Params;
use super::parser::{E, Parser, Rule, Targets, What};
use super::tokens::{Kind, Token};

impl Parser<'_> {
    pub fn file(&mut self) -> Option<()> {
        while self.statement().is_some() {}
        self.kind(Kind::End).map(|_| ())
    }
    pub fn eval(&mut self) -> Option<()> {
        self.star_expressions()?;
        while self.kind(Kind::Newline).is_some() {}
        self.kind(Kind::End).map(|_| ())
    }
    fn statement(&mut self) -> Option<()> {
        if self.dead() || self.is_kind(Kind::End) || self.is_kind(Kind::Dedent) {
            return None;
        }
        self.depth += 1;
        if self.depth > 400 {
            self.error.get_or_insert_with(crate::compile::errors::CompileError::memory);
        }
        let r = self.attempt(|p| p.compound().or_else(|| p.simple_stmts()));
        self.depth -= 1;
        r
    }
    fn compound(&mut self) -> Option<()> {
        let t = self.token();
        if t.kind == Kind::Op && self.text(t) == "@" {
            return self.decorated();
        }
        if t.kind != Kind::Name {
            return None;
        }
        match self.text(t) {
            "def" => self.function(),
            "class" => self.class(),
            "if" => self.if_stmt("if"),
            "for" => self.for_stmt(),
            "while" => self.while_stmt(),
            "try" => self.try_stmt(),
            "with" => self.with_stmt(),
            "async" => self.attempt(|p| {
                p.kw("async")?;
                let n = p.token();
                match p.text(n) {
                    "def" => p.function(),
                    "for" => p.for_stmt(),
                    "with" => p.with_stmt(),
                    _ => None,
                }
            }),
            "match" => self.match_stmt(),
            _ => None,
        }
    }
    fn simple_stmts(&mut self) -> Option<()> {
        self.attempt(|p| {
            p.simple_stmt()?;
            while p
                .attempt(|p| {
                    p.op(";")?;
                    p.simple_stmt()
                })
                .is_some()
            {}
            p.op(";");
            p.kind(Kind::Newline)?;
            Some(())
        })
    }
    fn simple_stmt(&mut self) -> Option<()> {
        let start = self.token().start;
        self.memo(Rule::SimpleStmt, |p| {
            p.simple_stmt_inner()?;
            Some(p.ex_to_here(What::Name, start))
        })
        .map(|_| ())
    }
    fn simple_stmt_inner(&mut self) -> Option<()> {
        if self.assignment().is_some() {
            return Some(());
        }
        if self.dead() {
            return None;
        }
        if let Some(()) = self.attempt(Self::type_alias) {
            return Some(());
        }
        if self.star_expressions().is_some() {
            return Some(());
        }
        let t = self.token();
        if t.kind != Kind::Name || self.dead() {
            return None;
        }
        match self.text(t) {
            "return" => {
                self.kw("return")?;
                self.star_expressions();
                Some(())
            }
            "import" | "from" => self.import(),
            "raise" => {
                self.kw("raise")?;
                if self.expression().is_some() && self.kw("from").is_some() {
                    self.expression()?;
                }
                Some(())
            }
            "pass" | "break" | "continue" => {
                self.at += 1;
                Some(())
            }
            "del" => self.del(),
            "yield" => self.yield_expr().map(|_| ()),
            "assert" => {
                self.kw("assert")?;
                self.expression()?;
                if self.op(",").is_some() {
                    self.expression()?;
                }
                Some(())
            }
            "global" | "nonlocal" => {
                self.at += 1;
                self.separated(|p| p.name())?;
                Some(())
            }
            _ => None,
        }
    }
    fn annotated_rhs(&mut self) -> Option<()> {
        self.yield_expr().or_else(|| self.star_expressions()).map(|_| ())
    }
    fn assignment(&mut self) -> Option<()> {
        if let Some(()) = self.attempt(|p| {
            p.name()?;
            p.op(":")?;
            p.expression()?;
            if p.op("=").is_some() {
                p.annotated_rhs()?;
            }
            Some(())
        }) {
            return Some(());
        }
        if let Some(()) = self.attempt(|p| {
            if p.attempt(|p| {
                p.op("(")?;
                p.single_target()?;
                p.op(")")
            })
            .is_none()
            {
                let e = p.primary()?;
                if !matches!(e.what, What::Attribute | What::Subscript) {
                    return None;
                }
            }
            p.op(":")?;
            p.expression()?;
            if p.op("=").is_some() {
                p.annotated_rhs()?;
            }
            Some(())
        }) {
            return Some(());
        }
        if let Some(()) = self.attempt(|p| {
            let mut n = 0;
            while p
                .attempt(|p| {
                    p.star_targets()?;
                    p.op("=")
                })
                .is_some()
            {
                n += 1;
            }
            if n == 0 {
                return None;
            }
            p.annotated_rhs()?;
            if p.is_op("=") { None } else { Some(()) }
        }) {
            return Some(());
        }
        if let Some(()) = self.attempt(|p| {
            p.single_target()?;
            p.augmented()?;
            // no other way from here
            p.annotated_rhs()
        }) {
            return Some(());
        }
        self.mistake(Self::invalid_assignment);
        None
    }
    fn augmented(&mut self) -> Option<Token> {
        ["+=", "-=", "*=", "@=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//="]
            .iter()
            .find_map(|o| self.op(o))
    }
    fn single_target(&mut self) -> Option<E> {
        if let Some(e) = self.attempt(|p| {
            let e = p.primary()?;
            if matches!(e.what, What::Attribute | What::Subscript | What::Name) && !e.grouped { Some(e) } else { None }
        }) {
            return Some(e);
        }
        self.attempt(|p| {
            p.op("(")?;
            let e = p.single_target()?;
            p.op(")")?;
            Some(e)
        })
    }
    fn invalid_assignment(&mut self) -> Option<()> {
        let annotated = |p: &mut Self, e: &E| {
            p.fail_ex::<()>(e, format!("only single target (not {}) can be annotated", e.what.name()))
        };
        self.attempt(|p| {
            let t = p.token();
            if !matches!(p.text(t), "(" | "[") {
                return None;
            }
            let e = p.primary()?;
            if !matches!(e.what, What::Tuple | What::List) {
                return None;
            }
            p.op(":")?;
            p.expression()?;
            annotated(p, &e)
        });
        self.attempt(|p| {
            let e = p.star_named()?;
            p.op(",")?;
            p.separated(Self::star_named);
            p.op(",");
            p.op(":")?;
            p.expression()?;
            p.fail_ex::<()>(&e, "only single target (not tuple) can be annotated")
        });
        self.attempt(|p| {
            let e = p.expression()?;
            p.op(":")?;
            p.expression()?;
            if matches!(e.what, What::Name | What::Attribute | What::Subscript) {
                // a good annotation; the complaint is about what follows
                return None;
            }
            p.fail_ex::<()>(&e, "illegal target for annotation")
        });
        let targets = |p: &mut Self| {
            while p
                .attempt(|p| {
                    p.star_targets()?;
                    p.op("=")
                })
                .is_some()
            {}
        };
        self.attempt(|p| {
            targets(p);
            let e = p.star_expressions()?;
            p.op("=")?;
            p.fail_target(&e, Targets::Star)
        });
        self.attempt(|p| {
            targets(p);
            let e = p.yield_expr()?;
            p.op("=")?;
            p.fail_ex::<()>(&e, "assignment to yield expression not possible")
        });
        self.attempt(|p| {
            let e = p.star_expressions()?;
            p.augmented()?;
            p.annotated_rhs()?;
            p.fail_ex::<()>(&e, format!("'{}' is an illegal expression for augmented assignment", e.what.name()))
        })
    }
    fn del(&mut self) -> Option<()> {
        let t = self.at;
        if let Some(()) = self.attempt(|p| {
            p.kw("del")?;
            p.separated(Self::del_target)?;
            p.op(",");
            if p.is_op(";") || p.is_kind(Kind::Newline) { Some(()) } else { None }
        }) {
            return Some(());
        }
        self.at = t;
        self.mistake(|p| {
            p.kw("del")?;
            let e = p.star_expressions()?;
            p.fail_target(&e, Targets::Del)
        });
        None
    }
    fn del_target(&mut self) -> Option<()> {
        if let Some(()) = self.attempt(|p| {
            let e = p.primary()?;
            if matches!(e.what, What::Attribute | What::Subscript | What::Name) { Some(()) } else { None }
        }) {
            return Some(());
        }
        self.attempt(|p| {
            let t = p.op("(").or_else(|| p.op("["))?;
            let close = if p.text(t) == "(" { ")" } else { "]" };
            if !p.is_op(close) {
                p.separated(Self::del_target)?;
                p.op(",");
            }
            p.op(close)?;
            Some(())
        })
    }
    fn type_alias(&mut self) -> Option<()> {
        self.kw("type")?;
        self.name()?;
        self.type_params(true);
        self.op("=")?;
        self.expression()?;
        Some(())
    }
    fn type_params(&mut self, of_alias: bool) -> Option<()> {
        if !self.is_op("[") {
            return None;
        }
        self.mistake(|p| {
            p.op("[")?;
            let t = p.op("]")?;
            if of_alias {
                p.token();
            }
            p.fail_from(t.start, "Type parameter list cannot be empty")
        });
        self.attempt(|p| {
            p.op("[")?;
            p.separated(Self::type_param)?;
            p.op(",");
            p.op("]")?;
            Some(())
        })
    }
    fn type_param(&mut self) -> Option<()> {
        let star = self.op("**").or_else(|| self.op("*"));
        self.name()?;
        if let Some(s) = star {
            let what = if self.text(s) == "*" { "TypeVarTuple" } else { "ParamSpec" };
            self.mistake(|p| {
                let c = p.op(":")?;
                let e = p.expression()?;
                let bound = if e.what == What::Tuple { "constraints" } else { "bound" };
                p.fail(c.start, c.end, format!("cannot use {bound} with {what}")).or_else(|| {
                    if let Some(x) = &mut p.error {
                        x.end_col = x.col + (e.end - c.start) as i32;
                    }
                    None
                })
            });
        } else if self.op(":").is_some() {
            self.expression()?;
        }
        if self.op("=").is_some() {
            self.star_expression()?;
        }
        if self.dead() { None } else { Some(()) }
    }

    // --- imports
    fn dotted(&mut self) -> Option<()> {
        self.name()?;
        while self
            .attempt(|p| {
                p.op(".")?;
                p.name()
            })
            .is_some()
        {}
        Some(())
    }
    fn as_name(&mut self, dotted: bool) -> Option<()> {
        if dotted {
            self.dotted()?;
        } else {
            self.name()?;
        }
        if let Some(()) = self.attempt(|p| {
            p.kw("as")?;
            p.mistake(|p| {
                let plain = p.lookahead(|p| {
                    p.name()?;
                    if p.is_op(",") || p.is_op(")") || p.is_op(";") || p.is_kind(Kind::Newline) {
                        Some(())
                    } else {
                        None
                    }
                });
                if plain {
                    return None;
                }
                let e = p.expression()?;
                p.fail_ex(&e, format!("cannot use {} as import target", e.what.name()))
            });
            p.name()?;
            Some(())
        }) {
            return Some(());
        }
        if self.dead() { None } else { Some(()) }
    }
    fn import(&mut self) -> Option<()> {
        let none = "Expected one or more names after 'import'";
        self.mistake(|p| {
            let t = p.kw("import")?;
            p.separated(Self::dotted)?;
            p.kw("from")?;
            p.dotted()?;
            p.token();
            p.fail_from(t.start, "Did you mean to use 'from ... import ...' instead?")
        });
        self.mistake(|p| {
            p.kw("import")?;
            let n = p.kind(Kind::Newline)?;
            p.fail_from(n.start, none)
        });
        if self.kw("import").is_some() {
            self.separated(|p| p.as_name(true))?;
            return Some(());
        }
        self.kw("from")?;
        let mut dots = 0;
        while self.op(".").or_else(|| self.op("...")).is_some() {
            dots += 1;
        }
        if dots == 0 || !self.is_kw("import") {
            self.dotted()?;
        }
        self.kw("import")?;
        if self.op("*").is_some() {
            return Some(());
        }
        if self.op("(").is_some() {
            self.separated(|p| p.as_name(false))?;
            self.op(",");
            self.op(")")?;
            return Some(());
        }
        self.mistake(|p| {
            let n = p.kind(Kind::Newline)?;
            p.fail_from(n.start, none)
        });
        self.separated(|p| p.as_name(false))?;
        self.mistake(|p| {
            p.op(",")?;
            let n = p.kind(Kind::Newline)?;
            p.fail_token(n, "trailing comma not allowed without surrounding parentheses")
        });
        if self.is_op(",") {
            self.lookahead(|p| {
                p.op(",")?;
                p.token();
                None::<()>
            });
            return None;
        }
        Some(())
    }

    // --- compound statements
    /// `:`, which must be there: an error in either pass.
    fn colon(&mut self) -> Option<()> {
        if self.op(":").is_some() {
            return Some(());
        }
        if self.dead() || !self.explain {
            return None;
        }
        let t = self.token();
        if t.kind == Kind::Error {
            return None;
        }
        self.fail_token(t, "expected ':'")
    }
    /// `:`, whose absence at the end of a line is explained in the second pass.
    fn soft_colon(&mut self) -> Option<()> {
        self.mistake(|p| {
            let n = p.kind(Kind::Newline)?;
            p.fail_token(n, "expected ':'")
        });
        self.op(":").map(|_| ())
    }
    /// An indented block, or simple statements on the line; `what` names the statement that needs it.
    fn block(&mut self, what: &str, head: Token) -> Option<()> {
        let start = self.token().start;
        self.mistake(|p| {
            p.kind(Kind::Newline)?;
            if p.is_kind(Kind::Indent) || p.dead() {
                return None;
            }
            let line = p.line_of(head);
            p.fail_indent(format!("expected an indented block after {what} on line {line}"))
        });
        self.memo(Rule::Block, |p| {
            if p.attempt(|p| {
                p.kind(Kind::Newline)?;
                p.kind(Kind::Indent)?;
                p.statement()?;
                while p.statement().is_some() {}
                p.kind(Kind::Dedent)
            })
            .is_none()
            {
                p.simple_stmts()?;
            }
            Some(p.ex_to_here(What::Name, start))
        })
        .map(|_| ())
    }
    fn decorated(&mut self) -> Option<()> {
        while self.op("@").is_some() {
            self.named()?;
            self.kind(Kind::Newline)?;
        }
        let t = self.token();
        match self.text(t) {
            "def" | "class" => self.compound(),
            "async" => self.compound(),
            _ => None,
        }
    }
    fn function(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("def")?;
            p.name()?;
            p.type_params(false);
            if p.dead() {
                return None;
            }
            if p.op("(").is_none() {
                let n = p.token();
                return if p.explain && !p.dead() { p.fail_token(n, "expected '('") } else { None };
            }
            if !p.is_op(")") {
                p.parameters(Params::Def)?;
            }
            p.op(")")?;
            p.attempt(|p| {
                p.op("->")?;
                p.expression()
            });
            p.colon()?;
            p.block("function definition", t)
        })
    }
    fn class(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("class")?;
            p.name()?;
            p.type_params(false);
            p.attempt(|p| {
                p.op("(")?;
                if !p.is_op(")") {
                    p.arguments()?;
                }
                p.op(")")
            });
            p.soft_colon()?;
            p.block("class definition", t)
        })
    }
    fn if_stmt(&mut self, word: &'static str) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw(word)?;
            p.named()?;
            p.soft_colon()?;
            p.block(if word == "if" { "'if' statement" } else { "'elif' statement" }, t)?;
            if p.is_kw("elif") {
                return p.if_stmt("elif");
            }
            p.else_block()
        })
    }
    fn else_block(&mut self) -> Option<()> {
        if let Some(t) = self.kw("else") {
            self.colon()?;
            self.block("'else' statement", t)?;
        }
        if self.dead() { None } else { Some(()) }
    }
    fn while_stmt(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("while")?;
            p.named()?;
            p.soft_colon()?;
            p.block("'while' statement", t)?;
            p.else_block()
        })
    }
    fn for_stmt(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("for")?;
            let m = p.at;
            if p.star_targets().is_none() || p.kw("in").is_none() {
                p.at = m;
                p.mistake(|p| {
                    let e = p.star_expressions()?;
                    p.fail_target(&e, Targets::For)
                });
                return None;
            }
            p.star_expressions()?;
            p.colon()?;
            p.block("'for' statement", t)?;
            p.else_block()
        })
    }
    fn with_item(&mut self) -> Option<()> {
        if let Some(()) = self.attempt(|p| {
            p.expression()?;
            p.kw("as")?;
            p.star_target()?;
            if p.is_op(",") || p.is_op(")") || p.is_op(":") { Some(()) } else { None }
        }) {
            return Some(());
        }
        self.mistake(|p| {
            p.expression()?;
            p.kw("as")?;
            let e = p.expression()?;
            if !(p.is_op(",") || p.is_op(")") || p.is_op(":")) {
                return None;
            }
            p.fail_target(&e, Targets::Star)
        });
        self.expression().map(|_| ())
    }
    fn with_stmt(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("with")?;
            let grouped = p.attempt(|p| {
                p.op("(")?;
                p.separated(Self::with_item)?;
                p.op(",");
                p.op(")")?;
                if p.is_op(":") { Some(()) } else { None }
            });
            if grouped.is_none() {
                p.separated(Self::with_item)?;
            }
            p.soft_colon()?;
            p.block("'with' statement", t)
        })
    }
    fn try_stmt(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("try")?;
            p.colon()?;
            p.block("'try' statement", t)?;
            let (mut plain, mut star) = (None::<Token>, None::<Token>);
            while let Some(e) = p.attempt(|p| p.kw("except")) {
                let starred = p.op("*").is_some();
                if if starred { plain.is_some() } else { star.is_some() } {
                    if !p.explain {
                        return None;
                    }
                    return p.fail(e.start, e.end, "cannot have both 'except' and 'except*' on the same 'try'");
                }
                p.except(e, starred)?;
                if starred { star = Some(e) } else { plain = Some(e) }
            }
            let any = plain.is_some() || star.is_some();
            if any {
                p.else_block()?;
            }
            let mut finally = false;
            if let Some(f) = p.kw("finally") {
                p.colon()?;
                p.block("'finally' statement", f)?;
                finally = true;
            }
            if !any && !finally {
                if p.explain && !p.dead() {
                    p.token();
                    return p.fail_here("expected 'except' or 'finally' block");
                }
                return None;
            }
            if p.dead() { None } else { Some(()) }
        })
    }
    fn except(&mut self, head: Token, starred: bool) -> Option<()> {
        let what = if starred { "'except*' statement" } else { "'except' statement" };
        if self.op(":").is_some() {
            if starred {
                self.at -= 1;
                let t = self.token();
                return if self.explain { self.fail_token(t, "expected one or more exception types") } else { None };
            }
            return self.block(what, head);
        }
        self.mistake(|p| {
            let n = p.kind(Kind::Newline)?;
            p.fail_token(n, if starred { "expected one or more exception types" } else { "expected ':'" })
        });
        self.mistake(|p| {
            let a = p.expression()?;
            p.op(",")?;
            p.separated(Self::expression)?;
            p.op(",");
            p.kw("as")?;
            p.name()?;
            p.op(":")?;
            let end = p.tokens[p.at - 4].end.max(a.end);
            let _ = end;
            p.fail_from(a.start, "multiple exception types must be parenthesized when using 'as'").or_else(|| {
                if let Some(x) = &mut p.error {
                    x.end_col = x.end_col.max(1);
                }
                None
            })
        });
        self.expression()?;
        if self.op(",").is_some() {
            self.separated(Self::expression)?;
            self.op(",");
        } else if self.kw("as").is_some() {
            self.mistake(|p| {
                let plain = p.lookahead(|p| {
                    p.name()?;
                    p.op(":")
                });
                if plain {
                    return None;
                }
                let e = p.expression()?;
                p.op(":")?;
                let word = if starred { "except*" } else { "except" };
                if e.what == What::Name {
                    return None;
                }
                p.fail_ex(&e, format!("cannot use {word} statement with {}", e.what.name()))
            });
            self.name()?;
        }
        self.soft_colon()?;
        self.block(what, head)
    }

    // --- match
    fn match_stmt(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("match")?;
            let first = p.star_named()?;
            if p.op(",").is_some() {
                p.separated(Self::star_named);
                p.op(",");
            } else if first.what == What::Starred {
                return None;
            }
            p.soft_colon()?;
            p.kind(Kind::Newline)?;
            p.mistake(|p| {
                if p.is_kind(Kind::Indent) || p.dead() {
                    return None;
                }
                let line = p.line_of(t);
                p.fail_indent(format!("expected an indented block after 'match' statement on line {line}"))
            });
            p.kind(Kind::Indent)?;
            p.case()?;
            while p.case().is_some() {}
            p.kind(Kind::Dedent)?;
            Some(())
        })
    }
    fn case(&mut self) -> Option<()> {
        self.attempt(|p| {
            let t = p.kw("case")?;
            p.patterns()?;
            if p.kw("if").is_some() {
                p.named()?;
            }
            p.soft_colon()?;
            p.block("'case' statement", t)
        })
    }
    fn patterns(&mut self) -> Option<()> {
        if let Some(()) = self.attempt(|p| {
            p.maybe_star_pattern()?;
            p.op(",")?;
            p.separated(Self::maybe_star_pattern);
            p.op(",");
            Some(())
        }) {
            return Some(());
        }
        self.pattern()
    }
    fn maybe_star_pattern(&mut self) -> Option<()> {
        if self.op("*").is_some() {
            return self.name().map(|_| ());
        }
        self.pattern()
    }
    fn pattern(&mut self) -> Option<()> {
        self.attempt(|p| {
            p.separated_by("|", Self::closed_pattern)?;
            if p.kw("as").is_some() {
                let t = p.token();
                p.mistake(|p| {
                    if p.text(t) == "_" {
                        return p.fail_token(t, "cannot use '_' as a target");
                    }
                    let e = p.expression()?;
                    if e.what == What::Name {
                        return None;
                    }
                    p.fail_ex(&e, format!("cannot use {} as pattern target", e.what.name()))
                });
                let n = p.name()?;
                if p.text(n) == "_" || p.is_op(".") || p.is_op("(") || p.is_op("=") {
                    return None;
                }
            }
            Some(())
        })
    }
    fn separated_by(&mut self, by: &str, mut f: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.attempt(&mut f)?;
        while self
            .attempt(|p| {
                p.op(by)?;
                f(p)
            })
            .is_some()
        {}
        Some(())
    }
    fn number(&mut self) -> Option<(Token, bool)> {
        let t = self.kind(Kind::Number)?;
        Some((t, self.text(t).ends_with(['j', 'J'])))
    }
    fn closed_pattern(&mut self) -> Option<()> {
        let t = self.token();
        match t.kind {
            Kind::String => {
                while self.kind(Kind::String).is_some() {}
                return Some(());
            }
            Kind::FStart => return self.primary().map(|_| ()),
            Kind::Number => return self.complex_pattern(),
            _ => {}
        }
        match self.text(t) {
            "-" => return self.complex_pattern(),
            "None" | "True" | "False" => {
                self.at += 1;
                return Some(());
            }
            "(" | "[" => {
                let close = if self.text(t) == "(" { ")" } else { "]" };
                return self.attempt(|p| {
                    p.at += 1;
                    if !p.is_op(close) {
                        p.separated(Self::maybe_star_pattern)?;
                        p.op(",");
                    }
                    p.op(close)?;
                    Some(())
                });
            }
            "{" => return self.attempt(Self::mapping_pattern),
            _ => {}
        }
        self.attempt(|p| {
            p.dotted()?;
            if p.op("(").is_some() {
                p.class_pattern()?;
            } else if p.is_op("=") {
                return None;
            }
            Some(())
        })
    }
    fn complex_pattern(&mut self) -> Option<()> {
        self.attempt(|p| {
            p.op("-");
            let (first, imaginary) = p.number()?;
            if p.op("+").or_else(|| p.op("-")).is_none() {
                return Some(());
            }
            let (second, second_imaginary) = p.number()?;
            if imaginary {
                return p.fail_token(first, "real number required in complex literal");
            }
            if !second_imaginary {
                return p.fail_token(second, "imaginary number required in complex literal");
            }
            Some(())
        })
    }
    fn mapping_pattern(&mut self) -> Option<()> {
        self.op("{")?;
        while !self.is_op("}") {
            if self.op("**").is_some() {
                let n = self.name()?;
                if self.text(n) == "_" {
                    self.at -= 1;
                    return None;
                }
                self.op(",");
                self.op("}")?;
                return Some(());
            }
            let t = self.token();
            match t.kind {
                Kind::String => while self.kind(Kind::String).is_some() {},
                Kind::Number => self.complex_pattern()?,
                _ if matches!(self.text(t), "None" | "True" | "False") => self.at += 1,
                _ if self.text(t) == "-" => self.complex_pattern()?,
                _ => {
                    self.name()?;
                    self.op(".")?;
                    self.dotted()?;
                }
            }
            self.op(":")?;
            self.pattern()?;
            if self.op(",").is_none() {
                break;
            }
        }
        self.op("}").map(|_| ())
    }
    fn class_pattern(&mut self) -> Option<()> {
        let mut keywords = false;
        while !self.is_op(")") {
            let start = self.token();
            let keyword = self
                .attempt(|p| {
                    p.name()?;
                    p.op("=")
                })
                .is_some();
            self.pattern()?;
            if keywords && !keyword {
                if self.explain {
                    let end = self.previous().end;
                    return self.fail(start.start, end, "positional patterns follow keyword patterns");
                }
                return None;
            }
            keywords |= keyword;
            if self.op(",").is_none() {
                break;
            }
        }
        self.op(")").map(|_| ())
    }
}
