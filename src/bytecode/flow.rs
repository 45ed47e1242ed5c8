//! What registers hold, followed through the instructions: the second half of the verifier.
//!
//! Promises for accepted code, on every path: no instruction reads a register that holds no value where it needs one, or
//! something that is no value (what a callee left in the window of a call, what was on the stack before the frame); cells,
//! lists, sets, dicts and functions that an instruction trusts to be such come from the instructions that make them; named
//! registers hold a value or nothing before anything can look at them.

use super::codec;
use super::ops::{Effect, Ins, Op, Operand};
use super::verify::{CodeView, Constant, constant};

/// What a register holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    /// Anything, perhaps not a value.
    Junk,
    /// Nothing (0).
    Empty,
    /// A value or nothing.
    Maybe,
    /// A value.
    Value,
    Cell,
    List,
    Set,
    Dict,
    Tuple,
    Function,
    Str,
    /// An exception.
    Exception,
    /// What `PUSH_EXC` saves: an exception or `None`.
    Saved,
}
use Held::*;

impl Held {
    fn join(self, other: Held) -> Held {
        match (self, other) {
            (a, b) if a == b => a,
            (Junk, _) | (_, Junk) => Junk,
            (Empty | Maybe, _) | (_, Empty | Maybe) => Maybe,
            (Exception | Saved, Exception | Saved) => Saved,
            _ => Value,
        }
    }
    fn is_value(self) -> bool {
        !matches!(self, Junk | Empty | Maybe)
    }
}

type State = Vec<Held>;

struct Flow<'a, 'v> {
    v: &'a CodeView<'v>,
    /// State before the instruction at a word, where control can be.
    before: Vec<Option<State>>,
    work: Vec<usize>,
}

/// `Err` tells what is wrong. The structure has been verified.
pub fn check(v: &CodeView) -> Result<(), String> {
    let mut entry = vec![Junk; v.n_regs as usize];
    entry[..v.n_params as usize].fill(Value);
    if v.n_locals > v.n_params && v.has_namespace {
        entry[v.n_params as usize] = Value;
    }
    let mut flow = Flow { v, before: vec![None; v.words.len()], work: vec![] };
    flow.reach(0, &entry);
    while let Some(at) = flow.work.pop() {
        let state = flow.before[at].clone().unwrap_or_default();
        flow.step(at, state).map_err(|e| format!("{at}: {:?}: {e}", Ins(v.words[at]).op()))?;
    }
    Ok(())
}

impl Flow<'_, '_> {
    /// Control can come to `at` with this state.
    fn reach(&mut self, at: usize, state: &State) {
        match &mut self.before[at] {
            Some(old) => {
                let mut changed = false;
                for (o, n) in old.iter_mut().zip(state) {
                    let j = o.join(*n);
                    changed |= j != *o;
                    *o = j;
                }
                if !changed {
                    return;
                }
            }
            none => *none = Some(state.clone()),
        }
        if !self.work.contains(&at) {
            self.work.push(at);
        }
    }

    fn step(&mut self, at: usize, mut s: State) -> Result<(), String> {
        let i = Ins(self.v.words[at]);
        let op = i.op();
        self.operands(at, i, &s)?;
        let info = op.info();
        if !matches!(op, Op::ENTER | Op::CLEAR | Op::COPY_FREE | Op::NOP | Op::JUMP) {
            let named = &s[self.v.n_params as usize..self.v.n_locals as usize];
            if let Some(k) = named.iter().position(|h| *h == Junk) {
                return Err(format!("variable {} was never cleared", k + self.v.n_params as usize));
            }
        }
        // a callee's frame lies over the registers of its window
        if op != Op::SUM_END && info.operands.iter().any(|o| matches!(o.1, Operand::Window | Operand::WindowEx)) {
            s[i.a()..].fill(Junk);
        }
        if info.has(Effect::Raises) {
            self.raise(at, &s);
        }
        let jump = codec::jump_target(self.v.words, at, i).map(|t| t as usize);
        let next = at + op.len();
        let mut jumping = s.clone();
        match op {
            // the item goes to its register only if there is one
            Op::FOR_LOOP => jumping[i.b()] = Value,
            Op::FOR_NEXT => s[i.b()] = Value,
            Op::SUM_END => jumping[i.a()] = Value,
            Op::JUNBOUND => {
                jumping[i.a()] = Empty;
                s[i.a()] = if s[i.a()] == Maybe { Value } else { s[i.a()] };
            }
            Op::RETURN_GENERATOR => s[self.v.n_locals as usize..].fill(Empty),
            _ => {
                self.define(at, i, &mut s);
                jumping.clone_from(&s);
            }
        }
        if let Some(t) = jump {
            self.reach(t, &jumping);
        }
        if codec::falls_through(i) {
            self.reach(next, &s);
        }
        Ok(())
    }

    /// The exception goes to the innermost handler, before or after the instruction has written its registers.
    fn raise(&mut self, at: usize, state: &State) {
        let range = self.v.exceptions.iter().find(|r| (r.start as usize..r.end as usize).contains(&at));
        if let Some(r) = range {
            let mut s = state.clone();
            s[r.reg as usize] = Exception;
            self.reach(r.handler as usize, &s);
        }
    }

    /// Are the operands what the instruction trusts them to be?
    fn operands(&self, at: usize, i: Ins, s: &State) -> Result<(), String> {
        let op = i.op();
        let mut bad = None;
        codec::registers(i, |first, count, def| {
            if !def && let Some(k) = (first..first + count).find(|&r| !s[r].is_value() && !may_be_empty(op, i, r)) {
                bad = Some(k);
            }
            if !def && let Some(k) = (first..first + count).find(|&r| s[r] == Junk) {
                bad = Some(k);
            }
        });
        if let Some(r) = bad {
            return Err(format!("register {r} holds {:?}", s[r]));
        }
        let need = |r: usize, kinds: &[Held]| {
            if kinds.contains(&s[r]) { Ok(()) } else { Err(format!("register {r} holds {:?}, not {kinds:?}", s[r])) }
        };
        // messages name the variable
        let named = match op {
            Op::CHECK_BOUND | Op::DEL_LOCAL | Op::DEL_CELL | Op::STORE_CELL => Some(i.a()),
            Op::LOAD_CELL | Op::LOAD_NAME_OR_CELL | Op::LOAD_DICT_OR_CELL => Some(i.b()),
            _ => None,
        };
        if let Some(r) = named.filter(|&r| r >= self.v.n_locals as usize) {
            return Err(format!("register {r} has no name"));
        }
        if uses_namespace(op) && !(self.v.has_namespace && s[0].is_value()) {
            return Err("there is no name space".into());
        }
        match op {
            Op::LOAD_CELL | Op::LOAD_NAME_OR_CELL | Op::LOAD_DICT_OR_CELL => need(i.b(), &[Cell]),
            Op::STORE_CELL | Op::DEL_CELL => need(i.a(), &[Cell]),
            Op::LIST_APPEND | Op::LIST_EXTEND => need(i.a(), &[List]),
            Op::LIST_TO_TUPLE => need(i.b(), &[List]),
            Op::EG_RERAISE => need(i.c(), &[List]),
            Op::SET_UPDATE => need(i.a(), &[Set]),
            Op::MAP_ADD | Op::DICT_UPDATE | Op::DICT_MERGE => need(i.a(), &[Dict]),
            Op::POP_EXC => need(i.a(), &[Saved, Exception]),
            Op::END_ASYNC_FOR => need(i.a(), &[Exception]),
            Op::STOP_ITERATION_ERROR => need(i.b(), &[Exception]),
            Op::SET_FUNCTION => need(i.a(), &[Function]),
            Op::BUILD_STRING => (i.b()..i.b() + i.c()).try_for_each(|r| need(r, &[Str])),
            Op::FORMAT_SPEC | Op::LOAD_ATTR_DYN => need(i.c(), &[Str]),
            Op::YIELD if i.c() != 0 => {
                let send = at.checked_sub(2).filter(|&k| self.before[k].is_some());
                match send.map(|k| Ins(self.v.words[k]).op()) {
                    Some(Op::SEND) => Ok(()),
                    _ => Err("delegates without a SEND".into()),
                }
            }
            _ => Ok(()),
        }
    }

    /// Enters what the instruction writes.
    fn define(&self, at: usize, i: Ins, s: &mut State) {
        let op = i.op();
        codec::registers(i, |first, count, def| {
            if def {
                s[first..first + count].fill(Value);
            }
        });
        match op {
            Op::MOVE => s[i.a()] = s[i.b()],
            Op::LOADK => {
                s[i.a()] = match constant(self.v, at, i.d() as i64) {
                    Constant::Tuple | Constant::Names(_) => Tuple,
                    Constant::Str => Str,
                    Constant::Code | Constant::Other => Value,
                }
            }
            Op::CLEAR => s[i.a()..i.a() + i.d() as usize].fill(Empty),
            Op::CHECK_BOUND => s[i.a()] = if s[i.a()].is_value() { s[i.a()] } else { Value },
            Op::DEL_LOCAL => s[i.a()] = Empty,
            Op::MAKE_CELL => s[i.a()] = Cell,
            Op::COPY_FREE => s[i.a()..i.a() + i.d() as usize].fill(Cell),
            Op::LOAD_METHOD => s[i.a() + 4] = Maybe,
            Op::WITH_ENTRY => s[i.a() + 1] = Maybe,
            Op::BUILD_TUPLE | Op::LIST_TO_TUPLE | Op::ARGS_TUPLE => s[i.a()] = Tuple,
            Op::BUILD_LIST | Op::BUILD_LIST_FOR => s[i.a()] = List,
            Op::BUILD_SET => s[i.a()] = Set,
            Op::BUILD_MAP => s[i.a()] = Dict,
            Op::MAKE_FUNCTION => s[i.a()] = Function,
            Op::PUSH_EXC => s[i.b()] = Saved,
            Op::STOP_ITERATION_ERROR => s[i.a()] = Exception,
            Op::BUILD_STRING | Op::CONVERT | Op::FORMAT | Op::FORMAT_SPEC => s[i.a()] = Str,
            _ => {}
        }
    }
}

/// Does the instruction take register `r` holding nothing?
fn may_be_empty(op: Op, i: Ins, r: usize) -> bool {
    match op {
        Op::MOVE | Op::CHECK_BOUND | Op::DEL_LOCAL | Op::JUNBOUND | Op::MAKE_CELL => true,
        Op::CALL_METHOD | Op::CALL_METHOD_KW => r == i.a() + 4,
        Op::CALL_EX => r == i.a() + 5,
        _ => false,
    }
}
fn uses_namespace(op: Op) -> bool {
    use Op::*;
    matches!(op, LOAD_NAME | STORE_NAME | DEL_NAME | LOAD_LOCALS | SETUP_ANNOTATIONS | IMPORT_STAR | LOAD_NAME_OR_CELL)
}
