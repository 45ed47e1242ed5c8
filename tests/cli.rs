//! The command as a process: options, exit codes, streams, caches, dumps, the interactive mode.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

fn command(args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_sidewinder"));
    c.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (name, _) in std::env::vars_os().filter(|(n, _)| n.to_string_lossy().starts_with("PYTHON")) {
        c.env_remove(name);
    }
    c
}
fn sidewinder(args: &[&str]) -> Output {
    command(args).output().expect("the command runs")
}
/// Runs with something on standard input.
fn fed(args: &[&str], input: &str) -> Output {
    let mut child = command(args).stdin(Stdio::piped()).spawn().expect("the command runs");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("the program reads");
    child.wait_with_output().expect("the command ends")
}
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a folder for temporary files");
    dir
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
    for option in ["--dump=nonsense", "--jit=maybe", "--jit-hot=x", "--jit-fuel=-1", "--gc-stress=y", "-Z", "--nosuch"]
    {
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

#[test]
fn exit_codes() {
    for (program, code, stderr) in [
        ("pass", 0, ""),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(None)", 0, ""),
        ("raise SystemExit(3)", 3, ""),
        ("raise SystemExit(-1)", 255, ""),
        ("raise SystemExit(257)", 1, ""),
        ("raise SystemExit(True)", 1, ""),
        ("raise SystemExit('bye')", 1, "bye\n"),
        ("raise SystemExit((1, 2))", 1, "(1, 2)\n"),
        ("import os; os._exit(7)", 7, ""),
    ] {
        let out = sidewinder(&["-c", program]);
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(code), stderr.to_string()), "{program}");
    }
    assert_eq!(sidewinder(&["-c", "1/0"]).status.code(), Some(1));
    let missing = sidewinder(&["nosuch.py"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("[Errno 2] No such file or directory"));
}

#[test]
fn out_of_memory_is_an_exception() {
    for program in ["'x' * 10**12 * 10**4", "[0] * 10**15", "bytearray(10**14)"] {
        let out = sidewinder(&["-c", program]);
        assert_eq!(out.status.code(), Some(1), "{program}: {}", text(&out.stderr));
        assert!(text(&out.stderr).ends_with("MemoryError\n"), "{program}: {}", text(&out.stderr));
    }
}

#[test]
fn streams_that_are_full_or_closed() {
    let full = || File::options().write(true).open("/dev/full").expect("/dev/full");
    let out = command(&["-c", "print(1)"]).stdout(full()).output().expect("runs");
    assert_eq!(out.status.code(), Some(120));
    assert_eq!(
        text(&out.stderr),
        "Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n"
    );
    assert_eq!(command(&["-c", "1/0"]).stderr(full()).output().expect("runs").status.code(), Some(120));
    let closed = |fd: i32, args: &[&str]| {
        let mut c = command(args);
        // SAFETY: a system call.
        unsafe {
            c.pre_exec(move || {
                libc::close(fd);
                Ok(())
            })
        };
        c.output().expect("runs")
    };
    assert_eq!(text(&closed(0, &["-c", "import sys; print(sys.stdin)"]).stdout), "None\n");
    assert_eq!(closed(1, &["-c", "print(1)"]).status.code(), Some(0));
    assert_eq!(closed(2, &["-c", "1/0"]).status.code(), Some(1));
    assert_eq!(closed(0, &[]).status.code(), Some(0));
}

#[test]
fn scripts_say_how_they_are_encoded() {
    let dir = folder("encodings");
    let run = |name: &str, bytes: &[u8]| {
        let path = dir.join(name);
        fs::write(&path, bytes).expect("written");
        sidewinder(&[path.to_str().expect("a plain path")])
    };
    assert_eq!(text(&run("latin.py", b"# coding: latin-1\nprint(ascii('\xe9'))\n").stdout), "'\\xe9'\n");
    assert_eq!(text(&run("bom.py", b"\xef\xbb\xbfprint(1)\r\nprint(2)\r\n").stdout), "1\n2\n");
    let out = run("bom_error.py", b"\xef\xbb\xbf1/0\n");
    assert!(text(&out.stderr).contains("\n    1/0\n    ~^~\n"), "{}", text(&out.stderr));
    for (name, bytes, message) in [
        ("bad.py", &b"x = 1\nprint('\xe9')\n"[..], "Non-UTF-8 code starting with '\\xe9' in file"),
        ("unknown.py", b"# coding: nosuch\n", "encoding problem: nosuch"),
        ("null.py", b"print(1)\n\0", "null bytes"),
    ] {
        let out = run(name, bytes);
        assert_eq!(out.status.code(), Some(1), "{name}");
        assert!(text(&out.stderr).contains(message), "{name}: {}", text(&out.stderr));
    }
}

#[test]
fn folders_run_their_main() {
    let dir = folder("package");
    fs::write(dir.join("__main__.py"), "import sys, helper\nprint(helper.x, sys.argv[1:], __name__)\n")
        .expect("written");
    fs::write(dir.join("helper.py"), "x = 5\n").expect("written");
    let path = dir.to_str().expect("a plain path");
    assert_eq!(text(&sidewinder(&[path, "a", "-b"]).stdout), "5 ['a', '-b'] __main__\n");
    fs::remove_file(dir.join("__main__.py")).expect("removed");
    let out = sidewinder(&[path]);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stderr).contains("can't find '__main__' module in"), "{}", text(&out.stderr));
}

#[test]
fn settings_that_nothing_can_start_with() {
    for option in ["-Xutf8=3", "-Xint_max_str_digits=10", "-Xcpu_count=x"] {
        let out = sidewinder(&[option, "-c", "print(1)"]);
        assert_eq!((out.status.code(), text(&out.stdout)), (Some(1), String::new()), "{option}");
        assert!(text(&out.stderr).starts_with("Fatal Python error: "), "{option}");
    }
    let out = sidewinder(&["-v", "-X", "dev", "-c", "import sys; print(sys.warnoptions, sys.flags.verbose)"]);
    assert_eq!(text(&out.stdout), "['default'] 1\n", "{}", text(&out.stderr));
}

#[test]
fn a_damaged_cache_is_made_again() {
    let dir = folder("cache");
    let run = || {
        let out = command(&["-c", "import colorsys; print(colorsys.rgb_to_hsv(1, 0, 0))"])
            .env("XDG_CACHE_HOME", &dir)
            .output()
            .expect("runs");
        assert_eq!(text(&out.stdout), "(0.0, 1.0, 1)\n", "{}", text(&out.stderr));
    };
    run();
    let version = fs::read_dir(dir.join("sidewinder")).expect("a cache").flatten().next().expect("a version").path();
    let file = version.join("colorsys.swc");
    let good = fs::read(&file).expect("a cached module");
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    for damaged in [&good[..good.len() / 2], &[], b"nonsense", &flipped] {
        // in place of the file, as the cache itself does it
        let other = file.with_extension("new");
        fs::write(&other, damaged).expect("written");
        fs::rename(&other, &file).expect("replaced");
        run();
        assert!(fs::read(&file).expect("written again") == good);
    }
}

#[test]
fn statements_on_standard_input() {
    let out = fed(&["-i", "-q"], "1 + 1\nx = 5\nx\ndef f():\n  return 3\n\nf()\n1/0\nprint(_)\n");
    assert_eq!(text(&out.stdout), "2\n5\n3\n3\n");
    assert_eq!(
        text(&out.stderr),
        ">>> >>> >>> >>> ... ... >>> >>> Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    \
         1/0\n    ~^~\nZeroDivisionError: division by zero\n>>> >>> \n"
    );
    let out = fed(
        &["-i", "-q"],
        "x = '''a\nb'''\nx\n(1,\n2)\nfor i in range(2):\n  i\n\nimport sys\nsys.ps1 = '# '\nexit(3)\n",
    );
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(3), "'a\\nb'\n(1, 2)\n0\n1\n".to_string()));
    assert!(text(&out.stderr).ends_with(">>> # "), "{}", text(&out.stderr));
    // a program's exit is shown, and the prompt comes
    let out = fed(&["-q", "-i", "-c", "import sys; y = 4; sys.exit(3)"], "y\n");
    assert_eq!((out.status.code(), text(&out.stdout)), (Some(0), "4\n".to_string()));
    assert!(text(&out.stderr).contains("SystemExit: 3\n>>> "), "{}", text(&out.stderr));
    // without -i it is a program
    assert_eq!(text(&fed(&["-"], "import sys\n1\nprint(sys.argv)\n").stdout), "['-']\n");
}

/// A terminal with the command on its other side.
struct Session {
    terminal: File,
    child: std::process::Child,
    seen: String,
}
impl Session {
    fn start(args: &[&str], history: &PathBuf) -> Session {
        let (mut master, mut slave) = (0, 0);
        let mut size = libc::winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
        // SAFETY: plain system calls; the descriptors are owned below.
        let (master, slave) = unsafe {
            let none = std::ptr::null_mut();
            assert_eq!(libc::openpty(&mut master, &mut slave, none, none.cast(), &mut size), 0);
            (OwnedFd::from_raw_fd(master), OwnedFd::from_raw_fd(slave))
        };
        let mut c = command(args);
        c.env("TERM", "xterm").env("PYTHON_HISTORY", history).env("NO_COLOR", "1");
        let fd = slave.as_raw_fd();
        // SAFETY: system calls only.
        unsafe {
            c.pre_exec(move || {
                libc::setsid();
                libc::ioctl(fd, libc::TIOCSCTTY, 0);
                Ok(())
            })
        };
        let side = || Stdio::from(slave.try_clone().expect("a descriptor"));
        let child = c.stdin(side()).stdout(side()).stderr(side()).spawn().expect("the command runs");
        // SAFETY: a system call.
        unsafe { libc::fcntl(master.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) };
        Session { terminal: File::from(master), child, seen: String::new() }
    }
    /// Waits until the terminal shows this behind what was seen before.
    fn expect(&mut self, wanted: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !self.seen.contains(wanted) {
            let mut b = [0; 4096];
            match self.terminal.read(&mut b) {
                Ok(n) if n > 0 => self.seen += &text(&b[..n]),
                _ => std::thread::sleep(Duration::from_millis(10)),
            }
            assert!(Instant::now() < end, "no {wanted:?} in {:?}", self.seen);
        }
        let i = self.seen.find(wanted).expect("just seen") + wanted.len();
        self.seen.drain(..i);
    }
    fn keys(&mut self, keys: &str) {
        self.terminal.write_all(keys.as_bytes()).expect("the terminal takes keys");
    }
}

#[test]
fn a_session_at_a_terminal() {
    let history = folder("session").join("history");
    let mut s = Session::start(&[], &history);
    s.expect("for more information.");
    s.expect(">>> ");
    s.keys("6 * 7\r");
    s.expect("42");
    s.expect(">>> ");
    // a block; the editor indents
    s.keys("def twice(x):\r");
    s.expect("... ");
    s.keys("return 2 * x\r");
    s.expect("... ");
    s.keys("\r");
    s.expect(">>> ");
    s.keys("twi\t21)\r");
    s.expect("twice(");
    s.expect("42");
    s.expect(">>> ");
    s.keys("1/0\r");
    s.expect("File \"<python-input-");
    s.expect("ZeroDivisionError: division by zero");
    s.expect(">>> ");
    s.keys("abandoned\x03");
    s.expect("KeyboardInterrupt");
    s.expect(">>> ");
    // an interrupt of something that runs
    s.keys("while True: pass\r");
    s.expect("... ");
    s.keys("\r");
    std::thread::sleep(Duration::from_millis(500));
    s.keys("\x03");
    s.expect("KeyboardInterrupt");
    s.expect(">>> ");
    s.keys("_ + 1\r");
    s.expect("43");
    s.expect(">>> ");
    s.keys("\x04");
    assert_eq!(s.child.wait().expect("it ends").code(), Some(0));
    let kept = fs::read_to_string(&history).expect("a history");
    assert!(kept.contains("6 * 7\n") && kept.contains("def twice(x):\r\n    return 2 * x\n"), "{kept:?}");
}
