//! Bytecode of the built-in library on disk, so that start-up compiles nothing: one file for each module in the user's
//! cache folder. A file that is missing, old or damaged is made again; that no file can be written is no error.

use std::path::PathBuf;
use std::sync::OnceLock;

use super::library;
use crate::cli::{compiler, pages};
use crate::object::Raised;
use crate::object::code::Code;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::stdlib::marshal;

/// The folder, which is named after all that its contents depend on.
fn folder() -> Option<&'static PathBuf> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER
        .get_or_init(|| {
            if std::env::var_os("SIDEWINDER_NO_CACHE").is_some() {
                return None;
            }
            let base = match std::env::var_os("XDG_CACHE_HOME").filter(|d| !d.is_empty()) {
                Some(d) => PathBuf::from(d),
                None => PathBuf::from(std::env::var_os("HOME")?).join(".cache"),
            };
            Some(base.join("sidewinder").join(format!("{}-{}", library::FINGERPRINT, marshal::BYTECODE_VERSION)))
        })
        .as_ref()
}

/// Code of a file of the library, shown as `filename`. `None`: no such file.
pub fn library_code(path: &str, filename: &str, optimize: u8) -> Result<Option<Gc<Code>>, Raised> {
    if !library::exists(path) {
        return Ok(None);
    }
    let mark = if optimize == 0 { String::new() } else { format!(".opt-{optimize}") };
    let file = folder().map(|f| f.join(format!("{}{mark}.swc", path.trim_end_matches(".py").replace('/', "."))));
    if let Some(f) = &file
        && let Some(bytes) = map(f)
        && let Some(code) = marshal::load_code(bytes, Str::intern(filename))
    {
        compiler::code_made(code, true);
        pages::give_back(bytes);
        return Ok(Some(code));
    }
    let Some(source) = library::read(path) else { return Ok(None) };
    let name = Str::intern(filename);
    let o = compiler::Options { optimize, ..compiler::Options::default() };
    let code = compiler::compile_library(&source, name, o)?;
    if let Some(f) = file {
        store(&f, &marshal::dump_code(code));
    }
    Ok(Some(code))
}
/// The contents of a file, for as long as the program runs. Files of the cache are replaced, never written to.
fn map(file: &PathBuf) -> Option<&'static [u8]> {
    let f = std::fs::File::open(file).ok()?;
    // SAFETY: nobody changes the file (`store`), and nobody is meant to.
    let m = unsafe { memmap2::Mmap::map(&f) }.ok()?;
    Some(Box::leak(Box::new(m)))
}
fn store(file: &PathBuf, bytes: &[u8]) {
    let Some(dir) = file.parent() else { return };
    if std::fs::create_dir_all(dir).is_err() {
        return;
    }
    // others may read it at any time: write beside it, then rename
    let temporary = file.with_extension(format!("{}.tmp", std::process::id()));
    if std::fs::write(&temporary, bytes).is_ok() && std::fs::rename(&temporary, file).is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
}
