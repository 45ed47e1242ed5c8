//! Code objects in a stream: numbers of the header, instruction words without what inline caches have learnt, positions in
//! runs, then the values. What is read is verified before a code object is made of it.

use super::bad;
use super::read::Reader;
use super::write::Writer;
use crate::bytecode::ops::{Cache, OPS, Op};
use crate::bytecode::verify::{CodeView, verify};
use crate::object::buffer::GcVec;
use crate::object::code::{Code, CodeMeta, CodeParts, ExceptionRange, LocalKind, Position};
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res};

fn pool(c: Gc<Code>) -> &'static [Value] {
    let b = c.body.gc();
    // SAFETY: the pool holds values; the slice is used while the code object is on the caller's stack.
    unsafe { std::slice::from_raw_parts(b.pool() as *const Value, b.n_consts) }
}
/// Calls `f` with each value of a code object, in the order of the stream.
pub(super) fn parts(c: Gc<Code>, f: &mut dyn FnMut(Value)) {
    for v in [c.name.gc().value(), c.qualname.gc().value(), c.filename.gc().value()] {
        f(v);
    }
    for t in [c.consts.gc(), c.names.gc(), c.local_names.gc()] {
        f(t.value());
    }
    pool(c).iter().for_each(|v| f(*v));
}

/// The instruction that a specialised one was made from.
fn general(op: Op) -> Op {
    match op {
        Op::LOAD_ATTR_CLASS | Op::LOAD_ATTR_MODULE | Op::LOAD_ATTR_PROPERTY | Op::LOAD_ATTR_TYPE => Op::LOAD_ATTR,
        Op::STORE_ATTR_NEW => Op::STORE_ATTR,
        Op::LOAD_METHOD_TYPE => Op::LOAD_METHOD,
        op => op,
    }
}
/// Instruction words as the compiler made them.
fn clean_words(c: Gc<Code>) -> Vec<u64> {
    let b = c.body.gc();
    // SAFETY: the words of the body.
    let mut words = unsafe { std::slice::from_raw_parts(b.words(), b.n_words) }.to_vec();
    let mut i = 0;
    while i < words.len() {
        let Some(op) = Op::from_u16(words[i] as u16) else { break };
        let op = general(op);
        words[i] = words[i] & !0xffff | op as u64;
        for (k, cache) in OPS[op as usize].cache.iter().enumerate() {
            let w = &mut words[i + 1 + k];
            match cache {
                Cache::Pair | Cache::Value | Cache::Calls => *w = 0,
                // the counter beside a pool reference starts at 0
                Cache::Name => *w &= 0xffff_ffff,
                Cache::Hot | Cache::Far | Cache::Counts => {}
            }
        }
        i += op.len();
    }
    words
}

pub(super) fn write(w: &mut Writer, c: Gc<Code>) -> Result<(), Raised> {
    let m = &c.meta;
    for n in [m.argcount, m.posonlyargcount, m.kwonlyargcount, m.flags, m.first_line, m.n_params, m.n_locals, m.n_regs]
    {
        w.u32(n);
    }
    w.u32(m.local_kinds.len() as u32);
    m.local_kinds.iter().for_each(|k| w.out.push(*k as u8));
    w.u32(m.exceptions.len() as u32);
    for r in &m.exceptions {
        for n in [r.start, r.end, r.handler, r.reg] {
            w.u32(n);
        }
    }
    let words = clean_words(c);
    w.u32(words.len() as u32);
    words.iter().for_each(|x| w.u64(*x));
    let mut runs: Vec<(u32, Position)> = vec![];
    for p in &m.positions {
        match runs.last_mut() {
            Some((n, q)) if q == p => *n += 1,
            _ => runs.push((1, *p)),
        }
    }
    w.u32(runs.len() as u32);
    for (n, p) in runs {
        for x in [n, p.line, p.end_line, p.col, p.end_col] {
            w.u32(x);
        }
    }
    w.u32(pool(c).len() as u32);
    let mut values = GcVec::new();
    parts(c, &mut |v| values.push(v));
    for v in values.iter() {
        w.value(v)?;
    }
    Ok(())
}

pub(super) fn read(r: &mut Reader) -> Res {
    let mut head = [0u32; 8];
    for h in &mut head {
        *h = r.u32()?;
    }
    let [argcount, posonlyargcount, kwonlyargcount, flags, first_line, n_params, n_locals, n_regs] = head;
    let n = r.u32()? as usize;
    let local_kinds = r
        .take(n)?
        .iter()
        .map(|k| match k {
            0 => Some(LocalKind::Local),
            1 => Some(LocalKind::Cell),
            2 => Some(LocalKind::Free),
            3 => Some(LocalKind::Hidden),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| bad("kind of variable"))?;
    let n = r.u32()? as usize;
    let mut exceptions = vec![];
    for _ in 0..n {
        exceptions.push(ExceptionRange { start: r.u32()?, end: r.u32()?, handler: r.u32()?, reg: r.u32()? });
    }
    let n = r.u32()? as usize;
    let words: Vec<u64> = r
        .take(n.saturating_mul(8))?
        .chunks_exact(8)
        .map(|c| u64::from_le_bytes(c.try_into().unwrap_or_default()))
        .collect();
    let n = r.u32()? as usize;
    let mut positions = Vec::with_capacity(words.len());
    for _ in 0..n {
        let (count, p) = (r.u32()?, Position { line: r.u32()?, end_line: r.u32()?, col: r.u32()?, end_col: r.u32()? });
        if count as usize > words.len() - positions.len() {
            return Err(bad("positions"));
        }
        positions.extend(std::iter::repeat_n(p, count as usize));
    }
    let n_pool = r.u32()? as usize;
    let mut text = || -> Result<Gc<Str>, Raised> { r.value()?.cast::<Str>().ok_or_else(|| bad("name of code")) };
    let (name, qualname, filename) = (text()?.interned(), text()?, text()?);
    let mut tuple = || -> Result<Gc<Tuple>, Raised> { r.value()?.exact::<Tuple>().ok_or_else(|| bad("table of code")) };
    let (consts, names, local_names) = (tuple()?, tuple()?, tuple()?);
    let mut pool = GcVec::new();
    for _ in 0..n_pool {
        let v = r.value()?;
        // names are compared by identity
        pool.push(match v.exact::<Str>() {
            Some(s) if s.interned.get() => s.interned().value(),
            _ => v,
        });
    }
    let view = CodeView {
        words: &words,
        n_consts: n_pool,
        n_params,
        n_locals,
        n_regs,
        n_positions: positions.len(),
        exceptions: &exceptions,
    };
    if let Err(what) = verify(&view) {
        return Err(bad(&format!("bytecode: {what}")));
    }
    if local_names.len() != n_locals as usize || local_kinds.len() != n_locals as usize {
        return Err(bad("variables of code"));
    }
    let meta = CodeMeta {
        argcount,
        posonlyargcount,
        kwonlyargcount,
        flags,
        first_line,
        n_params,
        n_locals,
        n_regs,
        local_kinds,
        positions,
        exceptions,
    };
    Code::new(CodeParts {
        name,
        qualname,
        filename,
        pool: pool.as_slice(),
        consts,
        names,
        local_names,
        words: &words,
        meta,
    })
    .map(Value::from)
}

/// Sets the file name of a code object and of all code inside.
pub fn fix_filename(c: Gc<Code>, name: Gc<Str>) {
    if c.filename.gc() == name {
        return;
    }
    c.filename.set(c, name);
    for v in pool(c).iter().chain(c.consts.gc().items()) {
        if let Some(inner) = v.cast::<Code>() {
            fix_filename(inner, name);
        }
    }
}
