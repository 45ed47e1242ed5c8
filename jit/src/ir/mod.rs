//! The trace IR: what the recorder emits, the optimiser rewrites, and the back end compiles.
//!
//! # The language
//!
//! A [`Trace`] is one straight line of instructions in static single assignment form: an instruction's result is named by
//! its position ([`Ref`]), and operands name earlier instructions. There is no control flow but guards, which leave the
//! trace, and one loop: `header`, its `phi`s, a body, and a final `loop` that supplies the phis' next values.
//!
//! ```text
//! %0 = sload 3                 ; frame slot 3, a value word
//! guard_int %0 !0              ; leave through snapshot 0 unless it is a small int
//! %1 = unbox_int %0
//! %2 = kint 1
//! %3 = iadd_ov %1, %2 !0       ; leave unless the sum fits 63 bits
//! %4 = box_int %3
//! restart !1                   ; write slot 3, start again
//!
//! !0 = pc 0x10 {}              ; nothing to write: the interpreter re-executes the instruction at 0x10
//! !1 = pc 0x10 {3: %4}
//! ```
//!
//! # Types
//!
//! *tagged*: a 64-bit value word ([`value`]); *int*: a raw 64-bit integer; *float*: a raw 64-bit float; *bool*; *ptr*: an
//! address, of an object or of anything else. Integers of the program are *63-bit*: the checked operations exit when a result does not
//! fit, `box_int` requires that its operand fits, and the unchecked ones wrap at 64 bits.
//!
//! # Memory
//!
//! Every memory access names an *alias class* ([`Class`]), a small number with no meaning here. Accesses of different
//! classes never touch the same bytes. Within a class, two accesses differ if they have the same base address and
//! different offsets, or if one base is an allocation of this trace that has not escaped. Class [`Class::CONST`] is never
//! written after the object is visible. Frame slots are a class of their own. Helpers declare the classes they read and
//! write ([`Helper`]).
//!
//! # Leaving
//!
//! A [`Snapshot`] says what the interpreter needs to go on: an opaque pc, the inlined frames that exist at that point,
//! and for each frame slot whose memory is stale the value and how it is represented. Objects whose allocation was
//! removed are described in the snapshot and built when (if) the exit is taken. Several guards may share a snapshot; an
//! exit is a snapshot.
//!
//! # Reading order
//!
//! [`ops`] the table, this file the containers, `builder`, `table` (equal instructions), `text` and `parse`, and `verify`, whose
//! documentation lists the invariants of a well-formed trace.

pub mod builder;
pub mod ops;
pub mod parse;
pub mod table;
pub mod text;
pub mod value;
pub mod verify;

pub use ops::{Imm, Kind, Op, Touch};
use std::rc::Rc;

/// Names an instruction of a trace, and its result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Ref(pub u32);

impl Ref {
    /// No instruction.
    pub const NONE: Ref = Ref(u32::MAX);
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Type of a result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ty {
    Void,
    Tagged,
    Int,
    Float,
    Bool,
    Ptr,
}

impl Ty {
    pub const ALL: [Ty; 6] = [Ty::Void, Ty::Tagged, Ty::Int, Ty::Float, Ty::Bool, Ty::Ptr];
    pub fn name(self) -> &'static str {
        match self {
            Ty::Void => "void",
            Ty::Tagged => "tagged",
            Ty::Int => "int",
            Ty::Float => "float",
            Ty::Bool => "bool",
            Ty::Ptr => "ptr",
        }
    }
    pub fn from_name(s: &str) -> Option<Ty> {
        Ty::ALL.into_iter().find(|t| t.name() == s)
    }
}

/// An alias class: accesses of different classes never overlap. 0 to 59 are free for the user.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Class(pub u8);

impl Class {
    /// Header words except the shape id (collector bits).
    pub const HEADER: Class = Class(60);
    /// Memory that never changes while the trace can see it.
    pub const CONST: Class = Class(61);
    /// Shape ids.
    pub const SHAPE: Class = Class(62);
    /// Frame slots.
    pub const FRAME: Class = Class(63);
}

/// A set of alias classes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct ClassSet(pub u64);

impl ClassSet {
    pub const NONE: ClassSet = ClassSet(0);
    /// Every class that can be written: all but [`Class::CONST`].
    pub const ALL: ClassSet = ClassSet(!(1 << 61));
    /// Every class but the frame's and the constant one: what ordinary helpers may touch.
    pub const HEAP: ClassSet = ClassSet(!(1 << 61) & !(1 << 63));
    pub fn of(c: Class) -> ClassSet {
        ClassSet(1 << (c.0 & 63))
    }
    pub fn has(self, c: Class) -> bool {
        self.0 >> (c.0 & 63) & 1 != 0
    }
    pub fn union(self, o: ClassSet) -> ClassSet {
        ClassSet(self.0 | o.0)
    }
    pub fn meets(self, o: ClassSet) -> bool {
        self.0 & o.0 != 0
    }
}

/// One instruction. Operands are in the trace's pool: [`Trace::args`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Inst {
    pub op: Op,
    pub ty: Ty,
    /// Meaning by [`Imm`].
    pub imm: i64,
    pub aux: u32,
    /// Index of the snapshot, or [`NO_SNAP`].
    pub snap: u32,
    pub(crate) first: u32,
    pub(crate) count: u32,
}

/// Slot of a phi that stands for a place in memory, and of one that stands for a field of an object that is not allocated.
pub const MEMORY_PHI: i64 = -1;
pub const FIELD_PHI: i64 = i32::MIN as i64;
/// Added to the number of places, if a phi stands for several places in memory that always hold the same.
pub const SHARED_PHI: i64 = FIELD_PHI;

/// How many places in memory a phi stands for, by its slot.
pub fn places_of(slot: i64) -> usize {
    match slot {
        MEMORY_PHI => 1,
        _ if slot < i16::MIN as i64 => (slot - SHARED_PHI) as usize,
        _ => 0,
    }
}

/// Bit of `aux` in an `unbox_int` or `load.int` whose value, when recorded, was not in `0..LIKELY`: nothing but a hint.
pub const WIDE: u32 = 1 << 8;
/// What ints are below that are small when recorded.
pub const LIKELY: i64 = 1 << 28;

/// Bit of `aux` in a `load.int` of a number of things in memory, or of their places: it is not negative and below [`COUNT_END`].
pub const COUNT: u32 = 1 << 9;
/// More things than this do not fit an address space.
pub const COUNT_END: i64 = 1 << 48;

/// `aux` of a poll at a loop's header that need not be made in each turn: see `opt::strip`.
pub const SELDOM: u32 = 1;

/// `Inst::snap` of an instruction without snapshot.
pub const NO_SNAP: u32 = u32::MAX;

/// Declaration of a native helper: `extern "sysv64" fn(args…) -> ret`.
#[derive(Clone, PartialEq, Debug)]
pub struct Helper {
    pub name: String,
    pub address: u64,
    pub args: Vec<Ty>,
    pub ret: Ty,
    pub reads: ClassSet,
    pub writes: ClassSet,
    /// Depends on its arguments alone and may be merged or removed.
    pub pure_call: bool,
    /// Result 0 means raised; a `guard_set` follows. Such a call stays even if nobody uses its result.
    pub raises: bool,
    /// May run a collection.
    pub collects: bool,
    /// It makes an object with this shape out of its arguments alone, which are words and ints: nobody can tell when it does. An object
    /// that only exits mention is made by them.
    pub lazy: Option<u32>,
}

/// Where and how objects of one kind are allocated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site {
    /// Bytes; a multiple of 8, at least 16.
    pub size: u32,
    /// First word of the object; the low 32 bits are the shape id.
    pub header: u64,
    /// Address of the bump cursor word.
    pub cursor: u64,
    /// Address of the limit word.
    pub limit: u64,
}

/// Offset of the first argument in the fields of an object that a lazy helper makes: behind all that such an object has.
pub const LAZY_FIELDS: i32 = 1024;
/// Arguments of a lazy helper, at most.
pub const LAZY_ARGS: usize = 4;

impl Site {
    /// The place of a description of what a lazy helper makes; its fields are the arguments, from [`LAZY_FIELDS`] on.
    pub fn lazy(h: &Helper) -> Option<Site> {
        let fits = (1..=LAZY_ARGS).contains(&h.args.len()) && h.args.iter().all(|t| matches!(t, Ty::Tagged | Ty::Int));
        let size = LAZY_FIELDS as u32 + 8 * h.args.len() as u32;
        h.lazy.filter(|_| fits).map(|shape| Site { size, header: shape as u64, cursor: h.address, limit: 0 })
    }
    /// The address of the helper that makes it, of such a description.
    pub fn maker(&self) -> Option<u64> {
        (self.limit == 0).then_some(self.cursor)
    }
}

/// How the value of a snapshot entry becomes a word in memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Repr {
    /// Its 64 bits as they are.
    Word,
    /// Boxed as an integer.
    Int,
    /// Boxed as a float.
    Float,
    /// Boxed as a truth value.
    Bool,
}

/// Value of a snapshot entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SnapVal {
    Value(Ref, Repr),
    /// Object `n` of the snapshot's `virtuals`.
    Virtual(u32),
}

/// An object whose allocation was removed: its site and the fields stored so far.
#[derive(Clone, PartialEq, Debug)]
pub struct Virtual {
    pub site: u32,
    pub fields: Vec<(i32, SnapVal)>,
}

/// An inlined frame that exists at a snapshot; opaque but for the place of its window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Frame {
    /// Where its caller continues.
    pub ret: u64,
    /// Slot of its base, counted from the trace's base.
    pub base: i32,
    /// The function word.
    pub func: u64,
}

/// What the interpreter needs to continue where a guard failed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Snapshot {
    /// Opaque to this crate.
    pub pc: u64,
    /// Outermost first.
    pub frames: Vec<Frame>,
    /// Slot (from the trace's base) and value, in increasing order of slots.
    pub slots: Vec<(i32, SnapVal)>,
    pub virtuals: Vec<Virtual>,
}

impl Snapshot {
    /// Calls `f` on every value the snapshot mentions, fields of virtual objects included.
    pub fn each(&self, mut f: impl FnMut(Ref, Repr)) {
        let fields = self.virtuals.iter().flat_map(|v| v.fields.iter().map(|x| x.1));
        for v in self.slots.iter().map(|x| x.1).chain(fields) {
            if let SnapVal::Value(r, p) = v {
                f(r, p)
            }
        }
    }
    /// The same with permission to change.
    pub fn each_mut(&mut self, mut f: impl FnMut(&mut SnapVal)) {
        self.slots.iter_mut().for_each(|x| f(&mut x.1));
        self.virtuals.iter_mut().flat_map(|v| v.fields.iter_mut()).for_each(|x| f(&mut x.1));
    }
}

/// A recorded trace.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trace {
    pub insts: Vec<Inst>,
    pub(crate) pool: Vec<Ref>,
    pub snaps: Vec<Snapshot>,
    pub helpers: Vec<Rc<Helper>>,
    pub sites: Vec<Site>,
    /// Intervals that phis are known to stay in because of what the body does: `phi.aux - 1`. Whoever enters the loop
    /// by another way must check them.
    pub bounds: Vec<(i64, i64)>,
}

/// Effects of one instruction.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Effects {
    pub reads: ClassSet,
    pub writes: ClassSet,
    /// May leave the trace.
    pub exits: bool,
    /// May run a collection, so that fresh objects become old.
    pub collects: bool,
    /// Must stay even if nobody uses the result.
    pub stays: bool,
}

impl Trace {
    pub fn new() -> Trace {
        Trace::default()
    }
    pub fn len(&self) -> usize {
        self.insts.len()
    }
    pub fn is_empty(&self) -> bool {
        self.insts.is_empty()
    }
    pub fn inst(&self, r: Ref) -> &Inst {
        &self.insts[r.index()]
    }
    pub fn op(&self, r: Ref) -> Op {
        self.insts[r.index()].op
    }
    pub fn ty(&self, r: Ref) -> Ty {
        self.insts[r.index()].ty
    }
    pub fn args(&self, r: Ref) -> &[Ref] {
        self.args_of(self.inst(r))
    }
    pub fn args_of(&self, i: &Inst) -> &[Ref] {
        &self.pool[i.first as usize..(i.first + i.count) as usize]
    }
    pub fn args_mut(&mut self, r: Ref) -> &mut [Ref] {
        let i = self.insts[r.index()];
        &mut self.pool[i.first as usize..(i.first + i.count) as usize]
    }
    /// Operand `n`.
    pub fn arg(&self, r: Ref, n: usize) -> Ref {
        self.args(r)[n]
    }
    pub fn refs(&self) -> impl Iterator<Item = Ref> + use<> {
        (0..self.insts.len() as u32).map(Ref)
    }
    /// Appends an instruction with the given operands; `inst.first`/`count` are set here.
    pub fn push(&mut self, mut inst: Inst, args: &[Ref]) -> Ref {
        inst.first = self.pool.len() as u32;
        inst.count = args.len() as u32;
        self.pool.extend_from_slice(args);
        self.insts.push(inst);
        Ref(self.insts.len() as u32 - 1)
    }
    /// The same, with operands that are not in one place.
    pub fn push_all(&mut self, mut inst: Inst, args: impl Iterator<Item = Ref>) -> Ref {
        inst.first = self.pool.len() as u32;
        self.pool.extend(args);
        inst.count = self.pool.len() as u32 - inst.first;
        self.insts.push(inst);
        Ref(self.insts.len() as u32 - 1)
    }
    /// Integer constant behind `r`.
    pub fn as_kint(&self, r: Ref) -> Option<i64> {
        let i = self.inst(r);
        (i.op == Op::KInt).then_some(i.imm)
    }
    /// Position of the loop header, if the trace has one.
    pub fn header(&self) -> Option<usize> {
        self.insts.iter().position(|i| i.op == Op::Header)
    }
    /// The phis, in the order of the operands of `loop`.
    pub fn phis(&self) -> Vec<Ref> {
        match self.header() {
            None => vec![],
            Some(h) => self.insts[h + 1..]
                .iter()
                .take_while(|i| i.op == Op::Phi)
                .enumerate()
                .map(|(k, _)| Ref((h + 1 + k) as u32))
                .collect(),
        }
    }
    /// The interval a phi is known to stay in.
    pub fn bound(&self, phi: Ref) -> Option<(i64, i64)> {
        let i = self.inst(phi);
        if i.op == Op::Phi { self.bounds.get((i.aux as usize).checked_sub(1)?).copied() } else { None }
    }
    /// Index of an equal site, added if new.
    pub fn add_site(&mut self, s: Site) -> u32 {
        let n = self.sites.iter().position(|x| *x == s).unwrap_or_else(|| {
            self.sites.push(s);
            self.sites.len() - 1
        });
        n as u32
    }
    /// Index of an equal helper, added if new.
    pub fn add_helper(&mut self, h: &Helper) -> u32 {
        let n = self.helpers.iter().position(|x| x.address == h.address && **x == *h).unwrap_or_else(|| {
            self.helpers.push(Rc::new(h.clone()));
            self.helpers.len() - 1
        });
        n as u32
    }
    /// The same for one that other traces have.
    pub fn share_helper(&mut self, h: &Rc<Helper>) -> u32 {
        match self.helpers.iter().position(|x| Rc::ptr_eq(x, h)) {
            Some(n) => n as u32,
            None => {
                let n = self.helpers.iter().position(|x| x.address == h.address && x == h);
                n.unwrap_or_else(|| {
                    self.helpers.push(h.clone());
                    self.helpers.len() - 1
                }) as u32
            }
        }
    }
    /// The classes that the instruction may write.
    pub fn writes(&self, i: &Inst) -> ClassSet {
        match i.op {
            Op::Call | Op::CallIf => self.helpers[i.aux as usize].writes,
            op => op.row().writes.fixed().unwrap_or_else(|| ClassSet::of(Class(i.aux as u8))),
        }
    }
    /// Whether the instruction must stay even if nobody uses its result.
    pub fn stays(&self, i: &Inst) -> bool {
        let row = i.op.row();
        match i.op {
            Op::Call | Op::CallIf => self.effects(i).stays,
            Op::Callf => true,
            Op::BoxFloat | Op::Alloc => row.snap,
            _ => row.snap || matches!(row.kind, Kind::Store | Kind::Mark | Kind::End),
        }
    }
    /// What the instruction may do.
    pub fn effects(&self, i: &Inst) -> Effects {
        let row = i.op.row();
        let (mut reads, mut writes) = (row.reads.fixed().unwrap_or_default(), row.writes.fixed().unwrap_or_default());
        let mut e = Effects { reads, writes, exits: row.snap, collects: false, stays: row.snap };
        match i.op {
            Op::Call | Op::CallIf => {
                let h = &self.helpers[i.aux as usize];
                (reads, writes) = (h.reads, h.writes);
                e.collects = h.collects;
                e.stays = !h.pure_call && (h.writes != ClassSet::NONE || h.raises);
            }
            Op::Callf => (e.collects, e.stays) = (true, true),
            Op::BoxFloat | Op::Alloc => e.collects = true,
            _ => {
                let own = ClassSet::of(Class(i.aux as u8));
                if row.reads == Touch::Aux {
                    reads = own
                }
                if row.writes == Touch::Aux {
                    writes = own
                }
                e.stays |= matches!(row.kind, Kind::Store | Kind::Mark | Kind::End);
            }
        }
        (e.reads, e.writes) = (reads, writes);
        e
    }
}

impl Inst {
    /// An instruction without immediate or snapshot.
    pub fn new(op: Op, ty: Ty) -> Inst {
        Inst { op, ty, imm: 0, aux: 0, snap: NO_SNAP, first: 0, count: 0 }
    }
    pub fn imm(mut self, imm: i64) -> Inst {
        self.imm = imm;
        self
    }
    pub fn aux(mut self, aux: u32) -> Inst {
        self.aux = aux;
        self
    }
    pub fn snap(mut self, snap: u32) -> Inst {
        self.snap = snap;
        self
    }
    /// Alias class of a memory operation.
    pub fn class(&self) -> Class {
        Class(self.aux as u8)
    }
    /// Marks an int that was negative or large when it was recorded: see [`WIDE`].
    pub fn wide(mut self) -> Inst {
        self.aux |= WIDE;
        self
    }
    /// Whether an instruction gives an int that is likely to be small and not negative.
    pub fn likely_small(&self) -> bool {
        matches!(self.op, Op::UnboxInt | Op::Load) && self.ty == Ty::Int && self.aux & WIDE == 0
    }
    /// `aux`, as far as it says what the instruction does.
    pub fn key_aux(&self) -> u32 {
        if self.op == Op::UnboxInt { 0 } else { self.aux }
    }
}
