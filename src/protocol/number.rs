//! Arithmetic on arbitrary values, and conversions to machine numbers.

use super::call::call_bound;
use crate::builtins::exceptions::{index_error, overflow_error, type_error, value_error};
use crate::object::float::Complex;
use crate::object::gc::Gc;
use crate::object::int::{BigInt, Bool, IntRef, IntSub};
use crate::object::kind::Kind;
use crate::object::list::List;
use crate::object::native::WrapperDescriptor;
use crate::object::shape::type_of;
use crate::object::special::Special;
use crate::object::value::Value;
use crate::object::{Raised, Res, not_implemented};

macro_rules! binops {
    ($($id:ident $sym:literal $isym:literal $l:ident $r:ident $i:ident,)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum BinOp { $($id),* }
        impl BinOp {
            pub const ALL: &[BinOp] = &[$(BinOp::$id),*];
            pub fn symbol(self) -> &'static str { match self { $(BinOp::$id => $sym),* } }
            pub fn inplace_symbol(self) -> &'static str { match self { $(BinOp::$id => $isym),* } }
            pub fn specials(self) -> (Special, Special, Special) {
                match self { $(BinOp::$id => (Special::$l, Special::$r, Special::$i)),* }
            }
        }
    };
}
binops! {
    Add "+" "+=" Add RAdd IAdd, Sub "-" "-=" Sub RSub ISub, Mul "*" "*=" Mul RMul IMul,
    TrueDiv "/" "/=" TrueDiv RTrueDiv ITrueDiv, FloorDiv "//" "//=" FloorDiv RFloorDiv IFloorDiv,
    Mod "%" "%=" Mod RMod IMod, Pow "** or pow()" "**=" Pow RPow IPow, MatMul "@" "@=" MatMul RMatMul IMatMul,
    LShift "<<" "<<=" LShift RLShift ILShift, RShift ">>" ">>=" RShift RRShift IRShift,
    And "&" "&=" And RAnd IAnd, Or "|" "|=" Or ROr IOr, Xor "^" "^=" Xor RXor IXor,
    DivMod "divmod()" "divmod()" DivMod RDivMod DivMod,
}

/// `a op b`
pub fn binary(op: BinOp, a: Value, b: Value) -> Res {
    if let Some(r) = of_builtins(op, a, b) {
        return r;
    }
    match try_binary(op, a, b)? {
        Some(r) => Ok(r),
        None => Err(unsupported(op.symbol(), a, b)),
    }
}
/// What built-in classes do among themselves, which needs no look at their methods; `None`: ask those.
#[inline]
fn of_builtins(op: BinOp, a: Value, b: Value) -> Option<Res> {
    use crate::builtins::{bytes_, int_ops, list, str_, tuple};
    const INT: u32 = Kind::Int as u32;
    const BOOL: u32 = Kind::Bool as u32;
    const STR: u32 = Kind::Str as u32;
    const BYTES: u32 = Kind::Bytes as u32;
    const LIST: u32 = Kind::List as u32;
    const TUPLE: u32 = Kind::Tuple as u32;
    let has_shape = |v: Value, shape| v.header().is_some_and(|h| h.shape() == shape);
    let shape = if a.is_small() { INT } else { a.header()?.shape() };
    match (shape, op) {
        (STR, BinOp::Add) => Some(crate::object::str::concat(a.exact()?, b.exact()?).map(Gc::value)),
        // what is no instance of a subclass of `str` has no say in it before `str`
        (STR, BinOp::Mod) if b.is_small() || has_shape(b, STR) || has_shape(b, TUPLE) => {
            Some(crate::builtins::percent_format::format_str(a.exact()?, b).map(Gc::value))
        }
        (STR, BinOp::Mul) => Some(str_::repeat(a.exact()?, b.as_small()?).map(Gc::value)),
        (BYTES, BinOp::Add) => Some(bytes_::add_bytes(a.exact()?, b.exact()?)),
        (LIST, BinOp::Add) => Some(list::concat(a.exact()?, b.exact()?)),
        (LIST, BinOp::Mul) => Some(list::repeat(a.exact()?, b.as_small()?.max(0) as usize)),
        (TUPLE, BinOp::Add) => Some(tuple::concat(a.exact()?, b.exact()?)),
        (INT, _) => int_ops::binary(op, int_ops::as_exact(a)?, as_int_or_bool(b)?),
        (BOOL, _) => int_ops::binary(op, as_int_or_bool(a)?, int_ops::as_exact(b)?),
        _ => None,
    }
}
#[inline]
fn as_int_or_bool(v: Value) -> Option<IntRef> {
    crate::builtins::int_ops::as_exact(v)
        .or_else(|| v.exact::<Bool>().map(|_| IntRef::Small((v == crate::object::boolean(true)) as i64)))
}
/// The same in place: lists grow, the rest makes new objects.
#[inline]
fn inplace_of_builtins(op: BinOp, a: Value, b: Value) -> Option<Res> {
    if let Some(l) = a.exact::<List>() {
        let more = b.exact::<List>().filter(|_| op == BinOp::Add)?;
        return Some(crate::builtins::list::extend_from(l, more.value()).map(|()| a));
    }
    of_builtins(op, a, b)
}
#[cold]
fn unsupported(symbol: &str, a: Value, b: Value) -> Raised {
    let (ta, tb) = (type_of(a).name_text(), type_of(b).name_text());
    if symbol == ">>" && ta == "builtin_function_or_method" {
        return type_error(format!(
            "unsupported operand type(s) for {symbol}: '{ta}' and '{tb}'. Did you mean \"print(<message>, file=<output_stream>)\"?"
        ));
    }
    type_error(format!("unsupported operand type(s) for {symbol}: '{ta}' and '{tb}'"))
}
/// `None`: neither operand knows how.
fn try_binary(op: BinOp, a: Value, b: Value) -> Result<Option<Value>, Raised> {
    if let Some(r) = crate::builtins::float_ops::exact_binary(op, a, b) {
        return r.map(Some);
    }
    if (a.exact::<Complex>().is_some() || b.exact::<Complex>().is_some())
        && let Some(r) = crate::builtins::complex::exact_binary(op, a, b)
    {
        return r.map(Some);
    }
    let (ls, rs, _) = op.specials();
    let (ta, tb) = (type_of(a), type_of(b));
    let left = ta.special(ls);
    let right = if ta == tb { None } else { tb.special(rs) };
    let mut tried = false;
    let sequence = matches!(op, BinOp::Add | BinOp::Mul) && (is_sequences(left) || is_sequences(tb.special(rs)));
    if sequence {
        // joining and repeating come after all arithmetic
        if let Some(m) = right.filter(|m| !is_sequences(Some(*m))) {
            let r = call_bound(m, b, &[a], None)?;
            if r != not_implemented() {
                return Ok(Some(r));
            }
        }
        return of_sequences(op, a, b, left, tb.special(rs));
    }
    if let Some(m) = right
        && tb.is_subtype(ta)
        && ta.special(rs) != Some(m)
    {
        tried = true;
        let r = call_bound(m, b, &[a], None)?;
        if r != not_implemented() {
            return Ok(Some(r));
        }
    }
    if let Some(m) = left {
        let r = call_bound(m, a, &[b], None)?;
        if r != not_implemented() {
            return Ok(Some(r));
        }
    }
    if let Some(m) = right
        && !tried
    {
        let r = call_bound(m, b, &[a], None)?;
        if r != not_implemented() {
            return Ok(Some(r));
        }
    }
    Ok(None)
}
/// Is this the method of a native sequence (which joins or repeats, and is no arithmetic)?
fn is_sequences(m: Option<Value>) -> bool {
    const SEQUENCES: &[Kind] =
        &[Kind::List, Kind::Tuple, Kind::Str, Kind::Bytes, Kind::ByteArray, Kind::Deque, Kind::NumArray];
    m.and_then(|m| m.exact::<WrapperDescriptor>())
        .and_then(|w| w.owner.get())
        .is_some_and(|o| SEQUENCES.iter().any(|k| crate::object::shape::type_of_kind(*k) == o))
}
/// `a + b` or `a * b` where the method `left` of `a` or `right` of `b` is a native sequence's; the sequence has the last word.
fn of_sequences(
    op: BinOp,
    a: Value,
    b: Value,
    left: Option<Value>,
    right: Option<Value>,
) -> Result<Option<Value>, Raised> {
    if let Some(m) = left
        && !is_sequences(left)
    {
        let r = call_bound(m, a, &[b], None)?;
        if r != not_implemented() {
            return Ok(Some(r));
        }
    }
    let (m, this, x) = match (left.filter(|_| is_sequences(left)), right.filter(|_| is_sequences(right))) {
        (Some(m), _) => (m, a, b),
        (None, Some(m)) => (m, b, a),
        (None, None) => return Ok(None),
    };
    if op == BinOp::Mul && !has_index(x) {
        return Err(not_a_count(x));
    }
    call_bound(m, this, &[x], None).map(Some)
}
#[cold]
fn not_a_count(x: Value) -> Raised {
    type_error(format!("can't multiply sequence by non-int of type '{}'", type_of(x).name_text()))
}
/// `a op b` when the method of `a` has been asked and does not know how.
pub fn after_left(op: BinOp, a: Value, b: Value, inplace: bool) -> Res {
    if type_of(a) != type_of(b)
        && let Some(m) = type_of(b).special(op.specials().1)
    {
        if op == BinOp::Mul && is_sequences(Some(m)) && !has_index(a) {
            return Err(not_a_count(a));
        }
        let r = call_bound(m, b, &[a], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    Err(unsupported(if inplace { op.inplace_symbol() } else { op.symbol() }, a, b))
}
/// `a op= b` when the in-place method of `a` has been asked and does not know how.
pub fn after_inplace(op: BinOp, a: Value, b: Value) -> Res {
    match try_binary(op, a, b)? {
        Some(r) => Ok(r),
        None => Err(unsupported(op.inplace_symbol(), a, b)),
    }
}
/// `a op= b`
pub fn inplace(op: BinOp, a: Value, b: Value) -> Res {
    if let Some(r) = inplace_of_builtins(op, a, b) {
        return r;
    }
    let (_, rs, is) = op.specials();
    if op != BinOp::DivMod
        && let Some(m) = type_of(a).special(is)
    {
        if is_sequences(Some(m)) {
            let tb = type_of(b);
            if let Some(r) = tb.special(rs).filter(|r| tb != type_of(a) && !is_sequences(Some(*r))) {
                let r = call_bound(r, b, &[a], None)?;
                if r != not_implemented() {
                    return Ok(r);
                }
            }
            if op == BinOp::Mul && !has_index(b) {
                return Err(not_a_count(b));
            }
        }
        let r = call_bound(m, a, &[b], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    match try_binary(op, a, b)? {
        Some(r) => Ok(r),
        None => Err(unsupported(op.inplace_symbol(), a, b)),
    }
}
/// `pow(a, b, m)`
pub fn power(a: Value, b: Value, m: Option<Value>) -> Res {
    let Some(m) = m.filter(|m| *m != crate::object::none()) else { return binary(BinOp::Pow, a, b) };
    let (ta, tb) = (type_of(a), type_of(b));
    let left = ta.special(Special::Pow).map(|f| (f, a, b));
    let right = tb.special(Special::RPow).filter(|_| ta != tb).map(|f| (f, b, a));
    let overrides = right.is_some_and(|r| tb.is_subtype(ta) && ta.special(Special::RPow) != Some(r.0));
    for (f, this, other) in (if overrides { [right, left] } else { [left, right] }).into_iter().flatten() {
        let r = call_bound(f, this, &[other, m], None)?;
        if r != not_implemented() {
            return Ok(r);
        }
    }
    // the third operand's class is asked last; the numeric classes all refuse, each in its way
    if m.as_float().is_some() {
        return Err(type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    }
    let number = |v: Value| v.as_int().is_some() || v.as_float().is_some() || v.cast::<Complex>().is_some();
    if m.cast::<Complex>().is_some() && number(a) && number(b) {
        return Err(value_error("complex modulo"));
    }
    Err(type_error(format!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        type_of(a).name_text(),
        type_of(b).name_text(),
        type_of(m).name_text()
    )))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnOp {
    Neg,
    Pos,
    Invert,
    Abs,
}
/// `-a`, `+a`, `~a`, `abs(a)`
pub fn unary(op: UnOp, a: Value) -> Res {
    let (s, what) = match op {
        UnOp::Neg => (Special::Neg, "unary -"),
        UnOp::Pos => (Special::Pos, "unary +"),
        UnOp::Invert => (Special::Invert, "unary ~"),
        UnOp::Abs => (Special::Abs, "abs()"),
    };
    match type_of(a).special(s) {
        Some(m) => call_bound(m, a, &[], None),
        None => Err(type_error(format!("bad operand type for {what}: '{}'", type_of(a).name_text()))),
    }
}

/// `operator.index(v)`: an exact int.
pub fn index(v: Value) -> Res {
    if let Some(i) = v.exact_int() {
        return Ok(i);
    }
    let t = type_of(v);
    let Some(m) = t.special(Special::Index) else {
        return Err(type_error(format!("'{}' object cannot be interpreted as an integer", t.name_text())));
    };
    let r = call_bound(m, v, &[], None)?;
    if r.is_small() || r.exact::<BigInt>().is_some() {
        return Ok(r);
    }
    if r.cast::<IntSub>().is_some() || r.cast::<Bool>().is_some() {
        let tn = type_of(r).name_text();
        crate::builtins::warnings::warn(
            crate::builtins::exceptions::Exc::DeprecationWarning,
            &format!(
                "__index__ returned non-int (type {tn}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python."
            ),
        )?;
        return Ok(r.exact_int().unwrap_or(r));
    }
    Err(type_error(format!("__index__ returned non-int (type {})", type_of(r).name_text())))
}
pub fn has_index(v: Value) -> bool {
    v.as_int().is_some() || type_of(v).special(Special::Index).is_some()
}
/// As a machine int; `OverflowError` if it does not fit.
pub fn to_i64(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(i);
    }
    let i = index(v)?;
    i.as_int().and_then(IntRef::to_i64).ok_or_else(|| overflow_error("Python int too large to convert to C int"))
}
/// As a size or index; too large ones are `IndexError`.
pub fn to_index(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(i);
    }
    let i = index(v)?;
    match i.as_int().and_then(IntRef::to_i64) {
        Some(i) => Ok(i),
        None => Err(index_error(format!("cannot fit '{}' into an index-sized integer", type_of(v).name_text()))),
    }
}
/// As a length or count; too large ones are `OverflowError`.
pub fn to_ssize(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(i);
    }
    let i = index(v)?;
    match i.as_int().and_then(IntRef::to_i64) {
        Some(i) => Ok(i),
        None => Err(overflow_error(format!("cannot fit '{}' into an index-sized integer", type_of(v).name_text()))),
    }
}
/// As an index that is clipped to the machine's range (slices).
pub fn to_index_clipped(v: Value) -> Result<i64, Raised> {
    if let Some(i) = v.as_small() {
        return Ok(i);
    }
    let i = index(v)?;
    Ok(match i.as_int() {
        Some(i) => i.to_i64().unwrap_or(if i.is_negative() { i64::MIN } else { i64::MAX }),
        None => 0,
    })
}
/// As a float, by `__float__` or `__index__`; `what` for the message: "must be real number, not str".
pub fn to_f64(v: Value) -> Result<f64, Raised> {
    if let Some(f) = v.as_float() {
        return Ok(f);
    }
    if let Some(i) = v.as_int() {
        return int_to_f64(i);
    }
    let t = type_of(v);
    if t.special(Special::Float).is_some() {
        return crate::builtins::float::by_method(v);
    }
    if t.special(Special::Index).is_some() {
        let i = index(v)?;
        return match i.as_int() {
            Some(i) => int_to_f64(i),
            None => Ok(0.0),
        };
    }
    Err(type_error(format!("must be real number, not {}", t.name_text())))
}
/// Correctly rounded; `OverflowError` beyond the range.
pub fn int_to_f64(i: IntRef) -> Result<f64, Raised> {
    let f = crate::builtins::float_bits::int_to_f64(i);
    if f.is_finite() { Ok(f) } else { Err(overflow_error("int too large to convert to float")) }
}
