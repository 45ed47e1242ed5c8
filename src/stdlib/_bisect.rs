//! `_bisect`: searching and inserting in sorted sequences.

use crate::builtins::exceptions::value_error;
use crate::builtins::sort::less;
use crate::builtins::util::{native_module, to_size};
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Raised, Res, none};
use crate::protocol::{call, item};

static FUNCTIONS: &[NativeDef] = &[
    NativeDef::new(
        "bisect_right(a, x, lo=0, hi=None, *, key=None)",
        |a| search(a, true, a[1]).map(Value::usize),
        "Return the index where to insert item x in list a, assuming a is sorted.\n\nAll e in a[:i] have e <= x, and all e in a[i:] have e > x.",
    ),
    NativeDef::new(
        "bisect_left(a, x, lo=0, hi=None, *, key=None)",
        |a| search(a, false, a[1]).map(Value::usize),
        "Return the index where to insert item x in list a, assuming a is sorted.\n\nAll e in a[:i] have e < x, and all e in a[i:] have e >= x.",
    ),
    NativeDef::new(
        "insort_right(a, x, lo=0, hi=None, *, key=None)",
        |a| insort(a, true),
        "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x.",
    ),
    NativeDef::new(
        "insort_left(a, x, lo=0, hi=None, *, key=None)",
        |a| insort(a, false),
        "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x.",
    ),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    native_module(
        "_bisect",
        "Bisection algorithms: finding places in sorted lists without sorting them anew.",
        FUNCTIONS,
    )
}
/// Where `x` (a key already, if there is a key function) belongs.
fn search(a: &Args, right: bool, x: Value) -> Result<usize, Raised> {
    let (seq, key) = (a[0], a.opt_none(4));
    let low = a.opt(2).map_or(Ok(0), to_size)?;
    let high = a.opt_none(3).map(to_size).transpose()?;
    if low < 0 {
        return Err(value_error("lo must be non-negative"));
    }
    let (mut low, mut high) = (
        low as usize,
        match high {
            Some(h) if h >= 0 => h as usize,
            Some(h) if h != -1 => 0,
            _ => item::len(seq)?,
        },
    );
    while low < high {
        let mid = low + (high - low) / 2;
        let v = match seq.exact::<List>().and_then(|l| l.get(mid)) {
            Some(v) => v,
            None => item::get_item(seq, Value::usize(mid))?,
        };
        let v = match key {
            Some(k) => call::call(k, &[v])?,
            None => v,
        };
        let go_left = if right { less(x, v)? } else { !less(v, x)? };
        if go_left {
            high = mid;
        } else {
            low = mid + 1;
        }
    }
    Ok(low)
}
fn insort(a: &Args, right: bool) -> Res {
    let x = match a.opt_none(4) {
        Some(k) => call::call(k, &[a[1]])?,
        None => a[1],
    };
    let i = search(a, right, x)?;
    match a[0].exact::<List>() {
        Some(l) => crate::builtins::list::splice(l, i.min(l.len()), i.min(l.len()), &[a[1]])?,
        None => {
            call::call_method(a[0], "insert", &[Value::usize(i), a[1]])?;
        }
    }
    Ok(none())
}
