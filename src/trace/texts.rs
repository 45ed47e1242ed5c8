//! Texts in traces: `str(x)` of what has one without asking a method, and questions about texts, by functions that know the classes of
//! their operands.
//!
//! As in `items`, each function emits what happens for operands like those it sees, under guards; the operation itself is the
//! interpreter's. `None`: nothing was emitted that matters.

use sidewinder_jit::ir::{Op as Ir, Ref};

use super::ops::RV;
use super::quiet::{bits, exact_kind, of};
use super::recorder::{Doing, rec};
use crate::builtins::search::clip_range;
use crate::builtins::str_methods::{count_in, find_in, matches_at, rfind_in};
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::str::Str;
use crate::object::value::Value;

unsafe extern "sysv64" fn decimal(i: i64) -> u64 {
    bits(crate::builtins::int_text::small_decimal(i).map(Gc::value))
}
unsafe extern "sysv64" fn decimal_float(f: f64) -> u64 {
    bits(Str::try_new(&crate::builtins::float_text::float_repr(f)).map(Gc::value))
}

unsafe extern "sysv64" fn int_of(s: u64) -> u64 {
    bits(crate::builtins::int::from_value(Value::from_bits(s)))
}
unsafe extern "sysv64" fn float_of(s: u64) -> u64 {
    bits(crate::builtins::float::from_value(Value::from_bits(s)))
}
unsafe extern "sysv64" fn matches_entry<const END: bool>(s: u64, p: u64, from: i64, to: i64) -> u64 {
    let s = of::<Str>(s);
    let (from, to) = clip_range(from, to, s.len());
    matches_at(s, of(p), from, to, END) as u64
}

/// Where `p` is, or how often; -1: nowhere.
unsafe extern "sysv64" fn search_entry<const WHAT: u8>(s: u64, p: u64, from: i64, to: i64) -> i64 {
    let (s, p) = (of::<Str>(s), of::<Str>(p));
    let (from, to) = clip_range(from, to, s.len());
    if from > to {
        return if WHAT == COUNT { 0 } else { -1 };
    }
    let (from, to) = (from as usize, to as usize);
    let place = |found: Option<usize>| found.map_or(-1, |i| i as i64);
    match WHAT {
        FIRST => place(find_in(s, p, from, to)),
        LAST => place(rfind_in(s, p, from, to)),
        _ => count_in(s, p, from, to, usize::MAX) as i64,
    }
}
const FIRST: u8 = 0;
const LAST: u8 = 1;
const COUNT: u8 = 2;

/// `str(x)`, and whether it is a call that may raise.
pub fn of_value(x: RV) -> Option<(Ref, bool)> {
    let r = rec();
    if x.v.is_small() {
        r.guard(Ir::GuardInt, &[x.r]);
        let i = r.builder.op(Ir::UnboxInt, &[x.r]);
        return Some((r.call("decimal", decimal as *const () as u64, &[i], Doing::Reads), true));
    }
    if x.v.as_float_imm().is_some() {
        r.guard(Ir::GuardFloat, &[x.r]);
        let f = r.builder.op(Ir::UnboxFloat, &[x.r]);
        return Some((r.call("decimal_float", decimal_float as *const () as u64, &[f], Doing::Reads), true));
    }
    (exact_kind(x.v)? == Kind::Str).then(|| {
        r.guard_class(x.r, x.v);
        (x.r, false)
    })
}
/// `int(x)` or `float(x)` of a string: a call that may raise.
pub fn number(x: RV, kind: Kind) -> Option<(Ref, bool)> {
    let s = x.v.exact::<Str>()?;
    let (name, entry) = match kind {
        Kind::Int => ("int_of", int_of as *const ()),
        _ => {
            crate::builtins::float_parse::parse(s.as_ascii()?.as_bytes())?;
            ("float_of", float_of as *const ())
        }
    };
    let r = rec();
    r.guard_class(x.r, x.v);
    Some((r.call(name, entry as u64, &[x.r], Doing::Reads), true))
}
/// `s.find(p)`, `s.rfind(p)` or `s.count(p)`, perhaps with ends that are small ints.
pub fn search(name: &str, args: &[RV]) -> Option<Ref> {
    let (name, entry) = match name {
        "find" => ("find_text", search_entry::<FIRST> as *const ()),
        "rfind" => ("rfind_text", search_entry::<LAST> as *const ()),
        _ => ("count_text", search_entry::<COUNT> as *const ()),
    };
    let operands = two_texts(args)?;
    let r = rec();
    let n = super::direct::pure(r, name, entry as u64, &operands);
    Some(r.builder.op(Ir::BoxInt, &[n]))
}
/// The operands of a function of two texts and perhaps the ends of a part of the first.
fn two_texts(args: &[RV]) -> Option<[Ref; 4]> {
    let (s, p, rest) = match args {
        [s, p, rest @ ..] if rest.len() <= 2 => (*s, *p, rest),
        _ => return None,
    };
    if exact_kind(s.v)? != Kind::Str || exact_kind(p.v)? != Kind::Str || rest.iter().any(|i| !i.v.is_small()) {
        return None;
    }
    let r = rec();
    for x in args {
        r.guard_class(x.r, x.v);
    }
    let ints = [(0, 0), (1, i64::MAX)].map(|(i, otherwise)| match rest.get(i) {
        Some(x) => r.builder.op(Ir::UnboxInt, &[x.r]),
        None => r.builder.kint(otherwise),
    });
    Some([s.r, p.r, ints[0], ints[1]])
}
/// `s.startswith(p)` or `s.endswith(p)`, perhaps with ends that are small ints, as a truth word.
pub fn matches(args: &[RV], end: bool) -> Option<Ref> {
    let operands = two_texts(args)?;
    let r = rec();
    let (name, entry) = match end {
        true => ("ends", matches_entry::<true> as *const ()),
        false => ("starts", matches_entry::<false> as *const ()),
    };
    let is = super::direct::pure(r, name, entry as u64, &operands);
    Some(super::direct::truth_word(r, Ir::Ine, is))
}
