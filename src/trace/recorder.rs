//! The machine as the trace recorder: executes each instruction on the real frame and heap while it emits trace IR.
//!
//! A slot is a frame word counted from the base of the trace's first frame; inlined frames have theirs above it, so the
//! header words of an inlined call are slots like any other. `regs` says which IR value a slot holds; `dirty` slots are
//! newer there than in the memory compiled code sees, and are what snapshots list.
//!
//! Invariant: a guard's snapshot describes the state before the instruction (or after it, for polls and branches), so that
//! the interpreter executes the instruction again.

use std::collections::{BTreeSet, HashMap};
use std::mem::offset_of;
use std::sync::atomic::Ordering;

use sidewinder_jit::exits::{ExitInfo, inherit};
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::{Class, ClassSet, Frame, Helper as IrHelper, Op as Ir, Ref, Repr, SnapVal, Snapshot, Ty};

use super::{finish, recording, root_cell, steps, unrecorded};
use crate::bytecode::ops::{Ins, Op as Code};
use crate::interp::frames::{BASE, FRAME, FUNCTION, FrameRef, LINK, LINK_FLAGS};
use crate::interp::machine::{Next, run_one};
use crate::interp::unwind;
use crate::object::function::Function;
use crate::object::heap::{Header, heap};
use crate::object::kind::Kind;
use crate::object::list::{List, ListIter};
use crate::object::slice::RangeIter;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Res, boolean};
use crate::semantics::machine::*;
use crate::thread::{Thread, thread};
use crate::vm::vm;

/// Bit of a snapshot's pc: an exception is set, unwind from the pc without the bit.
pub const UNWIND: u64 = 1;
const MAX_INSTRUCTIONS: u32 = 1500;
const MAX_DEPTH: usize = 12;

/// Alias classes.
mod class {
    use super::Class;
    pub const FIELD: Class = Class(0);
    pub const LIST: Class = Class(1);
    pub const ITEMS: Class = Class(2);
    pub const DICT: Class = Class(3);
    pub const ITER: Class = Class(4);
    pub const TYPE: Class = Class(5);
    pub const FUNC: Class = Class(6);
    pub const THREAD: Class = Class(7);
}

/// A trace in progress.
pub struct Rec {
    pub builder: Builder,
    pub start: *const u64,
    /// Exit that this side trace grows from.
    pub side_of: Option<u32>,
    pub aborted: Option<&'static str>,
    /// Words above the base that the trace uses.
    pub room: usize,
    base0: *mut Value,
    pc: *const u64,
    base: *mut Value,
    ins: u64,
    regs: HashMap<i32, Ref>,
    dirty: BTreeSet<i32>,
    frames: Vec<Frame>,
    /// Snapshot of the present instruction, once a guard needed it.
    snap: Option<u32>,
    check_frames: bool,
    count: u32,
    closed: bool,
}

impl Rec {
    pub fn new(start: *const u64, base: *mut Value) -> Rec {
        Rec {
            builder: Builder::new(),
            start,
            side_of: None,
            aborted: None,
            room: 64,
            base0: base,
            pc: start,
            base,
            ins: 0,
            regs: HashMap::new(),
            dirty: BTreeSet::new(),
            frames: vec![],
            snap: None,
            check_frames: false,
            count: 0,
            closed: false,
        }
    }
    /// A trace that goes on where an exit of another left.
    pub fn side(exit: u32, info: &ExitInfo, base0: *mut Value, base: *mut Value, pc: *const u64) -> Rec {
        let mut r = Rec::new(pc, base0);
        r.side_of = Some(exit);
        r.base = base;
        r.frames = info.frames.clone();
        for (slot, v) in inherit(&mut r.builder, info, |_, _| class::FIELD) {
            r.regs.insert(slot, v);
            r.dirty.insert(slot);
        }
        r
    }
    fn off(&self) -> i32 {
        // SAFETY: both point into one frame stack.
        unsafe { self.base.offset_from(self.base0) as i32 }
    }
    fn snapshot_at(&mut self, pc: u64) -> u32 {
        let slots = self.dirty.iter().map(|&s| (s, SnapVal::Value(self.regs[&s], Repr::Word))).collect();
        self.builder.snapshot(Snapshot { pc, frames: self.frames.clone(), slots, virtuals: vec![] })
    }
    /// The snapshot that executes the present instruction again.
    fn here(&mut self) -> u32 {
        if let Some(s) = self.snap {
            return s;
        }
        // SAFETY: pc is behind the instruction word.
        let s = self.snapshot_at(unsafe { self.pc.sub(1) } as u64);
        self.snap = Some(s);
        s
    }
    fn read(&mut self, slot: i32) -> Ref {
        if let Some(r) = self.regs.get(&slot) {
            return *r;
        }
        let r = self.builder.sload(slot);
        self.regs.insert(slot, r);
        r
    }
    fn write(&mut self, slot: i32, r: Ref) {
        self.regs.insert(slot, r);
        self.dirty.insert(slot);
    }
    fn constant(&mut self, v: Value) -> Ref {
        if v.is_ptr()
            && let Some(l) = constants()
        {
            let _ = l.push(v);
        }
        self.builder.kval(v.bits())
    }
    fn guard(&mut self, op: Ir, args: &[Ref]) -> Ref {
        let s = self.here();
        self.builder.guard(op, args, s)
    }
    fn guard_bool(&mut self, c: Ref, is: bool) {
        self.guard(if is { Ir::GuardTrue } else { Ir::GuardFalse }, &[c]);
    }
    fn abort(&mut self, why: &'static str) {
        if self.aborted.is_none() {
            self.aborted = Some(why);
        }
    }
    /// Memory gets what registers hold, and the thread where the frame is: before calls that may look.
    fn flush(&mut self) {
        for s in std::mem::take(&mut self.dirty) {
            let r = self.regs[&s];
            self.builder.sstore(s, r);
        }
        let off = self.off();
        let th = self.builder.op(Ir::Thread, &[]);
        let pc = self.builder.kptr(self.pc as u64);
        self.builder.store(th, pc, offset_of!(Thread, pc) as i32, class::THREAD);
        let base = self.builder.slot_addr(off);
        self.builder.store(th, base, offset_of!(Thread, base) as i32, class::THREAD);
    }
    fn call(&mut self, name: &str, address: u64, args: &[Ref]) -> Ref {
        let h = IrHelper {
            name: name.into(),
            address,
            args: vec![Ty::Tagged; args.len()],
            ret: Ty::Tagged,
            reads: ClassSet::ALL,
            writes: ClassSet::ALL,
            pure_call: false,
            raises: true,
            collects: true,
        };
        let r = self.builder.call(&h, args);
        self.snap = None;
        self.check_frames = true;
        r
    }
    /// After a call: leaves by unwinding if it raised.
    fn guard_raised(&mut self, r: Ref) {
        let s = self.snapshot_at(self.pc as u64 | UNWIND);
        self.builder.guard(Ir::GuardSet, &[r], s);
    }
    fn object(&mut self, x: RV) -> Ref {
        self.guard(Ir::GuardPtr, &[x.r]);
        self.builder.op(Ir::UnboxPtr, &[x.r])
    }
    fn load_tagged(&mut self, o: Ref, offset: usize, c: Class) -> Ref {
        self.builder.load(Ty::Tagged, o, offset as i32, c)
    }
    fn load_u32(&mut self, o: Ref, offset: usize, c: Class) -> Ref {
        self.builder.mem(Ir::LoadU32, &[o], offset as i32, c)
    }
    /// Entry `index` of the dict at `d` while its keys have this version.
    fn dict_entry(&mut self, d: Ref, version: u32, index: u32) -> Ref {
        use crate::object::dict::Dict;
        let v = self.load_u32(d, offset_of!(Dict, version), class::DICT);
        let k = self.builder.kint(version as i64);
        let same = self.builder.op(Ir::Ieq, &[v, k]);
        self.guard_bool(same, true);
        let entries = self.builder.load(Ty::Ptr, d, offset_of!(Dict, entries) as i32, class::DICT);
        let r = self.load_tagged(entries, (2 + index as usize * 3 + 2) * 8, class::DICT);
        self.guard(Ir::GuardSet, &[r]);
        r
    }
}
/// Objects that compiled code names stay alive.
fn constants() -> Option<crate::object::gc::Gc<List>> {
    if vm().state("jit constants").is_none() {
        vm().set_state("jit constants", List::new().value());
    }
    vm().state("jit constants")?.cast::<List>()
}

/// A word with the IR value that computes it.
#[derive(Clone, Copy)]
pub struct RV {
    v: Value,
    r: Ref,
}
#[derive(Clone, Copy)]
pub struct RI {
    v: i64,
    r: Ref,
}
#[derive(Clone, Copy)]
pub struct RF {
    v: f64,
    r: Ref,
}
#[derive(Clone, Copy)]
pub struct RP {
    p: *mut Header,
    r: Ref,
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
    (r.pc, r.base, r.ins) = (pc, base, ins);
    r.snap = None;
    r.count += 1;
    if r.count > MAX_INSTRUCTIONS {
        r.abort("trace too long");
    }
    let off = r.off();
    let size = FrameRef { base, pc }.function().frame_size.get() as usize;
    r.room = r.room.max(off as usize + size + 64);
    if std::mem::take(&mut r.check_frames) {
        let s = r.here();
        r.builder.poll(offset_of!(Thread, frames_touched) as i32, s);
    }
    if r.aborted.is_some() || thread().frames_touched.load(Ordering::Relaxed) != 0 {
        thread().frames_touched.store(0, Ordering::Relaxed);
        r.abort("somebody looked at a frame");
        finish();
        return again;
    }
    let step = steps::table()[ins as u16 as usize];
    let go = step();
    let ended = recording().is_none_or(|r| r.aborted.is_some() || r.closed);
    if ended {
        finish();
    }
    go
}

/// The recorder as a machine: its state is `recording()`.
#[derive(Clone, Copy)]
pub struct Recorder;
pub struct RecorderDone;
fn rec() -> &'static mut Rec {
    recording().expect("a recorder's methods run while recording")
}
impl Recorder {
    /// Gives up; the instruction is executed again by the interpreter.
    fn give_up(self, why: &'static str) -> Go {
        let r = rec();
        r.abort(why);
        // SAFETY: pc is behind the instruction word.
        Go { pc: unsafe { r.pc.sub(1) }, base: r.base }
    }
}

unsafe extern "sysv64" fn helper_entry<H: Helper>(x: u64, y: u64, z: u64) -> u64 {
    match H::run(Value::from_bits(x), Value::from_bits(y), z >> 1) {
        Ok(v) => v.bits(),
        Err(_) => 0,
    }
}
unsafe extern "sysv64" fn frame_entry<H: FrameHelper>() -> u64 {
    match H::run(At::parked()) {
        Ok(v) => v.bits(),
        Err(_) => 0,
    }
}
/// A call instruction whose callable is not a Python function, made from compiled code: the result goes to its register.
fn call_residual(at: At) -> Res {
    use crate::protocol::call::call_kw;
    let (a, mut n) = (at.ins.a(), at.ins.b());
    let op = at.ins.op();
    let names = match op {
        Code::CALL_KW | Code::CALL_METHOD_KW => {
            // SAFETY: the verifier has seen a tuple constant.
            Some(unsafe { at.pool(at.cache(0) as i32 as isize).cast_unchecked::<Tuple>() })
        }
        _ => None,
    };
    let mut first = a + 4;
    if matches!(op, Code::CALL_METHOD | Code::CALL_METHOD_KW) && at.reg_opt(first).is_none() {
        first += 1;
        n -= 1;
    }
    call_kw(at.reg(a + 2), at.regs(first, n), names)
}
struct CallResidual;
impl FrameHelper for CallResidual {
    const NAME: &'static str = "call";
    fn run(at: At) -> Res {
        call_residual(at)
    }
}
/// `next` of any iterator; the absent mark when exhausted.
struct IterStep;
impl FrameHelper for IterStep {
    const NAME: &'static str = "iter_next";
    fn run(at: At) -> Res {
        Ok(crate::protocol::iter::next(at.reg(at.ins.a()))?.unwrap_or_else(|| vm().absent.gc().value()))
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
        Some(RI { v, r: r.builder.op(Ir::UnboxInt, &[x.r]) })
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
        let o = rec().object(x);
        Some(RP { p: x.v.bits() as *mut Header, r: o })
    }
    fn as_list(&self, x: RV) -> Option<RP> {
        x.v.exact::<List>()?;
        let o = self.as_heap(x)?;
        let r = rec();
        let s = r.here();
        r.builder.guard_shape(o.r, Kind::List as u32, s);
        Some(o)
    }
    fn as_tuple(&self, x: RV) -> Option<RP> {
        x.v.exact::<Tuple>()?;
        let o = self.as_heap(x)?;
        let r = rec();
        let s = r.here();
        r.builder.guard_shape(o.r, Kind::Tuple as u32, s);
        Some(o)
    }
    fn as_func(&self, x: RV, n: usize) -> Option<RP> {
        let f = x.v.exact::<Function>().filter(|f| f.key.get() == n as u32)?;
        let r = rec();
        let k = r.constant(x.v);
        r.guard(Ir::GuardEq, &[x.r, k]);
        // `f.__code__ = …` changes the entry
        let o = r.builder.kptr(f.addr());
        let entry = r.builder.load(Ty::Ptr, o, offset_of!(Function, entry) as i32, class::FUNC);
        let was = r.builder.kptr(f.entry.get() as u64);
        r.guard(Ir::GuardEq, &[entry, was]);
        Some(RP { p: f.as_ptr() as *mut Header, r: o })
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
        let is = match rel {
            Rel::Lt => x.v < y.v,
            Rel::Le => x.v <= y.v,
            Rel::Gt => x.v > y.v,
            Rel::Ge => x.v >= y.v,
            Rel::Eq => x.v == y.v,
            Rel::Ne => x.v != y.v,
        };
        let r = rec();
        let c = r.builder.op(ir_rel(rel, false), &[x.r, y.r]);
        r.guard_bool(c, is);
        is
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
        let is = match rel {
            Rel::Lt => x.v < y.v,
            Rel::Le => x.v <= y.v,
            Rel::Gt => x.v > y.v,
            Rel::Ge => x.v >= y.v,
            Rel::Eq => x.v == y.v,
            Rel::Ne => x.v != y.v,
        };
        let r = rec();
        let args = if matches!(rel, Rel::Gt | Rel::Ge) { [y.r, x.r] } else { [x.r, y.r] };
        let c = r.builder.op(ir_rel(rel, true), &args);
        r.guard_bool(c, is);
        is
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
        if unsafe { (*o.p).shape() } != shape {
            return false;
        }
        let r = rec();
        let s = r.here();
        r.builder.guard_shape(o.r, shape, s);
        true
    }
    fn version_is(&self, w: usize, version: u32) -> bool {
        let r = rec();
        let t = unsafe { *r.pc.add(w) };
        if t == 0 || unsafe { (*(t as *const Type)).version.get() } != version {
            return false;
        }
        r.constant(unsafe { Value::from_bits(t) });
        let t = r.builder.kptr(t);
        let v = r.load_u32(t, offset_of!(Type, version), class::TYPE);
        let k = r.builder.kint(version as i64);
        let same = r.builder.op(Ir::Ieq, &[v, k]);
        r.guard_bool(same, true);
        true
    }
    fn is_cached(&self, o: RP, w: usize) -> bool {
        let r = rec();
        if unsafe { *r.pc.add(w) } != o.p as u64 {
            return false;
        }
        r.constant(unsafe { Value::from_bits(o.p as u64) });
        let k = r.builder.kptr(o.p as u64);
        r.guard(Ir::GuardEq, &[o.r, k]);
        true
    }
    fn field(&self, o: RP, offset: u32) -> Option<RV> {
        let v = unsafe { Value::from_bits_opt(*((o.p as *const u8).add(offset as usize) as *const u64)) }?;
        let r = rec();
        let x = r.load_tagged(o.r, offset as usize, class::FIELD);
        r.guard(Ir::GuardSet, &[x]);
        Some(RV { v, r: x })
    }
    fn module_entry(&self, o: RP, version: u32, index: u32) -> Option<RV> {
        let m = unsafe { &*(o.p as *const crate::object::module::Module) };
        let d = m.dict.get()?;
        if version == 0 || d.version.get() != version {
            return None;
        }
        let r = rec();
        let dict = r.builder.load(Ty::Ptr, o.r, offset_of!(crate::object::module::Module, dict) as i32, class::FUNC);
        let x = r.dict_entry(dict, version, index);
        Some(RV { v: d.entry(index as usize)?.1, r: x })
    }
    fn global_entry(&self, version: u32, index: u32) -> Option<RV> {
        let r = rec();
        let d = FrameRef { base: r.base, pc: r.pc }.function().globals.gc();
        if version == 0 || d.version.get() != version {
            return None;
        }
        r.constant(d.value());
        let dict = r.builder.kptr(d.addr());
        let x = r.dict_entry(dict, version, index);
        Some(RV { v: d.entry(index as usize)?.1, r: x })
    }
    fn builtin_entry(&self, globals: u32, builtins: u32, index: u32) -> Option<RV> {
        use crate::object::dict::Dict;
        let r = rec();
        let f = FrameRef { base: r.base, pc: r.pc }.function();
        let (g, b) = (f.globals.gc(), f.builtins.gc());
        if globals == 0 || g.version.get() != globals || builtins == 0 || b.version.get() != builtins {
            return None;
        }
        r.constant(g.value());
        r.constant(b.value());
        let dict = r.builder.kptr(g.addr());
        let v = r.load_u32(dict, offset_of!(Dict, version), class::DICT);
        let k = r.builder.kint(globals as i64);
        let same = r.builder.op(Ir::Ieq, &[v, k]);
        r.guard_bool(same, true);
        let dict = r.builder.kptr(b.addr());
        let x = r.dict_entry(dict, builtins, index);
        Some(RV { v: b.entry(index as usize)?.1, r: x })
    }
    fn namespace_is_globals(&self) -> bool {
        // both are constants of the frame: the trace is entered for this code, register 0 is compared below
        let r = rec();
        let g = FrameRef { base: r.base, pc: r.pc }.function().globals.gc();
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
        let len = r.builder.load(Ty::Int, l.r, offset_of!(List, len) as i32, class::LIST);
        Some(bounded(r, i, v, len))
    }
    fn list_item(&self, l: RP, i: RI) -> RV {
        let r = rec();
        let a = r.builder.load(Ty::Ptr, l.r, offset_of!(List, array) as i32, class::LIST);
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
        let len = r.builder.load(Ty::Int, t.r, 8, Class::CONST);
        Some(bounded(r, i, v, len))
    }
    fn tuple_item(&self, t: RP, i: RI) -> RV {
        let r = rec();
        let x = r.builder.loadx(Ty::Tagged, t.r, i.r, 16, Class::CONST);
        RV { v: unsafe { *(t.p as *const Value).add(2 + i.v as usize) }, r: x }
    }
    fn tuple_len_is(&self, t: RP, n: usize) -> bool {
        if unsafe { (*(t.p as *const Tuple)).len.get() } != n {
            return false;
        }
        let r = rec();
        let len = r.builder.load(Ty::Int, t.r, 8, Class::CONST);
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
        let len = r.builder.load(Ty::Int, l.r, offset_of!(List, len) as i32, class::LIST);
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
        let s = r.here();
        r.builder.guard_shape(it.r, Kind::RangeIter as u32, s);
        let i = unsafe { &*(it.p as *const RangeIter) };
        let left = r.builder.load(Ty::Int, it.r, offset_of!(RangeIter, left) as i32, class::ITER);
        let zero = r.builder.kint(0);
        let c = r.builder.op(Ir::Igt, &[left, zero]);
        let more = i.left.get() > 0;
        r.guard_bool(c, more);
        if !more {
            return Some(None);
        }
        let next = r.builder.load(Ty::Int, it.r, offset_of!(RangeIter, next) as i32, class::ITER);
        Some(Some(RI { v: i.next.get(), r: next }))
    }
    fn list_iter_next(&self, it: RP) -> Option<Option<RV>> {
        let item = unsafe { crate::interp::generators::list_iter_peek(it.p) }??;
        let r = rec();
        let s = r.here();
        r.builder.guard_shape(it.r, Kind::ListIter as u32, s);
        let list = r.load_tagged(it.r, offset_of!(ListIter, list), class::ITER);
        r.guard(Ir::GuardSet, &[list]);
        let list = r.builder.op(Ir::UnboxPtr, &[list]);
        let index = r.builder.load(Ty::Int, it.r, offset_of!(ListIter, index) as i32, class::ITER);
        let len = r.builder.load(Ty::Int, list, offset_of!(List, len) as i32, class::LIST);
        let s = r.here();
        r.builder.guard_bounds(index, len, s);
        let a = r.builder.load(Ty::Ptr, list, offset_of!(List, array) as i32, class::LIST);
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
        let r = rec();
        if r.frames.len() >= MAX_DEPTH {
            return self.give_up("inlined too deep");
        }
        let base = r.base.wrapping_add(at + 4);
        let (off, caller) = (r.off() + at as i32 + 4, r.off());
        let func = unsafe { Value::from_bits(f.p as u64) };
        // SAFETY: `room` has seen to the frame.
        unsafe {
            let h = base as *mut u64;
            *h.sub(LINK) = r.pc as u64;
            *h.sub(BASE) = r.base as u64;
            *h.sub(FUNCTION) = f.p as u64;
            *h.sub(FRAME) = 0;
        }
        let link = r.builder.kval(r.pc as u64);
        let caller = r.builder.slot_addr(caller);
        let caller = r.builder.op(Ir::BoxPtr, &[caller]);
        let fk = r.constant(func);
        let zero = r.builder.kval(0);
        r.write(off - LINK as i32, link);
        r.write(off - BASE as i32, caller);
        r.write(off - FUNCTION as i32, fk);
        r.write(off - FRAME as i32, zero);
        r.frames.push(Frame { ret: r.pc as u64, base: off, func: f.p as u64 });
        Go { pc: unsafe { (*(f.p as *const Function)).entry.get() }, base }
    }
    fn leave(self, v: RV) -> Go {
        let r = rec();
        let Some(f) = r.frames.pop() else { return self.give_up("return from the loop's frame") };
        let slot = f.base - LINK as i32;
        r.regs.retain(|s, _| *s < slot);
        r.dirty.retain(|s| *s < slot);
        r.write(slot, v.r);
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
        unrecorded(|| A::run(At::parked(), x.v))
    }
    fn call<H: Helper>(self, x: RV, y: RV, z: u64) -> Result<(RV, RecorderDone), RecorderDone> {
        let r = rec();
        r.flush();
        let zr = r.builder.kval(z << 1 | 1);
        let address = helper_entry::<H> as *const () as u64;
        let res = r.call(H::NAME, address, &[x.r, y.r, zr]);
        match unrecorded(|| H::run(x.v, y.v, z)) {
            Ok(v) => {
                let r = rec();
                r.guard_raised(res);
                Ok((RV { v, r: res }, RecorderDone))
            }
            Err(_) => {
                rec().abort("exception");
                Err(RecorderDone)
            }
        }
    }
    fn call_frame<H: FrameHelper>(self) -> Result<(RV, RecorderDone), RecorderDone> {
        let r = rec();
        r.flush();
        let res = r.call(H::NAME, frame_entry::<H> as *const () as u64, &[]);
        // it may have written any register of its frame
        let off = r.off();
        r.regs.retain(|s, _| *s < off);
        match unrecorded(|| H::run(At::parked())) {
            Ok(v) => {
                let r = rec();
                r.guard_raised(res);
                Ok((RV { v, r: res }, RecorderDone))
            }
            Err(_) => {
                rec().abort("exception");
                Err(RecorderDone)
            }
        }
    }
    fn call_slow(self, kind: CallKind) -> Go {
        let at = At::parked();
        if kind == CallKind::Unpacked {
            return self.give_up("call with * or **");
        }
        let f = at.reg(at.ins.a() + 2);
        let python = f.exact::<Function>().is_some() || f.exact::<crate::object::function::Method>().is_some();
        if python {
            return self.give_up("call that needs binding");
        }
        let skip = at.ins.op().info().cache.len();
        match self.call_frame::<CallResidual>() {
            Ok((v, k)) => {
                k.set(k.ins().a(), v);
                k.next(skip)
            }
            Err(k) => k.unwind(),
        }
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
            return match self.call_frame::<IterStep>() {
                Ok((v, k)) => {
                    let r = rec();
                    let absent = vm().absent.gc().value();
                    let end = r.constant(absent);
                    let (far, exhausted) = (at.cache(0) as i32 as isize, v.v == absent);
                    // the exit is the other way: the item is in the register, or the loop is over
                    // SAFETY: FOR_LOOP has one cache word, its jump is verified.
                    if exhausted {
                        r.abort("loop ends while it is recorded");
                        return k.next(1);
                    }
                    let s = r.snapshot_at(unsafe { at.pc.add(1) } as u64);
                    r.builder.guard(Ir::GuardNe, &[v.r, end], s);
                    k.set(k.ins().b(), v);
                    k.loop_back(far)
                }
                Err(k) => k.unwind(),
            };
        }
        self.give_up(S::NAME)
    }
    fn commit(self) -> RecorderDone {
        RecorderDone
    }
    fn tail<O: Op>(self) -> Go {
        O::run(self)
    }
}
fn exact_float(v: Value) -> Option<f64> {
    v.as_float_imm().or_else(|| v.exact::<crate::object::float::Float>().map(|f| f.value))
}
/// The index `i`, counted from the end if negative, checked against the length.
fn bounded(r: &mut Rec, i: RI, v: i64, len: Ref) -> RI {
    let index = if i.v < 0 {
        let zero = r.builder.kint(0);
        let c = r.builder.op(Ir::Ilt, &[i.r, zero]);
        r.guard_bool(c, true);
        r.builder.op(Ir::Iadd, &[i.r, len])
    } else {
        i.r
    };
    let s = r.here();
    r.builder.guard_bounds(index, len, s);
    RI { v, r: index }
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
        r.builder.store(o.r, v.r, offset as i32, class::FIELD);
        r.builder.op(Ir::Barrier, &[o.r, v.r]);
        // SAFETY: a field of a checked shape.
        unsafe {
            heap().barrier(o.p, v.v.bits());
            *((o.p as *mut u8).add(offset as usize) as *mut Value) = v.v;
        }
    }
    fn set_list_item(&self, l: RP, i: RI, v: RV) {
        let r = rec();
        let a = r.builder.load(Ty::Ptr, l.r, offset_of!(List, array) as i32, class::LIST);
        r.builder.storex(a, i.r, v.r, 16, class::ITEMS);
        r.builder.op(Ir::Barrier, &[a, v.r]);
        // SAFETY: a checked index of a list.
        let list: crate::object::gc::Gc<List> = unsafe { crate::object::gc::Gc::from_raw(l.p as *mut List) };
        list.put(i.v as usize, v.v);
    }
    fn step_range(&self, it: RP) {
        let r = rec();
        let load = |r: &mut Rec, o: usize| r.builder.load(Ty::Int, it.r, o as i32, class::ITER);
        let (next, step) = (load(r, offset_of!(RangeIter, next)), load(r, offset_of!(RangeIter, step)));
        let n = r.builder.op(Ir::Iadd, &[next, step]);
        r.builder.store(it.r, n, offset_of!(RangeIter, next) as i32, class::ITER);
        let left = load(r, offset_of!(RangeIter, left));
        let one = r.builder.kint(1);
        let l = r.builder.op(Ir::Isub, &[left, one]);
        r.builder.store(it.r, l, offset_of!(RangeIter, left) as i32, class::ITER);
        // SAFETY: a range iterator, as `range_next` has seen.
        let i = unsafe { &*(it.p as *const RangeIter) };
        i.next.set(i.next.get().wrapping_add(i.step.get()));
        i.left.set(i.left.get() - 1);
    }
    fn step_list_iter(&self, it: RP) {
        let r = rec();
        let index = r.builder.load(Ty::Int, it.r, offset_of!(ListIter, index) as i32, class::ITER);
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
        let go = Go { pc: target, base: r.base };
        let s = r.snapshot_at(target as u64);
        if target == r.start && r.base == r.base0 && r.side_of.is_none() {
            r.builder.poll(offset_of!(Thread, interrupt) as i32, s);
            r.builder.restart(s);
            r.start_done();
            return go;
        }
        if let Some((cell, room)) = root_cell(target) {
            r.builder.poll(offset_of!(Thread, interrupt) as i32, s);
            let off = r.off();
            r.builder.link(cell, off, s);
            r.room = r.room.max(off as usize + room);
            r.start_done();
            return go;
        }
        r.abort("inner loop");
        go
    }
    fn loop_back_far(self) -> Go {
        // SAFETY: cache word 0 of a loop instruction is its jump.
        let off = unsafe { *(rec().pc as *const i32) } as isize;
        self.loop_back(off)
    }
    fn branch(self, v: RV, sense: bool, off: isize, skip: usize) -> Go {
        let r = rec();
        let taken = (v.v == vm().true_) == sense;
        let (to, other) = (r.pc.wrapping_offset(off), r.pc.wrapping_add(skip));
        let (to, other) = if taken { (to, other) } else { (other, to) };
        let s = r.snapshot_at(other as u64);
        let k = r.constant(vm().true_);
        let is_true = v.v == vm().true_;
        r.builder.guard(if is_true { Ir::GuardEq } else { Ir::GuardNe }, &[v.r, k], s);
        Go { pc: to, base: r.base }
    }
    fn unwind(self) -> Go {
        let r = rec();
        r.abort("exception");
        let (pc, base) = (r.pc, r.base);
        finish();
        unwind::unwind(pc, base)
    }
}
impl Rec {
    /// The trace is closed: `record` compiles it.
    fn start_done(&mut self) {
        self.closed = true;
    }
}
