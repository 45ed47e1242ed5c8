//! Two hosts for the evaluator: the process's own memory, and a mock.

use crate::eval::Host;
use crate::ir::{Helper, Ty};
use std::collections::HashMap;

/// Real memory and real helpers. Every address a trace touches must be valid, as for machine code.
pub struct Real {
    /// Enters compiled code, for `callf`.
    pub enter: Option<unsafe extern "sysv64" fn(code: u64, base: u64, thread: u64) -> u64>,
    pub thread: u64,
}

type Ints = [u64; 6];
type Floats = [f64; 8];

/// Calls a System V function with up to six words and eight floats.
///
/// # Safety
/// `address` is a function that takes a prefix of these arguments.
unsafe fn call_raw(address: u64, i: Ints, f: Floats, float: bool) -> u64 {
    macro_rules! go {
        ($r:ty) => {{
            type F =
                unsafe extern "sysv64" fn(u64, u64, u64, u64, u64, u64, f64, f64, f64, f64, f64, f64, f64, f64) -> $r;
            // SAFETY: the caller promises a function; in this convention unused argument registers are ignored.
            let g: F = unsafe { std::mem::transmute(address as usize) };
            unsafe { g(i[0], i[1], i[2], i[3], i[4], i[5], f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]) }
        }};
    }
    if float { go!(f64).to_bits() } else { go!(u64) }
}

impl Host for Real {
    fn read(&mut self, address: u64, bytes: u32) -> u64 {
        // SAFETY: the trace's addresses are valid (type documentation).
        unsafe {
            match bytes {
                1 => *(address as *const u8) as u64,
                2 => (address as *const u16).read_unaligned() as u64,
                4 => (address as *const u32).read_unaligned() as u64,
                _ => (address as *const u64).read_unaligned(),
            }
        }
    }
    fn write(&mut self, address: u64, bytes: u32, v: u64) {
        // SAFETY: as in `read`.
        unsafe {
            match bytes {
                1 => *(address as *mut u8) = v as u8,
                2 => (address as *mut u16).write_unaligned(v as u16),
                4 => (address as *mut u32).write_unaligned(v as u32),
                _ => (address as *mut u64).write_unaligned(v),
            }
        }
    }
    fn call(&mut self, h: &Helper, args: &[u64]) -> u64 {
        let (mut ints, mut floats) = ([0; 6], [0.0; 8]);
        let (mut ni, mut nf) = (0, 0);
        for (ty, a) in h.args.iter().zip(args) {
            if *ty == Ty::Float {
                floats[nf] = f64::from_bits(*a);
                nf += 1;
            } else {
                ints[ni] = *a;
                ni += 1;
            }
        }
        // SAFETY: the helper is declared with these types.
        let r = unsafe { call_raw(h.address, ints, floats, h.ret == Ty::Float) };
        if h.ret == Ty::Bool { r & 1 } else { r }
    }
    fn service(&mut self, address: u64, args: &[u64]) -> u64 {
        let mut ints = [0; 6];
        ints[..args.len()].copy_from_slice(args);
        // SAFETY: the layout's helpers take words.
        unsafe { call_raw(address, ints, [0.0; 8], false) }
    }
    fn callf(&mut self, cell: u64, base: u64) -> u64 {
        match self.enter {
            // SAFETY: the cell holds the entry of a trace.
            Some(enter) => unsafe { enter(*(cell as *const u64), base, self.thread) },
            None => 0,
        }
    }
}

/// A helper of the mock.
pub type MockFn = fn(&mut Mock, &[u64]) -> u64;

/// Sparse memory of bytes, and helpers by name or service address.
#[derive(Default)]
pub struct Mock {
    pub bytes: HashMap<u64, u8>,
    pub helpers: HashMap<String, MockFn>,
    pub services: HashMap<u64, MockFn>,
}

impl Mock {
    pub fn word(&mut self, address: u64) -> u64 {
        self.read(address, 8)
    }
    pub fn set(&mut self, address: u64, v: u64) {
        self.write(address, 8, v)
    }
}

impl Host for Mock {
    fn read(&mut self, address: u64, bytes: u32) -> u64 {
        (0..bytes as u64).map(|k| (self.bytes.get(&(address + k)).copied().unwrap_or(0) as u64) << (8 * k)).sum()
    }
    fn write(&mut self, address: u64, bytes: u32, v: u64) {
        for k in 0..bytes as u64 {
            self.bytes.insert(address + k, (v >> (8 * k)) as u8);
        }
    }
    fn call(&mut self, h: &Helper, args: &[u64]) -> u64 {
        self.helpers.get(&h.name).copied().map_or(0, |f| f(self, args))
    }
    fn service(&mut self, address: u64, args: &[u64]) -> u64 {
        self.services.get(&address).copied().map_or(0, |f| f(self, args))
    }
    fn callf(&mut self, _cell: u64, _base: u64) -> u64 {
        0
    }
}
