//! Arithmetic and comparison methods of `int`.

use super::int::receiver;
use super::int_ops;
use crate::object::native::{Args, NativeDef};
use crate::object::value::Value;
use crate::object::{Res, boolean, not_implemented};
use crate::protocol::compare::Cmp;
use crate::protocol::number::BinOp;

fn op(o: BinOp, a: Value, b: Value) -> Res {
    match (a.as_int(), b.as_int()) {
        (Some(x), Some(y)) => int_ops::binary(o, x, y).unwrap_or_else(|| Ok(not_implemented())),
        _ => Ok(not_implemented()),
    }
}
macro_rules! ops {
    ($($op:ident $name:literal $rname:literal $sym:literal,)*) => {
        pub static ARITHMETIC: &[NativeDef] = &[
            $(NativeDef::new(concat!($name, "(self, value, /)"), |a| op(BinOp::$op, a[0], a[1]), concat!("Return self", $sym, "value.")),
              NativeDef::new(concat!($rname, "(self, value, /)"), |a| op(BinOp::$op, a[1], a[0]), concat!("Return value", $sym, "self.")),)*
            NativeDef::new("__divmod__(self, value, /)", |a| op(BinOp::DivMod, a[0], a[1]), "Return divmod(self, value)."),
            NativeDef::new("__rdivmod__(self, value, /)", |a| op(BinOp::DivMod, a[1], a[0]), "Return divmod(value, self)."),
            NativeDef::new("__pow__(self, value, mod=None, /)", |a| pow(a, a[0], a[1]), "Return pow(self, value, mod)."),
            NativeDef::new("__rpow__(self, value, mod=None, /)", |a| pow(a, a[1], a[0]), "Return pow(value, self, mod)."),
            NativeDef::new("__neg__(self, /)", |a| Ok(int_ops::neg(receiver(a[0]))), "-self"),
            NativeDef::new("__pos__(self, /)", |a| Ok(int_ops::exact(receiver(a[0]))), "+self"),
            NativeDef::new("__abs__(self, /)", |a| Ok(int_ops::abs(receiver(a[0]))), "abs(self)"),
            NativeDef::new("__invert__(self, /)", |a| Ok(int_ops::invert(receiver(a[0]))), "~self"),
        ];
    };
}
ops! {
    Add "__add__" "__radd__" "+", Sub "__sub__" "__rsub__" "-", Mul "__mul__" "__rmul__" "*", Mod "__mod__" "__rmod__" "%",
    TrueDiv "__truediv__" "__rtruediv__" "/", FloorDiv "__floordiv__" "__rfloordiv__" "//",
    LShift "__lshift__" "__rlshift__" "<<", RShift "__rshift__" "__rrshift__" ">>",
    And "__and__" "__rand__" "&", Or "__or__" "__ror__" "|", Xor "__xor__" "__rxor__" "^",
}
fn pow(a: &Args, x: Value, y: Value) -> Res {
    let Some(m) = a.opt_none(2) else { return op(BinOp::Pow, x, y) };
    match (x.as_int(), y.as_int(), m.as_int()) {
        (Some(x), Some(y), Some(m)) => int_ops::pow_mod(x, y, m),
        _ => Ok(not_implemented()),
    }
}

fn compare(a: &Args, c: Cmp) -> Res {
    match (a[0].as_int(), a[1].as_int()) {
        (Some(x), Some(y)) => Ok(boolean(c.holds(int_ops::compare(x, y)))),
        _ => Ok(not_implemented()),
    }
}
pub static COMPARE: &[NativeDef] = &[
    NativeDef::new("__lt__(self, value, /)", |a| compare(a, Cmp::Lt), "Return self<value."),
    NativeDef::new("__le__(self, value, /)", |a| compare(a, Cmp::Le), "Return self<=value."),
    NativeDef::new("__eq__(self, value, /)", |a| compare(a, Cmp::Eq), "Return self==value."),
    NativeDef::new("__ne__(self, value, /)", |a| compare(a, Cmp::Ne), "Return self!=value."),
    NativeDef::new("__gt__(self, value, /)", |a| compare(a, Cmp::Gt), "Return self>value."),
    NativeDef::new("__ge__(self, value, /)", |a| compare(a, Cmp::Ge), "Return self>=value."),
];
