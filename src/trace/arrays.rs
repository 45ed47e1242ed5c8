//! Items of `array.array`: numbers that the trace loads and stores where they are.

use std::mem::offset_of;

use sidewinder_jit::ir::{Op as Ir, Ref, Ty};

use super::ops::{RV, Recorder, bounded_index};
use super::quiet::exact_kind;
use super::recorder::{Rec, class, rec};
use crate::object::kind::Kind;
use crate::semantics::machine::Machine;
use crate::stdlib::array::NumArray;
use crate::stdlib::array::item::Code;

/// Offset of a buffer's bytes.
const BYTES: i32 = 16;

/// Where item `y` of array `x` is: the type of the items, the address of the first, the index.
fn place(x: RV, y: RV) -> Option<(Code, Ref, Ref)> {
    if exact_kind(x.v)? != Kind::NumArray {
        return None;
    }
    let (a, i) = (x.v.exact::<NumArray>()?, y.v.as_small()?);
    let n = a.len.get() as i64;
    if !(-n..n).contains(&i) {
        return None;
    }
    let r = rec();
    let o = r.object(x.r);
    r.guard_shape(o, Kind::NumArray as u32);
    let code = r.builder.mem(Ir::LoadU8, &[o], offset_of!(NumArray, code) as i32, class::BYTES);
    let k = r.builder.kint(a.code as i64);
    let same = r.builder.op(Ir::Ieq, &[code, k]);
    r.guard_bool(same, true);
    let len = r.builder.count(o, offset_of!(NumArray, len) as i32, class::BYTES);
    let index = Recorder.as_small(y)?.r;
    let index = bounded_index(r, index, i, len);
    let data = r.builder.load(Ty::Ptr, o, offset_of!(NumArray, data) as i32, class::BYTES);
    Some((a.code, data, index))
}
/// `x[y]`; the result is what the interpreter's own code loads.
pub fn get_item(x: RV, y: RV) -> Option<Ref> {
    let loaded = |c: Code| !c.is_text() && !matches!(c, Code::I8 | Code::I16 | Code::F32);
    x.v.exact::<NumArray>().filter(|a| loaded(a.code))?;
    let (code, data, index) = place(x, y)?;
    let r = rec();
    let mut narrow = |op: Ir| r.builder.mem(op, &[data, index], BYTES, class::CONTENTS);
    let i = match code {
        Code::F64 => {
            let f = r.builder.loadx(Ty::Float, data, index, BYTES, class::CONTENTS);
            return Some(r.builder.op(Ir::BoxFloat, &[f]));
        }
        Code::U8 => narrow(Ir::LoadxU8),
        Code::U16 => narrow(Ir::LoadxU16),
        Code::U32 => narrow(Ir::LoadxU32),
        Code::I32 => {
            let i = narrow(Ir::LoadxU32);
            let sign = r.builder.kint(1 << 31);
            let i = r.builder.op(Ir::Ixor, &[i, sign]);
            r.builder.op(Ir::Isub, &[i, sign])
        }
        Code::Long | Code::I64 => {
            let i = r.builder.loadx(Ty::Int, data, index, BYTES, class::CONTENTS);
            // the item may not fit a small int another time
            r.guard(Ir::GuardFits, &[i]);
            i
        }
        // unsigned ones that do not fit are negative here
        _ => {
            let i = r.builder.loadx(Ty::Int, data, index, BYTES, class::CONTENTS);
            let zero = r.builder.kint(0);
            let plain = r.builder.op(Ir::Ige, &[i, zero]);
            r.guard_bool(plain, true);
            r.guard(Ir::GuardFits, &[i]);
            i
        }
    };
    Some(r.builder.op(Ir::BoxInt, &[i]))
}
/// `x[y] = v`; the store itself is the interpreter's.
pub fn set_item(x: RV, y: RV, v: RV) -> Option<()> {
    let code = x.v.exact::<NumArray>()?.code;
    let item = match code {
        Code::F64 => Recorder.as_number(v)?.r,
        Code::Long | Code::I64 | Code::U8 => {
            let i = Recorder.as_small(v)?;
            if code == Code::U8 {
                if !(0..256).contains(&i.v) {
                    return None;
                }
                guard_below(rec(), i.r, 256);
            }
            i.r
        }
        _ => return None,
    };
    let (_, data, index) = place(x, y)?;
    let r = rec();
    if code == Code::U8 {
        r.builder.mem(Ir::Storex8, &[data, index, item], BYTES, class::CONTENTS);
    } else {
        r.builder.storex(data, index, item, BYTES, class::CONTENTS);
    }
    r.moved();
    Some(())
}
fn guard_below(r: &mut Rec, i: Ref, limit: i64) {
    let limit = r.builder.kint(limit);
    let fits = r.builder.op(Ir::Iult, &[i, limit]);
    r.guard_bool(fits, true);
}
