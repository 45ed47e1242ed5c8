//! Grafting: a side trace rewritten for its place in a tree that is compiled as one function.
//!
//! Where the side trace begins, its parent's values are at hand, and what the root and the parents have guarded, loaded and
//! stored on the way to the exit is known. The pass follows that path, then the side trace: what is known goes, and what the
//! path has computed is named instead of computed again. The result names values of ancestors as inputs ([`Grafted::outer`]).
//!
//! *Back to the loop.* A side trace that links to its root may jump straight to the loop header, past the preamble, with a
//! value for each phi ([`Entry`]), if that keeps what the loop assumes there:
//!
//! - the exit lies in the loop, so that the preamble has run;
//! - every phi gets a value of its type: a slot's from the final snapshot or from memory, one that stands for a place in
//!   memory what was stored there last, or what is loaded; the intervals that the optimiser relied on are checked at the jump;
//! - no store or call on the way from the loop overwrites a place that the loop remembers from the preamble, unless by the
//!   same value;
//! - a slot that the loop takes as invariant has the value it had;
//! - if the loop lets anyone look at the frame, memory is current: the slots are stored.
//!
//! Otherwise it may be possible to find the loop's invariants again ([`renew`](super::renew)). If not, the slots are written to
//! the frame and the root's preamble runs again, which checks everything.
//!
//! Must not: use what the failing guard would have established; use what is known of memory at the header if the loop, or a
//! side trace that enters it, may change it (the rules above see to that).

use super::forward::{self, Memory, Place};
use super::guards::{self, Facts};
use super::peel;
use super::ranges;
use super::renew::{Loop, Renewed};
use crate::exits::ExitInfo;
use crate::ir::value::{self, INT_MAX, INT_MIN};
use crate::ir::*;
use rustc_hash::FxHashMap as HashMap;

/// A trace of a tree, as recorded and optimised by itself.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub trace: &'a Trace,
    /// Number of the parent and the snapshot of the exit that this side trace grows from; `None` for the root.
    pub parent: Option<(usize, u32)>,
    /// It grew from code in which the parent was grafted, so that its inputs are the raw values of that exit.
    pub merged: bool,
}

/// A value for a phi, and the interval it has to be in if that is not certain.
pub type Carried = (Ref, Option<(i64, i64)>);

/// Entry into the root's loop, instead of the final link: a value for each phi.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub phis: Vec<Carried>,
    /// Other values for what the loop has from the preamble; `None` if all is as it was.
    pub invariants: Option<Vec<Renewed>>,
}

impl Entry {
    fn values(&self) -> impl Iterator<Item = Ref> {
        self.carried().map(|c| c.0)
    }
    /// All values with the intervals to check.
    pub fn carried(&self) -> impl Iterator<Item = &Carried> {
        self.phis.iter().chain(self.invariants.iter().flatten().map(|r| &r.1))
    }
    /// What a value of the root is in the loop from here on, if it may be another one.
    pub fn renewed(&self, r: Ref) -> Option<Ref> {
        self.invariants.iter().flatten().find(|x| x.0 == r).map(|x| x.1.0)
    }
}

/// A part in its place. Snapshots keep their numbers.
#[derive(Clone, Debug)]
pub struct Grafted {
    pub trace: Trace,
    /// What `input n` is: a value of an ancestor's grafted trace.
    pub outer: Vec<(usize, Ref)>,
    pub entry: Option<Entry>,
    /// Whether it grows from the root's loop, not from its preamble.
    in_loop: bool,
    /// Value on the path for each value of the grafted trace, and for each value of the part.
    path: Vec<Ref>,
    map: Vec<Ref>,
}

/// The parts, and what is known of the root for all of them.
struct Tree<'a> {
    parts: &'a [Part<'a>],
    /// The root's cell.
    cell: u64,
    /// Places that the loop's turns write, and that hold at its header what the preamble left there.
    restored: Vec<forward::Entry>,
    /// The places in memory that each phi without a slot stands for.
    places: Vec<Vec<forward::Entry>>,
    /// Wherever side traces begin that grow from the preamble, others begin that grow from the loop.
    alike: bool,
}

/// Grafts all parts, parents first; `None` for one that can not be reached any more.
pub fn graft(parts: &[Part], root_cell: u64) -> Vec<Option<Grafted>> {
    let Some(trace) = parts.get(1).and(parts.first()).map(|root| root.trace) else {
        return parts.iter().map(|p| Some(root(p.trace))).collect();
    };
    let (restored, places) = (forward::restored(trace), places(trace));
    let mut tree = Tree { parts, cell: root_cell, restored, places, alike: false };
    tree.alike = tree.is_alike();
    let mut out = tree.graft(None);
    let may_renew = |n: usize| {
        let without = out[n].as_ref().is_some_and(|g| g.entry.is_none());
        without && links_to(parts[n].trace, root_cell) && tree.comes_back(n)
    };
    if !(1..parts.len()).any(may_renew) {
        return out;
    }
    // Side traces that enter the loop anew give values for what they all name, and may name more.
    for _ in 0..3 {
        let outside = named_of_root(&out);
        let Some(l) = Loop::new(trace, &tree.restored, &outside) else { break };
        out = tree.graft(Some(&l));
        if l.covers(&named_of_root(&out)) {
            return out;
        }
    }
    for g in out.iter_mut().flatten() {
        g.entry.take_if(|e| e.invariants.is_some());
    }
    out
}

/// Whether a side trace ends at the root's beginning.
fn links_to(t: &Trace, cell: u64) -> bool {
    t.insts.last().is_some_and(|end| end.op == Op::Link && end.imm as u64 == cell && end.aux == 0)
}

/// Values of the root that side traces name which grow from the loop.
fn named_of_root(all: &[Option<Grafted>]) -> Vec<Ref> {
    all.iter().flatten().filter(|g| g.in_loop).flat_map(|g| &g.outer).filter(|o| o.0 == 0).map(|o| o.1).collect()
}

fn root(t: &Trace) -> Grafted {
    let same: Vec<Ref> = t.refs().collect();
    Grafted { trace: t.clone(), outer: vec![], entry: None, in_loop: false, path: same.clone(), map: same }
}

impl Tree<'_> {
    fn graft(&self, l: Option<&Loop>) -> Vec<Option<Grafted>> {
        let mut out: Vec<Option<Grafted>> = vec![];
        for n in 0..self.parts.len() {
            let g = match self.parts[n].parent {
                None => Some(root(self.parts[n].trace)),
                Some(_) => self.side(&out, n, l),
            };
            out.push(g);
        }
        out
    }

    /// The parts from the root to one.
    fn chain(&self, n: usize) -> Vec<usize> {
        let mut chain = vec![n];
        while let Some((p, _)) = chain.last().and_then(|n| self.parts[*n].parent) {
            chain.push(p);
        }
        chain.reverse();
        chain
    }
    /// The snapshot of the root through which a part, or what it grows from, has left it.
    fn left_root_by(&self, n: usize) -> Option<u32> {
        self.chain(n).get(1).and_then(|n| self.parts[*n].parent).map(|p| p.1)
    }
    /// See `alike`.
    fn is_alike(&self) -> bool {
        let root = self.parts[0].trace;
        let Some(header) = root.header() else { return false };
        let starts = |in_loop: bool| {
            let from_there = move |n: usize| {
                let exit = self.left_root_by(n).and_then(|snap| root.insts.iter().position(|i| i.snap == snap));
                exit.is_some_and(|k| (k > header) == in_loop)
            };
            let pc = |n: usize| {
                self.parts[n].parent.and_then(|(p, snap)| Some(self.parts[p].trace.snaps.get(snap as usize)?.pc))
            };
            (1..self.parts.len()).filter(move |n| from_there(*n)).filter_map(pc)
        };
        let in_loop: Vec<u64> = starts(true).collect();
        starts(false).all(|pc| in_loop.contains(&pc))
    }
    /// Whether a part may enter the loop anew. It may if it, or what it grows from, has left the root where the loop begins a turn: the
    /// loop was over, and who comes back begins it anew. Other exits are branches of its body, and what follows them is likely to be
    /// another turn than the loop's, for which the loop has to have the side traces that the preamble has.
    fn comes_back(&self, n: usize) -> bool {
        if self.alike {
            return true;
        }
        let root = self.parts[0].trace;
        let pc = |n: u32| root.snaps.get(n as usize).map(|s| s.pc);
        let exit = self.left_root_by(n);
        root.insts.last().is_some_and(|end| exit.is_some_and(|snap| pc(snap) == pc(end.snap)))
    }

    fn side(&self, done: &[Option<Grafted>], n: usize, l: Option<&Loop>) -> Option<Grafted> {
        let (parts, chain) = (self.parts, self.chain(n));
        let exit = |k: usize| parts[chain[k]].parent.map(|p| p.1);
        let mut path = Path::new(self);
        path.root(exit(1)?)?;
        path.left_at = path.t.len();
        for k in 1..chain.len() {
            let (p, snap) = parts[chain[k]].parent?;
            let parent = done[p].as_ref()?;
            path.left(parent, snap);
            let inputs = inputs(&parts[chain[k]], parts[p].trace, parent, snap);
            path.segments.push((path.t.len() as u32, chain[k]));
            let stop = if k + 1 < chain.len() { exit(k + 1) } else { None };
            path.extend(parts[chain[k]].trace, &inputs, stop)?;
        }
        let entry = path.enter_loop(l.filter(|_| self.comes_back(n)));
        path.cut(done, entry)
    }
}

/// The values on the path that are the inputs of a part.
fn inputs(part: &Part, plain: &Trace, parent: &Grafted, snap: u32) -> Vec<Ref> {
    let (t, map) = if part.merged { (&parent.trace, &parent.path) } else { (plain, &parent.map) };
    ExitInfo::of(t, &t.snaps[snap as usize]).raws.iter().map(|(r, _)| map[r.index()]).collect()
}

/// The places in memory that each phi without a slot stands for: they held the first value before the loop, and a turn
/// stores the next one there.
fn places(root: &Trace) -> Vec<Vec<forward::Entry>> {
    let Some(end) = root.insts.last().filter(|i| i.op == Op::Loop) else { return vec![] };
    let mut before = Memory::default();
    let header = root.header().unwrap_or(0);
    (0..header as u32).for_each(|n| before.observe(root, Ref(n)));
    let is = |v: Ref, x: Ref| v == x || matches!(root.op(v), Op::BoxInt | Op::BoxFloat) && root.arg(v, 0) == x;
    let stored = |e: &forward::Entry, next: Ref| {
        let mut last = None;
        for r in root.refs().skip(header) {
            let i = root.inst(r);
            if i.op.kind() == Kind::Store && forward::place(i, root.args(r)) == Some(e.at) {
                last = root.args(r).last().copied();
            }
        }
        last.is_some_and(|v| is(v, next))
    };
    let places = |(phi, next): (Ref, &Ref)| {
        let (first, n) = (root.arg(phi, 0), places_of(root.inst(phi).imm));
        if n == 0 {
            return vec![];
        }
        let holds = |e: &&forward::Entry| {
            e.at.class != Class::FRAME && e.at.index == Ref::NONE && is(e.value, first) && stored(e, *next)
        };
        let found: Vec<forward::Entry> = before.entries.iter().filter(holds).copied().collect();
        if found.len() < n { vec![] } else { found }
    };
    root.phis().into_iter().zip(root.args_of(end)).map(places).collect()
}

/// A line of instructions: the root up to the exit, a side trace up to its exit, …, the part.
pub struct Path<'a> {
    tree: &'a Tree<'a>,
    pub root: &'a Trace,
    pub t: Trace,
    facts: Facts,
    pub memory: Memory,
    /// What the loop remembers from the preamble: places, and the values it takes them to have.
    remembered: Vec<forward::Entry>,
    /// Classes that calls whose results it remembers have read.
    called: ClassSet,
    in_loop: bool,
    /// How much of the root the path has run.
    left_at: usize,
    seen: HashMap<(Op, Ty, i64, u32, [Ref; 3]), Ref>,
    /// Where the instructions of each part of the chain begin.
    segments: Vec<(u32, usize)>,
    /// Value for each value of the last part, where its snapshots begin, and which of them are in place.
    map: Vec<Ref>,
    snaps: usize,
    placed: Vec<bool>,
}

impl<'a> Path<'a> {
    fn new(tree: &'a Tree) -> Path<'a> {
        let root = tree.parts[0].trace;
        let t = Trace {
            snaps: root.snaps.clone(),
            helpers: root.helpers.clone(),
            sites: root.sites.clone(),
            bounds: root.bounds.clone(),
            ..Trace::default()
        };
        Path {
            tree,
            root,
            t,
            facts: Facts::default(),
            memory: Memory::default(),
            remembered: vec![],
            called: ClassSet::NONE,
            in_loop: false,
            left_at: 0,
            seen: HashMap::default(),
            segments: vec![(0, 0)],
            map: vec![],
            snaps: 0,
            placed: vec![],
        }
    }

    /// Appends an instruction and follows it.
    fn push(&mut self, i: Inst, args: &[Ref]) -> Ref {
        let n = self.t.push(i, args);
        guards::learn(&mut self.facts, &self.t, n);
        self.memory.observe(&self.t, n);
        if let Some(key) = self.key(&i, args) {
            self.seen.entry(key).or_insert(n);
        }
        n
    }

    /// The root as it is, up to the first instruction that leaves through `snap`.
    fn root(&mut self, snap: u32) -> Option<()> {
        let root = self.root;
        for r in root.refs() {
            let i = *root.inst(r);
            if i.snap == snap && i.op != Op::Loop {
                return Some(());
            }
            self.push(i, root.args(r));
            if i.op == Op::Header {
                self.header(r);
            }
        }
        None
    }

    fn header(&mut self, header: Ref) {
        self.in_loop = true;
        self.facts.at_header(guards::body_writes(self.root));
        forward::enter_loop(self.root, header, &self.t, |r| r, &mut self.memory);
        self.memory.entries.extend(&self.tree.restored);
        if !peel::frame_visible(self.root) {
            // The loop keeps these slots in registers and does not look at their memory, which side traces may have written.
            let kept = self.carried_slots();
            self.memory.entries.retain(|e| e.at.class != Class::FRAME || !kept.contains(&(e.at.offset / 8)));
        }
        self.remembered = self.memory.entries.clone();
        self.called = self.memory.called_reads();
        for (phi, places) in self.root.phis().into_iter().zip(&self.tree.places) {
            for p in places.iter().filter(|p| p.ty == self.root.ty(phi)) {
                // Not appended yet; it will be before anything looks.
                self.memory.entries.push(forward::Entry { value: phi, ..*p });
            }
        }
    }

    /// The slots that exits in the loop write.
    fn carried_slots(&self) -> Vec<i64> {
        let end = self.root.insts.last().and_then(|i| self.root.snaps.get(i.snap as usize));
        end.map_or(vec![], |s| s.slots.iter().map(|x| x.0 as i64).collect())
    }

    /// The guard of `parent` that leaves through `snap` has failed.
    fn left(&mut self, parent: &Grafted, snap: u32) {
        let t = &parent.trace;
        let mut all = t.refs().filter(|r| t.inst(*r).snap == snap && t.op(*r) != Op::Loop);
        if let (Some(g), None) = (all.next(), all.next())
            && let op @ (Op::GuardTrue | Op::GuardFalse) = t.op(g)
        {
            let b = parent.path[t.arg(g, 0).index()];
            guards::decided(&mut self.facts, &self.t, b, op == Op::GuardFalse);
        }
    }

    fn key(&self, i: &Inst, args: &[Ref]) -> Option<(Op, Ty, i64, u32, [Ref; 3])> {
        let pure_call = i.op == Op::Call && self.t.helpers[i.aux as usize].pure_call;
        let mergeable =
            i.op.is_const() || i.op.is_pure() && i.op != Op::Input || i.op.kind() == Kind::Check || pure_call;
        if !mergeable || args.len() > 3 {
            return None;
        }
        let mut a = [Ref::NONE; 3];
        a[..args.len()].copy_from_slice(args);
        if i.op.commutes() && a[1] < a[0] {
            a.swap(0, 1)
        }
        Some((i.op, i.ty, i.imm, i.key_aux(), a))
    }

    /// A constant, or any instruction that may be merged with an equal one.
    fn shared(&mut self, i: Inst, args: &[Ref]) -> Ref {
        let start = self.segments.last().map_or(0, |s| s.0);
        // A truth value of another part may not exist as a value: it may be fused into a branch there.
        let usable = |r: &Ref| self.t.ty(*r) != Ty::Bool || r.0 >= start || self.t.op(*r).is_const();
        match self.key(&i, args).and_then(|k| self.seen.get(&k)).filter(|r| usable(r)) {
            Some(r) => *r,
            None => self.push(i, args),
        }
    }
    fn simple(&mut self, op: Op, args: &[Ref]) -> Ref {
        self.shared(Inst::new(op, op.row().result.unwrap_or(Ty::Void)), args)
    }

    /// The part, up to what leaves through `stop`; `None` if nothing does.
    fn extend(&mut self, part: &Trace, inputs: &[Ref], stop: Option<u32>) -> Option<()> {
        self.map = vec![Ref::NONE; part.len()];
        self.snaps = self.t.snaps.len();
        self.t.snaps.resize_with(self.snaps + part.snaps.len(), Snapshot::default);
        self.placed = vec![false; part.snaps.len()];
        for r in part.refs() {
            let mut i = *part.inst(r);
            let args: Vec<Ref> = part.args(r).iter().map(|a| self.map[a.index()]).map(|a| self.equal(a)).collect();
            match i.op {
                Op::Input => {
                    self.map[r.index()] = *inputs.get(i.imm as usize)?;
                    continue;
                }
                Op::Call | Op::CallIf => i.aux = self.t.share_helper(&part.helpers[i.aux as usize]),
                Op::Alloc => i.aux = self.t.add_site(part.sites[i.aux as usize]),
                _ => {}
            }
            if i.snap != NO_SNAP {
                if !self.stays(&i, &args) {
                    continue;
                }
                if Some(i.snap) == stop {
                    return Some(());
                }
                i.snap = self.snapshot(part, i.snap as usize);
            }
            self.map[r.index()] = self.value(i, &args)?;
        }
        stop.is_none().then_some(())
    }

    pub fn equal(&self, r: Ref) -> Ref {
        self.facts.equal(r)
    }

    /// Whether a guard can fail.
    pub fn stays(&self, i: &Inst, args: &[Ref]) -> bool {
        let decided = match i.op {
            Op::GuardTrue | Op::GuardFalse => {
                let want = i.op == Op::GuardTrue;
                let k = self.t.inst(args[0]);
                let known = (k.op == Op::KBool).then_some(k.imm != 0);
                known.or(self.facts.truth(args[0])).or(self.facts.compared(k.op, self.t.args(args[0]))) == Some(want)
            }
            Op::GuardEq => {
                let (a, b) = (self.t.inst(args[0]), self.t.inst(args[1]));
                a.op.is_const() && a.op == b.op && a.imm == b.imm
            }
            _ => false,
        };
        !decided && !guards::redundant(&self.facts, &self.t, i, args)
    }

    /// What an instruction of the part is on the path: something known, or itself, appended.
    pub fn value(&mut self, i: Inst, args: &[Ref]) -> Option<Ref> {
        if i.ty == Ty::Bool
            && let Some(b) = self.facts.compared(i.op, args)
        {
            return Some(self.shared(Inst::new(Op::KBool, Ty::Bool).imm(b as i64), &[]));
        }
        if self.key(&i, args).is_some() {
            return Some(self.shared(i, args));
        }
        match i.op.kind() {
            Kind::Load => {
                let at = forward::place(&i, args)?;
                if let Some(e) = self.memory.find(&at, i.op, i.ty)
                    && (i.ty != Ty::Bool)
                {
                    return Some(e.value);
                }
            }
            Kind::Store if i.op == Op::Barrier && self.memory.is_young(args[0]) => return Some(Ref::NONE),
            Kind::Store if i.op != Op::Barrier => {
                let (at, v) = (forward::place(&i, args)?, *args.last()?);
                let known = forward::load_of(i.op).and_then(|op| self.memory.find(&at, op, self.t.ty(v)));
                if known.is_some_and(|e| e.value == v) {
                    return Some(Ref::NONE);
                }
            }
            Kind::Call => {
                if let Some(v) = self.memory.called(&self.t, &i, args) {
                    return Some(v);
                }
            }
            _ => {}
        }
        Some(self.push(i, args))
    }

    /// A snapshot of the part, with what is known when it is used first.
    fn snapshot(&mut self, part: &Trace, snap: usize) -> u32 {
        let n = self.snaps + snap;
        if !std::mem::replace(&mut self.placed[snap], true) {
            let mut s = part.snaps[snap].clone();
            s.each_mut(|v| {
                if let SnapVal::Value(r, _) = v {
                    *r = self.equal(self.map[r.index()])
                }
            });
            for v in &mut s.virtuals {
                v.site = self.t.add_site(part.sites[v.site as usize]);
            }
            self.t.snaps[n] = s;
        }
        n as u32
    }

    /// An entry into the root's loop, if the part may end there: with the invariants as they are, or with others.
    fn enter_loop(&mut self, l: Option<&Loop>) -> Option<Entry> {
        if !links_to(&self.t, self.tree.cell) {
            return None;
        }
        // The link is appended again at the end.
        let end = self.t.insts.pop()?;
        let without = self.t.len();
        let mut entry = self.enter_as_is(end.snap);
        if let (None, Some(l)) = (&entry, l) {
            entry = self.renew(l, end.snap);
        }
        if entry.is_none() {
            self.t.insts.truncate(without);
        }
        let link = self.t.push(Inst { first: 0, count: 0, ..end }, &[]);
        if let Some(m) = self.map.last_mut() {
            *m = link;
        }
        entry
    }

    fn enter_as_is(&mut self, snap: u32) -> Option<Entry> {
        let root = self.root;
        if !self.in_loop || !self.untouched(root.snaps.get(root.insts.last()?.snap as usize)?) {
            return None;
        }
        let snap = self.t.snaps[snap as usize].clone();
        if !snap.virtuals.is_empty() || !self.harmless() {
            return None;
        }
        let phis = self.phis(&snap, Some)?;
        self.slots(&snap)?;
        Some(Entry { phis, invariants: None })
    }

    /// Whether nothing since the root was left overwrites what the loop remembers.
    fn harmless(&self) -> bool {
        let shapes = self.root.insts[..self.root.header().unwrap_or(0)]
            .iter()
            .any(|i| matches!(i.op, Op::GuardShape | Op::Alloc));
        let own: Vec<Place> = self.tree.places.iter().flatten().map(|e| e.at).collect();
        (self.left_at as u32..self.t.len() as u32).map(Ref).all(|r| {
            let i = self.t.inst(r);
            if let Some(at) = forward::place(i, self.t.args(r)) {
                let v = self.t.args(r).last().copied();
                let load = i.op.kind() == Kind::Load;
                return load || !self.called.has(at.class) && (own.contains(&at) || self.keeps(&at, v));
            }
            let writes = self.t.effects(i).writes;
            let known = |e: &forward::Entry| e.at.class != Class::CONST && writes.has(e.at.class);
            let lost = self.remembered.iter().any(known) || writes.meets(self.called);
            i.op == Op::Barrier || !(lost || shapes && writes.has(Class::SHAPE))
        })
    }
    /// Whether storing `v` at a place leaves what is remembered true.
    fn keeps(&self, at: &Place, v: Option<Ref>) -> bool {
        self.remembered.iter().all(|e| {
            !self.memory.may_overlap(&self.t, &e.at, at) || e.at == *at && v.is_some_and(|v| self.same(v, e.value))
        })
    }
    pub fn same(&self, a: Ref, b: Ref) -> bool {
        forward::same(&self.t, a, b)
    }

    /// Values for the root's phis in the state of a snapshot; `moved` says where a place that the root names is.
    pub fn phis(&mut self, snap: &Snapshot, moved: impl Fn(Place) -> Option<Place>) -> Option<Vec<Carried>> {
        let (root, tree) = (self.root, self.tree);
        let mut out = vec![];
        for (phi, places) in root.phis().into_iter().zip(&tree.places) {
            let slot = root.inst(phi).imm;
            let ty = root.ty(phi);
            let v = if let Some((p, others)) = places.split_first() {
                let at = moved(p.at)?;
                let v = match self.memory.find(&at, p.op, p.ty) {
                    Some(e) => e.value,
                    None => self.push(Inst::new(p.op, p.ty).imm(at.offset).aux(at.class.0 as u32), &[at.base]),
                };
                for p in others {
                    let now = self.memory.find(&moved(p.at)?, p.op, p.ty)?.value;
                    if !self.same(now, v) {
                        return None;
                    }
                }
                v
            } else if places_of(slot) > 0 || slot == FIELD_PHI {
                return None;
            } else {
                match snap.slots.iter().find(|s| s.0 as i64 == slot) {
                    Some((_, SnapVal::Value(r, _))) => *r,
                    Some(_) => return None,
                    None => self.slot(slot as i32),
                }
            };
            let v = self.converted(v, ty)?;
            let bound = root.bound(phi).filter(|b| b.0 > INT_MIN || b.1 < INT_MAX);
            out.push(self.within(v, bound));
        }
        Some(out)
    }

    /// A value, with the interval it has to be in if that is not certain.
    pub fn within(&self, v: Ref, bound: Option<(i64, i64)>) -> Carried {
        let known = ranges::interval(&self.t, v, 4);
        let open = |(lo, hi): (i64, i64)| {
            (if known.lo >= lo { INT_MIN } else { lo }, if known.hi <= hi { INT_MAX } else { hi })
        };
        (v, bound.map(open).filter(|b| *b != (INT_MIN, INT_MAX)))
    }

    /// What is in a slot's memory.
    pub fn slot(&mut self, slot: i32) -> Ref {
        self.known_slot(slot).unwrap_or_else(|| self.push(Inst::new(Op::Sload, Ty::Tagged).imm(slot as i64), &[]))
    }
    pub fn known_slot(&self, slot: i32) -> Option<Ref> {
        self.memory.find(&slot_place(slot)?, Op::Sload, Ty::Tagged).map(|e| e.value)
    }
    /// Stores a word in a slot's memory, if it is not there.
    pub fn store_slot(&mut self, slot: i32, word: Ref) {
        if !self.known_slot(slot).is_some_and(|v| self.same(v, word)) {
            self.push(Inst::new(Op::Sstore, Ty::Void).imm(slot as i64), &[word]);
        }
    }

    /// A value as one of another type, if that needs no check.
    pub fn converted(&mut self, v: Ref, ty: Ty) -> Option<Ref> {
        let i = *self.t.inst(v);
        let known = self.facts.of(&self.t, v);
        match (i.ty, ty) {
            (a, b) if a == b => Some(v),
            (Ty::Tagged, Ty::Int | Ty::Float | Ty::Ptr)
                if matches!((i.op, ty), (Op::BoxInt, Ty::Int) | (Op::BoxFloat, Ty::Float) | (Op::BoxPtr, Ty::Ptr)) =>
            {
                Some(self.t.arg(v, 0))
            }
            (Ty::Tagged, Ty::Int) if i.op == Op::KVal && value::is_int(i.imm as u64) => {
                Some(self.shared(Inst::new(Op::KInt, Ty::Int).imm(value::unbox_int(i.imm as u64)), &[]))
            }
            (Ty::Tagged, Ty::Float) if i.op == Op::KVal && value::is_immediate_float(i.imm as u64) => {
                let bits = value::decode_float(i.imm as u64).to_bits() as i64;
                Some(self.shared(Inst::new(Op::KFloat, Ty::Float).imm(bits), &[]))
            }
            (Ty::Tagged, Ty::Int) if known.int => Some(self.simple(Op::UnboxInt, &[v])),
            (Ty::Tagged, Ty::Float) if known.float => Some(self.simple(Op::UnboxFloat, &[v])),
            (Ty::Tagged, Ty::Ptr) if known.ptr => Some(self.simple(Op::UnboxPtr, &[v])),
            (Ty::Int, Ty::Tagged) if i.op == Op::KInt && value::fits(i.imm) => {
                Some(self.shared(Inst::new(Op::KVal, Ty::Tagged).imm(value::box_int(i.imm) as i64), &[]))
            }
            (Ty::Int, Ty::Tagged) => Some(self.simple(Op::BoxInt, &[v])),
            (Ty::Float, Ty::Tagged) => Some(self.simple(Op::BoxFloat, &[v])),
            (Ty::Bool, Ty::Tagged) => Some(self.simple(Op::BoxBool, &[v])),
            (Ty::Ptr, Ty::Tagged) => Some(self.simple(Op::BoxPtr, &[v])),
            _ => None,
        }
    }

    /// Stores the slots that memory has to know, if the loop's assumptions allow it.
    fn slots(&mut self, snap: &Snapshot) -> Option<()> {
        let root = self.root;
        let visible = peel::frame_visible(root);
        let phis: Vec<i64> = root.phis().iter().map(|p| root.inst(*p).imm).collect();
        for (slot, v) in &snap.slots {
            let SnapVal::Value(r, _) = *v else { return None };
            let word = self.converted(r, Ty::Tagged)?;
            let assumed = self.assumed(*slot)?;
            let carried = phis.contains(&(*slot as i64));
            if !carried && assumed.is_some_and(|a| !self.same_word(word, a)) {
                return None;
            }
            if visible || !carried && assumed.is_none() {
                if self.known_slot(*slot).is_some_and(|v| self.same(v, word)) {
                    continue;
                }
                let at = slot_place(*slot)?;
                if !self.keeps(&at, Some(word)) || self.called.has(Class::FRAME) {
                    return None;
                }
                self.push(Inst::new(Op::Sstore, Ty::Void).imm(*slot as i64), &[word]);
            }
        }
        Some(())
    }

    /// Whether the slots that the loop's exits write without carrying them around can still hold what those write: an object
    /// that the loop describes is made anew by each exit, and nobody has stored another word.
    fn untouched(&self, kept: &Snapshot) -> bool {
        let phis: Vec<i64> = self.root.phis().iter().map(|p| self.root.inst(*p).imm).collect();
        let stored = |slot: i64| {
            let t = &self.t;
            t.insts[self.left_at..].iter().any(|i| i.op == Op::Sstore && i.imm == slot)
        };
        kept.slots.iter().all(|(slot, v)| {
            let slot = *slot as i64;
            matches!(v, SnapVal::Value(..)) && (phis.contains(&slot) || !stored(slot))
        })
    }
    /// What the loop takes a slot to hold at the header: the snapshot of `loop` says it for the slots the loop has changed,
    /// what it remembers of memory for the others. `None` if that can not be compared with.
    fn assumed(&self, slot: i32) -> Option<Option<Ref>> {
        let root = self.root;
        let snap = root.snaps.get(root.insts.last()?.snap as usize)?;
        match snap.slots.iter().find(|x| x.0 == slot) {
            Some((_, SnapVal::Value(r, _))) => Some(Some(*r)),
            Some(_) => None,
            None => {
                let at = slot_place(slot)?;
                Some(self.remembered.iter().find(|e| e.at == at).map(|e| e.value))
            }
        }
    }

    /// Whether the word `v` is what the root means by `r`, perhaps unboxed there.
    fn same_word(&self, v: Ref, r: Ref) -> bool {
        let k = self.root.inst(r);
        if k.op.is_const() {
            let x = self.t.inst(v);
            return x.op == k.op && x.imm == k.imm;
        }
        if r.index() >= self.left_at {
            // The root defines it behind the exit.
            return false;
        }
        v == r || self.inner(v) == self.inner(r)
    }
    /// What a word was made of.
    pub fn inner(&self, x: Ref) -> Ref {
        match self.t.op(x) {
            Op::BoxInt | Op::BoxFloat | Op::BoxPtr | Op::BoxBool => self.t.arg(x, 0),
            _ => x,
        }
    }

    /// The last part of the path as a trace of its own.
    fn cut(self, done: &[Option<Grafted>], entry: Option<Entry>) -> Option<Grafted> {
        let start = self.segments.last()?.0;
        let mut f = Trace {
            helpers: self.t.helpers.clone(),
            sites: self.t.sites.clone(),
            bounds: self.t.bounds.clone(),
            ..Trace::default()
        };
        let mut cut =
            Cut { t: &self.t, segments: &self.segments, done, start, names: HashMap::default(), outer: vec![] };
        let suffix = || (start..self.t.len() as u32).map(Ref);
        let used = |r: Ref| (self.t.inst(r).snap as usize).checked_sub(self.snaps);
        let mut path = vec![];
        // Inputs and constants from before, in order of their use.
        let mut wanted: Vec<Ref> = vec![];
        for r in suffix() {
            wanted.extend(self.t.args(r));
            if let Some(s) = used(r).and_then(|k| self.t.snaps.get(self.snaps + k)) {
                s.each(|v, _| wanted.push(v));
            }
        }
        wanted.extend(entry.iter().flat_map(Entry::values));
        for r in wanted.into_iter().filter(|r| r.0 < start) {
            cut.name(&mut f, &mut path, r)?;
        }
        let prefix = f.len() as u32;
        let name = |cut: &Cut, r: Ref| if r.0 < start { cut.names[&r] } else { Ref(r.0 - start + prefix) };
        f.snaps.resize(self.t.snaps.len() - self.snaps, Snapshot::default());
        for r in suffix() {
            let mut i = *self.t.inst(r);
            if i.snap != NO_SNAP {
                let k = i.snap as usize - self.snaps;
                let mut s = self.t.snaps[i.snap as usize].clone();
                s.each_mut(|v| {
                    if let SnapVal::Value(x, _) = v {
                        *x = name(&cut, *x)
                    }
                });
                f.snaps[k] = s;
                i.snap = k as u32;
            }
            let args: Vec<Ref> = self.t.args(r).iter().map(|a| name(&cut, *a)).collect();
            f.push(i, &args);
            path.push(r);
        }
        let entry = entry.map(|e| Entry {
            phis: e.phis.into_iter().map(|(r, b)| (name(&cut, r), b)).collect(),
            invariants: e.invariants.map(|v| v.into_iter().map(|(k, (r, b))| (k, (name(&cut, r), b))).collect()),
        });
        Some(Grafted { trace: f, outer: cut.outer, entry, in_loop: self.in_loop, path, map: self.map })
    }
}

fn slot_place(slot: i32) -> Option<Place> {
    forward::place(&Inst::new(Op::Sload, Ty::Tagged).imm(slot as i64), &[])
}

/// Names for values from before the part.
struct Cut<'a> {
    t: &'a Trace,
    segments: &'a [(u32, usize)],
    done: &'a [Option<Grafted>],
    start: u32,
    names: HashMap<Ref, Ref>,
    outer: Vec<(usize, Ref)>,
}

impl Cut<'_> {
    fn name(&mut self, f: &mut Trace, path: &mut Vec<Ref>, r: Ref) -> Option<()> {
        if r.0 >= self.start || self.names.contains_key(&r) {
            return Some(());
        }
        let i = *self.t.inst(r);
        let own = i.op.is_const() || matches!(i.op, Op::Base | Op::Thread | Op::SlotAddr);
        let n = if own {
            f.push(i, &[])
        } else {
            let (first, part) = *self.segments.iter().rev().find(|s| s.0 <= r.0)?;
            // Behind the names it has itself taken from before.
            let prefix = self.done[part].as_ref()?.path.iter().take_while(|p| p.0 < first).count() as u32;
            self.outer.push((part, Ref(r.0 - first + prefix)));
            f.push(Inst::new(Op::Input, i.ty).imm(self.outer.len() as i64 - 1), &[])
        };
        path.push(r);
        self.names.insert(r, n);
        Some(())
    }
}
