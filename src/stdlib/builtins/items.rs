//! Functions over iterables: `all`, `any`, `max`, `min`, `sorted`, `sum`.

use crate::builtins::exceptions::{type_error, value_error};
use crate::interp::consume::{Consumer, Loop};
use crate::object::float::Complex;
use crate::object::generator::Generator;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::{SMALL_MAX, SMALL_MIN, Value};
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::compare::{Cmp, compare, truth};
use crate::protocol::iter::Items;
use crate::protocol::number::{BinOp, binary};
use crate::protocol::{call, iter};

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
    NativeDef::new(
        "sum(iterable, /, start=0)",
        sum,
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
    ),
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
            Some((_, bk)) if !compare(k, bk, better)? => {}
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
fn sorted(a: &Args) -> Res {
    let l = iter::to_list(a[0])?.value();
    let sort = crate::protocol::attr::get_attr(l, Str::intern("sort"))?;
    let names = crate::object::tuple::Tuple::new(&[Str::intern("key").value(), Str::intern("reverse").value()]);
    call::call_kw(sort, &[a.opt(1).unwrap_or_else(none), a.opt(2).unwrap_or_else(|| boolean(false))], Some(names))?;
    Ok(l)
}
/// Adds floats with the rounding errors kept (Neumaier).
struct FloatSum {
    sum: f64,
    lost: f64,
}
impl FloatSum {
    fn add(&mut self, x: f64) {
        let t = self.sum + x;
        self.lost += if self.sum.abs() >= x.abs() { (self.sum - t) + x } else { (x - t) + self.sum };
        self.sum = t;
    }
    fn total(&self) -> f64 {
        if self.lost != 0.0 && self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}
fn sum(a: &Args) -> Res {
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
    let mut items = Items::of(a[0])?;
    let first = items.next()?;
    add_up(items, start, first, Loop::new(Consumer::Sum))
}
/// The sum of `sum + item` and what the iterator has still to give.
pub fn sum_on(it: Value, sum: Value, item: Value) -> Res {
    // that is the rest already
    add_up(Items::Iterator(it), sum, Some(item), Loop::at_end())
}
fn add_up(mut items: Items, start: Value, mut pending: Option<Value>, mut taken: Loop) -> Res {
    let mut acc = start;
    while let Some(v) = pending {
        if let (Some(mut i), Some(j)) = (acc.as_small(), v.as_small()) {
            // machine ints as long as they last
            let mut next = Some(Value::small(j));
            if let Some((items, at)) = rest(&mut items) {
                // the first is taken already
                let n = add_ints(&mut i, &items[*at - 1..]);
                if n > 0 {
                    *at += n;
                    next = items.get(*at - 1).copied();
                }
            }
            while let Some(j) = next.and_then(Value::as_small) {
                match i.checked_add(j).filter(|s| Value::int(*s).is_small()) {
                    Some(s) => i = s,
                    None => break,
                }
                if let Some(r) = taken.taken(items.source(), || Value::int(i)) {
                    return r;
                }
                next = items.next()?;
            }
            acc = Value::int(i);
            match next {
                Some(v) => acc = binary(BinOp::Add, acc, v)?,
                None => break,
            }
            pending = items.next()?;
        } else if type_of(acc) == crate::object::shape::type_of_kind(Kind::Float) && float_item(v).is_some() {
            let mut s = FloatSum { sum: acc.as_float().unwrap_or(0.0), lost: 0.0 };
            pending = Some(v);
            if let Some((items, at)) = rest(&mut items) {
                // the first is taken already
                let n = add_floats(&mut s, &items[*at - 1..]);
                *at += n;
                pending = items.get(*at - 1).copied();
            }
            while let Some(x) = pending.and_then(float_item) {
                s.add(x);
                pending = items.next()?;
            }
            acc = Value::float(s.total());
        } else if let (Some(c), Some((re, im))) = (acc.exact::<Complex>(), complex_item(v)) {
            let (mut r, mut i) = (FloatSum { sum: c.re, lost: 0.0 }, FloatSum { sum: c.im, lost: 0.0 });
            r.add(re);
            i.add(im);
            pending = items.next()?;
            while let Some((re, im)) = pending.and_then(complex_item) {
                r.add(re);
                i.add(im);
                pending = items.next()?;
            }
            acc = Complex::new(r.total(), i.total()).value();
        } else {
            acc = binary(BinOp::Add, acc, v)?;
            pending = items.next()?;
        }
    }
    Ok(acc)
}
/// The items of a list or tuple, and where the next one is.
fn rest(items: &mut Items) -> Option<(&[Value], &mut usize)> {
    match items {
        Items::List(l, at) => Some((l.items(), at)),
        Items::Tuple(t, at) => Some((t.items(), at)),
        Items::Iterator(_) => None,
    }
    .filter(|(items, at)| (1..=items.len()).contains(*at))
}
/// Adds ints as long as they and the sum are small: how many.
fn add_ints(sum: &mut i64, items: &[Value]) -> usize {
    for (n, v) in items.iter().enumerate() {
        match v.as_small().and_then(|i| sum.checked_add(i)).filter(|s| (SMALL_MIN..=SMALL_MAX).contains(s)) {
            Some(s) => *sum = s,
            None => return n,
        }
    }
    items.len()
}
/// Adds numbers as long as they are floats and small ints: how many.
fn add_floats(sum: &mut FloatSum, items: &[Value]) -> usize {
    let mut s = FloatSum { ..*sum };
    let n = items.iter().position(|v| {
        let x = v.as_float_imm().or_else(|| float_item(*v));
        x.inspect(|x| s.add(*x)).is_none()
    });
    *sum = s;
    n.unwrap_or(items.len())
}
fn float_item(v: Value) -> Option<f64> {
    if let Some(i) = v.as_small() {
        return Some(i as f64);
    }
    if type_of(v) == crate::object::shape::type_of_kind(Kind::Float) { v.as_float() } else { None }
}
fn complex_item(v: Value) -> Option<(f64, f64)> {
    match v.exact::<Complex>() {
        Some(c) => Some((c.re, c.im)),
        // adding -0.0 changes nothing
        None => float_item(v).map(|f| (f, -0.0)),
    }
}
