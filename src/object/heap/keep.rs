//! What start-up made is kept for good, so that full collections need not look at it again.
//!
//! Kept objects stay marked. What was stored into them since is found through `Remembered::changed`: the first store of a
//! pointer into a kept object lists it (CHANGED), and full collections pass the words of what is listed.

use super::layout::*;
use super::{Header, State};

impl State {
    /// All objects become old and are kept.
    pub(super) fn keep_all(&mut self) {
        self.reserve();
        let tables = self.space.tables;
        let keep = |object: usize| {
            let (word, bit) = tables.mark_of(object);
            // SAFETY: an object, whose mark word exists.
            unsafe {
                *word |= bit;
                (*(object as *mut Header)).set(Header::OLD | Header::KEPT);
            }
        };
        let mut gained = 0;
        for index in 0..self.space.block_count {
            // SAFETY: the block exists.
            let block = unsafe { &mut *tables.block(index) };
            let (addr, cell, cells) = (tables.block_addr(index), block.cell as usize, block.cells as usize);
            let handed_out = match block.state {
                BlockState::Free | BlockState::Released => continue,
                BlockState::Quiet => 0,
                BlockState::Consumed => cells,
                // goes on being handed out from the cursor on
                BlockState::Current => (self.space.runs[block.class as usize].cursor - addr) / cell,
            };
            (0..handed_out).for_each(|at| keep(addr + at * cell));
            let others = (handed_out..cells).map(|at| addr + at * cell).filter(|&at| tables.is_marked(at));
            let live = handed_out + others.map(keep).count();
            gained += (live - block.live as usize) * cell;
            block.live = live as u16;
            if block.state == BlockState::Consumed {
                block.state = BlockState::Quiet;
            }
        }
        for object in self.space.large.objects.iter_mut().filter(|object| object.addr != 0) {
            keep(object.addr);
            object.kept = true;
        }
        gained += self.space.keep_blocks();
        self.remembered.clear();
        self.roots.all_old();
        let dead = self.lifecycle.settle(&tables, true);
        debug_assert!(dead.is_empty());
        self.pacing.keep(gained);
        self.space.budget = self.pacing.nursery(0);
    }
}
