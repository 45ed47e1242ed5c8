//! Binding the arguments of native calls to their signatures, with CPython's error messages.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::builtins::exceptions::type_error;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::native::{Args, LazySignature, NativeDef, NativeFn, NativeKind, Param, Signature};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res};

/// Most parameters of a native function.
const MAX_PARAMS: usize = 24;

/// The parsed signature of a definition, made once.
pub fn signature(def: &'static NativeDef) -> &'static Signature {
    static ALL: Mutex<Option<HashMap<usize, &'static Signature>>> = Mutex::new(None);
    let mut all = ALL.lock().unwrap_or_else(|e| e.into_inner());
    let all = all.get_or_insert_with(HashMap::new);
    all.entry(def as *const _ as usize).or_insert_with(|| Box::leak(Box::new(parse(def.sig))))
}

/// Splits at commas outside brackets and quotes.
fn split_params(s: &'static str) -> Vec<&'static str> {
    let (mut depth, mut quote, mut from, mut out) = (0, None, 0, vec![]);
    for (i, c) in s.char_indices() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                out.push(s[from..i].trim());
                from = i + 1;
            }
            _ => {}
        }
    }
    if !s[from..].trim().is_empty() {
        out.push(s[from..].trim());
    }
    out
}

fn parse(sig: &'static str) -> Signature {
    let open = sig.find('(').unwrap_or(sig.len());
    let inner = sig[open..].strip_prefix('(').and_then(|s| s.strip_suffix(')')).unwrap_or("");
    let mut s = Signature {
        params: vec![],
        n_pos: 0,
        n_pos_only: 0,
        n_required: 0,
        n_kw_only: 0,
        varargs: false,
        varkw: false,
    };
    let mut kw_only = false;
    for p in split_params(inner) {
        if p == "/" {
            s.n_pos_only = s.n_pos;
        } else if p.starts_with("**") {
            s.varkw = true;
        } else if p.starts_with('*') {
            s.varargs = p.len() > 1;
            kw_only = true;
        } else {
            let (name, default) = match p.split_once('=') {
                Some((n, d)) => (n.trim(), Some(d.trim())),
                None => (p, None),
            };
            if kw_only {
                s.n_kw_only += 1;
            } else {
                s.n_pos += 1;
                if default.is_none() {
                    s.n_required = s.n_pos;
                }
            }
            s.params.push(Param { name: name.trim_start_matches('$'), default });
        }
    }
    assert!(s.params.len() <= MAX_PARAMS, "{sig}");
    s
}

/// A call whose positional arguments need no binding: they are passed where they lie. `None`: they need binding.
#[inline(always)]
pub fn direct(min: u32, max: u32, n_pos: usize, call: NativeFn, args: &[Value]) -> Option<Res> {
    let n = args.len();
    if n < min as usize || n > max as usize {
        return None;
    }
    Some(in_place(n_pos, call, args))
}
/// The same where it is known that they need no binding.
#[inline(always)]
pub fn in_place(n_pos: usize, call: NativeFn, args: &[Value]) -> Res {
    let (pos, rest) = args.split_at(args.len().min(n_pos));
    call(&Args { slots: as_slots(pos), rest, kwargs: None })
}
#[inline(always)]
fn as_slots(a: &[Value]) -> &[Option<Value>] {
    // SAFETY: `Option<Value>` has the layout of `Value` with 0 as `None`.
    unsafe { std::slice::from_raw_parts(a.as_ptr() as *const Option<Value>, a.len()) }
}

/// What a call is called in error messages, and whether the first parameter is `self` (not counted there).
#[derive(Clone, Copy)]
pub struct Callee<'a> {
    pub def: &'static NativeDef,
    pub sig: &'a LazySignature,
    pub func: NativeFn,
    /// The class a method belongs to.
    pub owner: Option<Gc<Type>>,
    /// The name of a function's module.
    pub module: Option<Value>,
    pub has_self: bool,
    /// Slot wrappers have messages of their own.
    pub wrapper: bool,
}

impl Callee<'_> {
    fn signature(&self) -> &'static Signature {
        self.sig.get(self.def)
    }
}

/// Calls with positional `args` followed by the values of `kwnames`.
pub fn call_native(c: Callee, args: &[Value], kwnames: Option<Gc<Tuple>>) -> Res {
    let n_kw = kwnames.map_or(0, |k| k.len());
    let n_pos = args.len() - n_kw;
    let arity = &c.def.arity;
    if n_kw == 0 && n_pos >= arity.min as usize && n_pos <= arity.max as usize {
        let (pos, rest) = args.split_at(n_pos.min(arity.n_pos as usize));
        return (c.func)(&Args { slots: as_slots(pos), rest, kwargs: None });
    }
    let s = c.signature();
    let mut bound: [Option<Value>; MAX_PARAMS] = [None; MAX_PARAMS];
    if n_kw > 0 && s.params.len() == s.n_pos_only && !s.varkw {
        return Err(no_keywords(&c));
    }
    if !s.varargs {
        check_counts(&c, args, n_pos, n_kw)?;
    }
    let direct = n_pos.min(s.n_pos);
    for i in 0..direct {
        bound[i] = Some(args[i]);
    }
    let rest = &args[direct..n_pos];
    let kwargs = if s.varkw && n_kw > 0 { Some(Dict::new()) } else { None };
    // a missing argument is reported before a keyword that nothing takes
    let mut refused = None;
    if let Some(names) = kwnames {
        for (i, &name) in names.items().iter().enumerate() {
            if !bind_keyword(&c, &mut bound, name, args[n_pos + i], kwargs)? {
                refused = refused.or(Some(name));
            }
        }
    }
    for (i, p) in s.params.iter().enumerate() {
        if bound[i].is_none() && p.default.is_none() {
            return Err(missing(&c, i, n_pos));
        }
    }
    if let Some(name) = refused.and_then(|n| n.cast::<Str>()) {
        let names = s.params.iter().skip(s.n_pos_only).map(|p| p.name);
        let hint = match crate::builtins::suggest::closest(&name.to_text(), names) {
            Some(s) => format!(". Did you mean '{s}'?"),
            None => String::new(),
        };
        // `sorted` hands its keywords on
        let shown = if c.def.name() == "sorted" { "sort".to_string() } else { shown(&c) };
        let message = format!("{shown}() got an unexpected keyword argument '{}'{hint}", name.to_text());
        return Err(type_error(message));
    }
    (c.func)(&Args { slots: &bound[..s.params.len()], rest, kwargs })
}

/// `false`: the function has no such parameter.
fn bind_keyword(
    c: &Callee,
    bound: &mut [Option<Value>; MAX_PARAMS],
    name: Value,
    value: Value,
    kwargs: Option<Gc<Dict>>,
) -> Result<bool, Raised> {
    let Some(text) = name.cast::<Str>() else { return Err(type_error("keywords must be strings")) };
    let s = c.signature();
    for (i, p) in s.params.iter().enumerate().skip(s.n_pos_only) {
        if text.is_text(p.name) {
            if bound[i].is_some() {
                return Err(type_error(format!(
                    "argument for {}() given by name ('{}') and position ({})",
                    shown(c),
                    p.name,
                    i + 1 - c.has_self as usize
                )));
            }
            bound[i] = Some(value);
            return Ok(true);
        }
    }
    match kwargs {
        Some(d) => d.set(name, value).map(|()| true),
        None => Ok(false),
    }
}

/// Constructors go by the name of their class.
fn is_constructor(c: &Callee) -> bool {
    matches!(c.def.name(), "__new__" | "__init__")
}
fn is_wrapper(c: &Callee) -> bool {
    c.wrapper && !is_constructor(c)
}
fn shown(c: &Callee) -> String {
    match c.owner {
        Some(o) if is_constructor(c) => o.name.gc().to_text().into_owned(),
        _ => c.def.name().to_string(),
    }
}
fn qualified(c: &Callee) -> String {
    match c.owner {
        Some(_) if is_constructor(c) => shown(c),
        Some(o) if c.has_self => format!("{}.{}", o.name.gc().to_text(), c.def.name()),
        _ => c.def.name().to_string(),
    }
}
/// `module.` for functions of modules other than `builtins`.
fn module_prefix(c: &Callee) -> String {
    match c.module.and_then(|m| m.cast::<Str>()) {
        Some(m) if c.owner.is_none() && !m.is_text("builtins") => format!("{}.", m.to_text()),
        _ => String::new(),
    }
}
fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}
#[cold]
fn no_keywords(c: &Callee) -> Raised {
    if is_wrapper(c) {
        return type_error(format!("wrapper {}() takes no keyword arguments", c.def.name()));
    }
    type_error(format!("{}() takes no keyword arguments", qualified(c)))
}
/// Arity errors of signatures that take no keywords.
fn positional_arity(c: &Callee, given: usize) -> Raised {
    let sig = c.signature();
    let skip = c.has_self as usize;
    let (min, max) = (sig.n_required.saturating_sub(skip), sig.n_pos - skip);
    let given = given.saturating_sub(skip);
    if is_wrapper(c) {
        return type_error(if min == max {
            format!("expected {min} argument{}, got {given}", plural(min))
        } else if given < min {
            if max == 2 && min == 1 {
                format!("expected 1 or 2 arguments, got {given}")
            } else {
                format!("expected at least {min} argument{}, got {given}", plural(min))
            }
        } else if max == 2 && min == 1 {
            format!("expected 1 or 2 arguments, got {given}")
        } else {
            format!("expected at most {max} argument{}, got {given}", plural(max))
        });
    }
    let (q, name) = (qualified(c), shown(c));
    let unpacking = c.def.kind == NativeKind::Unpacking;
    type_error(match (min, max) {
        _ if unpacking && min == max => format!("{name} expected {min} argument{}, got {given}", plural(min)),
        _ if is_constructor(c) && min == max && !sig.varargs => {
            format!("{name} expected {min} argument{}, got {given}", plural(min))
        }
        (0, 0) if !sig.varargs => format!("{q}() takes no arguments ({given} given)"),
        (1, 1) if !sig.varargs => format!("{}{q}() takes exactly one argument ({given} given)", module_prefix(c)),
        _ if min == max && !sig.varargs => format!("{name} expected {min} argument{}, got {given}", plural(min)),
        _ if given < min => format!("{name} expected at least {min} argument{}, got {given}", plural(min)),
        _ => format!("{name} expected at most {max} argument{}, got {given}", plural(max)),
    })
}
/// Too many arguments in all, too few for the positional-only parameters, too many positional ones: in this order.
fn check_counts(c: &Callee, args: &[Value], n_pos: usize, n_kw: usize) -> Result<(), Raised> {
    let s = c.signature();
    let skip = c.has_self as usize;
    let fits = n_pos + n_kw <= s.params.len() || s.varkw;
    if n_pos <= s.n_pos && fits && n_pos >= s.n_required.min(s.n_pos_only) {
        return Ok(());
    }
    // constructors count so for their own class only
    let own = !is_constructor(c) || args.first().copied() == c.owner.map(Gc::value);
    let unpacking = c.def.kind == NativeKind::Unpacking && own;
    if s.n_pos_only == s.params.len() || (unpacking && (n_kw == 0 || n_pos < s.n_required)) {
        return Err(positional_arity(c, n_pos));
    }
    if s.varkw && n_pos <= s.n_pos {
        return Ok(());
    }
    let (name, given) = (shown(c), n_pos.saturating_sub(skip));
    let (len, max, least) = (s.params.len() - skip, s.n_pos - skip, s.n_required.saturating_sub(skip));
    let how = |exact: bool, else_: &'static str| if exact { "exactly" } else { else_ };
    if given + n_kw > len && !s.varkw {
        let kind = if given == 0 { "keyword " } else { "" };
        return Err(type_error(format!(
            "{name}() takes {} {len} {kind}argument{} ({} given)",
            how(least == len, "at most"),
            plural(len),
            given + n_kw
        )));
    }
    let least = s.n_required.min(s.n_pos_only).saturating_sub(skip);
    if given < least {
        return Err(type_error(format!(
            "{name}() takes {} {least} positional argument{} ({given} given)",
            how(least == max, "at least"),
            plural(least)
        )));
    }
    Err(type_error(if max == 0 {
        format!("{name}() takes no positional arguments")
    } else {
        format!(
            "{name}() takes {} {max} positional argument{} ({given} given)",
            how(s.n_required == s.n_pos, "at most"),
            plural(max)
        )
    }))
}
#[cold]
fn missing(c: &Callee, i: usize, n_pos: usize) -> Raised {
    let s = c.signature();
    if i < s.n_pos_only || s.n_pos_only == s.params.len() {
        return positional_arity(c, n_pos);
    }
    if i >= s.n_pos {
        return type_error(format!("{}() missing required keyword-only argument: '{}'", shown(c), s.params[i].name));
    }
    type_error(format!(
        "{}() missing required argument '{}' (pos {})",
        shown(c),
        s.params[i].name,
        i + 1 - c.has_self as usize
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arities_agree_with_signatures() {
        let defs = crate::builtins::TYPES.iter().copied().flatten().flat_map(|t| t.methods).copied().flatten();
        for def in defs {
            let s = parse(def.sig);
            let required_kw = s.params[s.n_pos..].iter().any(|p| p.default.is_none());
            let range = match (required_kw, s.varargs) {
                (true, _) => (1, 0),
                (_, true) => (s.n_required as u32, u32::MAX),
                _ => (s.n_required as u32, s.n_pos as u32),
            };
            let a = def.arity;
            assert_eq!((a.min, a.max, a.n_pos as usize), (range.0, range.1, s.n_pos), "{}", def.sig);
            assert!(def.sig[def.name().len()..].starts_with('('), "{}", def.sig);
        }
    }
}
