//! Printing exceptions.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Mutex;

use crate::object::exception::{Exception, Traceback};
use crate::object::none;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::protocol::{call, text};
use crate::stdlib::sys_attr;
use crate::thread::thread;

static SOURCES: Mutex<Option<HashMap<String, String>>> = Mutex::new(None);

/// Keeps the text of a program that is in no file.
pub fn remember_source(filename: &str, source: &str) {
    let mut s = SOURCES.lock().unwrap_or_else(|e| e.into_inner());
    s.get_or_insert_with(HashMap::new).insert(filename.to_string(), source.to_string());
}
pub fn write_stderr(s: &str) {
    let file = sys_attr("stderr").filter(|f| *f != none());
    match file {
        Some(f) => {
            if call::call_method(f, "write", &[Str::new(s).value()]).is_err() {
                thread().clear_exception();
            }
        }
        None => {
            let _ = std::io::stderr().write_all(s.as_bytes());
        }
    }
}
pub fn write_stderr_value(v: Value) {
    match text::str_of(v) {
        Ok(s) => write_stderr(&format!("{}\n", s.to_text())),
        Err(_) => thread().clear_exception(),
    }
}
/// Prints an exception to `sys.stderr`.
pub fn display(e: Value) {
    let mut out = String::new();
    if let Some(x) = e.cast::<Exception>() {
        let mut tb = x.traceback.get().and_then(|t| t.cast::<Traceback>());
        if tb.is_some() {
            out += "Traceback (most recent call last):\n";
        }
        while let Some(t) = tb {
            let code = t.code.gc();
            let line = code.position(t.lasti.get().max(0) as usize).line;
            out += &format!(
                "  File \"{}\", line {line}, in {}\n",
                code.filename.gc().to_text(),
                code.qualname.gc().to_text()
            );
            tb = t.next.get().and_then(|t| t.cast::<Traceback>());
        }
    }
    let s = text::str_of(e).map(|s| s.to_text().into_owned()).unwrap_or_default();
    thread().clear_exception();
    let name = call::full_name(type_of(e));
    out += &if s.is_empty() { format!("{name}\n") } else { format!("{name}: {s}\n") };
    write_stderr(&out);
}
pub fn display_unraisable(class: Value, value: Value, _tb: Value, message: Value, object: Value) {
    let _ = class;
    let what = match message.cast::<Str>() {
        Some(m) => m.to_text().into_owned(),
        None => "Exception ignored in".to_string(),
    };
    write_stderr(&format!("{what}: {}\n", if object == none() { String::new() } else { text::repr_text(object) }));
    display(value);
}
