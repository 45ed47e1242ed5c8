//! Bytecode as text, for `--dump=bytecode`, `_sidewinder.disassembly` and failed assertions. Deterministic: nothing in it is
//! an address.
//!
//! A line is `LINE OFFSET NAME OPERANDS`, `>` before offsets that jumps lead to. Named registers are shown with their names,
//! constants as literals, jumps as `-> OFFSET`; what inline caches have learnt stands in braces, and the temporaries that
//! hold something before the instruction behind a semicolon.

use std::collections::HashSet;
use std::fmt::Write;

use super::ops::{Cache, CommonConst, Field, Ins, Intrinsic, Op, Operand};
use super::{codec, liveness};
use crate::compile::unit::Unit;
use crate::object::code::{CodeMeta, ExceptionRange, LocalKind, Position, flags};

/// Code to print, with a way to show its constants and names.
pub struct Listing<'a> {
    pub title: &'a str,
    pub words: &'a [u64],
    pub n_consts: usize,
    pub meta: &'a CodeMeta,
    /// Position of each word.
    pub positions: &'a [Position],
    pub exceptions: &'a [ExceptionRange],
    pub local_name: &'a dyn Fn(usize) -> String,
    pub constant: &'a dyn Fn(usize) -> String,
    /// A value in an inline cache.
    pub cached: &'a dyn Fn(u64) -> String,
}

/// Bits of `co_flags` worth a word.
const FLAG_NAMES: &[(u32, &str)] = &[
    (flags::VARARGS, "*args"),
    (flags::VARKEYWORDS, "**kwargs"),
    (flags::NESTED, "nested"),
    (flags::GENERATOR, "generator"),
    (flags::COROUTINE, "coroutine"),
    (flags::ITERABLE_COROUTINE, "iterable coroutine"),
    (flags::ASYNC_GENERATOR, "asynchronous generator"),
    (flags::METHOD, "method"),
];

/// The listing of one code object (not of the code in it).
pub fn listing(l: &Listing) -> String {
    let mut out = String::new();
    head(l, &mut out);
    let targets = targets(l);
    let live = liveness::table(l.words, l.exceptions, l.meta.n_locals, l.meta.n_regs);
    let mut line = 0;
    for ((at, i), (_, live)) in codec::instructions(l.words).zip(&live) {
        let p = l.positions.get(at).copied().unwrap_or_default();
        if p.line == line {
            let _ = write!(out, "       ");
        } else {
            let _ = write!(out, "{:6} ", p.line);
            line = p.line;
        }
        let mark = if targets.contains(&at) { '>' } else { ' ' };
        let mut text = format!("{mark}{at:5} {}", instruction(l, at, i));
        if !live.is_empty() {
            let registers: Vec<String> = live.iter().map(|r| format!("r{r}")).collect();
            let _ = write!(text, "{:>w$}; {}", "", registers.join(" "), w = 60usize.saturating_sub(text.len()).max(2));
        }
        let _ = writeln!(out, "{}", text.trim_end());
    }
    for r in l.exceptions {
        let _ = writeln!(out, "  except {}..{} -> {}, exception in r{}", r.start, r.end, r.handler, r.reg);
    }
    out
}
/// One instruction, at a word offset: name, operands, caches.
pub fn instruction(l: &Listing, at: usize, i: Ins) -> String {
    let mut text = format!("{:<19} {}", i.op().info().name, operands(l, at, i).join(", "));
    let caches = caches(l, at, i);
    if !caches.is_empty() {
        let _ = write!(text, "  {{{}}}", caches.join(", "));
    }
    text
}
fn head(l: &Listing, out: &mut String) {
    let m = l.meta;
    let _ = write!(out, "code {}, line {}: {} registers", l.title, m.first_line, m.n_regs);
    if m.argcount + m.kwonlyargcount > 0 {
        let _ = write!(out, ", {} positional parameters", m.argcount);
        if m.posonlyargcount > 0 {
            let _ = write!(out, " ({} positional-only)", m.posonlyargcount);
        }
        if m.kwonlyargcount > 0 {
            let _ = write!(out, ", {} keyword-only", m.kwonlyargcount);
        }
    }
    for (_, name) in FLAG_NAMES.iter().filter(|f| m.flags & f.0 != 0) {
        let _ = write!(out, ", {name}");
    }
    out.push('\n');
    if m.n_locals > 0 {
        let kind = |i: usize| match m.local_kinds.get(i) {
            Some(LocalKind::Cell) => " cell",
            Some(LocalKind::Free) => " free",
            Some(LocalKind::Hidden) => " hidden",
            _ => "",
        };
        let names: Vec<String> =
            (0..m.n_locals as usize).map(|i| format!("r{i}={}{}", (l.local_name)(i), kind(i))).collect();
        let _ = writeln!(out, "  variables {}", names.join(", "));
    }
}
/// Offsets that jumps and handlers lead to.
fn targets(l: &Listing) -> HashSet<usize> {
    let jumps = codec::instructions(l.words).filter_map(|(at, i)| codec::jump_target(l.words, at, i));
    jumps.map(|t| t as usize).chain(l.exceptions.iter().map(|r| r.handler as usize)).collect()
}

fn operands(l: &Listing, at: usize, i: Ins) -> Vec<String> {
    let info = i.op().info();
    let reg = |r: usize| {
        if r < l.meta.n_locals as usize { format!("r{r}:{}", (l.local_name)(r)) } else { format!("r{r}") }
    };
    let mut out = Vec::new();
    for &(place, kind) in info.operands {
        let f = codec::field(i, place);
        out.push(match kind {
            Operand::Imm => immediate(i.op(), f),
            Operand::Count | Operand::Args => format!("{f}"),
            Operand::SImm => match place {
                Field::B => format!("{}", i.b_signed()),
                Field::C => format!("{}", i.c_signed()),
                _ => format!("{}", i.d()),
            },
            Operand::Pool => constant(l, at, i.d() as i64),
            Operand::Jump => target(l, at, i),
            _ => reg(f),
        });
    }
    match info.cache.first() {
        Some(Cache::Name) => out.push(format!(".{}", constant(l, at, l.words[at + 1] as u32 as i32 as i64))),
        Some(Cache::Hot | Cache::Far) if i.op() != Op::LOOP => out.push(target(l, at, i)),
        Some(Cache::Counts) => {
            let (x, y) = codec::counts(l.words, at);
            out.push(format!("({x}, {y})"))
        }
        _ => {}
    }
    out
}
/// Numbers that name something are shown by the name.
fn immediate(op: Op, n: usize) -> String {
    let name = match op {
        Op::LOAD_COMMON => CommonConst::from_index(n).map(|c| format!("{c:?}")),
        Op::INTRINSIC1 | Op::INTRINSIC2 => Intrinsic::from_index(n).map(|c| format!("{c:?}")),
        _ => None,
    };
    name.unwrap_or_else(|| n.to_string())
}
fn constant(l: &Listing, at: usize, d: i64) -> String {
    (l.constant)((at as i64 + 1 + d + l.n_consts as i64) as usize)
}
fn target(l: &Listing, at: usize, i: Ins) -> String {
    format!("-> {}", codec::jump_target(l.words, at, i).unwrap_or(0))
}

/// What the inline caches of an instruction hold, empty ones left out.
fn caches(l: &Listing, at: usize, i: Ins) -> Vec<String> {
    let mut out = Vec::new();
    for (k, cache) in i.op().info().cache.iter().enumerate() {
        let w = l.words[at + 1 + k];
        let high = w >> 32;
        match cache {
            Cache::Name | Cache::Hot | Cache::Calls if high != 0 => out.push(format!("count {high}")),
            Cache::Pair if w != 0 => out.push(format!("{} {high}", w as u32)),
            Cache::Value if w != 0 => out.push((l.cached)(w)),
            _ => {}
        }
    }
    out
}

/// Compiled code and all code in it.
pub fn unit(u: &Unit) -> String {
    let mut s = listing(&Listing {
        title: &u.qualname,
        words: &u.words,
        n_consts: u.pool.len(),
        meta: &u.meta,
        positions: &u.positions,
        exceptions: &u.exceptions,
        local_name: &|i| u.local_names.get(i).map_or(String::new(), |n| n.to_string()),
        constant: &|i| u.pool.get(i).map_or_else(|| "?".into(), |c| c.repr()),
        cached: &|_| String::new(),
    });
    for n in u.nested() {
        s.push('\n');
        s.push_str(&unit(n));
    }
    s
}
