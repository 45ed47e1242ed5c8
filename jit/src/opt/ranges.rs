//! Integer ranges: drop overflow checks, comparisons and divisions that cannot go wrong.
//!
//! Every int has an interval, from its operation and its operands' intervals, narrowed by the guards passed so far: after
//! `guard_true (ilt i n)` with `n` at most 2^62-1, `i + 1` fits. The interval of a phi is found by induction: a counter that
//! only grows keeps its lower bound, one that is compared in every turn its upper bound.
//!
//! At the header, what the guards of the preamble have said counts for all values before it: what was computed before a guard
//! has the same value behind it. [`narrow`](super::narrow) puts such guards there.
//!
//! Must not: use a narrowing from later in the trace, or trust the upper bound of a growing counter.

use super::rewrite::Rewriter;
use crate::ir::value::{INT_MAX, INT_MIN};
use crate::ir::*;
use rustc_hash::FxHashMap as HashMap;

/// An interval of i64, inclusive.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Range {
    pub lo: i64,
    pub hi: i64,
}

impl Range {
    pub const FULL: Range = Range { lo: i64::MIN, hi: i64::MAX };
    pub const SMALL: Range = Range { lo: INT_MIN, hi: INT_MAX };
    fn one(k: i64) -> Range {
        Range { lo: k, hi: k }
    }
    /// The interval of wide bounds, or everything if 64 bits may wrap.
    fn wide(lo: i128, hi: i128) -> Range {
        match (i64::try_from(lo), i64::try_from(hi)) {
            (Ok(lo), Ok(hi)) => Range { lo, hi },
            _ => Range::FULL,
        }
    }
    fn clamp(lo: i128, hi: i128) -> Range {
        if lo > INT_MAX as i128 || hi < INT_MIN as i128 {
            // It always exits.
            return Range::SMALL;
        }
        Range { lo: lo.max(INT_MIN as i128) as i64, hi: hi.min(INT_MAX as i128) as i64 }
    }
    fn fits(self) -> bool {
        self.lo >= INT_MIN && self.hi <= INT_MAX
    }
    fn meet(self, o: Range) -> Range {
        let r = Range { lo: self.lo.max(o.lo), hi: self.hi.min(o.hi) };
        if r.lo > r.hi { self } else { r }
    }
    fn join(self, o: Range) -> Range {
        Range { lo: self.lo.min(o.lo), hi: self.hi.max(o.hi) }
    }
    /// Smallest all-ones number not below a range of non-negative numbers.
    fn mask(self) -> i64 {
        if self.hi <= 0 { 0 } else { (u64::MAX >> self.hi.leading_zeros()) as i64 }
    }
}

/// What a load of a count gives.
const COUNTED: Range = Range { lo: 0, hi: COUNT_END - 1 };

/// Bounds of a sum, difference or product.
fn arith(op: Op, a: Range, b: Range) -> (i128, i128) {
    let w = |x: i64| x as i128;
    match op {
        Op::Iadd | Op::IaddOv => (w(a.lo) + w(b.lo), w(a.hi) + w(b.hi)),
        Op::Isub | Op::IsubOv => (w(a.lo) - w(b.hi), w(a.hi) - w(b.lo)),
        _ => {
            let p = [w(a.lo) * w(b.lo), w(a.lo) * w(b.hi), w(a.hi) * w(b.lo), w(a.hi) * w(b.hi)];
            (p.into_iter().min().unwrap_or(0), p.into_iter().max().unwrap_or(0))
        }
    }
}

/// Range of an operation's result.
fn of(op: Op, a: &[Range]) -> Range {
    match op {
        Op::UnboxInt | Op::FtoiOv | Op::IshlOv => Range::SMALL,
        Op::IaddOv | Op::IsubOv | Op::ImulOv => {
            let (lo, hi) = arith(op, a[0], a[1]);
            Range::clamp(lo, hi)
        }
        Op::Iadd | Op::Isub | Op::Imul => {
            let (lo, hi) = arith(op, a[0], a[1]);
            Range::wide(lo, hi)
        }
        Op::Ineg => Range::wide(-(a[0].hi as i128), -(a[0].lo as i128)),
        Op::Inot => Range { lo: !a[0].hi, hi: !a[0].lo },
        Op::Iand if a[0].lo >= 0 && a[1].lo >= 0 => Range { lo: 0, hi: a[0].hi.min(a[1].hi) },
        Op::Iand if a[0].lo >= 0 => Range { lo: 0, hi: a[0].hi },
        Op::Iand if a[1].lo >= 0 => Range { lo: 0, hi: a[1].hi },
        Op::Ior | Op::Ixor if a[0].lo >= 0 && a[1].lo >= 0 => Range { lo: 0, hi: a[0].mask() | a[1].mask() },
        Op::Iand | Op::Ior | Op::Ixor if a[0].fits() && a[1].fits() => Range::SMALL,
        Op::Ishr if a[1].lo == a[1].hi => {
            let c = a[1].lo & 63;
            Range { lo: a[0].lo >> c, hi: a[0].hi >> c }
        }
        Op::Ishr => Range { lo: a[0].lo.min(0), hi: a[0].hi.max(0) },
        Op::Iushr if a[1].lo == a[1].hi && a[1].lo & 63 != 0 => {
            Range { lo: 0, hi: (u64::MAX >> (a[1].lo & 63)) as i64 }
        }
        Op::Imod if a[1].lo > 0 => Range { lo: 0, hi: a[1].hi - 1 },
        Op::Imod if a[1].hi < 0 => Range { lo: a[1].lo + 1, hi: 0 },
        Op::Idiv if a[1].lo > 0 => Range { lo: a[0].lo.min(0), hi: a[0].hi.max(0) },
        Op::Imin => Range { lo: a[0].lo.min(a[1].lo), hi: a[0].hi.min(a[1].hi) },
        Op::Imax => Range { lo: a[0].lo.max(a[1].lo), hi: a[0].hi.max(a[1].hi) },
        Op::Btoi => Range { lo: 0, hi: 1 },
        Op::LoadU8 | Op::LoadxU8 => Range { lo: 0, hi: 0xff },
        Op::LoadU16 | Op::LoadxU16 => Range { lo: 0, hi: 0xffff },
        Op::LoadU32 | Op::LoadxU32 => Range { lo: 0, hi: 0xffff_ffff },
        Op::LoadI32 => Range { lo: i32::MIN as i64, hi: i32::MAX as i64 },
        Op::Select => a[1].join(a[2]),
        _ => Range::FULL,
    }
}

/// Whether a comparison of two ranges is decided.
fn decide(op: Op, a: Range, b: Range) -> Option<bool> {
    let lt = |a: Range, b: Range| if a.hi < b.lo { Some(true) } else { (a.lo >= b.hi).then_some(false) };
    match op {
        Op::Ilt => lt(a, b),
        Op::Ige => lt(a, b).map(|x| !x),
        Op::Igt => lt(b, a),
        Op::Ile => lt(b, a).map(|x| !x),
        Op::Ieq if a.hi < b.lo || b.hi < a.lo => Some(false),
        Op::Ine if a.hi < b.lo || b.hi < a.lo => Some(true),
        Op::Iult if a.lo >= 0 && b.lo >= 0 => lt(a, b),
        _ => None,
    }
}

struct Ranges {
    of: Vec<Range>,
}

impl Ranges {
    fn get(&self, t: &Trace, r: Ref) -> Range {
        match t.as_kint(r) {
            Some(k) => Range::one(k),
            None => self.of.get(r.index()).copied().unwrap_or(Range::FULL),
        }
    }
    fn set(&mut self, r: Ref, x: Range) {
        if self.of.len() <= r.index() {
            self.of.resize(r.index() + 1, Range::FULL)
        }
        self.of[r.index()] = x;
    }
    fn narrow(&mut self, t: &Trace, r: Ref, x: Range) {
        if !t.op(r).is_const() && t.ty(r) == Ty::Int {
            let old = self.get(t, r);
            self.set(r, old.meet(x));
        }
    }

    /// A comparison is known to be `is`.
    fn learn(&mut self, t: &Trace, b: Ref, is: bool) {
        if t.args(b).len() != 2 || t.ty(t.arg(b, 0)) != Ty::Int {
            match t.op(b) {
                Op::Bnot => self.learn(t, t.arg(b, 0), !is),
                Op::Band if is => t.args(b).to_vec().into_iter().for_each(|x| self.learn(t, x, is)),
                Op::Bor if !is => t.args(b).to_vec().into_iter().for_each(|x| self.learn(t, x, is)),
                _ => {}
            }
            return;
        }
        let (x, y) = (t.arg(b, 0), t.arg(b, 1));
        match (t.op(b), is) {
            (Op::Ilt, true) | (Op::Ige, false) => self.less(t, x, y, true),
            (Op::Ilt, false) | (Op::Ige, true) => self.less(t, y, x, false),
            (Op::Igt, true) | (Op::Ile, false) => self.less(t, y, x, true),
            (Op::Igt, false) | (Op::Ile, true) => self.less(t, x, y, false),
            (Op::Ieq, true) | (Op::Ine, false) => {
                let (a, b) = (self.get(t, x), self.get(t, y));
                self.narrow(t, x, b);
                self.narrow(t, y, a);
            }
            (Op::Iult, true) => {
                let n = self.get(t, y);
                if n.lo >= 0 {
                    self.narrow(t, x, Range { lo: 0, hi: n.hi.saturating_sub(1) });
                    let i = self.get(t, x);
                    self.narrow(t, y, Range { lo: i.lo.saturating_add(1), hi: i64::MAX });
                }
            }
            _ => {}
        }
    }

    /// `x < y` or `x <= y`.
    fn less(&mut self, t: &Trace, x: Ref, y: Ref, strict: bool) {
        let (a, b) = (self.get(t, x), self.get(t, y));
        let d = strict as i64;
        self.narrow(t, x, Range { lo: i64::MIN, hi: b.hi.saturating_sub(d) });
        self.narrow(t, y, Range { lo: a.lo.saturating_add(d), hi: i64::MAX });
    }
}

/// Intervals that values before the header are taken to be in from their definitions on.
pub type Assumed = HashMap<Ref, Range>;

/// Ranges of phis by induction: assume something that holds at first, and see whether a turn of the loop keeps it.
///
/// For each phi the assumptions, strongest first: not below its first value; not above it; fits 63 bits; anything. One that
/// the body breaks is replaced by the next, until all hold together. What the last turn shows is then the range.
fn phi_ranges(t: &Trace, line: &Line, given: &Assumed) -> HashMap<Ref, Range> {
    let phis = t.phis();
    let back = t.insts.last().map(|i| t.args_of(i).to_vec()).unwrap_or_default();
    let ints: Vec<usize> = (0..phis.len()).filter(|n| t.ty(phis[*n]) == Ty::Int).collect();
    let mut level = vec![0; phis.len()];
    let mut assumed: HashMap<Ref, Range> = HashMap::default();
    if ints.is_empty() {
        return assumed;
    }
    let mut first = vec![Range::FULL; phis.len()];
    for turn in 0..12 {
        let (at_header, mut end) = analyse(t, line, &assumed, given);
        if turn == 0 {
            first = at_header;
        } else {
            let within = |a: Range, b: Range| a.lo >= b.lo && a.hi <= b.hi;
            let broken = |end: &Ranges| -> Vec<usize> {
                ints.iter().copied().filter(|n| !within(end.get(t, back[*n]), assumed[&phis[*n]])).collect()
            };
            if broken(&end).iter().any(|n| matches!(t.op(back[*n]), Op::Iadd | Op::Isub)) {
                // What comes before a guard has the same value behind it; checked sums have told all they know.
                end.again(t, &line.0, |_| true);
            }
            let broken = broken(&end);
            if broken.is_empty() {
                let found = ints.iter().map(|n| (phis[*n], first[*n].join(end.get(t, back[*n]))));
                return found.collect();
            }
            broken.iter().for_each(|n| level[*n] += 1);
        }
        for n in &ints {
            assumed.insert(phis[*n], assumption(first[*n], &mut level[*n]));
        }
    }
    HashMap::default()
}

/// The assumption of a level, or of a later one if that cannot hold at first.
fn assumption(first: Range, level: &mut u32) -> Range {
    loop {
        let r = match *level {
            0 => Range { lo: first.lo, hi: INT_MAX },
            1 => Range { lo: INT_MIN, hi: first.hi },
            2 => Range::SMALL,
            _ => return Range::FULL,
        };
        if first.fits() {
            return r;
        }
        *level = 3;
    }
}

/// What an earlier run found out about a phi.
fn bound(t: &Trace, r: Ref) -> Range {
    t.bound(r).map_or(Range::FULL, |(lo, hi)| Range { lo, hi })
}

/// The instructions of a trace that say something of ints.
pub struct Line(Vec<Ref>);

impl Line {
    pub fn of(t: &Trace) -> Line {
        Line::up_to(t, t.len())
    }
    fn up_to(t: &Trace, len: usize) -> Line {
        let tells = |i: &Inst| {
            let guard =
                matches!(i.op, Op::GuardTrue | Op::GuardFalse | Op::GuardFits | Op::BoxInt | Op::Header | Op::Phi);
            guard || i.ty == Ty::Int && !i.op.is_const()
        };
        Line((0..len as u32).map(Ref).filter(|r| tells(t.inst(*r))).collect())
    }
}

/// Goes along a line, and calls `see` before each instruction.
fn along(
    t: &Trace,
    line: &Line,
    phi: &HashMap<Ref, Range>,
    given: &Assumed,
    mut see: impl FnMut(Ref, &[Range; 3]),
) -> Ranges {
    let mut ranges = Ranges { of: vec![Range::FULL; t.len()] };
    for (n, r) in line.0.iter().copied().enumerate() {
        if t.op(r) == Op::Header {
            ranges.settle(t, &line.0[..n], |_| true);
            continue;
        }
        let a = ranges.operands(t, t.args(r));
        see(r, &a);
        let known = phi.get(&r).map(|x| x.meet(bound(t, r)));
        ranges.pass(t, r, &a, known.or_else(|| t.bound(r).map(|_| bound(t, r))));
        if let Some(x) = given.get(&r) {
            ranges.narrow(t, r, *x);
        }
    }
    ranges
}
/// Ranges at the end of a line, and of the phis' first values at the header.
fn analyse(t: &Trace, line: &Line, phi: &HashMap<Ref, Range>, given: &Assumed) -> (Vec<Range>, Ranges) {
    let mut first = vec![];
    let ranges = along(t, line, phi, given, |r, a| {
        if t.op(r) == Op::Phi {
            first.push(a[0]);
        }
    });
    (first, ranges)
}

/// The checks of the loop's body that may fail if values before it are in these intervals.
pub fn checked(t: &Trace, line: &Line, header: u32, given: &Assumed) -> usize {
    let phi = phi_ranges(t, line, given);
    let mut n = 0;
    along(t, line, &phi, given, |r, a| {
        let i = t.inst(r);
        let check = r.0 > header && i.op.kind() == Kind::Check;
        n += (check && matches!(verdict(t, i, t.args(r), a), Verdict::Stays)) as usize;
    });
    n
}

/// Intervals that guards before the header have given values beyond what their operations and the guards in `known` say.
pub fn narrowed(t: &Trace, header: u32, known: impl Fn(Ref) -> bool + Copy) -> HashMap<Ref, (i64, i64)> {
    let line = Line::up_to(t, header as usize);
    let (_, mut ranges) = analyse(t, &line, &HashMap::default(), &Assumed::default());
    ranges.settle(t, &line.0, |_| true);
    let mut plain = Ranges { of: vec![Range::FULL; header as usize] };
    for r in (0..header).map(Ref).filter(|r| t.op(*r).kind() != Kind::Guard || known(*r)) {
        plain.pass(t, r, &plain.operands(t, t.args(r)), None);
    }
    plain.settle(t, &line.0, known);
    let ints = (0..header).map(Ref).filter(|r| t.ty(*r) == Ty::Int && !t.op(*r).is_const());
    ints.filter_map(|r| {
        let x = ranges.get(t, r);
        (x != plain.get(t, r)).then_some((r, (x.lo, x.hi)))
    })
    .collect()
}

/// The interval of a value by the operations that make it, as many as `depth` deep.
pub fn interval(t: &Trace, r: Ref, depth: u32) -> Range {
    let i = t.inst(r);
    match i.op {
        Op::KInt => Range::one(i.imm),
        Op::Phi => bound(t, r),
        Op::Load if i.aux & COUNT != 0 => COUNTED,
        _ if i.ty != Ty::Int => Range::FULL,
        _ => {
            let mut a = [Range::FULL; 3];
            for (a, x) in a.iter_mut().zip(t.args(r)).take(if depth > 0 { 3 } else { 0 }) {
                *a = interval(t, *x, depth - 1);
            }
            of(i.op, &a)
        }
    }
}

/// Whether a value from before the header is a number of steps forward: at least one, and not so many that some thousands of them are
/// too many for 64 bits.
pub fn advances(t: &Trace, step: Ref) -> bool {
    let Some(header) = t.header() else { return false };
    let line = Line::up_to(t, header);
    let (_, mut ranges) = analyse(t, &line, &HashMap::default(), &Assumed::default());
    ranges.settle(t, &line.0, |_| true);
    let x = ranges.get(t, step);
    x.lo >= 1 && x.hi < 1 << 32
}

/// What ranges may decide.
fn of_interest(op: Op) -> bool {
    use Op::*;
    op.kind() == Kind::Check
        || matches!(op, GuardFits | GuardTrue | GuardFalse | Ilt | Ile | Igt | Ige | Ieq | Ine | Iult)
}

/// What becomes of an instruction.
enum Verdict {
    Stays,
    /// A plain operation, which cannot overflow.
    Plain(Op),
    Truth(bool),
    Goes,
}

/// Decides about an instruction with these operands in the trace `t`, whose ranges are `a`.
fn verdict(t: &Trace, i: &Inst, args: &[Ref], a: &[Range; 3]) -> Verdict {
    match i.op {
        Op::IaddOv | Op::IsubOv | Op::ImulOv => {
            let (lo, hi) = arith(i.op, a[0], a[1]);
            if lo >= INT_MIN as i128 && hi <= INT_MAX as i128 {
                return Verdict::Plain(match i.op {
                    Op::IaddOv => Op::Iadd,
                    Op::IsubOv => Op::Isub,
                    _ => Op::Imul,
                });
            }
        }
        Op::IshlOv if a[1].lo == a[1].hi && (0..62).contains(&a[1].lo) => {
            let c = a[1].lo;
            if a[0].lo >= INT_MIN >> c && a[0].hi <= INT_MAX >> c {
                return Verdict::Plain(Op::Ishl);
            }
        }
        Op::GuardFits if a[0].fits() => return Verdict::Goes,
        Op::GuardTrue | Op::GuardFalse => {
            let holds = t.op(args[0]) == Op::KBool && (t.inst(args[0]).imm != 0) == (i.op == Op::GuardTrue);
            return if holds { Verdict::Goes } else { Verdict::Stays };
        }
        _ => {}
    }
    match args.len() {
        2 => decide(i.op, a[0], a[1]).map_or(Verdict::Stays, Verdict::Truth),
        _ => Verdict::Stays,
    }
}

/// What is known about a phi beyond its old interval.
fn tighter(t: &Trace, phi: &HashMap<Ref, Range>, r: Ref) -> Option<Range> {
    let x = phi.get(&r)?.meet(bound(t, r));
    (x != Range::FULL && x != bound(t, r)).then_some(x)
}

impl Ranges {
    /// Ranges of the operands of an instruction of `t`.
    fn operands(&self, t: &Trace, args: &[Ref]) -> [Range; 3] {
        let mut a = [Range::FULL; 3];
        for (a, x) in a.iter_mut().zip(args) {
            *a = self.get(t, *x);
        }
        a
    }
    /// Goes past the instruction `n` of `t`; if it is a phi, `phi` is its range.
    fn pass(&mut self, t: &Trace, n: Ref, a: &[Range; 3], phi: Option<Range>) {
        let i = t.inst(n);
        match i.op {
            Op::GuardTrue | Op::GuardFalse => self.learn(t, t.arg(n, 0), i.op == Op::GuardTrue),
            Op::GuardFits | Op::BoxInt => self.narrow(t, t.arg(n, 0), Range::SMALL),
            Op::Phi => {
                if let Some(x) = phi {
                    self.set(n, x)
                }
            }
            Op::Header => self.settle(t, &Line::up_to(t, n.index()).0, |_| true),
            Op::Load if i.aux & COUNT != 0 => self.set(n, COUNTED),
            _ if i.ty == Ty::Int && !i.op.is_const() => self.set(n, of(i.op, a)),
            _ => {}
        }
    }
    /// What the guards before the header say, for all values there. `known`: which of the guards count.
    fn settle(&mut self, t: &Trace, before: &[Ref], known: impl Fn(Ref) -> bool) {
        let limits = |r: &Ref| {
            t.op(*r) == Op::GuardTrue && known(*r) && {
                let b = t.arg(*r, 0);
                t.op(b) == Op::Iult && t.as_kint(t.arg(b, 1)).is_some()
            }
        };
        if before.iter().any(limits) {
            (0..2).for_each(|_| self.again(t, before, &known));
        }
    }
    /// Once more through a line, with what was learnt there.
    fn again(&mut self, t: &Trace, line: &[Ref], known: impl Fn(Ref) -> bool) {
        for r in line.iter().copied() {
            let i = t.inst(r);
            match i.op {
                Op::GuardTrue | Op::GuardFalse if known(r) => self.learn(t, t.arg(r, 0), i.op == Op::GuardTrue),
                Op::Phi => {}
                _ if i.ty == Ty::Int => {
                    let x = of(i.op, &self.operands(t, t.args(r)));
                    self.narrow(t, r, x);
                }
                _ => {}
            }
        }
    }
}

/// Is there anything to change?
fn applies(t: &Trace, phi: &HashMap<Ref, Range>) -> bool {
    let mut ranges = Ranges { of: vec![Range::FULL; t.len()] };
    for r in t.refs() {
        let (i, args) = (t.inst(r), t.args(r));
        let a = ranges.operands(t, args);
        if of_interest(i.op) && !matches!(verdict(t, i, args, &a), Verdict::Stays) || tighter(t, phi, r).is_some() {
            return true;
        }
        ranges.pass(t, r, &a, phi.get(&r).map(|x| x.meet(bound(t, r))));
    }
    false
}

/// The pass.
pub fn run(t: Trace) -> Trace {
    apply(t).0
}

/// The pass, and whether it has changed something.
pub fn apply(mut t: Trace) -> (Trace, bool) {
    if !t.insts.iter().any(|i| of_interest(i.op)) {
        return (t, false);
    }
    let phi = phi_ranges(&t, &Line::of(&t), &Assumed::default());
    if !applies(&t, &phi) {
        return (t, false);
    }
    let snaps = std::mem::take(&mut t.snaps);
    let t = &t;
    let mut w = Rewriter::consuming(t, snaps);
    let mut ranges = Ranges { of: vec![] };
    for r in t.refs() {
        let mut i = *t.inst(r);
        let args = w.args(r);
        let a = ranges.operands(&w.new, &args);
        match verdict(&w.new, &i, &args, &a) {
            Verdict::Stays => {}
            Verdict::Plain(op) => (i.op, i.snap) = (op, NO_SNAP),
            Verdict::Truth(b) => {
                let k = w.constant(Op::KBool, b as i64);
                w.set(r, k);
                continue;
            }
            Verdict::Goes => continue,
        }
        if let Some(x) = tighter(t, &phi, r) {
            w.new.bounds.push((x.lo, x.hi));
            i.aux = w.new.bounds.len() as u32;
        }
        i.snap = w.snap(i.snap);
        let n = w.push(i, &args);
        w.set(r, n);
        ranges.pass(&w.new, n, &a, phi.get(&r).map(|x| x.meet(bound(t, r))));
    }
    (w.finish(), true)
}
