//! Guards: remove what is known already, and ask the strong question first.
//!
//! Facts come from definitions (`box_int` is an int), from earlier guards, and from comparisons that earlier guards decided.
//! After `guard_eq x, constant` the constant replaces `x`. A shape is known until something writes shapes.
//!
//! *Strengthening*: if a weak guard on a word (`guard_ptr`, `guard_set`, `guard_int`, `guard_float`) is followed by
//! `guard_eq` of the same word with a constant that satisfies it, the first becomes the equality and the second goes; so does
//! `guard_set` for a following `guard_int` or `guard_float`. The trace then leaves earlier, where the interpreter
//! re-executes what lies between. In a side trace the equality stays with its instruction: where it leaves to tells which
//! instruction keeps seeing another constant.
//!
//! Must not: use a fact established inside the loop before its guard has run in this iteration (facts are gathered in
//! order), or keep a shape across a call that may write shapes, or across the header if the body may.

use crate::ir::value;
use crate::ir::*;
use rustc_hash::FxHashMap as HashMap;

/// What is known of a word.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub struct Known {
    pub int: bool,
    pub float: bool,
    pub ptr: bool,
    pub set: bool,
}

impl Known {
    const INT: Known = Known { int: true, float: false, ptr: false, set: true };
    const FLOAT: Known = Known { int: false, float: true, ptr: false, set: true };
    fn join(self, o: Known) -> Known {
        Known { int: self.int | o.int, float: self.float | o.float, ptr: self.ptr | o.ptr, set: self.set | o.set }
    }
}

/// What a word's definition says.
pub fn by_definition(t: &Trace, r: Ref) -> Known {
    let i = t.inst(r);
    match i.op {
        Op::BoxInt => Known::INT,
        Op::BoxFloat => Known::FLOAT,
        Op::BoxBool => Known { ptr: true, set: true, ..Known::default() },
        Op::BoxPtr => Known { ptr: true, ..Known::default() },
        Op::Alloc => Known { set: true, ..Known::default() },
        Op::Callf => Known { set: true, ..Known::default() },
        Op::KPtr => Known { set: i.imm != 0, ..Known::default() },
        Op::KVal => {
            let w = i.imm as u64;
            Known { int: value::is_int(w), float: value::is_immediate_float(w), ptr: value::is_pointer(w), set: w != 0 }
        }
        _ => Known::default(),
    }
}

/// What a passed guard adds.
pub fn by_guard(op: Op) -> Known {
    match op {
        Op::GuardInt => Known::INT,
        Op::GuardFloat => Known::FLOAT,
        Op::GuardPtr => Known { ptr: true, ..Known::default() },
        Op::GuardSet => Known { set: true, ..Known::default() },
        _ => Known::default(),
    }
}

fn implied(op: Op, k: Known) -> bool {
    match op {
        Op::GuardInt => k.int,
        Op::GuardFloat => k.float,
        Op::GuardPtr => k.ptr && !k.int,
        Op::GuardSet => k.set,
        _ => false,
    }
}

/// Comparisons in normal form: operation, operands, and whether the original is the opposite.
fn normal(op: Op, a: Ref, b: Ref) -> Option<((Op, Ref, Ref), bool)> {
    let sym = |op, not| Some(((op, a.min(b), a.max(b)), not));
    match op {
        Op::Ieq => sym(Op::Ieq, false),
        Op::Ine => sym(Op::Ieq, true),
        Op::Weq => sym(Op::Weq, false),
        Op::Feq => sym(Op::Feq, false),
        Op::Fne => sym(Op::Feq, true),
        Op::Ilt => Some(((Op::Ilt, a, b), false)),
        Op::Ige => Some(((Op::Ilt, a, b), true)),
        Op::Igt => Some(((Op::Ilt, b, a), false)),
        Op::Ile => Some(((Op::Ilt, b, a), true)),
        Op::Iult | Op::Flt | Op::Fle | Op::Pult => Some(((op, a, b), false)),
        _ => None,
    }
}

/// What the guards passed so far say.
#[derive(Default)]
pub struct Facts {
    known: HashMap<Ref, Known>,
    shapes: HashMap<Ref, u32>,
    truth: HashMap<Ref, bool>,
    compared: HashMap<(Op, Ref, Ref), bool>,
    differ: HashMap<(Ref, Ref), ()>,
    /// Values that are constants since a guard.
    equal: HashMap<Ref, Ref>,
    /// The first guard on a word, if it only asks whether there is one.
    weak: HashMap<Ref, Ref>,
}

impl Facts {
    /// Enters a loop whose body writes these classes.
    pub fn at_header(&mut self, body_writes: ClassSet) {
        if body_writes.has(Class::SHAPE) {
            self.shapes.clear();
        }
    }
    /// The constant that a value is since a guard, or the value.
    pub fn equal(&self, r: Ref) -> Ref {
        if self.equal.is_empty() { r } else { self.equal.get(&r).copied().unwrap_or(r) }
    }
    /// The guard that may as well ask at once what this one asks.
    pub fn asked_weakly(&self, op: Op, args: &[Ref]) -> Option<Ref> {
        let stronger = matches!(op, Op::GuardInt | Op::GuardFloat);
        if stronger { self.weak.get(args.first()?).copied() } else { None }
    }
    /// The truth of a comparison that guards have decided.
    pub fn compared(&self, op: Op, args: &[Ref]) -> Option<bool> {
        let &[a, b] = args else { return None };
        let (key, not) = normal(op, a, b)?;
        self.compared.get(&key).map(|b| *b != not)
    }
    /// The truth of a bool that guards have decided.
    pub fn truth(&self, r: Ref) -> Option<bool> {
        self.truth.get(&r).copied()
    }
    /// What is known of a word.
    pub fn of(&self, t: &Trace, r: Ref) -> Known {
        by_definition(t, r).join(self.known.get(&r).copied().unwrap_or_default())
    }
}

/// All classes that a trace's loop writes.
pub fn body_writes(t: &Trace) -> ClassSet {
    t.header().map_or(ClassSet::NONE, |h| t.insts[h..].iter().fold(ClassSet::NONE, |s, i| s.union(t.effects(i).writes)))
}

/// Whether a guard cannot fail.
pub fn redundant(f: &Facts, t: &Trace, i: &Inst, args: &[Ref]) -> bool {
    match i.op {
        Op::GuardInt | Op::GuardFloat | Op::GuardPtr | Op::GuardSet => {
            let k = f.of(t, args[0]);
            let object = i.op == Op::GuardSet && t.op(args[0]) == Op::BoxPtr && f.of(t, t.arg(args[0], 0)).set;
            implied(i.op, k) || object
        }
        Op::GuardShape => f.shapes.get(&args[0]) == Some(&(i.imm as u32)),
        Op::GuardTrue => f.truth.get(&args[0]) == Some(&true),
        Op::GuardFalse => f.truth.get(&args[0]) == Some(&false),
        Op::GuardEq => args[0] == args[1],
        Op::GuardNe => {
            // what the trace has made is none of the objects that were there before
            let made = |r: Ref| t.op(r) == Op::BoxPtr && t.op(t.arg(r, 0)) == Op::Alloc;
            let apart = |a: Ref, b: Ref| made(a) && t.op(b) == Op::KVal;
            f.differ.contains_key(&(args[0].min(args[1]), args[0].max(args[1])))
                || apart(args[0], args[1])
                || apart(args[1], args[0])
        }
        _ => false,
    }
}

/// Learns that instruction `n` was passed.
pub fn learn(f: &mut Facts, t: &Trace, n: Ref) {
    let (i, args) = (t.inst(n), t.args(n));
    if !f.shapes.is_empty() && t.writes(i).has(Class::SHAPE) {
        let reshaped = i.op == Op::Store32 && i.imm == 0 && i.class() == Class::SHAPE;
        match f.shapes.get(args.first().unwrap_or(&Ref::NONE)).copied() {
            // Another object that is the same one had the same shape.
            Some(before) if reshaped => {
                f.shapes.retain(|_, s| *s != before);
                if let Some(shape) = t.as_kint(args[1]) {
                    f.shapes.insert(args[0], shape as u32);
                }
            }
            _ => f.shapes.clear(),
        }
    }
    match i.op {
        Op::GuardInt | Op::GuardFloat | Op::GuardPtr | Op::GuardSet => {
            let k = f.known.entry(args[0]).or_default();
            if i.op == Op::GuardSet && *k == Known::default() && t.op(args[0]).kind() != Kind::Call {
                f.weak.insert(args[0], n);
            } else {
                f.weak.remove(&args[0]);
            }
            *k = k.join(by_guard(i.op));
        }
        Op::GuardShape => {
            f.shapes.insert(args[0], i.imm as u32);
        }
        Op::Alloc => {
            f.shapes.insert(n, t.sites[i.aux as usize].header as u32);
        }
        Op::GuardTrue | Op::GuardFalse => decided(f, t, args[0], i.op == Op::GuardTrue),
        Op::GuardEq => {
            let k = args[1];
            if t.op(k).is_const() && !t.op(args[0]).is_const() {
                f.equal.insert(args[0], k);
            }
        }
        Op::GuardNe => {
            f.differ.insert((args[0].min(args[1]), args[0].max(args[1])), ());
        }
        _ => {}
    }
}

/// A bool is known from here on, and with it the comparison it stands for.
pub fn decided(f: &mut Facts, t: &Trace, b: Ref, is: bool) {
    f.truth.insert(b, is);
    let i = t.inst(b);
    match (i.op, is) {
        (Op::Bnot, _) => decided(f, t, t.arg(b, 0), !is),
        (Op::Band, true) | (Op::Bor, false) => t.args(b).to_vec().into_iter().for_each(|a| decided(f, t, a, is)),
        _ if t.args(b).len() == 2 => {
            let (x, y) = (t.arg(b, 0), t.arg(b, 1));
            if let Some((key, not)) = normal(i.op, x, y) {
                f.compared.insert(key, is != not);
                if key.0 == Op::Ilt && is != not {
                    // x < y decides the opposite order and equality too.
                    f.compared.insert((Op::Ilt, key.2, key.1), false);
                    f.compared.insert((Op::Ieq, key.1.min(key.2), key.1.max(key.2)), false);
                }
                if key.0 == Op::Ieq && is != not {
                    f.compared.insert((Op::Ilt, x, y), false);
                    f.compared.insert((Op::Ilt, y, x), false);
                    let (k, v) = if t.op(x).is_const() { (x, y) } else { (y, x) };
                    if t.op(k).is_const() && !t.op(v).is_const() {
                        f.equal.insert(v, k);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Weak guards to replace, with what the later guard on the same word asks: another kind of word, or equality with a constant.
pub fn strengthen(t: &Trace) -> HashMap<Ref, (Op, Option<Ref>)> {
    let mut weak: HashMap<Ref, Ref> = HashMap::default();
    let mut out = HashMap::default();
    let is_side = t.refs().any(|r| t.op(r) == Op::Input);
    let pc = |r: Ref| t.snaps.get(t.inst(r).snap as usize).map(|s| s.pc);
    for r in t.refs() {
        let i = t.inst(r);
        match i.op {
            // A helper that raised is no weak form of a helper that returned something else.
            Op::GuardSet if t.op(t.arg(r, 0)).kind() == Kind::Call => {}
            Op::GuardInt | Op::GuardFloat | Op::GuardPtr | Op::GuardSet => {
                let x = t.arg(r, 0);
                match weak.get(&x) {
                    Some(g) if t.op(*g) == Op::GuardSet && implied(Op::GuardSet, by_guard(i.op)) => {
                        out.insert(*g, (i.op, None));
                    }
                    Some(_) => {}
                    None => {
                        weak.insert(x, r);
                    }
                }
            }
            Op::GuardEq => {
                let (x, k) = (t.arg(r, 0), t.arg(r, 1));
                if let Some(g) = weak.remove(&x)
                    && t.op(k).is_const()
                    && implied(t.op(g), by_definition(t, k))
                    && (!is_side || pc(g) == pc(r))
                {
                    out.insert(g, (Op::GuardEq, Some(k)));
                }
            }
            _ => {}
        }
    }
    out
}
