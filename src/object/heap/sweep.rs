//! After marking: which blocks are free, partly free, or full.

use super::alloc::Space;
use super::layout::*;

impl Space {
    /// Calls `f` with the address of every object.
    pub(super) fn for_each_object(&self, f: &mut dyn FnMut(usize)) {
        for index in 0..self.block_count {
            // SAFETY: the index is below `block_count`.
            let block = unsafe { *self.tables.block(index) };
            if matches!(block.state, BlockState::Free | BlockState::Released) {
                continue;
            }
            for cell in 0..block.cells as usize {
                let object = self.tables.block_addr(index) + cell * block.cell as usize;
                if self.resolve(object).is_some() {
                    f(object);
                }
            }
        }
        for object in &self.large.objects {
            if object.addr != 0 {
                f(object.addr);
            }
        }
    }
}
