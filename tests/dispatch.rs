//! The interpreter's handlers end in sibling calls. A call that is lost makes the native stack grow with every instruction:
//! seen here by running a long loop over many kinds of instructions, and in the built binary itself.

use std::collections::BTreeMap;
use std::process::Command;

/// Prints by how many KiB the process grew while the loop ran a million instructions and more.
const PROBE: &str = r#"
import sys

class C:
    k = 3
    def __init__(self, x):
        self.x = x
    def m(self, a, b=2):
        return self.x + a + b
    @property
    def p(self):
        return self.x
    def __add__(self, o):
        return self.x

def gen(n):
    for i in range(n):
        yield i

def callee(a, *rest, k=1, **more):
    return a

def resident():
    with open('/proc/self/status') as f:
        for line in f:
            if line.startswith('VmRSS'):
                return int(line.split()[1])

def loop(n):
    total, text, items, table, c = 0, 'abc', [1, 2, 3], {'a': 1}, C(4)
    def inner(x):
        nonlocal total
        total += x
        return total
    for i in range(n):
        total = (total + i * 3 - (i >> 1) ^ 5) & 0xffff
        f = i / 2 + 1.5 - f * 0.25 if i else 0.0
        items[i % 3] = total
        table['a'] = items[1] + table['a'] & 255
        x, y = i, total
        if x < y and not x == 7 or x is None:
            total += c.m(1) + c.p + c.k + len(items)
        try:
            total += callee(i, 2, 3, k=4, z=5) + (c + 1)
            if i % 8 == 0:
                raise ValueError(i)
        except ValueError as e:
            total ^= 1
        for j in gen(2):
            total += j
        for a, b in zip(items, (1, 2)):
            total += b
        inner(1)
        text = f'{i}{text[0]}'
        [z for z in (1, 2)]
        while total > 100000:
            total -= 90000
        match items:
            case [q, *_]:
                total += 1
    return total

loop(2000)
before = resident()
loop(int(sys.argv[1]))
print(resident() - before)
"#;

#[test]
fn the_native_stack_does_not_grow_with_instructions() {
    let grown = |n: &str| {
        let out = Command::new(env!("CARGO_BIN_EXE_sidewinder"))
            .args(["--jit=off", "-c", PROBE, n])
            .output()
            .expect("the interpreter starts");
        let text = String::from_utf8_lossy(&out.stdout).trim().to_owned();
        text.parse::<i64>().unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&out.stderr)))
    };
    // one lost call a turn leaves at least 16 bytes: 16 MB in all
    let grown = grown("1000000");
    assert!(grown < 14 << 10, "grew by {grown} KiB");
}

/// The handlers' instructions, by symbol; `None` without `objdump`.
#[cfg(target_arch = "x86_64")]
fn handlers() -> Option<BTreeMap<String, Vec<String>>> {
    let out = Command::new("objdump")
        .args(["-d", "--no-show-raw-insn", "-M", "intel", env!("CARGO_BIN_EXE_sidewinder")])
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = None;
    for line in text.lines() {
        if let Some(name) = line.strip_suffix(">:").and_then(|l| l.split_once('<')).map(|l| l.1) {
            let handler = name.contains("7machine5entry") || name.contains("7machine10entry_cold");
            current = handler.then(|| name.to_owned());
        } else if let (Some(name), Some((_, instruction))) = (&current, line.split_once('\t')) {
            found.entry(name.clone()).or_default().push(instruction.trim().to_owned());
        }
    }
    Some(found)
}

/// A call through the dispatch table or of another handler, where there should be a jump.
#[cfg(all(target_arch = "x86_64", not(feature = "loop-dispatch")))]
#[test]
fn handlers_jump_to_handlers() {
    let Some(handlers) = handlers() else {
        println!("no objdump: not checked");
        return;
    };
    assert!(handlers.len() > 100, "found only {} handlers", handlers.len());
    let lost = |i: &&String| {
        let Some(target) = i.strip_prefix("call").map(str::trim) else { return false };
        let through_table = target.starts_with("QWORD PTR [r") && !target.contains("[rip") && target.contains("*8");
        through_table || target.contains("7machine5entry") || target.contains("7machine10entry_cold")
    };
    let mut problems = vec![];
    for (name, instructions) in &handlers {
        // a tail call that was lost has nothing but the epilogue behind it
        let epilogue = |rest: &[String]| {
            let end = rest.iter().position(|i| !["pop", "add    rsp", "lea    rsp"].iter().any(|p| i.starts_with(p)));
            end.is_some_and(|n| rest[n].starts_with("ret"))
        };
        for (n, call) in instructions.iter().enumerate().filter(|(_, i)| lost(i)) {
            if epilogue(&instructions[n + 1..]) {
                problems.push(format!("{name}: {call}"));
            }
        }
        // debug assertions keep things in saved registers
        let hot = name.contains("7machine5entry") && !cfg!(debug_assertions);
        if hot && let Some(push) = instructions.iter().take(8).find(|i| i.starts_with("push")) {
            problems.push(format!("{name}: {push}"));
        }
    }
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), handlers.len(), problems.join("\n"));
}
