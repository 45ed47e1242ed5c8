//! `atexit`: functions to call when the program ends, last one first.

use crate::builtins::exceptions::type_error;
use crate::builtins::unraisable;
use crate::builtins::util::native_module;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, compare, text};
use crate::vm::vm;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "register(*args, **kwargs)",
        register,
        "register(func, /, *args, **kwargs)\n\nRegister a function to be executed upon normal program termination.\n\n    func - function to be called at exit\n    args - optional arguments to pass to func\n    kwargs - optional keyword arguments to pass to func\n\n    func is returned to facilitate usage as a decorator.",
    ),
    NativeDef::new(
        "unregister(func, /)",
        unregister,
        "Unregister an exit function which was previously registered using\natexit.register\n\n    func - function to be unregistered",
    ),
    NativeDef::new("_clear()", clear, "Clear the list of previously registered exit functions."),
    NativeDef::new(
        "_run_exitfuncs()",
        |_| {
            run();
            Ok(none())
        },
        "Run all registered exit functions.\n\nIf a callback raises an exception, it is logged with sys.unraisablehook.",
    ),
    NativeDef::new(
        "_ncallbacks()",
        |_| Ok(Value::usize(callbacks().map_or(0, |l| l.len()))),
        "Return the number of registered exit functions.",
    ),
];

pub fn init() -> Result<Gc<Module>, Raised> {
    native_module(
        "atexit",
        "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n",
        FUNCTIONS,
    )
}
/// Triples of function, positional and keyword arguments.
fn callbacks() -> Option<Gc<List>> {
    vm().state("atexit")?.cast()
}
fn register(a: &Args) -> Res {
    let Some((&f, args)) = a.rest.split_first() else {
        return Err(type_error("register() takes at least 1 argument (0 given)"));
    };
    if !call::is_callable(f) {
        return Err(type_error("the first argument must be callable"));
    }
    let kwargs = a.kwargs.map_or_else(none, Gc::value);
    let entry = Tuple::new(&[f, Tuple::try_new(args)?.value(), kwargs]);
    let list = match callbacks() {
        Some(l) => l,
        None => {
            let l = List::new();
            vm().set_state("atexit", l.value());
            l
        }
    };
    list.push(entry.value())?;
    Ok(f)
}
fn unregister(a: &Args) -> Res {
    let Some(list) = callbacks() else { return Ok(none()) };
    let mut i = list.len();
    while i > 0 {
        i -= 1;
        let Some(entry) = list.get(i) else { continue };
        let Some(f) = entry.cast::<Tuple>().map(|t| t.get(0)) else { continue };
        // the comparison may change the list
        if compare::is_or_eq(f, a[0])? && list.get(i) == Some(entry) {
            let kept: Vec<usize> = (0..list.len()).filter(|k| *k != i).collect();
            let items = crate::object::buffer::GcVec::from_iter(kept.iter().filter_map(|k| list.get(*k)));
            list.truncate(0);
            list.extend(items.as_slice())?;
        }
    }
    Ok(none())
}
fn clear(_: &Args) -> Res {
    if let Some(l) = callbacks() {
        l.truncate(0);
    }
    Ok(none())
}
/// Calls all of them; errors go to `sys.unraisablehook`. What they register meanwhile is forgotten.
pub fn run() {
    let Some(list) = callbacks() else { return };
    let Ok(all) = Tuple::try_new(list.items()) else { return };
    for entry in all.items().iter().rev() {
        let Some(t) = entry.cast::<Tuple>() else { continue };
        let args = t.get(1).cast::<Tuple>().unwrap_or_else(Tuple::empty);
        let kwargs = t.get(2).cast();
        if call::call_dict(t.get(0), args.items(), kwargs).is_err() {
            let e = crate::thread::thread().take_exception();
            let message = format!("Exception ignored in atexit callback {}", text::repr_text(t.get(0)));
            crate::thread::thread().set_exception(e);
            unraisable::report(None, Some(&message));
        }
    }
    list.truncate(0);
}
