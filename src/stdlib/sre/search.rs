//! Searching: attempts at the places that the program's `Plan` finds.

use super::engine::{Goal, Matcher, as_bytes, find_unit, is_text};
use super::plan::{Filter, Plan};
use super::program::entry;
use crate::object::Raised;
use crate::object::str::Unit;

/// Characters that are passed over for the price of a choice.
const CHEAP: usize = 64;
/// Characters from one to the next of those that are worth looking for on their own.
const RARE: usize = 24;

impl<T: Unit> Matcher<'_, T> {
    /// The first match that begins at `from` or later. `Goal::Advance` concerns a match at `from` only.
    pub fn search(&mut self, from: usize, goal: Goal) -> Result<bool, Raised> {
        let (n, least) = (self.text.len(), self.program.least);
        if from > n || n - from < least {
            return Ok(false);
        }
        let (mut i, last) = (from, n - least);
        while let Some(next) = self.candidate(from, i, last) {
            if self.attempt(next, if next == from { goal } else { Goal::Any })? {
                return Ok(true);
            }
            self.pay(1 + (next - i) / CHEAP)?;
            i = next + 1;
        }
        Ok(false)
    }
    /// The first place from `i` to `last` where a match may begin, if the search began at `from`.
    #[inline(always)]
    fn candidate(&self, from: usize, i: usize, last: usize) -> Option<usize> {
        if i > last {
            return None;
        }
        let text = self.text;
        match &self.program.plan {
            Plan::Everywhere => Some(i),
            Plan::Anchored => Some(i).filter(|i| *i == from),
            Plan::Lines if i == from => Some(i),
            Plan::Lines => find_unit(&text[i - 1..last], 10).map(|k| i + k),
            Plan::Letters(letters) => match (&letters.1, as_bytes(text)) {
                (Some(finder), Some(bytes)) => finder.find(&bytes[i..]).map(|k| i + k),
                _ => find_letters(text, i, &letters.0),
            },
            Plan::Filter(filter) => find_allowed(filter, text, i),
        }
    }
}
fn find_letters<T: Unit>(text: &[T], mut i: usize, letters: &[u32]) -> Option<usize> {
    loop {
        i += find_unit(&text[i..], letters[0])?;
        if is_text(text.get(i..i + letters.len())?, letters) {
            return Some(i);
        }
        i += 1;
    }
}
/// The first place from `i` on where the filter allows a match. Shift-and (Baeza-Yates and Gonnet, "A new approach to text
/// searching", 1992): bit k of the state says that the last k + 1 characters may begin a match.
fn find_allowed<T: Unit>(filter: &Filter, text: &[T], mut i: usize) -> Option<usize> {
    if let (Some(c), Some(bytes)) = (filter.first, as_bytes(text)) {
        // as long as the first byte is rare, it alone is looked for
        let (from, mut rejected) = (i, 0);
        while i - from >= rejected * RARE {
            i += memchr::memchr(c, &bytes[i..])?;
            if filter.allows(&bytes[i..]) {
                return Some(i);
            }
            i += 1;
            rejected += 1;
        }
    }
    let mut state = 0u8;
    let k = text[i..].iter().position(|c| {
        state = (state << 1 | 1) & filter.row[entry(*c)];
        state & filter.last != 0
    })?;
    Some(i + k - filter.last.trailing_zeros() as usize)
}
