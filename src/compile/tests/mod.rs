//! Tests of the compiler.

use super::*;

mod messages;

fn compiled(source: &str) -> Unit {
    let (u, _) = unit(source.to_string(), Mode::Exec, Flags::default()).unwrap_or_else(|e| panic!("{source}: {e:?}"));
    u.verify().unwrap_or_else(|e| panic!("{e}\n{}", crate::bytecode::disasm::unit(&u)));
    u
}

/// Every file of the standard library compiles and passes the verifier.
#[test]
fn standard_library_compiles() {
    let lib = std::path::Path::new(rustpython_pylib::LIB_PATH);
    let (mut dirs, mut n) = (vec![lib.to_path_buf()], 0);
    while let Some(d) = dirs.pop() {
        for e in std::fs::read_dir(&d).unwrap().flatten() {
            let p = e.path();
            if p.is_dir() {
                dirs.push(p);
            } else if p.extension().is_some_and(|e| e == "py") {
                let bytes = std::fs::read(&p).unwrap();
                let text = source::decode(&bytes).unwrap_or_else(|e| panic!("{}: {e:?}", p.display()));
                let (u, _) =
                    unit(text, Mode::Exec, Flags::default()).unwrap_or_else(|e| panic!("{}: {e:?}", p.display()));
                u.verify().unwrap_or_else(|e| panic!("{}: {e}", p.display()));
                n += 1;
            }
        }
    }
    assert!(n > 500, "only {n} files");
}

#[test]
fn small_programs() {
    compiled("x = 1\nprint(x + 1)\n");
}
