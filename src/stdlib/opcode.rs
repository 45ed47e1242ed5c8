//! `_opcode`: the instruction table for `opcode` and `dis`, and what a code object holds besides its words.
//!
//! `lib/opcode.py` and `lib/dis.py` build on it. This is a register machine: an instruction is one word of eight bytes with
//! up to three operands, followed by its cache words; nothing has an effect on an operand stack.

use crate::builtins::exceptions::{type_error, value_error};
use crate::bytecode::ops::{Cache, Op, OpInfo, Operand};
use crate::object::Raised;
use crate::object::buffer::GcVec;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::protocol::number;
use crate::protocol::number::BinOp;

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "stack_effect(opcode, oparg=None, /, *, jump=None)",
        stack_effect,
        "Return the effect of an instruction on the operand stack, which is 0: operands are registers.",
    ),
    NativeDef::new("is_valid(opcode)", |a| Ok(boolean(info(a).is_ok())), "Is there such an instruction?"),
    NativeDef::new("has_arg(opcode)", |a| has(a, |i| !i.operands.is_empty()), "Has the instruction operands?"),
    NativeDef::new("has_const(opcode)", |a| has(a, is_const), "Does the instruction refer to a constant?"),
    NativeDef::new("has_name(opcode)", |a| has(a, is_name), "Does the instruction refer to a name?"),
    NativeDef::new("has_jump(opcode)", |a| has(a, is_jump), "Does the instruction jump?"),
    NativeDef::new("has_free(opcode)", |a| has(a, is_free), "Does the instruction use a closure cell?"),
    NativeDef::new("has_local(opcode)", |a| has(a, is_local), "Does the instruction use registers?"),
    NativeDef::new("has_exc(opcode)", |a| has(a, |_| false), "Does the instruction set an exception handler?"),
    NativeDef::new("get_nb_ops()", nb_ops, "Return the names and symbols of the binary operators."),
    NativeDef::new("get_intrinsic1_descs()", |_| Ok(List::new().value()), "Return the names of unary intrinsics."),
    NativeDef::new("get_intrinsic2_descs()", |_| Ok(List::new().value()), "Return the names of binary intrinsics."),
    NativeDef::new("get_special_method_names()", |_| Ok(List::new().value()), "Return the names of special methods."),
    NativeDef::new("get_specialization_stats()", |_| Ok(none()), "There are no such counters; returns None."),
    NativeDef::new("get_executor(code, offset)", no_executor, "Return the trace that starts at an offset."),
    NativeDef::new(
        "table()",
        table,
        "Return (name, operands, caches, description) of each instruction, operands being pairs of field and kind.",
    ),
    NativeDef::new("registers(code, /)", registers, "Return the names of a code object's named registers."),
    NativeDef::new("pool(code, /)", pool, "Return the constants and names that a code object's words refer to."),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    super::new_module("_opcode", "Opcode support module.", FUNCTIONS)
}

fn info(a: &Args) -> Result<&'static OpInfo, Raised> {
    let n = number::to_i64(a[0])?;
    let op = u16::try_from(n).ok().and_then(Op::from_u16);
    op.map(Op::info).ok_or_else(|| value_error("invalid opcode or oparg"))
}
fn has(a: &Args, f: fn(&OpInfo) -> bool) -> Res {
    number::to_i64(a[0])?;
    Ok(boolean(info(a).is_ok_and(f)))
}
fn has_operand(i: &OpInfo, kind: Operand) -> bool {
    i.operands.iter().any(|o| o.1 == kind)
}
fn is_const(i: &OpInfo) -> bool {
    i.name == Op::LOADK.info().name
}
fn is_name(i: &OpInfo) -> bool {
    has_operand(i, Operand::Pool) && !is_const(i) && i.name != Op::MAKE_FUNCTION.info().name
        || i.cache.first() == Some(&Cache::Name)
}
fn is_jump(i: &OpInfo) -> bool {
    has_operand(i, Operand::Jump) || matches!(i.cache.first(), Some(Cache::Hot | Cache::Far))
}
fn is_free(i: &OpInfo) -> bool {
    let closures = [Op::MAKE_CELL, Op::LOAD_CELL, Op::STORE_CELL, Op::DEL_CELL, Op::LOAD_NAME_OR_CELL];
    closures.iter().chain(&[Op::LOAD_DICT_OR_CELL]).any(|op| op.info().name == i.name)
}
fn is_local(i: &OpInfo) -> bool {
    let plain = [Operand::Imm, Operand::SImm, Operand::Pool, Operand::Jump, Operand::Count, Operand::Args];
    i.operands.iter().any(|o| !plain.contains(&o.1))
}
fn stack_effect(a: &Args) -> Res {
    info(a)?;
    if let Some(j) = a.opt(2).filter(|j| *j != none())
        && j != boolean(true)
        && j != boolean(false)
    {
        return Err(value_error("stack_effect: jump must be False, True or None"));
    }
    Ok(Value::small(0))
}
fn no_executor(_: &Args) -> Res {
    Err(value_error("no executor exists at address 0"))
}
fn nb_ops(_: &Args) -> Res {
    let pair = |op: &BinOp, inplace: bool| {
        let (name, symbol) = (format!("{op:?}").to_uppercase(), op.symbol());
        let (name, symbol) =
            if inplace { (format!("NB_INPLACE_{name}"), op.inplace_symbol()) } else { (format!("NB_{name}"), symbol) };
        Tuple::new(&[Str::new(&name).value(), Str::new(symbol).value()]).value()
    };
    let ops = || BinOp::ALL.iter().filter(|op| **op != BinOp::DivMod);
    let all: GcVec = ops().map(|op| pair(op, false)).chain(ops().map(|op| pair(op, true))).collect();
    Ok(List::from_slice(all.as_slice())?.value())
}
fn table(_: &Args) -> Res {
    let word = |s: &str| Str::intern(s).value();
    let row = |i: &OpInfo| {
        let operands: GcVec = i
            .operands
            .iter()
            .map(|(f, k)| Tuple::new(&[word(&format!("{f:?}").to_lowercase()), word(&format!("{k:?}"))]).value())
            .collect();
        let caches: GcVec = i.cache.iter().map(|c| word(&format!("{c:?}"))).collect();
        let (operands, caches) = (Tuple::new(operands.as_slice()), Tuple::new(caches.as_slice()));
        Tuple::new(&[word(i.name), operands.value(), caches.value(), word(i.doc)]).value()
    };
    let all: GcVec = crate::bytecode::ops::OPS.iter().map(row).collect();
    Ok(Tuple::try_new(all.as_slice())?.value())
}
fn code(a: &Args) -> Result<Gc<Code>, Raised> {
    a[0].cast::<Code>()
        .ok_or_else(|| type_error(format!("argument must be a code object, not {}", type_of(a[0]).name_text())))
}
fn registers(a: &Args) -> Res {
    Ok(code(a)?.local_names.gc().value())
}
fn pool(a: &Args) -> Res {
    let code = code(a)?;
    code.load()?;
    let body = code.body.gc();
    // SAFETY: the pool of the body, which `code` keeps alive.
    let all = unsafe { std::slice::from_raw_parts(body.pool() as *const Value, body.n_consts) };
    Ok(Tuple::try_new(all)?.value())
}
