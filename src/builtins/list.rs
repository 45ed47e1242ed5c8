//! `list`.

use std::cell::Cell;

use crate::builtins::exceptions::{index_error, type_error, value_error};
use crate::builtins::sort;
use crate::builtins::util::{CLASS_GETITEM, at_most, class_name, guarded_repr, join_reprs, no_keywords, this};
use crate::interp::consume::{Consumer, Loop};
use crate::object::buffer::Array;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr};
use crate::object::instance::alloc_sub;
use crate::object::iters::{DictItems, DictKeys, DictValues, ListIter, ListRevIter};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef, NativeFunction};
use crate::object::set::any_set;
use crate::object::shape::{type_of, type_of_kind};
use crate::object::slice::{RangeIter, Slice};
use crate::object::special::Special;
use crate::object::tuple::Tuple;
use crate::object::types::{Type, TypeDef, type_flags as f};
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none, not_implemented};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::{call, item, iter, number};
use crate::thread::thread;

pub static TYPES: &[TypeDef] = &[TypeDef {
    name: "list",
    kind: Kind::List,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    flags: f::BASETYPE | f::SEQUENCE | f::MATCH_SELF,
    methods: &[SPECIALS, METHODS, CLASS_GETITEM],
    ..TypeDef::EMPTY
}];

static SPECIALS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__len__(self, /)", len, "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__reversed__(self, /)", reversed, "Return a reverse iterator over the list."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::method("__getitem__(self, index, /)", getitem, "Return self[index]."),
    NativeDef::new("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", delitem, "Delete self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__iadd__(self, value, /)", iadd, "Implement self+=value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__imul__(self, value, /)", imul, "Implement self*=value."),
    NativeDef::new("__lt__(self, value, /)", lt, "Return self<value."),
    NativeDef::new("__le__(self, value, /)", le, "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", eq, "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", ne, "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", gt, "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", ge, "Return self>=value."),
    NativeDef::new("__sizeof__(self, /)", sizeof, "Return the size of the list in memory, in bytes."),
];
static METHODS: &[NativeDef] = &[
    NativeDef::new("append(self, object, /)", append, "Append object to the end of the list."),
    NativeDef::new("clear(self, /)", clear, "Remove all items from list."),
    NativeDef::new("copy(self, /)", copy, "Return a shallow copy of the list."),
    NativeDef::new("count(self, value, /)", count, "Return number of occurrences of value."),
    NativeDef::new("extend(self, iterable, /)", extend, "Extend list by appending elements from the iterable."),
    NativeDef::new(
        "index(self, value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::new("insert(self, index, object, /)", insert, "Insert object before index."),
    NativeDef::new(
        "pop(self, index=-1, /)",
        pop,
        "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    ),
    NativeDef::new(
        "remove(self, value, /)",
        remove,
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::new("reverse(self, /)", reverse, "Reverse *IN PLACE*."),
    NativeDef::new(
        "sort(self, /, *, key=None, reverse=False)",
        sort_method,
        "Sort the list in ascending order and return None.\n\nThe sort is in-place and stable. If a key function is given, apply it once to each\nlist item and sort them according to their function values. The reverse flag can\nbe set to sort in descending order.",
    ),
];

fn new(a: &Args) -> Res {
    bare(a[0].cast::<Type>().expect("the binder has checked the class"))
}
/// An empty instance of a class with the layout of a list.
pub fn bare(cls: Gc<Type>) -> Res {
    let body = List { header: List::HEADER, array: Ptr::empty(), len: Cell::new(0) };
    Ok(alloc_sub(cls, body)?.value())
}
/// Does instantiating this class run a native `__new__`? (Then `__init__` refuses what it does not know.)
pub fn has_native_new(t: Gc<Type>) -> bool {
    t.special(Special::New).is_some_and(|n| n.exact::<NativeFunction>().is_some())
}
fn init(a: &Args) -> Res {
    let l = this::<List>(a);
    if a.kwargs.is_some() && has_native_new(type_of(a[0])) {
        no_keywords(a, "list")?;
    }
    at_most(a.rest, 1, "list")?;
    l.truncate(0);
    if let Some(&v) = a.rest.first() {
        extend_from(l, v)?;
    }
    Ok(none())
}
/// `list(v)`
pub fn from_iterable(v: Value) -> Res {
    let l = List::new();
    extend_from(l, v)?;
    Ok(l.value())
}
fn repr(a: &Args) -> Res {
    let l = this::<List>(a);
    if l.is_empty() {
        return Ok(crate::object::str::Str::intern("[]").value());
    }
    guarded_repr(a[0], "[...]", |b| {
        b.push_text("[");
        let mut i = 0;
        join_reprs(
            b,
            std::iter::from_fn(|| {
                i += 1;
                l.get(i - 1)
            }),
        )?;
        b.push_text("]");
        Ok(())
    })
}
fn len(a: &Args) -> Res {
    Ok(Value::usize(this::<List>(a).len()))
}
fn iterate(a: &Args) -> Res {
    Ok(ListIter::over(this(a)))
}
fn reversed(a: &Args) -> Res {
    Ok(ListRevIter::over(this(a)))
}
fn sizeof(a: &Args) -> Res {
    Ok(Value::usize(40 + 8 * this::<List>(a).array.get().map_or(0, |x| x.cap.get())))
}

// --- searching: comparing may run code that changes the list
/// First index in `from..to` of an item equal to `x`.
fn find(l: Gc<List>, x: Value, from: usize, to: usize) -> Result<Option<usize>, Raised> {
    let mut i = from;
    let mut like = compare::identity_shape(x);
    while i < to
        && let Some(v) = l.get(i)
    {
        if v == x {
            return Ok(Some(i));
        }
        // others of its class differ
        if like.is_none() || v.header().map(|h| h.shape()) != like {
            if compare::eq(v, x)? {
                return Ok(Some(i));
            }
            like = compare::identity_shape(x);
        }
        i += 1;
    }
    Ok(None)
}
fn contains(a: &Args) -> Res {
    Ok(boolean(find(this(a), a[1], 0, usize::MAX)?.is_some()))
}
fn count(a: &Args) -> Res {
    let (l, mut n, mut i) = (this::<List>(a), 0, 0);
    while let Some(v) = l.get(i) {
        n += compare::is_or_eq(v, a[1])? as i64;
        i += 1;
    }
    Ok(Value::small(n))
}
/// The `start` and `stop` arguments of `index` methods, clipped to `0..=len`.
pub fn index_bounds(a: &Args, len: usize) -> Result<(usize, usize), Raised> {
    let part = |v: Option<Value>, default: i64| -> Result<i64, Raised> {
        let Some(v) = v else { return Ok(default) };
        if !number::has_index(v) {
            return Err(type_error("slice indices must be integers or have an __index__ method"));
        }
        let i = number::to_index_clipped(v)?;
        Ok(if i < 0 { i.saturating_add(len as i64).max(0) } else { i })
    };
    Ok((part(a.opt(2), 0)? as usize, part(a.opt(3), i64::MAX)? as usize))
}
fn index(a: &Args) -> Res {
    let l = this::<List>(a);
    let (from, to) = index_bounds(a, l.len())?;
    match find(l, a[1], from, to)? {
        Some(i) => Ok(Value::usize(i)),
        None => Err(value_error("list.index(x): x not in list")),
    }
}
fn remove(a: &Args) -> Res {
    let l = this::<List>(a);
    match find(l, a[1], 0, usize::MAX)? {
        Some(i) => {
            remove_range(l, i, i + 1);
            Ok(none())
        }
        None => Err(value_error("list.remove(x): x not in list")),
    }
}

// --- subscripts
fn getitem(a: &Args) -> Res {
    let l = this::<List>(a);
    if let Some(s) = a[1].cast::<Slice>() {
        return get_slice(l, s);
    }
    let i = list_index(a[1], l.len(), "list index out of range")?;
    l.get(i).ok_or_else(|| index_error("list index out of range"))
}
/// `l[s]`
pub fn get_slice(l: Gc<List>, s: Gc<Slice>) -> Res {
    let (start, stop, step) = item::unpack_slice(s)?;
    let r = item::adjust_slice((start, stop, step), l.len());
    Ok(slice_of(l, r)?.value())
}
/// The items of a range.
pub fn slice_of(l: Gc<List>, r: item::SliceRange) -> Result<Gc<List>, Raised> {
    if r.step == 1 {
        return List::from_slice(&l.items()[r.start as usize..r.start as usize + r.count]);
    }
    if r.count == 0 {
        return Ok(List::new());
    }
    let array = Array::to_fill(r.count)?;
    // SAFETY: room for `count` items.
    let new = unsafe { std::slice::from_raw_parts_mut(array.items() as *mut Value, r.count) };
    if r.step == -1 {
        let end = r.start as usize + 1;
        new.copy_from_slice(&l.items()[end - r.count..end]);
        new.reverse();
    } else {
        let items = l.items();
        new.iter_mut().zip(r.indices()).for_each(|(n, i)| *n = items[i]);
    }
    array.written();
    Ok(List::with_array(Some(array), r.count))
}
fn list_index(key: Value, len: usize, message: &str) -> Result<usize, Raised> {
    if !number::has_index(key) {
        return Err(type_error(format!("list indices must be integers or slices, not {}", class_name(key))));
    }
    item::sequence_index(key, len, message)
}
fn setitem(a: &Args) -> Res {
    let l = this::<List>(a);
    match a[1].cast::<Slice>() {
        Some(s) => assign_slice(l, s, a[2])?,
        None => {
            const MESSAGE: &str = "list assignment index out of range";
            let i = list_index(a[1], l.len(), MESSAGE)?;
            if i >= l.len() {
                return Err(index_error(MESSAGE));
            }
            l.put(i, a[2]);
        }
    }
    Ok(none())
}
/// `l[s] = v`
pub fn assign_slice(l: Gc<List>, s: Gc<Slice>, v: Value) -> Result<(), Raised> {
    assign_range(l, item::unpack_slice(s)?, v)
}
/// `l[start:stop:step] = v`
pub fn assign_range(l: Gc<List>, parts: (i64, i64, i64), v: Value) -> Result<(), Raised> {
    // the items first: taking them may change the list
    let new = match v.exact::<List>() {
        Some(x) if x != l => x,
        _ => match iter::to_list(v) {
            Ok(x) => x,
            Err(r)
                if thread().exception_is(crate::builtins::exceptions::Exc::TypeError)
                    && type_of(v).special(Special::Iter).is_none()
                    && type_of(v).special(Special::GetItem).is_none() =>
            {
                let _ = r;
                thread().clear_exception();
                return Err(type_error("must assign iterable to extended slice"));
            }
            Err(r) => return Err(r),
        },
    };
    let r = item::adjust_slice(parts, l.len());
    if r.step == 1 {
        let start = r.start as usize;
        return splice(l, start, (r.stop.max(r.start)) as usize, new.items());
    }
    if new.len() != r.count {
        return Err(value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            r.count
        )));
    }
    for (n, i) in r.indices().enumerate() {
        if let Some(v) = new.get(n) {
            l.put(i, v);
        }
    }
    Ok(())
}
/// Replaces items `from..to` (`from <= to <= len`) by `items`, which are not the list's own.
pub fn splice(l: Gc<List>, from: usize, to: usize, items: &[Value]) -> Result<(), Raised> {
    let (len, n) = (l.len(), items.len());
    let new_len = len - (to - from) + n;
    if new_len > len {
        l.reserve(new_len)?;
    }
    let Some(array) = l.array.get() else { return Ok(()) };
    // SAFETY: there is room for `max(len, new_len)` words.
    unsafe {
        let w = array.items();
        if from + n != to {
            std::ptr::copy(w.add(to), w.add(from + n), len - to);
        }
        std::ptr::copy_nonoverlapping(items.as_ptr() as *const u64, w.add(from), n);
        if new_len < len {
            std::ptr::write_bytes(w.add(new_len), 0, len - new_len);
        }
    }
    array.written();
    l.len.set(new_len);
    Ok(())
}
fn remove_range(l: Gc<List>, from: usize, to: usize) {
    let to = to.min(l.len());
    if from < to {
        // shortening allocates nothing
        let _ = splice(l, from, to, &[]);
    }
}
fn delitem(a: &Args) -> Res {
    let l = this::<List>(a);
    let Some(s) = a[1].cast::<Slice>() else {
        let i = list_index(a[1], l.len(), "list assignment index out of range")?;
        remove_range(l, i, i + 1);
        return Ok(none());
    };
    let r = item::slice_range(s, l.len())?;
    if r.count == 0 {
        return Ok(none());
    }
    let last = r.start + (r.count as i64 - 1) * r.step;
    let (low, step) = (r.start.min(last) as usize, r.step.unsigned_abs() as usize);
    if step == 1 {
        remove_range(l, low, low + r.count);
        return Ok(none());
    }
    let (len, array) = (l.len(), l.array.gc());
    let high = low + (r.count - 1) * step;
    // SAFETY: indices below `len`.
    unsafe {
        let w = array.items();
        let mut to = low;
        for i in low..len {
            if i <= high && (i - low).is_multiple_of(step) {
                continue;
            }
            *w.add(to) = *w.add(i);
            to += 1;
        }
        std::ptr::write_bytes(w.add(to), 0, len - to);
        array.written();
        l.len.set(to);
    }
    Ok(none())
}

// --- growing and shrinking
fn append(a: &Args) -> Res {
    this::<List>(a).push(a[1])?;
    Ok(none())
}
fn clear(a: &Args) -> Res {
    let l = this::<List>(a);
    l.len.set(0);
    l.array.set(l, None);
    Ok(none())
}
fn copy(a: &Args) -> Res {
    Ok(List::from_slice(this::<List>(a).items())?.value())
}
fn extend(a: &Args) -> Res {
    extend_from(this(a), a[1])?;
    Ok(none())
}
/// Appends all items of an iterable.
pub fn extend_from(l: Gc<List>, v: Value) -> Result<(), Raised> {
    if let Some(x) = v.exact::<List>() {
        return l.extend(x.items());
    }
    if let Some(t) = v.exact::<Tuple>() {
        return l.extend(t.items());
    }
    if let Some(d) = v.exact::<Dict>() {
        return extend_entries(l, d, |k, _| k);
    }
    if let Some(x) = v.exact::<DictKeys>() {
        return extend_entries(l, x.dict.gc(), |k, _| k);
    }
    if let Some(x) = v.exact::<DictValues>() {
        return extend_entries(l, x.dict.gc(), |_, v| v);
    }
    if let Some(x) = v.exact::<DictItems>() {
        return extend_entries(l, x.dict.gc(), |k, v| Tuple::new(&[k, v]).value());
    }
    if (type_of(v) == type_of_kind(Kind::Set) || type_of(v) == type_of_kind(Kind::FrozenSet))
        && let Some(s) = any_set(v)
    {
        l.reserve(l.len() + s.len())?;
        return s.iter().try_for_each(|k| l.push(k));
    }
    let it = iter::get_iter(v)?;
    let mut hint = item::length_hint(v, 8)?;
    if hint > (1 << 58) {
        // a list that has items already takes such a hint for a lie
        if l.is_empty() {
            return Err(memory_error());
        }
        hint = 0;
    }
    if let Some(r) = it.exact::<RangeIter>() {
        let n = r.left.get().max(0) as usize;
        l.reserve(l.len().checked_add(n).ok_or_else(memory_error)?)?;
        let (start, step) = (r.next.get(), r.step.get());
        for i in 0..n as i64 {
            l.push(Value::small(start.wrapping_add(step.wrapping_mul(i))))?;
        }
        r.next.set(start.wrapping_add(step.wrapping_mul(n as i64)));
        r.left.set(0);
        return Ok(());
    }
    if hint > 8 {
        l.reserve(l.len().checked_add(hint).ok_or_else(memory_error)?)?;
    }
    let mut taken = Loop::new(Consumer::Append);
    while let Some(x) = iter::next(it)? {
        l.push(x)?;
        if let Some(r) = taken.taken(it, || l.value()) {
            return r.map(|_| ());
        }
    }
    Ok(())
}
fn extend_entries(l: Gc<List>, d: Gc<Dict>, f: fn(Value, Value) -> Value) -> Result<(), Raised> {
    l.reserve(l.len() + d.len())?;
    d.iter().try_for_each(|(k, v)| l.push(f(k, v)))
}
fn insert(a: &Args) -> Res {
    let l = this::<List>(a);
    let mut i = number::to_ssize(a[1])?;
    let n = l.len() as i64;
    if i < 0 {
        i = (i + n).max(0);
    }
    splice(l, i.min(n) as usize, i.min(n) as usize, &[a[2]])?;
    Ok(none())
}
fn pop(a: &Args) -> Res {
    let l = this::<List>(a);
    let i = match a.opt(1) {
        None => -1,
        Some(i) => number::to_ssize(i)?,
    };
    let n = l.len() as i64;
    if n == 0 {
        return Err(index_error("pop from empty list"));
    }
    let j = if i < 0 { i + n } else { i };
    if j < 0 || j >= n {
        return Err(index_error("pop index out of range"));
    }
    if j == n - 1 {
        return l.pop().ok_or_else(|| index_error("pop from empty list"));
    }
    let v = l.get(j as usize);
    remove_range(l, j as usize, j as usize + 1);
    v.ok_or_else(|| index_error("pop index out of range"))
}
fn reverse(a: &Args) -> Res {
    reverse_words(this(a));
    Ok(none())
}
fn reverse_words(l: Gc<List>) {
    if let Some(x) = l.array.get() {
        // SAFETY: the first `len` words.
        unsafe { std::slice::from_raw_parts_mut(x.items(), l.len()).reverse() };
        x.written();
    }
}

// --- arithmetic
fn add(a: &Args) -> Res {
    let x = this::<List>(a);
    let Some(y) = a[1].cast::<List>() else {
        return Err(type_error(format!("can only concatenate list (not \"{}\") to list", class_name(a[1]))));
    };
    concat(x, y)
}
/// `x + y`
pub fn concat(x: Gc<List>, y: Gc<List>) -> Res {
    let out = List::with_capacity(x.len() + y.len())?;
    out.extend(x.items())?;
    out.extend(y.items())?;
    Ok(out.value())
}
fn iadd(a: &Args) -> Res {
    extend_from(this(a), a[1])?;
    Ok(a[0])
}
/// The count of `sequence * count`.
pub fn repeat_count(v: Value) -> Result<usize, Raised> {
    Ok(number::to_ssize(v)?.max(0) as usize)
}
fn mul(a: &Args) -> Res {
    repeat(this(a), repeat_count(a[1])?)
}
/// `l * n`
pub fn repeat(l: Gc<List>, n: usize) -> Res {
    let total = l.len().checked_mul(n).filter(|t| *t < 1 << 60).ok_or_else(memory_error)?;
    if total == 0 {
        return Ok(List::new().value());
    }
    let array = Array::to_fill(total)?;
    // SAFETY: an array of `total` words, of which the list's are the first.
    unsafe {
        std::ptr::copy_nonoverlapping(l.items().as_ptr() as *const u64, array.items(), l.len());
        repeat_words(array.items(), l.len(), total);
    }
    array.written();
    Ok(List::with_array(Some(array), total).value())
}
/// Repeats the first `have` words until there are `total`.
///
/// # Safety
/// There is room for them, and at least one word.
unsafe fn repeat_words(words: *mut u64, have: usize, total: usize) {
    let mut done = have;
    while done < total {
        let m = done.min(total - done);
        // SAFETY: what is done is a multiple of what there was at first.
        unsafe { std::ptr::copy_nonoverlapping(words, words.add(done), m) };
        done += m;
    }
}
fn imul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    let l = this::<List>(a);
    if n == 0 {
        return clear(a).map(|_| a[0]);
    }
    let total = l.len().checked_mul(n).filter(|t| *t < 1 << 60).ok_or_else(memory_error)?;
    if n > 1 && !l.is_empty() {
        let one = l.len();
        l.reserve(total)?;
        let array = l.array.gc();
        // SAFETY: `reserve` made room for `total` words.
        unsafe { repeat_words(array.items(), one, total) };
        array.written();
        l.len.set(total);
    }
    Ok(a[0])
}

// --- comparison
/// Compares two sequences item by item; `get` of a list may become shorter meanwhile.
pub fn compare_sequences(
    x: impl Fn(usize) -> Option<Value>,
    y: impl Fn(usize) -> Option<Value>,
    lens: impl Fn() -> (usize, usize),
    op: Cmp,
) -> Res {
    thread().check_native_stack(" in comparison")?;
    let (n, m) = lens();
    if n != m && matches!(op, Cmp::Eq | Cmp::Ne) {
        return Ok(boolean(op == Cmp::Ne));
    }
    let mut i = 0;
    while let (Some(p), Some(q)) = (x(i), y(i)) {
        if p != q && !compare::eq(p, q)? {
            return match op {
                Cmp::Eq => Ok(boolean(false)),
                Cmp::Ne => Ok(boolean(true)),
                op => compare::rich_compare(p, q, op),
            };
        }
        i += 1;
    }
    let (n, m) = lens();
    Ok(boolean(op.holds(n.cmp(&m))))
}
fn compare_lists(a: &Args, op: Cmp) -> Res {
    let x = this::<List>(a);
    let Some(y) = a[1].cast::<List>() else { return Ok(not_implemented()) };
    compare(x, y, op)
}
/// `x op y`
pub fn compare(x: Gc<List>, y: Gc<List>, op: Cmp) -> Res {
    compare_sequences(|i| x.get(i), |i| y.get(i), || (x.len(), y.len()), op)
}
/// `v in l`
pub fn holds(l: Gc<List>, v: Value) -> Result<bool, Raised> {
    Ok(find(l, v, 0, usize::MAX)?.is_some())
}
fn lt(a: &Args) -> Res {
    compare_lists(a, Cmp::Lt)
}
fn le(a: &Args) -> Res {
    compare_lists(a, Cmp::Le)
}
fn eq(a: &Args) -> Res {
    compare_lists(a, Cmp::Eq)
}
fn ne(a: &Args) -> Res {
    compare_lists(a, Cmp::Ne)
}
fn gt(a: &Args) -> Res {
    compare_lists(a, Cmp::Gt)
}
fn ge(a: &Args) -> Res {
    compare_lists(a, Cmp::Ge)
}

// --- sort
fn sort_method(a: &Args) -> Res {
    let reverse = a.opt(2).map_or(Ok(false), compare::truth)?;
    sort_list(this(a), a.opt_none(1), reverse)?;
    Ok(none())
}
/// `l.sort(key=key, reverse=reverse)`
pub fn sort_list(l: Gc<List>, key: Option<Value>, reverse: bool) -> Result<(), Raised> {
    let (array, n) = (l.array.get(), l.len());
    let Some(array) = array else { return Ok(()) };
    // the list is empty while it is sorted, so that nobody sees it half done
    l.array.set(l, None);
    l.len.set(0);
    let r = sort_array(array, n, key, reverse);
    let modified = l.array.get().is_some();
    l.array.set(l, array);
    l.len.set(n);
    r?;
    if modified {
        return Err(value_error("list modified during sort"));
    }
    Ok(())
}
fn sort_array(array: Gc<Array>, n: usize, key: Option<Value>, reverse: bool) -> Result<(), Raised> {
    // SAFETY: the first `n` words; used at once.
    let flip = |a: Gc<Array>, n: usize| unsafe { std::slice::from_raw_parts_mut(a.items(), n).reverse() };
    let Some(key) = key else {
        // equal items keep their order in a reversed sort, too
        if reverse {
            flip(array, n);
        }
        let r = sort::sort_values(array, n);
        if reverse {
            flip(array, n);
        }
        array.written();
        return r;
    };
    let pairs = Array::try_new(n * 2)?;
    for i in 0..n {
        let at = if reverse { n - 1 - i } else { i };
        let v = array.get(i).unwrap_or_else(none);
        let k = call::call(key, &[v])?;
        pairs.set(at * 2, k);
        pairs.set(at * 2 + 1, v);
    }
    let r = sort::sort_pairs(pairs, n);
    for i in 0..n {
        let at = if reverse { n - 1 - i } else { i };
        array.set(i, pairs.get(at * 2 + 1));
    }
    r
}
