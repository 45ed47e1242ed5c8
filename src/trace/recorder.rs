//! A trace in progress: what each frame word is, which guards were asked, which frames are inlined.
//!
//! A slot is a frame word counted from the base of the trace's first frame; inlined frames have theirs above it, so the
//! header words of an inlined call are slots like any other. `regs` says which IR value a slot holds; `dirty` slots are
//! newer there than in the memory compiled code sees, and are what snapshots list.
//!
//! The recorder runs on the real frames and heap (`ops` is its instruction semantics), so giving up is possible between any
//! two instructions and costs nothing.
//!
//! Invariant: a guard's snapshot describes the state before the instruction (or after it, for polls and branches), so that
//! the interpreter executes the instruction again.
//!
//! Invariant: the thread's parked pc and base always name a frame whose memory, and that of its callers, is complete as of
//! the moment of parking. Only [`Rec::flush`] moves them, so a collection at any time finds valid words.

use std::collections::BTreeMap;
use std::mem::offset_of;
use std::sync::atomic::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use sidewinder_jit::exits::{ExitInfo, inherit};
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::{
    Class, ClassSet, Frame, Helper as IrHelper, Kind, Op as Ir, Ref, Repr, SnapVal, Snapshot, Ty,
};

use super::constants::keep;
use super::recording;
use crate::bytecode::liveness;
use crate::bytecode::ops::Ins;
use crate::interp::cont;
use crate::interp::frames::{FrameRef, LINK};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::Header;
use crate::object::list::List;
use crate::object::shape;
use crate::object::value::Value;
use crate::object::watch::Watch;
use crate::thread::{Thread, thread};
use crate::vm::vm;

/// Whether a word refers to nothing that a collection could free, now or when the trace no longer keeps its constants alive.
fn is_tenured(word: u64) -> bool {
    let v = vm();
    if [v.none, v.true_, v.false_].iter().any(|k| k.bits() == word) {
        return true;
    }
    // SAFETY: constants of a trace are values; pointers among them are of live objects.
    word & 7 != 0 || word != 0 && unsafe { (*(word as *const Header)).is_kept() }
}

/// Bit of a snapshot's pc: an exception is set, unwind from the pc without the bit.
pub const UNWIND: u64 = 1;
/// Bit of a snapshot's pc: its guard decides a branch and the pc is the other way, not the instruction again.
pub const ELSEWHERE: u64 = 2;
/// Bit of a snapshot's pc: the exit is about something that the interpreter has to see to each time (room for frames, interrupts,
/// frames that were looked at). No side trace grows there.
pub const INTERPRETED: u64 = 4;
/// What is no part of a snapshot's pc.
pub const PC_BITS: u64 = UNWIND | ELSEWHERE | INTERPRETED;
/// Words above a trace's base that entering it makes sure of.
pub const ROOM: usize = 1024;
pub const MAX_INSTRUCTIONS: u32 = 2000;
const MAX_DEPTH: usize = 16;
/// Turns of a loop without a trace of its own that a trace around it takes in.
const MAX_UNROLLED: u32 = 12;
/// What a quiet helper returns that would have had to run Python code.
pub const NOT_QUIET: u64 = 8;
/// What a function trace returns whose frame has ended with an exception, which is set: no value, and not 0.
pub const RAISED: u64 = 16;

/// Alias classes.
pub mod class {
    use super::Class;
    /// Where the contents of a bytearray or array are, and how many.
    pub const BYTES: Class = Class(0);
    /// The contents of bytearrays and arrays.
    pub const CONTENTS: Class = Class(52);
    pub const LIST: Class = Class(1);
    pub const ITEMS: Class = Class(2);
    /// Where the items of a list are, and how many there is room for; everything else of lists is in class `LIST`.
    pub const ARRAY: Class = Class(54);
    pub const DICT: Class = Class(3);
    pub const ITER: Class = Class(4);
    pub const TYPE: Class = Class(5);
    /// Values in the tables of dicts; everything else of dicts is in class `DICT`.
    pub const VALUES: Class = Class(55);
    pub const SETS: Class = Class(56);
    pub const FUNC: Class = Class(6);
    pub const THREAD: Class = Class(7);
    /// The exception that the thread is raising: calls that may raise write it.
    pub const EXCEPTION: Class = Class(53);
    /// The number of broken assumptions.
    pub const BROKEN: Class = Class(57);
    /// Where a generator stands; its registers while it is suspended.
    pub const GENERATOR: Class = Class(58);
    pub const GENERATOR_REGS: Class = Class(59);
    /// A word at a byte offset of an object: objects do not overlap, so words at different offsets never do.
    pub fn field(offset: u32) -> Class {
        Class(8 + (offset / 8).min(43) as u8)
    }
}

/// What a call may do besides computing its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doing {
    /// Reads the heap, allocates, raises.
    Reads,
    /// Moves an iterator.
    Iterates,
    /// Changes lists.
    ChangesList,
    /// Writes to the heap as well.
    Writes,
    /// Runs Python code or looks at frames.
    Anything,
}

/// Temporaries of frames, with what is live of them: first slot, slot behind the last, bitmap.
#[derive(Default)]
struct Dead(Vec<(i32, i32, &'static [u64])>);
impl Dead {
    fn add(&mut self, off: i32, code: Gc<crate::object::code::Code>, size: i32, live: &'static [u64]) {
        self.0.push((off + code.meta.n_locals as i32, off + size, live));
    }
    fn has(&self, slot: i32) -> bool {
        self.0.iter().any(|&(first, end, live)| {
            let i = slot - first;
            i >= 0 && slot < end && live.get(i as usize / 64).is_none_or(|w| w >> (i % 64) & 1 == 0)
        })
    }
}
/// A trace in progress.
pub struct Rec {
    pub builder: Builder,
    pub start: *const u64,
    /// Exit that this side trace grows from.
    pub side_of: Option<u32>,
    pub aborted: Option<&'static str>,
    /// Compiled code calls what is recorded: a function, or a generator where it goes on.
    pub entry: bool,
    /// An instruction that keeps seeing something new: it is recorded as what it does in general.
    pub general: *const u64,
    /// Broken assumptions when it began.
    pub broken: u32,
    /// It has compared their number.
    relies: bool,
    /// A generator has just yielded or returned, and the trace does not know which.
    pub resumed_by_call: bool,
    /// A function that recording stopped at because it is not compiled yet.
    pub closed: bool,
    /// Print the instructions.
    pub listing: bool,
    pub base0: *mut Value,
    pub pc: *const u64,
    pub base: *mut Value,
    pub ins: u64,
    pub count: u32,
    /// `pc` and `ins` of the instruction before.
    pub before: (*const u64, u64),
    /// The compiled call in progress: where its result goes, and the result.
    pub suspended: Option<(i32, Ref)>,
    regs: FxHashMap<i32, Ref>,
    /// The slots that snapshots list, in order, with what they hold.
    dirty: Vec<(i32, Ref)>,
    pub frames: Vec<Frame>,
    /// What the registers of inlined generators were when they were resumed, by the slot of their bases.
    pub resumed: FxHashMap<i32, Vec<Option<Ref>>>,
    /// Snapshot of the present instruction, once a guard needed it.
    snap: Option<u32>,
    check_frames: bool,
    /// Frames had been touched when it began: compiled code below has yet to leave.
    pub touched: bool,
    /// Base of the frame that the thread is parked in; 0 and below: the trace's own or a caller's.
    parked: i32,
    /// A side trace: the thread may be parked further out than that, and of what is inlined beyond that nothing may be in memory.
    perhaps: bool,
    unrolled: BTreeMap<usize, u32>,
    writes_frame: ClassSet,
    /// Constants that were seen to stay alive.
    kept: FxHashSet<u64>,
    /// The slices taken last (see `cuts`).
    pub cuts: super::cuts::Cuts,
    /// The modulus of a complex number taken last.
    pub modulus: Option<super::numbers::Modulus>,
    /// The key taken out of a dict last.
    pub removed: Option<super::dicts::Removed>,
}

impl Rec {
    pub fn new(start: *const u64, base: *mut Value) -> Rec {
        Rec {
            builder: Builder::new(),
            start,
            side_of: None,
            aborted: None,
            entry: false,
            general: std::ptr::null(),
            broken: vm().broken_assumptions.get(),
            relies: false,
            resumed_by_call: false,
            closed: false,
            listing: false,
            base0: base,
            pc: start,
            base,
            ins: 0,
            count: 0,
            before: (std::ptr::null(), 0),
            suspended: None,
            regs: FxHashMap::default(),
            dirty: vec![],
            frames: vec![],
            resumed: FxHashMap::default(),
            snap: None,
            check_frames: false,
            touched: false,
            parked: 0,
            perhaps: false,
            unrolled: BTreeMap::new(),
            writes_frame: ClassSet::NONE,
            kept: FxHashSet::default(),
            cuts: Default::default(),
            removed: None,
            modulus: None,
        }
    }
    /// A trace that goes on where an exit of another left.
    pub fn side(exit: u32, info: &ExitInfo, base0: *mut Value, base: *mut Value, pc: *const u64) -> Rec {
        let mut r = Rec::new(pc, base0);
        r.side_of = Some(exit);
        r.base = base;
        // what a trace starts with in the middle of a resume is known to nobody
        r.resumed_by_call = pc == crate::interp::frames::CONT_FOR.pc();
        r.frames = info.frames.clone();
        r.parked = r.frames.last().map_or(0, |f| f.base);
        r.perhaps = true;
        for (slot, v) in inherit(&mut r.builder, info, |_, offset| class::field(offset as u32), super::slices::later) {
            r.write(slot, v);
        }
        r
    }
    /// The frames of a function trace need room, and so does the native stack.
    pub fn check_room(&mut self) {
        let end = self.builder.slot_addr(ROOM as i32);
        let th = self.builder.op(Ir::Thread, &[]);
        let limit = self.builder.load(Ty::Ptr, th, offset_of!(Thread, trace_limit) as i32, class::THREAD);
        let fits = self.builder.op(Ir::Pult, &[end, limit]);
        let s = self.snapshot_at(self.start as u64 | INTERPRETED);
        self.builder.guard(Ir::GuardTrue, &[fits], s);
    }
    /// Leaves at a back edge to `target` if something is requested.
    pub fn poll_interrupt(&mut self, target: *const u64) {
        let s = self.snapshot_at(target as u64 | INTERPRETED);
        self.builder.poll(offset_of!(Thread, interrupt) as i32, s);
    }
    /// Before each instruction. `false`: the trace has to leave here.
    pub fn begin(&mut self, pc: *const u64, base: *mut Value, ins: u64) -> bool {
        self.before = (self.pc, self.ins);
        (self.pc, self.base, self.ins) = (pc, base, ins);
        self.snap = None;
        self.count += 1;
        if self.count > MAX_INSTRUCTIONS {
            self.abort("trace too long");
        }
        let size = FrameRef { base, pc }.function().frame_size.get() as usize;
        if self.off() as usize + size + 64 > ROOM {
            self.abort("frames too large");
        }
        if std::mem::take(&mut self.check_frames) {
            // SAFETY: pc is behind the instruction word.
            let s = self.snapshot_at(unsafe { pc.sub(1) } as u64 | INTERPRETED);
            self.builder.poll(offset_of!(Thread, frames_touched) as i32, s);
        }
        self.aborted.is_none()
    }
    /// Recording has ended.
    pub fn leave_touched(&self) {
        if self.touched {
            thread().frames_touched.store(1, Ordering::Relaxed);
        }
    }
    pub fn off(&self) -> i32 {
        // SAFETY: both point into one frame stack.
        unsafe { self.base.offset_from(self.base0) as i32 }
    }
    /// Is the present instruction to be recorded as what it does in general?
    pub fn is_general(&self) -> bool {
        self.pc.wrapping_sub(1) == self.general
    }
    pub fn too_deep(&self) -> bool {
        self.frames.len() >= MAX_DEPTH
    }
    pub fn function(&self) -> Gc<Function> {
        FrameRef { base: self.base, pc: self.pc }.function()
    }
    pub fn abort(&mut self, why: &'static str) {
        if self.aborted.is_none() {
            self.aborted = Some(why);
        }
    }
    /// One more turn of an inner loop that has no trace; `false`: enough.
    pub fn unroll(&mut self, target: *const u64) -> bool {
        let n = self.unrolled.entry(target as usize).or_insert(0);
        *n += 1;
        *n <= MAX_UNROLLED
    }

    // --- snapshots and guards
    pub fn snapshot_at(&mut self, pc: u64) -> u32 {
        let dead = self.dead_temps(pc);
        let mut slots = Vec::with_capacity(self.dirty.len());
        slots.extend(self.dirty.iter().filter(|s| !dead.has(s.0)).map(|&(s, r)| (s, SnapVal::Value(r, Repr::Word))));
        self.builder.snapshot(Snapshot { pc, frames: self.frames.clone(), slots, virtuals: vec![] })
    }
    /// Which slots are temporaries that nothing reads any more: of the innermost frame after `pc`, where an instruction begins,
    /// of the frames below it when what they called has returned.
    fn dead_temps(&self, pc: u64) -> Dead {
        let mut dead = self.dead_outside();
        let f = self.function();
        let code = f.code.gc();
        let at = (pc as usize).wrapping_sub(code.entry() as usize) / 8;
        if pc & UNWIND == 0 && at < code.body.gc().n_words {
            dead.add(self.off(), code, f.frame_size.get() as i32, liveness::live_temps(code, at));
        }
        dead
    }
    /// The same of all frames but the innermost.
    fn dead_outside(&self) -> Dead {
        let mut dead = Dead::default();
        let mut off = 0;
        for f in &self.frames {
            let pc = f.ret as *const u64;
            let function = FrameRef { base: self.base0.wrapping_offset(off as isize), pc }.function();
            let code = function.code.gc();
            let at = (f.ret as usize).wrapping_sub(code.entry() as usize) / 8;
            if (1..=code.body.gc().n_words).contains(&at) {
                let size = function.frame_size.get() as i32;
                // as the collector sees it: an instruction that a frame above interrupts keeps its operands
                let live = match f.base - off > size {
                    true => liveness::live_temps(code, at - 1),
                    false => liveness::live_after_call(code, at - 1),
                };
                // the callee's header may lie in the caller's registers
                dead.add(off, code, size.min(f.base - LINK as i32 - off), live);
            }
            off = f.base;
        }
        dead
    }
    /// Is `v` in no register that anything can read after the present instruction?
    pub fn is_spent(&self, v: Ref) -> bool {
        let mut dead = self.dead_outside();
        let f = self.function();
        let code = f.code.gc();
        let at = (self.pc as usize).wrapping_sub(code.entry() as usize) / 8;
        if !(1..=code.body.gc().n_words).contains(&at) {
            return false;
        }
        dead.add(self.off(), code, f.frame_size.get() as i32, liveness::live_after_call(code, at - 1));
        let resumed = || self.resumed.values().flatten().any(|x| *x == Some(v));
        self.regs.iter().all(|(s, r)| *r != v || dead.has(*s)) && !resumed()
    }
    /// As `snapshot_at`, with `slot` holding `v`.
    pub fn snapshot_with(&mut self, pc: u64, slot: i32, v: Ref) -> u32 {
        let before = (self.regs.get(&slot).copied(), self.is_dirty(slot));
        self.write(slot, v);
        let s = self.snapshot_at(pc);
        match before {
            (Some(r), true) => self.write(slot, r),
            (Some(r), false) => {
                self.forget(slot);
                self.regs.insert(slot, r);
            }
            (None, _) => self.forget(slot),
        }
        s
    }
    /// The snapshot that executes the present instruction again.
    pub fn here(&mut self) -> u32 {
        if let Some(s) = self.snap {
            return s;
        }
        // SAFETY: pc is behind the instruction word.
        let s = self.snapshot_at(unsafe { self.pc.sub(1) } as u64);
        self.snap = Some(s);
        s
    }
    /// Guards before the present instruction's effect go on at an earlier snapshot.
    pub fn go_back_to(&mut self, snap: u32) {
        self.snap = Some(snap);
    }
    /// The state has changed: guards need a new snapshot.
    pub fn moved(&mut self) {
        self.snap = None;
    }
    pub fn guard(&mut self, op: Ir, args: &[Ref]) -> Ref {
        if op.kind() == Kind::Guard && self.builder.holds(op, 0, args) {
            return Ref::NONE;
        }
        let s = self.here();
        self.builder.guard(op, args, s)
    }
    pub fn guard_bool(&mut self, c: Ref, is: bool) {
        self.guard(if is { Ir::GuardTrue } else { Ir::GuardFalse }, &[c]);
    }
    /// As `guard_bool`, for a question that has two good answers: the guard gets a snapshot of its own, so that a side trace
    /// knows the answer.
    pub fn guard_answer(&mut self, c: Ref, is: bool) {
        let shared = self.snap.take();
        self.guard_bool(c, is);
        self.snap = shared;
    }
    pub fn guard_shape(&mut self, o: Ref, shape: u32) {
        let t = self.builder.trace();
        let is_char = t.op(o) == Ir::UnboxPtr && super::chars::is_char(self, t.arg(o, 0));
        if is_char || self.builder.holds(Ir::GuardShape, shape as i64, &[o]) {
            return;
        }
        let s = self.here();
        self.builder.guard_shape(o, shape, s);
    }
    /// Word `r` is the object (or other word) `v`.
    pub fn guard_is(&mut self, r: Ref, v: Value) {
        let k = self.constant(v);
        self.guard(Ir::GuardEq, &[r, k]);
    }
    /// The 64-bit field at a byte offset of a known object still holds what it does now.
    pub fn guard_word(&mut self, o: Ref, offset: usize, c: Class, now: u64) {
        let w = self.builder.load(Ty::Ptr, o, offset as i32, c);
        let k = self.builder.kptr(now);
        self.guard(Ir::GuardEq, &[w, k]);
    }
    /// What is seen of `x` now (an int, a float, an object of its shape) holds whenever the trace runs.
    pub fn guard_class(&mut self, x: Ref, v: Value) {
        let op = self.builder.trace().op(x);
        let truth = op == Ir::BoxBool || op == Ir::KVal && v.exact::<crate::object::int::Bool>().is_some();
        if truth {
            // it is one, whatever it is
        } else if v.is_small() {
            self.guard(Ir::GuardInt, &[x]);
        } else if v.is_ptr() {
            // SAFETY: a pointer value is a live object.
            let shape = unsafe { (*(v.bits() as *const crate::object::heap::Header)).shape() };
            if shape == crate::object::kind::Kind::Float as u32 {
                self.guard(Ir::GuardFloat, &[x]);
                return;
            }
            let o = self.object(x);
            self.guard_shape(o, shape);
            let t = crate::object::shape::type_of(v);
            // what a subclass inherits may be replaced
            if t.kind.get() == crate::object::kind::Kind::Str && t.has_flag(crate::object::types::type_flags::HEAP) {
                super::calls::guard_type(self, t);
            }
        } else {
            self.guard(Ir::GuardFloat, &[x]);
        }
    }

    // --- frame words
    pub fn read(&mut self, slot: i32) -> Ref {
        if let Some(r) = self.regs.get(&slot) {
            return *r;
        }
        let r = self.builder.sload(slot);
        self.regs.insert(slot, r);
        r
    }
    pub fn write(&mut self, slot: i32, r: Ref) {
        self.regs.insert(slot, r);
        match self.find_dirty(slot) {
            Ok(n) => self.dirty[n].1 = r,
            Err(n) => self.dirty.insert(n, (slot, r)),
        }
    }
    fn find_dirty(&self, slot: i32) -> Result<usize, usize> {
        self.dirty.binary_search_by_key(&slot, |s| s.0)
    }
    fn is_dirty(&self, slot: i32) -> bool {
        self.find_dirty(slot).is_ok()
    }
    /// Native code may have written the slot: memory is newer.
    pub fn forget(&mut self, slot: i32) {
        self.regs.remove(&slot);
        if let Ok(n) = self.find_dirty(slot) {
            self.dirty.remove(n);
        }
    }
    /// Drops everything from `slot` upwards.
    pub fn truncate(&mut self, slot: i32) {
        self.regs.retain(|s, _| *s < slot);
        self.dirty.truncate(self.dirty.partition_point(|s| s.0 < slot));
    }
    /// The write barrier after `v` was stored in the object `o`. What no collection can free needs none.
    pub fn barrier(&mut self, o: Ref, v: Ref) {
        let t = self.builder.trace();
        if t.op(v) == Ir::KVal && is_tenured(t.inst(v).imm as u64) {
            return;
        }
        self.builder.op(Ir::Barrier, &[o, v]);
    }
    /// Memory gets the slot's value for a call that reads it there. The slot stays dirty: nothing but registers keeps what
    /// it refers to alive, since the thread is not parked where it is live.
    pub fn store_slot(&mut self, slot: i32) {
        if let Ok(n) = self.find_dirty(slot) {
            let r = self.dirty[n].1;
            self.builder.sstore(slot, r);
        }
    }
    /// Memory gets what registers hold, and the thread where the frame is: before calls that may look at frames.
    pub fn flush(&mut self) {
        let dead = self.dead_outside();
        for (s, r) in std::mem::take(&mut self.dirty) {
            if !dead.has(s) {
                self.builder.sstore(s, r);
            }
        }
        self.snap = None;
        self.park();
    }
    /// Before the trace goes on in the loop at `target`: what that does not read at once is in memory only, and kept alive only if
    /// the thread is parked in its frame.
    pub fn park_for_loop(&mut self, target: *const u64) {
        let called = self.side_of.map_or(self.entry, super::is_called);
        if called {
            self.flush();
            self.park_at(target.wrapping_add(1) as u64, self.off());
        }
    }
    /// The thread gets where the frame is; memory must be complete.
    pub fn park(&mut self) {
        self.park_at(self.pc as u64, self.off());
    }
    pub fn park_at(&mut self, pc: u64, off: i32) {
        (self.parked, self.perhaps) = (off, false);
        let th = self.builder.op(Ir::Thread, &[]);
        let pc = self.builder.kptr(pc);
        self.builder.store(th, pc, offset_of!(Thread, pc) as i32, class::THREAD);
        let base = self.builder.slot_addr(off);
        self.builder.store(th, base, offset_of!(Thread, base) as i32, class::THREAD);
    }
    /// The frame in which the thread was parked last may have been popped: parks in its caller, at the call it made.
    pub fn unpark(&mut self, f: &Frame, caller: *mut Value) {
        // SAFETY: both point into one frame stack.
        let off = unsafe { caller.offset_from(self.base0) as i32 };
        if self.parked > off {
            if self.perhaps {
                self.complete(f.base - LINK as i32);
            }
            self.clear_window(f.ret, off, f.base);
            self.park_at(f.ret, off);
        }
    }
    /// Memory gets what registers hold of the slots below `end`. What is there may have died: while the thread was parked further
    /// out, nothing kept it alive.
    fn complete(&mut self, end: i32) {
        let below = self.dirty.partition_point(|s| s.0 < end);
        for (s, r) in self.dirty.drain(..below) {
            self.builder.sstore(s, r);
        }
        self.snap = None;
    }
    /// The frame at slot `callee` has returned to the instruction before `call`, for which the frame at `off` will be parked: of its
    /// operands those are gone that lay where the callee's frame was.
    pub fn clear_window(&mut self, call: u64, off: i32, callee: i32) {
        // SAFETY: an instruction lies before the pc.
        let ins = Ins(unsafe { *(call as *const u64).sub(1) });
        let zero = self.builder.kval(0);
        for i in super::quiet::registers(ins, false) {
            let slot = off + i as i32;
            if slot > callee - LINK as i32 {
                self.builder.sstore(slot, zero);
            }
        }
    }
    pub fn check_frames_next(&mut self) {
        self.check_frames = true;
    }

    // --- values
    pub fn constant(&mut self, v: Value) -> Ref {
        if v.is_ptr() && self.kept.insert(v.bits()) {
            keep(v);
        }
        self.builder.kval(v.bits())
    }
    /// A known object as an address.
    pub fn address(&mut self, v: Value) -> Ref {
        self.constant(v);
        self.builder.kptr(v.bits())
    }
    pub fn object(&mut self, x: Ref) -> Ref {
        if !super::chars::is_char(self, x) {
            self.guard(Ir::GuardPtr, &[x]);
        }
        self.builder.op(Ir::UnboxPtr, &[x])
    }
    /// The items of a tuple that the trace has made.
    pub fn tuple_items(&self, x: Ref) -> Option<Vec<Ref>> {
        let t = self.builder.trace();
        let o = Some(x).filter(|x| t.op(*x) == Ir::BoxPtr).map(|x| t.arg(x, 0))?;
        let i = Some(t.inst(o)).filter(|i| i.op == Ir::Alloc)?;
        let site = t.sites[i.aux as usize];
        if site.header as u32 != crate::object::kind::Kind::Tuple as u32 {
            return None;
        }
        // fields are stored where the object is made, the length among them
        let mut items: Vec<Option<Ref>> = vec![None; site.size as usize / 8];
        for s in t.refs().skip(o.index() + 1).take(2 * items.len()) {
            if t.op(s) == Ir::Store && t.arg(s, 0) == o {
                *items.get_mut(t.inst(s).imm as usize / 8)? = Some(t.arg(s, 1));
            }
        }
        let n = t.as_kint(items[1]?)? as usize;
        items[2..].iter().take(n).map(|x| x.filter(|x| t.ty(*x) == Ty::Tagged)).collect()
    }
    /// The same for the address of a tuple.
    pub fn made_tuple(&self, t: Ref) -> Option<Vec<Ref>> {
        let trace = self.builder.trace();
        if trace.op(t) == Ir::UnboxPtr { self.tuple_items(trace.arg(t, 0)) } else { None }
    }
    pub fn load_tagged(&mut self, o: Ref, offset: usize, c: Class) -> Ref {
        self.builder.load(Ty::Tagged, o, offset as i32, c)
    }
    /// The double that an object may keep for a float (`instance::as_double`), under guards.
    pub fn double(&mut self, x: Ref) -> Ref {
        self.guard(Ir::GuardFloat, &[x]);
        let f = self.builder.op(Ir::UnboxFloat, &[x]);
        let is_number = self.builder.op(Ir::Feq, &[f, f]);
        self.guard_bool(is_number, true);
        f
    }
    /// The array of a list's items. It has an alias class of its own, since `append` replaces it and changes nothing else.
    pub fn list_array(&mut self, list: Ref) -> Ref {
        self.builder.load(Ty::Ptr, list, offset_of!(List, array) as i32, class::ARRAY)
    }
    pub fn load_u32(&mut self, o: Ref, offset: usize, c: Class) -> Ref {
        self.builder.mem(Ir::LoadU32, &[o], offset as i32, c)
    }
    pub fn guard_u32(&mut self, o: Ref, offset: usize, c: Class, now: u32) {
        let v = self.load_u32(o, offset, c);
        let k = self.builder.kint(now as i64);
        let same = self.builder.op(Ir::Ieq, &[v, k]);
        self.guard_bool(same, true);
    }
    /// Relies on what `watch` belongs to; `false`: it is not to be relied on.
    pub fn rely(&mut self, watch: &Watch) -> bool {
        if !super::may_rely() || !watch.watch() {
            return false;
        }
        if std::mem::replace(&mut self.relies, true) && !self.builder.written.has(class::BROKEN) {
            return true;
        }
        let n = &vm().broken_assumptions;
        let at = self.builder.kptr(n.as_ptr() as u64);
        self.guard_u32(at, 0, class::BROKEN, n.get());
        self.builder.written.0 &= !(1 << class::BROKEN.0);
        true
    }
    /// The keys of the dict, which is at `o`, stay what they are; `version` is their name.
    pub fn guard_keys(&mut self, d: Gc<Dict>, o: Ref, version: u32) {
        if !self.rely(&d.watch) {
            self.guard_u32(o, offset_of!(Dict, version), class::DICT, version);
        }
    }
    /// Entry `index` of the dict, which is at `o`, while its keys have this version.
    pub fn dict_entry(&mut self, d: Gc<Dict>, o: Ref, version: u32, index: u32) -> Ref {
        self.guard_keys(d, o, version);
        let entries = self.builder.load(Ty::Ptr, o, offset_of!(Dict, entries) as i32, class::DICT);
        let r = self.load_tagged(entries, (2 + index as usize * 3 + 2) * 8, class::VALUES);
        self.guard(Ir::GuardSet, &[r]);
        r
    }

    // --- calls of native code
    /// Whether the next call writes frame words.
    pub fn frame_written(&mut self, is: bool) {
        self.writes_frame = if is { ClassSet::of(Class::FRAME) } else { ClassSet::NONE };
    }
    /// Emits the call; `Doing::Anything` after a `flush`. Frame words are operands if one of the arguments is their address.
    pub fn call(&mut self, name: &str, address: u64, args: &[Ref], doing: Doing) -> Ref {
        let t = self.builder.trace();
        let in_memory = args.iter().any(|a| t.op(*a) == Ir::SlotAddr);
        let tys = args.iter().map(|a| t.ty(*a)).collect();
        let h = IrHelper {
            name: name.into(),
            address,
            args: tys,
            ret: Ty::Tagged,
            reads: match doing {
                Doing::Anything => ClassSet::ALL,
                _ if in_memory => ClassSet::HEAP.union(ClassSet::of(Class::FRAME)),
                _ => ClassSet::HEAP,
            },
            writes: std::mem::take(&mut self.writes_frame).union(ClassSet::of(class::EXCEPTION)).union(match doing {
                Doing::Reads => ClassSet::NONE,
                Doing::Iterates => ClassSet::of(class::ITER),
                Doing::ChangesList => {
                    ClassSet::of(class::LIST).union(ClassSet::of(class::ARRAY)).union(ClassSet::of(class::ITEMS))
                }
                Doing::Writes => ClassSet(ClassSet::HEAP.0 & !(1 << class::TYPE.0) & !(1 << class::FUNC.0)),
                Doing::Anything => ClassSet::ALL,
            }),
            pure_call: false,
            raises: true,
            collects: true,
            lazy: None,
        };
        let r = self.builder.call(&h, args);
        self.snap = None;
        if doing == Doing::Anything {
            self.check_frames = true;
        }
        r
    }
    /// After a call: leaves by unwinding if it raised.
    pub fn guard_raised(&mut self, r: Ref) {
        let s = self.snapshot_at(self.pc as u64 | UNWIND);
        self.builder.guard(Ir::GuardSet, &[r], s);
    }
    /// After a compiled call: leaves by unwinding if its frame has ended with an exception. Something of the interpreter's is to be
    /// done then if the instruction is an access to an attribute.
    pub fn guard_ended(&mut self, r: Ref) {
        let frame = FrameRef { base: self.base, pc: self.pc };
        let attribute = cont::told_attribute(cont::instruction(frame)).is_some();
        let bits = if attribute { UNWIND | INTERPRETED } else { UNWIND };
        let s = self.snapshot_at(self.pc as u64 | bits);
        let k = self.builder.kval(RAISED);
        self.builder.guard(Ir::GuardNe, &[r, k], s);
    }
    /// After a quiet call: leaves before the instruction if it would have had to run Python code.
    pub fn guard_quiet(&mut self, r: Ref, before: u32) {
        let k = self.builder.kval(NOT_QUIET);
        self.builder.guard(Ir::GuardNe, &[r, k], before);
    }
}

/// Numbers of shapes in the trace stay what they are: no other shape gets them.
pub fn pin_shapes(t: &sidewinder_jit::ir::Trace) {
    t.insts.iter().for_each(|i| shape::pin(i.imm));
    t.sites.iter().for_each(|s| shape::pin(s.header as u32 as i64));
}
pub fn rec() -> &'static mut Rec {
    recording().expect("a recorder's methods run while recording")
}
