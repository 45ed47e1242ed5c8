//! Constant folding, with CPython's limits on the size of what is folded.

use dashu_int::IBig;
use dashu_int::ops::{BitTest, DivRemEuclid};
use ruff_python_ast as ast;
use ruff_python_ast::{Expr, Operator, UnaryOp};

use super::constant::Const;
use super::emit::{Compiler, R};
use super::literal::{self, Decoder};

/// Largest folded int, in bits; longest folded string; longest folded tuple.
const MAX_BITS: usize = 128;
const MAX_STR: usize = 4096;
const MAX_TUPLE: usize = 256;

impl<'a> Compiler<'a> {
    /// The value of an expression that is constant.
    pub fn fold(&mut self, e: &Expr) -> R<Option<Const>> {
        Ok(match e {
            Expr::NumberLiteral(n) => Some(literal::number(self.src, n)?),
            Expr::StringLiteral(s) => Some(Decoder::new(self.src, &mut self.warnings).string(s)?),
            Expr::BytesLiteral(b) => Some(Decoder::new(self.src, &mut self.warnings).bytes(b)?),
            Expr::BooleanLiteral(b) => Some(Const::bool(b.value)),
            Expr::NoneLiteral(_) => Some(Const::None),
            Expr::EllipsisLiteral(_) => Some(Const::Ellipsis),
            Expr::Name(n) if n.id == "__debug__" => Some(Const::bool(self.flags.optimize == 0)),
            Expr::Tuple(t) => self.fold_all(&t.elts)?.map(|v| Const::Tuple(v.into())),
            Expr::UnaryOp(u) => match self.fold(&u.operand)? {
                Some(c) => unary(u.op, &c),
                None => None,
            },
            Expr::BinOp(b) => match self.fold(&b.right)? {
                Some(r) => match self.fold(&b.left)? {
                    Some(l) => binary(b.op, &l, &r),
                    None => None,
                },
                None => None,
            },
            Expr::Subscript(s) if s.ctx == ast::ExprContext::Load => match self.fold(&s.slice)? {
                Some(i) => match self.fold(&s.value)? {
                    Some(v) => subscript(&v, &i),
                    None => None,
                },
                None => None,
            },
            _ => None,
        })
    }
    /// All of them, if all are constant.
    pub fn fold_all(&mut self, es: &[Expr]) -> R<Option<Vec<Const>>> {
        let mut out = Vec::with_capacity(es.len());
        for e in es {
            match self.fold(e)? {
                Some(c) => out.push(c),
                None => return Ok(None),
            }
        }
        Ok(Some(out))
    }
}

fn unary(op: UnaryOp, c: &Const) -> Option<Const> {
    match op {
        UnaryOp::Not => Some(Const::bool(!c.truth())),
        UnaryOp::Invert if matches!(c, Const::True | Const::False) => None,
        UnaryOp::Invert => c.as_int().map(|i| Const::big(-i - IBig::ONE)),
        UnaryOp::UAdd => match c {
            Const::Float(_) | Const::Complex(..) => Some(c.clone()),
            _ => c.as_int().map(Const::big),
        },
        UnaryOp::USub => match c {
            Const::Float(b) => Some(Const::float(-f64::from_bits(*b))),
            Const::Complex(r, i) => Some(Const::complex(-f64::from_bits(*r), -f64::from_bits(*i))),
            _ => c.as_int().map(|i| Const::big(-i)),
        },
    }
}

fn binary(op: Operator, l: &Const, r: &Const) -> Option<Const> {
    if let (Some(x), Some(y)) = (l.as_int(), r.as_int()) {
        return ints(op, x, y, l, r);
    }
    match (op, l, r) {
        (Operator::Add, Const::Tuple(x), Const::Tuple(y)) if x.len() + y.len() <= MAX_TUPLE => {
            Some(Const::Tuple(x.iter().chain(y.iter()).cloned().collect()))
        }
        (Operator::Add, Const::Bytes(x), Const::Bytes(y)) if x.len() + y.len() <= MAX_STR => {
            Some(Const::Bytes([&x[..], y].concat().into()))
        }
        (Operator::Add, _, _) if l.is_str() && r.is_str() => {
            let mut p = l.to_points()?;
            p.extend(r.to_points()?);
            if p.len() <= MAX_STR { Some(Const::points(p)) } else { None }
        }
        (Operator::Mult, s, n) if n.as_int().is_some() => repeat(s, n),
        (Operator::Mult, n, s) if n.as_int().is_some() && as_float(s).is_none() && !matches!(s, Const::Complex(..)) => {
            repeat(s, n)
        }
        _ => floats(op, l, r),
    }
    .or_else(|| floats(op, l, r))
}
fn repeat(s: &Const, n: &Const) -> Option<Const> {
    let Const::Int(n) = Const::big(n.as_int()?) else { return None };
    let n = usize::try_from(n.max(0)).ok()?;
    match s {
        Const::Tuple(t) if t.len().checked_mul(n)? <= MAX_TUPLE => {
            Some(Const::Tuple(std::iter::repeat_n(t.iter().cloned(), n).flatten().collect()))
        }
        Const::Bytes(b) if b.len().checked_mul(n)? <= MAX_STR => Some(Const::Bytes(b.repeat(n).into())),
        Const::Str(_) | Const::Wide(_) => {
            let p = s.to_points()?;
            if p.len().checked_mul(n)? <= MAX_STR { Some(Const::points(p.repeat(n))) } else { None }
        }
        _ => None,
    }
}
fn ints(op: Operator, x: IBig, y: IBig, l: &Const, r: &Const) -> Option<Const> {
    let small = |i: &IBig| i64::try_from(i).ok();
    let bools = matches!(l, Const::True | Const::False) && matches!(r, Const::True | Const::False);
    let result = match op {
        Operator::Add => x + y,
        Operator::Sub => x - y,
        Operator::Mult if x.bit_len() + y.bit_len() <= MAX_BITS => x * y,
        Operator::FloorDiv if y != IBig::ZERO => floor_div(&x, &y).0,
        Operator::Mod if y != IBig::ZERO => floor_div(&x, &y).1,
        Operator::Div => {
            let (a, b) = (small(&x)?, small(&y)?);
            let exact = |i: i64| i.unsigned_abs() <= 1 << 53;
            return (b != 0 && exact(a) && exact(b)).then(|| Const::float(a as f64 / b as f64));
        }
        Operator::Pow => {
            let n = small(&y)?;
            if n < 0 {
                let a = small(&x)?;
                return (a != 0 && a.unsigned_abs() <= 1 << 53).then(|| Const::float((a as f64).powf(n as f64)));
            }
            if x.bit_len().checked_mul(n as usize)? > MAX_BITS {
                return None;
            }
            x.pow(n as usize)
        }
        Operator::LShift => {
            let n = usize::try_from(small(&y)?).ok()?;
            if n > MAX_BITS || x.bit_len() + n > MAX_BITS {
                return None;
            }
            x << n
        }
        Operator::RShift => {
            let n = usize::try_from(small(&y)?).ok()?;
            x >> n.min(1 << 20)
        }
        Operator::BitAnd if bools => return Some(Const::bool(l.truth() & r.truth())),
        Operator::BitOr if bools => return Some(Const::bool(l.truth() | r.truth())),
        Operator::BitXor if bools => return Some(Const::bool(l.truth() ^ r.truth())),
        Operator::BitAnd => x & y,
        Operator::BitOr => x | y,
        Operator::BitXor => x ^ y,
        _ => return None,
    };
    Some(Const::big(result))
}
/// Quotient and remainder rounded as Python does (the remainder has the divisor's sign).
fn floor_div(x: &IBig, y: &IBig) -> (IBig, IBig) {
    let (q, r) = x.div_rem_euclid(y);
    let (q, r) = (q, IBig::from(r));
    if *y < IBig::ZERO && r != IBig::ZERO { (q - IBig::ONE, r + y) } else { (q, r) }
}
fn as_float(c: &Const) -> Option<f64> {
    match c {
        Const::Float(b) => Some(f64::from_bits(*b)),
        _ => {
            let Const::Int(i) = Const::big(c.as_int()?) else { return None };
            (i.unsigned_abs() <= 1 << 53).then_some(i as f64)
        }
    }
}
fn floats(op: Operator, l: &Const, r: &Const) -> Option<Const> {
    if let (Some(x), Some(y)) = (as_float(l), as_float(r)) {
        let v = match op {
            Operator::Add => x + y,
            Operator::Sub => x - y,
            Operator::Mult => x * y,
            Operator::Div if y != 0.0 => x / y,
            Operator::Pow => x.powf(y),
            _ => return None,
        };
        // leave to run time what may raise there
        return if op == Operator::Pow && !v.is_finite() { None } else { Some(Const::float(v)) };
    }
    let part = |c: &Const| match c {
        Const::Complex(r, i) => Some((f64::from_bits(*r), Some(f64::from_bits(*i)))),
        c => as_float(c).map(|f| (f, None)),
    };
    let ((a, b), (c, d)) = (part(l)?, part(r)?);
    let im = |f: Option<f64>| f.unwrap_or(0.0);
    Some(match (op, b, d) {
        (Operator::Add, Some(_), Some(_)) => Const::complex(a + c, im(b) + im(d)),
        (Operator::Add, ..) => Const::complex(a + c, b.or(d)?),
        (Operator::Sub, Some(b), None) => Const::complex(a - c, b),
        (Operator::Sub, None, Some(d)) => Const::complex(a - c, -d),
        (Operator::Sub, ..) => Const::complex(a - c, im(b) - im(d)),
        (Operator::Mult, Some(b), None) => Const::complex(a * c, b * c),
        (Operator::Mult, None, Some(d)) => Const::complex(a * c, a * d),
        (Operator::Mult, Some(b), Some(d)) => Const::complex(a * c - b * d, a * d + b * c),
        _ => return None,
    })
}
fn subscript(v: &Const, i: &Const) -> Option<Const> {
    let Const::Int(i) = Const::big(i.as_int()?) else { return None };
    let at = |n: usize| {
        let i = if i < 0 { i + n as i64 } else { i };
        usize::try_from(i).ok().filter(|i| *i < n)
    };
    match v {
        Const::Tuple(t) => t.get(at(t.len())?).cloned(),
        Const::Bytes(b) => b.get(at(b.len())?).map(|&b| Const::Int(b as i64)),
        Const::Str(_) | Const::Wide(_) => {
            let p = v.to_points()?;
            Some(Const::points(vec![p[at(p.len())?]]))
        }
        _ => None,
    }
}
