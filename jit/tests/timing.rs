//! Compile times by hand: `cargo test --release -p sidewinder-jit --test timing -- --ignored --nocapture`.
mod common;
use common::toy::*;
use common::*;
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::{Class, Op, Repr, SnapVal, Snapshot, Trace, Ty, value};
use sidewinder_jit::lower::tree::Node;
use sidewinder_jit::lower::{Config, Jit};
use sidewinder_jit::opt::{Options, optimise};
use std::time::Instant;

#[test]
#[ignore = "prints times"]
fn times() {
    let mut t = Thread::new();
    let mut jit = Jit::new(Config { code_bytes: 16 << 20, cells: 1 << 16, ..Config::new(t.layout()) }).unwrap();
    let mut frame = vec![0u64; 64];
    let base = unsafe { frame.as_mut_ptr().add(8) };
    for target in [30usize, 100, 400, 1000] {
        for seed in [5u64, 9, 5, 9] {
            let mut r = Rng(seed);
            let mut p = vec![];
            while p.len() * 3 < target {
                p.extend(program(&mut r).into_iter().filter(|x| !matches!(x, T::Next | T::Skip(..))));
            }
            p.push(T::Next);
            t.reset();
            start(&mut r, &mut t, base, 50);
            let (trace, _) = Recorder::new(&mut t, base, &p).run(0, None);
            let layout = t.layout();
            let clock = Instant::now();
            let o = optimise(&trace, &layout, &Options::ALL);
            let opt = clock.elapsed();
            let clock = Instant::now();
            let id = jit.compile(&o, "x").unwrap();
            let comp = clock.elapsed();
            println!(
                "{} recorded, {} optimised: opt {opt:?} compile {comp:?}, {} bytes",
                trace.len(),
                o.len(),
                jit.trace(id).unwrap().size
            );
        }
    }
}

/// `def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)` with everything a Python call needs: room check, header,
/// flushed state, a look at a flag behind the call.
fn fib(cell: u64) -> (Trace, Trace) {
    let mut b = Builder::new();
    let s0 = b.snapshot(Snapshot::default());
    let th = b.op(Op::Thread, &[]);
    let limit = b.load(Ty::Ptr, th, std::mem::offset_of!(Thread, end) as i32, Class(7));
    let top = b.slot_addr(24);
    let room = b.op(Op::Pult, &[top, limit]);
    b.guard(Op::GuardTrue, &[room], s0);
    let w = b.sload(0);
    b.guard(Op::GuardInt, &[w], s0);
    let n = b.op(Op::UnboxInt, &[w]);
    let two = b.kint(2);
    let small = b.op(Op::Ilt, &[n, two]);
    let base_case = b.snapshot(Snapshot { pc: 1, ..Snapshot::default() });
    b.guard(Op::GuardFalse, &[small], base_case);
    let mut parts = vec![];
    let mut saved = vec![];
    for (k, d) in [(0u64, 1), (1, 2)] {
        let d = b.kint(d);
        let m = b.guard(Op::IsubOv, &[n, d], s0);
        let arg = b.op(Op::BoxInt, &[m]);
        let link = b.kval(0x400000 + k * 8);
        let own = b.op(Op::Base, &[]);
        let own = b.op(Op::BoxPtr, &[own]);
        let func = b.kval(0x500000);
        let zero = b.kval(0);
        let all = [(8, arg), (4, link), (5, own), (6, func), (7, zero)];
        let keep = std::env::var("KEEP").ok().and_then(|s| s.parse().ok()).unwrap_or(5);
        for (s, v) in all.into_iter().take(if k == 0 {
            keep
        } else {
            keep.min(std::env::var("KEEP2").ok().and_then(|s| s.parse().ok()).unwrap_or(5))
        }) {
            b.sstore(s, v);
        }
        saved.iter().for_each(|(s, v)| {
            b.sstore(*s, *v);
        });
        let at = b.snapshot(Snapshot { pc: 0x10 + k, ..Snapshot::default() });
        let r = b.callf(cell, 8, at);
        saved.push((1 + k as i32, r));
        let slots = saved.iter().map(|(s, v)| (*s, SnapVal::Value(*v, Repr::Word))).collect::<Vec<_>>();
        let back = b.snapshot(Snapshot { pc: 0x20 + k, slots, ..Snapshot::default() });
        b.poll(INTERRUPT, back);
        b.guard(Op::GuardInt, &[r], back);
        parts.push(b.op(Op::UnboxInt, &[r]));
    }
    let slots = saved.iter().map(|(s, v)| (*s, SnapVal::Value(*v, Repr::Word))).collect::<Vec<_>>();
    let end = b.snapshot(Snapshot { pc: 0x30, slots, ..Snapshot::default() });
    let sum = b.guard(Op::IaddOv, &[parts[0], parts[1]], end);
    let r = b.op(Op::BoxInt, &[sum]);
    b.ret(r);
    let mut side = Builder::new();
    let w = side.sload(0);
    side.ret(w);
    (b.finish(), side.finish())
}

#[test]
#[ignore = "prints times"]
fn fib35() {
    let mut t = Thread::new();
    let mut jit = Jit::new(Config { code_bytes: 16 << 20, cells: 1 << 16, ..Config::new(t.layout()) }).unwrap();
    jit.want_dumps = std::env::var("SHOW").is_ok();
    let cell = jit.new_cell().unwrap();
    let (root, side) = fib(cell);
    let root = optimise(&root, &t.layout(), &Options::ALL);
    println!("{root}");
    let snap = root.snaps.iter().position(|s| s.pc == 1).unwrap() as u32;
    let nodes = [
        Node { trace: &root, parent: None, merged: false },
        Node { trace: &side, parent: Some((0, snap)), merged: false },
    ];
    let id = jit.compile_tree(&nodes, cell, "fib").unwrap();
    if let Some(a) = &jit.dumps.asm {
        println!("{a}");
    }
    jit.set_cell(cell, Some(id));
    let mut stack = vec![0u64; 4096];
    let base = unsafe { stack.as_mut_ptr().add(16) };
    t.end = unsafe { base.add(4000) } as u64;
    let best = (0..400)
        .map(|_| {
            unsafe { *base = value::box_int(25) };
            let clock = Instant::now();
            let r = unsafe { jit.enter(jit.trace(id).unwrap().entry, base, t.address()) };
            assert_eq!(value::unbox_int(r), 75025);
            clock.elapsed()
        })
        .min();
    println!(
        "fib(35): {:?}, {} bytes",
        best.map(|b| b.as_secs_f64() * 1e3 * 29860703.0 / 242785.0),
        jit.trace(id).unwrap().size
    );
}

/// For profilers: the optimiser alone, again and again.
#[test]
#[ignore = "runs for some seconds"]
fn optimiser() {
    let mut t = Thread::new();
    let mut frame = vec![0u64; 64];
    let base = unsafe { frame.as_mut_ptr().add(8) };
    let mut r = Rng(9);
    let mut p = vec![];
    while p.len() < 130 {
        p.extend(program(&mut r).into_iter().filter(|x| !matches!(x, T::Next | T::Skip(..))));
    }
    p.push(T::Next);
    t.reset();
    start(&mut r, &mut t, base, 50);
    let (trace, _) = Recorder::new(&mut t, base, &p).run(0, None);
    let layout = t.layout();
    let best = (0..500)
        .map(|_| {
            let clock = Instant::now();
            std::hint::black_box(optimise(&trace, &layout, &Options::ALL));
            clock.elapsed()
        })
        .min();
    let o = optimise(&trace, &layout, &Options::ALL);
    println!("{} recorded, {} optimised: {best:?}", trace.len(), o.len());
}

/// Times the passes on traces from `--dump=ir`, in the file that `DUMP` names.
#[test]
#[ignore = "prints times"]
fn dumped() {
    let Ok(file) = std::env::var("DUMP") else { return };
    let text = std::fs::read_to_string(file).unwrap();
    let layout = Thread::new().layout();
    let mut traces = vec![];
    for part in text.split("--- ").filter(|p| p.starts_with("recorded: ")) {
        let body = part.split_once('\n').unwrap().1;
        let body: Vec<&str> = body.lines().filter(|l| !l.starts_with("[jit]") && !l.starts_with(';')).collect();
        traces.push(sidewinder_jit::ir::parse::parse(&body.join("\n")).unwrap());
    }
    let rounds = 40;
    let clock = Instant::now();
    let mut size = 0;
    for _ in 0..rounds {
        size = traces.iter().map(|t| optimise(t, &layout, &Options::ALL).len()).sum();
    }
    let recorded: usize = traces.iter().map(|t| t.len()).sum();
    println!("{} traces, {recorded} recorded, {size} optimised: {:?}", traces.len(), clock.elapsed() / rounds);
}
