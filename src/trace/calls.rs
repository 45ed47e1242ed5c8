//! Recording calls: binding, inlining, compiled calls, construction, native functions, exceptions that leave frames.
//!
//! A Python function is inlined unless it has a loop, recurses more than a few times, or lies too deep: then it is called as compiled code of its
//! own (`callf`), which is compiled when it runs hot. While such a call runs, recording is suspended: the callee's link leads
//! to `CONT_RECORD`, where the recorder goes on.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Frame, Op as Ir, Ref, Site, Ty};

use super::ops::{RP, RV, Recorder, RecorderDone};
use super::recorder::{Doing, Rec, UNWIND, class, rec};
use super::{finish, function_cell, natives, suspend, unrecorded};
use super::{quiet, sequences};
use crate::builtins;
use crate::bytecode::ops::{Field, Ins, Op as Code, Operand};
use crate::interp::frames::{
    self, BASE, CONT_HEADER, CONT_INIT, CONT_RECORD, CONT_SET, FRAME, FUNCTION, FrameRef, INTERRUPTED, LINK, OWNER,
};
use crate::interp::{cont, unwind};
use crate::object::code::flags;
use crate::object::dict::Dict;
use crate::object::function::{Function, Method};
use crate::object::gc::Gc;
use crate::object::heap::{Header, heap, size_class};
use crate::object::instance;
use crate::object::kind::Kind;
use crate::object::shape::{self, type_of};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, type_flags};
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::semantics::machine::{At, CallKind, Go, Machine};
use crate::thread::thread;

/// An argument: what it is now, and its IR value.
pub type Arg = (Value, Ref);

/// Is there hardly another function of the same code?
fn is_single(f: Gc<Function>) -> bool {
    f.code.gc().meta.flags & flags::NESTED == 0 && f.closure.get().is_none()
}
/// The function `f` that `x` holds will be the same, or one of the same code and globals, whenever the trace runs.
pub fn guard_function(r: &mut Rec, f: Gc<Function>, x: Ref) -> RP {
    // a stub would not be what is called from now on
    if f.load().is_err() {
        thread().clear_exception();
    }
    let p = f.as_ptr() as *mut Header;
    let code = f.code.gc();
    if is_single(f) {
        r.guard_is(x, f.value());
        let o = r.builder.kptr(f.addr());
        // `f.__code__ = …` changes it
        if !r.rely(&f.watch) {
            r.guard_word(o, offset_of!(Function, code), class::FUNC, code.addr());
        }
        return RP { p, r: o };
    }
    let o = r.object(x);
    r.guard_shape(o, Kind::Function as u32);
    r.constant(code.value());
    r.guard_word(o, offset_of!(Function, code), class::FUNC, code.addr());
    r.guard_word(o, offset_of!(Function, globals), Class::CONST, f.globals.gc().addr());
    RP { p, r: o }
}
/// The present frame's function has the globals and builtins it has now.
pub fn guard_globals(r: &mut Rec) {
    let slot = r.off() - FUNCTION as i32;
    let x = r.read(slot);
    let t = r.builder.trace();
    // those of a known function never change
    if t.op(x).is_const() || t.op(x) == Ir::BoxPtr && t.op(t.arg(x, 0)).is_const() {
        return;
    }
    let f = r.function();
    if is_single(f) {
        return r.guard_is(x, f.value());
    }
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    r.guard_word(o, offset_of!(Function, globals), Class::CONST, f.globals.gc().addr());
    r.guard_word(o, offset_of!(Function, builtins), Class::CONST, f.builtins.gc().addr());
}

// --- allocation
pub fn site(size: usize, header: u64) -> Option<Site> {
    if size > crate::object::heap::SMALL_MAX {
        return None;
    }
    let class = size_class(size);
    let size = crate::object::heap::CLASS_SIZES[class] as u32;
    Some(Site { size, header, cursor: heap().cursor_addr(class) as u64, limit: heap().limit_addr(class) as u64 })
}
/// A tuple of the items.
pub fn new_tuple(r: &mut Rec, items: &[Ref]) -> Option<Ref> {
    let s = site(16 + 8 * items.len(), Kind::Tuple as u64)?;
    let o = r.builder.alloc(s);
    let n = r.builder.kint(items.len() as i64);
    r.builder.store(o, n, 8, Class::CONST);
    for (i, x) in items.iter().enumerate() {
        r.builder.store(o, *x, 16 + 8 * i as i32, Class::CONST);
    }
    // words of the cell behind the object are not looked at
    Some(r.builder.op(Ir::BoxPtr, &[o]))
}

// --- binding
/// The parameters of `f` for these arguments (the last ones named by `names`), or `None` if recording cannot bind them.
fn bind(r: &mut Rec, f: Gc<Function>, o: Ref, args: &[Arg], names: Option<Gc<Tuple>>) -> Option<Vec<Arg>> {
    let code = f.code.gc();
    let m = &code.meta;
    let (n_args, n_kwonly) = (m.argcount as usize, m.kwonlyargcount as usize);
    let n_named = n_args + n_kwonly;
    let n_pos = args.len() - names.map_or(0, |n| n.len());
    let varargs = m.flags & flags::VARARGS != 0;
    if m.flags & flags::OPTIMIZED == 0 || (n_pos > n_args && !varargs) {
        return None;
    }
    // the very function, not one of the same code
    let known = r.builder.trace().op(o).is_const();
    let mut out: Vec<Option<Arg>> = vec![None; n_named + varargs as usize];
    for (i, a) in args[..n_pos.min(n_args)].iter().enumerate() {
        out[i] = Some(*a);
    }
    if let Some(names) = names {
        for (i, name) in names.items().iter().enumerate() {
            let text = name.cast::<Str>()?;
            let locals = code.local_names.gc();
            let place = (m.posonlyargcount as usize..n_named)
                .find(|&p| locals.get(p).cast::<Str>().is_some_and(|s| s.same(text)))?;
            if out[place].is_some() {
                return None;
            }
            out[place] = Some(args[n_pos + i]);
        }
    }
    if out[..n_args].iter().any(Option::is_none) {
        let d = f.defaults.get()?;
        r.constant(d.value());
        if !known || !r.rely(&f.watch) {
            r.guard_word(o, offset_of!(Function, defaults), class::FUNC, d.addr());
        }
        for i in 0..n_args {
            if out[i].is_none() {
                let v = *d.items().get((i + d.len()).checked_sub(n_args)?)?;
                out[i] = Some((v, r.constant(v)));
            }
        }
    }
    if out[n_args..n_named].iter().any(Option::is_none) {
        let d = f.kwdefaults.get().filter(|d| d.str_keys.get())?;
        let x = r.address(d.value());
        if !known || !r.rely(&f.watch) {
            r.guard_word(o, offset_of!(Function, kwdefaults), class::FUNC, d.addr());
        }
        for i in n_args..n_named {
            if out[i].is_none() {
                let index = d.find_str(code.local_names.gc().get(i).cast::<Str>()?)?;
                let v = d.entry(index)?.1;
                out[i] = Some((v, r.dict_entry(d, x, d.keys_version(), index as u32)));
            }
        }
    }
    // The objects are made one behind the other, before either goes where no collector sees it: then a native frame holds the
    // first one meanwhile. The words are in the caller's window too.
    let rest = if varargs { args.get(n_args..n_pos).unwrap_or(&[]) } else { &[] };
    let words: Vec<Value> = rest.iter().map(|a| a.0).collect();
    let tuple = if varargs { Some(Tuple::try_new(&words).ok()?.value()) } else { None };
    let named = (m.flags & flags::VARKEYWORDS != 0).then(|| Dict::new().value());
    if let Some(v) = tuple {
        let x = if rest.is_empty() {
            r.constant(v)
        } else {
            let refs: Vec<Ref> = rest.iter().map(|a| a.1).collect();
            new_tuple(r, &refs)?
        };
        out[n_named] = Some((v, x));
    }
    if let Some(v) = named {
        // all names were found among the parameters
        out.push(Some((v, super::dicts::new_empty(Kind::Dict)?)));
    }
    out.into_iter().collect()
}

// --- pushing frames
/// A function that recurses is inlined in itself so often, as long as the trace has so few instructions: calls cost more than what
/// many recursive functions do, but each level may double what is compiled.
const MAX_RECURSION: usize = 3;
const MAX_RECURSIVE: u32 = 40;
const MAX_RECURSIVE_SIDE: u32 = 20;
/// Where a frame goes and how it is left.
pub struct Push {
    /// Slot of its base.
    pub at: i32,
    /// Where it returns to.
    pub link: u64,
    /// The frame stands above all registers of its caller, with its two more words: (interrupted pc, owner).
    pub above: Option<(u64, Option<Arg>)>,
}

/// Back edges in the function's code.
pub fn count_loops(f: Gc<Function>) -> usize {
    let code = f.code.gc();
    let (words, n) = (code.entry(), code.body.gc().n_words);
    let (mut i, mut loops) = (0, 0);
    while i < n {
        // SAFETY: within the code; steps from instruction to instruction.
        let op = Ins(unsafe { *words.add(i) }).op();
        loops += matches!(op, Code::LOOP | Code::FOR_LOOP) as usize;
        i += op.len();
    }
    loops
}
/// Is a frame of the same code on the way to here?
pub fn recurses(r: &Rec, f: Gc<Function>) -> bool {
    depth_of(r, f) > 0
}
/// Frames of the same code on the way to here.
fn depth_of(r: &Rec, f: Gc<Function>) -> usize {
    let code = f.code.gc();
    // by the frames themselves: the functions that were seen when an exit was recorded may be gone
    let same = |base: i32| {
        let f = FrameRef { base: r.base0.wrapping_offset(base as isize), pc: std::ptr::null() };
        f.function().code.gc() == code
    };
    same(0) as usize + r.frames.iter().filter(|x| same(x.base)).count()
}
pub fn is_generator(f: Gc<Function>) -> bool {
    f.code.gc().meta.flags & (flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR) != 0
}
/// Calls of it are left to the interpreter: an asynchronous generator's, and those of code whose variables lie in a dictionary.
fn is_unusual(f: Gc<Function>) -> bool {
    let f = f.code.gc().meta.flags;
    f & flags::ASYNC_GENERATOR != 0 || f & flags::OPTIMIZED == 0
}

/// `Machine::enter`: the arguments are in place.
pub fn enter(f: RP, at: usize) -> Go {
    // SAFETY: a function, as `as_func` has seen.
    let func: Gc<Function> = unsafe { Gc::from_raw(f.p as *mut Function) };
    if is_unusual(func) {
        return natives::residual(At::parked());
    }
    let r = rec();
    let push = Push { at: r.off() + at as i32 + 4, link: r.pc as u64, above: None };
    push_frame(r, func, f.r, push)
}
/// Emits and performs the push of a frame whose parameters are in its slots.
pub fn push_frame(r: &mut Rec, func: Gc<Function>, f: Ref, p: Push) -> Go {
    // what a call of a generator function runs is short
    let inlined = is_generator(func)
        || count_loops(func) == 0
            && !r.too_deep()
            && r.count < 1200
            && match depth_of(r, func) {
                0 => true,
                n => {
                    n <= MAX_RECURSION && r.count < if r.side_of.is_some() { MAX_RECURSIVE_SIDE } else { MAX_RECURSIVE }
                }
            };
    fill_header(r, func, &p);
    write_header(r, f, &p);
    let call = r.pc as u64;
    if inlined {
        r.frames.push(Frame { ret: call, base: p.at, func: func.addr() });
        return Go { pc: func.entry.get(), base: r.base0.wrapping_offset(p.at as isize) };
    }
    // SAFETY: the entry of a function's code.
    let Some(cell) = (unsafe { function_cell(func) }) else {
        r.abort("function without a cell");
        return Go { pc: func.entry.get(), base: r.base0.wrapping_offset(p.at as isize) };
    };
    call_compiled(r, func, cell, p)
}
/// Puts the header of a frame above the present one in memory.
fn fill_header(r: &Rec, func: Gc<Function>, p: &Push) {
    let h = r.base0.wrapping_offset(p.at as isize) as *mut u64;
    // SAFETY: `ROOM` has seen to the frame.
    unsafe {
        *h.sub(LINK) = p.link;
        *h.sub(BASE) = r.base as u64;
        *h.sub(FUNCTION) = func.addr();
        *h.sub(FRAME) = 0;
        if let Some((pc, owner)) = p.above {
            *h.sub(INTERRUPTED) = pc;
            *h.sub(OWNER) = owner.map_or(0, |o| o.0.bits());
        }
    }
}
/// Emits the call of compiled code for a frame that was pushed, and performs it.
fn call_compiled(r: &mut Rec, func: Gc<Function>, cell: u64, p: Push) -> Go {
    let call = r.pc as u64;
    r.flush();
    let s = r.snapshot_at(call | UNWIND);
    let result = r.builder.callf(cell, p.at, s);
    r.clear_window(call, r.off(), p.at);
    r.park();
    r.guard_ended(result);
    r.check_frames_next();
    r.truncate(p.at - LINK as i32);
    r.suspended = Some((p.at - LINK as i32, result));
    suspend(p.link as *const u64);
    let base = r.base0.wrapping_offset(p.at as isize);
    // SAFETY: the header of the frame that was pushed.
    unsafe { *(base as *mut u64).sub(LINK) = CONT_RECORD.pc() as u64 };
    Go { pc: func.entry.get(), base }
}
/// The header words of a frame above the present one.
pub fn write_header(r: &mut Rec, f: Ref, p: &Push) {
    let x = r.builder.slot_addr(r.off());
    let x = r.builder.op(Ir::BoxPtr, &[x]);
    r.write(p.at - BASE as i32, x);
    let x = r.builder.kval(p.link);
    r.write(p.at - LINK as i32, x);
    let x = r.builder.op(Ir::BoxPtr, &[f]);
    r.write(p.at - FUNCTION as i32, x);
    let x = r.builder.kval(0);
    r.write(p.at - FRAME as i32, x);
    if let Some((pc, owner)) = p.above {
        let x = r.builder.kval(pc);
        r.write(p.at - INTERRUPTED as i32, x);
        let x = owner.map_or_else(|| r.builder.kval(0), |o| o.1);
        r.write(p.at - OWNER as i32, x);
    }
}
/// Puts parameters in the slots of a frame and its memory.
pub fn place(r: &mut Rec, at: i32, params: &[Arg]) {
    let base = r.base0.wrapping_offset(at as isize);
    for (i, (v, x)) in params.iter().enumerate() {
        // SAFETY: `ROOM` has seen to the frame.
        unsafe { *base.add(i) = *v };
        r.write(at + i as i32, *x);
    }
}

// --- call instructions
/// Arguments in a tuple, at most.
const MAX_SPREAD: usize = 16;
/// The items of a tuple or list that has as many as now whenever the trace runs.
fn known_items(r: &mut Rec, (v, x): Arg) -> Option<Vec<Arg>> {
    let items = sequences::items_of(v)?.to_vec();
    if items.len() > MAX_SPREAD {
        return None;
    }
    let made = r.tuple_items(x).filter(|refs| refs.len() == items.len());
    let refs = made.or_else(|| sequences::all_items(r, v, x, Rec::guard_answer))?;
    Some(items.into_iter().zip(refs).collect())
}
/// ARGS_TUPLE of a tuple or list. The tuple itself is the interpreter's.
pub fn spread(at: At) -> Option<Ref> {
    let r = rec();
    let (v, x) = (at.reg(at.ins.b()), r.read(r.off() + at.ins.b() as i32));
    if v.exact::<Tuple>().is_some() {
        r.guard_class(x, v);
        return Some(x);
    }
    let refs: Vec<Ref> = known_items(r, (v, x))?.into_iter().map(|a| a.1).collect();
    if refs.is_empty() { Some(r.constant(Tuple::empty().value())) } else { new_tuple(r, &refs) }
}
/// The arguments of a call instruction, and the names of the last ones.
fn arguments(r: &mut Rec, at: At, kind: CallKind) -> Option<(Vec<Arg>, Option<Gc<Tuple>>)> {
    let (a, n, off) = (at.ins.a(), at.ins.b(), r.off());
    if kind == CallKind::Unpacked {
        let named = r.read(off + a as i32 + 5);
        match at.reg_opt(a + 5) {
            None => {
                let zero = r.builder.kval(0);
                r.guard(Ir::GuardEq, &[named, zero]);
            }
            Some(d) => {
                d.exact::<Dict>().filter(|d| d.is_empty())?;
                r.guard_class(named, d);
                let o = r.builder.op(Ir::UnboxPtr, &[named]);
                let used = r.builder.load(Ty::Int, o, offset_of!(Dict, used) as i32, class::DICT);
                let zero = r.builder.kint(0);
                let none = r.builder.op(Ir::Ieq, &[used, zero]);
                r.guard_answer(none, true);
            }
        }
        let tuple = (at.reg(a + 4), r.read(off + a as i32 + 4));
        return Some((known_items(r, tuple)?, None));
    }
    let names = matches!(kind, CallKind::Keywords | CallKind::MethodKeywords).then(|| {
        // SAFETY: the verifier has seen a tuple constant.
        unsafe { at.pool(at.cache(0) as i32 as isize).cast_unchecked::<Tuple>() }
    });
    let mut first = a + 4;
    if matches!(kind, CallKind::Method | CallKind::MethodKeywords) && Recorder.reg_opt(first).is_none() {
        first += 1;
    }
    Some(((first..a + 4 + n).map(|i| (at.reg(i), r.read(off + i as i32))).collect(), names))
}
/// Called by traces with a frame pushed: runs the compiled code of its function.
///
/// # Safety
/// `base` is the window of a frame that is complete but for its registers.
pub unsafe extern "sysv64" fn run_callee(base: *mut u64, th: *mut u8) -> u64 {
    let function = *base.sub(FUNCTION) as *const Function;
    let cell = (*function).code.gc().compiled.get() as *const unsafe extern "sysv64" fn(*mut u64, *mut u8) -> u64;
    let cell = if cell.is_null() { super::not_compiled() as *const _ } else { cell };
    (*cell)(base, th)
}
/// A call of a Python function that takes these arguments as they are, whichever function it is.
fn call_some(r: &mut Rec, at: At, (f, x): Arg, args: &[Arg]) -> Option<Go> {
    let func = f.exact::<Function>()?;
    let cell = super::callee_cell()?;
    // SAFETY: not a generator function.
    if func.key.get() as usize != args.len()
        || is_generator(func)
        || is_unusual(func)
        || unsafe { function_cell(func) }.is_none()
    {
        return None;
    }
    r.guard_class(x, f);
    let o = r.builder.op(Ir::UnboxPtr, &[x]);
    r.guard_u32(o, offset_of!(Function, key), class::FUNC, func.key.get());
    let base = r.off() + at.ins.a() as i32 + 4;
    place(r, base, args);
    let link = at.pc.wrapping_add(at.ins.op().info().cache.len());
    let push = Push { at: base, link: link as u64, above: None };
    fill_header(r, func, &push);
    write_header(r, o, &push);
    Some(call_compiled(r, func, cell, push))
}

/// `Machine::call_slow`
pub fn call(_: Recorder, kind: CallKind) -> Go {
    let at = At::parked();
    let r = rec();
    let (a, off) = (at.ins.a(), r.off());
    let Some((mut args, names)) = arguments(r, at, kind) else { return natives::residual(at) };
    if r.is_general() {
        let f = (at.reg(a + 2), r.read(off + a as i32 + 2));
        let go = names.is_none().then(|| call_some(r, at, f, &args)).flatten();
        return go.unwrap_or_else(|| natives::residual(at));
    }
    let f = at.reg(a + 2);
    let mut x = r.read(off + a as i32 + 2);
    let mut func = f.exact::<Function>();
    if let Some(b) = f.exact::<Method>()
        && let Some(g) = b.func.get().and_then(|g| g.exact::<Function>())
    {
        let o = r.object(x);
        r.guard_shape(o, Kind::Method as u32);
        x = r.load_tagged(o, offset_of!(Method, func), Class::CONST);
        let this = r.load_tagged(o, offset_of!(Method, this), Class::CONST);
        args.insert(0, (b.this.get_or_none(), this));
        func = Some(g);
    } else if func.is_none()
        && f.is_ptr()
        && shape::kind_of_ptr(f.bits()) == Kind::Object
        && let Some(g) = type_of(f).special(Special::Call).and_then(|g| g.exact::<Function>())
    {
        r.guard_class(x, f);
        guard_type(r, type_of(f));
        args.insert(0, (f, x));
        x = r.constant(g.value());
        func = Some(g);
    }
    if let Some(func) = func {
        if is_unusual(func) {
            return natives::residual(at);
        }
        let o = guard_function(r, func, x).r;
        let Some(params) = bind(r, func, o, &args, names) else { return natives::residual(at) };
        let base = off + a as i32 + 4;
        place(r, base, &params);
        let link = at.pc.wrapping_add(at.ins.op().info().cache.len());
        return push_frame(r, func, o, Push { at: base, link: link as u64, above: None });
    }
    if let Some(cls) = f.cast::<Type>()
        && let Some(go) = construct(r, at, cls, x, &args, names)
    {
        return go;
    }
    if kind == CallKind::Unpacked {
        return natives::residual(at);
    }
    natives::call(at, f, x, &args, names)
}
/// The class keeps its attributes.
pub fn guard_type(r: &mut Rec, t: Gc<Type>) {
    let o = r.address(t.value());
    if !r.rely(&t.watch) {
        r.guard_u32(o, offset_of!(Type, version), class::TYPE, t.version.get());
    }
}

// --- construction
/// An instance of a class below dict or list.
unsafe extern "sysv64" fn bare_entry(cls: u64) -> u64 {
    // SAFETY: a constant of the trace.
    let cls: Gc<Type> = unsafe { Value::from_bits(cls).cast_unchecked() };
    bare(cls).map_or(0, Value::bits)
}
fn bare(cls: Gc<Type>) -> Res {
    if cls.kind.get() == Kind::Dict { builtins::dict::bare(cls) } else { builtins::list::bare(cls) }
}
/// Does `__new__` only allocate: that of `object`, or of `dict` and `list`?
fn only_allocates(cls: Gc<Type>) -> bool {
    let new = cls.special(Special::New);
    let of = |k| new.is_some() && new == shape::type_of_kind(k).special(Special::New);
    match cls.kind.get() {
        Kind::Object => builtins::object::is_default_new(new) && !shape::info(cls.root_shape.get()).droppable,
        k @ (Kind::Dict | Kind::List) => of(k),
        _ => false,
    }
}
/// An instance of a class whose `__new__` only allocates: made in the trace, its `__init__` called.
fn construct(r: &mut Rec, at: At, cls: Gc<Type>, x: Ref, args: &[Arg], names: Option<Gc<Tuple>>) -> Option<Go> {
    if let Some(f) = super::exceptions::init_of(cls).filter(|_| names.is_none()) {
        r.guard_is(x, cls.value());
        guard_type(r, cls);
        let k = r.constant(f.value());
        let o = guard_function(r, f, k).r;
        let this = super::exceptions::new(r, cls, args)?;
        return initialise(r, at, this, (f, o), args, names);
    }
    if names.is_none() && super::exceptions::is_plain(cls) {
        r.guard_is(x, cls.value());
        guard_type(r, cls);
        let (v, o) = super::exceptions::new(r, cls, args)?;
        return Some(done(r, at, v, o));
    }
    if !cls.has_flag(type_flags::HEAP)
        || cls.has_flag(type_flags::ABSTRACT)
        || cls.has_flag(type_flags::FINALIZER)
        || type_of(cls.value()) != shape::type_of_kind(Kind::Type)
        || !only_allocates(cls)
    {
        return None;
    }
    let plain = cls.kind.get() == Kind::Object;
    let info = shape::info(cls.root_shape.get());
    let init = cls.special(Special::Init).and_then(|i| i.exact::<Function>());
    let needs_none = plain && args.is_empty() && builtins::object::has_default_init(cls);
    if init.is_none_or(is_generator) && !needs_none {
        return None;
    }
    let s = if plain { Some(site(info.size as usize, info.id as u64)?) } else { None };
    r.guard_is(x, cls.value());
    guard_type(r, cls);
    let init = match init {
        None => None,
        Some(f) => {
            let k = r.constant(f.value());
            let o = guard_function(r, f, k).r;
            Some((f, o))
        }
    };
    let (v, o) = match s {
        Some(s) => {
            // SAFETY: a fresh object.
            let v = unsafe { Value::from_bits(instance::alloc_instance(info).ok()? as u64) };
            let o = r.builder.alloc(s);
            let zero = r.builder.kval(0);
            for offset in (8..info.size).step_by(8) {
                r.builder.store(o, zero, offset as i32, class::field(offset));
            }
            (v, r.builder.op(Ir::BoxPtr, &[o]))
        }
        None => {
            let v = bare(cls).ok()?;
            let k = r.constant(cls.value());
            let o = r.call("bare", bare_entry as *const () as u64, &[k], Doing::Reads);
            r.guard_raised(o);
            (v, o)
        }
    };
    let resume = at.pc.wrapping_add(at.ins.op().info().cache.len());
    let Some((f, fo)) = init else {
        let slot = r.off() + at.ins.a() as i32;
        at.set(at.ins.a(), v);
        r.write(slot, o);
        r.moved();
        return Some(Go { pc: resume, base: at.base });
    };
    initialise(r, at, (v, o), (f, fo), args, names)
}
/// Calls `__init__` of the object that the call at `at` makes.
fn initialise(
    r: &mut Rec,
    at: At,
    this: Arg,
    (f, fo): (Gc<Function>, Ref),
    args: &[Arg],
    names: Option<Gc<Tuple>>,
) -> Option<Go> {
    let window = r.off() + r.function().frame_size.get() as i32 + CONT_HEADER as i32;
    let mut all = vec![this];
    all.extend_from_slice(args);
    let params = bind(r, f, fo, &all, names)?;
    place(r, window, &params);
    let push = Push { at: window, link: CONT_INIT.pc() as u64, above: Some((at.pc as u64, Some(this))) };
    Some(push_frame(r, f, fo, push))
}
/// CONT_INIT: `__init__` has returned.
pub fn continue_init(at: At) -> Go {
    let r = rec();
    let top = r.off() + r.function().frame_size.get() as i32;
    let window = top + CONT_HEADER as i32;
    let result = r.read(window - LINK as i32);
    let obj = r.read(window - OWNER as i32);
    // SAFETY: the words of the frame that has just returned.
    let (v, pc, now) = unsafe {
        let w = frames::top(at.base).wrapping_add(CONT_HEADER) as *const u64;
        (Value::from_bits(*w.sub(OWNER)), *w.sub(INTERRUPTED) as *const u64, Value::from_bits(*w.sub(LINK)))
    };
    r.guard_is(result, now);
    if now != none() {
        r.abort("__init__ returned something");
    }
    // SAFETY: a call instruction lies before the pc.
    let call = unsafe { quiet::at(at.base, pc) };
    r.truncate(top);
    if r.aborted.is_some() {
        // the continuation is executed by the interpreter
        return Go { pc: CONT_INIT.pc(), base: at.base };
    }
    call.set(call.ins.a(), v);
    r.write(r.off() + call.ins.a() as i32, obj);
    r.moved();
    Go { pc: pc.wrapping_add(call.ins.op().info().cache.len()), base: at.base }
}

// --- instructions that come down to a Python function
/// `Machine::enter_operator`
pub fn operator(m: Recorder) -> Result<Go, Recorder> {
    let at = At::parked();
    if at.ins.op() == Code::GET_ITEM {
        let r = rec();
        let off = r.off();
        let mut arg = |i: usize| RV { v: at.reg(i), r: r.read(off + i as i32) };
        let (d, key) = (arg(at.ins.b()), arg(at.ins.c()));
        if let Some(f) = super::dicts::missing(d, key).filter(|f| !is_generator(*f)) {
            return Ok(enter_above(at, f, &[(d.v, d.r), (key.v, key.r)], None));
        }
    }
    let Some(f) = cont::function_of(at).filter(|f| !is_generator(*f)) else { return Err(m) };
    let r = rec();
    let off = r.off();
    let mut args: Vec<Arg> = vec![];
    for &(field, kind) in at.ins.op().info().operands {
        let i = match field {
            Field::A => at.ins.a(),
            Field::B => at.ins.b(),
            _ => at.ins.c(),
        };
        match kind {
            Operand::Use => args.push((at.reg(i), r.read(off + i as i32))),
            Operand::SImm => {
                let v = Value::small(if field == Field::B { at.ins.b_signed() } else { at.ins.c_signed() });
                args.push((v, r.constant(v)));
            }
            _ => {}
        }
    }
    if f.key.get() != args.len() as u32 {
        return Err(m);
    }
    for &(v, x) in &args[..2] {
        r.guard_class(x, v);
        if type_of(v).has_flag(type_flags::HEAP) {
            guard_type(r, type_of(v));
        }
    }
    Ok(enter_above(at, f, &args, None))
}
/// LOAD_ATTR_PROPERTY: its guards are asked.
pub fn getter(m: Recorder, f: Value, x: Arg) -> Go {
    let at = At::parked();
    match f.exact::<Function>().filter(|f| !is_generator(*f) && f.key.get() == 1) {
        Some(f) => enter_above(at, f, &[x], None),
        None => m.tail::<crate::semantics::residual::LoadAttrAny>(),
    }
}
/// The frame of `f` above all registers; CONT_SET finishes the instruction with the result, or with what it gets `instead`.
pub fn enter_above(at: At, f: Gc<Function>, args: &[Arg], instead: Option<Arg>) -> Go {
    let r = rec();
    let k = r.constant(f.value());
    let o = guard_function(r, f, k).r;
    let window = r.off() + r.function().frame_size.get() as i32 + CONT_HEADER as i32;
    place(r, window, args);
    push_frame(r, f, o, Push { at: window, link: CONT_SET.pc() as u64, above: Some((at.pc as u64, instead)) })
}
/// CONT_SET: the function has returned.
pub fn continue_set(at: At) -> Go {
    let r = rec();
    let top = r.off() + r.function().frame_size.get() as i32;
    let mut result = r.read(top + (CONT_HEADER - LINK) as i32);
    // SAFETY: the words of the frame that has just returned; an instruction lies before the pc.
    let (i, mut now, instead) = unsafe {
        let w = frames::top(at.base).wrapping_add(CONT_HEADER) as *const u64;
        (
            quiet::at(at.base, *w.sub(INTERRUPTED) as *const u64),
            Value::from_bits(*w.sub(LINK)),
            Value::from_bits_opt(*w.sub(OWNER)),
        )
    };
    if let Some(v) = instead {
        (now, result) = (v, r.read(top + (CONT_HEADER - OWNER) as i32));
    }
    let unknown = crate::object::not_implemented();
    let truth = if now == boolean(true) { Some(true) } else { (now == boolean(false)).then_some(false) };
    let asks = cont::is_operator(i);
    if asks && now == unknown || (cont::is_jump(i.ins) && truth.is_none()) {
        r.abort("operator left to others");
        return Go { pc: CONT_SET.pc(), base: at.base };
    }
    if cont::is_jump(i.ins) {
        r.guard_is(result, now);
    } else if asks {
        let k = r.constant(unknown);
        r.guard(Ir::GuardNe, &[result, k]);
    }
    r.truncate(top);
    r.moved();
    if let (true, Some(truth)) = (cont::is_jump(i.ins), truth) {
        return cont::jump(i, truth).unwrap_or(Go { pc: i.pc, base: at.base });
    }
    if let Some((a, is_method)) = cont::result_register(i.ins) {
        i.set(a, now);
        r.write(r.off() + a as i32, result);
        if is_method {
            i.set(a + 2, None);
            let zero = r.builder.kval(0);
            r.write(r.off() + a as i32 + 2, zero);
        }
    }
    Go { pc: i.pc.wrapping_add(i.ins.op().info().cache.len()), base: at.base }
}

// --- exceptions
/// Where an exception raised at `pc` in the frame at `base` is handled: in that frame or a caller, down to `last`.
fn handler_of(pc: *const u64, base: *mut Value, last: *mut Value) -> Option<(*const u64, *mut Value, usize)> {
    let mut f = FrameRef { base, pc };
    loop {
        let (code, offset) = (f.code(), f.lasti());
        if let Some(e) = code.exceptions().iter().find(|e| (e.start as usize..e.end as usize).contains(&offset)) {
            return Some((code.entry().wrapping_add(e.handler as usize), f.base, e.reg as usize));
        }
        if f.base == last || frames::is_stub(f.link()) && ![CONT_INIT.pc(), CONT_SET.pc()].contains(&f.link()) {
            return None;
        }
        f = f.caller()?;
    }
}
/// Called by traces with an exception set, all frames in memory: unwinds to the handler that the trace was recorded
/// with, or, if that is not where the exception goes, does nothing and returns 0.
unsafe extern "sysv64" fn unwind_entry(target: *const u64, base: *mut Value) -> u64 {
    let th = thread();
    let (pc, from) = (th.pc.get(), th.base.get());
    match handler_of(pc, from, base) {
        Some((h, b, _)) if h == target && b == base && !th.tracing_enabled() => {
            unwind::unwind(pc, from);
            Value::small(0).bits()
        }
        _ => 0,
    }
}
/// `Done::unwind`
pub fn unwind_recorded() -> Go {
    let r = rec();
    let (pc, base) = (r.pc, r.base);
    let plain = r.aborted.is_none() && !thread().tracing_enabled();
    let Some((target, to, reg)) = handler_of(pc, base, r.base0).filter(|_| plain) else {
        if plain && super::exceptions::leave(r, pc, base) {
            // the trace ends by returning
        } else if plain && r.side_of.is_some() && r.count == 0 {
            r.abort("exception leaves the trace");
        } else if plain {
            // the trace ends by raising
            let s = r.snapshot_at(pc as u64 | UNWIND);
            r.builder.exit(s);
        } else {
            r.abort("exception leaves the trace");
        }
        finish();
        return unwind::unwind(pc, base);
    };
    if let Some(go) = super::exceptions::catch(r, (pc, base), (target, to, reg)) {
        return go;
    }
    // SAFETY: both point into one frame stack.
    let off = unsafe { to.offset_from(r.base0) as i32 };
    r.flush();
    let (t, b) = (r.builder.kptr(target as u64), r.builder.slot_addr(off));
    let word = r.call("unwind", unwind_entry as *const () as u64, &[t, b], Doing::Anything);
    r.guard_raised(word);
    let go = unrecorded(|| unwind::unwind(pc, base));
    let r = rec();
    debug_assert!(go.pc == target && go.base == to);
    while r.frames.last().is_some_and(|f| f.base > off) {
        r.frames.pop();
    }
    // memory is complete
    // SAFETY: a live frame's header names its function.
    let size = unsafe { (**(to as *const *const Function).sub(FUNCTION)).frame_size.get() };
    r.truncate(off + size as i32);
    r.forget(off + reg as i32);
    r.park_at(target.wrapping_add(1) as u64, off);
    go
}

pub fn done(r: &mut Rec, at: At, v: Value, x: Ref) -> Go {
    at.set(at.ins.a(), v);
    r.write(r.off() + at.ins.a() as i32, x);
    r.moved();
    Go { pc: at.pc.wrapping_add(at.ins.op().info().cache.len()), base: at.base }
}
pub fn failed(_k: RecorderDone) -> Go {
    unwind_recorded()
}
