//! Binding the arguments of a Python call in place, in the callee's window, with CPython's error messages.
//!
//! The window of a call that is being bound belongs to no frame yet, but binding allocates and may even run Python code (the
//! `__hash__` of a keyword that is a subclass of `str`). A [`Binding`] makes such a window a root and keeps frames off it.

use crate::builtins::exceptions::type_error;
use crate::object::buffer::GcVec;
use crate::object::code::{Code, flags};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::heap::Tracer;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::thread::{Thread, thread};

/// A window that is being bound. They form a list through the native stack, innermost first.
pub struct Binding {
    start: *mut Value,
    end: *mut Value,
    /// The words may be anything.
    loose: bool,
    outer: *const Binding,
}
/// Runs `f` with the words between `start` and `end` as roots, whatever they are: operands of native code that compiled code
/// calls without having parked.
pub fn rooted<R>(start: *mut Value, end: *mut Value, f: impl FnOnce() -> R) -> R {
    let th = thread();
    let outer = th.binding.get();
    let binding = Binding { start, end, loose: true, outer };
    th.binding.set(&binding);
    let result = f();
    th.binding.set(outer);
    result
}
impl Binding {
    /// The first word above the windows being bound, or null.
    pub fn end(th: &Thread) -> *mut Value {
        let b = th.binding.get();
        // SAFETY: the list holds bindings of native calls in progress.
        if b.is_null() { std::ptr::null_mut() } else { unsafe { (*b).end } }
    }
    /// Passes the words of all windows being bound.
    pub fn trace(th: &Thread, t: &mut Tracer) {
        let mut at = th.binding.get();
        while !at.is_null() {
            // SAFETY: as above; the words are values or 0.
            unsafe {
                let b = &*at;
                let (words, n) = (b.start as *const u64, b.end.offset_from(b.start) as usize);
                if b.loose {
                    t.conservative(words, n)
                } else {
                    t.words(words, n)
                }
                at = b.outer;
            }
        }
    }
}

/// `window` holds `n_pos` positional arguments, then the values of `kwnames`; afterwards it holds the parameters.
/// The caller has made room for the whole frame.
pub fn bind(f: Gc<Function>, window: *mut Value, n_pos: usize, kwnames: Option<Gc<Tuple>>) -> Result<(), Raised> {
    bind_parameters(f, window, n_pos, kwnames)?;
    if f.code.gc().meta.flags & flags::OPTIMIZED == 0 {
        // the code of a module as a function: its variables are the globals
        // SAFETY: register 0 of such code is its name space.
        unsafe { *window = f.globals.gc().value() };
    }
    Ok(())
}
fn bind_parameters(
    f: Gc<Function>,
    window: *mut Value,
    n_pos: usize,
    kwnames: Option<Gc<Tuple>>,
) -> Result<(), Raised> {
    let m = &f.code.gc().meta;
    let n_args = m.argcount as usize;
    let only_defaults =
        m.flags & (flags::VARARGS | flags::VARKEYWORDS) == 0 && m.kwonlyargcount == 0 && n_pos <= n_args;
    if kwnames.is_none() && only_defaults && fill_defaults(f, window, n_pos, n_args) {
        return Ok(());
    }
    let n_given = n_pos + kwnames.map_or(0, |k| k.len());
    let n_params = m.n_params as usize;
    for i in n_given..n_params {
        // SAFETY: a parameter's register.
        unsafe { *(window as *mut Option<Value>).add(i) = None };
    }
    let th = thread();
    let outer = th.binding.get();
    let end = window.wrapping_add(n_given.max(n_params));
    let binding = Binding { start: window, end, loose: false, outer };
    th.binding.set(&binding);
    let result = bind_rooted(f, window, n_pos, kwnames);
    th.binding.set(outer);
    result
}
fn bind_rooted(f: Gc<Function>, window: *mut Value, n_pos: usize, kwnames: Option<Gc<Tuple>>) -> Result<(), Raised> {
    let code = f.code.gc();
    let m = &code.meta;
    let (n_args, n_kwonly) = (m.argcount as usize, m.kwonlyargcount as usize);
    let (varargs, varkw) = (m.flags & flags::VARARGS != 0, m.flags & flags::VARKEYWORDS != 0);
    let n_named = n_args + n_kwonly;
    let n_params = n_named + varargs as usize + varkw as usize;
    let n_kw = kwnames.map_or(0, |k| k.len());
    // SAFETY: the window holds that many values; slots are inside the frame.
    let given = |from: usize, n: usize| unsafe { std::slice::from_raw_parts(window.add(from), n) };
    let slot = |i: usize| unsafe { &mut *(window as *mut Option<Value>).add(i) };
    // the values lie where parameters go: out of the way first
    let mut few = [none(); 8];
    let many: GcVec;
    let kw_values = match few.get_mut(..n_kw) {
        Some(few) => {
            few.copy_from_slice(given(n_pos, n_kw));
            &*few
        }
        None => {
            many = given(n_pos, n_kw).iter().copied().collect();
            many.as_slice()
        }
    };
    let excess = n_pos > n_args && !varargs;
    let rest = if varargs && n_pos > n_args { Tuple::try_new(given(n_args, n_pos - n_args))? } else { Tuple::empty() };
    for i in n_pos.min(n_args)..n_params {
        *slot(i) = None;
    }
    if varargs {
        *slot(n_named) = Some(rest.value());
    }
    let kwargs = if varkw { Some(Dict::new()) } else { None };
    if let Some(d) = kwargs {
        *slot(n_named + varargs as usize) = Some(d.value());
    }
    if let Some(names) = kwnames {
        for (i, &name) in names.items().iter().enumerate() {
            keyword(f, code, window, name, kw_values[i], kwargs, kwnames)?;
        }
    }
    if excess {
        return Err(too_many(f, code, n_pos, n_kw, kwnames));
    }
    // defaults
    let defaults = f.defaults.get();
    let n_defaults = defaults.map_or(0, |d| d.len());
    let mut missing = false;
    for i in n_pos.min(n_args)..n_args {
        if slot(i).is_none() {
            match defaults {
                Some(d) if i + n_defaults >= n_args => *slot(i) = Some(d.get(i + n_defaults - n_args)),
                _ => missing = true,
            }
        }
    }
    if missing {
        return Err(missing_positional(f, code, window, n_args - n_defaults.min(n_args)));
    }
    for i in n_args..n_named {
        if slot(i).is_none() {
            let name = code.local_names.gc().get(i);
            let default = match (f.kwdefaults.get(), name.cast::<Str>()) {
                (Some(d), Some(n)) => d.get_str(n),
                _ => None,
            };
            match default {
                Some(v) => *slot(i) = Some(v),
                None => missing = true,
            }
        }
    }
    if missing {
        return Err(missing_names(f, code, window, n_args, n_named, "keyword-only"));
    }
    Ok(())
}

/// The parameters behind `n_pos` given ones get their defaults; false if one has none.
#[inline]
fn fill_defaults(f: Gc<Function>, window: *mut Value, n_pos: usize, n_args: usize) -> bool {
    let defaults = f.defaults.get().map_or(&[][..], |d| d.items());
    let missing = n_args - n_pos;
    if missing > defaults.len() {
        return false;
    }
    let from = defaults.len() - missing;
    for (i, &d) in defaults[from..].iter().enumerate() {
        // SAFETY: a parameter's register.
        unsafe { *window.add(n_pos + i) = d };
    }
    true
}

fn keyword(
    f: Gc<Function>,
    code: Gc<Code>,
    window: *mut Value,
    name: Value,
    value: Value,
    kwargs: Option<Gc<Dict>>,
    kwnames: Option<Gc<Tuple>>,
) -> Result<(), Raised> {
    let Some(text) = name.cast::<Str>() else {
        return Err(type_error(format!("{}() keywords must be strings", qualname(f))));
    };
    let m = &code.meta;
    let n_named = (m.argcount + m.kwonlyargcount) as usize;
    let names = code.local_names.gc();
    let is = |i: usize| names.get(i) == name || names.get(i).cast::<Str>().is_some_and(|s| s.same(text));
    // names in source are interned, so that the second walk is for computed ones
    let mut parameters = m.posonlyargcount as usize..n_named;
    let place = parameters.clone().find(|&i| names.get(i) == name).or_else(|| parameters.find(|&i| is(i)));
    if let Some(i) = place {
        // SAFETY: a parameter's register.
        let slot = unsafe { &mut *(window as *mut Option<Value>).add(i) };
        if slot.is_some() {
            return Err(type_error(format!("{}() got multiple values for argument '{}'", qualname(f), text.to_text())));
        }
        *slot = Some(value);
        return Ok(());
    }
    if let Some(d) = kwargs {
        return d.set(name, value);
    }
    let given = |i: usize| {
        kwnames.is_some_and(|k| {
            k.items().iter().any(|&k| {
                k == names.get(i) || k.cast::<Str>().zip(names.get(i).cast::<Str>()).is_some_and(|(a, b)| a.same(b))
            })
        })
    };
    let positional: Vec<String> = (0..m.posonlyargcount as usize)
        .filter(|&i| given(i))
        .filter_map(|i| names.get(i).cast::<Str>().map(|s| s.to_text().into_owned()))
        .collect();
    if !positional.is_empty() {
        return Err(type_error(format!(
            "{}() got some positional-only arguments passed as keyword arguments: '{}'",
            qualname(f),
            positional.join(", ")
        )));
    }
    let candidates: Vec<String> = (m.posonlyargcount as usize..n_named)
        .filter_map(|i| names.get(i).cast::<Str>().map(|s| s.to_text().into_owned()))
        .collect();
    let hint = match crate::builtins::suggest::closest(&text.to_text(), candidates.iter().map(String::as_str)) {
        Some(s) => format!(". Did you mean '{s}'?"),
        None => String::new(),
    };
    Err(type_error(format!("{}() got an unexpected keyword argument '{}'{hint}", qualname(f), text.to_text())))
}

fn qualname(f: Gc<Function>) -> String {
    f.qualname.gc().to_text().into_owned()
}
fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}
#[cold]
fn too_many(f: Gc<Function>, code: Gc<Code>, n_pos: usize, n_kw: usize, kwnames: Option<Gc<Tuple>>) -> Raised {
    let m = &code.meta;
    let (n, d) = (m.argcount as usize, f.defaults.get().map_or(0, |d| d.len()));
    let sig = if d > 0 {
        format!("from {} to {n} positional arguments", n.saturating_sub(d))
    } else {
        format!("{n} positional argument{}", plural(n))
    };
    let names = code.local_names.gc();
    let kwonly_given = (0..n_kw)
        .filter(|&i| {
            let k = kwnames.map(|k| k.get(i)).and_then(|k| k.cast::<Str>());
            (m.argcount as usize..(m.argcount + m.kwonlyargcount) as usize)
                .any(|j| names.get(j).cast::<Str>().zip(k).is_some_and(|(a, b)| a.same(b)))
        })
        .count();
    let given = if kwonly_given > 0 {
        format!(
            "{n_pos} positional argument{} (and {kwonly_given} keyword-only argument{}) were",
            plural(n_pos),
            plural(kwonly_given)
        )
    } else {
        format!("{n_pos} {}", if n_pos == 1 { "was" } else { "were" })
    };
    type_error(format!("{}() takes {sig} but {given} given", qualname(f)))
}
#[cold]
fn missing_positional(f: Gc<Function>, code: Gc<Code>, window: *mut Value, required: usize) -> Raised {
    missing_names(f, code, window, 0, required, "positional")
}
#[cold]
fn missing_names(f: Gc<Function>, code: Gc<Code>, window: *mut Value, from: usize, to: usize, kind: &str) -> Raised {
    let names: Vec<String> = (from..to)
        // SAFETY: parameters' registers.
        .filter(|&i| unsafe { (*(window as *mut Option<Value>).add(i)).is_none() })
        .filter(|&i| {
            kind == "positional"
                || f.kwdefaults
                    .get()
                    .is_none_or(|d| code.local_names.gc().get(i).cast::<Str>().is_none_or(|n| d.get_str(n).is_none()))
        })
        .filter_map(|i| code.local_names.gc().get(i).cast::<Str>().map(|s| format!("'{}'", s.to_text())))
        .collect();
    let list = match names.as_slice() {
        [a] => a.clone(),
        [a, b] => format!("{a} and {b}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
        [] => String::new(),
    };
    type_error(format!(
        "{}() missing {} required {kind} argument{}: {list}",
        qualname(f),
        names.len(),
        plural(names.len())
    ))
}
