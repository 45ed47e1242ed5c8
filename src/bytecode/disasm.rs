//! Bytecode as text, for `--dump=bytecode` and the golden tests. Deterministic: nothing in it is an address.

use std::fmt::Write;

use super::codec;
use super::ops::{Cache, Ins, Op, Operand};
use crate::compile::unit::Unit;
use crate::object::code::{CodeMeta, LocalKind};

/// Code to print, with a way to show its constants and names.
pub struct Listing<'a> {
    pub title: &'a str,
    pub words: &'a [u64],
    pub n_consts: usize,
    pub meta: &'a CodeMeta,
    pub local_name: &'a dyn Fn(usize) -> String,
    pub constant: &'a dyn Fn(usize) -> String,
}

/// The listing of one code object (not of the code in it).
pub fn listing(l: &Listing) -> String {
    let mut out = String::new();
    let m = l.meta;
    let _ = writeln!(
        out,
        "code {} line {} args {}/{}/{} regs {}",
        l.title, m.first_line, m.argcount, m.posonlyargcount, m.kwonlyargcount, m.n_regs
    );
    if m.n_locals > 0 {
        let kind = |i: usize| match m.local_kinds.get(i) {
            Some(LocalKind::Cell) => " cell",
            Some(LocalKind::Free) => " free",
            Some(LocalKind::Hidden) => " hidden",
            _ => "",
        };
        let names: Vec<String> =
            (0..m.n_locals as usize).map(|i| format!("r{i}={}{}", (l.local_name)(i), kind(i))).collect();
        let _ = writeln!(out, "  locals {}", names.join(", "));
    }
    let mut line = 0;
    for (at, i) in codec::instructions(l.words) {
        let p = m.positions.get(at).copied().unwrap_or_default();
        if p.line == line {
            let _ = write!(out, "       ");
        } else {
            let _ = write!(out, "{:6} ", p.line);
            line = p.line;
        }
        let _ = writeln!(out, "{at:5} {:<18} {}", i.op().info().name, operands(l, at, i).join(", "));
    }
    for r in &m.exceptions {
        let _ = writeln!(out, "  except {}..{} -> {} r{}", r.start, r.end, r.handler, r.reg);
    }
    out
}

fn operands(l: &Listing, at: usize, i: Ins) -> Vec<String> {
    let info = i.op().info();
    let reg = |r: usize| {
        if r < l.meta.n_locals as usize { format!("r{r}:{}", (l.local_name)(r)) } else { format!("r{r}") }
    };
    let constant = |d: i64| (l.constant)((at as i64 + 1 + d + l.n_consts as i64) as usize);
    let mut out = Vec::new();
    for &(place, kind) in info.operands {
        let f = codec::field(i, place);
        out.push(match kind {
            Operand::Imm | Operand::Count | Operand::Args => format!("{f}"),
            Operand::SImm => match place {
                super::ops::Field::B => format!("{}", i.b_signed()),
                super::ops::Field::C => format!("{}", i.c_signed()),
                _ => format!("{}", i.d()),
            },
            Operand::Pool => constant(i.d() as i64),
            Operand::Jump => format!("-> {}", codec::jump_target(l.words, at, i).unwrap_or(0)),
            _ => reg(f),
        });
    }
    match info.cache.first() {
        Some(Cache::Name) => out.push(format!(".{}", constant(l.words[at + 1] as u32 as i32 as i64))),
        Some(Cache::Hot | Cache::Far) if i.op() != Op::LOOP => {
            out.push(format!("-> {}", codec::jump_target(l.words, at, i).unwrap_or(0)))
        }
        Some(Cache::Counts) => {
            let (x, y) = codec::counts(l.words, at);
            out.push(format!("({x}, {y})"))
        }
        _ => {}
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
        local_name: &|i| u.local_names.get(i).map_or(String::new(), |n| n.to_string()),
        constant: &|i| u.pool.get(i).map_or_else(|| "?".into(), |c| c.repr()),
    });
    for n in u.nested() {
        s.push('\n');
        s.push_str(&unit(n));
    }
    s
}
