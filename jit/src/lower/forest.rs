//! Trees that grow: roots, their side traces, and the choice between one function for each trace and one for all.
//!
//! [`Jit::plant`] compiles a root and [`Jit::grow`] a side trace, both as functions of their own: an exit jumps through its
//! cell, values go through the exit buffer. [`Jit::merge`] compiles the whole tree again as one function, where an exit that
//! has a side trace is a branch, values stay in registers, and a side trace that links to its root is a back edge (see
//! [`tree`](super::tree)). The tree goes on growing after that; merging it again is worth while when it has doubled.
//!
//! The root's cell is the tree's name to the outside: enter through [`Jit::entry`] of the cell, not a remembered address.
//!
//! Code that was replaced or cut may still be running further down the native stack. It is unreachable, but stays until
//! [`Jit::release_retired`], to be called when no compiled code runs.

use super::tree::Node;
use super::{Jit, TraceId};
use crate::ir::Trace;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A trace of a tree.
#[derive(Debug)]
struct Member {
    trace: Rc<Trace>,
    parent: Option<(usize, u32)>,
    /// It grew from an exit of merged code.
    merged: bool,
    /// Its code: the root's if it was merged.
    code: TraceId,
}

/// A root and what grew from it, parents first.
#[derive(Debug)]
struct Tree {
    name: String,
    members: Vec<Member>,
}

/// All trees, and code that waits for its release.
#[derive(Debug, Default)]
pub struct Forest {
    /// By the root's cell.
    trees: FxHashMap<u64, Tree>,
    /// The tree that code belongs, or belonged, to.
    owners: FxHashMap<TraceId, u64>,
    retired: Vec<TraceId>,
}

impl Forest {
    /// Tree and member of an exit of some code.
    fn member(&self, code: TraceId, node: u32) -> Option<(u64, usize)> {
        let cell = *self.owners.get(&code)?;
        let mut own = self.members(cell).iter().enumerate().filter(|(_, m)| m.code == code);
        // The root's function holds the merged members in their order; any other function is one member.
        own.nth(node as usize).map(|(m, _)| (cell, m))
    }
    fn members(&self, cell: u64) -> &[Member] {
        self.trees.get(&cell).map_or(&[], |t| &t.members)
    }
}

impl Jit {
    /// Compiles an (optimised) root trace and points its cell, one of [`Jit::new_cell`], to it.
    pub fn plant(&mut self, root: Trace, cell: u64, name: &str) -> Result<TraceId, String> {
        if self.forest.trees.contains_key(&cell) {
            return Err("the cell has a root already".into());
        }
        let code = self.compile(&root, name)?;
        self.set_cell(cell, Some(code));
        let members = vec![Member { trace: Rc::new(root), parent: None, merged: false, code }];
        self.forest.trees.insert(cell, Tree { name: name.into(), members });
        self.forest.owners.insert(code, cell);
        Ok(code)
    }

    /// Compiles an (optimised) side trace for an exit of a tree's code and attaches it.
    pub fn grow(&mut self, exit: u32, side: Trace, name: &str) -> Result<TraceId, String> {
        self.grow_counted(exit, side, name, None)
    }
    /// As `grow`; after so many entries the side trace leaves by its exit once, for whoever made it to notice.
    pub fn grow_counted(
        &mut self,
        exit: u32,
        side: Trace,
        name: &str,
        entries: Option<u64>,
    ) -> Result<TraceId, String> {
        let x = self.exit(exit).ok_or("no such exit")?;
        let snap = x.snap;
        let from = x.trace;
        let (tree, parent) = self.forest.member(x.trace, x.node).ok_or("the exit belongs to no tree")?;
        let alone = Node { trace: &side, parent: None, merged: false };
        let code = self.compile_counted(&[alone], 0, name, entries)?;
        if let Err(e) = self.attach(exit, code) {
            self.release(code);
            return Err(e);
        }
        self.forest.owners.insert(code, tree);
        if let Some(t) = self.forest.trees.get_mut(&tree) {
            let merged = from == t.members[0].code && parent != 0;
            t.members.push(Member { trace: Rc::new(side), parent: Some((parent, snap)), merged, code });
        }
        Ok(code)
    }

    /// The cell of the root of the tree that an exit belongs to.
    pub fn root_of(&self, exit: u32) -> Option<u64> {
        let x = self.exit(exit)?;
        Some(self.forest.member(x.trace, x.node)?.0)
    }

    /// How many traces in a row have begun at `same` place before an exit: the one that it belongs to, and what that grew from.
    pub fn in_a_row(&self, exit: u32, same: impl Fn(u64) -> bool) -> u32 {
        let found = self.exit(exit).and_then(|x| self.forest.member(x.trace, x.node));
        let Some((tree, mut n)) = found else { return 0 };
        let members = self.forest.members(tree);
        let mut count = 0;
        while let Some((parent, snap)) = members[n].parent
            && members[parent].trace.snaps.get(snap as usize).is_some_and(|s| same(s.pc))
        {
            count += 1;
            n = parent;
        }
        count
    }

    /// Side traces of the root in `cell`: all, and those that are functions of their own.
    pub fn sides(&self, cell: u64) -> (usize, usize) {
        let [root, sides @ ..] = self.forest.members(cell) else { return (0, 0) };
        (sides.len(), sides.iter().filter(|m| m.code != root.code).count())
    }

    /// Instructions of all traces of the tree in `cell`.
    pub fn tree_size(&self, cell: u64) -> usize {
        self.forest.members(cell).iter().map(|m| m.trace.insts.len()).sum()
    }
    /// The code of the tree in `cell`, root first, each with the number of the tree's traces in it.
    pub fn code_of(&self, cell: u64) -> Vec<(TraceId, usize)> {
        let mut out: Vec<(TraceId, usize)> = vec![];
        for m in self.forest.members(cell) {
            match out.iter_mut().find(|c| c.0 == m.code) {
                Some(c) => c.1 += 1,
                None => out.push((m.code, 1)),
            }
        }
        out
    }
    /// Bytes of code that was replaced or cut and not released yet.
    pub fn retired_bytes(&self) -> usize {
        self.retired().iter().filter_map(|t| self.trace(*t)).map(|t| t.size).sum()
    }

    /// Compiles the tree of the root in `cell` as one function, and points the cell to it. The parts are retired.
    pub fn merge(&mut self, cell: u64) -> Result<TraceId, String> {
        let tree = self.forest.trees.get(&cell).ok_or("no root in that cell")?;
        let name = tree.name.clone();
        let parts: Vec<_> = tree.members.iter().map(|m| (m.trace.clone(), m.parent, m.merged)).collect();
        let nodes: Vec<Node> =
            parts.iter().map(|(trace, parent, merged)| Node { trace, parent: *parent, merged: *merged }).collect();
        let code = self.compile_tree(&nodes, cell, &name)?;
        let Forest { trees, owners, retired } = &mut self.forest;
        owners.insert(code, cell);
        for m in trees.get_mut(&cell).map_or(&mut [][..], |t| &mut t.members) {
            if !retired.contains(&m.code) {
                retired.push(m.code);
            }
            m.code = code;
        }
        self.set_cell(cell, Some(code));
        Ok(code)
    }

    /// Invalidates the root in `cell` with its side traces: they are not entered any more, and retired. The cell stays, and
    /// may get a new root. Code that runs at present leaves by its guards.
    pub fn cut(&mut self, cell: u64) {
        let Some(tree) = self.forest.trees.remove(&cell) else { return };
        self.set_cell(cell, None);
        for m in tree.members {
            if !self.forest.retired.contains(&m.code) {
                self.unlink(m.code);
                self.forest.retired.push(m.code);
            }
        }
    }

    /// As `cut`, for all roots there are: their cells.
    pub fn cut_all(&mut self) -> Vec<u64> {
        let cells: Vec<u64> = self.forest.trees.keys().copied().collect();
        cells.iter().for_each(|cell| self.cut(*cell));
        cells
    }

    /// Frees retired code, and returns what it was. No compiled code may be running on any thread, nor its exit be unhandled.
    pub fn release_retired(&mut self) -> Vec<TraceId> {
        let retired = std::mem::take(&mut self.forest.retired);
        retired.iter().for_each(|code| self.release(*code));
        retired
    }
    /// Code that was replaced or cut and not released yet.
    #[inline]
    pub fn retired(&self) -> &[TraceId] {
        &self.forest.retired
    }

    /// What to pass to [`Jit::enter`] for the code in a cell of [`Jit::new_cell`].
    #[inline]
    pub fn entry(&self, cell: u64) -> Option<u64> {
        let at = self.cells.get(self.cells.number(cell)?);
        (at != self.not_entered).then_some(at)
    }

    /// All texts of the IR of the tree in `cell`, root first.
    pub fn tree_text(&self, cell: u64) -> String {
        let members = self.forest.members(cell).iter().enumerate();
        members.map(|(k, m)| format!("node {k} of {:?}:\n{}", m.parent, m.trace)).collect()
    }
}
