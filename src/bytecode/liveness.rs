//! Which temporaries of a frame hold something: computed on demand, when a collection meets a frame.
//!
//! Named registers (`0..n_locals`) always count as live; this is about `n_locals..n_regs` only. Backward dataflow over the
//! operand kinds of the table; an instruction inside an exception range also needs what its handler needs. Nothing is
//! allocated on the Python heap, since this runs inside the collector.

use super::codec;
use super::ops::Ins;
use crate::object::code::ExceptionRange;

/// Key bit of the cache for "after the call" (see `live_after_call`).
const AFTER: u32 = 1 << 31;
/// Below this many instructions one computation fills the cache for the whole code.
const SMALL_CODE: usize = 1024;

struct Flow<'a> {
    words: &'a [u64],
    exceptions: &'a [ExceptionRange],
    n_locals: usize,
    /// Words of a set.
    width: usize,
    starts: Vec<usize>,
    /// Number of the instruction that a word belongs to.
    number: Vec<u32>,
    /// Live before each instruction.
    live: Vec<u64>,
}

impl<'a> Flow<'a> {
    fn new(words: &'a [u64], exceptions: &'a [ExceptionRange], n_locals: usize, n_regs: usize) -> Flow<'a> {
        let width = (n_regs - n_locals).div_ceil(64).max(1);
        let mut number = vec![0; words.len() + 1];
        let mut starts = Vec::new();
        for (at, ins) in codec::instructions(words) {
            let end = at + 1 + ins.op().info().cache.len();
            number[at..end].fill(starts.len() as u32);
            starts.push(at);
        }
        let live = vec![0; starts.len() * width];
        Flow { words, exceptions, n_locals, width, starts, number, live }
    }
    fn set(&self, i: usize) -> &[u64] {
        &self.live[i * self.width..(i + 1) * self.width]
    }
    fn mark(&self, s: &mut [u64], first: usize, count: usize, on: bool) {
        for r in first.max(self.n_locals)..first + count {
            let bit = r - self.n_locals;
            if on {
                s[bit / 64] |= 1 << (bit % 64);
            } else {
                s[bit / 64] &= !(1 << (bit % 64));
            }
        }
    }
    /// What handlers of instruction `i` need.
    fn handlers(&self, at: usize, out: &mut [u64]) {
        // The innermost range decides; handlers of outer ranges are reached from the inner handler.
        if let Some(r) = self.exceptions.iter().find(|r| (r.start as usize) <= at && at < r.end as usize) {
            let mut s = self.set(self.number[r.handler as usize] as usize).to_vec();
            self.mark(&mut s, r.reg as usize, 1, false);
            out.iter_mut().zip(&s).for_each(|(o, w)| *o |= w);
        }
    }
    /// Live after instruction `i` on the paths where it did not raise.
    fn out(&self, i: usize) -> Vec<u64> {
        let (at, ins) = (self.starts[i], Ins(self.words[self.starts[i]]));
        let mut s = vec![0; self.width];
        if codec::falls_through(ins) && i + 1 < self.starts.len() {
            s.copy_from_slice(self.set(i + 1));
        }
        if let Some(t) = codec::jump_target(self.words, at, ins) {
            let t = self.number[t as usize] as usize;
            s.iter_mut().zip(self.set(t)).for_each(|(o, w)| *o |= w);
        }
        s
    }
    fn after_call(&self, i: usize) -> Vec<u64> {
        let ins = Ins(self.words[self.starts[i]]);
        let mut s = self.out(i);
        codec::registers(ins, |first, count, def| {
            if def {
                self.mark(&mut s, first, count, false)
            }
        });
        self.handlers(self.starts[i], &mut s);
        s
    }
    fn before(&self, i: usize) -> Vec<u64> {
        let ins = Ins(self.words[self.starts[i]]);
        let mut s = self.after_call(i);
        codec::registers(ins, |first, count, def| {
            if !def {
                self.mark(&mut s, first, count, true)
            }
        });
        s
    }
    fn solve(&mut self) {
        loop {
            let mut changed = false;
            for i in (0..self.starts.len()).rev() {
                let s = self.before(i);
                let old = &mut self.live[i * self.width..(i + 1) * self.width];
                if *old != s[..] {
                    old.copy_from_slice(&s);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
    }
}

/// Live temporaries of plain code, before (`after == false`) or during the call made by the instruction at `offset`.
pub fn compute(
    words: &[u64],
    exceptions: &[ExceptionRange],
    n_locals: u32,
    n_regs: u32,
    offset: usize,
    after: bool,
) -> Box<[u64]> {
    let mut f = Flow::new(words, exceptions, n_locals as usize, n_regs as usize);
    f.solve();
    let i = f.number[offset] as usize;
    if after { f.after_call(i) } else { f.before(i) }.into()
}

/// Every key of the cache of a small code at once.
fn compute_all(words: &[u64], exceptions: &[ExceptionRange], n_locals: u32, n_regs: u32) -> Vec<(u32, Box<[u64]>)> {
    let mut f = Flow::new(words, exceptions, n_locals as usize, n_regs as usize);
    f.solve();
    let both = |(i, &at): (usize, &usize)| {
        [(at as u32, f.before(i).into_boxed_slice()), (at as u32 | AFTER, f.after_call(i).into_boxed_slice())]
    };
    f.starts.iter().enumerate().flat_map(both).collect()
}

/// For people: each instruction's offset, and the temporaries that are live before it runs.
pub fn table(words: &[u64], exceptions: &[ExceptionRange], n_locals: u32, n_regs: u32) -> Vec<(usize, Vec<usize>)> {
    let mut f = Flow::new(words, exceptions, n_locals as usize, n_regs as usize);
    f.solve();
    let registers = |set: &[u64]| {
        let n = n_locals as usize;
        (n..n_regs as usize).filter(|r| set[(r - n) / 64] >> ((r - n) % 64) & 1 != 0).collect()
    };
    f.starts.iter().enumerate().map(|(i, &at)| (at, registers(f.set(i)))).collect()
}

mod of_code {
    use super::*;
    use crate::object::code::Code;
    use crate::object::gc::Gc;

    #[allow(clippy::map_entry)]
    fn cached(code: Gc<Code>, offset: usize, key: u32) -> &'static [u64] {
        let mut cache = code.liveness.borrow_mut();
        let cache = cache.get_or_insert_default();
        if !cache.contains_key(&key) {
            let body = code.body.gc();
            // SAFETY: the body holds that many words.
            let words = unsafe { std::slice::from_raw_parts(body.words() as *const u64, body.n_words) };
            // Specialised instructions have the operands of what they were made from.
            let m = &code.meta;
            if words.len() < SMALL_CODE {
                cache.extend(compute_all(words, code.exceptions(), m.n_locals, m.n_regs));
            }
            if !cache.contains_key(&key) {
                cache.insert(key, compute(words, code.exceptions(), m.n_locals, m.n_regs, offset, key & AFTER != 0));
            }
        }
        let s: *const [u64] = &*cache[&key];
        // SAFETY: entries are never removed, and the code outlives the collection that asks.
        unsafe { &*s }
    }
    /// Bitmap over registers `n_locals..`: live before the instruction that the word at `offset` belongs to runs.
    pub fn live_temps(code: Gc<Code>, offset: usize) -> &'static [u64] {
        cached(code, offset, offset as u32)
    }
    /// Bitmap over registers `n_locals..`: live while the instruction at word `offset` waits for what it called
    /// (live afterwards, without the registers it will write).
    pub fn live_after_call(code: Gc<Code>, offset: usize) -> &'static [u64] {
        cached(code, offset, offset as u32 | AFTER)
    }
}
pub use of_code::{live_after_call, live_temps};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytecode::assembler::Assembler;
    use crate::bytecode::ops::Op;

    #[test]
    fn operands_are_live_until_used() {
        let mut a = Assembler::new();
        a.ad(Op::LOADI, 1, 5);
        a.ad(Op::LOADI, 2, 6);
        a.abc(Op::ADD, 1, 1, 2);
        a.abc(Op::RETURN, 1, 0, 0);
        let r = a.finish().unwrap();
        let live = |at, after| compute(&r.words, &[], 1, 3, at, after)[0];
        assert_eq!([live(0, false), live(1, false), live(2, false), live(3, false)], [0, 1, 3, 1]);
        assert_eq!(live(2, true), 0);
    }
    #[test]
    fn loops_keep_iterators() {
        let mut a = Assembler::new();
        let (body, bottom) = (a.label(), a.label());
        a.abc(Op::GET_ITER, 1, 0, 0);
        a.jump(Op::JUMP, 0, bottom);
        a.bind_loop(body, true);
        a.bind(bottom);
        a.cache_jump(Op::FOR_LOOP, 1, 0, 0, body);
        a.abc(Op::RETURN, 0, 0, 0);
        let r = a.finish().unwrap();
        assert_eq!(compute(&r.words, &[], 1, 2, 1, false)[0], 1);
        assert_eq!(compute(&r.words, &[], 1, 2, 0, false)[0], 0);
    }
}
