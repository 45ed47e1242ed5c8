//! Style that a machine can check: file length, module docs, layering, no leftovers.

use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 1500;
/// (folder, what its files must not name): dependencies point one way.
const LAYERS: &[(&str, &[&str])] = &[
    ("src/interp", &["crate::trace::", "crate::cli::"]),
    ("src/semantics", &["crate::cli::", "crate::stdlib::"]),
    ("src/object/heap", &["crate::protocol", "crate::builtins", "crate::interp"]),
    ("jit/src", &["sidewinder::"]),
];
const LEFTOVERS: &[&str] = &["todo!(", "unimplemented!(", "dbg!(", "FIXME", "XXX"];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for e in entries.flatten() {
        let p = e.path();
        if p.is_dir() {
            sources(&p, out);
        } else if p.extension().is_some_and(|x| x == "rs") {
            out.push(p);
        }
    }
}

/// Whether `word` is in the text and not part of a longer one: `XXX`, but not the `XXXX` of "\\uXXXX".
fn contains_word(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let opens_call = word.ends_with('(');
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        !part(before.chars().next_back()) && (opens_call || !part(after.chars().next()))
    })
}

#[test]
fn words_have_boundaries() {
    assert!(contains_word("// XXX: later", "XXX"));
    assert!(contains_word("todo!(later)", "todo!("));
    assert!(!contains_word("truncated \\uXXXX escape", "XXX"));
}

#[test]
fn sources_are_tidy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![];
    for d in ["src", "jit/src", "tests", "benches"] {
        sources(&root.join(d), &mut files);
    }
    assert!(files.len() > 50, "found only {} files", files.len());
    let mut problems = vec![];
    for f in files {
        let name = f.strip_prefix(root).unwrap_or(&f).display().to_string();
        let text = fs::read_to_string(&f).expect("a readable source file");
        let lines = text.lines().count();
        if lines > MAX_LINES {
            problems.push(format!("{name}: {lines} lines, more than {MAX_LINES}"));
        }
        if !text.starts_with("//!") {
            problems.push(format!("{name}: no module documentation on top"));
        }
        if !name.ends_with("tidy.rs") {
            for l in LEFTOVERS.iter().filter(|l| contains_word(&text, l)) {
                problems.push(format!("{name}: contains {l}"));
            }
        }
        for (dir, forbidden) in LAYERS {
            if name.starts_with(dir) {
                for w in forbidden.iter().filter(|w| text.contains(**w)) {
                    problems.push(format!("{name}: names {w}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
