//! The recorder's handlers: each instruction's meaning over the `Recorder` machine.

use super::ops::Recorder;
use crate::bytecode::ops::{OP_COUNT, Op as Code};
use crate::for_each_handler;
use crate::interp::dispatch::Switching;
use crate::interp::{call, cont, frames, generators};
use crate::semantics::call as call_ops;
use crate::semantics::machine::{Go, Op};
use crate::semantics::*;

pub type Step = fn() -> Go;
fn run<O: Op>() -> Go {
    O::run(Recorder)
}

struct Rows<'a>(&'a mut [Step; OP_COUNT]);
impl residual::RowVisitor for Rows<'_> {
    fn row<O: Op>(&mut self, code: Code) {
        self.0[code as usize] = run::<O>;
    }
}
macro_rules! fill_steps {
    ($t:ident: $($code:ident $op:ty,)*) => { $($t[Code::$code as usize] = run::<$op>;)* };
}

pub fn table() -> &'static [Step; OP_COUNT] {
    static TABLE: std::sync::OnceLock<[Step; OP_COUNT]> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut t: [Step; OP_COUNT] = [run::<residual::Bad>; OP_COUNT];
        for_each_handler!(fill_steps t);
        residual::for_each(Rows(&mut t));
        t
    })
}
