//! The interactive mode: reads a statement, runs it, shows what it gives.
//!
//! `editor` reads from a terminal with editing, history, colours and completion (`complete`, `highlight`); anything else
//! is read line by line with plain prompts on standard error. What a complete statement is, `Chunk` says.

mod complete;
mod editor;
mod highlight;
pub mod source;

use std::ffi::OsStr;
use std::io::Write;
use std::sync::atomic::Ordering;

use super::options::{Config, Run};
use super::{compiler, startup, traceback};
use crate::builtins::exceptions::Exc;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{Raised, none};
use crate::protocol::{call, text};
use crate::stdlib::{sys, sys_attr};
use crate::thread::thread;
use crate::vm::vm;
use source::{Chunk, chunk};

/// Where lines come from.
enum Input {
    Editor(Box<editor::Terminal>),
    /// Standard input without a terminal, or with editing switched off.
    Plain,
}
/// What came of asking for a line.
pub(super) enum Line {
    Text(String),
    End,
    Interrupted,
}

/// Reads, evaluates and prints until the end of input; the exit code.
pub fn run(c: &Config, main: Gc<Dict>) -> i32 {
    startup::INSPECTING.store(false, Ordering::Relaxed);
    let from_start = matches!(c.run, Run::Stdin);
    if from_start {
        banner(c);
        run_startup_file(c, main);
    }
    for (name, prompt) in [("ps1", ">>> "), ("ps2", "... ")] {
        if sys_attr(name).is_none() {
            let _ = vm().sys_dict.gc().set_text(name, Str::new(prompt));
        }
    }
    run_hook();
    let mut input = open(c, main);
    let mut n = 0;
    loop {
        flush();
        let name = match &input {
            Input::Editor(_) => format!("<python-input-{n}>"),
            Input::Plain => "<stdin>".to_string(),
        };
        match read_statement(&mut input, &name, main) {
            Statement::End => {
                traceback::write_stderr("\n");
                return 0;
            }
            Statement::Nothing => {}
            Statement::Text(text) => {
                n += 1;
                if let Some(code) = execute(&text, &name, main) {
                    return code;
                }
            }
        }
    }
}

fn banner(c: &Config) {
    if !c.quiet {
        traceback::write_stderr(&format!(
            "Python {} (Sidewinder {}) on {}\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
            sys::VERSION_TEXT,
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS
        ));
    }
}
/// `PYTHONSTARTUP`. Errors in it are reported, and the prompt comes anyway.
fn run_startup_file(c: &Config, main: Gc<Dict>) {
    let Some(path) = c.env("PYTHONSTARTUP") else { return };
    let r = match crate::stdlib::read_file(&path) {
        Ok(bytes) => startup::run_bytes(&bytes, crate::stdlib::os_text::to_str(&path), main).map(|_| ()),
        Err(e) => {
            let n = e.raw_os_error().unwrap_or(0);
            traceback::write_stderr(&format!(
                "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno {n}] {}: '{}'\n",
                crate::stdlib::strerror(n),
                OsStr::new(&path).to_string_lossy()
            ));
            Ok(())
        }
    };
    if r.is_err() {
        let _ = report();
    }
}
/// `sys.__interactivehook__`, unless it is `site`'s, which sets a readline module up.
fn run_hook() {
    let is_own = |hook: Value| {
        let name = crate::protocol::attr::get_opt(hook, Str::intern("__name__"));
        let name = name.ok().flatten().and_then(|n| n.cast::<Str>());
        name.is_none_or(|n| !n.is_text("register_readline"))
    };
    if let Some(hook) = sys_attr("__interactivehook__").filter(|h| is_own(*h))
        && call::call(hook, &[]).is_err()
    {
        traceback::write_stderr("Failed calling sys.__interactivehook__\n");
        let _ = report();
    }
}

fn open(c: &Config, main: Gc<Dict>) -> Input {
    // SAFETY: no preconditions.
    let terminal = unsafe { libc::isatty(0) == 1 && libc::isatty(1) == 1 };
    let basic = c.env("PYTHON_BASIC_REPL").is_some();
    match if terminal && !basic { editor::Terminal::open(c, main) } else { None } {
        Some(t) => Input::Editor(Box::new(t)),
        None => Input::Plain,
    }
}

/// `sys.ps1` or `sys.ps2` as text.
fn prompt(name: &str) -> String {
    let Some(p) = sys_attr(name) else { return String::new() };
    match text::str_of(p) {
        Ok(s) => s.to_text().into_owned(),
        Err(Raised) => {
            thread().clear_exception();
            String::new()
        }
    }
}

enum Statement {
    Text(String),
    /// An empty line, or a line that was given up.
    Nothing,
    End,
}
fn read_statement(input: &mut Input, name: &str, main: Gc<Dict>) -> Statement {
    let mut text = String::new();
    loop {
        let first = text.is_empty();
        let shown = prompt(if first { "ps1" } else { "ps2" });
        let line = match input {
            Input::Editor(t) => t.read(&shown, &text),
            Input::Plain => plain_line(&shown),
        };
        match line {
            Line::Interrupted => {
                traceback::write_stderr("\nKeyboardInterrupt\n");
                return Statement::Nothing;
            }
            Line::End if first => return Statement::End,
            // the end of input completes a block, and leaves anything else to the compiler's complaint
            Line::End => return Statement::Text(text),
            Line::Text(l) => {
                text.push_str(&l);
                text.push('\n');
            }
        }
        if let Input::Editor(_) = input
            && first
            && let Some(command) = command(text.trim(), main)
        {
            text = command;
        }
        match chunk(&text) {
            Chunk::Empty if first => return Statement::Nothing,
            Chunk::Incomplete => {}
            _ => {
                if let Input::Editor(t) = input {
                    t.remember(text.trim_end_matches('\n'));
                }
                traceback::remember_source(name, &text);
                return Statement::Text(text);
            }
        }
    }
}
/// Words that mean a call here, unless the program uses them for something else.
fn command(word: &str, main: Gc<Dict>) -> Option<String> {
    if !matches!(word, "exit" | "quit" | "copyright" | "help" | "clear") || main.get_text(word).is_some() {
        return None;
    }
    if word == "clear" {
        return Some("print('\\x1b[H\\x1b[2J\\x1b[3J', end='')\n".to_string());
    }
    Some(format!("{word}()\n"))
}

/// A line of standard input, read byte by byte so that the program finds the rest.
fn plain_line(prompt: &str) -> Line {
    eprint(prompt.as_bytes());
    let mut line = vec![];
    loop {
        let mut b = [0u8];
        // SAFETY: a buffer of one byte.
        let n = crate::gil::allow_threads(|| unsafe { libc::read(0, b.as_mut_ptr().cast(), 1) });
        match n {
            1 if b[0] == b'\n' => break,
            1 => line.push(b[0]),
            -1 if std::io::Error::last_os_error().raw_os_error() == Some(libc::EINTR) => {
                if crate::interp::breaker::poll().is_err() {
                    thread().clear_exception();
                    return Line::Interrupted;
                }
            }
            _ if line.is_empty() => return Line::End,
            _ => break,
        }
    }
    Line::Text(String::from_utf8_lossy(&line).into_owned())
}
fn eprint(bytes: &[u8]) {
    let _ = std::io::stderr().write_all(bytes);
}
fn flush() {
    for name in ["stdout", "stderr"] {
        startup::flush_stream(name);
    }
}

/// Runs the statements of a text one by one. `Some`: the program wants to end with this exit code.
fn execute(text: &str, name: &str, main: Gc<Dict>) -> Option<i32> {
    let file = Str::intern(name);
    let parts = match chunk(text) {
        Chunk::Complete(parts) => parts,
        // the compiler finds the same and says what is wrong
        _ => std::iter::once(0..text.len()).collect(),
    };
    for part in parts {
        // lines keep their numbers
        let before = text[..part.start].matches('\n').count();
        let source = format!("{}{}\n", "\n".repeat(before), &text[part]);
        let o = crate::stdlib::builtins::code::options(-1);
        let r = compiler::compile(&source, file, compiler::Mode::Single, o)
            .and_then(|code| crate::interp::eval_code(code, main, main.value(), None));
        if r.is_err() {
            return report();
        }
    }
    None
}
/// Shows the exception being raised; `SystemExit` gives an exit code.
fn report() -> Option<i32> {
    if thread().exception_is(Exc::SystemExit) {
        return Some(startup::handle_exception());
    }
    startup::report_exception();
    None
}
/// A value of the program's name spaces, for completion.
fn lookup(main: Gc<Dict>, name: &str) -> Option<Value> {
    main.get_text(name).or_else(|| vm().builtins_dict.gc().get_text(name)).filter(|v| *v != none() || name == "None")
}
