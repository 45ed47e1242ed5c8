//! Which characters a match of a part of a program may begin with, and go on with.
//!
//! The walk follows all ways through the instructions at once, as far as a few characters, and takes conditions (positions,
//! assertions, counts of rounds) for fulfilled. What it says is therefore a superset: a character that is not in it
//! cannot stand there.

use super::program::{Inst, One, Program, ROW, entry};

pub struct Starts {
    /// Bit k: the character may be the k-th from the beginning. All bits of all entries if `places` is 0.
    pub row: [u8; ROW],
    /// As many characters every match has; more bits mean nothing.
    pub places: usize,
}
pub struct Walk {
    /// For each instruction the places (bits) where the walk has been there.
    seen: Vec<u16>,
    /// Instructions with bits in `seen`.
    visited: Vec<usize>,
    todo: Vec<(usize, usize)>,
}

impl Walk {
    pub fn new(insts: usize) -> Walk {
        Walk { seen: vec![0; insts], visited: vec![], todo: vec![] }
    }
    /// From the instruction at `from` on, at most `places` characters far (up to 8). The match ends where the instruction
    /// `end` is reached.
    pub fn starts(&mut self, p: &Program, from: usize, places: usize, end: usize) -> Starts {
        let mut s = Starts { row: [0; ROW], places };
        for i in self.visited.drain(..) {
            self.seen[i] = 0;
        }
        self.todo.clear();
        self.todo.push((from, 0));
        while let Some((pc, place)) = self.todo.pop() {
            if place >= s.places || self.seen[pc] >> place & 1 != 0 {
                continue;
            }
            self.seen[pc] |= 1 << place;
            self.visited.push(pc);
            if pc == end {
                s.places = place;
            } else {
                self.step(p, pc, place, &mut s);
            }
        }
        if s.places == 0 {
            s.row = [u8::MAX; ROW];
        }
        s
    }
    fn step(&mut self, p: &Program, pc: usize, place: usize, s: &mut Starts) {
        let mut go = |pc: usize, place: usize| self.todo.push((pc, place));
        match p.insts[pc] {
            Inst::Fail => {}
            Inst::Success | Inst::GroupRef { .. } => s.places = place,
            Inst::One(one) => {
                s.add(p, one, place);
                go(pc + 1, place + 1);
            }
            Inst::Text { from, len } => {
                let letters = &p.letters[from as usize..(from + len) as usize];
                letters.iter().take(s.places - place).enumerate().for_each(|(i, c)| s.add(p, One::Char(*c), place + i));
                go(pc + 1, place + letters.len());
            }
            Inst::Mark(_) | Inst::At(_) | Inst::Boundary { .. } => go(pc + 1, place),
            Inst::Jump(to) => go(to as usize, place),
            Inst::Branch(b) => p.branches[b as usize].alternatives.iter().for_each(|to| go(*to as usize, place)),
            Inst::Greedy(i) | Inst::Lazy(i) | Inst::Settled(i) => {
                let single = &p.singles[i as usize];
                for n in 0..=s.places - place {
                    if n >= single.min as usize {
                        go(pc + 1, place + n);
                    }
                    if n >= single.max as usize || place + n >= s.places {
                        break;
                    }
                    s.add(p, single.one, place + n);
                }
            }
            Inst::Repeat(l) | Inst::Possessive(l) => {
                let l = &p.loops[l as usize];
                go(l.body as usize, place);
                if l.min == 0 {
                    go(l.behind as usize, place);
                }
            }
            Inst::MaxUntil(l) | Inst::MinUntil(l) => {
                let l = &p.loops[l as usize];
                go(l.body as usize, place);
                go(l.behind as usize, place);
            }
            Inst::Atomic { .. } => go(pc + 1, place),
            Inst::Assert { behind, .. } | Inst::AssertNot { behind, .. } => go(behind as usize, place),
            Inst::GroupExists { no, .. } => {
                go(pc + 1, place);
                go(no as usize, place);
            }
        }
    }
}
impl Starts {
    fn add(&mut self, p: &Program, one: One, place: usize) {
        let bit = 1 << place;
        match one {
            One::Char(c) => self.row[entry(c)] |= bit,
            one => self.row.iter_mut().zip(p.row_of(one)).filter(|(_, has)| *has).for_each(|(r, _)| *r |= bit),
        }
    }
}
