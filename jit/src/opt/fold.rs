//! Folding: constants, and algebra as a list of rules.
//!
//! A rule `pattern => replacement` rewrites an instruction whose operands match. Lower-case names match any value, upper-case
//! names an integer constant (`K`: a constant word), literals themselves; the same name twice the same value. `drop`
//! removes a guard that always holds.
//!
//! *Termination*: every replacement has fewer operations than its pattern, or the same with a constant moved right, or
//! replaces an operation by a cheaper one (in the order mul, div, mod, sub → shift, and, add).
//! *Types*: a replacement has the type of its pattern.
//! *Meaning*: for every value that the operations are defined for, both sides have the same bits (NaN payloads aside); guards
//! exit in the same cases. A test evaluates both sides of every rule on random values.
//!
//! What needs an immediate, a layout word or a look at more than patterns is in [`Sweep::special`].

use super::sweep::{Folded, Sweep};
use crate::eval;
use crate::ir::value;
use crate::ir::*;
use std::sync::OnceLock;

/// The rules. Tried in order for the outermost operation.
pub const RULES: &str = "
; boxing is transparent
unbox_int (box_int x) => x
unbox_float (box_float x) => x
unbox_bool (box_bool x) => x
unbox_ptr (box_ptr x) => x
box_int (unbox_int x) => x
box_ptr (unbox_ptr x) => x
guard_int (box_int x) => drop
guard_float (box_float x) => drop
guard_ptr (box_ptr x) => drop
guard_ptr (box_bool x) => drop
guard_set (box_int x) => drop
guard_set (box_float x) => drop
guard_set (box_bool x) => drop
guard_fits (unbox_int x) => drop
guard_fits (iadd_ov x y) => drop
guard_fits (isub_ov x y) => drop
guard_fits (imul_ov x y) => drop
guard_fits (btoi x) => drop
is_int (box_int x) => true
is_int (box_ptr x) => false
is_int (box_bool x) => false
is_int (box_float x) => false
is_ptr (box_int x) => false
is_ptr (box_ptr x) => true
is_ptr (box_bool x) => true
weq (box_int x) (box_int y) => ieq x y
weq (box_ptr x) (box_ptr y) => weq x y
weq (box_int x) (box_ptr y) => false
weq (box_ptr y) (box_int x) => false
weq x x => true
guard_eq x x => drop
guard_eq (box_int x) (box_int y) => guard_true (ieq x y)
guard_eq (box_ptr x) (box_ptr y) => guard_eq x y
guard_ne (box_int x) (box_int y) => guard_true (ine x y)
guard_ne (box_int x) (box_ptr y) => drop
guard_ne (box_ptr x) (box_int y) => drop
guard_eq (box_int x) K if int K => guard_true (ieq x (unbox_int K))
guard_ne (box_int x) K if int K => guard_true (ine x (unbox_int K))
guard_ne (box_int x) K if noint K => drop
guard_ne (box_ptr x) K if int K => drop
weq (box_int x) K if int K => ieq x (unbox_int K)
weq (box_int x) K if noint K => false
; truth
guard_true (bnot x) => guard_false x
guard_false (bnot x) => guard_true x
bnot (bnot x) => x
bnot (ieq x y) => ine x y
bnot (ine x y) => ieq x y
bnot (ilt x y) => ige x y
bnot (ile x y) => igt x y
bnot (igt x y) => ile x y
bnot (ige x y) => ilt x y
bnot (feq x y) => fne x y
bnot (fne x y) => feq x y
band x x => x
bor x x => x
band x true => x
band x false => false
bor x false => x
bor x true => true
select true x y => x
select false x y => y
select c x x => x
ine (btoi x) 0 => x
ieq (btoi x) 0 => bnot x
ieq (btoi x) 1 => x
ine (btoi x) 1 => bnot x
igt (btoi x) 0 => x
; integer constants to the right
ilt A x => igt x A
ile A x => ige x A
igt A x => ilt x A
ige A x => ile x A
; integers
iadd_ov x 0 => x
isub_ov x 0 => x
isub_ov x x => 0
imul_ov x 1 => x
imul_ov x 0 => 0
ishl_ov x 0 => x
ishl_ov 0 x => 0
isub_ov x A if negatable A => iadd_ov x (ineg A)
iadd x 0 => x
isub x 0 => x
isub x x => 0
isub x A => iadd x (ineg A)
isub (iadd x y) y => x
isub (iadd x y) x => y
iadd (isub x y) y => x
iadd (iadd x A) B => iadd x (iadd A B)
imul x 0 => 0
imul x 1 => x
imul x -1 => ineg x
imul x A if pow2 A => ishl x (log2 A)
ineg (ineg x) => x
inot (inot x) => x
iand x x => x
iand x 0 => 0
iand x -1 => x
iand (iand x A) B => iand x (iand A B)
ior x x => x
ior x 0 => x
ior x -1 => -1
ixor x x => 0
ixor x 0 => x
ixor x -1 => inot x
ishl x 0 => x
ishr x 0 => x
iushr x 0 => x
idiv x 1 => x
idiv x A if pow2 A => ishr x (log2 A)
imod x 1 => 0
imod x A if pow2 A => iand x (iadd A -1)
imin x x => x
imax x x => x
ieq x x => true
ine x x => false
ilt x x => false
ile x x => true
igt x x => false
ige x x => true
iult x x => false
iult x 0 => false
ieq (iadd x A) B => ieq x (isub B A)
ine (iadd x A) B => ine x (isub B A)
; floats: only what holds for signed zeros, infinities and NaN
fadd x -0.0 => x
fsub x 0.0 => x
fmul x 1.0 => x
fdiv x 1.0 => x
fneg (fneg x) => x
fabs (fneg x) => fabs x
fabs (fabs x) => fabs x
feq (itof x) 0.0 => ieq x 0
fne (itof x) 0.0 => ine x 0
ffloor (itof x) => itof x
fceil (itof x) => itof x
ftrunc (itof x) => itof x
ffloor (ffloor x) => ffloor x
ftrunc (ftrunc x) => ftrunc x
";

/// A pattern, or a replacement.
#[derive(Clone, Debug, PartialEq)]
pub enum Pat {
    /// Any value, by name.
    Var(u8),
    /// Integer constant, or constant word for `K`.
    Const(u8),
    /// Literal constant: operation and bits.
    Lit(Op, i64),
    Node(Op, Vec<Pat>),
    /// In replacements: binary logarithm of a constant.
    Log2(u8),
    Drop,
}

/// A parsed rule.
#[derive(Clone, Debug)]
pub struct Rule {
    pub text: &'static str,
    pub op: Op,
    pub args: Vec<Pat>,
    /// Predicate and constant.
    pub cond: Option<(&'static str, u8)>,
    pub out: Pat,
}

/// Names bound by a match.
#[derive(Clone)]
pub struct Bound([Ref; 8]);

/// Place of a name in [`Bound`].
fn place(name: u8) -> usize {
    match name {
        b'K' => 0,
        b'A'..=b'C' => 1 + (name - b'A') as usize,
        b'x'..=b'z' => 4 + (name - b'x') as usize,
        _ => 7,
    }
}

/// All rules, parsed, by operation. Errors in the table are errors of this file: a test parses it.
pub fn rules() -> &'static Vec<Vec<Rule>> {
    static PARSED: OnceLock<Vec<Vec<Rule>>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut by_op = vec![vec![]; Op::ALL.len()];
        for line in RULES.lines().map(|l| l.split(';').next().unwrap_or("").trim()).filter(|l| !l.is_empty()) {
            if let Some(r) = parse_rule(line) {
                by_op[r.op as usize].push(r)
            }
        }
        by_op
    })
}

/// `None` if the line is not a rule.
pub fn parse_rule(text: &'static str) -> Option<Rule> {
    let (left, right) = text.split_once("=>")?;
    let (left, cond) = match left.split_once(" if ") {
        Some((l, c)) => {
            let (p, k) = c.trim().split_once(' ')?;
            (l, Some((p, k.trim().as_bytes()[0])))
        }
        None => (left, None),
    };
    let Pat::Node(op, args) = parse_pat(&mut tokens(left).peekable(), true)? else { return None };
    let out = parse_pat(&mut tokens(right).peekable(), true)?;
    Some(Rule { text, op, args, cond, out })
}

/// Words and brackets. The rules are read in every run that compiles something, so that nothing is copied.
fn tokens(mut s: &'static str) -> impl Iterator<Item = &'static str> {
    std::iter::from_fn(move || {
        s = s.trim_start();
        let end = match s.as_bytes().first()? {
            b'(' | b')' => 1,
            _ => s.bytes().position(|b| matches!(b, b'(' | b')') || b.is_ascii_whitespace()).unwrap_or(s.len()),
        };
        let (token, rest) = s.split_at(end);
        s = rest;
        Some(token)
    })
}

fn parse_pat(t: &mut std::iter::Peekable<impl Iterator<Item = &'static str>>, top: bool) -> Option<Pat> {
    let w = t.next()?;
    if w == "(" {
        let p = parse_pat(t, true)?;
        (t.next()? == ")").then_some(())?;
        return Some(p);
    }
    if w == "drop" {
        return Some(Pat::Drop);
    }
    if w == "log2" {
        return Some(Pat::Log2(t.next()?.as_bytes()[0]));
    }
    if w == "true" || w == "false" {
        return Some(Pat::Lit(Op::KBool, (w == "true") as i64));
    }
    let first = w.as_bytes()[0];
    if first == b'-' || first.is_ascii_digit() {
        return Some(match w.parse::<i64>() {
            Ok(i) => Pat::Lit(Op::KInt, i),
            Err(_) => Pat::Lit(Op::KFloat, w.parse::<f64>().ok()?.to_bits() as i64),
        });
    }
    if w.len() == 1 {
        return Some(if first.is_ascii_uppercase() { Pat::Const(first) } else { Pat::Var(first) });
    }
    let op = Op::from_name(w)?;
    let mut args = vec![];
    while top && t.peek().is_some_and(|w| *w != ")") {
        args.push(parse_pat(t, false)?);
    }
    Some(Pat::Node(op, args))
}

impl Sweep<'_> {
    /// Appends the instruction, or what it folds to.
    pub fn emit(&mut self, i: Inst, args: &[Ref]) -> Folded {
        if !self.on.fold {
            return self.append(i, args);
        }
        let konst = |f: &Self, r: Ref| f.w.new.op(r).is_const();
        let swapped;
        let args = match *args {
            [a, b] if i.op.commutes() && konst(self, a) && !konst(self, b) => {
                swapped = [b, a];
                &swapped
            }
            _ => args,
        };
        if !args.is_empty() && args.len() <= 3 && args.iter().all(|a| konst(self, *a)) {
            let mut bits = [0; 3];
            for (b, a) in bits.iter_mut().zip(args) {
                *b = self.w.new.inst(*a).imm as u64;
            }
            let bits = &bits[..args.len()];
            if let Some(v) = i.op.is_pure().then(|| eval::pure(i.op, i.imm, bits)).flatten() {
                return Folded::Value(self.w.constant_of(i.ty, v));
            }
            match eval::check(i.op, bits) {
                Some(Some(_)) if i.op.kind() == Kind::Guard => return Folded::Dropped,
                Some(Some(v)) => return Folded::Value(self.w.constant_of(i.ty, v)),
                _ => {}
            }
        }
        for rule in &rules()[i.op as usize] {
            let mut bound = Bound([Ref::NONE; 8]);
            if rule.args.iter().zip(args).all(|(p, a)| self.matches(p, *a, &mut bound)) && self.holds(rule, &bound) {
                return self.build(&rule.out, i.snap, &bound);
            }
        }
        if let Some(f) = self.special(&i, args) {
            return f;
        }
        self.append(i, args)
    }

    fn matches(&self, p: &Pat, r: Ref, b: &mut Bound) -> bool {
        let t = &self.w.new;
        let mut bind = |n: u8| {
            let old = std::mem::replace(&mut b.0[place(n)], r);
            old == Ref::NONE || old == r
        };
        match p {
            Pat::Var(n) => bind(*n),
            Pat::Const(n) => t.op(r) == if *n == b'K' { Op::KVal } else { Op::KInt } && bind(*n),
            Pat::Lit(op, imm) => t.op(r) == *op && t.inst(r).imm == *imm,
            Pat::Node(op, args) => t.op(r) == *op && args.iter().zip(t.args(r)).all(|(p, a)| self.matches(p, *a, b)),
            Pat::Log2(_) | Pat::Drop => false,
        }
    }

    fn holds(&self, rule: &Rule, b: &Bound) -> bool {
        rule.cond.is_none_or(|(p, n)| condition(p, self.w.new.inst(b.0[place(n)]).imm))
    }

    fn build(&mut self, p: &Pat, snap: u32, b: &Bound) -> Folded {
        Folded::Value(match p {
            Pat::Drop => return Folded::Dropped,
            Pat::Var(n) | Pat::Const(n) => b.0[place(*n)],
            Pat::Lit(op, imm) => self.w.constant(*op, *imm),
            Pat::Log2(n) => {
                let k = self.w.new.inst(b.0[place(*n)]).imm;
                self.w.constant(Op::KInt, k.trailing_zeros() as i64)
            }
            Pat::Node(op, args) => {
                let mut refs = vec![];
                for a in args {
                    match self.build(a, snap, b) {
                        Folded::Value(r) => refs.push(r),
                        Folded::Dropped => return Folded::Dropped,
                    }
                }
                let mut i = Inst::new(*op, op.row().result.unwrap_or(Ty::Int));
                if op.row().snap {
                    i.snap = snap;
                }
                return self.emit(i, &refs);
            }
        })
    }

    /// Folds that need an immediate, a layout word, or both operands of a choice.
    fn special(&mut self, i: &Inst, args: &[Ref]) -> Option<Folded> {
        let t = &self.w.new;
        let word = |r: Ref| (t.op(r) == Op::KVal).then_some(t.inst(r).imm as u64);
        let truth = |w: u64| {
            if w == self.layout.true_word { Some(true) } else { (w == self.layout.false_word).then_some(false) }
        };
        let known = |r: Ref| word(r).and_then(truth);
        match i.op {
            Op::BoxBool if t.op(args[0]) == Op::KBool => {
                let w = if t.inst(args[0]).imm != 0 { self.layout.true_word } else { self.layout.false_word };
                Some(Folded::Value(self.w.constant(Op::KVal, w as i64)))
            }
            Op::UnboxBool => {
                word(args[0]).map(|w| Folded::Value(self.w.constant(Op::KBool, (w == self.layout.true_word) as i64)))
            }
            Op::GuardEq | Op::GuardNe | Op::Weq if t.op(args[0]) == Op::BoxBool => {
                let (b, is) = (t.arg(args[0], 0), known(args[1])?);
                let yes = is == (i.op != Op::GuardNe);
                Some(match i.op {
                    Op::Weq if yes => Folded::Value(b),
                    Op::Weq => self.emit(Inst::new(Op::Bnot, Ty::Bool), &[b]),
                    _ => self
                        .emit(Inst::new(if yes { Op::GuardTrue } else { Op::GuardFalse }, Ty::Void).snap(i.snap), &[b]),
                })
            }
            Op::GuardFloat if word(args[0]).is_some_and(value::is_immediate_float) => Some(Folded::Dropped),
            Op::Barrier => {
                let plain = matches!(t.op(args[1]), Op::BoxInt | Op::BoxBool)
                    || word(args[1]).is_some_and(|w| !value::is_pointer(w));
                plain.then_some(Folded::Dropped)
            }
            Op::Loadx | Op::Storex | Op::LoadxU8 | Op::LoadxU16 | Op::LoadxU32 | Op::Storex8 => {
                self.constant_index(i, args)
            }
            Op::Flt if t.op(args[1]) == Op::KFloat && f64::from_bits(t.inst(args[1]).imm as u64) == 0.0 => {
                self.never_negative(args[0], 4).then(|| Folded::Value(self.w.constant(Op::KBool, 0)))
            }
            Op::Fdiv if t.op(args[1]) == Op::KFloat => {
                // Division by a power of two is exact as a multiplication.
                let d = f64::from_bits(t.inst(args[1]).imm as u64);
                let inv = 1.0 / d;
                let exact = d.is_normal() && inv.is_normal() && d.to_bits() << 12 == 0;
                exact.then(|| {
                    let k = self.w.constant(Op::KFloat, inv.to_bits() as i64);
                    self.emit(Inst::new(Op::Fmul, Ty::Float), &[args[0], k])
                })
            }
            Op::Select if i.ty == Ty::Tagged && t.op(args[1]) == t.op(args[2]) => {
                let op = t.op(args[1]);
                if !matches!(op, Op::BoxInt | Op::BoxFloat | Op::BoxPtr) {
                    return None;
                }
                let (x, y) = (t.arg(args[1], 0), t.arg(args[2], 0));
                let ty = t.ty(x);
                let Folded::Value(s) = self.emit(Inst::new(Op::Select, ty), &[args[0], x, y]) else { return None };
                Some(self.emit(Inst::new(op, Ty::Tagged), &[s]))
            }
            _ => None,
        }
    }

    /// Whether a float is not less than 0, or no number, by the operations that make it.
    fn never_negative(&self, x: Ref, depth: u32) -> bool {
        let t = &self.w.new;
        let args = t.args(x);
        match t.op(x) {
            Op::KFloat => f64::from_bits(t.inst(x).imm as u64) >= 0.0,
            Op::Fabs | Op::Fsqrt => true,
            Op::Fmul if args[0] == args[1] => true,
            Op::Fadd | Op::Fmul if depth > 0 => args.iter().all(|a| self.never_negative(*a, depth - 1)),
            _ => false,
        }
    }

    /// An access at a constant index is a field access.
    fn constant_index(&mut self, i: &Inst, args: &[Ref]) -> Option<Folded> {
        let index = self.w.new.as_kint(args[1])?;
        let scale = eval::width(i.op).2 as i64;
        let offset = i32::try_from(index.checked_mul(scale)?.checked_add(i.imm)?).ok()?;
        let op = match i.op {
            Op::Loadx => Op::Load,
            Op::Storex => Op::Store,
            Op::LoadxU8 => Op::LoadU8,
            Op::LoadxU16 => Op::LoadU16,
            Op::LoadxU32 => Op::LoadU32,
            _ => Op::Store8,
        };
        let mut rest = vec![args[0]];
        rest.extend(args.get(2));
        Some(self.append(Inst::new(op, i.ty).imm(offset as i64).aux(i.aux), &rest))
    }
}

/// A predicate of a rule on a constant.
pub fn condition(p: &str, k: i64) -> bool {
    match p {
        "pow2" => k > 0 && k.count_ones() == 1,
        "int" => value::is_int(k as u64),
        "noint" => !value::is_int(k as u64),
        "negatable" => value::fits(k) && value::fits(k.wrapping_neg()),
        _ => false,
    }
}
