//! Walking over instructions and their operands, as the table in `ops.rs` describes them.

use super::ops::{Cache, Effect, Field, Ins, OPS, Op, Operand};

/// Instructions of a block of words with their word offsets. The block must be valid code.
pub fn instructions(words: &[u64]) -> impl Iterator<Item = (usize, Ins)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let w = *words.get(at)?;
        let here = at;
        at += 1 + OPS[w as u16 as usize].cache.len();
        Some((here, Ins(w)))
    })
}

/// The raw (unsigned) contents of a field.
pub fn field(i: Ins, f: Field) -> usize {
    match f {
        Field::A => i.a(),
        Field::B => i.b(),
        Field::C => i.c(),
        Field::D => i.d() as u32 as usize,
    }
}

/// The `Counts` cache word of an instruction at `at`.
pub fn counts(words: &[u64], at: usize) -> (usize, usize) {
    let w = words[at + 1];
    (w as u32 as usize, (w >> 32) as usize)
}

/// Runs of registers an instruction reads and writes: `f(first, count, is_write)`.
pub fn registers(i: Ins, mut f: impl FnMut(usize, usize, bool)) {
    let info = i.op().info();
    let count = || {
        let c = info.operands.iter().find(|o| matches!(o.1, Operand::Count | Operand::Args));
        c.map_or(0, |c| field(i, c.0))
    };
    for &(place, kind) in info.operands {
        let r = field(i, place);
        match kind {
            Operand::Use => f(r, 1, false),
            Operand::Def => f(r, 1, true),
            Operand::UseDef => {
                f(r, 1, false);
                f(r, 1, true)
            }
            Operand::First => f(r, count(), false),
            Operand::First2 => f(r, 2 * count(), false),
            Operand::First3 => f(r, 3, false),
            Operand::Two => f(r, 2, false),
            Operand::DefFirst | Operand::Clear => f(r, count(), true),
            Operand::Def2 => f(r, 2, true),
            Operand::Def3 => f(r, 3, true),
            Operand::UseDef2 => {
                f(r, 2, false);
                f(r, 2, true)
            }
            Operand::Window => {
                f(r + 2, 1, false);
                f(r + 4, count(), false);
                f(r, 1, true)
            }
            Operand::WindowDef => {
                f(r + 2, 1, true);
                f(r + 4, 1, true)
            }
            Operand::WindowEx => {
                f(r + 2, 1, false);
                f(r + 4, 2, false);
                f(r, 1, true)
            }
            Operand::Imm | Operand::SImm | Operand::Pool | Operand::Jump | Operand::Count | Operand::Args => {}
        }
    }
    // a delegating YIELD leaves its iterator in use
    if i.op() == Op::YIELD && i.c() != 0 {
        f(i.c() - 1, 1, false);
    }
}

/// The offset that the instruction at `at` may jump to.
pub fn jump_target(words: &[u64], at: usize, i: Ins) -> Option<i64> {
    let info = i.op().info();
    let after = at as i64 + 1;
    for &(place, kind) in info.operands {
        if kind == Operand::Jump {
            return Some(after + if place == Field::D { i.d() as i64 } else { i.c_signed() });
        }
    }
    match info.cache.first() {
        Some(Cache::Hot | Cache::Far) => Some(after + words.get(at + 1).map_or(0, |&w| w as u32 as i32 as i64)),
        _ => None,
    }
}

/// Does control go on at the next instruction (unless this one jumps or raises)?
pub fn falls_through(i: Ins) -> bool {
    i.op() == Op::RETURN_GENERATOR || !i.op().info().has(Effect::Ends)
}
