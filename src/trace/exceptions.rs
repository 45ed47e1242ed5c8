//! Exceptions in traces: raised, made, matched and handled without the interpreter's functions, so that a trace that catches what it
//! raises goes on with what it knows of frames and heap.
//!
//! The exception being raised and the one being handled are fields of the thread; their objects are always made, but inline, as are
//! the entries of their tracebacks. Frames that end on the way to the handler leave their variables in such entries.
//!
//! As elsewhere, functions emit what happens for operands like those they see now, under guards, before the interpreter's own code is run;
//! `None` or false: they have nothing to offer, and nothing was emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, ClassSet, Helper as IrHelper, Op as Ir, Ref, Ty};

use super::calls::{self, Arg, guard_type, new_tuple, site};
use super::dicts;
use super::ops::RV;
use super::recorder::{INTERPRETED, RAISED, Rec, UNWIND, class, rec};
use super::{quiet, unrecorded};
use crate::builtins::exceptions::set_context;
use crate::bytecode::ops::Op as Code;
use crate::interp::frames::{CONT_HEADER, CONT_INIT, CONT_RECORD, CONT_SET, FRAME, FUNCTION, FrameRef, LINK, is_stub};
use crate::interp::{cont, unwind};
use crate::object::buffer::Array;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::native::GetSet;
use crate::object::shape::{self, kind_of_ptr, type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{boolean, none};
use crate::protocol::attr;
use crate::semantics::machine::{At, Go};
use crate::thread::{Thread, thread};

const CONTEXT: usize = offset_of!(Exception, context);
const CAUSE: usize = offset_of!(Exception, cause);
const TRACEBACK: usize = offset_of!(Exception, traceback);
const ARGS: usize = offset_of!(Exception, args);
const DICT: usize = offset_of!(Exception, dict);

fn field(offset: usize) -> Class {
    class::field(offset as u32)
}
fn is_exception(v: Value) -> bool {
    v.is_ptr() && kind_of_ptr(v.bits()) == Kind::Exception
}
fn load(r: &mut Rec, o: Ref, offset: usize) -> Ref {
    r.load_tagged(o, offset, field(offset))
}
/// Stores a value in a field of an exception.
fn store(r: &mut Rec, o: Ref, offset: usize, v: Ref) {
    r.builder.store(o, v, offset as i32, field(offset));
    r.barrier(o, v);
}
/// The class of a word of the thread.
fn class_of(offset: usize) -> Class {
    if offset == Thread::EXCEPTION { class::EXCEPTION } else { class::THREAD }
}
fn thread_word(r: &mut Rec, offset: usize) -> Ref {
    let th = r.builder.op(Ir::Thread, &[]);
    r.load_tagged(th, offset, class_of(offset))
}
fn set_thread_word(r: &mut Rec, offset: usize, v: Ref) {
    let th = r.builder.op(Ir::Thread, &[]);
    r.builder.store(th, v, offset as i32, class_of(offset));
}
fn set_again(r: &mut Rec, again: bool) {
    let th = r.builder.op(Ir::Thread, &[]);
    let k = r.builder.kint(again as i64);
    r.builder.mem(Ir::Store8, &[th, k], Thread::RERAISE as i32, class::EXCEPTION);
}

// --- raising
unsafe extern "sysv64" fn chain(e: u64) {
    // SAFETY: compiled code has checked the class.
    set_context(Value::from_bits(e).cast_unchecked());
}
/// The exception at `o` is raised while another is handled.
fn link_to_handled(r: &mut Rec, x: Ref) {
    let h = thread_word(r, Thread::HANDLED);
    if thread().handled().is_none() {
        let zero = r.builder.kval(0);
        r.guard(Ir::GuardEq, &[h, zero]);
        return;
    }
    r.guard(Ir::GuardSet, &[h]);
    let context = ClassSet::of(field(CONTEXT));
    let helper = IrHelper {
        name: "set_context".into(),
        address: chain as *const () as u64,
        args: vec![Ty::Tagged],
        ret: Ty::Void,
        reads: context.union(ClassSet::of(class::THREAD)),
        writes: context,
        pure_call: false,
        raises: false,
        collects: false,
        lazy: None,
    };
    r.builder.call(&helper, &[x]);
}
/// `raise e`, `raise e from c`, and exceptions that are raised again; the raising itself is the interpreter's.
pub fn raise(at: At) -> bool {
    let r = rec();
    let off = r.off();
    let mut reg = |i: usize| RV { v: at.reg(i), r: r.read(off + i as i32) };
    match at.ins.op() {
        Code::RAISE1 | Code::RAISE => {
            let e = reg(at.ins.a());
            let cause = (at.ins.op() == Code::RAISE).then(|| reg(at.ins.b()));
            if !is_exception(e.v) || cause.is_some_and(|c| c.v != none() && !is_exception(c.v)) {
                return false;
            }
            r.guard_class(e.r, e.v);
            let o = r.builder.op(Ir::UnboxPtr, &[e.r]);
            if let Some(c) = cause {
                r.guard_class(c.r, c.v);
                let c = if c.v == none() { r.builder.kval(0) } else { c.r };
                let one = r.builder.kint(1);
                link_to_handled(r, e.r);
                store(r, o, CAUSE, c);
                let offset = offset_of!(Exception, suppress_context);
                r.builder.mem(Ir::Store8, &[o, one], offset as i32, field(offset));
            } else {
                link_to_handled(r, e.r);
            }
            set_thread_word(r, Thread::EXCEPTION, e.r);
        }
        Code::RERAISE => {
            let e = reg(at.ins.a());
            if !is_exception(e.v) {
                return false;
            }
            r.guard_class(e.r, e.v);
            set_again(r, true);
            set_thread_word(r, Thread::EXCEPTION, e.r);
        }
        Code::RAISE0 => {
            if thread().handled().is_none() {
                return false;
            }
            let h = thread_word(r, Thread::HANDLED);
            r.guard(Ir::GuardSet, &[h]);
            set_again(r, true);
            set_thread_word(r, Thread::EXCEPTION, h);
        }
        _ => return false,
    }
    r.moved();
    true
}

// --- handling
/// PUSH_EXC: the exception is being handled. True: emitted; the rest is the interpreter's.
pub fn push(at: At) -> Option<Ref> {
    let r = rec();
    let off = r.off();
    let e = RV { v: at.reg(at.ins.a()), r: r.read(off + at.ins.a() as i32) };
    if !is_exception(e.v) {
        return None;
    }
    r.guard_class(e.r, e.v);
    let h = thread_word(r, Thread::HANDLED);
    let before = if thread().handled().is_none() {
        let zero = r.builder.kval(0);
        r.guard(Ir::GuardEq, &[h, zero]);
        r.constant(none())
    } else {
        r.guard(Ir::GuardSet, &[h]);
        h
    };
    set_thread_word(r, Thread::HANDLED, e.r);
    r.write(off + at.ins.b() as i32, before);
    r.moved();
    Some(r.constant(none()))
}
/// POP_EXC
pub fn pop(at: At) -> Option<Ref> {
    let r = rec();
    let x = r.read(r.off() + at.ins.a() as i32);
    let nothing = r.constant(none());
    let outer = if at.reg(at.ins.a()) == none() {
        r.guard(Ir::GuardEq, &[x, nothing]);
        r.builder.kval(0)
    } else {
        r.guard(Ir::GuardNe, &[x, nothing]);
        x
    };
    set_thread_word(r, Thread::HANDLED, outer);
    r.moved();
    Some(nothing)
}
/// EXC_MATCH with a class, or a tuple of classes: known from the class of the exception.
pub fn matches(at: At) -> Option<Ref> {
    let r = rec();
    let off = r.off();
    let mut reg = |i: usize| RV { v: at.reg(i), r: r.read(off + i as i32) };
    let (e, c) = (reg(at.ins.b()), reg(at.ins.c()));
    let is_class = |v: Value| v.cast::<Type>().is_some_and(|t| t.has_flag(type_flags::EXCEPTION));
    let classes: Vec<RV> = match c.v.exact::<Tuple>() {
        None => vec![c],
        Some(t) => {
            let refs = match r.tuple_items(c.r) {
                Some(refs) if refs.len() == t.len() => refs,
                _ => {
                    // the very tuple
                    r.guard_is(c.r, c.v);
                    t.items().iter().map(|v| r.constant(*v)).collect()
                }
            };
            t.items().iter().zip(refs).map(|(v, r)| RV { v: *v, r }).collect()
        }
    };
    if !is_exception(e.v) || !classes.iter().all(|c| is_class(c.v)) {
        return None;
    }
    let t = type_of(e.v);
    r.guard_class(e.r, e.v);
    guard_type(r, t);
    let mut is = false;
    for c in classes {
        r.guard_is(c.r, c.v);
        is |= c.v.cast::<Type>().is_some_and(|c| t.is_subtype(c));
    }
    Some(r.constant(boolean(is)))
}

// --- unwinding
/// A frame that the exception passes.
struct Passed {
    frame: FrameRef,
    off: i32,
}
/// The frames from the one that raised to the one at `to`; `None`: something has to be seen to when one of them ends.
fn passed(r: &Rec, pc: *const u64, base: *mut Value, to: *mut Value) -> Option<Vec<Passed>> {
    let mut out = vec![];
    let mut f = FrameRef { base, pc };
    loop {
        if f.existing_object().is_some() {
            return None;
        }
        // SAFETY: both point into one frame stack.
        let off = unsafe { f.base.offset_from(r.base0) as i32 };
        out.push(Passed { frame: f, off });
        if f.base == to {
            break;
        }
        if f.flags() != 0 || f.raw_link() == CONT_RECORD.pc() || is_stub(f.raw_link()) && !just_ends(f) {
            return None;
        }
        f = f.caller()?;
    }
    // each of them was inlined by this trace
    let ended = &out[..out.len() - 1];
    let inlined = r.frames.iter().rev().take(ended.len()).map(|f| f.base);
    ended.iter().map(|p| p.off).eq(inlined).then_some(out)
}
/// Is there nothing to do when an exception ends the frame, which returns to a stub?
fn just_ends(f: FrameRef) -> bool {
    let tells = |c: FrameRef| cont::told_attribute(cont::instruction(c)).is_some();
    f.raw_link() == CONT_INIT.pc() || f.raw_link() == CONT_SET.pc() && f.caller().is_some_and(|c| !tells(c))
}
/// The exception that is set, raised at `pc`, passes the frames; all of them end but the last, which may `stay`. What it is.
fn pass(r: &mut Rec, pc: *const u64, frames: &[Passed], stay: bool) -> Option<Ref> {
    let again = thread().reraise.get();
    let s = r.snapshot_at(pc as u64 | UNWIND);
    // objects and marks of frames are the interpreter's
    let looked = r.snapshot_at(pc as u64 | UNWIND | INTERPRETED);
    r.builder.poll(offset_of!(Thread, frames_touched) as i32, looked);
    let x = thread_word(r, Thread::EXCEPTION);
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    let t = r.builder.op(Ir::Thread, &[]);
    let flag = r.builder.mem(Ir::LoadU8, &[t], Thread::RERAISE as i32, class::EXCEPTION);
    let k = r.builder.kint(again as i64);
    let same = r.builder.op(Ir::Ieq, &[flag, k]);
    r.builder.guard(Ir::GuardTrue, &[same], s);
    let zero = r.builder.kval(0);
    for f in frames {
        let object = r.read(f.off - FRAME as i32);
        if !r.builder.holds(Ir::GuardEq, 0, &[object, zero]) {
            r.builder.guard(Ir::GuardEq, &[object, zero], s);
        }
    }
    let n = frames.len() - stay as usize;
    let mut next = load(r, o, TRACEBACK);
    if again && n > 0 {
        complete_entry(r, &frames[0], next, s)?;
    }
    for (i, f) in frames.iter().enumerate() {
        if !f.frame.is_hidden() && !(again && i == 0) {
            next = entry(r, f, next, i < n)?;
        }
    }
    if again {
        set_again(r, false);
    }
    store(r, o, TRACEBACK, next);
    Some(x)
}
/// The exception that is set, raised at `pc` in the frame at `base`, is handled at `target` in the frame at `to`, which gets it in
/// register `reg`: goes on there.
pub fn catch(
    r: &mut Rec,
    (pc, base): (*const u64, *mut Value),
    (target, to, reg): (*const u64, *mut Value, usize),
) -> Option<Go> {
    thread().exception()?;
    let frames = passed(r, pc, base, to)?;
    let x = pass(r, pc, &frames, true)?;
    let zero = r.builder.kval(0);
    set_thread_word(r, Thread::EXCEPTION, zero);
    let n = frames.len() - 1;
    for f in &frames[..n] {
        let caller = f.frame.caller()?.base;
        let ended = r.frames.pop()?;
        let stub = is_stub(f.frame.raw_link());
        r.truncate(ended.base - if stub { CONT_HEADER } else { LINK } as i32);
        r.unpark(&ended, caller);
    }
    let go = unrecorded(|| unwind::unwind(pc, base));
    debug_assert!(go.pc == target && go.base == to);
    r.write(frames[n].off + reg as i32, x);
    r.moved();
    Some(go)
}
/// The exception that is set, raised at `pc` in the frame at `base`, leaves the function that the trace belongs to: whoever called it is
/// told by its result. False: nothing was emitted that matters.
pub fn leave(r: &mut Rec, pc: *const u64, base: *mut Value) -> bool {
    if thread().exception().is_none() {
        return false;
    }
    let outermost = FrameRef { base: r.base0, pc }.function();
    if calls::is_generator(outermost) {
        return false;
    }
    let Some(frames) = passed(r, pc, base, r.base0) else { return false };
    if pass(r, pc, &frames, false).is_none() {
        return false;
    }
    // the frame that the thread is parked in ends, too
    let k = r.builder.kval(RAISED);
    r.builder.ret(k);
    true
}
/// The frame of the exception's newest entry, at `tb`, ends after all: the entry gets its variables.
fn complete_entry(r: &mut Rec, f: &Passed, tb: Ref, s: u32) -> Option<()> {
    let now = thread().exception()?.traceback.get().and_then(|t| t.cast::<Traceback>());
    let Some(now) = now else {
        let zero = r.builder.kval(0);
        r.builder.guard(Ir::GuardEq, &[tb, zero], s);
        return Some(());
    };
    r.builder.guard(Ir::GuardSet, &[tb], s);
    let o = r.builder.op(Ir::UnboxPtr, &[tb]);
    let own = r.read(f.off - FUNCTION as i32);
    let offset = offset_of!(Traceback, function);
    let of = r.load_tagged(o, offset, field(offset));
    let same = now.function.get() == Some(f.frame.function().value());
    r.builder.guard(if same { Ir::GuardEq } else { Ir::GuardNe }, &[of, own], s);
    if let Some(a) = variables(r, f).filter(|_| same) {
        let offset = offset_of!(Traceback, locals);
        r.builder.store(o, a, offset as i32, field(offset));
        let v = r.builder.op(Ir::BoxPtr, &[a]);
        r.barrier(o, v);
    }
    Some(())
}
/// The variables of a frame that ends, if it has any and there is room for them.
fn variables(r: &mut Rec, f: &Passed) -> Option<Ref> {
    let n = f.frame.code().meta.n_locals as usize;
    let a = site(16 + 8 * n, Kind::Array as u64).filter(|_| n > 0)?;
    let values: Vec<Ref> = (0..n).map(|i| r.read(f.off + i as i32)).collect();
    let a = r.builder.alloc(a);
    let k = r.builder.kint(n as i64);
    r.builder.store(a, k, offset_of!(Array, cap) as i32, class::ARRAY);
    for (i, v) in values.into_iter().enumerate() {
        r.builder.store(a, v, 16 + 8 * i as i32, class::ITEMS);
    }
    Some(a)
}
/// An entry of a traceback for the frame, above `next`.
fn entry(r: &mut Rec, f: &Passed, next: Ref, ended: bool) -> Option<Ref> {
    let tb = site(size_of::<Traceback>(), Kind::Traceback as u64)?;
    let code = f.frame.code();
    r.constant(code.value());
    let locals = match (ended, code.meta.n_locals) {
        (true, 1..) => variables(r, f)?,
        _ => r.builder.kptr(0),
    };
    let function = r.read(f.off - FUNCTION as i32);
    let (code, base) = (r.builder.kptr(code.addr()), r.builder.slot_addr(f.off));
    let (lasti, from_lasti) = (r.builder.kint(f.frame.lasti() as i64), r.builder.kint(-1));
    let zero = r.builder.kval(0);
    let o = r.builder.alloc(tb);
    for (offset, v) in [
        (offset_of!(Traceback, next), next),
        (offset_of!(Traceback, code), code),
        (offset_of!(Traceback, frame), zero),
        (offset_of!(Traceback, function), function),
        (offset_of!(Traceback, locals), locals),
        (offset_of!(Traceback, base), base),
        (offset_of!(Traceback, lasti), lasti),
        (offset_of!(Traceback, lineno), from_lasti),
    ] {
        r.builder.store(o, v, offset as i32, field(offset));
    }
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}
const _: () = assert!(size_of::<Traceback>() == 8 + 8 * 8);

// --- making
/// Are instances made as those of `BaseException`, but perhaps for `__init__`?
fn made_as_base(cls: Gc<Type>) -> bool {
    cls.kind.get() == Kind::Exception
        && !cls.has_flag(type_flags::ABSTRACT)
        && !cls.has_flag(type_flags::FINALIZER)
        && type_of(cls.value()) == type_of_kind(Kind::Type)
        && cls.special(Special::New) == type_of_kind(Kind::Exception).special(Special::New)
        && !shape::info(cls.root_shape.get()).droppable
}
/// Do instances have `args` and nothing else?
pub fn is_plain(cls: Gc<Type>) -> bool {
    made_as_base(cls) && cls.special(Special::Init) == type_of_kind(Kind::Exception).special(Special::Init)
}
/// The `__init__` in Python of an exception class whose instances are otherwise made as those of `BaseException`.
pub fn init_of(cls: Gc<Type>) -> Option<Gc<crate::object::function::Function>> {
    let init = cls.special(Special::Init).filter(|_| made_as_base(cls))?;
    let f = init.exact::<crate::object::function::Function>()?;
    (!calls::is_generator(f)).then_some(f)
}
/// A new instance of such a class, whose `args` are these.
pub fn new(r: &mut Rec, cls: Gc<Type>, args: &[Arg]) -> Option<Arg> {
    let info = shape::info(cls.root_shape.get());
    let s = site(info.size as usize, info.id as u64)?;
    let values: Vec<Value> = args.iter().map(|a| a.0).collect();
    let v = crate::object::instance::alloc_sub(cls, Exception::body(Tuple::try_new(&values).ok()?)).ok()?.value();
    let tuple = if args.is_empty() {
        r.constant(Tuple::empty().value())
    } else {
        let refs: Vec<Ref> = args.iter().map(|a| a.1).collect();
        new_tuple(r, &refs)?
    };
    let zero = r.builder.kval(0);
    let o = r.builder.alloc(s);
    for offset in (8..info.size as usize).step_by(8) {
        let x = if offset == ARGS { tuple } else { zero };
        r.builder.store(o, x, offset as i32, field(offset));
    }
    Some((v, r.builder.op(Ir::BoxPtr, &[o])))
}
/// `BaseException.__init__(e, …)`: the arguments it stores. The call itself is the interpreter's.
pub fn init(args: &[Arg]) -> Option<()> {
    let (e, x) = *args.first()?;
    if !is_exception(e) {
        return None;
    }
    let r = rec();
    r.guard_class(x, e);
    let refs: Vec<Ref> = args[1..].iter().map(|a| a.1).collect();
    let tuple = if refs.is_empty() { r.constant(Tuple::empty().value()) } else { new_tuple(r, &refs)? };
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    store(r, o, ARGS, tuple);
    r.moved();
    Some(())
}

// --- attributes
/// `e.name`: what the class of all exceptions has, and what lies in the instance's dictionary.
pub fn attribute(r: &mut Rec, (x, xr): Arg, name: Gc<Str>) -> Option<Arg> {
    let e = x.cast::<Exception>().filter(|_| is_exception(x))?;
    let t = type_of(x);
    if !attr::has_generic_getattr(t) {
        return None;
    }
    let found = attr::lookup(t, name);
    let o = match found {
        None => {
            let d = e.dict.get()?;
            // that the key is there is guarded
            let v = d.get_str(name)?;
            r.guard_class(xr, x);
            guard_type(r, t);
            let o = r.builder.op(Ir::UnboxPtr, &[xr]);
            let dict = load(r, o, DICT);
            r.guard(Ir::GuardSet, &[dict]);
            let key = r.constant(name.value());
            let word = dicts::get_item(RV { v: d.value(), r: dict }, RV { v: name.value(), r: key })?;
            return Some((v, word));
        }
        Some(f) => {
            let g = f.exact::<GetSet>().filter(|g| g.owner.gc() == type_of_kind(Kind::Exception))?;
            let offset = match g.def.name {
                "args" => ARGS,
                "__context__" => CONTEXT,
                "__cause__" => CAUSE,
                "__traceback__" => TRACEBACK,
                _ => return None,
            };
            r.guard_class(xr, x);
            guard_type(r, t);
            let o = r.builder.op(Ir::UnboxPtr, &[xr]);
            (o, offset)
        }
    };
    let (o, offset) = o;
    // SAFETY: a word of an exception.
    let now = unsafe { Value::from_bits_opt(*((x.bits() as *const u8).add(offset) as *const u64)) };
    let w = load(r, o, offset);
    match now {
        Some(v) => {
            r.guard(Ir::GuardSet, &[w]);
            Some((v, w))
        }
        None => {
            let zero = r.builder.kval(0);
            r.guard(Ir::GuardEq, &[w, zero]);
            Some((none(), r.constant(none())))
        }
    }
}
/// `e.name = v` in the instance's dictionary; the store itself is the interpreter's.
pub fn set_attribute(r: &mut Rec, (x, xr): Arg, name: Gc<Str>, v: Ref) -> Option<()> {
    let e = x.cast::<Exception>().filter(|_| is_exception(x))?;
    let t = type_of(x);
    if !attr::has_generic_setattr(t) || attr::lookup(t, name).is_some_and(attr::is_data_descriptor) {
        return None;
    }
    r.guard_class(xr, x);
    guard_type(r, t);
    let o = r.builder.op(Ir::UnboxPtr, &[xr]);
    let dict = load(r, o, DICT);
    let (d, dict) = match e.dict.get() {
        Some(d) => {
            r.guard(Ir::GuardSet, &[dict]);
            (d, dict)
        }
        None => {
            let zero = r.builder.kval(0);
            r.guard(Ir::GuardEq, &[dict, zero]);
            let dict = dicts::new_empty(Kind::Dict)?;
            store(r, o, DICT, dict);
            (crate::object::dict::Dict::new(), dict)
        }
    };
    let key = r.constant(name.value());
    match dicts::set_item(RV { v: d.value(), r: dict }, RV { v: name.value(), r: key }, v)? {
        dicts::Stored::Done => {}
        dicts::Stored::Call(word) => r.guard_raised(word),
    }
    r.moved();
    Some(())
}
/// Runs native code that does what was emitted.
pub fn perform(f: impl FnOnce() -> crate::object::Res) -> Option<Value> {
    match quiet::watch(f) {
        (Ok(v), false) => Some(v),
        _ => {
            rec().abort("exception in a call");
            None
        }
    }
}
