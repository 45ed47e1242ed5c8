//! Frames on the frame stack, and the frame objects that alias them when somebody looks.
//!
//! ```text
//!            caller's window                                   grows up →
//!   base→ [ params | locals | cells | temps | L B F O | arg0 arg1 … ]
//!                                             ↑         ↑
//!                                 callee header         base of the callee (its params are the caller's outgoing registers)
//!   base[-4] L  return link: pc in the caller behind the call, low bits flags; after the return: the result
//!   base[-3] B  caller's base (0: none)
//!   base[-2] F  function
//!   base[-1] O  frame object, or 0
//! ```
//! Frames that were not pushed by a call instruction (by native code, by an instruction that continues in `CONT_…`, by
//! resuming a generator) have their link point to `EXIT` or a `CONT_…` instruction, stand above all registers of the
//! caller, and have two more words: `base[-5]` the pc at which the caller was interrupted, `base[-6]` an owner (generator,
//! object under construction, or 0).

use crate::builtins::exceptions::Exc;
use crate::bytecode::ops::{Ins, Op};
use crate::object::Raised;
use crate::object::buffer::Array;
use crate::object::code::Code;
use crate::object::frame::FrameObject;
use crate::object::function::Function;
use crate::object::gc::{Gc, Ptr, Slot, alloc};
use crate::object::value::Value;
use crate::semantics::machine::{At, Go, Switch};
use crate::thread::{Thread, thread};
use crate::vm::vm;
use std::cell::Cell;

/// Header words, as distances below the base.
pub const LINK: usize = 4;
pub const BASE: usize = 3;
pub const FUNCTION: usize = 2;
pub const FRAME: usize = 1;
pub const INTERRUPTED: usize = 5;
pub const OWNER: usize = 6;
/// Words below the base of a frame that no call instruction pushed.
pub const CONT_HEADER: usize = 6;
/// Link flags: a frame object exists; the frame belongs to a generator; its depth is known (`depth.rs`).
pub const HAS_OBJECT: u64 = 1;
pub const IS_GENERATOR: u64 = 2;
pub const IS_MARKED: u64 = 4;
pub const LINK_FLAGS: u64 = 7;

/// An instruction outside of any code object, for links to point to.
#[repr(C, align(8))]
pub struct Stub([u64; 1]);
impl Stub {
    const fn new(op: Op) -> Stub {
        Stub([Ins::abc(op, 0, 0, 0).0])
    }
    pub fn pc(&'static self) -> *const u64 {
        self.0.as_ptr()
    }
}
pub static EXIT: Stub = Stub::new(Op::EXIT_NATIVE);
pub static CONT_INIT: Stub = Stub::new(Op::CONT_INIT);
pub static CONT_FOR: Stub = Stub::new(Op::CONT_FOR);
pub static CONT_SET: Stub = Stub::new(Op::CONT_SET);

/// Link of a call during which the recording of a trace is suspended; the real one is `Thread::record_link`.
pub static CONT_RECORD: Stub = Stub::new(Op::CONT_RECORD);

/// Is this link target one of the stubs?
pub fn is_stub(pc: *const u64) -> bool {
    pc == EXIT.pc() || pc == CONT_INIT.pc() || pc == CONT_FOR.pc() || pc == CONT_SET.pc()
}

/// A frame of the current thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FrameRef {
    pub base: *mut Value,
    /// Behind the word of the instruction that is being executed.
    pub pc: *const u64,
}

/// The link that `CONT_RECORD` stands for. There is one recording at a time; the frame may be another thread's.
fn recorded_link() -> *const u64 {
    let own = thread().record_link.get();
    if !own.is_null() {
        return own;
    }
    crate::gil::threads().map(|th| th.record_link.get()).find(|l| !l.is_null()).unwrap_or(own)
}

/// The innermost frame, as parked.
pub fn innermost(th: &Thread) -> Option<FrameRef> {
    let base = th.base.get();
    if base.is_null() { None } else { Some(FrameRef { base, pc: th.pc.get() }) }
}
/// The innermost frame that the program may see.
pub fn visible_innermost(th: &Thread) -> Option<FrameRef> {
    innermost(th)?.visible()
}
/// SAFETY of the methods: a `FrameRef` names a live frame, whose header has the layout above.
impl FrameRef {
    fn word(self, below: usize) -> u64 {
        unsafe { *(self.base as *const u64).sub(below) }
    }
    /// Where the frame returns to.
    pub fn link(self) -> *const u64 {
        let link = self.raw_link();
        if link == CONT_RECORD.pc() { recorded_link() } else { link }
    }
    pub fn raw_link(self) -> *const u64 {
        (self.word(LINK) & !LINK_FLAGS) as *const u64
    }
    pub fn flags(self) -> u64 {
        self.word(LINK) & LINK_FLAGS
    }
    pub fn add_flag(self, f: u64) {
        unsafe { *(self.base as *mut u64).sub(LINK) |= f }
    }
    pub fn function(self) -> Gc<Function> {
        unsafe { Gc::from_raw(self.word(FUNCTION) as *mut Function) }
    }
    pub fn code(self) -> Gc<Code> {
        code_of(self.function(), self.pc)
    }
    /// Word offset of the instruction being executed (for positions: any word of it).
    pub fn lasti(self) -> usize {
        self.code().offset_of(self.pc).wrapping_sub(1)
    }
    pub fn line(self) -> u32 {
        self.code().position(self.lasti()).line
    }
    pub fn caller(self) -> Option<FrameRef> {
        let base = self.word(BASE) as *mut Value;
        if base.is_null() {
            return None;
        }
        let pc = if is_stub(self.link()) { self.word(INTERRUPTED) as *const u64 } else { self.link() };
        Some(FrameRef { base, pc })
    }
    /// Does the frame stand for native code?
    pub fn is_hidden(self) -> bool {
        self.code().meta.flags & crate::object::code::flags::HIDDEN != 0
    }
    /// The innermost frame from here outwards that the program may see.
    pub fn visible(self) -> Option<FrameRef> {
        let mut f = self;
        while f.is_hidden() {
            f = f.caller()?;
        }
        Some(f)
    }
    /// The caller as the program sees it.
    pub fn visible_caller(self) -> Option<FrameRef> {
        self.caller()?.visible()
    }
    /// The generator that the frame belongs to.
    pub fn generator(self) -> Option<Value> {
        if self.flags() & IS_GENERATOR != 0 { unsafe { Value::from_bits_opt(self.word(OWNER)) } } else { None }
    }
    pub fn existing_object(self) -> Option<Gc<FrameObject>> {
        unsafe { Value::from_bits_opt(self.word(FRAME)).map(|v| v.cast_unchecked()) }
    }
    pub fn register(self, i: usize) -> Option<Value> {
        unsafe { Value::from_bits_opt(*(self.base as *const u64).add(i)) }
    }
    pub fn set_register(self, i: usize, v: Option<Value>) {
        unsafe { *(self.base as *mut u64).add(i) = v.map_or(0, Value::bits) }
    }
    /// The frame object, made now if nobody looked before.
    pub fn object(self) -> Gc<FrameObject> {
        thread().looks_at_frames();
        if let Some(o) = self.existing_object() {
            return o;
        }
        thread().frames_touched.store(1, std::sync::atomic::Ordering::Relaxed);
        let generator = self.generator();
        let kept = generator.and_then(super::generators::frame_of);
        let o = kept.unwrap_or_else(|| new_object(self.function(), self.code(), generator));
        o.base.set(self.base);
        if o.namespace.get().is_none() && o.code.gc().meta.flags & crate::object::code::flags::OPTIMIZED == 0 {
            o.namespace.set(o, self.register(0));
        }
        unsafe { *(self.base as *mut u64).sub(FRAME) = o.addr() };
        self.add_flag(HAS_OBJECT);
        if let Some(g) = generator {
            super::generators::set_frame(g, o);
        }
        o
    }
}
/// The code that runs at `pc` in a call of `f` (usually, but not after `f.__code__ = …`, that of `f`).
pub fn code_of(f: Gc<Function>, pc: *const u64) -> Gc<Code> {
    let c = f.code.gc();
    let words = c.entry() as usize;
    if (pc as usize).wrapping_sub(words) <= c.body.gc().n_words * 8 { c } else { Gc::<Code>::of_pc(pc).unwrap_or(c) }
}

/// A frame object that no frame is attached to yet.
pub fn new_object(f: Gc<Function>, code: Gc<Code>, generator: Option<Value>) -> Gc<FrameObject> {
    let stats = &vm().stats;
    stats.frame_objects_created.set(stats.frame_objects_created.get() + 1);
    alloc(FrameObject {
        header: FrameObject::HEADER,
        code: Ptr::new(code),
        function: Slot::new(f.value()),
        globals: Ptr::new(f.globals.get()),
        builtins: Ptr::new(f.builtins.get()),
        namespace: Slot::empty(),
        locals: Ptr::empty(),
        back: Slot::empty(),
        generator: Slot::new(generator),
        trace: Slot::empty(),
        callee: Slot::empty(),
        callee_arg: Slot::empty(),
        extra_locals: Ptr::empty(),
        base: Cell::new(std::ptr::null_mut()),
        lasti: Cell::new(-1),
        trace_lines: Cell::new(true),
        trace_opcodes: Cell::new(false),
        last_line: Cell::new(-1),
        last_offset: Cell::new(-1),
        jump: Cell::new(-1),
        branch: Cell::new(-1),
        finished: Cell::new(false),
    })
}

/// The first word above the registers of the frame at `base`.
///
/// # Safety
/// A live frame's header names its function.
#[inline(always)]
pub unsafe fn own_top(base: *mut Value) -> *mut Value {
    base.add((**(base as *const *const Function).sub(FUNCTION)).frame_size.get() as usize)
}
/// The first word above all registers of the innermost frame, which is at `base`, and of windows being bound.
pub fn top(base: *mut Value) -> *mut Value {
    let th = thread();
    let top = if base.is_null() {
        th.stack_start.get()
    } else {
        // SAFETY: a live frame.
        unsafe { own_top(base) }
    };
    top.max(super::bind::Binding::end(th))
}

/// A frame ends: its object, if any, takes the contents over. Call before the caller goes on.
pub fn detach(f: FrameRef) {
    if f.flags() & IS_MARKED != 0 {
        super::depth::unmark(f);
    }
    let Some(o) = f.existing_object() else { return };
    let n = o.code.gc().meta.n_locals as usize;
    let a = Array::new(n);
    for i in 0..n {
        a.set(i, f.register(i));
    }
    o.locals.set(o, a);
    o.lasti.set(f.lasti() as i64);
    if f.generator().is_none() {
        // links between frame objects outlive the frames
        o.back.set(o, f.visible_caller().map(|c| c.object().value()));
    }
    o.finished.set(true);
    o.base.set(std::ptr::null_mut());
}

/// RETURN where something unusual is to be done: frame object, generator.
pub struct ReturnUnusual;
impl Switch for ReturnUnusual {
    const NAME: &'static str = "return_unusual";
    const HAS_FAST: bool = true;
    #[inline(always)]
    unsafe fn fast(th: &Thread, _pc: *const u64, base: *mut Value, ins: u64) -> Go {
        super::resume::end(th, base, ins)
    }
    fn run(at: At) -> Go {
        leave(FrameRef { base: at.base, pc: at.pc }, at.reg(at.ins.a()))
    }
}
/// Ends a frame with a result.
pub fn leave(f: FrameRef, v: Value) -> Go {
    detach(f);
    if let Some(g) = f.generator() {
        super::generators::finish(g);
    }
    pop(f, v.bits())
}
/// Takes the frame off the stack; `result` (0: none) goes where the caller expects it.
pub fn pop(f: FrameRef, result: u64) -> Go {
    // SAFETY: the header of a live frame.
    unsafe {
        let pc = f.raw_link();
        let base = f.word(BASE) as *mut Value;
        *(f.base as *mut u64).sub(LINK) = result;
        Go { pc, base }
    }
}

/// CONT_RECORD: the call has returned; recording goes on.
pub struct ContRecord;
impl Switch for ContRecord {
    const NAME: &'static str = "cont_record";
    fn run(at: At) -> Go {
        let pc = thread().record_link.get();
        super::breaker::record_hook(true);
        Go { pc, base: at.base }
    }
}

/// Class and first argument for `super()` without arguments.
pub fn super_context() -> Result<(Value, Value), Raised> {
    thread().looks_at_frames();
    use crate::builtins::exceptions::raise;
    let Some(f) = innermost(thread()) else { return Err(raise(Exc::RuntimeError, "super(): no current frame")) };
    let code = f.code();
    if code.meta.argcount == 0 {
        return Err(raise(Exc::RuntimeError, "super(): no arguments"));
    }
    let cell = |v: Value| v.cast::<crate::object::function::Cell>();
    let in_cell = code.meta.local_kinds.first() == Some(&crate::object::code::LocalKind::Cell);
    let first = match f.register(0) {
        Some(v) if in_cell => cell(v).map_or(Some(v), |c| c.value.get()),
        first => first,
    };
    let Some(first) = first else { return Err(raise(Exc::RuntimeError, "super(): arg[0] deleted")) };
    let names = code.local_names.gc();
    for (i, n) in names.items().iter().enumerate() {
        if n.cast::<crate::object::str::Str>().is_some_and(|s| s.is_text("__class__")) {
            return match f.register(i).and_then(cell).map(|c| c.value.get()) {
                Some(Some(c)) => Ok((c, first)),
                Some(None) => Err(raise(Exc::RuntimeError, "super(): empty __class__ cell")),
                None => Err(raise(Exc::RuntimeError, "super(): bad __class__ cell")),
            };
        }
    }
    Err(raise(Exc::RuntimeError, "super(): __class__ cell not found"))
}

/// `globals()` of the innermost frame.
pub fn current_globals() -> Option<Gc<crate::object::dict::Dict>> {
    thread().looks_at_frames();
    innermost(thread()).and_then(|f| f.function().globals.get())
}
/// `sys._getframe(depth)`
pub fn frame_at(depth: usize) -> Option<FrameRef> {
    thread().looks_at_frames();
    std::iter::successors(visible_innermost(thread()), |f| f.visible_caller()).nth(depth)
}
