//! Code objects: instructions with their constants, names, tables of positions and exception handlers.
//!
//! Most functions of a module are never called by a program that imports it. So code that was stored in a file which stays
//! mapped is a stub at first: it has its names and numbers, but its body is the one instruction `LOAD_CODE`, which loads the
//! rest (`Gc<Code>::load`). Whoever looks at `body`, the exception ranges or the positions of code that need not be running
//! calls `load` before.

use std::cell::{Cell, OnceCell, RefCell};

use rustc_hash::FxHashMap as HashMap;

use super::function::NOT_SIMPLE;
use super::gc::{Gc, Object, Ptr, alloc_droppable};
use super::heap::{GcKind, Header, Tracer, heap};
use super::kind::{Kind, Layout};
use super::positions::Positions;
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;
use super::{Raised, memory_error};
use crate::bytecode::ops::{Ins, Op};
use crate::layout;

pub use super::positions::Position;

/// Bits of `co_flags`, as in CPython.
pub mod flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    /// Not CPython's: stands for native code, so its frames are not shown to the program.
    pub const HIDDEN: u32 = 0x40000000;
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    pub const METHOD: u32 = 0x8000000;
}

/// Instructions `start..end` (word offsets) are protected: an exception in them continues at `handler`, with the exception
/// object in register `reg`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct ExceptionRange {
    pub start: u32,
    pub end: u32,
    pub handler: u32,
    pub reg: u32,
}

/// The numbers of a code object.
#[derive(Clone, Debug, Default)]
pub struct CodeMeta {
    /// `co_argcount`: positional parameters, positional-only ones included.
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    pub flags: u32,
    pub first_line: u32,
    /// Registers 0..n_params are parameters: positional, keyword-only, `*args`, `**kwargs`, in this order.
    pub n_params: u32,
    /// Registers 0..n_locals hold named variables (parameters, locals, cells, free variables), always 0 or a value.
    pub n_locals: u32,
    /// Registers in all, outgoing windows included.
    pub n_regs: u32,
    /// For each register 0..n_locals: is it a cell variable (the register holds a cell), or free?
    pub local_kinds: Box<[LocalKind]>,
}
/// What belongs to the instructions.
#[derive(Debug, Default, PartialEq)]
pub struct CodeTables {
    /// Position of each word of the instruction stream (cache words repeat their instruction's).
    pub positions: Positions,
    /// Innermost range first.
    pub exceptions: Vec<ExceptionRange>,
}
/// Where the parts of a code object lie that are not loaded yet: bytes in a file that stays mapped as long as the program
/// runs.
#[derive(Clone, Copy, Debug)]
pub struct Stored {
    /// Instructions, their constants and tables.
    pub body: &'static [u8],
    /// `co_consts` and `co_names`.
    pub extras: &'static [u8],
}
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum LocalKind {
    Local,
    Cell,
    Free,
    /// Not visible in `locals()` (comprehension-inlined or internal).
    Hidden,
}

/// Constants, then instructions. `pc` pointers point into it.
#[repr(C)]
pub struct CodeBody {
    pub header: Header,
    pub code: Ptr<Code>,
    pub n_consts: usize,
    pub n_words: usize,
    words: [Cell<u64>; 0],
}
// SAFETY: traced by `trace_body`.
unsafe impl Object for CodeBody {
    const KIND: Kind = Kind::CodeBody;
}
impl Layout for CodeBody {
    const GC: GcKind = GcKind::Custom(trace_body);
    const SIZE: usize = 0;
}
unsafe fn trace_body(p: *mut Header, t: &mut Tracer) {
    let b = p as *mut CodeBody;
    t.word(*(&raw const (*b).code as *const u64));
    let words = (b as *const u64).add(4);
    t.words(words, (*b).n_consts);
    // inline caches may hold values
    if t.wants_caches(p) {
        crate::bytecode::ops::for_each_cached_value(words.add((*b).n_consts), (*b).n_words, |w| t.word(w));
    }
}
/// Empties the inline caches that hold a word, or are about a shape, that is going.
///
/// # Safety
/// `p` is a body of code.
pub unsafe fn empty_caches(p: *mut Header, goes: &dyn Fn(u64) -> bool, shape_goes: &dyn Fn(u32) -> bool) {
    let b = Gc::from_raw(p as *mut CodeBody);
    crate::bytecode::ops::empty_caches(b.words(), b.n_words, goes, shape_goes);
}

layout! {
    pub struct Code: Code {
        gc body: Ptr<CodeBody>,
        /// The body from before the code was loaded: functions made until then still enter it.
        gc stub: Ptr<CodeBody>,
        gc name: Ptr<Str>,
        gc qualname: Ptr<Str>,
        gc filename: Ptr<Str>,
        /// `co_consts` as Python sees it, and `co_names`; empty as long as nobody asked for those of stored code.
        gc consts: Ptr<Tuple>,
        gc names: Ptr<Tuple>,
        /// Names of the registers 0..n_locals, in order.
        gc local_names: Ptr<Tuple>,
        raw frame_size: Cell<u32>,
        raw meta: CodeMeta,
        /// Nothing in a stub.
        raw tables: OnceCell<Box<CodeTables>>,
        /// Live temporaries at word offsets where a collection asked (bit i: register n_locals + i).
        raw liveness: RefCell<Option<Box<HashMap<u32, Box<[u64]>>>>>,
        raw stored: Cell<Option<Stored>>,
        /// Address of the word that says where the function's compiled code is; 0: there is none.
        raw compiled: Cell<u64>,
    }
}

/// What the compiler hands over.
pub struct CodeParts<'a> {
    pub name: Gc<Str>,
    pub qualname: Gc<Str>,
    pub filename: Gc<Str>,
    pub pool: &'a [Value],
    pub consts: Gc<Tuple>,
    pub names: Gc<Tuple>,
    pub local_names: Gc<Tuple>,
    pub words: &'a [u64],
    pub meta: CodeMeta,
    pub tables: CodeTables,
}
/// What is known of code that is a stub at first.
pub struct StubParts {
    pub name: Gc<Str>,
    pub qualname: Gc<Str>,
    pub filename: Gc<Str>,
    pub local_names: Gc<Tuple>,
    pub meta: CodeMeta,
    pub stored: Stored,
}

/// Back edges taken before a loop is traced; 0: never.
pub static HOT_COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

impl CodeBody {
    /// Constants and instructions in one block.
    fn build(pool: &[Value], words: &[u64]) -> Result<Gc<CodeBody>, Raised> {
        let (nc, nw) = (pool.len(), words.len());
        let raw = heap().alloc((4 + nc + nw) * 8, Kind::CodeBody as u32).map_err(|_| memory_error())? as *mut CodeBody;
        // SAFETY: fresh object of that size; constants are values, alive through the caller's slice.
        let body = unsafe {
            (*raw).code.init(None);
            (*raw).n_consts = nc;
            (*raw).n_words = nw;
            let to = (raw as *mut u64).add(4);
            std::ptr::copy_nonoverlapping(pool.as_ptr() as *const u64, to, nc);
            std::ptr::copy_nonoverlapping(words.as_ptr(), to.add(nc), nw);
            Gc::from_raw(raw)
        };
        let hot = HOT_COUNT.load(std::sync::atomic::Ordering::Relaxed);
        // SAFETY: the words just copied.
        unsafe { crate::bytecode::ops::set_hot_counts(body.words(), nw, hot) };
        heap().remember(raw as *mut Header);
        Ok(body)
    }
}

impl Code {
    /// Builds a code object.
    pub fn new(p: CodeParts) -> Result<Gc<Code>, Raised> {
        let body = CodeBody::build(p.pool, p.words)?;
        let code = alloc_droppable(Code {
            header: Code::HEADER,
            body: Ptr::new(body),
            stub: Ptr::empty(),
            name: Ptr::new(p.name),
            qualname: Ptr::new(p.qualname),
            filename: Ptr::new(p.filename),
            consts: Ptr::new(p.consts),
            names: Ptr::new(p.names),
            local_names: Ptr::new(p.local_names),
            frame_size: Cell::new(p.meta.n_regs),
            meta: p.meta,
            tables: OnceCell::from(Box::new(p.tables)),
            liveness: RefCell::new(None),
            stored: Cell::new(None),
            compiled: Cell::new(0),
        });
        body.code.set(body, code);
        Ok(code)
    }
    /// Builds a code object that loads itself when it is called.
    pub fn stub(p: StubParts) -> Result<Gc<Code>, Raised> {
        let body = CodeBody::build(&[], &[Ins::abc(Op::LOAD_CODE, 0, 0, 0).0])?;
        let code = alloc_droppable(Code {
            header: Code::HEADER,
            body: Ptr::new(body),
            stub: Ptr::empty(),
            name: Ptr::new(p.name),
            qualname: Ptr::new(p.qualname),
            filename: Ptr::new(p.filename),
            consts: Ptr::empty(),
            names: Ptr::empty(),
            local_names: Ptr::new(p.local_names),
            frame_size: Cell::new(p.meta.n_regs),
            meta: p.meta,
            tables: OnceCell::new(),
            liveness: RefCell::new(None),
            stored: Cell::new(Some(p.stored)),
            compiled: Cell::new(0),
        });
        body.code.set(body, code);
        Ok(code)
    }
}
impl Gc<CodeBody> {
    /// The constant pool; constant `i` is word `i`.
    pub fn pool(self) -> *mut u64 {
        // SAFETY: within the object.
        unsafe { (self.as_ptr() as *mut u64).add(4) }
    }
    pub fn words(self) -> *mut u64 {
        // SAFETY: within the object.
        unsafe { self.pool().add(self.n_consts) }
    }
}
impl Gc<Code> {
    /// First instruction.
    pub fn entry(self) -> *const u64 {
        self.body.gc().words()
    }
    /// First instruction of a call: calls are counted only where that leads to something.
    pub fn call_entry(self) -> *const u64 {
        use crate::bytecode::ops::{Ins, Op};
        let entry = self.entry();
        // SAFETY: code has an instruction.
        let counts = Ins(unsafe { *entry }).0 as u16 == Op::ENTER as u16;
        if counts && HOT_COUNT.load(std::sync::atomic::Ordering::Relaxed) == 0 {
            entry.wrapping_add(Op::ENTER.len())
        } else {
            entry
        }
    }
    /// Word offset of a pc inside this code. A frame may still be in the stub that has loaded the body: behind its first
    /// instruction.
    pub fn offset_of(self, pc: *const u64) -> usize {
        let offset = (pc as usize).wrapping_sub(self.entry() as usize) / 8;
        if offset <= self.body.gc().n_words { offset } else { 1 }
    }
    /// Parameter count for calls that need no binding, else `NOT_SIMPLE`.
    pub fn simple_key(self) -> u32 {
        let m = &self.meta;
        let plain = m.flags & (flags::VARARGS | flags::VARKEYWORDS | flags::OPTIMIZED) == flags::OPTIMIZED;
        if m.kwonlyargcount == 0 && plain { m.argcount } else { NOT_SIMPLE }
    }
    pub fn position(self, offset: usize) -> Position {
        self.tables.get().map_or_else(Position::default, |t| t.positions.at(offset))
    }
    /// Exception ranges, innermost first.
    pub fn exceptions(&self) -> &[ExceptionRange] {
        self.tables.get().map_or(&[], |t| &t.exceptions)
    }
    pub fn is_loaded(self) -> bool {
        self.tables.get().is_some()
    }
    /// Makes sure that the body and the tables are there.
    pub fn load(self) -> Result<(), Raised> {
        if self.is_loaded() { Ok(()) } else { crate::stdlib::marshal::load_body(self) }
    }
    /// Completes a stub.
    pub fn fill(self, pool: &[Value], words: &[u64], tables: CodeTables) -> Result<(), Raised> {
        let body = CodeBody::build(pool, words)?;
        body.code.set(body, self);
        self.stub.set(self, self.body.get());
        self.body.set(self, body);
        *self.liveness.borrow_mut() = None;
        let _ = self.tables.set(Box::new(tables));
        Ok(())
    }
    /// `co_consts`
    pub fn all_consts(self) -> Result<Gc<Tuple>, Raised> {
        self.load_extras()?;
        Ok(self.consts.gc())
    }
    /// `co_names`
    pub fn all_names(self) -> Result<Gc<Tuple>, Raised> {
        self.load_extras()?;
        Ok(self.names.gc())
    }
    fn load_extras(self) -> Result<(), Raised> {
        if self.consts.get().is_some() { Ok(()) } else { crate::stdlib::marshal::load_extras(self) }
    }
    /// The doc string, if the code has one.
    pub fn doc(self) -> Result<Option<Value>, Raised> {
        if self.meta.flags & flags::HAS_DOCSTRING == 0 {
            return Ok(None);
        }
        Ok(self.all_consts()?.items().first().copied())
    }
    /// The code that a pc belongs to. A pc is behind an instruction, so it may be behind the last word of a body.
    pub fn of_pc(pc: *const u64) -> Option<Gc<Code>> {
        let p = heap().is_object(pc as u64 - 8)?;
        // SAFETY: a pc points into a code body.
        unsafe { if (*p).shape() == Kind::CodeBody as u32 { (*(p as *mut CodeBody)).code.get() } else { None } }
    }
}
