//! Machine code of each operation. Registers are taken first, then flags are made and used at once: only moves lie between.

use super::asm::*;
use super::regs::{R, SAVED_MASK, X, is_leaf};
use super::{Cold, Emit, Where, has_effect};
use crate::eval::width;
use crate::ir::{Kind, Op, Ref, Site, Ty};

/// What flags say.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cond {
    Cc(Cc),
    /// Floats are equal: zero flag, and no parity flag.
    Equal,
    NotEqual,
}

impl Emit<'_> {
    pub fn inst(&mut self, r: Ref) {
        let i = *self.t.inst(r);
        let unwanted = i.ty != Ty::Void && self.w.last[r.index()] == 0 && !has_effect(self.t, r);
        if unwanted || self.same(r) != r || self.is_fused(r) || self.is_unboxed_before(r) {
            return;
        }
        match i.op.kind() {
            Kind::Const | Kind::Mark => {}
            Kind::Guard => {
                self.guard(r);
                self.die(r);
            }
            Kind::Check => self.check(r),
            Kind::End => self.end(r),
            Kind::Load | Kind::Store | Kind::Alloc => self.memory(r),
            Kind::Call if i.op == Op::CallIf => self.call_if(r),
            Kind::Call => self.call(r),
            Kind::Pure => self.pure(r),
        }
    }
    /// The instruction is done, its result in `d`.
    fn done(&mut self, r: Ref, d: R) {
        self.die(r);
        self.bind(r, d);
    }

    // --- conditions
    /// Makes flags for a bool: the condition under which it is true.
    fn condition(&mut self, c: Ref) -> Cond {
        if !self.is_fused(c) {
            let r = self.gpr(c);
            self.a.test(r, r);
            return Cond::Cc(Cc::Ne);
        }
        self.compare(c)
    }
    /// The same by computing the comparison.
    fn compare(&mut self, c: Ref) -> Cond {
        let op = self.t.op(c);
        let a = self.t.arg(c, 0);
        let signed = match op {
            Op::Ieq | Op::Weq => Cc::E,
            Op::Ine => Cc::Ne,
            Op::Ilt => Cc::L,
            Op::Ile => Cc::Le,
            Op::Igt => Cc::G,
            Op::Ige => Cc::Ge,
            Op::Iult | Op::Pult => Cc::B,
            Op::IsInt | Op::IsPtr => {
                let r = self.gpr(a);
                self.a.test8_imm(Rm::Reg(r), if op == Op::IsInt { 1 } else { 7 });
                return Cond::Cc(if op == Op::IsInt { Cc::Ne } else { Cc::E });
            }
            Op::UnboxBool => {
                let r = self.gpr(a);
                let k = self.s.around.layout.true_word;
                match i32::try_from(k as i64) {
                    Ok(k) => self.a.alu_imm(Alu::Cmp, Rm::Reg(r), k),
                    Err(_) => {
                        self.a.mov_imm(R11, k);
                        self.a.alu(Alu::Cmp, r, Rm::Reg(R11));
                    }
                }
                return Cond::Cc(Cc::E);
            }
            _ => return self.compare_floats(op, a, self.t.arg(c, 1)),
        };
        Cond::Cc(self.compare_words(a, self.t.arg(c, 1), signed))
    }
    /// Flags of `a - b`; the condition, with the operands exchanged if they were.
    fn compare_words(&mut self, a: Ref, b: Ref, cc: Cc) -> Cc {
        let (a, b, cc) =
            if self.bits(a).is_some() && self.bits(b).is_none() { (b, a, cc.swapped()) } else { (a, b, cc) };
        let ra = self.gpr(a);
        match self.small(b) {
            Some(0) => self.a.test(ra, ra),
            Some(k) => self.a.alu_imm(Alu::Cmp, Rm::Reg(ra), k),
            None => {
                let rb = self.rm(b);
                self.a.alu(Alu::Cmp, ra, rb);
            }
        }
        cc
    }
    fn compare_floats(&mut self, op: Op, a: Ref, b: Ref) -> Cond {
        // "less" is asked as "greater", whose flags are clear for NaN
        let (a, b) = if matches!(op, Op::Flt | Op::Fle) { (b, a) } else { (a, b) };
        let x = self.xmm(a);
        let y = self.xrm(b);
        self.a.ucomisd(x, y);
        match op {
            Op::Flt => Cond::Cc(Cc::A),
            Op::Fle => Cond::Cc(Cc::Ae),
            Op::Ford => Cond::Cc(Cc::Np),
            // is it a number?
            Op::Feq if a == b => Cond::Cc(Cc::Np),
            Op::Fne if a == b => Cond::Cc(Cc::P),
            Op::Feq => Cond::Equal,
            _ => Cond::NotEqual,
        }
    }
    /// Leaves if the condition is what `when` says.
    fn exit_on(&mut self, c: Cond, when: bool, snap: u32) {
        let c = match (c, when) {
            (Cond::Cc(cc), true) => return self.exit_if(cc, snap),
            (Cond::Cc(cc), false) => return self.exit_if(cc.opposite(), snap),
            (Cond::Equal, when) => when,
            (Cond::NotEqual, when) => !when,
        };
        if c {
            // equal, or not to be compared
            let stub = self.exit(snap);
            self.slow_if(Cc::E, Cold::Equal { stub });
        } else {
            self.exit_if(Cc::Ne, snap);
            self.exit_if(Cc::P, snap);
        }
    }

    /// The guard behind a load that alone wants its word, and compares it: then memory is its operand.
    fn compared_by(&self, load: Ref) -> Option<Ref> {
        let t = self.t;
        let bytes = match t.op(load) {
            Op::Load | Op::Sload if t.ty(load) != Ty::Float && t.ty(load) != Ty::Bool => 8,
            Op::LoadU32 => 4,
            _ => return None,
        };
        let mut next = (load.0 + 1..t.len() as u32).map(Ref);
        let g = next.find(|r| !self.is_fused(*r) && !is_leaf(t.op(*r)) && self.same(*r) == *r)?;
        let i = t.inst(g);
        let asks = i.op.kind() == Kind::Guard && self.same(load) == load && self.w.last[load.index()] == g.0;
        if !asks || self.leaving_by(i.snap).any(|k| self.same(self.leaving[k]) == load) {
            return None;
        }
        let a = *t.args(g).first()?;
        let (v, k) = match i.op {
            Op::GuardEq | Op::GuardNe => (a, t.arg(g, 1)),
            Op::GuardSet => return (bytes == 8 && self.same(a) == load).then_some(g),
            Op::GuardTrue | Op::GuardFalse if self.is_fused(a) && matches!(t.op(a), Op::Ieq | Op::Ine) => {
                (t.arg(a, 0), t.arg(a, 1))
            }
            _ => return None,
        };
        let small = self.small(k).filter(|k| bytes == 8 || *k >= 0);
        (self.same(v) == load && small.is_some()).then_some(g)
    }
    /// A guard whose operand is memory.
    fn guard_memory(&mut self, r: Ref, load: Ref) {
        let t = self.t;
        let (i, l) = (*t.inst(r), *t.inst(load));
        let m = match l.op {
            Op::Sload => Mem::at(RBX, l.imm as i32 * 8),
            _ => self.mem(t.arg(load, 0), l.imm as i32),
        };
        let a = t.arg(r, 0);
        let (k, equal) = match i.op {
            Op::GuardSet => (0, false),
            Op::GuardEq | Op::GuardNe => (self.small(t.arg(r, 1)).unwrap_or(0), i.op == Op::GuardEq),
            _ => (self.small(t.arg(a, 1)).unwrap_or(0), (t.op(a) == Op::Ieq) == (i.op == Op::GuardTrue)),
        };
        match l.op {
            Op::LoadU32 => self.a.alu32_imm(Alu::Cmp, m, k),
            _ => self.a.alu_imm(Alu::Cmp, Rm::Mem(m), k),
        }
        self.exit_if(if equal { Cc::Ne } else { Cc::E }, i.snap);
        self.die_operands(load);
    }
    fn guard(&mut self, r: Ref) {
        let i = *self.t.inst(r);
        if self.compared.1 == r {
            let load = self.compared.0;
            return self.guard_memory(r, load);
        }
        if i.op == Op::Poll && self.polls_seldom(r) {
            return;
        }
        if i.op == Op::Poll {
            self.a.alu32_imm(Alu::Cmp, Mem::at(R12, i.imm as i32), 0);
            return self.exit_if(Cc::Ne, i.snap);
        }
        let a = self.t.arg(r, 0);
        match i.op {
            Op::GuardTrue | Op::GuardFalse => {
                let c = self.condition(a);
                self.exit_on(c, i.op == Op::GuardFalse, i.snap);
            }
            Op::GuardInt | Op::GuardPtr => {
                let ra = self.gpr(a);
                let int = i.op == Op::GuardInt;
                self.a.test8_imm(Rm::Reg(ra), if int { 1 } else { 7 });
                self.exit_if(if int { Cc::E } else { Cc::Ne }, i.snap);
            }
            Op::GuardSet => {
                let ra = self.gpr(a);
                self.a.test(ra, ra);
                self.exit_if(Cc::E, i.snap);
            }
            Op::GuardEq | Op::GuardNe => {
                let b = self.t.arg(r, 1);
                self.compare_words(a, b, Cc::E);
                self.exit_if(if i.op == Op::GuardEq { Cc::Ne } else { Cc::E }, i.snap);
            }
            Op::GuardFits => {
                let ra = self.gpr(a);
                self.exit_unless_fits(ra, i.snap);
            }
            Op::GuardFloat => {
                let word = self.gpr(a);
                let unboxed = self.unboxed_at(r);
                let to = unboxed.map(|u| self.alloc(true, Some(u)));
                let stub = self.exit(i.snap);
                self.a.test8_imm(Rm::Reg(word), 1);
                self.a.jcc(Cc::Ne, stub);
                self.a.test8_imm(Rm::Reg(word), 7);
                let cold = self.a.label();
                self.a.jcc(Cc::E, cold);
                if let Some(x) = to {
                    self.decode_float(word, x - X);
                }
                self.slow(cold, Cold::Float { word, stub, to: to.map(|x| x - X) });
                if let (Some(u), Some(x)) = (unboxed, to) {
                    self.die(r);
                    self.bind(u, x);
                }
            }
            _ => {
                let m = self.mem(a, 0);
                self.a.alu32_imm(Alu::Cmp, m, i.imm as i32);
                self.exit_if(Cc::Ne, i.snap);
            }
        }
    }
    /// Doubling overflows exactly if the top two bits differ.
    fn exit_unless_fits(&mut self, r: Reg, snap: u32) {
        self.a.imul_imm(R11, Rm::Reg(r), 2);
        self.exit_if(Cc::O, snap);
    }

    // --- integers
    fn check(&mut self, r: Ref) {
        let i = *self.t.inst(r);
        let a = self.t.arg(r, 0);
        let d = match i.op {
            Op::IaddOv | Op::IsubOv => {
                let d = self.add(r, i.op == Op::IsubOv);
                self.exit_unless_fits(d, i.snap);
                d
            }
            Op::ImulOv => {
                // Twice the product overflows 64 bits exactly if the product does not fit 63.
                let b = self.t.arg(r, 1);
                let (a, b) = if self.bits(a).is_some() { (b, a) } else { (a, b) };
                let ra = self.gpr(a);
                let d = self.alloc(false, Some(r));
                match self.small(b) {
                    Some(k) => {
                        self.a.lea(d, Mem { base: ra, index: Some((ra, 0)), disp: 0 });
                        self.a.imul_imm(d, Rm::Reg(d), k);
                    }
                    None => {
                        let rb = self.rm(b);
                        self.a.lea(d, Mem { base: ra, index: Some((ra, 0)), disp: 0 });
                        self.a.imul(d, rb);
                    }
                }
                self.exit_if(Cc::O, i.snap);
                self.a.shift(Shift::Sar, d, 1);
                d
            }
            Op::IshlOv => {
                let b = self.t.arg(r, 1);
                self.take(RCX);
                let ra = self.gpr(a);
                self.count(b);
                let d = self.alloc(false, Some(r));
                self.a.mov(d, ra);
                self.a.shift_cl(Shift::Shl, d);
                self.exit_unless_fits(d, i.snap);
                self.a.mov(R11, d);
                self.a.shift_cl(Shift::Sar, R11);
                self.a.alu(Alu::Cmp, R11, Rm::Reg(ra));
                self.exit_if(Cc::Ne, i.snap);
                d
            }
            _ => {
                let x = self.xmm(a);
                self.a.ucomisd(x, Rm::Pool((-4611686018427387904.0f64).to_bits()));
                self.exit_if(Cc::B, i.snap);
                self.a.ucomisd(x, Rm::Pool(4611686018427387904.0f64.to_bits()));
                self.exit_if(Cc::Ae, i.snap);
                let d = self.alloc(false, Some(r));
                self.a.cvttsd2si(d, x);
                d
            }
        };
        self.done(r, d);
    }
    /// A shift's count in cl, which has been taken.
    fn count(&mut self, b: Ref) {
        let w = self.whereabouts(b);
        self.transfer(Where::Reg(RCX), w);
    }
    /// Sum or difference.
    fn add(&mut self, r: Ref, minus: bool) -> Reg {
        let (mut a, mut b) = (self.t.arg(r, 0), self.t.arg(r, 1));
        if !minus && (self.bits(a).is_some() || !self.dies(a) && self.dies(b)) {
            (a, b) = (b, a);
        }
        let ra = self.gpr(a);
        if let Some(k) = self.small(b).and_then(|k| if minus { k.checked_neg() } else { Some(k) }) {
            let d = self.over(r, a, ra);
            if d == ra {
                self.a.alu_imm(Alu::Add, Rm::Reg(d), k);
            } else {
                self.a.lea(d, Mem::at(ra, k));
            }
            return d;
        }
        let rb = self.rm(b);
        let d = self.over(r, a, ra);
        if let (Rm::Reg(rb), false) = (rb, minus || d == ra) {
            self.a.lea(d, Mem { base: ra, index: Some((rb, 0)), disp: 0 });
            return d;
        }
        self.a.mov(d, ra);
        self.a.alu(if minus { Alu::Sub } else { Alu::Add }, d, rb);
        d
    }
    fn logic(&mut self, r: Ref, op: Alu) -> Reg {
        let (mut a, mut b) = (self.t.arg(r, 0), self.t.arg(r, 1));
        if self.bits(a).is_some() || !self.dies(a) && self.dies(b) {
            (a, b) = (b, a);
        }
        let ra = self.gpr(a);
        if let Some(k) = self.small(b) {
            let d = self.over(r, a, ra);
            self.a.mov(d, ra);
            self.a.alu_imm(op, Rm::Reg(d), k);
            return d;
        }
        let rb = self.rm(b);
        let d = self.over(r, a, ra);
        self.a.mov(d, ra);
        self.a.alu(op, d, rb);
        d
    }
    fn imul(&mut self, r: Ref) -> Reg {
        let (mut a, mut b) = (self.t.arg(r, 0), self.t.arg(r, 1));
        if self.bits(a).is_some() {
            (a, b) = (b, a);
        }
        let ra = self.gpr(a);
        if let Some(k) = self.small(b) {
            let d = self.over(r, a, ra);
            self.a.imul_imm(d, Rm::Reg(ra), k);
            return d;
        }
        let rb = self.rm(b);
        let d = self.over(r, a, ra);
        self.a.mov(d, ra);
        self.a.imul(d, rb);
        d
    }
    fn shift(&mut self, r: Ref, op: Shift) -> Reg {
        let (a, b) = (self.t.arg(r, 0), self.t.arg(r, 1));
        if let Some(k) = self.bits(b) {
            let ra = self.gpr(a);
            let d = self.over(r, a, ra);
            self.a.mov(d, ra);
            self.a.shift(op, d, k as u8 & 63);
            return d;
        }
        self.take(RCX);
        let ra = self.gpr(a);
        self.count(b);
        let d = self.over(r, a, ra);
        self.a.mov(d, ra);
        self.a.shift_cl(op, d);
        d
    }
    fn one(&mut self, r: Ref, f: impl FnOnce(&mut Asm, Reg)) -> Reg {
        let a = self.t.arg(r, 0);
        let ra = self.gpr(a);
        let d = self.over(r, a, ra);
        self.a.mov(d, ra);
        f(self.a, d);
        d
    }
    /// Floor division and remainder.
    fn divide(&mut self, r: Ref, quotient: bool) -> Reg {
        let (a, b) = (self.t.arg(r, 0), self.t.arg(r, 1));
        match self.bits(b).map(|k| k as i64) {
            Some(k) if k >= 2 && k & (k - 1) == 0 => {
                let ra = self.gpr(a);
                let d = self.over(r, a, ra);
                self.a.mov(d, ra);
                if quotient {
                    self.a.shift(Shift::Sar, d, k.trailing_zeros() as u8);
                } else if let Ok(m) = i32::try_from(k - 1) {
                    self.a.alu_imm(Alu::And, Rm::Reg(d), m);
                } else {
                    self.a.mov_imm(R11, k as u64 - 1);
                    self.a.alu(Alu::And, d, Rm::Reg(R11));
                }
                d
            }
            Some(k) if k >= 2 => self.divide_by(a, k, quotient),
            _ => self.divide_by_any(a, b, quotient),
        }
    }
    /// As in `lower::inst::divide_by`: a multiplication, on the complement of negative numbers.
    fn divide_by(&mut self, a: Ref, k: i64, quotient: bool) -> Reg {
        let shift = 63 - (k - 1).leading_zeros() as u8;
        let m = (1u128 << (64 + shift)).div_ceil(k as u128) as u64;
        self.take(RAX);
        self.take(RDX);
        let ra = self.gpr(a);
        self.a.mov(R11, ra);
        self.a.shift(Shift::Sar, R11, 63);
        self.a.mov(RAX, ra);
        self.a.alu(Alu::Xor, RAX, Rm::Reg(R11));
        self.a.mov_imm(RDX, m);
        self.a.mul(RDX);
        if shift != 0 {
            self.a.shift(Shift::Shr, RDX, shift);
        }
        self.a.alu(Alu::Xor, RDX, Rm::Reg(R11));
        if quotient {
            return RDX;
        }
        match i32::try_from(k) {
            Ok(k) => self.a.imul_imm(RDX, Rm::Reg(RDX), k),
            Err(_) => {
                self.a.mov_imm(R11, k as u64);
                self.a.imul(RDX, Rm::Reg(R11));
            }
        }
        self.a.mov(RAX, ra);
        self.a.alu(Alu::Sub, RAX, Rm::Reg(RDX));
        RAX
    }
    fn divide_by_any(&mut self, a: Ref, b: Ref, quotient: bool) -> Reg {
        self.take(RAX);
        self.take(RDX);
        let ra = self.gpr(a);
        let rb = self.gpr(b);
        let done = self.a.label();
        self.a.mov(RAX, ra);
        self.a.cqo();
        self.a.idiv(rb);
        self.a.test(RDX, RDX);
        self.a.jcc(Cc::E, done);
        self.a.mov(R11, RDX);
        self.a.alu(Alu::Xor, R11, Rm::Reg(rb));
        self.a.alu_imm(Alu::Cmp, Rm::Reg(R11), 0);
        self.a.jcc(Cc::Ge, done);
        if quotient {
            self.a.alu_imm(Alu::Sub, Rm::Reg(RAX), 1);
        } else {
            self.a.alu(Alu::Add, RDX, Rm::Reg(rb));
        }
        self.a.bind(done);
        if quotient { RAX } else { RDX }
    }

    fn pure(&mut self, r: Ref) {
        use Op::*;
        let i = *self.t.inst(r);
        let a = self.t.args(r).first().copied().unwrap_or(r);
        let d = match i.op {
            Base | Thread | SlotAddr | Input => return,
            BoxInt => {
                let ra = self.gpr(a);
                let d = self.over(r, a, ra);
                self.a.lea(d, Mem { base: ra, index: Some((ra, 0)), disp: 1 });
                d
            }
            UnboxInt => self.one(r, |c, d| c.shift(Shift::Sar, d, 1)),
            BoxFloat => {
                let x = self.xmm(a);
                let object = self.stored_in(r).map(|o| self.gpr(o));
                let d = self.alloc(false, Some(r));
                self.box_float(x, d, object);
                d
            }
            UnboxFloat => {
                let word = self.gpr(a);
                let x = self.alloc(true, Some(r));
                self.a.test8_imm(Rm::Reg(word), 7);
                let cold = self.a.label();
                self.a.jcc(Cc::E, cold);
                self.decode_float(word, x - X);
                self.slow(cold, Cold::Unbox { word, to: x - X });
                x
            }
            BoxBool => {
                let d = self.alloc(false, Some(r));
                self.box_bool(a, d);
                d
            }
            Iadd => self.add(r, false),
            Isub => self.add(r, true),
            Imul => self.imul(r),
            Ineg => self.one(r, |c, d| c.neg(d)),
            Iand | Band => self.logic(r, Alu::And),
            Ior | Bor => self.logic(r, Alu::Or),
            Ixor => self.logic(r, Alu::Xor),
            Inot => self.one(r, |c, d| c.not(d)),
            Bnot => self.one(r, |c, d| c.alu_imm(Alu::Xor, Rm::Reg(d), 1)),
            Ishl => self.shift(r, Shift::Shl),
            Ishr => self.shift(r, Shift::Sar),
            Iushr => self.shift(r, Shift::Shr),
            Idiv | Imod => self.divide(r, i.op == Idiv),
            Imin | Imax => {
                let ra = self.gpr(a);
                let rb = self.gpr(self.t.arg(r, 1));
                let d = self.over(r, a, ra);
                self.a.mov(d, ra);
                self.a.alu(Alu::Cmp, d, Rm::Reg(rb));
                self.a.cmov(if i.op == Imin { Cc::G } else { Cc::L }, d, rb);
                d
            }
            Select => self.select(r),
            PtrAdd => self.ptr_add(r),
            Itof | Fbits => return self.convert(r),
            Fadd | Fsub | Fmul | Fdiv | Fneg | Fabs | Fsqrt | Ffloor | Fceil | Ftrunc => self.float(r),
            _ => {
                let c = self.compare(r);
                let d = self.alloc(false, Some(r));
                let cc = match c {
                    Cond::Cc(cc) => cc,
                    Cond::Equal => Cc::E,
                    Cond::NotEqual => Cc::Ne,
                };
                self.a.setcc(cc, d);
                if !matches!(c, Cond::Cc(_)) {
                    let equal = c == Cond::Equal;
                    self.a.setcc(if equal { Cc::Np } else { Cc::P }, R11);
                    self.a.alu(if equal { Alu::And } else { Alu::Or }, d, Rm::Reg(R11));
                }
                self.a.movzx8(d, d);
                d
            }
        };
        self.done(r, d);
    }
    /// Address + operand + immediate.
    fn ptr_add(&mut self, r: Ref) -> Reg {
        let i = *self.t.inst(r);
        let (a, b) = (self.t.arg(r, 0), self.t.arg(r, 1));
        let k = self.bits(b).map(|k| (k as i64).wrapping_add(i.imm));
        let ra = self.gpr(a);
        if let Some(Ok(k)) = k.map(i32::try_from) {
            let d = self.over(r, a, ra);
            self.a.lea(d, Mem::at(ra, k));
            return d;
        }
        let rb = self.gpr(b);
        let d = self.over(r, a, ra);
        match i32::try_from(i.imm) {
            Ok(disp) => self.a.lea(d, Mem { base: ra, index: Some((rb, 0)), disp }),
            Err(_) => {
                self.a.lea(d, Mem { base: ra, index: Some((rb, 0)), disp: 0 });
                self.a.mov_imm(R11, i.imm as u64);
                self.a.alu(Alu::Add, d, Rm::Reg(R11));
            }
        }
        d
    }
    fn select(&mut self, r: Ref) -> R {
        let (c, b, e) = (self.t.arg(r, 0), self.t.arg(r, 1), self.t.arg(r, 2));
        if self.t.ty(r) == Ty::Float {
            let (x, y) = (self.xmm(b), self.xmm(e));
            let d = self.alloc(true, Some(r));
            let cond = self.condition(c);
            let done = self.a.label();
            self.a.movsd(d - X, y);
            let yes = match cond {
                Cond::Cc(cc) => cc.opposite(),
                Cond::Equal => {
                    self.a.jcc(Cc::P, done);
                    Cc::Ne
                }
                Cond::NotEqual => {
                    let yes = self.a.label();
                    self.a.jcc(Cc::P, yes);
                    self.a.jcc(Cc::E, done);
                    self.a.bind(yes);
                    self.a.movsd(d - X, x);
                    self.a.bind(done);
                    return d;
                }
            };
            self.a.jcc(yes, done);
            self.a.movsd(d - X, x);
            self.a.bind(done);
            return d;
        }
        let (rb, re) = (self.gpr(b), self.gpr(e));
        let d = self.alloc(false, Some(r));
        let cond = self.condition(c);
        match cond {
            Cond::Cc(cc) => {
                self.a.mov(d, re);
                self.a.cmov(cc, d, rb);
            }
            Cond::Equal => {
                self.a.mov(d, rb);
                self.a.cmov(Cc::Ne, d, re);
                self.a.cmov(Cc::P, d, re);
            }
            Cond::NotEqual => {
                self.a.mov(d, re);
                self.a.cmov(Cc::Ne, d, rb);
                self.a.cmov(Cc::P, d, rb);
            }
        }
        d
    }

    // --- floats
    fn convert(&mut self, r: Ref) {
        let a = self.t.arg(r, 0);
        if self.t.op(r) == Op::Fbits {
            let x = self.xmm(a);
            let d = self.alloc(false, Some(r));
            self.a.movq_from(d, x);
            return self.done(r, d);
        }
        let ra = self.rm(a);
        let d = self.alloc(true, Some(r));
        // not on top of what the register held
        self.a.xorpd(d - X, Rm::Reg(d - X));
        self.a.cvtsi2sd(d - X, ra);
        self.done(r, d);
    }
    fn float(&mut self, r: Ref) -> R {
        use Op::*;
        let op = self.t.op(r);
        let mut a = self.t.arg(r, 0);
        let folded = self.folded.iter().position(|f| f.1 == r).map(|k| self.folded.swap_remove(k).0);
        if folded == Some(a) {
            a = self.t.arg(r, 1);
        }
        let x = self.xmm(a);
        if let Ffloor | Fceil | Ftrunc = op {
            let d = self.over(r, a, x + X);
            let how = match op {
                Ffloor => 1,
                Fceil => 2,
                _ => 3,
            };
            self.a.roundsd(d - X, x, how);
            return d;
        }
        if let Fneg | Fabs = op {
            let d = self.over(r, a, x + X);
            self.a.movsd(d - X, x);
            match op {
                Fneg => self.a.xorpd(d - X, Rm::Near(self.s.around.stubs.sign)),
                _ => self.a.andpd(d - X, Rm::Near(self.s.around.stubs.magnitude)),
            }
            return d;
        }
        if op == Fsqrt {
            let d = self.over(r, a, x + X);
            self.a.sse(Sse::Sqrt, d - X, Rm::Reg(x));
            return d;
        }
        let sse = match op {
            Fadd => Sse::Add,
            Fsub => Sse::Sub,
            Fmul => Sse::Mul,
            _ => Sse::Div,
        };
        let b = self.t.arg(r, 1);
        if let Some(load) = folded {
            let m = self.mem(self.t.arg(load, 0), self.t.inst(load).imm as i32);
            let d = self.over(r, a, x + X);
            self.a.sse3(sse, d - X, x, Rm::Mem(m));
            return d;
        }
        let (mut a, mut x, mut b) = (a, x, b);
        if matches!(op, Fadd | Fmul) && !self.dies(a) && self.dies(b) {
            (a, b) = (b, a);
            x = self.xmm(a);
        }
        let y = self.xrm(b);
        let d = self.over(r, a, x + X);
        self.a.sse3(sse, d - X, x, y);
        d
    }
    /// The operation behind a load of a float that alone wants it, and can have it as an operand in memory.
    fn folds(&self, load: Ref) -> Option<Ref> {
        use Op::*;
        let t = self.t;
        if t.op(load) != Load || t.ty(load) != Ty::Float || !self.w.is_used_once(load) {
            return None;
        }
        let mut next = (load.0 + 1..t.len() as u32).map(Ref).take_while(|r| t.op(*r).is_pure() || t.op(*r).is_const());
        let user = next.find(|r| t.args(*r).contains(&load))?;
        let fits = match t.op(user) {
            Fadd | Fmul => t.arg(user, 0) != t.arg(user, 1),
            Fsub | Fdiv => t.arg(user, 0) != load,
            _ => false,
        };
        let base = self.same(t.arg(load, 0));
        let stays = is_leaf(self.op(base)) || self.w.last[base.index()] > user.0;
        (fits && stays && self.w.last[load.index()] == user.0).then_some(user)
    }
    /// The float of an immediate word.
    fn decode_float(&mut self, word: Reg, x: Reg) {
        self.a.ror3(R11, word, 3);
        self.a.movq_to(x, R11);
        self.a.psubq(x, Rm::Near(self.s.around.stubs.bias));
    }
    /// The object that a boxed float is stored in at once. Its barrier is the slow path's then: words of immediate floats need none.
    fn stored_in(&mut self, boxed: Ref) -> Option<Ref> {
        let (store, barrier) = (Ref(boxed.0 + 1), Ref(boxed.0 + 2));
        let t = self.t;
        let stored = barrier.index() < t.len()
            && matches!(t.op(store), Op::Store | Op::Storex)
            && t.args(store).last() == Some(&boxed)
            && t.op(barrier) == Op::Barrier
            && t.arg(barrier, 1) == boxed;
        if !stored {
            return None;
        }
        self.barrier_done = barrier;
        Some(t.arg(barrier, 0))
    }
    /// A float as a word; one without an immediate form takes the slow path, and then the barrier of an `object` it is stored in.
    pub fn box_float(&mut self, x: Reg, d: Reg, object: Option<Reg>) {
        self.a.paddq3(15, x, Rm::Near(self.s.around.stubs.bias));
        self.a.movq_from(d, 15);
        self.a.shift(Shift::Rol, d, 3);
        let cold = self.a.label();
        self.a.test8_imm(Rm::Reg(d), 1);
        self.a.jcc(Cc::Ne, cold);
        self.a.test8_imm(Rm::Reg(d), 7);
        self.a.jcc(Cc::E, cold);
        self.slow(cold, Cold::Box { from: x, to: d, object });
    }
    fn box_bool(&mut self, v: Ref, d: Reg) {
        let c = self.condition(v);
        let (yes, no) = (self.s.around.layout.true_word, self.s.around.layout.false_word);
        self.a.mov_imm(d, no);
        self.a.mov_imm(R11, yes);
        match c {
            Cond::Cc(cc) => self.a.cmov(cc, d, R11),
            // bools of other comparisons are values
            _ => self.error = Some("comparison in a box"),
        }
    }

    // --- memory
    /// An element's address.
    fn element(&mut self, op: Op, base: Ref, index: Ref, offset: i32) -> Mem {
        let scale = width(op).2;
        if let Some(k) = self.bits(index) {
            let at = (k as i64).wrapping_mul(scale as i64).wrapping_add(offset as i64);
            if let Ok(at) = i32::try_from(at) {
                return self.mem(base, at);
            }
        }
        let mut m = self.mem(base, offset);
        let x = self.gpr(index);
        if m.base == NO_REG {
            // an absolute address may be only that
            let t = self.temp();
            self.a.lea(t, m);
            m = Mem::at(t, 0);
        }
        Mem { index: Some((x, scale.trailing_zeros() as u8)), ..m }
    }
    fn memory(&mut self, r: Ref) {
        use Op::*;
        if let Some(guard) = self.compared_by(r) {
            self.compared = (r, guard);
            return;
        }
        if let Some(user) = self.folds(r) {
            self.folded.push((r, user));
            return;
        }
        let i = *self.t.inst(r);
        let args = self.t.args(r);
        let offset = i.imm as i32;
        let (m, value) = match i.op {
            Sload => (Mem::at(RBX, offset * 8), None),
            Sstore => (Mem::at(RBX, offset * 8), Some(args[0])),
            Load | LoadU8 | LoadU16 | LoadU32 | LoadI32 => (self.mem(args[0], offset), None),
            Loadx | LoadxU8 | LoadxU16 | LoadxU32 => (self.element(i.op, args[0], args[1], offset), None),
            Store | Store8 | Store16 | Store32 => (self.mem(args[0], offset), Some(args[1])),
            Storex | Storex8 => (self.element(i.op, args[0], args[1], offset), Some(args[2])),
            Barrier => return self.barrier(r),
            _ => return self.allocate(r),
        };
        if let Some(v) = value {
            self.store_value(m, v, width(i.op).0);
            return self.die(r);
        }
        let float = i.ty == Ty::Float;
        let d = self.alloc(float, Some(r));
        match (width(i.op), i.ty) {
            (_, Ty::Bool) => self.a.load8(d, m),
            ((1, ..), _) => self.a.load8(d, m),
            ((2, ..), _) => self.a.load16(d, m),
            ((4, true, _), _) => self.a.load_i32(d, m),
            ((4, ..), _) => self.a.load32(d, m),
            _ if float => self.a.load_sd(d - X, m),
            _ => self.a.load(d, m),
        }
        self.done(r, d);
    }
    fn store_value(&mut self, m: Mem, v: Ref, bytes: u32) {
        if self.ty(self.same(v)) == Ty::Float {
            let x = self.xmm(v);
            return self.a.store_sd(m, x);
        }
        if let Some(k) = self.small(v).filter(|_| bytes == 8) {
            return self.a.store_imm(m, k);
        }
        let s = self.gpr_or_scratch(v);
        match bytes {
            1 => self.a.store8(m, s),
            2 => self.a.store16(m, s),
            4 => self.a.store32(m, s),
            _ => self.a.store(m, s),
        }
    }
    fn barrier(&mut self, r: Ref) {
        if self.barrier_done == r {
            return self.die(r);
        }
        let (o, v) = (self.t.arg(r, 0), self.t.arg(r, 1));
        let word = match self.bits(v) {
            // never a pointer
            Some(b) if b & 7 != 0 => return self.die(r),
            Some(_) => None,
            None => Some(self.gpr(v)),
        };
        let object = self.gpr(o);
        match word {
            // Few floats are pointers, many objects are old.
            Some(w) if self.t.op(v) == Op::BoxFloat => {
                self.a.test8_imm(Rm::Reg(w), 7);
                self.slow_if(Cc::E, Cold::Barrier { object, word: None });
            }
            _ => {
                // Bit 32 of the header is bit 0 of its fifth byte.
                self.a.test8_imm(Mem::at(object, 4), 1);
                self.slow_if(Cc::Ne, Cold::Barrier { object, word });
            }
        }
        self.die(r);
    }
    fn allocate(&mut self, r: Ref) {
        let s = self.t.sites[self.t.inst(r).aux as usize];
        let d = self.alloc(false, Some(r));
        self.new_object(s, d);
        self.done(r, d);
    }
    /// Allocates an object and writes its header.
    pub fn new_object(&mut self, s: Site, d: Reg) {
        let (cursor, limit) = match (i32::try_from(s.cursor), i32::try_from(s.limit)) {
            (Ok(cursor), Ok(limit)) => (Mem::at(NO_REG, cursor), Mem::at(NO_REG, limit)),
            _ => {
                let Ok(limit) = i32::try_from((s.limit as i64).wrapping_sub(s.cursor as i64)) else {
                    self.error = Some("cursor and limit far from each other");
                    return;
                };
                self.a.mov_imm(R11, s.cursor);
                (Mem::at(R11, 0), Mem::at(R11, limit))
            }
        };
        let end = self.temp();
        self.a.load(d, cursor);
        self.a.lea(end, Mem::at(d, s.size as i32));
        self.a.alu(Alu::Cmp, end, Rm::Mem(limit));
        let cold = self.a.label();
        self.a.jcc(Cc::A, cold);
        self.a.store(cursor, end);
        match i32::try_from(s.header as i64) {
            Ok(k) => self.a.store_imm(Mem::at(d, 0), k),
            Err(_) => {
                self.a.mov_imm(R11, s.header);
                self.a.store(Mem::at(d, 0), R11);
            }
        }
        self.slow(cold, Cold::Alloc { size: s.size, header: s.header, to: d });
    }

    // --- calls
    fn call_if(&mut self, r: Ref) {
        let args = self.t.args(r);
        let (other, word) = (self.gpr(args[1]), self.gpr(args[2]));
        let to = self.alloc(false, Some(r));
        let condition = self.condition(args[0]);
        self.a.mov(to, other);
        let cold = self.a.label();
        match condition {
            Cond::Cc(cc) => self.a.jcc(cc, cold),
            Cond::Equal => {
                let on = self.a.label();
                self.a.jcc(Cc::P, on);
                self.a.jcc(Cc::E, cold);
                self.a.bind(on);
            }
            Cond::NotEqual => {
                self.a.jcc(Cc::Ne, cold);
                self.a.jcc(Cc::P, cold);
            }
        }
        let address = self.t.helpers[self.t.inst(r).aux as usize].address;
        self.slow(cold, Cold::Call { address, word, to });
        self.done(r, to);
    }
    fn call(&mut self, r: Ref) {
        let i = *self.t.inst(r);
        if i.op == Op::Callf {
            self.save_for_call(true, &[]);
            self.a.lea(RDI, Mem::at(RBX, i.aux as i32 * 8));
            self.a.mov(RSI, R12);
            self.call_cell(i.imm as u64);
            self.a.test(RAX, RAX);
            self.exit_if(Cc::E, i.snap);
            return self.done(r, RAX);
        }
        let t = self.t;
        let h = &t.helpers[i.aux as usize];
        const WORDS: [Reg; 6] = [RDI, RSI, RDX, RCX, R8, R9];
        let (mut words, mut floats) = (0, 0);
        let mut args = vec![];
        for (ty, v) in h.args.iter().zip(t.args(r)) {
            let to = match ty {
                Ty::Float => {
                    floats += 1;
                    X + floats - 1
                }
                _ => {
                    words += 1;
                    WORDS.get(words - 1).copied().unwrap_or(0)
                }
            };
            args.push((Where::Reg(to), *v));
        }
        if words > 6 || floats > 8 {
            self.error = Some("arguments on the stack");
            return;
        }
        self.save_for_call(false, &args);
        self.a.call_to(h.address, self.s.around.stubs.slow);
        match h.ret {
            Ty::Void => self.die(r),
            Ty::Float => self.done(r, X),
            Ty::Bool => {
                self.a.movzx8(RAX, RAX);
                self.done(r, RAX);
            }
            _ => self.done(r, RAX),
        }
        debug_assert!(self.st.busy & !SAVED_MASK & !(1 << RAX | 1 << X) == 0);
    }
    fn call_cell(&mut self, cell: u64) {
        let cell = self.at_address(cell, R11);
        self.a.call(cell);
    }
}
