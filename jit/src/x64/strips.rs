//! Loops that poll seldom: the jump back compares with a nearer limit (`opt::strip`).

use super::asm::*;
use super::regs::slot;
use super::{Emit, Start, Where};
use crate::ir::{Op, Ref, SELDOM};
use crate::opt::strip::{self, Counter};

impl Emit<'_> {
    /// Whether the poll is made at the loop's end instead: it is marked, and the first thing in the loop. Who comes to the header finds
    /// a limit that is reached at once.
    pub fn polls_seldom(&mut self, r: Ref) -> bool {
        let i = *self.t.inst(r);
        let first = matches!(self.start, Start::Open(from, _) if from == self.a.here());
        if i.aux != SELDOM || !first {
            return false;
        }
        let near = self.new_slot();
        if let Some(c) = strip::counter(self.t) {
            let reached = match c.op {
                Op::Iult => 0,
                _ if is_up(&c) => i64::MIN,
                _ => i64::MAX,
            };
            self.a.mov_imm(R11, reached as u64);
            self.a.store(slot(near), R11);
        }
        self.strip = Some((r, self.exit(i.snap), near));
        self.start = Start::Open(self.a.here(), self.a.references());
        true
    }

    /// At the loop's end, everything in its place for the next turn: goes on with it, unless the near limit is reached. Then comes the
    /// poll, and the next near limit.
    pub fn next_strip(&mut self, inside: Label) {
        let Some((poll, stub, near)) = self.strip.take() else { return };
        let c = strip::counter(self.t);
        let at = c.and_then(|c| Some((c, self.at_header(c.phi)?, self.at_header(c.limit)?, self.at_header(c.step)?)));
        let near = slot(near);
        if let Some((c, Where::Reg(phi), ..)) = at {
            self.a.alu(Alu::Cmp, phi, Rm::Mem(near));
            self.a.jcc(going_on(&c), inside);
        }
        self.a.alu32_imm(Alu::Cmp, Mem::at(R12, self.t.inst(poll).imm as i32), 0);
        self.a.jcc(Cc::Ne, stub);
        let Some((c, Where::Reg(phi), limit, step)) = at else { return };
        let done = self.a.label();
        self.transfer(Where::Reg(R11), limit);
        self.a.store(near, R11);
        match self.t.as_kint(c.step) {
            Some(k) => self.a.lea(R11, Mem::at(phi, ((strip::TURNS - 1) * k) as i32)),
            None => {
                self.transfer(Where::Reg(R11), step);
                self.a.shift(Shift::Shl, R11, strip::SHIFT);
                self.a.alu(Alu::Add, R11, Rm::Reg(phi));
            }
        }
        self.a.alu(Alu::Cmp, R11, Rm::Mem(near));
        // the real limit is nearer
        let beyond = match c.op {
            Op::Iult => Cc::Ae,
            _ if is_up(&c) => Cc::Ge,
            _ => Cc::Le,
        };
        self.a.jcc(beyond, done);
        self.a.store(near, R11);
        self.a.bind(done);
    }

    /// Where a value is at the header.
    fn at_header(&self, v: Ref) -> Option<Where> {
        let v = self.same(v);
        if self.t.op(v).is_const() {
            return Some(Where::Const(self.t.inst(v).imm as u64));
        }
        let h = self.shared.at_header.as_ref()?;
        let held = h.held.iter().position(|x| *x == v).map(|r| Where::Reg(r as u8));
        held.or_else(|| h.in_slots.iter().find(|x| x.0 == v).map(|x| Where::Slot(x.1)))
    }
}

fn is_up(c: &Counter) -> bool {
    matches!(c.op, Op::Ilt | Op::Ile | Op::Iult)
}
/// The condition on which the loop goes on, after comparing the counter with a limit.
fn going_on(c: &Counter) -> Cc {
    match c.op {
        Op::Ilt => Cc::L,
        Op::Ile => Cc::Le,
        Op::Igt => Cc::G,
        Op::Ige => Cc::Ge,
        _ => Cc::B,
    }
}
