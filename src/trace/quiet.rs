//! Calls of native code from traces: which of them can run Python code or look at frames, and how they are emitted.
//!
//! A call that may do either needs all frames in memory, and afterwards nothing that was known of the heap is. Most
//! calls do neither on the operands they have: arithmetic on big ints, comparison of strings, `d[k]`. Such a call is recorded
//! as *quiet* if the classes of its operands, which are guarded, are built-in and it ran no Python code while it was recorded.
//! Should it have to run Python code later (a key whose class has its own `__eq__`), it does not: `Thread::enter_python` refuses,
//! the helper returns `NOT_QUIET`, and the trace leaves before the instruction. So only what has no effect before it
//! comes to Python code may be recorded as quiet.

use super::ops::{RV, RecorderDone};
use super::recorder::{Doing, NOT_QUIET, class, rec};
use super::{direct, items, sequences, unrecorded};
use crate::bytecode::ops::{Effect, Field, Ins, Op as Code, Operand};
use crate::interp::frames::FUNCTION;
use crate::object::Res;
use crate::object::gc::{Gc, Object};
use crate::object::heap::Header;
use crate::object::kind::Kind;
use crate::object::value::Value;
use crate::semantics::machine::{At, Effects, FrameHelper, Helper};
use crate::semantics::{branch, subscr};
use crate::thread::{Quiet, thread};
use crate::vm::vm;
use sidewinder_jit::ir::{Class, Op as Ir, Ref, Ty};

/// The built-in class of a value that is exactly of one.
pub fn exact_kind(v: Value) -> Option<Kind> {
    if !v.is_ptr() {
        return Some(if v.is_small() { Kind::Int } else { Kind::Float });
    }
    let k = crate::object::shape::kind_of_ptr(v.bits());
    // SAFETY: a pointer value is a live object.
    (unsafe { (*(v.bits() as *const Header)).shape() } == k as u32).then_some(k)
}
/// Values without parts: no operation on them alone runs Python code.
pub fn is_leaf(v: Value) -> bool {
    use Kind::*;
    exact_kind(v).is_some_and(|k| {
        matches!(k, NoneType | Ellipsis | NotImplemented | Bool | Int | Float | Complex | Str | Bytes | Range)
    })
}
/// What containers do with it as a key runs no Python code: also instances of subclasses of `str` that compare and hash as strings.
pub fn is_leaf_key(v: Value) -> bool {
    is_leaf(v) || crate::protocol::compare::as_text_key(v).is_some()
}
/// Built-in values that are no iterators: operations on them may come to Python code only through their parts, and have no
/// effect before they do.
pub fn is_plain(v: Value) -> bool {
    use Kind::*;
    is_leaf(v)
        || exact_kind(v).is_some_and(|k| {
            matches!(
                k,
                Tuple | List | Dict | Set | FrozenSet | ByteArray | Slice | DictKeys | DictValues | DictItems | Deque
            )
        })
}
/// Iterators over built-in containers: a step runs no Python code.
pub fn is_simple_iterator(v: Value) -> bool {
    use Kind::*;
    exact_kind(v).is_some_and(|k| {
        matches!(
            k,
            ListIter
                | ListRevIter
                | TupleIter
                | RangeIter
                | LongRangeIter
                | StrIter
                | StrAsciiIter
                | BytesIter
                | ByteArrayIter
                | DictKeyIter
                | DictValueIter
                | DictItemIter
                | DictRevKeyIter
                | DictRevValueIter
                | DictRevItemIter
                | SetIter
                | DequeIter
        )
    })
}

/// Runs native code for the recorder: its result, and whether it ran Python code or looked at frames.
pub fn watch(f: impl FnOnce() -> Res) -> (Res, bool) {
    let th = thread();
    let before = th.quiet.replace(Quiet::Watch);
    let r = unrecorded(f);
    let ran = th.quiet.replace(before) == Quiet::Ran;
    (r, ran)
}

// --- what compiled code calls
/// An operand of a helper that compiled code calls.
///
/// # Safety
/// Compiled code has checked the class of the object.
pub unsafe fn of<T: Object>(word: u64) -> Gc<T> {
    Value::from_bits(word).cast_unchecked()
}
/// What a helper that compiled code calls gives for a result: the word, or 0 if an exception is set.
pub fn bits(r: Res) -> u64 {
    match r {
        Ok(v) => v.bits(),
        Err(_) => 0,
    }
}
/// Runs `f` with Python code refused.
pub fn refusing(f: impl FnOnce() -> Res) -> u64 {
    let th = thread();
    th.quiet.set(Quiet::Refuse);
    let r = f();
    if th.quiet.replace(Quiet::No) == Quiet::Refused {
        th.clear_exception();
        return NOT_QUIET;
    }
    bits(r)
}
unsafe extern "sysv64" fn helper_entry<H: Helper>(x: u64, y: u64, z: u64) -> u64 {
    bits(H::run(Value::from_bits(x), Value::from_bits(y), z >> 1))
}
unsafe extern "sysv64" fn quiet_helper_entry<H: Helper>(x: u64, y: u64, z: u64) -> u64 {
    refusing(|| H::run(Value::from_bits(x), Value::from_bits(y), z >> 1))
}
/// The frame at `base`, whose instruction lies before `pc`.
pub unsafe fn at(base: *mut Value, pc: *const u64) -> At {
    At { base, pc, ins: Ins(*pc.sub(1)) }
}
unsafe extern "sysv64" fn frame_entry<H: FrameHelper>(base: *mut Value, pc: *const u64) -> u64 {
    bits(H::run(at(base, pc)))
}
/// The operands are in memory, but the thread is not parked.
unsafe extern "sysv64" fn plain_frame_entry<H: FrameHelper>(base: *mut Value, pc: *const u64) -> u64 {
    bits(with_registers(base, || H::run(at(base, pc))))
}
unsafe extern "sysv64" fn quiet_frame_entry<H: FrameHelper>(base: *mut Value, pc: *const u64) -> u64 {
    refusing(|| with_registers(base, || H::run(at(base, pc))))
}
/// Runs `f` with the registers of the frame at `base` as roots.
pub fn with_registers(base: *mut Value, f: impl FnOnce() -> Res) -> Res {
    // SAFETY: the word of the function is in memory.
    let size = unsafe { (**(base as *const *const crate::object::function::Function).sub(FUNCTION)).frame_size.get() };
    crate::interp::bind::rooted(base, base.wrapping_add(size as usize), f)
}
/// The next item of an iterator; the absent mark when it is exhausted.
unsafe extern "sysv64" fn next_entry(it: u64) -> u64 {
    bits(step(Value::from_bits(it)))
}
fn step(it: Value) -> Res {
    Ok(crate::protocol::iter::next(it)?.unwrap_or_else(|| vm().absent.gc().value()))
}

// --- recording
/// What to do should a call return that raised while it was recorded.
#[derive(Clone, Copy)]
pub enum Returned {
    /// Execute the instruction again, from this snapshot: it has had no effect.
    Again(u32),
    /// The instruction is complete with the result in its register `a`, or with no result.
    Complete { result: bool },
    /// Nobody knows.
    Unknown,
}
/// What comes of a call whose IR result is `word` and whose result now is `r`.
pub fn settle(word: Ref, r: Res, returned: Returned) -> Result<(RV, RecorderDone), RecorderDone> {
    let rec = rec();
    match r {
        Ok(v) => {
            rec.guard_raised(word);
            Ok((RV { v, r: word }, RecorderDone))
        }
        Err(_) => {
            let s = match returned {
                Returned::Again(before) => before,
                Returned::Complete { result } => {
                    let ins = Ins(rec.ins);
                    let behind = rec.pc.wrapping_add(ins.op().info().cache.len()) as u64;
                    if result {
                        let slot = rec.off() + ins.a() as i32;
                        rec.snapshot_with(behind, slot, word)
                    } else {
                        rec.snapshot_at(behind)
                    }
                }
                Returned::Unknown => {
                    rec.abort("exception in a call");
                    return Err(RecorderDone);
                }
            };
            let zero = rec.builder.kval(0);
            rec.builder.guard(Ir::GuardEq, &[word, zero], s);
            Err(RecorderDone)
        }
    }
}
/// `Machine::call`
pub fn call<H: Helper>(x: RV, y: RV, z: u64) -> Result<(RV, RecorderDone), RecorderDone> {
    let r = rec();
    let before = r.here();
    if let Some(word) = direct::helper::<H>(x, y, z) {
        let (res, _) = watch(|| H::run(x.v, y.v, z));
        return match res {
            // what no call computed did not raise
            Ok(v) if rec().builder.trace().op(word) != Ir::Call => Ok((RV { v, r: word }, RecorderDone)),
            res => settle(word, res, Returned::Again(before)),
        };
    }
    let frames = H::EFFECTS.0 & Effects::FRAMES != 0;
    // the key is one operand or the other
    let key = H::NAME == subscr::GetItemAny::NAME || H::NAME == branch::ContainsTruth::NAME;
    let leaf = if key { is_leaf_key } else { is_leaf };
    let speculate = !frames || [x.v, y.v].iter().all(|v| is_plain(*v) || leaf(*v));
    let leaves = !frames || (leaf(x.v) && leaf(y.v));
    if speculate && frames {
        r.guard_class(x.r, x.v);
        r.guard_class(y.r, y.v);
    }
    let (res, ran) = watch(|| H::run(x.v, y.v, z));
    let r = rec();
    let zr = r.builder.kval(z << 1 | 1);
    let args = [x.r, y.r, zr];
    let writes = H::NAME == crate::semantics::arith::InplaceAny::NAME && !is_leaf(x.v);
    let word = if speculate && !ran {
        let doing = if writes { Doing::Writes } else { Doing::Reads };
        if leaves {
            r.call(H::NAME, helper_entry::<H> as *const () as u64, &args, doing)
        } else {
            let w = r.call(H::NAME, quiet_helper_entry::<H> as *const () as u64, &args, doing);
            r.guard_quiet(w, before);
            w
        }
    } else {
        r.flush();
        r.call(H::NAME, helper_entry::<H> as *const () as u64, &args, Doing::Anything)
    };
    settle(word, res, if speculate && !ran && !writes { Returned::Again(before) } else { Returned::Unknown })
}

/// Registers that an instruction reads (`false`) or writes (`true`), by the instruction table.
pub fn registers(ins: Ins, written: bool) -> Vec<usize> {
    let info = ins.op().info();
    let value = |f: Field| match f {
        Field::A => ins.a(),
        Field::B => ins.b(),
        Field::C => ins.c(),
        Field::D => ins.d() as usize,
    };
    let count = info.operands.iter().find(|o| matches!(o.1, Operand::Count | Operand::Args)).map_or(1, |o| value(o.0));
    let mut out = vec![];
    for &(f, kind) in info.operands {
        let i = value(f);
        let (first, n) = match (kind, written) {
            (Operand::Use | Operand::UseDef, false) | (Operand::Def | Operand::UseDef, true) => (i, 1),
            (Operand::First, false) | (Operand::DefFirst | Operand::Clear, true) => (i, count),
            (Operand::First2, false) => (i, 2 * count),
            (Operand::First3, false) | (Operand::Def3, true) => (i, 3),
            (Operand::Two | Operand::UseDef2, false) | (Operand::Def2 | Operand::UseDef2, true) => (i, 2),
            (Operand::Window, false) => {
                out.push(i + 2);
                (i + 4, count)
            }
            (Operand::Window | Operand::WindowEx, true) => (i, 1),
            (Operand::WindowDef, true) => (i + 2, 3),
            (Operand::WindowEx, false) => (i + 2, 4),
            _ => continue,
        };
        out.extend(first..first + n);
    }
    out
}
/// Instructions that may run Python code but have no effect before they do.
fn may_repeat(op: Code) -> bool {
    use Code::*;
    matches!(
        op,
        BUILD_MAP
            | BUILD_SET
            | IN
            | NOT_IN
            | CONVERT
            | FORMAT
            | FORMAT_SPEC
            | GET_ITER
            | GET_LEN
            | MATCH_SEQUENCE
            | MATCH_MAPPING
            | MATCH_KEYS
            | MAP_ADD
            | SET_ADD
            | SET_ITEM
            | DEL_ITEM
            | UNPACK
            | UNPACK_EX
            | LIST_EXTEND
            | SET_UPDATE
            | DICT_UPDATE
            | LOAD_ATTR
            | LOAD_METHOD
    )
}
fn writes(op: Code) -> bool {
    use Code::*;
    matches!(
        op.general(),
        LIST_APPEND
            | SUM_ADD
            | LIST_EXTEND
            | SET_ADD
            | SET_UPDATE
            | MAP_ADD
            | DICT_UPDATE
            | DICT_MERGE
            | SET_ITEM
            | DEL_ITEM
            | STORE_GLOBAL
            | DEL_GLOBAL
            | STORE_NAME
            | STORE_CELL
            | DEL_CELL
            | SET_FUNCTION
            | STORE_ATTR
            | DEL_ATTR
            | SETUP_ANNOTATIONS
    )
}
/// COPY_FREE: the cells of the function's closure.
fn copy_free(at: At) -> (RV, RecorderDone) {
    use crate::object::function::Function;
    use std::mem::offset_of;
    let r = rec();
    let off = r.off();
    let x = r.read(off - FUNCTION as i32);
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    let closure = r.builder.load(Ty::Ptr, o, offset_of!(Function, closure) as i32, class::FUNC);
    for i in 0..at.ins.d() as usize {
        let c = r.load_tagged(closure, 16 + 8 * i, Class::CONST);
        r.write(off + (at.ins.a() + i) as i32, c);
    }
    r.moved();
    let none = crate::object::none();
    (RV { v: none, r: r.constant(none) }, RecorderDone)
}
/// `Machine::call_frame`
pub fn call_frame<H: FrameHelper>() -> Result<(RV, RecorderDone), RecorderDone> {
    let at = At::parked();
    let op = at.ins.op();
    if op == Code::COPY_FREE && H::run(at).is_ok() {
        return Ok(copy_free(at));
    }
    if op == Code::UNPACK
        && let Some(items) = sequences::unpack(at)
        && H::run(at).is_ok()
    {
        let r = rec();
        for (i, x) in items.into_iter().enumerate() {
            r.write(r.off() + (at.ins.a() + i) as i32, x);
        }
        r.moved();
        let none = crate::object::none();
        return Ok((RV { v: none, r: r.constant(none) }, RecorderDone));
    }
    if op == Code::ARGS_TUPLE
        && let Some(word) = super::calls::spread(at)
        && let Ok(v) = H::run(at)
    {
        return Ok((RV { v, r: word }, RecorderDone));
    }
    let raises = matches!(op, Code::RAISE | Code::RAISE1 | Code::RAISE0 | Code::RERAISE);
    if raises && super::exceptions::raise(at) {
        if watch(|| H::run(at)).0.is_ok() {
            rec().abort("nothing was raised");
        }
        return Err(RecorderDone);
    }
    let before = rec().here();
    if let Some(made) = direct::instruction(at) {
        let (res, ran) = watch(|| H::run(at));
        let r = rec();
        if ran {
            r.abort("Python code where none was expected");
        }
        return match (made, res) {
            (direct::Made::Value(word), Ok(v)) => Ok((RV { v, r: word }, RecorderDone)),
            (direct::Made::Value(word), Err(e)) => settle(word, Err(e), Returned::Unknown),
            (direct::Made::Call { word, refuses }, res) => {
                if refuses {
                    r.guard_quiet(word, before);
                }
                settle(word, res, Returned::Complete { result: op.info().operands.contains(&(Field::A, Operand::Def)) })
            }
        };
    }
    let calls = op.info().has(Effect::Calls);
    let uses = registers(at.ins, false);
    let all = |f: fn(Value) -> bool| uses.iter().all(|&i| at.reg_opt(i).is_none_or(f));
    let (leaves, plain) = (all(is_leaf), all(is_plain));
    let speculate = !calls || (may_repeat(op) && plain);
    let r = rec();
    let off = r.off();
    if calls && speculate {
        for &i in &uses {
            if let Some(v) = at.reg_opt(i) {
                let x = r.read(off + i as i32);
                r.guard_class(x, v);
            }
        }
    }
    let (res, ran) = watch(|| H::run(at));
    let r = rec();
    let quiet = speculate && !ran;
    let entry = if quiet && calls && !leaves {
        quiet_frame_entry::<H> as *const () as u64
    } else if quiet {
        plain_frame_entry::<H> as *const () as u64
    } else {
        frame_entry::<H> as *const () as u64
    };
    if quiet {
        // what it writes, too: if it raises instead, memory is all there is of them
        for i in uses.iter().copied().chain(registers(at.ins, true)) {
            r.store_slot(off + i as i32);
        }
        r.store_slot(off - FUNCTION as i32);
    } else {
        r.flush();
    }
    let base = r.builder.slot_addr(off);
    let pc = r.builder.kptr(at.pc as u64);
    let doing = match quiet {
        false => Doing::Anything,
        true if writes(op) => Doing::Writes,
        true => Doing::Reads,
    };
    // only rows that write more than their result do so themselves
    r.frame_written(op.info().operands.iter().any(|o| {
        matches!(
            o.1,
            Operand::DefFirst | Operand::Def2 | Operand::Def3 | Operand::WindowDef | Operand::UseDef | Operand::UseDef2
        )
    }));
    let word = r.call(H::NAME, entry, &[base, pc], doing);
    if quiet && calls && !leaves {
        r.guard_quiet(word, before);
    }
    let result = op.info().operands.contains(&(Field::A, Operand::Def));
    let returned = if quiet && doing == Doing::Reads {
        Returned::Again(before)
    } else if op.info().has(Effect::Ends) || registers(at.ins, true).iter().any(|&i| !result || i != at.ins.a()) {
        Returned::Unknown
    } else {
        Returned::Complete { result }
    };
    let out = if raises && res.is_err() { Err(RecorderDone) } else { settle(word, res, returned) };
    let r = rec();
    for i in registers(at.ins, true) {
        r.forget(off + i as i32);
    }
    out
}
/// Steps an iterator that is at its end.
pub fn at_end(it: Value) -> bool {
    watch(|| step(it)).0.is_ok_and(|v| v == vm().absent.gc().value())
}
/// The next item of an iterator, or the absent mark.
pub fn next_item(it: Value) -> Result<(RV, RecorderDone), RecorderDone> {
    let r = rec();
    let at = At::parked();
    let x = r.read(r.off() + at.ins.a() as i32);
    if let Some(word) = items::next(it, x) {
        return match watch(|| step(it)) {
            (Ok(v), _) => Ok((RV { v, r: word }, RecorderDone)),
            (Err(_), _) => {
                rec().abort("exception in a call");
                Err(RecorderDone)
            }
        };
    }
    let r = rec();
    let simple = is_simple_iterator(it);
    if simple {
        r.guard_class(x, it);
    }
    let (res, ran) = watch(|| step(it));
    let r = rec();
    let quiet = simple && !ran;
    if !quiet {
        r.flush();
    }
    let doing = if quiet { Doing::Iterates } else { Doing::Anything };
    let word = r.call("next", next_entry as *const () as u64, &[x], doing);
    settle(word, res, Returned::Unknown)
}
