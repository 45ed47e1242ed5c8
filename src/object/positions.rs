//! Source positions of instructions, packed: runs of words with one position, each a few bytes. They are needed for
//! tracebacks, tracing and introspection only, so they stay packed until somebody asks often.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

/// A source range: lines from 1, columns in UTF-8 bytes from 0. Line 0: no position.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
#[repr(C)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
}

/// Lookups before the whole table is unpacked.
const PATIENCE: u32 = 16;

/// One position for each word of an instruction stream.
#[derive(Debug, Default)]
pub struct Positions {
    /// For each run: number of words, line relative to the run before, lines to the end, column, end column relative to the
    /// column; all variable-length, the relative ones with the sign in the low bit.
    packed: Cow<'static, [u8]>,
    asked: Cell<u32>,
    unpacked: OnceCell<Box<[Position]>>,
}

impl PartialEq for Positions {
    fn eq(&self, o: &Positions) -> bool {
        self.packed == o.packed
    }
}

impl Positions {
    pub fn new(all: &[Position]) -> Positions {
        let mut out = Vec::new();
        let mut before = 0i64;
        for run in all.chunk_by(|a, b| a == b) {
            let p = run[0];
            write_varint(&mut out, run.len() as u64);
            write_varint(&mut out, zigzag(p.line as i64 - before));
            write_varint(&mut out, zigzag(p.end_line as i64 - p.line as i64));
            write_varint(&mut out, p.col as u64);
            write_varint(&mut out, zigzag(p.end_col as i64 - p.col as i64));
            before = p.line as i64;
        }
        Positions::of_packed(out)
    }
    /// From what `packed` gave. Any bytes are safe; damaged ones give wrong positions.
    pub fn of_packed(packed: impl Into<Cow<'static, [u8]>>) -> Positions {
        Positions { packed: packed.into(), ..Positions::default() }
    }
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }
    fn runs(&self) -> impl Iterator<Item = (usize, Position)> + '_ {
        let mut rest: &[u8] = &self.packed;
        let mut before = 0i64;
        std::iter::from_fn(move || {
            let n = read_varint(&mut rest)? as usize;
            let line = before.wrapping_add(unzigzag(read_varint(&mut rest)?));
            let end_line = line.wrapping_add(unzigzag(read_varint(&mut rest)?));
            let col = read_varint(&mut rest)? as i64;
            let end_col = col.wrapping_add(unzigzag(read_varint(&mut rest)?));
            before = line;
            Some((
                n,
                Position { line: line as u32, end_line: end_line as u32, col: col as u32, end_col: end_col as u32 },
            ))
        })
    }
    /// The position of word `offset`.
    pub fn at(&self, offset: usize) -> Position {
        if let Some(all) = self.unpacked.get() {
            return all.get(offset).copied().unwrap_or_default();
        }
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() > PATIENCE {
            return self.all().get(offset).copied().unwrap_or_default();
        }
        let mut end = 0;
        let mut runs = self.runs();
        runs.find(|(n, _)| {
            end += n;
            offset < end
        })
        .map_or(Position::default(), |(_, p)| p)
    }
    /// All of them, one for each word.
    pub fn all(&self) -> &[Position] {
        self.unpacked.get_or_init(|| {
            let mut all = Vec::new();
            for (n, p) in self.runs() {
                // an instruction stream is shorter than that
                all.resize((all.len() + n).min(1 << 28), p);
            }
            all.into()
        })
    }
}

fn zigzag(n: i64) -> u64 {
    (n << 1 ^ n >> 63) as u64
}
fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}
/// Seven bits in a byte, the low ones first; the top bit says that more follow.
pub fn write_varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}
/// `None`: the bytes end too early, or the number is too large.
pub fn read_varint(b: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for shift in (0..64).step_by(7) {
        let (&first, rest) = b.split_first()?;
        *b = rest;
        n |= ((first & 0x7f) as u64) << shift;
        if first < 0x80 {
            return Some(n);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive_packing() {
        let p = |line, end_line, col, end_col| Position { line, end_line, col, end_col };
        let all = [p(3, 3, 4, 9), p(3, 3, 4, 9), p(0, 0, 0, 0), p(70000, 70002, 200, 1), p(1, 1, 0, 0)];
        let packed = Positions::new(&all);
        for _ in 0..2 * PATIENCE {
            assert!(all.iter().enumerate().all(|(i, p)| packed.at(i) == *p));
        }
        assert_eq!((packed.all(), packed.at(5)), (&all[..], Position::default()));
        let copy = Positions::of_packed(packed.packed().to_vec());
        assert!(copy == packed && copy.at(3) == all[3]);
        // damaged bytes do no harm
        assert_eq!(Positions::of_packed(vec![0xff; 30]).at(0), Position::default());
    }
}
