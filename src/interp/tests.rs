//! The interpreter on hand-written bytecode.

use super::{call_function, frames};
use crate::boot::with_vm;
use crate::bytecode::ops::{Ins, Op};
use crate::object::code::{Code, CodeMeta, CodeParts, LocalKind};
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

fn code(name: &str, pool: &[Value], words: &[u64], n_args: u32, n_regs: u32) -> Gc<Code> {
    let names: Vec<Value> = vec![];
    let _ = names;
    let local = Str::intern("n").value();
    Code::new(CodeParts {
        name: Str::intern(name),
        qualname: Str::intern(name),
        filename: Str::intern("test"),
        pool,
        consts: Tuple::empty(),
        names: Tuple::empty(),
        local_names: Tuple::new(&[local]),
        words,
        meta: CodeMeta {
            argcount: n_args,
            n_params: n_args,
            n_locals: n_args,
            n_regs,
            flags: 3,
            local_kinds: Box::new([LocalKind::Local]),
            ..CodeMeta::default()
        },
        tables: Default::default(),
    })
    .expect("memory")
}
/// def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
fn fib() -> Gc<Function> {
    let words = [
        Ins::abc(Op::JNLT_I, 0, 2, 1).0,
        Ins::abc(Op::RETURN, 0, 0, 0).0,
        Ins::ad(Op::LOAD_GLOBAL, 3, -4).0,
        0,
        0,
        Ins::abc(Op::SUB_I, 5, 0, 1).0,
        Ins::abc(Op::CALL, 1, 1, 0).0,
        Ins::ad(Op::LOAD_GLOBAL, 4, -9).0,
        0,
        0,
        Ins::abc(Op::SUB_I, 6, 0, 2).0,
        Ins::abc(Op::CALL, 2, 1, 0).0,
        Ins::abc(Op::ADD, 1, 1, 2).0,
        Ins::abc(Op::RETURN, 1, 0, 0).0,
    ];
    let c = code("fib", &[Str::intern("fib").value()], &words, 1, 7);
    let globals = Dict::new();
    let f = Function::new(c, globals, Dict::new());
    globals.set_text("fib", f).expect("memory");
    f
}

#[test]
fn recursion_returns_through_overlapping_windows() {
    with_vm(|| {
        let f = fib();
        assert_eq!(call_function(f, &[Value::small(25)], None), Ok(Value::small(75025)));
        assert_eq!(crate::vm::vm().stats.frame_objects_created.get(), 0);
        assert!(frames::innermost(crate::thread::thread()).is_none());
    });
}
#[test]
fn runaway_recursion_is_an_exception() {
    with_vm(|| {
        let words = [
            Ins::ad(Op::LOAD_GLOBAL, 3, -2).0,
            0,
            0,
            Ins::abc(Op::MOVE, 5, 0, 0).0,
            Ins::abc(Op::CALL, 1, 1, 0).0,
            Ins::abc(Op::RETURN, 1, 0, 0).0,
        ];
        let c = code("f", &[Str::intern("f").value()], &words, 1, 6);
        let globals = Dict::new();
        let f = Function::new(c, globals, Dict::new());
        globals.set_text("f", f).expect("memory");
        assert!(call_function(f, &[Value::small(1)], None).is_err());
        assert!(crate::thread::thread().catch(crate::builtins::exceptions::Exc::RecursionError));
    });
}
