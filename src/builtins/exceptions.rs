//! The built-in exception classes (the table), and how native code raises them.

use super::exception_methods as m;
use crate::object::exception::Exception;
use crate::object::gc::{Gc, alloc_shaped};
use crate::object::native::{GetSetDef, NativeDef};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::thread::thread;
use crate::vm::vm;

/// One row: class, base, own methods and attributes.
pub struct ExcDef {
    pub name: &'static str,
    pub base: Exc,
    pub methods: &'static [NativeDef],
    pub getsets: &'static [GetSetDef],
    pub doc: &'static str,
}

macro_rules! exceptions {
    ($($name:ident: $base:ident, $methods:expr, $getsets:expr, $doc:literal;)*) => {
        /// A built-in exception class.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Exc { $($name),* }
        /// In an order in which bases come first.
        pub static EXCEPTIONS: &[ExcDef] = &[$(ExcDef {
            name: stringify!($name), base: Exc::$base, methods: $methods, getsets: $getsets, doc: $doc,
        }),*];
    };
}
exceptions! {
    BaseException: BaseException, m::BASE, m::BASE_ATTRS, "Common base class for all exceptions";
    Exception: BaseException, &[], &[], "Common base class for all non-exit exceptions.";
    GeneratorExit: BaseException, &[], &[], "Request that a generator exit.";
    KeyboardInterrupt: BaseException, &[], &[], "Program interrupted by user.";
    SystemExit: BaseException, m::SYSTEM_EXIT, m::SYSTEM_EXIT_ATTRS, "Request to exit from the interpreter.";
    BaseExceptionGroup: BaseException, m::GROUP, m::GROUP_ATTRS, "A combination of multiple unrelated exceptions.";
    ExceptionGroup: BaseExceptionGroup, &[], super::type_::WEAKREF, "";
    ArithmeticError: Exception, &[], &[], "Base class for arithmetic errors.";
    FloatingPointError: ArithmeticError, &[], &[], "Floating-point operation failed.";
    OverflowError: ArithmeticError, &[], &[], "Result too large to be represented.";
    ZeroDivisionError: ArithmeticError, &[], &[], "Second argument to a division or modulo operation was zero.";
    AssertionError: Exception, &[], &[], "Assertion failed.";
    AttributeError: Exception, m::ATTRIBUTE_ERROR, m::ATTRIBUTE_ERROR_ATTRS, "Attribute not found.";
    BufferError: Exception, &[], &[], "Buffer error.";
    EOFError: Exception, &[], &[], "Read beyond end of file.";
    ImportError: Exception, m::IMPORT_ERROR, m::IMPORT_ERROR_ATTRS, "Import can't find module, or can't find name in module.";
    ModuleNotFoundError: ImportError, &[], &[], "Module not found.";
    LookupError: Exception, &[], &[], "Base class for lookup errors.";
    IndexError: LookupError, &[], &[], "Sequence index out of range.";
    KeyError: LookupError, m::KEY_ERROR, &[], "Mapping key not found.";
    MemoryError: Exception, &[], &[], "Out of memory.";
    NameError: Exception, m::NAME_ERROR, m::NAME_ERROR_ATTRS, "Name not found globally.";
    UnboundLocalError: NameError, &[], &[], "Local name referenced but not bound to a value.";
    OSError: Exception, m::OS_ERROR, m::OS_ERROR_ATTRS, "Base class for I/O related errors.";
    BlockingIOError: OSError, &[], &[], "I/O operation would block.";
    ChildProcessError: OSError, &[], &[], "Child process error.";
    ConnectionError: OSError, &[], &[], "Connection error.";
    BrokenPipeError: ConnectionError, &[], &[], "Broken pipe.";
    ConnectionAbortedError: ConnectionError, &[], &[], "Connection aborted.";
    ConnectionRefusedError: ConnectionError, &[], &[], "Connection refused.";
    ConnectionResetError: ConnectionError, &[], &[], "Connection reset.";
    FileExistsError: OSError, &[], &[], "File already exists.";
    FileNotFoundError: OSError, &[], &[], "File not found.";
    InterruptedError: OSError, &[], &[], "Interrupted by signal.";
    IsADirectoryError: OSError, &[], &[], "Operation doesn't work on directories.";
    NotADirectoryError: OSError, &[], &[], "Operation only works on directories.";
    PermissionError: OSError, &[], &[], "Not enough permissions.";
    ProcessLookupError: OSError, &[], &[], "Process not found.";
    TimeoutError: OSError, &[], &[], "Timeout expired.";
    ReferenceError: Exception, &[], &[], "Weak ref proxy used after referent went away.";
    RuntimeError: Exception, &[], &[], "Unspecified run-time error.";
    NotImplementedError: RuntimeError, &[], &[], "Method or function hasn't been implemented yet.";
    PythonFinalizationError: RuntimeError, &[], &[], "Operation blocked during Python finalization.";
    RecursionError: RuntimeError, &[], &[], "Recursion limit exceeded.";
    StopAsyncIteration: Exception, &[], &[], "Signal the end from iterator.__anext__().";
    StopIteration: Exception, m::STOP_ITERATION, m::STOP_ITERATION_ATTRS, "Signal the end from iterator.__next__().";
    SyntaxError: Exception, m::SYNTAX_ERROR, m::SYNTAX_ERROR_ATTRS, "Invalid syntax.";
    IndentationError: SyntaxError, &[], &[], "Improper indentation.";
    _IncompleteInputError: SyntaxError, &[], &[], "incomplete input.";
    TabError: IndentationError, &[], &[], "Improper mixture of spaces and tabs.";
    SystemError: Exception, &[], &[], "Internal error in the Python interpreter.";
    TypeError: Exception, &[], &[], "Inappropriate argument type.";
    ValueError: Exception, &[], &[], "Inappropriate argument value (of correct type).";
    UnicodeError: ValueError, &[], &[], "Unicode related error.";
    UnicodeDecodeError: UnicodeError, m::UNICODE_DECODE, m::UNICODE_ATTRS, "Unicode decoding error.";
    UnicodeEncodeError: UnicodeError, m::UNICODE_ENCODE, m::UNICODE_ATTRS, "Unicode encoding error.";
    UnicodeTranslateError: UnicodeError, m::UNICODE_TRANSLATE, m::UNICODE_TRANSLATE_ATTRS, "Unicode translation error.";
    Warning: Exception, &[], &[], "Base class for warning categories.";
    BytesWarning: Warning, &[], &[], "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.";
    DeprecationWarning: Warning, &[], &[], "Base class for warnings about deprecated features.";
    EncodingWarning: Warning, &[], &[], "Base class for warnings about encodings.";
    FutureWarning: Warning, &[], &[], "Base class for warnings about constructs that will change semantically\nin the future.";
    ImportWarning: Warning, &[], &[], "Base class for warnings about probable mistakes in module imports";
    PendingDeprecationWarning: Warning, &[], &[], "Base class for warnings about features which will be deprecated\nin the future.";
    ResourceWarning: Warning, &[], &[], "Base class for warnings about resource usage.";
    RuntimeWarning: Warning, &[], &[], "Base class for warnings about dubious runtime behavior.";
    SyntaxWarning: Warning, &[], &[], "Base class for warnings about dubious syntax.";
    UnicodeWarning: Warning, &[], &[], "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.";
    UserWarning: Warning, &[], &[], "Base class for warnings generated by user code.";
}

impl Exc {
    #[inline]
    pub fn class(self) -> Gc<Type> {
        // SAFETY: filled by `builtins::init`.
        unsafe { Gc::from_raw(vm().exceptions[self as usize].get() as *mut Type) }
    }
}

/// An instance of a built-in exception class with these `args` (attributes that the constructor would set from them are
/// not set; use `create` for classes that have some).
pub fn instance(c: Exc, args: &[Value]) -> Gc<Exception> {
    let args = Tuple::new(args);
    let e = alloc_shaped(c.class().root_shape.get(), Exception::body(args));
    let first = args.items().first().copied();
    match c {
        Exc::StopIteration => e.fields[0].init(first.unwrap_or_else(none)),
        Exc::SyntaxError | Exc::IndentationError | Exc::TabError | Exc::_IncompleteInputError => {
            e.fields[0].init(first)
        }
        Exc::ImportError | Exc::ModuleNotFoundError if args.len() == 1 => e.fields[0].init(first),
        Exc::SystemExit => e.fields[0].init(first),
        _ => {}
    }
    e
}
/// Raises an instance made by calling the class, with all the attributes the constructor sets.
pub fn raise_args(c: Exc, args: &[Value]) -> Raised {
    match crate::protocol::call::call(c.class().value(), args) {
        Ok(e) => raise_value(e),
        Err(r) => r,
    }
}
/// Raises an exception instance (its context becomes the exception being handled).
pub fn raise_value(e: Value) -> Raised {
    let e = e.cast::<Exception>().expect("an exception instance");
    set_context(e);
    thread().set_exception(e)
}
/// Chains `e` to the exception being handled, breaking a cycle if `e` is already in that chain.
pub fn set_context(e: Gc<Exception>) {
    let Some(h) = thread().handled() else { return };
    if h == e.value() {
        return;
    }
    let (mut o, mut slow, mut odd) = (h, h, false);
    while let Some(x) = o.cast::<Exception>()
        && let Some(c) = x.context.get()
    {
        if c == e.value() {
            x.context.set(x, None);
            break;
        }
        o = c;
        if odd {
            slow = slow.cast::<Exception>().and_then(|s| s.context.get()).unwrap_or(slow);
            if slow == o {
                break; // a cycle that does not contain `e`
            }
        }
        odd = !odd;
    }
    e.context.set(e, h);
}
/// Raises `c(message)`.
#[cold]
#[inline(never)]
pub fn raise(c: Exc, message: impl AsRef<str>) -> Raised {
    let e = instance(c, &[Str::new(message.as_ref()).value()]);
    raise_value(e.value())
}
/// Raises `c()`.
#[cold]
#[inline(never)]
pub fn raise_plain(c: Exc) -> Raised {
    raise_value(instance(c, &[]).value())
}
/// Raises `c(value)`.
#[cold]
#[inline(never)]
pub fn raise_with(c: Exc, value: Value) -> Raised {
    raise_value(instance(c, &[value]).value())
}
macro_rules! raisers {
    ($($f:ident $c:ident,)*) => { $(
        #[cold]
        pub fn $f(message: impl AsRef<str>) -> Raised { raise(Exc::$c, message) }
    )* };
}
raisers! {
    type_error TypeError, value_error ValueError, index_error IndexError, overflow_error OverflowError,
    runtime_error RuntimeError, zero_division ZeroDivisionError, system_error SystemError, buffer_error BufferError,
    recursion_error RecursionError, lookup_error LookupError, eof_error EOFError, not_implemented_error NotImplementedError,
}
/// `KeyError(key)`.
#[cold]
pub fn key_error(key: Value) -> Raised {
    raise_with(Exc::KeyError, key)
}
/// `StopIteration()` or `StopIteration(value)`; what a `__next__` that native code returns `None` from means.
#[cold]
pub fn stop_iteration(value: Option<Value>) -> Raised {
    match value {
        Some(v) => raise_with(Exc::StopIteration, v),
        None => raise_plain(Exc::StopIteration),
    }
}
/// `AttributeError` with `name` and `obj`.
#[cold]
pub fn attribute_error(message: impl AsRef<str>, obj: Value, name: Value) -> Raised {
    let e = instance(Exc::AttributeError, &[Str::new(message.as_ref()).value()]);
    e.fields[0].init(name);
    e.fields[1].init(obj);
    raise_value(e.value())
}
/// `NameError` or `UnboundLocalError` with `name`.
#[cold]
pub fn name_error(c: Exc, message: impl AsRef<str>, name: Value) -> Raised {
    let e = instance(c, &[Str::new(message.as_ref()).value()]);
    e.fields[0].init(name);
    raise_value(e.value())
}
/// `ImportError` (or a subclass) with `name` and `path`.
#[cold]
pub fn import_error(c: Exc, message: impl AsRef<str>, name: Option<Value>, path: Option<Value>) -> Raised {
    let e = instance(c, &[Str::new(message.as_ref()).value()]);
    e.fields[0].init(Str::new(message.as_ref()).value());
    e.fields[1].init(name);
    e.fields[2].init(path);
    raise_value(e.value())
}
/// `except*`: the part of `e` that matches class (or tuple) `c`, and the rest; `None` for nothing.
pub fn group_match(e: Value, c: Value) -> Result<(Value, Value), Raised> {
    let t = crate::object::shape::type_of(e);
    let is = |c: Value| c.cast::<Type>().is_some_and(|c| t.is_subtype(c));
    let below = |c: Value, base: Exc| c.cast::<Type>().is_some_and(|c| c.is_subtype(base.class()));
    let single = [c];
    for &x in c.cast::<Tuple>().map_or(&single[..], Gc::<Tuple>::items) {
        if !below(x, Exc::BaseException) {
            return Err(type_error("catching classes that do not inherit from BaseException is not allowed"));
        }
        if below(x, Exc::BaseExceptionGroup) {
            return Err(type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
        }
    }
    let whole = match c.cast::<Tuple>() {
        Some(cs) => cs.items().iter().any(|&c| is(c)),
        None => is(c),
    };
    let is_group = t.is_subtype(Exc::BaseExceptionGroup.class());
    if whole {
        if is_group {
            return Ok((e, none()));
        }
        let eg = Exc::ExceptionGroup.class().value();
        let cls = if t.is_subtype(Exc::Exception.class()) { eg } else { Exc::BaseExceptionGroup.class().value() };
        let parts = Tuple::new(&[e]);
        let g = crate::protocol::call::call(cls, &[Str::empty().value(), parts.value()])?;
        if let (Some(g), Some(x)) = (g.cast::<Exception>(), e.cast::<Exception>()) {
            g.traceback.set(g, x.traceback.get());
        }
        return Ok((g, none()));
    }
    if is_group {
        let pair = crate::protocol::call::call_method(e, "split", &[c])?;
        let Some(pair) = pair.cast::<Tuple>() else {
            return Err(type_error(format!(
                "{}.split must return a tuple, not {}",
                t.name_text(),
                crate::object::shape::type_of(pair).name_text()
            )));
        };
        if pair.len() < 2 {
            return Err(type_error(format!(
                "{}.split must return a 2-tuple, got tuple of size {}",
                t.name_text(),
                pair.len()
            )));
        }
        return Ok((pair.get(0), pair.get(1)));
    }
    Ok((none(), e))
}
/// What is left to raise after the `except*` clauses of `original`: exceptions raised inside are collected in `raised`
/// (together with the unhandled rest of the original). `None`: nothing.
pub fn group_reraise(original: Value, raised: Gc<crate::object::list::List>) -> crate::object::Res {
    super::exception_group::reraise(original, raised)
}
/// Does the class have attributes of its own (a layout of its own, in CPython)?
pub fn has_own_layout(t: Gc<Type>) -> bool {
    EXCEPTIONS.iter().enumerate().any(|(i, e)| !e.getsets.is_empty() && vm().exceptions[i].get() == t.addr())
}
