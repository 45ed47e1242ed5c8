//! Code objects: instructions with their constants, names, tables of positions and exception handlers.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::function::NOT_SIMPLE;
use super::gc::{Gc, Object, Ptr, alloc_droppable};
use super::heap::{GcKind, Header, Tracer, heap};
use super::kind::{Kind, Layout};
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;
use super::{Raised, memory_error};
use crate::layout;

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
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    pub const METHOD: u32 = 0x8000000;
}

/// A source range: lines from 1, columns in UTF-8 bytes from 0. Line 0: no position.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[repr(C)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
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

/// The part of a code object that holds no values.
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
    pub local_kinds: Vec<LocalKind>,
    /// Position of each word of the instruction stream (cache words repeat their instruction's).
    pub positions: Vec<Position>,
    /// Innermost range first.
    pub exceptions: Vec<ExceptionRange>,
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
    crate::bytecode::ops::for_each_cached_value(words.add((*b).n_consts), (*b).n_words, |w| t.word(w));
}

layout! {
    pub struct Code: Code {
        gc body: Ptr<CodeBody>,
        gc name: Ptr<Str>,
        gc qualname: Ptr<Str>,
        gc filename: Ptr<Str>,
        /// `co_consts` as Python sees it.
        gc consts: Ptr<Tuple>,
        gc names: Ptr<Tuple>,
        /// Names of the registers 0..n_locals, in order.
        gc local_names: Ptr<Tuple>,
        raw frame_size: Cell<u32>,
        raw meta: Box<CodeMeta>,
        /// Live temporaries at word offsets where a collection asked (bit i: register n_locals + i).
        raw liveness: RefCell<HashMap<u32, Box<[u64]>>>,
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
}

/// Back edges taken before a loop is traced; 0: never.
pub static HOT_COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

impl Code {
    /// Builds a code object; constants first, then instructions, in one block.
    pub fn new(p: CodeParts) -> Result<Gc<Code>, Raised> {
        let (nc, nw) = (p.pool.len(), p.words.len());
        let raw = heap().alloc((4 + nc + nw) * 8, Kind::CodeBody as u32).map_err(|_| memory_error())? as *mut CodeBody;
        // SAFETY: fresh object of that size; constants are values, alive through the caller's slice.
        let body = unsafe {
            (*raw).code.init(None);
            (*raw).n_consts = nc;
            (*raw).n_words = nw;
            let words = (raw as *mut u64).add(4);
            std::ptr::copy_nonoverlapping(p.pool.as_ptr() as *const u64, words, nc);
            std::ptr::copy_nonoverlapping(p.words.as_ptr(), words.add(nc), nw);
            Gc::from_raw(raw)
        };
        let hot = HOT_COUNT.load(std::sync::atomic::Ordering::Relaxed);
        // SAFETY: the words just copied.
        unsafe { crate::bytecode::ops::set_hot_counts(body.words(), nw, hot) };
        heap().remember(raw as *mut Header);
        let code = alloc_droppable(Code {
            header: Code::HEADER,
            body: Ptr::new(body),
            name: Ptr::new(p.name),
            qualname: Ptr::new(p.qualname),
            filename: Ptr::new(p.filename),
            consts: Ptr::new(p.consts),
            names: Ptr::new(p.names),
            local_names: Ptr::new(p.local_names),
            frame_size: Cell::new(p.meta.n_regs),
            meta: Box::new(p.meta),
            liveness: RefCell::new(HashMap::new()),
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
    /// Word offset of a pc inside this code.
    pub fn offset_of(self, pc: *const u64) -> usize {
        (pc as usize - self.entry() as usize) / 8
    }
    /// Parameter count for calls that need no binding, else `NOT_SIMPLE`.
    pub fn simple_key(self) -> u32 {
        let m = &self.meta;
        if m.kwonlyargcount == 0 && m.flags & (flags::VARARGS | flags::VARKEYWORDS) == 0 {
            m.argcount
        } else {
            NOT_SIMPLE
        }
    }
    pub fn position(self, offset: usize) -> Position {
        self.meta.positions.get(offset).copied().unwrap_or_default()
    }
    /// The doc string, if the code has one.
    pub fn doc(self) -> Option<Value> {
        if self.meta.flags & flags::HAS_DOCSTRING != 0 { self.consts.gc().items().first().copied() } else { None }
    }
    /// The code that a pc belongs to.
    pub fn of_pc(pc: *const u64) -> Option<Gc<Code>> {
        let p = heap().is_object(pc as u64)?;
        // SAFETY: a pc points into a code body.
        unsafe { if (*p).shape() == Kind::CodeBody as u32 { (*(p as *mut CodeBody)).code.get() } else { None } }
    }
}
