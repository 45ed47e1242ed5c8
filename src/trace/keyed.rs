//! Keys whose class has its own `__hash__`: where a trace comes upon a dict or set that is asked for one, it does the same in Python, so
//! that `__hash__` and `__eq__` are inlined frames, in place of native code that runs them in an interpreter of their own.
//!
//! The function calls `__hash__`, gets the first key in the table with that hash (`candidate`), compares the two, and lets native
//! code do the rest, which runs no Python code but for what hardly ever happens: several keys with one hash, a table that was changed
//! meanwhile. As for `consumers`, there are functions of their own for each class, and their frames are hidden.
//!
//! Promises: the results and exceptions of the native operation, and the same calls of `__hash__` and `__eq__` in the same order.

use rustc_hash::FxHashMap;
use sidewinder_jit::ir::{Ref, Ty};

use super::calls::{self, Arg, Push, guard_type, place, push_frame};
use super::constants::keep;
use super::consumers::compiled;
use super::dicts;
use super::quiet::{exact_kind, of};
use super::recorder::{NOT_QUIET, Rec, class, rec};
use super::state;
use crate::builtins::exceptions::{Exc, key_error, type_error};
use crate::builtins::native::is_builtin;
use crate::builtins::native_function;
use crate::bytecode::ops::Op as Code;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::hash::not_minus_one;
use crate::object::kind::Kind;
use crate::object::native::{Args, MethodDescriptor, NativeDef, NativeFunction};
use crate::object::set::{Set, any_set};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::types::type_flags;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::compare::{same_key, unhashable_as};
use crate::semantics::machine::{At, Go};
use crate::thread::thread;
use crate::vm::vm;

/// Functions made for classes, at most.
const MAX_MADE: usize = 500;

/// What is done with a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Keyed {
    Hash,
    GetItem,
    /// `dict.get`
    Get,
    In,
    NotIn,
    SetItem,
    Add,
}
use Keyed::*;

/// The operation in Python. Its parameters: the operands, those of every operation (`constants`), those of this one.
fn source(k: Keyed) -> String {
    let (operands, own, missing, found, other) = match k {
        Hash => {
            return "def hash(key, hash, type, int, fix):
    h = hash(key)
    if type(h) is not int or h == -1 or not -0x4000000000000000 <= h <= 0x3fffffffffffffff:
        return fix(h)
    return h"
                .into();
        }
        GetItem => ("items, key", "found, rest", "rest(items, key, h, other)", "found(items, key, h, other)", ""),
        Get => ("items, key, default", "found, rest", "default", "found(items, key, h, other, default)", ", default"),
        In => ("items, key", "found, rest", "False", "found(items, key, h, other)", ""),
        NotIn => ("items, key", "found, rest", "True", "not found(items, key, h, other)", ""),
        SetItem => (
            "items, key, value",
            "enter, found, rest",
            "enter(items, key, h, value)",
            "found(items, key, h, other, value)",
            ", value",
        ),
        Add => ("items, key", "enter, found, rest", "enter(items, key, h)", "found(items, key, h, other)", ""),
    };
    let not = if k == NotIn { "not " } else { "" };
    format!(
        "def {k:?}({operands}, hash, type, int, fix, TypeError, refuse, absent, candidate, {own}):
    why = None
    try:
        h = hash(key)
        if type(h) is not int:
            h = fix(h)
    except TypeError as e:
        why = e
    if why is not None:
        return refuse(items, key, why)
    other = candidate(items, key, h)
    if other is absent:
        return {missing}
    if other is key or other == key:
        return {found}
    return {not}rest(items, key, h, other{other})"
    )
}

// --- native parts
/// A hash as `hash` would give it, of what is exactly an int.
fn hash_word(h: Value) -> i64 {
    match (h.as_small(), h.as_int()) {
        (Some(i), _) => not_minus_one(i),
        (None, Some(i)) => i.to_i64().map_or_else(|| i.hash(), not_minus_one),
        (None, None) => 0,
    }
}
/// What `hash` makes of what `__hash__` has returned.
fn fix(a: &Args) -> Res {
    match a[0].as_int() {
        Some(i) => Ok(Value::int(i.to_i64().map_or_else(|| i.hash(), not_minus_one))),
        None => Err(type_error("__hash__ method should return an integer")),
    }
}
/// `__hash__` has raised a TypeError.
fn refuse(a: &Args) -> Res {
    let role = if a[0].cast::<Dict>().is_some() { "a dict key" } else { "a set element" };
    match a[2].cast::<Exception>() {
        Some(e) => Err(unhashable_as(a[1], role, thread().set_exception(e))),
        None => Err(Raised),
    }
}

/// A dict or set, and what of its keys is asked.
#[derive(Clone, Copy)]
enum Table {
    Dict(Gc<Dict>),
    Set(Gc<Set>),
}
impl Table {
    fn of(v: Value) -> Result<Table, Raised> {
        let set = || any_set(v).map(Table::Set);
        v.cast::<Dict>().map(Table::Dict).or_else(set).ok_or_else(|| type_error("neither a dict nor a set"))
    }
    /// The entry of a key that `f` says is the one.
    fn find(self, h: i64, f: impl FnMut(Value) -> Result<bool, Raised>) -> Result<Option<usize>, Raised> {
        match self {
            Table::Dict(d) => d.find_by(h, f),
            Table::Set(s) => s.find_by(h, f),
        }
    }
    fn key(self, i: usize) -> Option<Value> {
        match self {
            Table::Dict(d) => d.entry(i).map(|e| e.0),
            Table::Set(s) => s.next_entry(i).filter(|e| e.0 == i).map(|e| e.1),
        }
    }
    /// The first key with this hash, or the absent mark.
    fn candidate(self, h: i64) -> Value {
        let first = match self {
            Table::Dict(d) => d.find_certain(h, |_| Some(true)),
            Table::Set(s) => s.find_certain(h, |_| Some(true)),
        };
        first.ok().flatten().and_then(|i| self.key(i)).unwrap_or_else(|| vm().absent.gc().value())
    }
    /// The entry of the very object `other`.
    fn place_of(self, h: i64, other: Value) -> Option<usize> {
        let same = |k| Some(k == other);
        match self {
            Table::Dict(d) => d.find_certain(h, same),
            Table::Set(s) => s.find_certain(h, same),
        }
        .ok()
        .flatten()
    }
    /// The entry of `key`, which equals `other`, unless the table has changed since it was compared.
    fn found(self, key: Value, h: i64, other: Value) -> Result<Option<usize>, Raised> {
        match self.place_of(h, other) {
            Some(i) => Ok(Some(i)),
            None => self.find(h, |k| same_key(k, key)),
        }
    }
    /// The entry of `key`, which does not equal `other`, the first candidate.
    fn rest(self, key: Value, h: i64, other: Value) -> Result<Option<usize>, Raised> {
        let mut passed = other == vm().absent.gc().value();
        let found = self.find(h, |k| {
            if passed {
                return same_key(k, key);
            }
            passed = k == other;
            Ok(false)
        })?;
        if found.is_some() || passed { Ok(found) } else { self.find(h, |k| same_key(k, key)) }
    }
}
/// The entry that a function with the parameters `items, key, h, other` is to deal with.
fn entry(a: &Args, found: bool) -> Result<(Table, Option<usize>), Raised> {
    let (t, h) = (Table::of(a[0])?, hash_word(a[2]));
    let i = if found { t.found(a[1], h, a[3])? } else { t.rest(a[1], h, a[3])? };
    Ok((t, i))
}
fn value_at(t: Table, i: Option<usize>) -> Option<Value> {
    match t {
        Table::Dict(d) => d.entry(i?).map(|e| e.1),
        Table::Set(_) => None,
    }
}
fn get_item(a: &Args, found: bool) -> Res {
    let (t, i) = entry(a, found)?;
    value_at(t, i).ok_or_else(|| key_error(a[1]))
}
fn get(a: &Args, found: bool) -> Res {
    let (t, i) = entry(a, found)?;
    Ok(value_at(t, i).or_else(|| a.opt(4)).unwrap_or_else(none))
}
fn contains(a: &Args, found: bool) -> Res {
    entry(a, found).map(|e| boolean(e.1.is_some()))
}
fn set_item(a: &Args, found: bool) -> Res {
    let (t, i) = entry(a, found)?;
    let (Table::Dict(d), h) = (t, hash_word(a[2])) else { return Ok(none()) };
    match i {
        Some(i) => d.put(i, a[4]),
        None => d.append(a[1], h, a[4])?,
    }
    Ok(none())
}
fn add(a: &Args, found: bool) -> Res {
    let (t, i) = entry(a, found)?;
    if let (Table::Set(s), None) = (t, i) {
        s.add_new(a[1], hash_word(a[2]))?;
    }
    Ok(none())
}
static FIX: NativeDef = NativeDef::new("fix(h, /)", fix, "");
static REFUSE: NativeDef = NativeDef::new("refuse(items, key, why, /)", refuse, "");
static CANDIDATE: NativeDef =
    NativeDef::new("candidate(items, key, h, /)", |a| Ok(Table::of(a[0])?.candidate(hash_word(a[2]))), "");
static ITEM: NativeDef = NativeDef::new("item(items, key, h, other, /)", |a| get_item(a, true), "");
static NO_ITEM: NativeDef = NativeDef::new("no_item(items, key, h, other, /)", |a| get_item(a, false), "");
static VALUE: NativeDef = NativeDef::new("value(items, key, h, other, default, /)", |a| get(a, true), "");
static NO_VALUE: NativeDef = NativeDef::new("no_value(items, key, h, other, default, /)", |a| get(a, false), "");
static IS_IN: NativeDef = NativeDef::new("is_in(items, key, h, other, /)", |a| contains(a, true), "");
static OR_IN: NativeDef = NativeDef::new("or_in(items, key, h, other, /)", |a| contains(a, false), "");
static ENTER: NativeDef = NativeDef::new("enter(items, key, h, value, /)", enter, "");
static STORE: NativeDef = NativeDef::new("store(items, key, h, other, value, /)", |a| set_item(a, true), "");
static OR_STORE: NativeDef = NativeDef::new("or_store(items, key, h, other, value, /)", |a| set_item(a, false), "");
static ELEMENT: NativeDef = NativeDef::new("element(items, key, h, /)", element, "");
static IS_ELEMENT: NativeDef = NativeDef::new("is_element(items, key, h, other, /)", |a| add(a, true), "");
static OR_ELEMENT: NativeDef = NativeDef::new("or_element(items, key, h, other, /)", |a| add(a, false), "");
fn enter(a: &Args) -> Res {
    if let Table::Dict(d) = Table::of(a[0])? {
        d.append(a[1], hash_word(a[2]), a[3])?;
    }
    Ok(none())
}
fn element(a: &Args) -> Res {
    if let Table::Set(s) = Table::of(a[0])? {
        s.add_new(a[1], hash_word(a[2]))?;
    }
    Ok(none())
}

static NATIVES: [&NativeDef; 15] = [
    &FIX,
    &REFUSE,
    &CANDIDATE,
    &ITEM,
    &NO_ITEM,
    &VALUE,
    &NO_VALUE,
    &IS_IN,
    &OR_IN,
    &ENTER,
    &STORE,
    &OR_STORE,
    &ELEMENT,
    &IS_ELEMENT,
    &OR_ELEMENT,
];

// --- recording
/// What has been made for this. The objects are kept alive.
#[derive(Default)]
pub struct Made {
    /// By the class of the key.
    functions: FxHashMap<(Keyed, u64), u64>,
    natives: Vec<u64>,
}
impl Made {
    /// Some of what compiled code names is about to be freed.
    pub fn forget(&mut self, dies: impl Fn(u64) -> bool) {
        self.functions.retain(|(_, class), f| !dies(*class) && !dies(*f));
        if self.natives.iter().any(|f| dies(*f)) {
            self.natives.clear();
        }
    }
}
/// Arguments behind the operands.
fn constants(k: Keyed, hash: Value) -> Option<Vec<Value>> {
    let made = &mut state()?.keyed;
    for d in &NATIVES[made.natives.len()..] {
        let f = native_function(d, None);
        keep(f);
        made.natives.push(f.bits());
    }
    let of = |k: Kind| type_of_kind(k).value();
    let native = |d: &NativeDef| {
        let n = NATIVES.iter().position(|x| x.is(d)).unwrap_or(0);
        // SAFETY: kept alive.
        unsafe { Value::from_bits(made.natives[n]) }
    };
    let mut out = vec![hash, of(Kind::Type), of(Kind::Int), native(&FIX)];
    if k == Hash {
        return Some(out);
    }
    out.extend([Exc::TypeError.class().value(), native(&REFUSE), vm().absent.gc().value(), native(&CANDIDATE)]);
    let own: &[&'static NativeDef] = match k {
        Hash => &[],
        GetItem => &[&ITEM, &NO_ITEM],
        Get => &[&VALUE, &NO_VALUE],
        In | NotIn => &[&IS_IN, &OR_IN],
        SetItem => &[&ENTER, &STORE, &OR_STORE],
        Add => &[&ELEMENT, &IS_ELEMENT, &OR_ELEMENT],
    };
    out.extend(own.iter().map(|d| native(d)));
    Some(out)
}
/// The function for keys of this class.
fn function_for(k: Keyed, class: Value) -> Option<Gc<Function>> {
    let made = &mut state()?.keyed.functions;
    if let Some(f) = made.get(&(k, class.bits())) {
        // SAFETY: kept alive.
        return Some(unsafe { Gc::from_raw(*f as *mut Function) });
    }
    if made.len() >= MAX_MADE {
        return None;
    }
    let f = compiled(&source(k))?;
    keep(f.value());
    state()?.keyed.functions.insert((k, class.bits()), f.addr());
    Some(f)
}
/// `__hash__` of the key's class, if it is written in Python.
fn hash_of(key: Value) -> Option<Value> {
    let t = type_of(key);
    if !t.has_flag(type_flags::HEAP) {
        return None;
    }
    let f = t.special(Special::Hash)?.exact::<Function>()?;
    (f.key.get() == 1 && !calls::is_generator(f)).then(|| f.value())
}
/// The function and the arguments that stand for `k` of these operands, the key at `at` among them; what they are is guarded.
fn prepare(k: Keyed, operands: &[Arg], at: usize) -> Option<(Gc<Function>, Vec<Arg>)> {
    let (key, x) = operands[at];
    let hash = hash_of(key)?;
    let table = (at == 1).then(|| operands[0]);
    if let Some((items, _)) = table {
        let kind = exact_kind(items)?;
        let fits = match k {
            In | NotIn => matches!(kind, Kind::Dict | Kind::Set | Kind::FrozenSet),
            Add => kind == Kind::Set,
            _ => kind == Kind::Dict,
        };
        if !fits {
            return None;
        }
    }
    let r = rec();
    if r.is_general() {
        return None;
    }
    let f = function_for(k, type_of(key).value())?;
    let own = constants(k, hash)?;
    if let Some((items, o)) = table {
        r.guard_class(o, items);
    }
    r.guard_class(x, key);
    guard_type(r, type_of(key));
    let mut args = operands.to_vec();
    args.extend(own.into_iter().map(|v| (v, r.constant(v))));
    Some((f, args))
}
/// An instruction about to be recorded, if it comes down to such a key.
pub fn instruction(at: At) -> Option<Go> {
    let i = at.ins;
    let (a, b, c) = (i.a(), i.b(), i.c());
    let (k, items, key, value) = match i.op().general() {
        Code::GET_ITEM => (GetItem, b, c, None),
        Code::SET_ITEM | Code::MAP_ADD => (SetItem, a, b, Some(c)),
        Code::SET_ADD => (Add, a, b, None),
        Code::IN => (In, c, b, None),
        Code::NOT_IN => (NotIn, c, b, None),
        Code::JIN | Code::JNOTIN => (In, b, a, None),
        _ => return None,
    };
    hash_of(at.reg_opt(key)?)?;
    let r = rec();
    let off = r.off();
    let operands: Vec<Arg> =
        [Some(items), Some(key), value].into_iter().flatten().map(|i| (at.reg(i), r.read(off + i as i32))).collect();
    let (f, args) = prepare(k, &operands, 1)?;
    Some(calls::enter_above(at, f, &args, None))
}
/// A call of a native function that comes down to such a key.
pub fn call(at: At, f: Value, x: Ref, args: &[Arg]) -> Option<Go> {
    let (k, key) = if let Some(m) = f.exact::<MethodDescriptor>() {
        match (m.owner.gc().kind.get(), m.def.name(), args.len()) {
            (Kind::Set, "add", 2) => (Add, 1),
            (Kind::Dict, "get", 2 | 3) => (Get, 1),
            (Kind::Dict | Kind::Set | Kind::FrozenSet, "__contains__", 2) => (In, 1),
            (Kind::Dict, "__setitem__", 3) => (SetItem, 1),
            (Kind::Dict, "__getitem__", 2) => (GetItem, 1),
            _ => return None,
        }
    } else {
        let m = f.exact::<NativeFunction>()?;
        (m.def.name() == "hash" && args.len() == 1 && is_builtin(m)).then_some((Hash, 0))?
    };
    hash_of(args[key].0)?;
    let mut operands = args.to_vec();
    if k == Get && args.len() == 2 {
        operands.push((none(), rec().constant(none())));
    }
    let (func, params) = prepare(k, &operands, key)?;
    let r = rec();
    r.guard_is(x, f);
    let k = r.constant(func.value());
    let o = calls::guard_function(r, func, k).r;
    let base = r.off() + at.ins.a() as i32 + 4;
    place(r, base, &params);
    let link = at.pc.wrapping_add(at.ins.op().info().cache.len());
    Some(push_frame(r, func, o, Push { at: base, link: link as u64, above: None }))
}

// --- what compiled code calls
fn table(word: u64) -> Table {
    // SAFETY: compiled code has checked the class.
    let v = unsafe { Value::from_bits(word) };
    any_set(v).map_or_else(|| Table::Dict(unsafe { v.cast_unchecked() }), Table::Set)
}
unsafe extern "sysv64" fn candidate_entry(items: u64, h: u64) -> u64 {
    table(items).candidate(hash_word(Value::from_bits(h))).bits()
}
unsafe extern "sysv64" fn value_entry(d: u64, h: u64, other: u64) -> u64 {
    let t = Table::Dict(of(d));
    let i = t.place_of(hash_word(Value::from_bits(h)), Value::from_bits(other));
    value_at(t, i).map_or(NOT_QUIET, Value::bits)
}
unsafe extern "sysv64" fn present_entry(items: u64, h: u64, other: u64) -> u64 {
    let i = table(items).place_of(hash_word(Value::from_bits(h)), Value::from_bits(other));
    if i.is_some() { none().bits() } else { NOT_QUIET }
}
unsafe extern "sysv64" fn enter_entry(d: u64, key: u64, h: u64, v: u64) -> u64 {
    let [key, h, v] = [key, h, v].map(|w| Value::from_bits(w));
    of::<Dict>(d).append(key, hash_word(h), v).map_or(0, |()| none().bits())
}
unsafe extern "sysv64" fn store_entry(d: u64, h: u64, other: u64, v: u64) -> u64 {
    let d: Gc<Dict> = of(d);
    match Table::Dict(d).place_of(hash_word(Value::from_bits(h)), Value::from_bits(other)) {
        Some(i) => d.put(i, Value::from_bits(v)),
        None => return NOT_QUIET,
    }
    none().bits()
}
unsafe extern "sysv64" fn element_entry(s: u64, key: u64, h: u64) -> u64 {
    let (key, h) = (Value::from_bits(key), hash_word(Value::from_bits(h)));
    of::<Set>(s).add_new(key, h).map_or(0, |_| none().bits())
}

/// A call of one of the native parts, `f` in `x`: its result. `None`: another function, or it may run Python code.
pub fn part(f: Value, x: Ref, args: &[Arg]) -> Option<Ref> {
    let m = f.exact::<NativeFunction>().filter(|m| m.module.get().is_none())?;
    let (items, key, h) = (*args.first()?, *args.get(1)?, *args.get(2)?);
    let is = |d: &NativeDef| m.def.is(d);
    let on: &[sidewinder_jit::ir::Class] = match Table::of(items.0) {
        Ok(Table::Dict(_)) => &[class::DICT, class::VALUES],
        Ok(Table::Set(_)) => &[class::SETS],
        Err(Raised) => {
            thread().clear_exception();
            return None;
        }
    };
    let r = rec();
    // before anything has an effect
    r.guard_is(x, f);
    let before = r.here();
    let reads = |r: &mut Rec, name: &str, entry: *const (), args: &[Ref]| {
        dicts::call(r, name, entry, args, Ty::Tagged, on, false)
    };
    let writes = |r: &mut Rec, name: &str, entry: *const (), args: &[Ref]| {
        dicts::call(r, name, entry, args, Ty::Tagged, on, true)
    };
    if is(&CANDIDATE) {
        return Some(reads(r, "candidate", candidate_entry as *const (), &[items.1, h.1]));
    }
    if is(&ENTER) {
        let w = writes(r, "enter", enter_entry as *const (), &[items.1, key.1, h.1, args.get(3)?.1]);
        r.guard_raised(w);
        return Some(r.constant(none()));
    }
    if is(&ELEMENT) {
        let w = writes(r, "element", element_entry as *const (), &[items.1, key.1, h.1]);
        r.guard_raised(w);
        return Some(r.constant(none()));
    }
    let other = args.get(3)?.1;
    if is(&ITEM) || is(&VALUE) {
        let w = reads(r, "value", value_entry as *const (), &[items.1, h.1, other]);
        r.guard_quiet(w, before);
        return Some(w);
    }
    if is(&IS_IN) || is(&IS_ELEMENT) {
        let w = reads(r, "present", present_entry as *const (), &[items.1, h.1, other]);
        r.guard_quiet(w, before);
        return Some(if is(&IS_IN) { r.constant(boolean(true)) } else { r.constant(none()) });
    }
    if is(&STORE) {
        let w = writes(r, "store", store_entry as *const (), &[items.1, h.1, other, args.get(4)?.1]);
        r.guard_quiet(w, before);
        return Some(r.constant(none()));
    }
    None
}
