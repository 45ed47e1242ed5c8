//! The optimiser: small passes over a line of instructions.
//!
//! Each pass takes a trace and gives a new one that leaves in the same states (or earlier ones, see `guards`), and is tested text
//! to text by `tests/filetests`. The passes find little alone and much in turn, so [`optimise`] runs the cheap ones to a
//! fixed point before and after peeling.
//!
//! | pass | what it does |
//! |---|---|
//! | [`fold`] | constants, algebra, boxing of unboxing |
//! | [`cse`] | the same computation once |
//! | [`guards`] | known guards go; the strong one first |
//! | [`ranges`] | overflow checks that cannot fail |
//! | [`forward`] | loads from known memory, dead stores, memory phis |
//! | [`unbox`] | raw values in phis and snapshots |
//! | [`peel`] | the loop after its first iteration |
//! | [`narrow`] | guards in the preamble for overflow checks in the loop |
//! | [`alloc`] | objects as values, sunk into exits |
//! | [`ordered`] | whether floats are numbers, asked of two at once |
//! | [`strip`] | polls of counted loops |
//! | [`dce`] | what nobody needs |
//!
//! The first four take their turns within one walk over the trace, [`sweep`].
//!
//! [`graft`] works on trees, when they are compiled as one function: it rewrites a side trace for the place it grows from, and
//! finds, with [`renew`], how it may enter the root's loop.

pub mod alloc;
pub mod cse;
pub mod dce;
pub mod fold;
pub mod forward;
pub mod graft;
pub mod guards;
pub mod narrow;
pub mod ordered;
pub mod peel;
pub mod ranges;
pub mod renew;
pub mod rewrite;
pub mod stress;
pub mod strip;
pub mod sweep;
pub mod unbox;

use crate::ir::value::Layout;
use crate::ir::{Trace, verify};
use sweep::On;

/// Which passes run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub fold: bool,
    pub cse: bool,
    pub guards: bool,
    pub ranges: bool,
    pub forward: bool,
    pub unbox: bool,
    pub peel: bool,
    pub alloc: bool,
    pub narrow: bool,
    pub ordered: bool,
    pub strip: bool,
    /// Rounds of the cheap passes before and after peeling, at most.
    pub rounds: u32,
}

impl Options {
    pub const ALL: Options = Options {
        fold: true,
        cse: true,
        guards: true,
        ranges: true,
        forward: true,
        unbox: true,
        peel: true,
        alloc: true,
        narrow: true,
        ordered: true,
        strip: true,
        rounds: 2,
    };
    pub const NONE: Options = Options {
        fold: false,
        cse: false,
        guards: false,
        ranges: false,
        forward: false,
        unbox: false,
        peel: false,
        alloc: false,
        narrow: false,
        ordered: false,
        strip: false,
        rounds: 0,
    };
}

impl Default for Options {
    fn default() -> Options {
        Options::ALL
    }
}

/// Names of the passes for [`run_pass`].
pub const PASSES: &[&str] =
    &["fold", "cse", "guards", "ranges", "forward", "unbox", "peel", "alloc", "narrow", "ordered", "strip", "dce"];

/// Runs one pass by name.
pub fn run_pass(name: &str, t: &Trace, layout: &Layout) -> Option<Trace> {
    let off = On::default();
    let t = t.clone();
    let out = match name {
        "fold" => sweep::run(t, layout, On { fold: true, ..off }),
        "cse" => sweep::run(t, layout, On { cse: true, ..off }),
        "guards" => sweep::run(t, layout, On { guards: true, ..off }),
        "forward" => sweep::run(t, layout, On { forward: true, ..off }),
        "ranges" => ranges::run(t),
        "unbox" => unbox::run(t),
        "peel" => peel::run(t),
        "alloc" => alloc::run(t),
        "narrow" => narrow::run(t),
        "ordered" => ordered::run(t),
        "strip" => strip::run(t),
        "dce" => dce::run(t),
        _ => return None,
    };
    Some(checked(name, out))
}
/// In debug builds, a pass leaves a well-formed trace.
fn checked(name: &str, out: Trace) -> Trace {
    if cfg!(debug_assertions)
        && let Err(e) = verify::verify(&out)
    {
        panic!("pass {name}: {e}\n{out}")
    }
    out
}

/// Runs the enabled passes.
pub fn optimise(t: &Trace, layout: &Layout, o: &Options) -> Trace {
    optimise_owned(t.clone(), layout, o)
}
/// The same of a trace that nobody needs as it was.
pub fn optimise_owned(mut t: Trace, layout: &Layout, o: &Options) -> Trace {
    let on = On { fold: o.fold, cse: o.cse, guards: o.guards, forward: o.forward };
    // A line of instructions that is run through once seldom has something for a second round, but for what `ranges` leaves.
    let cheap = |mut t: Trace, rounds: u32, sparing: bool| {
        for _ in 0..rounds {
            let before = t.len();
            let mut changed = false;
            if on != On::default() {
                t = checked("sweep", sweep::run(t, layout, on));
            }
            if o.unbox {
                t = checked("unbox", unbox::run(t));
            }
            if o.ranges {
                (t, changed) = ranges::apply(t);
                t = checked("ranges", t);
            }
            t = checked("dce", dce::run(t));
            if t.len() == before || sparing && !changed {
                break;
            }
        }
        t
    };
    let peel = o.peel && peel::applies(&t);
    let alloc = o.alloc && alloc::applies(&t);
    // What one round leaves before peeling, or before objects become values, the rounds behind it find.
    t = cheap(t, if peel || alloc { o.rounds.min(1) } else { o.rounds }, !peel);
    if peel {
        t = cheap(checked("peel", peel::run(t)), if alloc { o.rounds.min(1) } else { o.rounds }, false);
    }
    if alloc && alloc::applies(&t) {
        t = cheap(checked("alloc", alloc::run(t)), o.rounds, !peel);
    }
    if o.narrow {
        let changed;
        (t, changed) = narrow::apply(t);
        if changed {
            t = checked("dce", dce::run(ranges::run(checked("narrow", t))));
        }
    }
    if o.ordered {
        let changed;
        (t, changed) = ordered::apply(t);
        if changed {
            t = checked("dce", dce::run(checked("ordered", t)));
        }
    }
    if o.strip && peel {
        t = checked("strip", strip::run(t));
    }
    if o.rounds == 0 {
        t = checked("dce", dce::run(t));
    }
    // it stays as long as the tree may be compiled again
    t.insts.shrink_to_fit();
    t
}
