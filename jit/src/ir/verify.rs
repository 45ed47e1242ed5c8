//! The verifier: what must hold of every trace between any two passes.
//!
//! 1. *Definitions before uses.* Every operand, and every value a snapshot of an instruction mentions, is the result of an
//!    earlier instruction that has one. (Only the operands of `loop` reach phis, by position.)
//! 2. *Types.* Operands have the types of the operation's row; the result has the row's type, or for the rows that leave
//!    it open, any but void. `select` gives the type of its choices, `phi` that of its operand.
//! 3. *Snapshots.* An instruction has one exactly if its row says so; `loop` may have one. Its representations fit the values: `int` is of an
//!    int, `float` of a float, `bool` of a bool, a word of anything but a bool. Slots increase strictly. Virtual objects
//!    exist, field offsets are distinct and inside the object, after the header.
//! 4. *Shape.* The last instruction ends the trace, and no other does. At most one `header`; phis exactly
//!    behind it; `loop` ends a trace exactly if it has a header, with one operand per phi of the phi's type.
//! 5. *Tables.* Helpers, sites and alias classes exist; a call passes what the helper declares; `sstore` and `sload` do
//!    not use memory operations' classes (class frame is reserved to them).
//! 6. *Inputs* are numbered and may occur anywhere; `input` has a type that an exit can leave.

use super::*;

type R = Result<(), String>;

/// Checks all invariants; the error names the instruction.
pub fn verify(t: &Trace) -> R {
    for r in t.refs() {
        check_inst(t, r)?;
    }
    shape(t)
}

/// Invariants 1, 2, 3 and 5 for one instruction.
pub fn check_inst(t: &Trace, r: Ref) -> R {
    check(t, r).map_err(|e| format!("%[{}] {}: {e}", r.0, t.op(r).name()))
}

fn check(t: &Trace, r: Ref) -> R {
    let i = t.inst(r);
    let row = i.op.row();
    let args = t.args(r);
    for a in args {
        if *a >= r {
            return Err("operand is not an earlier instruction".into());
        }
        if t.ty(*a) == Ty::Void {
            return Err("operand has no value".into());
        }
    }
    match row.result {
        Some(ty) if ty != i.ty => return Err(format!("result is {}, should be {}", i.ty.name(), ty.name())),
        None if i.ty == Ty::Void && i.op != Op::Call => return Err("result type missing".into()),
        _ => {}
    }
    if row.args != b"*" {
        operands(t, row.args, args)?;
    }
    match i.op {
        Op::Select if t.ty(args[1]) != i.ty => return Err("result type differs from the choices".into()),
        Op::Phi if t.ty(args[0]) != i.ty => return Err("result type differs from the first value".into()),
        Op::Phi if i.aux as usize > t.bounds.len() => return Err("no such interval".into()),
        _ => {}
    }
    match row.imm {
        Imm::Helper => {
            let h = t.helpers.get(i.aux as usize).ok_or("no such helper")?;
            // the thread stands for the condition and the choice
            let passed = if i.op == Op::CallIf { &args[1..] } else { args };
            let differs = |n: usize, ty: Ty| ty != t.ty(passed[n]) && !(i.op == Op::CallIf && n == 0 && ty == Ty::Ptr);
            if h.args.len() != passed.len() || h.args.iter().enumerate().any(|(n, ty)| differs(n, *ty)) {
                return Err("arguments differ from the helper's declaration".into());
            }
            if h.ret != i.ty {
                return Err("result differs from the helper's declaration".into());
            }
        }
        Imm::Site => {
            let s = t.sites.get(i.aux as usize).ok_or("no such site")?;
            if s.size < 16 || s.size % 8 != 0 {
                return Err("bad object size".into());
            }
        }
        // An object may get another shape.
        Imm::Mem if i.op == Op::Store32 && i.imm == 0 && i.class() == Class::SHAPE => {}
        Imm::Mem if matches!(i.class().0, 60 | 62..) => return Err("reserved alias class".into()),
        Imm::Mem | Imm::Slot if i32::try_from(i.imm).is_err() => return Err("offset too large".into()),
        _ => {}
    }
    match (row.snap, i.snap) {
        (false, NO_SNAP) => Ok(()),
        (false, n) if i.op == Op::Loop => snapshot(t, r, t.snaps.get(n as usize).ok_or("snapshot missing")?),
        (false, _) => Err("has a snapshot".into()),
        (true, n) => snapshot(t, r, t.snaps.get(n as usize).ok_or("snapshot missing")?),
    }
}

fn operands(t: &Trace, want: &[u8], args: &[Ref]) -> R {
    if want.len() != args.len() {
        return Err(format!("{} operands, should be {}", args.len(), want.len()));
    }
    for (n, (w, a)) in want.iter().zip(args).enumerate() {
        let ty = t.ty(*a);
        let ok = match w {
            b'T' => ty == Ty::Tagged,
            b'I' => ty == Ty::Int,
            b'F' => ty == Ty::Float,
            b'B' => ty == Ty::Bool,
            b'P' => ty == Ty::Ptr,
            b'W' => ty == Ty::Tagged || ty == Ty::Ptr,
            b'S' => ty == t.ty(args[n - 1]),
            _ => true,
        };
        if !ok {
            return Err(format!("operand {n} is {}", ty.name()));
        }
    }
    Ok(())
}

fn snapshot(t: &Trace, at: Ref, s: &Snapshot) -> R {
    if !s.slots.windows(2).all(|w| w[0].0 < w[1].0) {
        return Err("slots do not increase".into());
    }
    for v in &s.virtuals {
        let site = t.sites.get(v.site as usize).ok_or("virtual object without site")?;
        if v.fields.iter().any(|f| f.0 < 8 || f.0 as u32 + 8 > site.size || f.0 % 8 != 0) {
            return Err("virtual field outside its object".into());
        }
        let mut offs: Vec<i32> = v.fields.iter().map(|f| f.0).collect();
        offs.sort_unstable();
        if offs.windows(2).any(|w| w[0] == w[1]) {
            return Err("virtual field stored twice".into());
        }
    }
    let fields = s.virtuals.iter().flat_map(|v| v.fields.iter());
    for (_, v) in s.slots.iter().chain(fields) {
        match *v {
            SnapVal::Virtual(n) if n as usize >= s.virtuals.len() => return Err("no such virtual object".into()),
            SnapVal::Virtual(_) => {}
            SnapVal::Value(r, _) if r >= at => return Err("snapshot mentions a later value".into()),
            SnapVal::Value(r, p) => {
                let ty = t.ty(r);
                let ok = match p {
                    Repr::Word => ty != Ty::Bool && ty != Ty::Void,
                    Repr::Int => ty == Ty::Int,
                    Repr::Float => ty == Ty::Float,
                    Repr::Bool => ty == Ty::Bool,
                };
                if !ok {
                    return Err(format!("snapshot has %[{}], {}, as {p:?}", r.0, ty.name()));
                }
            }
        }
    }
    Ok(())
}

/// Invariant 4.
fn shape(t: &Trace) -> R {
    let Some(last) = t.insts.last() else { return Err("empty trace".into()) };
    let ends = t.insts.iter().filter(|i| i.op.kind() == Kind::End).count();
    if last.op.kind() != Kind::End || ends != 1 {
        return Err("exactly the last instruction ends the trace".into());
    }
    let headers = t.insts.iter().filter(|i| i.op == Op::Header).count();
    if headers > 1 || (headers == 1) != (last.op == Op::Loop) {
        return Err("header and loop come in pairs".into());
    }
    let phis = t.phis();
    if phis.len() != t.insts.iter().filter(|i| i.op == Op::Phi).count() {
        return Err("phi away from the header".into());
    }
    if last.op == Op::Loop {
        let args = t.args_of(last);
        if args.len() != phis.len() || args.iter().zip(&phis).any(|(a, p)| t.ty(*a) != t.ty(*p)) {
            return Err("operands of loop do not match the phis".into());
        }
    }
    Ok(())
}
