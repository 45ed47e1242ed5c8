//! Packs the pure-Python library into one file of compressed modules with a sorted table, for `src/import/library.rs`.
//! Files below `lib/` of this repository replace those of the same name.
//!
//! Also numbers the bytecode: stored code must not be taken for code of a compiler or instruction table it was not made by.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Folders that no program imports: demonstrations and editors that need Tk.
const LEFT_OUT: &[&str] = &["idlelib", "turtledemo", "__pycache__", "_bundled", "test", "tests", "idle_test"];

/// Where the packaged library speaks of the implementation that it was packaged for: file, its words, ours.
const REWORDED: &[(&str, &str, &str)] = &[
    ("site.py", "return 'RustPython'", "return 'Python'"),
    ("site.py", "/lib/rustpython{version[0]}", "/lib/{implementation_lower}{version[0]}"),
    ("sysconfig/__init__.py", "return 'RustPython'", "return 'Python'"),
    // what has a member's class here: a slot
    ("types.py", "type(FunctionType.__globals__)", "type(type('_', (), {'__slots__': ('x',)}).x)"),
    ("platform.py", "if \"RustPython\" in sys_version:", "if \"sidewinder\" in sys_version:"),
    ("platform.py", "name = \"RustPython\"", "name = \"Sidewinder\""),
];

include!("tools/library/wording.rs");

fn reworded(name: &str, data: Vec<u8>) -> Vec<u8> {
    let changes: Vec<_> = REWORDED.iter().chain(AS_NATIVE).filter(|r| r.0 == name).collect();
    if changes.is_empty() {
        return data;
    }
    let mut text = String::from_utf8(data).unwrap_or_else(|e| panic!("{name}: {e}"));
    for (_, theirs, ours) in changes {
        assert!(text.contains(theirs), "{name} does not contain {theirs}");
        text = text.replace(theirs, ours);
    }
    text.into_bytes()
}

fn collect(root: &Path, dir: &Path, out: &mut BTreeMap<String, PathBuf>) {
    let entries = std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !LEFT_OUT.iter().any(|n| name == *n) {
                collect(root, &path, out);
            }
        } else if path.extension().is_some_and(|e| e != "pyc") {
            let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            out.insert(relative, path);
        }
    }
}

/// What stored bytecode depends on.
const BYTECODE_SOURCES: &[&str] = &["src/compile", "src/bytecode", "src/stdlib/marshal", "src/semantics/residual.rs"];

/// FNV-1a.
fn hash(state: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(state, |h, b| (h ^ b as u64).wrapping_mul(0x100_0000_01b3))
}
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn bytecode_version() -> u64 {
    let mut files = BTreeMap::new();
    for source in BYTECODE_SOURCES {
        println!("cargo:rerun-if-changed={source}");
        let path = Path::new(source);
        if path.is_dir() {
            collect(Path::new("src"), path, &mut files);
        } else {
            files.insert((*source).to_owned(), path.to_owned());
        }
    }
    let read = |path: &PathBuf| std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    files.values().fold(START, |h, path| hash(h, read(path)))
}

/// How the program is linked where the linker is the toolchain's own: at a fixed address, as there is nothing to relocate
/// then, and with the functions that programs run next to each other (tools/layout/layout.py).
fn link_layout() {
    const ORDER: &str = "tools/layout/hot.ld";
    println!("cargo:rerun-if-changed={ORDER}");
    let target = std::env::var("TARGET").unwrap_or_default();
    if target != "x86_64-unknown-linux-gnu" {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    // valgrind reads the symbols of no other layout
    println!("cargo:rustc-link-arg-bins=-Wl,-z,separate-loadable-segments");
    if std::env::var("PROFILE").is_ok_and(|p| p == "release") {
        let root = std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo");
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{root}/{ORDER}");
    }
    own_unwinder();
}

/// Links the unwinder's archive where Rust's library asks for the shared one, if the C compiler has it: one library less to be found,
/// mapped and relocated whenever the program starts.
fn own_unwinder() {
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".into());
    let asked = std::process::Command::new(compiler).arg("-print-file-name=libgcc_eh.a").output();
    let found = asked.ok().and_then(|o| String::from_utf8(o.stdout).ok()).unwrap_or_default();
    if !Path::new(found.trim()).is_absolute() {
        return;
    }
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("set by cargo")).join("unwinder");
    std::fs::create_dir_all(&folder).expect("the output folder can be written");
    std::fs::write(folder.join("libgcc_s.so"), "INPUT(-lgcc_eh -lgcc)\n").expect("the output folder can be written");
    println!("cargo:rustc-link-search=native={}", folder.display());
}

fn main() {
    link_layout();
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=tools/library/wording.rs");
    println!("cargo:rustc-env=SIDEWINDER_BYTECODE_VERSION={}", bytecode_version() as u32);
    println!("cargo:rerun-if-changed=lib");
    let mut files = BTreeMap::new();
    let library = Path::new(rustpython_pylib::LIB_PATH);
    collect(library, library, &mut files);
    if Path::new("lib").is_dir() {
        collect(Path::new("lib"), Path::new("lib"), &mut files);
    }
    let (mut blob, mut table) = (Vec::new(), String::from("&[\n"));
    let mut fingerprint = START;
    for (name, path) in &files {
        let data = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let data = reworded(name, data);
        fingerprint = hash(fingerprint, name.bytes().chain(data.iter().copied()));
        let packed = lz4_flex::compress(&data);
        writeln!(table, "    ({name:?}, {}, {}, {}),", blob.len(), packed.len(), data.len()).expect("memory");
        blob.extend_from_slice(&packed);
    }
    table.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("set by cargo"));
    std::fs::write(out.join("library.bin"), blob).expect("the output folder can be written");
    std::fs::write(out.join("library.in"), table).expect("the output folder can be written");
    println!("cargo:rustc-env=SIDEWINDER_LIBRARY_FINGERPRINT={fingerprint:016x}");
}
