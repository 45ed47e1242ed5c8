//! Functions over iterables: `all`, `any`, `max`, `min`, `sorted`, `sum`.

use crate::builtins::exceptions::{type_error, value_error};
use crate::interp::consume::{Consumer, Loop};
use crate::object::generator::Generator;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::compare::{Cmp, compare, truth};
use crate::protocol::iter::Items;
use crate::protocol::{call, iter, sum};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("all(iterable, /)", all, "Return True if bool(x) is True for all values x in the iterable."),
    NativeDef::new("any(iterable, /)", any, "Return True if bool(x) is True for any x in the iterable."),
    NativeDef::new(
        "max(*args, key=None, default=None)",
        |a| extreme(a, "max", Cmp::Gt),
        "Return the largest argument, or the biggest item of an iterable.",
    ),
    NativeDef::new(
        "min(*args, key=None, default=None)",
        |a| extreme(a, "min", Cmp::Lt),
        "Return the smallest argument, or the smallest item of an iterable.",
    ),
    NativeDef::unpacking(
        "sorted(iterable, /, *, key=None, reverse=False)",
        sorted,
        "Return a new list containing all items from the iterable in ascending order.",
    ),
    NativeDef::new(sum::SIGNATURE, sum_, "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"),
];

fn all(a: &Args) -> Res {
    let mut items = Items::of(a[0])?;
    let mut taken = Loop::new(Consumer::All);
    while let Some(v) = items.next()? {
        if !truth(v)? {
            return Ok(boolean(false));
        }
        if let Some(r) = taken.taken(items.source(), none) {
            return r;
        }
    }
    Ok(boolean(true))
}
fn any(a: &Args) -> Res {
    let mut items = Items::of(a[0])?;
    let mut taken = Loop::new(Consumer::Any);
    while let Some(v) = items.next()? {
        if truth(v)? {
            return Ok(boolean(true));
        }
        if let Some(r) = taken.taken(items.source(), none) {
            return r;
        }
    }
    Ok(boolean(false))
}
fn extreme(a: &Args, name: &str, better: Cmp) -> Res {
    let key = a.opt_none(0);
    let default = a.opt(1);
    if a.rest.is_empty() {
        return Err(type_error(format!("{name} expected at least 1 argument, got 0")));
    }
    if a.rest.len() > 1 && default.is_some() {
        return Err(type_error(format!("Cannot specify a default for {name}() with multiple positional arguments")));
    }
    let mut best: Option<(Value, Value)> = None;
    let mut consider = |v: Value| -> Result<(), Raised> {
        let k = match key {
            Some(f) => call::call(f, &[v])?,
            None => v,
        };
        match best {
            Some((_, bk)) if !is_better(k, bk, better)? => {}
            _ => best = Some((v, k)),
        }
        Ok(())
    };
    if a.rest.len() > 1 {
        a.rest.iter().try_for_each(|v| consider(*v))?;
    } else if let (Some(g), None) = (a.rest[0].exact::<Generator>(), key) {
        let (g, mut best) = (g.value(), None);
        let mut taken = Loop::new(if better == Cmp::Gt { Consumer::Larger } else { Consumer::Smaller });
        while let Some(v) = iter::next(g)? {
            match best {
                Some(b) if !compare(v, b, better)? => {}
                _ => best = Some(v),
            }
            if let Some(r) = taken.taken(g, || best.unwrap_or(v)) {
                return r;
            }
        }
        return best.or(default).ok_or_else(|| value_error(format!("{name}() iterable argument is empty")));
    } else {
        iter::for_each(a.rest[0], consider)?;
    }
    match (best, default) {
        (Some((v, _)), _) => Ok(v),
        (None, Some(d)) => Ok(d),
        (None, None) => Err(value_error(format!("{name}() iterable argument is empty"))),
    }
}
#[inline(always)]
fn is_better(v: Value, best: Value, better: Cmp) -> Result<bool, Raised> {
    if let (Some(i), Some(j)) = (v.as_small(), best.as_small()) {
        return Ok(if better == Cmp::Gt { i > j } else { i < j });
    }
    if let (Some(x), Some(y)) = (v.as_float_imm(), best.as_float_imm()) {
        return Ok(if better == Cmp::Gt { x > y } else { x < y });
    }
    compare(v, best, better)
}
fn sorted(a: &Args) -> Res {
    let l = iter::to_list(a[0])?.value();
    let sort = crate::protocol::attr::get_attr(l, Str::intern("sort"))?;
    let names = crate::object::tuple::Tuple::new(&[Str::intern("key").value(), Str::intern("reverse").value()]);
    call::call_kw(sort, &[a.opt(1).unwrap_or_else(none), a.opt(2).unwrap_or_else(|| boolean(false))], Some(names))?;
    Ok(l)
}
fn sum_(a: &Args) -> Res {
    use crate::object::bytes::{ByteArray, Bytes};
    let start = a.opt(1).unwrap_or(Value::small(0));
    if start.cast::<Str>().is_some() {
        return Err(type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if start.cast::<Bytes>().is_some() {
        return Err(type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
    }
    if start.cast::<ByteArray>().is_some() {
        return Err(type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
    }
    sum::of(a[0], start)
}
