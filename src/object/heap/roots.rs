//! Registered roots: tables of words, and functions that pass words.

use super::mark::Tracer;

pub(super) struct Roots {
    tables: Vec<(usize, usize)>,
    scanners: Vec<fn(&mut Tracer)>,
}

impl Roots {
    pub(super) const fn new() -> Roots {
        Roots { tables: Vec::new(), scanners: Vec::new() }
    }

    pub(super) fn add_table(&mut self, words: *const u64, n: usize) {
        self.tables.push((words as usize, n));
    }

    pub(super) fn remove_table(&mut self, words: *const u64) {
        if let Some(at) = self.tables.iter().rposition(|&(addr, _)| addr == words as usize) {
            self.tables.swap_remove(at);
        }
    }

    pub(super) fn add_scanner(&mut self, scanner: fn(&mut Tracer)) {
        self.scanners.push(scanner);
    }

    /// Passes everything registered.
    pub(super) fn scan(&self, tracer: &mut Tracer) {
        for &(words, n) in &self.tables {
            // SAFETY: `add_root_table` requires the words to stay readable.
            unsafe { tracer.words(words as *const u64, n) };
        }
        for scanner in &self.scanners {
            scanner(tracer);
        }
    }
}
