//! From nothing to a running program and back: the virtual machine, `sys`, `builtins`, the import system, the standard
//! streams, `site`, the program, and the way out.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::options::{Config, Run};
use super::{compiler, config, traceback};
use crate::builtins::exceptions::{Exc, raise};
use crate::gil;
use crate::import;
use crate::interp;
use crate::object::buffer::GcVec;
use crate::object::code::Code;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::heap::{Collect, Heap, HeapOptions, heap};
use crate::object::module::Module;
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::{attr, call};
use crate::stdlib::{os_text, sys, sys_attr};
use crate::thread::thread;
use crate::trace::JitOptions;
use crate::vm::vm;

/// Runs the program; the result is the exit code.
pub fn run() -> i32 {
    let started = std::time::Instant::now();
    let c = config();
    let seed = match hash_seed(c).and_then(|s| check_settings(c).map(|()| s)) {
        Ok(s) => s,
        Err(code) => return code,
    };
    Heap::init(HeapOptions {
        stress: c.gc_stress.is_some(),
        stress_interval: c.gc_stress.unwrap_or(0),
        stray: c.gc_stray,
        nursery: c.gc_nursery.unwrap_or(0).saturating_mul(1024),
        full: c.gc_full.unwrap_or(0).saturating_mul(1024),
        ..HeapOptions::default()
    });
    gil::set_hooks(gil::Hooks { trace: interp::scan::trace_thread, reset: reset_thread });
    let here = &seed as *const _ as usize;
    if gil::attach(here - super::native_room()).is_none() {
        super::say!("sidewinder: no address space for the frame stack");
        return 1;
    }
    crate::vm::init(seed);
    crate::builtins::init();
    crate::memory::init();
    interp::breaker::add_hook(gil::yield_if_requested);
    crate::stdlib::signal::install();
    if c.jit != Some(false)
        && let Err(e) = crate::trace::init(jit_options(c))
        && c.jit == Some(true)
    {
        super::say!("sidewinder: the JIT is off: {e}");
    }
    let code = match initialise(c) {
        Ok(main) => {
            // without a collection: what is garbage is less than marking the rest would cost
            heap().keep_all();
            crate::object::shape::keep_all();
            super::pages::give_back_startup();
            REGISTRATIONS.store(heap().registrations(), Ordering::Relaxed);
            INSPECTING.store(c.inspect && c.run != Run::Stdin, Ordering::Relaxed);
            let code = run_program(c, main);
            let code = inspect(c, main, code);
            finalise(code)
        }
        Err(Raised) => {
            super::say!("Fatal Python error: init_import_site: Failed to import the site module");
            report_exception();
            1
        }
    };
    crate::trace::dump_exit_counts();
    if c.stats {
        crate::stdlib::sidewinder::print_stats(started.elapsed());
    }
    code
}

/// Thresholds under `--jit-stress`: almost everything is recorded.
const EAGER: u32 = 2;

pub fn jit_options(c: &Config) -> JitOptions {
    let (d, stressed) = (JitOptions::default(), c.jit_stress.is_some());
    JitOptions {
        hot: c.jit_hot.unwrap_or(if stressed { EAGER } else { d.hot }),
        hot_exit: c.jit_hot_exit.unwrap_or(if stressed { EAGER } else { d.hot_exit }),
        stress: c.jit_stress.clone(),
        fuel: c.jit_fuel,
        dump: c.dump.clone(),
        measure: c.stats,
        perf: c.perf(),
    }
}

fn reset_thread(th: &crate::thread::Thread) {
    th.soft_limit.set(th.stack_start.get());
    for (slot, handler) in th.table.iter().zip(interp::dispatch::table()) {
        slot.set(handler);
    }
}

fn hash_seed(c: &Config) -> Result<Option<u64>, i32> {
    let Some(s) = c.env("PYTHONHASHSEED").filter(|s| s != "random") else { return Ok(None) };
    match s.to_str().and_then(|s| s.parse::<u32>().ok()) {
        Some(n) => Ok(Some(n as u64)),
        None => {
            super::say!(
                "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"
            );
            super::say!("Python runtime state: preinitialized");
            Err(1)
        }
    }
}

/// Settings that nothing can start with.
fn check_settings(c: &Config) -> Result<(), i32> {
    let fatal = |text: String, state: &str| {
        super::say!("Fatal Python error: {text}\nPython runtime state: {state}\n");
        Err(1)
    };
    if let Some(Some(v)) = c.xoption("utf8")
        && v != "0"
        && v != "1"
    {
        return fatal("preconfig_init_utf8_mode: invalid -X utf8 option value".into(), "preinitializing");
    }
    if let Some(v) = c.env("PYTHONUTF8")
        && v != "0"
        && v != "1"
    {
        return fatal(
            "preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value".into(),
            "preinitializing",
        );
    }
    let limit = |v: Option<&str>| v.and_then(|v| v.parse::<i32>().ok()).is_some_and(|n| n == 0 || n >= 640);
    if let Some(v) = c.xoption("int_max_str_digits")
        && !limit(v)
    {
        return fatal(
            "config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited."
                .into(),
            "preinitialized",
        );
    }
    if let Some(v) = c.env("PYTHONINTMAXSTRDIGITS")
        && !limit(v.to_str())
    {
        return fatal(
            "config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited."
                .into(),
            "preinitialized",
        );
    }
    if let Some(v) = c.xoption("cpu_count")
        && v != Some("default")
        && v.and_then(|v| v.parse::<i32>().ok()).is_none_or(|n| n < 1)
    {
        return fatal(
            "config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0"
                .into(),
            "preinitialized",
        );
    }
    Ok(())
}

/// Everything up to the first line of the program. The result is the name space of `__main__`.
fn initialise(c: &Config) -> Result<Gc<Dict>, Raised> {
    sys::init()?;
    crate::stdlib::builtins::init()?;
    sys::configure(c)?;
    let main = Module::new("__main__");
    let d = main.dict.gc();
    d.set_text("__builtins__", vm().builtins.gc())?;
    vm().modules.gc().set_text("__main__", main)?;
    // `-X bare` is for work on the interpreter itself: neither importlib nor site
    let bare = c.xoption("bare").is_some();
    if c.verbose > 0 {
        // importlib reports from its first step on
        crate::stdlib::io::streams::init(c)?;
    }
    if !bare {
        import::bootstrap()?;
    }
    crate::stdlib::io::streams::init(c)?;
    if !bare && (c.switch("faulthandler", "PYTHONFAULTHANDLER") || c.dev_mode()) {
        let faulthandler = import::import_module("faulthandler")?;
        call::call_method(faulthandler, "enable", &[])?;
    }
    if !c.no_site && !bare {
        import::import_module("site")?;
    }
    if !c.warn_options.is_empty() && !bare {
        // it complains about options that it does not understand
        import::import_module("warnings")?;
    }
    Ok(d)
}

// ---------------------------------------------------------------------------------------------------- the program

fn run_program(c: &Config, main: Gc<Dict>) -> i32 {
    let r = match &c.run {
        Run::Command(text) => run_command(c, text, main),
        Run::Module(name) => prepend_path(c, "").and_then(|()| run_module(name, true)),
        Run::File(path) => return run_file(c, path, main),
        Run::Stdin => return run_stdin(c, main),
    };
    exit_code(r)
}
/// 0, or the code that an exception means; it is reported.
fn exit_code(r: Res) -> i32 {
    match r {
        Ok(_) => 0,
        Err(Raised) => handle_exception(),
    }
}

fn prepend_path(c: &Config, dir: &str) -> Result<(), Raised> {
    if c.safe_path {
        return Ok(());
    }
    let dir = if matches!(c.run, Run::Module(_)) {
        std::env::current_dir().map(|d| d.into_os_string()).unwrap_or_default()
    } else {
        dir.into()
    };
    insert_path(&dir)
}
fn insert_path(dir: &OsStr) -> Result<(), Raised> {
    match sys_attr("path") {
        Some(p) => call::call_method(p, "insert", &[Value::small(0), os_text::to_str(dir).value()]).map(|_| ()),
        None => Ok(()),
    }
}

fn run_command(c: &Config, text: &OsStr, main: Gc<Dict>) -> Res {
    prepend_path(c, "")?;
    let source = text.to_string_lossy().into_owned();
    // the lines of an indented command are moved to the left margin together
    let source = dedent(&source);
    traceback::remember_source("<string>", &source);
    run_source(&format!("{source}\n"), "<string>", main)
}
/// As `textwrap.dedent`, but leaves texts alone whose first line is not indented.
fn dedent(s: &str) -> String {
    let margin = s
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| &l[..l.len() - l.trim_start_matches([' ', '\t']).len()])
        .reduce(|a, b| {
            let n = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
            &a[..n]
        })
        .unwrap_or("");
    if margin.is_empty() {
        return s.to_string();
    }
    s.split('\n')
        .map(|l| l.strip_prefix(margin).unwrap_or(l.trim_start_matches([' ', '\t'])))
        .collect::<Vec<_>>()
        .join("\n")
}
fn run_source(source: &str, filename: &str, main: Gc<Dict>) -> Res {
    let o = crate::stdlib::builtins::code::options(-1);
    let code = compiler::compile(source, Str::intern(filename), compiler::Mode::Exec, o)?;
    run_code(code, main)
}
fn run_code(code: Gc<Code>, main: Gc<Dict>) -> Res {
    // the parser and the compiler
    super::pages::give_back_startup();
    interp::eval_code(code, main, main.value(), None)
}
fn run_module(name: &OsStr, set_argv0: bool) -> Res {
    let runpy = import::import_module("runpy")?;
    let f = attr::get(runpy, "_run_module_as_main")?;
    call::call(f, &[os_text::to_str(name).value(), boolean(set_argv0)])
}

fn absolute(path: &OsStr) -> PathBuf {
    let p = Path::new(path);
    if p.is_absolute() { p.to_path_buf() } else { std::env::current_dir().unwrap_or_default().join(p) }
}
fn run_file(c: &Config, path: &OsStr, main: Gc<Dict>) -> i32 {
    let program = c.orig_argv.first().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    let shown = absolute(path);
    match is_importable(path) {
        Ok(true) => {
            let r = insert_path(shown.as_os_str()).and_then(|()| run_module(OsStr::new("__main__"), false));
            return exit_code(r);
        }
        Ok(false) => {}
        Err(Raised) => return handle_exception(),
    }
    let bytes = match std::fs::metadata(path) {
        Ok(m) if m.is_dir() => {
            super::say!("{program}: '{}' is a directory, cannot continue", shown.display());
            return 1;
        }
        _ => match crate::stdlib::read_file(path) {
            Ok(b) => b,
            Err(e) => {
                let n = e.raw_os_error().unwrap_or(0);
                super::say!(
                    "{program}: can't open file '{}': [Errno {n}] {}",
                    shown.display(),
                    crate::stdlib::strerror(n)
                );
                return 2;
            }
        },
    };
    exit_code(run_script(c, path, bytes, main))
}
/// Directories and zip files run their `__main__`.
fn is_importable(path: &OsStr) -> Result<bool, Raised> {
    let p = Path::new(path);
    if p.is_dir() {
        return Ok(true);
    }
    let mut head = [0u8; 4];
    let looks_zipped = p.extension().is_some_and(|e| e == "zip" || e == "pyz" || e == "egg" || e == "whl")
        || std::fs::File::open(p).and_then(|mut f| std::io::Read::read_exact(&mut f, &mut head)).is_ok()
            && (head == *b"PK\x03\x04" || has_zip_end(p));
    if !looks_zipped {
        return Ok(false);
    }
    import::path_importer(os_text::to_str(path).value()).map(|f| f != none())
}
/// Is there a zip archive behind a `#!` line?
fn has_zip_end(p: &Path) -> bool {
    let Ok(data) = std::fs::read(p) else { return false };
    data.starts_with(b"#!") && data.windows(4).rev().take(66000).any(|w| w == b"PK\x05\x06")
}
fn run_script(c: &Config, path: &OsStr, bytes: Vec<u8>, main: Gc<Dict>) -> Res {
    if !c.safe_path {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| absolute(path));
        let dir = real.parent().map(|d| d.as_os_str().to_owned()).unwrap_or_default();
        insert_path(&dir)?;
    }
    let name = os_text::to_str(absolute(path).as_os_str());
    main.set_text("__file__", name)?;
    main.set_text("__cached__", none())?;
    let is_pyc = Path::new(path).extension().is_some_and(|e| e == "pyc");
    let loader = if is_pyc { "SourcelessFileLoader" } else { "SourceFileLoader" };
    import::set_main_loader(main, name, loader)?;
    if is_pyc {
        return match crate::stdlib::marshal::code_of_pyc(&bytes)? {
            Some(code) => run_code(code, main),
            None => {
                super::say!("RuntimeError: Bad magic number in .pyc file");
                Err(crate::builtins::exceptions::raise_with(Exc::SystemExit, Value::small(1)))
            }
        };
    }
    let bytes = if c.skip_first_line {
        // keep line numbers: an empty line stands for the one skipped
        let n = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
        bytes[n..].to_vec()
    } else {
        bytes
    };
    if let Some(text) = source_problem(&bytes, &name.to_text()) {
        return Err(raise(Exc::SyntaxError, text));
    }
    run_bytes(&bytes, name, main)
}
/// What is wrong with the bytes of a script, in the words for files.
fn source_problem(bytes: &[u8], file: &str) -> Option<String> {
    use crate::compile::source::{Encoding, encoding};
    match encoding(bytes) {
        Encoding::Unknown(name) => Some(format!("encoding problem: {name}")),
        Encoding::NotWithBom(name) => {
            // by its usual name
            let name = if name.eq_ignore_ascii_case("latin-1") { "iso-8859-1".to_string() } else { name };
            Some(format!("encoding problem: {name} with BOM"))
        }
        Encoding::Undeclared => {
            let at = std::str::from_utf8(bytes).err()?.valid_up_to();
            let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
            Some(format!(
                "Non-UTF-8 code starting with '\\x{:02x}' in file {file} on line {line}, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
                bytes[at]
            ))
        }
        Encoding::Declared => None,
    }
}
pub(super) fn run_bytes(bytes: &[u8], name: Gc<Str>, main: Gc<Dict>) -> Res {
    let o = crate::stdlib::builtins::code::options(-1);
    let code = compiler::compile_bytes(bytes, name, compiler::Mode::Exec, o)?;
    run_code(code, main)
}
fn run_stdin(c: &Config, main: Gc<Dict>) -> i32 {
    // SAFETY: no preconditions.
    let terminal = unsafe { libc::isatty(0) } == 1;
    if let Err(Raised) = prepend_path(c, "") {
        return handle_exception();
    }
    if terminal || c.inspect {
        return super::repl::run(c, main);
    }
    let mut bytes = Vec::new();
    if let Err(e) = std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes)
        && e.raw_os_error() != Some(libc::EBADF)
    {
        super::say!("<stdin>: {e}");
        return 1;
    }
    exit_code(run_bytes(&bytes, Str::intern("<stdin>"), main))
}
/// `-i`: a prompt after the program.
fn inspect(c: &Config, main: Gc<Dict>, code: i32) -> i32 {
    let wanted = c.inspect || std::env::var_os("PYTHONINSPECT").is_some_and(|v| !v.is_empty()) && !c.ignore_environment;
    if wanted && c.run != Run::Stdin { super::repl::run(c, main) } else { code }
}

// ---------------------------------------------------------------------------------------------------- exceptions

/// `-i`, and the prompt has not come yet: `SystemExit` is shown like any exception.
pub static INSPECTING: AtomicBool = AtomicBool::new(false);
/// Reports the exception being raised as an interpreter does that is about to end; the exit code it means.
pub fn handle_exception() -> i32 {
    if thread().exception_is(Exc::SystemExit) && !INSPECTING.load(Ordering::Relaxed) {
        let e = thread().take_exception();
        return system_exit_code(e);
    }
    let interrupted = thread().exception_is(Exc::KeyboardInterrupt);
    report_exception();
    if interrupted { INTERRUPTED } else { 1 }
}
/// Stands for the exit code of a program that an interrupt ended: no code that a program can ask for.
pub const INTERRUPTED: i32 = 0x100 | 130;

fn system_exit_code(e: Gc<Exception>) -> i32 {
    let code = match attr::get(e.value(), "code") {
        Ok(c) => c,
        Err(Raised) => {
            thread().clear_exception();
            e.value()
        }
    };
    if code == none() {
        return 0;
    }
    if let Some(i) = code.as_int() {
        return i.to_i64().unwrap_or(-1) as i32 & 0xff;
    }
    flush_stream("stdout");
    traceback::write_stderr_value(code);
    1
}
/// Calls `sys.excepthook` for the exception being raised.
pub fn report_exception() {
    let e = thread().take_exception();
    let (class, v, tb) = (type_of(e.value()).value(), e.value(), e.traceback.get().unwrap_or_else(none));
    let d = vm().sys_dict.gc();
    for (name, x) in [("last_exc", v), ("last_type", class), ("last_value", v), ("last_traceback", tb)] {
        let _ = d.set_text(name, x);
    }
    match sys_attr("excepthook") {
        Some(hook) => {
            if call::call(hook, &[class, v, tb]).is_err() {
                let second = thread().take_exception();
                if type_of(second.value()).is_subtype(Exc::SystemExit.class()) {
                    let _ = thread().set_exception(second);
                    let code = handle_exception();
                    std::process::exit(finalise(code));
                }
                traceback::write_stderr("Error in sys.excepthook:\n");
                traceback::display(second.value());
                traceback::write_stderr("\nOriginal exception was:\n");
                traceback::display(v);
            }
        }
        None => {
            traceback::write_stderr("sys.excepthook is missing\n");
            traceback::display(v);
        }
    }
    thread().clear_exception();
}

// ---------------------------------------------------------------------------------------------------- the way out

pub(super) fn flush_stream(name: &str) -> bool {
    let Some(f) = sys_attr(name).filter(|f| *f != none()) else { return true };
    let closed = attr::get_opt(f, Str::intern("closed")).ok().flatten().is_some_and(|c| c == boolean(true));
    thread().clear_exception();
    if closed {
        return true;
    }
    match call::call_method(f, "flush", &[]) {
        Ok(_) => true,
        Err(Raised) => {
            if name == "stdout" {
                sys::hooks::unraisable(Some("Exception ignored while flushing sys.stdout"), None);
            } else {
                thread().clear_exception();
            }
            false
        }
    }
}
/// `Heap::registrations` when the program began: a program that registers nothing needs no collection at its end.
static REGISTRATIONS: AtomicU64 = AtomicU64::new(0);
/// Waits for threads, runs exit functions, flushes; the exit code, which a failed flush of standard output makes 120.
fn finalise(code: i32) -> i32 {
    if let Some(threading) = vm().modules.gc().get_text("threading") {
        let r = attr::get(threading, "_shutdown").and_then(|f| call::call(f, &[]));
        if r.is_err() {
            sys::hooks::unraisable(Some("Exception ignored on threading shutdown"), Some(threading));
        }
    }
    crate::stdlib::run_exit_functions();
    let ok = flush_stream("stdout");
    flush_stream("stderr");
    gil::set_finalizing();
    if heap().registrations() != REGISTRATIONS.load(Ordering::Relaxed) {
        heap().collect(Collect::Full);
        let _ = interp::breaker::poll();
        thread().clear_exception();
        crate::builtins::finalize::run_all(&standard_streams());
    }
    let _ = interp::breaker::poll();
    thread().clear_exception();
    crate::stdlib::io::flush_all();
    let ok = ok && flush_stream("stdout");
    let ok = flush_stream("stderr") && ok;
    if code == INTERRUPTED {
        die_of_interrupt();
    }
    if ok { code } else { 120 }
}
/// The standard streams and those they consist of.
fn standard_streams() -> GcVec {
    let mut all = GcVec::new();
    for name in ["stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"] {
        let mut next = sys_attr(name);
        for inner in ["buffer", "raw"] {
            let Some(v) = next.filter(|v| *v != none()) else { break };
            all.push(v);
            next = attr::get_opt(v, Str::intern(inner)).unwrap_or_else(|Raised| {
                thread().clear_exception();
                None
            });
        }
        next.into_iter().for_each(|v| all.push(v));
    }
    all
}
/// Ends the process as the signal would have, so that shells notice.
fn die_of_interrupt() {
    // SAFETY: restores the default action and raises the signal.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        libc::kill(libc::getpid(), libc::SIGINT);
    }
}
