//! Printing exceptions: tracebacks with source lines and markers, chained exceptions, groups, notes, syntax errors,
//! suggestions. Used where nothing of the library may be relied on: at exit, in `sys.excepthook`, for unraisable errors.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Mutex;

use super::carets;
use crate::builtins::exceptions::Exc;
use crate::builtins::suggest;
use crate::import;
use crate::object::code::Position;
use crate::object::exception::{Exception, Traceback};
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::none;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::protocol::{attr, call, iter, text};
use crate::stdlib::sys_attr;
use crate::thread::thread;
use crate::vm::vm;

static SOURCES: Mutex<Option<HashMap<String, String>>> = Mutex::new(None);
/// Repetitions of an entry that are shown before they are only counted.
const RECURSION_CUTOFF: usize = 3;
/// Exceptions of a group, and levels of groups, that are shown.
const GROUP_WIDTH: usize = 15;
const GROUP_DEPTH: usize = 10;
const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Keeps the text of a program that is in no file.
pub fn remember_source(filename: &str, source: &str) {
    let mut s = SOURCES.lock().unwrap_or_else(|e| e.into_inner());
    s.get_or_insert_with(HashMap::new).insert(filename.to_string(), source.to_string());
}
/// The text of a source file: remembered, in the file system, or in the built-in library.
fn source(filename: &str) -> Option<String> {
    if let Some(s) = SOURCES.lock().unwrap_or_else(|e| e.into_inner()).as_ref().and_then(|m| m.get(filename)) {
        return Some(s.clone());
    }
    if filename.starts_with('<') {
        return None;
    }
    let bytes = std::fs::read(filename).ok().or_else(|| {
        let root = sys_attr("_stdlib_dir").and_then(|d| d.cast::<Str>())?;
        import::library::read(filename.strip_prefix(&*root.to_text())?.trim_start_matches('/'))
    })?;
    let mut s = match String::from_utf8(bytes) {
        Ok(s) => s,
        Err(e) => e.into_bytes().iter().map(|b| *b as char).collect(),
    };
    if s.starts_with('\u{feff}') {
        s.remove(0);
    }
    remember_source(filename, &s);
    Some(s)
}
/// What `linecache` knows of a file that is none: modules in zip files, code that a program made and entered there.
fn cached_source(t: Gc<Traceback>, filename: &str) -> Option<String> {
    if filename.starts_with("<frozen ") {
        return None;
    }
    let linecache = match vm().modules.gc().get_text("linecache") {
        Some(m) => Ok(m),
        None if filename.starts_with('<') => return None,
        None => import::import_module("linecache"),
    };
    let globals = t.function.get().and_then(|f| f.cast::<Function>()).map_or_else(none, |f| f.globals.gc().value());
    let lines = linecache
        .and_then(|m| call::call_method(m, "getlines", &[Str::new(filename).value(), globals]))
        .and_then(iter::collect);
    let Ok(lines) = lines else {
        thread().clear_exception();
        return None;
    };
    let text: String = lines.iter().filter_map(quiet_text).collect();
    (!text.is_empty()).then_some(text)
}

pub fn write_stderr(s: &str) {
    match sys_attr("stderr") {
        Some(f) if f == none() => {}
        Some(f) => {
            let v = Str::new(s).value();
            if call::call_method(f, "write", &[v]).is_err() {
                thread().clear_exception();
            }
            if call::call_method(f, "flush", &[]).is_err() {
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
    if sys_attr("stderr") == Some(none()) {
        return;
    }
    let text = format(e);
    thread().clear_exception();
    write_stderr(&text);
}
/// The whole text for an exception.
pub fn format(e: Value) -> String {
    let mut p = Printer { out: String::new(), seen: vec![], group_depth: 0, need_close: false, margin: String::new() };
    p.exception(e);
    p.out
}
pub fn display_unraisable(class: Value, value: Value, tb: Value, message: Value, object: Value) {
    let mut out = String::new();
    let shown = if object == none() { String::new() } else { text::repr_text(object) };
    match message.cast::<Str>() {
        Some(m) if object == none() => out += &format!("{}:\n", m.to_text()),
        Some(m) => out += &format!("{}: {shown}\n", m.to_text()),
        None if object != none() => out += &format!("Exception ignored in: {shown}\n"),
        None => {}
    }
    let mut p = Printer { out, seen: vec![], group_depth: 0, need_close: false, margin: String::new() };
    if let Some(t) = tb.cast::<Traceback>() {
        p.out += "Traceback (most recent call last):\n";
        p.entries(t);
    }
    match value.cast::<Exception>() {
        Some(_) => p.final_lines(value),
        None => {
            let name = class.cast::<Type>().map(call::full_name).unwrap_or_default();
            p.out += &format!("{name}: None\n");
        }
    }
    let text = p.out;
    thread().clear_exception();
    write_stderr(&text);
}

struct Printer {
    out: String,
    /// Complemented addresses of the exceptions of the chain: the caller holds the first, which leads to the others.
    seen: Vec<u64>,
    group_depth: usize,
    need_close: bool,
    margin: String,
}

/// `v.name`, or nothing if that fails.
fn quiet(v: Value, name: &str) -> Option<Value> {
    match attr::get_opt(v, Str::intern(name)) {
        Ok(v) => v,
        Err(_) => {
            thread().clear_exception();
            None
        }
    }
}
fn quiet_text(v: Value) -> Option<String> {
    match text::str_of(v) {
        Ok(s) => Some(s.to_text().into_owned()),
        Err(_) => {
            thread().clear_exception();
            None
        }
    }
}

impl Printer {
    fn line(&mut self, s: &str) {
        for l in s.split_inclusive('\n') {
            self.out += &self.margin;
            self.out += l;
        }
    }
    /// The chain that ends in `e`: causes and contexts first.
    fn exception(&mut self, e: Value) {
        let Some(x) = e.cast::<Exception>() else {
            let shown = quiet_text(e).unwrap_or_default();
            self.out += &format!(
                "TypeError: print_exception(): Exception expected for value, {} found\n{shown}",
                type_of(e).name_text()
            );
            return;
        };
        self.seen.push(!e.bits());
        if thread().check_native_stack("").is_err() {
            thread().clear_exception();
            return;
        }
        let new = |p: &Printer, v: Value| !p.seen.contains(&!v.bits());
        let cause = x.cause.get().filter(|c| *c != none());
        let context = x.context.get().filter(|c| *c != none() && !x.suppress_context.get());
        match (cause, context) {
            (Some(c), _) if new(self, c) => {
                self.exception(c);
                self.separator(CAUSE);
            }
            (Some(_), _) => {}
            (None, Some(c)) if new(self, c) => {
                self.exception(c);
                self.separator(CONTEXT);
            }
            _ => {}
        }
        self.one(e, x);
    }
    fn separator(&mut self, s: &str) {
        self.line(s);
    }
    fn one(&mut self, e: Value, x: Gc<Exception>) {
        let is_group = type_of(e).is_subtype(Exc::BaseExceptionGroup.class());
        if is_group {
            return self.group(e, x);
        }
        if let Some(t) = x.traceback.get().and_then(|t| t.cast::<Traceback>()) {
            self.line("Traceback (most recent call last):\n");
            self.entries(t);
        }
        self.final_lines(e);
    }
    fn group(&mut self, e: Value, x: Gc<Exception>) {
        if self.group_depth > GROUP_DEPTH {
            self.line(&format!("... (max_group_depth is {GROUP_DEPTH})\n"));
            return;
        }
        let top = self.group_depth == 0;
        let outer = self.margin.clone();
        if top {
            self.group_depth += 1;
            self.margin = format!("{outer}  | ");
        }
        if let Some(t) = x.traceback.get().and_then(|t| t.cast::<Traceback>()) {
            if top {
                self.out += &format!("{outer}  + Exception Group Traceback (most recent call last):\n");
            } else {
                self.line("Exception Group Traceback (most recent call last):\n");
            }
            self.entries(t);
        }
        self.final_lines(e);
        let inner = quiet(e, "exceptions").and_then(|v| v.cast::<Tuple>()).unwrap_or_else(Tuple::empty);
        let n = inner.len();
        let base = if top { outer.clone() } else { self.margin[..self.margin.len() - 2].to_string() };
        let stem = if top { format!("{outer}  ") } else { base };
        self.need_close = false;
        for i in 0..n.min(GROUP_WIDTH + 1) {
            let last = i == n.min(GROUP_WIDTH + 1) - 1;
            if last {
                self.need_close = true;
            }
            let truncated = i >= GROUP_WIDTH;
            let title = if truncated { "...".to_string() } else { (i + 1).to_string() };
            let lead = if i == 0 { "+-" } else { "  " };
            self.out += &format!("{stem}{lead}+---------------- {title} ----------------\n");
            self.group_depth += 1;
            let saved = std::mem::replace(&mut self.margin, format!("{stem}  | "));
            if truncated {
                let left = n - GROUP_WIDTH;
                self.line(&format!("and {left} more exception{}\n", if left == 1 { "" } else { "s" }));
            } else {
                self.exception(inner.get(i));
            }
            self.margin = saved;
            if last && self.need_close {
                self.out += &format!("{stem}  +------------------------------------\n");
                self.need_close = false;
            }
            self.group_depth -= 1;
        }
        if top {
            self.group_depth = 0;
            self.margin = outer;
        }
    }
    /// The entries of a traceback; equal ones in a row are counted after the third.
    fn entries(&mut self, first: Gc<Traceback>) {
        let limit = sys_attr("tracebacklimit").and_then(|l| l.as_int()).and_then(|l| l.to_i64());
        let mut total = 0;
        let mut at = Some(first);
        while let Some(t) = at {
            total += 1;
            at = t.next.get().and_then(|n| n.cast::<Traceback>());
        }
        let skip = limit.map_or(0, |l| total - (l.max(0) as usize).min(total));
        let mut at = Some(first);
        for _ in 0..skip {
            at = at.and_then(|t| t.next.get()).and_then(|n| n.cast::<Traceback>());
        }
        let mut last: Option<(String, u32, String)> = None;
        let mut count = 0;
        while let Some(t) = at {
            let code = t.code.gc();
            let p = position(t);
            let key = (code.filename.gc().to_text().into_owned(), p.line, code.qualname.gc().to_text().into_owned());
            if last.as_ref() == Some(&key) {
                count += 1;
            } else {
                self.repeated(count);
                count = 1;
            }
            if count <= RECURSION_CUTOFF {
                self.entry(t, &key.0, p);
            }
            last = Some(key);
            at = t.next.get().and_then(|n| n.cast::<Traceback>());
        }
        self.repeated(count);
    }
    fn repeated(&mut self, count: usize) {
        if count > RECURSION_CUTOFF {
            let n = count - RECURSION_CUTOFF;
            self.line(&format!("  [Previous line repeated {n} more time{}]\n", if n == 1 { "" } else { "s" }));
        }
    }
    fn entry(&mut self, t: Gc<Traceback>, filename: &str, p: Position) {
        let name = t.code.gc().name.gc().to_text();
        self.line(&format!("  File \"{filename}\", line {}, in {name}\n", p.line));
        if p.line == 0 {
            return;
        }
        let Some(source) = source(filename).or_else(|| cached_source(t, filename)) else { return };
        let lines: Vec<&str> = source.split('\n').collect();
        let from = p.line as usize - 1;
        if from >= lines.len() {
            return;
        }
        let to = (p.end_line.max(p.line) as usize).min(lines.len());
        if lines[from..to].iter().all(|l| l.trim().is_empty()) {
            return;
        }
        let plain = crate::cli::config().switch("no_debug_ranges", "PYTHONNODEBUGRANGES");
        let marked = if plain { format!("    {}\n", lines[from].trim()) } else { carets::marked(&lines[from..to], p) };
        self.line(&marked);
    }
    /// Everything below the traceback: the message, for syntax errors with the place, and notes.
    fn final_lines(&mut self, e: Value) {
        let t = type_of(e);
        let name = shown_name(t);
        if t.is_subtype(Exc::SyntaxError.class()) {
            self.syntax_error(e, &name);
        } else {
            let mut message = match text::str_of(e) {
                Ok(s) => s.to_text().into_owned(),
                Err(_) => {
                    thread().clear_exception();
                    "<exception str() failed>".to_string()
                }
            };
            if let Some(s) = suggestion(e) {
                message += &s;
            }
            if message.is_empty() {
                self.line(&format!("{name}\n"));
            } else {
                self.line(&format!("{name}: {message}\n"));
            }
        }
        self.notes(e);
    }
    fn notes(&mut self, e: Value) {
        let Some(notes) = quiet(e, "__notes__") else { return };
        if notes.cast::<List>().is_some() || notes.cast::<Tuple>().is_some() {
            let Ok(all) = iter::collect(notes) else {
                thread().clear_exception();
                return;
            };
            for n in all.iter() {
                let s = match n.cast::<Str>() {
                    Some(s) => s.to_text().into_owned(),
                    None => quiet_text(n).unwrap_or_else(|| "<note str() failed>".to_string()),
                };
                for l in s.split('\n') {
                    self.line(&format!("{l}\n"));
                }
            }
        } else if notes != none() {
            let shown = text::repr_text(notes);
            self.line(&format!("{shown}\n"));
        }
    }
    fn syntax_error(&mut self, e: Value, name: &str) {
        let get = |n: &str| quiet(e, n).filter(|v| *v != none());
        let number = |n: &str| get(n).and_then(|v| v.as_int()).and_then(|i| i.to_i64());
        let line = number("lineno");
        let filename = get("filename").and_then(quiet_text);
        if let Some(l) = line {
            let shown = filename.clone().unwrap_or_else(|| "<string>".to_string());
            self.line(&format!("  File \"{shown}\", line {l}\n"));
        }
        let text = get("text").and_then(|t| t.cast::<Str>()).map(|s| s.to_text().into_owned());
        let mut message = get("msg").and_then(quiet_text).unwrap_or_else(|| "<no detail available>".to_string());
        let mut range = (number("offset"), number("end_offset"));
        if let Some((better, from, to)) = misspelt_keyword(e, &message) {
            message = better;
            range = (Some(from), Some(to));
        }
        if let (Some(t), Some(_)) = (text, line) {
            self.syntax_line(&t, range.0, number("end_lineno"), range.1, line.unwrap_or(0));
        }
        let place = match (&filename, line) {
            (Some(f), None) => format!(" ({f})"),
            _ => String::new(),
        };
        self.line(&format!("{name}: {message}{place}\n"));
    }
    fn syntax_line(&mut self, text: &str, offset: Option<i64>, end_line: Option<i64>, end: Option<i64>, line: i64) {
        let right = text.trim_end_matches('\n');
        let left = right.trim_start_matches([' ', '\n', '\x0c', '\t']);
        let spaces = (right.chars().count() - left.chars().count()) as i64;
        self.line(&format!("    {left}\n"));
        let Some(offset) = offset else { return };
        let end = match (end_line, end) {
            (Some(l), Some(n)) if l == line && n != 0 && n != -1 => n,
            (Some(l), Some(_)) if l != line => right.chars().count() as i64 + 1,
            _ => offset,
        };
        let mut end = end.max(offset);
        if offset == end || end == -1 {
            end = offset + 1;
        }
        let width = right.chars().count() as i64 + 1;
        if end > width && offset < width {
            end = width;
        }
        let (from, to) = (offset - 1 - spaces, end - 1 - spaces);
        if from < 0 {
            return;
        }
        let pad: String = left.chars().take(from as usize).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        let missing = (from as usize).saturating_sub(left.chars().count());
        let pad = pad + &" ".repeat(missing);
        self.line(&format!("    {pad}{}\n", "^".repeat((to - from).max(1) as usize)));
    }
}

fn position(t: Gc<Traceback>) -> Position {
    let mut p = t.code.gc().position(t.lasti.get().max(0) as usize);
    if t.lineno.get() >= 0 && t.lineno.get() != p.line as i64 {
        p = Position { line: t.lineno.get() as u32, end_line: 0, col: u32::MAX, end_col: 0 };
    }
    p
}
/// The name of an exception class: with its module, unless that is `builtins` or `__main__`.
fn shown_name(t: Gc<Type>) -> String {
    let q = t.qualname.gc().to_text().into_owned();
    match t.dict.gc().get_text("__module__").and_then(|m| m.cast::<Str>()) {
        Some(m) if !m.is_text("builtins") && !m.is_text("__main__") => format!("{}.{q}", m.to_text()),
        _ => q,
    }
}

// ---------------------------------------------------------------------------------------------------- suggestions

/// What `traceback` makes of "invalid syntax" where a keyword is misspelt: message, offset and end.
fn misspelt_keyword(e: Value, message: &str) -> Option<(String, i64, i64)> {
    if message != "invalid syntax" && !message.contains("Perhaps you forgot a comma") {
        return None;
    }
    quiet(e, "_metadata").filter(|m| *m != none())?;
    let look = || {
        let class = attr::get(import::import_module("traceback")?, "TracebackException")?;
        let report = call::call(class, &[type_of(e).value(), e, none()])?;
        call::call_method(report, "_find_keyword_typos", &[])?;
        Ok::<Value, crate::object::Raised>(report)
    };
    let Ok(report) = look() else {
        thread().clear_exception();
        return None;
    };
    let number = |name: &str| quiet(report, name)?.as_int()?.to_i64();
    let better = quiet_text(quiet(report, "msg")?)?;
    if better == message { None } else { Some((better, number("offset")?, number("end_offset")?)) }
}

/// ". Did you mean: 'x'?" for misspelt names, attributes and imports.
fn suggestion(e: Value) -> Option<String> {
    let t = type_of(e);
    let x = e.cast::<Exception>()?;
    let field = |i: usize| x.fields[i].get().filter(|v| *v != none());
    if t.is_subtype(Exc::NameError.class()) {
        let name = field(0)?.cast::<Str>()?.to_text().into_owned();
        let close = name_candidates(x, &name);
        let module = crate::import::library::top_level_names().any(|n| n == name);
        return match (close, module) {
            (Some(c), true) => Some(format!(". Did you mean: '{c}'? Or did you forget to import '{name}'?")),
            (Some(c), false) => Some(format!(". Did you mean: '{c}'?")),
            (None, true) => Some(format!(". Did you forget to import '{name}'?")),
            (None, false) => None,
        };
    }
    if t.is_subtype(Exc::AttributeError.class()) {
        let name = field(0)?.cast::<Str>()?;
        let obj = field(1)?;
        let names = dir_names(obj)?;
        let c = suggest::closest(&name.to_text(), visible(&names, &name.to_text()))?.to_string();
        return Some(format!(". Did you mean: '{c}'?"));
    }
    if t.is_subtype(Exc::ImportError.class()) {
        let wanted = field(3)?.cast::<Str>()?;
        let module = field(1)?.cast::<Str>()?;
        let m = sys_attr("modules")?.cast::<crate::object::dict::Dict>()?.get_str(module)?;
        let names = dir_names(m)?;
        let c = suggest::closest(&wanted.to_text(), visible(&names, &wanted.to_text()))?.to_string();
        return Some(format!(". Did you mean: '{c}'?"));
    }
    None
}
/// Private names are offered only to those who wrote one.
fn visible<'a>(names: &'a [String], wrong: &str) -> impl Iterator<Item = &'a str> {
    let private = wrong.starts_with('_');
    names.iter().map(String::as_str).filter(move |n| private || !n.starts_with('_'))
}
fn dir_names(v: Value) -> Option<Vec<String>> {
    let r = call::call_special(v, crate::object::special::Special::Dir, &[])?;
    let all = match r.and_then(iter::collect) {
        Ok(a) => a,
        Err(_) => {
            thread().clear_exception();
            return None;
        }
    };
    let mut names: Vec<String> = all.iter().filter_map(|n| n.cast::<Str>()).map(|s| s.to_text().into_owned()).collect();
    names.sort();
    Some(names)
}
/// The closest variable of the frame that raised, global or builtin; an attribute of `self` with that very name comes first.
fn name_candidates(x: Gc<Exception>, name: &str) -> Option<String> {
    let mut t = x.traceback.get()?.cast::<Traceback>()?;
    while let Some(n) = t.next.get().and_then(|n| n.cast::<Traceback>()) {
        t = n;
    }
    let code = t.code.gc();
    let mut names = vec![];
    let keys = |d: Value, names: &mut Vec<String>| {
        if let Some(d) = d.cast::<crate::object::dict::Dict>() {
            names.extend(d.iter().filter_map(|(k, _)| k.cast::<Str>()).map(|s| s.to_text().into_owned()));
        }
    };
    let frame = quiet(t.value(), "tb_frame");
    let locals = frame.and_then(|f| quiet(f, "f_locals"));
    if let Some(l) = locals {
        let of_self = match call::call_method(l, "get", &[Str::intern("self").value()]) {
            Ok(s) if s != none() => Some(s),
            Ok(_) => None,
            Err(_) => {
                thread().clear_exception();
                None
            }
        };
        if let Some(s) = of_self
            && code.local_names.gc().items().iter().any(|n| n.cast::<Str>().is_some_and(|n| n.is_text("self")))
            && quiet(s, name).is_some()
        {
            return Some(format!("self.{name}"));
        }
        if let Ok(all) = iter::collect(l) {
            names.extend(all.iter().filter_map(|n| n.cast::<Str>()).map(|s| s.to_text().into_owned()));
        } else {
            thread().clear_exception();
        }
    }
    if let Some(f) = frame {
        if let Some(g) = quiet(f, "f_globals") {
            keys(g, &mut names);
        }
        if let Some(b) = quiet(f, "f_builtins") {
            keys(b, &mut names);
        }
    }
    suggest::closest(name, visible(&names, name)).map(str::to_string)
}
