//! A tiny run-time system for the tests: a thread with an exit buffer, a bump heap, helpers.
#![allow(dead_code)]

pub mod toy;

use sidewinder_jit::exits::Rebuild;
use sidewinder_jit::host::Real;
use sidewinder_jit::ir::value::{self, Layout};
use sidewinder_jit::ir::{Class, ClassSet, Helper, Site, Ty};

pub const FLOAT_SHAPE: u32 = 7;
pub const OBJECT_SHAPE: u32 = 11;
pub const OLD: u64 = 1 << value::OLD_BIT;
pub const FIELDS: i64 = 4;
/// Alias class of object fields, and of the counter the noisy helper bumps.
pub const FIELD: Class = Class(1);
pub const NOISE: Class = Class(2);

/// What compiled code sees behind its thread pointer.
#[repr(C)]
pub struct Thread {
    pub exit_cursor: *mut u64,
    pub interrupt: u32,
    pub limit: u32,
    pub bump: u64,
    pub end: u64,
    pub barriers: u64,
    pub noise: u64,
    pub frame: *mut u64,
    pub heap: Vec<u64>,
    pub buffer: Vec<u64>,
    pub nones: [u64; 6],
}

pub const INTERRUPT: i32 = 8;

extern "sysv64" fn box_float(t: *mut Thread, bits: u64) -> u64 {
    let t = unsafe { &mut *t };
    let a = t.raw(16);
    unsafe {
        *(a as *mut u64) = FLOAT_SHAPE as u64;
        *(a as *mut u64).add(1) = bits;
    }
    a
}
extern "sysv64" fn alloc(t: *mut Thread, size: u64, header: u64) -> u64 {
    let a = unsafe { &mut *t }.raw(size);
    unsafe { *(a as *mut u64) = header };
    a
}
extern "sysv64" fn barrier(t: *mut Thread, o: *mut u64) {
    unsafe {
        (*t).barriers += 1;
        *o &= !OLD;
    }
}
pub extern "sysv64" fn mix(x: f64, i: i64, y: f64) -> f64 {
    x * 0.5 + y - i as f64
}
/// Bumps the first field if it is an int; counts.
pub extern "sysv64" fn noisy(t: *mut Thread, o: *mut u64) -> u64 {
    unsafe {
        (*t).noise += 1;
        let f = o.add(1);
        if value::is_int(*f) {
            *f = value::box_int((value::unbox_int(*f) + 1) & 0xffff);
        }
        *f
    }
}
/// Looks at a slot of the frame; 0 ("raised") if it is the word of int 13.
pub extern "sysv64" fn look(t: *mut Thread, slot: i64) -> u64 {
    unsafe {
        let v = *(*t).frame.add(slot as usize);
        if v == value::box_int(13) { 0 } else { v }
    }
}

impl Thread {
    pub fn new() -> Box<Thread> {
        let mut t = Box::new(Thread {
            exit_cursor: std::ptr::null_mut(),
            interrupt: 0,
            limit: 0,
            bump: 0,
            end: 0,
            barriers: 0,
            noise: 0,
            frame: std::ptr::null_mut(),
            heap: vec![0; 1 << 18],
            buffer: vec![0; 1 << 14],
            nones: [100, 0, 101, 0, 102, 0],
        });
        t.reset();
        t
    }
    pub fn reset(&mut self) {
        self.exit_cursor = self.buffer.as_mut_ptr();
        self.bump = self.heap.as_ptr() as u64;
        // A low limit, so that the slow path is taken too.
        self.end = self.bump + 8 * 64;
        self.barriers = 0;
        self.noise = 0;
        self.interrupt = 0;
    }
    pub fn raw(&mut self, size: u64) -> u64 {
        let a = self.bump;
        self.bump += size;
        assert!(self.bump <= self.heap.as_ptr() as u64 + 8 * self.heap.len() as u64, "test heap is full");
        if self.bump > self.end {
            self.end = self.bump + 8 * 64;
        }
        unsafe { std::ptr::write_bytes(a as *mut u8, 0, size as usize) };
        a
    }
    pub fn none(&self) -> u64 {
        self.nones.as_ptr() as u64
    }
    pub fn layout(&self) -> Layout {
        Layout {
            float_shape: FLOAT_SHAPE,
            float_payload: 8,
            true_word: self.none() + 16,
            false_word: self.none() + 32,
            exit_cursor: 0,
            box_float: box_float as *const () as u64,
            alloc: alloc as *const () as u64,
            barrier: barrier as *const () as u64,
        }
    }
    pub fn site(&self) -> Site {
        let at = |f: &u64| f as *const u64 as u64;
        Site { size: 8 + 8 * FIELDS as u32, header: OBJECT_SHAPE as u64, cursor: at(&self.bump), limit: at(&self.end) }
    }
    pub fn box_float(&mut self, f: f64) -> u64 {
        let w = value::encode_float(f);
        if value::is_immediate_float(w) { w } else { box_float(self, f.to_bits()) }
    }
    pub fn is_float(&self, w: u64) -> bool {
        value::is_immediate_float(w) || value::is_pointer(w) && unsafe { *(w as *const u32) } == FLOAT_SHAPE
    }
    pub fn float(&self, w: u64) -> f64 {
        if value::is_pointer(w) { unsafe { f64::from_bits(*(w as *const u64).add(1)) } } else { value::decode_float(w) }
    }
    pub fn is_object(&self, w: u64) -> bool {
        value::is_pointer(w) && w != 0 && unsafe { *(w as *const u32) } == OBJECT_SHAPE
    }
    pub fn address(&mut self) -> *mut u8 {
        (self as *mut Thread).cast()
    }
    pub fn real(&mut self) -> Real {
        Real { enter: None, thread: self.address() as u64 }
    }
}

/// Rebuilds exits into a frame.
pub struct Restore<'a> {
    pub thread: &'a mut Thread,
    pub base: *mut u64,
}

impl Rebuild for Restore<'_> {
    fn int(&mut self, i: i64) -> u64 {
        assert!(value::fits(i), "{i} does not fit");
        value::box_int(i)
    }
    fn float(&mut self, f: f64) -> u64 {
        self.thread.box_float(f)
    }
    fn bool(&mut self, b: bool) -> u64 {
        let l = self.thread.layout();
        if b { l.true_word } else { l.false_word }
    }
    fn object(&mut self, size: u32, header: u64) -> u64 {
        alloc(self.thread, size as u64, header)
    }
    fn make(&mut self, helper: u64, args: &[u64]) -> u64 {
        unsafe { sidewinder_jit::exits::call_lazy(helper, args) }
    }
    fn field(&mut self, o: u64, offset: i32, word: u64) {
        unsafe { *((o as i64 + offset as i64) as *mut u64) = word }
    }
    fn slot(&mut self, slot: i32, word: u64) {
        unsafe { *self.base.offset(slot as isize) = word }
    }
}

/// The helpers of the tests.
pub fn helpers() -> [Helper; 3] {
    let h = |name: &str, address: u64, args: &[Ty], ret, reads, writes, pure_call, raises| Helper {
        name: name.into(),
        address,
        args: args.to_vec(),
        ret,
        reads,
        writes,
        pure_call,
        raises,
        collects: false,
        lazy: None,
    };
    let both = ClassSet::of(FIELD).union(ClassSet::of(NOISE));
    [
        h(
            "mix",
            mix as *const () as u64,
            &[Ty::Float, Ty::Int, Ty::Float],
            Ty::Float,
            ClassSet::NONE,
            ClassSet::NONE,
            true,
            false,
        ),
        h("noisy", noisy as *const () as u64, &[Ty::Ptr, Ty::Ptr], Ty::Tagged, both, both, false, false),
        h(
            "look",
            look as *const () as u64,
            &[Ty::Ptr, Ty::Int],
            Ty::Tagged,
            ClassSet::of(Class::FRAME),
            ClassSet::NONE,
            false,
            true,
        ),
    ]
}
