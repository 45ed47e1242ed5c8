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
use crate::builtins::str_methods::matches_at;
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
/// `s.startswith(p)` or `s.endswith(p)`, perhaps with ends that are small ints, as a truth word.
pub fn matches(args: &[RV], end: bool) -> Option<Ref> {
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
    let (name, entry) = match end {
        true => ("ends", matches_entry::<true> as *const ()),
        false => ("starts", matches_entry::<false> as *const ()),
    };
    let is = super::direct::pure(r, name, entry as u64, &[s.r, p.r, ints[0], ints[1]]);
    Some(super::direct::truth_word(r, Ir::Ine, is))
}
