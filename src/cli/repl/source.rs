//! When is what has been typed a complete statement?

use std::ops::Range;

use ruff_python_ast::Stmt;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

use super::highlight;
use crate::builtins::exceptions::Exc;
use crate::cli::compiler;
use crate::object::str::Str;
use crate::thread::thread;

#[derive(Debug, PartialEq)]
pub enum Chunk {
    /// Nothing but space and comments.
    Empty,
    /// More lines are wanted.
    Incomplete,
    /// Byte ranges of statements to run one after the other (those on one line together).
    Complete(Vec<Range<usize>>),
    /// It will not become right by more lines.
    Wrong,
}

/// Judges a text that ends in a newline.
pub fn chunk(text: &str) -> Chunk {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    if parsed.errors().is_empty()
        && let Some(module) = parsed.syntax().as_module()
    {
        let Some(last) = module.body.last() else { return Chunk::Empty };
        // a block ends with an empty line
        let open = is_compound(last)
            && !text.ends_with("\n\n")
            && text.lines().next_back().is_some_and(|l| !l.trim().is_empty());
        return if open { Chunk::Incomplete } else { Chunk::Complete(parts(text, &module.body)) };
    }
    if wants_more(text) {
        return Chunk::Incomplete;
    }
    let o = compiler::Options { incomplete_input: true, ..Default::default() };
    match compiler::compile(text, Str::intern("<stdin>"), compiler::Mode::Single, o) {
        Ok(_) => Chunk::Complete(std::iter::once(0..text.len()).collect()),
        Err(_) => {
            let incomplete = thread().exception_is(Exc::_IncompleteInputError);
            thread().clear_exception();
            if incomplete { Chunk::Incomplete } else { Chunk::Wrong }
        }
    }
}
/// Does a text that cannot be parsed end in the middle of something: a string, brackets, a line that goes on, a header of a
/// block, a decorator, a `try` without handlers?
fn wants_more(text: &str) -> bool {
    let (mut depth, mut rest) = (0, text);
    // the text without comments and without what is in strings
    let mut code = String::new();
    while let Some(c) = rest.chars().next() {
        let n = match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '\'' | '"' => {
                let n = highlight::string(rest).unwrap_or(1);
                let long = rest.starts_with("\"\"\"") || rest.starts_with("'''");
                if long && (n < 6 || !rest[..n].ends_with(&rest[..3])) {
                    return true;
                }
                code.push(c);
                n
            }
            _ => {
                depth += "([{".contains(c) as i32 - ")]}".contains(c) as i32;
                code.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[n..];
    }
    let Some(last) = code.lines().next_back() else { return false };
    let line = last.trim();
    // an empty line ends all but brackets
    depth > 0
        || line.ends_with('\\')
        || line.ends_with(':')
        || line.starts_with('@')
        || !line.is_empty() && last.starts_with([' ', '\t']) && is_at_end(text)
}
/// Is the first complaint of the parser about the end of the text?
fn is_at_end(text: &str) -> bool {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    parsed.errors().first().is_some_and(|e| usize::from(e.location.start()) >= text.trim_end().len())
}
fn is_compound(s: &Stmt) -> bool {
    matches!(
        s,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::If(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::With(_)
            | Stmt::Try(_)
            | Stmt::Match(_)
    )
}
fn parts(text: &str, body: &[Stmt]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![];
    for s in body {
        let (start, end) = (usize::from(s.start()), usize::from(s.end()));
        match out.last_mut() {
            Some(before) if !text[before.end..start].contains('\n') => before.end = end,
            // from the beginning of the line, so that columns stay what they are
            _ => out.push(text[..start].rfind('\n').map_or(0, |i| i + 1)..end),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wants_more;

    #[test]
    fn what_goes_on() {
        for t in ["(1,\n", "x = \"\"\"a\n", "if x: # c\n", "@f\n", "a = \\\n", "try:\n  x\n", "f(')',\n"] {
            assert!(wants_more(t), "{t:?}");
        }
        for t in ["x = = 2\n", "if 1:\n  x = = 2\n", "try:\n  x\n\n", "x = 'a\n", ")\n", "'''a''' 1\n", "'(' 1\n"] {
            assert!(!wants_more(t), "{t:?}");
        }
    }
}
