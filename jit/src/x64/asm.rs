//! x86-64 instructions as bytes: the forms that traces need, labels, a pool of constants.
//!
//! Registers are numbers, 0 to 15 as in the manual (`RAX`, `RCX`, …), for general and for floating registers alike. A memory
//! operand is [`Mem`]. Jumps are always long; nobody measures what short ones would save.

/// A general or a floating register, by its number.
pub type Reg = u8;
pub const RAX: Reg = 0;
pub const RCX: Reg = 1;
pub const RDX: Reg = 2;
pub const RBX: Reg = 3;
pub const RSP: Reg = 4;
pub const RBP: Reg = 5;
pub const RSI: Reg = 6;
pub const RDI: Reg = 7;
pub const R8: Reg = 8;
pub const R9: Reg = 9;
pub const R11: Reg = 11;
pub const R12: Reg = 12;
/// Marks an operand that has no register.
pub const NO_REG: Reg = 0xff;

/// Condition codes, as in the low nibble of the opcodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Cc {
    O = 0,
    B = 2,
    Ae = 3,
    E = 4,
    Ne = 5,
    Be = 6,
    A = 7,
    P = 10,
    Np = 11,
    L = 12,
    Ge = 13,
    Le = 14,
    G = 15,
}
impl Cc {
    /// The opposite.
    pub fn opposite(self) -> Cc {
        match self {
            Cc::O => unreachable!("nobody asks for no overflow"),
            Cc::B => Cc::Ae,
            Cc::Ae => Cc::B,
            Cc::E => Cc::Ne,
            Cc::Ne => Cc::E,
            Cc::Be => Cc::A,
            Cc::A => Cc::Be,
            Cc::P => Cc::Np,
            Cc::Np => Cc::P,
            Cc::L => Cc::Ge,
            Cc::Ge => Cc::L,
            Cc::Le => Cc::G,
            Cc::G => Cc::Le,
        }
    }
    /// The condition with the operands exchanged.
    pub fn swapped(self) -> Cc {
        match self {
            Cc::B => Cc::A,
            Cc::A => Cc::B,
            Cc::Ae => Cc::Be,
            Cc::Be => Cc::Ae,
            Cc::L => Cc::G,
            Cc::G => Cc::L,
            Cc::Le => Cc::Ge,
            Cc::Ge => Cc::Le,
            c => c,
        }
    }
}

/// `[base + index * 2^scale + disp]`; without a base an absolute address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mem {
    pub base: Reg,
    pub index: Option<(Reg, u8)>,
    pub disp: i32,
}
impl Mem {
    pub fn at(base: Reg, disp: i32) -> Mem {
        Mem { base, index: None, disp }
    }
}

/// The second operand of an instruction.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Rm {
    Reg(Reg),
    Mem(Mem),
    /// A constant of the pool.
    Pool(u64),
    /// A constant at an address near the code, 16 bytes wide.
    Near(u64),
}
impl Rm {
    /// The register that it is or begins with, and the index, as their encoding needs them; 0: none.
    fn registers(self) -> (Reg, Reg) {
        match self {
            Rm::Reg(r) => (r, 0),
            Rm::Mem(m) => (if m.base == NO_REG { 0 } else { m.base }, m.index.map_or(0, |i| i.0)),
            Rm::Pool(_) | Rm::Near(_) => (0, 0),
        }
    }
}
impl From<Mem> for Rm {
    fn from(m: Mem) -> Rm {
        Rm::Mem(m)
    }
}

/// Arithmetic with two operands, by its number in the opcodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Alu {
    Add = 0,
    Or = 1,
    And = 4,
    Sub = 5,
    Xor = 6,
    Cmp = 7,
}
/// Shifts, by their number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Shift {
    Rol = 0,
    Ror = 1,
    Shl = 4,
    Shr = 5,
    Sar = 7,
}
/// Arithmetic of scalar doubles, by opcode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Sse {
    Sqrt = 0x51,
    Add = 0x58,
    Mul = 0x59,
    Sub = 0x5c,
    Div = 0x5e,
}

/// A place in the code, bound now or later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

/// Code in progress.
#[derive(Default)]
pub struct Asm {
    pub code: Vec<u8>,
    /// The processor has AVX and BMI2 (as all have since 2013), which save moves.
    pub modern: bool,
    labels: Vec<u32>,
    /// Where a label's distance is written.
    fixups: Vec<(u32, Label)>,
    /// Distances to addresses outside.
    outside: Vec<(u32, u64)>,
    pool: Vec<u64>,
    pool_fixups: Vec<(u32, u32)>,
}

impl Asm {
    pub fn clear(&mut self) {
        self.code.clear();
        self.labels.clear();
        self.fixups.clear();
        self.outside.clear();
        self.pool.clear();
        self.pool_fixups.clear();
    }
    pub fn label(&mut self) -> Label {
        self.labels.push(u32::MAX);
        Label(self.labels.len() as u32 - 1)
    }
    pub fn bind(&mut self, l: Label) {
        self.labels[l.0 as usize] = self.here();
    }
    pub fn here(&self) -> u32 {
        self.code.len() as u32
    }
    /// How often the code so far refers to something outside of itself.
    pub fn references(&self) -> usize {
        self.fixups.len() + self.outside.len() + self.pool_fixups.len()
    }
    /// The same bytes again; they refer to nothing outside.
    pub fn repeat(&mut self, code: std::ops::Range<u32>) {
        self.code.extend_from_within(code.start as usize..code.end as usize);
    }
    /// Goes on at a multiple of `to`, a power of two.
    pub fn align(&mut self, to: usize) {
        const NOPS: [&[u8]; 9] = [
            &[0x90],
            &[0x66, 0x90],
            &[0x0f, 0x1f, 0x00],
            &[0x0f, 0x1f, 0x40, 0],
            &[0x0f, 0x1f, 0x44, 0, 0],
            &[0x66, 0x0f, 0x1f, 0x44, 0, 0],
            &[0x0f, 0x1f, 0x80, 0, 0, 0, 0],
            &[0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0],
            &[0x66, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0],
        ];
        let mut missing = self.code.len().wrapping_neg() & (to - 1);
        while missing != 0 {
            let n = missing.min(NOPS.len());
            self.bytes(NOPS[n - 1]);
            missing -= n;
        }
    }
    /// Writes the pool, and the distances within the code.
    pub fn finish(&mut self) {
        if !self.pool.is_empty() {
            self.code.resize(self.code.len().next_multiple_of(8), 0xcc);
            let pool = self.here();
            for w in std::mem::take(&mut self.pool) {
                self.code.extend_from_slice(&w.to_le_bytes());
            }
            for (at, n) in std::mem::take(&mut self.pool_fixups) {
                self.patch(at, pool as i64 + 8 * n as i64 - at as i64 - 4);
            }
        }
        for (at, l) in std::mem::take(&mut self.fixups) {
            let target = self.labels[l.0 as usize];
            self.patch(at, target as i64 - at as i64 - 4);
        }
    }
    /// Writes the distances to addresses outside, for code that will lie at `address`.
    pub fn relocate(&mut self, address: usize) -> Result<(), String> {
        for (at, target) in std::mem::take(&mut self.outside) {
            let d = target as i64 - (address as i64 + at as i64 + 4);
            i32::try_from(d).map_err(|_| "code too far away")?;
            self.patch(at, d);
        }
        Ok(())
    }
    /// Sets the 32 bits at `at`.
    pub fn patch(&mut self, at: u32, v: i64) {
        self.code[at as usize..at as usize + 4].copy_from_slice(&(v as i32).to_le_bytes());
    }

    // --- encoding
    fn byte(&mut self, b: u8) {
        self.code.push(b);
    }
    fn imm32(&mut self, v: i32) {
        self.code.extend_from_slice(&v.to_le_bytes());
    }
    /// Prefix (0: none), REX, opcode bytes, operands. Distances assume that no immediate follows. `bytes`: a byte register is named.
    fn op(&mut self, prefix: u8, w: bool, opcode: &[u8], reg: Reg, rm: Rm, bytes: bool) {
        if prefix != 0 {
            self.byte(prefix);
        }
        let (b, x) = rm.registers();
        let rex = 0x40 | (w as u8) << 3 | (reg >> 3) << 2 | (x >> 3) << 1 | b >> 3;
        let low = |r: Reg| (4..8).contains(&r);
        if rex != 0x40 || bytes && (low(reg) || matches!(rm, Rm::Reg(r) if low(r))) {
            self.byte(rex);
        }
        self.code.extend_from_slice(opcode);
        self.operands(reg, rm);
    }
    /// With three operands: destination, first and second source. The code is made of prefix (1: 66, 3: f2), whether operands are
    /// of 64 bits, map of opcodes (1: 0f, 3: 0f 3a), opcode.
    fn vex(&mut self, (prefix, w, map, opcode): (u8, bool, u8, u8), d: Reg, a: Reg, b: Rm) {
        let (base, index) = b.registers();
        let high = |r: Reg| (r < 8) as u8;
        self.bytes(&[
            0xc4,
            high(d) << 7 | high(index) << 6 | high(base) << 5 | map,
            (w as u8) << 7 | (!a & 15) << 3 | prefix,
            opcode,
        ]);
        self.operands(d, b);
    }
    fn operands(&mut self, reg: Reg, rm: Rm) {
        let reg = (reg & 7) << 3;
        match rm {
            Rm::Reg(r) => self.byte(0xc0 | reg | r & 7),
            Rm::Pool(bits) => {
                self.byte(5 | reg);
                let n = self.pool.iter().position(|p| *p == bits).unwrap_or_else(|| {
                    self.pool.push(bits);
                    self.pool.len() - 1
                });
                self.pool_fixups.push((self.here(), n as u32));
                self.imm32(0);
            }
            Rm::Near(address) => {
                self.byte(5 | reg);
                self.outside.push((self.here(), address));
                self.imm32(0);
            }
            Rm::Mem(m) => self.mem(reg, m),
        }
    }
    fn mem(&mut self, reg: u8, m: Mem) {
        if m.base == NO_REG {
            // absolute: an index byte that names neither
            self.byte(4 | reg);
            let (x, s) = m.index.unwrap_or((RSP, 0));
            self.byte(s << 6 | (x & 7) << 3 | 5);
            self.imm32(m.disp);
            return;
        }
        let size = match m.disp {
            0 if m.base & 7 != RBP => 0,
            -128..=127 => 0x40,
            _ => 0x80,
        };
        if m.index.is_some() || m.base & 7 == RSP {
            let (x, s) = m.index.unwrap_or((RSP, 0));
            self.byte(size | reg | 4);
            self.byte(s << 6 | (x & 7) << 3 | m.base & 7);
        } else {
            self.byte(size | reg | m.base & 7);
        }
        match size {
            0 => {}
            0x40 => self.byte(m.disp as u8),
            _ => self.imm32(m.disp),
        }
    }

    // --- moves
    pub fn mov(&mut self, d: Reg, s: Reg) {
        if d != s {
            self.op(0, true, &[0x8b], d, Rm::Reg(s), false);
        }
    }
    pub fn load(&mut self, d: Reg, m: impl Into<Rm>) {
        self.op(0, true, &[0x8b], d, m.into(), false);
    }
    pub fn load32(&mut self, d: Reg, m: Mem) {
        self.op(0, false, &[0x8b], d, Rm::Mem(m), false);
    }
    pub fn load_i32(&mut self, d: Reg, m: Mem) {
        self.op(0, true, &[0x63], d, Rm::Mem(m), false);
    }
    pub fn load8(&mut self, d: Reg, m: Mem) {
        self.op(0, false, &[0x0f, 0xb6], d, Rm::Mem(m), false);
    }
    pub fn load16(&mut self, d: Reg, m: Mem) {
        self.op(0, false, &[0x0f, 0xb7], d, Rm::Mem(m), false);
    }
    pub fn movzx8(&mut self, d: Reg, s: Reg) {
        self.op(0, false, &[0x0f, 0xb6], d, Rm::Reg(s), true);
    }
    /// A constant.
    pub fn mov_imm(&mut self, d: Reg, v: u64) {
        if v <= u32::MAX as u64 {
            if d >= 8 {
                self.byte(0x41);
            }
            self.byte(0xb8 | d & 7);
            self.imm32(v as i32);
        } else if v as i64 == v as i32 as i64 {
            self.op(0, true, &[0xc7], 0, Rm::Reg(d), false);
            self.imm32(v as i32);
        } else {
            self.byte(0x48 | d >> 3);
            self.byte(0xb8 | d & 7);
            self.code.extend_from_slice(&v.to_le_bytes());
        }
    }
    pub fn store(&mut self, m: Mem, s: Reg) {
        self.op(0, true, &[0x89], s, Rm::Mem(m), false);
    }
    pub fn store32(&mut self, m: Mem, s: Reg) {
        self.op(0, false, &[0x89], s, Rm::Mem(m), false);
    }
    pub fn store16(&mut self, m: Mem, s: Reg) {
        self.op(0x66, false, &[0x89], s, Rm::Mem(m), false);
    }
    pub fn store8(&mut self, m: Mem, s: Reg) {
        self.op(0, false, &[0x88], s, Rm::Mem(m), true);
    }
    /// Stores a constant, sign extended.
    pub fn store_imm(&mut self, m: Mem, v: i32) {
        self.op(0, true, &[0xc7], 0, Rm::Mem(m), false);
        self.imm32(v);
    }
    pub fn store32_imm(&mut self, m: Mem, v: i32) {
        self.op(0, false, &[0xc7], 0, Rm::Mem(m), false);
        self.imm32(v);
    }
    pub fn lea(&mut self, d: Reg, m: Mem) {
        self.op(0, true, &[0x8d], d, Rm::Mem(m), false);
    }
    pub fn push(&mut self, r: Reg) {
        if r >= 8 {
            self.byte(0x41);
        }
        self.byte(0x50 | r & 7);
    }
    pub fn push_imm(&mut self, v: i32) {
        self.byte(0x68);
        self.imm32(v);
    }
    pub fn pop(&mut self, r: Reg) {
        if r >= 8 {
            self.byte(0x41);
        }
        self.byte(0x58 | r & 7);
    }

    // --- arithmetic
    pub fn alu(&mut self, op: Alu, d: Reg, s: Rm) {
        self.op(0, true, &[(op as u8) << 3 | 3], d, s, false);
    }
    pub fn alu_imm(&mut self, op: Alu, d: impl Into<Rm>, v: i32) {
        self.alu_imm_sized(op, d.into(), v, true);
    }
    /// Of 32 bits.
    pub fn alu32_imm(&mut self, op: Alu, d: impl Into<Rm>, v: i32) {
        self.alu_imm_sized(op, d.into(), v, false);
    }
    fn alu_imm_sized(&mut self, op: Alu, d: Rm, v: i32, w: bool) {
        if (-128..=127).contains(&v) {
            self.op(0, w, &[0x83], op as u8, d, false);
            self.byte(v as u8);
        } else {
            self.op(0, w, &[0x81], op as u8, d, false);
            self.imm32(v);
        }
    }
    pub fn test(&mut self, a: Reg, b: Reg) {
        self.op(0, true, &[0x85], b, Rm::Reg(a), false);
    }
    /// The low byte against a mask.
    pub fn test8_imm(&mut self, a: impl Into<Rm>, v: u8) {
        self.op(0, false, &[0xf6], 0, a.into(), true);
        self.byte(v);
    }
    pub fn imul(&mut self, d: Reg, s: Rm) {
        self.op(0, true, &[0x0f, 0xaf], d, s, false);
    }
    pub fn imul_imm(&mut self, d: Reg, s: Rm, v: i32) {
        self.op(0, true, &[0x69], d, s, false);
        self.imm32(v);
    }
    /// rdx:rax = rax * s, unsigned.
    pub fn mul(&mut self, s: Reg) {
        self.op(0, true, &[0xf7], 4, Rm::Reg(s), false);
    }
    /// rax, rdx = rdx:rax / s, signed.
    pub fn idiv(&mut self, s: Reg) {
        self.op(0, true, &[0xf7], 7, Rm::Reg(s), false);
    }
    pub fn cqo(&mut self) {
        self.code.extend_from_slice(&[0x48, 0x99]);
    }
    pub fn neg(&mut self, d: Reg) {
        self.op(0, true, &[0xf7], 3, Rm::Reg(d), false);
    }
    pub fn not(&mut self, d: Reg) {
        self.op(0, true, &[0xf7], 2, Rm::Reg(d), false);
    }
    /// One less, in memory.
    pub fn dec(&mut self, m: Mem) {
        self.op(0, true, &[0xff], 1, Rm::Mem(m), false);
    }
    pub fn shift(&mut self, op: Shift, d: Reg, n: u8) {
        self.op(0, true, &[0xc1], op as u8, Rm::Reg(d), false);
        self.byte(n);
    }
    /// `d = s` rotated to the right.
    pub fn ror3(&mut self, d: Reg, s: Reg, n: u8) {
        if self.modern {
            self.vex((3, true, 3, 0xf0), d, 0, Rm::Reg(s));
            return self.byte(n);
        }
        self.mov(d, s);
        self.shift(Shift::Ror, d, n);
    }
    /// By cl.
    pub fn shift_cl(&mut self, op: Shift, d: Reg) {
        self.op(0, true, &[0xd3], op as u8, Rm::Reg(d), false);
    }
    pub fn setcc(&mut self, cc: Cc, d: Reg) {
        self.op(0, false, &[0x0f, 0x90 | cc as u8], 0, Rm::Reg(d), true);
    }
    pub fn cmov(&mut self, cc: Cc, d: Reg, s: Reg) {
        self.op(0, true, &[0x0f, 0x40 | cc as u8], d, Rm::Reg(s), false);
    }

    // --- floats
    pub fn movsd(&mut self, d: Reg, s: Reg) {
        if d != s {
            // whole registers: nothing depends on the old upper half
            self.op(0, false, &[0x0f, 0x28], d, Rm::Reg(s), false);
        }
    }
    pub fn load_sd(&mut self, d: Reg, m: impl Into<Rm>) {
        self.op(0xf2, false, &[0x0f, 0x10], d, m.into(), false);
    }
    pub fn store_sd(&mut self, m: Mem, s: Reg) {
        self.op(0xf2, false, &[0x0f, 0x11], s, Rm::Mem(m), false);
    }
    pub fn sse(&mut self, op: Sse, d: Reg, s: Rm) {
        self.op(0xf2, false, &[0x0f, op as u8], d, s, false);
    }
    /// `d = a op b`; `d` is not `b` unless it is `a` as well.
    pub fn sse3(&mut self, op: Sse, d: Reg, a: Reg, b: Rm) {
        if self.modern && d != a {
            return self.vex((3, false, 1, op as u8), d, a, b);
        }
        self.movsd(d, a);
        self.sse(op, d, b);
    }
    pub fn ucomisd(&mut self, a: Reg, b: Rm) {
        self.op(0x66, false, &[0x0f, 0x2e], a, b, false);
    }
    pub fn xorpd(&mut self, d: Reg, s: Rm) {
        self.op(0x66, false, &[0x0f, 0x57], d, s, false);
    }
    pub fn andpd(&mut self, d: Reg, s: Rm) {
        self.op(0x66, false, &[0x0f, 0x54], d, s, false);
    }
    /// `d = a + b`
    pub fn paddq3(&mut self, d: Reg, a: Reg, b: Rm) {
        if self.modern {
            return self.vex((1, false, 1, 0xd4), d, a, b);
        }
        self.movsd(d, a);
        self.paddq(d, b);
    }
    fn paddq(&mut self, d: Reg, s: Rm) {
        self.op(0x66, false, &[0x0f, 0xd4], d, s, false);
    }
    pub fn psubq(&mut self, d: Reg, s: Rm) {
        self.op(0x66, false, &[0x0f, 0xfb], d, s, false);
    }
    /// Bits of a general register to a floating one.
    pub fn movq_to(&mut self, x: Reg, r: Reg) {
        self.op(0x66, true, &[0x0f, 0x6e], x, Rm::Reg(r), false);
    }
    pub fn movq_from(&mut self, r: Reg, x: Reg) {
        self.op(0x66, true, &[0x0f, 0x7e], x, Rm::Reg(r), false);
    }
    pub fn cvtsi2sd(&mut self, x: Reg, r: Rm) {
        self.op(0xf2, true, &[0x0f, 0x2a], x, r, false);
    }
    pub fn cvttsd2si(&mut self, r: Reg, x: Reg) {
        self.op(0xf2, true, &[0x0f, 0x2c], r, Rm::Reg(x), false);
    }
    /// Rounds: 1 down, 2 up, 3 toward zero (SSE 4.1).
    pub fn roundsd(&mut self, d: Reg, s: Reg, how: u8) {
        self.op(0x66, false, &[0x0f, 0x3a, 0x0b], d, Rm::Reg(s), false);
        self.byte(how | 8);
    }

    // --- control
    pub fn jcc(&mut self, cc: Cc, l: Label) {
        self.code.extend_from_slice(&[0x0f, 0x80 | cc as u8]);
        self.to(l);
    }
    pub fn jmp(&mut self, l: Label) {
        self.byte(0xe9);
        self.to(l);
    }
    fn to(&mut self, l: Label) {
        self.fixups.push((self.here(), l));
        self.imm32(0);
    }
    pub fn jmp_outside(&mut self, address: u64) {
        self.byte(0xe9);
        self.outside.push((self.here(), address));
        self.imm32(0);
    }
    pub fn jcc_outside(&mut self, cc: Cc, address: u64) {
        self.code.extend_from_slice(&[0x0f, 0x80 | cc as u8]);
        self.outside.push((self.here(), address));
        self.imm32(0);
    }
    pub fn call_outside(&mut self, address: u64) {
        self.byte(0xe8);
        self.outside.push((self.here(), address));
        self.imm32(0);
    }
    /// Calls a function by its distance if code at `near` and around it reaches it, and through the scratch register otherwise.
    pub fn call_to(&mut self, f: u64, near: u64) {
        const REACH: u64 = (1 << 31) - (1 << 29);
        if f.abs_diff(near) < REACH {
            return self.call_outside(f);
        }
        self.mov_imm(R11, f);
        self.call(Rm::Reg(R11));
    }
    pub fn call(&mut self, r: impl Into<Rm>) {
        self.op(0, false, &[0xff], 2, r.into(), false);
    }
    pub fn jmp_reg(&mut self, r: Reg) {
        self.op(0, false, &[0xff], 4, Rm::Reg(r), false);
    }
    pub fn leave(&mut self) {
        self.byte(0xc9);
    }
    pub fn ret(&mut self) {
        self.byte(0xc3);
    }
    pub fn bytes(&mut self, b: &[u8]) {
        self.code.extend_from_slice(b);
    }
    /// `sub rsp, n` to be patched: where `n` is.
    pub fn sub_rsp(&mut self) -> u32 {
        self.op(0, true, &[0x81], Alu::Sub as u8, Rm::Reg(RSP), false);
        self.imm32(0);
        self.here() - 4
    }
}
