//! Exits: what the machine code leaves behind, and how the interpreter's state is rebuilt from it.
//!
//! An exit is a snapshot together with a place in the exit buffer for each value it mentions. The stub stores raw values;
//! [`restore`] boxes them, builds virtual objects and writes frame slots. Writing the headers of inlined frames
//! ([`ExitInfo::frames`]) and resuming at [`ExitInfo::pc`] is the caller's part.
//!
//! # Exit buffer
//!
//! The thread holds a cursor (at `Layout::exit_cursor`) to the next free word of a buffer. A record is
//!
//! ```text
//! word 0   exit id | number of values << 32
//! word 1   base pointer of the trace that left
//! word 2…  raw values, in the order of ExitInfo::raws
//! ```
//!
//! Compiled function traces that call each other unwind one by one: the innermost leaves first, and each caller adds its
//! record behind it (see [`ExitInfo::in_call`]) unless it has nothing to write ([`ExitInfo::silent`]). Each record is
//! followed directly by the next; the cursor is behind the last. A handler restores all records, outermost first
//! ([`chain`](crate::lower::chain)), resumes at the pc of the innermost, and resets the cursor. Values in the buffer are
//! roots until then.

use crate::ir::builder::Builder;
use crate::ir::{Class, Frame, Helper, LAZY_ARGS, Op, Ref, Repr, Site, SnapVal, Snapshot, Trace, Ty};

/// Words of an exit record before its values.
pub const RECORD_HEAD: usize = 2;
/// Exit id meaning "the called function trace has no code now": the interpreter starts the callee whose base is in the record.
pub const NOT_ENTERED: u32 = 0;
/// Virtual objects in one exit, at most.
pub const MAX_VIRTUALS: usize = 32;
/// Raw values in one exit, at most.
pub const MAX_RAWS: usize = 1000;

/// A value as the exit handler finds it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ExitVal {
    /// Raw value `n` of the record.
    Raw(u32, Repr),
    /// Known at compile time; bits before boxing.
    Const(u64, Repr),
    /// Object `n` of [`ExitInfo::virtuals`].
    Virtual(u32),
}

/// An object to build.
#[derive(Clone, PartialEq, Debug)]
pub struct ExitObject {
    pub site: Site,
    pub fields: Vec<(i32, ExitVal)>,
}

/// What to do when this exit is taken.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ExitInfo {
    /// The snapshot's opaque pc.
    pub pc: u64,
    pub frames: Vec<Frame>,
    /// The value and type behind each raw word; a side trace's `input n` is the n-th.
    pub raws: Vec<(Ref, Ty)>,
    pub slots: Vec<(i32, ExitVal)>,
    pub virtuals: Vec<ExitObject>,
    /// The exit behind a compiled call: it is taken because the callee left, and can have no side trace.
    pub in_call: bool,
    /// The exit leaves no record: a callee left, and memory is complete.
    pub silent: bool,
    /// Instruction of the (optimised) trace that left; the first of several that share the snapshot.
    pub inst: u32,
    /// Its operation.
    pub guard: Option<Op>,
}

impl ExitInfo {
    /// The exit of a snapshot of `t`.
    pub fn of(t: &Trace, s: &Snapshot) -> ExitInfo {
        let mut raws: Vec<(Ref, Ty)> = vec![];
        let mut val = |v: SnapVal| match v {
            SnapVal::Virtual(n) => ExitVal::Virtual(n),
            SnapVal::Value(r, p) if t.op(r).is_const() => ExitVal::Const(t.inst(r).imm as u64, p),
            SnapVal::Value(r, p) => {
                let n = raws.iter().position(|x| x.0 == r).unwrap_or_else(|| {
                    raws.push((r, t.ty(r)));
                    raws.len() - 1
                });
                ExitVal::Raw(n as u32, p)
            }
        };
        let slots = s.slots.iter().map(|(k, v)| (*k, val(*v))).collect();
        let object = |v: &crate::ir::Virtual| {
            let site = t.sites[v.site as usize];
            ExitObject { site, fields: v.fields.iter().map(|(k, v)| (*k, val(*v))).collect() }
        };
        let virtuals = s.virtuals.iter().map(object).collect();
        ExitInfo {
            pc: s.pc,
            frames: s.frames.clone(),
            raws,
            slots,
            virtuals,
            in_call: false,
            silent: false,
            inst: 0,
            guard: None,
        }
    }

    /// The exits of all snapshots.
    pub fn all(t: &Trace) -> Vec<ExitInfo> {
        let mut out: Vec<ExitInfo> = t.snaps.iter().map(|s| ExitInfo::of(t, s)).collect();
        for (n, i) in t.insts.iter().enumerate().rev() {
            if let Some(x) = out.get_mut(i.snap as usize) {
                x.inst = n as u32;
                x.guard = Some(i.op);
                x.in_call |= i.op == Op::Callf;
            }
        }
        for x in out.iter_mut().filter(|x| x.in_call) {
            x.silent = x.slots.is_empty() && x.virtuals.is_empty();
        }
        // Another instruction with that snapshot has something to say.
        for i in t.insts.iter().filter(|i| i.op != Op::Callf) {
            if let Some(x) = out.get_mut(i.snap as usize) {
                x.silent = false;
            }
        }
        out
    }
}

/// What rebuilding a state needs from the run-time system.
pub trait Rebuild {
    /// Word of an integer (which fits 63 bits, except behind unchecked arithmetic that overflowed).
    fn int(&mut self, i: i64) -> u64;
    fn float(&mut self, f: f64) -> u64;
    fn bool(&mut self, b: bool) -> u64;
    /// A new object with its header written and the rest zero; its address.
    fn object(&mut self, size: u32, header: u64) -> u64;
    /// What a lazy helper makes of its arguments, at least one and at most [`LAZY_ARGS`](crate::ir::LAZY_ARGS).
    fn make(&mut self, helper: u64, args: &[u64]) -> u64;
    /// Writes a field of an object made by `object`. It may have become old meanwhile.
    fn field(&mut self, object: u64, offset: i32, word: u64);
    /// Writes a frame slot, counted from the trace's base.
    fn slot(&mut self, slot: i32, word: u64);
}

/// Calls a lazy helper.
///
/// # Safety
/// The address of one that takes these arguments.
pub unsafe fn call_lazy(helper: u64, args: &[u64]) -> u64 {
    let mut all = [0; LAZY_ARGS];
    args.iter().zip(&mut all).for_each(|(a, to)| *to = *a);
    let [a, b, c, d] = all;
    type F = unsafe extern "sysv64" fn(u64, u64, u64, u64) -> u64;
    // SAFETY: as promised; in this convention unused argument registers are ignored.
    unsafe { std::mem::transmute::<usize, F>(helper as usize)(a, b, c, d) }
}

/// Rebuilds slots and virtual objects from the raw values of a record.
pub fn restore(x: &ExitInfo, raw: &[u64], host: &mut impl Rebuild) {
    // On the native stack, where a conservative collector sees the objects before anything else refers to them.
    let mut made = [0u64; MAX_VIRTUALS];
    for (n, v) in x.virtuals.iter().enumerate().take(MAX_VIRTUALS) {
        made[n] = match v.site.maker() {
            Some(helper) => {
                let mut args = [0; LAZY_ARGS];
                for ((_, f), a) in v.fields.iter().zip(&mut args) {
                    *a = word(*f, raw, &made, host);
                }
                host.make(helper, &args[..v.fields.len().min(LAZY_ARGS)])
            }
            None => host.object(v.site.size, v.site.header),
        };
    }
    let objects = x.virtuals.iter().enumerate().take(MAX_VIRTUALS).filter(|v| v.1.site.maker().is_none());
    for (n, v) in objects {
        for (offset, f) in &v.fields {
            let w = word(*f, raw, &made, host);
            host.field(made[n], *offset, w);
        }
    }
    for (slot, v) in &x.slots {
        let w = word(*v, raw, &made, host);
        host.slot(*slot, w);
    }
}

fn word(v: ExitVal, raw: &[u64], made: &[u64; MAX_VIRTUALS], host: &mut impl Rebuild) -> u64 {
    let (bits, repr) = match v {
        ExitVal::Virtual(n) => return made[n as usize],
        ExitVal::Raw(n, p) => (raw.get(n as usize).copied().unwrap_or(0), p),
        ExitVal::Const(b, p) => (b, p),
    };
    match repr {
        Repr::Word => bits,
        Repr::Int => host.int(bits as i64),
        Repr::Float => host.float(f64::from_bits(bits)),
        Repr::Bool => host.bool(bits as u8 != 0),
    }
}

/// Starts a side trace: emits the state of an exit into `b` and returns the word of each slot the exit would write.
///
/// Raw values become inputs, boxed where the slot wants a word (`opt` removes what is unboxed again); virtual objects are
/// allocated (`opt` removes them again if they do not escape), what lazy helpers make is made by calls of them (the same). `class` is
/// the alias class of object fields, `helper` declares the lazy helper at an address.
pub fn inherit(
    b: &mut Builder,
    x: &ExitInfo,
    class: impl Fn(&Site, i32) -> Class,
    helper: impl Fn(u64) -> Option<Helper>,
) -> Vec<(i32, Ref)> {
    // Boxing may collect, so it all comes before the first object whose fields are not stored yet.
    let mut seen: Vec<(ExitVal, Ref)> = vec![];
    let fields = x.virtuals.iter().flat_map(|v| v.fields.iter().map(|f| f.1));
    for v in fields.chain(x.slots.iter().map(|s| s.1)) {
        if !matches!(v, ExitVal::Virtual(_)) && !seen.iter().any(|s| s.0 == v) {
            let r = entry_value(b, x, v);
            seen.push((v, r));
        }
    }
    let known = |v: ExitVal| seen.iter().find(|s| s.0 == v).map(|s| s.1);
    let mut objects: Vec<Ref> = vec![];
    let mut later = vec![];
    for v in &x.virtuals {
        if let Some(h) = v.site.maker().and_then(&helper) {
            let args: Vec<Ref> = v.fields.iter().zip(&h.args).map(|(f, ty)| argument(b, f.1, *ty, known)).collect();
            objects.push(b.call(&h, &args));
            continue;
        }
        let o = b.alloc(v.site);
        for (offset, f) in &v.fields {
            let word = match *f {
                ExitVal::Virtual(n) => match objects.get(n as usize) {
                    Some(p) => as_word(b, *p),
                    None => {
                        later.push((o, *offset, n, class(&v.site, *offset)));
                        b.kval(0)
                    }
                },
                f => known(f).unwrap_or(o),
            };
            b.store(o, word, *offset, class(&v.site, *offset));
        }
        objects.push(o);
    }
    for (o, offset, n, class) in later {
        let word = as_word(b, objects[n as usize]);
        b.store(o, word, offset, class);
        b.op(Op::Barrier, &[o, word]);
    }
    let mut out = vec![];
    for (slot, v) in &x.slots {
        let r = match *v {
            ExitVal::Virtual(n) => objects[n as usize],
            v => known(v).unwrap_or(Ref::NONE),
        };
        let word = as_word(b, r);
        out.push((*slot, word));
    }
    out
}
fn as_word(b: &mut Builder, r: Ref) -> Ref {
    if b.trace().ty(r) == Ty::Ptr { b.op(Op::BoxPtr, &[r]) } else { r }
}
/// An argument of a lazy helper.
fn argument(b: &mut Builder, v: ExitVal, ty: Ty, known: impl Fn(ExitVal) -> Option<Ref>) -> Ref {
    match v {
        ExitVal::Const(bits, Repr::Word) if ty == Ty::Int => b.kint(bits as i64),
        v => known(v).unwrap_or(Ref::NONE),
    }
}

/// A value of an exit as an instruction: a word, or a raw value where the exit stores its bits.
fn entry_value(b: &mut Builder, x: &ExitInfo, v: ExitVal) -> Ref {
    let (raw, repr) = match v {
        ExitVal::Raw(n, p) => (b.input(n, x.raws[n as usize].1), p),
        ExitVal::Const(bits, p) => {
            let k = match p {
                Repr::Word => b.kval(bits),
                Repr::Int => b.kint(bits as i64),
                Repr::Float => b.kfloat(f64::from_bits(bits)),
                Repr::Bool => b.kbool(bits & 1 != 0),
            };
            (k, p)
        }
        ExitVal::Virtual(_) => (Ref::NONE, Repr::Word),
    };
    match repr {
        Repr::Word => raw,
        Repr::Int => b.op(Op::BoxInt, &[raw]),
        Repr::Float => b.op(Op::BoxFloat, &[raw]),
        Repr::Bool => b.op(Op::BoxBool, &[raw]),
    }
}
