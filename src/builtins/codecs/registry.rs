//! The registry of codecs (search functions and a cache) and of error handlers. Its state lies in `vm().state`.

use super::errors::{Errors, handle_exception};
use crate::builtins::exceptions::{Exc, lookup_error as raise_lookup, type_error};
use crate::builtins::str_::class_name;
use crate::builtins::util::builtin;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{attr, call, compare};
use crate::vm::vm;

fn state_dict(name: &str) -> Gc<Dict> {
    match vm().state(name).and_then(|v| v.cast::<Dict>()) {
        Some(d) => d,
        None => {
            let d = Dict::new();
            vm().set_state(name, d.value());
            d
        }
    }
}
fn search_path() -> Gc<List> {
    match vm().state("codecs.search_path").and_then(|v| v.cast::<List>()) {
        Some(l) => l,
        None => {
            let l = List::new();
            vm().set_state("codecs.search_path", l.value());
            l
        }
    }
}
pub fn cache() -> Gc<Dict> {
    state_dict("codecs.cache")
}
/// `codecs.register(search)`
pub fn register(search: Value) -> Result<(), Raised> {
    if !call::is_callable(search) {
        return Err(type_error("argument must be callable"));
    }
    search_path().push(search)
}
/// `codecs.unregister(search)`
pub fn unregister(search: Value) -> Result<(), Raised> {
    let path = search_path();
    let mut i = 0;
    while let Some(f) = path.get(i) {
        if compare::is_or_eq(f, search)? {
            let rest: Vec<usize> = (i + 1..path.len()).collect();
            rest.iter().for_each(|&j| path.put(j - 1, path.get(j).unwrap_or_else(none)));
            path.truncate(path.len() - 1);
            cache().clear();
            return Ok(());
        }
        i += 1;
    }
    Ok(())
}
/// Lower case, spaces as hyphens.
fn normalized(name: Gc<Str>) -> Result<Gc<Str>, Raised> {
    let mut out = StrBuilder::new();
    for c in name.points() {
        match c {
            32 => out.push(45),
            65..=90 => out.push(c + 32),
            _ => out.push(c),
        }
    }
    out.finish()
}
/// `codecs.lookup(encoding)`: the codec's tuple.
pub fn lookup(encoding: Gc<Str>) -> Result<Gc<Tuple>, Raised> {
    let key = normalized(encoding)?;
    if let Some(t) = cache().get_str(key).and_then(|v| v.cast::<Tuple>()) {
        return Ok(t);
    }
    if search_path().is_empty() && vm().state("codecs.started").is_none() {
        // the package registers its search function when it is imported
        vm().set_state("codecs.started", none());
        let import = builtin("__import__")?;
        call::call(import, &[Str::intern("encodings").value()])?;
    }
    if search_path().is_empty() {
        return Err(raise_lookup("no codec search functions registered: can't find encoding"));
    }
    let mut i = 0;
    while let Some(f) = search_path().get(i) {
        i += 1;
        let r = call::call(f, &[key.value()])?;
        if r == none() {
            continue;
        }
        let Some(t) = r.cast::<Tuple>().filter(|t| t.len() == 4) else {
            return Err(type_error("codec search functions must return 4-tuples"));
        };
        cache().set(key.value(), r)?;
        return Ok(t);
    }
    Err(raise_lookup(format!("unknown encoding: {}", encoding.to_text())))
}
fn text_codec(encoding: Gc<Str>, alternative: &str) -> Result<Gc<Tuple>, Raised> {
    let t = lookup(encoding)?;
    if t.value().exact::<Tuple>().is_none()
        && let Some(v) = attr::get_opt(t.value(), Str::intern("_is_text_encoding"))?
        && !compare::truth(v)?
    {
        return Err(raise_lookup(format!(
            "'{}' is not a text encoding; use {alternative} to handle arbitrary codecs",
            encoding.to_text()
        )));
    }
    Ok(t)
}
/// Runs an encoder or decoder and takes the first item of its result.
fn run(function: Value, what: &str, object: Value, errors: Option<Gc<Str>>) -> Res {
    let r = match errors {
        Some(e) => call::call(function, &[object, e.value()])?,
        None => call::call(function, &[object])?,
    };
    match r.cast::<Tuple>().filter(|t| t.len() == 2) {
        Some(t) => Ok(t.get(0)),
        None => Err(type_error(format!("{what} must return a tuple (object, integer)"))),
    }
}
fn default_encoding(encoding: Option<Gc<Str>>) -> Gc<Str> {
    encoding.unwrap_or_else(|| Str::intern("utf-8"))
}
/// `codecs.encode(object, encoding, errors)`
pub fn encode(object: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> Res {
    let t = lookup(default_encoding(encoding))?;
    run(t.get(0), "encoder", object, errors)
}
/// `codecs.decode(object, encoding, errors)`
pub fn decode(object: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> Res {
    let t = lookup(default_encoding(encoding))?;
    run(t.get(1), "decoder", object, errors)
}
/// `str.encode` with any codec.
pub fn encode_text(s: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> Res {
    let encoding = default_encoding(encoding);
    let t = text_codec(encoding, "codecs.encode()")?;
    let r = run(t.get(0), "encoder", s, errors)?;
    if r.cast::<Bytes>().is_some() {
        return Ok(r);
    }
    if let Some(b) = r.cast::<crate::object::bytes::ByteArray>() {
        crate::builtins::warnings::warn(
            Exc::RuntimeWarning,
            &format!(
                "encoder {} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types",
                encoding.to_text()
            ),
        )?;
        return Bytes::try_new(b.as_slice()).map(Gc::value);
    }
    Err(type_error(format!(
        "'{}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
        encoding.to_text(),
        class_name(r)
    )))
}
/// `bytes.decode` with any codec.
pub fn decode_text(b: Value, encoding: Option<Gc<Str>>, errors: Option<Gc<Str>>) -> Result<Gc<Str>, Raised> {
    let encoding = default_encoding(encoding);
    let t = text_codec(encoding, "codecs.decode()")?;
    let r = run(t.get(1), "decoder", b, errors)?;
    r.cast::<Str>().ok_or_else(|| {
        type_error(format!(
            "'{}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            encoding.to_text(),
            class_name(r)
        ))
    })
}

// --- error handlers
fn handlers() -> Gc<Dict> {
    state_dict("codecs.errors")
}
/// `codecs.register_error(name, handler)`
pub fn register_error(name: Gc<Str>, handler: Value) -> Result<(), Raised> {
    if !call::is_callable(handler) {
        return Err(type_error("handler must be callable"));
    }
    handlers().set_str(name.interned(), handler)
}
pub fn unregister_error(name: Gc<Str>) -> bool {
    handlers().remove_str(name.interned()).is_some()
}
/// `codecs.lookup_error(name)`
pub fn lookup_error(name: Gc<Str>) -> Res {
    enter_builtin_handlers()?;
    match handlers().get_str(name) {
        Some(h) => Ok(h),
        None => Err(raise_lookup(format!("unknown error handler name '{}'", name.to_text()))),
    }
}
static HANDLERS: &[(&str, NativeDef)] = &[
    (
        "strict",
        NativeDef::new(
            "strict_errors(exception, /)",
            |a| handle(Errors::Strict, a),
            "Implements the 'strict' error handling, which raises a UnicodeError on coding errors.",
        ),
    ),
    (
        "ignore",
        NativeDef::new(
            "ignore_errors(exception, /)",
            |a| handle(Errors::Ignore, a),
            "Implements the 'ignore' error handling, which ignores malformed data and continues.",
        ),
    ),
    (
        "replace",
        NativeDef::new(
            "replace_errors(exception, /)",
            |a| handle(Errors::Replace, a),
            "Implements the 'replace' error handling, which replaces malformed data with a replacement marker.",
        ),
    ),
    (
        "xmlcharrefreplace",
        NativeDef::new(
            "xmlcharrefreplace_errors(exception, /)",
            |a| handle(Errors::XmlCharRef, a),
            "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.",
        ),
    ),
    (
        "backslashreplace",
        NativeDef::new(
            "backslashreplace_errors(exception, /)",
            |a| handle(Errors::Backslash, a),
            "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.",
        ),
    ),
    (
        "namereplace",
        NativeDef::new(
            "namereplace_errors(exception, /)",
            |a| handle(Errors::Name, a),
            "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.",
        ),
    ),
    (
        "surrogatepass",
        NativeDef::new("surrogatepass(exception, /)", |a| handle(Errors::SurrogatePass, a), "Lets surrogates pass."),
    ),
    (
        "surrogateescape",
        NativeDef::new(
            "surrogateescape(exception, /)",
            |a| handle(Errors::SurrogateEscape, a),
            "Turns undecodable bytes to surrogates and back.",
        ),
    ),
];
fn handle(mode: Errors, a: &Args) -> Res {
    handle_exception(mode, a[0]).map(Gc::value)
}
/// Enters the built-in handlers, except where a program has put its own.
fn enter_builtin_handlers() -> Result<(), Raised> {
    if vm().state("codecs.handlers").is_none() {
        vm().set_state("codecs.handlers", none());
        for (name, def) in HANDLERS {
            let f = crate::builtins::native_function(def, None);
            handlers().set_default(Str::intern(name).value(), f)?;
        }
    }
    Ok(())
}
/// Is this the name of a handler that cannot be unregistered?
pub fn is_builtin_handler(name: &str) -> bool {
    HANDLERS.iter().any(|h| h.0 == name)
}
