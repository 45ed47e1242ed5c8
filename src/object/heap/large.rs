//! Objects above [`SMALL_MAX`]: each has a span of pages of its own.
//!
//! A span of 1 MiB or more reserves far more address space than it uses, so that growing arrays grow in place. A table
//! from page to object resolves interior pointers in one step. Freed spans without room to grow keep their pages (clearing is
//! cheaper than faulting, and those who fill an object at once do without it); all others give them back.

use super::layout::*;
use std::collections::BTreeMap;

/// From this size on, an object's span reserves room to grow.
const GROWING_FROM: usize = 1 << 20;
const GROWTH_MAX: usize = 4 << 30;
/// Largest span whose pages are kept when its object dies, and how much is kept in total.
const KEEP_MAX: usize = GROWING_FROM;
const KEEP_TOTAL: usize = 16 << 20;
/// Above this size it is worth asking the system how much memory there is.
const CHECK_FROM: usize = 1 << 30;
const HUGE_PAGES_FROM: usize = 4 << 20;

#[derive(Clone, Copy)]
pub(super) struct LargeObject {
    /// 0 for an unused entry.
    pub(super) addr: usize,
    reserved: usize,
    pub(super) used: usize,
    /// Kept for good.
    pub(super) kept: bool,
}

struct FreeSpan {
    addr: usize,
    /// Its pages may hold old contents.
    dirty: bool,
}

pub(super) struct LargeSpace {
    pub(super) objects: Vec<LargeObject>,
    free_entries: Vec<u32>,
    /// Entries allocated since the last collection.
    pub(super) young: Vec<u32>,
    /// Free spans by size in bytes.
    free: BTreeMap<usize, Vec<FreeSpan>>,
    dirty_bytes: usize,
    /// Everything from here to the end of the space was never used.
    top: usize,
    /// Bytes in use by large objects.
    pub(super) used: usize,
    /// A full collection is marking: what is an object is said by the marks before it.
    pub(super) marking_full: bool,
}

fn round_up(bytes: usize) -> usize {
    bytes.next_multiple_of(PAGE)
}

impl LargeSpace {
    pub(super) const fn new() -> LargeSpace {
        LargeSpace {
            objects: Vec::new(),
            free_entries: Vec::new(),
            young: Vec::new(),
            free: BTreeMap::new(),
            dirty_bytes: 0,
            top: 0,
            used: 0,
            marking_full: false,
        }
    }

    #[cfg(test)]
    pub(super) fn start_at(&mut self, top: usize) {
        self.top = top;
    }

    pub(super) fn known_marks(&self, tables: &Tables) -> *mut u64 {
        if self.marking_full { tables.other_marks } else { tables.marks }
    }

    /// Whether an object of this size could exist at all; says no before anything is thrown away in trying.
    pub(super) fn plausible(tables: &Tables, bytes: usize, used: usize) -> bool {
        let span = tables.span - tables.small_span;
        if bytes > span {
            return false;
        }
        bytes < CHECK_FROM || bytes.saturating_add(used) <= memory_and_swap()
    }

    /// A span for an object, zeroed but for the first `filled` bytes, or 0.
    pub(super) fn take(&mut self, tables: &Tables, bytes: usize, filled: usize) -> usize {
        if self.top == 0 {
            self.top = tables.large_base;
        }
        let exact = round_up(bytes);
        let wanted = if bytes >= GROWING_FROM {
            round_up((bytes * 16).next_power_of_two().min(bytes + GROWTH_MAX))
        } else {
            exact
        };
        let found = self.find(tables, wanted).or_else(|| {
            self.coalesce();
            self.find(tables, wanted).or_else(|| self.find(tables, exact))
        });
        let Some((addr, reserved, dirty)) = found else { return 0 };
        if dirty && filled < reserved {
            // SAFETY: the span is free and committed memory of the large space.
            unsafe { std::ptr::write_bytes((addr + filled) as *mut u8, 0, reserved - filled) };
        }
        if bytes >= HUGE_PAGES_FROM {
            want_huge_pages(addr, reserved);
        }
        let object = LargeObject { addr, reserved, used: bytes, kept: false };
        let index = match self.free_entries.pop() {
            Some(index) => {
                self.objects[index as usize] = object;
                index
            }
            None => {
                self.objects.push(object);
                self.objects.len() as u32 - 1
            }
        };
        self.cover(tables, addr, exact, index + 1);
        self.young.push(index);
        self.used += bytes;
        addr
    }

    /// Finds address space: an exact fit, new space, or the smallest span that is large enough.
    fn find(&mut self, tables: &Tables, bytes: usize) -> Option<(usize, usize, bool)> {
        if let Some(span) = self.pop_free(bytes) {
            return Some((span.addr, bytes, span.dirty));
        }
        let end = tables.base + tables.span;
        if bytes <= end - self.top {
            let addr = self.top;
            self.top += bytes;
            return Some((addr, bytes, false));
        }
        let (&size, _) = self.free.range(bytes..).next()?;
        let span = self.pop_free(size)?;
        if span.dirty {
            // Dirty spans are small, so clear rather than keep track of two dirty halves.
            release_pages(span.addr, size);
        }
        self.free.entry(size - bytes).or_default().push(FreeSpan { addr: span.addr + bytes, dirty: false });
        Some((span.addr, bytes, false))
    }

    fn pop_free(&mut self, bytes: usize) -> Option<FreeSpan> {
        let spans = self.free.get_mut(&bytes)?;
        let span = spans.pop()?;
        if spans.is_empty() {
            self.free.remove(&bytes);
        }
        if span.dirty {
            self.dirty_bytes -= bytes;
        }
        Some(span)
    }

    /// Joins neighbouring free spans, after address space has run short.
    fn coalesce(&mut self) {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for (size, list) in std::mem::take(&mut self.free) {
            for span in list {
                if span.dirty {
                    release_pages(span.addr, size);
                }
                spans.push((span.addr, size));
            }
        }
        self.dirty_bytes = 0;
        spans.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (addr, size) in spans {
            match joined.last_mut() {
                Some(last) if last.0 + last.1 == addr => last.1 += size,
                _ => joined.push((addr, size)),
            }
        }
        if let Some(&(addr, size)) = joined.last()
            && addr + size == self.top
        {
            self.top = addr;
            joined.pop();
        }
        for (addr, size) in joined {
            self.free.entry(size).or_default().push(FreeSpan { addr, dirty: false });
        }
    }

    fn cover(&self, tables: &Tables, addr: usize, bytes: usize, entry: u32) {
        let first = (addr - tables.large_base) >> PAGE_SHIFT;
        // SAFETY: the index table has an entry for every page of the large space.
        unsafe { std::slice::from_raw_parts_mut(tables.large_index.add(first), bytes >> PAGE_SHIFT).fill(entry) };
    }

    fn entry_at(&self, tables: &Tables, addr: usize) -> Option<usize> {
        // SAFETY: callers pass addresses in the large space, which the table covers.
        let entry = unsafe { *tables.large_index.add((addr - tables.large_base) >> PAGE_SHIFT) };
        (entry as usize).checked_sub(1)
    }

    /// The object whose used bytes contain `addr`, an address in the large space. Above what was ever used there is none: to look would
    /// only touch pages of the table.
    pub(super) fn object_at(&self, tables: &Tables, addr: usize) -> Option<usize> {
        if addr >= self.top {
            return None;
        }
        let object = self.objects[self.entry_at(tables, addr)?];
        (addr < object.addr + object.used).then_some(object.addr)
    }

    /// Bytes in use by the large object at `addr`.
    pub(super) fn used_by(&self, tables: &Tables, addr: usize) -> usize {
        self.entry_at(tables, addr).map_or(0, |entry| self.objects[entry].used)
    }

    /// Extends an object inside its reservation; returns by how many bytes.
    pub(super) fn grow(&mut self, tables: &Tables, addr: usize, bytes: usize) -> Option<usize> {
        let entry = self.entry_at(tables, addr)?;
        let object = &mut self.objects[entry];
        if bytes > object.reserved {
            return None;
        }
        let more = bytes.saturating_sub(object.used);
        let (old_pages, new_pages) = (round_up(object.used), round_up(bytes));
        object.used += more;
        self.used += more;
        if new_pages > old_pages {
            self.cover(tables, addr + old_pages, new_pages - old_pages, entry as u32 + 1);
            if old_pages < HUGE_PAGES_FROM && new_pages >= HUGE_PAGES_FROM {
                let reserved = self.objects[entry].reserved;
                want_huge_pages(addr, reserved);
            }
        }
        Some(more)
    }

    /// Gives the end of an object back to the system; what is left keeps its contents. Returns by how many bytes.
    pub(super) fn shrink(&mut self, tables: &Tables, addr: usize, bytes: usize) -> usize {
        let Some(entry) = self.entry_at(tables, addr) else { return 0 };
        let object = &mut self.objects[entry];
        if bytes >= object.used || bytes <= SMALL_MAX {
            return 0;
        }
        let less = object.used - bytes;
        let (old_pages, new_pages) = (round_up(object.used), round_up(bytes));
        self.used -= less;
        object.used = bytes;
        // SAFETY: the bytes behind the new end belong to this object and are no longer in use.
        unsafe { std::ptr::write_bytes((addr + bytes) as *mut u8, 0, new_pages - bytes) };
        if old_pages > new_pages {
            self.cover(tables, addr + new_pages, old_pages - new_pages, 0);
            release_pages(addr + new_pages, old_pages - new_pages);
        }
        less
    }

    /// Frees an object's span.
    pub(super) fn free(&mut self, tables: &Tables, index: u32) {
        let object = std::mem::replace(
            &mut self.objects[index as usize],
            LargeObject { addr: 0, reserved: 0, used: 0, kept: false },
        );
        self.free_entries.push(index);
        self.used -= object.used;
        tables.forget_mark(object.addr);
        let pages = round_up(object.used);
        self.cover(tables, object.addr, pages, 0);
        let dirty = object.reserved <= KEEP_MAX && self.dirty_bytes + object.reserved <= KEEP_TOTAL;
        if dirty {
            self.dirty_bytes += object.reserved;
        } else {
            release_pages(object.addr, pages);
        }
        self.free.entry(object.reserved).or_default().push(FreeSpan { addr: object.addr, dirty });
    }
}
