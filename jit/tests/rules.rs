//! Every fold rule means the same on both sides: evaluated on random values that satisfy the pattern.

mod common;

use common::toy::Rng;
use sidewinder_jit::eval::{check, pure};
use sidewinder_jit::ir::{Op, value};
use sidewinder_jit::opt::fold::{Pat, RULES, Rule, condition, parse_rule, rules};
use std::collections::HashMap;

/// A value, or that the operation left.
#[derive(Clone, Copy, PartialEq, Debug)]
enum V {
    Bits(u64),
    Exit,
    Passed,
    Undefined,
}

type Env = HashMap<u8, u64>;

fn eval(p: &Pat, env: &Env) -> V {
    match p {
        Pat::Var(n) | Pat::Const(n) => V::Bits(env[n]),
        Pat::Lit(_, imm) => V::Bits(*imm as u64),
        Pat::Log2(n) => V::Bits(env[n].trailing_zeros() as u64),
        Pat::Drop => V::Passed,
        Pat::Node(op, args) => {
            let mut bits = vec![];
            for a in args {
                match eval(a, env) {
                    V::Bits(b) => bits.push(b),
                    v => return v,
                }
            }
            apply(*op, &bits)
        }
    }
}

fn apply(op: Op, a: &[u64]) -> V {
    // Floats that need a heap are left out; the truth words are 0x10 and 0x20.
    match op {
        Op::BoxBool => return V::Bits(if a[0] != 0 { 0x10 } else { 0x20 }),
        Op::UnboxBool => return V::Bits((a[0] == 0x10) as u64),
        Op::GuardFloat => return V::Passed,
        _ => {}
    }
    if let Some(v) = pure(op, 0, a) {
        return V::Bits(if matches!(op, Op::Bnot) { v & 1 } else { v });
    }
    match check(op, a) {
        Some(None) => V::Exit,
        Some(Some(_)) if op.row().name.starts_with("guard") => V::Passed,
        Some(Some(v)) => V::Bits(v),
        None => V::Undefined,
    }
}

/// Letter of the operand type each name stands for.
fn types(p: &Pat, want: u8, out: &mut HashMap<u8, u8>) {
    match p {
        Pat::Var(n) | Pat::Const(n) => {
            out.entry(*n).or_insert(want);
        }
        Pat::Node(op, args) => {
            for (k, a) in args.iter().enumerate() {
                types(a, op.row().args[k], out);
            }
        }
        _ => {}
    }
}

fn value_of(letter: u8, name: u8, rule: &Rule, r: &mut Rng) -> u64 {
    loop {
        let v = match (letter, name) {
            (_, b'K') => match rule.cond {
                Some(("int", _)) => value::box_int(r.int()),
                _ => r.next() << 3,
            },
            (b'I', _) => match r.below(3) {
                0 => (1i64 << r.below(60)) as u64,
                _ => r.int() as u64,
            },
            (b'F', _) => r.float().to_bits(),
            (b'B', _) => r.below(2) as u64,
            (b'P', _) => (1 + r.next()) << 3,
            _ => {
                if rule.text.contains("unbox_int") {
                    value::box_int(r.int())
                } else {
                    (1 + r.next()) << 3
                }
            }
        };
        if rule.cond.is_none_or(|(p, n)| n != name || condition(p, v as i64)) {
            return v;
        }
    }
}

fn same(a: V, b: V, op: Op) -> bool {
    let nan = |v: V| matches!(v, V::Bits(b) if f64::from_bits(b).is_nan());
    a == b || op.row().result == Some(sidewinder_jit::ir::Ty::Float) && nan(a) && nan(b)
}

#[test]
fn every_line_is_a_rule() {
    let lines: Vec<&str> = RULES.lines().filter(|l| !l.trim().is_empty() && !l.starts_with(';')).collect();
    for l in &lines {
        let r = parse_rule(l).unwrap_or_else(|| panic!("not a rule: {l}"));
        assert_eq!(r.args.len(), r.op.row().args.len(), "{l}");
    }
    assert_eq!(rules().iter().map(|r| r.len()).sum::<usize>(), lines.len());
}

#[test]
fn both_sides_are_equal() {
    let mut rng = Rng(4711);
    for rule in rules().iter().flatten() {
        let mut names = HashMap::new();
        types(&Pat::Node(rule.op, rule.args.clone()), b'A', &mut names);
        let mut tried = 0;
        for _ in 0..400 {
            let env: Env = names.iter().map(|(n, ty)| (*n, value_of(*ty, *n, rule, &mut rng))).collect();
            let left = eval(&Pat::Node(rule.op, rule.args.clone()), &env);
            // Outside the domain anything goes; an exit of an operand means the rule's instruction is not reached.
            if left == V::Undefined {
                continue;
            }
            let inner_left = rule.args.iter().any(|a| eval(a, &env) == V::Exit);
            if inner_left {
                continue;
            }
            tried += 1;
            let right = eval(&rule.out, &env);
            assert!(same(left, right, rule.op), "{}: {left:?} and {right:?} for {env:?}", rule.text);
        }
        assert!(tried > 20, "{}: never applies", rule.text);
    }
}
