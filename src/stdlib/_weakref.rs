//! `_weakref`: weak references and proxies.
//!
//! A reference holds its target in a word that the collector does not trace and clears. A side table leads from targets to
//! their references; it holds complemented addresses (it keeps nothing alive) and forgets a reference when that dies.

use std::cell::{Cell, UnsafeCell};
use std::collections::HashMap;

use crate::builtins::exceptions::{Exc, raise, type_error};
use crate::builtins::{object, put, unraisable};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Slot};
use crate::object::heap::{Header, heap};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, GetSetDef, NativeDef};
use crate::object::shape::{kind_of_ptr, type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none, not_implemented};
use crate::protocol::call::{call, call_bound, call_dict, is_callable};
use crate::protocol::compare::{self, Cmp, rich_compare, truth};
use crate::protocol::number::{self, BinOp, UnOp};
use crate::protocol::{attr, item, iter, text};

macro_rules! weak_layout {
    ($($name:ident)*) => { $(
        layout! {
            pub struct $name: $name {
                /// Address of the target, or 0; not traced.
                raw target: Cell<u64>,
                gc callback: Slot,
                /// Hash of the target, once asked for; 0: unknown.
                raw hash: Cell<i64>,
                raw node: Node,
            }
        }
    )* };
}
weak_layout!(WeakRef WeakProxy WeakCallableProxy);

/// A reference's entry in the table. Addresses are complemented.
#[derive(Default)]
pub struct Node {
    target: Cell<u64>,
    this: Cell<u64>,
}
impl Drop for Node {
    fn drop(&mut self) {
        if self.this.get() != 0 {
            let t = table();
            if let Some(refs) = t.get_mut(&self.target.get()) {
                refs.retain(|r| *r != self.this.get());
                if refs.is_empty() {
                    t.remove(&self.target.get());
                }
            }
        }
    }
}
type Table = HashMap<u64, Vec<u64>>;
struct Place(UnsafeCell<Option<Table>>);
// SAFETY: used under the GIL only.
unsafe impl Sync for Place {}
static TABLE: Place = Place(UnsafeCell::new(None));
/// Do not hold over anything that allocates objects: a collection removes entries.
#[allow(clippy::mut_from_ref)]
fn table() -> &'static mut Table {
    // SAFETY: under the GIL; users do not keep the borrow.
    unsafe { (*TABLE.0.get()).get_or_insert_with(HashMap::new) }
}

/// The three layouts are one.
fn weak(v: Value) -> Gc<WeakRef> {
    debug_assert!(is_weak(v));
    // SAFETY: only called with receivers of these kinds.
    unsafe { v.cast_unchecked() }
}
fn is_weak(v: Value) -> bool {
    v.is_ptr() && matches!(kind_of_ptr(v.bits()), Kind::WeakRef | Kind::WeakProxy | Kind::WeakCallableProxy)
}
/// What a reference points to, if it still exists.
pub fn target(v: Value) -> Option<Value> {
    // SAFETY: the word holds the address of a live object or 0.
    unsafe { Value::from_bits_opt(weak(v).target.get()) }
}
/// The live references to an object, oldest first.
fn references(v: Value) -> GcVec {
    let mut out = GcVec::new();
    let n = table().get(&!v.bits()).map_or(0, Vec::len);
    for i in 0..n {
        let Some(&r) = table().get(&!v.bits()).and_then(|l| l.get(i)) else { break };
        // SAFETY: a reference leaves the table when it dies.
        let r = unsafe { Value::from_bits(!r) };
        if weak(r).target.get() == v.bits() {
            out.push(r);
        }
    }
    out
}
/// `obj.__weakref__`
pub fn first_ref(v: Value) -> Option<Value> {
    references(v).iter().next()
}
fn make(cls: Gc<Type>, v: Value, callback: Option<Value>) -> Res {
    let t = type_of(v);
    if !v.is_ptr() || !t.has_flag(f::WEAKREF) {
        return Err(type_error(format!("cannot create weak reference to '{}' object", t.name_text())));
    }
    let exact = cls.value() == type_of_kind(cls.kind.get()).value();
    if callback.is_none() && exact {
        let shared = references(v).iter().find(|r| type_of(*r) == cls && weak(*r).callback.get().is_none());
        if let Some(r) = shared {
            return Ok(r);
        }
    }
    macro_rules! alloc {
        ($k:ident) => {{
            let body = $k {
                header: $k::HEADER,
                target: Cell::new(v.bits()),
                callback: Slot::new(callback),
                hash: Cell::new(0),
                node: Node::default(),
            };
            alloc_sub(cls, body)?.value()
        }};
    }
    let r = match cls.kind.get() {
        Kind::WeakProxy => alloc!(WeakProxy),
        Kind::WeakCallableProxy => alloc!(WeakCallableProxy),
        _ => alloc!(WeakRef),
    };
    let w = weak(r);
    w.node.target.set(!v.bits());
    w.node.this.set(!r.bits());
    table().entry(!v.bits()).or_default().push(!r.bits());
    heap().register_weak(r.bits() as *mut Header, std::mem::offset_of!(WeakRef, target));
    Ok(r)
}
/// `weakref.ref(v)`
pub fn new_ref(v: Value) -> Res {
    make(type_of_kind(Kind::WeakRef), v, None)
}
/// The `weakref.ref(v)` that exists already.
pub fn plain_ref(v: Value) -> Option<Value> {
    let class = type_of_kind(Kind::WeakRef);
    references(v).iter().find(|r| type_of(*r) == class && weak(*r).callback.get().is_none())
}
/// Calls the callbacks of references whose targets have died. From the eval breaker.
pub fn run_pending_callbacks() -> Result<(), Raised> {
    while let Some(h) = heap().take_cleared_weak() {
        // SAFETY: the collector queued a live object.
        let v = unsafe { Value::from_bits(h as u64) };
        if !is_weak(v) {
            continue;
        }
        let w = weak(v);
        let Some(callback) = w.callback.get() else { continue };
        w.callback.set(w, None);
        if call(callback, &[v]).is_err() {
            unraisable::report_of("Exception ignored while calling weakref callback", callback);
        }
    }
    Ok(())
}

// --- ref

static REF: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", ref_new, "Create and return a new object."),
    NativeDef::new("__init__(self, object, callback=None, /)", |_| Ok(none()), "Initialize self."),
    NativeDef::new("__call__(self, /)", |a| Ok(target(a[0]).unwrap_or_else(none)), "Call self as a function."),
    NativeDef::new("__hash__(self, /)", ref_hash, "Return hash(self)."),
    NativeDef::new("__eq__(self, value, /)", |a| ref_compare(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| ref_compare(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__repr__(self, /)", ref_repr, "Return repr(self)."),
    NativeDef::class(
        "__class_getitem__(cls, object, /)",
        |a| crate::builtins::generic_alias::new(a[0], a[1]),
        "See PEP 585",
    ),
];
static REF_ATTRS: &[GetSetDef] = &[GetSetDef::ro("__callback__", |v| Ok(weak(v).callback.get_or_none()), "")];

fn ref_new(a: &Args) -> Res {
    let (target, callback) = match *a.rest {
        [] => return Err(type_error("__new__ expected at least 1 argument, got 0")),
        [target] => (target, None),
        [target, callback] => (target, Some(callback).filter(|c| *c != none())),
        _ => return Err(type_error(format!("__new__ expected at most 2 arguments, got {}", a.rest.len()))),
    };
    make(object::class_arg(a[0])?, target, callback)
}
fn ref_hash(a: &Args) -> Res {
    let w = weak(a[0]);
    if w.hash.get() == 0 {
        let Some(t) = target(a[0]) else { return Err(type_error("weak object has gone away")) };
        w.hash.set(compare::hash(t)?);
    }
    Ok(Value::int(w.hash.get()))
}
fn ref_compare(a: &Args, op: Cmp) -> Res {
    if a[1].cast::<WeakRef>().is_none() {
        return Ok(not_implemented());
    }
    match (target(a[0]), target(a[1])) {
        (Some(x), Some(y)) => rich_compare(x, y, op),
        _ => Ok(boolean((a[0] == a[1]) == (op == Cmp::Eq))),
    }
}
fn ref_repr(a: &Args) -> Res {
    let at = a[0].bits();
    let Some(t) = target(a[0]) else { return Ok(Str::new(&format!("<weakref at {at:#x}; dead>")).value()) };
    let name = attr::get_opt(t, Str::intern("__name__"))?.and_then(|n| n.cast::<Str>());
    let class = type_of(t).name_text();
    let text = match name {
        Some(n) => format!("<weakref at {at:#x}; to '{class}' at {:#x} ({})>", t.bits(), n.to_text()),
        None => format!("<weakref at {at:#x}; to '{class}' at {:#x}>", t.bits()),
    };
    Ok(Str::new(&text).value())
}

// --- proxies

/// The target of a proxy, or `ReferenceError`; other values themselves.
fn open(v: Value) -> Res {
    if !v.is_ptr() || !matches!(kind_of_ptr(v.bits()), Kind::WeakProxy | Kind::WeakCallableProxy) {
        return Ok(v);
    }
    target(v).ok_or_else(|| raise(Exc::ReferenceError, "weakly-referenced object no longer exists"))
}
macro_rules! proxy_binary {
    ($($op:ident $l:literal $r:literal)*) => {
        &[$(
            NativeDef::new(concat!($l, "(self, value, /)"), |a| number::binary(BinOp::$op, open(a[0])?, open(a[1])?), ""),
            NativeDef::new(concat!($r, "(self, value, /)"), |a| number::binary(BinOp::$op, open(a[1])?, open(a[0])?), ""),
        )*]
    };
}
macro_rules! proxy_inplace {
    ($($op:ident $i:literal)*) => {
        &[$(NativeDef::new(concat!($i, "(self, value, /)"), |a| number::inplace(BinOp::$op, open(a[0])?, open(a[1])?), ""),)*]
    };
}
static PROXY_BINARY: &[NativeDef] = proxy_binary! {
    Add "__add__" "__radd__" Sub "__sub__" "__rsub__" Mul "__mul__" "__rmul__" TrueDiv "__truediv__" "__rtruediv__"
    FloorDiv "__floordiv__" "__rfloordiv__" Mod "__mod__" "__rmod__" DivMod "__divmod__" "__rdivmod__" Pow "__pow__" "__rpow__"
    LShift "__lshift__" "__rlshift__" RShift "__rshift__" "__rrshift__" And "__and__" "__rand__" Or "__or__" "__ror__"
    Xor "__xor__" "__rxor__" MatMul "__matmul__" "__rmatmul__"
};
static PROXY_INPLACE: &[NativeDef] = proxy_inplace! {
    Add "__iadd__" Sub "__isub__" Mul "__imul__" TrueDiv "__itruediv__" FloorDiv "__ifloordiv__" Mod "__imod__" Pow "__ipow__"
    LShift "__ilshift__" RShift "__irshift__" And "__iand__" Or "__ior__" Xor "__ixor__" MatMul "__imatmul__"
};
static PROXY: &[NativeDef] = &[
    NativeDef::new("__neg__(self, /)", |a| number::unary(UnOp::Neg, open(a[0])?), "-self"),
    NativeDef::new("__pos__(self, /)", |a| number::unary(UnOp::Pos, open(a[0])?), "+self"),
    NativeDef::new("__abs__(self, /)", |a| number::unary(UnOp::Abs, open(a[0])?), "abs(self)"),
    NativeDef::new("__invert__(self, /)", |a| number::unary(UnOp::Invert, open(a[0])?), "~self"),
    NativeDef::new("__int__(self, /)", |a| call(type_of_kind(Kind::Int).value(), &[open(a[0])?]), "int(self)"),
    NativeDef::new("__float__(self, /)", |a| call(type_of_kind(Kind::Float).value(), &[open(a[0])?]), "float(self)"),
    NativeDef::new("__index__(self, /)", |a| number::index(open(a[0])?), "Return self converted to an integer."),
    NativeDef::new("__bool__(self, /)", |a| truth(open(a[0])?).map(boolean), "True if self else False"),
    NativeDef::new("__len__(self, /)", |a| item::len(open(a[0])?).map(Value::usize), "Return len(self)."),
    NativeDef::new("__getitem__(self, key, /)", |a| item::get_item(open(a[0])?, open(a[1])?), "Return self[key]."),
    NativeDef::new(
        "__setitem__(self, key, value, /)",
        |a| item::set_item(open(a[0])?, open(a[1])?, a[2]).map(|()| none()),
        "Set self[key] to value.",
    ),
    NativeDef::new(
        "__delitem__(self, key, /)",
        |a| item::del_item(open(a[0])?, open(a[1])?).map(|()| none()),
        "Delete self[key].",
    ),
    NativeDef::new(
        "__contains__(self, key, /)",
        |a| item::contains(open(a[0])?, open(a[1])?).map(boolean),
        "Return bool(key in self).",
    ),
    NativeDef::new("__iter__(self, /)", |a| iter::get_iter(open(a[0])?), "Implement iter(self)."),
    NativeDef::new("__next__(self, /)", proxy_next, "Implement next(self)."),
    NativeDef::new("__reversed__(self, /)", proxy_reversed, ""),
    NativeDef::new("__bytes__(self, /)", |a| call_bound_name(a[0], "__bytes__"), ""),
    NativeDef::new(
        "__getattribute__(self, name, /)",
        |a| attr::get_attr(open(a[0])?, object::attr_name(a[1])?),
        "Return getattr(self, name).",
    ),
    NativeDef::new(
        "__setattr__(self, name, value, /)",
        |a| attr::set_attr(open(a[0])?, object::attr_name(a[1])?, a[2]).map(|()| none()),
        "",
    ),
    NativeDef::new(
        "__delattr__(self, name, /)",
        |a| attr::del_attr(open(a[0])?, object::attr_name(a[1])?).map(|()| none()),
        "",
    ),
    NativeDef::new("__str__(self, /)", |a| text::str_of(open(a[0])?).map(Gc::value), "Return str(self)."),
    NativeDef::new("__repr__(self, /)", proxy_repr, "Return repr(self)."),
    NativeDef::new(
        "__eq__(self, value, /)",
        |a| rich_compare(open(a[0])?, open(a[1])?, Cmp::Eq),
        "Return self==value.",
    ),
    NativeDef::new(
        "__ne__(self, value, /)",
        |a| rich_compare(open(a[0])?, open(a[1])?, Cmp::Ne),
        "Return self!=value.",
    ),
    NativeDef::new("__lt__(self, value, /)", |a| rich_compare(open(a[0])?, open(a[1])?, Cmp::Lt), "Return self<value."),
    NativeDef::new(
        "__le__(self, value, /)",
        |a| rich_compare(open(a[0])?, open(a[1])?, Cmp::Le),
        "Return self<=value.",
    ),
    NativeDef::new("__gt__(self, value, /)", |a| rich_compare(open(a[0])?, open(a[1])?, Cmp::Gt), "Return self>value."),
    NativeDef::new(
        "__ge__(self, value, /)",
        |a| rich_compare(open(a[0])?, open(a[1])?, Cmp::Ge),
        "Return self>=value.",
    ),
];
static PROXY_CALL: &[NativeDef] = &[NativeDef::new(
    "__call__(self, /, *args, **kwargs)",
    |a| call_dict(open(a[0])?, a.rest, a.kwargs),
    "Call self as a function.",
)];

fn proxy_next(a: &Args) -> Res {
    let t = open(a[0])?;
    match type_of(t).special(Special::Next) {
        Some(m) => call_bound(m, t, &[], None),
        None => Err(type_error(format!("Weakref proxy referenced a non-iterator '{}' object", type_of(t).name_text()))),
    }
}
fn proxy_reversed(a: &Args) -> Res {
    call_bound_name(a[0], "__reversed__")
}
fn call_bound_name(v: Value, name: &str) -> Res {
    crate::protocol::call::call_method(open(v)?, name, &[])
}
fn proxy_repr(a: &Args) -> Res {
    let (at, t) = (a[0].bits(), open(a[0])?);
    Ok(Str::new(&format!("<weakproxy at {at:#x}; to '{}' at {:#x}>", type_of(t).name_text(), t.bits())).value())
}

pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "ReferenceType",
        module: "weakref",
        kind: Kind::WeakRef,
        flags: f::BASETYPE,
        methods: &[REF],
        getsets: &[REF_ATTRS],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "ProxyType",
        module: "weakref",
        kind: Kind::WeakProxy,
        flags: f::NO_NEW,
        methods: &[PROXY, PROXY_BINARY, PROXY_INPLACE],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "CallableProxyType",
        module: "weakref",
        kind: Kind::WeakCallableProxy,
        flags: f::NO_NEW,
        methods: &[PROXY, PROXY_BINARY, PROXY_INPLACE, PROXY_CALL],
        ..TypeDef::EMPTY
    },
];

// --- module

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new("proxy(object, callback=None, /)", proxy, "Create a proxy object that weakly references 'object'."),
    NativeDef::new(
        "getweakrefcount(object, /)",
        |a| Ok(Value::usize(references(a[0]).len())),
        "Return the number of weak references to 'object'.",
    ),
    NativeDef::new(
        "getweakrefs(object, /)",
        getweakrefs,
        "Return a list of all weak reference objects pointing to 'object'.",
    ),
    NativeDef::new(
        "_remove_dead_weakref(dct, key, /)",
        remove_dead,
        "Atomically remove key from dict if it points to a dead weakref.",
    ),
];
fn proxy(a: &Args) -> Res {
    let k = if is_callable(a[0]) { Kind::WeakCallableProxy } else { Kind::WeakProxy };
    make(type_of_kind(k), a[0], a.opt_none(1))
}
fn getweakrefs(a: &Args) -> Res {
    if !a[0].is_ptr() {
        return Ok(List::new().value());
    }
    Ok(List::from_slice(references(a[0]).as_slice())?.value())
}
fn remove_dead(a: &Args) -> Res {
    let Some(d) = a[0].cast::<Dict>() else {
        return Err(type_error(format!(
            "_remove_dead_weakref() argument 1 must be dict, not {}",
            type_of(a[0]).name_text()
        )));
    };
    if let Some(r) = d.get(a[1])? {
        if !is_weak(r) {
            return Err(type_error("not a weakref"));
        }
        if target(r).is_none() {
            d.remove(a[1])?;
        }
    }
    Ok(none())
}
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = Module::new("_weakref");
    let d = m.dict.gc();
    crate::builtins::add_functions(d, "_weakref", FUNCTIONS);
    put(d, "ref", type_of_kind(Kind::WeakRef).value());
    put(d, "ReferenceType", type_of_kind(Kind::WeakRef).value());
    put(d, "ProxyType", type_of_kind(Kind::WeakProxy).value());
    put(d, "CallableProxyType", type_of_kind(Kind::WeakCallableProxy).value());
    Ok(m)
}
