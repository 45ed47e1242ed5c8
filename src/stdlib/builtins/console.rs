//! `print` and `input`.

use crate::builtins::exceptions::{Exc, raise, runtime_error, type_error};
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::{Str, StrBuilder};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, compare, text};
use crate::stdlib::sys_attr;
use crate::thread::thread;
use crate::vm::vm;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "print(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, or to sys.stdout by default.",
    ),
    NativeDef::new(
        "input(prompt='', /)",
        input,
        "Read a string from standard input.  The trailing newline is stripped.",
    ),
];

fn separator(v: Option<Value>, name: &str) -> Result<Option<Value>, Raised> {
    match v {
        Some(v) if v != none() => match v.cast::<Str>() {
            Some(_) => Ok(Some(v)),
            None => Err(type_error(format!("{name} must be None or a string, not {}", type_of(v).name_text()))),
        },
        _ => Ok(None),
    }
}
fn print(a: &Args) -> Res {
    let file = match a.opt_none(2) {
        Some(f) => f,
        None => match sys_attr("stdout") {
            None => return Err(runtime_error("lost sys.stdout")),
            // a process without a standard output prints nothing
            Some(f) if f == none() => return Ok(none()),
            Some(f) => f,
        },
    };
    let sep = separator(a.opt(0), "sep")?;
    let end = separator(a.opt(1), "end")?;
    let write = |v: Value| write_to(file, v);
    for (i, &v) in a.rest.iter().enumerate() {
        if i > 0 {
            write(sep.unwrap_or_else(|| vm().latin1(b' ').value()))?;
        }
        write(text::str_of(v)?.value())?;
    }
    write(end.unwrap_or_else(|| vm().latin1(b'\n').value()))?;
    if let Some(f) = a.opt(3)
        && compare::truth(f)?
    {
        call::call_method(file, "flush", &[])?;
    }
    Ok(none())
}
/// `file.write(text)`; native text files take the text directly.
fn write_to(file: Value, v: Value) -> Result<(), Raised> {
    if let Some(r) = crate::stdlib::io::fast_write(file, v) {
        return r;
    }
    call::call_method(file, "write", &[v]).map(|_| ())
}

fn input(a: &Args) -> Res {
    let lost = |n: &str| runtime_error(format!("lost sys.{n}"));
    let stream = |n: &str| sys_attr(n).filter(|f| *f != none());
    let (Some(fin), Some(fout)) = (stream("stdin"), stream("stdout")) else {
        return Err(if stream("stdin").is_none() { lost("stdin") } else { lost("stdout") });
    };
    if stream("stderr").is_none() {
        return Err(lost("stderr"));
    }
    crate::stdlib::sys::hooks::audit_event("builtins.input", &[a.opt(0).unwrap_or_else(|| Str::empty().value())])?;
    if let Some(e) = sys_attr("stderr") {
        flush_quietly(e);
    }
    if let Some(p) = a.opt(0) {
        let p = text::str_of(p)?;
        call::call_method(fout, "write", &[p.value()])?;
    }
    flush_quietly(fout);
    let line = call::call_method(fin, "readline", &[])?;
    crate::stdlib::sys::hooks::audit_event("builtins.input/result", &[line])?;
    let Some(s) = line.cast::<Str>() else {
        return Err(type_error("object.readline() returned non-string"));
    };
    match s.len() {
        0 => Err(raise(Exc::EOFError, "EOF when reading a line")),
        n if s.point(n - 1) == b'\n' as u32 => {
            let mut b = StrBuilder::new();
            s.points().take(n - 1).for_each(|c| b.push(c));
            Ok(b.finish()?.value())
        }
        _ => Ok(line),
    }
}
fn flush_quietly(f: Value) {
    if call::call_method(f, "flush", &[]).is_err() {
        thread().clear_exception();
    }
}
