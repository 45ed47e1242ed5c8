//! Compiled functions that call each other, at random: a recursive toy language whose frames have headers on one stack.
//!
//! A driver interprets, plants function traces, grows side traces, merges trees, and returns from or leaves compiled code at
//! any depth; the result and the side effects must be those of plain interpretation. `SEED=n` runs one seed.

mod common;

use common::toy::Rng;
use common::{Restore, Thread};
use sidewinder_jit::exits::{ExitInfo, NOT_ENTERED, inherit, restore};
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::value::{box_int, is_int, unbox_int};
use sidewinder_jit::ir::{Class, Op, Ref, Repr, SnapVal, Snapshot, Trace, Ty, verify::verify};
use sidewinder_jit::lower::{Config, Jit, chain, window_words};
use sidewinder_jit::opt::{Options, optimise};
use std::collections::BTreeMap;
use std::mem::offset_of;

/// Slots of a frame: two parameters and temporaries; then the header of the callee, and its window.
const SLOTS: i32 = 6;
const WINDOW: i32 = SLOTS + 4;
const LINK: i32 = 4;
const BASE: i32 = 3;
const GLOBAL: Class = Class(5);

/// Functions are lists of these; slot 0 counts down to the base case.
#[derive(Clone, Copy, Debug)]
enum T {
    /// Slot = slot op slot, modulo 2^20.
    Int(Op, i32, i32, i32),
    AddK(i32, i32, i64),
    /// Skips operations if the slot is less than a number.
    SkipLess(i32, i64, usize),
    /// Skips operations if the slot is odd.
    SkipOdd(i32, usize),
    /// Slot = function(slot 0 - 1, slot).
    Call(i32, usize, i32),
    /// Adds a slot to the global.
    Bump(i32),
    Ret(i32),
}

fn function(r: &mut Rng, functions: usize) -> Vec<T> {
    let slot = |r: &mut Rng| r.below(SLOTS as usize) as i32;
    let temp = |r: &mut Rng| 1 + r.below(SLOTS as usize - 1) as i32;
    let mut p = vec![T::SkipLess(0, 1, 1), T::SkipLess(0, 1_000_000, 1), T::Ret(1)];
    let mut calls = 0;
    for _ in 0..3 + r.below(9) {
        p.push(match r.below(9) {
            0 | 1 => T::Int(r.pick(&[Op::IaddOv, Op::IsubOv, Op::Ixor]), temp(r), slot(r), slot(r)),
            2 => T::AddK(temp(r), slot(r), r.below(9) as i64 - 3),
            3 => T::SkipLess(slot(r), r.below(40) as i64, 1 + r.below(3)),
            4 => T::SkipOdd(slot(r), 1 + r.below(2)),
            5 => T::Bump(slot(r)),
            _ if calls < 2 => {
                calls += 1;
                T::Call(temp(r), r.below(functions), slot(r))
            }
            _ => T::AddK(temp(r), temp(r), 1),
        });
    }
    p.push(T::Ret(temp(r)));
    p.push(T::Ret(1));
    p.push(T::Ret(2));
    p.push(T::Ret(3));
    p
}

/// A place in the program.
fn at(f: usize, pc: usize) -> u64 {
    (f as u64) << 32 | pc as u64
}
/// Set in the pc of a snapshot that is the other way of a branch.
const OTHER: u64 = 1 << 31;

struct World {
    thread: Box<Thread>,
    stack: Vec<u64>,
    global: Box<u64>,
    program: Vec<Vec<T>>,
}

/// Where the interpreter is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    f: usize,
    pc: usize,
    base: *mut u64,
}

impl World {
    fn slot(&self, base: *mut u64, s: i32) -> *mut u64 {
        unsafe { base.offset(s as isize) }
    }
    fn get(&self, base: *mut u64, s: i32) -> i64 {
        let w = unsafe { *self.slot(base, s) };
        assert!(is_int(w), "slot {s} holds {w:#x}");
        unbox_int(w)
    }
    fn set(&self, base: *mut u64, s: i32, v: i64) {
        unsafe { *self.slot(base, s) = box_int(v) }
    }
    /// The first frame, whose caller is nobody.
    fn start(&mut self, n: i64, x: i64) -> Place {
        self.stack.fill(box_int(-1));
        *self.global = 0;
        let base = unsafe { self.stack.as_mut_ptr().add(8) };
        unsafe {
            *base.offset(-LINK as isize) = u64::MAX;
            *base.offset(-BASE as isize) = 0;
        }
        self.clear(base);
        self.set(base, 0, n);
        self.set(base, 1, x);
        Place { f: 0, pc: 0, base }
    }
    /// Temporaries of a new frame are zero.
    fn clear(&self, base: *mut u64) {
        (2..SLOTS).for_each(|s| self.set(base, s, 0));
    }
    /// Ends a frame: the result goes where the call instruction of the caller says.
    fn leave(&self, base: *mut u64, v: i64) -> Result<Place, i64> {
        let link = unsafe { *base.offset(-LINK as isize) };
        if link == u64::MAX {
            return Err(v);
        }
        let caller = unsafe { *base.offset(-BASE as isize) } as *mut u64;
        let (f, pc) = ((link >> 32) as usize, link as u32 as usize);
        let T::Call(to, ..) = self.program[f][pc - 1] else { panic!("link to {link:#x}") };
        self.set(caller, to, v);
        Ok(Place { f, pc, base: caller })
    }
    /// One operation; the result of the program at its end.
    fn step(&mut self, p: Place) -> Result<Place, i64> {
        let b = p.base;
        let mut pc = p.pc + 1;
        match self.program[p.f][p.pc] {
            T::Int(op, a, x, y) => self.set(b, a, arith(op, self.get(b, x), self.get(b, y))),
            T::AddK(a, x, k) => self.set(b, a, arith(Op::IaddOv, self.get(b, x), k)),
            T::SkipLess(x, k, n) => pc += if self.get(b, x) < k { n } else { 0 },
            T::SkipOdd(x, n) => pc += if self.get(b, x) & 1 != 0 { n } else { 0 },
            T::Bump(x) => *self.global = self.global.wrapping_mul(31).wrapping_add(self.get(b, x) as u64),
            T::Ret(x) => return self.leave(b, self.get(b, x)),
            T::Call(_, f, x) => {
                let base = self.slot(b, WINDOW);
                unsafe {
                    *base.offset(-LINK as isize) = at(p.f, pc);
                    *base.offset(-BASE as isize) = b as u64;
                }
                self.set(base, 0, self.get(b, 0) - 1);
                self.set(base, 1, self.get(b, x));
                self.clear(base);
                return Ok(Place { f, pc: 0, base });
            }
        }
        Ok(Place { pc, ..p })
    }
}

fn arith(op: Op, x: i64, y: i64) -> i64 {
    let v = match op {
        Op::IaddOv => x + y,
        Op::IsubOv => x - y,
        _ => x ^ y,
    };
    v & 0xfffff
}

/// Records from a place to the return of its frame.
struct Rec<'a> {
    w: &'a mut World,
    b: Builder,
    slots: BTreeMap<i32, Ref>,
    dirty: BTreeMap<i32, Ref>,
    base: *mut u64,
    /// Cells of the functions.
    cells: &'a [u64],
    /// Whether a call writes all dirty slots before.
    flush: bool,
}

impl Rec<'_> {
    fn read(&mut self, s: i32) -> Ref {
        match self.slots.get(&s) {
            Some(r) => *r,
            None => {
                let r = self.b.sload(s);
                self.slots.insert(s, r);
                r
            }
        }
    }
    fn write(&mut self, s: i32, r: Ref) {
        self.slots.insert(s, r);
        self.dirty.insert(s, r);
    }
    fn snap(&mut self, f: usize, pc: usize) -> u32 {
        let slots = self.dirty.iter().map(|(s, r)| (*s, SnapVal::Value(*r, Repr::Word))).collect();
        self.b.snapshot(Snapshot { pc: at(f, pc), slots, ..Snapshot::default() })
    }
    fn int(&mut self, s: i32, here: u32) -> Ref {
        let r = self.read(s);
        self.b.guard(Op::GuardInt, &[r], here);
        self.b.op(Op::UnboxInt, &[r])
    }
    fn result(&mut self, s: i32, op: Op, x: Ref, y: Ref, here: u32) {
        let v = if op == Op::Ixor { self.b.op(op, &[x, y]) } else { self.b.guard(op, &[x, y], here) };
        let mask = self.b.kint(0xfffff);
        let v = self.b.op(Op::Iand, &[v, mask]);
        let r = self.b.op(Op::BoxInt, &[v]);
        self.write(s, r);
    }
    fn room(&mut self, here: u32) {
        let t = self.b.op(Op::Thread, &[]);
        let limit = self.b.load(Ty::Ptr, t, offset_of!(Thread, end) as i32, Class(7));
        let top = self.b.slot_addr(WINDOW + SLOTS);
        let ok = self.b.op(Op::Pult, &[top, limit]);
        self.b.guard(Op::GuardTrue, &[ok], here);
    }

    /// Records and executes; where the interpreter goes on.
    fn run(mut self, mut p: Place) -> (Trace, Result<Place, i64>) {
        if p.pc == 0 {
            let here = self.snap(p.f, 0);
            self.room(here);
        }
        for _ in 0..60 {
            let here = self.snap(p.f, p.pc);
            let next = match self.w.program[p.f][p.pc] {
                T::Call(to, f, x) => {
                    self.call(p, here, f, x);
                    // The interpreter runs the callee.
                    let mut q = self.w.step(p).unwrap();
                    let depth = q.base;
                    while q.base >= depth {
                        q = self.w.step(q).unwrap();
                    }
                    let window = WINDOW - 4;
                    self.slots.retain(|s, _| *s < window);
                    self.dirty.retain(|s, _| *s < window);
                    let r = Ref(self.b.trace().len() as u32 - 1);
                    self.write(to, r);
                    let after = self.snap(p.f, p.pc + 1);
                    self.b.guard(Op::GuardInt, &[r], after);
                    Ok(q)
                }
                T::Ret(x) => {
                    let r = self.read(x);
                    self.b.ret(r);
                    let next = self.w.step(p);
                    return (self.b.finish(), next);
                }
                op => {
                    self.simple(p, op, here);
                    self.w.step(p)
                }
            };
            p = next.unwrap();
        }
        let here = self.snap(p.f, p.pc);
        self.b.exit(here);
        (self.b.finish(), Ok(p))
    }

    fn simple(&mut self, p: Place, op: T, here: u32) {
        match op {
            T::Int(op, a, x, y) => {
                let (x, y) = (self.int(x, here), self.int(y, here));
                self.result(a, op, x, y, here)
            }
            T::AddK(a, x, k) => {
                let x = self.int(x, here);
                let k = self.b.kint(k);
                self.result(a, Op::IaddOv, x, k, here)
            }
            T::SkipLess(x, k, n) => {
                let less = self.w.get(p.base, x) < k;
                let x = self.int(x, here);
                let k = self.b.kint(k);
                let c = self.b.op(Op::Ilt, &[x, k]);
                self.branch(p, c, less, n)
            }
            T::SkipOdd(x, n) => {
                let odd = self.w.get(p.base, x) & 1 != 0;
                let x = self.int(x, here);
                let one = self.b.kint(1);
                let low = self.b.op(Op::Iand, &[x, one]);
                let c = self.b.op(Op::Ieq, &[low, one]);
                self.branch(p, c, odd, n)
            }
            T::Bump(x) => {
                let x = self.int(x, here);
                let g = self.b.kptr(&raw const *self.w.global as u64);
                let old = self.b.load(Ty::Int, g, 0, GLOBAL);
                let k = self.b.kint(31);
                let m = self.b.op(Op::Imul, &[old, k]);
                let v = self.b.op(Op::Iadd, &[m, x]);
                self.b.store(g, v, 0, GLOBAL);
            }
            T::Call(..) | T::Ret(_) => unreachable!(),
        }
    }

    fn branch(&mut self, p: Place, c: Ref, taken: bool, skip: usize) {
        let other = p.pc + 1 + if taken { 0 } else { skip };
        let s = self.snap(p.f, other | OTHER as usize);
        self.b.guard(if taken { Op::GuardTrue } else { Op::GuardFalse }, &[c], s);
    }

    fn call(&mut self, p: Place, here: u32, f: usize, x: i32) {
        let n = self.int(0, here);
        let k = self.b.kint(-1);
        let n = self.b.guard(Op::IaddOv, &[n, k], here);
        let n = self.b.op(Op::BoxInt, &[n]);
        let x = self.read(x);
        let zero = self.b.kval(box_int(0));
        let link = self.b.kval(at(p.f, p.pc + 1));
        let own = self.b.op(Op::Base, &[]);
        let own = self.b.op(Op::BoxPtr, &[own]);
        let mut words = vec![(WINDOW - LINK, link), (WINDOW - BASE, own), (WINDOW, n), (WINDOW + 1, x)];
        words.extend((2..SLOTS).map(|s| (WINDOW + s, zero)));
        if self.flush {
            words.extend(std::mem::take(&mut self.dirty));
        }
        for (s, r) in words {
            self.b.sstore(s, r);
        }
        let at_call = self.snap(p.f, p.pc);
        self.b.callf(self.cells[f], WINDOW, at_call);
    }
}

struct Driver<'a> {
    w: &'a mut World,
    jit: &'a mut Jit,
    cells: Vec<u64>,
    entered: Vec<u32>,
    options: Options,
    rng: Rng,
    /// What happened, to know that the test tests something.
    returned: usize,
    left: usize,
    deepest: usize,
    merged: usize,
}

impl Driver<'_> {
    fn record(&mut self, p: Place, exit: Option<&ExitInfo>) -> (Trace, Result<Place, i64>) {
        let mut rec = Rec {
            w: self.w,
            b: Builder::new(),
            slots: BTreeMap::new(),
            dirty: BTreeMap::new(),
            base: p.base,
            cells: &self.cells,
            flush: self.rng.below(2) == 0,
        };
        if let Some(info) = exit {
            for (s, r) in inherit(&mut rec.b, info, |_, _| GLOBAL, |_| None) {
                rec.write(s, r);
            }
        }
        assert_eq!(rec.base, p.base);
        let (t, next) = rec.run(p);
        verify(&t).unwrap_or_else(|e| panic!("{e}\n{t}"));
        (optimise(&t, &self.w.thread.layout(), &self.options), next)
    }

    fn run(&mut self, n: i64, x: i64) -> i64 {
        let mut p = Ok(self.w.start(n, x));
        let mut steps = 0;
        loop {
            let here = match p {
                Ok(p) => p,
                Err(v) => return v,
            };
            steps += 1;
            assert!(steps < 2_000_000, "no end");
            if here.pc != 0 {
                p = self.w.step(here);
                continue;
            }
            self.entered[here.f] += 1;
            let cell = self.cells[here.f];
            p = match self.jit.entry(cell) {
                Some(entry) => self.enter(here, entry),
                None if self.entered[here.f] == 3 => {
                    let (t, next) = self.record(here, None);
                    self.jit.plant(t, cell, "f").unwrap();
                    next
                }
                None => self.w.step(here),
            };
        }
    }

    fn enter(&mut self, here: Place, entry: u64) -> Result<Place, i64> {
        let t = &mut self.w.thread;
        t.exit_cursor = t.buffer.as_mut_ptr();
        // Sometimes little room, so that the check at an entry fails at some depth.
        let words = if self.rng.below(4) == 0 { 30 + self.rng.below(200) } else { window_words(1 << 18) };
        let end = unsafe { self.w.stack.as_mut_ptr().add(self.w.stack.len()) } as u64;
        t.end = (here.base as u64 + 8 * words as u64).min(end);
        let v = unsafe { self.jit.enter(entry, here.base, t.address()) };
        if v != 0 {
            assert_eq!(t.exit_cursor, t.buffer.as_mut_ptr());
            self.returned += 1;
            return self.w.leave(here.base, unbox_int(v));
        }
        self.left += 1;
        let used = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
        let words = t.buffer[..used].to_vec();
        let (jit, thread) = (&*self.jit, &mut self.w.thread);
        let mut depth = 0;
        let inner = chain(&words, &mut |r| {
            depth += 1;
            if r.exit != NOT_ENTERED {
                let info = &jit.exit(r.exit).unwrap().info;
                assert!(!info.silent);
                restore(info, r.raws, &mut Restore { thread, base: r.base as *mut u64 });
            }
        });
        self.deepest = self.deepest.max(depth);
        let r = inner.unwrap();
        let base = r.base as *mut u64;
        if r.exit == NOT_ENTERED {
            // The callee's function is where the caller's call instruction says.
            let link = unsafe { *base.offset(-LINK as isize) };
            let T::Call(_, f, _) = self.w.program[(link >> 32) as usize][link as u32 as usize - 1] else { panic!() };
            return self.w.step(Place { f, pc: 0, base });
        }
        let x = self.jit.exit_mut(r.exit).unwrap();
        x.hits += 1;
        let (hits, info) = (x.hits, x.info.clone());
        let p = Place { f: (info.pc >> 32) as usize, pc: (info.pc & !OTHER) as u32 as usize, base };
        let cell = self.jit.root_of(r.exit).unwrap();
        if hits == 2 && p.pc != 0 && self.jit.sides(cell).0 < 10 {
            assert!(!info.in_call);
            let (side, next) = self.record(p, Some(&info));
            self.jit.grow(r.exit, side, "side").unwrap();
            let (all, apart) = self.jit.sides(cell);
            if apart * 2 > all {
                self.jit.merge(cell).unwrap();
                self.jit.release_retired();
                self.merged += 1;
            }
            return next;
        }
        self.w.step(p)
    }
}

#[test]
fn functions() {
    let thread = Thread::new();
    let mut w = World { thread, stack: vec![0; 1 << 14], global: Box::new(0), program: vec![] };
    let mut jit = Jit::new(Config { code_bytes: 4 << 20, cells: 1 << 16, ..Config::new(w.thread.layout()) }).unwrap();
    // the shared stubs come with the first cell
    let first = jit.new_cell().unwrap();
    jit.free_cell(first);
    let empty = jit.usage().used;
    let only: Option<u64> = std::env::var("SEED").ok().and_then(|s| s.parse().ok());
    let count = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(300);
    let (mut returned, mut left, mut deepest, mut merged) = (0, 0, 0, 0);
    for seed in only.map_or(0..count, |s| s..s + 1) {
        let mut r = Rng(seed.wrapping_mul(0x9e3779b97f4a7c15) ^ 3);
        r.next();
        let functions = 1 + r.below(3);
        w.program = (0..functions).map(|_| function(&mut r, functions)).collect();
        let inputs: Vec<(i64, i64)> = (0..6).map(|_| (2 + r.below(8) as i64, r.below(30) as i64)).collect();
        let truth: Vec<(i64, u64)> = inputs
            .iter()
            .map(|(n, x)| {
                let mut p = Ok(w.start(*n, *x));
                loop {
                    match p {
                        Ok(q) => p = w.step(q),
                        Err(v) => return (v, *w.global),
                    }
                }
            })
            .collect();
        let cells: Vec<u64> = (0..functions).map(|_| jit.new_cell().unwrap()).collect();
        let options = if seed % 3 == 0 { Options::NONE } else { Options::ALL };
        let mut d = Driver {
            w: &mut w,
            jit: &mut jit,
            entered: vec![0; functions],
            cells,
            options,
            rng: r,
            returned: 0,
            left: 0,
            deepest: 0,
            merged: 0,
        };
        for ((n, x), want) in inputs.iter().zip(&truth) {
            let v = d.run(*n, *x);
            let all: String = d.cells.iter().map(|c| d.jit.tree_text(*c)).collect();
            let got = (v, *d.w.global);
            assert_eq!(got, *want, "seed {seed}, f({n}, {x})\n{:#?}\n{all}", d.w.program);
        }
        returned += d.returned;
        left += d.left;
        deepest = deepest.max(d.deepest);
        merged += d.merged;
        let cells = d.cells;
        if seed % 2 == 0 {
            assert!(jit.cut_all().iter().all(|c| cells.contains(c)));
        }
        for c in cells {
            jit.cut(c);
            jit.free_cell(c);
        }
        jit.release_retired();
    }
    assert_eq!(jit.usage().used, empty, "released code is reused");
    if count >= 300 && only.is_none() {
        assert!(returned > 1000 && left > 1000 && deepest > 5 && merged > 50, "{returned} {left} {deepest} {merged}");
    }
}
