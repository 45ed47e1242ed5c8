//! The pieces of machine code that all traces share: entering, leaving, calling helpers from slow paths.

use super::asm::*;
use super::regs::SAVED;
use crate::exits::RECORD_HEAD;
use crate::ir::value::{FLOAT_BIAS, Layout};

/// Addresses.
#[derive(Clone, Copy, Default, Debug)]
pub struct Stubs {
    /// `extern "sysv64" fn(entry, base, thread) -> word`.
    pub enter: u64,
    /// Where cells of exits lead: moves the cursor behind the record.
    pub leave: u64,
    /// Where empty cells lead: leaves a record that says so.
    pub not_entered: u64,
    /// Ends of all exits, of functions that do not use the saved registers and of those that do: finishes the record (r11),
    /// goes where the exit's cell leads.
    pub tail: [u64; 2],
    /// Calls the function in r11 with the thread and two pushed words, keeping all registers.
    pub slow: u64,
    /// Constants of 16 bytes: the bias of immediate floats, the sign bit, all others.
    pub bias: u64,
    pub sign: u64,
    pub magnitude: u64,
}

/// Restores what `Emit::entry` saved.
pub fn epilogue(a: &mut Asm, saved: bool) {
    a.load(RBX, Mem::at(RBP, -8));
    a.load(R12, Mem::at(RBP, -16));
    if saved {
        for (n, r) in SAVED.into_iter().enumerate() {
            a.load(r, Mem::at(RBP, -24 - 8 * n as i32));
        }
    }
    a.leave();
}

/// The code, with the addresses as offsets into it. `cells` is the address of cell 0.
pub fn make(layout: &Layout, cells: u64, a: &mut Asm) -> Stubs {
    a.clear();
    let cursor = layout.exit_cursor;
    let head = RECORD_HEAD as i32 * 8;
    let mut s = Stubs::default();
    let constant = |a: &mut Asm, w: u64| {
        let at = a.here() as u64;
        a.bytes(&w.to_le_bytes());
        a.bytes(&w.to_le_bytes());
        at
    };
    s.bias = constant(a, FLOAT_BIAS);
    s.sign = constant(a, 1 << 63);
    s.magnitude = constant(a, !(1 << 63));

    s.enter = a.here() as u64;
    a.mov(RAX, RDI);
    a.mov(RDI, RSI);
    a.mov(RSI, RDX);
    a.jmp_reg(RAX);

    s.leave = a.here() as u64;
    a.load(RAX, Mem::at(RSI, cursor));
    a.load32(RCX, Mem::at(RAX, 4));
    a.lea(RAX, Mem { base: RAX, index: Some((RCX, 3)), disp: head });
    a.store(Mem::at(RSI, cursor), RAX);
    a.alu(Alu::Xor, RAX, Rm::Reg(RAX));
    a.ret();

    s.not_entered = a.here() as u64;
    a.load(RAX, Mem::at(RSI, cursor));
    a.store_imm(Mem::at(RAX, 0), crate::exits::NOT_ENTERED as i32);
    a.store(Mem::at(RAX, 8), RDI);
    a.alu_imm(Alu::Add, Rm::Reg(RAX), head);
    a.store(Mem::at(RSI, cursor), RAX);
    a.alu(Alu::Xor, RAX, Rm::Reg(RAX));
    a.ret();

    for saved in [false, true] {
        s.tail[saved as usize] = a.here() as u64;
        a.store(Mem::at(R11, 8), RBX);
        a.load32(RAX, Mem::at(R11, 0));
        a.mov(RDI, RBX);
        a.mov(RSI, R12);
        a.mov_imm(RCX, cells);
        a.load(RAX, Mem { base: RCX, index: Some((RAX, 3)), disp: 0 });
        epilogue(a, saved);
        a.jmp_reg(RAX);
    }

    s.slow = a.here() as u64;
    let kept = [RAX, RCX, RDX, RSI, RDI, R8, R9, 10];
    let floats = 16;
    kept.iter().for_each(|r| a.push(*r));
    a.lea(RSP, Mem::at(RSP, -8 * floats));
    for x in 0..floats {
        a.store_sd(Mem::at(RSP, 8 * x), x as Reg);
    }
    a.push(RBP);
    a.mov(RBP, RSP);
    // above: rbp, the floats, the others, the return address
    let first = 8 + 8 * floats + 8 * kept.len() as i32 + 8;
    a.mov(RDI, R12);
    a.load(RSI, Mem::at(RBP, first));
    a.load(RDX, Mem::at(RBP, first + 8));
    a.alu_imm(Alu::And, Rm::Reg(RSP), -16);
    a.call(Rm::Reg(R11));
    a.store(Mem::at(RBP, first), RAX);
    a.mov(RSP, RBP);
    a.pop(RBP);
    for x in 0..floats {
        a.load_sd(x as Reg, Mem::at(RSP, 8 * x));
    }
    a.lea(RSP, Mem::at(RSP, 8 * floats));
    kept.iter().rev().for_each(|r| a.pop(*r));
    a.ret();
    a.finish();
    s
}

impl Stubs {
    /// The same at an address.
    pub fn at(&self, address: u64) -> Stubs {
        Stubs {
            enter: self.enter + address,
            leave: self.leave + address,
            not_entered: self.not_entered + address,
            tail: self.tail.map(|t| t + address),
            slow: self.slow + address,
            bias: self.bias + address,
            sign: self.sign + address,
            magnitude: self.magnitude + address,
        }
    }
}
