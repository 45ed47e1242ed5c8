//! "Did you mean …?": the closest of some names to a misspelt one (weighted edit distance, as CPython's suggestions).

const MOVE: usize = 2;
const CASE: usize = 1;
const MAX_CANDIDATES: usize = 750;
const MAX_LENGTH: usize = 40;

fn substitution(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

/// Edit distance, or `None` above `max`.
fn distance(a: &str, b: &str, max: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        let d = MOVE * (a.len() + b.len());
        return if d <= max { Some(d) } else { None };
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH {
        return None;
    }
    let mut row: Vec<usize> = (0..=a.len()).map(|i| i * MOVE).collect();
    for (j, &cb) in b.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (j + 1) * MOVE;
        for (i, &ca) in a.iter().enumerate() {
            let d = (diagonal + substitution(ca, cb)).min(row[i].min(row[i + 1]) + MOVE);
            diagonal = row[i + 1];
            row[i + 1] = d;
        }
        if row.iter().min().is_some_and(|m| *m > max) {
            return None;
        }
    }
    row.last().copied().filter(|d| *d <= max)
}

/// The candidate closest to `name`, if close enough to suggest.
pub fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for c in candidates.take(MAX_CANDIDATES) {
        if c == name {
            continue;
        }
        let max = (name.chars().count() + c.chars().count() + 3) * MOVE / 6;
        let max = best.map_or(max, |(d, _)| max.min(d - 1));
        if let Some(d) = distance(name, c, max) {
            best = Some((d, c));
            if d == 0 {
                break;
            }
        }
    }
    best.map(|b| b.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn suggests_what_is_near() {
        assert_eq!(closest("colour", ["color", "size"].into_iter()), Some("color"));
        assert_eq!(closest("blech", ["xyz"].into_iter()), None);
        assert_eq!(closest("Foo", ["foo", "bar"].into_iter()), Some("foo"));
    }
}
