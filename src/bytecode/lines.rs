//! Lines for instructions that no source text stands for.
//!
//! As in CPython, an instruction without a position takes that of the one before it, if control comes from there alone, and
//! the implicit `return None` at the end of a function is repeated for each place it is reached from: so the line a frame
//! returns at is the last one that ran.

use super::assembler::{Assembler, Extra, Far, Inst, Label};
use super::ops::{Effect, OPS, Op};
use crate::object::code::Position;

/// Longest end of a function that is repeated.
const MAX_EXIT: usize = 3;

impl Inst {
    fn jump_label(&self) -> Option<Label> {
        match (self.far, self.extra) {
            (Far::Jump(l) | Far::Near(l), _) | (_, Extra::Jump(l)) => Some(l),
            _ => None,
        }
    }
    fn is_placed(&self) -> bool {
        self.pos != Position::default()
    }
    fn falls_through(&self) -> bool {
        !OPS[self.op as usize].has(Effect::Ends) || self.op == Op::RETURN_GENERATOR
    }
}

impl Assembler {
    /// See the module documentation.
    pub(super) fn place_lines(&mut self) {
        if self.insts.iter().all(Inst::is_placed) {
            return;
        }
        self.spread();
        self.repeat_exits();
        self.spread();
    }
    /// How often control arrives at each instruction by jumps; handlers count twice.
    fn arrivals(&self) -> Vec<u32> {
        let mut n = vec![0u32; self.insts.len() + 1];
        for l in self.insts.iter().filter_map(Inst::jump_label) {
            n[self.target(l) as usize] += 1;
        }
        for r in &self.ranges {
            n[self.labels[r.handler.0 as usize].at.unwrap_or(0) as usize] += 2;
        }
        n
    }
    fn spread(&mut self) {
        let arrivals = self.arrivals();
        for i in 0..self.insts.len() {
            let before = i.checked_sub(1).map(|p| self.insts[p]).filter(Inst::falls_through);
            if !self.insts[i].is_placed()
                && arrivals[i] == 0
                && let Some(p) = before
            {
                self.insts[i].pos = p.pos;
            }
            let Some(l) = self.insts[i].jump_label() else { continue };
            let t = self.target(l) as usize;
            let alone = t > i && arrivals[t] == 1 && !self.insts[t - 1].falls_through();
            if alone && self.insts.get(t).is_some_and(|x| !x.is_placed()) {
                self.insts[t].pos = self.insts[i].pos;
            }
        }
    }
    /// The length of an end of a function without a position that starts here.
    fn exit_length(&self, at: usize) -> Option<usize> {
        let rest = self.insts.get(at..)?;
        let n = rest.iter().take(MAX_EXIT).position(|x| x.op == Op::RETURN)? + 1;
        rest[..n].iter().all(|x| !x.is_placed() && x.jump_label().is_none()).then_some(n)
    }
    fn repeat_exits(&mut self) {
        let mut arrivals = self.arrivals();
        for i in 0..self.insts.len() {
            let Some(l) = self.insts[i].jump_label() else { continue };
            let t = self.target(l) as usize;
            let Some(n) = self.exit_length(t).filter(|_| t > i + 1 && self.insts[i].is_placed()) else { continue };
            let falls_in = self.insts[t - 1].falls_through();
            if arrivals[t] + falls_in as u32 <= 1 {
                continue;
            }
            arrivals[t] -= 1;
            let copy = self.label();
            let info = &mut self.labels[copy.0 as usize];
            (info.at, info.refs) = (Some(self.insts.len() as u32), 1);
            for k in 0..n {
                let pos = self.insts[i].pos;
                let inst = Inst { pos, ..self.insts[t + k] };
                self.insts.push(inst);
            }
            let inst = &mut self.insts[i];
            match (&mut inst.far, &mut inst.extra) {
                (Far::Jump(l) | Far::Near(l), _) | (_, Extra::Jump(l)) => *l = copy,
                _ => {}
            }
        }
    }
}
