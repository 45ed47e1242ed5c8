//! The command: command line (`options`), start-up and shutdown (`startup`), tracebacks (`traceback`, `carets`), the
//! interactive mode (`repl`).

pub mod carets;
pub mod compiler;
pub mod options;
pub mod repl;
pub mod startup;
pub mod traceback;

use std::ffi::OsString;
use std::sync::OnceLock;

use options::{Config, UsageError};

static CONFIG: OnceLock<Config> = OnceLock::new();

/// What the command line and the environment said.
pub fn config() -> &'static Config {
    CONFIG.get_or_init(Config::default)
}

/// Native stack of the main thread: address space, of which `NATIVE_ROOM` is used before recursion is refused.
const NATIVE_STACK: usize = 512 << 20;
/// Bytes of native stack for nested native calls (`repr` of nested lists, callbacks, the compiler).
pub const NATIVE_ROOM: usize = if cfg!(debug_assertions) { 256 << 20 } else { 64 << 20 };

/// The whole program: parses the command line, runs Python on a thread with a large stack, exits.
pub fn main() -> ! {
    let args: Vec<OsString> = std::env::args_os().collect();
    let program = args.first().map(|a| a.to_string_lossy().into_owned()).unwrap_or_default();
    let config = match options::parse(args, |name| std::env::var_os(name)) {
        Ok(c) => c,
        Err(UsageError(text)) => {
            eprint!("{text}");
            std::process::exit(2);
        }
    };
    if let Some(what) = config.help {
        print_and_exit(&options::help_text(what, &program));
    }
    if config.version > 0 {
        let full = format!("Python {} (Sidewinder {})", crate::stdlib::sys::VERSION_TEXT, env!("CARGO_PKG_VERSION"));
        let short = format!("Python {}", crate::stdlib::sys::VERSION_TEXT);
        print_and_exit(&format!("{}\n", if config.version > 1 { full } else { short }));
    }
    let _ = CONFIG.set(config);
    let python = std::thread::Builder::new().name("main".into()).stack_size(NATIVE_STACK).spawn(startup::run);
    match python {
        Ok(handle) => {
            leave_signals_to_others();
            let code = handle.join().unwrap_or(1);
            std::process::exit(code)
        }
        Err(e) => {
            eprintln!("{program}: cannot start: {e}");
            std::process::exit(1)
        }
    }
}

fn print_and_exit(text: &str) -> ! {
    use std::io::Write;
    let ok = std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush()).is_ok();
    std::process::exit(if ok { 0 } else { 1 })
}

/// The first thread only waits: signals interrupt the system calls of the one that runs Python.
fn leave_signals_to_others() {
    // SAFETY: plain system calls on a local set.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, std::ptr::null_mut());
    }
}
