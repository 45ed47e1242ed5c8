//! Class objects.
//!
//! A class has a name space (`dict`), a linearised list of ancestors (`mro`), a version that changes with anything that
//! attribute lookup through it can see, and a lazily filled table of its special methods: `specials[i]` is the value that
//! the MRO gives for special name `i`, `ABSENT` if there is none, 0 if nobody asked since the last change.
//!
//! An attribute that holds a plain value and is overwritten with another one gets a cell (`cells`): from then on overwriting it
//! changes nothing but the value in `dict` and in the cell, which those read who would otherwise remember the value.

use std::cell::Cell;

use super::buffer::{Array, Buffer};
use super::dict::Dict;
use super::function::Cell as Variable;
use super::gc::{Gc, Ptr, Slot};
use super::heap::ShapeId;
use super::kind::Kind;
use super::native::{GetSetDef, NativeDef};
use super::special::{SPECIAL_COUNT, Special};
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;
use super::watch::Watch;
use crate::layout;

layout! {
    pub struct Type: Type {
        gc name: Ptr<Str>,
        gc qualname: Ptr<Str>,
        gc bases: Ptr<Tuple>,
        /// The base that decides the layout.
        gc base: Ptr<Type>,
        gc mro: Ptr<Tuple>,
        gc dict: Ptr<Dict>,
        /// Direct subclasses: words in front of the buffer, 0 where a class has died. They keep no class alive.
        gc subclasses: Ptr<Buffer>,
        raw n_subclasses: Cell<usize>,
        /// Array of `SPECIAL_COUNT` words: 0, a value, or the absent mark.
        gc specials: Ptr<Array>,
        /// Cells of own attributes that are overwritten while the program runs, by name: they hold what `dict` holds.
        gc cells: Ptr<Dict>,
        /// Tuple of names of this class's own `__slots__`, if it has any.
        gc slots: Slot,
        raw flags: Cell<u32>,
        /// Layout of instances.
        raw kind: Cell<Kind>,
        /// Never 0, never reused; see module doc.
        raw version: Cell<u32>,
        raw watch: Watch,
        /// Shape of a fresh instance.
        raw root_shape: Cell<ShapeId>,
        /// Bytes of an instance before `extra` (fixed part and slots).
        raw base_size: Cell<u32>,
        /// For classes of exceptions: which named fields `Exception::fields` holds.
        raw def: Cell<Option<&'static TypeDef>>,
    }
}

/// Bits of `Type::flags`.
pub mod type_flags {
    /// Made by a class statement or `type()`: attributes can be set.
    pub const HEAP: u32 = 1;
    /// May be subclassed.
    pub const BASETYPE: u32 = 2;
    /// Instances have a `__dict__`.
    pub const HAS_DICT: u32 = 4;
    /// Instances can be weakly referenced.
    pub const WEAKREF: u32 = 8;
    pub const ABSTRACT: u32 = 16;
    /// Has (or inherits) `__del__`.
    pub const FINALIZER: u32 = 32;
    /// A subclass of `BaseException`, `type`, `int`, … as CPython's fast subclass bits are kept in `kind`.
    pub const EXCEPTION: u32 = 64;
    /// `match` treats instances as sequences / mappings.
    pub const SEQUENCE: u32 = 128;
    pub const MAPPING: u32 = 256;
    /// No `tp_new`: cannot be instantiated from Python.
    pub const NO_NEW: u32 = 512;
    /// Type attributes cannot be changed though it is not built in.
    pub const IMMUTABLE: u32 = 1024;
    /// Errors name the class with its module in front, though it is written in Python.
    pub const QUALIFIED: u32 = 4096;
    /// Positional subpattern matches the subject itself (`int`, `str`, …).
    pub const MATCH_SELF: u32 = 2048;
}

/// A class written in Rust. Tables may come from several files: `methods` is a list of tables.
pub struct TypeDef {
    pub name: &'static str,
    /// `builtins`, or the module the class shows as its own.
    pub module: &'static str,
    pub kind: Kind,
    pub doc: &'static str,
    pub flags: u32,
    /// Names with two underscores on both sides become slot wrappers. `__new__(cls, …)` becomes the constructor.
    pub methods: &'static [&'static [NativeDef]],
    pub getsets: &'static [&'static [GetSetDef]],
}
impl TypeDef {
    pub const EMPTY: TypeDef =
        TypeDef { name: "", module: "builtins", kind: Kind::Object, doc: "", flags: 0, methods: &[], getsets: &[] };
}

/// What `specials` holds for "the MRO has no such name": `Ellipsis` cannot serve (it is a value), so the class `type`'s
/// own array does.
fn absent_mark() -> u64 {
    crate::vm::vm().absent.gc().addr()
}

impl Gc<Type> {
    /// The special method that instances of this class have, looked up in the MRO (not bound).
    #[inline(always)]
    pub fn special(self, s: Special) -> Option<Value> {
        debug_assert!((s as usize) < SPECIAL_COUNT);
        let w = self.specials.gc().get(s as usize);
        match w {
            None => self.fill_special(s),
            Some(v) if v.bits() == absent_mark() => None,
            some => some,
        }
    }
    #[cold]
    #[inline(never)]
    fn fill_special(self, s: Special) -> Option<Value> {
        let found = self.lookup(s.interned());
        // SAFETY: the absent mark is a heap object.
        let w = found.unwrap_or(unsafe { Value::from_bits(absent_mark()) });
        let mut table = self.specials.gc();
        if table == crate::vm::vm().no_specials.gc() {
            table = Array::new(SPECIAL_COUNT);
            self.specials.set(self, table);
        }
        table.set(s as usize, w);
        found
    }
    /// A name in the MRO's name spaces. No descriptors are run.
    pub fn lookup(self, name: Gc<Str>) -> Option<Value> {
        self.lookup_where(name).map(|(_, v)| v)
    }
    /// As `lookup`, with the class it was found in.
    pub fn lookup_where(self, name: Gc<Str>) -> Option<(Gc<Type>, Value)> {
        for &c in self.mro.get()?.items() {
            if let Some(c) = c.cast::<Type>()
                && let Some(v) = c.dict.gc().get_str(name)
            {
                return Some((c, v));
            }
        }
        None
    }
    /// The cell of an own attribute, if it has one.
    pub fn variable(self, name: Gc<Str>) -> Option<Gc<Variable>> {
        self.cells.get()?.get_str(name)?.cast()
    }
    /// The cell of what `lookup` finds.
    pub fn lookup_variable(self, name: Gc<Str>) -> Option<Gc<Variable>> {
        self.lookup_where(name).and_then(|(c, _)| c.variable(name))
    }
    pub fn has_flag(self, f: u32) -> bool {
        self.flags.get() & f != 0
    }
    pub fn add_flag(self, f: u32) {
        self.flags.set(self.flags.get() | f)
    }
    /// Is `self` the class `o` or below it (by the MRO; no hooks)?
    pub fn is_subtype(self, o: Gc<Type>) -> bool {
        self == o || self.mro.get().is_some_and(|m| m.items().contains(&o.value()))
    }
    /// Everything below may have changed: new version here and in all subclasses, forgotten special methods.
    pub fn modified(self) {
        self.version.set(crate::vm::vm().next_type_version());
        self.watch.changed();
        self.specials.set(self, crate::vm::vm().no_specials.gc());
        for c in self.subclass_list() {
            c.modified();
        }
    }
    /// Direct subclasses that are alive.
    pub fn subclass_list(self) -> impl Iterator<Item = Gc<Type>> {
        let list = self.subclasses.get();
        // SAFETY: words in front of the buffer are classes or 0; a class that dies is taken out (`forget_subclasses`).
        (0..self.n_subclasses.get()).filter_map(move |i| unsafe { Some(list?.word(i)?.cast_unchecked()) })
    }
    pub fn add_subclass(self, c: Gc<Type>) {
        const FIRST: usize = 4;
        let n = self.n_subclasses.get();
        let list = match self.subclasses.get() {
            None => Buffer::try_new(8 * FIRST),
            Some(l) if 8 * n < l.cap.get() => Ok(l),
            Some(l) => {
                // few places of dead classes among many: a longer list; else the same one without them
                let alive = self.subclass_list().count();
                if alive * 4 < n * 3 {
                    self.close_ranks(l);
                    Ok(l)
                } else {
                    l.grown(8 * n, 16 * n)
                }
            }
        };
        let list = list.unwrap_or_else(|_| super::out_of_memory());
        self.subclasses.set(self, list);
        let n = self.n_subclasses.get();
        list.set_word(n, c.addr());
        self.n_subclasses.set(n + 1);
    }
    /// Moves the live classes of the list to its front.
    fn close_ranks(self, list: Gc<Buffer>) {
        let mut used = 0;
        for c in self.subclass_list() {
            list.set_word(used, c.addr());
            used += 1;
        }
        self.n_subclasses.set(used);
    }
    pub fn remove_subclass(self, c: Gc<Type>) {
        self.forget_subclasses(&|w| w == c.addr());
    }
    /// Takes the classes out of the list whose address fits; the others keep their places. For the collector, too.
    pub fn forget_subclasses(self, goes: &dyn Fn(u64) -> bool) {
        let Some(list) = self.subclasses.get() else { return };
        for i in 0..self.n_subclasses.get() {
            // SAFETY: a word in front of the buffer.
            if unsafe { list.word(i) }.is_some_and(|v| goes(v.bits())) {
                list.set_word(i, 0);
            }
        }
    }
    /// The class as error messages name it: `__name__`, for native classes outside `builtins` with the module in front.
    pub fn name_text(self) -> String {
        let name = self.name.gc().to_text();
        match self.def.get() {
            Some(d) if d.module != "builtins" => format!("{}.{name}", d.module),
            None if self.has_flag(type_flags::QUALIFIED) => {
                let module = self.dict.gc().get_text("__module__").and_then(|m| m.cast::<Str>());
                module.map_or_else(|| name.to_string(), |m| format!("{}.{name}", m.to_text()))
            }
            _ => name.into_owned(),
        }
    }
}
