//! Trees: side traces in the function of their root.
//!
//! A side trace begins where the guard fails, with everything in the registers and slots where its parent has it: the first
//! guard that leads there decides where; others move things there. What it takes from outside are its inputs, what is grown
//! from it needs of its ancestors (those values pass through), and, if it may enter the root's loop, what the loop keeps in
//! registers.

use super::*;
use crate::ir::NO_SNAP;

/// A part in its tree.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    pub around: &'a Around<'a>,
    pub parts: &'a [Option<Part<'a>>],
    pub part: &'a Part<'a>,
    pub n: usize,
}

/// What each part takes from outside, by itself and for what grows from it.
pub fn needs(parts: &[Option<Part>]) -> Vec<Vec<(usize, Ref)>> {
    let mut out: Vec<Vec<(usize, Ref)>> = vec![vec![]; parts.len()];
    for (n, p) in parts.iter().enumerate().rev() {
        let Some(p) = p else { continue };
        for i in p.t.insts.iter().filter(|i| i.op == Op::Input && n != 0) {
            add(&mut out[n], p.outer[i.imm as usize]);
        }
        if let Some((parent, _)) = p.parent {
            for v in out[n].clone() {
                if v.0 != parent {
                    add(&mut out[parent], v);
                }
            }
        }
    }
    out
}
fn add(list: &mut Vec<(usize, Ref)>, v: (usize, Ref)) {
    if !list.contains(&v) {
        list.push(v);
    }
}
/// Side traces that may enter the root's loop need what it keeps in registers.
pub fn need_invariants(parts: &[Option<Part>], shared: &mut Shared) {
    let Some(h) = &shared.at_header else { return };
    let kept: Vec<Ref> = h.held.iter().copied().filter(|v| *v < h.header).collect();
    let entering = |p: &Option<Part>| p.as_ref().and_then(|p| p.entry).is_some_and(|e| e.invariants.is_none());
    for start in (1..parts.len()).filter(|n| entering(&parts[*n])) {
        let mut n = start;
        while n != 0 {
            for v in &kept {
                add(&mut shared.needs[n], (0, *v));
            }
            n = parts[n].as_ref().and_then(|p| p.parent).map_or(0, |p| p.0);
        }
    }
}

impl<'a> Own<'a> {
    /// The side traces that grow from here, with their snapshots.
    pub fn children(&self) -> Vec<(u32, usize)> {
        let from_here = |p: &Part| p.parent.filter(|p| p.0 == self.n).map(|p| p.1);
        let all = self.parts.iter().enumerate();
        all.filter_map(|(k, p)| Some((from_here(p.as_ref()?)?, k))).collect()
    }
    /// Values that side traces name.
    pub fn wanted_outside(&self) -> Vec<Ref> {
        let outer = self.parts.iter().flatten().flat_map(|p| p.outer);
        outer.filter(|o| o.0 == self.n).map(|o| o.1).collect()
    }
}

impl<'a> Emit<'a> {
    /// The side trace that grows from a snapshot.
    pub fn child(&self, snap: u32) -> Option<usize> {
        self.children.iter().find(|c| c.0 == snap).map(|c| c.1)
    }
    /// Lists for each snapshot what somebody wants who leaves through it.
    pub fn list_leaving(&mut self) {
        let part = self.s.part;
        let mut list = vec![];
        self.leaving_from.clear();
        for (snap, x) in part.exits.iter().enumerate() {
            self.leaving_from.push(list.len() as u32);
            match self.child(snap as u32) {
                Some(c) => list.extend(self.shared.needs[c].iter().map(|v| self.local(*v))),
                None => list.extend(x.raws.iter().map(|r| r.0)),
            }
        }
        self.leaving_from.push(list.len() as u32);
        self.leaving = list;
    }
    /// What somebody wants who leaves through a snapshot, as a part of `leaving`.
    pub fn leaving_by(&self, snap: u32) -> std::ops::Range<usize> {
        match self.leaving_from.get((snap as usize).wrapping_add(1)) {
            Some(end) if snap != NO_SNAP => self.leaving_from[snap as usize] as usize..*end as usize,
            _ => 0..0,
        }
    }
    /// A value of this part or an ancestor by its name here.
    fn local(&self, v: (usize, Ref)) -> Ref {
        if v.0 == self.s.n {
            return v.1;
        }
        let k = self.shared.needs[self.s.n].iter().position(|x| *x == v);
        k.map_or(Ref::NONE, |k| self.names[k])
    }
    /// A value of the root by its name here.
    pub fn of_root(&self, v: Ref) -> Ref {
        self.local((0, v))
    }
    /// Names what comes from outside; pairs of names for what is in one place.
    pub fn outside(&mut self) -> Vec<(Ref, Ref)> {
        let (n, parts) = (self.s.n, self.s.parts);
        let Some((_, places)) = &self.shared.entries[n] else { return vec![] };
        let mut twins = vec![];
        for (k, v) in self.shared.needs[n].iter().enumerate() {
            let mut inputs = self.t.refs().filter(|r| {
                let i = self.t.inst(*r);
                i.op == Op::Input && self.s.part.outer[i.imm as usize] == *v
            });
            let name = inputs.next().unwrap_or_else(|| {
                self.passing.push(parts[v.0].as_ref().map_or(Ty::Int, |p| p.t.ty(v.1)));
                Ref((self.t.len() + self.passing.len()) as u32 - 1)
            });
            let first = places[..k].iter().position(|p| *p == places[k] && matches!(p, Where::Reg(_) | Where::Slot(_)));
            let other = first.map_or(name, |f| self.names[f]);
            twins.extend(inputs.chain([name]).filter(|r| *r != other).map(|r| (r, other)));
            self.names.push(other);
        }
        twins
    }
    /// Starts a side trace.
    pub fn begin(&mut self) {
        let Some((label, places)) = self.shared.entries[self.s.n].clone() else { return };
        self.a.bind(label);
        let places: Vec<(Ref, Where)> = self.names.iter().copied().zip(places).collect();
        self.arrive(&places);
    }
    /// Goes on in a side trace from an exit whose places begin at `first`.
    pub fn to_side(&mut self, side: usize, first: usize) {
        let from = &self.places[first..first + self.shared.needs[side].len()];
        let (label, to) = match &self.shared.entries[side] {
            Some(e) => e.clone(),
            None => {
                let e = (self.a.label(), from.to_vec());
                self.shared.entries[side] = Some(e.clone());
                e
            }
        };
        let mut moves: Vec<(Where, Where)> = vec![];
        for (t, f) in to.iter().zip(from) {
            if matches!(t, Where::Reg(_) | Where::Slot(_)) && !moves.iter().any(|m| m.0 == *t) {
                moves.push((*t, *f));
            }
        }
        self.shuffle(&mut moves);
        self.a.jmp(label);
    }

    /// The entry into the root's loop that this last instruction has, if it has everything that the loop keeps.
    pub fn enters_loop(&self, r: Ref) -> Option<&'a Entry> {
        let entry = self.s.part.entry.filter(|_| self.links_to_root(r))?;
        let h = self.shared.at_header.as_ref()?;
        let kept = h.held.iter().copied().filter(|v| *v < h.header).chain(h.in_slots.iter().map(|x| x.0));
        let all = entry.invariants.is_none() || kept.into_iter().all(|v| entry.renewed(v).is_some());
        all.then_some(entry)
    }
    pub fn links_to_root(&self, r: Ref) -> bool {
        let i = self.t.inst(r);
        self.s.n != 0 && i.op == Op::Link && i.aux == 0 && i.imm as u64 == self.s.around.cell
    }
    /// What the root's loop keeps from before it, by its names here.
    pub fn invariants(&self, entry: &Entry) -> Vec<Ref> {
        let Some(h) = &self.shared.at_header else { return vec![] };
        let held = h.held.iter().copied().filter(|v| *v < h.header);
        let slots = h.in_slots.iter().map(|x| x.0).filter(|_| entry.invariants.is_some());
        held.chain(slots).map(|v| self.invariant(v, Some(entry))).collect()
    }
    /// What a value from before the loop is at the entry.
    pub fn invariant(&self, v: Ref, entry: Option<&Entry>) -> Ref {
        entry.and_then(|e| e.renewed(v)).unwrap_or_else(|| self.of_root(v))
    }
}
