//! The hooks of `sys`: display, exceptions, unraisable errors, breakpoints, audit, tracing, asynchronous generators.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::builtins::exceptions::{Exc, runtime_error, type_error, value_error};
use crate::cli::traceback;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, number, text};
use crate::stdlib::structseq::instance_of;
use crate::thread::thread;
use crate::vm::vm;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "displayhook(object, /)",
        displayhook,
        "Print an object to sys.stdout and also save it in builtins._",
    ),
    NativeDef::new(
        "excepthook(exctype, value, traceback, /)",
        excepthook,
        "Handle an exception by displaying it with a traceback on sys.stderr.",
    ),
    NativeDef::new("unraisablehook(unraisable, /)", unraisablehook, "Handle an unraisable exception."),
    NativeDef::new(
        "breakpointhook(*args, **kws)",
        breakpointhook,
        "This hook function is called by built-in breakpoint().",
    ),
    NativeDef::new("audit(event, /, *args)", audit, "Passes the event to any hooks that are attached."),
    NativeDef::new("addaudithook(hook)", addaudithook, "Adds a new audit hook callback."),
    NativeDef::new("settrace(function, /)", settrace, "Set the global debug tracing function."),
    NativeDef::new("gettrace()", gettrace, "Return the global debug tracing function set with sys.settrace."),
    NativeDef::new("setprofile(function, /)", setprofile, "Set the profiling function."),
    NativeDef::new("getprofile()", getprofile, "Return the profiling function set with sys.setprofile."),
    NativeDef::new(
        "_settraceallthreads(function, /)",
        settrace_all,
        "Set the global debug tracing function in all running threads.",
    ),
    NativeDef::new(
        "_setprofileallthreads(function, /)",
        setprofile_all,
        "Set the profiling function in all running threads.",
    ),
    NativeDef::new("call_tracing(func, args, /)", call_tracing, "Call func(*args), while tracing is enabled."),
    NativeDef::new(
        "set_asyncgen_hooks(firstiter=None, finalizer=None)",
        set_asyncgen_hooks,
        "Set hooks for asynchronous generators.",
    ),
    NativeDef::new("get_asyncgen_hooks()", get_asyncgen_hooks, "Return the installed asynchronous generators hooks."),
    NativeDef::new(
        "set_coroutine_origin_tracking_depth(depth)",
        set_origin_depth,
        "Enable or disable origin tracking for coroutine objects in this thread.",
    ),
    NativeDef::new(
        "get_coroutine_origin_tracking_depth()",
        get_origin_depth,
        "Check status of origin tracking for coroutine objects in this thread.",
    ),
];
/// Hooks that `sys` keeps a second name for.
pub static ORIGINALS: &[(&str, &str)] = &[
    ("displayhook", "__displayhook__"),
    ("excepthook", "__excepthook__"),
    ("unraisablehook", "__unraisablehook__"),
    ("breakpointhook", "__breakpointhook__"),
];

/// Frames of `cr_origin` that new coroutines record.
pub static ORIGIN_DEPTH: AtomicU32 = AtomicU32::new(0);

fn displayhook(a: &Args) -> Res {
    let v = a[0];
    let b = vm().builtins_dict.gc();
    if v == none() {
        return Ok(none());
    }
    b.set_text("_", none())?;
    let Some(out) = super::super::sys_attr("stdout").filter(|o| *o != none()) else {
        return Err(runtime_error("lost sys.stdout"));
    };
    let r = text::repr(v)?;
    match call::call_method(out, "write", &[r.value()]) {
        Ok(_) => {}
        Err(Raised) if thread().catch(Exc::UnicodeEncodeError) => {
            let safe = text::ascii(v)?;
            call::call_method(out, "write", &[safe.value()])?;
        }
        Err(e) => return Err(e),
    }
    call::call_method(out, "write", &[vm().latin1(b'\n').value()])?;
    b.set_text("_", v)?;
    Ok(none())
}
fn excepthook(a: &Args) -> Res {
    if let Some(e) = a[1].cast::<Exception>() {
        if a[2] != none() {
            e.traceback.set(e, a[2]);
        }
    }
    traceback::display(a[1]);
    Ok(none())
}
fn unraisablehook(a: &Args) -> Res {
    let get = |n: &str| attr::get(a[0], n);
    let (value, message, object) = (get("exc_value")?, get("err_msg")?, get("object")?);
    let (class, tb) = (get("exc_type")?, get("exc_traceback")?);
    traceback::display_unraisable(class, value, tb, message, object);
    Ok(none())
}
/// Reports the exception being raised, which nobody can handle: `Exception ignored in: object`. Clears it.
pub fn unraisable(message: Option<&str>, object: Option<Value>) {
    let e = thread().take_exception();
    let handled = thread().handled();
    let m = message.map_or_else(none, |m| Str::new(m).value());
    let (class, tb) = (type_of(e.value()).value(), e.traceback.get().unwrap_or_else(none));
    let items = [class, e.value(), tb, m, object.unwrap_or_else(none)];
    let hook = super::super::sys_attr("unraisablehook").filter(|h| *h != none());
    let args = vm().state("sys.UnraisableHookArgs").and_then(|t| t.cast::<Type>()).map(|t| instance_of(t, &items));
    match (hook, args) {
        (Some(h), Some(Ok(args))) => {
            if call::call(h, &[args]).is_err() {
                let e = thread().take_exception();
                let (class, tb) = (type_of(e.value()).value(), e.traceback.get().unwrap_or_else(none));
                let m = Str::new("Exception ignored in sys.unraisablehook").value();
                traceback::display_unraisable(class, e.value(), tb, m, h);
            }
        }
        _ => traceback::display_unraisable(class, e.value(), tb, m, items[4]),
    }
    thread().clear_exception();
    thread().set_handled(handled);
}
fn breakpointhook(a: &Args) -> Res {
    let env = std::env::var("PYTHONBREAKPOINT").ok().filter(|_| !crate::cli::config().ignore_environment);
    let name = match env.as_deref() {
        Some("0") => return Ok(none()),
        None | Some("") => "pdb.set_trace".to_string(),
        Some(n) => n.to_string(),
    };
    let (module, function) = name.rsplit_once('.').unwrap_or(("builtins", &name));
    let hook = crate::import::import_module(module).and_then(|m| attr::get(m, function));
    match hook {
        Ok(f) => super::super::call_dict(f, a.rest, a.kwargs),
        Err(Raised) if thread().catch(Exc::ImportError) || thread().catch(Exc::AttributeError) => {
            crate::builtins::warnings::warn(
                Exc::RuntimeWarning,
                &format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{name}\""),
            )?;
            Ok(none())
        }
        Err(e) => Err(e),
    }
}

// ---------------------------------------------------------------------------------------------------- audit
/// Somebody listens to audit events.
static AUDITED: AtomicBool = AtomicBool::new(false);
fn audit_hooks() -> Option<Gc<List>> {
    if !AUDITED.load(Ordering::Relaxed) {
        return None;
    }
    vm().state("sys.audit_hooks").and_then(|l| l.cast::<List>())
}
/// Raises an audit event, if anybody listens.
pub fn audit_event(event: &str, args: &[Value]) -> Result<(), Raised> {
    let Some(hooks) = audit_hooks() else { return Ok(()) };
    let (event, args) = (Str::intern(event).value(), Tuple::try_new(args)?);
    run_hooks(hooks, event, args)
}
fn run_hooks(hooks: Gc<List>, event: Value, args: Gc<Tuple>) -> Result<(), Raised> {
    let mut i = 0;
    while let Some(h) = hooks.get(i) {
        call::call(h, &[event, args.value()])?;
        i += 1;
    }
    Ok(())
}
fn audit(a: &Args) -> Res {
    let Some(event) = a[0].cast::<Str>() else {
        return Err(type_error(format!("audit() argument 1 must be str, not {}", type_of(a[0]).name_text())));
    };
    if let Some(hooks) = audit_hooks() {
        run_hooks(hooks, event.value(), Tuple::try_new(a.rest)?)?;
    }
    Ok(none())
}
fn addaudithook(a: &Args) -> Res {
    match audit_event("sys.addaudithook", &[]) {
        Ok(()) => {}
        // a hook may refuse others; only real exceptions are taken for that
        Err(Raised) if thread().catch(Exc::RuntimeError) => return Ok(none()),
        Err(e) => return Err(e),
    }
    let hooks = match audit_hooks() {
        Some(h) => h,
        None => {
            let l = List::new();
            vm().set_state("sys.audit_hooks", l.value());
            AUDITED.store(true, Ordering::Relaxed);
            l
        }
    };
    hooks.push(a[0])?;
    Ok(none())
}

// ---------------------------------------------------------------------------------------------------- tracing
fn word(v: Value) -> u64 {
    if v == none() { 0 } else { v.bits() }
}
fn of_word(w: u64) -> Value {
    // SAFETY: the field holds 0 or a value.
    unsafe { Value::from_bits_opt(w) }.unwrap_or_else(none)
}
fn settrace(a: &Args) -> Res {
    thread().trace_func.set(word(a[0]));
    crate::interp::trace::update_table(thread());
    Ok(none())
}
fn setprofile(a: &Args) -> Res {
    thread().profile_func.set(word(a[0]));
    crate::interp::trace::update_table(thread());
    Ok(none())
}
fn settrace_all(a: &Args) -> Res {
    for t in crate::gil::threads() {
        t.trace_func.set(word(a[0]));
        crate::interp::trace::update_table(t);
    }
    Ok(none())
}
fn setprofile_all(a: &Args) -> Res {
    for t in crate::gil::threads() {
        t.profile_func.set(word(a[0]));
        crate::interp::trace::update_table(t);
    }
    Ok(none())
}
fn gettrace(_: &Args) -> Res {
    Ok(of_word(thread().trace_func.get()))
}
fn getprofile(_: &Args) -> Res {
    Ok(of_word(thread().profile_func.get()))
}
fn call_tracing(a: &Args) -> Res {
    let Some(args) = a[1].cast::<Tuple>() else {
        return Err(type_error(format!("call_tracing() argument 2 must be tuple, not {}", type_of(a[1]).name_text())));
    };
    let saved = thread().tracing.replace(0);
    let r = call::call(a[0], args.items());
    thread().tracing.set(saved);
    r
}

// ---------------------------------------------------------------------------------------------------- asynchronous generators
fn set_asyncgen_hooks(a: &Args) -> Res {
    for (i, name) in [(1, "finalizer"), (0, "firstiter")] {
        if let Some(h) = a.opt_none(i)
            && !call::is_callable(h)
        {
            return Err(type_error(format!("callable {name} expected, got {}", type_of(h).name_text())));
        }
    }
    if let Some(h) = a.opt(0) {
        thread().asyncgen_firstiter.set(word(h));
    }
    if let Some(h) = a.opt(1) {
        thread().asyncgen_finalizer.set(word(h));
    }
    Ok(none())
}
fn get_asyncgen_hooks(_: &Args) -> Res {
    let items = [of_word(thread().asyncgen_firstiter.get()), of_word(thread().asyncgen_finalizer.get())];
    match vm().state("sys.asyncgen_hooks").and_then(|t| t.cast::<Type>()) {
        Some(t) => instance_of(t, &items),
        None => Ok(Tuple::new(&items).value()),
    }
}
fn set_origin_depth(a: &Args) -> Res {
    let n = number::to_i64(a[0])?;
    if n < 0 {
        return Err(value_error("depth must be >= 0"));
    }
    ORIGIN_DEPTH.store(n.min(u32::MAX as i64) as u32, Ordering::Relaxed);
    Ok(none())
}
/// How many frames coroutines remember of where they were made.
pub fn origin_depth() -> usize {
    ORIGIN_DEPTH.load(Ordering::Relaxed) as usize
}
fn get_origin_depth(_: &Args) -> Res {
    Ok(Value::small(ORIGIN_DEPTH.load(Ordering::Relaxed) as i64))
}

/// `sys._jit`
pub fn jit() -> Result<Gc<Module>, Raised> {
    static JIT: &[NativeDef] = &[
        NativeDef::new(
            "is_available()",
            |_| Ok(boolean(true)),
            "Return True if the current Python executable supports JIT compilation.",
        ),
        NativeDef::new(
            "is_enabled()",
            |_| Ok(boolean(crate::trace::is_enabled())),
            "Return True if JIT compilation is enabled for the current process.",
        ),
        NativeDef::new(
            "is_active()",
            crate::stdlib::jit_module::is_active,
            "Return True if the topmost Python frame is currently executing JIT code.",
        ),
    ];
    let m = Module::new("sys._jit");
    crate::builtins::add_functions(m.dict.gc(), "sys._jit", JIT);
    Ok(m)
}
