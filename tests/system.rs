//! What only a running system shows: processes, sockets, mapped memory; code objects with hostile changes. The scripts check
//! themselves and print "ok".

use std::path::Path;
use std::process::{Command, Stdio};

fn check(name: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/system").join(name);
    let out = Command::new(env!("CARGO_BIN_EXE_sidewinder"))
        .arg(&script)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success() && stdout == "ok\n", "{name}: {}\n{stdout}\n{stderr}", out.status);
}

#[test]
fn processes() {
    check("processes.py");
}
#[test]
fn at_exit() {
    check("at_exit.py");
}
#[test]
fn sockets() {
    check("sockets.py");
}
#[test]
fn hostile_code() {
    check("hostile_code.py");
}
#[test]
fn regex() {
    check("regex.py");
}
