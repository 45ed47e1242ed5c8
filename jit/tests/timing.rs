//! Compile times by hand: `cargo test --release -p sidewinder-jit --test timing -- --ignored --nocapture`.
mod common;
use common::toy::*;
use common::*;
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
        for seed in [5u64, 9] {
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
