//! The machine as the interpreter: four scalars, every method inlined, every exit a sibling call (or, with
//! `loop-dispatch`, a return to the dispatch loop).
//!
//! A handler holds only `Copy` scalars, takes no address of a local and reaches slow paths by tail calls, or the tail
//! calls are lost (`tests/dispatch.rs` checks the built binary's behaviour).

use std::hint::cold_path;
use std::sync::atomic::Ordering;

use crate::bytecode::ops::Ins;
use crate::object::function::Function;
use crate::object::heap::Header;
use crate::object::kind::{KIND_COUNT, Kind};
use crate::object::list::List;
use crate::object::native::MethodDescriptor;
use crate::object::shape::kind_of_ptr;
use crate::object::slice::RangeIter;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::{Value, decode_float, is_float_word};
use crate::protocol::shape_cache::{self, Access, Found};
use crate::semantics::machine::*;
use crate::thread::Thread;
use crate::vm::vm;

use super::frames::{FUNCTION, LINK, LINK_FLAGS};

#[cfg(not(feature = "loop-dispatch"))]
pub type Next = ();
/// The next state; a null pc leaves the loop.
#[cfg(feature = "loop-dispatch")]
pub type Next = Go;

pub type Handler = unsafe extern "sysv64" fn(*const u64, *mut Value, *const Thread, u64) -> Next;

#[derive(Clone, Copy)]
pub struct Interp {
    pc: *const u64,
    base: *mut Value,
    th: *const Thread,
    ins: u64,
}
pub struct InterpDone(Interp);
pub struct Words;
impl Family for Words {
    type Ret = Next;
    type Val = Value;
    type Int = i64;
    type Float = f64;
    type Heap = *mut Header;
    type List = *const List;
    type Tuple = *const Tuple;
    type Index = usize;
    type Func = *const Function;
}

/// The handler of an instruction.
pub unsafe extern "sysv64" fn entry<O: Op>(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    O::run(Interp { pc, base, th, ins })
}
#[cold]
#[inline(never)]
unsafe extern "sysv64" fn entry_cold<O: Op>(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    O::run(Interp { pc, base, th, ins })
}

#[inline(never)]
unsafe extern "sysv64" fn entry_warm<O: Op>(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    O::run(Interp { pc, base, th, ins })
}

/// Fetches the instruction at `pc` and goes to its handler.
#[inline(always)]
unsafe fn dispatch(pc: *const u64, base: *mut Value, th: *const Thread) -> Next {
    #[cfg(feature = "loop-dispatch")]
    {
        let _ = th;
        Go { pc, base }
    }
    #[cfg(not(feature = "loop-dispatch"))]
    {
        let ins = *pc;
        let f = *(&raw const (*th).table as *const Handler).add(ins as u16 as usize);
        f(pc.add(1), base, th, ins)
    }
}

/// Runs from `pc` until `EXIT_NATIVE`.
pub unsafe fn run(pc: *const u64, base: *mut Value, th: *const Thread) {
    #[cfg(not(feature = "loop-dispatch"))]
    dispatch(pc, base, std::hint::black_box(th));
    #[cfg(feature = "loop-dispatch")]
    {
        let mut go = Go { pc, base };
        while !go.pc.is_null() {
            let ins = *go.pc;
            let f = *(&raw const (*th).table as *const Handler).add(ins as u16 as usize);
            go = f(go.pc.add(1), go.base, th, ins);
        }
    }
}
/// Goes on at `go` (for handlers that are not written over the machine trait).
#[inline(always)]
pub unsafe fn run_one(go: Go, th: *const Thread) -> Next {
    dispatch(go.pc, go.base, th)
}
/// Leaves `run`.
#[inline(always)]
pub fn stop() -> Next {
    #[cfg(feature = "loop-dispatch")]
    return Go { pc: std::ptr::null(), base: std::ptr::null_mut() };
}

/// A `Switch` whose fast case did not apply.
#[inline(never)]
unsafe extern "sysv64" fn switch_slow<S: Switch>(
    pc: *const u64,
    base: *mut Value,
    th: *const Thread,
    ins: u64,
) -> Next {
    (*th).pc.set(pc);
    (*th).base.set(base);
    let go = S::slow(pc, base, ins);
    dispatch(go.pc, go.base, th)
}

#[cold]
#[inline(never)]
unsafe extern "sysv64" fn loop_slow(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    // the instruction is complete but for its jump: park at the target
    let go = super::breaker::back_edge(pc, base, pc.offset(Ins(ins).d()));
    dispatch(go.pc, go.base, th)
}

#[cold]
#[inline(never)]
unsafe extern "sysv64" fn turn_slow(pc: *const u64, base: *mut Value, th: *const Thread, ins: u64) -> Next {
    let handler = || *(&raw const (*th).table as *const usize).add(ins as u16 as usize);
    let (start, before) = (pc.sub(1), handler());
    let go = super::breaker::back_edge(pc, base, start);
    // here is where it goes on: with the turn itself, unless that is to be recorded from now on
    if go.pc == start && go.base == base && handler() == before {
        return entry::<crate::semantics::iter::ForLoopTurn>(pc, base, th, ins);
    }
    dispatch(go.pc, go.base, th)
}

#[cold]
#[inline(never)]
unsafe extern "sysv64" fn enter_slow(pc: *const u64, base: *mut Value, th: *const Thread, _ins: u64) -> Next {
    let go = super::breaker::enter(pc, base);
    dispatch(go.pc, go.base, th)
}

#[cold]
#[inline(never)]
unsafe extern "sysv64" fn unwind(pc: *const u64, base: *mut Value, th: *const Thread, _ins: u64) -> Next {
    let go = super::unwind::unwind(pc, base);
    dispatch(go.pc, go.base, th)
}

/// Perverse builds answer "no" at random where "no" must not matter.
#[cfg(feature = "perverse")]
fn perverse() -> bool {
    use std::cell::Cell;
    thread_local!(static X: Cell<u64> = const { Cell::new(88172645463325252) });
    let mut x = X.get();
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    X.set(x);
    (x >> 20) & 3 == 0
}
#[cfg(not(feature = "perverse"))]
#[inline(always)]
fn perverse() -> bool {
    false
}

#[inline(always)]
unsafe fn shape_of(p: u64) -> u32 {
    *(p as *const u32)
}
#[inline(always)]
unsafe fn word(p: *const u8, off: usize) -> u64 {
    *(p.add(off) as *const u64)
}

/// Floor division and modulo as Python rounds.
#[inline(always)]
fn floor_div(x: i64, y: i64) -> i64 {
    let q = x / y;
    if (x % y != 0) && ((x < 0) != (y < 0)) { q - 1 } else { q }
}
#[inline(always)]
fn floor_mod(x: i64, y: i64) -> i64 {
    let r = x % y;
    if r != 0 && ((r < 0) != (y < 0)) { r + y } else { r }
}
const MIN: i64 = crate::object::value::SMALL_MIN;
const MAX: i64 = crate::object::value::SMALL_MAX;

/// All methods of the trait read memory that the frame and heap invariants vouch for: registers below the frame's size,
/// fields that a checked shape has. SAFETY of the whole block rests on that.
impl Machine for Interp {
    type F = Words;
    type Done = InterpDone;
    #[inline(always)]
    fn ins(&self) -> Ins {
        Ins(self.ins)
    }
    #[inline(always)]
    fn reg(&self, i: usize) -> Value {
        unsafe { *self.base.add(i) }
    }
    #[inline(always)]
    fn reg_opt(&self, i: usize) -> Option<Value> {
        unsafe { *(self.base.add(i) as *const Option<Value>) }
    }
    #[inline(always)]
    fn pool(&self, off: isize) -> Value {
        unsafe { *(self.pc.offset(off) as *const Value) }
    }
    #[inline(always)]
    fn small(&self, i: i64) -> Value {
        Value::small(i)
    }
    #[inline(always)]
    fn none(&self) -> Value {
        vm().none
    }
    #[inline(always)]
    fn boolean(&self, b: bool) -> Value {
        crate::object::boolean(b)
    }
    #[inline(always)]
    fn same(&self, x: Value, y: Value) -> bool {
        x == y
    }
    #[inline(always)]
    fn is_none(&self, x: Value) -> bool {
        x == vm().none
    }
    #[inline(always)]
    fn as_bool(&self, x: Value) -> Option<bool> {
        if x == vm().true_ {
            Some(true)
        } else if x == vm().false_ {
            Some(false)
        } else {
            None
        }
    }
    #[inline(always)]
    fn both_small(&self, x: Value, y: Value) -> Option<(i64, i64)> {
        if x.bits() & y.bits() & 1 != 0 { Some((x.bits() as i64, y.bits() as i64)) } else { None }
    }
    #[inline(always)]
    fn as_small(&self, x: Value) -> Option<i64> {
        if x.is_small() { Some(x.bits() as i64) } else { None }
    }
    #[inline(always)]
    fn both_float(&self, x: Value, y: Value) -> Option<(f64, f64)> {
        if is_float_word(x.bits()) && is_float_word(y.bits()) {
            Some((decode_float(x.bits()), decode_float(y.bits())))
        } else {
            None
        }
    }
    #[inline(always)]
    fn as_float(&self, x: Value) -> Option<f64> {
        x.as_float_imm()
    }
    #[inline(always)]
    fn as_number(&self, x: Value) -> Option<f64> {
        match x.as_small() {
            // beyond 2^53 the conversion rounds, which arithmetic on ints and floats does as well
            Some(i) => Some(i as f64),
            None => x.as_float_imm(),
        }
    }
    #[inline(always)]
    fn as_heap(&self, x: Value) -> Option<*mut Header> {
        if x.is_ptr() { Some(x.bits() as *mut Header) } else { None }
    }
    #[inline(always)]
    fn both_interned(&self, x: Value, y: Value) -> bool {
        let interned = |v: Value| v.exact::<Str>().is_some_and(|s| s.interned.get());
        interned(x) && interned(y) && !perverse()
    }
    #[inline(always)]
    fn as_list(&self, x: Value) -> Option<*const List> {
        unsafe {
            if x.is_ptr() && shape_of(x.bits()) == Kind::List as u32 { Some(x.bits() as *const List) } else { None }
        }
    }
    #[inline(always)]
    fn as_tuple(&self, x: Value) -> Option<*const Tuple> {
        unsafe {
            if x.is_ptr() && shape_of(x.bits()) == Kind::Tuple as u32 { Some(x.bits() as *const Tuple) } else { None }
        }
    }
    #[inline(always)]
    fn as_func(&self, x: Value, n: usize) -> Option<*const Function> {
        unsafe {
            let f = x.bits() as *const Function;
            if x.is_ptr() && shape_of(x.bits()) == Kind::Function as u32 && (*f).key.get() == n as u32 {
                Some(f)
            } else {
                None
            }
        }
    }
    // ints are kept tagged (2i + 1)
    #[inline(always)]
    fn int_op(&self, op: IntOp, x: i64, y: i64) -> Option<i64> {
        if perverse() {
            return None;
        }
        match op {
            IntOp::Add => x.checked_add(y & !1),
            IntOp::Sub => x.checked_sub(y & !1),
            IntOp::Mul => (x & !1).checked_mul(y >> 1).map(|v| v | 1),
            IntOp::FloorDiv => {
                let (i, j) = (x >> 1, y >> 1);
                if j == 0 || (i == MIN && j == -1) { None } else { Some(floor_div(i, j) << 1 | 1) }
            }
            IntOp::Mod => {
                let (i, j) = (x >> 1, y >> 1);
                if j == 0 { None } else { Some(floor_mod(i, j) << 1 | 1) }
            }
            IntOp::And => Some(x & y),
            IntOp::Or => Some(x | y),
            IntOp::Xor => Some((x ^ y) | 1),
            IntOp::LShift => {
                let (i, j) = (x >> 1, y >> 1);
                if !(0..62).contains(&j) {
                    return None;
                }
                let r = i << j;
                if r >> j == i && (MIN..=MAX).contains(&r) { Some(r << 1 | 1) } else { None }
            }
            IntOp::RShift => {
                let (i, j) = (x >> 1, y >> 1);
                if j < 0 { None } else { Some(i >> j.min(63) << 1 | 1) }
            }
        }
    }
    #[inline(always)]
    fn int_rel(&self, r: Rel, x: i64, y: i64) -> bool {
        match r {
            Rel::Lt => x < y,
            Rel::Le => x <= y,
            Rel::Gt => x > y,
            Rel::Ge => x >= y,
            Rel::Eq => x == y,
            Rel::Ne => x != y,
        }
    }
    #[inline(always)]
    fn imm(&self, i: i64) -> i64 {
        i << 1 | 1
    }
    #[inline(always)]
    fn of_int(&self, x: i64) -> Value {
        unsafe { Value::from_bits(x as u64) }
    }
    #[inline(always)]
    fn float_op(&self, op: FloatOp, x: f64, y: f64) -> Option<f64> {
        match op {
            FloatOp::Add => Some(x + y),
            FloatOp::Sub => Some(x - y),
            FloatOp::Mul => Some(x * y),
            FloatOp::Div => {
                if y == 0.0 {
                    None
                } else {
                    Some(x / y)
                }
            }
            // the library calls these need belong in the slow path
            FloatOp::FloorDiv | FloatOp::Mod => None,
        }
    }
    #[inline(always)]
    fn float_rel(&self, r: Rel, x: f64, y: f64) -> bool {
        match r {
            Rel::Lt => x < y,
            Rel::Le => x <= y,
            Rel::Gt => x > y,
            Rel::Ge => x >= y,
            Rel::Eq => x == y,
            Rel::Ne => x != y,
        }
    }
    #[inline(always)]
    fn float_neg(&self, x: f64) -> f64 {
        -x
    }
    #[inline(always)]
    fn is_zero(&self, x: i64) -> bool {
        x == 1
    }
    #[inline(always)]
    fn float_is_zero(&self, x: f64) -> bool {
        x == 0.0
    }
    #[inline(always)]
    fn of_float(&self, x: f64) -> Option<Value> {
        if perverse() { None } else { Value::float_imm(x) }
    }
    #[inline(always)]
    fn ic(&self, w: usize) -> (u32, u32) {
        unsafe {
            let [a, b] = *(self.pc.add(w) as *const [u32; 2]);
            (a, b)
        }
    }
    #[inline(always)]
    fn ic_value(&self, w: usize) -> Option<Value> {
        unsafe { Value::from_bits_opt(*self.pc.add(w)) }
    }
    #[inline(always)]
    fn shape_is(&self, o: *mut Header, shape: u32) -> bool {
        unsafe { shape_of(o as u64) == shape && !perverse() }
    }
    #[inline(always)]
    fn version_is(&self, w: usize, version: u32) -> bool {
        // the cache is filled whenever a version is compared
        unsafe { (*(*self.pc.add(w) as *const Type)).version.get() == version && !perverse() }
    }
    #[inline(always)]
    fn is_cached(&self, o: *mut Header, w: usize) -> bool {
        unsafe { *self.pc.add(w) == o as u64 && !perverse() }
    }
    #[inline(always)]
    fn field(&self, o: *mut Header, offset: u32) -> Option<Value> {
        unsafe { Value::from_bits_opt(word(o as *const u8, offset as usize)) }
    }
    #[inline(always)]
    fn double(&self, o: *mut Header, offset: u32) -> f64 {
        unsafe { f64::from_bits(word(o as *const u8, offset as usize)) }
    }
    #[inline(always)]
    fn as_double(&self, x: Value) -> Option<f64> {
        x.as_float_imm().filter(|f| !f.is_nan() && !perverse())
    }
    #[inline(always)]
    fn module_entry(&self, o: *mut Header, version: u32, index: u32) -> Option<Value> {
        unsafe {
            let d = word(o as *const u8, std::mem::offset_of!(crate::object::module::Module, dict));
            dict_entry(d, version, index)
        }
    }
    #[inline(always)]
    fn global_entry(&self, version: u32, index: u32) -> Option<Value> {
        unsafe {
            let f = *(self.base as *const *const u8).sub(FUNCTION);
            dict_entry(word(f, std::mem::offset_of!(Function, globals)), version, index)
        }
    }
    #[inline(always)]
    fn builtin_entry(&self, globals: u32, builtins: u32, index: u32) -> Option<Value> {
        unsafe {
            let f = *(self.base as *const *const u8).sub(FUNCTION);
            let g = word(f, std::mem::offset_of!(Function, globals)) as *const crate::object::dict::Dict;
            if (*g).version.get() != globals || globals == 0 {
                return None;
            }
            dict_entry(word(f, std::mem::offset_of!(Function, builtins)), builtins, index)
        }
    }
    #[inline(always)]
    fn namespace_is_globals(&self) -> bool {
        unsafe {
            let f = *(self.base as *const *const u8).sub(FUNCTION);
            *(self.base as *const u64) == word(f, std::mem::offset_of!(Function, globals))
        }
    }
    #[inline(always)]
    fn no_barrier(&self, o: *mut Header) -> bool {
        unsafe { !(*o).is_old() }
    }
    #[inline(always)]
    fn list_index(&self, l: *const List, i: i64) -> Option<usize> {
        unsafe {
            let n = (*l).len.get();
            let i = i >> 1;
            let i = if i < 0 { i + n as i64 } else { i } as usize;
            if i < n && !perverse() { Some(i) } else { None }
        }
    }
    #[inline(always)]
    fn list_item(&self, l: *const List, i: usize) -> Value {
        unsafe { *(*(&raw const (*l).array as *const *const Value)).add(2 + i) }
    }
    #[inline(always)]
    fn list_no_barrier(&self, l: *const List) -> bool {
        unsafe { !(**(&raw const (*l).array as *const *const Header)).is_old() }
    }
    #[inline(always)]
    fn tuple_index(&self, t: *const Tuple, i: i64) -> Option<usize> {
        unsafe {
            let n = (*t).len.get();
            let i = i >> 1;
            let i = if i < 0 { i + n as i64 } else { i } as usize;
            if i < n && !perverse() { Some(i) } else { None }
        }
    }
    #[inline(always)]
    fn tuple_item(&self, t: *const Tuple, i: usize) -> Value {
        unsafe { *(t as *const Value).add(2 + i) }
    }
    #[inline(always)]
    fn tuple_len_is(&self, t: *const Tuple, n: usize) -> bool {
        unsafe { (*t).len.get() == n && !perverse() }
    }
    #[inline(always)]
    fn list_len_is(&self, l: *const List, n: usize) -> bool {
        unsafe { (*l).len.get() == n && !perverse() }
    }
    #[inline(always)]
    fn at_index(&self, i: usize) -> usize {
        i
    }
    #[inline(always)]
    fn range_next(&self, it: *mut Header) -> Option<Option<i64>> {
        unsafe {
            if (*it).shape() != Kind::RangeIter as u32 || perverse() {
                return None;
            }
            let r = it as *const RangeIter;
            Some(if (*r).left.get() > 0 { Some((*r).next.get() << 1 | 1) } else { None })
        }
    }
    #[inline(always)]
    fn list_iter_next(&self, it: *mut Header) -> Option<Option<Value>> {
        unsafe { super::generators::list_iter_peek(it).filter(|_| !perverse()) }
    }
    #[inline(always)]
    fn room(&self, f: *const Function, at: usize) -> bool {
        unsafe {
            let end = self.base.add(at + 4 + (*f).frame_size.get() as usize);
            end <= (*self.th).limit.get() && !perverse()
        }
    }
    #[inline(always)]
    fn frame_plain(&self) -> bool {
        unsafe { *(self.base as *const u64).sub(LINK) & LINK_FLAGS == 0 }
    }
    #[inline(always)]
    fn enter(self, f: *const Function, at: usize) -> Next {
        unsafe {
            let nb = self.base.add(at + 4);
            let h = nb as *mut u64;
            *h.sub(LINK) = self.pc as u64;
            *h.sub(super::frames::BASE) = self.base as u64;
            *h.sub(super::frames::FRAME) = 0;
            dispatch((*f).entry.get(), nb, self.th)
        }
    }
    #[inline(always)]
    fn leave(self, v: Value) -> Next {
        unsafe {
            let h = self.base as *mut u64;
            let pc = *h.sub(LINK) as *const u64;
            let base = *h.sub(super::frames::BASE) as *mut Value;
            *h.sub(LINK) = v.bits();
            dispatch(pc, base, self.th)
        }
    }
    #[inline(always)]
    fn adapt<A: Adapt>(&self, x: Value) -> bool {
        unsafe {
            self.park();
            run_adapt::<A>(x)
        }
    }
    #[inline(always)]
    fn call<H: Helper>(self, x: Value, y: Value, z: u64) -> Result<(Value, InterpDone), InterpDone> {
        unsafe {
            self.park();
            match run_helper::<H>(x, y, z) {
                Ok(v) => Ok((v, InterpDone(self))),
                Err(_) => {
                    cold_path();
                    Err(InterpDone(self))
                }
            }
        }
    }
    #[inline(always)]
    fn call_frame<H: FrameHelper>(self) -> Result<(Value, InterpDone), InterpDone> {
        unsafe {
            self.park();
            match run_frame::<H>(self.pc, self.base, self.ins) {
                Ok(v) => Ok((v, InterpDone(self))),
                Err(_) => {
                    cold_path();
                    Err(InterpDone(self))
                }
            }
        }
    }
    #[inline(always)]
    fn call_slow(self, kind: CallKind) -> Next {
        unsafe {
            if matches!(kind, CallKind::Plain | CallKind::Method) {
                let Interp { pc, base, th, ins } = self;
                let (a, n) = (self.ins().a(), self.ins().b());
                // LOAD_METHOD may have found something that takes no self
                let skip = (kind == CallKind::Method && self.reg_opt(a + 4).is_none()) as usize;
                let callee = super::call::native(self.reg(a + 2), base.add(a + 4 + skip), n - skip);
                if callee.is_null() {
                    return call_unusual(pc, base, th, ins, skip);
                }
                return call_native(pc, base, th, ins, callee, skip);
            }
            self.park();
            let go = super::call::call(kind);
            dispatch(go.pc, go.base, self.th)
        }
    }
    #[inline(always)]
    fn switch<S: Switch>(self) -> Next {
        unsafe {
            if S::HAS_FAST {
                let go = S::fast(&*self.th, self.pc, self.base, self.ins);
                if !go.pc.is_null() {
                    return dispatch(go.pc, go.base, self.th);
                }
                return switch_slow::<S>(self.pc, self.base, self.th, self.ins);
            }
            self.park();
            let go = S::slow(self.pc, self.base, self.ins);
            dispatch(go.pc, go.base, self.th)
        }
    }
    #[inline(always)]
    fn may_enter(&self, left: Value) -> bool {
        // instances of classes made in Python have shapes above those of built-in classes
        left.is_ptr() && unsafe { shape_of(left.bits()) } >= KIND_COUNT as u32
    }
    #[inline(always)]
    fn enter_operator(self, left: Value) -> Result<Next, Interp> {
        unsafe {
            if !left.is_ptr() || kind_of_ptr(left.bits()) != Kind::Object {
                return Err(self);
            }
            self.park();
            let go = super::cont::enter(self.pc, self.base, self.ins);
            if go.pc.is_null() { Err(self) } else { Ok(dispatch(go.pc, go.base, self.th)) }
        }
    }
    #[inline(always)]
    fn store_item(self, o: Value, i: Value, v: Value) -> Next {
        unsafe {
            self.park();
            match store_item(o, i, v) {
                Ok(()) => dispatch(self.pc, self.base, self.th),
                Err(_) => {
                    cold_path();
                    unwind(self.pc, self.base, self.th, self.ins)
                }
            }
        }
    }
    #[inline(always)]
    fn enter_attribute(self, x: Value) -> Result<Next, Interp> {
        unsafe {
            if !x.is_ptr() {
                return Err(self);
            }
            self.park();
            let go = super::cont::enter_attribute(self.pc, self.base, self.ins);
            if go.pc.is_null() { Err(self) } else { Ok(dispatch(go.pc, go.base, self.th)) }
        }
    }
    #[inline(always)]
    fn enter_getter(self, getter: Value, x: Value) -> Next {
        unsafe {
            self.park();
            let go = super::cont::enter_getter(self.pc, self.base, getter, x);
            if go.pc.is_null() {
                return self.tail::<crate::semantics::residual::LoadAttrAny>();
            }
            dispatch(go.pc, go.base, self.th)
        }
    }
    #[inline(always)]
    fn shared_attribute(&self, o: *mut Header) -> Option<Value> {
        unsafe { Value::from_bits_opt(shared_attribute(self.pc, o, Access::Load)) }
    }
    #[inline(always)]
    fn shared_method(&self, o: *mut Header) -> Option<Value> {
        unsafe { Value::from_bits_opt(shared_attribute(self.pc, o, Access::Method)) }
    }
    #[inline(always)]
    fn shared_store(&self, o: *mut Header) -> Option<u32> {
        match unsafe { shared_attribute(self.pc, o, Access::Store) } {
            0 => None,
            offset => Some(offset as u32),
        }
    }
    #[inline(always)]
    fn add_field(self, o: *mut Header, offset: u32, v: Value) -> Result<InterpDone, InterpDone> {
        unsafe {
            *((o as *mut u8).add(offset as usize) as *mut Value) = v;
            (*o).set_shape((*self.pc.add(2) >> 1) as u32);
        }
        Ok(InterpDone(self))
    }
    #[inline(always)]
    fn add_double(self, o: *mut Header, offset: u32, f: f64) -> Result<InterpDone, InterpDone> {
        // SAFETY: as in `add_field`; a double of the new shape.
        unsafe {
            *((o as *mut u8).add(offset as usize) as *mut f64) = f;
            (*o).set_shape((*self.pc.add(2) >> 1) as u32);
        }
        Ok(InterpDone(self))
    }
    #[inline(always)]
    fn commit(self) -> InterpDone {
        InterpDone(self)
    }
    #[inline(always)]
    fn turn(&self) -> Option<Next> {
        unsafe {
            let counter = (self.pc as *mut u32).add(1);
            let n = (*counter).wrapping_sub(1);
            *counter = n;
            if n == 0 || (*self.th).interrupt.load(Ordering::Relaxed) != 0 {
                cold_path();
                return Some(turn_slow(self.pc, self.base, self.th, self.ins));
            }
            None
        }
    }
    #[inline(always)]
    fn tail<O: Op>(self) -> Next {
        unsafe {
            if O::COLD {
                cold_path();
                entry_cold::<O>(self.pc, self.base, self.th, self.ins)
            } else if O::WARM {
                entry_warm::<O>(self.pc, self.base, self.th, self.ins)
            } else {
                entry::<O>(self.pc, self.base, self.th, self.ins)
            }
        }
    }
}
impl Interp {
    /// Lets native code see where the frame is.
    #[inline(always)]
    unsafe fn park(&self) {
        (*self.th).pc.set(self.pc);
        (*self.th).base.set(self.base);
    }
}
// Native code is entered through these: scalars in, at most two words out, so that the handlers keep their tail calls.
#[inline(never)]
fn run_helper<H: Helper>(x: Value, y: Value, z: u64) -> crate::object::Res {
    H::run(x, y, z)
}
#[inline(never)]
fn run_frame<H: FrameHelper>(pc: *const u64, base: *mut Value, ins: u64) -> crate::object::Res {
    H::run(At { base, pc, ins: Ins(ins) })
}
#[inline(never)]
fn store_item(o: Value, i: Value, v: Value) -> Result<(), crate::object::Raised> {
    crate::protocol::item::set_item(o, i, v)
}
/// Calls the native function that `call::native` has found for CALL or CALL_METHOD.
#[inline(never)]
unsafe extern "sysv64" fn call_native(
    pc: *const u64,
    base: *mut Value,
    th: *const Thread,
    ins: u64,
    callee: *const MethodDescriptor,
    skip: usize,
) -> Next {
    let m = Interp { pc, base, th, ins };
    m.park();
    let window = base.add(Ins(ins).a());
    match super::call::invoke(callee, window.add(4 + skip), Ins(ins).b() - skip) {
        Ok(v) => {
            *window = v;
            dispatch(pc, base, th)
        }
        Err(_) => {
            cold_path();
            unwind(pc, base, th, ins)
        }
    }
}
#[inline(never)]
unsafe extern "sysv64" fn call_unusual(
    pc: *const u64,
    base: *mut Value,
    th: *const Thread,
    ins: u64,
    skip: usize,
) -> Next {
    Interp { pc, base, th, ins }.park();
    let go = super::call::unusual(pc, base, ins, skip);
    dispatch(go.pc, go.base, th)
}
#[inline(never)]
fn run_adapt<A: Adapt>(x: Value) -> bool {
    A::run(At::parked(), x)
}
/// What the shared cache knows of the attribute that the instruction's cache word 0 names: a value, or for stores an offset;
/// 0: nothing. Now and then the answer is nothing all the same, so that an instruction that has settled on another shape gets
/// its own cache filled.
#[inline(never)]
unsafe fn shared_attribute(pc: *const u64, o: *mut Header, access: Access) -> u64 {
    let misses = (pc as *mut u32).add(1);
    *misses = (*misses).wrapping_add(1);
    if *misses & 63 == 1 || perverse() {
        return 0;
    }
    let name = (*(pc.offset(*(pc as *const i32) as isize) as *const Value)).cast_unchecked::<Str>();
    match shape_cache::find(access, (*o).shape(), name) {
        None => 0,
        Some(Found::Field(offset)) if access == Access::Store => offset as u64,
        Some(Found::Field(offset)) => word(o as *const u8, offset as usize),
        Some(Found::Double(offset)) => {
            // one that needs a box is left to the instruction
            let f = f64::from_bits(word(o as *const u8, offset as usize));
            Value::float_imm(f).map_or(0, Value::bits)
        }
        Some(Found::Class(v)) => v.bits(),
    }
}
#[inline(always)]
unsafe fn dict_entry(d: u64, version: u32, index: u32) -> Option<Value> {
    let d = d as *const crate::object::dict::Dict;
    if (*d).version.get() != version || version == 0 || perverse() {
        return None;
    }
    let entries = *(&raw const (*d).entries as *const *const u64);
    Value::from_bits_opt(*entries.add(2 + index as usize * 3 + 2))
}

impl Done for InterpDone {
    type F = Words;
    #[inline(always)]
    fn ins(&self) -> Ins {
        Ins(self.0.ins)
    }
    #[inline(always)]
    fn set(&self, i: usize, v: Value) {
        unsafe { *self.0.base.add(i) = v }
    }
    #[inline(always)]
    fn clear(&self, i: usize) {
        unsafe { *(self.0.base as *mut u64).add(i) = 0 }
    }
    #[inline(always)]
    fn set_field(&self, o: *mut Header, offset: u32, v: Value) {
        unsafe { *((o as *mut u8).add(offset as usize) as *mut Value) = v }
    }
    #[inline(always)]
    fn set_double(&self, o: *mut Header, offset: u32, f: f64) {
        unsafe { *((o as *mut u8).add(offset as usize) as *mut f64) = f }
    }
    #[inline(always)]
    fn set_list_item(&self, l: *const List, i: usize, v: Value) {
        unsafe { *(*(&raw const (*l).array as *const *mut Value)).add(2 + i) = v }
    }
    #[inline(always)]
    fn step_range(&self, it: *mut Header) {
        unsafe {
            let r = it as *const RangeIter;
            (*r).next.set((*r).next.get().wrapping_add((*r).step.get()));
            (*r).left.set((*r).left.get() - 1);
        }
    }
    #[inline(always)]
    fn step_list_iter(&self, it: *mut Header) {
        unsafe { super::generators::list_iter_step(it) }
    }
    #[inline(always)]
    fn next(self, skip: usize) -> Next {
        unsafe { dispatch(self.0.pc.add(skip), self.0.base, self.0.th) }
    }
    #[inline(always)]
    fn jump(self, off: isize) -> Next {
        unsafe { dispatch(self.0.pc.offset(off), self.0.base, self.0.th) }
    }
    #[inline(always)]
    fn loop_back(self, off: isize) -> Next {
        unsafe {
            let Interp { pc, base, th, ins } = self.0;
            let counter = (pc as *mut u32).add(1);
            let n = (*counter).wrapping_sub(1);
            *counter = n;
            if n == 0 || (*th).interrupt.load(Ordering::Relaxed) != 0 {
                cold_path();
                return loop_slow(pc, base, th, ins);
            }
            dispatch(pc.offset(off), base, th)
        }
    }
    #[inline(always)]
    fn count_call(self) -> Next {
        unsafe {
            let Interp { pc, base, th, ins } = self.0;
            let counter = (pc as *mut u32).add(1);
            let n = (*counter).wrapping_sub(1);
            *counter = n;
            if n == 0 {
                cold_path();
                return enter_slow(pc, base, th, ins);
            }
            dispatch(pc.add(1), base, th)
        }
    }
    #[inline(always)]
    fn jump_far(self) -> Next {
        unsafe {
            let off = *(self.0.pc as *const i32) as isize;
            self.jump(off)
        }
    }
    #[inline(always)]
    fn branch(self, v: Value, sense: bool, off: isize, skip: usize) -> Next {
        if (v == vm().true_) == sense { self.jump(off) } else { self.next(skip) }
    }
    #[inline(always)]
    fn unwind(self) -> Next {
        unsafe { unwind(self.0.pc, self.0.base, self.0.th, self.0.ins) }
    }
}
