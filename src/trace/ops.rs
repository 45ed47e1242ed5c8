//! The machine as the trace recorder: executes each instruction on the real frame and heap while it emits trace IR.

use std::mem::offset_of;
use std::sync::atomic::Ordering;

use sidewinder_jit::ir::{Class, Op as Ir, Ref, Ty};

use super::calls;
use super::quiet;
use super::recorder::{ELSEWHERE, Rec, class, rec};
use super::{dump, finish, recording, root_cell, steps, unrecorded};
use crate::bytecode::ops::{Ins, Op as Code};
use crate::interp::frames::{BASE, LINK, LINK_FLAGS};
use crate::interp::machine::{Next, run_one};
use crate::object::boolean;
use crate::object::function::Function;
use crate::object::heap::{Header, heap};
use crate::object::instance::{as_double, word_at};
use crate::object::kind::Kind;
use crate::object::list::{List, ListIter};
use crate::object::slice::RangeIter;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::semantics::machine::*;
use crate::thread::{Thread, thread};
use crate::vm::vm;

/// A word with the IR value that computes it.
#[derive(Clone, Copy)]
pub struct RV {
    pub v: Value,
    pub r: Ref,
}
#[derive(Clone, Copy)]
pub struct RI {
    pub v: i64,
    pub r: Ref,
}
#[derive(Clone, Copy)]
pub struct RF {
    pub v: f64,
    pub r: Ref,
}
#[derive(Clone, Copy)]
pub struct RP {
    pub p: *mut Header,
    pub r: Ref,
}
pub struct Pairs;
impl Family for Pairs {
    type Ret = Go;
    type Val = RV;
    type Int = RI;
    type Float = RF;
    type Heap = RP;
    type List = RP;
    type Tuple = RP;
    type Index = RI;
    type Func = RP;
}

/// A loop whose turn was to be recorded had none left; another time.
pub const LOOP_IS_OVER: &str = "the loop is over";

/// The handler of every instruction while a trace is recorded.
pub unsafe extern "sysv64" fn step(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    (*th).pc.set(pc);
    (*th).base.set(base);
    let go = record(pc, base, ins);
    run_one(go, th)
}
#[inline(never)]
fn record(pc: *const u64, base: *mut Value, ins: u64) -> Go {
    // SAFETY: pc is behind the instruction word.
    let again = Go { pc: unsafe { pc.sub(1) }, base };
    let Some(r) = recording() else { return again };
    if thread().frames_touched.load(Ordering::Relaxed) != 0 {
        r.abort("somebody looked at a frame");
    }
    if !r.begin(pc, base, ins) {
        finish();
        return again;
    }
    if recording().is_some_and(|r| r.listing) {
        dump::instruction(pc, base, ins);
    }
    // SAFETY: a parked pc lies behind an instruction word.
    let keyed = super::keyed::instruction(At { base, pc, ins: Ins(ins) });
    let go = keyed.unwrap_or_else(|| steps::table()[ins as u16 as usize]());
    if let Some(r) = recording()
        && r.count == 1
        && r.side_of.is_none()
        && Ins(ins).is(Code::FOR_LOOP)
        && go.pc == pc.wrapping_add(1)
    {
        r.abort(LOOP_IS_OVER);
    }
    if recording().is_none_or(|r| r.aborted.is_some() || r.closed) {
        finish();
    }
    go
}

/// The recorder as a machine: its state is `recording()`.
#[derive(Clone, Copy)]
pub struct Recorder;
pub struct RecorderDone;
impl Recorder {
    /// Gives up; the instruction is executed again by the interpreter.
    pub fn give_up(self, why: &'static str) -> Go {
        let r = rec();
        r.abort(why);
        // SAFETY: pc is behind the instruction word.
        Go { pc: unsafe { r.pc.sub(1) }, base: r.base }
    }
}

pub fn holds<T: PartialOrd>(rel: Rel, x: T, y: T) -> bool {
    match rel {
        Rel::Lt => x < y,
        Rel::Le => x <= y,
        Rel::Gt => x > y,
        Rel::Ge => x >= y,
        Rel::Eq => x == y,
        Rel::Ne => x != y,
    }
}
fn ir_rel(r: Rel, float: bool) -> Ir {
    match (r, float) {
        (Rel::Lt, false) => Ir::Ilt,
        (Rel::Le, false) => Ir::Ile,
        (Rel::Gt, false) => Ir::Igt,
        (Rel::Ge, false) => Ir::Ige,
        (Rel::Eq, false) => Ir::Ieq,
        (Rel::Ne, false) => Ir::Ine,
        (Rel::Lt | Rel::Gt, true) => Ir::Flt,
        (Rel::Le | Rel::Ge, true) => Ir::Fle,
        (Rel::Eq, true) => Ir::Feq,
        (Rel::Ne, true) => Ir::Fne,
    }
}

/// SAFETY of the block: concrete reads are those of the interpreter's machine, on the same frame and heap.
impl Machine for Recorder {
    type F = Pairs;
    type Done = RecorderDone;
    fn ins(&self) -> Ins {
        Ins(rec().ins)
    }
    fn reg(&self, i: usize) -> RV {
        let r = rec();
        let slot = r.off() + i as i32;
        RV { v: unsafe { *r.base.add(i) }, r: r.read(slot) }
    }
    fn reg_opt(&self, i: usize) -> Option<RV> {
        let r = rec();
        let slot = r.off() + i as i32;
        let x = r.read(slot);
        match unsafe { Value::from_bits_opt(*(r.base as *const u64).add(i)) } {
            Some(v) => {
                r.guard(Ir::GuardSet, &[x]);
                Some(RV { v, r: x })
            }
            None => {
                let zero = r.builder.kval(0);
                r.guard(Ir::GuardEq, &[x, zero]);
                None
            }
        }
    }
    fn pool(&self, off: isize) -> RV {
        let r = rec();
        let v = unsafe { *(r.pc.offset(off) as *const Value) };
        RV { v, r: r.constant(v) }
    }
    fn small(&self, i: i64) -> RV {
        let v = Value::small(i);
        RV { v, r: rec().builder.kval(v.bits()) }
    }
    fn none(&self) -> RV {
        RV { v: vm().none, r: rec().constant(vm().none) }
    }
    fn boolean(&self, b: bool) -> RV {
        RV { v: boolean(b), r: rec().constant(boolean(b)) }
    }
    fn same(&self, x: RV, y: RV) -> bool {
        let r = rec();
        let is = x.v == y.v;
        r.guard(if is { Ir::GuardEq } else { Ir::GuardNe }, &[x.r, y.r]);
        is
    }
    fn identity(&self, x: RV, y: RV, is: bool) -> RV {
        let r = rec();
        let c = r.builder.op(Ir::Weq, &[x.r, y.r]);
        let c = if is { c } else { r.builder.op(Ir::Bnot, &[c]) };
        truth(r, c, (x.v == y.v) == is)
    }
    fn is_none(&self, x: RV) -> bool {
        self.same(x, self.none())
    }
    fn as_bool(&self, x: RV) -> Option<bool> {
        let r = rec();
        for b in [true, false] {
            if x.v == boolean(b) {
                let k = r.constant(boolean(b));
                r.guard(Ir::GuardEq, &[x.r, k]);
                return Some(b);
            }
        }
        None
    }
    fn both_small(&self, x: RV, y: RV) -> Option<(RI, RI)> {
        if x.v.is_small() && y.v.is_small() { Some((self.as_small(x)?, self.as_small(y)?)) } else { None }
    }
    fn as_small(&self, x: RV) -> Option<RI> {
        let v = x.v.as_small()?;
        let r = rec();
        r.guard(Ir::GuardInt, &[x.r]);
        let i = r.builder.op(Ir::UnboxInt, &[x.r]);
        r.builder.hint(i, v);
        Some(RI { v, r: i })
    }
    fn both_float(&self, x: RV, y: RV) -> Option<(RF, RF)> {
        if exact_float(x.v).is_some() && exact_float(y.v).is_some() {
            Some((self.as_float(x)?, self.as_float(y)?))
        } else {
            None
        }
    }
    fn as_float(&self, x: RV) -> Option<RF> {
        let v = exact_float(x.v)?;
        let r = rec();
        r.guard(Ir::GuardFloat, &[x.r]);
        Some(RF { v, r: r.builder.op(Ir::UnboxFloat, &[x.r]) })
    }
    fn as_number(&self, x: RV) -> Option<RF> {
        if x.v.is_small() {
            let i = self.as_small(x)?;
            return Some(RF { v: i.v as f64, r: rec().builder.op(Ir::Itof, &[i.r]) });
        }
        self.as_float(x)
    }
    fn as_heap(&self, x: RV) -> Option<RP> {
        if !x.v.is_ptr() {
            return None;
        }
        let o = rec().object(x.r);
        Some(RP { p: x.v.bits() as *mut Header, r: o })
    }
    fn both_interned(&self, x: RV, y: RV) -> bool {
        use crate::object::str::Str;
        let interned = |v: Value| v.exact::<Str>().is_some_and(|s| s.interned.get());
        if !interned(x.v) || !interned(y.v) {
            return false;
        }
        let r = rec();
        for s in [x, y] {
            if super::chars::is_char(r, s.r) || r.builder.trace().op(s.r).is_const() {
                continue;
            }
            r.guard_class(s.r, s.v);
            let o = r.builder.op(Ir::UnboxPtr, &[s.r]);
            let is = r.builder.mem(Ir::LoadU8, &[o], offset_of!(Str, interned) as i32, Class::CONST);
            let one = r.builder.kint(1);
            let same = r.builder.op(Ir::Ieq, &[is, one]);
            r.guard_bool(same, true);
        }
        true
    }
    fn as_list(&self, x: RV) -> Option<RP> {
        x.v.exact::<List>()?;
        let o = self.as_heap(x)?;
        let r = rec();
        r.guard_shape(o.r, Kind::List as u32);
        Some(o)
    }
    fn as_tuple(&self, x: RV) -> Option<RP> {
        x.v.exact::<Tuple>()?;
        let o = self.as_heap(x)?;
        let r = rec();
        r.guard_shape(o.r, Kind::Tuple as u32);
        Some(o)
    }
    fn as_func(&self, x: RV, n: usize) -> Option<RP> {
        let f = x.v.exact::<Function>().filter(|f| f.key.get() == n as u32 && !rec().is_general())?;
        Some(calls::guard_function(rec(), f, x.r))
    }
    fn int_op(&self, op: IntOp, x: RI, y: RI) -> Option<RI> {
        let r = rec();
        let fits = |v: i64| (crate::object::value::SMALL_MIN..=crate::object::value::SMALL_MAX).contains(&v);
        let checked = |v: Option<i64>| v.filter(|v| fits(*v));
        let (v, ir) = match op {
            IntOp::Add => (checked(x.v.checked_add(y.v))?, Ir::IaddOv),
            IntOp::Sub => (checked(x.v.checked_sub(y.v))?, Ir::IsubOv),
            IntOp::Mul => (checked(x.v.checked_mul(y.v))?, Ir::ImulOv),
            IntOp::And => (x.v & y.v, Ir::Iand),
            IntOp::Or => (x.v | y.v, Ir::Ior),
            IntOp::Xor => (x.v ^ y.v, Ir::Ixor),
            IntOp::FloorDiv | IntOp::Mod => {
                if y.v == 0 {
                    return None;
                }
                let zero = r.builder.kint(0);
                let ok = r.builder.op(Ir::Ine, &[y.r, zero]);
                r.guard_bool(ok, true);
                let (q, m) = (x.v.div_euclid(y.v), x.v.rem_euclid(y.v));
                let (q, m) = if m != 0 && y.v < 0 { (q - 1, m + y.v) } else { (q, m) };
                if op == IntOp::Mod {
                    return Some(RI { v: m, r: r.builder.op(Ir::Imod, &[x.r, y.r]) });
                }
                if !fits(q) {
                    return None;
                }
                let res = r.builder.op(Ir::Idiv, &[x.r, y.r]);
                r.guard(Ir::GuardFits, &[res]);
                return Some(RI { v: q, r: res });
            }
            IntOp::LShift | IntOp::RShift => {
                if !(0..62).contains(&y.v) {
                    return None;
                }
                let limit = r.builder.kint(62);
                let ok = r.builder.op(Ir::Iult, &[y.r, limit]);
                r.guard_bool(ok, true);
                if op == IntOp::RShift {
                    return Some(RI { v: x.v >> y.v, r: r.builder.op(Ir::Ishr, &[x.r, y.r]) });
                }
                let v = x.v << y.v;
                if v >> y.v != x.v || !fits(v) {
                    return None;
                }
                (v, Ir::IshlOv)
            }
        };
        let res = if matches!(ir, Ir::Iand | Ir::Ior | Ir::Ixor) {
            r.builder.op(ir, &[x.r, y.r])
        } else {
            r.guard(ir, &[x.r, y.r])
        };
        Some(RI { v, r: res })
    }
    fn int_rel(&self, rel: Rel, x: RI, y: RI) -> bool {
        let is = holds(rel, x.v, y.v);
        let r = rec();
        let c = r.builder.op(ir_rel(rel, false), &[x.r, y.r]);
        r.guard_answer(c, is);
        is
    }
    fn int_order(&self, rel: Rel, x: RI, y: RI) -> RV {
        let r = rec();
        let c = r.builder.op(ir_rel(rel, false), &[x.r, y.r]);
        truth(r, c, holds(rel, x.v, y.v))
    }
    fn imm(&self, i: i64) -> RI {
        RI { v: i, r: rec().builder.kint(i) }
    }
    fn of_int(&self, x: RI) -> RV {
        RV { v: Value::small(x.v), r: rec().builder.op(Ir::BoxInt, &[x.r]) }
    }
    fn float_op(&self, op: FloatOp, x: RF, y: RF) -> Option<RF> {
        let r = rec();
        let (v, ir) = match op {
            FloatOp::Add => (x.v + y.v, Ir::Fadd),
            FloatOp::Sub => (x.v - y.v, Ir::Fsub),
            FloatOp::Mul => (x.v * y.v, Ir::Fmul),
            FloatOp::Div => {
                if y.v == 0.0 {
                    return None;
                }
                let zero = r.builder.kfloat(0.0);
                let bad = r.builder.op(Ir::Feq, &[y.r, zero]);
                r.guard_bool(bad, false);
                (x.v / y.v, Ir::Fdiv)
            }
            FloatOp::FloorDiv | FloatOp::Mod => return None,
        };
        Some(RF { v, r: r.builder.op(ir, &[x.r, y.r]) })
    }
    fn float_rel(&self, rel: Rel, x: RF, y: RF) -> bool {
        let is = holds(rel, x.v, y.v);
        let r = rec();
        if !super::numbers::modulus_compared(r, rel, x, y) {
            let c = compare_floats(r, rel, x, y);
            r.guard_answer(c, is);
        }
        is
    }
    fn float_order(&self, rel: Rel, x: RF, y: RF) -> RV {
        let r = rec();
        let c = compare_floats(r, rel, x, y);
        truth(r, c, holds(rel, x.v, y.v))
    }
    fn float_neg(&self, x: RF) -> RF {
        RF { v: -x.v, r: rec().builder.op(Ir::Fneg, &[x.r]) }
    }
    fn is_zero(&self, x: RI) -> bool {
        let zero = self.imm(0);
        self.int_rel(Rel::Eq, x, zero)
    }
    fn float_is_zero(&self, x: RF) -> bool {
        let zero = RF { v: 0.0, r: rec().builder.kfloat(0.0) };
        self.float_rel(Rel::Eq, x, zero)
    }
    fn of_float(&self, x: RF) -> Option<RV> {
        Some(RV { v: Value::float(x.v), r: rec().builder.op(Ir::BoxFloat, &[x.r]) })
    }
    fn ic(&self, w: usize) -> (u32, u32) {
        let [a, b] = unsafe { *(rec().pc.add(w) as *const [u32; 2]) };
        (a, b)
    }
    fn ic_value(&self, w: usize) -> Option<RV> {
        let r = rec();
        let v = unsafe { Value::from_bits_opt(*r.pc.add(w)) }?;
        Some(RV { v, r: r.constant(v) })
    }
    fn shape_is(&self, o: RP, shape: u32) -> bool {
        let r = rec();
        if unsafe { (*o.p).shape() } != shape || r.is_general() {
            return false;
        }
        r.guard_shape(o.r, shape);
        true
    }
    fn version_is(&self, w: usize, version: u32) -> bool {
        let r = rec();
        let t = unsafe { *r.pc.add(w) };
        if t == 0 || unsafe { (*(t as *const Type)).version.get() } != version {
            return false;
        }
        calls::guard_type(r, unsafe { crate::object::gc::Gc::from_raw(t as *mut Type) });
        true
    }
    fn is_cached(&self, o: RP, w: usize) -> bool {
        let r = rec();
        if unsafe { *r.pc.add(w) } != o.p as u64 || r.is_general() {
            return false;
        }
        let k = r.address(unsafe { Value::from_bits(o.p as u64) });
        r.guard(Ir::GuardEq, &[o.r, k]);
        true
    }
    fn field(&self, o: RP, offset: u32) -> Option<RV> {
        let v = unsafe { Value::from_bits_opt(*((o.p as *const u8).add(offset as usize) as *const u64)) };
        let r = rec();
        let x = r.load_tagged(o.r, offset as usize, class::field(offset));
        if v.is_none() {
            let zero = r.builder.kval(0);
            r.guard(Ir::GuardEq, &[x, zero]);
            return None;
        }
        // the caller has guarded the shape
        // SAFETY: `o` is an object.
        if !crate::object::shape::info(unsafe { (*o.p).shape() }).has_value_at(offset) {
            r.guard(Ir::GuardSet, &[x]);
        }
        v.map(|v| RV { v, r: x })
    }
    fn double(&self, o: RP, offset: u32) -> RF {
        let r = rec().builder.load(Ty::Float, o.r, offset as i32, class::field(offset));
        // SAFETY: the object has a double there.
        RF { v: f64::from_bits(unsafe { *word_at(o.p, offset) }), r }
    }
    fn as_double(&self, x: RV) -> Option<RF> {
        let v = as_double(x.v)?;
        let r = rec();
        Some(RF { v, r: r.double(x.r) })
    }
    fn module_entry(&self, o: RP, version: u32, index: u32) -> Option<RV> {
        let m = unsafe { &*(o.p as *const crate::object::module::Module) };
        let d = m.dict.get()?;
        if version == 0 || d.version.get() != version {
            return None;
        }
        let r = rec();
        let dict = r.builder.load(Ty::Ptr, o.r, offset_of!(crate::object::module::Module, dict) as i32, class::FUNC);
        let x = r.dict_entry(d, dict, version, index);
        Some(RV { v: d.entry(index as usize)?.1, r: x })
    }
    fn global_entry(&self, version: u32, index: u32) -> Option<RV> {
        let r = rec();
        let d = r.function().globals.gc();
        if version == 0 || d.version.get() != version {
            return None;
        }
        calls::guard_globals(r);
        let dict = r.address(d.value());
        let x = r.dict_entry(d, dict, version, index);
        Some(RV { v: d.entry(index as usize)?.1, r: x })
    }
    fn builtin_entry(&self, globals: u32, builtins: u32, index: u32) -> Option<RV> {
        let r = rec();
        let f = r.function();
        let (g, b) = (f.globals.gc(), f.builtins.gc());
        if globals == 0 || g.version.get() != globals || builtins == 0 || b.version.get() != builtins {
            return None;
        }
        calls::guard_globals(r);
        let dict = r.address(g.value());
        r.guard_keys(g, dict, globals);
        let dict = r.address(b.value());
        let x = r.dict_entry(b, dict, builtins, index);
        Some(RV { v: b.entry(index as usize)?.1, r: x })
    }
    fn namespace_is_globals(&self) -> bool {
        // both are constants of the frame: the trace is entered for this code, register 0 is compared below
        let r = rec();
        let g = r.function().globals.gc();
        calls::guard_globals(r);
        let x = self.reg(0);
        let is = x.v == g.value();
        let k = r.constant(g.value());
        r.guard(if is { Ir::GuardEq } else { Ir::GuardNe }, &[x.r, k]);
        is
    }
    fn no_barrier(&self, _o: RP) -> bool {
        true
    }
    fn list_index(&self, l: RP, i: RI) -> Option<RI> {
        let n = unsafe { (*(l.p as *const List)).len.get() } as i64;
        let v = if i.v < 0 { i.v + n } else { i.v };
        if v < 0 || v >= n {
            return None;
        }
        let r = rec();
        let len = r.builder.count(l.r, offset_of!(List, len) as i32, class::LIST);
        Some(bounded(r, i, v, len))
    }
    fn list_item(&self, l: RP, i: RI) -> RV {
        let r = rec();
        let a = r.list_array(l.r);
        let x = r.builder.loadx(Ty::Tagged, a, i.r, 16, class::ITEMS);
        RV {
            v: unsafe {
                *(**(&raw const (*(l.p as *const List)).array as *const *const [Value; 0]))
                    .as_ptr()
                    .add(2 + i.v as usize)
            },
            r: x,
        }
    }
    fn list_no_barrier(&self, _l: RP) -> bool {
        true
    }
    fn tuple_index(&self, t: RP, i: RI) -> Option<RI> {
        let n = unsafe { (*(t.p as *const Tuple)).len.get() } as i64;
        let v = if i.v < 0 { i.v + n } else { i.v };
        if v < 0 || v >= n {
            return None;
        }
        let r = rec();
        let len = r.builder.count(t.r, 8, Class::CONST);
        Some(bounded(r, i, v, len))
    }
    fn tuple_item(&self, t: RP, i: RI) -> RV {
        let r = rec();
        let known = r.builder.trace().as_kint(i.r).and_then(|i| r.made_tuple(t.r)?.get(i as usize).copied());
        let x = known.unwrap_or_else(|| r.builder.loadx(Ty::Tagged, t.r, i.r, 16, Class::CONST));
        RV { v: unsafe { *(t.p as *const Value).add(2 + i.v as usize) }, r: x }
    }
    fn tuple_len_is(&self, t: RP, n: usize) -> bool {
        if unsafe { (*(t.p as *const Tuple)).len.get() } != n {
            return false;
        }
        let r = rec();
        if r.made_tuple(t.r).is_some() {
            return true;
        }
        let len = r.builder.count(t.r, 8, Class::CONST);
        let k = r.builder.kint(n as i64);
        let c = r.builder.op(Ir::Ieq, &[len, k]);
        r.guard_bool(c, true);
        true
    }
    fn list_len_is(&self, l: RP, n: usize) -> bool {
        if unsafe { (*(l.p as *const List)).len.get() } != n {
            return false;
        }
        let r = rec();
        let len = r.builder.count(l.r, offset_of!(List, len) as i32, class::LIST);
        let k = r.builder.kint(n as i64);
        let c = r.builder.op(Ir::Ieq, &[len, k]);
        r.guard_bool(c, true);
        true
    }
    fn at_index(&self, i: usize) -> RI {
        self.imm(i as i64)
    }
    fn range_next(&self, it: RP) -> Option<Option<RI>> {
        if unsafe { (*it.p).shape() } != Kind::RangeIter as u32 {
            return None;
        }
        let r = rec();
        r.guard_shape(it.r, Kind::RangeIter as u32);
        let i = unsafe { &*(it.p as *const RangeIter) };
        let left = r.builder.load(Ty::Int, it.r, offset_of!(RangeIter, left) as i32, class::ITER);
        let zero = r.builder.kint(0);
        let c = r.builder.op(Ir::Igt, &[left, zero]);
        let more = i.left.get() > 0;
        r.guard_answer(c, more);
        if !more {
            return Some(None);
        }
        let next = r.builder.load(Ty::Int, it.r, offset_of!(RangeIter, next) as i32, class::ITER);
        r.builder.hint(next, i.next.get());
        super::items::range_step(r, it.r, i);
        Some(Some(RI { v: i.next.get(), r: next }))
    }
    fn list_iter_next(&self, it: RP) -> Option<Option<RV>> {
        let item = unsafe { crate::interp::generators::list_iter_peek(it.p) }??;
        let r = rec();
        r.guard_shape(it.r, Kind::ListIter as u32);
        let list = r.load_tagged(it.r, offset_of!(ListIter, list), class::ITER);
        r.guard(Ir::GuardSet, &[list]);
        let list = r.builder.op(Ir::UnboxPtr, &[list]);
        let index = r.builder.count(it.r, offset_of!(ListIter, index) as i32, class::ITER);
        let len = r.builder.count(list, offset_of!(List, len) as i32, class::LIST);
        let s = r.here();
        r.builder.guard_bounds(index, len, s);
        let a = r.list_array(list);
        let x = r.builder.loadx(Ty::Tagged, a, index, 16, class::ITEMS);
        Some(Some(RV { v: item, r: x }))
    }
    fn room(&self, f: RP, at: usize) -> bool {
        let r = rec();
        let size = unsafe { (*(f.p as *const Function)).frame_size.get() } as usize;
        r.base.wrapping_add(at + 4 + size) <= thread().limit.get()
    }
    fn frame_plain(&self) -> bool {
        let r = rec();
        unsafe { *(r.base as *const u64).sub(LINK) & LINK_FLAGS == 0 }
    }
    fn enter(self, f: RP, at: usize) -> Go {
        calls::enter(f, at)
    }
    fn leave(self, v: RV) -> Go {
        let r = rec();
        match r.frames.pop() {
            None => {
                r.builder.ret(v.r);
                r.closed = true;
            }
            Some(f) => {
                let slot = f.base - LINK as i32;
                r.truncate(slot);
                r.write(slot, v.r);
                // SAFETY: the header of a live frame.
                let caller = unsafe { *(r.base as *const u64).sub(BASE) as *mut Value };
                r.unpark(&f, caller);
            }
        }
        // SAFETY: the header of a live frame.
        unsafe {
            let h = r.base as *mut u64;
            let pc = *h.sub(LINK) as *const u64;
            let base = *h.sub(BASE) as *mut Value;
            *h.sub(LINK) = v.v.bits();
            Go { pc, base }
        }
    }
    fn adapt<A: Adapt>(&self, x: RV) -> bool {
        // what keeps changing is not worth specialising
        !rec().is_general() && unrecorded(|| A::run(At::parked(), x.v))
    }
    fn call<H: Helper>(self, x: RV, y: RV, z: u64) -> Result<(RV, RecorderDone), RecorderDone> {
        quiet::call::<H>(x, y, z)
    }
    fn call_frame<H: FrameHelper>(self) -> Result<(RV, RecorderDone), RecorderDone> {
        quiet::call_frame::<H>()
    }
    fn call_slow(self, kind: CallKind) -> Go {
        calls::call(self, kind)
    }
    fn switch<S: Switch>(self) -> Go {
        let at = At::parked();
        if S::NAME == crate::semantics::residual::Retry::NAME {
            let r = rec();
            r.count -= 1;
            // SAFETY: pc is behind the instruction word.
            return Go { pc: unsafe { r.pc.sub(1) }, base: r.base };
        }
        if S::NAME == crate::interp::generators::ForLoopStep::NAME
            && at.reg(at.ins.a()).exact::<crate::object::generator::Generator>().is_none()
        {
            return self.iterate(at, true);
        }
        if S::NAME == crate::interp::generators::ForNextStep::NAME
            && at.reg(at.ins.a()).exact::<crate::object::generator::Generator>().is_none()
        {
            return self.iterate(at, false);
        }
        if S::NAME == crate::interp::call::ContInit::NAME {
            return calls::continue_init(at);
        }
        if S::NAME == crate::interp::cont::ContSet::NAME {
            return calls::continue_set(at);
        }
        self.generators::<S>(at)
    }
    fn enter_operator(self, _left: RV) -> Result<Go, Recorder> {
        calls::operator(self)
    }
    fn enter_attribute(self, _x: RV) -> Result<Go, Recorder> {
        super::attributes::instruction(self)
    }
    fn enter_getter(self, getter: RV, x: RV) -> Go {
        calls::getter(self, getter.v, (x.v, x.r))
    }
    fn add_field(self, o: RP, offset: u32, v: RV) -> Result<RecorderDone, RecorderDone> {
        let r = rec();
        // SAFETY: STORE_ATTR_NEW's cache word 2 is the shape after it, as a small int.
        let shape = unsafe { *r.pc.add(2) >> 1 } as u32;
        r.builder.store(o.r, v.r, offset as i32, class::field(offset));
        r.barrier(o.r, v.r);
        let k = r.builder.kint(shape as i64);
        r.builder.mem(Ir::Store32, &[o.r, k], 0, Class::SHAPE);
        // SAFETY: a word of an object of a checked shape.
        unsafe {
            heap().barrier(o.p, v.v.bits());
            *((o.p as *mut u8).add(offset as usize) as *mut Value) = v.v;
            (*o.p).set_shape(shape);
        }
        Ok(RecorderDone)
    }
    fn add_double(self, o: RP, offset: u32, f: RF) -> Result<RecorderDone, RecorderDone> {
        let r = rec();
        // SAFETY: as in `add_field`; a double of the new shape.
        unsafe {
            let shape = *r.pc.add(2) >> 1;
            r.builder.store(o.r, f.r, offset as i32, class::field(offset));
            let k = r.builder.kint(shape as i64);
            r.builder.mem(Ir::Store32, &[o.r, k], 0, Class::SHAPE);
            *word_at(o.p, offset) = f.v.to_bits();
            (*o.p).set_shape(shape as u32);
        }
        Ok(RecorderDone)
    }
    fn commit(self) -> RecorderDone {
        RecorderDone
    }
    fn turn(&self) -> Option<Go> {
        let r = rec();
        let here = r.pc.wrapping_sub(1);
        // SAFETY: cache word 0 of a loop instruction is its jump.
        let body = r.pc.wrapping_offset(unsafe { *(r.pc as *const i32) } as isize);
        // the first turn of a loop that is entered here is taken; so is that of a trace that begins here
        let is_entered = Ins(r.before.1).is(Code::JUMP) && !(body..here).contains(&r.before.0.wrapping_sub(1));
        if r.count <= 1 || is_entered { None } else { loop_head(here) }
    }
    fn tail<O: Op>(self) -> Go {
        O::run(self)
    }
}
pub fn compare_floats(r: &mut Rec, rel: Rel, x: RF, y: RF) -> Ref {
    let args = if matches!(rel, Rel::Gt | Rel::Ge) { [y.r, x.r] } else { [x.r, y.r] };
    r.builder.op(ir_rel(rel, true), &args)
}
/// The truth value `c`, which is `now` at present.
pub fn truth(r: &mut Rec, c: Ref, now: bool) -> RV {
    RV { v: boolean(now), r: r.builder.op(Ir::BoxBool, &[c]) }
}
fn exact_float(v: Value) -> Option<f64> {
    v.as_float_imm().or_else(|| v.exact::<crate::object::float::Float>().map(|f| f.value))
}
/// The index `i`, counted from the end if negative, checked against the length.
fn bounded(r: &mut Rec, i: RI, v: i64, len: Ref) -> RI {
    RI { v, r: bounded_index(r, i.r, i.v, len) }
}
/// The same for an index that is `now` at present.
pub fn bounded_index(r: &mut Rec, i: Ref, now: i64, len: Ref) -> Ref {
    let index = if now < 0 {
        let zero = r.builder.kint(0);
        let c = r.builder.op(Ir::Ilt, &[i, zero]);
        r.guard_bool(c, true);
        r.builder.op(Ir::Iadd, &[i, len])
    } else {
        i
    };
    let s = r.here();
    r.builder.guard_bounds(index, len, s);
    index
}

impl Done for RecorderDone {
    type F = Pairs;
    fn ins(&self) -> Ins {
        Ins(rec().ins)
    }
    fn set(&self, i: usize, v: RV) {
        let r = rec();
        let slot = r.off() + i as i32;
        // SAFETY: an operand of the instruction.
        unsafe { *r.base.add(i) = v.v };
        r.write(slot, v.r);
    }
    fn clear(&self, i: usize) {
        let r = rec();
        let slot = r.off() + i as i32;
        // SAFETY: an operand of the instruction.
        unsafe { *(r.base as *mut u64).add(i) = 0 };
        let zero = r.builder.kval(0);
        r.write(slot, zero);
    }
    fn set_field(&self, o: RP, offset: u32, v: RV) {
        let r = rec();
        r.builder.store(o.r, v.r, offset as i32, class::field(offset));
        r.barrier(o.r, v.r);
        // SAFETY: a field of a checked shape.
        unsafe {
            heap().barrier(o.p, v.v.bits());
            *((o.p as *mut u8).add(offset as usize) as *mut Value) = v.v;
        }
    }
    fn set_double(&self, o: RP, offset: u32, f: RF) {
        rec().builder.store(o.r, f.r, offset as i32, class::field(offset));
        // SAFETY: a double of a checked shape.
        unsafe { *word_at(o.p, offset) = f.v.to_bits() }
    }
    fn set_list_item(&self, l: RP, i: RI, v: RV) {
        let r = rec();
        let a = r.list_array(l.r);
        r.builder.storex(a, i.r, v.r, 16, class::ITEMS);
        r.barrier(a, v.r);
        // SAFETY: a checked index of a list.
        let list: crate::object::gc::Gc<List> = unsafe { crate::object::gc::Gc::from_raw(l.p as *mut List) };
        list.put(i.v as usize, v.v);
    }
    fn step_range(&self, it: RP) {
        let r = rec();
        let load = |r: &mut Rec, o: usize| r.builder.load(Ty::Int, it.r, o as i32, class::ITER);
        // SAFETY: a range iterator, as `range_next` has seen.
        let i = unsafe { &*(it.p as *const RangeIter) };
        let (next, left) = (load(r, offset_of!(RangeIter, next)), load(r, offset_of!(RangeIter, left)));
        let step = r.builder.kint(i.step.get());
        let n = r.builder.op(Ir::Iadd, &[next, step]);
        r.builder.store(it.r, n, offset_of!(RangeIter, next) as i32, class::ITER);
        let one = r.builder.kint(1);
        let l = r.builder.op(Ir::Isub, &[left, one]);
        r.builder.store(it.r, l, offset_of!(RangeIter, left) as i32, class::ITER);
        i.next.set(i.next.get().wrapping_add(i.step.get()));
        i.left.set(i.left.get() - 1);
    }
    fn step_list_iter(&self, it: RP) {
        let r = rec();
        let index = r.builder.count(it.r, offset_of!(ListIter, index) as i32, class::ITER);
        let one = r.builder.kint(1);
        let n = r.builder.op(Ir::Iadd, &[index, one]);
        r.builder.store(it.r, n, offset_of!(ListIter, index) as i32, class::ITER);
        // SAFETY: a list iterator, as `list_iter_next` has seen.
        unsafe { crate::interp::generators::list_iter_step(it.p) };
    }
    fn next(self, skip: usize) -> Go {
        let r = rec();
        Go { pc: r.pc.wrapping_add(skip), base: r.base }
    }
    fn jump(self, off: isize) -> Go {
        let r = rec();
        Go { pc: r.pc.wrapping_offset(off), base: r.base }
    }
    fn loop_back(self, off: isize) -> Go {
        let r = rec();
        let target = r.pc.wrapping_offset(off);
        r.moved();
        back_edge(target)
    }
    fn count_call(self) -> Go {
        self.next(1)
    }
    fn jump_far(self) -> Go {
        // SAFETY: cache word 0 of a loop instruction is its jump.
        let off = unsafe { *(rec().pc as *const i32) } as isize;
        rec().moved();
        self.jump(off)
    }
    fn branch(self, v: RV, sense: bool, off: isize, skip: usize) -> Go {
        let r = rec();
        let taken = (v.v == vm().true_) == sense;
        let (to, other) = (r.pc.wrapping_offset(off), r.pc.wrapping_add(skip));
        let (to, other) = if taken { (to, other) } else { (other, to) };
        let s = r.snapshot_at(other as u64 | ELSEWHERE);
        let k = r.constant(vm().true_);
        let is_true = v.v == vm().true_;
        r.builder.guard(if is_true { Ir::GuardEq } else { Ir::GuardNe }, &[v.r, k], s);
        Go { pc: to, base: r.base }
    }
    fn unwind(self) -> Go {
        calls::unwind_recorded()
    }
}
/// The trace is at a back edge to `target`, after its instruction.
pub fn back_edge(target: *const u64) -> Go {
    loop_head(target).unwrap_or(Go { pc: target, base: rec().base })
}
/// The trace is at the point `target` that a loop comes back to: it is complete, goes on in another, or (`None`) takes the
/// turn in.
fn loop_head(target: *const u64) -> Option<Go> {
    let r = rec();
    let own = r.base == r.base0;
    if own && target == r.start && r.side_of.is_none() {
        r.poll_interrupt(target);
        let s = r.snapshot_at(target as u64);
        r.builder.restart(s);
        r.closed = true;
    } else if let Some(cell) = if own { root_cell(target) } else { None } {
        r.poll_interrupt(target);
        r.park_for_loop(target);
        let s = r.snapshot_at(target as u64);
        r.builder.link(cell, 0, s);
        r.closed = true;
    } else if r.unroll(target) {
        return None;
    } else {
        r.abort("inner loop");
    }
    Some(Go { pc: target, base: r.base })
}
impl Recorder {
    /// Instructions of generators and over them.
    fn generators<S: Switch>(self, at: At) -> Go {
        use super::generators::{continue_for, finish, make, resume, suspend};
        use crate::interp::{frames, generators as g};
        let names = [g::ForLoopStep::NAME, g::ForNextStep::NAME];
        if names.contains(&S::NAME) {
            return resume::<S>(self, at, at.reg(at.ins.a()), None);
        }
        match S::NAME {
            n if n == g::Send::NAME => {
                let i = at.ins.c();
                let v = RV { v: at.reg(i), r: rec().read(rec().off() + i as i32) };
                resume::<S>(self, at, at.reg(at.ins.b()), Some(v))
            }
            n if n == g::Yield::NAME => suspend::<S>(self),
            n if n == g::ReturnGenerator::NAME => make::<S>(self),
            n if n == g::ContFor::NAME => continue_for(self, at),
            n if n == frames::ReturnUnusual::NAME => finish::<S>(self),
            n => self.give_up(n),
        }
    }
    /// FOR_LOOP and FOR_NEXT over an iterator that is neither a range's nor a list's nor a generator.
    fn iterate(self, at: At, back: bool) -> Go {
        let it = at.reg(at.ins.a());
        let far = at.cache(0) as i32 as isize;
        // SAFETY: both instructions have one cache word, their jump is verified.
        let (behind, target) = unsafe { (at.pc.add(1), at.pc.offset(far)) };
        let (item_at, end_at) = if back { (target, behind) } else { (behind, target) };
        let x = rec().read(rec().off() + at.ins.a() as i32);
        if super::items::exhausted(it, x).is_some() {
            if !quiet::at_end(it) {
                rec().abort("an iterator went on");
            }
            rec().moved();
            return Go { pc: end_at, base: at.base };
        }
        let (v, k) = match quiet::next_item(it) {
            Ok(x) => x,
            Err(k) => return k.unwind(),
        };
        let r = rec();
        let absent = vm().absent.gc().value();
        let end = r.constant(absent);
        if v.v == absent {
            let slot = r.off() + at.ins.b() as i32;
            let s = r.snapshot_with(item_at as u64 | ELSEWHERE, slot, v.r);
            r.builder.guard(Ir::GuardEq, &[v.r, end], s);
            r.moved();
            return Go { pc: end_at, base: at.base };
        }
        let s = r.snapshot_at(end_at as u64 | ELSEWHERE);
        r.builder.guard(Ir::GuardNe, &[v.r, end], s);
        k.set(at.ins.b(), v);
        r.moved();
        Go { pc: item_at, base: at.base }
    }
}
