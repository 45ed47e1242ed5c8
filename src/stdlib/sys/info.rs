//! The struct sequences of `sys` (`flags`, `version_info`, `float_info`, …), `sys.implementation`, and the paths.

use super::text;
use crate::cli::options::Config;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::stdlib::structseq::{StructSeq, instance_of};

static FLAGS: StructSeq = StructSeq {
    name: "flags",
    module: "sys",
    doc: "Flags provided through command line arguments or environment vars.",
    fields: &[
        "debug",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "verbose",
        "bytes_warning",
        "quiet",
        "hash_randomization",
        "isolated",
        "dev_mode",
        "utf8_mode",
        "warn_default_encoding",
        "safe_path",
        "int_max_str_digits",
    ],
    hidden: &["gil", "thread_inherit_context", "context_aware_warnings"],
    no_new: true,
};
static VERSION_INFO: StructSeq = StructSeq {
    name: "version_info",
    module: "sys",
    doc: "Version information as a named tuple.",
    fields: &["major", "minor", "micro", "releaselevel", "serial"],
    hidden: &[],
    no_new: true,
};
static FLOAT_INFO: StructSeq = StructSeq {
    name: "float_info",
    module: "sys",
    doc: "A named tuple holding information about the float type.",
    fields: &[
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ],
    hidden: &[],
    no_new: false,
};
static INT_INFO: StructSeq = StructSeq {
    name: "int_info",
    module: "sys",
    doc: "A named tuple that holds information about the internal representation of integers.",
    fields: &["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
    hidden: &[],
    no_new: false,
};
static HASH_INFO: StructSeq = StructSeq {
    name: "hash_info",
    module: "sys",
    doc: "A named tuple providing parameters used for computing hashes.",
    fields: &["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
    hidden: &[],
    no_new: false,
};
static THREAD_INFO: StructSeq = StructSeq {
    name: "thread_info",
    module: "sys",
    doc: "A named tuple holding information about the thread implementation.",
    fields: &["name", "lock", "version"],
    hidden: &[],
    no_new: false,
};
static ASYNCGEN_HOOKS: StructSeq = StructSeq {
    name: "asyncgen_hooks",
    module: "sys",
    doc: "A named tuple of the asynchronous generator hooks.",
    fields: &["firstiter", "finalizer"],
    hidden: &[],
    no_new: false,
};
static UNRAISABLE: StructSeq = StructSeq {
    name: "UnraisableHookArgs",
    module: "sys",
    doc: "Type used to pass arguments to sys.unraisablehook.",
    fields: &["exc_type", "exc_value", "exc_traceback", "err_msg", "object"],
    hidden: &[],
    no_new: false,
};

/// What is the same in every process.
pub fn init(d: Gc<Dict>) -> Result<(), Raised> {
    let (a, b, c) = super::VERSION;
    let version = instance_of(
        VERSION_INFO.make(),
        &[Value::small(a), Value::small(b), Value::small(c), text("final")?, Value::small(0)],
    )?;
    d.set_text("version_info", version)?;
    let f = Value::float;
    let i = Value::small;
    let float = [
        f(f64::MAX),
        i(f64::MAX_EXP as i64),
        i(f64::MAX_10_EXP as i64),
        f(f64::MIN_POSITIVE),
        i(f64::MIN_EXP as i64),
        i(f64::MIN_10_EXP as i64),
        i(f64::DIGITS as i64),
        i(f64::MANTISSA_DIGITS as i64),
        f(f64::EPSILON),
        i(2),
        i(1),
    ];
    d.set_text("float_info", instance_of(FLOAT_INFO.make(), &float)?)?;
    d.set_text(
        "int_info",
        instance_of(
            INT_INFO.make(),
            &[i(30), i(4), i(4300), i(crate::builtins::int_text::MAX_STR_DIGITS_THRESHOLD as i64)],
        )?,
    )?;
    let hash = [
        i(64),
        Value::uint(crate::object::hash::HASH_MODULUS),
        i(crate::object::hash::HASH_INF),
        i(0),
        i(crate::object::hash::HASH_IMAG),
        text("foldhash")?,
        i(64),
        i(128),
        i(0),
    ];
    d.set_text("hash_info", instance_of(HASH_INFO.make(), &hash)?)?;
    d.set_text("thread_info", instance_of(THREAD_INFO.make(), &[text("pthread")?, text("semaphore")?, none()])?)?;
    crate::vm::vm().set_state("sys.asyncgen_hooks", ASYNCGEN_HOOKS.make().value());
    let unraisable = UNRAISABLE.make();
    d.set_text("UnraisableHookArgs", unraisable)?;
    crate::vm::vm().set_state("sys.UnraisableHookArgs", unraisable.value());
    let ns = crate::object::module::Module::new("implementation");
    let n = ns.dict.gc();
    n.clear();
    n.set_text("name", text("sidewinder")?)?;
    n.set_text("cache_tag", text(super::CACHE_TAG)?)?;
    n.set_text("version", version)?;
    n.set_text("hexversion", i(a << 24 | b << 16 | c << 8 | 0xf0))?;
    n.set_text("_multiarch", text(&format!("{}-linux-gnu", std::env::consts::ARCH))?)?;
    n.set_text("supports_isolated_interpreters", boolean(false))?;
    d.set_text("implementation", crate::stdlib::namespace::of_dict(n)?)?;
    Ok(())
}

pub fn flags(c: &Config) -> Res {
    let i = Value::small;
    let b = |x: bool| i(x as i64);
    let fixed_hash = c.env("PYTHONHASHSEED").is_some_and(|s| s == "0");
    let digits = crate::builtins::int_text::MAX_STR_DIGITS.load(std::sync::atomic::Ordering::Relaxed);
    let items = [
        i(c.debug),
        b(c.inspect),
        b(c.inspect),
        i(c.optimize),
        b(c.dont_write_bytecode),
        b(c.no_user_site),
        b(c.no_site),
        b(c.ignore_environment),
        i(c.verbose),
        i(c.bytes_warning),
        b(c.quiet),
        b(!fixed_hash),
        b(c.isolated),
        boolean(c.dev_mode()),
        b(utf8_mode(c)),
        b(c.switch("warn_default_encoding", "PYTHONWARNDEFAULTENCODING")),
        boolean(c.safe_path),
        i(digits as i64),
        i(1),
        i(0),
        i(0),
    ];
    instance_of(FLAGS.make(), &items)
}

/// What `sys.flags.utf8_mode` says (PEP 540); texts are UTF-8 anyway.
pub fn utf8_mode(c: &Config) -> bool {
    match c.xoption("utf8") {
        Some(v) => v != Some("0"),
        None => match c.env("PYTHONUTF8") {
            Some(v) => v == "1",
            None => crate::stdlib::io::streams::no_locale(),
        },
    }
}
