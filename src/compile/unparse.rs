//! Expressions back to source text, as `from __future__ import annotations` stores them: CPython's spacing and parentheses.

use ruff_python_ast as ast;
use ruff_python_ast::{BoolOp, CmpOp, Expr, InterpolatedStringElement, Operator, UnaryOp};

use super::constant::{Const, repr_points};
use super::emit::R;
use super::fstring::without_comments;
use super::literal::{self, Decoder, Flavour};
use super::source::Source;

/// Binding strengths; an expression weaker than its place gets parentheses.
mod level {
    pub const TUPLE: u8 = 0;
    pub const TEST: u8 = 1;
    pub const OR: u8 = 2;
    pub const AND: u8 = 3;
    pub const NOT: u8 = 4;
    pub const CMP: u8 = 5;
    pub const EXPR: u8 = 6;
    pub const BXOR: u8 = 7;
    pub const BAND: u8 = 8;
    pub const SHIFT: u8 = 9;
    pub const ARITH: u8 = 10;
    pub const TERM: u8 = 11;
    pub const FACTOR: u8 = 12;
    pub const POWER: u8 = 13;
    pub const AWAIT: u8 = 14;
    pub const ATOM: u8 = 15;
}
use level::*;

/// The text of an annotation.
pub fn annotation(src: &Source, e: &Expr) -> R<Const> {
    let mut u = Unparser { src, out: String::new() };
    u.expr(e, TEST)?;
    Ok(Const::str(&u.out))
}

struct Unparser<'a> {
    src: &'a Source,
    out: String,
}

impl Unparser<'_> {
    fn put(&mut self, s: &str) {
        self.out.push_str(s)
    }
    /// Parentheses if the place binds tighter than the expression.
    fn group(&mut self, at: u8, own: u8, f: impl FnOnce(&mut Self) -> R) -> R {
        if at > own {
            self.put("(");
        }
        f(self)?;
        if at > own {
            self.put(")");
        }
        Ok(())
    }
    fn list<'e>(&mut self, es: impl IntoIterator<Item = &'e Expr>, at: u8) -> R {
        for (i, e) in es.into_iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.expr(e, at)?;
        }
        Ok(())
    }
    fn expr(&mut self, e: &Expr, at: u8) -> R {
        match e {
            Expr::BoolOp(b) => {
                let (own, word) = if b.op == BoolOp::And { (AND, " and ") } else { (OR, " or ") };
                self.group(at, own, |u| {
                    for (i, v) in b.values.iter().enumerate() {
                        if i > 0 {
                            u.put(word);
                        }
                        u.expr(v, own + 1)?;
                    }
                    Ok(())
                })
            }
            Expr::Named(n) => self.group(at, TUPLE, |u| {
                u.expr(&n.target, ATOM)?;
                u.put(" := ");
                u.expr(&n.value, ATOM)
            }),
            Expr::BinOp(b) => {
                let (own, word) = operator(b.op);
                let right_first = b.op == Operator::Pow;
                self.group(at, own, |u| {
                    u.expr(&b.left, own + right_first as u8)?;
                    u.put(word);
                    u.expr(&b.right, own + !right_first as u8)
                })
            }
            Expr::UnaryOp(o) => {
                let (own, word) = match o.op {
                    UnaryOp::Invert => (FACTOR, "~"),
                    UnaryOp::Not => (NOT, "not "),
                    UnaryOp::UAdd => (FACTOR, "+"),
                    UnaryOp::USub => (FACTOR, "-"),
                };
                self.group(at, own, |u| {
                    u.put(word);
                    u.expr(&o.operand, own)
                })
            }
            Expr::Lambda(l) => self.group(at, TEST, |u| {
                u.put("lambda");
                if let Some(p) = l.parameters.as_deref().filter(|p| p.iter().next().is_some()) {
                    u.put(" ");
                    u.parameters(p)?;
                }
                u.put(": ");
                u.expr(&l.body, TEST)
            }),
            Expr::If(i) => self.group(at, TEST, |u| {
                u.expr(&i.body, TEST + 1)?;
                u.put(" if ");
                u.expr(&i.test, TEST + 1)?;
                u.put(" else ");
                u.expr(&i.orelse, TEST)
            }),
            Expr::Dict(d) => {
                self.put("{");
                for (i, item) in d.items.iter().enumerate() {
                    if i > 0 {
                        self.put(", ");
                    }
                    match &item.key {
                        Some(k) => {
                            self.expr(k, TEST)?;
                            self.put(": ");
                            self.expr(&item.value, TEST)?;
                        }
                        None => {
                            self.put("**");
                            self.expr(&item.value, EXPR)?;
                        }
                    }
                }
                self.put("}");
                Ok(())
            }
            Expr::Set(s) => {
                self.put("{");
                self.list(&s.elts, TEST)?;
                self.put("}");
                Ok(())
            }
            Expr::List(l) => {
                self.put("[");
                self.list(&l.elts, TEST)?;
                self.put("]");
                Ok(())
            }
            Expr::Tuple(t) if t.elts.is_empty() => {
                self.put("()");
                Ok(())
            }
            Expr::Tuple(t) => self.group(at, TUPLE, |u| {
                u.list(&t.elts, TEST)?;
                if t.elts.len() == 1 {
                    u.put(",");
                }
                Ok(())
            }),
            Expr::ListComp(c) => self.comprehension("[", &[&c.elt], &c.generators, "]"),
            Expr::SetComp(c) => self.comprehension("{", &[&c.elt], &c.generators, "}"),
            Expr::DictComp(c) => match c.key.as_deref() {
                Some(k) => self.comprehension("{", &[k, &c.value], &c.generators, "}"),
                None => self.comprehension("{**", &[&c.value], &c.generators, "}"),
            },
            Expr::Generator(c) => self.comprehension("(", &[&c.elt], &c.generators, ")"),
            Expr::Await(a) => self.group(at, AWAIT, |u| {
                u.put("await ");
                u.expr(&a.value, ATOM)
            }),
            Expr::Yield(y) => {
                self.put("(yield");
                if let Some(v) = &y.value {
                    self.put(" ");
                    self.expr(v, TEST)?;
                }
                self.put(")");
                Ok(())
            }
            Expr::YieldFrom(y) => {
                self.put("(yield from ");
                self.expr(&y.value, TEST)?;
                self.put(")");
                Ok(())
            }
            Expr::Compare(c) => self.group(at, CMP, |u| {
                u.expr(&c.left, CMP + 1)?;
                for (op, e) in c.ops.iter().zip(&c.comparators) {
                    u.put(comparison(*op));
                    u.expr(e, CMP + 1)?;
                }
                Ok(())
            }),
            Expr::Call(c) => self.call(c),
            Expr::FString(f) => self.fstring(f),
            Expr::TString(t) => {
                let mut body = Vec::new();
                for part in t.value.iter() {
                    self.elements(&part.elements, part.flags.prefix().is_raw(), &mut body)?;
                }
                self.put("t");
                let s = repr_points(&body);
                self.put(&s);
                Ok(())
            }
            Expr::Attribute(a) => {
                self.expr(&a.value, ATOM)?;
                let int = matches!(&*a.value, Expr::NumberLiteral(n) if matches!(n.value, ast::Number::Int(_)));
                self.put(if int { " ." } else { "." });
                self.put(a.attr.as_str());
                Ok(())
            }
            Expr::Subscript(s) => {
                self.expr(&s.value, ATOM)?;
                self.put("[");
                self.expr(&s.slice, TUPLE)?;
                self.put("]");
                Ok(())
            }
            Expr::Starred(s) => {
                self.put("*");
                self.expr(&s.value, EXPR)
            }
            Expr::Slice(s) => {
                if let Some(e) = &s.lower {
                    self.expr(e, TEST)?;
                }
                self.put(":");
                if let Some(e) = &s.upper {
                    self.expr(e, TEST)?;
                }
                if let Some(e) = &s.step {
                    self.put(":");
                    self.expr(e, TEST)?;
                }
                Ok(())
            }
            Expr::Name(n) => {
                self.put(&n.id);
                Ok(())
            }
            _ => self.constant(e),
        }
    }
    fn constant(&mut self, e: &Expr) -> R {
        let mut warnings = Vec::new();
        let mut d = Decoder::new(self.src, &mut warnings);
        let c = match e {
            Expr::NumberLiteral(n) => literal::number(self.src, n)?,
            Expr::StringLiteral(s) => d.string(s)?,
            Expr::BytesLiteral(b) => d.bytes(b)?,
            Expr::BooleanLiteral(b) => Const::bool(b.value),
            Expr::EllipsisLiteral(_) => {
                return {
                    self.put("...");
                    Ok(())
                };
            }
            _ => Const::None,
        };
        let text = match &c {
            Const::Float(_) | Const::Complex(..) => c.repr().replace("inf", "1e309"),
            _ => c.repr(),
        };
        self.put(&text);
        Ok(())
    }
    fn call(&mut self, c: &ast::ExprCall) -> R {
        self.expr(&c.func, ATOM)?;
        if let ([Expr::Generator(g)], []) = (&*c.arguments.args, &c.arguments.keywords[..]) {
            return self.comprehension("(", &[&g.elt], &g.generators, ")");
        }
        self.put("(");
        let mut first = true;
        for a in c.arguments.iter_source_order() {
            if !std::mem::take(&mut first) {
                self.put(", ");
            }
            match a {
                ast::ArgOrKeyword::Arg(e) => self.expr(e, TEST)?,
                ast::ArgOrKeyword::Keyword(k) => {
                    match &k.arg {
                        Some(n) => {
                            self.put(n.as_str());
                            self.put("=");
                        }
                        None => self.put("**"),
                    }
                    self.expr(&k.value, TEST)?;
                }
            }
        }
        self.put(")");
        Ok(())
    }
    fn comprehension(&mut self, open: &str, elts: &[&Expr], generators: &[ast::Comprehension], close: &str) -> R {
        self.put(open);
        for (i, e) in elts.iter().enumerate() {
            if i > 0 {
                self.put(": ");
            }
            self.expr(e, TEST)?;
        }
        for g in generators {
            self.put(if g.is_async { " async for " } else { " for " });
            self.expr(&g.target, TUPLE)?;
            self.put(" in ");
            self.expr(&g.iter, TEST + 1)?;
            for c in &g.ifs {
                self.put(" if ");
                self.expr(c, TEST + 1)?;
            }
        }
        self.put(close);
        Ok(())
    }
    fn parameters(&mut self, p: &ast::Parameters) -> R {
        let mut first = true;
        let mut comma = |u: &mut Self| {
            if !std::mem::take(&mut first) {
                u.put(", ");
            }
        };
        for (i, q) in p.posonlyargs.iter().chain(&p.args).enumerate() {
            comma(self);
            self.put(q.parameter.name.as_str());
            if let Some(d) = &q.default {
                self.put("=");
                self.expr(d, TEST)?;
            }
            if i + 1 == p.posonlyargs.len() {
                self.put(", /");
            }
        }
        if let Some(v) = &p.vararg {
            comma(self);
            self.put("*");
            self.put(v.name.as_str());
        } else if !p.kwonlyargs.is_empty() {
            comma(self);
            self.put("*");
        }
        for q in &p.kwonlyargs {
            comma(self);
            self.put(q.parameter.name.as_str());
            if let Some(d) = &q.default {
                self.put("=");
                self.expr(d, TEST)?;
            }
        }
        if let Some(v) = &p.kwarg {
            comma(self);
            self.put("**");
            self.put(v.name.as_str());
        }
        Ok(())
    }
    fn fstring(&mut self, f: &ast::ExprFString) -> R {
        let mut body = Vec::new();
        for part in f.value.iter() {
            match part {
                ast::FStringPart::Literal(l) => {
                    let mut p = Vec::new();
                    Decoder::new(self.src, &mut Vec::new()).string_part(l, &mut p)?;
                    double_braces(&p, &mut body);
                }
                ast::FStringPart::FString(f) => self.elements(&f.elements, f.flags.prefix().is_raw(), &mut body)?,
            }
        }
        self.put("f");
        let s = repr_points(&body);
        self.put(&s);
        Ok(())
    }
    fn elements(&mut self, es: &ast::InterpolatedStringElements, raw: bool, body: &mut Vec<u32>) -> R {
        for e in es {
            match e {
                InterpolatedStringElement::Literal(l) => {
                    let mut p = Vec::new();
                    Decoder::new(self.src, &mut Vec::new()).decode(l.range, raw, Flavour::Interpolated, &mut p)?;
                    double_braces(&p, body);
                }
                InterpolatedStringElement::Interpolation(i) => {
                    let mut u = Unparser { src: self.src, out: String::new() };
                    if let Some(d) = &i.debug_text {
                        double_braces(
                            &without_comments(d.as_str()).chars().map(|c| c as u32).collect::<Vec<_>>(),
                            body,
                        );
                    }
                    u.expr(&i.expression, TEST + 1)?;
                    let text = if u.out.starts_with('{') { format!("{{ {}", u.out) } else { format!("{{{}", u.out) };
                    body.extend(text.chars().map(|c| c as u32));
                    let conversion = match i.conversion {
                        ast::ConversionFlag::None if i.debug_text.is_some() && i.format_spec.is_none() => "!r",
                        ast::ConversionFlag::None => "",
                        ast::ConversionFlag::Str => "!s",
                        ast::ConversionFlag::Ascii => "!a",
                        ast::ConversionFlag::Repr => "!r",
                    };
                    body.extend(conversion.chars().map(|c| c as u32));
                    if let Some(f) = &i.format_spec {
                        body.push(':' as u32);
                        self.elements(&f.elements, raw, body)?;
                    }
                    body.push('}' as u32);
                }
            }
        }
        Ok(())
    }
}

fn double_braces(p: &[u32], out: &mut Vec<u32>) {
    for &c in p {
        out.push(c);
        if c == '{' as u32 || c == '}' as u32 {
            out.push(c);
        }
    }
}
fn operator(op: Operator) -> (u8, &'static str) {
    match op {
        Operator::Add => (ARITH, " + "),
        Operator::Sub => (ARITH, " - "),
        Operator::Mult => (TERM, " * "),
        Operator::MatMult => (TERM, " @ "),
        Operator::Div => (TERM, " / "),
        Operator::Mod => (TERM, " % "),
        Operator::LShift => (SHIFT, " << "),
        Operator::RShift => (SHIFT, " >> "),
        Operator::BitOr => (EXPR, " | "),
        Operator::BitXor => (BXOR, " ^ "),
        Operator::BitAnd => (BAND, " & "),
        Operator::FloorDiv => (TERM, " // "),
        Operator::Pow => (POWER, " ** "),
    }
}
fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}
