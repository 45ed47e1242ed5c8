//! The evaluator: the meaning of the IR, instruction by instruction.
//!
//! [`pure`] and [`check`] give each operation its one definition; constant folding, the oracle of the tests and this
//! evaluator all use them. [`Eval::run`] executes a trace over a [`Host`], real memory or a mock, up to an exit, whose
//! raw values it reports exactly as machine code leaves them in the exit buffer.

use crate::exits::{ExitInfo, Rebuild, restore};
use crate::ir::value::*;
use crate::ir::{Helper, Op, Ref, Trace, Ty};

/// Result of an operation that depends on its operands alone (bit patterns); `None` if the operation is not of this kind,
/// or its operands are outside its domain (division by zero).
pub fn pure(op: Op, imm: i64, a: &[u64]) -> Option<u64> {
    use Op::*;
    let i = |n: usize| a[n] as i64;
    let f = |n: usize| f64::from_bits(a[n]);
    let fl = |x: f64| Some(x.to_bits());
    let int = |x: i64| Some(x as u64);
    let b = |x: bool| Some(x as u64);
    match op {
        KInt | KFloat | KBool | KVal | KPtr => Some(imm as u64),
        BoxInt => Some(box_int(i(0))),
        UnboxInt => int(unbox_int(a[0])),
        BoxFloat => Some(encode_float(f(0))).filter(|v| is_immediate_float(*v)),
        UnboxFloat if is_immediate_float(a[0]) => fl(decode_float(a[0])),
        BoxPtr | UnboxPtr | PtrToInt | Fbits => Some(a[0]),
        Iadd => int(i(0).wrapping_add(i(1))),
        Isub => int(i(0).wrapping_sub(i(1))),
        Imul => int(i(0).wrapping_mul(i(1))),
        Ineg => int(i(0).wrapping_neg()),
        Iand => int(i(0) & i(1)),
        Ior => int(i(0) | i(1)),
        Ixor => int(i(0) ^ i(1)),
        Inot => int(!i(0)),
        Ishl => int(i(0) << (i(1) & 63)),
        Ishr => int(i(0) >> (i(1) & 63)),
        Iushr => Some(a[0] >> (i(1) & 63)),
        Idiv | Imod => {
            let (x, y) = (i(0), i(1));
            let (q, r) = (x.checked_div(y)?, x.checked_rem(y)?);
            let adjust = r != 0 && (r ^ y) < 0;
            int(if op == Idiv { q - adjust as i64 } else { r + if adjust { y } else { 0 } })
        }
        Imin => int(i(0).min(i(1))),
        Imax => int(i(0).max(i(1))),
        Ieq | Weq => b(a[0] == a[1]),
        Ine => b(a[0] != a[1]),
        Ilt => b(i(0) < i(1)),
        Ile => b(i(0) <= i(1)),
        Igt => b(i(0) > i(1)),
        Ige => b(i(0) >= i(1)),
        Iult | Pult => b(a[0] < a[1]),
        IsInt => b(is_int(a[0])),
        IsPtr => b(is_pointer(a[0])),
        Bnot => Some(a[0] ^ 1),
        Band => Some(a[0] & a[1]),
        Bor => Some(a[0] | a[1]),
        Btoi => Some(a[0]),
        Select => Some(if a[0] != 0 { a[1] } else { a[2] }),
        Fadd => fl(f(0) + f(1)),
        Fsub => fl(f(0) - f(1)),
        Fmul => fl(f(0) * f(1)),
        Fdiv => fl(f(0) / f(1)),
        Fneg => fl(-f(0)),
        Fabs => fl(f(0).abs()),
        Fsqrt => fl(f(0).sqrt()),
        Ffloor => fl(f(0).floor()),
        Fceil => fl(f(0).ceil()),
        Ftrunc => fl(f(0).trunc()),
        Feq => b(f(0) == f(1)),
        Fne => b(f(0) != f(1)),
        Flt => b(f(0) < f(1)),
        Fle => b(f(0) <= f(1)),
        Ford => b(!f(0).is_nan() && !f(1).is_nan()),
        Itof => fl(i(0) as f64),
        PtrAdd => Some(a[0].wrapping_add(a[1]).wrapping_add(imm as u64)),
        _ => None,
    }
}

/// A checked operation or a guard on its operands alone: `Some(None)` means exit, `None` that it is neither.
pub fn check(op: Op, a: &[u64]) -> Option<Option<u64>> {
    use Op::*;
    let i = |n: usize| a[n] as i64;
    let fit = |x: Option<i64>| Some(x.filter(|x| fits(*x)).map(|x| x as u64));
    let ok = |b: bool| Some(b.then_some(0));
    match op {
        IaddOv => fit(i(0).checked_add(i(1))),
        IsubOv => fit(i(0).checked_sub(i(1))),
        ImulOv => fit(i(0).checked_mul(i(1))),
        IshlOv => {
            let (x, c) = (i(0), i(1) & 63);
            let r = x << c;
            fit((((r << 1) >> 1) >> c == x).then_some(r))
        }
        FtoiOv => {
            let x = f64::from_bits(a[0]);
            let inside = (-4611686018427387904.0..4611686018427387904.0).contains(&x);
            Some(inside.then_some(x as i64 as u64))
        }
        GuardInt => ok(is_int(a[0])),
        GuardPtr => ok(is_pointer(a[0])),
        GuardSet => ok(a[0] != 0),
        GuardEq => ok(a[0] == a[1]),
        GuardNe => ok(a[0] != a[1]),
        GuardTrue => ok(a[0] != 0),
        GuardFalse => ok(a[0] == 0),
        GuardFits => ok(fits(i(0))),
        _ => None,
    }
}

/// Memory and helpers under a trace.
pub trait Host {
    /// Reads 1, 2, 4 or 8 bytes, zero extended.
    fn read(&mut self, address: u64, bytes: u32) -> u64;
    fn write(&mut self, address: u64, bytes: u32, v: u64);
    /// Calls a declared helper; arguments and result as bit patterns.
    fn call(&mut self, h: &Helper, args: &[u64]) -> u64;
    /// Calls one of the layout's helpers.
    fn service(&mut self, address: u64, args: &[u64]) -> u64;
    /// Runs the function trace in a cell; 0 if it left.
    fn callf(&mut self, cell: u64, base: u64) -> u64;
}

/// How an evaluation ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// Left through a snapshot, with its raw values.
    Exit {
        snap: u32,
        raws: Vec<u64>,
    },
    Ret(u64),
    /// Slots are written; goes on in another trace.
    Link {
        cell: u64,
        base: i32,
    },
    /// `fuel` back-edges were taken.
    Fuel,
    /// An operation outside its domain: the trace is wrong.
    Undefined(Ref),
}

/// Where and how to run.
pub struct Eval<'a> {
    pub layout: &'a Layout,
    pub base: u64,
    pub thread: u64,
    /// Raw values for `input`.
    pub inputs: &'a [u64],
    /// Back-edges to take at most.
    pub fuel: u64,
}

/// Width of a memory operation in bytes, whether it sign extends, and the scale of its index.
pub fn width(op: Op) -> (u32, bool, u64) {
    use Op::*;
    match op {
        LoadU8 | Store8 => (1, false, 0),
        LoadxU8 | Storex8 => (1, false, 1),
        LoadU16 | Store16 => (2, false, 0),
        LoadxU16 => (2, false, 2),
        LoadU32 | Store32 => (4, false, 0),
        LoadI32 => (4, true, 0),
        LoadxU32 => (4, false, 4),
        Loadx | Storex => (8, false, 8),
        _ => (8, false, 0),
    }
}

enum Step {
    Value(u64),
    Leave,
    Undefined,
}

impl Eval<'_> {
    /// Runs from the start of the trace.
    pub fn run(&self, t: &Trace, host: &mut impl Host) -> Outcome {
        let mut v = vec![0u64; t.len()];
        let header = t.header();
        let phis = t.phis();
        let mut fuel = self.fuel;
        let mut at = 0;
        loop {
            let r = Ref(at as u32);
            let i = *t.inst(r);
            let a: Vec<u64> = t.args(r).iter().map(|x| v[x.index()]).collect();
            at += 1;
            match i.op {
                Op::Phi => v[r.index()] = a[0],
                Op::Header => {}
                Op::Ret => return Outcome::Ret(a[0]),
                Op::Exit => return self.exit(t, i.snap, &v),
                Op::Loop | Op::Restart if fuel == 0 => return Outcome::Fuel,
                Op::Loop => {
                    fuel -= 1;
                    phis.iter().zip(&a).for_each(|(p, x)| v[p.index()] = *x);
                    at = header.unwrap_or(0) + 1 + phis.len();
                }
                Op::Restart | Op::Link => {
                    self.write_slots(t, i.snap, &v, host);
                    if i.op == Op::Link {
                        return Outcome::Link { cell: i.imm as u64, base: i.aux as i32 };
                    }
                    fuel -= 1;
                    at = 0;
                }
                _ => match self.step(t, r, &a, host) {
                    Step::Value(x) => v[r.index()] = if i.ty == Ty::Bool { x & 1 } else { x },
                    Step::Leave => return self.exit(t, i.snap, &v),
                    Step::Undefined => return Outcome::Undefined(r),
                },
            }
        }
    }

    fn exit(&self, t: &Trace, snap: u32, v: &[u64]) -> Outcome {
        let x = ExitInfo::of(t, &t.snaps[snap as usize]);
        Outcome::Exit { snap, raws: x.raws.iter().map(|(r, _)| v[r.index()]).collect() }
    }

    fn write_slots(&self, t: &Trace, snap: u32, v: &[u64], host: &mut impl Host) {
        let x = ExitInfo::of(t, &t.snaps[snap as usize]);
        let raws: Vec<u64> = x.raws.iter().map(|(r, _)| v[r.index()]).collect();
        restore(&x, &raws, &mut InPlace { eval: self, host });
    }

    fn slot(&self, n: i64) -> u64 {
        self.base.wrapping_add((n * 8) as u64)
    }

    fn box_float(&self, bits: u64, host: &mut impl Host) -> u64 {
        pure(Op::BoxFloat, 0, &[bits]).unwrap_or_else(|| host.service(self.layout.box_float, &[self.thread, bits]))
    }

    fn step(&self, t: &Trace, r: Ref, a: &[u64], host: &mut impl Host) -> Step {
        use Op::*;
        let i = t.inst(r);
        let done = |ok: bool| if ok { Step::Value(0) } else { Step::Leave };
        if let Some(x) = pure(i.op, i.imm, a) {
            return Step::Value(x);
        }
        if let Some(x) = check(i.op, a) {
            return x.map_or(Step::Leave, Step::Value);
        }
        let l = self.layout;
        Step::Value(match i.op {
            Base => self.base,
            Thread => self.thread,
            SlotAddr => self.slot(i.imm),
            Input => self.inputs.get(i.imm as usize).copied().unwrap_or(0),
            Sload => host.read(self.slot(i.imm), 8),
            Sstore => return self.stored(host, self.slot(i.imm), 8, a[0]),
            GuardFloat => {
                let boxed =
                    |host: &mut _| is_pointer(a[0]) && a[0] != 0 && Host::read(host, a[0], 4) == l.float_shape as u64;
                return done(is_immediate_float(a[0]) || boxed(host));
            }
            GuardShape => return done(host.read(a[0], 4) == i.imm as u64 & 0xffff_ffff),
            Poll => return done(host.read(self.thread.wrapping_add(i.imm as u64), 4) == 0),
            BoxFloat => self.box_float(a[0], host),
            UnboxFloat => host.read(a[0].wrapping_add(l.float_payload as u64), 8),
            BoxBool => {
                if a[0] & 1 != 0 {
                    l.true_word
                } else {
                    l.false_word
                }
            }
            UnboxBool => (a[0] == l.true_word) as u64,
            Load | LoadU8 | LoadU16 | LoadU32 | LoadI32 | Loadx | LoadxU8 | LoadxU16 | LoadxU32 => {
                let (bytes, signed, scale) = width(i.op);
                let index = a.get(1).copied().unwrap_or(0).wrapping_mul(scale);
                let x = host.read(a[0].wrapping_add(i.imm as u64).wrapping_add(index), bytes);
                if signed { x as i32 as i64 as u64 } else { x }
            }
            Store | Store8 | Store16 | Store32 => {
                return self.stored(host, a[0].wrapping_add(i.imm as u64), width(i.op).0, a[1]);
            }
            Storex | Storex8 => {
                let (bytes, _, scale) = width(i.op);
                let at = a[0].wrapping_add(i.imm as u64).wrapping_add(a[1].wrapping_mul(scale));
                return self.stored(host, at, bytes, a[2]);
            }
            Barrier => {
                if is_pointer(a[1]) && host.read(a[0], 8) >> OLD_BIT & 1 != 0 {
                    host.service(l.barrier, &[self.thread, a[0]]);
                }
                0
            }
            Alloc => self.alloc(&t.sites[i.aux as usize], host),
            Call => host.call(&t.helpers[i.aux as usize], a),
            CallIf if a[0] == 0 => a[1],
            CallIf => host.call(&t.helpers[i.aux as usize], &[self.thread, a[2]]),
            Callf => match host.callf(i.imm as u64, self.slot(i.aux as i32 as i64)) {
                0 => return Step::Leave,
                x => x,
            },
            _ => return Step::Undefined,
        })
    }

    fn stored(&self, host: &mut impl Host, at: u64, bytes: u32, v: u64) -> Step {
        host.write(at, bytes, v);
        Step::Value(0)
    }

    fn alloc(&self, s: &crate::ir::Site, host: &mut impl Host) -> u64 {
        let at = host.read(s.cursor, 8);
        let end = at.wrapping_add(s.size as u64);
        if end > host.read(s.limit, 8) {
            return host.service(self.layout.alloc, &[self.thread, s.size as u64, s.header]);
        }
        host.write(s.cursor, 8, end);
        host.write(at, 8, s.header);
        at
    }
}

/// Writes slots during a run (`restart`, `link`).
struct InPlace<'a, 'b, H> {
    eval: &'a Eval<'b>,
    host: &'a mut H,
}

impl<H: Host> Rebuild for InPlace<'_, '_, H> {
    fn int(&mut self, i: i64) -> u64 {
        box_int(i)
    }
    fn float(&mut self, f: f64) -> u64 {
        self.eval.box_float(f.to_bits(), self.host)
    }
    fn bool(&mut self, b: bool) -> u64 {
        if b { self.eval.layout.true_word } else { self.eval.layout.false_word }
    }
    fn object(&mut self, size: u32, header: u64) -> u64 {
        self.host.service(self.eval.layout.alloc, &[self.eval.thread, size as u64, header])
    }
    fn make(&mut self, helper: u64, args: &[u64]) -> u64 {
        self.host.service(helper, args)
    }
    fn field(&mut self, object: u64, offset: i32, word: u64) {
        self.host.write(object.wrapping_add(offset as u64), 8, word)
    }
    fn slot(&mut self, slot: i32, word: u64) {
        self.host.write(self.eval.slot(slot as i64), 8, word)
    }
}
