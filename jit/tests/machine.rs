//! Compiled code around the trace itself: exits, side traces, calls between traces, code memory.

mod common;

use common::*;
use sidewinder_jit::exits::{NOT_ENTERED, restore};
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::value::{box_int, unbox_int};
use sidewinder_jit::ir::{Frame, Op, Repr, SnapVal, Snapshot, Trace, Ty};
use sidewinder_jit::lower::{Config, Jit, records};
use sidewinder_jit::opt::{Options, optimise};

fn jit(t: &Thread) -> Jit {
    Jit::new(Config { code_bytes: 1 << 20, cells: 4096, ..Config::new(t.layout()) }).unwrap()
}

fn run(j: &Jit, t: &mut Thread, id: sidewinder_jit::lower::TraceId, base: *mut u64) -> u64 {
    let entry = j.trace(id).unwrap().entry;
    unsafe { j.enter(entry, base, t.address()) }
}

fn slots(l: &[(i32, sidewinder_jit::ir::Ref)]) -> Vec<(i32, SnapVal)> {
    l.iter().map(|(k, r)| (*k, SnapVal::Value(*r, Repr::Word))).collect()
}

/// Words of the exit buffer in use.
fn used(t: &Thread) -> Vec<u64> {
    let n = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
    t.buffer[..n].to_vec()
}

/// `while i < n: i += 1; if i & 1: exit at pc 1 else s += i`.
fn alternating() -> Trace {
    let mut b = Builder::new();
    let s0 = b.snapshot(Snapshot::default());
    let (s, i, n) = (b.sload(0), b.sload(1), b.sload(2));
    for w in [s, i, n] {
        b.guard(Op::GuardInt, &[w], s0);
    }
    let (s, i, n) = (b.op(Op::UnboxInt, &[s]), b.op(Op::UnboxInt, &[i]), b.op(Op::UnboxInt, &[n]));
    let c = b.op(Op::Ilt, &[i, n]);
    let end = b.snapshot(Snapshot { pc: 9, ..Snapshot::default() });
    b.guard(Op::GuardTrue, &[c], end);
    let one = b.kint(1);
    let i1 = b.guard(Op::IaddOv, &[i, one], s0);
    let iw = b.op(Op::BoxInt, &[i1]);
    let odd = b.op(Op::Iand, &[i1, one]);
    let z = b.kint(0);
    let even = b.op(Op::Ieq, &[odd, z]);
    let at1 = b.snapshot(Snapshot { pc: 1, slots: slots(&[(1, iw)]), ..Snapshot::default() });
    b.guard(Op::GuardTrue, &[even], at1);
    let s1 = b.guard(Op::IaddOv, &[s, i1], at1);
    let sw = b.op(Op::BoxInt, &[s1]);
    let again = b.snapshot(Snapshot { pc: 0, slots: slots(&[(0, sw), (1, iw)]), ..Snapshot::default() });
    b.restart(again);
    b.finish()
}

#[test]
fn side_trace_takes_over_an_exit() {
    for options in [Options::NONE, Options::ALL] {
        let mut t = Thread::new();
        let mut j = jit(&t);
        let root = optimise(&alternating(), &t.layout(), &options);
        let id = j.compile(&root, "root").unwrap();
        let cell = j.new_cell().unwrap();
        j.set_cell(cell, Some(id));
        let mut frame = [box_int(0), box_int(0), box_int(1000), 0];
        assert_eq!(run(&j, &mut t, id, frame.as_mut_ptr()), 0);
        // It left at i = 1, before or in the loop.
        let mut hops = 0;
        loop {
            let words = used(&t);
            let r = &records(&words).next().unwrap();
            let x = j.exit(r.exit).unwrap();
            let (pc, info, exit) = (x.info.pc, x.info.clone(), r.exit);
            if pc == 9 {
                restore(&info, r.raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
                break;
            }
            assert_eq!(pc, 1);
            restore(&info, r.raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
            // Grow: s -= 1, back to the root. Inputs by the exit's own description.
            let mut b = Builder::new();
            let at = info.slots.iter().find(|x| x.0 == 1).unwrap().1;
            let sidewinder_jit::exits::ExitVal::Raw(n, p) = at else { panic!() };
            let i = b.input(n, info.raws[n as usize].1);
            let iw = if p == Repr::Int { b.op(Op::BoxInt, &[i]) } else { i };
            let s0 = b.snapshot(Snapshot { pc: 1, slots: slots(&[(1, iw)]), ..Snapshot::default() });
            let s = match info.slots.iter().find(|x| x.0 == 0).map(|x| x.1) {
                Some(sidewinder_jit::exits::ExitVal::Raw(n, Repr::Int)) => b.input(n, Ty::Int),
                _ => {
                    let w = b.sload(0);
                    b.guard(Op::GuardInt, &[w], s0);
                    b.op(Op::UnboxInt, &[w])
                }
            };
            let one = b.kint(1);
            let d = b.guard(Op::IsubOv, &[s, one], s0);
            let sw = b.op(Op::BoxInt, &[d]);
            let back = b.snapshot(Snapshot { pc: 0, slots: slots(&[(0, sw), (1, iw)]), ..Snapshot::default() });
            b.link(cell, 0, back);
            let side = optimise(&b.finish(), &t.layout(), &options);
            let sid = j.compile(&side, "side").unwrap();
            j.attach(exit, sid).unwrap();
            assert_eq!(j.exit(exit).unwrap().side, Some(sid));
            hops += 1;
            assert!(hops < 4);
            // The interpreter's turn of the same operation.
            frame[0] = box_int(unbox_int(frame[0]) - 1);
            t.exit_cursor = t.buffer.as_mut_ptr();
            assert_eq!(run(&j, &mut t, id, frame.as_mut_ptr()), 0);
        }
        let want: i64 = (1..=1000).map(|i| if i % 2 == 0 { i } else { -1 }).sum();
        assert_eq!((unbox_int(frame[0]), unbox_int(frame[1])), (want, 1000), "{options:?}");
        // Taking the side traces away makes it leave again.
        j.release(id);
        assert!(j.trace(id).is_none());
    }
}

/// `def f(n): return n if n < 2 else f(n - 1) + f(n - 2)`, argument in slot 0, callee window at slot 8.
fn fib(cell: u64) -> Trace {
    let mut b = Builder::new();
    let s0 = b.snapshot(Snapshot::default());
    let w = b.sload(0);
    b.guard(Op::GuardInt, &[w], s0);
    let n = b.op(Op::UnboxInt, &[w]);
    let two = b.kint(2);
    let small = b.op(Op::Ilt, &[n, two]);
    b.guard(Op::GuardFalse, &[small], s0);
    let mut parts = vec![];
    // A dirty slot, so that the snapshots of the calls have something to write.
    let mut saved = vec![(3, w)];
    for (k, d) in [(0u64, 1), (1, 2)] {
        let d = b.kint(d);
        let m = b.guard(Op::IsubOv, &[n, d], s0);
        let arg = b.op(Op::BoxInt, &[m]);
        b.sstore(8, arg);
        let frames = vec![Frame { ret: 0x10 + k, base: 8, func: 0xf0 }];
        let at = b.snapshot(Snapshot { pc: 0x10 + k, frames, slots: slots(&saved), ..Snapshot::default() });
        let r = b.callf(cell, 8, at);
        let back = b.snapshot(Snapshot {
            pc: 0x20 + k,
            slots: slots(&saved).into_iter().chain(slots(&[(4, r)])).collect(),
            ..Snapshot::default()
        });
        b.guard(Op::GuardInt, &[r], back);
        parts.push(b.op(Op::UnboxInt, &[r]));
        saved.push((1 + k as i32, r));
    }
    let end = b.snapshot(Snapshot { pc: 0x30, slots: slots(&saved), ..Snapshot::default() });
    let sum = b.guard(Op::IaddOv, &[parts[0], parts[1]], end);
    let r = b.op(Op::BoxInt, &[sum]);
    b.ret(r);
    b.finish()
}

/// The base case as a side trace of the first guard on `n < 2`.
fn base_case(root_exit: &sidewinder_jit::exits::ExitInfo) -> Trace {
    assert_eq!(root_exit.pc, 0);
    let mut b = Builder::new();
    let s0 = b.snapshot(Snapshot::default());
    let w = b.sload(0);
    b.guard(Op::GuardInt, &[w], s0);
    let n = b.op(Op::UnboxInt, &[w]);
    let two = b.kint(2);
    let small = b.op(Op::Ilt, &[n, two]);
    b.guard(Op::GuardTrue, &[small], s0);
    b.ret(w);
    b.finish()
}

#[test]
fn recursion_through_a_cell() {
    for options in [Options::NONE, Options::ALL] {
        let mut t = Thread::new();
        let mut j = jit(&t);
        let cell = j.new_cell().unwrap();
        let id = j.compile(&optimise(&fib(cell), &t.layout(), &options), "fib").unwrap();
        let mut stack = vec![0u64; 4096];
        let base = unsafe { stack.as_mut_ptr().add(16) };
        // The cell is empty: the caller leaves behind the record of the callee.
        unsafe { *base = box_int(20) };
        assert_eq!(run(&j, &mut t, id, base), 0);
        let words = used(&t);
        let rs = records(&words).collect::<Vec<_>>();
        assert_eq!(rs.len(), 2);
        assert_eq!((rs[0].exit, rs[0].base), (NOT_ENTERED, unsafe { base.add(8) } as u64));
        let x = j.exit(rs[1].exit).unwrap();
        assert!(x.info.in_call && x.info.pc == 0x10);
        assert_eq!(x.info.frames, vec![Frame { ret: 0x10, base: 8, func: 0xf0 }]);
        assert_eq!(unsafe { unbox_int(*base.add(8)) }, 19);
        let call_exit = rs[1].exit;
        assert!(j.attach(call_exit, id).is_err());
        // Filled: every level leaves at the first n < 2, innermost first.
        j.set_cell(cell, Some(id));
        t.exit_cursor = t.buffer.as_mut_ptr();
        unsafe { *base = box_int(5) };
        assert_eq!(run(&j, &mut t, id, base), 0);
        let words = used(&t);
        let rs = records(&words).collect::<Vec<_>>();
        assert_eq!(rs.len(), 5);
        assert_eq!(rs[0].base, unsafe { base.add(32) } as u64);
        assert!(rs.windows(2).all(|w| w[0].base == w[1].base + 64));
        let first = rs[0].exit;
        // With the base case as side trace it runs to the end.
        let side = base_case(&j.exit(first).unwrap().info);
        let sid = j.compile(&optimise(&side, &t.layout(), &options), "base case").unwrap();
        j.attach(first, sid).unwrap();
        t.exit_cursor = t.buffer.as_mut_ptr();
        unsafe { *base = box_int(20) };
        let r = run(&j, &mut t, id, base);
        assert_eq!(unbox_int(r), 6765);
        assert_eq!(t.exit_cursor, t.buffer.as_mut_ptr());
        // Releasing the side trace detaches it.
        j.release(sid);
        unsafe { *base = box_int(5) };
        assert_eq!(run(&j, &mut t, id, base), 0);
        assert_eq!(records(&used(&t)).count(), 5);
        // Releasing the function empties its cell.
        let other = j.compile(&fib(cell), "caller").unwrap();
        j.release(id);
        t.exit_cursor = t.buffer.as_mut_ptr();
        unsafe { *base = box_int(5) };
        assert_eq!(run(&j, &mut t, other, base), 0);
        assert_eq!(records(&used(&t)).next().unwrap().exit, NOT_ENTERED);
    }
}

#[test]
fn a_poll_in_the_loop_is_seen() {
    let mut b = Builder::new();
    let s = b.snapshot(Snapshot { pc: 3, ..Snapshot::default() });
    b.poll(INTERRUPT, s);
    let t8 = b.op(Op::Thread, &[]);
    let one = b.kint(1);
    // The trace itself raises the interrupt after a while.
    let n = b.load(Ty::Int, t8, std::mem::offset_of!(Thread, noise) as i32, NOISE);
    let m = b.op(Op::Iadd, &[n, one]);
    b.store(t8, m, std::mem::offset_of!(Thread, noise) as i32, NOISE);
    let big = b.kint(100);
    let c = b.op(Op::Ige, &[m, big]);
    let i = b.op(Op::Btoi, &[c]);
    b.mem(Op::Store32, &[t8, i], INTERRUPT, common::FIELD);
    b.restart(s);
    let mut t = Thread::new();
    let mut j = jit(&t);
    let trace = optimise(&b.finish(), &t.layout(), &Options::ALL);
    assert!(trace.text().contains("header"), "peeled");
    let id = j.compile(&trace, "poll").unwrap();
    let mut frame = [0u64; 4];
    assert_eq!(run(&j, &mut t, id, frame.as_mut_ptr()), 0);
    assert_eq!(t.noise, 100);
}

#[test]
fn frame_flags_and_mixed_arguments() {
    // A helper with nine arguments of mixed types: more than fit the registers.
    extern "sysv64" fn many(a: u64, b: f64, c: bool, d: u64, e: u64, f: f64, g: u64, h: u64, i: u64) -> bool {
        assert_eq!((a, d, e, g, h, i), (1, 2, 3, 4, 5, 6));
        b + f == 4.0 && c
    }
    use sidewinder_jit::ir::{ClassSet, Helper};
    let (i, f) = (Ty::Int, Ty::Float);
    let h = Helper {
        name: "many".into(),
        address: many as *const () as u64,
        args: vec![i, f, Ty::Bool, i, i, f, i, i, i],
        ret: Ty::Bool,
        reads: ClassSet::ALL,
        writes: ClassSet::ALL,
        pure_call: false,
        raises: false,
        collects: true,
        lazy: None,
    };
    let mut b = Builder::new();
    let k: Vec<_> = (1..=6).map(|n| b.kint(n)).collect();
    let (x, y, yes) = (b.kfloat(1.5), b.kfloat(2.5), b.kbool(true));
    let r = b.call(&h, &[k[0], x, yes, k[1], k[2], y, k[3], k[4], k[5]]);
    let w = b.op(Op::BoxBool, &[r]);
    let at = b.snapshot(Snapshot { pc: 7, slots: slots(&[(0, w)]), ..Snapshot::default() });
    b.exit(at);
    for options in [Options::NONE, Options::ALL] {
        let mut t = Thread::new();
        let mut j = jit(&t);
        let id = j.compile(&optimise(b.trace(), &t.layout(), &options), "many").unwrap();
        let mut frame = [0u64; 4];
        assert_eq!(run(&j, &mut t, id, frame.as_mut_ptr()), 0);
        let words = used(&t);
        let rs = records(&words).collect::<Vec<_>>();
        let info = j.exit(rs[0].exit).unwrap().info.clone();
        restore(&info, rs[0].raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
        assert_eq!(frame[0], t.layout().true_word);
    }
}

#[test]
fn seldom_calls_keep_everything() {
    extern "sysv64" fn seldom(thread: u64, word: u64) -> u64 {
        assert!(thread != 0);
        word + 8
    }
    use sidewinder_jit::eval::{Eval, Outcome};
    use sidewinder_jit::ir::{ClassSet, Helper};
    let h = Helper {
        name: "seldom".into(),
        address: seldom as *const () as u64,
        args: vec![Ty::Ptr, Ty::Tagged],
        ret: Ty::Ptr,
        reads: ClassSet::NONE,
        writes: ClassSet::HEAP,
        pure_call: false,
        raises: false,
        collects: true,
        lazy: None,
    };
    // two of them, on an integer's and a float's condition, among more live values than there are registers
    let mut b = Builder::new();
    let s0 = b.snapshot(Snapshot::default());
    let words: Vec<_> = (0..20).map(|n| b.sload(n)).collect();
    words.iter().for_each(|w| {
        b.guard(Op::GuardInt, &[*w], s0);
    });
    let ints: Vec<_> = words.iter().map(|w| b.op(Op::UnboxInt, &[*w])).collect();
    let floats: Vec<_> = ints.iter().map(|i| b.op(Op::Itof, &[*i])).collect();
    let (seven, half) = (b.kint(7), b.kfloat(1.5));
    let (otherwise, word) = (b.kptr(0x1000), b.kval(0x2000));
    let c = b.op(Op::Ieq, &[ints[0], seven]);
    let p = b.call_if(c, &h, otherwise, word);
    let c = b.op(Op::Fne, &[floats[1], half]);
    let q = b.call_if(c, &h, p, words[2]);
    let mut slots = slots(&[(0, p), (1, q)]);
    for n in 2..20 {
        let sum = b.op(Op::Fadd, &[floats[n], floats[n - 1]]);
        slots.push((
            n as i32,
            SnapVal::Value(if n % 2 == 0 { ints[n] } else { sum }, if n % 2 == 0 { Repr::Int } else { Repr::Float }),
        ));
    }
    let at = b.snapshot(Snapshot { pc: 7, slots, ..Snapshot::default() });
    b.exit(at);
    for (first, options, quick) in
        [7, 8].into_iter().flat_map(|f| [(f, Options::NONE, true), (f, Options::ALL, true), (f, Options::ALL, false)])
    {
        let mut t = Thread::new();
        let config = Config { code_bytes: 1 << 20, cells: 4096, quick, ..Config::new(t.layout()) };
        let mut j = Jit::new(config).unwrap();
        let trace = optimise(b.trace(), &t.layout(), &options);
        let id = j.compile(&trace, "seldom").unwrap();
        let mut frame: [u64; 20] = std::array::from_fn(|n| box_int(n as i64));
        frame[0] = box_int(first);
        let base = frame.as_mut_ptr();
        let e = Eval { layout: &t.layout(), base: base as u64, thread: t.address() as u64, inputs: &[], fuel: 1000 };
        let Outcome::Exit { raws, .. } = e.run(&trace, &mut t.real()) else { panic!("no exit") };
        assert_eq!(run(&j, &mut t, id, base), 0);
        let words = used(&t);
        let rs = records(&words).collect::<Vec<_>>();
        assert_eq!(rs[0].raws, raws);
        let info = j.exit(rs[0].exit).unwrap().info.clone();
        restore(&info, rs[0].raws, &mut Restore { thread: &mut t, base });
        assert_eq!((frame[0], frame[1]), (if first == 7 { 0x2008 } else { 0x1000 }, box_int(2) + 8));
        assert_eq!(unbox_int(frame[18]), 18);
    }
}

#[test]
fn code_is_packed_and_reused() {
    let t = Thread::new();
    let mut j = jit(&t);
    // the shared stubs come with the first cell
    let first = j.new_cell().unwrap();
    j.free_cell(first);
    let start = j.usage();
    let ids: Vec<_> = (0..100).map(|_| j.compile(&alternating(), "x").unwrap()).collect();
    let full = j.usage();
    let each = j.trace(ids[0]).unwrap().size;
    assert!(full.used - start.used <= 100 * each, "no page per function");
    ids.iter().for_each(|i| j.release(*i));
    assert_eq!(j.usage().used, start.used);
    for _ in 0..100 {
        j.compile(&alternating(), "x").unwrap();
    }
    assert_eq!(j.usage().touched, full.touched);
    // Running out is an error, not a crash.
    let mut small = Jit::new(Config { code_bytes: 8192, cells: 4096, ..Config::new(t.layout()) }).unwrap();
    let e = (0..100).find_map(|_| small.compile(&alternating(), "x").err());
    assert_eq!(e.as_deref(), Some("code memory is full"));
    let mut few = Jit::new(Config { code_bytes: 1 << 20, cells: 16, ..Config::new(t.layout()) }).unwrap();
    let e = (0..100).find_map(|_| few.compile(&alternating(), "x").err());
    assert_eq!(e.as_deref(), Some("too many exits"));
}

#[test]
fn dumps_show_clif_and_assembly() {
    let t = Thread::new();
    let mut j = jit(&t);
    j.want_dumps = true;
    j.compile(&optimise(&alternating(), &t.layout(), &Options::ALL), "x").unwrap();
    let quick = j.dumps.asm.clone().unwrap();
    assert!(quick.contains("guard_int") && quick.contains("loop"), "{quick}");
    let mut j = Jit::new(Config { code_bytes: 1 << 20, cells: 4096, quick: false, ..Config::new(t.layout()) }).unwrap();
    j.want_dumps = true;
    j.compile(&optimise(&alternating(), &t.layout(), &Options::ALL), "x").unwrap();
    let clif = j.dumps.clif.clone().unwrap();
    let asm = j.dumps.asm.clone().unwrap();
    if std::env::var("SHOW").is_ok() {
        println!("{clif}\n{asm}");
    }
    assert!(clif.contains("return_call_indirect") && clif.contains("brif"), "{clif}");
    assert!(asm.contains("block") || asm.contains("label"), "{asm}");
}

#[test]
fn division_by_constants() {
    let mut t = Thread::new();
    let mut j = jit(&t);
    let big = [i64::MAX >> 1, 1 << 61, (1 << 61) + 1, 1_000_000_007, 0xffff_ffff, 1 << 32];
    for d in (2..40).chain(big) {
        let mut b = Builder::new();
        let s0 = b.snapshot(Snapshot::default());
        let w = b.sload(0);
        b.guard(Op::GuardInt, &[w], s0);
        let x = b.op(Op::UnboxInt, &[w]);
        let k = b.kint(d);
        let (q, r) = (b.op(Op::Idiv, &[x, k]), b.op(Op::Imod, &[x, k]));
        let slots = vec![(1, SnapVal::Value(q, Repr::Int)), (2, SnapVal::Value(r, Repr::Int))];
        let end = b.snapshot(Snapshot { pc: 1, slots, ..Snapshot::default() });
        b.exit(end);
        let id = j.compile(b.trace(), "division").unwrap();
        for x in
            [0, 1, -1, d, -d, d - 1, 1 - d, 7 * d.min(1 << 58), -7 * d.min(1 << 58) - 1, i64::MAX >> 1, i64::MIN >> 1]
        {
            let mut frame = [box_int(x), 0, 0];
            t.exit_cursor = t.buffer.as_mut_ptr();
            assert_eq!(run(&j, &mut t, id, frame.as_mut_ptr()), 0);
            let words = used(&t);
            let r = records(&words).next().unwrap();
            let info = j.exit(r.exit).unwrap().info.clone();
            restore(&info, r.raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
            let want = (x.div_euclid(d), x.rem_euclid(d));
            assert_eq!((unbox_int(frame[1]), unbox_int(frame[2])), want, "{x} by {d}");
        }
        j.release(id);
    }
}

/// `while i <op> n: i += step`, which sets the thread's interrupt word once `i` has passed slot 3, in slots 0 to 3.
fn counting(op: Op, step: Option<i64>) -> Trace {
    let mut b = Builder::new();
    let s0 = b.snapshot(Snapshot::default());
    let words: Vec<_> = (0..4).map(|k| b.sload(k)).collect();
    let mut ints = vec![];
    for w in &words {
        b.guard(Op::GuardInt, &[*w], s0);
        ints.push(b.op(Op::UnboxInt, &[*w]));
    }
    let [i, n, by, at] = ints[..] else { panic!() };
    let c = b.op(op, &[i, n]);
    b.guard(Op::GuardTrue, &[c], s0);
    let thread = b.op(Op::Thread, &[]);
    let passed = b.op(if matches!(op, Op::Igt | Op::Ige) { Op::Ile } else { Op::Ige }, &[i, at]);
    let word = b.op(Op::Btoi, &[passed]);
    b.mem(Op::Store32, &[thread, word], INTERRUPT, sidewinder_jit::ir::Class(5));
    let by = step.map_or(by, |k| b.kint(k));
    let next = b.guard(Op::IaddOv, &[i, by], s0);
    let w = b.op(Op::BoxInt, &[next]);
    let polled = b.snapshot(Snapshot { pc: 4, slots: slots(&[(0, w)]), ..Snapshot::default() });
    b.poll(INTERRUPT, polled);
    let again = b.snapshot(Snapshot { pc: 0, slots: slots(&[(0, w)]), ..Snapshot::default() });
    b.restart(again);
    b.finish()
}

#[test]
fn counted_loops_poll_in_time() {
    let cases = [
        (Op::Ilt, Some(1), 0, 50_000),
        (Op::Ile, Some(3), -7, 50_000),
        (Op::Igt, Some(-1), 50_000, 0),
        (Op::Ige, Some(-5), 100_000, 0),
        (Op::Iult, Some(1), 0, 50_000),
        (Op::Ilt, None, 0, 150_000),
        (Op::Ile, None, 1, 150_001),
    ];
    for (op, step, from, to) in cases {
        for options in [Options::NONE, Options::ALL] {
            let mut t = Thread::new();
            let mut j = jit(&t);
            let trace = optimise(&counting(op, step), &t.layout(), &options);
            let seldom = trace.text().contains("seldom");
            assert_eq!(seldom, options == Options::ALL, "{trace}");
            let id = j.compile(&trace, "counting").unwrap();
            let by = step.unwrap_or(3);
            // never asked to leave, at once, and somewhere on the way
            for stop in [to + 2 * by, from, from + 3000 * by, from + 4095 * by] {
                t.interrupt = 0;
                t.exit_cursor = t.buffer.as_mut_ptr();
                let mut frame = [from, to, by, stop].map(box_int);
                assert_eq!(run(&j, &mut t, id, frame.as_mut_ptr()), 0);
                let words = used(&t);
                let r = &records(&words).next().unwrap();
                let info = j.exit(r.exit).unwrap().info.clone();
                restore(&info, r.raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
                let i = unbox_int(frame[0]);
                let turns = (i - stop) / by;
                let case = format!("{op:?} {step:?} {options:?} stop {stop}: at {i} through {}", info.pc);
                if (stop - to) * by > 0 {
                    let over = (i - by - from) / by * by + from;
                    assert!(info.pc == 0 && over == i - by, "{case}");
                    let more = |x: i64| match op {
                        Op::Ilt | Op::Iult => x < to,
                        Op::Ile => x <= to,
                        Op::Igt => x > to,
                        _ => x >= to,
                    };
                    assert!(!more(i) && more(i - by), "{case}");
                } else {
                    let late = if seldom { sidewinder_jit::opt::strip::TURNS } else { 1 };
                    assert!(info.pc == 4 && (i - from) % by == 0 && (1..=late + 1).contains(&turns), "{case}");
                }
            }
        }
    }
}
