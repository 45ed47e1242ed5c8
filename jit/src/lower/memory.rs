//! Code memory: one reserved mapping, functions packed densely, never writable and executable at once.
//!
//! A private anonymous mapping, so that `fork` gives the child its own code and `perf` resolves its symbols.
//! Installing makes the touched pages writable, copies, and makes them executable again: nothing runs there meanwhile,
//! because only the holder of the interpreter lock runs or installs traces. Freed blocks go to a first-fit list.

use std::ops::{Deref, DerefMut};

/// Where code and cells would like to be: within reach of a program that is linked to a fixed address, so that calls and jumps need
/// no address in a register. Below the objects, above what malloc takes.
const WANTED_CODE: usize = 0x6000_0000;
const WANTED_CELLS: usize = 0x5f00_0000;

/// A line of the instruction cache, which short loops are to fit.
const ALIGN: usize = 64;
const PAGE: usize = 4096;

/// Bytes of an anonymous mapping.
struct Mapping {
    start: *mut u8,
    bytes: usize,
}

impl Mapping {
    /// At `wanted` if possible; `what` it is for is said if there is no room.
    fn new(bytes: usize, wanted: usize, what: &str) -> Result<Mapping, String> {
        let (prot, flags) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: a fresh mapping; the address is only a wish.
        let start = unsafe { libc::mmap(std::ptr::without_provenance_mut(wanted), bytes, prot, flags, -1, 0) };
        if start == libc::MAP_FAILED {
            return Err(format!("{what}: {}", std::io::Error::last_os_error()));
        }
        Ok(Mapping { start: start.cast(), bytes })
    }
}
impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is this one's own.
        unsafe { libc::munmap(self.start.cast(), self.bytes) };
    }
}
impl Deref for Mapping {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        // SAFETY: mapped, and never without the right to read it.
        unsafe { std::slice::from_raw_parts(self.start, self.bytes) }
    }
}
impl DerefMut for Mapping {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: as above. Code is written where `install` has just made it writable.
        unsafe { std::slice::from_raw_parts_mut(self.start, self.bytes) }
    }
}

/// A bump arena with a free list.
pub struct CodeMemory {
    map: Mapping,
    next: usize,
    /// Freed blocks (offset, length), by offset, coalesced.
    free: Vec<(usize, usize)>,
    used: usize,
}

/// Bytes of code memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Usage {
    /// Held by live functions.
    pub used: usize,
    /// High-water mark of the mapping.
    pub touched: usize,
    pub reserved: usize,
}

impl CodeMemory {
    /// Reserves `bytes` of address space; pages are touched as code is installed.
    pub fn new(bytes: usize) -> Result<CodeMemory, String> {
        let map = Mapping::new(bytes.next_multiple_of(PAGE), WANTED_CODE, "code memory")?;
        Ok(CodeMemory { map, next: 0, free: vec![], used: 0 })
    }

    pub fn usage(&self) -> Usage {
        Usage { used: self.used, touched: self.next, reserved: self.map.len() }
    }

    /// Finds room for `len` bytes; the address is final, so that code can be relocated for it before `install`.
    pub fn reserve(&mut self, len: usize) -> Option<(usize, usize)> {
        let len = len.max(1).next_multiple_of(ALIGN);
        let at = match self.free.iter().position(|b| b.1 >= len) {
            Some(n) => {
                let (at, size) = self.free[n];
                if size == len {
                    self.free.remove(n);
                } else {
                    self.free[n] = (at + len, size - len);
                }
                at
            }
            None => {
                if len > self.map.len() - self.next {
                    return None;
                }
                self.next += len;
                self.next - len
            }
        };
        self.used += len;
        Some((self.map.as_ptr() as usize + at, len))
    }

    /// Copies code to a reserved address.
    pub fn install(&mut self, address: usize, code: &[u8]) -> Result<(), String> {
        let offset = address - self.map.as_ptr() as usize;
        self.protect(offset, code.len(), libc::PROT_READ | libc::PROT_WRITE)?;
        // SAFETY: the block was reserved in this mapping with room for the code, and is writable now.
        unsafe { std::ptr::copy_nonoverlapping(code.as_ptr(), self.map.as_mut_ptr().add(offset), code.len()) };
        self.protect(offset, code.len(), libc::PROT_READ | libc::PROT_EXEC)
    }

    /// Gives a reserved block back. Nothing may run or return into it any more.
    pub fn release(&mut self, address: usize, len: usize) {
        let at = address - self.map.as_ptr() as usize;
        self.used -= len;
        let n = self.free.partition_point(|b| b.0 < at);
        self.free.insert(n, (at, len));
        if n + 1 < self.free.len() && at + len == self.free[n + 1].0 {
            self.free[n].1 += self.free.remove(n + 1).1;
        }
        if n > 0 && self.free[n - 1].0 + self.free[n - 1].1 == at {
            self.free[n - 1].1 += self.free.remove(n).1;
        }
    }

    fn protect(&mut self, offset: usize, len: usize, prot: i32) -> Result<(), String> {
        let lo = offset & !(PAGE - 1);
        let hi = (offset + len).next_multiple_of(PAGE).min(self.map.len());
        // SAFETY: the range lies inside the mapping.
        let r = unsafe { libc::mprotect(self.map.as_mut_ptr().add(lo).cast(), hi - lo, prot) };
        if r == 0 { Ok(()) } else { Err(format!("code memory: {}", std::io::Error::last_os_error())) }
    }
}

/// A table of code addresses that compiled code jumps through; cells never move.
pub struct Cells {
    map: Mapping,
    next: u32,
    free: Vec<u32>,
}

impl Cells {
    pub fn new(count: usize) -> Result<Cells, String> {
        let map = Mapping::new(count * 8, WANTED_CELLS, "cells")?;
        // Cell 0 stands for NOT_ENTERED and is never handed out.
        Ok(Cells { map, next: 1, free: vec![] })
    }
    #[inline]
    pub fn base(&self) -> u64 {
        self.map.as_ptr() as u64
    }
    pub fn address(&self, n: u32) -> u64 {
        self.base() + 8 * n as u64
    }
    /// Number of the cell at an address.
    #[inline]
    pub fn number(&self, address: u64) -> Option<u32> {
        let n = address.checked_sub(self.base())? / 8;
        (n >= 1 && n < self.next as u64).then_some(n as u32)
    }
    pub fn take(&mut self, target: u64) -> Option<u32> {
        let n = match self.free.pop() {
            Some(n) => n,
            None if (self.next as usize) < self.map.len() / 8 => {
                self.next += 1;
                self.next - 1
            }
            None => return None,
        };
        self.set(n, target);
        Some(n)
    }
    pub fn set(&mut self, n: u32, target: u64) {
        let at = 8 * n as usize;
        self.map[at..at + 8].copy_from_slice(&target.to_ne_bytes());
    }
    #[inline]
    pub fn get(&self, n: u32) -> u64 {
        let at = 8 * n as usize;
        self.map.get(at..at + 8).and_then(|w| w.try_into().ok()).map_or(0, u64::from_ne_bytes)
    }
    pub fn give_back(&mut self, n: u32) {
        self.free.push(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_reused_and_coalesced() {
        let mut m = CodeMemory::new(1 << 16).unwrap();
        let a = m.reserve(100).unwrap();
        let b = m.reserve(50).unwrap();
        let c = m.reserve(10).unwrap();
        assert_eq!((a.1, b.1, c.1), (128, 64, 64));
        assert_eq!(b.0, a.0 + 128);
        m.release(a.0, a.1);
        m.release(b.0, b.1);
        assert_eq!(m.usage().used, 64);
        let d = m.reserve(170).unwrap();
        assert_eq!(d.0, a.0, "two freed neighbours serve as one block");
        assert!(m.reserve(1 << 16).is_none());
    }

    #[test]
    fn code_is_not_writable() {
        let mut m = CodeMemory::new(1 << 16).unwrap();
        let (a, _) = m.reserve(6).unwrap();
        m.install(a, &[0xb8, 42, 0, 0, 0, 0xc3]).unwrap();
        // SAFETY: `mov eax, 42; ret` was installed there.
        let f: extern "sysv64" fn() -> u32 = unsafe { std::mem::transmute(a) };
        assert_eq!(f(), 42);
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let line = maps.lines().find(|l| {
            let (lo, hi) = l.split(' ').next().unwrap().split_once('-').unwrap();
            (usize::from_str_radix(lo, 16).unwrap()..usize::from_str_radix(hi, 16).unwrap()).contains(&a)
        });
        assert!(line.unwrap().contains("r-xp"), "{line:?}");
    }
}
