//! Entering a loop anew: what the loop takes from its preamble is found again, for the state a side trace ends in.
//!
//! An inner loop is entered once for each turn of the outer one, by the side trace that is the rest of the outer loop. Its
//! invariants are others each time, so that [`graft`](super::graft) cannot jump to the header with what the registers hold.
//! But an invariant is a computation that gives the same in every turn: constants, frame slots, loads from places that the
//! body does not write, and what follows from them. All these are computed again at the end of the side trace, with the
//! guards on them, where they are mostly known; stores, calls and what depends on the first turn are left out.
//!
//! [`Loop`] is what can be found again and what has to be, one for the tree: values that the body, its exits or a side trace
//! use, all places whose content the loop remembers, and each guard whose operands can be found again (a guard that the body
//! relies on is about such values: the first turn's others have no name in it).
//!
//! Must not: enter if a value that is used behind the header comes from the first turn alone; take a slot's new word for an
//! invariant if exits write something else there; drop an interval that guards of the preamble gave an invariant.

use super::forward::{self, Memory, Place};
use super::graft::{Carried, Entry, Path};
use super::{peel, ranges};
use crate::ir::*;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// A value of the root behind the header's, and what it is in a side trace.
pub type Renewed = (Ref, Carried);

/// What a root's loop takes from its preamble.
pub struct Loop {
    header: u32,
    /// The root's values in the order in which they are to be found again.
    steps: Vec<Ref>,
    /// Values that the loop or a side trace uses.
    wanted: Vec<Ref>,
    /// Places with what else they hold than what was loaded there.
    relied: Vec<forward::Entry>,
    /// Intervals that only guards of the preamble give.
    bounds: HashMap<Ref, (i64, i64)>,
    /// What the exits write.
    kept: HashMap<i32, SnapVal>,
    visible: bool,
}

impl Loop {
    /// `restored`: see [`forward::restored`]; `outside`: values of the root that side traces name. `None` if something cannot be
    /// found again.
    pub fn new(root: &Trace, restored: &[forward::Entry], outside: &[Ref]) -> Option<Loop> {
        let header = root.header()? as u32;
        let end = root.insts.last().filter(|i| i.op == Op::Loop)?;
        let visible = peel::frame_visible(root);
        let kept: HashMap<i32, SnapVal> = root.snaps.get(end.snap as usize)?.slots.iter().copied().collect();
        let phis: HashSet<i64> = root.phis().iter().map(|p| root.inst(*p).imm).collect();
        if phis.contains(&FIELD_PHI) {
            return None;
        }
        let mut memory = Memory::default();
        (0..header).for_each(|n| memory.observe(root, Ref(n)));
        forward::enter_loop(root, Ref(header), root, |r| r, &mut memory);
        memory.entries.extend(restored);
        if !visible {
            memory.entries.retain(|e| e.at.class != Class::FRAME || !kept.contains_key(&((e.at.offset / 8) as i32)));
        }
        let calls: HashSet<Ref> = memory.calls_kept().collect();
        let holds = |r: Ref| {
            let at = forward::place(root.inst(r), root.args(r));
            memory.entries.iter().any(|e| Some(e.at) == at && e.value == r)
        };
        // A slot that the turns do not change, though exits write it.
        let stays = |slot: i64, r: Ref| {
            !phis.contains(&slot) && matches!(kept.get(&(slot as i32)), Some(SnapVal::Value(v, _)) if *v == r)
        };
        let mut found: HashSet<Ref> = HashSet::default();
        for r in (0..header).map(Ref) {
            let i = root.inst(r);
            let again = match i.op.kind() {
                _ if i.op == Op::Input => false,
                Kind::Const | Kind::Pure | Kind::Check => true,
                Kind::Load if i.op == Op::Sload => holds(r) || stays(i.imm, r),
                Kind::Load => i.class() == Class::CONST || holds(r),
                Kind::Call if i.op == Op::Call => root.helpers[i.aux as usize].pure_call || calls.contains(&r),
                _ => false,
            };
            if again && root.args(r).iter().all(|a| found.contains(a)) {
                found.insert(r);
            }
        }
        if !calls.iter().all(|c| found.contains(c)) {
            return None;
        }
        let relied: Vec<forward::Entry> = memory
            .entries
            .iter()
            .filter(|e| [e.at.base, e.at.index].iter().all(|r| *r == Ref::NONE || found.contains(r)))
            .filter(|e| {
                let loaded = e.value.0 < header && root.op(e.value).kind() == Kind::Load;
                !(loaded && forward::place(root.inst(e.value), root.args(e.value)) == Some(e.at))
            })
            .copied()
            .collect();
        let mut wanted: Vec<Ref> = uses_behind(root, header);
        wanted.extend(outside.iter().filter(|r| r.0 < header));
        for k in 0.. {
            let Some(r) = wanted.get(k).copied() else { break };
            // What stands in the same register, or is compared where the outcome is used.
            if matches!(root.op(r), Op::BoxPtr | Op::UnboxPtr | Op::PtrToInt | Op::Btoi) || root.ty(r) == Ty::Bool {
                wanted.extend(root.args(r));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let guards: HashSet<Ref> = (0..header)
            .map(Ref)
            .filter(|r| root.op(*r).kind() == Kind::Guard && root.op(*r) != Op::Poll)
            .filter(|r| root.args(*r).iter().all(|a| found.contains(a)))
            .collect();
        let mut need: HashSet<Ref> = wanted.iter().copied().chain(calls).collect();
        need.extend(guards.iter().flat_map(|g| root.args(*g)));
        let places = relied.iter().flat_map(|e| [e.at.base, e.at.index, e.value]);
        need.extend(places.filter(|r| *r != Ref::NONE));
        if !need.is_subset(&found) {
            return None;
        }
        let mut steps = vec![];
        for r in (0..header).rev().map(Ref) {
            if need.contains(&r) {
                need.extend(root.args(r));
            }
            if need.contains(&r) || guards.contains(&r) {
                steps.push(r);
            }
        }
        steps.reverse();
        let bounds = ranges::narrowed(root, header, |g| guards.contains(&g));
        wanted.retain(|r| !root.op(*r).is_const());
        Some(Loop { header, steps, wanted, relied, bounds, kept, visible })
    }
    /// Whether entries give a value for each of the root's values that these name.
    pub fn covers(&self, outside: &[Ref]) -> bool {
        outside.iter().filter(|r| r.0 < self.header).all(|r| self.wanted.contains(r))
    }
}

/// Values from before the header that the body and its exits use.
fn uses_behind(root: &Trace, header: u32) -> Vec<Ref> {
    let mut out = vec![];
    let mut snaps: HashSet<u32> = HashSet::default();
    for r in root.refs().skip(header as usize) {
        let i = root.inst(r);
        if i.op != Op::Phi {
            out.extend(root.args(r).iter().filter(|a| a.0 < header));
        }
        if i.snap != NO_SNAP && snaps.insert(i.snap) {
            root.snaps[i.snap as usize].each(|v, _| {
                if v.0 < header {
                    out.push(v)
                }
            });
        }
    }
    out
}

impl Path<'_> {
    /// An entry into the loop with invariants for the state that the side trace ends in: that of the snapshot `snap`.
    pub fn renew(&mut self, l: &Loop, snap: u32) -> Option<Entry> {
        let root = self.root;
        let state = self.t.snaps[snap as usize].clone();
        if !state.virtuals.is_empty() || !state.frames.is_empty() {
            return None;
        }
        // Slots that nobody writes any more are stored.
        let mut words: HashMap<i32, Ref> = HashMap::default();
        for (slot, v) in &state.slots {
            let SnapVal::Value(r, _) = *v else { return None };
            let word = self.converted(r, Ty::Tagged)?;
            words.insert(*slot, word);
            if l.visible || !l.kept.contains_key(slot) {
                self.store_slot(*slot, word);
            }
        }
        let mut map: HashMap<Ref, Ref> = HashMap::default();
        for r in &l.steps {
            let mut i = *root.inst(*r);
            let args: Vec<Ref> = root.args(*r).iter().map(|a| map[a]).map(|a| self.equal(a)).collect();
            if i.op == Op::Sload {
                let word = words.get(&(i.imm as i32)).copied();
                map.insert(*r, word.unwrap_or_else(|| self.slot(i.imm as i32)));
                continue;
            }
            if i.snap != NO_SNAP {
                if i.op.kind() == Kind::Guard && !self.stays(&i, &args) {
                    continue;
                }
                i.snap = snap;
            }
            let v = match i.op {
                Op::UnboxInt | Op::UnboxFloat | Op::UnboxPtr => self.converted(args[0], i.ty),
                _ => None,
            };
            let v = match v {
                Some(v) => v,
                None => self.value(i, &args)?,
            };
            map.insert(*r, v);
        }
        let moved = |at: Place| {
            let name = |r: Ref| if r == Ref::NONE { Some(r) } else { map.get(&r).copied() };
            Some(at.moved(name(at.base)?, name(at.index)?))
        };
        for e in &l.relied {
            let now = self.memory.find(&moved(e.at)?, e.op, e.ty)?.value;
            if !self.same(now, map[&e.value]) {
                return None;
            }
        }
        let phi_slots: Vec<i64> = root.phis().iter().map(|p| root.inst(*p).imm).collect();
        for (slot, v) in l.kept.iter().filter(|k| !phi_slots.contains(&(*k.0 as i64))) {
            let SnapVal::Value(r, _) = *v else { return None };
            let assumed = map.get(&r).copied()?;
            let now = match words.get(slot) {
                Some(w) => *w,
                None => self.known_slot(*slot)?,
            };
            if !self.same(self.inner(now), self.inner(assumed)) && !self.same(now, assumed) {
                return None;
            }
        }
        let phis = self.phis(&state, moved)?;
        let renewed = |r: &Ref| (*r, self.within(map[r], l.bounds.get(r).copied()));
        let invariants = Some(l.wanted.iter().map(renewed).collect());
        Some(Entry { phis, invariants })
    }
}
