//! Machine code of each operation.
//!
//! Guards compute the *failing* condition and branch to the stub on it. Slow paths (boxed floats, boxing helper,
//! allocation, barrier) are cold blocks.

use super::func::{Lower, clif_type, flags};
use crate::eval::width;
use crate::exits::ExitVal;
use crate::ir::value::{FLOAT_BIAS, FLOAT_TAGS};
use crate::ir::{Op, Ref, Repr, Ty};
use cranelift_codegen::ir::condcodes::{CondCode, FloatCC, IntCC};
use cranelift_codegen::ir::types::{F64, I8, I32, I64};
use cranelift_codegen::ir::{Block, InstBuilder, MemFlagsData, Value};

/// Emits one instruction.
pub fn lower(l: &mut Lower, r: Ref) {
    use crate::ir::Kind;
    match l.t.op(r).kind() {
        Kind::Const => {}
        Kind::Guard => guard(l, r),
        Kind::Check => check(l, r),
        Kind::End => end(l, r),
        Kind::Load | Kind::Store | Kind::Alloc | Kind::Call => effect(l, r),
        Kind::Pure | Kind::Mark => {
            if let Some(v) = pure(l, r) {
                l.set(r, v)
            }
        }
    }
}

/// Condition of an integer comparison.
fn int_cc(op: Op) -> Option<IntCC> {
    Some(match op {
        Op::Ieq | Op::Weq => IntCC::Equal,
        Op::Ine => IntCC::NotEqual,
        Op::Ilt => IntCC::SignedLessThan,
        Op::Ile => IntCC::SignedLessThanOrEqual,
        Op::Igt => IntCC::SignedGreaterThan,
        Op::Ige => IntCC::SignedGreaterThanOrEqual,
        Op::Iult | Op::Pult => IntCC::UnsignedLessThan,
        _ => return None,
    })
}

fn float_cc(op: Op) -> Option<FloatCC> {
    Some(match op {
        Op::Feq => FloatCC::Equal,
        Op::Fne => FloatCC::NotEqual,
        Op::Flt => FloatCC::LessThan,
        Op::Fle => FloatCC::LessThanOrEqual,
        Op::Ford => FloatCC::Ordered,
        _ => return None,
    })
}

/// The condition of a bool, or its opposite; a comparison is computed where it is used, so that it fuses with the branch.
fn condition(l: &mut Lower, r: Ref, opposite: bool) -> Value {
    let op = l.t.op(r);
    if let Some(cc) = int_cc(op) {
        let a = l.args(r);
        return l.b.ins().icmp(if opposite { cc.complement() } else { cc }, a[0], a[1]);
    }
    if let Some(cc) = float_cc(op) {
        let a = l.args(r);
        return l.b.ins().fcmp(if opposite { cc.complement() } else { cc }, a[0], a[1]);
    }
    match op {
        Op::UnboxBool => {
            let a = l.args(r);
            let k = l.iconst(l.s.layout.true_word as i64);
            l.b.ins().icmp(if opposite { IntCC::NotEqual } else { IntCC::Equal }, a[0], k)
        }
        Op::IsInt | Op::IsPtr => {
            let a = l.args(r);
            not_tag(l, a[0], op == Op::IsInt, !opposite)
        }
        _ => {
            let v = l.value(r);
            l.b.ins().icmp_imm_s(if opposite { IntCC::Equal } else { IntCC::NotEqual }, v, 0)
        }
    }
}

/// Whether the word is not (or, negated, is) a small int / a pointer.
fn not_tag(l: &mut Lower, v: Value, int: bool, negated: bool) -> Value {
    let m = l.b.ins().band_imm_u(v, if int { 1 } else { 7 });
    let cc = if int == negated { IntCC::NotEqual } else { IntCC::Equal };
    l.b.ins().icmp_imm_s(cc, m, 0)
}

fn guard(l: &mut Lower, r: Ref) {
    let i = *l.t.inst(r);
    let bad = match i.op {
        Op::GuardFloat => return guard_float(l, r),
        Op::GuardTrue => condition(l, l.t.arg(r, 0), true),
        Op::GuardFalse => condition(l, l.t.arg(r, 0), false),
        Op::Poll => {
            let at = l.b.ins().iadd_imm_s(l.thread, i.imm);
            // An ordinary load could be merged with an earlier poll.
            l.b.ins().atomic_load(I32, flags(), at)
        }
        _ => {
            let a = l.args(r);
            match i.op {
                Op::GuardInt => not_tag(l, a[0], true, false),
                Op::GuardPtr => not_tag(l, a[0], false, false),
                Op::GuardSet => l.b.ins().icmp_imm_s(IntCC::Equal, a[0], 0),
                Op::GuardEq => l.b.ins().icmp(IntCC::NotEqual, a[0], a[1]),
                Op::GuardNe => l.b.ins().icmp(IntCC::Equal, a[0], a[1]),
                Op::GuardFits => l.misfit(a[0]),
                _ => {
                    let shape = l.b.ins().load(I32, flags(), a[0], 0);
                    l.b.ins().icmp_imm_s(IntCC::NotEqual, shape, i.imm as i32 as i64)
                }
            }
        }
    };
    l.leave_if(bad, i.snap);
}

// An immediate float is a word that is neither odd (an integer) nor 000 (a pointer) in its low bits: two tests, each fused
// with its branch.
const _: () = assert!(FLOAT_TAGS == 0x5454_5454);

/// Goes to `int` if the word is odd and to `ptr` if its low bits are 000; continues if it is an immediate float.
fn unless_immediate(l: &mut Lower, v: Value, int: Block, ptr: Block) {
    let odd = not_tag(l, v, true, true);
    l.cold_if(odd, int);
    let low = not_tag(l, v, false, true);
    l.cold_if(low, ptr);
}

fn decode(l: &mut Lower, v: Value) -> Value {
    let x = l.b.ins().rotr_imm_u(v, 3);
    let k = l.iconst(FLOAT_BIAS as i64);
    let x = l.b.ins().isub(x, k);
    l.b.ins().bitcast(F64, MemFlagsData::new(), x)
}

/// Tests for a float; if the trace unboxes it too, both representations meet in one block with the float at hand.
fn guard_float(l: &mut Lower, r: Ref) {
    let i = *l.t.inst(r);
    let word = l.t.arg(r, 0);
    let v = l.value(word);
    let wanted = l.wanted[word.index()];
    let near = if wanted { Some(decode(l, v)) } else { None };
    let (cold, join) = (l.cold_block(), l.b.create_block());
    let stub = l.stub(i.snap);
    unless_immediate(l, v, stub, cold);
    let args: Vec<_> = near.into_iter().map(|v| v.into()).collect();
    if wanted {
        l.b.append_block_param(join, F64);
    }
    l.b.ins().jump(join, &args);
    l.b.switch_to_block(cold);
    let bad = l.b.ins().icmp_imm_s(IntCC::Equal, v, 0);
    l.leave_if(bad, i.snap);
    let shape = l.b.ins().load(I32, flags(), v, 0);
    let bad = l.b.ins().icmp_imm_s(IntCC::NotEqual, shape, l.s.layout.float_shape as i32 as i64);
    l.leave_if(bad, i.snap);
    let far: Vec<_> =
        if wanted { vec![l.b.ins().load(F64, flags(), v, l.s.layout.float_payload).into()] } else { vec![] };
    l.b.ins().jump(join, &far);
    l.b.switch_to_block(join);
    if wanted {
        let f = l.b.block_params(join)[0];
        l.unboxed.insert(word, f);
    }
}

fn unbox_float(l: &mut Lower, word: Ref) -> Value {
    if let Some(v) = l.unboxed.get(&word) {
        return *v;
    }
    let v = l.value(word);
    let near = decode(l, v);
    // It is a float: boxed, if it is a pointer.
    let boxed = not_tag(l, v, false, true);
    let (cold, join) = (l.cold_block(), l.b.create_block());
    l.b.append_block_param(join, F64);
    l.b.ins().brif(boxed, cold, &[], join, &[near.into()]);
    l.b.switch_to_block(cold);
    let far = l.b.ins().load(F64, flags(), v, l.s.layout.float_payload);
    l.b.ins().jump(join, &[far.into()]);
    l.b.switch_to_block(join);
    let f = l.b.block_params(join)[0];
    l.unboxed.insert(word, f);
    f
}

fn box_float(l: &mut Lower, f: Value) -> Value {
    let bits = l.b.ins().bitcast(I64, MemFlagsData::new(), f);
    let k = l.iconst(FLOAT_BIAS as i64);
    let x = l.b.ins().iadd(bits, k);
    let word = l.b.ins().rotl_imm_u(x, 3);
    let (cold, join) = (l.cold_block(), l.b.create_block());
    l.b.append_block_param(join, I64);
    unless_immediate(l, word, cold, cold);
    l.b.ins().jump(join, &[word.into()]);
    l.b.switch_to_block(cold);
    let args = [(l.thread, Ty::Ptr), (bits, Ty::Int)];
    let boxed = l.native(l.s.layout.box_float, &args, Ty::Tagged).unwrap_or(word);
    l.b.ins().jump(join, &[boxed.into()]);
    l.b.switch_to_block(join);
    l.b.block_params(join)[0]
}

fn box_int(l: &mut Lower, v: Value) -> Value {
    let d = l.b.ins().iadd(v, v);
    l.b.ins().iadd_imm_s(d, 1)
}

fn box_bool(l: &mut Lower, v: Value) -> Value {
    let (t, f) = (l.iconst(l.s.layout.true_word as i64), l.iconst(l.s.layout.false_word as i64));
    l.b.ins().select(v, t, f)
}

fn check(l: &mut Lower, r: Ref) {
    let i = *l.t.inst(r);
    let a = l.args(r);
    let v = match i.op {
        Op::ImulOv => {
            // Twice the product overflows 64 bits exactly if the product does not fit 63.
            let twice = l.b.ins().iadd(a[0], a[0]);
            let (p, over) = l.b.ins().smul_overflow(twice, a[1]);
            l.leave_if(over, i.snap);
            l.b.ins().sshr_imm_u(p, 1)
        }
        Op::IshlOv => {
            let v = l.b.ins().ishl(a[0], a[1]);
            let up = l.b.ins().ishl_imm_u(v, 1);
            let down = l.b.ins().sshr_imm_u(up, 1);
            let back = l.b.ins().sshr(down, a[1]);
            let bad = l.b.ins().icmp(IntCC::NotEqual, back, a[0]);
            l.leave_if(bad, i.snap);
            v
        }
        Op::FtoiOv => {
            let (lo, hi) = (l.b.ins().f64const(-4611686018427387904.0), l.b.ins().f64const(4611686018427387904.0));
            let bad = l.b.ins().fcmp(FloatCC::UnorderedOrLessThan, a[0], lo);
            l.leave_if(bad, i.snap);
            let bad = l.b.ins().fcmp(FloatCC::GreaterThanOrEqual, a[0], hi);
            l.leave_if(bad, i.snap);
            l.b.ins().fcvt_to_sint_sat(I64, a[0])
        }
        op => {
            let v = if op == Op::IsubOv { l.b.ins().isub(a[0], a[1]) } else { l.b.ins().iadd(a[0], a[1]) };
            l.leave_unless_fits(v, i.snap);
            v
        }
    };
    l.set(r, v);
}

/// Floor division by a constant, 2 at least, as a multiplication; the quotient.
///
/// For `0 <= y < 2^63` and `2^s < d <= 2^(s+1)`, `y / d` is `y * m >> 64 + s` with `m = ceil(2^(64+s) / d)`: `m * d` is at
/// most `d - 1 < 2^(s+1)` too large (Granlund and Montgomery, "Division by Invariant Integers using Multiplication", theorem
/// 4.2). A negative `x` is `!y`, and `floor(x / d)` is `!(y / d)`.
fn divide_by(l: &mut Lower, x: Value, d: i64) -> Value {
    let shift = 63 - (d - 1).leading_zeros() as i64;
    let m = (1u128 << (64 + shift)).div_ceil(d as u128) as u64;
    let sign = l.b.ins().sshr_imm_u(x, 63);
    let y = l.b.ins().bxor(x, sign);
    let m = l.iconst(m as i64);
    let q = l.b.ins().umulhi(y, m);
    let q = if shift == 0 { q } else { l.b.ins().ushr_imm_u(q, shift) };
    l.b.ins().bxor(q, sign)
}

/// Floor division and remainder from the truncating division.
fn divide(l: &mut Lower, a: &[Value], quotient: bool) -> Value {
    let q = l.b.ins().sdiv(a[0], a[1]);
    let p = l.b.ins().imul(q, a[1]);
    let rem = l.b.ins().isub(a[0], p);
    let sign = l.b.ins().bxor(rem, a[1]);
    let differs = l.b.ins().icmp_imm_s(IntCC::SignedLessThan, sign, 0);
    let some = l.b.ins().icmp_imm_s(IntCC::NotEqual, rem, 0);
    let adjust = l.b.ins().band(differs, some);
    if quotient {
        let less = l.b.ins().iadd_imm_s(q, -1);
        l.b.ins().select(adjust, less, q)
    } else {
        let more = l.b.ins().iadd(rem, a[1]);
        l.b.ins().select(adjust, more, rem)
    }
}

fn pure(l: &mut Lower, r: Ref) -> Option<Value> {
    use Op::*;
    let i = *l.t.inst(r);
    if int_cc(i.op).is_some() || float_cc(i.op).is_some() || matches!(i.op, UnboxBool | IsInt | IsPtr) {
        return if l.as_value[r.index()] { Some(condition(l, r, false)) } else { None };
    }
    match i.op {
        Base | Thread | Input | Phi => return None,
        SlotAddr => return Some(l.b.ins().iadd_imm_s(l.base, i.imm * 8)),
        UnboxFloat => return Some(unbox_float(l, l.t.arg(r, 0))),
        _ => {}
    }
    let a = l.args(r);
    let count = |l: &mut Lower| l.b.ins().band_imm_u(a[1], 63);
    Some(match i.op {
        BoxInt => box_int(l, a[0]),
        UnboxInt => l.b.ins().sshr_imm_u(a[0], 1),
        BoxFloat => box_float(l, a[0]),
        BoxBool => box_bool(l, a[0]),
        BoxPtr | UnboxPtr | PtrToInt => a[0],
        Iadd => l.b.ins().iadd(a[0], a[1]),
        Isub => l.b.ins().isub(a[0], a[1]),
        Imul => l.b.ins().imul(a[0], a[1]),
        Ineg => l.b.ins().ineg(a[0]),
        Iand => l.b.ins().band(a[0], a[1]),
        Ior => l.b.ins().bor(a[0], a[1]),
        Ixor => l.b.ins().bxor(a[0], a[1]),
        Inot => l.b.ins().bnot(a[0]),
        Ishl | Ishr | Iushr => {
            let c = count(l);
            match i.op {
                Ishl => l.b.ins().ishl(a[0], c),
                Ishr => l.b.ins().sshr(a[0], c),
                _ => l.b.ins().ushr(a[0], c),
            }
        }
        Idiv | Imod => match l.t.as_kint(l.t.arg(r, 1)).filter(|d| *d >= 2) {
            Some(d) => {
                let q = divide_by(l, a[0], d);
                if i.op == Idiv {
                    q
                } else {
                    let p = l.b.ins().imul(q, a[1]);
                    l.b.ins().isub(a[0], p)
                }
            }
            None => divide(l, &a, i.op == Idiv),
        },
        Imin | Imax => {
            let cc = if i.op == Imin { IntCC::SignedLessThan } else { IntCC::SignedGreaterThan };
            let c = l.b.ins().icmp(cc, a[0], a[1]);
            l.b.ins().select(c, a[0], a[1])
        }
        Bnot => l.b.ins().bxor_imm_u(a[0], 1),
        Band => l.b.ins().band(a[0], a[1]),
        Bor => l.b.ins().bor(a[0], a[1]),
        Btoi => l.b.ins().uextend(I64, a[0]),
        Select => {
            let c = condition(l, l.t.arg(r, 0), false);
            l.b.ins().select(c, a[1], a[2])
        }
        Fadd => l.b.ins().fadd(a[0], a[1]),
        Fsub => l.b.ins().fsub(a[0], a[1]),
        Fmul => l.b.ins().fmul(a[0], a[1]),
        Fdiv => l.b.ins().fdiv(a[0], a[1]),
        Fneg => l.b.ins().fneg(a[0]),
        Fabs => l.b.ins().fabs(a[0]),
        Fsqrt => l.b.ins().sqrt(a[0]),
        Ffloor => l.b.ins().floor(a[0]),
        Fceil => l.b.ins().ceil(a[0]),
        Ftrunc => l.b.ins().trunc(a[0]),
        Itof => l.b.ins().fcvt_from_sint(F64, a[0]),
        Fbits => l.b.ins().bitcast(I64, MemFlagsData::new(), a[0]),
        PtrAdd => {
            let v = l.b.ins().iadd(a[0], a[1]);
            l.b.ins().iadd_imm_s(v, i.imm)
        }
        _ => return None,
    })
}

fn effect(l: &mut Lower, r: Ref) {
    use Op::*;
    let i = *l.t.inst(r);
    if i.op == CallIf {
        let v = call_if(l, r);
        return l.set(r, v);
    }
    let a = l.args(r);
    let offset = i.imm as i32;
    let v = match i.op {
        Sload => l.b.ins().load(I64, flags(), l.base, offset * 8),
        Sstore => {
            l.b.ins().store(flags(), a[0], l.base, offset * 8);
            return;
        }
        Load if i.ty == Ty::Bool => l.b.ins().load(I8, flags(), a[0], offset),
        Load => l.b.ins().load(clif_type(i.ty), flags(), a[0], offset),
        LoadU8 | LoadU16 | LoadU32 | LoadI32 => narrow_load(l, i.op, a[0], offset),
        Loadx | LoadxU8 | LoadxU16 | LoadxU32 => {
            let at = element(l, i.op, a[0], a[1]);
            if i.op == Loadx {
                l.b.ins().load(clif_type(i.ty), flags(), at, offset)
            } else {
                narrow_load(l, i.op, at, offset)
            }
        }
        Store | Store8 | Store16 | Store32 => return store(l, i.op, a[0], a[1], offset),
        Storex | Storex8 => {
            let at = element(l, i.op, a[0], a[1]);
            return store(l, i.op, at, a[2], offset);
        }
        Barrier => return barrier(l, a[0], a[1]),
        Alloc => alloc(l, i.aux),
        Callf => {
            let v = l.call_cell(i.imm as u64, i.aux as i32);
            let bad = l.b.ins().icmp_imm_s(IntCC::Equal, v, 0);
            l.leave_if(bad, i.snap);
            v
        }
        _ => {
            let t = l.t;
            let h = &t.helpers[i.aux as usize];
            let args: Vec<(Value, Ty)> = a.iter().copied().zip(h.args.iter().copied()).collect();
            match l.native(h.address, &args, h.ret) {
                Some(v) => v,
                None => return,
            }
        }
    };
    l.set(r, v);
}

/// Address of an element before the offset is added.
fn element(l: &mut Lower, op: Op, base: Value, index: Value) -> Value {
    let shift = width(op).2.trailing_zeros() as i64;
    let scaled = if shift == 0 { index } else { l.b.ins().ishl_imm_u(index, shift) };
    l.b.ins().iadd(base, scaled)
}

fn narrow_load(l: &mut Lower, op: Op, at: Value, offset: i32) -> Value {
    match width(op) {
        (1, ..) => l.b.ins().uload8(I64, flags(), at, offset),
        (2, ..) => l.b.ins().uload16(I64, flags(), at, offset),
        (_, true, _) => l.b.ins().sload32(flags(), at, offset),
        _ => l.b.ins().uload32(flags(), at, offset),
    }
}

fn store(l: &mut Lower, op: Op, at: Value, v: Value, offset: i32) {
    match width(op).0 {
        1 => l.b.ins().istore8(flags(), v, at, offset),
        2 => l.b.ins().istore16(flags(), v, at, offset),
        4 => l.b.ins().istore32(flags(), v, at, offset),
        _ if l.b.func.dfg.value_type(v) == I8 => {
            let v = l.b.ins().uextend(I64, v);
            l.b.ins().store(flags(), v, at, offset)
        }
        _ => l.b.ins().store(flags(), v, at, offset),
    };
}

fn barrier(l: &mut Lower, object: Value, v: Value) {
    let (cold, join) = (l.cold_block(), l.b.create_block());
    // Bit 32 of the header is bit 0 of its fifth byte.
    let byte = l.b.ins().load(I8, flags(), object, 4);
    let old = l.b.ins().band_imm_u(byte, 1);
    l.b.ins().brif(old, cold, &[], join, &[]);
    l.b.switch_to_block(cold);
    let other = not_tag(l, v, false, false);
    let call = l.cold_block();
    l.b.ins().brif(other, join, &[], call, &[]);
    l.b.switch_to_block(call);
    let args = [(l.thread, Ty::Ptr), (object, Ty::Ptr)];
    l.native(l.s.layout.barrier, &args, Ty::Void);
    l.b.ins().jump(join, &[]);
    l.b.switch_to_block(join);
}

fn call_if(l: &mut Lower, r: Ref) -> Value {
    let args = l.t.args(r);
    let (other, word) = (l.value(args[1]), l.value(args[2]));
    let (cold, join) = (l.cold_block(), l.b.create_block());
    l.b.append_block_param(join, I64);
    let c = condition(l, args[0], false);
    l.b.ins().brif(c, cold, &[], join, &[other.into()]);
    l.b.switch_to_block(cold);
    let t = l.t;
    let h = &t.helpers[t.inst(r).aux as usize];
    let args = [(l.thread, Ty::Ptr), (word, h.args[1])];
    let made = l.native(h.address, &args, Ty::Ptr).unwrap_or(other);
    l.b.ins().jump(join, &[made.into()]);
    l.b.switch_to_block(join);
    l.b.block_params(join)[0]
}

fn alloc(l: &mut Lower, site: u32) -> Value {
    let s = l.t.sites[site as usize];
    let (cold, join) = (l.cold_block(), l.b.create_block());
    l.b.append_block_param(join, I64);
    let cell = l.iconst(s.cursor as i64);
    let at = l.b.ins().load(I64, flags(), cell, 0);
    let end = l.b.ins().iadd_imm_s(at, s.size as i64);
    let limit = l.iconst(s.limit as i64);
    let limit = l.b.ins().load(I64, flags(), limit, 0);
    let full = l.b.ins().icmp(IntCC::UnsignedGreaterThan, end, limit);
    l.cold_if(full, cold);
    l.b.ins().store(flags(), end, cell, 0);
    let header = l.iconst(s.header as i64);
    l.b.ins().store(flags(), header, at, 0);
    l.b.ins().jump(join, &[at.into()]);
    l.b.switch_to_block(cold);
    let (size, header) = (l.iconst(s.size as i64), l.iconst(s.header as i64));
    let args = [(l.thread, Ty::Ptr), (size, Ty::Int), (header, Ty::Int)];
    let made = l.native(l.s.layout.alloc, &args, Ty::Ptr).unwrap_or(at);
    l.b.ins().jump(join, &[made.into()]);
    l.b.switch_to_block(join);
    l.b.block_params(join)[0]
}

fn end(l: &mut Lower, r: Ref) {
    let i = *l.t.inst(r);
    match i.op {
        Op::Ret => {
            let a = l.args(r);
            l.b.ins().return_(&a);
        }
        Op::Exit => {
            let stub = l.stub(i.snap);
            l.b.ins().jump(stub, &[]);
        }
        Op::Link if i.aux == 0 && l.root.as_ref().is_some_and(|r| r.cell == i.imm as u64) => {
            super::tree::to_root(l, i.snap)
        }
        _ => {
            write_slots(l, i.snap);
            if i.op == Op::Restart { l.jump_body() } else { l.jump_cell(i.imm as u64, i.aux as i32) }
        }
    }
}

/// Boxes and writes the slots of a snapshot: what the exit handler does, in code.
pub fn write_slots(l: &mut Lower, snap: u32) {
    let x = &l.s.exits[snap as usize];
    let mut made = vec![];
    for v in &x.virtuals {
        let (size, header) = (l.iconst(v.site.size as i64), l.iconst(v.site.header as i64));
        let args = [(l.thread, Ty::Ptr), (size, Ty::Int), (header, Ty::Int)];
        let object = l.native(l.s.layout.alloc, &args, Ty::Ptr).unwrap_or(l.base);
        // Another allocation or boxing may collect before the fields are written.
        let zero = l.iconst(0);
        for at in (8..v.site.size as i32).step_by(8) {
            l.b.ins().store(flags(), zero, object, at);
        }
        made.push(object);
    }
    for (n, v) in x.virtuals.iter().enumerate() {
        for (offset, f) in &v.fields {
            let (w, tagged) = exit_word(l, x, *f, &made);
            l.b.ins().store(flags(), w, made[n], *offset);
            if tagged {
                barrier(l, made[n], w);
            }
        }
    }
    for (slot, v) in &x.slots {
        let (w, _) = exit_word(l, x, *v, &made);
        l.b.ins().store(flags(), w, l.base, slot * 8);
    }
}

/// The word of an exit value, and whether it may be a pointer.
pub fn exit_word(l: &mut Lower, x: &crate::exits::ExitInfo, v: ExitVal, made: &[Value]) -> (Value, bool) {
    match v {
        ExitVal::Virtual(n) => (made[n as usize], true),
        ExitVal::Raw(n, p) => {
            let (r, ty) = x.raws[n as usize];
            let v = l.value(r);
            match p {
                Repr::Word => (v, matches!(ty, Ty::Tagged | Ty::Ptr)),
                Repr::Int => (box_int(l, v), false),
                Repr::Float => (box_float(l, v), true),
                Repr::Bool => (box_bool(l, v), true),
            }
        }
        ExitVal::Const(bits, p) => {
            let word = l.iconst(bits as i64);
            match p {
                Repr::Word => (word, true),
                Repr::Int => (box_int(l, word), false),
                Repr::Float => {
                    let f = l.b.ins().f64const(f64::from_bits(bits));
                    (box_float(l, f), true)
                }
                Repr::Bool => {
                    let t = if bits & 1 != 0 { l.s.layout.true_word } else { l.s.layout.false_word };
                    (l.iconst(t as i64), true)
                }
            }
        }
    }
}
