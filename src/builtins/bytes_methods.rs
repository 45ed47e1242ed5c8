//! Methods that `bytes` and `bytearray` share. A result is of the receiver's kind (never of its subclass).

use super::buffer::{View, acquire, acquire_opt};
use super::exceptions::{overflow_error, type_error, value_error};
use super::search::{self, Ranges};
use super::str_::{arg_type_name, class_name};
use super::str_methods::{c_int, center_left, max_arg, range_args};
use crate::object::buffer::copy_bytes;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{self, Str};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none};
use crate::protocol::compare::truth;
use crate::protocol::{item, number};

pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "capitalize(self, /)",
        |a| map_words(a, Words::First),
        "B.capitalize() -> copy of B with only its first character capitalized and the rest lower-cased.",
    ),
    NativeDef::new(
        "center(self, width, fillchar=b' ', /)",
        |a| pad(a, "center", 2),
        "Return a centered copy of length width.",
    ),
    NativeDef::new(
        "ljust(self, width, fillchar=b' ', /)",
        |a| pad(a, "ljust", 0),
        "Return a left-justified copy of length width.",
    ),
    NativeDef::new(
        "rjust(self, width, fillchar=b' ', /)",
        |a| pad(a, "rjust", 1),
        "Return a right-justified copy of length width.",
    ),
    NativeDef::new(
        "zfill(self, width, /)",
        zfill,
        "Pad a numeric string with zeros on the left, to fill a field of the given width.",
    ),
    NativeDef::new(
        "count(self, sub, start=None, end=None, /)",
        count,
        "Return the number of non-overlapping occurrences of subsection sub.",
    ),
    NativeDef::new(
        "find(self, sub, start=None, end=None, /)",
        |a| find(a, false, false),
        "Return the lowest index where subsection sub is found, or -1.",
    ),
    NativeDef::new(
        "rfind(self, sub, start=None, end=None, /)",
        |a| find(a, true, false),
        "Return the highest index where subsection sub is found, or -1.",
    ),
    NativeDef::new(
        "index(self, sub, start=None, end=None, /)",
        |a| find(a, false, true),
        "Return the lowest index where subsection sub is found; ValueError if it is not.",
    ),
    NativeDef::new(
        "rindex(self, sub, start=None, end=None, /)",
        |a| find(a, true, true),
        "Return the highest index where subsection sub is found; ValueError if it is not.",
    ),
    NativeDef::new(
        "startswith(self, prefix, start=None, end=None, /)",
        |a| tail_match(a, "startswith", false),
        "Return True if the bytes start with the specified prefix, False otherwise.",
    ),
    NativeDef::new(
        "endswith(self, suffix, start=None, end=None, /)",
        |a| tail_match(a, "endswith", true),
        "Return True if the bytes end with the specified suffix, False otherwise.",
    ),
    NativeDef::new(
        "removeprefix(self, prefix, /)",
        |a| remove_end(a, true),
        "Return a copy with the given prefix removed if present.",
    ),
    NativeDef::new(
        "removesuffix(self, suffix, /)",
        |a| remove_end(a, false),
        "Return a copy with the given suffix removed if present.",
    ),
    NativeDef::new(
        "decode(self, /, encoding='utf-8', errors='strict')",
        decode,
        "Decode the bytes using the codec registered for encoding.",
    ),
    NativeDef::new(
        "expandtabs(self, /, tabsize=8)",
        expandtabs,
        "Return a copy where all tab characters are expanded using spaces.",
    ),
    NativeDef::new(
        "hex(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
        hex,
        "Create a string of hexadecimal numbers from the bytes.",
    ),
    NativeDef::new(
        "isalnum(self, /)",
        |a| all(a, |c| c.is_ascii_alphanumeric()),
        "Return True if all characters are alphanumeric and there is at least one.",
    ),
    NativeDef::new(
        "isalpha(self, /)",
        |a| all(a, |c| c.is_ascii_alphabetic()),
        "Return True if all characters are alphabetic and there is at least one.",
    ),
    NativeDef::new(
        "isascii(self, /)",
        |a| Ok(boolean(data(a[0]).is_ascii())),
        "Return True if all characters are ASCII.",
    ),
    NativeDef::new(
        "isdigit(self, /)",
        |a| all(a, |c| c.is_ascii_digit()),
        "Return True if all characters are digits and there is at least one.",
    ),
    NativeDef::new(
        "isspace(self, /)",
        |a| all(a, |c| is_space(c as u32)),
        "Return True if all characters are whitespace and there is at least one.",
    ),
    NativeDef::new(
        "islower(self, /)",
        |a| cased(a, |c| c.is_ascii_uppercase(), |c| c.is_ascii_lowercase()),
        "Return True if all cased characters are lowercase and there is at least one.",
    ),
    NativeDef::new(
        "isupper(self, /)",
        |a| cased(a, |c| c.is_ascii_lowercase(), |c| c.is_ascii_uppercase()),
        "Return True if all cased characters are uppercase and there is at least one.",
    ),
    NativeDef::new(
        "istitle(self, /)",
        istitle,
        "Return True if the bytes are titlecased and there is at least one character.",
    ),
    NativeDef::new(
        "lower(self, /)",
        |a| map(a, |c| c.to_ascii_lowercase()),
        "Return a copy with all ASCII characters converted to lowercase.",
    ),
    NativeDef::new(
        "upper(self, /)",
        |a| map(a, |c| c.to_ascii_uppercase()),
        "Return a copy with all ASCII characters converted to uppercase.",
    ),
    NativeDef::new(
        "swapcase(self, /)",
        |a| map(a, swap),
        "Return a copy with uppercase ASCII characters converted to lowercase and vice versa.",
    ),
    NativeDef::new("title(self, /)", |a| map_words(a, Words::Each), "Return a titlecased copy."),
    NativeDef::new("join(self, iterable_of_bytes, /)", join, "Concatenate any number of bytes objects."),
    NativeDef::new(
        "partition(self, sep, /)",
        |a| partition(a, false),
        "Partition into three parts using the given separator.",
    ),
    NativeDef::new(
        "rpartition(self, sep, /)",
        |a| partition(a, true),
        "Partition into three parts using the given separator, from the right.",
    ),
    NativeDef::new(
        "replace(self, old, new, count=-1, /)",
        replace,
        "Return a copy with all occurrences of substring old replaced by new.",
    ),
    NativeDef::new(
        "split(self, /, sep=None, maxsplit=-1)",
        |a| split(a, false),
        "Return a list of the sections, using sep as the delimiter.",
    ),
    NativeDef::new(
        "rsplit(self, /, sep=None, maxsplit=-1)",
        |a| split(a, true),
        "Return a list of the sections, splitting from the right.",
    ),
    NativeDef::new(
        "splitlines(self, /, keepends=False)",
        splitlines,
        "Return a list of the lines, breaking at line boundaries.",
    ),
    NativeDef::new(
        "strip(self, bytes=None, /)",
        |a| strip(a, true, true),
        "Strip leading and trailing bytes contained in the argument.",
    ),
    NativeDef::new(
        "lstrip(self, bytes=None, /)",
        |a| strip(a, true, false),
        "Strip leading bytes contained in the argument.",
    ),
    NativeDef::new(
        "rstrip(self, bytes=None, /)",
        |a| strip(a, false, true),
        "Strip trailing bytes contained in the argument.",
    ),
    NativeDef::new(
        "translate(self, table, /, delete=b'')",
        translate,
        "Return a copy with each character mapped by the given translation table.",
    ),
    NativeDef::stat(
        "maketrans(frm, to, /)",
        maketrans,
        "Return a translation table usable for the bytes or bytearray translate method.",
    ),
];

// --- receiver and result
/// The bytes of a `bytes` or `bytearray`.
#[inline]
pub fn data<'a>(v: Value) -> &'a [u8] {
    if let Some(b) = v.cast::<Bytes>() {
        return b.as_slice();
    }
    // SAFETY: receivers are one or the other.
    unsafe { v.cast_unchecked::<ByteArray>() }.as_slice()
}
/// New bytes of the same kind as `like`.
pub fn result(like: Value, b: &[u8]) -> Res {
    if like.cast::<Bytes>().is_some() { small(b).map(Gc::value) } else { ByteArray::try_new(b).map(Gc::value) }
}
fn small(b: &[u8]) -> Result<Gc<Bytes>, Raised> {
    Bytes::try_new(b)
}
/// A part of the receiver; the receiver itself if it is all of an exact `bytes`.
fn part(this: Value, from: usize, to: usize) -> Res {
    if let Some(b) = this.exact::<Bytes>()
        && from == 0
        && to == b.len
    {
        return Ok(this);
    }
    let d = data(this);
    result(this, &d[from.min(d.len())..to.min(d.len())])
}
pub fn hash_of(b: &[u8]) -> i64 {
    crate::object::hash::hash_bytes(b)
}
pub fn is_space(c: u32) -> bool {
    matches!(c, 9..=13 | 32)
}

// --- arguments
/// A byte from an int; out of range is `ValueError`.
pub fn byte_arg(v: Value) -> Result<u8, Raised> {
    let i = number::to_index_clipped(v)?;
    u8::try_from(i).map_err(|_| value_error("byte must be in range(0, 256)"))
}
/// What to search for: bytes or one byte.
enum Needle {
    View(View),
    Byte([u8; 1]),
}
impl Needle {
    fn of(v: Value) -> Result<Needle, Raised> {
        if let Some(b) = acquire_opt(v)? {
            return Ok(Needle::View(b));
        }
        if !number::has_index(v) {
            return Err(type_error(format!(
                "argument should be integer or bytes-like object, not '{}'",
                class_name(v)
            )));
        }
        Ok(Needle::Byte([byte_arg(v)?]))
    }
    fn bytes(&self) -> &[u8] {
        match self {
            Needle::View(v) => v.bytes(),
            Needle::Byte(b) => b,
        }
    }
}

// --- searching
fn find(a: &Args, last: bool, must: bool) -> Res {
    let (from, to) = range_args(a, 2, data(a[0]).len())?;
    let n = Needle::of(a[1])?;
    let d = data(a[0]);
    let found = d
        .get(from as usize..to.max(0) as usize)
        .filter(|_| from <= to)
        .and_then(|h| if last { search::rfind(h, n.bytes()) } else { search::find(h, n.bytes()) });
    match found {
        Some(p) => Ok(Value::usize(p + from as usize)),
        None if must => Err(value_error("subsection not found")),
        None => Ok(Value::small(-1)),
    }
}
fn count(a: &Args) -> Res {
    let (from, to) = range_args(a, 2, data(a[0]).len())?;
    let n = Needle::of(a[1])?;
    let h = data(a[0]).get(from as usize..to.max(0) as usize).filter(|_| from <= to);
    Ok(Value::usize(h.map_or(0, |h| search::count(h, n.bytes(), usize::MAX))))
}
/// `x in b`
pub fn contains(a: &Args) -> Res {
    if number::has_index(a[1]) {
        let c = byte_arg(a[1])?;
        return Ok(boolean(memchr::memchr(c, data(a[0])).is_some()));
    }
    let n = acquire(a[1])?;
    Ok(boolean(search::find(data(a[0]), n.bytes()).is_some()))
}
fn tail_match(a: &Args, name: &str, end: bool) -> Res {
    let (from, to) = range_args(a, 2, data(a[0]).len())?;
    let matches = |p: &[u8]| {
        let h = data(a[0]).get(from as usize..to.max(0) as usize).filter(|_| from <= to);
        h.is_some_and(|h| if end { h.ends_with(p) } else { h.starts_with(p) })
    };
    if let Some(t) = a[1].cast::<Tuple>() {
        for &p in t.items() {
            if matches(acquire(p)?.bytes()) {
                return Ok(boolean(true));
            }
        }
        return Ok(boolean(false));
    }
    match acquire_opt(a[1])? {
        Some(p) => Ok(boolean(matches(p.bytes()))),
        None => {
            Err(type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {}", class_name(a[1]))))
        }
    }
}
fn remove_end(a: &Args, front: bool) -> Res {
    let p = acquire(a[1])?;
    let (d, p) = (data(a[0]), p.bytes());
    if front && d.starts_with(p) {
        part(a[0], p.len(), d.len())
    } else if !front && d.ends_with(p) {
        part(a[0], 0, d.len() - p.len())
    } else {
        part(a[0], 0, d.len())
    }
}

// --- splitting
fn pieces(this: Value, ranges: Ranges) -> Res {
    let out = List::with_capacity(ranges.len())?;
    for r in ranges {
        out.push(part(this, r.start, r.end)?)?;
    }
    Ok(out.value())
}
fn split(a: &Args, right: bool) -> Res {
    let max = max_arg(a.opt(2))?;
    let ranges = match a.opt_none(1) {
        None if right => search::rsplit_space(data(a[0]), max, is_space),
        None => search::split_space(data(a[0]), max, is_space),
        Some(sep) => {
            let sep = acquire(sep)?;
            if sep.is_empty() {
                return Err(value_error("empty separator"));
            }
            if right {
                search::rsplit(data(a[0]), sep.bytes(), max)
            } else {
                search::split(data(a[0]), sep.bytes(), max)
            }
        }
    };
    pieces(a[0], ranges)
}
fn splitlines(a: &Args) -> Res {
    let keep = a.opt(1).map_or(Ok(false), truth)?;
    pieces(a[0], search::split_lines(data(a[0]), keep, |c| c == 10 || c == 13))
}
fn partition(a: &Args, right: bool) -> Res {
    let sep = acquire(a[1])?;
    if sep.is_empty() {
        return Err(value_error("empty separator"));
    }
    let d = data(a[0]);
    let found = if right { search::rfind(d, sep.bytes()) } else { search::find(d, sep.bytes()) };
    let empty = || result(a[0], b"");
    let parts = match found {
        Some(p) => {
            let middle = if a[1].cast::<Bytes>().is_some() && a[0].cast::<Bytes>().is_some() {
                a[1]
            } else {
                result(a[0], sep.bytes())?
            };
            [part(a[0], 0, p)?, middle, part(a[0], p + sep.len(), d.len())?]
        }
        None if right => [empty()?, empty()?, part(a[0], 0, d.len())?],
        None => [part(a[0], 0, d.len())?, empty()?, empty()?],
    };
    Ok(Tuple::new(&parts).value())
}
fn strip(a: &Args, left: bool, right: bool) -> Res {
    let r = match a.opt_none(1) {
        None => search::strip(data(a[0]), left, right, is_space),
        Some(set) => {
            let set = acquire(set)?;
            search::strip(data(a[0]), left, right, |c| set.bytes().contains(&(c as u8)))
        }
    };
    part(a[0], r.start, r.end)
}
/// `sep.join(parts)` where all parts are exactly `bytes`: one pass to measure, one to copy.
fn join_bytes(sep: Gc<Bytes>, parts: &[Value]) -> Option<Result<Gc<Bytes>, Raised>> {
    let mut len = sep.len.checked_mul(parts.len().saturating_sub(1))?;
    for p in parts {
        len = len.checked_add(p.exact::<Bytes>()?.len)?;
    }
    if let [one] = parts {
        return one.exact::<Bytes>().map(Ok);
    }
    let (joined, mut at) = match Bytes::try_alloc(len) {
        Ok(made) => made,
        Err(r) => return Some(Err(r)),
    };
    for (i, p) in parts.iter().enumerate() {
        // SAFETY: all parts are bytes, and the lengths add up to `len`.
        unsafe {
            if i > 0 && sep.len > 0 {
                copy_bytes(sep.data, at, sep.len);
                at = at.add(sep.len);
            }
            let b: Gc<Bytes> = p.cast_unchecked();
            copy_bytes(b.data, at, b.len);
            at = at.add(b.len);
        }
    }
    Some(Ok(joined))
}
fn join(a: &Args) -> Res {
    let parts = match (a[1].exact::<List>(), a[1].exact::<Tuple>()) {
        (Some(l), _) => l.items(),
        (_, Some(t)) => t.items(),
        _ => &[],
    };
    if !parts.is_empty()
        && let Some(sep) = a[0].cast::<Bytes>()
        && let Some(joined) = join_bytes(sep, parts)
    {
        return joined.map(Gc::value);
    }
    let parts = super::str_::joined_items(a[1])?;
    let mut out: Vec<u8> = vec![];
    for (i, p) in parts.iter().enumerate() {
        let Some(b) = acquire_opt(p)? else {
            return Err(type_error(format!(
                "sequence item {i}: expected a bytes-like object, {} found",
                class_name(p)
            )));
        };
        if i == 0 && parts.len() == 1 && p.exact::<Bytes>().is_some() && a[0].cast::<Bytes>().is_some() {
            return Ok(p);
        }
        let sep = if i > 0 { data(a[0]) } else { b"" };
        out.try_reserve(sep.len() + b.len()).map_err(|_| memory_error())?;
        out.extend_from_slice(sep);
        out.extend_from_slice(b.bytes());
    }
    result(a[0], &out)
}

// --- replacing
fn replace(a: &Args) -> Res {
    let (old, new) = (acquire(a[1])?, acquire(a[2])?);
    let max = max_arg(a.opt(3))?;
    let (d, o, n) = (data(a[0]), old.bytes(), new.bytes());
    let found = search::count(d, o, max);
    if found == 0 || o == n {
        return part(a[0], 0, d.len());
    }
    let grown = found.checked_mul(n.len()).and_then(|g| g.checked_add(d.len() - found * o.len()));
    let Some(len) = grown.filter(|l| *l <= isize::MAX as usize) else {
        return Err(overflow_error("replace bytes is too long"));
    };
    let mut out = Vec::new();
    out.try_reserve_exact(len).map_err(|_| memory_error())?;
    let mut from = 0;
    if o.is_empty() {
        for i in 0..found {
            out.extend_from_slice(n);
            if i < d.len() {
                out.push(d[i]);
                from = i + 1;
            }
        }
    } else {
        let mut left = found;
        search::each_match(d, o, |p| {
            out.extend_from_slice(&d[from..p]);
            out.extend_from_slice(n);
            from = p + o.len();
            left -= 1;
            left > 0
        });
    }
    out.extend_from_slice(&d[from..]);
    result(a[0], &out)
}
fn translate(a: &Args) -> Res {
    let table = match a[1] {
        t if t == none() => None,
        t => {
            let t = acquire(t)?;
            if t.len() != 256 {
                return Err(value_error("translation table must be 256 characters long"));
            }
            Some(t)
        }
    };
    let delete = a.opt(2).map(acquire).transpose()?;
    let mut drop = [false; 256];
    delete.iter().flat_map(|d| d.bytes()).for_each(|&c| drop[c as usize] = true);
    let out: Vec<u8> = data(a[0])
        .iter()
        .filter(|c| !drop[**c as usize])
        .map(|&c| table.as_ref().map_or(c, |t| t.bytes()[c as usize]))
        .collect();
    result(a[0], &out)
}
fn maketrans(a: &Args) -> Res {
    let (from, to) = (acquire(a[0])?, acquire(a[1])?);
    if from.len() != to.len() {
        return Err(value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (f, t) in from.bytes().iter().zip(to.bytes()) {
        table[*f as usize] = *t;
    }
    Bytes::try_new(&table).map(Gc::value)
}

// --- padding
fn fill_arg(v: Option<Value>, name: &str) -> Result<u8, Raised> {
    let Some(v) = v else { return Ok(b' ') };
    let what = if v.cast::<Bytes>().is_some() {
        "bytes"
    } else if v.cast::<ByteArray>().is_some() {
        "bytearray"
    } else {
        return Err(type_error(format!(
            "{name}() argument 2 must be a byte string of length 1, not {}",
            arg_type_name(v)
        )));
    };
    match data(v) {
        [c] => Ok(*c),
        d => Err(type_error(format!(
            "{name}(): argument 2 must be a byte string of length 1, not a {what} object of length {}",
            d.len()
        ))),
    }
}
fn padded(this: Value, left: usize, right: usize, fill: u8) -> Res {
    let d = data(this);
    let len = left.checked_add(right).and_then(|n| n.checked_add(d.len())).ok_or_else(memory_error)?;
    let mut out = Vec::new();
    out.try_reserve_exact(len).map_err(|_| memory_error())?;
    out.resize(left, fill);
    out.extend_from_slice(d);
    out.resize(len, fill);
    result(this, &out)
}
fn pad(a: &Args, name: &str, side: u8) -> Res {
    let width = number::to_ssize(a[1])?;
    let fill = fill_arg(a.opt(2), name)?;
    let len = data(a[0]).len();
    let Some(margin) = usize::try_from(width).ok().and_then(|w| w.checked_sub(len)).filter(|m| *m > 0) else {
        return part(a[0], 0, len);
    };
    let left = match side {
        0 => 0,
        1 => margin,
        _ => center_left(margin, width as usize),
    };
    padded(a[0], left, margin - left, fill)
}
fn zfill(a: &Args) -> Res {
    let width = number::to_ssize(a[1])?;
    let d = data(a[0]);
    let Some(margin) = usize::try_from(width).ok().and_then(|w| w.checked_sub(d.len())).filter(|m| *m > 0) else {
        return part(a[0], 0, d.len());
    };
    let signed = matches!(d.first(), Some(b'+' | b'-'));
    let (sign, rest) = d.split_at(signed as usize);
    let mut out = Vec::new();
    out.try_reserve_exact(width as usize).map_err(|_| memory_error())?;
    out.extend_from_slice(sign);
    out.resize(sign.len() + margin, b'0');
    out.extend_from_slice(rest);
    result(a[0], &out)
}
fn expandtabs(a: &Args) -> Res {
    let size = a.opt(1).map_or(Ok(8), c_int)?.max(0) as usize;
    let mut out: Vec<u8> = vec![];
    let mut column = 0usize;
    for &c in data(a[0]) {
        if c == b'\t' {
            if size > 0 {
                let n = size - column % size;
                out.try_reserve(n).map_err(|_| memory_error())?;
                out.resize(out.len() + n, b' ');
                column += n;
            }
        } else {
            column = if c == b'\n' || c == b'\r' { 0 } else { column + 1 };
            out.push(c);
        }
    }
    result(a[0], &out)
}

// --- case
fn map(a: &Args, f: impl Fn(u8) -> u8) -> Res {
    let out: Vec<u8> = data(a[0]).iter().map(|&c| f(c)).collect();
    result(a[0], &out)
}
fn swap(c: u8) -> u8 {
    if c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() }
}
enum Words {
    First,
    Each,
}
fn map_words(a: &Args, words: Words) -> Res {
    let mut in_word = false;
    let out: Vec<u8> = data(a[0])
        .iter()
        .map(|&c| {
            let r = if in_word { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
            in_word = match words {
                Words::First => true,
                Words::Each => c.is_ascii_alphabetic(),
            };
            r
        })
        .collect();
    result(a[0], &out)
}
fn all(a: &Args, f: impl Fn(u8) -> bool) -> Res {
    let d = data(a[0]);
    Ok(boolean(!d.is_empty() && d.iter().all(|&c| f(c))))
}
fn cased(a: &Args, bad: impl Fn(&u8) -> bool, good: impl Fn(&u8) -> bool) -> Res {
    let d = data(a[0]);
    Ok(boolean(!d.iter().any(bad) && d.iter().any(good)))
}
fn istitle(a: &Args) -> Res {
    let (mut found, mut in_word) = (false, false);
    for c in data(a[0]) {
        if c.is_ascii_uppercase() {
            if in_word {
                return Ok(boolean(false));
            }
            (in_word, found) = (true, true);
        } else if c.is_ascii_lowercase() {
            if !in_word {
                return Ok(boolean(false));
            }
        } else {
            in_word = false;
        }
    }
    Ok(boolean(found))
}

// --- text
fn decode(a: &Args) -> Res {
    let text = |i: usize, name: &str| -> Result<Option<Gc<Str>>, Raised> {
        match a.opt(i) {
            None => Ok(None),
            Some(v) => v
                .cast::<Str>()
                .map(Some)
                .ok_or_else(|| type_error(format!("decode() argument '{name}' must be str, not {}", arg_type_name(v)))),
        }
    };
    let (encoding, errors) = (text(1, "encoding")?, text(2, "errors")?);
    let view = acquire(a[0])?;
    super::codecs::decode_bytes(view.bytes(), a[0], encoding, errors).map(Gc::value)
}
fn hex(a: &Args) -> Res {
    hex_text(data(a[0]), a.opt(1), a.opt(2)).map(Gc::value)
}
/// `b.hex(sep, bytes_per_sep)`
pub fn hex_text(b: &[u8], sep: Option<Value>, group: Option<Value>) -> Result<Gc<Str>, Raised> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let sep = match sep {
        None => None,
        Some(v) => {
            if item::len(v)? != 1 {
                return Err(value_error("sep must be length 1."));
            }
            let c = if let Some(s) = v.cast::<Str>() {
                s.point(0)
            } else if let Some(b) = v.cast::<Bytes>() {
                b.as_slice()[0] as u32
            } else {
                return Err(type_error("sep must be str or bytes."));
            };
            if c >= 128 {
                return Err(value_error("sep must be ASCII."));
            }
            Some(c as u8)
        }
    };
    let group = group.map_or(Ok(1), c_int)?;
    let size = group.unsigned_abs() as usize;
    let mut out = Vec::new();
    out.try_reserve(b.len().checked_mul(3).ok_or_else(memory_error)?).map_err(|_| memory_error())?;
    for (i, c) in b.iter().enumerate() {
        if let Some(s) = sep
            && i > 0
            && size > 0
            && if group > 0 { (b.len() - i) % size == 0 } else { i % size == 0 }
        {
            out.push(s);
        }
        out.extend([DIGITS[(c >> 4) as usize], DIGITS[(c & 15) as usize]]);
    }
    str::of_units(&out)
}
/// `bytes.fromhex(text)`
pub fn from_hex(v: Value) -> Result<Vec<u8>, Raised> {
    let text: Vec<u32> = if let Some(s) = v.cast::<Str>() {
        s.points().collect()
    } else if let Some(b) = acquire_opt(v)? {
        b.bytes().iter().map(|&c| c as u32).collect()
    } else {
        return Err(type_error(format!("fromhex() argument must be str or bytes-like, not {}", class_name(v))));
    };
    let digit = |i: usize| -> Result<Option<u8>, Raised> {
        match text.get(i) {
            None => Ok(None),
            Some(&c) => match char::from_u32(c).and_then(|c| c.to_digit(16)) {
                Some(d) => Ok(Some(d as u8)),
                None => Err(value_error(format!("non-hexadecimal number found in fromhex() arg at position {i}"))),
            },
        }
    };
    let mut out = vec![];
    let mut i = 0;
    loop {
        while text.get(i).is_some_and(|c| is_space(*c)) {
            i += 1;
        }
        let Some(high) = digit(i)? else { return Ok(out) };
        let Some(low) = digit(i + 1)? else {
            return Err(value_error("fromhex() arg must contain an even number of hexadecimal digits"));
        };
        out.push(high << 4 | low);
        i += 2;
    }
}
/// `repr` of bytes, with the prefix `b`.
pub fn repr_bytes(b: &[u8]) -> String {
    repr_with(b, false)
}
/// As `repr_bytes`; a bytearray escapes single quotes even between double ones.
pub fn repr_with(b: &[u8], escape_single: bool) -> String {
    let quote = if b.contains(&b'\'') && !b.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::with_capacity(b.len() + 3);
    out.push('b');
    out.push(quote);
    for &c in b {
        match c {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            _ if c == quote as u8 || escape_single && c == b'\'' => {
                out.push('\\');
                out.push(c as char);
            }
            32..127 => out.push(c as char),
            _ => out.push_str(&format!("\\x{c:02x}")),
        }
    }
    out.push(quote);
    out
}
