//! The command: command line (`options`), start-up and shutdown (`startup`), tracebacks (`traceback`, `carets`), the
//! interactive mode (`repl`).

/// A line for standard error. That it cannot be written is no reason to panic.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}
pub(crate) use say;

pub mod carets;
pub mod compiler;
pub mod options;
pub mod pages;
pub mod repl;
pub mod startup;
pub mod traceback;

use std::ffi::OsString;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use options::{Config, UsageError};

static CONFIG: OnceLock<Config> = OnceLock::new();

/// What the command line and the environment said.
pub fn config() -> &'static Config {
    CONFIG.get_or_init(Config::default)
}

/// Native stack of the main thread: address space, of which `native_room` is used before recursion is refused.
fn native_stack() -> usize {
    crate::memory::share(512 << 20, 8)
}
/// Bytes of native stack for nested native calls (`repr` of nested lists, callbacks, the compiler).
pub fn native_room() -> usize {
    const ROOM: usize = if cfg!(debug_assertions) { 256 << 20 } else { 64 << 20 };
    ROOM.min(native_stack() / 2)
}

/// The whole program: parses the command line, runs Python on a thread with a large stack, exits.
pub fn main() -> ! {
    close_again();
    let args: Vec<OsString> = std::env::args_os().collect();
    let program = args.first().map(|a| a.to_string_lossy().into_owned()).unwrap_or_default();
    let config = match options::parse(args, |name| std::env::var_os(name)) {
        Ok(c) => c,
        Err(UsageError(text)) => {
            say!("{}", text.trim_end());
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
    tune_malloc();
    // the thread ends the process itself; taking its stack down would only cost time
    let run = || std::process::exit(startup::run());
    let python = std::thread::Builder::new().name("main".into()).stack_size(native_stack()).spawn(run);
    match python {
        Ok(handle) => {
            leave_signals_to_others();
            let _: Result<(), _> = handle.join();
            std::process::exit(1)
        }
        Err(e) => {
            say!("{program}: cannot start: {e}");
            std::process::exit(1)
        }
    }
}

/// Which of the standard descriptors were closed when the process began: Rust's runtime opens `/dev/null` in their place,
/// Python shows that they are closed.
static CLOSED: AtomicU8 = AtomicU8::new(0);
extern "C" fn note_closed() {
    for fd in 0..3 {
        // SAFETY: any number is allowed.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } < 0 {
            CLOSED.fetch_or(1 << fd, Ordering::Relaxed);
        }
    }
}
// SAFETY: run by the loader before `main`, while there is one thread; touches nothing but an atomic.
#[used]
#[unsafe(link_section = ".init_array")]
static NOTE_CLOSED: extern "C" fn() = note_closed;
fn close_again() {
    let closed = CLOSED.load(Ordering::Relaxed);
    for fd in (0..3).filter(|fd| closed >> fd & 1 != 0) {
        // SAFETY: nothing uses the descriptor yet.
        unsafe { libc::close(fd) };
    }
}

fn print_and_exit(text: &str) -> ! {
    use std::io::Write;
    let ok = std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush()).is_ok();
    std::process::exit(if ok { 0 } else { 1 })
}

/// One arena for all threads, which take turns anyhow: those of glibc's other threads grow page by page, each with a system
/// call.
fn tune_malloc() {
    #[cfg(target_env = "gnu")]
    // SAFETY: before there are other threads.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
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
