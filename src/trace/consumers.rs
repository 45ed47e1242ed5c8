//! Native functions that consume a generator: where a trace comes upon one, it calls the same in Python, so that the loop over the
//! generator is a trace with the generator's frame inlined, in place of native code that resumes it for each item.
//!
//! Each generator's code has functions of its own, for what is recorded in them are loops over that generator. Their frames are
//! hidden (`code::flags::HIDDEN`): neither tracebacks nor whoever walks the stack sees them.
//!
//! Promises: the result and the exceptions of the native function, and items asked for in the same order.

use std::mem::offset_of;

use sidewinder_jit::ir::{Class, Op as Ir};

use super::calls::{Arg, Push, place, push_frame};
use super::constants::keep;
use super::recorder::rec;
use super::state;
use crate::builtins::exceptions::value_error;
use crate::builtins::native::is_builtin;
use crate::builtins::native_function;
use crate::cli::compiler::{self, Options};
use crate::compile::Mode;
use crate::interp::call_function;
use crate::interp::consume::Consumer::{self, *};
use crate::interp::consume::SOON;
use crate::object::code::{Code, flags};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::generator::{GenState, Generator};
use crate::object::kind::Kind;
use crate::object::native::{Args, MethodDescriptor, NativeDef, NativeFunction};
use crate::object::shape::type_of_kind;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Res, none};
use crate::semantics::machine::{At, Go};
use crate::thread::thread;

/// Functions made for generators, at most.
const MAX_MADE: usize = 2000;
/// Native loops over a generator before there is a function for it.
const ENOUGH_LOOPS: u32 = 8;

/// Adds floats as `protocol::sum` does.
macro_rules! floats {
    () => {
        "
    for x in items:
        if kind(x) is not real:
            return rest(items, total, lost, x)
        t = total + x
        of_x = t - total
        error = lost + ((total - (t - of_x)) + (x - of_x))
        if error != error:
            return rest(items, total, lost, x)
        total, lost = t, error
    return rest(items, total, lost)"
    };
}

/// The consumer in Python. Its parameters: the arguments, then constants.
fn source(c: Consumer) -> &'static str {
    match c {
        Sum => concat!(
            "def sum(items, total, kind, whole, truth, real, rest):
    for x in items:
        k = kind(x)
        if k is not whole and k is not truth:
            break
        total = total + x
        if not -0x4000000000000000 <= total <= 0x3fffffffffffffff:
            return rest(items, total - x, 0.0, x)
    else:
        return total
    if k is not real:
        return rest(items, total, 0.0, x)
    total, lost = total + x, 0.0",
            floats!()
        ),
        SumFloats => concat!(
            "def sum(items, state, kind, real, rest):
    total, lost = state",
            floats!()
        ),
        Any => {
            "def any(items):
    for x in items:
        if x:
            return True
    return False"
        }
        All => {
            "def all(items):
    for x in items:
        if not x:
            return False
    return True"
        }
        Max => {
            "def max(items, empty):
    for best in items:
        break
    else:
        empty()
    for x in items:
        if x > best:
            best = x
    return best"
        }
        Min => {
            "def min(items, empty):
    for best in items:
        break
    else:
        empty()
    for x in items:
        if x < best:
            best = x
    return best"
        }
        List => "def list(items): return [x for x in items]",
        Tuple => "def tuple(items, make): return make([x for x in items])",
        Set => "def set(items): return {x for x in items}",
        Join => "def join(separator, items, join): return join(separator, [x for x in items])",
        Larger => {
            "def max(items, best):
    for x in items:
        if x > best:
            best = x
    return best"
        }
        Smaller => {
            "def min(items, best):
    for x in items:
        if x < best:
            best = x
    return best"
        }
        Append => {
            "def extend(items, out):
    for x in items:
        out.append(x)"
        }
    }
}
/// Arguments behind the `n` of the call.
fn constants(c: Consumer, f: Value, n: usize) -> Vec<Value> {
    static REST: NativeDef = NativeDef::new("rest(items, total, lost, item=0, /)", rest, "");
    static NO_MAX: NativeDef = NativeDef::new("max()", |_| nothing("max"), "");
    static NO_MIN: NativeDef = NativeDef::new("min()", |_| nothing("min"), "");
    let class = |k: Kind| type_of_kind(k).value();
    match c {
        Sum => {
            let start = (n == 1).then_some(Value::small(0));
            let others = [
                class(Kind::Type),
                class(Kind::Int),
                class(Kind::Bool),
                class(Kind::Float),
                native_function(&REST, None),
            ];
            start.into_iter().chain(others).collect()
        }
        SumFloats => vec![class(Kind::Type), class(Kind::Float), native_function(&REST, None)],
        Max => vec![native_function(&NO_MAX, None)],
        Min => vec![native_function(&NO_MIN, None)],
        Tuple | Join => vec![f],
        Any | All | List | Set | Larger | Smaller | Append => vec![],
    }
}
/// What a call of `f` with these arguments consumes, and which of them.
fn consumer_of(f: Value, args: &[Arg]) -> Option<(Consumer, Value)> {
    let first = args.first()?.0;
    if let Some(m) = f.exact::<MethodDescriptor>() {
        let [_, (items, _)] = *args else { return None };
        let join = m.owner.gc() == type_of_kind(Kind::Str) && m.def.name() == "join" && first.exact::<Str>().is_some();
        return join.then_some((Join, items));
    }
    if let Some(m) = f.exact::<NativeFunction>() {
        if !is_builtin(m) {
            return None;
        }
        let c = match (m.def.name(), args) {
            ("sum", [_]) => Sum,
            ("sum", [_, start]) if start.0.is_small() => Sum,
            ("any", [_]) => Any,
            ("all", [_]) => All,
            ("max", [_]) => Max,
            ("min", [_]) => Min,
            _ => return None,
        };
        return Some((c, first));
    }
    let known = [(Kind::List, List), (Kind::Tuple, Tuple), (Kind::Set, Set)];
    let c = known.into_iter().find(|(k, _)| type_of_kind(*k).value() == f && args.len() == 1)?.1;
    Some((c, first))
}

/// The rest of a sum, from an item on or of no more.
fn rest(a: &Args) -> Res {
    crate::protocol::sum::of_rest(a[0], (a[1], a[2]), a.opt(3))
}
fn nothing(name: &str) -> Res {
    Err(value_error(format!("{name}() iterable argument is empty")))
}

/// A function of its own for generators with this code.
fn function_for(c: Consumer, code: Gc<Code>) -> Option<Gc<Function>> {
    let s = state()?;
    let key = (c, code.addr());
    if let Some(f) = s.consumers.get(&key) {
        // SAFETY: it was kept alive when it was entered.
        return Some(unsafe { Gc::from_raw(*f as *mut Function) });
    }
    if s.consumers.len() >= MAX_MADE {
        return None;
    }
    let f = make(c)?;
    keep(code.value());
    keep(f.value());
    s.consumers.insert(key, f.addr());
    Some(f)
}
fn make(c: Consumer) -> Option<Gc<Function>> {
    compiled(source(c))
}
/// The one function that a text defines, which must read no names, with hidden frames.
pub fn compiled(text: &str) -> Option<Gc<Function>> {
    let made = compiler::compile(text, Str::intern("<builtin>"), Mode::Exec, Options::default());
    let Ok(module) = made else {
        thread().clear_exception();
        return None;
    };
    let consts = module.consts.get()?;
    let code = consts.items().iter().find_map(|v| v.exact::<Code>())?;
    // SAFETY: nobody else has seen the code yet.
    unsafe { (*(code.addr() as *mut Code)).meta.flags |= flags::HIDDEN };
    // it reads no names
    Some(Function::new(code, Dict::new(), Dict::new()))
}

/// A call of a native function that consumes a generator, if it is one.
pub fn call(at: At, f: Value, x: sidewinder_jit::ir::Ref, args: &[Arg]) -> Option<Go> {
    let (c, items) = consumer_of(f, args)?;
    let g = items.exact::<Generator>()?;
    if !matches!(g.state.get(), GenState::Created | GenState::Suspended) || g.frame.is_some() {
        return None;
    }
    let code = g.code.gc();
    let func = function_for(c, code)?;
    let r = rec();
    if r.is_general() {
        return None;
    }
    r.guard_is(x, f);
    for a in args {
        r.guard_class(a.1, a.0);
        if a.0 == items {
            let o = r.builder.op(Ir::UnboxPtr, &[a.1]);
            r.guard_word(o, offset_of!(Generator, code), Class::CONST, code.addr());
        }
    }
    let mut params = args.to_vec();
    for v in constants(c, f, args.len()) {
        params.push((v, r.constant(v)));
    }
    let base = r.off() + at.ins.a() as i32 + 4;
    place(r, base, &params);
    let o = r.address(func.value());
    let link = at.pc.wrapping_add(at.ins.op().info().cache.len());
    Some(push_frame(r, func, o, Push { at: base, link: link as u64, above: None }))
}

/// For native loops (`interp::consume`).
pub fn rest_of(c: Consumer, items: Value, so_far: Value, taken: u32) -> Option<Res> {
    let g = items.exact::<Generator>()?;
    let (s, code) = (state()?, g.code.gc());
    let th = thread();
    if !s.enabled || th.tracing_enabled() || g.state.get() != GenState::Suspended || g.frame.is_some() {
        return None;
    }
    // a subclass may append in its own way
    if c == Append && so_far.exact::<crate::object::list::List>().is_none() {
        return None;
    }
    let key = (c, code.addr());
    if !s.consumers.contains_key(&key) && taken == SOON {
        let n = s.native_loops.entry(key).or_insert(0);
        *n += 1;
        if *n < ENOUGH_LOOPS {
            return None;
        }
    }
    let f = function_for(c, code)?;
    // on the stack, where the collector sees them
    let mut args = [items, so_far, none(), none(), none(), none(), none(), none()];
    let mut n = if matches!(c, Any | All) { 1 } else { 2 };
    for v in constants(c, f.value(), n) {
        args[n] = v;
        n += 1;
    }
    Some(call_function(f, &args[..n], None))
}
