//! The methods of `array.array`.

use std::cell::Cell;

use super::item::Code;
use super::{NumArray, NumArrayIter, body, empty, format_number};
use crate::builtins::buffer;
use crate::builtins::exceptions::{Exc, index_error, raise, type_error, value_error};
use crate::builtins::list::{compare_sequences, index_bounds, repeat_count};
use crate::builtins::util::{class_arg, class_name, no_keywords, this, tuple};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::{Gc, Ptr, alloc};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::slice::Slice;
use crate::object::str::{Str, StrBuilder};
use crate::object::types::Type;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none, not_implemented};
use crate::protocol::compare::{self, Cmp};
use crate::protocol::{attr, call, item, iter, number, text};

pub static SPECIALS: &[NativeDef] = &[
    NativeDef::new("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object."),
    NativeDef::new("__repr__(self, /)", repr, "Return repr(self)."),
    NativeDef::new("__len__(self, /)", |a| Ok(Value::usize(me(a).len.get())), "Return len(self)."),
    NativeDef::new("__iter__(self, /)", iterate, "Implement iter(self)."),
    NativeDef::new("__contains__(self, key, /)", contains, "Return bool(key in self)."),
    NativeDef::new("__getitem__(self, key, /)", getitem, "Return self[key]."),
    NativeDef::new("__setitem__(self, key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::new("__delitem__(self, key, /)", delitem, "Delete self[key]."),
    NativeDef::new("__add__(self, value, /)", add, "Return self+value."),
    NativeDef::new("__iadd__(self, value, /)", iadd, "Implement self+=value."),
    NativeDef::new("__mul__(self, value, /)", mul, "Return self*value."),
    NativeDef::new("__rmul__(self, value, /)", mul, "Return value*self."),
    NativeDef::new("__imul__(self, value, /)", imul, "Implement self*=value."),
    NativeDef::new("__lt__(self, value, /)", |a| compare_arrays(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| compare_arrays(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| compare_arrays(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare_arrays(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| compare_arrays(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| compare_arrays(a, Cmp::Ge), "Return self>=value."),
    NativeDef::new("__copy__(self, /)", copy, "Return a copy of the array."),
    NativeDef::new("__deepcopy__(self, unused, /)", copy, "Return a copy of the array."),
    NativeDef::new("__reduce_ex__(self, value, /)", reduce_ex, "Return state information for pickling."),
    NativeDef::new(
        "__sizeof__(self, /)",
        |a| Ok(Value::usize(64 + me(a).bytes().len())),
        "Size of the array in memory, in bytes.",
    ),
];
pub static METHODS: &[NativeDef] = &[
    NativeDef::new("append(self, v, /)", append, "Append new value v to the end of the array."),
    NativeDef::new(
        "buffer_info(self, /)",
        buffer_info,
        "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.",
    ),
    NativeDef::new("byteswap(self, /)", byteswap, "Byteswap all items of the array."),
    NativeDef::new("clear(self, /)", clear, "Remove all items from the array."),
    NativeDef::new("count(self, v, /)", count, "Return number of occurrences of v in the array."),
    NativeDef::new("extend(self, bb, /)", extend, "Append items to the end of the array."),
    NativeDef::new(
        "frombytes(self, buffer, /)",
        frombytes,
        "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.",
    ),
    NativeDef::new(
        "fromfile(self, f, n, /)",
        fromfile,
        "Read n objects from the file object f and append them to the end of the array.",
    ),
    NativeDef::new("fromlist(self, list, /)", fromlist, "Append items to array from list."),
    NativeDef::new(
        "fromunicode(self, ustr, /)",
        fromunicode,
        "Extends this array with data from the unicode string ustr.",
    ),
    NativeDef::new(
        "index(self, v, start=0, stop=sys.maxsize, /)",
        index,
        "Return index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.",
    ),
    NativeDef::new("insert(self, i, v, /)", insert, "Insert a new item v into the array before position i."),
    NativeDef::new(
        "pop(self, i=-1, /)",
        pop,
        "Return the i-th element and delete it from the array.\n\ni defaults to -1.",
    ),
    NativeDef::new("remove(self, v, /)", remove, "Remove the first occurrence of v in the array."),
    NativeDef::new("reverse(self, /)", reverse, "Reverse the order of the items in the array."),
    NativeDef::new(
        "tobytes(self, /)",
        |a| Ok(Bytes::try_new(me(a).bytes())?.value()),
        "Convert the array to an array of machine values and return the bytes representation.",
    ),
    NativeDef::new("tofile(self, f, /)", tofile, "Write all items (as machine values) to the file object f."),
    NativeDef::new(
        "tolist(self, /)",
        |a| Ok(to_list(me(a))?.value()),
        "Convert array to an ordinary list with the same items.",
    ),
    NativeDef::new("tounicode(self, /)", tounicode, "Convert the array to a unicode string."),
];

fn me(a: &Args) -> Gc<NumArray> {
    this::<NumArray>(a)
}
pub fn new_array(cls: Gc<Type>, code: Code) -> Result<Gc<NumArray>, Raised> {
    alloc_sub(cls, body(code))
}
fn new(a: &Args) -> Res {
    let cls = class_arg(a);
    if cls == type_of_kind(Kind::NumArray) {
        no_keywords(a, "array.array")?;
    }
    match a.rest.len() {
        1 | 2 => {}
        0 => return Err(type_error("array() takes at least 1 argument (0 given)")),
        n => return Err(type_error(format!("array() takes at most 2 arguments ({n} given)"))),
    }
    let code = Code::parse(a.rest[0], "array", 1)?;
    if code == Code::Wide {
        crate::builtins::warnings::warn(
            Exc::DeprecationWarning,
            "The 'u' type code is deprecated and will be removed in Python 3.16",
        )?;
    }
    let out = new_array(cls, code)?;
    let Some(&v) = a.rest.get(1) else { return Ok(out.value()) };
    if !code.is_text() {
        let refused = |what: &str| {
            type_error(format!("cannot use {what} to initialize an array with typecode '{}'", code.text()))
        };
        if v.cast::<Str>().is_some() {
            return Err(refused("a str"));
        }
        if v.cast::<NumArray>().is_some_and(|x| x.code.is_text()) {
            return Err(refused("a unicode array"));
        }
    }
    if let Some(x) = v.cast::<NumArray>().filter(|x| x.code == code) {
        out.extend_bytes(x.bytes())?;
    } else if let Some(s) = v.cast::<Str>() {
        add_text(out, s)?;
    } else if v.cast::<Bytes>().is_some() || v.cast::<ByteArray>().is_some() {
        add_bytes(out, v)?;
    } else {
        add_items(out, v)?;
    }
    Ok(out.value())
}
fn add_text(x: Gc<NumArray>, s: Gc<Str>) -> Result<(), Raised> {
    x.reserve(x.len.get() + s.len())?;
    s.points().try_for_each(|c| x.push((c as u64).to_le_bytes()))
}
fn add_items(x: Gc<NumArray>, v: Value) -> Result<(), Raised> {
    iter::for_each(v, |i| {
        let item = x.code.encode(i)?;
        x.check_resizable()?;
        x.push(item)
    })
}
fn add_bytes(x: Gc<NumArray>, v: Value) -> Result<(), Raised> {
    let view = buffer::acquire(v)?;
    if !view.len().is_multiple_of(x.code.size()) {
        return Err(value_error("bytes length not a multiple of item size"));
    }
    let bytes = view.to_vec()?;
    drop(view);
    x.check_resizable()?;
    x.extend_bytes(&bytes)
}
fn to_list(x: Gc<NumArray>) -> Result<Gc<List>, Raised> {
    let l = List::with_capacity(x.len.get())?;
    let mut i = 0;
    while let Some(v) = x.get(i) {
        l.push(v)?;
        i += 1;
    }
    Ok(l)
}
fn text_of(x: Gc<NumArray>) -> Result<Gc<Str>, Raised> {
    let points: Vec<u32> =
        x.bytes().chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]).min(0x10ffff)).collect();
    Str::from_u32s(&points)
}
fn repr(a: &Args) -> Res {
    let x = me(a);
    let mut b = StrBuilder::new();
    b.push_str(type_of(a[0]).name.gc());
    b.push_text(&format!("('{}'", x.code.text()));
    if x.len.get() > 0 {
        b.push_text(", ");
        let items = if x.code.is_text() { text_of(x)?.value() } else { to_list(x)?.value() };
        b.push_str(text::repr(items)?);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}
fn iterate(a: &Args) -> Res {
    Ok(alloc(NumArrayIter { header: NumArrayIter::HEADER, array: Ptr::new(me(a)), index: Cell::new(0) }).value())
}

// --- searching
fn find(x: Gc<NumArray>, v: Value, from: usize, to: usize) -> Result<Option<usize>, Raised> {
    let mut i = from;
    while i < to
        && let Some(y) = x.get(i)
    {
        if compare::eq(y, v)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}
fn contains(a: &Args) -> Res {
    Ok(boolean(find(me(a), a[1], 0, usize::MAX)?.is_some()))
}
fn count(a: &Args) -> Res {
    let (x, mut n, mut i) = (me(a), 0, 0);
    while let Some(y) = x.get(i) {
        n += compare::eq(y, a[1])? as i64;
        i += 1;
    }
    Ok(Value::int(n))
}
fn index(a: &Args) -> Res {
    let (from, to) = index_bounds(a, me(a).len.get())?;
    match find(me(a), a[1], from, to)? {
        Some(i) => Ok(Value::usize(i)),
        None => Err(value_error("array.index(x): x not in array")),
    }
}
fn remove(a: &Args) -> Res {
    match find(me(a), a[1], 0, usize::MAX)? {
        Some(i) => me(a).splice(i, i + 1, &[]).map(|()| none()),
        None => Err(value_error("array.remove(x): x not in array")),
    }
}

// --- subscripts
fn position(x: Gc<NumArray>, key: Value, message: &str) -> Result<usize, Raised> {
    if !number::has_index(key) {
        return Err(type_error("array indices must be integers"));
    }
    item::sequence_index(key, x.len.get(), message)
}
fn getitem(a: &Args) -> Res {
    let x = me(a);
    if let Some(s) = a[1].cast::<Slice>() {
        let r = item::slice_range(s, x.len.get())?;
        let (out, n) = (empty(x.code), x.code.size());
        if r.step == 1 {
            let start = r.start as usize * n;
            out.extend_bytes(&x.bytes()[start..start + r.count * n])?;
        } else {
            out.reserve(r.count)?;
            for i in r.indices() {
                out.extend_bytes(&x.bytes()[i * n..(i + 1) * n])?;
            }
        }
        return Ok(out.value());
    }
    let i = position(x, a[1], "array index out of range")?;
    x.get(i).ok_or_else(|| index_error("array index out of range"))
}
fn same_kind(x: Gc<NumArray>, v: Value, refused: &str) -> Result<Gc<NumArray>, Raised> {
    let Some(y) = v.cast::<NumArray>() else {
        return Err(type_error(refused.replace("{}", &class_name(v))));
    };
    if y.code != x.code {
        return Err(type_error("bad argument type for built-in operation"));
    }
    Ok(y)
}
fn setitem(a: &Args) -> Res {
    let x = me(a);
    let Some(s) = a[1].cast::<Slice>() else {
        const MESSAGE: &str = "array assignment index out of range";
        let i = position(x, a[1], MESSAGE)?;
        let item = x.code.encode(a[2])?;
        if i >= x.len.get() {
            return Err(index_error(MESSAGE));
        }
        x.put(i, item);
        return Ok(none());
    };
    let y = same_kind(x, a[2], "can only assign array (not \"{}\") to array slice")?;
    let r = item::slice_range(s, x.len.get())?;
    let new = y.bytes().to_vec();
    if r.step == 1 {
        x.splice(r.start as usize, r.stop.max(r.start) as usize, &new)?;
        return Ok(none());
    }
    let n = x.code.size();
    if new.len() / n != r.count {
        return Err(value_error(format!(
            "attempt to assign array of size {} to extended slice of size {}",
            new.len() / n,
            r.count
        )));
    }
    for (i, c) in r.indices().zip(new.chunks(n)) {
        x.bytes()[i * n..(i + 1) * n].copy_from_slice(c);
    }
    Ok(none())
}
fn delitem(a: &Args) -> Res {
    let x = me(a);
    let Some(s) = a[1].cast::<Slice>() else {
        let i = position(x, a[1], "array assignment index out of range")?;
        return x.splice(i, i + 1, &[]).map(|()| none());
    };
    let r = item::slice_range(s, x.len.get())?;
    let mut gone: Vec<usize> = r.indices().collect();
    gone.sort_unstable_by(|p, q| q.cmp(p));
    if r.count > 0 {
        x.check_resizable()?;
    }
    if r.step.abs() == 1 && r.count > 0 {
        x.splice(gone[r.count - 1], gone[0] + 1, &[])?;
    } else {
        gone.iter().try_for_each(|&i| x.splice(i, i + 1, &[]))?;
    }
    Ok(none())
}

// --- changing
fn append(a: &Args) -> Res {
    let item = me(a).code.encode(a[1])?;
    me(a).check_resizable()?;
    me(a).push(item).map(|()| none())
}
fn insert(a: &Args) -> Res {
    let x = me(a);
    let i = number::to_ssize(a[1])?;
    let item = x.code.encode(a[2])?;
    let n = x.len.get() as i64;
    let i = if i < 0 { (i + n).max(0) } else { i.min(n) } as usize;
    x.splice(i, i, &item[..x.code.size()]).map(|()| none())
}
fn pop(a: &Args) -> Res {
    let x = me(a);
    let i = a.opt(1).map_or(Ok(-1), number::to_ssize)?;
    let n = x.len.get() as i64;
    if n == 0 {
        return Err(index_error("pop from empty array"));
    }
    let i = if i < 0 { i + n } else { i };
    let v = usize::try_from(i).ok().and_then(|i| x.get(i));
    let v = v.ok_or_else(|| index_error("pop index out of range"))?;
    x.splice(i as usize, i as usize + 1, &[])?;
    Ok(v)
}
fn clear(a: &Args) -> Res {
    me(a).splice(0, me(a).len.get(), &[]).map(|()| none())
}
fn extend_from(x: Gc<NumArray>, v: Value) -> Result<(), Raised> {
    let Some(y) = v.cast::<NumArray>() else { return add_items(x, v) };
    if y.code != x.code {
        return Err(type_error("can only extend with array of same kind"));
    }
    let new = y.bytes().to_vec();
    if !new.is_empty() {
        x.check_resizable()?;
    }
    x.extend_bytes(&new)
}
fn extend(a: &Args) -> Res {
    extend_from(me(a), a[1]).map(|()| none())
}
fn fromlist(a: &Args) -> Res {
    let Some(l) = a[1].cast::<List>() else { return Err(type_error("arg must be list")) };
    let x = me(a);
    let n = x.len.get();
    let mut i = 0;
    while let Some(v) = l.get(i) {
        let r = x.code.encode(v).and_then(|item| x.check_resizable().and_then(|()| x.push(item)));
        if let Err(e) = r {
            x.len.set(n);
            return Err(e);
        }
        i += 1;
    }
    Ok(none())
}
fn frombytes(a: &Args) -> Res {
    add_bytes(me(a), a[1]).map(|()| none())
}
fn fromfile(a: &Args) -> Res {
    let n = number::to_ssize(a[2])?;
    if n < 0 {
        return Err(value_error("negative count"));
    }
    let want = (n as usize).checked_mul(me(a).code.size()).ok_or_else(memory_error)?;
    let got = call::call_method(a[1], "read", &[Value::usize(want)])?;
    let Some(b) = got.cast::<Bytes>() else { return Err(type_error("read() didn't return bytes")) };
    let short = b.as_slice().len() != want;
    add_bytes(me(a), got)?;
    if short {
        return Err(raise(Exc::EOFError, "read() didn't return enough bytes"));
    }
    Ok(none())
}
fn tofile(a: &Args) -> Res {
    const BLOCK: usize = 64 * 1024;
    let bytes = me(a).bytes().to_vec();
    for b in bytes.chunks(BLOCK) {
        call::call_method(a[1], "write", &[Bytes::try_new(b)?.value()])?;
    }
    Ok(none())
}
fn fromunicode(a: &Args) -> Res {
    let Some(s) = a[1].cast::<Str>() else {
        return Err(type_error(format!("fromunicode() argument must be str, not {}", class_name(a[1]))));
    };
    if !me(a).code.is_text() {
        return Err(value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    if !s.is_empty() {
        me(a).check_resizable()?;
    }
    add_text(me(a), s).map(|()| none())
}
fn tounicode(a: &Args) -> Res {
    if !me(a).code.is_text() {
        return Err(value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    Ok(text_of(me(a))?.value())
}
fn reverse(a: &Args) -> Res {
    let n = me(a).code.size();
    let bytes = me(a).bytes();
    // all bytes, then each item back again
    bytes.reverse();
    bytes.chunks_exact_mut(n).for_each(<[u8]>::reverse);
    Ok(none())
}
fn byteswap(a: &Args) -> Res {
    let n = me(a).code.size();
    me(a).bytes().chunks_exact_mut(n).for_each(<[u8]>::reverse);
    Ok(none())
}
fn buffer_info(a: &Args) -> Res {
    let x = me(a);
    let at = x.data.get().map_or(0, |d| d.bytes() as u64);
    Ok(tuple(&[Value::uint(at), Value::usize(x.len.get())]))
}

// --- whole arrays
fn copy(a: &Args) -> Res {
    let out = empty(me(a).code);
    out.extend_bytes(me(a).bytes())?;
    Ok(out.value())
}
fn add(a: &Args) -> Res {
    let x = me(a);
    let y = same_kind(x, a[1], "can only append array (not \"{}\") to array")?;
    let out = empty(x.code);
    out.extend_bytes(x.bytes())?;
    out.extend_bytes(y.bytes())?;
    Ok(out.value())
}
fn iadd(a: &Args) -> Res {
    if a[1].cast::<NumArray>().is_none() {
        return Err(type_error(format!("can only extend array with array (not \"{}\")", class_name(a[1]))));
    }
    extend_from(me(a), a[1])?;
    Ok(a[0])
}
fn repeat(x: Gc<NumArray>, bytes: &[u8], n: usize) -> Result<(), Raised> {
    let total = bytes.len().checked_mul(n).filter(|t| *t < 1 << 60).ok_or_else(memory_error)?;
    x.reserve(total / x.code.size())?;
    (0..n).try_for_each(|_| x.extend_bytes(bytes))
}
fn mul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    let out = empty(me(a).code);
    let bytes = me(a).bytes().to_vec();
    repeat(out, &bytes, if bytes.is_empty() { 0 } else { n })?;
    Ok(out.value())
}
fn imul(a: &Args) -> Res {
    let n = repeat_count(a[1])?;
    let bytes = me(a).bytes().to_vec();
    if !bytes.is_empty() && n != 1 {
        me(a).splice(0, me(a).len.get(), &[])?;
        repeat(me(a), &bytes, n)?;
    }
    Ok(a[0])
}
fn compare_arrays(a: &Args, op: Cmp) -> Res {
    let x = me(a);
    let Some(y) = a[1].cast::<NumArray>() else { return Ok(not_implemented()) };
    if matches!(op, Cmp::Eq | Cmp::Ne) && (x.code == y.code && !matches!(x.code, Code::F32 | Code::F64)) {
        return Ok(boolean((x.bytes() == y.bytes()) == (op == Cmp::Eq)));
    }
    if x.len.get() == y.len.get() && matches!(op, Cmp::Eq | Cmp::Ne) {
        // no shortcut by identity: NaNs differ from themselves
        let mut i = 0;
        while let (Some(p), Some(q)) = (x.get(i), y.get(i)) {
            if !compare::eq(p, q)? {
                return Ok(boolean(op == Cmp::Ne));
            }
            i += 1;
        }
        return Ok(boolean(op == Cmp::Eq));
    }
    compare_sequences(|i| x.get(i), |i| y.get(i), || (x.len.get(), y.len.get()), op)
}
fn reduce_ex(a: &Args) -> Res {
    let x = me(a);
    let protocol = number::to_ssize(a[1])?;
    let dict = attr::get_opt(a[0], Str::intern("__dict__"))?.unwrap_or_else(none);
    let (cls, code) = (type_of(a[0]).value(), Str::intern(x.code.text()).value());
    if protocol < 3 {
        let items = if x.code.is_text() { text_of(x)?.value() } else { to_list(x)?.value() };
        return Ok(tuple(&[cls, tuple(&[code, items]), dict]));
    }
    let module = crate::vm::vm().modules.gc().get_text("array");
    let rebuild = match module {
        Some(m) => attr::get(m, "_array_reconstructor")?,
        None => return Err(type_error("module array is not loaded")),
    };
    let bytes = Bytes::try_new(x.bytes())?.value();
    let args = tuple(&[cls, code, Value::int(format_number(x.code)), bytes]);
    Ok(tuple(&[rebuild, args, dict]))
}
