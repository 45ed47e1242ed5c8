//! Messages and positions of syntax errors against CPython's, as the conformance scripts recorded them.

use super::super::*;

/// The text of a Python string literal in `ascii()` form, and what follows it.
fn literal(s: &str) -> Option<(String, &str)> {
    let quote = s.chars().next()?;
    let mut out = String::new();
    let mut chars = s[1..].char_indices();
    while let Some((i, c)) = chars.next() {
        if c == quote {
            return Some((out, &s[i + 2..]));
        }
        if c != '\\' {
            out.push(c);
            continue;
        }
        let (_, e) = chars.next()?;
        let mut hex = |n: usize| -> Option<char> {
            let digits: String = (0..n).filter_map(|_| chars.next().map(|c| c.1)).collect();
            char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
        };
        out.push(match e {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'x' => hex(2)?,
            'u' => hex(4)?,
            'U' => hex(8)?,
            other => other,
        });
    }
    None
}

fn said(source: &str, strict: bool) -> String {
    let text = match source::prepare(source.to_string()) {
        Ok(t) => t,
        Err(e) => return format!("SyntaxError | {} | None None None None", e.message),
    };
    let show = |kind: ErrorKind, m: &str, p: (u32, i32, u32, i32)| {
        let kind = match kind {
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
            _ => "SyntaxError",
        };
        format!("{kind} | {m} | {} {} {} {}", p.0, p.1, p.2, p.3)
    };
    match unit(text, Mode::Exec, Flags::default()) {
        Err(e) => show(e.kind, &e.message, (e.line, e.col, e.end_line, e.end_col)),
        Ok((_, w)) => match w.iter().find(|w| strict && w.fatal.is_some()) {
            Some(w) => {
                show(ErrorKind::Syntax, w.fatal.as_deref().unwrap_or(""), (w.line, w.col, w.end_line, w.end_col))
            }
            None => "ok".into(),
        },
    }
}

#[test]
fn as_cpython_says_them() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/py/syntax_errors");
    let (mut good, mut bad) = (0, Vec::new());
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().flatten().map(|e| e.path()).collect();
    files.sort();
    for f in files.iter().filter(|f| f.extension().is_some_and(|e| e == "out")) {
        let script = std::fs::read_to_string(f.with_extension("py")).unwrap();
        let strict = script.contains("filterwarnings") || script.contains("simplefilter");
        for line in std::fs::read_to_string(f).unwrap().lines() {
            let Some((source, rest)) = literal(line) else { continue };
            let Some(rest) = rest.strip_prefix(" -> ") else { continue };
            let want = match rest.split_once(" | ") {
                Some((kind, r)) => match literal(r) {
                    Some((m, place)) => format!("{kind} | {m}{place}"),
                    None => continue,
                },
                None => rest.to_string(),
            };
            let mut got = said(&source, strict);
            if strict && got != want {
                // warnings are errors in parts of the script only
                got = said(&source, false);
            }
            if got == want {
                good += 1;
            } else {
                bad.push(format!("{source:?}\n   want {want}\n   got  {got}"));
            }
        }
    }
    assert!(bad.len() <= 2, "{good} right, wrong:\n{}", bad.join("\n"));
}
