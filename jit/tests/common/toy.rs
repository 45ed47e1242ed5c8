//! A toy register language with an interpreter and a recorder: the ground truth of the random tests.
//!
//! A program is a loop over a list of operations on eight slots. Every operation is total: operands of the wrong kind give
//! the none word. The recorder executes one iteration and emits a trace with snapshots whose pc is the index of the operation.

use super::*;
use sidewinder_jit::eval;
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::{Op, Ref, Repr, SnapVal, Snapshot, Trace};

pub const SLOTS: usize = 8;
/// Marks the pc of a snapshot that is the other successor of a branch.
pub const BRANCH: u64 = 1 << 32;
/// Slot of the counter and of its bound.
pub const I: usize = 0;
pub const N: usize = 1;

#[derive(Clone, Debug)]
pub enum T {
    Const(usize, K),
    Mov(usize, usize),
    /// Checked or plain integer operation.
    Int(Op, usize, usize, usize),
    IntK(Op, usize, usize, i64),
    Float(Op, usize, usize, usize),
    Float1(Op, usize, usize),
    ItoF(usize, usize),
    FtoI(usize, usize),
    Cmp(Op, usize, usize, usize),
    CmpK(Op, usize, usize, i64),
    Same(usize, usize, usize),
    /// Skip k operations if the slot is the true word.
    Skip(usize, usize),
    Choose(usize, usize, usize, usize),
    New(usize, [usize; 4]),
    Get(usize, usize, i64),
    Set(usize, i64, usize),
    GetX(usize, usize, usize),
    SetX(usize, usize, usize),
    Mix(usize, usize, usize, usize),
    Noisy(usize, usize),
    Look(usize, usize),
    /// Count up, back to 0 while below the bound.
    Next,
}

#[derive(Clone, Copy, Debug)]
pub enum K {
    Int(i64),
    Float(f64),
    Bool(bool),
    None,
}

/// A linear congruential generator: enough, and the same everywhere.
pub struct Rng(pub u64);
impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        let x = self.0 >> 33;
        x ^ self.0 >> 17 & 0xffff
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    pub fn pick<X: Copy>(&mut self, of: &[X]) -> X {
        of[self.below(of.len())]
    }
    pub fn int(&mut self) -> i64 {
        match self.below(6) {
            0 => self.pick(&[value::INT_MAX, value::INT_MIN, value::INT_MAX - 3, 1 << 61, -(1 << 61), 1 << 31, 13]),
            1 => self.next() as i64 >> 8,
            2 => -(self.below(100) as i64),
            _ => self.below(20) as i64,
        }
    }
    pub fn float(&mut self) -> f64 {
        match self.below(5) {
            0 => self.pick(&[0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e300, -1e-300, 4e18, 5e-324]),
            1 => self.next() as f64 * 1e-3,
            _ => self.below(40) as f64 * 0.25 - 3.0,
        }
    }
}

pub fn constant(r: &mut Rng) -> K {
    match r.below(8) {
        0..=3 => K::Int(r.int()),
        4..=5 => K::Float(r.float()),
        6 => K::Bool(r.below(2) == 0),
        _ => K::None,
    }
}

/// A random loop body.
pub fn program(r: &mut Rng) -> Vec<T> {
    let n = 2 + r.below(14);
    let mut p = vec![];
    // Kinds are kept apart by slot most of the time, or everything would soon be none: 2,3 ints, 4,5 floats, 6,7 objects.
    let int = |r: &mut Rng| if r.below(12) == 0 { r.below(SLOTS) } else { r.pick(&[0, 2, 3]) };
    let flt = |r: &mut Rng| if r.below(12) == 0 { r.below(SLOTS) } else { r.pick(&[4, 5]) };
    let obj = |r: &mut Rng| if r.below(12) == 0 { r.below(SLOTS) } else { r.pick(&[6, 7]) };
    let to = |r: &mut Rng, own: [usize; 2]| if r.below(10) == 0 { 2 + r.below(SLOTS - 2) } else { r.pick(&own) };
    for _ in 0..n {
        use Op::*;
        let t = match r.below(26) {
            0 => T::Const(2 + r.below(SLOTS - 2), constant(r)),
            1 => T::Mov(2 + r.below(SLOTS - 2), r.below(SLOTS)),
            2..=5 => T::Int(r.pick(&[IaddOv, IsubOv, ImulOv, IaddOv]), to(r, [2, 3]), int(r), int(r)),
            6 => T::Int(r.pick(&[Iand, Ior, Ixor, Imin, Imax, Idiv, Imod]), to(r, [2, 3]), int(r), int(r)),
            7..=8 => {
                let k = r.int();
                let op = r.pick(&[IaddOv, IsubOv, ImulOv, Iand, Ishr, IshlOv, Imod, Idiv]);
                T::IntK(op, to(r, [2, 3]), int(r), if matches!(op, Ishr | IshlOv) { k & 31 } else { k })
            }
            9..=11 => T::Float(r.pick(&[Fadd, Fsub, Fmul, Fdiv]), to(r, [4, 5]), flt(r), flt(r)),
            12 => T::Float1(r.pick(&[Fneg, Fabs, Fsqrt, Ffloor, Fceil, Ftrunc]), to(r, [4, 5]), flt(r)),
            13 => T::ItoF(to(r, [4, 5]), int(r)),
            14 => T::FtoI(to(r, [2, 3]), flt(r)),
            15 => T::Cmp(r.pick(&[Ilt, Ile, Ieq, Ine, Igt, Ige]), 2 + r.below(6), int(r), int(r)),
            16 => T::Cmp(r.pick(&[Flt, Fle, Feq, Fne, Ford]), 2 + r.below(6), flt(r), flt(r)),
            17 => T::Same(2 + r.below(6), r.below(SLOTS), r.below(SLOTS)),
            18 if r.below(2) == 0 => {
                // A branch that alternates.
                let c = 2 + r.below(2);
                p.push(T::IntK(Iand, c, 0, 1 + r.below(3) as i64));
                p.push(T::Cmp(r.pick(&[Ieq, Ine]), c + 4, c, c ^ 1));
                T::Skip(c + 4, 1 + r.below(3))
            }
            18 => {
                let c = 2 + r.below(6);
                p.push(T::Cmp(r.pick(&[Ilt, Ieq, Ige]), c, int(r), int(r)));
                T::Skip(c, 1 + r.below(3))
            }
            19..=20 => T::New(to(r, [6, 7]), [r.below(SLOTS), int(r), flt(r), r.below(SLOTS)]),
            21 => T::Get(2 + r.below(6), obj(r), r.below(4) as i64),
            22 => T::Set(obj(r), r.below(4) as i64, r.below(SLOTS)),
            23 if r.below(2) == 0 => T::GetX(2, 6, 3),
            23 => T::SetX(6, 3, 4),
            24 => match r.below(3) {
                0 => T::Mix(to(r, [4, 5]), flt(r), int(r), flt(r)),
                1 => T::Noisy(to(r, [2, 3]), obj(r)),
                _ => T::Look(to(r, [2, 3]), r.below(SLOTS)),
            },
            _ => T::Choose(2 + r.below(6), 2 + r.below(6), r.below(SLOTS), r.below(SLOTS)),
        };
        p.push(t);
    }
    p.push(T::Next);
    p
}

/// A random loop body without kind errors: numbers stay numbers, and branches alternate. Slots 6 and 7 are flags.
pub fn tame(r: &mut Rng) -> Vec<T> {
    use Op::*;
    let mut p = vec![];
    for _ in 0..2 + r.below(8) {
        let (a, b) = (2 + r.below(2), r.pick(&[0, 2, 3]));
        let (x, y) = (4 + r.below(2), 4 + r.below(2));
        match r.below(11) {
            0 | 1 => {
                p.push(T::Int(r.pick(&[IaddOv, IsubOv, Imax, Ixor]), a, a, b));
                p.push(T::IntK(r.pick(&[Iand, Imod]), a, a, 0xff));
            }
            2 => p.push(T::IntK(r.pick(&[IaddOv, Ishr, Imin]), a, b, 1 + r.below(3) as i64)),
            3 => p.push(T::Float(r.pick(&[Fadd, Fsub]), x, x, y)),
            // Reads of what only side traces may write.
            8 | 9 => {
                let k = r.below(2) as i64;
                p.push(T::Get(6, 7, k));
                p.push(T::Int(IaddOv, a, a, 6));
                p.push(T::IntK(Iand, a, a, 0xff));
            }
            4 => p.push(T::ItoF(x, b)),
            5 => {
                p.push(T::Set(7, r.below(2) as i64, r.pick(&[a, b])));
                p.push(T::Get(a, 7, r.below(2) as i64));
            }
            6 => {
                // What the range of a counter decides.
                p.push(T::CmpK(r.pick(&[Ilt, Ige, Igt]), 6, b, r.pick(&[0, 1, 5, 256])));
                p.push(T::Choose(a, 6, a, b));
            }
            7 => {
                // Related comparisons, each of which branches.
                for op in [r.pick(&[Ilt, Ile, Ieq]), r.pick(&[Igt, Ige, Ine])] {
                    p.push(T::Cmp(op, 6, a, b));
                    p.push(T::Skip(6, 1));
                    p.push(T::IntK(IaddOv, a, a, 1));
                }
            }
            _ => {
                p.push(T::IntK(r.pick(&[Iand, Imod]), 6, 0, r.pick(&[1, 2, 3])));
                p.push(T::CmpK(r.pick(&[Ieq, Ine]), 6, 6, 0));
                p.push(T::Skip(6, 1));
                p.push(match r.below(3) {
                    0 => T::Const(a, K::Int(r.pick(&[-5, 300, 7]))),
                    1 => T::Set(7, r.below(2) as i64, a),
                    _ => T::IntK(IaddOv, a, a, r.pick(&[2, -3, 40])),
                });
            }
        }
    }
    if r.below(4) != 0 {
        // The flag is dead at the header; real recorders leave such slots out of snapshots.
        p.push(T::Const(6, K::Int(0)));
    }
    p.push(T::Next);
    p
}

/// First contents of the slots.
pub fn start(r: &mut Rng, t: &mut Thread, base: *mut u64, turns: i64) {
    for s in 0..SLOTS {
        let k = match s {
            I => K::Int(0),
            N => K::Int(turns),
            2 | 3 => K::Int(r.below(10) as i64),
            4 | 5 => K::Float(r.float()),
            _ => constant(r),
        };
        let w = word(t, k);
        unsafe { *base.add(s) = w };
    }
    for s in [6, 7] {
        if s == 7 || r.below(4) != 0 {
            let o = t.raw(40);
            unsafe {
                *(o as *mut u64) = OBJECT_SHAPE as u64 | (OLD * (r.below(2) as u64));
                for f in 1..5 {
                    *(o as *mut u64).add(f) = *base.add(if s == 7 && f < 3 { f + 1 } else { r.below(6) });
                }
                *base.add(s) = o;
            }
        }
    }
}

pub fn word(t: &mut Thread, k: K) -> u64 {
    match k {
        K::Int(i) => value::box_int(i),
        K::Float(f) => t.box_float(f),
        K::Bool(b) => {
            let l = t.layout();
            if b { l.true_word } else { l.false_word }
        }
        K::None => t.none(),
    }
}

/// Executes one operation; the next pc.
pub fn step(t: &mut Thread, base: *mut u64, p: &[T], pc: usize) -> usize {
    let get = |s: usize| unsafe { *base.add(s) };
    let set = |s: usize, w: u64| unsafe { *base.add(s) = w };
    let none = t.none();
    let l = t.layout();
    let truth = |b: bool| if b { l.true_word } else { l.false_word };
    match &p[pc] {
        T::Const(a, k) => {
            let w = word(t, *k);
            set(*a, w)
        }
        T::Mov(a, b) => set(*a, get(*b)),
        T::Int(op, a, b, c) => set(*a, int_op(*op, get(*b), get(*c)).map_or(none, value::box_int)),
        T::IntK(op, a, b, k) => set(*a, int_op(*op, get(*b), value::box_int(*k)).map_or(none, value::box_int)),
        T::Float(op, a, b, c) => {
            let (x, y) = (get(*b), get(*c));
            let w = if t.is_float(x) && t.is_float(y) {
                let bits = eval::pure(*op, 0, &[t.float(x).to_bits(), t.float(y).to_bits()]).unwrap();
                t.box_float(f64::from_bits(bits))
            } else {
                none
            };
            set(*a, w)
        }
        T::Float1(op, a, b) => {
            let x = get(*b);
            let w = if t.is_float(x) {
                let bits = eval::pure(*op, 0, &[t.float(x).to_bits()]).unwrap();
                t.box_float(f64::from_bits(bits))
            } else {
                none
            };
            set(*a, w)
        }
        T::ItoF(a, b) => {
            let x = get(*b);
            let w = if value::is_int(x) { t.box_float(value::unbox_int(x) as f64) } else { none };
            set(*a, w)
        }
        T::FtoI(a, b) => {
            let x = get(*b);
            let r = if t.is_float(x) { eval::check(Op::FtoiOv, &[t.float(x).to_bits()]).unwrap() } else { None };
            set(*a, r.map_or(none, |i| value::box_int(i as i64)))
        }
        T::Cmp(op, a, b, c) => {
            let (x, y) = (get(*b), get(*c));
            let float = matches!(op, Op::Flt | Op::Fle | Op::Feq | Op::Fne | Op::Ford);
            let r = if !float && value::is_int(x) && value::is_int(y) {
                eval::pure(*op, 0, &[value::unbox_int(x) as u64, value::unbox_int(y) as u64])
            } else if float && t.is_float(x) && t.is_float(y) {
                eval::pure(*op, 0, &[t.float(x).to_bits(), t.float(y).to_bits()])
            } else {
                None
            };
            set(*a, r.map_or(none, |b| truth(b != 0)))
        }
        T::CmpK(op, a, b, k) => {
            let x = get(*b);
            let r = value::is_int(x).then(|| eval::pure(*op, 0, &[value::unbox_int(x) as u64, *k as u64])).flatten();
            set(*a, r.map_or(none, |b| truth(b != 0)))
        }
        T::Same(a, b, c) => {
            // Identity of boxed floats means nothing.
            let (x, y) = (get(*b), get(*c));
            set(*a, if t.is_float(x) || t.is_float(y) { none } else { truth(x == y) })
        }
        T::Skip(a, k) if get(*a) == l.true_word => return (pc + 1 + k).min(p.len() - 1),
        T::Skip(..) => {}
        T::Choose(a, c, x, y) => set(*a, if get(*c) == l.true_word { get(*x) } else { get(*y) }),
        T::New(a, f) => {
            let o = t.raw(40);
            unsafe {
                *(o as *mut u64) = OBJECT_SHAPE as u64;
                for (k, s) in f.iter().enumerate() {
                    *(o as *mut u64).add(1 + k) = get(*s);
                }
            }
            set(*a, o)
        }
        T::Get(a, o, k) => {
            let o = get(*o);
            set(*a, if t.is_object(o) { unsafe { *(o as *const u64).add(1 + *k as usize) } } else { none })
        }
        T::Set(o, k, v) => {
            let o = get(*o);
            if t.is_object(o) {
                unsafe { *(o as *mut u64).add(1 + *k as usize) = get(*v) }
            }
        }
        T::GetX(a, o, i) => {
            let (o, i) = (get(*o), get(*i));
            let ok = t.is_object(o) && value::is_int(i) && (0..FIELDS).contains(&value::unbox_int(i));
            set(*a, if ok { unsafe { *(o as *const u64).add(1 + value::unbox_int(i) as usize) } } else { none })
        }
        T::SetX(o, i, v) => {
            let (o, i) = (get(*o), get(*i));
            if t.is_object(o) && value::is_int(i) && (0..FIELDS).contains(&value::unbox_int(i)) {
                unsafe { *(o as *mut u64).add(1 + value::unbox_int(i) as usize) = get(*v) }
            }
        }
        T::Mix(a, x, i, y) => {
            let (x, i, y) = (get(*x), get(*i), get(*y));
            let w = if t.is_float(x) && t.is_float(y) && value::is_int(i) {
                let f = mix(t.float(x), value::unbox_int(i), t.float(y));
                t.box_float(f)
            } else {
                none
            };
            set(*a, w)
        }
        T::Noisy(a, o) => {
            let o = get(*o);
            let w = if t.is_object(o) { noisy(t, o as *mut u64) } else { none };
            set(*a, w)
        }
        T::Look(a, s) => {
            t.frame = base;
            let w = look(t, *s as i64);
            set(*a, if w == 0 { none } else { w })
        }
        T::Next => {
            let (i, n) = (get(I), get(N));
            let (i, n) = (value::unbox_int(i) + 1, value::unbox_int(n));
            set(I, value::box_int(i));
            return if i < n { 0 } else { p.len() };
        }
    }
    pc + 1
}

fn int_op(op: Op, x: u64, y: u64) -> Option<i64> {
    if !value::is_int(x) || !value::is_int(y) {
        return None;
    }
    let a = [value::unbox_int(x) as u64, value::unbox_int(y) as u64];
    let r = match eval::check(op, &a) {
        Some(r) => r?,
        None => eval::pure(op, 0, &a)?,
    } as i64;
    value::fits(r).then_some(r)
}

/// Slots and everything reachable, as text: identity by order of discovery.
pub fn digest(t: &Thread, base: *const u64) -> String {
    let mut seen: Vec<u64> = vec![];
    let mut out = String::new();
    fn show(t: &Thread, w: u64, seen: &mut Vec<u64>, out: &mut String) {
        use std::fmt::Write;
        if value::is_int(w) {
            let _ = write!(out, "{} ", value::unbox_int(w));
        } else if t.is_float(w) {
            let f = t.float(w);
            let _ = if f.is_nan() { write!(out, "nan ") } else { write!(out, "{:?}f ", f) };
        } else if t.is_object(w) {
            if let Some(n) = seen.iter().position(|x| *x == w) {
                let _ = write!(out, "#{n} ");
                return;
            }
            seen.push(w);
            out.push_str("( ");
            for k in 1..5 {
                show(t, unsafe { *(w as *const u64).add(k) }, seen, out);
            }
            out.push_str(") ");
        } else {
            let l = t.layout();
            let s = if w == l.true_word {
                "true "
            } else if w == l.false_word {
                "false "
            } else {
                "none "
            };
            out.push_str(s);
        }
    }
    for s in 0..SLOTS {
        show(t, unsafe { *base.add(s) }, &mut seen, &mut out);
    }
    format!("{out}noise {}", t.noise)
}

/// Records from `pc` until the loop closes; executes on the way.
pub struct Recorder<'a> {
    pub b: Builder,
    t: &'a mut Thread,
    base: *mut u64,
    p: &'a [T],
    slots: [Option<Ref>; SLOTS],
    /// Word known to be in memory.
    memory: [Option<Ref>; SLOTS],
    pc: usize,
    snap: Option<u32>,
}

impl<'a> Recorder<'a> {
    pub fn new(t: &'a mut Thread, base: *mut u64, p: &'a [T]) -> Recorder<'a> {
        Recorder { b: Builder::new(), t, base, p, slots: [None; SLOTS], memory: [None; SLOTS], pc: 0, snap: None }
    }

    /// Starts a side trace in the state of an exit.
    pub fn inherit(&mut self, x: &sidewinder_jit::exits::ExitInfo) {
        for (slot, r) in sidewinder_jit::exits::inherit(&mut self.b, x, |_, _| FIELD, |_| None) {
            self.slots[slot as usize] = Some(r);
        }
    }

    /// The trace (root: ends in restart; side: links to the cell), and the pc where execution stands.
    pub fn run(mut self, pc: usize, link: Option<u64>) -> (Trace, usize) {
        self.pc = pc;
        loop {
            self.snap = None;
            self.op();
            let real = step(self.t, self.base, self.p, self.pc);
            self.pc = real;
            if real == 0 || real == self.p.len() {
                self.snap = None;
                let s = self.here();
                match link {
                    _ if real != 0 => self.b.exit(s),
                    Some(cell) => self.b.link(cell, 0, s),
                    None => self.b.restart(s),
                }
                return (self.b.finish(), real);
            }
        }
    }

    fn here(&mut self) -> u32 {
        if let Some(s) = self.snap {
            return s;
        }
        let s = self.at(self.pc);
        self.snap = Some(s);
        s
    }
    /// A snapshot for the other way of a branch: not to be forced.
    fn other(&mut self, pc: usize) -> u32 {
        self.at(pc | BRANCH as usize)
    }
    fn at(&mut self, pc: usize) -> u32 {
        let dirty = (0..SLOTS).filter(|k| self.slots[*k].is_some() && self.slots[*k] != self.memory[*k]);
        let slots = dirty.map(|k| (k as i32, SnapVal::Value(self.slots[k].unwrap(), Repr::Word))).collect();
        self.b.snapshot(Snapshot { pc: pc as u64, slots, ..Snapshot::default() })
    }
    fn get(&mut self, s: usize) -> (u64, Ref) {
        if self.slots[s].is_none() {
            let r = self.b.sload(s as i32);
            self.slots[s] = Some(r);
            self.memory[s] = Some(r);
        }
        (unsafe { *self.base.add(s) }, self.slots[s].unwrap())
    }
    fn set(&mut self, s: usize, r: Ref) {
        self.slots[s] = Some(r);
    }
    fn none(&mut self, s: usize) {
        let w = self.t.none();
        let r = self.b.kval(w);
        self.set(s, r)
    }
    fn guard(&mut self, op: Op, args: &[Ref]) {
        let s = self.here();
        self.b.guard(op, args, s);
    }
    /// Guards the kind the word has; an int or float comes back unboxed.
    fn int(&mut self, s: usize) -> Option<Ref> {
        let (w, r) = self.get(s);
        self.kind(w, r);
        value::is_int(w).then(|| self.b.op(Op::UnboxInt, &[r]))
    }
    fn float(&mut self, s: usize) -> Option<Ref> {
        let (w, r) = self.get(s);
        self.kind(w, r);
        self.t.is_float(w).then(|| self.b.op(Op::UnboxFloat, &[r]))
    }
    fn object(&mut self, s: usize) -> Option<Ref> {
        let (w, r) = self.get(s);
        self.kind(w, r);
        self.t.is_object(w).then(|| self.b.op(Op::UnboxPtr, &[r]))
    }
    fn kind(&mut self, w: u64, r: Ref) {
        if value::is_int(w) {
            self.guard(Op::GuardInt, &[r])
        } else if self.t.is_float(w) {
            self.guard(Op::GuardFloat, &[r])
        } else {
            self.guard(Op::GuardPtr, &[r]);
            let p = self.b.op(Op::UnboxPtr, &[r]);
            let shape = unsafe { *(w as *const u32) };
            let s = self.here();
            self.b.guard_shape(p, shape, s);
        }
    }

    fn op(&mut self) {
        match self.p[self.pc].clone() {
            T::Const(a, k) => {
                let r = match k {
                    K::Float(f) => {
                        let k = self.b.kfloat(f);
                        self.b.op(Op::BoxFloat, &[k])
                    }
                    k => {
                        let w = word(self.t, k);
                        self.b.kval(w)
                    }
                };
                self.set(a, r)
            }
            T::Mov(a, b) => {
                let r = self.get(b).1;
                self.set(a, r)
            }
            T::Int(op, a, b, c) => {
                let (x, y) = (self.int(b), self.int(c));
                let (xv, yv) = (self.get(b).0, self.get(c).0);
                self.int_op(op, a, x, y, xv, yv)
            }
            T::IntK(op, a, b, k) => {
                let x = self.int(b);
                let y = self.b.kint(k);
                let xv = self.get(b).0;
                self.int_op(op, a, x, Some(y), xv, value::box_int(k))
            }
            T::Float(op, a, b, c) => match (self.float(b), self.float(c)) {
                (Some(x), Some(y)) => self.float_result(op, a, &[x, y]),
                _ => self.none(a),
            },
            T::Float1(op, a, b) => match self.float(b) {
                Some(x) => self.float_result(op, a, &[x]),
                None => self.none(a),
            },
            T::ItoF(a, b) => match self.int(b) {
                Some(x) => self.float_result(Op::Itof, a, &[x]),
                None => self.none(a),
            },
            T::FtoI(a, b) => {
                let w = self.get(b).0;
                match self.float(b) {
                    Some(x) if eval::check(Op::FtoiOv, &[self.t.float(w).to_bits()]).unwrap().is_some() => {
                        let s = self.here();
                        let i = self.b.guard(Op::FtoiOv, &[x], s);
                        let r = self.b.op(Op::BoxInt, &[i]);
                        self.set(a, r)
                    }
                    _ => self.give_up(a),
                }
            }
            T::Cmp(op, a, b, c) => {
                let float = matches!(op, Op::Flt | Op::Fle | Op::Feq | Op::Fne | Op::Ford);
                let pair = if float { (self.float(b), self.float(c)) } else { (self.int(b), self.int(c)) };
                match pair {
                    (Some(x), Some(y)) => {
                        let c = self.b.op(op, &[x, y]);
                        let r = self.b.op(Op::BoxBool, &[c]);
                        self.set(a, r)
                    }
                    _ => self.none(a),
                }
            }
            T::CmpK(op, a, b, k) => match self.int(b) {
                Some(x) => {
                    let k = self.b.kint(k);
                    let c = self.b.op(op, &[x, k]);
                    let r = self.b.op(Op::BoxBool, &[c]);
                    self.set(a, r)
                }
                None => self.none(a),
            },
            T::Same(a, b, c) => {
                let (x, y) = (self.get(b), self.get(c));
                self.kind(x.0, x.1);
                self.kind(y.0, y.1);
                if self.t.is_float(x.0) || self.t.is_float(y.0) {
                    return self.none(a);
                }
                let c = self.b.op(Op::Weq, &[x.1, y.1]);
                let r = self.b.op(Op::BoxBool, &[c]);
                self.set(a, r)
            }
            T::Skip(a, k) => {
                let (w, r) = self.get(a);
                let t = self.t.layout().true_word;
                let k_true = self.b.kval(t);
                let other = if w == t { self.pc + 1 } else { (self.pc + 1 + k).min(self.p.len() - 1) };
                let s = self.other(other);
                self.b.guard(if w == t { Op::GuardEq } else { Op::GuardNe }, &[r, k_true], s);
            }
            T::Choose(a, c, x, y) => {
                let (c, x, y) = (self.get(c).1, self.get(x).1, self.get(y).1);
                let c = self.b.op(Op::UnboxBool, &[c]);
                let r = self.b.select(c, x, y);
                self.set(a, r)
            }
            T::New(a, f) => {
                let site = self.t.site();
                let o = self.b.alloc(site);
                for (k, s) in f.into_iter().enumerate() {
                    let v = self.get(s).1;
                    self.b.store(o, v, 8 + 8 * k as i32, FIELD);
                }
                let r = self.b.op(Op::BoxPtr, &[o]);
                self.set(a, r)
            }
            T::Get(a, o, k) => match self.object(o) {
                Some(p) => {
                    let r = self.b.load(Ty::Tagged, p, 8 + 8 * k as i32, FIELD);
                    self.set(a, r)
                }
                None => self.none(a),
            },
            T::Set(o, k, v) => {
                if let Some(p) = self.object(o) {
                    let v = self.get(v).1;
                    self.b.store(p, v, 8 + 8 * k as i32, FIELD);
                    self.b.op(Op::Barrier, &[p, v]);
                }
            }
            T::GetX(a, o, i) => match self.element(o, i) {
                Some((p, i)) => {
                    let r = self.b.loadx(Ty::Tagged, p, i, 8, FIELD);
                    self.set(a, r)
                }
                None => self.none(a),
            },
            T::SetX(o, i, v) => {
                if let Some((p, i)) = self.element(o, i) {
                    let v = self.get(v).1;
                    self.b.storex(p, i, v, 8, FIELD);
                    self.b.op(Op::Barrier, &[p, v]);
                }
            }
            T::Mix(a, x, i, y) => match (self.float(x), self.int(i), self.float(y)) {
                (Some(x), Some(i), Some(y)) => {
                    let f = self.b.call(&helpers()[0], &[x, i, y]);
                    let r = self.b.op(Op::BoxFloat, &[f]);
                    self.set(a, r)
                }
                _ => self.none(a),
            },
            T::Noisy(a, o) => match self.object(o) {
                Some(p) => {
                    let t = self.b.op(Op::Thread, &[]);
                    let r = self.b.call(&helpers()[1], &[t, p]);
                    self.set(a, r)
                }
                None => self.none(a),
            },
            T::Look(a, s) => self.look(a, s),
            T::Next => {
                let i = self.int(I).unwrap();
                let n = self.int(N).unwrap();
                let one = self.b.kint(1);
                let s = self.here();
                let j = self.b.guard(Op::IaddOv, &[i, one], s);
                let r = self.b.op(Op::BoxInt, &[j]);
                self.set(I, r);
                let go = value::unbox_int(self.get(I).0) + 1 < value::unbox_int(self.get(N).0);
                let c = self.b.op(Op::Ilt, &[j, n]);
                let s = self.other(if go { self.p.len() } else { 0 });
                self.b.guard(if go { Op::GuardTrue } else { Op::GuardFalse }, &[c], s);
            }
        }
    }

    fn float_result(&mut self, op: Op, a: usize, args: &[Ref]) {
        let f = self.b.op(op, args);
        let r = self.b.op(Op::BoxFloat, &[f]);
        self.set(a, r)
    }

    /// The rare outcomes are left to the interpreter: leave, and read the result back from memory.
    fn give_up(&mut self, a: usize) {
        let k = self.b.kbool(false);
        self.guard(Op::GuardTrue, &[k]);
        self.none(a)
    }

    fn int_op(&mut self, op: Op, a: usize, x: Option<Ref>, y: Option<Ref>, xv: u64, yv: u64) {
        let (Some(x), Some(y)) = (x, y) else { return self.none(a) };
        if int_op(op, xv, yv).is_none() {
            return self.give_up(a);
        }
        if matches!(op, Op::Idiv | Op::Imod) {
            let z = self.b.kint(0);
            let c = self.b.op(Op::Ine, &[y, z]);
            self.guard(Op::GuardTrue, &[c]);
        }
        let r = if op.row().snap {
            let s = self.here();
            self.b.guard(op, &[x, y], s)
        } else {
            self.b.op(op, &[x, y])
        };
        if op == Op::Idiv {
            self.guard(Op::GuardFits, &[r]);
        }
        let r = self.b.op(Op::BoxInt, &[r]);
        self.set(a, r)
    }

    fn element(&mut self, o: usize, i: usize) -> Option<(Ref, Ref)> {
        let (p, k) = (self.object(o)?, self.int(i)?);
        let n = self.b.kint(FIELDS);
        let c = self.b.op(Op::Iult, &[k, n]);
        let ok = (0..FIELDS).contains(&value::unbox_int(self.get(i).0));
        self.guard(if ok { Op::GuardTrue } else { Op::GuardFalse }, &[c]);
        ok.then_some((p, k))
    }

    /// Flushes, calls, and guards the outcome.
    fn look(&mut self, a: usize, s: usize) {
        for k in 0..SLOTS {
            if let Some(r) = self.slots[k]
                && self.memory[k] != Some(r)
            {
                self.b.sstore(k as i32, r);
                self.memory[k] = Some(r);
            }
        }
        // The helper finds the frame in the thread.
        let t = self.b.op(Op::Thread, &[]);
        let base = self.b.op(Op::Base, &[]);
        let at = std::mem::offset_of!(Thread, frame) as i32;
        self.b.store(t, base, at, Class(3));
        let k = self.b.kint(s as i64);
        let r = self.b.call(&helpers()[2], &[t, k]);
        let raised = unsafe { *self.base.add(s) } == value::box_int(13);
        if raised {
            return self.give_up(a);
        }
        // Raising would resume behind the call with none; here the call is repeated, which changes nothing.
        self.guard(Op::GuardSet, &[r]);
        self.set(a, r)
    }
}
