//! The wrapper that `functools.lru_cache` makes.
//!
//! The cache is a dict in the order of use: a hit moves the entry to the end, eviction takes the first.

use std::cell::Cell;

use crate::builtins::exceptions::type_error;
use crate::builtins::util::{class_arg, this};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::dict::Dict;
use crate::object::function::Method;
use crate::object::gc::{Gc, Ptr, Slot};
use crate::object::instance::alloc_sub;
use crate::object::int::BigInt;
use crate::object::kind::Kind;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::type_of;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types::{TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Res, none};
use crate::protocol::{attr, call, compare, number};

layout! {
    pub struct LruCache: LruCache {
        gc func: Slot,
        gc cache: Ptr<Dict>,
        /// Class of what `cache_info` returns.
        gc info: Slot,
        gc dict: Ptr<Dict>,
        /// Negative: no limit.
        raw maxsize: i64,
        raw typed: bool,
        raw hits: Cell<i64>,
        raw misses: Cell<i64>,
    }
}
pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "_lru_cache_wrapper",
    module: "functools",
    kind: Kind::LruCache,
    doc: "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n",
    flags: f::BASETYPE | f::HAS_DICT | f::WEAKREF,
    methods: &[METHODS],
    getsets: &[crate::builtins::object::DICT],
}];
static METHODS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__call__(self, /, *args, **kwargs)", invoke, "Call self as a function."),
    NativeDef::new(
        "__get__(self, instance, owner=None, /)",
        bind,
        "Return an attribute of instance, which is of type owner.",
    ),
    NativeDef::new("cache_info(self, /)", cache_info, "Report cache statistics"),
    NativeDef::new("cache_clear(self, /)", cache_clear, "Clear the cache and cache statistics"),
    NativeDef::new("__reduce__(self, /)", |a| attr::get(a[0], "__qualname__"), ""),
    NativeDef::new("__copy__(self, /)", |a| Ok(a[0]), ""),
    NativeDef::new("__deepcopy__(self, memo, /)", |a| Ok(a[0]), ""),
];

fn new(a: &Args) -> Res {
    const NAMES: [&str; 4] = ["user_function", "maxsize", "typed", "cache_info_type"];
    let mut slots = [None; 4];
    for (s, &v) in slots.iter_mut().zip(a.rest) {
        *s = Some(v);
    }
    super::by_name(a, "lru_cache", &NAMES, &mut slots)?;
    for (i, s) in slots.iter().enumerate() {
        if s.is_none() {
            return Err(type_error(format!("lru_cache() missing required argument '{}' (pos {})", NAMES[i], i + 1)));
        }
    }
    let [func, maxsize, typed, info] = slots.map(|s| s.unwrap_or_else(none));
    if !call::is_callable(func) {
        return Err(type_error("the first argument must be callable"));
    }
    let maxsize = if maxsize == none() {
        -1
    } else if number::has_index(maxsize) {
        number::to_ssize(maxsize)?.max(0)
    } else {
        return Err(type_error("maxsize should be integer or None"));
    };
    let body = LruCache {
        header: LruCache::HEADER,
        func: Slot::new(func),
        cache: Ptr::new(Dict::new()),
        info: Slot::new(info),
        dict: Ptr::empty(),
        maxsize,
        typed: compare::truth(typed)?,
        hits: Cell::new(0),
        misses: Cell::new(0),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
/// What the arguments of a call are cached under.
fn key_of(c: Gc<LruCache>, a: &Args) -> Res {
    let kwargs = a.kwargs.filter(|k| !k.is_empty());
    if !c.typed
        && kwargs.is_none()
        && let [one] = *a.rest
        && (one.is_small() || one.exact::<Str>().is_some() || one.exact::<BigInt>().is_some())
    {
        return Ok(one);
    }
    let mut key: GcVec = a.rest.iter().copied().collect();
    if let Some(k) = kwargs {
        // the wrapper itself marks where the keywords begin: nobody passes it that way
        key.push(c.value());
        for (name, v) in k.iter() {
            key.push(name);
            key.push(v);
        }
    }
    if c.typed {
        key.extend(a.rest.iter().map(|&v| type_of(v).value()));
        if let Some(k) = kwargs {
            key.extend(k.iter().map(|(_, v)| type_of(v).value()));
        }
    }
    Ok(Tuple::try_new(key.as_slice())?.value())
}
fn invoke(a: &Args) -> Res {
    let c = this::<LruCache>(a);
    let func = c.func.get_or_none();
    let missed = || c.misses.set(c.misses.get() + 1);
    if c.maxsize == 0 {
        missed();
        return call::call_dict(func, a.rest, a.kwargs);
    }
    let key = key_of(c, a)?;
    let hash = compare::hash(key)?;
    let cache = c.cache.gc();
    if let Some(i) = cache.find_key(key, hash)?
        && let Some((_, v)) = cache.entry(i)
    {
        c.hits.set(c.hits.get() + 1);
        if c.maxsize > 0 {
            cache.move_entry(i, true)?;
        }
        return Ok(v);
    }
    missed();
    let v = call::call_dict(func, a.rest, a.kwargs)?;
    // the call may have filled the cache
    let cache = c.cache.gc();
    if cache.find_key(key, hash)?.is_some() {
        return Ok(v);
    }
    if c.maxsize > 0
        && cache.len() as i64 >= c.maxsize
        && let Some((i, _, _)) = cache.next_entry(0)
    {
        cache.remove_entry(i);
    }
    cache.set_hashed(key, hash, v)?;
    Ok(v)
}
fn bind(a: &Args) -> Res {
    if a[1] == none() { Ok(a[0]) } else { Ok(Method::new(a[0], a[1]).value()) }
}
fn cache_info(a: &Args) -> Res {
    let c = this::<LruCache>(a);
    let maxsize = if c.maxsize < 0 { none() } else { Value::int(c.maxsize) };
    let args = [Value::int(c.hits.get()), Value::int(c.misses.get()), maxsize, Value::usize(c.cache.gc().len())];
    call::call(c.info.get_or_none(), &args)
}
fn cache_clear(a: &Args) -> Res {
    let c = this::<LruCache>(a);
    c.hits.set(0);
    c.misses.set(0);
    c.cache.set(c, Dict::new());
    Ok(none())
}
