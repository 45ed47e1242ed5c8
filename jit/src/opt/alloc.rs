//! Allocation removal: an object that nobody but this trace sees is not allocated; its fields are values.
//!
//! Loads from such an object take the stored value, stores become bookkeeping, guards on its shape hold. A snapshot that
//! mentions it describes it (site and fields so far), and the exit handler builds it: the allocation is sunk into the exit.
//! An object that goes around the loop in one phi, built anew in each turn, becomes a phi per field. What a trace hands on to
//! another one (`link`) is built right there, so that it is known where the two are compiled together.
//!
//! The pass assumes every allocation removable, walks the trace, and starts over without an object when it meets a use
//! that needs it: a call, a store into another object, a comparison, a load of a field not stored yet, a store in the loop to
//! an object from before it.
//!
//! What a lazy helper makes is such an object, too: its fields are the helper's arguments, and exits call the helper. Code that writes
//! frames itself, and does not leave by an exit, finds it made.
//!
//! Must not: build one object twice. An object in two phis, or used beside the phi it went into, stays allocated.

use super::rewrite::Rewriter;
use crate::exits::MAX_VIRTUALS;
use crate::ir::*;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Field {
    Val(Ref),
    Obj(usize),
}

struct Object {
    /// The allocation or phi in the old trace.
    origin: Ref,
    site: u32,
    fields: BTreeMap<i32, Field>,
    in_loop: bool,
    is_phi: bool,
    /// The phi object it lives on in; it may not be named any more.
    moved: Option<usize>,
}

struct Walk<'a> {
    w: Rewriter<'a>,
    objects: Vec<Object>,
    /// Number of the object that a value of the old trace names, plus one.
    of: Vec<u32>,
    excluded: &'a HashSet<Ref>,
    in_loop: bool,
    /// Phi objects: old phi, object, field offsets in order.
    phis: Vec<(Ref, usize, Vec<i32>)>,
    /// The old number of the last snapshot.
    last_snap: u32,
    /// The present instruction writes the frame itself.
    writes: bool,
    /// Alias classes of objects' fields.
    classes: HashMap<(usize, i32), Class>,
    /// Words of objects that a link has built; `None` while they are being built.
    built: HashMap<usize, Option<Ref>>,
}

/// Is there anything to do?
pub fn applies(t: &Trace) -> bool {
    t.refs().any(|r| makes(t, r))
}
fn makes(t: &Trace, r: Ref) -> bool {
    t.op(r) == Op::Alloc || lazy(t, r).is_some()
}
/// What describes an object that a lazy helper makes.
fn lazy(t: &Trace, r: Ref) -> Option<Site> {
    (t.op(r) == Op::Call).then(|| Site::lazy(&t.helpers[t.inst(r).aux as usize])).flatten()
}

/// The pass.
pub fn run(t: Trace) -> Trace {
    if !applies(&t) {
        return t;
    }
    let mut excluded = escaping(&t);
    loop {
        if !t.refs().any(|r| makes(&t, r) && !excluded.contains(&r)) {
            return t;
        }
        let mut walk = Walk {
            w: Rewriter::new(&t),
            objects: vec![],
            of: vec![0; t.len()],
            excluded: &excluded,
            in_loop: false,
            phis: vec![],
            last_snap: NO_SNAP,
            writes: false,
            classes: HashMap::default(),
            built: HashMap::default(),
        };
        match walk.all() {
            Ok(()) => return walk.w.finish(),
            Err(n) => {
                let origin = walk.objects[n].origin;
                if !excluded.insert(origin) {
                    return t;
                }
            }
        }
    }
}

/// Allocations that plainly have to exist, so that the walk need not find out one by one.
fn escaping(t: &Trace) -> HashSet<Ref> {
    let mut of: HashMap<Ref, Ref> = HashMap::default();
    let mut out = HashSet::default();
    // what was stored into other removable objects
    let mut inside: Vec<(Ref, Ref)> = vec![];
    for r in t.refs() {
        let (op, args) = (t.op(r), t.args(r));
        let origin = |a: &Ref| of.get(a).copied();
        match op {
            Op::Alloc => {
                of.insert(r, r);
            }
            Op::BoxPtr | Op::UnboxPtr => {
                if let Some(o) = origin(&args[0]) {
                    of.insert(r, o);
                }
            }
            Op::Store => match (origin(&args[0]), origin(&args[1])) {
                (Some(o), Some(v)) => inside.push((o, v)),
                (None, Some(v)) => {
                    out.insert(v);
                }
                _ => {}
            },
            Op::Load
            | Op::Store32
            | Op::GuardShape
            | Op::GuardPtr
            | Op::GuardSet
            | Op::Barrier
            | Op::Phi
            | Op::Loop => {}
            _ => {
                out.extend(args.iter().filter_map(origin));
                if lazy(t, r).is_some() {
                    of.insert(r, r);
                }
            }
        }
    }
    while let Some(k) = inside.iter().position(|(o, v)| out.contains(o) && !out.contains(v)) {
        out.insert(inside.swap_remove(k).1);
    }
    out
}

/// The error is the object that has to exist.
type R = Result<(), usize>;

impl Walk<'_> {
    fn all(&mut self) -> R {
        for r in self.w.old.refs() {
            self.inst(r)?;
        }
        Ok(())
    }

    /// The removed object a value of the old trace names.
    fn object(&self, r: Ref) -> Result<Option<usize>, usize> {
        match self.of[r.index()] as usize {
            0 => Ok(None),
            n => self.objects[n - 1].moved.map_or(Ok(Some(n - 1)), Err),
        }
    }
    fn names(&mut self, r: Ref, object: usize) {
        self.of[r.index()] = object as u32 + 1;
    }

    fn inst(&mut self, r: Ref) -> R {
        let t = self.w.old;
        let i = *t.inst(r);
        let args = t.args(r);
        match i.op {
            Op::Alloc if !self.excluded.contains(&r) => {
                let o = Object {
                    origin: r,
                    site: i.aux,
                    fields: BTreeMap::new(),
                    in_loop: self.in_loop,
                    is_phi: false,
                    moved: None,
                };
                self.objects.push(o);
                self.names(r, self.objects.len() - 1);
                return Ok(());
            }
            Op::Call if !self.excluded.contains(&r) => {
                if let Some(site) = lazy(t, r) {
                    return self.describe(r, site, args);
                }
            }
            Op::Header => self.in_loop = true,
            Op::Phi => return self.phi(r, args[0]),
            Op::Loop => return self.back(&i, args),
            Op::Link => self.build(i.snap)?,
            _ => {}
        }
        if let Some(n) = args.first().map(|a| self.object(*a)).transpose()?.flatten() {
            match i.op {
                Op::BoxPtr | Op::UnboxPtr => {
                    self.names(r, n);
                    return Ok(());
                }
                Op::Load => return self.load(r, n, &i),
                Op::Store => return self.store(n, &i, args[1]),
                Op::Store32 if i.imm == 0 && i.class() == Class::SHAPE => return self.reshape(n, args[1]),
                Op::GuardShape if self.w.new.sites[self.objects[n].site as usize].header as u32 == i.imm as u32 => {
                    return Ok(());
                }
                Op::GuardPtr | Op::GuardSet | Op::Barrier => return Ok(()),
                _ => return Err(n),
            }
        }
        for a in args {
            if let Some(n) = self.object(*a)? {
                return Err(n);
            }
        }
        self.copy(r)
    }

    /// What a lazy helper makes.
    fn describe(&mut self, r: Ref, site: Site, args: &[Ref]) -> R {
        let mut fields = BTreeMap::new();
        for (n, a) in args.iter().enumerate() {
            if let Some(m) = self.object(*a)? {
                return Err(m);
            }
            fields.insert(LAZY_FIELDS + 8 * n as i32, Field::Val(self.w.get(*a)));
        }
        let site = self.w.new.add_site(site);
        self.objects.push(Object { origin: r, site, fields, in_loop: self.in_loop, is_phi: false, moved: None });
        self.names(r, self.objects.len() - 1);
        Ok(())
    }

    fn load(&mut self, r: Ref, n: usize, i: &Inst) -> R {
        match self.objects[n].fields.get(&(i.imm as i32)) {
            Some(Field::Val(v)) if self.w.new.ty(*v) == i.ty => {
                let v = *v;
                self.w.set(r, v);
                Ok(())
            }
            Some(Field::Obj(o)) if matches!(i.ty, Ty::Tagged | Ty::Ptr) => {
                let o = *o;
                self.names(r, o);
                self.object(r).map(|_| ())
            }
            _ => Err(n),
        }
    }

    /// The object gets another shape: it is as if it had been allocated at another site.
    fn reshape(&mut self, n: usize, shape: Ref) -> R {
        let o = &self.objects[n];
        let Some(shape) = self.w.old.as_kint(shape) else { return Err(n) };
        if o.is_phi || self.in_loop && !o.in_loop {
            return Err(n);
        }
        let mut site = self.w.new.sites[o.site as usize];
        site.header = site.header & !0xffff_ffff | shape as u32 as u64;
        self.objects[n].site = self.w.new.add_site(site);
        Ok(())
    }

    fn store(&mut self, n: usize, i: &Inst, v: Ref) -> R {
        let size = self.w.new.sites[self.objects[n].site as usize].size as i64;
        let o = &self.objects[n];
        if i.imm < 8 || i.imm + 8 > size || i.imm % 8 != 0 || self.in_loop && !o.in_loop {
            return Err(n);
        }
        let f = match self.object(v)? {
            Some(m) if self.objects[m].is_phi || m == n => return Err(m),
            Some(m) => Field::Obj(m),
            None if self.w.old.ty(v) == Ty::Bool => return Err(n),
            None => Field::Val(self.w.get(v)),
        };
        self.objects[n].fields.insert(i.imm as i32, f);
        self.classes.insert((n, i.imm as i32), i.class());
        Ok(())
    }

    /// Builds the objects that the slots of a snapshot hold.
    fn build(&mut self, snap: u32) -> R {
        let Some(s) = self.w.old.snaps.get(snap as usize) else { return Ok(()) };
        for (_, v) in &s.slots {
            if let SnapVal::Value(r, _) = *v
                && let Some(n) = self.object(r)?
            {
                self.build_object(n);
            }
        }
        Ok(())
    }
    /// The word of an object, which is built with all that it refers to; `None` if fields are missing, or it refers to itself.
    fn build_object(&mut self, n: usize) -> Option<Ref> {
        if let Some(word) = self.built.get(&n) {
            return *word;
        }
        self.built.insert(n, None);
        let (site, fields) = (self.objects[n].site, self.objects[n].fields.clone());
        if (fields.len() + 1) * 8 != self.w.new.sites[site as usize].size as usize {
            return None;
        }
        // each object is complete before the next one may collect
        let mut values = vec![];
        for (k, f) in fields {
            let v = match f {
                Field::Val(v) => v,
                Field::Obj(m) => self.build_object(m)?,
            };
            values.push((k, v, *self.classes.get(&(n, k))?));
        }
        let object = self.w.push(Inst::new(Op::Alloc, Ty::Ptr).aux(site), &[]);
        for (k, v, class) in values {
            self.w.push(Inst::new(Op::Store, Ty::Void).imm(k as i64).aux(class.0 as u32), &[object, v]);
        }
        let word = self.w.emit(Op::BoxPtr, &[object]);
        self.built.insert(n, Some(word));
        Some(word)
    }

    fn phi(&mut self, r: Ref, first: Ref) -> R {
        let Some(n) = self.object(first)? else { return self.copy(r) };
        if self.excluded.contains(&r) {
            return Err(n);
        }
        let fields = self.objects[n].fields.clone();
        let mut phi = Object {
            origin: r,
            fields: BTreeMap::new(),
            in_loop: true,
            is_phi: true,
            moved: None,
            site: self.objects[n].site,
        };
        let id = self.objects.len();
        for (k, f) in &fields {
            let Field::Val(v) = *f else {
                self.objects.push(phi);
                return Err(id);
            };
            let p = self.w.push(Inst::new(Op::Phi, self.w.new.ty(v)).imm(FIELD_PHI), &[v]);
            phi.fields.insert(*k, Field::Val(p));
        }
        self.objects.push(phi);
        self.objects[n].moved = Some(id);
        self.names(r, id);
        self.phis.push((r, id, fields.keys().copied().collect()));
        Ok(())
    }

    fn back(&mut self, i: &Inst, args: &[Ref]) -> R {
        let olds = self.w.old.phis();
        let mut next = vec![];
        let mut gone: HashSet<usize> = HashSet::default();
        for (p, a) in olds.iter().zip(args) {
            let phi = self.phis.iter().find(|x| x.0 == *p).cloned();
            let object = self.object(*a)?;
            let Some((_, id, offsets)) = phi else {
                match object {
                    Some(n) => return Err(n),
                    None => next.push(self.w.get(*a)),
                }
                continue;
            };
            let Some(n) = object else { return Err(id) };
            let o = &self.objects[n];
            let first = &self.objects[id];
            let same =
                o.site == first.site && !o.is_phi && o.in_loop && gone.insert(n) && o.fields.len() == offsets.len();
            if !same {
                return Err(id);
            }
            let header = self.w.new.phis();
            for k in &offsets {
                let Some(Field::Val(v)) = o.fields.get(k) else { return Err(id) };
                let phi = header[next.len()];
                if self.w.new.ty(phi) != self.w.new.ty(*v) {
                    return Err(id);
                }
                next.push(*v);
            }
        }
        let mut i = *i;
        if i.snap != NO_SNAP {
            let s = self.snapshot(i.snap)?;
            self.w.new.snaps.push(s);
            i.snap = self.w.new.snaps.len() as u32 - 1;
        }
        self.w.push(i, &next);
        Ok(())
    }

    fn copy(&mut self, r: Ref) -> R {
        let mut i = *self.w.old.inst(r);
        let args = self.w.args(r);
        self.writes = matches!(i.op, Op::Link | Op::Restart);
        if i.snap != NO_SNAP {
            let s = self.snapshot(i.snap)?;
            // one that had a snapshot of its own keeps it: its side trace knows the answer
            let again = self.last_snap == i.snap && self.w.new.snaps.last() == Some(&s);
            self.last_snap = i.snap;
            if !again {
                self.w.new.snaps.push(s);
            }
            i.snap = self.w.new.snaps.len() as u32 - 1;
        }
        let n = self.w.push(i, &args);
        self.w.set(r, n);
        Ok(())
    }

    /// The snapshot as things stand: removed objects described, behind those it describes already.
    fn snapshot(&self, n: u32) -> Result<Snapshot, usize> {
        let old = &self.w.old.snaps[n as usize];
        let mut s = Snapshot { pc: old.pc, frames: old.frames.clone(), ..Snapshot::default() };
        let kept = old.virtuals.len();
        let mut order: Vec<usize> = vec![];
        for (k, v) in &old.slots {
            s.slots.push((*k, self.entry(*v, kept, &mut order)?));
        }
        for v in &old.virtuals {
            let mut fields = vec![];
            for (k, f) in &v.fields {
                // exits call lazy helpers before they build anything else
                if let (SnapVal::Value(r, _), Some(_)) = (*f, self.w.old.sites[v.site as usize].maker())
                    && let Some(o) = self.object(r)?
                {
                    return Err(o);
                }
                fields.push((*k, self.entry(*f, kept, &mut order)?));
            }
            s.virtuals.push(Virtual { site: v.site, fields });
        }
        let mut n = 0;
        while n < order.len() {
            if kept + order.len() > MAX_VIRTUALS {
                return Err(order[n]);
            }
            let o = &self.objects[order[n]];
            let mut fields = vec![];
            for (k, f) in o.fields.clone() {
                let v = match f {
                    Field::Val(r) => SnapVal::Value(r, Repr::Word),
                    Field::Obj(m) => self.described(m, kept, &mut order)?,
                };
                fields.push((k, v));
            }
            s.virtuals.push(Virtual { site: o.site, fields });
            n += 1;
        }
        Ok(s)
    }

    fn entry(&self, v: SnapVal, kept: usize, order: &mut Vec<usize>) -> Result<SnapVal, usize> {
        match v {
            SnapVal::Value(r, p) => match self.object(r)? {
                Some(o) => self.described(o, kept, order),
                None => Ok(SnapVal::Value(self.w.get(r), p)),
            },
            v => Ok(v),
        }
    }

    fn described(&self, o: usize, kept: usize, order: &mut Vec<usize>) -> Result<SnapVal, usize> {
        if let Some(phi) = self.objects[o].moved {
            return Err(phi);
        }
        if self.writes && self.w.new.sites[self.objects[o].site as usize].maker().is_some() {
            return Err(o);
        }
        if let Some(Some(word)) = self.built.get(&o) {
            return Ok(SnapVal::Value(*word, Repr::Word));
        }
        let n = order.iter().position(|x| *x == o).unwrap_or_else(|| {
            order.push(o);
            order.len() - 1
        });
        Ok(SnapVal::Virtual((kept + n) as u32))
    }
}
