//! Slices, concatenation and repetition of sequences in traces: functions that know the classes of their operands and take
//! ints as they are, in place of general ones.
//!
//! As in `items`, each function emits what happens for operands like those it sees now, under guards; the operation itself is the
//! interpreter's. `None`: nothing was emitted that matters.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Op as Ir, Ref, Ty};

use super::cuts::{self, Cut};
use super::ops::RV;
use super::quiet::{bits, exact_kind, of};
use super::recorder::{Doing, Rec, class, rec};
use super::slices;
use crate::object::buffer::{Array, copy_words};
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::slice::Slice;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Res, none};
use crate::protocol::item;
use crate::protocol::number::BinOp;
use crate::semantics::machine::At;

// --- what compiled code calls
/// First and number of the items `start:stop` of `len` items.
pub fn forward(start: i64, stop: i64, len: usize) -> (usize, usize) {
    let n = len as i64;
    let clip = |i: i64| if i < 0 { (i + n).max(0) } else { i.min(n) };
    let (a, b) = (clip(start), clip(stop));
    (a as usize, (b - a).max(0) as usize)
}
/// Last and number of the items `start:stop:-1`, which begin with the last.
pub fn backward(start: i64, stop: i64, len: usize) -> (usize, usize) {
    let n = len as i64;
    let clip = |i: i64| if i < 0 { i.saturating_add(n).max(-1) } else { i.min(n - 1) };
    let (a, b) = (clip(start), clip(stop));
    (a.max(0) as usize, (a - b).max(0) as usize)
}
/// A list of `n` items that `fill` writes.
pub fn new_list(n: usize, fill: impl FnOnce(*mut u64)) -> Res {
    if n == 0 {
        return Ok(List::new().value());
    }
    let array = Array::to_fill(n)?;
    fill(array.items());
    array.written();
    Ok(List::with_array(Some(array), n).value())
}
/// A tuple of `n` items that `fill` writes.
pub fn new_tuple(n: usize, fill: impl FnOnce(*mut u64)) -> Res {
    if n == 0 {
        return Ok(Tuple::empty().value());
    }
    let t = Tuple::to_fill(n)?;
    fill(t.words());
    t.written();
    Ok(t.value())
}
unsafe extern "sysv64" fn list_slice(l: u64, start: i64, stop: i64) -> u64 {
    let l = of::<List>(l);
    let (first, n) = forward(start, stop, l.len());
    bits(new_list(n, |to| copy_words((l.items().as_ptr() as *const u64).add(first), to, n)))
}
unsafe extern "sysv64" fn list_slice_back(l: u64, start: i64, stop: i64) -> u64 {
    let l = of::<List>(l);
    let (last, n) = backward(start, stop, l.len());
    bits(new_list(n, |to| {
        let from = l.items().as_ptr() as *const u64;
        for i in 0..n {
            *to.add(i) = *from.add(last - i);
        }
    }))
}
unsafe extern "sysv64" fn tuple_slice(t: u64, start: i64, stop: i64) -> u64 {
    let x = of::<Tuple>(t);
    let (first, n) = forward(start, stop, x.len());
    if n == x.len() {
        return t;
    }
    bits(new_tuple(n, |to| copy_words(x.words().add(first), to, n)))
}
unsafe extern "sysv64" fn text_slice_back(s: u64, start: i64, stop: i64) -> u64 {
    let s = of::<Str>(s);
    let (last, n) = backward(start, stop, s.len);
    bits(crate::object::str::slice_back(s, last, n).map(Gc::value))
}
unsafe extern "sysv64" fn any_slice(x: u64, start: u64, stop: u64, step: u64) -> u64 {
    let [x, start, stop, step] = [x, start, stop, step].map(|w| Value::from_bits(w));
    bits(item::slice_parts(start, stop, step).and_then(|p| item::builtin_slice(x, p).unwrap_or_else(|| Ok(none()))))
}
/// `l[start:stop] = v`, a list.
unsafe extern "sysv64" fn set_list_slice(l: u64, start: i64, stop: i64, v: u64) -> u64 {
    let (l, v) = (of::<List>(l), of::<List>(v));
    let (first, n) = forward(start, stop, l.len());
    if v.len() == n && l != v {
        if let (Some(a), Some(b)) = (l.array.get(), v.array.get()) {
            copy_words(b.items(), a.items().add(first), n);
            a.written();
        }
        return none().bits();
    }
    let parts = (start, stop, 1);
    crate::builtins::list::assign_range(l, parts, v.value()).map_or(0, |()| none().bits())
}
unsafe extern "sysv64" fn set_any_slice(l: u64, start: u64, stop: u64, step: u64, v: u64) -> u64 {
    let [start, stop, step, v] = [start, stop, step, v].map(|w| Value::from_bits(w));
    let l = of::<List>(l);
    let r = item::slice_parts(start, stop, step).and_then(|p| crate::builtins::list::assign_range(l, p, v));
    r.map_or(0, |()| none().bits())
}
unsafe extern "sysv64" fn concat_texts(x: u64, y: u64) -> u64 {
    bits(crate::object::str::concat(of::<Str>(x), of::<Str>(y)).map(Gc::value))
}
unsafe extern "sysv64" fn concat_bytes(x: u64, y: u64) -> u64 {
    bits(crate::builtins::bytes_::add_bytes(of::<Bytes>(x), of::<Bytes>(y)))
}
unsafe extern "sysv64" fn concat_lists(x: u64, y: u64) -> u64 {
    let (x, y) = (of::<List>(x), of::<List>(y));
    let (m, n) = (x.len(), y.len());
    bits(new_list(m + n, |to| {
        copy_words(x.items().as_ptr() as *const u64, to, m);
        copy_words(y.items().as_ptr() as *const u64, to.add(m), n);
    }))
}
unsafe extern "sysv64" fn concat_tuples(a: u64, b: u64) -> u64 {
    let (x, y) = (of::<Tuple>(a), of::<Tuple>(b));
    let (m, n) = (x.len(), y.len());
    match (m, n) {
        (0, _) => return b,
        (_, 0) => return a,
        _ => {}
    }
    bits(new_tuple(m + n, |to| {
        copy_words(x.words(), to, m);
        copy_words(y.words(), to.add(m), n);
    }))
}
unsafe extern "sysv64" fn prepend(v: u64, t: u64) -> u64 {
    let t = of::<Tuple>(t);
    let n = t.len();
    bits(new_tuple(n + 1, |to| {
        *to = v;
        copy_words(t.words(), to.add(1), n);
    }))
}
unsafe extern "sysv64" fn append(t: u64, v: u64) -> u64 {
    let t = of::<Tuple>(t);
    let n = t.len();
    bits(new_tuple(n + 1, |to| {
        copy_words(t.words(), to, n);
        *to.add(n) = v;
    }))
}
unsafe extern "sysv64" fn repeat(v: u64, n: i64) -> u64 {
    let n = n.max(0) as usize;
    bits(new_list(n, |to| {
        for i in 0..n {
            *to.add(i) = v;
        }
    }))
}

// --- items
/// UNPACK of a list or tuple: its items.
pub fn unpack(at: At) -> Option<Vec<Ref>> {
    const MOST: usize = 8;
    let (v, n) = (at.reg(at.ins.b()), at.ins.c());
    if items_of(v)?.len() != n || n > MOST {
        return None;
    }
    let r = rec();
    let x = r.read(r.off() + at.ins.b() as i32);
    all_items(r, v, x, Rec::guard_bool)
}
/// The items of a tuple or list.
pub fn items_of<'a>(v: Value) -> Option<&'a [Value]> {
    v.exact::<Tuple>().map(Gc::<Tuple>::items).or_else(|| v.exact::<List>().map(Gc::<List>::items))
}
/// All items of a tuple or list, which has as many as now whenever the trace runs: that is guarded by `guard`.
pub fn all_items(r: &mut Rec, v: Value, x: Ref, guard: fn(&mut Rec, Ref, bool)) -> Option<Vec<Ref>> {
    let n = items_of(v)?.len();
    let list = v.exact::<List>().is_some();
    let o = r.object(x);
    r.guard_shape(o, if list { Kind::List } else { Kind::Tuple } as u32);
    let (offset, lens, items) = match list {
        true => (offset_of!(List, len), class::LIST, class::ITEMS),
        false => (offset_of!(Tuple, len), Class::CONST, Class::CONST),
    };
    let now = r.builder.count(o, offset as i32, lens);
    let wanted = r.builder.kint(n as i64);
    let fits = r.builder.op(Ir::Ieq, &[now, wanted]);
    guard(r, fits, true);
    let from = if list && n > 0 { r.list_array(o) } else { o };
    Some((0..n).map(|i| r.load_tagged(from, 16 + 8 * i, items)).collect())
}

// --- slices
pub const SLICE_PARTS: [usize; 3] = [offset_of!(Slice, start), offset_of!(Slice, stop), offset_of!(Slice, step)];
/// The parts of the slice `y`, all ints or `None`, if `x` is a built-in sequence.
fn slice_parts(x: RV, y: RV) -> Option<[RV; 3]> {
    let s = y.v.exact::<Slice>()?;
    if !matches!(exact_kind(x.v)?, Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes) {
        return None;
    }
    let now = [s.start.get_or_none(), s.stop.get_or_none(), s.step.get_or_none()];
    if now.iter().any(|v| !v.is_small() && *v != none()) {
        return None;
    }
    let r = rec();
    let o = r.object(y.r);
    r.guard_shape(o, Kind::Slice as u32);
    Some(std::array::from_fn(|i| {
        let p = r.load_tagged(o, SLICE_PARTS[i], Class::CONST);
        r.guard_class(p, now[i]);
        RV { v: now[i], r: p }
    }))
}
/// First and last of a slice of step 1 or -1, whose step stays what it is, as ints; whether it goes backwards.
fn ends(r: &mut Rec, [start, stop, step]: [RV; 3]) -> Option<(Ref, Ref, bool)> {
    let back = match step.v.as_small() {
        None | Some(1) => false,
        Some(-1) => true,
        _ => return None,
    };
    r.guard_is(step.r, step.v);
    let mut end = |x: RV, otherwise: i64| match x.v.is_small() {
        true => r.builder.op(Ir::UnboxInt, &[x.r]),
        false => r.builder.kint(otherwise),
    };
    let (first, last) = if back { (i64::MAX, i64::MIN) } else { (0, i64::MAX) };
    Some((end(start, first), end(stop, last), back))
}
/// `x[y]` for a slice
pub fn slice(x: RV, y: RV) -> Option<Ref> {
    let parts = slice_parts(x, y)?;
    let r = rec();
    r.guard_class(x.r, x.v);
    let kind = exact_kind(x.v)?;
    if let Some((a, b, back)) = ends(r, parts) {
        let (name, entry) = match (kind, back) {
            (Kind::List, false) => ("list_slice", list_slice as *const ()),
            (Kind::List, true) => ("list_slice_back", list_slice_back as *const ()),
            (Kind::Tuple, false) => ("tuple_slice", tuple_slice as *const ()),
            (Kind::Str | Kind::Bytes, false) => return slices::take(r, kind, [x.r, a, b]),
            (Kind::Str, true) => ("text_slice_back", text_slice_back as *const ()),
            _ => return Some(slice_of_any(r, x.r, parts)),
        };
        let cut = Cut { of: x.r, first: a, last: b, back };
        return Some(cuts::taken(r, cut, |r| r.call(name, entry as u64, &[x.r, a, b], Doing::Reads)));
    }
    Some(slice_of_any(r, x.r, parts))
}
fn slice_of_any(r: &mut Rec, x: Ref, [a, b, c]: [RV; 3]) -> Ref {
    r.call("slice_of", any_slice as *const () as u64, &[x, a.r, b.r, c.r], Doing::Reads)
}
/// `x[y] = v` for a list, a slice, and a list or tuple: a call that may raise.
pub fn set_slice(x: RV, y: RV, v: RV) -> Option<Ref> {
    if exact_kind(x.v)? != Kind::List || !matches!(exact_kind(v.v)?, Kind::List | Kind::Tuple) {
        return None;
    }
    let parts = slice_parts(x, y)?;
    let r = rec();
    r.guard_class(x.r, x.v);
    if exact_kind(v.v)? == Kind::List
        && parts[2].v.as_small().is_none_or(|s| s == 1)
        && let Some((a, b, false)) = ends(r, parts)
    {
        if let [Some(cut), _] = cuts::used_up(r, [v.r, Ref::NONE], true) {
            return Some(cuts::set_slice(r, x.r, (a, b), cut));
        }
        r.guard_class(v.r, v.v);
        let entry = set_list_slice as *const () as u64;
        return Some(r.call("set_list_slice", entry, &[x.r, a, b, v.r], Doing::ChangesList));
    }
    r.guard_class(v.r, v.v);
    let [a, b, c] = parts.map(|p| p.r);
    Some(r.call("set_slice", set_any_slice as *const () as u64, &[x.r, a, b, c, v.r], Doing::ChangesList))
}

// --- `+` and `*`
/// The one item of a list that the trace has just made, and that nothing has seen yet.
fn only_item(r: &Rec, x: Ref) -> Option<Ref> {
    let t = r.builder.trace();
    let l = Some(x).filter(|x| t.op(*x) == Ir::BoxPtr).map(|x| t.arg(x, 0)).filter(|l| t.op(*l) == Ir::Alloc)?;
    let (mut array, mut items) = (None, vec![]);
    for s in t.refs().skip(l.index() + 1) {
        let args = t.args(s);
        match t.op(s) {
            Ir::Store if args[0] == l => {
                if t.inst(s).imm == offset_of!(List, array) as i64 {
                    array = Some(args[1]);
                }
            }
            Ir::BoxPtr => {}
            _ if args.contains(&l) || args.contains(&x) => return None,
            _ => {}
        }
    }
    let array = array.filter(|a| t.op(*a) == Ir::Alloc)?;
    for s in t.refs().skip(array.index() + 1) {
        let args = t.args(s);
        if t.op(s) == Ir::Store && args[0] == array {
            if t.inst(s).imm >= 16 {
                items.push(args[1]);
            }
        } else if args.contains(&array) && !(t.op(s) == Ir::Store && args[0] == l) {
            return None;
        }
    }
    match *items {
        [v] if t.ty(v) == Ty::Tagged => Some(v),
        _ => None,
    }
}
/// `x + y` of two lists or tuples, guarded to be such, if one of them is a slice that nothing else wants: it is not made.
fn concat_cuts(r: &mut Rec, x: RV, y: RV, tuples: bool) -> Option<Ref> {
    let cuts = cuts::used_up(r, [x.r, y.r], false);
    for (x, cut) in [x, y].iter().zip(&cuts) {
        if cut.is_none() {
            r.guard_class(x.r, x.v);
        }
    }
    let any = cuts.iter().any(Option::is_some);
    any.then(|| cuts::concat(r, [x.r, y.r], cuts, tuples))
}
/// `x op y` of sequences of one class, and of a list and an int: a call that may raise.
pub fn binary(op: BinOp, x: RV, y: RV, in_place: bool) -> Option<Ref> {
    let kinds = (exact_kind(x.v)?, exact_kind(y.v)?);
    let r = rec();
    match (op, kinds) {
        (BinOp::Add, (Kind::List, Kind::List)) if !in_place => {
            if let Some(both) = concat_cuts(r, x, y, false) {
                return Some(both);
            }
            Some(r.call("concat_lists", concat_lists as *const () as u64, &[x.r, y.r], Doing::Reads))
        }
        (BinOp::Add, (Kind::Str, Kind::Str) | (Kind::Bytes, Kind::Bytes)) => {
            r.guard_class(x.r, x.v);
            r.guard_class(y.r, y.v);
            let (name, entry) = match kinds.0 {
                Kind::Str => ("concat_texts", concat_texts as *const ()),
                _ => ("concat_bytes", concat_bytes as *const ()),
            };
            Some(r.call(name, entry as u64, &[x.r, y.r], Doing::Reads))
        }
        (BinOp::Add, (Kind::Tuple, Kind::Tuple)) => {
            let single = |r: &Rec, x: Ref| r.tuple_items(x).filter(|i| i.len() == 1).map(|i| i[0]);
            if [x, y].iter().all(|x| single(r, x.r).is_none())
                && let Some(both) = concat_cuts(r, x, y, true)
            {
                return Some(both);
            }
            r.guard_class(x.r, x.v);
            r.guard_class(y.r, y.v);
            let (name, entry, args) = match (single(r, x.r), single(r, y.r)) {
                (Some(v), _) => ("prepend", prepend as *const (), [v, y.r]),
                (None, Some(v)) => ("append_item", append as *const (), [x.r, v]),
                _ => ("concat_tuples", concat_tuples as *const (), [x.r, y.r]),
            };
            Some(r.call(name, entry as u64, &args, Doing::Reads))
        }
        (BinOp::Mul, (Kind::List, Kind::Int)) if !in_place && y.v.is_small() => {
            let v = only_item(r, x.r)?;
            r.guard_class(y.r, y.v);
            let n = r.builder.op(Ir::UnboxInt, &[y.r]);
            Some(r.call("repeat", repeat as *const () as u64, &[v, n], Doing::Reads))
        }
        _ => None,
    }
}
