//! Verifier of bytecode: run on what the compiler made in debug builds, and on everything read from a cache.
//!
//! Promises for accepted code: every instruction is known; registers lie in the frame; constants lie in the pool and are of
//! the kind that their instruction needs; jumps and handlers land on instructions; control cannot run off the end;
//! specialised and internal instructions do not occur; registers hold what instructions need (`flow.rs`).

use super::codec;
use super::flow;
use super::ops::{Cache, Field, Ins, OP_COUNT, Op, Operand};
use crate::object::code::ExceptionRange;

/// What the verifier needs to know of a code object.
pub struct CodeView<'a> {
    pub words: &'a [u64],
    pub n_consts: usize,
    pub n_params: u32,
    pub n_locals: u32,
    pub n_regs: u32,
    pub n_positions: usize,
    pub exceptions: &'a [ExceptionRange],
    /// Register 0 behind the parameters is a name space (code of modules and classes).
    pub has_namespace: bool,
    /// The kind of a constant in the pool.
    pub constant: &'a dyn Fn(usize) -> Constant,
}

/// What instructions may need a constant to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Constant {
    /// An exact string, interned if it is a name.
    Str,
    /// A tuple of so many strings.
    Names(usize),
    /// Any other tuple.
    Tuple,
    Code,
    Other,
}

/// `Err` tells what is wrong, for people.
pub fn verify(v: &CodeView) -> Result<(), String> {
    let n = v.words.len();
    if n == 0 {
        return Err("no instructions".into());
    }
    if v.n_params > v.n_locals || v.n_locals > v.n_regs || v.n_regs > 1 << 17 {
        return Err(format!("bad register counts {} {} {}", v.n_params, v.n_locals, v.n_regs));
    }
    if v.n_positions != n {
        return Err(format!("{} positions for {n} words", v.n_positions));
    }
    let mut starts = vec![false; n];
    let mut at = 0;
    let mut last = Ins(0);
    while at < n {
        let number = v.words[at] as u16;
        if number as usize >= OP_COUNT || number >= Op::LOAD_ATTR_CLASS as u16 {
            return Err(format!("{at}: instruction {number} is not for compiled code"));
        }
        starts[at] = true;
        last = Ins(v.words[at]);
        at += last.op().len();
    }
    if at != n {
        return Err("the last instruction is cut off".into());
    }
    if codec::falls_through(last) {
        return Err(format!("control runs off the end after {:?}", last.op()));
    }
    for (at, i) in codec::instructions(v.words) {
        operands(v, &starts, at, i).map_err(|e| format!("{at}: {:?}: {e}", i.op()))?;
    }
    for r in v.exceptions {
        let ok = |o: u32| (o as usize) < n && starts[o as usize];
        if !(ok(r.start)
            && r.end > r.start
            && r.end as usize <= n
            && (r.end as usize == n || ok(r.end))
            && ok(r.handler))
        {
            return Err(format!("bad exception range {r:?}"));
        }
        if r.reg >= v.n_regs || r.reg < v.n_locals {
            return Err(format!("exception register {} of {}", r.reg, v.n_regs));
        }
    }
    flow::check(v)
}

fn operands(v: &CodeView, starts: &[bool], at: usize, i: Ins) -> Result<(), String> {
    let mut bad = None;
    codec::registers(i, |first, count, _| {
        if first + count > v.n_regs as usize {
            bad = Some(first + count);
        }
    });
    let info = i.op().info();
    for &(place, kind) in info.operands {
        let f = codec::field(i, place);
        let room = match kind {
            Operand::Window | Operand::WindowDef => f + 4,
            Operand::WindowEx => f + 6,
            _ => 0,
        };
        if room > v.n_regs as usize {
            bad = Some(room);
        }
        if kind == Operand::Pool {
            pool_ref(v, at, i.d() as i64)?;
            let is = constant(v, at, i.d() as i64);
            let fits = match i.op() {
                Op::LOADK => true,
                Op::MAKE_FUNCTION => is == Constant::Code,
                _ => is == Constant::Str,
            };
            if !fits {
                return Err(format!("the constant is {is:?}"));
            }
        }
        if matches!(kind, Operand::Count) && place == Field::D && i.d() < 0 {
            return Err("negative count".into());
        }
    }
    if let Some(r) = bad {
        return Err(format!("register {r} of {}", v.n_regs));
    }
    if info.cache.first() == Some(&Cache::Name) {
        let d = v.words[at + 1] as u32 as i32 as i64;
        pool_ref(v, at, d)?;
        let fits = match (i.op(), constant(v, at, d)) {
            (Op::CALL_KW, Constant::Names(n)) => n <= i.b(),
            (Op::CALL_METHOD_KW, Constant::Names(n)) => n < i.b(),
            (Op::CALL_KW | Op::CALL_METHOD_KW, _) => false,
            (_, is) => is == Constant::Str,
        };
        if !fits {
            return Err(format!("the name is {:?}", constant(v, at, d)));
        }
    }
    if i.op() == Op::CALL_METHOD && i.b() == 0 {
        return Err("a method call without self".into());
    }
    if i.op() == Op::UNPACK_EX {
        let (before, after) = codec::counts(v.words, at);
        if before + 1 + after != i.c() {
            return Err("counts disagree".into());
        }
    }
    // A LOOP's target is in its word; the jump in its cache is not used.
    if let Some(t) = codec::jump_target(v.words, at, i)
        && (t < 0 || t as usize >= starts.len() || !starts[t as usize])
    {
        return Err(format!("jump to {t}"));
    }
    if let Some(t) = codec::jump_target(v.words, at, i)
        && t <= at as i64
        && !matches!(i.op(), Op::LOOP | Op::FOR_LOOP)
    {
        return Err(format!("backward jump to {t}"));
    }
    Ok(())
}

/// The kind of the constant that the instruction at `at` refers to by `d`.
pub fn constant(v: &CodeView, at: usize, d: i64) -> Constant {
    (v.constant)((at as i64 + 1 + d + v.n_consts as i64) as usize)
}

fn pool_ref(v: &CodeView, at: usize, d: i64) -> Result<(), String> {
    let k = at as i64 + 1 + d + v.n_consts as i64;
    if k < 0 || k >= v.n_consts as i64 { Err(format!("constant {k} of {}", v.n_consts)) } else { Ok(()) }
}
