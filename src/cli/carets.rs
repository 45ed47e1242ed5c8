//! The markers under the source lines of a traceback: which part of a line failed, and within it which operator, call or
//! subscript.

use ruff_python_ast as ast;
use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextSize};

use crate::object::code::Position;

/// Operator or brackets inside an expression: line and column (characters), start and end.
struct Anchors {
    left: (usize, usize),
    right: (usize, usize),
}

/// Lines of text with markers for a failing range, ready to print with four columns of indentation. `lines` are the source
/// lines of the range.
pub fn marked(lines: &[&str], p: Position) -> String {
    let mut out = String::new();
    let trimmed: Vec<&str> = lines.iter().map(|l| l.trim_end_matches(['\n', '\r'])).collect();
    let Some(first) = trimmed.first() else { return out };
    let dedented = dedent(&trimmed);
    let indent = |s: &str| format!("    {s}\n");
    if p.col == u32::MAX || p.end_line < p.line {
        let one = first.trim();
        return if one.is_empty() { out } else { indent(one) };
    }
    let removed = first.chars().count() - dedented[0].chars().count();
    let start = char_offset(first, p.col as usize).saturating_sub(removed);
    let last = trimmed[trimmed.len() - 1];
    let end = char_offset(last, p.end_col as usize).saturating_sub(removed);
    let rows: Vec<Vec<char>> = dedented.iter().map(|l| l.chars().collect()).collect();
    let all = dedented.join("\n");
    let all_chars: Vec<char> = all.chars().collect();
    let tail = rows[rows.len() - 1].len().saturating_sub(end);
    let segment: String = all_chars
        [start.min(all_chars.len())..all_chars.len().saturating_sub(tail).max(start.min(all_chars.len()))]
        .iter()
        .collect();
    let anchors = anchors(&segment).map(|mut a| {
        if a.left.0 == 0 {
            a.left.1 += start;
        }
        if a.right.0 == 0 {
            a.right.1 += start;
        }
        a
    });
    let show = should_show(start, end, &dedented, &rows, anchors.is_some());
    let mut wanted = vec![0, rows.len() - 1];
    if let Some(a) = &anchors {
        for l in [a.left.0, a.right.0] {
            wanted.extend(l.saturating_sub(1)..=(l + 1).min(rows.len() - 1));
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    let emit = |i: usize, out: &mut String| {
        *out += &indent(&dedented[i]);
        if show {
            let row = carets(&rows, i, start, end, &anchors);
            *out += &format!("    {row}\n");
        }
    };
    for (k, &i) in wanted.iter().enumerate() {
        if k > 0 {
            match i - wanted[k - 1] {
                1 => {}
                2 => emit(i - 1, &mut out),
                n => out += &format!("    ...<{} lines>...\n", n - 1),
            }
        }
        emit(i, &mut out);
    }
    out
}

fn width(c: char) -> usize {
    // East Asian wide and fullwidth characters take two columns
    match c as u32 {
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0x33ff
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xa000..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f900..=0x1f9ff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
fn columns(row: &[char], n: usize) -> usize {
    row.iter().take(n).map(|c| width(*c)).sum()
}
fn carets(rows: &[Vec<char>], i: usize, start: usize, end: usize, anchors: &Option<Anchors>) -> String {
    let row = &rows[i];
    let spaces = row.iter().take_while(|c| c.is_whitespace()).count();
    let n = if i == rows.len() - 1 { columns(row, end) } else { columns(row, row.len()) };
    let first = columns(&rows[0], start);
    let place = |at: (usize, usize)| (at.0, columns(&rows[at.0.min(rows.len() - 1)], at.1));
    (0..n)
        .map(|col| {
            if col < spaces || (i == 0 && col < first) {
                return ' ';
            }
            let Some(a) = anchors else { return '^' };
            let (l, r) = (place(a.left), place(a.right));
            if (i, col) >= l && (i, col) < r { '^' } else { '~' }
        })
        .collect()
}
/// Characters before a byte offset.
fn char_offset(line: &str, bytes: usize) -> usize {
    line.char_indices().take_while(|(i, _)| *i < bytes).count()
}
/// The lines without their common indentation.
pub fn dedent(lines: &[&str]) -> Vec<String> {
    let margin = lines
        .iter()
        .filter(|l| !l.trim().is_empty())
        .map(|l| &l[..l.len() - l.trim_start_matches([' ', '\t']).len()])
        .reduce(|a, b| {
            let n = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
            &a[..n]
        })
        .unwrap_or("");
    lines
        .iter()
        .map(|l| if l.trim().is_empty() { String::new() } else { l.strip_prefix(margin).unwrap_or(l).to_string() })
        .collect()
}

fn parse(text: &str) -> Option<Vec<ast::Stmt>> {
    ruff_python_parser::parse_module(text).ok().map(|p| p.into_syntax().body.to_vec())
}
/// No markers for a range that is a whole statement of its own: `return f(x)`, `a = f(x)`, or a line that fails altogether.
fn should_show(start: usize, end: usize, lines: &[String], rows: &[Vec<char>], has_anchors: bool) -> bool {
    let text = lines.join("\n");
    if let Some(body) = parse(&text) {
        let Some(statement) = body.first() else { return false };
        let value = match statement {
            ast::Stmt::Return(r) => match r.value.as_deref() {
                Some(e @ Expr::Call(c)) if matches!(&*c.func, Expr::Name(_)) => Some(e),
                _ => None,
            },
            ast::Stmt::Assign(a) => match &*a.value {
                e @ Expr::Call(_) => Some(e),
                _ => None,
            },
            _ => None,
        };
        if let Some(v) = value {
            let (from, to) = (usize::from(v.start()), usize::from(v.end()));
            let line_of = |at: usize| text[..at].matches('\n').count();
            let col_of = |at: usize| at - text[..at].rfind('\n').map_or(0, |i| i + 1);
            if line_of(from) == 0 && line_of(to) == lines.len() - 1 && col_of(from) == start && col_of(to) == end {
                return false;
            }
        }
    }
    if has_anchors {
        return true;
    }
    let before = rows[0].iter().take(start).any(|c| !c.is_whitespace());
    let last = &rows[rows.len() - 1];
    before || last.iter().skip(end).any(|c| !c.is_whitespace())
}

/// The operator of a binary operation, the brackets of a call or subscript.
fn anchors(segment: &str) -> Option<Anchors> {
    let wrapped = format!("(\n{segment}\n)");
    let body = parse(&wrapped)?;
    let [ast::Stmt::Expr(statement)] = body.as_slice() else { return None };
    let lines: Vec<Vec<char>> = segment.split('\n').map(|l| l.chars().collect()).collect();
    let at = |t: TextSize| -> (usize, usize) {
        let t = usize::from(t).saturating_sub(2).min(segment.len());
        let line = segment[..t].matches('\n').count();
        let from = segment[..t].rfind('\n').map_or(0, |i| i + 1);
        (line, segment[from..t].chars().count())
    };
    let walk = Walk { lines: &lines };
    match &*statement.value {
        Expr::BinOp(b) => {
            let from = walk.valid(at(b.left.end()))?;
            let (line, col) = walk.until(from, |c| !c.is_whitespace() && c != ')')?;
            let mut right = col + 1;
            let (rline, rcol) = at(b.right.start());
            if right < lines[line].len() && (rline > line || right < rcol) {
                let c = lines[line][right];
                if !c.is_whitespace() && c != '\\' && c != '#' {
                    right += 1;
                }
            }
            Some(Anchors { left: (line, col), right: (line, right) })
        }
        Expr::Subscript(s) => {
            let from = walk.valid(at(s.value.end()))?;
            Some(Anchors { left: walk.until(from, |c| c == '[')?, right: at(s.end()) })
        }
        Expr::Call(c) => {
            let from = walk.valid(at(c.func.end()))?;
            Some(Anchors { left: walk.until(from, |c| c == '(')?, right: at(c.end()) })
        }
        _ => None,
    }
}
/// Steps over the characters of lines, leaving out comments and continuation marks.
struct Walk<'a> {
    lines: &'a [Vec<char>],
}
impl Walk<'_> {
    fn valid(&self, (mut line, mut col): (usize, usize)) -> Option<(usize, usize)> {
        while line < self.lines.len() && col >= self.lines[line].len() {
            line += 1;
            col = 0;
        }
        if line < self.lines.len() { Some((line, col)) } else { None }
    }
    fn until(&self, mut at: (usize, usize), stop: impl Fn(char) -> bool) -> Option<(usize, usize)> {
        loop {
            let c = self.lines[at.0][at.1];
            if c == '\\' || c == '#' {
                at = self.valid((at.0 + 1, 0))?;
            } else if stop(c) {
                return Some(at);
            } else {
                at = self.valid((at.0, at.1 + 1))?;
            }
        }
    }
}
