//! Random lines of every operation in the table: evaluator and machine code, recorded and optimised, agree.
//!
//! Operands are chosen by the table's types, so a new row is tested without a change here (or the test says that it is not).

mod common;

use common::toy::Rng;
use common::*;
use sidewinder_jit::eval::{Eval, Outcome};
use sidewinder_jit::exits::{ExitInfo, restore};
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::value;
use sidewinder_jit::ir::{Class, Imm, Inst, Kind, Op, Ref, Repr, SnapVal, Snapshot, Trace, Ty};
use sidewinder_jit::lower::{Config, Jit, records};
use sidewinder_jit::opt::{Options, optimise};
use std::collections::BTreeSet;

/// Words of scratch memory, of two classes: whole words of values, and bytes.
const SCRATCH: usize = 32;
const WORDS: Class = Class(4);
const BYTES: Class = Class(5);

struct Gen<'a> {
    b: Builder,
    r: &'a mut Rng,
    /// Ints that fit 63 bits, and any ints.
    small: Vec<Ref>,
    wild: Vec<Ref>,
    floats: Vec<Ref>,
    bools: Vec<Ref>,
    /// Words by kind: int, float, truth, object.
    words: [Vec<Ref>; 4],
    ptrs: Vec<Ref>,
    snaps: u64,
    scratch: u64,
    layout: value::Layout,
    seen: &'a mut BTreeSet<Op>,
    bench: &'a mut Bench,
    seed: u64,
}

impl Gen<'_> {
    fn snap(&mut self) -> u32 {
        self.snaps += 1;
        let mut slots = vec![];
        for slot in 8..12 {
            let v = match self.r.below(5) {
                0 => SnapVal::Value(self.pick(b'i'), Repr::Int),
                1 => SnapVal::Value(self.pick(b'F'), Repr::Float),
                2 => SnapVal::Value(self.pick(b'B'), Repr::Bool),
                _ => SnapVal::Value(self.pick(b'T'), Repr::Word),
            };
            slots.push((slot, v));
        }
        self.b.snapshot(Snapshot { pc: self.snaps, slots, ..Snapshot::default() })
    }
    fn pick(&mut self, kind: u8) -> Ref {
        let r = &mut *self.r;
        let pool = match kind {
            b'i' => &self.small,
            b'I' if r.below(3) == 0 => &self.small,
            b'I' => &self.wild,
            b'F' => &self.floats,
            b'B' => &self.bools,
            b'P' => &self.ptrs,
            b'0'..=b'3' => &self.words[(kind - b'0') as usize],
            _ => &self.words[r.below(4)],
        };
        pool[r.below(pool.len())]
    }

    /// What a bool is when the line runs; `None` if it left before.
    fn truth(&mut self, b: Ref) -> Option<bool> {
        let mut t = self.b.trace().clone();
        t.snaps.push(Snapshot { pc: u64::MAX, slots: vec![(0, SnapVal::Value(b, Repr::Bool))], ..Snapshot::default() });
        let mut tail = Builder::from(t);
        tail.exit(self.b.trace().snaps.len() as u32);
        let t = tail.finish();
        self.bench.fill(self.seed);
        let layout = self.layout;
        let (base, thread) = (self.bench.frame.as_mut_ptr() as u64, self.bench.t.address() as u64);
        let e = Eval { layout: &layout, base, thread, inputs: &[], fuel: 1 };
        match e.run(&t, &mut self.bench.t.real()) {
            Outcome::Exit { snap, raws } if snap as usize == t.snaps.len() - 1 => {
                Some(raws.first().map_or(t.inst(b).imm != 0, |r| r & 1 != 0))
            }
            _ => None,
        }
    }

    /// Appends one operation of the table, if its operands can be made.
    fn op(&mut self, op: Op) {
        let row = op.row();
        let mem = row.imm == Imm::Mem;
        let kind = |n: usize| match (op, n) {
            (Op::UnboxInt, _) => b'0',
            (Op::UnboxFloat, _) => b'1',
            (Op::UnboxBool, _) => b'2',
            (Op::UnboxPtr, _) => b'3',
            (Op::BoxInt | Op::IaddOv | Op::IsubOv | Op::ImulOv | Op::Idiv | Op::Imod, _) | (Op::IshlOv, 0) => b'i',
            (_, n) => row.args[n],
        };
        let mut args: Vec<Ref> = vec![];
        for n in 0..row.args.len() {
            let k = match kind(n) {
                b'S' => match self.b.trace().ty(args[n - 1]) {
                    Ty::Int => b'I',
                    Ty::Float => b'F',
                    Ty::Bool => b'B',
                    Ty::Ptr => b'P',
                    _ => b'T',
                },
                b'A' => self.r.pick(b"IFBT"),
                b'W' => self.r.pick(b"TTP"),
                k => k,
            };
            args.push(self.pick(k));
        }
        match op {
            Op::Idiv | Op::Imod => {
                let (z, s) = (self.b.kint(0), self.snap());
                let c = self.b.op(Op::Ine, &[args[1], z]);
                self.b.guard(Op::GuardTrue, &[c], s);
            }
            Op::IshlOv => args[1] = self.b.kint(self.r.below(63) as i64),
            // Addresses and boxed floats differ from run to run; so would their bits.
            Op::PtrToInt | Op::Weq | Op::GuardEq | Op::GuardNe | Op::Pult => {
                // An equality with a constant might move up to an earlier guard: two slots are none.
                let slot = |g: &mut Self| g.words[0][g.r.below(2)];
                let n = args.len();
                args = match op {
                    Op::Pult => vec![self.ptrs[0]; 2],
                    Op::Weq | Op::PtrToInt => [self.pick(b'0'), self.pick(b'2')][..n].to_vec(),
                    _ => vec![slot(self), slot(self)],
                };
            }
            Op::GuardShape | Op::PtrAdd => args[0] = self.ptrs[0],
            _ => {}
        }
        let mut op = op;
        if matches!(op, Op::Ieq | Op::Ine | Op::Ilt | Op::Ile | Op::Igt | Op::Ige | Op::Iult) && self.r.below(3) != 0 {
            // Few operands, so that comparisons are related.
            args = vec![self.small[self.r.below(2)], self.small[self.r.below(3)]];
        }
        if matches!(op, Op::GuardTrue | Op::GuardFalse) && self.r.below(8) != 0 {
            op = match self.truth(args[0]) {
                Some(true) => Op::GuardTrue,
                Some(false) => Op::GuardFalse,
                None => return,
            };
        }
        if self.r.below(8) != 0 {
            match op {
                Op::GuardInt => args[0] = self.pick(b'0'),
                Op::GuardFloat => args[0] = self.pick(b'1'),
                Op::GuardPtr => args[0] = self.pick(b'2'),
                Op::GuardNe => args = vec![self.words[0][0], self.words[2][0]],
                Op::GuardFits => args[0] = self.pick(b'i'),
                _ => {}
            }
        }
        let mut i = Inst::new(op, row.result.unwrap_or(Ty::Int));
        if op == Op::Select {
            i.ty = self.b.trace().ty(args[1]);
        }
        if mem {
            let words = matches!(op, Op::Load | Op::Loadx | Op::Store | Op::Storex);
            args[0] = self.ptrs[words as usize];
            i.aux = if words { WORDS.0 } else { BYTES.0 } as u32;
            let (bytes, _, scale) = sidewinder_jit::eval::width(op);
            let room = (SCRATCH as u64 * 8 - 64) / bytes as u64;
            i.imm = (self.r.below(room as usize) as u64 * bytes as u64) as i64;
            if scale != 0 {
                // An index of 0..8.
                let k = self.b.kint(7);
                args[1] = if self.r.below(3) == 0 {
                    self.b.kint(self.r.below(8) as i64)
                } else {
                    self.b.op(Op::Iand, &[args[1], k])
                };
            }
            if matches!(op, Op::Load | Op::Loadx) {
                i.ty = Ty::Int;
            }
            if matches!(op, Op::Store | Op::Storex) {
                let last = args.len() - 1;
                args[last] = self.pick(b'I');
            }
        }
        match row.imm {
            Imm::Slot => i.imm = self.r.below(8) as i64,
            Imm::Shape => i.imm = 100 + self.r.below(2) as i64 * (self.r.below(8) == 0) as i64,
            Imm::Int if op == Op::Poll => i.imm = INTERRUPT as i64,
            Imm::Int if op == Op::PtrAdd => i.imm = self.r.below(64) as i64,
            _ => {}
        }
        if op == Op::Sstore {
            args[0] = self.pick(b'T');
        }
        if row.snap {
            i.snap = self.snap();
        }
        let r = self.b.push(i, &args);
        self.seen.insert(op);
        self.file(op, i.ty, &args, r);
    }

    /// Puts a result where it may be used.
    fn file(&mut self, op: Op, ty: Ty, args: &[Ref], r: Ref) {
        match (op, ty) {
            (Op::BoxInt, _) => self.words[0].push(r),
            (Op::BoxFloat, _) => self.words[1].push(r),
            (Op::BoxBool, _) => self.words[2].push(r),
            (
                Op::UnboxInt
                | Op::Btoi
                | Op::LoadU8
                | Op::LoadxU8
                | Op::LoadU16
                | Op::LoadU32
                | Op::LoadI32
                | Op::LoadxU16
                | Op::LoadxU32,
                _,
            )
            | (Op::IaddOv | Op::IsubOv | Op::ImulOv | Op::IshlOv | Op::FtoiOv, _) => self.small.push(r),
            (Op::GuardFits, _) => self.small.push(args[0]),
            (Op::Fbits, _) | (_, Ty::Int) => self.wild.push(r),
            (_, Ty::Float) => self.floats.push(r),
            (_, Ty::Bool) => self.bools.push(r),
            // Addresses, and words whose kind is not known.
            _ => {}
        }
    }

    fn entry(&mut self) {
        for slot in 0..8 {
            let w = self.b.sload(slot);
            self.words[slot as usize / 2].push(w);
        }
        for p in [self.layout.true_word - 16, self.scratch] {
            let p = self.b.kptr(p);
            self.ptrs.push(p);
        }
        for _ in 0..3 {
            let (i, j, f) = (self.r.int(), self.r.next() as i64, self.r.float());
            let refs = (self.b.kint(i >> 2), self.b.kint(j << 3), self.b.kfloat(f), self.b.kbool(j & 1 != 0));
            self.small.push(refs.0);
            self.wild.push(refs.1);
            self.floats.push(refs.2);
            self.bools.push(refs.3);
        }
    }
}

fn generate(r: &mut Rng, seed: u64, bench: &mut Bench, seen: &mut BTreeSet<Op>) -> Trace {
    let scratch = bench.scratch.as_ptr() as u64;
    let mut g = Gen {
        b: Builder::new(),
        r,
        small: vec![],
        wild: vec![],
        floats: vec![],
        bools: vec![],
        words: Default::default(),
        ptrs: vec![],
        snaps: 0,
        scratch,
        layout: bench.t.layout(),
        seen,
        bench,
        seed,
    };
    g.entry();
    // The narrow accesses are to the second half.
    let bytes = g.b.kptr(scratch + 8 * SCRATCH as u64);
    let words = g.b.kptr(scratch);
    let none = g.ptrs[0];
    g.ptrs = vec![bytes, words];
    let n = 5 + g.r.below(40);
    let kinds = [Kind::Pure, Kind::Guard, Kind::Check, Kind::Load, Kind::Store];
    let all: Vec<Op> =
        Op::ALL.iter().copied().filter(|o| kinds.contains(&o.kind()) && !matches!(o, Op::Input)).collect();
    for _ in 0..n {
        // Guards end most lines early: fewer of them.
        let mut op = g.r.pick(&all);
        if op.kind() == Kind::Guard && g.r.below(3) != 0 {
            op = g.r.pick(&all);
        }
        if matches!(op, Op::GuardShape | Op::Barrier) {
            let keep = std::mem::replace(&mut g.ptrs, vec![none; 2]);
            g.op(op);
            g.ptrs = keep;
        } else {
            g.op(op);
        }
    }
    let s = g.snap();
    g.b.exit(s);
    g.b.finish()
}

struct Bench {
    t: Box<Thread>,
    frame: Vec<u64>,
    scratch: Vec<u64>,
}

impl Bench {
    fn fill(&mut self, seed: u64) {
        let mut r = Rng(seed ^ 0xabcdef);
        self.t.reset();
        self.t.nones[0] = 100;
        for s in 0..8 {
            self.frame[s] = match s / 2 {
                0 => value::box_int(r.int()),
                1 => {
                    let f = r.float();
                    self.t.box_float(f)
                }
                2 => self.t.layout().true_word + 16 * (r.below(2) as u64),
                _ => self.t.none(),
            };
        }
        self.frame[8..].fill(1);
        self.scratch.iter_mut().for_each(|w| *w = r.next() << 20 | r.next());
        self.t.interrupt = (r.below(10) == 0) as u32;
    }
    /// What the world looks like after an exit.
    fn finish(&mut self, x: &ExitInfo, raws: &[u64]) -> String {
        restore(x, raws, &mut Restore { base: self.frame.as_mut_ptr(), thread: &mut self.t });
        let show = |w: &u64| {
            if self.t.is_float(*w) { format!("{:?}", self.t.float(*w)) } else { format!("{w:#x}") }
        };
        let slots: Vec<String> = self.frame.iter().map(show).collect();
        format!("pc {} {slots:?} {:x?}", x.pc, self.scratch).replace("-NaN", "NaN")
    }
}

fn one(seed: u64, jit: &mut Jit, w: &mut Bench, seen: &mut BTreeSet<Op>) {
    let mut r = Rng(seed.wrapping_mul(0x2545f4914f6cdd1d) ^ 99);
    r.next();
    let trace = generate(&mut r, seed, w, seen);
    let layout = w.t.layout();
    let mut first: Option<String> = None;
    for (name, tr) in [("plain", trace.clone()), ("optimised", optimise(&trace, &layout, &Options::ALL))] {
        w.fill(seed);
        let base = w.frame.as_mut_ptr();
        let e = Eval { layout: &layout, base: base as u64, thread: w.t.address() as u64, inputs: &[], fuel: 1 };
        let mut host = w.t.real();
        let by_eval = match e.run(&tr, &mut host) {
            Outcome::Exit { snap, raws } => w.finish(&ExitInfo::of(&tr, &tr.snaps[snap as usize]), &raws),
            o => panic!("seed {seed} {name}: {o:?}\n{tr}"),
        };
        let id = jit.compile(&tr, name).unwrap_or_else(|e| panic!("seed {seed} {name}: {e}\n{tr}"));
        w.fill(seed);
        let r = unsafe { jit.enter(jit.trace(id).unwrap().entry, base, w.t.address()) };
        assert_eq!(r, 0);
        let n = unsafe { w.t.exit_cursor.offset_from(w.t.buffer.as_ptr()) } as usize;
        let words = w.t.buffer[..n].to_vec();
        let rs = records(&words).collect::<Vec<_>>();
        let info = jit.exit(rs[0].exit).unwrap().info.clone();
        let by_code = w.finish(&info, rs[0].raws);
        jit.release(id);
        assert_eq!(by_eval, by_code, "seed {seed}: {name}, evaluated and compiled\n{tr}");
        let want = first.get_or_insert(by_eval.clone());
        assert_eq!(*want, by_eval, "seed {seed}: plain and {name}\n{trace}\noptimised:\n{tr}");
    }
}

#[test]
fn lines_of_all_operations() {
    let t = Thread::new();
    let mut jit = Jit::new(Config { code_bytes: 4 << 20, cells: 1 << 16, ..Config::new(t.layout()) }).unwrap();
    let mut w = Bench { t, frame: vec![0; 16], scratch: vec![0; 2 * SCRATCH] };
    let mut seen = BTreeSet::new();
    let env = |n: &str| std::env::var(n).ok().and_then(|s| s.parse::<u64>().ok());
    if let Some(seed) = env("SEED") {
        return one(seed, &mut jit, &mut w, &mut seen);
    }
    for seed in 0..env("SEEDS").unwrap_or(2500) {
        one(seed, &mut jit, &mut w, &mut seen);
    }
    let kinds = [Kind::Pure, Kind::Guard, Kind::Check, Kind::Load, Kind::Store];
    let missed: Vec<&Op> =
        Op::ALL.iter().filter(|o| kinds.contains(&o.kind()) && **o != Op::Input && !seen.contains(o)).collect();
    assert!(missed.is_empty(), "never generated: {missed:?}");
}
