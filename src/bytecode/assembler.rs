//! Assembler: instructions with labels, constants and positions in, one block of words out.
//!
//! Relies on the table in `ops.rs`. Promises: constants are pooled once each (type-exactly: `1`, `1.0`, `True` and `-0.0`
//! all differ); unreachable instructions are dropped; jumps whose 16-bit field cannot hold the distance become the
//! opposite jump over a far `JUMP`; exception ranges come out innermost first. Nothing here touches the Python heap.

use std::collections::HashMap;
use std::rc::Rc;

use super::ops::{Cache, Ins, OPS, Op};
use crate::compile::constant::Const;
use crate::object::code::{ExceptionRange, Position};

/// A register number. Checked to fit 16 bits when an instruction is emitted.
pub type Reg = u32;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Label(pub(super) u32);

/// What the 32-bit field, or a jump's `c` field, is filled with when the code is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Far {
    None,
    Imm(i32),
    Pool(u32),
    /// Jump in `d`.
    Jump(Label),
    /// Jump in `c`.
    Near(Label),
}
/// Initial contents of the first cache word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extra {
    None,
    Name(u32),
    Jump(Label),
    Counts(u32, u32),
}
#[derive(Clone, Copy, Debug)]
pub(super) struct Inst {
    pub(super) op: Op,
    pub(super) a: u16,
    pub(super) b: u16,
    pub(super) c: u16,
    pub(super) far: Far,
    pub(super) extra: Extra,
    pub(super) pos: Position,
}
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LabelInfo {
    /// Index of the instruction it stands before.
    pub(super) at: Option<u32>,
    pub(super) refs: u32,
}
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    start: u32,
    end: u32,
    pub(super) handler: Label,
    reg: u32,
    depth: u32,
}

/// Finished code.
pub struct Assembled {
    pub words: Vec<u64>,
    pub pool: Vec<Const>,
    pub positions: Vec<Position>,
    pub exceptions: Vec<ExceptionRange>,
}

/// More registers, constants or instructions than an instruction can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

#[derive(Default)]
pub struct Assembler {
    pub(super) insts: Vec<Inst>,
    pub(super) labels: Vec<LabelInfo>,
    pool: Vec<Const>,
    pool_index: HashMap<Const, u32>,
    pub(super) ranges: Vec<Range>,
    unreachable: bool,
    too_large: bool,
    /// Position given to emitted instructions.
    pub pos: Position,
}

impl Assembler {
    pub fn new() -> Assembler {
        Assembler::default()
    }
    /// May control arrive here?
    pub fn reachable(&self) -> bool {
        !self.unreachable
    }
    pub fn label(&mut self) -> Label {
        self.labels.push(LabelInfo::default());
        Label(self.labels.len() as u32 - 1)
    }
    /// Has any emitted instruction named this label?
    pub fn is_used(&self, l: Label) -> bool {
        self.labels[l.0 as usize].refs > 0
    }
    /// Places a label that is jumped to from above only.
    pub fn bind(&mut self, l: Label) {
        self.labels[l.0 as usize].at = Some(self.insts.len() as u32);
        if self.labels[l.0 as usize].refs > 0 {
            self.unreachable = false;
        }
    }
    /// Places a label that a back edge will jump to; control arrives there iff `reachable`.
    pub fn bind_loop(&mut self, l: Label, reachable: bool) {
        self.labels[l.0 as usize].at = Some(self.insts.len() as u32);
        self.unreachable = !reachable;
    }
    /// Index of the next instruction.
    pub fn here(&self) -> u32 {
        self.insts.len() as u32
    }
    /// The index of a constant in the pool.
    pub fn constant(&mut self, c: Const) -> u32 {
        if let Some(&i) = self.pool_index.get(&c) {
            return i;
        }
        let i = self.pool.len() as u32;
        self.pool_index.insert(c.clone(), i);
        self.pool.push(c);
        i
    }
    /// A pool entry to be filled by `set_reserved`.
    pub fn reserve_constant(&mut self) -> u32 {
        self.pool.push(Const::None);
        self.pool.len() as u32 - 1
    }
    pub fn set_reserved(&mut self, i: u32, c: Const) {
        self.pool[i as usize] = c;
    }

    fn reg(&mut self, r: Reg) -> u16 {
        u16::try_from(r).unwrap_or_else(|_| {
            self.too_large = true;
            0
        })
    }
    fn push(&mut self, i: Inst) {
        if self.unreachable {
            return;
        }
        for l in [
            match i.far {
                Far::Jump(l) | Far::Near(l) => Some(l),
                _ => None,
            },
            match i.extra {
                Extra::Jump(l) => Some(l),
                _ => None,
            },
        ]
        .into_iter()
        .flatten()
        {
            self.labels[l.0 as usize].refs += 1;
        }
        self.insts.push(i);
        if OPS[i.op as usize].has(super::ops::Effect::Ends) && i.op != Op::RETURN_GENERATOR {
            self.unreachable = true;
        }
    }
    fn inst(&mut self, op: Op, a: Reg, b: Reg, c: Reg, far: Far, extra: Extra) {
        let (a, b, c) = (self.reg(a), self.reg(b), self.reg(c));
        let pos = self.pos;
        self.push(Inst { op, a, b, c, far, extra, pos });
    }
    pub fn abc(&mut self, op: Op, a: Reg, b: Reg, c: Reg) {
        self.inst(op, a, b, c, Far::None, Extra::None)
    }
    /// `c` a signed immediate.
    pub fn ab_imm(&mut self, op: Op, a: Reg, b: Reg, c: i16) {
        self.inst(op, a, b, c as u16 as u32, Far::None, Extra::None)
    }
    pub fn ad(&mut self, op: Op, a: Reg, d: i32) {
        self.inst(op, a, 0, 0, Far::Imm(d), Extra::None)
    }
    /// `d` a constant.
    pub fn pool(&mut self, op: Op, a: Reg, k: u32) {
        self.inst(op, a, 0, 0, Far::Pool(k), Extra::None)
    }
    /// With a name (or another constant) in the first cache word.
    pub fn named(&mut self, op: Op, a: Reg, b: Reg, c: Reg, name: u32) {
        self.inst(op, a, b, c, Far::None, Extra::Name(name))
    }
    pub fn counts(&mut self, op: Op, a: Reg, b: Reg, c: Reg, n: (u32, u32)) {
        self.inst(op, a, b, c, Far::None, Extra::Counts(n.0, n.1))
    }
    /// A jump with a 32-bit distance: `JUMP`, `JTRUE`, `LOOP`, `END_ASYNC_FOR` …
    pub fn jump(&mut self, op: Op, a: Reg, l: Label) {
        self.inst(op, a, 0, 0, Far::Jump(l), Extra::None)
    }
    /// A comparing jump; `b` may be an immediate's bits.
    pub fn jump_if(&mut self, op: Op, a: Reg, b: Reg, l: Label) {
        self.inst(op, a, b, 0, Far::Near(l), Extra::None)
    }
    /// A jump whose target is in the cache: `FOR_LOOP`, `FOR_NEXT`, `SEND`.
    pub fn cache_jump(&mut self, op: Op, a: Reg, b: Reg, c: Reg, l: Label) {
        self.inst(op, a, b, c, Far::None, Extra::Jump(l))
    }
    /// Protects instructions `start..end` (indices from `here`); `depth` orders nested ranges.
    pub fn protect(&mut self, start: u32, end: u32, handler: Label, reg: Reg, depth: u32) {
        if start < end {
            let reg = self.reg(reg) as u32;
            self.labels[handler.0 as usize].refs += 1;
            self.ranges.push(Range { start, end, handler, reg, depth });
        }
    }

    /// Follows jumps to jumps. The result may lie behind the last instruction only for unreachable labels.
    pub(super) fn target(&self, l: Label) -> u32 {
        let mut at = self.labels[l.0 as usize].at.unwrap_or(0);
        for _ in 0..8 {
            match self.insts.get(at as usize) {
                Some(Inst { op: Op::JUMP, far: Far::Jump(m), .. }) => {
                    let next = self.labels[m.0 as usize].at.unwrap_or(0);
                    if next <= at {
                        break;
                    }
                    at = next;
                }
                _ => break,
            }
        }
        at
    }

    /// Lays the code out.
    pub fn finish(mut self) -> Result<Assembled, TooLarge> {
        self.place_lines();
        self.drop_jumps_to_next();
        let n = self.insts.len();
        let mut long = vec![false; n];
        let mut offsets = vec![0u32; n + 1];
        // Lengthening a jump moves others apart, so repeat until nothing changes.
        loop {
            let mut at = 0u32;
            for (i, inst) in self.insts.iter().enumerate() {
                offsets[i] = at;
                at = at.checked_add(inst.op.len() as u32 + long[i] as u32).ok_or(TooLarge)?;
            }
            offsets[n] = at;
            let mut changed = false;
            for (i, inst) in self.insts.iter().enumerate() {
                if let Far::Near(l) = inst.far
                    && !long[i]
                    && i16::try_from(offsets[self.target(l) as usize] as i64 - offsets[i] as i64 - 1).is_err()
                {
                    long[i] = true;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        if self.too_large || offsets[n] > i32::MAX as u32 / 2 || self.pool.len() > i32::MAX as usize / 2 {
            return Err(TooLarge);
        }
        let mut words = Vec::with_capacity(offsets[n] as usize);
        let mut positions = Vec::with_capacity(offsets[n] as usize);
        for (i, inst) in self.insts.iter().enumerate() {
            debug_assert_eq!(words.len() as u32, offsets[i]);
            self.encode(inst, long[i], &offsets, &mut words);
            positions.resize(words.len(), inst.pos);
        }
        let mut ranges = std::mem::take(&mut self.ranges);
        ranges.sort_by(|x, y| y.depth.cmp(&x.depth).then(x.start.cmp(&y.start)));
        let exceptions = ranges
            .iter()
            .filter(|r| offsets[r.start as usize] < offsets[r.end as usize])
            .map(|r| ExceptionRange {
                start: offsets[r.start as usize],
                end: offsets[r.end as usize],
                handler: offsets[self.labels[r.handler.0 as usize].at.unwrap_or(0) as usize],
                reg: r.reg,
            })
            .collect();
        Ok(Assembled { words, pool: self.pool, positions, exceptions })
    }

    /// `JUMP` to the next instruction does nothing.
    fn drop_jumps_to_next(&mut self) {
        loop {
            let n = self.insts.len();
            let drop: Vec<bool> = (0..n)
                .map(|i| match self.insts[i] {
                    Inst { op: Op::JUMP, far: Far::Jump(l), .. } => self.labels[l.0 as usize].at == Some(i as u32 + 1),
                    _ => false,
                })
                .collect();
            if !drop.contains(&true) {
                return;
            }
            let mut new_index = Vec::with_capacity(n + 1);
            let mut k = 0u32;
            for d in &drop {
                new_index.push(k);
                k += !d as u32;
            }
            new_index.push(k);
            for l in &mut self.labels {
                l.at = l.at.map(|a| new_index[a as usize]);
            }
            for r in &mut self.ranges {
                r.start = new_index[r.start as usize];
                r.end = new_index[r.end as usize];
            }
            let mut i = 0;
            self.insts.retain(|_| {
                i += 1;
                !drop[i - 1]
            });
        }
    }

    fn encode(&self, inst: &Inst, long: bool, offsets: &[u32], words: &mut Vec<u64>) {
        let after = words.len() as i64 + 1;
        let pool_ref = |k: u32| (k as i64 - self.pool.len() as i64 - after) as i32;
        let distance = |l: Label| (offsets[self.target(l) as usize] as i64 - after) as i32;
        let word = match inst.far {
            Far::None => Ins::abc(inst.op, inst.a, inst.b, inst.c),
            Far::Imm(d) => Ins::ad(inst.op, inst.a, d),
            Far::Pool(k) => Ins::ad(inst.op, inst.a, pool_ref(k)),
            Far::Jump(l) => Ins::ad(inst.op, inst.a, distance(l)),
            Far::Near(_) if long => Ins::abc(opposite(inst.op), inst.a, inst.b, 1),
            Far::Near(l) => Ins::abc(inst.op, inst.a, inst.b, distance(l) as i16 as u16),
        };
        words.push(word.0);
        if let Far::Near(l) = inst.far
            && long
        {
            let d = (offsets[self.target(l) as usize] as i64 - after - 1) as i32;
            words.push(Ins::ad(Op::JUMP, 0, d).0);
        }
        for (i, _) in inst.op.info().cache.iter().enumerate() {
            words.push(match inst.extra {
                Extra::Name(k) if i == 0 => pool_ref(k) as u32 as u64,
                Extra::Jump(l) if i == 0 => distance(l) as u32 as u64,
                Extra::Counts(x, y) if i == 0 => x as u64 | (y as u64) << 32,
                _ => 0,
            });
        }
        debug_assert!(match inst.op.info().cache.first() {
            Some(Cache::Name) => matches!(inst.extra, Extra::Name(_)),
            Some(Cache::Far) => matches!(inst.extra, Extra::Jump(_)),
            Some(Cache::Counts) => matches!(inst.extra, Extra::Counts(..)),
            _ => true,
        });
    }
}

/// The jump taken exactly when this comparing jump is not.
pub fn opposite(op: Op) -> Op {
    use Op::*;
    const PAIRS: &[(Op, Op)] = &[
        (JLT, JNLT),
        (JLE, JNLE),
        (JGT, JNGT),
        (JGE, JNGE),
        (JEQ, JNEQ),
        (JNE, JNNE),
        (JLT_I, JNLT_I),
        (JLE_I, JNLE_I),
        (JGT_I, JNGT_I),
        (JGE_I, JNGE_I),
        (JEQ_I, JNEQ_I),
        (JNE_I, JNNE_I),
        (JIS, JISNOT),
        (JIN, JNOTIN),
        (JTRUE, JFALSE),
        (JNONE, JNOTNONE),
    ];
    for &(x, y) in PAIRS {
        if op == x {
            return y;
        }
        if op == y {
            return x;
        }
    }
    unreachable!("{op:?} has no opposite")
}

/// A name, shared.
pub type Name = Rc<str>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytecode::codec;

    #[test]
    fn far_jumps_are_relaxed() {
        let mut a = Assembler::new();
        let l = a.label();
        a.jump_if(Op::JLT, 0, 1, l);
        for _ in 0..40_000 {
            a.abc(Op::NOP, 0, 0, 0);
        }
        a.bind(l);
        a.abc(Op::RETURN, 0, 0, 0);
        let r = a.finish().unwrap();
        let ins: Vec<_> = codec::instructions(&r.words).take(2).collect();
        assert_eq!((ins[0].1.op(), ins[0].1.c()), (Op::JNLT, 1));
        assert_eq!(ins[1].1.op(), Op::JUMP);
        assert_eq!(ins[1].0 as isize + 1 + ins[1].1.d(), 40_002);
    }
    #[test]
    fn constants_are_type_exact() {
        let mut a = Assembler::new();
        let ks = [Const::Int(1), Const::Float(1f64.to_bits()), Const::True, Const::Int(1)].map(|c| a.constant(c));
        assert_eq!(ks, [0, 1, 2, 0]);
    }
    #[test]
    fn unreachable_code_is_dropped() {
        let mut a = Assembler::new();
        let l = a.label();
        a.abc(Op::RETURN, 0, 0, 0);
        a.abc(Op::NOP, 0, 0, 0);
        a.bind(l);
        a.abc(Op::NOP, 0, 0, 0);
        assert_eq!(a.finish().unwrap().words.len(), 1);
    }
}
