//! `open`, `open_code`, `text_encoding`.

use super::{DEFAULT_BUFFER_SIZE, class};
use crate::builtins::exceptions::{Exc, type_error, value_error};
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call, compare, number};
use crate::thread::thread;

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open,
        "Open file and return a stream.  Raise OSError upon failure.",
    ),
    NativeDef::new(
        "open_code(path)",
        |a| open_with(a[0], "rb", -1, [none(); 3], true, none()),
        "Opens the provided file with the intent to import the contents.",
    ),
    NativeDef::new(
        "text_encoding(encoding, stacklevel=2, /)",
        text_encoding,
        "A helper function to choose the text encoding.",
    ),
];

fn text_encoding(a: &Args) -> Res {
    if a[0] != none() {
        return Ok(a[0]);
    }
    let c = crate::cli::config();
    if c.switch("warn_default_encoding", "PYTHONWARNDEFAULTENCODING") {
        crate::builtins::warnings::warn(Exc::EncodingWarning, "'encoding' argument not specified")?;
    }
    Ok(Str::intern(if crate::stdlib::sys::info::utf8_mode(c) { "utf-8" } else { "locale" }).value())
}
fn open(a: &Args) -> Res {
    let mode = match a.opt(1) {
        None => "r".to_string(),
        Some(m) => match m.cast::<Str>() {
            Some(s) => s.to_text().into_owned(),
            None => {
                return Err(type_error(format!("open() argument 'mode' must be str, not {}", type_of(m).name_text())));
            }
        },
    };
    let buffering = a.opt(2).map_or(Ok(-1), number::to_i64)?;
    let or_none = |i: usize| a.opt(i).unwrap_or_else(none);
    for (i, name) in [(3, "encoding"), (4, "errors"), (5, "newline")] {
        if let Some(v) = a.opt_none(i)
            && v.cast::<Str>().is_none()
        {
            return Err(type_error(format!(
                "open() argument '{name}' must be str or None, not {}",
                type_of(v).name_text()
            )));
        }
    }
    let closefd = a.opt(6).map_or(Ok(true), compare::truth)?;
    open_with(a[0], &mode, buffering, [or_none(3), or_none(4), or_none(5)], closefd, or_none(7))
}
struct Mode {
    raw: String,
    reading: bool,
    updating: bool,
    writing: bool,
    binary: bool,
}
fn parse_mode(mode: &str) -> Result<Mode, Raised> {
    let invalid = || value_error(format!("invalid mode: '{mode}'"));
    let has = |c: char| mode.contains(c);
    for (i, c) in mode.char_indices() {
        if !"xrwa+tb".contains(c) || mode[..i].contains(c) {
            return Err(invalid());
        }
    }
    if has('t') && has('b') {
        return Err(value_error("can't have text and binary mode at once"));
    }
    let kinds: String = "xrwa".chars().filter(|c| has(*c)).collect();
    if kinds.len() != 1 {
        return Err(value_error("must have exactly one of create/read/write/append mode"));
    }
    Ok(Mode {
        raw: format!("{kinds}{}", if has('+') { "+" } else { "" }),
        reading: has('r'),
        updating: has('+'),
        writing: has('w') || has('a') || has('x'),
        binary: has('b'),
    })
}
/// `open` with `[encoding, errors, newline]`.
pub fn open_with(file: Value, mode: &str, buffering: i64, text: [Value; 3], closefd: bool, opener: Value) -> Res {
    let m = parse_mode(mode)?;
    if m.binary {
        for (v, what) in text.iter().zip(["an encoding", "an errors", "a newline"]) {
            if *v != none() {
                return Err(value_error(format!("binary mode doesn't take {what} argument")));
            }
        }
        if buffering == 1 {
            crate::builtins::warnings::warn(
                Exc::RuntimeWarning,
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
            )?;
        }
    }
    let file = if file.as_int().is_some() { file } else { crate::stdlib::os_text::fspath(file)? };
    let raw = call::call(class("FileIO")?, &[file, Str::new(&m.raw).value(), boolean(closefd), opener])?;
    let r = wrap(raw, &m, mode, buffering, text);
    if r.is_err() {
        // the file must not stay open behind the exception
        let e = thread().take_exception();
        if call::call_method(raw, "close", &[]).is_err() {
            thread().clear_exception();
        }
        return Err(thread().set_exception(e));
    }
    r
}
fn wrap(raw: Value, m: &Mode, mode: &str, mut buffering: i64, text: [Value; 3]) -> Res {
    let terminal = buffering < 0 && compare::truth(call::call_method(raw, "_isatty_open_only", &[])?)?;
    let line_buffering = buffering == 1 && !m.binary || terminal;
    if buffering == 1 || buffering < 0 {
        let block = number::to_i64(attr::get(raw, "_blksize")?)?;
        buffering = block.max(DEFAULT_BUFFER_SIZE as i64).min(8 << 20);
    }
    if buffering == 0 {
        return if m.binary { Ok(raw) } else { Err(value_error("can't have unbuffered text I/O")) };
    }
    let kind = if m.updating {
        "BufferedRandom"
    } else if m.writing {
        "BufferedWriter"
    } else if m.reading {
        "BufferedReader"
    } else {
        return Err(value_error(format!("unknown mode: '{mode}'")));
    };
    let buffer = call::call(class(kind)?, &[raw, Value::int(buffering)])?;
    if m.binary {
        return Ok(buffer);
    }
    let wrapper = call::call(class("TextIOWrapper")?, &[buffer, text[0], text[1], text[2], boolean(line_buffering)])?;
    attr::set(wrapper, "mode", Str::new(mode).value())?;
    Ok(wrapper)
}
