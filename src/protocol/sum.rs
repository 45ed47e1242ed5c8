//! `sum`: ints as long as they fit a machine word, then floats with their rounding errors kept, then complex numbers, then
//! whatever the operator `+` says; from one stage to a later one there is no way back.
//!
//! Where a call's argument is a list comprehension, there need be no list (`SUM_ADD`, `SUM_END`): the stage is kept in two
//! registers. An item that does not belong to it ends that: it and those after it wait in a list until the call is due, so that
//! what their `__add__` does is done, and their errors are raised, when the comprehension is over.

use crate::builtins::native::is_builtin;
use crate::interp::consume::{Consumer, Loop};
use crate::object::float::Complex;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::NativeFunction;
use crate::object::shape::{type_of, type_of_kind};
use crate::object::tuple::Tuple;
use crate::object::value::{SMALL_MAX, SMALL_MIN, Value};
use crate::object::{Raised, Res, none};
use crate::protocol::iter::Items;
use crate::protocol::number::{BinOp, binary, int_to_f64};
use crate::thread::thread;

pub const SIGNATURE: &str = "sum(iterable, /, start=0)";

/// Is it the built-in function?
pub fn is_sum(f: Value) -> bool {
    f.exact::<NativeFunction>().is_some_and(|m| m.def.sig == SIGNATURE && is_builtin(m))
}

/// A sum of floats, and what rounding has lost (Neumaier).
#[derive(Clone, Copy)]
struct FloatSum {
    sum: f64,
    lost: f64,
}
impl FloatSum {
    fn of(sum: f64) -> FloatSum {
        FloatSum { sum, lost: 0.0 }
    }
    fn add(&mut self, x: f64) {
        let t = self.sum + x;
        self.lost += if self.sum.abs() >= x.abs() { (self.sum - t) + x } else { (x - t) + self.sum };
        self.sum = t;
    }
    fn total(&self) -> f64 {
        if self.lost != 0.0 && self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

/// How far a sum has come.
enum Stage {
    Ints(i64),
    Floats(FloatSum),
    Complex(FloatSum, FloatSum),
    Any(Value),
}
impl Stage {
    fn of(start: Value) -> Stage {
        match machine_int(start) {
            Some(i) if type_of(start) == type_of_kind(Kind::Int) => Stage::Ints(i),
            _ => Stage::behind_ints(start),
        }
    }
    fn behind_ints(v: Value) -> Stage {
        exact_float(v).map_or_else(|| Stage::behind_floats(v), |f| Stage::Floats(FloatSum::of(f)))
    }
    fn behind_floats(v: Value) -> Stage {
        match v.exact::<Complex>() {
            Some(c) => Stage::Complex(FloatSum::of(c.re), FloatSum::of(c.im)),
            None => Stage::Any(v),
        }
    }
    fn total(&self) -> Value {
        match self {
            Stage::Ints(i) => Value::int(*i),
            Stage::Floats(f) => Value::float(f.total()),
            Stage::Complex(re, im) => Complex::new(re.total(), im.total()).value(),
            Stage::Any(v) => *v,
        }
    }
    /// Adds an item, unless the stage ends there.
    fn take(&mut self, v: Value) -> Result<bool, Raised> {
        let whole = |v: Value| v.as_int().map(int_to_f64).transpose();
        match self {
            Stage::Ints(sum) => match machine_int(v).and_then(|i| sum.checked_add(i)) {
                Some(s) => *sum = s,
                None => return Ok(false),
            },
            Stage::Floats(sum) => match exact_float(v) {
                Some(f) => sum.add(f),
                None => match whole(v)? {
                    Some(f) => sum.add(f),
                    None => return Ok(false),
                },
            },
            Stage::Complex(re, im) => match v.exact::<Complex>() {
                Some(c) => {
                    re.add(c.re);
                    im.add(c.im);
                }
                None => match whole(v)?.or_else(|| v.as_float()) {
                    Some(f) => {
                        re.add(f);
                        im.sum += 0.0;
                    }
                    None => return Ok(false),
                },
            },
            Stage::Any(_) => return Ok(false),
        }
        Ok(true)
    }
    /// Adds the item that ends the stage: a later one.
    fn leave(self, v: Value) -> Result<Stage, Raised> {
        let sum = binary(BinOp::Add, self.total(), v)?;
        Ok(match self {
            Stage::Ints(_) => Stage::behind_ints(sum),
            Stage::Floats(_) => Stage::behind_floats(sum),
            Stage::Complex(..) | Stage::Any(_) => Stage::Any(sum),
        })
    }
    /// Adds the plainest items that come first: how many.
    fn take_plain(&mut self, items: &[Value]) -> usize {
        let n = match self {
            Stage::Ints(sum) => items.iter().position(|v| {
                let s = v.as_small().and_then(|i| sum.checked_add(i)).filter(|s| (SMALL_MIN..=SMALL_MAX).contains(s));
                s.inspect(|s| *sum = *s).is_none()
            }),
            Stage::Floats(sum) => {
                let mut s = *sum;
                let n = items.iter().position(|v| v.as_float_imm().inspect(|x| s.add(*x)).is_none());
                *sum = s;
                n
            }
            Stage::Complex(..) | Stage::Any(_) => Some(0),
        };
        n.unwrap_or(items.len())
    }
    /// Who may add up the rest, given what there is.
    fn consumer(&self) -> Consumer {
        if let Stage::Floats(_) = self { Consumer::SumFloats } else { Consumer::Sum }
    }
    fn so_far(&self) -> Value {
        let (total, lost) = self.registers();
        if let Stage::Floats(_) = self { Tuple::new(&[total, lost]).value() } else { total }
    }
    /// The registers of `SUM_ADD` for a sum without complex numbers, and back.
    fn registers(&self) -> (Value, Value) {
        match self {
            Stage::Floats(f) => (Value::float(f.sum), Value::float(f.lost)),
            _ => (self.total(), Value::float(0.0)),
        }
    }
    fn of_registers(total: Value, lost: Value) -> Stage {
        match (Stage::of(total), lost.as_float()) {
            (Stage::Floats(f), Some(lost)) => Stage::Floats(FloatSum { lost, ..f }),
            (stage, _) => stage,
        }
    }
}
/// An int or truth value that fits a machine word.
fn machine_int(v: Value) -> Option<i64> {
    let plain = v.is_small() || [Kind::Int, Kind::Bool].iter().any(|k| type_of(v) == type_of_kind(*k));
    v.as_int().filter(|_| plain)?.to_i64()
}
fn exact_float(v: Value) -> Option<f64> {
    v.as_float().filter(|_| type_of(v) == type_of_kind(Kind::Float))
}

/// `sum(iterable, start)`
pub fn of(iterable: Value, start: Value) -> Res {
    let mut items = Items::of(iterable)?;
    let first = items.next()?;
    add_up(items, Stage::of(start), first, Loop::new(Consumer::Sum))
}
/// The sum of what there is (as `SUM_ADD` has it in registers), an item, and what the iterator gives behind that.
pub fn of_rest(it: Value, (total, lost): (Value, Value), item: Option<Value>) -> Res {
    // that is the rest already
    add_up(Items::Iterator(it), Stage::of_registers(total, lost), item, Loop::at_end())
}
fn add_up(mut items: Items, mut stage: Stage, mut pending: Option<Value>, mut taken: Loop) -> Res {
    while let Some(v) = pending {
        if !stage.take(v)? {
            stage = stage.leave(v)?;
        } else if let Stage::Ints(_) | Stage::Floats(_) = stage
            && let Some(r) = taken.taken_by(stage.consumer(), items.source(), || stage.so_far())
        {
            return r;
        }
        match &mut items {
            Items::List(l, at) => *at += l.items().get(*at..).map_or(0, |rest| stage.take_plain(rest)),
            Items::Tuple(t, at) => *at += t.items().get(*at..).map_or(0, |rest| stage.take_plain(rest)),
            Items::Iterator(_) => {}
        }
        pending = items.next()?;
    }
    Ok(stage.total())
}

/// `SUM_ADD`: the registers after it. They hold a list, which the item is appended to; a sum (int or float) and what rounding has
/// lost; or `None` and a list of these two and the items to be added later.
pub fn put(total: Value, lost: Value, v: Value) -> Result<(Value, Value), Raised> {
    if let Some(l) = total.exact::<List>() {
        l.push(v)?;
        return Ok((total, lost));
    }
    if let Some(later) = lost.exact::<List>() {
        later.push(v)?;
        return Ok((total, lost));
    }
    let mut stage = Stage::of_registers(total, lost);
    match stage.take(v) {
        Ok(true) => Ok(stage.registers()),
        Ok(false) if matches!(stage, Stage::Ints(_)) && exact_float(v).is_some() => Ok(stage.leave(v)?.registers()),
        Ok(false) => Ok((none(), List::from_slice(&[total, lost, v])?.value())),
        Err(Raised) => {
            thread().clear_exception();
            Ok((none(), List::from_slice(&[total, lost, v])?.value()))
        }
    }
}
/// `SUM_END`, unless there is a list to be summed.
pub fn end(total: Value, lost: Value) -> Res {
    let Some(later) = lost.exact::<List>().filter(|l| l.len() > 2) else {
        return Ok(Stage::of_registers(total, lost).total());
    };
    let stage = Stage::of_registers(later.items()[0], later.items()[1]);
    let first = later.get(2);
    add_up(Items::List(later, 3), stage, first, Loop::at_end())
}
