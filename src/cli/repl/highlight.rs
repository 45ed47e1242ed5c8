//! Colours for source text that is being typed: a scanner that accepts any text, however incomplete.

/// Classes of text with their colours (SGR parameters), those of CPython's prompt.
const KEYWORD: &str = "1;34";
const BUILTIN: &str = "36";
const STRING: &str = "32";
const NUMBER: &str = "33";
const COMMENT: &str = "31";
const DEFINITION: &str = "1";

pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];
/// Keywords at the beginning of a line only.
pub const SOFT_KEYWORDS: &[&str] = &["match", "case", "type"];

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The text with colours. `is_builtin` says which names are built in.
pub fn colour(text: &str, is_builtin: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    let mut before = "";
    while let Some(c) = rest.chars().next() {
        let (n, colour) = token(rest, c, before, &is_builtin, at_line_start(text, rest));
        let t = &rest[..n];
        match colour {
            Some(k) => {
                out.push_str("\x1b[");
                out.push_str(k);
                out.push('m');
                out.push_str(t);
                out.push_str("\x1b[0m");
            }
            None => out.push_str(t),
        }
        if !t.trim().is_empty() {
            before = t;
        }
        rest = &rest[n..];
    }
    out
}
fn at_line_start(text: &str, rest: &str) -> bool {
    let done = &text[..text.len() - rest.len()];
    done[done.rfind('\n').map_or(0, |i| i + 1)..].trim().is_empty()
}
/// Length and colour of the token at the beginning of `rest`.
fn token(
    rest: &str,
    c: char,
    before: &str,
    is_builtin: &impl Fn(&str) -> bool,
    line_start: bool,
) -> (usize, Option<&'static str>) {
    if c == '#' {
        return (rest.find('\n').unwrap_or(rest.len()), Some(COMMENT));
    }
    if let Some(n) = string(rest) {
        return (n, Some(STRING));
    }
    if c.is_ascii_digit() {
        return (number(rest), Some(NUMBER));
    }
    if !is_name(c) {
        return (c.len_utf8(), None);
    }
    let n = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let word = &rest[..n];
    let colour = match before {
        "." => None,
        "def" | "class" => Some(DEFINITION),
        _ if KEYWORDS.contains(&word) => Some(KEYWORD),
        _ if line_start && SOFT_KEYWORDS.contains(&word) && soft(&rest[n..]) => Some(KEYWORD),
        _ if is_builtin(word) => Some(BUILTIN),
        _ => None,
    };
    (n, colour)
}
/// Does what follows a soft keyword look like a statement's rest and not like an operator?
fn soft(after: &str) -> bool {
    after.starts_with(' ') && after.trim_start().chars().next().is_some_and(|c| is_name(c) || "([{'\"-*".contains(c))
}
fn number(s: &str) -> usize {
    let mut last = ' ';
    s.find(|c: char| {
        let sign = (c == '+' || c == '-') && (last == 'e' || last == 'E') && !s.starts_with("0x");
        last = c;
        !(is_name(c) || c == '.' || sign)
    })
    .unwrap_or(s.len())
}
/// Length of the string literal at the beginning, its prefix included.
pub fn string(s: &str) -> Option<usize> {
    let p = s.find(|c: char| !c.is_ascii_alphabetic()).filter(|p| *p <= 2)?;
    let prefix = s[..p].to_ascii_lowercase();
    if !matches!(&*prefix, "" | "r" | "b" | "f" | "t" | "u" | "rb" | "br" | "fr" | "rf" | "tr" | "rt") {
        return None;
    }
    let body = &s[p..];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|q| body.starts_with(q))?;
    let mut i = p + quote.len();
    while i < s.len() {
        let r = &s[i..];
        if r.starts_with(quote) {
            return Some(i + quote.len());
        }
        let c = r.chars().next()?;
        if c == '\n' && quote.len() == 1 {
            return Some(i);
        }
        i += c.len_utf8();
        if c == '\\' {
            i += s[i..].chars().next().map_or(0, char::len_utf8);
        }
    }
    Some(s.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_get_their_colours() {
        let t = colour("def f(x): return len(x) + 1.5e-3 # \u{e9}", |n| n == "len");
        for part in
            ["\x1b[1;34mdef\x1b[0m", "\x1b[1mf\x1b[0m", "\x1b[36mlen\x1b[0m", "\x1b[33m1.5e-3\x1b[0m", "\x1b[31m# é"]
        {
            assert!(t.contains(part), "{part:?} in {t:?}");
        }
        // the text itself never changes
        for source in ["x = rb'a\\'b' + f\"\"\"open\nmore", "match x:\n case 'é':", "a.class.def", "'\\"] {
            let mut plain = colour(source, |_| true);
            while let Some(i) = plain.find('\x1b') {
                let end = plain[i..].find('m').map_or(plain.len(), |e| i + e + 1);
                plain.replace_range(i..end, "");
            }
            assert_eq!(plain, source);
        }
    }
}
