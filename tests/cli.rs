//! The command as a process: options, exit codes, streams, dumps.

use std::process::{Command, Output};

fn sidewinder(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sidewinder")).args(args).output().expect("the command runs")
}
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn dump_prints_bytecode_of_the_functions_asked_for() {
    let program = "def f(x):\n return x + 'const'\nclass C:\n def f(self): pass\n def g(self): pass\n";
    let all = text(&sidewinder(&["--dump=bytecode", "-c", program]).stderr);
    for expected in ["code <module>", "code f ", "code C.g", "variables r0=x", "LOADK", "'const'", "STORE_NAME"] {
        assert!(all.contains(expected), "{expected} is not in\n{all}");
    }
    assert!(!all.contains("frozen"), "library code in\n{all}");
    let some = text(&sidewinder(&["--dump=bytecode:f", "-c", program]).stderr);
    assert!(some.contains("code f ") && some.contains("code C.f ") && !some.contains("code C.g"), "{some}");
    let library = text(&sidewinder(&["--dump=bytecode:join", "-c", "import posixpath"]).stderr);
    assert!(library.contains("code join "), "{library}");
}

#[test]
fn knobs_with_nonsense_are_usage_errors() {
    for option in ["--dump=nonsense", "--jit=maybe", "--jit-hot=x", "--jit-fuel=-1", "--gc-stress=y"] {
        let out = sidewinder(&[option, "-c", "pass"]);
        assert_eq!(out.status.code(), Some(2), "{option}");
        assert!(text(&out.stderr).contains("usage: "), "{option}: {}", text(&out.stderr));
    }
}
