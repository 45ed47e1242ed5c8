//! Reads the text form of a trace.
//!
//! A hand-written scanner; errors name the line. The result is not verified: call [`verify::verify`](super::verify).

use super::text::class_from;
use super::*;
use std::collections::HashMap;

/// Parses a whole trace.
pub fn parse(text: &str) -> Result<Trace, String> {
    let mut p = Parser { trace: Trace::new(), names: HashMap::new(), words: vec![], at: 0, pending: vec![] };
    for (n, line) in text.lines().enumerate() {
        let line = line.split(';').next().unwrap_or("").trim();
        if line.is_empty() {
            continue;
        }
        p.words = scan(line);
        p.at = 0;
        p.line().map_err(|e| format!("line {}: {e}: {line}", n + 1))?;
    }
    p.snapshots()?;
    Ok(p.trace)
}

/// Splits a line into words; the punctuation `,(){}[]=:` stands alone.
fn scan(line: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![];
    let mut word = String::new();
    for c in line.chars() {
        let punct = matches!(c, ',' | '(' | ')' | '{' | '}' | '[' | ']' | '=') || c == ':' && !word.starts_with("bits");
        if c.is_whitespace() || punct {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word))
            }
            if punct {
                out.push(c.to_string())
            }
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        out.push(word)
    }
    out
}

struct Parser {
    trace: Trace,
    names: HashMap<String, Ref>,
    words: Vec<String>,
    at: usize,
    pending: Vec<(usize, Vec<String>)>,
}

type R<T> = Result<T, String>;

fn number(w: &str) -> R<i64> {
    let (neg, d) = match w.strip_prefix('-') {
        Some(d) => (true, d),
        None => (false, w.strip_prefix('+').unwrap_or(w)),
    };
    let v = match d.strip_prefix("0x") {
        Some(h) => u64::from_str_radix(h, 16).ok(),
        None => d.parse::<u64>().ok(),
    };
    let v = v.ok_or_else(|| format!("not a number: {w}"))? as i64;
    Ok(if neg { v.wrapping_neg() } else { v })
}

impl Parser {
    fn peek(&self) -> &str {
        self.words.get(self.at).map_or("", |s| s)
    }
    fn next(&mut self) -> R<String> {
        let w = self.words.get(self.at).cloned().ok_or("unexpected end of line")?;
        self.at += 1;
        Ok(w)
    }
    fn expect(&mut self, w: &str) -> R<()> {
        let g = self.next()?;
        if g == w { Ok(()) } else { Err(format!("expected {w}, found {g}")) }
    }
    fn accept(&mut self, w: &str) -> bool {
        let yes = self.peek() == w;
        self.at += yes as usize;
        yes
    }
    fn number(&mut self) -> R<i64> {
        number(&self.next()?)
    }
    fn keyed(&mut self, key: &str) -> R<i64> {
        self.expect(key)?;
        self.number()
    }
    fn ty(&mut self) -> R<Ty> {
        let w = self.next()?;
        Ty::from_name(&w).ok_or_else(|| format!("not a type: {w}"))
    }
    fn value(&mut self) -> R<Ref> {
        let w = self.next()?;
        self.names.get(&w).copied().ok_or_else(|| format!("unknown value {w}"))
    }

    fn line(&mut self) -> R<()> {
        match self.peek() {
            "helper" => self.helper(),
            "site" => self.site(),
            w if w.starts_with('!') => {
                let n: usize = w[1..].parse().map_err(|_| "bad snapshot name")?;
                self.at = 1;
                self.expect("=")?;
                let rest = self.words[self.at..].to_vec();
                self.pending.push((n, rest));
                Ok(())
            }
            _ => self.inst(),
        }
    }

    fn helper(&mut self) -> R<()> {
        self.next()?;
        let name = self.next()?.trim_start_matches('$').to_string();
        self.expect("=")?;
        let address = self.number()? as u64;
        self.expect("(")?;
        let mut args = vec![];
        while !self.accept(")") {
            args.push(self.ty()?);
            self.accept(",");
        }
        self.expect("->")?;
        let ret = self.ty()?;
        let reads = ClassSet(self.keyed("reads")? as u64);
        let writes = ClassSet(self.keyed("writes")? as u64);
        let pure_call = self.accept("pure");
        let raises = self.accept("raises");
        let collects = self.accept("collects");
        let lazy = if self.accept("lazy") { Some(self.number()? as u32) } else { None };
        let h = Helper { name, address, args, ret, reads, writes, pure_call, raises, collects, lazy };
        self.trace.helpers.push(h.into());
        Ok(())
    }

    fn site(&mut self) -> R<()> {
        self.next()?;
        self.number()?;
        self.expect("=")?;
        let size = self.keyed("size")? as u32;
        let header = self.keyed("header")? as u64;
        let cursor = self.keyed("cursor")? as u64;
        let limit = self.keyed("limit")? as u64;
        self.trace.sites.push(Site { size, header, cursor, limit });
        Ok(())
    }

    fn inst(&mut self) -> R<()> {
        let mut name = None;
        if self.peek().starts_with('%') {
            name = Some(self.next()?);
            self.expect("=")?;
        }
        let w = self.next()?;
        let (op, ty) = match w.split_once('.') {
            None => (w.as_str(), None),
            Some((o, t)) => (o, Some(Ty::from_name(t).ok_or("bad type")?)),
        };
        let op = Op::from_name(op).ok_or_else(|| format!("unknown operation {op}"))?;
        let row = op.row();
        let ty = row.result.or(ty).ok_or("type missing")?;
        let mut i = Inst::new(op, ty);
        let mut args = vec![];
        if row.imm == Imm::Helper {
            let h = self.next()?;
            let n = self.trace.helpers.iter().position(|x| Some(x.name.as_str()) == h.strip_prefix('$'));
            i.aux = n.ok_or_else(|| format!("unknown helper {h}"))? as u32;
            self.expect("(")?;
            while !self.accept(")") {
                args.push(self.value()?);
                self.accept(",");
            }
        } else {
            while self.peek().starts_with('%') {
                args.push(self.value()?);
                self.accept(",");
            }
        }
        self.immediate(row.imm, &mut i)?;
        if matches!(op, Op::UnboxInt | Op::Load) && self.accept("wide") {
            i.aux |= WIDE;
        }
        if op == Op::Load && self.accept("count") {
            i.aux |= COUNT;
        }
        if op == Op::Poll && self.accept("seldom") {
            i.aux = SELDOM;
        }
        if op == Op::Phi && self.accept("in") {
            let w = self.next()?;
            let (lo, hi) = w.split_once("..").ok_or("bad interval")?;
            self.trace.bounds.push((number(lo)?, number(hi)?));
            i.aux = self.trace.bounds.len() as u32;
        }
        if self.peek().starts_with('!') {
            i.snap = self.next()?[1..].parse().map_err(|_| "bad snapshot name")?;
        }
        if self.at != self.words.len() {
            return Err(format!("unexpected {}", self.peek()));
        }
        let r = self.trace.push(i, &args);
        if let Some(n) = name {
            self.names.insert(n, r);
        }
        Ok(())
    }

    fn immediate(&mut self, imm: Imm, i: &mut Inst) -> R<()> {
        match imm {
            Imm::No | Imm::Helper => {}
            Imm::Int | Imm::Slot | Imm::Word | Imm::Shape => i.imm = self.number()?,
            Imm::Float => {
                let w = self.next()?;
                i.imm = match w.strip_prefix("bits:") {
                    Some(h) => number(h)?,
                    None => w.parse::<f64>().map_err(|e| e.to_string())?.to_bits() as i64,
                };
            }
            Imm::Mem => {
                i.imm = self.number()?;
                let c = self.next()?;
                i.aux = c.strip_prefix('@').and_then(class_from).ok_or("bad alias class")?.0 as u32;
            }
            Imm::Site => i.aux = self.keyed("site")? as u32,
            Imm::Callf | Imm::Link => {
                i.imm = self.keyed("cell")?;
                i.aux = self.keyed("base")? as u32;
            }
        }
        Ok(())
    }

    fn snapshots(&mut self) -> R<()> {
        let mut pending = std::mem::take(&mut self.pending);
        pending.sort_by_key(|x| x.0);
        for (n, (k, words)) in pending.into_iter().enumerate() {
            if n != k {
                return Err(format!("snapshot !{n} is missing"));
            }
            (self.words, self.at) = (words, 0);
            let s = self.snapshot().map_err(|e| format!("snapshot !{n}: {e}"))?;
            self.trace.snaps.push(s);
        }
        Ok(())
    }

    fn snapshot(&mut self) -> R<Snapshot> {
        let mut s = Snapshot { pc: self.keyed("pc")? as u64, ..Snapshot::default() };
        while self.accept("[") {
            self.expect("frame")?;
            let ret = self.keyed("ret")? as u64;
            let base = self.keyed("base")? as i32;
            let func = self.keyed("func")? as u64;
            s.frames.push(Frame { ret, base, func });
            self.expect("]")?;
        }
        s.slots = self.entries()?;
        while self.accept("virt") {
            let site = self.keyed("site")? as u32;
            s.virtuals.push(Virtual { site, fields: self.entries()? });
        }
        if self.at != self.words.len() {
            return Err(format!("unexpected {}", self.peek()));
        }
        Ok(s)
    }

    fn entries(&mut self) -> R<Vec<(i32, SnapVal)>> {
        let mut out = vec![];
        self.expect("{")?;
        while !self.accept("}") {
            let k = self.number()? as i32;
            self.expect(":")?;
            let repr = [("int", Repr::Int), ("float", Repr::Float), ("bool", Repr::Bool)]
                .into_iter()
                .find(|x| x.0 == self.peek());
            let v = if self.accept("virt") {
                SnapVal::Virtual(self.number()? as u32)
            } else {
                self.at += repr.is_some() as usize;
                SnapVal::Value(self.value()?, repr.map_or(Repr::Word, |x| x.1))
            };
            out.push((k, v));
            self.accept(",");
        }
        Ok(out)
    }
}
