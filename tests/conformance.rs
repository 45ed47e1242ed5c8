//! Runs every script of `tests/py` and compares output and exit code with what CPython 3.14 gave.
//!
//! `cargo test --test conformance -- FILTER...` runs the scripts whose path contains one of the filters. Environment:
//! `SIDEWINDER_ARGS` adds interpreter options (`--gc-stress`, `--jit=off`), `CONFORMANCE_TIMEOUT` gives the seconds per
//! script (20), `CONFORMANCE_THREADS` the number of workers (2), `SIDEWINDER_BIN` another executable to test;
//! `CONFORMANCE_STRICT=1` counts known failures as failures. What a failing script wrote is kept in the target's
//! temporary folder, under `conformance/`. The files of a test are described in `tests/oracle/README.md`.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How one run of a script ended.
struct Outcome {
    name: String,
    /// The first thing that is not as expected.
    problem: Option<String>,
}

struct Settings {
    interpreter: PathBuf,
    interpreter_args: Vec<String>,
    timeout: Duration,
    scratch: PathBuf,
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/py");
    let filters: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let interpreter = match variable("SIDEWINDER_BIN") {
        other if !other.is_empty() => other,
        _ => env!("CARGO_BIN_EXE_sidewinder").to_owned(),
    };
    let settings = Settings {
        interpreter: interpreter.into(),
        interpreter_args: variable("SIDEWINDER_ARGS").split_whitespace().map(str::to_owned).collect(),
        timeout: Duration::from_secs(variable("CONFORMANCE_TIMEOUT").parse().unwrap_or(20)),
        scratch: Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance"),
    };
    let known = known_failures(&root);
    let scripts: Vec<String> = scripts(&root)
        .into_iter()
        .filter(|name| filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str())))
        .collect();
    let workers = variable("CONFORMANCE_THREADS").parse().unwrap_or(2);
    let mut outcomes = run_all(&root, &scripts, &settings, workers);
    outcomes.sort_by(|a, b| a.name.cmp(&b.name));
    report(&outcomes, &known, &root)
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// The names (`AREA/NAME`) of all scripts; folders below AREA hold modules to import.
fn scripts(root: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for area in entries(root) {
        for file in entries(&area) {
            if file.extension().is_some_and(|kind| kind == "py")
                && let (Some(area), Some(stem)) = (area.file_name(), file.file_stem())
            {
                names.push(format!("{}/{}", area.to_string_lossy(), stem.to_string_lossy()));
            }
        }
    }
    names.sort();
    names
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map(|entries| entries.flatten().map(|entry| entry.path()).collect()).unwrap_or_default()
}

fn known_failures(root: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(root.join("KNOWN_FAILURES")).unwrap_or_default();
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

fn run_all(root: &Path, scripts: &[String], settings: &Settings, workers: usize) -> Vec<Outcome> {
    let queue = Mutex::new(scripts.iter());
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..workers.max(1) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().expect("no worker panics").next();
                    let Some(name) = next else { return };
                    if let Some(problem) = run_one(root, name, settings) {
                        let outcome = Outcome { name: name.clone(), problem };
                        outcomes.lock().expect("no worker panics").push(outcome);
                    }
                }
            });
        }
    });
    outcomes.into_inner().expect("no worker panics")
}

/// Runs one script; `None` if it does not take part in this run.
fn run_one(root: &Path, name: &str, settings: &Settings) -> Option<Option<String>> {
    let script = root.join(format!("{name}.py"));
    let source = fs::read(&script).unwrap_or_default();
    let source = String::from_utf8_lossy(&source);
    let stressed = settings.interpreter_args.iter().any(|arg| arg.starts_with("--gc-stress"));
    if stressed && header(&source, "# gc-stress: ") == Some("skip") {
        return None;
    }
    let exit: i32 = header(&source, "# exit: ").and_then(|code| code.parse().ok()).unwrap_or(0);
    let actual_out = settings.scratch.join(format!("{name}.out"));
    let actual_err = settings.scratch.join(format!("{name}.err"));
    let problem = match execute(&script, &actual_out, &actual_err, settings) {
        Err(error) => Some(error),
        Ok(code) => {
            let folder = script.parent().unwrap_or(root);
            let out = compare("stdout", &root.join(format!("{name}.out")), &actual_out, folder);
            let err = compare("stderr", &root.join(format!("{name}.err")), &actual_err, folder);
            let code = (code != Some(exit)).then(|| match code {
                Some(code) => format!("exit code {code}, expected {exit}"),
                None => "killed by a signal".to_owned(),
            });
            // A crash explains missing output, and an unexpected traceback explains the rest.
            match (code, err, out) {
                (None, None, None) => None,
                (Some(code), Some(_), _) => Some(format!("{code}: {}", last_line(&actual_err))),
                (Some(code), None, _) => Some(code),
                (None, err, out) => out.or(err),
            }
        }
    };
    if problem.is_none() {
        let _ = fs::remove_file(actual_out);
        let _ = fs::remove_file(actual_err);
    }
    Some(problem)
}

/// The value of a header comment such as `# exit: 1`.
fn header<'s>(source: &'s str, key: &str) -> Option<&'s str> {
    source.lines().take(10).find_map(|line| line.strip_prefix(key)).map(str::trim)
}

/// The exit code, or `None` after a signal.
fn execute(script: &Path, out: &Path, err: &Path, settings: &Settings) -> Result<Option<i32>, String> {
    let (Some(folder), Some(file)) = (script.parent(), script.file_name()) else {
        return Err("not a file".to_owned());
    };
    let show = |error: std::io::Error| error.to_string();
    if let Some(parent) = out.parent() {
        fs::create_dir_all(parent).map_err(show)?;
    }
    let mut child = Command::new(&settings.interpreter)
        .args(&settings.interpreter_args)
        .arg(file)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(File::create(out).map_err(show)?)
        .stderr(File::create(err).map_err(show)?)
        .spawn()
        .map_err(show)?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(show)? {
            return Ok(status.code());
        }
        if start.elapsed() > settings.timeout {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("no end after {} s", settings.timeout.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Describes the first line in which two files differ. The interpreter may show the script's absolute path.
fn compare(what: &str, expected: &Path, actual: &Path, folder: &Path) -> Option<String> {
    let expected = fs::read(expected).unwrap_or_default();
    let actual = fs::read(actual).unwrap_or_default();
    if expected == actual {
        return None;
    }
    let expected = String::from_utf8_lossy(&expected);
    let actual = String::from_utf8_lossy(&actual).replace(&format!("{}/", folder.display()), "");
    if expected == actual {
        return None;
    }
    let (mut expected, mut actual) = (expected.split('\n'), actual.split('\n'));
    for line in 1.. {
        match (expected.next(), actual.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let show = |text: Option<&str>| text.map_or("end of file".to_owned(), |text| format!("{:.160}", text));
                return Some(format!("{what} line {line}\n    expected: {}\n    actual:   {}", show(a), show(b)));
            }
        }
    }
    Some(format!("{what} differs in bytes that are not text"))
}

fn last_line(file: &Path) -> String {
    let text = fs::read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    format!("{:.200}", text.trim_end().lines().next_back().unwrap_or(""))
}

fn report(outcomes: &[Outcome], known: &BTreeSet<String>, root: &Path) -> ExitCode {
    let strict = variable("CONFORMANCE_STRICT") == "1";
    let (mut passed, mut failed, mut expected) = (0, 0, 0);
    for Outcome { name, problem } in outcomes {
        match (problem, known.contains(name)) {
            (None, false) => passed += 1,
            (Some(_), true) if !strict => expected += 1,
            (Some(problem), _) => {
                failed += 1;
                println!("FAIL {name}: {problem}");
            }
            (None, true) => {
                passed += 1;
                failed += usize::from(strict);
                println!("PASS {name}: take it off KNOWN_FAILURES");
            }
        }
    }
    for name in known.iter().filter(|name| !root.join(format!("{name}.py")).exists()) {
        failed += 1;
        println!("FAIL {name}: in KNOWN_FAILURES, but there is no such script");
    }
    println!("{passed} passed, {failed} failed, {expected} known failures");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
