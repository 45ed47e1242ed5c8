//! `_heapq`: binary heaps in lists, smallest or (functions ending in `_max`) largest item first.

use crate::builtins::exceptions::{index_error, runtime_error, type_error};
use crate::builtins::sort::less;
use crate::builtins::util::{class_name, native_module};
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};

const PUSH: &str = "Push item onto heap, maintaining the heap invariant.";
const POP: &str = "Pop the first item off the heap, maintaining the heap invariant.";
const PUSHPOP: &str = "Push item on the heap, then pop and return the first item from the heap.\n\nThe combined action runs more efficiently than a push followed by a separate call to pop.";
const REPLACE: &str = "Pop and return the current first value, and add the new item.\n\nThis is more efficient than a pop followed by a push, and can be more appropriate when using a fixed-size heap.";
const HEAPIFY: &str = "Transform list into a heap, in-place, in O(len(heap)) time.";
static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("heappush(heap, item, /)", |a| push(a, "heappush", false), PUSH),
    NativeDef::new("heappushpop(heap, item, /)", |a| pushpop(a, "heappushpop", false), PUSHPOP),
    NativeDef::new("heappop(heap, /)", |a| pop(a, "heappop", false), POP),
    NativeDef::new("heapreplace(heap, item, /)", |a| replace(a, "heapreplace", false), REPLACE),
    NativeDef::new("heapify(heap, /)", |a| heapify(a, "heapify", false), HEAPIFY),
    NativeDef::new("heappush_max(heap, item, /)", |a| push(a, "heappush_max", true), PUSH),
    NativeDef::new("heappushpop_max(heap, item, /)", |a| pushpop(a, "heappushpop_max", true), PUSHPOP),
    NativeDef::new("heappop_max(heap, /)", |a| pop(a, "heappop_max", true), POP),
    NativeDef::new("heapreplace_max(heap, item, /)", |a| replace(a, "heapreplace_max", true), REPLACE),
    NativeDef::new("heapify_max(heap, /)", |a| heapify(a, "heapify_max", true), HEAPIFY),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module("_heapq", "Heap queue algorithm (a.k.a. priority queue).", FUNCTIONS)?;
    m.dict.gc().set_text("__about__", Str::new("Heap queues\n\nA heap is a list in which every item comes before the items at twice its index plus one and plus two;\nthe first item is the smallest (in max-heaps, the largest).\n"))?;
    Ok(m)
}

fn heap(a: &Args, name: &str, several: bool) -> Result<Gc<List>, Raised> {
    a[0].cast::<List>().ok_or_else(|| {
        let which = if several { "argument 1" } else { "argument" };
        type_error(format!("{name}() {which} must be list, not {}", class_name(a[0])))
    })
}
/// Does `x` come before `y`?
fn before(x: Value, y: Value, max: bool) -> Result<bool, Raised> {
    if max { less(y, x) } else { less(x, y) }
}
fn at(l: Gc<List>, i: usize, n: usize) -> Res {
    match l.get(i) {
        Some(v) if l.len() == n => Ok(v),
        _ => Err(changed()),
    }
}
fn changed() -> Raised {
    runtime_error("list changed size during iteration")
}
/// Moves item `pos` towards the root (not above `start`) until its parent comes before it.
fn rise(l: Gc<List>, start: usize, mut pos: usize, max: bool) -> Result<(), Raised> {
    let n = l.len();
    while pos > start {
        let parent = (pos - 1) / 2;
        let (x, p) = (at(l, pos, n)?, at(l, parent, n)?);
        let yes = before(x, p, max)?;
        if l.len() != n {
            return Err(changed());
        }
        if !yes {
            break;
        }
        // what is there now: comparing may have changed the items
        let (x, p) = (at(l, pos, n)?, at(l, parent, n)?);
        l.put(pos, p);
        l.put(parent, x);
        pos = parent;
    }
    Ok(())
}
/// Moves item `pos` down to a leaf along the smaller children, then up to its place.
fn sink(l: Gc<List>, start: usize, max: bool) -> Result<(), Raised> {
    let n = l.len();
    let mut pos = start;
    let half = n / 2;
    while pos < half {
        let mut child = 2 * pos + 1;
        if child + 1 < n && !before(at(l, child, n)?, at(l, child + 1, n)?, max)? {
            child += 1;
        }
        let (x, c) = (at(l, pos, n)?, at(l, child, n)?);
        l.put(pos, c);
        l.put(child, x);
        pos = child;
    }
    rise(l, start, pos, max)
}
fn push(a: &Args, name: &str, max: bool) -> Res {
    let l = heap(a, name, true)?;
    l.push(a[1])?;
    rise(l, 0, l.len() - 1, max)?;
    Ok(none())
}
fn pop(a: &Args, name: &str, max: bool) -> Res {
    let l = heap(a, name, false)?;
    let last = l.pop().ok_or_else(|| index_error("index out of range"))?;
    let Some(first) = l.get(0) else { return Ok(last) };
    l.put(0, last);
    sink(l, 0, max)?;
    Ok(first)
}
fn replace(a: &Args, name: &str, max: bool) -> Res {
    let l = heap(a, name, true)?;
    let first = l.get(0).ok_or_else(|| index_error("index out of range"))?;
    l.put(0, a[1]);
    sink(l, 0, max)?;
    Ok(first)
}
fn pushpop(a: &Args, name: &str, max: bool) -> Res {
    let l = heap(a, name, true)?;
    let Some(first) = l.get(0) else { return Ok(a[1]) };
    if !before(first, a[1], max)? {
        return Ok(a[1]);
    }
    let Some(first) = l.get(0) else { return Err(index_error("index out of range")) };
    l.put(0, a[1]);
    sink(l, 0, max)?;
    Ok(first)
}
fn heapify(a: &Args, name: &str, max: bool) -> Res {
    let l = heap(a, name, false)?;
    let n = l.len();
    for i in (0..n / 2).rev() {
        sink(l, i, max)?;
        if l.len() != n {
            return Err(changed());
        }
    }
    Ok(none())
}
