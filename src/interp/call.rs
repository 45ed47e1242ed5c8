//! Call instructions whose callable is not a plain Python function with just the right arguments.

use super::frames::{self, BASE, CONT_HEADER, CONT_INIT, FRAME, FUNCTION, INTERRUPTED, LINK, OWNER};
use super::{bind, unwind};
use crate::builtins::exceptions::type_error;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::function::{Function, Method};
use crate::object::gc::Gc;
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::native::{Args, MethodDescriptor, NativeFunction};
use crate::object::shape::{self, kind_of_ptr, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::call::call_kw;
use crate::semantics::machine::{At, CallKind, Go, Switch};

/// Executes a call instruction of the parked frame: with a result, by pushing a frame, or by unwinding.
pub fn call(kind: CallKind) -> Go {
    let at = At::parked();
    // before the window is touched: what runs here may use the stack above this frame's registers
    if super::breaker::pending()
        && let Err(Raised) = super::breaker::poll()
    {
        return unwind::unwind(at.pc, at.base);
    }
    let (a, mut n) = (at.ins.a(), at.ins.b());
    let skip = at.ins.op().info().cache.len();
    // SAFETY: the instruction's cache words follow.
    let resume = unsafe { at.pc.add(skip) };
    let f = at.reg(a + 2);
    let names = match kind {
        CallKind::Keywords | CallKind::MethodKeywords => {
            // SAFETY: the verifier has seen a tuple constant.
            Some(unsafe { at.pool(at.cache(0) as i32 as isize).cast_unchecked::<Tuple>() })
        }
        _ => None,
    };
    if kind == CallKind::Unpacked {
        return match unpacked(at, f, resume) {
            Ok(go) => go,
            Err(Raised) => unwind::unwind(at.pc, at.base),
        };
    }
    if matches!(kind, CallKind::Method | CallKind::MethodKeywords) && at.reg_opt(a + 4).is_none() {
        // LOAD_METHOD found something that takes no self
        // SAFETY: the window holds n words.
        unsafe { std::ptr::copy(at.base.add(a + 5), at.base.add(a + 4), n - 1) };
        n -= 1;
    }
    match dispatch(at, f, n, names, resume) {
        Ok(go) => go,
        Err(Raised) => unwind::unwind(at.pc, at.base),
    }
}

fn done(at: At, v: Value, resume: *const u64) -> Go {
    at.set(at.ins.a(), v);
    Go { pc: resume, base: at.base }
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
                Kind::NativeFunction if names.is_none() => {
                    let m = f.cast_unchecked::<NativeFunction>();
                    if m.this.get().is_none() || m.owner.get().is_none() {
                        if let Some(r) = direct(m.min.get(), m.max.get(), m.sig.n_pos, m.call, args) {
                            return Ok(done(at, r?, resume));
                        }
                    }
                }
                Kind::MethodDescriptor if names.is_none() => {
                    let m = f.cast_unchecked::<MethodDescriptor>();
                    let owner = m.owner.gc();
                    if let Some(&this) = args.first()
                        && shape::type_of(this).is_subtype(owner)
                        && let Some(r) = direct(m.min.get(), m.max.get(), m.sig.n_pos, m.call, args)
                    {
                        return Ok(done(at, r?, resume));
                    }
                }
                Kind::Method => {
                    let m = f.cast_unchecked::<Method>();
                    if let Some(func) = m.func.get().and_then(|x| x.exact::<Function>()) {
                        // self goes in front, in place
                        frames::ensure_room(window.add(n + 1))?;
                        std::ptr::copy(window, window.add(1), n);
                        *window = m.this.get_or_none();
                        return push(at, func, n + 1, names, resume);
                    }
                }
                Kind::Type => {
                    if let Some(go) = construct(at, f.cast_unchecked(), args, names, resume)? {
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

/// A native call whose arguments need no binding: they are passed where they lie.
#[inline(always)]
fn direct(min: u32, max: u32, n_pos: usize, call: crate::object::native::NativeFn, args: &[Value]) -> Option<Res> {
    let n = args.len();
    if n < min as usize || n > max as usize {
        return None;
    }
    let (pos, rest) = args.split_at(n.min(n_pos));
    // SAFETY: `Option<Value>` has the layout of `Value` with 0 as `None`.
    let slots = unsafe { std::slice::from_raw_parts(pos.as_ptr() as *const Option<Value>, pos.len()) };
    Some(call(&Args { slots, rest, kwargs: None }))
}

/// Pushes the frame of a Python function whose arguments are in the window, binding them there.
fn push(at: At, f: Gc<Function>, n: usize, names: Option<Gc<Tuple>>, resume: *const u64) -> Result<Go, Raised> {
    let window = at.base.wrapping_add(at.ins.a() + 4);
    frames::ensure_room(window.wrapping_add(n.max(f.frame_size.get() as usize) + 8))?;
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
        frames::ensure_room(window.wrapping_add(values.len() + 8))?;
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
fn construct(
    at: At,
    cls: Gc<Type>,
    args: &[Value],
    names: Option<Gc<Tuple>>,
    resume: *const u64,
) -> Result<Option<Go>, Raised> {
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
    frames::ensure_room(window.wrapping_add(n.max(init.frame_size.get() as usize) + 8))?;
    let obj = instance::alloc_instance(shape::info(cls.root_shape.get()))?;
    // SAFETY: room was made; header offsets are those of the frame layout.
    unsafe {
        let h = window as *mut u64;
        *h.sub(OWNER) = obj as u64;
        *window = Value::from_bits(obj as u64);
        std::ptr::copy_nonoverlapping(args.as_ptr(), window.add(1), args.len());
        if names.is_some() || init.key.get() != n as u32 {
            bind::bind(init, window, n - names.map_or(0, |k| k.len()), names)?;
        }
        *h.sub(INTERRUPTED) = at.pc as u64;
        *h.sub(LINK) = CONT_INIT.pc() as u64;
        *h.sub(BASE) = at.base as u64;
        *h.sub(FUNCTION) = init.addr();
        *h.sub(FRAME) = 0;
    }
    let _ = resume;
    let stats = &crate::vm::vm().stats;
    stats.argument_words_copied.set(stats.argument_words_copied.get() + args.len() as u64);
    Ok(Some(Go { pc: init.entry.get(), base: window }))
}

/// `__init__` has returned: the object is the result of the call instruction.
pub struct ContInit;
impl Switch for ContInit {
    const NAME: &'static str = "cont_init";
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
