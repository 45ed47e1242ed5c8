//! `/tmp/perf-PID.map`: names of traces for `perf`.

use std::fs::File;
use std::io::Write;

/// The open map file.
pub struct PerfMap(File);

impl PerfMap {
    /// Creates the file; without one, profiling just has no names.
    pub fn open() -> Option<PerfMap> {
        File::create(format!("/tmp/perf-{}.map", std::process::id())).ok().map(PerfMap)
    }
    /// Adds a function.
    pub fn add(&mut self, at: usize, len: usize, name: &str) {
        // Profiling must not stop the program: a full disk loses names, nothing else.
        let _ = writeln!(self.0, "{at:x} {len:x} trace:{name}");
    }
}
