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

#[test]
fn frames_of_other_threads_show_their_lines() {
    let program = "import sys, _thread\nwaits, ready = _thread.allocate_lock(), _thread.allocate_lock()\nwaits.acquire(); \
                   ready.acquire()\ndef other():\n ready.release()\n waits.acquire()\nh = _thread.start_joinable_thread(other)\n\
                   ready.acquire()\nprint([f.f_code.co_name for f in sys._current_frames().values() if f.f_lineno in (5, 6)])\n\
                   waits.release(); h.join()\n";
    assert_eq!(text(&sidewinder(&["-c", program]).stdout), "['other']\n");
}

#[test]
fn fatal_signals_are_reported() {
    let program = "import faulthandler, os\nfaulthandler.enable()\nos.abort()\n";
    let out = sidewinder(&["-c", program]);
    assert_eq!(text(&out.stderr), "Fatal Python error: Aborted\n\n");
    assert_eq!(out.status.code(), None);
    let program = "import faulthandler\ndef f(): faulthandler.dump_traceback(all_threads=False)\nf()\n";
    let shown =
        "Stack (most recent call first):\n  File \"<string>\", line 2 in f\n  File \"<string>\", line 3 in <module>\n";
    assert_eq!(text(&sidewinder(&["-c", program]).stderr), shown);
}

#[test]
fn a_linked_executable_finds_its_virtual_environment() {
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("environment");
    let _ = std::fs::remove_dir_all(&dir);
    let site = dir.join("lib/python3.14/site-packages");
    std::fs::create_dir_all(&site).expect("the folder can be made");
    std::fs::create_dir_all(dir.join("bin")).expect("the folder can be made");
    let home = std::path::Path::new(env!("CARGO_BIN_EXE_sidewinder")).parent().expect("in a folder");
    std::fs::write(dir.join("pyvenv.cfg"), format!("home = {}\n", home.display())).expect("written");
    std::fs::write(site.join("in_environment.py"), "X = 5\n").expect("written");
    let python = dir.join("bin/python");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_sidewinder"), &python).expect("linked");
    let program = "import sys, in_environment\nprint(in_environment.X, sys.prefix, sys.base_prefix == sys.prefix)\n";
    let out = Command::new(&python).args(["-c", program]).output().expect("the command runs");
    assert_eq!(text(&out.stdout), format!("5 {} False\n", dir.display()), "{}", text(&out.stderr));
}
