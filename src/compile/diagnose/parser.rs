//! State and helpers of the diagnosing parser: ordered choice with backtracking over the tokens, as CPython's parser does
//! it, so that the furthest token looked at, where "invalid syntax" is reported, is the same.
//!
//! Two passes: the first only recognises; the second (`explain`) also tries the rules that recognise mistakes.

use std::collections::HashMap;
use std::rc::Rc;

use ruff_text_size::{TextRange, TextSize};

use super::tokens::{Kind, Token, end_of_line};
use crate::compile::errors::{CompileError, ErrorKind};
use crate::compile::source::Source;

/// What an expression is, as far as messages care.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    Name,
    Attribute,
    Subscript,
    Call,
    Literal,
    NoneLit,
    TrueLit,
    FalseLit,
    Ellipsis,
    FString,
    TString,
    Tuple,
    List,
    Set,
    Dict,
    ListComp,
    SetComp,
    DictComp,
    GenExp,
    Lambda,
    IfExp,
    Operation,
    /// A comparison; does it start with `in`?
    Compare(bool),
    Await,
    Yield,
    Starred,
    Named,
}
impl What {
    pub fn name(self) -> &'static str {
        match self {
            What::Name => "name",
            What::Attribute => "attribute",
            What::Subscript => "subscript",
            What::Call => "function call",
            What::Literal => "literal",
            What::NoneLit => "None",
            What::TrueLit => "True",
            What::FalseLit => "False",
            What::Ellipsis => "ellipsis",
            What::FString => "f-string expression",
            What::TString => "t-string expression",
            What::Tuple => "tuple",
            What::List => "list",
            What::Set => "set display",
            What::Dict => "dict literal",
            What::ListComp => "list comprehension",
            What::SetComp => "set comprehension",
            What::DictComp => "dict comprehension",
            What::GenExp => "generator expression",
            What::Lambda => "lambda",
            What::IfExp => "conditional expression",
            What::Operation => "expression",
            What::Compare(_) => "comparison",
            What::Await => "await expression",
            What::Yield => "yield expression",
            What::Starred => "starred",
            What::Named => "named expression",
        }
    }
}
/// A recognised expression: source range, and the parts that assignment targets are made of.
#[derive(Debug)]
pub struct Ex {
    pub what: What,
    pub start: u32,
    pub end: u32,
    pub parts: Vec<E>,
    /// In parentheses of its own.
    pub grouped: bool,
}
pub type E = Rc<Ex>;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rule {
    Expression,
    StarExpression,
    Named,
    Disjunction,
    Comparison,
    BitwiseOr,
    Primary,
    Atom,
    Block,
    SimpleStmt,
    Arguments,
    StarTargets,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    Star,
    Del,
    For,
}

pub struct Parser<'a> {
    pub src: &'a Source,
    pub tokens: &'a [Token],
    pub at: usize,
    /// One past the furthest token looked at.
    pub seen: usize,
    pub explain: bool,
    pub error: Option<CompileError>,
    memo: HashMap<(Rule, bool, u32), (Option<E>, u32)>,
    pub depth: u32,
}

/// Words that are never names.
pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

impl<'a> Parser<'a> {
    pub fn new(src: &'a Source, tokens: &'a [Token]) -> Parser<'a> {
        Parser { src, tokens, at: 0, seen: 0, explain: false, error: None, memo: HashMap::new(), depth: 0 }
    }
    /// Starts the second pass.
    pub fn restart(&mut self) {
        self.at = 0;
        self.memo.clear();
        self.explain = true;
    }

    // --- tokens
    pub fn token(&mut self) -> Token {
        let i = self.at.min(self.tokens.len() - 1);
        self.seen = self.seen.max(i + 1);
        self.tokens[i]
    }
    pub fn text(&self, t: Token) -> &'a str {
        self.src.text.get(t.start as usize..t.end as usize).unwrap_or("")
    }
    pub fn dead(&self) -> bool {
        self.error.is_some() || self.seen > 0 && self.tokens[self.seen - 1].kind == Kind::Error
    }
    fn take(&mut self, ok: bool, t: Token) -> Option<Token> {
        if ok && !self.dead() {
            self.at += 1;
            Some(t)
        } else {
            None
        }
    }
    pub fn op(&mut self, s: &str) -> Option<Token> {
        let t = self.token();
        self.take(t.kind == Kind::Op && self.text(t) == s, t)
    }
    pub fn kw(&mut self, s: &str) -> Option<Token> {
        let t = self.token();
        self.take(t.kind == Kind::Name && self.text(t) == s, t)
    }
    pub fn kind(&mut self, k: Kind) -> Option<Token> {
        let t = self.token();
        self.take(t.kind == k, t)
    }
    pub fn name(&mut self) -> Option<Token> {
        let t = self.token();
        self.take(t.kind == Kind::Name && !KEYWORDS.contains(&self.text(t)), t)
    }
    pub fn is_op(&mut self, s: &str) -> bool {
        let m = self.at;
        let r = self.op(s).is_some();
        self.at = m;
        r
    }
    pub fn is_kw(&mut self, s: &str) -> bool {
        let m = self.at;
        let r = self.kw(s).is_some();
        self.at = m;
        r
    }
    pub fn is_kind(&mut self, k: Kind) -> bool {
        self.token().kind == k
    }
    /// The last token taken.
    pub fn previous(&self) -> Token {
        self.tokens[self.at.saturating_sub(1)]
    }
    pub fn furthest(&self) -> Token {
        self.tokens[self.seen.saturating_sub(1)]
    }

    // --- choice
    /// Tries; goes back if it fails.
    pub fn attempt<R>(&mut self, f: impl FnOnce(&mut Self) -> Option<R>) -> Option<R> {
        if self.dead() {
            return None;
        }
        let m = self.at;
        let r = f(self);
        if r.is_none() {
            self.at = m;
        }
        r
    }
    /// As `attempt`, for the rules of the second pass.
    pub fn mistake(&mut self, f: impl FnOnce(&mut Self) -> Option<()>) {
        if self.explain && !self.dead() {
            let m = self.at;
            f(self);
            self.at = m;
        }
    }
    pub fn memo(&mut self, rule: Rule, f: impl FnOnce(&mut Self) -> Option<E>) -> Option<E> {
        if self.dead() {
            return None;
        }
        let key = (rule, self.explain, self.at as u32);
        if let Some((r, end)) = self.memo.get(&key) {
            let r = r.clone();
            if r.is_some() {
                self.at = *end as usize;
            }
            return r;
        }
        self.depth += 1;
        if self.depth > 1500 {
            self.error.get_or_insert_with(CompileError::memory);
            self.depth -= 1;
            return None;
        }
        let r = self.attempt(f);
        self.depth -= 1;
        if !self.dead() {
            self.memo.insert(key, (r.clone(), self.at as u32));
        }
        r
    }
    pub fn lookahead<R>(&mut self, f: impl FnOnce(&mut Self) -> Option<R>) -> bool {
        let m = self.at;
        let r = f(self).is_some();
        self.at = m;
        r
    }
    /// Items separated by commas; no comma is taken at the end.
    pub fn separated<R>(&mut self, mut f: impl FnMut(&mut Self) -> Option<R>) -> Option<Vec<R>> {
        let mut v = vec![self.attempt(&mut f)?];
        while let Some(r) = self.attempt(|p| {
            p.op(",")?;
            f(p)
        }) {
            v.push(r);
        }
        Some(v)
    }
    pub fn ex(&self, what: What, start: u32, end: u32) -> E {
        Rc::new(Ex { what, start, end, parts: Vec::new(), grouped: false })
    }
    /// From `start` to the last token taken.
    pub fn ex_to_here(&self, what: What, start: u32) -> E {
        self.ex(what, start, self.previous().end)
    }
    pub fn ex_of(&self, what: What, start: u32, parts: Vec<E>) -> E {
        Rc::new(Ex { what, start, end: self.previous().end, parts, grouped: false })
    }

    // --- errors
    fn range(&self, start: u32, end: u32) -> TextRange {
        let n = self.src.text.len() as u32;
        TextRange::new(TextSize::from(start.min(n)), TextSize::from(end.min(n).max(start.min(n))))
    }
    pub fn fail<R>(&mut self, start: u32, end: u32, message: impl Into<String>) -> Option<R> {
        if self.error.is_none() {
            let mut e = CompileError::at(self.src, self.range(start, end), message);
            if end > self.src.text.len() as u32 {
                e.end_col += 1;
            }
            self.error = Some(e);
        }
        None
    }
    pub fn fail_ex<R>(&mut self, e: &E, message: impl Into<String>) -> Option<R> {
        self.fail(e.start, e.end, message)
    }
    pub fn fail_token<R>(&mut self, t: Token, message: impl Into<String>) -> Option<R> {
        if t.kind == Kind::End || t.kind == Kind::Dedent && t.start as usize >= self.src.text.len() {
            return self.fail_at_end(message, ErrorKind::Syntax);
        }
        let newline = t.kind == Kind::Newline;
        self.fail(t.start, t.end, message).or_else(|| {
            // a line end is one column wide
            if newline && let Some(e) = &mut self.error {
                e.end_line = e.line;
                e.end_col = e.col + 1;
            }
            None
        })
    }
    /// At the furthest token looked at.
    pub fn fail_here<R>(&mut self, message: impl Into<String>) -> Option<R> {
        let t = self.furthest();
        self.fail_token(t, message)
    }
    /// From a token to the end of the furthest one looked at.
    pub fn fail_from<R>(&mut self, start: u32, message: impl Into<String>) -> Option<R> {
        let t = self.furthest();
        self.fail(start, t.end, message).or_else(|| {
            let r = self.range(t.end, t.end);
            let (line, _) = self.src.line_col(r.start());
            let newline_col = self.src.position(self.range(t.start, t.start)).col as i32 + 1;
            if let Some(e) = &mut self.error {
                if line == e.line && t.kind != Kind::Newline {
                    e.end_col -= 1;
                } else if t.kind == Kind::Newline {
                    e.end_line = e.line;
                    e.end_col = newline_col;
                }
            }
            None
        })
    }
    pub fn fail_at_end<R>(&mut self, message: impl Into<String>, kind: ErrorKind) -> Option<R> {
        if self.error.is_none() {
            let n = self.src.text.trim_end_matches('\n').len();
            let keep = if self.src.text.ends_with('\n') { self.src.text.len() - 1 } else { self.src.text.len() };
            let line = self.src.line(TextSize::from(keep.max(n) as u32));
            let mut e = end_of_line(self.src, line, message);
            e.kind = kind;
            e.incomplete = true;
            self.error = Some(e);
        }
        None
    }
    /// `IndentationError` at the furthest token.
    pub fn fail_indent<R>(&mut self, message: String) -> Option<R> {
        let t = self.furthest();
        if t.kind == Kind::End || t.kind == Kind::Dedent && t.start as usize >= self.src.text.len() {
            return self.fail_at_end(message, ErrorKind::Indentation);
        }
        self.fail_token::<R>(t, message).or_else(|| {
            if let Some(e) = &mut self.error {
                e.kind = ErrorKind::Indentation;
            }
            None
        })
    }
    pub fn line_of(&self, t: Token) -> u32 {
        self.src.line(TextSize::from(t.start))
    }

    /// The first part of a target that cannot be assigned to.
    pub fn invalid_target(e: &E, kind: Targets) -> Option<E> {
        match e.what {
            What::Tuple | What::List => e.parts.iter().find_map(|p| Self::invalid_target(p, kind)),
            What::Starred if kind == Targets::Del => Some(e.clone()),
            What::Starred => e.parts.first().and_then(|p| Self::invalid_target(p, kind)),
            What::Compare(starts_with_in) if kind == Targets::For => {
                if starts_with_in {
                    e.parts.first().and_then(|p| Self::invalid_target(p, kind))
                } else {
                    Some(e.clone())
                }
            }
            What::Name | What::Subscript | What::Attribute => None,
            _ => Some(e.clone()),
        }
    }
    pub fn fail_target(&mut self, e: &E, kind: Targets) -> Option<()> {
        if let Some(bad) = Self::invalid_target(e, kind) {
            let verb = if kind == Targets::Del { "delete" } else { "assign to" };
            return self.fail_ex(&bad, format!("cannot {verb} {}", bad.what.name()));
        }
        if kind == Targets::For {
            return None;
        }
        None
    }
}
