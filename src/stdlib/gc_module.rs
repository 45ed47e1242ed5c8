//! `gc`: the collector as programs see it.
//!
//! There are no reference counts: all memory comes back through collections. `disable()` therefore is only remembered (it
//! promises the end of cycle collection, not of memory management); `collect()` always collects fully, generations 0 and 1
//! apart, and runs what the collection found due.

use std::cell::Cell;

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::unraisable;
use crate::builtins::util::{class_name, native_module};
use crate::interp::breaker;
use crate::object::buffer::{Array, GcVec};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::heap::{Collect, GcKind, Header, heap};
use crate::object::kind::{Kind, kind_infos};
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{self, kind_of_ptr, type_of};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::type_flags;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{call, number};
use crate::stdlib::support::put_ints;
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("enable()", |_| set_enabled(true), "Enable automatic garbage collection."),
    NativeDef::new("disable()", |_| set_enabled(false), "Disable automatic garbage collection."),
    NativeDef::new(
        "isenabled()",
        |_| Ok(boolean(state().enabled.get())),
        "Returns true if automatic garbage collection is enabled.",
    ),
    NativeDef::new(
        "collect(generation=2)",
        collect,
        "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be an integer specifying which generation to collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned.",
    ),
    NativeDef::new("get_count()", get_count, "Return a three-tuple of the current collection counts."),
    NativeDef::new("get_threshold()", get_threshold, "Return the current collection thresholds."),
    NativeDef::new(
        "set_threshold(*args)",
        set_threshold,
        "set_threshold(threshold0, [threshold1, [threshold2]])\nSet the collection thresholds (the collection frequency).\n\nSetting 'threshold0' to zero disables collection.",
    ),
    NativeDef::new(
        "get_debug()",
        |_| Ok(Value::int(state().debug.get())),
        "Get the garbage collection debugging flags.",
    ),
    NativeDef::new("set_debug(flags, /)", set_debug, "Set the garbage collection debugging flags."),
    NativeDef::new("get_stats()", get_stats, "Return a list of dictionaries containing per-generation statistics."),
    NativeDef::new(
        "get_objects(generation=None)",
        get_objects,
        "Return a list of objects tracked by the collector (excluding the list returned).\n\n  generation\n    Generation to extract the objects from.\n\nIf generation is not None, return only the objects tracked by the collector\nthat are in that generation.",
    ),
    NativeDef::new(
        "get_referents(*objs)",
        get_referents,
        "Return the list of objects that are directly referred to by 'objs'.",
    ),
    NativeDef::new(
        "get_referrers(*objs)",
        get_referrers,
        "Return the list of objects that directly refer to any of 'objs'.",
    ),
    NativeDef::new(
        "is_tracked(obj, /)",
        |a| Ok(boolean(is_tracked(a[0]))),
        "Returns true if the object is tracked by the garbage collector.\n\nSimple atomic objects will return false.",
    ),
    NativeDef::new(
        "is_finalized(obj, /)",
        is_finalized,
        "Returns true if the object has been already finalized by the GC.",
    ),
    NativeDef::new("freeze()", freeze, "Freeze all current tracked objects and ignore them for future collections."),
    NativeDef::new("unfreeze()", unfreeze, "Unfreeze all objects in the permanent generation."),
    NativeDef::new(
        "get_freeze_count()",
        |_| Ok(Value::int(state().frozen.get())),
        "Return the number of objects in the permanent generation.",
    ),
];
const DEBUG: [(&str, i64); 5] = [
    ("DEBUG_STATS", 1),
    ("DEBUG_COLLECTABLE", 2),
    ("DEBUG_UNCOLLECTABLE", 4),
    ("DEBUG_SAVEALL", 32),
    ("DEBUG_LEAK", 38),
];

struct State {
    enabled: Cell<bool>,
    debug: Cell<i64>,
    threshold: [Cell<i64>; 3],
    frozen: Cell<i64>,
    /// An explicit collection is in progress: what it finalizes need not ask for others.
    collecting: Cell<bool>,
    /// Explicit collections of each generation, and the objects they found dead.
    asked: [Cell<i64>; 3],
    collected: [Cell<i64>; 3],
    /// Live objects after, and allocations up to, the last explicit collection.
    live: Cell<u64>,
    allocations: Cell<u64>,
}
// SAFETY: used under the GIL only.
unsafe impl Sync for State {}
static STATE: State = State {
    enabled: Cell::new(true),
    debug: Cell::new(0),
    threshold: [Cell::new(2000), Cell::new(10), Cell::new(0)],
    frozen: Cell::new(0),
    collecting: Cell::new(false),
    asked: [const { Cell::new(0) }; 3],
    collected: [const { Cell::new(0) }; 3],
    live: Cell::new(0),
    allocations: Cell::new(0),
};
fn state() -> &'static State {
    &STATE
}

pub fn init() -> Result<Gc<Module>, Raised> {
    let m =
        native_module("gc", "This module provides access to the garbage collector for reference cycles.", FUNCTIONS)?;
    let d = m.dict.gc();
    put_ints(d, &DEBUG);
    d.set_text("garbage", List::new().value())?;
    let callbacks = List::new().value();
    vm().set_state("gc.callbacks", callbacks);
    d.set_text("callbacks", callbacks)?;
    Ok(m)
}
fn set_enabled(on: bool) -> Res {
    state().enabled.set(on);
    Ok(none())
}

// ------------------------------------------------------------------------------------------------ collecting

fn collect(a: &Args) -> Res {
    // before there are frames in whose holes the words of ended calls would stay
    heap().forget_ended_calls();
    collect_cleanly(a)
}
#[inline(never)]
fn collect_cleanly(a: &Args) -> Res {
    let generation = a.opt(0).map_or(Ok(2), crate::stdlib::posix::int)?;
    if !(0..=2).contains(&generation) {
        return Err(value_error("invalid generation"));
    }
    if state().collecting.replace(true) {
        return Ok(Value::small(0));
    }
    let dead = collect_and_tell(generation);
    state().collecting.set(false);
    dead.map(Value::int)
}
/// Collects, with the callbacks of `gc.callbacks`.
fn collect_and_tell(generation: i32) -> Result<i64, Raised> {
    let callbacks = vm().state("gc.callbacks").and_then(|c| c.cast::<List>()).filter(|c| !c.is_empty());
    if let Some(c) = callbacks {
        run_callbacks(c, "start", generation, 0)?;
    }
    let dead = collect_now(generation)?;
    if let Some(c) = callbacks {
        run_callbacks(c, "stop", generation, dead)?;
    }
    Ok(dead)
}
/// Most collections that one call of `collect` makes.
const MAX_ROUNDS: usize = 500;
/// Collects and runs finalizers and callbacks of weak references; the number of objects that were found dead.
fn collect_now(generation: i32) -> Result<i64, Raised> {
    let full = generation == 2;
    heap().forget_ended_calls();
    if full {
        crate::trace::collect_classes(|| heap().collect(Collect::Full));
    } else {
        heap().collect(Collect::Minor);
    }
    // finalizers may make more objects due, and in a cycle of objects with finalizers one collection finds one of them
    for _ in 0..MAX_ROUNDS {
        if !heap().has_pending() {
            break;
        }
        breaker::poll()?;
        if full {
            heap().forget_ended_calls();
            heap().collect(Collect::Full);
        }
    }
    let mut dead = 0;
    if full {
        let st = state();
        let (live, allocations) = (count_objects(), heap().stats().allocations);
        dead = (st.live.get() + (allocations - st.allocations.get()).min(1 << 60)).saturating_sub(live) as i64;
        st.live.set(live);
        st.allocations.set(allocations);
    }
    let g = generation as usize;
    state().asked[g].set(state().asked[g].get() + 1);
    state().collected[g].set(state().collected[g].get() + dead);
    Ok(dead)
}
fn count_objects() -> u64 {
    let mut n = 0;
    heap().for_each_object(|_| n += 1);
    n
}
fn run_callbacks(callbacks: Gc<List>, phase: &str, generation: i32, collected: i64) -> Result<(), Raised> {
    let info = Dict::new();
    info.set_text("generation", Value::small(generation as i64))?;
    info.set_text("collected", Value::int(collected))?;
    info.set_text("uncollectable", Value::small(0))?;
    let phase = Str::intern(phase).value();
    for i in 0.. {
        let Some(f) = callbacks.get(i) else { break };
        if call::call(f, &[phase, info.value()]).is_err() {
            unraisable::report(Some(f), Some("Exception ignored while calling GC callback"));
        }
    }
    Ok(())
}
fn get_count(_: &Args) -> Res {
    let new = heap().stats().allocations - state().allocations.get();
    let new = (new as i64).min(state().threshold[0].get().max(0));
    Ok(Tuple::new(&[Value::int(new), Value::small(0), Value::small(0)]).value())
}
fn get_threshold(_: &Args) -> Res {
    let t = &state().threshold;
    Ok(Tuple::new(&[Value::int(t[0].get()), Value::int(t[1].get()), Value::int(t[2].get())]).value())
}
fn set_threshold(a: &Args) -> Res {
    if a.rest.is_empty() || a.rest.len() > 3 {
        return Err(type_error("gc.set_threshold requires 1 to 3 arguments"));
    }
    for (i, v) in a.rest.iter().enumerate() {
        state().threshold[i].set(crate::stdlib::posix::int(*v)? as i64);
    }
    Ok(none())
}
fn set_debug(a: &Args) -> Res {
    state().debug.set(crate::stdlib::posix::int(a[0])? as i64);
    Ok(none())
}
fn get_stats(_: &Args) -> Res {
    let s = heap().stats();
    let st = state();
    let rows = [
        (s.minor as i64, st.collected[0].get()),
        (st.asked[1].get(), st.collected[1].get()),
        (s.full as i64, st.collected[2].get()),
    ];
    let out = List::new();
    for (collections, collected) in rows {
        let d = Dict::new();
        d.set_text("collections", Value::int(collections))?;
        d.set_text("collected", Value::int(collected))?;
        d.set_text("uncollectable", Value::small(0))?;
        out.push(d.value())?;
    }
    Ok(out.value())
}
fn freeze(_: &Args) -> Res {
    collect_now(2)?;
    state().frozen.set(count_objects() as i64);
    Ok(none())
}
fn unfreeze(_: &Args) -> Res {
    state().frozen.set(0);
    Ok(none())
}

// ------------------------------------------------------------------------------------------------ objects

/// Layouts that are storage of other objects: what they refer to counts as referred to by the owner.
fn is_storage(k: Kind) -> bool {
    matches!(k, Kind::Free | Kind::Array | Kind::Buffer | Kind::GeneratorRegs | Kind::CodeBody)
}
/// Layouts whose objects refer to nothing, or which CPython does not track.
fn is_atomic(k: Kind) -> bool {
    is_storage(k)
        || matches!(
            k,
            Kind::Int
                | Kind::Bool
                | Kind::Float
                | Kind::Complex
                | Kind::Str
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::Range
                | Kind::RangeIter
                | Kind::LongRangeIter
                | Kind::Code
                | Kind::NoneType
                | Kind::Ellipsis
                | Kind::NotImplemented
        )
}
fn is_tracked(v: Value) -> bool {
    if !v.is_ptr() {
        return false;
    }
    let t = type_of(v);
    if let Some(c) = v.cast::<crate::object::types::Type>() {
        return c.def.get().is_none();
    }
    if t.def.get().is_none() && !t.has_flag(type_flags::EXCEPTION) {
        // instances of classes written in Python
        return t.value() != shape::type_of_kind(Kind::Object).value();
    }
    let k = kind_of_ptr(v.bits());
    match k {
        Kind::Object => t.value() != shape::type_of_kind(Kind::Object).value(),
        Kind::Tuple => v.cast::<Tuple>().is_some_and(|t| t.items().iter().any(|x| is_tracked(*x))),
        k => !is_atomic(k),
    }
}
fn is_finalized(a: &Args) -> Res {
    Ok(boolean(a[0].is_ptr() && crate::builtins::finalize::was_finalized(a[0])))
}
/// Does the collector look into objects of this kind? By number of the kind.
fn traced_kinds() -> Vec<bool> {
    kind_infos().iter().map(|i| !matches!(i.gc.kind, GcKind::Leaf) || i.kind == Kind::Object).collect()
}

fn get_objects(a: &Args) -> Res {
    if let Some(g) = a.opt_none(0) {
        if !number::has_index(g) {
            return Err(type_error(format!("argument should be integer or None, not '{}'", class_name(g))));
        }
        let g = number::to_index(g)?;
        if g >= 3 {
            return Err(value_error("generation parameter must be less than the number of available generations (3)"));
        }
        if g < -1 {
            return Err(value_error("generation parameter cannot be negative"));
        }
        if g == 0 || g == 1 {
            return Ok(List::new().value());
        }
    }
    heap().collect(Collect::Full);
    let n = count_objects() as usize + 64;
    let all = Array::try_new(n)?;
    let traced = traced_kinds();
    let mut used = 0;
    heap().for_each_object(|p| {
        let k = kind_of_ptr(p as u64);
        // SAFETY: the walk yields objects; none is freed before the next allocation.
        let v = unsafe { Value::from_bits(p as u64) };
        if used < n && traced[k as usize] && shape::info(k as u32).has_type() && is_tracked(v) {
            all.set(used, v);
            used += 1;
        }
    });
    Ok(List::with_array(Some(all), used).value())
}

/// Calls `f` with each object that `v` refers to, directly or through its storage. `f` must not allocate.
fn referents(v: Value, f: &mut dyn FnMut(u64)) {
    walk(v.bits() as *mut Header, f, 0);
    let t = type_of(v);
    if t.def.get().is_none() && v.cast::<crate::object::types::Type>().is_none() && !t.has_flag(type_flags::EXCEPTION) {
        f(t.addr());
    }
}
fn walk(p: *mut Header, f: &mut dyn FnMut(u64), depth: usize) {
    heap().for_each_child(p, |c| {
        let k = kind_of_ptr(c as u64);
        if !is_storage(k) && shape::info(k as u32).has_type() {
            f(c as u64);
        } else if depth < 8 {
            walk(c, f, depth + 1);
        }
    });
}
fn get_referents(a: &Args) -> Res {
    let mut out = GcVec::new();
    for v in a.rest.iter().filter(|v| v.is_ptr()) {
        let mut n = 0;
        referents(*v, &mut |_| n += 1);
        let found = Array::try_new(n)?;
        let mut i = 0;
        referents(*v, &mut |w| {
            if i < n {
                // SAFETY: a live object that `v` refers to.
                found.set(i, unsafe { Value::from_bits(w) });
                i += 1;
            }
        });
        out.extend((0..i).filter_map(|i| found.get(i)));
        // small ints and floats are no heap objects, but references all the same
        if let Some(l) = v.cast::<List>() {
            out.extend(l.items().iter().copied().filter(|x| !x.is_ptr()));
        } else if let Some(t) = v.cast::<Tuple>() {
            out.extend(t.items().iter().copied().filter(|x| !x.is_ptr()));
        } else if let Some(d) = v.cast::<Dict>() {
            out.extend(d.iter().flat_map(|(k, x)| [k, x]).filter(|x| !x.is_ptr()));
        }
    }
    Ok(List::from_vec(out).value())
}
fn get_referrers(a: &Args) -> Res {
    heap().collect(Collect::Full);
    let n = count_objects() as usize + 64;
    let found = Array::try_new(n)?;
    let traced = traced_kinds();
    let targets = a.rest;
    let mut used = 0;
    heap().for_each_object(|p| {
        let k = kind_of_ptr(p as u64);
        if used >= n || is_storage(k) || !traced[k as usize] || !shape::info(k as u32).has_type() {
            return;
        }
        // SAFETY: the walk yields objects; none is freed before the next allocation.
        let v = unsafe { Value::from_bits(p as u64) };
        let mut hit = false;
        referents(v, &mut |w| hit |= targets.iter().any(|t| t.bits() == w));
        if hit && is_tracked(v) {
            found.set(used, v);
            used += 1;
        }
    });
    Ok(List::with_array(Some(found), used).value())
}
