//! When a side trace may enter the root's loop directly, rule by rule; and that the merged code computes the same.

mod common;

use common::*;
use sidewinder_jit::exits::{ExitInfo, inherit, restore};
use sidewinder_jit::ir::builder::Builder;
use sidewinder_jit::ir::parse::parse;
use sidewinder_jit::ir::value::{box_int, unbox_int};
use sidewinder_jit::ir::{Class, Op, Repr, SnapVal, Snapshot, Trace, Ty, verify::verify};
use sidewinder_jit::lower::tree::Node;
use sidewinder_jit::lower::{Config, Jit, records};
use sidewinder_jit::opt::graft::graft;
use sidewinder_jit::opt::{Options, optimise};

/// Slot 0 counts, slot 1 is the bound, slot 2 sums field +8 of the object in slot 3; odd turns leave through !2.
const ROOT: &str = "
%0 = sload 0
guard_int %0 !0
%1 = unbox_int %0
%2 = sload 1
guard_int %2 !0
%3 = unbox_int %2
%4 = sload 3
guard_ptr %4 !0
%5 = unbox_ptr %4
guard_shape %5 0xb !0
%6 = load.tagged %5 +8 @1
guard_int %6 !0
%7 = unbox_int %6
%8 = sload 2
guard_int %8 !0
%9 = unbox_int %8
header
%10 = phi.int %1 0 in 0..1000000
%11 = phi.int %9 2
%12 = ilt %10, %3
guard_true %12 !1
%13 = kint 1
%14 = iadd %10, %13
%15 = iand %14, %13
%16 = kint 0
%17 = ieq %15, %16
guard_true %17 !2
%18 = iadd_ov %11, %7 !2
loop %14, %18 !3
!0 = pc 0x0 {}
!1 = pc 0x9 {0: int %10, 2: int %11}
!2 = pc 0x1 {0: int %14, 2: int %11}
!3 = pc 0x0 {0: int %14, 2: int %18}
";

/// Inputs: the counter and the sum.
fn side(body: &str, slots: &str) -> Trace {
    let text = format!(
        "%0 = input.int 0\n%1 = input.int 1\n%2 = kint 100\n%3 = iadd_ov %1, %2 !0\n{body}\nlink cell 0x1000 base 0 !1\n\
         !0 = pc 0x1 {{0: int %0, 2: int %1}}\n!1 = pc 0x0 {{{slots}}}\n"
    );
    let t = parse(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    verify(&t).unwrap_or_else(|e| panic!("{e}\n{text}"));
    t
}

/// How the side trace enters the root's loop.
#[derive(PartialEq, Debug)]
enum Way {
    /// Through the preamble.
    Preamble,
    /// With the invariants as they are.
    AsIs,
    /// With other invariants.
    Anew,
}

fn way(root: &str, side: &Trace, snap: u32) -> Way {
    way_beside(root, side, snap, None)
}
/// The same where another side trace grows from the root, too.
fn way_beside(root: &str, side: &Trace, snap: u32, other: Option<(&Trace, u32)>) -> Way {
    let root = parse(root).unwrap();
    verify(&root).unwrap();
    let mut nodes = vec![
        Node { trace: &root, parent: None, merged: false },
        Node { trace: side, parent: Some((0, snap)), merged: false },
    ];
    nodes.extend(other.map(|(trace, snap)| Node { trace, parent: Some((0, snap)), merged: false }));
    let g = graft(&nodes, 0x1000)[1].clone().unwrap();
    verify(&g.trace).unwrap_or_else(|e| panic!("{e}\n{}", g.trace));
    match g.entry {
        None => Way::Preamble,
        Some(e) if e.invariants.is_none() => Way::AsIs,
        Some(_) => Way::Anew,
    }
}

const BOTH: &str = "0: int %0, 2: int %3";

#[test]
fn entries_that_keep_the_assumptions() {
    let as_is = |side: &Trace| assert_eq!(way(ROOT, side, 2), Way::AsIs);
    as_is(&side("", BOTH));
    // A slot the loop knows nothing of is stored.
    as_is(&side("", "0: int %0, 2: int %3, 7: int %1"));
    // A slot that the side trace does not list has what it stored there.
    as_is(&side("%4 = box_int %3\nsstore %4 2", "0: int %0"));
    // A write to a class the preamble has not touched.
    as_is(&side("%4 = kptr 0x100\nstore %4, %1 +8 @2", BOTH));
}

/// A side trace with values of its own.
fn early() -> Trace {
    parse("%0 = kint 1\n%1 = kint 2\nlink cell 0x1000 base 0 !0\n!0 = pc 0x0 {0: int %0, 2: int %1}").unwrap()
}

#[test]
fn entries_with_other_invariants() {
    let anew = |side: &Trace| assert_eq!(way(&over(ROOT), side, 2), Way::Anew);
    // A write to the class of a hoisted load.
    anew(&side("%4 = kptr 0x100\nstore %4, %1 +8 @1", BOTH));
    // Invariant slots changed: the bound, the object.
    anew(&side("", "0: int %0, 1: int %3, 2: int %3"));
    anew(&side("%4 = sload 6", "0: int %0, 2: int %3, 3: %4"));
    // From an exit of the preamble: its values do not exist.
    assert_eq!(way(ROOT, &early(), 0), Way::Anew);
    assert_eq!(way(ROOT, &early(), 2), Way::AsIs);
    // A helper looks at frames in the root: memory has to be current, so all slots are stored.
    assert_eq!(way(&over(&looking()), &side("", BOTH), 2), Way::Anew);
    // From a branch of the body, unless the preamble has a side trace for what the loop has none for.
    let branch = side("", "0: int %0, 1: int %3, 2: int %3");
    assert_eq!(way(ROOT, &branch, 2), Way::Anew);
    assert_eq!(way_beside(ROOT, &branch, 2, Some((&early(), 0))), Way::Preamble);
    assert_eq!(way_beside(&over(ROOT), &branch, 2, Some((&early(), 0))), Way::Anew);
}

/// A root whose exit `!2` is where the loop is over.
fn over(root: &str) -> String {
    root.replace("!2 = pc 0x1 ", "!2 = pc 0x0 ")
}

fn looking() -> String {
    "helper $look = 0x10 () -> void reads 0x8000000000000000 writes 0x0\n".to_string()
        + &ROOT.replace("%13 = kint 1\n", "%13 = kint 1\ncall.void $look()\n")
}

#[test]
fn entries_that_break_an_assumption() {
    let no = |root: &str, side: &Trace| assert_eq!(way(&over(root), side, 2), Way::Preamble, "{root}");
    // A phi with a value of another type.
    no(ROOT, &side("%4 = itof %3", "0: int %0, 2: float %4"));
    no(ROOT, &side("%4 = sload 6", "0: int %0, 2: %4"));
    // Or with what other side traces may have left in its memory.
    no(ROOT, &side("", "0: int %0"));
    // The loop does not say what it assumes.
    no(&ROOT.replace("loop %14, %18 !3", "loop %14, %18"), &side("", BOTH));
    // The loop uses what only its first turn has computed: a place that it writes, a call's result.
    let changed = side("", "0: int %0, 1: int %3, 2: int %3");
    no(
        &ROOT
            .replace("header\n", "store %5, %6 +16 @1\nheader\n")
            .replace("%13 = kint 1\n", "store %5, %10 +8 @1\n%13 = kint 1\n"),
        &changed,
    );
    let call = "helper $make = 0x10 () -> int reads 0x0 writes 0x4\n".to_string()
        + &ROOT.replace("%7 = unbox_int %6\n", "%7 = call.int $make()\n");
    no(&call, &changed);
    // The preamble has stored something that the loop may rely on.
    no(&ROOT.replace("header\n", "store %5, %9 +24 @3\nheader\n"), &changed);
    // It has stored what it has loaded elsewhere, and the side trace has not.
    assert_eq!(way(&ROOT.replace("header\n", "store %5, %6 +24 @3\nheader\n"), &early(), 0), Way::Preamble);
    // Turns leave a place with what the preamble has stored there.
    let restored = ROOT
        .replace("header\n", "%40 = kint 3\nstore %5, %40 +24 @3\nheader\n")
        .replace("%13 = kint 1\n", "%13 = kint 1\nstore %5, %10 +24 @3\n")
        .replace("loop", "store %5, %40 +24 @3\nloop");
    let other = "%4 = sload 3\nguard_ptr %4 !0\n%5 = unbox_ptr %4\n";
    no(&restored, &side(&format!("{other}%6 = kint 4\nstore %5, %6 +24 @3"), BOTH));
    assert_eq!(way(&restored, &side(&format!("{other}%6 = kint 3\nstore %5, %6 +24 @3"), BOTH), 2), Way::AsIs);
    // An exit of the loop writes something else to a slot than what its new word is.
    no(&ROOT.replace("2: int %18}", "2: int %18, 7: %2}"), &changed);
}

/// Runs root and side merged; the sum, the counter and the number of times the handler was entered.
fn merged(body: &str, slots: &str, turns: i64) -> (i64, i64, u32) {
    let mut t = Thread::new();
    let mut jit = Jit::new(Config { code_bytes: 1 << 20, cells: 4096, ..Config::new(t.layout()) }).unwrap();
    let cell = jit.new_cell().unwrap();
    let mut object = [OBJECT_SHAPE as u64, box_int(5), 0, 0, 0];
    let object_at = format!("{:#x}", object.as_mut_ptr() as u64);
    let root = parse(ROOT).unwrap();
    let side = side(&body.replace("OBJECT", &object_at), slots);
    let side = parse(&side.text().replace("0x1000", &format!("{cell:#x}"))).unwrap();
    let nodes = [
        Node { trace: &root, parent: None, merged: false },
        Node { trace: &side, parent: Some((0, 2)), merged: false },
    ];
    let id = jit.compile_tree(&nodes, cell, "tree").unwrap();
    jit.set_cell(cell, Some(id));
    let mut frame = [box_int(0), box_int(turns), box_int(0), object.as_mut_ptr() as u64, 0, 0, 0, 0];
    let mut entered = 0;
    loop {
        entered += 1;
        t.exit_cursor = t.buffer.as_mut_ptr();
        let entry = jit.trace(id).unwrap().entry;
        let r = unsafe { jit.enter(entry, frame.as_mut_ptr(), t.address()) };
        assert_eq!(r, 0);
        let n = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
        let words = t.buffer[..n].to_vec();
        let rs = records(&words).collect::<Vec<_>>();
        let x = jit.exit(rs[0].exit).unwrap();
        let info = x.info.clone();
        restore(&info, rs[0].raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
        if info.pc == 9 {
            return (unbox_int(frame[2]), unbox_int(frame[0]), entered);
        }
        assert!(entered < 10, "leaves at pc {} again and again", info.pc);
    }
}

#[test]
fn merged_code() {
    // Even turns add 5, odd ones 100.
    assert_eq!(merged("", BOTH, 1000), (500 * 5 + 500 * 100, 1000, 1));
    // Through the preamble: the field grows by one in each odd turn.
    let grow = "%4 = kptr OBJECT\n%5 = load.int %4 +8 @1\n%6 = iadd %5, %2\n%7 = kint 98\n%8 = isub %6, %7\nstore %4, %8 +8 @1";
    let want: i64 = (1..=1000).map(|i| if i % 2 == 1 { 100 } else { 5 + i / 2 }).sum();
    assert_eq!(merged(grow, BOTH, 1000), (want, 1000, 1));
    // With another bound in each odd turn.
    let less = "%4 = sload 1\nguard_int %4 !0\n%5 = unbox_int %4\n%6 = kint -1\n%7 = iadd_ov %5, %6 !0";
    let (mut i, mut bound, mut sum) = (0, 1000, 0);
    while i < bound {
        i += 1;
        (sum, bound) = if i % 2 == 1 { (sum + 100, bound - 1) } else { (sum + 5, bound) };
    }
    assert_eq!(merged(less, "0: int %0, 1: int %7, 2: int %3", 1000), (sum, i, 1));
    // A counter outside the interval the loop was optimised for goes through the preamble too, and works there.
    assert_eq!(merged("%4 = kint 1000001\n%5 = iadd_ov %0, %4 !0", "0: int %5, 2: int %3", 1000).1, 1000002);
}

/// A loop over an iterator in memory (slot 3: next +8, left +16): even elements are added to slot 2, odd ones leave.
const ITERATOR: &str = "
%0 = sload 3
guard_ptr %0 !0
%1 = unbox_ptr %0
guard_shape %1 0xb !0
%2 = load.int %1 +16 @4
%3 = kint 0
%4 = igt %2, %3
guard_true %4 !1
%5 = load.int %1 +8 @4
%6 = kint 1
%7 = iadd %5, %6
store %1, %7 +8 @4
%8 = kint -1
%9 = iadd %2, %8
store %1, %9 +16 @4
%10 = iand %5, %6
%11 = ieq %10, %3
guard_true %11 !2
%12 = sload 2
guard_int %12 !3
%13 = unbox_int %12
%14 = iadd_ov %13, %5 !3
%15 = box_int %14
restart !4
!0 = pc 0x0 {}
!1 = pc 0x9 {}
!2 = pc 0x1 {1: int %5}
!3 = pc 0x2 {1: int %5}
!4 = pc 0x0 {1: int %5, 2: %15}
";

/// The side trace of odd elements: asks again what the root knows, takes one element more, and adds 100.
fn odd(x: &ExitInfo, cell: u64) -> Trace {
    let mut b = Builder::new();
    let slots = inherit(&mut b, x, |_, _| Class(4), |_| None);
    let words: Vec<_> = slots.iter().map(|(k, r)| (*k, SnapVal::Value(*r, Repr::Word))).collect();
    let here = b.snapshot(Snapshot { pc: 1, slots: words.clone(), ..Snapshot::default() });
    let element = slots.iter().find(|s| s.0 == 1).unwrap().1;
    b.guard(Op::GuardInt, &[element], here);
    let element = b.op(Op::UnboxInt, &[element]);
    let (one, zero) = (b.kint(1), b.kint(0));
    let low = b.op(Op::Iand, &[element, one]);
    let even = b.op(Op::Ieq, &[low, zero]);
    b.guard(Op::GuardFalse, &[even], here);
    let sum = slots.iter().find(|s| s.0 == 2).map(|s| s.1).unwrap_or_else(|| b.sload(2));
    b.guard(Op::GuardInt, &[sum], here);
    let sum = b.op(Op::UnboxInt, &[sum]);
    let hundred = b.kint(100);
    let sum = b.guard(Op::IaddOv, &[sum, hundred], here);
    let sum = b.op(Op::BoxInt, &[sum]);
    let it = b.sload(3);
    b.guard(Op::GuardPtr, &[it], here);
    let it = b.op(Op::UnboxPtr, &[it]);
    b.guard_shape(it, OBJECT_SHAPE, here);
    for (offset, step) in [(8, 1), (16, -1)] {
        let old = b.load(Ty::Int, it, offset, Class(4));
        let step = b.kint(step);
        let new = b.op(Op::Iadd, &[old, step]);
        b.store(it, new, offset, Class(4));
    }
    let mut end: Vec<_> = words.into_iter().filter(|s| s.0 != 2).collect();
    end.push((2, SnapVal::Value(sum, Repr::Word)));
    let back = b.snapshot(Snapshot { pc: 0, slots: end, ..Snapshot::default() });
    b.link(cell, 0, back);
    b.finish()
}

#[test]
fn a_side_trace_goes_on_with_what_the_root_knows() {
    let mut t = Thread::new();
    let mut jit = Jit::new(Config { code_bytes: 1 << 20, cells: 4096, ..Config::new(t.layout()) }).unwrap();
    let cell = jit.new_cell().unwrap();
    let layout = t.layout();
    let root = optimise(&parse(ITERATOR).unwrap(), &layout, &Options::ALL);
    let body = root.header().unwrap();
    // The exit in the loop; the one in the preamble has the same pc.
    let snap =
        root.insts[body..].iter().map(|i| i.snap).find(|s| root.snaps.get(*s as usize).is_some_and(|s| s.pc == 1));
    let snap = snap.unwrap();
    let side = optimise(&odd(&ExitInfo::all(&root)[snap as usize], cell), &layout, &Options::ALL);
    let nodes = [
        Node { trace: &root, parent: None, merged: false },
        Node { trace: &side, parent: Some((0, snap)), merged: false },
    ];
    let g = graft(&nodes, cell)[1].clone().unwrap();
    let text = g.trace.text();
    assert!(g.entry.is_some(), "{root}\n{text}");
    assert!(!text.contains("guard") && !text.contains("load"), "{root}\n{text}");
    assert!(text.contains("store") && text.contains("iadd_ov"), "{text}");
    // And it runs: 1 to 1000.
    let id = jit.compile_tree(&nodes, cell, "tree").unwrap();
    jit.set_cell(cell, Some(id));
    let mut object = [OBJECT_SHAPE as u64, 0, 1000, 0, 0];
    let mut frame = [0, 0, box_int(0), object.as_mut_ptr() as u64, 0, 0, 0, 0];
    for _ in 0..10 {
        t.exit_cursor = t.buffer.as_mut_ptr();
        let entry = jit.trace(id).unwrap().entry;
        assert_eq!(unsafe { jit.enter(entry, frame.as_mut_ptr(), t.address()) }, 0);
        let n = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
        let words = t.buffer[..n].to_vec();
        let r = records(&words).next().unwrap();
        let info = jit.exit(r.exit).unwrap().info.clone();
        restore(&info, r.raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
        if info.pc == 9 {
            // 0, then each odd element with the even one behind it: 1 2, 3 4, …
            assert_eq!((object[1], object[2] as i64, unbox_int(frame[2])), (1001, -1, 500 * 100));
            return;
        }
        // An exit of the preamble: the interpreter's odd turn.
        assert_eq!(info.pc, 1);
        frame[2] = box_int(unbox_int(frame[2]) + 100);
        object[1] += 1;
        object[2] -= 1;
    }
    panic!("it leaves again and again");
}

/// A value that a side trace takes as an input, and that passes through it under another type for what grows from it.
#[test]
fn values_that_pass_through_under_two_names() {
    let root = "%0 = sload 0\nguard_ptr %0 !0\n%1 = unbox_ptr %0\n%2 = load.int %1 +8 @1\n%3 = kint 5\n%4 = ilt %2, %3\n\
        guard_true %4 !1\nexit !0\n!0 = pc 0x0 {}\n!1 = pc 0x1 {0: %0}\n";
    let middle = "%0 = input.tagged 0\n%1 = sload 1\nguard_ptr %1 !0\n%2 = unbox_ptr %1\nstore %2, %0 +8 @2\n\
        %3 = load.int %2 +16 @1\n%4 = kint 7\n%5 = ilt %3, %4\nguard_true %5 !1\nexit !2\n\
        !0 = pc 0x2 {0: %0}\n!1 = pc 0x3 {0: %0}\n!2 = pc 0x4 {}\n";
    let last = "%0 = input.tagged 0\nguard_ptr %0 !0\n%1 = unbox_ptr %0\n%2 = load.int %1 +24 @1\nexit !1\n\
        !0 = pc 0x5 {}\n!1 = pc 0x6 {0: %0, 2: int %2}\n";
    let [root, middle, last] = [root, middle, last].map(|t| parse(t).unwrap());
    let nodes = [
        Node { trace: &root, parent: None, merged: false },
        Node { trace: &middle, parent: Some((0, 1)), merged: false },
        Node { trace: &last, parent: Some((1, 1)), merged: false },
    ];
    for quick in [true, false] {
        let mut t = Thread::new();
        let config = Config { code_bytes: 1 << 20, cells: 4096, quick, ..Config::new(t.layout()) };
        let mut jit = Jit::new(config).unwrap();
        let id = jit.compile_tree(&nodes, 0x1000, "tree").unwrap();
        let (a, mut b) = ([0u64, 9, 0, 77], [0u64, 0, 8, 0]);
        let mut frame = [a.as_ptr() as u64, b.as_mut_ptr() as u64, 0, 0];
        let r = unsafe { jit.enter(jit.trace(id).unwrap().entry, frame.as_mut_ptr(), t.address()) };
        assert_eq!(r, 0);
        let used = unsafe { t.exit_cursor.offset_from(t.buffer.as_ptr()) } as usize;
        let words = t.buffer[..used].to_vec();
        let record = records(&words).next().unwrap();
        let info = jit.exit(record.exit).unwrap().info.clone();
        restore(&info, record.raws, &mut Restore { thread: &mut t, base: frame.as_mut_ptr() });
        let stored = unsafe { std::ptr::read_volatile(&b[1]) };
        assert_eq!((info.pc, unbox_int(frame[2]), stored), (6, 77, a.as_ptr() as u64), "quick: {quick}");
    }
}
