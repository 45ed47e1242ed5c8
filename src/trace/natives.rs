//! Recording calls of native functions: recipes for a few, quiet calls where the function cannot come to Python code before
//! it has had an effect, and calls with all frames in memory for the rest.

use sidewinder_jit::ir::{Op as Ir, Ref};

use super::calls::{Arg, done, failed, guard_type};
use super::dicts;
use super::ops::RV;
use super::quiet::{self, Returned, is_leaf, is_plain};
use super::recorder::{Doing, INTERPRETED, rec};
use crate::bytecode::ops::Op as Code;
use crate::object::gc::Gc;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, MethodDescriptor, NativeFn, NativeFunction, WrapperDescriptor};
use crate::object::shape::{self, type_of};
use crate::object::tuple::Tuple;
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Res, boolean, none};
use crate::semantics::machine::{At, Go};

/// Executes the call instruction at `at` from native code.
fn call_any(at: At) -> Res {
    use crate::protocol::call::call_kw;
    let (a, mut n) = (at.ins.a(), at.ins.b());
    let op = at.ins.op();
    if op == Code::CALL_EX {
        return crate::interp::call::unpacked_natively(at);
    }
    let names = match op {
        Code::CALL_KW | Code::CALL_METHOD_KW => {
            // SAFETY: the verifier has seen a tuple constant.
            Some(unsafe { at.pool(at.cache(0) as i32 as isize).cast_unchecked::<Tuple>() })
        }
        _ => None,
    };
    let mut first = a + 4;
    if matches!(op, Code::CALL_METHOD | Code::CALL_METHOD_KW) && at.reg_opt(first).is_none() {
        first += 1;
        n -= 1;
    }
    call_kw(at.reg(a + 2), at.regs(first, n), names)
}
unsafe extern "sysv64" fn call_entry(base: *mut Value, pc: *const u64) -> u64 {
    match call_any(quiet::at(base, pc)) {
        Ok(v) => v.bits(),
        Err(_) => 0,
    }
}
/// A call of anything, with all frames in memory.
pub fn residual(at: At) -> Go {
    let (res, _) = quiet::watch(|| call_any(at));
    let r = rec();
    r.flush();
    let base = r.builder.slot_addr(r.off());
    let pc = r.builder.kptr(at.pc as u64);
    let word = r.call("call", call_entry as *const () as u64, &[base, pc], Doing::Anything);
    match quiet::settle(word, res, Returned::Complete { result: true }) {
        Ok((x, _)) => done(rec(), at, x.v, x.r),
        Err(k) => failed(k),
    }
}

/// A native function that takes its arguments as they lie in the window.
struct Native {
    name: &'static str,
    /// The class it is a method of.
    owner: Option<Kind>,
    module: Option<Value>,
    call: NativeFn,
    n_pos: usize,
}
impl Native {
    /// Is it a function of this module?
    fn is_of(&self, module: &str) -> bool {
        self.module.and_then(|m| m.cast::<crate::object::str::Str>()).is_some_and(|m| m.is_text(module))
    }
}
fn native(f: Value, args: &[Arg]) -> Option<Native> {
    let n = args.len();
    let fits = |min: u32, max: u32| n >= min as usize && n <= max as usize;
    if let Some(m) = f.exact::<MethodDescriptor>() {
        let owner = m.owner.gc();
        if !fits(m.min.get(), m.max.get()) || type_of(args.first()?.0) != owner {
            return None;
        }
        let kind = Some(owner.kind.get());
        return Some(Native {
            name: m.def.name(),
            owner: kind,
            module: None,
            call: m.call,
            n_pos: m.def.arity.n_pos as usize,
        });
    }
    let m = f.exact::<NativeFunction>()?;
    if m.owner.get().is_some() || !fits(m.min.get(), m.max.get()) {
        return None;
    }
    Some(Native {
        name: m.def.name(),
        owner: None,
        module: m.module.get(),
        call: m.call,
        n_pos: m.def.arity.n_pos as usize,
    })
}
/// What the function does if all its arguments are plain; `None`: it may do anything.
fn doing(f: &Native) -> Option<Doing> {
    use Kind::*;
    let listed = |names: &[&str]| names.contains(&f.name);
    match f.owner {
        Some(Str | Bytes | Int | Float | Complex | Tuple | Range | FrozenSet) => Some(Doing::Reads),
        Some(List | Dict | Set | ByteArray | Deque) => {
            if listed(&[
                "get",
                "keys",
                "values",
                "items",
                "copy",
                "index",
                "count",
                "__contains__",
                "isdisjoint",
                "union",
                "intersection",
                "difference",
                "issubset",
                "issuperset",
                "decode",
                "find",
                "startswith",
                "endswith",
            ]) {
                return Some(Doing::Reads);
            }
            if f.owner == Some(List) && listed(&["insert", "pop", "remove", "reverse", "clear", "extend"]) {
                return Some(Doing::ChangesList);
            }
            (!listed(&["sort", "__init__", "__reduce__", "__reduce_ex__"])).then_some(Doing::Writes)
        }
        Some(_) => None,
        None => {
            if ["math", "cmath", "_operator"].iter().any(|m| f.is_of(m)) {
                return Some(Doing::Reads);
            }
            let known = [
                "len", "abs", "min", "max", "ord", "chr", "divmod", "pow", "round", "sum", "hash", "bin", "hex", "oct",
                "any", "all", "sorted", "iter", "repr", "ascii", "format", "id", "callable",
            ];
            (f.is_of("builtins") && listed(&known)).then_some(Doing::Reads)
        }
    }
}
/// Classes whose call with plain arguments makes a new object.
fn is_maker(t: Gc<Type>) -> bool {
    use Kind::*;
    matches!(
        t.kind.get(),
        Int | Float
            | Bool
            | Str
            | Bytes
            | Complex
            | List
            | Tuple
            | Dict
            | Set
            | FrozenSet
            | Range
            | Enumerate
            | Zip
            | Slice
            | ByteArray
    ) && t == shape::type_of_kind(t.kind.get())
}

/// Classes of exceptions whose instances are made by native code alone.
fn makes_exceptions(t: Gc<Type>) -> bool {
    use crate::object::special::Special;
    use crate::object::types::type_flags::{ABSTRACT, FINALIZER};
    let in_python = |s: Special| t.special(s).is_some_and(|f| f.exact::<crate::object::function::Function>().is_some());
    t.kind.get() == Kind::Exception
        && type_of(t.value()) == shape::type_of_kind(Kind::Type)
        && !t.has_flag(ABSTRACT)
        && !t.has_flag(FINALIZER)
        && !in_python(Special::New)
        && !in_python(Special::Init)
}

/// Arguments that a native function can be called with from registers.
const MAX_REGISTERS: usize = 4;
/// `call(n | positional parameters << 32, function, arguments…)`
///
/// # Safety
/// `f` is a `NativeFn`; the first `n` arguments are values.
unsafe fn call_native(counts: u64, f: usize, args: [u64; MAX_REGISTERS]) -> Res {
    let (n, n_pos) = (counts as u32 as usize, (counts >> 32) as usize);
    let (slots, rest) = (n.min(n_pos), n.saturating_sub(n_pos));
    std::mem::transmute::<usize, NativeFn>(f)(&Args {
        slots: std::slice::from_raw_parts(args.as_ptr() as *const Option<Value>, slots),
        rest: std::slice::from_raw_parts((args.as_ptr() as *const Value).add(slots), rest),
        kwargs: None,
    })
}
unsafe extern "sysv64" fn native_entry(counts: u64, f: usize, a: u64, b: u64, c: u64, d: u64) -> u64 {
    call_native(counts, f, [a, b, c, d]).map_or(0, Value::bits)
}
unsafe extern "sysv64" fn quiet_native_entry(counts: u64, f: usize, a: u64, b: u64, c: u64, d: u64) -> u64 {
    quiet::refusing(|| call_native(counts, f, [a, b, c, d]))
}
unsafe extern "sysv64" fn plain_call_entry(base: *mut Value, pc: *const u64) -> u64 {
    quiet::with_registers(base, || call_any(quiet::at(base, pc))).map_or(0, Value::bits)
}
unsafe extern "sysv64" fn quiet_call_entry(base: *mut Value, pc: *const u64) -> u64 {
    quiet::refusing(|| quiet::with_registers(base, || call_any(quiet::at(base, pc))))
}

/// A call of something that is not a Python function.
pub fn call(at: At, f: Value, x: Ref, args: &[Arg], names: Option<Gc<Tuple>>) -> Go {
    if names.is_none()
        && let Some(go) = super::consumers::call(at, f, x, args)
            .or_else(|| super::keyed::call(at, f, x, args))
            .or_else(|| recipe(at, f, x, args))
    {
        return go;
    }
    let found = if names.is_none() { native(f, args) } else { None };
    if found.as_ref().is_some_and(|f| f.is_of("gc") && f.name == "collect") {
        return without_compiled_code(at, f, x);
    }
    let keys = found.as_ref().is_some_and(|f| matches!(f.owner, Some(Kind::Dict | Kind::Set | Kind::FrozenSet)));
    let leaf = if keys { quiet::is_leaf_key } else { is_leaf };
    let plain = args.iter().all(|a| is_plain(a.0) || leaf(a.0));
    let leaves = args.iter().all(|a| leaf(a.0));
    let does = match &found {
        Some(n) => doing(n),
        None if names.is_none() => {
            f.cast::<Type>().filter(|t| is_maker(*t) || makes_exceptions(*t)).map(|_| Doing::Reads)
        }
        None => None,
    };
    let (Some(does), true) = (does, plain) else { return residual(at) };
    let r = rec();
    let before = r.here();
    r.guard_is(x, f);
    if let Some(t) = f.cast::<Type>().filter(|t| t.kind.get() == Kind::Exception) {
        guard_type(r, t);
    }
    for a in args {
        r.guard_class(a.1, a.0);
    }
    let (res, ran) = quiet::watch(|| call_any(at));
    let r = rec();
    let off = r.off();
    let direct = found.as_ref().filter(|_| args.len() <= MAX_REGISTERS);
    if ran {
        r.flush();
    } else if direct.is_none() {
        for i in quiet::registers(at.ins, false) {
            r.store_slot(off + i as i32);
        }
        r.store_slot(off - crate::interp::frames::FUNCTION as i32);
    }
    let refuse = !leaves && !ran;
    let does = if ran { Doing::Anything } else { does };
    let word = match direct {
        Some(n) => {
            let mut words =
                vec![r.builder.kint((args.len() | n.n_pos << 32) as i64), r.builder.kptr(n.call as usize as u64)];
            words.extend(args.iter().map(|a| a.1));
            let entry = if refuse { quiet_native_entry as *const () } else { native_entry as *const () };
            // registers that nobody reads may hold anything
            r.call(n.name, entry as u64, &words, does)
        }
        None => {
            let base = r.builder.slot_addr(off);
            let pc = r.builder.kptr(at.pc as u64);
            let entry = match (ran, refuse) {
                (true, _) => call_entry as *const (),
                (false, true) => quiet_call_entry as *const (),
                (false, false) => plain_call_entry as *const (),
            };
            r.call("new", entry as u64, &[base, pc], does)
        }
    };
    if refuse {
        r.guard_quiet(word, before);
    }
    let returned =
        if !ran && does == Doing::Reads { Returned::Again(before) } else { Returned::Complete { result: true } };
    match quiet::settle(word, res, returned) {
        Ok((x, _)) => done(rec(), at, x.v, x.r),
        Err(k) => failed(k),
    }
}

/// A collection that a program asks for: it is to find no words that compiled code has left on the native stack and in registers,
/// so the trace ends before the call.
fn without_compiled_code(at: At, f: Value, x: Ref) -> Go {
    let r = rec();
    r.guard_is(x, f);
    // SAFETY: a pc lies behind the instruction word.
    let again = unsafe { at.pc.sub(1) };
    let s = r.snapshot_at(again as u64 | INTERPRETED);
    r.builder.exit(s);
    r.closed = true;
    Go { pc: again, base: at.base }
}

/// Calls that need no call.
fn recipe(at: At, f: Value, x: Ref, args: &[Arg]) -> Option<Go> {
    if let Some(t) = f.cast::<Type>() {
        if t == shape::type_of_kind(Kind::Type) && args.len() == 1 {
            let r = rec();
            r.guard_is(x, f);
            r.guard_class(args[0].1, args[0].0);
            let v = type_of(args[0].0).value();
            let k = r.constant(v);
            return Some(done(r, at, v, k));
        }
        if let [(v, vx)] = *args
            && (t == shape::type_of_kind(Kind::Int) || t == shape::type_of_kind(Kind::Float))
            && (v.is_small() || v.as_float_imm().is_some())
        {
            rec().guard_is(x, f);
            let r = super::numbers::convert(RV { v, r: vx }, t == shape::type_of_kind(Kind::Int))?;
            return Some(done(rec(), at, r.v, r.r));
        }
        if let ([(v, vx), (w, wx)], true) = (args, t == shape::type_of_kind(Kind::Complex)) {
            rec().guard_is(x, f);
            let word = super::items::make_complex(RV { v: *v, r: *vx }, RV { v: *w, r: *wx })?;
            return finish_recipe(at, word);
        }
        if let ([(v, vx)], Kind::Str | Kind::Int | Kind::Float) = (args, t.kind.get())
            && t == shape::type_of_kind(t.kind.get())
        {
            let r = rec();
            r.guard_is(x, f);
            let (before, x) = (r.here(), RV { v: *v, r: *vx });
            let (word, raises) = if t.kind.get() == Kind::Str {
                super::texts::of_value(x)?
            } else {
                super::texts::number(x, t.kind.get())?
            };
            let (res, _) = quiet::watch(|| call_any(at));
            if !raises && let Ok(v) = res {
                return Some(done(rec(), at, v, word));
            }
            return Some(match quiet::settle(word, res, Returned::Again(before)) {
                Ok((x, _)) => done(rec(), at, x.v, x.r),
                Err(k) => failed(k),
            });
        }
        if args.is_empty() && (t == shape::type_of_kind(Kind::Dict) || t == shape::type_of_kind(Kind::Set)) {
            rec().guard_is(x, f);
            return finish_recipe(at, dicts::new_empty(t.kind.get())?);
        }
        if let ([a], true) = (args, t == shape::type_of_kind(Kind::Reversed)) {
            rec().guard_is(x, f);
            return finish_recipe(at, super::items::reversed(RV { v: a.0, r: a.1 })?);
        }
        if t == shape::type_of_kind(Kind::Super) {
            rec().guard_is(x, f);
            let word = super::attributes::make_super(at, args)?;
            let (Ok(v), _) = quiet::watch(|| call_any(at)) else {
                rec().abort("exception in a call");
                return None;
            };
            return Some(done(rec(), at, v, word));
        }
        if t == shape::type_of_kind(Kind::Range) {
            rec().guard_is(x, f);
            let v = super::items::range(args)?;
            return Some(done(rec(), at, v.v, v.r));
        }
        if t == shape::type_of_kind(Kind::Enumerate) || t == shape::type_of_kind(Kind::Zip) {
            rec().guard_is(x, f);
            let args: Vec<RV> = args.iter().map(|a| RV { v: a.0, r: a.1 }).collect();
            let enumerate = t == shape::type_of_kind(Kind::Enumerate);
            let word = if enumerate { super::items::enumerate(&args) } else { super::items::zip(&args) }?;
            let Ok(v) = quiet::watch(|| call_any(at)).0 else {
                rec().abort("exception in a call");
                return None;
            };
            return Some(done(rec(), at, v, word));
        }
        return None;
    }
    if let Some(w) = f.exact::<WrapperDescriptor>() {
        if w.owner.gc() != shape::type_of_kind(Kind::Exception) || w.def.name() != "__init__" {
            return None;
        }
        let r = rec();
        r.guard_is(x, f);
        super::exceptions::init(args)?;
        let k = r.constant(none());
        return finish_recipe(at, k);
    }
    if let Some(word) = super::keyed::part(f, x, args) {
        return finish_recipe(at, word);
    }
    if let Some(word) = super::slices::int_of_bytes(f, x, args) {
        let before = rec().here();
        let (res, _) = quiet::watch(|| call_any(at));
        return Some(match quiet::settle(word, res, Returned::Again(before)) {
            Ok((x, _)) => done(rec(), at, x.v, x.r),
            Err(k) => failed(k),
        });
    }
    let n = native(f, args)?;
    match (n.owner, n.name) {
        (Some(Kind::List), "append") => {
            let [(l, lx), (v, vx)] = *args else { return None };
            let list = l.exact::<List>()?;
            let r = rec();
            r.guard_is(x, f);
            super::items::append(r, lx, vx);
            if list.push(v).is_err() {
                r.abort("exception in a call");
                return Some(failed(super::ops::RecorderDone));
            }
            let k = r.constant(none());
            Some(done(r, at, none(), k))
        }
        (Some(kind @ (Kind::Dict | Kind::Set)), name) => {
            let r = rec();
            r.guard_is(x, f);
            let before = r.here();
            let made = super::dicts::method(kind, name, args)?;
            let (res, ran) = quiet::watch(|| call_any(at));
            let r = rec();
            if ran {
                r.abort("Python code where none was expected");
            }
            match (made, res) {
                (dicts::Called::Result(w), Ok(v)) => Some(done(r, at, v, w)),
                (dicts::Called::Call { word, refuses, result }, Ok(v)) => {
                    if refuses {
                        r.guard_quiet(word, before);
                    }
                    r.guard_raised(word);
                    Some(done(r, at, v, result.unwrap_or(word)))
                }
                _ => {
                    r.abort("exception in a call");
                    Some(failed(super::ops::RecorderDone))
                }
            }
        }
        (None, "len") if n.module.is_some() => length(at, f, x, args),
        (None, "abs" | "min" | "max" | "ord" | "chr" | "sqrt" | "fabs") => {
            let module = n.module.and_then(|m| m.cast::<crate::object::str::Str>())?;
            rec().guard_is(x, f);
            let args: Vec<RV> = args.iter().map(|a| RV { v: a.0, r: a.1 }).collect();
            let v = super::numbers::function(n.name, module.is_text("math"), &args)?;
            Some(done(rec(), at, v.v, v.r))
        }
        (Some(Kind::Int | Kind::Float), name @ ("bit_length" | "bit_count" | "is_integer")) => {
            let [(v, vx)] = *args else { return None };
            rec().guard_is(x, f);
            let word = super::floats::method(name, RV { v, r: vx })?;
            finish_recipe(at, word)
        }
        (None, "divmod") => {
            let [(v, vx), (w, wx)] = *args else { return None };
            n.is_of("builtins").then_some(())?;
            rec().guard_is(x, f);
            let word = super::floats::quotient_and_rest(RV { v, r: vx }, RV { v: w, r: wx })?;
            finish_recipe(at, word)
        }
        (None, name) if n.is_of("math") => {
            rec().guard_is(x, f);
            let args: Vec<RV> = args.iter().map(|a| RV { v: a.0, r: a.1 }).collect();
            let word = super::floats::function(name, &args)?;
            finish_recipe(at, word)
        }
        (None, "iter") => {
            let [(v, vx)] = *args else { return None };
            n.is_of("builtins").then_some(())?;
            rec().guard_is(x, f);
            let word = super::items::get_iter(RV { v, r: vx })?;
            finish_recipe(at, word)
        }
        (None, "next") => {
            let (it, default) = (*args.first()?, args.get(1));
            n.is_of("builtins").then_some(())?;
            let r = rec();
            r.guard_is(x, f);
            if default.is_none() && it.0.exact::<crate::object::generator::Generator>().is_some() {
                let k = r.constant(none());
                return super::generators::call(at, it, RV { v: none(), r: k });
            }
            let word = match default {
                Some(d) if super::items::exhausted(it.0, it.1).is_some() => d.1,
                _ => super::items::next(it.0, it.1)?,
            };
            finish_recipe(at, word)
        }
        (Some(Kind::Generator), "send" | "__next__") => {
            rec().guard_is(x, f);
            let sent = match args.get(1) {
                Some(v) => RV { v: v.0, r: v.1 },
                None => RV { v: none(), r: rec().constant(none()) },
            };
            super::generators::call(at, *args.first()?, sent)
        }
        (Some(Kind::Str), name @ ("startswith" | "endswith")) => {
            rec().guard_is(x, f);
            let args: Vec<RV> = args.iter().map(|a| RV { v: a.0, r: a.1 }).collect();
            let word = super::texts::matches(&args, name == "endswith")?;
            finish_recipe(at, word)
        }
        (Some(Kind::Str), name @ ("find" | "rfind" | "count")) => {
            rec().guard_is(x, f);
            let args: Vec<RV> = args.iter().map(|a| RV { v: a.0, r: a.1 }).collect();
            let word = super::texts::search(name, &args)?;
            finish_recipe(at, word)
        }
        (Some(Kind::Str), name) if args.len() == 1 => {
            let word = super::chars::method(name, f, RV { v: args[0].0, r: args[0].1 })?;
            rec().guard_is(x, f);
            finish_recipe(at, word)
        }
        (Some(Kind::ByteArray), "append") => {
            let [(b, bx), (v, vx)] = *args else { return None };
            rec().guard_is(x, f);
            let word = super::items::append_byte(RV { v: b, r: bx }, RV { v, r: vx })?;
            let Ok(v) = quiet::watch(|| call_any(at)).0 else {
                rec().abort("exception in a call");
                return None;
            };
            let r = rec();
            if let Some(word) = word {
                r.guard_raised(word);
            }
            let k = r.constant(v);
            Some(done(r, at, v, k))
        }
        (Some(Kind::List), "pop") if args.len() == 1 => {
            rec().guard_is(x, f);
            let word = super::items::pop(RV { v: args[0].0, r: args[0].1 })?;
            finish_recipe(at, word)
        }
        (None, "getattr" | "hasattr" | "setattr" | "delattr") => {
            n.is_of("builtins").then_some(())?;
            rec().guard_is(x, f);
            match n.name {
                "setattr" => super::attributes::setattr(at, args),
                "delattr" => super::attributes::delattr(at, args),
                name => super::attributes::getattr(at, args, name == "hasattr"),
            }
        }
        (None, "isinstance") => {
            let [(v, vx), (c, cx)] = *args else { return None };
            let cls = c.cast::<Type>().filter(|c| type_of(c.value()) == shape::type_of_kind(Kind::Type))?;
            let t = type_of(v);
            if t.has_flag(crate::object::types::type_flags::HEAP) && t != cls && has_class_attribute(v) {
                return None;
            }
            let r = rec();
            r.guard_is(x, f);
            r.guard_class(vx, v);
            r.guard_is(cx, c);
            guard_type(r, t);
            let is = boolean(t.is_subtype(cls));
            let k = r.constant(is);
            Some(done(r, at, is, k))
        }
        _ => None,
    }
}
/// The call instruction's result is `word`; the call itself is the interpreter's.
fn finish_recipe(at: At, word: Ref) -> Option<Go> {
    match quiet::watch(|| call_any(at)) {
        (Ok(v), false) => Some(done(rec(), at, v, word)),
        _ => {
            rec().abort("exception in a call");
            None
        }
    }
}
/// Might `__class__` of the object be something else than its class?
fn has_class_attribute(v: Value) -> bool {
    let name = crate::object::str::Str::intern("__class__");
    let object = shape::type_of_kind(Kind::Object);
    crate::protocol::attr::lookup(type_of(v), name) != crate::protocol::attr::lookup(object, name)
}
fn length(at: At, f: Value, x: Ref, args: &[Arg]) -> Option<Go> {
    let (v, vx) = *args.first()?;
    let now = crate::protocol::item::builtin_len(v)?;
    let r = rec();
    r.guard_is(x, f);
    let n = super::direct::length(r, RV { v, r: vx })?;
    let n = r.builder.op(Ir::BoxInt, &[n]);
    Some(done(r, at, Value::small(now as i64), n))
}
