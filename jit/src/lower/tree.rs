//! Trees: a root trace and its side traces as one function.
//!
//! A side trace begins where its parent's guard fails, with the exit's values in registers, rewritten for that place
//! ([`graft`](crate::opt::graft)). Where it links back to the root it jumps straight to the loop header if it has an
//! [`Entry`](crate::opt::graft::Entry), and through the preamble otherwise.

use super::func::Lower;
use super::inst::write_slots;
use crate::ir::value::{INT_MAX, INT_MIN};
use crate::ir::{Op, verify};
pub use crate::opt::graft::Part as Node;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{BlockArg, InstBuilder};

/// Whether the nodes form a tree of traces that can be compiled together.
pub fn check(nodes: &[Node]) -> Result<(), String> {
    for (n, node) in nodes.iter().enumerate() {
        if cfg!(debug_assertions) {
            verify::verify(node.trace)?;
        }
        let ok = match node.parent {
            None => n == 0,
            Some((p, snap)) => {
                let twin = nodes[..n].iter().any(|x| x.parent == node.parent);
                p < n && (snap as usize) < nodes[p].trace.snaps.len() && !twin
            }
        };
        if !ok {
            return Err(format!("node {n} is not a side trace of an earlier node"));
        }
        if node.trace.insts.iter().any(|i| i.op == Op::Restart) && n != 0 {
            return Err("a side trace cannot restart".into());
        }
    }
    if nodes.is_empty() { Err("no trace".into()) } else { Ok(()) }
}

/// Ends a side trace: into the root's loop, or through its preamble.
pub fn to_root(l: &mut Lower, snap: u32) {
    let Some(root) = l.root.clone() else { return };
    // The header block has no parameters for invariants: other ones go through the preamble.
    let as_is = l.s.entry.filter(|e| e.invariants.is_none());
    if let (Some(e), Some(header)) = (as_is, root.header) {
        let slow = l.cold_block();
        let mut checked = false;
        let mut args: Vec<BlockArg> = vec![];
        for (r, bound) in &e.phis {
            let v = l.value(*r);
            args.push(v.into());
            let Some((lo, hi)) = bound else { continue };
            for (k, cc) in [(*lo, IntCC::SignedLessThan), (*hi, IntCC::SignedGreaterThan)] {
                if k > INT_MIN && k < INT_MAX {
                    let limit = l.iconst(k);
                    let bad = l.b.ins().icmp(cc, v, limit);
                    l.cold_if(bad, slow);
                    checked = true;
                }
            }
        }
        l.b.ins().jump(header, &args);
        if !checked {
            return;
        }
        l.b.switch_to_block(slow);
    }
    write_slots(l, snap);
    l.b.ins().jump(root.body, &[]);
}
