//! Where in a text a match may begin: how a search finds the places that are worth an attempt.

use memchr::memmem::Finder;

use super::codes::at;
use super::program::{Inst, One, Program, ROW, entry};
use super::starts::Walk;

/// Most characters that a filter looks at.
const PLACES: usize = 8;

pub enum Plan {
    Everywhere,
    /// Only where the search begins.
    Anchored,
    /// There, and behind each newline: the pattern begins with `.*`, or with `^` that means lines.
    Lines,
    /// Where these characters are; a finder for them if they are bytes.
    Letters(Box<(Vec<u32>, Option<Finder<'static>>)>),
    /// Where the characters may be the first ones of a match.
    Filter(Box<Filter>),
}
pub struct Filter {
    /// Bit k of a character's entry: it may be the k-th.
    pub row: [u8; ROW],
    /// The bit of the last place.
    pub last: u8,
    /// The first byte, if there is only one.
    pub first: Option<u8>,
}

impl Plan {
    pub fn new(p: &Program, walk: &mut Walk) -> Plan {
        let first = p.insts.iter().position(|i| !matches!(i, Inst::Mark(_))).unwrap_or(0);
        match p.insts[first] {
            Inst::At(at::BEGINNING | at::BEGINNING_STRING) => return Plan::Anchored,
            Inst::At(at::BEGINNING_LINE) => return Plan::Lines,
            // an attempt from inside what `.*` takes would try no more than the first one has
            Inst::Greedy(s) | Inst::Lazy(s) if p.singles[s as usize].takes_all() && !p.looks_at_groups() => {
                return if p.singles[s as usize].one == One::All { Plan::Anchored } else { Plan::Lines };
            }
            _ => {}
        }
        let starts = walk.starts(p, 0, PLACES, usize::MAX);
        if starts.places == 0 {
            return Plan::Everywhere;
        }
        let letters = p.prefix();
        if letters.len() > 1 || letters.len() == starts.places || letters.first().is_some_and(|c| *c > 255) {
            let bytes: Option<Vec<u8>> = letters.iter().map(|c| u8::try_from(*c).ok()).collect();
            return Plan::Letters(Box::new((letters, bytes.map(|b| Finder::new(&b).into_owned()))));
        }
        let first = letters.first().map(|c| *c as u8);
        Plan::Filter(Box::new(Filter { row: starts.row, last: 1 << (starts.places - 1), first }))
    }
}
impl Filter {
    /// As far as the entries of the characters from a place on tell, may a match begin there?
    #[inline(always)]
    pub fn allows<T: Copy + Into<u32>>(&self, text: &[T]) -> bool {
        let mut state = 1;
        for c in text {
            if self.row[entry(*c)] & state == 0 {
                return false;
            }
            if state == self.last {
                return true;
            }
            state <<= 1;
        }
        false
    }
}
