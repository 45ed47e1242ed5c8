//! Where the interpreter, its library and its environment are: `sys.executable`, `sys.prefix`, `sys.path` and the like.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::cli::options::Config;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::{Raised, none};
use crate::stdlib::os_text;

/// The library's folder below the prefix.
const LIBRARY: &str = "lib/python3.14";

/// What `sys` says about places.
pub struct Layout {
    /// The program as it was called; symbolic links are not followed.
    pub executable: OsString,
    /// The executable that a virtual environment was made from.
    pub base_executable: OsString,
    /// The virtual environment, or else the same as `base_prefix`.
    pub prefix: PathBuf,
    pub base_prefix: PathBuf,
    /// Where the library is: a directory, or (by default) a path inside of which the built-in library shows.
    pub library: PathBuf,
    /// The library is the one in the binary.
    pub embedded: bool,
}

/// The path of the program that runs, as the caller named it.
fn executable(c: &Config) -> OsString {
    let real = || std::env::current_exe().map(PathBuf::into_os_string).unwrap_or_default();
    let Some(name) = c.orig_argv.first().filter(|n| !n.is_empty()) else { return real() };
    let named = Path::new(name);
    if named.components().count() > 1 || named.is_absolute() {
        let full = std::env::current_dir().unwrap_or_default().join(named.strip_prefix(".").unwrap_or(named));
        return if full.is_file() { full.into_os_string() } else { real() };
    }
    let found = std::env::var_os("PATH").and_then(|path| {
        let mut places = std::env::split_paths(&path).map(|dir| dir.join(named));
        places.find(|p| p.is_absolute() && p.is_file())
    });
    found.map_or_else(real, PathBuf::into_os_string)
}
/// The folder of the virtual environment that an executable belongs to, and the `home` of its configuration.
fn environment(executable: &Path) -> Option<(PathBuf, Option<PathBuf>)> {
    let bin = executable.parent()?;
    for dir in [Some(bin), bin.parent()].into_iter().flatten() {
        let Ok(text) = std::fs::read_to_string(dir.join("pyvenv.cfg")) else { continue };
        let home = text.lines().find_map(|l| {
            let (key, value) = l.split_once('=')?;
            key.trim().eq_ignore_ascii_case("home").then(|| PathBuf::from(value.trim()))
        });
        return Some((bin.parent().unwrap_or(dir).to_path_buf(), home));
    }
    None
}
/// The prefix of an executable in a folder.
fn prefix_of(folder: &Path) -> PathBuf {
    let up = if folder.file_name() == Some(OsStr::new("bin")) { folder.parent() } else { None };
    up.unwrap_or(folder).to_path_buf()
}

/// The places of this process, found once.
pub fn layout(c: &Config) -> &'static Layout {
    static LAYOUT: OnceLock<Layout> = OnceLock::new();
    LAYOUT.get_or_init(|| find(c))
}
fn find(c: &Config) -> Layout {
    let executable = executable(c);
    let home = match c.xoption("home") {
        Some(Some(h)) => Some(PathBuf::from(h)),
        _ => c.env("PYTHONHOME").map(PathBuf::from),
    };
    if let Some(home) = home {
        let home = PathBuf::from(home.to_string_lossy().split(':').next().unwrap_or_default());
        let library = home.join(LIBRARY);
        let base_executable = executable.clone();
        return Layout {
            executable,
            base_executable,
            library,
            prefix: home.clone(),
            base_prefix: home,
            embedded: false,
        };
    }
    let real = std::env::current_exe().unwrap_or_else(|_| PathBuf::from(&executable));
    let environment = environment(Path::new(&executable));
    let home = environment.as_ref().and_then(|e| e.1.clone());
    let folder = home.as_deref().or(real.parent()).unwrap_or(Path::new("/"));
    let base_prefix = prefix_of(folder);
    let base_executable = match &home {
        // a link leads to the real one; a copy has its name
        Some(home) => match real.file_name().or(Path::new(&executable).file_name()) {
            Some(name) => home.join(name).into_os_string(),
            None => executable.clone(),
        },
        None => executable.clone(),
    };
    let library = base_prefix.join(LIBRARY);
    let embedded = !library.join("os.py").is_file();
    let prefix = environment.map_or_else(|| base_prefix.clone(), |e| e.0);
    Layout { executable, base_executable, prefix, base_prefix, library, embedded }
}

pub fn init(c: &Config, d: Gc<Dict>) -> Result<(), Raised> {
    let l = layout(c);
    let os = |s: &OsStr| os_text::to_str(s).value();
    d.set_text("executable", os(&l.executable))?;
    d.set_text("_base_executable", os(&l.base_executable))?;
    for k in ["prefix", "exec_prefix"] {
        d.set_text(k, os(l.prefix.as_os_str()))?;
    }
    for k in ["base_prefix", "base_exec_prefix"] {
        d.set_text(k, os(l.base_prefix.as_os_str()))?;
    }
    d.set_text("_stdlib_dir", os(l.library.as_os_str()))?;
    d.set_text("_home", none())?;
    let mut path = GcVec::new();
    if let Some(p) = c.env("PYTHONPATH") {
        for part in p.to_string_lossy().split(':') {
            path.push(os(OsStr::new(part)));
        }
    }
    path.push(os(l.base_prefix.join("lib/python314.zip").as_os_str()));
    path.push(os(l.library.as_os_str()));
    path.push(os(l.library.join("lib-dynload").as_os_str()));
    d.set_text("path", List::from_slice(path.as_slice())?)?;
    let set = crate::object::set::FrozenSet::new();
    for n in crate::import::library::top_level_names() {
        set.as_set().add(Str::intern(n).value())?;
    }
    d.set_text("stdlib_module_names", set)
}
