//! Code objects in a stream: a head, a body and what only introspection wants, each of the latter two on its own, so that
//! code in a file that stays mapped is read when it is first called. Instructions are stored without what inline caches have
//! learnt. A body is verified before it becomes that of a code object; in the user's own cache of library code, whose bytes
//! stay mapped, a checksum that agrees will do.

use std::hash::Hasher;

use super::bad;
use super::read::{Reader, Section};
use super::write::Writer;
use crate::bytecode::codec;
use crate::bytecode::ops::{Cache, OPS, Op};
use crate::bytecode::verify::{CodeView, Constant, verify};
use crate::object::buffer::GcVec;
use crate::object::code::flags::{OPTIMIZED, VARARGS, VARKEYWORDS};
use crate::object::code::{Code, CodeMeta, CodeTables, ExceptionRange, LocalKind, Stored, StubParts};
use crate::object::gc::Gc;
use crate::object::positions::Positions;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};

fn pool(c: Gc<Code>) -> &'static [Value] {
    let b = c.body.gc();
    // SAFETY: the pool holds values; the slice is used while the code object is on the caller's stack.
    unsafe { std::slice::from_raw_parts(b.pool() as *const Value, b.n_consts) }
}

/// `SAME_NAME`: the qualified name is the name; `OWN_FILE`: the file name is not that of the code around it.
const SAME_NAME: u8 = 1;
const OWN_FILE: u8 = 2;

/// The head (numbers and names), then the length of the body and the body, then the same for the extras.
pub(super) fn write(w: &mut Writer, c: Gc<Code>) -> Result<(), Raised> {
    c.load()?;
    let m = &c.meta;
    let (same_name, own_file) =
        (c.name.gc().same(c.qualname.gc()), w.filename.is_none_or(|f| !f.same(c.filename.gc())));
    w.out.push(if same_name { SAME_NAME } else { 0 } | if own_file { OWN_FILE } else { 0 });
    for n in [m.argcount, m.posonlyargcount, m.kwonlyargcount, m.flags, m.first_line, m.n_params, m.n_locals, m.n_regs]
    {
        w.varint(n as usize);
    }
    w.value(c.name.gc().value())?;
    if !same_name {
        w.value(c.qualname.gc().value())?;
    }
    if own_file {
        w.value(c.filename.gc().value())?;
    }
    for (name, kind) in c.local_names.gc().items().iter().zip(&m.local_kinds) {
        w.out.push(*kind as u8);
        w.value(*name)?;
    }
    w.section(c.filename.gc(), |w| {
        w.u64(0);
        write_body(w, c)?;
        let sum = checksum(m, &w.out[8..]);
        w.out[..8].copy_from_slice(&sum.to_le_bytes());
        Ok(())
    })?;
    w.section(c.filename.gc(), |w| {
        write_list(w, c.all_consts()?.items(), pool(c))?;
        write_list(w, c.all_names()?.items(), pool(c))
    })
}
/// Of a body and of what verification takes from the head.
fn checksum(m: &CodeMeta, body: &[u8]) -> u64 {
    let mut h = foldhash::quality::FoldHasher::with_seed(0x51DE, foldhash::SharedSeed::global_fixed());
    for n in [m.flags, m.n_params, m.n_locals, m.n_regs] {
        h.write_u32(n);
    }
    h.write(body);
    h.finish()
}
fn write_body(w: &mut Writer, c: Gc<Code>) -> Result<(), Raised> {
    let b = c.body.gc();
    w.varint(b.n_words);
    // SAFETY: the words of the body.
    let words = unsafe { std::slice::from_raw_parts(b.words() as *const u64, b.n_words) };
    let mut i = 0;
    while i < words.len() {
        let Some(op) = Op::from_u16(words[i] as u16).map(Op::general) else { return Err(bad("instruction")) };
        w.u64(words[i] & !0xffff | op as u64);
        for (cache, word) in OPS[op as usize].cache.iter().zip(&words[i + 1..]) {
            match cache {
                Cache::Pair | Cache::Value | Cache::Calls => {}
                // counters start anew
                Cache::Name | Cache::Hot | Cache::Far => w.u32(*word as u32),
                Cache::Counts => w.u64(*word),
            }
        }
        i += op.len();
    }
    w.varint(c.exceptions().len());
    for r in c.exceptions() {
        for n in [r.start, r.end, r.handler, r.reg] {
            w.varint(n as usize);
        }
    }
    let positions = c.tables.get().map_or(&[][..], |t| t.positions.packed());
    w.varint(positions.len());
    w.out.extend_from_slice(positions);
    w.varint(pool(c).len());
    pool(c).iter().try_for_each(|v| w.value(*v))
}
/// Values most of which are in the pool.
fn write_list(w: &mut Writer, values: &[Value], pool: &[Value]) -> Result<(), Raised> {
    w.varint(values.len());
    for v in values {
        match pool.iter().position(|p| p == v) {
            Some(i) => w.varint(i + 1),
            None => {
                w.varint(0);
                w.value(*v)?;
            }
        }
    }
    Ok(())
}

pub(super) fn read(r: &mut Reader) -> Res {
    let marks = r.u8()?;
    let mut head = [0u32; 8];
    for h in &mut head {
        *h = u32::try_from(r.varint()?).map_err(|_| bad("number in code"))?;
    }
    let [argcount, posonlyargcount, kwonlyargcount, flags, first_line, n_params, n_locals, n_regs] = head;
    if n_params > n_locals || n_locals > n_regs || n_regs > MAX_REGISTERS {
        return Err(bad("registers of code"));
    }
    let counted = [argcount, kwonlyargcount, (flags & VARARGS != 0) as u32, (flags & VARKEYWORDS != 0) as u32];
    if counted.iter().map(|&n| n as u64).sum::<u64>() != n_params as u64 || posonlyargcount > argcount {
        return Err(bad("parameters of code"));
    }
    let mut text = || -> Result<Gc<Str>, Raised> { r.value()?.cast::<Str>().ok_or_else(|| bad("name of code")) };
    let name = text()?.interned();
    let qualname = if marks & SAME_NAME != 0 { name } else { text()? };
    let own_file = if marks & OWN_FILE != 0 { Some(text()?) } else { None };
    let Some(filename) = own_file.or(r.filename) else { return Err(bad("file of code")) };
    let mut names = GcVec::new();
    let mut local_kinds = vec![];
    for _ in 0..n_locals {
        local_kinds.push(match r.u8()? {
            0 => LocalKind::Local,
            1 => LocalKind::Cell,
            2 => LocalKind::Free,
            3 => LocalKind::Hidden,
            _ => return Err(bad("kind of variable")),
        });
        names.push(r.value()?.exact::<Str>().ok_or_else(|| bad("name of a variable"))?.interned());
    }
    let local_names = Tuple::try_new(names.as_slice())?;
    let meta = CodeMeta {
        argcount,
        posonlyargcount,
        kwonlyargcount,
        flags,
        first_line,
        n_params,
        n_locals,
        n_regs,
        local_kinds: local_kinds.into(),
    };
    let depth = r.depth;
    let (body, extras) = (r.section()?, r.section()?);
    let stored = match (body, extras) {
        (Section::Stays(body), Section::Stays(extras)) => Stored { body, extras },
        _ => Stored { body: &[], extras: &[] },
    };
    let code = Code::stub(StubParts { name, qualname, filename, local_names, meta, stored })?;
    if let (Section::Passes(body), Section::Passes(extras)) = (body, extras) {
        read_body(code, &mut Reader::of_section(body, false, filename, depth))?;
        read_extras(code, &mut Reader::of_section(extras, false, filename, depth))?;
    }
    Ok(code.value())
}
/// Registers that operands can name.
const MAX_REGISTERS: u32 = 1 << 17;

/// The rest of a stub.
pub(super) fn load_body(c: Gc<Code>) -> Result<(), Raised> {
    let Some(s) = c.stored.get() else { return Err(bad("code without a body")) };
    read_body(c, &mut Reader::of_section(s.body, true, c.filename.gc(), 0))
}
pub(super) fn load_extras(c: Gc<Code>) -> Result<(), Raised> {
    c.load()?;
    let Some(s) = c.stored.get() else { return Err(bad("code without constants")) };
    read_extras(c, &mut Reader::of_section(s.extras, true, c.filename.gc(), 0))
}
fn read_body(c: Gc<Code>, r: &mut Reader) -> Result<(), Raised> {
    let is_sealed = r.u64()? == checksum(&c.meta, r.rest()) && r.stays;
    let words = read_words(r)?;
    let n = r.length()?;
    let mut exceptions = Vec::with_capacity(n);
    for _ in 0..n {
        let mut part = || r.varint().map(|n| n as u32);
        exceptions.push(ExceptionRange { start: part()?, end: part()?, handler: part()?, reg: part()? });
    }
    let n = r.length()?;
    let positions = match r.piece(n)? {
        Section::Stays(b) => Positions::of_packed(b),
        Section::Passes(b) => Positions::of_packed(b.to_vec()),
    };
    let n = r.length()?;
    let mut pool = GcVec::with_capacity(n);
    for _ in 0..n {
        pool.push(r.value()?);
    }
    if !is_sealed {
        accept(&c.meta, &words, &exceptions, &pool).map_err(|what| bad(&what))?;
    }
    c.fill(pool.as_slice(), &words, CodeTables { positions, exceptions })
}
/// Verifies bytecode that the compiler did not make itself; says what is wrong.
pub fn accept(meta: &CodeMeta, words: &[u64], exceptions: &[ExceptionRange], pool: &GcVec) -> Result<(), String> {
    let constant = |i: usize| {
        let v = pool.get(i);
        match v.exact::<Tuple>() {
            Some(t) if t.items().iter().all(|v| v.exact::<Str>().is_some()) => Constant::Names(t.len()),
            Some(_) => Constant::Tuple,
            None if v.exact::<Str>().is_some() => Constant::Str,
            None if v.exact::<Code>().is_some() => Constant::Code,
            None => Constant::Other,
        }
    };
    let view = CodeView {
        words,
        n_consts: pool.len(),
        n_params: meta.n_params,
        n_locals: meta.n_locals,
        n_regs: meta.n_regs,
        n_positions: words.len(),
        exceptions,
        has_namespace: meta.flags & OPTIMIZED == 0,
        constant: &constant,
    };
    verify(&view).map_err(|what| format!("bytecode: {what}"))?;
    check_constants(words, pool.as_slice())
}
/// Names are strings, keyword names come in tuples, functions are made of code.
fn check_constants(words: &[u64], pool: &[Value]) -> Result<(), String> {
    let is_name = |v: Value| v.exact::<Str>().is_some();
    for (at, i) in codec::instructions(words) {
        let constant = |d: i64| pool[(at as i64 + 1 + d + pool.len() as i64) as usize];
        let ok = match i.op() {
            Op::LOAD_GLOBAL | Op::STORE_GLOBAL | Op::DEL_GLOBAL | Op::LOAD_NAME | Op::STORE_NAME | Op::DEL_NAME => {
                is_name(constant(i.d() as i64))
            }
            Op::MAKE_FUNCTION => constant(i.d() as i64).cast::<Code>().is_some(),
            op if op.info().cache.first() == Some(&Cache::Name) => {
                let v = constant(words[at + 1] as u32 as i32 as i64);
                match op {
                    Op::CALL_KW | Op::CALL_METHOD_KW => {
                        v.exact::<Tuple>().is_some_and(|t| t.items().iter().all(|n| is_name(*n)))
                    }
                    _ => is_name(v),
                }
            }
            _ => true,
        };
        if !ok {
            return Err(format!("constant of {}", i.op().info().name));
        }
    }
    Ok(())
}
fn read_words(r: &mut Reader) -> Result<Vec<u64>, Raised> {
    let n = r.varint()?;
    let mut words = Vec::with_capacity(n.min(r.left()));
    while words.len() < n {
        let w = r.u64()?;
        let Some(op) = Op::from_u16(w as u16) else { return Err(bad("instruction")) };
        words.push(w);
        for cache in OPS[op as usize].cache {
            words.push(match cache {
                Cache::Pair | Cache::Value | Cache::Calls => 0,
                Cache::Name | Cache::Hot | Cache::Far => r.u32()? as u64,
                Cache::Counts => r.u64()?,
            });
        }
    }
    if words.len() == n { Ok(words) } else { Err(bad("instructions")) }
}
fn read_extras(c: Gc<Code>, r: &mut Reader) -> Result<(), Raised> {
    let (consts, names) = (read_list(c, r)?, read_list(c, r)?);
    c.consts.set(c, consts);
    c.names.set(c, names);
    Ok(())
}
fn read_list(c: Gc<Code>, r: &mut Reader) -> Result<Gc<Tuple>, Raised> {
    let n = r.length()?;
    let mut out = GcVec::with_capacity(n);
    for _ in 0..n {
        out.push(match r.varint()? {
            0 => r.value()?,
            i => *pool(c).get(i - 1).ok_or_else(|| bad("constant of code"))?,
        });
    }
    Tuple::try_new(out.as_slice())
}

/// Sets the file name of a code object and of all code inside.
pub fn fix_filename(c: Gc<Code>, name: Gc<Str>) {
    if c.filename.gc() == name {
        return;
    }
    c.filename.set(c, name);
    if !c.is_loaded() {
        // what is inside gets the name when it is loaded
        return;
    }
    for v in pool(c) {
        if let Some(inner) = v.cast::<Code>() {
            fix_filename(inner, name);
        }
    }
}
