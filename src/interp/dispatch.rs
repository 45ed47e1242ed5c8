//! The handler table: which semantics each instruction has.

use super::machine::{Handler, Next, entry, stop};
use super::{call, cont, frames, generators};
use crate::bytecode::ops::{OP_COUNT, Op as Code};
use crate::object::value::Value;
use crate::semantics::machine::{Machine, Op, Ret, Switch};
use crate::semantics::*;
use crate::thread::Thread;

/// EXIT_NATIVE: leaves `machine::run`.
unsafe extern "sysv64" fn exit_native(_pc: *const u64, _base: *mut Value, _th: *const Thread, _ins: u64) -> Next {
    stop()
}

/// An instruction that is a `Switch`.
pub struct Switching<S>(std::marker::PhantomData<S>);
impl<S: Switch> Op for Switching<S> {
    const NAME: &'static str = S::NAME;
    const COLD: bool = true;
    #[inline(always)]
    fn run<M: Machine>(m: M) -> Ret<M> {
        m.switch::<S>()
    }
}

/// Calls `$m!($args : CODE op, …)` with the op of each instruction that is not a row of `residual::frame_ops!`.
#[macro_export]
macro_rules! for_each_handler {
    ($m:ident $($args:ident)*) => {
        $m! { $($args)*:
            NOP branch::Nop, ENTER call_ops::Enter, MOVE data::Move, LOADK data::LoadK, LOADI data::LoadI, CLEAR data::Clear,
            CHECK_BOUND data::CheckBound, DEL_LOCAL data::DelLocal, LOAD_CELL data::LoadCell, STORE_CELL data::StoreCell,
            LOAD_GLOBAL global::LoadGlobal, LOAD_NAME global::LoadName,
            LOAD_ATTR attr::LoadAttr, LOAD_ATTR_CLASS attr::LoadAttrClass, LOAD_ATTR_MODULE attr::LoadAttrModule,
            LOAD_ATTR_TYPE attr::LoadAttrType, LOAD_ATTR_CLASS_CELL attr::LoadAttrClassCell,
            LOAD_ATTR_TYPE_CELL attr::LoadAttrTypeCell, LOAD_ATTR_PROPERTY attr::LoadAttrProperty, STORE_ATTR attr::StoreAttr,
            STORE_ATTR_NEW attr::StoreAttrNew, STORE_ATTR_FLOAT attr::StoreAttrFloat,
            STORE_ATTR_NEW_FLOAT attr::StoreAttrNewFloat, LOAD_ATTR_FLOAT attr::LoadAttrFloat, DEL_ATTR attr::DelAttr,
            LOAD_METHOD attr::LoadMethod, LOAD_METHOD_TYPE attr::LoadMethodType,
            LOAD_METHOD_FIELD attr::LoadMethodField, LOAD_METHOD_STATIC attr::LoadMethodStatic,
            LOAD_METHOD_CLASS attr::LoadMethodClass, LOAD_METHOD_TYPE_CLASS attr::LoadMethodTypeClass,
            GET_ITEM subscr::GetItem, GET_ITEM_I subscr::GetItemI, SET_ITEM subscr::SetItem,
            ADD arith::Add, SUB arith::Sub, MUL arith::Mul, TRUEDIV arith::TrueDiv, FLOORDIV arith::FloorDiv, MOD arith::Mod,
            POW arith::Pow, MATMUL arith::MatMul, LSHIFT arith::LShift, RSHIFT arith::RShift, AND arith::And, OR arith::Or,
            XOR arith::Xor,
            IADD arith::IAdd, ISUB arith::ISub, IMUL arith::IMul, ITRUEDIV arith::ITrueDiv, IFLOORDIV arith::IFloorDiv,
            IMOD arith::IMod, IPOW arith::IPow, IMATMUL arith::IMatMul, ILSHIFT arith::ILShift, IRSHIFT arith::IRShift,
            IAND arith::IAnd, IOR arith::IOr, IXOR arith::IXor,
            ADD_I arith::AddI, SUB_I arith::SubI, IADD_I arith::IAddI, ISUB_I arith::ISubI,
            NEG arith::Neg, POS arith::Pos, INVERT arith::Invert, NOT arith::Not,
            LT arith::Lt, LE arith::Le, GT arith::Gt, GE arith::Ge, EQ arith::Eq, NE arith::Ne, IS arith::Is, IS_NOT arith::IsNot,
            JUMP branch::Jump, LOOP branch::Loop, JTRUE branch::JTrue, JFALSE branch::JFalse, JNONE branch::JNone,
            JNOTNONE branch::JNotNone, JUNBOUND branch::JUnbound, JIS branch::JIs, JISNOT branch::JIsNot, JIN branch::JIn,
            JNOTIN branch::JNotIn,
            JLT branch::JLt, JLE branch::JLe, JGT branch::JGt, JGE branch::JGe, JEQ branch::JEq, JNE branch::JNe,
            JNLT branch::JNLt, JNLE branch::JNLe, JNGT branch::JNGt, JNGE branch::JNGe, JNEQ branch::JNEq, JNNE branch::JNNe,
            JLT_I branch::JLtI, JLE_I branch::JLeI, JGT_I branch::JGtI, JGE_I branch::JGeI, JEQ_I branch::JEqI,
            JNE_I branch::JNeI, JNLT_I branch::JNLtI, JNLE_I branch::JNLeI, JNGT_I branch::JNGtI, JNGE_I branch::JNGeI,
            JNEQ_I branch::JNEqI, JNNE_I branch::JNNeI,
            CALL call_ops::Call, CALL_KW call_ops::CallKw, CALL_METHOD call_ops::CallMethod,
            CALL_METHOD_KW call_ops::CallMethodKw, CALL_EX call_ops::CallEx, RETURN call_ops::Return,
            FOR_LOOP iter::ForLoop, FOR_NEXT iter::ForNext, UNPACK iter::Unpack,
            SUM_ADD sums::SumAdd, SUM_END sums::SumEnd,
            RETURN_GENERATOR Switching<generators::ReturnGenerator>, YIELD Switching<generators::Yield>,
            SEND Switching<generators::Send>, CONT_FOR Switching<generators::ContFor>, CONT_INIT Switching<call::ContInit>,
            CONT_RECORD Switching<frames::ContRecord>,
            CONT_SET Switching<cont::ContSet>,
            END_ASYNC_FOR Switching<residual::EndAsyncFor>, LOAD_CODE Switching<call::LoadCode>,
        }
    };
}
macro_rules! fill_table {
    ($t:ident: $($code:ident $op:ty,)*) => { $($t[Code::$code as usize] = entry::<$op> as Handler as usize;)* };
}

struct Rows<'a>(&'a mut [usize; OP_COUNT]);
impl residual::RowVisitor for Rows<'_> {
    fn row<O: Op>(&mut self, code: Code) {
        self.0[code as usize] = entry::<O> as Handler as usize;
    }
}

/// The table that a thread starts with.
pub fn table() -> [usize; OP_COUNT] {
    let mut t = [entry::<residual::Bad> as Handler as usize; OP_COUNT];
    t[Code::EXIT_NATIVE as usize] = exit_native as Handler as usize;
    for_each_handler!(fill_table t);
    residual::for_each(Rows(&mut t));
    t
}
use crate::semantics::call as call_ops;
