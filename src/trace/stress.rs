//! `--jit-stress`: everything is recorded, and guards that hold fail.
//!
//! A guard that fails only leaves the trace early, so the program's output must stay the same. Each compiled guard that
//! executes its instruction again asks `decide` first, which says yes to some by a seeded generator, or to the n-th only.
//! To bisect: `fail-guard:N`, or `seed:S,limit:M` with ever smaller M; the events channel tells which guard it was.

use sidewinder_jit::ir::Trace;
use sidewinder_jit::opt::stress::{ask_everywhere, decider};

use super::recorder::{ELSEWHERE, UNWIND};
use super::{State, dump, name_of, state};

/// How guards are made to fail.
#[derive(Clone, Debug, PartialEq)]
pub struct StressOptions {
    pub seed: u64,
    /// One in so many guards fails, on average.
    pub every: u64,
    /// Only the guard that is the n-th to be executed fails, from 1.
    pub fail_guard: Option<u64>,
    /// So many fail, then no more.
    pub limit: u64,
}
impl Default for StressOptions {
    fn default() -> Self {
        StressOptions { seed: 1, every: 30, fail_guard: None, limit: u64::MAX }
    }
}
impl StressOptions {
    /// `SEED`, or a list of `seed:N`, `every:N`, `fail-guard:N`, `limit:N`. The error is a message for the user.
    pub fn parse(text: &str) -> Result<StressOptions, String> {
        let mut o = StressOptions::default();
        for part in text.split(',').filter(|p| !p.is_empty()) {
            let (name, number) = part.split_once(':').unwrap_or(("seed", part));
            let n: u64 = number.parse().map_err(|_| format!("--jit-stress: not a number: '{number}'"))?;
            match name {
                "every" | "fail-guard" if n == 0 => return Err(format!("--jit-stress: {name} counts from 1")),
                "seed" => o.seed = n,
                "every" => o.every = n,
                "fail-guard" => o.fail_guard = Some(n),
                "limit" => o.limit = n,
                _ => return Err(format!("--jit-stress: unknown '{name}' (one of seed, every, fail-guard, limit)")),
            }
        }
        Ok(o)
    }
}

/// What has happened so far.
pub(super) struct Stress {
    options: StressOptions,
    random: u64,
    /// Guards asked, and how many of them failed.
    asked: u64,
    failed: u64,
    /// Numbers of guards given out, with what they guard in dumps.
    guards: Vec<String>,
}
impl Stress {
    pub fn new(options: StressOptions) -> Stress {
        // any seed gives another sequence, none gives zero
        let random = options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Stress { options, random, asked: 0, failed: 0, guards: vec![] }
    }
    fn fails(&mut self) -> bool {
        self.asked += 1;
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let yes = match self.options.fail_guard {
            Some(n) => self.asked == n,
            None => self.failed < self.options.limit && self.random.is_multiple_of(self.options.every),
        };
        self.failed += yes as u64;
        yes
    }
    pub fn counts(&self) -> (u64, u64) {
        (self.asked, self.failed)
    }
}

/// Called by compiled code in front of guard `number`.
unsafe extern "sysv64" fn decide(number: i64) -> u64 {
    let Some(s) = state() else { return 0 };
    let Some(stress) = &mut s.stress else { return 0 };
    if !stress.fails() {
        return 0;
    }
    let (asked, failed) = (stress.asked, stress.failed);
    let what = stress.guards.get(number as usize).cloned().unwrap_or_default();
    dump::event(s, None, || format!("forced failure {failed}: guard {number}, the {asked}th executed: {what}"));
    1
}

/// The trace with its guards made to fail, if that is wanted.
pub(super) fn instrument(s: &mut State, t: Trace) -> Trace {
    let Some(stress) = &mut s.stress else { return t };
    let helper = decider("stress", decide as *const () as u64);
    let again = |pc: u64| pc & (UNWIND | ELSEWHERE) == 0;
    let out = ask_everywhere(&t, &helper, stress.guards.len() as i64, |snap| again(snap.pc));
    // an instrumented guard stands behind each question
    let asked = out.insts.windows(2).filter(|w| {
        w[0].op == sidewinder_jit::ir::Op::Call && out.helpers[w[0].aux as usize].address == helper.address
    });
    for w in asked {
        let pc = out.snaps[w[1].snap as usize].pc;
        stress.guards.push(name_of(pc as *const u64));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_understood() {
        let o = StressOptions::parse("7").expect("a seed");
        assert_eq!((o.seed, o.every), (7, StressOptions::default().every));
        let o = StressOptions::parse("every:3,limit:9").expect("a list");
        assert_eq!((o.seed, o.every, o.limit), (1, 3, 9));
        for wrong in ["often", "n:1", "every:0", "fail-guard:0"] {
            assert!(StressOptions::parse(wrong).is_err(), "{wrong}");
        }
    }
    #[test]
    fn one_guard_in_so_many_fails() {
        let mut s = Stress::new(StressOptions { every: 10, limit: 500, ..StressOptions::default() });
        let n = (0..10_000).filter(|_| s.fails()).count();
        assert_eq!(n, 500);
        assert!((3000..7000).contains(&s.asked.min(5000)));
        let mut s = Stress::new(StressOptions { fail_guard: Some(5), ..StressOptions::default() });
        assert_eq!((1..100).filter(|_| s.fails()).count(), 1);
    }
}
