//! The one virtual machine of the process: well-known objects, intern table, counters that name versions.
//!
//! All of it is used under the GIL only. The fields that hold values are a root table of the heap.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::hash::BuildHasher;

use crate::object::buffer::Array;
use crate::object::dict::Dict;
use crate::object::float::Float;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::hash::hash_bytes;
use crate::object::heap::{Tracer, heap};
use crate::object::intern::InternTable;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::special::{ALL_SPECIALS, SPECIAL_COUNT, Special};
use crate::object::str::{Str, same_bytes};
use crate::object::tuple::Tuple;
use crate::object::value::Value;

pub struct Vm {
    pub none: Value,
    pub true_: Value,
    pub false_: Value,
    pub not_implemented: Value,
    pub ellipsis: Value,
    /// The float infinity. There is but one: doubles that come out of an object's attribute are the same float again, as those are
    /// that need no box.
    pub infinity: Value,
    /// Marks special methods that a class does not have.
    pub absent: Ptr<Tuple>,
    pub empty_tuple: Ptr<Tuple>,
    /// What `Type::specials` is as long as nobody asked: `SPECIAL_COUNT` empty words that nobody writes to.
    pub no_specials: Ptr<Array>,
    pub empty_str: Ptr<Str>,
    /// Strings of one Latin-1 character.
    latin1: [Cell<u64>; 256],
    specials: [Cell<u64>; SPECIAL_COUNT],
    /// The exception classes, by `builtins::exceptions::Exc`.
    pub exceptions: [Cell<u64>; 128],
    pub builtins: Ptr<Module>,
    /// `builtins.__dict__`
    pub builtins_dict: Ptr<Dict>,
    /// `sys.__dict__`
    pub sys_dict: Ptr<Dict>,
    /// `sys.modules`
    pub modules: Ptr<Dict>,
    /// Values that native modules keep for themselves, by a name of theirs.
    pub state: Ptr<Dict>,
    interned: RefCell<InternTable>,
    hash_seed: u64,
    hash_shared: foldhash::SharedSeed,
    type_version: Cell<u32>,
    /// How often something changed that compiled code relied on.
    pub broken_assumptions: Cell<u32>,
    dict_version: Cell<u32>,
    pub stats: Stats,
}

/// Counters that `_sidewinder.stats()` shows.
#[derive(Default)]
pub struct Stats {
    pub frame_objects_created: Cell<u64>,
    pub argument_words_copied: Cell<u64>,
    pub calls: Cell<u64>,
}

struct Place(UnsafeCell<Option<Box<Vm>>>);
// SAFETY: used under the GIL only; written once, by `init`, before there are threads.
unsafe impl Sync for Place {}
static VM: Place = Place(UnsafeCell::new(None));

/// The virtual machine.
#[inline(always)]
pub fn vm() -> &'static Vm {
    // SAFETY: initialised before any Python object exists; never replaced.
    unsafe { (*VM.0.get()).as_deref().unwrap_unchecked() }
}
pub fn is_initialised() -> bool {
    // SAFETY: a look at a flag.
    unsafe { (*VM.0.get()).is_some() }
}

/// Reserves the heap's shapes and makes the objects that everything else needs. The classes come after
/// (`builtins::init`). `hash_seed`: `PYTHONHASHSEED`, or `None` for a random one.
pub fn init(hash_seed: Option<u64>) {
    crate::object::shape::init();
    let raw = |k: Kind| -> Value {
        let p = heap().alloc(16, k as u32).unwrap_or_else(|_| crate::object::out_of_memory());
        // SAFETY: a fresh object of at least 16 bytes; the second word is defined.
        unsafe {
            *(p as *mut u64).add(1) = 0;
            Value::from_bits(p as u64)
        }
    };
    let truth = |b| alloc(crate::object::int::Bool { header: crate::object::int::Bool::HEADER, truth: b }).value();
    let random = std::collections::hash_map::RandomState::new();
    let (hash_seed, hash_shared) = match hash_seed {
        Some(s) => (s ^ 0x2D35_8DCC_AA6C_78A5, s.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x8BB8_4B93_962E_ACC9),
        None => (random.hash_one(1), random.hash_one(2)),
    };
    let vm = Box::new(Vm {
        none: raw(Kind::NoneType),
        true_: truth(true),
        false_: truth(false),
        not_implemented: raw(Kind::NotImplemented),
        ellipsis: raw(Kind::Ellipsis),
        infinity: alloc(Float { header: Float::HEADER, value: f64::INFINITY }).value(),
        absent: Ptr::empty(),
        empty_tuple: Ptr::empty(),
        no_specials: Ptr::empty(),
        empty_str: Ptr::empty(),
        latin1: [const { Cell::new(0) }; 256],
        specials: [const { Cell::new(0) }; SPECIAL_COUNT],
        exceptions: [const { Cell::new(0) }; 128],
        builtins: Ptr::empty(),
        builtins_dict: Ptr::empty(),
        sys_dict: Ptr::empty(),
        modules: Ptr::empty(),
        state: Ptr::empty(),
        interned: RefCell::new(InternTable::default()),
        hash_seed,
        hash_shared: foldhash::SharedSeed::from_u64(hash_shared),
        type_version: Cell::new(0),
        broken_assumptions: Cell::new(0),
        dict_version: Cell::new(0),
        stats: Stats::default(),
    });
    // SAFETY: start-up, one thread, first call.
    unsafe { *VM.0.get() = Some(vm) };
    heap().add_root_scanner(trace);
    heap().add_stable_root_scanner(trace_interned);
    let v = self::vm();
    let tuple = || Tuple::try_alloc(0, Kind::Tuple as u32, 0).unwrap_or_else(|_| crate::object::out_of_memory());
    v.absent.init(tuple());
    v.empty_tuple.init(tuple());
    v.no_specials.init(Array::new(SPECIAL_COUNT));
    let empty = Str::new("");
    v.empty_str.init(empty);
    v.intern(empty);
    for c in 0..256u32 {
        let s = Str::from_points(1, c, std::iter::once(c)).unwrap_or_else(|_| crate::object::out_of_memory());
        v.latin1[c as usize].set(v.intern(s).addr());
    }
    for &s in ALL_SPECIALS {
        v.specials[s as usize].set(v.intern_text(s.name()).addr());
    }
    v.state.init(Dict::new());
    v.modules.init(Dict::new());
}

fn trace(t: &mut Tracer) {
    let v = vm();
    for w in [v.none, v.true_, v.false_, v.not_implemented, v.ellipsis, v.infinity] {
        t.word(w.bits());
    }
    let addr = |p: Option<u64>| p.unwrap_or(0);
    for w in [
        addr(v.absent.get().map(Gc::addr)),
        addr(v.empty_tuple.get().map(Gc::addr)),
        addr(v.no_specials.get().map(Gc::addr)),
        addr(v.empty_str.get().map(Gc::addr)),
        addr(v.builtins.get().map(Gc::addr)),
        addr(v.builtins_dict.get().map(Gc::addr)),
        addr(v.sys_dict.get().map(Gc::addr)),
        addr(v.modules.get().map(Gc::addr)),
        addr(v.state.get().map(Gc::addr)),
    ] {
        t.word(w);
    }
    v.latin1.iter().chain(&v.specials).chain(&v.exceptions).for_each(|c| t.word(c.get()));
}
fn trace_interned(t: &mut Tracer) {
    vm().interned.borrow().trace(t);
}

impl Vm {
    pub fn special_name(&self, s: Special) -> Gc<Str> {
        // SAFETY: filled at start-up.
        unsafe { Gc::from_raw(self.specials[s as usize].get() as *mut Str) }
    }
    /// The string of one code point below 256.
    #[inline(always)]
    /// The words of the strings of one character below 256.
    pub fn latin1_table(&self) -> *const u64 {
        self.latin1.as_ptr() as *const u64
    }
    pub fn latin1(&self, c: u8) -> Gc<Str> {
        // SAFETY: filled at start-up.
        unsafe { Gc::from_raw(self.latin1[c as usize].get() as *mut Str) }
    }
    pub fn intern_text(&self, s: &str) -> Gc<Str> {
        if !s.is_ascii() {
            return self.intern(Str::new(s));
        }
        let (bytes, hash) = (s.as_bytes(), hash_bytes(s.as_bytes()));
        let same = |o: Gc<Str>| o.ascii && o.len == bytes.len() && same_bytes(o.raw(), bytes);
        if let Some(found) = self.interned.borrow().find(hash, same) {
            return found;
        }
        let s = Str::new(s);
        s.hash.set(hash);
        self.enter_interned(s)
    }
    /// Enters a text that is not there yet.
    fn enter_interned(&self, s: Gc<Str>) -> Gc<Str> {
        s.interned.set(true);
        self.interned.borrow_mut().insert(s);
        s
    }
    pub fn intern(&self, s: Gc<Str>) -> Gc<Str> {
        if s.interned.get() {
            return s;
        }
        let same = |o: Gc<Str>| o.width == s.width && o.raw() == s.raw();
        if let Some(found) = self.interned.borrow().find(s.hash_value(), same) {
            return found;
        }
        let s = if crate::object::shape::kind_of_ptr(s.addr()) == Kind::Str && s.header().shape() == Kind::Str as u32 {
            s
        } else {
            // an instance of a subclass: intern an exact copy
            let points: Vec<u32> = s.points().collect();
            Str::from_u32s(&points).unwrap_or_else(|_| crate::object::out_of_memory())
        };
        self.enter_interned(s)
    }
    /// For texts and bytes.
    #[inline(always)]
    pub fn hasher(&self) -> foldhash::quality::FoldHasher<'_> {
        foldhash::quality::FoldHasher::with_seed(self.hash_seed, &self.hash_shared)
    }
    pub fn next_type_version(&self) -> u32 {
        self.type_version.set(self.type_version.get().checked_add(1).expect("fewer than 2^32 class changes"));
        self.type_version.get()
    }
    pub fn next_dict_version(&self) -> u32 {
        self.dict_version.set(self.dict_version.get().wrapping_add(1).max(1));
        self.dict_version.get()
    }
    /// A value that native code keeps for itself.
    pub fn state(&self, name: &str) -> Option<Value> {
        self.state.gc().get_text(name)
    }
    pub fn set_state(&self, name: &str, v: Value) {
        let _ = self.state.gc().set_text(name, v);
    }
}
