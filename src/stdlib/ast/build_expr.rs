//! From the parser's tree to node objects: expressions.

use ruff_python_ast as ast;
use ruff_python_ast::{Expr, ExprContext, InterpolatedStringElement};
use ruff_text_size::{Ranged, TextRange};

use super::build::{Builder, Built, Failed, Field};
use super::nodes::singleton;
use crate::compile::constant::Const;
use crate::compile::fstring::field_text;
use crate::compile::literal::{self, Decoder, Flavour};
use crate::compile::unit;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{boolean, ellipsis, none};
use crate::thread::thread;

/// Part of an f- or t-string: literal text, where it stands; or a replacement field.
enum Piece<'a> {
    Text(Vec<u32>, TextRange),
    Field(&'a ast::InterpolatedElement),
}

impl Builder<'_> {
    pub fn exprs(&self, es: &[Expr]) -> Built {
        self.list(es, |e| self.expr(e))
    }
    pub fn operator(&self, op: ast::Operator) -> Value {
        use ast::Operator as O;
        singleton(match op {
            O::Add => "Add",
            O::Sub => "Sub",
            O::Mult => "Mult",
            O::MatMult => "MatMult",
            O::Div => "Div",
            O::Mod => "Mod",
            O::Pow => "Pow",
            O::LShift => "LShift",
            O::RShift => "RShift",
            O::BitOr => "BitOr",
            O::BitXor => "BitXor",
            O::BitAnd => "BitAnd",
            O::FloorDiv => "FloorDiv",
        })
    }
    fn comparison(&self, op: ast::CmpOp) -> Value {
        use ast::CmpOp as O;
        singleton(match op {
            O::Eq => "Eq",
            O::NotEq => "NotEq",
            O::Lt => "Lt",
            O::LtE => "LtE",
            O::Gt => "Gt",
            O::GtE => "GtE",
            O::Is => "Is",
            O::IsNot => "IsNot",
            O::In => "In",
            O::NotIn => "NotIn",
        })
    }
    fn ctx(&self, c: ExprContext) -> Field<'static> {
        let name = match c {
            ExprContext::Store => "Store",
            ExprContext::Del => "Del",
            _ => "Load",
        };
        ("ctx", singleton(name))
    }
    fn constant(&self, at: TextRange, v: Value, kind: Value) -> Built {
        self.node("Constant", at, &[("value", v), ("kind", kind)])
    }
    fn value(&self, c: &Const) -> Built {
        Ok(unit::value(c)?)
    }
    fn decoder<R>(&self, f: impl FnOnce(&mut Decoder) -> R) -> R {
        // what there is to warn of is said when the tree is compiled
        let mut warnings = Vec::new();
        f(&mut Decoder::new(self.src, &mut warnings))
    }

    pub fn expr(&self, e: &Expr) -> Built {
        thread().check_native_stack(" during ast construction")?;
        let at = e.range();
        let opt = |e: &Option<Box<Expr>>| self.option(e.as_deref(), |e| self.expr(e));
        match e {
            Expr::BoolOp(b) => {
                let op = singleton(if b.op == ast::BoolOp::And { "And" } else { "Or" });
                self.node("BoolOp", at, &[("op", op), ("values", self.exprs(&b.values)?)])
            }
            Expr::Named(n) => {
                self.node("NamedExpr", at, &[("target", self.expr(&n.target)?), ("value", self.expr(&n.value)?)])
            }
            Expr::BinOp(_) => self.bin_op(e),
            Expr::UnaryOp(u) => {
                let op = singleton(match u.op {
                    ast::UnaryOp::Invert => "Invert",
                    ast::UnaryOp::Not => "Not",
                    ast::UnaryOp::UAdd => "UAdd",
                    ast::UnaryOp::USub => "USub",
                });
                self.node("UnaryOp", at, &[("op", op), ("operand", self.expr(&u.operand)?)])
            }
            Expr::Lambda(l) => {
                let args = self.parameters(l.parameters.as_deref())?;
                self.node("Lambda", at, &[("args", args), ("body", self.expr(&l.body)?)])
            }
            Expr::If(i) => {
                let (test, body) = (self.expr(&i.test)?, self.expr(&i.body)?);
                self.node("IfExp", at, &[("test", test), ("body", body), ("orelse", self.expr(&i.orelse)?)])
            }
            Expr::Dict(d) => {
                let keys = self.list(&d.items, |i| self.option(i.key.as_ref(), |k| self.expr(k)))?;
                self.node("Dict", at, &[("keys", keys), ("values", self.list(&d.items, |i| self.expr(&i.value))?)])
            }
            Expr::Set(s) => self.node("Set", at, &[("elts", self.exprs(&s.elts)?)]),
            Expr::ListComp(c) => self.comprehension("ListComp", at, &c.elt, &c.generators),
            Expr::SetComp(c) => self.comprehension("SetComp", at, &c.elt, &c.generators),
            Expr::Generator(c) => self.comprehension("GeneratorExp", at, &c.elt, &c.generators),
            Expr::DictComp(c) => {
                let (key, value) = (opt(&c.key)?, self.expr(&c.value)?);
                let generators = self.generators(&c.generators)?;
                self.node("DictComp", at, &[("key", key), ("value", value), ("generators", generators)])
            }
            Expr::Await(a) => self.node("Await", at, &[("value", self.expr(&a.value)?)]),
            Expr::Yield(y) => self.node("Yield", at, &[("value", opt(&y.value)?)]),
            Expr::YieldFrom(y) => self.node("YieldFrom", at, &[("value", self.expr(&y.value)?)]),
            Expr::Compare(c) => {
                let left = self.expr(&c.left)?;
                let ops = self.list(c.ops.iter(), |o| Ok(self.comparison(*o)))?;
                self.node("Compare", at, &[("left", left), ("ops", ops), ("comparators", self.exprs(&c.comparators)?)])
            }
            Expr::Call(c) => self.call(c),
            Expr::FString(f) => self.fstring(f),
            Expr::TString(t) => self.tstring(t),
            Expr::StringLiteral(s) => {
                let v = self.decoder(|d| d.string(s))?;
                let unicode = s.value.iter().next().is_some_and(|p| p.flags.prefix().is_unicode());
                let kind = if unicode { Str::intern("u").value() } else { none() };
                self.constant(at, self.value(&v)?, kind)
            }
            Expr::BytesLiteral(b) => {
                let v = self.decoder(|d| d.bytes(b))?;
                self.constant(at, self.value(&v)?, none())
            }
            Expr::NumberLiteral(n) => self.constant(at, self.value(&literal::number(self.src, n)?)?, none()),
            Expr::BooleanLiteral(b) => self.constant(at, boolean(b.value), none()),
            Expr::NoneLiteral(_) => self.constant(at, none(), none()),
            Expr::EllipsisLiteral(_) => self.constant(at, ellipsis(), none()),
            Expr::Attribute(a) => {
                let fields = [("value", self.expr(&a.value)?), ("attr", self.name(&a.attr)?), self.ctx(a.ctx)];
                self.node("Attribute", at, &fields)
            }
            Expr::Subscript(s) => {
                let fields = [("value", self.expr(&s.value)?), ("slice", self.expr(&s.slice)?), self.ctx(s.ctx)];
                self.node("Subscript", at, &fields)
            }
            Expr::Starred(s) => self.node("Starred", at, &[("value", self.expr(&s.value)?), self.ctx(s.ctx)]),
            Expr::Name(n) => self.node("Name", at, &[("id", Str::intern(n.id.as_str()).value()), self.ctx(n.ctx)]),
            Expr::List(l) => self.node("List", at, &[("elts", self.exprs(&l.elts)?), self.ctx(l.ctx)]),
            Expr::Tuple(t) => self.node("Tuple", at, &[("elts", self.exprs(&t.elts)?), self.ctx(t.ctx)]),
            Expr::Slice(s) => {
                let fields = [("lower", opt(&s.lower)?), ("upper", opt(&s.upper)?), ("step", opt(&s.step)?)];
                self.node("Slice", at, &fields)
            }
            Expr::IpyEscapeCommand(_) => {
                Err(crate::compile::errors::CompileError::at(self.src, at, "invalid syntax").into())
            }
        }
    }
    /// Chains of operators nest to the left: they are walked, not recursed into.
    fn bin_op(&self, e: &Expr) -> Built {
        let (mut chain, mut left) = (vec![], e);
        while let Expr::BinOp(b) = left {
            chain.push(b);
            left = &b.left;
        }
        let mut v = self.expr(left)?;
        for b in chain.into_iter().rev() {
            let fields = [("left", v), ("op", self.operator(b.op)), ("right", self.expr(&b.right)?)];
            v = self.node("BinOp", b.range, &fields)?;
        }
        Ok(v)
    }
    fn generators(&self, gs: &[ast::Comprehension]) -> Built {
        self.list(gs, |g| {
            let fields = [
                ("target", self.expr(&g.target)?),
                ("iter", self.expr(&g.iter)?),
                ("ifs", self.exprs(&g.ifs)?),
                ("is_async", Value::small(g.is_async as i64)),
            ];
            self.bare("comprehension", &fields)
        })
    }
    fn comprehension(&self, class: &str, at: TextRange, elt: &Expr, gs: &[ast::Comprehension]) -> Built {
        let elt = self.expr(elt)?;
        self.node(class, at, &[("elt", elt), ("generators", self.generators(gs)?)])
    }
    fn call(&self, c: &ast::ExprCall) -> Built {
        let func = self.expr(&c.func)?;
        let (args, keywords) = match &*c.arguments.args {
            // the parentheses of the call are those of the generator expression
            [Expr::Generator(g)] if !g.parenthesized && c.arguments.keywords.is_empty() => {
                let v = self.comprehension("GeneratorExp", c.arguments.range, &g.elt, &g.generators)?;
                (List::from_slice(&[v])?.value(), List::new().value())
            }
            _ => self.arguments(Some(&c.arguments))?,
        };
        self.node("Call", c.range(), &[("func", func), ("args", args), ("keywords", keywords)])
    }

    // -------------------------------------------------------------------------------------------- f-strings
    fn add_text(out: &mut Vec<Piece>, text: Vec<u32>, at: TextRange) {
        match out.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(t, whole)) => {
                t.extend(text);
                *whole = TextRange::new(whole.start(), at.end());
            }
            _ => out.push(Piece::Text(text, at)),
        }
    }
    fn elements<'e>(
        &self,
        elements: &'e ast::InterpolatedStringElements,
        raw: bool,
        out: &mut Vec<Piece<'e>>,
    ) -> Result<(), Failed> {
        for e in elements {
            match e {
                InterpolatedStringElement::Literal(l) => {
                    let mut p = Vec::new();
                    self.decoder(|d| d.decode(l.range, raw, Flavour::Interpolated, &mut p))?;
                    Self::add_text(out, p, l.range);
                }
                InterpolatedStringElement::Interpolation(i) => {
                    if let Some(d) = &i.debug_text {
                        let text = d.as_str();
                        let start = i.range.start() + ruff_text_size::TextSize::from(1);
                        let at = TextRange::at(start, (text.len() as u32).into());
                        Self::add_text(out, text.chars().map(|c| c as u32).collect(), at);
                    }
                    out.push(Piece::Field(i));
                }
            }
        }
        Ok(())
    }
    fn string_part<'e>(&self, l: &ast::StringLiteral, out: &mut Vec<Piece<'e>>) -> Result<(), Failed> {
        let mut p = Vec::new();
        self.decoder(|d| d.string_part(l, &mut p))?;
        Self::add_text(out, p, l.range);
        Ok(())
    }
    fn pieces(&self, pieces: &[Piece], template: bool, raw: bool) -> Built {
        self.list(pieces, |p| match p {
            Piece::Text(t, at) => self.constant(*at, self.value(&Const::points(t.clone()))?, none()),
            Piece::Field(f) => self.field(f, template, raw),
        })
    }
    fn field(&self, f: &ast::InterpolatedElement, template: bool, raw: bool) -> Built {
        let value = self.expr(&f.expression)?;
        let conversion = match f.conversion {
            ast::ConversionFlag::Str => 's' as i64,
            ast::ConversionFlag::Repr => 'r' as i64,
            ast::ConversionFlag::Ascii => 'a' as i64,
            ast::ConversionFlag::None if f.debug_text.is_some() && f.format_spec.is_none() => 'r' as i64,
            ast::ConversionFlag::None => -1,
        };
        let spec = self.option(f.format_spec.as_deref(), |s| {
            let mut out = Vec::new();
            self.elements(&s.elements, raw, &mut out)?;
            // the colon is part of it
            let at = s.range.sub_start(ruff_text_size::TextSize::from(1));
            self.node("JoinedStr", at, &[("values", self.pieces(&out, false, raw)?)])
        })?;
        let conversion = ("conversion", Value::small(conversion));
        if !template {
            return self.node("FormattedValue", f.range, &[("value", value), conversion, ("format_spec", spec)]);
        }
        let text = match &f.debug_text {
            Some(d) => d.as_str().trim_end().trim_end_matches('=').to_string(),
            None => field_text(self.src, f),
        };
        let text = ("str", Str::new(text.trim()).value());
        self.node("Interpolation", f.range, &[("value", value), text, conversion, ("format_spec", spec)])
    }
    fn fstring(&self, f: &ast::ExprFString) -> Built {
        let mut out = Vec::new();
        let mut raw = false;
        for part in f.value.iter() {
            match part {
                ast::FStringPart::Literal(l) => self.string_part(l, &mut out)?,
                ast::FStringPart::FString(f) => {
                    raw = f.flags.prefix().is_raw();
                    self.elements(&f.elements, raw, &mut out)?;
                }
            }
        }
        self.node("JoinedStr", f.range, &[("values", self.pieces(&out, false, raw)?)])
    }
    fn tstring(&self, t: &ast::ExprTString) -> Built {
        let mut out = Vec::new();
        let mut raw = false;
        for part in t.value.iter() {
            raw = part.flags.prefix().is_raw();
            self.elements(&part.elements, raw, &mut out)?;
        }
        self.node("TemplateStr", t.range, &[("values", self.pieces(&out, true, raw)?)])
    }
}
