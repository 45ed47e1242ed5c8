//! How traces end: returning, leaving, going on elsewhere, with the frame's slots written.

use super::asm::*;
use super::regs::slot;
use super::{Cold, Emit, Where};
use crate::exits::ExitVal;
use crate::ir::value::{INT_MAX, INT_MIN};
use crate::ir::{Op, Ref, Repr, Ty};
use crate::opt::graft::Entry;

impl Emit<'_> {
    pub fn end(&mut self, r: Ref) {
        let i = *self.t.inst(r);
        match i.op {
            Op::Ret => {
                let w = self.whereabouts(self.t.arg(r, 0));
                self.transfer(Where::Reg(RAX), w);
                self.epilogue();
                self.a.ret();
            }
            Op::Exit => {
                let l = self.exit(i.snap);
                self.a.jmp(l);
            }
            _ => {
                let own = i.op == Op::Restart || self.links_to_root(r);
                if let Some(e) = self.enters_loop(r)
                    && !self.enter_loop(e, i.snap)
                {
                    return;
                }
                self.write_slots(i.snap);
                if own {
                    let body = self.shared.body;
                    self.a.jmp(body);
                    return;
                }
                let cell = self.at_address(i.imm as u64, RAX);
                self.a.load(RAX, cell);
                self.a.lea(RDI, Mem::at(RBX, i.aux as i32 * 8));
                self.a.mov(RSI, R12);
                self.epilogue();
                self.a.jmp_reg(RAX);
            }
        }
    }
    /// Into the root's loop, if what it relies on holds; otherwise goes on here: then `true`. Guards that leave in the state at
    /// the end, `snap`, go on here too.
    fn enter_loop(&mut self, e: &Entry, snap: u32) -> bool {
        let slow = self.a.label();
        let mut checked = false;
        if e.invariants.is_some() && self.child(snap).is_none() && self.stub_of[snap as usize] != u32::MAX {
            let places = self.leaving_by(snap).map(|k| self.whereabouts(self.leaving[k])).collect();
            self.end_state = Some((snap, slow, places));
            checked = true;
        }
        for (v, bound) in e.carried() {
            let Some((lo, hi)) = *bound else { continue };
            for (k, cc) in [(lo, Cc::L), (hi, Cc::G)] {
                if k > INT_MIN && k < INT_MAX {
                    // where it is: all checks leave with everything in the same places
                    let x = match self.whereabouts(*v) {
                        Where::Reg(r) => Rm::Reg(r),
                        Where::Slot(n) => Rm::Mem(slot(n)),
                        Where::Const(b) => Rm::Pool(b),
                        Where::Address(_) => continue,
                    };
                    self.a.mov_imm(R11, k as u64);
                    self.a.alu(Alu::Cmp, R11, x);
                    self.a.jcc(cc.swapped(), slow);
                    checked = true;
                }
            }
        }
        let phis: Vec<Ref> = e.phis.iter().map(|p| p.0).collect();
        self.back_to_header(&phis, Some(e));
        let top = self.shared.top;
        self.a.jmp(top);
        self.a.bind(slow);
        checked
    }
    /// Boxes and writes the slots of a snapshot: what the exit handler does, in code.
    fn write_slots(&mut self, snap: u32) {
        let part = self.s.part;
        let x = &part.exits[snap as usize];
        let locked = self.st.locked;
        let mut made = vec![];
        for v in &x.virtuals {
            self.st.locked = locked;
            let d = self.temp();
            self.new_object(v.site, d);
            // Another allocation or boxing may collect before the fields are written.
            for at in (8..v.site.size as i32).step_by(8) {
                self.a.store_imm(Mem::at(d, at), 0);
            }
            let n = self.new_slot();
            self.a.store(slot(n), d);
            made.push(n);
        }
        for (n, v) in x.virtuals.iter().enumerate() {
            for (offset, f) in &v.fields {
                self.st.locked = locked;
                let object = self.temp();
                let (w, tagged) = self.exit_word(x, *f, &made);
                self.a.load(object, slot(made[n]));
                self.a.store(Mem::at(object, *offset), w);
                if tagged {
                    self.a.test8_imm(Mem::at(object, 4), 1);
                    self.slow_if(Cc::Ne, Cold::Barrier { object, word: Some(w) });
                }
            }
        }
        for (k, v) in &x.slots {
            (self.st.locked, self.scratch_used) = (locked, false);
            let to = Mem::at(RBX, k * 8);
            if let ExitVal::Const(b, Repr::Word) = v
                && let Ok(b) = i32::try_from(*b as i64)
            {
                self.a.store_imm(to, b);
                continue;
            }
            let (w, _) = self.exit_word(x, *v, &made);
            self.a.store(to, w);
        }
    }
    /// The word of an exit value in a register, and whether it may be a pointer.
    fn exit_word(&mut self, x: &crate::exits::ExitInfo, v: ExitVal, made: &[u32]) -> (Reg, bool) {
        let constant = |e: &mut Self, b: u64| {
            let d = e.temp();
            e.a.mov_imm(d, b);
            d
        };
        match v {
            ExitVal::Virtual(n) => {
                let d = self.temp();
                self.a.load(d, slot(made[n as usize]));
                (d, true)
            }
            ExitVal::Raw(n, p) => {
                let (r, ty) = x.raws[n as usize];
                match p {
                    Repr::Word if ty == Ty::Float => {
                        let f = self.xmm(r);
                        let d = self.temp();
                        self.a.movq_from(d, f);
                        (d, false)
                    }
                    Repr::Word => (self.gpr(r), matches!(ty, Ty::Tagged | Ty::Ptr)),
                    Repr::Int => {
                        let s = self.gpr(r);
                        let d = self.temp();
                        self.a.lea(d, Mem { base: s, index: Some((s, 0)), disp: 1 });
                        (d, false)
                    }
                    Repr::Float => {
                        let f = self.xmm(r);
                        let d = self.temp();
                        self.box_float(f, d, None);
                        (d, true)
                    }
                    Repr::Bool => {
                        let d = self.temp();
                        let s = self.gpr(r);
                        let (yes, no) = (self.s.around.layout.true_word, self.s.around.layout.false_word);
                        self.a.mov_imm(d, no);
                        self.a.mov_imm(R11, yes);
                        self.a.test(s, s);
                        self.a.cmov(Cc::Ne, d, R11);
                        (d, true)
                    }
                }
            }
            ExitVal::Const(bits, p) => match p {
                Repr::Word => (constant(self, bits), true),
                Repr::Int => (constant(self, crate::ir::value::box_int(bits as i64)), false),
                Repr::Float => {
                    let f = self.temp_x();
                    self.a.load_sd(f, Rm::Pool(bits));
                    let d = self.temp();
                    self.box_float(f, d, None);
                    (d, true)
                }
                Repr::Bool => {
                    let t =
                        if bits & 1 != 0 { self.s.around.layout.true_word } else { self.s.around.layout.false_word };
                    (constant(self, t), true)
                }
            },
        }
    }
}
