//! The standard streams: `sys.stdin`, `sys.stdout`, `sys.stderr` over descriptors 0, 1 and 2.

use super::class;
use crate::cli::options::Config;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call};
use crate::thread::thread;
use crate::vm::vm;

/// Makes the streams; a closed descriptor gives `None`.
pub fn init(c: &Config) -> Result<(), Raised> {
    let module = crate::import::native_module("_io")?.unwrap_or_else(none);
    if vm().modules.gc().get_text("_io").is_none() {
        vm().modules.gc().set_text("_io", module)?;
    }
    let open = attr::get(module, "open")?;
    vm().builtins_dict.gc().set_text("open", open)?;
    let setting = c.env("PYTHONIOENCODING").map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
    let (encoding, errors) = match setting.split_once(':') {
        Some((e, r)) => (e.to_string(), r.to_string()),
        None => (setting.clone(), String::new()),
    };
    let encoding = if encoding.is_empty() { "utf-8" } else { &encoding };
    let d = vm().sys_dict.gc();
    for (fd, name, shown, default) in [
        (0, "stdin", "<stdin>", "strict"),
        (1, "stdout", "<stdout>", "strict"),
        (2, "stderr", "<stderr>", "backslashreplace"),
    ] {
        let default = if fd < 2 && c_locale() { "surrogateescape" } else { default };
        let errors = if errors.is_empty() || fd == 2 { default } else { &errors };
        let stream = if is_open(fd) { stream(c, fd, shown, encoding, errors)? } else { none() };
        d.set_text(name, stream)?;
        d.set_text(&format!("__{name}__"), stream)?;
    }
    Ok(())
}
/// The locale that programs get when none is set, which means UTF-8 mode (PEP 540).
pub fn no_locale() -> bool {
    matches!(locale_name().as_deref(), None | Some("C" | "POSIX"))
}
fn locale_name() -> Option<String> {
    let of = |n: &str| std::env::var(n).ok().filter(|v| !v.is_empty());
    of("LC_ALL").or_else(|| of("LC_CTYPE")).or_else(|| of("LANG"))
}
/// In the C and POSIX locales, and those that stand in for them, undecodable bytes are kept as they are.
pub fn c_locale() -> bool {
    no_locale() || matches!(locale_name().as_deref(), Some("C.UTF-8" | "C.utf8" | "UTF-8"))
}
fn is_open(fd: i32) -> bool {
    // SAFETY: any number is allowed.
    unsafe { libc::fcntl(fd, libc::F_GETFD) >= 0 }
}
fn stream(c: &Config, fd: i32, name: &str, encoding: &str, errors: &str) -> Res {
    let mode = if fd == 0 { "r" } else { "w" };
    let file = call::call(class("FileIO")?, &[Value::small(fd as i64), Str::new(mode).value(), boolean(false)]);
    let raw = match file {
        Ok(f) => f,
        Err(Raised) => {
            // a directory, or something else that cannot be read
            thread().clear_exception();
            return Ok(none());
        }
    };
    // SAFETY: any number is allowed.
    let terminal = unsafe { libc::isatty(fd) } == 1;
    let unbuffered = c.unbuffered && fd != 0;
    let text = Str::new(name).value();
    attr::set(raw, "name", text)?;
    let buffer = if unbuffered {
        raw
    } else {
        call::call(class(if fd == 0 { "BufferedReader" } else { "BufferedWriter" })?, &[raw])?
    };
    let line_buffering = terminal || fd == 2;
    let wrapper = call::call(
        class("TextIOWrapper")?,
        &[
            buffer,
            Str::new(encoding).value(),
            Str::new(errors).value(),
            if fd == 0 { none() } else { vm().latin1(b'\n').value() },
            boolean(line_buffering),
            boolean(unbuffered),
        ],
    )?;
    attr::set(wrapper, "mode", Str::new(mode).value())?;
    Ok(wrapper)
}
