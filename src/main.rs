//! The command. Everything is in the library: `cli`.

fn main() {
    sidewinder::cli::main()
}
