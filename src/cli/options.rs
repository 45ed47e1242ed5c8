//! The command line: one table of options, from which come the parser, `--help`, `--help-env` and the environment variables.
//!
//! Options of CPython mean what they mean there; Sidewinder's own are long ones. Errors are usage errors: exit code 2.

use std::ffi::{OsStr, OsString};
use std::num::{IntErrorKind, ParseIntError};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::str::FromStr;

use crate::dump::Dump;
use crate::trace::stress::StressOptions;

/// What is to be run.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Run {
    /// Standard input: interactive if it is a terminal.
    #[default]
    Stdin,
    Command(OsString),
    Module(OsString),
    /// Script, directory or zip file.
    File(OsString),
}

/// Everything the command line and the environment say.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub run: Run,
    /// `sys.argv`
    pub argv: Vec<OsString>,
    pub orig_argv: Vec<OsString>,
    pub bytes_warning: i64,
    pub dont_write_bytecode: bool,
    pub debug: i64,
    pub ignore_environment: bool,
    pub inspect: bool,
    pub isolated: bool,
    pub optimize: i64,
    pub safe_path: bool,
    pub quiet: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    pub unbuffered: bool,
    pub verbose: i64,
    pub skip_first_line: bool,
    pub warn_options: Vec<String>,
    pub xoptions: Vec<(String, Option<String>)>,
    pub check_hash_pycs: Option<String>,
    pub jit: Option<bool>,
    /// `--jit-hot`, `--jit-hot-exit`, `--jit-stress`, `--jit-fuel`; absent ones leave the default of `JitOptions`.
    pub jit_hot: Option<u32>,
    pub jit_hot_exit: Option<u32>,
    pub jit_stress: Option<StressOptions>,
    pub jit_fuel: Option<u64>,
    pub dump: Dump,
    pub stats: bool,
    pub gc_stress: Option<u32>,
    pub gc_stray: bool,
    /// `--gc-nursery`, `--gc-full`, in KiB.
    pub gc_nursery: Option<usize>,
    pub gc_full: Option<usize>,
    pub version: u32,
    pub help: Option<Help>,
}

/// Which help text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    Usage,
    Env,
    XOptions,
    Man,
    All,
}

/// One option: how it is written, what it does.
pub struct Opt {
    /// The letter, or 0.
    pub short: u8,
    /// The long name without dashes, or empty.
    pub long: &'static str,
    /// Name of the argument, or empty.
    pub arg: &'static str,
    /// Environment variable that does the same, or empty.
    pub env: &'static str,
    pub help: &'static str,
    apply: fn(&mut Config, &OsStr) -> Result<(), String>,
}

const fn flag(
    short: u8,
    env: &'static str,
    help: &'static str,
    apply: fn(&mut Config, &OsStr) -> Result<(), String>,
) -> Opt {
    Opt { short, long: "", arg: "", env, help, apply }
}
const fn own(
    long: &'static str,
    arg: &'static str,
    env: &'static str,
    help: &'static str,
    apply: fn(&mut Config, &OsStr) -> Result<(), String>,
) -> Opt {
    Opt { short: 0, long, arg, env, help, apply }
}

/// The table. `-c`, `-m`, `-h`, `-?`, `-V` and the help options are among them; what follows `-c` and `-m` belongs to the program.
pub static OPTIONS: &[Opt] = &[
    flag(
        b'b',
        "",
        "issue warnings about converting bytes/bytearray to str and comparing\nbytes/bytearray with str or bytes with int (-bb: issue errors)",
        |c, _| {
            c.bytes_warning += 1;
            Ok(())
        },
    ),
    flag(b'B', "PYTHONDONTWRITEBYTECODE", "don't write .pyc files on import", |c, _| {
        c.dont_write_bytecode = true;
        Ok(())
    }),
    Opt {
        short: b'c',
        long: "",
        arg: "cmd",
        env: "",
        help: "program passed in as string (terminates option list)",
        apply: |c, a| {
            c.run = Run::Command(a.to_owned());
            Ok(())
        },
    },
    flag(b'd', "PYTHONDEBUG", "accepted for compatibility, has no effect", |c, _| {
        c.debug += 1;
        Ok(())
    }),
    flag(b'E', "", "ignore PYTHON* environment variables (such as PYTHONPATH)", |c, _| {
        c.ignore_environment = true;
        Ok(())
    }),
    Opt {
        short: b'h',
        long: "help",
        arg: "",
        env: "",
        help: "print this help message and exit (also -?)",
        apply: |c, _| {
            c.help = Some(Help::Usage);
            Ok(())
        },
    },
    flag(
        b'i',
        "PYTHONINSPECT",
        "inspect interactively after running script; forces a prompt even\nif stdin does not appear to be a terminal",
        |c, _| {
            c.inspect = true;
            Ok(())
        },
    ),
    flag(b'I', "", "isolate from the user's environment (implies -E, -P and -s)", |c, _| {
        c.isolated = true;
        c.ignore_environment = true;
        c.no_user_site = true;
        c.safe_path = true;
        Ok(())
    }),
    Opt {
        short: b'm',
        long: "",
        arg: "mod",
        env: "",
        help: "run library module as a script (terminates option list)",
        apply: |c, a| {
            c.run = Run::Module(a.to_owned());
            Ok(())
        },
    },
    flag(
        b'O',
        "PYTHONOPTIMIZE",
        "remove assert and __debug__-dependent statements; -OO: also discard docstrings",
        |c, _| {
            c.optimize += 1;
            Ok(())
        },
    ),
    flag(b'P', "PYTHONSAFEPATH", "don't prepend a potentially unsafe path to sys.path", |c, _| {
        c.safe_path = true;
        Ok(())
    }),
    flag(b'q', "", "don't print version and copyright messages on interactive startup", |c, _| {
        c.quiet = true;
        Ok(())
    }),
    flag(b'R', "", "accepted for compatibility: hashes are randomised (PYTHONHASHSEED)", |_, _| Ok(())),
    flag(b's', "PYTHONNOUSERSITE", "don't add user site directory to sys.path", |c, _| {
        c.no_user_site = true;
        Ok(())
    }),
    flag(b'S', "", "don't imply 'import site' on initialization", |c, _| {
        c.no_site = true;
        Ok(())
    }),
    flag(
        b'u',
        "PYTHONUNBUFFERED",
        "force the stdout and stderr streams to be unbuffered;\nthis option has no effect on stdin",
        |c, _| {
            c.unbuffered = true;
            Ok(())
        },
    ),
    flag(
        b'v',
        "PYTHONVERBOSE",
        "verbose (trace import statements); can be supplied multiple times\nto increase verbosity",
        |c, _| {
            c.verbose += 1;
            Ok(())
        },
    ),
    Opt {
        short: b'V',
        long: "version",
        arg: "",
        env: "",
        help: "print the version number and exit; -VV prints more",
        apply: |c, _| {
            c.version += 1;
            Ok(())
        },
    },
    Opt {
        short: b'W',
        long: "",
        arg: "arg",
        env: "PYTHONWARNINGS",
        help: "warning control; arg is action:message:category:module:lineno",
        apply: |c, a| {
            c.warn_options.push(a.to_string_lossy().into_owned());
            Ok(())
        },
    },
    flag(b'x', "", "skip first line of source, allowing use of non-Unix forms of #!cmd", |c, _| {
        c.skip_first_line = true;
        Ok(())
    }),
    Opt {
        short: b'X',
        long: "",
        arg: "opt",
        env: "",
        help: "set implementation-specific option; see --help-xoptions",
        apply: |c, a| {
            let a = a.to_string_lossy();
            let (k, v) = match a.split_once('=') {
                Some((k, v)) => (k, Some(v.to_string())),
                None => (&*a, None),
            };
            c.xoptions.push((k.to_string(), v));
            Ok(())
        },
    },
    own(
        "check-hash-based-pycs",
        "always|default|never",
        "",
        "control how hash-based .pyc files are validated",
        |c, a| {
            match a.to_str() {
                Some(v @ ("always" | "default" | "never")) => c.check_hash_pycs = Some(v.to_string()),
                _ => return Err("--check-hash-based-pycs must be one of 'default', 'always', or 'never'".into()),
            }
            Ok(())
        },
    ),
    own("help-env", "", "", "print help about environment variables and exit", |c, _| {
        c.help = Some(Help::Env);
        Ok(())
    }),
    own("help-xoptions", "", "", "print help about implementation-specific -X options and exit", |c, _| {
        c.help = Some(Help::XOptions);
        Ok(())
    }),
    own("help-man", "", "", "print the manual page, for man(1), and exit", |c, _| {
        c.help = Some(Help::Man);
        Ok(())
    }),
    own("help-all", "", "", "print complete help information and exit", |c, _| {
        c.help = Some(Help::All);
        Ok(())
    }),
    own("jit", "on|off", "SIDEWINDER_JIT", "compile hot loops and functions to machine code (default: on)", |c, a| {
        c.jit = match a.to_str() {
            Some("on" | "1") => Some(true),
            Some("off" | "0") => Some(false),
            _ => return Err("--jit must be 'on' or 'off'".into()),
        };
        Ok(())
    }),
    own("jit-hot", "n", "SIDEWINDER_JIT_HOT", "back edges or calls before a trace is recorded", |c, a| {
        c.jit_hot = Some(number("jit-hot", a, None)?);
        Ok(())
    }),
    own(
        "jit-hot-exit",
        "n",
        "SIDEWINDER_JIT_HOT_EXIT",
        "times an exit is taken before a side trace grows there",
        |c, a| {
            c.jit_hot_exit = Some(number("jit-hot-exit", a, None)?);
            Ok(())
        },
    ),
    own(
        "jit-stress",
        "[what]",
        "SIDEWINDER_JIT_STRESS",
        "look for wrong exits: record eagerly (--jit-hot=2 --jit-hot-exit=2) and make\nguards fail: one in 30 (every:N changes that) by a random seed (seed:N), but\nno more than limit:N; or only the n-th that is executed (fail-guard:N);\nwhat is a list of these, such as seed:7,every:10,limit:100",
        |c, a| {
            c.jit_stress = Some(StressOptions::parse(&a.to_string_lossy())?);
            Ok(())
        },
    ),
    own(
        "jit-fuel",
        "n",
        "SIDEWINDER_JIT_FUEL",
        "compile only the first n traces (to bisect a wrong result)",
        |c, a| {
            c.jit_fuel = Some(number("jit-fuel", a, None)?);
            Ok(())
        },
    ),
    own(
        "dump",
        "what[:name],...",
        "SIDEWINDER_DUMP",
        "print what is compiled, to standard error; with :name only of functions\nso called. bytecode: instructions; trace: instructions as they are recorded;\nir: a trace before and after optimisation; snapshots: what each guard\nrestores; clif, asm: Cranelift's code, machine code; exits: departures from\ncompiled code and their counts; events: recordings, aborts, compilations",
        |c, a| c.dump.add(&a.to_string_lossy()),
    ),
    own("stats", "", "SIDEWINDER_STATS", "print counters at exit, to standard error", |c, _| {
        c.stats = true;
        Ok(())
    }),
    own(
        "gc-stress",
        "[n]",
        "SIDEWINDER_GC_STRESS",
        "collect at every allocation (or every n-th) and overwrite freed memory",
        |c, a| {
            c.gc_stress = Some(number("gc-stress", a, Some(1))?);
            Ok(())
        },
    ),
    own(
        "gc-nursery",
        "kib",
        "SIDEWINDER_GC_NURSERY",
        "hand out so many KiB between collections while the heap is small",
        |c, a| {
            c.gc_nursery = Some(number("gc-nursery", a, None)?);
            Ok(())
        },
    ),
    own(
        "gc-full",
        "kib",
        "SIDEWINDER_GC_FULL",
        "never collect the whole heap while less than this is in use",
        |c, a| {
            c.gc_full = Some(number("gc-full", a, None)?);
            Ok(())
        },
    ),
    own(
        "gc-stray",
        "",
        "SIDEWINDER_GC_STRAY",
        "after marking, search memory for pointers to dying objects and report them",
        |c, _| {
            c.gc_stray = true;
            Ok(())
        },
    ),
];

/// The argument of an option that takes a number, which may be left out if there is a default.
fn number<T: FromStr<Err = ParseIntError>>(option: &str, a: &OsStr, default: Option<T>) -> Result<T, String> {
    match (a.to_str(), default) {
        (Some(""), Some(d)) => Ok(d),
        (Some(n), _) => n.parse().map_err(|e: ParseIntError| {
            let what = if *e.kind() == IntErrorKind::PosOverflow { "too large" } else { "not a number" };
            format!("--{option}: {what}: '{n}'")
        }),
        (None, _) => Err(format!("--{option}: not a number")),
    }
}

/// Variables that no option stands for: name, argument, meaning.
pub static VARIABLES: &[(&str, &str)] = &[
    ("PYTHONPATH", "':'-separated list of directories prefixed to the default module search path"),
    ("PYTHONHOME", "directory whose lib/python3.14 is used instead of the built-in library"),
    ("PYTHONSTARTUP", "file executed on interactive startup (no default)"),
    ("PYTHONSAFEPATH", "don't prepend a potentially unsafe path to sys.path"),
    ("PYTHONIOENCODING", "encoding[:errors] used for stdin/stdout/stderr"),
    (
        "PYTHONHASHSEED",
        "if 'random' or unset, str and bytes hashes are seeded with a random value;\nif an integer in [0, 4294967295], with that value",
    ),
    ("PYTHONINTMAXSTRDIGITS", "limit the size of int<->str conversions; 0 disables the limit"),
    ("PYTHONBREAKPOINT", "if 0, breakpoint() does nothing; else the callable it calls"),
    ("PYTHONPERFSUPPORT", "if 1, name compiled code for perf(1) (-X perf)"),
    ("PYTHONPYCACHEPREFIX", "root directory for bytecode cache (pyc) files"),
    ("PYTHONUTF8", "control the UTF-8 mode (always on here)"),
    ("PYTHONDEVMODE", "enable the development mode (-X dev)"),
    ("PYTHONWARNDEFAULTENCODING", "enable opt-in EncodingWarning for 'encoding=None'"),
    ("PYTHONNODEBUGRANGES", "don't show columns in tracebacks (-X no_debug_ranges)"),
    ("PYTHONFAULTHANDLER", "report fatal signals (-X faulthandler)"),
    ("PYTHONPROFILEIMPORTTIME", "show how long each import takes (-X importtime)"),
    ("PYTHON_HISTORY", "the file that keeps what was typed (~/.python_history)"),
    ("PYTHON_BASIC_REPL", "use a plain prompt without line editing"),
    ("PYTHON_COLORS", "if 1, colour tracebacks; if 0, don't"),
];

/// `-X` options: name, meaning.
pub static XOPTIONS: &[(&str, &str)] = &[
    ("bare", "start without the import system (for work on the interpreter)"),
    ("cpu_count=N", "override the return value of os.cpu_count()"),
    ("dev", "enable the development mode"),
    ("faulthandler", "report signals that end the process"),
    ("frozen_modules=[on|off]", "accepted"),
    ("importtime", "show how long each import takes"),
    ("int_max_str_digits=N", "limit the size of int<->str conversions; 0 disables the limit"),
    ("no_debug_ranges", "don't show columns in tracebacks"),
    ("perf", "name compiled code for perf(1) in /tmp/perf-PID.map"),
    ("pycache_prefix=DIR", "root directory for bytecode cache (pyc) files"),
    ("tracemalloc[=N]", "accepted"),
    ("utf8[=0|1]", "control the UTF-8 mode (always on here)"),
    ("warn_default_encoding", "enable opt-in EncodingWarning for 'encoding=None'"),
];

/// The command line cannot be understood: the message for standard error.
pub struct UsageError(pub String);

/// Reads the command line (`args[0]` is the program) and then the environment.
pub fn parse(args: Vec<OsString>, env: impl Fn(&str) -> Option<OsString>) -> Result<Config, UsageError> {
    let mut c = Config { orig_argv: args.clone(), ..Config::default() };
    let program = args.first().map(|a| a.to_string_lossy().into_owned()).unwrap_or_else(|| "sidewinder".into());
    let fail = |m: String| UsageError(format!("{m}\n{}", usage_line(&program)));
    let mut i = 1;
    let mut done = false;
    while i < args.len() && !done {
        let a = args[i].as_bytes();
        if a == b"-" || a.first() != Some(&b'-') {
            break;
        }
        i += 1;
        if a == b"--" {
            break;
        }
        if let Some(long) = a.strip_prefix(b"--") {
            parse_long(&mut c, long, &args, &mut i).map_err(&fail)?;
            continue;
        }
        let mut rest = &a[1..];
        while let Some((&letter, more)) = rest.split_first() {
            rest = more;
            let letter = if letter == b'?' { b'h' } else { letter };
            let Some(o) = OPTIONS.iter().find(|o| o.short == letter) else {
                return Err(fail(format!("Unknown option: -{}", letter as char)));
            };
            if o.arg.is_empty() {
                (o.apply)(&mut c, OsStr::new("")).map_err(&fail)?;
                continue;
            }
            let value = if !rest.is_empty() {
                OsString::from_vec(std::mem::take(&mut rest).to_vec())
            } else if i < args.len() {
                i += 1;
                args[i - 1].clone()
            } else {
                return Err(fail(format!("Argument expected for the -{} option", letter as char)));
            };
            (o.apply)(&mut c, &value).map_err(&fail)?;
            done = matches!(letter, b'c' | b'm');
        }
    }
    c.argv = args[i.min(args.len())..].to_vec();
    match (&c.run, c.argv.first()) {
        (Run::Command(_), _) => c.argv.insert(0, "-c".into()),
        (Run::Module(_), _) => c.argv.insert(0, "-m".into()),
        (_, Some(f)) if f != "-" => c.run = Run::File(f.clone()),
        (_, Some(_)) => {}
        (_, None) => c.argv.push("".into()),
    }
    let dev_variable = env("PYTHONDEVMODE").is_some_and(|v| !v.is_empty() && v != "0");
    if !c.ignore_environment {
        from_environment(&mut c, env).map_err(&fail)?;
    }
    // what the development mode wants comes first, and so loses; what -b wants comes last
    if c.xoption("dev").map_or(dev_variable && !c.ignore_environment, |v| v != Some("0")) {
        c.warn_options.insert(0, "default".into());
    }
    match c.bytes_warning {
        0 => {}
        1 => c.warn_options.push("default::BytesWarning".into()),
        _ => c.warn_options.push("error::BytesWarning".into()),
    }
    Ok(c)
}

fn parse_long(c: &mut Config, text: &[u8], args: &[OsString], i: &mut usize) -> Result<(), String> {
    let (name, value) = match text.iter().position(|b| *b == b'=') {
        Some(p) => (&text[..p], Some(OsStr::from_bytes(&text[p + 1..]).to_owned())),
        None => (text, None),
    };
    let Some(o) = OPTIONS.iter().find(|o| !o.long.is_empty() && o.long.as_bytes() == name) else {
        return Err(format!("unknown option --{}", String::from_utf8_lossy(name)));
    };
    let value = match (o.arg, value) {
        ("", Some(_)) => return Err(format!("option --{} takes no argument", o.long)),
        ("", None) => OsString::new(),
        (_, Some(v)) => v,
        (a, None) if a.starts_with('[') => OsString::new(),
        (_, None) if *i < args.len() => {
            *i += 1;
            args[*i - 1].clone()
        }
        _ => return Err(format!("Argument expected for the --{} option", o.long)),
    };
    (o.apply)(c, &value)
}

fn from_environment(c: &mut Config, env: impl Fn(&str) -> Option<OsString>) -> Result<(), String> {
    let from_line = std::mem::take(&mut c.warn_options);
    for o in OPTIONS.iter().filter(|o| !o.env.is_empty()) {
        let Some(v) = env(o.env).filter(|v| !v.is_empty()) else { continue };
        match o.env {
            "PYTHONWARNINGS" => {
                c.warn_options.extend(v.to_string_lossy().split(',').map(str::to_string));
                continue;
            }
            "PYTHONVERBOSE" | "PYTHONOPTIMIZE" | "PYTHONDEBUG" => {
                let n = v.to_str().and_then(|v| v.parse::<i64>().ok()).filter(|n| *n >= 0).unwrap_or(1);
                let field = match o.env {
                    "PYTHONVERBOSE" => &mut c.verbose,
                    "PYTHONOPTIMIZE" => &mut c.optimize,
                    _ => &mut c.debug,
                };
                *field = (*field).max(n);
                continue;
            }
            _ => {}
        }
        let own = o.env.starts_with("SIDEWINDER");
        if own && o.arg.is_empty() && v == "0" {
            continue;
        }
        if !c.on_line(o.long) {
            (o.apply)(c, if o.arg.is_empty() { OsStr::new("") } else { &v }).map_err(|e| format!("{}: {e}", o.env))?;
        }
    }
    // what the command line says comes last, and so wins
    c.warn_options.extend(from_line);
    Ok(())
}

impl Config {
    /// Has the command line given this long option a value, which the environment must not overwrite?
    fn on_line(&self, long: &str) -> bool {
        match long {
            "jit" => self.jit.is_some(),
            "jit-hot" => self.jit_hot.is_some(),
            "jit-hot-exit" => self.jit_hot_exit.is_some(),
            "jit-stress" => self.jit_stress.is_some(),
            "jit-fuel" => self.jit_fuel.is_some(),
            "gc-stress" => self.gc_stress.is_some(),
            "gc-nursery" => self.gc_nursery.is_some(),
            "gc-full" => self.gc_full.is_some(),
            "check-hash-based-pycs" => self.check_hash_pycs.is_some(),
            _ => false,
        }
    }
    /// The last `-X name` or `-X name=value`.
    pub fn xoption(&self, name: &str) -> Option<Option<&str>> {
        self.xoptions.iter().rev().find(|(k, _)| k == name).map(|(_, v)| v.as_deref())
    }
    /// An environment variable, unless they are to be ignored.
    pub fn env(&self, name: &str) -> Option<OsString> {
        if self.ignore_environment {
            return None;
        }
        std::env::var_os(name).filter(|v| !v.is_empty())
    }
    /// `-X name` or a variable.
    pub fn switch(&self, xoption: &str, variable: &str) -> bool {
        match self.xoption(xoption) {
            Some(v) => v != Some("0"),
            None => self.env(variable).is_some_and(|v| v != "0"),
        }
    }
    /// Name compiled code for `perf`?
    pub fn perf(&self) -> bool {
        self.switch("perf", "PYTHONPERFSUPPORT")
    }
    pub fn dev_mode(&self) -> bool {
        self.switch("dev", "PYTHONDEVMODE")
    }
}

fn usage_line(program: &str) -> String {
    format!(
        "usage: {program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `{program} -h' for more information.\n"
    )
}

/// The text of `-h` and its relatives.
pub fn help_text(what: Help, program: &str) -> String {
    if what == Help::Man {
        return man_page();
    }
    let mut s = String::new();
    if matches!(what, Help::Usage | Help::All) {
        s += &format!("usage: {program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\n");
        s += "Options (and corresponding environment variables):\n";
        for o in OPTIONS.iter().filter(|o| o.short != 0) {
            s += &entry(o);
        }
        s += "Long options:\n";
        for o in OPTIONS.iter().filter(|o| o.short == 0) {
            s += &entry(o);
        }
        s += "Arguments:\n";
        s += &row("file", "program read from script file");
        s += &row("-", "program read from stdin (default; interactive mode if a tty)");
        s += &row("arg ...", "arguments passed to program in sys.argv[1:]");
    }
    if matches!(what, Help::Env | Help::All) {
        if what == Help::All {
            s.push('\n');
        }
        s += "Environment variables that change behavior:\n";
        for (name, help) in VARIABLES {
            s += &wide_row(name, help);
        }
        s += "These variables have equivalent command-line options:\n";
        for o in OPTIONS.iter().filter(|o| !o.env.is_empty()) {
            s += &wide_row(o.env, &format!("{} ({})", o.help.replace('\n', " "), written(o)));
        }
    }
    if matches!(what, Help::XOptions | Help::All) {
        if what == Help::All {
            s.push('\n');
        }
        s += "The following implementation-specific options are available:\n";
        for (name, help) in XOPTIONS {
            s += &wide_row(&format!("-X {name}"), help);
        }
    }
    s
}
/// The manual page, in the language of man(7).
fn man_page() -> String {
    let plain = |t: &str| t.replace('\\', "\\e").replace('-', "\\-").replace('\n', " ");
    // a line must not begin with what would be a request
    let text = |t: &str| plain(t).trim_start_matches(['.', '\'']).to_string();
    let mut s = format!(
        ".TH SIDEWINDER 1 \"\" \"Sidewinder {}\" \"User Commands\"\n.SH NAME\nsidewinder \\- Python 3.14 with a threaded \
         interpreter and a tracing JIT\n.SH SYNOPSIS\n.B sidewinder\n[option] ... [\\-c cmd | \\-m mod | file | \\-] [arg] ...\n\
         .SH DESCRIPTION\nRuns a Python program: a command, a module, a script, a folder or zip file with a __main__.py, or \
         what comes on standard input. At a terminal it reads and runs one statement after the other.\n.SH OPTIONS\n",
        env!("CARGO_PKG_VERSION")
    );
    let mut item = |name: &str, help: &str| s += &format!(".TP\n.B {}\n{}\n", plain(name), text(help));
    for o in OPTIONS {
        let also = if o.env.is_empty() { String::new() } else { format!(" (also {})", o.env) };
        item(&written(o), &format!("{}{also}", o.help));
    }
    for (name, help) in XOPTIONS {
        item(&format!("-X {name}"), help);
    }
    s += ".SH ENVIRONMENT\n";
    for (name, help) in VARIABLES {
        s += &format!(".TP\n.B {name}\n{}\n", text(help));
    }
    s += ".SH EXIT STATUS\nThat of the program; 1 after an exception, 2 if the command line is not understood, 120 if output could not be \
          written.\n";
    s
}
fn written(o: &Opt) -> String {
    let mut names = vec![];
    if o.short != 0 {
        names.push(format!("-{}{}{}", o.short as char, if o.arg.is_empty() { "" } else { " " }, o.arg));
    }
    if !o.long.is_empty() {
        names.push(match o.arg {
            "" => format!("--{}", o.long),
            a if a.starts_with('[') => format!("--{}[={}]", o.long, &a[1..a.len() - 1]),
            a => format!("--{}={a}", o.long),
        });
    }
    names.join(", ")
}
fn entry(o: &Opt) -> String {
    let mut help = o.help.to_string();
    if !o.env.is_empty() {
        help += &format!("\n; also {}{}", o.env, if o.arg.is_empty() { "=x" } else { "=" });
        help = help.replace("\n; also", "; also");
    }
    row(&written(o), &help)
}
fn row(name: &str, help: &str) -> String {
    let help = help.replace('\n', "\n         ");
    if name.len() <= 6 { format!("{name:<7}: {help}\n") } else { format!("{name}\n       : {help}\n") }
}
fn wide_row(name: &str, help: &str) -> String {
    let help = help.replace('\n', "\n                  ");
    if name.len() <= 15 { format!("{name:<16}: {help}\n") } else { format!("{name}\n                : {help}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn args(a: &[&str]) -> Config {
        let v = std::iter::once("sw").chain(a.iter().copied()).map(OsString::from).collect();
        parse(v, |_| None).map_err(|e| e.0).expect("understood")
    }
    #[test]
    fn command_takes_the_rest() {
        let c = args(&["-Bc", "pass", "-x", "y"]);
        assert!(c.dont_write_bytecode && !c.skip_first_line);
        assert_eq!(c.run, Run::Command("pass".into()));
        assert_eq!(c.argv, ["-c", "-x", "y"]);
    }
    #[test]
    fn script_keeps_its_options() {
        let c = args(&["-OO", "s.py", "-O"]);
        assert_eq!((c.optimize, c.run, c.argv), (2, Run::File("s.py".into()), vec!["s.py".into(), "-O".into()]));
    }
    #[test]
    fn unknown_options_are_usage_errors() {
        let e = parse(vec!["sw".into(), "-Z".into()], |_| None).err().expect("an error");
        assert!(e.0.starts_with("Unknown option: -Z\nusage: sw "));
    }
    #[test]
    fn the_command_line_wins_over_the_environment() {
        let v = |a: &str| (a == "SIDEWINDER_JIT").then(|| "on".into());
        let c = parse(vec!["sw".into(), "--jit=off".into()], v).ok().expect("understood");
        assert_eq!(c.jit, Some(false));
    }
}
