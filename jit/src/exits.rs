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
//! record behind it (see [`ExitInfo::in_call`]). Each record is followed directly by the next; the cursor is behind the
//! last. A handler restores all records in order (first innermost), resumes the innermost, and resets the cursor. Values in
//! the buffer are roots until then.

use crate::ir::{Frame, Op, Ref, Repr, SnapVal, Snapshot, Trace, Ty};

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
    pub size: u32,
    pub header: u64,
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
    /// Instruction of the (optimised) trace that left; the first of several that share the snapshot.
    pub inst: u32,
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
            ExitObject {
                size: site.size,
                header: site.header,
                fields: v.fields.iter().map(|(k, v)| (*k, val(*v))).collect(),
            }
        };
        let virtuals = s.virtuals.iter().map(object).collect();
        ExitInfo { pc: s.pc, frames: s.frames.clone(), raws, slots, virtuals, in_call: false, inst: 0 }
    }

    /// The exits of all snapshots.
    pub fn all(t: &Trace) -> Vec<ExitInfo> {
        let mut out: Vec<ExitInfo> = t.snaps.iter().map(|s| ExitInfo::of(t, s)).collect();
        for (n, i) in t.insts.iter().enumerate().rev() {
            if let Some(x) = out.get_mut(i.snap as usize) {
                x.inst = n as u32;
                x.in_call |= i.op == Op::Callf;
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
    /// Writes a field of an object made by `object`. It may have become old meanwhile.
    fn field(&mut self, object: u64, offset: i32, word: u64);
    /// Writes a frame slot, counted from the trace's base.
    fn slot(&mut self, slot: i32, word: u64);
}

/// Rebuilds slots and virtual objects from the raw values of a record.
pub fn restore(x: &ExitInfo, raw: &[u64], host: &mut impl Rebuild) {
    // On the native stack, where a conservative collector sees the objects before anything else refers to them.
    let mut made = [0u64; MAX_VIRTUALS];
    for (n, v) in x.virtuals.iter().enumerate().take(MAX_VIRTUALS) {
        made[n] = host.object(v.size, v.header);
    }
    for (n, v) in x.virtuals.iter().enumerate().take(MAX_VIRTUALS) {
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
