//! Modes that look for mistakes in the use of the heap.
//!
//! - *stress*: collect at every allocation and overwrite freed cells, so that an invisible root shows at once; also, every
//!   traced word is checked to be an object.
//! - *stray*: after marking, look through the writable memory of the process, and all words of live objects, for
//!   addresses of dying objects. Memory that malloc has taken back keeps its contents, so single reports can be false.

use super::alloc::Space;
use super::collect::Collect;
use super::layout::BLOCK;
use super::mark::{KIND_LEAF, MarkStacks, Tracer};
use super::{Header, Heap, heap, native_stack};

pub(super) struct Verify {
    stress_allocations: u64,
    /// Allocations from one collection to the next under stress.
    pub(super) stress_interval: u32,
    pub(super) stray: bool,
    pub(super) stray_abort: bool,
    pub(super) stray_count: usize,
    ignored: Vec<(usize, usize)>,
}

/// Only the first few stray pointers are printed.
const REPORTS: usize = 20;

impl Verify {
    pub(super) const fn new() -> Verify {
        Verify {
            stress_allocations: 0,
            stress_interval: 1,
            stray: false,
            stray_abort: false,
            stray_count: 0,
            ignored: Vec::new(),
        }
    }

    /// What to collect at this allocation under stress; every 64th collection is a full one.
    pub(super) fn stress_collection(&mut self) -> Option<Collect> {
        self.stress_allocations += 1;
        let interval = self.stress_interval as u64;
        if !self.stress_allocations.is_multiple_of(interval) {
            return None;
        }
        Some(if self.stress_allocations.is_multiple_of(64 * interval) { Collect::Full } else { Collect::Minor })
    }

    pub(super) fn ignore(&mut self, addr: usize, bytes: usize) {
        self.ignored.push((addr, bytes));
    }

    /// Looks for words that hold the address of an object that is about to be freed. `own` are the heap's lists.
    pub(super) fn find_stray(&mut self, space: &Space, own: &[(usize, usize)]) {
        let mut ignored = own.to_vec();
        ignored.extend_from_slice(&self.ignored);
        ignored.push(space.tables.mapping);
        ignored.push((heap() as *const Heap as usize, size_of::<Heap>()));
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
        for line in maps.lines() {
            let Some((from, to)) = writable_range(line) else { continue };
            if native_stack::is_stack_mapping(from, to) {
                continue;
            }
            let name = line.split_whitespace().nth(5).unwrap_or("anonymous memory");
            let mut at = from;
            while at < to {
                if let Some(&(start, bytes)) = ignored.iter().find(|&&(start, bytes)| at >= start && at < start + bytes)
                {
                    at = (start + bytes).next_multiple_of(8);
                    continue;
                }
                // SAFETY: the mapping is readable, and nobody unmaps memory while this thread collects.
                let word = unsafe { (at as *const usize).read_volatile() };
                if let Some(object) = dying(space, word) {
                    self.report(object, &format!("at {at:#x} in {name}"));
                }
                at += 8;
            }
        }
        space.for_each_object(&mut |holder| {
            if space.tables.is_marked(holder) {
                self.check_untraced(space, holder);
                self.check_traced(space, holder);
            }
        });
    }

    /// What a live object refers to lives: else a store into an old or kept object was not announced.
    fn check_traced(&mut self, space: &Space, holder: usize) {
        let mut tracer = Tracer::new(space, MarkStacks::new());
        tracer.for_each_child(holder, &mut |child| {
            if !space.tables.is_marked(child) {
                // SAFETY: a live object.
                let shape = unsafe { (*(holder as *const Header)).shape() };
                self.report(child, &format!("in a live object of shape {shape} that was not marked through"));
            }
        });
    }

    /// Looks through the words of a live object that is not a leaf. Those that are traced do not refer to dying objects.
    fn check_untraced(&mut self, space: &Space, holder: usize) {
        // SAFETY: a live object.
        let shape = unsafe { (*(holder as *const Header)).shape() };
        if space.tables.info(shape).kind == KIND_LEAF {
            return;
        }
        let bytes = space.usable_size(holder).min(BLOCK);
        for index in 1..bytes / 8 {
            // SAFETY: inside the object's cell.
            let word = unsafe { *(holder as *const usize).add(index) };
            if let Some(object) = dying(space, word) {
                self.report(object, &format!("in untraced word {index} of a live object of shape {shape}"));
            }
        }
    }

    fn report(&mut self, object: usize, place: &str) {
        self.stray_count += 1;
        if self.stray_count <= REPORTS {
            // SAFETY: the object is dying, but not freed yet.
            let shape = unsafe { (*(object as *const Header)).shape() };
            eprintln!("sidewinder: stray pointer to dying object {object:#x} of shape {shape} {place}");
        }
        if self.stray_abort {
            std::process::abort();
        }
    }
}

/// The object at exactly this address, if it is about to be freed.
fn dying(space: &Space, word: usize) -> Option<usize> {
    if word & 7 != 0 || !space.tables.contains(word) {
        return None;
    }
    let object = space.resolve(word)?;
    (object == word && !space.tables.is_marked(object)).then_some(object)
}

/// The address range of a line of `/proc/self/maps`, if it is writable memory of the program.
fn writable_range(line: &str) -> Option<(usize, usize)> {
    let mut fields = line.split_whitespace();
    let (from, to) = fields.next()?.split_once('-')?;
    if !fields.next()?.starts_with("rw") || line.contains("[stack") || line.contains("[v") {
        return None;
    }
    Some((usize::from_str_radix(from, 16).ok()?, usize::from_str_radix(to, 16).ok()?))
}

/// The mark loop with every word checked: it must be the exact address of an object.
pub(super) fn drain_checked(tracer: &mut Tracer) {
    for at in 0..tracer.stacks.objects.len() {
        check(tracer.space, tracer.stacks.objects[at], 0);
    }
    let tables = tracer.space.tables;
    loop {
        while let Some(object) = tracer.stacks.objects.pop() {
            let (word, bit) = tables.mark_of(object);
            // SAFETY: the word was checked to be an object when it was pushed.
            unsafe {
                if *word & bit != 0 {
                    continue;
                }
                *word |= bit;
                (*(object as *mut Header)).set(Header::OLD);
                let before = tracer.stacks.objects.len();
                check_shape(tracer.space, object);
                tracer.children(object);
                for at in before..tracer.stacks.objects.len() {
                    check(tracer.space, tracer.stacks.objects[at], object);
                }
            }
        }
        let Some((words, n)) = tracer.stacks.long.pop() else { return };
        let before = tracer.stacks.objects.len();
        // SAFETY: the rest of a range passed to `words`.
        unsafe { tracer.words(words as *const u64, n) };
        for at in before..tracer.stacks.objects.len() {
            check(tracer.space, tracer.stacks.objects[at], 0);
        }
    }
}

/// Ends the process if the collector was never told about the object's shape.
fn check_shape(space: &Space, object: usize) {
    // SAFETY: callers pass an object.
    let shape = unsafe { (*(object as *const Header)).shape() };
    if shape as usize >= space.tables.max_shapes || space.tables.info(shape).kind == 0 {
        eprintln!("sidewinder: object {object:#x} has shape {shape}, which the collector was not told about");
        std::process::abort();
    }
}

/// Ends the process if a traced word is not an object: the heap cannot be trusted any more. `holder` is 0 for a root.
fn check(space: &Space, word: usize, holder: usize) {
    if space.resolve(word) == Some(word) {
        return;
    }
    if holder == 0 {
        eprintln!("sidewinder: a root {word:#x} is not an object");
    } else {
        // SAFETY: the holder is a live object.
        let shape = unsafe { (*(holder as *const Header)).shape() };
        eprintln!("sidewinder: object {holder:#x} of shape {shape} refers to {word:#x}, which is not an object");
    }
    std::process::abort();
}
