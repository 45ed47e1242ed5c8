//! The library in the binary: compressed files in one block, found by their path below the library's folder.

use std::collections::BTreeSet;

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));
/// Path, offset in the block, packed and unpacked length; sorted by path.
static FILES: &[(&str, usize, usize, usize)] = include!(concat!(env!("OUT_DIR"), "/library.in"));
/// Changes with the contents of the library.
pub const FINGERPRINT: &str = env!("SIDEWINDER_LIBRARY_FINGERPRINT");

fn find(path: &str) -> Option<usize> {
    FILES.binary_search_by(|f| f.0.cmp(path)).ok()
}
pub fn exists(path: &str) -> bool {
    find(path).is_some()
}
/// The contents of a file.
pub fn read(path: &str) -> Option<Vec<u8>> {
    let (_, at, packed, len) = FILES[find(path)?];
    lz4_flex::decompress(&BLOB[at..at + packed], len).ok()
}
/// Is there a file below this folder?
pub fn is_dir(path: &str) -> bool {
    if path.is_empty() {
        return true;
    }
    let prefix = format!("{path}/");
    let i = FILES.partition_point(|f| f.0 < prefix.as_str());
    FILES.get(i).is_some_and(|f| f.0.starts_with(&prefix))
}
/// Names of files and folders in a folder.
pub fn list(path: &str) -> BTreeSet<&'static str> {
    let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
    let i = FILES.partition_point(|f| f.0 < prefix.as_str());
    FILES[i..]
        .iter()
        .take_while(|f| f.0.starts_with(&prefix))
        .filter_map(|f| f.0[prefix.len()..].split('/').next())
        .collect()
}
/// Where the source of a module is, and whether it is a package.
pub fn module_path(name: &str) -> Option<(String, bool)> {
    let base = name.replace('.', "/");
    let package = format!("{base}/__init__.py");
    if exists(&package) {
        return Some((package, true));
    }
    let file = format!("{base}.py");
    if exists(&file) { Some((file, false)) } else { None }
}
/// Names of the library's top-level modules and of the native ones (`sys.stdlib_module_names`); a few of them twice.
pub fn top_level_names() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    let entries = FILES.iter().filter_map(move |f| {
        let first = f.0.split_once('/').map_or(f.0, |p| p.0);
        (std::mem::replace(&mut last, first) != first).then_some(first)
    });
    let modules = entries.filter_map(|entry| match entry.strip_suffix(".py") {
        Some(m) => Some(m),
        None => (!entry.contains(['.', '-'])).then_some(entry),
    });
    crate::stdlib::names().into_iter().chain(modules)
}

#[cfg(test)]
mod tests {
    #[test]
    fn library_is_there() {
        let os = super::read("os.py").expect("os");
        assert!(os.starts_with(b"r\"\"\"OS routines"));
        assert_eq!(super::module_path("email.mime"), Some(("email/mime/__init__.py".into(), true)));
        assert!(super::is_dir("encodings") && !super::exists("encodings"));
        assert!(super::list("json").contains("decoder.py"));
    }
}
