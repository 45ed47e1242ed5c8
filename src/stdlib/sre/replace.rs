//! What a pattern does with all its matches in a text: `findall`, `split`, `sub`.

use super::engine::{Goal, Matcher, find_unit};
use super::matching;
use super::pattern::{Pattern, empty, pattern};
use super::subject::Subject;
use super::template::{self, Template};
use crate::object::buffer::GcVec;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::native::Args;
use crate::object::str::Unit;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, number};
use crate::thread::thread;
use crate::units;

/// Calls `f` for each match, until it says to stop.
fn each<T: Unit>(
    m: &mut Matcher<T>,
    from: usize,
    end: usize,
    mut f: impl FnMut(&Matcher<T>) -> Result<bool, Raised>,
) -> Result<(), Raised> {
    let (mut at, mut goal) = (from, Goal::Any);
    while at <= end && m.search(at, goal)? {
        if !f(m)? {
            break;
        }
        goal = if m.end == m.start { Goal::Advance } else { Goal::Any };
        at = m.end;
    }
    Ok(())
}
/// The text of a group, or what stands for one that did not take part.
fn group<T: Unit>(s: &Subject, m: &Matcher<T>, i: usize, absent: Value) -> Res {
    match m.group(i) {
        Some((from, to)) => s.slice(from, to),
        None => Ok(absent),
    }
}

pub fn find_all(a: &Args) -> Res {
    let p = pattern(a[0])?;
    let s = Subject::of(p, a[1])?;
    let (pos, end) = s.range(a.opt(2), a.opt(3))?;
    let (n, absent) = (p.groups.get(), empty(s.is_bytes()));
    let mut out = GcVec::new();
    units!(s, |u| {
        let mut m = p.matcher(&u[..end]);
        each(&mut m, pos, end, |m| {
            let v = match n {
                0 => s.slice(m.start, m.end)?,
                1 => group(&s, m, 0, absent)?,
                _ => {
                    let mut groups = GcVec::with_capacity(n);
                    for i in 0..n {
                        groups.push(group(&s, m, i, absent)?);
                    }
                    Tuple::try_new(groups.as_slice())?.value()
                }
            };
            out.push(v);
            Ok(true)
        })?;
    });
    Ok(List::from_vec(out).value())
}

pub fn split(a: &Args) -> Res {
    let p = pattern(a[0])?;
    let s = Subject::of(p, a[1])?;
    let max = a.opt(2).map_or(Ok(0), number::to_ssize)?;
    let mut out = GcVec::new();
    let (mut done, mut last) = (0, 0);
    units!(s, |u| {
        let mut m = p.matcher(u);
        if max >= 0 {
            each(&mut m, 0, u.len(), |m| {
                out.push(s.slice(last, m.start)?);
                for i in 0..p.groups.get() {
                    out.push(group(&s, m, i, none())?);
                }
                last = m.end;
                done += 1;
                Ok(max == 0 || done < max)
            })?;
        }
    });
    out.push(s.slice(last, s.len())?);
    Ok(List::from_vec(out).value())
}

/// What matches are replaced by.
enum Replacement {
    Literal(Value),
    Template(Gc<Template>),
    Function(Value),
}
fn replacement(p: Gc<Pattern>, v: Value) -> Result<Replacement, Raised> {
    if call::is_callable(v) {
        return Ok(Replacement::Function(v));
    }
    let plain = match Subject::any(v) {
        Ok(text) => units!(text, |u| find_unit(u, '\\' as u32).is_none()),
        Err(Raised) => {
            thread().clear_exception();
            false
        }
    };
    if plain {
        return Ok(Replacement::Literal(v));
    }
    let t = template::compile(p, v)?;
    Ok(match t.cast::<Template>() {
        Some(t) => match t.literal() {
            Some(l) => Replacement::Literal(l),
            None => Replacement::Template(t),
        },
        None if call::is_callable(t) => Replacement::Function(t),
        None => Replacement::Literal(t),
    })
}
pub fn sub(a: &Args, with_count: bool) -> Res {
    let p = pattern(a[0])?;
    let by = replacement(p, a[1])?;
    let s = Subject::of(p, a[2])?;
    let max = a.opt(3).map_or(Ok(0), number::to_ssize)?;
    let mut out = GcVec::new();
    let (mut done, mut last) = (0i64, 0);
    units!(s, |u| {
        let mut m = p.matcher(u);
        if max >= 0 {
            each(&mut m, 0, u.len(), |m| {
                if m.start > last {
                    out.push(s.slice(last, m.start)?);
                }
                match by {
                    Replacement::Literal(l) => out.push(l),
                    Replacement::Template(t) => {
                        let text = |g: usize| match g {
                            0 => s.slice(m.start, m.end).map(Some),
                            _ => m.group(g - 1).map(|(from, to)| s.slice(from, to)).transpose(),
                        };
                        t.push_parts(p.groups.get() + 1, text, &mut out)?;
                    }
                    Replacement::Function(f) => {
                        let found = matching::of(p, s.value, m, 0, u.len())?;
                        let v = call::call(f, &[found.value()])?;
                        if v != none() {
                            out.push(v);
                        }
                    }
                }
                last = m.end;
                done += 1;
                Ok(max == 0 || done < max)
            })?;
        }
    });
    let result = if done == 0 {
        s.slice(0, s.len())?
    } else {
        if last < s.len() {
            out.push(s.slice(last, s.len())?);
        }
        template::join(s.is_bytes(), out)?
    };
    if with_count { Ok(Tuple::try_new(&[result, Value::int(done)])?.value()) } else { Ok(result) }
}
