//! Values travel unboxed: around the loop, and into snapshots.
//!
//! - A snapshot entry that is a `box_…` holds the operand with a representation instead; the exit handler boxes.
//! - A tagged phi whose first and next values are all integers (or all floats) becomes an int (float) phi, boxed behind the
//!   header for those who still want the word. Values whose tag was guarded before are unboxed before the loop or at its
//!   end.
//!
//! Box of unbox and unbox of box vanish in `fold`; guards on boxed values too.
//!
//! Must not: unbox a phi of which one side may be something else.

use super::guards::{Known, by_definition, by_guard};
use super::rewrite::Rewriter;
use crate::ir::value;
use crate::ir::*;
use rustc_hash::FxHashMap as HashMap;

/// The pass.
pub fn run(t: Trace) -> Trace {
    let mut out = phis(t);
    for n in 0..out.snaps.len() {
        let mut s = std::mem::take(&mut out.snaps[n]);
        s.each_mut(|v| unbox_entry(&out, v));
        out.snaps[n] = s;
    }
    out
}

/// Replaces a boxed value by what is in the box.
pub fn unbox_entry(t: &Trace, v: &mut SnapVal) {
    if let SnapVal::Value(r, p @ Repr::Word) = v {
        let repr = match t.op(*r) {
            Op::BoxInt => Repr::Int,
            Op::BoxFloat => Repr::Float,
            Op::BoxBool => Repr::Bool,
            Op::BoxPtr => Repr::Word,
            _ => return,
        };
        *r = t.arg(*r, 0);
        *p = repr;
    }
}

/// What a phi may become.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    Int,
    Float,
}

impl Kind {
    fn ty(self) -> Ty {
        if self == Kind::Int { Ty::Int } else { Ty::Float }
    }
    fn boxing(self) -> (Op, Op) {
        if self == Kind::Int { (Op::BoxInt, Op::UnboxInt) } else { (Op::BoxFloat, Op::UnboxFloat) }
    }
    fn is(self, k: Known) -> bool {
        if self == Kind::Int { k.int } else { k.float }
    }
}

fn phis(t: Trace) -> Trace {
    if t.header().is_none() {
        return t;
    }
    let kinds = choose(&t);
    if kinds.is_empty() {
        return t;
    }
    let t = &t;
    let all = t.phis();
    let last = all.last().copied();
    let mut w = Rewriter::new(t);
    let mut raw: HashMap<Ref, Ref> = HashMap::default();
    for r in t.refs() {
        let i = *t.inst(r);
        match i.op {
            Op::Header => {
                // First values are unboxed before the loop.
                for p in all.iter().filter(|p| kinds.contains_key(p)) {
                    let v = w.get(t.arg(*p, 0));
                    let u = unboxed(&mut w, v, kinds[p], &HashMap::default());
                    raw.insert(*p, u);
                }
                w.copy(r);
            }
            Op::Phi => {
                match kinds.get(&r) {
                    Some(k) => {
                        let n = w.push(Inst { ty: k.ty(), ..i }, &[raw[&r]]);
                        raw.insert(r, n);
                    }
                    None => {
                        w.copy(r);
                    }
                }
                if Some(r) == last {
                    for p in all.iter().filter(|p| kinds.contains_key(p)) {
                        let n = w.emit(kinds[p].boxing().0, &[raw[p]]);
                        w.set(*p, n);
                    }
                }
            }
            Op::Loop => {
                // The boxed phis by their new names.
                let names: HashMap<Ref, Ref> =
                    all.iter().filter(|p| kinds.contains_key(p)).map(|p| (w.get(*p), raw[p])).collect();
                let args = w.args(r);
                let mut next = vec![];
                for (p, a) in all.iter().zip(args.iter().copied()) {
                    next.push(match kinds.get(p) {
                        Some(k) => unboxed(&mut w, a, *k, &names),
                        None => a,
                    });
                }
                let snap = w.snap(i.snap);
                w.push(i.snap(snap), &next);
            }
            _ => {
                w.copy(r);
            }
        }
    }
    w.finish()
}

/// The raw value behind a word of a known kind.
fn unboxed(w: &mut Rewriter, v: Ref, k: Kind, phis: &HashMap<Ref, Ref>) -> Ref {
    if let Some(r) = phis.get(&v) {
        return *r;
    }
    let (boxing, unboxing) = k.boxing();
    let i = *w.new.inst(v);
    if i.op == boxing {
        return w.new.arg(v, 0);
    }
    if i.op == Op::KVal {
        return match k {
            Kind::Int => w.constant(Op::KInt, value::unbox_int(i.imm as u64)),
            Kind::Float => w.constant(Op::KFloat, value::decode_float(i.imm as u64).to_bits() as i64),
        };
    }
    w.emit(unboxing, &[v])
}

/// The tagged phis that can be unboxed, assuming all of them first and taking back what does not hold.
fn choose(t: &Trace) -> HashMap<Ref, Kind> {
    let all = t.phis();
    let mut kinds = HashMap::default();
    let Some(end) = t.insts.last().filter(|i| i.op == Op::Loop) else { return kinds };
    let header = t.header().unwrap_or(0);
    let mut before: HashMap<Ref, Known> = HashMap::default();
    let mut guarded: HashMap<Ref, Known> = HashMap::default();
    for (n, i) in t.insts.iter().enumerate() {
        if n == header {
            before = guarded.clone();
        }
        if matches!(i.op, Op::GuardInt | Op::GuardFloat) {
            let k = guarded.entry(t.args_of(i)[0]).or_default();
            let g = by_guard(i.op);
            *k = Known { int: k.int | g.int, float: k.float | g.float, ..*k };
        }
    }
    let known = |facts: &HashMap<Ref, Known>, r: Ref, k: Kind| {
        k.is(by_definition(t, r)) || facts.get(&r).is_some_and(|x| k.is(*x))
    };
    for p in all.iter().filter(|p| t.ty(**p) == Ty::Tagged) {
        let first = t.arg(*p, 0);
        if let Some(k) = [Kind::Int, Kind::Float].into_iter().find(|k| known(&before, first, *k)) {
            kinds.insert(*p, k);
        }
    }
    loop {
        let keep = |p: &Ref, k: Kind| {
            let n = all.iter().position(|x| x == p).unwrap_or(0);
            let next = t.args_of(end)[n];
            match kinds.get(&next) {
                Some(other) => *other == k,
                None => known(&guarded, next, k),
            }
        };
        let bad: Vec<Ref> = kinds.iter().filter(|(p, k)| !keep(p, **k)).map(|x| *x.0).collect();
        if bad.is_empty() {
            return kinds;
        }
        bad.iter().for_each(|p| {
            kinds.remove(p);
        });
    }
}
