//! Passes, text to text.
//!
//! A file in `tests/filetests` holds cases. A case starts with `== name | passes`, then the input trace, a line `-->`, and the
//! expected output. The passes are names from `opt::PASSES`, or `optimise`, `parse` (nothing), `verify` (the output
//! is the verifier's error), `ask` or `fail:N` (fault injection, `opt::stress`; snapshots with an odd pc do not execute again).
//! `BLESS=1` rewrites the outputs. Cases whose name starts with "not" show what a pass must leave alone. Passes over several traces,
//! `opt::graft` and `opt::renew`, have `tree.rs`, rule by rule.

use sidewinder_jit::ir::value::Layout;
use sidewinder_jit::ir::{Snapshot, Trace, parse::parse, verify::verify};
use sidewinder_jit::opt::stress::{ask_everywhere, decider, fail_guard};
use sidewinder_jit::opt::{Options, optimise, run_pass};
use std::fs;

/// Facts that the cases may use: true is 0x10, false 0x20, boxed floats have shape 7.
const LAYOUT: Layout = Layout {
    float_shape: 7,
    float_payload: 8,
    true_word: 0x10,
    false_word: 0x20,
    exit_cursor: 0,
    box_float: 0,
    alloc: 0,
    barrier: 0,
};

/// Asks at each guard whether it is to fail.
fn ask(t: &Trace) -> Trace {
    ask_everywhere(t, &decider("decide", 0x9000), 0, executes_again)
}
fn executes_again(s: &Snapshot) -> bool {
    s.pc & 1 == 0
}

fn output(passes: &str, input: &str) -> String {
    let mut t = match parse(input) {
        Ok(t) => t,
        Err(e) => return format!("error: {e}\n"),
    };
    if let Err(e) = verify(&t) {
        return format!("error: {e}\n");
    }
    for p in passes.split_whitespace() {
        t = match p {
            "parse" | "verify" => t,
            "optimise" => optimise(&t, &LAYOUT, &Options::ALL),
            "ask" => ask(&t),
            p if p.starts_with("fail:") => match fail_guard(&t, p[5..].parse().unwrap(), executes_again) {
                Some(t) => t,
                None => return "no such guard\n".into(),
            },
            p => run_pass(p, &t, &LAYOUT).unwrap_or_else(|| panic!("no pass {p}")),
        };
    }
    if let Err(e) = verify(&t) {
        panic!("{passes}: {e}\n{t}");
    }
    let text = t.text();
    assert_eq!(parse(&text).map(|t| t.text()), Ok(text.clone()), "text form does not read back");
    text
}

#[test]
fn files() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/filetests");
    let bless = std::env::var("BLESS").is_ok();
    let mut failures = vec![];
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|x| x == "ir"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for path in names {
        let text = fs::read_to_string(&path).unwrap();
        let (head, rest) = text.split_once("== ").unwrap_or((&text, ""));
        let mut new = head.to_string();
        for case in rest.split("\n== ") {
            let (title, body) = case.split_once('\n').unwrap();
            let (name, passes) = title.split_once('|').unwrap();
            let (input, want) = body.split_once("\n-->").unwrap_or((body, ""));
            let got = output(passes, input);
            if !bless && got.trim() != want.trim() {
                failures.push(format!("{}: {name}\nexpected:\n{want}\nfound:\n{got}", path.display()));
            }
            new.push_str(&format!("== {title}\n{}\n-->\n{}\n\n", input.trim_end(), got.trim_end()));
        }
        if bless {
            fs::write(&path, format!("{}\n", new.trim_end())).unwrap();
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
