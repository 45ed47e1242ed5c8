//! The line editor of a terminal: rustyline (it does without asking the terminal for the cursor's place, so it works under
//! whatever pretends to be one) with Python's colours, completion and history file.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::PathBuf;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Context, Editor, Helper};

use super::{Line, complete, highlight};
use crate::cli::options::Config;
use crate::gil;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::vm::vm;

pub struct Terminal {
    editor: Editor<Python, DefaultHistory>,
    history: Option<PathBuf>,
}

/// The editor has a handler of its own for SIGINT, but reads Ctrl-C as a key: the interpreter's has to stay, for what runs
/// between two lines.
fn keeping_interrupts<R>(f: impl FnOnce() -> R) -> R {
    // SAFETY: plain system calls on a local structure.
    unsafe {
        let mut before: libc::sigaction = std::mem::zeroed();
        let known = libc::sigaction(libc::SIGINT, std::ptr::null(), &mut before) == 0;
        let r = f();
        if known {
            libc::sigaction(libc::SIGINT, &before, std::ptr::null_mut());
        }
        r
    }
}

impl Terminal {
    /// `None`: the terminal cannot do what an editor needs.
    pub fn open(c: &Config, _main: Gc<Dict>) -> Option<Terminal> {
        if std::env::var("TERM").is_ok_and(|t| t == "dumb" || t.is_empty()) {
            return None;
        }
        let config = rustyline::Config::builder()
            .completion_type(CompletionType::List)
            .auto_add_history(false)
            .max_history_size(10_000)
            .ok()?
            .history_ignore_dups(true)
            .ok()?
            .build();
        let mut editor = keeping_interrupts(|| Editor::with_config(config)).ok()?;
        let builtins = vm().builtins_dict.gc();
        let names = builtins.iter().filter_map(|(k, _)| k.cast::<Str>()).map(|k| k.to_text().into_owned()).collect();
        editor.set_helper(Some(Python { colours: wants_colours(c), builtins: names, before: RefCell::default() }));
        let history = c.env("PYTHON_HISTORY").map(PathBuf::from).or_else(|| {
            std::env::var_os("HOME").filter(|h| !h.is_empty()).map(|h| PathBuf::from(h).join(".python_history"))
        });
        for entry in history.as_ref().map(read_history).unwrap_or_default() {
            let _ = editor.add_history_entry(entry);
        }
        Some(Terminal { editor, history })
    }
    /// One line; `before` is what the statement has so far.
    pub fn read(&mut self, prompt: &str, before: &str) -> Line {
        if let Some(h) = self.editor.helper_mut() {
            *h.before.borrow_mut() = before.to_string();
        }
        let editor = &mut self.editor;
        match gil::allow_threads(|| editor.readline_with_initial(prompt, (&indentation(before), ""))) {
            Ok(l) => Line::Text(l),
            Err(ReadlineError::Interrupted) => Line::Interrupted,
            Err(ReadlineError::Signal(_)) => Line::Text(String::new()),
            Err(_) => Line::End,
        }
    }
    /// A statement for the history. It comes back as a whole and is edited as a whole.
    pub fn remember(&mut self, text: &str) {
        if text.trim().is_empty() || !self.editor.add_history_entry(text).unwrap_or(false) {
            return;
        }
        if let Some(path) = &self.history
            && let Ok(mut f) = OpenOptions::new().append(true).create(true).open(path)
        {
            // as CPython writes it: a line that goes on ends in CR LF
            let _ = f.write_all(format!("{}\n", text.replace('\n', "\r\n")).as_bytes());
        }
    }
}
/// What the next line of a block begins with.
fn indentation(before: &str) -> String {
    let Some(last) = before.lines().next_back() else { return String::new() };
    let own: String = last.chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    let text = last.split('#').next().unwrap_or("").trim();
    let leaves = ["return", "pass", "raise", "break", "continue"];
    match text.ends_with(':') {
        true => own + "    ",
        false if leaves.contains(&text.split(' ').next().unwrap_or("")) => {
            own.strip_suffix("    ").unwrap_or(&own).into()
        }
        false => own,
    }
}
fn read_history(path: &PathBuf) -> Vec<String> {
    let mut bytes = vec![];
    if File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)).is_err() {
        return vec![];
    }
    let text = String::from_utf8_lossy(&bytes);
    let (mut out, mut entry) = (vec![], String::new());
    for line in text.split('\n').filter(|l| !l.is_empty()) {
        match line.strip_suffix('\r') {
            Some(part) => entry += &format!("{part}\n"),
            None => out.push(std::mem::take(&mut entry) + line),
        }
    }
    out
}
fn wants_colours(c: &Config) -> bool {
    match c.env("PYTHON_COLORS").as_deref().and_then(|v| v.to_str()) {
        Some("0") => false,
        Some("1") => true,
        _ => std::env::var_os("NO_COLOR").is_none(),
    }
}

/// What rustyline asks of us.
struct Python {
    colours: bool,
    builtins: HashSet<String>,
    /// The lines of the statement before the one that is edited.
    before: RefCell<String>,
}
impl Helper for Python {}
impl Hinter for Python {
    type Hint = String;
}
impl Completer for Python {
    type Candidate = String;
    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let found = gil::reenter(|| {
            let modules = vm().modules.gc();
            let main = modules.get_text("__main__").and_then(|m| m.cast::<crate::object::module::Module>());
            main.map(|m| complete::complete(&line[..pos], m.dict.gc()))
        });
        Ok(found.unwrap_or((pos, vec![])))
    }
}
impl Validator for Python {
    /// A text of several lines (pasted, or from the history) is sent as soon as it is complete.
    fn validate(&self, c: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let input = c.input();
        if !input.contains('\n') {
            return Ok(ValidationResult::Valid(None));
        }
        let text = format!("{}{input}\n", self.before.borrow());
        let more = gil::reenter(|| super::chunk(&text)) == super::Chunk::Incomplete;
        // a second empty line ends anything
        let force = input.ends_with("\n\n");
        Ok(if more && !force { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}
impl Highlighter for Python {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if !self.colours {
            return Cow::Borrowed(line);
        }
        Cow::Owned(highlight::colour(line, |n| self.builtins.contains(n)))
    }
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _default: bool) -> Cow<'b, str> {
        if !self.colours {
            return Cow::Borrowed(prompt);
        }
        Cow::Owned(format!("\x1b[1;35m{prompt}\x1b[0m"))
    }
    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.colours && kind != CmdKind::MoveCursor
    }
}
