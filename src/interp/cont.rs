//! Operators, subscripts and attributes whose meaning is a Python function: the instruction pushes the function's frame and
//! `CONT_SET` finishes the instruction when it returns, so that they use no native stack.
//!
//! Relies on: the registers that the instruction read are still what they were, since nothing runs in that frame meanwhile.

use super::breaker;
use super::depth;
use super::frames::{self, BASE, CONT_HEADER, CONT_SET, FRAME, FUNCTION, FrameRef, INTERRUPTED, LINK, OWNER};
use super::unwind;
use crate::builtins::exceptions::Exc;
use crate::bytecode::ops::{Ins, Op};
use crate::object::exception::Exception;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::native::NativeFunction;
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, none, not_implemented};
use crate::protocol::attr;
use crate::protocol::compare::{self, Cmp};
use crate::protocol::hooks::{self, Arg, Doing};
use crate::protocol::number::{self, BinOp};
use crate::semantics::machine::{At, Go, Switch};
use crate::thread::thread;

/// No frame was pushed.
const NO: Go = Go { pc: std::ptr::null(), base: std::ptr::null_mut() };

/// What an instruction asks of its left operand's class.
#[derive(Clone, Copy, PartialEq)]
enum Asks {
    Binary(BinOp),
    Inplace(BinOp),
    /// To a value, or to a jump that is taken if the answer is this.
    Compare(Cmp),
    Jump(Cmp, bool),
    GetItem,
    SetItem,
    Nothing,
}
/// What the instruction asks, and its operands.
fn meaning(at: At) -> (Asks, Value, Value) {
    let i = at.ins;
    let (a, b, c) = (i.a(), i.b(), i.c());
    macro_rules! table {
        ($($op:ident $asks:expr, $x:expr, $y:expr;)*) => {
            match i.0 as u16 {
                $(n if n == Op::$op as u16 => ($asks, $x, $y),)*
                _ => (Asks::Nothing, none(), none()),
            }
        };
    }
    let (rb, rc) = (|| at.reg(b), || at.reg(c));
    let ra = || at.reg(a);
    let (small_b, small_c) = (|| Value::small(i.b_signed()), || Value::small(i.c_signed()));
    use Asks::{Binary, Compare, Inplace, Jump};
    table! {
    ADD Binary(BinOp::Add), rb(), rc(); SUB Binary(BinOp::Sub), rb(), rc(); MUL Binary(BinOp::Mul), rb(), rc();
    TRUEDIV Binary(BinOp::TrueDiv), rb(), rc(); FLOORDIV Binary(BinOp::FloorDiv), rb(), rc();
    MOD Binary(BinOp::Mod), rb(), rc(); POW Binary(BinOp::Pow), rb(), rc(); MATMUL Binary(BinOp::MatMul), rb(), rc();
    LSHIFT Binary(BinOp::LShift), rb(), rc(); RSHIFT Binary(BinOp::RShift), rb(), rc();
    AND Binary(BinOp::And), rb(), rc(); OR Binary(BinOp::Or), rb(), rc(); XOR Binary(BinOp::Xor), rb(), rc();
    IADD Inplace(BinOp::Add), rb(), rc(); ISUB Inplace(BinOp::Sub), rb(), rc(); IMUL Inplace(BinOp::Mul), rb(), rc();
    ITRUEDIV Inplace(BinOp::TrueDiv), rb(), rc(); IFLOORDIV Inplace(BinOp::FloorDiv), rb(), rc();
    IMOD Inplace(BinOp::Mod), rb(), rc(); IPOW Inplace(BinOp::Pow), rb(), rc(); IMATMUL Inplace(BinOp::MatMul), rb(), rc();
    ILSHIFT Inplace(BinOp::LShift), rb(), rc(); IRSHIFT Inplace(BinOp::RShift), rb(), rc();
    IAND Inplace(BinOp::And), rb(), rc(); IOR Inplace(BinOp::Or), rb(), rc(); IXOR Inplace(BinOp::Xor), rb(), rc();
    ADD_I Binary(BinOp::Add), rb(), small_c(); SUB_I Binary(BinOp::Sub), rb(), small_c();
    IADD_I Inplace(BinOp::Add), rb(), small_c(); ISUB_I Inplace(BinOp::Sub), rb(), small_c();
    LT Compare(Cmp::Lt), rb(), rc(); LE Compare(Cmp::Le), rb(), rc(); GT Compare(Cmp::Gt), rb(), rc();
    GE Compare(Cmp::Ge), rb(), rc(); EQ Compare(Cmp::Eq), rb(), rc(); NE Compare(Cmp::Ne), rb(), rc();
    JLT Jump(Cmp::Lt, true), ra(), rb(); JLE Jump(Cmp::Le, true), ra(), rb(); JGT Jump(Cmp::Gt, true), ra(), rb();
    JGE Jump(Cmp::Ge, true), ra(), rb(); JEQ Jump(Cmp::Eq, true), ra(), rb(); JNE Jump(Cmp::Ne, true), ra(), rb();
    JNLT Jump(Cmp::Lt, false), ra(), rb(); JNLE Jump(Cmp::Le, false), ra(), rb(); JNGT Jump(Cmp::Gt, false), ra(), rb();
    JNGE Jump(Cmp::Ge, false), ra(), rb(); JNEQ Jump(Cmp::Eq, false), ra(), rb(); JNNE Jump(Cmp::Ne, false), ra(), rb();
    JLT_I Jump(Cmp::Lt, true), ra(), small_b(); JLE_I Jump(Cmp::Le, true), ra(), small_b();
    JGT_I Jump(Cmp::Gt, true), ra(), small_b(); JGE_I Jump(Cmp::Ge, true), ra(), small_b();
    JEQ_I Jump(Cmp::Eq, true), ra(), small_b(); JNE_I Jump(Cmp::Ne, true), ra(), small_b();
    JNLT_I Jump(Cmp::Lt, false), ra(), small_b(); JNLE_I Jump(Cmp::Le, false), ra(), small_b();
    JNGT_I Jump(Cmp::Gt, false), ra(), small_b(); JNGE_I Jump(Cmp::Ge, false), ra(), small_b();
    JNEQ_I Jump(Cmp::Eq, false), ra(), small_b(); JNNE_I Jump(Cmp::Ne, false), ra(), small_b();
    GET_ITEM Asks::GetItem, rb(), rc(); GET_ITEM_I Asks::GetItem, rb(), small_c();
    SET_ITEM Asks::SetItem, ra(), rb();
    }
}

/// The Python function that the instruction's left operand, an instance, has for it; `None`: there is none, or somebody
/// else is to be asked first.
pub fn function_of(at: At) -> Option<Gc<Function>> {
    let (asks, x, y) = meaning(at);
    let (tx, ty) = (type_of(x), type_of(y));
    // the right operand goes first if its class is below the left one's and has a say
    let overridden = |s: Special| tx != ty && ty.is_subtype(tx) && ty.special(s).is_some();
    let found = match asks {
        Asks::Binary(op) | Asks::Inplace(op) => {
            let (ls, rs, is) = op.specials();
            match if matches!(asks, Asks::Inplace(_)) { tx.special(is) } else { None } {
                Some(f) => Some(f),
                None if overridden(rs) => None,
                None => tx.special(ls),
            }
        }
        Asks::Compare(op) | Asks::Jump(op, _) => {
            if overridden(op.swapped().special()) {
                None
            } else {
                tx.special(op.special())
            }
        }
        Asks::GetItem => tx.special(Special::GetItem),
        Asks::SetItem => tx.special(Special::SetItem),
        Asks::Nothing => None,
    };
    found?.exact::<Function>()
}
/// Pushes the frame of `function_of` the instruction. A null pc: it has none.
#[inline(never)]
pub fn enter(pc: *const u64, base: *mut Value, ins: u64) -> Go {
    let at = At { base, pc, ins: Ins(ins) };
    let Some(f) = function_of(at) else { return NO };
    let (asks, x, y) = meaning(at);
    if asks == Asks::SetItem { push(at, f, &[x, y, at.reg(at.ins.c())]) } else { push(at, f, &[x, y]) }
}
/// LOAD_ATTR_PROPERTY: the frame of `getter` for `this`. (Not inlined, or the handler's tail call would be lost to the arguments'
/// address.)
#[inline(never)]
pub fn enter_getter(pc: *const u64, base: *mut Value, getter: Value, this: Value) -> Go {
    // SAFETY: a parked pc lies behind an instruction word; the cache holds a function.
    let (at, f) = unsafe { (At { base, pc, ins: Ins(*pc.sub(1)) }, getter.cast_unchecked::<Function>()) };
    push(at, f, &[this])
}

/// The attribute that an instruction accesses: its object, its name, what is done with it.
pub fn access(at: At) -> (Value, Gc<Str>, Doing) {
    let (i, name) = (at.ins, at.name(0));
    match i.op().general() {
        Op::STORE_ATTR => (at.reg(i.a()), name, Doing::Set(at.reg(i.b()))),
        Op::DEL_ATTR => (at.reg(i.a()), name, Doing::Delete),
        _ => (at.reg(i.b()), name, Doing::Get),
    }
}
/// An instruction that loads, stores or deletes an attribute: pushes the frame of the function that it comes down to. A null pc:
/// there is none.
#[inline(never)]
pub fn enter_attribute(pc: *const u64, base: *mut Value, ins: u64) -> Go {
    let at = At { base, pc, ins: Ins(ins) };
    let (x, name, doing) = access(at);
    let Some(h) = hooks::find(x, name, doing) else { return NO };
    let mut args = [x; 3];
    for (to, arg) in args.iter_mut().zip(h.args) {
        *to = match arg {
            Arg::Object => x,
            Arg::Name => name.value(),
            Arg::New => match doing {
                Doing::Set(v) => v,
                _ => x,
            },
            Arg::Descriptor => h.descriptor.unwrap_or(x),
            Arg::Class => type_of(x).value(),
        };
    }
    push(at, h.function, &args[..h.args.len()])
}
/// The frame of `f`, which takes just these arguments, above the registers of the frame at hand.
fn push(at: At, f: Gc<Function>, args: &[Value]) -> Go {
    if f.key.get() != args.len() as u32 || breaker::pending() || thread().tracing_enabled() {
        return NO;
    }
    let window = frames::top(at.base).wrapping_add(CONT_HEADER);
    if let Err(Raised) = depth::ensure_room(window.wrapping_add(args.len().max(f.frame_size.get() as usize) + 8)) {
        return unwind::unwind(at.pc, at.base);
    }
    // SAFETY: room was made; header offsets are those of the frame layout.
    unsafe {
        let h = window as *mut u64;
        *h.sub(OWNER) = 0;
        *h.sub(INTERRUPTED) = at.pc as u64;
        *h.sub(LINK) = CONT_SET.pc() as u64;
        *h.sub(BASE) = at.base as u64;
        *h.sub(FUNCTION) = f.addr();
        *h.sub(FRAME) = 0;
        for (i, &v) in args.iter().enumerate() {
            *window.add(i) = v;
        }
    }
    let stats = &crate::vm::vm().stats;
    stats.argument_words_copied.set(stats.argument_words_copied.get() + args.len() as u64);
    Go { pc: f.entry.get(), base: window }
}

/// CONT_SET: the function pushed by `push` has returned.
pub struct ContSet;
impl Switch for ContSet {
    const NAME: &'static str = "cont_set";
    fn run(at: At) -> Go {
        // here `base` is the caller's; what was pushed lies above its registers
        let s = frames::top(at.base);
        // SAFETY: the words of the frame that has just returned are still there.
        let (pc, result, instead) = unsafe {
            let w = s.wrapping_add(CONT_HEADER) as *const u64;
            (*w.sub(INTERRUPTED) as *const u64, Value::from_bits(*w.sub(LINK)), Value::from_bits_opt(*w.sub(OWNER)))
        };
        thread().pc.set(pc);
        let at = At::parked();
        match finish(at, instead.unwrap_or(result)) {
            Ok(go) => go,
            Err(Raised) => unwind::unwind(at.pc, at.base),
        }
    }
}
/// Completes the instruction at hand with what the function returned.
fn finish(at: At, result: Value) -> Result<Go, Raised> {
    let i = at.ins;
    if result == not_implemented() && is_operator(at) {
        return finish_otherwise(at, result);
    }
    if is_jump(i) {
        return jump(at, compare::truth(result)?);
    }
    if let Some((a, is_method)) = result_register(i) {
        at.set(a, result);
        if is_method {
            at.set(a + 2, None);
        }
    }
    // SAFETY: the instruction's cache words follow.
    Ok(Go { pc: unsafe { at.pc.add(i.op().info().cache.len()) }, base: at.base })
}
/// Where the result of the function goes; true: it is to be called, without an object for its first argument.
pub fn result_register(i: Ins) -> Option<(usize, bool)> {
    match i.op().general() {
        Op::SET_ITEM | Op::SET_ADD | Op::MAP_ADD | Op::STORE_ATTR | Op::DEL_ATTR => None,
        op if is_method(op) => Some((i.a() + 2, true)),
        _ => Some((i.a(), false)),
    }
}
/// Is it LOAD_METHOD or a specialised form of it?
pub fn is_method(op: Op) -> bool {
    op.general() == Op::LOAD_METHOD
}
/// May the function leave the instruction to others?
pub fn is_operator(at: At) -> bool {
    meaning(at).0 != Asks::Nothing
}
/// Is something to be done when an exception leaves what this instruction comes down to? Then what attribute of which object it
/// accesses.
pub fn told_attribute(at: At) -> Option<(Value, Gc<Str>)> {
    match at.ins.op().general() {
        Op::LOAD_METHOD | Op::LOAD_ATTR => {
            let (x, name, _) = access(at);
            Some((x, name))
        }
        // a trace has entered the function that `getattr` comes down to
        Op::CALL if at.ins.b() == 2 => {
            let a = at.ins.a();
            let native = at.reg_opt(a + 2)?.exact::<NativeFunction>()?;
            let name = at.reg_opt(a + 5)?.exact::<Str>()?;
            let module = native.module.get().and_then(|m| m.cast::<Str>());
            (native.def.name() == "getattr" && module.is_some_and(|m| m.is_text("builtins")))
                .then_some((at.reg(a + 4), name))
        }
        _ => None,
    }
}
/// The instruction of the frame that is interrupted there.
pub fn instruction(f: FrameRef) -> At {
    // SAFETY: an instruction lies before the pc.
    At { base: f.base, pc: f.pc, ins: Ins(unsafe { *f.pc.sub(1) }) }
}
/// The frame of a function that an instruction of the frame `caller` comes down to ends with the exception `e`: an AttributeError that
/// leaves an attribute access gets to know, for suggestions, what was asked of whom.
pub fn left(caller: FrameRef, e: Gc<Exception>) {
    if type_of(e.value()).is_subtype(Exc::AttributeError.class())
        && let Some((x, name)) = told_attribute(instruction(caller))
    {
        attr::add_context(e, x, name);
    }
}
/// Is it a jump that compares, or asks whether something contains a key?
pub fn is_jump(i: Ins) -> bool {
    (Op::JLT as u16..=Op::JNNE_I as u16).contains(&(i.0 as u16)) || matches!(i.op(), Op::JIN | Op::JNOTIN)
}
/// Where such a jump leads if the answer is `truth`.
pub fn jump(at: At, truth: bool) -> Result<Go, Raised> {
    let n = at.ins.0 as u16;
    let sense = (Op::JLT as u16..=Op::JNE as u16).contains(&n)
        || (Op::JLT_I as u16..=Op::JNE_I as u16).contains(&n)
        || n == Op::JIN as u16;
    let off = if truth == sense { at.ins.c_signed() as isize } else { 0 };
    // SAFETY: jumps are verified.
    Ok(Go { pc: unsafe { at.pc.offset(off) }, base: at.base })
}
/// The left operand did not know how.
#[cold]
fn finish_otherwise(at: At, result: Value) -> Result<Go, Raised> {
    let next = Go { pc: at.pc, base: at.base };
    let set = |r: Res| {
        at.set(at.ins.a(), r?);
        Ok(next)
    };
    let (asks, x, y) = meaning(at);
    match asks {
        Asks::Binary(op) => set(number::after_left(op, x, y, false)),
        Asks::Inplace(op) if type_of(x).special(op.specials().2).is_some() => set(number::after_inplace(op, x, y)),
        Asks::Inplace(op) => set(number::after_left(op, x, y, true)),
        Asks::Compare(op) => set(compare::after_left(x, y, op)),
        Asks::Jump(op, _) => jump(at, compare::truth(compare::after_left(x, y, op)?)?),
        Asks::SetItem | Asks::Nothing => Ok(next),
        Asks::GetItem => set(Ok(result)),
    }
}
