//! Tests of the heap alone.
//!
//! Stacks are scanned conservatively, so a test that wants an object to die makes it on another thread (whose stack is gone
//! when the thread has ended) and keeps its address disguised.

use super::*;
use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

const LEAF: ShapeId = 100;
const PAIR: ShapeId = 101;
const ARRAY: ShapeId = 102;
const MASKED: ShapeId = 103;
const NODE: ShapeId = 104;
const WEAK: ShapeId = 105;
const DROP: ShapeId = 106;
const MAYBE: ShapeId = 107;

static DROPPED: AtomicUsize = AtomicUsize::new(0);

unsafe fn count_drop(object: *mut Header) {
    DROPPED.fetch_add(1, SeqCst);
    heap().account_external(-(*(object as *const u64).add(1) as isize));
}

/// Passes the three words behind the header as if they could be anything.
unsafe fn trace_maybe(object: *mut Header, tracer: &mut Tracer) {
    tracer.conservative((object as *const u64).add(1), 3);
}

fn setup() -> std::sync::MutexGuard<'static, ()> {
    let guard = test_lock();
    let no_drop = |kind| GcInfo { kind, drop: None };
    for (shape, info) in [
        (LEAF, no_drop(GcKind::Leaf)),
        (PAIR, no_drop(GcKind::Words(2))),
        (ARRAY, no_drop(GcKind::Array)),
        (MASKED, no_drop(GcKind::Mask(0b10101))),
        (NODE, no_drop(GcKind::Mask(0b111100))),
        (WEAK, no_drop(GcKind::Leaf)),
        (DROP, GcInfo { kind: GcKind::Leaf, drop: Some(count_drop) }),
        (MAYBE, no_drop(GcKind::Custom(trace_maybe))),
    ] {
        heap().set_gc_info(shape, info).unwrap();
    }
    elsewhere(|| heap().collect(Collect::Full));
    while heap().take_finalizable().is_some() {}
    while heap().take_cleared_weak().is_some() {}
    guard
}

/// Runs `f` on a stack of its own.
fn elsewhere<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    std::thread::scope(|scope| scope.spawn(f).join().unwrap())
}

fn collect(what: Collect) {
    elsewhere(|| heap().collect(what));
}

/// An address that a scan does not recognise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Hidden(u64);

fn hide(object: *mut Header) -> Hidden {
    Hidden(!(object as u64))
}

impl Hidden {
    #[inline(never)]
    fn is_alive(self) -> bool {
        elsewhere(move || heap().is_object(!self.0) == Some(!self.0 as *mut Header))
    }
    fn word(self) -> u64 {
        !self.0
    }
    fn object(self) -> *mut Header {
        !self.0 as *mut Header
    }
}

fn get(object: *mut Header, index: usize) -> u64 {
    unsafe { *(object as *const u64).add(index) }
}

fn put(object: *mut Header, index: usize, word: u64) {
    unsafe { *(object as *mut u64).add(index) = word };
}

/// Stores with the barrier.
fn store(object: *mut Header, index: usize, word: u64) {
    put(object, index, word);
    heap().barrier(object, word);
}

fn pair(first: u64, second: u64) -> *mut Header {
    let object = heap().alloc(24, PAIR).unwrap();
    put(object, 1, first);
    put(object, 2, second);
    object
}

fn array(n: usize) -> *mut Header {
    let object = heap().alloc_zeroed(16 + 8 * n, ARRAY).unwrap();
    put(object, 1, n as u64);
    object
}

/// A table of roots, gone when dropped.
struct Roots(Box<[u64]>);

impl Roots {
    fn new(n: usize) -> Roots {
        let words = vec![0; n].into_boxed_slice();
        unsafe { heap().add_root_table(words.as_ptr(), n) };
        Roots(words)
    }
    fn get(&self, index: usize) -> *mut Header {
        self.0[index] as *mut Header
    }
}

impl Drop for Roots {
    fn drop(&mut self) {
        heap().remove_root_table(self.0.as_ptr());
    }
}

fn objects_of(shape: ShapeId) -> usize {
    let mut n = 0;
    heap().for_each_object(|object| n += (unsafe { (*object).shape() } == shape) as usize);
    n
}

#[test]
fn header_fields_are_independent() {
    let header = Header::new(7, 0xab_cdef);
    header.set(Header::OLD);
    header.set_shape(u32::MAX);
    assert_eq!((header.shape(), header.aux(), header.is_old()), (u32::MAX, 0xab_cdef, true));
    header.set_aux(1);
    header.clear(Header::OLD);
    assert_eq!((header.shape(), header.aux(), header.is_old()), (u32::MAX, 1, false));
}

#[test]
fn size_classes_fit() {
    for bytes in 1..=SMALL_MAX {
        let class = size_class(bytes);
        assert!(CLASS_SIZES[class] >= bytes);
        assert!(class == 0 || CLASS_SIZES[class - 1] < bytes);
    }
}

#[test]
fn cell_division_is_exact() {
    for class in 0..CLASSES {
        let block = layout::Block::new(class, layout::BlockState::Current);
        for offset in 0..layout::BLOCK {
            let cell = offset / CLASS_SIZES[class];
            assert_eq!(block.cell_at(offset), (cell < block.cells as usize).then_some(cell));
        }
    }
}

#[test]
fn objects_do_not_overlap_and_keep_their_contents() {
    let _guard = setup();
    let mut roots = Roots::new(400);
    for round in 0..5 {
        for i in 0..400 {
            let bytes = 16 + (i * 37 + round * 811) % 20_000;
            let object = heap().alloc(bytes, LEAF).unwrap();
            assert_eq!(object as usize % 8, 0);
            assert!(heap().usable_size(object) >= bytes);
            let body = unsafe { std::slice::from_raw_parts_mut((object as *mut u8).add(8), bytes - 8) };
            if bytes > SMALL_MAX {
                assert!(body.iter().all(|&byte| byte == 0), "large objects come zeroed");
            }
            body.fill(i as u8);
            roots.0[i] = object as u64;
        }
        collect(if round % 2 == 0 { Collect::Minor } else { Collect::Full });
        for i in 0..400 {
            let bytes = 16 + (i * 37 + round * 811) % 20_000;
            let body = unsafe { std::slice::from_raw_parts((roots.get(i) as *const u8).add(8), bytes - 8) };
            assert!(body.iter().all(|&byte| byte == i as u8));
            assert_eq!(unsafe { (*roots.get(i)).shape() }, LEAF);
        }
    }
}

#[test]
fn interior_pointers_resolve() {
    let _guard = setup();
    for bytes in [16, 24, 48, 320, 8192, 8193, 100_000, 3 << 20] {
        let object = heap().alloc(bytes, LEAF).unwrap();
        let start = object as u64;
        for offset in [0, 1, 7, 8, bytes as u64 / 2, bytes as u64 - 1] {
            assert_eq!(heap().is_object(start + offset), Some(object), "{bytes} + {offset}");
        }
        assert_ne!(heap().is_object(start + heap().usable_size(object) as u64), Some(object));
    }
    assert_eq!(heap().is_object(0), None);
    assert_eq!(heap().is_object(&0u64 as *const u64 as u64), None);
}

#[test]
fn native_stack_keeps_objects_alive() {
    let _guard = setup();
    for offset in [0, 1, 16, 24] {
        // 24 is one past the end.
        let word = pair(1, 3) as u64 + offset;
        let word = std::hint::black_box(word);
        for what in [Collect::Minor, Collect::Full] {
            heap().collect(what);
            assert_eq!(get((word - offset) as *mut Header, 2), 3);
            assert_eq!(heap().is_object(word - offset), Some((word - offset) as *mut Header));
        }
        std::hint::black_box(&word);
    }
}

#[test]
fn unreachable_objects_die() {
    let _guard = setup();
    for what in [Collect::Minor, Collect::Full] {
        let (small, large) = elsewhere(|| {
            let inner = pair(1, 1);
            (hide(pair(inner as u64, 1)), hide(array(5000)))
        });
        assert!(small.is_alive() && large.is_alive());
        collect(what);
        assert!(!small.is_alive() && !large.is_alive());
    }
}

#[test]
fn kinds_trace_what_they_say() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    for (shape, traced) in [
        (LEAF, [false; 4]),
        (PAIR, [true, true, false, false]),
        (MASKED, [false, true, false, true]),
        (MAYBE, [true, true, true, false]),
    ] {
        let children = elsewhere(|| {
            let holder = heap().alloc_zeroed(40, shape).unwrap();
            roots.0[0] = holder as u64;
            [1, 2, 3, 4].map(|index| {
                let child = pair(1, 1);
                put(holder, index, child as u64);
                hide(child)
            })
        });
        for what in [Collect::Minor, Collect::Full, Collect::Full] {
            collect(what);
            assert_eq!(children.map(Hidden::is_alive), traced, "{shape}");
        }
    }
}

#[test]
fn custom_tracer_resolves_interior_pointers() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    let child = elsewhere(|| {
        roots.0[0] = heap().alloc_zeroed(32, MAYBE).unwrap() as u64;
        let child = pair(5, 7);
        put(roots.get(0), 2, child as u64 + 13);
        hide(child)
    });
    for what in [Collect::Minor, Collect::Full, Collect::Full] {
        collect(what);
        assert!(child.is_alive());
        assert_eq!(get(child.object(), 2), 7);
    }
}

#[test]
fn barrier_keeps_young_children_of_old_objects() {
    let _guard = setup();
    let mut roots = Roots::new(2);
    elsewhere(|| {
        roots.0[0] = pair(0, 0) as u64;
        roots.0[1] = pair(0, 0) as u64;
    });
    collect(Collect::Minor);
    assert!(unsafe { (*roots.get(0)).is_old() });
    let (with, without) = elsewhere(|| {
        let (with, without) = (pair(1, 1), pair(1, 1));
        store(roots.get(0), 1, with as u64);
        put(roots.get(1), 1, without as u64);
        (hide(with), hide(without))
    });
    assert!(!unsafe { (*roots.get(0)).is_old() }, "remembered");
    collect(Collect::Minor);
    assert!(with.is_alive());
    assert!(!without.is_alive(), "minor collections do not look at old objects");
    put(roots.get(1), 1, 0);
    assert!(unsafe { (*roots.get(0)).is_old() }, "and old again");
    elsewhere(|| store(roots.get(0), 1, 0));
    collect(Collect::Minor);
    assert!(with.is_alive(), "old now");
    collect(Collect::Full);
    assert!(!with.is_alive());
}

#[test]
fn remember_covers_bulk_writes() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    for n in [100, 3000, 50_000] {
        elsewhere(|| roots.0[0] = array(n) as u64);
        collect(Collect::Minor);
        let children: Vec<Hidden> = elsewhere(|| {
            let children = (0..n).map(|i| {
                let child = pair(i as u64 * 2 + 1, 1);
                put(roots.get(0), 2 + i, child as u64);
                // more than a nursery of them
                if n > 3000 {
                    heap().remember(roots.get(0));
                }
                hide(child)
            });
            let children = children.collect();
            heap().remember(roots.get(0));
            children
        });
        collect(Collect::Minor);
        elsewhere(|| {
            for (i, child) in children.iter().enumerate() {
                assert_eq!(heap().is_object(child.word()), Some(child.object()));
                assert_eq!(get(child.object(), 1), i as u64 * 2 + 1);
            }
        });
    }
}

#[test]
fn cards_remember_slots_of_big_arrays() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    const N: usize = 100_000;
    elsewhere(|| roots.0[0] = array(N) as u64);
    collect(Collect::Minor);
    for round in 0..3 {
        let slots = [2, 3, 511, 512, 513, 514, 5000, 70_000, N, N + 1];
        let children = elsewhere(|| {
            slots.map(|slot| {
                let child = pair(slot as u64 * 2 + 1, 1);
                put(roots.get(0), slot, child as u64);
                let addr = unsafe { (roots.get(0) as *const u64).add(slot) };
                heap().barrier_slot(roots.get(0), addr, child as u64);
                hide(child)
            })
        });
        collect(if round == 2 { Collect::Full } else { Collect::Minor });
        for (slot, child) in slots.into_iter().zip(children) {
            assert!(child.is_alive());
            assert_eq!(get(child.object(), 1), slot as u64 * 2 + 1);
        }
        // Overwritten ones are old, and die in a full collection only.
        if round == 1 {
            elsewhere(|| slots.map(|slot| put(roots.get(0), slot, 0)));
            collect(Collect::Minor);
            assert!(children.iter().all(|child| child.is_alive()));
            collect(Collect::Full);
            assert!(!children.iter().any(|child| child.is_alive()));
        }
    }
}

fn finalizable(first: u64) -> *mut Header {
    let object = pair(first, 1);
    heap().register_finalizer(object);
    object
}

fn take_all() -> Vec<Hidden> {
    elsewhere(|| std::iter::from_fn(|| heap().take_finalizable().map(hide)).collect())
}

#[test]
fn finalizers_run_outside_in() {
    let _guard = setup();
    for what in [Collect::Minor, Collect::Full] {
        // a → b → c, registered inside out; every collection yields the next one.
        let (a, b, c) = elsewhere(|| {
            let c = finalizable(1);
            let b = finalizable(c as u64);
            (hide(finalizable(b as u64)), hide(b), hide(c))
        });
        collect(what);
        assert!(heap().has_pending());
        assert_eq!(take_all(), [a]);
        assert!(!heap().has_pending());
        assert!(a.is_alive() && b.is_alive() && c.is_alive());
        collect(Collect::Full);
        assert_eq!(take_all(), [b]);
        assert!(!a.is_alive() && b.is_alive());
        collect(Collect::Full);
        assert_eq!(take_all(), [c]);
        collect(Collect::Full);
        assert_eq!(take_all(), []);
        assert!(!b.is_alive() && !c.is_alive());
    }
}

#[test]
fn finalizers_in_registration_order_when_unrelated_or_cyclic() {
    let _guard = setup();
    // d and e share f; x and y are a cycle; f has a finalizer too.
    let (d, e, f, x, y) = elsewhere(|| {
        let x = finalizable(1);
        let y = finalizable(x as u64);
        put(x, 1, y as u64);
        let f = finalizable(1);
        let plain = pair(f as u64, f as u64);
        let d = finalizable(plain as u64);
        let e = finalizable(plain as u64);
        (hide(d), hide(e), hide(f), hide(x), hide(y))
    });
    collect(Collect::Full);
    assert_eq!(take_all(), [x, d, e]);
    collect(Collect::Full);
    assert_eq!(take_all(), [y, f]);
    collect(Collect::Full);
    assert!(![d, e, f, x, y].iter().any(|object| object.is_alive()));
}

#[test]
fn resurrected_objects_live_and_are_finalized_once() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    let (object, child) = elsewhere(|| {
        let child = pair(9, 11);
        (hide(finalizable(child as u64)), hide(child))
    });
    collect(Collect::Minor);
    elsewhere(|| roots.0[0] = heap().take_finalizable().unwrap() as u64);
    elsewhere(|| heap().register_finalizer(roots.get(0)));
    for _ in 0..2 {
        collect(Collect::Full);
        assert!(object.is_alive() && child.is_alive() && !heap().has_pending());
    }
    assert_eq!(get(child.object(), 2), 11);
    roots.0[0] = 0;
    collect(Collect::Full);
    assert!(!heap().has_pending());
    assert!(!object.is_alive() && !child.is_alive());
}

#[test]
fn queued_objects_are_roots() {
    let _guard = setup();
    let object = elsewhere(|| hide(finalizable(1)));
    for _ in 0..3 {
        collect(Collect::Full);
    }
    assert!(object.is_alive());
    assert_eq!(take_all(), [object]);
}

fn weak_to(target: *mut Header) -> *mut Header {
    let holder = heap().alloc_zeroed(24, WEAK).unwrap();
    put(holder, 2, target as u64);
    heap().register_weak(holder, 16);
    holder
}

#[test]
fn weak_words_are_cleared() {
    let _guard = setup();
    let mut roots = Roots::new(3);
    for what in [Collect::Minor, Collect::Full] {
        let (live, dying) = elsewhere(|| {
            roots.0[0] = pair(1, 1) as u64;
            roots.0[1] = weak_to(roots.get(0)) as u64;
            roots.0[2] = weak_to(pair(1, 1)) as u64;
            weak_to(pair(1, 1)); // dies with its target
            weak_to(roots.get(0)); // dies before its target
            (hide(roots.get(1)), hide(roots.get(2)))
        });
        collect(what);
        assert_eq!(get(live.object(), 2), roots.0[0]);
        assert_eq!(get(dying.object(), 2), 0);
        assert!(heap().has_pending());
        assert_eq!(elsewhere(|| heap().take_cleared_weak().map(hide)), Some(dying));
        assert_eq!(elsewhere(|| heap().take_cleared_weak().map(hide)), None);
        // The live one's target is old now: only a full collection can clear it.
        roots.0[0] = 0;
        collect(Collect::Minor);
        assert_ne!(get(live.object(), 2), 0);
        collect(Collect::Full);
        assert_eq!(get(live.object(), 2), 0);
        assert_eq!(elsewhere(|| heap().take_cleared_weak().map(hide)), Some(live));
    }
}

#[test]
fn weak_words_are_cleared_before_finalizers() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    let target = elsewhere(|| {
        let inner = pair(1, 1);
        roots.0[0] = weak_to(inner) as u64;
        hide(finalizable(inner as u64))
    });
    collect(Collect::Full);
    assert_eq!(get(roots.get(0), 2), 0, "reachable from the finalizer only");
    assert!(target.is_alive());
    assert_eq!(take_all(), [target]);
}

#[test]
fn weak_holder_kept_by_a_finalizer_stays_registered() {
    let _guard = setup();
    let mut roots = Roots::new(2);
    let holder = elsewhere(|| {
        roots.0[0] = pair(1, 1) as u64;
        let holder = weak_to(roots.get(0));
        finalizable(holder as u64);
        hide(holder)
    });
    collect(Collect::Full);
    elsewhere(|| roots.0[1] = heap().take_finalizable().unwrap() as u64);
    assert_eq!(get(holder.object(), 2), roots.0[0]);
    roots.0[0] = 0;
    collect(Collect::Full);
    assert_eq!(get(holder.object(), 2), 0);
    assert_eq!(elsewhere(|| heap().take_cleared_weak().map(hide)), Some(holder));
}

#[test]
fn drops_run_once_and_give_external_memory_back() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    let make = || {
        let object = heap().alloc_droppable(24, DROP).unwrap();
        put(object, 1, 1000);
        heap().account_external(1000);
        object
    };
    let external = heap().state().pacing.external;
    for what in [Collect::Minor, Collect::Full] {
        DROPPED.store(0, SeqCst);
        elsewhere(|| {
            for _ in 0..10 {
                make();
            }
            roots.0[0] = make() as u64;
            finalizable(make() as u64);
        });
        collect(what);
        assert_eq!(DROPPED.load(SeqCst), 10);
        assert_eq!(heap().state().pacing.external, external + 2000);
        take_all();
        roots.0[0] = 0;
        collect(Collect::Full);
        assert_eq!(DROPPED.load(SeqCst), 12);
        assert_eq!(heap().state().pacing.external, external);
    }
}

static HOOKED: AtomicUsize = AtomicUsize::new(0);

#[test]
fn hook_tells_of_pending_work() {
    let _guard = setup();
    heap().set_pending_hook(|| {
        HOOKED.fetch_add(1, SeqCst);
    });
    HOOKED.store(0, SeqCst);
    collect(Collect::Full);
    assert_eq!(HOOKED.load(SeqCst), 0);
    elsewhere(|| {
        finalizable(1);
    });
    collect(Collect::Minor);
    assert_eq!(HOOKED.load(SeqCst), 1);
    take_all();
    heap().set_pending_hook(|| ());
}

#[test]
fn large_objects_grow_in_place() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    elsewhere(|| roots.0[0] = array(200_000) as u64);
    let object = roots.get(0);
    let bytes = heap().usable_size(object);
    put(object, 200_001, 77);
    collect(Collect::Full);
    let live = heap().stats().live_bytes;
    assert!(heap().try_grow(object, 4 * bytes));
    assert_eq!(heap().usable_size(object), 4 * bytes);
    assert_eq!(heap().stats().live_bytes, live + 3 * bytes, "an old object's growth counts at once");
    assert_eq!(get(object, 200_001), 77);
    assert!((bytes / 8..4 * bytes / 8).all(|index| get(object, index) == 0));
    assert_eq!(heap().is_object(object as u64 + 4 * bytes as u64 - 1), Some(object));
    assert!(!heap().try_grow(object, 1 << 37));

    put(object, 4 * bytes / 8 - 1, 1);
    heap().shrink(object, bytes);
    assert_eq!(heap().is_object(object as u64 + 4 * bytes as u64 - 1), None);
    assert!(heap().try_grow(object, 4 * bytes));
    assert_eq!(get(object, 4 * bytes / 8 - 1), 0, "shrinking forgets");
    assert_eq!(get(object, 200_001), 77);

    let small = heap().alloc(100, LEAF).unwrap();
    assert!(heap().try_grow(small, 112) && !heap().try_grow(small, 113));
}

#[test]
fn absurd_sizes_fail_at_once() {
    let _guard = setup();
    let before = heap().stats();
    for bytes in [1_000_000_000_000, 1 << 38, 1 << 50, usize::MAX / 2, usize::MAX - 7, usize::MAX] {
        assert_eq!(heap().alloc(bytes, LEAF), Err(OutOfMemory));
        assert_eq!(heap().alloc_zeroed(bytes, LEAF), Err(OutOfMemory));
    }
    assert_eq!(heap().stats().full, before.full, "without even collecting");
}

#[test]
fn limit_is_an_error_and_space_comes_back() {
    let _guard = setup();
    let limit = heap().state().space.used() + (40 << 20);
    Heap::init(HeapOptions { max_bytes: limit, ..HeapOptions::default() });
    let mut roots = Roots::new(1);
    for bytes in [64, 5000, 20_000, 2 << 20] {
        let made = elsewhere(|| {
            let mut made = 0;
            while let Ok(object) = heap().alloc_zeroed(bytes, NODE) {
                put(object, 2, roots.0[0]);
                roots.0[0] = object as u64;
                made += 1;
            }
            made
        });
        assert!(made * bytes > 30 << 20, "{made} objects of {bytes}");
        assert!(made * bytes <= limit);
        roots.0[0] = 0;
        collect(Collect::Full);
        assert!(elsewhere(|| heap().alloc(bytes, LEAF).is_ok()));
    }
    Heap::init(HeapOptions::default());
}

#[test]
fn freed_memory_goes_back_to_the_system() {
    let _guard = setup();
    fn resident() -> usize {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
        pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() << layout::PAGE_SHIFT
    }
    let before = resident();
    let mut roots = Roots::new(2);
    elsewhere(|| {
        let large = heap().alloc(100 << 20, LEAF).unwrap();
        unsafe { std::ptr::write_bytes((large as *mut u8).add(8), 1, (100 << 20) - 8) };
        roots.0[0] = large as u64;
        for _ in 0..100_000 {
            let object = heap().alloc_zeroed(1024, NODE).unwrap();
            put(object, 2, roots.0[1]);
            roots.0[1] = object as u64;
        }
    });
    assert!(resident() > before + (180 << 20));
    roots.0.fill(0);
    collect(Collect::Full);
    collect(Collect::Full);
    assert!(resident() < before + (80 << 20), "{} to {} MiB", before >> 20, resident() >> 20);
}

#[test]
fn statistics_count_exactly() {
    let _guard = setup();
    let before = heap().stats();
    for i in 0..300_000 {
        heap().alloc(if i % 3 == 0 { 24 } else { 40 }, LEAF).unwrap();
    }
    heap().alloc(10_000, LEAF).unwrap();
    heap().collect(Collect::Minor);
    let after = heap().stats();
    assert_eq!(after.allocations - before.allocations, 300_001);
    assert_eq!(after.allocated_bytes - before.allocated_bytes, 100_000 * 24 + 200_000 * 40 + 10_000);
    assert!(after.minor > before.minor && after.gc_ns > before.gc_ns && after.max_pause_ns > 0);
}

#[test]
fn external_memory_causes_full_collections() {
    let _guard = setup();
    let before = heap().stats();
    let mut roots = Roots::new(1);
    elsewhere(|| {
        for _ in 0..2000 {
            let object = heap().alloc_droppable(24, DROP).unwrap();
            put(object, 1, 1 << 20);
            heap().account_external(1 << 20);
            roots.0[0] = object as u64;
            heap().maybe_collect();
            assert!(heap().state().pacing.external < 64 << 20, "garbage with external memory piles up");
        }
    });
    assert!(heap().stats().minor + heap().stats().full > before.minor + before.full + 20);
    roots.0[0] = 0;
    collect(Collect::Full);
}

#[test]
fn parked_threads_are_scanned() {
    let _guard = setup();
    let (to_main, from_thread) = std::sync::mpsc::channel();
    let (to_thread, from_main) = std::sync::mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let slot = heap().register_thread();
            let object = std::hint::black_box(pair(5, 7));
            heap().park(slot);
            to_main.send(hide(object)).unwrap();
            from_main.recv().unwrap();
            heap().unpark(slot);
            assert_eq!(get(object, 2), 7);
            to_main.send(hide(object)).unwrap();
        });
        let object = from_thread.recv().unwrap();
        for what in [Collect::Minor, Collect::Full] {
            collect(what);
            assert!(object.is_alive());
        }
        to_thread.send(()).unwrap();
        assert_eq!(from_thread.recv().unwrap(), object);
    });
    collect(Collect::Full);
}

/// Returns before the thread waits, with the caller's registers restored.
#[inline(never)]
fn give_up(slot: ThreadSlot) {
    std::hint::black_box(&slot);
    heap().park(slot);
}

#[test]
fn park_may_return_before_the_thread_waits() {
    let _guard = setup();
    let mut kept = Vec::new();
    let alive = std::thread::scope(|scope| {
        let (to_main, from_thread) = std::sync::mpsc::channel();
        let (to_thread, from_main) = std::sync::mpsc::channel::<()>();
        scope.spawn(move || {
            let slot = heap().register_thread();
            // More than fit in registers: some are in the frame, some in callee-saved registers.
            let objects: [*mut Header; 8] = std::array::from_fn(|i| pair(i as u64 * 2 + 1, 1));
            let [a, b, c, d, e, f, g, h] = objects;
            give_up(slot);
            to_main.send([a, b, c, d, e, f, g, h].map(hide)).unwrap();
            from_main.recv().unwrap();
            heap().unpark(slot);
            std::hint::black_box([a, b, c, d, e, f, g, h]);
        });
        let objects = from_thread.recv().unwrap();
        collect(Collect::Full);
        kept.extend(objects);
        let alive = objects.map(Hidden::is_alive);
        to_thread.send(()).unwrap();
        alive
    });
    assert_eq!(alive, [true; 8]);
}

#[test]
fn stress_poisons_freed_cells() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    heap().set_stress(true);
    let full = heap().stats().full;
    let dead = elsewhere(|| hide(pair(3, 3)));
    elsewhere(|| {
        for i in 0..200 {
            roots.0[0] = pair(roots.0[0], 2 * i + 1) as u64;
        }
    });
    assert!(heap().stats().full >= full + 3);
    heap().set_stress(false);
    collect(Collect::Full);
    // The dead pair's cell was poisoned and perhaps used again since; it is not what it was.
    assert!(!dead.is_alive() || get(dead.object(), 2) != 3 || get(dead.object(), 1) != 3);
    let mut at = roots.get(0);
    for i in (0..200).rev() {
        assert_eq!(get(at, 2), 2 * i + 1);
        at = get(at, 1) as *mut Header;
    }
    assert!(at.is_null());
}

#[test]
fn stray_pointers_are_found() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    Heap::init(HeapOptions { stray: true, ..HeapOptions::default() });
    let before = heap().stray_count();
    let mut secret = [0u64; 4];
    elsewhere(|| secret[2] = pair(1, 1) as u64);
    collect(Collect::Full);
    let in_malloc = heap().stray_count();
    assert!(in_malloc > before, "a Vec is not a root");
    secret.fill(0);
    elsewhere(|| {
        roots.0[0] = heap().alloc_zeroed(40, MASKED).unwrap() as u64;
        put(roots.get(0), 3, pair(1, 1) as u64);
    });
    collect(Collect::Full);
    assert!(heap().stray_count() > in_malloc, "an untraced word is not a root");
    Heap::init(HeapOptions::default());
}

#[test]
fn forked_children_forget_other_threads() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    elsewhere(|| roots.0[0] = pair(1, 9) as u64);
    heap().register_thread();
    let guard = heap().fork_guard();
    // SAFETY: the child only collects and exits.
    let child = unsafe { libc::fork() };
    drop(guard);
    if child == 0 {
        heap().after_fork_in_child();
        heap().collect(Collect::Full);
        unsafe { libc::_exit(if get(roots.get(0), 2) == 9 { 7 } else { 1 }) };
    }
    let mut status = 0;
    unsafe { libc::waitpid(child, &mut status, 0) };
    assert_eq!(libc::WEXITSTATUS(status), 7);
}

#[test]
fn root_tables_can_be_removed() {
    let _guard = setup();
    let mut roots = Roots::new(2);
    let object = elsewhere(|| {
        roots.0[1] = pair(1, 1) as u64;
        hide(roots.get(1))
    });
    collect(Collect::Full);
    assert!(object.is_alive());
    drop(roots);
    collect(Collect::Full);
    assert!(!object.is_alive());
}

#[test]
fn machine_code_finds_the_cursor() {
    let _guard = setup();
    let class = size_class(24);
    heap().alloc(24, LEAF).unwrap();
    let cursor = heap().cursor_addr(class) as *const usize;
    let limit = heap().limit_addr(class) as *const usize;
    let before = unsafe { *cursor };
    if before + 24 <= unsafe { *limit } {
        assert_eq!(heap().alloc(24, LEAF).unwrap() as usize, before);
        assert_eq!(unsafe { *cursor }, before + 24);
    }
    assert!(unsafe { *cursor <= *limit });
}

#[test]
fn children_are_listed() {
    let _guard = setup();
    let object = array(2000);
    let expected: HashSet<u64> = (0..2000)
        .map(|i| {
            let child = pair(1, 1) as u64;
            store(object, 2 + i, child);
            child
        })
        .collect();
    let mut found = HashSet::new();
    heap().for_each_child(object, |child| {
        found.insert(child as u64);
    });
    assert_eq!(found, expected);
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % n
    }
}

/// A graph in the heap and the same graph as indices.
struct Model {
    /// Per node: address, disguised, and successors.
    nodes: Vec<Option<(Hidden, [Option<usize>; 4])>>,
    roots: [Option<usize>; 16],
}

impl Model {
    fn reachable(&self) -> HashSet<usize> {
        let mut todo: Vec<usize> = self.roots.iter().flatten().copied().collect();
        let mut seen = HashSet::new();
        while let Some(index) = todo.pop() {
            if seen.insert(index) {
                todo.extend(self.nodes[index].unwrap().1.iter().flatten());
            }
        }
        seen
    }

    fn check(&mut self, exact: bool) {
        let seen = self.reachable();
        for &index in &seen {
            let (object, edges) = self.nodes[index].unwrap();
            let object = object.object();
            assert_eq!(get(object, 1), index as u64);
            for (i, edge) in edges.iter().enumerate() {
                let expected = edge.map_or(0, |edge| self.nodes[edge].unwrap().0.word());
                assert_eq!(get(object, 2 + i), expected);
            }
        }
        if exact {
            // Nothing of the graph is on a stack that is scanned, apart from words left by this very call.
            assert!(objects_of(NODE) <= seen.len() + 8, "{} instead of {}", objects_of(NODE), seen.len());
        }
        for index in 0..self.nodes.len() {
            if !seen.contains(&index) {
                self.nodes[index] = None;
            }
        }
    }
}

/// Grows a random graph, `batch` nodes between checks. What was picked in a batch must not die in it, so under stress a batch is
/// one node.
fn random_graph(seed: u64, steps: usize, batch: usize) {
    let mut table = Roots::new(16);
    let mut model = Model { nodes: Vec::new(), roots: [None; 16] };
    let mut random = Random(seed);
    for _ in 0..steps {
        // A word of garbage may refer to anything: start from what can be reached.
        let reachable: Vec<usize> = {
            let mut all: Vec<usize> = model.reachable().into_iter().collect();
            all.sort_unstable();
            all
        };
        let pick = |random: &mut Random| (!reachable.is_empty()).then(|| reachable[random.below(reachable.len())]);
        elsewhere(|| {
            for _ in 0..batch {
                let node = heap().alloc_zeroed(if random.below(20) == 0 { 9000 } else { 48 }, NODE).unwrap();
                let index = model.nodes.len();
                put(node, 1, index as u64);
                let mut edges = [None; 4];
                for (i, edge) in edges.iter_mut().enumerate() {
                    if random.below(2) == 0 {
                        *edge = pick(&mut random);
                        put(node, 2 + i, edge.map_or(0, |edge| model.nodes[edge].unwrap().0.word()));
                    }
                }
                model.nodes.push(Some((hide(node), edges)));
                if let (Some(from), true) = (pick(&mut random), random.below(3) > 0) {
                    let slot = random.below(4);
                    let (object, edges) = model.nodes[from].as_mut().unwrap();
                    edges[slot] = Some(index);
                    store(object.object(), 2 + slot, node as u64);
                } else {
                    let slot = random.below(16);
                    model.roots[slot] = Some(index);
                    table.0[slot] = node as u64;
                }
            }
            if random.below(4) == 0 {
                let slot = random.below(16);
                model.roots[slot] = None;
                table.0[slot] = 0;
            }
        });
        match random.below(8) {
            0 => {
                collect(Collect::Full);
                elsewhere(|| model.check(true));
            }
            1..=3 => {
                collect(Collect::Minor);
                elsewhere(|| model.check(false));
            }
            _ => (),
        }
    }
}

#[test]
fn random_graphs_match_the_model() {
    let _guard = setup();
    for seed in 1..=6 {
        random_graph(seed * 7919, 150, 20);
        collect(Collect::Full);
    }
}

#[test]
fn random_graphs_match_the_model_under_stress() {
    let _guard = setup();
    heap().set_stress(true);
    random_graph(104_729, 1000, 1);
    heap().set_stress(false);
}

#[test]
fn fragmented_large_space_is_used_again() {
    let _guard = setup();
    let space = &mut heap().state().space;
    let tables = space.tables;
    let mut large = large::LargeSpace::new();
    // A large space of its own book-keeping would share the index table; sizes are enough to see spans reused.
    let top = tables.base + tables.span - (64 << 20);
    large.start_at(top);
    let spans: Vec<usize> = (0..64).map(|_| large.take(&tables, 900 << 10, 0)).collect();
    assert!(spans.iter().all(|&addr| addr != 0));
    for index in 0..64 {
        large.free(&tables, index);
    }
    let whole = large.take(&tables, 30 << 20, 0);
    assert!(whole != 0, "free neighbours are joined");
    assert_eq!(large.object_at(&tables, whole + (29 << 20)), Some(whole));
    // The entry used last is the one that was freed last.
    large.free(&tables, 63);
}

#[test]
fn huge_live_arrays_are_marked_in_pieces() {
    let _guard = setup();
    let mut roots = Roots::new(1);
    let n = 300_000;
    elsewhere(|| {
        roots.0[0] = array(n) as u64;
        for i in 0..n {
            let child = pair(2 * i as u64 + 1, 1) as u64;
            put(roots.get(0), 2 + i, child);
            heap().barrier_slot(roots.get(0), unsafe { (roots.get(0) as *const u64).add(2 + i) }, child);
        }
    });
    collect(Collect::Full);
    for i in 0..n {
        assert_eq!(get(get(roots.get(0), 2 + i) as *mut Header, 1), 2 * i as u64 + 1);
    }
}

/// What the child process of the next test runs.
const CHILD: &str = "SIDEWINDER_TEST_HEAP_CHILD";

#[test]
fn child_under_a_limit() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let _guard = setup();
    let mut roots = Roots::new(1);
    for bytes in [48, 3000, 100_000] {
        let made = elsewhere(|| {
            let mut made = 0;
            while let Ok(object) = heap().alloc_zeroed(bytes, NODE) {
                put(object, 2, roots.0[0]);
                roots.0[0] = object as u64;
                made += 1;
            }
            made
        });
        roots.0[0] = 0;
        collect(Collect::Full);
        println!("made {} MiB", (made * bytes) >> 20);
        assert!(made * bytes > 8 << 20);
    }
    println!("child is fine");
}

#[test]
#[cfg(target_os = "linux")]
fn address_space_limit_shrinks_the_heap() {
    use std::os::unix::process::CommandExt;
    for limit in [200 << 20, 2 << 30] {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "object::heap::tests::child_under_a_limit", "--nocapture", "--test-threads=1"]);
        command.env(CHILD, "1");
        unsafe {
            command.pre_exec(move || {
                let limit = libc::rlimit { rlim_cur: limit, rlim_max: limit };
                libc::setrlimit(libc::RLIMIT_AS, &limit);
                Ok(())
            });
        }
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("child is fine"), "{limit}: {output:?}");
    }
}
