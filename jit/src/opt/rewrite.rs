//! Copying a trace while changing it: the frame of every pass.
//!
//! A pass walks the old trace in order and appends to the new one, copying most instructions. The map from old to new
//! references is applied to operands and snapshots. A snapshot is copied at its first use, with the values of that moment.

use crate::ir::table::{Table, hash};
use crate::ir::*;

/// Operands of one instruction: a vector that needs no allocation for up to six.
#[derive(Clone)]
pub struct Args {
    near: [Ref; 6],
    len: usize,
    /// All of them, if there are more.
    far: Vec<Ref>,
}

impl Args {
    pub fn push(&mut self, r: Ref) {
        if self.len < self.near.len() {
            self.near[self.len] = r;
        } else {
            if self.far.is_empty() {
                self.far.extend_from_slice(&self.near);
            }
            self.far.push(r);
        }
        self.len += 1;
    }
}

impl FromIterator<Ref> for Args {
    fn from_iter<I: IntoIterator<Item = Ref>>(refs: I) -> Args {
        let mut a = Args { near: [Ref::NONE; 6], len: 0, far: vec![] };
        refs.into_iter().for_each(|r| a.push(r));
        a
    }
}

impl std::ops::Deref for Args {
    type Target = [Ref];
    fn deref(&self) -> &[Ref] {
        if self.far.is_empty() { &self.near[..self.len] } else { &self.far }
    }
}

impl std::ops::DerefMut for Args {
    fn deref_mut(&mut self) -> &mut [Ref] {
        if self.far.is_empty() { &mut self.near[..self.len] } else { &mut self.far }
    }
}

/// State of a copy.
pub struct Rewriter<'a> {
    pub old: &'a Trace,
    /// The old snapshots, if they need not stay: each is moved at its first use.
    owned: Option<Vec<Snapshot>>,
    pub new: Trace,
    map: Vec<Ref>,
    snaps: Vec<u32>,
    consts: Table,
}

impl<'a> Rewriter<'a> {
    pub fn new(old: &'a Trace) -> Rewriter<'a> {
        let new = Trace {
            insts: Vec::with_capacity(old.len() + 16),
            helpers: old.helpers.clone(),
            sites: old.sites.clone(),
            bounds: old.bounds.clone(),
            ..Trace::default()
        };
        Rewriter {
            old,
            owned: None,
            new,
            map: vec![Ref::NONE; old.len()],
            snaps: vec![NO_SNAP; old.snaps.len()],
            consts: Table::with_room(old.len() / 8),
        }
    }
    /// The same, with the snapshots of `old`, which has none any more.
    pub fn consuming(old: &'a Trace, snaps: Vec<Snapshot>) -> Rewriter<'a> {
        let mut w = Rewriter::new(old);
        w.snaps = vec![NO_SNAP; snaps.len()];
        w.new.snaps.reserve(snaps.len());
        w.new.pool.reserve(old.pool.len());
        w.owned = Some(snaps);
        w
    }
    /// An old snapshot; if they are consumed, before its first use.
    pub fn old_snap(&self, n: u32) -> &Snapshot {
        match &self.owned {
            Some(s) => &s[n as usize],
            None => &self.old.snaps[n as usize],
        }
    }
    /// What an old value is now.
    pub fn get(&self, r: Ref) -> Ref {
        self.map[r.index()]
    }
    pub fn set(&mut self, old: Ref, new: Ref) {
        self.map[old.index()] = new;
    }
    pub fn args(&self, r: Ref) -> Args {
        self.old.args(r).iter().map(|a| self.get(*a)).collect()
    }
    /// The new index of an old snapshot.
    pub fn snap(&mut self, n: u32) -> u32 {
        if n == NO_SNAP {
            return n;
        }
        if self.snaps[n as usize] == NO_SNAP {
            let s = match &mut self.owned {
                Some(s) => {
                    let mut s = std::mem::take(&mut s[n as usize]);
                    self.map_snap(&mut s);
                    s
                }
                None => self.mapped_snap(n),
            };
            self.new.snaps.push(s);
            self.snaps[n as usize] = self.new.snaps.len() as u32 - 1;
        }
        self.snaps[n as usize]
    }
    /// An old snapshot with new values, not yet added.
    pub fn mapped_snap(&self, n: u32) -> Snapshot {
        let mut s = self.old.snaps[n as usize].clone();
        self.map_snap(&mut s);
        s
    }
    fn map_snap(&self, s: &mut Snapshot) {
        s.each_mut(|v| {
            if let SnapVal::Value(r, _) = v {
                *r = self.get(*r)
            }
        });
    }
    /// Forgets which snapshots were copied: the next use of each makes another copy.
    pub fn forget_snaps(&mut self) {
        self.snaps.fill(NO_SNAP);
    }
    /// A constant, shared.
    pub fn constant(&mut self, op: Op, imm: i64) -> Ref {
        let (new, hash) = (&self.new, hash(op, imm));
        if let Some(r) = self.consts.find(hash, |r| new.op(r) == op && new.inst(r).imm == imm) {
            return r;
        }
        let r = self.new.push(Inst::new(op, op.row().result.unwrap_or(Ty::Void)).imm(imm), &[]);
        self.consts.insert(hash, r);
        r
    }
    /// A constant of a type, from its bits.
    pub fn constant_of(&mut self, ty: Ty, bits: u64) -> Ref {
        let op = match ty {
            Ty::Float => Op::KFloat,
            Ty::Bool => Op::KBool,
            Ty::Tagged => Op::KVal,
            Ty::Ptr => Op::KPtr,
            _ => Op::KInt,
        };
        self.constant(op, bits as i64)
    }
    /// Appends an instruction whose snapshot index and operands are new ones.
    pub fn push(&mut self, i: Inst, args: &[Ref]) -> Ref {
        if i.op.is_const() { self.constant(i.op, i.imm) } else { self.new.push(i, args) }
    }
    /// Appends a simple instruction.
    pub fn emit(&mut self, op: Op, args: &[Ref]) -> Ref {
        self.push(Inst::new(op, op.row().result.unwrap_or(Ty::Void)), args)
    }
    /// Copies an old instruction with mapped operands and snapshot.
    pub fn copy(&mut self, r: Ref) -> Ref {
        let mut i = *self.old.inst(r);
        i.snap = self.snap(i.snap);
        let n = if i.op.is_const() {
            self.constant(i.op, i.imm)
        } else {
            let map = &self.map;
            self.new.push_all(i, self.old.args(r).iter().map(|a| map[a.index()]))
        };
        self.set(r, n);
        n
    }
    pub fn finish(self) -> Trace {
        self.new
    }
}
