//! Modes that look for mistakes in the use of the heap: stress and stray.

use super::collect::Collect;

pub(super) struct Verify {
    stress_collections: u64,
    pub(super) stray: bool,
    pub(super) stray_abort: bool,
    pub(super) stray_count: usize,
    ignored: Vec<(usize, usize)>,
}

impl Verify {
    pub(super) const fn new() -> Verify {
        Verify { stress_collections: 0, stray: false, stray_abort: false, stray_count: 0, ignored: Vec::new() }
    }

    /// Under stress every 64th collection is a full one.
    pub(super) fn next_stress_collection(&mut self) -> Collect {
        self.stress_collections += 1;
        if self.stress_collections % 64 == 0 { Collect::Full } else { Collect::Minor }
    }

    pub(super) fn ignore(&mut self, addr: usize, bytes: usize) {
        self.ignored.push((addr, bytes));
    }
}
