//! `_operator`: the operators as functions, and `itemgetter`, `attrgetter`, `methodcaller`.

use crate::builtins::exceptions::{type_error, value_error};
use crate::builtins::util::{class_arg, class_name, native_module, no_keywords, this, tuple};
use crate::layout;
use crate::object::buffer::GcVec;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Ptr, Slot};
use crate::object::instance::alloc_sub;
use crate::object::kind::Kind;
use crate::object::module::Module;
use crate::object::native::{Args, NativeDef};
use crate::object::shape::{type_of, type_of_kind};
use crate::object::special::Special;
use crate::object::str::{Str, StrBuilder};
use crate::object::tuple::Tuple;
use crate::object::types::TypeDef;
use crate::object::value::Value;
use crate::object::{Raised, Res, boolean, none};
use crate::protocol::compare::{self, Cmp, rich_compare};
use crate::protocol::number::{self, BinOp, UnOp, binary, inplace, unary};
use crate::protocol::{attr, call, item, iter, text};

layout! {
    pub struct ItemGetter: ItemGetter {
        gc items: Ptr<Tuple>,
    }
}
layout! {
    /// `paths`: a tuple of the names between the dots for each of `names`.
    pub struct AttrGetter: AttrGetter {
        gc names: Ptr<Tuple>,
        gc paths: Ptr<Tuple>,
    }
}
layout! {
    pub struct MethodCaller: MethodCaller {
        gc name: Slot,
        gc args: Ptr<Tuple>,
        gc kwargs: Ptr<Dict>,
    }
}
const NEW: &str = "Create and return a new object.";
const CALL: &str = "Call self as a function.";
pub static TYPES: &[TypeDef] = &[
    TypeDef {
        name: "itemgetter",
        module: "operator",
        kind: Kind::ItemGetter,
        doc: "Return a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
        methods: &[&[
            NativeDef::new("__new__(cls, /, *args, **kwargs)", itemgetter_new, NEW),
            NativeDef::new("__call__(self, /, *args, **kwargs)", itemgetter_call, CALL),
            NativeDef::new("__repr__(self, /)", itemgetter_repr, "Return repr(self)."),
            NativeDef::new("__reduce__(self, /)", itemgetter_reduce, "Return state information for pickling"),
        ]],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "attrgetter",
        module: "operator",
        kind: Kind::AttrGetter,
        doc: "Return a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).",
        methods: &[&[
            NativeDef::new("__new__(cls, /, *args, **kwargs)", attrgetter_new, NEW),
            NativeDef::new("__call__(self, /, *args, **kwargs)", attrgetter_call, CALL),
            NativeDef::new("__repr__(self, /)", attrgetter_repr, "Return repr(self)."),
            NativeDef::new("__reduce__(self, /)", attrgetter_reduce, "Return state information for pickling"),
        ]],
        ..TypeDef::EMPTY
    },
    TypeDef {
        name: "methodcaller",
        module: "operator",
        kind: Kind::MethodCaller,
        doc: "Return a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).",
        methods: &[&[
            NativeDef::new("__new__(cls, /, *args, **kwargs)", methodcaller_new, NEW),
            NativeDef::new("__call__(self, /, *args, **kwargs)", methodcaller_call, CALL),
            NativeDef::new("__repr__(self, /)", methodcaller_repr, "Return repr(self)."),
            NativeDef::new("__reduce__(self, /)", methodcaller_reduce, "Return state information for pickling"),
        ]],
        ..TypeDef::EMPTY
    },
];

macro_rules! op {
    ($sig:literal, $doc:literal, $f:expr) => {
        NativeDef::new($sig, $f, $doc)
    };
}
static FUNCTIONS: &[NativeDef] = &[
    op!("abs(a, /)", "Same as abs(a).", |a| unary(UnOp::Abs, a[0])),
    op!("neg(a, /)", "Same as -a.", |a| unary(UnOp::Neg, a[0])),
    op!("pos(a, /)", "Same as +a.", |a| unary(UnOp::Pos, a[0])),
    op!("inv(a, /)", "Same as ~a.", |a| unary(UnOp::Invert, a[0])),
    op!("invert(a, /)", "Same as ~a.", |a| unary(UnOp::Invert, a[0])),
    op!("add(a, b, /)", "Same as a + b.", |a| binary(BinOp::Add, a[0], a[1])),
    op!("sub(a, b, /)", "Same as a - b.", |a| binary(BinOp::Sub, a[0], a[1])),
    op!("mul(a, b, /)", "Same as a * b.", |a| binary(BinOp::Mul, a[0], a[1])),
    op!("matmul(a, b, /)", "Same as a @ b.", |a| binary(BinOp::MatMul, a[0], a[1])),
    op!("truediv(a, b, /)", "Same as a / b.", |a| binary(BinOp::TrueDiv, a[0], a[1])),
    op!("floordiv(a, b, /)", "Same as a // b.", |a| binary(BinOp::FloorDiv, a[0], a[1])),
    op!("mod(a, b, /)", "Same as a % b.", |a| binary(BinOp::Mod, a[0], a[1])),
    op!("pow(a, b, /)", "Same as a ** b.", |a| binary(BinOp::Pow, a[0], a[1])),
    op!("lshift(a, b, /)", "Same as a << b.", |a| binary(BinOp::LShift, a[0], a[1])),
    op!("rshift(a, b, /)", "Same as a >> b.", |a| binary(BinOp::RShift, a[0], a[1])),
    op!("and_(a, b, /)", "Same as a & b.", |a| binary(BinOp::And, a[0], a[1])),
    op!("or_(a, b, /)", "Same as a | b.", |a| binary(BinOp::Or, a[0], a[1])),
    op!("xor(a, b, /)", "Same as a ^ b.", |a| binary(BinOp::Xor, a[0], a[1])),
    op!("iadd(a, b, /)", "Same as a += b.", |a| inplace(BinOp::Add, a[0], a[1])),
    op!("isub(a, b, /)", "Same as a -= b.", |a| inplace(BinOp::Sub, a[0], a[1])),
    op!("imul(a, b, /)", "Same as a *= b.", |a| inplace(BinOp::Mul, a[0], a[1])),
    op!("imatmul(a, b, /)", "Same as a @= b.", |a| inplace(BinOp::MatMul, a[0], a[1])),
    op!("itruediv(a, b, /)", "Same as a /= b.", |a| inplace(BinOp::TrueDiv, a[0], a[1])),
    op!("ifloordiv(a, b, /)", "Same as a //= b.", |a| inplace(BinOp::FloorDiv, a[0], a[1])),
    op!("imod(a, b, /)", "Same as a %= b.", |a| inplace(BinOp::Mod, a[0], a[1])),
    op!("ipow(a, b, /)", "Same as a **= b.", |a| inplace(BinOp::Pow, a[0], a[1])),
    op!("ilshift(a, b, /)", "Same as a <<= b.", |a| inplace(BinOp::LShift, a[0], a[1])),
    op!("irshift(a, b, /)", "Same as a >>= b.", |a| inplace(BinOp::RShift, a[0], a[1])),
    op!("iand(a, b, /)", "Same as a &= b.", |a| inplace(BinOp::And, a[0], a[1])),
    op!("ior(a, b, /)", "Same as a |= b.", |a| inplace(BinOp::Or, a[0], a[1])),
    op!("ixor(a, b, /)", "Same as a ^= b.", |a| inplace(BinOp::Xor, a[0], a[1])),
    op!("lt(a, b, /)", "Same as a < b.", |a| rich_compare(a[0], a[1], Cmp::Lt)),
    op!("le(a, b, /)", "Same as a <= b.", |a| rich_compare(a[0], a[1], Cmp::Le)),
    op!("eq(a, b, /)", "Same as a == b.", |a| rich_compare(a[0], a[1], Cmp::Eq)),
    op!("ne(a, b, /)", "Same as a != b.", |a| rich_compare(a[0], a[1], Cmp::Ne)),
    op!("gt(a, b, /)", "Same as a > b.", |a| rich_compare(a[0], a[1], Cmp::Gt)),
    op!("ge(a, b, /)", "Same as a >= b.", |a| rich_compare(a[0], a[1], Cmp::Ge)),
    op!("truth(a, /)", "Return True if a is true, False otherwise.", |a| compare::truth(a[0]).map(boolean)),
    op!("not_(a, /)", "Same as not a.", |a| compare::truth(a[0]).map(|t| boolean(!t))),
    op!("is_(a, b, /)", "Same as a is b.", |a| Ok(boolean(a[0] == a[1]))),
    op!("is_not(a, b, /)", "Same as a is not b.", |a| Ok(boolean(a[0] != a[1]))),
    op!("is_none(a, /)", "Same as a is None.", |a| Ok(boolean(a[0] == none()))),
    op!("is_not_none(a, /)", "Same as a is not None.", |a| Ok(boolean(a[0] != none()))),
    op!("index(a, /)", "Same as a.__index__()", |a| number::index(a[0])),
    op!("concat(a, b, /)", "Same as a + b, for a and b sequences.", |a| concat(a, binary)),
    op!("iconcat(a, b, /)", "Same as a += b, for a and b sequences.", |a| concat(a, inplace)),
    op!("contains(a, b, /)", "Same as b in a (note reversed operands).", |a| item::contains(a[0], a[1]).map(boolean)),
    op!("countOf(a, b, /)", "Return the number of items in a which are, or which equal, b.", count_of),
    op!("indexOf(a, b, /)", "Return the first index of b in a.", index_of),
    op!("getitem(a, b, /)", "Same as a[b].", |a| item::get_item(a[0], a[1])),
    op!("setitem(a, b, c, /)", "Same as a[b] = c.", |a| item::set_item(a[0], a[1], a[2]).map(|()| none())),
    op!("delitem(a, b, /)", "Same as del a[b].", |a| item::del_item(a[0], a[1]).map(|()| none())),
    op!(
        "length_hint(obj, default=0, /)",
        "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.\nThe result will be an integer >= 0.",
        length_hint
    ),
    op!("call(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs).", |a| call::call_dict(a[0], a.rest, a.kwargs)),
    op!(
        "_compare_digest(a, b, /)",
        "Return 'a == b'.\n\nTakes the same time whatever the contents, so that attackers cannot learn about them by timing.",
        compare_digest
    ),
];
pub fn init() -> Result<Gc<Module>, Raised> {
    let m = native_module(
        "_operator",
        "Operator interface: functions that correspond to the intrinsic operators of Python.",
        FUNCTIONS,
    )?;
    for k in [Kind::ItemGetter, Kind::AttrGetter, Kind::MethodCaller] {
        let t = type_of_kind(k);
        m.dict.gc().set_str(t.name.gc(), t)?;
    }
    Ok(m)
}

fn concat(a: &Args, f: fn(BinOp, Value, Value) -> Res) -> Res {
    if type_of(a[0]).special(Special::GetItem).is_none() {
        return Err(type_error(format!("'{}' object can't be concatenated", class_name(a[0]))));
    }
    f(BinOp::Add, a[0], a[1])
}
/// An iterator, with the complaint that searching makes.
fn searched(v: Value) -> Res {
    let t = type_of(v);
    if t.special(Special::Iter).is_none() && t.special(Special::GetItem).is_none() {
        return Err(type_error(format!("argument of type '{}' is not iterable", t.name_text())));
    }
    iter::get_iter(v)
}
fn count_of(a: &Args) -> Res {
    let it = searched(a[0])?;
    let mut n = 0;
    while let Some(v) = iter::next(it)? {
        n += compare::is_or_eq(v, a[1])? as i64;
    }
    Ok(Value::int(n))
}
fn index_of(a: &Args) -> Res {
    let it = searched(a[0])?;
    let mut n = 0;
    while let Some(v) = iter::next(it)? {
        if compare::is_or_eq(v, a[1])? {
            return Ok(Value::int(n));
        }
        n += 1;
    }
    Err(value_error("sequence.index(x): x not in sequence"))
}
fn length_hint(a: &Args) -> Res {
    let default = match a.opt(1) {
        None => Value::small(0),
        Some(v) => Value::int(crate::builtins::util::to_size(v)?),
    };
    match item::length_hint(a[0], usize::MAX)? {
        usize::MAX => Ok(default),
        n => Ok(Value::usize(n)),
    }
}
fn compare_digest(a: &Args) -> Res {
    let same = |x: &[u8], y: &[u8]| {
        // looks at all bytes of the second whatever the first says
        let mut diff = (x.len() != y.len()) as u8;
        for (i, b) in y.iter().enumerate() {
            diff |= b ^ x.get(i).unwrap_or(b);
        }
        boolean(std::hint::black_box(diff) == 0)
    };
    if let (Some(x), Some(y)) = (a[0].cast::<Str>(), a[1].cast::<Str>()) {
        return match (x.as_ascii(), y.as_ascii()) {
            (Some(p), Some(q)) => Ok(same(p.as_bytes(), q.as_bytes())),
            _ => Err(type_error("comparing strings with non-ASCII characters is not supported")),
        };
    }
    let bytes = |v: Value| -> Result<GcBytes, Raised> {
        if let Some(b) = v.cast::<Bytes>() {
            Ok(GcBytes::Fixed(b))
        } else if let Some(b) = v.cast::<ByteArray>() {
            Ok(GcBytes::Growing(b))
        } else if a[0].cast::<Str>().is_some() || a[1].cast::<Str>().is_some() || is_bytes(a[0]) || is_bytes(a[1]) {
            Err(type_error(format!("a bytes-like object is required, not '{}'", class_name(v))))
        } else {
            Err(type_error(format!(
                "unsupported operand types(s) or combination of types: '{}' and '{}'",
                class_name(a[0]),
                class_name(a[1])
            )))
        }
    };
    let (x, y) = (bytes(a[0])?, bytes(a[1])?);
    Ok(same(x.get(), y.get()))
}
fn is_bytes(v: Value) -> bool {
    v.cast::<Bytes>().is_some() || v.cast::<ByteArray>().is_some()
}
enum GcBytes {
    Fixed(Gc<Bytes>),
    Growing(Gc<ByteArray>),
}
impl GcBytes {
    fn get(&self) -> &[u8] {
        match self {
            GcBytes::Fixed(b) => b.as_slice(),
            GcBytes::Growing(b) => b.as_slice(),
        }
    }
}

/// The one argument of a getter's call.
fn operand(a: &Args, name: &str) -> Res {
    no_keywords(a, name)?;
    match *a.rest {
        [v] => Ok(v),
        _ => Err(type_error(format!("{name} expected 1 argument, got {}", a.rest.len()))),
    }
}
fn at_least_one(a: &Args, name: &str) -> Result<(), Raised> {
    no_keywords(a, name)?;
    if a.rest.is_empty() {
        return Err(type_error(format!("{name} expected 1 argument, got 0")));
    }
    Ok(())
}
fn repr_with(name: &str, items: &[Value], kwargs: Option<Gc<Dict>>) -> Res {
    let mut b = StrBuilder::new();
    b.push_text("operator.");
    b.push_text(name);
    b.push_text("(");
    for (i, &v) in items.iter().enumerate() {
        if i > 0 {
            b.push_text(", ");
        }
        b.push_str(text::repr(v)?);
    }
    for (k, v) in kwargs.iter().flat_map(|d| d.iter()) {
        b.push_text(", ");
        b.push_str(text::str_of(k)?);
        b.push_text("=");
        b.push_str(text::repr(v)?);
    }
    b.push_text(")");
    Ok(b.finish()?.value())
}

// --- itemgetter
fn itemgetter_new(a: &Args) -> Res {
    at_least_one(a, "itemgetter")?;
    let items = Tuple::try_new(a.rest)?;
    Ok(alloc_sub(class_arg(a), ItemGetter { header: ItemGetter::HEADER, items: Ptr::new(items) })?.value())
}
fn itemgetter_call(a: &Args) -> Res {
    let v = operand(a, "itemgetter")?;
    let items = this::<ItemGetter>(a).items.gc();
    if let [one] = *items.items() {
        return item::get_item(v, one);
    }
    let mut out = GcVec::with_capacity(items.len());
    for &i in items.items() {
        out.push(item::get_item(v, i)?);
    }
    Ok(tuple(out.as_slice()))
}
fn itemgetter_repr(a: &Args) -> Res {
    repr_with("itemgetter", this::<ItemGetter>(a).items.gc().items(), None)
}
fn itemgetter_reduce(a: &Args) -> Res {
    Ok(tuple(&[type_of(a[0]).value(), this::<ItemGetter>(a).items.gc().value()]))
}

// --- attrgetter
fn attrgetter_new(a: &Args) -> Res {
    at_least_one(a, "attrgetter")?;
    let mut paths = GcVec::new();
    for &v in a.rest {
        let Some(s) = v.cast::<Str>() else { return Err(type_error("attribute name must be a string")) };
        let mut path = GcVec::new();
        let points: Vec<u32> = s.points().collect();
        for part in points.split(|c| *c == '.' as u32) {
            path.push(Str::from_u32s(part)?.interned());
        }
        paths.push(tuple(path.as_slice()));
    }
    let (names, paths) = (Tuple::try_new(a.rest)?, Tuple::try_new(paths.as_slice())?);
    let body = AttrGetter { header: AttrGetter::HEADER, names: Ptr::new(names), paths: Ptr::new(paths) };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
fn follow(mut v: Value, path: Value) -> Res {
    for name in path.cast::<Tuple>().iter().flat_map(|t| t.items()) {
        if let Some(n) = name.cast::<Str>() {
            v = attr::get_attr(v, n)?;
        }
    }
    Ok(v)
}
fn attrgetter_call(a: &Args) -> Res {
    let v = operand(a, "attrgetter")?;
    let paths = this::<AttrGetter>(a).paths.gc();
    if let [one] = *paths.items() {
        return follow(v, one);
    }
    let mut out = GcVec::with_capacity(paths.len());
    for &p in paths.items() {
        out.push(follow(v, p)?);
    }
    Ok(tuple(out.as_slice()))
}
fn attrgetter_repr(a: &Args) -> Res {
    repr_with("attrgetter", this::<AttrGetter>(a).names.gc().items(), None)
}
fn attrgetter_reduce(a: &Args) -> Res {
    Ok(tuple(&[type_of(a[0]).value(), this::<AttrGetter>(a).names.gc().value()]))
}

// --- methodcaller
fn methodcaller_new(a: &Args) -> Res {
    let Some((&name, args)) = a.rest.split_first() else {
        return Err(type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(s) = name.cast::<Str>() else { return Err(type_error("method name must be a string")) };
    let args = Tuple::try_new(args)?;
    let kwargs = match a.kwargs {
        Some(k) => k.copy()?,
        None => Dict::new(),
    };
    let body = MethodCaller {
        header: MethodCaller::HEADER,
        name: Slot::new(s.interned().value()),
        args: Ptr::new(args),
        kwargs: Ptr::new(kwargs),
    };
    Ok(alloc_sub(class_arg(a), body)?.value())
}
fn methodcaller_call(a: &Args) -> Res {
    let v = operand(a, "methodcaller")?;
    let m = this::<MethodCaller>(a);
    let Some(name) = m.name.get_or_none().cast::<Str>() else { return Ok(none()) };
    let (args, kwargs) = (m.args.gc(), m.kwargs.gc());
    if kwargs.is_empty() {
        return call::call_method_str(v, name, args.items());
    }
    call::call_dict(attr::get_attr(v, name)?, args.items(), Some(kwargs))
}
fn methodcaller_repr(a: &Args) -> Res {
    let m = this::<MethodCaller>(a);
    let mut all = GcVec::new();
    all.push(m.name.get_or_none());
    all.extend(m.args.gc().items().iter().copied());
    repr_with("methodcaller", all.as_slice(), Some(m.kwargs.gc()))
}
fn methodcaller_reduce(a: &Args) -> Res {
    let m = this::<MethodCaller>(a);
    let (cls, name, args) = (type_of(a[0]).value(), m.name.get_or_none(), m.args.gc());
    if m.kwargs.gc().is_empty() {
        let mut all = GcVec::new();
        all.push(name);
        all.extend(args.items().iter().copied());
        return Ok(tuple(&[cls, tuple(all.as_slice())]));
    }
    let partial = type_of_kind(Kind::Partial).value();
    let made = call::call_dict(partial, &[cls, name], Some(m.kwargs.gc()))?;
    Ok(tuple(&[made, args.value()]))
}
