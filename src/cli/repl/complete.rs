//! Completion: names of the program, built-in names, keywords, attributes of what a dotted name denotes, modules to import.

use std::collections::BTreeSet;

use super::highlight::{KEYWORDS, SOFT_KEYWORDS};
use super::lookup;
use crate::import::library;
use crate::object::Raised;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::protocol::{attr, call};
use crate::stdlib::sys_attr;
use crate::thread::thread;
use crate::vm::vm;

/// Where the word before the cursor begins, and what it may become.
pub fn complete(text: &str, main: Gc<Dict>) -> (usize, Vec<String>) {
    let line_start = text.rfind('\n').map_or(0, |i| i + 1);
    if text[line_start..].trim().is_empty() {
        // indentation
        return (text.len(), vec!["    ".to_string()]);
    }
    let start = text
        .rfind(|c: char| !(c == '_' || c == '.' || c.is_alphanumeric()))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let word = &text[start..];
    let line = text[line_start..start].trim();
    if matches!(line, "import" | "from") || line.starts_with("import ") && line.ends_with(',') {
        return (start, modules(word));
    }
    match word.rfind('.') {
        Some(dot) => {
            let found = attributes(&word[..dot], &word[dot + 1..], main);
            (
                start + dot + 1,
                found.unwrap_or_else(|Raised| {
                    thread().clear_exception();
                    vec![]
                }),
            )
        }
        None => (start, names(word, main)),
    }
}

fn names(prefix: &str, main: Gc<Dict>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for d in [main, vm().builtins_dict.gc()] {
        for (k, v) in d.iter() {
            if let Some(name) = k.cast::<Str>().map(|k| k.to_text().into_owned()).filter(|k| fits(k, prefix)) {
                found.insert(with_parenthesis(name, v));
            }
        }
    }
    for k in KEYWORDS.iter().chain(SOFT_KEYWORDS).filter(|k| k.starts_with(prefix)) {
        found.insert(k.to_string());
    }
    found.into_iter().collect()
}
/// Names with underscores show up only for those who began to type one.
fn fits(name: &str, prefix: &str) -> bool {
    name.starts_with(prefix) && (!name.starts_with('_') || prefix.starts_with('_'))
}
/// As `rlcompleter`: what can be called comes with its parenthesis.
fn with_parenthesis(name: String, v: Value) -> String {
    if call::is_callable(v) { name + "(" } else { name }
}

/// Attributes of a dotted name. Only names are looked up: nothing is called but what `getattr` calls.
fn attributes(path: &str, prefix: &str, main: Gc<Dict>) -> Result<Vec<String>, Raised> {
    let mut parts = path.split('.');
    let Some(mut v) = parts.next().and_then(|first| lookup(main, first)) else { return Ok(vec![]) };
    for p in parts {
        match attr::get_opt(v, Str::intern(p))? {
            Some(x) => v = x,
            None => return Ok(vec![]),
        }
    }
    let Some(dir) = crate::builtins::module_get("dir") else { return Ok(vec![]) };
    let Some(all) = call::call(dir, &[v])?.cast::<List>() else { return Ok(vec![]) };
    let mut found = BTreeSet::new();
    for i in 0..all.len() {
        let Some(name) = all.get(i).and_then(|n| n.cast::<Str>()).map(|n| n.to_text().into_owned()) else { continue };
        if !fits(&name, prefix) {
            continue;
        }
        // an attribute that cannot be read is one all the same
        match attr::get_opt(v, Str::intern(&name)) {
            Ok(Some(x)) => found.insert(with_parenthesis(name, x)),
            Ok(None) => found.insert(name),
            Err(Raised) => {
                thread().clear_exception();
                found.insert(name)
            }
        };
    }
    Ok(found.into_iter().collect())
}

fn modules(prefix: &str) -> Vec<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    if let Some((package, _)) = prefix.rsplit_once('.') {
        let folder = package.replace('.', "/");
        let inside = library::list(&folder).into_iter().map(|n| format!("{package}.{}", n.trim_end_matches(".py")));
        found.extend(inside.filter(|n| n.starts_with(prefix) && !n.contains("__")));
    } else {
        found.extend(library::top_level_names().filter(|n| fits(n, prefix)).map(str::to_owned));
        let folders = sys_attr("path").and_then(|p| p.cast::<List>());
        for i in 0..folders.map_or(0, |f| f.len()) {
            let Some(f) = folders.and_then(|f| f.get(i)).and_then(|f| f.cast::<Str>()) else { continue };
            let f = f.to_text();
            let Ok(entries) = std::fs::read_dir(if f.is_empty() { "." } else { &*f }) else { continue };
            for e in entries.flatten() {
                let name = e.file_name().to_string_lossy().into_owned();
                match name.strip_suffix(".py") {
                    Some(m) => found.insert(m.to_string()),
                    None if e.path().join("__init__.py").is_file() => found.insert(name),
                    None => false,
                };
            }
        }
        found.retain(|n| fits(n, prefix));
    }
    found.into_iter().collect()
}
