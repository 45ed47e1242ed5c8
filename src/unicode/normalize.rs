//! The four normalisation forms (Unicode Standard Annex 15).

use super::{composition, decomposition, record};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}
impl Form {
    pub fn parse(s: &str) -> Option<Form> {
        Some(match s {
            "NFC" => Form::Nfc,
            "NFD" => Form::Nfd,
            "NFKC" => Form::Nfkc,
            "NFKD" => Form::Nfkd,
            _ => return None,
        })
    }
    fn compatible(self) -> bool {
        matches!(self, Form::Nfkc | Form::Nfkd)
    }
    fn composes(self) -> bool {
        matches!(self, Form::Nfc | Form::Nfkc)
    }
}

// Hangul syllables are composed by arithmetic (The Unicode Standard, 3.12).
const S_BASE: u32 = 0xac00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11a7;
const L_COUNT: u32 = 19;
const V_COUNT: u32 = 21;
const T_COUNT: u32 = 28;
const S_COUNT: u32 = L_COUNT * V_COUNT * T_COUNT;

fn decompose(c: u32, compatible: bool, out: &mut Vec<u32>) {
    if c < 0xa0 {
        return out.push(c);
    }
    if (S_BASE..S_BASE + S_COUNT).contains(&c) {
        let s = c - S_BASE;
        out.push(L_BASE + s / (V_COUNT * T_COUNT));
        out.push(V_BASE + s % (V_COUNT * T_COUNT) / T_COUNT);
        if s % T_COUNT != 0 {
            out.push(T_BASE + s % T_COUNT);
        }
        return;
    }
    match decomposition(c) {
        // the database's decompositions are a few levels deep
        Some((tag, points)) if compatible || tag.is_empty() => {
            points.iter().for_each(|&p| decompose(p, compatible, out))
        }
        _ => out.push(c),
    }
}
fn compose_pair(a: u32, b: u32) -> Option<u32> {
    if (L_BASE..L_BASE + L_COUNT).contains(&a) && (V_BASE..V_BASE + V_COUNT).contains(&b) {
        return Some(S_BASE + ((a - L_BASE) * V_COUNT + (b - V_BASE)) * T_COUNT);
    }
    if (S_BASE..S_BASE + S_COUNT).contains(&a)
        && (a - S_BASE) % T_COUNT == 0
        && (T_BASE + 1..T_BASE + T_COUNT).contains(&b)
    {
        return Some(a + (b - T_BASE));
    }
    composition(a, b)
}
fn combining(c: u32) -> u8 {
    if c < 0x300 { 0 } else { record(c).combining }
}

/// The points in normal form.
pub fn normalize(form: Form, points: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut out = Vec::with_capacity(points.size_hint().0);
    points.for_each(|c| decompose(c, form.compatible(), &mut out));
    // canonical order: marks between two starters sorted by class, stably
    let mut i = 0;
    while i < out.len() {
        if combining(out[i]) == 0 {
            i += 1;
            continue;
        }
        let from = i;
        while i < out.len() && combining(out[i]) != 0 {
            i += 1;
        }
        out[from..i].sort_by_key(|&c| combining(c));
    }
    if form.composes() {
        compose(&mut out)
    }
    out
}
fn compose(points: &mut Vec<u32>) {
    let mut starter: Option<usize> = None;
    let mut last_class = 0;
    let mut n = 0;
    for i in 0..points.len() {
        let c = points[i];
        let class = combining(c);
        if let Some(s) = starter {
            // blocked if a mark of the same or a higher class, or a starter, stands between
            let blocked = n > s + 1 && last_class >= class;
            if !blocked && let Some(x) = compose_pair(points[s], c) {
                points[s] = x;
                continue;
            }
        }
        if class == 0 {
            starter = Some(n);
        }
        last_class = class;
        points[n] = c;
        n += 1;
    }
    points.truncate(n);
}

#[cfg(test)]
mod tests {
    use super::*;
    fn norm(f: Form, s: &str) -> String {
        normalize(f, s.chars().map(|c| c as u32)).into_iter().filter_map(char::from_u32).collect()
    }
    #[test]
    fn forms() {
        assert_eq!(norm(Form::Nfd, "é가각"), "e\u{301}\u{1100}\u{1161}\u{1100}\u{1161}\u{11a8}");
        assert_eq!(norm(Form::Nfc, "e\u{301}\u{1100}\u{1161}\u{11a8}"), "é각");
        assert_eq!(norm(Form::Nfkc, "ﬁ①"), "fi1");
        assert_eq!(norm(Form::Nfd, "a\u{301}\u{323}"), "a\u{323}\u{301}");
        assert_eq!(norm(Form::Nfc, "a\u{323}\u{302}"), "\u{1ead}");
    }
}
