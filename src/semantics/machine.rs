//! The trait in which instruction semantics are written once.
//!
//! Two phases, as two types. `Machine` = *decide*: read registers and heap, ask questions; a failed guard executes the whole
//! instruction again. `commit()` consumes it and yields `Done` = *effects*: register writes, stores, the exit. `Done` has
//! no question whose guard would need a re-execution, so "no guard after a side effect" is a type error:
//!
//! ```compile_fail
//! use sidewinder::semantics::machine::*;
//! fn wrong<M: Machine>(m: M) -> Ret<M> {
//!     let x = m.reg(0);
//!     let k = m.commit();
//!     k.set(1, x);
//!     if m.as_small(x).is_some() { return k.next(0) }
//!     k.next(1)
//! }
//! ```
//!
//! Kinds of questions: *semantic* (the recorder guards the answer it saw), **F** fast path ("no" is never guarded, because the
//! slow path is right for every operand), **L** local (about this process: stack room, nursery, barrier; never guarded).

use crate::bytecode::ops::Ins;
use crate::object::Res;
use crate::object::value::Value;

/// The operand types of a machine. Interpreter: plain words. Recorder: a concrete word with its IR reference.
pub trait Family {
    /// What executing an instruction returns.
    type Ret;
    type Val: Copy;
    type Int: Copy;
    type Float: Copy;
    type Heap: Copy;
    type List: Copy;
    type Tuple: Copy;
    type Index: Copy;
    type Func: Copy;
}
pub type Ret<M> = <<M as Machine>::F as Family>::Ret;
pub type Val<M> = <<M as Machine>::F as Family>::Val;
pub type Int<M> = <<M as Machine>::F as Family>::Int;
pub type Float<M> = <<M as Machine>::F as Family>::Float;
pub type Heap<M> = <<M as Machine>::F as Family>::Heap;
pub type List<M> = <<M as Machine>::F as Family>::List;
pub type Tuple<M> = <<M as Machine>::F as Family>::Tuple;
pub type Index<M> = <<M as Machine>::F as Family>::Index;
pub type Func<M> = <<M as Machine>::F as Family>::Func;

/// Integer comparison and arithmetic selectors, so that one primitive serves a family of instructions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rel {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntOp {
    Add,
    Sub,
    Mul,
    FloorDiv,
    Mod,
    And,
    Or,
    Xor,
    LShift,
    RShift,
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
}

/// A native function of up to three words; `None` is an exception. See `Effects`.
pub trait Helper {
    const NAME: &'static str;
    const EFFECTS: Effects;
    fn run(x: Value, y: Value, z: u64) -> Res;
}
/// What a helper may do, for the recorder. Overstate when unsure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Effects(pub u8);
impl Effects {
    pub const READS: u8 = 1;
    pub const WRITES: u8 = 2;
    pub const RAISES: u8 = 4;
    /// May run Python code or look at frames.
    pub const FRAMES: u8 = 8;
    pub const ANY: Effects = Effects(15);
}

/// A view of the running frame for native functions that work on its registers.
#[derive(Clone, Copy)]
pub struct At {
    pub base: *mut Value,
    /// Behind the instruction word: the first cache word.
    pub pc: *const u64,
    pub ins: Ins,
}
impl At {
    /// The frame that a handler has parked in the thread.
    pub fn parked() -> At {
        let th = crate::thread::thread();
        let pc = th.pc.get();
        // SAFETY: a parked pc lies behind an instruction word.
        At { base: th.base.get(), pc, ins: Ins(unsafe { *pc.sub(1) }) }
    }
    /// A register known to be bound.
    #[inline(always)]
    pub fn reg(&self, i: usize) -> Value {
        // SAFETY: operands are below the frame's size; the compiler reads only bound registers this way.
        unsafe { *self.base.add(i) }
    }
    pub fn reg_opt(&self, i: usize) -> Option<Value> {
        // SAFETY: as above.
        unsafe { Value::from_bits_opt(*(self.base as *const u64).add(i)) }
    }
    pub fn set(&self, i: usize, v: impl Into<Option<Value>>) {
        // SAFETY: as above.
        unsafe { *(self.base as *mut u64).add(i) = v.into().map_or(0, Value::bits) }
    }
    /// Registers `i..i+n`, all bound.
    pub fn regs(&self, i: usize, n: usize) -> &[Value] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts(self.base.add(i), n) }
    }
    /// Cache word `w`.
    pub fn cache(&self, w: usize) -> u64 {
        // SAFETY: the instruction has that many cache words.
        unsafe { *self.pc.add(w) }
    }
    /// # Safety
    /// The instruction has cache word `w`, and `bits` is what its kind says.
    pub unsafe fn set_cache(&self, w: usize, bits: u64) {
        *(self.pc as *mut u64).add(w) = bits;
    }
    pub fn set_pair(&self, w: usize, a: u32, b: u32) {
        // SAFETY: only used on words of kind `Pair`.
        unsafe { self.set_cache(w, a as u64 | (b as u64) << 32) }
    }
    pub fn pair(&self, w: usize) -> (u32, u32) {
        // SAFETY: only used on words of kind `Pair`.
        let [a, b] = unsafe { *(self.pc.add(w) as *const [u32; 2]) };
        (a, b)
    }
    /// Constant `off` words from pc.
    pub fn pool(&self, off: isize) -> Value {
        // SAFETY: pool references are verified.
        unsafe { *(self.pc.offset(off) as *const Value) }
    }
    /// The constant that cache word `w` (of kind `Name`) refers to.
    pub fn name(&self, w: usize) -> crate::object::gc::Gc<crate::object::str::Str> {
        // SAFETY: names are strings.
        unsafe { self.pool(self.cache(w) as i32 as isize).cast_unchecked() }
    }
    /// Rewrites the instruction's number.
    pub fn requicken(&self, op: crate::bytecode::ops::Op) {
        // SAFETY: an instruction of the same length and operands.
        unsafe { *(self.pc.sub(1) as *mut u16) = op as u16 }
    }
    pub fn function(&self) -> crate::object::gc::Gc<crate::object::function::Function> {
        // SAFETY: every frame's header names its function.
        unsafe { (*self.base.sub(2)).cast_unchecked() }
    }
    pub fn code(&self) -> crate::object::gc::Gc<crate::object::code::Code> {
        crate::interp::frames::code_of(self.function(), self.pc)
    }
}
/// A native function that reads (and may write) registers of the running frame itself.
pub trait FrameHelper {
    const NAME: &'static str;
    fn run(at: At) -> Res;
}
/// Fills caches, collects, remembers: runs in both machines at once, emits nothing, invisible to the program.
pub trait Adapt {
    fn run(at: At, x: Value) -> bool;
}

pub trait Machine: Sized {
    type F: Family;
    type Done: Done<F = Self::F>;
    fn ins(&self) -> Ins;
    // --- values
    fn reg(&self, i: usize) -> Val<Self>;
    /// A register that may be unbound.
    fn reg_opt(&self, i: usize) -> Option<Val<Self>>;
    /// Constant `off` words from pc.
    fn pool(&self, off: isize) -> Val<Self>;
    fn small(&self, i: i64) -> Val<Self>;
    fn none(&self) -> Val<Self>;
    /// An already decided truth.
    fn boolean(&self, b: bool) -> Val<Self>;
    fn same(&self, x: Val<Self>, y: Val<Self>) -> bool;
    /// Whether they are the same, if `is`, or not, as a truth value, which need not be decided.
    fn identity(&self, x: Val<Self>, y: Val<Self>, is: bool) -> Val<Self> {
        self.boolean(self.same(x, y) == is)
    }
    fn is_none(&self, x: Val<Self>) -> bool;
    /// `Some` for `True` and `False`.
    fn as_bool(&self, x: Val<Self>) -> Option<bool>;
    // --- types (semantic)
    fn both_small(&self, x: Val<Self>, y: Val<Self>) -> Option<(Int<Self>, Int<Self>)>;
    fn as_small(&self, x: Val<Self>) -> Option<Int<Self>>;
    fn both_float(&self, x: Val<Self>, y: Val<Self>) -> Option<(Float<Self>, Float<Self>)>;
    fn as_float(&self, x: Val<Self>) -> Option<Float<Self>>;
    /// A small int or immediate float, as a float.
    fn as_number(&self, x: Val<Self>) -> Option<Float<Self>>;
    fn as_heap(&self, x: Val<Self>) -> Option<Heap<Self>>;
    /// F: both are interned strings, so that they are equal only if they are the same.
    fn both_interned(&self, _x: Val<Self>, _y: Val<Self>) -> bool {
        false
    }
    fn as_list(&self, x: Val<Self>) -> Option<List<Self>>;
    fn as_tuple(&self, x: Val<Self>) -> Option<Tuple<Self>>;
    /// A Python function that `n` positional arguments fit without binding.
    fn as_func(&self, x: Val<Self>, n: usize) -> Option<Func<Self>>;
    // --- ints and floats
    fn int_op(&self, op: IntOp, x: Int<Self>, y: Int<Self>) -> Option<Int<Self>>;
    fn int_rel(&self, r: Rel, x: Int<Self>, y: Int<Self>) -> bool;
    /// The same as a truth value, which need not be decided.
    fn int_order(&self, r: Rel, x: Int<Self>, y: Int<Self>) -> Val<Self> {
        self.boolean(self.int_rel(r, x, y))
    }
    fn imm(&self, i: i64) -> Int<Self>;
    fn of_int(&self, x: Int<Self>) -> Val<Self>;
    fn float_op(&self, op: FloatOp, x: Float<Self>, y: Float<Self>) -> Option<Float<Self>>;
    fn float_rel(&self, r: Rel, x: Float<Self>, y: Float<Self>) -> bool;
    fn float_order(&self, r: Rel, x: Float<Self>, y: Float<Self>) -> Val<Self> {
        self.boolean(self.float_rel(r, x, y))
    }
    fn float_neg(&self, x: Float<Self>) -> Float<Self>;
    fn is_zero(&self, x: Int<Self>) -> bool;
    fn float_is_zero(&self, x: Float<Self>) -> bool;
    /// L: `None` if the float has no immediate form.
    fn of_float(&self, x: Float<Self>) -> Option<Val<Self>>;
    // --- objects
    /// Two halves of cache word `w`.
    fn ic(&self, w: usize) -> (u32, u32);
    /// A cached value: a constant for the recorder.
    fn ic_value(&self, w: usize) -> Option<Val<Self>>;
    /// F
    fn shape_is(&self, o: Heap<Self>, shape: u32) -> bool;
    /// F: the class cached in word `w` still has this version.
    fn version_is(&self, w: usize, version: u32) -> bool;
    /// F: `o` is the object cached in word `w`.
    fn is_cached(&self, o: Heap<Self>, w: usize) -> bool;
    /// The word at a byte offset of an object whose shape is known, `None` if empty (semantic).
    fn field(&self, o: Heap<Self>, offset: u32) -> Option<Val<Self>>;
    /// The double at a byte offset of an object.
    fn double(&self, o: Heap<Self>, offset: u32) -> Float<Self>;
    /// A float that an object may keep as a double (`object::instance::as_double`); L: one without a box.
    fn as_double(&self, x: Val<Self>) -> Option<Float<Self>>;
    /// F: the module's dict still has this key version; then entry `index`.
    fn module_entry(&self, o: Heap<Self>, version: u32, index: u32) -> Option<Val<Self>>;
    /// F: as above for the globals / the builtins of the running function, and the name space in register 0.
    fn global_entry(&self, version: u32, index: u32) -> Option<Val<Self>>;
    fn builtin_entry(&self, globals: u32, builtins: u32, index: u32) -> Option<Val<Self>>;
    fn namespace_is_globals(&self) -> bool;
    /// L
    fn no_barrier(&self, o: Heap<Self>) -> bool;
    /// F: bounds check; negative indices count from the end.
    fn list_index(&self, l: List<Self>, i: Int<Self>) -> Option<Index<Self>>;
    fn list_item(&self, l: List<Self>, i: Index<Self>) -> Val<Self>;
    fn list_no_barrier(&self, l: List<Self>) -> bool;
    fn tuple_index(&self, t: Tuple<Self>, i: Int<Self>) -> Option<Index<Self>>;
    fn tuple_item(&self, t: Tuple<Self>, i: Index<Self>) -> Val<Self>;
    /// F: exactly `n` items.
    fn tuple_len_is(&self, t: Tuple<Self>, n: usize) -> bool;
    fn list_len_is(&self, l: List<Self>, n: usize) -> bool;
    fn at_index(&self, i: usize) -> Index<Self>;
    /// F: the attribute of `o` named by cache word 0, where the cache shared by all instructions knows it. Recording does
    /// not ask it but specialises the instruction.
    fn shared_attribute(&self, _o: Heap<Self>) -> Option<Val<Self>> {
        None
    }
    /// F: as above, the byte offset at which a store of the attribute goes.
    fn shared_store(&self, _o: Heap<Self>) -> Option<u32> {
        None
    }
    /// F: as above, the method to be called with `o` as its first argument.
    fn shared_method(&self, _o: Heap<Self>) -> Option<Val<Self>> {
        None
    }
    // --- iterators (F): an int range; the next int
    fn range_next(&self, it: Heap<Self>) -> Option<Option<Int<Self>>>;
    /// A list iterator: `Some(None)` when it is at the end.
    fn list_iter_next(&self, it: Heap<Self>) -> Option<Option<Val<Self>>>;
    // --- calls
    /// L: room on the frame stack for a call of `f` with its window at register `at`, and nothing for the eval breaker to do.
    fn room(&self, f: Func<Self>, at: usize) -> bool;
    /// Nothing unusual about returning from this frame (no frame object, no generator).
    fn frame_plain(&self) -> bool;
    /// Pushes the frame of `f`, whose window is at register `at` (its arguments are in place).
    fn enter(self, f: Func<Self>, at: usize) -> Ret<Self>;
    /// Returns `v` to the caller.
    fn leave(self, v: Val<Self>) -> Ret<Self>;
    // --- leaving the decide phase
    fn adapt<A: Adapt>(&self, x: Val<Self>) -> bool;
    fn call<H: Helper>(self, x: Val<Self>, y: Val<Self>, z: u64) -> Result<(Val<Self>, Self::Done), Self::Done>;
    fn call_frame<H: FrameHelper>(self) -> Result<(Val<Self>, Self::Done), Self::Done>;
    /// A call instruction that is not a plain Python call: binds, converts, calls native code; may push a frame.
    fn call_slow(self, kind: CallKind) -> Ret<Self>;
    /// An instruction that moves between frames in a way of its own (generators, exits): native code decides what is next.
    fn switch<S: Switch>(self) -> Ret<Self>;
    /// L: `enter_operator` may have something to do.
    fn may_enter(&self, _left: Val<Self>) -> bool {
        true
    }
    /// The instruction comes down to a Python function that its left operand's class has for it: pushes its frame
    /// (`interp::cont`). `left` is that operand. Recording calls helpers instead.
    fn enter_operator(self, _left: Val<Self>) -> Result<Ret<Self>, Self> {
        Err(self)
    }
    /// SET_ITEM `o[i] = v` by native code.
    fn store_item(self, _o: Val<Self>, _i: Val<Self>, _v: Val<Self>) -> Ret<Self> {
        self.tail::<super::residual::SetItemSlow>()
    }
    /// LOAD_ATTR, STORE_ATTR, DEL_ATTR of `x` come down to a Python function (`protocol::hooks`): pushes its frame. Recording also
    /// does what needs no call.
    fn enter_attribute(self, _x: Val<Self>) -> Result<Ret<Self>, Self> {
        Err(self)
    }
    /// LOAD_ATTR_PROPERTY: pushes the frame of the function `getter` for `x`.
    fn enter_getter(self, _getter: Val<Self>, _x: Val<Self>) -> Ret<Self> {
        self.tail::<super::residual::LoadAttrAny>()
    }
    /// STORE_ATTR of an attribute that is new to `o`: it goes to `offset`, the shape becomes that in cache word 2. No barrier
    /// is needed.
    fn add_field(self, _o: Heap<Self>, _offset: u32, _v: Val<Self>) -> Result<Self::Done, Self::Done> {
        self.call_frame::<super::residual::StoreAttrAny>().map(|(_, k)| k)
    }
    /// As `add_field` for a double.
    fn add_double(self, _o: Heap<Self>, _offset: u32, _f: Float<Self>) -> Result<Self::Done, Self::Done> {
        self.call_frame::<super::residual::StoreAttrAny>().map(|(_, k)| k)
    }
    fn commit(self) -> Self::Done;
    fn tail<O: Op>(self) -> Ret<Self>;
    /// A loop instruction begins its turn: hot count in cache word 0, interrupt poll. `Some`: the loop goes on elsewhere.
    fn turn(&self) -> Option<Ret<Self>>;
    #[inline(always)]
    fn finish(self, v: Val<Self>, skip: usize) -> Ret<Self> {
        let k = self.commit();
        k.set(k.ins().a(), v);
        k.next(skip)
    }
}

pub trait Done: Sized {
    type F: Family;
    fn ins(&self) -> Ins;
    fn set(&self, i: usize, v: <Self::F as Family>::Val);
    /// Register `i` becomes unbound.
    fn clear(&self, i: usize);
    /// Stores where no barrier is needed (`no_barrier` said so).
    fn set_field(&self, o: <Self::F as Family>::Heap, offset: u32, v: <Self::F as Family>::Val);
    fn set_double(&self, o: <Self::F as Family>::Heap, offset: u32, f: <Self::F as Family>::Float);
    fn set_list_item(&self, l: <Self::F as Family>::List, i: <Self::F as Family>::Index, v: <Self::F as Family>::Val);
    fn step_range(&self, it: <Self::F as Family>::Heap);
    fn step_list_iter(&self, it: <Self::F as Family>::Heap);
    /// On to the instruction behind this one and its `skip` cache words.
    fn next(self, skip: usize) -> <Self::F as Family>::Ret;
    fn jump(self, off: isize) -> <Self::F as Family>::Ret;
    /// Back edge: hot count in cache word 0, interrupt poll; then `jump(off)`.
    fn loop_back(self, off: isize) -> <Self::F as Family>::Ret;
    /// ENTER: call count in cache word 0; then the next instruction.
    fn count_call(self) -> <Self::F as Family>::Ret;
    /// As `jump`, the offset being in cache word 0.
    fn jump_far(self) -> <Self::F as Family>::Ret;
    /// Terminal question, the only one allowed after effects: is the boolean `v` equal to `sense`? Then jump, else go on.
    fn branch(self, v: <Self::F as Family>::Val, sense: bool, off: isize, skip: usize) -> <Self::F as Family>::Ret;
    /// An exception is set.
    fn unwind(self) -> <Self::F as Family>::Ret;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CallKind {
    Plain,
    Keywords,
    Method,
    MethodKeywords,
    Unpacked,
}

/// Where to go on: the result of native code that moved between frames.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Go {
    pub pc: *const u64,
    pub base: *mut Value,
}
/// See `Machine::switch`.
pub trait Switch {
    const NAME: &'static str;
    /// What `fast` does is worth trying.
    const HAS_FAST: bool = false;
    /// The common case for the interpreter, given a handler's operands: where to go on, or a null pc if nothing was done. It
    /// must not call anything.
    ///
    /// # Safety
    /// Those of a handler.
    #[inline(always)]
    unsafe fn fast(_th: &crate::thread::Thread, _pc: *const u64, _base: *mut Value, _ins: u64) -> Go {
        Go { pc: std::ptr::null(), base: std::ptr::null_mut() }
    }
    fn run(at: At) -> Go;
    /// The same in the interpreter, given a handler's operands.
    ///
    /// # Safety
    /// Those of a handler; the frame is parked.
    #[inline(always)]
    unsafe fn slow(_pc: *const u64, _base: *mut Value, _ins: u64) -> Go {
        run_parked::<Self>()
    }
}
/// `Switch::run` of the parked frame; on its own, so that handlers keep their tail calls.
#[inline(never)]
fn run_parked<S: Switch + ?Sized>() -> Go {
    S::run(At::parked())
}

/// One instruction, or an out-of-line part of one.
pub trait Op {
    const NAME: &'static str;
    const COLD: bool = false;
    /// Out of line, but not rare.
    const WARM: bool = false;
    fn run<M: Machine>(m: M) -> Ret<M>;
}

/// `op! { Name(m) { … } }`, `op! { warm Name(m) { … } }`, `op! { cold Name(m) { … } }`
#[macro_export]
macro_rules! op {
    ($(#[$x:meta])* cold $name:ident($m:ident) $b:block) => {
        $(#[$x])*
        pub struct $name;
        impl $crate::semantics::machine::Op for $name {
            const NAME: &'static str = stringify!($name);
            const COLD: bool = true;
            #[inline(always)]
            fn run<M: $crate::semantics::machine::Machine>($m: M) -> $crate::semantics::machine::Ret<M> $b
        }
    };
    ($(#[$x:meta])* warm $name:ident($m:ident) $b:block) => {
        $(#[$x])*
        pub struct $name;
        impl $crate::semantics::machine::Op for $name {
            const NAME: &'static str = stringify!($name);
            const WARM: bool = true;
            #[inline(always)]
            fn run<M: $crate::semantics::machine::Machine>($m: M) -> $crate::semantics::machine::Ret<M> $b
        }
    };
    ($(#[$x:meta])* $name:ident($m:ident) $b:block) => {
        $(#[$x])*
        pub struct $name;
        impl $crate::semantics::machine::Op for $name {
            const NAME: &'static str = stringify!($name);
            #[inline(always)]
            fn run<M: $crate::semantics::machine::Machine>($m: M) -> $crate::semantics::machine::Ret<M> $b
        }
    };
}

/// `helper! { Name(x, y, z) effects { … } }`
#[macro_export]
macro_rules! helper {
    ($name:ident($x:ident, $y:ident, $z:ident) $eff:expr; $b:block) => {
        pub struct $name;
        impl $crate::semantics::machine::Helper for $name {
            const NAME: &'static str = stringify!($name);
            const EFFECTS: $crate::semantics::machine::Effects = $eff;
            #[inline(always)]
            fn run(
                $x: $crate::object::value::Value,
                $y: $crate::object::value::Value,
                $z: u64,
            ) -> $crate::object::Res $b
        }
    };
}
