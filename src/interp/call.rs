//! Call instructions whose callable is not a plain Python function with just the right arguments.

use super::depth;
use super::frames::{self, BASE, CONT_HEADER, CONT_INIT, FRAME, FUNCTION, INTERRUPTED, LINK, OWNER};
use super::{bind, unwind};
use crate::builtins::exceptions::type_error;
use crate::bytecode::ops::{Ins, Op};
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::function::{Function, Method};
use crate::object::gc::Gc;
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::MethodDescriptor;
use crate::object::shape::{self, kind_of_ptr, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::bind::direct;
use crate::protocol::call::call_kw;
use crate::semantics::machine::{At, CallKind, Go, Switch};

/// Executes a call instruction of the parked frame: with a result, by pushing a frame, or by unwinding.
pub fn call(kind: CallKind) -> Go {
    let at = At::parked();
    match kind {
        CallKind::Plain => finish(at, positional(at, 0)),
        // LOAD_METHOD may have found something that takes no self
        CallKind::Method => finish(at, positional(at, at.reg_opt(at.ins.a() + 4).is_none() as usize)),
        CallKind::Keywords => keywords(at, false),
        CallKind::MethodKeywords => keywords(at, true),
        CallKind::Unpacked => finish(at, poll().and_then(|()| unpacked(at, at.reg(at.ins.a() + 2), at.pc))),
    }
}
#[inline(always)]
fn finish(at: At, r: Result<Go, Raised>) -> Go {
    match r {
        Ok(go) => go,
        Err(Raised) => unwind::unwind(at.pc, at.base),
    }
}

/// Code is called whose body is not loaded yet.
pub struct LoadCode;
impl Switch for LoadCode {
    const NAME: &'static str = "load_code";
    fn run(at: At) -> Go {
        let (f, code) = (at.function(), at.code());
        // what is neither a parameter nor the name space has no defined contents before the real first instruction
        let optimized = code.meta.flags & crate::object::code::flags::OPTIMIZED != 0;
        for i in code.meta.n_params.max(!optimized as u32)..code.meta.n_locals {
            // SAFETY: registers of the frame.
            unsafe { *(at.base as *mut u64).add(i as usize) = 0 };
        }
        match code.load() {
            Ok(()) => {
                if f.code.gc() == code {
                    f.entry.set(code.call_entry());
                }
                Go { pc: code.call_entry(), base: at.base }
            }
            Err(Raised) => unwind::unwind(at.pc, at.base),
        }
    }
}

fn done(at: At, v: Value, resume: *const u64) -> Go {
    at.set(at.ins.a(), v);
    Go { pc: resume, base: at.base }
}

/// Does what the eval breaker has to do before the window is touched: what runs then may use the stack above this frame's
/// registers.
#[inline(always)]
fn poll() -> Result<(), Raised> {
    if super::breaker::pending() { super::breaker::poll() } else { Ok(()) }
}
/// CALL or CALL_METHOD (which have no cache words).
fn positional(at: At, skip: usize) -> Result<Go, Raised> {
    let (a, n) = (at.ins.a(), at.ins.b() - skip);
    let (f, first) = (at.reg(a + 2), at.base.wrapping_add(a + 4 + skip));
    // SAFETY: the window holds that many words.
    let (callee, args) = unsafe { (native(f, first, n), std::slice::from_raw_parts(first, n)) };
    if !callee.is_null() {
        // SAFETY: just found for these arguments.
        return unsafe { invoke(callee, first, n) }.map(|v| done(at, v, at.pc));
    }
    if let Some(m) = f.exact::<MethodDescriptor>()
        && let [this, ..] = *args
        && shape::type_of(this).is_subtype(m.owner.gc())
        && let Some(r) = direct(m.min.get(), m.max.get(), m.def.arity.n_pos as usize, m.call, args)
    {
        return r.map(|v| done(at, v, at.pc));
    }
    poll()?;
    drop_empty_self(at, n + skip, skip);
    dispatch(at, f, n, None, at.pc)
}
/// CALL or CALL_METHOD of what `native` does not find a native function for; `skip`: 1 if there is room for self, but none.
///
/// # Safety
/// Those of a handler; the frame is parked.
#[inline(never)]
pub unsafe fn unusual(pc: *const u64, base: *mut Value, ins: u64, skip: usize) -> Go {
    let at = At { base, pc, ins: Ins(ins) };
    finish(at, positional(at, skip))
}
fn drop_empty_self(at: At, n: usize, skip: usize) {
    if skip == 1 {
        // SAFETY: the window holds n words.
        unsafe { std::ptr::copy(at.base.add(at.ins.a() + 5), at.base.add(at.ins.a() + 4), n - 1) };
    }
}
fn keywords(at: At, is_method: bool) -> Go {
    if let Err(Raised) = poll() {
        return unwind::unwind(at.pc, at.base);
    }
    let (a, n) = (at.ins.a(), at.ins.b());
    // SAFETY: the verifier has seen a tuple constant; the instruction has one cache word.
    let (names, resume) = unsafe { (at.pool(at.cache(0) as i32 as isize).cast_unchecked::<Tuple>(), at.pc.add(1)) };
    let skip = (is_method && at.reg_opt(a + 4).is_none()) as usize;
    drop_empty_self(at, n, skip);
    finish(at, dispatch(at, at.reg(a + 2), n - skip, Some(names), resume))
}

/// The native function or method `f`, if a call with the `n` positional arguments at `first` needs neither binding nor
/// complaint nor a close look at `self`; else null. (All native callables have one layout.)
///
/// # Safety
/// There are `n` values.
#[inline(always)]
pub unsafe fn native(f: Value, first: *const Value, n: usize) -> *const MethodDescriptor {
    const NOT: *const MethodDescriptor = std::ptr::null();
    const DESCRIPTOR: u32 = Kind::MethodDescriptor as u32;
    const FUNCTION: u32 = Kind::NativeFunction as u32;
    if !f.is_ptr() {
        return NOT;
    }
    let m = f.bits() as *const MethodDescriptor;
    match (*m).header.shape() {
        // an instance of just that class shows by its shape
        DESCRIPTOR if n != 0 && (*first).is_ptr() => {
            let this = (*first).bits() as *const crate::object::heap::Header;
            if (*this).shape() != (*m).owner.gc().root_shape.get() {
                return NOT;
            }
        }
        FUNCTION if (*m).owner.get().is_none() => {}
        _ => return NOT,
    }
    if n < (*m).min.get() as usize || n > (*m).max.get() as usize { NOT } else { m }
}
/// Calls what `native` has found; the arguments are passed where they lie.
///
/// # Safety
/// As for `native`.
#[inline(never)]
pub unsafe fn invoke(m: *const MethodDescriptor, first: *const Value, n: usize) -> Res {
    crate::protocol::bind::in_place((*m).def.arity.n_pos as usize, (*m).call, std::slice::from_raw_parts(first, n))
}

/// The callable `f` with `n` values (keyword values last) in the window.
fn dispatch(at: At, f: Value, n: usize, names: Option<Gc<Tuple>>, resume: *const u64) -> Result<Go, Raised> {
    let a = at.ins.a();
    // SAFETY: window words are below the frame's size; kinds name layouts.
    unsafe {
        let window = at.base.add(a + 4);
        let args = std::slice::from_raw_parts(window, n);
        if f.is_ptr() {
            match kind_of_ptr(f.bits()) {
                Kind::Function => return push(at, f.cast_unchecked(), n, names, resume),
                Kind::Method => {
                    let m = f.cast_unchecked::<Method>();
                    if let Some(func) = m.func.get().and_then(|x| x.exact::<Function>()) {
                        // self goes in front, in place
                        depth::ensure_room(window.add(n + 1))?;
                        std::ptr::copy(window, window.add(1), n);
                        *window = m.this.get_or_none();
                        return push(at, func, n + 1, names, resume);
                    }
                }
                Kind::Object => {
                    if let Some(func) = shape::type_of(f).special(Special::Call).and_then(|x| x.exact::<Function>()) {
                        depth::ensure_room(window.add(n + 1))?;
                        std::ptr::copy(window, window.add(1), n);
                        *window = f;
                        return push(at, func, n + 1, names, resume);
                    }
                }
                Kind::Type => {
                    let class = f.cast_unchecked::<Type>();
                    if names.is_none()
                        && let Some(r) = make_builtin(class, args)
                    {
                        return Ok(done(at, r?, resume));
                    }
                    if let Some(go) = construct(at, class, args, names)? {
                        return Ok(go);
                    }
                }
                _ => {}
            }
        }
        let r = call_kw(f, args, names)?;
        Ok(done(at, r, resume))
    }
}

/// The commonest calls of exactly built-in classes, without a look at their constructors. `None`: another one.
fn make_builtin(class: Gc<Type>, args: &[Value]) -> Option<Res> {
    let kind = shape::info(class.kind.get() as u32);
    if class.has_flag(type_flags::HEAP) || !kind.has_type() || class != kind.ty() {
        return None;
    }
    match (class.kind.get(), args) {
        (Kind::Str, &[v]) => Some(crate::protocol::text::str_of(v).map(Gc::value)),
        (Kind::Int, &[v]) if v.is_small() => Some(Ok(v)),
        (Kind::Int, &[v]) => v.exact::<Str>().map(crate::builtins::int::of_text),
        (Kind::Float, &[v]) if v.is_float_imm() => Some(Ok(v)),
        (Kind::Bool, &[v]) => Some(crate::protocol::compare::truth(v).map(boolean)),
        (Kind::List, &[]) => Some(Ok(List::new().value())),
        (Kind::List, &[v]) => Some(crate::builtins::list::from_iterable(v)),
        (Kind::Tuple, &[v]) => Some(crate::protocol::iter::to_tuple(v).map(Gc::value)),
        (Kind::Dict, &[]) => Some(Ok(Dict::new().value())),
        (Kind::Set, &[]) => Some(Ok(crate::object::set::Set::new().value())),
        (Kind::Range, &[stop]) if stop.is_small() => {
            Some(crate::builtins::range::new(Value::small(0), stop, Value::small(1)).map(Gc::value))
        }
        (Kind::Range, &[start, stop]) if start.is_small() && stop.is_small() => {
            Some(crate::builtins::range::new(start, stop, Value::small(1)).map(Gc::value))
        }
        _ => None,
    }
}

/// Pushes the frame of a Python function whose arguments are in the window, binding them there.
fn push(at: At, f: Gc<Function>, n: usize, names: Option<Gc<Tuple>>, resume: *const u64) -> Result<Go, Raised> {
    let window = at.base.wrapping_add(at.ins.a() + 4);
    depth::ensure_room(window.wrapping_add(n.max(f.frame_size.get() as usize) + 8))?;
    if names.is_some() || f.key.get() != n as u32 {
        bind::bind(f, window, n - names.map_or(0, |k| k.len()), names)?;
    }
    // SAFETY: room was made for the header (it lies in the caller's window) and the frame.
    unsafe {
        let h = window as *mut u64;
        *h.sub(LINK) = resume as u64;
        *h.sub(BASE) = at.base as u64;
        *h.sub(FUNCTION) = f.addr();
        *h.sub(FRAME) = 0;
    }
    Ok(Go { pc: f.entry.get(), base: window })
}

/// `(a+2)(*a+4, **a+5)`
fn unpacked(at: At, f: Value, resume: *const u64) -> Result<Go, Raised> {
    let a = at.ins.a();
    let (values, names) = unpack(at)?;
    if let Some(func) = f.exact::<Function>() {
        let window = at.base.wrapping_add(a + 4);
        depth::ensure_room(window.wrapping_add(values.len() + 8))?;
        // SAFETY: room was made.
        unsafe { std::ptr::copy_nonoverlapping(values.as_slice().as_ptr(), window, values.len()) };
        return push(at, func, values.len(), names, resume);
    }
    let r = call_kw(f, values.as_slice(), names)?;
    Ok(done(at, r, resume))
}
/// The same without pushing a frame.
pub fn unpacked_natively(at: At) -> Res {
    let (values, names) = unpack(at)?;
    call_kw(at.reg(at.ins.a() + 2), values.as_slice(), names)
}
/// The arguments of CALL_EX: values, the last ones named.
fn unpack(at: At) -> Result<(GcVec, Option<Gc<Tuple>>), Raised> {
    let a = at.ins.a();
    let args = crate::protocol::iter::to_tuple(at.reg(a + 4))?;
    let kw = at.reg_opt(a + 5).and_then(|d| d.cast::<Dict>()).filter(|d| !d.is_empty());
    let mut values: GcVec = args.items().iter().copied().collect();
    let names = match kw {
        None => None,
        Some(d) => {
            let mut names = GcVec::with_capacity(d.len());
            for (k, v) in d.iter() {
                if k.cast::<Str>().is_none() {
                    return Err(type_error("keywords must be strings"));
                }
                names.push(k);
                values.push(v);
            }
            Some(Tuple::try_new(names.as_slice())?)
        }
    };
    Ok((values, names))
}

/// Instances of classes with `object.__new__` and an `__init__` in Python: the frame of `__init__` is pushed, no native
/// recursion. `None`: not such a class.
fn construct(at: At, cls: Gc<Type>, args: &[Value], names: Option<Gc<Tuple>>) -> Result<Option<Go>, Raised> {
    if cls.kind.get() != Kind::Object
        || !cls.has_flag(type_flags::HEAP)
        || cls.has_flag(type_flags::ABSTRACT)
        || cls.has_flag(type_flags::FINALIZER)
        || shape::type_of(cls.value()) != type_of_kind(Kind::Type)
        || !crate::builtins::object::is_default_new(cls.special(Special::New))
    {
        return Ok(None);
    }
    let Some(init) = cls.special(Special::Init).and_then(|i| i.exact::<Function>()) else { return Ok(None) };
    let s = frames::top(at.base);
    let window = s.wrapping_add(CONT_HEADER);
    let n = args.len() + 1;
    depth::ensure_room(window.wrapping_add(n.max(init.frame_size.get() as usize) + 8))?;
    let obj = instance::alloc_instance(shape::info(cls.root_shape.get()))?;
    // SAFETY: room was made; header offsets are those of the frame layout.
    unsafe {
        let h = window as *mut u64;
        *h.sub(OWNER) = obj as u64;
        *window = Value::from_bits(obj as u64);
        crate::object::buffer::copy_values(args, window.add(1) as *mut u64);
        if names.is_some() || init.key.get() != n as u32 {
            bind::bind(init, window, n - names.map_or(0, |k| k.len()), names)?;
        }
        *h.sub(INTERRUPTED) = at.pc as u64;
        *h.sub(LINK) = CONT_INIT.pc() as u64;
        *h.sub(BASE) = at.base as u64;
        *h.sub(FUNCTION) = init.addr();
        *h.sub(FRAME) = 0;
    }
    let stats = &crate::vm::vm().stats;
    stats.argument_words_copied.set(stats.argument_words_copied.get() + args.len() as u64);
    Ok(Some(Go { pc: init.entry.get(), base: window }))
}

/// `__init__` has returned: the object is the result of the call instruction.
pub struct ContInit;
impl Switch for ContInit {
    const NAME: &'static str = "cont_init";
    const HAS_FAST: bool = true;
    #[inline(always)]
    unsafe fn fast(th: &crate::thread::Thread, _pc: *const u64, base: *mut Value, _ins: u64) -> Go {
        let w = frames::own_top(base).wrapping_add(CONT_HEADER) as *const u64;
        let pc = *w.sub(INTERRUPTED) as *const u64;
        let ins = Ins(*pc.sub(1));
        // instructions without cache words: the others find out how many they have
        let plain = ins.is(Op::CALL) || ins.is(Op::CALL_METHOD);
        if *w.sub(LINK) != crate::vm::vm().none.bits() || !plain || !th.binding.get().is_null() {
            return Go { pc: std::ptr::null(), base };
        }
        *base.add(ins.a()) = Value::from_bits(*w.sub(OWNER));
        Go { pc, base }
    }
    fn run(at: At) -> Go {
        // here `base` is the caller's; what was pushed lies above its registers
        let s = frames::top(at.base);
        // SAFETY: the words of the frame that has just returned are still there.
        let (obj, pc, result) = unsafe {
            let w = s.wrapping_add(CONT_HEADER) as *const u64;
            (Value::from_bits(*w.sub(OWNER)), *w.sub(INTERRUPTED) as *const u64, Value::from_bits(*w.sub(LINK)))
        };
        let th = crate::thread::thread();
        th.pc.set(pc);
        let caller = At::parked();
        if result != none() {
            type_error(format!(
                "__init__() should return None, not '{}'",
                crate::object::shape::type_of(result).name_text()
            ));
            return unwind::unwind(pc, at.base);
        }
        // SAFETY: the call instruction's cache words follow.
        let resume = unsafe { pc.add(caller.ins.op().info().cache.len()) };
        done(caller, obj, resume)
    }
}
