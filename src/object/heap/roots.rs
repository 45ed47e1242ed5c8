//! Registered roots: tables of words, and functions that pass words.
//!
//! Large and rarely changing sets of roots (interned strings, shapes) have *stable* scanners: a minor collection leaves
//! them out and looks only at the words that were announced with `add_word` since the last collection.

use super::mark::Tracer;

pub(super) struct Roots {
    tables: Vec<(usize, usize)>,
    scanners: Vec<fn(&mut Tracer)>,
    stable: Vec<fn(&mut Tracer)>,
    /// What has come under the stable scanners since the last collection, once there has been one with all of them.
    new_words: Vec<u64>,
    scanned: bool,
}

impl Roots {
    pub(super) const fn new() -> Roots {
        Roots { tables: Vec::new(), scanners: Vec::new(), stable: Vec::new(), new_words: Vec::new(), scanned: false }
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

    pub(super) fn add_stable_scanner(&mut self, scanner: fn(&mut Tracer)) {
        self.stable.push(scanner);
        self.scanned = false;
    }

    #[inline]
    pub(super) fn add_word(&mut self, word: u64) {
        if self.scanned {
            self.new_words.push(word);
        }
    }

    /// Where the list of new words is, for the search for stray pointers.
    pub(super) fn buffer(&self) -> (usize, usize) {
        (self.new_words.as_ptr() as usize, self.new_words.capacity() * size_of::<u64>())
    }

    /// All that the scanners would pass is old.
    pub(super) fn all_old(&mut self) {
        self.scanned = true;
        self.new_words.clear();
    }

    /// Passes everything registered that may have become a root of a young object since the last collection.
    pub(super) fn scan(&mut self, tracer: &mut Tracer, minor: bool) {
        for &(words, n) in &self.tables {
            // SAFETY: `add_root_table` requires the words to stay readable.
            unsafe { tracer.words(words as *const u64, n) };
        }
        for scanner in &self.scanners {
            scanner(tracer);
        }
        if !minor || !self.scanned {
            self.stable.iter().for_each(|scanner| scanner(tracer));
            self.scanned = true;
        } else {
            self.new_words.iter().for_each(|&word| tracer.word(word));
        }
        self.new_words.clear();
    }
}
