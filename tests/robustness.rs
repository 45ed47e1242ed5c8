//! Hostile input: whatever a program or the system does, the process ends with a Python exception or a message and the right
//! exit code; it never crashes. The scripts are in `tests/robustness`; what CPython does the same is in
//! `tests/py/robustness` instead.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(240);

/// Runs the interpreter under `prefix` (shell words before it); panics if it was killed or does not end.
fn run(prefix: &str, args: &[&str]) -> Output {
    let command = format!("{prefix} exec {} \"$@\"", env!("CARGO_BIN_EXE_sidewinder"));
    let mut child = Command::new("sh")
        .args(["-c", &command, "sh"])
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    let (out, err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let read = |mut from: Box<dyn std::io::Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = vec![];
            let _ = from.read_to_end(&mut bytes);
            bytes
        })
    };
    let (out, err) = (read(Box::new(out)), read(Box::new(err)));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if start.elapsed() > LIMIT {
            let _ = child.kill();
            panic!("{args:?}: no end");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let output = Output { status, stdout: out.join().expect("read"), stderr: err.join().expect("read") };
    let code = output.status.code();
    assert!(code.is_some_and(|c| c < 128), "{args:?}: {status}\n{:.2000}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A file with this content.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("a temporary folder");
    path
}

/// Runs a source; its exit code and the last line of standard error.
fn run_source(name: &str, content: &[u8]) -> (i32, String) {
    let path = file(name, content);
    let out = run("", &[path.to_str().expect("a plain name")]);
    let err = String::from_utf8_lossy(&out.stderr);
    (out.status.code().unwrap_or(-1), err.trim_end().lines().next_back().unwrap_or("").to_owned())
}

fn script(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/robustness").join(name).display().to_string()
}

#[test]
fn damaged_marshal_data() {
    // damaged loops may make lists without end
    let out = run("ulimit -v 4000000;", &[&script("marshal_damage.py"), "0", "1500", "run"]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn endless_recursion() {
    let out = run("", &[&script("recursion.py")]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(out.stdout.ends_with(b"done\n"), "{}", String::from_utf8_lossy(&out.stdout));
}

#[test]
fn threads_beside_a_recording() {
    let out = run("", &["--jit-hot=2", "--jit-hot-exit=2", "--gc-stress=37", &script("recording_threads.py")]);
    assert_eq!(out.stdout, b"ok\n", "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn sources_that_are_no_text() {
    for (name, content) in [
        ("not_utf8.py", &b"x = 1\ny = '\xff\xfe'\n"[..]),
        ("null.py", b"x = 1\n\0y = 2\n"),
        ("utf16.py", b"\xff\xfex\0=\x001\0"),
        ("coding.py", b"# -*- coding: no-such-encoding -*-\nx = 1\n"),
        ("cut.py", b"x = '\xe2\x82"),
    ] {
        let (code, last) = run_source(name, content);
        assert_eq!(code, 1, "{name}: {last}");
        assert!(last.starts_with("SyntaxError"), "{name}: {last}");
    }
    assert_eq!(run_source("bom.py", b"\xef\xbb\xbfx = 1\n").0, 0);
    assert_eq!(run_source("empty.py", b"").0, 0);
}

#[test]
fn sources_without_measure() {
    const N: usize = 100_000;
    let nested = |open: &str, close: &str| format!("x = {}1{}\n", open.repeat(N), close.repeat(N)).into_bytes();
    let sources: Vec<(&str, Vec<u8>)> = vec![
        ("long_line.py", format!("x = '{}'\n", "y".repeat(10 << 20)).into_bytes()),
        ("long_sum.py", format!("x = 1{}\n", " + 1".repeat(N)).into_bytes()),
        ("parentheses.py", nested("(", ")")),
        ("lists.py", nested("[", "]")),
        ("dicts.py", nested("{1: ", "}")),
        ("calls.py", nested("f(", ")")),
        ("lambdas.py", nested("lambda: ", "")),
        ("minus.py", nested("-", "")),
        ("not.py", nested("not ", "")),
        ("await.py", nested("await ", "")),
        ("powers.py", nested("2 ** ", "")),
        ("attributes.py", format!("x = a{}\n", ".a".repeat(N)).into_bytes()),
        ("subscripts.py", format!("x = a{}\n", "[0]".repeat(N)).into_bytes()),
        ("call_chain.py", format!("x = a{}\n", "()".repeat(N)).into_bytes()),
        ("conditions.py", nested("1 if 1 else ", "")),
        ("comparisons.py", format!("x = 1{}\n", " < 1".repeat(N)).into_bytes()),
        ("strings.py", format!("x = {}\n", "'a' ".repeat(N)).into_bytes()),
        ("fstrings.py", format!("x = {}1{}\n", "f'{".repeat(200), "}'".repeat(200)).into_bytes()),
        ("elif.py", format!("if 0: pass\n{}", "elif 0: pass\n".repeat(20_000)).into_bytes()),
        ("targets.py", format!("{} = 1\n", "(".repeat(N) + "x" + &")".repeat(N)).into_bytes()),
        ("assignments.py", format!("{}1\n", "x = ".repeat(N)).into_bytes()),
        ("decorators.py", format!("{}def f(): pass\n", "@f\n".repeat(N)).into_bytes()),
        ("blocks.py", (0..2000).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect::<String>().into_bytes()),
        ("patterns.py", format!("match 1:\n case {}x{}: pass\n", "[".repeat(N), "]".repeat(N)).into_bytes()),
        (
            "arguments.py",
            format!("def f({}): pass\n", (0..N).map(|i| format!("a{i},")).collect::<String>()).into_bytes(),
        ),
        ("unpack.py", format!("{} = x\n", "a,".repeat(N)).into_bytes()),
        ("statements.py", "x = 1\n".repeat(300_000).into_bytes()),
        ("names.py", (0..N).map(|i| format!("n{i} = {i}\n")).collect::<String>().into_bytes()),
        ("indent.py", format!("{}x = 1\n", " ".repeat(1 << 20)).into_bytes()),
        ("backslashes.py", format!("x = \\\n{}1\n", "\\\n".repeat(N)).into_bytes()),
        ("number.py", format!("x = {}\n", "9".repeat(1 << 20)).into_bytes()),
        ("exponent.py", format!("x = 1e{}\n", "9".repeat(1 << 20)).into_bytes()),
    ];
    for (name, content) in &sources {
        let (code, last) = run_source(name, content);
        assert!(code == 0 || code == 1 && last.contains("Error"), "{name}: {code} {last}");
    }
}

#[test]
fn little_memory() {
    let programs = [
        "x = []\nwhile True: x.append([1] * 1000)",
        "x = 'a'\nwhile True: x += x",
        "x = bytearray(1)\nwhile True: x += x",
        "x = {}\ni = 0\nwhile True:\n  x[i] = i\n  i += 1",
        "x = 3\nwhile True: x *= x",
        "x = [0] * (1 << 40)",
        "x = list(range(1 << 40))",
        "class C: pass\nx = []\nwhile True:\n  c = C()\n  c.a = c\n  x.append(c)",
        "import sys\nsys.setrecursionlimit(1 << 30)\ndef f(): return f()\nf()",
    ];
    for program in programs {
        let path = file("little_memory.py", program.as_bytes());
        for limit in [3_000_000, 1_000_000, 400_000] {
            let out = run(&format!("ulimit -v {limit};"), &[path.to_str().expect("a plain name")]);
            let err = String::from_utf8_lossy(&out.stderr);
            assert_eq!(out.status.code(), Some(1), "{program}\n{err:.500}");
            assert!(["MemoryError", "RecursionError"].iter().any(|k| err.contains(k)), "{program}\n{err:.500}");
        }
    }
}

#[test]
fn hardly_any_memory() {
    let program =
        file("hardly_any_memory.py", b"import json\nx = {}\nwhile True: x[len(x)] = compile('a = 1', 'f', 'exec')");
    for limit in (50_000..450_000).step_by(23_000) {
        let out = run(&format!("ulimit -v {limit};"), &[program.to_str().expect("a plain name")]);
        // the system's loader has a word of its own where there is no room for the executable
        let err = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.code() != Some(0) && !err.trim().is_empty(), "{limit}: {err:.500}");
    }
}
