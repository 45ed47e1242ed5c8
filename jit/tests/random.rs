//! Random programs: interpreter = evaluator and machine code of the recorded trace = the same of the optimised trace.
//!
//! A failing seed prints itself; `SEED=n cargo test -p sidewinder-jit --test random` runs that one and prints the traces.

mod common;

use common::toy::*;
use common::*;
use sidewinder_jit::eval::{Eval, Outcome};
use sidewinder_jit::exits::{ExitInfo, restore};
use sidewinder_jit::ir::{Trace, parse::parse, verify::verify};
use sidewinder_jit::lower::tree::Node;
use sidewinder_jit::lower::{Config, Jit, records};
use sidewinder_jit::opt::graft::graft;
use sidewinder_jit::opt::stress::fail_guard;
use sidewinder_jit::opt::{Options, optimise};
use std::collections::HashMap;

/// How a trace is executed.
enum Runner<'a> {
    Eval,
    Code(&'a Jit, u64),
}

/// Runs the program with a trace for the loop header; the final state.
fn run(t: &mut Thread, base: *mut u64, p: &[T], trace: &Trace, runner: &Runner, seed: u64) -> Vec<String> {
    let mut exits = vec![];
    let layout = t.layout();
    let mut pc = 0;
    while pc != p.len() {
        if pc != 0 {
            pc = step(t, base, p, pc);
            continue;
        }
        t.exit_cursor = t.buffer.as_mut_ptr();
        let (info, raws): (ExitInfo, Vec<u64>) = match runner {
            Runner::Eval => {
                let e =
                    Eval { layout: &layout, base: base as u64, thread: t.address() as u64, inputs: &[], fuel: 10_000 };
                let mut host = t.real();
                match e.run(trace, &mut host) {
                    Outcome::Exit { snap, raws } => (ExitInfo::of(trace, &trace.snaps[snap as usize]), raws),
                    o => panic!("seed {seed}: {o:?}\n{trace}"),
                }
            }
            Runner::Code(jit, entry) => {
                let r = unsafe { jit.enter(*entry, base, t.address()) };
                assert_eq!(r, 0);
                let used = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
                let rs = records(&t.buffer[..used]).collect::<Vec<_>>();
                assert_eq!(rs.len(), 1);
                assert_eq!(rs[0].base, base as u64);
                (jit.exit(rs[0].exit).unwrap().info.clone(), rs[0].raws.to_vec())
            }
        };
        restore(&info, &raws, &mut Restore { thread: t, base });
        pc = info.pc as u32 as usize;
        exits.push(format!("{pc}: {}", digest(t, base)));
        if pc == 0 {
            // The trace left where it begins: let the interpreter make progress.
            pc = step(t, base, p, 0);
        }
    }
    exits.push(format!("end {}", digest(t, base)));
    exits
}

/// Runs the program growing a tree: the second time an exit is taken, it gets a side trace.
fn run_tree(t: &mut Thread, base: *mut u64, p: &[T], root: &Trace, o: &Options, jit: &mut Jit, seed: u64) -> Grown {
    let layout = t.layout();
    let cell = jit.new_cell().unwrap();
    let mut ids = vec![jit.compile(root, "root").unwrap()];
    let mut nodes = vec![(root.clone(), None)];
    jit.set_cell(cell, Some(ids[0]));
    let entry = jit.trace(ids[0]).unwrap().entry;
    let mut hits: HashMap<u32, u32> = HashMap::new();
    let mut pc = 0;
    let mut turns = 0;
    while pc != p.len() {
        if pc != 0 {
            pc = step(t, base, p, pc);
            continue;
        }
        turns += 1;
        assert!(turns < 10_000, "seed {seed}: no progress");
        t.exit_cursor = t.buffer.as_mut_ptr();
        let r = unsafe { jit.enter(entry, base, t.address()) };
        assert_eq!(r, 0);
        let used = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
        let words = t.buffer[..used].to_vec();
        let rs = records(&words).collect::<Vec<_>>();
        assert_eq!(rs.len(), 1);
        let exit = rs[0].exit;
        let info = jit.exit(exit).unwrap().info.clone();
        restore(&info, rs[0].raws, &mut Restore { thread: t, base });
        pc = info.pc as u32 as usize;
        let n = hits.entry(exit).or_default();
        *n += 1;
        if *n == 2 && pc != p.len() && ids.len() < 12 {
            let mut rec = Recorder::new(t, base, p);
            rec.inherit(&info);
            let (side, at) = rec.run(pc, Some(cell));
            verify(&side).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{side}"));
            let side = optimise(&side, &layout, o);
            let id = jit.compile(&side, "side").unwrap_or_else(|e| panic!("seed {seed}: {e}\n{side}"));
            let (trace, snap) = jit.exit(exit).map(|x| (x.trace, x.snap)).unwrap();
            nodes.push((side, ids.iter().position(|x| *x == trace).map(|p| (p, snap))));
            jit.attach(exit, id).unwrap();
            ids.push(id);
            pc = at;
        } else if pc == 0 {
            pc = step(t, base, p, 0);
        }
    }
    ids.iter().for_each(|i| jit.release(*i));
    Grown { end: format!("end {}", digest(t, base)), nodes, cell }
}

/// The same by `plant` and `grow`, merging whenever the tree has doubled; the final state.
fn run_forest(t: &mut Thread, base: *mut u64, p: &[T], root: &Trace, o: &Options, jit: &mut Jit, seed: u64) -> String {
    let layout = t.layout();
    let cell = jit.new_cell().unwrap();
    jit.plant(root.clone(), cell, "root").unwrap();
    let (mut pc, mut turns) = (0, 0);
    while pc != p.len() {
        if pc != 0 {
            pc = step(t, base, p, pc);
            continue;
        }
        turns += 1;
        assert!(turns < 10_000, "seed {seed}: no progress");
        t.exit_cursor = t.buffer.as_mut_ptr();
        let entry = jit.entry(cell).unwrap();
        assert_eq!(unsafe { jit.enter(entry, base, t.address()) }, 0);
        let used = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
        let words = t.buffer[..used].to_vec();
        let r = records(&words).next().unwrap();
        let x = jit.exit_mut(r.exit).unwrap();
        x.hits += 1;
        let (hits, info) = (x.hits, x.info.clone());
        assert_eq!(jit.root_of(r.exit), Some(cell));
        restore(&info, r.raws, &mut Restore { thread: t, base });
        pc = info.pc as u32 as usize;
        if hits == 2 && pc != p.len() && jit.sides(cell).0 < 12 {
            let mut rec = Recorder::new(t, base, p);
            rec.inherit(&info);
            let (side, at) = rec.run(pc, Some(cell));
            jit.grow(r.exit, optimise(&side, &layout, o), "side").unwrap();
            let (all, apart) = jit.sides(cell);
            if apart * 2 > all {
                jit.merge(cell).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{}", jit.tree_text(cell)));
                assert_eq!(jit.sides(cell), (all, 0));
                jit.release_retired();
            }
            pc = at;
        } else if pc == 0 {
            pc = step(t, base, p, 0);
        }
    }
    jit.cut(cell);
    jit.release_retired();
    assert!(jit.entry(cell).is_none());
    jit.free_cell(cell);
    format!("end {}", digest(t, base))
}

/// A tree of traces, and the state in which the program ended while it grew.
struct Grown {
    end: String,
    nodes: Vec<(Trace, Option<(usize, u32)>)>,
    cell: u64,
}

/// The grown tree as one function: the final state, and how many side traces enter the loop directly.
fn run_merged(t: &mut Thread, base: *mut u64, p: &[T], g: &Grown, jit: &mut Jit, seed: u64) -> (String, usize) {
    let nodes: Vec<Node> =
        g.nodes.iter().map(|(trace, parent)| Node { trace, parent: *parent, merged: false }).collect();
    let id = jit.compile_tree(&nodes, g.cell, "tree").unwrap_or_else(|e| panic!("seed {seed}: {e}\n{}", tree_text(g)));
    let entry = jit.trace(id).unwrap().entry;
    let states = run(t, base, p, &g.nodes[0].0, &Runner::Code(jit, entry), seed);
    jit.release(id);
    let direct = graft(&nodes, g.cell).iter().flatten().filter(|x| x.entry.is_some()).count();
    (states.last().cloned().unwrap_or_default(), direct)
}

struct Setup {
    p: Vec<T>,
    seed: u64,
    turns: i64,
}

impl Setup {
    fn fresh(&self, t: &mut Thread, base: *mut u64) {
        t.reset();
        let mut r = Rng(self.seed ^ 0x5555);
        start(&mut r, t, base, self.turns);
    }
}

fn tree_text(g: &Grown) -> String {
    g.nodes.iter().enumerate().map(|(n, x)| format!("node {n} of {:?}:\n{}", x.1, x.0)).collect()
}

/// Returns the number of side traces that were grown, and of those that enter the root's loop directly.
fn one(seed: u64, jit: &mut Jit, t: &mut Thread, loud: bool) -> (usize, usize) {
    let mut r = Rng(seed.wrapping_mul(0x9e3779b97f4a7c15) ^ 77);
    r.next();
    let p = if seed.is_multiple_of(2) { tame(&mut r) } else { program(&mut r) };
    let setup = Setup { p: p.clone(), seed, turns: 4 + (seed % 27) as i64 };
    let mut frame = vec![0u64; 64];
    let base = unsafe { frame.as_mut_ptr().add(8) };
    // The truth.
    setup.fresh(t, base);
    let mut pc = 0;
    while pc != p.len() {
        pc = step(t, base, &p, pc);
    }
    let truth = format!("end {}", digest(t, base));
    // Record some iteration.
    setup.fresh(t, base);
    for _ in 0..seed % 3 {
        loop {
            pc = step(t, base, &p, if pc == p.len() { 0 } else { pc });
            if pc == 0 {
                break;
            }
        }
    }
    let (trace, end) = Recorder::new(t, base, &p).run(0, None);
    if end != 0 {
        return (0, 0);
    }
    if loud {
        println!("{:#?}\nrecorded:\n{trace}", setup.p);
    }
    verify(&trace).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{trace}"));
    let again = parse(&trace.text()).unwrap_or_else(|e| panic!("seed {seed}: {e}\n{trace}"));
    assert_eq!(again.text(), trace.text(), "seed {seed}: text form");
    let layout = t.layout();
    let all = [
        ("recorded", trace.clone()),
        ("unpeeled", optimise(&trace, &layout, &Options { peel: false, ..Options::ALL })),
        ("optimised", optimise(&trace, &layout, &Options::ALL)),
        ("peeled only", optimise(&trace, &layout, &Options { peel: true, ..Options::NONE })),
        ("random", optimise(&trace, &layout, &random_options(seed))),
    ];
    let forced = fail_guard(&all[2].1, seed as usize % 23, |s| s.pc & BRANCH == 0).map(|t| ("forced", t));
    let early = fail_guard(&trace, seed as usize % 17, |s| s.pc & BRANCH == 0)
        .map(|t| ("forced, optimised", optimise(&t, &layout, &Options::ALL)));
    for (name, tr) in all.iter().chain(&forced).chain(&early) {
        verify(tr).unwrap_or_else(|e| panic!("seed {seed} {name}: {e}\n{tr}"));
        if loud {
            println!("{name}:\n{tr}");
        }
        setup.fresh(t, base);
        let by_eval = run(t, base, &p, tr, &Runner::Eval, seed);
        assert_eq!(
            by_eval.last(),
            Some(&truth),
            "seed {seed}: {name}, evaluated\n{by_eval:#?}\n{:?}\nrecorded:\n{trace}\n{name}:\n{tr}",
            setup.p
        );
        let id = jit.compile(tr, name).unwrap_or_else(|e| panic!("seed {seed} {name}: {e}"));
        let entry = jit.trace(id).unwrap().entry;
        setup.fresh(t, base);
        let by_code = run(t, base, &p, tr, &Runner::Code(jit, entry), seed);
        assert_eq!(by_eval, by_code, "seed {seed}: {name}, evaluated and compiled\n{tr}");
        jit.release(id);
    }
    let mut sides = (0, 0);
    for (o, tr) in [(Options::NONE, &all[0].1), (Options::ALL, &all[2].1)] {
        setup.fresh(t, base);
        let g = run_tree(t, base, &p, tr, &o, jit, seed);
        assert_eq!(g.end, truth, "seed {seed}: tree\n{:?}\nroot:\n{tr}", setup.p);
        setup.fresh(t, base);
        let (end, n) = run_merged(t, base, &p, &g, jit, seed);
        assert_eq!(end, truth, "seed {seed}: merged tree\n{:?}\n{}", setup.p, tree_text(&g));
        jit.free_cell(g.cell);
        setup.fresh(t, base);
        let end = run_forest(t, base, &p, tr, &o, jit, seed);
        assert_eq!(end, truth, "seed {seed}: tree that was merged while it grew\n{:?}", setup.p);
        sides.0 += g.nodes.len() - 1;
        sides.1 += n;
        if loud {
            println!("{}", tree_text(&g));
        }
    }
    sides
}

fn random_options(seed: u64) -> Options {
    let b = |n: u32| seed >> n & 1 != 0;
    Options {
        fold: b(0),
        cse: b(1),
        guards: b(2),
        ranges: b(3),
        forward: b(4),
        unbox: b(5),
        peel: b(6),
        alloc: b(7),
        narrow: b(8),
        strip: b(9),
        ordered: b(10),
        rounds: 1 + (seed % 3) as u32,
    }
}

#[test]
fn programs() {
    all_programs(true, false);
}
#[test]
fn programs_with_few_registers() {
    all_programs(true, true);
}
#[test]
fn programs_by_cranelift() {
    all_programs(false, false);
}

fn all_programs(quick: bool, few_registers: bool) {
    let mut t = Thread::new();
    let config = Config { code_bytes: 4 << 20, cells: 1 << 16, quick, few_registers, ..Config::new(t.layout()) };
    let mut jit = Jit::new(config).unwrap();
    if let Some(seed) = std::env::var("SEED").ok().and_then(|s| s.parse().ok()) {
        one(seed, &mut jit, &mut t, true);
        return;
    }
    let count = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(if quick { 1000 } else { 300 });
    // the shared stubs come with the first cell
    let first = jit.new_cell().unwrap();
    jit.free_cell(first);
    let empty = jit.usage().used;
    let sides = (0..count).map(|seed| one(seed, &mut jit, &mut t, false)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert_eq!(jit.usage().used, empty, "released code is reused");
    println!("{} side traces, {} of them enter the loop", sides.0, sides.1);
    assert!(sides.0 > count as usize / 2 && sides.1 > count as usize / 50, "hardly any side traces: {sides:?}");
}
