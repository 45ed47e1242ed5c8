//! Windows on the trace compiler, as a process: dumps, counters, forced failures of guards, fuel, names for `perf`.

use std::process::{Command, Stdio};

const PROGRAM: &str = "\
class P:
    def __init__(self, x): self.x = x
def add(a, b):
    return a + b.x
def loop(n):
    t = 0
    for i in range(n):
        t = add(t, P(i))
        if i % 3 == 0: t += 1
    return t
def floats(n):
    x = 0.5
    for i in range(n): x = x * 0.75 + 1.0
    return x
print(loop(3000), floats(1000))
";
const OUTPUT: &str = "4499500 3.999999999999999\n";

/// Standard output and standard error of the program under options, which must end well.
fn run(options: &[&str]) -> (String, String) {
    run_program(options, PROGRAM)
}
fn run_program(options: &[&str], program: &str) -> (String, String) {
    let mut c = Command::new(env!("CARGO_BIN_EXE_sidewinder"));
    c.args(options).args(["-c", program]).stdin(Stdio::null());
    for (name, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("PYTHON")) {
        c.env_remove(name);
    }
    let out = c.output().expect("the command runs");
    let text = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
    assert!(out.status.success(), "{options:?}: {}", text(&out.stderr));
    (text(&out.stdout), text(&out.stderr))
}
fn contains_all(text: &str, parts: &[&str]) {
    for p in parts {
        assert!(text.contains(p), "{p:?} is not in\n{text}");
    }
}

#[test]
fn each_channel_prints_what_it_says() {
    let dump = |what: &str| {
        let (out, err) = run(&["--jit=on", &format!("--dump={what}")]);
        assert_eq!(out, OUTPUT);
        err
    };
    contains_all(&dump("events"), &["[jit] record loop:7", "[jit] compiled loop:7: ", "from exit"]);
    // inlined calls are indented behind their place in the program
    let trace = dump("trace:loop");
    contains_all(&trace, &["<string>:8 loop", "CALL ", "<string>:4 add", "<string>:2 __init__", "ADD ", "FOR_LOOP"]);
    assert!(!trace.contains("floats"), "{trace}");
    let ir = dump("ir:floats");
    contains_all(
        &ir,
        &["--- recorded: floats:13", "--- optimised: floats:13", "fmul", "; <string>:13 floats", "header"],
    );
    let snapshots = dump("snapshots:loop");
    contains_all(
        &snapshots,
        &[
            "goes on at <string>:8 loop",
            "frame 1 at +",
            ": add, called from <string>:8 loop",
            " t = ",
            "object 0: shape",
        ],
    );
    contains_all(&dump("clif:floats"), &["--- clif: floats:13", "fmul"]);
    let asm = dump("asm:floats");
    contains_all(&asm, &["--- asm: floats:13"]);
    assert!(!asm.contains("asm: loop") && !asm.contains("clif"), "{asm}");
    contains_all(&dump("exits"), &["[jit] exit ", "of loop:7: ", "1 times", "--- exits\n", "FOR_LOOP, guard_true"]);
    let exits = dump("exits:floats");
    assert!(exits.contains(" floats:13 FOR_LOOP") && !exits.contains("loop:7"), "{exits}");
}

#[test]
fn statistics_name_traces_aborts_and_exits() {
    let (out, err) = run(&["--jit=on", "--stats"]);
    assert_eq!(out, OUTPUT);
    contains_all(
        &err,
        &[
            "jit_loops: ",
            "jit_side_traces: ",
            "jit_entries: ",
            "jit_exits: ",
            "jit_code_bytes: ",
            "jit_compiling_us: ",
            "jit_compiled_us: ",
            "jit time: recording ",
            "jit exit: ",
        ],
    );
    let (_, off) = run(&["--jit=off", "--stats"]);
    assert!(off.contains("frame_objects_created: ") && !off.contains("jit_"), "{off}");
}

#[test]
fn a_forced_failure_changes_nothing() {
    for stress in ["--jit-stress", "--jit-stress=7", "--jit-stress=every:3,seed:2", "--jit-stress=every:1,limit:40"] {
        let (out, err) = run(&[stress, "--stats"]);
        assert_eq!(out, OUTPUT, "{stress}");
        let forced = err.lines().find_map(|l| l.strip_prefix("jit_guards_forced: ")).expect("a counter");
        let forced: u64 = forced.parse().expect("a number");
        assert!(forced > 0 && (!stress.contains("limit") || forced <= 40), "{stress}: {forced}");
    }
    for n in [1, 10, 100, 1000] {
        let (out, err) = run(&[&format!("--jit-stress=fail-guard:{n}"), "--dump=events", "--stats"]);
        assert_eq!(out, OUTPUT);
        contains_all(&err, &["jit_guards_forced: 1\n", "forced failure 1: guard ", &format!("the {n}th executed")]);
    }
}

#[test]
fn fuel_limits_what_is_compiled() {
    for fuel in [0, 1, 3] {
        let (out, err) = run(&["--jit=on", &format!("--jit-fuel={fuel}"), "--dump=events"]);
        assert_eq!(out, OUTPUT);
        assert_eq!(err.matches("[jit] compiled ").count(), fuel, "{err}");
        contains_all(&err, &["out of fuel"]);
    }
}

#[test]
fn perf_gets_names() {
    let program = format!(
        "{PROGRAM}import os, sys\nprint(sys.is_stack_trampoline_active())\nwith open(f'/tmp/perf-{{os.getpid()}}.map') as f: \
         print(f.read())\nos.remove(f'/tmp/perf-{{os.getpid()}}.map')\n"
    );
    let (out, _) = run_program(&["--jit=on", "-X", "perf"], &program);
    contains_all(&out, &["True\n", "trace:loop:7\n", "trace:floats:13\n"]);
    // from the program itself: what there is by then is named, too
    let program = format!("{PROGRAM}import sys\nsys.activate_stack_trampoline('perf')\n{}", &program[PROGRAM.len()..]);
    let (out, _) = run_program(&["--jit=on"], &program);
    contains_all(&out, &["True\n", "trace:loop:7\n", "trace:floats:13\n"]);
}

#[test]
fn nonsense_is_refused() {
    let options = [
        "--jit-stress=often",
        "--jit-stress=n:1",
        "--jit-stress=every:x",
        "--jit-stress=every:0",
        "--jit-stress=fail-guard:0",
        "--jit-hot=4294967296",
        "--dump=asm,nothing",
        "--dump=asm:",
    ];
    for option in options {
        let out =
            Command::new(env!("CARGO_BIN_EXE_sidewinder")).args([option, "-c", "pass"]).output().expect("it runs");
        assert_eq!(out.status.code(), Some(2), "{option}");
    }
}
