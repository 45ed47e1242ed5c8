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
    cell: u64,
    name: String,
    members: Vec<Member>,
}

/// All trees, and code that waits for its release.
#[derive(Debug, Default)]
pub struct Forest {
    trees: Vec<Tree>,
    retired: Vec<TraceId>,
}

impl Forest {
    /// Tree and member of an exit of some code.
    fn member(&self, code: TraceId, node: u32) -> Option<(usize, usize)> {
        for (n, t) in self.trees.iter().enumerate() {
            let mut own = t.members.iter().enumerate().filter(|(_, m)| m.code == code);
            // The root's function holds the merged members in their order; any other function is one member.
            if let Some((m, _)) = own.nth(node as usize) {
                return Some((n, m));
            }
        }
        None
    }
    fn tree(&self, cell: u64) -> Option<usize> {
        self.trees.iter().position(|t| t.cell == cell)
    }
}

impl Jit {
    /// Compiles an (optimised) root trace and points its cell, one of [`Jit::new_cell`], to it.
    pub fn plant(&mut self, root: Trace, cell: u64, name: &str) -> Result<TraceId, String> {
        if self.forest.tree(cell).is_some() {
            return Err("the cell has a root already".into());
        }
        let code = self.compile(&root, name)?;
        self.set_cell(cell, Some(code));
        let members = vec![Member { trace: Rc::new(root), parent: None, merged: false, code }];
        self.forest.trees.push(Tree { cell, name: name.into(), members });
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
        let merged = from == self.forest.trees[tree].members[0].code && parent != 0;
        let member = Member { trace: Rc::new(side), parent: Some((parent, snap)), merged, code };
        self.forest.trees[tree].members.push(member);
        Ok(code)
    }

    /// The cell of the root of the tree that an exit belongs to.
    pub fn root_of(&self, exit: u32) -> Option<u64> {
        let x = self.exit(exit)?;
        Some(self.forest.trees[self.forest.member(x.trace, x.node)?.0].cell)
    }

    /// How many traces in a row have begun at `same` place before an exit: the one that it belongs to, and what that grew from.
    pub fn in_a_row(&self, exit: u32, same: impl Fn(u64) -> bool) -> u32 {
        let found = self.exit(exit).and_then(|x| self.forest.member(x.trace, x.node));
        let Some((tree, mut n)) = found else { return 0 };
        let members = &self.forest.trees[tree].members;
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
        let Some(t) = self.forest.tree(cell).map(|n| &self.forest.trees[n]) else { return (0, 0) };
        let apart = t.members.iter().filter(|m| m.code != t.members[0].code).count();
        (t.members.len() - 1, apart)
    }

    /// Instructions of all traces of the tree in `cell`.
    pub fn tree_size(&self, cell: u64) -> usize {
        let members = self.forest.tree(cell).map_or(&[][..], |n| &self.forest.trees[n].members);
        members.iter().map(|m| m.trace.insts.len()).sum()
    }
    /// The code of the tree in `cell`, root first, each with the number of the tree's traces in it.
    pub fn code_of(&self, cell: u64) -> Vec<(TraceId, usize)> {
        let mut out: Vec<(TraceId, usize)> = vec![];
        for m in self.forest.tree(cell).map_or(&[][..], |n| &self.forest.trees[n].members) {
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
        let n = self.forest.tree(cell).ok_or("no root in that cell")?;
        let name = self.forest.trees[n].name.clone();
        let parts: Vec<_> =
            self.forest.trees[n].members.iter().map(|m| (m.trace.clone(), m.parent, m.merged)).collect();
        let nodes: Vec<Node> =
            parts.iter().map(|(trace, parent, merged)| Node { trace, parent: *parent, merged: *merged }).collect();
        let code = self.compile_tree(&nodes, cell, &name)?;
        for m in &mut self.forest.trees[n].members {
            if !self.forest.retired.contains(&m.code) {
                self.forest.retired.push(m.code);
            }
            m.code = code;
        }
        self.set_cell(cell, Some(code));
        Ok(code)
    }

    /// Invalidates the root in `cell` with its side traces: they are not entered any more, and retired. The cell stays, and
    /// may get a new root. Code that runs at present leaves by its guards.
    pub fn cut(&mut self, cell: u64) {
        let Some(n) = self.forest.tree(cell) else { return };
        let tree = self.forest.trees.swap_remove(n);
        self.set_cell(cell, None);
        for m in tree.members {
            if !self.forest.retired.contains(&m.code) {
                self.unlink(m.code);
                self.forest.retired.push(m.code);
            }
        }
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
        let Some(n) = self.forest.tree(cell) else { return String::new() };
        let members = self.forest.trees[n].members.iter().enumerate();
        members.map(|(k, m)| format!("node {k} of {:?}:\n{}", m.parent, m.trace)).collect()
    }
}
