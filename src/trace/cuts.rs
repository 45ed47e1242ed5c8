//! Slices that are used up at once: `x[a:b] = y[c:d]` copies items from one list to the other, `x[:i] + x[j:]` makes one list or
//! tuple of two parts. The slices between are not made.
//!
//! When the trace takes a slice, it does not know yet what for. An instruction that could do without it asks here: a slice that
//! only this instruction reads, with nothing written since it was taken, is taken back. Exits between the two then go on where it
//! is taken: what the trace has done since is done again, and cannot be told from once.

use sidewinder_jit::ir::{Kind, Op as Ir, Ref};

use super::quiet::{bits, of};
use super::recorder::{Doing, PC_BITS, Rec};
use super::sequences::{backward, forward, new_list, new_tuple};
use crate::object::buffer::copy_words;
use crate::object::list::List;
use crate::object::none;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// `of[first:last]`, or `of[first:last:-1]`, of a sequence of a known class; the ends are ints.
#[derive(Clone, Copy)]
pub struct Cut {
    pub of: Ref,
    pub first: Ref,
    pub last: Ref,
    pub back: bool,
}
/// A slice that the trace has taken by a call: what it is, the snapshot before it, the first snapshot after it.
struct Taken {
    cut: Cut,
    word: Ref,
    before: u32,
    behind: u32,
}
/// The slices taken last, in order.
#[derive(Default)]
pub struct Cuts(Vec<Taken>);

/// Emits the call that takes a slice.
pub fn taken(r: &mut Rec, cut: Cut, call: impl FnOnce(&mut Rec) -> Ref) -> Ref {
    let before = r.here();
    let behind = r.builder.trace().snaps.len() as u32;
    let word = call(r);
    let cuts = &mut r.cuts.0;
    if cuts.len() == 2 {
        cuts.remove(0);
    }
    cuts.push(Taken { cut, word, before, behind });
    word
}
/// Which of two operands of the present instruction, the last that reads them, are slices to do without: they are taken back.
pub fn used_up(r: &mut Rec, operands: [Ref; 2], backwards: bool) -> [Option<Cut>; 2] {
    let cuts = std::mem::take(&mut r.cuts.0);
    let usable = |t: &&Taken| operands.contains(&t.word) && (backwards || !t.cut.back) && r.is_spent(t.word);
    let mut usable: Vec<&Taken> = cuts.iter().filter(usable).collect();
    if operands[0] == operands[1] {
        return [None; 2];
    }
    let unseen = |r: &Rec, cuts: &[&Taken]| {
        let words: Vec<Ref> = cuts.iter().map(|t| t.word).collect();
        is_unseen(r, &words, cuts[0].behind)
    };
    while !usable.is_empty() && !unseen(r, &usable) {
        usable.remove(0);
    }
    // the first one last: its exits are those of all
    for t in usable.iter().rev() {
        r.builder.take_back(t.word, none().bits(), t.behind, t.before);
        r.go_back_to(t.before);
    }
    operands.map(|x| usable.iter().find(|t| t.word == x).map(|t| t.cut))
}
/// Takes back a float that the trace has computed between two snapshots, if only the present instruction, which can do without,
/// reads it.
pub fn float_used_up(r: &mut Rec, word: Ref, before: u32, behind: u32) -> bool {
    let unused = r.is_spent(word) && is_unseen(r, &[word], behind);
    if unused {
        r.builder.take_back(word, Value::float(0.0).bits(), behind, before);
        r.go_back_to(before);
    }
    unused
}
/// Has nothing but this trace's own objects been written since the first of the values was made (snapshot `behind` is the first
/// one after it), and nothing looked at them?
fn is_unseen(r: &Rec, values: &[Ref], behind: u32) -> bool {
    let t = r.builder.trace();
    let first = values[0];
    let is_slice = |x: Ref| values.contains(&x);
    let mut own = vec![];
    for i in t.refs().skip(first.index() + 1) {
        let args = t.args(i);
        if t.op(i) == Ir::GuardSet && is_slice(args[0]) {
            // it did not raise
            own.push(t.inst(i).snap);
            continue;
        }
        let harmless = match t.op(i).kind() {
            Kind::Const | Kind::Pure | Kind::Guard | Kind::Check | Kind::Load | Kind::Alloc => true,
            Kind::Store => args.first().is_some_and(|o| t.op(*o) == Ir::Alloc && *o > first),
            Kind::Call => is_slice(i) || t.op(i) == Ir::Call && t.helpers[t.inst(i).aux as usize].pure_call,
            Kind::Mark | Kind::End => false,
        };
        if !harmless || t.op(i) != Ir::UnboxFloat && args.iter().any(|x| is_slice(*x)) {
            return false;
        }
    }
    let exits = t.snaps.iter().enumerate().skip(behind as usize);
    let again = |(n, s): (usize, &sidewinder_jit::ir::Snapshot)| s.pc & PC_BITS == 0 || own.contains(&(n as u32));
    exits.into_iter().all(again)
}

/// `x[first:last]` = the slice: a call that may raise.
pub fn set_slice(r: &mut Rec, x: Ref, (first, last): (Ref, Ref), cut: Cut) -> Ref {
    let (name, entry) = match cut.back {
        false => ("set_slice_to_slice", set_to_slice as *const ()),
        true => ("set_slice_to_slice_back", set_to_slice_back as *const ()),
    };
    r.call(name, entry as u64, &[x, first, last, cut.of, cut.first, cut.last], Doing::ChangesList)
}
/// `x + y` of lists or tuples, one of which is a slice at least: a call that may raise.
pub fn concat(r: &mut Rec, operands: [Ref; 2], cuts: [Option<Cut>; 2], tuples: bool) -> Ref {
    let mut args = vec![];
    for (x, cut) in operands.into_iter().zip(cuts) {
        let all = |r: &mut Rec| (x, r.builder.kint(0), r.builder.kint(i64::MAX));
        let (of, first, last) = cut.map_or_else(|| all(r), |c| (c.of, c.first, c.last));
        args.extend([of, first, last]);
    }
    let (name, entry) = match tuples {
        false => ("concat_list_slices", concat_lists as *const ()),
        true => ("concat_tuple_slices", concat_tuples as *const ()),
    };
    r.call(name, entry as u64, &args, Doing::Reads)
}

// --- what compiled code calls
/// `l[start:stop] = from[first:last]`
unsafe extern "sysv64" fn set_to_slice(l: u64, start: i64, stop: i64, from: u64, first: i64, last: i64) -> u64 {
    let (l, from) = (of::<List>(l), of::<List>(from));
    let (to, room) = forward(start, stop, l.len());
    let (at, n) = forward(first, last, from.len());
    if n == room {
        if let (Some(a), Some(b)) = (l.array.get(), from.array.get()) {
            if l == from {
                std::ptr::copy(b.items().add(at), a.items().add(to), n);
            } else {
                copy_words(b.items().add(at), a.items().add(to), n);
            }
            a.written();
        }
        return none().bits();
    }
    let items = new_list(n, |w| copy_words((from.items().as_ptr() as *const u64).add(at), w, n));
    let set = items.and_then(|v| crate::builtins::list::assign_range(l, (start, stop, 1), v));
    set.map_or(0, |()| none().bits())
}
/// `l[start:stop] = from[first:last:-1]`; turning the beginning of a list round takes few instructions.
unsafe extern "sysv64" fn set_to_slice_back(l: u64, start: i64, stop: i64, from: u64, first: i64, last: i64) -> u64 {
    let list = of::<List>(l);
    if l == from
        && start == 0
        && last == i64::MIN
        && first.wrapping_add(1) == stop
        && (first as u64) < list.len() as u64
        && let Some(a) = list.array.get()
    {
        reverse(a.items(), stop as usize);
        a.written();
        return none().bits();
    }
    set_to_any_slice_back(l, start, stop, from, first, last)
}
#[inline(never)]
unsafe extern "sysv64" fn set_to_any_slice_back(
    l: u64,
    start: i64,
    stop: i64,
    from: u64,
    first: i64,
    last: i64,
) -> u64 {
    let (l, from) = (of::<List>(l), of::<List>(from));
    let (to, room) = forward(start, stop, l.len());
    let (end, n) = backward(first, last, from.len());
    if n == 0 && room == 0 {
        return none().bits();
    }
    // the first of the items that are copied
    let at = (end + 1).wrapping_sub(n);
    if n == room
        && (l != from || at == to || at + n <= to || to + n <= at)
        && let (Some(a), Some(b)) = (l.array.get(), from.array.get())
    {
        if l == from && at == to {
            reverse(a.items().add(to), n);
        } else {
            for i in 0..n {
                *a.items().add(to + i) = *b.items().add(end - i);
            }
        }
        a.written();
        return none().bits();
    }
    let items = new_list(n, |w| {
        for i in 0..n {
            *w.add(i) = *(from.items().as_ptr() as *const u64).add(end - i);
        }
    });
    let set = items.and_then(|v| crate::builtins::list::assign_range(l, (start, stop, 1), v));
    set.map_or(0, |()| none().bits())
}
/// Turns the order of words round.
unsafe fn reverse(words: *mut u64, n: usize) {
    if n > 32 {
        return std::slice::from_raw_parts_mut(words, n).reverse();
    }
    for i in 0..n / 2 {
        let (a, b) = (words.add(i), words.add(n - 1 - i));
        let w = *a;
        *a = *b;
        *b = w;
    }
}
/// `x[first:last] + y[start:stop]`
unsafe extern "sysv64" fn concat_lists(x: u64, first: i64, last: i64, y: u64, start: i64, stop: i64) -> u64 {
    let (x, y) = (of::<List>(x), of::<List>(y));
    let ((a, m), (b, n)) = (forward(first, last, x.len()), forward(start, stop, y.len()));
    bits(new_list(m + n, |to| {
        copy_words((x.items().as_ptr() as *const u64).add(a), to, m);
        copy_words((y.items().as_ptr() as *const u64).add(b), to.add(m), n);
    }))
}
/// The same of tuples; what is all of one of them is that tuple.
unsafe extern "sysv64" fn concat_tuples(v: u64, first: i64, last: i64, w: u64, start: i64, stop: i64) -> u64 {
    let (x, y) = (of::<Tuple>(v), of::<Tuple>(w));
    let ((a, m), (b, n)) = (forward(first, last, x.len()), forward(start, stop, y.len()));
    if n == 0 && m == x.len() {
        return v;
    }
    if m == 0 && n == y.len() {
        return w;
    }
    bits(new_tuple(m + n, |to| {
        copy_words(x.words().add(a), to, m);
        copy_words(y.words().add(b), to.add(m), n);
    }))
}
