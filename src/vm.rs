//! The one virtual machine of the process: well-known objects, intern table, counters that name versions.
//!
//! All of it is used under the GIL only. The fields that hold values are a root table of the heap.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::HashMap;
use std::hash::BuildHasher;

use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::heap::{Tracer, heap};
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::special::{ALL_SPECIALS, SPECIAL_COUNT, Special};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

pub struct Vm {
    pub none: Value,
    pub true_: Value,
    pub false_: Value,
    pub not_implemented: Value,
    pub ellipsis: Value,
    /// Marks special methods that a class does not have.
    pub absent: Ptr<Tuple>,
    pub empty_tuple: Ptr<Tuple>,
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
    interned: RefCell<HashMap<Vec<u8>, u64>>,
    hash_seed: (u64, u64),
    type_version: Cell<u32>,
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
    let hash_seed = match hash_seed {
        Some(s) => (s, s.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        None => (random.hash_one(1), random.hash_one(2)),
    };
    let vm = Box::new(Vm {
        none: raw(Kind::NoneType),
        true_: truth(true),
        false_: truth(false),
        not_implemented: raw(Kind::NotImplemented),
        ellipsis: raw(Kind::Ellipsis),
        absent: Ptr::empty(),
        empty_tuple: Ptr::empty(),
        empty_str: Ptr::empty(),
        latin1: [const { Cell::new(0) }; 256],
        specials: [const { Cell::new(0) }; SPECIAL_COUNT],
        exceptions: [const { Cell::new(0) }; 128],
        builtins: Ptr::empty(),
        builtins_dict: Ptr::empty(),
        sys_dict: Ptr::empty(),
        modules: Ptr::empty(),
        state: Ptr::empty(),
        interned: RefCell::new(HashMap::new()),
        hash_seed,
        type_version: Cell::new(0),
        dict_version: Cell::new(0),
        stats: Stats::default(),
    });
    // SAFETY: start-up, one thread, first call.
    unsafe { *VM.0.get() = Some(vm) };
    heap().add_root_scanner(trace);
    let v = self::vm();
    let tuple = || Tuple::try_alloc(0, Kind::Tuple as u32, 0).unwrap_or_else(|_| crate::object::out_of_memory());
    v.absent.init(tuple());
    v.empty_tuple.init(tuple());
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
    for w in [v.none, v.true_, v.false_, v.not_implemented, v.ellipsis] {
        t.word(w.bits());
    }
    let addr = |p: Option<u64>| p.unwrap_or(0);
    for w in [
        addr(v.absent.get().map(Gc::addr)),
        addr(v.empty_tuple.get().map(Gc::addr)),
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
    v.interned.borrow().values().for_each(|w| t.word(*w));
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
        if s.is_ascii()
            && let Some(&w) = self.interned.borrow().get(s.as_bytes())
        {
            // SAFETY: the intern table keeps its strings alive.
            return unsafe { Gc::from_raw(w as *mut Str) };
        }
        self.intern(Str::new(s))
    }
    pub fn intern(&self, s: Gc<Str>) -> Gc<Str> {
        if s.interned.get() {
            return s;
        }
        if s.width == 1
            && let Some(&w) = self.interned.borrow().get(s.raw())
        {
            // SAFETY: as above.
            return unsafe { Gc::from_raw(w as *mut Str) };
        }
        let mut key = s.raw().to_vec();
        if s.width != 1 {
            // the widths share one table: wide texts get a mark that no narrow text of that length can be taken for
            key.extend_from_slice(&[0, s.width, 0xff, 0xfe]);
        }
        if let Some(&w) = self.interned.borrow().get(&key) {
            // SAFETY: as above.
            return unsafe { Gc::from_raw(w as *mut Str) };
        }
        let s = if crate::object::shape::kind_of_ptr(s.addr()) == Kind::Str && s.header().shape() == Kind::Str as u32 {
            s
        } else {
            // an instance of a subclass: intern an exact copy
            let points: Vec<u32> = s.points().collect();
            Str::from_u32s(&points).unwrap_or_else(|_| crate::object::out_of_memory())
        };
        s.interned.set(true);
        self.interned.borrow_mut().insert(key, s.addr());
        s
    }
    pub fn hash_keys(&self) -> siphasher::sip::SipHasher13 {
        siphasher::sip::SipHasher13::new_with_keys(self.hash_seed.0, self.hash_seed.1)
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
