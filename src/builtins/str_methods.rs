//! Methods of `str` that search, split, strip, pad, replace and translate.

use super::exceptions::{Exc, overflow_error, type_error, value_error};
use super::search::{self, Ranges, clip_range};
use super::str_::{arg_type_name, class_name, this};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::native::{Args, NativeDef};
use crate::object::str::{self, Str, StrBuilder, Unit, Units};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, memory_error, none};
use crate::protocol::compare::truth;
use crate::protocol::{item, number};
use crate::thread::thread;
use crate::unicode;
use crate::units;

pub static METHODS: &[NativeDef] = &[
    NativeDef::new(
        "encode(self, /, encoding='utf-8', errors='strict')",
        encode,
        "Encode the string using the codec registered for encoding.",
    ),
    NativeDef::new(
        "replace(self, old, new, /, count=-1)",
        replace,
        "Return a copy with all occurrences of substring old replaced by new.",
    ),
    NativeDef::new(
        "split(self, /, sep=None, maxsplit=-1)",
        |a| split(a, false),
        "Return a list of the substrings in the string, using sep as the separator string.",
    ),
    NativeDef::new(
        "rsplit(self, /, sep=None, maxsplit=-1)",
        |a| split(a, true),
        "Return a list of the substrings in the string, splitting from the right.",
    ),
    NativeDef::new(
        "join(self, iterable, /)",
        |a| super::str_::join(this(a), a[1]).map(Gc::value),
        "Concatenate any number of strings.",
    ),
    NativeDef::new(
        "expandtabs(self, /, tabsize=8)",
        expandtabs,
        "Return a copy where all tab characters are expanded using spaces.",
    ),
    NativeDef::new(
        "partition(self, sep, /)",
        |a| partition(a, false),
        "Partition the string into three parts using the given separator.",
    ),
    NativeDef::new(
        "rpartition(self, sep, /)",
        |a| partition(a, true),
        "Partition the string into three parts using the given separator, from the right.",
    ),
    NativeDef::new(
        "count(self, sub, start=None, end=None, /)",
        count,
        "Return the number of non-overlapping occurrences of substring sub in string S[start:end].",
    ),
    NativeDef::new(
        "find(self, sub, start=None, end=None, /)",
        |a| find(a, "find", false, false),
        "Return the lowest index in S where substring sub is found, or -1.",
    ),
    NativeDef::new(
        "rfind(self, sub, start=None, end=None, /)",
        |a| find(a, "rfind", true, false),
        "Return the highest index in S where substring sub is found, or -1.",
    ),
    NativeDef::new(
        "index(self, sub, start=None, end=None, /)",
        |a| find(a, "index", false, true),
        "Return the lowest index in S where substring sub is found; ValueError if it is not.",
    ),
    NativeDef::new(
        "rindex(self, sub, start=None, end=None, /)",
        |a| find(a, "rindex", true, true),
        "Return the highest index in S where substring sub is found; ValueError if it is not.",
    ),
    NativeDef::new(
        "splitlines(self, /, keepends=False)",
        splitlines,
        "Return a list of the lines in the string, breaking at line boundaries.",
    ),
    NativeDef::new(
        "strip(self, chars=None, /)",
        |a| strip(a, "strip", true, true),
        "Return a copy of the string with leading and trailing whitespace removed.",
    ),
    NativeDef::new(
        "lstrip(self, chars=None, /)",
        |a| strip(a, "lstrip", true, false),
        "Return a copy of the string with leading whitespace removed.",
    ),
    NativeDef::new(
        "rstrip(self, chars=None, /)",
        |a| strip(a, "rstrip", false, true),
        "Return a copy of the string with trailing whitespace removed.",
    ),
    NativeDef::new(
        "startswith(self, prefix, start=None, end=None, /)",
        |a| tail_match(a, "startswith", false),
        "Return True if the string starts with the specified prefix, False otherwise.",
    ),
    NativeDef::new(
        "endswith(self, suffix, start=None, end=None, /)",
        |a| tail_match(a, "endswith", true),
        "Return True if the string ends with the specified suffix, False otherwise.",
    ),
    NativeDef::new(
        "removeprefix(self, prefix, /)",
        removeprefix,
        "Return a str with the given prefix string removed if present.",
    ),
    NativeDef::new(
        "removesuffix(self, suffix, /)",
        removesuffix,
        "Return a str with the given suffix string removed if present.",
    ),
    NativeDef::new(
        "center(self, width, fillchar=' ', /)",
        |a| pad(a, Side::Center),
        "Return a centered string of length width.",
    ),
    NativeDef::new(
        "ljust(self, width, fillchar=' ', /)",
        |a| pad(a, Side::Left),
        "Return a left-justified string of length width.",
    ),
    NativeDef::new(
        "rjust(self, width, fillchar=' ', /)",
        |a| pad(a, Side::Right),
        "Return a right-justified string of length width.",
    ),
    NativeDef::new(
        "zfill(self, width, /)",
        zfill,
        "Pad a numeric string with zeros on the left, to fill a field of the given width.",
    ),
    NativeDef::new(
        "translate(self, table, /)",
        translate,
        "Replace each character in the string using the given translation table.",
    ),
    NativeDef::stat(
        "maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)",
        maketrans,
        "Return a translation table usable for str.translate().",
    ),
];

// --- arguments
fn str_arg(v: Value, method: &str, n: &str) -> Result<Gc<Str>, Raised> {
    v.cast::<Str>().ok_or_else(|| type_error(format!("{method}() argument{n} must be str, not {}", arg_type_name(v))))
}
/// The optional start and end of a search, `None` for the whole.
pub fn range_args(a: &Args, at: usize, len: usize) -> Result<(i64, i64), Raised> {
    let part = |v: Option<Value>, default: i64| -> Result<i64, Raised> {
        match v {
            None => Ok(default),
            Some(v) if v == none() => Ok(default),
            Some(v) if !number::has_index(v) => {
                Err(type_error("slice indices must be integers or None or have an __index__ method"))
            }
            Some(v) => number::to_index_clipped(v),
        }
    };
    let start = part(a.opt(at), 0)?;
    let stop = part(a.opt(at + 1), i64::MAX)?;
    Ok(clip_range(start, stop, len))
}

// --- searching
/// Runs `$f` on the data of `$h[$from..$to]` and of `$n` as slices of one type; `$none` if `$n` is wider than `$h`.
macro_rules! same_width {
    ($h:expr, $from:expr, $to:expr, $n:expr, $none:expr, |$x:ident, $y:ident| $e:expr) => {{
        let (wide2, wide4): (Vec<u16>, Vec<u32>);
        match ($h.units(), $n.units()) {
            (Units::One(h), Units::One($y)) => {
                let $x = &h[$from..$to];
                $e
            }
            (Units::Two(h), Units::Two($y)) => {
                let $x = &h[$from..$to];
                $e
            }
            (Units::Four(h), Units::Four($y)) => {
                let $x = &h[$from..$to];
                $e
            }
            (Units::Two(h), Units::One(n)) => {
                wide2 = n.iter().map(|&c| c as u16).collect();
                let ($x, $y) = (&h[$from..$to], &wide2[..]);
                $e
            }
            (Units::Four(h), Units::One(_) | Units::Two(_)) => {
                wide4 = $n.points().collect();
                let ($x, $y) = (&h[$from..$to], &wide4[..]);
                $e
            }
            _ => $none,
        }
    }};
}
/// First occurrence of `n` in `h[from..to]`, as a position in `h`.
pub fn find_in(h: Gc<Str>, n: Gc<Str>, from: usize, to: usize) -> Option<usize> {
    same_width!(h, from, to, n, None, |x, y| search::find(x, y)).map(|p| p + from)
}
pub fn rfind_in(h: Gc<Str>, n: Gc<Str>, from: usize, to: usize) -> Option<usize> {
    same_width!(h, from, to, n, None, |x, y| search::rfind(x, y)).map(|p| p + from)
}
pub fn count_in(h: Gc<Str>, n: Gc<Str>, from: usize, to: usize, max: usize) -> usize {
    same_width!(h, from, to, n, 0, |x, y| search::count(x, y, max))
}
fn find(a: &Args, name: &str, last: bool, must: bool) -> Res {
    let s = this(a);
    let n = str_arg(a[1], name, " 1")?;
    let (from, to) = range_args(a, 2, s.len())?;
    let found = if from > to {
        None
    } else if last {
        rfind_in(s, n, from as usize, to as usize)
    } else {
        find_in(s, n, from as usize, to as usize)
    };
    match found {
        Some(p) => Ok(Value::usize(p)),
        None if must => Err(value_error("substring not found")),
        None => Ok(Value::small(-1)),
    }
}
fn count(a: &Args) -> Res {
    let s = this(a);
    let n = str_arg(a[1], "count", " 1")?;
    let (from, to) = range_args(a, 2, s.len())?;
    Ok(Value::usize(if from > to { 0 } else { count_in(s, n, from as usize, to as usize, usize::MAX) }))
}
fn tail_match(a: &Args, name: &str, end: bool) -> Res {
    let s = this(a);
    let (from, to) = range_args(a, 2, s.len())?;
    if let Some(t) = a[1].cast::<Tuple>() {
        for &p in t.items() {
            let Some(p) = p.cast::<Str>() else {
                return Err(type_error(format!("tuple for {name} must only contain str, not {}", class_name(p))));
            };
            if matches_at(s, p, from, to, end) {
                return Ok(boolean(true));
            }
        }
        return Ok(boolean(false));
    }
    match a[1].cast::<Str>() {
        Some(p) => Ok(boolean(matches_at(s, p, from, to, end))),
        None => Err(type_error(format!("{name} first arg must be str or a tuple of str, not {}", class_name(a[1])))),
    }
}
/// `s.startswith(p, from, to)`, or `endswith`; the ends are clipped.
#[inline]
pub fn matches_at(s: Gc<Str>, p: Gc<Str>, from: i64, to: i64, end: bool) -> bool {
    if from > to || (to - from) < p.len() as i64 {
        return false;
    }
    let from = if end { to as usize - p.len() } else { from as usize };
    same_at(s, from, p)
}
/// Does `p` stand at `at` in `s` (with room for it)?
#[inline]
fn same_at(s: Gc<Str>, at: usize, p: Gc<Str>) -> bool {
    if s.width == 1 && p.width == 1 {
        return str::same_bytes(&s.raw()[at..at + p.len()], p.raw());
    }
    same_wide_at(s, at, p)
}
fn same_wide_at(s: Gc<Str>, at: usize, p: Gc<Str>) -> bool {
    match (s.units(), p.units()) {
        (Units::Two(x), Units::Two(y)) => &x[at..at + y.len()] == y,
        (Units::Four(x), Units::Four(y)) => &x[at..at + y.len()] == y,
        _ => (0..p.len()).all(|i| s.point(at + i) == p.point(i)),
    }
}
fn removeprefix(a: &Args) -> Res {
    let s = this(a);
    let p = str_arg(a[1], "removeprefix", "")?;
    let has = p.len() <= s.len() && same_at(s, 0, p);
    str::slice(s, if has { p.len() } else { 0 }, s.len()).map(Gc::value)
}
fn removesuffix(a: &Args) -> Res {
    let s = this(a);
    let p = str_arg(a[1], "removesuffix", "")?;
    let has = p.len() <= s.len() && same_at(s, s.len() - p.len(), p);
    str::slice(s, 0, if has { s.len() - p.len() } else { s.len() }).map(Gc::value)
}

// --- splitting
fn pieces(s: Gc<Str>, ranges: Ranges) -> Res {
    let out = List::with_capacity(ranges.len())?;
    for r in ranges {
        out.push(str::slice(s, r.start, r.end)?.value())?;
    }
    Ok(out.value())
}
/// `s.split()` of an ASCII string.
fn ascii_words(s: Gc<Str>) -> Res {
    let out = List::with_capacity(s.len() / 8)?;
    let (h, mut i) = (s.raw(), 0);
    loop {
        while i < h.len() && search::is_ascii_space(h[i]) {
            i += 1;
        }
        if i == h.len() {
            return Ok(out.value());
        }
        let from = i;
        while i < h.len() && !search::is_ascii_space(h[i]) {
            i += 1;
        }
        out.push(str::slice(s, from, i)?.value())?;
    }
}
/// `maxsplit`: negative means no limit.
pub fn max_arg(v: Option<Value>) -> Result<usize, Raised> {
    Ok(match v {
        None => usize::MAX,
        Some(v) => usize::try_from(number::to_ssize(v)?).unwrap_or(usize::MAX),
    })
}
fn split(a: &Args, right: bool) -> Res {
    let s = this(a);
    let max = max_arg(a.opt(2))?;
    let Some(sep) = a.opt_none(1) else {
        let space = unicode::is_space;
        if s.ascii && !right && max == usize::MAX {
            return ascii_words(s);
        }
        let r =
            units!(s, |x| if right { search::rsplit_space(x, max, space) } else { search::split_space(x, max, space) });
        return pieces(s, r);
    };
    let Some(sep) = sep.cast::<Str>() else {
        return Err(type_error(format!("must be str or None, not {}", class_name(sep))));
    };
    if sep.is_empty() {
        return Err(value_error("empty separator"));
    }
    let whole = || std::iter::once(0..s.len()).collect();
    let ranges = same_width!(s, 0, s.len(), sep, whole(), |x, y| if right {
        search::rsplit(x, y, max)
    } else {
        search::split(x, y, max)
    });
    pieces(s, ranges)
}
fn splitlines(a: &Args) -> Res {
    let s = this(a);
    let keep = a.opt(1).map_or(Ok(false), truth)?;
    pieces(s, units!(s, |x| search::split_lines(x, keep, unicode::is_linebreak)))
}
fn partition(a: &Args, right: bool) -> Res {
    let s = this(a);
    let Some(sep) = a[1].cast::<Str>() else {
        return Err(type_error(format!("must be str, not {}", class_name(a[1]))));
    };
    if sep.is_empty() {
        return Err(value_error("empty separator"));
    }
    let found = if right { rfind_in(s, sep, 0, s.len()) } else { find_in(s, sep, 0, s.len()) };
    let empty = Str::empty().value();
    Ok(match found {
        Some(p) => {
            let before = str::slice(s, 0, p)?.value();
            let after = str::slice(s, p + sep.len(), s.len())?.value();
            Tuple::new(&[before, sep.to_exact()?.value(), after])
        }
        None if right => Tuple::new(&[empty, empty, s.to_exact()?.value()]),
        None => Tuple::new(&[s.to_exact()?.value(), empty, empty]),
    }
    .value())
}
fn strip(a: &Args, name: &str, left: bool, right: bool) -> Res {
    let s = this(a);
    let r = match a.opt_none(1) {
        None => units!(s, |x| search::strip(x, left, right, unicode::is_space)),
        Some(set) => {
            let Some(set) = set.cast::<Str>() else {
                return Err(type_error(format!("{name} arg must be None or str")));
            };
            if s.ascii && set.ascii {
                let r = search::strip_ascii(s.raw(), left, right, set.raw());
                return str::slice(s, r.start, r.end).map(Gc::value);
            }
            let mut low = [false; 256];
            let mut high = vec![];
            for c in set.points() {
                if c < 256 { low[c as usize] = true } else { high.push(c) }
            }
            let member = |c: u32| if c < 256 { low[c as usize] } else { high.contains(&c) };
            units!(s, |x| search::strip(x, left, right, member))
        }
    };
    str::slice(s, r.start, r.end).map(Gc::value)
}

// --- replacing
fn replace(a: &Args) -> Res {
    let s = this(a);
    let old = str_arg(a[1], "replace", " 1")?;
    let new = str_arg(a[2], "replace", " 2")?;
    let max = max_arg(a.opt(3))?;
    replace_str(s, old, new, max).map(Gc::value)
}
/// `s.replace(old, new, max)`
pub fn replace_str(s: Gc<Str>, old: Gc<Str>, new: Gc<Str>, max: usize) -> Result<Gc<Str>, Raised> {
    if old.same(new) || max == 0 || old.len() > s.len() {
        return s.to_exact();
    }
    let n = count_in(s, old, 0, s.len(), max);
    if n == 0 {
        return s.to_exact();
    }
    let grown = n.checked_mul(new.len()).and_then(|g| g.checked_add(s.len() - n * old.len()));
    let Some(len) = grown.filter(|l| *l <= isize::MAX as usize) else {
        return Err(overflow_error("replace string is too long"));
    };
    if len == 0 {
        return Ok(Str::empty());
    }
    // the old text may have been what made the string wide: then build point by point
    let width = s.width.max(new.width);
    if (width > 1 && old.width == width && new.width < width) || (width == 1 && !old.ascii && new.ascii) {
        return replace_slow(s, old, new, n);
    }
    let (g, mut to) = Str::try_alloc(len, width, s.ascii && new.ascii)?;
    let mut from = 0;
    // SAFETY: the parts copied add up to `len` units.
    unsafe {
        matches(s, old, n, |p| {
            units!(s, |x| copy_units(&x[from..p], to, width));
            to = to.add((p - from) * width as usize);
            new.copy_to(to, width);
            to = to.add(new.len() * width as usize);
            from = p + old.len();
        });
        units!(s, |x| copy_units(&x[from..], to, width));
    }
    Ok(g)
}
unsafe fn copy_units<T: Unit>(from: &[T], to: *mut u8, width: u8) {
    if size_of::<T>() == width as usize {
        return std::ptr::copy_nonoverlapping(from.as_ptr() as *const u8, to, size_of_val(from));
    }
    for (i, &c) in from.iter().enumerate() {
        str::write_point(to, width, i, c.into());
    }
}
/// Calls `f` with the positions of the first `n` matches (an empty `old` matches before each unit and at the end).
fn matches(s: Gc<Str>, old: Gc<Str>, n: usize, mut f: impl FnMut(usize)) {
    if old.is_empty() {
        return (0..n).for_each(f);
    }
    let mut left = n;
    same_width!(s, 0, s.len(), old, (), |x, y| search::each_match(x, y, |p| {
        f(p);
        left -= 1;
        left > 0
    }));
}
fn replace_slow(s: Gc<Str>, old: Gc<Str>, new: Gc<Str>, n: usize) -> Result<Gc<Str>, Raised> {
    let mut out = StrBuilder::new();
    let mut from = 0;
    matches(s, old, n, |p| {
        (from..p).for_each(|i| out.push(s.point(i)));
        out.push_str(new);
        from = p + old.len();
    });
    (from..s.len()).for_each(|i| out.push(s.point(i)));
    out.finish()
}

// --- padding
enum Side {
    Left,
    Right,
    Center,
}
/// `left` fill characters, the text, `right` fill characters.
pub fn padded(s: Gc<Str>, left: usize, right: usize, fill: u32) -> Result<Gc<Str>, Raised> {
    if left + right == 0 {
        return s.to_exact();
    }
    let len = left.checked_add(right).and_then(|n| n.checked_add(s.len())).filter(|n| *n <= isize::MAX as usize);
    let Some(len) = len else { return Err(overflow_error("padded string is too long")) };
    let width = s.width.max(str::width_for(fill));
    let (g, data) = Str::try_alloc(len, width, s.ascii && fill < 128)?;
    // SAFETY: room for `len` units.
    unsafe {
        (0..left).chain(left + s.len()..len).for_each(|i| str::write_point(data, width, i, fill));
        s.copy_to(data.add(left * width as usize), width);
    }
    Ok(g)
}
fn pad(a: &Args, side: Side) -> Res {
    let s = this(a);
    let width = number::to_ssize(a[1])?;
    let fill = match a.opt(2) {
        None => 32,
        Some(v) => {
            let Some(t) = v.cast::<Str>() else {
                return Err(type_error(format!(
                    "The fill character must be a unicode character, not {}",
                    class_name(v)
                )));
            };
            if t.len() != 1 {
                return Err(type_error("The fill character must be exactly one character long"));
            }
            t.point(0)
        }
    };
    let Some(margin) = usize::try_from(width).ok().and_then(|w| w.checked_sub(s.len())).filter(|m| *m > 0) else {
        return s.to_exact().map(Gc::value);
    };
    let left = match side {
        Side::Left => 0,
        Side::Right => margin,
        Side::Center => center_left(margin, width as usize),
    };
    padded(s, left, margin - left, fill).map(Gc::value)
}
/// How much of the margin `center` puts on the left.
pub fn center_left(margin: usize, width: usize) -> usize {
    margin / 2 + (margin & width & 1)
}
fn zfill(a: &Args) -> Res {
    let s = this(a);
    let width = number::to_ssize(a[1])?;
    let Some(fill) = usize::try_from(width).ok().and_then(|w| w.checked_sub(s.len())).filter(|m| *m > 0) else {
        return s.to_exact().map(Gc::value);
    };
    let g = padded(s, fill, 0, '0' as u32)?;
    if let Some(sign) = s.points().next().filter(|c| *c == '+' as u32 || *c == '-' as u32) {
        // SAFETY: a fresh string that nobody else has seen; both positions are in bounds.
        unsafe {
            str::write_point(g.data as *mut u8, g.width, 0, sign);
            str::write_point(g.data as *mut u8, g.width, fill, '0' as u32);
        }
    }
    Ok(g.value())
}
/// An argument that C code takes as an `int`.
pub fn c_int(v: Value) -> Result<i32, Raised> {
    i32::try_from(number::to_i64(v)?).map_err(|_| overflow_error("Python int too large to convert to C int"))
}
fn expandtabs(a: &Args) -> Res {
    let s = this(a);
    let size = a.opt(1).map_or(Ok(8), c_int)?.max(0) as usize;
    let mut out = StrBuilder::new();
    let mut column = 0usize;
    for c in s.points() {
        match c {
            9 if size > 0 => {
                let n = size - column % size;
                if n > (1 << 32) || out.len() + n > 1 << 40 {
                    return Err(memory_error());
                }
                (0..n).for_each(|_| out.push(32));
                column += n;
            }
            9 => {}
            _ => {
                column = if c == 10 || c == 13 { 0 } else { column + 1 };
                out.push(c);
            }
        }
    }
    out.finish().map(Gc::value)
}

// --- translation
fn translate(a: &Args) -> Res {
    let s = this(a);
    let table = a[1];
    let mut out = StrBuilder::new();
    // what the table says of the ASCII characters met so far: 1 + the character, 0 unknown
    let mut known = [0u32; 128];
    for c in s.points() {
        if c < 128 && known[c as usize] != 0 {
            out.push(known[c as usize] - 1);
            continue;
        }
        let to = match item::get_item(table, Value::small(c as i64)) {
            Ok(v) => v,
            Err(Raised) if thread().catch(Exc::LookupError) => {
                out.push(c);
                if c < 128 {
                    known[c as usize] = c + 1;
                }
                continue;
            }
            Err(e) => return Err(e),
        };
        if to == none() {
            continue;
        }
        if let Some(t) = to.cast::<Str>() {
            out.push_str(t);
        } else if let Some(i) = to.as_int() {
            match i.to_i64() {
                Some(p @ 0..=0x10ffff) => {
                    out.push(p as u32);
                    if c < 128 {
                        known[c as usize] = p as u32 + 1;
                    }
                }
                _ => return Err(value_error("character mapping must be in range(0x110000)")),
            }
        } else {
            return Err(type_error("character mapping must return integer, None or str"));
        }
    }
    out.finish().map(Gc::value)
}
fn maketrans(a: &Args) -> Res {
    let d = Dict::new();
    let Some(y) = a.opt(1) else {
        let Some(from) = a[0].exact::<Dict>() else {
            return Err(type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let mut at = 0;
        while let Some((i, k, v)) = from.next_entry(at) {
            at = i + 1;
            let key = if let Some(s) = k.cast::<Str>() {
                if s.len() != 1 {
                    return Err(value_error("string keys in translate table must be of length 1"));
                }
                Value::small(s.point(0) as i64)
            } else if k.as_int().is_some() {
                k
            } else {
                return Err(type_error("keys in translate table must be strings or integers"));
            };
            d.set(key, v)?;
        }
        return Ok(d.value());
    };
    let y = str_arg(y, "maketrans", " 2")?;
    let Some(x) = a[0].cast::<Str>() else {
        return Err(type_error("first maketrans argument must be a string if there is a second argument"));
    };
    if x.len() != y.len() {
        return Err(value_error("the first two maketrans arguments must have equal length"));
    }
    for (k, v) in x.points().zip(y.points()) {
        d.set(Value::small(k as i64), Value::small(v as i64))?;
    }
    if let Some(z) = a.opt(2) {
        for k in str_arg(z, "maketrans", " 3")?.points() {
            d.set(Value::small(k as i64), none())?;
        }
    }
    Ok(d.value())
}

// --- encoding
fn encode(a: &Args) -> Res {
    let text = |i: usize, name: &str| -> Result<Option<Gc<Str>>, Raised> {
        match a.opt(i) {
            None => Ok(None),
            Some(v) => str_arg(v, "encode", &format!(" '{name}'")).map(Some),
        }
    };
    let (encoding, errors) = (text(1, "encoding")?, text(2, "errors")?);
    super::codecs::encode_str(this(a), encoding, errors)
}
